"""Situation, assessment and estimate become ordered steps: いま / 次 / その先."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from pydantic import ConfigDict

from core.base import Answerer, Frozen, Voice
from core.case import Case, Review
from core.catalog import Catalog, Hotline, NotYet, Profile, StepTemplate
from core.contacts import LocalWindow, number_of
from core.cost.estimate import Estimate, estimate_rest, only_services
from core.cost.request import CostRequest, Usage
from core.edit import Columns, OwnStep, PlanEdits, arrange
from core.errors import FigureNotInForce
from core.figures import month_of
from core.money import YenRange
from core.stage import Assessment, StageCheck, assess


class PlanContact(Frozen):
    """One line of 「窓口」 on the plan. ``phone`` None: the family writes it in by hand."""

    name: str
    phone: str | None
    hours: str
    cost: str
    checked_on: date | None
    needs_check: bool = False
    own: bool = False
    """True for a window that the group put in itself."""
    on_paper: bool = True


class Step(Frozen):
    """One step. ``due_on`` only in いま, at most three; ``cost`` is yen per month for the family.

    ``cost`` None: a figure is not in force for the month (named in ``Plan.refusals``), or it is a
    family's own step, whose cost nobody wrote (``cost_known`` False).
    """

    id: str
    title: str
    who: str
    why: str
    where: str
    caution: str | None
    cost: YenRange | None
    due_on: date | None
    papers: str
    say: str
    how_long: str
    remote: str
    if_refused: str
    in_turn: bool = False
    """In 次 only because いま is full: it follows in turn and waits for no sign."""
    on_paper: bool = True
    """False: on the screen only, because it tells how the safety questions were answered."""
    paper_title: str = ""
    paper_why: str = ""
    paper_say: str = ""
    """Neutral words for the paper; "" where the words above may be read by anybody."""
    own: bool = False
    """True: the family wrote this step itself. ``why``, ``say`` and the like are then empty."""
    cost_known: bool = True
    edited: bool = False
    """True: the family wrote it, or wrote who, a day or a note at it."""
    note: str = ""
    """The family's own words at this step."""
    guards: tuple[str, ...] = ()
    """What to know where the family arranged it otherwise. On the screen only, never blocking."""


class PlainStep(Frozen):
    """A step by its name: one that stands in no column."""

    id: str
    title: str


class Caution(Frozen):
    """One まだしないこと, with its reason."""

    text: str
    reason: str
    on_paper: bool = True


class Plan(Frozen):
    """The plan that goes home. Everything the paper needs is in it."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    answerer: Answerer
    made_on: date
    review_on: date
    review_note: str
    stage: Literal[1, 2, 3] | None
    stage_name: str | None
    """「ためる」 and so on; None when the picture is unclear or nothing is difficult."""
    stage_sentence: str
    alert: Literal["now", "soon", "family", "money", "none"]
    now: tuple[Step, ...]
    next: tuple[Step, ...]
    later: tuple[Step, ...]
    more: tuple[str, ...] = ()
    """Titles of further steps that the columns have no room for."""
    further: tuple[PlainStep, ...] = ()
    """The same steps with their ids, for ``core.edit.move_to``."""
    dropped: tuple[PlainStep, ...] = ()
    """Steps that the family dropped, for ``core.edit.bring_back``."""
    not_yet: tuple[Caution, ...]
    signals_forward: tuple[str, ...]
    signals_back: tuple[str, ...]
    contacts: tuple[PlanContact, ...]
    estimate: Estimate | None
    cost_now: YenRange | None
    cost_next: YenRange | None
    cost_later: YenRange | None
    cost_month: str = ""
    """The month ("YYYY-MM") whose rules the amounts follow."""
    cost_unconfirmed: bool = False
    """True when a figure behind an amount of the steps is still 要確認."""
    cost_outside: tuple[str, ...] = ()
    """Names of the services with a fee that the family counts, but that no step stands for."""
    cost_basis: str = ""
    """What the amounts are, in words: the month's rules, 要確認, and what is not in them."""
    refusals: tuple[str, ...]
    """Plain sentences about figures that are not in force. Shown, never hidden."""
    notes: str
    guards: tuple[str, ...] = ()
    """What to know of the whole plan after the family's changes. On the screen only."""
    paper_sentence: str = ""
    paper_review_note: str = ""
    """Words for the paper where those of the screen tell how the safety questions were answered."""
    review: Review | None = None
    """The three lines of the review, as far as they are written."""

    @property
    def ids(self) -> Columns:
        """The ids of the three columns, for the functions of ``core.edit``."""
        return Columns(*(tuple(s.id for s in part) for part in (self.now, self.next, self.later)))


