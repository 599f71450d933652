"""電話の台本 on the screen: the first call, what to say, where next; and the lines of the country."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from core import Catalog
from core.catalog import Hotline
from core.contacts import (
    CentreChoice,
    NextWindow,
    first_window,
    next_windows,
    psychiatric_emergency,
)
from pages.parts.kit import danger, local, show, store
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
        st.html(_rows(lines))
    else:
        show.paragraphs(f"{choice.prefecture}の番号は、まだ確かめられていません。", ask)


def script(choice: CentreChoice | None, catalog: Catalog) -> None:
    """Six lines to read out, the windows after a refusal, and what comes after the call."""
    found = catalog.windows
    st.header("電話の台本", anchor=False)
    st.write(store.said(found.texts.prepare))
    known = (catalog, store.answerer(), store.today(), local.windows(), choice)
    first = first_window(*known)
    if first is not None:
        st.html(f"<h3>はじめの電話</h3>{_windows([first])}")
    lines = "".join(
        f"<li><strong>{escape(store.said(one.label))}</strong><br>「{escape(store.said(one.line))}」</li>"
        for one in found.script
    )
    st.html(f"<h3>話すこと</h3><ol>{lines}</ol>")
    following = next_windows(*known, refused=() if first is None else (first.name,))
    st.html(f"<h3>断られたら、次の窓口</h3>{_windows(following)}")
    show.paragraphs(store.said(found.texts.refused))
    with st.expander("電話のあと"):
        told = "".join(f"<li>{escape(store.said(one.text))}</li>" for one in found.expect)
        st.html(f"<ul>{told}</ul>")
    st.page_link("sheet.py", label="台本を紙にする（印刷・保存）")


def _checked(window: NextWindow) -> str:
    day = window.checked_on
    if window.origin != "centre" or day is None:
        return f"確かめた日 {day}。かける前に確かめてください。"
    looked = row.looked_up(day)
    return f"出典: {window.source}。{looked}。かける前に確かめてください。"


def _windows(windows: list[NextWindow] | tuple[NextWindow, ...]) -> str:
    rows = []
    for one in windows:
        tag = show.CHECK_TAG if one.needs_check else ""
        told = [show.line(one.what)]
        if one.phone:
            told += [
                row.call(one.phone),
                show.line(one.hours),
                show.line(_checked(one)),
            ]
        elif one.origin == "centre":
            told = ["<p>番号は出していません。上の「番号を書きこむ」に入れると出ます。</p>"]
        elif one.origin == "own":
            told.append("<p>番号は出していません。確かめて、下の表に入れると出ます。</p>")
        rows.append(f"<li><strong>{escape(one.name)}</strong>{tag}{''.join(told)}</li>")
    return f'<ul class="ashiba-phones">{"".join(rows)}</ul>'


def national(catalog: Catalog) -> None:
    """The lines of the country by what they are for, each with hours, cost and check date.

    The line of one prefecture stands with that prefecture (``emergency``); a window that every town
    has stands without a number, as what one asks for at the town office.
    """
    st.header("全国の電話", anchor=False)
    st.write("どこに住んでいても使えます。時間・料金・確かめた日をのせています。")
    everywhere = [one for one in catalog.hotlines if not one.pref_code]
    towns = [one for one in everywhere if not (danger.dial_number(one) or danger.is_chat(one))]
    lines = [one for one in everywhere if one not in towns]
    told = {row.AMBULANCE}  # stands above, beside the number of the region
    for number, (uses, title) in enumerate(_USES):
        found = [one for one in lines if set(uses) & set(one.uses)]
        told |= {one.id for one in found}
        if number == 0:
            st.html(f"<h3>{title}</h3>{_rows(found)}")
            continue
        with st.expander(title):
            # Those that stand open above are not said again.
            st.html(_rows([one for one in found if not set(_USES[0][0]) & set(one.uses)]))
            if uses == _PEOPLE:
                st.html(f"<p>{_TOWNS}</p>{_rows(towns)}")
    rest = [one for one in lines if one.id not in told]
    if rest:
        with st.expander(_OTHERS):
            st.html(_rows(rest))


def _rows(lines: Sequence[Hotline]) -> str:
    return danger.contact_list(lines)
