"""窓口: the centres of a place, numbers to write in, what to say, and the lines of the country."""

from __future__ import annotations

import streamlit as st

from core import load_catalog
from pages.parts.kit import show, store
from pages.parts.windows import call, near, own

catalog = load_catalog()

st.title("窓口", anchor=False)
st.write(
    store.words(
        "電話できる所を、住んでいる場所から探します。",
        "わたしが話せる所を、住んでいる場所から探します。",
    )
)
# Each part in a place of its own: what is opened below stays open when one above grows.
with st.container():
    choice = near.choose(catalog)
with st.container():
    near.centres(choice, catalog)
with st.container():
    near.ways(catalog)
with st.container():
    near.emergency(choice, catalog)
with st.container():
    call.script(choice, catalog)
with st.container():
    call.national(catalog)
with st.container():
    own.section(catalog)
show.go_on(("sheet.py", "印刷・保存"), ("plan.py", "くみあわせプラン"))
