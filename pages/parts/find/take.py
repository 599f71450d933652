"""「計画に入れる」: a service of the list becomes a step of the plan, and can be taken back."""

from __future__ import annotations

import streamlit as st

from core import Catalog
from core.catalog import Service
from core.edit import EditsFull, undone
from core.find import stands_in
from core.plan.price import take_in
from pages.parts.kit import composed, html, plan_sum, roles, store
from pages.parts.kit.html import tag

_DONE = "find_taken"
"""(service, edits before, edits after, what is said) of the last step that was put in here."""


def _put(service_id: str, catalog: Catalog) -> None:
    before = store.edits()
    try:
        after, _ = take_in(composed.plan(catalog), before, service_id, catalog)
    except EditsFull:
        st.session_state[_DONE] = (service_id, before, before, plan_sum.FULL)
        return
    store.keep_edits(after)
    name = catalog.service(service_id).name
    st.session_state[_DONE] = (service_id, before, after, f"「{name}」を計画に入れました。")


def _back() -> None:
    service_id, before, after, _ = st.session_state[_DONE]
    store.keep_edits(undone(store.edits(), before, after))
    st.session_state[_DONE] = (service_id, before, before, "計画から外しました。")


def button(service: Service, catalog: Catalog) -> None:
    """「計画に入れる」, or that it stands there. Nothing while danger comes first."""
    plan = composed.plan(catalog)
    if plan.alert == "now":
        return
    done = st.session_state.get(_DONE)
    mine = done is not None and done[0] == service.id
    if mine:
        html.write(tag('<p class="fd-done" role="status">{}</p>', done[3]))
    if not stands_in(plan, store.edits(), service.id, catalog):
        roles.do(
            "計画に入れる",
            f"find_take_{service.id}",
            "list",
            on_click=_put,
            args=(service.id, catalog),
        )
        return
    if mine and done[1] != done[2]:
        roles.leave("計画から外す", f"find_{service.id}", "undo", on_click=_back)
    else:
        html.write(tag('<p class="fd-done">計画に入っています。</p>'))
    with st.container(key=f"open_find_plan_{service.id}"):
        st.page_link("plan.py", label="計画を見る")
