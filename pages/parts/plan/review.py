"""見直し: the day and three lines."""

from __future__ import annotations

import streamlit as st

from core.case import REVIEW_LABELS
from core.edit import LONG
from core.plan import Plan
from pages.parts.kit import store
from pages.parts.kit.fields import writing
from pages.parts.plan import edit


def section(plan: Plan) -> None:
    """Three lines that a family writes when it looks back. Short or empty, as it likes."""
    st.write("見直す日に、1行ずつ書けます。短くても、空のままでもかまいません。")
    today = store.today()

    edit.day_field(
        "見直した日",
        "review_on",
        "review",
        None if plan.review is None else plan.review.on,
        today,
        lambda day: store.put((day or today).isoformat(), "review", "on"),
    )
    for name, label in REVIEW_LABELS.items():
        value = "" if plan.review is None else getattr(plan.review, name)
        writing(
            label,
            LONG,
            f"review_{name}",
            value,
            lambda text, name=name: store.keep_line(name, text),
            area=True,
            height=100,
        )
