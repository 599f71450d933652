"""What a worker who read the plans asked for: each a small household, and what must hold there."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core import Case, Plan, compose_plan
from core.catalog import Catalog
from core.plan import Step
from tests.core.conftest import check, safety

TODAY = date(2026, 11, 26)  # a Thursday
STAGE_1 = "snsn nnnn nnu yy"
STAGE_2 = "ssss ssss nnu yy"
STAGE_3 = "yyyy yyyy yyy yy"


def plan_of(catalog: Catalog, letters: str = STAGE_1, *flags: str, **more: Any) -> Plan:
    found = {key: more.pop(key) for key in ("answerer", "threatened") if key in more}
    found["safety"] = safety(**more.pop("danger", {}))
    today = more.pop("today", TODAY)
    plain = {"check": check(letters, **found), "situation": list(flags), "age": 30, **more}
    return compose_plan(Case.model_validate(plain), catalog, today=today)


def step(plan: Plan, step_id: str) -> Step:
    return next(s for s in (*plan.now, *plan.next, *plan.later) if s.id == step_id)


def test_who_is_hurt_and_who_hurts_never_share_a_plan(catalog: Catalog) -> None:
    both = plan_of(catalog, danger={"harmed": "recent", "violence": "recent"})
    assert both.now[0].id == "S1"
    own = {one.text.family for p in catalog.plan.profiles if p.id == "K7" for one in p.not_yet}
    assert not own & {one.text for one in both.not_yet}
    plain = {
        w.why.family for p in catalog.plan.profiles if p.id == "K7" for w in p.wording if w.why
    }
    assert not plain & {one.why for one in (*both.now, *both.next, *both.later) if one.id == "F1"}


def test_who_is_hurt_is_not_told_to_stay_inside(catalog: Catalog) -> None:
    plan = plan_of(catalog, danger={"harmed": "recent"}, answerer="person")
    assert not {"persuade", "outing"} & {one.topic for one in plan.not_yet}
    assert "I2" not in {s.id for s in (*plan.now, *plan.next, *plan.later)}
    assert plan.signals_forward[0] == "話せる人が一人いる"
    assert plan.paper.signals_forward != plan.signals_forward  # on paper it would tell


def test_a_child_who_is_hurt_reads_the_childrens_window_first(catalog: Catalog) -> None:
    child = plan_of(catalog, age=15, danger={"harmed": "recent"}, answerer="person")
    assert "189" in step(child, "S1").where
    old = plan_of(catalog, age=68, danger={"harmed": "recent"})
    assert "地域包括" in step(old, "S1").where


@pytest.mark.parametrize("letters", [STAGE_1, STAGE_2])
def test_after_a_danger_of_late_nobody_has_to_go_among_people(
    catalog: Catalog, letters: str
) -> None:
    plan = plan_of(catalog, letters, "goes_out", danger={"self_harm": "recent"})
    now = {s.id for s in plan.now}
    assert "M1" in now
    assert not {"I1", "I2", "F2"} & now
    assert "M2" in {s.id for s in (*plan.next, *plan.later)}


def test_a_meeting_put_into_today_by_the_family_gets_no_day_in_danger(catalog: Catalog) -> None:
    edits = {"moved": {"F2": "now"}}
    plan = plan_of(catalog, danger={"sudden_change": "now"}, edits=edits)
    assert step(plan, "F2").due_on is None


def test_without_food_today_nobody_is_sent_to_a_meeting(catalog: Catalog) -> None:
    plan = plan_of(catalog, danger={"money": "now"})
    assert [s.id for s in plan.now][:2] == ["W1", "W2"]
    assert "F2" not in {s.id for s in plan.now}
    assert "食べ物がない" in step(plan, "W1").say
    assert "食べ物がない" not in step(plan, "W1").paper.say


def test_two_dangers_never_ask_for_opposite_things(catalog: Catalog) -> None:
    plan = plan_of(catalog, danger={"self_harm": "now", "violence": "now", "sudden_change": "now"})
    safe = step(plan, "S0")
    told = "".join(safe.do)
    assert "自分が安全なときだけ" in told
    assert "手のとどかない所へ" not in told
    assert len(set(safe.do)) == len(safe.do)
    assert safe.where.startswith("危険がせまるとき110")


def test_the_someone_to_stay_with_is_never_the_one_who_may_hurt(catalog: Catalog) -> None:
    hurt = {"harmed": "recent", "self_harm": "now"}
    plan = plan_of(catalog, danger=hurt, answerer="person")
    assert "だれかのいる部屋へ。" not in step(plan, "S0").do
    assert any("安心できる人" in line for line in step(plan, "S0").do)


def test_someone_of_65_who_is_afraid_has_the_window_right_after_the_talk(catalog: Catalog) -> None:
    afraid = {"elderly": "yes", "minor": "yes"}
    plan = plan_of(catalog, danger={"violence": "recent"}, threatened=afraid)
    assert [s.id for s in plan.now if s.id != "S0"][:2] == ["M1", "F5"]
    assert "189" in step(plan, "M1").where


def test_after_long_holidays_the_calls_do_not_all_fall_on_one_morning(catalog: Catalog) -> None:
    plan = plan_of(
        catalog, "nnsn nnnn nnu nn", today=date(2026, 12, 29), danger={"sudden_change": "recent"}
    )
    days = [s.due_on for s in plan.now if s.due_on is not None]
    assert days[0] == date(2027, 1, 4)
    assert len(set(days)) == len(days) >= 2


def test_the_day_to_look_again_comes_after_the_last_day_of_the_plan(catalog: Catalog) -> None:
    plan = plan_of(catalog, STAGE_3, "parents_elderly", "job_experience_not_lasting")
    days = [s.due_on for s in plan.now if s.due_on is not None]
    assert days
    assert plan.review_on > max(days)


def test_in_danger_now_it_is_looked_at_again_in_three_days(catalog: Catalog) -> None:
    plan = plan_of(catalog, danger={"self_harm": "now"})
    assert plan.review_on == date(2026, 11, 29)  # at home, so a Sunday does as well


def test_a_familys_limit_is_met_on_the_next_open_day(catalog: Catalog) -> None:
    plan = plan_of(catalog, danger={"family_limit": "recent"}, today=date(2026, 11, 28))
    assert plan.now[0].id == "F4"
    assert plan.now[0].due_on == date(2026, 11, 30)


def test_with_contract_trouble_the_operator_is_nothing_to_go_on_with(catalog: Catalog) -> None:
    plan = plan_of(catalog, STAGE_2, "private_contract_trouble", in_use=["private_visit", "doctor"])
    assert plan.going_on == ("主治医",)
    assert plan.now[0].id == "F1"
    assert "188" in plan.now[0].where
    assert "I2" not in {s.id for s in plan.now}
    calm = plan_of(catalog, STAGE_2, in_use=["private_visit"])
    assert calm.going_on == (catalog.service("private_visit").name,)


def test_who_refuses_a_doctor_gets_no_day_for_one(catalog: Catalog) -> None:
    plan = plan_of(catalog, STAGE_1, "refuses_doctor", "depressed_or_reversed_days")
    assert "M2" not in {s.id for s in plan.now}
    assert "M2" in {s.id for s in (*plan.next, *plan.later)}


def test_what_the_family_wrote_at_who_is_printed(catalog: Catalog) -> None:
    edits = {"details": {"F1": {"who": "姉が電話する"}}}
    assert step(plan_of(catalog, edits=edits), "F1").paper.who == "姉が電話する"


@pytest.mark.parametrize(("age", "word"), [(49, "納付猶予"), (50, "免除")])
def test_from_50_the_pension_step_asks_for_what_there_is_then(
    catalog: Catalog, age: int, word: str
) -> None:
    plan = plan_of(catalog, STAGE_1, "money_trouble", age=age)
    assert word in step(plan, "W3").title


def test_a_known_worker_comes_first_and_is_told_as_known(catalog: Catalog) -> None:
    plan = plan_of(catalog, STAGE_1, in_use=["supporter", "support_centre"])
    assert plan.now[0].id == "F1"
    assert "担当の人" in plan.now[0].title


def test_where_nothing_is_difficult_there_is_nothing_to_watch_for(catalog: Catalog) -> None:
    plain = {"check": check(STAGE_2) | {"has_difficulty": False}, "age": 15}
    plan = compose_plan(Case.model_validate(plain), catalog, today=TODAY)
    assert plan.signals_forward == plan.signals_back == ()
    assert plan.now == ()


def test_nobody_in_school_hears_of_windows_for_work(catalog: Catalog) -> None:
    flags = ("depressed_or_reversed_days", "stays_in_room")
    plan = plan_of(catalog, STAGE_1, *flags, age=15, in_use=["school"])
    assert "work" not in {one.topic for one in plan.not_yet}
    grown = plan_of(catalog, STAGE_1, *flags, age=30)
    assert "work" in {one.topic for one in grown.not_yet}


def test_one_house_is_not_spoken_of_where_the_person_lives_alone(catalog: Catalog) -> None:
    plan = plan_of(catalog, STAGE_1, "lives_alone")
    written = step(plan, "O2")
    assert "家の中" not in written.where
    assert "置いて" not in (written.caution or "") + written.if_refused


def test_only_what_costs_something_is_offered_for_the_plan(catalog: Catalog) -> None:
    # peer_group is free and no step stands for it; the private visit has a fee.
    usages = [{"service": "peer_group", "times": 1}, {"service": "private_visit", "times": 1}]
    plan = plan_of(catalog, cost={"month": "2026-11", "usages": usages})
    assert [offer.service for offer in plan.offers] == ["private_visit"]
