"""The parts of the cost screen and their order. Little is asked first; everything may stay わからない.

What is asked stands in data/cost_questions.toml.
"""

from __future__ import annotations

import streamlit as st

from core import Catalog, Plan, said
from core.cost_form import (
    Offered,
    Placed,
    first_times,
    home_of,
    months_offered,
    offered_services,
    uses,
)
from pages.parts.cost import exemption, usage
from pages.parts.kit import plan_sum, roles, show, situation, store
from pages.parts.kit.fields import Faults, say
from pages.parts.kit.questions import Form, ask


def from_plan(plan: Plan, catalog: Catalog) -> None:
    """What the plan's いま and 次 ask and the sum does not count, with one press to add it."""
    missing = plan_sum.left_out(plan, store.part("usages"), catalog)
    names = "、".join(plan_sum.paid_names(missing, catalog))
    if not names:
        return

    def add() -> None:
        plan_sum.count(missing)
        plan_sum.done(f"{names}を足しました。")

    show.paragraphs(f"計画の一歩にあって、まだ足していない支援：{names}")
    st.button("計画の一歩から足す", key="add_from_plan", on_click=add)


def services(catalog: Catalog, faults: Faults) -> None:
    """Which services, how often a month, and the provider's own price where it is known."""
    st.header("使いたい支援と回数", anchor=False)
    offered = offered_services(store.part("usages"), catalog)
    st.write("計画に出てくる支援を、よくある回数で入れてあります。変えてかまいません。")
    with st.container():  # so that a new row does not push the fold below out of its place
        paid = {one.place for one in offered.paid}
        for number, placed in enumerate(offered.put_in):
            if placed.place in paid:
                usage.row(catalog, placed, number, faults)
        if offered.free:
            names = "、".join(one.name for one in offered.free)
            show.paragraphs(f"利用料がかからない支援: {names}")
    roles.fold("ほかの支援を足す・外す", "cost_more", lambda: _more(offered, catalog))


def _more(offered: Offered, catalog: Catalog) -> None:
    """Each service that can be put in or taken out, both at the same place: none moves another."""
    there = {one.service.id: one for one in reversed(offered.paid)}
    for service in catalog.services:
        if service.id not in there and service not in offered.others:
            continue
        with st.container(key=f"cost_which_{service.id}"):
            if service.id in there:
                _take_out(there[service.id])
            else:
                st.button(
                    f"足す：{service.name}",
                    key=f"add_{service.id}",
                    on_click=_add,
                    args=(Placed(service.id, service, 1),),
                )
    for placed in offered.again:
        st.button(
            f"もう一か所足す：{placed.service.name}",
            key=f"add_{placed.place}",
            on_click=_add,
            args=(placed,),
        )
    for placed in offered.put_in:
        if placed not in there.values():
            _take_out(placed)


def _take_out(placed: Placed) -> None:
    st.button(f"外す：{placed.name}", key=f"drop_{placed.place}", on_click=_drop, args=(placed,))


def _add(placed: Placed) -> None:
    store.put({"times": first_times(placed.service)}, "usages", placed.place)
    plan_sum.done(f"{placed.name}を足しました。")


def _drop(placed: Placed) -> None:
    store.drop("usages", placed.place)
    plan_sum.done(f"{placed.name}を外しました。")


def person(catalog: Catalog, faults: Faults) -> None:
    """Age, marriage, 生活保護, and the month."""
    st.header(store.words("支援を使う人のこと", "わたしのこと"), anchor=False)
    situation.age()
    say(faults, "person.age", key="ashiba_age")
    ask("person", Form({"person": ("cost", "person")}, faults), catalog)
    asked = store.month()
    st.selectbox(
        "どの月の費用ですか",
        months_offered(asked, store.today(), catalog.figures),
        format_func=said.month,
        **store.bound("cost_month", asked, lambda month: store.put(month, "cost", "month")),
    )


def welfare(catalog: Catalog, faults: Faults, by_guardians: bool) -> None:
    """障害福祉: the taxes of the person and the spouse, never of the parents (18 and older).

    ``by_guardians``: those of the guardians' household (below 18, in a facility below 20).
    Asked only when a 障害福祉 service is used: nothing else depends on it.
    """
    if not uses(store.part("usages"), "welfare", catalog):
        return
    st.header("障害福祉サービスの上限", anchor=False)
    whose = "child" if by_guardians else "adult"
    st.write(store.said(catalog.explanations[f"form.whose.{whose}"]))
    say(faults, "welfare")
    home = home_of(store.part("usages"), catalog)
    known = {"by_guardians": by_guardians, "lived_in": home is not None}
    if home is not None:
        known["welfare.residence"] = home.home
        st.write(f"住まいは、{home.name}として計算します。")
    form = Form({"welfare": ("cost", "welfare")}, faults, known)
    ask("welfare_tax", form, catalog)
    if form.known["welfare.tax"] == "unknown" and not by_guardians:
        exemption.ask_facts(catalog)
    ask("welfare", form, catalog)


def medical(catalog: Catalog, faults: Faults, over_70: bool) -> None:
    """自立支援医療: the taxes of those in the same medical insurance.

    ``over_70``: the share and the 高額療養費 classes of 70 and over are asked.
    """
    if not uses(store.part("usages"), "medical", catalog):
        return
    st.header("通院の助成（自立支援医療）", anchor=False)
    st.write("こちらは別の決まりです。同じ健康保険に入っている人の住民税を見ます。")
    say(faults, "medical")
    form = Form({"medical": ("cost", "medical")}, faults, {"over_70": over_70})
    ask("medical", form, catalog)
