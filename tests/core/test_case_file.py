"""The family's file: what is saved, what is read again, and what never goes in."""

from __future__ import annotations

import json
import random
import string
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import Case, StageCheck, YenRange, compose_plan
from core.case import check_from_answers
from core.case_file import (
    HISTORY_MOST,
    MAX_BYTES,
    TELLING,
    CaseFileError,
    ReviewLines,
    Snapshot,
    calm,
    compare,
    has_answers,
    last_time,
    pack_case,
    past_reviews,
    read_history,
    snapshot_of,
    told_by_safety,
    unpack_case,
)
from core.catalog import Catalog, load_catalog
from core.edit import read_edits
from tests.core.conftest import FLAGS, FULL, IN_USE, QUESTIONS, check, sample

TODAY = date(2026, 11, 22)
CATALOG = load_catalog()
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
    "in_use": ["doctor", "handbook", "pharmacy"],
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
    "edits": {
        "own": [
            {"id": "own-1", "title": "犬の散歩"},
            {"id": "own-2", "title": "民間の訪問支援", "service": "private_visit"},
        ],
        "dropped": ["M2"],
        "moved": {},
    },
    "windows": [{"name": "町の相談", "checked_on": "2026-11-01"}],
    "sheets": {"plan": "filled", "memo": "blank"},
    "memo": {"worries": ["health"], "texts": {"days": "夜おそい"}, "with_safety": False},
    "place": {"prefecture": "東京都", "city": ""},
    "quotes": [{"name": "甲", "price_yen": "60万円", "flags": {"hurry": "yes"}}],
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
    return pack_case(case, CATALOG, None, TODAY, with_safety).text.encode()


def file_of(answers: Any, **more: Any) -> bytes:
    """A file as somebody else might have written it."""
    content = {"format": "ashiba-note", "version": 1, "saved_on": "2026-11-22"}
    return json.dumps(content | {"answers": answers, "history": []} | more).encode()


# -- round trip -------------------------------------------------------------------------------


def test_a_case_comes_back_as_it_was() -> None:
    read = unpack_case(packed(CASE), CATALOG)
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
        "in_use": st.lists(st.sampled_from((*IN_USE, "pharmacy", "private_visit")), unique=True),
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
        "quotes": st.lists(
            st.fixed_dictionaries(
                {}, optional={"name": st.text(max_size=30), "price_yen": a_text, "note": a_text}
            ),
            max_size=3,
        ),
    },
)
ages = st.sampled_from(
    [{}, {"age": 34, "age_text": "34歳"}, {"age": None, "age_text": "さんじゅう"}, {"age": 0}]
)


@given(raw_cases, ages)
@sample(100)
def test_any_valid_case_comes_back_as_it_was(case: dict[str, Any], age: dict[str, Any]) -> None:
    read = unpack_case(packed(case | age), CATALOG)
    # An age without its text would count without being shown.
    shown = {"age_text": "0"} if age == {"age": 0} else {}
    assert read.answers == case | age | shown
    assert read.left_out == ()


def test_the_text_is_the_same_for_the_same_answers_in_any_order() -> None:
    turned = dict(reversed(CASE.items()))
    first, second = (pack_case(one, CATALOG, OCTOBER, TODAY, True).text for one in (CASE, turned))
    assert first == second
    assert first.endswith("}\n")
    assert first.count("\n") > 50
    assert "𠮷野さん" in first


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf", b"\n \n"])
def test_a_file_may_begin_with_a_byte_order_mark_or_blank_lines(mark: bytes) -> None:
    assert unpack_case(mark + packed(CASE), CATALOG).answers == CASE


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp932", "euc_jp", "iso2022_jp_ext"],
)
def test_a_file_that_an_editor_saved_in_another_encoding_is_read(encoding: str) -> None:
    case = {"notes": "吉野さんに話す。表", "review": {"done": "電話した"}}
    text = packed(case).decode().replace("\n", "\r\n")
    assert unpack_case(text.encode(encoding), CATALOG).answers == case


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        (b"\xef\xbb\xbf\xef\xbb\xbf", b""),  # the mark twice
        (b"", b"\0" * 512),  # padding of a card or a mail
        (b"", "\n\niPhoneから送信\n".encode()),
        ("お送りします{笑}。\n\n".encode(), "\n--\nみどり { }".encode()),
        (b"", b"\n}\n"),
    ],
)
def test_what_a_mail_or_a_phone_puts_around_the_file_does_no_harm(
    before: bytes, behind: bytes
) -> None:
    read = unpack_case(before + packed(CASE) + behind, CATALOG)
    assert read.answers == CASE
    assert read.left_out == ()


def _latin(data: bytes) -> str:
    """As programs read bytes as Windows' Latin letters: one without a letter stands for itself."""
    return "".join(bytes([one]).decode("cp1252", errors="ignore") or chr(one) for one in data)


@pytest.mark.parametrize("read", [lambda data: data.decode("latin-1"), _latin])
def test_letters_that_another_program_spoilt_are_mended(read: Callable[[bytes], str]) -> None:
    # UTF-8 read as Latin letters, and saved as UTF-8 again.
    case = {"notes": "電話した。吉野さんに会う"}
    assert unpack_case(read(packed(case)).encode(), CATALOG).answers == case


