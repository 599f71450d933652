"""What this family pays in the month, and why: the face over all that is counted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from core.catalog import Catalog
from core.cost import explain, once, savings, unknowns
from core.cost.explain import CARRIED, FEES_MISSING, Explanation
from core.cost.household import MedicalClass, WelfareClass
from core.cost.month import LEDGERS, LedgerResult, Month, count_month, ledger_of, only_services
from core.cost.once import Contract, OneOff
from core.cost.request import CostRequest, Usage
from core.cost.savings import Saving
from core.cost.unknowns import Unknown
from core.errors import FigureNotInForce
from core.figures import WatchedFigures
from core.money import YenRange

__all__ = [
    "LEDGERS",
    "Contract",
    "Estimate",
    "Explanation",
    "LedgerResult",
    "OneOff",
    "Saving",
    "Unknown",
    "estimate",
    "estimate_rest",
    "ledger_of",
    "only_services",
]


@dataclass(frozen=True)
class Estimate(Month):
    """What the family pays in a month, with all that can be said about it when it is asked for."""

    _catalog: Catalog = field(repr=False, compare=False)
    carried: tuple[str, ...] = ()
    """Keys of the figures behind it that are only carried on into the month from the fiscal year
    before. Not empty: ``notices`` say so, and all of it is 要確認."""

    @property
    def unconfirmed(self) -> bool:
        """True when a price, a rate or a cap behind an amount is still 要確認, or carried on."""
        if self.carried:
            return True
        figures = self._catalog.figures
        classes: dict[str, tuple[WelfareClass | MedicalClass, ...]]
        classes = {"welfare": self.welfare_classes, "medical": self.medical_classes}
        for one in self.ledgers:
            if not one.before_cap.high:
                continue
            keys = [key for group in classes.get(one.name, ()) for key in group.sources]
            if any(line.needs_check for line in one.lines if line.before_cap.high) or any(
                figures.at(key, self.month).needs_check for key in keys
            ):
                return True
        return False

    @cached_property
    def steps(self) -> tuple[Explanation, ...]:
        """計算を見る: at most five lines per ledger, with the arithmetic and the figures used."""
        return explain.explain(self, self._catalog)

    @cached_property
    def unknowns(self) -> tuple[Unknown, ...]:
        """What is not known, the answer that narrows most first."""
        return unknowns.unknowns(self, self._catalog)

    @cached_property
    def savings(self) -> tuple[Saving, ...]:
        """What to apply for and how much a month it saves, the most first."""
        return savings.savings(self, self._catalog)

    @cached_property
    def contracts(self) -> tuple[Contract, ...]:
        """Private prices, and contracts with their whole sums."""
        return once.contracts(self.request, self._catalog)

    @cached_property
    def one_offs(self) -> tuple[OneOff, ...]:
        """Costs that come once: papers, entry and yearly fees."""
        return once.one_offs(self.request, self._catalog)

    @property
    def _once(self) -> YenRange:
        return YenRange.total(one.amount for one in self.one_offs)

    @property
    def first_month(self) -> YenRange:
        """The usual month and all that comes once."""
        return self.monthly + self._once

    @property
    def first_month_in_advance(self) -> YenRange:
        """The first month when every contract that may be is paid whole in it.

        Those paid by the month, and all other services, as in ``first_month``.
        """
        return self.first_month + once.still_owed(self.request, 1)

    @property
    def first_year(self) -> YenRange:
        """Twelve usual months and all that comes once.

        A contract, with its travel, for its own months only: over, it costs nothing more.
        """
        return once.first_year(self, self._once, self._catalog)

    @property
    def first_year_in_advance(self) -> YenRange:
        """The first year when every contract that may be is paid whole in its first month."""
        return self.first_year + once.still_owed(self.request, 12)


def estimate(request: CostRequest, catalog: Catalog) -> Estimate:
    """What the family pays in ``request.month``, in yen per month.

    Every unknown answer becomes a range from the lowest to the highest amount it allows.
    Raises FigureNotInForce when a figure that is needed has no row for the month; there is no
    fallback to an older row (``estimate_rest`` gives what can still be said). A row that is carried
    on from the fiscal year before is told: ``carried``, ``unconfirmed``, a notice.
    """
    if catalog.figures.carries(request.month):
        watched = WatchedFigures(catalog.figures)
        seen = catalog.model_copy(update={"figures": watched})
        counted = count_month(request, seen)
        once.one_offs(request, seen)
        result = Estimate(**vars(counted), _catalog=catalog, carried=watched.carried)
    else:
        result = Estimate(**vars(count_month(request, catalog)), _catalog=catalog)
    notices = (CARRIED,) if result.carried else ()
    missing = (FEES_MISSING,) if once.fees_missing(request, catalog) else ()
    if notices or missing:
        return replace(result, notices=(*notices, *result.notices, *missing))
    return result


def estimate_rest(
    request: CostRequest, catalog: Catalog
) -> tuple[Estimate, tuple[FigureNotInForce, ...]]:
    """An estimate of all that can be said, and the refusals for what cannot.

    A service whose figure is not in force is left out and named in the refusals; the amounts of
    the rest stand. Never raises FigureNotInForce.
    """
    try:
        return estimate(request, catalog), ()
    except FigureNotInForce:
        pass  # find out below which parts are refused
    refusals: list[FigureNotInForce] = []
    kept: list[Usage] = []
    for usage in request.usages:
        try:
            estimate(only_services(request, (usage,)), catalog)
            kept.append(usage)
        except FigureNotInForce as fault:
            refusals.append(fault)
    rest = request.model_copy(update={"usages": tuple(kept)})
    try:
        return estimate(rest, catalog), tuple(refusals)
    except FigureNotInForce as fault:
        # Only the rent or the household's refund is left that could still need a figure.
        refusals.append(fault)
        return estimate(only_services(request, tuple(kept)), catalog), tuple(refusals)
