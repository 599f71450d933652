"""いまの足場: safety first, one question per screen, then the result with its reasons."""

from __future__ import annotations

import streamlit as st

from core import assess, load_catalog
from core.walk import Walk
from pages.parts.check import questions, result
from pages.parts.kit import alert, html, roles, store
from pages.parts.kit.html import tag
from pages.parts.kit.labels import title_of

catalog = load_catalog()
who = store.answerer()
walk = Walk(catalog, store.answers_of(who, catalog))
number = questions.number_asked(walk)
# The same with a danger on the screen: a browser's history shows titles.
st.set_page_config(page_title=title_of(walk.title(number), "いまの足場"))
# A danger just answered stands before everything else, with a title of its own.
check = store.read_check(who, catalog)
alerts = alert.of(check, catalog)
shown = alerts.opened(store.get("alert_open"))
opened = shown is not None
finished = number == walk.last and not opened
if finished:
    check = store.current_check(catalog) or check
    assessment = assess(check, catalog)
    alerts = alert.of(check, catalog)
    shown = alerts.instead_of_result()
# frame/js/hand.js starts each of these at its top.
html.write(tag('<span data-ashiba-at="{}-{}"></span>', number, int(opened)))
if shown is not None:
    with st.container(key="ashiba_now"):
        alert.show_alert(shown, alerts)
        if opened:
            st.button(
                "落ち着いたら続きへ",
                key="alert_close",
                width="stretch",
                on_click=questions.close_alert,
            )
        else:
            st.page_link("plan.py", label="落ち着いたら続きへ", width="stretch")
    if finished:
        st.write("足場の結果は、いまは出しません。落ち着いたら、計画の画面へ進めます。")
    html.write(alert.folds(alerts.folds_now(shown), catalog))
elif finished:
    result.show_result(check, assessment, catalog)
else:
    questions.show(walk, number, catalog)
if finished:
    roles.leave(
        "質問にもどる", "result", on_click=questions.go, args=(walk, walk.step_from(walk.last, -1))
    )
