"""Whether a service stands in the plan already."""

from __future__ import annotations

from core.catalog import Catalog
from core.edit import PlanEdits
from core.plan import Plan
from core.plan.price import steps_of


def stands_in(plan: Plan, edits: PlanEdits, service_id: str, catalog: Catalog) -> str:
    """The title of the first step of いま, 次 or その先 that uses the service; "" for none.

    A step that has no room or was dropped is none: ``core.plan.price.take_in`` puts it in.
    """
    mine = {step.id for step in steps_of(service_id, catalog)}
    mine |= {own.id for own in edits.own if own.service == service_id}
    steps = (*plan.now, *plan.next, *plan.later)
    return next((step.title for step in steps if step.id in mine), "")
