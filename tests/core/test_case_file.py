"""The family's file: what is saved, what is read again, and what never goes in."""

from __future__ import annotations

import json
import random
import string
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import Case, Plan, StageCheck, YenRange, assess, compose_plan
from core.case_file import (
    HISTORY_MOST,
    MAX_BYTES,
    CaseFileError,
    ReviewLines,
    Snapshot,
    compare,
    has_answers,
    last_time,
    pack_case,
    read_history,
    snapshot,
    unpack_case,
)
from core.catalog import Catalog
from core.stage import Assessment
from tests.core.conftest import FLAGS, FULL, QUESTIONS, check, sample

TODAY = date(2026, 11, 22)
SAFETY_IDS = ("R1", "R2", "R2b", "R3", "R4", "R5", "R6")
ANSWERS = ("yes", "sometimes", "no", "unknown")
SAFETY_ANSWERS = ("now", "recent", "no", "unknown")

CASE: dict[str, Any] = {
    "answerer": "family",
    "checks": {
        "family": {
            "difficulty": "yes",
            "safety": {"R1": "no", "R2": "recent", "R5": "now", "R6": "unknown"},
            "threatened": {"elderly": "yes", "minor": "unknown"},
            "answers": dict(zip(QUESTIONS, ANSWERS * 4, strict=False)),
        },
        "person": {"difficulty": "unknown", "answers": {"wish_outside": "yes"}},
    },
    "merge": True,
    "age": 34,
    "age_text": "３４歳",
    "situation": ["parents_elderly", "violence"],
    "cost": {
        "month": "2026-11",
        "person": {"spouse": False, "public_assistance": True},
        "welfare": {"tax": "taxed", "income_levy_yen": "たくさん", "designated_city": False},
        "medical": {"certificate": "have", "severe_and_continuing": None, "own_income_yen": 0},
    },
    "tax_facts": {"salary_yen": "0", "grade": 2, "declared": None},
    "usages_proposed": True,
    "usages": {
        "continuous_employment_b": {
            "times": 10,
            "mode": "claim",
            "claim": {"units_per_time": "600", "unit_price": "10.91", "addition": "i"},
        },
        "private_counselling": {"times": 1, "mode": "lump", "lump": {"total_yen": "12万円"}},
    },
    "notes": "𠮷野さんに話す。\n😀",
    "review": {"on": "2026-11-20", "done": "電話した", "unchanged": "", "next_try": "家族会"},
    "edits": {"own": [{"id": "own-1", "title": "犬の散歩"}], "dropped": ["M2"], "moved": {}},
    "windows": [{"name": "町の相談", "phone": "", "checked_on": "2026-11-01"}],
    "sheets": {"plan": "filled", "memo": "blank"},
    "memo": {"worries": ["sleep"], "texts": {"sleep": "夜おそい"}, "with_safety": False},
    "place": {"prefecture": "東京都", "city": ""},
    "quotes": [{"name": "甲", "total_yen": "60万円"}],
}
OCTOBER = Snapshot(
    on=date(2026, 10, 25),
    stage=1,
    near_next=True,
    conditions={"self_care": "met", "home_base": "not_yet", "rhythm": "unknown"},
    now=("センターに電話する", "家族会に行く"),
    monthly=YenRange(0, 9300),
    review=ReviewLines(done="電話した", next_try="家族会に行く"),
)
NOVEMBER = Snapshot(
    on=TODAY,
    stage=2,
    conditions={"self_care": "met", "home_base": "met", "rhythm": "not_yet"},
    now=("家族会に行く",),
    monthly=None,
)


def packed(case: dict[str, Any], with_safety: bool = True) -> bytes:
    return pack_case(case, None, TODAY, with_safety).encode()


def file_of(answers: Any, **more: Any) -> bytes:
    """A file as somebody else might have written it."""
    content = {"format": "ashiba-note", "version": 1, "saved_on": "2026-11-22"}
    return json.dumps(content | {"answers": answers, "history": []} | more).encode()


# -- round trip -------------------------------------------------------------------------------


