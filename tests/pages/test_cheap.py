"""What stands in for Streamlit's own gives back the same."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.components.v2 import presentation
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.state.session_state import SessionState

from pages.parts.frame import cheap
from pages.parts.frame.index import UnknownStreamlit
from pages.parts.kit import turn
from tests.loops import run_apart

SECTIONS = ("theme", "theme.light", "theme.dark", "theme.sidebar", "theme.light.sidebar")


@pytest.mark.parametrize("section", SECTIONS)
def test_the_kept_theme_is_that_of_the_settings(section: str) -> None:
    theirs = CustomThemeConfig()
    cheap._theme(theirs, section)
    for _ in range(2):
        ours = CustomThemeConfig()
        cheap.theme(ours, section)
        assert ours == theirs
    assert bool(theirs.ByteSize()) == (section == "theme")


def test_a_theme_without_options_is_not_sent() -> None:
    message = CustomThemeConfig()
    cheap.theme(message.dark, "theme.dark")
    assert not message.HasField("dark")


def state(**values: Any) -> SafeSessionState:
    kept = SessionState()
    for name, value in values.items():
        kept[name] = value
    return SafeSessionState(kept, lambda: None)


def test_the_looked_at_state_is_the_filtered_one() -> None:
    safe = state(case={"a": 1}, none=None)
    looked, whole = cheap.Looked(safe), cheap._filtered.fget(safe)
    assert dict(looked) == whole == {"case": {"a": 1}, "none": None}
    assert len(looked) == 2
    for name in ("case", "none", "other"):
        assert (name in looked) is (name in whole)
    assert looked["none"] is None
    with pytest.raises(KeyError):
        looked["other"]


class Widgets(dict[str, Any]):
    """As much of Streamlit's widget state as a presenter looks at."""

    def __init__(self, kind: str, events: Any) -> None:
        super().__init__({"events": events} if events is not KeyError else {})
        self.widget_metadata = {"events": type("Known", (), {"value_type": kind})()}


class State:
    def __init__(self, kind: str, events: Any) -> None:
        self._new_widget_state = Widgets(kind, events)


@pytest.mark.parametrize("base", [{}, {"file": "x"}, {"answer": 1, "refused": True}, None, "text"])
@pytest.mark.parametrize(
    "events",
    [
        KeyError,
        None,
        [],
        {"event": "file", "value": "y"},
        [{"event": "file", "value": "y"}, {"event": "answer", "value": 2}],
        [{"event": 3}, "no event", {"value": "y"}],
    ],
)
@pytest.mark.parametrize("kind", ["json_trigger_value", "json_value"])
def test_a_part_hands_over_its_value_and_its_events(base: Any, events: Any, kind: str) -> None:
    seen = State(kind, events)
    theirs = presentation.make_bidi_component_presenter("events")(base, seen)  # type: ignore[arg-type]
    ours = cheap.presenter("events")(base, seen)
    assert ours == theirs
    unknown = cheap.presenter("other")(base, seen)
    assert unknown == base


# -- what a run hands over, and its turn ---------------------------------------------------------


def test_what_comes_from_many_threads_is_called_once_each_and_in_its_order() -> None:
    called: list[tuple[int, int]] = []

    async def hand_over() -> None:
        bundle = cheap.Bundled(asyncio.get_running_loop())

        def speak(who: int) -> None:
            for number in range(300):
                bundle.add(partial(called.append, (who, number)))

        with ThreadPoolExecutor(4) as threads:
            await asyncio.gather(
                *(
                    asyncio.get_running_loop().run_in_executor(threads, speak, who)
                    for who in range(4)
                )
            )
        bundle.flush()
        await asyncio.sleep(0)

    run_apart(hand_over())
    for who in range(4):
        assert [number for one, number in called if one == who] == list(range(300))


def test_what_goes_wrong_in_one_stops_no_other() -> None:
    called: list[str] = []
    told: list[str] = []

    def fail() -> None:
        raise ValueError("架空")

    async def hand_over() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, what: told.append(str(what["exception"])))
        bundle = cheap.Bundled(loop)
        for call in (fail, partial(called.append, "次")):
            bundle.add(call)
        bundle.flush()
        await asyncio.sleep(0)

    run_apart(hand_over())
    assert (called, told) == (["次"], ["架空"])


def test_what_a_run_has_made_waits_for_its_end_but_not_long() -> None:
    called: list[str] = []

    async def hand_over() -> None:
        bundle = cheap.Bundled(asyncio.get_running_loop())
        bundle.flush()  # nothing yet
        for word in ("始", "中"):
            bundle.add(partial(called.append, word))
            await asyncio.sleep(0)
        assert called == []
        bundle.flush()
        await asyncio.sleep(0)
        assert called == ["始", "中"]
        bundle.add(partial(called.append, "長"))
        await asyncio.sleep(cheap.AT_LAST * 2)
        assert called == ["始", "中", "長"]

    run_apart(hand_over())


