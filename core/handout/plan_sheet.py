"""The 計画 on A4: two sides at most, and numbered 「続き」 pages for what a family wrote itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from core import said
from core.base import Answerer, Frozen
from core.case import REVIEW_LABELS
from core.catalog import Catalog, load_catalog
from core.handout.papers import Papers
from core.handout.press import Pressed, print_pdf, print_png, roomiest
from core.handout.sheet import LookedSheet, Speech
from core.handout.text import Tidy, monthly_text, yen_text
from core.plan import Plan, PlanContact, Step
from core.plan.sum import beside_the_sum, work_later
from core.plan.way import GATES, gate_words

NAME = "plan"
SIDES = 2
_CLOSEST = 8
"""The looks of plan.typ: 0 to 5 with a line spacing of 1.6, then 1.52, 1.45 and, where only that
spares a second sheet of paper, this one (1.4)."""
_ON_MORE_SIDES = 2
"""The roomiest look of a plan that needs a second sheet of paper whatever its look."""
_EASE = 5.7

OWN_MOST, OWN_URGENT = 3, 2
"""So many own windows stand on the plan (in danger now the national lines need the room); the sheet
わたしの町の窓口 has them all."""
_HAND_BOXES = 4
"""Boxes for own windows on the blank sheet."""
_ROOM = "　" * 6
"""Room to write an amount."""
NOTES_LINES = 60
NOTES_SHORT = 600
"""Longer notes never fit beside a plan on its two sides."""


class PlanStep(Frozen):
    """A step with its words. ``length``: of all of them, in letters."""

    title: str
    who: str
    where: str
    why: str
    say: str
    caution: str
    note: str
    cost: str
    due: str
    length: int


class StepGroup(Frozen):
    """The steps that wait for the same."""

    heading: str
    steps: tuple[PlanStep, ...]


class PlanWindow(Frozen):
    """A window. ``phone`` "": a line to write on. ``own``: one of the group's."""

    name: str
    phone: str
    hours: str
    cost: str
    checked: str
    needs_check: bool
    own: bool
    length: int


class NotYetLine(Frozen):
    """What is not to be done yet, and why."""

    text: str
    reason: str
    length: int


class ReviewLine(Frozen):
    """A line to look back on, with what is written already."""

    label: str
    lines: tuple[str, ...] = ()


class StageHead(Frozen):
    """What the sheet says of the stage."""

    number: int | None
    name: str
    sentence: str


class StageChoice(Frozen):
    """A stage to put a circle around."""

    number: int
    name: str


class MonthlyCosts(Frozen):
    """What the three parts cost in a month, in words."""

    now: str
    next: str
    later: str


class PlanLabels(Frozen):
    """The words of the plan."""

    now: str
    next: str
    later: str
    stage: str
    stage_help: str
    cost: str
    who: str
    where: str
    until: str
    say: str
    caution: str
    note: str
    waits: str
    more: str
    refusals: str
    not_whole: str
    not_yet: str
    forward: str
    back: str
    windows: str
    windows_note: str
    own_window: str
    name: str
    phone: str
    hours: str
    checked: str
    review: str
    hand_day: tuple[str, ...]
    notes: str


class PlanSheet(LookedSheet):
    """What plan.typ reads. ``grown``: on more than two sides. ``hand_boxes``: own windows to write."""

    blank: bool = False
    urgent: bool = False
    grown: bool = False
    words: PlanLabels
    stage: StageHead | None = None
    stages: tuple[StageChoice, ...] = ()
    going_on_name: str
    going_on: tuple[str, ...] = ()
    now: tuple[PlanStep, ...] = ()
    next: tuple[StepGroup, ...] = ()
    later: tuple[StepGroup, ...] = ()
    more: tuple[str, ...] = ()
    cost: MonthlyCosts
    total_name: str
    total: str
    total_whole: bool = True
    cost_note: str = ""
    refusals: tuple[str, ...] = ()
    not_yet: tuple[NotYetLine, ...] = ()
    signals_forward: tuple[str, ...] = ()
    signals_back: tuple[str, ...] = ()
    contacts: tuple[PlanWindow, ...] = ()
    hand_boxes: int
    windows_left: str = ""
    review_on: str = ""
    review_note: str = ""
    reviewed: str = ""
    review: tuple[ReviewLine, ...]
    notes: tuple[str, ...] = ()


