"""What to ask a provider, and which quotes have no answer yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.base import Voice
from core.catalog import Catalog, ProviderQuestion
from core.provider.model import LABELS, Quote


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question to take along, and the letters of the quotes that have no answer yet."""

    text: Voice
    still: tuple[str, ...]


def _unknown(quote: Quote, field: str) -> bool:
    return getattr(quote, field) in (None, "", "unknown")


def _is_open(question: ProviderQuestion, quote: Quote) -> bool:
    # Where no field keeps the answer, nobody but the family knows whether it was asked.
    return not question.fills or any(_unknown(quote, field) for field in question.fills)


def questions(quotes: Iterable[Quote], catalog: Catalog) -> tuple[OpenQuestion, ...]:
    """All questions in their order; ``still`` names the quotes in which an answer is missing."""
    written = list(zip(LABELS, quotes, strict=False))
    return tuple(
        OpenQuestion(one.text, tuple(label for label, quote in written if _is_open(one, quote)))
        for one in catalog.provider.questions
    )