NOW_DATED = 3
"""At most so many steps carry a date."""
NEXT_MOST, LATER_MOST, NOT_YET_MOST = 4, 5, 6

HANDED_OVER = ("F2", "F3", "F4", "F5")
"""The family's steps, which in the person's plan are 「家族に渡せる紙」."""

_NOW, _NEXT, _LATER = 0, 1, 2


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


def _review_day(today: date, days: int) -> date:
    """``days`` from today, earlier when that day is closed, but never today or before."""
    day = today + timedelta(days=days)
    while not is_open_day(day) and day - timedelta(days=1) > today:
        day -= timedelta(days=1)
    return day if is_open_day(day) else today + timedelta(days=days)


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the choice of steps looks at."""

    check: StageCheck
    assessment: Assessment
    flags: frozenset[str]
    age: int | None
    elderly: bool

    @property
    def may_work_now(self) -> bool:
        """J steps may stand in いま: stage 3, and no danger."""
        return self.assessment.stage == 3 and self.assessment.alert not in ("now", "soon")

    @property
    def money_urgent(self) -> bool:
        """Money is short now: W1 goes before everything but safety."""
        return self.assessment.alert == "money" or "money" in self.assessment.notices


def _scene(case: Case, catalog: Catalog) -> _Scene:
    check = case.check or StageCheck()
    assessment = assess(check, catalog)
    flags: set[str] = set(case.situation)
    if check.safety.violence in ("now", "recent"):
        flags.add("violence")
    if assessment.alert == "money" or "money" in assessment.notices:
        flags.add("money_trouble")
    if check.safety.family_limit in ("now", "recent"):
        flags.add("family_exhausted")
    elderly = check.threatened.elderly == "yes" or "parents_elderly" in flags
    return _Scene(check, assessment, frozenset(flags), case.known_age, elderly)


def _profiles(scene: _Scene, catalog: Catalog) -> tuple[Profile, ...]:
    return tuple(p for p in catalog.plan.profiles if p.flag in scene.flags)


def _first_job(scene: _Scene, catalog: Catalog) -> str:
    """The one J step of stage 3 when no situation names one."""
    if "school_or_diploma" in scene.flags:
        return "J5"
    training = scene.flags & {"developmental_diagnosis", "depressed_or_reversed_days"}
    if training and catalog.step("J4").takes_age(scene.age):
        return "J4"
    if scene.age is not None and catalog.step("J1").takes_age(scene.age):
        return "J1"
    return "J3"


def _wanted(scene: _Scene, catalog: Catalog) -> dict[str, int]:
    """Step id → column, before the guards. A situation's place goes before the stage's."""
    columns: dict[str, int] = {}
    for profile in _profiles(scene, catalog):
        for column, ids in enumerate((profile.now, profile.next, profile.later)):
            for step_id in ids:
                columns[step_id] = min(column, columns.get(step_id, column))
    if scene.assessment.outcome == "no_difficulty":
        columns.setdefault("F1", _NEXT)
        columns.setdefault("R0", _LATER)
        return columns
    stage = catalog.stage(scene.assessment.stage or 1)
    for column, ids in enumerate((stage.now, stage.next, stage.later)):
        for step_id in ids:
            columns.setdefault(step_id, column)
    has_job_now = any(i.startswith("J") and c == _NOW for i, c in columns.items())
    if stage.number == 3 and not has_job_now:
        columns[_first_job(scene, catalog)] = _NOW
    return columns


def _family_lead(scene: _Scene) -> str | None:
    """The family's step that goes first when the family itself is worn out or alone."""
    if not scene.assessment.family_first:
        return None
    return "F4" if scene.check.answers.family_rest == "no" else "F1"


def _urgent(scene: _Scene) -> frozenset[str]:
    """The steps that stand in いま whatever the stage: safety, money, and the family's own limit."""
    alert, found = scene.assessment.alert, set[str]()
    if alert == "now":
        found.add("S0")
    if alert in ("now", "soon"):
        found.add("M1")
    if alert == "family":
        found.add("F4")
    if scene.money_urgent:
        found.add("W1")
        if scene.check.safety.money == "now":
            found.add("W2")
    lead = _family_lead(scene)
    if lead is not None:
        found.add(lead)
    if scene.check.threatened.elderly == "yes":
        found.add("F5")
    return frozenset(found)