class _Writer:
    """Writes the parts of one plan in the words of the sheet, each text fit for the paper."""

    def __init__(self, papers: Papers, tidy: Tidy) -> None:
        self.words = papers.catalog.sheets.plan
        self.say = Speech(papers, tidy)
        self._catalog = papers.catalog
        self._rules = papers.catalog.plan.rules

    def bare(self, cost: MonthlyCosts, total: str, hand_boxes: int) -> PlanSheet:
        """The sheet with its words and the three lines to look back on."""
        return PlanSheet(
            head=self.say.head(self.words.title),
            shared=self.say.frame(),
            words=self.say.picked(PlanLabels, self.words),
            going_on_name=self.say(self._rules.going_on),
            cost=cost,
            total_name=self.say(self._rules.total),
            total=total,
            hand_boxes=hand_boxes,
            review=tuple(ReviewLine(label=label) for label in REVIEW_LABELS.values()),
        )

    def step(self, step: Step) -> PlanStep:
        # A title of signs that nobody can see would be an empty heading, which PDF/UA refuses.
        title = self.say(step.title) or self.words.nameless
        texts = (step.who, step.where, step.why, step.say, step.caution, step.note)
        who, where, why, spoken, caution, note = found = self.say.all(texts)
        return PlanStep(
            title=title,
            who=who,
            where=where,
            why=why,
            say=spoken,
            caution=caution,
            note=note,
            cost=monthly_text(step.cost) if step.cost_known else "",
            due=self.say.due(step.due_on),
            length=sum(map(len, (title, *found))),
        )

    def groups(self, steps: Iterable[Step], plan: Plan) -> Iterable[StepGroup]:
        """The steps of 次 or その先 by what they wait for; a group stands only where it has steps."""
        found = list(steps)
        for gate in GATES:
            waiting = [step for step in found if (step.waits_for or "turn") == gate]
            if waiting:
                yield StepGroup(
                    heading=self.say(gate_words(gate, waiting[0], plan, self._catalog)),
                    steps=tuple(map(self.step, waiting)),
                )

    def window(self, contact: PlanContact) -> PlanWindow:
        texts = (contact.name, contact.phone, contact.hours, contact.cost)
        name, phone, hours, cost = found = self.say.all(texts)
        return PlanWindow(
            name=name,
            phone=phone,
            hours=hours,
            cost=cost,
            # Beside an empty line, the day of an old number would make the new one look checked.
            checked=self.say.checked(contact.checked_on if contact.phone else None),
            needs_check=contact.needs_check,
            own=contact.own,
            length=sum(map(len, found)),
        )

    def cost_note(self, plan: Plan) -> str:
        """What the amounts rest on, and where the sum is."""
        later = work_later(plan, self._catalog)
        return f"{plan.cost_basis}{later}{self.words.cost_note}" if plan.cost_basis else ""

    def reviewed(self, plan: Plan) -> str:
        """The day on which the lines were written; the day printed large is the next one."""
        if plan.review is None or not plan.review.written:
            return ""
        return self.words.reviewed.format(day=said.weekday(plan.review.on, made_on=plan.made_on))

    def review(self, plan: Plan) -> Iterable[ReviewLine]:
        """The three lines to look back on, with what is written already."""
        for key, label in REVIEW_LABELS.items():
            yield ReviewLine(label=label, lines=self.say.tidy.lines(getattr(plan.review, key, "")))

    def stage(self, plan: Plan) -> StageHead | None:
        """What the sheet says of the stage: nothing while there is danger now."""
        if plan.alert == "now" or not (plan.stage_name or plan.stage_sentence):
            return None
        return StageHead(
            number=plan.stage,
            name=self.say(plan.stage_name),
            sentence=self.say(plan.stage_sentence),
        )

    def plan(self, plan: Plan) -> PlanSheet:
        """All that comes from the printed plan: safety answers stay off it."""
        say = self.say
        own = [contact for contact in plan.contacts if contact.own]
        most = OWN_URGENT if plan.alert == "now" else OWN_MOST
        windows = own[:most] + [one for one in plan.contacts if not one.own]
        left = len(own[most:])
        cost = MonthlyCosts(
            now=monthly_text(plan.cost_now),
            next=monthly_text(plan.cost_next),
            later=monthly_text(plan.cost_later) + beside_the_sum(plan, self._catalog),
        )
        total = "" if plan.total is None else yen_text(plan.total)
        return self.bare(cost, total, hand_boxes=1 if len(own[:most]) % 2 else 2).but(
            urgent=plan.alert == "now",
            stage=self.stage(plan),
            going_on=say.all(plan.going_on),
            now=tuple(map(self.step, plan.now)),
            next=tuple(self.groups(plan.next, plan)),
            later=tuple(self.groups(plan.later, plan)),
            more=say.all(plan.more),
            total_whole=plan.cost_whole,
            cost_note=self.cost_note(plan),
            refusals=say.all(_together(plan.refusals)),
            not_yet=tuple(self.not_yet(plan)),
            signals_forward=say.all(plan.signals_forward),
            signals_back=say.all(plan.signals_back),
            contacts=tuple(map(self.window, windows)),
            windows_left=self.words.windows_left.format(count=left) if left else "",
            review_on=said.weekday(plan.review_on, made_on=plan.made_on),
            review_note=say(plan.review_note),
            reviewed=self.reviewed(plan),
            review=tuple(self.review(plan)),
            notes=_notes(plan.notes, say.tidy),
        )

    def not_yet(self, plan: Plan) -> Iterable[NotYetLine]:
        for one in plan.not_yet:
            length = len(one.text) + len(one.reason)
            yield NotYetLine(text=self.say(one.text), reason=self.say(one.reason), length=length)


