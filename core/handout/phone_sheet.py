"""電話の台本: six lines to read out, the next windows after a refusal, and the calls of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from core.base import Frozen
from core.contacts import NextWindow, first_window, next_windows
from core.handout.papers import Papers
from core.handout.sheet import Sheet, Speech
from core.handout.text import Tidy
from core.handout.windows_sheet import looked_up
from core.plan import Step
from core.plan.call import is_called

NAME = "phone"
CALLS_MOST = 3
_SENTENCES = re.compile("[^。]+。?")
_CHOICES = re.compile("〔(.+?)〕")
_EITHER_OR = 2
"""Two choices are either this or that. One or more than two leave room for the own word."""


class Phrase(Frozen):
    """A piece of a sentence: a text, or choices to put a circle around.

    ``choices``: each in the halves before and after its room to write. ``open``: with room for a
    word of one's own.
    """

    text: str = ""
    choices: tuple[tuple[str, ...], ...] = ()
    open: bool = False


class ScriptLine(Frozen):
    """One line to read out."""

    label: str
    sentences: tuple[tuple[Phrase, ...], ...]


class PhoneWindow(Frozen):
    """A window to call. ``phone`` "": a line to write on. ``length``: letters, as ours below."""

    name: str
    phone: str
    hours: str
    what: str
    source: str
    checked: str
    needs_check: bool
    length: int


class Call(Frozen):
    """A step of the plan for which somebody is called."""

    title: str
    where: str
    say: str
    bring: str
    due: str
    length: int


class PhoneLabels(Frozen):
    """The words of the script."""

    lead: str
    first: str
    start: str
    ask: str
    ask_lines: tuple[str, ...]
    next_title: str
    where: str
    say: str
    bring: str
    expect_title: str
    phone: str


class PhoneSheet(Sheet):
    """What phone.typ reads. ``first`` None: a line to write the window on."""

    words: PhoneLabels
    prepare: str
    first: PhoneWindow | None
    script: tuple[ScriptLine, ...]
    next: tuple[PhoneWindow, ...]
    refused: str
    caution: str
    calls_title: str
    calls: tuple[Call, ...]
    expect: tuple[str, ...]


def _choices(piece: str, say: Speech) -> Phrase:
    """Choices to put a circle around. A 〇 in one is room to write."""
    choices = piece.split("・")
    return Phrase(
        choices=tuple(say.all(choice.split("〇")) for choice in choices),
        open=len(choices) != _EITHER_OR and "〇" not in piece,
    )


def _sentences(line: str, say: Speech) -> Iterable[tuple[Phrase, ...]]:
    """A line of the script, sentence by sentence, each cut at its 〔…〕."""
    for sentence in _SENTENCES.findall(line):
        pieces = enumerate(_CHOICES.split(sentence))
        yield tuple(
            _choices(piece, say) if at % 2 else Phrase(text=say(piece))
            for at, piece in pieces
            if piece
        )


def _window(window: NextWindow, papers: Papers, say: Speech) -> PhoneWindow:
    """A window; its day of checking only beside a number that stands there.

    Nobody called a centre of the data: it gets the day on which a copy of its page was read.
    """
    texts = (window.name, window.phone, window.hours, window.what)
    name, phone, hours, what = say.all(texts)
    checked, source = window.checked_on if phone else None, ""
    if checked is not None and window.origin == "centre":
        read = looked_up(checked, papers)
        source = papers.catalog.sheets.phone.source.format(source=window.source, looked_up=read)
        checked = None
    return PhoneWindow(
        name=name,
        phone=phone,
        hours=hours,
        what=what,
        source=say(source),
        checked=say.checked(checked),
        needs_check=bool(phone) and window.needs_check,
        length=len(name + phone + hours + what),
    )


def _call(step: Step, say: Speech) -> Call:
    texts = (step.title, step.where, step.say, step.papers)
    title, where, words, bring = say.all(texts)
    return Call(
        title=title,
        where=where,
        say=words,
        bring=bring,
        due=say.due(step.due_on),
        length=len(title + where + words + bring),
    )


def _calls(papers: Papers) -> list[Step]:
    """The first steps of いま for which somebody is called. What is no matter for paper stays off."""
    if papers.plan is None:
        return []
    calls = [one for one in papers.plan.printed.now if is_called(one, papers.catalog)]
    return calls[:CALLS_MOST]


def _script(papers: Papers, say: Speech) -> Iterable[ScriptLine]:
    for one in papers.catalog.windows.script:
        sentences = tuple(_sentences(one.line.said_to(papers.answerer), say))
        yield ScriptLine(label=say(one.label), sentences=sentences)


def _sheet(
    papers: Papers,
    tidy: Tidy,
    first: NextWindow | None,
    following: Sequence[NextWindow],
    calls: Sequence[Step],
) -> PhoneSheet:
    words, windows = papers.catalog.sheets.phone, papers.catalog.windows
    say = Speech(papers, tidy)
    shown = [window for window in (first, *following) if window is not None and window.phone]
    ours = any(window.origin == "centre" for window in shown)
    return PhoneSheet(
        head=say.head(words.title),
        shared=say.frame(),
        words=say.picked(PhoneLabels, words),
        prepare=say(windows.texts.prepare),
        first=None if first is None else _window(first, papers, say),
        script=tuple(_script(papers, say)),
        next=tuple(_window(window, papers, say) for window in following),
        refused=say(windows.texts.refused),
        caution=say(windows.texts.caution) if ours else "",
        calls_title=say(words.plan_title if calls else words.own_title),
        calls=tuple(_call(step, say) for step in calls),
        expect=say.all(one.text for one in windows.expect),
    )


def filled(papers: Papers, tidy: Tidy) -> PhoneSheet:
    """The script with the family's windows and the first calls of its plan.

    Raises KeyError for a place that the data does not have.
    """
    known = (papers.catalog, papers.answerer, papers.made_on, papers.windows, papers.centres)
    first = first_window(*known)
    following = next_windows(*known, refused=() if first is None else (first.name,))
    calls = _calls(papers)
    if any(window.origin == "centre" and window.phone for window in following):
        calls = calls[: CALLS_MOST - 1]  # the source and the day of the number need the room
    return _sheet(papers, tidy, first, following, calls)


def blank(papers: Papers, tidy: Tidy) -> PhoneSheet:
    """The same script with lines instead of the family's windows and plan."""
    following = next_windows(papers.catalog, papers.answerer, papers.made_on)
    return _sheet(papers, tidy, None, following, [])