def test_a_case_comes_back_as_it_was() -> None:
    read = unpack_case(packed(CASE))
    assert read.answers == CASE
    assert read.saved_on == TODAY
    assert read.history == ()
    assert read.left_out == ()
    assert read.has_safety


def some(keys: tuple[str, ...], values: tuple[str, ...]) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from(keys), st.sampled_from(values))


a_text = st.text(max_size=40)
raw_checks = st.fixed_dictionaries(
    {},
    optional={
        "difficulty": st.sampled_from(("yes", "no", "unknown")),
        "safety": some(SAFETY_IDS, SAFETY_ANSWERS),
        "threatened": some(("elderly", "minor"), ("yes", "no", "unknown")),
        "answers": some(QUESTIONS, ANSWERS),
    },
)
raw_usages = st.dictionaries(
    st.sampled_from(("free_space", "continuous_employment_b", "private_visit", "pharmacy")),
    st.fixed_dictionaries(
        {"times": st.integers(0, 31)},
        optional={
            "gross_yen_per_time": a_text,
            "extras_yen_per_time": st.integers(0, 10**9),
            "listed": st.booleans(),
            "lump": st.fixed_dictionaries({}, optional={"total_yen": a_text, "months": a_text}),
        },
    ),
)
raw_cases = st.fixed_dictionaries(
    {},
    optional={
        "answerer": st.sampled_from(("family", "person")),
        "checks": st.dictionaries(st.sampled_from(("family", "person")), raw_checks),
        "merge": st.booleans(),
        "situation": st.lists(st.sampled_from(FLAGS), unique=True),
        "cost": st.fixed_dictionaries(
            {},
            optional={
                "month": st.dates().map(lambda day: f"{day:%Y-%m}".rjust(7, "0")),
                "person": st.fixed_dictionaries({}, optional={"spouse": st.booleans()}),
                "welfare": st.fixed_dictionaries(
                    {},
                    optional={
                        "tax": st.sampled_from(("exempt", "taxed", "unknown")),
                        "income_levy_yen": a_text | st.none(),
                    },
                ),
            },
        ),
        "usages": raw_usages,
        "notes": st.text(max_size=400),
        "review": st.fixed_dictionaries({}, optional={"done": a_text, "next_try": a_text}),
        "windows": st.lists(st.dictionaries(a_text, a_text, max_size=3), max_size=3),
    },
)
ages = st.sampled_from(
    [{}, {"age": 34, "age_text": "34歳"}, {"age": None, "age_text": "さんじゅう"}, {"age": 0}]
)


@given(raw_cases, ages)
@sample(100)
def test_any_valid_case_comes_back_as_it_was(case: dict[str, Any], age: dict[str, Any]) -> None:
    read = unpack_case(packed(case | age))
    # An age without its text would count without being shown.
    shown = {"age_text": "0"} if age == {"age": 0} else {}
    assert read.answers == case | age | shown
    assert read.left_out == ()


def test_the_text_is_the_same_for_the_same_answers_in_any_order() -> None:
    turned = dict(reversed(CASE.items()))
    first, second = (pack_case(one, OCTOBER, TODAY, True) for one in (CASE, turned))
    assert first == second
    assert first.endswith("}\n")
    assert first.count("\n") > 50
    assert "𠮷野さん" in first


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf", b"\n \n"])
def test_a_file_may_begin_with_a_byte_order_mark_or_blank_lines(mark: bytes) -> None:
    assert unpack_case(mark + packed(CASE)).answers == CASE


# -- what stays out ---------------------------------------------------------------------------


def test_without_the_tick_no_safety_answer_is_in_the_text() -> None:
    raw = {
        "difficulty": "yes",
        "safety": dict(zip(SAFETY_IDS, SAFETY_ANSWERS * 2, strict=False)),
        "threatened": {"elderly": "yes", "minor": "yes"},
        "answers": dict.fromkeys(QUESTIONS, "sometimes"),
    }
    case = {
        "checks": {"family": raw, "person": raw},
        "situation": [*FLAGS],
        "alert_open": True,
        "edits": {"next": ["S0", "M1"], "details": {"S0": {"note": "110番した"}}},
        "memo": {"worries": ["violence", "sleep"], "main": "violence", "with_x": 1},
    }
    text = packed(case, with_safety=False).decode()
    for word in (*SAFETY_IDS, "now", "recent", "threatened", 'elderly"', "minor", "violence"):
        assert f'"{word}' not in text
    for word in ("alert", "S0", "110番", "safety"):
        assert word not in text
    read = unpack_case(text.encode())
    assert not read.has_safety
    assert read.answers["memo"] == {"worries": ["sleep"], "with_x": 1}
    assert read.answers["checks"]["person"] == {
        "difficulty": "yes",
        "answers": raw["answers"],
    }
    assert read.answers["situation"] == [flag for flag in FLAGS if flag != "violence"]


