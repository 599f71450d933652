"""The case of the visit without a screen: what is read from it, and what the tab keeps."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from core import compose_plan
from core.case_file import MAX_BYTES, pack_case, unpack_case
from core.catalog import Catalog, load_catalog
from core.edit import PlanEdits
from core.memo import read_memo
from pages.parts.kit import local, once, plan_sum, store, tab_case
from tests.core.test_case_file import full_case
from tests.pages.conftest import MONTH, TODAY, checked, opened, said

CATALOG = load_catalog()
State = dict[str, Any]


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> State:
    """A session's state as a plain dict."""
    plain: State = {"case": {}}
    monkeypatch.setattr(streamlit, "session_state", plain)
    return plain


def test_what_is_counted_already_is_not_counted_anew(state: State) -> None:
    state["case"] = {"usages": {"pharmacy-2": {"times": 3}, "free_space": {"times": 1}}}
    plan_sum.count({"pharmacy": 1, "free_space": 4, "family_association": 1})
    assert store.part("usages") == {
        "pharmacy-2": {"times": 3},
        "free_space": {"times": 1},
        "family_association": {"times": 1},
    }


def test_a_visit_begins_with_an_empty_case(state: State, catalog: Catalog) -> None:
    del state["case"]
    assert store.case() == {}
    assert store.case() is state["case"]
    assert store.answerer() == "family"
    assert not store.has_check("family")
    assert store.current_check(catalog) is None


@pytest.mark.parametrize("broken", ["x", 3, [1], None, True])
def test_a_part_that_is_no_dict_is_made_anew(state: State, broken: object) -> None:
    state["case"]["cost"] = broken
    assert store.part("cost") == {}
    store.put(MONTH, "cost", "month")
    assert state["case"]["cost"] == {"month": MONTH}


@pytest.mark.parametrize("broken", ["x", 3, [1], True])
def test_answers_that_are_no_dict_are_made_anew(
    state: State, broken: object, catalog: Catalog
) -> None:
    state["case"]["checks"] = {"family": broken, "person": {"difficulty": "no"}}
    assert store.answers_of("family", catalog) == {}
    store.put("yes", "checks", "family", "difficulty")
    assert state["case"]["checks"]["family"] == {"difficulty": "yes"}
    assert state["case"]["checks"]["person"] == {"difficulty": "no"}


def test_what_is_handed_out_is_a_copy(state: State, catalog: Catalog) -> None:
    state["case"] |= {"usages": {"day_care": {"times": 4}}, "checks": {"family": {}}}
    before = deepcopy(state["case"])
    store.part("usages")["day_care"]["times"] = 9
    store.get("usages", "day_care")["times"] = 9
    store.answers_of("family", catalog)["difficulty"] = "yes"
    assert state["case"] == before


def test_another_case_takes_the_place_of_all_that_was_there(state: State) -> None:
    state |= {"case": {"notes": "x"}, "plan_open": "A1", "text_size": "A+"}
    store.begin_with({"answerer": "person"})
    assert state == {"case": {"answerer": "person"}, "text_size": "A+"}


def test_the_case_that_was_there_is_held_by_nothing_even_if_no_run_follows() -> None:
    def screen() -> None:
        import streamlit as st

        from pages.parts.kit import store

        if st.session_state.case:
            store.begin_with({})

    at = AppTest.from_function(screen)
    at.session_state["case"] = {"notes": "なまえのしるし七七"}
    at.run()
    assert at.session_state["case"] == {}
    # Streamlit's own: what stood there before this run, until the next.
    assert "なまえのしるし七七" not in str(at._session_state._state._old_state)


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


def test_the_check_is_read_with_its_follow_up(state: State, catalog: Catalog) -> None:
    raw = checked("sometimes", R2="recent", threatened={"elderly": "yes", "minor": "no"})
    state["case"]["checks"] = {"person": raw}
    check = store.read_check("person", catalog)
    assert check.answerer == "person"
    assert check.has_difficulty is True
    assert check.safety.violence == "recent"
    assert check.safety.harmed == "no"
    assert check.threatened.elderly == "yes"
    assert check.answers.self_care == "sometimes"


