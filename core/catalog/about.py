"""data/about.toml: who made the tool, how, and what it does not know."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from core.base import Frozen
from core.catalog.kinds import Text
from core.catalog.reading import build, toml


class About(Frozen):
    """data/about.toml: who made the tool, who pays, when it was and is next reviewed, what it does
    not know.
    """

    makers: Annotated[tuple[Text, ...], Field(min_length=1)]
    money: Annotated[tuple[Text, ...], Field(min_length=1)]
    how: Annotated[tuple[Text, ...], Field(min_length=1)]
    """How the texts were made and checked."""
    not_known: Annotated[tuple[Text, ...], Field(min_length=1)]
    reviewed_on: date
    next_review: Annotated[str, Field(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]
    """The month ("YYYY-MM") in which everything is looked through next."""
    figure_groups: dict[Text, Text]
    """The name of a group of figures: by what stands before the first point of their keys."""


def read_about(folder: Path) -> About:
    """About the tool. Raises DataError."""
    return build(About, toml(folder, "about.toml"), "data/about.toml", "ファイル")
