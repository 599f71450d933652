"""The place and the windows of a family or a group: in the case of the visit, never on the server."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from core import Catalog
from core.contacts import LocalWindow, designated_cities, prefectures
from pages.parts import store

MOST = 200


def windows() -> tuple[LocalWindow, ...]:
    """The group's own windows; what is none is left out."""
    raw = store.case().get("windows")
    found = []
    for one in raw[:MOST] if isinstance(raw, list) else ():
        try:
            found.append(LocalWindow.model_validate(one))
        except ValidationError:
            continue
    return tuple(found)


def keep_windows(chosen: tuple[LocalWindow, ...]) -> None:
    """Put these windows in the place of those of before."""
    store.case()["windows"] = [one.model_dump(mode="json", exclude_defaults=True) for one in chosen]


def place(catalog: Catalog) -> tuple[str | None, str | None]:
    """(prefecture, designated city) as chosen; None for what is not chosen or not known."""
    raw: dict[str, Any] = store.part("place")
    prefecture = raw.get("prefecture")
    if not isinstance(prefecture, str) or prefecture not in prefectures(catalog):
        return None, None
    city = raw.get("city")
    known = isinstance(city, str) and city in designated_cities(catalog, prefecture)
    return prefecture, city if known else None
