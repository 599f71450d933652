"""What others publish, with their own numbers: 2 tables, each row a case with its source in its name.

The first table are cases that always agreed, the second the minimal inputs on which the review of
2026-11-26 (section B) showed us wrong, with the right answer. Rules and figures behind them stand in
tests of their own (test_living, test_over_70, test_school, test_own_fees, test_home_medical,
test_old_figures); the notices' worked examples in test_official_examples.
"""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from core import CostRequest, FigureNotInForce, estimate
from core.catalog import Catalog
from core.cost.estimate import Estimate
from core.cost.welfare import claim_cost
from core.money import YenRange

Plain = dict[str, Any]

B, TRANSITION, HOME = "continuous_employment_b", "employment_transition", "group_home"
VISIT, PHARMACY, NURSE = "psychiatric_outpatient", "pharmacy", "psychiatric_home_nursing"
DAYCARE, SCHOOL = "psychiatric_daycare", "correspondence_school"
EXEMPT: Plain = {"tax": "exempt"}
GENERAL1: Plain = {"tax": "taxed", "income_levy_yen": 159_999}
GENERAL2: Plain = {"tax": "taxed", "income_levy_yen": 160_000}
HAVE: Plain = {"certificate": "have"}
NONE: Plain = {"certificate": "none"}


def used(service: str, times: int, **more: Any) -> Plain:
    return {"service": service, "times": times} | more


def gross(service: str, times: int, each: int, **more: Any) -> Plain:
    return used(service, times, gross_yen_per_time=each, **more)


def claim(units: int, days: int, price: str, percent: str = "0", **more: Any) -> Plain:
    known = {"units_per_time": units, "unit_price": price, "addition_percent": percent}
    return used(B, days, claim=known | more)


def result(catalog: Catalog, *usages: Plain, age: int | None = 34, **parts: Any) -> Estimate:
    asked = {"month": "2026-11", "person": {"age": age}, "usages": usages} | parts
    return estimate(CostRequest.model_validate(asked), catalog)


def span(low: int, high: int | None = None) -> YenRange:
    return YenRange(low, low if high is None else high)


# --- cases that hold ------------------------------------------------------------------------------

