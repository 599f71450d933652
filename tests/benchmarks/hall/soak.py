"""The same number of people for long; in between the server may be killed and started again."""

from __future__ import annotations

import asyncio
import random
import time
from contextlib import suppress
from dataclasses import dataclass, field

from tests.benchmarks.hall.returning import Returns
from tests.benchmarks.hall.run import Long, Moment, line
from tests.benchmarks.hall.server import Process, Server

DOWN = 3.0
"""Seconds between the end of a server and its next start."""
LAST = 30.0
"""Seconds at the end in which nothing is killed: everybody has to be back."""
PRESS_WITHIN, INTO_IT = 5.0, 0.01
"""Seconds that a kill waits for a press that it can hit, and how far, at most, into its run."""
LOOK = 60.0
LOOKS = 4
"""So many looks, at least, between two kills: the growth of each life is told."""


@dataclass
class Soak:
    """``long`` with the server that is killed; what was seen.

    ``every``: so many seconds does each of its lives last; 0: it is not killed.
    """

    long: Long
    process: Process | None = None
    every: float = 0.0
    looks: list[Moment] = field(default_factory=list)

    async def run(self, people: int, minutes: float, join: float) -> list[Moment]:
        """``people`` at every moment, for so long. Each walk ends with a wipe."""
        over = time.perf_counter() + minutes * 60
        self._look()

        async def seat(number: int) -> None:
            await asyncio.sleep(join * number / people)
            while time.perf_counter() < over:
                if not await self.long.one(number, wipes=True):
                    await asyncio.sleep(1)

        seats = [asyncio.create_task(seat(number)) for number in range(people)]
        killer = asyncio.create_task(self._kill_until(over - LAST))
        pause = min(LOOK, self.every / LOOKS) if self.every else LOOK
        while time.perf_counter() < over:
            await asyncio.sleep(min(pause, max(0.1, over - time.perf_counter())))
            self._look()
            if killer.done():
                killer.result()  # raises what went wrong there
        await killer
        for one in seats:
            one.cancel()
        for ended in await asyncio.gather(*seats, return_exceptions=True):
            if isinstance(ended, Exception):
                raise ended  # a seat that nobody sat on any more: nothing was shown there
        return self.looks

    def _look(self) -> None:
        self.looks.append(self.long.look())
        print(line(self.looks[-1]), flush=True)

    async def _kill_until(self, over: float) -> None:
        """Raises ServerGone where it ends by itself, or does not come again."""
        returns = self.long.returns
        if self.process is None or returns is None or not self.every:
            return
        at = time.perf_counter() + self.every
        while at < over:
            await asyncio.sleep(max(0.0, at - time.perf_counter()))
            self._look()
            await _press_under_way(returns)
            returns.kills += 1
            self.process.kill()
            print(f"{'':11}サーバーを落としました（{returns.kills} 回目）", flush=True)
            await asyncio.sleep(DOWN)
            await self._start(self.process)
            at = time.perf_counter() + self.every

    async def _start(self, process: Process) -> None:
        fresh: Server = await asyncio.to_thread(process.start)
        self.long.servers[:] = [fresh]
        self.long.life += 1
        self._look()


async def _press_under_way(returns: Returns) -> None:
    """Until somebody's press is on the server, somewhere in its run: the worst moment."""
    returns.sent.clear()
    with suppress(TimeoutError):
        await asyncio.wait_for(returns.sent.wait(), PRESS_WITHIN)
    await asyncio.sleep(random.uniform(0, INTO_IT))
