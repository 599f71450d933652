"""One window on the screen: its number to press, its words, and a field to write a number in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import escape
from typing import Any

import streamlit as st

from core import Catalog
from core.catalog import WindowKind
from core.contacts import LocalWindow, number_of
from core.texts import folded
from core.windows_file import COLUMNS, MOST_ROWS, read_row
from pages.parts.kit import local, show, store

KIND, NAME, PHONE, HOURS, TOPIC, CHECKED = COLUMNS
AMBULANCE = "ambulance_consult"
"""The id of #7119 among the hotlines."""
BEFORE, SAID = "windows_before", "windows_said"
"""The windows before the last change of the list, and what is said of that change."""
_TYPED = "windows_typed"
_NUMBER = re.compile(r"(#[0-9]{4}|1[0-9]{2}|0[0-9](?:-?[0-9])+)(?: 内線[0-9]+)?")


def call(phone: str) -> str:
    """A number in large letters, to press where it is one."""
    found = _NUMBER.fullmatch(phone)
    if found is None:
        return show.line(phone)
    dial = found[1].replace("-", "").replace("#", "%23")
    return f'<p class="ashiba-call"><a href="tel:{dial}">{escape(phone)}</a></p>'


def checked(day: date | None) -> str:
    """「（確かめた日 2026-11-22）」."""
    return "" if day is None else f"（確かめた日 {day}）"


def looked_up(day: date) -> str:
    """What is said of a centre instead: nobody called it, a copy of its page was read."""
    return f"{day.year}年{day.month}月{day.day}日に、写しで調べました"


def own(window: LocalWindow, catalog: Catalog, head: str = "") -> str:
    """An own window as HTML; without its number when that was not checked lately."""
    phone = number_of(window, store.today())
    if phone:
        number = call(phone)
    else:
        number = "<p>番号は出していません。</p>" if window.phone else "<p>番号はありません。</p>"
    kind = catalog.windows.kinds.label(window.kind)
    tag = f'<span class="ashiba-tag">{escape(kind)}</span>'
    day = show.line(f"確かめた日 {window.checked_on}" if window.checked_on is not None else "")
    return (
        f'<div class="ashiba-row"><h3>{head}{escape(window.name)}</h3>{tag}{number}'
        f"{show.line(window.hours)}{show.line(window.topic)}{day}</div>"
    )


def shown_window(kind: WindowKind, name: str) -> LocalWindow | None:
    """The one own window of this kind and name that stands at its place on the screen.

    The first with a number to show, as on the sheet; where there is none, the first.
    """
    same = (kind, folded(name))
    found = [one for one in local.windows() if (one.kind, folded(one.name)) == same]
    return next(
        (one for one in found if number_of(one, store.today())), found[0] if found else None
    )


def _put_number(old: LocalWindow | None, new: LocalWindow) -> None:
    """``new`` in the place of ``old``, or behind the others. One undo step."""
    kept = local.windows()
    put = (*kept, new) if old is None else tuple(new if one == old else one for one in kept)
    # A row that is the same throughout stands once.
    told = f"「{new.name}」に番号を書きこみました。"
    change(told, lambda: local.keep_windows(tuple(dict.fromkeys(put))))


def _clear_number(old: LocalWindow) -> None:
    """Take the number of one window out. Its hours and its topic stay. One undo step."""
    bare = old.but(phone="", checked_on=None)
    stays = (bare,) if bare.hours or bare.topic else ()
    put = [new for one in local.windows() for new in (stays if one == old else (one,))]
    told = f"「{old.name}」の番号を消しました。"
    change(told, lambda: local.keep_windows(tuple(dict.fromkeys(put))))


def number_field(label: str, kind: WindowKind, name: str, catalog: Catalog) -> None:
    """A field for the number of a window that has none: makes an own window, checked today.

    An empty field takes the number out again. Other windows of the same name stay as they are. What
    is no number stays in the field with the reason, and what was there before is kept.
    """
    typed: dict[str, tuple[str, tuple[str, ...]]] = st.session_state.setdefault(_TYPED, {})
    slot = f"{kind} {name}"
    window = shown_window(kind, name)
    number = "" if window is None else number_of(window, store.today())
    waiting, reasons = typed.get(slot, ("", ()))

    def keep(text: str) -> None:
        typed.pop(slot, None)
        if not text.strip():
            if window is not None and number:  # a number that the field does not show stays
                _clear_number(window)
            return
        cells = {NAME: name, PHONE: text, CHECKED: store.today().isoformat()}
        cells[KIND] = catalog.windows.kinds.label(kind)
        if window is not None:
            cells |= {NAME: window.name, HOURS: window.hours, TOPIC: window.topic}
        read = read_row(cells, store.today(), catalog)
        if read.faults or not read.windows:
            typed[slot] = text, tuple(f"{one.reason}。" for one in read.faults)
        elif window is None and len(local.windows()) >= MOST_ROWS:
            typed[slot] = text, (full(),)
        else:
            _put_number(window, read.windows[0])

    st.text_input(
        label,
        max_chars=40,
        autocomplete="off",
        placeholder="市外局番から",
        **store.bound(
            f"windows_number_{slot}",
            waiting or number,
            keep,
        ),
    )
    for reason in reasons:
        show.fault(f"{reason}この番号は、まだ入っていません。")


def change(told: str, act: Callable[[], Any]) -> Any:
    """One change of the list of own windows, which can be taken back."""
    before = local.windows()
    outcome = act()
    st.session_state[BEFORE] = before
    st.session_state[SAID] = told
    return outcome


def full() -> str:
    """What is said when there is no room for another window."""
    return f"窓口は{MOST_ROWS}件までです。"


def text_of(raw: dict[str, Any], name: str) -> str:
    """A text of the tab's store; what is none counts as empty."""
    found = raw.get(name)
    return found if isinstance(found, str) else ""
