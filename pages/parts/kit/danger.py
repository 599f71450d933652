"""Contacts as HTML: the dialog 「いま危険なとき」 of every screen, and the panel of 「今まさに」.

All of it is text, links and <details>: once it stands, it dials and opens without the server.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import streamlit as st

from core import load_catalog

if TYPE_CHECKING:
    from core.base import Answerer
    from core.catalog import Catalog, Danger, Hotline

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


def is_chat(line: Hotline) -> bool:
    """True for a line that is written to, at an address."""
    return line.contact.startswith("https://")


def _way(line: Hotline) -> str:
    """The number to press, or the address to write to, as a link."""
    if not is_chat(line):
        return phone_links(line.contact)
    address = html.escape(line.contact)
    return f"{_chat_link(line, 'ashiba-out', '文字で話す')}（{address}）"


def _chat_link(line: Hotline, kind: str, inner: str) -> str:
    return (
        f'<a class="{kind}" href="{html.escape(line.contact)}" target="_blank"'
        f' rel="noopener noreferrer">{inner}</a>'
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
        f"<li><strong>{html.escape(line.name)}</strong>{check}<br>{_way(line)}"
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


def contact_list(lines: Iterable[Hotline], first: str | None = None) -> str:
    """Contacts as an HTML list, all their sources in one line below; "" for none.

    Those of one prefecture stand under its name, below those of the whole country, the prefecture
    ``first`` in front.
    """
    found = list(lines)
    names = {one.pref_code: one.prefecture for one in load_catalog().centres}
    local: dict[str, list[Hotline]] = {}
    for line in found:
        if line.pref_code:
            local.setdefault(names[line.pref_code], []).append(line)
    parts = [_rows(line for line in found if not line.pref_code)]
    for name in sorted(local, key=lambda one: one != first):
        parts.append(f'<p class="ashiba-pref">{name}</p>{_rows(local[name])}')
    return f"{''.join(parts)}{sources(found)}"


# -- 「今まさに」 ------------------------------------------------------------------------------

_COUNTRY = (("119", "けが・薬"), ("110", "暴力・刃物"))
"""The two numbers of every danger, in two words each."""


def dial_number(line: Hotline) -> str | None:
    """The number of a line as printed; None for a chat, or where only 役所の代表 is known."""
    found = NUMBER.search(line.contact)
    return found[0] if found else None


def _told(line: Hotline) -> str:
    """Name, hours and cost of a line in few words; all of them stand in the fold below."""
    name, hours = (re.sub(r"（.*?）", "", one.split("。")[0]) for one in (line.name, line.hours))
    hours = re.sub(r"^電話(とメール)?は(毎日)?", "", hours)
    cost = re.sub(r"^有料（(.*)）$", r"\1", line.cost)
    check = "・要確認" if line.needs_check else ""
    return html.escape(f"{name}・{hours}・{cost}{check}")


def _large(line: Hotline, kind: str = "") -> str:
    """One line as a large block to press: the number and, small, whose it is."""
    if is_chat(line):
        inner = f"<b>文字で話す</b><span>{_told(line)}</span>"
        return _chat_link(line, f"ashiba-dial ashiba-chat{kind}", inner)
    dial = (dial_number(line) or "").replace("-", "").replace("#", "%23")
    inner = f"<b>{dial_number(line)}</b><span>{_told(line)}</span>"
    return f'<a class="ashiba-dial{kind}" href="tel:{dial}">{inner}</a>'


def large_lines(lines: Iterable[Hotline]) -> tuple[Hotline, ...]:
    """The one or two lines to press in large: the first with a number, then a chat.

    Where the police or the ambulance come first, the next number: for when it is not that near.
    """
    found = list(lines)
    numbers = [line for line in found if dial_number(line)]
    chats = [line for line in found if is_chat(line)]
    if numbers and numbers[0].contact in ("110", "119"):
        return tuple(numbers[:2])
    return tuple(numbers[:1] + chats[:1])


def talk(lines: Iterable[Hotline]) -> str:
    """The line that fits as a large block, and a quiet second one."""
    blocks = [
        _large(line, " ashiba-quiet" if place else "")
        for place, line in enumerate(large_lines(lines))
    ]
    return f'<div class="ashiba-talk">{"".join(blocks)}</div>' if blocks else ""


def do_list(texts: Iterable[str]) -> str:
    """What helps until somebody is reached. Words only: the numbers stand beside them."""
    items = "".join(f"<li>{html.escape(text)}</li>" for text in texts)
    return f'<ul class="ashiba-do">{items}</ul>'


def now_panel(
    danger: Danger, lines: Iterable[Hotline], answerer: Answerer, do: Iterable[str] | None = None
) -> str:
    """The first screen of 「今まさに」 below its title. ``do``: what helps, where it differs."""
    helps = [one.said_to(answerer) for one in danger.do] if do is None else do
    pair = "".join(
        f'<a href="tel:{number}"><b>{number}</b> <span>{words}</span></a>'
        for number, words in _COUNTRY
    )
    return (
        f'<div class="ashiba-now"><p class="ashiba-warm">{html.escape(danger.now.said_to(answerer))}'
        f"</p>{talk(lines)}{do_list(helps)}"
        f'<div class="ashiba-pair">{pair}</div></div>'
    )


def fold(title: str, *inner: str) -> str:
    """A fold that opens without the server; "" when there is nothing in it."""
    body = "".join(inner)
    if not body:
        return ""
    return (
        f'<details class="ashiba-fold"><summary>{html.escape(title)}</summary>'
        f"<div>{body}</div></details>"
    )


def said_lines(*texts: str) -> str:
    """Paragraphs in which each number can be pressed."""
    return "".join(f"<p>{phone_links(text)}</p>" for text in texts if text)


def first_and_rest(lines: Iterable[Hotline]) -> tuple[str, str]:
    """The two numbers that stand before any sentence, and the others with the sources of all."""
    found = list(lines)
    return _rows(found[:_FIRST]), f"{_rows(found[_FIRST:])}{sources(found)}"


def contents(catalog: Catalog) -> str:
    """The HTML inside the dialog: two numbers to press before any sentence."""
    country = [line for line in catalog.hotlines_for("now") if not line.pref_code]
    first, rest = first_and_rest(country)
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
