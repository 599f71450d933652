"""What a family writes on its 相談メモ. Kept for the visit like all answers."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from core.base import Frozen
from core.sheet_words import MemoWords
from core.tolerant import Read, kept, list_of, mapping, one_of, or_none, text, unlike

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


def memo_reader(words: MemoWords, cut: bool = False) -> Read:
    """The memo as the tab and the file keep it. A text that is too long goes, or (``cut``) ends."""
    worry, line = one_of(*(one.key for one in words.worries)), text(MOST, cut)
    yes_or_no = one_of(True, False)
    return mapping(
        {
            "texts": mapping({field.key: line for field in words.fields}),
            "worries": unlike(list_of(worry)),
            "main": or_none(worry),
            "asked_before": line,
            "first_question": line,
            "with_answers": yes_or_no,
            "with_safety": yes_or_no,
        }
    )


def read_memo(raw: object, words: MemoWords) -> Memo:
    """The memo from what the tab keeps: what is right stays, anything else is left out."""
    found = kept(memo_reader(words, cut=True), raw, {})
    if found.get("main") not in found.get("worries", ()):
        found.pop("main", None)
    return Memo.model_validate(found)
