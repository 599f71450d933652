"""What the cost form offers: services to count and to add, how often, and months.

What it asks about each stands in data/cost_questions.toml (``core.catalog.cost_questions``).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from core.catalog import Catalog, CostKind, Service
from core.figures import month_number, month_of

MOST_TIMES = 31
"""As often a month as may be chosen."""
_MONTHS = 12


class Offered(NamedTuple):
    """The services of the form: all that are put in, those of them with a fee and without, others.

    ``others`` can be added; what costs nothing is never among them.
    """

    put_in: tuple[Service, ...]
    paid: tuple[Service, ...]
    free: tuple[Service, ...]
    others: tuple[Service, ...]


def offered_services(usages: Iterable[str], catalog: Catalog) -> Offered:
    """What the form shows with these services put in; what is no service is left out."""
    put_in = tuple(catalog.service(one) for one in usages if one in catalog.by_service)
    there = {one.id for one in put_in}
    return Offered(
        put_in,
        paid=tuple(one for one in put_in if not _is_free(one)),
        free=tuple(one for one in put_in if _is_free(one)),
        others=tuple(one for one in catalog.services if one.id not in there and not _is_free(one)),
    )


def _is_free(service: Service) -> bool:
    return service.cost_kind == "free"


def uses(usages: Iterable[str], kind: CostKind, catalog: Catalog) -> bool:
    """True where a service of this kind is put in: only then its household is asked about."""
    return any(one.cost_kind == kind for one in offered_services(usages, catalog).put_in)


def first_times(service: Service) -> int:
    """How often a month a service is put in at first."""
    return max(1, service.times_typical)


def times_shown(times: object) -> int:
    """The number that the field shows; 0 for what may not be chosen."""
    return times if type(times) is int and 0 <= times <= MOST_TIMES else 0


def months_offered(asked: str, today: date) -> tuple[str, ...]:
    """The twelve months from today's on ("2026-11"), and the one asked for where it is another."""
    first = month_number(month_of(today))
    months = tuple(f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(first, first + _MONTHS))
    return months if asked in months else (asked, *months)
