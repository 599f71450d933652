"""The screens of the app: file, title, address. One table for the menu and for the server."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

ICON = "🪜"
PAGES = Path(__file__).resolve().parents[2]


class Screen(NamedTuple):
    """``file`` lies in pages/; ``address`` is the part after the slash ("" for the first one).

    ``group``: under which word of the menu it stands; "" for the way itself.
    """

    file: str
    title: str
    address: str
    group: str = ""


LOOK_UP = "しらべる"
"""What one looks up on the way; the way itself stands in the menu without a word above it."""


SCREENS = (
    Screen("home.py", "はじめに", ""),
    Screen("overview.py", "わたしたちの一枚", "overview"),
    Screen("check.py", "いまの足場", "check"),
    Screen("cost.py", "費用の見積もり", "cost"),
    Screen("plan.py", "くみあわせプラン", "plan"),
    Screen("sheet.py", "印刷・保存", "sheet"),
    Screen("find.py", "支援をさがす", "find", LOOK_UP),
    Screen("windows.py", "窓口", "windows", LOOK_UP),
    Screen("private.py", "民間をえらぶ", "private", LOOK_UP),
    Screen("sources.py", "出典と確認日", "sources", LOOK_UP),
)
OVERVIEW = SCREENS[1]
"""The home of a family that comes back."""

HALL = Screen("hall.py", "会で使う", "hall")
"""The room: it stands in no menu, because nothing of a family's is shown or asked there."""


def present() -> tuple[Screen, ...]:
    """The screens of the menu whose file exists."""
    return tuple(screen for screen in SCREENS if (PAGES / screen.file).is_file())
