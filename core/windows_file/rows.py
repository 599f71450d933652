"""The rows of a table as windows: what is right is used, what is wrong is named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import get_args

from core.catalog import Catalog, WindowKind, WindowKinds
from core.contacts import LocalWindow, may_show_number
from core.days import NO_DAY, last
from core.texts import folded
from core.windows_file.cells import tidy, unguarded
from core.windows_file.headings import END, EXTENSION, START, TOWN, is_office
from core.windows_file.model import (
    CHECKED,
    HOURS,
    KIND,
    NAME,
    PHONE,
    TOPIC,
    WHOLE_ROW,
    RowFault,
    WindowsRead,
    fault,
)
from core.windows_file.national import National
from core.windows_file.phone import Found, found_in, phone
from core.windows_file.table import Row, Table, is_header_again

_MOST = {NAME: 60, HOURS: 80, TOPIC: 80}
_EXAMPLE = re.compile(r"[（(【「]?例[：:）)】」\s]")
_BELOW = re.compile(
    r"[※*＊]|[(（]?注[)）：:\s\d０-９]|注意|出典|資料[：:]|備考[：:]|#\s|(?:合計|総?計)$"
)
_HOURS_WORDS = re.compile(r"平日|土日|毎日|曜|[月火水木金土日][~〜・、-]|\d時|\d:\d\d|24時間|夜間")
_UNREADABLE = "読めない文字があります。書き直してください"


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


def _clock(cell: str) -> str:
    """「08:30:00」 as 「8:30」."""
    found = re.fullmatch(r"0?(\d{1,2}):(\d\d)(?::00(?:\.0+)?)?", cell)
    return f"{found[1]}:{found[2]}" if found is not None else cell


class Rows:
    """Reads the rows of one table into windows, faults and notes.

    ``typed``: one row of a form or of a family's file, where what is wrong is asked again. In a
    table no row is lost for its number, and what is too long is cut; both are said.
    ``checked_on``: the day of checking of the rows that have none. ``most``: so many rows are used.
    """

    def __init__(
        self,
        table: Table,
        today: date,
        catalog: Catalog,
        *,
        typed: bool = False,
        checked_on: date | None = None,
        most: int | None = None,
    ) -> None:
        self.table, self.today, self.catalog = table, today, catalog
        self.typed, self.checked_on, self.most = typed, checked_on, most
        self.windows: list[LocalWindow] = []
        self.faults: list[RowFault] = []
        self.notes: list[RowFault] = []
        self._national = National(catalog.hotlines)
        name = table.uses.get(NAME, ())
        self._with_town = bool(name) and is_office(table.header[name[0]])

    def read(self, wanted: str = "") -> WindowsRead:
        """``wanted``: only rows in which each of these words stands."""
        words = folded(wanted).lower() and [folded(one).lower() for one in wanted.split()]
        used = examples = skipped = 0
        for row in self.table.rows:
            if words and not all(one in folded(" ".join(row.cells)).lower() for one in words):
                continue
            if used == self.most:
                full = f"{self.most}行までです。{row.number}行目からは読んでいません"
                self.faults.append(fault(full))
                break
            if _EXAMPLE.match(self._one(row, NAME)):
                examples += 1
            elif not self.typed and self._is_no_window(row):
                skipped += 1
            else:
                used += 1
                self._row(row)
        if examples:
            self.notes.append(fault(f"「例：」で始まる{examples}行は、読みとばしました"))
        if skipped:
            self.notes.append(fault(f"窓口ではない{skipped}行（注や小見出し）は、読みとばしました"))
        return WindowsRead(
            windows=tuple(self.windows), faults=tuple(self.faults), notes=tuple(self.notes)
        )

    def _is_no_window(self, row: Row) -> bool:
        """True for a note below the table, a heading between its parts, and its header again."""
        if row.broken:
            return False
        filled = [tidy(cell) for cell in row.cells if tidy(cell)]
        alone = len(filled) == 1 and not self._one(row, NAME)
        note = len(filled) <= 2 and _BELOW.match(filled[0]) is not None
        no_number = not self._one(row, PHONE)
        return (no_number and (alone or note)) or is_header_again(filled, self.table)

    # -- the cells ----------------------------------------------------------------------------

    def _at(self, row: Row, at: int) -> str:
        return tidy(unguarded(row.cells[at].strip(" \u3000"))) if at < len(row.cells) else ""

    def _one(self, row: Row, part: str) -> str:
        places = self.table.uses.get(part, ())
        return self._at(row, places[0]) if places else ""

    def _all(self, row: Row, part: str) -> list[str]:
        cells = (self._at(row, at) for at in self.table.uses.get(part, ()))
        return list(dict.fromkeys(cell for cell in cells if cell))

    def _name(self, row: Row) -> str:
        """The name; before that of a department its town's."""
        name, town = self._one(row, NAME), self._one(row, TOWN)
        if name and self._with_town and town and town not in name:
            return f"{town} {name}"
        return name

    def _hours(self, row: Row) -> str:
        """All columns of days and hours in their order, the two ends joined."""
        start, end = (_clock(self._one(row, part)) for part in (START, END))
        ends = f"{start}〜{end}" if start and end else start or (end and f"〜{end}")
        uses = self.table.uses
        between = (*uses.get(START, ()), *uses.get(END, ()))
        places = uses.get(HOURS, ())
        before = [self._at(row, at) for at in places if not between or at < between[0]]
        behind = [self._at(row, at) for at in places if between and at > between[0]]
        return " ".join(dict.fromkeys(one for one in (*before, ends, *behind) if one))

    def _number(self, row: Row) -> Found:
        """The number; one of a form stands alone or is wrong (ValueError)."""
        cell, extension = self._one(row, PHONE), self._one(row, EXTENSION)
        if self.typed:
            return Found(phone(cell)) if cell else Found()
        found = found_in(cell)
        digits = re.fullmatch(r"(?:内線)?(\d{1,6})(?:\.0)?", folded(extension))
        if found.phone and digits and "内線" not in found.phone:
            return found._replace(phone=f"{found.phone} 内線{digits[1]}")
        return found

    def _values(self, row: Row) -> dict[str, str]:
        return {
            KIND: self._one(row, KIND),
            NAME: self._name(row),
            PHONE: self._one(row, PHONE),
            HOURS: self._hours(row),
            TOPIC: "／".join(self._all(row, TOPIC)),
            CHECKED: self._one(row, CHECKED),
        }

    # -- a row --------------------------------------------------------------------------------

    def _row(self, row: Row) -> None:
        """One row: a window with its notes, or all its faults at once."""
        if row.broken:
            why = '引用符（"）が閉じていません'
            self.faults.append(fault(why, row.record, row.number, WHOLE_ROW))
            return
        values = self._values(row)
        wrong, told = self._checked(values)
        try:
            number = self._number(row)
        except ValueError as reason:
            number = Found()
            wrong.append((PHONE, f"{reason}"))
        kind = _kind(values[KIND], self.catalog.windows.kinds)
        if values[NAME] and all(column != PHONE for column, _ in wrong):
            national = self._national.stands_in(values[NAME], number.phone, kind or "window")
            wrong += [national] if national else []
        faults = [fault(why, values[column], row.number, column) for column, why in wrong]
        if any(tidy(cell) for cell in row.cells[len(self.table.header) :]):
            why = "列が見出しより多くあります。区切りの文字を確かめてください"
            faults.append(fault(why, "", row.number, WHOLE_ROW))
        if faults:
            self.faults.extend(faults)
            return
        if kind is None:
            why = f"この種類はありません。「{self.catalog.windows.kinds.window}」として読みました"
            told.append((KIND, why))
        if number.told:
            told.append((PHONE, number.told))
        self._put(row, self._with_words(values, number), number, kind or "window", told)

    def _checked(
        self, values: dict[str, str]
    ) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """(what is wrong, what is to be said) of a row's words. Cuts, in place, what is too long."""
        wrong: list[tuple[str, str]] = []
        told: list[tuple[str, str]] = []
        if not values[NAME]:
            wrong.append((NAME, "名前がありません"))
        for column, cell in values.items():
            if "\ufffd" in cell:
                wrong.append((column, _UNREADABLE))
            most = _MOST.get(column, len(cell))
            if len(cell) <= most:
                continue
            if self.typed:
                wrong.append((column, f"{len(cell)}文字あります。{most}文字までにしてください"))
            else:
                told.append((column, f"長いので、はじめの{most}文字までにしました"))
        return wrong, told

    def _with_words(self, values: dict[str, str], number: Found) -> dict[str, str]:
        """The words around the number stand with the hours or the topic."""
        hours, topic = values[HOURS], values[TOPIC]
        if number.words and not hours and _HOURS_WORDS.search(number.words):
            hours = number.words
        elif number.words and number.words not in (values[NAME], hours, topic):
            topic = "／".join(one for one in (f"電話：{number.words}", topic) if one)
        return {**values, HOURS: hours, TOPIC: topic}

    def _put(
        self,
        row: Row,
        values: Mapping[str, str],
        number: Found,
        kind: WindowKind,
        told: list[tuple[str, str]],
    ) -> None:
        """A window of what is right, and its notes."""

        def shortened(column: str) -> str:
            cell, most = values[column], _MOST[column]
            return cell if len(cell) <= most else f"{cell[: most - 1]}…"

        checked = last(values[CHECKED], self.today) if values[CHECKED] else self.checked_on
        window = LocalWindow(
            name=shortened(NAME),
            phone=number.phone,
            hours=shortened(HOURS),
            checked_on=checked if number.phone or values[CHECKED] else None,
            kind=kind,
            topic=shortened(TOPIC),
        )
        self.windows.append(window)
        if why := self._note_of_day(values[CHECKED], window):
            told.append((CHECKED, why))
        self.notes += [fault(why, values[column], row.number, column) for column, why in told]

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
