"""通信制高校 and 高等学校等就学支援金: by unit, for tuition only.

Rules (文部科学省 説明会資料 2026-04-08 p24 and the notice of 2026-03-31, as read by public data, checked
2026-09-25): a private school at most 13,668 yen a unit, a public one 336; at most 30 units a year and
74 in all. What a school asks besides its tuition stays with the family.
"""

from __future__ import annotations

import random
from fractions import Fraction
from math import ceil
from typing import Any

import pytest
from pydantic import ValidationError

from core.catalog import Catalog
from core.cost.estimate import Estimate, estimate
from core.cost.request import CostRequest
from core.cost.unknowns import unknown_words
from core.errors import FigureNotInForce
from core.money import YenRange

SCHOOL = "correspondence_school"
CAP, A_YEAR, IN_ALL = 13_668, 30, 74


def school(**known: Any) -> dict[str, Any]:
    return {"service": SCHOOL, "times": 1} | known


def private(**known: Any) -> dict[str, Any]:
    return school(school="private", tuition_support=True, **known)


def split(units: int, each: int, other: int, **more: Any) -> dict[str, Any]:
    return private(units=units, yen_per_unit=each, other_yen_per_year=other) | more


def found(catalog: Catalog, *usages: dict[str, Any], **parts: Any) -> Estimate:
    asked = {"month": "2026-11", "usages": usages} | parts
    return estimate(CostRequest.model_validate(asked), catalog)


def paid(catalog: Catalog, usage: dict[str, Any], **parts: Any) -> YenRange:
    return found(catalog, usage, **parts).ledger("other").payable


def year(catalog: Catalog, usage: dict[str, Any]) -> YenRange:
    return found(catalog, usage).first_year


def yen(amount: int) -> YenRange:
    return YenRange(amount, amount)


# -- published numbers ----------------------------------------------------------------------------


def test_400000_a_year_with_266750_of_tuition_leaves_133250(catalog: Catalog) -> None:
    """25 × 10,670 (average of R7) + 133,250 of other fees: 133,250 ÷ 12 = 11,104.2, rounded up."""
    usage = split(25, 10_670, 133_250)
    assert paid(catalog, usage) == yen(11_105)
    assert year(catalog, usage) == yen(133_250)


def test_25_units_at_12000_and_100000_besides_leave_100000_a_year(catalog: Catalog) -> None:
    """zba.jp, kg-school.net, yohmori.com (no date): the tuition is paid, the rest is not."""
    usage = split(25, 12_000, 100_000)
    assert year(catalog, usage) == yen(100_000)
    assert paid(catalog, usage) == yen(8_334)


@pytest.mark.parametrize("each", [8_000, 12_000])
def test_tuition_below_the_ceiling_alone_costs_nothing(catalog: Catalog, each: int) -> None:
    assert paid(catalog, split(25, each, 0)) == yen(0)
    assert year(catalog, split(25, each, 0)) == yen(0)


def test_a_public_school_in_tokyo_leaves_nothing_of_its_tuition(catalog: Catalog) -> None:
    """東京都 336円/単位: 25 × 336 = 8,400, of which the support pays 336 a unit."""
    usage = split(25, 336, 0, school="public")
    assert paid(catalog, usage) == yen(0)
    assert paid(catalog, usage | {"tuition_support": False}) == yen(700)
    assert year(catalog, split(25, 337, 0, school="public")) == yen(25)


# -- the edges ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("each", "left"), [(CAP - 1, 0), (CAP, 0), (CAP + 1, 25)])
def test_the_ceiling_of_a_unit(catalog: Catalog, each: int, left: int) -> None:
    assert year(catalog, split(25, each, 0)) == yen(left)


@pytest.mark.parametrize(("units", "left"), [(29, 0), (30, 0), (31, 10_000), (74, 440_000)])
def test_30_units_a_year(catalog: Catalog, units: int, left: int) -> None:
    assert year(catalog, split(units, 10_000, 0)) == yen(left)


@pytest.mark.parametrize(
    ("before", "left"),
    [
        (43, 0), (44, 0), (45, 10_000), (46, 20_000),
        (73, 290_000), (74, 300_000), (75, 300_000), (200, 300_000),
    ],
)  # fmt: skip
def test_74_units_in_all(catalog: Catalog, before: int, left: int) -> None:
    assert year(catalog, split(30, 10_000, 0, units_before=before)) == yen(left)


