"""The size of the text that a person chose."""

from __future__ import annotations

import streamlit as st

SIZES = {"A−": 18, "A": 20, "A+": 24}
"""st.session_state["text_size"] → px of 1 rem."""
NORMAL = "A"


def chosen_size() -> str:
    """The text size in force: one of SIZES."""
    size = st.session_state.get("text_size", NORMAL)
    return size if size in SIZES else NORMAL


def chart_letters() -> int:
    """How large the letters of a chart are (px): with the text, but a chart keeps its width."""
    return round(SIZES[chosen_size()] * 0.9)
