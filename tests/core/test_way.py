"""The plan as a way: three tickets, what stands behind which gate, whom to call."""

from __future__ import annotations

from datetime import date

import pytest

from core import Case, compose_plan
from core.case import check_from_answers
from core.catalog import Catalog
from core.contacts import LocalWindow
from core.edit import PlanEdits, add_own
from core.plan.call import call_of, first_sentence, is_called
from core.plan.way import GATES, TICKETS_MOST, way
from core.stage import ANSWER_KEYS

TODAY = date(2026, 11, 26)
SAFETY = ("R1", "R2", "R2b", "R3", "R4", "R5", "R6")


def case_of(catalog: Catalog, answer: str = "sometimes", **more: object) -> Case:
    raw = {
        "difficulty": "yes",
        "safety": dict.fromkeys(SAFETY, "no"),
        "answers": dict.fromkeys(ANSWER_KEYS, answer),
    }
    return Case(check=check_from_answers(raw, "family", catalog), age=34, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("answer", ["no", "sometimes", "yes", "unknown"])
@pytest.mark.parametrize("own", [0, 1, 4])
def test_every_step_stands_on_the_way_once_and_in_order(
    catalog: Catalog, answer: str, own: int
) -> None:
    edits = PlanEdits()
    for number in range(own):
        edits = add_own(edits, f"用事{number}", "now")
    plan = compose_plan(case_of(catalog, answer, edits=edits), catalog, TODAY)
    seen = way(plan, catalog)
    assert len(seen.tickets) == min(TICKETS_MOST, len(plan.now))
    assert (*(one.step for one in seen.tickets), *seen.beside) == plan.now
    for gates, steps in ((seen.next, plan.next), (seen.later, plan.later)):
        assert sorted(s.id for g in gates for s in g.steps) == sorted(s.id for s in steps)
        assert [g.waits_for for g in gates] == sorted((g.waits_for for g in gates), key=GATES.index)
        for gate in gates:
            assert {one.waits_for for one in gate.steps} == {gate.waits_for}


def test_each_gate_is_headed_by_the_words_of_what_it_waits_for(catalog: Catalog) -> None:
    rules = catalog.plan.rules
    words = {"turn": rules.gate_turn, "sign": rules.gate_sign, "consent": rules.gate_consent}
    seen = way(compose_plan(case_of(catalog), catalog, TODAY), catalog)
    for gate in (*seen.next, *seen.later):
        assert gate.words == words[gate.waits_for].family


def test_where_no_step_is_before_it_nothing_is_said_of_a_step_before(catalog: Catalog) -> None:
    rules = catalog.plan.rules
    plan = compose_plan(case_of(catalog), catalog, TODAY)
    empty = plan.model_copy(update={"now": ()})
    turns = [gate for gate in way(empty, catalog).next if gate.waits_for == "turn"]
    assert [gate.words for gate in turns] == [rules.gate_free.family] * len(turns)
    assert [gate.words for gate in way(empty, catalog).later if gate.waits_for == "turn"] in (
        [],
        [rules.gate_turn.family],
    )
    # A step is in その先 alone: it comes first, too.
    (step, *_) = (one for one in (*plan.next, *plan.later) if one.waits_for == "turn")
    alone = plan.model_copy(update={"now": (), "next": (), "later": (step,)})
    (gate,) = way(alone, catalog).later
    assert gate.words == rules.gate_free.family
    behind = plan.model_copy(update={"now": plan.now[:1], "next": (), "later": (step,)})
    (gate,) = way(behind, catalog).later
    assert gate.words == rules.gate_turn.family


@pytest.mark.parametrize("answer", ["no", "sometimes", "yes"])
def test_the_signs_stand_at_the_first_gate_that_waits_for_one(
    catalog: Catalog, answer: str
) -> None:
    plan = compose_plan(case_of(catalog, answer, situation=["goes_out"]), catalog, TODAY)
    seen = way(plan, catalog)
    waiting = [gate for gate in (*seen.next, *seen.later) if gate.waits_for == "sign"]
    assert [gate.signs for gate in waiting] == [plan.signals_forward, *[()] * (len(waiting) - 1)][
        : len(waiting)
    ]


def test_a_ticket_says_who_without_what_we_add_in_brackets_but_keeps_a_family_s_words(
    catalog: Catalog,
) -> None:
    plan = compose_plan(case_of(catalog), catalog, TODAY)
    (first, *_) = way(plan, catalog).tickets
    assert (first.step.who, first.who) == ("ご家族（きょうだい・配偶者も）", "ご家族")
    edits = add_own(PlanEdits(), "散歩", "now", who="姉（火曜）").but(now=("own-1",))
    plan = compose_plan(case_of(catalog, edits=edits), catalog, TODAY)
    (first, *_) = way(plan, catalog).tickets
    assert first.who == "姉（火曜）"
    assert (first.call, first.look_up, first.say) == (None, False, "")


def test_the_number_of_a_ticket_is_that_of_the_family_s_own_window(catalog: Catalog) -> None:
    plan = compose_plan(case_of(catalog), catalog, TODAY)
    group = LocalWindow(
        kind="family_association",
        name="みどり家族会",
        phone="03-0000-0000",
        checked_on=date(2026, 11, 1),
    )
    (first, *_) = way(plan, catalog, (group,)).tickets
    assert first.step.id == "F2"
    assert first.call is not None
    assert (first.call.name, first.call.phone) == ("みどり家族会", "03-0000-0000")
    assert not first.look_up
    (first, *_) = way(plan, catalog).tickets
    assert (first.call, first.look_up) == (None, True)


def test_a_step_of_the_centre_has_its_number_and_one_of_the_families_their_own(
    catalog: Catalog,
) -> None:
    """A step that uses the one service alone (data/plan.toml, ``window`` of data/services.toml)."""
    centre = LocalWindow(name="県のセンター", phone="03-1111-1111", checked_on=TODAY)
    families = LocalWindow(
        name="みどり家族会", phone="03-0000-0000", kind="family_association", checked_on=TODAY
    )
    plan = compose_plan(case_of(catalog, "no"), catalog, TODAY)
    every = (*plan.now, *plan.next, *plan.later, *plan.further)
    of = {
        kind: next(
            step
            for step in every
            if not step.own
            and [catalog.service(one.id).window for one in catalog.step(step.id).services] == [kind]
        )
        for kind in ("centre", "family_association")
    }
    for who in ("family", "person"):
        found = call_of(of["centre"], catalog, who, TODAY, (families, centre))
        assert found is not None
        assert (found.name, found.phone) == ("県のセンター", "03-1111-1111")
    found = call_of(of["family_association"], catalog, "family", TODAY, (centre, families))
    assert found is not None
    assert (found.name, found.phone) == ("みどり家族会", "03-0000-0000")
    # The association of families is no place for the person.
    assert call_of(of["family_association"], catalog, "person", TODAY, (centre, families)) is None


def test_nobody_is_called_for_what_is_done_at_home(catalog: Catalog) -> None:
    plan = compose_plan(case_of(catalog, "no"), catalog, TODAY)
    steps = {one.id: one for one in (*plan.now, *plan.next, *plan.later)}
    assert is_called(steps["F1"], catalog)
    assert not is_called(steps["R0"], catalog)
    assert not is_called(steps["O2"], catalog)
    assert call_of(steps["R0"], catalog, "family", TODAY) is None


@pytest.mark.parametrize(
    ("say", "first"),
    [
        ("家族です。ひきこもりの相談は、こちらでよいですか。", None),
        ("年金の免除を聞きたいです。いつ行けますか。", "年金の免除を聞きたいです。"),
        ("", ""),
    ],
)
def test_the_first_sentence_says_what_for(say: str, first: str | None) -> None:
    assert first_sentence(say) == (say if first is None else first)