def test_letters_that_were_read_as_those_of_windows_are_mended() -> None:
    case = {"notes": "ああああああああ"}  # bytes that stand for letters there, each of them
    spoilt = packed(case).decode("cp932")
    assert "縺" in spoilt
    assert unpack_case(spoilt.encode(), CATALOG).answers == case


def test_letters_that_cannot_be_mended_are_refused() -> None:
    text = packed({"notes": "電話した。吉野さんに会う。あしたも行くつもり"}).decode()
    for spoilt in (
        text.encode().decode("cp932", errors="replace").replace("縲", "?"),
        text.encode("cp932").decode("utf-8", errors="replace"),
    ):
        with pytest.raises(CaseFileError, match="文字が化けて"):
            unpack_case(spoilt.encode(), CATALOG)


@pytest.mark.parametrize("text", ["é à ü ñ", "縺れる繧繝", "ﾃｩﾃｩ", "café の会", "�が一つ"])
def test_rare_letters_that_a_family_wrote_stay(text: str) -> None:
    assert unpack_case(packed({"notes": text}), CATALOG).answers == {"notes": text}


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
        "memo": {"worries": ["violence", "health"], "main": "violence", "with_answers": True},
    }
    text = packed(case, with_safety=False).decode()
    for word in (*SAFETY_IDS, "now", "recent", "threatened", 'elderly"', "minor", "violence"):
        assert f'"{word}' not in text
    for word in ("alert", "S0", "110番", "safety"):
        assert word not in text
    read = unpack_case(text.encode(), CATALOG)
    assert not read.has_safety
    assert read.answers["memo"] == {"worries": ["health"], "with_answers": True}
    assert read.answers["checks"]["person"] == {
        "difficulty": "yes",
        "answers": raw["answers"],
    }
    assert read.answers["situation"] == [flag for flag in FLAGS if flag != "violence"]


def test_the_situations_left_out_are_those_that_stay_off_the_paper(catalog: Catalog) -> None:
    private = {profile.flag for profile in catalog.plan.profiles if profile.private}
    read = unpack_case(packed({"situation": [*FLAGS]}, with_safety=False), CATALOG)
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
    assert unpack_case(packed(case), CATALOG).answers == {"checks": {}}
    assert not has_answers(case, CATALOG)


def test_a_screen_s_own_state_is_not_saved() -> None:
    read = unpack_case(packed({"alert_open": True, "history": [3], "notes": "x"}), CATALOG)
    assert read.answers == {"notes": "x"}


# -- history ----------------------------------------------------------------------------------


def day_of(number: int) -> Snapshot:
    return Snapshot(on=date(2026, 1, 1) + timedelta(days=number), stage=1)


def as_kept(*snapshots: Snapshot) -> list[dict[str, Any]]:
    """As session_state holds them: plain JSON."""
    return [json.loads(one.model_dump_json()) for one in snapshots]


def test_a_snapshot_comes_back_as_it_was() -> None:
    text = pack_case({"history": as_kept(OCTOBER)}, CATALOG, NOVEMBER, TODAY, False).text
    assert unpack_case(text.encode(), CATALOG).history == (OCTOBER, NOVEMBER)
    raw = json.loads(text)["history"][0]
    assert raw["monthly"] == {"low": 0, "high": 9300}
    assert raw["on"] == "2026-10-25"
    fields = {"on", "stage", "near_next", "conditions", "now", "monthly", "review", "answerer"}
    assert set(raw) == fields


def test_the_last_twelve_days_are_kept_in_their_order() -> None:
    kept = [day_of(number) for number in range(20)]
    mixed = [kept[3], *kept[10:], *kept[:3], *kept[4:10]]
    packed = pack_case({"history": as_kept(*mixed)}, CATALOG, day_of(20), TODAY, False)
    read = unpack_case(packed.text.encode(), CATALOG)
    assert HISTORY_MOST == 12
    assert read.history == tuple(day_of(number) for number in range(9, 21))
    # Twenty-one days, of which twelve are kept.
    assert packed.left_out == ("前回までの記録のうち、古い9回分はファイルに入っていません。",)
    assert read.left_out == ()


def test_days_beyond_twelve_in_a_file_are_counted() -> None:
    read = unpack_case(
        file_of({}, history=as_kept(*(day_of(number) for number in range(14)))), CATALOG
    )
    assert read.history == tuple(day_of(number) for number in range(2, 14))
    assert read.left_out == (
        "前回までの記録に、読めないところが2つありました。そこは空けてあります。",
    )


