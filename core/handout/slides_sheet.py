"""The slides of a meeting on A4, one a page, for the day on which the laptop fails."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from core.handout.papers import Papers
from core.handout.sheet import Sheet, Speech
from core.handout.text import Tidy
from core.room import Slide

NAME = "slides"


class SlidesSheet(Sheet):
    """What slides.typ reads: the slides as they are projected, every word made fit for the paper."""

    slides: tuple[Slide, ...]


def _tidied(value: Any, tidy: Tidy) -> Any:
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, dict):
        return {key: _tidied(one, tidy) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_tidied(one, tidy) for one in value)
    return value


def made(papers: Papers, tidy: Tidy, slides: Iterable[Slide]) -> SlidesSheet:
    """The slides of a meeting as a sheet."""
    say = Speech(papers, tidy)
    return SlidesSheet(
        head=say.head(papers.catalog.room.papers.slides.title, made_up=False),
        shared=say.frame(),
        slides=tuple(Slide.model_validate(_tidied(one.model_dump(), tidy)) for one in slides),
    )
