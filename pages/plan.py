"""くみあわせプラン as a way: いま, 次, その先; what not to do yet; signals; the one sum of the month."""

from __future__ import annotations

import streamlit as st

from core import Plan, StageCheck, load_catalog
from core.contacts import centres_for, safety_hotlines
from core.plan.sum import work_later
from core.plan.way import way
from pages.parts.kit import (
    alert,
    composed,
    danger,
    html,
    local,
    plan_sum,
    roles,
    show,
    situation,
    store,
)
from pages.parts.kit.html import tag
from pages.parts.plan import cards, edit, review, road

catalog = load_catalog()


def phones() -> None:
    """The lines that fit the answers and the person's age."""
    lines = safety_hotlines(check, "now", catalog, case.known_age)
    html.write(danger.contact_list(lines, catalog))


def safety(plan: Plan) -> None:
    """Before the steps: help that is needed now, and who protects somebody who is being hurt."""
    alerts = alert.of(check, catalog)
    one = alerts.instead_of_result()
    if plan.alert == "now" and one is not None:
        show.paragraphs(store.said(one.title), kind="alert")
        html.write(alert.now_panel(one, alerts))
        html.write(alert.folds(alerts.folds_now(one), catalog))
    if not alerts.is_harmed:
        return
    if plan.alert != "now":
        words = alerts.danger("harmed")
        show.paragraphs(store.said(words.title), store.said(words.soon), kind="caution")
    # Those that are not on paper: they would tell of it there.
    names = {one.name for one in plan.contacts if not one.on_paper}
    st.header("守ってくれる窓口", anchor=False)
    lines = (line for line in catalog.hotlines if line.name in names)
    html.write(danger.contact_list(lines, catalog))


def head(plan: Plan) -> None:
    """Where the family stands, the sum by its name, and what could not be counted."""
    with st.container(key="plan_head"):
        if plan.stage is not None and plan.stage_name is not None:
            html.write(
                tag('<p class="pl-stage">{}</p>', show.stage_name(plan.stage, plan.stage_name))
            )
        # What the stage means stands on its own screen; what goes before it stands here too.
        if plan.stage_sentence and (plan.stage_name is None or plan.alert != "none"):
            html.write(html.lines(plan.stage_sentence))
        html.write(road.total(plan, catalog))
        if later := work_later(plan, catalog):
            html.write(tag('<p class="small soft">{}</p>', later))
        if plan.going_on:
            words = f"{catalog.plan.rules.going_on}：" + "、".join(plan.going_on)
            html.write(tag('<p class="small soft">{}</p>', words))
    for words in plan.refusals:
        show.paragraphs(words, kind="caution")
    plan_sum.say(plan_sum.told())
    cards.guards(*plan.guards)


def differences(plan: Plan) -> None:
    """What is counted without a step, and what has a step and is not counted."""
    counted = () if case.cost is None else tuple(one.service for one in case.cost.usages)
    missing = plan_sum.left_out(plan, counted, catalog) if counted else {}
    names = "、".join(plan_sum.paid_names(missing, catalog))
    if not plan.offers and not names:
        return
    with st.expander("計画と費用で、ちがう所", key="open_plan_differences"):
        plan_sum.offers(plan, catalog)
        if names:
            show.paragraphs(
                f"計画の一歩にあって、合計に入っていないもの：{names}。「費用の見積もり」で足せます。"
            )


def folds(plan: Plan) -> None:
    """What can be opened below the way."""
    edit.more(plan)
    differences(plan)
    if plan.alert != "now":
        with st.expander("電話の窓口", key="open_plan_phones"):
            phones()
    roles.fold(
        "見直しを書く",
        "plan_review",
        lambda: html.write(road.signals(plan)),
        lambda: review.section(plan),
    )
    roles.fold(
        "様子を直す",
        "plan_situation",
        situation.age,
        lambda: situation.flags(catalog),
        lambda: situation.in_use(catalog),
    )
    roles.fold("費用のもと", "plan_basis", lambda: road.basis(plan, catalog))


case = store.full_case(catalog)
check = case.check or StageCheck()
day = store.today()
windows = local.windows()
prefecture, city = local.place(catalog)
choice = None if prefecture is None else centres_for(catalog, prefecture, city, day)
plan = composed.plan(catalog)
seen = way(plan, catalog, windows, choice)
changed = plan_sum.change(plan, store.request(catalog)[0], catalog)

with st.container(key="wide_plan"):
    with st.container(key="plan_title"):
        st.title("くみあわせプラン", anchor=False)
        st.write("いまは三つまで。")
    if case.check is None:
        show.paragraphs("質問に答えていないので、様子がわからないときの計画です。")
        st.page_link("check.py", label="いまの足場の質問に答える")
    safety(plan)
    head(plan)
    edit.say_done(plan, changed, catalog.plan.rules.total)
    with st.container(key="plan_two"):
        with st.container(key="plan_left"):
            road.now(seen, plan, catalog)
            road.not_yet(plan.not_yet)
        with st.container(key="plan_ahead"):
            road.ahead(seen, plan, catalog)
        with st.container(key="plan_rest"):
            roles.go("紙にする", "forward", **roles.to("sheet.py"))
            with st.container(key="plan_folds"):
                folds(plan)
    roles.leave("もどる", "screen", **roles.to("cost.py"))
