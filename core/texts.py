"""Texts of a family as they arrive: from a keyboard, a tab, or a file."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from core.said import WEEKDAYS


def sound(text: str) -> str:
    """The same text without halves of characters, which nothing can show, print or write.

    Two halves that belong together become their character, a lone one U+FFFD.
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def sound_all(value: Any) -> Any:
    """JSON values with every text in them sound, also the names of fields."""
    if isinstance(value, str):
        return sound(value)
    if isinstance(value, list):
        return [sound_all(one) for one in value]
    if isinstance(value, dict):
        return {sound_all(key): sound_all(one) for key, one in value.items()}
    return value


def folded(text: str) -> str:
    """A name for comparing: one form of letters (NFKC), no blanks."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


__all__ = ["WEEKDAYS", "folded", "sound", "sound_all"]