def test_the_same_day_is_replaced() -> None:
    morning = NOVEMBER.model_copy(update={"stage": 3})
    packed = pack_case({"history": as_kept(OCTOBER, morning)}, CATALOG, NOVEMBER, TODAY, False)
    assert packed.left_out == ()
    assert unpack_case(packed.text.encode(), CATALOG).history == (OCTOBER, NOVEMBER)


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
    read = unpack_case(file_of({}, history=[raw, *as_kept(NOVEMBER)]), CATALOG)
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
        (b"\x89PNG\r\n\x1a\n\xff\xfe", "写真や画像のようです"),
        (b"\xff\xd8\xff\xe1 photo", "写真や画像のようです"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDFのようです"),
        (b"PK\x03\x04 broken", "まとめたファイル（ZIP）のようです"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Excel の表のようです"),
        (b"<!DOCTYPE html><html></html>", "ホームページ（HTML）のようです"),
        ("名前,電話\nみどり市,042-000-1234\n".encode("cp932"), "表（CSV）のようです"),
        (b"\xc3\x28\x81\x20\x8f", "文字として読めない"),
        ("あしば".encode("utf-16"), "途中で切れている"),
        ("答え".encode("cp932"), "途中で切れている"),
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
        (b"x" * (MAX_BYTES + 1), "大きすぎます（1,000KBまで）"),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused_in_japanese(data: bytes, said: str) -> None:
    with pytest.raises(CaseFileError) as fault:
        unpack_case(data, CATALOG)
    message = str(fault.value)
    assert said in message
    assert message.endswith("。")
    assert message.count("。") == 2  # what it is, and what can be done
    assert fault.value.__cause__ is None


def test_the_largest_file_is_read_and_one_byte_more_is_not() -> None:
    data = packed(CASE)
    full = data + b" " * (MAX_BYTES - len(data))
    assert unpack_case(full, CATALOG).answers == CASE
    with pytest.raises(CaseFileError, match="大きすぎます"):
        unpack_case(full + b" ", CATALOG)


MEMO_FIELDS = ("since", "talk", "days", "strengths", "how_far", "hope")
QUOTE_TEXTS = ("cancel", "results_what", "expertise", "consent", "voices", "note")


def full_case(mark: str) -> dict[str, Any]:
    """A case with ``mark`` as often as every field of every screen takes it.

    20 own steps (title, who, where 200 each, note 3,000) are 72,000 of the 80,000 of all edits, a
    note at two steps is 6,000 more. 200 windows, 4 quotes, 8 texts of the memo, 12 days of reviews.
    """
    review = {"done": mark * 3_000, "unchanged": mark * 3_000, "next_try": mark * 3_000}
    own = [
        {
            "id": f"own-{number}",
            "title": mark * 200,
            "who": mark * 200,
            "where": mark * 200,
            "note": mark * 3_000,
        }
        for number in range(1, 21)
    ]
    window = {"hours": mark * 80, "topic": mark * 80, "checked_on": "2026-11-01"}
    return CASE | {
        "notes": mark * 20_000,
        "review": review | {"on": "2026-11-20"},
        "edits": {
            "own": own,
            "details": {one: {"note": mark * 3_000, "stood": "now"} for one in ("F1", "F2")},
        },
        "memo": {
            "texts": dict.fromkeys(MEMO_FIELDS, mark * 3_000),
            "asked_before": mark * 3_000,
            "first_question": mark * 3_000,
        },
        "windows": [{"name": f"{mark * 56}の{number:03}", **window} for number in range(200)],
        "quotes": [{"name": mark * 30, **dict.fromkeys(QUOTE_TEXTS, mark * 200)}] * 4,
        "history": as_kept(
            *(
                day_of(number).model_copy(update={"review": ReviewLines(**review)})
                for number in range(12)
            )
        ),
    }


@pytest.mark.parametrize("mark", ["あ", "\N{GRINNING FACE}", '"', "x"], ids=ascii)
@pytest.mark.parametrize("with_safety", [True, False])
def test_all_that_the_screens_take_is_saved_and_read_again(mark: str, with_safety: bool) -> None:
    case = full_case(mark)
    packed = pack_case(case, CATALOG, None, TODAY, with_safety)
    assert not [one for one in packed.left_out if "前回までの記録" not in one]
    read = unpack_case(packed.text.encode(), CATALOG)
    assert read.left_out == ()
    for name in ("notes", "review", "edits", "memo", "windows", "quotes"):
        assert read.answers[name] == case[name], name
    # Of the days some may have no room; which, is said.
    gone = 12 - len(read.history)
    told = f"前回までの記録のうち、古い{gone}回分はファイルに入っていません。"
    assert packed.left_out == ((told,) if gone else ())
    assert [one.on for one in read.history] == [day_of(number).on for number in range(gone, 12)]
    assert read.history


def test_line_breaks_do_not_make_changes_of_the_plan_too_long() -> None:
    """80,000 characters of short lines are far more as JSON; they must not vanish."""
    note = "あ\n" * 1_500
    own = [{"id": f"own-{number}", "title": "用", "note": note} for number in range(1, 21)]
    case = {"edits": {"own": own, "details": {one: {"note": note} for one in ("F1", "F2", "F3")}}}
    packed = pack_case(case, CATALOG, None, TODAY, False)
    assert packed.left_out == ()
    assert unpack_case(packed.text.encode(), CATALOG).answers == case


def over_full() -> dict[str, Any]:
    """More than a file takes. Of signs that nobody sees each takes six bytes (\\u0001).

    20,000 of notes, 72,000 and 6,000 of the plan, 9,000 of the review and 24,000 of the memo are
    786,000 bytes; twelve typed numbers of 100 at each of more than 30 services are 216,000.
    """
    sign = "\x01"
    number = sign * 100
    prices = ("gross_yen_per_time", "extras_yen_per_time", "price_low_yen", "price_high_yen")
    usage = {
        "times": 1,
        **dict.fromkeys((*prices, "income_yen", "meal_yen_per_time", "absences"), number),
        "claim": dict.fromkeys(("units_per_time", "unit_price"), number),
        "lump": dict.fromkeys(("total_yen", "months", "entry_yen"), number),
    }
    return full_case(sign) | {
        "usages": {service.id: usage for service in CATALOG.services},
        "quotes": [{"name": sign * 30, **dict.fromkeys(QUOTE_TEXTS, sign * 200)}] * 4,
        "windows": [],
    }


def test_more_than_a_file_takes_is_refused_in_words() -> None:
    with pytest.raises(CaseFileError, match="文を短くすると"):
        pack_case(over_full(), CATALOG, None, TODAY, False)


def test_what_has_no_room_beside_the_answers_are_the_oldest_days() -> None:
    # 786 KB and more without the usages; of twelve days with 54 KB each not all fit beside them.
    case = over_full() | {"usages": {}}
    lines = ReviewLines(**dict.fromkeys(ReviewLines.model_fields, "\x01" * 3_000))
    days = [day_of(number).model_copy(update={"review": lines}) for number in range(12)]
    packed = pack_case(case | {"history": as_kept(*days)}, CATALOG, None, TODAY, False)
    read = unpack_case(packed.text.encode(), CATALOG)
    gone = 12 - len(read.history)
    assert 0 < gone < 12
    assert read.history == tuple(days[gone:])
    assert read.answers["edits"] == case["edits"]
    assert packed.left_out == (f"前回までの記録のうち、古い{gone}回分はファイルに入っていません。",)


def test_what_a_tab_holds_wrong_is_said_when_saving() -> None:
    packed = pack_case({"notes": 5, "colour": "red", "history": [3]}, CATALOG, None, TODAY, False)
    assert packed.left_out == (
        "この道具が知らない項目が1つありました。それは使いません。",
        "前回までの記録に、読めないところが1つありました。そこは空けてあります。",
        "自由に書いた文に、読めないところが1つありました。そこは空けてあります。",
    )


# -- files that are partly wrong --------------------------------------------------------------


def test_unknown_keys_are_ignored_and_counted() -> None:
    read = unpack_case(file_of({"notes": "x", "name": "山田", "iq": 3}, colour="red"), CATALOG)
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
        ),
        CATALOG,
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


def test_an_unknown_thing_in_use_is_dropped_with_a_word_and_the_rest_stays() -> None:
    read = unpack_case(file_of({"in_use": ["doctor", "ufo", 5, "pharmacy"], "age": 34}), CATALOG)
    assert read.answers == {"in_use": ["doctor", "pharmacy"], "age": 34, "age_text": "34"}
    assert read.left_out == (
        "いま使っているものに、読めないところが2つありました。そこは空けてあります。",
    )


@pytest.mark.parametrize("answer", SAFETY_ANSWERS)
def test_an_older_file_s_answer_to_r2b_reads_as_harmed(answer: str) -> None:
    """Version 1, saved with check 1.0: R2 and R2b shared a key, but the file kept them apart."""
    read = unpack_case(
        file_of({"checks": {"person": {"safety": {"R2": "no", "R2b": answer}}}}), CATALOG
    )
    assert read.left_out == ()
    seen = check_from_answers(read.answers["checks"]["person"], "person", CATALOG)
    assert (seen.safety.harmed, seen.safety.violence) == (answer, "no")


@pytest.mark.parametrize("service", ["magic", "", 5, None, ["private_visit"], "民間", "x" * 41])
def test_an_own_step_for_no_known_service_stays_without_a_cost(
    catalog: Catalog, service: Any
) -> None:
    own = {"id": "own-1", "title": "散歩", "service": service}
    read = unpack_case(file_of({"edits": {"own": [own]}}), CATALOG)
    edits = read_edits(read.answers["edits"])
    plan = compose_plan(Case(edits=edits), catalog, today=TODAY)
    (step,) = [one for one in plan.now if one.own]
    assert (step.title, step.cost, step.cost_known) == ("散歩", None, False)


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ({"age": 34, "age_text": "99"}, {"age": 34, "age_text": "34"}),
        ({"age": 34, "age_text": "３４歳"}, {"age": 34, "age_text": "３４歳"}),
        ({"age": 34, "age_text": "さんじゅう"}, {"age": 34, "age_text": "34"}),
        ({"age": 34}, {"age": 34, "age_text": "34"}),
        ({"age": 0, "age_text": ""}, {"age": 0, "age_text": "0"}),
        ({"age_text": "99"}, {"age": 99, "age_text": "99"}),
        ({"age": None, "age_text": "99"}, {"age": 99, "age_text": "99"}),
        ({"age": None, "age_text": "わすれた"}, {"age": None, "age_text": "わすれた"}),
        ({"age": 121, "age_text": "99"}, {}),
    ],
)
def test_the_age_that_is_shown_is_the_one_that_counts(
    raw: dict[str, Any], kept: dict[str, Any]
) -> None:
    assert unpack_case(file_of(raw), CATALOG).answers == kept


