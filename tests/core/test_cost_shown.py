"""What of an estimate is shown, and what the cost form offers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core import CostRequest, Estimate, YenRange, estimate, estimate_rest
from core.catalog import Catalog
from core.cost.request import Usage
from core.cost.shown import (
    asks_to_look,
    contract_times,
    days_curve,
    extras_a_month,
    is_share_of_contract,
    narrowings,
    not_counted,
    otherwise,
    paid_lines,
    paper_fees,
    private_beside,
    sum_kind,
    times_ahead,
    used_ledgers,
    welfare_beside,
    whole_contracts,
)
from core.cost_form import (
    MOST_TIMES,
    first_times,
    months_offered,
    offered_services,
    times_shown,
    uses,
)

MONTH = "2026-11"
WORK, PRIVATE, FREE = "continuous_employment_b", "private_visit", "support_centre"
LUMP = {"total_yen": 600_000, "months": 6, "entry_yen": 30_000}


def result(catalog: Catalog, *usages: dict[str, Any], month: str = MONTH, **more: Any) -> Estimate:
    rows = tuple(Usage.model_validate({"times": 4, **one}) for one in usages)
    return estimate(CostRequest(month=month, usages=rows, **more), catalog)


# -- the sum ------------------------------------------------------------------------------------


def test_the_sum_says_what_it_is(catalog: Catalog) -> None:
    poor = {"public_assistance": True}
    for found, kind in (
        (result(catalog, {"service": WORK}, person=poor), "nothing"),
        (result(catalog, {"service": PRIVATE, "lump": LUMP}), "exact"),
        (result(catalog, {"service": WORK}), "range"),
    ):
        assert sum_kind(found.request, found) == kind


def test_what_could_not_be_counted_is_named(catalog: Catalog) -> None:
    usages = (Usage(service=WORK, times=4), Usage(service=PRIVATE, times=1))
    asked = CostRequest(month="1990-01", usages=usages)
    found, refused = estimate_rest(asked, catalog)
    assert refused
    assert not_counted(asked, found)
    assert sum_kind(asked, found) == "rest"


def test_only_lines_that_cost_something_are_named(catalog: Catalog) -> None:
    found = result(catalog, {"service": WORK}, {"service": FREE})
    assert all(one.lines for one in used_ledgers(found))
    assert [line.service for one in used_ledgers(found) for line in paid_lines(one)] == [WORK]


def test_a_contract_has_no_times_of_its_own(catalog: Catalog) -> None:
    found = result(catalog, {"service": PRIVATE, "lump": LUMP | {"paid_monthly": True}})
    (line,) = found.ledger("private").lines
    assert is_share_of_contract(line) or contract_times(line, found, catalog) in (0, 4)
    (contract,) = whole_contracts(found)
    assert extras_a_month(contract) == 0


# -- months ahead -------------------------------------------------------------------------------


def test_without_anything_that_comes_once_two_rows_stand(catalog: Catalog) -> None:
    rows = times_ahead(result(catalog, {"service": WORK}))
    assert [(row.kind, row.paying) for row in rows] == [("usual", ""), ("year", "")]


def test_a_contract_in_one_sum_stands_both_ways(catalog: Catalog) -> None:
    found = result(catalog, {"service": PRIVATE, "lump": LUMP | {"months": 24}})
    assert asks_to_look(found)
    rows = [(row.kind, row.paying, row.amount) for row in times_ahead(found)]
    assert ("first", "ahead", found.first_month_in_advance) in rows
    assert ("first", "spread", found.first_month) in rows
    assert ("year", "ahead", found.first_year_in_advance) in rows
    assert ("year", "spread", found.first_year) in rows


def test_the_year_of_a_contract_that_ends_in_it_stands_once(catalog: Catalog) -> None:
    rows = times_ahead(result(catalog, {"service": PRIVATE, "lump": LUMP}))
    assert [row.paying for row in rows if row.kind == "year"] == [""]


def test_a_contract_paid_by_the_month_is_never_paid_ahead(catalog: Catalog) -> None:
    found = result(catalog, {"service": PRIVATE, "lump": LUMP | {"paid_monthly": True}})
    assert [row.paying for row in times_ahead(found) if row.kind == "first"] == [""]


# -- beside -------------------------------------------------------------------------------------


def test_at_most_three_answers_are_asked_for(catalog: Catalog) -> None:
    found = result(
        catalog, {"service": WORK}, {"service": "psychiatric_daycare"}, {"service": PRIVATE}
    )
    told = narrowings(found)
    assert len(told) == 3
    assert [one.field for one in told] == [one.field for one in found.unknowns[:3]]
    assert all(one.about % 100 == 0 for one in told)


def test_the_curve_is_of_a_service_counted_in_days(catalog: Catalog) -> None:
    found = days_curve(
        result(catalog, {"service": WORK}, {"service": "employment_transition"}), catalog
    )
    assert found is not None
    assert found.curve.service == WORK
    assert [line.service for line in found.others] == ["employment_transition"]
    assert days_curve(result(catalog, {"service": PRIVATE}), catalog) is None


def test_another_insurance_is_shown_to_dependants(catalog: Catalog) -> None:
    care = {"service": "psychiatric_daycare"}
    found = otherwise(result(catalog, care), catalog)
    assert found is not None
    assert not found.insurance
    mine = result(catalog, care, medical={"insurance": "employee_dependant"})
    changed = otherwise(mine, catalog)
    assert changed is not None
    assert changed.insurance


def test_figures_of_articles_stand_beside_what_they_speak_of(catalog: Catalog) -> None:
    welfare, private = (result(catalog, {"service": one}) for one in (WORK, PRIVATE))
    beside = welfare_beside(welfare, catalog)
    assert beside is not None
    assert beside.own == welfare.ledger("welfare").payable
    assert welfare_beside(private, catalog) is None
    prices = private_beside(private, catalog)
    assert prices is not None
    assert isinstance(prices.articles, YenRange)
    assert [line.service for line in prices.lines] == [PRIVATE]
    assert private_beside(welfare, catalog) is None


def test_what_is_used_no_time_stands_beside_nothing(catalog: Catalog) -> None:
    assert private_beside(result(catalog, {"service": PRIVATE, "times": 0}), catalog) is None
    other = {"service": "employment_transition", "times": 0}
    found = days_curve(result(catalog, {"service": WORK}, other), catalog)
    assert found is not None
    assert found.others == ()


def test_a_contract_whose_times_are_not_known_is_judged_as_one_time_a_month(
    catalog: Catalog,
) -> None:
    """15,000 a time is still usual: 6 months of one time each come to 90,000."""
    for total, is_above in ((90_000, False), (90_001, True)):
        whole = {"total_yen": total, "months": 6, "paid_monthly": True}
        found = result(catalog, {"service": PRIVATE, "times": 0, "lump": whole})
        assert asks_to_look(found) == is_above


def test_papers_are_figures_of_the_month(catalog: Catalog) -> None:
    found = paper_fees(result(catalog), catalog)
    assert found
    assert all(one.key.startswith("paper.") and one.in_force(MONTH) for one in found)


# -- the form -----------------------------------------------------------------------------------


def test_what_costs_nothing_is_never_offered(catalog: Catalog) -> None:
    offered = offered_services([PRIVATE, "nowhere", FREE, WORK], catalog)
    assert [one.place for one in offered.put_in] == [PRIVATE, FREE, WORK]
    assert [one.place for one in offered.paid] == [PRIVATE, WORK]
    assert [one.place for one in offered.free] == [FREE]
    # 家族教室 and the like are free at most places, and may be given a price.
    paid = {
        one.id for one in catalog.services if one.cost_kind != "free" or "own_price" in one.asks
    }
    assert not any(one.id == "support_centre" for one in offered.others)
    put_in = {one.service.id for one in offered.paid}
    assert put_in | {one.id for one in offered.others} == paid


def test_a_household_is_asked_about_where_it_counts(catalog: Catalog) -> None:
    assert uses([WORK], "welfare", catalog)
    assert not uses([WORK, PRIVATE, "nowhere"], "medical", catalog)


def test_a_service_begins_with_its_usual_times(catalog: Catalog) -> None:
    for service in catalog.services:
        assert first_times(service) == (service.times_typical or 1)


@pytest.mark.parametrize(
    ("times", "shown"), [(4, 4), (0, 0), (MOST_TIMES, 31), (32, 0), (-1, 0), ("4", 0), (True, 0)]
)
def test_times_that_cannot_be_chosen_show_as_none(times: object, shown: int) -> None:
    assert times_shown(times) == shown


def test_twelve_months_from_this_one_and_the_one_asked_for(catalog: Catalog) -> None:
    figures = catalog.figures
    months = months_offered(MONTH, date(2026, 11, 30), figures)
    assert (months[0], months[1], months[2], months[-1]) == (
        "2026-11",
        "2026-12",
        "2027-01",
        "2027-10",
    )
    assert months_offered("2025-01", date(2026, 11, 30), figures) == ("2025-01", *months)
