"""data/examples.json: fictional families for a meeting."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

from pydantic import Field

from core.base import Frozen
from core.catalog.kinds import Text
from core.catalog.reading import build, unique
from core.errors import DataError


class Example(Frozen):
    """A fictional family for a meeting: nobody's own answers are ever projected."""

    id: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    title: Text
    story: tuple[Text, ...]


def read_examples(folder: Path) -> tuple[Example, ...]:
    """All examples, each id once. Raises DataError."""
    file = "data/examples.json"
    try:
        rows = json.loads((folder / "examples.json").read_text(encoding="utf-8"))
    except FileNotFoundError as fault:
        raise DataError(file, "ファイル", "-", "なし", "ファイルが要ります") from fault
    except ValueError as fault:
        raise DataError(file, "ファイル", "-", "読めない中身", "UTF-8 の JSON") from fault
    if not isinstance(rows, list) or not rows:
        raise DataError(file, "ファイル", "-", rows, "架空の家族の並び")
    examples = tuple(
        build(Example, row, file, f"{number}番目") for number, row in enumerate(rows, start=1)
    )
    unique((e.id for e in examples), file)
    return examples