@pytest.mark.parametrize(
    "window",
    [
        {"name": "警察 110", "checked_on": "2026-11-01"},
        {"name": "町の相談", "phone": "110", "checked_on": "2026-11-01"},
        {"name": "町の相談", "phone": "03-1234-567"},
        {"name": "町の相談", "phone": "電話はこちら"},
        {"name": "例：町の相談", "phone": "03-1234-5678"},
        {"name": ""},
        {"name": "町の相談", "kind": "hospital"},
        {"name": "町の相談", "colour": "red"},
        {"name": "あ" * 61},
        "町の相談",
    ],
    ids=str,
)
def test_a_window_that_no_table_could_bring_in_comes_by_no_file(window: Any) -> None:
    sound = {"name": "ひまわりの会", "phone": "03-1234-5678", "checked_on": "2026-11-01"}
    read = unpack_case(file_of({"windows": [sound, window, sound | {"name": "つぎの会"}]}), CATALOG)
    assert read.answers == {"windows": [sound, sound | {"name": "つぎの会"}]}
    assert read.left_out == (
        "自分たちで入れた窓口に、決まりに合わないものが1つありました。それは使いません。",
    )


def test_a_number_in_a_file_takes_the_form_of_the_table() -> None:
    read = unpack_case(
        file_of({"windows": [{"name": "町の相談", "phone": "０３（１２３４）５６７８"}]}), CATALOG
    )
    assert read.answers == {"windows": [{"name": "町の相談", "phone": "03-1234-5678"}]}
    assert read.left_out == ()


