"""The group's own windows as a CSV file: a template, reading row by row, and writing."""

from core.windows_file.model import COLUMNS, MOST_BYTES, MOST_ROWS, RowFault, WindowsRead
from core.windows_file.read import read_row, read_windows
from core.windows_file.write import template_csv, write_windows

__all__ = [
    "COLUMNS",
    "MOST_BYTES",
    "MOST_ROWS",
    "RowFault",
    "WindowsRead",
    "read_row",
    "read_windows",
    "template_csv",
    "write_windows",
]
