"""data/hotlines.csv: telephone and chat windows."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from core.catalog.kinds import Checked, Text
from core.catalog.reading import build, csv_rows, unique


class Hotline(Checked):
    """A telephone or chat window for the whole country, with source and date."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    name: Text
    contact: Text
    hours: Text
    cost: Text
    for_what: Text
    uses: tuple[str, ...]
    pref_code: Annotated[str, Field(pattern=r"^(0[1-9]|[1-3][0-9]|4[0-7])?$")] = ""
    """The prefecture of a window that is not for the whole country."""
    confirmed: bool
    source: Text
    checked_on: date


def read_hotlines(folder: Path) -> tuple[Hotline, ...]:
    """All windows, in the order of the file. Raises DataError."""
    file = "data/hotlines.csv"
    lines = []
    for line, record in csv_rows(folder, "hotlines.csv"):
        record["uses"] = tuple(part for part in record.get("uses", "").split(";") if part)
        lines.append(build(Hotline, record, file, line))
    unique((h.id for h in lines), file)
    return tuple(lines)
