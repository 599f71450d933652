"""わたしたちの一枚: the whole on one side, for whoever helps on the telephone. First of the papers."""

from __future__ import annotations

from collections.abc import Iterator

from core import said
from core.base import Frozen
from core.handout.papers import Papers
from core.handout.press import roomiest
from core.handout.sheet import LookedSheet, Speech
from core.handout.text import Tidy
from core.money import YenRange, yen_text
from core.overview import Here, Later, NextStep, look_over, way_words
from core.plan import Plan

NAME = "overview"
NOT_YET_MOST = 3
"""So many まだしないこと; all of them stand on the 計画."""
_BLANK_AFTER = 2
_TITLE_MOST = 60
"""A family's own step may be a page long: the whole of it stands on the 計画."""


class OverviewPlace(Frozen):
    """One of the three places."""

    number: int
    name: str
    label: str
    here: bool


class OverviewStep(Frozen):
    """The next step. ``phone`` "": a line to write on."""

    title: str
    day: str
    who: str
    where: str
    name: str
    phone: str
    checked: str
    needs_check: bool
    say: str


class OverviewLater(Frozen):
    """A step that comes after, and its day or what it waits for."""

    title: str
    when: str


class OverviewBar(Frozen):
    """The month as a bar: where the low end lies, in hundredths of the high end."""

    low: int
    ends: bool
    """False for one amount: there are no two ends to name."""


class OverviewLabels(Frozen):
    """The words of the sheet."""

    to_and_fro: str
    circle: str
    next: str
    no_step: str
    after: str
    who: str
    where: str
    phone: str
    say: str
    day: str
    month: str
    month_what: str
    low: str
    high: str
    missing: str
    not_yet: str
    review: str


class OverviewSheet(LookedSheet):
    """What overview.typ reads. ``step`` and ``bar`` None: nothing is there to say."""

    words: OverviewLabels
    blank: bool
    alt: str
    places: tuple[OverviewPlace, ...]
    here: Here
    here_words: str
    sentence: str
    step: OverviewStep | None
    after: tuple[OverviewLater, ...]
    amount: str
    bar: OverviewBar | None
    remarks: tuple[str, ...]
    missing: tuple[str, ...]
    not_yet: tuple[str, ...]
    review_on: str


_LOOKS = 3


def _settings(sheet: OverviewSheet) -> Iterator[OverviewSheet]:
    """From roomy to close; at last what stands in full on the 計画 and the 計算のひかえ is cut."""
    for look in range(_LOOKS):
        yield sheet.but(look=look)
    for most in (2, 1, 0):
        yield sheet.but(
            look=_LOOKS - 1,
            missing=sheet.missing[:most],
            not_yet=sheet.not_yet[:most],
            sentence="" if most == 0 else sheet.sentence,
        )


def _places(here: Here, papers: Papers, say: Speech) -> tuple[OverviewPlace, ...]:
    label = papers.catalog.sheets.overview.place
    return tuple(
        OverviewPlace(
            number=one.number,
            name=say(one.name),
            label=say(label.format(number=one.number)),
            here=one.number == here.at,
        )
        for one in papers.catalog.stages
    )


def _short(text: str) -> str:
    return text if len(text) <= _TITLE_MOST else text[: _TITLE_MOST - 1] + "…"


def _step(step: NextStep, plan: Plan, nameless: str, say: Speech) -> OverviewStep:
    call = step.call
    return OverviewStep(
        title=say(_short(step.title)) or nameless,
        day="" if step.due_on is None else say.due(step.due_on),
        who=say(_short(step.who)),
        where=say(_short(step.where)),
        name=say("" if call is None else call.name),
        phone=say("" if call is None else call.phone),
        checked=say.checked(None if call is None else call.checked_on),
        needs_check=call is not None and call.needs_check,
        say=say(step.say),
    )


def _later(step: Later, papers: Papers, say: Speech) -> OverviewLater:
    waits = papers.catalog.sheets.overview.waits
    when = "" if step.waits_for is None else getattr(waits, step.waits_for)
    if step.due_on is not None:
        when = say.due(step.due_on)
    title = say(_short(step.title)) or papers.catalog.sheets.plan.nameless
    return OverviewLater(title=title, when=say(when))


def _bar(month: YenRange | None) -> OverviewBar | None:
    if month is None:
        return None
    return OverviewBar(low=100 * month.low // max(month.high, 1), ends=not month.exact)


def filled(papers: Papers, tidy: Tidy) -> OverviewSheet:
    """The whole of a family's case, without what would tell how the safety questions were answered."""
    plan, case = papers.plan, papers.case
    if plan is None or case is None:
        return blank(papers, tidy)
    catalog, say = papers.catalog, Speech(papers, tidy)
    words = catalog.sheets.overview
    seen = look_over(plan, case, catalog, papers.windows, papers.centres, on_paper=True)
    private = "" if seen.private is None else words.private.format(amount=_bare(seen.private))
    told = (
        "" if seen.whole else words.part_of,
        words.unconfirmed if seen.unconfirmed else "",
        seen.work_later,
    )
    alone = seen.here.at is not None
    sheet = OverviewSheet(
        head=say.head(words.title),
        shared=say.frame(),
        words=say.picked(OverviewLabels, words),
        blank=False,
        alt=say(way_words(seen.stage, seen.near_next, seen.stage_range, catalog)),
        places=_places(seen.here, papers, say),
        here=seen.here,
        here_words="" if not seen.here.width else say(words.here if alone else words.somewhere),
        sentence=say(seen.sentence),
        step=None
        if seen.step is None
        else _step(seen.step, plan, catalog.sheets.plan.nameless, say),
        after=tuple(_later(one, papers, say) for one in seen.after),
        amount=say(words.month_none) if seen.month is None else yen_text(seen.month),
        bar=_bar(seen.month),
        remarks=say.all(one for one in (private, *told) if one),
        missing=say.all(seen.missing),
        not_yet=say.all(one.text for one in plan.printed.not_yet)[:NOT_YET_MOST],
        review_on=said.weekday(seen.review_on, made_on=plan.made_on),
    )
    return roomiest(NAME, _settings(sheet), plan.made_on, sides=1).sheet


def _bare(amount: YenRange) -> str:
    return said.yen_span(amount.low, amount.high)


def blank(papers: Papers, tidy: Tidy) -> OverviewSheet:
    """The same sheet to fill in by hand."""
    catalog, say = papers.catalog, Speech(papers, tidy)
    words, nowhere = catalog.sheets.overview, Here(middle=0, width=0, at=None)
    return OverviewSheet(
        head=say.head(words.title),
        shared=say.frame(),
        words=say.picked(OverviewLabels, words),
        blank=True,
        alt=say(way_words(None, False, None, catalog)),
        places=_places(nowhere, papers, say),
        here=nowhere,
        here_words="",
        sentence="",
        step=None,
        after=(OverviewLater(title="", when=""),) * _BLANK_AFTER,
        amount="",
        bar=None,
        remarks=(),
        missing=(),
        not_yet=("",) * NOT_YET_MOST,
        review_on="",
    )
