"""Dated figures: each row is in force from one month to another, and never outside.

A row that is said to end is never used after its end. A row without an end counts as in force up to
the end of the fiscal year (March) in which it was last checked. In the fiscal year after that it is
carried on, and told: ``at`` then gives a ``CarriedFigure``, which is 要確認. Later it is refused by
name, as a month without a row.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from core.base import Frozen
from core.errors import FigureNotInForce

Grade = Literal["A", "B", "C", "D", "DER", "U"]

GRADE_LABELS: dict[str, str] = {
    "A": "公的な資料・自治体のページ（またはその転記）で確認",
    "B": "公的な資料を写した公開データで確認",
    "C": "事業者・報道・専門家のページで確認",
    "D": "個人のページ・まとめで確認",
    "DER": "この道具での計算(要確認)",
    "U": "一般に知られている値で、未確認(要確認)",
}

MOST_KEPT = 20_000
"""So many looked-up figures are remembered, and no more: months come from the screens."""

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def month_number(month: str) -> int:
    """Count of months since year 0 for "YYYY-MM". Raises ValueError for other text."""
    found = _MONTH.fullmatch(month)
    if not found:
        raise ValueError("月は 2026-11 の形で入れてください")
    return int(found.group(1)) * 12 + int(found.group(2)) - 1


def month_of(day: date) -> str:
    """The month of a day as "YYYY-MM"."""
    return f"{day.year:04d}-{day.month:02d}"


def month_text(number: int) -> str:
    """A count of months since year 0 as "YYYY-MM": what ``month_number`` reads."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def fiscal_year(month: str) -> int:
    """The 年度 of a month: 2026 from "2026-04" to "2027-03". Raises ValueError for other text."""
    return (month_number(month) - _APRIL) // 12


_APRIL = 3
"""Months between January and the beginning of a fiscal year."""


