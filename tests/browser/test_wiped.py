"""After a wipe, and after another case took its place: what the server still holds of the family."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.browser.conftest import (
    ROOT,
    go_to,
    press_what_comes,
    put_into_tab,
    seen,
    settled,
    wait_until_ready,
    wipe,
)
from tests.browser.test_files import OPEN, PICK
from tests.browser.test_promises import Server, page, server
from tests.browser.test_screens import FAMILY
from tests.core.conftest import FULL

__all__ = ["page", "server"]
"""The fixtures of these tests: a server that bears the spy, and a phone."""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not hasattr(signal, "SIGUSR1"), reason="needs a signal Windows lacks"),
]

MARK = "なまえのしるし七七"
AMOUNT = 7_654_321
"""An amount of tax that nothing else in the process is."""
SESSION = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
"""The name of a session of Streamlit: who knows it could end it."""
SPY = Path(__file__).with_name("spy.py")

BLANKED = {"PYTHONMALLOC": "debug", "GLIBC_TUNABLES": "glibc.malloc.perturb=85"}
"""Environment under which whatever is freed is written over, by Python and by the C library. Slow."""

WHOLE = FULL and sys.platform == "linux"
"""Whether all of the server's memory is read, and not only what Python reaches."""

Look = Callable[[], list[str]]


@pytest.fixture(autouse=True)
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the spy writes. It is told of the word and the amount in hex."""
    file = tmp_path / "found.txt"
    monkeypatch.setenv("ASHIBA_MARK", MARK.encode().hex())
    monkeypatch.setenv("ASHIBA_AMOUNT", hex(AMOUNT))
    monkeypatch.setenv("ASHIBA_FOUND", str(file))
    return file


def looked(process: int, found: Path) -> list[str]:
    """What the spy finds now."""
    found.unlink(missing_ok=True)
    os.kill(process, signal.SIGUSR1)
    for _ in range(300):
        if found.exists() and (text := found.read_text("utf-8")).endswith("\n"):
            return [line for line in text.splitlines() if line]
        time.sleep(0.1)
    pytest.fail("the process did not answer the signal")


# -- the spy itself -----------------------------------------------------------------------------

PLACES = {
    "a cell of a closure": "kept = (lambda word: lambda: word)(WORD)",
    "a key of a cache": "kept = lru_cache(len); kept('x' + WORD)",
    "a part of a cache's key": "kept = lru_cache(lambda *given: 1); kept(1, (WORD, 2))",
    "an amount in a cache's key": "kept = lru_cache(lambda *given: 1); kept(AMOUNT, None)",
    "a deque": "kept = deque([WORD])",
    "an object with slots": "kept = Slots(); kept.at = WORD",
    "a key of a defaultdict": "kept = defaultdict(list); kept[WORD]",
    "bytes that were frozen": "kept = [bytearray(WORD.encode())]; gc.freeze()",
    "a frame that waits": "kept = (lambda word: (yield word))(WORD)",
    "an amount as text": "kept = [f'{AMOUNT:,}円']",
}
_PLANTED = f"""
import gc, os, sys
from collections import defaultdict, deque
from functools import lru_cache
exec(compile(open({str(SPY)!r}, encoding="utf-8").read(), "spy", "exec"))
class Slots:
    __slots__ = ("at",)
def plant(line):
    names = {{"WORD": bytes.fromhex(os.environ["ASHIBA_MARK"]).decode()}}
    names["AMOUNT"] = int(os.environ["ASHIBA_AMOUNT"], 16)
    kept = {{**globals(), **names}}
    exec(line, kept)
    return kept["kept"]
for line in sys.stdin.read().splitlines():
    kept = plant(line)
    print(len(look(None)), flush=True)
    del kept
    print(len(look(None)), flush=True)
