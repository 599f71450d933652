"""What is said of the one sum of the month, and of what it leaves out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core import Case, Plan, YenRange, compose_plan
from core.case.from_answers import request_of
from core.catalog import Catalog
from core.edit import PlanEdits
from core.plan import Offer
from core.plan.price import usual_times
from core.plan.sum import (
    amount_words,
    change_words,
    counted,
    left_out,
    offer_words,
    paid_names,
    sum_ends,
    sum_name,
)
from tests.core.conftest import check

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
    assert sum_ends(plan.but(total=YenRange(500, 500))) == ("500円",)
    assert sum_ends(plan.but(total=YenRange(0, 9_300))) == ("0円〜", "9,300円")


def test_where_nothing_could_be_counted_there_is_no_sum(catalog: Catalog) -> None:
    plan = plan_of(catalog)
    nothing = plan.but(estimate=None)
    assert not counted(nothing)
    assert sum_ends(nothing) == ()
    assert sum_ends(plan.but(total=None)) == ()
    # A figure is missing, but what is counted has an amount.
    with_services = plan_of(catalog, day_care=4).but(cost_whole=False)
    assert counted(with_services)
    assert not counted(plan.but(cost_whole=False, estimate=_without_usages(plan)))


def _without_usages(plan: Plan) -> Any:
    assert plan.estimate is not None
    return plan.estimate.but(request=plan.estimate.request.but(usages=()))


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (None, YenRange(0, 1), ""),
        (YenRange(0, 1), None, ""),
        (YenRange(0, 1), YenRange(0, 1), "は、変わりません。"),
        (YenRange(0, 1), YenRange(2, 2), "は、0円〜1円から、2円になりました。"),
    ],
)
def test_what_became_of_the_sum(
    catalog: Catalog, before: YenRange | None, now: YenRange | None, told: str
) -> None:
    words = change_words(before, plan_of(catalog).but(total=now), catalog)
    assert words == (catalog.plan.rules.total + told if told else "")


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
