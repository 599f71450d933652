"""People: each walks a recorded journey over a websocket of its own.

Of what the server sends only the envelope is read, so that this process stays light; the words
that must come are looked for in the bytes.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from urllib.parse import urlsplit

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin, Subprotocol

from tests.benchmarks.hall import journey as recorded
from tests.benchmarks.hall.journey import Journey, Step

WITHIN = 60.0
"""Seconds in which a run has to end."""
SMALL = 200
"""Bytes: the message that ends a run is smaller, and only so small ones are decoded."""
FAULTS = ("この画面を出せませんでした".encode(), b"Traceback (most recent")
_DONE = (
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
)


class WentWrong(Exception):
    """The app did not answer as it did in the recording."""


@dataclass(frozen=True)
class Timed:
    """One press of one person. ``fault``: "" when all went well. ``lost``: the line ended."""

    kind: str
    ms: float
    size: int = 0
    messages: int = 0
    runs: int = 0
    fault: str = ""
    processor_ms: float = 0.0
    lost: bool = False


@dataclass
class _Answer:
    """What came for one press so far."""

    wanted: set[bytes]
    size: int = 0
    messages: int = 0
    kept: list[bytes] | None = None
    """The messages themselves, where they are looked at afterwards."""

    def take(self, message: bytes) -> None:
        self.size += len(message)
        self.messages += 1
        if self.kept is not None:
            self.kept.append(message)
        for word in [word for word in self.wanted if word in message]:
            self.wanted.discard(word)
        if any(fault in message for fault in FAULTS):
            raise WentWrong("the screen says that it failed")


def _ended(message: bytes) -> bool:
    """Whether a run is over with this message. One that gives way to another is not."""
    if len(message) > SMALL:
        return False
    envelope = ForwardMsg.FromString(message)
    if envelope.WhichOneof("type") != "script_finished":
        return False
    if envelope.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
        raise WentWrong("the screen could not be compiled")
    return envelope.script_finished in _DONE


@dataclass
class Person:
    """Someone with a tab: ``async with Person(...) as one: await one.walk(...)``."""

    journey: Journey
    url: str
    dice: random.Random
    _line: ClientConnection | None = None
    _swaps: list[tuple[bytes, bytes]] = field(default_factory=list)
    _name: bytes = b""
    """The tab's; "" before it was asked for anything."""

    def __post_init__(self) -> None:
        self._own = recorded.own(self.dice)
        self._frames = {
            id(step): [recorded.typed(frame, self._own.words) for frame in step.frames]
            for step in (*self.journey.steps, *self.journey.ending)
        }
        every = (frame for step in self.journey.steps for frame in step.frames)
        self._given = recorded.given(every)

    async def __aenter__(self) -> Person:
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _fault: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._line is not None:
            await self._line.close()

    async def join(self) -> None:
        """Connect as the page does: with its Origin, without which the door stays closed."""
        parts = urlsplit(self.url)
        scheme = "wss" if parts.scheme == "https" else "ws"
        self._line = await connect(
            f"{scheme}://{parts.netloc}/_stcore/stream",
            origin=Origin(f"{parts.scheme}://{parts.netloc}"),
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            ping_interval=None,
            open_timeout=WITHIN,
            proxy=None,
        )

    async def take(self, step: Step, *, check: bool = False) -> Timed:
        """One press: its time, and what came. ``check``: the case has to be this person's own."""
        wanted = {word.encode() for word in step.seen}
        answer = _Answer(wanted, kept=[] if check else None)
        start, fault, lost = time.perf_counter(), "", False
        try:
            async with asyncio.timeout(WITHIN):
                if self._line is None:
                    await self.join()
                for frame in self._frames[id(step)]:
                    await self._send(frame)
                    await self._until_ended(answer)
            if answer.wanted:
                raise WentWrong(f"did not come: {b', '.join(answer.wanted).decode()}")
            if check:
                self._check(answer.kept or [])
        except TimeoutError:
            fault = f"no end within {WITHIN:.0f} s"
        except (WentWrong, WebSocketException, OSError) as wrong:
            fault = f"{type(wrong).__name__}: {wrong}"
            lost = not isinstance(wrong, WentWrong)
        passed, runs = (time.perf_counter() - start) * 1000, len(step.frames)
        return Timed(step.kind, passed, answer.size, answer.messages, runs, fault, lost=lost)

    async def pause(self, seconds: float, _before: Step) -> None:
        """So long the person looks at the screen, before the press that comes next."""
        await asyncio.sleep(seconds)

    async def _send(self, frame: bytes) -> None:
        assert self._line is not None
        for before, after in self._swaps:
            frame = frame.replace(before, after)
        await self._line.send(frame)

    async def _until_ended(self, answer: _Answer) -> None:
        assert self._line is not None
        while True:
            message = await self._line.recv(decode=False)
            answer.take(message)
            self._note(message)
            if _ended(message):
                return

    def _note(self, message: bytes) -> None:
        """What the tab remembers of a message: by what name the server asks for its case."""
        if self._given and not self._swaps and (nonce := recorded.asked(message)):
            self._name = self._name or recorded.other_name(self._given[1], self.dice)
            self._swaps = [(self._given[0], nonce), (self._given[1], self._name)]

    def _check(self, messages: Sequence[bytes]) -> None:
        """The session holds this person's answers, all of them and no others."""
        if not self.journey.text:
            return
        text = recorded.kept_text(messages)
        if text is None:
            raise WentWrong("the tab was given no case to keep")
        wanted = recorded.expected(self.journey.text, self._own.words)
        if recorded.expected(text, {}) != wanted:
            raise WentWrong(f"the tab was given another case than it should: {text[:2000]}")


async def walk(
    person: Person, steps: Sequence[Step], think: float, told: Callable[[Timed], None]
) -> bool:
    """All steps, with pauses of ``think`` seconds on the average. False when one went wrong."""
    whole = len(steps) == len(person.journey.steps)
    for number, step in enumerate(steps):
        if number and think:
            await person.pause(person.dice.expovariate(1 / think), step)
        timed = await person.take(step, check=whole and number == len(steps) - 1)
        told(timed)
        if timed.fault:
            return False
    return True
