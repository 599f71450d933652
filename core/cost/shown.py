"""What of an estimate is shown, and which figures stand beside it.

How it is said, the screens know; here stands what there is to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from core.catalog import Catalog, Ledger
from core.cost.estimate import Contract, Estimate, LedgerResult, OneOff
from core.cost.line import Line
from core.cost.otherwise import (
    Alternative,
    Curve,
    CurvePoint,
    alternatives,
    birthdays,
    cap_curve,
    insurance_changes,
)
from core.cost.request import CostRequest
from core.errors import FigureNotInForce
from core.figures import Figure
from core.money import YenRange, about_hundred

MOST_UNKNOWNS = 3
"""So many answers that are not known are named."""
CURVE_DAYS = (0, 4, 8, 12, 16, 20, 23)
"""The days a month that stand in a table beside the curve."""


# -- the sum ------------------------------------------------------------------------------------


def not_counted(request: CostRequest, result: Estimate) -> tuple[str, ...]:
    """The services of the request that the estimate could not count."""
    counted = {usage.service for usage in result.request.usages}
    return tuple(one.service for one in request.usages if one.service not in counted)


SumKind = Literal["rest", "nothing", "exact", "range"]


def sum_kind(request: CostRequest, result: Estimate) -> SumKind:
    """What the sum of the month is: of the rest only, nothing to pay, known, or from–to."""
    if not_counted(request, result):
        return "rest"
    if result.monthly.high == 0:
        return "nothing"
    return "exact" if result.monthly.exact else "range"


def is_doubtful(result: Estimate) -> bool:
    """True when a price in it is 要確認."""
    return any(line.needs_check for ledger in result.ledgers for line in ledger.lines)


def has_welfare(result: Estimate) -> bool:
    """True where a 障害福祉 service is counted."""
    return bool(result.ledger("welfare").lines)


# -- the ledgers --------------------------------------------------------------------------------


def used_ledgers(result: Estimate) -> tuple[LedgerResult, ...]:
    """The ledgers in which something stands."""
    return tuple(one for one in result.ledgers if one.lines)


def paid_lines(ledger: LedgerResult) -> tuple[Line, ...]:
    """The lines of a ledger that cost something."""
    return tuple(line for line in ledger.lines if line.before_cap.high)


def cap_differs(ledger: LedgerResult) -> bool:
    """True where there is a cap, but which one depends on the person; without a cap elsewhere."""
    return ledger.cap is None and ledger.name == "medical"


def is_share_of_contract(line: Line) -> bool:
    """True for the month's part of a contract: it has no times of its own."""
    return line.note == "lump"


def contract_times(line: Line, result: Estimate, catalog: Catalog) -> int:
    """How often a month a contract is used whose times do not divide its month; 0 for others."""
    if line.note != "contract" or line.unit == catalog.service(line.service).unit:
        return 0
    lines = [one for one in result.ledger("private").lines if one.service == line.service]
    used = [one for one in result.request.usages if one.service == line.service]
    return used[lines.index(line)].times


class Paid(NamedTuple):
    """What is paid in the month for one service, or for several that stop at one cap, in yen."""

    ledger: Ledger
    lines: tuple[Line, ...]
    amount: YenRange


class PaidBy(NamedTuple):
    """The month by service, the largest first: all under a cap or an aid and what is near it, then
    what is private, then the names of what is free for everybody. ``limited``: ledgers that stop at
    their cap. Services of such a ledger are one row: how much of the cap falls to each depends on the
    order of the bills, and their lowest amounts would not add up to the month.
    """

    public: tuple[Paid, ...]
    private: tuple[Paid, ...]
    free: tuple[str, ...]
    limited: tuple[LedgerResult, ...]

    @property
    def top(self) -> int:
        """The largest amount, for one yardstick of all."""
        return max((one.amount.high for one in (*self.public, *self.private)), default=0)


def paid_by(result: Estimate, catalog: Catalog) -> PaidBy:
    """What is paid for each service. The amounts add up to the month, at both ends."""
    public, private, free = list[Paid](), list[Paid](), list[str]()
    for ledger in result.ledgers:
        cost = [line for line in ledger.lines if not _is_free(line, catalog)]
        free += [line.name for line in ledger.lines if _is_free(line, catalog)]
        rows = [Paid(ledger.name, (line,), line.before_cap) for line in cost]
        if cost and ledger.payable != ledger.before_cap:
            rows = [Paid(ledger.name, tuple(cost), ledger.payable)]
        (private if ledger.name == "private" else public).extend(rows)
    limited = (one for one in result.ledgers if one.before_cap.high > one.share.high)
    return PaidBy(
        _largest_first(public), _largest_first(private), tuple(dict.fromkeys(free)), tuple(limited)
    )


def _is_free(line: Line, catalog: Catalog) -> bool:
    """Free for everybody, not only for this family. A line of a home is of no service."""
    service = catalog.by_service.get(line.service)
    return not line.before_cap.high and service is not None and service.cost_kind == "free"


def _largest_first(found: list[Paid]) -> tuple[Paid, ...]:
    return tuple(sorted(found, key=lambda one: (-one.amount.high, -one.amount.low)))


# -- the first month and the year ---------------------------------------------------------------

TimeKind = Literal["usual", "once", "first", "year"]
Paying = Literal["", "ahead", "spread"]


