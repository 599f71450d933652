"""What is looked for, read with care from what a visit keeps, and what stands beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core import Case, CostRequest, assess, compose_plan
from core.catalog import Catalog
from core.edit import PlanEdits
from core.find import (
    ANY,
    STATES,
    Wish,
    asked,
    beliefs,
    box_of,
    by_state,
    compare,
    find,
    has_usual_price,
    own_cost_said,
    read_looked,
    stands_in,
    usual_price,
)
from core.plan.price import take_in
from core.stage import StageCheck
from tests.core.conftest import check

PICKED = ["free_space", "youth_station", "support_centre"]


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        "x",
        {"stage": True, "free_only": "yes", "remote": 1, "more_waiting": -5},
        {"stage": 9, "compare": {"a": 1}, "matters": {"free": 1}, "other": 3},
    ],
)
def test_what_is_none_of_it_counts_as_not_chosen(raw: Any, catalog: Catalog) -> None:
    looked = read_looked(raw, catalog)
    assert looked == read_looked({}, catalog)
    assert looked.wish(None, None) == Wish()


def test_a_chosen_stage_goes_before_that_of_the_check(catalog: Catalog) -> None:
    calm = assess(StageCheck.model_validate(check("y" * 13)), catalog)
    assert calm.stage
    assert read_looked({}, catalog).stage_by(calm) == calm.stage
    assert read_looked({"stage": ANY}, catalog).stage_by(calm) == ANY
    assert read_looked({"stage": 3}, catalog).wish(None, 20) == Wish(stage=3, age=20)


def test_while_there_is_danger_the_check_asks_for_no_stage(catalog: Catalog) -> None:
    calm = StageCheck.model_validate(check("y" * 13))
    danger = assess(calm.but(safety=calm.safety.but(self_harm="now")), catalog)
    assert (danger.alert, danger.stage) == ("now", 3)
    assert read_looked({}, catalog).stage_by(danger) == ANY
    assert read_looked({"stage": 2}, catalog).stage_by(danger) == 2


@pytest.mark.parametrize(("age", "named"), [(14, False), (15, True)])
def test_only_what_is_for_that_age_is_named_instead(
    catalog: Catalog, age: int, named: bool
) -> None:
    """サポステ takes nobody below 15; the windows for the young take everybody."""
    found = find(Wish(stage=3, age=age), catalog)
    (one,) = [one for one in found if one.service.id == "employment_transition"]
    (reason,) = [reason.text for reason in one.reasons if reason.kind == "age"]
    assert f"「{catalog.service('youth_consultation').name}」" in reason
    assert (f"「{catalog.service('youth_station').name}」" in reason) == named


def test_a_list_shows_its_first_lines_until_somebody_wants_all(catalog: Catalog) -> None:
    looked = read_looked({"more_unmet": 12, "more_fitting": 5}, catalog)
    assert looked.shown("more_unmet") == 12
    assert looked.shown("more_fitting") == 8  # never fewer than the first
    assert looked.shown("more_waiting") == 0


def test_what_a_family_may_do_alone_is_no_question_of_the_person(catalog: Catalog) -> None:
    looked = read_looked({"family_only": True}, catalog)
    assert looked.wish(None, None) == Wish(family_only=True)
    assert looked.wish(None, None, "person") == Wish()


def test_for_the_family_alone_what_is_the_persons_is_named_with_a_way_on(catalog: Catalog) -> None:
    found = find(Wish(family_only=True), catalog)
    for one in found:
        reasons = [reason.text for reason in one.reasons if reason.kind == "family"]
        assert bool(reasons) == (one.service.family_alone == "no")
        assert all("ご家族の相談から始められます" in text for text in reasons)
    assert "yes" in [one.service.family_alone for one in found if one.fits]


@pytest.mark.parametrize("service", ["support_centre", "group_home"])
def test_a_service_stands_in_the_plan_by_its_step_or_by_an_own_one(
    catalog: Catalog, service: str
) -> None:
    day = date(2026, 11, 26)
    case = Case.model_validate({"check": check("n" * 13)})
    plan = compose_plan(case, catalog, today=day)
    there = stands_in(plan, PlanEdits(), service, catalog)
    assert bool(there) == (service == "support_centre")
    if not there:
        edits, title = take_in(plan, PlanEdits(), service, catalog)
        new = compose_plan(case.but(edits=edits), catalog, today=day)
        assert stands_in(new, edits, service, catalog) == title


def test_a_fourth_to_compare_is_not_taken(catalog: Catalog) -> None:
    looked = read_looked({"compare": ["nowhere", *PICKED, "psychiatric_daycare"]}, catalog)
    assert list(looked.compare) == PICKED
    assert looked.compared("psychiatric_daycare", True) == (PICKED, True)
    assert looked.compared(PICKED[0], True) == ([*PICKED[1:], PICKED[0]], False)
    assert looked.compared(PICKED[0], False) == (PICKED[1:], False)


def test_what_matters_stands_in_the_order_of_the_guide(catalog: Catalog) -> None:
    keys = [one.key for one in catalog.guide.matters]
    looked = read_looked({"matters": [keys[2], "x", keys[0]]}, catalog)
    assert list(looked.matters) == [keys[0], keys[2]]
    assert looked.mattering(keys[1], True) == [keys[0], keys[2], keys[1]]
    assert looked.mattering(keys[0], False) == [keys[2]]


def test_each_condition_names_its_box() -> None:
    assert [box_of(kind) for kind in ("family", "going_out", "cost", "remote", "age")] == [
        "family_only",
        "cannot_go_out",
        "free_only",
        "remote",
        None,
    ]


def test_every_service_stands_in_one_list_in_its_order(catalog: Catalog) -> None:
    found = find(Wish(stage=2, free_only=True), catalog)
    lists = by_state(found)
    assert tuple(lists) == STATES
    assert tuple(one for state in STATES for one in lists[state]) == found


def test_not_going_yet_stands_beside_what_is_hard(catalog: Catalog) -> None:
    rows = asked(PICKED, catalog)
    fields = [row.field for row in rows]
    assert fields[fields.index("hard") + 1] == "not_yet_reason"
    assert tuple(row for row in rows if row.field != "not_yet_reason") == compare(PICKED, catalog)
    for service in catalog.services:
        (told,) = (
            row.answers[0] for row in asked([service.id], catalog) if row.field == "not_yet_reason"
        )
        words = catalog.guide.words.not_yet
        usual = words.medical if service.ledger == "medical" else words.others
        assert told == (service.words("not_yet_reason", "family") or usual)


def test_the_usual_price_is_of_what_has_no_rule_of_the_state(catalog: Catalog) -> None:
    for service in catalog.services:
        if not has_usual_price(service):
            with pytest.raises(ValueError, match=service.id):
                usual_price(service, "2026-11", catalog)
            continue
        price = usual_price(service, "2026-11", catalog)
        assert price is not None
        assert price.each.low % 100 == price.each.high % 100 == 0
        assert usual_price(service, "1990-01", catalog) is None


def test_an_own_cost_needs_an_answer(catalog: Catalog) -> None:
    service, bare = catalog.service("psychiatric_daycare"), CostRequest(month="2026-11", usages=())
    assert own_cost_said(service, bare, catalog) is None
    poor = bare.but(person=bare.person.but(public_assistance=True))
    assert own_cost_said(service, poor, catalog) is not None


def test_beliefs_of_the_person_are_in_the_first_person(catalog: Catalog) -> None:
    family, person = beliefs(catalog), beliefs(catalog, "person")
    assert len(family) == len(person) == len(catalog.sheets.meeting.quiz)
    changed = {one.number - 1 for one in catalog.guide.person_quiz}
    assert {at for at, one in enumerate(family) if one != person[at]} == changed
