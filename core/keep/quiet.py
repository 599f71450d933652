"""What a safety answer would tell to whoever reads on: found, and left out.

A file may lie where the person reads it, and so may the plan of another day.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from core.case.case import Case, ReviewLines
from core.case.history import Snapshot
from core.catalog import Catalog
from core.cost_inputs import service_of
from core.edit import PlanEdits, read_edits, without
from core.plan import compose_plan
from core.stage import SAFETY_KEYS, SafetyAnswers, ThreatenedAnswers, assess

TELLING = frozenset({"S0", "S1", "M1", "M5", "F4", "F5", "W1", "W2"})
"""Steps that a safety answer puts into いま (core.plan)."""


def calm(case: Case) -> Case:
    """The case as if every safety question had been answered with ない.

    What is made of it tells nothing of how they were answered.
    """
    check = case.check and case.check.but(
        safety=SafetyAnswers.model_validate(dict.fromkeys(SAFETY_KEYS, "no")),
        threatened=ThreatenedAnswers(),
    )
    return case.but(check=check, situation=case.situation - {"violence"})


def _proposed(case: Case, catalog: Catalog, today: date) -> set[str]:
    plan = compose_plan(case.but(edits=PlanEdits()), catalog, today)
    return {*plan.ids.now, *plan.ids.next, *plan.ids.later, *(one.id for one in plan.further)}


def told_by_safety(case: Case, catalog: Catalog, today: date) -> frozenset[str]:
    """The steps that would tell how the safety questions were answered, for ``pack_case``."""
    alarmed = _proposed(case, catalog, today)
    return frozenset((alarmed | TELLING) - _proposed(calm(case), catalog, today))


def snapshot_of(case: Case, catalog: Catalog, today: date) -> Snapshot:
    """How it stands today, fit to lie at home: made of the ``calm`` case in any file.

    So a later file without safety answers tells nothing either. Steps in いま that only a safety
    answer brings are not in it; with no check answered there is no stage. Amounts: yen per month.
    """
    quiet, told = calm(case), told_by_safety(case, catalog, today)
    plan = compose_plan(quiet.but(edits=without(case.edits, told)), catalog, today)
    seen = None if quiet.check is None else assess(quiet.check, catalog)
    lines = {} if case.review is None else case.review.model_dump(exclude={"on"})
    who = None if case.check is None else case.check.answerer
    return Snapshot(
        on=today,
        stage=seen and seen.stage,
        near_next=seen is not None and seen.near_next,
        conditions={one.key: one.state for one in seen.conditions} if seen else {},
        now=tuple(step.title for step in plan.printed.now),
        monthly=plan.estimate and plan.estimate.monthly,
        review=ReviewLines(**lines),
        answerer=None if who not in ("family", "person") else who,
    )


# -- out of a file ----------------------------------------------------------------------------


def without_safety(
    kept: dict[str, Any], telling: Collection[str], catalog: Catalog
) -> tuple[dict[str, Any], bool]:
    """(the answers of a file that tell of no danger, whether words or a day went with them).

    ``telling`` are the steps that would tell, see ``told_by_safety``.
    """
    hidden = False
    if "edits" in kept:
        edits, hidden = _without_steps(kept["edits"], telling)
        kept = {**kept, "edits": edits}
    if "usages" in kept:
        # The cost screen proposed them. They are free: no amount changes, and no word is lost.
        kept = {**kept, "usages": _without_services(kept["usages"], telling, catalog)}
    found: dict[str, Any] = _calm(kept)
    return found, hidden


def _calm(value: Any) -> Any:
    """The same without safety answers, and without what only follows from one."""
    hidden = ("safety", "threatened", "violence", "S0", "S1")
    if isinstance(value, dict):
        kept = {key: one for key, one in value.items() if key not in hidden and one not in hidden}
        return {key: _calm(one) for key, one in kept.items()}
    if isinstance(value, list):
        return [_calm(one) for one in value if one not in hidden]
    return value


def _without_steps(raw: Any, ids: Collection[str]) -> tuple[Any, bool]:
    """(the changes of the plan without some steps, whether words or a day went with them)."""
    edits = read_edits(raw)
    touched = edits.named.intersection(ids)
    if not touched:
        return raw, False
    hidden = any(edits.detail(one).written for one in touched)
    return without(edits, touched).model_dump(mode="json", exclude_defaults=True), hidden


def _without_services(
    usages: dict[str, Any], ids: Collection[str], catalog: Catalog
) -> dict[str, Any]:
    """The usages without the free services that only some steps use."""
    used: dict[bool, set[str]] = {True: set(), False: set()}
    for step in catalog.plan.steps:
        used[step.id in ids].update(one.id for one in step.services)
    only = used[True] - used[False]
    return {
        name: entry
        for name, entry in usages.items()
        if service_of(name) not in only or catalog.service(service_of(name)).cost_kind != "free"
    }
