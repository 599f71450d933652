"""What the server still holds of a family, and how it is let go.

Streamlit's ``session_state.clear()`` leaves the callbacks of the last run, and with them the plan
and the answers that they were made from. A session that ended would be kept for an hour.
"""

from __future__ import annotations

import asyncio
import gc

from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

AFTER = 3.0
"""Seconds until a wiped session is closed: its last words are on their way to the browser."""
_loop: asyncio.AbstractEventLoop | None = None


def start() -> None:
    """Remember the server's event loop: sessions are closed on it. Called when the server starts."""
    global _loop
    _loop = asyncio.get_running_loop()


def forget_callbacks() -> None:
    """Let go of what the widgets of the runs before hold. For a case that gives way to another."""
    context = get_script_run_ctx()
    if context is None:
        return
    # Only Streamlit's own fields know of them; a test looks whether anything stays.
    held = context.session_state._state._new_widget_state.widget_metadata
    held.clear()


def close_soon() -> None:
    """Close the session of this run in a moment, so that nothing of it stays in memory."""
    context = get_script_run_ctx()
    if context is None or _loop is None or not runtime.exists():
        return
    session = context.session_id

    def close() -> None:
        runtime.get_instance().close_session(session)
        gc.collect()

    _loop.call_soon_threadsafe(_loop.call_later, AFTER, close)
