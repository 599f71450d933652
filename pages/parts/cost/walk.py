"""The talk's way: which question stands on the screen, its word in the address, back and on.

A field is kept by the place of its service ("usages.pharmacy-2.times"); in the request it has a
number there. Which questions were asked stays in the tab and the file ("cost_asked"), so that
わからない stays given; what comes first only in the tab ("cost_talk").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core import Catalog, CostRequest, Estimate, Plan, estimate_rest
from core.case.kept import Way
from core.cost import talk as the_talk
from core.cost.talk import Talk
from core.cost_inputs import service_of
from core.errors import FigureNotInForce
from core.messages import FieldFault
from core.walk import address_of
from pages.parts.kit import composed, store

SERVICES, END, LIST = "services", "end", "list"
_SEEN, _TYPING = "cost_seen", "cost_typing"


class Places:
    """Between a field by place and the field of the request; "" for what is not there."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names

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


@dataclass(frozen=True)
class Here:
    """All that a run of the screen looks at."""

    request: CostRequest
    faults: tuple[FieldFault, ...]
    result: Estimate
    refused: tuple[FigureNotInForce, ...]
    places: Places
    talk: Talk
    plan: Plan


def asked() -> list[str]:
    """The questions that were asked, in order."""
    return _texts(store.get("cost_asked"))


def _texts(found: object) -> list[str]:
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def _first() -> list[str]:
    return _texts(store.part("cost_talk").get("first"))


def _keep(name: str, value: Any) -> None:
    store.put({**store.part("cost_talk"), name: value}, "cost_talk")


def ask_first(*fields: str) -> None:
    """These come before all others."""
    _keep("first", list(dict.fromkeys((*_first(), *fields))))


def ask_no_more(start: str) -> None:
    """Nothing that begins so is asked, or was."""
    _keep("first", [one for one in _first() if not one.startswith(start)])
    store.put([one for one in asked() if not one.startswith(start)], "cost_asked")


def from_plan() -> bool:
    """Whether the services that are chosen came from the plan on this visit."""
    return SERVICES in _first() and bool(store.part("usages"))


def go_further() -> None:
    """「続けて聞く」: also what changes little."""
    _keep("more", True)


def look(catalog: Catalog) -> Here:
    """What was answered, what it costs, and what comes next."""
    request, faults = store.request(catalog)
    result, refused = _counted(request, catalog)
    names = tuple(
        place
        for place, entry in store.part("usages").items()
        if service_of(place) in catalog.by_service and isinstance(entry, Mapping)
    )
    if len(names) != len(result.request.usages):
        names = ()  # one of them cannot be read or counted: their numbers say nothing
    places = Places(names)
    talk = _next(result, places, catalog)
    return Here(request, faults, result, refused, places, talk, composed.plan(catalog))


def _counted(
    request: CostRequest, catalog: Catalog
) -> tuple[Estimate, tuple[FigureNotInForce, ...]]:
    """The estimate; what it found out of itself stays until an answer changes."""
    seen = st.session_state.get(_SEEN)
    if seen is not None and seen[0] == request:
        counted: tuple[Estimate, tuple[FigureNotInForce, ...]] = seen[1]
        return counted
    counted = estimate_rest(request, catalog)
    st.session_state[_SEEN] = (request, counted)
    return counted


def _next(result: Estimate, places: Places, catalog: Catalog) -> Talk:
    first = _first()
    if not store.part("usages") and SERVICES not in asked():
        first = [SERVICES, *first]
    found = the_talk.talk(
        result,
        catalog,
        asked=[number for one in asked() if (number := places.number(one))],
        first=[number for one in first if (number := places.number(one))],
        have=store.in_use(catalog),
        go_on=bool(store.part("cost_talk").get("more")),
    )
    kept = tuple(one for one in found.open if places.place(one.field))
    if found.next is None or places.place(found.next):
        return Talk(found.next and places.place(found.next), kept, found.left)
    return Talk(None, kept, 0)


# -- the way ----------------------------------------------------------------------------------


def shown(here: Here) -> str:
    """The field on the screen, END or LIST: what the address says, else what comes next."""
    if LIST in st.query_params:
        return LIST
    word, next_one = st.query_params.get("q", ""), here.talk.next or END
    typing = st.session_state.get(_TYPING, "")
    if typing and not word and _is_there(typing, here):
        return str(typing)
    for one in (SERVICES, *asked(), typing, next_one, END):
        if address(one) == word and (one in (SERVICES, END) or _is_there(one, here)):
            return one
    return next_one


def stay_at(field: str) -> None:
    """What is typed into this question is no answer before 「次へ」; "" for none that is typed."""
    st.session_state[_TYPING] = field


def _is_there(field: str, here: Here) -> bool:
    return not field.startswith("usages.") or field.split(".")[1] in here.places.names


def address(field: str) -> str:
    """The word in the address for a question of this visit."""
    return address_of(f"cost {field}", store.salt())


def go(field: str) -> None:
    """To a question, the end or the list, by the address: the phone's Back leads here again."""
    stay_at("")
    # In one: two would be two steps of the browser's Back.
    st.query_params.from_dict({LIST: ""} if field == LIST else {"q": address(field)})


def go_next(catalog: Catalog) -> None:
    """To what comes next."""
    go(look(catalog).talk.next or END)


def went(field: str, catalog: Catalog) -> None:
    """This question is done: on to what comes next."""
    if field not in asked():
        # The services stand before all that is asked about them, whenever one comes to them.
        found = [SERVICES, *asked()] if field == SERVICES else [*asked(), field]
        store.put(found, "cost_asked")
    go_next(catalog)


def before(field: str) -> str:
    """The question before; the services before the first, also with a file; "" before them."""
    if field == SERVICES:
        return ""
    done = asked()
    at = done.index(field) if field in done else len(done)
    return done[at - 1] if at else SERVICES


def after(field: str, here: Here) -> str:
    """The question after one that was asked already."""
    done = asked()
    at = done.index(field) + 1 if field in done else len(done)
    return done[at] if at < len(done) else here.talk.next or END


def way_of(path: str, here: Here) -> Way:
    """Where in the case a field of the request stands."""
    part, _, rest = here.places.place(path).partition(".")
    return ("usages", *rest.split(".")) if part == "usages" else ("cost", part, *rest.split("."))
