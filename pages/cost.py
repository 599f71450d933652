"""費用の見積もり: a few questions, one sentence, low–high, the ledgers, and the sum itself."""

from __future__ import annotations

import streamlit as st

from core import compose_plan, load_catalog
from pages.parts import cost_form, cost_result, plan_sum, show, store

catalog = load_catalog()
st.title("費用の見積もり", anchor=False)
st.write("わかるところだけで計算します。わからないところは、幅で出ます。")

cost_form.propose_services(catalog)
request, faults = store.request(catalog)
plan = compose_plan(store.full_case(catalog), catalog, today=store.today())
# Each part in a place of its own: what is opened below stays open when one above grows.
with st.container():
    cost_result.headline(plan, request, catalog)
with st.container():
    plan_sum.offers(plan, catalog)
    cost_form.from_plan(plan, catalog)
by_field = {one.field: one.message for one in faults}
with st.container():
    cost_form.services(catalog, by_field)
with st.container():
    cost_form.person(catalog, by_field)
with st.container():
    cost_form.welfare(catalog, by_field, request.by_guardians)
with st.container():
    cost_form.medical(catalog, by_field)

request, faults = store.request(catalog)
cost_result.show_result(request, catalog)
show.go_on(("plan.py", "くみあわせプラン"), ("check.py", "いまの足場"))
