"""Yen, ranges of yen, and the official roundings.

Yen are ``int``. Rates and unit prices are ``Decimal``. A ``float`` is a ``TypeError`` everywhere,
because one yen lost in a binary fraction is one yen wrong on the paper. How people write them is
read in ``core.amounts``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import floor

from core import said
from core.amounts import MAX_YEN as MAX_YEN
from core.amounts import YenInput as YenInput
from core.amounts import parse_yen as parse_yen


def require_int(value: object, name: str = "円") -> int:
    """Return ``value`` when it is an int (yen). Raises TypeError for a float, a bool or text."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{name}は整数(円)で入れてください: {said.found(value)}")
    return value


def _digits(amount: int) -> str:
    """An amount in a message. Python writes no number of more than 4,300 digits."""
    return str(amount) if abs(amount) < _MOST_SAID else "…"


_MOST_SAID = 10**15
"""No sum of money comes near it."""


@dataclass(frozen=True, slots=True, order=True)
class YenRange:
    """From ``low`` to ``high`` yen, both included. Equal ends mean a known amount."""

    low: int
    high: int

    def __post_init__(self) -> None:
        low, high = self.low, self.high
        if type(low) is not int or type(high) is not int:
            require_int(low, "下限")
            require_int(high, "上限")
        if low > high:
            raise ValueError(f"下限 {_digits(low)} 円が上限 {_digits(high)} 円を上回っています")

    def __add__(self, other: YenRange) -> YenRange:
        return YenRange(self.low + other.low, self.high + other.high)

    def times(self, count: int) -> YenRange:
        """The range ``count`` times over (count ≥ 0)."""
        return YenRange(self.low * count, self.high * count)

    @property
    def width(self) -> int:
        """high − low, in yen."""
        return self.high - self.low

    @property
    def exact(self) -> bool:
        """True when low and high are the same amount."""
        return self.low == self.high

    def holds(self, other: YenRange) -> bool:
        """True when ``other`` lies inside this range."""
        return self.low <= other.low and other.high <= self.high

    @classmethod
    def of(cls, amount: int) -> YenRange:
        """A known amount."""
        return cls(amount, amount)

    @classmethod
    def around(cls, ranges: Iterable[YenRange]) -> YenRange:
        """The smallest range that holds all of ``ranges`` (at least one)."""
        items = list(ranges)
        return cls(min([r.low for r in items]), max([r.high for r in items]))

    @classmethod
    def total(cls, ranges: Iterable[YenRange]) -> YenRange:
        """All of ``ranges`` added up; 0 yen when there is none."""
        low = high = 0
        for one in ranges:
            low += one.low
            high += one.high
        return cls(low, high)


ZERO = YenRange(0, 0)


def floor_yen(amount: Decimal) -> int:
    """円未満切捨て: the total cost and its 10 % on a 障害福祉 claim.

    Source: 介護給付費等の請求に関する事務処理要領 (facts: claim steps 4 and 5).
    """
    return floor(amount)


def round_units(units: Decimal) -> int:
    """四捨五入 of units (単位), once on the month's sum.

    Source: 留意事項通知, 処遇改善加算の端数処理.
    """
    return int(units.to_integral_value(rounding=ROUND_HALF_UP))


def share_to_ten(gross: int, rate: Decimal) -> int:
    """The share of a bill, 10円未満四捨五入: what a clinic, a pharmacy or a nurse asks for at the counter.

    In whole numbers, exact and quick: the what-ifs of one month ask thousands of times.
    Source: 健康保険法 第75条 (端数計算), price lists of providers.
    """
    part, whole = rate.as_integer_ratio()
    return (2 * gross * part + 10 * whole) // (20 * whole) * 10


def round_yen(amount: Decimal) -> int:
    """円未満四捨五入: the 1 % part of the 高額療養費 limit."""
    return int(amount.to_integral_value(rounding=ROUND_HALF_UP))


def about_hundred(amount: int) -> int:
    """To the nearest 100 yen, for typical prices only (shown with 約)."""
    return (amount + 50) // 100 * 100


def yen_text(amount: int | YenRange) -> str:
    """「9,300円」 for an amount, 「0円〜9,300円」 for a range.

    Raises ValueError for a number of so many digits that Python writes it no more.
    """
    try:
        if isinstance(amount, YenRange):
            return said.yen_span(amount.low, amount.high)
        return said.yen(amount)
    except ValueError:
        raise ValueError("桁が多すぎて、円で書けません") from None
