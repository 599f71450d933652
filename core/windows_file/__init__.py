"""The group's own windows as a table: a template, understanding a chosen one, taking it, writing.

Two steps: ``understand`` says what a file holds and which column means what; ``take`` gives the
windows of it. ``read_windows`` is both at once.
"""

from core.windows_file.cells import cut
from core.windows_file.model import (
    COLUMNS,
    MOST_BYTES,
    MOST_ROWS,
    Gathered,
    RowFault,
    WindowsRead,
    gathered,
)
from core.windows_file.read import read_row, read_windows, right_windows
from core.windows_file.understood import Understood, corrected, take, understand
from core.windows_file.write import template_csv, words_of, write_windows

__all__ = [
    "COLUMNS",
    "MOST_BYTES",
    "MOST_ROWS",
    "Gathered",
    "RowFault",
    "Understood",
    "WindowsRead",
    "corrected",
    "cut",
    "gathered",
    "read_row",
    "read_windows",
    "right_windows",
    "take",
    "template_csv",
    "understand",
    "words_of",
    "write_windows",
]
