"""The family's own one-off fees, subscriptions, camps and paid courses."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from core.catalog import Catalog
from core.cost.estimate import Estimate, estimate
from core.cost.request import CostRequest
from core.cost.shown import private_beside, times_ahead
from core.money import ZERO, YenRange
from core.provider import Quote
from core.quote_usage import usage_of


def used(service: str, times: int = 1, **known: Any) -> dict[str, Any]:
    return {"service": service, "times": times} | known


def found(catalog: Catalog, *usages: dict[str, Any], **parts: Any) -> Estimate:
    asked = {"month": "2026-11", "usages": usages} | parts
    return estimate(CostRequest.model_validate(asked), catalog)


def once(result: Estimate) -> dict[str, YenRange]:
    return {one.key: one.amount for one in result.one_offs}


def yen(amount: int) -> YenRange:
    return YenRange(amount, amount)


# -- own fees replace the usual ones ----------------------------------------------------------------


def test_a_family_association_without_a_yearly_fee_costs_nothing_a_year(catalog: Catalog) -> None:
    usage = used("family_association", price_low_yen=0, price_high_yen=0)
    assert once(found(catalog, usage)) == {"once.yearly": YenRange(2_000, 6_000)}
    free = found(catalog, usage | {"yearly_yen": 0})
    assert (free.one_offs, free.first_year) == ((), ZERO)
    own = found(catalog, usage | {"yearly_yen": 3_000})
    assert once(own) == {"once.yearly": yen(3_000)}
    assert own.first_year == yen(3_000)


@pytest.mark.parametrize("fee", [0, 1, 30_000])
def test_an_own_entry_fee_replaces_the_usual_one(catalog: Catalog, fee: int) -> None:
    usage = used("free_school", price_low_yen=30_000, price_high_yen=30_000, entry_yen=fee)
    result = found(catalog, usage)
    assert once(result) == ({"once.entry": yen(fee)} if fee else {})
    assert result.first_month == yen(30_000 + fee)
    assert result.first_year == yen(360_000 + fee)
    assert [row.amount for row in times_ahead(result) if row.kind == "once"] == (
        [yen(fee)] if fee else []
    )
    home = used("private_residential", price_low_yen=1, price_high_yen=1, entry_yen=fee)
    assert once(found(catalog, home)) == ({"once.entry": yen(fee)} if fee else {})


def test_entry_and_yearly_fees_stand_side_by_side(catalog: Catalog) -> None:
    usage = used("family_association", entry_yen=1_000)
    assert once(found(catalog, usage)) == {
        "once.entry": yen(1_000),
        "once.yearly": YenRange(2_000, 6_000),
    }
    school = used("free_school", entry_yen=1_000, yearly_yen=12_000)
    assert once(found(catalog, school)) == {"once.entry": yen(1_000), "once.yearly": yen(12_000)}
    high = used("correspondence_school", entry_yen=500)
    assert once(found(catalog, high)) == {"once.entry": yen(500)}


def test_what_is_not_used_has_no_fee(catalog: Catalog) -> None:
    assert found(catalog, used("free_school", 0, entry_yen=9_000)).one_offs == ()


def test_a_certificate_of_this_doctor_replaces_the_usual_fee(catalog: Catalog) -> None:
    having = {"certificate": "have"}
    usual = once(found(catalog, used("psychiatric_outpatient", 2), medical=having))
    assert usual == {"once.certificate": YenRange(0, 5_500)}
    for fee in (0, 2_050, 5_501):
        usage = used("psychiatric_outpatient", 2, certificate_yen=fee)
        own = once(found(catalog, usage, medical=having))
        assert own == ({"once.certificate_own": yen(fee)} if fee else {})


def test_the_saving_of_the_certificate_counts_with_the_own_fee(catalog: Catalog) -> None:
    medical = {"certificate": "none", "tax": "exempt", "high_cost_class": "o"}
    usage = used("psychiatric_outpatient", 4, gross_yen_per_time=5_000, certificate_yen=3_300)
    (saving,) = [
        one
        for one in found(catalog, usage, medical=medical).savings
        if one.action == "saving.medical_certificate"
    ]
    assert saving.fee == yen(3_300)


# -- ranges, never points -----------------------------------------------------------------------


def test_a_free_school_is_a_range(catalog: Catalog) -> None:
    """Published 10,000–60,000 a month; entry from 0 to the ministry's average of 2015."""
    result = found(catalog, used("free_school"))
    assert result.monthly == YenRange(10_000, 60_000)
    assert once(result) == {"once.entry": YenRange(0, 53_000)}


def test_no_usual_price_without_a_rule_is_a_point(catalog: Catalog) -> None:
    """0円 of a public place is none: everything that differs by provider is from–to."""
    for service in catalog.services:
        if service.cost_kind == "price" and service.ledger == "private":
            result = found(catalog, used(service.id))
            assert result.monthly.low < result.monthly.high, service.id


# -- a subscription, a camp, a paid course --------------------------------------------------------


def test_a_monthly_subscription_is_not_multiplied_by_the_times(catalog: Catalog) -> None:
    """A private place by the month (淡路プラッツ, no date): 52,000 yen, whatever the days."""
    usage = used("free_space", 8, price_per="month", price_low_yen=52_000, price_high_yen=52_000)
    result = found(catalog, usage)
    assert result.monthly == yen(52_000)
    (line,) = result.ledger("other").lines
    assert (line.times, line.unit) == (1, "月")
    assert "52,000円 × 1か月" in result.steps[0].formula


