"""The case of the visit without a screen: what is read from it, and what the tab keeps."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
import streamlit

from core.catalog import Catalog
from pages.parts import store, tab_case
from tests.pages.conftest import MONTH, TODAY, checked

State = dict[str, Any]


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> State:
    """A session's state as a plain dict."""
    plain: State = {"case": {}}
    monkeypatch.setattr(streamlit, "session_state", plain)
    return plain


def test_a_visit_begins_with_an_empty_case(state: State) -> None:
    del state["case"]
    assert store.case() == {}
    assert store.case() is state["case"]
    assert store.answerer() == "family"
    assert not store.has_check("family")
    assert store.current_check() is None


@pytest.mark.parametrize("broken", ["x", 3, [1], None, True])
def test_a_part_that_is_no_dict_is_made_anew(state: State, broken: object) -> None:
    state["case"]["cost"] = broken
    assert store.part("cost") == {}
    store.part("cost")["month"] = MONTH
    assert state["case"]["cost"] == {"month": MONTH}


@pytest.mark.parametrize("broken", ["x", 3, [1], True])
def test_answers_that_are_no_dict_are_made_anew(state: State, broken: object) -> None:
    state["case"]["checks"] = {"family": broken, "person": {"difficulty": "no"}}
    assert store.answers_of("family") == {}
    store.answers_of("family")["difficulty"] = "yes"
    assert state["case"]["checks"]["family"] == {"difficulty": "yes"}
    assert state["case"]["checks"]["person"] == {"difficulty": "no"}


@pytest.mark.parametrize("chosen", ["robot", "", None, 3, ["family"], {}])
def test_an_unknown_answerer_counts_as_a_family(state: State, chosen: object) -> None:
    state["case"]["answerer"] = chosen
    assert store.answerer() == "family"
    assert store.words("親御さん", "親") == "親御さん"


def test_words_follow_the_answerer(state: State, catalog: Catalog) -> None:
    header = catalog.check.texts.header
    for who, family in (("family", True), ("example", True), ("person", False)):
        state["case"]["answerer"] = who
        assert store.said(header) == (header.family if family else header.person)


def test_the_check_is_read_with_its_follow_up(state: State) -> None:
    raw = checked("sometimes", R2b="recent", threatened={"elderly": "yes", "minor": "no"})
    state["case"]["checks"] = {"person": raw}
    check = store.read_check("person")
    assert check.answerer == "person"
    assert check.has_difficulty is True
    assert check.safety.violence == "recent"
    assert check.threatened.elderly == "yes"
    assert check.answers.self_care == "sometimes"


@pytest.mark.parametrize(
    "raw",
    [
        {"safety": "now"},
        {"safety": 3},
        {"safety": {"R1": "perhaps"}},
        {"safety": {"R1": ["now"]}},
        {"answers": ["yes"]},
        {"answers": {"self_care": 1}},
        {"answers": {"iq": "yes"}},
        {"threatened": "x"},
        "x",
        [1],
        5,
    ],
)
def test_a_broken_check_counts_as_unknown_and_is_still_a_check(state: State, raw: object) -> None:
    state["case"]["checks"] = {"family": deepcopy(raw)}
    check = store.read_check("family")
    assert check.answerer == "family"
    assert check.safety.self_harm == "unknown"
    assert check.answers.self_care == "unknown"
    store.current_check()


@pytest.mark.parametrize("broken", [{"self_care": "maybe"}, {"iq": "yes"}, ["yes"], "x"])
def test_a_broken_part_loses_no_danger(state: State, broken: object) -> None:
    """What was right is kept: 今まさに must not vanish because another answer is unreadable."""
    raw = checked(R1="now", answers=broken)
    state["case"]["checks"] = {"family": raw}
    assert store.read_check("family").safety.self_harm == "now"


def test_two_checks_are_merged_only_with_consent(state: State) -> None:
    state["case"]["checks"] = {"family": checked("yes"), "person": checked("no")}
    alone = store.current_check()
    assert alone is not None
    assert alone.answers.self_care == "yes"
    state["case"]["merge"] = True
    for who in ("family", "person"):
        state["case"]["answerer"] = who
        both = store.current_check()
        assert both is not None
        assert both.answerer == who
        assert both.answers.self_care == "no"
    state["case"]["answerer"] = "example"
    assert store.current_check() is None
    state["case"]["checks"]["example"] = checked("sometimes")
    fictional = store.current_check()
    assert fictional is not None
    assert fictional.answers.self_care == "sometimes"


def test_the_request_keeps_what_is_right_and_lists_what_is_wrong(
    state: State, catalog: Catalog
) -> None:
    state["case"] |= {
        "age": 34,
        "cost": {
            "month": MONTH,
            "person": {"spouse": True},
            "welfare": {"tax": "taxed", "income_levy_yen": "たくさん", "credits_yen": ""},
            "medical": {"own_income_yen": "-1"},
        },
        "usages": {
            "continuous_employment_b": {"times": 10, "gross_yen_per_time": "８,０００円"},
            "private_visit": {"times": 1, "price_low_yen": "abc"},
            "magic": {"times": 1},
        },
    }
    before = deepcopy(state["case"])
    request, faults = store.request(catalog)
    assert request.person.age == 34
    assert request.person.spouse is True
    assert request.welfare.tax == "taxed"
    assert request.welfare.income_levy_yen is None
    assert [usage.service for usage in request.usages] == [
        "continuous_employment_b",
        "private_visit",
    ]
    assert request.usages[0].gross_yen_per_time == 8_000
    assert {fault.field for fault in faults} == {
        "welfare.income_levy_yen",
        "medical.own_income_yen",
        "usages.1.price_low_yen",
    }
    assert all(fault.message.isprintable() and "。" not in fault.message for fault in faults)
    assert state["case"] == before