def test_the_situations_left_out_are_those_that_stay_off_the_paper(catalog: Catalog) -> None:
    private = {profile.flag for profile in catalog.plan.profiles if profile.private}
    read = unpack_case(packed({"situation": [*FLAGS]}, with_safety=False))
    assert set(FLAGS) - set(read.answers["situation"]) == private


@given(raw_cases, raw_checks, raw_checks)
@sample(60)
def test_two_families_that_differ_only_in_safety_save_the_same_text(
    case: dict[str, Any], one: dict[str, Any], other: dict[str, Any]
) -> None:
    rest = {key: value for key, value in one.items() if key not in ("safety", "threatened")}
    hidden = {key: value for key, value in other.items() if key in ("safety", "threatened")}
    first, second = ({**case, "checks": {"family": raw}} for raw in (rest, rest | hidden))
    assert packed(first, with_safety=False) == packed(second, with_safety=False)


def test_an_example_is_never_saved() -> None:
    case = {
        "answerer": "example",
        "example": "K1",
        "checks": {"example": {"answers": {"self_care": "yes"}}},
    }
    assert unpack_case(packed(case)).answers == {"checks": {}}
    assert not has_answers(case)


def test_a_screen_s_own_state_is_not_saved() -> None:
    read = unpack_case(packed({"alert_open": True, "history": [3], "notes": "x"}))
    assert read.answers == {"notes": "x"}


# -- history ----------------------------------------------------------------------------------


def day_of(number: int) -> Snapshot:
    return Snapshot(on=date(2026, 1, 1) + timedelta(days=number), stage=1)


def as_kept(*snapshots: Snapshot) -> list[dict[str, Any]]:
    """As session_state holds them: plain JSON."""
    return [json.loads(one.model_dump_json()) for one in snapshots]


def test_a_snapshot_comes_back_as_it_was() -> None:
    text = pack_case({"history": as_kept(OCTOBER)}, NOVEMBER, TODAY, False)
    assert unpack_case(text.encode()).history == (OCTOBER, NOVEMBER)
    raw = json.loads(text)["history"][0]
    assert raw["monthly"] == {"low": 0, "high": 9300}
    assert raw["on"] == "2026-10-25"
    assert set(raw) == {"on", "stage", "near_next", "conditions", "now", "monthly", "review"}


def test_the_last_twelve_days_are_kept_in_their_order() -> None:
    kept = [day_of(number) for number in range(20)]
    mixed = [kept[3], *kept[10:], *kept[:3], *kept[4:10]]
    text = pack_case({"history": as_kept(*mixed)}, day_of(20), TODAY, False)
    read = unpack_case(text.encode())
    assert HISTORY_MOST == 12
    assert read.history == tuple(day_of(number) for number in range(9, 21))


def test_the_same_day_is_replaced() -> None:
    morning = NOVEMBER.model_copy(update={"stage": 3})
    text = pack_case({"history": as_kept(OCTOBER, morning)}, NOVEMBER, TODAY, False)
    assert unpack_case(text.encode()).history == (OCTOBER, NOVEMBER)


