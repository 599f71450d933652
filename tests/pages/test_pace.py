"""A flood of messages on one line waits; a person never does."""

from __future__ import annotations

from typing import Any

import pytest

from core.catalog import Catalog
from pages.parts.frame import pace
from pages.parts.frame.pace import A_SECOND, BURST, PATIENCE, SIZE, paced
from pages.parts.frame.server import STREAM, Answers, FrontDoor
from tests.loops import run_apart

PRESS = {"type": "websocket.receive", "bytes": b"x"}
END = {"type": "websocket.disconnect", "code": 1008}


class Line:
    """A websocket whose clock moves only by waiting."""

    def __init__(self, *messages: dict[str, Any]) -> None:
        self.now = 100.0
        self.waits: list[float] = []
        self.messages = list(messages)
        self.receive = paced(self.next, lambda: self.now, self.sleep)

    async def next(self) -> dict[str, Any]:
        return self.messages.pop(0) if self.messages else PRESS

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    def read(self, count: int, every: float = 0) -> list[dict[str, Any]]:
        """So many messages, ``every`` seconds apart."""

        async def all_of_them() -> list[dict[str, Any]]:
            found = []
            for _ in range(count):
                self.now += every
                found.append(await self.receive())
            return found

        return run_apart(all_of_them())


def test_what_a_person_sends_never_waits() -> None:
    line = Line()
    line.read(BURST)  # all at once
    line.read(200, every=1 / A_SECOND)  # and four a second for ever
    assert line.waits == []


@pytest.mark.parametrize(("count", "waits"), [(BURST, 0), (BURST + 1, 0), (BURST + 2, 1)])
def test_beyond_the_burst_each_waits_for_its_turn(count: int, waits: int) -> None:
    line = Line()
    line.read(count)
    assert len(line.waits) == waits


def test_what_waits_is_read_at_the_pace_and_nothing_of_it_is_lost() -> None:
    count = BURST + 1 + PATIENCE
    many = [{"type": "websocket.receive", "bytes": b"%d" % one} for one in range(count)]
    line = Line(*many)
    assert line.read(count) == many
    assert line.now - 100 == pytest.approx(PATIENCE / A_SECOND)


def test_a_line_that_never_stops_is_ended() -> None:
    line = Line()
    found = line.read(BURST + 1 + PATIENCE + 2)
    assert [one["type"] for one in found[-3:]] == ["websocket.receive"] + [END["type"]] * 2


def test_one_rest_is_enough_to_begin_anew() -> None:
    line = Line()
    line.read(BURST)
    for _ in range(10):
        line.read(PATIENCE)
        line.now += 2 / A_SECOND
    assert END not in line.read(1)


def test_a_large_message_counts_as_many_and_the_end_of_a_line_for_nothing() -> None:
    large = {"type": "websocket.receive", "bytes": b"x" * SIZE * BURST}
    line = Line({"type": "websocket.connect"}, large, PRESS, {"type": "websocket.disconnect"})
    line.read(2)
    assert line.waits == []
    line.read(1)
    assert line.waits == [pytest.approx(1 / A_SECOND)]
    assert Line(*[{"type": "websocket.disconnect"}] * 200).read(200)[-1]["type"].endswith("connect")


def test_a_rest_gives_back_no_more_than_the_burst() -> None:
    line = Line()
    line.read(1, every=10_000)
    line.read(BURST)
    assert line.waits == []
    line.read(1)
    assert line.waits == [pytest.approx(1 / A_SECOND)]


def test_the_door_paces_each_line_by_itself(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    real = pace.paced
    monkeypatch.setattr(
        "pages.parts.frame.server.paced", lambda receive: real(receive, lambda: 0.0, sleep)
    )

    async def app(scope: Any, receive: Any, send: Any) -> None:
        for _ in range(BURST + 1):
            await receive()

    async def receive() -> dict[str, Any]:
        return PRESS

    async def send(message: Any) -> None:
        raise AssertionError(message)

    headers = [(b"host", b"127.0.0.1:8501"), (b"origin", b"http://127.0.0.1:8501")]
    scope = {"type": "websocket", "path": STREAM, "headers": headers, "server": ("127.0.0.1", 1)}
    door = FrontDoor(app, Answers(catalog))

    async def two_lines() -> None:
        await door(scope, receive, send)
        await door(scope, receive, send)

    run_apart(two_lines())
    assert slept == []
    monkeypatch.setattr(pace, "BURST", 1)
    run_apart(two_lines())
    assert slept
