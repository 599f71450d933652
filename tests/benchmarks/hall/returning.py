"""People whose tab finds back to a server that was killed, as the page does (frame/js/base.js).

A new server knows nothing and asks; the tab hands over the text that it was given last. That this
text comes back letter by letter is the proof that no answer was lost.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from websockets.exceptions import WebSocketException

from tests.benchmarks.hall import journey as recorded
from tests.benchmarks.hall.journey import Step
from tests.benchmarks.hall.people import WITHIN, Person, Timed, WentWrong, _Answer

BACK_WITHIN = 60.0
"""Seconds in which a server has to answer again."""
TRIES = (0.5, 1.0)
"""Seconds between two tries to connect: from, to."""
KIND = "戻る"
BEGIN_RUN = b".py"
"""Stands in the message that begins a run, with the script, and in no other."""


@dataclass
class Returns:
    """What the tabs of a whole soak found after the kills.

    ``anew``: lines that ended before the tab was given anything. ``same``: texts that came back as
    they were handed over; ``other``: those that did not. ``seconds``: from a line to the screen.
    ``sent``: set with each press, for the kill that has to hit one.
    """

    kills: int = 0
    lost: int = 0
    anew: int = 0
    same: int = 0
    other: int = 0
    repeated: int = 0
    failed: int = 0
    seconds: list[float] = field(default_factory=list)
    sent: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def back(self) -> int:
        return self.same + self.other

    @property
    def under_way(self) -> int:
        """Lines that had not come back when the time was over."""
        return self.lost - self.anew - self.same - self.failed


@dataclass(frozen=True)
class _Place:
    """Where the tab stands before a press.

    ``began``: the message that began the run of that screen. ``marks``: what shows that it is the
    screen. ``text``: what the tab held there.
    """

    began: bytes
    marks: tuple[str, ...]
    text: str | None


@dataclass
class Returning(Person):
    """Someone who, on a lost line, comes back with the answers of the tab and presses once more."""

    returns: Returns = field(default_factory=Returns)
    _kept: str | None = None
    _wiped: bool = False
    _answer: str = ""
    _began: bytes = b""
    _marks: tuple[str, ...] = ()
    _kills: int = 0
    _failed: Timed | None = None

    @cached_property
    def _part(self) -> str:
        return recorded.tab_part(self._frames[id(self.journey.steps[0])])

    async def join(self) -> None:
        self._kills = self.returns.kills  # before: it may be killed while the line comes up
        await super().join()

    async def take(self, step: Step, *, check: bool = False) -> Timed:
        """As for everybody; the time is that of the press that came through."""
        place = self._place()
        while self._failed is None:
            timed = await super().take(step, check=check)
            if not timed.lost:
                self._marks = step.seen[:1]
                return timed
            if self._wiped:  # it was heard, and nothing is left that could be handed over
                return replace(timed, fault="", lost=False)
            await self._come_back(step, place)
            self.returns.repeated += self._failed is None and step is not self.journey.steps[0]
        return self._failed

    async def pause(self, seconds: float, before: Step) -> None:
        """The page sees at once that the line ended, and does not wait for the next press."""
        until = time.perf_counter() + seconds
        while self._line is not None and self._failed is None:
            try:
                async with asyncio.timeout(until - time.perf_counter()):
                    await self._line.wait_closed()
            except TimeoutError:
                return
            await self._come_back(before, self._place())

    def _place(self) -> _Place:
        return _Place(self._began, self._marks, self._kept)

    async def _come_back(self, step: Step, place: _Place) -> None:
        """Until the tab stands again before this press; else ``_failed`` says what did not hold."""
        start, handed = time.perf_counter(), self._kept
        self.returns.lost += 1
        try:
            while not await self._came_back(step, place, handed):
                pass
        except WentWrong as wrong:
            self.returns.failed += 1
            passed = (time.perf_counter() - start) * 1000
            self._failed = Timed(KIND, passed, fault=f"{step.kind}の前: {wrong}")

    async def _came_back(self, step: Step, place: _Place, handed: str | None) -> bool:
        """One try. False when the line was lost again. Raises WentWrong."""
        if self._line is not None and self._kills == self.returns.kills:
            raise WentWrong("サーバーを落としていないのに、線が切れました")
        await self._connect_again()
        if handed is None or step is self.journey.steps[0]:
            self._swaps, self._kept, self._answer = [], None, ""
            self.returns.anew += 1
            return True
        start = time.perf_counter()
        try:
            async with asyncio.timeout(WITHIN):
                await self._hand_over(step, place, handed)
                await self._open_again(step)
        except TimeoutError:
            raise WentWrong(f"戻る途中の実行が、{WITHIN:.0f}秒で終わりません") from None
        except (WebSocketException, OSError):
            return False
        self.returns.same += 1
        self.returns.seconds.append(time.perf_counter() - start)
        return True

    async def _connect_again(self) -> None:
        """Raises WentWrong when no server answers for too long."""
        self._line = None
        until = time.perf_counter() + BACK_WITHIN
        while True:
            try:
                return await self.join()
            except (WebSocketException, OSError) as wrong:
                if time.perf_counter() > until:
                    raise WentWrong(f"{BACK_WITHIN:.0f}秒、サーバーが答えません: {wrong}") from None
            await asyncio.sleep(self.dice.uniform(*TRIES))

    async def _hand_over(self, step: Step, place: _Place, text: str) -> None:
        """The server asks, the tab answers, the screen of before is there, with all of the text."""
        page = recorded.page_of(place.began)
        first = recorded.standing(self._frames[id(step)][0], page)
        came = await self._run(first, set())
        nonce = next((one for message in came if (one := recorded.asked(message))), None)
        if nonce is None:
            raise WentWrong("新しいサーバーが、タブに答えをたずねませんでした")
        self._answer = recorded.handed_over(nonce, text, self._name)
        # With the answer of the press that was under way, the app may lead on by itself.
        marks = {mark.encode() for mark in place.marks if text == place.text}
        came = await self._run(
            recorded.with_answer(first, self._answer, self._part, alone=True), marks
        )
        given = recorded.kept_text(came)
        if given != text:
            self.returns.other += 1
            raise WentWrong(f"タブの答えが、渡したとおりに返りません: {unlike(text, given or '')}")
        if marks:
            raise WentWrong(f"元の画面が来ません: {b', '.join(marks).decode()}")

    async def _open_again(self, step: Step) -> None:
        """The question before 「消す」 was open in the session only, which is gone."""
        if step not in self.journey.ending:
            return
        for one in self.journey.ending[: self.journey.ending.index(step)]:
            for frame in self._frames[id(one)]:
                await self._run(frame, set())
            self.returns.repeated += 1

    async def _run(self, frame: bytes, wanted: set[bytes]) -> Sequence[bytes]:
        """What comes for one frame; what of ``wanted`` comes is taken out of it."""
        answer = _Answer(wanted, kept=[])
        await self._send(frame)
        await self._until_ended(answer)
        return answer.kept or []

    async def _send(self, frame: bytes) -> None:
        # The page says with each press what its tab answered last.
        await super()._send(
            recorded.with_answer(frame, self._answer, self._part) if self._answer else frame
        )
        self.returns.sent.set()

    def _note(self, message: bytes) -> None:
        super()._note(message)
        if BEGIN_RUN in message:
            self._began = message  # read only when the line is lost
        data = recorded.tab_data(message)
        self._kept = data.get("write", self._kept)
        self._wiped = self._wiped or "wipe" in data


def unlike(handed: str, given: str) -> str:
    """Where the two texts part."""
    pairs = enumerate(zip(handed, given, strict=False))
    at = next((at for at, (one, other) in pairs if one != other), min(len(handed), len(given)))
    part = slice(max(0, at - 40), at + 80)
    return f"渡した …{handed[part]}… 返った …{given[part]}…"
