"""The place and the windows of a family or a group: in the case of the visit, never on the server."""

from __future__ import annotations

from collections.abc import Iterable

from core import Catalog
from core.case import from_answers
from core.catalog import WindowKind
from core.contacts import LocalWindow
from core.texts import folded
from core.windows_file import MOST_ROWS
from pages.parts.kit import store


def windows() -> tuple[LocalWindow, ...]:
    """The group's own windows; what is none is left out."""
    return from_answers.windows_of(store.case())


def keep_windows(chosen: tuple[LocalWindow, ...]) -> None:
    """Put these windows in the place of those of before."""
    rows = [one.model_dump(mode="json", exclude_defaults=True) for one in chosen]
    store.put(rows, "windows")


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
    return from_answers.place_of(store.case(), catalog)
