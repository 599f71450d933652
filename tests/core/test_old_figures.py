"""Never an old figure: what ends is never carried on, what is open for one fiscal year only, told.

DESIGN section 2; the case of B6 in the review of 2026-11-26. All rows of data/ without an end were
last checked in November 2026, so in fiscal year 2026: they are sure to 2027-03, told to 2028-03.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from core import Case, CostRequest, FigureNotInForce, compose_plan, estimate, load_catalog
from core.catalog import Catalog
from core.cost.estimate import Estimate, estimate_rest
from core.cost.explain import notice_words
from core.cost.month import count_month
from core.cost_form import months_offered
from core.figures import CarriedFigure, Figure, Figures, WatchedFigures, fiscal_year, month_text
from core.find import own_cost, usual_price
from core.provider import Quote, public_same_months
from tests.reference.households import household

TOLD = "2026年度の決まりのまま計算しています"
WORK = {"service": "employment_transition", "times": 20, "gross_yen_per_time": 7_000}
TAXED = {"tax": "taxed", "income_levy_yen": 100_000}

HOME = {"residence": "group_home", "rent_yen": 30_000, "living_yen": 0}


def asked(month: str, *usages: dict[str, Any], **parts: Any) -> CostRequest:
    return CostRequest.model_validate({"month": month, "usages": [*usages], **parts})


def in_work(month: str) -> CostRequest:
    """B6: 就労移行 20 × 7,000 yen, taxed, levy 100,000: a tenth of 140,000, so the cap of 9,300."""
    return asked(month, WORK, person={"age": 34}, welfare=TAXED)


def row(key: str = "a.b", value: int = 1, **changes: Any) -> Figure:
    known = {
        "key": key,
        "label": "負担上限月額",
        "value": Decimal(value),
        "unit": "円/月",
        "valid_from": date(2024, 4, 1),
        "valid_to": None,
        "grade": "A",
        "confirmed": True,
        "source": "市のページ",
        "url": "",
        "checked_on": date(2026, 11, 22),
        "note": "",
    }
    return Figure.model_validate(known | changes)


def checked_again(catalog: Catalog, day: date, *prefixes: str) -> Catalog:
    """The catalogue after a review: open rows of these beginnings were looked at on the day."""
    rows = [
        one.but(checked_on=day) if one.valid_to is None and one.key.startswith(prefixes) else one
        for one in catalog.figures
    ]
    return catalog.model_copy(update={"figures": Figures(rows)})


# --- one row ---


@pytest.mark.parametrize(
    ("month", "year"),
    [("2026-03", 2025), ("2026-04", 2026), ("2027-03", 2026), ("2027-04", 2027), ("2028-03", 2027)],
)
def test_a_fiscal_year_goes_from_april_to_march(month: str, year: int) -> None:
    assert fiscal_year(month) == year


@pytest.mark.parametrize(
    ("month", "held"),
    [
        ("2024-03", "refused"),
        ("2024-04", "sure"),
        ("2026-03", "sure"),
        ("2026-04", "sure"),
        ("2027-03", "sure"),
        ("2027-04", "told"),
        ("2028-03", "told"),
        ("2028-04", "refused"),
        ("2030-01", "refused"),
        ("9999-12", "refused"),
    ],
)
def test_an_open_row_is_sure_then_told_then_refused(month: str, held: str) -> None:
    figures = Figures([row(value=9_300)])
    assert figures.has("a.b", month) is (held != "refused")
    assert bool(figures.in_force(month)) is (held != "refused")
    if held == "refused":
        for look in (figures.at, figures.yen):
            with pytest.raises(FigureNotInForce, match="負担上限月額"):
                look("a.b", month)
        return
    found = figures.at("a.b", month)
    assert (found.yen, figures.yen("a.b", month)) == (9_300, 9_300)
    assert isinstance(found, CarriedFigure) is (held == "told")
    assert found.needs_check is (held == "told")
    assert figures.carries(month) is (held == "told")


@pytest.mark.parametrize(
    ("checked", "last_sure", "first_told"),
    [
        (date(2026, 3, 31), "2026-03", "2026-04"),
        (date(2026, 4, 1), "2027-03", "2027-04"),
        (date(2027, 3, 31), "2027-03", "2027-04"),
        (date(2027, 4, 1), "2028-03", "2028-04"),
    ],
)
def test_the_day_of_the_check_decides_how_long_a_row_holds(
    checked: date, last_sure: str, first_told: str
) -> None:
    figures = Figures([row(checked_on=checked)])
    assert not figures.at("a.b", last_sure).needs_check
    told = figures.at("a.b", first_told)
    assert isinstance(told, CarriedFigure)
    assert told.checked_year == fiscal_year(first_told) - 1


@pytest.mark.parametrize("end", [date(2027, 3, 31), date(2027, 5, 31), date(2026, 5, 31)])
def test_a_row_with_an_end_is_never_carried_on(end: date) -> None:
    figures = Figures([row(valid_to=end)])
    last = month_text(end.year * 12 + end.month - 1)
    after = month_text(end.year * 12 + end.month)
    assert not figures.at("a.b", last).needs_check
    assert not figures.carries(after)
    with pytest.raises(FigureNotInForce):
        figures.at("a.b", after)


def test_what_ended_before_a_new_row_is_not_filled_from_either_side() -> None:
    rows = [row(valid_to=date(2026, 5, 31)), row(valid_from=date(2026, 8, 1), value=2)]
    with pytest.raises(FigureNotInForce):
        Figures(rows).at("a.b", "2026-07")


def test_watched_figures_note_only_what_is_carried_and_leave_no_trace() -> None:
    figures = Figures([row("a.b"), row("c.d", checked_on=date(2027, 4, 2))])
    watched = WatchedFigures(figures)
    assert (watched.yen("c.d", "2027-04"), watched.carried) == (1, ())
    assert (watched.yen("a.b", "2027-04"), watched.carried) == (1, ("a.b",))
    watched.plain.at("a.b", "2027-04")
    assert WatchedFigures(figures).carried == ()
    assert watched.plain is figures
    assert WatchedFigures(watched).plain is figures


# --- one month of a family, with its own price (B6) ---


@pytest.mark.parametrize("month", ["2026-03", "2026-04", "2026-11", "2027-03"])
def test_a_month_whose_rows_are_in_force_is_not_told(catalog: Catalog, month: str) -> None:
    result = estimate(in_work(month), catalog)
    assert (result.monthly.low, result.monthly.high) == (9_300, 9_300)
    assert (result.unconfirmed, result.carried, result.notices) == (False, (), ())


@pytest.mark.parametrize("month", ["2027-04", "2028-03"])
def test_the_next_fiscal_year_is_counted_and_told(catalog: Catalog, month: str) -> None:
    result = estimate(in_work(month), catalog)
    assert (result.monthly.low, result.monthly.high) == (9_300, 9_300)
    assert result.unconfirmed
    assert {"welfare.rate", "welfare.cap.adult_general1"} <= set(result.carried)
    assert result.notices[0] == "notice.carried"
    assert TOLD in notice_words("notice.carried", month, catalog).family


@pytest.mark.parametrize("month", ["2028-04", "2030-01"])
@pytest.mark.parametrize(
    "request_of",
    [
        in_work,
        lambda month: asked(month, WORK, welfare={"certificate_cap_yen": 9_300}),
        lambda month: asked(month, WORK, welfare={"tax": "exempt"}),
        lambda month: asked(month, WORK, person={"public_assistance": True}),
        # Who has help with the rent in such a year is not known of anybody.
        lambda month: asked(month, welfare=HOME | {"income_levy_yen": 100_000}),
        lambda month: asked(month, welfare=HOME | {"certificate_cap_yen": 9_300}),
        lambda month: asked(
            month,
            {"service": "psychiatric_outpatient", "times": 2, "gross_yen_per_time": 5_000},
            medical={"certificate": "have", "certificate_cap_yen": 5_000},
        ),
    ],
)
def test_later_months_are_refused_by_name_also_with_an_own_price(
    catalog: Catalog, request_of: Any, month: str
) -> None:
    with pytest.raises(FigureNotInForce) as refusal:
        estimate(request_of(month), catalog)
    assert refusal.value.label in refusal.value.told
    rest, refused = estimate_rest(request_of(month), catalog)
    assert refused
    assert rest.request.usages == ()


def test_the_usual_price_that_ended_in_march_is_refused_in_april(catalog: Catalog) -> None:
    usual = {"service": "employment_transition", "times": 20}
    assert estimate(asked("2027-03", usual, welfare=TAXED), catalog).monthly.high == 9_300
    with pytest.raises(FigureNotInForce, match="就労移行支援 1日の総費用"):
        estimate(asked("2027-04", usual, welfare=TAXED), catalog)


def test_the_refund_of_the_household_is_told_and_refused_like_the_rest(catalog: Catalog) -> None:
    home = TAXED | {"others_paid_yen": 37_200}
    told = estimate(asked("2027-04", WORK, welfare=home), catalog)
    # (9,300 + 37,200 − 37,200) × 9,300 ÷ 46,500
    assert told.refund_later.high == 1_860
    assert "welfare.household_limit" in told.carried
    with pytest.raises(FigureNotInForce):
        estimate(asked("2028-04", WORK, welfare=home), catalog)


# --- only what is used is told ---


def test_a_price_of_the_family_s_own_that_rests_on_no_figure_is_not_told(catalog: Catalog) -> None:
    visit = {
        "service": "private_visit",
        "times": 2,
        "price_low_yen": 8_000,
        "price_high_yen": 8_000,
    }
    result = estimate(asked("2027-04", visit), catalog)
    assert (result.monthly.high, result.carried, result.notices) == (16_000, (), ())


def test_a_usual_fee_that_comes_once_is_told_too(catalog: Catalog) -> None:
    asks = {"price_low_yen": 200_000, "price_high_yen": 200_000}
    home = {"service": "private_residential", "times": 1, **asks}
    result = estimate(asked("2027-04", home), catalog)
    assert "fee.private_residential.entry.high" in result.carried
    assert "notice.carried" in result.notices


def test_a_usual_fee_that_no_figure_tells_any_more_is_said_to_be_missing(catalog: Catalog) -> None:
    asks = {"price_low_yen": 200_000, "price_high_yen": 200_000}
    home = {"service": "private_residential", "times": 1, **asks}
    late = estimate(asked("2028-04", home), catalog)
    # The family's own price rests on no figure; the usual fee for moving in is not known.
    assert (late.monthly.low, late.one_offs) == (200_000, ())
    assert late.notices == ("notice.fees_missing",)
    known = estimate(asked("2028-04", home | {"entry_yen": 0}), catalog)
    assert known.notices == ()


def test_with_a_printed_cap_the_table_of_caps_is_not_behind_the_amount(catalog: Catalog) -> None:
    result = estimate(asked("2027-04", WORK, welfare={"certificate_cap_yen": 9_300}), catalog)
    assert result.carried == ("welfare.rate",)


def test_after_a_review_of_one_ledger_only_the_other_is_told(catalog: Catalog) -> None:
    after = checked_again(catalog, date(2027, 4, 9), "welfare.")
    visit = {"service": "psychiatric_outpatient", "times": 2, "gross_yen_per_time": 5_000}
    assert estimate(in_work("2027-04"), after).carried == ()
    both = estimate(asked("2027-04", WORK, visit, welfare=TAXED), after)
    assert both.carried
    assert all(key.startswith(("medical.", "high_cost.", "paper.")) for key in both.carried)
    assert not after.figures.at("welfare.rate", "2028-03").needs_check
    assert estimate(in_work("2028-04"), after).carried


# --- every place where the amount stands ---


def test_the_plan_says_whose_year_its_amounts_are(catalog: Catalog) -> None:
    plan = compose_plan(Case(cost=in_work("2027-05")), catalog, today=date(2027, 5, 6))
    assert TOLD in plan.cost_basis
    assert plan.cost_unconfirmed
    now = compose_plan(Case(cost=in_work("2026-11")), catalog, today=date(2026, 11, 26))
    assert TOLD not in now.cost_basis


def test_the_cost_of_one_service_alone_says_it(catalog: Catalog) -> None:
    service = catalog.service("employment_transition")
    told = own_cost(service, in_work("2027-04"), catalog)
    assert told is not None
    assert told.needs_check
    assert TOLD in told.told
    sure = own_cost(service, in_work("2027-03"), catalog)
    assert sure is not None
    assert (sure.needs_check, sure.told) == (False, "")
    late = own_cost(service, in_work("2028-04"), catalog)
    assert late is not None
    assert (late.amount, "2028年4月" in late.refusal) == (None, True)


def test_a_usual_price_carries_its_mark(catalog: Catalog) -> None:
    service = catalog.service("private_visit")
    sure, told = (usual_price(service, month, catalog) for month in ("2027-03", "2027-04"))
    assert sure is not None
    assert told is not None
    assert (sure.figure.needs_check, told.figure.needs_check) == (False, True)
    assert usual_price(service, "2028-04", catalog) is None


def test_public_support_beside_a_quote_says_it(catalog: Catalog) -> None:
    quote = Quote(name="甲", months=6)
    told = public_same_months(quote, in_work("2026-11"), catalog, "2027-04")
    assert TOLD in told.told
    assert told.is_doubtful
    assert public_same_months(quote, in_work("2026-11"), catalog, "2027-03").told == ""
    assert not public_same_months(quote, in_work("2026-11"), catalog, "2028-04").has_sum


# --- the months of the screen ---


@pytest.mark.parametrize(
    ("today", "first", "last", "how_many"),
    [
        (date(2026, 11, 26), "2026-11", "2027-10", 12),
        (date(2027, 3, 31), "2027-03", "2028-02", 12),
        # On 1 April: the last month that is sure stands before this one.
        (date(2027, 4, 1), "2027-03", "2028-03", 13),
        (date(2027, 12, 1), "2027-03", "2028-03", 5),
        # Nobody has looked for a year: this month is refused, and the last sure one is there.
        (date(2028, 4, 1), "2027-03", "2028-04", 2),
    ],
)
def test_the_screen_offers_months_that_can_be_counted(
    catalog: Catalog, today: date, first: str, last: str, how_many: int
) -> None:
    this = f"{today.year}-{today.month:02d}"
    months = months_offered(this, today, catalog.figures)
    assert (months[0], months[-1], len(months)) == (first, last, how_many)
    assert this in months
    for month in months:
        if month != "2028-04":
            assert catalog.figures.has("welfare.rate", month)


def test_figures_that_all_end_offer_twelve_months() -> None:
    figures = Figures([row(valid_to=date(2027, 3, 31))])
    assert len(months_offered("2026-11", date(2026, 11, 26), figures)) == 12


# --- all requests and months ---


class _Strict(Figures):
    """Figures that know nothing of carrying on: only rows that hold by themselves."""

    def at(self, key: str, month: str) -> Figure:
        found = super().at(key, month)
        if isinstance(found, CarriedFigure):
            raise FigureNotInForce(key, found.label, month)
        return found

    def has(self, key: str, month: str) -> bool:
        return any(one.in_force(month) for one in self if one.key == key)

    def yen(self, key: str, month: str) -> int:
        return self.at(key, month).yen


def _answer(request: CostRequest, catalog: Catalog) -> Estimate | None:
    try:
        return estimate(request, catalog)
    except FigureNotInForce:
        return None


@pytest.mark.parametrize("part", range(4))
def test_whatever_is_asked_all_rows_hold_or_it_is_told_or_it_is_refused(part: int) -> None:
    """400 households at random in months from 2024 to 2030, against figures that never carry on."""
    catalog = load_catalog()
    strict = catalog.model_copy(update={"figures": _Strict(catalog.figures)})
    seen = {"sure": 0, "told": 0, "refused": 0}
    for seed in range(part * 100, part * 100 + 100):
        random = Random(seed)
        month = f"{random.choice((2024, 2026, 2027, 2027, 2028, 2028, 2030))}-{random.randint(1, 12):02d}"
        try:
            request = CostRequest.model_validate({**household(seed), "month": month})
        except ValueError:
            continue
        found = _answer(request, catalog)
        try:
            alone = count_month(request, strict)
        except FigureNotInForce:
            alone = None
        if found is None:
            assert alone is None
            seen["refused"] += 1
        elif alone is None:
            assert found.carried
            assert found.unconfirmed
            assert "notice.carried" in found.notices
            assert "2027-04" <= month <= "2028-03"
            seen["told"] += 1
        else:
            assert found.monthly == alone.monthly
            only_once = all(key.startswith(("fee.", "paper.")) for key in found.carried)
            assert only_once
            seen["sure"] += 1
    assert seen["sure"] >= 15
    assert seen["refused"] >= 15
    assert seen["told"] >= 2
