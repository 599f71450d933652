"""Windows to call: hotlines of the country, and the group's own local windows."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from core.base import Frozen
from core.catalog import Catalog, Hotline
from core.stage import StageCheck


class LocalWindow(Frozen):
    """A window that the group or the family put in itself. Kept for the visit only."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    phone: Annotated[str, Field(max_length=40)] = ""
    hours: Annotated[str, Field(max_length=80)] = ""
    checked_on: date | None = None


def safety_hotlines(check: StageCheck, first: str, catalog: Catalog) -> tuple[Hotline, ...]:
    """The hotlines that fit the safety answers: those of ``first`` ("now", "soon", …), then by topic.

    R2 and R2b add the lines for violence, a threatened person under 18 the child lines.
    """
    uses = [first]
    if check.safety.violence in ("now", "recent"):
        uses.append("violence")
    if check.threatened.minor == "yes":
        uses.append("minor")
    found = {line.id: line for use in uses for line in catalog.hotlines_for(use)}
    lines = list(found.values())
    if check.safety.violence == "now":
        lines.sort(key=lambda line: line.contact != "110")  # the police first
    return tuple(lines)
