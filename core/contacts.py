"""Windows to call: hotlines of the country, and the group's own local windows."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from core.base import Frozen


class LocalWindow(Frozen):
    """A window that the group or the family put in itself. Kept for the visit only."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    phone: Annotated[str, Field(max_length=40)] = ""
    hours: Annotated[str, Field(max_length=80)] = ""
    checked_on: date | None = None
