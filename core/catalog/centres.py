"""data/centres.csv: the centres of prefectures and designated cities, and windows of towns."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from core.base import Frozen
from core.catalog.kinds import Text
from core.catalog.reading import build, csv_rows, unique
from core.errors import DataError

_PHONE = re.compile(r"0\d{1,4}-\d{1,4}-\d{3,4}")
CentreKind = Literal[
    "hikikomori_center",
    "mhw_center",
    "hikikomori_branch",
    "hikikomori_city",
    "npo_commissioned",
    "health_office",
]
_CENTRE = "hikikomori_center"
_OF_A_PART = ("hikikomori_branch", "hikikomori_city", "npo_commissioned", "health_office")
_SOURCE_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


class Centre(Frozen):
    """One centre of a prefecture or a designated city, or a window of a part of it (``area``).

    ``grade``: A an official page of 2024 or later, B an official page that is older or undated,
    C a third party, "" no source. A number stands in the data only with grade A or B, a source
    and ``status`` "usable"; "conflict" means that the sources contradict each other.
    """

    pref_code: Annotated[str, Field(pattern=r"^(0[1-9]|[1-3][0-9]|4[0-7])$")]
    prefecture: Text
    designated_city: str
    kind: CentreKind
    area: str = ""
    """The town or region of a window that is not for the whole prefecture or city; "" for others."""
    name: Text
    operator: str
    grade: Literal["A", "B", "C", ""]
    status: Literal["usable", "name_only", "conflict"]
    source: str
    source_url: Annotated[str, Field(pattern=r"^(https?://\S+)?$")]
    source_date: str
    """The day, month or year of the source ("2024-06-27", "2024-06", "2024"); "" undated."""
    phone: str
    hours: str
    url: Annotated[str, Field(pattern=r"^(https?://\S+)?$")]
    confirmed: bool
    note: str
    checked_on: date

    @field_validator("area")
    @classmethod
    def _of_a_part(cls, area: str, info: ValidationInfo) -> str:
        if "kind" in info.data and bool(area) != (info.data["kind"] in _OF_A_PART):
            raise ValueError("町や地域の窓口の行には町か地域の名前、ほかの行は空")
        return area

    @field_validator("source")
    @classmethod
    def _sourced(cls, source: str, info: ValidationInfo) -> str:
        if info.data.get("grade") and not source:
            raise ValueError("確かさのある行には出典")
        return source

    @field_validator("source_date")
    @classmethod
    def _dated(cls, text: str) -> str:
        parts = _SOURCE_DATE.fullmatch(text)
        try:
            if text and parts is None:
                raise ValueError
            if parts is not None:
                date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1))
        except ValueError:
            raise ValueError("2026-11-22、2026-11、2026 の形の日付か、空") from None
        return text

    @field_validator("phone")
    @classmethod
    def _printable(cls, phone: str, info: ValidationInfo) -> str:
        row = info.data
        if not phone:
            if row.get("status") == "usable":
                raise ValueError("usable の行には番号")
            return phone
        if not _PHONE.fullmatch(phone) or len(phone.replace("-", "")) not in (10, 11):
            raise ValueError("0から始まる10桁か11桁の、ハイフンのある番号")
        if row.get("status") != "usable" or row.get("grade") not in ("A", "B"):
            raise ValueError("番号は、確かさが A か B の usable の行だけ")
        if not row.get("source"):
            raise ValueError("番号のある行には出典")
        return phone

    @property
    def phone_shown(self) -> str:
        """The number that may be shown and printed; "" when only the name is."""
        return self.phone if self.status == "usable" and self.grade in ("A", "B") else ""

    @property
    def place(self) -> str:
        """The town's or region's name, else the city's, else the prefecture's."""
        return self.area or self.designated_city or self.prefecture

    @property
    def is_of_a_part(self) -> bool:
        """True for the window of a town or a region: it answers for nobody else."""
        return self.kind in _OF_A_PART

    @property
    def needs_check(self) -> bool:
        """True when the screen and the paper say 要確認."""
        return not self.confirmed


def read_centres(folder: Path) -> tuple[Centre, ...]:
    """All centres. Each prefecture has its own row, so that nobody who looks finds nothing.

    Raises DataError.
    """
    file = "data/centres.csv"
    centres: list[Centre] = []
    names: dict[str, str] = {}
    for line, record in csv_rows(folder, "centres.csv"):
        centre = build(Centre, record, file, line)
        known = names.setdefault(centre.pref_code, centre.prefecture)
        if known != centre.prefecture:
            raise DataError(file, line, "prefecture", centre.prefecture, f"この番号の県は {known}")
        centres.append(centre)
    unique((f"{c.place} {c.kind} {c.name}" for c in centres), file)
    whole = {c.pref_code for c in centres if not c.designated_city and c.kind == _CENTRE}
    for number in range(1, 48):
        if f"{number:02d}" not in whole:
            raise DataError(file, "ファイル", "pref_code", None, f"{number:02d} の県の行")
    return tuple(centres)
