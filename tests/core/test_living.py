"""Living and service are one fact; days, meals and additions as they are printed.

The numbers are those of data/figures.csv and the published cases behind them: a group home costs
35,000–95,000 a month after aid, 補足給付 is 10,000 at most, general 2 is 37,200.
"""

from __future__ import annotations

from copy import deepcopy
from itertools import product
from random import Random
from typing import Any

import pytest
from pydantic import ValidationError

from core import CostRequest, estimate
from core.catalog import Catalog
from core.cost.estimate import Estimate
from core.cost.request import read_request
from core.cost.unknowns import unknown_words
from core.money import YenRange
from core.provider import Quote, public_same_months

HOME, LODGING, B = "group_home", "lodging_training", "continuous_employment_b"
EXEMPT = {"tax": "exempt"}
GENERAL1 = {"tax": "taxed", "income_levy_yen": 159_999}


def yen(amount: int) -> YenRange:
    return YenRange(amount, amount)


def used(service: str, times: int, **more: Any) -> dict[str, Any]:
    return {"service": service, "times": times} | more


def asked(*usages: dict[str, Any], month: str = "2026-11", age: int = 34, **welfare: Any) -> Any:
    raw = {"month": month, "person": {"age": age}, "welfare": welfare, "usages": list(usages)}
    return CostRequest.model_validate(raw)


def result(catalog: Catalog, *usages: dict[str, Any], **more: Any) -> Estimate:
    return estimate(asked(*usages, **more), catalog)


def other(catalog: Catalog, *usages: dict[str, Any], **more: Any) -> YenRange:
    return result(catalog, *usages, **more).ledger("other").payable


# --- one fact -----------------------------------------------------------------------------------


def test_a_group_home_that_is_used_costs_what_is_published(catalog: Catalog) -> None:
    found = result(catalog, used(HOME, 30), **EXEMPT)
    # No share; rent 20,000–60,000 less 10,000, food and power 25,000–45,000.
    assert found.monthly == YenRange(35_000, 95_000)
    assert found.unconfirmed


@pytest.mark.parametrize("said", ["home", "group_home", "facility", "lodging_training"])
def test_the_usage_wins_whatever_the_residence_says(catalog: Catalog, said: str) -> None:
    home = GENERAL1 | {"rent_yen": 40_000, "living_yen": 30_000}
    by_usage = result(catalog, used(HOME, 30, gross_yen_per_time=20_000), residence=said, **home)
    # A tenth of 600,000 stops at 37,200; a taxed person gets no aid for the rent.
    assert by_usage.request.residence == HOME
    assert by_usage.monthly == yen(37_200 + 40_000 + 30_000)
    assert ("notice.lives_in" in by_usage.notices) is (said in ("facility", "lodging_training"))


def test_the_residence_said_without_a_usage_counts_the_same_living(catalog: Catalog) -> None:
    said = result(catalog, residence=HOME, **EXEMPT)
    by_usage = result(catalog, used(HOME, 30), **EXEMPT)
    assert said.ledger("other").payable == by_usage.ledger("other").payable
    assert said.monthly == YenRange(35_000, 95_000)


@pytest.mark.parametrize(("times", "where"), [(0, "home"), (1, HOME)])
def test_a_group_home_put_in_and_not_used_is_none(times: int, where: str) -> None:
    assert asked(used(HOME, times)).residence == where


def test_of_two_homes_in_one_month_the_group_home_counts(catalog: Catalog) -> None:
    found = result(catalog, used(LODGING, 10), used(HOME, 20), **EXEMPT)
    assert found.request.residence == HOME
    assert "notice.month_days" not in found.notices
    over = result(catalog, used(LODGING, 11), used(HOME, 20), **EXEMPT)
    assert "notice.month_days" in over.notices


def test_a_facility_looks_at_the_guardians_to_19_and_a_group_home_does_not() -> None:
    assert asked(age=19, residence="facility").by_guardians
    assert not asked(used(HOME, 30), age=19, residence="facility").by_guardians


# --- rent, food and power -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rent", "left"), [(0, 0), (9_999, 0), (10_000, 0), (10_001, 1), (60_000, 50_000)]
)
def test_the_rent_of_an_untaxed_resident_is_eased_by_10000_yen(
    catalog: Catalog, rent: int, left: int
) -> None:
    assert other(catalog, used(HOME, 30), rent_yen=rent, living_yen=0, **EXEMPT) == yen(left)


