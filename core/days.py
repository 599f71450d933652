"""How a day is typed and read: one rule for the screens and for the files.

Whoever types 12月10日, 12/10, 2026-12-10, 20261210, 26/12/10, 令和8年12月10日, 令8.12.10 or R8.12.10,
in full-width letters, with a weekday, with 現在 or 確認 behind it or with the hour that a spreadsheet
adds, is understood everywhere, and so is the bare number that a spreadsheet makes of a day. What a
day without a year means depends on what it is asked for: ``coming``, ``last``, or nothing
(``dated``). A month alone is its first day where a day has been, and no day that is meant to come.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from core import said
from core.tolerant import Read, checked
from core.tolerant import text as line

YEARS_BACK, YEARS_AHEAD = 1, 10
"""A day of a plan lies in these years around today's."""
NO_DAY = "日付として読めません。年から、2026-11-22 の形で書いてください"
"""What is said where ``last`` finds no day."""
_LONG_PAST = 92
"""Days. A day without a year that is past for longer is next year's."""
_LEAP = 8
"""Years among which there is always a 2/29."""

_ERAS = {"令和": 2018, "令": 2018, "R": 2018, "平成": 1988, "平": 1988, "H": 1988}
_ERA = r"(?P<era>令和?|平成?|R|H)\s*(?P<of_era>\d{1,2}|元)"
_BEHIND = r"\s*(?:現在|時点|に?確認|に?更新|付け?)?"
_DAY = re.compile(
    rf"(?:(?:{_ERA}|(?P<year>\d{{4}}|\d\d(?=\s*[-/.年]\s*\d+\s*[-/.月]\s*\d)))\s*[-/.年]\s*)?"
    r"(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
    r"(?:[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.0+)?)?)?"
    rf"\s*(?:\([{said.WEEKDAYS}](?:曜日?)?\))?{_BEHIND}",
    re.IGNORECASE,
)
_MONTH = re.compile(
    rf"(?:{_ERA}|(?P<year>\d{{4}}))\s*[-/.年]\s*(?P<month>\d{{1,2}})\s*月?{_BEHIND}", re.IGNORECASE
)
_EIGHT = re.compile(rf"(?P<year>\d{{4}})(?P<month>\d\d)(?P<day>\d\d){_BEHIND}")
_SERIAL = re.compile(r"(?P<days>[45]\d{4})(?:\.0+)?")
_DAY_0 = date(1899, 12, 30)
"""The day that a spreadsheet counts from."""


class _Typed(NamedTuple):
    """A day as it was typed: the year, where there is one, may be one of an era."""

    year: int | None
    month: int
    day: int
    is_month: bool = False
    """Only a month was written: ``day`` is its first."""

    def of(self, years: Iterable[int]) -> Iterator[date]:
        """The days of this name in some years; those of its own, where it has one."""
        for year in years if self.year is None else (self.year,):
            try:
                yield date(year, self.month, self.day)
            except ValueError:
                continue


_NONE = _Typed(0, 0, 0)


def _typed(text: str) -> _Typed:
    plain = unicodedata.normalize("NFKC", text).strip()
    if serial := _SERIAL.fullmatch(plain):
        day = _DAY_0 + timedelta(int(serial["days"]))
        return _Typed(day.year, day.month, day.day)
    if eight := _EIGHT.fullmatch(plain):
        return _Typed(int(eight["year"]), int(eight["month"]), int(eight["day"]))
    if found := _DAY.fullmatch(plain):
        return _Typed(_year_of(found), int(found["month"]), int(found["day"]))
    if month := _MONTH.fullmatch(plain):
        return _Typed(_year_of(month), int(month["month"]), 1, is_month=True)
    return _NONE


def _year_of(found: re.Match[str]) -> int | None:
    """The year as it was written: of an era, in full, or its last two digits."""
    if found["era"]:
        return _ERAS[found["era"].upper()] + int(found["of_era"].replace("元", "1"))
    if not found["year"]:
        return None
    year = int(found["year"])
    return year if len(found["year"]) > 2 else 2000 + year


# -- what is typed ----------------------------------------------------------------------------


def dated(text: str) -> date | None:
    """A day with its year, for what may be read years later; None where it is no day."""
    return next(_typed(text).of(()), None)


def last(text: str, today: date) -> date | None:
    """A day that has been: without a year the last one of that name up to ``today``."""
    typed = _typed(text)
    days = typed.of(range(today.year, max(today.year - _LEAP, 1) - 1, -1))
    return next((day for day in days if typed.year is not None or day <= today), None)


def coming(text: str, today: date) -> date | None:
    """A day that is meant to come, of any year.

    Without a year it is this year's, or next year's when that is over three months past.
    """
    typed = _typed(text)
    days = iter(()) if typed.is_month else typed.of((today.year, today.year + 1))
    near = (day for day in days if typed.year is not None or (today - day).days <= _LONG_PAST)
    return next(near, None)


def read_day(text: str, today: date) -> date | None:
    """A typed day of a plan (``coming``), unless it lies too far from today (``near_day``)."""
    day = coming(text, today)
    return day if near_day(day, today) else None


def too_far(text: str, today: date) -> bool:
    """True for a typed day that ``read_day`` does not take because of its year."""
    return not near_day(coming(text, today), today)


def refusal(text: str, today: date) -> str:
    """What is said of a text that ``read_day`` does not take."""
    if too_far(text, today):
        first, end = today.year - YEARS_BACK, today.year + YEARS_AHEAD
        return f"日にちは、{first}年から{end}年までで入れてください。"
    return f"日にちは「{said.day_of_year(today)}」や「{said.short_day(today)}」のように入れてください。"


# -- what is written down ---------------------------------------------------------------------


def day_of(written: str) -> date:
    """The day of a file of ours, only 2026-11-22. Raises ValueError.

    Python would also take weeks, and days without dashes.
    """
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
        raise ValueError("日付は 2026-11-22 の形で入れてください")
    return date.fromisoformat(written)


def written_day(today: date | None = None) -> Read:
    """A day as it is written down; with ``today`` none too far ahead of it (see ``kept_day``)."""
    return checked(line(10), lambda one: kept_day(day_of(one), today or date.max))


# -- which years ------------------------------------------------------------------------------


def kept_day(day: date | None, today: date) -> bool:
    """True for no day, a day that is past, and one up to the tenth year after today's.

    For days that were written before: they grow old, and no other day may take their place.
    """
    return day is None or day.year - today.year <= YEARS_AHEAD


def near_day(day: date | None, today: date) -> bool:
    """True for no day, and for one from the year before today's to ten years after it.

    For days that are typed now, where an older year is a slip.
    """
    return day is None or -YEARS_BACK <= day.year - today.year <= YEARS_AHEAD


__all__ = [
    "NO_DAY",
    "YEARS_AHEAD",
    "YEARS_BACK",
    "coming",
    "dated",
    "day_of",
    "kept_day",
    "last",
    "near_day",
    "read_day",
    "refusal",
    "too_far",
    "written_day",
]
