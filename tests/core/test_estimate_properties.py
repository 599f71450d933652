"""What holds for every estimate: inputs read strictly, ranges that keep their promise, dates."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from core import CostRequest, estimate
from core.catalog import Catalog
from core.errors import FigureNotInForce
from core.figures import month_of
from core.money import YenRange
from tests.core.conftest import sample

LEDGERS = ("welfare", "medical", "private", "other")


def yen(amount: int) -> YenRange:
    return YenRange(amount, amount)


def read(plain: dict[str, Any]) -> CostRequest:
    return CostRequest.model_validate(plain)


def asked(**parts: Any) -> dict[str, Any]:
    return {"month": "2026-11", "usages": []} | parts


def visit(**more: Any) -> dict[str, Any]:
    return {"service": "psychiatric_outpatient", "times": 2, "gross_yen_per_time": 4_570} | more


def quote(low: int, high: int) -> dict[str, Any]:
    return {"service": "private_visit", "times": 2, "price_low_yen": low, "price_high_yen": high}


# --- Reading the input ---

YEN_FIELDS = (
    ("welfare", "certificate_cap_yen"),
    ("welfare", "income_levy_yen"),
    ("welfare", "credits_yen"),
    ("welfare", "rent_yen"),
    ("medical", "certificate_cap_yen"),
    ("medical", "income_levy_yen"),
    ("medical", "own_income_yen"),
    ("usages", "gross_yen_per_time"),
    ("usages", "price_low_yen"),
    ("usages", "price_high_yen"),
    ("usages", "extras_yen_per_time"),
)


def with_yen(part: str, name: str, value: object) -> dict[str, Any]:
    if part == "usages":
        return asked(usages=[{"service": "private_counselling", "times": 1, name: value}])
    certificate = {"certificate": "have"} if part == "medical" else {}
    return asked(**{part: certificate | {name: value}})


def yen_of(request: CostRequest, part: str, name: str) -> object:
    holder = request.usages[0] if part == "usages" else getattr(request, part)
    return getattr(holder, name)


@pytest.mark.parametrize(("part", "name"), YEN_FIELDS)
def test_a_yen_field_refuses_a_float_as_a_type_error(part: str, name: str) -> None:
    for value in (9300.0, 9300.5):
        with pytest.raises(TypeError):
            read(with_yen(part, name, value))


@pytest.mark.parametrize(("part", "name"), YEN_FIELDS)
@pytest.mark.parametrize("text", ["9300", "9,300", "9,300円", "９３００", "９，３００円", "¥9,300"])
def test_a_yen_field_reads_yen_as_people_write_them(part: str, name: str, text: str) -> None:
    assert yen_of(read(with_yen(part, name, text)), part, name) == 9300


@pytest.mark.parametrize(("part", "name"), YEN_FIELDS)
@pytest.mark.parametrize("wrong", [-1, "-1", "−９３００円", "たくさん", "9300.5", "9,30"])
def test_a_yen_field_refuses_less_than_nothing_and_words(
    part: str, name: str, wrong: object
) -> None:
    with pytest.raises(ValidationError):
        read(with_yen(part, name, wrong))


@pytest.mark.parametrize(
    "broken",
    [
        asked(name="山田"),
        asked(person={"birthday": "1996-01-01"}),
        asked(welfare={"parents_income_yen": 5_000_000}),
        asked(medical={"illness": "うつ"}),
        asked(usages=[visit(colour="red")]),
        asked(usages=[visit(service="hot_spring")]),
        asked(usages=[visit(times=-1)]),
        asked(usages=[{"service": "support_centre"}]),
        asked(welfare={"tax": "maybe"}),
        asked(welfare={"residence": "castle"}),
        asked(medical={"certificate": "lost"}),
        asked(medical={"insurance": "none"}),
        asked(medical={"high_cost_class": "z"}),
        asked(medical={"local_subsidy": "half"}),
        asked(month="2026-13"),
        asked(month="2026/11"),
        asked(month="2026-1"),
        asked(month="令和8年11月"),
        asked(month=""),
        {"usages": []},
        {"month": "2026-11"},
        asked(welfare={"tax": "exempt", "income_levy_yen": 1}),
        asked(medical={"tax": "exempt", "income_levy_yen": 1}),
        asked(usages=[quote(5_001, 5_000)]),
        asked(usages=[visit(price_low_yen=5_000, price_high_yen=5_000)]),
    ],
    ids=str,
)
def test_an_unknown_key_a_wrong_choice_or_a_contradiction_is_refused(
    broken: dict[str, Any],
) -> None:
    with pytest.raises(ValidationError) as refused:
        read(broken)
    assert refused.value.error_count() == 1  # and for nothing else


@pytest.mark.parametrize(
    "fine",
    [
        asked(),
        asked(welfare={"tax": "exempt", "income_levy_yen": 0}),
        asked(medical={"tax": "exempt", "income_levy_yen": 0}),
        asked(usages=[quote(5_000, 5_000)]),
        asked(usages=[visit(times=0)]),
    ],
    ids=str,
)
def test_the_edges_of_what_is_allowed_are_allowed(fine: dict[str, Any]) -> None:
    assert read(fine).month == "2026-11"


def test_only_month_and_usages_are_required_and_the_rest_has_the_promised_defaults() -> None:
    request = read(asked())
    assert (request.person.age, request.person.spouse, request.person.public_assistance) == (
        None,
        False,
        False,
    )
    welfare, medical = request.welfare, request.medical
    assert (welfare.tax, welfare.residence, welfare.credits_yen, welfare.designated_city) == (
        "unknown",
        "home",
        0,
        False,
    )
    assert (medical.tax, medical.certificate, medical.insurance, medical.high_cost_class) == (
        "unknown",
        "unknown",
        "unknown",
        "unknown",
    )
    assert (medical.local_subsidy, medical.severe_and_continuing) == ("none", None)


def test_a_request_and_its_estimate_cannot_be_changed_afterwards(catalog: Catalog) -> None:
    request = read(asked())
    with pytest.raises(ValidationError):
        request.month = "2027-01"  # type: ignore[misc]
    with pytest.raises((ValidationError, AttributeError)):
        estimate(request, catalog).monthly = yen(1)  # type: ignore[misc]


# --- Simple sums ---


def test_nothing_used_costs_nothing(catalog: Catalog) -> None:
    result = estimate(read(asked()), catalog)
    assert result.monthly == yen(0)
    assert [result.ledger(name).payable for name in LEDGERS] == [yen(0)] * 4


def test_a_private_quote_is_price_times_times_and_has_no_cap(catalog: Catalog) -> None:
    result = estimate(
        read(
            asked(
                usages=[
                    {
                        "service": "private_visit",
                        "times": 2,
                        "price_low_yen": 8_000,
                        "price_high_yen": 12_500,
                        "extras_yen_per_time": 1_200,
                    }
                ]
            )
        ),
        catalog,
    )
    # 2 × 8,000 – 2 × 12,500, and 2 × 1,200 of fares.
    assert (result.ledger("private").share, result.ledger("other").payable, result.monthly) == (
        YenRange(16_000, 25_000),
        yen(2_400),
        YenRange(18_400, 27_400),
    )


def test_a_private_counselling_without_a_quote_costs_what_the_facts_say(catalog: Catalog) -> None:
    # facts/medical_and_other_costs.md §3.5: 4,000–16,500 a session; two sessions.
    result = estimate(read(asked(usages=[{"service": "private_counselling", "times": 2}])), catalog)
    assert result.ledger("private").share == YenRange(8_000, 33_000)


def test_a_gross_left_open_is_the_catalogues_low_to_high(catalog: Catalog) -> None:
    # facts/welfare_fees.md §4-5: 就労移行 5,100–15,500 a day; 2 days at 10 %: 1,020–3,100.
    result = estimate(
        read(
            asked(
                person={"age": 30},
                welfare={"tax": "taxed", "income_levy_yen": 0},
                usages=[{"service": "employment_transition", "times": 2}],
            )
        ),
        catalog,
    )
    assert result.ledger("welfare").share == YenRange(1_020, 3_100)


def test_the_same_request_gives_the_same_estimate(catalog: Catalog) -> None:
    request = read(asked(usages=[visit()]))
    assert estimate(request, catalog) == estimate(request, catalog)


# --- Dates ---


def test_every_dated_figure_holds_from_its_first_month_to_its_last(catalog: Catalog) -> None:
    figures = catalog.figures
    assert len(figures) > 0
    for row in figures:
        assert figures.at(row.key, month_of(row.valid_from)) == row
        before = month_of(row.valid_from - timedelta(days=1))
        assert not (figures.has(row.key, before) and figures.at(row.key, before) == row)
        if row.valid_to is not None:
            assert figures.at(row.key, month_of(row.valid_to)) == row
            after = month_of(row.valid_to + timedelta(days=1))
            if figures.has(row.key, after):
                assert figures.at(row.key, after) != row
            else:
                with pytest.raises(FigureNotInForce):
                    figures.at(row.key, after)


def test_no_price_is_ever_taken_from_another_month(catalog: Catalog) -> None:
    priced = [service for service in catalog.services if service.cost_kind != "free"]
    assert len(priced) >= 10
    for service in priced:
        request = read(
            asked(
                month="1999-01",
                person={"age": 30},
                usages=[{"service": service.id, "times": 1}],
            )
        )
        with pytest.raises(FigureNotInForce):
            estimate(request, catalog)


def test_a_free_service_needs_no_figure_in_any_month(catalog: Catalog) -> None:
    request = read(asked(month="1999-01", usages=[{"service": "support_centre", "times": 4}]))
    assert estimate(request, catalog).monthly == yen(0)


def test_the_refusal_names_the_month(catalog: Catalog) -> None:
    request = read(
        asked(
            month="2027-04",
            person={"age": 30},
            medical={
                "certificate": "have",
                "tax": "taxed",
                "income_levy_yen": 235_000,
                "severe_and_continuing": True,
            },
            usages=[visit(service="psychiatric_daycare")],
        )
    )
    with pytest.raises(FigureNotInForce, match="2027-04"):
        estimate(request, catalog)


# --- Explanation, unknowns, savings ---

FULL_CASE = asked(
    person={"age": 30},
    welfare={"tax": "taxed", "income_levy_yen": 100_000},
    medical={
        "certificate": "have",
        "insurance": "employee_dependant",
        "tax": "taxed",
        "income_levy_yen": 100_000,
        "severe_and_continuing": True,
        "high_cost_class": "u",
    },
    usages=[
        visit(service="employment_transition", times=10, gross_yen_per_time=10_500),
        visit(times=4),
        {
            "service": "private_counselling",
            "times": 1,
            "price_low_yen": 8_000,
            "price_high_yen": 8_000,
            "extras_yen_per_time": 500,
        },
    ],
)


def test_a_fully_known_case_is_one_amount_and_has_nothing_left_to_ask(catalog: Catalog) -> None:
    result = estimate(read(FULL_CASE), catalog)
    # 10,500 → 9,300; 4 × 460 = 1,840; 8,000; 500.
    assert result.monthly == yen(9_300 + 1_840 + 8_000 + 500)
    assert [unknown for unknown in result.unknowns if unknown.narrows > 0] == []


def test_each_step_of_the_sum_has_words_and_known_sources(catalog: Catalog) -> None:
    steps = estimate(read(FULL_CASE), catalog).steps
    keys = set(catalog.figures.keys())
    assert len(steps) >= 2
    for step in steps:
        assert step.text
    cited = {key for step in steps for key in step.sources}
    assert cited
    assert cited <= keys


def test_the_caps_appear_in_the_explanation_as_exact_amounts(catalog: Catalog) -> None:
    said = " ".join(
        f"{step.text} {step.formula}" for step in estimate(read(FULL_CASE), catalog).steps
    ).replace(",", "")
    assert "9300" in said
    assert "1840" in said


def test_the_unknown_tax_is_named_with_how_much_it_would_narrow(catalog: Catalog) -> None:
    result = estimate(
        read(
            asked(
                person={"age": 30},
                usages=[
                    visit(service="employment_transition", times=20, gross_yen_per_time=25_000)
                ],
            )
        ),
        catalog,
    )
    # Ten percent 50,000. Now 0–37,200: width 37,200. 非課税: 0–0, width 0. 課税, 所得割 not known:
    # 9,300–37,200, width 27,900. Mean 13,950; narrower by 37,200 − 13,950 = 23,250.
    assert result.monthly == YenRange(0, 37_200)
    widths = {unknown.field: unknown.narrows for unknown in result.unknowns}
    assert widths["welfare.tax"] == 23_250
    assert list(widths.values()) == sorted(widths.values(), reverse=True)


def test_the_certificate_is_offered_as_a_saving_with_its_amount(catalog: Catalog) -> None:
    result = estimate(
        read(
            asked(
                person={"age": 30},
                medical={
                    "certificate": "none",
                    "insurance": "national",
                    "tax": "exempt",
                    "own_income_yen": 0,
                    "high_cost_class": "o",
                },
                usages=[visit(service="psychiatric_daycare", times=20, gross_yen_per_time=9_500)],
            )
        ),
        catalog,
    )
    # Without: 57,000 stopped at 36,900. With: 19,000 stopped at 2,500. Saves 34,400.
    assert result.monthly == yen(36_900)
    assert [saving.monthly for saving in result.savings] == [yen(34_400)]


def test_nobody_is_promised_a_saving_when_nothing_can_be_saved(catalog: Catalog) -> None:
    result = estimate(
        read(
            asked(
                person={"age": 30},
                welfare={"tax": "exempt"},
                medical={
                    "certificate": "have",
                    "tax": "exempt",
                    "own_income_yen": 0,
                    "local_subsidy": "full",
                },
                usages=[visit(times=4), visit(service="employment_transition", times=20)],
            )
        ),
        catalog,
    )
    assert result.monthly == yen(0)
    assert len(result.savings) == 0


# --- Properties over many households ---

levies = st.one_of(
    st.integers(0, 400_000),
    st.sampled_from([32_999, 33_000, 159_999, 160_000, 234_999, 235_000, 279_999, 280_000]),
)


@st.composite
def households(draw: st.DrawFn) -> dict[str, Any]:
    """A household in which everything is known."""
    welfare_tax = draw(st.sampled_from(["exempt", "taxed"]))
    medical_tax = draw(st.sampled_from(["exempt", "taxed"]))
    usages: list[dict[str, Any]] = []
    for service, top in (
        ("employment_transition", 15_500),
        ("life_skills_training", 11_500),
        ("psychiatric_outpatient", 20_000),
        ("psychiatric_daycare", 15_000),
    ):
        if draw(st.booleans()):
            usages.append(
                {
                    "service": service,
                    "times": draw(st.integers(0, 22)),
                    "gross_yen_per_time": draw(st.integers(0, top)),
                    "extras_yen_per_time": draw(st.sampled_from([0, 0, 500])),
                }
            )
    if draw(st.booleans()):
        low = draw(st.integers(0, 15_000))
        usages.append(
            {
                "service": "private_counselling",
                "times": draw(st.integers(0, 5)),
                "price_low_yen": low,
                "price_high_yen": low + draw(st.integers(0, 5_000)),
            }
        )
    return {
        "month": draw(st.sampled_from(["2026-06", "2026-07", "2026-08", "2026-11", "2027-03"])),
        "person": {
            "age": draw(st.integers(15, 69)),
            "public_assistance": draw(st.sampled_from([False, False, False, True])),
        },
        "welfare": {
            "tax": welfare_tax,
            "income_levy_yen": 0 if welfare_tax == "exempt" else draw(levies),
            "designated_city": draw(st.booleans()),
            "residence": draw(st.sampled_from(["home", "home", "facility", "lodging_training"])),
        },
        "medical": {
            "certificate": draw(st.sampled_from(["have", "have", "none"])),
            "insurance": draw(st.sampled_from(["employee_dependant", "employee_own", "national"])),
            "tax": medical_tax,
            "income_levy_yen": 0 if medical_tax == "exempt" else draw(levies),
            "own_income_yen": draw(st.integers(0, 1_500_000)),
            "severe_and_continuing": draw(st.booleans()),
            "high_cost_class": "o" if medical_tax == "exempt" else draw(st.sampled_from("aiue")),
            "local_subsidy": draw(st.sampled_from(["none", "none", "full"])),
        },
        "usages": usages,
    }


FORGETTABLE: tuple[tuple[str, str, object], ...] = (
    ("person", "age", None),
    ("welfare", "tax", "unknown"),
    ("welfare", "income_levy_yen", None),
    ("medical", "tax", "unknown"),
    ("medical", "income_levy_yen", None),
    ("medical", "certificate", "unknown"),
    ("medical", "insurance", "unknown"),
    ("medical", "own_income_yen", None),
    ("medical", "severe_and_continuing", None),
    ("medical", "high_cost_class", "unknown"),
)


def forget(plain: dict[str, Any], fields: list[tuple[str, str, object]]) -> dict[str, Any]:
    copy = {key: dict(value) if isinstance(value, dict) else value for key, value in plain.items()}
    for part, name, blank in fields:
        copy[part][name] = blank
    return copy


@sample(150)
@given(plain=households())
def test_the_month_is_the_sum_of_what_each_ledger_asks_for(
    catalog: Catalog, plain: dict[str, Any]
) -> None:
    result = estimate(read(plain), catalog)
    total = yen(0)
    for name in LEDGERS:
        total = total + result.ledger(name).payable
    assert result.monthly == total


@sample(150)
@given(plain=households(), fields=st.lists(st.sampled_from(FORGETTABLE), unique=True, max_size=5))
def test_the_share_never_passes_the_cap_and_the_payable_never_the_share(
    catalog: Catalog, plain: dict[str, Any], fields: list[tuple[str, str, object]]
) -> None:
    result = estimate(read(forget(plain, fields)), catalog)
    for name in LEDGERS:
        book = result.ledger(name)
        assert 0 <= book.payable.low <= book.share.low
        assert book.payable.high <= book.share.high
        if book.cap is not None:
            assert book.share.high <= book.cap.high
            assert book.share.low <= book.cap.low
    assert result.ledger("welfare").cap is not None
    assert result.ledger("welfare").cap.high <= 37_200


@sample(200)
@given(
    plain=households(),
    fields=st.lists(st.sampled_from(FORGETTABLE), unique=True, min_size=1, max_size=5),
)
def test_the_range_of_an_unknown_contains_every_known_case(
    catalog: Catalog, plain: dict[str, Any], fields: list[tuple[str, str, object]]
) -> None:
    known = estimate(read(plain), catalog)
    vague = estimate(read(forget(plain, fields)), catalog)
    assert vague.monthly.holds(known.monthly)
    for name in LEDGERS:
        assert vague.ledger(name).share.holds(known.ledger(name).share)
        assert vague.ledger(name).payable.holds(known.ledger(name).payable)


@sample(100)
@given(plain=households(), fields=st.lists(st.sampled_from(FORGETTABLE), unique=True, max_size=4))
def test_an_answer_never_widens_the_range(
    catalog: Catalog, plain: dict[str, Any], fields: list[tuple[str, str, object]]
) -> None:
    vague = estimate(read(forget(plain, fields)), catalog)
    for answered in range(len(fields)):
        sharper = estimate(read(forget(plain, fields[:answered] + fields[answered + 1 :])), catalog)
        assert vague.monthly.holds(sharper.monthly)


@sample(100)
@given(
    service=st.sampled_from(
        [
            "life_skills_training",
            "employment_transition",
            "continuous_employment_b",
            "psychiatric_daycare",
            "psychiatric_outpatient",
            "private_counselling",
        ]
    ),
    times=st.integers(0, 20),
    part=st.integers(0, 100),
    levy=levies,
    severe=st.booleans(),
)
def test_an_open_price_contains_every_price_in_the_catalogues_range(
    catalog: Catalog, service: str, times: int, part: int, levy: int, severe: bool
) -> None:
    low = catalog.figures.yen(f"price.{service}.low", "2026-11")
    high = catalog.figures.yen(f"price.{service}.high", "2026-11")
    price = low + (high - low) * part // 100
    household = {
        "person": {"age": 30},
        "welfare": {"tax": "taxed", "income_levy_yen": levy},
        "medical": {
            "certificate": "have",
            "tax": "taxed",
            "income_levy_yen": levy,
            "severe_and_continuing": severe,
            "high_cost_class": "u",
        },
    }
    named = (
        {"price_low_yen": price, "price_high_yen": price}
        if service == "private_counselling"
        else {"gross_yen_per_time": price}
    )
    opened = estimate(
        read(asked(**household, usages=[{"service": service, "times": times}])), catalog
    )
    quoted = estimate(
        read(asked(**household, usages=[{"service": service, "times": times, **named}])), catalog
    )
    assert opened.monthly.holds(quoted.monthly)


@sample(150)
@given(plain=households(), which=st.integers(0, 4), more=st.integers(1, 5))
def test_more_times_never_cost_less(
    catalog: Catalog, plain: dict[str, Any], which: int, more: int
) -> None:
    assume(plain["usages"])
    before = estimate(read(plain), catalog).monthly
    usages = [dict(usage) for usage in plain["usages"]]
    usages[which % len(usages)]["times"] += more
    after = estimate(read(plain | {"usages": usages}), catalog).monthly
    assert before.low <= after.low
    assert before.high <= after.high


# From the lowest income class to the highest.
WELFARE_CLASSES: tuple[dict[str, Any], ...] = (
    {"tax": "exempt", "income_levy_yen": 0},
    {"tax": "taxed", "income_levy_yen": 0},
    {"tax": "taxed", "income_levy_yen": 159_999},
    {"tax": "taxed", "income_levy_yen": 160_000},
    {"tax": "taxed", "income_levy_yen": 279_999},
    {"tax": "taxed", "income_levy_yen": 280_000},
)
MEDICAL_CLASSES: tuple[dict[str, Any], ...] = (
    {"tax": "exempt", "income_levy_yen": 0, "own_income_yen": 0, "high_cost_class": "o"},
    {"tax": "exempt", "income_levy_yen": 0, "own_income_yen": 1_200_000, "high_cost_class": "o"},
    {"tax": "taxed", "income_levy_yen": 0, "high_cost_class": "e"},
    {"tax": "taxed", "income_levy_yen": 33_000, "high_cost_class": "e"},
    {"tax": "taxed", "income_levy_yen": 234_999, "high_cost_class": "u"},
    {"tax": "taxed", "income_levy_yen": 235_000, "high_cost_class": "i"},
    {"tax": "taxed", "income_levy_yen": 235_000, "high_cost_class": "a"},
)


@sample(100)
@given(plain=households())
def test_a_lower_income_class_never_costs_more(catalog: Catalog, plain: dict[str, Any]) -> None:
    for part, classes in (("welfare", WELFARE_CLASSES), ("medical", MEDICAL_CLASSES)):
        costs = [
            estimate(read(plain | {part: plain[part] | income}), catalog).monthly
            for income in classes
        ]
        assert [cost.low for cost in costs] == sorted(cost.low for cost in costs)
        assert [cost.high for cost in costs] == sorted(cost.high for cost in costs)


@sample(100)
@given(plain=households())
def test_having_the_certificate_never_costs_more_than_not_having_it(
    catalog: Catalog, plain: dict[str, Any]
) -> None:
    with_it = estimate(
        read(plain | {"medical": plain["medical"] | {"certificate": "have"}}), catalog
    )
    without = estimate(
        read(plain | {"medical": plain["medical"] | {"certificate": "none"}}), catalog
    )
    assert with_it.monthly.low <= without.monthly.low
    assert with_it.monthly.high <= without.monthly.high


def test_nobody_is_sent_for_a_certificate_that_surely_saves_nothing(catalog: Catalog) -> None:
    # 所得割 235,000 without 重度かつ継続: outside the scheme, 30 % with or without the paper.
    result = estimate(
        read(
            asked(
                person={"age": 30},
                medical={
                    "certificate": "none",
                    "tax": "taxed",
                    "income_levy_yen": 235_000,
                    "severe_and_continuing": False,
                    "high_cost_class": "i",
                },
                usages=[visit(service="psychiatric_daycare", times=10, gross_yen_per_time=9_500)],
            )
        ),
        catalog,
    )
    assert result.monthly == yen(28_500)
    assert len(result.savings) == 0


@sample(100)
@given(plain=households())
def test_what_could_be_saved_is_never_more_than_what_is_paid(
    catalog: Catalog, plain: dict[str, Any]
) -> None:
    result = estimate(read(plain), catalog)
    for saving in result.savings:
        assert saving.monthly.low >= 0
        assert 0 < saving.monthly.high <= result.monthly.high
