"""The plan with the changes of the family on top."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from core.edit.model import COLUMNS, SAFETY_FIRST, Column, Columns, PlanEdits


class Arranged(NamedTuple):
    """The columns as the family has them, what it dropped, and what has no room."""

    columns: Columns
    dropped: tuple[str, ...]
    more: tuple[str, ...]


def arrange(
    proposed: Columns, more: Sequence[str], edits: PlanEdits, known: Collection[str]
) -> Arranged:
    """The proposal with the edits of the family on top.

    ``more``: ids without room; ``known``: ids of the library. A proposed step stands where the
    family put it, else where it is proposed; one that the family has never seen comes last in its
    column (S1 and S0 first). A step that is no longer proposed goes, unless the family wrote at it;
    S1 and S0 go all the same, because it would go on telling of a danger. Its words wait in the edits.
    """
    places = _places(proposed, more, edits, known)
    standing = {one: column for one, column in places.items() if one not in edits.dropped}
    return Arranged(
        columns=Columns(*(_ordered(standing, edits.order(one), one) for one in COLUMNS)),
        dropped=tuple(step_id for step_id in edits.dropped if step_id in places),
        more=tuple(step_id for step_id in more if step_id not in places),
    )


def _places(
    proposed: Columns, more: Sequence[str], edits: PlanEdits, known: Collection[str]
) -> dict[str, Column]:
    """The column of each step, the dropped ones included, in the order of the proposal."""
    places: dict[str, Column] = {}
    for column in COLUMNS:
        for step_id in proposed.of(column):
            places[step_id] = edits.moved.get(step_id, column)
    for step_id, detail in edits.details.items():
        if step_id in known and step_id not in places and step_id not in SAFETY_FIRST:
            places[step_id] = edits.moved.get(step_id) or detail.stood or "later"
    for step_id in more:
        if step_id in edits.moved:
            places[step_id] = edits.moved[step_id]
    for step in edits.own:
        places[step.id] = edits.moved.get(step.id, "now")
    return places


def _ordered(places: Mapping[str, Column], order: Sequence[str], column: Column) -> tuple[str, ...]:
    """The steps of a column: in the order of the family, then as they come."""
    given = {step_id: place for place, step_id in enumerate(order)}
    last = len(given)

    def rank(step_id: str) -> int:
        return given.get(step_id, SAFETY_FIRST.get(step_id, last))

    return tuple(sorted((one for one, place in places.items() if place == column), key=rank))
