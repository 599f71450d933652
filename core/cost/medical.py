"""自立支援医療 and its absence: bills rounded at the counter, one monthly cap, 高額療養費."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from core.catalog import Catalog, Service
from core.cost.household import MedicalClass
from core.cost.line import Line, plain_line, price_range
from core.cost.request import Usage
from core.figures import Figures
from core.money import ZERO, YenRange, round_to_ten, round_yen


@lru_cache(maxsize=4096)
def bill_share(gross: int, rate: Decimal) -> int:
    """What one bill asks at the counter, in yen: the share, rounded to 10 yen.

    Kept, because the line, the till and the explanation each ask for the same bill.
    """
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


@lru_cache(maxsize=256)
def _smallest_base(high_cost: tuple[str, ...], month: str, figures: Figures) -> int:
    """No limit of these classes is below this, in yen."""
    return min(figures.yen(f"high_cost.{one}.base", month) for one in high_cost)


class Till(NamedTuple):
    """What the month's bills come to at the counter under one rate, in yen by place (10割: gross).

    Bills of one place are added up for 高額療養費; a pharmacy counts with its clinic.
    """

    shares: dict[str, int]
    gross: dict[str, int]
    total: int


class Bills(NamedTuple):
    """Equal bills of one place in the month. ``gross`` in yen per bill (10割)."""

    gross: YenRange
    times: int
    place: str


def bills_of(lines: Iterable[Line]) -> tuple[Bills, ...]:
    """The bills behind the lines of the medical ledger."""
    return tuple(Bills(one.gross, one.times, one.place) for one in lines)


def _till(bills: list[tuple[int, int, str]], rate: Decimal) -> Till:
    """Add up equal bills: (yen per bill, how many, place)."""
    shares: dict[str, int] = {}
    gross: dict[str, int] = {}
    for each, times, where in bills:
        shares[where] = shares.get(where, 0) + bill_share(each, rate) * times
        gross[where] = gross.get(where, 0) + each * times
    return Till(shares, gross, sum(shares.values()))


def _sides(low: int, high: int, minimum: int) -> tuple[bool, ...]:
    """Whether a place is added up (True), stays below the line (False), or may do either."""
    if low >= minimum:
        return (True,)
    return (True, False) if high >= minimum else (False,)


def _after_high_cost(
    low: Till, high: Till, high_cost: tuple[str, ...], month: str, figures: Figures
) -> tuple[int, int]:
    """From the least to the most that is paid, for all prices between the two tills, in yen.

    Only places with 21,000 yen or more are added up; the others are paid in full. A price range
    that reaches over that line may fall on either side of it, so each side is counted.
    """
    if high.total <= _smallest_base(high_cost, month, figures):
        return low.total, high.total
    minimum = figures.yen("high_cost.pool_minimum", month)
    sums: list[int] = []
    possible = [_sides(low.shares[where], high.shares[where], minimum) for where in low.shares]
    for pooled in product(*possible):
        sides = list(zip(low.shares, pooled, strict=True))
        over = [where for where, is_over in sides if is_over]
        under = [where for where, is_over in sides if not is_over]
        alone_low = sum([low.shares[where] for where in under])
        alone_high = sum([min(high.shares[where], minimum - 10) for where in under])
        pool_low = sum([max(low.shares[where], minimum) for where in over])
        pool_high = sum([high.shares[where] for where in over])
        gross_low = sum([low.gross[where] for where in over])
        gross_high = sum([high.gross[where] for where in over])
        for one in high_cost:
            sums.append(alone_low + min(pool_low, high_cost_limit(one, gross_low, month, figures)))
            limit = high_cost_limit(one, gross_high, month, figures)
            sums.append(alone_high + min(pool_high, limit))
    return min(sums), max(sums)


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
    low = min([bill_share(gross.low, rate) for rate in rates]) * usage.times
    high = max([bill_share(gross.high, rate) for rate in rates]) * usage.times
    line = plain_line(usage, service, YenRange(low, high), month, catalog, gross=gross)
    return line._replace(place=service.id if service.bills == "own" else service.bills)


class MonthBills:
    """The month's bills of the medical ledger, from the cheapest to the dearest.

    What is added up once is kept: many classes pay alike, and the list of unknowns asks for the
    same ones again and again.
    """

    def __init__(self, bills: tuple[Bills, ...], month: str, figures: Figures) -> None:
        self._bills, self._month, self._figures = bills, month, figures
        self._exact = all(one.gross.exact for one in bills)
        self._tills: dict[Decimal, tuple[Till, Till]] = {}
        self._high_cost: dict[tuple[Decimal, tuple[str, ...]], tuple[int, int]] = {}

    def _add_up(self, rate: Decimal) -> tuple[Till, Till]:
        """The till with the cheapest bills, and the one with the dearest; kept."""
        low = high = _till([(one.gross.low, one.times, one.place) for one in self._bills], rate)
        if not self._exact:
            high = _till([(one.gross.high, one.times, one.place) for one in self._bills], rate)
        self._tills[rate] = (low, high)
        return low, high

    def _under(self, one: MedicalClass) -> tuple[int, int]:
        """From the least to the most under one class, in yen, not above its cap."""
        rate, cap = one.rate, one.cap
        low, high = self._tills.get(rate) or self._add_up(rate)
        if cap is not None:
            return min(low.total, cap), min(high.total, cap)
        pays = (rate, one.high_cost)
        found = self._high_cost.get(pays)
        if found is None:
            found = _after_high_cost(low, high, one.high_cost, self._month, self._figures)
            self._high_cost[pays] = found
        return found

    def payments(
        self, classes: tuple[MedicalClass, ...], covered: bool
    ) -> tuple[YenRange, YenRange]:
        """(share, payable) of the month over all possible classes, in yen.

        ``covered``: a local subsidy pays the whole share, where the rate is the certificate's.
        """
        if not self._bills:
            return ZERO, ZERO
        ends = [self._under(one) for one in classes]
        share = _hull(ends)
        if not covered:
            return share, share
        own = self._figures.at("medical.rate.certificate", self._month).value
        return share, _hull(
            [(0, 0) if one.rate == own else end for one, end in zip(classes, ends, strict=True)]
        )


def _hull(ends: list[tuple[int, int]]) -> YenRange:
    """The smallest range that holds all (low, high)."""
    return YenRange(min([low for low, _ in ends]), max([high for _, high in ends]))
