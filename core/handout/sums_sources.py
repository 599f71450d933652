"""The figures behind a sum as a list of sources, each with the number by which it is named."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from core import said
from core.base import Frozen
from core.catalog import Catalog
from core.cost.estimate import Estimate
from core.cost.explain import Explanation
from core.figures import Figure
from core.handout.sheet import Speech
from core.sheet_words import SumsWords

_LOW, _HIGH = "（低め）", "（高め）"


class SourceRow(Frozen):
    """One source with its figures. ``short``: without those whose amounts stand in a table."""

    number: str
    source: str
    figures: tuple[str, ...]
    short: tuple[str, ...]
    grade: str
    checked: str
    needs_check: bool


class Sources:
    """The sources in the order in which the sheet names them, each once."""

    def __init__(self, month: str, catalog: Catalog) -> None:
        self._month, self._figures = month, catalog.figures
        self._numbers: dict[str, int] = {}
        self._rows: dict[tuple[object, ...], list[Figure]] = {}

    def add(self, keys: Iterable[str]) -> None:
        """Take in figures. One that is not in force in the month is left out."""
        for key in keys:
            if key in self._numbers or not self._figures.has(key, self._month):
                continue
            row = self._figures.at(key, self._month)
            same = (row.source, row.grade, row.confirmed)
            self._rows.setdefault(same, []).append(row)
            self._numbers[key] = [*self._rows].index(same) + 1

    def refs(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The numbers of the sources of some figures."""
        numbers = {self._numbers[key] for key in keys if key in self._numbers}
        return tuple(str(number) for number in sorted(numbers))

    @property
    def checked_on(self) -> date | None:
        """The day on which all of them were checked; None when the days differ."""
        days = {row.checked_on for rows in self._rows.values() for row in rows}
        return days.pop() if len(days) == 1 else None

    def listed(self, words: SumsWords, say: Speech, tabled: Collection[str]) -> Iterable[SourceRow]:
        """The rows of the list. ``tabled``: the figures whose amounts stand in a table."""
        one_day = self.checked_on is not None
        for number, rows in enumerate(self._rows.values(), start=1):
            first = rows[0]
            # Of figures of one source that were checked on several days, the oldest day.
            checked = words.checked.format(day=said.day(min(row.checked_on for row in rows)))
            yield SourceRow(
                number=str(number),
                source=say(first.source),
                figures=say.all(_figures(rows)),
                short=say.all(_figures(row for row in rows if row.key not in tabled)),
                grade=say(words.grades[first.grade]),
                checked="" if one_day else checked,
                needs_check=first.needs_check,
            )


def sources_of(result: Estimate, steps: Iterable[Explanation], catalog: Catalog) -> Sources:
    """The sources of an estimate: of what was counted, of the steps of the sum, of what comes once."""
    sources = Sources(result.month, catalog)
    for ledger in result.ledgers:
        for line in ledger.lines:
            sources.add(line.sources)
    for step in steps:
        sources.add(step.sources)
    for one in result.one_offs:
        sources.add(one.sources)
    return sources


def tabled(result: Estimate) -> set[str]:
    """The figures whose amounts stand, with the number of the source, in a table of the sheet."""
    prices = {
        key
        for ledger in result.ledgers
        for line in ledger.lines
        if line.typical and line.gross.high and line.times
        for key in line.sources
        if key.startswith(("price.", "living."))
    }
    return prices | {key for one in result.one_offs for key in one.sources}


def _value(row: Figure) -> str:
    if row.unit == "割合":
        return f"{(row.value * 100).normalize():f}%"
    if row.unit.startswith("割合"):
        return f"{row.value:f}"
    return f"{row.value:,f}{row.unit}"


def _by_label(rows: Iterable[Figure]) -> Mapping[str, str]:
    """The values by what they are; a low and a high one as a range."""
    told: dict[str, str] = {}
    for row in rows:
        low = row.label.removesuffix(_HIGH) + _LOW
        if row.label.endswith(_HIGH) and low in told:
            base, amount, unit = row.label.removesuffix(_HIGH), told.pop(low), row.unit[1:]
            told[base] = f"{amount.removesuffix(unit)}〜{_value(row)}"
        else:
            told[row.label] = _value(row)
    return told


def _figures(rows: Iterable[Figure]) -> Iterable[str]:
    """The figures of one source with their values.

    A figure for another case of the one before, 「…の上限（低所得2）」, is named by its case alone.
    """
    last = ""
    for label, amount in _by_label(rows).items():
        stem, _, case = label.partition("（")
        yield f"（{case} {amount}" if case and stem == last else f"{label} {amount}"
        last = stem
