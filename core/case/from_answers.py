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
from core.tolerant import kept, reader

# -- the check --------------------------------------------------------------------------------


def answerer_of(raw: Raw) -> Answerer:
    """Whose voice the screens speak in. A family until somebody chose."""
    return next((one for one in ANSWERERS if raw.get("answerer") == one), "family")


def has_check(raw: Raw, who: str) -> bool:
    """True when this answerer has answered anything of the check."""
    checks = raw.get("checks")
    return isinstance(checks, Mapping) and bool(checks.get(who))


def read_check(raw: object, catalog: Catalog) -> dict[str, Any]:
    """The answers of one answerer, as they are kept: each that is none is left out."""
    found: dict[str, Any] = kept(reader(Check, Given(catalog)), raw, {})
    return found


def check_of(raw: Raw, who: str, catalog: Catalog) -> StageCheck:
    """The check of one answerer. A value that is no answer counts as わからない."""
    checks = raw.get("checks")
    mine = checks.get(who) if isinstance(checks, Mapping) else None
    return check_from_answers(read_check(mine, catalog), who, catalog)


def check_for_plan(raw: Raw, catalog: Catalog) -> StageCheck | None:
    """The check the plan is made from: one answerer's, or both merged with consent."""
    who = answerer_of(raw)
    if (
        who != "example"
        and raw.get("merge")
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

_PRICES = {
    "claim": ("claim",),
    "lump": ("lump",),
    "tuition": ("units", "yen_per_unit", "other_yen_per_year", "units_before", "entry_yen"),
}
"""Ways to put in a price (``mode``) besides the plain one, and the fields that then count."""
_PLAIN_PRICES = (
    "gross_yen_per_time", "price_per", "price_low_yen", "price_high_yen", "entry_yen"
)  # fmt: skip
_ALL_PRICES = frozenset((*_PLAIN_PRICES, *(one for names in _PRICES.values() for one in names)))


def cost_month(raw: Raw, today: date) -> str:
    """The month the cost is asked for; this month where none was chosen."""
    return kept(MONTH, _dict(raw.get("cost")).get("month")) or month_of(today)


def _dict(value: object) -> Raw:
    return value if isinstance(value, Mapping) else {}


def _filled(values: object) -> dict[str, Any]:
    """The fields in which something stands."""
    return {
        key: value
        for key, value in _dict(values).items()
        if value not in (None, "") and isinstance(value, str | int)
    }


def _usage(entry: Raw) -> dict[str, Any]:
    """The fields of one usage under the chosen way of putting in its price; the rest waits."""
    mode = entry.get("mode")
    mine = _PRICES.get(mode, _PLAIN_PRICES) if isinstance(mode, str) else _PLAIN_PRICES
    counts = {
        key: value
        for key, value in entry.items()
        if key != "mode" and (key in mine or key not in _ALL_PRICES)
    }
    parts = {key: _filled(value) for key, value in counts.items() if isinstance(value, Mapping)}
    return _filled(counts) | parts


def mend_costs(raw: dict[str, Any]) -> None:
    """Take out of a case, in place, what the cost screen could not go on from."""
    cost, usages = raw.setdefault("cost", {}), raw.setdefault("usages", {})
    if not isinstance(cost, dict):
        cost = raw["cost"] = {}
    if not isinstance(usages, dict):
        usages = raw["usages"] = {}
    for name in ("person", "welfare", "medical"):
        if not isinstance(cost.get(name, {}), dict):
            del cost[name]
    if kept(MONTH, cost.get("month")) is None:
        cost.pop("month", None)
    for service in [one for one, entry in usages.items() if not isinstance(entry, dict)]:
        del usages[service]
    for entry in usages.values():
        _mend_meal(entry)


def _mend_meal(entry: dict[str, Any]) -> None:
    """Who is no 食事提供体制加算対象者 pays the whole price: older tabs kept it in the other field."""
    if entry.get("meal_support") is False and not entry.get("meal_full_yen_per_time"):
        meal = entry.pop("meal_yen_per_time", None)
        if meal:
            entry["meal_full_yen_per_time"] = meal


def request_of(
    raw: Raw, catalog: Catalog, today: date
) -> tuple[CostRequest, tuple[FieldFault, ...]]:
    """The cost request as far as it is right, and the faults by field."""
    cost = _dict(raw.get("cost"))
    # The field of the age is the only one that asks for it: a file may hold another beside it.
    person = {**_dict(cost.get("person")), "age": raw.get("age")}
    return read_request(
        {
            "month": cost_month(raw, today),
            "person": {key: value for key, value in person.items() if value not in (None, "")},
            "welfare": _filled(cost.get("welfare")),
            "medical": _filled(cost.get("medical")),
            "usages": [
                {"service": service_of(place), **_usage(entry)}
                for place, entry in _dict(raw.get("usages")).items()
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
    return read_edits(raw.get("edits"), today)


def review_of(raw: Raw, catalog: Catalog, today: date) -> Review | None:
    """The review being written; None while neither a day nor a line is there."""
    found = kept(reader(Lines, Given(catalog, today, in_tab=True)), raw.get("review"), {})
    day = found.pop("on", None)
    if day is None and not any(found.values()):
        return None
    return Review(on=today if day is None else day_of(day), **found)


def memo_of(raw: Raw, catalog: Catalog) -> Memo:
    """What stands on the 相談メモ."""
    return read_memo(raw.get("memo"), catalog.sheets.memo)


def quotes_of(raw: Raw) -> tuple[tuple[Quote, ...], tuple[FieldFault, ...]]:
    """The quotes of private providers, and the faults by place and field."""
    return read_quotes(raw.get("quotes"))


def windows_of(raw: Raw) -> tuple[LocalWindow, ...]:
    """The group's own windows; what is none is left out."""
    return tuple(kept(WINDOWS, raw.get("windows"), ()))


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
            "history": past_reviews(read_history(raw.get("history")), today),
        },
        context=catalog,
    )
