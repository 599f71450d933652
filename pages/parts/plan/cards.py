"""The plan as cards: one step, one column, the amount of a column."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape

import streamlit as st

from core import Catalog, YenRange, yen_text
from core.base import Answerer
from core.catalog import WaitsFor
from core.edit import Column
from core.plan import Caution, Plan, Step
from core.texts import WEEKDAYS
from pages.parts.kit import danger, show
from pages.parts.kit.labels import plain_label

NAMES: dict[Column, str] = {"now": "いま", "next": "次", "later": "その先"}
GATES: tuple[WaitsFor, ...] = ("turn", "sign", "consent")
"""What a step waits for, in the order in which the groups stand."""


def day_words(day: date, made_on: date) -> str:
    """「12月10日（木）」, with the year when it is not the year of ``made_on``, as on paper."""
    year = "" if day.year == made_on.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"


def cost_words(step: Step) -> str:
    """The cost line of one step."""
    if not step.cost_known:
        return "費用：書いていません"
    return f"費用：月 {'まだ出せません' if step.cost is None else yen_text(step.cost)}"


def gate_words(waits_for: WaitsFor, catalog: Catalog, answerer: Answerer) -> str:
    """What is said before the steps that wait for it."""
    rules = catalog.plan.rules
    gates = {"turn": rules.gate_turn, "sign": rules.gate_sign, "consent": rules.gate_consent}
    return gates[waits_for].said_to(answerer)


def _first_lines(step: Step, made_on: date) -> list[str]:
    """Who, when, where and why, what to know: as HTML."""
    lines = []
    if step.who:
        lines.append(f"だれが：{show.own_words(step.who)}")
    if step.due_on is not None:
        lines.append(f"いつまで：{day_words(step.due_on, made_on)}")
    if step.where:
        lines.append(f"どこへ：{show.own_words(step.where)}")
    lines += [escape(step.why), cost_words(step)]
    if step.caution:
        lines.append(f"ご注意：{escape(step.caution)}")
    if step.note:
        lines.append(f"メモ：{show.own_words(step.note)}")
    return [f"<p>{line}</p>" for line in lines if line]


def _until(step: Step) -> str:
    """What helps in a danger until somebody is reached, as HTML; "" for most steps."""
    if not step.do:
        return ""
    rows = "".join(f"<li>{danger.phone_links(line)}</li>" for line in step.do)
    return f"<p><strong>それまでの間</strong></p><ul>{rows}</ul>"


def _own_tag(step: Step) -> str:
    return '<span class="ashiba-tag">自分の一歩</span> ' if step.own else ""


def step_html(step: Step, made_on: date) -> str:
    """One step as a card of the plan of that day."""
    title = f"{_own_tag(step)}<strong>{show.own_words(step.title)}</strong>"
    inner = "".join([f"<p>{title}</p>", _until(step), *_first_lines(step, made_on)])
    return f'<div class="ashiba-card">{inner}</div>'


def not_yet(rows: Iterable[Caution]) -> None:
    """「まだしないこと」: a table; on a phone each reason stands below its text."""
    body = "".join(
        f'<tr role="row"><th scope="row" role="rowheader">{escape(one.text)}</th>'
        f'<td role="cell">{escape(one.reason)}</td></tr>'
        for one in rows
    )
    heads = "".join(
        f'<th scope="col" role="columnheader">{name}</th>'
        for name in ("しないこと・覚えておくこと", "理由")
    )
    st.html(
        '<table class="ashiba-stack" role="table"><caption>まだしないこと</caption>'
        f'<thead><tr role="row">{heads}</tr></thead><tbody>{body}</tbody></table>'
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
    words = "まだ出せません" if cost is None else yen_text(cost)
    st.write(f"この部分の費用：月 {words}")
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
    st.html(step_html(step, plan.made_on))
    guards(*step.guards)
    if not step.own:
        with st.expander(f"くわしく *{step.title}*"):
            _details(step)


def _line(step: Step, plan: Plan) -> None:
    """A step that waits: its name and cost on one line, the rest where it is opened."""
    # Nothing breaks before 円: a word joiner that nobody sees.
    cost = "" if step.cost is None else f"　{yen_text(step.cost)}".replace("円", "\u2060円")
    with st.expander(plain_label(step.title) + cost):
        tag = f"<p>{_own_tag(step)}</p>" if step.own else ""
        inner = "".join([tag, _until(step), *_first_lines(step, plan.made_on)])
        st.html(f'<div class="ashiba-row">{inner}</div>')
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
