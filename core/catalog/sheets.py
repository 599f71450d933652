"""data/sheets.toml: the words of the sheets (``core.sheet_words``)."""

from __future__ import annotations

from pathlib import Path

from core.catalog.reading import build, toml
from core.sheet_words import SheetWords


def read_sheets(folder: Path) -> SheetWords:
    """The words of all sheets. Raises DataError."""
    return build(SheetWords, toml(folder, "sheets.toml"), "data/sheets.toml", "ファイル")
