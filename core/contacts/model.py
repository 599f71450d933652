"""A window that was put in by hand, and one that is called next."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from core.base import Frozen
from core.catalog import WindowKind


class LocalWindow(Frozen):
    """A window that the group or the family put in itself. Kept for the visit only."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    phone: Annotated[str, Field(max_length=40)] = ""
    hours: Annotated[str, Field(max_length=80)] = ""
    checked_on: date | None = None
    kind: WindowKind = "window"
    topic: Annotated[str, Field(max_length=80)] = ""


class NextWindow(Frozen):
    """One window to call after a refusal. ``phone`` "": the family writes it in by hand."""

    name: str
    phone: str
    hours: str
    what: str
    origin: Literal["own", "centre", "chain"]
    checked_on: date | None
    needs_check: bool
    source: str = ""
    """Where the number of a public centre stands, with the day of that page where it has one."""
    is_families: bool = False
    """An association of families: not the first door after a refusal."""
