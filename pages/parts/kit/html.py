"""HTML of the screens: what is put into it is escaped, so that no escape can be forgotten.

``tag("<p>{}</p>", words)`` gives Markup; words that are Markup already stay as they are. Nothing
else is handed to ``write``. The first argument is a literal (a test looks).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal

import streamlit as st
from markupsafe import Markup, escape

NOTHING = Markup("")


def tag(form: str, *words: object, **named: object) -> Markup:
    """The literal ``form`` with words put in for its {}."""
    pieces = _pieces(form)
    if named or len(pieces) != len(words) + 1:
        return Markup(form).format(*words, **named)
    put_in = [text for both in zip(pieces, map(escape, words), strict=False) for text in both]
    return Markup("".join([*put_in, pieces[-1]]))


@cache
def _pieces(form: str) -> tuple[str, ...]:
    """What stands around each {}; nothing where more than {} is in it.

    ``Markup.format`` reads the form anew each time: a twentieth of what a screen costs.
    """
    pieces = tuple(form.split("{}"))
    return () if any("{" in one or "}" in one for one in pieces) else pieces


def joined(parts: Iterable[str], between: str = "") -> Markup:
    """Parts one behind the other; those that are no Markup are escaped."""
    return Markup(between).join(parts)


def lines(*texts: str) -> Markup:
    """A paragraph for each text; nothing for nothing."""
    return joined(tag("<p>{}</p>", text) for text in texts if text)


def fold(title: str, *inner: str, look: str = "role-fold") -> Markup:
    """A fold that opens without the server; nothing when there is nothing in it.

    ``look``: its class; the role open, or that of the danger screens.
    """
    body = joined(inner)
    if not body:
        return NOTHING
    return tag(
        '<details class="{}"><summary>{}</summary><div>{}</div></details>', look, title, body
    )


def write(*parts: str, width: Literal["stretch", "content"] = "stretch") -> None:
    """Put HTML on the screen."""
    st.html(str(NOTHING.join(map(escape, parts))), width=width)


def style(rules: str) -> None:
    """Our own rules of a style sheet: never a word that somebody typed."""
    st.html("<style>" + rules + "</style>")


def script_of(name: str) -> str:
    """The script of a part whose work the page's own script does (frame/js): sent with every run.

    A page that is older than the server is loaded anew; the tab holds its case.
    """
    # Without a line break Streamlit would take it for the name of a file.
    return f"export default part =>\n  (window.{name} ?? (() => location.reload()))(part)\n"
