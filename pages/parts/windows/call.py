"""電話の台本 on the screen: the first call, what to say, where next; and the lines of the country."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup

from core import Catalog
from core.contacts import (
    CentreChoice,
    NextWindow,
    first_window,
    next_windows,
    psychiatric_emergency,
)
from core.near import national_lines
from pages.parts.kit import danger, html, local, show, store
from pages.parts.kit.html import NOTHING, joined, tag
from pages.parts.windows import row

_PEOPLE = ("violence", "rights", "elderly")
# (use, what one wants) in the order of the screen. The first stands open.
_USES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("now",), "今まさに危険なとき、とてもつらいとき"),
    (("listen", "family"), "話を聞いてほしいとき"),
    (_PEOPLE, "暴力や、人とのあいだの困りごと"),
    (("money", "consumer"), "お金や契約の困りごと"),
    (("minor", "child"), "18歳未満の人のこと"),
)
_OTHERS = "そのほか"
_TOWNS = "住んでいる町にある窓口です。役所の代表電話で「つないでください」とたのめます。"


def emergency(choice: CentreChoice | None, catalog: Catalog) -> None:
    """精神科救急 of the chosen prefecture; else whom to ask."""
    ask = "夜や休みの日の番号は、消防・警察・役所の代表で聞けます。昼は、保健所で聞けます。"
    if choice is None:
        show.paragraphs("都道府県をえらぶと、番号のわかる県では、ここに出ます。", ask)
        return
    lines = psychiatric_emergency(catalog, choice.prefecture)
    if lines:
        html.write(danger.contact_list(lines, catalog))
    else:
        show.paragraphs(f"{choice.prefecture}の番号は、まだ確かめられていません。", ask)


def script(choice: CentreChoice | None, catalog: Catalog) -> None:
    """Six lines to read out, the windows after a refusal, and what comes after the call."""
    with st.expander("電話の台本", key="open_win_script"):
        _script(choice, catalog)


def _script(choice: CentreChoice | None, catalog: Catalog) -> None:
    found = catalog.windows
    st.write(store.said(found.texts.prepare))
    known = (catalog, store.answerer(), store.today(), local.windows(), choice)
    first = first_window(*known)
    if first is not None:
        html.write(tag("<h3>はじめの電話</h3>{}", _windows([first])))
    lines = joined(
        tag("<li><strong>{}</strong><br>「{}」</li>", store.said(one.label), store.said(one.line))
        for one in found.script
    )
    html.write(tag("<h3>話すこと</h3><ol>{}</ol>", lines))
    following = next_windows(*known, refused=() if first is None else (first.name,))
    html.write(tag("<h3>断られたら、次の窓口</h3>{}", _windows(following)))
    show.paragraphs(store.said(found.texts.refused))
    told = joined(tag("<li>{}</li>", store.said(one.text)) for one in found.expect)
    html.write(html.fold("電話のあと", tag("<ul>{}</ul>", told)))
    st.page_link("sheet.py", label="台本を紙にする（印刷・保存）")


def _checked(window: NextWindow) -> str:
    day = window.checked_on
    if window.origin != "centre" or day is None:
        return f"確かめた日 {day}。かける前に確かめてください。"
    looked = row.looked_up(day)
    return f"出典: {window.source}。{looked}。かける前に確かめてください。"


def _told(window: NextWindow) -> Markup:
    """The number of a window, else where one can write it in."""
    if window.phone:
        number = row.call(window.phone)
        return joined([html.lines(window.what), number, html.lines(window.hours, _checked(window))])
    if window.origin == "centre":
        return html.lines("番号は出していません。上の「番号を書きこむ」に入れると出ます。")
    hidden = "番号は出していません。確かめて、下の表に入れると出ます。"
    return html.lines(window.what, hidden if window.origin == "own" else "")


def _windows(windows: Iterable[NextWindow]) -> Markup:
    rows = joined(
        tag(
            "<li><strong>{}</strong>{}{}</li>",
            one.name,
            show.CHECK_TAG if one.needs_check else NOTHING,
            _told(one),
        )
        for one in windows
    )
    return tag('<ul class="ashiba-phones">{}</ul>', rows)


def national(catalog: Catalog) -> None:
    """The lines of the country by what they are for, each with hours, cost and check date.

    The line of one prefecture stands with that prefecture (``emergency``); a window that every town
    has stands without a number, as what one asks for at the town office.
    """
    found = national_lines(catalog, [uses for uses, _ in _USES])
    towns = tag("<p>{}</p>{}", _TOWNS, danger.contact_list(found.towns, catalog))
    folds = [
        html.fold(title, danger.contact_list(lines, catalog), towns if uses == _PEOPLE else NOTHING)
        for (uses, title), lines in zip(_USES, found.groups, strict=True)
    ]
    html.write(
        html.fold(
            "全国の電話",
            tag("<p>どこに住んでいても使えます。時間・料金・確かめた日をのせています。</p>"),
            joined(folds),
            html.fold(_OTHERS, danger.contact_list(found.others, catalog)),
        )
    )
