"""What is said of the one sum of the month, and of what it leaves out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from core import Case, Plan, YenRange, compose_plan, render_plan_pdf, yen_text
from core.case.from_answers import request_of
from core.catalog import Catalog
from core.cost.request import CostRequest
from core.edit import PlanEdits
from core.plan import Offer, Step
from core.plan.price import Prices, usual_times
from core.plan.sum import (
    amount_words,
    answer_words,
    beside_the_sum,
    besides,
    change_words,
    counted,
    left_out,
    offer_words,
    paid_names,
    sum_ends,
    sum_name,
    work_later,
)
from core.said import yen_ends
from tests.core.conftest import check
from tests.core.test_handout import text_of

TODAY = date(2026, 11, 22)


def plan_of(catalog: Catalog, **usages: int) -> Plan:
    """The plan of a family in the middle, with some services counted on the cost screen."""
    raw: dict[str, Any] = {"usages": {one: {"times": times} for one, times in usages.items()}}
    cost, _ = request_of(raw, catalog, TODAY)
    case = Case.model_validate({"check": check("yyyy yyyy nnn yy"), "cost": cost}, context=catalog)
    return compose_plan(case, catalog, TODAY)


def test_an_amount_that_is_not_there_is_said() -> None:
    assert amount_words(None) == "まだ出せません"
    assert amount_words(YenRange(0, 9_300)) == "0円〜9,300円"


def test_the_sum_has_its_name_and_one_end_or_two(catalog: Catalog) -> None:
    name = catalog.plan.rules.total
    assert sum_name(catalog) == name
    assert sum_name(catalog, "まだ出せない分を除く") == f"{name}（まだ出せない分を除く）"
    plan = plan_of(catalog)
    assert plan.total is not None
    assert sum_ends(plan) == yen_ends(plan.total.low, plan.total.high)


def test_what_waits_for_later_is_not_in_the_usual_times(catalog: Catalog) -> None:
    plan = plan_of(catalog)

    def used(*steps: Step) -> set[str]:
        return {one.id for step in steps for one in catalog.step(step.id).services}

    soon = used(*plan.now, *plan.next)
    assert used(*plan.later) - soon
    assert usual_times(plan, PlanEdits(), catalog).keys() == soon


def test_a_figure_to_be_checked_is_remembered_whatever_is_counted_after_it(
    catalog: Catalog,
) -> None:
    prices = Prices(CostRequest(month="2026-11", usages=()), PlanEdits(), catalog)
    assert not prices.unconfirmed
    prices.cost(["J4", "I3"])  # by the typical prices of 障害福祉, which are 要確認
    assert prices.unconfirmed
    prices.cost(["F1"])  # free
    assert prices.unconfirmed


def test_where_nothing_could_be_counted_there_is_no_sum(catalog: Catalog) -> None:
    plan = plan_of(catalog)
    assert plan.estimate is not None
    nothing = replace(plan.estimate, request=plan.estimate.request.but(usages=()))
    for empty in (plan.but(estimate=None), plan.but(cost_whole=False, estimate=nothing)):
        assert not counted(empty)
        assert sum_ends(empty) == ()
    # A figure is missing, but what is counted has an amount.
    assert counted(plan.but(estimate=nothing))
    assert counted(plan_of(catalog, psychiatric_daycare=4).but(cost_whole=False))


def test_what_became_of_the_sum(catalog: Catalog) -> None:
    name, plan = catalog.plan.rules.total, plan_of(catalog)
    assert plan.total is not None
    now = plan.total
    assert change_words(None, plan, catalog) == ""
    assert change_words(now, plan.but(estimate=None), catalog) == ""
    assert change_words(now, plan, catalog) == f"{name}は、変わりません。"
    before = YenRange(now.low, now.high + 1)
    told = f"{name}は、{yen_text(before)}から、{yen_text(now)}になりました。"
    assert change_words(before, plan, catalog) == told


def test_an_offer_is_told_by_name_and_amount() -> None:
    offers = (
        Offer(service="a", name="甲", cost=YenRange(0, 500)),
        Offer(service="b", name="乙", cost=None),
    )
    assert offer_words(offers) == "甲（月 0円〜500円）。乙（月 まだ出せません）"


def test_what_the_sum_leaves_out_is_what_the_steps_use_and_nobody_counted(catalog: Catalog) -> None:
    plan, edits = plan_of(catalog), PlanEdits()
    usual = usual_times(plan, edits, catalog)
    assert usual
    first, *rest = usual
    assert left_out(plan, edits, (), catalog) == usual
    assert left_out(plan, edits, {first}, catalog) == {one: usual[one] for one in rest}
    paid = paid_names(usual, catalog)
    assert paid == tuple(
        catalog.service(one).name for one in usual if catalog.service(one).cost_kind != "free"
    )


def test_a_work_service_in_the_sum_is_joined_with_work_that_waits(catalog: Catalog) -> None:
    """One calm sentence, the same on the plan, on 一枚 and on their papers; none where nothing meets."""
    plan = plan_of(catalog, employment_transition=12, family_association=1)
    assert "work" in {one.topic for one in plan.not_yet}
    words = work_later(plan, catalog)
    assert words == (
        "費用に入れた就労移行支援は、通い始めたあとの額です。"
        "仕事の話は、合図が見えてからで間に合います。"
    )
    assert words in text_of(render_plan_pdf(plan, catalog))
    assert work_later(plan_of(catalog, family_association=1), catalog) == ""
    assert work_later(plan_of(catalog, consultation_planning=1), catalog) == ""
    # A service whose step stands in いま or 次 explains itself there.
    step = catalog.by_step["J4"]
    assert "employment_transition" in {one.id for one in step.services}
    near = (plan.now[0].model_copy(update={"id": step.id}),)
    assert work_later(plan.model_copy(update={"next": near}), catalog) == ""
    # Work has its turn: nothing waits.
    cost, _ = request_of({"usages": {"employment_transition": {"times": 12}}}, catalog, TODAY)
    ready = Case.model_validate({"check": check("yyyy yyyy yyy yy"), "cost": cost}, context=catalog)
    at_work = compose_plan(ready, catalog, TODAY)
    assert "work" not in {one.topic for one in at_work.not_yet}
    assert work_later(at_work, catalog) == ""


def test_later_stands_beside_the_sum_until_a_service_of_it_is_counted(catalog: Catalog) -> None:
    for plan, told in (
        (plan_of(catalog), True),
        (plan_of(catalog, family_association=1), True),
        (plan_of(catalog, life_skills_training=8), False),
    ):
        words = beside_the_sum(plan, catalog)
        assert bool(words) is told
        paper = text_of(render_plan_pdf(plan, catalog)).replace(" ", "")
        assert ("（合計のほか）" in paper) is told


def test_what_the_sum_leaves_out_is_named_where_its_amounts_are_explained(catalog: Catalog) -> None:
    """Else the amount of いま is more than the sum, and nobody says why."""
    names = {one: catalog.service(one).name for one in ("family_association", "free_space")}
    for used, missing in (
        ({}, []),  # the steps are the sum
        ({"psychiatric_outpatient": 1}, ["family_association", "free_space"]),
        ({"family_association": 1}, ["free_space"]),
        ({"family_association": 1, "free_space": 0}, []),
    ):
        plan = plan_of(catalog, **used)
        told = "・".join(names[one] for one in missing)
        # Of いま and 次, and only what costs something: その先 is said to stand beside the sum.
        words = f"計画の一歩のうち、{told}は、合計に入っていません。"
        assert plan.cost_basis.endswith(words) if missing else "のうち" not in plan.cost_basis
        paper = text_of(render_plan_pdf(plan, catalog)).replace(" ", "")
        assert ("計画の一歩のうち、" in paper) is bool(missing)


# -- what an answer did -----------------------------------------------------------------------


def test_an_answer_says_what_it_did_to_the_sum() -> None:
    before = YenRange(1_000, 9_300)
    for after, told in (
        (before, "変わりませんでした。"),
        (YenRange.of(4_000), "4,000円に決まりました。"),
        (YenRange(2_000, 9_000), "幅が1,300円せまくなりました。"),
        (YenRange(1_000, 9_000), "多い月が300円下がりました。"),
        (YenRange(1_200, 9_300), "少ない月が200円上がりました。"),
        (YenRange(2_000, 9_301), "多い月が1円上がり、少ない月が1,000円上がりました。"),
    ):
        assert answer_words(before, after, "非課税") == f"「非課税」で、{told}"
    assert answer_words(YenRange.of(500), YenRange.of(0), "x") == "「x」で、500円下がりました。"


def test_the_sum_says_what_it_leaves_out_in_the_same_breath(catalog: Catalog) -> None:
    plan = plan_of(catalog, psychiatric_outpatient=2)
    assert plan.estimate is not None
    request = plan.estimate.request
    assert besides(plan, request, catalog) == ""
    nothing = plan_of(catalog)
    assert "計画の「いま」と「次」" in besides(nothing, request.but(usages=()), catalog)
    more = (*request.usages, request.usages[0].but(service="psychiatric_daycare"))
    name = catalog.service("psychiatric_daycare").name
    assert besides(plan, request.but(usages=more), catalog) == f"{name}を除く"
