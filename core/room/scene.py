"""The fictional family of a meeting as the app's own core sees it, and what the room said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, get_args

from pydantic import ValidationError

from core.case import Case
from core.catalog import EXAMPLES_FILE, Catalog, Example, expected
from core.errors import DataError
from core.figures import month_of
from core.plan import Plan, compose_plan
from core.room.model import LENGTHS, Length, NoSuchSlide, Vote
from core.stage import ANSWER_KEYS, Assessment, StageCheck, assess


def example_of(case: str, length: int, catalog: Catalog) -> tuple[Example, Length]:
    """The fictional family of an id, and the length. Raises NoSuchSlide."""
    found = next((one for one in catalog.examples if one.id == case), None)
    if found is None:
        raise NoSuchSlide(catalog.room.faults.case)
    known = next((one for one in LENGTHS if one == length), None)
    if known is None:
        raise NoSuchSlide(catalog.room.faults.length)
    return found, known


def asked_keys(example: Example, length: Length) -> tuple[str, ...]:
    """The questions that the room is asked, in the order of the check."""
    chosen = {20: example.ask20, 45: example.ask45, 60: ANSWER_KEYS}[length]
    return tuple(key for key in ANSWER_KEYS if key in chosen)


def _check(example: Example, answers: Mapping[str, str]) -> dict[str, Any]:
    return {
        "answerer": "example",
        "has_difficulty": True,
        "safety": dict(example.safety),
        "answers": dict(answers),
    }


def example_case(example: Example, catalog: Catalog, today: date) -> Case:
    """The fictional family as a Case, its costs in the month of ``today``.

    Raises DataError, with row and field, for a family that the app itself would refuse.
    """
    cost = example.cost.model_dump(exclude_unset=True)
    raw = {
        "check": _check(example, example.answers),
        "cost": {"month": month_of(today), **cost},
        "situation": list(example.situation),
        "in_use": list(example.in_use),
        "age": example.age,
    }
    try:
        return Case.model_validate(raw, context=catalog)
    except ValidationError as fault:
        first = fault.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "(行全体)"
        raise DataError(
            EXAMPLES_FILE, example.id, field, first["input"], expected(first)
        ) from fault


def check_families(catalog: Catalog) -> Catalog:
    """The same catalogue. Raises DataError for a fictional family that the app itself would refuse:
    a meeting must not find that out in front of the room.
    """
    for example in catalog.examples:
        example_case(example, catalog, catalog.about.reviewed_on)
    return catalog


_MOST_KEPT = 64
_kept: dict[tuple[str, date], tuple[Catalog, Plan]] = {}
"""Plans of fictional families by day: each press shows a slide, and none changes the plan."""


def _plan(room: Room) -> Plan:
    at = (room.example.id, room.today)
    catalog, plan = _kept.get(at, (None, None))
    if plan is None or catalog is not room.catalog:
        plan = compose_plan(room.case, room.catalog, room.today)
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[at] = (room.catalog, plan)
    return plan


@dataclass(frozen=True)
class Room:
    """One meeting: its family, its length, its day, and what the room said.

    ``votes`` holds only answers to questions that are asked in this length.
    """

    catalog: Catalog
    example: Example
    length: Length
    today: date
    votes: Mapping[str, Vote]

    @classmethod
    def of(
        cls, case: str, length: int, catalog: Catalog, today: date, votes: Mapping[str, str]
    ) -> Room:
        """The room of an id and a length. Raises NoSuchSlide."""
        example, known = example_of(case, length, catalog)
        asked, all_votes = asked_keys(example, known), get_args(Vote)
        kept = {key: said for key, said in votes.items() if key in asked and said in all_votes}
        return cls(catalog, example, known, today, kept)  # type: ignore[arg-type]

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The questions, in order."""
        return asked_keys(self.example, self.length)

    @cached_property
    def split(self) -> tuple[str, ...]:
        """The questions on which the room was of several minds."""
        return tuple(key for key in self.asked if self.votes.get(key) == "split")

    @cached_property
    def case(self) -> Case:
        """The family as its story tells it."""
        return example_case(self.example, self.catalog, self.today)

    @cached_property
    def plan(self) -> Plan:
        """The plan of the case. What the room says does not change it, nor the amount."""
        return _plan(self)

    @cached_property
    def told(self) -> Assessment:
        """The 足場 as the story has it."""
        check = self.case.check
        assert check is not None  # every fictional family has one
        return assess(check, self.catalog)

    @cached_property
    def seen(self) -> Assessment:
        """The 足場 as the room has it: 「分かれた」 counts as わからない."""
        said = {key: "unknown" if vote == "split" else vote for key, vote in self.votes.items()}
        raw = _check(self.example, {**self.example.answers, **said})
        return assess(StageCheck.model_validate(raw), self.catalog)
