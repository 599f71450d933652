"""The days of a plan: open days, at most three in いま, the day to look again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.catalog import Catalog
from core.edit import PlanEdits
from core.plan.scene import Scene

NOW_DATED = 3
"""At most so many steps carry a date."""


def is_open_day(day: date) -> bool:
    """False on weekends, holidays and 12/29–1/3, when public windows are closed."""
    import jpholiday

    if day.weekday() >= 5 or jpholiday.is_holiday(day):
        return False
    return (day.month, day.day) not in {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}


def next_open_day(day: date) -> date:
    """The day itself, or the first open day after it."""
    while not is_open_day(day):
        day += timedelta(days=1)
    return day


def review_day(today: date, days: int) -> date:
    """``days`` from today, earlier when that day is closed, but never today or before."""
    day = today + timedelta(days=days)
    while not is_open_day(day) and day - timedelta(days=1) > today:
        day -= timedelta(days=1)
    return day if is_open_day(day) else today + timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Days:
    """The days of いま, and the steps that got none because the others have them."""

    dates: dict[str, date]
    without: frozenset[str]


def _undated(ids: Sequence[str], scene: Scene, catalog: Catalog) -> set[str]:
    """Steps to which we give no day."""
    free = {"S0"} | {i for i in ids if catalog.by_step[i].waits_for == "consent"}
    if scene.person:
        # What the person may hand to the family: whether and when is the person's choice.
        free |= scene.handed_over
    if scene.assessment.alert == "now":
        free.add("F2")  # nobody has to go to a meeting while there is danger
    return free


def due_dates(
    ids: Sequence[str], edits: PlanEdits, today: date, scene: Scene, catalog: Catalog
) -> Days:
    """Three days at most: first those the family chose, then our own for steps of the library.

    What cannot wait is due today, or on the next open day; nothing is due before it.
    """
    rules = catalog.plan.rules
    chosen = {i: day for i in ids if (day := edits.detail(i).due_on) is not None}
    library = [i for i in ids if edits.own_step(i) is None]
    free = _undated(library, scene, catalog)
    wanted = [i for i in ids if i in chosen or (i in library and i not in free)]
    carry = set(sorted(wanted, key=lambda step_id: step_id not in chosen)[:NOW_DATED])
    counts = iter(rules.due_days_urgent if scene.hurried else rules.due_days)
    dates: dict[str, date] = {}
    last = next_open_day(today)
    for step_id in (i for i in wanted if i in carry):
        if step_id in chosen:
            dates[step_id] = chosen[step_id]
        elif step_id in scene.today:
            dates[step_id] = next_open_day(today)
        else:
            # Never two calls on one day: after long holidays they would all fall on the first.
            later = max(today + timedelta(days=next(counts)), last + timedelta(days=1))
            dates[step_id] = last = next_open_day(later)
    return Days(dates, frozenset(wanted) - carry)


def review(
    scene: Scene, today: date, dates: Collection[date], catalog: Catalog
) -> tuple[date, str]:
    """The day to look again, and what is looked at. ``dates``: the days of いま, which it follows.

    In danger now it is a look at home, which needs no open day.
    """
    rules, answerer = catalog.plan.rules, scene.answerer
    alert = scene.assessment.alert
    if alert == "now":
        day = today + timedelta(days=rules.review_days_now)
        return day, rules.review_note_now.said_to(answerer)
    if alert in ("soon", "family"):
        return review_day(today, rules.review_days_soon), rules.review_note_soon.said_to(answerer)
    if scene.money_urgent:
        note = rules.review_note_money.said_to(answerer)
        return review_day(today, rules.review_days_money), note
    stage = catalog.stage(scene.assessment.stage or 1)
    day = review_day(today, stage.review_days)
    if dates:
        day = max(day, next_open_day(max(dates) + timedelta(days=1)))
    return day, stage.review_note.said_to(answerer)