@pytest.mark.parametrize("answer", ["now", "recent", "unknown"])
def test_who_is_harmed_has_an_answer_of_its_own(
    state: State, answer: str, catalog: Catalog
) -> None:
    """Since check 1.1.0 R2b is no violence of the person's; nobody is asked whom it threatens."""
    raw = checked("sometimes", R2b=answer, threatened={"elderly": "yes", "minor": "no"})
    state["case"]["checks"] = {"person": raw}
    check = store.read_check("person", catalog)
    assert (check.safety.harmed, check.safety.violence) == (answer, "no")
    assert check.threatened.elderly == "unknown"


def test_an_older_tab_without_that_answer_reads_as_unknown_and_nothing_is_lost(
    state: State, catalog: Catalog
) -> None:
    raw = checked("sometimes", R2="recent")
    del raw["safety"]["R2b"]
    state["case"]["checks"] = {"family": raw}
    check = store.read_check("family", catalog)
    assert (check.safety.harmed, check.safety.violence) == ("unknown", "recent")


def test_what_the_person_told_of_being_harmed_never_reaches_the_family_s_screens(
    state: State, catalog: Catalog
) -> None:
    state["case"] |= {
        "merge": True,
        "checks": {"family": checked("sometimes"), "person": checked("yes", R2b="now")},
    }
    for who, seen in (("family", "no"), ("person", "now")):
        state["case"]["answerer"] = who
        check = store.current_check(catalog)
        assert check is not None
        assert check.safety.harmed == seen


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        (["doctor", "school", "pharmacy"], ["doctor", "school", "pharmacy"]),
        (["doctor", "ufo", 5, None, "doctor"], ["doctor"]),
        ("doctor", []),
        ({"doctor": True}, []),
        (None, []),
    ],
    ids=str,
)
def test_what_is_in_use_is_read_and_an_unknown_one_left_out(
    state: State, catalog: Catalog, raw: Any, kept: list[str]
) -> None:
    state["case"]["in_use"] = raw
    assert store.in_use(catalog) == kept
    assert store.full_case(catalog).in_use == frozenset(kept)


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
def test_a_broken_check_counts_as_unknown_and_is_still_a_check(
    state: State, raw: object, catalog: Catalog
) -> None:
    state["case"]["checks"] = {"family": deepcopy(raw)}
    check = store.read_check("family", catalog)
    assert check.answerer == "family"
    assert check.safety.self_harm == "unknown"
    assert check.answers.self_care == "unknown"
    store.current_check(catalog)


@pytest.mark.parametrize("broken", [{"self_care": "maybe"}, {"iq": "yes"}, ["yes"], "x"])
def test_a_broken_part_loses_no_danger(state: State, broken: object, catalog: Catalog) -> None:
    """What was right is kept: 今まさに must not vanish because another answer is unreadable."""
    raw = checked(R1="now", answers=broken)
    state["case"]["checks"] = {"family": raw}
    assert store.read_check("family", catalog).safety.self_harm == "now"


def test_two_checks_are_merged_only_with_consent(state: State, catalog: Catalog) -> None:
    state["case"]["checks"] = {"family": checked("yes"), "person": checked("no")}
    alone = store.current_check(catalog)
    assert alone is not None
    assert alone.answers.self_care == "yes"
    state["case"]["merge"] = True
    for who in ("family", "person"):
        state["case"]["answerer"] = who
        both = store.current_check(catalog)
        assert both is not None
        assert both.answerer == who
        assert both.answers.self_care == "no"
    state["case"]["answerer"] = "example"
    assert store.current_check(catalog) is None
    state["case"]["checks"]["example"] = checked("sometimes")
    fictional = store.current_check(catalog)
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