def _guard(columns: dict[str, int], scene: _Scene, catalog: Catalog) -> dict[str, int]:
    """The guards: no J in いま below stage 3, ages, the person's consent before a visit, and only
    safety and talks in いま while there is danger now.
    """
    kept: dict[str, int] = {}
    for step_id, column in columns.items():
        step = catalog.step(step_id)
        if step_id == "F5" and not scene.elderly:
            continue
        if not step.takes_age(scene.age):
            if step_id == "J1" and catalog.step("J3").takes_age(scene.age):
                place = column if scene.may_work_now else _LATER
                kept["J3"] = min(place, kept.get("J3", place))
            continue
        if step_id.startswith("J") and not scene.may_work_now:
            column = _NEXT if scene.assessment.stage == 3 and column != _LATER else _LATER
        if step_id == "O1":
            column = _LATER if column == _NOW else column
        if scene.assessment.alert == "now" and step_id[0] in "IOP":
            column = max(column, _NEXT)  # today is for safety and for talking to somebody
        kept[step_id] = min(column, kept.get(step_id, column))
    return kept


@dataclass(frozen=True, slots=True)
class _Columns:
    """The ids of いま, 次, その先, those without room, and those that only wait their turn."""

    now: list[str]
    next: list[str]
    later: list[str]
    more: list[str]
    in_turn: frozenset[str]


def _columns(scene: _Scene, catalog: Catalog) -> _Columns:
    """Which steps stand where, after the order and the guards."""
    urgent = _urgent(scene)
    columns = _guard(_wanted(scene, catalog) | dict.fromkeys(urgent, _NOW), scene, catalog)
    order = {step_id: place for place, step_id in enumerate(catalog.plan.rules.order)}
    lead = _family_lead(scene)

    profiles = _profiles(scene, catalog)
    first = {step_id for profile in profiles for step_id in profile.now}
    danger = scene.assessment.alert in ("now", "soon")
    afraid = danger or "violence" in scene.flags

    person = scene.check.answerer == "person"

    def stays(step_id: str) -> tuple[int, int]:
        """Who keeps a place in いま when there are too many."""
        place = order[step_id]
        if step_id == "S0":
            return (0, 0)
        if step_id == "M1" and afraid:
            return (1, 0)  # the talk about safety never waits behind anything
        if step_id == "W1" and scene.money_urgent:
            return (2, place)
        if step_id == lead:
            return (3, 0)
        if step_id == "W2" and scene.money_urgent:
            return (3, 1)
        if step_id.startswith("F") and person:
            return (6, place)  # in the person's own plan the person's steps go first
        return (4 if step_id in first else 5, place)

    def rank(step_id: str) -> tuple[int, int]:
        """The order in which steps are read."""
        if step_id == "S0":
            return (0, 0)
        if step_id == "W1" and scene.money_urgent:
            return (1, order[step_id])
        if step_id == lead:
            return (2, 0)
        return (4 if person and step_id.startswith("F") else 3, order[step_id])

    now, next_, later = (
        sorted((i for i, c in columns.items() if c == column), key=rank)
        for column in (_NOW, _NEXT, _LATER)
    )
    named = {step_id for p in profiles for step_id in (*p.now, *p.next, *p.later)}
    room = NOW_DATED + ("S0" in now)
    staying = set(sorted(now, key=stays)[:room])
    in_turn = [step_id for step_id in now if step_id not in staying]
    now = [step_id for step_id in now if step_id in staying]
    work = [step_id for step_id in in_turn if step_id.startswith("J")]
    first_of_all = urgent | ({"S0", "M1"} if afraid else set())
    may_wait = [step_id for step_id in now if step_id not in first_of_all]
    if work and may_wait and not danger and not any(i.startswith("J") for i in now):
        # Stage 3: the person's own wish keeps one place in いま, but nothing urgent makes room.
        in_turn = [may_wait[-1], *(step_id for step_id in in_turn if step_id != work[0])]
        now = [*(step_id for step_id in now if step_id != may_wait[-1]), work[0]]
    next_, over = _fit(in_turn + next_, NEXT_MOST, named | set(in_turn))
    later, more = _fit(over + later, LATER_MOST, named | {"R0"})
    return _Columns(now, next_, later, more, frozenset(in_turn))


