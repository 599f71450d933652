"""One change of the plan in words, and its way back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, TypeVar

from core import said
from core.edit.model import ALL, COLUMNS, OWN_MOST, Column, EditsFull, OwnStep, PlanEdits, StepEdit

COLUMN_NAMES: Final[dict[Column, str]] = {"now": "いま", "next": "次", "later": "その先"}
_LONG = 24
"""Letters of a title in a sentence of what was done."""
_Value = TypeVar("_Value")


def _back(
    now: Mapping[str, _Value], before: Mapping[str, _Value], after: Mapping[str, _Value]
) -> dict[str, _Value]:
    """What stands now, with what changed from before to after as it was before."""
    changed = {one for one in {**before, **after} if before.get(one) != after.get(one)}
    kept = {one: value for one, value in now.items() if one not in changed}
    both = {**kept, **{one: value for one, value in before.items() if one in changed}}
    return {one: both[one] for one in dict.fromkeys((*before, *both)) if one in both}


def undone(edits: PlanEdits, before: PlanEdits, after: PlanEdits) -> PlanEdits:
    """Take back what changed from ``before`` to ``after``; what was written since stays.

    Raises EditsFull where what was written since has taken the room.
    """
    places = {one: edits.order(one) for one in COLUMNS}
    for column in COLUMNS:
        if before.order(column) != after.order(column):
            places[column] = before.order(column)
    own = _back(*({one.id: one for one in each.own} for each in (edits, before, after)))
    dropped = _back(*(dict.fromkeys(each.dropped, True) for each in (edits, before, after)))
    changed = edits.but(
        **places,
        moved=_back(edits.moved, before.moved, after.moved),
        dropped=tuple(dropped),
        own=tuple(own.values()),
        details=_back(edits.details, before.details, after.details),
    )
    if len(changed.own) > OWN_MOST or changed.characters > ALL:
        raise EditsFull
    return changed


def _named(title: str) -> str:
    line = " ".join(title.split())
    return f"「{line[:_LONG]}…」" if len(line) > _LONG else f"「{line}」"


def _written(name: str, before: StepEdit, after: StepEdit, made_on: date) -> Iterator[str]:
    """What was written at a step, its day first."""
    if before.due_on != after.due_on:
        day = "" if after.due_on is None else said.weekday(after.due_on, made_on=made_on)
        yield (
            f"{name}の日にちを、{said.wide(day)}にしました。"
            if day
            else f"{name}の日にちを、はじめの形にもどしました。"
        )
    for field, label in (("who", "だれが"), ("note", "メモ")):
        if getattr(before, field) != getattr(after, field):
            done = "書きました" if getattr(after, field) else "消しました"
            yield f"{name}の「{label}」を{done}。"


def _renamed(before: OwnStep, after: OwnStep) -> Iterator[str]:
    if before.title != after.title:
        yield f"{_named(before.title)}の名前を、{_named(after.title)}にしました。"
    if before.where != after.where:
        yield f"{_named(after.title)}の「どこへ」を書きかえました。"


def _changes(
    before: PlanEdits, after: PlanEdits, titles: Mapping[str, str], made_on: date
) -> Iterator[str]:
    """What changed, what weighs most first."""
    own = {one.id: one for one in before.own}
    new = {one.id: one for one in after.own}
    names = {**titles, **{one.id: one.title for one in (*before.own, *after.own)}}

    def name(step_id: str) -> str:
        return _named(names.get(step_id, step_id))

    for one in new.keys() - own.keys():
        yield f"{name(one)}を「{COLUMN_NAMES[after.moved.get(one, 'now')]}」に足しました。"
    for one in own.keys() - new.keys():
        yield f"{name(one)}を消しました。"
    for one in after.dropped:
        if one not in before.dropped:
            yield f"{name(one)}を外しました。"
    for one in before.dropped:
        if one not in after.dropped:
            yield f"{name(one)}を計画にもどしました。"
    for one, column in after.moved.items():
        if before.moved.get(one) != column:
            yield f"{name(one)}を「{COLUMN_NAMES[column]}」にうつしました。"
    if any(before.order(one) != after.order(one) for one in COLUMNS):
        yield "順番を変えました。"
    for one in new.keys() & own.keys():
        yield from _renamed(own[one], new[one])
    for one in dict.fromkeys((*before.details, *after.details, *new)):
        if one in new and one not in own:
            continue
        yield from _written(name(one), before.detail(one), after.detail(one), made_on)


def told(before: PlanEdits, after: PlanEdits, titles: Mapping[str, str], made_on: date) -> str:
    """One sentence on what one change did; "" where nothing changed.

    ``titles``: id → title of the steps of the plan; a title is cut after some letters.
    """
    return next(_changes(before, after, titles, made_on), "")


def moves_a_step(before: PlanEdits, after: PlanEdits) -> bool:
    """True where a step came, went or changed its column: then the sum may be another."""
    return (
        before.dropped != after.dropped
        or before.moved != after.moved
        or {one.id for one in before.own} != {one.id for one in after.own}
    )


__all__ = ["COLUMN_NAMES", "moves_a_step", "told", "undone"]
