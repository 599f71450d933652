"""Situation, assessment and estimate become ordered steps: いま / 次 / その先."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

from core.base import Voice
from core.case import Case
from core.catalog import Aged, Catalog
from core.contacts import LocalWindow
from core.cost.estimate import Estimate
from core.cost.request import CostRequest
from core.edit import Columns, OwnStep, PlanEdits, StepEdit, arrange
from core.figures import month_of
from core.money import YenRange
from core.plan.choose import choose
from core.plan.days import Days, due_dates, is_open_day, review
from core.plan.model import Offer, OnPaper, PaperWords, Plan, Step
from core.plan.price import Prices, cost_basis
from core.plan.scene import Scene, see
from core.plan.wording import (
    StepWords,
    contacts,
    going_on,
    not_yet,
    signals,
    stage_words,
    titles,
)

SAFETY_STEPS = ("S1", "S0")
"""Who is hurt, and danger now: before everything else, and on the screen only."""


def _own(own: OwnStep, prices: Prices, due_on: date | None, **more: Any) -> Step:
    """A step of the family, with nothing of ours in it."""
    nothing = dict.fromkeys(("why", "papers", "say", "how_long", "remote", "if_refused"), "")
    known = prices.knows(own.id)
    return Step(
        id=own.id,
        title=own.title,
        who=own.who,
        where=own.where,
        caution=None,
        cost=prices.cost([own.id]) if known else None,
        cost_known=known,
        due_on=due_on,
        own=True,
        # What the family wrote stands on both.
        paper=PaperWords(who=own.who, where=own.where),
        edited=True,
        note=own.note,
        **nothing,
        **more,
    )


def _library(
    step_id: str, detail: StepEdit, scene: Scene, prices: Prices, catalog: Catalog, **more: Any
) -> Step:
    """A step of the library in the words that fit."""
    template = catalog.step(step_id)
    words = StepWords(template, scene, catalog)
    return Step(
        id=step_id,
        title=words.title,
        who=detail.who or words.said("who"),
        why=words.said("why"),
        where=words.said("where"),
        caution=words.said("caution") or None,
        cost=prices.cost([step_id]),
        papers=words.said("papers"),
        say=words.said("say"),
        how_long=words.said("how_long"),
        remote=words.said("remote"),
        if_refused=words.said("if_refused"),
        do=words.do,
        on_paper=template.on_paper,
        paper=words.paper.but(who=detail.who or words.paper.who),
        edited=detail.written,
        note=detail.note,
        **more,
    )


def _columned(
    columns: Columns, days: Days, scene: Scene, prices: Prices, today: date
) -> tuple[tuple[Step, ...], ...]:
    """The steps of いま, 次 and その先. Days stand in いま only; there nothing is waited for."""
    edits, catalog = prices.edits, prices.catalog
    guards = _guards(columns, days, edits, scene, today, catalog)

    def step(step_id: str, *, now: bool) -> Step:
        own, due_on = edits.own_step(step_id), days.dates.get(step_id) if now else None
        waits = "turn" if own is not None else catalog.step(step_id).waits_for
        more = {"guards": guards.get(step_id, ()), "waits_for": None if now else waits}
        if own is not None:
            return _own(own, prices, due_on, **more)
        detail = edits.detail(step_id)
        return _library(step_id, detail, scene, prices, catalog, due_on=due_on, **more)

    return tuple(
        tuple(step(one, now=at == 0) for one in part)
        for at, part in enumerate((columns.now, columns.next, columns.later))
    )


def _ages(step: Aged) -> str:
    """15〜49歳, 15歳以上, 64歳まで."""
    if step.age_min is not None and step.age_max is not None:
        return f"{step.age_min}〜{step.age_max}歳"
    return f"{step.age_max}歳まで" if step.age_min is None else f"{step.age_min}歳以上"


def _guards(
    columns: Columns, days: Days, edits: PlanEdits, scene: Scene, today: date, catalog: Catalog
) -> dict[str, tuple[str, ...]]:
    """What to know at each step where the family went another way than the rules."""
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
        if is_now and not own and catalog.step(step_id).waits_for == "consent":
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
    return {i: tuple(voice.said_to(scene.answerer) for voice in said) for i, said in found.items()}


def _plan_guards(
    columns: Columns, proposed: Sequence[str], scene: Scene, catalog: Catalog
) -> tuple[str, ...]:
    """Safety goes before everything: said at the top when the family took it from there."""
    first = tuple(i for i in proposed if i in SAFETY_STEPS)
    if scene.assessment.alert != "now" or columns.now[: len(first)] == first:
        return ()
    return (catalog.plan.rules.guard_safety.said_to(scene.answerer),)


class _Told(NamedTuple):
    """What the plan says of stage, signs and the day to look back, under the names of Plan."""

    review_on: date
    review_note: str
    stage: Literal[1, 2, 3] | None
    stage_name: str | None
    stage_sentence: str
    signals_forward: tuple[str, ...]
    signals_back: tuple[str, ...]
    paper: OnPaper


def _told(scene: Scene, days: Days, edits: PlanEdits, today: date, catalog: Catalog) -> _Told:
    """The words around the steps; those of the paper where the screen's tell of a safety answer."""
    alert, answerer = scene.assessment.alert, scene.answerer
    shown = None if alert == "now" else scene.assessment.stage
    proposed = [day for i, day in days.dates.items() if edits.detail(i).due_on is None]
    review_on, review_note = review(scene, today, proposed, catalog)
    name, sentence = stage_words(scene, catalog)
    forward, back = signals(scene, shown, catalog)
    calm_forward, calm_back = signals(scene, shown, catalog, on_paper=True)
    paper = OnPaper(
        sentence=sentence,
        review_note=catalog.plan.rules.review_note_soon.said_to(answerer)
        if alert == "now"
        else review_note,
        signals_forward=calm_forward or forward,
        signals_back=calm_back or back,
    )
    if alert == "soon" and name is not None:
        sentence = catalog.check.texts.safety_before_stage.said_to(answerer)
    return _Told(review_on, review_note, shown, name, sentence, forward, back, paper)


