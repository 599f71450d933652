"""The case of the visit, as the screens read and write it. A plain dict; see tab_case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st
from pydantic import ValidationError

from core import Case, Catalog, CostRequest, StageCheck, merge_answers
from core.base import Answerer
from core.case import Review, check_from_answers
from core.cost.request import read_request
from core.edit import LONG, PlanEdits, read_edits
from core.figures import month_number, month_of
from core.messages import FieldFault
from core.stage import ANSWER_KEYS

ANSWERERS: tuple[Answerer, ...] = ("family", "person", "example")


# What an answer may be, place by place. A tab may hold what an older version wrote.
_ANSWERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "safety": (("R1", "R2", "R2b", "R3", "R4", "R5", "R6"), ("now", "recent", "no", "unknown")),
    "threatened": (("elderly", "minor"), ("yes", "no", "unknown")),
    "answers": (ANSWER_KEYS, ("yes", "sometimes", "no", "unknown")),
}


def case() -> dict[str, Any]:
    """The store of all answers. Change it in place."""
    store: dict[str, Any] = st.session_state.setdefault("case", {})
    return store


def part(name: str) -> dict[str, Any]:
    """A dict inside the case, made when it is not there."""
    found = case().setdefault(name, {})
    if not isinstance(found, dict):
        found = case()[name] = {}
    return found


def today() -> date:
    """The one place that reads the clock."""
    return date.today()  # noqa: DTZ011  (the laptop's own day is the family's day)


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
        merged = merge_answers(read_check("family"), read_check("person"))
        return merged.model_copy(update={"answerer": who})
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
    person = {"age": case().get("age"), **raw.get("person", {})}
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
        age=known.person.age,
        notes=str(case().get("notes") or "")[:20_000],
        edits=edits(),
        review=review(),
    )


def edits() -> PlanEdits:
    """What the family changed in its plan, as far as the tab holds it right."""
    return read_edits(case().get("edits"))


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
    lines = {
        name: _sound(raw[name])[:LONG]
        for name in ("done", "unchanged", "next_try")
        if isinstance(raw.get(name), str)
    }
    if day is None and not any(lines.values()):
        return None
    return Review(on=day or today(), **lines)


def _sound(text: str) -> str:
    """A text without halves of characters, which no screen can show."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _flags() -> list[str]:
    found = case().get("situation")
    return found if isinstance(found, list) else []


def bound(key: str, value: Any, keep: Callable[[Any], None]) -> dict[str, Any]:
    """Arguments that tie a widget to the case: shows ``value``, writes back on change.

    The value is set in every run, because a widget of the same key on another screen may still
    hold the state of the screen before.
    """
    st.session_state[key] = value

    def changed() -> None:
        keep(st.session_state[key])

    return {"key": key, "on_change": changed}
