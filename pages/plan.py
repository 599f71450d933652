"""くみあわせプラン: いま, 次, その先; what not to do yet; signals; the one sum of the month."""

from __future__ import annotations

import streamlit as st

from core import Plan, StageCheck, compose_plan, load_catalog
from core.contacts import safety_hotlines
from core.edit import COLUMNS
from pages.parts.kit import alert, danger, html, plan_sum, show, situation, store
from pages.parts.kit.html import tag
from pages.parts.plan import cards, edit, review

catalog = load_catalog()


def phones() -> None:
    """The lines that fit the answers and the person's age."""
    html.write(danger.contact_list(safety_hotlines(check, "now", catalog, case.known_age)))


def safety(plan: Plan) -> None:
    """Before the steps: help that is needed now, and who protects somebody who is being hurt."""
    alerts = alert.of(check, catalog)
    one = alerts.instead_of_result()
    if plan.alert == "now" and one is not None:
        show.paragraphs(store.said(one.title), kind="alert")
        html.write(alert.now_panel(one, alerts))
        html.write(alert.folds(alerts.folds_now(one)))
    if not alerts.is_harmed:
        return
    if plan.alert != "now":
        words = alerts.danger("harmed")
        show.paragraphs(store.said(words.title), store.said(words.soon), kind="caution")
    # Those that are not on paper: they would tell of it there.
    names = {one.name for one in plan.contacts if not one.on_paper}
    st.header("守ってくれる窓口", anchor=False)
    html.write(danger.contact_list(line for line in catalog.hotlines if line.name in names))


def money(plan: Plan) -> str:
    """The sum by its name, what has no step, and what is not in it; the words on what changed."""
    counted = () if case.cost is None else tuple(one.service for one in case.cost.usages)
    changed = plan_sum.change(plan, store.request(catalog)[0], catalog)
    plan_sum.headline(plan, catalog, "" if plan.cost_whole else "まだ出せない分を除く")
    plan_sum.say(plan_sum.told())
    plan_sum.offers(plan, catalog)
    missing = plan_sum.left_out(plan, counted, catalog) if counted else {}
    names = "、".join(plan_sum.paid_names(missing, catalog))
    if names:
        show.paragraphs(
            f"計画の一歩にあって、合計に入っていないもの：{names}。「費用の見積もり」で足せます。"
        )
    return changed


def rest(plan: Plan) -> None:
    """What not to do yet, signals, review day, contacts."""
    if plan.more and not edit.is_on():
        st.write("ほかに考えられる一歩：" + "、".join(plan.more))
    cards.not_yet(plan.not_yet)
    show.paragraphs("進む合図", *(f"・{text}" for text in plan.signals_forward))
    show.paragraphs("戻る合図", *(f"・{text}" for text in plan.signals_back))
    day = cards.day_words(plan.review_on, plan.made_on)
    st.write(f"見直す日：{day}。{plan.review_note}")
    if plan.alert != "now":
        with st.expander("電話の窓口"):
            phones()


st.title("くみあわせプラン", anchor=False)
case = store.full_case(catalog)
check = case.check or StageCheck()
plan = compose_plan(case, catalog, today=store.today())
if case.check is None:
    show.paragraphs("質問に答えていないので、様子がわからないときの計画です。")
    st.page_link("check.py", label="いまの足場の質問に答える")
safety(plan)
if plan.stage is not None and plan.stage_name is not None:
    html.write(tag("<p>{}</p>", show.stage_name(plan.stage, plan.stage_name)))
if plan.stage_sentence:
    st.write(plan.stage_sentence)
for words in plan.refusals:
    show.paragraphs(words, kind="caution")
with st.container():  # so that what is said here never closes the fold below
    changed = money(plan)
with st.expander("年齢と、あてはまること、いま使っているもの（計画が変わります）"):
    situation.age()
    situation.flags(catalog)
    situation.in_use(catalog)
if plan.going_on:
    st.write(f"{catalog.plan.rules.going_on}：" + "、".join(plan.going_on))
cards.guards(*plan.guards)
edit.switch("top")
if edit.is_on():
    edit.lists(plan, catalog, changed)
else:
    show.quiet_folds()
    with st.container(key="ashiba_parts"):  # one under another on a hall's screen
        for place, name in zip(st.columns(3), COLUMNS, strict=True):
            with place:
                cards.column(name, plan, catalog)
cards.basis(plan)
rest(plan)
review.section(plan)
show.go_on(("sheet.py", "印刷・保存"), ("cost.py", "費用の見積もり"))
