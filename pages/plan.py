"""くみあわせプラン: いま, 次, その先; what not to do yet; signals; cost of each part."""

from __future__ import annotations

from html import escape

import streamlit as st

from core import Plan, StageCheck, YenRange, compose_plan, load_catalog, yen_text
from core.contacts import safety_hotlines
from core.plan import Step
from pages.parts import danger, show, situation, store

catalog = load_catalog()


def step_html(step: Step) -> str:
    """One step as a card."""
    lines = [f"<strong>{escape(step.title)}</strong>", f"だれが：{escape(step.who)}"]
    if step.due_on is not None:
        weekday = "月火水木金土日"[step.due_on.weekday()]
        lines.append(f"いつまで：{step.due_on.month}月{step.due_on.day}日（{weekday}）")
    if step.in_turn:
        lines.append("いつ：いまの一歩のあと、順番に")
    lines.append(f"どこへ：{escape(step.where)}")
    lines.append(escape(step.why))
    cost = "まだ出せません" if step.cost is None else yen_text(step.cost)
    lines.append(f"費用：月 {cost}")
    if step.caution:
        lines.append(f"ご注意：{escape(step.caution)}")
    return f'<div class="ashiba-card">{"".join(f"<p>{line}</p>" for line in lines)}</div>'


def column(title: str, note: str, steps: tuple[Step, ...], cost: YenRange | None) -> None:
    """One of the three parts."""
    st.header(title, anchor=False)
    if note:
        st.write(note)
    if not steps:
        st.write("ここに入る一歩は、まだありません。")
        return
    words = "まだ出せません" if cost is None else yen_text(cost)
    st.write(f"この部分の費用：月 {words}")
    for step in steps:
        st.html(step_html(step))
        details = [f"言うこと：{step.say}", f"持っていくもの：{step.papers}"]
        details += [f"かかる時間：{step.how_long}", f"電話・オンライン：{step.remote}"]
        with st.expander(f"くわしく：{step.title}"):
            st.write("\n\n".join(one for one in details if one.split("：", 1)[1]))
            if step.if_refused:
                st.write(f"断られたら：{step.if_refused}")


def rest(plan: Plan) -> None:
    """What not to do yet, signals, review day, contacts."""
    if plan.more:
        st.write("ほかに考えられる一歩：" + "、".join(plan.more))
    show.table(
        "まだしないこと",
        ("しないこと・覚えておくこと", "理由"),
        [(escape(one.text), escape(one.reason)) for one in plan.not_yet],
    )
    show.paragraphs("進む合図", *(f"・{text}" for text in plan.signals_forward))
    show.paragraphs("戻る合図", *(f"・{text}" for text in plan.signals_back))
    st.write(f"見直す日：{plan.review_on.month}月{plan.review_on.day}日。{plan.review_note}")
    with st.expander("電話の窓口"):
        check = case.check or StageCheck()
        lines = safety_hotlines(check, "now", catalog)
        rows = "".join(danger.contact_row(line) for line in lines)
        st.html(f'<ul class="ashiba-phones">{rows}</ul>')


st.title("くみあわせプラン", anchor=False)
case = store.full_case(catalog)
plan = compose_plan(case, catalog, today=store.today())
if case.check is None:
    show.paragraphs("質問に答えていないので、様子がわからないときの計画です。")
    st.page_link("check.py", label="いまの足場の質問に答える")
if plan.stage is not None and plan.stage_name is not None:
    st.html(f"<p>{show.stage_name(plan.stage, plan.stage_name)}</p>")
if plan.stage_sentence:
    st.write(plan.stage_sentence)
for words in plan.refusals:
    show.paragraphs(words, kind="caution")
with st.expander("年齢と、あてはまること（計画が変わります）"):
    situation.age()
    situation.flags(catalog)
parts = (
    ("いま", "", plan.now, plan.cost_now),
    ("次", "合図が見えたら始めます。", plan.next, plan.cost_next),
    ("その先", "合図が見えたら考えます。", plan.later, plan.cost_later),
)
for place, (title, note, steps, cost) in zip(st.columns(3), parts, strict=True):
    with place:
        column(title, note, steps, cost)
rest(plan)
show.go_on(("sheet.py", "印刷・保存"), ("cost.py", "費用の見積もり"))
