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
from core.windows_file import COLUMNS, MOST_ROWS, read_row
from pages.parts import local, show, store

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
        return line(phone)
    dial = found[1].replace("-", "").replace("#", "%23")
    return f'<p class="ashiba-call"><a href="tel:{dial}">{escape(phone)}</a></p>'


def line(text: str) -> str:
    """A paragraph; nothing for nothing."""
    return f"<p>{escape(text)}</p>" if text else ""


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
    day = line(f"確かめた日 {window.checked_on}" if window.checked_on is not None else "")
    return (
        f'<div class="ashiba-row"><h3>{head}{escape(window.name)}</h3>{tag}{number}'
        f"{line(window.hours)}{line(window.topic)}{day}</div>"
    )


def number_field(label: str, kind: WindowKind, name: str, catalog: Catalog) -> None:
    """A field for the number of a window that has none: makes an own window, checked today.

    An empty field takes the number out again. What is no number stays in the field with the
    reason, and what was there before is kept.
    """
    typed: dict[str, tuple[str, tuple[str, ...]]] = st.session_state.setdefault(_TYPED, {})
    slot = f"{kind} {name}"
    window = local.window_of(kind, name)
    waiting, reasons = typed.get(slot, ("", ()))

    def keep(text: str) -> None:
        typed.pop(slot, None)
        # 「一つ前にもどす」 of the list must not take this number along.
        st.session_state.pop(BEFORE, None)
        st.session_state.pop(SAID, None)
        if not text.strip():
            local.drop_window(kind, name)
            return
        cells = {NAME: name, PHONE: text, CHECKED: store.today().isoformat()}
        cells[KIND] = catalog.windows.kinds.label(kind)
        if window is not None:
            cells |= {HOURS: window.hours, TOPIC: window.topic}
        read = read_row(cells, store.today(), catalog)
        if read.faults or not read.windows:
            typed[slot] = text, tuple(f"{one.reason}。" for one in read.faults)
        elif local.add_windows(read.windows):
            typed[slot] = text, (full(),)

    st.text_input(
        label,
        max_chars=40,
        autocomplete="off",
        placeholder="市外局番から",
        **store.bound(
            f"windows_number_{slot}",
            waiting or (number_of(window, store.today()) if window is not None else ""),
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


def tell(kind: str, *texts: str) -> None:
    """A panel that is read out when it appears."""
    inner = "".join(line(text) for text in texts)
    st.html(f'<div class="ashiba-{kind}" role="status">{inner}</div>')


def text_of(raw: dict[str, Any], name: str) -> str:
    """A text of the tab's store; what is none counts as empty."""
    found = raw.get(name)
    return found if isinstance(found, str) else ""
