"""HTML of the screens is put together in one way only, in which no escape can be forgotten."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest
import streamlit
from markupsafe import Markup

from core import YenRange
from pages.parts.frame.screens import PAGES
from pages.parts.kit import html
from pages.parts.kit.html import NOTHING, joined, tag

HOME = PAGES / "parts" / "kit" / "html.py"
"""The one file that hands HTML to Streamlit, and whose forms are those of its callers."""
_MARK_UP = re.compile(r"<[a-z/]")
FILES = sorted(
    path
    for path in PAGES.rglob("*.py")
    if path.name != "__init__.py" and path != PAGES / "parts" / "frame" / "index.py"
)
"""All files of the screens. The page itself (index.py) is text of Streamlit, changed in places."""


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def called(node: ast.Call) -> str:
    """「st.html」 or 「tag」."""
    return ast.unparse(node.func)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PAGES)))
def test_no_html_is_made_by_hand(path: Path) -> None:
    for node in nodes(path):
        match node:
            case ast.ImportFrom(module="html") | ast.Import(names=[ast.alias(name="html")]):
                pytest.fail(f"line {node.lineno}: the html of the standard library")
            case ast.JoinedStr(values=values):
                words = "".join(str(one.value) for one in values if isinstance(one, ast.Constant))
                assert not _MARK_UP.search(words), f"line {node.lineno}: mark-up in an f-string"
            case ast.Call() if path != HOME and called(node) in ("st.html", "streamlit.html"):
                pytest.fail(f"line {node.lineno}: st.html, not html.write")
            case ast.Call() if path != HOME and called(node) in ("tag", "html.tag", "Markup"):
                form = node.args[0] if node.args else None
                literal = isinstance(form, ast.Constant) and isinstance(form.value, str)
                assert literal, f"line {node.lineno}: a form that is no literal"


EVIL = "<b onclick='x'>&\"{}"


WORDS = (EVIL, Markup("<i>"), "", 3, None, 1.5, True, YenRange.of(1_000))
FORMS = ("<p>{}</p>", "{}", "{}{}", "<p>", "<p>{{}}</p>", "<p>{0}</p>", "<p>{:}</p>", "{}a{{{}")


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_filled_as_markupsafe_does(form: str) -> None:
    for number in range(4):
        for words in permutations(WORDS, number):
            try:
                theirs = Markup(form).format(*words)
            except IndexError:
                with pytest.raises(IndexError):
                    tag(form, *words)
            else:
                ours = tag(form, *words)
                assert (ours, type(ours)) == (theirs, Markup)


def test_words_are_escaped_and_mark_up_stays() -> None:
    escaped = "&lt;b onclick=&#39;x&#39;&gt;&amp;&#34;{}"
    assert tag("<p>{}</p>", EVIL) == f"<p>{escaped}</p>"
    assert tag("<p>{}{}</p>", tag("<b>{}</b>", EVIL), 3) == f"<p><b>{escaped}</b>3</p>"
    assert joined([EVIL, tag("<br>")], tag("<hr>")) == f"{escaped}<hr><br>"
    assert html.lines(EVIL, "", "一行") == f"<p>{escaped}</p><p>一行</p>"
    assert joined([EVIL, tag("<br>")]) == f"{escaped}<br>"
    assert (joined([]), html.lines("")) == (NOTHING, NOTHING)


def test_what_is_put_on_the_screen_is_escaped_too(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(streamlit, "html", lambda body, width: shown.append(body))
    html.write("<i>", tag("<b>太</b>"))
    assert shown == ["&lt;i&gt;<b>太</b>"]
