"""計算を見る: the arithmetic as printed adds up, ends at what is paid, and names its sources."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from core import CostRequest, estimate
from core.catalog import Catalog
from core.cost.estimate import Estimate, LedgerResult
from core.cost.explain import Explanation, explain
from core.cost.welfare import claim_cost
from core.money import YenRange
from tests.core.conftest import each

VISIT = "psychiatric_outpatient"
DAYCARE = "psychiatric_daycare"
TRANSITION = "employment_transition"
A = "continuous_employment_a"
B = "continuous_employment_b"


def fee(service: str, times: int, each: int, **more: Any) -> dict[str, Any]:
    return {"service": service, "times": times, "gross_yen_per_time": each} | more


def price(service: str, times: int, low: int, high: int, **more: Any) -> dict[str, Any]:
    return {"service": service, "times": times, "price_low_yen": low, "price_high_yen": high} | more


CLAIM = {
    "service": B,
    "times": 22,
    "claim": {"units_per_time": 637, "addition": "i_i", "area": "other"},
}
BARE_CLAIM = {"service": A, "times": 3, "claim": {"units_per_time": 1_170, "unit_price": "11.14"}}
LUMP = {"service": "private_visit", "times": 1, "lump": {"total_yen": 600_000, "months": 7}}
BY_MONTH = {
    "service": "private_visit",
    "times": 3,
    "lump": {"total_yen": 600_000, "months": 6, "paid_monthly": True},
}
BY_TIME = BY_MONTH | {"times": 4}
SCHOOL = {
    "service": "correspondence_school",
    "times": 1,
    "school": "private",
    "units": 25,
    "yen_per_unit": 10_670,
    "other_yen_per_year": 133_250,
}
WITH_SUPPORT = SCHOOL | {"tuition_support": True}
UNLISTED = fee("pharmacy", 2, 4_000, listed=False)
MEAL = fee(B, 10, 7_250, meal_yen_per_time=585, meal_support=True)

USAGES: dict[str, list[dict[str, Any]]] = {
    "one welfare": [fee(TRANSITION, 8, 10_500)],
    "two welfare": [fee(TRANSITION, 8, 10_500), fee(B, 9, 7_255)],
    "open welfare": [{"service": TRANSITION, "times": 8}],
    "planning": [{"service": "consultation_planning", "times": 1}, fee(B, 9, 7_255)],
    "only planning": [{"service": "consultation_planning", "times": 1}],
    "claims": [CLAIM, BARE_CLAIM],
    "claim and absence": [CLAIM | {"absences": 5}],
    "medical": [fee(VISIT, 2, 4_570), fee("pharmacy", 2, 4_040), fee(DAYCARE, 12, 8_320)],
    "dear medical": [fee(DAYCARE, 1, 400_000)],
    "open medical": [{"service": VISIT, "times": 2}, {"service": "pharmacy", "times": 2}],
    "private": [price("private_visit", 2, 8_000, 12_000), fee("private_counselling", 1, 9_000)],
    "lump": [LUMP, {"service": "private_counselling", "times": 2}],
    "paid by the month": [BY_MONTH, BY_TIME | {"service": "private_counselling"}],
    "extras": [MEAL | {"extras_yen_per_time": 120}, {"service": "family_association", "times": 1}],
    "school": [WITH_SUPPORT],
    "unlisted": [UNLISTED, fee(VISIT, 2, 4_570)],
    "free": [{"service": "support_centre", "times": 2}, {"service": "hello_work", "times": 1}],
    "all": [
        fee(TRANSITION, 8, 10_500),
        MEAL,
        fee(VISIT, 2, 4_570),
        UNLISTED,
        WITH_SUPPORT,
        LUMP,
        {"service": "private_counselling", "times": 2},
        {"service": "support_centre", "times": 2},
    ],
}
HOUSEHOLDS: dict[str, dict[str, Any]] = {
    "unknown": {"person": {"age": 30}},
    "nothing known": {},
    "exempt": {
        "person": {"age": 30},
        "welfare": {"tax": "exempt"},
        "medical": {
            "certificate": "have",
            "tax": "exempt",
            "own_income_yen": 0,
            "insurance": "national",
        },
    },
    "taxed": {
        "person": {"age": 45},
        "welfare": {"tax": "taxed", "income_levy_yen": 100_000},
        "medical": {
            "certificate": "have",
            "tax": "taxed",
            "income_levy_yen": 100_000,
            "severe_and_continuing": True,
            "insurance": "employee_dependant",
        },
    },
    "taxed more": {
        "person": {"age": 45},
        "welfare": {"tax": "taxed", "income_levy_yen": 300_000},
        "medical": {
            "certificate": "have",
            "tax": "taxed",
            "income_levy_yen": 300_000,
            "severe_and_continuing": False,
            "insurance": "employee_own",
            "high_cost_class": "u",
        },
    },
    "child": {
        "person": {"age": 17},
        "welfare": {"tax": "taxed", "income_levy_yen": 100_000},
        "medical": {
            "certificate": "have",
            "tax": "taxed",
            "income_levy_yen": 10_000,
            "severe_and_continuing": False,
            "high_cost_class": "e",
        },
    },
    "assistance": {"person": {"age": 50, "public_assistance": True}},
    "printed": {
        "person": {"age": 50},
        "welfare": {"certificate_cap_yen": 9_300},
        "medical": {"certificate": "have", "certificate_cap_yen": 5_000},
    },
    "without cap": {
        "person": {"age": 50},
        "medical": {"certificate": "have", "certificate_no_cap": True},
    },
    "subsidy": {
        "person": {"age": 50},
        "welfare": {"tax": "exempt"},
        "medical": {"certificate": "have", "tax": "exempt", "local_subsidy": "full"},
    },
    "no certificate": {
        "person": {"age": 76},
        "welfare": {"tax": "taxed", "income_levy_yen": 0},
        "medical": {"certificate": "none", "insurance": "late_elderly", "tax": "taxed"},
    },
    "group home": {
        "person": {"age": 30},
        "welfare": {
            "tax": "exempt",
            "residence": "group_home",
            "rent_yen": 45_000,
            "living_yen": 20_000,
        },
    },
    "facility at 19": {
        "person": {"age": 19},
        "welfare": {"tax": "taxed", "income_levy_yen": 100_000, "residence": "facility"},
    },
}


def result(
    catalog: Catalog, usages: list[dict[str, Any]], household: dict[str, Any] | None = None
) -> Estimate:
    asked = {"month": "2026-11", "usages": usages} | (household or {})
    return estimate(CostRequest.model_validate(asked), catalog)


@pytest.fixture(scope="module")
def many(catalog: Catalog) -> dict[str, Estimate]:
    """Every usage in every household, by name."""
    return {
        f"{services}-{name}": result(catalog, usages, household)
        for (services, usages), (name, household) in product(USAGES.items(), HOUSEHOLDS.items())
    }


def said(steps: tuple[Explanation, ...] | list[Explanation]) -> str:
    return " ".join(f"{step.text} {step.formula}" for step in steps)


def of_ledger(steps: tuple[Explanation, ...], name: str) -> list[Explanation]:
    return [step for step in steps if step.ledger == name]


# --- Reading what is printed --------------------------------------------------------------------

YEN = r"約?([\d,]+)円(?:〜([\d,]+)円)?"


def number(text: str) -> int:
    return int(text.replace(",", ""))


def read_range(low: str, high: str | None) -> YenRange:
    return YenRange(number(low), number(high or low))


def last_amount(formula: str) -> YenRange | None:
    """The amount at the end of a printed sum."""
    found = re.search(rf"{YEN}$", formula)
    return read_range(*found.groups()) if found else None


def terms(formula: str) -> list[str]:
    """The parts joined by ＋, those inside （…） kept together."""
    parts, depth, start = [], 0, 0
    for place, sign in enumerate(formula):
        depth += (sign == "（") - (sign == "）")
        if sign == "＋" and depth == 0:
            parts.append(formula[start:place].strip())
            start = place + 1
    return [*parts, formula[start:].strip()]


def worth(term: str) -> YenRange:
    """What one printed part comes to."""
    units = re.search(r"（([\d,]+単位 × .+)）× ([\d.]+)円$", term)
    if units:
        counted = 0
        for part in units[1].split(" ＋ "):
            added = re.fullmatch(r"加算 ([\d,]+)単位", part)
            if added:
                counted += number(added[1])
            else:
                each, times = re.fullmatch(r"([\d,]+)単位 × (\d+)", part).groups()  # type: ignore[union-attr]
                counted += number(each) * int(times)
        whole = int(counted * Decimal(units[2]))
        return YenRange(whole, whole)
    each = re.search(rf"{YEN} × (\d+)(?:回|日|か月)$", term)
    if each:
        return read_range(each[1], each[2]).times(int(each[3]))
    amount = last_amount(term)
    assert amount is not None, term
    return amount


def added_up(printed: list[str]) -> YenRange:
    return YenRange(
        sum(worth(term).low for term in printed), sum(worth(term).high for term in printed)
    )


# --- Every request ------------------------------------------------------------------------------


def test_a_ledger_is_explained_in_one_to_five_lines_and_only_where_it_is_used(
    many: dict[str, Estimate],
) -> None:
    def holds(found: Estimate) -> None:
        for ledger in found.ledgers:
            count = len(of_ledger(found.steps, ledger.name))
            assert 1 <= count <= 5 if ledger.lines else count == 0
        assert all(step.text for step in found.steps)

    each(many, holds)


def test_the_sum_ends_at_what_the_ledger_asks_for(many: dict[str, Estimate]) -> None:
    def holds(found: Estimate) -> None:
        for ledger in found.ledgers:
            ends = [last_amount(step.formula) for step in of_ledger(found.steps, ledger.name)]
            amounts = [end for end in ends if end is not None]
            if not ledger.lines:
                assert amounts == []
            elif ledger.name == "medical" and ledger.share == ledger.before_cap == ledger.payable:
                assert ledger.payable in amounts  # the cap that does not bite is said after it
            else:
                assert amounts[-1] == ledger.payable
            if ledger.share != ledger.payable:
                assert ledger.share in amounts

    each(many, holds)


def data_of(ledger: LedgerResult, found: Estimate) -> set[Decimal]:
    """Every number the ledger knows: prices, counts, sums, caps, units, rates."""
    ranges = [ledger.share, ledger.payable, ledger.before_cap]
    ranges += [ledger.cap] if ledger.cap is not None else []
    counted: set[Decimal] = set()
    gross = YenRange(0, 0)
    for line in ledger.lines:
        month = line.gross if line.note in ("claimed", "lump") else line.gross.times(line.times)
        gross = gross + month
        ranges += [line.gross, month, line.before_cap]
        counted.add(Decimal(line.times))
        for rate in (10, 30):
            ends = (line.gross.low, line.gross.high)
            counted |= {Decimal((end * rate + 500) // 1000 * 10) for end in ends}
    ranges.append(gross)
    for usage in found.request.usages:
        if usage.tuition_support:
            # 25 × 10,670 = 266,750 of tuition, all supported; 133,250 stay, in twelve months.
            counted |= {Decimal(one) for one in (25, 10_670, 266_750, 133_250, 12)}
        if usage.claim is not None:
            lines = [(usage.claim.units_per_time, usage.times)]
            if usage.absences:
                lines.append((94, min(usage.absences, 4)))
            rate = "0.105" if usage.claim.addition == "i_i" else "0"
            units = claim_cost(lines=lines, addition_rate=rate, unit_price="10").total_units
            counted |= {Decimal(one) for pair in lines for one in pair}
            counted.add(Decimal(units - sum(each * times for each, times in lines)))
            counted.add(usage.claim.unit_price or Decimal("10.00"))
    return (
        counted
        | {Decimal(one.low) for one in ranges}
        | {Decimal(one.high) for one in ranges}
        | {Decimal(10), Decimal(30)}
        | {Decimal(1)}  # 「1か月分」
    )


def test_every_number_of_the_sum_comes_from_the_result(many: dict[str, Estimate]) -> None:
    def holds(found: Estimate) -> None:
        for ledger in found.ledgers:
            known = data_of(ledger, found)
            for step in of_ledger(found.steps, ledger.name):
                printed = re.findall(r"\d[\d,]*(?:\.\d+)?", step.formula)
                assert {Decimal(one.replace(",", "")) for one in printed} <= known, step.formula

    each(many, holds)


def test_what_is_printed_adds_up(many: dict[str, Estimate]) -> None:
    def holds(found: Estimate) -> None:
        for step in found.steps:
            if step.ledger == "medical" or " ＝ " not in step.formula or "小さい方" in step.formula:
                continue
            left, _, right = step.formula.rpartition(" ＝ ")
            assert added_up(terms(left)) == last_amount(right), step.formula

    each(many, holds)


def test_each_printed_tenth_is_a_tenth_of_the_printed_cost(many: dict[str, Estimate]) -> None:
    def holds(found: Estimate) -> None:
        steps = of_ledger(found.steps, "welfare")
        if len(steps) < 2:
            return
        costs = [worth(term) for term in terms(steps[0].formula.rpartition(" ＝ ")[0])]
        tenths = [worth(term) for term in terms(steps[1].formula.partition(" ＝ ")[0])]
        assert tenths == [YenRange(cost.low // 10, cost.high // 10) for cost in costs]

    each(many, holds)


def test_the_cost_of_an_absence_without_units_is_part_of_the_printed_sum(catalog: Catalog) -> None:
    steps = of_ledger(
        result(catalog, [fee(TRANSITION, 8, 10_500, absences=2)], HOUSEHOLDS["taxed"]).steps,
        "welfare",
    )
    # 84,000 and 1,880–2,450 for the absences: 8,588–8,645.
    assert last_amount(steps[1].formula) == YenRange(8_588, 8_645)
    whole = last_amount(steps[0].formula)
    assert whole == YenRange(85_880, 86_450)


def test_every_source_is_a_figure_in_force(catalog: Catalog, many: dict[str, Estimate]) -> None:
    def holds(found: Estimate) -> None:
        for step in found.steps:
            assert all(catalog.figures.has(key, found.month) for key in step.sources), step.sources
            assert len(set(step.sources)) == len(step.sources)

    each(many, holds)


def test_a_cap_from_the_table_names_its_row_and_a_printed_one_needs_none(catalog: Catalog) -> None:
    table = result(catalog, USAGES["one welfare"], HOUSEHOLDS["taxed"]).steps
    assert ("welfare.cap.adult_general1",) in [step.sources for step in table]
    printed = result(catalog, USAGES["one welfare"], HOUSEHOLDS["printed"]).steps
    assert not any(key.startswith("welfare.cap") for step in printed for key in step.sources)


# --- What is special is said --------------------------------------------------------------------

SPECIAL = [
    pytest.param([CLAIM], {}, "welfare", "welfare.claimed", id="claim"),
    pytest.param([CLAIM | {"absences": 1}], {}, "welfare", "welfare.absent", id="absent claim"),
    pytest.param(
        [fee(TRANSITION, 8, 10_500, absences=1)], {}, "welfare", "welfare.absent", id="absence"
    ),
    pytest.param([LUMP], {}, "private", "private.lump", id="lump"),
    pytest.param([BY_MONTH], {}, "private", "private.contract", id="contract"),
    pytest.param([WITH_SUPPORT], {}, "other", "other.tuition", id="tuition"),
    pytest.param([MEAL], {}, "other", "other.meal", id="meal"),
    pytest.param([UNLISTED], {}, "other", "other.unlisted", id="unlisted"),
    pytest.param([], HOUSEHOLDS["group home"], "other", "other.rent", id="rent"),
]


@pytest.mark.parametrize(("usages", "household", "ledger", "key"), SPECIAL)
def test_what_is_special_about_a_line_is_said_in_its_ledger(
    catalog: Catalog,
    usages: list[dict[str, Any]],
    household: dict[str, Any],
    ledger: str,
    key: str,
) -> None:
    found = result(catalog, usages, household)
    assert catalog.explanations[key].family in said(of_ledger(found.steps, ledger))
    # And it is said of nothing else.
    plain = result(catalog, [fee(TRANSITION, 8, 10_500)], {"person": {"age": 30}})
    assert catalog.explanations[key].family not in said(plain.steps)


def test_all_that_is_special_stands_together_within_five_lines(catalog: Catalog) -> None:
    home = HOUSEHOLDS["group home"]
    found = result(catalog, [MEAL, UNLISTED, WITH_SUPPORT], home)
    other = of_ledger(found.steps, "other")
    for key in ("other.meal", "other.unlisted", "other.tuition", "other.rent"):
        assert catalog.explanations[key].family in said(other)
    assert len(other) <= 5


def test_a_claim_beside_a_plain_fee_is_said_too(catalog: Catalog) -> None:
    steps = result(catalog, [CLAIM, fee(TRANSITION, 8, 10_500)]).steps
    assert catalog.explanations["welfare.claimed"].family in said(steps)


@pytest.mark.parametrize(
    "usage", [SCHOOL, fee(B, 10, 7_250, meal_full_yen_per_time=585, meal_support=False)]
)
def test_a_support_that_is_not_used_is_not_said(catalog: Catalog, usage: dict[str, Any]) -> None:
    text = said(result(catalog, [usage]).steps)
    for key in ("other.tuition", "other.meal"):
        assert catalog.explanations[key].family not in text


def test_the_units_of_a_claim_are_printed_with_their_addition(catalog: Catalog) -> None:
    first = result(catalog, [CLAIM | {"absences": 5}]).steps[0]
    # 637 × 22 + 94 × 4 = 14,390; × 10.5 % = 1,510.95 → 1,511; 15,901 units.
    assert "（637単位 × 22 ＋ 94単位 × 4 ＋ 加算 1,511単位）× 10.00円" in first.formula
    assert last_amount(first.formula) == YenRange(159_010, 159_010)


def test_a_claim_without_addition_prints_none(catalog: Catalog) -> None:
    assert "加算" not in result(catalog, [BARE_CLAIM]).steps[0].formula


def test_a_month_of_a_lump_and_the_tuition_left_are_printed(catalog: Catalog) -> None:
    private = of_ledger(result(catalog, [LUMP]).steps, "private")
    assert "1か月分 85,715円" in private[0].formula  # 600,000 ÷ 7, rounded up
    other = of_ledger(result(catalog, [WITH_SUPPORT]).steps, "other")
    assert "就学支援金" in other[0].formula
    # 133,250 ÷ 12 = 11,104.2
    assert last_amount(other[0].formula) == YenRange(11_105, 11_105)


def test_a_contract_paid_by_the_month_is_printed_as_times_or_as_a_month(catalog: Catalog) -> None:
    # 600,000 / 6 = 100,000 a month: 4 × 25,000, but not 3 × anything.
    step = of_ledger(result(catalog, [BY_TIME]).steps, "private")[0]
    assert step.formula == "民間の訪問支援 25,000円 × 4回 ＝ 100,000円"
    step = of_ledger(result(catalog, [BY_MONTH]).steps, "private")[0]
    assert step.formula == "民間の訪問支援 100,000円 × 1か月 ＝ 100,000円"
    assert catalog.explanations["private.lump"].family not in said(
        result(catalog, [BY_MONTH]).steps
    )


def test_a_typical_price_is_printed_as_about_and_an_own_one_is_not(catalog: Catalog) -> None:
    assert "約5,100円〜15,500円 × 8日" in said(result(catalog, USAGES["open welfare"]).steps)
    assert "約" not in said(result(catalog, USAGES["one welfare"]).steps)


# --- Which class, whose tax, which limit --------------------------------------------------------


@pytest.mark.parametrize(
    ("household", "key"),
    [
        ("taxed", "welfare.class.general1"),
        ("taxed more", "welfare.class.general2"),
        ("child", "welfare.class.child_home_general1"),
        ("facility at 19", "welfare.class.child_facility_general1"),
        ("exempt", "welfare.class.exempt"),
        ("assistance", "welfare.class.assistance"),
        ("printed", "welfare.class.certificate"),
        ("unknown", "welfare.class.several"),
    ],
)
def test_the_class_of_the_welfare_cap_is_named(catalog: Catalog, household: str, key: str) -> None:
    steps = result(catalog, USAGES["one welfare"], HOUSEHOLDS[household]).steps
    assert catalog.explanations[key].family in [step.text for step in steps]


@pytest.mark.parametrize(
    ("person", "welfare", "whose"),
    [
        ({"age": 17}, {}, "child"),
        ({"age": 18}, {}, "adult"),
        ({}, {}, "adult"),
        ({"age": 19}, {"residence": "facility"}, "child"),
        ({"age": 20}, {"residence": "facility"}, "adult"),
        ({"age": 18}, {"residence": "group_home", "rent_yen": 0, "living_yen": 0}, "adult"),
    ],
)
def test_whose_tax_counts_for_welfare_is_said(
    catalog: Catalog, person: dict[str, Any], welfare: dict[str, Any], whose: str
) -> None:
    steps = result(
        catalog, USAGES["one welfare"], {"person": person, "welfare": {"tax": "exempt"} | welfare}
    ).steps
    assert steps[-1].text == catalog.explanations[f"welfare.whose.{whose}"].family


@pytest.mark.parametrize(
    ("household", "key", "cap"),
    [
        ("exempt", "medical.class.low1", "上限 2,500円"),
        ("taxed", "medical.class.mid2_heavy", "上限 10,000円"),
        ("taxed more", "medical.class.high_not_heavy", "上限なし"),
        ("child", "medical.class.mid1", "上限なし"),
        ("assistance", "medical.class.assistance", "上限 0円"),
        ("printed", "medical.class.certificate", "上限 5,000円"),
        ("without cap", "medical.class.certificate_no_cap", "上限なし"),
        ("no certificate", "medical.class.no_certificate", "上限なし"),
        ("unknown", "medical.class.several", "上限がある場合と、ない場合があります"),
        ("subsidy", "medical.class.several", "上限 2,500円〜5,000円"),
    ],
)
def test_the_class_of_the_medical_cap_is_named(
    catalog: Catalog, household: str, key: str, cap: str
) -> None:
    steps = result(catalog, USAGES["medical"], HOUSEHOLDS[household]).steps
    named = [step for step in steps if step.text == catalog.explanations[key].family]
    assert [step.formula for step in named] == [cap]


@pytest.mark.parametrize(
    ("usages", "household", "key"),
    [
        ("medical", "taxed", "medical.limited"),
        ("dear medical", "taxed more", "medical.limited_high_cost"),
        ("medical", "child", None),  # 10 % without a cap, below every limit
    ],
)
def test_it_is_said_what_stops_the_medical_sum(
    catalog: Catalog, usages: str, household: str, key: str | None
) -> None:
    text = said(result(catalog, USAGES[usages], HOUSEHOLDS[household]).steps)
    for one in ("medical.limited", "medical.limited_high_cost"):
        assert (catalog.explanations[one].family in text) is (one == key)


@pytest.mark.parametrize(
    "insurance", ["employee_dependant", "employee_own", "national", "late_elderly", "unknown"]
)
def test_whose_tax_counts_for_the_clinic_is_said_for_each_insurance(
    catalog: Catalog, insurance: str
) -> None:
    steps = result(
        catalog, USAGES["medical"], {"medical": {"certificate": "have", "insurance": insurance}}
    ).steps
    assert steps[-1].text == catalog.explanations[f"medical.whose.{insurance}"].family


def test_a_subsidy_is_said_with_the_amount_that_is_left(catalog: Catalog) -> None:
    steps = result(catalog, USAGES["medical"], HOUSEHOLDS["subsidy"]).steps
    assert steps[-1].text == catalog.explanations["medical.subsidy"].family
    assert steps[-1].formula == "0円"


@pytest.mark.parametrize("services", ["free", "only planning"])
def test_what_costs_nothing_is_said_to_cost_nothing(catalog: Catalog, services: str) -> None:
    found = result(catalog, USAGES[services], HOUSEHOLDS["taxed more"])
    assert [(step.text, step.formula) for step in found.steps] == [
        (catalog.explanations["free"].family, "0円")
    ]


# --- The two voices -----------------------------------------------------------------------------

FAMILY_WORDS = ("本人", "親御さん", "お子さん", "息子さん", "娘さん")


def test_the_person_reads_the_same_sum_in_the_first_person(
    catalog: Catalog, many: dict[str, Estimate]
) -> None:
    def holds(found: Estimate) -> None:
        family, person = explain(found, catalog, "family"), explain(found, catalog, "person")
        assert family == found.steps == explain(found, catalog, "example")
        assert [(s.ledger, s.formula, s.sources) for s in person] == [
            (s.ledger, s.formula, s.sources) for s in family
        ]
        for one, other in zip(family, person, strict=True):
            if any(word in one.text for word in FAMILY_WORDS):
                assert other.text != one.text
            assert not any(word in other.text for word in FAMILY_WORDS), other.text

    each(many, holds)


def test_no_sentence_of_the_sum_speaks_of_the_person_to_the_person(catalog: Catalog) -> None:
    wrong = [
        key
        for key, voice in catalog.explanations.items()
        if any(word in voice.person for word in FAMILY_WORDS)
    ]
    assert wrong == []


def test_no_sentence_to_the_family_says_watashi(catalog: Catalog) -> None:
    wrong = [key for key, voice in catalog.explanations.items() if "わたし" in voice.family]
    assert wrong == []


def test_the_reason_why_the_parents_income_does_not_count_is_said_in_both_voices(
    catalog: Catalog,
) -> None:
    found = result(catalog, USAGES["one welfare"], HOUSEHOLDS["taxed"])
    assert "親御さんの収入は見ません" in explain(found, catalog, "family")[-1].text
    own = explain(found, catalog, "person")[-1].text
    assert "親の収入は見ません" in own
    assert "わたし" in own