def _fit(ids: list[str], room: int, named: set[str]) -> tuple[list[str], list[str]]:
    """(those that stay, those that do not fit): steps of a situation stay before the stage's own."""
    leaving = [i for i in reversed(ids) if i not in named] + [
        i for i in reversed(ids) if i in named
    ]
    gone = set(leaving[: max(0, len(ids) - room)])
    return [i for i in ids if i not in gone], [i for i in ids if i in gone]


def _usages(steps: Iterable[StepTemplate], request: CostRequest) -> tuple[Usage, ...]:
    """The services of some steps: the family's own entry where there is one, else usual times."""
    own = {usage.service: usage for usage in request.usages}
    usages: dict[str, Usage] = {}
    for step in steps:
        for used in step.services:
            if used.id not in usages:
                usages[used.id] = own.get(used.id) or Usage(service=used.id, times=used.times)
    return tuple(usages.values())


def _outside(
    request: CostRequest, steps: Iterable[StepTemplate], catalog: Catalog
) -> tuple[str, ...]:
    """Services that the family counts, with a fee, and that no step of the plan stands for."""
    in_plan = {used.id for step in steps for used in step.services}
    counted = [catalog.service(usage.service) for usage in request.usages if usage.times]
    return tuple(
        dict.fromkeys(
            service.name
            for service in counted
            if service.id not in in_plan and service.cost_kind != "free"
        )
    )


@dataclass(slots=True)
class _Prices:
    """Costs of steps for this family, and the figures that were missing."""

    request: CostRequest
    catalog: Catalog
    refusals: dict[str, str]
    unconfirmed: bool = False
    """Whether a figure that was used is 要確認."""

    def estimate(self, steps: Iterable[StepTemplate]) -> tuple[Estimate, bool]:
        """(estimate, whole): whole is False when a figure was missing."""
        usages = _usages(steps, self.request)
        result, refused = estimate_rest(only_services(self.request, usages), self.catalog)
        for fault in refused:
            self.refusals[fault.key] = fault.told
        self.unconfirmed = self.unconfirmed or result.unconfirmed
        return result, not refused

    def cost(self, steps: Iterable[StepTemplate]) -> YenRange | None:
        result, whole = self.estimate(steps)
        return result.monthly if whole else None


def _cost_basis(prices: _Prices, outside: Sequence[str], catalog: Catalog) -> str:
    rules = catalog.plan.rules
    year, month = prices.request.month.split("-")
    told = rules.cost_basis.format(month=f"{year}年{int(month)}月")
    if prices.unconfirmed:
        told += rules.cost_unconfirmed
    return told + (rules.cost_outside.format(names="・".join(outside)) if outside else "")


@dataclass(frozen=True, slots=True)
class _Said:
    """The words of one step: those of the first situation that has its own, else the library's."""

    title: Voice
    why: Voice
    say: Voice
    private: bool


def _wording(step: StepTemplate, profiles: Sequence[Profile]) -> _Said:
    for profile in profiles:
        for words in profile.wording:
            if words.step == step.id:
                return _Said(words.title, words.why, words.say or step.say, profile.private)
    return _Said(step.title, step.why, step.say, False)


def _titles(
    ids: Iterable[str], scene: _Scene, edits: PlanEdits, catalog: Catalog
) -> tuple[PlainStep, ...]:
    """Steps by name, as the columns would call them."""
    profiles = _profiles(scene, catalog)
    named = []
    for step_id in ids:
        own = edits.own_step(step_id)
        if own is not None:
            title = own.title
        else:
            title = _wording(catalog.step(step_id), profiles).title.said_to(scene.check.answerer)
        named.append(PlainStep(id=step_id, title=title))
    return tuple(named)


def _own(own: OwnStep, due_on: date | None, guards: tuple[str, ...]) -> Step:
    """A step of the family, with nothing of ours in it."""
    nothing = dict.fromkeys(("why", "papers", "say", "how_long", "remote", "if_refused"), "")
    return Step(
        id=own.id,
        title=own.title,
        who=own.who,
        where=own.where,
        caution=None,
        cost=None,
        due_on=due_on,
        own=True,
        cost_known=False,
        edited=True,
        note=own.note,
        guards=guards,
        **nothing,
    )


