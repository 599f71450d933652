"""今日の話と問い: the fictional family of the day and its questions, to tick by hand."""

from __future__ import annotations

from core.base import Frozen
from core.handout.papers import Papers
from core.handout.press import roomiest
from core.handout.sheet import LookedSheet, Speech
from core.handout.text import Tidy
from core.room import Length, told_questions
from core.room.scene import example_of

NAME = "story"
LABELS = ("yes", "sometimes", "no", "unknown")
_LOOKS = range(3)
"""The looks of story.typ, from roomy to close."""


class StoryLine(Frozen):
    """A sentence of the story."""

    number: int
    text: str


class StoryQuestion(Frozen):
    """A question with what it says in brackets, and the sentences that answer it."""

    text: str
    aside: str
    behind: str


class StoryLabels(Frozen):
    """The words of the sheet."""

    unsure: str
    unsure_help: str
    own: str


class StorySheet(LookedSheet):
    """What story.typ reads."""

    words: StoryLabels
    lead: str
    lines: tuple[StoryLine, ...]
    ask: str
    answers: tuple[str, ...]
    questions: tuple[StoryQuestion, ...]


def made(papers: Papers, tidy: Tidy, length: Length) -> StorySheet:
    """The family of ``papers.example`` (else the first) with the questions of a length."""
    catalog, say = papers.catalog, Speech(papers, tidy)
    example, _ = example_of(papers.example or catalog.examples[0].id, length, catalog)
    words = catalog.room.papers.story
    questions = []
    for asked in told_questions(example, length, catalog):
        numbers = "・".join(map(str, asked.behind))
        questions.append(
            StoryQuestion(
                text=say(asked.text),
                aside=say(asked.aside),
                behind=say(words.sentence.format(numbers=numbers) if numbers else words.untold),
            )
        )
    sheet = StorySheet(
        head=say.head(words.title, made_up=False),
        shared=say.frame(),
        words=say.picked(StoryLabels, words),
        lead=say(
            words.lead.format(
                made_up=catalog.room.made_up,
                name=example.name,
                age=example.age,
                fiction=catalog.room.fiction,
            )
        ),
        lines=tuple(
            StoryLine(number=at, text=say(text)) for at, text in enumerate(example.story, start=1)
        ),
        ask=say(words.questions.format(name=example.name)),
        answers=tuple(say(catalog.room.question.answers[one]) for one in LABELS),  # type: ignore[index]
        questions=tuple(questions),
    )
    looks = (sheet.but(look=look) for look in _LOOKS)
    return roomiest(NAME, looks, papers.made_on, sides=1).sheet
