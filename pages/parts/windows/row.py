"""One window on the screen: its number to press, its words, and a field to write a number in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from zlib import crc32

import streamlit as st
from markupsafe import Markup

from core import Catalog, said
from core.catalog import WindowKind
from core.contacts import LocalWindow, dialled, number_alone, number_of
from core.own_windows import NumberRead, Windows, shown_window, with_number
from core.windows_file import MOST_ROWS
from pages.parts.kit import html, local, store
from pages.parts.kit.fields import writing
from pages.parts.kit.html import tag

BEFORE, SAID = "windows_before", "windows_said"
"""The windows before the last change of the list, and what is said of that change."""
_TYPED = "windows_typed"
PHONE_MOST = 40
"""Characters of a field for a number."""


def call(phone: str) -> Markup:
    """A number in large letters, to press where it is one."""
    number = number_alone(phone)
    if not number:
        return html.lines(phone)
    return tag('<p class="ashiba-call"><a href="tel:{}">{}</a></p>', dialled(number), phone)


def checked(day: date | None) -> str:
    """「（確かめた日 2026-11-22）」."""
    return "" if day is None else f"（確かめた日 {day}）"


def looked_up(day: date) -> str:
    """What is said of a centre instead: nobody called it, a copy of its page was read."""
    return f"{said.day(day)}に、写しで調べました"


def own(window: LocalWindow, catalog: Catalog, head: str = "") -> Markup:
    """An own window; without its number when that was not checked lately."""
    phone = number_of(window, store.today())
    if phone:
        number = call(phone)
    elif window.phone:
        number = tag("<p>番号は出していません。</p>")
    else:
        number = tag("<p>番号はありません。</p>")
    day = window.checked_on
    return tag(
        '<div class="ashiba-row"><h3>{}{}</h3><span class="ashiba-tag">{}</span>{}{}</div>',
        head,
        window.name,
        catalog.windows.kinds.label(window.kind),
        number,
        html.lines(window.hours, window.topic, "" if day is None else f"確かめた日 {day}"),
    )


def number_field(label: str, kind: WindowKind, name: str, catalog: Catalog) -> None:
    """A field for the number of a window that has none: makes an own window, checked today.

    What is no number stays in the field with the reason, and what was there before is kept.
    """
    typed: dict[str, tuple[str, tuple[str, ...]]] = st.session_state.setdefault(_TYPED, {})
    slot = f"{kind} {name}"
    window = shown_window(local.windows(), kind, name, store.today())
    number = "" if window is None else number_of(window, store.today())
    waiting, reasons = typed.get(slot, ("", ()))

    def keep(text: str) -> None:
        read = with_number(local.windows(), kind, name, text, store.today(), catalog)
        reasons = _reasons(read)
        if reasons:
            typed[slot] = text, reasons
            return
        typed.pop(slot, None)
        if read.windows is not None:
            change(_said(read), read.windows)

    told = "".join(reasons)
    writing(
        label,
        PHONE_MOST,
        f"windows_number_{kind}_{crc32(name.encode('utf-8', 'surrogatepass'))}",
        waiting or number,
        keep,
        wrong=f"{told}この番号は、まだ入っていません。" if told else "",
        is_one=True,
        autocomplete="off",
        placeholder="市外局番から",
    )


def _reasons(read: NumberRead) -> tuple[str, ...]:
    """Why a typed number was not taken."""
    return sentences((full(),) if read.is_full else read.faults)


def _said(read: NumberRead) -> str:
    if read.written is not None:
        return f"「{read.written.name}」に番号を書きこみました。"
    return f"「{read.cleared.name}」の番号を消しました。" if read.cleared is not None else ""


def sentences(reasons: Iterable[str]) -> tuple[str, ...]:
    """Reasons of core as sentences."""
    return tuple(f"{one}。" for one in reasons)


def change(told: str, windows: Windows) -> None:
    """Keep the windows after one change of the list, which can be taken back."""
    st.session_state[BEFORE] = local.windows()
    local.keep_windows(windows)
    st.session_state[SAID] = told


def full() -> str:
    """The reason when there is no room for another window."""
    return f"窓口は{MOST_ROWS}件までです"
