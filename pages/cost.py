"""費用の見積もり: a few questions, one sentence, low–high, the ledgers, and the sum itself."""

from __future__ import annotations

import streamlit as st

from core import compose_plan, load_catalog
from pages.parts.cost import form, result
from pages.parts.kit import plan_sum, show, store

catalog = load_catalog()
st.title("費用の見積もり", anchor=False)
st.write("わかるところだけで計算します。わからないところは、幅で出ます。")

plan_sum.propose_services(catalog)
request, faults = store.request(catalog)
plan = compose_plan(store.full_case(catalog), catalog, today=store.today())
# Each part in a place of its own: what is opened below stays open when one above grows.
with st.container():
    result.headline(plan, request, catalog)
with st.container():
    plan_sum.offers(plan, catalog)
    form.from_plan(plan, catalog)
by_field = {one.field: one.message for one in faults}
with st.container():
    form.services(catalog, by_field)
with st.container():
    form.person(catalog, by_field)
with st.container():
    form.welfare(catalog, by_field, request.by_guardians)
with st.container():
    form.medical(catalog, by_field, request.over_70)

request, faults = store.request(catalog)
result.show_result(request, catalog)
show.go_on(("plan.py", "くみあわせプラン"), ("check.py", "いまの足場"))
