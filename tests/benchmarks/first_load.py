"""The first visit and the next one on a slow line, in Chromium: 1.6 Mbps, 300 ms there and back.

Two ways: the app alone, as in a hall (HTTP/1.1), and HAProxy with deploy/haproxy.cfg before it, as on
the internet (HTTP/2, TLS). The goals: 6 s and 1.2 MB, and 100 KB the next time. Needs Chromium,
haproxy and openssl.

    python -m tests.benchmarks.first_load
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from core import load_catalog
from deploy import door
from tests.balancer import balancer, free_ports
from tests.browser import conftest
from tests.browser.test_promises import Server

LINE = {
    "offline": False,
    "latency": 300,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 0.75e6 / 8,
}
"""For Chromium: milliseconds, and bytes a second."""


@dataclass
class Load:
    """Seconds until the first screen can be pressed; KB over HTTP and over the websocket."""

    seconds: float
    http: float
    socket: float


def load(browser: Browser, url: str) -> tuple[Load, Load]:
    """The first visit of a new browser, then the next one in another tab."""
    context = browser.new_context(**conftest.IN_JAPAN, ignore_https_errors=True)
    found = []
    for _ in range(2):
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.set_viewport_size({"width": 360, "height": 740})
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", LINE)
        sizes = {"http": 0.0, "socket": 0.0}

        def came(event: dict[str, float], sizes: dict[str, float] = sizes) -> None:
            sizes["http"] += event["encodedDataLength"] / 1000

        def told(event: dict[str, dict[str, str]], sizes: dict[str, float] = sizes) -> None:
            # The frames are told in base64.
            sizes["socket"] += len(event["response"]["payloadData"]) * 0.75 / 1000

        session.on("Network.loadingFinished", came)
        session.on("Network.webSocketFrameReceived", told)
        began = time.monotonic()
        page.goto(url, wait_until="commit")
        page.get_by_role("button", name="消して終わる").wait_for()
        conftest.idle(page)
        found.append(Load(time.monotonic() - began, sizes["http"], sizes["socket"]))
        page.wait_for_timeout(3000)  # what the browser keeps is written
        page.close()
    context.close()
    return found[0], found[1]


@contextmanager
def alone(folder: Path) -> Iterator[str]:
    with conftest.running_app(folder) as url:
        yield url


def certificate(folder: Path) -> Path:
    """One of our own for this run, with its key."""
    key, made, both = (folder / name for name in ("key.pem", "made.pem", "both.pem"))
    wanted = "-x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=127.0.0.1"
    command = ["openssl", "req", *wanted.split(), "-keyout", str(key), "-out", str(made)]
    subprocess.run(command, check=True, capture_output=True)
    both.write_bytes(made.read_bytes() + key.read_bytes())
    return both


def fingerprint(folder: Path) -> str:
    """The public key of that certificate, as Chromium is told to trust it; "" where there is none."""
    made = folder / "made.pem"
    if not made.exists():
        return ""
    public = ["openssl", "x509", "-in", str(made), "-pubkey", "-noout"]
    text = subprocess.run(public, check=True, capture_output=True, text=True).stdout
    body = "".join(text.strip().splitlines()[1:-1])
    return base64.b64encode(hashlib.sha256(base64.b64decode(body)).digest()).decode()


@contextmanager
def behind(folder: Path) -> Iterator[str]:
    """Two processes behind HAProxy with TLS."""
    os.environ |= {
        "STREAMLIT_SERVER_COOKIE_SECRET": "the same for both",
        "ASHIBA_HOSTS": "ashiba.example",
    }
    ports = free_ports(2)
    servers = []
    for name, port in zip(("p1", "p2"), ports, strict=True):
        (folder / name).mkdir()
        servers.append(Server(folder / name, port))
    door.write(folder / "door", load_catalog(), {"card": b"%PDF-1.7"})
    with ExitStack() as stack:
        for one in servers:
            stack.callback(one.kill)
            one.start()
        front = balancer(folder, folder / "door", ports, certificate=certificate(folder))
        yield stack.enter_context(front).url


def row(name: str, loads: list[tuple[Load, Load]]) -> str:
    cells = [name]
    for place in (0, 1):
        seconds = sorted(one[place].seconds for one in loads)
        http = statistics.median(one[place].http for one in loads)
        socket = statistics.median(one[place].socket for one in loads)
        cells.append(f"{statistics.median(seconds):.1f} s（{seconds[0]:.1f}〜{seconds[-1]:.1f}）")
        cells.append(f"{http:.0f} + {socket:.0f} KB")
    return f"| {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=5)
    repeats = parser.parse_args().repeats
    print("| どこから | はじめて | ページと部品 + 画面 | 二度目 | ページと部品 + 画面 |")
    print("|---|---|---|---|---|")
    for name, way in (("アプリだけ（HTTP/1.1）", alone), ("HAProxy（HTTP/2、TLS）", behind)):
        with (
            tempfile.TemporaryDirectory() as folder,
            way(Path(folder)) as url,
            sync_playwright() as playwright,
        ):
            # What a browser has from a certificate it does not trust, it keeps for no next time.
            trusted = f"--ignore-certificate-errors-spki-list={fingerprint(Path(folder))}"
            browser = playwright.chromium.launch(
                executable_path=conftest.find_browser(), args=[*conftest.FLAGS.split(), trusted]
            )
            load(browser, url)  # the server makes its first screens
            print(row(name, [load(browser, url) for _ in range(repeats)]), flush=True)
            browser.close()


if __name__ == "__main__":
    main()
