"""data/area_grades.csv: the 級地 of towns, by which the price of a 単位 follows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from core.catalog.kinds import Checked, Text
from core.catalog.reading import build, csv_rows, unique
from core.cost_inputs import Area
from core.figures import month_of

_TOWN = r"^.+[市町村区]$"
_ELSEWHERE_TOO = frozenset({"中央区", "港区", "北区", "府中市"})
"""Names of towns of the table that other places of the country bear too: without their prefecture
they name none."""


class AreaGrade(Checked):
    """The 級地 of a town where a provider stands (not where the user lives).

    Each row ends: after the last day nobody knows the town's 級地 before a new row is written.
    """

    prefecture: Text
    town: Annotated[str, Field(pattern=_TOWN)]
    area: Area
    valid_from: date
    valid_to: date
    source: Text
    url: Annotated[str, Field(pattern=r"^(https?://\S+)?$")]
    checked_on: date
    note: str

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.valid_to < self.valid_from:
            raise ValueError("valid_to が valid_from より前です")
        return self

    @property
    def name(self) -> str:
        """The town with its prefecture."""
        return f"{self.prefecture}{self.town}"

    def in_force(self, month: str) -> bool:
        """True when the row holds for the month "YYYY-MM"."""
        return month_of(self.valid_from) <= month <= month_of(self.valid_to)


def read_area_grades(folder: Path) -> tuple[AreaGrade, ...]:
    """All towns of the table; none has two rows from one day on. Raises DataError."""
    file = "data/area_grades.csv"
    rows = csv_rows(folder, "area_grades.csv")
    found = tuple(build(AreaGrade, record, file, line) for line, record in rows)
    unique((f"{one.name} {one.valid_from}" for one in found), file)
    return found


def area_of(town: str, month: str, areas: Iterable[AreaGrade]) -> AreaGrade | None:
    """The row of a town by its name, with or without prefecture: 「横浜市」「神奈川県横浜市中区」.

    None where the table has no such town in the month ("YYYY-MM"), or where the name fits several:
    a 級地 is never guessed.
    """
    asked = re.sub(r"\s", "", unicodedata.normalize("NFKC", town))
    if any(asked in (one, one[:-1]) for one in _ELSEWHERE_TOO):
        return None
    found = [one for one in areas if one.in_force(month) and _is_named(asked, one)]
    return found[0] if len(found) == 1 else None


def _is_named(asked: str, one: AreaGrade) -> bool:
    """Whether a text names the town: also without its prefecture or 市, or with a ward behind."""
    rest = asked.removeprefix(one.prefecture)
    ward = rest.removeprefix(one.town)
    if rest in (one.town, one.town[:-1]):
        return len(rest) > 1
    return ward != rest and one.town.endswith("市") and bool(re.fullmatch(r"[^市町村]+区", ward))