class TimeRow(NamedTuple):
    """An amount of some time. ``paying``: where contracts make a difference, whether they are paid
    in one sum or by the month. ``once``: what comes once."""

    kind: TimeKind
    amount: YenRange
    paying: Paying = ""
    once: OneOff | None = None


def times_ahead(result: Estimate) -> tuple[TimeRow, ...]:
    """The usual month, what comes once, the first month, and twelve months.

    Where a contract may be asked for in one sum, the first month stands there both ways; the year
    where the two differ.
    """
    rows = [TimeRow("usual", result.monthly)]
    rows += [TimeRow("once", one.amount, once=one) for one in result.one_offs]
    ahead = any(one.maybe_in_advance for one in result.contracts)
    if ahead:
        rows.append(TimeRow("first", result.first_month_in_advance, "ahead"))
    if result.one_offs:
        rows.append(TimeRow("first", result.first_month, "spread" if ahead else ""))
    longer = result.first_year_in_advance != result.first_year
    if longer:
        rows.append(TimeRow("year", result.first_year_in_advance, "ahead"))
    rows.append(TimeRow("year", result.first_year, "spread" if longer else ""))
    return tuple(rows)


# -- contracts ----------------------------------------------------------------------------------


def whole_contracts(result: Estimate) -> tuple[Contract, ...]:
    """The contracts with a whole sum."""
    return tuple(one for one in result.contracts if one.lump)


def asks_to_look(result: Estimate) -> bool:
    """True where one contract is to be looked at before signing."""
    return any(one.red_flag for one in result.contracts)


def extras_a_month(contract: Contract) -> int:
    """Travel and meals of a contract by its months, in yen."""
    return contract.extras // contract.months


# -- what is not known --------------------------------------------------------------------------


class Narrowing(NamedTuple):
    """A field that is not known, and about how many yen an answer narrows."""

    field: str
    about: int


def narrowings(result: Estimate) -> tuple[Narrowing, ...]:
    """What to find out first."""
    first = result.unknowns[:MOST_UNKNOWNS]
    return tuple(Narrowing(one.field, about_hundred(one.narrows)) for one in first)


# -- the same month lived otherwise -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DaysCurve:
    """Days a month of one service → yen. ``others`` are counted in it at every number of days."""

    curve: Curve
    chosen: tuple[CurvePoint, ...]
    others: tuple[Line, ...]


def days_curve(result: Estimate, catalog: Catalog) -> DaysCurve | None:
    """The curve of the first 障害福祉 service that is counted in days; None where there is none."""
    lines = result.ledger("welfare").lines
    found = (catalog.service(line.service) for line in lines)
    first = next((one for one in found if one.unit == "日" and one.cost_kind == "welfare"), None)
    if first is None:
        return None
    try:
        curve = cap_curve(result.request, first.id, catalog)
    except FigureNotInForce:
        return None
    others = tuple(line for line in lines if line.service != first.id and line.before_cap.high)
    return DaysCurve(curve, tuple(curve.points[day] for day in CURVE_DAYS), others)


class Otherwise(NamedTuple):
    """The month with and without papers and private services, with another insurance, and when the
    person turns 70 or 75."""

    papers: Sequence[Alternative]
    insurance: Sequence[Alternative]
    birthdays: Sequence[Alternative] = ()


def otherwise(result: Estimate, catalog: Catalog) -> Otherwise | None:
    """The month under other assumptions; None where a figure for that is not in force."""
    try:
        papers = alternatives(result.request, catalog)
    except FigureNotInForce:
        return None
    request = result.request
    return Otherwise(papers, insurance_changes(request, catalog), birthdays(request, catalog))


# -- figures of the source articles -------------------------------------------------------------


def _seed(name: str, result: Estimate, catalog: Catalog) -> YenRange | None:
    figures, month = catalog.figures, result.month
    low, high = f"seed.{name}.low", f"seed.{name}.high"
    if not (figures.has(low, month) and figures.has(high, month)):
        return None
    return YenRange(figures.yen(low, month), figures.yen(high, month))


class WelfareBeside(NamedTuple):
    """What articles say that 障害福祉 costs a month, what this family pays, and who pays nothing."""

    articles: YenRange
    own: YenRange
    zero_payers: Figure


def welfare_beside(result: Estimate, catalog: Catalog) -> WelfareBeside | None:
    """The articles' figure beside the family's own; None without one of them."""
    key, seed = "stat.zero_payers_percent", _seed("welfare_monthly", result, catalog)
    if seed is None or not has_welfare(result) or not catalog.figures.has(key, result.month):
        return None
    payable = result.ledger("welfare").payable
    return WelfareBeside(seed, payable, catalog.figures.at(key, result.month))


class PrivateBeside(NamedTuple):
    """What articles say that private support costs a time, and the family's own lines."""

    articles: YenRange
    lines: tuple[Line, ...]


def private_beside(result: Estimate, catalog: Catalog) -> PrivateBeside | None:
    """The articles' price a time beside what the family put in; None without one of them."""
    lines = tuple(
        line
        for line in result.ledger("private").lines
        if catalog.service(line.service).unit == "回" and line.times and line.note != "subscription"
    )
    seed = _seed("private_per_time", result, catalog)
    return PrivateBeside(seed, lines) if lines and seed is not None else None


def paper_fees(result: Estimate, catalog: Catalog) -> tuple[Figure, ...]:
    """What doctors' papers cost once, apart from the month."""
    found = catalog.figures.in_force(result.month)
    return tuple(one for one in found if one.key.startswith("paper."))
