"""One line of a ledger: a service, how often, at what price, and its share before any cap."""

from __future__ import annotations

from typing import NamedTuple

from core.catalog import Catalog, Service
from core.cost.request import Usage
from core.money import ZERO, YenRange


class Line(NamedTuple):
    """``gross`` is yen per time (10割), or the price asked per time.

    ``before_cap`` is the line's share of the month before any cap, in yen. ``typical``: the
    catalogue's typical prices, not this provider's own. ``note`` names what is special about it
    (a key of explain.toml), "" for most.
    """

    service: str
    name: str
    unit: str
    times: int
    gross: YenRange
    before_cap: YenRange
    typical: bool
    needs_check: bool
    sources: tuple[str, ...]
    note: str = ""
    detail: str = ""
    """The arithmetic behind ``gross`` where it comes from units."""
    absent: YenRange = ZERO
    """The month's 欠席時対応加算 in yen, where it is not part of the units."""
    place: str = ""
    """Where its bills are added up: of one clinic, its pharmacy slips too; a nursing station alone."""
    first: YenRange = ZERO
    """What the first time in the month asks besides ``gross``, once (10割)."""


def price_range(usage: Usage, service: Service, month: str, catalog: Catalog) -> YenRange:
    """Yen per time: the provider's own where given, else the catalogue's low–high of the month.

    A subscription (``price_per`` "month"): yen a month; where no such price is published, what the
    times of the month usually cost.
    A quote with one end missing takes the catalogue's other end, widened where it must be.
    Raises FigureNotInForce when the catalogue has no price for the month.
    """
    if usage.gross_yen_per_time is not None:
        return YenRange.of(usage.gross_yen_per_time)
    low, high = usage.price_low_yen, usage.price_high_yen
    if low is not None and high is not None:
        return YenRange(low, high)
    if service.cost_kind == "free":
        known = low if low is not None else high
        return YenRange.of(known or 0)
    usual = _usual_keys(usage, service)
    each = 1 if usage.price_per == "time" or service.by_month else usage.times
    if low is not None:
        return YenRange(low, max(low, catalog.figures.yen(usual[1], month) * each))
    least = catalog.figures.yen(usual[0], month) * each
    if high is not None:
        return YenRange(min(least, high), high)
    return YenRange(least, catalog.figures.yen(usual[1], month) * each)


def _usual_keys(usage: Usage, service: Service) -> tuple[str, str]:
    """Keys of the usual low and high price: of a month where it is paid so and that is known."""
    by_month = service.by_month if usage.price_per == "month" else None
    if by_month is not None:
        return by_month.low, by_month.high
    return f"price.{service.id}.low", f"price.{service.id}.high"


def price_sources(usage: Usage, service: Service) -> tuple[str, ...]:
    """Keys of the catalogue's prices that ``price_range`` used; none when the family gave its own."""
    if service.cost_kind == "free" or usage.gross_yen_per_time is not None:
        return ()
    if "tuition_support" in service.asks:
        return ()  # core.cost.school has its own, by the kind of school
    if usage.price_low_yen is not None or usage.price_high_yen is not None:
        return ()
    return _usual_keys(usage, service)


def plain_line(
    usage: Usage,
    service: Service,
    before_cap: YenRange,
    month: str,
    catalog: Catalog,
    *,
    gross: YenRange,
    sources: tuple[str, ...] = (),
    note: str = "",
    detail: str = "",
    absent: YenRange = ZERO,
    place: str = "",
    first: YenRange = ZERO,
) -> Line:
    """A line of a service with its share, and whether anything in it is 要確認."""
    prices = price_sources(usage, service)
    if usage.claim is not None or usage.lump is not None:
        prices = ()
    keys = (*prices, *sources)
    doubtful = not service.confirmed
    for key in keys:
        doubtful = doubtful or catalog.figures.at(key, month).needs_check
    return Line(
        service.id,
        service.name,
        service.unit,
        usage.times,
        gross,
        before_cap,
        bool(prices),
        doubtful,
        keys,
        note,
        detail,
        absent,
        place,
        first,
    )
