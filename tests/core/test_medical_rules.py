"""自立支援医療(精神通院), 3割, 高額療養費 (facts/medical_and_other_costs.md §0–§3, §8)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import CostRequest, estimate
from core.catalog import Catalog
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
    **medical: Any,
) -> CostRequest:
    """Medical usages as (service, visits, gross of one visit)."""
    return CostRequest.model_validate(
        {
            "month": month,
            "person": {"age": age, "public_assistance": public_assistance},
            "medical": {"insurance": "employee_dependant"} | medical,
            "usages": [
                {"service": service, "times": times, "gross_yen_per_time": gross}
                for service, times, gross in usages
            ],
        }
    )


def ledger(catalog: Catalog, *usages: tuple[str, int, int], **asked: Any) -> Any:
    return estimate(request(*usages, **asked), catalog).ledger("medical")


def share(catalog: Catalog, *usages: tuple[str, int, int], **asked: Any) -> YenRange:
    found = ledger(catalog, *usages, **asked).share
    assert isinstance(found, YenRange)
    return found


VISIT = "psychiatric_outpatient"
DAYCARE = "psychiatric_daycare"
# Known classes, with the certificate.
LOW1 = {"certificate": "have", "tax": "exempt", "own_income_yen": 700_000}
LOW2 = {"certificate": "have", "tax": "exempt", "own_income_yen": 1_500_000}
MID1 = {"certificate": "have", "tax": "taxed", "income_levy_yen": 32_999}
MID2 = {"certificate": "have", "tax": "taxed", "income_levy_yen": 33_000}
HIGH = {"certificate": "have", "tax": "taxed", "income_levy_yen": 235_000}
# Without it.
NONE_EXEMPT = {"certificate": "none", "tax": "exempt"}
NONE_TAXED = {"certificate": "none", "tax": "taxed", "income_levy_yen": 100_000}


# --- One visit: the published table (§3.2, §3.3) ---


@pytest.mark.parametrize(
    ("gross", "at_thirty", "at_ten"),
    [
        (7_430, 2_230, 740),
        (9_200, 2_760, 920),
        (14_840, 4_450, 1_480),
        (4_280, 1_280, 430),
        (4_570, 1_370, 460),
        (5_770, 1_730, 580),
        (9_070, 2_720, 910),
        (8_320, 2_500, 830),
        (7_220, 2_170, 720),
        (4_320, 1_300, 430),
        (3_770, 1_130, 380),
        (11_320, 3_400, 1_130),
        (40_110, 12_030, 4_010),
        (74_430, 22_330, 7_440),
    ],
)
def test_the_published_price_of_one_visit(
    catalog: Catalog, gross: int, at_thirty: int, at_ten: int
) -> None:
    # High-cost class エ (61,500) and class mid1 without 重度かつ継続 (no cap) touch none of them.
    without = share(catalog, (VISIT, 1, gross), **NONE_TAXED, high_cost_class="e")
    with_it = share(catalog, (VISIT, 1, gross), **MID1, severe_and_continuing=False)
    assert (without, with_it) == (yen(at_thirty), yen(at_ten))


@pytest.mark.parametrize(
    ("gross", "at_ten"),
    # 444.9 → 440; 445.0 → 450 (to even it would be 440); 454.9 → 450; 455.0 → 460
    [(4_449, 440), (4_450, 450), (4_451, 450), (4_549, 450), (4_550, 460)],
)
def test_a_bill_is_rounded_half_up_to_ten_yen(catalog: Catalog, gross: int, at_ten: int) -> None:
    assert share(catalog, (VISIT, 1, gross), **MID1, severe_and_continuing=False) == yen(at_ten)


@pytest.mark.parametrize(
    ("gross", "at_thirty"),
    # 1,244.7 → 1,240; 1,245.0 → 1,250 (to even it would be 1,240); 1,245.3 → 1,250
    [(4_149, 1_240), (4_150, 1_250), (4_151, 1_250)],
)
def test_a_bill_at_thirty_percent_is_rounded_half_up_too(
    catalog: Catalog, gross: int, at_thirty: int
) -> None:
    assert share(catalog, (VISIT, 1, gross), **NONE_TAXED, high_cost_class="e") == yen(at_thirty)


def test_rounded_bills_are_added_up_not_the_other_way_round(catalog: Catalog) -> None:
    # 4,570 → 457 → 460; four visits 1,840 (on the sum: 18,280 → 1,828 → 1,830).
    assert share(catalog, (VISIT, 4, 4_570), **MID1, severe_and_continuing=False) == yen(1_840)


def test_visit_and_pharmacy_are_two_bills(catalog: Catalog) -> None:
    # 2 × 460 + 2 × 400 (4,040 → 404 → 400) = 1,720.
    found = share(
        catalog, (VISIT, 2, 4_570), ("pharmacy", 2, 4_040), **MID1, severe_and_continuing=False
    )
    assert found == yen(1_720)


# --- The class table with the certificate (§1.1) ---


@pytest.mark.parametrize(
    ("known", "severe", "cap"),
    [
        (LOW1, False, 2_500),
        (LOW1, True, 2_500),
        (LOW2, False, 5_000),
        (LOW2, True, 5_000),
        (MID1, True, 5_000),
        (MID2, True, 10_000),
        (HIGH, True, 20_000),
    ],
)
def test_the_cap_of_each_class(
    catalog: Catalog, known: dict[str, Any], severe: bool, cap: int
) -> None:
    # 20 days of 15,000: 1,500 × 20 = 30,000, above every cap.
    found = ledger(catalog, (DAYCARE, 20, 15_000), **known, severe_and_continuing=severe)
    assert (found.share, found.cap) == (yen(cap), yen(cap))


@pytest.mark.parametrize(
    ("levy", "cap"),
    [
        (0, 5_000),
        (32_999, 5_000),
        (33_000, 10_000),
        (33_001, 10_000),
        (234_999, 10_000),
        (235_000, 20_000),
        (235_001, 20_000),
    ],
)
def test_the_lines_of_the_income_levy_at_one_yen(catalog: Catalog, levy: int, cap: int) -> None:
    found = ledger(
        catalog,
        (DAYCARE, 20, 15_000),
        certificate="have",
        tax="taxed",
        income_levy_yen=levy,
        severe_and_continuing=True,
    )
    assert (found.share, found.cap) == (yen(cap), yen(cap))


@pytest.mark.parametrize("levy", [0, 32_999, 33_000, 234_999])
def test_the_middle_classes_without_severe_and_continuing_have_no_cap(
    catalog: Catalog, levy: int
) -> None:
    # 20 × 1,500 = 30,000 and nothing stops it below the 高額療養費 limit.
    found = ledger(
        catalog,
        (DAYCARE, 20, 15_000),
        certificate="have",
        tax="taxed",
        income_levy_yen=levy,
        severe_and_continuing=False,
        high_cost_class="e",
    )
    assert found.share == yen(30_000)


def test_without_cap_the_high_cost_limit_is_the_only_ceiling(catalog: Catalog) -> None:
    # 10 % of 1,000,000 = 100,000; class エ from 2026-08: 61,500.
    found = share(
        catalog, (DAYCARE, 1, 1_000_000), **MID1, severe_and_continuing=False, high_cost_class="e"
    )
    assert found == yen(61_500)


@pytest.mark.parametrize(("levy", "paid"), [(234_999, 9_500), (235_000, 28_500)])
def test_from_235000_yen_without_severe_and_continuing_it_is_thirty_percent(
    catalog: Catalog, levy: int, paid: int
) -> None:
    # 950 × 10 = 9,500 at 10 %; 2,850 × 10 = 28,500 at 30 %.
    found = share(
        catalog,
        (DAYCARE, 10, 9_500),
        certificate="have",
        tax="taxed",
        income_levy_yen=levy,
        severe_and_continuing=False,
        high_cost_class="u",
    )
    assert found == yen(paid)


@pytest.mark.parametrize(
    ("gross", "paid"),
    # 2,494.9 → 2,490; 2,495.0 → 2,500; 2,500; 2,504.9 → 2,500; 2,505.0 → 2,510, capped
    [(24_949, 2_490), (24_950, 2_500), (25_000, 2_500), (25_049, 2_500), (25_050, 2_500)],
)
def test_the_share_grows_to_2500_yen_and_stops(catalog: Catalog, gross: int, paid: int) -> None:
    assert share(catalog, (VISIT, 1, gross), **LOW1) == yen(paid)


@pytest.mark.parametrize(
    ("known", "cap"), [(LOW2, 5_000), (MID1, 5_000), (MID2, 10_000), (HIGH, 20_000)]
)
@pytest.mark.parametrize("step", [-10, 0, 10])
def test_the_share_grows_to_each_cap_and_stops(
    catalog: Catalog, known: dict[str, Any], cap: int, step: int
) -> None:
    found = share(catalog, (VISIT, 1, (cap + step) * 10), **known, severe_and_continuing=True)
    assert found == yen(min(cap + step, cap))


def test_one_cap_holds_for_all_places_on_the_certificate(catalog: Catalog) -> None:
    # 4 × 460 + 4,010 + 2 × 400 = 6,650; low2 pays 5,000.
    found = share(
        catalog,
        (VISIT, 4, 4_570),
        ("psychiatric_home_nursing", 1, 40_110),
        ("pharmacy", 2, 4_000),
        **LOW2,
    )
    assert found == yen(5_000)


def test_public_assistance_pays_nothing_with_or_without_the_certificate(catalog: Catalog) -> None:
    for certificate in ("have", "none", "unknown"):
        found = share(catalog, (VISIT, 4, 4_570), public_assistance=True, certificate=certificate)
        assert found == yen(0)


# --- What is printed on the certificate, and the local subsidy ---


@pytest.mark.parametrize("known", [LOW1, MID2, HIGH, {"certificate": "have"}])
@pytest.mark.parametrize("printed", [0, 2_500, 5_000, 10_000, 20_000])
def test_the_printed_cap_wins_over_the_class(
    catalog: Catalog, known: dict[str, Any], printed: int
) -> None:
    found = ledger(catalog, (DAYCARE, 20, 15_000), **known, certificate_cap_yen=printed)
    assert (found.share, found.cap) == (yen(printed), yen(printed))


def test_a_certificate_printed_without_a_cap_is_ten_percent(catalog: Catalog) -> None:
    # Severe and continuing would give 10,000; the certificate says there is no cap: 30,000.
    found = ledger(
        catalog,
        (DAYCARE, 20, 15_000),
        **MID2,
        severe_and_continuing=True,
        certificate_no_cap=True,
        high_cost_class="u",
    )
    assert found.share == yen(30_000)


def test_a_printed_cap_holds_after_the_class_table_ends(catalog: Catalog) -> None:
    found = share(
        catalog,
        (DAYCARE, 20, 15_000),
        **HIGH,
        severe_and_continuing=True,
        certificate_cap_yen=20_000,
        month="2027-04",
    )
    assert found == yen(20_000)


def test_a_full_local_subsidy_pays_the_share_at_ten_percent(catalog: Catalog) -> None:
    found = ledger(catalog, (DAYCARE, 20, 9_500), **LOW2, local_subsidy="full")
    assert (found.share, found.payable) == (yen(5_000), yen(0))
    none = ledger(catalog, (DAYCARE, 20, 9_500), **LOW2, local_subsidy="none")
    assert (none.share, none.payable) == (yen(5_000), yen(5_000))


@pytest.mark.parametrize(
    "known",
    [
        NONE_TAXED | {"high_cost_class": "u"},
        HIGH | {"severe_and_continuing": False, "high_cost_class": "u"},
    ],
)
def test_a_local_subsidy_does_not_reach_thirty_percent(
    catalog: Catalog, known: dict[str, Any]
) -> None:
    # 2,850 × 10 = 28,500.
    found = ledger(catalog, (DAYCARE, 10, 9_500), **known, local_subsidy="full")
    assert (found.share, found.payable) == (yen(28_500), yen(28_500))


def test_the_subsidised_month_is_what_counts_in_the_total(catalog: Catalog) -> None:
    asked = request((DAYCARE, 20, 9_500), **LOW2, local_subsidy="full")
    assert estimate(asked, catalog).monthly == yen(0)


# --- Dates: 低所得1 line ---


@pytest.mark.parametrize(
    ("month", "income", "cap"),
    [
        # 800,000 through 2025-06
        ("2025-06", 799_999, 2_500),
        ("2025-06", 800_000, 2_500),
        ("2025-06", 800_001, 5_000),
        ("2025-06", 805_000, 5_000),
        # 809,000 from 2025-07 through 2026-06
        ("2025-07", 805_000, 2_500),
        ("2025-07", 808_999, 2_500),
        ("2025-07", 809_000, 2_500),
        ("2025-07", 809_001, 5_000),
        ("2026-06", 809_000, 2_500),
        ("2026-06", 809_001, 5_000),
        ("2026-06", 820_000, 5_000),
        # 826,500 from 2026-07 through 2027-06
        ("2026-07", 820_000, 2_500),
        ("2026-07", 826_499, 2_500),
        ("2026-07", 826_500, 2_500),
        ("2026-07", 826_501, 5_000),
        ("2027-06", 826_500, 2_500),
        ("2027-06", 826_501, 5_000),
    ],
)
def test_the_line_between_low1_and_low2_moves_each_july(
    catalog: Catalog, month: str, income: int, cap: int
) -> None:
    found = ledger(
        catalog,
        (DAYCARE, 20, 9_500),
        month=month,
        certificate="have",
        tax="exempt",
        own_income_yen=income,
    )
    assert (found.share, found.cap) == (yen(cap), yen(cap))


def test_no_line_is_known_from_july_2027(catalog: Catalog) -> None:
    with pytest.raises(FigureNotInForce):
        ledger(
            catalog,
            (DAYCARE, 20, 9_500),
            month="2027-07",
            certificate="have",
            tax="exempt",
            own_income_yen=700_000,
        )


def test_the_20000_yen_class_ends_in_march_2027(catalog: Catalog) -> None:
    usage = (DAYCARE, 20, 15_000)
    last = ledger(catalog, usage, **HIGH, severe_and_continuing=True, month="2027-03")
    assert (last.share, last.cap) == (yen(20_000), yen(20_000))
    with pytest.raises(FigureNotInForce):
        ledger(catalog, usage, **HIGH, severe_and_continuing=True, month="2027-04")


def test_the_other_classes_go_on_after_march_2027(catalog: Catalog) -> None:
    found = share(
        catalog, (DAYCARE, 20, 15_000), **MID2, severe_and_continuing=True, month="2027-04"
    )
    assert found == yen(10_000)


# --- 高額療養費 by month of treatment (§2) ---


@pytest.mark.parametrize(
    ("month", "limit"), [("2026-07", 35_400), ("2026-08", 36_900), ("2027-07", 36_900)]
)
def test_an_untaxed_household_without_certificate_reaches_its_limit(
    catalog: Catalog, month: str, limit: int
) -> None:
    # 9,500 at 30 % = 2,850 a day; × 20 = 57,000; stopped at オ.
    for class_ in ("o", "unknown"):
        found = share(
            catalog, (DAYCARE, 20, 9_500), month=month, **NONE_EXEMPT, high_cost_class=class_
        )
        assert found == yen(limit)


@pytest.mark.parametrize(
    ("month", "class_", "gross", "paid"),
    [
        # エ: a flat 57,600, from 2026-08 61,500. 30 % of 192,000 = 57,600; of 205,000 = 61,500.
        ("2026-07", "e", 191_900, 57_570),
        ("2026-07", "e", 192_000, 57_600),
        ("2026-07", "e", 192_100, 57_600),
        ("2026-08", "e", 192_100, 57_630),
        ("2026-08", "e", 204_900, 61_470),
        ("2026-08", "e", 205_000, 61_500),
        ("2026-08", "e", 205_100, 61_500),
        # オ: 35,400 → 36,900. 30 % of 118,000 = 35,400; of 123,000 = 36,900.
        ("2026-07", "o", 117_900, 35_370),
        ("2026-07", "o", 118_000, 35_400),
        ("2026-07", "o", 118_100, 35_400),
        ("2026-08", "o", 118_100, 35_430),
        ("2026-08", "o", 122_900, 36_870),
        ("2026-08", "o", 123_000, 36_900),
        ("2026-08", "o", 123_100, 36_900),
        # ウ: 80,100 + (M − 267,000) × 1 %, from 2026-08 85,800 + (M − 286,000) × 1 %.
        ("2026-07", "u", 266_900, 80_070),
        ("2026-07", "u", 267_000, 80_100),
        ("2026-07", "u", 267_100, 80_101),  # 1 % of 100 = 1
        ("2026-07", "u", 300_000, 80_430),  # 1 % of 33,000 = 330
        ("2026-07", "u", 300_050, 80_431),  # 330.5 → 331
        ("2026-08", "u", 267_100, 80_130),
        ("2026-08", "u", 286_000, 85_800),
        ("2026-08", "u", 286_100, 85_801),
        ("2026-08", "u", 300_000, 85_940),  # 1 % of 14,000 = 140
        # イ: 167,400 + (M − 558,000) × 1 % → 179,100 + (M − 597,000) × 1 %.
        ("2026-07", "i", 558_000, 167_400),
        ("2026-07", "i", 558_100, 167_401),
        ("2026-07", "i", 600_000, 167_820),
        ("2026-08", "i", 597_000, 179_100),
        ("2026-08", "i", 600_000, 179_130),
        # ア: 252,600 + (M − 842,000) × 1 % → 270,300 + (M − 901,000) × 1 %.
        ("2026-07", "a", 842_000, 252_600),
        ("2026-07", "a", 842_100, 252_601),
        ("2026-07", "a", 1_000_000, 254_180),
        ("2026-08", "a", 901_000, 270_300),
        ("2026-08", "a", 1_000_000, 271_290),
    ],
)
def test_the_limit_of_each_class_before_and_from_august_2026(
    catalog: Catalog, month: str, class_: str, gross: int, paid: int
) -> None:
    known = NONE_EXEMPT if class_ == "o" else NONE_TAXED
    found = share(catalog, (DAYCARE, 1, gross), month=month, **known, high_cost_class=class_)
    assert found == yen(paid)


def test_no_limit_is_known_from_august_2027(catalog: Catalog) -> None:
    with pytest.raises(FigureNotInForce):
        share(catalog, (DAYCARE, 20, 9_500), month="2027-08", **NONE_EXEMPT)


def test_an_unknown_class_of_a_taxed_household_is_anything_from_e_to_a(catalog: Catalog) -> None:
    # M = 300,000 at 30 % = 90,000: エ 61,500; ウ 85,940; イ and ア leave 90,000.
    assert share(catalog, (DAYCARE, 1, 300_000), **NONE_TAXED) == YenRange(61_500, 90_000)


# --- わからない becomes a range ---


def test_unknown_severity_gives_the_cap_and_the_uncapped_ten_percent(catalog: Catalog) -> None:
    found = ledger(catalog, (DAYCARE, 20, 15_000), **MID2, high_cost_class="e")
    assert found.share == YenRange(10_000, 30_000)


def test_unknown_own_income_gives_low1_to_low2(catalog: Catalog) -> None:
    found = ledger(catalog, (DAYCARE, 20, 9_500), certificate="have", tax="exempt")
    assert (found.share, found.cap) == (YenRange(2_500, 5_000), YenRange(2_500, 5_000))


def test_an_unknown_certificate_gives_ten_to_thirty_percent(catalog: Catalog) -> None:
    # low1: 4 × 460 = 1,840 with it; 4 × 1,370 = 5,480 without.
    found = share(catalog, (VISIT, 4, 4_570), certificate="unknown", tax="exempt", own_income_yen=0)
    assert found == YenRange(1_840, 5_480)


# --- Two households, two ledgers (§8-1, §8-2) ---


def test_one_person_pays_nothing_for_training_and_up_to_10000_yen_for_day_care(
    catalog: Catalog,
) -> None:
    """The adult child is untaxed; the parent who insures it pays a levy of 100,000."""
    asked = CostRequest.model_validate(
        {
            "month": "2026-11",
            "person": {"age": 28},
            "welfare": {"tax": "exempt"},
            "medical": {
                "certificate": "have",
                "insurance": "employee_dependant",
                "tax": "taxed",
                "income_levy_yen": 100_000,
                "severe_and_continuing": True,
            },
            "usages": [
                {"service": "employment_transition", "times": 8, "gross_yen_per_time": 10_500},
                {"service": DAYCARE, "times": 12, "gross_yen_per_time": 9_500},
            ],
        }
    )
    result = estimate(asked, catalog)
    # 0 for welfare; 950 × 12 = 11,400, stopped at 10,000.
    assert (result.ledger("welfare").share, result.ledger("medical").share) == (
        yen(0),
        yen(10_000),
    )
    assert (result.ledger("welfare").cap, result.ledger("medical").cap) == (yen(0), yen(10_000))
    assert result.monthly == yen(10_000)


def test_the_welfare_cap_and_the_medical_cap_never_share_a_ledger(catalog: Catalog) -> None:
    asked = CostRequest.model_validate(
        {
            "month": "2026-11",
            "person": {"age": 28},
            "welfare": {"tax": "taxed", "income_levy_yen": 0},
            "medical": MID1 | {"severe_and_continuing": True},
            "usages": [
                {"service": "life_skills_training", "times": 20, "gross_yen_per_time": 9_500},
                {"service": DAYCARE, "times": 10, "gross_yen_per_time": 9_500},
            ],
        }
    )
    # 19,000 → 9,300 and 9,500 → 5,000.
    assert estimate(asked, catalog).monthly == yen(9_300 + 5_000)


# --- The whole rule once more, for any known household ---


LIMITS = {  # base yen, where the 1 % begins
    "2026-07": {
        "a": (252_600, 842_000),
        "i": (167_400, 558_000),
        "u": (80_100, 267_000),
        "e": (57_600, None),
        "o": (35_400, None),
    },
    "2026-08": {
        "a": (270_300, 901_000),
        "i": (179_100, 597_000),
        "u": (85_800, 286_000),
        "e": (61_500, None),
        "o": (36_900, None),
    },
}


def by_the_book(
    month: str,
    certificate: str,
    tax: str,
    levy: int,
    income: int,
    severe: bool,
    class_: str,
    times: int,
    gross: int,
) -> int:
    ten = (gross + 50) // 100 * 10 * times
    thirty = (gross * 3 + 50) // 100 * 10 * times
    base, begins = LIMITS["2026-07" if month <= "2026-07" else "2026-08"][class_]
    total = gross * times
    limit = base if begins is None else base + (max(0, total - begins) + 50) // 100
    if certificate == "none":
        return min(thirty, limit)
    if tax == "exempt":
        line = 809_000 if month <= "2026-06" else 826_500
        return min(ten, 2_500 if income <= line else 5_000)
    if levy < 235_000:
        cap = 5_000 if levy < 33_000 else 10_000
        return min(ten, cap if severe else limit)
    return min(ten, 20_000) if severe else min(thirty, limit)


@sample(200)
@given(
    month=st.sampled_from(["2026-06", "2026-07", "2026-08", "2026-11", "2027-03"]),
    certificate=st.sampled_from(["have", "have", "none"]),
    tax=st.sampled_from(["exempt", "taxed", "taxed"]),
    levy=st.one_of(st.integers(0, 400_000), st.sampled_from([32_999, 33_000, 234_999, 235_000])),
    income=st.one_of(
        st.integers(0, 2_000_000), st.sampled_from([809_000, 809_001, 826_500, 826_501])
    ),
    severe=st.booleans(),
    class_=st.sampled_from("aiue"),
    times=st.integers(0, 25),
    gross=st.one_of(st.integers(0, 20_000), st.integers(0, 100_000)),
)
def test_any_known_household_pays_what_the_two_tables_say(
    catalog: Catalog,
    month: str,
    certificate: str,
    tax: str,
    levy: int,
    income: int,
    severe: bool,
    class_: str,
    times: int,
    gross: int,
) -> None:
    known: dict[str, Any] = {
        "certificate": certificate,
        "tax": tax,
        "own_income_yen": income,
        "severe_and_continuing": severe,
    }
    if tax == "exempt":
        class_ = "o"
    else:
        known["income_levy_yen"] = levy
    found = share(catalog, (DAYCARE, times, gross), month=month, **known, high_cost_class=class_)
    expected = by_the_book(month, certificate, tax, levy, income, severe, class_, times, gross)
    assert found == yen(expected)