@pytest.mark.parametrize(
    ("aid", "left"), [(0, 23_000), (11_500, 11_500), (22_999, 1), (23_000, 0), (23_001, 0)]
)
def test_the_towns_own_aid_is_taken_off_after_the_state_s(
    catalog: Catalog, aid: int, left: int
) -> None:
    # threesupport.group: rent 33,000, less 10,000, and the town pays half of the rest.
    home = EXEMPT | {"rent_yen": 33_000, "living_yen": 0, "rent_aid_yen": aid}
    assert other(catalog, used(HOME, 30), **home) == yen(left)


def test_a_blank_rent_or_living_holds_every_published_one(catalog: Catalog) -> None:
    for tax, rent, living in product(
        (EXEMPT, GENERAL1), (20_000, 35_000, 60_000), (25_000, 45_000)
    ):
        known = other(catalog, used(HOME, 30), rent_yen=rent, living_yen=living, **tax)
        for blank in (("rent_yen",), ("living_yen",), ("rent_yen", "living_yen")):
            home = {"rent_yen": rent, "living_yen": living} | dict.fromkeys(blank)
            wide = other(catalog, used(HOME, 30), **home, **tax)
            assert wide.low <= known.low <= known.high <= wide.high
    unsure = other(catalog, used(HOME, 30), rent_yen=45_000, living_yen=0)
    assert unsure == YenRange(35_000, 45_000)  # taxed or not


@pytest.mark.parametrize(
    ("where", "rent"), [("lodging_training", (7_000, 35_000)), ("facility", (0, 0))]
)
def test_the_room_of_a_lodging_or_a_facility_is_counted_and_not_eased(
    catalog: Catalog, where: str, rent: tuple[int, int]
) -> None:
    home = EXEMPT | {"residence": where, "living_yen": 39_000}
    assert other(catalog, rent_yen=8_000, **home) == yen(47_000)
    assert other(catalog, **home) == YenRange(rent[0] + 39_000, rent[1] + 39_000)


def test_a_lodging_training_holds_the_published_one(catalog: Catalog) -> None:
    # i-keiai.org/nagisa: room 7,000–8,000, 共益費 3,000, cooking oneself 5,000 or meals 36,000.
    published = YenRange(7_000 + 3_000 + 5_000, 8_000 + 3_000 + 36_000)
    found = other(catalog, used(LODGING, 30), **EXEMPT)
    assert found.low <= published.low
    assert published.high <= found.high


def test_what_is_not_counted_is_named(catalog: Catalog) -> None:
    facility = result(catalog, used(B, 20), residence="facility", **EXEMPT)
    assert "notice.facility_living" in facility.notices
    at_home = result(catalog, used(B, 20), rent_yen=50_000, **EXEMPT)
    assert at_home.ledger("other").lines == ()
    assert "notice.home_not_counted" in at_home.notices
    lodging = result(catalog, used(LODGING, 20), rent_aid_yen=5_000, **EXEMPT)
    assert "notice.rent_aid_not_counted" in lodging.notices
    for found in (facility, at_home, lodging):
        assert {*found.notices} <= {*catalog.explanations}
    assert any("補足給付" in one.what for one in catalog.not_covered)
    assert any("移動支援" in one.what for one in catalog.not_covered)


def test_what_a_home_costs_stands_first_among_what_is_worth_finding_out(catalog: Catalog) -> None:
    found = result(catalog, used(LODGING, 30), used(B, 22), tax="taxed")
    fields = [one.field for one in found.unknowns]
    assert {*fields[:2]} == {"welfare.rent_yen", "welfare.living_yen"}
    assert len(fields) > 2
    words = unknown_words("welfare.rent_yen", found.request, catalog)
    assert words.family == "部屋代（1か月）（事業所の料金の紙）"
    known = result(catalog, used(LODGING, 30), rent_yen=8_000, living_yen=0, tax="taxed")
    assert not {"welfare.rent_yen", "welfare.living_yen"} & {one.field for one in known.unknowns}


@pytest.mark.parametrize(("levy", "cap"), [(0, (9_300, 37_200)), (160_000, (37_200, 37_200))])
def test_a_taxed_lodging_training_has_a_range_of_caps(
    catalog: Catalog, levy: int, cap: tuple[int, int]
) -> None:
    usage = used(LODGING, 30, gross_yen_per_time=20_000)
    home = {"rent_yen": 0, "living_yen": 0, "tax": "taxed", "income_levy_yen": levy}
    assert result(catalog, usage, **home).monthly == YenRange(*cap)


