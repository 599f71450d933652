"""Kinds of things that stand in several files of data/."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from core.base import Frozen, VoiceText
from core.figures import Grade

Text = Annotated[str, Field(min_length=1)]
Ledger = Literal["welfare", "medical", "private", "other"]
CostKind = Literal["free", "welfare", "medical", "price"]
Unit = Literal["日", "回", "月", "年"]
Asks = Literal[
    "wages", "tuition_support", "meals", "entry", "yearly", "subscription", "own_price",
]  # fmt: skip
"""What the cost form asks of some services only."""
Home = Literal["group_home", "lodging_training"]
"""A 障害福祉 service that one lives in: each has a rent and a rule for the cap of its own."""
Possible = Literal["yes", "partly", "no"]
"""Yes; at some places or for some people; no."""


class Aged(Frozen):
    """Something for certain ages in years, both ends included. None: no limit."""

    age_min: int | None = None
    age_max: int | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.age_min is not None and self.age_max is not None and self.age_min > self.age_max:
            raise ValueError("age_min は age_max より小さい数")
        return self

    def takes_age(self, age: int | None) -> bool:
        """False only when the age is known and outside the limits."""
        if age is None:
            return True
        return (self.age_min is None or age >= self.age_min) and (
            self.age_max is None or age <= self.age_max
        )


class Checked(Frozen):
    """Something with a grade of its source. ``confirmed`` False: nobody has checked it yet."""

    grade: Grade
    confirmed: bool = True

    @property
    def needs_check(self) -> bool:
        """True when the screen and the paper say 要確認."""
        return self.grade in ("U", "DER") or not self.confirmed


NotYetTopic = Literal[
    "alone", "apply", "blame", "borrow", "contract", "count", "course", "deadline", "diagnosis",
    "endure", "forced", "hide", "more", "morning", "net", "outing", "own_choice", "paid", "persuade",
    "place", "remittance", "room", "same_amount", "station", "too_late", "unasked", "work",
    "young_work",
]  # fmt: skip


class NotYet(Aged):
    """One thing not to do yet, with the reason. An empty text for the person: left out there.

    Of several with one ``topic`` only the first stands in a plan: near-equal lines are one.
    """

    topic: NotYetTopic
    text: VoiceText
    reason: VoiceText
    known_age: bool = False
    """True: said only where the age is known and fits."""
    against: tuple[str, ...] = ()
    """Steps that it speaks against: not said where one of them stands in いま."""
    anywhere: bool = False
    """True: not said where one of those steps stands anywhere in the plan."""

    while_using: tuple[str, ...] = ()
    """Said only where one of these services is in use; empty: always."""

    def fits(self, age: int | None) -> bool:
        """Whether it is said at this age."""
        return self.takes_age(age) and not (self.known_age and age is None)


class Sentence(Frozen):
    """One sentence, alone in its row."""

    text: VoiceText
