"""What the steps of a plan cost this family a month, and the one sum of plan and cost screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from core import said
from core.catalog import Catalog, StepTemplate
from core.cost.estimate import Estimate, estimate_rest, only_services
from core.cost.explain import CARRIED, notice_words
from core.cost.request import CostRequest, Usage
from core.edit import PlanEdits, add_own, bring_back, move_to
from core.money import YenRange
from core.plan.model import Offer, Plan


def _services(step_id: str, edits: PlanEdits, catalog: Catalog) -> list[tuple[str, int]]:
    """What a step uses, with the usual times a month; of the family's own, what it stands for."""
    own = edits.own_step(step_id)
    if own is None:
        return [(used.id, used.times) for used in catalog.step(step_id).services]
    known = catalog.by_service.get(own.service)
    return [] if known is None else [(known.id, max(1, known.times_typical))]


@dataclass(slots=True)
class Prices:
    """Costs of steps for this family, and the figures that were missing."""

    request: CostRequest
    edits: PlanEdits
    catalog: Catalog
    refusals: dict[str, str] = field(default_factory=dict)
    unconfirmed: bool = False
    """Whether a figure that was used is 要確認."""
    carried: bool = False
    """Whether one of them is only carried on from the fiscal year before."""

    def usages(self, ids: Iterable[str]) -> tuple[Usage, ...]:
        """The services of some steps: the family's own entries where there are any, else the usual
        times. The same service may be used at several providers.
        """
        found: dict[str, tuple[Usage, ...]] = {}
        for step_id in ids:
            for service, times in _services(step_id, self.edits, self.catalog):
                if service not in found:
                    own = tuple(u for u in self.request.usages if u.service == service)
                    found[service] = own or (Usage.of(service, times, self.catalog),)
        return tuple(usage for usages in found.values() for usage in usages)

    def _estimate(self, usages: tuple[Usage, ...]) -> tuple[Estimate, bool]:
        """(estimate, whole): whole is False when a figure was missing."""
        result, refused = estimate_rest(only_services(self.request, usages), self.catalog)
        for fault in refused:
            self.refusals[fault.key] = fault.told
        self.unconfirmed = self.unconfirmed or result.unconfirmed
        self.carried = self.carried or bool(result.carried)
        return result, not refused

    def cost(self, ids: Iterable[str]) -> YenRange | None:
        """What some steps together cost a month; None where a figure is not in force."""
        result, whole = self._estimate(self.usages(ids))
        return result.monthly if whole else None

    def knows(self, step_id: str) -> bool:
        """Whether anything is known of what a step costs: not of the family's own without a service."""
        own = self.edits.own_step(step_id)
        return own is None or own.service in self.catalog.by_service

    def sum(self, ids: Iterable[str]) -> tuple[Estimate, bool]:
        """The sum of the month: what is counted on the cost screen, else the given steps."""
        if self.request.usages:
            result, refused = estimate_rest(self.request, self.catalog)
            self.refusals.update({fault.key: fault.told for fault in refused})
            if result.carried:
                self.unconfirmed = self.carried = True
            return result, not refused
        return self._estimate(self.usages(ids))

    def offers(self, ids: Iterable[str]) -> tuple[Offer, ...]:
        """Services with a fee in the sum for which none of the steps stands."""
        in_plan = {usage.service for usage in self.usages(ids)}
        found = []
        for service_id in dict.fromkeys(u.service for u in self.request.usages if u.times):
            service = self.catalog.service(service_id)
            if service_id in in_plan or service.cost_kind == "free":
                continue
            own = tuple(u for u in self.request.usages if u.service == service_id)
            result, whole = self._estimate(own)
            found.append(
                Offer(service=service_id, name=service.name, cost=result.monthly if whole else None)
            )
        return tuple(found)

    def left_out(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The names of the services with a fee in some steps that the sum does not count."""
        if not self.request.usages:
            return ()  # the steps are the sum
        counted = {usage.service for usage in self.request.usages}
        return tuple(
            self.catalog.service(usage.service).name
            for usage in self.usages(ids)
            if usage.service not in counted and self._estimate((usage,))[0].monthly.high
        )


def cost_basis(
    prices: Prices, offers: Sequence[Offer], left_out: Sequence[str], catalog: Catalog
) -> str:
    """What the amounts are, in words; and where the sum and the steps do not name the same."""
    rules = catalog.plan.rules
    told = rules.cost_basis.format(month=said.month(prices.request.month))
    if prices.unconfirmed:
        told += rules.cost_unconfirmed
    if prices.carried:
        told += notice_words(CARRIED, prices.request.month, catalog).family
    for words, names in (
        (rules.cost_outside, [offer.name for offer in offers]),
        (rules.cost_left_out, left_out),
    ):
        if names:
            told += words.format(names="・".join(names))
    return told


def steps_of(service_id: str, catalog: Catalog) -> tuple[StepTemplate, ...]:
    """The steps of the library that use a service."""
    return tuple(
        step for step in catalog.plan.steps if service_id in {used.id for used in step.services}
    )


def usual_times(plan: Plan, edits: PlanEdits, catalog: Catalog) -> dict[str, int]:
    """Service → usual times a month, of the steps in いま and 次: what a plan counts by itself.

    The cost screen begins with these, so that both show the same sum.
    """
    found: dict[str, int] = {}
    for step_id in (*plan.ids.now, *plan.ids.next):
        for service_id, times in _services(step_id, edits, catalog):
            found.setdefault(service_id, times)
    return found


def take_in(
    plan: Plan, edits: PlanEdits, service_id: str, catalog: Catalog
) -> tuple[PlanEdits, str]:
    """(the edits with a step for a service of the cost screen, the title of that step).

    A step that the family dropped comes back where it stood; one of the library that had no room
    goes into 次; else an own step is made there, which bears the service's name. Never into いま
    what was not there before. Raises EditsFull.
    """
    steps = {step.id for step in steps_of(service_id, catalog)}
    steps |= {own.id for own in edits.own if own.service == service_id}
    for step in plan.dropped:
        if step.id in steps:
            return bring_back(edits, step.id), step.title
    for step in plan.further:
        if step.id in steps:
            return move_to(edits, plan.ids, step.id, "next"), step.title
    name = catalog.service(service_id).name
    return add_own(edits, name, "next", service=service_id), name
