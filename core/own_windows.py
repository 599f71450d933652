"""The windows that a family or a group put in itself: one more, one put right, one taken out.

Each function takes the windows of now and gives those of afterwards; the screens keep them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from core.catalog import Catalog, WindowKind
from core.contacts import LocalWindow, may_show_number, number_of
from core.texts import folded
from core.windows_file import COLUMNS, MOST_ROWS, WindowsRead, read_row, read_windows

KIND, NAME, PHONE, HOURS, TOPIC, CHECKED = COLUMNS
WHOLE = ""
"""The place of what is wrong with a window as a whole."""

Windows = tuple[LocalWindow, ...]
Wrong = dict[str, list[str]]
"""What is wrong with a typed window, by column."""


# -- the list ---------------------------------------------------------------------------------


def _known_by(window: LocalWindow) -> tuple[WindowKind, str]:
    return window.kind, folded(window.name)


class Added(NamedTuple):
    """The windows of afterwards, and how many found no room."""

    windows: Windows
    over: int


def added(kept: Windows, new: Iterable[LocalWindow]) -> Added:
    """New windows behind the others.

    An earlier one of the same kind and name gives way. The new ones all stay, because one place
    may have two numbers; only a row that is the same throughout comes once.
    """
    rows = dict.fromkeys(new)
    names = {_known_by(one) for one in rows}
    found = (*(one for one in kept if _known_by(one) not in names), *rows)
    return Added(found[:MOST_ROWS], len(found[MOST_ROWS:]))


def has_room(kept: Windows) -> bool:
    """True while one more window may be put in."""
    return len(kept) < MOST_ROWS


def replaced(kept: Windows, old: LocalWindow, new: LocalWindow) -> Windows:
    """``new`` where ``old`` stood. A row that is the same throughout stands once."""
    return tuple(dict.fromkeys(new if one == old else one for one in kept))


def without(kept: Windows, number: int) -> Windows:
    """All but the one at this place; all where there is no such place."""
    return tuple(one for at, one in enumerate(kept) if at != number)


def any_hidden(kept: Windows, today: date) -> bool:
    """True where a number is not shown, because it was not checked lately."""
    return any(one.phone and not may_show_number(one, today) for one in kept)


def may_be_checked(window: LocalWindow, today: date) -> bool:
    """True for a number that was not checked today."""
    return bool(window.phone) and window.checked_on != today


@dataclass(frozen=True, slots=True)
class Page:
    """A part of the list that is shown at a time: its first row, and where the others begin."""

    start: int
    windows: Windows
    before: int | None
    after: int | None


def page(kept: Windows, wanted: int, size: int) -> Page:
    """The part that begins at ``wanted``; the last one where that lies behind the end."""
    start = max(0, min(wanted, (len(kept) - 1) // size * size))
    before = start - size if start > 0 else None
    after = start + size if start + size < len(kept) else None
    return Page(start, kept[start : start + size], before, after)


# -- a window at its place ----------------------------------------------------------------------


def shown_window(kept: Windows, kind: WindowKind, name: str, today: date) -> LocalWindow | None:
    """The one own window of this kind and name that stands at its place on the screen.

    The first with a number to show, as on the sheet; where there is none, the first.
    """
    found = [one for one in kept if _known_by(one) == (kind, folded(name))]
    return next((one for one in found if number_of(one, today)), found[0] if found else None)


def others_of_kind(kept: Windows, kind: WindowKind, shown: LocalWindow | None) -> Windows:
    """The further windows of a kind, besides the one that stands at its place."""
    return tuple(one for one in kept if one.kind == kind and one != shown)


class NumberRead(NamedTuple):
    """What became of a number typed at its place.

    ``windows``: those of afterwards; None where nothing changes. ``written``: the window that has
    the number now; ``cleared``: the one that lost it. ``faults``: why it was not taken; ``is_full``:
    for want of room.
    """

    windows: Windows | None = None
    written: LocalWindow | None = None
    cleared: LocalWindow | None = None
    faults: tuple[str, ...] = ()
    is_full: bool = False


def _cleared(kept: Windows, old: LocalWindow) -> Windows:
    """The number of one window out. Its hours and its topic stay."""
    bare = old.but(phone="", checked_on=None)
    stays = (bare,) if bare.hours or bare.topic else ()
    found = (new for one in kept for new in (stays if one == old else (one,)))
    return tuple(dict.fromkeys(found))


def with_number(
    kept: Windows, kind: WindowKind, name: str, typed: str, today: date, catalog: Catalog
) -> NumberRead:
    """A number typed for a window that has none: makes an own window, checked today.

    Nothing typed takes the number that is shown out again; other windows of the same name stay as
    they are.
    """
    window = shown_window(kept, kind, name, today)
    if not typed.strip():
        if window is None or not number_of(window, today):
            return NumberRead()  # a number that the field does not show stays
        return NumberRead(_cleared(kept, window), cleared=window)
    cells = {NAME: name, PHONE: typed, CHECKED: today.isoformat()}
    cells[KIND] = catalog.windows.kinds.label(kind)
    if window is not None:
        cells |= {NAME: window.name, HOURS: window.hours, TOPIC: window.topic}
    read = read_row(cells, today, catalog)
    if read.faults or not read.windows:
        return NumberRead(faults=tuple(one.reason for one in read.faults))
    (new,) = read.windows
    if window is not None:
        return NumberRead(replaced(kept, window, new), written=new)
    if not has_room(kept):
        return NumberRead(is_full=True)
    return NumberRead(tuple(dict.fromkeys((*kept, new))), written=new)


# -- a window typed by hand ---------------------------------------------------------------------


def cells_of(window: LocalWindow, catalog: Catalog) -> dict[str, str]:
    """A window as the cells of its row."""
    day = window.checked_on
    return {
        KIND: catalog.windows.kinds.label(window.kind),
        NAME: window.name,
        PHONE: window.phone,
        HOURS: window.hours,
        TOPIC: window.topic,
        CHECKED: "" if day is None else day.isoformat(),
    }


def cell(raw: Mapping[str, object], name: str, untouched: str = "") -> str:
    """A cell as it was typed; what is no text counts as empty, what is not there as untouched."""
    if name not in raw:
        return untouched
    found = raw[name]
    return found if isinstance(found, str) else ""


def typed_cells(raw: Mapping[str, object], today: date) -> dict[str, str]:
    """All cells of a form. An untouched day of checking is today."""
    untouched = {CHECKED: today.isoformat()}
    return {name: cell(raw, name, untouched.get(name, "")) for name in COLUMNS}


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed window as far as it is right: None, or with what is ``wrong``, it is asked again.

    ``notes`` is what is to be said of a window that is taken.
    """

    window: LocalWindow | None
    wrong: Wrong = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def is_right(self) -> bool:
        """True for a window that can be taken as it is."""
        return self.window is not None and not self.wrong


