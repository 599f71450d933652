"""Contacts as HTML: the dialog 「いま危険なとき」 of every screen, and the panel of 「今まさに」.

All of it is text, links and <details>: once it stands, it dials and opens without the server.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from markupsafe import Markup

from core import said
from core.contacts import dial_number, dialled, is_chat, large_lines, line_words, pieces
from pages.parts.kit import html, show
from pages.parts.kit.html import NOTHING, joined, tag

if TYPE_CHECKING:
    from core.base import Answerer
    from core.catalog import Catalog, Danger, Hotline

_FIRST = 2
"""So many numbers stand before any sentence: 119 and 110."""


def phone_links(text: str) -> Markup:
    """``text`` with each telephone number to press."""
    # In parts first, so that the &#39; of an escape is never read as a number.
    return joined(_pressed(one.text) if one.is_number else one.text for one in pieces(text))


def _pressed(number: str) -> Markup:
    return tag('<a href="tel:{}">{}</a>', dialled(number), number)


def dial_link(number: str, inner: Markup) -> Markup:
    """The one number to press on a screen (role do); it dials without the server."""
    return tag('<a class="role-do" href="tel:{}">{}</a>', dialled(number), inner)


def _way(line: Hotline) -> Markup:
    """The number to press, or the address to write to, as a link."""
    if not is_chat(line):
        return phone_links(line.contact)
    return tag("{}（{}）", _chat_link(line, "ashiba-out", "文字で話す"), line.contact)


def _chat_link(line: Hotline, kind: str, inner: str) -> Markup:
    return tag(
        '<a class="{}" href="{}" target="_blank" rel="noopener noreferrer">{}</a>',
        kind,
        line.contact,
        inner,
    )


def contact_row(line: Hotline, *, source: bool = True) -> Markup:
    """One contact as a list item: name, number, what for, hours, cost, check date.

    ``source``: with its own source line; a list says them once below (``contact_list``).
    """
    told = f"{said.day(line.checked_on)} 確認"
    return tag(
        '<li><strong>{}</strong>{}<br>{}<br>{}<br>{}・{}<div class="ashiba-source">{}</div></li>',
        line.name,
        tag(" {}", show.CHECK_TAG) if line.needs_check else NOTHING,
        _way(line),
        phone_links(line.for_what),
        phone_links(line.hours),
        line.cost,
        f"{told}・出典: {line.source}" if source else told,
    )


def _rows(lines: Iterable[Hotline]) -> Markup:
    rows = joined(contact_row(line, source=False) for line in lines)
    return tag('<ul class="ashiba-phones">{}</ul>', rows) if rows else NOTHING


def sources(lines: Iterable[Hotline]) -> Markup:
    """The sources of a list of contacts, each once with its check date."""
    pairs = dict.fromkeys((line.source, line.checked_on) for line in lines)
    told = "／".join(f"{source}（確認日 {day}）" for source, day in pairs)
    return tag('<div class="ashiba-source">出典: {}</div>', told) if told else NOTHING


def contact_list(lines: Iterable[Hotline], catalog: Catalog, first: str | None = None) -> Markup:
    """Contacts as a list, all their sources in one line below; nothing for none.

    Those of one prefecture stand under its name, below those of the whole country, the prefecture
    ``first`` in front.
    """
    found = list(lines)
    names = {one.pref_code: one.prefecture for one in catalog.centres}
    local: dict[str, list[Hotline]] = {}
    for line in found:
        if line.pref_code:
            local.setdefault(names[line.pref_code], []).append(line)
    parts = [_rows(line for line in found if not line.pref_code)]
    for name in sorted(local, key=lambda one: one != first):
        parts += [tag('<p class="ashiba-pref">{}</p>', name), _rows(local[name])]
    return joined([*parts, sources(found)])


# -- 「今まさに」 ------------------------------------------------------------------------------

_COUNTRY = (("119", "けが・薬"), ("110", "暴力・刃物"))
"""The two numbers of every danger, in two words each."""


def _large(line: Hotline, kind: str = "") -> Markup:
    """One line as a large block to press: the number and, small, whose it is."""
    number = dial_number(line) or ""
    words = "文字で話す" if is_chat(line) else number
    inner = tag("<b>{}</b><span>{}</span>", words, line_words(line))
    if is_chat(line):
        return _chat_link(line, f"ashiba-dial ashiba-chat{kind}", inner)
    return tag('<a class="ashiba-dial{}" href="tel:{}">{}</a>', kind, dialled(number), inner)


def talk(lines: Iterable[Hotline]) -> Markup:
    """The line that fits as a large block, and a quiet second one."""
    blocks = joined(
        _large(line, " ashiba-quiet" if place else "")
        for place, line in enumerate(large_lines(lines))
    )
    return tag('<div class="ashiba-talk">{}</div>', blocks) if blocks else NOTHING


def do_list(texts: Iterable[str]) -> Markup:
    """What helps until somebody is reached. Words only: the numbers stand beside them."""
    items = joined(tag("<li>{}</li>", text) for text in texts)
    return tag('<ul class="ashiba-do">{}</ul>', items)


def now_panel(
    danger: Danger, lines: Iterable[Hotline], answerer: Answerer, do: Iterable[str] | None = None
) -> Markup:
    """The first screen of 「今まさに」 below its title. ``do``: what helps, where it differs."""
    helps = [one.said_to(answerer) for one in danger.do] if do is None else do
    pair = joined(
        tag('<a href="tel:{}"><b>{}</b> <span>{}</span></a>', number, number, words)
        for number, words in _COUNTRY
    )
    return tag(
        '<div class="ashiba-now"><p class="ashiba-warm">{}</p>{}{}'
        '<div class="ashiba-pair">{}</div></div>',
        danger.now.said_to(answerer),
        talk(lines),
        do_list(helps),
        pair,
    )


def fold(title: str, *inner: str) -> Markup:
    """A fold with the look of the danger screens."""
    return html.fold(title, *inner, look="ashiba-fold")


def said_lines(*texts: str) -> Markup:
    """Paragraphs in which each number can be pressed."""
    return joined(tag("<p>{}</p>", phone_links(text)) for text in texts if text)


def first_and_rest(lines: Iterable[Hotline]) -> tuple[Markup, Markup]:
    """The two numbers that stand before any sentence, and the others with the sources of all."""
    found = list(lines)
    return _rows(found[:_FIRST]), _rows(found[_FIRST:]) + sources(found)


def contents(catalog: Catalog) -> Markup:
    """What stands inside the dialog: two numbers to press before any sentence."""
    lines = (*catalog.hotlines_for("now"), *filter(is_chat, catalog.hotlines))
    country = [line for line in dict.fromkeys(lines) if not line.pref_code]
    first, rest = first_and_rest(country)
    return tag(
        "{}<p>いま大切なのは安全です。迷いながらの電話でも大丈夫です。"
        "電話は途中で切ってもかまいません。</p>"
        '<div class="ashiba-panel"><p>電話で伝える3つのこと: どこで／だれが／何が起きているか。</p>'
        "<p>その場を離れられるときは、先に離れてかまいません。</p></div>{}",
        first,
        rest,
    )
