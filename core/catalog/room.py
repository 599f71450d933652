"""data/room.toml: the words of the room (会で使う) and the minutes of its parts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from core.base import Frozen
from core.catalog.kinds import Text
from core.catalog.reading import build, toml
from core.figures import Grade

FILE = "data/room.toml"
LENGTHS = (20, 45, 60)
RoomPartKey = Literal[
    "title",
    "rules",
    "quiz",
    "story",
    "safety",
    "question",
    "unsure",
    "footing",
    "money",
    "plan",
    "write",
    "windows",
]
PART_KEYS: tuple[RoomPartKey, ...] = get_args(RoomPartKey)
"""The parts of a meeting, in their order."""
Lines = Annotated[tuple[Text, ...], Field(min_length=1, max_length=6)]
Percent = Annotated[str, Field(pattern=r"^\d{1,3}\.\d$")]
Minutes = Annotated[int, Field(strict=True, ge=0, le=60)]


class RoomFaults(Frozen):
    """What the preparation screen says of an address that leads nowhere."""

    case: Text
    length: Text
    start: Text
    number: Text


class RoomPart(Frozen):
    """One part: its minutes for each length, what is read out, and how it is done."""

    key: RoomPartKey
    name: Text
    minutes: tuple[Minutes, Minutes, Minutes]
    read: Text
    how: Text


class TitleWords(Frozen):
    """題と時間."""

    heading: Text
    who: Text
    own: Text


class RulesWords(Frozen):
    """約束, on the wall and on the poster."""

    heading: Text
    lines: Lines
    agree: Text


class QuizWords(Frozen):
    """○×: what frames the beliefs of data/sheets.toml."""

    part: Text
    ask: Text
    silent: Text
    answer: Text
    source: Text


class Share(Frozen):
    """So many percent said so."""

    text: Text
    percent: Percent


class VoicesWords(Frozen):
    """What eased life, said by people who know: a survey, with its source."""

    part: Text
    heading: Text
    foot: Text
    source: Text
    grade: Grade
    checked_on: date
    url: Text
    rows: Annotated[tuple[Share, ...], Field(min_length=2, max_length=4)]


class StoryWords(Frozen):
    """話."""

    heading: Text


class SafetyWords(Frozen):
    """安全: never a vote."""

    heading: Text
    home: Text
    none: Text
    unknown: Text
    leave: Text
    card: Text
    press: Text


class QuestionWords(Frozen):
    """問い. ``named`` is replaced by the name, ``unsaid`` is left out of a question."""

    part: Text
    untold: Text
    named: Text
    unsaid: Text
    answers: dict[Literal["yes", "sometimes", "no", "unknown", "split"], Text]
    short: dict[str, Text]
    """A few words for each question, by its key."""


class RestWords(Frozen):
    """The questions that are not asked."""

    part: Text
    heading: Text
    foot: Text


class UnsureWords(Frozen):
    """どこで迷ったか."""

    part: Text
    heading: Text
    why: Text
    right: Text
    none: Text
    ask: Text
    sentence: Text
    left: Text


class FootingWords(Frozen):
    """足場."""

    one: Text
    range: Text
    split: Text
    apart: Text
    foot: Text
    conditions: dict[str, Text]
    """A few words for each condition, by its key."""


class MoneyWords(Frozen):
    """お金. The lists are the one reason: the first that fits the family."""

    heading: Text
    conditions: Text
    medical: Text
    welfare_days: Text
    others: Text
    welfare: Lines
    have: Lines
    none: Lines
    unknown: Lines
    free: Lines
    fees: Lines
    confirmed: Text
    unconfirmed: Text
    refused: Text
    ask: Lines
    services: dict[str, Text]
    """Short names of services, by id."""


class PlanWords(Frozen):
    """計画. ``short``: a title of data/plan.toml in at most twelve letters."""

    heading: Text
    now: Text
    next: Text
    later: Text
    gate_now: Text
    gate_next: Text
    gate_later: Text
    due: Text
    sign: Text
    consent: Text
    review: Text
    not_yet: Text
    short: dict[str, Annotated[str, Field(min_length=1, max_length=12)]]


class WriteWords(Frozen):
    """書く."""

    heading: Text
    lines: Lines


class WindowsWords(Frozen):
    """窓口と次の会. ``hotlines``: ids of lines that stand where the group has none of its own."""

    heading: Text
    paper: Text
    town: Text
    next: Text
    open: Text
    review: Text
    hotlines: Annotated[tuple[Text, ...], Field(min_length=1, max_length=3)]


class RulesPaper(Frozen):
    """約束のポスター."""

    title: Text


class StoryPaper(Frozen):
    """今日の話と問い."""

    title: Text
    lead: Text
    questions: Text
    sentence: Text
    untold: Text
    unsure: Text
    unsure_help: Text
    own: Text


class CardsPaper(Frozen):
    """答えの札."""

    title: Text


class SlidesPaper(Frozen):
    """The slides for the day on which the laptop fails."""

    title: Text


class PhonesPaper(Frozen):
    """The address for phones of the meeting, to hang up."""

    title: Text
    alt: Text
    lines: Lines


class MeetingPaper(Frozen):
    """会の進行表: what data/room.toml adds to the words of data/sheets.toml."""

    lengths: tuple[Text, Text, Text]
    times_title: Text
    times_heads: tuple[Text, Text, Text, Text]
    times_note: Text
    minutes: Text
    slides: Text
    slides_span: Text
    none: Text
    answers_title: Text
    answers_note: Text
    plan_title: Text
    amount: Text
    not_yet: Text
    teaches_title: Text


class RoomPapers(Frozen):
    """会の一式: how its papers are named and counted."""

    leader: Text
    people: Text
    pages_once: Text
    pages_span: Text
    both_sides: Text
    one_side: Text
    two_up: Text
    rules: RulesPaper
    story: StoryPaper
    cards: CardsPaper
    slides: SlidesPaper
    phones: PhonesPaper
    meeting: MeetingPaper


class RoomWords(Frozen):
    """All of data/room.toml."""

    made_up: Text
    fiction: Text
    until: Text
    more: Text
    faults: RoomFaults
    parts: tuple[RoomPart, ...]
    title: TitleWords
    rules: RulesWords
    quiz: QuizWords
    voices: VoicesWords
    story: StoryWords
    safety: SafetyWords
    question: QuestionWords
    rest: RestWords
    unsure: UnsureWords
    footing: FootingWords
    money: MoneyWords
    plan: PlanWords
    write: WriteWords
    windows: WindowsWords
    papers: RoomPapers

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if tuple(part.key for part in self.parts) != PART_KEYS:
            raise ValueError(f"parts の key は {'、'.join(PART_KEYS)} の順")
        for place, length in enumerate(LENGTHS):
            found = sum(part.minutes[place] for part in self.parts)
            if found != length:
                raise ValueError(f"parts の分は、足して{length}分（いまは{found}分）")
        return self


def read_room(folder: Path) -> RoomWords:
    """The words of the room. Raises DataError."""
    return build(RoomWords, toml(folder, "room.toml"), FILE, "ファイル")