@pytest.mark.parametrize("age", [34, None])
def test_the_age_of_the_field_counts_whatever_age_a_file_holds_beside_it(
    state: State, catalog: Catalog, age: int | None
) -> None:
    state["case"] |= {"age": age, "cost": {"person": {"age": 70, "spouse": True}}}
    request, _ = store.request(catalog)
    assert (request.person.age, request.person.spouse) == (age, True)
    assert store.full_case(catalog).known_age == age


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


def test_the_full_case_takes_the_reviews_of_earlier_days(state: State, catalog: Catalog) -> None:
    lines = {"done": "電話した", "unchanged": "", "next_try": ""}
    days = ("2026-10-25", "2026-11-24", "2026-12-25")  # before, on, and after the day
    state["case"]["history"] = [{"on": day, "review": lines} for day in days] + ["x"]
    found = store.full_case(catalog).history
    assert [one.model_dump(mode="json") for one in found] == [{"on": "2026-10-25", **lines}]


@pytest.mark.parametrize(
    "broken",
    [
        {"notes": "前\ud800後"},
        {"notes": ["x"]},
        {"review": {"done": "\udfff", "on": "9999-12-31"}},
        {"edits": {"details": {"F1": {"who": "\ud800", "due_on": "9999-12-31"}}}},
        {"edits": {"own": [{"id": "own-9999", "title": "a\udc00"}]}},
        {"history": [{"on": "9999-12-31", "review": {"done": "\ud800"}}]},
        {"memo": {"texts": {"sleep": "\ud800"}, "asked_before": "\udfff"}},
    ],
    ids=ascii,
)
def test_what_a_broken_tab_holds_makes_a_case_and_a_plan(
    state: State, catalog: Catalog, broken: State
) -> None:
    state["case"] |= broken
    case = store.full_case(catalog)
    compose_plan(case, catalog, store.today())
    case.model_dump_json().encode()
    read_memo(store.case().get("memo"), catalog.sheets.memo).model_dump_json().encode()


@pytest.mark.parametrize(
    ("day", "kept"),
    [
        ("2025-01-01", True),
        ("2023-12-01", True),  # a day that is past is a day
        ("2036-12-31", True),  # 2026 and ten years
        ("2037-01-01", False),
    ],
)
def test_a_day_too_far_ahead_is_left_out_and_a_past_one_stays(
    state: State, day: str, kept: bool, catalog: Catalog
) -> None:
    state["case"] |= {
        "edits": {"details": {"F1": {"who": "母", "due_on": day}}},
        "review": {"on": day, "done": "電話した"},
    }
    found = store.edits().detail("F1")
    assert found.who == "母"
    assert (found.due_on is not None) == kept
    written = store.review(catalog)
    assert written is not None
    assert written.done == "電話した"
    assert written.on.isoformat() == (day if kept else TODAY.isoformat())


# -- the example ------------------------------------------------------------------------------

MINE = {
    "notes": "祖母のこと",
    "edits": {"own": [{"id": "own-1", "title": "祖母に電話"}]},
    "review": {"on": "2026-11-20", "done": "祖母と話した"},
    "memo": {"asked_before": "祖母にきいた"},
    "quotes": [{"name": "祖母の紹介"}],
    "place": {"prefecture": "東京都"},
    "situation": ["violence"],
    "age": 34,
    "age_text": "34",
    "cost": {"welfare": {"income_levy_yen": "91919"}},
    "usages": {"free_space": {"times": 2}},
    "alert_open": True,
    "of_tomorrow": "祖母",
}
THE_GROUP_S = {"windows": [{"name": "ひまわりの会"}]}


