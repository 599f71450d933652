"""What a family writes on its 相談メモ. Kept for the visit like all answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from core.base import Frozen
from core.sheet_words import MemoWords
from core.texts import sound

MOST = 3_000
Written = Annotated[str, Field(max_length=MOST)]


class Memo(Frozen):
    """Texts by field, the matters to talk about, the one that weighs most, and what may be shown.

    ``with_safety`` puts the safety answers on the sheet, ``with_answers`` the thirteen questions.
    Nothing names anybody.
    """

    texts: dict[str, Written] = Field(default_factory=dict)
    worries: frozenset[str] = frozenset()
    main: str | None = None
    asked_before: Written = ""
    first_question: Written = ""
    with_answers: bool = False
    with_safety: bool = False


def read_memo(raw: object, words: MemoWords) -> Memo:
    """The memo from what the tab keeps: what is right stays, anything else is left out."""
    if not isinstance(raw, Mapping):
        return Memo()
    texts = raw.get("texts")
    worries = raw.get("worries")
    fields = {field.key for field in words.fields}
    known = [worry.key for worry in words.worries]
    chosen = set(known) & set(_strings(worries)) if isinstance(worries, list | tuple) else set()
    main = raw.get("main")
    return Memo(
        texts={
            key: _text(value)
            for key, value in (texts if isinstance(texts, Mapping) else {}).items()
            if key in fields and isinstance(value, str)
        },
        worries=frozenset(chosen),
        main=main if isinstance(main, str) and main in chosen else None,
        asked_before=_text(raw.get("asked_before")),
        first_question=_text(raw.get("first_question")),
        with_answers=raw.get("with_answers") is True,
        with_safety=raw.get("with_safety") is True,
    )


def _strings(values: list[object] | tuple[object, ...]) -> list[str]:
    return [value for value in values if isinstance(value, str)]


def _text(value: object) -> str:
    return sound(value)[:MOST] if isinstance(value, str) else ""
