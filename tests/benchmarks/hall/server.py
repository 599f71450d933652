"""The server under load: started here or running elsewhere; its memory and its processor time."""

from __future__ import annotations

import os
import random
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


def _quiet_port() -> int:
    """A free port that the system gives to nobody by itself.

    While a killed server is down, another line could be given its port, or a person who tries it
    could be joined to itself.
    """
    lowest = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text("ascii").split()[0])
    while True:
        port = random.randrange(max(1024, lowest - 10_000), lowest)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def _command(script: Path, port: int, options: Sequence[str]) -> list[str]:
    start = [sys.executable, "-m", "streamlit", "run", str(script)]
    return [*start, "--server.port", str(port), *options]


@dataclass
class Process:
    """A server of our own at one port, which can be killed and started again."""

    command: Sequence[str]
    url: str
    folder: Path
    _running: subprocess.Popen[bytes] | None = None

    def start(self) -> Server:
        """Returns when it answers. Raises ServerGone with what it said."""
        with self._log.open("ab") as out:
            process = subprocess.Popen(self.command, cwd=self.folder, stdout=out, stderr=out)
        self._running = process
        until = time.monotonic() + START_WITHIN
        while not _is_up(self.url):
            if process.poll() is not None or time.monotonic() > until:
                raise ServerGone(f"the app did not start:\n{self._said()}")
            time.sleep(0.1)
        return Server(self.url, (process.pid,))

    def kill(self) -> None:
        """SIGKILL. Raises ServerGone where it had ended before by itself."""
        self.check()
        assert self._running is not None
        self._running.kill()
        self._running.wait()

    def check(self) -> None:
        """Raises ServerGone where it ended by itself."""
        if self._running is None or self._running.poll() is not None:
            raise ServerGone(f"the app ended:\n{self._said()[-4000:]}")

    def stop(self) -> None:
        if self._running is None:
            return
        self._running.terminate()
        try:
            self._running.wait(30)
        except subprocess.TimeoutExpired:
            self._running.kill()
            self._running.wait()

    @property
    def _log(self) -> Path:
        return self.folder / "app.log"

    def _said(self) -> str:
        return self._log.read_text(errors="replace")


@contextmanager
def startable(
    script: Path, options: Sequence[str] = (), port: int | None = None
) -> Iterator[Process]:
    """The app, not started yet, in a folder of its own; ended at the end.

    ``options``: further options of Streamlit. ``port``: by itself one that no other line is given.
    """
    folder, port = Path(tempfile.mkdtemp(prefix="ashiba-load-")), port or _quiet_port()
    process = Process(_command(script, port, options), f"http://127.0.0.1:{port}", folder)
    try:
        yield process
        process.check()
    finally:
        process.stop()
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running(
    script: Path = ROOT / "streamlit_app.py", options: Sequence[str] = ()
) -> Iterator[Server]:
    """The app as it is started for people. Raises ServerGone with what the server said."""
    with startable(script, options, _free_port()) as process:
        yield process.start()
