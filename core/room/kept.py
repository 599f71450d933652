"""What a room said, read back from where it is kept: a mapping in which anything may stand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast, get_args

from core.case.packed import text_of
from core.contacts import LocalWindow
from core.room.model import Vote

MOST_CHARACTERS = 20_000
"""So much of a room is kept."""
_VOTES = frozenset(get_args(Vote))
_NAME, _PHONE, _MEETING = 60, 40, 40
"""Letters of a window's name, of its number, and of when the group meets again."""

Kept = Mapping[str, Any]


def unpack(text: object) -> dict[str, Any]:
    """What a tab kept; empty where it is nothing that we wrote."""
    if not isinstance(text, str) or len(text) > MOST_CHARACTERS:
        return {}
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def pack(kept: Kept) -> str:
    """The text to keep; "" for nothing, and for more than has room."""
    text = text_of(kept)
    return text if len(text) <= MOST_CHARACTERS else ""


def votes_on(kept: Kept, case: str) -> dict[str, Vote]:
    """What the room said about this fictional family, by the key of the question."""
    found = kept.get("votes") if kept.get("case") == case else None
    if not isinstance(found, dict):
        return {}
    return {str(key): cast(Vote, one) for key, one in found.items() if one in _VOTES}


def typed_windows(kept: Kept) -> list[tuple[str, str]]:
    """The windows of the group as typed, name and number; also empty ones."""
    found = kept.get("windows")
    pairs = found if isinstance(found, list) else []
    return [(str(one[0]), str(one[1])) for one in pairs if isinstance(one, list) and len(one) == 2]


def windows_of(kept: Kept) -> tuple[LocalWindow, ...]:
    """The windows of the group for the last slide. What has no name is left out."""
    return tuple(
        LocalWindow(name=name[:_NAME], phone=phone[:_PHONE])
        for name, phone in typed_windows(kept)
        if name
    )


def next_meeting(kept: Kept) -> str:
    """When the group meets again, in its own words; "" for not said."""
    return str(kept.get("next") or "")[:_MEETING]
