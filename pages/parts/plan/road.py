"""The plan as a way: いま, what not to do yet, 次 and その先 behind their gates, the day at its end."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup

from core import Catalog, Plan
from core.catalog import WaitsFor
from core.edit import COLUMN_NAMES, Column
from core.plan import Caution
from core.plan import sum as the_sum
from core.plan.way import Gate, Way
from pages.parts.kit import html, picture, store
from pages.parts.kit.html import NOTHING, joined, tag
from pages.parts.kit.icons import icon
from pages.parts.plan import cards
from pages.parts.plan.edit import Place

_GATE_ICONS: dict[WaitsFor, str] = {"turn": "arrow", "sign": "gate", "consent": "people"}


def total(plan: Plan, catalog: Catalog) -> Markup:
    """The sum of the month, by the same name as on the cost screen."""
    besides = "" if plan.cost_whole else "まだ出せない分を除く"
    name, ends = the_sum.sum_name(catalog, besides), the_sum.sum_ends(plan)
    if not ends:
        return tag('<div class="pl-sum"><p>{}：{}</p></div>', name, the_sum.NOT_YET)
    words = joined(tag("<span>{}</span>", end) for end in ends)
    return tag('<div class="pl-sum"><p>{}</p><p class="ashiba-amount">月 {}</p></div>', name, words)


def _head(column: Column, plan: Plan, catalog: Catalog) -> Markup:
    """Name of a part, and what it costs."""
    steps, cost = cards.part(column, plan)
    unknown = any(not step.cost_known for step in steps)
    if not steps:
        told = tag("<p>ここに入る一歩は、まだありません。</p>")
    elif column == "now" and cost is not None and cost == plan.total and not unknown:
        told = NOTHING  # the sum of the month stands just above
    else:
        amount = the_sum.amount_words(cost) + ("（書いていない分を除く）" if unknown else "")
        besides = the_sum.beside_the_sum(plan, catalog) if column == "later" else ""
        told = tag(
            '<p class="small soft"><em class="heard">費用：</em><span>月 {}</span>{}</p>',
            amount,
            tag("<span>{}</span>", besides) if besides else NOTHING,
        )
    return tag('<div class="pl-node"><h2>{}</h2>{}</div>', COLUMN_NAMES[column], told)


def now(seen: Way, plan: Plan, catalog: Catalog) -> None:
    """いま: at most three tickets; what a family put there besides as lines."""
    count = len(plan.now)
    with st.container(key="plan_now"):
        html.write(_head("now", plan, catalog))
        with st.container(key="plan_tickets"):
            for place, one in enumerate(seen.tickets):
                cards.ticket(one, Place("now", place, count), plan, catalog)
        for place, step in enumerate(seen.beside, len(seen.tickets)):
            cards.line(step, Place("now", place, count), plan, catalog)


def ahead(seen: Way, plan: Plan, catalog: Catalog) -> None:
    """次 and その先, each step behind its gate; then the day to look back."""
    parts: tuple[tuple[Column, tuple[Gate, ...]], ...] = (
        ("next", seen.next),
        ("later", seen.later),
    )
    for column, gates in parts:
        with st.container(key=f"plan_{column}"):
            html.write(_head(column, plan, catalog))
            ids = plan.ids.of(column)
            for gate in gates:
                html.write(_gate(gate))
                for step in gate.steps:
                    place = Place(column, ids.index(step.id), len(ids))
                    cards.line(step, place, plan, catalog)
    html.write(_end(plan))


def _gate(gate: Gate) -> Markup:
    signs = tag('<p class="small">{}</p>', "／".join(gate.signs)) if gate.signs else NOTHING
    return tag(
        '<div class="pl-gate">{}<h3>{}</h3>{}</div>',
        icon(_GATE_ICONS[gate.waits_for]),
        gate.words,
        signs,
    )


def _end(plan: Plan) -> Markup:
    """The day to look back, as the mark at the end of the way; in danger also how."""
    note = "" if plan.alert == "none" else plan.review_note
    return tag(
        '<div class="pl-end">{}<p><b><span class="nb">{}</span>に見直す</b></p>{}</div>',
        icon("flag"),
        cards.day_words(plan.review_on, plan.made_on),
        tag('<p class="small soft">{}</p>', note) if note else NOTHING,
    )


def not_yet(rows: Iterable[Caution]) -> None:
    """「まだしないこと」: a quiet strip, the reasons folded; nothing where there is nothing."""
    found = tuple(rows)
    if not found:
        return
    reasons = joined(
        tag("<div><dt>{}</dt><dd>{}</dd></div>", one.text, one.reason) for one in found
    )
    html.write(
        tag(
            '<section class="pl-not"><h2>まだしないこと</h2>{}{}</section>',
            picture.marked([one.text for one in found], "pause"),
            html.fold("その理由", tag("<dl>{}</dl>", reasons)),
        )
    )


def signals(plan: Plan) -> Markup:
    """進む合図 and 戻る合図, and how one looks back."""

    def listed(name: str, found: Iterable[str]) -> Markup:
        rows = joined(tag("<li>{}</li>", one) for one in found)
        return tag("<p><b>{}</b></p><ul>{}</ul>", name, rows)

    return joined(
        [
            listed("進む合図", plan.signals_forward),
            listed("戻る合図", plan.signals_back),
            html.lines(plan.review_note),
        ]
    )


def basis(plan: Plan, catalog: Catalog) -> None:
    """Where the sum comes from, and combinations as examples."""
    if plan.cost_basis:
        st.write(plan.cost_basis)
    st.page_link("cost.py", label="計算を見る：費用の見積もり")
    html.write(patterns(catalog))


def patterns(catalog: Catalog) -> Markup:
    """The three combinations, by name and for whom; their amounts stand on the cost screen."""
    rows = joined(
        tag("<div><dt>{}　{}</dt><dd>{}</dd></div>", one.id, one.name, one.for_whom)
        for one in catalog.plan.patterns
    )
    words = store.words("ご家族の計画は、答えから作っています。", "計画は、答えから作っています。")
    told = html.lines(f"よくある三つの形です。{words}費用は「費用の見積もり」でくらべられます。")
    return tag("<p><b>くみあわせの例</b></p><dl>{}</dl>{}", rows, told)