class _Costs(NamedTuple):
    """The amounts of a plan, under the names of Plan."""

    estimate: Estimate | None
    cost_now: YenRange | None
    cost_next: YenRange | None
    cost_later: YenRange | None
    cost_month: str
    cost_unconfirmed: bool
    cost_whole: bool
    offers: tuple[Offer, ...]
    cost_basis: str
    refusals: tuple[str, ...]


def _costs(prices: Prices, columns: Columns, month: str, catalog: Catalog) -> _Costs:
    """The sum of the month and of each column. What has no figure is found on the way: steps first."""
    total, whole = prices.sum([*columns.now, *columns.next])
    cost_now, cost_next, cost_later = (prices.cost(part) for part in columns)
    offers = prices.offers([*columns.now, *columns.next, *columns.later])
    left_out = prices.left_out([*columns.now, *columns.next])
    return _Costs(
        estimate=total,
        cost_now=cost_now,
        cost_next=cost_next,
        cost_later=cost_later,
        cost_month=month,
        cost_unconfirmed=prices.unconfirmed,
        cost_whole=whole,
        offers=offers,
        cost_basis=cost_basis(prices, offers, left_out, catalog),
        refusals=tuple(dict.fromkeys(prices.refusals.values())),
    )


def compose_plan(
    case: Case, catalog: Catalog, today: date, windows: Sequence[LocalWindow] = ()
) -> Plan:
    """The plan of a case: steps in いま / 次 / その先, what not to do yet, signals, costs.

    Amounts are yen per month in the month of ``case.cost`` (else of ``today``). A figure that is
    not in force is named in ``refusals``; the rest of the plan stands. Rules: the design's facts,
    section 4 (library, patterns, profiles, order, guards, review days), and the nine rules that
    ``contradictions`` reads back. ``case.edits`` come last: costs follow what then stands in the
    plan, and a guard that the family went past is said beside the step.
    """
    scene, edits = see(case, catalog), case.edits
    chosen = choose(scene, catalog)
    proposed = Columns(chosen.now, chosen.next, chosen.later)
    columns, dropped, more = arrange(proposed, chosen.more, edits, catalog.by_step)
    request = case.cost or CostRequest(month=month_of(today), usages=())
    prices = Prices(request, edits, catalog)
    days = due_dates(columns.now, edits, today, scene, catalog)
    now, then, later = _columned(columns, days, scene, prices, today)
    further = titles(more, scene, edits, catalog)
    shown = [*columns.now, *columns.next, *columns.later, *more]
    return Plan(
        answerer=scene.answerer,
        made_on=today,
        alert=scene.assessment.alert,
        now=now,
        next=then,
        later=later,
        more=tuple(step.title for step in further),
        further=further,
        dropped=titles(dropped, scene, edits, catalog),
        going_on=going_on(scene, case.in_use, catalog),
        not_yet=not_yet(scene, shown, columns.now, catalog),
        contacts=contacts(windows, scene, today, catalog),
        notes=case.notes,
        guards=_plan_guards(columns, chosen.now, scene, catalog),
        review=case.review,
        **_told(scene, days, edits, today, catalog)._asdict(),
        **_costs(prices, columns, request.month, catalog)._asdict(),
    )
