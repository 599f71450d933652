"""障害福祉サービス: units become a cost, a tenth of it, and no more than the cap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from core import said
from core.catalog import Catalog, Service
from core.cost.household import WelfareClass
from core.cost.line import Line, plain_line, price_range
from core.cost.request import Claim, Usage
from core.errors import FigureNotInForce
from core.figures import Figures
from core.money import ZERO, YenRange, floor_yen, require_int, round_units


@dataclass(frozen=True, slots=True)
class ClaimCost:
    """One service's claim of a month: units in 単位, the rest in yen."""

    total_units: int
    cost_yen: int
    ten_percent_yen: int


def _decimal(value: str | Decimal, name: str) -> Decimal:
    if isinstance(value, str | Decimal):
        return Decimal(value)
    raise TypeError(f"{name}は文字列か Decimal で渡してください: {said.found(value)}")


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


def _addition_rate(claim: Claim, service: Service, month: str, figures: Figures) -> Decimal:
    if claim.addition_percent is not None:
        return claim.addition_percent / 100
    if claim.addition is None:
        return Decimal(0)
    return _row(f"welfare.addition.{service.id}.{claim.addition}", service, month, figures)


def _unit_price(claim: Claim, service: Service, month: str, figures: Figures) -> Decimal:
    if claim.unit_price is not None:
        return claim.unit_price
    # Only 就労継続支援 (57 %) has a confirmed table; the others differ by up to 0.5 %.
    table = service.unit_prices or service.id
    return _row(f"welfare.unit_price.{table}.{claim.area}", service, month, figures)


def _row(key: str, service: Service, month: str, figures: Figures) -> Decimal:
    """A figure that only some services have. A missing row is a refusal, never a guess."""
    if not figures.has(key, month):
        raise FigureNotInForce(key, f"{service.name}の加算率・単価", month)
    return figures.at(key, month).value


def _claimed(
    usage: Usage, claim: Claim, service: Service, month: str, figures: Figures
) -> tuple[int, str]:
    """The month's cost in yen, and its arithmetic."""
    lines = [(claim.units_per_time, usage.times), *claim.extra_lines]
    if usage.absences:
        charged = min(usage.absences, figures.yen("welfare.absence_most", month))
        lines.append((figures.yen("welfare.absence_units", month), charged))
    price = _unit_price(claim, service, month, figures)
    rate = _addition_rate(claim, service, month, figures)
    cost = claim_cost(lines=lines, addition_rate=rate, unit_price=price)
    units = " ＋ ".join(f"{one:,}単位 × {count}" for one, count in lines)
    added = cost.total_units - sum(one * count for one, count in lines)
    addition = f" ＋ 加算 {added:,}単位" if added else ""
    return cost.cost_yen, f"（{units}{addition}）× {price}円"


ABSENCE_ADDITION = "welfare.absence_addition.most"
_AREAS_FROM_TO = ("welfare.unit_price.work.other", "welfare.unit_price.work.1")


def _absence_cost(usage: Usage, month: str, figures: Figures) -> YenRange:
    """欠席時対応加算 without a claim, in yen.

    From the cheapest area without 処遇改善加算 to the dearest with the highest rate there may be.
    """
    if not usage.absences:
        return ZERO
    charged = min(usage.absences, figures.yen("welfare.absence_most", month))
    lines = [(figures.yen("welfare.absence_units", month), charged)]
    rates = (Decimal(0), figures.at(ABSENCE_ADDITION, month).value)
    least, most = (
        claim_cost(lines=lines, addition_rate=rate, unit_price=figures.at(key, month).value)
        for rate, key in zip(rates, _AREAS_FROM_TO, strict=True)
    )
    return YenRange(least.cost_yen, most.cost_yen)


