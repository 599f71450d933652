"""data/glossary.toml: hard words, how they are read and what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from core.base import Frozen, VoiceText
from core.catalog.kinds import Text
from core.catalog.reading import build, rows_of, toml, unique


class Term(Frozen):
    """One entry of the glossary: the code's English, the law's Japanese, its reading, its meaning.

    ``also``: shorter forms that stand in texts, with their readings. ``in_text`` False: a word
    that means something else in ordinary sentences, so it is never explained there. A meaning
    with a number names its source and the day of the check.
    """

    key: Text
    japanese: Text
    reading: Text
    meaning: VoiceText
    also: Mapping[str, Text] = {}
    in_text: bool = True
    source: str = ""
    checked_on: date | None = None

    @property
    def forms(self) -> Mapping[str, str]:
        """Each form that may stand in a text, with its reading: without what is in brackets."""
        name, reading = self.japanese.split("（")[0], self.reading.split("（")[0]
        return {self.japanese: self.reading, name: reading, **self.also}


def read_glossary(folder: Path) -> tuple[Term, ...]:
    """All terms, each key once. Raises DataError."""
    file = "data/glossary.toml"
    terms = tuple(
        build(Term, row, file, str(row.get("key")))
        for row in rows_of(toml(folder, "glossary.toml"), "term", file)
    )
    unique((term.key for term in terms), file)
    return terms
