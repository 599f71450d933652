"""What the cost form offers: services to count and to add, how often, and months.

What it asks about each stands in data/cost_questions.toml (``core.catalog.cost_questions``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from core import said
from core.catalog import AreaGrade, Catalog, CostKind, Service
from core.cost_inputs import LIVED_IN, places_of, service_of
from core.figures import Figures, month_number, month_of, month_text

MOST_TIMES = 31
"""As often a month as may be chosen."""
_MONTHS = 12


class Placed(NamedTuple):
    """A service at one provider: ``place`` is its name among what is kept, ``number`` 1 or more."""

    place: str
    service: Service
    number: int

    @property
    def name(self) -> str:
        """The service, and which of its providers from the second on."""
        return said.of_place(self.service.name, self.number)


class Offered(NamedTuple):
    """The services of the form: all that are put in, those of them with a fee and without, others.

    ``others`` can be added; what costs nothing is never among them. ``again`` can be added at one
    more provider, and under which name it is kept then.
    """

    put_in: tuple[Placed, ...]
    paid: tuple[Placed, ...]
    free: tuple[Placed, ...]
    others: tuple[Service, ...]
    again: tuple[Placed, ...]


def offered_services(usages: Iterable[str], catalog: Catalog) -> Offered:
    """What the form shows with these services put in; what is no service is left out."""
    put_in = tuple(_placed(usages, catalog))
    there = {one.place for one in put_in}
    used = {one.service.id: one.service for one in put_in}
    return Offered(
        put_in,
        paid=tuple(one for one in put_in if not _is_free(one.service)),
        free=tuple(one for one in put_in if _is_free(one.service)),
        others=tuple(one for one in catalog.services if one.id not in used and not _is_free(one)),
        again=tuple(one for service in used.values() for one in _next_place(service, there)),
    )


def _placed(usages: Iterable[str], catalog: Catalog) -> Iterator[Placed]:
    """The places in order, each with its number among those of its service."""
    seen: Counter[str] = Counter()
    for place in usages:
        service = service_of(place)
        if service in catalog.by_service:
            seen[service] += 1
            yield Placed(place, catalog.service(service), seen[service])


def _next_place(service: Service, there: Collection[str]) -> Iterator[Placed]:
    """One more provider, unless one lives there, it costs nothing, or there are many already."""
    if service.lived_in or _is_free(service):
        return
    places = places_of(service.id)
    used = sum(one in there for one in places)
    free = (one for one in places if one not in there)
    yield from (Placed(one, service, used + 1) for one in islice(free, 1))


def _is_free(service: Service) -> bool:
    return service.cost_kind == "free" and "own_price" not in service.asks


def uses(usages: Iterable[str], kind: CostKind, catalog: Catalog) -> bool:
    """True where a service of this kind is put in: only then its household is asked about."""
    return any(one.service.cost_kind == kind for one in offered_services(usages, catalog).put_in)


def home_of(usages: Mapping[str, Any], catalog: Catalog) -> Service | None:
    """The service that is used and that one lives in, if any: its ``home`` is the residence."""
    used: dict[str | None, Service] = {}
    for one in offered_services(usages, catalog).put_in:
        entry = usages[one.place]
        if isinstance(entry, Mapping) and times_shown(entry.get("times")):
            used.setdefault(one.service.home, one.service)
    return next((used[one] for one in LIVED_IN if one in used), None)


def towns_offered(month: str, catalog: Catalog) -> tuple[AreaGrade, ...]:
    """The towns whose 級地 is known in the month, by prefecture; empty after the table has ended."""
    return tuple(one for one in catalog.area_grades if one.in_force(month))


def first_times(service: Service) -> int:
    """How often a month a service is put in at first."""
    return max(1, service.times_typical)


def times_shown(times: object) -> int:
    """The number that the field shows; 0 for what may not be chosen."""
    return times if type(times) is int and 0 <= times <= MOST_TIMES else 0


def months_offered(asked: str, today: date, figures: Figures) -> tuple[str, ...]:
    """Today's month and the eleven after it ("2026-11"), as far as there are figures for them.

    Where today's month is counted with carried figures only, or with none, the last month that is
    sure stands before it. The one asked for comes first where it is another.
    """
    first = month_number(month_of(today))
    sure, told = figures.sure_until, figures.told_until
    end = first + _MONTHS if told is None else min(first + _MONTHS, told + 1)
    numbers = [*range(first, max(end, first + 1))]
    if sure is not None and sure < first:
        numbers.insert(0, sure)
    months = tuple(month_text(number) for number in numbers)
    return months if asked in months else (asked, *months)
