"""data/explain.toml: the sentences that explain a sum."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from core.base import Voice
from core.catalog.kinds import Sentence
from core.catalog.reading import build, toml


def read_explanations(folder: Path) -> Mapping[str, Voice]:
    """The sentences by key. A plain text is said to everybody alike. Raises DataError."""
    file = "data/explain.toml"
    texts = dict(toml(folder, "explain.toml").get("text", {}))
    return MappingProxyType(
        {key: build(Sentence, {"text": text}, file, key).text for key, text in texts.items()}
    )
