"""くみあわせプラン: いま, 次, その先; what not to do yet; signals; cost of each part."""

from __future__ import annotations

import streamlit as st

from core import Plan, StageCheck, compose_plan, load_catalog
from core.contacts import safety_hotlines
from core.edit import COLUMNS
from pages.parts import danger, plan_cards, plan_edit, plan_review, show, situation, store

catalog = load_catalog()


def phones() -> None:
    """The lines that fit the answers."""
    lines = safety_hotlines(case.check or StageCheck(), "now", catalog)
    st.html(danger.contact_list(lines))


def rest(plan: Plan) -> None:
    """What not to do yet, signals, review day, contacts."""
    if plan.more and not plan_edit.is_on():
        st.write("ほかに考えられる一歩：" + "、".join(plan.more))
    plan_cards.not_yet(plan.not_yet)
    show.paragraphs("進む合図", *(f"・{text}" for text in plan.signals_forward))
    show.paragraphs("戻る合図", *(f"・{text}" for text in plan.signals_back))
    day = plan_cards.day_words(plan.review_on, plan.made_on)
    st.write(f"見直す日：{day}。{plan.review_note}")
    if plan.alert != "now":
        with st.expander("電話の窓口"):
            phones()


st.title("くみあわせプラン", anchor=False)
case = store.full_case(catalog)
plan = compose_plan(case, catalog, today=store.today())
if case.check is None:
    show.paragraphs("質問に答えていないので、様子がわからないときの計画です。")
    st.page_link("check.py", label="いまの足場の質問に答える")
if plan.alert == "now":
    # The numbers come before the steps, and in the place of the stage.
    show.paragraphs(store.said(catalog.check.texts.alert_now), kind="alert")
    phones()
if plan.stage is not None and plan.stage_name is not None:
    st.html(f"<p>{show.stage_name(plan.stage, plan.stage_name)}</p>")
if plan.stage_sentence:
    st.write(plan.stage_sentence)
for words in plan.refusals:
    show.paragraphs(words, kind="caution")
with st.expander("年齢と、あてはまること（計画が変わります）"):
    situation.age()
    situation.flags(catalog)
plan_cards.guards(*plan.guards)
plan_edit.switch("top")
if plan_edit.is_on():
    plan_edit.lists(plan)
else:
    show.quiet_folds()
    with st.container(key="ashiba_parts"):  # one under another on a hall's screen
        for place, name in zip(st.columns(3), COLUMNS, strict=True):
            with place:
                plan_cards.column(name, plan)
plan_cards.basis(plan)
rest(plan)
plan_review.section(plan)
show.go_on(("sheet.py", "印刷・保存"), ("cost.py", "費用の見積もり"))
