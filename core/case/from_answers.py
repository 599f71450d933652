"""From what is kept of a family (``core.case.answers``) to the models that core works with.

Each function takes whatever stands there, keeps what is right, and never raises.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from core.base import Answerer
from core.case.answers import (
    ANSWERERS,
    MONTH,
    WINDOWS,
    Check,
    Given,
    Lines,
    Raw,
    part_of,
    with_whole_meal,
)
from core.case.case import Case, Review, check_from_answers
from core.case.history import past_reviews, read_history
from core.catalog import Catalog
from core.contacts import LocalWindow, designated_cities
from core.cost.request import CostRequest, read_request
from core.cost_inputs import service_of
from core.days import day_of
from core.edit import PlanEdits, read_edits
from core.figures import month_of
from core.memo import Memo, read_memo
from core.messages import FieldFault
from core.provider import Quote, read_quotes
from core.stage import StageCheck, merge_answers
from core.tolerant import as_dict, kept, reader

# -- the check --------------------------------------------------------------------------------


def answerer_of(raw: Raw) -> Answerer:
    """Whose voice the screens speak in. A family until somebody chose."""
    return next((one for one in ANSWERERS if as_dict(raw).get("answerer") == one), "family")


def has_check(raw: Raw, who: str) -> bool:
    """True when this answerer has answered anything of the check."""
    checks = as_dict(raw).get("checks")
    return isinstance(checks, Mapping) and bool(checks.get(who))


def read_check(raw: object, catalog: Catalog) -> dict[str, Any]:
    """The answers of one answerer, as they are kept: each that is none is left out."""
    found: dict[str, Any] = kept(reader(Check, Given(catalog)), raw, {})
    return found


def check_of(raw: Raw, who: str, catalog: Catalog) -> StageCheck:
    """The check of one answerer. A value that is no answer counts as わからない."""
    checks = as_dict(raw).get("checks")
    mine = checks.get(who) if isinstance(checks, Mapping) else None
    return check_from_answers(read_check(mine, catalog), who, catalog)


def check_for_plan(raw: Raw, catalog: Catalog) -> StageCheck | None:
    """The check the plan is made from: one answerer's, or both merged with consent."""
    who = answerer_of(raw)
    if (
        who != "example"
        and as_dict(raw).get("merge")
        and has_check(raw, "family")
        and has_check(raw, "person")
    ):
        family = check_of(raw, "family", catalog)
        merged = merge_answers(family, check_of(raw, "person", catalog))
        if who == "family":
            # Whoever hurts never sees by default that the person told of it.
            merged = merged.but(safety=merged.safety.but(harmed=family.safety.harmed))
        return merged.but(answerer=who)
    return check_of(raw, who, catalog) if has_check(raw, who) else None


# -- the costs --------------------------------------------------------------------------------


def cost_month(raw: Raw, today: date) -> str:
    """The month the cost is asked for; this month where none was chosen."""
    return kept(MONTH, as_dict(as_dict(raw).get("cost")).get("month")) or month_of(today)


def _filled(values: object) -> dict[str, Any]:
    """The fields in which something stands."""
    return {
        key: value
        for key, value in as_dict(values).items()
        if value not in (None, "") and isinstance(value, str | int)
    }


def _usage(entry: Raw, catalog: Catalog) -> dict[str, Any]:
    """The fields of one usage under the chosen way of putting in its price; the rest waits."""
    mode, fields = entry.get("mode"), catalog.price_fields
    mine = fields.get(mode if isinstance(mode, str) else "", fields["range"])
    waiting = frozenset().union(*fields.values()) - mine
    counts = {key: value for key, value in entry.items() if key != "mode" and key not in waiting}
    parts = {key: _filled(value) for key, value in counts.items() if isinstance(value, Mapping)}
    return _filled(counts) | parts


def request_of(
    raw: Raw, catalog: Catalog, today: date
) -> tuple[CostRequest, tuple[FieldFault, ...]]:
    """The cost request as far as it is right, and the faults by field."""
    cost = as_dict(as_dict(raw).get("cost"))
    # The field of the age is the only one that asks for it: a file may hold another beside it.
    person = {**as_dict(cost.get("person")), "age": as_dict(raw).get("age")}
    return read_request(
        {
            "month": cost_month(raw, today),
            "person": {key: value for key, value in person.items() if value not in (None, "")},
            "welfare": _filled(cost.get("welfare")),
            "medical": _filled(cost.get("medical")),
            "usages": [
                {"service": service_of(place), **_usage(with_whole_meal(entry), catalog)}
                for place, entry in as_dict(as_dict(raw).get("usages")).items()
                if service_of(place) in catalog.by_service and isinstance(entry, Mapping)
            ],
        },
        catalog,
    )


# -- everything else --------------------------------------------------------------------------


def in_use_of(raw: Raw, catalog: Catalog) -> list[str]:
    """What the family ticked as there already: marks and ids of services."""
    found: list[str] = part_of(raw, "in_use", catalog) or []
    return found


def edits_of(raw: Raw, today: date) -> PlanEdits:
    """What the family changed in its plan."""
    return read_edits(as_dict(raw).get("edits"), today)


def review_of(raw: Raw, catalog: Catalog, today: date) -> Review | None:
    """The review being written; None while neither a day nor a line is there."""
    found = kept(reader(Lines, Given(catalog, today, in_tab=True)), as_dict(raw).get("review"), {})
    day = found.pop("on", None)
    if day is None and not any(found.values()):
        return None
    return Review(on=today if day is None else day_of(day), **found)


def memo_of(raw: Raw, catalog: Catalog) -> Memo:
    """What stands on the 相談メモ."""
    return read_memo(as_dict(raw).get("memo"), catalog.sheets.memo)


def quotes_of(raw: Raw) -> tuple[tuple[Quote, ...], tuple[FieldFault, ...]]:
    """The quotes of private providers, and the faults by place and field."""
    return read_quotes(as_dict(raw).get("quotes"))


def windows_of(raw: Raw) -> tuple[LocalWindow, ...]:
    """The group's own windows; what is none is left out."""
    return tuple(kept(WINDOWS, as_dict(raw).get("windows"), ()))


def place_of(raw: Raw, catalog: Catalog) -> tuple[str | None, str | None]:
    """(prefecture, designated city) as chosen; None for what is not chosen or not known."""
    found = part_of(raw, "place", catalog) or {}
    prefecture, city = found.get("prefecture"), found.get("city")
    if prefecture is None:
        return None, None
    return prefecture, city if city in designated_cities(catalog, prefecture) else None


def case_of(raw: Raw, catalog: Catalog, today: date) -> Case:
    """Everything that was answered, as core's Case."""
    cost, _ = request_of(raw, catalog, today)
    return Case.model_validate(
        {
            "check": check_for_plan(raw, catalog),
            "cost": cost,
            "situation": frozenset(part_of(raw, "situation", catalog) or ()),
            "in_use": frozenset(in_use_of(raw, catalog)),
            "age": cost.person.age,
            "notes": part_of(raw, "notes", catalog) or "",
            "edits": edits_of(raw, today),
            "review": review_of(raw, catalog, today),
            "history": past_reviews(read_history(as_dict(raw).get("history")), today),
        },
        context=catalog,
    )