def test_with_the_example_nothing_of_a_family_is_there_and_it_comes_back(
    state: State, catalog: Catalog
) -> None:
    checks = {"family": checked("no"), "example": checked("yes")}
    state["case"] |= deepcopy({**MINE, **THE_GROUP_S, "checks": checks, "answerer": "family"})
    store.put("example", "answerer")
    shown = store.case()
    assert not MINE.keys() & shown.keys()
    assert {key: shown[key] for key in THE_GROUP_S} == THE_GROUP_S
    case = store.full_case(catalog)
    assert (case.notes, case.edits, case.review) == ("", PlanEdits(), None)
    assert (case.age, case.situation, case.history) == (None, frozenset(), ())
    assert {key: store.own_case()[key] for key in MINE} == MINE
    assert local.place(catalog) == (None, None)
    # What a meeting tries on the example is the example's.
    store.put("会でためしに書いた", "notes")
    store.put({"times": 1}, "usages", "support_center")
    store.put("person", "answerer")
    assert {key: store.case()[key] for key in MINE} == MINE
    assert store.own_case() is store.case()
    store.put("example", "answerer")
    assert store.case()["notes"] == "会でためしに書いた"
    # A reload in the middle keeps both.
    state["case"] = json.loads(json.dumps(state["case"]))
    store.put("family", "answerer")
    assert {key: store.case()[key] for key in MINE} == MINE


@pytest.mark.parametrize("broken", ["x", 3, [1], None, {"answerer": "person", "checks": 5}])
@pytest.mark.parametrize("of", ["own", "example", "x", 3, None])
@pytest.mark.parametrize("who", ["family", "example"])
def test_a_broken_place_aside_harms_nothing(
    state: State, catalog: Catalog, broken: object, of: object, who: str
) -> None:
    state["case"] |= {"answerer": who, "aside": broken, "aside_of": of, "notes": "x"}
    store.full_case(catalog)
    assert store.answerer() == who
    store.put("person", "answerer")
    store.full_case(catalog)
    assert store.answerer() == "person"


def test_the_example_takes_no_undo_along(state: State) -> None:
    state |= {"private_removed": (0, {"name": "祖母の紹介"}), "text_size": "A+"}
    store.put("example", "answerer")
    store.case()
    assert "private_removed" not in state
    assert state["text_size"] == "A+"


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


def test_whatever_a_file_can_hold_survives_a_reload(state: State) -> None:
    for mark in ("あ", '"', "x", "\n"):
        case = full_case(mark)
        read = unpack_case(pack_case(case, CATALOG, None, TODAY, True).text.encode(), CATALOG)
        days = [one.model_dump(mode="json") for one in read.history]
        state["case"] = {**read.answers, "history": days}
        assert tab_case.warning() == ""
        # Lines with nothing on them are no changes of the plan, and a tab keeps no empty part.
        kept = {key: one for key, one in state["case"].items() if one not in ({}, [])}
        assert tab_case._unpack(tab_case.pack())["case"] == kept


def test_a_file_of_the_largest_size_survives_a_reload(state: State) -> None:
    titles = ["x" * 200] * 200  # 40 KB of steps a day, of which a file may hold twelve
    days = [{"on": f"2025-{month:02}-01", "now": titles} for month in range(1, 13)]
    bare = {"format": "ashiba-note", "version": 1, "answers": full_case("x"), "history": days}
    room = MAX_BYTES - len(json.dumps(bare))
    data = json.dumps(bare).encode() + b" " * room
    assert len(data) == MAX_BYTES
    read = unpack_case(data, CATALOG)
    state["case"] = {
        **read.answers,
        "history": [one.model_dump(mode="json") for one in read.history],
    }
    assert len(state["case"]["history"]) == 12
    assert tab_case.warning() == ""
    assert tab_case._unpack(tab_case.pack())["case"] == state["case"]


def test_what_has_no_room_in_the_tab_goes_with_a_word_the_days_before_first(state: State) -> None:
    half = tab_case.MAX_CHARACTERS // 2
    state["case"] |= {"answerer": "person", "notes": "x" * half, "history": ["y" * half]}
    assert tab_case.warning() == tab_case.TOO_MUCH
    assert tab_case._unpack(tab_case.pack())["case"] == {
        "answerer": "person",
        "notes": "x" * half,
    }
    assert "history" in state["case"]  # of the visit itself nothing is lost
    state["case"]["memo"] = {"x": "z" * half, "y": "z" * half}
    assert tab_case.warning() == tab_case.TOO_MUCH
    assert tab_case._unpack(tab_case.pack())["case"] == {"answerer": "person", "notes": "x" * half}
    state["case"] = {"notes": "x"}
    assert tab_case.warning() == ""


