"""Folds of the cost screen: what lies in one is counted only when it is opened."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

NAMES = (
    "sums", "less", "narrow", "days", "papers", "insurance", "birthdays", "patterns", "year", "beside",
)  # fmt: skip


def fold(label: str, name: str, inner: Callable[[], None]) -> None:
    """A fold (role open) that draws what it holds once it is open."""
    if name not in NAMES:
        raise KeyError(name)
    box = st.expander(label, key=key_of(name), on_change="rerun")
    if box.open:
        with box:
            inner()


def key_of(name: str) -> str:
    """The key of a fold: open_ is its role."""
    return f"open_cost_{name}"
