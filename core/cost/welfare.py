"""障害福祉サービス: units become a cost, a tenth of it, and no more than the cap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from core.cost.household import WelfareClass
from core.money import YenRange, floor_yen, require_int, round_units


@dataclass(frozen=True, slots=True)
class ClaimCost:
    """One service's claim of a month: units in 単位, the rest in yen."""

    total_units: int
    cost_yen: int
    ten_percent_yen: int


def _decimal(value: str | Decimal, name: str) -> Decimal:
    if isinstance(value, str | Decimal):
        return Decimal(value)
    raise TypeError(f"{name}は文字列か Decimal で渡してください: {value!r}")


def claim_cost(
    *,
    lines: Iterable[tuple[int, int]],
    addition_rate: str | Decimal,
    unit_price: str | Decimal,
) -> ClaimCost:
    """The claim of one service for one month.

    ``lines`` are (units, count) pairs, ``addition_rate`` the 処遇改善加算 as a fraction ("0.093"),
    ``unit_price`` yen per unit of the provider's area ("10.91"). The units are added up first, the
    addition is rounded once on the month's sum, cost and tenth are floored once.
    Raises TypeError for a float. Source: 介護給付費等の請求に関する事務処理要領.
    """
    rate = _decimal(addition_rate, "加算率")
    price = _decimal(unit_price, "単価")
    units = sum(require_int(u, "単位") * require_int(n, "回数") for u, n in lines)
    total = units + round_units(Decimal(units) * rate)
    cost = floor_yen(Decimal(total) * price)
    return ClaimCost(total, cost, ten_percent(cost))


def ten_percent(cost_yen: int, rate: Decimal = Decimal("0.10")) -> int:
    """1割 of a month's cost of one service, 円未満切捨て, in yen."""
    return floor_yen(Decimal(cost_yen) * rate)


def month_share(gross: YenRange, times: int, rate: Decimal) -> YenRange:
    """The tenth for ``times`` days or visits of ``gross`` yen each, before any cap."""
    return YenRange(
        ten_percent(gross.low * times, rate),
        ten_percent(gross.high * times, rate),
    )


def capped(before: YenRange, classes: tuple[WelfareClass, ...]) -> YenRange:
    """What is paid after 上限額管理: one cap for all services and providers of the person."""
    return YenRange.around(
        YenRange(min(before.low, c.cap), min(before.high, c.cap)) for c in classes
    )


def rent_after_subsidy(rent: int, subsidy: int, classes: tuple[WelfareClass, ...]) -> YenRange:
    """Rent of a group home after 補足給付: only for 非課税 and 生活保護, never above the rent."""
    left = rent - min(rent, subsidy)
    return YenRange.around(YenRange.of(left if c.low_income else rent) for c in classes)