@pytest.mark.parametrize("answers", [None, [], "x", 3])
def test_a_file_without_answers_still_gives_its_history(answers: object) -> None:
    read = unpack_case(file_of(answers, history=as_kept(OCTOBER)), CATALOG)
    assert read.answers == {}
    assert read.history == (OCTOBER,)
    assert len(read.left_out) == 1


@pytest.mark.parametrize("day", [None, "", "x", "2026-11-31", 20261122, ["2026-11-22"]])
def test_a_day_of_saving_that_is_none_is_said(day: object) -> None:
    read = unpack_case(file_of(CASE, saved_on=day), CATALOG)
    assert read.saved_on is None
    assert read.answers == CASE
    assert "保存した日" in read.left_out[0]


def test_half_a_character_is_taken_out_of_a_text() -> None:
    read = unpack_case(
        file_of({"notes": "前\ud800後", "edits": {"\udfff": "x", "now": ["F1"]}}), CATALOG
    )
    assert read.answers == {"notes": "前\ufffd後", "edits": {"now": ["F1"]}}
    assert len(read.left_out) == 2


def of_edits(count: int) -> str:
    return f"計画に加えた変更に、読めないところが{count}つありました。そこは、空けるか、途中までにしてあります。"


@pytest.mark.parametrize(
    ("edits", "kept", "lost"),
    [
        # Cut where the field ends; a foreign key; a day that is past stays.
        (
            {"details": {"F1": {"who": "母" * 500, "colour": "red", "due_on": "2024-12-01"}}},
            {"details": {"F1": {"who": "母" * 200, "due_on": "2024-12-01"}}},
            2,
        ),
        ({"details": {"F1": {"due_on": "2026-13-45", "note": "x"}}},
         {"details": {"F1": {"note": "x"}}}, 1),
        ({"details": {"F1": {"note": ["x"]}, "../F2": {"who": "母"}}}, {}, 2),
        ({"details": {"F1": {"due_on": "9999-12-31", "who": "母"}}},
         {"details": {"F1": {"who": "母"}}}, 1),
        ({"own": [{"id": "own-1", "title": "散歩", "note": 5}, {"id": "own-2"}, 3]},
         {"own": [{"id": "own-1", "title": "散歩"}]}, 3),
        ({"own": [{"id": "own-1", "title": "一"}, {"id": "own-1", "title": "二"}]},
         {"own": [{"id": "own-1", "title": "一"}]}, 1),
        ({"now": ["F1", "F1", "x"], "next": "F2", "moved": {"F1": "roof", "F2": "now"}},
         {"now": ["F1"], "moved": {"F2": "now"}}, 4),
        ({"colour": "red", "now": ["F1"]}, {"now": ["F1"]}, 1),
    ],
    ids=lambda one: str(one)[:30],
)  # fmt: skip
def test_every_value_that_the_plan_would_not_take_is_counted(
    edits: dict[str, Any], kept: dict[str, Any], lost: int
) -> None:
    read = unpack_case(file_of({"edits": edits}), CATALOG, TODAY)
    assert read.answers["edits"] == kept
    assert read.left_out == (of_edits(lost),)
    again = unpack_case(packed(read.answers), CATALOG, TODAY)
    assert (again.answers, again.left_out) == (read.answers, ())