"""


def test_the_spy_finds_a_word_wherever_python_can_keep_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PLANTED],
        input="\n".join(PLACES.values()),
        capture_output=True,
        text=True,
        check=True,
    )
    counts = [*map(int, done.stdout.split())]
    missed = [place for place, count in zip(PLACES, counts[::2], strict=True) if not count]
    assert missed == []
    assert set(counts[1::2]) == {0}  # and nothing where nothing is


# -- the server ---------------------------------------------------------------------------------

TRACED = "trace=connect,sendto,sendmsg,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2"
FOREIGN = re.compile(r"sa_family=AF_INET6?, (?!.*(?:127\.0\.0\.1|\"::1\"))")
WRITING = re.compile(r"O_(?:WRONLY|RDWR|CREAT)|(?:creat|mkdir|rename)\w*\(")
OF_THE_MACHINE = ("/dev/", "/proc/", "__pycache__")
"""Written to without a word of a family: devices, and Python's own compiled files."""


def left_by(trace: Path, own: Path) -> list[str]:
    """Lines of a trace that call another host, or write a file that is not the test's own."""
    lines = trace.read_text(errors="replace").splitlines()
    allowed = (*OF_THE_MACHINE, str(own))
    return [
        line
        for line in lines
        if FOREIGN.search(line)
        or (WRITING.search(line) and " = -1 " not in line and not any(a in line for a in allowed))
    ]


CASE: dict[str, Any] = {
    **FAMILY,
    "notes": MARK,
    "quotes": [{"name": MARK}],
    "cost": {"welfare": {"tax": "taxed", "income_levy_yen": str(AMOUNT)}},
}


@pytest.fixture
def look(server: Server, found: Path, monkeypatch: pytest.MonkeyPatch) -> Look:
    """Start the server with the spy in it; give what asks the spy."""
    if WHOLE:
        for name, value in BLANKED.items():
            monkeypatch.setenv(name, value)
    server.before = f"exec(compile(open({str(SPY)!r}, encoding='utf-8').read(), 'spy', 'exec'))"
    return lambda: looked(server.process.pid, found) if server.process else []


def filled(page: Page, url: str, *, visits: bool) -> None:
    """Every screen that counts, sets or shows what was said: the sum, the plan, the sheets.

    ``visits``: each with a session of its own.
    """
    put_into_tab(page, CASE)
    page.goto(f"{url}/cost?list")
    wait_until_ready(page)
    settled(page)
    for screen in ("plan", "private", "sheet"):
        if visits:
            page.goto(f"{url}/{screen}")
            wait_until_ready(page)
        else:
            go_to(page, screen)
        settled(page)
    with page.expect_download():
        page.get_by_role("button", name="PDFを作る").click()
    settled(page)


def attack(port: int) -> None:
    """What another site, a pointed name and a broken client would try; each is refused."""
    stream = f"ws://127.0.0.1:{port}/_stcore/stream"
    for origin in ("http://evil.example", "http://checkip.amazonaws.com", "null"):
        with pytest.raises(InvalidStatus) as refused, connect(stream, origin=Origin(origin)):
            pass
        assert refused.value.response.status_code == 403
    for host in ("evil.example", "checkip.amazonaws.com:80"):
        line = HTTPConnection("127.0.0.1", port, timeout=5)
        line.request("GET", "/", headers={"Host": host})
        assert line.getresponse().status == 403
        line.close()
    own = Origin(f"http://127.0.0.1:{port}")
    with suppress(ConnectionClosed, TimeoutError), connect(stream, origin=own) as broken:
        broken.send(b"\xff" * 40)
        broken.recv(timeout=1)


def in_memory(process: int) -> list[str]:
    """Where the word or the amount stands in all that the process may write to: Python's objects, and
    what C and Rust keep, as the sheets that were set. Under BLANKED it holds nothing that was freed.
    """
    texts = (MARK, json.dumps(MARK)[1:-1], str(AMOUNT), f"{AMOUNT:,}")
    known = [one.encode(code) for one in texts for code in ("utf-8", "utf-16-le", "utf-32-le")]
    found = []
    with (
        Path(f"/proc/{process}/maps").open() as maps,
        open(f"/proc/{process}/mem", "rb", 0) as all_,
    ):
        for row in maps:
            where, rights, *_ = row.split()
            first, last = (int(end, 16) for end in where.split("-"))
            if rights.startswith("rw") and first < 1 << 63:
                with suppress(OSError):
                    all_.seek(first)
                    held = all_.read(last - first)
                    found += [f"{where} {one!r}" for one in known if one in held]
    return found