def _steps(
    ids: Sequence[str],
    dates: dict[str, date],
    in_turn: frozenset[str],
    guards: dict[str, tuple[str, ...]],
    edits: PlanEdits,
    scene: _Scene,
    prices: _Prices,
    catalog: Catalog,
) -> tuple[Step, ...]:
    answerer = scene.check.answerer
    profiles = _profiles(scene, catalog)
    steps = []
    for step_id in ids:
        own, detail = edits.own_step(step_id), edits.detail(step_id)
        if own is not None:
            steps.append(_own(own, dates.get(step_id), guards.get(step_id, ())))
            continue
        template = catalog.step(step_id)
        said, caution = _wording(template, profiles), template.caution
        steps.append(
            Step(
                id=step_id,
                title=said.title.said_to(answerer),
                who=detail.who or template.who.said_to(answerer),
                why=said.why.said_to(answerer),
                where=template.where.said_to(answerer),
                caution=None if caution is None else caution.said_to(answerer),
                cost=prices.cost([template]),
                due_on=dates.get(step_id),
                papers=template.papers,
                say=said.say.said_to(answerer),
                how_long=template.how_long,
                remote=template.remote,
                if_refused=template.if_refused.said_to(answerer),
                in_turn=step_id in in_turn and step_id not in edits.moved,
                on_paper=step_id != "S0",
                paper_title=template.title.said_to(answerer) if said.private else "",
                paper_why=template.why.said_to(answerer) if said.private else "",
                paper_say=template.say.said_to(answerer) if said.private else "",
                edited=detail.written,
                note=detail.note,
                guards=guards.get(step_id, ()),
            )
        )
    return tuple(steps)


@dataclass(frozen=True, slots=True)
class _Days:
    """The days of いま, and the steps that got none because the others have them."""

    dates: dict[str, date]
    without: frozenset[str]


def _due_dates(
    ids: Sequence[str], edits: PlanEdits, today: date, scene: _Scene, catalog: Catalog
) -> _Days:
    """Three days at most: first those the family chose, then our own for the steps of the library."""
    rules = catalog.plan.rules
    urgent = scene.assessment.alert in ("now", "soon", "money") or scene.money_urgent
    days = rules.due_days_urgent if urgent else rules.due_days
    chosen = {i: day for i in ids if (day := edits.detail(i).due_on) is not None}
    # What the person may hand to the family has no day: whether and when is the person's choice.
    person = scene.check.answerer == "person"
    free = {"S0", *(i for i in ids if person and i in HANDED_OVER)}
    wanted = [i for i in ids if i in chosen or (i not in free and edits.own_step(i) is None)]
    carry = set(sorted(wanted, key=lambda step_id: step_id not in chosen)[:NOW_DATED])
    dated = [step_id for step_id in wanted if step_id in carry]
    dates = {
        step_id: chosen.get(step_id) or next_open_day(today + timedelta(days=count))
        for step_id, count in zip(dated, days, strict=False)
    }
    return _Days(dates, frozenset(wanted) - carry)


def _ages(step: StepTemplate) -> str:
    """15〜49歳, 15歳以上, 64歳まで."""
    if step.age_min is not None and step.age_max is not None:
        return f"{step.age_min}〜{step.age_max}歳"
    return f"{step.age_max}歳まで" if step.age_min is None else f"{step.age_min}歳以上"


def _guards(
    columns: Columns, days: _Days, edits: PlanEdits, scene: _Scene, today: date, catalog: Catalog
) -> dict[str, tuple[str, ...]]:
    """What to know at each step where the family went another way than the guards above."""
    rules = catalog.plan.rules
    found: dict[str, list[Voice]] = {}
    for step_id in (*columns.now, *columns.next, *columns.later):
        said = found.setdefault(step_id, [])
        is_now, own = step_id in columns.now, edits.own_step(step_id) is not None
        if is_now and not own and step_id.startswith("J") and not scene.may_work_now:
            if scene.assessment.alert in ("now", "soon"):
                said.append(rules.guard_work_safety)
            elif scene.assessment.outcome != "no_difficulty":
                said.append(rules.guard_work_stage)
        if is_now and step_id == "O1":
            said.append(rules.guard_visit_now)
        if not own and not catalog.step(step_id).takes_age(scene.age):
            ages = _ages(catalog.step(step_id))
            family, person = rules.guard_age.family, rules.guard_age.person
            said.append(Voice(family=family.format(ages=ages), person=person.format(ages=ages)))
        if step_id in days.without:
            said.append(rules.guard_dates)
        day = edits.detail(step_id).due_on
        if day is not None and step_id in days.dates:
            if day < today:
                said.append(rules.guard_day_past)
            elif not is_open_day(day):
                said.append(rules.guard_day_closed)
    answerer = scene.check.answerer
    return {i: tuple(voice.said_to(answerer) for voice in said) for i, said in found.items()}


