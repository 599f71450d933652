"""The case of the visit, as the screens read and write it: session, voice, and ties to widgets.

What it may hold stands in ``core.case.answers``; it is read and written by ``core.case.kept``.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Any

import streamlit as st

from core import Case, Catalog, CostRequest, StageCheck
from core.base import Answerer
from core.case import Review, answers, from_answers, kept
from core.edit import PlanEdits
from core.messages import FieldFault
from pages.parts.kit import tab_case

_JAPAN = timezone(timedelta(hours=9))  # no summer time; no time-zone files needed on Windows


def case() -> dict[str, Any]:
    """The store of all answers. To look at; it is changed by ``put`` and ``drop``.

    While the example is shown, everything that is a family's own lies aside.
    """
    store: dict[str, Any] = st.session_state.setdefault("case", {})
    if kept.turn(store):
        tab_case.forget_session()  # an undo would bring words of the one into the other
    return store


def own_case() -> dict[str, Any]:
    """The answers of the family, also while the example is shown. To look at only."""
    return kept.own(case())


def has_answers(catalog: Catalog) -> bool:
    """Whether anything stands there that a family would miss."""
    return answers.has_answers(own_case(), catalog)


def get(*way: str | int) -> Any:
    """A copy of what stands at a place of core.case.answers; None where nothing does."""
    return kept.get(case(), *way)


def part(name: str) -> dict[str, Any]:
    """A copy of what stands by name in one part; empty where nothing does."""
    found = get(name)
    return found if isinstance(found, dict) else {}


def put(value: Any, *way: str | int) -> None:
    """Keep an answer at a place of core.case.answers."""
    kept.put(case(), value, *way)


def drop(*way: str | int) -> None:
    """Forget what stands at a place."""
    kept.drop(case(), *way)


def begin_with(other: dict[str, Any]) -> None:
    """Put another case in the place of this one, and forget all that belonged to it."""
    tab_case.forget_session()
    # Streamlit keeps what a run replaces until the next one, and there may be none.
    st.session_state.pop(tab_case.CASE, None)
    st.session_state[tab_case.CASE] = other


def salt() -> str:
    """What makes the addresses of this visit's questions its own."""
    found: str = st.session_state.setdefault(tab_case.SALT, secrets.token_hex(4))
    return found


def today() -> date:
    """Japan's day, also where the machine keeps another time. The one place that reads the clock."""
    return datetime.now(_JAPAN).date()


def answerer() -> Answerer:
    """Whose voice the screens speak in. A family until somebody chose."""
    return from_answers.answerer_of(case())


def said(voice: Any) -> str:
    """A text in the voice of the answerer."""
    return str(voice.said_to(answerer()))


def words(family: str, person: str) -> str:
    """Words of a screen in the voice of the answerer."""
    return person if answerer() == "person" else family


def answers_of(who: str, catalog: Catalog) -> dict[str, Any]:
    """The answers of one answerer, a copy. What is none is left out."""
    return from_answers.read_check(get("checks", who) or {}, catalog)


def has_check(who: str) -> bool:
    """True when this answerer has answered anything of the check. Makes nothing in the case."""
    return from_answers.has_check(case(), who)


def has_begun() -> bool:
    """True when the check was begun: there is a whole to look at."""
    return has_check(answerer())


def read_check(who: str, catalog: Catalog) -> StageCheck:
    """The check of one answerer. A stored value that is no answer counts as わからない."""
    return from_answers.check_of(case(), who, catalog)


def current_check(catalog: Catalog) -> StageCheck | None:
    """The check the plan is made from: one answerer's, or both merged with consent."""
    return from_answers.check_for_plan(case(), catalog)


def month() -> str:
    """The month the cost is asked for, "2026-11"."""
    return from_answers.cost_month(case(), today())


def request(catalog: Catalog) -> tuple[CostRequest, tuple[FieldFault, ...]]:
    """The cost request as far as it is right, and the faults by field."""
    for place, entry in part("usages").items():
        whole = answers.with_whole_meal(entry)
        if whole is not entry:  # answered just now, after its price
            put(whole, "usages", place)
    return from_answers.request_of(case(), catalog, today())


def full_case(catalog: Catalog) -> Case:
    """Everything that was answered, as core's Case."""
    return from_answers.case_of(case(), catalog, today())


def edits() -> PlanEdits:
    """What the family changed in its plan, as far as the tab holds it right."""
    return from_answers.edits_of(case(), today())


def keep_edits(changed: PlanEdits) -> None:
    """Keep the changes of the plan; nothing is kept of a plan as proposed."""
    put(changed.model_dump(mode="json", exclude_defaults=True), "edits")


def review(catalog: Catalog) -> Review | None:
    """The review being written; None while neither a day nor a line is there."""
    return from_answers.review_of(case(), catalog, today())


def keep_line(name: str, text: str) -> None:
    """Keep a line of the look back; its day is today's until another is chosen."""
    if get("review", "on") is None:
        put(today().isoformat(), "review", "on")
    put(text, "review", name)


def in_use(catalog: Catalog) -> list[str]:
    """What the family ticked as there already; anything unknown is left out."""
    return from_answers.in_use_of(case(), catalog)


def bound(key: str, value: Any, keep: Callable[[Any], None]) -> dict[str, Any]:
    """Arguments that tie a widget to the case: shows ``value``, writes back on change.

    The value is set in every run, because a widget of the same key on another screen may still
    hold the state of the screen before.
    """
    st.session_state[key] = value

    def changed() -> None:
        keep(st.session_state[key])

    return {"key": key, "on_change": changed}
