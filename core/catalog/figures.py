"""data/figures.csv: the dated figures (``core.figures``)."""

from __future__ import annotations

from pathlib import Path

from core.catalog.reading import build, csv_rows
from core.errors import DataError
from core.figures import Figure, Figures


def read_figures(folder: Path) -> Figures:
    """All figures; no two rows of a key hold at once. Raises DataError."""
    file = "data/figures.csv"
    rows = []
    for line, record in csv_rows(folder, "figures.csv"):
        if record.get("valid_to") == "":
            record["valid_to"] = None
        rows.append(build(Figure, record, file, line))
    figures = Figures(rows)
    for before, after in figures.overlaps():
        raise DataError(
            file,
            after.key,
            "valid_from",
            after.valid_from.isoformat(),
            f"{before.valid_from} からの行の valid_to より後",
        )
    return figures