# --- days ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "counted"), [(27, 27), (28, 28), (29, 28), (31, 28)])
def test_february_has_no_more_days_than_it_has(catalog: Catalog, days: int, counted: int) -> None:
    usage = used(HOME, days, gross_yen_per_time=4_000)
    home = GENERAL1 | {"rent_yen": 0, "living_yen": 0}
    found = result(catalog, usage, month="2027-02", **home)
    assert found.monthly == yen(400 * counted)
    assert ("notice.month_days" in found.notices) is (days > counted)
    assert found.request.usages[0].times == days  # what was said stays


def test_days_at_two_places_count_together_for_the_days_of_the_month(catalog: Catalog) -> None:
    # November: 30 days less 8.
    for second, told in ((11, False), (12, True)):
        found = result(catalog, used(B, 11), used(B, second), **EXEMPT)
        assert ("notice.days_limit" in found.notices) is told


@pytest.mark.parametrize("service", [HOME, LODGING, "job_retention", "other_welfare"])
def test_an_absence_is_refused_where_the_law_knows_none(service: str) -> None:
    with pytest.raises(ValidationError, match="通う障害福祉サービスにだけ"):
        asked(used(service, 1, absences=1))


def test_an_absence_with_units_has_its_addition(catalog: Catalog) -> None:
    claim = {"units_per_time": 637, "addition_percent": "10.5", "unit_price": "10.91"}
    found = result(catalog, used(B, 18, claim=claim, absences=5), **GENERAL1)
    # 637 × 18 + 94 × 4 = 11,842; + 10.5 % = 1,243.41 → 1,243; 13,085 × 10.91 = 142,757.35.
    assert found.ledger("welfare").before_cap == yen(14_275)


# --- 単位 with counts of their own --------------------------------------------------------------


@pytest.mark.parametrize(
    ("base", "days", "extra", "tenth"),
    [
        # 637×21 + 21×37 + 30×5 + 150 = 14,454; ×10.5 % → 1,518; 15,972 × 10.91 = 174,254.52
        (637, 21, [(21, 37), (30, 5), (150, 1)], 17_425),
        # 669×22 + 10×27 + 30×22 + 150 = 15,798; ×10.5 % → 1,659; 17,457 × 10.91 = 190,455.87
        (669, 22, [(10, 27), (30, 22), (150, 1)], 19_045),
        # Without any: 637×22 = 14,014; → 1,471; 15,485 × 10.91 = 168,941.35 (Tsumugi: 16,894)
        (637, 22, [], 16_894),
    ],
)
def test_additions_with_counts_of_their_own_are_rounded_once(
    catalog: Catalog, base: int, days: int, extra: list[tuple[int, int]], tenth: int
) -> None:
    claim = {"units_per_time": base, "addition_percent": "10.5", "unit_price": "10.91"}
    usage = used(B, days, claim=claim | {"extra_lines": extra})
    assert result(catalog, usage, **GENERAL1).ledger("welfare").before_cap == yen(tenth)
    typed = "、".join(f"{units}×{count}" for units, count in extra)
    if typed:
        usage = used(B, days, claim=claim | {"extra_lines": typed})
        assert result(catalog, usage, **GENERAL1).ledger("welfare").before_cap == yen(tenth)


@pytest.mark.parametrize(
    "typed",
    ["送迎 21×44、食事 30×22", "２１ｘ４４、３０Ｘ２２", "21単位×44回 と 30*22", "21×44\n30×22日"],
)
def test_additions_are_read_as_they_are_typed(typed: str) -> None:
    claim = {"units_per_time": 637, "unit_price": "10", "extra_lines": typed}
    found = asked(used(B, 22, claim=claim)).usages[0].claim
    assert found is not None
    assert found.extra_lines == ((21, 44), (30, 22))


@pytest.mark.parametrize("typed", ["21", "21×", "×44", "送迎", "21×44×2", "21×1000", "2.1×4"])
def test_what_is_no_addition_is_named_at_its_field(catalog: Catalog, typed: str) -> None:
    claim = {"units_per_time": 637, "unit_price": "10", "extra_lines": typed}
    raw = {"month": "2026-11", "usages": [used(B, 22, claim=claim)]}
    found, faults = read_request(raw, catalog)
    assert [one.field for one in faults] == ["usages.0.claim.extra_lines"]
    assert found.usages[0].claim is not None


