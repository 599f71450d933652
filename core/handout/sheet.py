"""What the templates read: one frozen model a sheet, its fields named as the template reads them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from core import said
from core.base import Answerer, Frozen, Voice
from core.handout.papers import Papers
from core.handout.text import Tidy
from core.sheet_words import SharedWords


class Shared(Frozen):
    """The words that sheet.typ sets itself, the same on every sheet of a file."""

    product: str
    example: str
    needs_check: str
    write_in: str
    page: str
    continued: str


class Head(Frozen):
    """The title of a sheet and the first half of its footer. ``example``: tagged as made up."""

    title: str
    footer: tuple[str, ...]
    example: bool = False


class Sheet(Frozen):
    """The base of what a template reads: ``d.head`` is the head of the sheet."""

    head: Head
    shared: Shared
    """Handed over once for all sheets of a file (see press.py)."""


class LookedSheet(Sheet):
    """A sheet that is tried in several looks, from 0, the roomiest."""

    look: int = 0


_Model = TypeVar("_Model", bound=Frozen)


class Speech:
    """Words in the voice of whoever answers, made fit for the paper."""

    def __init__(self, papers: Papers, tidy: Tidy) -> None:
        self.answerer: Answerer = papers.answerer
        self.made_on: date = papers.made_on
        self.tidy = tidy
        self.shared: SharedWords = papers.catalog.sheets.shared
        self._version = papers.catalog.check.version

    def __call__(self, words: str | Voice | None) -> str:
        """One text; "" for None."""
        return self.tidy(words.said_to(self.answerer) if isinstance(words, Voice) else words)

    def all(self, words: Iterable[str | Voice | None]) -> tuple[str, ...]:
        """Each of the texts."""
        return tuple(map(self, words))

    def picked(self, model: type[_Model], words: Frozen) -> _Model:
        """The words that a template reads, of all the words of a sheet: those with a name of
        ``model``. Raises AttributeError for a name that ``words`` does not have.
        """
        found = {name: getattr(words, name) for name in model.model_fields}
        return model.model_validate(
            {
                name: self.all(value) if isinstance(value, tuple) else self(value)
                for name, value in found.items()
            }
        )

    def head(self, title: str | Voice, *, made_up: bool = True) -> Head:
        """The head of a sheet. ``made_up`` False: never tagged as the fictional example."""
        return Head(
            title=self(title),
            footer=(
                self.shared.made.format(day=said.day(self.made_on)),
                self(self.shared.version.format(version=self._version)),
                self.shared.no_diagnosis,
            ),
            example=made_up and self.answerer == "example",
        )

    def frame(self) -> Shared:
        """What sheet.typ sets itself."""
        return self.picked(Shared, self.shared)

    def checked(self, day: date | None) -> str:
        """「2026年11月22日 確認」; "" without a day."""
        return "" if day is None else self.shared.checked.format(day=said.day(day))

    def due(self, day: date | None) -> str:
        """「11月30日(月)まで」; "" without a day."""
        if day is None:
            return ""
        return self.shared.due.format(day=said.weekday(day, made_on=self.made_on))
