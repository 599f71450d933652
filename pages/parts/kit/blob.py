"""Files and pictures of a family, handed to the browser without the server's media store."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import streamlit as st

from pages.parts.kit import html
from pages.parts.kit.html import tag

_HTML = (
    '<div><button type="button"><i></i><span></span></button><p role="status"></p>'
    '<button type="button" class="send" hidden><i></i><span></span></button></div>'
)
# The looks of the role "do" (frame/roles.css): names of tokens reach into the component, rules do not.
_CSS = """
button { display: flex; align-items: center; justify-content: center; gap: 10px; width: 100%;
  min-height: max(52px, 2.2rem); padding: 6px 16px; box-sizing: border-box; font: inherit;
  font-size: 1rem; font-weight: 700; line-height: 1.3; color: var(--primary);
  background: var(--chosen); border: 2px solid var(--chosen); border-radius: 8px; cursor: pointer; }
button:hover { border-color: var(--primary); }
button.primary { color: #ffffff; background: var(--primary); border-color: var(--primary); }
button.primary:hover { background: var(--primary-dark); border-color: var(--primary-dark); }
button:focus-visible { outline: 3px solid var(--primary); outline-offset: 2px; }
i { flex: none; width: 24px; height: 24px; background: currentColor;
  -webkit-mask: var(--i) center / contain no-repeat; mask: var(--i) center / contain no-repeat; }
p { margin: 0; font-size: 1rem; line-height: 1.7; color: var(--ink); }
[hidden] { display: none; }
/* Saved at once: what became of it stands first, then the way to save it again, and to send it. */
.saved { display: flex; flex-wrap: wrap; align-items: center; gap: 0 12px; }
.saved p { order: -1; font-size: var(--small); line-height: 1.4; }
.saved button:not(.send) { width: auto; min-height: 48px; padding: 0; border: 0; background: none;
  color: var(--primary);
  font-size: var(--small); font-weight: 400; text-decoration: underline;
  text-underline-offset: .2em; }
.saved button:not(.send) i { display: none; }
.saved .send { margin-top: 8px; justify-content: flex-start; padding-left: 18px; gap: 14px; }
@media print { button { display: none; } }
"""


@lru_cache(maxsize=1)
def _component() -> Any:
    return st.components.v2.component(
        "ashiba_blob", html=_HTML, css=_CSS, js=html.script_of("ashibaBlob")
    )


def blob_button(
    label: str,
    data: bytes,
    file_name: str,
    mime: str,
    key: str,
    primary: bool = False,
    done: str = "できました。ダウンロードの場所に入っています。",
    then: Callable[[], None] | None = None,
    icon: str = "save",
    at_once: int = 0,
    send: str = "",
) -> None:
    """A button that saves ``data`` as ``file_name``, and then says ``done``.

    ``icon``: a name of kit/icons.py. Does not rerun the screen, but where something has to follow (``then``).
    ``at_once``: the number of an asking of this very run: saved without a further press. ``send``:
    the words of a button that hands the file to the device's own way of sending.
    """
    _component()(
        key=key,
        data={
            "label": label,
            "base64": b64encode(data).decode(),
            "name": file_name,
            "mime": mime,
            "primary": primary,
            "icon": icon,
            "done": done,
            "tells": then is not None,
            "at_once": at_once,
            "send": send,
        },
        on_saved_change=then or (lambda: None),
    )


def data_image(png: bytes, alt: str) -> None:
    """A picture inside the page itself (``data:``), with its words for those who cannot see it."""
    source = f"data:image/png;base64,{b64encode(png).decode()}"
    html.write(tag('<div class="ashiba-image"><img src="{}" alt="{}"></div>', source, alt))