@pytest.mark.parametrize(
    "edits",
    [
        {"now": [], "moved": {}, "own": [{"id": "own-1", "title": "散歩", "who": "", "note": ""}]},
        {"details": {"F1": {"who": "", "note": "", "due_on": None}}},
        {"details": {"F1": {"who": " 母 ", "stood": "now"}}},
        {"details": {"F1": {"due_on": "2023-12-01"}}},
    ],
    ids=lambda one: str(one)[:30],
)
def test_what_is_empty_or_past_in_the_plan_is_no_loss(edits: dict[str, Any]) -> None:
    read = unpack_case(file_of({"edits": edits}), CATALOG, TODAY)
    assert (read.answers, read.left_out) == ({"edits": edits}, ())


def test_a_day_of_a_review_that_is_past_stays_and_one_at_the_end_of_time_is_told() -> None:
    lines = {"done": "電話した"}
    read = unpack_case(file_of({"review": lines | {"on": "2023-12-01"}}), CATALOG, TODAY)
    assert read.answers == {"review": lines | {"on": "2023-12-01"}}
    assert read.left_out == ()
    read = unpack_case(file_of({"review": lines | {"on": "9999-12-31"}}), CATALOG, TODAY)
    assert read.answers == {"review": lines}
    assert read.left_out == ("見直しに、読めないところが1つありました。そこは空けてあります。",)


@pytest.mark.parametrize(
    ("raw", "kept", "name", "lost"),
    [
        (
            {"memo": {"texts": {"days": "夜", "iq": "3"}, "worries": ["health", "x"], "main": 3}},
            {"memo": {"texts": {"days": "夜"}, "worries": ["health"]}},
            "相談メモ",
            3,
        ),
        ({"memo": {"asked_before": "あ" * 3_001}}, {"memo": {}}, "相談メモ", 1),
        (
            {"place": {"prefecture": "どこか", "city": "岡山市", "street": "1-2"}},
            {"place": {"city": "岡山市"}},
            "住んでいるところ",
            2,
        ),
        (
            {"quotes": [{"name": "甲", "price_yen": "60万円", "refund": "maybe", "x": 1}, "y"]},
            {"quotes": [{"name": "甲", "price_yen": "60万円"}]},
            "民間の見積もり",
            3,
        ),
        ({"quotes": [{"name": "甲"}] * 5}, {"quotes": [{"name": "甲"}] * 4}, "民間の見積もり", 1),
        (
            {"sheets": {"plan": "filled", "memo": "gold", "poster": "blank"}},
            {"sheets": {"plan": "filled"}},
            "えらんだ紙",
            2,
        ),
    ],
    ids=lambda one: str(one)[:30],
)
def test_every_value_that_another_screen_would_not_take_is_counted(
    raw: dict[str, Any], kept: dict[str, Any], name: str, lost: int
) -> None:
    read = unpack_case(file_of(raw), CATALOG)
    assert read.answers == kept
    assert read.left_out == (
        f"{name}に、読めないところが{lost}つありました。そこは空けてあります。",
    )


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
        read = unpack_case(data, CATALOG)
    except CaseFileError:
        return None
    text = pack_case(
        {**read.answers, "history": as_kept(*read.history)}, CATALOG, None, TODAY, with_safety=True
    )
    assert text.left_out == ()
    again = unpack_case(text.text.encode(), CATALOG)
    assert (again.answers, again.history) == (read.answers, read.history)
    assert again.left_out == ()
    return read.answers


def junk_at(case: Any) -> list[Any]:
    """(value, places): each place with each value, or in the normal run with a third of them."""
    every = [*paths(case)]
    places = [every if FULL else every[at % 3 :: 3] for at in range(len(JUNK))]
    return [
        pytest.param(junk, where, id=repr(junk)[:12])
        for junk, where in zip(JUNK, places, strict=True)
    ]


@pytest.mark.parametrize(("junk", "places"), junk_at(CASE))
def test_a_wrong_value_at_any_place_harms_no_other_part(junk: Any, places: list[Path]) -> None:
    for path in places:
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
        unpack_case(data, CATALOG)


# -- snapshots --------------------------------------------------------------------------------


def case_with(raw: dict[str, Any], **more: Any) -> Case:
    return Case.model_validate({"check": StageCheck.model_validate(raw), **more})


REVIEW = {"done": "電話した", "on": "2026-11-20"}


def test_a_snapshot_holds_stage_conditions_steps_and_the_month_s_cost(catalog: Catalog) -> None:
    # 足場2: 門1 all seen, Q10 いいえ.
    case = case_with(check("ssss ssss sns ss"), review=REVIEW)
    seen, plan = snapshot_of(case, catalog, TODAY), compose_plan(case, catalog, today=TODAY)
    assert seen.on == TODAY
    assert seen.stage == 2
    assert len(seen.conditions) == 10
    assert seen.conditions["goal_in_own_words"] == "not_yet"
    assert seen.conditions["self_care"] == "met"
    assert seen.now == tuple(step.title for step in plan.now)
    assert plan.estimate is not None
    assert seen.monthly == plan.estimate.monthly
    assert seen.review == ReviewLines(done="電話した")


