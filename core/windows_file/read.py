"""Windows from the bytes of a file, or from what was typed on a screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from core.catalog import Catalog
from core.days import dated, last
from core.windows_file.cells import guarded, tidy
from core.windows_file.model import (
    CHECKED,
    COLUMNS,
    MOST_BYTES,
    MOST_ROWS,
    NAME,
    WindowsRead,
    unusable,
)
from core.windows_file.rows import Rows
from core.windows_file.table import table_of, texts
from core.windows_file.write import csv_of


def read_windows(data: bytes, today: date, catalog: Catalog) -> WindowsRead:
    """The windows of a CSV file. Never raises for any bytes: what is wrong is listed, row by row.

    UTF-8 (with or without a mark), CP932 and UTF-16; comma, tab or semicolon; columns in any
    order. A row with a wrong number or without a name is not used; a row whose day of checking is
    missing, in the future or more than 13 months before ``today`` is used without its number.
    """
    if len(data) > MOST_BYTES:
        return unusable(
            f"ファイルが大きすぎます（{len(data) // 1000:,} KB）。"
            f"{MOST_BYTES // 1000} KB、{MOST_ROWS}行までにしてください"
        )
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return unusable(
            "表計算ソフトの形のままです。「名前を付けて保存」で「CSV UTF-8」を選んでください"
        )
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return unusable("中身がありません")
    first = ""
    for text in texts(data):
        first = first or text
        table = table_of(text)
        if table is not None:
            return Rows(table, today, catalog).read(table)
    return unusable(f"見出しの行に「{NAME}」の列がありません", first.strip().split("\n")[0])


def read_row(cells: Mapping[str, str], today: date, catalog: Catalog) -> WindowsRead:
    """One window typed on a screen, by the same rules as a file. ``cells``: COLUMNS to texts.

    A day of checking without a year, 「11/20」, is the last such day: it has been.
    """
    checked = cells.get(CHECKED, "")
    day = last(checked, today) if dated(checked) is None else None
    typed = cells if day is None else {**cells, CHECKED: day.isoformat()}
    row = tuple(guarded(tidy(typed.get(column, ""))) for column in COLUMNS)
    return read_windows(csv_of([COLUMNS, row]), today, catalog)
