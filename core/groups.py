"""Services in groups, as a family looks for what it has already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from core.catalog import Catalog, Service

Group = Literal["advice", "medical", "place", "welfare", "work", "private"]
GROUPS: tuple[Group, ...] = get_args(Group)
"""In the order of the screen."""
_STAGES, _LAST_STAGE = 3, 3


def group_of(service: Service) -> Group:
    """The group a service stands in, from what the catalogue says of it."""
    if service.ledger in ("private", "medical"):
        return "private" if service.ledger == "private" else "medical"
    if service.ledger == "welfare" or service.without_diagnosis != "yes":
        return "welfare"
    if service.stages == (_LAST_STAGE,):
        return "work"
    is_for_all = service.cost_kind == "free" and len(service.stages) == _STAGES
    return "advice" if is_for_all else "place"


def services_by_group(catalog: Catalog) -> Mapping[Group, tuple[Service, ...]]:
    """Every service in its group, in the order of the catalogue."""
    return {
        group: tuple(one for one in catalog.services if group_of(one) == group) for group in GROUPS
    }
