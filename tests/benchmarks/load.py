"""A full hall: one real walk, recorded in Chromium and walked by many over the websocket.

``python -m tests.benchmarks.load`` — README.md beside this file says what is measured and how.
Ends with 1 when one press of one person did not bring what it brought in the recording.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.benchmarks.hall import floor, journey, profile, record, run, table
from tests.benchmarks.hall.journey import Journey
from tests.benchmarks.hall.people import Timed
from tests.benchmarks.hall.returning import KIND, Returns
from tests.benchmarks.hall.server import Server, ServerGone, running, startable
from tests.benchmarks.hall.soak import LAST, Soak
from tests.browser.conftest import ROOT

SHORT_TTL = ("--server.disconnectedSessionTTL", "5")
"""For --churn: who left is forgotten after seconds, not after the hour of a family."""
CHURN_STEPS, CHURN_AT_ONCE, CHURN_THINK = 10, 10, 0.1


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    ask = argparse.ArgumentParser(prog="python -m tests.benchmarks.load", description=__doc__)
    ask.add_argument("--people", default="1,10,30,100,300", help="numbers, with commas")
    ask.add_argument("--think", type=float, default=3.0, help="seconds between presses, mean")
    ask.add_argument("--join", type=float, default=5.0, help="seconds in which all come")
    ask.add_argument("--alone", type=int, default=3, metavar="WALKS", help="one person; 0: none")
    ask.add_argument("--url", action="append", help="a server that runs (several allowed)")
    ask.add_argument("--pid", action="append", type=int, help="its process, for memory and CPU")
    ask.add_argument("--journey", type=Path, help="file: read when there, else written")
    ask.add_argument("--floor", action="store_true", help="an empty page, for the framework's own")
    ask.add_argument("--soak", type=float, metavar="MINUTES", help="with the first of --people")
    ask.add_argument("--kill", type=float, metavar="MINUTES", help="--soak: SIGKILL so often")
    ask.add_argument("--churn", type=int, metavar="VISITS", help="sessions that come and go")
    ask.add_argument("--steps", type=int, help="presses of each walk (--churn: 10; else all)")
    ask.add_argument("--profile", type=Path, metavar="FILE", help="py-spy over --alone")
    ask.add_argument("--detail", action="store_true", help="each kind of press, for many, too")
    asked = ask.parse_args(given)
    if asked.kill is not None and (wrong := _no_kill(asked)):
        ask.error(wrong)
    return asked


def _no_kill(asked: argparse.Namespace) -> str:
    """Why --kill cannot be done with what else is asked; "" where it can."""
    if not asked.soak:
        return "--kill は --soak と一緒に使います。"
    if asked.url:
        return "--kill は、自分で起こすサーバーだけです（--url と一緒には使えません）。"
    if asked.floor or asked.churn:
        return "--kill は、--floor や --churn と一緒には使えません。"
    if not 0 < asked.kill * 60 < asked.soak * 60 - LAST:
        return f"--kill の分は、0より長く、--soak の終わりの{LAST:.0f}秒より前にします。"
    return ""


@contextmanager
def served(asked: argparse.Namespace, script: Path) -> Iterator[list[Server]]:
    """The servers under load: those that run, or one of our own that is fresh."""
    if asked.url:
        pids = tuple(asked.pid or ())
        if gone := [pid for pid in pids if not Path(f"/proc/{pid}").exists()]:
            raise ServerGone(f"プロセスがありません: {gone}")
        # All processes are counted with the first address; which belongs to which is no matter.
        yield [Server(url, pids if at == 0 else ()) for at, url in enumerate(asked.url)]
        return
    options = SHORT_TTL if asked.churn else ()
    with running(script, options=options) as server:
        yield [server]


def recorded(asked: argparse.Namespace, script: Path, like: Journey | None = None) -> Journey:
    """The walk of a family; with ``like``, a walk over the empty page that is as long."""
    if like is None and asked.journey and asked.journey.exists():
        return journey.read(asked.journey)
    with ExitStack() as stack:
        url = asked.url[0] if asked.url else stack.enter_context(running(script)).url
        if like is not None:
            return record.record(url, floor.walk(like), None)
        found = record.record(url, record.family, record.wipe)
    if asked.journey:
        found.save(asked.journey)
    return found


def say(lines: Iterator[str] | Sequence[str]) -> None:
    for one in lines:
        print(one, flush=True)


def measure(asked: argparse.Namespace, walked: Journey, script: Path) -> list[Timed]:
    """One alone, then the numbers of people, each on a fresh server that one walk has warmed."""
    timed: list[Timed] = []
    if asked.alone:
        with served(asked, script) as servers:
            asyncio.run(run.alone(walked, servers[0], 1, run.WARM))
            with ExitStack() as stack:
                if asked.profile:
                    stack.enter_context(profile.profiled(servers[0].pids[0], asked.profile))
                found = asyncio.run(run.alone(walked, servers[0], asked.alone))
            say([f"\n一人だけ、{asked.alone}回歩く:", *table.alone(found), *table.faults(found)])
            timed += found
    numbers = [int(one) for one in asked.people.split(",") if one]
    say(["", *table.HEAD] if numbers else [])
    for people in numbers:
        with served(asked, script) as servers:
            asyncio.run(run.alone(walked, servers[0], 1, run.WARM))
            done = asyncio.run(run.together(walked, servers, people, asked.think, asked.join))
        say([table.overall(done), *table.faults(done.timed)])
        if asked.detail:
            say(["", *table.steps(done), ""])
        timed += done.timed
    return timed


def for_long(asked: argparse.Namespace, walked: Journey, script: Path) -> list[Timed]:
    """--soak and --churn."""
    timed: list[Timed] = []
    say(
        _killed(asked, walked, script, timed) if asked.kill else _held(asked, walked, script, timed)
    )
    say(table.faults(timed))
    times = [one.ms for one in timed]
    if times:
        say(
            [
                f"p50 {table.percentile(times, 0.5):.0f} ms、p95 {table.percentile(times, 0.95):.0f} ms"
            ]
        )
    return timed


def _held(
    asked: argparse.Namespace, walked: Journey, script: Path, timed: list[Timed]
) -> list[str]:
    """One server over the whole time; its growth. All presses go into ``timed``."""
    with served(asked, script) as servers:
        if asked.soak:
            long = run.Long(walked, servers, asked.think, _steps(asked, walked), timed)
            looks = asyncio.run(Soak(long).run(_people(asked), asked.soak, asked.join))
        else:
            steps = asked.steps or CHURN_STEPS
            long = run.Long(walked, servers, min(asked.think, CHURN_THINK), steps, timed)
            looks = asyncio.run(run.churn(long, asked.churn, CHURN_AT_ONCE))
    return [table.growth(looks)]


def _killed(
    asked: argparse.Namespace, walked: Journey, script: Path, timed: list[Timed]
) -> list[str]:
    """--soak with --kill: what became of the answers. What does not hold goes into ``timed``."""
    found = Returns()
    with startable(script) as process:
        servers = [process.start()]
        long = run.Long(walked, servers, asked.think, _steps(asked, walked), timed, found)
        soak = Soak(long, process, asked.kill * 60)
        looks = asyncio.run(soak.run(_people(asked), asked.soak, asked.join))
    if not found.same:
        timed.append(Timed(KIND, 0, fault="答えを渡して戻った人がいないので、何も示せていません"))
    return [*table.lives(looks), *table.returns(found)]


def _people(asked: argparse.Namespace) -> int:
    return int(asked.people.split(",")[0])


def _steps(asked: argparse.Namespace, walked: Journey) -> int:
    return asked.steps or len(walked.steps)


def main(given: Sequence[str] | None = None) -> int:
    asked = arguments(given)
    print(table.machine())
    script = ROOT / "streamlit_app.py"
    walked = recorded(asked, script)
    print(
        f"録った道: {len(walked.steps)} の動き、{sum(one.size for one in walked.steps) / 1000:.0f} KB"
    )
    with ExitStack() as stack:
        if asked.floor:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            script = floor.write(folder, walked)
            walked = recorded(asked, script, walked)
            print(f"土台だけ（同じ数の要素）: {len(walked.steps)} の動き")
        work = for_long if asked.soak or asked.churn else measure
        timed = work(asked, walked, script)
    if asked.profile:
        print(asked.profile.read_text("utf-8"))
    wrong = not timed or any(one.fault for one in timed)
    if wrong and asked.journey:
        print(f"アプリが変わったあとなら、{asked.journey} を消して録りなおしてください。")
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
