"""出典と確認日: about the tool, every figure in force, its grade, 要確認, and what is not covered."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from core import load_catalog, said
from core.cost.explain import CARRIED, notice_words
from core.figures import Figure, month_of
from pages.parts.kit import html, show, store
from pages.parts.kit.html import NOTHING, joined, tag

catalog = load_catalog()


def value(figure: Figure) -> str:
    """The value with its unit."""
    plain = (
        f"{figure.value:,f}"
        if figure.value == figure.value.to_integral_value()
        else f"{figure.value}"
    )
    return f"{plain} {figure.unit}"


def named(name: str, needs_check: bool) -> Markup:
    """A name, with 要確認 where it is."""
    return tag("{}{}", name, show.CHECK_TAG if needs_check else NOTHING)


def below(words: str, small: str, note: str = "") -> Markup:
    """Words, in small type what belongs to them, and a note."""
    told = tag("<br>{}", note) if note else NOTHING
    return tag("{}<br><small>{}</small>{}", words, small, told)


def row(figure: Figure) -> tuple[str, str, str]:
    """One figure as a row: name, value and period, source with date and grade."""
    until = f"{figure.valid_to}まで" if figure.valid_to else "終わりの日なし"
    until = show.carried_words(figure) or until
    checked = f"確認日 {figure.checked_on}・{show.grade_words(figure)}"
    return (
        named(figure.label, figure.needs_check),
        below(value(figure), f"{figure.valid_from}から、{until}"),
        below(figure.source, checked, figure.note),
    )


def listed(texts: tuple[str, ...]) -> Markup:
    """Sentences as a list."""
    return tag("<ul>{}</ul>", joined(tag("<li>{}</li>", text) for text in texts))


def about() -> None:
    """この道具のこと: who made it, who pays, when it is reviewed, how it was made, what it does not know."""
    told = catalog.about
    days = (
        f"見直した日：{said.day(told.reviewed_on)}",
        f"次の見直し：{said.month(told.next_review)}",
    )
    st.header("この道具のこと", anchor=False)
    for title, texts in (
        ("だれが作ったか", told.makers),
        ("お金のこと", told.money),
        ("見直し", days),
    ):
        html.write(tag("<h3>{}</h3>{}", title, listed(texts)))
    with st.expander("どう作り、どう確かめたか"):
        html.write(listed(told.how))
    with st.expander("この道具にわからないこと"):
        html.write(listed(told.not_known))


st.title("出典と確認日", anchor=False)
st.write("数字と文が、どこから来て、いつ確かめたかを見られます。")
about()
st.header("使っている数字と文の出典", anchor=False)
month = month_of(store.today())
figures = catalog.figures.in_force(month)
doubtful = [one for one in figures if one.needs_check]
st.write(f"{said.month(month)}に使っている数字は{len(figures)}個です。")
st.write(f"そのうち{len(doubtful)}個は、まだ確かめきれていません（要確認）。")
if catalog.figures.carries(month):
    st.write(notice_words(CARRIED, month, catalog).family)
st.write(f"質問の版 {catalog.check.version}（{catalog.check.version_date}）")

for prefix in dict.fromkeys(one.key.split(".")[0] for one in figures):
    group = [one for one in figures if one.key.split(".")[0] == prefix]
    name = catalog.about.figure_groups[prefix]
    with st.expander(f"{name}（{len(group)}個）"):
        show.table(name, ("項目", "値と期間", "出典"), [row(one) for one in group])
with st.expander(f"要確認の数字（{len(doubtful)}個）"):
    show.table("要確認の数字", ("項目", "値と期間", "出典"), [row(one) for one in doubtful])
with st.expander("支援の説明の出典"):
    rows = [
        (
            named(service.name, service.needs_check),
            service.source,
            f"確認日 {service.checked_on}",
        )
        for service in catalog.services
    ]
    show.table("支援の説明の出典", ("支援", "出典", "確認日"), rows)
with st.expander("電話番号の出典"):
    rows = [
        (
            named(line.name, line.needs_check),
            line.contact,
            below(line.source, f"確認日 {line.checked_on}"),
        )
        for line in catalog.hotlines
    ]
    show.table("電話番号の出典", ("窓口", "番号", "出典"), rows)
with st.expander("この道具が扱わないこと"):
    show.table(
        "この道具が扱わないこと",
        ("扱わないこと", "聞くところ"),
        [(one.what, one.ask) for one in catalog.not_covered],
    )
show.go_on(None, ("home.py", "はじめに"))
