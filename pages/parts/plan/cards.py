"""The plan as cards: one step, one column, the amount of a column."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import streamlit as st
from markupsafe import Markup

from core import Catalog, YenRange, said, yen_text
from core.base import Answerer
from core.catalog import WaitsFor
from core.edit import Column
from core.plan import Caution, Plan, Step
from core.plan.sum import amount_words
from pages.parts.kit import danger, html, show
from pages.parts.kit.html import NOTHING, joined, tag
from pages.parts.kit.labels import plain_label

NAMES: dict[Column, str] = {"now": "いま", "next": "次", "later": "その先"}
GATES: tuple[WaitsFor, ...] = ("turn", "sign", "consent")
"""What a step waits for, in the order in which the groups stand."""


_WIDE = str.maketrans("()", "（）")


def day_words(day: date, made_on: date) -> str:
    """「12月10日（木）」, with the year when it is not the year of ``made_on``, as on paper."""
    return said.weekday(day, made_on=made_on).translate(_WIDE)


def cost_words(step: Step) -> str:
    """The cost line of one step."""
    return f"費用：月 {amount_words(step.cost)}" if step.cost_known else "費用：書いていません"


def gate_words(waits_for: WaitsFor, catalog: Catalog, answerer: Answerer) -> str:
    """What is said before the steps that wait for it."""
    rules = catalog.plan.rules
    gates = {"turn": rules.gate_turn, "sign": rules.gate_sign, "consent": rules.gate_consent}
    return gates[waits_for].said_to(answerer)


def _named(name: str, words: str) -> Markup:
    """「メモ：…」; nothing for nothing."""
    return tag("<p>{}：{}</p>", name, words) if words else NOTHING


def _own(name: str, words: str) -> Markup:
    """The same for words that may be a family's."""
    return _named(name, show.own_words(words)) if words else NOTHING


def _due(step: Step, made_on: date) -> Markup:
    return _named("いつまで", "" if step.due_on is None else day_words(step.due_on, made_on))


def _first_lines(step: Step, made_on: date) -> Markup:
    """Who, when, where and why, what to know."""
    return joined(
        [
            _own("だれが", step.who),
            _due(step, made_on),
            _own("どこへ", step.where),
            html.lines(step.why, cost_words(step)),
            _named("ご注意", step.caution),
            _own("メモ", step.note),
        ]
    )


def row_lines(step: Step, plan: Plan, catalog: Catalog) -> Markup:
    """What stands at a step in the list that is changed."""
    gate = "" if step.waits_for is None else gate_words(step.waits_for, catalog, plan.answerer)
    return joined(
        [
            _own("だれが", step.who),
            _due(step, plan.made_on),
            _named("いつ", gate),
            html.lines(cost_words(step)),
            _own("メモ", step.note),
        ]
    )


def _until(step: Step) -> Markup:
    """What helps in a danger until somebody is reached; nothing for most steps."""
    if not step.do:
        return NOTHING
    rows = joined(tag("<li>{}</li>", danger.phone_links(line)) for line in step.do)
    return tag("<p><strong>それまでの間</strong></p><ul>{}</ul>", rows)


def _own_tag(step: Step) -> Markup:
    return tag('<span class="ashiba-tag">自分の一歩</span> ') if step.own else NOTHING


def step_html(step: Step, made_on: date) -> Markup:
    """One step as a card of the plan of that day."""
    return tag(
        '<div class="ashiba-card"><p>{}<strong>{}</strong></p>{}{}</div>',
        _own_tag(step),
        show.own_words(step.title),
        _until(step),
        _first_lines(step, made_on),
    )


def not_yet(rows: Iterable[Caution]) -> None:
    """「まだしないこと」: a table; on a phone each reason stands below its text."""
    body = joined(
        tag(
            '<tr role="row"><th scope="row" role="rowheader">{}</th><td role="cell">{}</td></tr>',
            one.text,
            one.reason,
        )
        for one in rows
    )
    heads = joined(
        tag('<th scope="col" role="columnheader">{}</th>', name)
        for name in ("しないこと・覚えておくこと", "理由")
    )
    html.write(
        tag(
            '<table class="ashiba-stack" role="table"><caption>まだしないこと</caption>'
            '<thead><tr role="row">{}</tr></thead><tbody>{}</tbody></table>',
            heads,
            body,
        )
    )


def guards(*sentences: str) -> None:
    """What to know before going on so. Nothing is blocked by it."""
    show_texts = [f"ご注意：{text}" for text in sentences]
    if show_texts:
        show.paragraphs(*show_texts, kind="caution")


def head(column: Column, steps: tuple[Step, ...], cost: YenRange | None) -> None:
    """Name of a column, and what it costs."""
    st.header(NAMES[column], anchor=False)
    if not steps:
        st.write("ここに入る一歩は、まだありません。")
        return
    st.write(f"この部分の費用：月 {amount_words(cost)}")
    if any(not step.cost_known for step in steps):
        st.write("費用を書いていない一歩の分は、入っていません。")


def column(name: Column, plan: Plan, catalog: Catalog) -> None:
    """One of the three parts: いま as cards, the others behind what they wait for, to be opened."""
    steps, cost = part(name, plan)
    head(name, steps, cost)
    for step in steps:
        if step.waits_for is None:
            _card(step, plan)
    for gate in GATES:
        behind = [step for step in steps if step.waits_for == gate]
        if behind:
            st.subheader(gate_words(gate, catalog, plan.answerer), anchor=False)
        for step in behind:
            _line(step, plan)


def _details(step: Step) -> None:
    """What to say and to take along, and what after a refusal. Nothing of a family's own."""
    if step.own:
        return
    details = [f"言うこと：{step.say}", f"持っていくもの：{step.papers}"]
    details += [f"かかる時間：{step.how_long}", f"電話・オンライン：{step.remote}"]
    st.write("\n\n".join(one for one in details if one.split("：", 1)[1]))
    if step.if_refused:
        st.write(f"断られたら：{step.if_refused}")


def _card(step: Step, plan: Plan) -> None:
    html.write(step_html(step, plan.made_on))
    guards(*step.guards)
    if not step.own:
        with st.expander(f"くわしく *{step.title}*"):
            _details(step)


def _line(step: Step, plan: Plan) -> None:
    """A step that waits: its name and cost on one line, the rest where it is opened."""
    # Nothing breaks before 円: a word joiner that nobody sees.
    cost = "" if step.cost is None else f"　{yen_text(step.cost)}".replace("円", "\u2060円")
    with st.expander(plain_label(step.title) + cost):
        html.write(
            tag(
                '<div class="ashiba-row">{}{}{}</div>',
                tag("<p>{}</p>", _own_tag(step)) if step.own else NOTHING,
                _until(step),
                _first_lines(step, plan.made_on),
            )
        )
        _details(step)
    guards(*step.guards)


def basis(plan: Plan) -> None:
    """What the amounts rest on, and where the sum stands."""
    if not plan.cost_basis:
        return
    st.write(plan.cost_basis)
    st.page_link("cost.py", label="計算を見る：費用の見積もり")


def part(name: Column, plan: Plan) -> tuple[tuple[Step, ...], YenRange | None]:
    """The steps of a column and its amount."""
    parts: dict[Column, tuple[tuple[Step, ...], YenRange | None]] = {
        "now": (plan.now, plan.cost_now),
        "next": (plan.next, plan.cost_next),
        "later": (plan.later, plan.cost_later),
    }
    return parts[name]
