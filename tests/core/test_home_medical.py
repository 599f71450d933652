"""Medical help that comes home: 訪問診療 and 訪問看護, their usual prices and their bills.

訪問診療: two visits 18,000–24,000 at 3割 and from about 6,000 at 1割 (houmon.kawaguchi-mental.jp ?p=38).
訪問看護: a month of four visits 3,740–4,500 at 1割 (review_2026-11-26 B17); rows of
medical_and_other_costs §3.3: first of the month 5,550 + 7,710 + 60, later 5,550 + 3,010 + 20,
ベースアップ 1,050 a month, 24時間対応 6,800 a month; under 30 minutes 4,250 instead of 5,550.
"""

from __future__ import annotations

from typing import Any

import pytest

from core import CostRequest, estimate
from core.catalog import Catalog
from core.money import YenRange

TEN = {"certificate": "have", "tax": "taxed", "income_levy_yen": 0, "severe_and_continuing": False}
THIRTY = {"certificate": "none", "tax": "taxed"}
NURSE, DOCTOR = "psychiatric_home_nursing", "home_visit_doctor"


def paid(
    catalog: Catalog, *usages: dict[str, Any], month: str = "2026-11", **medical: Any
) -> YenRange:
    request = CostRequest.model_validate(
        {
            "month": month,
            "person": {"age": 34},
            "medical": {"high_cost_class": "u"} | medical,
            "usages": usages,
        }
    )
    return estimate(request, catalog).monthly


# -- 訪問診療 ----------------------------------------------------------------------------------------


def test_two_visits_of_a_doctor_cost_what_is_published(catalog: Catalog) -> None:
    visits = {"service": DOCTOR, "times": 2}
    assert paid(catalog, visits, **THIRTY) == YenRange(18_000, 24_000)
    assert paid(catalog, visits, **TEN) == YenRange(6_000, 8_000)


def test_a_visiting_doctor_is_a_place_of_its_own(catalog: Catalog) -> None:
    # オ from 2026-08: 36,900. Clinic 39,900 at 3割, doctor at home 20,970: below 21,000, so paid besides.
    bills = (
        {"service": "psychiatric_outpatient", "times": 1, "gross_yen_per_time": 133_000},
        {"service": DOCTOR, "times": 1, "gross_yen_per_time": 69_900},
    )
    care = {"certificate": "none", "tax": "exempt", "high_cost_class": "o"}
    assert paid(catalog, *bills, **care) == YenRange(36_900 + 20_970, 36_900 + 20_970)
    more = (bills[0], bills[1] | {"gross_yen_per_time": 70_000})
    assert paid(catalog, *more, **care) == YenRange(36_900, 36_900)


# -- 訪問看護 ----------------------------------------------------------------------------------------

# 10 %, each visit rounded to 10 yen. Low: 4,250 + 7,710 + 60 = 12,020 → 1,200; later 7,280 → 730.
# High: 5,550 + 7,710 + 60 + 1,050 + 6,800 = 21,170 → 2,120; later 8,580 → 860.


@pytest.mark.parametrize(
    ("times", "low", "high"),
    [
        (0, 0, 0),
        (1, 1_200, 2_120),
        (2, 1_200 + 730, 2_120 + 860),
        (4, 1_200 + 3 * 730, 2_120 + 3 * 860),
        (8, 1_200 + 7 * 730, 2_120 + 7 * 860),
    ],
)
def test_what_is_asked_on_the_first_day_of_the_month_is_asked_once(
    catalog: Catalog, times: int, low: int, high: int
) -> None:
    assert paid(catalog, {"service": NURSE, "times": times}, **TEN) == YenRange(low, high)


def test_a_month_of_four_visits_holds_what_is_published(catalog: Catalog) -> None:
    found = paid(catalog, {"service": NURSE, "times": 4}, **TEN)
    assert found.holds(YenRange(3_740, 4_500))
    # The month of the fee table of 2026: 13,320 + 3 × 8,580 + 1,050 = 40,110.
    assert found.holds(YenRange(4_010, 4_010))
    # Before, the first day's fee was asked four times: 5,760.
    assert found.high < 5_000


def test_the_months_before_the_new_fees_have_rows_of_their_own(catalog: Catalog) -> None:
    # 2025-04 list: 4,250 + 7,670 = 11,920 → 1,190; later 4,250 + 2,500 = 6,750 → 680 (675 half up).
    # High: 5,550 + 7,670 + 780 + 6,800 = 20,800 → 2,080; later 5,550 + 3,000 = 8,550 → 860.
    found = paid(catalog, {"service": NURSE, "times": 4}, month="2026-05", **TEN)
    assert found == YenRange(1_190 + 3 * 680, 2_080 + 3 * 860)


def test_the_own_price_of_a_visit_is_all_of_it(catalog: Catalog) -> None:
    own = {"service": NURSE, "times": 1, "gross_yen_per_time": 38_640}
    # wb-sumire: the month's bill of 38,640 → 3,860.
    assert paid(catalog, own, **TEN) == YenRange(3_860, 3_860)
    assert paid(catalog, own | {"times": 4, "gross_yen_per_time": 8_250}, **TEN) == YenRange(
        4 * 830, 4 * 830
    )


def test_the_first_day_counts_for_the_line_of_21000_yen(catalog: Catalog) -> None:
    # 3割: low 3,610 + 7 × 2,180 = 18,870, high 6,350 + 7 × 2,570 = 24,340.
    care = {"certificate": "none", "tax": "taxed", "high_cost_class": "e"}
    assert paid(catalog, {"service": NURSE, "times": 8}, **care) == YenRange(18_870, 24_340)


def test_the_first_day_counts_for_what_is_above_the_limit(catalog: Catalog) -> None:
    # 40 visits, 3割: low 3,610 + 39 × 2,180 = 88,630, high 6,350 + 39 × 2,570 = 106,580.
    # ウ: 12,020 + 39 × 7,280 = 295,940 → 85,800 + 99; 21,170 + 39 × 8,580 = 355,790 → + 698.
    found = paid(catalog, {"service": NURSE, "times": 40}, **THIRTY)
    assert found == YenRange(85_899, 86_498)


def test_the_sum_says_what_is_asked_once_a_month(catalog: Catalog) -> None:
    request = CostRequest.model_validate(
        {
            "month": "2026-11",
            "person": {"age": 34},
            "medical": TEN,
            "usages": [{"service": NURSE, "times": 4}],
        }
    )
    result = estimate(request, catalog)
    told = " ".join(f"{one.text} {one.formula}" for one in result.steps)
    assert "月の初回" in told
    (line,) = result.ledger("medical").lines
    assert "price.psychiatric_home_nursing.first_low" in line.sources
    assert line.needs_check
    own = request.but(usages=(request.usages[0].but(gross_yen_per_time=8_250),))
    assert "月の初回" not in " ".join(one.formula for one in estimate(own, catalog).steps)


def test_what_to_find_out_first_is_the_price_of_the_station(catalog: Catalog) -> None:
    request = CostRequest.model_validate(
        {
            "month": "2026-11",
            "person": {"age": 34},
            "medical": TEN | {"high_cost_class": "u"},
            "usages": [{"service": NURSE, "times": 4}],
        }
    )
    found = [one.field for one in estimate(request, catalog).unknowns]
    assert found == ["usages.0.gross_yen_per_time"]
