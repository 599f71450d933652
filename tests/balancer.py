"""HAProxy with deploy/haproxy.cfg on loopback, as the tests need it: other ports, lower limits."""

from __future__ import annotations

import csv
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

CONFIG = Path(__file__).resolve().parents[1] / "deploy" / "haproxy.cfg"
MISSING = "haproxy is not installed (apt-get install haproxy): what stands in front was not tried"
ONLY_ROOT = ("user ", "group ", "chroot ")
"""Lines of the global section that only root can follow."""


def program() -> str:
    """Where haproxy is. Skips the test with its reason; fails it where CI requires all."""
    found = shutil.which("haproxy", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if found is None:
        if os.environ.get("ASHIBA_REQUIRE_BROWSER") == "1":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    return found


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens at."""
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


@dataclass(frozen=True)
class Balancer:
    """A running HAProxy."""

    url: str
    port: int
    admin: Path

    def people(self) -> dict[str, int]:
        """How many websockets each process has."""
        return {name: int(row["scur"]) for name, row in self._processes().items()}

    def wait_for_the_end_of(self, name: str) -> None:
        """Until HAProxy knows that a process is gone."""
        deadline = time.monotonic() + 20
        while self._processes()[name]["status"] != "DOWN":
            assert time.monotonic() < deadline, self._processes()
            time.sleep(0.05)

    def _processes(self) -> dict[str, dict[str, str]]:
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(str(self.admin))
            line.sendall(b"show stat people 4 -1\n")
            told = b"".join(iter(lambda: line.recv(65536), b"")).decode()
        rows = csv.DictReader(told.removeprefix("# ").splitlines())
        return {row["svname"]: row for row in rows if row["pxname"] == "people"}


@contextmanager
def balancer(
    folder: Path,
    door: Path,
    apps: Sequence[int],
    papers: int = 9,
    certificate: Path | None = None,
    **limits: object,
) -> Iterator[Balancer]:
    """HAProxy before the ``apps`` (two ports) with the pages of ``door``.

    ``papers``: the port of the server of papers. ``certificate``: with its key, for HTTPS and
    HTTP/2 as deploy/haproxy.cfg has them. ``limits``: PEOPLE=2 and the like, the names of
    the configuration without ASHIBA_.
    """
    found = program()
    port, plain = free_ports(2)
    config = folder / "haproxy.cfg"
    lines = CONFIG.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.strip().startswith(ONLY_ROOT)]
    config.write_text("\n".join(kept) + "\n", encoding="utf-8")
    tls = "" if certificate is None else f" ssl crt {certificate} alpn h2,http/1.1"
    told = {
        "BIND": f"127.0.0.1:{port}{tls}",
        "BIND_PLAIN": f"127.0.0.1:{plain}",
        "DOOR": door,
        "RUN": folder,
        "PAPERS": f"127.0.0.1:{papers}",
        "LINES": 2000,
        "CHECK": "200ms",
        **{f"P{place}": f"127.0.0.1:{app}" for place, app in enumerate(apps, start=1)},
        **limits,
    }
    environment = os.environ | {f"ASHIBA_{name}": str(value) for name, value in told.items()}
    log = folder / "haproxy.log"
    with (
        log.open("wb") as out,
        subprocess.Popen(
            [found, "-f", str(config)], env=environment, stdout=out, stderr=subprocess.STDOUT
        ) as process,
    ):
        try:
            deadline = time.monotonic() + 20
            while not _listens(port):
                words = log.read_text(errors="replace")
                assert process.poll() is None, words
                assert time.monotonic() < deadline, words
                time.sleep(0.05)
            scheme = "https" if tls else "http"
            yield Balancer(f"{scheme}://127.0.0.1:{port}", port, folder / "admin.sock")
        finally:
            process.terminate()
            process.wait(20)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
