"""data/guide.toml: what is asked about a service, words of the search, what helps to know."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from core.base import Answerer, Frozen, Voice, VoiceText
from core.catalog.kinds import Checked, Possible, Text
from core.catalog.reading import build, toml, unique


class GuideQuestion(Frozen):
    """One thing that a family asks about a service; ``field`` is where the answer stands."""

    field: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    label: VoiceText


class PossibleWords(Frozen):
    """The three answers of a ``Possible`` in words."""

    yes: VoiceText
    partly: VoiceText
    no: VoiceText

    def said(self, value: Possible, answerer: Answerer) -> str:
        """The words of one answer."""
        voice: Voice = getattr(self, value)
        return voice.said_to(answerer)


class TagWords(Frozen):
    """A worded tag: for everywhere, and for some places. What is "no" has no tag."""

    yes: Text
    partly: Text

    def said(self, value: Possible) -> str:
        """The words of the tag, or ""."""
        return "" if value == "no" else str(getattr(self, value))


class FindReasons(Frozen):
    """Why a service may wait. ``{…}`` is filled in by core.find."""

    past: Voice
    younger: VoiceText
    instead: VoiceText
    family: Voice
    going_out: Voice
    going_out_partly: Voice
    cost_own: Voice
    cost_welfare: Voice
    cost_medical: Voice
    cost_price: Voice


class NotYetWords(Frozen):
    """That one may not go yet: a row of its own, for a service without a reason of its own."""

    title: Text
    others: Text
    medical: Text


class FindWords(Frozen):
    """Words of the search for a service: answers, tags, reasons."""

    family_alone: PossibleWords
    tag_family: TagWords
    tag_free: TagWords
    tag_remote: TagWords
    reasons: FindReasons
    not_yet: NotYetWords
    too_many: Text


class Guide(Checked):
    """Something good to know, as a short text, with its source."""

    id: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    title: VoiceText
    texts: Annotated[tuple[VoiceText, ...], Field(min_length=1)]
    seeds: tuple[str, ...] = ()
    source: Text
    checked_on: date


class PersonQuiz(Frozen):
    """A misconception of data/sheets.toml in the first person, by its place (from 1)."""

    number: Annotated[int, Field(ge=1)]
    text: str = ""
    answer: str = ""


class Matter(Frozen):
    """Something that may matter to a person or a family in a service, and how each answer is said.

    ``field`` is the ``Possible`` of a Service that tells. Shown for every service, never ranked.
    """

    key: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    field: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    label: VoiceText
    answers: PossibleWords


class ServiceGroups(Frozen):
    """The names of the groups in which a family looks for what it has already (core.groups)."""

    advice: Text
    medical: Text
    place: Text
    welfare: Text
    work: Text
    private: Text


class GuideData(Frozen):
    """data/guide.toml: the questions about a service, words of the search, and what helps to know."""

    groups: ServiceGroups
    words: FindWords
    matters: Annotated[tuple[Matter, ...], Field(min_length=1)]
    questions: Annotated[tuple[GuideQuestion, ...], Field(min_length=1)]
    guides: Annotated[tuple[Guide, ...], Field(min_length=1)]
    misconceptions: Guide
    listening: Guide
    person_quiz: tuple[PersonQuiz, ...]


def read_guide(folder: Path) -> GuideData:
    """The guide, each matter and each text once. Raises DataError."""
    file = "data/guide.toml"
    guide = build(GuideData, toml(folder, "guide.toml"), file, "ファイル")
    unique((one.key for one in guide.matters), file)
    unique((one.id for one in guide.guides), file)
    return guide
