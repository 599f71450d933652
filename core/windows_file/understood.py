"""The first step of taking a table in: what is understood as what, before anything is taken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from core import files
from core.catalog import Catalog
from core.days import dated
from core.windows_file.cells import tidy
from core.windows_file.headings import END, EXTENSION, START, TOWN
from core.windows_file.model import (
    COLUMNS,
    HOURS,
    MOST_BYTES,
    MOST_ROWS,
    NAME,
    PHONE,
    RowFault,
    WindowsRead,
    fault,
)
from core.windows_file.phone import found_in
from core.windows_file.rows import Rows
from core.windows_file.sheet import ROWS_MOST, SheetError, sheets
from core.windows_file.table import (
    Table,
    guessed_rows,
    guessed_table,
    table_of,
    table_of_rows,
)

NO_NAME = f"見出しの行に「{NAME}」の列がありません"
_SAVE_AS = "「名前を付けて保存」で「CSV UTF-8」を選んでください"
_NO_NUMBER = re.compile(r"fax|ファック?ス|法人|郵便|コード|番地", re.IGNORECASE)
_OF_DAY = re.compile(
    r"((?:令和?|R|20\d\d)\s*(?:\d{1,2}|元)?\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?)\s*"
    r"(?:現在|時点|更新|作成|確認)"
)
_SAMPLE = 50


@dataclass(frozen=True, slots=True)
class Understood:
    """A chosen file as far as it is understood. Nothing of it is taken yet.

    ``table``: None where there is none to be seen. ``problem``: why nothing can be taken as it is.
    ``day``: a day that stands above the table (「令和8年4月1日現在」). ``notes``: what else to know.
    """

    table: Table | None
    problem: RowFault | None = None
    day: date | None = None
    notes: tuple[RowFault, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings as a person reads them, each with a name also where it is empty."""
        header = self.table.header if self.table is not None else ()
        return tuple(name or f"{at}列目" for at, name in enumerate(header, start=1))

    def read_for(self, part: str) -> tuple[str, ...]:
        """The headings of the columns that are read for one of COLUMNS."""
        if self.table is None:
            return ()
        parts = {HOURS: (HOURS, START, END), PHONE: (PHONE, EXTENSION)}.get(part, (part,))
        places = sorted({at for one in parts for at in self.table.uses.get(one, ())})
        return tuple(self.headings[at] for at in places)


def understand(data: bytes, today: date) -> Understood:
    """What the bytes of a file hold. Never raises, whatever they are.

    A table as text in any usual encoding, or an .xlsx; a title above, notes below and line breaks
    in the headings do no harm. With the headings of towns (推奨データセット) and of groups.
    """
    if len(data) > MOST_BYTES:
        return _no_table(
            f"ファイルが大きすぎます（{len(data) // 1000:,} KB）。{MOST_BYTES // 1000:,} KB までです。"
            "わたしの町の行だけを新しい表に写して、それをえらんでください"
        )
    if files.is_blank(data):
        return _no_table("中身がありません")
    kind = files.kind_of(data)
    if kind == files.SHEET:
        return _of_sheets(data, today)
    if kind:
        return _no_table(_not_a_table(kind))
    if b'"ashiba-note"' in data[:MOST_BYTES]:
        return _no_table("続きのファイルのようです。「はじめに」でえらんでください")
    return _of_text(data, today)


def _no_table(reason: str, found: str = "") -> Understood:
    return Understood(None, fault(reason, found))


def _not_a_table(kind: str) -> str:
    if kind in (files.OLD_SHEET, "LibreOffice の文書", "Numbers の表"):
        return f"{kind}のようです。その道具で開いて、{_SAVE_AS}"
    return f"{kind}のようです。窓口の表（Excel の .xlsx か CSV）をえらんでください"


def _of_text(data: bytes, today: date) -> Understood:
    texts = list(files.texts(data))
    for text in texts:
        table = table_of(text, ROWS_MOST)
        if table is not None:
            return _told(table, today)
    # Of several readings the one with the fewest half-width letters and unreadable marks.
    likely = min(texts, key=files.odd_letters)
    guess = guessed_table(likely, ROWS_MOST)
    found = fault(NO_NAME, next(iter(likely.strip().split("\n")), ""))
    return Understood(None, found) if guess is None else replace(_told(guess, today), problem=found)


