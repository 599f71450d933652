"""Private services, tuition and contracts in one sum: outside every cap."""

from __future__ import annotations

from core.catalog import Catalog, Service
from core.cost.line import Line, plain_line, price_range
from core.cost.request import Usage
from core.figures import Figures
from core.money import ZERO, YenRange


def lump_month(total: int, months: int) -> int:
    """A contract's sum spread over its months, in yen, rounded up so that nothing is left out."""
    return -(-total // months)


def tuition_support(usage: Usage, month: str, figures: Figures) -> int:
    """高等学校等就学支援金 of a month in yen: a twelfth of the year's ceiling, 円未満切捨て."""
    if not usage.tuition_support:
        return 0
    return figures.yen(f"tuition_support.{usage.school}_correspondence.yearly", month) // 12


def line(usage: Usage, service: Service, month: str, catalog: Catalog) -> Line:
    """A price per time, a contract per month, or tuition less its support. Raises FigureNotInForce."""
    if usage.lump is not None:
        monthly = YenRange.of(lump_month(usage.lump.total_yen, usage.lump.months))
        return plain_line(usage, service, monthly, month, catalog, gross=monthly, note="lump")
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
            detail=f"就学支援金 {support:,}円",
        )
    return plain_line(usage, service, gross.times(usage.times), month, catalog, gross=gross)
