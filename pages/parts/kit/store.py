"""The case of the visit, as the screens read and write it. A plain dict; see tab_case.

What it may hold, and what is made of it, stands in ``core.case.answers``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Any

import streamlit as st

from core import Case, Catalog, CostRequest, StageCheck, load_catalog
from core.base import Answerer
from core.case import Review, from_answers
from core.edit import PlanEdits
from core.messages import FieldFault
from pages.parts.kit import tab_case

_SHARED = frozenset({"answerer", "checks", "example", "sheets", "windows", "windows_new"})
"""What an example and a family both use: a meeting needs its own windows, and ``checks`` holds each
answerer's apart. Everything else is the family's own, also where it lives."""
_JAPAN = timezone(timedelta(hours=9))  # no summer time; no time-zone files needed on Windows
_ASIDE, _ASIDE_OF = "aside", "aside_of"


def case() -> dict[str, Any]:
    """The store of all answers. Change it in place.

    With the example everything that is a family's own lies aside and stands there empty, so that no
    screen and no sheet can show it; it is back when somebody answers as family or person. What was
    tried on the example lies aside then.
    """
    store: dict[str, Any] = st.session_state.setdefault("case", {})
    is_example = store.get("answerer") == "example"
    if is_example == (store.get(_ASIDE_OF) == "own"):
        return store
    back = store.pop(_ASIDE, None)
    mine = {key: store.pop(key) for key in [*store] if key not in _SHARED | {_ASIDE_OF}}
    if isinstance(back, dict):
        store.update((key, value) for key, value in back.items() if key not in _SHARED)
    store[_ASIDE], store[_ASIDE_OF] = mine, "own" if is_example else "example"
    tab_case.forget_session()  # an undo would bring words of the one into the other
    return store


def own_case() -> dict[str, Any]:
    """The answers of the family, also while the example is shown. To look at only."""
    store = case()
    aside = store.get(_ASIDE)
    if store.get(_ASIDE_OF) != "own" or not isinstance(aside, dict):
        return store
    return {**{key: value for key, value in store.items() if key in _SHARED}, **aside}


def part(name: str) -> dict[str, Any]:
    """A dict inside the case, made when it is not there."""
    found = case().setdefault(name, {})
    if not isinstance(found, dict):
        found = case()[name] = {}
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


def answers_of(who: str) -> dict[str, Any]:
    """The raw answers of one answerer, to be changed in place. What is none is gone from them."""
    checks = part("checks")
    found = checks.setdefault(who, {})
    if not isinstance(found, dict):
        found = checks[who] = {}
    right = from_answers.read_check(found, load_catalog())
    if right != found:
        found.clear()
        found.update(right)
    return found


def has_check(who: str) -> bool:
    """True when this answerer has answered anything of the check. Makes nothing in the case."""
    return from_answers.has_check(case(), who)


def read_check(who: str) -> StageCheck:
    """The check of one answerer. A stored value that is no answer counts as わからない."""
    return from_answers.check_of(case(), who, load_catalog())


def current_check() -> StageCheck | None:
    """The check the plan is made from: one answerer's, or both merged with consent."""
    return from_answers.check_for_plan(case(), load_catalog())


def month() -> str:
    """The month the cost is asked for, "2026-11"."""
    return from_answers.cost_month(case(), today())


def request(catalog: Catalog) -> tuple[CostRequest, tuple[FieldFault, ...]]:
    """The cost request as far as it is right, and the faults by field."""
    from_answers.mend_costs(case())
    return from_answers.request_of(case(), catalog, today())


def full_case(catalog: Catalog) -> Case:
    """Everything that was answered, as core's Case."""
    return from_answers.case_of(case(), catalog, today())


def edits() -> PlanEdits:
    """What the family changed in its plan, as far as the tab holds it right."""
    return from_answers.edits_of(case(), today())


def keep_edits(changed: PlanEdits) -> None:
    """Keep the changes of the plan; nothing is kept of a plan as proposed."""
    case()["edits"] = changed.model_dump(mode="json", exclude_defaults=True)


def review() -> Review | None:
    """The review being written; None while neither a day nor a line is there."""
    return from_answers.review_of(case(), load_catalog(), today())


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
