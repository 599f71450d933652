"""The amount beside the questions: the one sum of the month, its bar, what the last answer did."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st
from markupsafe import Markup

from core import Catalog, CostRequest, Plan, YenRange, said
from core.plan import sum as the_sum
from pages.parts.kit import html, picture, plan_sum, store
from pages.parts.kit.html import NOTHING, joined, tag

_LAST = "cost_last"


class Last(NamedTuple):
    """The last answer in its words, and the sum before it."""

    words: str
    before: YenRange | None


def remember(words: str, before: YenRange | None) -> None:
    """An answer is about to change the sum."""
    st.session_state[_LAST] = Last(words, before)


def forget() -> None:
    """The last answer is no longer the last thing that was done."""
    st.session_state.pop(_LAST, None)


def last() -> Last | None:
    """The last answer; None where none was given in this visit."""
    found: Last | None = st.session_state.get(_LAST)
    return found


def head(plan: Plan, request: CostRequest, catalog: Catalog) -> Markup:
    """The sum by its name, the same as on the plan; nothing where nothing of it can be said."""
    if plan.estimate is None or (request.usages and not plan_sum.counted(plan)):
        return NOTHING
    name = the_sum.sum_name(catalog, the_sum.besides(plan, request, catalog))
    ends = the_sum.sum_ends(plan)
    if not ends:
        return html.lines(f"{name}：{the_sum.NOT_YET}")
    words = joined(tag("<span>{}</span>", end) for end in ends)
    return html.lines(name) + tag('<p class="ashiba-amount">月 {}</p>', words)


def told(plan: Plan, changed: str) -> str:
    """What was done last, and what it did to the sum."""
    done = plan_sum.told()
    answer = last()
    if done or answer is None:
        return done + changed
    if answer.before is None or plan.total is None:
        return changed
    return the_sum.answer_words(answer.before, plan.total, answer.words)


def amount(plan: Plan, request: CostRequest, catalog: Catalog, changed: str) -> None:
    """The amount at the foot of a phone, beside the question where it is wide."""
    answer, total = last(), plan.total
    before = answer.before if answer is not None else None
    bar = NOTHING if total is None else picture.month_bar(total.low, total.high, before=before)
    words = told(plan, changed)
    status = tag('<p role="status">{}</p>', words) if words else NOTHING
    html.write(
        tag(
            '<div class="c-sum">{}{}{}{}</div>',
            head(plan, request, catalog),
            bar,
            status,
            _wide(plan, before, catalog),
        )
    )


def _wide(plan: Plan, before: YenRange | None, catalog: Catalog) -> Markup:
    """What has room on a wide screen: before and now, the private part, whose income counts."""
    if plan.estimate is None or plan.total is None:
        return NOTHING
    rows = []
    if before is not None and before.high != plan.total.high:
        rows += [
            ("前の「多い月」", said.yen(before.high)),
            ("いまの「多い月」", said.yen(plan.total.high)),
        ]
    private = plan.estimate.ledger("private")
    if private.lines:
        payable = private.payable
        rows.append(("そのうち民間", said.yen_span(payable.low, payable.high)))
    listed = joined(tag("<div><dt>{}</dt><dd>{}</dd></div>", name, yen) for name, yen in rows)
    table = tag("<dl>{}</dl>", listed) if rows else NOTHING
    return tag('<div class="c-wide">{}{}</div>', table, html.lines(reason(plan, catalog)))


def reason(plan: Plan, catalog: Catalog) -> str:
    """Whose income counts for 障害福祉; "" where none is used."""
    result = plan.estimate
    if result is None or not result.ledger("welfare").lines:
        return ""
    whose = "child" if result.request.by_guardians else "adult"
    return store.said(catalog.explanations[f"talk.whose.{whose}"])
