"""会の進行表: a meeting of 20, 45 or 60 minutes part by part. No family's answers are on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from core import said
from core.base import Frozen
from core.catalog import Catalog, Example, RoomPartKey
from core.handout.papers import Papers
from core.handout.sheet import Sheet, Speech
from core.handout.text import Tidy
from core.money import yen_text
from core.plan import Plan, compose_plan
from core.room import LENGTHS, PartTime, Setting, example_case, timetable
from core.stage import ANSWER_KEYS

NAME = "meeting"


class MeetingTime(Frozen):
    """One part: for each length its slides and its minutes, 「画面5〜10・5分」."""

    name: str
    lengths: tuple[str, str, str]


class MeetingPart(Frozen):
    """What is read out in a part, how it is done, and when it ends today ("" for no day set)."""

    name: str
    ends: str
    read: str
    how: str


class MeetingBelief(Frozen):
    """What many believe, and the answer."""

    text: str
    answer: str


class MeetingAnswer(Frozen):
    """How the story answers a question, and the numbers of its sentences ("" for none)."""

    name: str
    answer: str
    behind: str


class MeetingColumn(Frozen):
    """いま, 次 or その先 with all its steps, each with its day."""

    name: str
    steps: tuple[str, ...]


class MeetingStory(Frozen):
    """The fictional family of the day, with what its story answers and what core makes of it."""

    title: str
    lines: tuple[str, ...]
    answers: tuple[MeetingAnswer, ...]
    amount: str
    columns: tuple[MeetingColumn, ...]
    not_yet: tuple[str, ...]
    teaches: tuple[str, ...]


class MeetingLabels(Frozen):
    """The words of the sheet."""

    bring_title: str
    bring: tuple[str, ...]
    rules_title: str
    read: str
    how: str
    story_title: str
    quiz_title: str
    quiz_answer: str
    care_title: str
    care: tuple[str, ...]
    notes_title: str
    blank_head: tuple[str, ...]


class MeetingRoomLabels(Frozen):
    """The words that data/room.toml adds."""

    times_title: str
    times_heads: tuple[str, ...]
    times_note: str
    answers_title: str
    answers_note: str
    plan_title: str
    not_yet: str
    teaches_title: str


class MeetingSheet(Sheet):
    """What meeting.typ reads."""

    blank: bool = False
    words: MeetingLabels
    room: MeetingRoomLabels
    lead: str
    rules: tuple[str, ...]
    times: tuple[MeetingTime, ...]
    parts: tuple[MeetingPart, ...]
    story: MeetingStory | None
    quiz: tuple[MeetingBelief, ...]


def _example(papers: Papers) -> Example:
    stories = {example.id: example for example in papers.catalog.examples}
    return stories.get(papers.example or "", papers.catalog.examples[0])


def _when(part: PartTime | None, catalog: Catalog) -> str:
    words = catalog.room.papers.meeting
    if part is None:
        return words.none
    one = part.first == part.last
    numbers = (words.slides if one else words.slides_span).format(first=part.first, last=part.last)
    return f"{numbers}・{words.minutes.format(minutes=part.minutes)}"


def _times(example: Example, catalog: Catalog, say: Speech) -> tuple[MeetingTime, ...]:
    """The slides of each part for the three lengths."""
    tables = [
        {one.part: one for one in timetable(example.id, length, time(), catalog)}
        for length in LENGTHS
    ]
    return tuple(
        MeetingTime(
            name=say(part.name),
            lengths=tuple(say(_when(table.get(part.key), catalog)) for table in tables),
        )
        for part in catalog.room.parts
    )


def _ends(setting: Setting | None, catalog: Catalog) -> Mapping[RoomPartKey, str]:
    """When each part of today's meeting ends; a part that it does not have has 「なし」."""
    if setting is None:
        return dict.fromkeys((part.key for part in catalog.room.parts), "")
    table = timetable(setting.case, setting.length, setting.start, catalog)
    none = catalog.room.papers.meeting.none
    ends = {one.part: catalog.room.until.format(clock=one.ends) for one in table}
    return {part.key: ends.get(part.key, none) for part in catalog.room.parts}


def _columns(plan: Plan, catalog: Catalog, say: Speech) -> tuple[MeetingColumn, ...]:
    words, made = catalog.room.plan, []
    for name, steps in ((words.now, plan.now), (words.next, plan.next), (words.later, plan.later)):
        told = []
        for step in steps:
            due = say.due(step.due_on)
            if step.id == "R0":
                due = said.weekday(plan.review_on, made_on=plan.made_on)
            told.append(say(step.title + (f"（{due}）" if due else "")))
        made.append(MeetingColumn(name=say(name), steps=tuple(told)))
    return tuple(made)


def _story(papers: Papers, say: Speech) -> MeetingStory:
    """The family of the day: its plan and its amount are the ones of the slides."""
    catalog, example = papers.catalog, _example(papers)
    words, labels = catalog.room, catalog.room.question
    plan = compose_plan(example_case(example, catalog, papers.made_on), catalog, papers.made_on)
    sentence = words.papers.story.sentence
    answers = tuple(
        MeetingAnswer(
            name=say(labels.short[key]),
            answer=say(labels.answers[example.answers[key]]),
            behind=say(sentence.format(numbers="・".join(map(str, told)))) if told else "",
        )
        for key in ANSWER_KEYS
        for told in (example.sentences(key),)
    )
    whole = plan.total is not None and plan.cost_whole
    amount = (
        words.papers.meeting.amount.format(
            amount=yen_text(plan.total), conditions=example.conditions
        )
        if whole and plan.total is not None
        else words.money.refused
    )
    return MeetingStory(
        title=say(example.title),
        lines=say.all(example.story),
        answers=answers,
        amount=say(amount),
        columns=_columns(plan, catalog, say),
        not_yet=say.all(one.text for one in plan.not_yet),
        teaches=say.all(example.teaches),
    )


def filled(papers: Papers, tidy: Tidy, setting: Setting | None = None) -> MeetingSheet:
    """The running order with the fictional family of the day (``papers.example``, else the first).

    ``setting``: today's meeting, whose clock times then stand beside the parts.
    """
    catalog, say = papers.catalog, Speech(papers, tidy)
    ends = _ends(setting, catalog)
    words, room = catalog.sheets.meeting, catalog.room
    return MeetingSheet(
        head=say.head(words.title, made_up=False),
        shared=say.frame(),
        words=say.picked(MeetingLabels, words),
        room=say.picked(MeetingRoomLabels, room.papers.meeting),
        lead=say(words.lead),
        rules=say.all((*room.rules.lines, room.rules.agree)),
        times=_times(_example(papers), catalog, say),
        parts=tuple(
            MeetingPart(
                name=say(part.name),
                ends=say(ends[part.key]),
                read=say(part.read),
                how=say(part.how),
            )
            for part in room.parts
        ),
        story=_story(papers, say),
        quiz=tuple(MeetingBelief(text=say(one.text), answer=say(one.answer)) for one in words.quiz),
    )


def blank(papers: Papers, tidy: Tidy) -> MeetingSheet:
    """The same frame for a meeting's own running order."""
    lead = tidy(papers.catalog.sheets.meeting.blank_lead)
    return filled(papers, tidy).but(blank=True, story=None, parts=(), times=(), lead=lead)
