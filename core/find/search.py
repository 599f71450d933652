"""Every service once: what fits now, what misses a chosen condition, what may wait."""

from __future__ import annotations

from collections.abc import Mapping

from core.base import Answerer
from core.catalog import Catalog
from core.find.reasons import reasons_of
from core.find.wish import STATES, Found, Wish
from core.money import YenRange
from core.plan.scene import ADULT, ELDERLY

# facts/support_domain.md §4.3: いま of 足場3 is one of these steps, chosen by the situation. No file of
# data/ says which they are: J2 and J7 never stand there by themselves.
_WORK_NOW = ("J1", "J3", "J4", "J5", "J6")
_SCHOOL = "school_or_diploma"
"""The situation of a family that thinks of school."""
_NOWHERE = 9
"""The place of a service that the plan of the stage does not have."""


def _school_steps(catalog: Catalog) -> tuple[str, ...]:
    """The steps that no situation but that of school names: they are for people of school age."""
    named: dict[str, set[str]] = {}
    for profile in catalog.plan.profiles:
        for step_id in (*profile.now, *profile.next, *profile.later):
            named.setdefault(step_id, set()).add(profile.flag)
    return tuple(step_id for step_id, flags in named.items() if flags == {_SCHOOL})


def _places(wish: Wish, catalog: Catalog) -> dict[str, int]:
    """Service → the place of the first column that has it: いま, 次 and その先 of the stage's plan.

    Below 18 the services of school stand before them; for adults none of them is in いま. From 65 the
    windows for that age are in 次.
    """
    plan = catalog.stage(wish.stage or 1)
    school = _school_steps(catalog)
    now = (*plan.now, *(_WORK_NOW if plan.number == 3 else ()))
    following = plan.next
    first: tuple[str, ...] = ()
    if wish.age is not None and wish.age < ADULT:
        first = school
    elif wish.age is not None:
        now = tuple(step_id for step_id in now if step_id not in school)
    if wish.age is not None and wish.age >= ELDERLY:
        aged = (w for w in catalog.plan.rules.by_age if w.age_min == ELDERLY)
        following += tuple(words.step for words in aged)
    places: dict[str, int] = {}
    for step in map(catalog.step, first):
        for service_id in step.met_by:
            places.setdefault(service_id, 0)
    for place, ids in enumerate((now, following, plan.later), start=1):
        for step in map(catalog.step, ids):
            for used in step.services:
                places.setdefault(used.id, place)
    return places


def find(
    wish: Wish,
    catalog: Catalog,
    answerer: Answerer = "family",
    paid: Mapping[str, YenRange] | None = None,
) -> tuple[Found, ...]:
    """Every service once, in the order of STATES: those that fit, that miss a condition, that wait.

    Ordered by where the plan of the stage (facts/support_domain.md §4.3; an unknown stage counts
    as 1) has the service, school first below 18, then by how fully it meets the wish, then as in
    services.toml. ``paid`` is what this family would pay a month in yen (``own_costs``): a service
    that costs it nothing counts as free. What matters to a family (``how_it_meets``) orders nothing.
    """
    places = _places(wish, catalog)
    amounts = paid or {}

    def order(item: tuple[int, Found]) -> tuple[int, int, int, int]:
        number, one = item
        asked = (
            (wish.family_only, one.service.family_alone),
            (wish.cannot_go_out, one.service.at_home),
            (wish.free_only, one.service.free),
            (wish.remote, one.service.remote_use),
        )
        partly = sum(wanted and answer == "partly" for wanted, answer in asked)
        return (STATES.index(one.state), places.get(one.service.id, _NOWHERE), partly, number)

    found = [
        Found(service=service, reasons=reasons_of(wish, service, amounts, catalog, answerer))
        for service in catalog.services
    ]
    return tuple(one for _, one in sorted(enumerate(found), key=order))