@pytest.mark.parametrize(
    ("broken", "kept"),
    [
        ({"stage": 4}, {"stage": None}),
        ({"stage": True}, {"stage": None}),
        ({"near_next": "x"}, {"near_next": False}),
        ({"conditions": {"self_care": "met", "iq": "met", "rhythm": 3}}, {"conditions": {"self_care": "met"}}),
        ({"conditions": []}, {"conditions": {}}),
        ({"now": ["家族会に行く", 3, None]}, {"now": ("家族会に行く",)}),
        ({"now": "x"}, {"now": ()}),
        ({"monthly": {"low": 5, "high": 4}}, {"monthly": None}),
        ({"monthly": {"low": 5}}, {"monthly": None}),
        ({"monthly": {"low": -1, "high": 4}}, {"monthly": None}),
        ({"monthly": {"low": 0.5, "high": 4}}, {"monthly": None}),
        ({"review": {"done": 3, "next_try": "y"}}, {"review": ReviewLines(next_try="y")}),
        ({"safety": {"R1": "now"}}, {}),
    ],
)  # fmt: skip
def test_a_broken_snapshot_keeps_what_is_right(
    broken: dict[str, Any], kept: dict[str, Any]
) -> None:
    raw = as_kept(OCTOBER)[0] | broken
    read = unpack_case(file_of({}, history=[raw, *as_kept(NOVEMBER)]))
    assert read.history == (OCTOBER.model_copy(update=kept), NOVEMBER)
    assert len(read.left_out) == 1
    assert "前回までの記録" in read.left_out[0]


@pytest.mark.parametrize("day", [None, "", "20261122", "2026-W47-7", "2026-02-30", 3, ["x"]])
def test_a_snapshot_without_a_day_goes(day: object) -> None:
    assert read_history([as_kept(OCTOBER)[0] | {"on": day}, *as_kept(NOVEMBER)]) == (NOVEMBER,)


@pytest.mark.parametrize("broken", [None, "x", 3, {}, [None], [[[]]], True])
def test_a_history_that_is_none_is_empty(broken: object) -> None:
    assert read_history(broken) == ()


# -- files that are none of ours --------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空です"),
        (b" \n", "空です"),
        (b"\x89PNG\r\n\x1a\n\xff\xfe", "文字として読めない"),
        ("あしば".encode("utf-16"), "文字として読めない"),
        ("答え".encode("cp932"), "文字として読めない"),
        (b"hello", "途中で切れている"),
        (b'{"format": "ashiba-note", "version": 1,', "途中で切れている"),
        (b'{"format": "ashiba-note", "version": ' + b"9" * 5000 + b"}", "途中で切れている"),
        (b"[]", "あしばノートのファイルではありません"),
        (b"3", "あしばノートのファイルではありません"),
        (b"null", "あしばノートのファイルではありません"),
        (b"{}", "あしばノートのファイルではありません"),
        (b'{"format": "other", "version": 1}', "あしばノートのファイルではありません"),
        (b'{"format": "ashiba-note"}', "版がわからない"),
        (b'{"format": "ashiba-note", "version": 0}', "版がわからない"),
        (b'{"format": "ashiba-note", "version": true}', "版がわからない"),
        (b'{"format": "ashiba-note", "version": "1"}', "版がわからない"),
        (b'{"format": "ashiba-note", "version": 1.0}', "版がわからない"),
        (b'{"format": "ashiba-note", "version": 2}', "この道具より新しい版のファイルです"),
        (b"[" * 100_000, "入り組みすぎ"),
        (b"[" * 13 + b"]" * 13, "入り組みすぎ"),
        (b'{"a":' * 13 + b"1" + b"}" * 13, "入り組みすぎ"),
        (b"x" * (MAX_BYTES + 1), "大きすぎます（300KBまで）"),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused_in_japanese(data: bytes, said: str) -> None:
    with pytest.raises(CaseFileError) as fault:
        unpack_case(data)
    message = str(fault.value)
    assert said in message
    assert message.endswith("。")
    assert message.count("。") == 2  # what it is, and what can be done
    assert fault.value.__cause__ is None


def test_the_largest_file_is_read_and_one_byte_more_is_not() -> None:
    data = packed(CASE)
    full = data + b" " * (MAX_BYTES - len(data))
    assert unpack_case(full).answers == CASE
    with pytest.raises(CaseFileError, match="大きすぎます"):
        unpack_case(full + b" ")


