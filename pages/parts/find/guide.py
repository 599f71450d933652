"""「知っておくと楽になること」: short texts, the five misconceptions, the listening lines."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from core import Catalog
from core.catalog import Guide
from core.find import beliefs
from pages.parts.find import words
from pages.parts.kit import danger, html, store
from pages.parts.kit.html import joined, tag


def _texts(guide: Guide, catalog: Catalog) -> Markup:
    """The paragraphs of a text, its hard words and its source."""
    reader = words.Reader(catalog)
    paragraphs = joined(tag("<p>{}</p>", reader.html(store.said(text))) for text in guide.texts)
    return joined([paragraphs, reader.meanings(), words.source_line(guide)])


def topics(catalog: Catalog) -> None:
    """Each text in its own fold."""
    st.header("知っておくと楽になること", anchor=False)
    for guide in catalog.guide.guides:
        with st.expander(store.said(guide.title)):
            html.write(_texts(guide, catalog))


def misconceptions(catalog: Catalog) -> None:
    """○ or ×: the answer opens at a touch."""
    guide = catalog.guide.misconceptions
    st.header(store.said(guide.title), anchor=False)
    for text, answer in beliefs(catalog, store.answerer()):
        with st.expander(f"○か×か：{text}"):
            html.write(tag("<p><strong>×</strong>　{}</p>", answer), words.source_line(guide))


def listening(catalog: Catalog) -> None:
    """Lines that listen against windows that stay, with the numbers."""
    guide = catalog.guide.listening
    st.header(store.said(guide.title), anchor=False)
    html.write(_texts(guide, catalog))
    with st.expander("聞いてもらえる電話とチャット"):
        html.write(danger.contact_list(catalog.hotlines_for("listen")))
