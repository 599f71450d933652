"""What Streamlit does anew in each run and for each widget although it changes nothing: done once.

Measured with tests/benchmarks/load.py; without this a press costs up to twice the processor time.
Each function keeps what Streamlit's own gives back (tests/pages/test_cheap.py compares the two).
"""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import Any
from weakref import WeakValueDictionary

from streamlit.commands import execution_control
from streamlit.components.v2.bidi_component import main as component
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session, runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.runtime.state import session_state
from streamlit.runtime.state.safe_session_state import SafeSessionState
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from pages.parts.frame.index import UnknownStreamlit
from pages.parts.kit import turn

_theme: Any = getattr(app_session, "_populate_theme_msg", None)
_filtered: Any = getattr(SafeSessionState, "filtered_state", None)
_finished: Any = getattr(SafeSessionState, "on_script_finished", None)
_is_stale: Any = getattr(session_state, "_is_stale_widget", None)


class Looked(Mapping[str, Any]):
    """The state of a session, to look one key up: each field, list and choice does that once.

    Streamlit makes a dict of everything for it, so that fifty fields cost fifty times fifty.
    """

    def __init__(self, state: SafeSessionState) -> None:
        self._safe = state

    def __contains__(self, key: object) -> bool:
        with self._safe._lock:
            return key in self._safe._state

    def __getitem__(self, key: str) -> Any:
        with self._safe._lock:
            return self._safe._state[key]

    def __iter__(self) -> Iterator[str]:
        return iter(_filtered.fget(self._safe))

    def __len__(self) -> int:
        return len(_filtered.fget(self._safe))


def presenter(aggregator_id: str, *_rest: object, **_more: object) -> Callable[[Any, Any], Any]:
    """A part's value with its events beside it. Streamlit makes a class for each look at it, so
    that it can be written to; ours are only read.
    """

    def present(base: Any, state: Any) -> Any:
        if not isinstance(base, dict):
            return base
        widgets = state._new_widget_state
        known = widgets.widget_metadata.get(aggregator_id)
        if known is None or known.value_type != "json_trigger_value":
            return base
        try:
            told = widgets[aggregator_id]
        except KeyError:
            told = None
        events = told if isinstance(told, list) else [told]
        pressed = {
            one["event"]: one.get("value")
            for one in events
            if isinstance(one, dict) and isinstance(one.get("event"), str)
        }
        return {**pressed, **base}

    return present


_themes: dict[str, CustomThemeConfig] = {}


def theme(message: CustomThemeConfig, section: str = "theme") -> None:
    """Fill in the theme of config.toml, which no run changes: all options are read for it."""
    if section not in _themes:
        _themes[section] = CustomThemeConfig()
        _theme(_themes[section], section)
    if _themes[section].ByteSize():
        message.MergeFrom(_themes[section])


AT_LAST = 0.02
"""Seconds after which what a run has made so far is handed over; else it is when the run ends."""


class Bundled:
    """What a script hands over to the server's loop, called there in its order.

    Streamlit wakes the loop for each message of a run, and the two threads then take turns at
    Python's lock; here once at the run's end (``flush``), or after a while.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._waiting: list[Callable[[], None]] = []
        self._lock = threading.Lock()

    def add(self, call: Callable[[], None]) -> None:
        """From any thread. Raises RuntimeError when the loop is closed."""
        with self._lock:
            self._waiting.append(call)
            if len(self._waiting) > 1:
                return  # on its way
        try:
            self._loop.call_soon_threadsafe(self._loop.call_later, AT_LAST, self._call_all)
        except RuntimeError:
            with self._lock:
                self._waiting.clear()
            raise

    def flush(self) -> None:
        """Nothing more comes for now. From any thread."""
        if self._waiting:
            with suppress(RuntimeError):  # the server ends; so does the line
                self._loop.call_soon_threadsafe(self._call_all)

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        """On the loop: call it so much later."""
        self._loop.call_later(seconds, call)

    def _call_all(self) -> None:
        with self._lock:
            calls, self._waiting = self._waiting, []
        for call in calls:
            try:
                call()
            except Exception as fault:  # what goes wrong in one stops no other
                said = {"message": "a session's event failed", "exception": fault}
                self._loop.call_exception_handler(said)


_bundles: WeakValueDictionary[str, Bundled] = WeakValueDictionary()
"""That of each session, by its name."""


def call_soon(self: Any, callback: Callable[[], None]) -> None:
    """A session's events on the loop (AppSession), bundled."""
    bundle = self.__dict__.get("_ashiba_bundle")
    if bundle is None:
        # A session's first event comes from one thread; a second bundle would lose the order.
        bundle = self.__dict__.setdefault("_ashiba_bundle", Bundled(self._event_loop))
        _bundles[self.id] = bundle
    try:
        bundle.add(callback)
    except RuntimeError:
        if not self._event_loop.is_closed():
            raise


