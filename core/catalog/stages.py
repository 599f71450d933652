"""data/stages.toml: the three 足場."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from core.base import Frozen, Voice
from core.catalog.kinds import NotYet, Text
from core.catalog.reading import build, rows_of, toml
from core.errors import DataError


class Stage(Frozen):
    """One 足場: its name, what it means, and its base plan (ids of steps)."""

    number: Literal[1, 2, 3]
    name: Text
    shape: Literal["diamond", "pentagon", "square"]
    """How it is drawn; none of the three reads as better or worse."""
    color: Annotated[str, Field(pattern="^#[0-9a-f]{6}$")]
    pale: Annotated[str, Field(pattern="^#[0-9a-f]{6}$")]
    """The ground of 「このあたり」."""
    article_name: Text
    aim: Voice
    result: Voice
    result_near: Voice | None = None
    supporters: Text
    signals_forward: tuple[Voice, ...]
    signals_back: tuple[Voice, ...]
    not_yet: tuple[NotYet, ...]
    review_days: Annotated[int, Field(ge=1, le=120)]
    review_note: Voice
    now: tuple[str, ...]
    next: tuple[str, ...]
    later: tuple[str, ...]


def read_stages(folder: Path) -> tuple[Stage, ...]:
    """The stages 1, 2 and 3. Raises DataError."""
    file = "data/stages.toml"
    stages = tuple(
        build(Stage, row, file, f"{number}番目")
        for number, row in enumerate(rows_of(toml(folder, "stages.toml"), "stage", file), start=1)
    )
    if tuple(stage.number for stage in stages) != (1, 2, 3):
        raise DataError(file, "ファイル", "number", len(stages), "1、2、3 の順")
    return stages
