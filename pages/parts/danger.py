"""「いま危険なとき」: the contacts, on every screen."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from core.catalog import Catalog, Hotline

_FIRST = 2
"""So many numbers stand before any sentence: 119 and 110."""
# The title of the dialog in one line, also with large letters on a narrow phone.
_TITLE = (
    "@media (max-width:767px){:root [role=dialog] h2,:root [role=dialog] h2 p"
    "{font-size:min(1.25rem,22px)}}"
)

# A number as printed: 110, 118, 119, 188, 189, #9110, 0120-279-338, 0120-0-78310, 0570-078374.
NUMBER = re.compile(r"(?<![\d-])(#\d{4}|0\d{1,4}-[\d-]{5,8}\d|11[089]|18[89])(?![\d-])")


def phone_links(text: str) -> str:
    """``text`` as HTML in which each telephone number can be pressed."""

    def link(found: re.Match[str]) -> str:
        shown = found[0]
        dial = shown.replace("-", "").replace("#", "%23")
        return f'<a href="tel:{dial}">{shown}</a>'

    # Numbers first, so that the &#39; of an escape is never read as one.
    parts = NUMBER.split(text)
    return "".join(
        link(match) if (match := NUMBER.fullmatch(part)) else html.escape(part) for part in parts
    )


def contact_row(line: Hotline, *, source: bool = True) -> str:
    """One contact as a list item: name, number, what for, hours, cost, check date.

    ``source``: with its own source line; a list says them once below (``contact_list``).
    """
    check = ' <span class="ashiba-tag ashiba-tag-check">要確認</span>' if line.needs_check else ""
    day = line.checked_on
    told = f"{day.year}年{day.month}月{day.day}日 確認"
    if source:
        told = f"{told}・出典: {html.escape(line.source)}"
    return (
        f"<li><strong>{html.escape(line.name)}</strong>{check}<br>{phone_links(line.contact)}"
        f"<br>{phone_links(line.for_what)}<br>"
        f"{phone_links(line.hours)}・{html.escape(line.cost)}"
        f'<div class="ashiba-source">{told}</div></li>'
    )


def _rows(lines: Iterable[Hotline]) -> str:
    rows = "".join(contact_row(line, source=False) for line in lines)
    return f'<ul class="ashiba-phones">{rows}</ul>' if rows else ""


def sources(lines: Iterable[Hotline]) -> str:
    """The sources of a list of contacts as HTML, each once with its check date."""
    pairs = dict.fromkeys((line.source, line.checked_on) for line in lines)
    told = "／".join(f"{html.escape(source)}（確認日 {day}）" for source, day in pairs)
    return f'<div class="ashiba-source">出典: {told}</div>' if told else ""


def contact_list(lines: Iterable[Hotline]) -> str:
    """Contacts as an HTML list, all their sources in one line below; "" for none."""
    found = list(lines)
    return f"{_rows(found)}{sources(found)}"


def first_and_rest(lines: Iterable[Hotline]) -> tuple[str, str]:
    """The two numbers that stand before any sentence, and the others with the sources of all."""
    found = list(lines)
    return _rows(found[:_FIRST]), f"{_rows(found[_FIRST:])}{sources(found)}"


def contents(catalog: Catalog) -> str:
    """The HTML inside the dialog: two numbers to press before any sentence."""
    first, rest = first_and_rest(catalog.hotlines_for("now"))
    return (
        f"{first}"
        "<p>いま大切なのは安全です。迷いながらの電話でも大丈夫です。電話は途中で切ってもかまいません。</p>"
        '<div class="ashiba-panel"><p>電話で伝える3つのこと: どこで／だれが／何が起きているか。</p>'
        "<p>その場を離れられるときは、先に離れてかまいません。</p></div>"
        f"{rest}"
    )


@st.dialog("いま危険なとき")
def show(catalog: Catalog) -> None:
    """Open the dialog."""
    st.html(f"<style>{_TITLE}</style>")
    st.html(contents(catalog))
    if st.button("とじる", key="ashiba_danger_close", width="stretch"):
        st.rerun()
