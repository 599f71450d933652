"""data/provider.toml: how to look at a private provider, in the project's own words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from core.base import Frozen, VoiceText
from core.catalog.reading import build, toml

Words = Annotated[str, Field(min_length=1)]
Key = Annotated[str, Field(pattern=r"^[a-z_]+$")]


class PublicService(Frozen):
    """A public service of the usual set, with its times a month."""

    id: Key
    times: Annotated[int, Field(strict=True, ge=1, le=31)]


class PublicSet(Frozen):
    """What stands for public support where a family has none in its own estimate, and why.

    ``not_yet`` stands for the sum where a figure is missing; ``part`` beside one that is the least;
    ``check`` where 要確認 stands beside it.
    """

    services: Annotated[tuple[PublicService, ...], Field(min_length=1)]
    own: Words
    usual: Words
    note: Words
    not_yet: Words
    part: Words
    check: Words


class ProviderRules(Frozen):
    """``red_line``: key of figures.csv. ``contacts``: mark in hotlines.csv.

    ``paper_contacts``: ids of those that also stand on the paper, which lies at home.
    """

    red_line: Words
    contacts: Words
    paper_contacts: Annotated[tuple[Key, ...], Field(min_length=1)]


class StopWords(Frozen):
    """What is said when one strong sign is there. ``others`` have no national number."""

    title: Words
    lines: Annotated[tuple[Words, ...], Field(min_length=1)]
    others: Annotated[tuple[Words, ...], Field(min_length=1)]
    look: Words
    own_will: VoiceText
    before_signing: Words
    signs_note: Words
    """Said with 要確認: nobody official has made this list."""
    source: Words


class Criterion(Frozen):
    """One thing to compare: the field of a quote (``results``: two numbers and what was counted)."""

    key: Key
    kind: Literal["choice", "text", "results"]
    label: VoiceText
    ask: VoiceText


class ProviderQuestion(Frozen):
    """One question to take along, and the fields of a quote that its answer fills."""

    text: VoiceText
    fills: tuple[Key, ...]


class FlagWords(Frozen):
    """One sign. ``strong``: one is enough to stop. Without ``ask`` other answers tell it."""

    key: Key
    strong: bool
    ask: VoiceText | None = None
    sign: VoiceText
    why: VoiceText
    source: Words


class ProviderWords(Frozen):
    """All of data/provider.toml."""

    rules: ProviderRules
    public: PublicSet
    stop: StopWords
    labels: dict[Key, Words]
    """Names of the fields of a quote that make up its price."""
    kinds: dict[Key, Words]
    answers: dict[Key, Words]
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1, alias="criterion")]
    questions: Annotated[tuple[ProviderQuestion, ...], Field(min_length=1, alias="question")]
    flags: Annotated[tuple[FlagWords, ...], Field(min_length=1, alias="flag")]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        for keys in ([one.key for one in self.criteria], [one.key for one in self.flags]):
            for key in keys:
                if keys.count(key) > 1:
                    raise ValueError(f"同じ key は一度だけ: {key}")
        return self


def read_provider(folder: Path) -> ProviderWords:
    """The words about private providers. Raises DataError."""
    return build(ProviderWords, toml(folder, "provider.toml"), "data/provider.toml", "ファイル")