def test_a_family_that_wrote_very_much_is_told_instead_of_getting_a_file_that_cannot_be_read() -> (
    None
):
    much = "あ" * 20_000  # 60,000 bytes each
    edits = {"own": [{"note": much}] * 3, "x": much}
    with pytest.raises(CaseFileError, match="文を短くすると"):
        pack_case({"notes": much, "edits": edits}, None, TODAY, False)
    # 4 x 60 KB fit alone; of twelve days with 27 KB each only the newest fit beside them.
    lines = ReviewLines(done="い" * 3_000, unchanged="い" * 3_000, next_try="い" * 3_000)
    days = [day_of(number).model_copy(update={"review": lines}) for number in range(12)]
    case = {"notes": much, "edits": {"own": [{"note": much}] * 3}, "history": as_kept(*days)}
    read = unpack_case(pack_case(case, None, TODAY, False).encode())
    assert 1 <= len(read.history) < 12
    assert read.history == tuple(days[-len(read.history) :])
    assert read.answers["notes"] == much


# -- files that are partly wrong --------------------------------------------------------------


def test_unknown_keys_are_ignored_and_counted() -> None:
    read = unpack_case(file_of({"notes": "x", "name": "山田", "iq": 3}, colour="red"))
    assert read.answers == {"notes": "x"}
    assert read.left_out == ("この道具が知らない項目が3つありました。それは使いません。",)


def test_wrong_values_are_dropped_one_by_one_and_counted_by_part() -> None:
    raw = {"safety": {"R1": "now", "R2": "perhaps"}, "answers": {"self_care": "yes", "iq": "no"}}
    welfare = {"tax": "gold", "income_levy_yen": 120.5, "rent_yen": "3万円", "designated_city": 1}
    read = unpack_case(
        file_of(
            {
                "checks": {"family": raw, "example": raw},
                "cost": {"month": "2026-13", "welfare": welfare},
                "usages": {"free_space": {"times": 2}, "magic": {"times": 2}, "pharmacy": 3},
                "age": 121,
                "age_text": "121",
            }
        )
    )
    assert read.answers == {
        "checks": {"family": {"safety": {"R1": "now"}, "answers": {"self_care": "yes"}}},
        "cost": {"welfare": {"rent_yen": "3万円"}},
        "usages": {"free_space": {"times": 2}},
    }
    assert read.left_out == (
        "「いまの足場」の答えに、読めないところが3つありました。そこは空けてあります。",
        "年齢に、読めないところが1つありました。そこは空けてあります。",
        "支援と回数に、読めないところが2つありました。そこは空けてあります。",
        "費用の答えに、読めないところが4つありました。そこは空けてあります。",
    )


@pytest.mark.parametrize("answers", [None, [], "x", 3])
def test_a_file_without_answers_still_gives_its_history(answers: object) -> None:
    read = unpack_case(file_of(answers, history=as_kept(OCTOBER)))
    assert read.answers == {}
    assert read.history == (OCTOBER,)
    assert len(read.left_out) == 1


@pytest.mark.parametrize("day", [None, "", "x", "2026-11-31", 20261122, ["2026-11-22"]])
def test_a_day_of_saving_that_is_none_is_said(day: object) -> None:
    read = unpack_case(file_of(CASE, saved_on=day))
    assert read.saved_on is None
    assert read.answers == CASE
    assert "保存した日" in read.left_out[0]


def test_half_a_character_is_taken_out_of_a_text() -> None:
    read = unpack_case(file_of({"notes": "前\ud800後", "windows": [{"n\udfff": "x", "m": "y"}]}))
    assert read.answers == {"notes": "前後", "windows": [{"m": "y"}]}
    assert len(read.left_out) == 2


# -- random damage ----------------------------------------------------------------------------

JUNK: tuple[Any, ...] = (
    None, True, 0, -1, 10**30, 3.5, "", "x", "あ" * 30_000, "\ud800", [], ["x"], [[3]], {},
    {"x": 1}, {"times": {}},
)  # fmt: skip
Path = tuple[Any, ...]


def paths(value: Any, here: Path = ()) -> Iterator[Path]:
    """The way to every value in a tree."""
    if here:
        yield here
    if isinstance(value, dict | list):
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths(one, (*here, key))


def put(tree: Any, path: Path, value: Any) -> Any:
    """A copy of the tree with one value in another's place."""
    changed = deepcopy(tree)
    place = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return changed


