"""The case of one visit: in session_state["case"], and in the browser tab against a reload.

``st.session_state["case"]`` is a plain dict that JSON can hold. Screens read and change it;
front.py calls the functions here. Nothing of it goes into an address, a log or a file.
"""

from __future__ import annotations

import json
import secrets
from functools import lru_cache, partial
from typing import Any

import streamlit as st

from core import Catalog
from core.case.answers import from_tab
from core.case.packed import Packed, is_empty, packed, text_of
from core.case_file import MAX_BYTES, MAX_DEPTH
from core.texts import sound_all
from core.tolerant import depth
from pages.parts.kit import html, memory, once

CASE = "case"
# Restored with the case, so that a phone that reloads by itself keeps the large letters, and the
# addresses of the questions (core.walk) their meaning.
SIZE, SALT = "text_size", "walk"
ALSO = (SIZE, SALT)
# A file that could be read fits, with what the screens add to it.
MAX_CHARACTERS = MAX_BYTES + 200_000
_FILE = "続きのファイルに保存できます。"
TOO_MUCH = f"答えが多いので、再読み込みすると消える部分があります。{_FILE}"
REFUSED = f"この画面では答えを残しておけません。再読み込みすると、答えが消えます。{_FILE}"
_KEY, _ASKED = "ashiba_tab_case", "_tab_asked"
_WIPED, _ENDED = "_tab_wiped", "_tab_ended"
_BACK = "_tab_back"
_LET_GO = "_tab_let_go"
"""Set from the moment that another case takes the place until ``_handed_over`` is no longer true."""
# All that stays of a session when another case takes the place of this one.
_STAYS = frozenset({CASE, *ALSO, "ashiba_text_size", _KEY, _ASKED})


@lru_cache(maxsize=1)
def _component() -> Any:
    return st.components.v2.component(
        "ashiba_tab_case", js=html.script_of("ashibaTab"), isolate_styles=False
    )


def _mount(data: dict[str, Any], catalog: Catalog) -> None:
    _component()(
        key=_KEY,
        data=data,
        height=1,
        on_answer_change=partial(_take_answer, catalog),
        on_refused_change=once.run_by_itself,
        on_elsewhere_change=wipe,
    )


def _unpack(text: object) -> dict[str, Any]:
    """What the tab kept, or an empty store when it is nothing that we wrote."""
    if not isinstance(text, str) or len(text) > MAX_CHARACTERS:
        return {}
    try:
        kept = json.loads(text)
        deep = depth(kept) > MAX_DEPTH
    except (ValueError, RecursionError):
        return {}
    return sound_all(kept) if isinstance(kept, dict) and not deep else {}


def _packed() -> Packed:
    """The text to keep in the tab, and whether it holds everything."""
    also = {name: st.session_state[name] for name in ALSO if st.session_state.get(name)}
    return packed(st.session_state[CASE], also, MAX_CHARACTERS)


def pack() -> str:
    """The text to keep in the tab: all of it, or what has room; "" for nothing to keep."""
    return _packed().text


def warning() -> str:
    """What to say when a reload would lose answers; "" when the tab keeps them all."""
    if CASE not in st.session_state:
        return ""
    if (st.session_state.get(_KEY) or {}).get("refused"):
        return REFUSED
    return "" if _packed().whole else TOO_MUCH


def _handed_over() -> bool:
    """Whether the tab still hands over, with each press, the case that it had at first."""
    return (st.session_state.get(_KEY) or {}).get("answer") is not None


def forget_session() -> None:
    """Forget all of the session but the case: undo, what is open, typed, found or waiting.

    For a case that takes another's place. Nothing has to be listed here for a new key.
    """
    for key in [*st.session_state]:
        if key not in _STAYS:
            del st.session_state[key]
    if _handed_over():
        st.session_state[_LET_GO] = True
    memory.forget_callbacks()


def _take_answer(catalog: Catalog) -> None:
    """Take over what the tab kept. A callback: it runs before the script of the same run."""
    answer = st.session_state[_KEY].get("answer")
    if CASE in st.session_state or not isinstance(answer, dict):
        return
    if answer.get("nonce") != st.session_state.get(_ASKED):
        return
    tab = answer.get("id")
    if isinstance(tab, str) and 0 < len(tab) <= 64:
        memory.entered(tab)
    kept = _unpack(answer.get("text"))
    case = kept.get(CASE)
    st.session_state[CASE] = from_tab(case, catalog) if isinstance(case, dict) else {}
    st.session_state[_ENDED] = kept.get("ended") is True
    st.session_state[_BACK] = bool(st.session_state[CASE])
    for name in ALSO:
        if isinstance(kept.get(name), str):
            st.session_state[name] = kept[name]


def is_ready() -> bool:
    """True when ``st.session_state["case"]`` is there: the tab has answered, or a test put it."""
    return CASE in st.session_state


def ask(catalog: Catalog) -> None:
    """Ask the tab for what it keeps; its answer starts the next run."""
    _mount({"ask": st.session_state.setdefault(_ASKED, secrets.token_hex(4))}, catalog)


def came_back() -> bool:
    """True once, in the run in which the tab has handed over what was said before."""
    return bool(st.session_state.pop(_BACK, False))


def start_empty() -> None:
    """Begin without what the tab may hold (when it does not answer)."""
    st.session_state[CASE] = {}


def keep(catalog: Catalog) -> None:
    """Write the case into the tab. Called once, at the end of a run."""
    left = st.session_state.get(_WIPED)
    if left is None:
        if not _handed_over() and st.session_state.pop(_LET_GO, False):
            memory.forget_before(_KEY)
        _mount({"write": pack(), "let_go": _LET_GO in st.session_state}, catalog)
    else:
        _mount({"wipe": left}, catalog)
        memory.close_soon()


def wipe() -> None:
    """Forget everything of the visit: here at once, in this tab and its copies with this run.

    The size of the letters stays, and that something was wiped.
    """
    size = {SIZE: st.session_state[SIZE]} if st.session_state.get(SIZE) else {}
    st.session_state.clear()
    memory.forget_callbacks()
    st.session_state[CASE] = {}
    st.session_state[_WIPED] = text_of({"ended": True, **size})


def is_wiped() -> bool:
    """True in the run that forgets; front.py then shows no screen."""
    return _WIPED in st.session_state


def has_ended() -> bool:
    """True where the visit before was wiped and nothing was said since: read from the state."""
    case = st.session_state.get(CASE) or {}
    return is_empty(case) and bool(is_wiped() or st.session_state.get(_ENDED))
