"""How a day is typed and read: one rule for the screens and for the files.

Whoever types 12月10日, 12/10, 2026-12-10, 令和8年12月10日 or R8.12.10, in full-width letters, with a
weekday or with the hour that a spreadsheet adds, is understood everywhere. What a day without a
year means depends on what it is asked for: ``coming``, ``last``, or nothing (``dated``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from core import said
from core.tolerant import Read, checked
from core.tolerant import text as line

YEARS_BACK, YEARS_AHEAD = 1, 10
"""A day of a plan lies in these years around today's."""
NO_DAY = "日付として読めません。年から、2026-11-22 の形で書いてください"
"""What is said in a table where ``dated`` finds no day."""
_LONG_PAST = 92
"""Days. A day without a year that is past for longer is next year's."""
_LEAP = 8
"""Years among which there is always a 2/29."""

_ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}
_DAY = re.compile(
    r"(?:(?:(?P<era>令和|平成|R|H)\s*(?P<of_era>\d{1,2}|元)|(?P<year>\d{4}))\s*[-/.年]\s*)?"
    r"(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
    r"(?:[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.0+)?)?)?"
    rf"\s*(?:\([{said.WEEKDAYS}](?:曜日?)?\))?",
    re.IGNORECASE,
)


class _Typed(NamedTuple):
    """A day as it was typed: the year, where there is one, may be one of an era."""

    year: int | None
    month: int
    day: int

    def of(self, years: Iterable[int]) -> Iterator[date]:
        """The days of this name in some years; those of its own, where it has one."""
        for year in years if self.year is None else (self.year,):
            try:
                yield date(year, self.month, self.day)
            except ValueError:
                continue


_NONE = _Typed(0, 0, 0)


def _typed(text: str) -> _Typed:
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return _NONE
    year = int(found["year"]) if found["year"] else None
    if found["era"]:
        of_era = found["of_era"].replace("元", "1")
        year = _ERAS[found["era"].upper()] + int(of_era)
    return _Typed(year, int(found["month"]), int(found["day"]))


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
    days = typed.of((today.year, today.year + 1))
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
    month, day = today.month, today.day
    return f"日にちは「{month}月{day}日」や「{month}/{day}」のように入れてください。"


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
