"""The same months in public support, beside a quote."""

from __future__ import annotations

from dataclasses import dataclass

from core.catalog import Catalog
from core.cost.estimate import estimate_rest, only_services
from core.cost.explain import CARRIED, notice_words
from core.cost.request import CostRequest, Usage
from core.errors import FigureNotInForce
from core.money import YenRange
from core.provider.model import Quote


@dataclass(frozen=True, slots=True)
class PublicCost:
    """``months`` of public support in yen, for this family. ``usual``: the catalogue's set.

    ``month`` ("2026-11"): whose figures are used. ``services`` are ids. ``refused``: services whose
    figure is not in force, left out of the sum. ``needs_check``: a figure behind it is 要確認.
    ``told``: that the rules of the fiscal year before are carried on, "" where they are not.
    """

    months: int
    month: str
    monthly: YenRange
    services: tuple[str, ...]
    usual: bool
    refused: tuple[FigureNotInForce, ...]
    needs_check: bool
    told: str = ""

    @property
    def whole(self) -> YenRange:
        """The months together, at the figures of the one month: of what could be counted."""
        return self.monthly.times(self.months)

    @property
    def at_least(self) -> bool:
        """True when a figure is missing: ``whole.low`` is then the least, and no end is known."""
        return bool(self.refused)

    @property
    def has_sum(self) -> bool:
        """False when a figure is missing and what could be counted comes to nothing.

        A 0円 would then stand for what nobody knows.
        """
        return not self.refused or self.whole.low > 0

    @property
    def refusals(self) -> tuple[str, ...]:
        """Each missing figure said once, in Japanese."""
        return tuple(dict.fromkeys(fault.told for fault in self.refused))

    @property
    def is_doubtful(self) -> bool:
        """True when 要確認 stands beside the sum that is shown."""
        return self.needs_check and self.has_sum


def public_same_months(
    quote: Quote, request: CostRequest | None, catalog: Catalog, month: str
) -> PublicCost:
    """What the quote's months (unknown: one) cost in public support for this family, low–high.

    The services of ``request`` that are not private, as its household pays them; where none of them
    is 障害福祉 or medical (a family association alone is no public support), the usual set of
    data/provider.toml. Rent and papers that are paid once are not counted.
    """
    asked = CostRequest(month=month, usages=()) if request is None else request.but(month=month)
    usages = tuple(
        used
        for used in asked.usages
        if used.times and catalog.service(used.service).ledger != "private"
    )
    usual = not any(
        catalog.service(used.service).ledger in ("welfare", "medical") for used in usages
    )
    if usual:
        usages = tuple(
            Usage(service=one.id, times=one.times) for one in catalog.provider.public.services
        )
    unhoused = asked.but(welfare=asked.welfare.but(rent_yen=0, living_yen=0))
    result, refused = estimate_rest(only_services(unhoused, usages), catalog)
    counted = tuple(used.service for used in result.request.usages)
    told = notice_words(CARRIED, month, catalog).family if result.carried else ""
    return PublicCost(
        quote.months or 1, month, result.monthly, counted, usual, refused, result.unconfirmed, told
    )
