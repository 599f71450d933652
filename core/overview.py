"""わたしたちの一枚: the whole of a family's case on one screen, read from its plan and its sum.

Where it stands, what a month costs, the next step with its day, number and first sentence, what
comes after, and what is still open in each of the four parts of the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from core import said
from core.alerts import Alerts
from core.base import Answerer, Frozen
from core.case import Case
from core.catalog import Catalog, Danger, WaitsFor
from core.contacts import CentreChoice, LocalWindow
from core.cost.estimate import Estimate
from core.money import YenRange
from core.plan import Plan, Step, compose_plan
from core.plan.call import Call, call_of, first_sentence, is_called
from core.plan.sum import counted, work_later
from core.stage import Assessment, StageCheck, assess

AFTER_MOST = 2
"""So many steps stand behind the next one."""
Place = Literal[1, 2, 3]
PartName = Literal["stage", "cost", "plan", "paper"]
State = Literal["none", "safety", "open", "known", "missing", "apart", "review", "ready"]


class Part(Frozen):
    """One of the four parts of the way, and what is open in it.

    足場: "none" nothing answered, "safety" goes first, "open" answers (``count``) that may still
    change it, "known". 費用: "none" nothing counted, "missing" figures not in force, "apart" with a
    private part besides, "open" a range, "known". 計画: "review" on ``day``. 紙: "ready".
    """

    name: PartName
    state: State
    count: int = 0
    day: date | None = None


class NextStep(Frozen):
    """The next step. ``call`` None: no number is known, or none fits."""

    id: str
    title: str
    who: str
    where: str
    due_on: date | None
    call: Call | None
    say: str
    """The first sentence to say; "" where nobody is spoken to."""
    own: bool


def way_to(step: NextStep, catalog: Catalog) -> Literal["number", "plan", "windows"]:
    """What helps on with a step: its number, the plan where nobody is called, else the windows."""
    if step.call is not None:
        return "number"
    return "windows" if is_called(step, catalog) else "plan"


class Later(Frozen):
    """A step that comes after: in いま with its day, else what it waits for (free: いま is empty)."""

    title: str
    due_on: date | None
    waits_for: WaitsFor | Literal["free"] | None


class Overview(Frozen):
    """The whole on one screen or one side of paper.

    ``danger``: 「今まさに」 stands before and instead of the place; ``stage`` and ``stage_range`` are
    then None, as they are where nothing is difficult. ``month`` is yen a month without what is
    private; None where nothing of it can be said. ``missing`` names the figures that are not there.
    """

    answerer: Answerer
    made_on: date
    begun: bool
    """False: no question of the check was answered yet."""
    danger: Danger | None
    stage: Place | None
    near_next: bool
    stage_range: tuple[Place, Place] | None
    sentence: str
    """What the place means, or why it is not said."""
    step: NextStep | None
    after: tuple[Later, ...]
    month: YenRange | None
    cost_month: str
    """The month ("YYYY-MM") whose rules the amounts follow."""
    whole: bool
    """False: ``month`` is without what ``missing`` names."""
    private: YenRange | None
    """What is paid privately, outside every cap; None where nothing is."""
    unconfirmed: bool
    missing: tuple[str, ...]
    work_later: str
    """Joins a work service in ``month`` with まだしないこと; "" for most."""
    parts: tuple[Part, Part, Part, Part]
    review_on: date

    def part(self, name: PartName) -> Part:
        """One of the four parts."""
        return next(one for one in self.parts if one.name == name)

    @property
    def here(self) -> Here:
        """「このあたり」 on the way."""
        return here_on_the_way(self.stage, self.near_next, self.stage_range)


class Here(Frozen):
    """「このあたり」 on the way: its middle and width in hundredths of the way; width 0 for none.

    The three places lie in the middles of three equal parts. A field, because it is no point:
    near the next place it leans to it, and with a range it covers all of it.
    """

    middle: int
    width: int
    at: Place | None
    """The place that is drawn full: none where it may be several."""


_MIDDLES = (17, 50, 83)
_ONE, _LEANING, _LEAN = 30, 36, 7


def here_on_the_way(
    stage: Place | None, near_next: bool, stage_range: tuple[Place, Place] | None
) -> Here:
    """Where the field lies."""
    low, high = stage_range or (stage, stage)
    if low is None or high is None:
        return Here(middle=0, width=0, at=None)
    if low != high:
        first, last = _MIDDLES[low - 1], _MIDDLES[high - 1]
        return Here(middle=(first + last) // 2, width=last - first + _ONE, at=None)
    leans = near_next and low < len(_MIDDLES)
    middle = _MIDDLES[low - 1] + (_LEAN if leans else 0)
    return Here(middle=middle, width=_LEANING if leans else _ONE, at=stage)


def way_words(
    stage: Place | None,
    near_next: bool,
    stage_range: tuple[Place, Place] | None,
    catalog: Catalog,
) -> str:
    """The picture of the way in words."""
    words, names = catalog.sheets.overview, [one.name for one in catalog.stages]
    low, high = stage_range or (stage, stage)
    if low is None or high is None:
        told = words.way_open
    elif low != high:
        told = words.way_between.format_map({"from": names[low - 1], "to": names[high - 1]})
    elif near_next and low < len(names):
        told = words.way_near.format_map({"from": names[low - 1], "to": names[low]})
    else:
        told = words.way_here.format_map({"from": names[low - 1]})
    return words.way.format(names="、".join(names)) + told + words.to_and_fro


def _next(
    plan: Plan, catalog: Catalog, windows: Sequence[LocalWindow], choice: CentreChoice | None
) -> NextStep | None:
    """The first step of いま, with whom to call."""
    if not plan.now:
        return None
    step = plan.now[0]
    call = call_of(step, catalog, plan.answerer, plan.made_on, windows, choice)
    return NextStep(
        id=step.id,
        title=step.title,
        who=step.who,
        where=step.where,
        due_on=step.due_on,
        call=call,
        say=first_sentence(step.say),
        own=step.own,
    )


def _later(steps: Sequence[Step], *, is_first: bool) -> tuple[Later, ...]:
    return tuple(
        Later(
            title=one.title,
            due_on=one.due_on,
            waits_for="free" if is_first and one.waits_for == "turn" else one.waits_for,
        )
        for one in steps[:AFTER_MOST]
    )


def _amounts(estimate: Estimate | None) -> tuple[YenRange | None, YenRange | None]:
    """(what a month costs without the private part, the private part); None for what is not."""
    if estimate is None:
        return None, None
    public = YenRange.total(one.payable for one in estimate.ledgers if one.name != "private")
    private = estimate.ledger("private")
    return public, private.payable if private.lines else None


def _stage_part(found: Assessment, *, begun: bool) -> Part:
    if found.alert == "now":
        return Part(name="stage", state="safety")
    if not begun:
        return Part(name="stage", state="none")
    left = len(found.deciding_unknowns)
    return Part(name="stage", state="open" if left else "known", count=left)


def _cost_part(plan: Plan, case: Case) -> Part:
    if case.cost is None or not case.cost.usages:
        return Part(name="cost", state="none")
    if not plan.cost_whole or plan.total is None:
        return Part(name="cost", state="missing", count=len(plan.refusals))
    if plan.estimate is not None and plan.estimate.ledger("private").lines:
        return Part(name="cost", state="apart")
    return Part(name="cost", state="known" if plan.total.exact else "open")


def _danger(plan: Plan, case: Case, catalog: Catalog) -> Danger | None:
    """What stands before and instead of the place."""
    check, who = case.check or StageCheck(), plan.answerer
    alerts = Alerts(check=check, catalog=catalog, answerer=who, age=case.known_age)
    return alerts.instead_of_result()


def _parts(plan: Plan, case: Case, found: Assessment) -> tuple[Part, Part, Part, Part]:
    """What is open in each of the four."""
    return (
        _stage_part(found, begun=case.check is not None),
        _cost_part(plan, case),
        Part(name="plan", state="review", day=plan.review_on),
        Part(name="paper", state="ready"),
    )


def look_over(
    plan: Plan,
    case: Case,
    catalog: Catalog,
    windows: Sequence[LocalWindow] = (),
    choice: CentreChoice | None = None,
    *,
    on_paper: bool = False,
) -> Overview:
    """The overview of a case and the plan made of it, on the plan's day.

    ``choice``: the public centres of the family's place. ``on_paper``: without what would tell how
    the safety questions were answered; the paper lies at home.
    """
    found = assess(case.check or StageCheck(), catalog)
    in_danger = found.alert == "now"
    shown = plan.printed if on_paper else plan
    month, private = _amounts(plan.estimate if counted(plan) else None)
    return Overview(
        answerer=plan.answerer,
        made_on=plan.made_on,
        begun=case.check is not None,
        danger=_danger(plan, case, catalog) if in_danger and not on_paper else None,
        stage=plan.stage,
        near_next=found.near_next and not in_danger,
        stage_range=None if in_danger or case.check is None else found.stage_range,
        sentence=shown.stage_sentence,
        step=_next(shown, catalog, windows, choice),
        after=_later([*shown.now[1:], *shown.next], is_first=not shown.now),
        month=month,
        cost_month=plan.cost_month,
        whole=plan.cost_whole,
        private=private,
        unconfirmed=plan.cost_unconfirmed,
        missing=plan.refusals,
        work_later=work_later(plan, catalog),
        parts=_parts(plan, case, found),
        review_on=plan.review_on,
    )


def overview(
    case: Case,
    catalog: Catalog,
    today: date,
    windows: Sequence[LocalWindow] = (),
    choice: CentreChoice | None = None,
) -> Overview:
    """The whole of a case on one screen. Everything unknown still gives a place, a sum, a step.

    ``windows``: the family's own. Raises nothing that ``compose_plan`` does not raise.
    """
    plan = compose_plan(case, catalog, today, windows)
    return look_over(plan, case, catalog, windows, choice)


def state_words(part: Part, catalog: Catalog) -> str:
    """What is open in a part, in a few words."""
    day = "" if part.day is None else said.short_day(part.day)
    words = catalog.sheets.overview.states[f"{part.name}_{part.state}"]
    return words.format(count=part.count, day=day)


__all__ = [
    "Call",
    "Here",
    "Later",
    "NextStep",
    "Overview",
    "Part",
    "Place",
    "first_sentence",
    "here_on_the_way",
    "look_over",
    "overview",
    "state_words",
    "way_to",
    "way_words",
]