def _plan_guards(columns: Columns, scene: _Scene, catalog: Catalog) -> tuple[str, ...]:
    """Safety goes before everything: said at the top when the family took it from there."""
    if scene.assessment.alert != "now" or columns.now[:1] == ("S0",):
        return ()
    return (catalog.plan.rules.guard_safety.said_to(scene.check.answerer),)


def _review(scene: _Scene, today: date, catalog: Catalog) -> tuple[date, str]:
    rules, answerer = catalog.plan.rules, scene.check.answerer
    alert = scene.assessment.alert
    if alert == "now":
        return _review_day(today, rules.review_days_now), rules.review_note_now.said_to(answerer)
    if alert == "soon":
        return _review_day(today, rules.review_days_soon), rules.review_note_soon.said_to(answerer)
    if scene.money_urgent:
        note = rules.review_note_money.said_to(answerer)
        return _review_day(today, rules.review_days_money), note
    stage = catalog.stage(scene.assessment.stage or 1)
    return _review_day(today, stage.review_days), stage.review_note.said_to(answerer)


def _not_yet(scene: _Scene, ids: Iterable[str], catalog: Catalog) -> tuple[Caution, ...]:
    rules, answerer = catalog.plan.rules, scene.check.answerer
    items: list[NotYet] = []
    if "O1" in set(ids) or "violence" in scene.flags:
        items.append(NotYet(text=rules.no_forced_visit, reason=rules.no_forced_visit_reason))
    for profile in _profiles(scene, catalog):
        items += profile.not_yet
    if scene.assessment.outcome != "no_difficulty":
        items += catalog.stage(scene.assessment.stage or 1).not_yet
    private = {
        id(one)
        for profile in _profiles(scene, catalog)
        if profile.private
        for one in profile.not_yet
    }
    unique: dict[str, Caution] = {}
    for one in items:
        text = one.text.said_to(answerer)
        young = one.age_min is not None and scene.age is not None and scene.age < one.age_min
        if text and text not in unique and not young:
            unique[text] = Caution(
                text=text, reason=one.reason.said_to(answerer), on_paper=id(one) not in private
            )
    return tuple(unique.values())[:NOT_YET_MOST]


def _contacts(
    windows: Sequence[LocalWindow], scene: _Scene, today: date, catalog: Catalog
) -> tuple[PlanContact, ...]:
    """The group's own windows, then the same national lines on every plan.

    A window whose number is older than 13 months stands there without it.
    The same lines for everybody, so that the sheet does not tell how the safety questions were
    answered; a plan for violence adds lines on the screen only.
    """
    lines = list(catalog.hotlines_for("now"))
    apart: list[Hotline] = []
    if "violence" in scene.flags:
        apart += catalog.hotlines_for("plan_violence")
    if scene.check.threatened.minor == "yes":
        apart += catalog.hotlines_for("plan_minor")
    lines += apart
    own = [
        PlanContact(
            name=window.name,
            phone=number_of(window, today) or None,
            hours=window.hours,
            cost="",
            checked_on=window.checked_on,
            own=True,
        )
        for window in windows
        # The association of families is no place for the person to call.
        if not (scene.check.answerer == "person" and window.kind == "family_association")
    ]
    national = [
        PlanContact(
            name=line.name,
            phone=line.contact,
            hours=line.hours,
            cost=line.cost,
            checked_on=line.checked_on,
            needs_check=line.needs_check,
            on_paper=line not in apart,
        )
        for line in lines
    ]
    return (*own, *national)


def _stage_words(scene: _Scene, catalog: Catalog) -> tuple[str | None, str]:
    """(name, sentence) of the stage; nothing while safety goes first."""
    assessment, answerer = scene.assessment, scene.check.answerer
    if assessment.alert == "now":
        return None, ""
    if assessment.outcome == "no_difficulty":
        return None, catalog.check.texts.no_difficulty.said_to(answerer)
    if assessment.stage is None:
        return None, catalog.check.texts.unclear.said_to(answerer)
    stage = catalog.stage(assessment.stage)
    result = stage.result
    if assessment.near_next and stage.result_near is not None:
        result = stage.result_near
    return stage.name, result.said_to(answerer)


