"""Free text of the family in a label: Streamlit reads labels as Markdown, the words stay words."""

from __future__ import annotations

import re

APP_NAME = "あしばノート"
WAITS = "読み込んでいます。少しお待ちください。"
"""Until a screen is there: in the page, in Streamlit's part of it, and while the tab is asked."""
WHAT = "次の一歩と月の費用が、A4の紙1枚になります。質問は5分ほどです。"
"""What it is for, in the first lines of the first screen and of the door (deploy/door.py)."""

_SPECIAL = re.compile(r"[\\`*_{}\[\]()#+\-.!|~:$<>&]")
_BREAKS = re.compile(r"\s*[\r\n\v\f\x85\u2028\u2029]+\s*")
# Addresses, :material/…: and arrows are looked for after the backslashes are gone, so something
# that nobody sees (a word joiner) stands inside them.
_JOINER = "\u2060"
_LATE = re.compile(
    r"(?i:www)(?=\.)|@|:(?=//|material[/_]|streamlit:)|[-<>](?=[-=>])|[=~](?=[->=])", re.IGNORECASE
)


def plain_label(text: str) -> str:
    """``text`` as a label that shows just these characters, on one line: no link, no colour."""
    line = _LATE.sub(rf"\g<0>{_JOINER}", _BREAKS.sub(" ", text).strip())
    return _SPECIAL.sub(r"\\\g<0>", line)


def title_of(*parts: str) -> str:
    """The title of a page, from the near to the far: 質問5｜いまの足場｜あしばノート."""
    return "｜".join(dict.fromkeys((*parts, APP_NAME)))
