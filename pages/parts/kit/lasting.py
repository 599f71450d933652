"""What was worked out from the answers: once for all runs that show it, and not longer than that.

In the session alone: it goes with the case (tab_case.forget_session, wipe).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

Made = TypeVar("Made")
_HELD, _USED = "lasting_held", "lasting_used"


def lasting(name: str, asked: object, make: Callable[[], Made]) -> Made:
    """What ``make`` gives for ``asked``: the one of before, where the same was asked then."""
    held: dict[str, tuple[object, Any]] = st.session_state.setdefault(_HELD, {})
    st.session_state.setdefault(_USED, set()).add(name)
    if name not in held or held[name][0] != asked:
        held[name] = (asked, make())
    made: Made = held[name][1]
    return made


def let_go() -> None:
    """The end of a screen's run: what it did not use is forgotten (a plan is 60 KB)."""
    used = st.session_state.pop(_USED, set())
    held = st.session_state.get(_HELD, {})
    for name in [name for name in held if name not in used]:
        del held[name]
