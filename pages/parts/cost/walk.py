"""The talk's way: which question stands on the screen, its word in the address, back and on.

A field is kept by the place of its service ("usages.pharmacy-2.times"); in the request it has a
number there. Which questions were asked stays in the tab and the file ("cost_asked"), so that
わからない stays given; what comes first only in the tab ("cost_talk").
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import streamlit as st

from core import Catalog, CostRequest, Estimate, Plan, estimate_rest
from core.case.kept import Way
from core.cost import asked as the_way
from core.cost.asked import END, SERVICES, Places
from core.cost.talk import Talk
from core.errors import FigureNotInForce
from core.messages import FieldFault
from pages.parts.kit import composed, store
from pages.parts.kit.lasting import lasting

LIST = "list"
_TYPING = "cost_typing"


@dataclass(frozen=True)
class Here:
    """All that a run of the screen looks at."""

    request: CostRequest
    faults: tuple[FieldFault, ...]
    result: Estimate
    refused: tuple[FigureNotInForce, ...]
    places: Places
    plan: Plan
    catalog: Catalog

    @cached_property
    def talk(self) -> Talk:
        """What comes next; not asked for by the list, which shows all."""
        return _next(self.result, self.places, self.catalog)


def asked() -> list[str]:
    """The questions that were asked, in order."""
    return the_way.texts_of(store.get("cost_asked"))


def _first() -> list[str]:
    return the_way.texts_of(store.part("cost_talk").get("first"))


def _keep(name: str, value: Any) -> None:
    store.put({**store.part("cost_talk"), name: value}, "cost_talk")


def ask_first(*fields: str) -> None:
    """These come before all others."""
    _keep("first", the_way.with_first(_first(), *fields))


def ask_no_more(start: str) -> None:
    """Nothing that begins so is asked, or was."""
    _keep("first", the_way.without(_first(), start))
    store.put(the_way.without(asked(), start), "cost_asked")


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
    places = the_way.places_of(store.part("usages"), result, catalog)
    return Here(request, faults, result, refused, places, composed.plan(catalog), catalog)


def _counted(
    request: CostRequest, catalog: Catalog
) -> tuple[Estimate, tuple[FigureNotInForce, ...]]:
    """The estimate; what it found out of itself stays until an answer changes."""
    return lasting("cost", request, lambda: estimate_rest(request, catalog))


def _next(result: Estimate, places: Places, catalog: Catalog) -> Talk:
    first = _first()
    if not store.part("usages") and SERVICES not in asked():
        first = [SERVICES, *first]
    return the_way.next_question(
        result,
        places,
        catalog,
        asked=asked(),
        first=first,
        have=store.in_use(catalog),
        go_on=bool(store.part("cost_talk").get("more")),
    )


# -- the way ----------------------------------------------------------------------------------


def shown(here: Here) -> str:
    """The field on the screen, END or LIST: what the address says, else what comes next."""
    if LIST in st.query_params:
        return LIST
    word, typing = st.query_params.get("q", ""), str(st.session_state.get(_TYPING, ""))
    next_one = here.talk.next or END
    return the_way.field_at(word, store.salt(), asked(), typing, next_one, here.places)


def stay_at(field: str) -> None:
    """What is typed into this question is no answer before 「次へ」; "" for none that is typed."""
    st.session_state[_TYPING] = field


def address(field: str) -> str:
    """The word in the address for a question of this visit."""
    return the_way.address(field, store.salt())


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
    done = asked()
    if field not in done:
        store.put(the_way.with_asked(done, field), "cost_asked")
    go_next(catalog)


def before(field: str) -> str:
    """The question before; the services before the first, also with a file; "" before them."""
    return the_way.before(asked(), field)


def after(field: str, here: Here) -> str:
    """The question after one that was asked already."""
    return the_way.after(asked(), field, here.talk.next)


def way_of(path: str, here: Here) -> Way:
    """Where in the case a field of the request stands."""
    return here.places.way(path)
