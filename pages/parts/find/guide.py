"""「知っておくと楽になること」: short texts, the five misconceptions, the listening lines."""

from __future__ import annotations

from html import escape

import streamlit as st

from core import Catalog
from core.catalog import Guide
from pages.parts.find import words
from pages.parts.kit import danger, store


def _texts(guide: Guide, catalog: Catalog) -> str:
    """The paragraphs of a text, its hard words and its source as HTML."""
    reader = words.Reader(catalog)
    paragraphs = "".join(f"<p>{reader.html(store.said(text))}</p>" for text in guide.texts)
    return f"{paragraphs}{reader.meanings()}{words.source_line(guide)}"


def topics(catalog: Catalog) -> None:
    """Each text in its own fold."""
    st.header("知っておくと楽になること", anchor=False)
    for guide in catalog.guide.guides:
        with st.expander(store.said(guide.title)):
            st.html(_texts(guide, catalog))


def quiz(catalog: Catalog) -> list[tuple[str, str]]:
    """The misconceptions with their answers, in the voice of the answerer."""
    pairs = [(one.text, one.answer) for one in catalog.sheets.meeting.quiz]
    if store.answerer() == "person":
        for own in catalog.guide.person_quiz:
            text, answer = pairs[own.number - 1]
            pairs[own.number - 1] = (own.text or text, own.answer or answer)
    return pairs


def misconceptions(catalog: Catalog) -> None:
    """○ or ×: the answer opens at a touch."""
    guide = catalog.guide.misconceptions
    st.header(store.said(guide.title), anchor=False)
    for text, answer in quiz(catalog):
        with st.expander(f"○か×か：{text}"):
            st.html(f"<p><strong>×</strong>　{escape(answer)}</p>{words.source_line(guide)}")


def listening(catalog: Catalog) -> None:
    """Lines that listen against windows that stay, with the numbers."""
    guide = catalog.guide.listening
    st.header(store.said(guide.title), anchor=False)
    st.html(_texts(guide, catalog))
    with st.expander("聞いてもらえる電話とチャット"):
        st.html(danger.contact_list(catalog.hotlines_for("listen")))
