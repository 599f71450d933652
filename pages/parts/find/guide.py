"""「知っておくと楽になること」: short texts, the five misconceptions, the listening lines.

Three folds, drawn when they are opened; within them everything opens without the server.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from core import Catalog
from core.catalog import Guide
from core.find import beliefs
from pages.parts.find import words
from pages.parts.kit import danger, html, roles, store
from pages.parts.kit.html import joined, tag


def _texts(guide: Guide, catalog: Catalog) -> Markup:
    """The paragraphs of a text, its hard words and its source."""
    reader = words.Reader(catalog)
    paragraphs = joined(tag("<p>{}</p>", reader.html(store.said(text))) for text in guide.texts)
    return joined([paragraphs, reader.meanings(), words.source_line(guide)])


def topics(catalog: Catalog) -> Markup:
    """Each text in its own fold."""
    return joined(
        html.fold(store.said(guide.title), _texts(guide, catalog)) for guide in catalog.guide.guides
    )


def misconceptions(catalog: Catalog) -> Markup:
    """○ or ×: the answer opens at a touch."""
    source = words.source_line(catalog.guide.misconceptions)
    return joined(
        html.fold(f"○か×か：{text}", tag("<p><strong>×</strong>　{}</p>", answer), source)
        for text, answer in beliefs(catalog, store.answerer())
    )


def listening(catalog: Catalog) -> Markup:
    """Lines that listen against windows that stay, with the numbers."""
    lines = danger.contact_list(catalog.hotlines_for("listen"), catalog)
    return _texts(catalog.guide.listening, catalog) + html.fold(
        "聞いてもらえる電話とチャット", lines
    )


def folds(catalog: Catalog) -> None:
    """The three, each behind its title."""
    st.header("知っておくと楽になること", anchor=False)
    guide = catalog.guide
    parts: tuple[tuple[str, str, Callable[[Catalog], Markup]], ...] = (
        (f"{len(guide.guides)}の短い読みもの", "topics", topics),
        (store.said(guide.misconceptions.title), "beliefs", misconceptions),
        (store.said(guide.listening.title), "listening", listening),
    )
    for title, name, made in parts:
        roles.fold(title, f"find_{name}", lambda made=made: html.write(made(catalog)))