def test_the_end_of_a_run_hands_over_what_it_made(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []

    async def hand_over() -> None:
        loop = asyncio.get_running_loop()
        monkeypatch.setattr(cheap, "AT_LAST", 60.0)
        session = SimpleNamespace(id="session one", _event_loop=loop)

        def run(_runner: object, word: str) -> None:
            cheap.call_soon(session, partial(called.append, word))
            if word == "失敗":
                raise ValueError("架空")

        monkeypatch.setattr(cheap, "_run_script", run)
        for word in ("答え", "失敗"):
            with suppress(ValueError):
                cheap.run_in_turn(runner("one"), word)
            await asyncio.sleep(0)
            assert called[-1:] == [word]

    run_apart(hand_over())


def test_a_closed_loop_is_said_to_whoever_hands_over() -> None:
    loop = asyncio.new_event_loop()
    loop.close()
    bundle = cheap.Bundled(loop)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            bundle.add(lambda: None)


def test_what_waits_for_a_tab_goes_out_whole_and_in_its_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not more at once than a line takes that is slow (Streamlit: 500)."""
    for number, parts in ((0, 0), (1, 1), (100, 1), (101, 2), (250, 3)):
        sent: list[tuple[str, int]] = []
        monkeypatch.setattr(cheap, "_flush", lambda _, found=number: list(range(found)))
        monkeypatch.setattr(cheap, "_send", lambda _, tab, one, sent=sent: sent.append((tab, one)))
        found = cheap.flush_browser_queue(object())
        assert len(found) == parts
        assert all(len(one) <= cheap.AT_A_TIME for one in found)
        for one in found:
            cheap.send_message(object(), "tab", one)
        assert sent == [("tab", at) for at in range(number)]


class Line:
    """As much of a transport as is looked at."""

    def __init__(self) -> None:
        self.left: list[bytes] = []
        self.closed = False

    def write(self, data: bytes) -> None:
        assert not self.closed
        self.left.append(data)

    def is_closing(self) -> bool:
        return self.closed

    def close(self) -> None:
        self.closed = True


def test_what_is_written_in_one_turn_of_the_loop_leaves_as_one() -> None:
    line = Line()

    async def write() -> None:
        together = cheap.Together(line, asyncio.get_running_loop())  # type: ignore[arg-type]
        for parts in ((b"a", b"b", b"c"), (b"d",)):
            for one in parts:
                together.write(one)
            assert line.left == ([] if parts[0] == b"a" else [b"abc"])
            await asyncio.sleep(0)
        assert line.left == [b"abc", b"d"]
        together.write(b"e")
        together.close()  # what was written leaves before
        assert (line.left[2:], together.is_closing()) == ([b"e"], True)
        together.write(b"f")  # the line is lost
        await asyncio.sleep(0)
        assert line.left[2:] == [b"e"]

    run_apart(write())


@pytest.mark.parametrize("from_loop", [True, False])
def test_a_message_that_waits_is_said_to_the_loop_once(
    monkeypatch: pytest.MonkeyPatch, from_loop: bool
) -> None:
    said: list[str] = []

    async def say() -> None:
        loop = asyncio.get_running_loop()
        event = asyncio.Event()

        def later(call: Callable[[], None]) -> None:
            said.append("woken")
            loop.call_soon(call)

        monkeypatch.setattr(loop, "call_soon_threadsafe", later)
        known = loop if from_loop else SimpleNamespace(call_soon_threadsafe=later)
        found = SimpleNamespace(need_send_data=event, eventloop=known)
        server = SimpleNamespace(_get_async_objs=lambda: found)
        for _ in range(3):
            cheap.something_to_send(server)
            await asyncio.sleep(0)
            assert event.is_set()

    run_apart(say())
    assert said == ([] if from_loop else ["woken"])


def test_a_change_of_screen_lets_others_be_made_in_its_wait() -> None:
    assert (cheap.execution_control, "time", cheap._Clock) in cheap._REPLACED
    made = []

    def other() -> None:
        with turn.screen():
            made.append(time.monotonic())

    with turn.screen():
        waits = threading.Thread(target=other)
        waits.start()
        cheap._Clock.sleep(0.05)
        assert len(made) == 1
    waits.join(5)


def runner(session: object) -> Any:
    """What is asked of a runner here: whose session it runs."""
    return SimpleNamespace(_session_id=f"session {session}")


def test_one_session_is_never_run_twice_at_the_same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    # A line that comes back starts a new run, though the one before was only told to stop.
    state: dict[int, int] = {}
    done = []

    def run(_runner: object, number: int) -> None:
        for _ in state:  # as Streamlit looks for what has changed
            time.sleep(0.001)
        state[number] = number
        done.append(number)
        if number == 3:
            raise ValueError("架空")

    monkeypatch.setattr(cheap, "_run_script", run)
    with ThreadPoolExecutor(8) as threads:
        runs = [threads.submit(cheap.run_in_turn, runner("one"), number) for number in range(12)]
    assert [number for number, one in enumerate(runs) if one.exception()] == [3]
    assert sorted(done) == list(range(12))
    del runs  # what went wrong holds on to where it happened
    gc.collect()
    assert "session one" not in cheap._sessions


def test_one_screen_is_made_at_a_time_and_all_get_their_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, most, done = 0, 0, []
    lock = threading.Lock()

    def run(_runner: object, number: int) -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.01)
        with lock:
            now -= 1
            done.append(number)
        if number == 3:
            raise ValueError("架空")

    monkeypatch.setattr(cheap, "_run_script", run)
    with ThreadPoolExecutor(8) as threads:
        runs = [threads.submit(cheap.run_in_turn, runner(number), number) for number in range(12)]
    assert most == 1
    assert sorted(done) == list(range(12))
    assert [number for number, one in enumerate(runs) if one.exception()] == [3]


def test_another_streamlit_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap.check()
    place, name, _ = cheap._REPLACED[1]
    monkeypatch.delattr(place, name)
    with pytest.raises(UnknownStreamlit, match=name):
        cheap.check()


# --- what earlier screens leave behind -------------------------------------------------------------


def a_visit(**screens: str) -> tuple[SafeSessionState, dict[str, Any]]:
    """The state of a session that knows these widgets, id → key, each of the body's fragment."""
    kept = SessionState()
    for one, key in screens.items():
        known = SimpleNamespace(id=one, fragment_id="body" if one != "foot" else None)
        kept._new_widget_state.widget_metadata[one] = known  # type: ignore[assignment]
        kept._key_id_mapper[key] = one
    return SafeSessionState(kept, lambda: None), kept._new_widget_state.widget_metadata


def held(safe: SafeSessionState) -> set[str]:
    return set(safe._state._new_widget_state.widget_metadata)


def test_what_left_the_screen_is_forgotten_after_ten_seconds_and_not_before() -> None:
    safe, _ = a_visit(old="yes", new="no")
    for now, left in ((0.0, True), (9.9, True), (10.0, False)):
        # Each run has a state of its own around the same session.
        cheap.let_go(SafeSessionState(safe._state, lambda: None), frozenset({"new"}), None, now)
        assert ("old" in held(safe)) is left
    assert held(safe) == {"new"}
    assert "yes" not in safe._state._key_id_mapper
    assert "no" in safe._state._key_id_mapper


def test_what_comes_back_to_the_screen_is_kept() -> None:
    safe, _ = a_visit(one="yes")
    cheap.let_go(safe, frozenset(), None, 0.0)
    cheap.let_go(safe, frozenset({"one"}), None, 9.0)
    cheap.let_go(safe, frozenset(), None, 11.0)
    assert held(safe) == {"one"}  # away for no time yet
    cheap.let_go(safe, frozenset(), None, 21.0)
    assert not held(safe)


def test_a_run_of_the_screen_alone_keeps_what_stands_around_it() -> None:
    safe, _ = a_visit(old="yes", foot="wipe")
    for now in (0.0, 60.0):
        cheap.let_go(safe, frozenset(), ["body"], now)
    assert held(safe) == {"foot"}


def test_a_key_that_another_screen_took_over_stays_its_own() -> None:
    safe, _ = a_visit(old="flag")
    safe._state._key_id_mapper._key_id_mapping["flag"] = "new"
    for now in (0.0, 60.0):
        cheap.let_go(safe, frozenset(), None, now)
    assert safe._state._key_id_mapper.get_id_from_key("flag") == "new"


def test_what_left_the_screen_is_forgotten_also_when_nobody_presses_any_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = SimpleNamespace(id="session one")
    context = SimpleNamespace(fragment_ids_this_run=None, session_id=session.id)
    monkeypatch.setattr(cheap, "get_script_run_ctx", lambda: context)
    monkeypatch.setattr(cheap, "GONE", 0.02)

    async def look() -> None:
        session._event_loop = asyncio.get_running_loop()
        cheap.call_soon(session, lambda: None)  # as each session does when it begins
        for under_way, left in ((True, {"old", "new"}), (False, {"new"})):
            safe, _ = a_visit(old="yes", new="no")
            cheap.script_finished(safe, frozenset({"new"}))
            assert held(safe) == {"old", "new"}
            # The next run would let go itself, at its end.
            alone = cheap.alone_in(session.id)
            with alone.lock if under_way else nullcontext():
                await asyncio.sleep(0.2)
                assert held(safe) == left

    run_apart(look())


@pytest.mark.parametrize("whole", [True, False])
def test_a_run_that_was_whole_ends_with_letting_go(
    monkeypatch: pytest.MonkeyPatch, whole: bool
) -> None:
    """One that was broken off does not know all that it would have shown."""
    safe, _ = a_visit(old="yes", new="no")
    context = SimpleNamespace(fragment_ids_this_run=None, session_id="nobody")
    monkeypatch.setattr(cheap, "get_script_run_ctx", lambda: context)
    clock = iter((0.0, 60.0))
    monkeypatch.setattr(cheap.time, "monotonic", lambda: next(clock))
    for _ in range(2):
        cheap.script_finished(safe, frozenset({"new"}), remove_stale_widgets=whole)
    assert ("old" in held(safe)) is not whole
    assert (SafeSessionState, "on_script_finished", cheap.script_finished) in cheap._REPLACED