def _of_sheets(data: bytes, today: date) -> Understood:
    best: tuple[int, str, Table | None] = (0, "", None)
    guess: Table | None = None
    count = 0
    try:
        for name, rows, more in sheets(data):
            count += 1
            table, fit = table_of_rows(rows, more)
            if table is not None and fit > best[0]:
                best = fit, name, table
            guess = guess or guessed_rows(rows, more)
    except SheetError as reason:
        return _no_table(f"{reason}")
    _, name, table = best
    if table is None:
        if guess is None:
            return _no_table(NO_NAME)
        found = fault(NO_NAME, "、".join(one for one in guess.header if one))
        return replace(_told(guess, today), problem=found)
    told = _told(table, today)
    if count > 1:
        return replace(told, notes=(fault(f"「{name}」のシートを読みました"), *told.notes))
    return told


def _told(table: Table, today: date) -> Understood:
    """A table with what is to be known of its columns."""
    table = _with_numbers(table)
    notes = list(_column_notes(table))
    if table.more:
        notes.insert(0, fault(f"{ROWS_MOST:,}行までです。その下の行は読んでいません"))
    return Understood(table, None, _day_above(table, today), tuple(notes))


def _with_numbers(table: Table) -> Table:
    """Where no heading speaks of a number, the column in which numbers stand."""
    if PHONE in table.uses:
        return table
    used = {at for places in table.uses.values() for at in places}
    for at, heading in enumerate(table.header):
        if at in used or _NO_NUMBER.search(heading):
            continue
        cells = [row.cells[at] for row in table.rows[:_SAMPLE] if at < len(row.cells)]
        filled = [cell for cell in cells if tidy(cell)]
        numbers = sum(bool(found_in(cell).phone) for cell in filled)
        if filled and numbers * 2 > len(filled):
            return replace(table, uses={**table.uses, PHONE: (at,)})
    return table


def _column_notes(table: Table) -> Iterator[RowFault]:
    used = {at for places in table.uses.values() for at in places}
    twice = [name for name in COLUMNS if table.header.count(name) > 1]
    extra = [
        name
        for at, name in enumerate(table.header)
        if name and at not in used and name not in twice
    ]
    missing = [name for name in COLUMNS if name not in table.uses]
    if HOURS in missing and (START in table.uses or END in table.uses):
        missing.remove(HOURS)
    for told, names in (
        ("使わない列があります。読みとばしました", extra),
        ("同じ見出しの列が二つあります。左の列だけ読みました", twice),
        ("列がありません。空のまま読みました", missing),
    ):
        if names:
            yield fault(told, "、".join(names))


def _day_above(table: Table, today: date) -> date | None:
    """A day of the whole table, where one stands above it and has been."""
    text = unicodedata.normalize("NFKC", " ".join(table.above))
    days = (dated(found[1]) for found in _OF_DAY.finditer(text))
    return next((day for day in days if day is not None and day <= today), None)


def corrected(understood: Understood, part: str, at: int | None) -> Understood:
    """The same table with another column (None: no column) for one of COLUMNS."""
    table = understood.table
    if table is None:
        return understood
    gone = {HOURS: (HOURS, START, END), PHONE: (PHONE, EXTENSION), NAME: (NAME, TOWN)}
    uses = {one: places for one, places in table.uses.items() if one not in gone.get(part, (part,))}
    if at is not None and 0 <= at < len(table.header):
        uses[part] = (at,)
    table = replace(table, uses=uses)
    above = tuple(
        one for one in understood.notes if one.reason.startswith(("「", f"{ROWS_MOST:,}"))
    )
    problem = None if NAME in uses else understood.problem or fault(NO_NAME)
    notes = (*above, *_column_notes(table))
    return replace(understood, table=table, problem=problem, notes=notes)


def take(
    understood: Understood,
    today: date,
    catalog: Catalog,
    *,
    town: str = "",
    checked_on: date | None = None,
    most: int | None = MOST_ROWS,
) -> WindowsRead:
    """The second step: the windows of a table as it is understood. Changes nothing.

    ``town``: only rows in which each of these words stands; ``checked_on``: the day of checking of
    rows without one; ``most``: so many rows are used, and what is below is said (None: all).
    """
    if understood.problem is not None or understood.table is None:
        faults = () if understood.problem is None else (understood.problem,)
        return WindowsRead(windows=(), faults=faults, notes=())
    rows = Rows(understood.table, today, catalog, checked_on=checked_on, most=most)
    read = rows.read(town)
    return read.but(notes=(*understood.notes, *read.notes))


__all__ = ["Understood", "corrected", "take", "understand"]