class Figure(Frozen):
    """One row of data/figures.csv. ``value`` is in ``unit``; dates are whole months."""

    key: Annotated[str, Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$")]
    label: Annotated[str, Field(min_length=1)]
    value: Decimal
    unit: Annotated[str, Field(min_length=1)]
    valid_from: date
    valid_to: date | None
    grade: Grade
    confirmed: bool
    source: Annotated[str, Field(min_length=1)]
    url: str
    checked_on: date
    note: str

    @model_validator(mode="after")
    def _whole_months(self) -> Self:
        if self.valid_from.day != 1:
            raise ValueError("valid_from は月の1日にしてください")
        if self.valid_to is not None:
            if (self.valid_to + timedelta(days=1)).day != 1:
                raise ValueError("valid_to は月の末日にしてください")
            if self.valid_to < self.valid_from:
                raise ValueError("valid_to が valid_from より前です")
        return self

    @property
    def needs_check(self) -> bool:
        """True when the screen and the paper say 要確認."""
        return self.grade in ("U", "DER") or not self.confirmed

    @property
    def yen(self) -> int:
        """The value as whole yen. Raises TypeError when the row holds a fraction."""
        if self.value != self.value.to_integral_value():
            raise TypeError(f"{self.key} は円の整数ではありません: {self.value}")
        return int(self.value)

    @property
    def checked_year(self) -> int:
        """The fiscal year in which the row was last checked."""
        return fiscal_year(month_of(self.checked_on))

    @property
    def last_month(self) -> int:
        """The last month (``month_number``) in which the row counts as in force.

        Of a row without an end: the March of the fiscal year in which it was last checked.
        """
        if self.valid_to is not None:
            return self.valid_to.year * 12 + self.valid_to.month - 1
        return (self.checked_year + 1) * 12 + _APRIL - 1

    def in_force(self, month: str) -> bool:
        """True when the row holds for the month "YYYY-MM" by itself, without being carried on."""
        first = self.valid_from.year * 12 + self.valid_from.month - 1
        return first <= month_number(month) <= self.last_month

    def is_carried(self, month: str) -> bool:
        """True when the month is in the one fiscal year into which the row is carried on, told.

        Never for a row with an end.
        """
        number, last = month_number(month), self.last_month
        first = self.valid_from.year * 12 + self.valid_from.month - 1
        return self.valid_to is None and max(first, last + 1) <= number <= last + 12


class CarriedFigure(Figure):
    """A row as it stands in the fiscal year after the one in which it was last checked.

    It is never read from data/. It is 要確認, whatever its grade; ``checked_year`` is the year whose
    rule goes on being counted with.
    """

    @classmethod
    def of(cls, row: Figure) -> Self:
        """The same row, not confirmed for the month asked for."""
        return cls(**{**dict(row), "confirmed": False})


class Figures:
    """All dated figures. ``at(key, month)`` gives the one row in force or raises."""

    def __init__(self, rows: Iterable[Figure]) -> None:
        self._rows = tuple(rows)
        self._by_key: dict[str, tuple[Figure, ...]] = {}
        for row in self._rows:
            self._by_key[row.key] = (*self._by_key.get(row.key, ()), row)
        self._found: dict[tuple[str, str], Figure] = {}
        self._yen: dict[tuple[str, str], int] = {}
        self._carrying: dict[str, bool] = {}

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def keys(self) -> tuple[str, ...]:
        """All keys, in the order of the file."""
        return tuple(self._by_key)

    @property
    def plain(self) -> Figures:
        """These figures without anybody who watches what is looked up."""
        return self

    def at(self, key: str, month: str) -> Figure:
        """The row of ``key`` for ``month`` ("YYYY-MM"); a CarriedFigure where it is carried on.

        Raises FigureNotInForce when there is none (there is no nearest row), KeyError for an
        unknown key.
        """
        found = self._found.get((key, month))
        if found is not None:
            return found
        rows = self._by_key[key]
        for row in rows:
            held = _held(row, month)
            if held is not None:
                if len(self._found) < MOST_KEPT:
                    self._found[(key, month)] = held
                return held
        raise FigureNotInForce(key, rows[-1].label, month)

    def has(self, key: str, month: str) -> bool:
        """True when ``at`` has a row of ``key`` for the month; False too for an unknown key."""
        if (key, month) in self._found:
            return True
        rows = self._by_key.get(key, ())
        return any(row.in_force(month) or row.is_carried(month) for row in rows)

    def yen(self, key: str, month: str) -> int:
        """The value for the month as int yen. Raises like ``at``, and TypeError for a fraction."""
        amount = self._yen.get((key, month))
        if amount is None:
            amount = self.at(key, month).yen
            if len(self._yen) < MOST_KEPT:
                self._yen[(key, month)] = amount
        return amount

    def in_force(self, month: str) -> tuple[Figure, ...]:
        """All rows that ``month`` counts with, in the order of the file; carried ones as such."""
        held = (_held(row, month) for row in self._rows)
        return tuple(row for row in held if row is not None)

    def carries(self, month: str) -> bool:
        """True when some row is only carried on into ``month``: what is used has to be told."""
        found = self._carrying.get(month)
        if found is None:
            found = any(row.is_carried(month) for row in self._rows)
            if len(self._carrying) < MOST_KEPT:
                self._carrying[month] = found
        return found

    @cached_property
    def sure_until(self) -> int | None:
        """The last month (``month_number``) before any row is carried on; None without open rows."""
        return min((row.last_month for row in self._rows if row.valid_to is None), default=None)

    @cached_property
    def told_until(self) -> int | None:
        """The last month into which any row is carried on; None without open rows."""
        last = max((row.last_month for row in self._rows if row.valid_to is None), default=None)
        return None if last is None else last + 12

    def overlaps(self) -> tuple[tuple[Figure, Figure], ...]:
        """Pairs of rows of one key that are in force at the same time (a fault in the data)."""
        pairs: list[tuple[Figure, Figure]] = []
        for rows in self._by_key.values():
            ordered = sorted(rows, key=lambda r: r.valid_from)
            for before, after in itertools.pairwise(ordered):
                if before.valid_to is None or before.valid_to >= after.valid_from:
                    pairs.append((before, after))
        return tuple(pairs)


class WatchedFigures(Figures):
    """The same figures, which note what is looked up of the rows that are only carried on.

    One for each sum that is asked for: nothing is kept between two of them.
    """

    def __init__(self, figures: Figures) -> None:
        super().__init__(())
        plain = figures.plain
        self._plain = plain
        self._rows, self._by_key = plain._rows, plain._by_key
        self._found, self._yen, self._carrying = plain._found, plain._yen, plain._carrying
        self._carried: dict[str, None] = {}

    @property
    def plain(self) -> Figures:
        """The figures that are watched."""
        return self._plain

    @property
    def carried(self) -> tuple[str, ...]:
        """The keys of the carried rows that were looked up, in the order of the first look."""
        return tuple(self._carried)

    def at(self, key: str, month: str) -> Figure:
        """As ``Figures.at``, noted."""
        row = self._plain.at(key, month)
        if isinstance(row, CarriedFigure):
            self._carried[key] = None
        return row

    def yen(self, key: str, month: str) -> int:
        """As ``Figures.yen``, noted."""
        return self.at(key, month).yen


def _held(row: Figure, month: str) -> Figure | None:
    """The row as the month counts with it; None where it does not."""
    if row.in_force(month):
        return row
    return CarriedFigure.of(row) if row.is_carried(month) else None
