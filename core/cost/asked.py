"""Which questions of the talk were asked, and the way between them.

A field is kept by the place of its service ("usages.pharmacy-2.times"); in the request it has a
number there ("usages.1.times"). Nothing here knows a screen.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.catalog import Catalog
from core.cost.estimate import Estimate
from core.cost.talk import Talk, talk
from core.cost_inputs import service_of
from core.walk import address_of

SERVICES, END = "services", "end"
"""Which services: before all that is asked about them; and where nothing is asked any more."""


@dataclass(frozen=True, slots=True)
class Places:
    """Between a field by place and the field of the request; "" for what is not there."""

    names: tuple[str, ...]

    def number(self, field: str) -> str:
        """The field of the request: usages.0.times for usages.pharmacy.times."""
        part, _, rest = field.partition(".")
        if part != "usages":
            return field
        place, _, name = rest.partition(".")
        return f"usages.{self.names.index(place)}.{name}" if place in self.names else ""

    def place(self, field: str) -> str:
        """The other way round."""
        part, _, rest = field.partition(".")
        if part != "usages":
            return field
        index, _, name = rest.partition(".")
        return f"usages.{self.names[int(index)]}.{name}" if self.names else ""

    def has(self, field: str) -> bool:
        """Whether a field by place is of a service that is there; True for one of no service."""
        return not field.startswith("usages.") or field.split(".")[1] in self.names

    def way(self, path: str) -> tuple[str, ...]:
        """Where in the case a field of the request stands: ("cost", "welfare", "tax")."""
        part, _, rest = self.place(path).partition(".")
        return (
            ("usages", *rest.split(".")) if part == "usages" else ("cost", part, *rest.split("."))
        )


def places_of(usages: Mapping[str, Any], result: Estimate, catalog: Catalog) -> Places:
    """The places of the services, in the order of the request.

    None where one of them cannot be read or counted: their numbers then say nothing.
    """
    names = tuple(
        place
        for place, entry in usages.items()
        if service_of(place) in catalog.by_service and isinstance(entry, Mapping)
    )
    return Places(names if len(names) == len(result.request.usages) else ())


def next_question(
    result: Estimate,
    places: Places,
    catalog: Catalog,
    *,
    asked: Sequence[str],
    first: Sequence[str],
    have: Collection[str],
    go_on: bool,
) -> Talk:
    """The talk (``core.cost.talk``) with all fields by place."""
    found = talk(
        result,
        catalog,
        asked=[number for one in asked if (number := places.number(one))],
        first=[number for one in first if (number := places.number(one))],
        have=have,
        go_on=go_on,
    )
    by_place = ((places.place(one.field), one) for one in found.open)
    kept = tuple(one._replace(field=field) for field, one in by_place if field)
    if found.next is None:
        return Talk(None, kept, found.left)
    field = places.place(found.next)
    return Talk(field, kept, found.left) if field else Talk(None, kept, 0)


# -- what was asked ---------------------------------------------------------------------------


def texts_of(found: object) -> list[str]:
    """The fields of a list as a tab holds it; what is none is left out."""
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def with_first(first: Sequence[str], *fields: str) -> list[str]:
    """What comes before all others, with these behind; each once."""
    return list(dict.fromkeys((*first, *fields)))


def without(fields: Sequence[str], start: str) -> list[str]:
    """Those that do not begin so: what was asked about a service that is gone."""
    return [one for one in fields if not one.startswith(start)]


def with_asked(asked: Sequence[str], field: str) -> list[str]:
    """What was asked, and this. The services stand first, whenever one comes to them."""
    if field in asked:
        return [*asked]
    return [SERVICES, *asked] if field == SERVICES else [*asked, field]


def number_of(asked: Sequence[str], field: str) -> int:
    """Which question this is, from 1. The services are the first, also when they come late."""
    if field == SERVICES:
        return 1
    return (asked.index(field) if field in asked else len(asked)) + 1


def before(asked: Sequence[str], field: str) -> str:
    """The question before; the services before the first, also with a file; "" before them."""
    if field == SERVICES:
        return ""
    at = asked.index(field) if field in asked else len(asked)
    return asked[at - 1] if at else SERVICES


def after(asked: Sequence[str], field: str, next_one: str | None) -> str:
    """The question after one that was asked already; at the end what comes next."""
    at = asked.index(field) + 1 if field in asked else len(asked)
    return asked[at] if at < len(asked) else next_one or END


# -- its word in the address ------------------------------------------------------------------


def address(field: str, salt: str) -> str:
    """The word in the address for a question of this visit."""
    return address_of(f"cost {field}", salt)


def field_at(
    word: str, salt: str, asked: Sequence[str], typing: str, next_one: str, places: Places
) -> str:
    """The field that a word in the address stands for; ``next_one`` for anything else.

    ``typing``: the question into which something is typed; without a word it stays.
    """
    if typing and not word and places.has(typing):
        return typing
    for one in (SERVICES, *asked, typing, next_one, END):
        if address(one, salt) == word and places.has(one):
            return one
    return next_one
