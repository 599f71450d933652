"""What to apply for, and how much less the month then costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from core.catalog import Catalog
from core.cost.explain import child_aid_sources
from core.cost.month import Month, count_month
from core.cost.once import certificate_fee, own_certificate
from core.cost.request import CostRequest
from core.cost.school import is_school
from core.cost.unknowns import Path, changed, known_cases
from core.errors import FigureNotInForce
from core.money import YenRange


@dataclass(frozen=True, slots=True)
class Saving:
    """Something to apply for (key of explain.toml), and what it saves per month in yen.

    ``fee`` is what the paper for it costs once; None when it needs none, or its price is unknown.
    ``sources`` are keys of the figures that say so.
    """

    action: str
    monthly: YenRange
    fee: YenRange | None = None
    needs_paper: bool = False
    sources: tuple[str, ...] = ()

    @property
    def months_to_recover(self) -> int | None:
        """After how many months the fee is saved even at worst; None when it may never be."""
        if self.fee is None:
            return None if self.needs_paper else 0
        return -(-self.fee.high // self.monthly.low) if self.monthly.low else None


def _saved(
    cases: Iterable[CostRequest], changes: Iterable[tuple[Path, Any]], catalog: Catalog
) -> YenRange | None:
    """How much less each case pays with the changes, from the least to the most; None if never."""
    differences = []
    for case in cases:
        after = case
        for path, value in changes:
            after = changed(after, path, value)
        try:
            now, then = count_month(case, catalog).monthly, count_month(after, catalog).monthly
        except FigureNotInForce:
            continue
        differences += [max(0, now.low - then.low), max(0, now.high - then.high)]
    if not any(differences):
        return None
    return YenRange(min(differences), max(differences))


def _of_a_child(counted: Month, catalog: Catalog) -> Iterator[Saving]:
    """The town's subsidy for children: from nothing to all of the medical share, never counted off
    by itself (the facts of law, section 2: whether it covers psychiatric visits differs by town).
    """
    paid = counted.ledger("medical").payable
    if counted.request.may_have_child_aid and paid.high:
        sources = child_aid_sources(counted.month, catalog.figures)
        yield Saving("saving.child_medical", YenRange(0, paid.high), sources=sources)


def _of_medical(request: CostRequest, catalog: Catalog) -> Iterator[Saving]:
    care = request.medical
    if care.certificate_cap_yen is not None or request.person.public_assistance:
        return
    certificate = ("medical", "certificate")
    if care.certificate == "none":
        having = known_cases(changed(request, certificate, "have"), catalog, "medical")
        without = [changed(case, certificate, "none") for case in having]
        saved = _saved(without, [(certificate, "have")], catalog)
        if saved is not None:
            own = own_certificate(request)
            fee = certificate_fee(request.month, catalog.figures) if own is None else own
            yield Saving("saving.medical_certificate", saved, fee, needs_paper=True)
        return
    cases = known_cases(request, catalog, "medical")
    if care.severe_and_continuing is None and care.tax != "exempt":
        path = ("medical", "severe_and_continuing")
        plain = [changed(case, path, False) for case in cases]
        saved = _saved(plain, [(path, True)], catalog)
        if saved is not None:
            yield Saving("saving.severe_and_continuing", saved)
    if care.local_subsidy == "none" and care.certificate == "have":
        saved = _saved(cases, [(("medical", "local_subsidy"), "full")], catalog)
        if saved is not None:
            yield Saving("saving.local_subsidy", YenRange(0, saved.high))


def _of_welfare(counted: Month, catalog: Catalog) -> Iterator[Saving]:
    request = counted.request
    home = request.welfare
    decided = home.certificate_cap_yen is not None or request.person.public_assistance
    if home.tax == "unknown" and not home.income_levy_yen and not decided:
        path = ("welfare", "tax")
        taxed = known_cases(changed(request, path, "taxed"), catalog, "welfare")
        saved = _saved(taxed, [(path, "exempt"), (("welfare", "income_levy_yen"), None)], catalog)
        if saved is not None:
            yield Saving("saving.declare_tax", saved)
    if counted.refund_later.high:
        yield Saving("saving.household_refund", counted.refund_later)


def _of_usages(request: CostRequest, catalog: Catalog) -> Iterator[Saving]:
    for index, usage in enumerate(request.usages):
        service = catalog.by_service[usage.service]
        priced = usage.meal_yen_per_time or usage.meal_full_yen_per_time
        meal = priced and service.has_meals
        for may, action, field in (
            (meal and not usage.meal_support, "saving.meal_support", "meal_support"),
            (
                is_school(service) and not usage.tuition_support,
                "saving.tuition_support",
                "tuition_support",
            ),
            (not usage.listed, "saving.list_the_place", "listed"),
        ):
            if not may:
                continue
            saved = _saved([request], [(("usages", str(index), field), True)], catalog)
            if saved is not None:
                yield Saving(action, saved)


def savings(counted: Month, catalog: Catalog) -> tuple[Saving, ...]:
    """What to apply for (keys of explain.toml) and what it saves a month, the most first.

    Raises FigureNotInForce like ``count_month``.
    """
    request = counted.request
    used = {catalog.by_service[usage.service].cost_kind for usage in request.usages}
    found = list(_of_usages(request, catalog))
    if "medical" in used:
        found += _of_medical(request, catalog)
        found += _of_a_child(counted, catalog)
    if "welfare" in used:
        found += _of_welfare(counted, catalog)
    return tuple(sorted(found, key=lambda one: (-one.monthly.high, one.action)))
