"""The plan as it may lie at home: one view of it, from which every paper is made."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core import Case, Catalog, Plan, compose_plan
from core.edit import PlanEdits, add_own, move_to
from core.handout.papers import spoken
from core.overview import look_over
from tests.core.conftest import check, safety

TODAY = date(2026, 11, 26)
HARMED = {"harmed": "recent"}
DANGERS = (HARMED, {"violence": "now"}, {"self_harm": "recent"}, {"not_eating": "now"})


def case_of(danger: dict[str, str], edits: PlanEdits | None = None, **more: Any) -> Case:
    found = check("uuuu uuuu uuu uu", safety=safety(**danger))
    return Case.model_validate({"check": found, "edits": edits or PlanEdits(), **more})


def steps_of(plan: Plan) -> list[str]:
    return [one.id for one in (*plan.now, *plan.next, *plan.later)]


@pytest.mark.parametrize("danger", DANGERS, ids=str)
def test_what_is_printed_is_the_paper_s_words_and_nothing_else(
    catalog: Catalog, danger: dict[str, str]
) -> None:
    plan = compose_plan(case_of(danger), catalog, TODAY)
    printed = plan.printed
    assert steps_of(printed) == [one for one in steps_of(plan) if one not in ("S0", "S1")]
    for one in (*printed.now, *printed.next, *printed.later):
        assert (one.who, one.why, one.where, one.say) == (
            one.paper.who,
            one.paper.why,
            one.paper.where,
            one.paper.say,
        )
        assert (one.caution, one.do, one.guards, one.if_refused) == (one.paper.caution, (), (), "")
    assert all(one.on_paper for one in (*printed.not_yet, *printed.contacts))
    assert printed.stage_sentence == plan.paper.sentence
    assert (printed.signals_forward, printed.signals_back) == (
        plan.paper.signals_forward,
        plan.paper.signals_back,
    )
    assert printed.printed == printed


def test_without_a_danger_the_paper_has_the_words_of_the_screen(catalog: Catalog) -> None:
    plan = compose_plan(case_of({}), catalog, TODAY)
    assert plan.paper.sentence == plan.stage_sentence
    assert plan.paper.review_note == plan.review_note
    assert plan.paper.signals_forward == plan.signals_forward
    assert steps_of(plan.printed) == steps_of(plan)


def test_a_step_that_the_family_wrote_is_printed_as_it_wrote_it(catalog: Catalog) -> None:
    edits = add_own(PlanEdits(), "手紙", who="母", where="台所")
    plan = compose_plan(case_of({}, edits), catalog, TODAY)
    (own,) = (one for one in plan.printed.now if one.own)
    assert (own.title, own.who, own.where, own.why) == ("手紙", "母", "台所", "")


def test_the_protecting_step_stays_off_every_paper_also_where_it_was_moved(
    catalog: Catalog,
) -> None:
    plan = compose_plan(case_of(HARMED), catalog, TODAY)
    edits = move_to(PlanEdits(), plan.ids, "S1", "next")
    case = case_of(HARMED, edits)
    moved = compose_plan(case, catalog, TODAY)
    title = next(one.title for one in moved.next if one.id == "S1")
    seen = look_over(moved, case, catalog, on_paper=True)
    assert title not in [one.title for one in seen.after]
    assert title not in spoken(moved)
    assert "S1" not in steps_of(moved.printed)