def test_the_ceilings_begin_in_april_2026(catalog: Catalog) -> None:
    assert paid(catalog, split(25, 10_670, 0), month="2026-04") == yen(0)
    with pytest.raises(FigureNotInForce):
        paid(catalog, split(25, 10_670, 0), month="2026-03")


def test_a_month_of_school_is_counted_once(catalog: Catalog) -> None:
    for times in (1, 2, 12):
        assert paid(catalog, split(25, 12_000, 100_000, times=times)) == yen(8_334)
    assert paid(catalog, split(25, 12_000, 100_000, times=0)) == yen(0)


def test_without_the_support_all_of_it_is_paid(catalog: Catalog) -> None:
    usage = split(25, 10_670, 133_250, tuition_support=False)
    assert paid(catalog, usage) == yen(33_334)  # 400,000 ÷ 12 = 33,333.3
    assert year(catalog, usage) == yen(400_000)


# -- one price for all ----------------------------------------------------------------------------


def test_a_total_without_its_tuition_is_a_range(catalog: Catalog) -> None:
    """33,334 a month may be all tuition (30 × 13,668 = 410,040 a year) or none of it."""
    usage = private(price_low_yen=33_334, price_high_yen=33_334)
    assert paid(catalog, usage) == YenRange(0, 33_334)
    # Beyond what 30 units can bring something stays: 50,000 × 12 − 410,040 = 189,960 a year.
    dear = private(price_low_yen=50_000, price_high_yen=50_000)
    assert paid(catalog, dear) == YenRange(15_830, 50_000)


def test_the_units_narrow_a_total(catalog: Catalog) -> None:
    """10 units bring at most 337,200 (the ceiling of a school with one fee for the year)."""
    usage = private(price_low_yen=33_334, price_high_yen=33_334, units=10)
    assert paid(catalog, usage) == YenRange(ceil((33_334 * 12 - 337_200) / 12), 33_334)


def test_a_public_total_is_never_carried_by_the_private_ceiling(catalog: Catalog) -> None:
    usage = private(price_low_yen=4_000, price_high_yen=4_000) | {"school": "public"}
    # 4,000 × 12 − 30 × 336 = 37,920 a year.
    assert paid(catalog, usage) == YenRange(3_160, 4_000)


# -- what is usual --------------------------------------------------------------------------------


def test_public_and_private_schools_have_their_own_usual_prices(catalog: Catalog) -> None:
    """A year: public 15,000–50,000, private 200,000–800,000."""
    assert paid(catalog, school(school="public")) == YenRange(1_250, 4_167)
    assert paid(catalog, school(school="private")) == YenRange(16_667, 66_667)
    assert paid(catalog, school()) == YenRange(1_250, 66_667)


def test_with_support_the_usual_price_is_a_range_too(catalog: Catalog) -> None:
    assert paid(catalog, private()) == YenRange(0, 66_667)
    public = paid(catalog, private() | {"school": "public"})
    assert public == YenRange(410, 4_167)  # (15,000 − 30 × 336) ÷ 12 = 410


def a_split(draw: random.Random) -> dict[str, Any]:
    """A school as published: units, price and total within what is usual."""
    while True:
        public = draw.random() < 0.4
        units = draw.randint(1, 30)
        each = draw.randint(175, 700) if public else draw.randint(6_000, 15_000)
        low, high = (15_000, 50_000) if public else (200_000, 800_000)
        other = draw.randint(0, high)
        if low <= units * each + other <= high:
            return split(
                units,
                each,
                other,
                school="public" if public else "private",
                tuition_support=draw.random() < 0.8,
            )


FIELDS = ("school", "units", "yen_per_unit", "other_yen_per_year")


def test_a_blank_in_any_field_leaves_a_range_that_holds_the_known_case(catalog: Catalog) -> None:
    draw = random.Random(12)
    for _ in range(150):
        known = a_split(draw)
        exact = paid(catalog, known)
        assert exact.low == exact.high
        for field in FIELDS:
            held = paid(catalog, {key: one for key, one in known.items() if key != field})
            assert held.low <= exact.low <= held.high, (known, field)
        blank = {key: known[key] for key in known if key not in FIELDS}
        held = paid(catalog, blank)
        assert held.low <= exact.low <= held.high, known
        total = ceil(Fraction(known["units"] * known["yen_per_unit"]
                              + known["other_yen_per_year"], 12))  # fmt: skip
        priced = blank | {
            "school": known["school"],
            "price_low_yen": total,
            "price_high_yen": total,
        }
        held = paid(catalog, priced)
        assert held.low <= exact.low <= held.high, priced


