"""約束のポスター: the rules of a meeting, large, for the wall beside the screen."""

from __future__ import annotations

from core.handout.papers import Papers
from core.handout.sheet import Sheet, Speech
from core.handout.text import Tidy

NAME = "rules"


class RulesSheet(Sheet):
    """What rules.typ reads."""

    heading: str
    lines: tuple[str, ...]
    agree: str


def filled(papers: Papers, tidy: Tidy) -> RulesSheet:
    """The rules that are projected, in the same words."""
    room, say = papers.catalog.room, Speech(papers, tidy)
    return RulesSheet(
        head=say.head(room.papers.rules.title, made_up=False),
        shared=say.frame(),
        heading=say(room.rules.heading),
        lines=say.all(room.rules.lines),
        agree=say(room.rules.agree),
    )