def something_to_send(self: Any) -> None:
    """A message waits to be sent (Runtime): said once until it is looked at."""
    found = self._get_async_objs()
    if found.need_send_data.is_set():
        return
    if asyncio._get_running_loop() is found.eventloop:
        found.need_send_data.set()
    else:
        found.eventloop.call_soon_threadsafe(found.need_send_data.set)


AT_A_TIME = 100
"""Messages; five times as many may wait for a line that takes them slowly (Streamlit)."""


class Several(list[Any]):
    """Messages that go out in one go."""


_flush: Any = getattr(app_session.AppSession, "flush_browser_queue", None)
_send: Any = getattr(runtime.Runtime, "_send_message", None)


def flush_browser_queue(self: Any) -> list[Several]:
    """What waits for one tab (AppSession).

    The loop lets others go on after each message, and with the lock of Python in a script's hand
    waits a millisecond for it each time: with many people that is what they wait for.
    """
    found = _flush(self)
    return [Several(found[at : at + AT_A_TIME]) for at in range(0, len(found), AT_A_TIME)]


def send_message(self: Any, session_info: Any, messages: Several) -> None:
    """Send what ``flush_browser_queue`` gave (Runtime)."""
    for one in messages:
        _send(self, session_info, one)


class Together:
    """A websocket's line: what is written in one turn of the loop leaves as one."""

    def __init__(self, line: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._line, self._loop = line, loop
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> None:
        if not self._parts:
            self._loop.call_soon(self._leave)
        self._parts.append(data)

    def _leave(self) -> None:
        parts, self._parts = self._parts, []
        if parts and not self._line.is_closing():
            self._line.write(b"".join(parts))

    def close(self) -> None:
        """What was written leaves before."""
        self._leave()
        self._line.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._line, name)


_connected: Any = getattr(WebSocketsSansIOProtocol, "connection_made", None)


def connection_made(self: WebSocketsSansIOProtocol, transport: Any) -> None:
    """A websocket begins (uvicorn)."""
    _connected(self, Together(transport, self.loop))


SWITCH = 0.001
"""Seconds until another thread may go on (Python's own: 0.005)."""
_run_script: Any = getattr(ScriptRunner, "_run_script", None)


class Alone:
    """Held by whoever runs the script of one session."""

    def __init__(self) -> None:
        self.lock = threading.Lock()


_sessions: WeakValueDictionary[str, Alone] = WeakValueDictionary()
_sessions_lock = threading.Lock()


def alone_in(session: str) -> Alone:
    """The one of this session, for as long as somebody holds or awaits it."""
    with _sessions_lock:
        found = _sessions.get(session)
        if found is None:
            found = _sessions[session] = Alone()
        return found


def run_in_turn(self: ScriptRunner, rerun_data: RerunData) -> None:
    """A run of a script, when its turn has come (kit/turn.py).

    One session runs once at a time: a line that comes back starts a new run while the one that was
    told to stop may still be at work on the same state (Streamlit then fails with a RuntimeError).
    """
    alone = alone_in(self._session_id)
    with alone.lock:
        try:
            with turn.screen():
                _run_script(self, rerun_data)
        finally:
            if bundle := _bundles.get(self._session_id):
                bundle.flush()


class _Clock:
    """The time, as st.switch_page knows it: 10 ms in which others' screens are made."""

    @staticmethod
    def sleep(seconds: float) -> None:
        with turn.aside():
            time.sleep(seconds)


