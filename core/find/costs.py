"""What a family would pay a month for one service alone."""

from __future__ import annotations

from typing import NamedTuple

from pydantic import ConfigDict

from core.base import Frozen
from core.catalog import Catalog, Service
from core.cost.estimate import estimate_rest, only_services
from core.cost.explain import CARRIED, notice_words
from core.cost.request import CostRequest, MedicalHousehold, Person, Usage, WelfareHousehold
from core.figures import CarriedFigure, Figure
from core.money import YenRange, about_hundred


class OwnCost(Frozen):
    """What this family would pay a month for one service alone, in yen.

    ``amount`` None: a figure is not in force for the month; ``refusal`` says so. ``told``: that the
    rules of the fiscal year before are carried on, "" where they are not.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    times: int
    amount: YenRange | None
    refusal: str = ""
    needs_check: bool = False
    told: str = ""


def has_own_answers(request: CostRequest) -> bool:
    """True when the family has said anything that its cost depends on, besides the age."""
    return (
        request.person.but(age=None) != Person()
        or request.welfare != WelfareHousehold()
        or request.medical != MedicalHousehold()
    )


def own_cost(service: Service, request: CostRequest, catalog: Catalog) -> OwnCost | None:
    """One service at its usual times a month, or as the family put it in. None: nothing to pay.

    The service is counted alone: together with others the caps make it cheaper, never dearer.
    """
    if service.cost_kind == "free":
        return None
    usages = tuple(one for one in request.usages if one.service == service.id)
    if not usages:
        usages = (Usage.of(service.id, service.times_typical, catalog),)
    times = sum(one.times for one in usages)
    if not times:
        return None
    result, refused = estimate_rest(only_services(request, usages), catalog)
    if refused or not result.request.usages:
        told = "".join(dict.fromkeys(one.told for one in refused))
        return OwnCost(times=times, amount=None, refusal=told)
    check = any(line.needs_check for ledger in result.ledgers for line in ledger.lines)
    told = notice_words(CARRIED, result.month, catalog).family if result.carried else ""
    return OwnCost(times=times, amount=result.monthly, needs_check=check or bool(told), told=told)


def own_cost_said(service: Service, request: CostRequest, catalog: Catalog) -> OwnCost | None:
    """``own_cost``, once the family has answered anything; None before."""
    return own_cost(service, request, catalog) if has_own_answers(request) else None


class UsualPrice(NamedTuple):
    """What is usually asked per time, to the nearest 100 yen, and the figure that says so."""

    each: YenRange
    figure: Figure


def usual_price(service: Service, month: str, catalog: Catalog) -> UsualPrice | None:
    """The usual price of a service without a rule of the state.

    None where the month has none. Raises ValueError for a service of another kind.
    """
    if not has_usual_price(service):
        raise ValueError(service.id)
    low, high = (f"price.{service.id}.{end}" for end in ("low", "high"))
    figures = catalog.figures
    if not (figures.has(low, month) and figures.has(high, month)):
        return None
    rows = [figures.at(key, month) for key in (low, high)]
    carried = (row for row in rows if isinstance(row, CarriedFigure))
    return UsualPrice(YenRange(*(about_hundred(row.yen) for row in rows)), next(carried, rows[-1]))


def has_usual_price(service: Service) -> bool:
    """True for what has a price and no rule of the state."""
    return service.cost_kind == "price"


def own_costs(request: CostRequest, catalog: Catalog) -> dict[str, YenRange]:
    """What the family would pay a month, by service; {} until it has answered anything."""
    if not has_own_answers(request):
        return {}
    amounts = {s.id: own_cost(s, request, catalog) for s in catalog.services}
    return {
        key: one.amount
        for key, one in amounts.items()
        if one is not None and one.amount is not None
    }
