"""The plan of the visit: composed once for all that shows it, until an answer changes."""

from __future__ import annotations

from core import Catalog, Plan, compose_plan
from pages.parts.kit import local, store
from pages.parts.kit.lasting import lasting


def plan(catalog: Catalog) -> Plan:
    """The plan of the case as it stands, with the family's own windows."""
    case, day, windows = store.full_case(catalog), store.today(), tuple(local.windows())
    return lasting(
        "plan",
        (case, day, windows, id(catalog)),
        lambda: compose_plan(case, catalog, day, windows),
    )
