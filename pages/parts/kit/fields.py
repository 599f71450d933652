"""Input fields tied to the case: text, choice, and the message at a field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from typing import Any

import streamlit as st

from core.case.kept import Way
from core.numerals import weekly_words
from pages.parts.kit import html, show, store
from pages.parts.kit.html import tag

UNKNOWN = "わからない"
Faults = dict[str, str]
NUMBER = 40
"""Characters of a number or a few words, as core.provider keeps them."""


def text(
    label: str,
    way: Way,
    key: str,
    help_text: str = "",
    *,
    wrong: str = "",
    numeric: bool = False,
) -> None:
    """A number that may stay empty, kept as it was typed, also when it is ``wrong``."""
    shown = store.get(*way)
    value = "" if shown is None else str(shown)
    writing(
        label,
        NUMBER,
        key,
        value,
        lambda typed: store.put(typed.strip(), *way),
        wrong=wrong,
        is_one=True,
        numeric=numeric,
        help=help_text or None,
        placeholder="わからないときは空のまま",
    )


def weekly(way: Way) -> None:
    """Beside a count of times a month: what 週1回 is read as."""
    told = weekly_words(str(store.get(*way) or ""))
    if told:
        html.write(tag('<p role="status">{}</p>', told))


def writing(
    label: str,
    most: int,
    key: str,
    value: str,
    keep: Callable[[str], None],
    *,
    area: bool = False,
    wrong: str = "",
    is_one: bool = False,
    numeric: bool = False,
    **looks: Any,
) -> None:
    """A field for ``most`` characters of what a family types; ``area``: of several lines.

    What is too long is kept up to there, and the rest stands below, to be put elsewhere: Streamlit's
    own limit would drop the whole of a pasted text without a word. ``is_one``: it says one thing (an
    amount, a day, a phone number), so that a part of it must not be read as all of it; what is kept
    then ends with …. ``wrong`` is what is said of it; ``numeric`` brings the keyboard of numbers.
    """
    slot = f"{key}_rest_{store.answerer()}"  # the example shows nothing of a family

    def cut(text: str) -> None:
        text = text.strip() if is_one else text
        end, mark = (most - 1, "…") if is_one and len(text) > most else (most, "")
        st.session_state[slot] = text[end:]
        keep(text[:end] + mark)

    make = st.text_area if area else st.text_input
    with st.container(key=f"ashiba_number_{key}") if numeric else nullcontext():
        make(label, **looks, **store.bound(key, value, cut))
    _say_of(key, wrong, str(st.session_state.get(slot) or ""), most)


def _say_of(key: str, wrong: str, rest: str, most: int) -> None:
    """What is wrong in a field, and what of a text had no room in it, to be put elsewhere."""
    told = (
        f"ここは{most:,}文字までです。終わりの{len(rest):,}文字は、入れていません。" if rest else ""
    )
    if wrong or told:
        stop = "。" if wrong and told and not wrong.endswith("。") else ""
        show.fault(f"{wrong}{stop}{told}", key)
    if rest:
        with st.expander("入らなかった文を見る"):
            html.write(show.own_words(rest))


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


def say(faults: Faults, *fields: str, key: str = "") -> None:
    """The messages at these fields; ``key``: the widget that they are about, where it is one."""
    for field in fields:
        if field in faults:
            show.fault(faults[field], key)
