"""窓口: what can be called today, the centres of a place, numbers to write in, the own windows."""

from __future__ import annotations

import streamlit as st

from core import load_catalog
from pages.parts.kit import html, show, store
from pages.parts.kit.html import tag
from pages.parts.windows import call, near, own

catalog = load_catalog()

with st.container(key="wide_windows"):
    with st.container(key="win_head"):
        st.title("窓口", anchor=False)
        html.write(
            tag(
                '<p class="small soft">{}</p>',
                store.words(
                    "今日きける所から並べています。",
                    "わたしが話せる所から並べています。",
                ),
            )
        )
        choice = near.choose(catalog)
    # Each part in a place of its own: what is opened below stays open when one above grows.
    with st.container(key="win_today"):
        found = near.today(choice, catalog)
    with st.container(key="win_folds"):
        with st.container(key="win_rest"):
            near.rest(found, choice, catalog)
        with st.container(key="win_night"):
            near.emergency(choice, catalog)
        with st.container(key="win_script"):
            call.script(choice, catalog)
        with st.container(key="win_country"):
            call.national(catalog)
            near.ways(catalog)
    with st.container(key="win_own"):
        own.section(catalog)
show.go_on(("sheet.py", "印刷・保存"), ("plan.py", "くみあわせプラン"))