def test_a_tab_that_takes_nothing_is_said(state: State) -> None:
    state["case"]["notes"] = "x"
    state["ashiba_tab_case"] = {"refused": True}
    assert tab_case.warning() == tab_case.REFUSED
    state["ashiba_tab_case"] = {"refused": False}
    assert tab_case.warning() == ""


def test_that_the_tab_takes_nothing_is_heard_in_a_run_that_nobody_pressed_for(
    state: State, monkeypatch: pytest.MonkeyPatch, catalog: Catalog
) -> None:
    mounted: dict[str, Any] = {}
    monkeypatch.setattr(tab_case, "_component", lambda: mounted.update)
    tab_case.keep(catalog)
    assert not once.by_itself()
    mounted["on_refused_change"]()
    assert once.by_itself()


def test_halves_of_characters_end_at_the_door() -> None:
    text = '{"case":{"notes":"a\\ud800b","memo":{"\\udfff":["\\ud83d\\ude00"]}}}'
    assert tab_case._unpack(text) == {"case": {"notes": "a\ufffdb", "memo": {"\ufffd": ["😀"]}}}


def test_forgetting_the_session_keeps_the_case_and_the_letters(state: State) -> None:
    case = state["case"]
    state |= {"text_size": "A+", "_tab_asked": "abcd", "ashiba_tab_case": {}, "of_tomorrow": "x"}
    tab_case.forget_session()
    assert set(state) == {"case", "text_size", "_tab_asked", "ashiba_tab_case"}
    assert state["case"] is case


def answer(state: State, nonce: object, text: object) -> None:
    """The tab's answer arrives."""
    state["ashiba_tab_case"] = {"answer": {"nonce": nonce, "text": text}}
    tab_case._take_answer(CATALOG)


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


def test_of_what_the_tab_answers_the_right_parts_are_taken(state: State) -> None:
    del state["case"]
    state["_tab_asked"] = "abcd"
    checks = {"family": {"safety": {"R1": "now", "R9": "x"}, "answers": 3}, "robot": {}}
    kept = {"checks": checks, "situation": "x", "notes": "祖母", "of_tomorrow": [1]}
    answer(state, "abcd", json.dumps({"case": kept}))
    assert state["case"] == {
        "checks": {"family": {"safety": {"R1": "now"}}},
        "notes": "祖母",
        "of_tomorrow": [1],
    }


@pytest.mark.parametrize("deep", [13, 300, 900])
def test_a_tab_that_nests_deeper_than_we_do_starts_an_empty_visit(deep: int) -> None:
    assert tab_case._unpack('{"case":' * deep + "1" + "}" * deep) == {}


def test_wiping_forgets_every_key(state: State) -> None:
    state |= {"case": {"answerer": "person"}, "text_size": "A+", "welfare_cap": "9300"}
    tab_case.wipe()
    assert state["case"] == {}
    assert set(state) == {"case", "_tab_wiped"}
    assert json.loads(state["_tab_wiped"]) == {"ended": True, "text_size": "A+"}
    assert tab_case.is_wiped()
    assert tab_case.has_ended()


def test_that_all_was_wiped_is_said_until_something_is_said_again(state: State) -> None:
    del state["case"]
    state["_tab_asked"] = "abcd"
    answer(state, "abcd", '{"ended":true,"text_size":"A+"}')
    assert tab_case.has_ended()
    state["case"]["cost"] = {}  # a screen made an empty part
    assert tab_case.has_ended()
    state["case"]["notes"] = "図書館"
    assert not tab_case.has_ended()


def test_before_another_voice_begins_it_is_said_that_the_writing_is_shared() -> None:
    words = "「家族として」でも「本人として」でも同じものが出ます"
    assert words not in said(opened({}))
    assert words not in said(opened({"answerer": "person"}))
    assert words in said(opened({"answerer": "person", "notes": "図書館へ行きたい"}))
