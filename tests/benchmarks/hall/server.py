"""The server under load: started here or running elsewhere; its memory and its processor time."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.conftest import ROOT, _is_up

PAGE = os.sysconf("SC_PAGE_SIZE")
START_WITHIN = 120.0
"""Seconds."""


class ServerGone(Exception):
    """The server did not start, or ended under load."""


@dataclass(frozen=True)
class Server:
    """One address, and the processes behind it; () where they are not known."""

    url: str
    pids: tuple[int, ...] = ()

    def processor_seconds(self) -> float:
        """Of all its processes so far, to the nanosecond: /proc/<pid>/stat counts in 10 ms only."""
        return sum(map(_clock, self._all()))

    def memory(self) -> int:
        """Bytes that lie in memory (RSS), of all its processes."""
        return sum(map(_resident, self._all()))

    def _all(self) -> list[int]:
        return [one for pid in self.pids for one in (pid, *_children(pid))]


def _clock(pid: int) -> float:
    """The processor time of another process: the clock that clock_getcpuclockid(3) names."""
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return 0.0


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * PAGE
    except OSError:
        return 0


def _children(pid: int) -> Iterator[int]:
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found = [int(one) for one in file.read_text("ascii").split()]
        except OSError:
            continue
        for child in found:
            yield child
            yield from _children(child)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _command(script: Path, port: int, options: Sequence[str]) -> list[str]:
    start = [sys.executable, "-m", "streamlit", "run", str(script)]
    return [*start, "--server.port", str(port), *options]


@contextmanager
def running(
    script: Path = ROOT / "streamlit_app.py", options: Sequence[str] = ()
) -> Iterator[Server]:
    """The app as it is started for people, in a folder of its own; ended at the end.

    ``options``: further options of Streamlit. Raises ServerGone with what the server said.
    """
    folder, port = Path(tempfile.mkdtemp(prefix="ashiba-load-")), _free_port()
    log, url = folder / "app.log", f"http://127.0.0.1:{port}"
    with (
        log.open("wb") as out,
        subprocess.Popen(
            _command(script, port, options), cwd=folder, stdout=out, stderr=out
        ) as process,
    ):
        try:
            until = time.monotonic() + START_WITHIN
            while not _is_up(url):
                if process.poll() is not None or time.monotonic() > until:
                    raise ServerGone(f"the app did not start:\n{log.read_text(errors='replace')}")
                time.sleep(0.1)
            yield Server(url, (process.pid,))
            if process.poll() is not None:
                raise ServerGone(f"the app ended:\n{log.read_text(errors='replace')[-4000:]}")
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
    shutil.rmtree(folder, ignore_errors=True)
