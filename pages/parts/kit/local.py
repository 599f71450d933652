"""The place and the windows of a family or a group: in the case of the visit, never on the server."""

from __future__ import annotations

from core import Catalog
from core.case import from_answers
from core.contacts import LocalWindow
from pages.parts.kit import store


def windows() -> tuple[LocalWindow, ...]:
    """The group's own windows; what is none is left out."""
    return from_answers.windows_of(store.case())


def keep_windows(chosen: tuple[LocalWindow, ...]) -> None:
    """Put these windows in the place of those of before."""
    rows = [one.model_dump(mode="json", exclude_defaults=True) for one in chosen]
    store.put(rows, "windows")


def place(catalog: Catalog) -> tuple[str | None, str | None]:
    """(prefecture, designated city) as chosen; None for what is not chosen or not known."""
    return from_answers.place_of(store.case(), catalog)
