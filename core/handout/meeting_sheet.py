"""会の進行表: twenty minutes of a meeting, with the words to read out. No family's answers on it."""

from __future__ import annotations

from itertools import accumulate

from core import said
from core.base import Frozen
from core.catalog import Example
from core.handout.papers import Papers
from core.handout.sheet import Sheet, Speech
from core.handout.text import Tidy
from core.sheet_words import MeetingWords

NAME = "meeting"


class MeetingPart(Frozen):
    """One part of the twenty minutes. ``span``: from which minute to which."""

    minutes: str
    span: str
    name: str
    read: str
    how: str


class MeetingBelief(Frozen):
    """What many believe, and the answer."""

    text: str
    answer: str


class MeetingStory(Frozen):
    """The fictional family of the day."""

    title: str
    lines: tuple[str, ...]


class MeetingLabels(Frozen):
    """The words of the sheet."""

    bring_title: str
    bring: tuple[str, ...]
    rules_title: str
    rules: tuple[str, ...]
    read: str
    how: str
    story_title: str
    quiz_title: str
    quiz_answer: str
    care_title: str
    care: tuple[str, ...]
    notes_title: str
    blank_head: tuple[str, ...]


class MeetingSheet(Sheet):
    """What meeting.typ reads."""

    blank: bool = False
    words: MeetingLabels
    lead: str
    parts: tuple[MeetingPart, ...]
    story: MeetingStory | None
    quiz: tuple[MeetingBelief, ...]


def _parts(words: MeetingWords, say: Speech) -> tuple[MeetingPart, ...]:
    ends = accumulate(part.minutes for part in words.parts)
    return tuple(
        MeetingPart(
            minutes=said.count(part.minutes, words.minutes),
            span=f"{end - part.minutes}〜{said.count(end, words.minutes)}",
            name=say(part.name),
            read=say(part.read),
            how=say(part.how),
        )
        for part, end in zip(words.parts, ends, strict=True)
    )


def _story(papers: Papers) -> Example:
    stories = {example.id: example for example in papers.catalog.examples}
    return stories.get(papers.example or "", papers.catalog.examples[0])


def filled(papers: Papers, tidy: Tidy) -> MeetingSheet:
    """The running order with the fictional family of the day (``papers.example``, else the first)."""
    words, say, story = papers.catalog.sheets.meeting, Speech(papers, tidy), _story(papers)
    return MeetingSheet(
        head=say.head(words.title, made_up=False),
        shared=say.frame(),
        words=say.picked(MeetingLabels, words),
        lead=say(words.lead),
        parts=_parts(words, say),
        story=MeetingStory(title=say(story.title), lines=say.all(story.story)),
        quiz=tuple(MeetingBelief(text=say(one.text), answer=say(one.answer)) for one in words.quiz),
    )


def blank(papers: Papers, tidy: Tidy) -> MeetingSheet:
    """The same frame for a meeting's own running order."""
    lead = tidy(papers.catalog.sheets.meeting.blank_lead)
    return filled(papers, tidy).but(blank=True, story=None, parts=(), lead=lead)
