"""The one sum of the month, the same on the plan and on the cost screen, and the ways between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

import streamlit as st

from core import Catalog, CostRequest, Plan, YenRange, compose_plan, yen_text
from core.edit import OWN_MOST, EditsFull
from core.plan.price import take_in, usual_times
from pages.parts.kit import show, store

_SEEN, _DONE = "sum_seen", "sum_done"
FULL = (
    f"計画には、これ以上入れられません。自分の一歩は{OWN_MOST}個まで、文字にも限りがあります。"
    "「くみあわせプラン」で、外した自分の一歩を消すと、また入れられます。"
)


def counted(plan: Plan) -> bool:
    """False where nothing of the sum could be counted."""
    return plan.estimate is not None and (plan.cost_whole or bool(plan.estimate.request.usages))


def headline(plan: Plan, catalog: Catalog, besides: str = "") -> None:
    """The sum by its name. ``besides``: what has to be said of it in the same breath."""
    name = escape(catalog.plan.rules.total + (f"（{besides}）" if besides else ""))
    total = plan.total
    if total is None or not counted(plan):
        st.html(f"<p>{name}：まだ出せません</p>")
        return
    ends = [f"{total.low:,}円"] if total.exact else [f"{total.low:,}円〜", f"{total.high:,}円"]
    words = "".join(f"<span>{end}</span>" for end in ends)
    st.html(f'<p>{name}</p><p class="ashiba-amount">月 {words}</p>')


def done(words: str) -> None:
    """What was just done, to be said with the sum in the next run."""
    st.session_state[_DONE] = words


def told() -> str:
    """What was done, once."""
    return str(st.session_state.pop(_DONE, ""))


def change(plan: Plan, request: CostRequest, catalog: Catalog) -> str:
    """What became of the sum since a screen last showed it; "" when no answer or step was touched.

    Called once in a run.
    """
    edits = store.edits()
    seen = st.session_state.get(_SEEN)
    st.session_state[_SEEN] = (request, edits, plan.total)
    if seen is None or seen[:2] == (request, edits):
        return ""
    before: YenRange | None = seen[2]
    name = catalog.plan.rules.total
    if before is None or plan.total is None:
        return ""
    if before == plan.total:
        return f"{name}は、変わりません。"
    return f"{name}は、{yen_text(before)}から、{yen_text(plan.total)}になりました。"


def say(words: str) -> None:
    """One line that is read out when it appears."""
    if words:
        st.html(f'<div class="ashiba-panel"><p role="status">{escape(words)}</p></div>')


def offers(plan: Plan, catalog: Catalog) -> None:
    """What is counted and has no step: by name and amount, each with a way into the plan."""
    if not plan.offers:
        return
    told = "。".join(
        f"{one.name}（月 {'まだ出せません' if one.cost is None else yen_text(one.cost)}）"
        for one in plan.offers
    )
    show.paragraphs(f"合計に入っていて、計画の一歩にないもの：{told}")

    def put(service: str) -> None:
        try:
            edits, title = take_in(plan, store.edits(), service, catalog)
        except EditsFull:
            done(FULL)
            return
        store.keep_edits(edits)
        done(f"「{title}」を計画に入れました。")

    for one in plan.offers:
        st.button(
            f"計画にも入れる：{one.name}",
            key=f"take_in_{one.service}",
            on_click=put,
            args=(one.service,),
        )


def left_out(plan: Plan, counted: Iterable[str], catalog: Catalog) -> dict[str, int]:
    """Service → times of the steps in いま and 次 that the sum does not count; with a fee or not."""
    there = set(counted)
    usual = usual_times(plan, store.edits(), catalog)
    return {one: times for one, times in usual.items() if one not in there}


def paid_names(services: Iterable[str], catalog: Catalog) -> tuple[str, ...]:
    """The names of those with a fee."""
    found = (catalog.service(one) for one in services)
    return tuple(one.name for one in found if one.cost_kind != "free")


def propose_services(catalog: Catalog) -> None:
    """On the first visit: the services of the plan's いま and 次, with usual times a month."""
    if store.get("usages_proposed"):
        return
    store.put(True, "usages_proposed")
    if store.part("usages"):
        return
    plan = compose_plan(store.full_case(catalog), catalog, today=store.today())
    count(usual_times(plan, store.edits(), catalog))


def count(times: Mapping[str, int]) -> None:
    """Put services beside those that are counted already."""
    there = store.part("usages")
    for service_id, count in times.items():
        if service_id not in there:
            store.put({"times": count}, "usages", service_id)
