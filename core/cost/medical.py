"""自立支援医療 and its absence: bills rounded at the counter, one monthly cap, 高額療養費."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from core.catalog import Catalog, Service
from core.cost.household import MedicalClass
from core.cost.line import Line, plain_line, price_range
from core.cost.request import Usage
from core.figures import Figures
from core.money import ZERO, YenRange, round_to_ten, round_yen


@dataclass(frozen=True, slots=True)
class Bills:
    """Equal bills of one provider in the month. ``gross`` in yen per bill (10割)."""

    gross: int
    times: int
    place: str
    """Bills of one place are added up for 高額療養費; a pharmacy counts with its clinic."""


def bill_share(gross: int, rate: Decimal) -> int:
    """What one bill asks at the counter, in yen: the share, rounded to 10 yen."""
    return round_to_ten(Decimal(gross) * rate)


def high_cost_limit(cost_class: str, gross_total: int, month: str, figures: Figures) -> int:
    """高額療養費: the limit of a month in yen for a class (a, i, u, e, o) under 70.

    ``gross_total`` is the month's whole medical cost in yen. Raises FigureNotInForce.
    """
    base = figures.yen(f"high_cost.{cost_class}.base", month)
    if cost_class in ("e", "o"):
        return base
    over = gross_total - figures.yen(f"high_cost.{cost_class}.threshold", month)
    if over <= 0:
        return base
    return base + round_yen(Decimal(over) * figures.at("high_cost.rate", month).value)


def _after_high_cost(
    shares: dict[str, int],
    gross: dict[str, int],
    medical: MedicalClass,
    month: str,
    figures: Figures,
) -> tuple[int, ...]:
    """The sum under each possible class. Only places with 21,000 yen or more are added up."""
    total = sum(shares.values())
    smallest = min(figures.yen(f"high_cost.{c}.base", month) for c in medical.high_cost)
    if total <= smallest:
        return (total,)
    minimum = figures.yen("high_cost.pool_minimum", month)
    pooled = [place for place, share in shares.items() if share >= minimum]
    pooled_share = sum(shares[place] for place in pooled)
    pooled_gross = sum(gross[place] for place in pooled)
    results = []
    for cost_class in medical.high_cost:
        limit = high_cost_limit(cost_class, pooled_gross, month, figures)
        results.append(total - max(0, pooled_share - limit))
    return tuple(results)


def month_share(
    bills: tuple[Bills, ...], medical: MedicalClass, month: str, figures: Figures
) -> YenRange:
    """What the month's bills come to under one class, in yen, not above its cap."""
    shares: dict[str, int] = {}
    gross: dict[str, int] = {}
    for bill in bills:
        share = bill_share(bill.gross, medical.rate) * bill.times
        shares[bill.place] = shares.get(bill.place, 0) + share
        gross[bill.place] = gross.get(bill.place, 0) + bill.gross * bill.times
    if medical.cap is not None:
        return YenRange.of(min(sum(shares.values()), medical.cap))
    sums = _after_high_cost(shares, gross, medical, month, figures)
    return YenRange(min(sums), max(sums))


def line(
    usage: Usage,
    service: Service,
    classes: tuple[MedicalClass, ...],
    month: str,
    catalog: Catalog,
) -> Line:
    """Equal bills of one service, with their share over all possible rates before any cap."""
    gross = price_range(usage, service, month, catalog)
    rates = {one.rate for one in classes}
    low = min(bill_share(gross.low, rate) for rate in rates) * usage.times
    high = max(bill_share(gross.high, rate) for rate in rates) * usage.times
    return plain_line(usage, service, YenRange(low, high), month, catalog, gross=gross)


def place(service_id: str) -> str:
    """Bills of one clinic are added up, its pharmacy slips too; a nursing station is its own."""
    return service_id if service_id == "psychiatric_home_nursing" else "clinic"


def payments(
    lines: tuple[Line, ...],
    classes: tuple[MedicalClass, ...],
    covered: bool,
    month: str,
    figures: Figures,
) -> tuple[YenRange, YenRange]:
    """(share, payable) of the month over all possible classes, in yen.

    ``covered``: a local subsidy pays the whole share, where the rate is that of the certificate.
    """
    if not lines:
        return ZERO, ZERO
    low = tuple(Bills(one.gross.low, one.times, place(one.service)) for one in lines)
    high = tuple(Bills(one.gross.high, one.times, place(one.service)) for one in lines)
    known = low == high
    certificate_rate = figures.at("medical.rate.certificate", month).value
    shares, payables = [], []
    for one in classes:
        share = month_share(low, one, month, figures)
        if not known:
            top = month_share(high, one, month, figures)
            share = YenRange(min(share.low, top.low), max(share.high, top.high))
        shares.append(share)
        payables.append(ZERO if covered and one.rate == certificate_rate else share)
    return YenRange.around(shares), YenRange.around(payables)
