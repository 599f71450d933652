"""Private services, tuition and contracts for some months: outside every cap."""

from __future__ import annotations

from core import said
from core.catalog import Catalog, Service
from core.cost.line import Line, plain_line, price_range
from core.cost.request import Lump, Usage
from core.figures import Figures
from core.money import ZERO, YenRange


def lump_month(total: int, months: int) -> int:
    """A contract's sum spread over its months, in yen, rounded up so that nothing is left out."""
    return -(-total // months)


def extras_of_contract(usage: Usage, months: int) -> int:
    """What comes besides a private service (travel, meals) in ``months`` months, in yen."""
    return (usage.extras_yen_per_time + usage.meal_yen_per_time) * usage.times * months


def _contract_line(
    usage: Usage, lump: Lump, service: Service, month: str, catalog: Catalog
) -> Line:
    """A contract's month. Paid by the month and the times divide it: as a price per time."""
    monthly = lump_month(lump.total_yen, lump.months)
    if not lump.paid_monthly:
        paid = YenRange.of(monthly)
        return plain_line(usage, service, paid, month, catalog, gross=paid, note="lump")
    times = usage.times
    if times and lump.total_yen % (lump.months * times) == 0:
        gross, count, unit = monthly // times, times, service.unit
    else:
        gross, count, unit = monthly, 1, "月"
    line = plain_line(
        usage,
        service,
        YenRange.of(monthly),
        month,
        catalog,
        gross=YenRange.of(gross),
        note="contract",
    )
    return line._replace(times=count, unit=unit)


def tuition_support(usage: Usage, month: str, figures: Figures) -> int:
    """高等学校等就学支援金 of a month in yen: a twelfth of the year's ceiling, 円未満切捨て."""
    if not usage.tuition_support:
        return 0
    return figures.yen(f"tuition_support.{usage.school}_correspondence.yearly", month) // 12


def line(usage: Usage, service: Service, month: str, catalog: Catalog) -> Line:
    """A price per time, a contract per month, or tuition less its support. Raises FigureNotInForce."""
    if usage.lump is not None:
        return _contract_line(usage, usage.lump, service, month, catalog)
    gross = price_range(usage, service, month, catalog)
    if service.cost_kind == "free" and usage.gross_yen_per_time is not None:
        # 利用者負担なし: the whole fee is public.
        return plain_line(usage, service, ZERO, month, catalog, gross=gross)
    support = tuition_support(usage, month, catalog.figures)
    if support:
        paid = YenRange(max(0, gross.low - support), max(0, gross.high - support))
        sources = (f"tuition_support.{usage.school}_correspondence.yearly",)
        return plain_line(
            usage,
            service,
            paid.times(usage.times),
            month,
            catalog,
            gross=gross,
            sources=sources,
            note="tuition",
            detail=f"就学支援金 {said.yen(support)}",
        )
    return plain_line(usage, service, gross.times(usage.times), month, catalog, gross=gross)
