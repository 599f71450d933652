"""data/not_covered.toml: what the tool does not compute or say."""

from __future__ import annotations

from pathlib import Path

from core.base import Frozen
from core.catalog.kinds import Text
from core.catalog.reading import build, rows_of, toml


class NotCovered(Frozen):
    """Something the tool does not compute or say, and whom to ask instead."""

    what: Text
    ask: Text


def read_not_covered(folder: Path) -> tuple[NotCovered, ...]:
    """All of it, in order. Raises DataError."""
    file = "data/not_covered.toml"
    return tuple(
        build(NotCovered, row, file, str(row.get("what")))
        for row in rows_of(toml(folder, "not_covered.toml"), "not_covered", file)
    )
