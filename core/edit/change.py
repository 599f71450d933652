"""What a family does with its plan: PlanEdits in, PlanEdits out. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Any, Final, Literal

from core.edit.model import (
    ALL,
    COLUMNS,
    ID,
    LONG,
    OWN_MOST,
    SHORT,
    Column,
    Columns,
    EditsFull,
    OwnStep,
    PlanEdits,
    StepEdit,
)
from core.tolerant import kept, typed


def _checked(edits: PlanEdits, **changes: Any) -> PlanEdits:
    """A validated copy. Raises EditsFull."""
    changed = edits.but(**changes)
    if len(changed.own) > OWN_MOST or changed.characters > ALL:
        raise EditsFull
    return changed


def _text(text: str, most: int) -> str:
    """A typed text as it can be kept: no broken characters, cut where the field ends too."""
    line: str = kept(typed(most), text)
    return line


def add_own(
    edits: PlanEdits,
    title: str,
    column: Column = "now",
    *,
    who: str = "",
    where: str = "",
    service: str = "",
) -> PlanEdits:
    """A new own step at the end of a column. A blank title adds nothing. Raises EditsFull.

    ``service``: the id of the service of the cost screen that it stands for. The step gets the
    lowest id that nothing in the edits names, dropped steps included.
    """
    name = _text(title, SHORT)
    if not name:
        return edits
    named = edits.named
    ids = (f"own-{number}" for number in range(1, 10_000))
    free = next((one for one in ids if one not in named), None)
    if free is None:
        raise EditsFull
    step = OwnStep(
        id=free, title=name, who=_text(who, SHORT), where=_text(where, SHORT), service=service
    )
    return _checked(edits, own=(*edits.own, step), moved={**edits.moved, step.id: column})


def drop(edits: PlanEdits, step_id: str) -> PlanEdits:
    """Take a step off the plan. Its words are kept for ``bring_back``."""
    if step_id in edits.dropped or not re.fullmatch(ID, step_id):
        return edits
    return edits.but(dropped=(*edits.dropped, step_id))


def bring_back(edits: PlanEdits, step_id: str) -> PlanEdits:
    """Put a dropped step back where it stood."""
    return edits.but(dropped=tuple(one for one in edits.dropped if one != step_id))


def without(edits: PlanEdits, ids: Collection[str]) -> PlanEdits:
    """The edits as if these steps had never been touched; own ones go with all their words."""

    def rest(listed: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one for one in listed if one not in ids)

    return PlanEdits(
        now=rest(edits.now),
        next=rest(edits.next),
        later=rest(edits.later),
        dropped=rest(edits.dropped),
        own=tuple(step for step in edits.own if step.id not in ids),
        moved={one: column for one, column in edits.moved.items() if one not in ids},
        details={one: detail for one, detail in edits.details.items() if one not in ids},
    )


def erase_own(edits: PlanEdits, step_id: str) -> PlanEdits:
    """Delete a dropped own step for good, which makes room for another. Else nothing changes."""
    if edits.own_step(step_id) is None or step_id not in edits.dropped:
        return edits
    return without(edits, {step_id})


def _shift(edits: PlanEdits, columns: Columns, step_id: str, by: int) -> PlanEdits:
    column = columns.where(step_id)
    if column is None:
        return edits
    ids = list(columns.of(column))
    place = ids.index(step_id)
    if not 0 <= place + by < len(ids):
        return edits
    ids[place], ids[place + by] = ids[place + by], ids[place]
    return edits.but(**{column: tuple(ids)})


def move_up(edits: PlanEdits, columns: Columns, step_id: str) -> PlanEdits:
    """One place up in its column. The first step, or one that is not there, changes nothing."""
    return _shift(edits, columns, step_id, -1)


def move_down(edits: PlanEdits, columns: Columns, step_id: str) -> PlanEdits:
    """One place down in its column. The last step, or one that is not there, changes nothing."""
    return _shift(edits, columns, step_id, 1)


def move_to(edits: PlanEdits, columns: Columns, step_id: str, column: Column) -> PlanEdits:
    """To the end of another column; also a step that the columns had no room for."""
    if columns.where(step_id) == column or not re.fullmatch(ID, step_id):
        return edits
    orders = {
        one: tuple(other for other in edits.order(one) if other != step_id) for one in COLUMNS
    }
    orders[column] = (*columns.of(column), step_id)
    return edits.but(moved={**edits.moved, step_id: column}, **orders)


KEEP: Final = "keep"


def set_detail(
    edits: PlanEdits,
    columns: Columns,
    step_id: str,
    *,
    who: str | None = None,
    note: str | None = None,
    due_on: date | Literal["keep"] | None = KEEP,
) -> PlanEdits:
    """Who, note and day of a step. What is not named stays; "" or no day: as proposed again.

    Raises EditsFull.
    """
    if not re.fullmatch(ID, step_id):
        return edits
    before, own = edits.detail(step_id), edits.own_step(step_id)
    changed = StepEdit(
        who=before.who if who is None else _text(who, SHORT),
        note=before.note if note is None else _text(note, LONG),
        due_on=before.due_on if due_on == KEEP else due_on,
        stood=columns.where(step_id) or before.stood,
    )
    if own is not None:
        step = own.but(who=changed.who, note=changed.note)
        edits = edits.but(own=tuple(step if one.id == step_id else one for one in edits.own))
        changed = changed.but(who="", note="", stood=None)
    details = {one: detail for one, detail in edits.details.items() if one != step_id}
    if changed.written:
        details[step_id] = changed
    return _checked(edits, details=details)


def set_own(
    edits: PlanEdits, step_id: str, *, title: str | None = None, where: str | None = None
) -> PlanEdits:
    """Title and place of an own step. A blank title changes nothing. Raises EditsFull."""
    own = edits.own_step(step_id)
    if own is None:
        return edits
    step = own.but(
        title=own.title if title is None else _text(title, SHORT) or own.title,
        where=own.where if where is None else _text(where, SHORT),
    )
    return _checked(edits, own=tuple(step if one.id == step_id else one for one in edits.own))


def as_proposed(edits: PlanEdits) -> PlanEdits:
    """The proposed steps in their proposed places again. What the family wrote stays."""
    own = {step.id for step in edits.own}
    return PlanEdits(
        own=edits.own,
        details=edits.details,
        moved={one: column for one, column in edits.moved.items() if one in own},
    )
