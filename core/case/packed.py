"""The case as the text that a browser tab keeps: all of it, or what has room."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from core.case.answers import Raw

_EMPTY: tuple[object, ...] = (None, "", {}, [])


def is_empty(case: Raw) -> bool:
    """Whether nothing stands in it."""
    return all(value in _EMPTY for value in case.values())


def text_of(kept: Mapping[str, Any]) -> str:
    """Anything that JSON can hold, as short as it goes; "" for nothing."""
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")) if kept else ""


class Packed(NamedTuple):
    """The text to keep, and whether it holds everything."""

    text: str
    whole: bool


def packed(case: Raw, also: Mapping[str, Any], most: int) -> Packed:
    """A case and what goes with it (``also``), in at most ``most`` characters.

    Where it is too much, the days before go first, which no plan is made of; then as few parts as
    will do.
    """
    full = {key: value for key, value in case.items() if value not in _EMPTY}
    kept: dict[str, Any] = dict(also)
    if full:
        kept["case"] = full
    text = text_of(kept)
    if len(text) <= most:
        return Packed(text, whole=True)
    by_size = sorted(full, key=lambda name: -len(text_of({name: full[name]})))
    for name in sorted(by_size, key=lambda name: name != "history"):
        full.pop(name)
        text = text_of(kept)
        if len(text) <= most:
            break
    return Packed(text, whole=False)
