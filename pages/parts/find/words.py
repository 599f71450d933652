"""Hard words with their readings as HTML."""

from __future__ import annotations

from markupsafe import Markup

from core import Catalog
from core.catalog import Guide, Possible, Service
from core.find import HardWord, Met, easy, furigana
from pages.parts.kit import show, store
from pages.parts.kit.html import NOTHING, joined, tag

ANSWERS: dict[Possible, str] = {"yes": "はい", "partly": "一部", "no": "いいえ"}
"""The word before an answer to what matters, the same to the eye and to the ear."""


def answer(met: Met) -> Markup:
    """The answer to one thing that matters: a word, and what is said of it."""
    return tag('<span class="ashiba-tag">{}</span>{}', ANSWERS[met.answer], met.text)


def ruby(word: str, reading: str) -> Markup:
    """A word with its reading above what needs one."""
    return joined(
        tag("<ruby>{}<rt>{}</rt></ruby>", piece, above) if above else piece
        for piece, above in furigana(word, reading)
    )


def name(service: Service) -> Markup:
    """The name of a service with its reading."""
    return ruby(service.name, service.reading)


class Reader:
    """Texts that belong together: each hard word gets its reading once, and is explained below."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self.words: list[HardWord] = []

    def html(self, text: str) -> Markup:
        """``text`` with readings above the hard words that are new."""
        known = frozenset(one.key for one in self.words)
        parts, at = [], 0
        for one in easy(text, self._catalog, store.answerer(), known):
            parts += [text[at : one.start], ruby(one.word, one.reading)]
            at = one.start + len(one.word)
            self.words.append(one)
        return joined([*parts, text[at:]])

    def meanings(self) -> Markup:
        """What the hard words mean; nothing when there were none."""
        items = joined(
            tag("<li><strong>{}</strong>：{}{}</li>", one.word, one.meaning, _source_of(one))
            for one in self.words
        )
        return tag('<p class="ashiba-words">ことば</p><ul>{}</ul>', items) if items else NOTHING


def _source_of(word: HardWord) -> Markup:
    if not word.source:
        return NOTHING
    return tag(
        '<div class="ashiba-source">出典: {}（確認日 {}）</div>', word.source, word.checked_on
    )


def source_line(one: Service | Guide) -> Markup:
    """出典 of a service or a text, with its check date and 要確認."""
    return tag(
        '<div class="ashiba-source">出典: {}（確認日 {}）{}</div>',
        one.source,
        one.checked_on,
        tag(" {}", show.CHECK_TAG) if one.needs_check else NOTHING,
    )