# --- meals --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("supported", "low", "high"),
    [(True, 5_104, 5_104), (False, 14_300, 14_300), (None, 5_104, 14_300)],
)
def test_a_meal_costs_what_the_place_prints(
    catalog: Catalog, supported: bool | None, low: int, high: int
) -> None:
    # About 5,100 yen for 22 days of 食材料費: 232 × 22; the whole price 650 × 22.
    meal = {"meal_yen_per_time": 232, "meal_full_yen_per_time": 650, "meal_support": supported}
    assert other(catalog, used(B, 22, **meal), **GENERAL1) == YenRange(low, high)


@pytest.mark.parametrize("levy", [0, 159_999, 160_000])
@pytest.mark.parametrize("where", ["home", "facility"])
def test_the_certificate_decides_on_meals_and_not_the_cap(
    catalog: Catalog, levy: int, where: str
) -> None:
    meal = {"meal_yen_per_time": 232, "meal_full_yen_per_time": 650, "meal_support": True}
    home = {"tax": "taxed", "income_levy_yen": levy, "residence": where}
    assert other(catalog, used(B, 22, **meal), **home) == yen(5_104)


@pytest.mark.parametrize(("meals", "paid"), [(None, 5_700), (0, 0), (1, 285), (19, 5_415)])
def test_meals_have_a_number_of_their_own(catalog: Catalog, meals: int | None, paid: int) -> None:
    usage = used(B, 20, meals=meals, meal_yen_per_time=285, meal_support=True)
    assert other(catalog, usage, **EXEMPT) == yen(paid)


def test_meals_without_a_price_are_a_range_and_without_a_word_nothing(catalog: Catalog) -> None:
    # 5,100 ÷ 22 = 231.8; 585 without support (向陽園).
    assert other(catalog, used(B, 20, meals=10), **EXEMPT) == YenRange(2_310, 5_850)
    assert other(catalog, used(B, 20), **EXEMPT) == yen(0)


def test_the_meal_support_is_worth_finding_out(catalog: Catalog) -> None:
    found = result(catalog, used(B, 20, gross_yen_per_time=7_000, meal_yen_per_time=285), **EXEMPT)
    assert [(one.field, one.narrows) for one in found.unknowns] == [
        ("usages.0.meal_support", 3_000)  # 5,700–11,700; はい leaves 0, いいえ 6,000
    ]
    words = unknown_words("usages.0.meal_support", found.request, catalog)
    assert words.family.endswith("食事提供体制加算の対象者（障害福祉サービス受給者証）")


@pytest.mark.parametrize(
    ("usage", "words"),
    [
        (used(HOME, 30, meal_yen_per_time=300), "食費・光熱水費など"),
        (used(LODGING, 30, meals=10), "食費・光熱水費など"),
        (used("job_retention", 1, meal_yen_per_time=300), "1回の実費"),
        (used("psychiatric_daycare", 4, meal_support=True), "1回の食事代"),
        (used("psychiatric_daycare", 4, meal_full_yen_per_time=600), "1回の食事代"),
        (used(B, 20, meals=21), "食事のある回数.*1か月に使う回数"),
        (
            used(B, 20, meal_yen_per_time=586, meal_full_yen_per_time=585),
            "食材料費だけの額.*加算のない人の額",
        ),
    ],
)
def test_a_meal_where_there_is_none_is_refused_with_where_it_belongs(
    usage: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValidationError, match=words):
        asked(usage)


# --- any further service, and several places ----------------------------------------------------


def test_a_further_service_shares_the_one_cap(catalog: Catalog) -> None:
    more = used("other_welfare", 1, gross_yen_per_time=50_000)
    alone = result(catalog, more, **GENERAL1)
    assert alone.monthly == yen(5_000)
    both = result(catalog, more, used(B, 10, gross_yen_per_time=7_000), **GENERAL1)
    # 5,000 + 7,000 stop at 9,300.
    assert both.monthly == yen(9_300)


@pytest.mark.parametrize(
    ("home", "high"), [(EXEMPT, 0), (GENERAL1, 9_300), ({"tax": "taxed"}, 37_200)]
)
def test_a_further_service_of_no_known_amount_lies_between_nothing_and_the_cap(
    catalog: Catalog, home: dict[str, Any], high: int
) -> None:
    assert result(catalog, used("other_welfare", 1), **home).monthly == YenRange(0, high)


