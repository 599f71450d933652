"""What is said once: in the run after a press, and until the next press.

A run that nobody pressed for (a line that came back, a tab without room) does not end it: it would
take the way back of a change before anybody saw it.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

_TOLD, _BY_ITSELF = "once_told", "once_by_itself"


def put(name: str, value: Any) -> None:
    """To be told in the run that follows."""
    st.session_state[name] = value
    st.session_state.setdefault(_TOLD, set()).discard(name)


def told(name: str) -> Any:
    """What was put; None where nothing was, or where it was told to an earlier press."""
    over: set[str] = st.session_state.setdefault(_TOLD, set())
    if name in over and not by_itself():
        st.session_state.pop(name, None)
    over.add(name)
    return st.session_state.get(name)


def run_by_itself() -> None:
    """A callback: nobody pressed for the run that follows."""
    st.session_state[_BY_ITSELF] = True


def by_itself() -> bool:
    """Whether nobody pressed for this run."""
    return _BY_ITSELF in st.session_state


def end() -> None:
    """The end of a screen's run."""
    st.session_state.pop(_BY_ITSELF, None)
