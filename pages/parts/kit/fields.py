"""Input fields tied to the case: text, choice, and the message at a field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from core.case.kept import Way
from pages.parts.kit import show, store

UNKNOWN = "わからない"
Faults = dict[str, str]


def text(label: str, way: Way, key: str, help_text: str = "") -> None:
    """A short text that may stay empty. What was typed is kept as it is, also when it is wrong."""
    shown = store.get(*way)
    st.text_input(
        label,
        help=help_text or None,
        placeholder="わからないときは空のまま",
        max_chars=20,
        **store.bound(
            key, "" if shown is None else str(shown), lambda value: store.put(value.strip(), *way)
        ),
    )


def writing(
    label: str,
    most: int,
    key: str,
    value: str,
    keep: Callable[[str], None],
    *,
    area: bool = False,
    **looks: Any,
) -> None:
    """A field for ``most`` characters of the family's own words; ``area``: of several lines.

    What is too long is kept up to there, and the rest stands below, to be put elsewhere: Streamlit's
    own limit would drop the whole of a pasted text without a word.
    """
    slot = f"{key}_rest_{store.answerer()}"  # the example shows nothing of a family

    def cut(text: str) -> None:
        st.session_state[slot] = text[most:]
        keep(text[:most])

    make = st.text_area if area else st.text_input
    make(label, **looks, **store.bound(key, value, cut))
    rest = st.session_state.get(slot)
    if rest:
        show.fault(f"ここは{most:,}文字までです。終わりの{len(rest):,}文字は、入れていません。")
        with st.expander("入らなかった文を見る"):
            st.html(show.own_words(rest))


def choice(
    label: str,
    options: Mapping[Any, str],
    way: Way,
    key: str,
    help_text: str = "",
) -> Any:
    """One of several answers; the last one stands until somebody chooses."""
    values = list(options)
    current = store.get(*way)
    current = current if current in values else values[-1]
    return st.radio(
        label,
        values,
        format_func=options.__getitem__,
        help=help_text or None,
        **store.bound(key, current, lambda value: store.put(value, *way)),
    )


def say(faults: Faults, *fields: str) -> None:
    """The messages at these fields."""
    for field in fields:
        if field in faults:
            show.fault(faults[field])
