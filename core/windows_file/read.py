"""Windows from the bytes of a file at once, or from what was typed on a screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from core.catalog import Catalog
from core.contacts import LocalWindow
from core.windows_file.cells import guarded, tidy
from core.windows_file.model import COLUMNS, WindowsRead
from core.windows_file.rows import Rows
from core.windows_file.table import Row, Table
from core.windows_file.understood import take, understand
from core.windows_file.write import cells_of


def read_windows(data: bytes, today: date, catalog: Catalog) -> WindowsRead:
    """The windows of a file as it is understood by itself. Never raises for any bytes.

    ``understand`` and ``take`` one after the other. A row without a name is not used; one whose
    day of checking is missing, in the future or more than 13 months before ``today`` is used
    without its number.
    """
    return take(understand(data, today), today, catalog)


def _typed(rows: Iterable[Sequence[str]], today: date, catalog: Catalog) -> WindowsRead:
    table = Table(
        COLUMNS,
        tuple(Row(number, "", tuple(cells)) for number, cells in enumerate(rows, start=2)),
        {name: (at,) for at, name in enumerate(COLUMNS)},
    )
    return Rows(table, today, catalog, typed=True).read()


def read_row(cells: Mapping[str, str], today: date, catalog: Catalog) -> WindowsRead:
    """One window typed on a screen. ``cells``: COLUMNS to texts.

    The rules are those of a file, but what is wrong with the number, or too long, is a fault: it is
    asked again. An empty form is no window, and no fault.
    """
    row = [guarded(tidy(cells.get(column, ""))) for column in COLUMNS]
    return _typed([row] if any(row) else [], today, catalog)


def right_windows(windows: Iterable[LocalWindow], catalog: Catalog) -> tuple[LocalWindow, ...]:
    """Of windows that come from somewhere else those that somebody could have typed."""
    rows = [[guarded(tidy(cell)) for cell in cells_of(one, catalog)] for one in windows]
    # The day matters only for notes, which tell what is not shown.
    return _typed(rows, date.min, catalog).windows
