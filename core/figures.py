"""Dated figures: each row is in force from one month to another, and never outside."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
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

    def in_force(self, month: str) -> bool:
        """True when the row holds for the month "YYYY-MM"."""
        number = month_number(month)
        first = self.valid_from.year * 12 + self.valid_from.month - 1
        if self.valid_to is None:
            return number >= first
        return first <= number <= self.valid_to.year * 12 + self.valid_to.month - 1


class Figures:
    """All dated figures. ``at(key, month)`` gives the one row in force or raises."""

    def __init__(self, rows: Iterable[Figure]) -> None:
        self._rows = tuple(rows)
        self._by_key: dict[str, tuple[Figure, ...]] = {}
        for row in self._rows:
            self._by_key[row.key] = (*self._by_key.get(row.key, ()), row)
        self._found: dict[tuple[str, str], Figure] = {}
        self._yen: dict[tuple[str, str], int] = {}

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def keys(self) -> tuple[str, ...]:
        """All keys, in the order of the file."""
        return tuple(self._by_key)

    def at(self, key: str, month: str) -> Figure:
        """The row of ``key`` in force in ``month`` ("YYYY-MM").

        Raises FigureNotInForce when there is none (there is no nearest row), KeyError for an
        unknown key.
        """
        found = self._found.get((key, month))
        if found is not None:
            return found
        rows = self._by_key[key]
        for row in rows:
            if row.in_force(month):
                if len(self._found) < MOST_KEPT:
                    self._found[(key, month)] = row
                return row
        raise FigureNotInForce(key, rows[-1].label, month)

    def has(self, key: str, month: str) -> bool:
        """True when a row of ``key`` is in force in ``month``; False too for an unknown key."""
        if (key, month) in self._found:
            return True
        return any(row.in_force(month) for row in self._by_key.get(key, ()))

    def yen(self, key: str, month: str) -> int:
        """The value in force as int yen. Raises like ``at``, and TypeError for a fraction."""
        amount = self._yen.get((key, month))
        if amount is None:
            amount = self.at(key, month).yen
            if len(self._yen) < MOST_KEPT:
                self._yen[(key, month)] = amount
        return amount

    def in_force(self, month: str) -> tuple[Figure, ...]:
        """All rows in force in ``month``, in the order of the file."""
        return tuple(row for row in self._rows if row.in_force(month))

    def overlaps(self) -> tuple[tuple[Figure, Figure], ...]:
        """Pairs of rows of one key that are in force at the same time (a fault in the data)."""
        pairs: list[tuple[Figure, Figure]] = []
        for rows in self._by_key.values():
            ordered = sorted(rows, key=lambda r: r.valid_from)
            for before, after in itertools.pairwise(ordered):
                if before.valid_to is None or before.valid_to >= after.valid_from:
                    pairs.append((before, after))
        return tuple(pairs)
