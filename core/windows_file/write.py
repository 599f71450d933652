"""The table to fill in, and windows as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from core.catalog import Catalog
from core.contacts import LocalWindow
from core.windows_file.cells import guarded, tidy
from core.windows_file.model import CHECKED, COLUMNS, HOURS, KIND, NAME, PHONE, TOPIC


def csv_of(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with a mark and CRLF: what spreadsheets of Japanese Windows open by a double click."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig", errors="replace")


def template_csv(catalog: Catalog) -> bytes:
    """The empty table to fill in, with example rows that ``read_windows`` skips."""
    label = catalog.windows.kinds.label
    examples = (
        (label(one.kind), one.name, one.phone, one.hours, one.topic, one.checked_on)
        for one in catalog.windows.csv_examples
    )
    return csv_of([COLUMNS, *examples])


def words_of(window: LocalWindow | None) -> dict[str, str]:
    """What a window says, by the name of its column; without its kind. Empty for none."""
    if window is None:
        return {}
    day = window.checked_on
    return {
        NAME: window.name,
        PHONE: window.phone,
        HOURS: window.hours,
        TOPIC: window.topic,
        CHECKED: "" if day is None else day.isoformat(),
    }


def cells_of(window: LocalWindow, catalog: Catalog) -> tuple[str, ...]:
    """A window as the cells of its row."""
    words = {KIND: catalog.windows.kinds.label(window.kind), **words_of(window)}
    return tuple(words[column] for column in COLUMNS)


def write_windows(windows: Sequence[LocalWindow], catalog: Catalog) -> bytes:
    """Own windows as a CSV that ``read_windows`` reads back, safe to open in a spreadsheet.

    A cell that a spreadsheet would compute, or make a number or a day of (「9-17」「5/6」), gets an
    apostrophe in front, which reading takes away. The day of checking is a day there too.
    """
    rows = []
    for one in windows:
        *words, day = (tidy(cell) for cell in cells_of(one, catalog))
        rows.append((*(guarded(cell) for cell in words), day))
    return csv_of([COLUMNS, *rows])
