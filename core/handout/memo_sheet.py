"""相談メモ: what a family wants to say at the window, to read out or to hand over."""

from __future__ import annotations

from core import said
from core.base import Frozen
from core.handout.papers import Papers
from core.handout.press import roomiest
from core.handout.sheet import Sheet, Speech
from core.handout.text import Tidy
from core.memo import Memo
from core.stage import StageCheck

NAME = "memo"
SIDES = 2


class MemoMark(Frozen):
    """A box to tick. ``main``: the one that weighs most."""

    label: str
    chosen: bool = False
    main: bool = False


class MemoEntry(Frozen):
    """A question with room to write, or with what was written."""

    label: str
    lines: tuple[str, ...] = ()


class MemoAnswer(Frozen):
    """A question of the check and what was answered."""

    text: str
    answer: str


class MemoLabels(Frozen):
    """The words of the memo."""

    lead: str
    in_use_title: str
    services: str
    worries_title: str
    worries_help: str
    answers_title: str
    safety_title: str
    talked_title: str
    talked_lines: tuple[str, ...]
    share_title: str
    share_choices: tuple[str, ...]
    writer: str
    oneself: str
    relative: tuple[str, ...]
    age: str


class MemoSheet(Sheet):
    """What memo.typ reads. ``tight``: set closely."""

    blank: bool = False
    tight: bool = False
    person: bool
    words: MemoLabels
    age: str = ""
    marks: tuple[MemoMark, ...]
    services: tuple[str, ...] = ()
    short: tuple[MemoEntry, ...]
    worries: tuple[MemoMark, ...]
    fields: tuple[MemoEntry, ...]
    first_question: MemoEntry
    asked_before: MemoEntry
    answers: tuple[MemoAnswer, ...] = ()
    safety: tuple[MemoAnswer, ...] = ()


def _fields(papers: Papers, memo: Memo, say: Speech, *, short: bool) -> tuple[MemoEntry, ...]:
    """The questions with room to write, and what was written."""
    return tuple(
        MemoEntry(label=say(field.label), lines=say.tidy.lines(memo.texts.get(field.key)))
        for field in papers.catalog.sheets.memo.fields
        if field.short == short
    )


def _worries(papers: Papers, memo: Memo, say: Speech) -> tuple[MemoMark, ...]:
    """The matters with their marks. A private one is marked only where safety may be shown."""
    worries = papers.catalog.sheets.memo.worries
    shown = {
        worry.key
        for worry in worries
        if worry.key in memo.worries and (memo.with_safety or not worry.private)
    }
    return tuple(
        MemoMark(
            label=say(worry.label),
            chosen=worry.key in shown,
            main=worry.key in shown & {memo.main},
        )
        for worry in worries
    )


def _answers(check: StageCheck, papers: Papers, say: Speech) -> tuple[MemoAnswer, ...]:
    """The questions that were answered with more than わからない, in a few words."""
    told = {one.value: say(one.label) for one in papers.catalog.check.answer_choices}
    return tuple(
        MemoAnswer(text=say(label), answer=told[getattr(check.answers, key)])
        for key, label in papers.catalog.sheets.memo.answer_labels.items()
        if getattr(check.answers, key) != "unknown"
    )


def _safety(check: StageCheck, papers: Papers, say: Speech) -> tuple[MemoAnswer, ...]:
    """What was answered with 今まさに or 最近ある, in a few words."""
    told = {one.value: say(one.label) for one in papers.catalog.check.safety_choices}
    return tuple(
        MemoAnswer(text=say(label), answer=told[getattr(check.safety, key)])
        for key, label in papers.catalog.sheets.memo.safety_labels.items()
        if getattr(check.safety, key) in ("now", "recent")
    )


def _form(papers: Papers, tidy: Tidy, memo: Memo, in_use: frozenset[str]) -> MemoSheet:
    """The form with what a memo holds, and what the family has already."""
    words, say = papers.catalog.sheets.memo, Speech(papers, tidy)
    return MemoSheet(
        head=say.head(words.title),
        shared=say.frame(),
        person=papers.answerer == "person",
        words=say.picked(MemoLabels, words),
        marks=tuple(
            MemoMark(label=say(mark.words), chosen=mark.key in in_use)
            for mark in papers.catalog.plan.marks
        ),
        services=tuple(say(one.name) for one in papers.catalog.services if one.id in in_use),
        short=_fields(papers, memo, say, short=True),
        worries=_worries(papers, memo, say),
        fields=_fields(papers, memo, say, short=False),
        first_question=MemoEntry(
            label=say(words.first_question), lines=tidy.lines(memo.first_question)
        ),
        asked_before=MemoEntry(label=say(words.asked_before), lines=tidy.lines(memo.asked_before)),
    )


def filled(papers: Papers, tidy: Tidy) -> MemoSheet:
    """The memo with what the family wrote and ticked; safety answers only when it ticked them.

    Set closely only where that spares a page beyond the two sides.
    """
    memo, case = papers.memo, papers.case
    sheet = _form(papers, tidy, memo, frozenset() if case is None else case.in_use)
    if case is not None:
        say, check = Speech(papers, tidy), case.check
        sheet = sheet.but(
            age="" if case.known_age is None else said.count(case.known_age, "歳"),
            answers=_answers(check, papers, say) if check is not None and memo.with_answers else (),
            safety=_safety(check, papers, say) if check is not None and memo.with_safety else (),
        )
    settings = (sheet, sheet.but(tight=True))
    return roomiest(NAME, settings, papers.made_on, sides=SIDES).sheet


def blank(papers: Papers, tidy: Tidy) -> MemoSheet:
    """The same form with nothing on it."""
    return _form(papers, tidy, Memo(), frozenset()).but(blank=True)
