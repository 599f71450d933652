"""The sheets of an .xlsx file as texts. Its reader is loaded only then, and reads row by row."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from core.errors import AshibaError

UNPACKED_MOST = 20_000_000
"""Bytes of all parts of the file together: what is packed tightly could fill the memory."""
PARTS_MOST = 500
SHEETS_MOST = 10
ROWS_MOST = 5_000
CELLS_MOST = 300_000
_SAVE_AS = "Excel で開いて、「名前を付けて保存」で「CSV UTF-8」を選んでください"


class SheetError(AshibaError):
    """The file cannot be read as a table. Japanese, without its last 。."""


Sheet = tuple[str, list[tuple[str, ...]], bool]
"""Its name, its rows, and whether more stood below."""


def sheets(data: bytes) -> Iterator[Sheet]:
    """The visible sheets of a file, one by one. Raises SheetError."""
    _check_size(data)
    import openpyxl  # a quarter of a second, and only who brings such a file needs it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and checks that do not matter here
            book = openpyxl.load_workbook(
                io.BytesIO(data), read_only=True, data_only=True, keep_links=False
            )
            try:
                for sheet in book.worksheets[:SHEETS_MOST]:
                    if sheet.sheet_state == "visible":
                        yield _rows_of(sheet)
            finally:
                book.close()
    except Exception as fault:  # a broken file makes the reader raise whatever it likes
        raise SheetError(f"Excel の表として開けませんでした。{_SAVE_AS}") from fault


def _check_size(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as found:
            parts = found.infolist()
    except Exception as fault:  # as above
        raise SheetError(f"ファイルがこわれています。{_SAVE_AS}") from fault
    if len(parts) > PARTS_MOST or sum(one.file_size for one in parts) > UNPACKED_MOST:
        raise SheetError(
            "開くと大きすぎる表です。わたしの町の行だけを新しい表に写して、それをえらんでください"
        )


def _rows_of(sheet: Any) -> Sheet:
    sheet.reset_dimensions()  # what a file says of its own size may be anything
    rows: list[tuple[str, ...]] = []
    cells = 0
    for row in sheet.iter_rows(max_row=ROWS_MOST + 1, values_only=True):
        cells += len(row)
        if len(rows) == ROWS_MOST or cells > CELLS_MOST:
            return sheet.title, rows, True
        rows.append(tuple(_text(value) for value in row))
    while rows and not any(rows[-1]):
        rows.pop()
    return sheet.title, rows, False


def _text(value: object) -> str:
    """A cell as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value.hour}:{value.minute:02}"
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    return str(value)


__all__ = ["ROWS_MOST", "SheetError", "sheets"]
