"""通信制高校: what a year costs, and what 就学支援金 pays of its tuition.

The support pays tuition only, so much a unit, for so many units a year and in all, by the kind of
school (rows ``tuition_support.*`` of figures.csv). What is not known is what is usual: so much a unit
and a year, by the kind of school (rows ``fee.correspondence_school.*``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from core.catalog import Service
from core.cost.request import Usage
from core.figures import Figures
from core.money import YenRange

Kind = Literal["public", "private"]
KINDS: tuple[Kind, ...] = ("public", "private")
MONTHS = 12
_UNITS = "tuition_support.correspondence.units_yearly"
_IN_ALL = "tuition_support.correspondence.units_total"


def is_school(service: Service) -> bool:
    """True for a service whose tuition has 就学支援金."""
    return "tuition_support" in service.asks


def kinds_of(usage: Usage) -> tuple[Kind, ...]:
    """The kinds of school that it can be."""
    return KINDS if usage.school is None else (usage.school,)


def usual_keys(kind: Kind, what: Literal["yearly", "per_unit"]) -> tuple[str, str]:
    """Keys of what a year, or a unit, of such a school usually costs."""
    stem = f"fee.correspondence_school.{kind}.{what}"
    return f"{stem}.low", f"{stem}.high"


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """A year at school in yen: all that is asked, what the support pays, and what is left to pay.

    ``tuition`` and ``other`` are the parts of ``asked``, None where one price stands for both.
    ``sources`` are the keys of the figures used.
    """

    asked: YenRange
    support: YenRange
    paid: YenRange
    tuition: YenRange | None
    other: YenRange | None
    sources: tuple[str, ...]


def monthly(year: YenRange) -> YenRange:
    """A twelfth of a year, rounded up so that nothing is left out."""
    return YenRange(-(-year.low // MONTHS), -(-year.high // MONTHS))


# -- the support ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Support:
    """What is paid at most: yen a unit, for ``units`` this year, and a year where the fee is fixed."""

    each: int = 0
    units: int = 0
    fixed: int = 0
    sources: tuple[str, ...] = ()

    def of_units(self, units: int, price: int) -> int:
        """What so many units at that price bring."""
        return min(units, self.units) * min(price, self.each)

    def at_most(self, tuition: int, units: int | None) -> int:
        """The most that this tuition brings, however it is made up."""
        counted = self.units if units is None else min(units, self.units)
        return min(tuition, max(counted * self.each, self.fixed) if self.units else 0)


def _support(usage: Usage, kind: Kind, month: str, figures: Figures) -> _Support:
    if not usage.tuition_support:
        return _Support()
    stem = f"tuition_support.{kind}_correspondence"
    keys = (f"{stem}.per_unit", _UNITS, _IN_ALL)
    each, yearly, in_all = (figures.yen(key, month) for key in keys)
    left = max(0, in_all - usage.units_before)
    fixed = figures.yen(f"{stem}.yearly", month)
    return _Support(each, min(yearly, left), fixed, (*keys, f"{stem}.yearly"))


# -- a year -----------------------------------------------------------------------------------


def _usual(
    kind: Kind, what: Literal["yearly", "per_unit"], month: str, figures: Figures
) -> YenRange:
    low, high = usual_keys(kind, what)
    return YenRange(figures.yen(low, month), figures.yen(high, month))


def _undivided(
    usage: Usage, support: _Support, total: YenRange, keys: tuple[str, ...]
) -> SchoolYear:
    """One price for all: how much of it is tuition, and so supported, is not known."""
    other, units = usage.other_yen_per_year or 0, usage.units
    total = YenRange(max(total.low, other), max(total.high, other))
    least = total.low - support.at_most(total.low - other, units)
    most = YenRange(0, support.at_most(total.high - other, units))
    sources = (*keys, *support.sources)
    return SchoolYear(total, most, YenRange(least, total.high), None, None, sources)


def _divided(
    usage: Usage, kind: Kind, support: _Support, month: str, figures: Figures
) -> SchoolYear:
    """Units or their price are known: tuition is one times the other, the rest stands beside it."""
    keys: tuple[str, ...] = ()
    units = YenRange(1, figures.yen(_UNITS, month)) if usage.units is None else (
        YenRange.of(usage.units)
    )  # fmt: skip
    if usage.yen_per_unit is None:
        price, keys = _usual(kind, "per_unit", month, figures), usual_keys(kind, "per_unit")
    else:
        price = YenRange.of(usage.yen_per_unit)
    tuition = YenRange(units.low * price.low, units.high * price.high)
    paid_for = YenRange(
        support.of_units(units.low, price.low), support.of_units(units.high, price.high)
    )
    if usage.other_yen_per_year is None:
        usual, keys = _usual(kind, "yearly", month, figures), (*keys, *usual_keys(kind, "yearly"))
        other = YenRange(max(0, usual.low - tuition.high), max(0, usual.high - tuition.low))
    else:
        other = YenRange.of(usage.other_yen_per_year)
    left = YenRange(tuition.low - paid_for.low, tuition.high - paid_for.high)
    sources = (*keys, *support.sources)
    return SchoolYear(tuition + other, paid_for, left + other, tuition, other, sources)


def _year(
    usage: Usage, kind: Kind, price: YenRange | None, month: str, figures: Figures
) -> SchoolYear:
    support = _support(usage, kind, month, figures)
    if price is not None:
        return _undivided(usage, support, price.times(MONTHS), ())
    if usage.units is None and usage.yen_per_unit is None:
        usual = _usual(kind, "yearly", month, figures)
        return _undivided(usage, support, usual, usual_keys(kind, "yearly"))
    return _divided(usage, kind, support, month, figures)


def own_price(usage: Usage) -> YenRange | None:
    """The family's own price of a month with both ends; None where one or both are not known."""
    if usage.gross_yen_per_time is not None:
        return YenRange.of(usage.gross_yen_per_time)
    low, high = usage.price_low_yen, usage.price_high_yen
    return None if low is None or high is None else YenRange(low, high)