def test_a_second_place_is_a_line_of_its_own_with_a_name(catalog: Catalog) -> None:
    first = used(B, 11, gross_yen_per_time=7_001, extras_yen_per_time=200)
    second = used(B, 8, gross_yen_per_time=6_000, extras_yen_per_time=300)
    found = result(catalog, first, second, tax="taxed", income_levy_yen=160_000)
    lines = [*found.ledger("welfare").lines, *found.ledger("other").lines]
    assert [(line.name, line.before_cap.high) for line in lines] == [
        ("就労継続支援B型", 7_701),
        ("就労継続支援B型（2か所目）", 4_800),
        ("就労継続支援B型の実費", 2_200),
        ("就労継続支援B型の実費（2か所目）", 2_400),
    ]


# --- a blank holds every known case -------------------------------------------------------------


def _household(random: Random) -> dict[str, Any]:
    """All known, in the ranges that are published."""
    tax = random.choice(("exempt", "taxed"))
    levies = (0, 159_999, 160_000, 279_999, 280_000, random.randint(0, 400_000))
    levy = 0 if tax == "exempt" else random.choice(levies)
    where = random.choice((HOME, LODGING, B, B))
    rent, costs = ((7_000, 35_000), (8_000, 45_000)) if where == LODGING else RANGES
    meal = {"meal_yen_per_time": 285, "meal_full_yen_per_time": 585} if where == B else {}
    support = {"meal_support": random.choice((True, False))} if meal else {}
    priced = {HOME: (1_900, 6_500), LODGING: (1_900, 6_500), B: (5_200, 10_600)}[where]
    usage = used(where, random.randint(1, 30), gross_yen_per_time=random.randint(*priced))
    return {
        "month": "2026-11",
        "person": {"age": random.randint(0, 69)},
        "welfare": {
            "tax": tax,
            "income_levy_yen": levy,
            "residence": random.choice(("home", "group_home", "facility", "lodging_training")),
            "rent_yen": random.randint(*rent),
            "living_yen": random.randint(*costs),
        },
        "usages": [usage | meal | support],
    }


RANGES = ((20_000, 60_000), (25_000, 45_000))
BLANKS: tuple[tuple[str | int, ...], ...] = (
    ("person", "age"),
    ("welfare", "tax"),
    ("welfare", "income_levy_yen"),
    ("welfare", "rent_yen"),
    ("welfare", "living_yen"),
    ("usages", 0, "gross_yen_per_time"),
    ("usages", 0, "meal_support"),
    ("usages", 0, "meal_full_yen_per_time"),
)


def test_a_blank_in_any_field_holds_the_known_month(catalog: Catalog) -> None:
    random = Random(1)
    for _ in range(150):
        raw = _household(random)
        known = estimate(CostRequest.model_validate(raw), catalog).monthly
        for *way, last in random.sample(BLANKS, 3):
            blank = deepcopy(raw)
            place: Any = blank
            for part in way:
                place = place[part]
            if last not in place or (where_rent_has_no_range(raw) and last in _OF_HOME):
                continue
            place.pop(last)
            wide = estimate(CostRequest.model_validate(blank), catalog).monthly
            assert wide.low <= known.low <= known.high <= wide.high, (raw, last)


_OF_HOME = ("rent_yen", "living_yen")


def where_rent_has_no_range(raw: dict[str, Any]) -> bool:
    """Of a facility none is published: a notice says so. Beside a work place, its ranges differ."""
    return bool(raw["usages"][0]["service"] == B)


def test_the_range_of_a_home_is_explained_within_five_lines(catalog: Catalog) -> None:
    words = catalog.sentences["family"]["other.living"]
    wide = result(catalog, used(HOME, 30), **EXEMPT)
    known = result(catalog, used(HOME, 30), rent_yen=40_000, living_yen=30_000, **EXEMPT)
    for found, said in ((wide, True), (known, False)):
        lines = [step for step in found.steps if step.ledger == "other"]
        assert len(lines) <= 5
        assert any(words in step.text for step in lines) is said
    assert any("補足給付" in step.formula for step in wide.steps)


def test_beside_a_private_home_the_public_one_is_told_without_its_rent(catalog: Catalog) -> None:
    # data/provider.toml says: 家賃 is not in it.
    request = asked(used(HOME, 30, gross_yen_per_time=4_000), **GENERAL1)
    found = public_same_months(Quote(months=2), request, catalog, "2026-11")
    # A tenth of 120,000.
    assert (found.monthly, found.whole) == (yen(12_000), yen(24_000))