AT_HOME: Plain = {"welfare": GENERAL1}
OF_37200: Plain = {"welfare": GENERAL2}
AGREED: dict[str, tuple[list[Plain], Plain, int]] = {
    "helper-assist 360006928133: 1,298 + 10,878 + 2,270 elsewhere": (
        [gross(B, 1, 12_980), gross(B, 1, 108_780), gross(TRANSITION, 1, 22_700)], AT_HOME, 9_300,
    ),
    "helper-assist 360006928133: 1,658 + 4,634 + 2,270 elsewhere": (
        [gross(B, 1, 16_580), gross(B, 1, 46_340), gross(TRANSITION, 1, 22_700)], AT_HOME, 8_562,
    ),
    "fukushi-navi: 50,000, general 1": ([gross("other_welfare", 1, 50_000)], AT_HOME, 5_000),
    "fukushi-navi: 180,000, general 1": ([gross("other_welfare", 1, 180_000)], AT_HOME, 9_300),
    "fukushi-navi: 180,000, no tax": (
        [gross("other_welfare", 1, 180_000)], {"welfare": EXEMPT}, 0,
    ),
    "kaien-lab blog-post_21-2: 20 × 10,000, general 1": (
        [gross(TRANSITION, 20, 10_000)], AT_HOME, 9_300,
    ),
    "kaien-lab blog-post_21-2: 20 × 10,000, general 2": (
        [gross(TRANSITION, 20, 10_000)], OF_37200, 20_000,
    ),
    "Tsumugi tests: 637 × 22 at 10.91": ([claim(637, 22, "10.91")], OF_37200, 15_289),
    "Tsumugi tests: 490 × 20 at 10.00": ([claim(490, 20, "10.00")], OF_37200, 9_800),
    "Tsumugi tests: 746 × 23 at 11.14": ([claim(746, 23, "11.14")], OF_37200, 19_114),
    "Tsumugi ADR 0045: 637 × 22, 10.5 %": ([claim(637, 22, "10.91", "10.5")], OF_37200, 16_894),
    "Tsumugi ADR 0046: 837 × 23, 10.5 %": ([claim(837, 23, "11.14", "10.5")], OF_37200, 23_697),
    "Tsumugi ADR 0047: facility, 11.6 %": ([claim(637, 22, "10.91", "11.6")], OF_37200, 17_063),
    "yokosuka 2024-07-01: 1,500, and a pharmacy stops at 3,500": (
        [gross(VISIT, 1, 15_000), gross(PHARMACY, 1, 60_000)],
        {"medical": HAVE | {"certificate_cap_yen": 5_000}}, 1_500 + 3_500,
    ),
    "ishioka.haru-style: low 1, 1,500 + 1,000 + 3,000": (
        [gross(VISIT, 1, 15_000), gross(PHARMACY, 1, 10_000), gross(NURSE, 1, 30_000)],
        {"medical": HAVE | EXEMPT | {"own_income_yen": 800_000}}, 2_500,
    ),
    "wb-sumire: a nurse's month of 38,640 on one bill": (
        [gross(NURSE, 1, 38_640)], {"medical": HAVE | {"certificate_no_cap": True}}, 3_860,
    ),
    "wb-sumire: a nurse's month of 72,840, cap 2,500": (
        [gross(NURSE, 1, 72_840)], {"medical": HAVE | {"certificate_cap_yen": 2_500}}, 2_500,
    ),
    "clinic-okabe: 7,000 at 3割": ([gross(VISIT, 1, 7_000)], {"medical": NONE}, 2_100),
    "clinic-okabe: 7,000 at 1割": (
        [gross(VISIT, 1, 7_000)], {"medical": HAVE | {"certificate_no_cap": True}}, 700,
    ),
    "dependant of a parent with a levy of 240,000, 重度かつ継続": (
        [gross(DAYCARE, 22, 9_500)],
        {"medical": HAVE | {"insurance": "employee_dependant", "tax": "taxed",
                            "income_levy_yen": 240_000, "severe_and_continuing": True}}, 20_000,
    ),
    "国保, no tax, an income of 1,000,000": (
        [gross(DAYCARE, 22, 9_500)],
        {"medical": HAVE | EXEMPT | {"insurance": "national", "own_income_yen": 1_000_000}}, 5_000,
    ),
}  # fmt: skip
# keiri-tools, docs/assets/kogaku_r08.json: 10割, class, month -> what is left.
HIGH_COST = {
    "ウ to 2026-07": ("u", "2026-07", [1_000_000], 87_430),
    "イ to 2026-07": ("i", "2026-07", [1_000_000], 171_820),
    "ア to 2026-07": ("a", "2026-07", [1_000_000], 254_180),
    "ウ from 2026-08": ("u", "2026-08", [1_000_000], 92_940),
    "ウ, and 15,000 below the line of 21,000 elsewhere": (
        "u", "2026-07", [1_000_000, 50_000], 102_430,
    ),
    "ウ, two of 1,000,000": ("u", "2026-07", [1_000_000, 1_000_000], 97_430),
}  # fmt: skip


@pytest.mark.parametrize("case", AGREED)
def test_a_published_amount_is_ours_to_the_yen(catalog: Catalog, case: str) -> None:
    usages, parts, paid = AGREED[case]
    assert result(catalog, *usages, **parts).monthly == span(paid)


@pytest.mark.parametrize("case", HIGH_COST)
def test_a_published_limit_is_ours_to_the_yen(catalog: Catalog, case: str) -> None:
    one, month, bills, paid = HIGH_COST[case]
    usages = [gross(place, 1, bill) for place, bill in zip((DAYCARE, NURSE), bills, strict=False)]
    care = NONE | {"tax": "taxed", "high_cost_class": one}
    assert result(catalog, *usages, month=month, medical=care).monthly == span(paid)


@pytest.mark.parametrize(("units", "tenth"), [(604, 661), (721, 790), (54, 59), (187, 204)])
def test_houkago_enchant_prints_the_tenth_of_its_units_at_1096(units: int, tenth: int) -> None:
    found = claim_cost(lines=[(units, 1)], addition_rate="0", unit_price="10.96")
    assert found.ten_percent_yen == tenth


def test_two_months_in_a_home_cost_750000_to_950000_yen(catalog: Catalog) -> None:
    """money.smt.docomo.ne.jp 322613: 入寮 150,000–350,000, equipment 200,000, 200,000 a month."""
    for entry, whole in ((150_000, 750_000), (350_000, 950_000)):
        asks = {"price_low_yen": 200_000, "price_high_yen": 200_000}
        home = used("private_residential", 1, **asks, entry_yen=entry + 200_000)
        found = result(catalog, home)
        assert found.first_month + found.monthly == span(whole)
        usual = result(catalog, used("private_residential", 1, **asks))
        assert (usual.first_month + usual.monthly).holds(span(whole))


# --- where the review showed us wrong --------------------------------------------------------------

