"""70 and over: their own 高額療養費 rows, their shares, and who reaches them.

Numbers: facts/review_2026-11-26.md B4 (協会けんぽ and mhlw.go.jp/content/001726232.pdf).
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from core import CostRequest, estimate
from core.catalog import Catalog
from core.cost.otherwise import birthdays, insurance_changes
from core.cost.request import read_request
from core.errors import FigureNotInForce
from core.money import YenRange
from tests.core.conftest import each, sample

DAYCARE, NURSE, VISIT = "psychiatric_daycare", "psychiatric_home_nursing", "psychiatric_outpatient"
Plain = dict[str, Any]


def yen(amount: int) -> YenRange:
    return YenRange(amount, amount)


def plain(
    *usages: tuple[str, int, int], month: str = "2026-11", age: int | None = 72, **medical: Any
) -> Plain:
    """Usages as (service, times, 10割 of one time); without a certificate unless it is said."""
    return {
        "month": month,
        "person": {"age": age},
        "medical": {"certificate": "none", "insurance": "national"} | medical,
        "usages": [
            {"service": service, "times": times, "gross_yen_per_time": gross}
            for service, times, gross in usages
        ],
    }


def asked(*usages: tuple[str, int, int], **more: Any) -> CostRequest:
    return CostRequest.model_validate(plain(*usages, **more))


def paid(catalog: Catalog, *usages: tuple[str, int, int], **more: Any) -> YenRange:
    return estimate(asked(*usages, **more), catalog).ledger("medical").payable


GENERAL = {"tax": "taxed", "high_cost_class": "e"}
LOW2 = {"tax": "exempt", "high_cost_class": "o"}
LOW1 = {"tax": "exempt", "high_cost_class": "o1"}
WORKING = {"tax": "taxed", "high_cost_class": "u"}

# -- the limit of each person's visits, by month ----------------------------------------------------


@pytest.mark.parametrize(
    ("month", "known", "limit"),
    [
        ("2026-07", GENERAL, 18_000),
        ("2026-08", GENERAL, 22_000),
        ("2027-07", GENERAL, 22_000),
        ("2026-07", LOW2, 8_000),
        ("2026-08", LOW2, 11_000),
        ("2027-07", LOW2, 11_000),
        ("2026-07", LOW1, 8_000),
        ("2026-08", LOW1, 8_000),
        ("2027-07", LOW1, 8_000),
    ],
)
@pytest.mark.parametrize("share", ["10", "20", "unknown"])
def test_visits_stop_at_the_limit_of_the_person(
    catalog: Catalog, month: str, known: Plain, limit: int, share: str
) -> None:
    # 10 % of 400,000 = 40,000: above every limit of visits.
    more = known | {"elderly_share": share}
    assert paid(catalog, (DAYCARE, 1, 400_000), month=month, **more) == yen(limit)


@pytest.mark.parametrize(
    ("month", "known", "gross", "amount"),
    [
        # 2割 of 89,950 = 17,990; of 90,000 = 18,000; of 90,050 = 18,010.
        ("2026-07", GENERAL, 89_950, 17_990),
        ("2026-07", GENERAL, 90_000, 18_000),
        ("2026-07", GENERAL, 90_050, 18_000),
        ("2026-08", GENERAL, 90_050, 18_010),
        # 109,950 → 21,990; 110,000 → 22,000; 110,050 → 22,010.
        ("2026-08", GENERAL, 109_950, 21_990),
        ("2026-08", GENERAL, 110_000, 22_000),
        ("2026-08", GENERAL, 110_050, 22_000),
        # 39,950 → 7,990; 40,000 → 8,000; 40,050 → 8,010.
        ("2026-07", LOW2, 39_950, 7_990),
        ("2026-07", LOW2, 40_000, 8_000),
        ("2026-07", LOW2, 40_050, 8_000),
        ("2026-08", LOW2, 40_050, 8_010),
        ("2026-08", LOW1, 40_050, 8_000),
        # 54,950 → 10,990; 55,000 → 11,000; 55,050 → 11,010.
        ("2026-08", LOW2, 54_950, 10_990),
        ("2026-08", LOW2, 55_000, 11_000),
        ("2026-08", LOW2, 55_050, 11_000),
    ],
)
def test_the_limit_is_met_to_ten_yen(
    catalog: Catalog, month: str, known: Plain, gross: int, amount: int
) -> None:
    more = known | {"elderly_share": "20"}
    assert paid(catalog, (VISIT, 1, gross), month=month, **more) == yen(amount)


@pytest.mark.parametrize(
    ("month", "one", "amount"),
    [
        # 1,000,000 at 3割 = 300,000. ウ: 80,100 + (1,000,000 − 267,000) × 1 % = 87,430, and so on.
        ("2026-07", "u", 87_430),
        ("2026-07", "i", 171_820),
        ("2026-07", "a", 254_180),
        # 85,800 + (1,000,000 − 286,000) × 1 % = 92,940.
        ("2026-08", "u", 92_940),
    ],
)
def test_with_an_income_as_of_working_age_the_rows_below_70_count(
    catalog: Catalog, month: str, one: str, amount: int
) -> None:
    more: Plain = {"tax": "taxed", "high_cost_class": one}
    assert paid(catalog, (DAYCARE, 1, 1_000_000), month=month, **more) == yen(amount)


def test_there_is_no_line_of_21000_yen(catalog: Catalog) -> None:
    # Clinic 20,000 and nurse 20,000 of 100,000 each at 2割: together 40,000, stopped at 22,000.
    bills = ((VISIT, 1, 100_000), (NURSE, 1, 100_000))
    assert paid(catalog, *bills, **GENERAL, elderly_share="20") == yen(22_000)
    # 3割: clinic 85,000 and nurse 15,000 (283,330 and 50,000): all of the 333,330 counts.
    # 85,800 + (333,330 − 286,000) × 1 % = 86,273 (473.3 → 473).
    bills = ((VISIT, 1, 283_330), (NURSE, 1, 50_000))
    assert paid(catalog, *bills, **WORKING, elderly_share="30") == yen(86_273)
    # Below 70 the nurse's 15,000 are paid besides: 85,000 (below 85,800) + 15,000.
    assert paid(catalog, *bills, **WORKING, age=69) == yen(100_000)


@pytest.mark.parametrize("month", ["2027-08", "2024-05"])
def test_a_month_without_rows_is_refused_by_name(catalog: Catalog, month: str) -> None:
    with pytest.raises(FigureNotInForce, match=f"70歳以上.*{month}|{month}.*70歳以上"):
        paid(catalog, (DAYCARE, 1, 400_000), month=month, **GENERAL)


# -- the share at the counter -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("age", "insurance", "expected"),
    [
        (64, "unknown", YenRange(3_000, 3_000)),
        (64, "late_elderly", YenRange(3_000, 3_000)),
        (65, "unknown", YenRange(1_000, 3_000)),  # 後期高齢者医療 from 65 with a handicap
        (65, "national", YenRange(3_000, 3_000)),
        (65, "late_elderly", YenRange(1_000, 3_000)),
        (69, "national", YenRange(3_000, 3_000)),
        (69, "employee_own", YenRange(3_000, 3_000)),
        (69, "late_elderly", YenRange(1_000, 3_000)),
        (70, "national", YenRange(1_000, 3_000)),
        (74, "employee_dependant", YenRange(1_000, 3_000)),
        (75, "late_elderly", YenRange(1_000, 3_000)),
        (75, "unknown", YenRange(1_000, 3_000)),
        (None, "national", YenRange(1_000, 3_000)),
        (None, "unknown", YenRange(1_000, 3_000)),
        (None, "late_elderly", YenRange(1_000, 3_000)),
    ],
)
def test_the_share_is_a_range_from_70_on(
    catalog: Catalog, age: int | None, insurance: str, expected: YenRange
) -> None:
    found = paid(catalog, (VISIT, 1, 10_000), age=age, insurance=insurance, tax="taxed")
    assert found == expected


@pytest.mark.parametrize(("share", "amount"), [("10", 1_000), ("20", 2_000), ("30", 3_000)])
def test_the_share_that_is_known_counts(catalog: Catalog, share: str, amount: int) -> None:
    found = paid(catalog, (VISIT, 1, 10_000), tax="taxed", elderly_share=share)
    assert found == yen(amount)
    # Below 70 it says nothing.
    young = paid(catalog, (VISIT, 1, 10_000), age=69, tax="taxed", elderly_share=share)
    assert young == yen(3_000)


def test_who_pays_no_resident_tax_never_pays_30_percent(catalog: Catalog) -> None:
    assert paid(catalog, (VISIT, 1, 10_000), tax="exempt") == YenRange(1_000, 2_000)


@pytest.mark.parametrize("one", ["e", "o", "o1"])
def test_only_an_income_as_of_working_age_pays_30_percent(catalog: Catalog, one: str) -> None:
    found = paid(catalog, (VISIT, 1, 10_000), tax="unknown", high_cost_class=one)
    assert found == YenRange(1_000, 2_000)


@pytest.mark.parametrize("one", ["a", "i", "u"])
def test_an_income_as_of_working_age_always_pays_30_percent(catalog: Catalog, one: str) -> None:
    assert paid(catalog, (VISIT, 1, 10_000), tax="taxed", high_cost_class=one) == yen(3_000)


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        # 1,000,000. Taxed with 1割 or 2割 is 一般; with 3割 one of 現役並み.
        ("10", YenRange(22_000, 22_000)),
        ("20", YenRange(22_000, 22_000)),
        # ウ 92,940; ア 270,300 + (1,000,000 − 901,000) × 1 % = 271,290.
        ("30", YenRange(92_940, 271_290)),
        ("unknown", YenRange(22_000, 271_290)),
    ],
)
def test_the_share_tells_the_class(catalog: Catalog, share: str, expected: YenRange) -> None:
    found = paid(catalog, (DAYCARE, 1, 1_000_000), tax="taxed", elderly_share=share)
    assert found == expected


def test_an_unknown_class_without_tax_is_one_of_the_two_low_ones(catalog: Catalog) -> None:
    found = paid(catalog, (DAYCARE, 1, 1_000_000), tax="exempt")
    assert found == YenRange(8_000, 11_000)


# -- オ goes first ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "amount"),
    # 1,000,000 at 3割. 健保法施行令42条1項: 4号 (エ) leaves out 非課税, 1号 (ウ) is the rest. Whether it
    # goes before ア and イ was not found: those stay. イ: 179,100 + 4,030.
    [("e", 36_900), ("u", 36_900), ("o", 36_900), ("i", 183_130), ("a", 271_290)],
)
def test_below_70_no_resident_tax_goes_before_e_and_u(
    catalog: Catalog, one: str, amount: int
) -> None:
    found = paid(catalog, (DAYCARE, 1, 1_000_000), age=40, tax="exempt", high_cost_class=one)
    assert found == yen(amount)


# -- beside the certificate -------------------------------------------------------------------------


@pytest.mark.parametrize("share", ["10", "20", "30", "unknown"])
def test_a_full_local_subsidy_needs_the_certificate(catalog: Catalog, share: str) -> None:
    # 1割 at the counter is not the 1割 of the certificate.
    more: Plain = {"tax": "taxed", "elderly_share": share, "local_subsidy": "full"}
    low = {"10": 1_000, "20": 2_000, "30": 3_000, "unknown": 1_000}[share]
    high = {"10": 1_000, "20": 2_000, "30": 3_000, "unknown": 3_000}[share]
    assert paid(catalog, (VISIT, 1, 10_000), **more) == YenRange(low, high)
    having = paid(catalog, (VISIT, 1, 10_000), **(more | {"certificate": "have"}))
    # The 1割 of the certificate is paid; 3割 stays where 所得割 may be 235,000 and more.
    assert having.low == 0
    assert having.high == high


def test_the_certificate_never_asks_more_than_the_limit_of_visits(catalog: Catalog) -> None:
    # 所得割 235,000 with 重度かつ継続: cap 20,000, but 一般 stops at 18,000 to 2026-07.
    more = GENERAL | {
        "certificate": "have",
        "income_levy_yen": 235_000,
        "severe_and_continuing": True,
    }
    assert paid(catalog, (DAYCARE, 1, 400_000), month="2026-07", **more) == yen(18_000)
    assert paid(catalog, (DAYCARE, 1, 400_000), month="2026-08", **more) == yen(20_000)
    printed = GENERAL | {"certificate": "have", "certificate_cap_yen": 20_000}
    assert paid(catalog, (DAYCARE, 1, 400_000), month="2026-07", **printed) == yen(20_000)


def test_ten_percent_without_a_cap_stops_at_the_limit_of_visits(catalog: Catalog) -> None:
    more = GENERAL | {
        "certificate": "have",
        "income_levy_yen": 33_000,
        "severe_and_continuing": False,
    }
    assert paid(catalog, (DAYCARE, 1, 400_000), **more) == yen(22_000)
    assert paid(catalog, (DAYCARE, 1, 400_000), age=69, **more) == yen(40_000)


# -- what cannot be ---------------------------------------------------------------------------------

CANNOT: dict[str, tuple[Plain, tuple[str, str]]] = {
    "no tax and 3割": (plain(tax="exempt", elderly_share="30"), ("非課税", "3割")),
    "general and 3割": (plain(high_cost_class="e", elderly_share="30"), ("区分", "3割")),
    "low and 3割": (plain(high_cost_class="o1", elderly_share="30"), ("区分", "3割")),
    "working and 2割": (plain(high_cost_class="u", elderly_share="20"), ("区分", "2割")),
    "working and 1割": (plain(high_cost_class="a", elderly_share="10"), ("区分", "1割")),
}


@pytest.mark.parametrize("case", CANNOT)
def test_what_cannot_be_is_refused_by_both_names(catalog: Catalog, case: str) -> None:
    raw, words = CANNOT[case]
    with pytest.raises(ValidationError) as caught:
        CostRequest.model_validate(raw)
    said = str(caught.value)
    assert all(one in said for one in words), said
    # The screens keep the rest, and say it once.
    request, faults = read_request(raw, catalog)
    assert [one.field for one in faults] == ["medical"]
    assert request.medical.certificate == "none"
    assert request.medical.elderly_share == "unknown"


def test_a_share_that_is_left_from_another_age_is_no_fault(catalog: Catalog) -> None:
    asked(age=69, tax="exempt", elderly_share="30")
    asked(age=None, tax="exempt", elderly_share="30")


@pytest.mark.parametrize(("age", "told"), [(0, True), (64, True), (65, False), (None, False)])
def test_an_insurance_that_takes_nobody_so_young_is_told_by_both_names(
    catalog: Catalog, age: int | None, told: bool
) -> None:
    request = asked((VISIT, 1, 10_000), age=age, insurance="late_elderly", tax="taxed")
    found = estimate(request, catalog)
    assert ("notice.late_elderly_age" in found.notices) is told
    words = catalog.explanations["notice.late_elderly_age"]
    assert "年齢" in words.family
    assert "健康保険" in words.family
    if told:
        # The age counts: 3割.
        assert found.monthly == yen(3_000)


# -- a blank holds what is known --------------------------------------------------------------------

SHARES = {"a": "30", "i": "30", "u": "30", "e": "10 20", "o": "10 20", "o1": "10 20"}


@st.composite
def known_cases(draw: st.DrawFn) -> Plain:
    """A household in which everything is known, of any age."""
    age = draw(st.one_of(st.integers(0, 100), st.sampled_from([64, 65, 69, 70, 74, 75])))
    insurances = ["employee_dependant", "employee_own", "national", "late_elderly"]
    insurance = draw(st.sampled_from(insurances))
    old = age >= (65 if insurance == "late_elderly" else 70)
    tax = draw(st.sampled_from(["exempt", "taxed"]))
    lows = ["o", "o1"] if old else ["o"]
    one = draw(st.sampled_from(lows if tax == "exempt" else list("aiue")))
    places = st.sampled_from([DAYCARE, VISIT, NURSE, "home_visit_doctor", "pharmacy"])
    grosses = st.one_of(st.integers(0, 30_000), st.integers(0, 1_500_000))
    bills = draw(st.lists(st.tuples(places, st.integers(0, 12), grosses), min_size=1, max_size=3))
    return plain(
        *bills,
        month=draw(st.sampled_from(["2026-06", "2026-07", "2026-08", "2026-11", "2027-03"])),
        age=age,
        certificate=draw(st.sampled_from(["have", "none"])),
        insurance=insurance,
        tax=tax,
        income_levy_yen=0 if tax == "exempt" else draw(st.sampled_from([0, 33_000, 235_000])),
        own_income_yen=draw(st.sampled_from([0, 2_000_000])),
        severe_and_continuing=draw(st.booleans()),
        high_cost_class=one,
        elderly_share=draw(st.sampled_from(SHARES[one].split())),
        local_subsidy=draw(st.sampled_from(["none", "none", "full"])),
    )


BLANKS: dict[str, object] = {
    "person.age": None,
    "medical.certificate": "unknown",
    "medical.insurance": "unknown",
    "medical.tax": "unknown",
    "medical.income_levy_yen": None,
    "medical.own_income_yen": None,
    "medical.severe_and_continuing": None,
    "medical.high_cost_class": "unknown",
    "medical.elderly_share": "unknown",
}


def blanked(raw: Plain, fields: list[str]) -> Plain:
    copy = {key: dict(value) if isinstance(value, dict) else value for key, value in raw.items()}
    for path in fields:
        part, name = path.split(".")
        copy[part][name] = BLANKS[path]
    return copy


@sample(250)
@given(
    raw=known_cases(),
    fields=st.lists(st.sampled_from(sorted(BLANKS)), unique=True, min_size=1, max_size=5),
)
def test_a_blank_holds_every_known_case_at_all_ages(
    catalog: Catalog, raw: Plain, fields: list[str]
) -> None:
    known = estimate(CostRequest.model_validate(raw), catalog)
    vague = estimate(CostRequest.model_validate(blanked(raw, fields)), catalog)
    assert vague.monthly.holds(known.monthly)
    assert vague.ledger("medical").share.holds(known.ledger("medical").share)
    one = estimate(CostRequest.model_validate(blanked(raw, fields[:1])), catalog)
    assert vague.monthly.holds(one.monthly)


@sample(150)
@given(raw=known_cases(), more=st.integers(1, 5))
def test_from_70_on_more_never_costs_less(catalog: Catalog, raw: Plain, more: int) -> None:
    # Below 70 the line of 21,000 yen makes it so at times; from 70 on there is none.
    raw["person"]["age"] = 75
    before = estimate(CostRequest.model_validate(raw), catalog).monthly
    usages = [dict(one) for one in raw["usages"]]
    usages[0]["times"] += more
    after = estimate(CostRequest.model_validate(raw | {"usages": usages}), catalog).monthly
    assert before.low <= after.low
    assert before.high <= after.high


@sample(100)
@given(raw=known_cases())
def test_at_no_age_does_the_certificate_cost_more(catalog: Catalog, raw: Plain) -> None:
    def of(certificate: str) -> YenRange:
        care = raw["medical"] | {"certificate": certificate}
        return estimate(CostRequest.model_validate(raw | {"medical": care}), catalog).monthly

    assert of("have").low <= of("none").low
    assert of("have").high <= of("none").high


# -- what is said -----------------------------------------------------------------------------------


def steps(catalog: Catalog, request: CostRequest) -> list[str]:
    found = estimate(request, catalog).steps
    of_medical = [f"{one.text} {one.formula}" for one in found if one.ledger == "medical"]
    assert len(of_medical) <= 5
    return of_medical


def test_the_sum_names_the_rules_of_70_and_over(catalog: Catalog) -> None:
    told = " ".join(steps(catalog, asked((DAYCARE, 20, 9_500), **GENERAL)))
    assert "1割・2割・3割" in told
    assert "外来は一人ごと" in told
    assert "21,000円" in told
    assert "216,000円" in told  # a later refund
    assert "4回目" in told
    sources = {
        key for one in estimate(asked((DAYCARE, 20, 9_500), **GENERAL), catalog).steps
        for key in one.sources
    }  # fmt: skip
    assert {"high_cost.over70.e.outpatient", "high_cost.over70.e.annual"} <= sources
    young = " ".join(steps(catalog, asked((DAYCARE, 30, 9_500), age=40, **GENERAL)))
    assert "外来は一人ごと" not in young
    assert "216,000円" not in young


def test_every_explanation_keeps_to_five_lines(catalog: Catalog) -> None:
    def holds(request: CostRequest) -> None:
        assert steps(catalog, request)

    cases = {
        f"{age}-{certificate}-{subsidy}-{tax}-{month}": asked(
            (DAYCARE, 20, 19_500),
            age=age,
            certificate=certificate,
            local_subsidy=subsidy,
            tax=tax,
            insurance="unknown",
            month=month,
        )
        for age in (None, 16, 40, 67, 72, 80)
        for certificate in ("have", "none", "unknown")
        for subsidy in ("none", "full")
        for tax in ("exempt", "taxed", "unknown")
        for month in ("2026-07", "2026-11")
    }
    each(cases, holds)


def test_an_unknown_age_insurance_or_share_is_among_what_to_find_out(catalog: Catalog) -> None:
    def fields(**more: Any) -> set[str]:
        known: Plain = {"tax": "taxed", "high_cost_class": "unknown"}
        found = estimate(asked((DAYCARE, 10, 9_500), **(known | more)), catalog)
        return {one.field for one in found.unknowns}

    assert "person.age" in fields(age=None)
    assert "medical.elderly_share" in fields(age=72)
    assert "medical.elderly_share" not in fields(age=69)
    assert "medical.elderly_share" not in fields(age=72, elderly_share="20")
    assert "medical.insurance" in fields(age=67, insurance="unknown")
    assert "medical.insurance" not in fields(age=64, insurance="unknown")
    # 28,500 below 70, 9,500 to 19,000 from 70 on: 19,000 wide now, 0 or 9,500 then.
    general = estimate(asked((DAYCARE, 10, 9_500), age=None, **GENERAL), catalog)
    assert {one.field: one.narrows for one in general.unknowns}["person.age"] == 14_250
    low = estimate(asked((DAYCARE, 10, 9_500), tax="exempt", elderly_share="20"), catalog)
    # 2割 of 95,000 = 19,000: 8,000 to 11,000.
    assert low.monthly == YenRange(8_000, 11_000)
    assert [one.field for one in low.unknowns] == ["medical.high_cost_class"]


def test_savings_are_told_at_every_age(catalog: Catalog) -> None:
    # 一般, 2割 of 95,000 = 19,000; low2 with the certificate 5,000 or low1 2,500.
    found = estimate(asked((DAYCARE, 10, 9_500), **LOW2, elderly_share="20"), catalog).savings
    # 11,000 now; 2,500 or 5,000 with it.
    assert [(one.action, one.monthly) for one in found] == [
        ("saving.medical_certificate", YenRange(6_000, 8_500))
    ]


@pytest.mark.parametrize(
    ("age", "insurance", "keys"),
    [
        (64, "national", []),
        (65, "national", ["if.turns_70"]),
        (69, "employee_dependant", ["if.turns_70"]),
        (69, "late_elderly", []),
        (70, "national", ["if.turns_75"]),
        (74, "employee_own", ["if.turns_75"]),
        (74, "late_elderly", []),
        (75, "national", []),
        (None, "national", []),
    ],
)
def test_the_next_birthday_is_shown_beside(
    catalog: Catalog, age: int | None, insurance: str, keys: list[str]
) -> None:
    request = asked((DAYCARE, 10, 9_500), age=age, insurance=insurance, **GENERAL)
    assert [one.key for one in birthdays(request, catalog)] == keys
    assert all(catalog.explanations[key].family for key in keys)
    assert birthdays(request.but(usages=()), catalog) == ()


def test_from_70_on_the_next_birthday_costs_what_the_rows_say(catalog: Catalog) -> None:
    request = asked((DAYCARE, 10, 9_500), age=69, **GENERAL)
    # 28,500 at 3割; from 70: 9,500 at 1割, 19,000 at 2割.
    assert estimate(request, catalog).monthly == yen(28_500)
    (turned,) = birthdays(request, catalog)
    assert turned.monthly == YenRange(9_500, 19_000)


def test_another_insurance_leaves_the_share_open(catalog: Catalog) -> None:
    more: Plain = {"insurance": "employee_dependant", "tax": "taxed", "elderly_share": "30"}
    request = asked((DAYCARE, 10, 9_500), **more)
    exempt, _ = insurance_changes(request, catalog)
    # 9,500 or 19,000, stopped at 8,000 or 11,000.
    assert exempt.monthly == YenRange(8_000, 11_000)


# -- what is asked ----------------------------------------------------------------------------------


def test_the_share_is_asked_of_those_it_concerns(catalog: Catalog) -> None:
    share = next(one for one in catalog.cost_questions if one.field == "medical.elderly_share")
    assert share.is_asked({"over_70": True})
    assert not share.is_asked({"over_70": False})
    assert [one.value for one in share.options] == ["10", "20", "30", "unknown"]
    classes = [one for one in catalog.cost_questions if one.field == "medical.high_cost_class"]
    old = next(one for one in classes if one.is_asked({"over_70": True}))
    young = next(one for one in classes if one.is_asked({"over_70": False}))
    assert [one.value for one in old.options] == ["a", "i", "u", "e", "o", "o1", "unknown"]
    assert [one.value for one in young.options] == ["a", "i", "u", "e", "o", "unknown"]
    assert [one.words.family for one in old.options][:6] == [
        "現役並みⅢ", "現役並みⅡ", "現役並みⅠ", "一般", "低所得Ⅱ", "低所得Ⅰ",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("age", "insurance", "old"),
    [
        (69, "national", False),
        (70, "national", True),
        (69, "late_elderly", True),
        (None, "late_elderly", True),
        (None, "unknown", False),
    ],
)
def test_a_request_knows_whether_it_is_about_70_and_over(
    age: int | None, insurance: str, old: bool
) -> None:
    assert asked(age=age, insurance=insurance).over_70 is old
