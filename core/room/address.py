"""What the address of the room says: a fictional case, a length, a start, a slide. Nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import time

from core.base import Frozen
from core.catalog import Catalog
from core.room.model import LENGTHS, Length
from core.room.times import count

_START = re.compile(r"([01]\d|2[0-3])([0-5]\d)")
_TYPED = re.compile(r"(午前|午後)?\s?(\d{1,2})(?:[:時]?(\d{2})|[:時]|時(半))?")


class Setting(Frozen):
    """What the room shows: the id of a case, the minutes, the start, the number of the slide."""

    case: str
    length: Length
    start: time
    number: int = 1

    def params(self) -> dict[str, str]:
        """The same as the address says it."""
        return {
            "case": self.case,
            "len": str(self.length),
            "start": f"{self.start:%H%M}",
            "s": str(self.number),
        }


def read_start(text: str) -> time | None:
    """A start typed by hand: 「1400」, 「14:00」, 「１４時」, 「9時半」, 「午後2時」. None: no time."""
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix("から").removesuffix("分")
    found = _TYPED.fullmatch(plain)
    if found is None:
        return None
    hours, minutes = int(found[2]), 30 if found[4] else int(found[3] or 0)
    if found[1] and hours <= 12:  # 午前12時 is midnight, 午後12時 and 午後0時 are noon
        hours = hours % 12 + (12 if found[1] == "午後" else 0)
    elif found[1] == "午前":
        return None
    return time(hours, minutes) if hours < 24 and minutes < 60 else None


def read_address(params: Mapping[str, str], catalog: Catalog) -> Setting | str:
    """The setting of an address; else what to say on the preparation screen ("": nothing asked).

    Slide 1 where no number stands there. An address may be typed by hand: nothing is raised.
    """
    words = catalog.room.faults
    if not params.keys() & {"case", "len", "start", "s"}:
        return ""
    case = params.get("case", "")
    if case not in {one.id for one in catalog.examples}:
        return words.case
    length = next((one for one in LENGTHS if params.get("len") == str(one)), None)
    if length is None:
        return words.length
    found = _START.fullmatch(params.get("start", ""))
    if found is None:
        return words.start
    number = params.get("s", "1")
    if not re.fullmatch("[1-9][0-9]?", number, re.ASCII) or int(number) > count(
        case, length, catalog
    ):
        return words.number
    return Setting(
        case=case, length=length, start=time(int(found[1]), int(found[2])), number=int(number)
    )
