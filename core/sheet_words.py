"""The words of the sheets (data/sheets.toml), one model a sheet."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from core.base import Frozen, VoiceText

Words = Annotated[str, Field(min_length=1)]


class MemoField(Frozen):
    """One question of the 相談メモ with room to write."""

    key: Words
    label: VoiceText


class Worry(Frozen):
    """One matter to talk about. ``private``: left to the hand unless safety may be on the paper."""

    key: Words
    label: Words
    private: bool = False


class MemoWords(Frozen):
    """相談メモ: the fields that a first talk goes through, in the order of the intake form."""

    title: VoiceText
    lead: Words
    worries_title: Words
    worries_help: Words
    answers_title: Words
    safety_title: Words
    talked_title: Words
    talked_lines: tuple[Words, ...]
    share_title: Words
    share_choices: tuple[Words, ...]
    asked_before: Words
    first_question: VoiceText
    answer_labels: dict[Words, Words]
    """A few words for each of the thirteen questions."""
    safety_labels: dict[Words, Words]
    fields: Annotated[tuple[MemoField, ...], Field(min_length=1)]
    worries: Annotated[tuple[Worry, ...], Field(min_length=1)]


class MeetingPart(Frozen):
    """One part of the twenty minutes."""

    minutes: Annotated[int, Field(strict=True, ge=1, le=120)]
    name: Words
    read: Words
    how: Words


class Misconception(Frozen):
    """What many believe, and the answer in one line."""

    text: Words
    answer: Words


class MeetingWords(Frozen):
    """会の進行表: twenty minutes with a fictional family."""

    title: Words
    lead: Words
    blank_lead: Words
    bring_title: Words
    bring: tuple[Words, ...]
    rules_title: Words
    rules: tuple[Words, ...]
    read: Words
    how: Words
    story_title: Words
    quiz_title: Words
    quiz_answer: Words
    care_title: Words
    care: tuple[Words, ...]
    notes_title: Words
    blank_head: tuple[Words, Words, Words]
    parts: Annotated[tuple[MeetingPart, ...], Field(min_length=1)]
    quiz: Annotated[tuple[Misconception, ...], Field(min_length=1)]


class SheetWords(Frozen):
    """All of data/sheets.toml."""

    memo: MemoWords
    meeting: MeetingWords
