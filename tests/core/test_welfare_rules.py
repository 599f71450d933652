"""障害福祉サービス: the claim, whose tax counts, the monthly cap, 実費 (facts/welfare_fees.md)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import CostRequest, estimate
from core.catalog import Catalog
from core.cost.welfare import claim_cost
from core.errors import FigureNotInForce
from core.money import YenRange
from tests.core.conftest import sample


def yen(amount: int) -> YenRange:
    return YenRange(amount, amount)


def request(
    *usages: tuple[str, int, int],
    month: str = "2026-11",
    age: int | None = 30,
    public_assistance: bool = False,
    spouse: bool = False,
    **welfare: Any,
) -> CostRequest:
    """Welfare usages as (service, times, gross of one time)."""
    return CostRequest.model_validate(
        {
            "month": month,
            "person": {"age": age, "spouse": spouse, "public_assistance": public_assistance},
            "welfare": welfare,
            "usages": [
                {"service": service, "times": times, "gross_yen_per_time": gross}
                for service, times, gross in usages
            ],
        }
    )


def ledger(catalog: Catalog, asked: CostRequest, name: str = "welfare") -> Any:
    return estimate(asked, catalog).ledger(name)


def cap(catalog: Catalog, **asked: Any) -> Any:
    """The cap of someone whose ten percent (50,000 yen) is above every cap."""
    return ledger(catalog, request(("employment_transition", 1, 500_000), **asked)).cap


# --- The claim: units → cost → ten percent (§0, §4-6) ---


def claimed(lines: list[tuple[int, int]], rate: str, price: str) -> tuple[int, int, int]:
    claim = claim_cost(lines=lines, addition_rate=rate, unit_price=price)
    return (claim.total_units, claim.cost_yen, claim.ten_percent_yen)


def test_the_official_example_of_617_units_four_times() -> None:
    # 617 × 4 = 2,468 units; 2,468 × 11.20 = 27,641.6 → 27,641 yen; 10 % = 2,764.1 → 2,764.
    assert claimed([(617, 4)], "0", "11.20") == (2468, 27641, 2764)


def test_the_official_example_of_the_addition_on_587_units_six_times() -> None:
    # 587 × 6 = 3,522; × 15 % = 528.3 → 528; together 4,050 units = 40,500 yen; 10 % 4,050.
    assert claimed([(587, 6)], "0.15", "10.00") == (4050, 40500, 4050)


@pytest.mark.parametrize(
    ("units", "rate", "price", "total", "cost", "ten_percent"),
    [
        # units × 22 + round(units × 22 × rate) = total; × price, floor; × 10 %, floor (§4-6)
        (776, "0.138", "10.00", 17072 + 2356, 194280, 19428),  # 2,355.936 → 2,356
        (776, "0", "10.00", 17072, 170720, 17072),
        (879, "0.103", "10.00", 19338 + 1992, 213300, 21330),  # 1,991.814 → 1,992
        (479, "0.103", "10.00", 10538 + 1085, 116230, 11623),  # 1,085.414 → 1,085
        (1210, "0.103", "11.18", 26620 + 2742, 328267, 32826),  # 328,267.16; 32,826.7
        (666, "0.096", "10.00", 14652 + 1407, 160590, 16059),  # 1,406.592 → 1,407
        (637, "0.105", "10.00", 14014 + 1471, 154850, 15485),  # 1,471.47 → 1,471
        (490, "0.105", "10.00", 10780 + 1132, 119120, 11912),  # 1,131.9 → 1,132
    ],
)
def test_the_eight_published_months_of_22_days(
    units: int, rate: str, price: str, total: int, cost: int, ten_percent: int
) -> None:
    assert claimed([(units, 22)], rate, price) == (total, cost, ten_percent)


@pytest.mark.parametrize(
    ("units", "rate", "price", "days"),
    [
        (776, "0.138", "10.00", 11),
        (776, "0", "10.00", 12),
        (879, "0.103", "10.00", 10),
        (479, "0.103", "10.00", 18),
        (1210, "0.103", "11.18", 7),
        (666, "0.096", "10.00", 13),
        (637, "0.105", "10.00", 14),
        (490, "0.105", "10.00", 18),
    ],
)
def test_the_published_day_on_which_9300_yen_is_reached(
    units: int, rate: str, price: str, days: int
) -> None:
    assert claimed([(units, days)], rate, price)[2] >= 9300
    assert claimed([(units, days - 1)], rate, price)[2] < 9300


def test_the_addition_is_rounded_half_up_not_to_even() -> None:
    # 500 × 9.3 % = 46.5 → 47 (to even it would be 46).
    assert claimed([(500, 1)], "0.093", "10.00") == (547, 5470, 547)


def test_the_addition_is_rounded_once_on_the_months_sum() -> None:
    # 250 + 250 = 500 → 46.5 → 47; each alone 23.25 → 23, together 46.
    assert claimed([(250, 1), (250, 1)], "0.093", "10.00")[0] == 547


def test_the_cost_is_cut_once_on_the_months_sum() -> None:
    # (1 + 1) × 10.91 = 21.82 → 21; cut line by line it would be 10 + 10 = 20.
    assert claimed([(1, 1), (1, 1)], "0", "10.91")[1] == 21


def test_the_ten_percent_is_cut_not_rounded() -> None:
    # 16 × 11.20 = 179.2 → 179 yen; 10 % = 17.9 → 17 (rounded it would be 18).
    assert claimed([(16, 1)], "0", "11.20") == (16, 179, 17)


def test_decimal_is_as_good_as_text_and_a_float_is_refused() -> None:
    exact = claim_cost(lines=[(617, 4)], addition_rate=Decimal("0"), unit_price=Decimal("11.20"))
    assert exact.cost_yen == 27641
    with pytest.raises(TypeError):
        claim_cost(lines=[(617, 4)], addition_rate=0.093, unit_price="11.20")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        claim_cost(lines=[(617, 4)], addition_rate="0.093", unit_price=11.20)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        claim_cost(lines=[(617.0, 4)], addition_rate="0", unit_price="11.20")  # type: ignore[list-item]


@sample(150)
@given(
    lines=st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 31)), min_size=1, max_size=5),
    rate_permille=st.integers(0, 200),
    price_sen=st.integers(1000, 1120),
)
def test_every_claim_follows_the_five_steps_in_whole_numbers(
    lines: list[tuple[int, int]], rate_permille: int, price_sen: int
) -> None:
    units = sum(unit * count for unit, count in lines)
    addition = (units * rate_permille * 2 + 1000) // 2000  # half up
    total = units + addition
    cost = total * price_sen // 100
    claim = claimed(lines, str(Decimal(rate_permille) / 1000), str(Decimal(price_sen) / 100))
    assert claim == (total, cost, cost // 10)


# --- Ten percent and the cap, one yen at a time ---


@pytest.mark.parametrize(
    ("gross", "share"),
    [
        (92_980, 9298),
        (92_989, 9298),
        (92_990, 9299),
        (92_999, 9299),
        (93_000, 9300),
        (93_009, 9300),
        (93_010, 9300),
        (372_000, 9300),
    ],
)
def test_the_share_grows_to_9300_yen_and_stops(catalog: Catalog, gross: int, share: int) -> None:
    asked = request(("employment_transition", 1, gross), tax="taxed", income_levy_yen=159_999)
    result = ledger(catalog, asked)
    assert (result.share, result.cap, result.payable) == (yen(share), yen(9300), yen(share))


@pytest.mark.parametrize(
    ("gross", "share"),
    [(371_990, 37_199), (372_000, 37_200), (372_010, 37_200), (900_000, 37_200)],
)
def test_the_share_grows_to_37200_yen_and_stops(catalog: Catalog, gross: int, share: int) -> None:
    asked = request(("employment_transition", 1, gross), tax="taxed", income_levy_yen=160_000)
    assert ledger(catalog, asked).share == yen(share)


@pytest.mark.parametrize(
    ("gross", "share"),
    [(45_990, 4599), (46_000, 4600), (46_010, 4600)],
)
def test_a_childs_share_grows_to_4600_yen_and_stops(
    catalog: Catalog, gross: int, share: int
) -> None:
    asked = request(
        ("life_skills_training", 1, gross), age=17, tax="taxed", income_levy_yen=279_999
    )
    assert ledger(catalog, asked).share == yen(share)


def test_ten_percent_is_cut_once_per_usage_line(catalog: Catalog) -> None:
    # 7,255 × 3 = 21,765 → 2,176.5 → 2,176 (day by day it would be 725 × 3 = 2,175).
    one = request(("continuous_employment_b", 3, 7255), tax="taxed", income_levy_yen=0)
    assert ledger(catalog, one).share == yen(2176)
    # 725.5 → 725 and 400.5 → 400: 1,125 (on the sum 11,260 it would be 1,126).
    two = request(
        ("continuous_employment_b", 1, 7255),
        ("life_skills_training", 1, 4005),
        tax="taxed",
        income_levy_yen=0,
    )
    assert ledger(catalog, two).share == yen(1125)


def test_one_cap_holds_for_all_welfare_services_together(catalog: Catalog) -> None:
    # 10 % of 10,500 × 8 = 8,400 and of 9,500 × 8 = 7,600: 16,000 together, but 9,300 in all.
    asked = request(
        ("employment_transition", 8, 10_500),
        ("life_skills_training", 8, 9_500),
        tax="taxed",
        income_levy_yen=100_000,
    )
    assert ledger(catalog, asked).share == yen(9300)


def test_twenty_days_cost_nothing_for_a_person_without_taxed_income(catalog: Catalog) -> None:
    result = estimate(request(("employment_transition", 20, 10_500), tax="exempt"), catalog)
    assert (result.ledger("welfare").share, result.ledger("welfare").cap, result.monthly) == (
        yen(0),
        yen(0),
        yen(0),
    )


# --- Whose tax, which cap (§1, §2) ---


@pytest.mark.parametrize(
    ("age", "residence", "levy", "expected"),
    [
        # 18 and over, at home: under 160,000 / from 160,000
        (18, "home", 0, 9300),  # 均等割のみ is not 非課税
        (30, "home", 159_999, 9300),
        (30, "home", 160_000, 37_200),
        (30, "home", 160_001, 37_200),
        (18, "home", 159_999, 9300),
        (18, "home", 160_000, 37_200),
        # under 18, at home: under 280,000 / from 280,000
        (17, "home", 0, 4600),
        (17, "home", 160_000, 4600),
        (17, "home", 279_999, 4600),
        (17, "home", 280_000, 37_200),
        (17, "home", 280_001, 37_200),
        # under 20 in a facility: the guardians' household, 9,300 under 280,000
        (17, "facility", 0, 9300),
        (17, "facility", 279_999, 9300),
        (17, "facility", 280_000, 37_200),
        (18, "facility", 279_999, 9300),
        (19, "facility", 160_000, 9300),
        (19, "facility", 279_999, 9300),
        (19, "facility", 280_000, 37_200),
        (19, "facility", 280_001, 37_200),
        # 20 and over in a facility, 18 and over in a group home: taxed at all is 一般2
        (20, "facility", 0, 37_200),
        (20, "facility", 159_999, 37_200),
        (18, "group_home", 0, 37_200),
        (45, "group_home", 0, 37_200),
        (45, "group_home", 160_000, 37_200),
    ],
)
def test_the_cap_of_a_taxed_household(
    catalog: Catalog, age: int, residence: str, levy: int, expected: int
) -> None:
    found = cap(catalog, age=age, residence=residence, tax="taxed", income_levy_yen=levy)
    assert found == yen(expected)


@pytest.mark.parametrize("residence", ["home", "group_home", "facility", "lodging_training"])
@pytest.mark.parametrize("age", [18, 30, 70])
def test_an_untaxed_adult_pays_nothing_wherever_he_lives(
    catalog: Catalog, age: int, residence: str
) -> None:
    assert cap(catalog, age=age, residence=residence, tax="exempt") == yen(0)


def test_an_untaxed_childs_household_pays_nothing(catalog: Catalog) -> None:
    assert cap(catalog, age=12, tax="exempt") == yen(0)


@pytest.mark.parametrize("residence", ["home", "group_home", "facility"])
def test_public_assistance_means_nothing_to_pay(catalog: Catalog, residence: str) -> None:
    assert cap(catalog, public_assistance=True, residence=residence) == yen(0)


def test_a_parents_income_is_not_asked_for_an_adult_but_the_spouses_is(catalog: Catalog) -> None:
    # The levy entered is person + spouse: 100,000 + 60,000 = 160,000 → 37,200.
    assert cap(catalog, spouse=True, tax="taxed", income_levy_yen=100_000 + 60_000) == yen(37_200)
    assert cap(catalog, spouse=True, tax="taxed", income_levy_yen=100_000 + 59_999) == yen(9300)


@pytest.mark.parametrize(
    ("levy", "credits", "expected"),
    [
        (150_000, 9_999, 9300),
        (150_000, 10_000, 37_200),
        (150_000, 10_001, 37_200),
        (0, 160_000, 37_200),
        (159_999, 0, 9300),
    ],
)
def test_housing_and_donation_credits_are_added_back(
    catalog: Catalog, levy: int, credits: int, expected: int
) -> None:
    assert cap(catalog, tax="taxed", income_levy_yen=levy, credits_yen=credits) == yen(expected)


@pytest.mark.parametrize(
    ("age", "levy", "credits", "expected"),
    [
        # × 6/8: 213,333 → 159,999.75 (under), 213,334 → 160,000.5 (not under)
        (30, 213_332, 0, 9300),
        (30, 213_333, 0, 9300),
        (30, 213_334, 0, 37_200),
        (30, 200_000, 13_333, 9300),
        (30, 200_000, 13_334, 37_200),
        # 373,333 → 279,999.75; 373,334 → 280,000.5
        (17, 373_332, 0, 4600),
        (17, 373_333, 0, 4600),
        (17, 373_334, 0, 37_200),
    ],
)
def test_in_a_designated_city_the_levy_is_judged_at_six_eighths(
    catalog: Catalog, age: int, levy: int, credits: int, expected: int
) -> None:
    found = cap(
        catalog,
        age=age,
        tax="taxed",
        income_levy_yen=levy,
        credits_yen=credits,
        designated_city=True,
    )
    assert found == yen(expected)


@pytest.mark.parametrize(
    "known",
    [
        {"tax": "exempt"},
        {"tax": "taxed", "income_levy_yen": 500_000},
        {"tax": "taxed", "income_levy_yen": 0, "residence": "group_home"},
        {"tax": "unknown"},
    ],
)
@pytest.mark.parametrize("printed", [0, 9300, 37_200])
def test_the_cap_printed_on_the_certificate_wins(
    catalog: Catalog, known: dict[str, Any], printed: int
) -> None:
    assert cap(catalog, certificate_cap_yen=printed, **known) == yen(printed)


# --- わからない becomes a range ---


@pytest.mark.parametrize(
    ("asked", "low", "high"),
    [
        ({"tax": "unknown"}, 0, 37_200),
        ({"tax": "taxed"}, 9300, 37_200),
        ({"tax": "taxed", "age": 17}, 4600, 37_200),
        ({"tax": "taxed", "income_levy_yen": 0, "age": None}, 4600, 9300),
        # 課税で宿泊型自立訓練: 9,300 か 37,200 かは受給者証で確認 (§1-3)
        (
            {"tax": "taxed", "income_levy_yen": 159_999, "residence": "lodging_training"},
            9300,
            37_200,
        ),
        (
            {"tax": "taxed", "income_levy_yen": 160_000, "residence": "lodging_training"},
            37_200,
            37_200,
        ),
    ],
)
def test_what_is_not_known_gives_the_lowest_and_the_highest_cap(
    catalog: Catalog, asked: dict[str, Any], low: int, high: int
) -> None:
    assert cap(catalog, **asked) == YenRange(low, high)


def test_an_unknown_tax_gives_a_range_of_the_share(catalog: Catalog) -> None:
    # 10 % of 10,500 × 20 = 21,000: nothing when exempt, 21,000 when the cap is 37,200.
    asked = request(("employment_transition", 20, 10_500))
    assert ledger(catalog, asked).share == YenRange(0, 21_000)


# --- Dates ---


def test_the_caps_are_in_force_from_april_2024_and_not_before(catalog: Catalog) -> None:
    assert cap(catalog, month="2024-04", tax="taxed", income_levy_yen=0) == yen(9300)
    assert cap(catalog, month="2024-04", tax="taxed", income_levy_yen=160_000) == yen(37_200)
    for levy in (0, 160_000):
        with pytest.raises(FigureNotInForce):
            cap(catalog, month="2024-03", tax="taxed", income_levy_yen=levy)


# --- 実費 and what costs nothing ---


def test_meals_and_fares_stand_beside_the_cap_never_inside(catalog: Catalog) -> None:
    asked = CostRequest.model_validate(
        {
            "month": "2026-11",
            "person": {"age": 30},
            "welfare": {"tax": "taxed", "income_levy_yen": 0},
            "usages": [
                {
                    "service": "employment_transition",
                    "times": 20,
                    "gross_yen_per_time": 10_500,
                    "extras_yen_per_time": 700,
                }
            ],
        }
    )
    result = estimate(asked, catalog)
    # 21,000 → 9,300; 700 × 20 = 14,000 outside; together 23,300.
    assert (result.ledger("welfare").payable, result.ledger("other").payable) == (
        yen(9300),
        yen(14_000),
    )
    assert result.monthly == yen(23_300)


@pytest.mark.parametrize(
    ("tax", "rent", "rest"),
    [
        ("exempt", 9_999, 0),
        ("exempt", 10_000, 0),
        ("exempt", 10_001, 1),
        ("exempt", 45_000, 35_000),
        ("exempt", 0, 0),
    ],
)
def test_the_group_home_rent_of_an_untaxed_person_is_eased_by_up_to_10000_yen(
    catalog: Catalog, tax: str, rent: int, rest: int
) -> None:
    home = {"residence": "group_home", "rent_yen": rent, "living_yen": 0}
    asked = request(("group_home", 30, 4_000), tax=tax, **home)
    assert ledger(catalog, asked, "other").payable == yen(rest)


def test_the_group_home_rent_of_a_taxed_person_is_not_eased(catalog: Catalog) -> None:
    asked = request(
        ("group_home", 30, 4_000),
        residence="group_home",
        tax="taxed",
        income_levy_yen=0,
        rent_yen=45_000,
        living_yen=0,
    )
    result = estimate(asked, catalog)
    # 10 % of 4,000 × 30 = 12,000, under 37,200; the rent stays whole.
    assert (result.ledger("welfare").share, result.ledger("other").payable) == (
        yen(12_000),
        yen(45_000),
    )


def test_the_group_home_rent_on_public_assistance_is_eased_too(catalog: Catalog) -> None:
    asked = request(
        ("group_home", 30, 4_000),
        residence="group_home",
        public_assistance=True,
        rent_yen=45_000,
        living_yen=0,
    )
    assert ledger(catalog, asked, "other").payable == yen(35_000)


@pytest.mark.parametrize(
    "service",
    [
        "support_centre",
        "health_centre",
        "consultation_planning",
        "self_reliance_consultation",
        "hello_work",
        "job_preparation",
        "developmental_support_centre",
        "welfare_office",
    ],
)
def test_public_consultation_is_free_whatever_the_tax(catalog: Catalog, service: str) -> None:
    asked = CostRequest.model_validate(
        {
            "month": "2026-11",
            "person": {"age": 30},
            "welfare": {"tax": "taxed", "income_levy_yen": 300_000},
            "usages": [{"service": service, "times": 4}],
        }
    )
    assert estimate(asked, catalog).monthly == yen(0)


# --- The whole rule once more, for any known household ---


def cap_by_the_book(
    age: int, residence: str, public_assistance: bool, tax: str, levy: int, credits: int, city: bool
) -> int:
    if public_assistance or tax == "exempt":
        return 0
    judged = (levy + credits) * (6 if city else 8)  # in eighths, so that nothing is cut
    if age < 18 or (age < 20 and residence == "facility"):
        if judged >= 280_000 * 8:
            return 37_200
        return 9300 if residence == "facility" else 4600
    if residence in ("group_home", "facility"):
        return 37_200
    return 9300 if judged < 160_000 * 8 else 37_200


WELFARE = (
    "life_skills_training",
    "employment_transition",
    "continuous_employment_a",
    "continuous_employment_b",
)


@sample(200)
@given(
    age=st.integers(15, 70),
    residence=st.sampled_from(["home", "facility"]),
    public_assistance=st.booleans(),
    tax=st.sampled_from(["exempt", "taxed", "taxed"]),
    levy=st.one_of(
        st.integers(0, 500_000),
        st.sampled_from([159_999, 160_000, 213_333, 213_334, 279_999, 280_000, 373_333, 373_334]),
    ),
    credits=st.one_of(st.just(0), st.integers(0, 50_000)),
    city=st.booleans(),
    usages=st.lists(
        st.tuples(st.sampled_from(WELFARE), st.integers(0, 23), st.integers(0, 20_000)),
        max_size=4,
        unique_by=lambda usage: usage[0],
    ),
)
def test_any_known_household_pays_the_smaller_of_ten_percent_and_cap(
    catalog: Catalog,
    age: int,
    residence: str,
    public_assistance: bool,
    tax: str,
    levy: int,
    credits: int,
    city: bool,
    usages: list[tuple[str, int, int]],
) -> None:
    if tax == "exempt":
        levy = credits = 0
    asked = request(
        *usages,
        age=age,
        public_assistance=public_assistance,
        residence=residence,
        tax=tax,
        income_levy_yen=levy,
        credits_yen=credits,
        designated_city=city,
    )
    limit = cap_by_the_book(age, residence, public_assistance, tax, levy, credits, city)
    ten_percent = sum(times * gross // 10 for _, times, gross in usages)
    result = ledger(catalog, asked)
    assert (result.share, result.cap) == (yen(min(ten_percent, limit)), yen(limit))
