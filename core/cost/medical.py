"""自立支援医療 and its absence: bills rounded at the counter, one monthly cap, 高額療養費."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from core.catalog import FIRST_OF_MONTH, Catalog, Service
from core.cost.household import OVER_70, MedicalClass
from core.cost.line import Line, plain_line, price_range, price_sources
from core.cost.request import Usage
from core.figures import Figures
from core.money import ZERO, YenRange, round_yen, share_to_ten


def bill_share(gross: int, rate: Decimal) -> int:
    """What one bill asks at the counter, in yen: the share, rounded to 10 yen."""
    return share_to_ten(gross, rate)


def high_cost_limit(cost_class: str, gross_total: int, month: str, figures: Figures) -> int:
    """高額療養費: the limit of a month in yen for the household of a class (a, i, u, e, o; from 70 on
    over70.a … over70.o1).

    ``gross_total`` is the month's whole medical cost in yen. Raises FigureNotInForce.
    """
    # 現役並み (a, i, u from 70 on) has the amounts of ア, イ and ウ.
    rising = cost_class.removeprefix(OVER_70)
    if rising not in _RISING:
        return figures.yen(f"high_cost.{cost_class}.base", month)
    base = figures.yen(f"high_cost.{rising}.base", month)
    over = gross_total - figures.yen(f"high_cost.{rising}.threshold", month)
    if over <= 0:
        return base
    return base + round_yen(Decimal(over) * figures.at("high_cost.rate", month).value)


_RISING = ("a", "i", "u")
"""Classes whose limit grows with the whole cost."""


def outpatient_limit(cost_class: str, month: str, figures: Figures) -> int | None:
    """From 70 on: what one person's visits of a month stop at, before the household's limit, in yen.

    None where the class has none: 現役並み, and everybody below 70. Raises FigureNotInForce.
    """
    if not cost_class.startswith(OVER_70) or cost_class.removeprefix(OVER_70) in _RISING:
        return None
    return figures.yen(f"high_cost.{cost_class}.outpatient", month)


def limit_keys(cost_class: str) -> tuple[str, ...]:
    """Keys of the figures that the limit of a class is counted with."""
    rising = cost_class.removeprefix(OVER_70)
    if rising in _RISING:
        return (f"high_cost.{rising}.base", f"high_cost.{rising}.threshold", "high_cost.rate")
    if cost_class.startswith(OVER_70):
        return (f"high_cost.{cost_class}.outpatient", f"high_cost.{cost_class}.base")
    return (f"high_cost.{cost_class}.base",)


@lru_cache(maxsize=256)
def _smallest_limit(high_cost: tuple[str, ...], month: str, figures: Figures) -> int:
    """No limit of these classes is below this, in yen. (Kept: classes of the law, nobody's amounts.)"""
    found = [high_cost_limit(one, 0, month, figures) for one in high_cost]
    visits = [outpatient_limit(one, month, figures) for one in high_cost]
    return min([*found, *[one for one in visits if one is not None]])


class Till(NamedTuple):
    """What the month's bills come to at the counter under one rate, in yen by place (10割: gross).

    Bills of one place are added up for 高額療養費; a pharmacy counts with its clinic.
    """

    shares: dict[str, int]
    gross: dict[str, int]
    total: int


class Bills(NamedTuple):
    """Bills of one place in the month: ``times`` of ``gross`` yen each (10割).

    ``first`` is what the first one asks besides, once in the month.
    """

    gross: YenRange
    times: int
    place: str
    first: YenRange = ZERO


def bills_of(lines: Iterable[Line]) -> tuple[Bills, ...]:
    """The bills behind the lines of the medical ledger."""
    return tuple(Bills(one.gross, one.times, one.place, one.first) for one in lines)


def month_share(gross: int, first: int, times: int, rate: Decimal) -> int:
    """What the bills of one line ask in the month, in yen: each is rounded, the first one with
    what it asks besides."""
    if not first or not times:
        return bill_share(gross, rate) * times
    return bill_share(gross + first, rate) + bill_share(gross, rate) * (times - 1)


def _till(bills: list[tuple[int, int, int, str]], rate: Decimal) -> Till:
    """Add up bills: (yen per bill, what the first asks besides, how many, place)."""
    shares: dict[str, int] = {}
    gross: dict[str, int] = {}
    for each, first, times, where in bills:
        shares[where] = shares.get(where, 0) + month_share(each, first, times, rate)
        gross[where] = gross.get(where, 0) + each * times + (first if times else 0)
    return Till(shares, gross, sum(shares.values()))


def _sides(low: int, high: int, minimum: int) -> tuple[bool, ...]:
    """Whether a place is added up (True), stays below the line (False), or may do either."""
    if low >= minimum:
        return (True,)
    return (True, False) if high >= minimum else (False,)


def _after_high_cost(
    low: Till, high: Till, high_cost: tuple[str, ...], month: str, figures: Figures
) -> tuple[int, int]:
    """From the least to the most that is paid, for all prices between the two tills, in yen."""
    if high.total <= _smallest_limit(high_cost, month, figures):
        return low.total, high.total
    below = tuple([one for one in high_cost if not one.startswith(OVER_70)])
    sums = _below_70(low, high, below, month, figures) if below else []
    for one in high_cost:
        if one.startswith(OVER_70):
            sums += [_from_70(till, one, month, figures) for till in (low, high)]
    return min(sums), max(sums)


def _from_70(till: Till, cost_class: str, month: str, figures: Figures) -> int:
    """First the visits of the person up to their limit, then what is left up to the household's.

    Every bill counts, however small.
    """
    paid, visits = till.total, outpatient_limit(cost_class, month, figures)
    if visits is not None:
        paid = min(paid, visits)
    return min(paid, high_cost_limit(cost_class, sum(till.gross.values()), month, figures))


def _below_70(
    low: Till, high: Till, high_cost: tuple[str, ...], month: str, figures: Figures
) -> list[int]:
    """What may be paid in all below 70, the least and the most among it.

    Only places with 21,000 yen or more are added up; the others are paid in full. A price range
    that reaches over that line may fall on either side of it, so each side is counted.
    """
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
    return sums


def line(
    usage: Usage,
    service: Service,
    classes: tuple[MedicalClass, ...],
    month: str,
    catalog: Catalog,
) -> Line:
    """The bills of one service, with their share over all possible rates before any cap."""
    gross, first = price_range(usage, service, month, catalog), ZERO
    keys: tuple[str, ...] = ()
    if service.first_of_month and price_sources(usage, service):
        gross, first, keys = _first_of_month(service, month, catalog.figures)
    # A higher rate never asks less, so the two ends are enough.
    rates, times = {one.rate for one in classes}, usage.times
    low = month_share(gross.low, first.low, times, min(rates))
    high = month_share(gross.high, first.high, times, max(rates))
    share = YenRange(low, high)
    place = service.id if service.bills == "own" else service.bills
    return plain_line(
        usage, service, share, month, catalog, gross=gross, sources=keys, place=place, first=first
    )


def _first_of_month(
    service: Service, month: str, figures: Figures
) -> tuple[YenRange, YenRange, tuple[str, ...]]:
    """Where the first visit of a month costs more: what a later one costs, what the first one asks
    besides, and the keys of that. ``price.<id>.high`` is such a first visit.
    """
    keys = tuple([f"price.{service.id}.{one}" for one in FIRST_OF_MONTH])
    first_low, later, monthly = (figures.yen(key, month) for key in keys)
    low = figures.yen(f"price.{service.id}.low", month)
    high = figures.yen(f"price.{service.id}.high", month)
    return YenRange(low, later), YenRange(first_low, high + monthly - later), keys


@lru_cache(maxsize=256)
def _least_visits(high_cost: tuple[str, ...], month: str, figures: Figures) -> int | None:
    """The lowest limit of visits from 70 on among these classes, in yen.

    None where none has one that is known: a limit that nobody knows is none.
    """
    keys = [f"high_cost.{one}.outpatient" for one in high_cost if one.startswith(OVER_70)]
    return min([figures.yen(key, month) for key in keys if figures.has(key, month)], default=None)


class MonthBills:
    """The month's bills of the medical ledger, from the cheapest to the dearest.

    What is added up once is kept: many classes pay alike, and the list of unknowns asks for the
    same ones again and again.
    """

    def __init__(self, bills: tuple[Bills, ...], month: str, figures: Figures) -> None:
        self._bills, self._month, self._figures = bills, month, figures
        self._exact = all(one.gross.exact and one.first.exact for one in bills)
        self._tills: dict[Decimal, tuple[Till, Till]] = {}
        self._high_cost: dict[tuple[Decimal, tuple[str, ...]], tuple[int, int]] = {}

    def _add_up(self, rate: Decimal) -> tuple[Till, Till]:
        """The till with the cheapest bills, and the one with the dearest; kept."""
        low = high = _till(
            [(one.gross.low, one.first.low, one.times, one.place) for one in self._bills], rate
        )
        if not self._exact:
            high = _till(
                [(one.gross.high, one.first.high, one.times, one.place) for one in self._bills],
                rate,
            )
        self._tills[rate] = (low, high)
        return low, high

    def _under(self, one: MedicalClass) -> tuple[int, int]:
        """From the least to the most under one class, in yen, not above its cap."""
        rate, cap = one.rate, one.cap
        low, high = self._tills.get(rate) or self._add_up(rate)
        if cap is not None:
            visits = _least_visits(one.high_cost, self._month, self._figures)
            if visits is None or visits >= cap:
                return min(low.total, cap), min(high.total, cap)
        pays = (rate, one.high_cost)
        found = self._high_cost.get(pays)
        if found is None:
            found = _after_high_cost(low, high, one.high_cost, self._month, self._figures)
            self._high_cost[pays] = found
        return found if cap is None else (min(found[0], cap), min(found[1], cap))

    def payments(
        self, classes: tuple[MedicalClass, ...], covered: bool
    ) -> tuple[YenRange, YenRange]:
        """(share, payable) of the month over all possible classes, in yen.

        ``covered``: a local subsidy pays the whole share of the classes with the certificate.
        """
        if not self._bills:
            return ZERO, ZERO
        ends = [self._under(one) for one in classes]
        share = _hull(ends)
        if not covered:
            return share, share
        both = zip(classes, ends, strict=True)
        return share, _hull([(0, 0) if one.by_certificate else end for one, end in both])


def _hull(ends: list[tuple[int, int]]) -> YenRange:
    """The smallest range that holds all (low, high)."""
    return YenRange(min([low for low, _ in ends]), max([high for _, high in ends]))