SAFETY_KEYS = (
    "self_harm", "violence", "harmed", "not_eating", "sudden_change", "money", "family_limit"
)  # fmt: skip
ALARMS = [{key: answer} for key in SAFETY_KEYS for answer in ("now", "recent", "unknown")]
ALARMS += [dict.fromkeys(SAFETY_KEYS, "now")]


@cache
def quiet_snapshot(letters: str) -> Snapshot:
    """The snapshot of a family in no danger."""
    raw = check(letters)
    raw["safety"] = dict.fromkeys(SAFETY_KEYS, "no")
    return snapshot_of(case_with(raw, situation=["goes_out"]), CATALOG, TODAY)


@pytest.mark.parametrize("alarm", ALARMS, ids=str)
@pytest.mark.parametrize("letters", ["snsn nnnn nnu yy", "ssss ssss sns nn", "yyyy yyyy yyy yy"])
def test_a_snapshot_is_the_same_whatever_the_safety_answers(
    catalog: Catalog, alarm: dict[str, str], letters: str
) -> None:
    quiet = quiet_snapshot(letters)
    edits = {"details": {one: {"who": "母", "stood": "now"} for one in sorted(TELLING)}}
    raw = check(letters, threatened={"elderly": "yes", "minor": "yes"})
    raw["safety"] = dict.fromkeys(SAFETY_KEYS, "no") | alarm
    for more in ({}, {"edits": edits}):
        case = case_with(raw, situation=["goes_out", "violence"], **more)
        seen = snapshot_of(case, catalog, TODAY)
        assert (seen.stage, seen.conditions) == (quiet.stage, quiet.conditions)
        if not more:
            assert seen == quiet
        assert set(seen.now) == set(quiet.now)


def test_only_what_safety_brings_in_would_tell(catalog: Catalog) -> None:
    raw = check("snsn nnnn nnu yy")
    raw["safety"] = dict.fromkeys(SAFETY_KEYS, "no")
    quiet = case_with(raw, situation=["parents_elderly"])
    # 親が高齢 proposes F5 by itself.
    assert "F5" in ids(quiet, catalog)
    assert told_by_safety(quiet, catalog, TODAY) == TELLING - ids(quiet, catalog)
    alarmed = case_with(raw | {"safety": dict.fromkeys(SAFETY_KEYS, "now")})
    assert ids(alarmed, catalog) - ids(calm(alarmed), catalog) <= told_by_safety(
        alarmed, catalog, TODAY
    )


def ids(case: Case, catalog: Catalog) -> set[str]:
    plan = compose_plan(case, catalog, today=TODAY)
    return {*plan.ids.now, *plan.ids.next, *plan.ids.later, *(one.id for one in plan.further)}


def test_a_file_without_safety_has_no_changes_at_the_steps_of_safety() -> None:
    own = {"id": "own-1", "title": "散歩", "note": "川まで"}
    edits = {
        "now": ["S0", "M1", "own-1", "F1"],
        "moved": {"M1": "now", "own-1": "now"},
        "dropped": ["S0", "F5", "F2"],
        "own": [own],
        "details": {"M1": {"note": "保健所に電話"}, "F1": {"who": "母"}},
    }
    packed = pack_case({"edits": edits}, CATALOG, None, TODAY, False)
    assert unpack_case(packed.text.encode(), CATALOG).answers["edits"] == {
        "now": ["own-1", "F1"],
        "moved": {"own-1": "now"},
        "dropped": ["F2"],
        "own": [own],
        "details": {"F1": {"who": "母"}},
    }
    assert len(packed.left_out) == 1
    assert "安全にかかわる一歩に書いたことは、ファイルに入っていません" in packed.left_out[0]
    assert unpack_case(packed_with(edits).encode(), CATALOG).answers["edits"] == edits
    # Steps that the plan has in any case tell nothing.
    packed = pack_case({"edits": edits}, CATALOG, None, TODAY, False, frozenset({"S0"}))
    assert '"M1"' in packed.text
    assert '"S0"' not in packed.text
    assert packed.left_out == ()  # nothing was written there


SAFETY_SERVICES = (
    "community_care_centre",
    "health_centre",
    "listening_line",
    "self_reliance_consultation",
    "welfare_office",
)


def test_a_file_without_safety_has_no_free_service_that_only_the_steps_of_safety_use(
    catalog: Catalog,
) -> None:
    """The cost screen proposes them with the steps (F4, F5, M1, W1, W2)."""
    others = ("support_centre", "psychiatric_outpatient", "family_association")
    case = {"usages": {one: {"times": 1} for one in (*SAFETY_SERVICES, *others)}}
    packed = pack_case(case, CATALOG, None, TODAY, False)
    assert sorted(unpack_case(packed.text.encode(), CATALOG).answers["usages"]) == sorted(others)
    assert packed.left_out == ()  # nothing that anybody wrote, and no amount
    assert {catalog.service(one).cost_kind for one in SAFETY_SERVICES} == {"free"}
    whole = pack_case(case, CATALOG, None, TODAY, True)
    assert unpack_case(whole.text.encode(), CATALOG).answers == case
    # The health centre is M1's too: where the calm plan has M1, it tells nothing.
    packed = pack_case(case, CATALOG, None, TODAY, False, TELLING - {"M1"})
    left = set(unpack_case(packed.text.encode(), CATALOG).answers["usages"]) - set(others)
    assert left == {"health_centre"}


