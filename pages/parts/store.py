"""The case of the visit, as the screens read and write it. A plain dict; see tab_case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Any

import streamlit as st
from pydantic import ValidationError

from core import Case, Catalog, CostRequest, StageCheck, merge_answers
from core.base import Answerer
from core.case import IN_USE, REVIEW_LABELS, SAFETY_IDS, Review, check_from_answers
from core.case_file import past_reviews, read_history
from core.cost.request import read_request
from core.edit import LONG, PlanEdits, kept_day, read_edits
from core.figures import month_number, month_of
from core.messages import FieldFault
from core.stage import ANSWER_KEYS
from core.texts import sound
from pages.parts import tab_case

ANSWERERS: tuple[Answerer, ...] = ("family", "person", "example")


# What an answer may be, place by place. A tab may hold what an older version wrote.
_ANSWERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "safety": (tuple(SAFETY_IDS), ("now", "recent", "no", "unknown")),
    "threatened": (("elderly", "minor"), ("yes", "no", "unknown")),
    "answers": (ANSWER_KEYS, ("yes", "sometimes", "no", "unknown")),
}


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
    chosen = case().get("answerer")
    for known in ANSWERERS:
        if chosen == known:
            return known
    return "family"


def said(voice: Any) -> str:
    """A text in the voice of the answerer."""
    return str(voice.said_to(answerer()))


def words(family: str, person: str) -> str:
    """Words of a screen in the voice of the answerer."""
    return person if answerer() == "person" else family


def answers_of(who: str) -> dict[str, Any]:
    """The raw answers of one answerer."""
    checks = part("checks")
    found = checks.setdefault(who, {})
    if not isinstance(found, dict):
        found = checks[who] = {}
    for place, (keys, values) in _ANSWERS.items():
        kept = found.get(place)
        if place in found and not isinstance(kept, dict):
            del found[place]
        elif kept:
            wrong = [key for key, value in kept.items() if key not in keys or value not in values]
            for key in wrong:
                del kept[key]
    return found


def has_check(who: str) -> bool:
    """True when this answerer has answered anything of the check. Makes nothing in the case."""
    checks = case().get("checks")
    return isinstance(checks, dict) and bool(checks.get(who))


def read_check(who: str) -> StageCheck:
    """The check of one answerer. A stored value that is no answer counts as わからない."""
    raw = answers_of(who)
    try:
        return check_from_answers(raw, who)
    except (ValidationError, TypeError, ValueError, AttributeError):
        part("checks")[who] = {}
        return StageCheck.model_validate({"answerer": who})


def current_check() -> StageCheck | None:
    """The check the plan is made from: one answerer's, or both merged with consent."""
    who = answerer()
    if who != "example" and case().get("merge") and has_check("family") and has_check("person"):
        family, person = read_check("family"), read_check("person")
        merged = merge_answers(family, person)
        if who == "family":
            # Whoever hurts never sees by default that the person told of it.
            merged = merged.but(safety=merged.safety.but(harmed=family.safety.harmed))
        return merged.but(answerer=who)
    return read_check(who) if has_check(who) else None


def month() -> str:
    """The month the cost is asked for, "2026-11"."""
    found = part("cost").get("month")
    return found if isinstance(found, str) and found else month_of(today())


def request(catalog: Catalog) -> tuple[CostRequest, tuple[FieldFault, ...]]:
    """The cost request as far as it is right, and the faults by field."""
    raw = part("cost")
    for name in ("person", "welfare", "medical"):
        if name in raw and not isinstance(raw[name], dict):
            del raw[name]
    try:
        month_number(raw.get("month", ""))
    except (TypeError, ValueError):
        raw.pop("month", None)
    month = raw.get("month") or month_of(today())
    for service, entry in [*part("usages").items()]:
        if not isinstance(entry, dict):
            del part("usages")[service]
    usages = [
        {"service": service, **_usage(entry)}
        for service, entry in part("usages").items()
        if service in catalog.by_service
    ]
    # The field of the age is the only one that asks for it: a file may hold another beside it.
    person = {**raw.get("person", {}), "age": case().get("age")}
    built = {
        "month": month,
        "person": {key: value for key, value in person.items() if value not in (None, "")},
        "welfare": _answered(raw.get("welfare", {})),
        "medical": _answered(raw.get("medical", {})),
        "usages": usages,
    }
    return read_request(built)


PRICES = {
    "claim": ("claim",),
    "lump": ("lump",),
}
"""Ways to put in a price (entry["mode"]) besides the plain one, and the fields that then count."""
PLAIN_PRICES = ("gross_yen_per_time", "price_low_yen", "price_high_yen")


def _usage(entry: dict[str, Any]) -> dict[str, Any]:
    """The fields of one usage under the chosen way of putting in its price; the rest waits."""
    mode = entry.get("mode")
    mine = PRICES.get(mode, PLAIN_PRICES) if isinstance(mode, str) else PLAIN_PRICES
    prices = (*PLAIN_PRICES, *(name for names in PRICES.values() for name in names))
    fields = {
        key: value
        for key, value in entry.items()
        if key != "mode" and (key in mine or key not in prices)
    }
    parts = {key: _answered(value) for key, value in fields.items() if isinstance(value, dict)}
    return {**_answered(fields), **parts}


def _answered(values: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value
        for key, value in values.items()
        if value not in (None, "") and isinstance(value, str | int)
    }


def full_case(catalog: Catalog) -> Case:
    """Everything that was answered, as core's Case."""
    known, _ = request(catalog)
    return Case(
        check=current_check(),
        cost=known,
        situation=frozenset(
            profile.flag for profile in catalog.plan.profiles if profile.flag in _flags()
        ),
        in_use=frozenset(in_use(catalog)),
        age=known.person.age,
        notes=sound(str(case().get("notes") or ""))[:20_000],
        edits=edits(),
        review=review(),
        history=past_reviews(read_history(case().get("history")), today()),
    )


def edits() -> PlanEdits:
    """What the family changed in its plan, as far as the tab holds it right."""
    return read_edits(case().get("edits"), today())


def keep_edits(changed: PlanEdits) -> None:
    """Keep the changes of the plan; nothing is kept of a plan as proposed."""
    case()["edits"] = changed.model_dump(mode="json", exclude_defaults=True)


def review() -> Review | None:
    """The review being written; None while neither a day nor a line is there."""
    raw = case().get("review")
    if not isinstance(raw, dict):
        return None
    try:
        day = date.fromisoformat(raw["on"])
    except (KeyError, TypeError, ValueError):
        day = None
    if not kept_day(day, today()):
        day = None
    lines = {
        name: sound(raw[name])[:LONG] for name in REVIEW_LABELS if isinstance(raw.get(name), str)
    }
    if day is None and not any(lines.values()):
        return None
    return Review(on=day or today(), **lines)


def _flags() -> list[str]:
    found = case().get("situation")
    return found if isinstance(found, list) else []


def in_use(catalog: Catalog) -> list[str]:
    """What the family ticked as there already; anything unknown is left out."""
    found = case().get("in_use")
    kept = found if isinstance(found, list) else []
    known = IN_USE | catalog.by_service.keys()
    return [one for one in dict.fromkeys(map(str, kept)) if one in known]


def bound(key: str, value: Any, keep: Callable[[Any], None]) -> dict[str, Any]:
    """Arguments that tie a widget to the case: shows ``value``, writes back on change.

    The value is set in every run, because a widget of the same key on another screen may still
    hold the state of the screen before.
    """
    st.session_state[key] = value

    def changed() -> None:
        keep(st.session_state[key])

    return {"key": key, "on_change": changed}
