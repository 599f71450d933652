"""The screens of the app: file, title, address. One table for the menu and for the server."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

ICON = "🪜"
PAGES = Path(__file__).resolve().parents[2]


class Screen(NamedTuple):
    """``file`` lies in pages/; ``address`` is the part after the slash ("" for the first one)."""

    file: str
    title: str
    address: str


SCREENS = (
    Screen("home.py", "はじめに", ""),
    Screen("check.py", "いまの足場", "check"),
    Screen("find.py", "支援をさがす", "find"),
    Screen("cost.py", "費用の見積もり", "cost"),
    Screen("plan.py", "くみあわせプラン", "plan"),
    Screen("private.py", "民間をえらぶ", "private"),
    Screen("sheet.py", "印刷・保存", "sheet"),
    Screen("windows.py", "窓口", "windows"),
    Screen("sources.py", "出典と確認日", "sources"),
)


def present() -> tuple[Screen, ...]:
    """The screens whose file exists."""
    return tuple(screen for screen in SCREENS if (PAGES / screen.file).is_file())
