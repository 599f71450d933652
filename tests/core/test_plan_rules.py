"""The plan: いま／次／その先, its guards, the fourteen situations, the three patterns, the dates.

Rules: facts/support_domain.md §4 and DESIGN.md §4.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import jpholiday
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from core import Case, CostRequest, StageCheck, assess, compose_plan, estimate
from core.catalog import Catalog
from core.figures import Figures
from core.money import YenRange
from core.plan.days import is_open_day, next_open_day, review_day
from tests.core.conftest import FLAGS, QUESTIONS, SAFETY, check, safety, sample

TODAY = date(2026, 11, 24)
STAGE_1 = "snsn nnnn nnu yy"  # 土台2つ、外0
STAGE_2 = "ssss ssss nnu yy"  # 門1だけ
STAGE_3 = "yyyy yyyy yyy yy"
UNCLEAR = "uuuu uuuu uuu yy"
BY_STAGE = {1: STAGE_1, 2: STAGE_2, 3: STAGE_3, None: UNCLEAR}
WORK = ("J1", "J2", "J3", "J4", "J5", "J6")
FAMILY = ("F1", "F2", "F3", "F4", "F5")


def plan_of(
    catalog: Catalog,
    *flags: str,
    letters: str = STAGE_1,
    age: int | None = 30,
    today: date = TODAY,
    cost: dict[str, Any] | None = None,
    **more: Any,
) -> Any:
    plain: dict[str, Any] = {
        "check": check(letters, **more),
        "situation": list(flags),
        "age": age,
    }
    if cost is not None:
        plain["cost"] = cost
    return compose_plan(Case.model_validate(plain), catalog, today=today)


def ids(steps: Iterable[Any]) -> list[str]:
    return [step.id for step in steps]


def after(plan: Any) -> list[str]:
    return ids(plan.next) + ids(plan.later)


def everywhere(plan: Any) -> list[str]:
    return ids(plan.now) + after(plan)


def in_order(listed: list[str], *wanted: str) -> bool:
    """True when all of ``wanted`` are listed, each first met after the one before."""
    return set(wanted) <= set(listed) and [listed.index(one) for one in wanted] == sorted(
        listed.index(one) for one in wanted
    )


# --- The fourteen situations (§4.6), each alone, at the stage its row names ---


def test_k1_someone_who_stays_in_the_room(catalog: Catalog) -> None:
    plan = plan_of(catalog, "stays_in_room")
    assert in_order(ids(plan.now), "F1", "F2")
    assert {"O2", "F3", "O1"} <= set(after(plan))
    assert "O1" in ids(plan.later)
    assert not {"I1", *WORK} & set(ids(plan.now))


def test_k2_low_mood_and_reversed_days(catalog: Catalog) -> None:
    plan = plan_of(catalog, "depressed_or_reversed_days")
    assert in_order(ids(plan.now), "M1", "M2")
    assert "I1" in ids(plan.next)
    assert "J4" in ids(plan.later)


def test_k3_jobs_that_did_not_last(catalog: Catalog) -> None:
    plan = plan_of(catalog, "job_experience_not_lasting", letters=STAGE_3)
    assert "J1" in ids(plan.now)
    assert "J2" in ids(plan.next)
    assert "J3" in ids(plan.later)


@pytest.mark.parametrize("stage", [1, 2, None])
def test_k3_below_stage_3_waits_whole_in_the_last_column(
    catalog: Catalog, stage: int | None
) -> None:
    plan = plan_of(catalog, "job_experience_not_lasting", letters=BY_STAGE[stage])
    assert in_order(ids(plan.later), "J1", "J2", "J3")
    assert not set(WORK) & set(ids(plan.now))


def test_k4_a_developmental_diagnosis(catalog: Catalog) -> None:
    plan = plan_of(catalog, "developmental_diagnosis", letters=STAGE_2)
    assert "M4" in ids(plan.now)
    assert {"I1", "I3"} & set(everywhere(plan))
    assert "J4" in after(plan)


def test_k5_old_parents(catalog: Catalog) -> None:
    plan = plan_of(catalog, "parents_elderly", age=52)
    assert in_order(ids(plan.now), "F5", "F1")
    assert {"W1", "I2", "P1"} <= set(after(plan))
    assert "J1" not in everywhere(plan)


@pytest.mark.parametrize("stage", [1, 2, 3])
def test_k6_money_trouble(catalog: Catalog, stage: int) -> None:
    plan = plan_of(catalog, "money_trouble", letters=BY_STAGE[stage])
    assert ids(plan.now)[0] == "W1"
    assert "F1" in everywhere(plan)


def test_k7_violence(catalog: Catalog) -> None:
    plan = plan_of(catalog, "violence")
    assert ids(plan.now)[0] == "S0"
    assert "M1" in ids(plan.now)
    assert {"F1", "F4"} <= set(everywhere(plan))
    assert "F3" not in ids(plan.now)


def test_k7_violence_against_someone_of_65_or_more_adds_the_care_centre(catalog: Catalog) -> None:
    plan = plan_of(
        catalog,
        "violence",
        safety=safety(violence="recent"),
        threatened={"elderly": "yes", "minor": "no"},
    )
    assert ids(plan.now)[0] == "S0"
    assert "F5" in ids(plan.now)


@pytest.mark.parametrize("age", [14, 15, 16])
def test_k8_school(catalog: Catalog, age: int) -> None:
    plan = plan_of(catalog, "school_or_diploma", letters=STAGE_2, age=age)
    assert "I4" in ids(plan.now)
    assert "I1" in everywhere(plan)
    assert "J5" in after(plan)
    assert ("J1" in everywhere(plan)) <= (age >= 15)


def test_k9_goes_out_and_meets_people_a_little(catalog: Catalog) -> None:
    young = plan_of(catalog, "goes_out", letters=STAGE_2, age=30)
    assert "I1" in ids(young.now)
    assert "I2" in everywhere(young)
    assert "I3" in after(young)
    assert "J1" in after(young)


def test_k9_from_50_the_way_to_work_is_not_the_youth_station(catalog: Catalog) -> None:
    older = plan_of(catalog, "goes_out", letters=STAGE_2, age=50)
    assert "J6" in after(older)
    assert "J1" not in everywhere(older)


def test_k10_refuses_to_see_a_doctor(catalog: Catalog) -> None:
    plan = plan_of(catalog, "refuses_doctor")
    assert {"F1", "M1"} <= set(ids(plan.now))
    assert "M2" in after(plan)
    assert "M2" not in ids(plan.now)


@pytest.mark.parametrize("stage", [1, 2])
def test_k11_went_back(catalog: Catalog, stage: int) -> None:
    plan = plan_of(catalog, "went_back", letters=BY_STAGE[stage])
    assert set(FAMILY) & set(ids(plan.now))
    assert "M1" in after(plan)
    assert "I1" in everywhere(plan)
    assert not set(WORK) & set(ids(plan.now))


def test_k12_over_50_and_wants_to_work(catalog: Catalog) -> None:
    plan = plan_of(catalog, "over_50_wants_work", letters=STAGE_3, age=53)
    assert {"J3", "W1", "J6"} <= set(ids(plan.now))
    assert "J1" not in everywhere(plan)


def test_k13_a_family_at_its_limit_and_refused(catalog: Catalog) -> None:
    plan = plan_of(catalog, "family_exhausted")
    assert in_order(ids(plan.now), "F4", "F2")
    assert "F1" in after(plan)


def test_k14_lives_alone_and_out_of_sight(catalog: Catalog) -> None:
    plan = plan_of(catalog, "lives_alone", letters=UNCLEAR)
    assert "F1" in ids(plan.now)
    assert "O2" in after(plan)


@pytest.mark.parametrize("flag", FLAGS)
def test_each_situation_says_what_not_to_do_yet_and_why(catalog: Catalog, flag: str) -> None:
    age = 54 if flag == "over_50_wants_work" else 30
    with_it = plan_of(catalog, flag, age=age)
    without = plan_of(catalog, age=age)
    assert all(item.text and item.reason for item in with_it.not_yet)
    own = {item.text for item in with_it.not_yet} - {item.text for item in without.not_yet}
    assert own


# --- The three patterns (§4.2), whole and in order ---


def test_pattern_a_support_centre_then_family_group_then_a_visit(catalog: Catalog) -> None:
    plan = plan_of(catalog, "stays_in_room")
    assert in_order(everywhere(plan), "F1", "F2", "O1")
    assert "F1" in ids(plan.now)
    assert "O1" in ids(plan.later)


def test_pattern_b_medical_care_then_a_place_to_be_then_training(catalog: Catalog) -> None:
    plan = plan_of(catalog, "depressed_or_reversed_days")
    assert ids(plan.now).index("M1") < ids(plan.now).index("M2")
    assert ("I1" in ids(plan.next), "J4" in ids(plan.later)) == (True, True)


def test_pattern_c_youth_station_then_small_work_then_a_course(catalog: Catalog) -> None:
    plan = plan_of(catalog, "job_experience_not_lasting", letters=STAGE_3)
    assert in_order(everywhere(plan), "J1", "J2", "J3")
    assert (
        "J1" in ids(plan.now),
        "J2" in ids(plan.next),
        "J3" in ids(plan.later),
    ) == (True, True, True)


@pytest.mark.parametrize("age", [50, 53])
def test_pattern_c_from_50_goes_by_hello_work_or_preparation(catalog: Catalog, age: int) -> None:
    plan = plan_of(catalog, "job_experience_not_lasting", letters=STAGE_3, age=age)
    assert "J1" not in everywhere(plan)
    assert {"J3", "J6"} & set(everywhere(plan))


# --- The stage alone (§4.3) ---


def test_stage_1_begins_with_the_family(catalog: Catalog) -> None:
    plan = plan_of(catalog)
    assert {"F1", "F2"} <= set(ids(plan.now))
    assert {"F3", "O2", "O1"} <= set(after(plan))


def test_stage_2_looks_at_a_place_to_be_and_keeps_the_family_group(catalog: Catalog) -> None:
    plan = plan_of(catalog, letters=STAGE_2)
    assert {"F2", "I1", "I2"} <= set(ids(plan.now))
    assert {"M3", "I3"} & set(after(plan))
    assert "O1" in after(plan)


def test_stage_3_takes_one_way_to_work_or_school(catalog: Catalog) -> None:
    plan = plan_of(catalog, letters=STAGE_3)
    assert len(set(ids(plan.now)) & set(WORK)) == 1


def test_an_unclear_picture_is_planned_with_the_familys_steps(catalog: Catalog) -> None:
    plan = plan_of(catalog, letters=UNCLEAR)
    assert (plan.stage, plan.stage_name) == (None, None)
    assert "F1" in ids(plan.now)
    assert not set(WORK) & set(ids(plan.now))


@pytest.mark.parametrize("stage", [1, 2, 3])
def test_the_plan_carries_the_signals_forward_and_back(catalog: Catalog, stage: int) -> None:
    plan = plan_of(catalog, letters=BY_STAGE[stage])
    assert plan.stage == stage
    assert plan.stage_name == {1: "ひと息つく", 2: "ためる", 3: "ためす"}[stage]
    assert len(plan.signals_forward) >= 2
    assert len(plan.signals_back) >= 2
    assert len(plan.not_yet) >= 1


def test_the_same_case_gives_the_same_plan(catalog: Catalog) -> None:
    assert plan_of(catalog, "violence", "goes_out") == plan_of(catalog, "violence", "goes_out")


def test_an_empty_case_still_gives_a_plan(catalog: Catalog) -> None:
    plan = compose_plan(Case.model_validate({}), catalog, today=TODAY)
    assert (plan.made_on, plan.alert, plan.stage) == (TODAY, "none", None)
    assert "F1" in ids(plan.now)


@pytest.mark.parametrize(
    "broken",
    [
        {"name": "山田太郎"},
        {"situation": ["has_a_cat"]},
        {"age": -1},
        {"check": {"stage": 3}},
        {"cost": {"month": "2026-11", "usages": [], "family": 4}},
    ],
    ids=str,
)
def test_a_case_with_a_name_or_an_unknown_situation_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Case.model_validate(broken)


# --- Safety, money and the family come first ---


@pytest.mark.parametrize(
    "key", ["self_harm", "violence", "not_eating", "sudden_change", "family_limit"]
)
@pytest.mark.parametrize("stage", [1, 2, 3, None])
def test_danger_now_puts_safety_first(catalog: Catalog, key: str, stage: int | None) -> None:
    plan = plan_of(catalog, letters=BY_STAGE[stage], safety=safety(**{key: "now"}))
    assert (plan.alert, ids(plan.now)[0]) == ("now", "S0")


def test_danger_now_prints_110_and_119(catalog: Catalog) -> None:
    plan = plan_of(catalog, safety=safety(violence="now"))
    phones = {contact.phone for contact in plan.contacts if contact.phone}
    assert any("110" in phone for phone in phones)
    assert any("119" in phone for phone in phones)


def test_self_harm_now_prints_the_lines_that_answer_at_any_hour(catalog: Catalog) -> None:
    plan = plan_of(catalog, safety=safety(self_harm="now"))
    phones = {contact.phone for contact in plan.contacts}
    assert {"0120-061-338", "0120-279-338"} <= phones


@pytest.mark.parametrize(
    ("use", "phones"),
    [
        ("now", {"119", "110", "0120-061-338", "0120-279-338"}),
        ("violence", {"110", "#9110", "0120-279-889"}),
        ("minor", {"189"}),
        ("money", {"0120-279-338"}),
    ],
)
def test_the_lines_for_each_danger_are_the_checked_strings(
    catalog: Catalog, use: str, phones: set[str]
) -> None:
    # facts/medical_and_other_costs.md §7; K7 names #9110.
    assert phones <= {line.contact for line in catalog.hotlines_for(use)}


LOUD = ("死にたい", "自殺", "自傷", "暴力", "刃物", "殴", "虐待", "心中")


@sample(100)
@given(
    found=st.fixed_dictionaries({key: st.sampled_from(["no", "recent", "now"]) for key in SAFETY})
)
def test_a_paper_that_lies_at_home_does_not_say_what_was_answered_about_safety(
    catalog: Catalog, found: dict[str, str]
) -> None:
    def sentences(plan: Any) -> set[str]:
        said = [plan.paper.sentence, plan.paper.review_note]
        for step in (*plan.now, *plan.next, *plan.later):
            if step.on_paper:
                words = step.paper
                said += [step.title, step.who, words.why, words.where, words.caution, words.say]
        cautions = (item for item in plan.not_yet if item.on_paper)
        return {*said, *(item.text + item.reason for item in cautions)}

    added = sentences(plan_of(catalog, safety=found)) - sentences(plan_of(catalog))
    assert not [text for text in added if any(word in text for word in LOUD)]


@pytest.mark.parametrize(
    "found",
    [
        {"money": "now"},
        {"money": "recent"},
        {"money": "now", "self_harm": "recent"},
        {"money": "recent", "family_limit": "recent"},
        {"money": "now", "violence": "now"},
    ],
    ids=str,
)
@pytest.mark.parametrize("stage", [1, 2, 3, None])
def test_money_in_the_alert_or_the_notices_brings_the_money_window_now(
    catalog: Catalog, found: dict[str, str], stage: int | None
) -> None:
    plan = plan_of(catalog, letters=BY_STAGE[stage], safety=safety(**found))
    assert "W1" in ids(plan.now)


@pytest.mark.parametrize("letters", ["snsn nnnn nnu ny", "ssss ssss nnu yn", "yyyy yyyy yyy nn"])
@pytest.mark.parametrize("flag", [None, *FLAGS])
def test_a_tired_family_gets_the_first_step(
    catalog: Catalog, letters: str, flag: str | None
) -> None:
    plan = plan_of(catalog, *([flag] if flag else []), letters=letters)
    rest = [step for step in ids(plan.now) if step not in ("S0", "W1")]
    assert rest[0] in FAMILY


RANK = {
    "S0": 0,
    "F4": 2,
    "F5": 2,
    "M1": 3,
    "M2": 3,
    "M3": 3,
    "M4": 3,
    "F1": 4,
    "F2": 4,
    "I1": 5,
    "I2": 5,
    "I3": 5,
    "I4": 5,
    "J1": 6,
    "J2": 6,
    "J3": 6,
    "J4": 6,
    "J5": 6,
    "J6": 6,
}


@sample(100)
@given(
    flags=st.sets(st.sampled_from(FLAGS), min_size=2, max_size=5),
    stage=st.sampled_from([1, 2, 3, None]),
    money=st.sampled_from(["no", "recent", "now"]),
)
def test_several_situations_keep_the_order_safety_money_family_care_contact_work(
    catalog: Catalog, flags: set[str], stage: int | None, money: str
) -> None:
    plan = plan_of(catalog, *sorted(flags), letters=BY_STAGE[stage], safety=safety(money=money))
    rank = RANK if money == "no" else RANK | {"W1": 1}
    if "private_contract_trouble" in flags:
        rank = rank | {"F1": 1}  # 188 before the days for withdrawing run out
    ranks = [rank[step] for step in ids(plan.now) if step in rank]
    assert ranks == sorted(ranks), ids(plan.now)


# --- Guards that hold for any case on any day ---


@st.composite
def any_check(draw: st.DrawFn) -> dict[str, Any]:
    letter = st.sampled_from("yyysnu")
    letters = "".join(draw(letter) for _ in QUESTIONS)
    mostly_no = st.sampled_from(["no", "no", "no", "no", "recent", "now", "unknown"])
    return check(
        letters,
        answerer=draw(st.sampled_from(["family", "person", "example"])),
        has_difficulty=draw(st.sampled_from([True, True, None, False])),
        safety={key: draw(mostly_no) for key in SAFETY},
        threatened={
            "elderly": draw(st.sampled_from(["yes", "no", "unknown"])),
            "minor": draw(st.sampled_from(["yes", "no", "unknown"])),
        },
    )


@st.composite
def any_case(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "check": draw(any_check()),
        "situation": sorted(draw(st.sets(st.sampled_from(FLAGS), max_size=6))),
        "age": draw(st.one_of(st.none(), st.integers(10, 75), st.sampled_from([14, 15, 49, 50]))),
    }


any_day = st.dates(date(2026, 1, 1), date(2028, 12, 31))
# The days before the New Year, the long May holidays and Obon are drawn more often.
busy_day = st.one_of(
    any_day,
    st.dates(date(2026, 12, 15), date(2027, 1, 5)),
    st.dates(date(2027, 4, 20), date(2027, 5, 8)),
    st.dates(date(2026, 9, 12), date(2026, 9, 25)),
)


def office_is_open(day: date) -> bool:
    new_year = (day.month == 12 and day.day >= 29) or (day.month == 1 and day.day <= 3)
    return day.weekday() < 5 and not jpholiday.is_holiday(day) and not new_year


@sample(200)
@given(case=any_case(), today=busy_day)
def test_no_plan_ever_breaks_a_guard(catalog: Catalog, case: dict[str, Any], today: date) -> None:
    found = assess(StageCheck.model_validate(case["check"]), catalog)
    plan = compose_plan(Case.model_validate(case), catalog, today=today)
    now = ids(plan.now)
    # Work is not pushed on anyone below foothold 3.
    if found.stage != 3:
        assert not set(WORK) & set(now)
    # The youth station is for 15–49.
    if case["age"] is not None and not 15 <= case["age"] <= 49:
        assert "J1" not in everywhere(plan)
    # A visit at home needs the person's consent, so it is never the first thing.
    assert "O1" not in now
    harmed = case["check"]["safety"]["harmed"] in ("now", "recent")
    if harmed:
        assert now[0] == "S1"  # who is being hurt: protection before everything
    elif found.alert == "now":
        assert now[0] == "S0"
    if found.alert == "money" or "money" in found.notices:
        assert "W1" in now
    danger = any(
        case["check"]["safety"][key] in ("now", "recent")
        for key in ("self_harm", "violence", "harmed", "not_eating", "sudden_change")
    )
    school = case["age"] is not None and case["age"] <= 18 and "I4" in now
    if found.family_first and found.outcome != "no_difficulty" and not danger and not school:
        assert next(step for step in now if step not in ("S0", "W1")) in FAMILY
    assert (plan.alert, plan.made_on) == (found.alert, today)
    for column in (plan.now, plan.next, plan.later):
        assert len(set(ids(column))) == len(column)


@sample(200)
@given(case=any_case(), today=busy_day)
def test_dates_stand_only_in_now_at_most_three_and_on_open_days(
    catalog: Catalog, case: dict[str, Any], today: date
) -> None:
    plan = compose_plan(Case.model_validate(case), catalog, today=today)
    dated = [step.due_on for step in plan.now if step.due_on is not None]
    assert len(dated) <= 3
    assert all(step.due_on is None for step in (*plan.next, *plan.later))
    for day in dated:
        assert office_is_open(day), day
        assert today <= day
    assert plan.review_on > today


@pytest.mark.parametrize(
    "today",
    [
        date(2026, 12, 25),
        date(2026, 12, 28),
        date(2026, 12, 31),
        date(2027, 1, 3),
        date(2027, 4, 28),
        date(2026, 9, 18),
        date(2026, 11, 22),
        date(2026, 11, 23),
    ],
)
@pytest.mark.parametrize("urgent", ["no", "now"])
def test_the_dates_jump_over_new_year_and_the_long_holidays(
    catalog: Catalog, today: date, urgent: str
) -> None:
    plan = plan_of(catalog, "stays_in_room", today=today, safety=safety(money=urgent))
    dated = [step.due_on for step in plan.now if step.due_on is not None]
    assert dated
    assert all(office_is_open(day) and day >= today for day in dated)


# --- Ages ---


@pytest.mark.parametrize(("age", "there"), [(15, False), (16, True), (49, True), (50, False)])
def test_the_youth_station_is_for_16_to_49_with_the_own_wish(
    catalog: Catalog, age: int, there: bool
) -> None:
    plan = plan_of(catalog, "job_experience_not_lasting", letters=STAGE_3, age=age)
    assert ("J1" in everywhere(plan)) == there


def test_an_age_known_only_from_the_cost_sheet_counts_too(catalog: Catalog) -> None:
    plan = plan_of(
        catalog,
        "job_experience_not_lasting",
        letters=STAGE_3,
        age=None,
        cost={"month": "2026-11", "person": {"age": 52}, "usages": []},
    )
    assert "J1" not in everywhere(plan)


# --- O1 and the consent ---


@pytest.mark.parametrize("flag", ["stays_in_room", "refuses_doctor", "lives_alone"])
def test_a_plan_with_a_home_visit_prints_that_taking_someone_away_is_no_support(
    catalog: Catalog, flag: str
) -> None:
    plan = plan_of(catalog, flag, "stays_in_room")
    visit = next(step for step in (*plan.next, *plan.later) if step.id == "O1")
    said = (visit.caution or "") + " ".join(item.text + item.reason for item in plan.not_yet)
    assert "連れ出し" in said
    assert visit.due_on is None


def with_visits_now(catalog: Catalog, *waiting: str) -> Catalog:
    """A made-up catalogue: every situation wants ``waiting`` in いま, and each waits for consent."""
    steps = tuple(
        step.but(waits_for="consent") if step.id in waiting else step for step in catalog.plan.steps
    )
    profiles = tuple(
        one.but(now=(*waiting, *one.now), next=(), later=()) for one in catalog.plan.profiles
    )
    plan = catalog.plan.but(steps=steps, profiles=profiles)
    return catalog.but(plan=plan, by_step={step.id: step for step in steps})


@pytest.mark.parametrize("letters", BY_STAGE.values())
@pytest.mark.parametrize("flag", ["stays_in_room", "refuses_doctor", "money_trouble"])
def test_no_catalogue_brings_what_waits_for_consent_into_now(
    catalog: Catalog, flag: str, letters: str
) -> None:
    made_up = with_visits_now(catalog, "O1", "F3")
    plan = plan_of(made_up, flag, letters=letters)
    assert plan.now
    assert {"O1", "F3"}.isdisjoint(ids(plan.now))
    assert {"O1", "F3"} <= {*after(plan), *ids(plan.further)}


# --- The review (§4.5) ---


@sample(100)
@given(today=busy_day, key=st.sampled_from(["self_harm", "violence", "family_limit"]))
def test_danger_now_is_reviewed_within_three_days(catalog: Catalog, today: date, key: str) -> None:
    plan = plan_of(catalog, today=today, safety=safety(**{key: "now"}))
    assert today < plan.review_on <= today + timedelta(days=3)


@sample(100)
@given(
    today=busy_day,
    found=st.sampled_from(
        [
            {"self_harm": "recent"},
            {"violence": "recent"},
            {"money": "now"},
            {"money": "recent"},
            {"money": "now", "family_limit": "recent"},
        ]
    ),
)
def test_danger_of_late_and_money_are_reviewed_within_the_week(
    catalog: Catalog, today: date, found: dict[str, str]
) -> None:
    plan = plan_of(catalog, today=today, safety=safety(**found))
    assert today < plan.review_on <= today + timedelta(days=7)


@sample(100)
@given(today=busy_day)
def test_the_stages_are_reviewed_in_their_own_time(catalog: Catalog, today: date) -> None:
    # 足場1: about a month; 足場2: one to two months; 足場3: two to four weeks.
    spans = {1: (21, 38), 2: (28, 62), 3: (14, 28)}
    for stage, (least, most) in spans.items():
        plan = plan_of(catalog, letters=BY_STAGE[stage], today=today)
        assert least <= (plan.review_on - today).days <= most, stage


# --- Costs on the plan ---

COST: dict[str, Any] = {
    "month": "2026-11",
    "person": {"age": 30},
    "welfare": {"tax": "taxed", "income_levy_yen": 0},
    "medical": {"certificate": "have", "tax": "exempt", "own_income_yen": 0},
    "usages": [
        {"service": "employment_transition", "times": 20, "gross_yen_per_time": 10_500},
        {"service": "psychiatric_outpatient", "times": 2, "gross_yen_per_time": 4_570},
    ],
}


def test_the_plan_carries_the_same_estimate_as_the_cost_screen(catalog: Catalog) -> None:
    plan = plan_of(catalog, cost=COST)
    assert plan.estimate == estimate(CostRequest.model_validate(COST), catalog)
    # 21,000 → 9,300; 2 × 460 = 920.
    assert plan.estimate.monthly == YenRange(10_220, 10_220)


def test_a_family_group_costs_what_the_groups_ask_for_one_meeting(catalog: Catalog) -> None:
    # facts/medical_and_other_costs.md §6.1: 500–1,000 yen a meeting; the centre is free.
    plan = plan_of(catalog, "stays_in_room")
    costs = {step.id: step.cost for step in plan.now}
    assert (costs["F1"], costs["F2"]) == (YenRange(0, 0), YenRange(500, 1_000))
    assert plan.cost_now == YenRange(500, 1_000)


def test_consultation_steps_cost_nothing(catalog: Catalog) -> None:
    plan = plan_of(catalog, "refuses_doctor", "money_trouble")
    free = {step.id: step.cost for step in plan.now if step.id in ("F1", "M1", "W1")}
    assert set(free) == {"F1", "M1", "W1"}
    assert set(free.values()) == {YenRange(0, 0)}


def test_a_figure_not_in_force_is_said_on_the_plan_and_never_guessed(catalog: Catalog) -> None:
    plan = plan_of(
        catalog,
        cost={
            "month": "2027-04",
            "person": {"age": 30},
            "medical": {
                "certificate": "have",
                "tax": "taxed",
                "income_levy_yen": 235_000,
                "severe_and_continuing": True,
            },
            "usages": [
                {"service": "psychiatric_daycare", "times": 20, "gross_yen_per_time": 9_500}
            ],
        },
    )
    assert any("2027年4月" in sentence for sentence in plan.refusals)
    assert plan.estimate is None or not plan.estimate.ledger("medical").lines


# --- Words ---

AVOIDED = (
    "お子さん",
    "息子さん",
    "娘さん",
    "社会復帰",
    "更生",
    "脱出",
    "レベル",
    "ニート",
    "甘え",
    "怠け",
    "後退",
    "引きこもり",
)


@sample(60)
@given(case=any_case())
def test_no_step_speaks_of_the_person_with_a_word_that_hurts(
    catalog: Catalog, case: dict[str, Any]
) -> None:
    plan = compose_plan(Case.model_validate(case), catalog, today=TODAY)
    for step in (*plan.now, *plan.next, *plan.later):
        said = " ".join(filter(None, (step.title, step.who, step.why, step.where, step.caution)))
        assert step.title
        assert step.who
        assert not [word for word in AVOIDED if word in said], said


def test_the_persons_own_plan_speaks_in_the_persons_voice(catalog: Catalog) -> None:
    own = plan_of(catalog, "stays_in_room", answerer="person")
    familys = plan_of(catalog, "stays_in_room")
    assert (own.answerer, familys.answerer) == ("person", "family")
    assert ids(own.now)  # and not the family's words
    own_titles = {step.title for step in (*own.now, *own.next, *own.later)}
    familys_titles = {step.title for step in (*familys.now, *familys.next, *familys.later)}
    assert own_titles != familys_titles


def test_while_there_is_danger_only_safety_and_talks_stand_in_now(catalog: Catalog) -> None:
    for letters in ("yyys ysss sssyy", "ysns nnnn nnnnn", "yyyy yyyy yyyyy"):
        for answerer in ("family", "person"):
            asked = check(letters, safety=safety(self_harm="now"), answerer=answerer)
            plan = compose_plan(Case.model_validate({"check": asked}), catalog, TODAY)
            assert plan.alert == "now"
            assert plan.now[0].id == "S0"
            assert "M1" in [step.id for step in plan.now]
            assert all(step.id[0] in "SMFW" for step in plan.now)


def test_the_signals_do_not_give_the_hidden_stage_away(catalog: Catalog) -> None:
    first = compose_plan(
        Case.model_validate({"check": check("ysns nnnn nnnnn", safety=safety(not_eating="now"))}),
        catalog,
        TODAY,
    )
    third = compose_plan(
        Case.model_validate({"check": check("yyyy yyyy yyyyy", safety=safety(not_eating="now"))}),
        catalog,
        TODAY,
    )
    assert first.signals_forward == third.signals_forward
    assert first.signals_back == third.signals_back


def test_what_the_person_may_hand_to_the_family_has_no_day(catalog: Catalog) -> None:
    asked = check("ysns nnnn nnnnn", answerer="person")
    plan = compose_plan(Case.model_validate({"check": asked}), catalog, TODAY)
    handed = [step for step in plan.now if step.id in ("F2", "F3", "F4", "F5")]
    assert handed
    assert all(step.due_on is None for step in handed)
    assert any(step.due_on for step in plan.now)


@pytest.mark.parametrize(("age", "said"), [(38, False), (44, False), (45, True), (None, False)])
def test_what_is_for_those_over_fifty_is_said_from_forty_five_on(
    catalog: Catalog, age: int | None, said: bool
) -> None:
    case = {"check": check("ysns nnnn nnnnn"), "situation": ["parents_elderly"], "age": age}
    plan = compose_plan(Case.model_validate(case), catalog, TODAY)
    assert any("50歳を過ぎてから" in one.text for one in plan.not_yet) == said


@pytest.mark.parametrize("seed", range(40))
def test_next_holds_four_steps_and_what_lies_ahead_five_however_much_comes_together(
    catalog: Catalog, seed: int
) -> None:
    """More would be a list, and no plan: the rest stands folded below (Plan.further)."""
    chance = random.Random(seed)
    flags = chance.sample(FLAGS, 2 + seed % 5)
    letters = chance.choice([STAGE_1, STAGE_2, STAGE_3, UNCLEAR])
    plan = plan_of(catalog, *flags, letters=letters, age=chance.choice([16, 30, 50]))
    assert len(plan.next) <= 4
    assert len(plan.later) <= 5
    listed = [*everywhere(plan), *ids(plan.further)]
    assert len(listed) == len(set(listed))


CLOSED = [
    *(date(2025, 12, 29), date(2025, 12, 30), date(2025, 12, 31)),  # Monday to Wednesday
    *(date(2026, 1, 1), date(2026, 1, 2), date(2028, 1, 3)),  # Thursday, Friday, Monday
]
"""The days off of public offices, each in a year in which it is no Saturday or Sunday."""


def test_a_public_window_is_closed_from_29_december_to_3_january_and_open_around_it() -> None:
    assert [is_open_day(day) for day in CLOSED] == [False] * 6
    around = [date(2026, 12, 28), date(2027, 1, 4), date(2026, 2, 2), date(2026, 2, 3)]
    assert [is_open_day(day) for day in around] == [True] * 4
    assert next_open_day(date(2025, 12, 29)) == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("days", "day"),
    [
        # From Friday 2026-11-27: no day of work lies between it and a Saturday or Sunday.
        *((1, date(2026, 11, 28)), (2, date(2026, 11, 29)), (3, date(2026, 11, 30))),
        # Saturday and Sunday a week on: the Friday before.
        *((8, date(2026, 12, 4)), (9, date(2026, 12, 4)), (10, date(2026, 12, 7))),
    ],
)
def test_a_review_comes_earlier_where_its_day_is_closed_and_never_today(
    days: int, day: date
) -> None:
    assert review_day(date(2026, 11, 27), days) == day


# --- What never gives way to work at foothold 3 ---


def test_a_family_at_its_limit_keeps_its_own_step_before_a_step_of_work(catalog: Catalog) -> None:
    # W1, W2 and F4 fill the three dated places: work waits its turn.
    plan = plan_of(catalog, letters=STAGE_3, safety=safety(money="now", family_limit="recent"))
    assert set(ids(plan.now)) == {"W1", "W2", "F4"}
    assert not set(ids(plan.now)) & set(WORK)
    assert set(after(plan)) & set(WORK)


def test_fear_at_home_keeps_its_talk_before_a_step_of_work(catalog: Catalog) -> None:
    calm = plan_of(catalog, "violence", letters=STAGE_3)
    assert {"S0", "M1"} <= set(ids(calm.now))
    short_of_money = plan_of(catalog, "violence", letters=STAGE_3, safety=safety(money="now"))
    assert ids(short_of_money.now) == ["S0", "W1", "W2", "M1"]


def test_work_keeps_one_place_where_nothing_urgent_fills_it(catalog: Catalog) -> None:
    plan = plan_of(catalog, "family_exhausted", "school_or_diploma", letters=STAGE_3, age=17)
    assert len(set(ids(plan.now)) & set(WORK)) == 1


@pytest.mark.parametrize("age", [16, 17])
def test_for_a_minor_school_is_now_and_the_station_for_the_young_comes_after(
    catalog: Catalog, age: int
) -> None:
    # facts §3 and §4.1 J1: サポステ is for 15 to 49; school and its diploma (J5) stand first.
    plan = plan_of(catalog, letters=STAGE_3, age=age)
    assert "J5" in ids(plan.now)
    assert "J1" in ids(plan.next)


@pytest.mark.parametrize(("age", "fits"), [(17, False), (18, True), (64, True), (65, False)])
def test_employment_training_is_proposed_from_18_to_64_only(
    catalog: Catalog, age: int, fits: bool
) -> None:
    # facts §4.1 J4 and services.toml: 就労移行支援 is for 18 to 64.
    plan = plan_of(catalog, "developmental_diagnosis", letters=STAGE_3, age=age)
    assert ("J4" in everywhere(plan)) == fits
    assert len(set(ids(plan.now)) & set(WORK)) == 1


def test_an_unconfirmed_price_of_a_step_marks_the_amounts(catalog: Catalog) -> None:
    # The family itself counts one free service; the amounts of the columns rest on 要確認 prices.
    cost = {"month": "2026-11", "usages": [{"service": "support_centre", "times": 1}]}
    plan = plan_of(catalog, "developmental_diagnosis", letters=STAGE_2, cost=cost)
    assert catalog.figures.at("price.psychiatric_outpatient.low", "2026-11").needs_check
    assert (plan.cost_month, plan.cost_unconfirmed) == ("2026-11", True)
    sure = [row.but(grade="A", confirmed=True) for row in catalog.figures]
    known = catalog.but(figures=Figures(sure))
    plan = plan_of(known, "developmental_diagnosis", letters=STAGE_2, cost=cost)
    assert (plan.cost_month, plan.cost_unconfirmed) == ("2026-11", False)


def test_no_step_proposes_a_service_to_an_age_that_the_service_does_not_take(
    catalog: Catalog,
) -> None:
    for step in catalog.plan.steps:
        for used in step.services:
            service = catalog.service(used.id)
            for age in range(121):
                if step.takes_age(age):
                    assert service.takes_age(age), (step.id, age)


def test_a_service_that_no_step_stands_for_is_named_beside_the_amounts(catalog: Catalog) -> None:
    usages = [
        {"service": "private_visit", "times": 2, "price_low_yen": 9_000, "price_high_yen": 9_000},
        {"service": "support_centre", "times": 1},
        {"service": "family_association", "times": 1},
    ]
    cost = {"month": "2026-11", "usages": usages}
    plan = plan_of(catalog, letters=STAGE_1, cost=cost)
    assert "F2" in everywhere(plan)  # 家族会 is a step; the centre is free; nobody visits here
    assert [offer.service for offer in plan.offers] == ["private_visit"]
    assert plan.offers[0].cost == YenRange(18_000, 18_000)  # 2 × 9,000
    assert plan_of(catalog, letters=STAGE_1).offers == ()
