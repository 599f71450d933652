"""答えの札: A4 folded to four, one answer a side, held at the chest. The back stays blank."""

from __future__ import annotations

from core.base import Frozen
from core.handout.papers import Papers
from core.handout.sheet import Sheet, Speech
from core.handout.text import Tidy

NAME = "answers"
VALUES = ("yes", "sometimes", "no", "unknown")


class AnswerCard(Frozen):
    """One answer; ``value`` chooses its shape."""

    value: str
    label: str


class AnswersSheet(Sheet):
    """What answers.typ reads."""

    cards: tuple[AnswerCard, ...]


def filled(papers: Papers, tidy: Tidy) -> AnswersSheet:
    """The four answers of the check, each with a shape that grades nothing."""
    room, say = papers.catalog.room, Speech(papers, tidy)
    return AnswersSheet(
        head=say.head(room.papers.cards.title, made_up=False),
        shared=say.frame(),
        cards=tuple(
            AnswerCard(value=value, label=say(room.question.answers[value]))  # type: ignore[index]
            for value in VALUES
        ),
    )
