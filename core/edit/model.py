"""What a family changed in its plan: own steps, order, place, who, a day, a note."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Final, Literal, NamedTuple, Self

from pydantic import Field, model_validator

from core.base import Frozen

Column = Literal["now", "next", "later"]
COLUMNS: tuple[Column, ...] = ("now", "next", "later")

OWN_MOST = 20
SHORT, LONG, ALL = 200, 3_000, 80_000
"""Characters of a title, a who or a where; of a note; of everything together. All edits then fit
into a file beside whatever else the screens take (core.case_file.MAX_BYTES)."""
SAFETY_FIRST: Final = {"S1": -2, "S0": -1}
"""The steps about safety come first where the family gave no place, and go when the danger goes:
they would go on telling of it."""

ID = r"^([A-Z][0-9]{1,2}|own-[1-9][0-9]{0,3})$"
OWN_ID, SERVICE = r"^own-[1-9][0-9]{0,3}$", r"^[a-z_]{0,40}$"
StepId = Annotated[str, Field(pattern=ID)]
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

    id: Annotated[str, Field(pattern=OWN_ID)]
    title: Annotated[str, Field(min_length=1, max_length=SHORT)]
    who: _Short = ""
    where: _Short = ""
    note: _Long = ""
    service: Annotated[str, Field(pattern=SERVICE)] = ""
    """The service of the cost screen that it stands for: then its cost is known."""

    @property
    def characters(self) -> int:
        """The length of its texts."""
        return len(self.title) + len(self.who) + len(self.where) + len(self.note)


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

    @property
    def characters(self) -> int:
        """The length of its texts."""
        return len(self.who) + len(self.note)


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
        own = sum(step.characters for step in self.own)
        return own + sum(detail.characters for detail in self.details.values())

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