def compose_plan(
    case: Case, catalog: Catalog, today: date, windows: Sequence[LocalWindow] = ()
) -> Plan:
    """The plan of a case: steps in いま / 次 / その先, what not to do yet, signals, costs.

    Amounts are yen per month in the month of ``case.cost`` (else of ``today``). A figure that is
    not in force is named in ``refusals``; the rest of the plan stands. Rules: the design's facts,
    section 4 (library, patterns, profiles, order, guards, review days). ``case.edits`` come last:
    costs follow what then stands in the plan, without the family's own steps, and a guard that
    the family went past is said beside the step.
    """
    scene = _scene(case, catalog)
    assessment, answerer, edits = scene.assessment, scene.check.answerer, case.edits
    proposed = _columns(scene, catalog)
    columns, dropped, more = arrange(
        Columns(tuple(proposed.now), tuple(proposed.next), tuple(proposed.later)),
        proposed.more,
        edits,
        catalog.by_step,
    )
    request = case.cost or CostRequest(month=month_of(today), usages=())
    prices = _Prices(request, catalog, {})

    def templates(ids: Iterable[str]) -> list[StepTemplate]:
        return [catalog.step(step_id) for step_id in ids if edits.own_step(step_id) is None]

    days = _due_dates(columns.now, edits, today, scene, catalog)
    guards = _guards(columns, days, edits, scene, today, catalog)

    def steps(ids: Sequence[str], dates: dict[str, date]) -> tuple[Step, ...]:
        return _steps(ids, dates, proposed.in_turn, guards, edits, scene, prices, catalog)

    steps_now = steps(columns.now, days.dates)
    steps_next, steps_later = steps(columns.next, {}), steps(columns.later, {})
    if request.usages:
        result, refused = estimate_rest(request, catalog)
        prices.refusals.update({fault.key: fault.told for fault in refused})
    else:
        result, _ = prices.estimate(templates([*columns.now, *columns.next]))
    cost_now, cost_next, cost_later = (
        prices.cost(templates(part)) for part in (columns.now, columns.next, columns.later)
    )
    outside = _outside(request, templates([*columns.now, *columns.next, *columns.later]), catalog)
    review_on, review_note = _review(scene, today, catalog)
    name, sentence = _stage_words(scene, catalog)
    paper_sentence = paper_note = ""
    if assessment.alert == "soon" and name is not None:
        paper_sentence = sentence
        sentence = catalog.check.texts.safety_before_stage.said_to(answerer)
    if assessment.alert == "now":
        paper_note = catalog.plan.rules.review_note_soon.said_to(answerer)
    shown = None if assessment.alert == "now" else assessment.stage
    # In danger the stage is not shown, so its signals are not either: those of the first stand.
    signals = catalog.stage(shown or 1)
    return Plan(
        answerer=answerer,
        made_on=today,
        review_on=review_on,
        review_note=review_note,
        stage=shown,
        stage_name=name,
        stage_sentence=sentence,
        paper_sentence=paper_sentence,
        paper_review_note=paper_note,
        alert=assessment.alert,
        now=steps_now,
        next=steps_next,
        later=steps_later,
        more=tuple(step.title.said_to(answerer) for step in templates(more)),
        not_yet=_not_yet(scene, (*columns.now, *columns.next, *columns.later, *more), catalog),
        signals_forward=tuple(text.said_to(answerer) for text in signals.signals_forward),
        signals_back=tuple(text.said_to(answerer) for text in signals.signals_back),
        contacts=_contacts(windows, scene, today, catalog),
        estimate=result,
        cost_now=cost_now,
        cost_next=cost_next,
        cost_later=cost_later,
        cost_month=request.month,
        cost_unconfirmed=prices.unconfirmed,
        cost_outside=outside,
        cost_basis=_cost_basis(prices, outside, catalog),
        refusals=tuple(dict.fromkeys(prices.refusals.values())),
        notes=case.notes,
        further=_titles(more, scene, edits, catalog),
        dropped=_titles(dropped, scene, edits, catalog),
        guards=_plan_guards(columns, scene, catalog),
        review=case.review,
    )


__all__ = [
    "Caution",
    "FigureNotInForce",
    "PlainStep",
    "Plan",
    "PlanContact",
    "Step",
    "compose_plan",
    "is_open_day",
    "next_open_day",
]
