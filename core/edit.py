"""What a family changes in its plan: own steps, order, place, who, a day, a note. Pure functions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Final, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from core.base import Frozen
from core.texts import WEEKDAYS, sound
from core.tolerant import (
    GONE,
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

Column = Literal["now", "next", "later"]
COLUMNS: tuple[Column, ...] = ("now", "next", "later")

OWN_MOST = 20
SHORT, LONG, ALL = 200, 3_000, 80_000
"""Characters of a title, a who or a where; of a note; of everything together. All edits then fit
into a file beside whatever else the screens take (core.case_file.MAX_BYTES)."""
YEARS_BACK, YEARS_AHEAD = 1, 10
"""A day of a plan lies in these years around today's."""

_ID = r"^([A-Z][0-9]{1,2}|own-[1-9][0-9]{0,3})$"
_OWN_ID, _SERVICE = r"^own-[1-9][0-9]{0,3}$", r"^[a-z_]{0,40}$"
StepId = Annotated[str, Field(pattern=_ID)]
_Short = Annotated[str, Field(max_length=SHORT)]
_Long = Annotated[str, Field(max_length=LONG)]


class EditsFull(ValueError):
    """More own steps or more text than a plan takes. Nothing was changed."""


class Columns(NamedTuple):
    """The ids of the three columns, in the order in which they stand."""

    now: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    later: tuple[str, ...] = ()

    def of(self, column: Column) -> tuple[str, ...]:
        """The ids of one column."""
        return self[COLUMNS.index(column)]

    def where(self, step_id: str) -> Column | None:
        """The column in which a step stands; None when it stands in none."""
        return next((one for one in COLUMNS if step_id in self.of(one)), None)


class OwnStep(Frozen):
    """A step that the family wrote itself."""

    id: Annotated[str, Field(pattern=_OWN_ID)]
    title: Annotated[str, Field(min_length=1, max_length=SHORT)]
    who: _Short = ""
    where: _Short = ""
    note: _Long = ""
    service: Annotated[str, Field(pattern=_SERVICE)] = ""
    """The service of the cost screen that it stands for: then its cost is known."""


class StepEdit(Frozen):
    """What the family wrote at a step. An empty text or no day: as proposed."""

    who: _Short = ""
    note: _Long = ""
    due_on: date | None = None
    stood: Column | None = None
    """Where the step stood then; it stays there should the rules propose it no longer."""

    @property
    def written(self) -> bool:
        """True when anything of the family stands in it."""
        return bool(self.who or self.note or self.due_on)


class PlanEdits(Frozen):
    """All changes of one family. An empty one leaves the plan exactly as proposed."""

    now: tuple[StepId, ...] = ()
    next: tuple[StepId, ...] = ()
    later: tuple[StepId, ...] = ()
    """The order the family gave to a column; empty: as proposed."""
    moved: Mapping[StepId, Column] = Field(default_factory=dict)
    """Steps in another column than proposed; an own step without one stands in いま."""
    dropped: tuple[StepId, ...] = ()
    own: Annotated[tuple[OwnStep, ...], Field(max_length=OWN_MOST)] = ()
    details: Mapping[StepId, StepEdit] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _sound(self) -> Self:
        ids = [step.id for step in self.own]
        for listed in (self.now, self.next, self.later, self.dropped, ids):
            if len(set(listed)) < len(listed):
                raise ValueError("同じ id は一度だけ")
        if self.characters > ALL:
            raise ValueError(f"あわせて{ALL:,}字まで")
        return self

    @property
    def characters(self) -> int:
        """The length of all texts of the family together."""
        own = sum(len(s.title) + len(s.who) + len(s.where) + len(s.note) for s in self.own)
        return own + sum(len(s.who) + len(s.note) for s in self.details.values())

    @property
    def named(self) -> frozenset[str]:
        """Every id that stands anywhere in the edits."""
        listed = (*self.now, *self.next, *self.later, *self.dropped, *self.moved, *self.details)
        return frozenset(listed) | {step.id for step in self.own}

    def order(self, column: Column) -> tuple[str, ...]:
        """The order the family gave to a column."""
        return {"now": self.now, "next": self.next, "later": self.later}[column]

    def own_step(self, step_id: str) -> OwnStep | None:
        """The own step of an id."""
        return next((step for step in self.own if step.id == step_id), None)

    def detail(self, step_id: str) -> StepEdit:
        """What the family wrote at a step; who and note of an own step too."""
        detail, own = self.details.get(step_id, StepEdit()), self.own_step(step_id)
        return detail if own is None else detail.but(who=own.who, note=own.note)


# -- what a family does: PlanEdits in, PlanEdits out ----------------------------------------------


def _checked(edits: PlanEdits, **changes: Any) -> PlanEdits:
    """A validated copy. Raises EditsFull."""
    changed = edits.but(**changes)
    if len(changed.own) > OWN_MOST or changed.characters > ALL:
        raise EditsFull
    return changed