PRIVATE: Plain = {"school": "private", "tuition_support": True}
OLD: Plain = NONE | {"tax": "taxed", "high_cost_class": "e", "elderly_share": "20"}
MENDED: dict[str, tuple[list[Plain], Plain, YenRange]] = {
    "B1: a group home used is lived in, 35,000–95,000 after aid": (
        [used(HOME, 30)], {"welfare": EXEMPT}, span(35_000, 95_000),
    ),
    "B1: a taxed resident is general 2": (
        [gross(HOME, 30, 20_000)],
        {"welfare": GENERAL1 | {"rent_yen": 0, "living_yen": 0}}, span(37_200),
    ),
    "B1: a taxed lodging training is a range until it is confirmed": (
        [gross("lodging_training", 30, 20_000)],
        {"welfare": GENERAL1 | {"rent_yen": 0, "living_yen": 0}}, span(9_300, 37_200),
    ),
    "B2: 33,334 a month, of which the tuition is not known": (
        [used(SCHOOL, 1, price_low_yen=33_334, price_high_yen=33_334, **PRIVATE)], {},
        span(0, 33_334),
    ),
    "B2: 25 × 10,670 of tuition and 133,250 besides": (
        [used(SCHOOL, 1, units=25, yen_per_unit=10_670, other_yen_per_year=133_250, **PRIVATE)],
        {}, span(11_105),
    ),
    "B2: 25 × 12,000 and 100,000 besides": (
        [used(SCHOOL, 1, units=25, yen_per_unit=12_000, other_yen_per_year=100_000, **PRIVATE)],
        {}, span(8_334),
    ),
    "B2: 25 × 12,000 alone": (
        [used(SCHOOL, 1, units=25, yen_per_unit=12_000, other_yen_per_year=0, **PRIVATE)],
        {}, span(0),
    ),
    "B2: 25 × 8,000 alone": (
        [used(SCHOOL, 3, units=25, yen_per_unit=8_000, other_yen_per_year=0, **PRIVATE)],
        {}, span(0),
    ),
    "B3: a public school costs 15,000–50,000 a year": (
        [used(SCHOOL, 1, school="public")], {}, span(1_250, 4_167),
    ),
    "B4: general to 2026-07, 18,000": (
        [gross(DAYCARE, 1, 400_000)],
        {"age": 72, "month": "2026-07", "medical": OLD}, span(18_000),
    ),
    "B4: general from 2026-08, 22,000": (
        [gross(DAYCARE, 1, 400_000)], {"age": 72, "medical": OLD}, span(22_000),
    ),
    "B4: low 2 from 2026-08, 11,000": (
        [gross(DAYCARE, 1, 400_000)],
        {"age": 72, "medical": NONE | EXEMPT | {"high_cost_class": "o"}}, span(11_000),
    ),
    "B4: low 1, 8,000": (
        [gross(DAYCARE, 1, 400_000)],
        {"age": 72, "medical": NONE | EXEMPT | {"high_cost_class": "o1"}}, span(8_000),
    ),
    "B4: an income as of working age, as ウ": (
        [gross(DAYCARE, 1, 1_000_000)],
        {"age": 72, "medical": NONE | {"tax": "taxed", "high_cost_class": "u"}}, span(92_940),
    ),
    "B5: a full subsidy is not for 70 and over without a certificate": (
        [gross(VISIT, 1, 10_000)],
        {"age": 72, "medical": OLD | {"elderly_share": "10", "local_subsidy": "full"}},
        span(1_000),
    ),
    "B7: フリースクール of no known price is a range": (
        [used("free_school", 1)], {}, span(10_000, 60_000),
    ),
    "B9: a further service under the same cap": (
        [gross("other_welfare", 1, 60_000), gross(B, 8, 7_250)], AT_HOME, span(9_300),
    ),
    "B10: 22 meals of 食材料費 as printed, about 5,100 and not 7,700": (
        [used(B, 22, meal_yen_per_time=232, meal_full_yen_per_time=650, meal_support=True)],
        {"welfare": EXEMPT}, span(232 * 22),
    ),
    "B10: a taxed resident whose 受給者証 prints the support": (
        [gross(B, 10, 0, meal_yen_per_time=232, meal_support=True),
         gross(HOME, 30, 0)],
        {"welfare": GENERAL1 | {"rent_yen": 0, "living_yen": 0}}, span(2_320),
    ),
    "B11: 17,425, and not 17,424": (
        [claim(637, 21, "10.91", "10.5", extra_lines=[(21, 37), (30, 5), (150, 1)])],
        OF_37200, span(17_425),
    ),
    "B11: 19,045, and not 19,044": (
        [claim(669, 22, "10.91", "10.5", extra_lines=[(10, 27), (30, 22), (150, 1)])],
        OF_37200, span(19_045),
    ),
    # 94 × 4 = 376 × 10.00 = 3,760; + 17 % (63.92 → 64) = 440 × 11.14 = 4,901.6.
    "B12: four absences without units, with 処遇改善 or not": (
        [gross(B, 10, 7_000, absences=4)], OF_37200, span(7_376, 7_490),
    ),
    "B13: オ goes before エ": (
        [gross(DAYCARE, 1, 1_000_000)],
        {"medical": NONE | EXEMPT | {"high_cost_class": "e"}}, span(36_900),
    ),
    "B13: オ goes before ウ": (
        [gross(DAYCARE, 1, 1_000_000)],
        {"medical": NONE | EXEMPT | {"high_cost_class": "u"}}, span(36_900),
    ),
    "B14: the room of a lodging training is counted": (
        [used("lodging_training", 30)],
        {"welfare": EXEMPT | {"rent_yen": 8_000, "living_yen": 39_000}}, span(47_000),
    ),
    "B15: February has 28 days": (
        [gross(HOME, 31, 4_000)],
        {"month": "2027-02", "welfare": GENERAL1 | {"rent_yen": 0, "living_yen": 0}},
        span(400 * 28),
    ),
    "B16: a blank age and insurance reach 70 and over": (
        [gross(VISIT, 1, 10_000)], {"age": None, "medical": NONE}, span(1_000, 3_000),
    ),
    "B17: four visits of a nurse, the first day's fee once": (
        [used(NURSE, 4)], {"medical": HAVE | {"certificate_no_cap": True}}, span(3_390, 4_700),
    ),
    "B17: two visits of a doctor at home, 18,000–24,000 at 3割": (
        [used("home_visit_doctor", 2)], {"medical": NONE}, span(18_000, 24_000),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", MENDED)
def test_a_case_of_the_review_is_right(catalog: Catalog, case: str) -> None:
    usages, parts, paid = MENDED[case]
    assert result(catalog, *usages, **parts).monthly == paid


def test_b4_rows_from_2027_08_do_not_exist(catalog: Catalog) -> None:
    with pytest.raises(FigureNotInForce, match="70歳以上"):
        result(catalog, gross(DAYCARE, 1, 400_000), age=72, month="2027-08", medical=OLD)


def test_b6_an_own_price_does_not_carry_the_rules_on(catalog: Catalog) -> None:
    parts: Plain = {"welfare": {"tax": "taxed", "income_levy_yen": 100_000}}
    told = result(catalog, gross(TRANSITION, 20, 7_000), month="2027-04", **parts)
    assert (told.monthly, told.unconfirmed) == (span(9_300), True)
    assert "notice.carried" in told.notices
    with pytest.raises(FigureNotInForce):
        result(catalog, gross(TRANSITION, 20, 7_000), month="2030-01", **parts)


def test_b7_own_fees_replace_the_usual_ones(catalog: Catalog) -> None:
    """hutoko.biz and cocoiro.me (no date): entry 0–50,000; 家族会 without a fee."""
    for fee in (0, 50_000):
        school = used("free_school", 1, price_low_yen=1, price_high_yen=1, entry_yen=fee)
        assert sum(one.amount.high for one in result(catalog, school).one_offs) == fee
    family = used("family_association", 1, price_low_yen=0, price_high_yen=0, yearly_yen=0)
    assert result(catalog, family).one_offs == ()


def test_b8_two_places_of_one_kind_are_two_lines(catalog: Catalog) -> None:
    found = result(catalog, gross(B, 10, 7_000), gross(B, 5, 6_000), **OF_37200)
    # 7,000 + 3,000 of the tenth.
    assert [line.before_cap for line in found.ledger("welfare").lines] == [
        span(7_000), span(3_000),
    ]  # fmt: skip
    assert found.monthly == span(10_000)


@pytest.mark.parametrize("service", [HOME, "lodging_training"])
def test_b12_no_absence_where_one_lives(service: str) -> None:
    with pytest.raises(ValidationError, match="欠席の回数"):
        CostRequest.model_validate(
            {"month": "2026-11", "usages": [gross(service, 20, 4_000, absences=1)]}
        )


def test_b14_the_aid_of_a_facility_is_named(catalog: Catalog) -> None:
    found = result(catalog, gross(B, 1, 0), welfare=EXEMPT | {"residence": "facility"})
    assert "notice.facility_living" in found.notices


def test_b17_the_published_months_of_a_nurse_lie_in_the_range(catalog: Catalog) -> None:
    found = result(catalog, used(NURSE, 4), medical=HAVE | {"certificate_no_cap": True})
    assert found.monthly.holds(span(3_740, 4_500))
