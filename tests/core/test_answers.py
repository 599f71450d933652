"""The schema of what a family said, and what is made of it, without a screen."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import Case, compose_plan
from core.case.answers import (
    NOT_SAVED,
    Given,
    from_tab,
    has_answers,
    read_answers,
    saved_parts,
)
from core.case.from_answers import (
    answerer_of,
    case_of,
    check_for_plan,
    check_of,
    cost_month,
    edits_of,
    has_check,
    in_use_of,
    memo_of,
    place_of,
    quotes_of,
    read_check,
    request_of,
    review_of,
    windows_of,
)
from core.case_file import MAX_BYTES, CaseFile, Snapshot, pack_case, resume, unpack_case, ways_on
from core.case_file import ReviewLines as Lines
from core.catalog import Catalog
from core.contacts import LocalWindow
from core.edit import PlanEdits
from core.memo import Memo
from tests.core.conftest import sample
from tests.core.test_case_file import CASE, JUNK, full_case, junk_at, put

TODAY = date(2026, 11, 22)
B = "continuous_employment_b"
ALL_NO = dict.fromkeys(("R1", "R2", "R2b", "R3", "R4", "R5", "R6"), "no")


def raw_check(**more: Any) -> dict[str, Any]:
    return {"difficulty": "yes", "safety": ALL_NO, "answers": {"self_care": "yes"}} | more


# -- the schema -------------------------------------------------------------------------------


def test_every_part_has_a_name_for_people_and_none_is_both_saved_and_not() -> None:
    names = saved_parts()
    assert not names.keys() & NOT_SAVED
    assert all(name and not name.isascii() for name in names.values())


def test_what_the_tab_kept_comes_back_as_it_was(catalog: Catalog) -> None:
    case = CASE | {
        "history": [{"on": "2026-10-25", "stage": 1}],
        "alert_open": "R1",
        "find": {"wishes": ["near"], "age": None},
        "plan_new": {"title": "散"},
        "plan_days": {"F1": "12月"},
        "windows_new": {"名前": "町"},
        "example": "K1",
        "aside": {"notes": "祖母のこと", "edits": {"own": [{"id": "own-1", "title": "x"}]}},
        "aside_of": "own",
    }
    assert from_tab(deepcopy(case), catalog) == case


def test_a_tab_of_any_size_that_the_screens_take_comes_back(catalog: Catalog) -> None:
    case = full_case("あ")
    assert from_tab(case, catalog) == case


def test_a_tab_keeps_what_the_example_answered(catalog: Catalog) -> None:
    case = {"answerer": "example", "checks": {"example": raw_check()}}
    assert from_tab(case, catalog) == case


def test_what_a_later_version_wrote_waits_for_it(catalog: Catalog) -> None:
    case = {"notes": "x", "colours": [{"of_tomorrow": 1.5}]}
    assert from_tab(case, catalog) == case


def test_what_lies_aside_is_read_as_a_case(catalog: Catalog) -> None:
    aside = {"notes": "祖母", "situation": "x", "checks": {"family": 3}, "of_tomorrow": 1}
    found = from_tab({"aside": aside, "aside_of": "own"}, catalog)
    kept = {"notes": "祖母", "checks": {}, "of_tomorrow": 1}
    assert found == {"aside": kept, "aside_of": "own"}
    assert from_tab({"aside": [1]}, catalog) == {}


@pytest.mark.parametrize(("junk", "places"), junk_at(CASE))
def test_a_wrong_value_anywhere_in_a_tab_harms_no_other_part(
    catalog: Catalog, junk: Any, places: list[tuple[Any, ...]]
) -> None:
    for path in places:
        broken = put(CASE, path, junk)
        found = from_tab(broken, catalog)
        for key in CASE.keys() - {path[0]}:
            assert found[key] == CASE[key], (path, junk)
        assert from_tab(found, catalog) == found


def test_a_number_typed_wrong_stays_for_its_field_to_say_so(catalog: Catalog) -> None:
    case = {
        "cost": {"welfare": {"income_levy_yen": "たくさん", "rent_yen": -5}},
        "usages": {B: {"times": 300}},
        "quotes": [{"months": "三"}],
    }
    found = from_tab(case, catalog)
    assert found == case
    _, faults = request_of(found, catalog, TODAY)
    assert {one.field for one in faults} == {
        "welfare.income_levy_yen",
        "welfare.rent_yen",
        "usages.0.times",
    }


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ({"notes": "あ" * 20_001}, {"notes": "あ" * 20_000}),
        ({"review": {"done": "い" * 3_001, "on": "いつか"}}, {"review": {"done": "い" * 3_000}}),
        ({"memo": {"asked_before": "う" * 3_001}}, {"memo": {"asked_before": "う" * 3_000}}),
    ],
    ids=lambda one: next(iter(one)),
)
def test_a_text_of_a_tab_that_is_too_long_ends_where_its_field_does(
    catalog: Catalog, raw: dict[str, Any], found: dict[str, Any]
) -> None:
    assert from_tab(raw, catalog) == found


def test_a_file_is_stricter_than_a_tab_and_says_so(catalog: Catalog) -> None:
    losses: list[str] = []
    raw = {"notes": "あ" * 20_001, "answerer": "example", "x": 1, "place": {"city": "ない市"}}
    assert read_answers(raw, Given(catalog), losses.append) == {"place": {}}
    assert losses == ["自由に書いた文", "答える人", "この道具が知らない項目", "住んでいるところ"]


@pytest.mark.parametrize("raw", [{"age": 0}, {"cost": {"medical": {"own_income_yen": 0}}}])
def test_a_nought_is_an_answer(catalog: Catalog, raw: dict[str, Any]) -> None:
    assert has_answers(raw, catalog)


# -- the check --------------------------------------------------------------------------------


@pytest.mark.parametrize("chosen", ["robot", None, 3, ["family"]])
def test_nobody_who_is_known_is_a_family(chosen: object) -> None:
    assert answerer_of({"answerer": chosen}) == "family"
    assert answerer_of({"answerer": "person"}) == "person"


def test_what_is_no_answer_is_left_out_and_a_danger_stays(catalog: Catalog) -> None:
    raw = raw_check(safety=ALL_NO | {"R1": "now", "R9": "now", "R2": 1}, answers="x", difficulty=3)
    kept = {"safety": {key: one for key, one in ALL_NO.items() if key != "R2"} | {"R1": "now"}}
    assert read_check(raw, catalog) == kept
    check = check_of({"checks": {"family": raw}}, "family", catalog)
    assert (check.safety.self_harm, check.safety.violence) == ("now", "unknown")
    assert check.has_difficulty is None


@pytest.mark.parametrize("checks", [None, "x", [], {"person": {}}, {"family": 3}])
def test_a_check_that_is_none_is_all_unknown(catalog: Catalog, checks: object) -> None:
    raw = {"checks": checks}
    assert check_of(raw, "family", catalog).answers.self_care == "unknown"
    assert not has_check(raw, "person")


def test_two_checks_become_one_only_with_consent_and_what_the_person_told_stays_his(
    catalog: Catalog,
) -> None:
    person = raw_check(safety=ALL_NO | {"R2b": "now"}, answers={"self_care": "no"})
    raw: dict[str, Any] = {"checks": {"family": raw_check(), "person": person}}
    alone = check_for_plan(raw, catalog)
    assert alone is not None
    assert alone.answers.self_care == "yes"
    for who, harmed in (("family", "no"), ("person", "now")):
        both = check_for_plan(raw | {"merge": True, "answerer": who}, catalog)
        assert both is not None
        assert (both.answerer, both.answers.self_care, both.safety.harmed) == (who, "no", harmed)
    assert check_for_plan(raw | {"merge": True, "answerer": "example"}, catalog) is None
    assert check_for_plan({}, catalog) is None


# -- the costs --------------------------------------------------------------------------------


def asked(catalog: Catalog, usage: Any) -> dict[str, Any]:
    """The one usage of a request, as JSON without what was not said."""
    request, _ = request_of({"usages": {B: usage}}, catalog, TODAY)
    (found,) = request.usages
    return found.model_dump(mode="json", exclude_unset=True)


@pytest.mark.parametrize(
    ("mode", "counts"),
    [
        (None, "gross_yen_per_time"),
        ("gross", "gross_yen_per_time"),
        ("range", "gross_yen_per_time"),
        ("colour", "gross_yen_per_time"),
        (["claim"], "gross_yen_per_time"),
        ("claim", "claim"),
    ],
    ids=str,
)
def test_only_the_price_of_the_chosen_way_counts_and_the_other_waits(
    catalog: Catalog, mode: object, counts: str
) -> None:
    entry = {
        "times": 3,
        "mode": mode,
        "gross_yen_per_time": "8,000円",
        "claim": {"units_per_time": "600", "unit_price": "10.91", "addition": None, "area": ""},
    }
    prices = {
        "gross_yen_per_time": 8_000,
        "claim": {"units_per_time": 600, "unit_price": "10.91"},
    }
    before = deepcopy(entry)
    assert asked(catalog, entry) == {"service": B, "times": 3, counts: prices[counts]}
    assert entry == before


def test_a_contract_is_a_price_of_its_own(catalog: Catalog) -> None:
    lump = {"total_yen": "12万円", "months": 6, "entry_yen": "", "paid_monthly": True}
    entry = {"times": 1, "mode": "lump", "lump": lump, "price_low_yen": 5, "price_high_yen": 4}
    request, faults = request_of({"usages": {"private_visit": entry}}, catalog, TODAY)
    (found,) = request.usages
    assert faults == ()
    assert found.lump is not None
    assert (found.lump.total_yen, found.lump.months, found.lump.entry_yen) == (120_000, 6, 0)
    assert (found.price_low_yen, found.lump.paid_monthly) == (None, True)
    plain, faults = request_of(
        {"usages": {"private_visit": entry | {"mode": "range"}}}, catalog, TODAY
    )
    assert [one.field for one in faults] == ["usages.0"]
    assert plain.usages[0].lump is None


def test_the_age_is_that_of_its_own_field(catalog: Catalog) -> None:
    raw = {"age": 34, "cost": {"person": {"age": 70, "spouse": True}}}
    request, _ = request_of(raw, catalog, TODAY)
    assert (request.person.age, request.person.spouse) == (34, True)
    assert case_of({"cost": raw["cost"]}, catalog, TODAY).known_age is None


def test_a_no_and_a_nought_are_answers_and_nothing_is_none(catalog: Catalog) -> None:
    raw = {"cost": {"welfare": {"designated_city": False, "credits_yen": 0, "rent_yen": ""}}}
    request, faults = request_of(raw, catalog, TODAY)
    assert request.welfare.model_fields_set == {"designated_city", "credits_yen"}
    assert faults == ()


@pytest.mark.parametrize("month", [None, "", "2026-13", "bald", 202611, ["2026-11"], {}])
def test_a_month_that_is_none_is_this_month(catalog: Catalog, month: object) -> None:
    raw = {"cost": {"month": month}}
    assert cost_month(raw, TODAY) == "2026-11"
    assert request_of(raw, catalog, TODAY)[0].month == "2026-11"
    assert cost_month({"cost": {"month": "2025-04"}}, TODAY) == "2025-04"


def test_a_service_that_is_none_is_left_out_and_the_faults_keep_their_places(
    catalog: Catalog,
) -> None:
    usages = {"magic": {"times": 1}, B: 3, "free_space": {"times": 2}, "pharmacy": {"times": "x"}}
    request, faults = request_of({"usages": usages}, catalog, TODAY)
    assert [(one.service, one.times) for one in request.usages] == [("free_space", 2)]
    assert [one.field for one in faults][:1] == ["usages.1.times"]


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"cost": "x", "usages": [1]},
        {"cost": {"person": 3, "welfare": None, "medical": [], "month": "bald"}},
        {"usages": {B: 3, "free_space": {"times": 2}}},
    ],
    ids=str,
)
def test_of_a_broken_tab_stays_what_the_cost_screen_can_go_on_from(
    catalog: Catalog, raw: dict[str, Any]
) -> None:
    found = from_tab(raw, catalog)
    cost, usages = found.get("cost", {}), found.get("usages", {})
    assert isinstance(cost, dict)
    assert "month" not in cost
    assert all(isinstance(cost.get(name, {}), dict) for name in ("person", "welfare", "medical"))
    assert all(isinstance(entry, dict) for entry in usages.values())
    request, faults = request_of(found, catalog, TODAY)
    assert request_of(raw, catalog, TODAY) == (request, faults)
    assert from_tab(found, catalog) == found


# -- everything else --------------------------------------------------------------------------


def test_the_whole_case_is_made_of_what_is_kept(catalog: Catalog) -> None:
    case = case_of(CASE, catalog, TODAY)
    assert case.check is not None
    assert case.check.safety.money == "now"
    assert case.age == 34
    assert case.situation == {"parents_elderly", "violence"}
    assert case.in_use == {"doctor", "handbook", "pharmacy"}
    assert case.notes == CASE["notes"]
    assert [step.title for step in case.edits.own] == ["犬の散歩", "民間の訪問支援"]
    assert case.review is not None
    assert (case.review.on, case.review.done) == (date(2026, 11, 20), "電話した")
    assert case.cost is not None
    assert case.cost.month == "2026-11"
    compose_plan(case, catalog, TODAY)


def test_the_other_parts_have_their_ways_too(catalog: Catalog) -> None:
    assert memo_of(CASE, catalog).texts == {"days": "夜おそい"}
    quotes, faults = quotes_of(CASE)
    assert (quotes[0].name, quotes[0].price_yen, faults) == ("甲", 600_000, ())
    assert windows_of(CASE) == (LocalWindow(name="町の相談", checked_on=date(2026, 11, 1)),)
    assert place_of(CASE, catalog) == ("東京都", None)
    assert in_use_of({"in_use": ["doctor", "ufo", "doctor"]}, catalog) == ["doctor"]


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ({"prefecture": "岡山県", "city": "岡山市"}, ("岡山県", "岡山市")),
        ({"prefecture": "東京都", "city": "岡山市"}, ("東京都", None)),
        ({"city": "岡山市"}, (None, None)),
        ({"prefecture": "どこか"}, (None, None)),
        ("x", (None, None)),
    ],
    ids=str,
)
def test_a_city_belongs_to_its_prefecture(
    catalog: Catalog, raw: object, found: tuple[str | None, str | None]
) -> None:
    assert place_of({"place": raw}, catalog) == found


def test_a_review_is_there_with_a_day_or_a_line(catalog: Catalog) -> None:
    def on(**lines: Any) -> date | None:
        found = review_of({"review": lines}, catalog, TODAY)
        return found and found.on

    assert on() is on(done="") is on(done=3) is None
    assert on(done="電話した") == on(done="電話した", on="2037-01-01") == TODAY
    assert on(on="2023-12-01") == date(2023, 12, 1)
    assert on(on="20261120", done="x") == TODAY


@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: repr(junk)[:12])
def test_whatever_stands_in_a_part_every_way_leads_on(catalog: Catalog, junk: Any) -> None:
    raw = dict.fromkeys((*saved_parts(), *NOT_SAVED), junk)
    case = case_of(raw, catalog, TODAY)
    compose_plan(case, catalog, TODAY)
    case.model_dump_json().encode()
    assert (case.edits, case.situation, case.in_use) == (PlanEdits(), frozenset(), frozenset())
    assert memo_of(raw, catalog) == Memo()
    assert (windows_of(raw), place_of(raw, catalog)) == ((), (None, None))
    quotes_of(raw)
    edits_of(raw, TODAY)
    has_answers(raw, catalog)
    json.dumps(from_tab(raw, catalog))


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["own", "id", "title", "month", "welfare", "family", "safety", "R1", B]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(sorted((*saved_parts(), *NOT_SAVED))), ANY, max_size=8))
@sample(150)
def test_nothing_that_a_tab_may_hold_breaks_a_case(catalog: Catalog, raw: dict[str, Any]) -> None:
    assert isinstance(case_of(raw, catalog, TODAY), Case)
    back = from_tab(raw, catalog)
    assert from_tab(back, catalog) == back
    # What a file makes of it is the same, whether the tab was read before or not.
    text = pack_case(back, catalog, None, TODAY, with_safety=True).text
    assert len(text) < MAX_BYTES
    again = unpack_case(text.encode(), catalog)
    assert again.left_out == ()
    case_of(again.answers, catalog, TODAY)


# -- going on from a file ---------------------------------------------------------------------


def a_file(answers: dict[str, Any], *history: Snapshot) -> CaseFile:
    return CaseFile(saved_on=None, answers=answers, history=history)


@pytest.mark.parametrize(
    ("month", "past"), [("2026-10", True), ("2026-11", False), ("2027-01", False), (None, False)]
)
def test_a_month_that_is_over_is_this_month_again(month: str | None, past: bool) -> None:
    cost = {"welfare": {"tax": "exempt"}} | ({"month": month} if month else {})
    read = a_file({"cost": cost})
    found = resume(read, TODAY)
    assert found.month_is_past is past
    assert found.case["cost"] == {
        key: one for key, one in cost.items() if not past or key != "month"
    }
    assert read.answers["cost"] == cost


def test_lines_that_stand_in_the_history_are_not_those_of_today() -> None:
    lines = {"done": "電話した", "next_try": "会へ"}
    before = Snapshot(on=date(2026, 10, 25), review=Lines(**lines))
    for review, past in ((lines | {"on": "2026-10-25"}, True), (lines | {"done": "手紙"}, False)):
        found = resume(a_file({"review": review}, before), TODAY)
        assert (found.review_is_past, "review" in found.case) == (past, not past)
        assert found.case["history"] == [before.model_dump(mode="json")]
    assert not resume(a_file({"review": {"on": "2026-10-25"}}, before), TODAY).review_is_past
    assert not resume(a_file({"review": lines}), TODAY).review_is_past


def test_a_check_without_its_safety_answers_is_told() -> None:
    with_safety = {"checks": {"family": raw_check()}}
    without = {"checks": {"family": {"difficulty": "yes"}}}
    assert resume(a_file(without), TODAY).safety_is_missing
    assert not resume(a_file(with_safety), TODAY).safety_is_missing
    assert not resume(a_file({}), TODAY).safety_is_missing


def test_what_came_of_a_file_is_told_in_sentences() -> None:
    read = a_file({"cost": {"month": "2026-10"}, "checks": {"family": {"difficulty": "yes"}}}).but(
        left_out=("年齢に、…",)
    )
    assert resume(read, TODAY).told == (
        "保存した日のわからないファイルを読みました。",
        "年齢に、…",
        "費用の月は、今月にしました。",
        "安全の質問の答えは、ファイルに入っていません。「いまの足場」で、もう一度答えられます。",
    )
    read = a_file({}).but(saved_on=date(2026, 10, 5))
    assert resume(read, TODAY).told == ("2026年10月5日に保存したファイルを読みました。",)


@pytest.mark.parametrize(
    ("raw", "ways"),
    [
        ({}, ()),
        ({"age": None, "edits": {}, "answerer": "person"}, ()),
        ({"age": 0}, ("plan",)),
        ({"usages": {"free_space": {"times": 4}}}, ("cost",)),
        ({"quotes": [{"name": "甲"}]}, ("private", "sheet")),
        ({"history": [{"on": "2026-10-25"}]}, ("sheet",)),
        ({"place": {"prefecture": "東京都"}, "notes": "x"}, ("windows", "sheet")),
    ],
)
def test_a_case_leads_to_the_screens_that_show_it(
    catalog: Catalog, raw: dict[str, Any], ways: tuple[str, ...]
) -> None:
    assert ways_on(raw, catalog) == ways
