"""The bytes of a file as a table: its text, its header, and its rows one by one."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from core.base import Frozen
from core.texts import folded
from core.windows_file.cells import tidy
from core.windows_file.model import COLUMNS, NAME

_MULTILINE_MOST = 20


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if data.startswith(b"\xef\xbb\xbf"):
        return ("utf-8-sig",)
    if b"\0" in data[:200]:
        return ("utf-16-le", "utf-16-be", "utf-8", "cp932")
    return ("utf-8", "cp932")


def texts(data: bytes) -> Iterator[str]:
    """The file's text, the likeliest reading first: without a fault before with unreadable marks."""
    for encoding in _encodings(data):
        try:
            yield data.decode(encoding)
        except UnicodeDecodeError:
            continue
    for encoding in _encodings(data):
        yield data.decode(encoding, errors="replace")


def _cells(text: str, delimiter: str) -> list[str]:
    """One record. An overlong field is one cell that no rule accepts."""
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return [text]


def _is_open(text: str, delimiter: str) -> bool:
    """True when a quoted field has begun and not ended."""
    inside, start, place = False, True, 0
    while place < len(text):
        one = text[place]
        if inside and one == '"':
            if text[place + 1 : place + 2] == '"':
                place += 1
            else:
                inside = False
        elif not inside:
            inside = start and one == '"'
            start = one in (delimiter, "\n")
        place += 1
    return inside


def _records(lines: Sequence[str], delimiter: str, columns: int) -> Iterator[tuple[str, bool]]:
    """(record, broken) of each row. A cell may hold several lines.

    A quote that was never closed would swallow the rows below it. So the rows end at the next line
    that is whole by itself; such a broken row stands alone.
    """
    place = 0
    while place < len(lines):
        record, taken = lines[place], 1
        while _is_open(record, delimiter):
            follower = lines[place + taken] if place + taken < len(lines) else None
            whole = follower is not None and (
                not _is_open(follower, delimiter) and len(_cells(follower, delimiter)) >= columns
            )
            if follower is None or whole or taken == _MULTILINE_MOST:
                record, taken = lines[place], 1
                break
            record, taken = f"{record}\n{follower}", taken + 1
        yield record, _is_open(record, delimiter)
        place += taken


class Row(Frozen):
    """One row that is not empty. ``number``: as the spreadsheet counts; ``record``: its text."""

    number: int
    record: str
    cells: tuple[str, ...]
    broken: bool
    """A quote in it was never closed."""


class Table(Frozen):
    """A file whose header was found."""

    header_row: int
    header: tuple[str, ...]
    delimiter: str
    lines: tuple[str, ...]
    """The lines below the header."""

    def rows(self) -> Iterator[Row]:
        """The rows below the header in which something stands."""
        records = _records(self.lines, self.delimiter, len(self.header))
        for number, (record, broken) in enumerate(records, start=self.header_row + 1):
            cells = tuple(_cells(record, self.delimiter))
            if any(tidy(cell) for cell in cells):
                yield Row(number=number, record=record, cells=cells, broken=broken)


def table_of(text: str) -> Table | None:
    """Where the header stands (in the first ten rows) and what parts the columns."""
    lines = re.split(r"\r\n|\r|\n", text.lstrip("\ufeff"))
    if lines and lines[-1] == "":
        lines.pop()
    best: tuple[int, Table] | None = None
    for at, line in enumerate(lines[:10]):
        for delimiter in ",\t;":
            header = tuple(folded(tidy(cell)) for cell in _cells(line, delimiter))
            known = len(set(header) & set(COLUMNS))
            if NAME in header and (best is None or known > best[0]):
                below = tuple(lines[at + 1 :])
                table = Table(header_row=at + 1, header=header, delimiter=delimiter, lines=below)
                best = known, table
    return best[1] if best is not None else None
