"""「いま危険なとき」: the contacts, on every screen."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from core.catalog import Catalog, Hotline

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


def contact_row(line: Hotline) -> str:
    """One contact as a list item: number, name, hours, cost, check date."""
    check = ' <span class="ashiba-tag ashiba-tag-check">要確認</span>' if line.needs_check else ""
    return (
        f"<li><strong>{html.escape(line.name)}</strong>{check}<br>{phone_links(line.contact)}"
        f"<br>{phone_links(line.for_what)}<br>"
        f"{phone_links(line.hours)}・{html.escape(line.cost)}"
        f'<div class="ashiba-source">出典: {html.escape(line.source)}'
        f"（確認日 {line.checked_on}）</div></li>"
    )


def contents(catalog: Catalog) -> str:
    """The HTML inside the dialog."""
    rows = "".join(contact_row(line) for line in catalog.hotlines_for("now"))
    return (
        "<p>いま大切なのは安全です。迷いながらの電話でも大丈夫です。電話は途中で切ってもかまいません。</p>"
        f'<ul class="ashiba-phones">{rows}</ul>'
        '<div class="ashiba-panel"><p>電話で伝える3つのこと: どこで／だれが／何が起きているか。</p>'
        "<p>その場を離れられるときは、先に離れてかまいません。</p></div>"
    )


@st.dialog("いま危険なとき")
def show(catalog: Catalog) -> None:
    """Open the dialog."""
    st.html(contents(catalog))
    if st.button("とじる", key="ashiba_danger_close", width="stretch"):
        st.rerun()
