"""What the room said, in session_state["hall"] and in the browser tab against a reload.

Nothing of it is a family's, and nothing of a family's is read here: the tab only says whether it
holds answers of one (room_tab.js), so that the room is then opened in a new window.
"""

from __future__ import annotations

import secrets
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from core import Catalog
from core.case import answers
from core.contacts import LocalWindow
from core.room import Vote, kept
from pages.parts.kit import store, tab_case

ROOM, _KEY, _ASKED, _FAMILY = "hall", "ashiba_room_tab", "_hall_asked", "_hall_family"
_NOBODYS = ("windows", "windows_new", "sheets")


@lru_cache(maxsize=1)
def _component() -> Any:
    script = Path(__file__).with_name("room_tab.js").read_text(encoding="utf-8")
    return st.components.v2.component("ashiba_room_tab", js=script, isolate_styles=False)


def _mount(data: dict[str, Any]) -> None:
    _component()(key=_KEY, data=data, height=1, on_answer_change=_take_answer)


def _take_answer() -> None:
    """Take over what the tab kept. A callback: it runs before the script of the same run."""
    answer = st.session_state[_KEY].get("answer")
    if ROOM in st.session_state or not isinstance(answer, dict):
        return
    if answer.get("nonce") != st.session_state.get(_ASKED):
        return
    st.session_state[ROOM] = kept.unpack(answer.get("text"))
    st.session_state[_FAMILY] = answer.get("family") is True


def load_once(catalog: Catalog) -> bool:
    """True when the room's answers are there, or not wanted because a family's are.

    The first run of a visit asks the tab for them.
    """
    if ROOM in st.session_state or holds_family(catalog):
        return True
    _mount({"ask": st.session_state.setdefault(_ASKED, secrets.token_hex(4))})
    return False


def keep(catalog: Catalog) -> None:
    """Write the room's answers into the tab. Called once, at the end of a run."""
    if holds_family(catalog):
        return
    text = kept.pack(st.session_state[ROOM])
    _mount({"write": text} if text else {"clear": True})


def holds_family(catalog: Catalog) -> bool:
    """Whether this tab holds answers of a family. Which, is looked at by nobody here."""
    if tab_case.CASE not in st.session_state:
        return bool(st.session_state.get(_FAMILY))
    own = {key: one for key, one in store.own_case().items() if key not in _NOBODYS}
    checks = own.get("checks")
    if isinstance(checks, dict):
        own["checks"] = {who: one for who, one in checks.items() if who != "example"}
    return answers.has_answers(own, catalog)


def get(name: str) -> Any:
    """What the room keeps under a name; None for nothing."""
    return st.session_state[ROOM].get(name)


def put(name: str, value: Any) -> None:
    """Keep something of the room: a plain value that JSON can hold."""
    st.session_state[ROOM][name] = value


def votes(case: str) -> dict[str, Vote]:
    """What the room said about this fictional family, by the key of the question."""
    return kept.votes_on(st.session_state[ROOM], case)


def vote(case: str, key: str, value: Vote) -> None:
    """Keep the room's answer to one question. Pressed twice it stays: a thumb may be unsure."""
    put("votes", {**votes(case), key: value})
    put("case", case)


def typed_windows() -> list[tuple[str, str]]:
    """The windows of the group as typed, name and number; also empty ones."""
    return kept.typed_windows(st.session_state[ROOM])


def windows() -> tuple[LocalWindow, ...]:
    """The windows of the group for the last slide. What has no name is left out."""
    return kept.windows_of(st.session_state[ROOM])


def next_meeting() -> str:
    """When the group meets again, in its own words; "" for not said."""
    return kept.next_meeting(st.session_state[ROOM])