def test_an_unreadable_age_still_leaves_a_request(state: State, catalog: Catalog) -> None:
    for age in (300, -1, "34", 3.5, [34], True):
        state["case"]["age"] = age
        assert store.request(catalog)[0].person.age is None


@pytest.mark.parametrize("month", [None, "", "2026-13", "bald", 202611, ["2026-11"], {}])
def test_a_month_that_is_none_becomes_this_month(
    state: State, catalog: Catalog, month: object
) -> None:
    state["case"]["cost"] = {"month": month}
    assert store.request(catalog)[0].month == f"{TODAY:%Y-%m}"


@pytest.mark.parametrize(
    "usage",
    [
        {"times": -1},
        {"times": "x"},
        {"times": [1]},
        {"times": 2.5},
        {"times": 99},
        {},
        {"times": 1, "gross_yen_per_time": 10.5},
        3,
        "x",
        [3],
        None,
    ],
)
def test_a_broken_usage_leaves_the_others(state: State, catalog: Catalog, usage: object) -> None:
    state["case"]["usages"] = {"continuous_employment_b": usage, "free_space": {"times": 2}}
    request, _ = store.request(catalog)
    assert [one.times for one in request.usages if one.service == "free_space"] == [2]


@pytest.mark.parametrize("part", ["person", "welfare", "medical"])
@pytest.mark.parametrize("broken", ["x", [1], 3, None, {"colour": "red"}, {"tax": []}])
def test_a_broken_part_of_the_costs_leaves_the_others(
    state: State, catalog: Catalog, part: str, broken: object
) -> None:
    state["case"]["cost"] = {"month": MONTH, part: broken}
    state["case"]["usages"] = {"free_space": {"times": 2}}
    request, _ = store.request(catalog)
    assert [one.times for one in request.usages] == [2]
    store.full_case(catalog)


def test_the_full_case_takes_over_everything(state: State, catalog: Catalog) -> None:
    state["case"] |= {
        "checks": {"family": checked("yes")},
        "age": 34,
        "situation": ["goes_out", "dragons", 3, None],
        "notes": "あ" * 20_001,
    }
    case = store.full_case(catalog)
    assert case.check is not None
    assert case.cost is not None
    assert case.age == 34
    assert case.situation == frozenset({"goes_out"})
    assert len(case.notes) == 20_000


# -- the tab ----------------------------------------------------------------------------------


def test_the_tab_keeps_the_case_and_the_size_of_the_letters(state: State) -> None:
    state["case"] |= {"answerer": "person", "notes": "𠮷野家😀", "usages": {}, "age_text": ""}
    state["text_size"] = "A+"
    kept = tab_case.pack()
    assert json.loads(kept) == {
        "text_size": "A+",
        "case": {"answerer": "person", "notes": "𠮷野家😀"},
    }
    assert tab_case._unpack(kept) == json.loads(kept)


def test_nothing_is_kept_of_an_empty_visit(state: State) -> None:
    state["case"] |= {"checks": {}, "notes": "", "situation": []}
    assert tab_case.pack() == ""


@pytest.mark.parametrize(
    "text", [None, 3, "", "x", "[1]", '"x"', "null", "{", "[" * 9_999, '{"a":"' + "x" * 200_000]
)
def test_what_the_tab_did_not_get_from_us_is_dropped(text: object) -> None:
    assert tab_case._unpack(text) == {}


def answer(state: State, nonce: object, text: object) -> None:
    """The tab's answer arrives."""
    state["ashiba_tab_case"] = {"answer": {"nonce": nonce, "text": text}}
    tab_case._take_answer()


def test_the_tab_s_answer_is_taken_once_and_only_to_our_question(state: State) -> None:
    del state["case"]
    state["_tab_asked"] = "abcd"
    answer(state, "other", '{"case":{"answerer":"person"}}')
    assert "case" not in state
    answer(state, "abcd", '{"case":{"answerer":"person"},"text_size":"A+","evil":1}')
    assert state["case"] == {"answerer": "person"}
    assert state["text_size"] == "A+"
    assert "evil" not in state
    answer(state, "abcd", '{"case":{"answerer":"example"}}')
    assert state["case"] == {"answerer": "person"}


@pytest.mark.parametrize("text", ['{"case":[1]}', '{"case":"x","text_size":5}', "x", None])
def test_a_broken_answer_of_the_tab_starts_an_empty_visit(state: State, text: object) -> None:
    del state["case"]
    state["_tab_asked"] = "abcd"
    answer(state, "abcd", text)
    assert state["case"] == {}
    assert "text_size" not in state


def test_wiping_forgets_every_key(state: State) -> None:
    state |= {"case": {"answerer": "person"}, "text_size": "A+", "welfare_cap": "9300"}
    tab_case.wipe()
    assert state["case"] == {}
    assert set(state) == {"case", "_tab_wiped"}
    assert tab_case.is_wiped()
