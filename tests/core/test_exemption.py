"""住民税非課税の自己判定: the lines of welfare_fees §2-2, one yen at a time."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from core.catalog import Catalog
from core.cost.exemption import ExemptionResult, TaxFacts, judge_exemption

MONTH = "2026-11"


def judge(catalog: Catalog, month: str = MONTH, **facts: Any) -> ExemptionResult:
    return judge_exemption(TaxFacts.model_validate(facts), month, catalog.figures)


def verdict(catalog: Catalog, month: str = MONTH, **facts: Any) -> str:
    return judge(catalog, month, **facts).verdict


# grade, dependants, the highest 合計所得 and the highest 給与収入 that are exempt (令和8年度住民税)
LINES = [
    (1, 0, 450_000, 1_100_000),
    (1, 1, 1_010_000, 1_660_000),
    (1, 2, 1_360_000, 2_059_999),
    (1, 3, 1_710_000, 2_559_999),
    (2, 0, 415_000, 1_065_000),
    (3, 0, 380_000, 1_030_000),
    (3, 1, 828_000, 1_478_000),
    (3, 2, 1_108_000, 1_758_000),
    (3, 3, 1_388_000, 2_099_000),
]
MONTHS = ("2026-07", "2026-11", "2027-06")


@pytest.mark.parametrize(
    ("step", "expected"), [(-1, "exempt"), (0, "exempt"), (1, "taxed")], ids=["-1", "0", "+1"]
)
@pytest.mark.parametrize("month", MONTHS)
@pytest.mark.parametrize(("grade", "dependants", "income", "salary"), LINES)
def test_each_line_holds_to_the_yen_for_somebody_without_a_handbook(
    catalog: Catalog,
    grade: int,
    dependants: int,
    income: int,
    salary: int,
    month: str,
    step: int,
    expected: str,
) -> None:
    known = {"grade": grade, "dependants": dependants, "disabled": False}
    assert verdict(catalog, month, income_yen=income + step, **known) == expected
    assert verdict(catalog, month, salary_yen=salary + step, **known) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ({"income_yen": 1_349_999}, "exempt"),
        ({"income_yen": 1_350_000}, "exempt"),
        ({"income_yen": 1_350_001}, "taxed"),
        ({"salary_yen": 2_043_998}, "exempt"),
        ({"salary_yen": 2_043_999}, "exempt"),
        ({"salary_yen": 2_044_000}, "taxed"),
    ],
)
@pytest.mark.parametrize("grade", [1, 2, 3])
def test_with_a_handbook_the_line_is_1350000_yen_of_income_in_every_town(
    catalog: Catalog, grade: int, amount: dict[str, int], expected: str
) -> None:
    assert verdict(catalog, disabled=True, grade=grade, **amount) == expected


@pytest.mark.parametrize(
    ("income", "expected"),
    [
        (1_350_000, "exempt"),
        (1_350_001, "exempt"),
        (1_360_000, "exempt"),
        (1_360_001, "taxed"),
    ],
)
def test_with_a_handbook_and_two_dependants_the_higher_of_both_lines_counts(
    catalog: Catalog, income: int, expected: str
) -> None:
    # 1級地, two dependants: 1,360,000 is above the 1,350,000 of the handbook.
    found = verdict(catalog, disabled=True, grade=1, dependants=2, income_yen=income)
    assert found == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ({"income_yen": 450_000}, "exempt"),  # below both lines
        ({"income_yen": 450_001}, "unknown"),  # exempt only with a handbook
        ({"income_yen": 1_350_000}, "unknown"),
        ({"income_yen": 1_350_001}, "taxed"),  # above both
        ({"salary_yen": 1_100_000}, "exempt"),
        ({"salary_yen": 1_100_001}, "unknown"),
        ({"salary_yen": 2_043_999}, "unknown"),
        ({"salary_yen": 2_044_000}, "taxed"),
    ],
)
def test_where_it_is_not_known_whether_there_is_a_handbook_the_lines_between_do_not_decide(
    catalog: Catalog, amount: dict[str, int], expected: str
) -> None:
    assert verdict(catalog, grade=1, **amount) == expected


@pytest.mark.parametrize(
    ("income", "expected"),
    [
        (379_999, "exempt"),
        (380_000, "exempt"),  # exempt even in a 3級地 town
        (380_001, "unknown"),
        (415_001, "unknown"),
        (450_000, "unknown"),
        (450_001, "taxed"),  # taxed even in a 1級地 town
    ],
)
def test_where_the_town_is_not_known_only_all_three_lines_together_decide(
    catalog: Catalog, income: int, expected: str
) -> None:
    assert verdict(catalog, disabled=False, income_yen=income) == expected


@pytest.mark.parametrize(
    ("income", "expected"), [(1_350_000, "exempt"), (1_350_001, "taxed"), (1, "exempt")]
)
def test_a_handbook_decides_where_the_town_is_not_known(
    catalog: Catalog, income: int, expected: str
) -> None:
    assert verdict(catalog, disabled=True, income_yen=income) == expected


# facts/figures_extra.csv: 2級地 with dependants, the highest 合計所得 that is exempt; no 給与収入
@pytest.mark.parametrize(("dependants", "line"), [(1, 919_000), (2, 1_234_000), (3, 1_549_000)])
def test_with_dependants_in_a_second_grade_town_the_income_lines_hold_to_the_yen(
    catalog: Catalog, dependants: int, line: int
) -> None:
    known = {"grade": 2, "dependants": dependants, "disabled": False}
    found = [verdict(catalog, income_yen=line + step, **known) for step in (-1, 0, 1)]
    assert found == ["exempt", "exempt", "taxed"]


# facts/figures_extra.csv: 令和9年度, the highest 給与収入; the lines of 合計所得 stay
@pytest.mark.parametrize("month", ["2027-07", "2028-06"])
@pytest.mark.parametrize(
    ("facts", "salary", "income"),
    [
        ({"grade": 1, "disabled": False}, 1_190_000, 450_000),
        ({"grade": 2, "disabled": False}, 1_155_000, 415_000),
        ({"grade": 3, "disabled": False}, 1_120_000, 380_000),
        ({"grade": 1, "disabled": True}, 2_090_000, 1_350_000),
    ],
)
def test_the_lines_of_the_next_tax_year_begin_in_july(
    catalog: Catalog, facts: dict[str, Any], salary: int, income: int, month: str
) -> None:
    for kind, line in (("salary_yen", salary), ("income_yen", income)):
        found = [verdict(catalog, month, **{kind: line + step}, **facts) for step in (-1, 0, 1)]
        assert found == ["exempt", "exempt", "taxed"], kind


@pytest.mark.parametrize("salary", [1, 500_000, 9_000_000])
def test_a_line_that_no_source_gives_is_never_guessed(catalog: Catalog, salary: int) -> None:
    # 2級地 with dependants: no source was found for the salary.
    found = judge(catalog, grade=2, dependants=1, disabled=False, salary_yen=salary)
    assert (found.verdict, found.sources) == ("unknown", ())


@pytest.mark.parametrize("salary", [1, 1_478_000, 1_660_001])
def test_with_one_of_three_lines_missing_an_unknown_town_decides_nothing(
    catalog: Catalog, salary: int
) -> None:
    found = judge(catalog, dependants=1, disabled=False, salary_yen=salary)
    assert found.verdict == "unknown"
    assert found.sources == ("tax.exempt_salary.grade1.1", "tax.exempt_salary.grade3.1")


@pytest.mark.parametrize("month", ["2026-07", "2026-11", "2026-06", "2027-07", "2030-01"])
@pytest.mark.parametrize("nothing", [{"income_yen": 0}, {"salary_yen": 0}])
def test_no_income_at_all_is_exempt_in_every_town_and_month(
    catalog: Catalog, month: str, nothing: dict[str, int]
) -> None:
    found = judge(catalog, month, **nothing)
    assert (found.verdict, found.sources) == ("exempt", ())


def test_income_goes_before_salary_when_both_are_known(catalog: Catalog) -> None:
    known = {"grade": 1, "disabled": False}
    # 合計所得 counts what the salary alone does not show.
    assert verdict(catalog, income_yen=450_001, salary_yen=0, **known) == "taxed"
    assert verdict(catalog, income_yen=450_000, salary_yen=9_000_000, **known) == "exempt"


def test_nothing_known_is_not_decided(catalog: Catalog) -> None:
    found = judge(catalog)
    assert (found.verdict, found.declare_first, found.sources) == ("unknown", False, ())


@pytest.mark.parametrize(("declared", "first"), [(False, True), (True, False), (None, False)])
@pytest.mark.parametrize(
    "facts",
    [
        {"income_yen": 0},
        {},
        {"income_yen": 450_001, "grade": 1, "disabled": False},
        {"income_yen": 1, "grade": 2, "dependants": 3, "disabled": False},
    ],
)
def test_only_who_has_not_declared_is_told_to_declare_first(
    catalog: Catalog, facts: dict[str, Any], declared: bool | None, first: bool
) -> None:
    assert judge(catalog, declared=declared, **facts).declare_first is first


@pytest.mark.parametrize("month", ["2026-06", "2028-07"])
@pytest.mark.parametrize(
    "facts",
    [
        {"income_yen": 1, "disabled": True},
        {"income_yen": 1, "disabled": False, "grade": 1},
        {"income_yen": 9_000_000},
        {"salary_yen": 1_100_000, "grade": 1, "disabled": False},
    ],
)
def test_outside_the_year_of_the_lines_nothing_is_decided(
    catalog: Catalog, month: str, facts: dict[str, Any]
) -> None:
    found = judge(catalog, month, **facts)
    assert (found.verdict, found.sources) == ("unknown", ())


def test_the_result_names_the_lines_it_used(catalog: Catalog) -> None:
    found = judge(catalog, income_yen=450_000, grade=1)
    assert found.sources == ("tax.exempt_income.grade1.0", "tax.exempt_income.disabled")
    alone = judge(catalog, salary_yen=450_000, grade=1, disabled=False)
    assert alone.sources == ("tax.exempt_salary.grade1.0",)


@pytest.mark.parametrize(
    "wrong",
    [
        {"dependants": -1},
        {"dependants": 4},
        {"grade": 4},
        {"income_yen": -1},
        {"salary_yen": "たくさん"},
        {"parents_income_yen": 1},
    ],
)
def test_what_the_lines_do_not_cover_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        TaxFacts.model_validate(wrong)
