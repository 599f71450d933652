"""What comes once beside the month: papers, entry fees, contracts; the first month and year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.catalog import Catalog, Service, UsualFee
from core.cost import private
from core.cost.month import Month
from core.cost.request import CostRequest, Lump, Usage
from core.cost.school import is_school, rounded_up
from core.figures import Figures
from core.money import ZERO, YenRange


@dataclass(frozen=True, slots=True)
class OneOff:
    """A cost that comes once (or once a year), in yen: key of explain.toml and the service."""

    key: str
    service: str
    amount: YenRange
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contract:
    """A private price to look at before signing, in yen.

    ``lump``: it has a whole sum. ``whole`` is that sum over ``months``: with the entry fee, and with
    ``extras``, the travel and meals of all the months. ``paid_monthly``: nothing of it is paid in
    advance. ``red_flag``: paid in one sum, or a price per time above the usual range. The screens
    then name 188.
    """

    service: str
    whole: YenRange
    months: int
    entry: YenRange
    lump: bool
    red_flag: bool
    paid_monthly: bool = False
    extras: int = 0

    @property
    def maybe_in_advance(self) -> bool:
        """True where the whole sum may be asked for at once."""
        return self.lump and not self.paid_monthly

    @property
    def monthly(self) -> int:
        """Without entry fee and extras, by its months: as it stands in the estimate of a month."""
        return private.lump_month(self.whole.high - self.entry.high - self.extras, self.months)

    @property
    def monthly_with_all(self) -> int:
        """The whole sum by its months: as core.provider counts."""
        return private.lump_month(self.whole.high, self.months)


# -- papers and fees --------------------------------------------------------------------------

_CERTIFICATE = ("paper.jiritsu_certificate.low", "paper.jiritsu_certificate.high")


def _between(low: str, high: str, month: str, figures: Figures) -> YenRange | None:
    """From one figure to another, in yen; None where one of them is not in force."""
    if not (figures.has(low, month) and figures.has(high, month)):
        return None
    return YenRange(figures.yen(low, month), figures.yen(high, month))


def certificate_fee(month: str, figures: Figures) -> YenRange | None:
    """The doctor's paper for the 自立支援医療 certificate, in yen; None where it is not known."""
    return _between(*_CERTIFICATE, month, figures)


def _usual(usual: UsualFee, service: Service, month: str, figures: Figures) -> OneOff | None:
    """What such a service usually asks once; None where a figure is not in force."""
    amount = _between(usual.low, usual.high, month, figures)
    if amount is None:
        return None
    if usual.besides:
        amount = YenRange(amount.low, amount.high + figures.yen(usual.besides, month))
    return OneOff(usual.key, service.id, amount, usual.figures)


def _own_fees(usage: Usage) -> dict[str, int]:
    """The fees that the family knows, by their key: 0 counts as 0."""
    entry = usage.entry_yen if usage.lump is None else usage.lump.entry_yen
    known = {
        "once.entry": entry,
        "once.yearly": usage.yearly_yen,
        "once.certificate_own": usage.certificate_yen,
    }
    return {key: amount for key, amount in known.items() if amount is not None}


def _fees(usage: Usage, service: Service, month: str, figures: Figures) -> Iterator[OneOff]:
    """The fees of one service that come once or once a year: its own, else what is usual."""
    if usage.lump is None and not usage.times:
        return
    own = _own_fees(usage)
    for key, amount in own.items():
        if amount:
            yield OneOff(key, service.id, YenRange.of(amount), ())
    usual = _asks_usual(usage, service)
    found = None if usual is None else _usual(usual, service, month, figures)
    if found is not None:
        yield found


def _asks_usual(usage: Usage, service: Service) -> UsualFee | None:
    """The fee that is counted as usual, because the family gave none of its own."""
    usual = service.usual_once(usage.price_per)
    if usual is None or usual.key in _own_fees(usage) or usage.lump is not None:
        return None
    return usual if usage.times else None


def fees_missing(request: CostRequest, catalog: Catalog) -> bool:
    """True where a usual fee is left out, because no figure of it is in force in the month."""
    for usage in request.usages:
        usual = _asks_usual(usage, catalog.by_service[usage.service])
        if usual is None:
            continue
        if not all(catalog.figures.has(key, request.month) for key in (usual.low, usual.high)):
            return True
    return False


