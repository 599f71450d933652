"""How it stood on earlier days, and one of them beside today. Never a judgement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal, TypedDict

from pydantic import Field

from core.base import Frozen
from core.case.case import Review, ReviewLines
from core.days import written_day
from core.edit import LONG
from core.money import MAX_YEN, YenRange
from core.stage import CONDITION_KEYS, StageNumber, State
from core.tolerant import (
    GONE,
    By,
    Lost,
    Read,
    gone,
    kept,
    list_of,
    mapping,
    or_none,
    reader,
    text,
    whole,
)

HISTORY_MOST = 12
"""Days of which it is kept how it stood."""
SHORT_MOST = 200
"""Characters of the title of a step."""


class Snapshot(Frozen):
    """How it stood on one day, as if every safety question had been answered with ない."""

    on: date
    stage: StageNumber | None = None
    near_next: bool = False
    conditions: dict[str, State] = Field(default_factory=dict)
    now: tuple[str, ...] = ()
    """Titles of いま, in the words of the paper."""
    monthly: YenRange | None = None
    review: ReviewLines = ReviewLines()
    answerer: Literal["family", "person"] | None = None
    """Who answered; None without a check, and in files that did not write it down yet."""


class ConditionChange(Frozen):
    """One condition that is seen otherwise than last time. The words stand in the catalogue."""

    key: str
    before: State
    now: State


class Comparison(Frozen):
    """Last time beside today. Never a judgement."""

    before_on: date
    now_on: date
    days: int
    stage_before: StageNumber | None
    stage_now: StageNumber | None
    other_answerer: Literal["family", "person"] | None
    """Who answered last time, when it was somebody else. Two people see differently: stage and
    conditions are then not put side by side (no stage, ``changed`` empty)."""
    both_seen: bool
    """Both days have conditions, so that none changed means something."""
    changed: tuple[ConditionChange, ...]
    steps_then: tuple[str, ...]
    """Steps that stood in いま last time: the family can tick what was done."""
    monthly_before: YenRange | None
    monthly_now: YenRange | None
    review: ReviewLines
    """What was written last time."""


# -- reading ----------------------------------------------------------------------------------


def lines(cut: bool = False) -> dict[str, Read]:
    """The readers of the lines of a look back."""
    return dict.fromkeys(ReviewLines.model_fields, text(LONG, cut))


_LOW_HIGH = mapping(dict.fromkeys(("low", "high"), whole(0, MAX_YEN)))


def _yen_range(value: Any, lost: Lost) -> Any:
    found = _LOW_HIGH(value, lost)
    if found is not GONE and (len(found) < 2 or found["low"] > found["high"]):
        return gone(lost)
    return found


class _Day(TypedDict, total=False):
    """A Snapshot as it is written down."""

    on: Annotated[str, By(lambda _: written_day())]
    stage: StageNumber | None
    near_next: bool
    conditions: Annotated[
        dict[str, State], By(lambda _: mapping(dict.fromkeys(CONDITION_KEYS, reader(State))))
    ]
    now: Annotated[list[str], By(lambda _: list_of(text(SHORT_MOST)))]
    monthly: Annotated[dict[str, int] | None, By(lambda _: or_none(_yen_range))]
    review: Annotated[dict[str, str], By(lambda _: mapping(lines()))]
    answerer: Literal["family", "person"] | None


_DAY = reader(_Day)


def _snapshot(value: Any, lost: Lost) -> Any:
    found = _DAY(value, lost)
    if found is GONE or "on" in found:
        return found if found is GONE else Snapshot.model_validate(found)
    return gone(lost)


DAYS = list_of(_snapshot)
"""The reader of the history. What it keeps are snapshots, in any order."""


def by_day(found: Iterable[Snapshot]) -> tuple[Snapshot, ...]:
    """In the order of the days, one a day (the later one)."""
    days = {one.on: one for one in found}
    return tuple(days[day] for day in sorted(days))


def read_history(raw: object) -> tuple[Snapshot, ...]:
    """The snapshots of ``case["history"]``, the last twelve days, oldest first.

    What cannot be read is left out.
    """
    return by_day(kept(DAYS, raw, ()))[-HISTORY_MOST:]


def past_reviews(history: Iterable[Snapshot], today: date) -> tuple[Review, ...]:
    """What was written at the looks back of days before ``today``."""
    return tuple(
        Review(on=one.on, **one.review.model_dump())
        for one in history
        if one.on < today and one.review.written
    )


# -- comparing --------------------------------------------------------------------------------


def last_time(history: Iterable[Snapshot], today: date) -> Snapshot | None:
    """The newest snapshot of a day before today, or None."""
    return max((one for one in history if one.on < today), key=lambda one: one.on, default=None)


def compare(before: Snapshot, now: Snapshot) -> Comparison:
    """Put two days side by side. ``days`` is how far they lie apart; nothing is called better."""
    other = before.answerer if now.answerer not in (None, before.answerer) else None
    return Comparison(
        before_on=before.on,
        now_on=now.on,
        days=(now.on - before.on).days,
        stage_before=None if other else before.stage,
        stage_now=None if other else now.stage,
        other_answerer=other,
        both_seen=bool(before.conditions and now.conditions) and not other,
        changed=tuple(
            ConditionChange(key=key, before=before.conditions[key], now=now.conditions[key])
            for key in CONDITION_KEYS
            if not other
            and key in before.conditions
            and key in now.conditions
            and before.conditions[key] != now.conditions[key]
        ),
        steps_then=before.now,
        monthly_before=before.monthly,
        monthly_now=now.monthly,
        review=before.review,
    )
