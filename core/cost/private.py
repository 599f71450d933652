"""Private services, tuition and contracts for some months: outside every cap."""

from __future__ import annotations

from core import said
from core.catalog import Catalog, Service
from core.cost.line import Line, plain_line, price_range
from core.cost.request import Lump, Usage
from core.cost.school import SchoolYear, is_school, monthly, year_of
from core.money import ZERO, YenRange, yen_text


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


def _year_in_words(usage: Usage, year: SchoolYear) -> str:
    """The sum of a school's year: 「25単位 × 10,670円 － 就学支援金 266,750円 ＋ ほかの費用 …」."""
    support = f" － 就学支援金 {yen_text(year.support)}" if usage.tuition_support else ""
    if year.tuition is None or year.other is None:
        return f"1年 {yen_text(year.asked)}{support}"
    tuition = f"授業料 {yen_text(year.tuition)}"
    if usage.units is not None and usage.yen_per_unit is not None:
        tuition = f"{said.count(usage.units, '単位')} × {said.yen(usage.yen_per_unit)}"
    return f"{tuition}{support} ＋ ほかの費用 {yen_text(year.other)}"


def _school_line(usage: Usage, service: Service, month: str, catalog: Catalog) -> Line:
    """A twelfth of the school's year. Its times do not multiply it: a month of school is one."""
    year, once = year_of(usage, month, catalog.figures), min(1, usage.times)
    divided = year.tuition is not None
    note = "tuition" if usage.tuition_support else "school" if divided else ""
    line = plain_line(
        usage,
        service,
        monthly(year.paid).times(once),
        month,
        catalog,
        gross=monthly(year.asked),
        sources=tuple(dict.fromkeys(year.sources)),
        note=note,
        detail=_year_in_words(usage, year) if note else "",
    )
    usual = any(key.startswith("fee.") for key in year.sources)
    return line._replace(times=once, typical=usual)


def _subscription(usage: Usage, service: Service, month: str, catalog: Catalog) -> Line:
    """A price of a month, whatever the times."""
    price, once = price_range(usage, service, month, catalog), min(1, usage.times)
    line = plain_line(
        usage, service, price.times(once), month, catalog, gross=price, note="subscription"
    )
    return line._replace(times=once, unit="月")


def line(usage: Usage, service: Service, month: str, catalog: Catalog) -> Line:
    """A price per time, a month of a contract, a subscription or a school. Raises FigureNotInForce."""
    if usage.lump is not None:
        return _contract_line(usage, usage.lump, service, month, catalog)
    if is_school(service):
        return _school_line(usage, service, month, catalog)
    if usage.price_per == "month":
        return _subscription(usage, service, month, catalog)
    gross = price_range(usage, service, month, catalog)
    nobodys = service.cost_kind == "free" and "own_price" not in service.asks
    if nobodys and usage.gross_yen_per_time is not None:
        # 利用者負担なし: the whole fee is public.
        return plain_line(usage, service, ZERO, month, catalog, gross=gross)
    return plain_line(usage, service, gross.times(usage.times), month, catalog, gross=gross)