def _text(text: str, most: int) -> str:
    """A typed text as it can be kept: no broken characters, cut where the field ends too."""
    return sound(text).strip()[:most].strip()


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

    ``service``: the id of the service of the cost screen that it stands for. It gets the lowest id that nothing in the edits names, dropped steps included.
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
    if step_id in edits.dropped or not re.fullmatch(_ID, step_id):
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
    if columns.where(step_id) == column or not re.fullmatch(_ID, step_id):
        return edits
    orders = {
        one: tuple(other for other in edits.order(one) if other != step_id) for one in COLUMNS
    }
    orders[column] = (*columns.of(column), step_id)
    return edits.but(moved={**edits.moved, step_id: column}, **orders)


SAFETY_FIRST: Final = {"S1": -2, "S0": -1}
"""The steps about safety come first where the family gave no place, and go when the danger goes:
they would go on telling of it."""
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
    if not re.fullmatch(_ID, step_id):
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


# -- the plan with the edits ----------------------------------------------------------------------


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

    def ordered(column: Column) -> tuple[str, ...]:
        order = {step_id: place for place, step_id in enumerate(edits.order(column))}
        last = len(order)

        def rank(step_id: str) -> int:
            safety = SAFETY_FIRST.get(step_id, last)
            return order.get(step_id, safety)

        ids = [one for one, place in places.items() if place == column and one not in gone]
        return tuple(sorted(ids, key=rank))

    gone = {step_id for step_id in edits.dropped if step_id in places}
    return Arranged(
        columns=Columns(*(ordered(column) for column in COLUMNS)),
        dropped=tuple(step_id for step_id in edits.dropped if step_id in places),
        more=tuple(step_id for step_id in more if step_id not in places),
    )


# -- what comes from a tab or a keyboard ----------------------------------------------------------


def _is(pattern: str) -> Read:
    return checked(text(40), lambda one: re.fullmatch(pattern, one) is not None)


_STEP = _is(_ID)
_IDS = unlike(list_of(_STEP), told=True)
_DETAIL = {"who": typed(SHORT), "note": typed(LONG), "stood": one_of(*COLUMNS)}
_OWN = {
    "id": _is(_OWN_ID),
    "title": checked(typed(SHORT), bool),
    "who": typed(SHORT),
    "where": typed(SHORT),
    "note": typed(LONG),
    "service": _is(_SERVICE),
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


def _nobody() -> None:
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
    own: list[OwnStep] = []
    details: dict[str, StepEdit] = {}
    room = ALL
    for step in map(OwnStep.model_validate, found.pop("own", ())):
        used = PlanEdits.model_construct(own=(step,), details={}).characters
        if len(own) < OWN_MOST and used <= room:
            own, room = [*own, step], room - used
        else:
            lost()
    for step_id, entry in found.pop("details", {}).items():
        detail = StepEdit.model_validate(entry)
        if len(detail.who + detail.note) > room:
            lost()
        elif detail.written:
            details[step_id], room = detail, room - len(detail.who + detail.note)
    return PlanEdits.model_validate({"own": own, "details": details, **found})


_DAY = re.compile(
    r"(?:(?P<year>\d{4})\s*[年/.-]\s*)?(?P<month>\d{1,2})\s*[月/.-]\s*(?P<day>\d{1,2})\s*日?"
)
_LONG_PAST = 92
"""Days. A day without a year that is past for longer is next year's."""


def day_of(written: str) -> date:
    """Only 2026-11-22; Python would also take weeks and days without dashes."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
        raise ValueError("日付は 2026-11-22 の形で入れてください")
    return date.fromisoformat(written)


def written_day(today: date | None = None) -> Read:
    """A day as it is written down; with ``today`` none too far ahead of it (see ``kept_day``)."""
    return checked(text(10), lambda one: kept_day(day_of(one), today or date.max))


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


def read_day(text: str, today: date) -> date | None:
    """A typed day: 12月10日, 12/10, 2026-12-10, also full-width and with a weekday. None: no day.

    Without a year it is this year's day, or next year's when that is over three months past. A
    day too far from today is none (see ``near_day``, ``too_far``).
    """
    day = _any_day(text, today)
    return day if near_day(day, today) else None


def too_far(text: str, today: date) -> bool:
    """True for a typed day that ``read_day`` does not take because of its year."""
    return not near_day(_any_day(text, today), today)


def _any_day(text: str, today: date) -> date | None:
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = re.sub(rf"\s*\([{WEEKDAYS}](?:曜日?)?\)$", "", plain)
    found = _DAY.fullmatch(plain)
    if found is None:
        return None
    years = [int(found["year"])] if found["year"] else [today.year, today.year + 1]
    for year in years:
        try:
            day = date(year, int(found["month"]), int(found["day"]))
        except ValueError:
            continue
        if found["year"] or (today - day).days <= _LONG_PAST:
            return day
    return None


__all__ = [
    "COLUMNS",
    "LONG",
    "OWN_MOST",
    "SHORT",
    "YEARS_AHEAD",
    "YEARS_BACK",
    "Arranged",
    "Column",
    "Columns",
    "EditsFull",
    "OwnStep",
    "PlanEdits",
    "StepEdit",
    "add_own",
    "arrange",
    "as_proposed",
    "bring_back",
    "day_of",
    "drop",
    "erase_own",
    "kept_day",
    "move_down",
    "move_to",
    "move_up",
    "near_day",
    "read_day",
    "read_edits",
    "set_detail",
    "set_own",
    "too_far",
    "without",
    "written_day",
]