def assert_sound(data: bytes) -> dict[str, Any] | None:
    """Refused, or read into something that can be saved and read without a loss."""
    try:
        read = unpack_case(data)
    except CaseFileError:
        return None
    text = pack_case(
        {**read.answers, "history": as_kept(*read.history)}, None, TODAY, with_safety=True
    )
    again = unpack_case(text.encode())
    assert (again.answers, again.history) == (read.answers, read.history)
    assert again.left_out == ()
    return read.answers


@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: repr(junk)[:12])
def test_a_wrong_value_at_any_place_harms_no_other_part(junk: Any) -> None:
    for path in paths(CASE):
        answers = assert_sound(file_of(put(CASE, path, junk)))
        assert answers is not None
        # The text of the age goes with the age.
        touched = {"age", "age_text"} if path[0] in ("age", "age_text") else {path[0]}
        for key in CASE.keys() - touched:
            assert answers[key] == CASE[key], (path, junk)


def damaged(chance: random.Random) -> bytes:
    """A valid file with a few values, keys or bytes changed at random."""
    tree: Any = {
        "format": "ashiba-note",
        "version": 1,
        "saved_on": "2026-11-22",
        "answers": CASE,
        "history": as_kept(OCTOBER, NOVEMBER),
    }
    for _ in range(chance.randint(0, 6)):
        path = chance.choice(list(paths(tree)))
        kind = chance.random()
        if kind < 0.6:
            tree = put(tree, path, chance.choice(JUNK))
        elif kind < 0.8:
            tree = put(tree, (*path[:-1], path[-1]), {chance.choice(string.ascii_letters): 3})
        else:
            other = chance.choice(list(paths(tree)))
            found = tree
            for key in other:
                found = found[key]
            tree = put(tree, path, deepcopy(found))
    data = json.dumps(tree).encode()
    if chance.random() < 0.5:
        return data
    place = chance.randrange(len(data))
    return chance.choice(
        (
            data[:place],
            data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :],
            data[:place] + chance.randbytes(3) + data[place:],
            data[place:] + data[:place],
        )
    )


def test_a_damaged_file_is_refused_or_read_but_never_an_error() -> None:
    read = 0
    for seed in range(10_000 if FULL else 300):
        read += assert_sound(damaged(random.Random(seed))) is not None
    assert read > 100


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8")))
@sample(100)
def test_any_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(CaseFileError):
        unpack_case(data)


# -- snapshots --------------------------------------------------------------------------------


def composed(raw: dict[str, Any], catalog: Catalog, **more: Any) -> tuple[Assessment, Plan]:
    judged = StageCheck.model_validate(raw)
    plan = compose_plan(Case.model_validate({"check": judged, **more}), catalog, today=TODAY)
    return assess(judged, catalog), plan


def test_a_snapshot_holds_stage_conditions_steps_and_the_month_s_cost(catalog: Catalog) -> None:
    # 足場2: 門1 all seen, Q10 いいえ.
    assessment, plan = composed(check("ssss ssss sns ss"), catalog)
    seen = snapshot(assessment, plan, TODAY, {"done": "電話した", "on": "2026-11-20"})
    assert seen.on == TODAY
    assert seen.stage == 2
    assert len(seen.conditions) == 10
    assert seen.conditions["goal_in_own_words"] == "not_yet"
    assert seen.conditions["self_care"] == "met"
    assert seen.now == tuple(step.title for step in plan.now)
    assert plan.estimate is not None
    assert seen.monthly == plan.estimate.monthly
    assert seen.review == ReviewLines(done="電話した")


def test_danger_now_leaves_no_trace_in_a_snapshot(catalog: Catalog) -> None:
    raw = check("ssss ssss sns ss")
    raw["safety"]["self_harm"] = "now"
    assessment, plan = composed(raw, catalog)
    seen = snapshot(assessment, plan, TODAY)
    assert assessment.stage == 2
    assert seen.stage is None
    assert not seen.near_next
    assert seen.conditions == {}
    danger = next(step.title for step in plan.now if step.id == "S0")
    assert danger not in seen.now