def _notes(text: str, tidy: Tidy) -> tuple[str, ...]:
    """The lines of the notes. Hundreds of short ones run on, so that they do not fill fifty pages."""
    lines = tidy.lines(text)
    return lines if len(lines) <= NOTES_LINES else ("／".join(lines),)


_REFUSAL = re.compile("(.+?の)(「.+?」)(は、まだ.+)")


def _together(refusals: tuple[str, ...]) -> list[str]:
    """The sentences about figures that are not in force; those that differ by the name only in one."""
    named: dict[tuple[str, str], list[str]] = {}
    rest = []
    for line in refusals:
        found = _REFUSAL.fullmatch(line)
        if found is None:
            rest.append(line)
        else:
            named.setdefault((found[1], found[3]), []).append(found[2])
    return [head + "".join(names) + tail for (head, tail), names in named.items()] + rest


def _sheet_of(plan: Plan, catalog: Catalog, tidy: Tidy) -> PlanSheet:
    """The sheet of a plan, in the voice and on the day of the plan."""
    papers = Papers(catalog, plan.made_on, answerer=plan.answerer, plan=plan)
    return _Writer(papers, tidy).plan(plan.printed)


def _blank_sheet(papers: Papers) -> PlanSheet:
    """The sheet with room to write. Never tagged as the fictional example: it is nobody's."""
    words = papers.catalog.sheets.plan
    month, total = (text.format(room=_ROOM) for text in (words.hand_cost, words.hand_total))
    cost = MonthlyCosts(now=month, next=month, later=month)
    sheet = _Writer(papers, Tidy()).bare(cost, total, _HAND_BOXES)
    stages = tuple(StageChoice(number=one.number, name=one.name) for one in papers.catalog.stages)
    return sheet.but(blank=True, head=sheet.head.but(example=False), stages=stages)


# -- how closely it is set -----------------------------------------------------------------------


