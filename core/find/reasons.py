"""Why a service is not among those that fit: its stage, its age limits, each chosen condition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from core.base import Answerer
from core.catalog import Catalog, Service
from core.find.wish import Reason, Wish
from core.money import YenRange, yen_text


class Limits(NamedTuple):
    """The youngest and the oldest age in years, both included. None: no limit known."""

    low: int | None
    high: int | None

    def hold(self, age: int) -> bool:
        """True when ``age`` lies within."""
        return (self.low is None or age >= self.low) and (self.high is None or age <= self.high)


def _has_own_limits(service: Service) -> bool:
    return service.age_min is not None or service.age_max is not None


def limits_of(service: Service, catalog: Catalog) -> Limits:
    """The age limits: the service's own, else the youngest age of the plan's steps that use it.

    Where every such step has one: below it the school comes first. Up to which age the plan names a
    step says nothing of the service.
    """
    if _has_own_limits(service):
        return Limits(service.age_min, service.age_max)
    steps = [s for s in catalog.plan.steps if service.id in {used.id for used in s.services}]
    lows = [step.age_min for step in steps if step.age_min is not None]
    return Limits(min(lows) if lows and len(lows) == len(steps) else None, None)


def _stage_reason(wish: Wish, service: Service, catalog: Catalog, who: Answerer) -> str:
    if not service.stages:
        return service.words("not_yet_reason", who)
    if wish.stage is None or wish.stage in service.stages:
        return ""
    if wish.stage < min(service.stages):
        return service.words("not_yet_reason", who)
    return catalog.guide.words.reasons.past.said_to(who)


def _age_reason(wish: Wish, service: Service, catalog: Catalog, who: Answerer) -> str:
    limits, age = limits_of(service, catalog), wish.age
    if age is None or limits.hold(age):
        return ""
    words = catalog.guide.words.reasons
    younger = limits.low is not None and age < limits.low
    others = service.younger_use if younger else service.older_use
    if _has_own_limits(service):
        # The first sentence says how firm the limit is: 「15〜49歳。」, 「原則18歳から64歳までです。」
        text = f"{service.words('age_note', who).split('。')[0]}。"
    else:
        text = words.younger.said_to(who).format(low=limits.low)
    there = [one for one in map(catalog.service, others) if limits_of(one, catalog).hold(age)]
    if there:
        names = "か".join(f"「{one.name}」" for one in there)
        text += words.instead.said_to(who).format(names=names)
    return text


def _going_out_reason(service: Service, catalog: Catalog, who: Answerer) -> str:
    if service.at_home != "no":
        return ""
    words = catalog.guide.words.reasons
    voice = words.going_out if service.family_alone == "no" else words.going_out_partly
    return voice.said_to(who)


def _cost_reason(
    service: Service, paid: Mapping[str, YenRange], catalog: Catalog, who: Answerer
) -> str:
    own = paid.get(service.id)
    if service.free != "no" or (own is not None and own.high == 0):
        return ""
    words = catalog.guide.words.reasons
    if own is not None:
        return words.cost_own.said_to(who).format(amount=yen_text(own))
    voice = {"welfare": words.cost_welfare, "medical": words.cost_medical}.get(
        service.cost_kind, words.cost_price
    )
    return voice.said_to(who)


def reasons_of(
    wish: Wish, service: Service, paid: Mapping[str, YenRange], catalog: Catalog, who: Answerer
) -> tuple[Reason, ...]:
    """All that speaks against a service, the stage first. ``paid``: yen a month, by service."""
    out = _going_out_reason(service, catalog, who) if wish.cannot_go_out else ""
    cost = _cost_reason(service, paid, catalog, who) if wish.free_only else ""
    remote = service.words("remote", who) if wish.remote and service.remote_use == "no" else ""
    alone = wish.family_only and service.family_alone == "no"
    family = catalog.guide.words.reasons.family.said_to(who) if alone else ""
    found = (
        Reason(kind="stage", text=_stage_reason(wish, service, catalog, who)),
        Reason(kind="age", text=_age_reason(wish, service, catalog, who)),
        Reason(kind="family", text=family),
        Reason(kind="going_out", text=out),
        Reason(kind="cost", text=cost),
        Reason(kind="remote", text=remote),
    )
    return tuple(one for one in found if one.text)
