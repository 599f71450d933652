"""The text or the sheet of a file as a table: its header, and its rows one by one."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.windows_file.cells import tidy
from core.windows_file.headings import EXACT, TOWN, Uses, meaning_of, uses_of
from core.windows_file.model import NAME

_MULTILINE_MOST = 20
_BROKEN_MOST = 100
"""After so many rows with a quote that never closes, quotes join no lines any more."""
_ABOVE_MOST = 30
"""So far down the header is looked for."""
_COLUMNS_MOST = 200
_LINE_MOST = 8_000
"""Characters of one line; what is longer is no row of a table, and is cut."""
_LINES_MOST = 30_000
"""Lines of a text; further down only blank ones do no harm."""


def _cells(text: str, delimiter: str) -> list[str]:
    """One record. An overlong field is one cell that no rule accepts."""
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return [text]


def _is_open(text: str, delimiter: str, inside: bool = False) -> bool:
    """True when a quoted field has begun and not ended. ``inside``: one had begun before."""
    place = 0
    begins = re.compile(rf'(?:\A|(?<=[{delimiter}\n]))"')
    while True:
        if inside:
            place = text.find('"', place)
            if place < 0:
                return True
            inside = text[place + 1 : place + 2] == '"'
            place += 2 if inside else 1
        else:
            found = begins.search(text, place)
            if found is None:
                return False
            inside, place = True, found.end()


def _records(
    lines: Sequence[str], delimiter: str, columns: int, place: int = 0
) -> Iterator[tuple[str, bool, int]]:
    """(record, broken, lines up to its end) of each row. A cell may hold several lines.

    A quote that was never closed would swallow the rows below it. So the rows end at the next line
    that is whole by itself; such a broken row stands alone.
    """
    broken = 0
    while place < len(lines):
        taken = _lines_taken(lines, place, delimiter, columns) if broken < _BROKEN_MOST else 1
        record = "\n".join(lines[place : place + taken])
        is_broken = taken == 1 and _is_open(record, delimiter)
        broken += is_broken
        place += taken
        yield record, is_broken, place


def _lines_taken(lines: Sequence[str], place: int, delimiter: str, columns: int) -> int:
    """How many lines one record has; 1 for one whose quote is never closed."""
    if not _is_open(lines[place], delimiter):
        return 1
    for taken in range(1, _MULTILINE_MOST):
        if place + taken >= len(lines):
            return 1
        follower = lines[place + taken]
        if not _is_open(follower, delimiter) and len(_cells(follower, delimiter)) >= columns:
            return 1
        if not _is_open(follower, delimiter, inside=True):
            return taken + 1
    return 1


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not empty. ``number``: as the spreadsheet counts; ``record``: its text."""

    number: int
    record: str
    cells: tuple[str, ...]
    broken: bool = False
    """A quote in it was never closed."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file as a table. ``uses``: which columns are read for what, by their headings."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    uses: Uses
    above: tuple[str, ...] = ()
    """What stands above the header."""
    more: bool = False
    """More rows stood below than are read."""
    has_header: bool = True
    """False where no row has a known heading for a name; the header is then a guess."""


@dataclass(frozen=True, slots=True)
class _Head:
    """A row that may be the header."""

    header: tuple[str, ...]
    uses: Uses
    fit: int
    index: int
    """How many rows stand above it."""
    line: int
    """Where the rows below it begin, among the lines."""
    delimiter: str = ""


def _headed(cells: Sequence[str]) -> tuple[tuple[str, ...], Uses, int]:
    header = tuple(tidy(cell) for cell in cells[:_COLUMNS_MOST])
    uses, fit = uses_of(header)
    if NAME not in uses and TOWN in uses and len(uses) > 1:
        uses = {**uses, NAME: uses[TOWN]}
    right = NAME in uses and (fit > 2 or len(uses) > 1 or _is_sure(header[uses[NAME][0]]))
    return header, uses, fit if right else 0


def _is_sure(heading: str) -> bool:
    meaning = meaning_of(heading)
    return meaning is not None and meaning.sure >= EXACT


def _best(heads: Sequence[_Head]) -> _Head | None:
    return max(heads, key=lambda one: (one.fit, len(one.header) > 1), default=None)


def _lines_of(text: str) -> list[str]:
    lines = re.split(r"\r\n|\r|\n", text)
    if lines and lines[-1] == "":
        lines.pop()
    return [line[:_LINE_MOST] for line in lines]


def table_of(text: str, most: int) -> Table | None:
    """The table of a text: where its header stands and what parts its columns; at most so many rows.

    None where no row has a heading that is known for a name.
    """
    lines = _lines_of(text)
    heads: list[_Head] = []
    for delimiter in ",\t;":
        above = _records(lines, delimiter, _COLUMNS_MOST)
        for index, (record, _, line) in zip(range(_ABOVE_MOST), above, strict=False):
            header, uses, fit = _headed(_cells(record, delimiter))
            if fit:
                heads.append(_Head(header, uses, fit, index, line, delimiter))
    head = _best(heads)
    return None if head is None else _below(lines, head, most)


def _below(lines: list[str], head: _Head, most: int) -> Table:
    """The table under a header."""
    rows: list[Row] = []
    more = any(line.strip(" ,;\t") for line in lines[_LINES_MOST:])
    lines = lines[:_LINES_MOST]
    records = _records(lines, head.delimiter, len(head.header), head.line)
    for number, (record, broken, _) in enumerate(records, start=head.index + 2):
        cells = tuple(_cells(record, head.delimiter)) if record else ()
        if not any(tidy(cell) for cell in cells):
            continue
        if len(rows) == most:
            more = True
            break
        rows.append(Row(number, record, cells, broken))
    above = tuple(lines[: head.line - 1])
    return Table(head.header, tuple(rows), head.uses, above, more)


def guessed_table(text: str, most: int) -> Table | None:
    """A table whose headings are not known: a person chooses the columns. None for no table."""
    lines = _lines_of(text)
    best: tuple[int, str] = (1, "")
    for delimiter in ",\t;":
        widths = sorted(len(_cells(line, delimiter)) for line in lines[:_ABOVE_MOST])
        usual = widths[len(widths) // 2] if widths else 0
        best = max(best, (usual, delimiter))
    width, delimiter = best
    if width < 2:
        return None
    records = _records(lines, delimiter, width)
    for index, (record, _, line) in zip(range(_ABOVE_MOST), records, strict=False):
        header = tuple(tidy(cell) for cell in _cells(record, delimiter)[:_COLUMNS_MOST])
        if sum(bool(cell) for cell in header) * 2 >= width:
            head = _Head(header, uses_of(header)[0], 0, index, line, delimiter)
            found = _below(lines, head, most)
            return Table(found.header, found.rows, found.uses, found.above, found.more, False)
    return None


def table_of_rows(rows: Sequence[tuple[str, ...]], more: bool) -> tuple[Table | None, int]:
    """(the table of a sheet, how well its header fits)."""
    heads = []
    for index, cells in enumerate(rows[:_ABOVE_MOST]):
        header, uses, fit = _headed(cells)
        if fit:
            heads.append(_Head(header, uses, fit, index, index + 1))
    head = _best(heads)
    if head is None:
        return None, 0
    return _sheet_below(rows, head, more, True), head.fit


def guessed_rows(rows: Sequence[tuple[str, ...]], more: bool) -> Table | None:
    """As ``guessed_table``, of a sheet."""
    width = max((sum(bool(cell.strip()) for cell in row) for row in rows[:_ABOVE_MOST]), default=0)
    for index, cells in enumerate(rows[:_ABOVE_MOST]):
        header = tuple(tidy(cell) for cell in cells[:_COLUMNS_MOST])
        if width > 1 and sum(bool(cell) for cell in header) * 2 >= width:
            head = _Head(header, uses_of(header)[0], 0, index, index + 1)
            return _sheet_below(rows, head, more, False)
    return None


def _sheet_below(
    rows: Sequence[tuple[str, ...]], head: _Head, more: bool, has_header: bool
) -> Table:
    below = tuple(
        Row(number, "、".join(cell for cell in cells if cell), cells[:_COLUMNS_MOST])
        for number, cells in enumerate(rows[head.line :], start=head.line + 1)
        if any(tidy(cell) for cell in cells)
    )
    # A cell beyond the headings is no slip of a comma here.
    width = max((len(row.cells) for row in below), default=0)
    header = (*head.header, *[""] * (width - len(head.header)))
    above = tuple(" ".join(cells) for cells in rows[: head.index])
    return Table(header, below, head.uses, above, more, has_header)


def is_header_again(filled: Sequence[str], table: Table) -> bool:
    """True for a header that stands again among the rows, as on each page of a list."""
    known = [one for one in table.header if one]
    return len(known) > 1 and len(filled) == len(known) and list(filled) == known


__all__ = [
    "Row",
    "Table",
    "guessed_rows",
    "guessed_table",
    "is_header_again",
    "table_of",
    "table_of_rows",
]
