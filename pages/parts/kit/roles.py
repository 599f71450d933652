"""Five roles of what is pressed, each with one look (frame/roles.css).

The role is the beginning of the key, so that it can be read in the code, and set in one place:
``do_`` (filled, an icon before the words), ``go_`` (filled, an arrow behind), ``open_`` (blue words,
a chevron), ``choose_`` (a box with its state), ``leave_`` (grey words). Streamlit's own widgets with
such a key look the same: ``st.page_link`` within ``st.container(key="open_…")``, ``st.expander``
with ``key="open_…"``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypedDict, Unpack

import streamlit as st

from pages.parts.kit import icons


class Press(TypedDict, total=False):
    """What every button may be handed besides."""

    on_click: Callable[..., None]
    args: tuple[Any, ...]
    disabled: bool


CHOSEN = "えらんでいます"


def do(label: str, name: str, icon: str, *, quiet: bool = False, **press: Unpack[Press]) -> bool:
    """Something is done now. ``quiet``: one beside another that comes first.

    ``icon``: a name of kit/icons.py. Raises KeyError for none.
    """
    icons.address(icon)
    kind = "secondary" if quiet else "primary"
    return st.button(label, key=f"do_{icon}_{name}", type=kind, width="stretch", **press)


def to(screen: str) -> Press:
    """What a button is handed that leads to another screen: ``roles.go(…, **roles.to("plan.py"))``.

    By a callback: the screen that is left is not made once more to find the pressed button on it.
    """
    return {"on_click": st.switch_page, "args": (screen,)}


def go(label: str, name: str, *, quiet: bool = False, **press: Unpack[Press]) -> bool:
    """On to what comes next; one on a screen."""
    kind = "secondary" if quiet else "primary"
    return st.button(label, key=f"go_{name}", type=kind, width="stretch", **press)


def unfold(label: str, name: str, **press: Unpack[Press]) -> bool:
    """Opens something that the server has to make. A fold is ``fold``."""
    return st.button(label, key=f"open_{name}", type="tertiary", width="stretch", **press)


def fold(label: str, name: str, *inner: Callable[[], object]) -> None:
    """A fold whose inside is worked out and sent once it is open: most of them never are.

    What has to open without the server is ``html.fold``.
    """
    box = st.expander(label, key=f"open_{name}", on_change="rerun")
    if box.open:
        with box:
            for each in inner:
                each()


def choose(
    label: str, name: str, *, chosen: bool = False, many: bool = False, **press: Unpack[Press]
) -> bool:
    """One of several answers; those who hear it hear which one is chosen.

    ``many``: more than one may be chosen (a square instead of a ring).
    """
    words = f"{label} *{CHOSEN}*" if chosen else label
    key = f"choose_{'many_' if many else ''}{name}"
    kind = "primary" if chosen else "secondary"
    return st.button(words, key=key, type=kind, width="stretch", **press)


def leave(label: str, name: str, icon: str = "back", **press: Unpack[Press]) -> bool:
    """Back, away, or something that is lost: quiet, apart, and it asks."""
    icons.address(icon)
    return st.button(label, key=f"leave_{icon}_{name}", type="tertiary", **press)
