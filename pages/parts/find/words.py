"""Hard words with their readings as HTML. Everything is escaped first."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from core import Catalog
from core.catalog import Guide, Service
from core.find import HardWord, easy, furigana
from pages.parts.kit import show, store


def ruby(word: str, reading: str) -> str:
    """A word with its reading above what needs one."""
    return "".join(
        f"<ruby>{escape(piece)}<rt>{escape(above)}</rt></ruby>" if above else escape(piece)
        for piece, above in furigana(word, reading)
    )


def name(service: Service) -> str:
    """The name of a service with its reading."""
    return ruby(service.name, service.reading)


class Reader:
    """Texts that belong together: each hard word gets its reading once, and is explained below."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self.words: list[HardWord] = []

    def html(self, text: str) -> str:
        """``text`` as HTML with readings above the hard words that are new."""
        known = frozenset(one.key for one in self.words)
        parts, at = [], 0
        for one in easy(text, self._catalog, store.answerer(), known):
            parts += [escape(text[at : one.start]), ruby(one.word, one.reading)]
            at = one.start + len(one.word)
            self.words.append(one)
        return "".join(parts) + escape(text[at:])

    def meanings(self) -> str:
        """What the hard words mean, as HTML; "" when there were none."""
        items = "".join(
            f"<li><strong>{escape(one.word)}</strong>：{escape(one.meaning)}{_source_of(one)}</li>"
            for one in self.words
        )
        return f'<p class="ashiba-words">ことば</p><ul>{items}</ul>' if items else ""


def _source_of(word: HardWord) -> str:
    if not word.source:
        return ""
    return (
        f'<div class="ashiba-source">出典: {escape(word.source)}（確認日 {word.checked_on}）</div>'
    )


def source_line(one: Service | Guide) -> str:
    """出典 of a service or a text, with its check date and 要確認."""
    tag = f" {show.CHECK_TAG}" if one.needs_check else ""
    return f'<div class="ashiba-source">出典: {escape(one.source)}（確認日 {one.checked_on}）{tag}</div>'


def has_number(texts: Iterable[str]) -> bool:
    """True when a figure or a date stands in one of the texts: then the source stands there too."""
    return any(char.isdigit() for text in texts for char in text)