def test_a_service_that_is_paid_for_stays_because_the_amounts_would_change(
    catalog: Catalog,
) -> None:
    # M2: the doctor and the pharmacy; telling it here, so that only its cost keeps it.
    case = {"usages": {"psychiatric_outpatient": {"times": 2}, "pharmacy": {"times": 2}}}
    assert {used.id for used in catalog.step("M2").services} == set(case["usages"])
    packed = pack_case(case, CATALOG, None, TODAY, False, TELLING | {"M2"})
    assert unpack_case(packed.text.encode(), CATALOG).answers == case


def packed_with(edits: dict[str, Any]) -> str:
    return pack_case({"edits": edits}, CATALOG, None, TODAY, True).text


@pytest.mark.parametrize("key", ["harmed", "violence", "self_harm"])
@pytest.mark.parametrize("answer", ["now", "recent"])
def test_a_snapshot_names_no_step_that_is_on_the_screen_only(
    catalog: Catalog, key: str, answer: str
) -> None:
    """No private wording has a title of its own any more: only S1 and S0 stay off the paper."""
    raw = check("ssss ssss sns ss")
    case = case_with(raw | {"safety": raw["safety"] | {key: answer}}, situation=["violence"])
    plan = compose_plan(case, catalog, today=TODAY)
    private = {step.title for step in plan.now if not step.on_paper}
    assert private
    assert not private & set(snapshot_of(case, catalog, TODAY).now)


def test_a_plan_without_a_check_has_no_stage(catalog: Catalog) -> None:
    seen = snapshot_of(Case(), catalog, TODAY)
    assert (seen.stage, seen.conditions, seen.review) == (None, {}, ReviewLines())
    assert seen.now


def test_the_reviews_of_earlier_days_are_those_with_words() -> None:
    found = past_reviews((OCTOBER, NOVEMBER, day_of(0)), TODAY)
    assert [one.model_dump(mode="json") for one in found] == [
        {"on": "2026-10-25", "done": "電話した", "unchanged": "", "next_try": "家族会に行く"}
    ]


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


def by(who: str | None, day: Snapshot) -> Snapshot:
    return day.model_copy(update={"answerer": who})


@pytest.mark.parametrize(("before", "now"), [("family", "person"), ("person", "family")])
def test_what_two_people_see_is_not_put_side_by_side(before: str, now: str) -> None:
    seen = compare(by(before, OCTOBER), by(now, NOVEMBER))
    assert seen.other_answerer == before
    assert (seen.stage_before, seen.stage_now, seen.changed) == (None, None, ())
    assert not seen.both_seen
    # Time, steps, costs and the look back are the family's, whoever answered.
    assert (seen.days, seen.steps_then, seen.review) == (28, OCTOBER.now, OCTOBER.review)
    assert seen.monthly_before == OCTOBER.monthly


@pytest.mark.parametrize(
    ("before", "now"), [("family", "family"), ("person", "person"), (None, "person"), ("family", None)]
)  # fmt: skip
def test_the_same_answerer_or_one_that_nobody_wrote_down_is_compared(
    before: str | None, now: str | None
) -> None:
    seen = compare(by(before, OCTOBER), by(now, NOVEMBER))
    assert seen.other_answerer is None
    assert (seen.stage_before, seen.stage_now, len(seen.changed)) == (1, 2, 2)


@pytest.mark.parametrize("who", ["family", "person"])
def test_a_snapshot_knows_who_answered_and_an_old_one_is_still_read(
    catalog: Catalog, who: str
) -> None:
    raw = check("ssss ssss sns ss", answerer=who)
    seen = snapshot_of(case_with(raw), catalog, TODAY)
    assert seen.answerer == who
    text = pack_case({}, CATALOG, seen, TODAY, False).text
    assert unpack_case(text.encode(), CATALOG).history == (seen,)
    old = as_kept(seen)[0]
    del old["answerer"]
    read = unpack_case(file_of({}, history=[old]), CATALOG)
    assert read.history == (by(None, seen),)
    assert read.left_out == ()
    broken = unpack_case(file_of({}, history=[old | {"answerer": "robot"}]), CATALOG)
    assert broken.history == read.history
    assert len(broken.left_out) == 1


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
        {"cost_asked": ["services", "welfare.tax"]},
    ],
)
def test_a_case_without_answers_has_nothing_to_lose(case: dict[str, Any]) -> None:
    assert not has_answers(case, CATALOG)


@pytest.mark.parametrize(
    "case",
    [
        {"checks": {"person": {"difficulty": "unknown"}}},
        {"notes": "x"},
        {"age": 20},
        {"situation": ["goes_out"]},
        {"usages": {"free_space": {"times": 1}}},
        {"edits": {"own": [{"id": "own-1", "title": "x"}]}},
    ],
)
def test_one_answer_is_something_to_lose(case: dict[str, Any]) -> None:
    assert has_answers(case, CATALOG)
