"""The hard words of a text, with their readings and meanings."""

from __future__ import annotations

import re
from functools import lru_cache

from core.base import Answerer, Frozen
from core.catalog import Catalog

_NEEDS_READING = re.compile(r"[^぀-ヿ・（）()「」、。〜\s]+")


class HardWord(Frozen):
    """A hard word at ``start`` of a text: the word as it stands, its reading, its meaning."""

    key: str
    start: int
    word: str
    reading: str
    meaning: str
    source: str = ""
    checked_on: str = ""


def easy(
    text: str,
    catalog: Catalog,
    answerer: Answerer = "family",
    known: frozenset[str] = frozenset(),
) -> tuple[HardWord, ...]:
    """The hard words of ``text`` in their order, longest first, each term of the glossary once.

    ``known``: keys of terms that were explained before and are left out.
    """
    pattern, forms = catalog.hard_words
    seen, found = set(known), []
    for match in pattern.finditer(text):
        term, reading = forms[match[0]]
        if term.key in seen:
            continue
        seen.add(term.key)
        found.append(
            HardWord(
                key=term.key,
                start=match.start(),
                word=match[0],
                reading=reading,
                meaning=term.meaning.said_to(answerer),
                source=term.source,
                checked_on="" if term.checked_on is None else term.checked_on.isoformat(),
            )
        )
    return tuple(found)


@lru_cache(maxsize=2048)
def furigana(word: str, reading: str) -> tuple[tuple[str, str], ...]:
    """A word in pieces, each with its reading; "" for what is read as it stands.

    >>> furigana("居場所づくり", "いばしょづくり")
    (('居場所', 'いばしょ'), ('づくり', ''))

    A word that does not fit its reading comes back whole with the whole reading.
    """
    pieces: list[tuple[str, bool]] = []
    at = 0
    for run in _NEEDS_READING.finditer(word):
        if run.start() > at:
            pieces.append((word[at : run.start()], False))
        pieces.append((run[0], True))
        at = run.end()
    if at < len(word):
        pieces.append((word[at:], False))
    pattern = "".join("(.+?)" if hard else re.escape(_hiragana(piece)) for piece, hard in pieces)
    fitting = re.fullmatch(pattern, _hiragana(reading))
    if fitting is None:
        return ((word, reading),)
    readings = iter(fitting.groups())
    return tuple((piece, next(readings) if hard else "") for piece, hard in pieces)


def _hiragana(text: str) -> str:
    """Katakana as hiragana; everything else as it stands."""
    return "".join(chr(ord(one) - 0x60) if "ァ" <= one <= "ヶ" else one for one in text)