def _first_look(sheet: PlanSheet) -> int:
    """Where the search begins: an estimate of the look from how much there is to set.

    Fitted by least squares to 420 plans of up to three situations; rarely off by more than one.
    """
    columns = (sheet.next, sheet.later)
    steps = [step for groups in columns for group in groups for step in group.steps]
    headings = sum(len(groups) for groups in columns if len(groups) > 1)
    much = (
        0.0086 * sum(step.length for step in sheet.now)
        + 0.27 * len(steps)
        + 0.0107 * sum(len(step.caution) for step in steps)
        + 0.27 * headings
        + 0.005 * sum(one.length for one in sheet.not_yet)
        + 0.01 * sum(map(len, sheet.more))
        + 0.29 * sum(one.own for one in sheet.contacts)
    )
    return int(min(max(round(much - _EASE), 0), _CLOSEST))


def _settle(sheet: PlanSheet, made_on: date) -> tuple[PlanSheet, bytes]:
    """How the sheet is set, and the sheet: the first look from the estimate on that fits.

    Notes that make it longer than two sides are left out of the search and then run on to 「続き」
    pages. A plan that is longer even without notes runs on too: nothing is cut.
    """
    notes = sheet.notes
    if sum(map(len, notes)) <= NOTES_SHORT:
        tried = _roomiest(sheet, made_on)
        if not notes or tried.pages <= SIDES:
            return tried.sheet, tried.pdf
    tried = _roomiest(sheet.but(notes=()), made_on)
    if not notes:
        return tried.sheet, tried.pdf
    setting = tried.sheet.but(notes=notes)
    return setting, print_pdf({NAME: setting}, made_on)


def _roomiest(sheet: PlanSheet, made_on: date) -> Pressed[PlanSheet]:
    looks = range(_first_look(sheet), _CLOSEST + 1)
    tried = roomiest(NAME, (sheet.but(look=look) for look in looks), made_on, sides=SIDES)
    if tried.pages <= SIDES:
        return tried
    # Several situations at once. Nothing is cut, and crowding would not spare any paper.
    grown = (sheet.but(look=look, grown=True) for look in range(_ON_MORE_SIDES, _CLOSEST + 1))
    return roomiest(NAME, grown, made_on, sides=tried.pages)


def filled(papers: Papers, tidy: Tidy) -> PlanSheet:
    """The sheet's data, set so that it fits; the blank sheet where there is no plan."""
    if papers.plan is None:
        return blank(papers, tidy)
    setting, _ = _settle(_sheet_of(papers.plan, papers.catalog, tidy), papers.plan.made_on)
    return setting


def blank(papers: Papers, tidy: Tidy) -> PlanSheet:
    """The same sheet with lines to fill in by hand: いま 3, 次 2, その先 2."""
    setting, _ = _settle(_blank_sheet(papers), papers.made_on)
    return setting


def render_plan_pdf(plan: Plan, catalog: Catalog) -> bytes:
    """The plan as an accessible A4 PDF; the same plan gives the same bytes.

    Two sides at most, except for 「続き」 pages with what the family wrote itself. With
    ``plan.alert`` "now" no stage is on it; answers to the safety questions never are.
    """
    _, pdf = _settle(_sheet_of(plan, catalog, Tidy()), plan.made_on)
    return pdf


def render_plan_png(plan: Plan, catalog: Catalog, *, width_px: int = 1000) -> tuple[bytes, ...]:
    """The same sheet as pictures for the preview, one a page, ``width_px`` pixels wide."""
    setting, _ = _settle(_sheet_of(plan, catalog, Tidy()), plan.made_on)
    return print_png({NAME: setting}, width_px=width_px)


def render_blank_plan_pdf(catalog: Catalog, today: date, *, answerer: Answerer = "family") -> bytes:
    """The same sheet with lines to fill in by hand: いま 3, 次 2, その先 2."""
    _, pdf = _settle(_blank_sheet(Papers(catalog, today, answerer=answerer)), today)
    return pdf


def missing_glyphs(plan: Plan) -> tuple[str, ...]:
    """The characters of the plan that no font of the paper has; each is printed as 〓."""
    tidy = Tidy()
    _sheet_of(plan, load_catalog(), tidy)
    return tuple(tidy.missing)
