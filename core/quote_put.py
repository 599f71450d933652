"""A quote put into the costs, and the way back: what each service held before is remembered.

One quote stands among the costs at a time. What a family changes on the cost screen afterwards is
its own: then nothing is taken back.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import NamedTuple

from core.catalog import Catalog, Service
from core.quote_usage import Entry

Usages = Mapping[str, Entry]
"""What is put in on the cost screen, by service."""


@dataclass(frozen=True, slots=True)
class QuotePut:
    """The quote of this ``label`` that was put in as ``service``.

    ``before`` and ``after``: what each service held that this changed (None: nothing). ``under``:
    what stood in its place before any quote was put there. ``earlier``: the quote that stood in
    before this one.
    """

    label: str
    service: str
    before: Mapping[str, Entry | None]
    after: Mapping[str, Entry | None]
    under: Entry | None
    earlier: QuotePut | None

    def can_go_back(self, usages: Usages) -> bool:
        """False where something was changed since: going back would undo that too."""
        return all(usages.get(service) == entry for service, entry in self.after.items())

    @property
    def replaced(self) -> bool:
        """True where something else stood in its place."""
        return self.before[self.service] not in (None, self.after[self.service])

    @property
    def was_empty(self) -> bool:
        """True where nothing stood in its place."""
        return self.before[self.service] is None

    @property
    def moved_out(self) -> QuotePut | None:
        """The quote of another service that went out for this one."""
        last = self.earlier
        return None if last is None or last.service == self.service else last


class PutIn(NamedTuple):
    """The usages of afterwards, and the quote that stands among them."""

    usages: dict[str, Entry]
    put: QuotePut | None


def quoted_services(catalog: Catalog) -> tuple[Service, ...]:
    """The services that a private quote can go in as; the first until somebody chose."""
    return tuple(service for service in catalog.services if service.quoted)


def standing(last: QuotePut | None, usages: Usages) -> QuotePut | None:
    """What was put in last, as long as nobody changed it on the cost screen."""
    if last is None or usages.get(last.service) != last.after[last.service]:
        return None
    return last


def _with(usages: Usages, changes: Mapping[str, Entry | None]) -> dict[str, Entry]:
    found = {name: deepcopy(entry) for name, entry in usages.items()}
    for service, entry in changes.items():
        if entry is None:
            found.pop(service, None)
        else:
            found[service] = deepcopy(entry)
    return found


def put_in(
    usages: Usages,
    label: str,
    service: str,
    entry: Entry,
    here: Entry | None,
    last: QuotePut | None,
) -> PutIn | None:
    """A quote among the usages; that of another service goes out. None where it stands already.

    ``here``: what the family had there, which a proposal of the plan is not. ``last``: what is
    ``standing``.
    """
    before: dict[str, Entry | None] = {service: here}
    after: dict[str, Entry | None] = {service: deepcopy(entry)}
    changes: dict[str, Entry | None] = {}
    under = here
    if last is not None and last.service != service:
        before[last.service], after[last.service] = last.after[last.service], last.under
        changes[last.service] = last.under
    elif last is not None:
        under = last.under
        if here == entry:
            return None  # what there is to take back stays
    changes[service] = entry
    return PutIn(_with(usages, changes), QuotePut(label, service, before, after, under, last))


def take_back(put: QuotePut, usages: Usages) -> PutIn:
    """The usages as they were before, and the quote that stood there then."""
    return PutIn(_with(usages, put.before), put.earlier)
