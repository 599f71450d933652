"""The rows of a table as windows: what is right is used, what is wrong is named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, get_args

from core.catalog import Catalog, WindowKind, WindowKinds
from core.contacts import LocalWindow, may_show_number
from core.days import NO_DAY, dated
from core.texts import folded
from core.tolerant import Lost, Read, made, named
from core.windows_file.cells import tidy, unguarded
from core.windows_file.model import (
    CHECKED,
    COLUMNS,
    HOURS,
    KIND,
    MOST_ROWS,
    NAME,
    PHONE,
    TOPIC,
    WHOLE_ROW,
    RowFault,
    WindowsRead,
    fault,
)
from core.windows_file.national import stands_in
from core.windows_file.phone import phone
from core.windows_file.table import Row, Table

# -- the cells --------------------------------------------------------------------------------


def _line(most: int, missing: str = "") -> Read:
    """A text up to this length; one that may not be empty has a word for it (``missing``)."""

    def read(cell: str, lost: Lost) -> str:
        if missing and not cell:
            lost(missing)
        if len(cell) > most:
            lost(f"{len(cell)}文字あります。{most}文字までにしてください")
        return cell

    return read


def _readable(inner: Read) -> Read:
    def read(cell: str, lost: Lost) -> Any:
        if "\ufffd" in cell:
            lost("読めない文字があります。書き直してください")
        return inner(cell, lost)

    return read


_CELLS = {
    column: _readable(read)
    for column, read in {
        KIND: made(str),
        NAME: _line(60, missing="名前がありません"),
        HOURS: _line(80),
        TOPIC: _line(80),
        PHONE: made(lambda cell: cell and phone(cell)),
        CHECKED: made(str),
    }.items()
}


def _kind(cell: str, kinds: WindowKinds) -> WindowKind | None:
    """The kind that a cell names; brackets may be missing. None when there is no such kind."""
    if not cell:
        return "window"
    known: tuple[WindowKind, ...] = get_args(WindowKind)
    for kind in known:
        label = folded(kinds.label(kind))
        if folded(cell) in (label, label.split("(")[0]):
            return kind
    return None


# -- the rows ---------------------------------------------------------------------------------


class Rows:
    """Reads the rows of one table into windows, faults and notes."""

    def __init__(self, table: Table, today: date, catalog: Catalog) -> None:
        self.header, self.today, self.catalog = table.header, today, catalog
        self.windows: list[LocalWindow] = []
        self.faults: list[RowFault] = []
        self.notes: list[RowFault] = []
        self.place = {name: table.header.index(name) for name in COLUMNS if name in table.header}

    def read(self, table: Table) -> WindowsRead:
        self._columns()
        used = examples = 0
        for row in table.rows():
            if used == MOST_ROWS:
                told = f"{MOST_ROWS}行までです。{row.number}行目からは読んでいません"
                self.faults.append(fault(told))
                break
            if re.match(r"[（(【「]?例[：:）)】」\s]", self._cell(row.cells, NAME)):
                examples += 1
                continue
            used += 1
            self._row(row)
        if examples:
            self.notes.append(fault(f"「例：」で始まる{examples}行は、読みとばしました"))
        return WindowsRead(
            windows=tuple(self.windows), faults=tuple(self.faults), notes=tuple(self.notes)
        )

    def _columns(self) -> None:
        """Notes on the header."""
        extra = [name for name in self.header if name and name not in COLUMNS]
        twice = [name for name in COLUMNS if self.header.count(name) > 1]
        missing = [name for name in COLUMNS if name not in self.header]
        for told, names in (
            ("使わない列があります。読みとばしました", extra),
            ("同じ見出しの列が二つあります。左の列だけ読みました", twice),
            ("列がありません。空のまま読みました", missing),
        ):
            if names:
                self.notes.append(fault(told, "、".join(names)))

    def _cell(self, cells: Sequence[str], column: str) -> str:
        at = self.place.get(column)
        if at is None or at >= len(cells):
            return ""
        return tidy(unguarded(cells[at].strip(" \u3000")))

    def _row(self, row: Row) -> None:
        """One row: a window with its notes, or all its faults at once."""
        if row.broken:
            told = '引用符（"）が閉じていません'
            self.faults.append(fault(told, row.record, row.number, WHOLE_ROW))
            return
        values = {column: self._cell(row.cells, column) for column in COLUMNS}
        found, wrong = named(_CELLS, values)
        kind = _kind(values[KIND], self.catalog.windows.kinds)
        if PHONE in found:
            national = stands_in(
                values[NAME], found[PHONE], kind or "window", self.catalog.hotlines
            )
            wrong += [national] if national else []
        faults = [fault(told, values[column], row.number, column) for column, told in wrong]
        if any(tidy(cell) for cell in row.cells[len(self.header) :]):
            told = "列が見出しより多くあります。区切りの文字を確かめてください"
            faults.append(fault(told, "", row.number, WHOLE_ROW))
        if faults:
            self.faults.extend(faults)
            return
        if kind is None:
            told = f"この種類はありません。「{self.catalog.windows.kinds.window}」として読みました"
            self.notes.append(fault(told, values[KIND], row.number, KIND))
        window = LocalWindow(
            name=found[NAME],
            phone=found[PHONE],
            hours=found[HOURS],
            checked_on=dated(values[CHECKED]),
            kind=kind or "window",
            topic=found[TOPIC],
        )
        self.windows.append(window)
        if note := self._note_of_day(values[CHECKED], window):
            self.notes.append(fault(note, values[CHECKED], row.number, CHECKED))

    def _note_of_day(self, cell: str, window: LocalWindow) -> str:
        """Why the number of a used row is not shown, or that its day could not be read."""
        hidden, day = "番号は出しません", window.checked_on
        if cell and day is None:
            return f"{NO_DAY}。{hidden}" if window.phone else NO_DAY
        if not window.phone or may_show_number(window, self.today):
            return ""
        if day is None:
            return f"確かめた日がありません。{hidden}"
        if day > self.today:
            return f"確かめた日が今日より先です。{hidden}"
        return f"確かめた日から13か月を過ぎています。{hidden}"
