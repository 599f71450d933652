"""The one sum of the month, the same on the plan and on the cost screen, and the ways between.

What is said of it: core.plan.sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from core import Catalog, CostRequest, Plan
from core.cost_inputs import service_of
from core.edit import OWN_MOST, EditsFull
from core.plan import sum as the_sum
from core.plan.price import take_in, usual_times
from core.plan.sum import counted, paid_names
from pages.parts.kit import composed, html, once, show, store
from pages.parts.kit.html import joined, tag

_SEEN, _DONE = "sum_seen", "sum_done"
FULL = (
    f"計画には、これ以上入れられません。自分の一歩は{OWN_MOST}個まで、文字にも限りがあります。"
    "「くみあわせプラン」で、外した自分の一歩を消すと、また入れられます。"
)


def headline(plan: Plan, catalog: Catalog, besides: str = "") -> None:
    """The sum by its name. ``besides``: what has to be said of it in the same breath."""
    name, ends = the_sum.sum_name(catalog, besides), the_sum.sum_ends(plan)
    if not ends:
        html.write(html.lines(f"{name}：{the_sum.NOT_YET}"))
        return
    words = joined(tag("<span>{}</span>", end) for end in ends)
    html.write(html.lines(name), tag('<p class="ashiba-amount">月 {}</p>', words))


def done(words: str) -> None:
    """What was just done, to be said with the sum in the next run."""
    once.put(_DONE, words)


def told() -> str:
    """What was done, once."""
    return str(once.told(_DONE) or "")


def change(plan: Plan, request: CostRequest, catalog: Catalog) -> str:
    """What became of the sum since a screen last showed it; "" when no answer or step was touched.

    Called once in a run.
    """
    now = (request.model_dump_json(), store.edits())  # a text: the request itself is 12 KB
    seen = st.session_state.get(_SEEN)
    if seen is not None and seen[:2] == now and once.by_itself():
        return str(seen[3])
    unchanged = seen is None or seen[:2] == now
    words = "" if unchanged else the_sum.change_words(seen[2], plan, catalog)
    st.session_state[_SEEN] = (*now, plan.total, words)
    return words


def say(words: str) -> None:
    """One line that is read out when it appears."""
    if words:
        html.write(tag('<div class="ashiba-panel"><p role="status">{}</p></div>', words))


def offers(plan: Plan, catalog: Catalog) -> None:
    """What is counted and has no step: by name and amount, each with a way into the plan."""
    if not plan.offers:
        return
    words = the_sum.offer_words(plan.offers)
    show.paragraphs(f"合計に入っていて、計画の一歩にないもの：{words}")

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
    services = {service_of(place) for place in counted}
    return the_sum.left_out(plan, store.edits(), services, catalog)


def propose_services(catalog: Catalog) -> None:
    """On the first visit: the services of the plan's いま and 次, with usual times a month."""
    if store.get("usages_proposed"):
        return
    store.put(True, "usages_proposed")
    if store.part("usages"):
        return
    count(usual_times(composed.plan(catalog), store.edits(), catalog))


def count(times: Mapping[str, int]) -> None:
    """Put services beside those that are counted already."""
    there = {service_of(place) for place in store.part("usages")}
    for service_id, count in times.items():
        if service_id not in there:
            store.put({"times": count}, "usages", service_id)


__all__ = [
    "FULL",
    "change",
    "count",
    "counted",
    "done",
    "headline",
    "left_out",
    "offers",
    "paid_names",
    "propose_services",
    "say",
    "told",
]
