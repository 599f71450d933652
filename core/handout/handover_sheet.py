"""家族に渡せる紙: what the family may do for itself, in words to the family.

The same for everybody, so that it tells nothing of what the person answered: the steps of the
library, and room for what the person wants to say.
"""

from __future__ import annotations

from core.base import Frozen
from core.catalog import StepTemplate
from core.handout.papers import Papers
from core.handout.sheet import Sheet, Speech
from core.handout.text import Tidy

NAME = "handover"


class HandoverStep(Frozen):
    """One step that the family can take by itself."""

    title: str
    why: str
    who: str
    where: str
    say: str


class HandoverLabels(Frozen):
    """The words of the sheet."""

    lead: str
    steps_title: str
    steps_help: str
    who: str
    say: str
    where: str
    glad_title: str
    stop_title: str
    word_title: str


class HandoverSheet(Sheet):
    """What handover.typ reads."""

    words: HandoverLabels
    steps: tuple[HandoverStep, ...]


def _step(step: StepTemplate, tidy: Tidy) -> HandoverStep:
    return HandoverStep(
        title=tidy(step.title.family),
        why=tidy(step.why.family),
        who=tidy(step.who.family),
        where=tidy(step.where.family),
        say=tidy(step.say.family),
    )


def blank(papers: Papers, tidy: Tidy) -> HandoverSheet:
    """The steps that the family can take without the person."""
    words, say = papers.catalog.sheets.handover, Speech(papers, tidy)
    return HandoverSheet(
        head=say.head(words.title, made_up=False),
        shared=say.frame(),
        words=say.picked(HandoverLabels, words),
        steps=tuple(_step(papers.catalog.step(one), tidy) for one in words.steps),
    )


filled = blank
