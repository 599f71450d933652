"""出典と確認日: about the tool, every figure in force, its grade, 要確認, and what is not covered."""

from __future__ import annotations

from html import escape

import streamlit as st

from core import load_catalog
from core.figures import Figure, month_of
from pages.parts.kit import show, store

catalog = load_catalog()
GROUPS = {
    "welfare": "障害福祉サービス",
    "medical": "自立支援医療・医療費の割合",
    "high_cost": "高額療養費",
    "price": "料金の目安",
    "fee": "入会金・年会費など",
    "paper": "書類の料金",
    "tuition_support": "就学支援金",
    "tax": "住民税",
    "seed": "もとの記事の金額",
    "stat": "統計",
}


def value(figure: Figure) -> str:
    """The value with its unit."""
    plain = (
        f"{figure.value:,f}"
        if figure.value == figure.value.to_integral_value()
        else f"{figure.value}"
    )
    return f"{plain} {escape(figure.unit)}"


def row(figure: Figure) -> tuple[str, str, str]:
    """One figure as a row: name, value and period, source with date and grade."""
    until = f"{figure.valid_to}まで" if figure.valid_to else "終わりの日なし"
    tag = show.CHECK_TAG if figure.needs_check else ""
    note = f"<br>{escape(figure.note)}" if figure.note else ""
    return (
        f"{escape(figure.label)}{tag}",
        f"{value(figure)}<br><small>{figure.valid_from}から、{until}</small>",
        f"{escape(figure.source)}<br><small>確認日 {figure.checked_on}・"
        f"{escape(show.grade_words(figure))}</small>{note}",
    )


def month_text(month: str) -> str:
    """「2027年4月」 of "2027-04"."""
    return f"{month[:4]}年{int(month[5:])}月"


def listed(texts: tuple[str, ...]) -> str:
    """Sentences as an HTML list."""
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in texts)}</ul>"


def about() -> None:
    """この道具のこと: who made it, who pays, when it is reviewed, how it was made, what it does not know."""
    told = catalog.about
    day = told.reviewed_on
    days = (
        f"見直した日：{day.year}年{day.month}月{day.day}日",
        f"次の見直し：{month_text(told.next_review)}",
    )
    st.header("この道具のこと", anchor=False)
    st.html(f"<h3>だれが作ったか</h3>{listed(told.makers)}")
    st.html(f"<h3>お金のこと</h3>{listed(told.money)}")
    st.html(f"<h3>見直し</h3>{listed(days)}")
    with st.expander("どう作り、どう確かめたか"):
        st.html(listed(told.how))
    with st.expander("この道具にわからないこと"):
        st.html(listed(told.not_known))


st.title("出典と確認日", anchor=False)
about()
st.header("使っている数字と文の出典", anchor=False)
month = month_of(store.today())
figures = catalog.figures.in_force(month)
doubtful = [one for one in figures if one.needs_check]
st.write(f"{month_text(month)}に使っている数字は{len(figures)}個です。")
st.write(f"そのうち{len(doubtful)}個は、まだ確かめきれていません（要確認）。")
st.write(f"質問の版 {catalog.check.version}（{catalog.check.version_date}）")

for prefix in dict.fromkeys(one.key.split(".")[0] for one in figures):
    group = [one for one in figures if one.key.split(".")[0] == prefix]
    with st.expander(f"{GROUPS.get(prefix, prefix)}（{len(group)}個）"):
        show.table(
            GROUPS.get(prefix, prefix), ("項目", "値と期間", "出典"), [row(one) for one in group]
        )
with st.expander(f"要確認の数字（{len(doubtful)}個）"):
    show.table("要確認の数字", ("項目", "値と期間", "出典"), [row(one) for one in doubtful])
with st.expander("支援の説明の出典"):
    rows = [
        (
            escape(service.name) + (show.CHECK_TAG if service.needs_check else ""),
            escape(service.source),
            f"確認日 {service.checked_on}",
        )
        for service in catalog.services
    ]
    show.table("支援の説明の出典", ("支援", "出典", "確認日"), rows)
with st.expander("電話番号の出典"):
    rows = [
        (
            escape(line.name) + (show.CHECK_TAG if line.needs_check else ""),
            escape(line.contact),
            f"{escape(line.source)}<br><small>確認日 {line.checked_on}</small>",
        )
        for line in catalog.hotlines
    ]
    show.table("電話番号の出典", ("窓口", "番号", "出典"), rows)
with st.expander("この道具が扱わないこと"):
    show.table(
        "この道具が扱わないこと",
        ("扱わないこと", "聞くところ"),
        [(escape(one.what), escape(one.ask)) for one in catalog.not_covered],
    )
show.go_on(None, ("home.py", "はじめに"))
