"""A file of the family, read in the browser: it never lies on the server's disk."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

KB = 10**3
ANY_FILE = ""
"""No ``accept``: mail and phones rename files (.json.txt), and what a file is its content tells."""
_EMPTY = "="
"""What the part hands over for an empty file; an empty value would be no event."""

# The input lies unseen over the whole button: it is what is pressed, reached and announced.
_HTML = (
    '<label for="file"><span></span><input id="file" type="file" aria-describedby="told"></label>'
    '<p id="told" role="status"></p>'
)
_CSS = """
label { position: relative; display: flex; align-items: center; justify-content: center;
  width: 100%; min-height: max(48px, 2.4rem); padding: .4rem 1rem; box-sizing: border-box;
  font-size: 1rem; line-height: 1.4; text-align: center; color: #1b1f24; background: #ffffff;
  border: 2px solid #7d786c; border-radius: 8px; }
label:hover { background: #f6f4ef; }
label:focus-within { outline: 3px solid #1a5288; outline-offset: 2px; }
input { position: absolute; inset: -2px; width: calc(100% + 4px); height: calc(100% + 4px);
  margin: 0; opacity: 0; font-size: 0; cursor: pointer; }
input::file-selector-button { width: 100%; height: 100%; cursor: pointer; }
p { margin: 0; font-size: 1rem; line-height: 1.7; color: #1b1f24; }
p:not(:empty) { margin-top: .5rem; padding: .8rem 1rem; background: #fff4d6;
  border-left: 6px solid #8a6d1a; border-radius: 8px; }
@media print { label { display: none; } }
"""


@lru_cache(maxsize=1)
def _component() -> Any:
    script = Path(__file__).with_name("pick_file.js").read_text(encoding="utf-8")
    return st.components.v2.component("ashiba_pick_file", html=_HTML, css=_CSS, js=script)


def _bytes_of(handed: object, max_bytes: int) -> bytes | None:
    """The bytes, or None for what our part never hands over."""
    if handed == _EMPTY:
        return b""
    if not isinstance(handed, str) or len(handed) > (max_bytes + 2) // 3 * 4:
        return None
    try:
        return b64decode(handed, validate=True)
    except (binascii.Error, ValueError):
        return None


def pick_file(
    label: str, key: str, accept: str, max_bytes: int, on_file: Callable[[bytes], None]
) -> None:
    """A worded button that lets a person choose a file; ``on_file`` gets its bytes.

    ``on_file`` is a callback: it runs before the screen is drawn again. It is called for an empty
    file too, and never for one larger than ``max_bytes``: the part says that in the browser. The
    bytes come as a trigger, so the session forgets them with the same run; the file's name is never
    sent. ``accept`` is as in HTML, or ANY_FILE; ``key`` unique on the screen.
    """

    def changed() -> None:
        data = _bytes_of(st.session_state[key].get("file"), max_bytes)
        if data is not None:
            on_file(data)

    _component()(
        key=key,
        data={
            "label": label,
            "accept": accept,
            "max_bytes": max_bytes,
            "too_large": f"ファイルが大きすぎます（{max_bytes // KB:,}KBまで）。"
            "ほかのファイルをえらんでください。",
        },
        on_file_change=changed,
    )
