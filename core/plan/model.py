"""What a plan is made of. Frozen; everything that the screens and the paper need is in it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import ConfigDict

from core.base import Answerer, Frozen
from core.case import Review
from core.catalog import NotYetTopic, WaitsFor
from core.cost.estimate import Estimate
from core.edit import Columns
from core.money import YenRange


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


class PaperWords(Frozen):
    """A step's words as they may lie at home: nothing of how the safety questions were answered."""

    who: str = ""
    why: str = ""
    where: str = ""
    say: str = ""
    caution: str = ""


class Step(Frozen):
    """One step. ``due_on`` only in いま, at most three; ``cost`` is yen per month for the family.

    ``cost`` None: a figure is not in force for the month (named in ``Plan.refusals``), or it is a
    family's own step, whose cost nobody wrote (``cost_known`` False). The title is the same on all
    screens and papers; ``paper`` has the other words as they are printed.
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
    waits_for: WaitsFor | None = None
    """What it waits for in 次 and その先; None in いま."""
    do: tuple[str, ...] = ()
    """What helps in this danger until somebody is reached. On the screen only."""
    on_paper: bool = True
    """False: on the screen only, because it tells how the safety questions were answered."""
    paper: PaperWords = PaperWords()
    own: bool = False
    """True: the family wrote this step itself. ``why``, ``say`` and the like are then empty."""
    cost_known: bool = True
    edited: bool = False
    """True: the family wrote it, or wrote who, a day or a note at it."""
    note: str = ""
    """The family's own words at this step."""
    guards: tuple[str, ...] = ()
    """What to know where the family arranged it otherwise. On the screen only, never blocking."""

    @property
    def printed(self) -> Step:
        """The step in the words of the paper; what no paper prints is not in it."""
        unprinted = dict.fromkeys(("how_long", "remote", "if_refused"), "")
        return self.but(**self.paper.model_dump(), **unprinted, do=(), guards=())


class OnPaper(Frozen):
    """The words of a plan as they may lie at home, where those of the screen tell how the safety
    questions were answered."""

    sentence: str = ""
    review_note: str = ""
    signals_forward: tuple[str, ...] = ()
    signals_back: tuple[str, ...] = ()


class PlainStep(Frozen):
    """A step by its name: one that stands in no column."""

    id: str
    title: str


class Caution(Frozen):
    """One まだしないこと, with its reason."""

    topic: NotYetTopic
    text: str
    reason: str
    on_paper: bool = True


class Offer(Frozen):
    """A service that is counted on the cost screen and for which no step stands in the plan.

    ``cost``: what it alone would cost this family a month; None where a figure is not in force.
    """

    service: str
    name: str
    cost: YenRange | None


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
    going_on: tuple[str, ...] = ()
    """What the family has already and goes on with, by name. Nothing of it is proposed as new."""
    not_yet: tuple[Caution, ...]
    signals_forward: tuple[str, ...]
    signals_back: tuple[str, ...]
    contacts: tuple[PlanContact, ...]
    estimate: Estimate | None
    """The sum of the month: what is counted on the cost screen, else the steps of いま and 次.
    Both screens and the paper name this sum, and no other."""
    cost_now: YenRange | None
    cost_next: YenRange | None
    cost_later: YenRange | None
    cost_month: str = ""
    """The month ("YYYY-MM") whose rules the amounts follow."""
    cost_unconfirmed: bool = False
    """True when a figure behind an amount of the steps is still 要確認."""
    cost_whole: bool = True
    """False where a figure for the sum is not in force: the sum is then without it."""
    offers: tuple[Offer, ...] = ()
    """Services with a fee in the sum for which no step stands: offered for the plan."""
    cost_basis: str = ""
    """What the amounts are, in words: the month's rules, 要確認, and what has no step."""
    refusals: tuple[str, ...]
    """Plain sentences about figures that are not in force. Shown, never hidden."""
    notes: str
    guards: tuple[str, ...] = ()
    """What to know of the whole plan after the family's changes. On the screen only."""
    paper: OnPaper
    """The same words as they are printed; ``printed`` is the whole plan so."""
    review: Review | None = None
    """The three lines of the review, as far as they are written."""

    @property
    def ids(self) -> Columns:
        """The ids of the three columns, for the functions of ``core.edit``."""
        return Columns(*(tuple(s.id for s in part) for part in (self.now, self.next, self.later)))

    @property
    def printed(self) -> Plan:
        """The plan as it may lie at home: nothing of it tells how the safety questions were answered.

        Every paper is made from it; made of itself it is the same.
        """
        columns = {
            name: tuple(one.printed for one in steps if one.on_paper)
            for name, steps in (("now", self.now), ("next", self.next), ("later", self.later))
        }
        return self.but(
            **columns,
            stage_sentence=self.paper.sentence,
            review_note=self.paper.review_note,
            signals_forward=self.paper.signals_forward,
            signals_back=self.paper.signals_back,
            not_yet=tuple(one for one in self.not_yet if one.on_paper),
            contacts=tuple(one for one in self.contacts if one.on_paper),
            guards=(),
        )

    @property
    def total(self) -> YenRange | None:
        """The sum of the month in yen; None without an estimate."""
        return None if self.estimate is None else self.estimate.monthly