def test_a_snapshot_speaks_in_the_words_of_the_paper(catalog: Catalog) -> None:
    assessment, plan = composed(check("ssss ssss sns ss"), catalog, situation=["violence"])
    seen = snapshot(assessment, plan, TODAY)
    private = [step for step in plan.now if step.paper_title]
    assert private
    for step in private:
        assert step.paper_title in seen.now
        assert step.title == step.paper_title or step.title not in seen.now


def test_a_plan_without_a_check_has_no_stage(catalog: Catalog) -> None:
    plan = compose_plan(Case(), catalog, today=TODAY)
    seen = snapshot(None, plan, TODAY, None)
    assert (seen.stage, seen.conditions, seen.review) == (None, {}, ReviewLines())
    assert seen.now


@pytest.mark.parametrize("review", [None, "x", [], {"done": 3}, {"iq": "x"}])
def test_a_broken_review_counts_as_empty(review: Any, catalog: Catalog) -> None:
    plan = compose_plan(Case(), catalog, today=TODAY)
    assert snapshot(None, plan, TODAY, review).review == ReviewLines()


# -- comparing --------------------------------------------------------------------------------


def test_two_days_side_by_side() -> None:
    seen = compare(OCTOBER, NOVEMBER)
    # 25 October to 22 November: 6 days left of October and 22 of November.
    assert seen.days == 28
    assert (seen.before_on, seen.now_on) == (date(2026, 10, 25), TODAY)
    assert (seen.stage_before, seen.stage_now) == (1, 2)
    assert [(one.key, one.before, one.now) for one in seen.changed] == [
        ("home_base", "not_yet", "met"),
        ("rhythm", "unknown", "not_yet"),
    ]
    assert seen.both_seen
    assert seen.steps_then == ("センターに電話する", "家族会に行く")
    assert (seen.monthly_before, seen.monthly_now) == (YenRange(0, 9300), None)
    assert seen.review == OCTOBER.review


def test_a_step_back_is_told_in_the_same_way() -> None:
    seen = compare(NOVEMBER.model_copy(update={"on": date(2026, 10, 1)}), OCTOBER)
    assert (seen.stage_before, seen.stage_now) == (2, 1)
    assert [(one.key, one.before, one.now) for one in seen.changed] == [
        ("home_base", "met", "not_yet"),
        ("rhythm", "not_yet", "unknown"),
    ]


def test_the_same_day_twice_has_nothing_changed() -> None:
    seen = compare(OCTOBER, OCTOBER)
    assert seen.days == 0
    assert seen.changed == ()
    assert seen.both_seen


def test_a_day_without_conditions_says_so() -> None:
    alarmed = Snapshot(on=TODAY, now=("相談する",))
    for before, now in ((OCTOBER, alarmed), (alarmed, OCTOBER)):
        seen = compare(before, now)
        assert not seen.both_seen
        assert seen.changed == ()


def test_last_time_is_the_newest_day_before_today() -> None:
    tomorrow = day_of(365)
    assert tomorrow.on > TODAY
    assert last_time([NOVEMBER, OCTOBER, day_of(0), tomorrow], TODAY) == OCTOBER
    assert last_time([NOVEMBER, tomorrow], TODAY) is None
    assert last_time([], TODAY) is None


@pytest.mark.parametrize(
    "case",
    [
        {},
        {"answerer": "person", "merge": True, "usages_proposed": True, "alert_open": True},
        {"checks": {"family": {}, "person": {"safety": {}}}, "notes": "", "age": None},
        {"situation": [], "usages": {}, "cost": {"welfare": {}}},
    ],
)
def test_a_case_without_answers_has_nothing_to_lose(case: dict[str, Any]) -> None:
    assert not has_answers(case)


@pytest.mark.parametrize(
    "case",
    [
        {"checks": {"person": {"difficulty": "unknown"}}},
        {"notes": "x"},
        {"age": 20},
        {"situation": ["goes_out"]},
        {"usages": {"free_space": {"times": 1}}},
        {"edits": {"own": [{"title": "x"}]}},
    ],
)
def test_one_answer_is_something_to_lose(case: dict[str, Any]) -> None:
    assert has_answers(case)
