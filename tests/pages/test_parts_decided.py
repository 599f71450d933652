"""What is asked of a family stands in one schema; what each part is for is decided here, part by part.

Several lists say it: what an example shares with a family, what a family would miss, on which screen
one goes on, what both voices write. A part that is added has to be put into this table first, so that
no list can be forgotten.
"""

from __future__ import annotations

import ast
from pathlib import Path

from core.case import kept
from core.case.answers import NOT_SAVED, SETTINGS, saved_parts
from core.case_file import SCREENS_OF
from pages.parts.hall import room_tab

HOME = Path(__file__).resolve().parents[2] / "pages" / "home.py"

DECIDED: dict[str, str] = {
    "answerer": "shared setting",
    "checks": "shared",
    "merge": "setting",
    "age": "screen",
    "age_text": "",
    "situation": "screen",
    "in_use": "",
    "cost": "screen",
    "tax_facts": "",
    "usages": "screen written",
    "usages_proposed": "setting",
    "cost_asked": "setting",
    "notes": "screen written",
    "review": "screen written",
    "edits": "screen written",
    "windows": "shared screen meeting",
    "sheets": "shared meeting",
    "memo": "screen written",
    "place": "screen",
    "quotes": "screen",
    # Parts that only the tab keeps.
    "alert_open": "",
    "aside": "",
    "aside_of": "",
    "cost_talk": "",
    "example": "shared",
    "find": "",
    "history": "screen",
    "plan_days": "",
    "plan_new": "",
    "windows_new": "shared meeting",
}
"""shared: an example and a family both use it. setting: nobody would miss it. screen: one goes on
there without a check. written: the same for both voices, and home says so. meeting: nobody's own."""


def parts(mark: str) -> set[str]:
    return {part for part, marks in DECIDED.items() if mark in marks.split()}


def test_every_part_is_decided() -> None:
    assert DECIDED.keys() == saved_parts().keys() | NOT_SAVED


def test_the_lists_say_what_was_decided() -> None:
    assert parts("shared") == kept.SHARED
    assert parts("setting") == SETTINGS
    assert parts("screen") == {part for of in SCREENS_OF.values() for part in of}
    assert parts("meeting") == {*room_tab._NOBODYS}


def test_home_tells_of_all_that_both_voices_write() -> None:
    """A screen is no module to import: its list is read as it stands there."""
    (written,) = (
        ast.literal_eval(node.value)
        for node in ast.parse(HOME.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "WRITTEN"
    )
    assert parts("written") == {*written}