def own_certificate(request: CostRequest) -> YenRange | None:
    """The paper of the family's own doctor, in yen; None where it is not known."""
    known = [one.certificate_yen for one in request.usages if one.certificate_yen is not None]
    return YenRange(min(known), max(known)) if known else None


def _certificate(request: CostRequest, catalog: Catalog) -> OneOff | None:
    """The usual fee for the paper of those who have, would get or may have a certificate.

    None where its cap is printed, and where the own doctor's fee is known.
    """
    if own_certificate(request) is not None:
        return None
    care = request.medical
    decided = care.certificate_cap_yen is not None or care.certificate_no_cap
    used = {catalog.by_service[usage.service].cost_kind for usage in request.usages}
    writer = next((one.id for one in catalog.services if one.writes_certificate), None)
    if care.certificate == "none" or decided or "medical" not in used or writer is None:
        return None
    fee = certificate_fee(request.month, catalog.figures)
    if fee is None:
        return None
    # Nothing for those who have the certificate already.
    return OneOff("once.certificate", writer, YenRange(0, fee.high), _CERTIFICATE[1:])


def one_offs(request: CostRequest, catalog: Catalog) -> tuple[OneOff, ...]:
    """Costs that come once: entry and yearly fees, and the paper for the certificate."""
    found = [
        one
        for usage in request.usages
        for one in _fees(usage, catalog.by_service[usage.service], request.month, catalog.figures)
    ]
    paper = _certificate(request, catalog)
    return tuple(found if paper is None else (*found, paper))


# -- contracts --------------------------------------------------------------------------------


def contracts(request: CostRequest, catalog: Catalog) -> tuple[Contract, ...]:
    """Private prices, and contracts with their whole sums. Raises FigureNotInForce."""
    month = request.month
    found = []
    for usage in request.usages:
        service = catalog.by_service[usage.service]
        if service.ledger != "private":
            continue
        usual, lump = _usual_per_time(service, month, catalog.figures), usage.lump
        if lump is not None:
            # Multiplied, not divided: a price a part of a yen above the line is above it.
            times = lump.months * max(1, usage.times)
            above = usual is not None and lump.total_yen > usual * times
            red_flag = not lump.paid_monthly or above
            found.append(_with_whole_sum(usage, lump, red_flag=red_flag))
            continue
        price = private.line(usage, service, month, catalog)
        times = max(1, usage.times) if usage.price_per == "month" else 1
        above = usual is not None and price.gross.high > usual * times and not price.typical
        found.append(Contract(service.id, price.before_cap, 1, ZERO, False, above))
    return tuple(found)


def _usual_per_time(service: Service, month: str, figures: Figures) -> int | None:
    """The most that a time usually costs; None where it is not asked by the time, or not known."""
    key = "seed.private_per_time.high"
    if service.unit != "回" or not figures.has(key, month):
        return None
    return figures.yen(key, month)


def _with_whole_sum(usage: Usage, lump: Lump, *, red_flag: bool) -> Contract:
    extras = private.extras_of_contract(usage, lump.months)
    return Contract(
        usage.service,
        YenRange.of(lump.total_yen + lump.entry_yen + extras),
        lump.months,
        YenRange.of(lump.entry_yen),
        True,
        red_flag,
        lump.paid_monthly,
        extras,
    )


# -- the first month and year -----------------------------------------------------------------


def still_owed(request: CostRequest, months: int) -> YenRange:
    """What is left after ``months`` equal payments of the contracts not paid by the month, in yen."""
    left = 0
    for usage in request.usages:
        if usage.lump is not None and not usage.lump.paid_monthly:
            total = usage.lump.total_yen
            left += max(0, total - private.lump_month(total, usage.lump.months) * months)
    return YenRange.of(left)


def first_year(counted: Month, once: YenRange, catalog: Catalog) -> YenRange:
    """Twelve usual months and ``once``, what comes once, in yen.

    A contract, with its travel, for its own months only: over, it costs nothing more. A school for
    its year, not for twelve months that are each rounded up.
    """
    year = counted.twelve_months + once
    for usage in counted.request.usages:
        low, high = 0, 0
        if usage.lump is not None and usage.lump.months <= 12:
            total, months = usage.lump.total_yen, usage.lump.months
            more = private.lump_month(total, months) * 12 - total
            low = high = more + private.extras_of_contract(usage, 12 - months)
        elif is_school(catalog.by_service[usage.service]):
            low, high = rounded_up(usage, counted.month, catalog.figures)
        year = YenRange(year.low - low, year.high - high)
    return year