GONE = 10.0
"""Seconds: a press on what was just taken away may still be on its way, and is heard."""


class Held(dict[str, Any]):
    """What Streamlit keeps of each widget of a visit, by its id. ``gone``: since when it stands on
    the screen no more.
    """

    def __init__(self, before: Mapping[str, Any]) -> None:
        super().__init__(before)
        self.gone: dict[str, float] = {}
        self.made: tuple[frozenset[str], list[str] | None] = (frozenset(), None)
        """What stands on the screen since the last run, as ``let_go`` is told."""


def let_go(
    safe: SafeSessionState, active: frozenset[str], fragments: list[str] | None, now: float
) -> None:
    """Forget what widgets of earlier screens hold: callbacks with their plans, words and questions.

    Streamlit forgets their values, but keeps them for the visit: half a megabyte a family.
    ``active``: the ids of this run's widgets; ``fragments``: what the run made, None for everything.
    """
    with safe._lock:
        widgets, keys = safe._state._new_widget_state, safe._state._key_id_mapper
        held = widgets.widget_metadata
        if not isinstance(held, Held):
            held = widgets.widget_metadata = Held(held)
        gone, held.made = held.gone, (active, fragments)
        for one, metadata in held.items():
            if _is_stale(metadata, active, fragments):
                gone.setdefault(one, now)
            else:
                gone.pop(one, None)
        for one in [one for one, since in gone.items() if now - since >= GONE]:
            del gone[one]
            held.pop(one, None)
            key = keys._id_key_mapping.pop(one, None)
            if key is not None and keys._key_id_mapping.get(key) == one:
                del keys._key_id_mapping[key]


def script_finished(
    self: SafeSessionState,
    widget_ids_this_run: frozenset[str],
    *,
    remove_stale_widgets: bool = True,
) -> None:
    """The end of a run."""
    _finished(self, widget_ids_this_run, remove_stale_widgets=remove_stale_widgets)
    context = get_script_run_ctx()
    if remove_stale_widgets and context is not None:
        let_go(self, widget_ids_this_run, context.fragment_ids_this_run, time.monotonic())
        bundle = _bundles.get(context.session_id)
        if bundle is not None and self._state._new_widget_state.widget_metadata.gone:
            bundle.add(partial(bundle.later, GONE, partial(sweep, context.session_id, self._state)))


def sweep(session: str, state: session_state.SessionState) -> None:
    """``let_go`` also where nobody presses any more; a run that is under way will do it itself."""
    alone = alone_in(session)
    if alone.lock.acquire(blocking=False):
        try:
            held = state._new_widget_state.widget_metadata
            if isinstance(held, Held):
                let_go(SafeSessionState(state, lambda: None), *held.made, time.monotonic())
        finally:
            alone.lock.release()


_REPLACED: tuple[tuple[Any, str, Any], ...] = (
    (ScriptRunner, "_run_script", run_in_turn),
    (execution_control, "time", _Clock),
    (app_session.AppSession, "_call_soon_on_event_loop", call_soon),
    (app_session.AppSession, "flush_browser_queue", flush_browser_queue),
    (runtime.Runtime, "_send_message", send_message),
    (runtime.Runtime, "_enqueued_some_message", something_to_send),
    (WebSocketsSansIOProtocol, "connection_made", connection_made),
    (SafeSessionState, "filtered_state", property(Looked)),
    (SafeSessionState, "on_script_finished", script_finished),
    (component, "make_bidi_component_presenter", presenter),
    (app_session, "_populate_theme_msg", theme),
)
"""Where Streamlit has it, under which name, and what takes its place."""


def check() -> None:
    """Raises UnknownStreamlit where the installed version has one of them no more."""
    for place, name, _ in (*_REPLACED, (session_state, "_is_stale_widget", None)):
        if not hasattr(place, name):
            raise UnknownStreamlit(name)


def lighten() -> None:
    """Take the place of Streamlit's own from now on. Called when the server starts."""
    for place, name, ours in _REPLACED:
        setattr(place, name, ours)
    sys.setswitchinterval(SWITCH)
