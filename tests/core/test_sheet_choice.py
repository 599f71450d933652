"""Which sheets are offered and chosen, and what they are made from."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.catalog import Catalog
from core.handout.choice import chosen, offered, written_on
from core.handout.papers import papers_of, spoken
from core.handout.sheets import SHEETS

TODAY = date(2026, 11, 22)


def said(who: str, harmed: str = "no", **more: Any) -> dict[str, Any]:
    return {"answerer": who, "checks": {who: {"safety": {"R2b": harmed}}}, **more}


@pytest.mark.parametrize(
    ("who", "harmed", "there"),
    [
        ("person", "no", True),
        ("person", "unknown", True),
        ("person", "now", False),
        ("person", "recent", False),
        ("family", "no", False),
        ("example", "no", False),
    ],
)
def test_the_person_alone_hands_something_over_unless_hurt(
    catalog: Catalog, who: str, harmed: str, there: bool
) -> None:
    names = offered(said(who, harmed), catalog)
    assert ("handover" in names) is there
    assert [*names] == [name for name in SHEETS if name in names]
    assert len(names) == len(SHEETS) - (not there)


def test_the_whole_and_the_plan_are_chosen_until_somebody_chooses(catalog: Catalog) -> None:
    assert chosen({}, catalog) == {"overview": True, "plan": True}
    kept = {"memo": "blank", "plan": "none", "card": "filled", "handover": "filled"}
    assert chosen(said("family", sheets=kept), catalog)["overview"]
    kept |= {"overview": "none"}
    assert chosen(said("family", sheets=kept), catalog) == {"memo": False, "card": True}
    assert chosen(said("person", sheets=kept), catalog) == {
        "memo": False,
        "card": True,
        "handover": True,
    }


@pytest.mark.parametrize("kept", [None, "x", 3, [], {"plan": 3}, {"plan": []}, {"other": "filled"}])
def test_a_choice_that_is_none_leaves_the_plan(catalog: Catalog, kept: object) -> None:
    assert chosen({"sheets": kept}, catalog) == {"overview": True, "plan": True}


def test_the_papers_are_made_of_what_was_said(catalog: Catalog) -> None:
    raw = said(
        "person",
        notes="のーと",
        place={"prefecture": "東京都"},
        windows=[{"name": "ひまわりの会"}],
        memo={"asked_before": "前に"},
        example=3,
    )
    papers = papers_of(raw, catalog, TODAY)
    assert (papers.answerer, papers.made_on, papers.prefecture) == ("person", TODAY, "東京都")
    assert papers.case is not None
    assert papers.case.notes == "のーと"
    assert [one.name for one in papers.windows] == ["ひまわりの会"]
    assert (papers.memo.asked_before, papers.example, papers.city) == ("前に", None, None)
    assert papers == papers_of(raw, catalog, TODAY)
    assert papers != papers_of(raw | {"notes": "別"}, catalog, TODAY)


def test_the_plan_in_words_says_what_stands_on_paper_only(catalog: Catalog) -> None:
    plan = papers_of(said("family", "now"), catalog, TODAY).plan
    assert plan is not None
    words = spoken(plan)
    steps = (*plan.now, *plan.next, *plan.later)
    assert any(not step.on_paper for step in steps)
    for step in steps:
        assert (step.title in words) is step.on_paper
    assert spoken(plan.but(now=(), next=(), later=())) == "計画の紙。"


# -- what of a family's own stands on them ------------------------------------------------------


def written(catalog: Catalog, names: dict[str, bool], **raw: Any) -> str:
    kept = {"answerer": "family", **raw}
    return written_on(kept, papers_of(kept, catalog, TODAY), names)


def test_blank_sheets_have_nothing_of_a_family(catalog: Catalog) -> None:
    memo = {"with_safety": True, "first_question": "x"}
    assert written(catalog, {"plan": False, "memo": False}, memo=memo, notes="x") == "blank"
    assert written(catalog, {}) == "blank"
    assert written(catalog, {"plan": True, "memo": False}, memo=memo) == "nameless"


def test_safety_answers_on_the_memo_are_said_before_all_else(catalog: Catalog) -> None:
    both = {"plan": True, "memo": True}
    assert written(catalog, both, memo={"with_safety": True}, notes="x") == "safety"
    assert written(catalog, {"plan": True}, memo={"with_safety": True}, notes="x") == "typed"


def test_what_was_typed_is_said_where_its_sheet_is_filled(catalog: Catalog) -> None:
    plan, memo = {"plan": True}, {"memo": True}
    assert written(catalog, plan) == written(catalog, memo) == "nameless"
    assert written(catalog, plan, notes="x") == "typed"
    assert written(catalog, memo, notes="x") == "nameless"
    own = {"own": [{"id": "own-1", "title": "手紙"}], "now": ["own-1"]}
    assert written(catalog, plan, edits=own) == "typed"
    assert written(catalog, memo, memo={"first_question": "いつから"}) == "typed"
    assert written(catalog, plan, memo={"first_question": "いつから"}) == "nameless"
