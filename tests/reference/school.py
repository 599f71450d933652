"""通信制高校 a second time: a year by unit, 就学支援金 for tuition alone, a twelfth rounded up.

Rules that the facts alone do not settle:

- What is not known is what is usual of that kind of school: so much a unit, so much a year, 1 to 30
  units. What the year asks besides tuition is then the usual year less the dearest tuition, up to
  the usual year less the cheapest.
- Where one price stands for all, between nothing and all of it is tuition: the support is anything
  up to its ceiling. Of a school with one fee a year that ceiling is never below the year's.
- An end of the family's own price that is missing is the usual one.
"""

from __future__ import annotations

from math import ceil

from tests.reference.rows import Plain, Range, yen

KINDS = ("public", "private")


def school_months(usage: Plain, month: str) -> list[int]:
    """What a month of school can come to, however often it is said to be used."""
    kinds = KINDS if usage.get("school") is None else (usage["school"],)
    found = [ceil_twelfth(end) for kind in kinds for end in _year(usage, kind, month)]
    return [end if usage["times"] else 0 for end in found]


def ceil_twelfth(year: int) -> int:
    return -(-year // 12)


def _usual(kind: str, what: str, month: str) -> Range:
    stem = f"fee.correspondence_school.{kind}.{what}."
    return yen(stem + "low", month), yen(stem + "high", month)


class _Support:
    """What 就学支援金 pays at most: so much a unit, for so many units, so much a fixed year."""

    def __init__(self, usage: Plain, kind: str, month: str) -> None:
        self.each = self.units = self.fixed = 0
        if usage.get("tuition_support"):
            stem = "tuition_support.correspondence.units_"
            left = yen(stem + "total", month) - usage.get("units_before", 0)
            self.units = max(0, min(yen(stem + "yearly", month), left))
            self.each = yen(f"tuition_support.{kind}_correspondence.per_unit", month)
            self.fixed = yen(f"tuition_support.{kind}_correspondence.yearly", month)

    def of(self, units: int, price: int) -> int:
        return min(units, self.units) * min(price, self.each)

    def ceiling(self, units: int | None) -> int:
        if not self.units:
            return 0
        counted = self.units if units is None else min(units, self.units)
        return max(counted * self.each, self.fixed)


def _year(usage: Plain, kind: str, month: str) -> Range:
    support = _Support(usage, kind, month)
    total = _own_total(usage, kind, month)
    units, price = usage.get("units"), usage.get("yen_per_unit")
    if total is None and (units is not None or price is not None):
        return _by_unit(usage, kind, month, support)
    low, high = total or _usual(kind, "yearly", month)
    other = usage.get("other_yen_per_year") or 0
    low, high = max(low, other), max(high, other)
    return low - min(low - other, support.ceiling(units)), high


def _own_total(usage: Plain, kind: str, month: str) -> Range | None:
    gross = usage.get("gross_yen_per_time")
    if gross is not None:
        return gross * 12, gross * 12
    low, high = usage.get("price_low_yen"), usage.get("price_high_yen")
    if low is None and high is None:
        return None
    if low is None or high is None:
        usual = [ceil(year / 12) for year in _usual(kind, "yearly", month)]
        if low is None:
            low = min(usual[0], high)
        else:
            high = max(low, usual[1])
    return low * 12, high * 12


def _by_unit(usage: Plain, kind: str, month: str, support: _Support) -> Range:
    units, price = usage.get("units"), usage.get("yen_per_unit")
    other = usage.get("other_yen_per_year")
    most_units = yen("tuition_support.correspondence.units_yearly", month) if units is None else 0
    all_units = (1, most_units) if units is None else (units, units)
    prices = _usual(kind, "per_unit", month) if price is None else (price, price)
    asked = [count * each for count, each in zip(all_units, prices, strict=True)]
    left = [
        count * each - support.of(count, each)
        for count, each in zip(all_units, prices, strict=True)
    ]
    if other is None:
        usual = _usual(kind, "yearly", month)
        others = (max(0, usual[0] - asked[1]), max(0, usual[1] - asked[0]))
    else:
        others = (other, other)
    return left[0] + others[0], left[1] + others[1]
