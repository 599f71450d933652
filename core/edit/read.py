"""Changes of a plan from a tab or a file: what is right stays, what is wrong is left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TypeVar

from core.days import written_day
from core.edit.model import (
    ALL,
    COLUMNS,
    ID,
    LONG,
    OWN_ID,
    OWN_MOST,
    SERVICE,
    SHORT,
    OwnStep,
    PlanEdits,
    StepEdit,
)
from core.tolerant import (
    GONE,
    UNFIT,
    Lost,
    Read,
    checked,
    list_of,
    mapping,
    one_of,
    table,
    text,
    typed,
    unless_empty,
    unlike,
)

_Part = TypeVar("_Part")


def _is(pattern: str) -> Read:
    return checked(text(40), lambda one: re.fullmatch(pattern, one) is not None)


_STEP = _is(ID)
_IDS = unlike(list_of(_STEP), told=True)
_DETAIL = {"who": typed(SHORT), "note": typed(LONG), "stood": one_of(*COLUMNS)}
_OWN = {
    "id": _is(OWN_ID),
    "title": checked(typed(SHORT), bool),
    "who": typed(SHORT),
    "where": typed(SHORT),
    "note": typed(LONG),
    "service": _is(SERVICE),
}


def _known(readers: Mapping[str, Read], needs: Collection[str] = ()) -> Read:
    """A dict of these, in which what is empty was never said."""
    return mapping({name: unless_empty(one) for name, one in readers.items()}, needs)


def _written(today: date | None) -> Read:
    """The changes of a plan as the tab and the file keep them."""
    own = list_of(_known(_OWN, needs=("id", "title")))
    detail = _known(_DETAIL | {"due_on": written_day(today)})
    return _known(
        dict.fromkeys((*COLUMNS, "dropped"), _IDS)
        | {
            "own": unlike(own, told=True, key=lambda step: step["id"]),
            "moved": table(_STEP, one_of(*COLUMNS)),
            "details": table(_STEP, detail),
        }
    )


def _fitting(
    parts: Iterable[tuple[_Part, int]], room: int, lost: Lost, most: int | None = None
) -> tuple[list[_Part], int]:
    """The parts for which there is room, each with its characters, and the room that is left."""
    found: list[_Part] = []
    for part, characters in parts:
        if characters > room or len(found) == most:
            lost(UNFIT)
        else:
            found, room = [*found, part], room - characters
    return found, room


def _nobody(told: str) -> None:
    """Nobody asks what was lost."""


def read_edits(raw: object, today: date | None = None, lost: Lost = _nobody) -> PlanEdits:
    """What a tab or a file kept, part by part: what is wrong is left out, the right stays.

    With ``today`` a day too far ahead of it is left out too (see ``kept_day``). ``lost`` is called
    for each value that is left out or cut. Never raises.
    """
    if isinstance(raw, PlanEdits):
        return raw
    found = unless_empty(_written(today))(raw, lost)
    if found is GONE:
        return PlanEdits()
    steps = [OwnStep.model_validate(one) for one in found.pop("own", ())]
    own, room = _fitting([(one, one.characters) for one in steps], ALL, lost, OWN_MOST)
    entries = found.pop("details", {}).items()
    details = {step_id: StepEdit.model_validate(one) for step_id, one in entries}
    written = [(one, one[1].characters) for one in details.items() if one[1].written]
    fitting, _ = _fitting(written, room, lost)
    return PlanEdits.model_validate({"own": own, "details": dict(fitting), **found})
