"""Files and pictures of a family, handed to the browser without the server's media store."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from pages.parts.kit import html
from pages.parts.kit.html import tag

_HTML = '<button type="button"></button><p role="status"></p>'
_CSS = """
button { width: 100%; min-height: max(48px, 2.4rem); padding: .4rem 1rem; box-sizing: border-box;
  font: inherit; font-size: 1rem; line-height: 1.4; color: #1b1f24; background: #ffffff;
  border: 2px solid #7d786c; border-radius: 8px; cursor: pointer; }
button:hover { background: #f6f4ef; }
button.primary { color: #ffffff; background: #1a5288; border-color: #1a5288; }
button.primary:hover { background: #123c66; }
button:focus-visible { outline: 3px solid #1a5288; outline-offset: 2px; }
p { margin: 0; font-size: 1rem; line-height: 1.7; color: #1b1f24; }
@media print { button { display: none; } }
"""


@lru_cache(maxsize=1)
def _component() -> Any:
    script = Path(__file__).with_name("blob.js").read_text(encoding="utf-8")
    return st.components.v2.component("ashiba_blob", html=_HTML, css=_CSS, js=script)


def blob_button(
    label: str,
    data: bytes,
    file_name: str,
    mime: str,
    key: str,
    primary: bool = False,
    done: str = "できました。ダウンロードの場所に入っています。",
    then: Callable[[], None] | None = None,
) -> None:
    """A button that saves ``data`` as ``file_name``, and then says ``done``.

    Does not rerun the screen, but where something has to follow (``then``).
    """
    _component()(
        key=key,
        data={
            "label": label,
            "base64": b64encode(data).decode(),
            "name": file_name,
            "mime": mime,
            "primary": primary,
            "done": done,
            "tells": then is not None,
        },
        on_saved_change=then or (lambda: None),
    )


def data_image(png: bytes, alt: str) -> None:
    """A picture inside the page itself (``data:``), with its words for those who cannot see it."""
    source = f"data:image/png;base64,{b64encode(png).decode()}"
    html.write(tag('<div class="ashiba-image"><img src="{}" alt="{}"></div>', source, alt))