_SET = """
import gc, sys
from datetime import date
from core import load_catalog
from core.handout.papers import papers_of
from core.handout.press import forget
from core.handout.sheets import render_sheets_pdf
def say(word):
    gc.collect()
    print(word, flush=True)
    return sys.stdin.readline()
def print_plan(line):
    case = {"answerer": "family", "notes": bytes.fromhex(line).decode()}
    render_sheets_pdf({"plan": True}, papers_of(case, load_catalog(), date(2026, 11, 24)))
print_plan(say("begun"))
say("set")
forget()
say("forgotten")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads the memory of a process by /proc")
def test_what_sets_the_sheets_forgets_their_words() -> None:
    """typst keeps what it set, where Python does not reach."""
    with subprocess.Popen(
        [sys.executable, "-c", _SET],
        cwd=ROOT,
        env={**os.environ, **BLANKED},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        found = {}
        for line in (MARK.encode().hex(), "", ""):
            word = process.stdout.readline().strip()
            found[word] = in_memory(process.pid)
            process.stdin.write(f"{line}\n")
            process.stdin.flush()
    assert found["begun"] == found["forgotten"] == []
    assert found["set"]


def in_all_memory(server: Server) -> list[str]:
    """``in_memory`` where WHOLE; else nothing is looked at."""
    return in_memory(server.process.pid) if WHOLE and server.process else []


def until_nothing(look: Look, seconds: float = 10) -> list[str]:
    """What is still held after so many seconds; nothing as soon as nothing is."""
    deadline = time.monotonic() + seconds
    while (held := look()) and time.monotonic() < deadline:
        time.sleep(2)  # a look takes the server a second
    return held


def test_after_a_wipe_the_server_holds_no_word_of_the_family(
    server: Server, page: Page, look: Look, tmp_path: Path
) -> None:
    trace = tmp_path / "trace.txt"
    tool = shutil.which("strace")
    if tool and subprocess.run([tool, "-qq", "true"], capture_output=True).returncode == 0:
        server.under = (
            tool,
            "-D",
            "-f",
            "--seccomp-bpf",
            "-qq",
            "-s",
            "200",
            "-o",
            str(trace),
            "-e",
            TRACED,
        )
    server.start()
    filled(page, server.url, visits=True)
    there = "\n".join(look())  # the spy sees what is there
    assert MARK in there
    assert str(AMOUNT) in there
    assert in_all_memory(server) or not WHOLE
    attack(server.port)
    wipe(page)
    assert until_nothing(look) == []
    assert in_all_memory(server) == []
    log = server.log.read_text(errors="replace")
    assert not SESSION.search(log)
    assert MARK not in log
    if not server.under:
        unseen = "no strace: what the process asked of the machine was not seen"
        if os.environ.get("ASHIBA_REQUIRE_BROWSER") == "1":
            pytest.fail(unseen)
        pytest.skip(unseen)
    assert "127.0.0.1" in trace.read_text(errors="replace") or "openat" in trace.read_text()
    assert left_by(trace, tmp_path) == []


def test_after_another_family_s_file_was_read_the_server_holds_no_word_of_the_first(
    server: Server, page: Page, look: Look, tmp_path: Path
) -> None:
    server.start()
    filled(page, server.url, visits=False)
    assert look()
    assert in_all_memory(server) or not WHOLE
    go_to(page, "")
    settled(page)
    saved = {"format": "ashiba-note", "version": 1, "saved_on": "2026-11-22", "history": []}
    file = tmp_path / "file.json"
    file.write_text(json.dumps(saved | {"answers": {"answerer": "family", "notes": "ほか"}}))
    seen(page, OPEN).click()
    page.get_by_label(PICK).set_input_files(file)
    press_what_comes(page.get_by_role("button", name="ファイルの答えに入れかえる"))
    expect(seen(page, "保存したファイルを読みました")).to_be_visible()
    settled(page)
    assert until_nothing(look) == []
    assert in_all_memory(server) == []
