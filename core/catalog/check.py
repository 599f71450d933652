"""data/check.toml: the questions of the check, their answers and the conditions."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from core.base import Frozen, Voice
from core.catalog.kinds import Text
from core.catalog.reading import build, toml


class Choice(Frozen):
    """One answer of a question: the value kept, and the words on the button."""

    value: str
    label: Voice


class Question(Frozen):
    """One question of the check, in two voices. ``also`` texts explain what counts."""

    id: Text
    key: Text
    block: Text
    text: Voice
    examples: Voice
    hint_unknown: Voice
    there: Voice | None = None
    """Q1–Q13: what is there already, true for はい and for ときどき・少し."""


class Condition(Frozen):
    """One of the ten conditions of the two gates."""

    key: Text
    gate: Literal[1, 2]
    label: Voice


class CheckTexts(Frozen):
    """Texts of the check that belong to no single question."""

    header: Voice
    unclear: Voice
    no_difficulty: Voice
    moved_back: Voice
    family_first: Voice
    alert_now: Voice
    alert_soon: Voice
    alert_family: Voice
    alert_money: Voice
    notice_money: Voice
    notice_family: Voice
    notice_safety_unknown: Voice
    safety_before_stage: Voice
    threatened_elderly: Voice
    threatened_minor: Voice
    office_closed: Voice
    memo_place: Voice
    memo_who: Voice
    memo_what: Voice
    not_counted: Voice
    there_always: Voice


class CheckData(Frozen):
    """data/check.toml: the questions, their answers, the conditions and the texts."""

    version: Text
    version_date: date
    texts: CheckTexts
    answer_choices: tuple[Choice, ...]
    safety_choices: tuple[Choice, ...]
    difficulty: Question
    difficulty_choices: tuple[Choice, ...]
    safety: tuple[Question, ...]
    threatened: tuple[Question, ...]
    threatened_choices: tuple[Choice, ...]
    questions: tuple[Question, ...]
    conditions: tuple[Condition, ...]


def read_check(folder: Path) -> CheckData:
    """The check. Raises DataError."""
    return build(CheckData, toml(folder, "check.toml"), "data/check.toml", "ファイル")
