"""Runs over one server: one person alone, many at once, again and again, one after another."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tests.benchmarks.hall.journey import Journey, Step
from tests.benchmarks.hall.people import Person, Timed, walk
from tests.benchmarks.hall.returning import Returning, Returns
from tests.benchmarks.hall.server import Server

PAUSE = 0.2
"""Seconds between the presses of one person alone: what the server does after a run is counted."""
SEED, WARM = 20261126, 1


@dataclass(frozen=True)
class Run:
    """What was measured with some people. Memory in bytes, times in seconds."""

    people: int
    timed: tuple[Timed, ...]
    before: int
    after: int
    wall: float
    processor: float
    own: float
    """Processor time of this process: near ``wall``, it was the generator that was slow."""

    @property
    def faults(self) -> list[Timed]:
        return [one for one in self.timed if one.fault]

    @property
    def runs(self) -> int:
        return sum(one.runs for one in self.timed)


@dataclass(frozen=True)
class Moment:
    """A look at the server: seconds since the start, walks that ended, presses, bytes of memory.

    ``life``: how often it was started; memory 0 while it is down.
    """

    at: float
    walks: int
    presses: int
    memory: int
    life: int = 1


def memory(servers: Sequence[Server]) -> int:
    return sum(server.memory() for server in servers)


def processor(servers: Sequence[Server]) -> float:
    return sum(server.processor_seconds() for server in servers)


# -- alone ------------------------------------------------------------------------------------


async def alone(journey: Journey, server: Server, walks: int, seed: int = SEED) -> list[Timed]:
    """One person after another, with the processor time of each press.

    Another ``seed``: other people, so that what was kept for the first is no help for them.
    """
    found: list[Timed] = []
    for number in range(walks):
        async with Person(journey, server.url, random.Random(seed + number)) as person:
            idle = await _idle(person, server)
            for at, step in enumerate(journey.steps):
                last = at == len(journey.steps) - 1
                found.append(await _counted(person, step, server, idle, check=last))
                if found[-1].fault:
                    return found
    return found


async def _idle(person: Person, server: Server) -> float:
    """Processor seconds a second, with someone connected who does nothing."""
    await person.join()
    await asyncio.sleep(0.5)
    start, begin = server.processor_seconds(), time.perf_counter()
    await asyncio.sleep(1)
    return (server.processor_seconds() - start) / (time.perf_counter() - begin)


async def _counted(
    person: Person, step: Step, server: Server, idle: float, *, check: bool
) -> Timed:
    start, begin = server.processor_seconds(), time.perf_counter()
    timed = await person.take(step, check=check)
    await asyncio.sleep(PAUSE)
    used = server.processor_seconds() - start - idle * (time.perf_counter() - begin)
    return replace(timed, processor_ms=used * 1000)


# -- together ---------------------------------------------------------------------------------


async def together(
    journey: Journey, servers: Sequence[Server], people: int, think: float, join: float
) -> Run:
    """So many at once, all in within ``join`` seconds; all stay until the last one is through."""
    timed: list[Timed] = []
    dice = random.Random(SEED + people)
    crowd = [
        Person(journey, servers[at % len(servers)].url, random.Random(dice.random()))
        for at in range(people)
    ]
    before, start = memory(servers), processor(servers)
    begin, own = time.perf_counter(), time.process_time()
    await asyncio.gather(
        *(_come(one, dice.uniform(0, join), journey, think, timed) for one in crowd)
    )
    wall = time.perf_counter() - begin
    after, used, own = memory(servers), processor(servers) - start, time.process_time() - own
    for one in crowd:
        await one.__aexit__(None, None, None)
    return Run(people, tuple(timed), before, after, wall, used, own)


async def _come(
    person: Person, after: float, journey: Journey, think: float, timed: list[Timed]
) -> None:
    await asyncio.sleep(after)
    await walk(person, journey.steps, think, timed.append)


# -- for long ---------------------------------------------------------------------------------


@dataclass
class Long:
    """People who come, walk, leave, and others after them; a look at the server now and then.

    ``returns``: there where the server is killed in between, and people come back to it.
    """

    journey: Journey
    servers: list[Server]
    think: float
    steps: int
    timed: list[Timed]
    returns: Returns | None = None
    walks: int = 0
    presses: int = 0
    life: int = 1

    def __post_init__(self) -> None:
        self._dice = random.Random(SEED)
        self._begin = time.perf_counter()

    def look(self) -> Moment:
        passed = time.perf_counter() - self._begin
        return Moment(passed, self.walks, self.presses, memory(self.servers), self.life)

    def told(self, one: Timed) -> None:
        self.presses += 1
        self.timed.append(one)

    async def one(self, number: int, *, wipes: bool) -> bool:
        """One person from coming to leaving; ``wipes``: with 「消して終わる」."""
        server = self.servers[number % len(self.servers)]
        whole = self.steps >= len(self.journey.steps)
        steps = self.journey.steps if whole else self.journey.steps[: self.steps]
        async with self._person(server) as person:
            fine = await walk(person, steps, self.think, self.told)
            if fine and whole and wipes:
                for step in self.journey.ending:
                    await person.pause(self._dice.expovariate(1 / (self.think or 1)), step)
                    self.told(await person.take(step))
        self.walks += 1
        return fine

    def _person(self, server: Server) -> Person:
        dice = random.Random(self._dice.random())
        if self.returns is None:
            return Person(self.journey, server.url, dice)
        return Returning(self.journey, server.url, dice, returns=self.returns)


async def churn(long: Long, visits: int, at_once: int) -> list[Moment]:
    """``visits`` sessions, ``at_once`` of them at a time; each leaves without a word."""
    looks = [long.look()]
    waiting = iter(range(visits))
    every = max(1, visits // 20)

    async def line_up() -> None:
        for number in waiting:
            await long.one(number, wipes=False)
            if long.walks % every == 0:
                looks.append(long.look())
                print(line(looks[-1]), flush=True)

    await asyncio.gather(*(line_up() for _ in range(at_once)))
    return looks


def line(look: Moment) -> str:
    return (
        f"{look.at / 60:6.1f} 分  {look.walks:6} 人  {look.presses:7} 回  "
        f"{look.memory / 1e6:7.1f} MB"
    )
