"""The slides with the app's own numbers: the amount of the month, and the plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core import said
from core.cost.estimate import Estimate
from core.cost.explain import CARRIED, notice_words
from core.money import YenRange, yen_text
from core.plan import Step
from core.room.model import Bar, Column, PlanStep, Row
from core.room.scene import Room

Body = dict[str, Any]
_MOST_BARS = 3
MOST_STEPS = 3


def _bar(label: str, amount: YenRange) -> Bar:
    return Bar(label=label, value=yen_text(amount), low=amount.low, high=amount.high)


def _bars(estimate: Estimate, room: Room) -> tuple[Bar, ...]:
    """What the family pays, largest first: treatment as one, the rest by service."""
    words, unit = room.catalog.room.money, room.catalog.by_service
    found: list[tuple[str, YenRange]] = []
    for ledger in estimate.ledgers:
        if not ledger.lines:
            continue
        labels = [
            words.welfare_days.format(
                name=words.services.get(line.service, line.name),
                times=said.count(line.times, unit[line.service].unit),
            )
            for line in ledger.lines
        ]
        if ledger.name == "medical":
            found.append((words.medical, ledger.payable))
        elif ledger.name == "welfare":
            found.append(("・".join(labels), ledger.payable))
        else:
            found += zip(labels, [line.before_cap for line in ledger.lines], strict=True)
    found.sort(key=lambda one: (-one[1].high, -one[1].low))
    if len(found) > _MOST_BARS:
        rest = YenRange.total(amount for _, amount in found[_MOST_BARS - 1 :])
        found = [*found[: _MOST_BARS - 1], (words.others, rest)]
    return tuple(_bar(label, amount) for label, amount in found)


def _why(estimate: Estimate, room: Room) -> tuple[str, ...]:
    """The one reason of the amount."""
    words, used = room.catalog.room.money, {one.name for one in estimate.ledgers if one.lines}
    if "welfare" in used:
        return words.welfare
    if "medical" in used:
        certificate = estimate.request.medical.certificate
        known = {"have": words.have, "none": words.none, "unknown": words.unknown}
        return known[certificate]
    return words.fees if estimate.monthly.high else words.free


def money_slide(room: Room) -> Body:
    """The amount of the month as the app has it, what for, and the one reason."""
    words, plan = room.catalog.room.money, room.plan
    slide: Body = {"kind": "money", "strip": "", "heading": words.heading}
    if plan.estimate is None or not plan.cost_whole:
        return {**slide, "heading": words.refused, "lines": words.ask}
    estimate = plan.estimate
    month = said.month(estimate.month)
    basis = (words.unconfirmed if estimate.unconfirmed else words.confirmed).format(month=month)
    if estimate.carried:
        basis = notice_words(CARRIED, estimate.month, room.catalog).family
    return {
        **slide,
        "amount": yen_text(estimate.monthly),
        "bars": _bars(estimate, room),
        "lines": _why(estimate, room),
        "source": "。".join((words.conditions.format(conditions=room.example.conditions), basis)),
    }


def _step(step: Step, room: Room) -> PlanStep:
    """A step with its day, or what it waits for."""
    words = room.catalog.room.plan
    due = {"sign": words.sign, "consent": words.consent}.get(step.waits_for or "", "")
    if step.id == "R0":
        title, due = words.review, said.weekday(room.plan.review_on, made_on=room.today)
    else:
        title = words.short.get(step.title, step.title)
    if step.due_on is not None:
        due = words.due.format(day=said.weekday(step.due_on, made_on=room.today))
    return PlanStep(title=title, due=due)


def _shown(steps: Sequence[Step]) -> list[Step]:
    """At most three, the review day among them where it stands there."""
    last = [step for step in steps if step.id == "R0"]
    others = [step for step in steps if step.id != "R0"]
    return [*others[: MOST_STEPS - len(last)], *last]


def plan_slide(room: Room) -> Body:
    """The plan of the case: three columns, one まだしないこと, and how much is on the paper only."""
    words, plan = room.catalog.room.plan, room.plan
    columns, left = [], 0
    for title, gate, steps in (
        (words.now, words.gate_now, plan.now),
        (words.next, words.gate_next, plan.next),
        (words.later, words.gate_later, plan.later),
    ):
        shown = _shown(steps)
        left += len(steps) - len(shown)
        made = tuple(_step(step, room) for step in shown)
        columns.append(Column(title=title, gate=gate, steps=made))
    caution = next(
        (one for one in plan.not_yet if one.topic == room.example.not_yet),
        plan.not_yet[0] if plan.not_yet else None,
    )
    return {
        "kind": "plan",
        "strip": "",
        "heading": words.heading.format(name=room.example.name),
        "columns": tuple(columns),
        "not_yet": Row(label=words.not_yet, value=caution.text) if caution else None,
        "more": room.catalog.room.more.format(count=left) if left else "",
    }
