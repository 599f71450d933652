"""data/windows.toml: ways to find a window, official lists, what to say on the telephone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from core.base import Frozen, Voice, VoiceText
from core.catalog.kinds import Sentence, Text
from core.catalog.reading import build, toml, unique
from core.figures import Grade

WindowKind = Literal["window", "emergency_advice", "psychiatric_emergency", "family_association"]


class WindowMessages(Frozen):
    """Sentences of the windows. ``{place}`` and ``{cities}`` are filled in by core.contacts."""

    caution: Voice
    first_step: Voice
    municipal_first: Voice
    city_first: Voice
    name_only: Voice
    unnamed: Voice
    conflict: Voice
    no_mental_health: Voice
    own_hidden: Voice
    prepare: Voice
    refused: Voice


class WindowKinds(Frozen):
    """The names of the kinds of own windows, on the screen and in the CSV."""

    window: Text
    emergency_advice: Text
    psychiatric_emergency: Text
    family_association: Text

    def label(self, kind: WindowKind) -> str:
        """The name of a kind."""
        return str(getattr(self, kind))


class RegionalNames(Frozen):
    """What a number of the region is called, where one writes it in."""

    emergency_advice: Text
    psychiatric_emergency: Text


class Way(Frozen):
    """One way to find a centre."""

    id: Text
    title: VoiceText
    text: VoiceText


class OfficialList(Frozen):
    """An official list. Its address is shown and printed, never fetched."""

    id: Text
    name: Text
    url: Annotated[str, Field(pattern=r"^https://\S+$")]
    what: Text
    grade: Grade
    source: Text
    checked_on: date


class ScriptLine(Frozen):
    """One line of the telephone script."""

    label: VoiceText
    line: Voice


class ChainWindow(Frozen):
    """A kind of window that exists nearly everywhere, for the call after a refusal.

    An own window whose name holds one of ``words`` stands for it. A name of "" is left out.
    """

    id: Text
    name: VoiceText
    what: VoiceText
    words: Annotated[tuple[Text, ...], Field(min_length=1)]


class CsvExample(Frozen):
    """One example row of the template for own windows. Never read back."""

    kind: WindowKind
    name: Annotated[str, Field(pattern=r"^例：")]
    phone: Text
    hours: Text
    topic: Text
    checked_on: Text


class WindowTexts(Frozen):
    """data/windows.toml: ways to find a window, official lists, the script and the next windows."""

    texts: WindowMessages
    kinds: WindowKinds
    regional: RegionalNames
    readings: dict[Text, Annotated[str, Field(pattern=r"^[ぁ-ん]+$")]]
    """The prefectures with their readings, without 都, 府 or 県."""
    ways: tuple[Way, ...]
    lists: tuple[OfficialList, ...]
    families: OfficialList
    """The associations of families of the whole country."""
    script: tuple[ScriptLine, ...]
    expect: tuple[Sentence, ...]
    chain: tuple[ChainWindow, ...]
    csv_examples: tuple[CsvExample, ...]


def read_window_texts(folder: Path) -> WindowTexts:
    """The texts of the windows, each id once. Raises DataError."""
    file = "data/windows.toml"
    texts = build(WindowTexts, toml(folder, "windows.toml"), file, "ファイル")
    for ids in (texts.ways, texts.lists, texts.chain):
        unique((one.id for one in ids), file)
    return texts
