"""The columns of the table of windows, and what reading it gives back."""

from __future__ import annotations

from collections.abc import Iterable

from core.base import Frozen
from core.contacts import LocalWindow
from core.windows_file.cells import cut

MOST_ROWS = 200
MOST_BYTES = 3_000_000
"""Bytes of a file: a prefecture's list of some thousand rows and forty columns."""
KIND, NAME, PHONE, HOURS, TOPIC, CHECKED = COLUMNS = (
    "種類",
    "名前",
    "電話",
    "曜日と時間",
    "どんな相談",
    "確かめた日",
)
FILE, WHOLE_ROW = "(ファイル)", "(行全体)"


class RowFault(Frozen):
    """Something about one row, for the person who made the file.

    ``row`` is the row of the spreadsheet (the header is mostly 1); None for the whole file.
    """

    row: int | None
    field: str
    reason: str
    found: str

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        where = "ファイル" if self.row is None else f"{self.row}行目の「{self.field}」"
        found = f"（見つかったもの：{self.found}）" if self.found else ""
        return f"{where}：{self.reason}{found}"


class Gathered(Frozen):
    """Faults or notes that say the same: the first of them, and how many rows they are of."""

    first: RowFault
    rows: int


def gathered(all_of_them: Iterable[RowFault]) -> tuple[Gathered, ...]:
    """Each thing to say once, in the order of the rows, with its count."""
    found: dict[tuple[str, str], list[RowFault]] = {}
    for one in all_of_them:
        found.setdefault((one.field, one.reason), []).append(one)
    return tuple(Gathered(first=same[0], rows=len(same)) for same in found.values())


class WindowsRead(Frozen):
    """What a file held. ``faults``: rows that are not used; ``notes``: what else to know.

    A window with a note is used. Its number is kept, and shown only where
    ``core.contacts.may_show_number`` allows it.
    """

    windows: tuple[LocalWindow, ...]
    faults: tuple[RowFault, ...]
    notes: tuple[RowFault, ...]


def fault(reason: str, found: str = "", row: int | None = None, field: str = FILE) -> RowFault:
    """A fault or a note; of what was found only the beginning, in one line."""
    return RowFault(row=row, field=field, reason=reason, found=cut(found))
