"""Fictional households of tests/core/families.py: each narrative, and what its plan must hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from core import Case, StageCheck, assess, compose_plan
from core.catalog import Catalog
from core.plan import contradictions
from tests.core.conftest import FLAGS, IN_USE, SAFETY
from tests.core.families import FAMILIES, Family
from tests.core.test_plan_holds import (
    Seen,
    broken_rules,
    columns,
    everything,
    ids,
    said_by,
    step_of,
    whole,
    windows_of,
)

by_family: Callable[..., Any] = pytest.mark.parametrize(
    "family", FAMILIES, ids=lambda one: one.name
)


def plan_of(catalog: Catalog, family: Family) -> Any:
    return compose_plan(Case.model_validate(family.case), catalog, today=family.today)


def words_at(plan: Any, place: str) -> str | None:
    """The words of one place of the plan; None for a step that does not stand in it."""
    if place == "plan":
        return whole(plan)
    if place == "now":
        return "\n".join(map(said_by, plan.now))
    if place == "not_yet":
        return "\n".join(one.text for one in plan.not_yet)
    if place == "windows":
        return windows_of(plan)
    if place == "signs":
        return "\n".join((*plan.signals_forward, *plan.signals_back))
    step = step_of(plan, place)
    return None if step is None else said_by(step)


@by_family
def test_the_narrative_leads_to_its_alert(catalog: Catalog, family: Family) -> None:
    found = assess(StageCheck.model_validate(family.case["check"]), catalog)
    assert found.alert == family.alert
    assert plan_of(catalog, family).alert == family.alert
    if family.stage is not None:
        assert found.stage == family.stage


@by_family
def test_the_steps_stand_where_the_facts_put_them(catalog: Catalog, family: Family) -> None:
    plan = plan_of(catalog, family)
    now, next_, later = ids(plan.now), ids(plan.next), ids(plan.later)
    place = f"いま {now} 次 {next_} その先 {later} ほか {ids(plan.further)}"
    if family.first:
        assert now[0] in family.first, place
    assert set(family.now) <= set(now), place
    assert set(family.after) <= {*next_, *later}, place
    assert set(family.somewhere) <= {*now, *next_, *later}, place
    assert not set(family.not_now) & set(now), place
    assert not set(family.not_next) & {*now, *next_}, place
    assert not set(family.never) & set(ids(everything(plan))), place


@by_family
def test_each_step_waits_for_what_it_should(catalog: Catalog, family: Family) -> None:
    plan = plan_of(catalog, family)
    for step in (*plan.next, *plan.later):
        assert step.waits_for == family.waits.get(step.id, step.waits_for), step.id


@by_family
def test_the_days_are_those_of_the_calendar(catalog: Catalog, family: Family) -> None:
    plan = plan_of(catalog, family)
    for step_id, day in family.days.items():
        step = next((one for one in plan.now if one.id == step_id), None)
        if day is None:
            assert step is None or step.due_on is None, step_id
        else:
            assert step is not None, step_id
            assert step.due_on == day, step_id


@by_family
def test_the_words_are_there(catalog: Catalog, family: Family) -> None:
    plan = plan_of(catalog, family)
    for place, pattern in family.says:
        words = words_at(plan, place)
        assert words is not None, place
        assert re.search(pattern, words), f"{place}: no {pattern} in\n{words[:900]}"
    phones = {one.phone for one in plan.contacts}
    assert set(family.phones) <= phones


@by_family
def test_the_words_that_hurt_or_mislead_are_not(catalog: Catalog, family: Family) -> None:
    plan = plan_of(catalog, family)
    for place, pattern in family.silent:
        words = words_at(plan, place) or ""
        found = re.search(pattern, words)
        assert not found, f"{place}: …{words[max(0, found.start() - 40) : found.end() + 40]}…"


@by_family
def test_the_nine_rules_hold(catalog: Catalog, family: Family) -> None:
    case = Case.model_validate(family.case)
    plan = compose_plan(case, catalog, today=family.today)
    assert broken_rules(Seen(case, plan, family.today, catalog)) == []
    assert contradictions(plan, case, catalog) == ()


def test_the_persons_papers_for_the_family_have_no_day(catalog: Catalog) -> None:
    for family in FAMILIES:
        if family.answerer != "person":
            continue
        plan = plan_of(catalog, family)
        handed = [step for step in plan.now if step.id in ("F2", "F3", "F4", "F5")]
        assert not [step.id for step in handed if step.due_on], family.name


def test_a_plan_speaks_in_the_voice_of_who_answers(catalog: Catalog) -> None:
    for family in FAMILIES:
        plan = plan_of(catalog, family)
        assert plan.answerer == family.answerer
        for step in columns(plan):
            if family.answerer == "family":
                assert not re.search(r"わたし(は|が)本人|本人です。", step.say), (
                    family.name,
                    step.id,
                )


# --- The families reach everything ---


def test_there_are_enough_families_with_names_of_their_own() -> None:
    assert len(FAMILIES) >= 40
    assert [name for name, n in Counter(one.name for one in FAMILIES).items() if n > 1] == []
    assert [one.name for one in FAMILIES if len(one.story) < 40] == []


def test_every_flag_mark_and_danger_has_a_family() -> None:
    assert {flag for one in FAMILIES for flag in one.flags} == set(FLAGS)
    assert {mark for one in FAMILIES for mark in one.in_use} >= set(IN_USE)
    dangers = {(key, value) for one in FAMILIES for key, value in one.danger.items()}
    assert dangers == {(key, value) for key in SAFETY for value in ("now", "recent")}
    assert {one.answerer for one in FAMILIES} >= {"family", "person"}
    ages = [one.age for one in FAMILIES if one.age is not None]
    assert (min(ages), max(ages)) == (14, 70)


def test_every_finding_of_the_review_has_a_family() -> None:
    assert {one.review for one in FAMILIES} >= {f"A{n}" for n in range(1, 19)}
