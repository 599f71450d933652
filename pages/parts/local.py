"""The place and the windows of a family or a group: in the case of the visit, never on the server."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from core import Catalog
from core.catalog import WindowKind
from core.contacts import LocalWindow, designated_cities, prefectures
from core.texts import folded
from core.windows_file import MOST_ROWS
from pages.parts import store


def windows() -> tuple[LocalWindow, ...]:
    """The group's own windows; what is none is left out."""
    raw = store.case().get("windows")
    found = []
    for one in raw[:MOST_ROWS] if isinstance(raw, list) else ():
        try:
            found.append(LocalWindow.model_validate(one))
        except ValidationError:
            continue
    return tuple(found)


def keep_windows(chosen: tuple[LocalWindow, ...]) -> None:
    """Put these windows in the place of those of before."""
    store.case()["windows"] = [one.model_dump(mode="json", exclude_defaults=True) for one in chosen]


def _known_by(kind: WindowKind, name: str) -> tuple[str, str]:
    return kind, folded(name)


def add_windows(new: Iterable[LocalWindow]) -> int:
    """Put windows in behind the others; how many found no room.

    An earlier one of the same kind and name gives way. The new ones all stay, because one place
    may have two numbers; only a row that is the same throughout comes once.
    """
    added = dict.fromkeys(new)
    names = {_known_by(one.kind, one.name) for one in added}
    stay = (one for one in windows() if _known_by(one.kind, one.name) not in names)
    found = (*stay, *added)
    keep_windows(found[:MOST_ROWS])
    return len(found[MOST_ROWS:])


def place(catalog: Catalog) -> tuple[str | None, str | None]:
    """(prefecture, designated city) as chosen; None for what is not chosen or not known."""
    raw: dict[str, Any] = store.part("place")
    prefecture = raw.get("prefecture")
    if not isinstance(prefecture, str) or prefecture not in prefectures(catalog):
        return None, None
    city = raw.get("city")
    known = isinstance(city, str) and city in designated_cities(catalog, prefecture)
    return prefecture, city if known else None