def line(usage: Usage, service: Service, month: str, catalog: Catalog) -> Line:
    """One service of one provider: the month's cost and its tenth, before the cap.

    From units where the family has them, else from the fee per day. Raises FigureNotInForce.
    """
    figures = catalog.figures
    rate = figures.at("welfare.rate", month).value
    if usage.claim is not None:
        cost, detail = _claimed(usage, usage.claim, service, month, figures)
        return plain_line(
            usage,
            service,
            YenRange.of(ten_percent(cost, rate)),
            month,
            catalog,
            gross=YenRange.of(cost),
            note="claimed",
            detail=detail,
        )
    gross = price_range(usage, service, month, catalog)
    absent = _absence_cost(usage, month, figures)
    whole = gross.times(usage.times) + absent
    low = ten_percent(whole.low, rate)
    share = YenRange(low, low if whole.exact else ten_percent(whole.high, rate))
    note = "absent" if usage.absences else ""
    sources = ("welfare.absence_units", ABSENCE_ADDITION) if usage.absences else ()
    return plain_line(
        usage,
        service,
        share,
        month,
        catalog,
        gross=gross,
        sources=sources,
        note=note,
        absent=absent,
    )


def cap_range(classes: tuple[WelfareClass, ...]) -> YenRange:
    """From the lowest to the highest cap that is possible, in yen."""
    caps = [one.cap for one in classes]
    return YenRange(min(caps), max(caps))


def capped(before: YenRange, cap: YenRange) -> YenRange:
    """What is paid after 上限額管理: one cap for all services and providers of the person."""
    return YenRange(min(before.low, cap.low), min(before.high, cap.high))


def rent_after_subsidy(
    rent: YenRange, subsidy: int, aid: int, classes: tuple[WelfareClass, ...]
) -> YenRange:
    """Rent of a group home after 補足給付, which only 非課税 and 生活保護 have, and the town's aid.

    Never below 0. ``aid`` is the town's own, for whoever has it.
    """

    def left(amount: int, low_income: bool) -> int:
        return max(0, amount - (subsidy if low_income else 0) - aid)

    return YenRange.around(
        YenRange(left(rent.low, one.low_income), left(rent.high, one.low_income)) for one in classes
    )


def meal_price(
    food: int, full: int | None, supported: bool | None, month: str, figures: Figures
) -> YenRange:
    """One meal in yen: 食材料費 for 食事提供体制加算対象者, the whole price for the others.

    ``food`` and ``full`` are the two prices as printed (0 and None: not given); the one that is
    missing lies up to the figure of the support away. ``supported`` None: not known which.
    """
    if not food and full is None:
        return YenRange(figures.yen(MEAL_LOW, month), figures.yen(MEAL_HIGH, month))
    if supported and food:
        return YenRange.of(food)
    if supported is False and full is not None:
        return YenRange.of(full)
    support = 0 if food and full is not None else figures.yen(MEAL_SUPPORT, month)
    whole = YenRange(food, food + support) if full is None else YenRange.of(full)
    alone = YenRange.of(food) if food else YenRange(max(0, whole.low - support), whole.high)
    if supported is None:
        return YenRange.around((alone, whole))
    return alone if supported else whole


MEAL_SUPPORT = "welfare.meal_support_yen"
MEAL_LOW, MEAL_HIGH = "welfare.meal.low", "welfare.meal.high"


def refund_later(
    before: YenRange, others_paid: int, limit: int, classes: tuple[WelfareClass, ...]
) -> YenRange:
    """高額障害福祉サービス等給付費: what comes back later of the person's own share, in yen.

    The household's sum above ``limit`` is paid back on application, shared by what each paid
    (円未満切捨て). ``others_paid`` is what the rest of the household paid after its own caps.
    """

    def back(share: int) -> int:
        total = share + others_paid
        return (total - limit) * share // total if total > limit else 0

    shares = [min(end, one.cap) for one in classes for end in (before.low, before.high)]
    amounts = [back(share) for share in shares]
    return YenRange(min(amounts), max(amounts))
