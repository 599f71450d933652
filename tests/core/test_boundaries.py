"""One yen below, on and above every line and cap, crossed with age, home, month and certificate.

The expected amounts come from the small tables in this file, never from core. The normal run takes
a fixed sample of each group; ``ASHIBA_FULL=1`` runs every case.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest

from core import CostRequest, estimate
from core.catalog import Catalog
from core.cost.estimate import Estimate
from core.errors import FigureNotInForce
from core.money import YenRange
from tests.core.conftest import FULL

Range = tuple[int, int]
STEPS = (-1, 0, 1)
SHARE_OF_RUN = 0.14


@dataclass(frozen=True)
class Edge:
    """One case: what is asked, and the expected range in yen (None: refused)."""

    name: str
    asked: dict[str, Any]
    expected: Range | None


GROUPS: dict[str, list[Edge]] = {}


def group(cases: Iterator[Edge]) -> list[Any]:
    """The cases as pytest parameters: all of them, or the fixed sample."""
    found = list(cases)
    GROUPS[f"group {len(GROUPS)}"] = found
    chosen = found
    if not FULL:
        few = max(8, round(len(found) * SHARE_OF_RUN))
        places = random.Random(20261122).sample(range(len(found)), few)
        chosen = [found[place] for place in sorted(places)]
    return [pytest.param(one, id=one.name) for one in chosen]


def ask(
    *usages: dict[str, Any],
    month: str = "2026-11",
    person: dict[str, Any] | None = None,
    welfare: dict[str, Any] | None = None,
    medical: dict[str, Any] | None = None,
) -> dict[str, Any]:
    return {
        "month": month,
        "person": person or {},
        "welfare": welfare or {},
        "medical": medical or {},
        "usages": list(usages),
    }


def fee(service: str, times: int, each: int, **more: Any) -> dict[str, Any]:
    return {"service": service, "times": times, "gross_yen_per_time": each} | more


def run(catalog: Catalog, one: Edge) -> Estimate | None:
    """The estimate, or None after checking that it is refused as expected."""
    request = CostRequest.model_validate(one.asked)
    if one.expected is None:
        with pytest.raises(FigureNotInForce):
            estimate(request, catalog)
        return None
    return estimate(request, catalog)


def around(ranges: list[Range]) -> Range:
    return min(low for low, _ in ranges), max(high for _, high in ranges)


def as_range(found: Range | None) -> YenRange | None:
    return None if found is None else YenRange(*found)


def to_ten(yen_times_ten: int) -> int:
    """10円単位の四捨五入 of an amount given in tenths of a yen, in whole numbers."""
    return (yen_times_ten + 50) // 100 * 10


# --- 障害福祉: which cap ------------------------------------------------------------------------

# Whom the line of 所得割 belongs to, the line, the cap below it and the cap from it on.
# (under 18: no rule was found for a group home or a lodging training, so none is tested)
WELFARE_TABLE: dict[tuple[int, str], tuple[int, Range, Range]] = {
    (17, "home"): (280_000, (4_600, 4_600), (37_200, 37_200)),
    (18, "home"): (160_000, (9_300, 9_300), (37_200, 37_200)),
    (19, "home"): (160_000, (9_300, 9_300), (37_200, 37_200)),
    (20, "home"): (160_000, (9_300, 9_300), (37_200, 37_200)),
    (17, "facility"): (280_000, (9_300, 9_300), (37_200, 37_200)),
    (18, "facility"): (280_000, (9_300, 9_300), (37_200, 37_200)),
    (19, "facility"): (280_000, (9_300, 9_300), (37_200, 37_200)),
    (20, "facility"): (160_000, (37_200, 37_200), (37_200, 37_200)),
    (18, "group_home"): (160_000, (37_200, 37_200), (37_200, 37_200)),
    (19, "group_home"): (160_000, (37_200, 37_200), (37_200, 37_200)),
    (20, "group_home"): (160_000, (37_200, 37_200), (37_200, 37_200)),
    # 宿泊型自立訓練: 9,300 か 37,200 かは受給者証で確認
    (18, "lodging_training"): (160_000, (9_300, 37_200), (37_200, 37_200)),
    (19, "lodging_training"): (160_000, (9_300, 37_200), (37_200, 37_200)),
    (20, "lodging_training"): (160_000, (9_300, 37_200), (37_200, 37_200)),
}
LEVIES = [0, *(line + step for line in (160_000, 280_000) for step in STEPS)]
# The first month of the caps, both sides of the changes of 2026, the last month of 令和8年度.
MONTHS = ("2024-04", "2025-06", "2026-05", "2026-06", "2026-07", "2027-03", "2027-04")
HEAVY = fee("employment_transition", 1, 500_000)  # a tenth of 50,000 yen: above every cap


def taxed_cap(age: int, residence: str, levy: int) -> Range:
    line, below, above = WELFARE_TABLE[age, residence]
    return below if levy < line else above


def welfare_caps() -> Iterator[Edge]:
    for (age, residence), levy, month in product(WELFARE_TABLE, LEVIES, MONTHS):
        home = {"tax": "taxed", "income_levy_yen": levy, "residence": residence}
        yield Edge(
            f"{age}-{residence}-{levy}-{month}",
            ask(HEAVY, month=month, person={"age": age}, welfare=home),
            taxed_cap(age, residence, levy),
        )


def other_welfare_caps() -> Iterator[Edge]:
    for (age, residence), month in product(WELFARE_TABLE, ("2024-04", "2026-11", "2027-03")):
        line, below, above = WELFARE_TABLE[age, residence]
        open_tax: list[tuple[str, dict[str, Any], dict[str, Any], Range]] = [
            ("exempt", {"tax": "exempt"}, {}, (0, 0)),
            ("assistance", {}, {"public_assistance": True}, (0, 0)),
            ("unknown", {"tax": "unknown"}, {}, around([(0, 0), below, above])),
            ("no levy", {"tax": "taxed"}, {}, around([below, above])),
            # わからない, but a levy of one yen or more is known: somebody is taxed.
            ("levy 0", {"tax": "unknown", "income_levy_yen": 0}, {}, around([(0, 0), below])),
            ("levy 1", {"tax": "unknown", "income_levy_yen": 1}, {}, below),
            ("levy at", {"tax": "unknown", "income_levy_yen": line}, {}, above),
        ]
        for printed in (0, 4_600, 9_300, 37_200):
            paper = {"tax": "taxed", "income_levy_yen": line, "certificate_cap_yen": printed}
            open_tax.append((f"printed {printed}", paper, {}, (printed, printed)))
        for name, home, who, expected in open_tax:
            asked = ask(
                HEAVY,
                month=month,
                person={"age": age} | who,
                welfare=home | {"residence": residence},
            )
            yield Edge(f"{age}-{residence}-{name}-{month}", asked, expected)


def levies_counted_back() -> Iterator[Edge]:
    # Credits are added back; in a designated city (levy + credits) × 6/8 is compared.
    for age, (line, below, above) in {
        17: (280_000, (4_600, 4_600), (37_200, 37_200)),
        18: (160_000, (9_300, 9_300), (37_200, 37_200)),
    }.items():
        for credits, step in product((0, 1, 50_000, line), STEPS):
            levy = line - credits + step
            if levy < 0:
                continue
            home = {"tax": "taxed", "income_levy_yen": levy, "credits_yen": credits}
            yield Edge(
                f"{age}-credits {credits}-{step:+}",
                ask(HEAVY, person={"age": age}, welfare=home),
                below if step < 0 else above,
            )
            city = home | {"designated_city": True}
            yield Edge(
                f"{age}-city-credits {credits}-{step:+}",
                ask(HEAVY, person={"age": age}, welfare=city),
                below,  # 6/8 of the line is below it
            )
        last_below = (line * 8 - 1) // 6  # the highest levy with levy × 6/8 below the line
        for credits, step in product((0, 1, 10_000), (0, 1, 2)):
            home = {
                "tax": "taxed",
                "income_levy_yen": last_below - credits + step,
                "credits_yen": credits,
                "designated_city": True,
            }
            yield Edge(
                f"{age}-city at the line-credits {credits}-{step:+}",
                ask(HEAVY, person={"age": age}, welfare=home),
                below if step == 0 else above,
            )


@pytest.mark.parametrize("one", group(welfare_caps()))
def test_the_welfare_cap_at_each_line_age_home_and_month(catalog: Catalog, one: Edge) -> None:
    found = run(catalog, one)
    assert found is not None
    ledger = found.ledger("welfare")
    assert (ledger.cap, ledger.payable) == (as_range(one.expected), as_range(one.expected))


@pytest.mark.parametrize("one", group(other_welfare_caps()))
def test_the_welfare_cap_of_the_untaxed_the_unknown_and_the_printed(
    catalog: Catalog, one: Edge
) -> None:
    found = run(catalog, one)
    assert found is not None
    ledger = found.ledger("welfare")
    assert (ledger.cap, ledger.payable) == (as_range(one.expected), as_range(one.expected))


@pytest.mark.parametrize("one", group(levies_counted_back()))
def test_the_levy_is_compared_with_credits_added_back_and_at_six_eighths_in_a_big_city(
    catalog: Catalog, one: Edge
) -> None:
    found = run(catalog, one)
    assert found is not None
    assert found.ledger("welfare").cap == as_range(one.expected)


# --- 障害福祉: the tenth meets the cap ----------------------------------------------------------

HOUSEHOLDS: dict[str, tuple[dict[str, Any], dict[str, Any], int]] = {
    "exempt": ({"age": 30}, {"tax": "exempt"}, 0),
    "child": ({"age": 17}, {"tax": "taxed", "income_levy_yen": 279_999}, 4_600),
    "general1": ({"age": 18}, {"tax": "taxed", "income_levy_yen": 159_999}, 9_300),
    "facility": (
        {"age": 19},
        {"tax": "taxed", "income_levy_yen": 279_999, "residence": "facility"},
        9_300,
    ),
    "general2": ({"age": 20}, {"tax": "taxed", "income_levy_yen": 160_000}, 37_200),
    "group_home": (
        {"age": 18},
        {
            "tax": "taxed",
            "income_levy_yen": 0,
            "residence": "group_home",
            "rent_yen": 0,
            "living_yen": 0,
        },
        37_200,
    ),
}
WELFARE_SERVICES = (
    "life_skills_training",
    "employment_transition",
    "employment_choice",
    "continuous_employment_a",
    "continuous_employment_b",
    "group_home",
    "job_retention",
)


def shares_at_the_cap() -> Iterator[Edge]:
    for name, (who, home, cap) in HOUSEHOLDS.items():
        for service, yen, month in product(
            WELFARE_SERVICES, (-10, -9, -1, 0, 1, 9, 10), ("2026-05", "2026-11")
        ):
            gross = cap * 10 + yen
            if gross < 0:
                continue
            yield Edge(
                f"{name}-{service}-{yen:+}-{month}",
                ask(fee(service, 1, gross), month=month, person=who, welfare=home),
                (min(gross // 10, cap),) * 2,
            )


def two_providers_at_the_cap() -> Iterator[Edge]:
    # A tenth is cut for each; the cap holds for both together.
    for name, (who, home, cap) in HOUSEHOLDS.items():
        for first, step in product((0, 9, 10, 4_005, 20_019), STEPS):
            second = cap * 10 - first + step * 10
            if second < 0:
                continue
            usages = (
                fee("continuous_employment_b", 1, first),
                fee("life_skills_training", 1, second),
            )
            yield Edge(
                f"{name}-{first}-{step:+}",
                ask(*usages, person=who, welfare=home),
                (min(first // 10 + second // 10, cap),) * 2,
            )


@pytest.mark.parametrize("one", group(shares_at_the_cap()))
def test_the_tenth_is_cut_and_stops_at_the_cap(catalog: Catalog, one: Edge) -> None:
    found = run(catalog, one)
    assert found is not None
    assert found.ledger("welfare").payable == as_range(one.expected)


@pytest.mark.parametrize("one", group(two_providers_at_the_cap()))
def test_two_providers_have_one_cap_together(catalog: Catalog, one: Edge) -> None:
    found = run(catalog, one)
    assert found is not None
    assert found.ledger("welfare").payable == as_range(one.expected)


# --- 障害福祉: 高額給付費, 家賃, 食事, 欠席, 日数 -------------------------------------------------


def refunds() -> Iterator[Edge]:
    for name, (who, home, cap) in HOUSEHOLDS.items():
        for own_asked, step in product((cap - 1, cap, cap + 1), (-100, *STEPS, 100, 40_000)):
            own = min(max(own_asked, 0), cap)
            others = 37_200 - own + step
            if others < 0:
                continue
            total = own + others
            back = (total - 37_200) * own // total if total > 37_200 else 0
            usage = fee("continuous_employment_b", 1, max(own_asked, 0) * 10)
            yield Edge(
                f"{name}-{own_asked}-{step:+}",
                ask(usage, person=who, welfare=home | {"others_paid_yen": others}),
                (back, back),
            )


RENTS = (0, 1, 9_999, 10_000, 10_001, 45_000)
RENT_HOUSEHOLDS: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "exempt": ({}, {"tax": "exempt"}, "eased"),
    "assistance": ({"public_assistance": True}, {}, "eased"),
    "printed 0": ({}, {"tax": "taxed", "certificate_cap_yen": 0}, "eased"),
    "taxed": ({}, {"tax": "taxed", "income_levy_yen": 0}, "whole"),
    "printed 9300": ({}, {"certificate_cap_yen": 9_300}, "whole"),
    "unknown": ({}, {"tax": "unknown"}, "either"),
}


def rents() -> Iterator[Edge]:
    for (name, (who, home, kind)), rent, age, month in product(
        RENT_HOUSEHOLDS.items(), RENTS, (18, 20, None), ("2024-04", "2026-11", "2027-04")
    ):
        left = {"eased": (max(0, rent - 10_000),) * 2, "whole": (rent, rent)}
        left["either"] = (left["eased"][0], rent)
        yield Edge(
            f"{name}-{rent}-{age}-{month}",
            ask(
                month=month,
                person={"age": age} | who,
                welfare=home | {"residence": "group_home", "rent_yen": rent, "living_yen": 0},
            ),
            left[kind],
        )


def meals() -> Iterator[Edge]:
    # The 受給者証 decides, not the cap; the price that is not printed lies up to 300 yen away.
    for (name, (who, home, _)), food, full, month in product(
        HOUSEHOLDS.items(), (1, 299, 300, 301), (None, 585), ("2026-11", "2027-03")
    ):
        whole = (full, full) if full else (food, food + 300)
        for support, (low, high) in (
            (True, (food, food)),
            (False, whole),
            (None, (min(food, whole[0]), max(food, whole[1]))),
        ):
            usage = fee("continuous_employment_b", 20, 7_250) | {
                "meal_yen_per_time": food,
                "meal_full_yen_per_time": full,
                "meal_support": support,
            }
            yield Edge(
                f"{name}-{food}-{full}-{support}-{month}",
                ask(usage, month=month, person=who, welfare=home),
                (low * 20, high * 20),
            )
    # Only the whole price is known: 食材料費 lies up to 300 yen below it, and never below 0.
    for full in (299, 300, 301, 585):
        usage = fee("continuous_employment_b", 10, 7_250) | {
            "meal_full_yen_per_time": full,
            "meal_support": True,
        }
        yield Edge(
            f"whole price only-{full}",
            ask(usage, person={"age": 30}, welfare={"tax": "exempt"}),
            (max(0, full - 300) * 10, full * 10),
        )
    for support, expected in ((True, (5_850, 5_850)), (False, None)):
        usage = fee("continuous_employment_b", 10, 7_250) | {
            "meal_yen_per_time": 585,
            "meal_support": support,
        }
        yield Edge(
            f"after the last month-{support}",
            ask(usage, month="2027-04", person={"age": 30}, welfare={"tax": "exempt"}),
            expected,
        )


# yen per 10,000 units: 告示539号
AREAS = {"1": 1114, "2": 1091, "3": 1086, "4": 1068, "5": 1057, "6": 1034, "7": 1017, "other": 1000}


def absences() -> Iterator[Edge]:
    for (area, price), count, days in product(AREAS.items(), (0, 1, 3, 4, 5), (0, 1, 10)):
        units = 637 * days + 94 * min(count, 4)
        cost = units * price // 100
        usage = {
            "service": "continuous_employment_b",
            "times": days,
            "absences": count,
            "claim": {"units_per_time": 637, "area": area},
        }
        yield Edge(
            f"claim-{area}-{count}-{days}",
            ask(usage, person={"age": 30}, welfare={"tax": "taxed", "income_levy_yen": 160_000}),
            (cost // 10, cost // 10),
        )
    for count, days in product((0, 1, 3, 4, 5), (0, 1, 10)):
        # Without a claim: from その他 10.00 to 1級地 11.14 with 17 % of 処遇改善 (half up).
        units = 94 * min(count, 4)
        dear = units + (units * 17 + 50) // 100
        low, high = (
            7_250 * days + one * price // 100 for one, price in ((units, 1000), (dear, 1114))
        )
        usage = fee("continuous_employment_b", days, 7_250, absences=count)
        yield Edge(
            f"fee-{count}-{days}",
            ask(usage, person={"age": 30}, welfare={"tax": "taxed", "income_levy_yen": 160_000}),
            (low // 10, high // 10),
        )


@pytest.mark.parametrize("one", group(refunds()))
def test_the_refund_begins_above_37200_yen(catalog: Catalog, one: Edge) -> None:
    found = run(catalog, one)
    assert found is not None
    assert found.refund_later == as_range(one.expected)


@pytest.mark.parametrize("one", group(rents()))
def test_the_rent_is_eased_by_10000_yen_only_for_the_untaxed(catalog: Catalog, one: Edge) -> None:
    found = run(catalog, one)
    assert found is not None
    assert found.ledger("other").payable == as_range(one.expected)


@pytest.mark.parametrize("one", group(meals()))
def test_a_meal_costs_what_the_certificate_and_the_place_print(catalog: Catalog, one: Edge) -> None:
    found = run(catalog, one)
    if found is not None:
        assert found.ledger("other").payable == as_range(one.expected)


@pytest.mark.parametrize("one", group(absences()))
def test_an_absence_is_94_units_four_times_a_month(catalog: Catalog, one: Edge) -> None:
    found = run(catalog, one)
    assert found is not None
    assert found.ledger("welfare").before_cap == as_range(one.expected)


DAYS_OF = {"2026-02": 28, "2028-02": 29, "2026-11": 30, "2026-12": 31}
LIMITED = {
    "life_skills_training": True,
    "employment_transition": True,
    "continuous_employment_b": True,
    "group_home": False,  # one lives there
    "lodging_training": False,
    "psychiatric_daycare": False,  # medical, not 障害福祉
    "job_preparation": False,  # no 受給者証
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("month", DAYS_OF)
@pytest.mark.parametrize("service", LIMITED)
def test_more_days_than_the_month_less_eight_are_noticed(
    catalog: Catalog, service: str, month: str, step: int
) -> None:
    usage = fee(service, DAYS_OF[month] - 8 + step, 7_000)
    # Later than the last medical rows: 生活保護 needs none of them.
    asked = ask(usage, month=month, person={"age": 30, "public_assistance": True})
    noticed = "notice.days_limit" in estimate(CostRequest.model_validate(asked), catalog).notices
    assert noticed is (LIMITED[service] and step > 0)


# --- 自立支援医療: class, cap, certificate ------------------------------------------------------

# 20 days of 15,000 yen: 30,000 at 10 %, 90,000 at 30 %; 高額療養費 ウ stops the latter.
DAYS = fee("psychiatric_daycare", 20, 15_000)
TEN = 30_000
MEDICAL_MONTHS = {  # 30 % after the limit ウ: 80,100 + 33,000 × 1 %, then 85,800 + 14,000 × 1 %
    "2025-06": 80_430,
    "2025-07": 80_430,
    "2026-06": 80_430,
    "2026-07": 80_430,
    "2026-08": 85_940,
    "2027-03": 85_940,
    "2027-04": 85_940,
}
MEDICAL_LEVIES = [0, *(line + step for line in (33_000, 235_000) for step in STEPS)]


def heavy_cap(levy: int, month: str) -> int | None:
    """The cap with 重度かつ継続; None where no rule is decided."""
    if levy < 33_000:
        return 5_000
    if levy < 235_000:
        return 10_000
    return 20_000 if month <= "2027-03" else None


def taxed_shares(levy: int, severe: bool | None, month: str) -> Range | None:
    found: list[Range] = []
    if severe is not False:
        cap = heavy_cap(levy, month)
        if cap is None:
            return None
        found.append((cap, cap))
    if severe is not True:
        plain = TEN if levy < 235_000 else MEDICAL_MONTHS[month]
        found.append((plain, plain))
    return around(found)


def medical_levies() -> Iterator[Edge]:
    for levy, severe, (month, thirty), certificate in product(
        MEDICAL_LEVIES, (True, False, None), MEDICAL_MONTHS.items(), ("have", "none", "unknown")
    ):
        having = taxed_shares(levy, severe, month)
        without = (thirty, thirty)
        if certificate == "none":
            expected: Range | None = without
        elif certificate == "have" or having is None:
            expected = having
        else:
            expected = around([having, without])
        care = {
            "certificate": certificate,
            "tax": "taxed",
            "income_levy_yen": levy,
            "severe_and_continuing": severe,
            "high_cost_class": "u",
        }
        yield Edge(
            f"{levy}-{severe}-{certificate}-{month}",
            ask(DAYS, month=month, person={"age": 30}, medical=care),
            expected,
        )


LOW1_LINES = {  # through each month
    "2024-04": 800_000,
    "2025-06": 800_000,
    "2025-07": 809_000,
    "2026-06": 809_000,
    "2026-07": 826_500,
    "2027-06": 826_500,
}
INCOMES = [0, *(line + step for line in (800_000, 809_000, 826_500) for step in STEPS)]


def own_incomes() -> Iterator[Edge]:
    small = fee("psychiatric_daycare", 20, 5_000)  # 10,000 at 10 %, 30,000 at 30 %
    for income, (month, line), certificate, severe in product(
        INCOMES, LOW1_LINES.items(), ("have", "none", "unknown"), (True, None)
    ):
        if month == "2024-04" and certificate != "have":
            continue  # the table of 高額療養費 is known from 2024-06
        cap = 2_500 if income <= line else 5_000
        expected = {"have": (cap, cap), "none": (30_000,) * 2, "unknown": (cap, 30_000)}
        care = {
            "certificate": certificate,
            "tax": "exempt",
            "own_income_yen": income,
            "severe_and_continuing": severe,
        }
        yield Edge(
            f"{income}-{severe}-{certificate}-{month}",
            ask(small, month=month, person={"age": 30}, medical=care),
            expected[certificate],
        )
    for income, certificate in product((0, 826_500), ("have", "unknown")):
        care = {"certificate": certificate, "tax": "exempt", "own_income_yen": income}
        yield Edge(
            f"{income}-{certificate}-no line from 2027-07",
            ask(small, month="2027-07", medical=care),
            None,
        )


CAPPED: dict[str, tuple[dict[str, Any], int]] = {
    "low1": ({"tax": "exempt", "own_income_yen": 0}, 2_500),
    "low2": ({"tax": "exempt", "own_income_yen": 900_000}, 5_000),
    "mid1": ({"tax": "taxed", "income_levy_yen": 0}, 5_000),
    "mid2": ({"tax": "taxed", "income_levy_yen": 33_000}, 10_000),
    "high": ({"tax": "taxed", "income_levy_yen": 235_000}, 20_000),
    "printed": ({"certificate_cap_yen": 2_500}, 2_500),
}


def bills_at_the_cap() -> Iterator[Edge]:
    for (name, (known, cap)), yen, month in product(
        CAPPED.items(), (-151, -150, -51, -50, -1, 0, 49, 50, 149, 150), ("2026-07", "2027-03")
    ):
        gross = cap * 10 + yen
        care = {"certificate": "have", "severe_and_continuing": True} | known
        expected = min(to_ten(gross), cap)
        yield Edge(
            f"{name}-{yen:+}-{month}",
            ask(
                fee("psychiatric_outpatient", 1, gross),
                month=month,
                person={"age": 30},
                medical=care,
            ),
            (expected, expected),
        )
        # A visit and a slip of the pharmacy that together pass the cap by 10 yen or miss it.
        slip = 4_040  # 404 → 400
        visit = gross - 4_000
        together = min(to_ten(visit) + 400, cap)
        yield Edge(
            f"{name}-with pharmacy-{yen:+}-{month}",
            ask(
                fee("psychiatric_outpatient", 1, visit),
                fee("pharmacy", 1, slip),
                month=month,
                person={"age": 30},
                medical=care,
            ),
            (together, together),
        )


@pytest.mark.parametrize("one", group(medical_levies()))
def test_the_medical_classes_at_each_line_and_month(catalog: Catalog, one: Edge) -> None:
    found = run(catalog, one)
    if found is not None:
        assert found.ledger("medical").payable == as_range(one.expected)


@pytest.mark.parametrize("one", group(own_incomes()))
def test_the_line_between_low1_and_low2_at_each_month(catalog: Catalog, one: Edge) -> None:
    found = run(catalog, one)
    if found is not None:
        assert found.ledger("medical").payable == as_range(one.expected)


@pytest.mark.parametrize("one", group(bills_at_the_cap()))
def test_rounded_bills_stop_at_the_medical_cap(catalog: Catalog, one: Edge) -> None:
    found = run(catalog, one)
    assert found is not None
    assert found.ledger("medical").payable == as_range(one.expected)


# --- 3割 and 高額療養費 -------------------------------------------------------------------------

OLD = {"a": (252_600, 842_000), "i": (167_400, 558_000), "u": (80_100, 267_000)}
NEW = {"a": (270_300, 901_000), "i": (179_100, 597_000), "u": (85_800, 286_000)}
OLD_FLAT, NEW_FLAT = {"e": 57_600, "o": 35_400}, {"e": 61_500, "o": 36_900}
TABLES = {
    "2024-06": (OLD, OLD_FLAT),
    "2026-07": (OLD, OLD_FLAT),
    "2026-08": (NEW, NEW_FLAT),
    "2027-07": (NEW, NEW_FLAT),
}


def limit_of(month: str, cost_class: str, whole: int) -> int:
    rising, flat = TABLES[month]
    if cost_class in flat:
        return flat[cost_class]
    base, begins = rising[cost_class]
    return base + (max(0, whole - begins) + 50) // 100


def high_costs() -> Iterator[Edge]:
    for month, (rising, flat) in TABLES.items():
        edges: dict[str, list[int]] = {name: [begins] for name, (_, begins) in rising.items()}
        edges |= {name: [base * 10 // 3] for name, base in flat.items()}
        for cost_class, places in edges.items():
            for place, yen in product(places, (-200, -50, -34, -1, 0, 1, 34, 49, 50, 51, 200)):
                whole = place + yen
                paid = min(to_ten(whole * 3), limit_of(month, cost_class, whole))
                tax = "exempt" if cost_class == "o" else "taxed"
                care = {"certificate": "none", "tax": tax, "high_cost_class": cost_class}
                yield Edge(
                    f"{cost_class}-{whole}-{month}",
                    ask(
                        fee("psychiatric_daycare", 1, whole),
                        month=month,
                        person={"age": 30},
                        medical=care,
                    ),
                    (paid, paid),
                )
    for cost_class in "aiueo":
        care = {"certificate": "none", "tax": "unknown", "high_cost_class": cost_class}
        usage = fee("psychiatric_daycare", 1, 2_000_000)
        for month in ("2024-05", "2027-08"):
            yield Edge(f"{cost_class}-outside-{month}", ask(usage, month=month, medical=care), None)


def pooled() -> Iterator[Edge]:
    # Bills of one place from 21,000 yen on are added up for the limit; smaller ones are not.
    for month, cost_class, clinic, nurse in product(
        TABLES, "ueo", (60_000, 120_000), (69_960, 69_967, 70_000, 70_033, 100_000)
    ):
        shares = {"clinic": to_ten(clinic * 3) * 3, "nurse": to_ten(nurse * 3)}
        wholes = {"clinic": clinic * 3, "nurse": nurse}  # three bills of one clinic
        pool = [name for name, share in shares.items() if share >= 21_000]
        paid_in_pool = sum(shares[name] for name in pool)
        limit = limit_of(month, cost_class, sum(wholes[name] for name in pool))
        paid = sum(shares.values()) - max(0, paid_in_pool - limit)
        tax = "exempt" if cost_class == "o" else "taxed"
        yield Edge(
            f"{cost_class}-{clinic}-{nurse}-{month}",
            ask(
                fee("psychiatric_daycare", 2, clinic),
                fee("psychiatric_outpatient", 1, clinic),
                fee("psychiatric_home_nursing", 1, nurse),
                month=month,
                person={"age": 30},
                medical={"certificate": "none", "tax": tax, "high_cost_class": cost_class},
            ),
            (paid, paid),
        )


def rates_by_age() -> Iterator[Edge]:
    # 69 and younger 30 %; from 70 on, and in 後期高齢者医療 (from 65), 10–30 % according to income.
    # An age or an insurance that is not known reaches them.
    for age, insurance, gross, month in product(
        (17, 18, 64, 65, 69, 70, 71, 75, None),
        ("employee_dependant", "employee_own", "national", "late_elderly", "unknown"),
        (4_549, 4_550, 4_551),
        ("2026-05", "2026-11"),
    ):
        ten, thirty = to_ten(gross), to_ten(gross * 3)
        # Nobody below 65 is in 後期高齢者医療: the age counts, and a notice names both.
        old = age is None or age >= 70
        old = old or (age >= 65 and insurance in ("late_elderly", "unknown"))
        yield Edge(
            f"{age}-{insurance}-{gross}-{month}",
            ask(
                fee("psychiatric_outpatient", 1, gross),
                month=month,
                person={"age": age},
                medical={"certificate": "none", "insurance": insurance, "tax": "taxed"},
            ),
            (ten, thirty) if old else (thirty, thirty),
        )


@pytest.mark.parametrize("one", group(high_costs()))
def test_the_high_cost_limit_at_each_edge_and_month(catalog: Catalog, one: Edge) -> None:
    found = run(catalog, one)
    if found is not None:
        assert found.ledger("medical").payable == as_range(one.expected)


@pytest.mark.parametrize("one", group(pooled()))
def test_only_places_with_21000_yen_or_more_are_added_up(catalog: Catalog, one: Edge) -> None:
    found = run(catalog, one)
    assert found is not None
    assert found.ledger("medical").payable == as_range(one.expected)


@pytest.mark.parametrize("one", group(rates_by_age()))
def test_the_share_at_the_counter_by_age_and_insurance(catalog: Catalog, one: Edge) -> None:
    found = run(catalog, one)
    assert found is not None
    assert found.ledger("medical").payable == as_range(one.expected)


# --- Both ledgers in one month ------------------------------------------------------------------


def both_ledgers() -> Iterator[Edge]:
    for (name, (who, home, cap)), (class_name, (known, medical_cap)), month in product(
        HOUSEHOLDS.items(), CAPPED.items(), ("2026-07", "2027-03")
    ):
        care = {"certificate": "have", "severe_and_continuing": True} | known
        total = cap + medical_cap
        yield Edge(
            f"{name}-{class_name}-{month}",
            ask(HEAVY, DAYS, month=month, person=who, welfare=home, medical=care),
            (total, total),
        )


@pytest.mark.parametrize("one", group(both_ledgers()))
def test_the_two_caps_are_added_never_shared(catalog: Catalog, one: Edge) -> None:
    found = run(catalog, one)
    assert found is not None
    assert found.monthly == as_range(one.expected)


def test_at_least_two_thousand_boundaries_are_listed_and_each_only_once() -> None:
    cases = [one for cases in GROUPS.values() for one in cases]
    assert len(cases) >= 2_000
    for listed in GROUPS.values():
        names = [one.name for one in listed]
        assert len(set(names)) == len(names)
