"""支援をさがす: what fits first, what misses a condition, what may wait; three side by side."""

from __future__ import annotations

import streamlit as st

from core import assess, load_catalog
from core.find import Found, More, Wish, by_state, find, own_costs
from pages.parts.find import card, filter, guide
from pages.parts.kit import html, show, store
from pages.parts.kit.html import tag

catalog = load_catalog()


def cards(found: list[Found], name: More) -> None:
    """The first cards of a list, and 「もっと見る」."""
    count = looked.shown(name)
    for one in found[:count]:
        card.card(one, catalog, request)
    filter.more(name, len(found) - count, catalog)


st.title("支援をさがす", anchor=False)
st.write("何をしてくれる所か、だれが行けるかを、並べて見られます。")
check = store.current_check()
assessment = None if check is None else assess(check, catalog)
if assessment is not None and assessment.alert == "now":
    show.paragraphs(
        "いまは、安全のことが先です。上の「いま危険なとき」に、電話できる所があります。",
        kind="caution",
    )
filter.form(catalog, assessment)
filter.matters_form(catalog)

request, _ = store.request(catalog)
looked = filter.looked(catalog)
wish = looked.wish(assessment, request.person.age)
found = find(wish, catalog, store.answerer(), own_costs(request, catalog))
lists = by_state(found)
fitting, unmet, waiting = lists["fits"], lists["unmet"], lists["waits"]
if wish == Wish():
    count = f"{len(found)}の支援があります。足場をえらぶと、急がなくてよいものが分かれます。"
else:
    count = f"{len(found)}の支援のうち、いまに合いそうな支援は{len(fitting)}です。"
html.write(tag('<p role="status">{}</p>', count))

card.styles()
with st.container():
    st.header("支援の一覧" if wish == Wish() else "いまに合いそうな支援", anchor=False)
    if not fitting:
        st.write(
            "合う支援が、この条件ではありません。しぼりこみを1つ外すと、出てくることがあります。"
        )
    cards(fitting, "more_fitting")
with st.container():  # what is open below stays open when this part comes or goes
    if unmet:
        st.header("えらんだ条件に合わないもの", anchor=False)
        st.write("条件を変えると、使えることがあります。")
        cards(unmet, "more_unmet")
st.header("まだ急がなくてよい支援", anchor=False)
st.write("使ってはいけない、ということではありません。知っておくだけで十分です。")
cards(waiting, "more_waiting")
card.compare_section(catalog, request)
guide.topics(catalog)
guide.misconceptions(catalog)
guide.listening(catalog)
show.go_on(("cost.py", "費用の見積もり"), ("check.py", "いまの足場"))
