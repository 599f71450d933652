"""Private quotes: the whole sum first, what is not known, the signs to stop at, what to ask."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import CostRequest, FigureNotInForce
from core.catalog import Catalog
from core.money import MAX_YEN, YenRange
from core.provider import (
    LABELS,
    LONG,
    Quote,
    all_answered,
    asked,
    is_empty,
    is_empty_row,
    must_stop,
    public_same_months,
    questions,
    read_quote,
    read_quotes,
    red_flags,
    results_text,
    sound_quotes,
    stop_contacts,
    total,
)
from tests.core.conftest import sample
from tests.core.test_words import FORBIDDEN, walk

MONTH = "2026-11"
KNOWN: dict[str, Any] = {"entry_fee_yen": 0, "travel_yen_per_time": 0, "other_yen": 0}
B = "continuous_employment_b"


def quote(**fields: Any) -> Quote:
    return Quote.model_validate(fields)


def keys(catalog: Catalog, **fields: Any) -> list[str]:
    return [flag.key for flag in red_flags(quote(**fields), catalog, MONTH)]


# -- the sum, by hand --------------------------------------------------------------------------


def test_a_price_per_time_is_taken_over_the_whole_term_with_every_extra() -> None:
    found = total(
        quote(
            price_yen=10_000,
            times_per_month=2,
            months=6,
            travel_yen_per_time=500,
            entry_fee_yen=30_000,
            other_yen=1_001,
        )
    )
    # 10,000×2×6 = 120,000; 500×2×6 = 6,000; and 30,000 and 1,001 once.
    assert found.whole == 120_000 + 6_000 + 30_000 + 1_001 == 157_001
    # 157,001 / 6 = 26,166.8…, rounded up; / 12 times = 13,083.4…, rounded up.
    assert (found.monthly, found.per_time) == (26_167, 13_084)
    assert not found.at_least
    assert [part.formula for part in found.parts] == [
        "10,000円×2回×6か月",
        "500円×2回×6か月",
        "30,000円",
        "1,001円",
    ]


def test_a_lump_is_the_whole_and_its_months_only_spread_it() -> None:
    found = total(quote(price_kind="lump", price_yen=5_700_000, months=3, **KNOWN))
    assert (found.whole, found.monthly, found.per_time) == (5_700_000, 1_900_000, None)
    without = total(quote(price_kind="lump", price_yen=5_700_000, **KNOWN))
    # The sum itself does not need the months.
    assert (without.whole, without.at_least, without.monthly) == (5_700_000, False, None)


def test_a_price_per_month_does_not_need_the_times() -> None:
    found = total(
        quote(
            price_kind="monthly", price_yen=200_000, months=6, **KNOWN | {"entry_fee_yen": 350_000}
        )
    )
    assert found.whole == 200_000 * 6 + 350_000 == 1_550_000
    assert not found.at_least
    # 1,550,000 / 6 = 258,333.3…, rounded up.
    assert (found.monthly, found.per_time) == (258_334, None)


@pytest.mark.parametrize(
    ("fields", "whole", "missing"),
    [
        ({}, 0, ("price_yen", "entry_fee_yen", "travel_yen_per_time", "other_yen")),
        # One time and one month are the least there can be.
        ({"price_yen": 8_000, **KNOWN}, 8_000, ("times_per_month", "months")),
        ({"price_yen": 8_000, "times_per_month": 3, **KNOWN}, 24_000, ("months",)),
        ({"price_yen": 8_000, "months": 3, **KNOWN}, 24_000, ("times_per_month",)),
        (
            {"price_kind": "lump", "price_yen": 60_000, "months": 2, **KNOWN}
            | {"travel_yen_per_time": 700},
            60_000 + 700 * 1 * 2,
            ("times_per_month",),
        ),
        ({"price_yen": 0, **KNOWN}, 0, ()),
        (
            {"entry_fee_yen": 50_000, "travel_yen_per_time": 0, "other_yen": 0},
            50_000,
            ("price_yen",),
        ),
    ],
)
def test_what_is_not_known_makes_the_sum_the_least_it_can_be_and_is_named(
    fields: dict[str, Any], whole: int, missing: tuple[str, ...]
) -> None:
    found = total(quote(**fields))
    assert (found.whole, found.missing) == (whole, missing)
    assert found.at_least == bool(missing)
    assert found.has_price == ("price_yen" in fields)


def test_without_the_months_the_month_is_what_returns_each_month() -> None:
    found = total(
        quote(price_yen=8_000, times_per_month=3, entry_fee_yen=9_000, travel_yen_per_time=100)
    )
    # 8,000×3 + 100×3, and the entry fee comes once only.
    assert found.monthly == 24_300
    assert found.whole == 24_300 + 9_000


YEN = st.none() | st.integers(0, 3_000_000)
QUOTES = st.builds(
    Quote,
    price_kind=st.sampled_from(["per_time", "monthly", "lump"]),
    price_yen=YEN,
    times_per_month=st.none() | st.integers(1, 31),
    months=st.none() | st.integers(1, 36),
    entry_fee_yen=YEN,
    travel_yen_per_time=YEN,
    other_yen=YEN,
)
MONEY = ("price_yen", "entry_fee_yen", "travel_yen_per_time", "other_yen")


@sample(100)
@given(one=QUOTES, field=st.sampled_from(MONEY), more=st.integers(0, 100_000))
def test_a_higher_fee_never_lowers_the_sum(one: Quote, field: str, more: int) -> None:
    higher = one.model_copy(update={field: (getattr(one, field) or 0) + more})
    before, after = total(one), total(higher)
    assert after.whole >= before.whole
    if before.monthly is not None:
        assert after.monthly is not None
        assert after.monthly >= before.monthly


@sample(100)
@given(one=QUOTES)
def test_the_months_and_the_times_never_come_to_less_than_the_whole(one: Quote) -> None:
    found = total(one)
    assert found.whole == sum(part.amount for part in found.parts)
    if found.months is not None:
        assert found.monthly is not None
        assert 0 <= found.monthly * found.months - found.whole < found.months
        if found.per_time is not None:
            assert one.times_per_month is not None
            visits = found.months * one.times_per_month
            assert 0 <= found.per_time * visits - found.whole < visits


@sample(100)
@given(
    one=QUOTES,
    times=st.integers(1, 31),
    months=st.integers(1, 36),
    yen=st.lists(st.integers(0, 500_000), min_size=4, max_size=4),
)
def test_an_answer_to_what_is_not_known_never_lowers_the_sum(
    one: Quote, times: int, months: int, yen: list[int]
) -> None:
    answers = {"times_per_month": times, "months": months, **dict(zip(MONEY, yen, strict=True))}
    unknown = {key: value for key, value in answers.items() if getattr(one, key) is None}
    known = one.model_copy(update=unknown)
    assert total(known).whole >= total(one).whole
    assert not total(known).at_least
    if not unknown:
        assert not total(one).at_least


# -- the same months in public support -----------------------------------------------------------


def test_the_familys_own_public_services_are_counted_for_the_same_months(catalog: Catalog) -> None:
    request = CostRequest.model_validate(
        {
            "month": MONTH,
            "welfare": {"certificate_cap_yen": 9_300},
            "usages": [
                {"service": B, "times": 12, "gross_yen_per_time": 7_250},
                {"service": "private_counselling", "times": 2, "price_low_yen": 8_000},
            ],
        }
    )
    found = public_same_months(quote(months=6), request, catalog, MONTH)
    # 7,250×12 = 87,000; 1割 8,700 (under 9,300); 6 months: 52,200. The private one is not counted.
    assert found.monthly == YenRange.of(8_700)
    assert found.whole == YenRange.of(52_200)
    assert (found.usual, found.services, found.months) == (False, (B,), 6)


def test_the_cap_holds_for_the_months_of_public_support(catalog: Catalog) -> None:
    request = CostRequest.model_validate(
        {
            "month": MONTH,
            "welfare": {"certificate_cap_yen": 9_300},
            "usages": [{"service": B, "times": 20, "gross_yen_per_time": 7_250}],
        }
    )
    # 7,250×20×0.1 = 14,500, stopped at 9,300.
    assert public_same_months(quote(months=3), request, catalog, MONTH).whole.high == 27_900


@pytest.mark.parametrize("usages", [[], [{"service": "private_visit", "times": 2}]])
def test_without_public_services_a_named_set_stands_for_them(
    catalog: Catalog, usages: list[dict[str, Any]]
) -> None:
    exempt = CostRequest.model_validate(
        {"month": MONTH, "welfare": {"tax": "exempt"}, "person": {"age": 34}, "usages": usages}
    )
    found = public_same_months(quote(months=6), exempt, catalog, MONTH)
    assert found.usual
    assert found.services == (
        "support_centre",
        "outreach_visit",
        "family_course",
        "life_skills_training",
    )
    # 非課税: 障害福祉 costs nothing, the other three are free.
    assert found.whole == YenRange.of(0)
    idle = CostRequest.model_validate({"month": MONTH, "usages": [{"service": B, "times": 0}]})
    assert public_same_months(quote(months=6), idle, catalog, MONTH).usual
    unknown = public_same_months(quote(months=6), None, catalog, MONTH)
    assert unknown.monthly.low == 0
    assert unknown.whole == unknown.monthly.times(6)
    assert unknown.monthly.high > 0


@pytest.mark.parametrize(
    ("change", "is_all"),
    [
        ({}, True),
        ({"refund": "unknown"}, False),
        ({"price_yen": None}, False),
        ({"flags": {}}, False),
    ],
)
def test_all_is_answered_with_every_sign_the_money_back_and_the_price(
    catalog: Catalog, change: dict[str, Any], is_all: bool
) -> None:
    flags = {one.key: "no" for one in catalog.provider.flags if one.ask is not None}
    answered = {"price_yen": 9_000, "refund": "yes", "flags": flags} | change
    assert all_answered(quote(**answered), catalog) == is_all


def test_a_quote_without_months_is_set_beside_one_month(catalog: Catalog) -> None:
    found = public_same_months(quote(), None, catalog, MONTH)
    assert (found.months, found.whole) == (1, found.monthly)


@pytest.mark.parametrize(
    ("usage", "doubtful"),
    [
        # The catalogue's own prices of B are a calculation of this tool (DER in data/figures.csv).
        ({"service": B, "times": 12}, True),
        ({"service": B, "times": 12, "gross_yen_per_time": 7_250}, False),
        ({"service": "life_skills_training", "times": 8, "gross_yen_per_time": 7_000}, False),
    ],
)
def test_the_public_sum_says_whether_a_figure_behind_it_needs_checking(
    catalog: Catalog, usage: dict[str, Any], doubtful: bool
) -> None:
    assert catalog.figures.at(f"price.{B}.high", MONTH).needs_check
    raw = {"month": "2026-06", "welfare": {"certificate_cap_yen": 9_300}, "usages": [usage]}
    found = public_same_months(quote(months=6), CostRequest.model_validate(raw), catalog, MONTH)
    assert (found.needs_check, found.is_doubtful) == (doubtful, doubtful)
    # The figures are those of the month that was asked for.
    assert found.month == MONTH


def test_where_no_sum_is_shown_nothing_is_marked_for_checking(catalog: Catalog) -> None:
    found = public_same_months(quote(months=6), None, catalog, "2027-08")
    assert not found.has_sum
    assert not found.is_doubtful


def test_a_month_without_figures_is_said_and_nothing_is_made_up(catalog: Catalog) -> None:
    found = public_same_months(quote(months=2), None, catalog, "2020-01")
    assert found.refused
    assert "life_skills_training" not in found.services


def test_a_missing_figure_leaves_no_sum_of_nothing(catalog: Catalog) -> None:
    # The prices of 生活訓練 end with 2027-03; the other three of the usual set are free.
    found = public_same_months(quote(months=6), None, catalog, "2027-08")
    assert [fault.key for fault in found.refused] == ["price.life_skills_training.low"]
    assert found.whole == YenRange.of(0)
    assert found.at_least
    assert not found.has_sum
    assert len(found.refusals) == 1
    known = public_same_months(quote(months=6), None, catalog, MONTH)
    assert known.has_sum
    assert not known.at_least
    assert known.refusals == ()


@pytest.mark.parametrize(
    ("welfare", "has_sum"),
    # 7,250×12×0.1 = 8,700 under the cap; with a cap not known it may also be nothing.
    [({"certificate_cap_yen": 9_300}, True), ({}, False)],
)
def test_what_could_be_counted_beside_a_missing_figure_is_the_least(
    catalog: Catalog, welfare: dict[str, int], has_sum: bool
) -> None:
    usages = [
        {"service": B, "times": 12, "gross_yen_per_time": 7_250},
        {"service": "life_skills_training", "times": 8},
    ]
    request = CostRequest.model_validate({"month": MONTH, "welfare": welfare, "usages": usages})
    found = public_same_months(quote(months=6), request, catalog, "2027-08")
    assert (found.services, found.at_least, found.has_sum) == ((B,), True, has_sum)
    assert found.whole.high == 8_700 * 6


def test_no_fee_of_nothing_is_a_sum_where_no_figure_is_missing(catalog: Catalog) -> None:
    request = CostRequest.model_validate(
        {
            "month": MONTH,
            "welfare": {"certificate_cap_yen": 0},
            "usages": [{"service": B, "times": 12, "gross_yen_per_time": 7_250}],
        }
    )
    found = public_same_months(quote(months=6), request, catalog, MONTH)
    assert not found.usual
    assert found.whole == YenRange.of(0)
    assert found.has_sum


FAMILY_FEE = {
    "service": "family_association",
    "times": 1,
    "price_low_yen": 500,
    "price_high_yen": 1_000,
}


def test_a_family_associations_fee_alone_is_no_public_support_to_set_beside_a_quote(
    catalog: Catalog,
) -> None:
    nothing = CostRequest.model_validate({"month": MONTH, "usages": []})
    before = public_same_months(quote(months=6), nothing, catalog, MONTH)
    visit = {"service": "private_visit", "times": 4, "price_low_yen": 12_000}
    for usages in ([FAMILY_FEE], [FAMILY_FEE, visit], [{"service": "hello_work", "times": 2}]):
        chosen = CostRequest.model_validate({"month": MONTH, "usages": usages})
        now = public_same_months(quote(months=6), chosen, catalog, MONTH)
        assert now.usual
        # Not 500–1,000 × 6: the same as before the family chose anything.
        assert (now.whole, now.services) == (before.whole, before.services)


def test_beside_public_support_with_a_share_the_familys_other_fees_are_counted_too(
    catalog: Catalog,
) -> None:
    usages = [FAMILY_FEE, {"service": B, "times": 12, "gross_yen_per_time": 7_250}]
    request = CostRequest.model_validate(
        {"month": MONTH, "welfare": {"certificate_cap_yen": 9_300}, "usages": usages}
    )
    found = public_same_months(quote(months=6), request, catalog, MONTH)
    assert not found.usual
    # 7,250×12×0.1 = 8,700, and 500 to 1,000 for the association: 9,200 to 9,700 a month, ×6.
    assert found.whole == YenRange(55_200, 58_200)


# -- the signs -----------------------------------------------------------------------------------

STRONG = {
    "before_meeting",
    "secret_visit",
    "night_many",
    "promise",
    "hurry",
    "lump",
    "no_refund",
    "no_contact",
    "takes_phone",
    "no_address",
    "keep_from",
}


def test_every_sign_of_the_facts_is_there_and_one_strong_one_is_enough(catalog: Catalog) -> None:
    flags = catalog.provider.flags
    assert {one.key for one in flags if one.strong} == STRONG
    # facts/medical_and_other_costs.md §6.3: no licensed staff, no itemised price, no visit allowed
    weak = {"no_licence", "no_details", "no_visit", "price_above"}
    assert {one.key for one in flags if not one.strong} == weak
    for key, _ in asked(quote(), catalog):
        found = red_flags(quote(flags={key: "yes"}), catalog, MONTH)
        assert [flag.key for flag in found] == [key]
        assert must_stop(found) == (key in STRONG)
    # Every sign is asked, or told by a field of its own.
    assert {one.key for one in flags} - {key for key, _ in asked(quote(), catalog)} == {
        "no_refund",
        "price_above",
    }


@pytest.mark.parametrize("answer", ["no", "unknown"])
def test_no_and_unknown_are_no_sign(catalog: Catalog, answer: str) -> None:
    flags = {key: answer for key, _ in asked(quote(), catalog)}
    assert keys(catalog, flags=flags) == []
    assert keys(catalog) == []


@pytest.mark.parametrize(
    ("price", "flag"),
    # The line is 15,000 yen a time (facts: 5,000–15,000; data/figures.csv seed.private_per_time).
    [(14_999, []), (15_000, []), (15_001, ["price_above"])],
)
def test_the_red_line_of_a_time(catalog: Catalog, price: int, flag: list[str]) -> None:
    assert keys(catalog, price_yen=price) == flag
    # By the month: the price shared by four times.
    assert keys(catalog, price_kind="monthly", price_yen=price * 4, times_per_month=4) == flag


def test_the_line_of_a_month_is_exact_to_the_yen(catalog: Catalog) -> None:
    # 15,000×3 = 45,000
    for price, flag in ((45_000, []), (45_001, ["price_above"])):
        assert keys(catalog, price_kind="monthly", price_yen=price, times_per_month=3) == flag
    assert keys(catalog, price_kind="monthly", price_yen=200_000) == []


def test_a_price_above_the_line_is_no_reason_to_stop_but_names_the_amount(catalog: Catalog) -> None:
    (flag,) = red_flags(quote(price_yen=15_001), catalog, MONTH)
    assert flag.sign.family == flag.sign.person == "1回の料金が15,000円より高い"
    assert not must_stop([flag])


@pytest.mark.parametrize("price", [None, 0, 1, 5_700_000])
def test_any_lump_is_a_strong_sign_and_is_not_asked_again(
    catalog: Catalog, price: int | None
) -> None:
    one = quote(price_kind="lump", price_yen=price)
    found = red_flags(one, catalog, MONTH)
    assert [flag.key for flag in found] == ["lump"]
    assert must_stop(found)
    assert "lump" not in dict(asked(one, catalog))
    assert "lump" in dict(asked(quote(), catalog))


@pytest.mark.parametrize(("refund", "flag"), [("yes", []), ("unknown", []), ("no", ["no_refund"])])
def test_no_clause_for_money_back_is_a_sign(catalog: Catalog, refund: str, flag: list[str]) -> None:
    assert keys(catalog, refund=refund) == flag


def test_where_the_line_has_no_figure_it_raises_and_the_rest_can_still_be_had(
    catalog: Catalog,
) -> None:
    one = quote(price_yen=900_000, refund="no")
    with pytest.raises(FigureNotInForce):
        red_flags(one, catalog, "2020-01")
    assert [flag.key for flag in red_flags(one, catalog, None)] == ["no_refund"]


def test_the_contacts_come_from_the_list_with_source_and_date(catalog: Catalog) -> None:
    lines = stop_contacts(catalog)
    assert lines[0].contact == "188"
    assert {"188", "0570-078374"} <= {line.contact for line in lines}
    assert all(line.source and line.checked_on for line in lines)
    ids = {line.id for line in lines}
    assert set(catalog.provider.rules.paper_contacts) <= ids


# -- what to ask ---------------------------------------------------------------------------------


def test_each_question_names_the_quotes_that_have_no_answer_yet(catalog: Catalog) -> None:
    first = quote(
        refund="yes",
        cancel="1か月前までに言う",
        visit="yes",
        trial="no",
        first_free="yes",
        subsidy="no",
    )
    found = {one.text.family: one.still for one in questions((first, quote()), catalog)}
    by_start = {text[:6]: still for text, still in found.items()}
    assert by_start["途中でやめた"] == ("B",)
    assert by_start["見学や体験は"] == ("B",)
    assert by_start["使える助成や"] == ("B",)
    assert by_start["全部でいくら"] == ("A", "B")
    assert all(one.still == () for one in questions((), catalog))
    # A clause alone is half an answer: what it costs to end early is still to be asked.
    half = {one.text.family[:6]: one.still for one in questions((quote(refund="yes"),), catalog)}
    assert half["途中でやめた"] == ("A",)


def test_every_field_that_can_be_asked_is_asked(catalog: Catalog) -> None:
    filled = {field for one in catalog.provider.questions for field in one.fills}
    fields = set(Quote.model_fields)
    assert filled <= fields
    assert fields - filled == {"name", "price_kind", "results_what", "note", "flags"}
    shown = {one.key for one in catalog.provider.criteria if one.kind != "results"}
    assert shown <= fields
    assert set(catalog.provider.labels) <= fields


@pytest.mark.parametrize(
    ("with_", "of", "what", "words"),
    [
        (12, 30, "就職", "30人のうち12人（就職）"),
        (30, 30, "", "30人のうち30人"),
        (12, None, "", "12人。何人のうちかは、まだ"),
        (None, 30, "", "30人。そのうち何人かは、まだ"),
        (None, None, "半分くらい", "半分くらい"),
        (None, None, "", ""),
    ],
)
def test_results_never_stand_without_their_denominator(
    with_: int | None, of: int | None, what: str, words: str
) -> None:
    assert results_text(quote(results_with=with_, results_of=of, results_what=what)) == words


# -- reading -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "yen"),
    [("9,300円", 9_300), ("９３００", 9_300), ("12万円", 120_000), ("¥8000", 8_000), (500, 500)],
)
def test_yen_are_read_as_people_write_them(typed: object, yen: int) -> None:
    read, faults = read_quote({"price_yen": typed, "months": "６か月", "times_per_month": "2回"})
    assert faults == ()
    assert (read.price_yen, read.months, read.times_per_month) == (yen, 6, 2)


@pytest.mark.parametrize(
    ("field", "wrong", "words"),
    [
        ("price_yen", "-1", "0円以上"),
        ("price_yen", -1, "0以上"),
        ("price_yen", "高い", "数字で入れてください"),
        ("price_yen", "9" * 30, "けた数を確かめて"),
        ("price_yen", "9" * 6_000, "40文字まで"),
        ("price_yen", MAX_YEN + 1, "以下の数"),
        ("price_yen", 10**30, "けた数を確かめて"),
        ("price_yen", 9.5, "形が合いません"),
        ("price_yen", True, "形が合いません"),
        ("price_yen", [1], "形が合いません"),
        ("months", "0", "1以上"),
        ("months", "121", "120以下"),
        ("months", "半年", "数字で入れてください"),
        ("times_per_month", 0, "1以上"),
        ("refund", "maybe", "選択肢から"),
        ("refund", 1, "形が合いません"),
        ("price_kind", "free", "選択肢から"),
        ("results_of", "0", "1人以上"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_is_kept(
    field: str, wrong: object, words: str
) -> None:
    right = {"travel_yen_per_time": "500円", "consent": "手紙で", "staff": "yes"}
    read, faults = read_quote({**right, field: wrong})
    assert [fault.field for fault in faults] == [field]
    assert words in faults[0].message
    assert (read.travel_yen_per_time, read.consent, read.staff) == (500, "手紙で", "yes")
    assert getattr(read, field) == getattr(Quote(), field)


@pytest.mark.parametrize(("with_", "kept"), [(29, True), (30, True), (31, False)])
def test_more_successes_than_people_cannot_be(with_: int, kept: bool) -> None:
    read, faults = read_quote({"results_with": with_, "results_of": 30, "note": "き"})
    assert (read.results_with == with_) == kept
    assert [fault.field for fault in faults] == ([] if kept else ["results_of"])
    assert read.note == "き"


def test_a_long_text_is_cut_and_said() -> None:
    read, faults = read_quote({"note": "あ" * (LONG + 1)})
    assert read.note == "あ" * LONG
    assert [fault.field for fault in faults] == ["note"]


def test_at_most_four_quotes_are_read_each_fault_with_its_place() -> None:
    raw = [{"months": "x"}, {"months": 2}, "?", {"months": -3}, {"note": "三"}, {"note": "五"}]
    quotes, faults = read_quotes(raw)
    assert len(quotes) == len(LABELS) == 4
    assert [fault.field for fault in faults] == ["0.months", "2.months"]
    assert [one.note for one in quotes] == ["", "", "", "三"]


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=True)
    | st.text(max_size=60)
    | st.sampled_from(["yes", "no", "unknown", "lump", "monthly", "12万円", "\ud800", "9" * 5_000])
)
ANY = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=6,
)
RAW = st.dictionaries(st.sampled_from([*Quote.model_fields, "old_key"]), ANY, max_size=14)


@sample(300)
@given(raw=RAW | ANY)
def test_nothing_that_a_tab_may_hold_breaks_the_reading(raw: Any) -> None:
    quote_read, faults = read_quote(raw)
    assert isinstance(quote_read, Quote)
    for fault in faults:
        assert not re.search(r"[A-Za-z]{4,}", fault.message), fault
        assert getattr(quote_read, fault.field) in (
            getattr(Quote(), fault.field),
            str(getattr(quote_read, fault.field))[:LONG],
        )
    for row in sound_quotes([raw]):
        again = sound_quotes([row])
        assert again == [row]
        for value in row.values():
            assert isinstance(value, str | int | dict)
            if isinstance(value, str):
                value.encode()
    total(quote_read)


def test_an_empty_quote_is_known_as_such() -> None:
    assert is_empty(quote())
    assert is_empty(quote(price_kind="lump", flags={"hurry": "unknown"}))
    assert not is_empty(quote(price_yen=0))
    assert not is_empty(quote(flags={"hurry": "no"}))


@pytest.mark.parametrize(
    ("row", "empty"),
    [
        ({}, True),
        ({"price_kind": "lump", "refund": "unknown", "price_yen": "", "note": " \u3000"}, True),
        ({"flags": {"hurry": "unknown"}}, True),
        ({"price_yen": "やく五千円"}, False),
        ({"months": "半年"}, False),
        ({"price_yen": 0}, False),
        ({"cancel": "2万円"}, False),
        ({"refund": "no"}, False),
        ({"flags": {"hurry": "no"}}, False),
    ],
)
def test_a_row_in_which_something_unreadable_was_typed_is_not_empty(
    row: dict[str, Any], empty: bool
) -> None:
    assert is_empty_row(row) == empty
    if empty:
        assert is_empty(read_quote(row)[0])


# -- the words -----------------------------------------------------------------------------------


def test_the_words_promise_nothing_and_blame_nobody(catalog: Catalog) -> None:
    texts = list(walk(catalog.provider, "provider"))
    assert len(texts) > 60
    for path, text in texts:
        # What others say stands inside 「」.
        own = re.sub("「[^」]*」", "", text)
        for pattern in FORBIDDEN:
            assert not re.search(pattern, own), (path, text)
        assert not re.search("べき|すぐに|悪質|詐欺|業者", own), (path, text)
        assert not re.search(r"\d{2,4}-\d{2,4}-\d{3,4}|(?<!\d)1(?:10|19|88)(?!\d)", text), path


def test_to_the_person_the_words_are_in_the_first_person(catalog: Catalog) -> None:
    words = catalog.provider
    said = [one.ask.person for one in words.flags if one.ask is not None]
    said += [one.sign.person for one in words.flags] + [one.text.person for one in words.questions]
    said += [one.ask.person for one in words.criteria] + [words.stop.own_will.person]
    assert not [text for text in said if "本人" in text]
    assert [text for text in said if "わたし" in text]


def test_the_courts_are_named_with_their_years_and_without_a_word_on_the_parents(
    catalog: Catalog,
) -> None:
    stop = catalog.provider.stop
    told = stop.own_will.family
    assert not re.search("親|責任|契約した", told)
    assert "相談できます" in told
    years = re.findall(r"\d{4}年", told)
    assert years == re.findall(r"\d{4}年", stop.source)
    assert len(years) == 3
