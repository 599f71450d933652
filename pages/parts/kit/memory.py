"""What the server still holds of a family, and how it is let go.

Streamlit's ``session_state.clear()`` leaves the callbacks of the last run, and with them the plan
and the answers that they were made from. A session that ended would be kept for an hour.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import sys
import threading
from collections import OrderedDict
from collections.abc import Collection
from contextlib import suppress

from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.handout import press

AFTER = 3.0
"""Seconds until a wiped session is closed: its last words are on their way to the browser."""
EVERY = 60.0
"""Seconds between two looks for sessions whose time is over."""
_MOST = 20_000
"""So many tabs are known by their random name; the oldest is forgotten first."""
_loop: asyncio.AbstractEventLoop | None = None
_tabs: OrderedDict[str, set[str]] = OrderedDict()
_lock = threading.Lock()


def start() -> None:
    """Remember the server's event loop: sessions are closed on it. Called when the server starts."""
    global _loop
    _loop = asyncio.get_running_loop()
    _few_heaps()
    _loop.call_later(EVERY, sweep)


_HEAPS = (-8, 2)
"""M_ARENA_MAX of glibc's malloc.h, and so many."""


def _few_heaps() -> None:
    """Each run is a thread of its own; glibc would give them a heap each, which never shrink."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).mallopt(*_HEAPS)


def _give_back() -> None:
    """What is free goes back to the system (glibc)."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)


def sweep() -> None:
    """Let go of sessions whose hour is over, and again in a minute.

    Streamlit itself lets go of them only when the next visitor leaves.
    """
    if runtime.exists():
        store = runtime.get_instance()._session_mgr._session_storage  # type: ignore[attr-defined]
        if store._cache.expire():
            press.forget()
            gc.collect()
            _give_back()
    if _loop is not None:
        _loop.call_later(EVERY, sweep)


def forget_callbacks() -> None:
    """Let go of what the widgets of the runs before hold, and the sheets that were set.

    For a case that gives way to another.
    """
    press.forget()
    context = get_script_run_ctx()
    if context is None:
        return
    # Only Streamlit's own fields know of them; a test looks whether anything stays.
    held = context.session_state._state._new_widget_state.widget_metadata
    held.clear()


def forget_before(key: str) -> None:
    """Let go of what the part ``key`` held before this run: Streamlit keeps it until the next one."""
    context = get_script_run_ctx()
    if context is None:
        return
    before = context.session_state._state._old_state
    for name in [*before]:
        if name.startswith("$$ID-") and name.endswith(f"-{key}"):
            del before[name]


def entered(tab: str) -> None:
    """This run's session belongs to a tab: what slept of earlier visits in that tab is let go.

    A copied tab bears the same name; its session, as long as it is connected, stays.
    """
    context = get_script_run_ctx()
    if context is None or _loop is None or not runtime.exists():
        return
    with _lock:
        known = _tabs.setdefault(tab, set())
        _tabs.move_to_end(tab)
        earlier = known - {context.session_id}
        known.add(context.session_id)
        while len(_tabs) > _MOST:
            _tabs.popitem(last=False)
    _loop.call_soon_threadsafe(_close, tab, earlier, False)


def close_soon() -> None:
    """Close the session of this run in a moment, and at once what sleeps of its tab."""
    context = get_script_run_ctx()
    if context is None or _loop is None or not runtime.exists():
        return
    mine = context.session_id
    with _lock:
        tab = next((name for name, found in _tabs.items() if mine in found), "")
        earlier = _tabs.get(tab, set()) - {mine}
    _loop.call_soon_threadsafe(_close, tab, earlier, False)
    _loop.call_soon_threadsafe(_loop.call_later, AFTER, _close, tab, {mine}, True)


def _close(tab: str, sessions: Collection[str], also_awake: bool) -> None:
    """On the server's event loop: end these sessions; those in use only with ``also_awake``."""
    server = runtime.get_instance()
    gone = [one for one in sessions if also_awake or not server.is_active_session(one)]
    for one in gone:
        server.close_session(one)
    with _lock:
        if tab in _tabs:
            _tabs[tab].difference_update(gone)
    if gone:
        press.forget()
        gc.collect()