def test_more_units_or_a_higher_price_never_cost_less(catalog: Catalog) -> None:
    draw = random.Random(3)
    for _ in range(100):
        known = a_split(draw)
        for field in ("units", "yen_per_unit", "other_yen_per_year"):
            more = known | {field: known[field] + draw.choice((1, 7))}
            assert paid(catalog, more).low >= paid(catalog, known).low, (known, field)


# -- what cannot be -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("usage", "words"),
    [
        (private(price_low_yen=1, yen_per_unit=1), ("1か月の料金", "1単位の授業料")),
        (private(price_high_yen=1, other_yen_per_year=1), ("1か月の料金", "ほかの費用")),
        (private(gross_yen_per_time=1, yen_per_unit=1), ("1か月の料金", "1単位の授業料")),
        (school(yearly_yen=10_000), ("「1年ごとの費用」", "「授業料のほかの費用（1年）」")),
        ({"service": "free_school", "times": 1, "units": 25}, ("通信制高校",)),
        ({"service": "free_school", "times": 1, "yen_per_unit": 1}, ("通信制高校",)),
        ({"service": "free_school", "times": 1, "other_yen_per_year": 1}, ("通信制高校",)),
        ({"service": "free_school", "times": 1, "units_before": 1}, ("通信制高校",)),
        ({"service": "continuous_employment_b", "times": 1, "units": 86}, ("1日の単位数",)),
    ],
)
def test_a_contradiction_names_both_fields(usage: dict[str, Any], words: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError) as fault:
        CostRequest.model_validate({"month": "2026-11", "usages": [usage]})
    for one in words:
        assert one in str(fault.value)


def test_units_and_prices_are_read_as_people_write_them(catalog: Catalog) -> None:
    typed = private(units="25単位", yen_per_unit="1万670円", other_yen_per_year="年13万3250円")
    assert paid(catalog, typed) == yen(11_105)


# -- its words ------------------------------------------------------------------------------------


def test_the_sum_shows_tuition_support_and_the_rest_apart(catalog: Catalog) -> None:
    result = found(catalog, split(25, 10_670, 133_250))
    steps = [one for one in result.steps if one.ledger == "other"]
    assert len(steps) <= 5
    assert steps[0].formula == (
        "通信制高校（25単位 × 10,670円 － 就学支援金 266,750円 ＋ ほかの費用 133,250円）"
        "÷ 12か月 → 11,105円 ＝ 11,105円"
    )
    assert "tuition_support.private_correspondence.per_unit" in steps[0].sources
    assert any(catalog.explanations["other.tuition"].family in one.text for one in steps)
    assert "notice.tuition_support" in result.notices


def test_a_school_that_is_all_paid_still_shows_its_sum(catalog: Catalog) -> None:
    steps = found(catalog, split(25, 8_000, 0)).steps
    assert "25単位 × 8,000円 － 就学支援金 200,000円" in steps[0].formula


def test_nothing_of_the_support_is_said_where_it_is_not_used(catalog: Catalog) -> None:
    result = found(catalog, split(25, 8_000, 0, tuition_support=False))
    assert "就学支援金" not in "".join(one.text + one.formula for one in result.steps)
    assert "notice.tuition_support" not in result.notices


def test_what_is_not_known_is_named_in_the_words_of_its_question(catalog: Catalog) -> None:
    result = found(catalog, private(units=25, yen_per_unit=10_670))
    names = {
        one.field: unknown_words(one.field, result.request, catalog).family
        for one in result.unknowns
    }
    assert names["usages.0.other_yen_per_year"].startswith("通信制高校の授業料のほかの費用")
    kinds = {one.field for one in found(catalog, school()).unknowns}
    assert "usages.0.school" in kinds


def test_a_known_school_has_no_unknown(catalog: Catalog) -> None:
    assert found(catalog, split(25, 10_670, 133_250)).unknowns == ()


def test_applying_for_the_support_saves_what_it_pays(catalog: Catalog) -> None:
    usage = split(25, 10_670, 133_250, tuition_support=False)
    saved = {one.action: one.monthly for one in found(catalog, usage).savings}
    assert saved == {"saving.tuition_support": yen(33_334 - 11_105)}
    total = school(school="private", price_low_yen=30_000, price_high_yen=30_000)
    saved = {one.action: one.monthly for one in found(catalog, total).savings}
    assert saved == {"saving.tuition_support": YenRange(0, 30_000)}
    assert found(catalog, split(25, 10_670, 133_250)).savings == ()
