"""What a family looks for, and how a service answers to it."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from core.base import Frozen
from core.catalog import Service


class Wish(Frozen):
    """What a family looks for. None and False ask for nothing; ``age`` in years."""

    stage: Literal[1, 2, 3] | None = None
    age: Annotated[int, Field(strict=True, ge=0, le=120)] | None = None
    family_only: bool = False
    cannot_go_out: bool = False
    free_only: bool = False
    remote: bool = False


class Reason(Frozen):
    """Why a service is not among those that fit: its kind, and plain sentences with a way on.

    "stage" says why it may wait; the other kinds are conditions of the wish that it does not meet.
    """

    kind: Literal["stage", "age", "family", "going_out", "cost", "remote"]
    text: str


State = Literal["fits", "unmet", "waits"]
"""It fits now; it only misses a condition that was chosen; it may wait 「まだ急がなくてよい」."""
STATES: tuple[State, ...] = get_args(State)


class Found(Frozen):
    """One service. ``reasons`` is empty when it fits now."""

    service: Service
    reasons: tuple[Reason, ...]

    @property
    def state(self) -> State:
        """Which list it belongs to. The stage decides before any condition."""
        if not self.reasons:
            return "fits"
        return "waits" if self.waiting else "unmet"

    @property
    def fits(self) -> bool:
        """True when nothing speaks against it."""
        return self.state == "fits"

    @property
    def waiting(self) -> tuple[Reason, ...]:
        """Why it may wait: reasons of the stage only."""
        return tuple(one for one in self.reasons if one.kind == "stage")

    @property
    def missed(self) -> tuple[Reason, ...]:
        """The chosen conditions that it does not meet."""
        return tuple(one for one in self.reasons if one.kind != "stage")
