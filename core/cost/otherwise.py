"""The same month lived otherwise: more days, other papers, another insurance, the patterns."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from core.catalog import Catalog
from core.cost.month import count_month, only_services
from core.cost.request import CostRequest, Usage
from core.cost.unknowns import changed
from core.cost_inputs import OLD_FROM
from core.errors import FigureNotInForce
from core.money import ZERO, YenRange


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Days a month, and what the family pays for them in the welfare ledger, in yen."""

    days: int
    payable: YenRange


@dataclass(frozen=True, slots=True)
class Curve:
    """Days → yen for one service. ``flat_from``: more days than this cost nothing more."""

    service: str
    points: tuple[CurvePoint, ...]
    flat_from: int | None


def cap_curve(request: CostRequest, service_id: str, catalog: Catalog, most: int = 23) -> Curve:
    """What 0 to ``most`` days a month of one 障害福祉 service cost, with the rest as it is.

    Raises FigureNotInForce, KeyError for an unknown service.
    """
    catalog.service(service_id)
    index = next((i for i, usage in enumerate(request.usages) if usage.service == service_id), None)
    if index is None:
        usages = (*request.usages, Usage.of(service_id, 0, catalog))
        request = request.but(usages=usages)
        index = len(usages) - 1
    points = []
    for days in range(most + 1):
        case = changed(request, ("usages", str(index), "times"), days)
        points.append(CurvePoint(days, count_month(case, catalog).ledger("welfare").payable))
    last = points[-1].payable
    flat = next(point.days for point in points if point.payable == last)
    return Curve(service_id, tuple(points), flat if flat < most else None)


@dataclass(frozen=True, slots=True)
class Alternative:
    """The month under another assumption (key of explain.toml), and what it costs."""

    key: str
    monthly: YenRange


def alternatives(request: CostRequest, catalog: Catalog) -> tuple[Alternative, ...]:
    """With and without each certificate, public only, with private: for side by side.

    Without a 障害福祉 受給者証 its services cannot be used: the line shows their whole cost.
    An alternative whose figure is not in force is left out.
    """
    found: list[Alternative] = []
    kinds = [(usage, catalog.by_service[usage.service]) for usage in request.usages]
    if any(service.cost_kind == "medical" for _, service in kinds):
        printed = request.medical.certificate_cap_yen is not None
        bare = request
        if printed or request.medical.certificate_no_cap:
            bare = changed(bare, ("medical", "certificate_cap_yen"), None)
            bare = changed(bare, ("medical", "certificate_no_cap"), False)
        having = request if printed else changed(request, ("medical", "certificate"), "have")
        without = changed(bare, ("medical", "certificate"), "none")
        for key, case in (("other.medical_with", having), ("other.medical_without", without)):
            with suppress(FigureNotInForce):
                found.append(Alternative(key, count_month(case, catalog).monthly))
    now = count_month(request, catalog)
    welfare = now.ledger("welfare")
    if any(service.cost_kind == "welfare" for _, service in kinds):
        whole = ZERO
        for line in welfare.lines:
            whole = (
                whole + line.gross.times(1 if line.note == "claimed" else line.times) + line.absent
            )
        found.append(Alternative("other.welfare_with", welfare.payable))
        found.append(Alternative("other.welfare_whole", whole))
    if now.ledger("private").lines:
        found.append(Alternative("other.public_only", now.public_monthly))
        found.append(Alternative("other.with_private", now.monthly))
    return tuple(found)


_OTHER_INSURANCE: Mapping[str, Any] = MappingProxyType(
    {
        "income_levy_yen": None,
        "certificate_cap_yen": None,
        "certificate_no_cap": False,
        "high_cost_class": "unknown",
    }
)
"""What another insurance leaves open: whose taxes count, the certificate, the class."""


def insurance_changes(request: CostRequest, catalog: Catalog) -> tuple[Alternative, ...]:
    """What if the parent turns 75 or retires: the person is judged in 国保, perhaps alone.

    Empty unless the person is a dependant of an employee insurance.
    """
    if request.medical.insurance != "employee_dependant":
        return ()
    fresh = {**_OTHER_INSURANCE, "insurance": "national", "elderly_share": "unknown"}
    if request.medical.certificate_cap_yen is not None or request.medical.certificate_no_cap:
        fresh["certificate"] = "have"
    found = []
    for key, tax in (("if.national_exempt", "exempt"), ("if.national_unknown", "unknown")):
        care = request.medical.model_copy(update={**fresh, "tax": tax})
        with suppress(FigureNotInForce):
            result = count_month(request.but(medical=care), catalog)
            found.append(Alternative(key, result.monthly))
    return tuple(found)


def birthdays(request: CostRequest, catalog: Catalog) -> tuple[Alternative, ...]:
    """What if the person turns 70, or 75 and so goes into 後期高齢者医療: within five years of it.

    Empty where the age is not known or no medical service is used.
    """
    age, care = request.person.age, request.medical
    used = {catalog.by_service[usage.service].cost_kind for usage in request.usages}
    if age is None or care.insurance == "late_elderly" or "medical" not in used:
        return ()
    changes: dict[str, Any] = {"elderly_share": "unknown"}
    if OLD_FROM - 5 <= age < OLD_FROM:
        key, then = "if.turns_70", OLD_FROM
        if care.high_cost_class != "e":
            # オ becomes one of two; a dependant of somebody younger is no 現役並み.
            changes |= {"high_cost_class": "unknown"}
    elif OLD_FROM <= age < OLD_FROM + 5:
        key, then = "if.turns_75", OLD_FROM + 5
        changes |= {**_OTHER_INSURANCE, "insurance": "late_elderly", "tax": "unknown"}
        if care.certificate_cap_yen is not None or care.certificate_no_cap:
            changes["certificate"] = "have"
    else:
        return ()
    case = request.but(person=request.person.but(age=then), medical=care.but(**changes))
    with suppress(FigureNotInForce):
        return (Alternative(key, count_month(case, catalog).monthly),)
    return ()


@dataclass(frozen=True, slots=True)
class PatternCost:
    """One of the patterns A, B, C for this family: yen per month in each part; None = refused."""

    pattern: str
    name: str
    now: YenRange | None
    next: YenRange | None
    later: YenRange | None


def pattern_costs(request: CostRequest, catalog: Catalog) -> tuple[PatternCost, ...]:
    """The combinations A, B and C with usual times, as this family would pay them."""

    def part(step_ids: tuple[str, ...]) -> YenRange | None:
        times = {used.id: used.times for one in step_ids for used in catalog.step(one).services}
        usages = tuple(Usage.of(name, count, catalog) for name, count in times.items())
        try:
            return count_month(only_services(request, usages), catalog).monthly
        except FigureNotInForce:
            return None

    return tuple(
        PatternCost(one.id, one.name, part(one.now), part(one.next), part(one.later))
        for one in catalog.plan.patterns
    )