def read_typed(cells: Mapping[str, str], today: date, catalog: Catalog) -> Typed:
    """The typed window by the rules of a row; what is wrong by column (WHOLE for all of it)."""
    read = read_row(cells, today, catalog)
    wrong: Wrong = {}
    for one in read.faults if read.faults or read.windows else read.notes:
        wrong.setdefault(one.field if one.field in cells else WHOLE, []).append(one.reason)
    window = read.windows[0] if read.windows else None
    # A typed day that cannot be read is asked again; nothing typed is lost.
    if window is not None and window.checked_on is None and cells[CHECKED].strip():
        wrong.setdefault(CHECKED, []).extend(
            one.reason for one in read.notes if one.field == CHECKED
        )
    return Typed(window, wrong, tuple(one.reason for one in read.notes))


# -- a table of windows -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TableRead:
    """What became of a chosen table. ``over``: windows that found no room."""

    read: WindowsRead
    windows: Windows | None
    """Those of afterwards; None where the table had none."""
    over: int = 0

    @property
    def put_in(self) -> int:
        """How many windows were put in."""
        return len(self.read.windows) - self.over

    @property
    def bad_rows(self) -> int:
        """How many rows could not be used."""
        return len({one.row for one in self.read.faults if one.row is not None})

    @property
    def is_unreadable(self) -> bool:
        """True where something is wrong with the table itself, and with no row of it."""
        return bool(self.read.faults) and not self.bad_rows

    @property
    def is_empty(self) -> bool:
        """True where there was no row, and nothing wrong."""
        return not self.read.windows and not self.read.faults

    @property
    def is_whole(self) -> bool:
        """True where all of it was put in."""
        return bool(self.read.windows) and not self.read.faults and not self.over


def put_in(kept: Windows, read: WindowsRead) -> TableRead:
    """The windows of a table beside those of now."""
    if not read.windows:
        return TableRead(read, None)
    windows, over = added(kept, read.windows)
    return TableRead(read, windows, over)


def take_table(kept: Windows, data: bytes, today: date, catalog: Catalog) -> TableRead:
    """The good rows of a chosen file beside the windows of now. Never raises for any bytes."""
    return put_in(kept, read_windows(data, today, catalog))


def room_for(kept: Windows, new: Iterable[LocalWindow]) -> int:
    """How many of the new windows find room; an earlier one of the same kind and name gives way."""
    rows = dict.fromkeys(new)
    names = {_known_by(one) for one in rows}
    return max(0, MOST_ROWS - sum(_known_by(one) not in names for one in kept))


def counted(windows: Iterable[LocalWindow], today: date) -> str:
    """How many windows, and how many of them have a number to show: what is missing is told."""
    all_of_them = tuple(windows)
    shown = sum(bool(number_of(one, today)) for one in all_of_them)
    hidden = sum(bool(one.phone) for one in all_of_them) - shown
    told = f"{len(all_of_them):,}件。電話番号は{shown:,}件です。"
    if hidden:
        told += f"ほかの{hidden:,}件は、番号を確かめた日がないか古いので、番号が出ません。"
    return told
