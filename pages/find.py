"""支援をさがす: what fits first, one line a service; what misses a condition, what may wait, folded."""

from __future__ import annotations

import streamlit as st

from core import assess, load_catalog
from core.find import Found, More, by_state, find, own_costs
from pages.parts.find import card, compare, filter, guide
from pages.parts.kit import html, show, store
from pages.parts.kit.html import tag

catalog = load_catalog()
_FOLDED: dict[More, tuple[str, str]] = {
    "more_unmet": ("えらんだ条件に合わないもの", "条件を変えると、使えることがあります。"),
    "more_waiting": (
        "まだ急がなくてよい支援",
        "使ってはいけない、ということではありません。知っておくだけで十分です。",
    ),
}


def lines(found: list[Found], name: More) -> None:
    """The first lines of a list, and the way to the rest."""
    shown = found[: looked.shown(name)]
    with st.container(key=f"find_list_{name}"):
        for one in shown:
            card.card(one, looked, catalog, request)
    left = len(found) - len(shown)
    if left:
        filter.more(name, f"ぜんぶ見る（あと{left}）", len(found))


def folded(found: list[Found], name: More) -> None:
    """A list that stands behind its name until somebody wants it."""
    if not found:
        return
    title, words = _FOLDED[name]
    if not looked.shown(name):
        filter.more(name, f"{title}（{len(found)}）", len(found))
        return
    st.header(title, anchor=False)
    html.write(tag('<p class="small soft">{}</p>', words))
    lines(found, name)
    filter.less(name)


def opening() -> str:
    """The first sentence: what is here, by what is looked for."""
    count = len(fitting)
    if wish.stage is not None:
        name = catalog.stage(wish.stage).name
        return f"「{name}」のころに合う順です。{len(found)}のうち、合いそうな支援は{count}です。"
    if count < len(found) and wish != empty:
        return f"{len(found)}の支援のうち、合いそうな支援は{count}です。"
    return f"{len(found)}の支援があります。まず相談できる所から並べています。"


check = store.current_check(catalog)
assessment = None if check is None else assess(check, catalog)
request, _ = store.request(catalog)
looked = filter.looked(catalog)
who = store.answerer()
wish = looked.wish(assessment, request.person.age, who)
empty = wish.but(stage=None, age=None, **dict.fromkeys(filter.BOXES, False))
# What the family would pay is only asked for where it looks for what is free.
paid = own_costs(request, catalog) if wish.free_only else {}
found = find(wish, catalog, who, paid)
lists = by_state(found)
fitting = lists["fits"]

with st.container(key="wide_find"):
    with st.container(key="find_head"):
        st.title("支援をさがす", anchor=False)
        html.write(tag('<p class="small soft" role="status">{}</p>', opening()))
    if assessment is not None and assessment.alert == "now":
        show.paragraphs(
            "いまは、安全のことが先です。上の「いま危険なとき」に、電話できる所があります。",
            kind="caution",
        )
    filter.quick(catalog)
    with st.container(key="find_filters"):
        filter.form(catalog, assessment)
        filter.matters_form(catalog)
    with st.container(key="find_fits"):
        st.header("支援の一覧" if wish == empty else "いまに合いそうな支援", anchor=False)
        if not fitting:
            st.write(
                "合う支援が、この条件ではありません。しぼりこみを1つ外すと、出てくることがあります。"
            )
        lines(fitting, "more_fitting")
    with st.container(
        key="find_unmet"
    ):  # what is open below stays open when this part comes or goes
        folded(lists["unmet"], "more_unmet")
    with st.container(key="find_waits"):
        folded(lists["waits"], "more_waiting")
    with st.container(key="find_compare"):
        compare.section(catalog, request)
    with st.container(key="find_guide"):
        guide.folds(catalog)
show.go_on(("cost.py", "費用の見積もり"), ("check.py", "いまの足場"))
