"""What stands on the wall: one frozen slide at a time, every word ready to be drawn."""

from __future__ import annotations

from typing import Any, Literal

from core.base import Frozen
from core.catalog import RoomPartKey
from core.errors import AshibaError
from core.stage import State

Kind = Literal[
    "title",
    "rules",
    "quiz",
    "quiz_answer",
    "voices",
    "story",
    "safety",
    "question",
    "rest",
    "unsure",
    "footing",
    "money",
    "plan",
    "write",
    "windows",
]
"""What a slide shows. A part may have several kinds: ○× is asked, then answered, then the survey."""
Length = Literal[20, 45, 60]
Vote = Literal["yes", "sometimes", "no", "unknown", "split"]
"""What the room said: the answer of the most, or 「分かれた」."""
LENGTHS: tuple[Length, ...] = (20, 45, 60)
MOST_LINES = 7


class NoSuchSlide(AshibaError):
    """There is no such case, length, start or slide. ``args[0]`` says in Japanese what is."""


class Strip(Frozen):
    """The line on top of every slide: 「架空の例」, 「みなとさん」, 「問い 2/6」."""

    made_up: str
    who: str
    part: str


class Numbered(Frozen):
    """One of the five sentences of the story with its number."""

    number: int
    text: str


class Choice(Frozen):
    """One of the five answers to press: key "1" to "5". ``picked``: the room pressed it."""

    key: str
    value: Vote
    label: str
    picked: bool = False


class Row(Frozen):
    """Two words side by side: a question and its answer, a window and its number."""

    label: str
    value: str


class Bar(Frozen):
    """What the family pays for one thing in a month, for a drawn bar. Yen."""

    label: str
    value: str
    low: int
    high: int


class Reason(Frozen):
    """One line of なぜ: 「見えている」「まだ」「わからない」, and of what."""

    state: State
    word: str
    text: str


class Place(Frozen):
    """One of the three places of the picture. ``here``: where the family stands, about."""

    number: Literal[1, 2, 3]
    name: str
    here: bool
    shape: str
    color: str
    """Of the stage, as it is drawn on every picture."""


class PlanStep(Frozen):
    """A step in at most twelve characters. ``due``: 「12月3日まで」, or what it waits for."""

    title: str
    due: str = ""


class Column(Frozen):
    """いま, 次 or その先: what it waits for in a few words, and at most three steps."""

    title: str
    gate: str
    steps: tuple[PlanStep, ...]


class Slide(Frozen):
    """One slide. What a kind does not show is empty.

    ``number`` of ``of`` stands in the bar with ``clock``. ``minutes`` are those of the part and stand
    on its first slide only, so that all slides add up to the length of the meeting.
    """

    kind: Kind
    part: RoomPartKey
    number: int = 0
    of: int = 0
    minutes: int = 0
    clock: str = ""
    """「14:05ごろまで」: when the part ends."""
    strip: Strip
    heading: str
    lines: tuple[str, ...] = ()
    """Whole sentences under the heading and what the kind draws."""
    foot: str = ""
    """One more sentence, set apart below a rule: what the room does now, or what holds anyway."""
    hidden: bool = False
    """True: drawn on a dark, quiet screen."""
    span: tuple[str, str] | None = None
    """title: from when to when."""
    story: tuple[Numbered, ...] = ()
    """story: all five; question and unsure: the sentences behind a question."""
    key: str = ""
    """question: the key of the question, under which the room's answer is kept."""
    answers: tuple[Choice, ...] = ()
    """question: what can be pressed."""
    rows: tuple[Row, ...] = ()
    """rest: an answer and the questions that have it; unsure: a question and its sentences;
    windows: names and numbers; voices: who said so and how many."""
    asked: str = ""
    """quiz_answer: what was asked."""
    source: str = ""
    """Small: where a number comes from, and what it is counted with."""
    places: tuple[Place, ...] = ()
    """footing: the picture."""
    reasons: tuple[Reason, ...] = ()
    """footing: why."""
    amount: str = ""
    """money: what the family pays in a month, large."""
    bars: tuple[Bar, ...] = ()
    """money: what for."""
    columns: tuple[Column, ...] = ()
    """plan: いま, 次, その先."""
    not_yet: Row | None = None
    """plan: one まだしないこと."""
    more: str = ""
    """plan, unsure, rest: what had no room: 「ほかの1つは、進行表にあります」."""

    @property
    def words(self) -> tuple[str, ...]:
        """Every text of the slide, for tests and for a reader who cannot see it."""
        return tuple(_texts(self.model_dump(exclude=_NO_WORDS)))


_NO_WORDS: Any = {
    "kind": True,
    "part": True,
    "key": True,
    "answers": {"__all__": {"key", "value"}},
    "reasons": {"__all__": {"state"}},
    "places": {"__all__": {"shape", "color"}},
}
"""Fields of a slide that are never shown."""


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, dict):
        return [text for one in value.values() for text in _texts(one)]
    if isinstance(value, list | tuple):
        return [text for one in value for text in _texts(one)]
    return []


class PartTime(Frozen):
    """One part of the timetable: its slides, its minutes, and when it ends (「14:05」)."""

    part: RoomPartKey
    name: str
    minutes: int
    first: int
    last: int
    ends: str