def _price(usage: Usage, kind: Kind, month: str, figures: Figures) -> YenRange | None:
    """The price of a month that was given; an end that is missing is the usual one."""
    low, high = usage.price_low_yen, usage.price_high_yen
    whole = own_price(usage)
    if whole is not None or (low is None and high is None):
        return whole
    usual = monthly(_usual(kind, "yearly", month, figures))
    if low is not None:
        return YenRange(low, max(low, usual.high))
    assert high is not None
    return YenRange(min(usual.low, high), high)


def year_of(usage: Usage, month: str, figures: Figures) -> SchoolYear:
    """A year at this school, from the least to the most that what is not known allows, in yen.

    Raises FigureNotInForce.
    """
    years = [
        _year(usage, kind, _price(usage, kind, month, figures), month, figures)
        for kind in kinds_of(usage)
    ]
    return years[0] if len(years) == 1 else _either(years)


def _either(years: list[SchoolYear]) -> SchoolYear:
    """One year that holds all of them."""
    sources = tuple(dict.fromkeys(key for one in years for key in one.sources))
    return SchoolYear(
        YenRange.around(one.asked for one in years),
        YenRange.around(one.support for one in years),
        YenRange.around(one.paid for one in years),
        _around_known([one.tuition for one in years]),
        _around_known([one.other for one in years]),
        sources,
    )


def _around_known(ranges: list[YenRange | None]) -> YenRange | None:
    known = [one for one in ranges if one is not None]
    return YenRange.around(known) if len(known) == len(ranges) else None


def rounded_up(usage: Usage, month: str, figures: Figures) -> tuple[int, int]:
    """By how much twelve months of a school pass its year, in yen; nothing where it is not used.

    At the low and at the high end: each below twelve, and either may be the greater.
    """
    if not usage.times:
        return 0, 0
    year = year_of(usage, month, figures).paid
    twelve = monthly(year).times(MONTHS)
    return twelve.low - year.low, twelve.high - year.high
