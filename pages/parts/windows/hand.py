"""One window typed by hand: a new one, or one of the list that is put right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, get_args

import streamlit as st

from core import Catalog
from core.catalog import WindowKind
from core.contacts import LocalWindow
from core.own_windows import (
    CHECKED,
    HOURS,
    KIND,
    NAME,
    PHONE,
    TOPIC,
    WHOLE,
    Typed,
    Wrong,
    added,
    cell,
    cells_of,
    has_room,
    read_typed,
    replaced,
    typed_cells,
)
from pages.parts.kit import html, local, show, store
from pages.parts.kit.fields import writing
from pages.parts.kit.html import tag
from pages.parts.windows import row

_FAULTS, _NEW = "windows_faults", "windows_new"
_EDIT = "windows_edit"
_KINDS: tuple[WindowKind, ...] = get_args(WindowKind)
Keep = Callable[[str, str], None]
"""Keeps what was typed into one field: its name, and the text."""


class _Edited(NamedTuple):
    """The window that is put right, what stands in its fields, what is wrong by field."""

    window: LocalWindow
    cells: dict[str, str]
    wrong: Wrong


def _fields(
    prefix: str, raw: Mapping[str, object], keep: Keep, wrong: Wrong, catalog: Catalog
) -> None:
    """The six fields, each with what is wrong in it. An untouched day is today."""
    today = store.today().isoformat()

    def said_of(name: str) -> str:
        return "".join(row.sentences(wrong.get(name, ())))

    def field(name: str, most: int, label: str, empty: str = "", untouched: str = "") -> None:
        writing(
            label,
            most,
            f"{prefix}_{name}",
            cell(raw, name, untouched),
            lambda text: keep(name, text),
            wrong=said_of(name),
            is_one=name in (PHONE, CHECKED),
            placeholder=empty or None,
            autocomplete="off",
        )

    _kind(prefix, cell(raw, KIND), keep, catalog)
    if said_of(KIND):
        show.fault(said_of(KIND), f"{prefix}_kind")
    field(NAME, 60, NAME)
    field(PHONE, row.PHONE_MOST, PHONE, "市外局番から")
    field(HOURS, 80, f"{HOURS}（空でもかまいません）")
    field(TOPIC, 80, f"{TOPIC}（空でもかまいません）")
    field(CHECKED, 30, "番号を確かめた日", f"例：{today}", today)
    if said_of(WHOLE):
        show.fault(said_of(WHOLE))


def _kind(prefix: str, kind: str, keep: Keep, catalog: Catalog) -> None:
    """What kind of window it is; the first until another is chosen."""
    labels = [catalog.windows.kinds.label(one) for one in _KINDS]
    chosen = kind if kind in labels else labels[0]
    st.radio(KIND, labels, **store.bound(f"{prefix}_kind", chosen, lambda text: keep(KIND, text)))


def _notes(typed: Typed) -> str:
    return "".join(row.sentences(typed.notes))


# -- a new one --------------------------------------------------------------------------------


def new(catalog: Catalog) -> None:
    """The form for one more window."""

    def keep(name: str, text: str) -> None:
        store.put(text, _NEW, name)

    def add() -> None:
        cells = typed_cells(store.part(_NEW), store.today())
        st.session_state[_FAULTS] = _add(cells, catalog)

    wrong = st.session_state.get(_FAULTS, {})
    _fields("windows_new", store.part(_NEW), keep, wrong, catalog)
    st.button("この窓口を入れる", key="windows_add", on_click=add)


def _add(cells: dict[str, str], catalog: Catalog) -> Wrong:
    typed = read_typed(cells, store.today(), catalog)
    if typed.window is None or not typed.is_right:
        return typed.wrong
    if not has_room(local.windows()):
        return {WHOLE: [row.full()]}
    told = f"「{typed.window.name}」を入れました。{_notes(typed)}"
    row.change(told, added(local.windows(), [typed.window]).windows)
    store.put({}, _NEW)
    return {}


# -- one of the list --------------------------------------------------------------------------


def edited() -> LocalWindow | None:
    """The window whose form is open in the list."""
    found: _Edited | None = st.session_state.get(_EDIT)
    return None if found is None else found.window


def start(window: LocalWindow, catalog: Catalog) -> None:
    """Open the form of this window with its values."""
    st.session_state[_EDIT] = _Edited(window, cells_of(window, catalog), {})


def checked_today(window: LocalWindow, catalog: Catalog) -> None:
    """Put today in as the day of checking. What no row may hold opens the form instead."""
    cells = cells_of(window, catalog) | {CHECKED: store.today().isoformat()}
    _replace(window, cells, f"「{window.name}」の確かめた日を、きょうにしました。", catalog)


def _replace(window: LocalWindow, cells: dict[str, str], told: str, catalog: Catalog) -> None:
    """Put the typed window in the place of ``window``, or keep the form open with the reasons."""
    typed = read_typed(cells, store.today(), catalog)
    if typed.window is None or not typed.is_right:
        st.session_state[_EDIT] = _Edited(window, cells, typed.wrong)
        return
    st.session_state.pop(_EDIT, None)
    row.change(f"{told}{_notes(typed)}", replaced(local.windows(), window, typed.window))


def edit(catalog: Catalog) -> None:
    """The open form of a window of the list."""
    form: _Edited = st.session_state[_EDIT]

    def keep(name: str, text: str) -> None:
        form.cells[name] = text

    def save() -> None:
        told = f"「{form.cells[NAME].strip()}」を直しました。"
        _replace(form.window, form.cells, told, catalog)

    html.write(tag("<h3>{}を直す</h3>", form.window.name))
    _fields("windows_edit", form.cells, keep, form.wrong, catalog)
    st.button(
        "きょう確かめた",
        key="windows_edit_today",
        on_click=keep,
        args=(CHECKED, store.today().isoformat()),
    )
    st.button("直した内容にする", key="windows_edit_save", on_click=save)
    st.button(
        "直さずにとじる",
        key="windows_edit_close",
        on_click=lambda: st.session_state.pop(_EDIT, None),
    )
