"""One window typed by hand: a new one, or one of the list that is put right."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any, get_args

import streamlit as st

from core import Catalog
from core.catalog import WindowKind
from core.contacts import LocalWindow
from core.windows_file import COLUMNS, MOST_ROWS, WindowsRead, read_row
from pages.parts.kit import local, show, store
from pages.parts.windows import row
from pages.parts.windows.row import CHECKED, HOURS, KIND, NAME, PHONE, TOPIC

_FAULTS, _NEW = "windows_faults", "windows_new"
_EDIT = "windows_edit"
"""(the window that is put right, what stands in its fields, what is wrong by field)."""
_KINDS: tuple[WindowKind, ...] = get_args(WindowKind)
_Wrong = dict[str, list[str]]


def _fields(prefix: str, raw: dict[str, Any], wrong: _Wrong, catalog: Catalog) -> None:
    """The six fields, each with what is wrong in it. An untouched day is today."""
    kinds = catalog.windows.kinds

    def keep(name: str) -> Callable[[str], None]:
        return lambda text: raw.update({name: text})

    def field(name: str, most: int, label: str, empty: str = "", value: str = "") -> None:
        st.text_input(
            label,
            max_chars=most,
            placeholder=empty or None,
            autocomplete="off",
            **store.bound(
                f"{prefix}_{name}",
                row.text_of(raw, name) if name in raw else value,
                keep(name),
            ),
        )
        for reason in wrong.get(name, ()):
            show.fault(reason)

    kind = row.text_of(raw, KIND)
    labels = [kinds.label(one) for one in _KINDS]
    st.radio(
        KIND,
        labels,
        **store.bound(f"{prefix}_kind", kind if kind in labels else labels[0], keep(KIND)),
    )
    for reason in wrong.get(KIND, ()):
        show.fault(reason)
    today = store.today().isoformat()
    field(NAME, 60, NAME)
    field(PHONE, 40, PHONE, "市外局番から")
    field(HOURS, 80, f"{HOURS}（空でもかまいません）")
    field(TOPIC, 80, f"{TOPIC}（空でもかまいません）")
    field(CHECKED, 30, "番号を確かめた日", f"例：{today}", today)
    for reason in wrong.get("", ()):
        show.fault(reason)


def _cells(raw: dict[str, Any]) -> dict[str, str]:
    cells = {name: row.text_of(raw, name) for name in COLUMNS}
    if CHECKED not in raw:
        cells[CHECKED] = store.today().isoformat()
    return cells


def _read(cells: dict[str, str], catalog: Catalog) -> tuple[WindowsRead, _Wrong]:
    """The typed window by the rules of a row; what is wrong by field ("" for the whole)."""
    read = read_row(cells, store.today(), catalog)
    wrong: _Wrong = {}
    for one in read.faults if read.faults or read.windows else read.notes:
        wrong.setdefault(one.field if one.field in cells else "", []).append(f"{one.reason}。")
    # A typed day that cannot be read is asked again; nothing typed is lost.
    if any(window.checked_on is None for window in read.windows) and cells[CHECKED].strip():
        told = [f"{one.reason}。" for one in read.notes if one.field == CHECKED]
        wrong.setdefault(CHECKED, []).extend(told)
    return read, wrong


def _notes(read: WindowsRead) -> str:
    return "".join(f"{one.reason}。" for one in read.notes)


# -- a new one --------------------------------------------------------------------------------


def new(catalog: Catalog) -> None:
    """The form for one more window."""
    raw = store.part(_NEW)
    _fields("windows_new", raw, st.session_state.get(_FAULTS, {}), catalog)

    def add() -> None:
        st.session_state[_FAULTS] = _add(_cells(raw), catalog)

    st.button("この窓口を入れる", key="windows_add", on_click=add)


def _add(cells: dict[str, str], catalog: Catalog) -> _Wrong:
    read, wrong = _read(cells, catalog)
    if read.windows and not wrong:
        if len(local.windows()) >= MOST_ROWS:
            return {"": [row.full()]}
        told = f"「{read.windows[0].name}」を入れました。{_notes(read)}"
        row.change(told, lambda: local.add_windows(read.windows))
        store.case()[_NEW] = {}
    return wrong


# -- one of the list --------------------------------------------------------------------------


def _cells_of(window: LocalWindow, catalog: Catalog) -> dict[str, str]:
    day = window.checked_on
    return {
        KIND: catalog.windows.kinds.label(window.kind),
        NAME: window.name,
        PHONE: window.phone,
        HOURS: window.hours,
        TOPIC: window.topic,
        CHECKED: "" if day is None else day.isoformat(),
    }


def edited() -> LocalWindow | None:
    """The window whose form is open in the list."""
    found = st.session_state.get(_EDIT)
    return None if found is None else found[0]


def start(window: LocalWindow, catalog: Catalog) -> None:
    """Open the form of this window with its values."""
    st.session_state[_EDIT] = window, _cells_of(window, catalog), {}


def checked_today(window: LocalWindow, catalog: Catalog) -> None:
    """Put today in as the day of checking. What no row may hold opens the form instead."""
    cells = _cells_of(window, catalog) | {CHECKED: store.today().isoformat()}
    _replace(window, cells, f"「{window.name}」の確かめた日を、きょうにしました。", catalog)


def _replace(window: LocalWindow, cells: dict[str, str], told: str, catalog: Catalog) -> None:
    """Put the typed window in the place of ``window``, or keep the form open with the reasons."""
    read, wrong = _read(cells, catalog)
    if wrong or not read.windows:
        st.session_state[_EDIT] = window, cells, wrong
        return
    st.session_state.pop(_EDIT, None)
    # A row that is the same throughout stands once.
    found = dict.fromkeys(read.windows[0] if one == window else one for one in local.windows())
    row.change(f"{told}{_notes(read)}", lambda: local.keep_windows(tuple(found)))


def edit(catalog: Catalog) -> None:
    """The open form of a window of the list."""
    window, raw, wrong = st.session_state[_EDIT]
    st.html(f"<h3>{escape(window.name)}を直す</h3>")
    _fields("windows_edit", raw, wrong, catalog)
    st.button(
        "きょう確かめた",
        key="windows_edit_today",
        on_click=lambda: raw.update({CHECKED: store.today().isoformat()}),
    )

    def save() -> None:
        cells = _cells(raw)
        _replace(window, cells, f"「{cells[NAME].strip()}」を直しました。", catalog)

    st.button("直した内容にする", key="windows_edit_save", on_click=save)
    st.button(
        "直さずにとじる",
        key="windows_edit_close",
        on_click=lambda: st.session_state.pop(_EDIT, None),
    )