def test_a_place_by_the_month_has_published_prices_and_a_fee_to_register(catalog: Catalog) -> None:
    """登録 5,000–20,000, by the month 5,000–25,000 (2023-09-16), 37,000–52,000 (淡路プラッツ)."""
    result = found(catalog, used("free_space", 8, price_per="month"))
    assert result.monthly == YenRange(5_000, 52_000)
    assert once(result) == {"once.entry": YenRange(5_000, 20_000)}
    by_time = found(catalog, used("free_space", 8))
    assert (by_time.monthly, by_time.one_offs) == (YenRange(0, 2_400), ())


def test_a_subscription_of_unknown_price_costs_what_its_times_cost(catalog: Catalog) -> None:
    by_time = found(catalog, used("private_counselling", 4)).monthly
    assert found(catalog, used("private_counselling", 4, price_per="month")).monthly == by_time


@pytest.mark.parametrize(("price", "flag"), [(59_999, False), (60_000, False), (60_001, True)])
def test_a_subscription_above_the_usual_price_of_its_times_is_a_sign(
    catalog: Catalog, price: int, flag: bool
) -> None:
    usage = used("private_visit", 4, price_per="month", price_low_yen=price, price_high_yen=price)
    result = found(catalog, usage)
    assert [one.red_flag for one in result.contracts] == [flag]  # 15,000 a time
    assert private_beside(result, catalog) is None


def test_a_price_of_a_month_is_read_where_it_is_one(catalog: Catalog) -> None:
    usage = used("private_counselling", 4, price_low_yen="月9,800円", price_high_yen="月9,800円")
    assert found(catalog, usage | {"price_per": "month"}).monthly == yen(9_800)
    with pytest.raises(ValidationError, match="1回の額で"):
        found(catalog, usage)


def test_a_camp_is_paid_once_and_not_every_month(catalog: Catalog) -> None:
    camp = used("private_residential", lump={"total_yen": 80_000, "months": 1})
    result = found(catalog, camp)
    assert (result.monthly, result.first_year) == (yen(80_000), yen(80_000))


def test_a_paid_family_course_costs_what_it_asks(catalog: Catalog) -> None:
    assert found(catalog, used("family_course", 2)).monthly == ZERO
    paid = used("family_course", 2, price_low_yen=1_000, price_high_yen=1_000, entry_yen=500)
    result = found(catalog, paid)
    assert (result.monthly, once(result)) == (yen(2_000), {"once.entry": yen(500)})
    course = catalog.service("family_course")
    assert course.plain_way == "range"


# -- what is refused ------------------------------------------------------------------------------

LUMP = {"total_yen": 60_000, "months": 6, "entry_yen": 10_000}


@pytest.mark.parametrize(
    ("usage", "words"),
    [
        (used("continuous_employment_b", entry_yen=1), ("入るときの費用", "「1回の実費」")),
        (used("psychiatric_daycare", yearly_yen=1), ("1年ごとの費用", "「1回の実費」")),
        (used("psychiatric_outpatient", entry_yen=1), ("入るときの費用", "「診断書の料金」")),
        (used("support_centre", entry_yen=1), ("入るときの費用",)),
        (used("private_visit", certificate_yen=1), ("診断書の料金", "精神科")),
        (used("psychiatric_daycare", certificate_yen=1), ("診断書の料金", "精神科")),
        (used("private_visit", lump=LUMP, entry_yen=1), ("契約の「入るときの費用」",)),
        (used("private_visit", lump=LUMP, price_per="month"), ("月ごと", "契約")),
        (used("free_school", price_per="month"), ("月ごと",)),
        (used("continuous_employment_b", price_per="month"), ("月ごと",)),
    ],
)
def test_an_amount_for_what_is_not_there_is_refused_with_where_it_belongs(
    usage: dict[str, Any], words: tuple[str, ...]
) -> None:
    with pytest.raises(ValidationError) as fault:
        CostRequest.model_validate({"month": "2026-11", "usages": [usage]})
    for one in words:
        assert one in str(fault.value)


def test_the_same_entry_fee_said_twice_is_one_fee(catalog: Catalog) -> None:
    usage = used("private_visit", lump=LUMP, entry_yen=10_000)
    assert once(found(catalog, usage)) == {"once.entry": yen(10_000)}


# -- quotes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("service", ["private_visit", "private_residential"])
def test_a_quote_without_months_carries_what_is_paid_once(catalog: Catalog, service: str) -> None:
    quote = Quote(price_kind="monthly", price_yen=180_000, entry_fee_yen=300_000, other_yen=20_000)
    entry, told = usage_of(quote, catalog.service(service))
    assert entry is not None
    assert entry["entry_yen"] == 320_000
    assert "はじめの月に1回だけ" in told
    fields = {key: one for key, one in entry.items() if key != "mode"}
    result = found(catalog, {"service": service} | fields)
    assert (result.monthly, once(result)) == (yen(180_000), {"once.entry": yen(320_000)})


def test_a_quote_without_an_entry_fee_keeps_0_and_what_is_not_known_stays_usual(
    catalog: Catalog,
) -> None:
    home = catalog.service("private_residential")
    known = Quote(price_kind="monthly", price_yen=180_000, entry_fee_yen=0)
    entry, _ = usage_of(known, home)
    assert entry is not None
    assert entry["entry_yen"] == 0
    unknown, told = usage_of(Quote(price_kind="monthly", price_yen=180_000), home)
    assert unknown is not None
    assert "entry_yen" not in unknown
    assert "よくある額で数えます" in told
