"""What we promise, in a real browser: help without the server, nothing lost, nothing left behind."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from pages.parts.frame.idle import AFTER
from tests.browser.conftest import (
    OPENER,
    ROOT,
    _is_up,
    at_question,
    go_to,
    idle,
    put_into_tab,
    seen,
    settled,
    until,
    wait_until_ready,
    watched_page,
    wipe,
)
from tests.browser.test_screens import FAMILY
from tests.core.conftest import FULL

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SCREENS = ("", "check", "find", "cost", "plan", "private", "sheet", "windows", "sources")
GONE = "つながりが切れています"
MARK = "なまえのしるし七七"


@dataclass
class Server:
    """A server that can be killed and started again at the same address."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    before: str = ""
    under: tuple[str, ...] = ()
    """What the process runs under, as strace."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def start(self) -> None:
        script = str(ROOT / "streamlit_app.py")
        start = f"{self.before}\nfrom streamlit.web.cli import main\nmain()"
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                [
                    *self.under,
                    sys.executable,
                    "-c",
                    start,
                    "run",
                    script,
                    "--server.port",
                    str(self.port),
                ],
                cwd=self.folder,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + 60
        while not _is_up(self.url):
            assert self.process.poll() is None
            assert time.monotonic() < deadline, self.log.read_text(errors="replace")
            time.sleep(0.1)

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait(20)
            self.process = None


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found = Server(tmp_path, probe.getsockname()[1])
    yield found
    found.kill()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone. A killed server leaves errors of the network in the console: not looked at here."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="ja-JP")
    context.add_init_script("window.ashibaSeenAfter = 0")
    one = context.new_page()
    one.set_default_timeout(20_000)
    yield one
    context.close()


def kept(page: Page) -> dict[str, object]:
    found = json.loads(page.evaluate("sessionStorage['ashiba-case'] ?? '{}'"))
    case: dict[str, object] = found.get("case", {})
    return case


# -- help -------------------------------------------------------------------------------------


def test_help_opens_on_every_screen_with_the_server_gone(server: Server, page: Page) -> None:
    server.start()
    page.goto(server.url)
    wait_until_ready(page)
    for screen in SCREENS:
        go_to(page, screen)
        page.locator("#ashiba-help-open").click()
        box = page.get_by_role("dialog")
        expect(box.locator('a[href="tel:119"]')).to_be_visible()
        expect(box.locator('a[href="tel:110"]')).to_be_visible()
        expect(box.locator('a[href^="https://"]').first).to_be_attached()
        page.keyboard.press("Escape")
        expect(box).to_be_hidden()
    settled(page)
    server.kill()
    page.wait_for_timeout(500)
    page.locator("#ashiba-help-open").click()
    expect(page.get_by_role("dialog").locator('a[href="tel:119"]')).to_be_visible()
    page.locator("#ashiba-help-close").click()
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_dead_server_is_told_in_japanese_and_nothing_is_lost(server: Server, page: Page) -> None:
    server.start()
    put_into_tab(page, {"answerer": "family", "notes": MARK})
    page.goto(f"{server.url}/check")
    wait_until_ready(page)
    settled(page)
    page.get_by_role("button", name="わからない").click()
    until(page, "sessionStorage['ashiba-case'].includes('difficulty')")
    settled(page)
    server.kill()
    line = page.locator("#ashiba-line")
    expect(line).to_contain_text(GONE)
    for words in ("答えは、この画面に残っています", "Wi-Fi", "自動で続きます"):
        expect(line).to_contain_text(words)
    # A press while nothing is there is not taken for an answer, and it is said.
    page.get_by_role("button", name="今まさに").click(force=True)
    expect(page.locator("#ashiba-told")).to_contain_text("いまは押せません")
    page.wait_for_timeout(6000)
    for english in ("Connection error", "Is Streamlit still running", "internet"):
        assert english not in page.inner_text("body")
    assert kept(page)["notes"] == MARK

    server.start()
    expect(line).to_contain_text("つながりました", timeout=60_000)
    expect(seen(page, "質問 2 / ").first).to_be_visible()
    settled(page)
    third = seen(page, "質問 3 / ").first
    page.get_by_role("button", name="わからない").click()
    # The first press after a restart is not lost, or it is said.
    expect(
        third.or_(page.locator("#ashiba-told", has_text="もう一度押して")).first
    ).to_be_attached()
    if not third.is_visible():
        page.wait_for_timeout(2000)
        page.get_by_role("button", name="わからない").click()
    expect(third).to_be_visible()
    until(page, "(sessionStorage['ashiba-case'] ?? '').includes('R1')")
    check = kept(page)["checks"]
    assert isinstance(check, dict)
    assert check["family"]["safety"] == {"R1": "unknown"}
    assert kept(page)["notes"] == MARK


# -- what is typed, and what is left ------------------------------------------------------------


def test_what_is_typed_and_not_yet_left_survives_a_reload(app_url: str, phone: Page) -> None:
    phone.goto(f"{app_url}/sheet")
    wait_until_ready(phone)
    settled(phone)
    seen(phone, "計画の紙に、自由に書く").click()
    notes = phone.get_by_role("textbox", name="自由に書く")
    notes.press_sequentially("まだ書いている途中")
    phone.reload()
    wait_until_ready(phone)
    settled(phone)
    until(phone, "(sessionStorage['ashiba-case'] ?? '').includes('まだ書いている途中')")
    phone.goto(f"{app_url}/cost?list")
    wait_until_ready(phone)
    settled(phone)
    age = phone.get_by_role("textbox", name="本人の年齢")
    age.press_sequentially("34")
    phone.reload()
    wait_until_ready(phone)
    expect(age).to_have_value("34")
    until(phone, "JSON.parse(sessionStorage['ashiba-case']).case.age === 34")


def test_a_copied_tab_is_wiped_too_and_another_case_is_not(browser: Browser, app_url: str) -> None:
    with watched_page(browser, 360, 740) as first:
        put_into_tab(first, {"answerer": "family", "notes": MARK})
        first.goto(app_url)
        wait_until_ready(first)
        settled(first)
        until(first, "'ashiba-id' in sessionStorage")
        with first.context.expect_page() as opened:
            first.evaluate("window.open(location.href)")  # takes a copy of the store along
        copy = opened.value
        copy.set_default_timeout(20_000)
        copy.evaluate(
            "kept => { for (const [k, v] of Object.entries(kept)) sessionStorage.setItem(k, v) }",
            first.evaluate("({...sessionStorage})"),
        )
        copy.reload()
        wait_until_ready(copy)
        settled(copy)
        assert MARK in copy.evaluate("JSON.stringify({...sessionStorage})")
        other = first.context.new_page()
        other.goto(app_url)
        wait_until_ready(other)
        settled(other)
        other.evaluate(
            "sessionStorage.setItem('ashiba-case', JSON.stringify({case: {notes: 'x'}}))"
        )
        wipe(first)
        for tab in (first, copy):
            expect(seen(tab, "答えはすべて消しました")).to_be_visible()
            assert MARK not in tab.evaluate("JSON.stringify({...sessionStorage})")
        assert other.evaluate("sessionStorage.getItem('ashiba-case')") is not None


def test_back_after_a_wipe_shows_no_answer_and_no_false_word(app_url: str, phone: Page) -> None:
    put_into_tab(phone, {**FAMILY, "notes": MARK}, text_size="A+")
    for screen in ("plan", "sheet"):
        phone.goto(f"{app_url}/{screen}")
        wait_until_ready(phone)
    settled(phone)
    wipe(phone)
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    until(phone, f"{size} === 24")  # the size of the letters is no answer
    phone.go_back()
    wait_until_ready(phone)
    settled(phone)
    assert MARK not in phone.content()
    phone.goto(f"{app_url}/?end=1")
    wait_until_ready(phone)
    phone.get_by_role("button", name="家族として はじめる").click()
    expect(seen(phone, "質問 1 / ").first).to_be_visible()
    phone.goto(f"{app_url}/?end=1")
    wait_until_ready(phone)
    settled(phone)
    expect(seen(phone, "すべて消しました")).to_have_count(0)


def test_leaving_at_once_forgets_and_shows_a_white_page(app_url: str, page: Page) -> None:
    put_into_tab(page, {**FAMILY, "notes": MARK})
    page.goto(f"{app_url}/sheet")
    wait_until_ready(page)
    settled(page)
    page.locator("#ashiba-help-open").click()
    page.get_by_role("dialog").get_by_text("すぐに閉じる").click()
    page.wait_for_url("about:blank")
    page.goto(app_url)
    wait_until_ready(page)
    settled(page)
    assert MARK not in page.evaluate("JSON.stringify({...sessionStorage})")


# -- what the server holds ----------------------------------------------------------------------

SPY = """
import gc, os, signal, sys
def look(*_):
    gc.collect()
    mark, found = os.environ["ASHIBA_MARK"], []
    seen = set()
    for one in gc.get_objects():
        for inner in (one, *(gc.get_referents(one) if type(one) in (dict, list, tuple, set) or hasattr(one, "__dict__") else ())):
            if type(inner) in (str, bytes) and id(inner) not in seen:
                seen.add(id(inner))
                text = inner if type(inner) is str else inner.decode("utf-8", "ignore")
                if mark in text:
                    found.append(f"{type(one).__name__} {text[:60]!r} {[type(r).__name__ for r in gc.get_referrers(one)][:4]}")
    with open(os.environ["ASHIBA_FOUND"], "w", encoding="utf-8") as out:
        out.write("\\n".join(found) or "nothing")
signal.signal(signal.SIGUSR1, look)
"""


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


@pytest.mark.skipif(not hasattr(signal, "SIGUSR1"), reason="needs a signal that Windows lacks")
def test_after_a_wipe_the_server_holds_no_word_of_the_family(
    server: Server, page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = tmp_path / "found.txt"
    monkeypatch.setenv("ASHIBA_MARK", MARK)
    monkeypatch.setenv("ASHIBA_FOUND", str(found))
    server.before = SPY
    trace = tmp_path / "trace.txt"
    tool = shutil.which("strace")
    if tool and subprocess.run([tool, "-qq", "true"], capture_output=True).returncode == 0:
        server.under = (tool, "-D", "-f", "-qq", "-s", "200", "-o", str(trace), "-e", TRACED)
    server.start()

    def look() -> str:
        found.unlink(missing_ok=True)
        assert server.process is not None
        os.kill(server.process.pid, signal.SIGUSR1)
        for _ in range(300):
            if found.exists() and (text := found.read_text("utf-8")):
                return text
            time.sleep(0.1)
        pytest.fail("the server did not answer the signal")

    put_into_tab(page, {**FAMILY, "notes": MARK, "quotes": [{"name": MARK}]})
    for screen in ("plan", "sheet", "private"):
        page.goto(f"{server.url}/{screen}")
        wait_until_ready(page)
        settled(page)
    assert look() != "nothing"  # the spy sees what is there
    wipe(page)
    page.wait_for_timeout(6000)
    # The visits before the last one (each page.goto is a visit) sleep until they are closed.
    left = [line for line in look().splitlines() if line != "nothing"]
    assert left == [], left[:20]
    if not server.under:
        pytest.skip(
            "strace is missing or not allowed: what the process asked of the machine was not seen"
        )
    assert "127.0.0.1" in trace.read_text(errors="replace") or "openat" in trace.read_text()
    assert left_by(trace, tmp_path) == []


LOOKED_UP = """
import os, socket
real = socket.getaddrinfo
def look(host, *rest, **more):
    if host not in ("127.0.0.1", "localhost", None, "::1"):
        with open(os.environ["ASHIBA_FOUND"], "a", encoding="utf-8") as out:
            out.write(f"{host}\\n")
    return real(host, *rest, **more)
socket.getaddrinfo = look
socket.gethostbyname = lambda host: look(host, 0)
"""


def test_nobody_makes_the_server_call_out_or_write_its_frames_into_the_log(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = tmp_path / "looked_up.txt"
    monkeypatch.setenv("ASHIBA_FOUND", str(found))
    server.before = LOOKED_UP
    server.start()
    stream = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    for origin in ("http://evil.example", "http://checkip.amazonaws.com", "null"):
        with pytest.raises(InvalidStatus) as refused, connect(stream, origin=Origin(origin)):
            pass
        assert refused.value.response.status_code == 403
    for frame in (b"\xff" * 40, b"", MARK.encode(), b"\x00" * 9_000_000):
        with (
            suppress(ConnectionClosed, TimeoutError),
            connect(stream, origin=Origin(server.url)) as line,
        ):
            for _ in range(30):
                line.send(frame)
            line.recv(timeout=2)
    for method in ("PUT", "POST"):
        request = urllib.request.Request(
            f"{server.url}/_stcore/upload_file/a/b", b"x" * 100, method=method
        )
        with pytest.raises(urllib.error.HTTPError) as closed:
            OPENER.open(request, timeout=5)
        closed.value.close()  # else its line stays open into the next test
        assert closed.value.code == 405
    assert _is_up(server.url)
    assert not found.exists(), found.read_text("utf-8")
    log = server.log.read_text(errors="replace")
    assert MARK not in log
    assert "Traceback" not in log
    assert len(log.splitlines()) < 120, log[-3000:]


def test_half_a_request_does_not_keep_its_place(server: Server) -> None:
    server.start()
    stream = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    with ExitStack() as closing, connect(stream, origin=Origin(server.url)) as own:
        half = [
            closing.enter_context(socket.create_connection(("127.0.0.1", server.port)))
            for _ in range(20)
        ]
        for line in half:
            line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1")
        ended = time.monotonic() + AFTER + 5
        for line in half:
            line.settimeout(max(0.1, ended - time.monotonic()))
            assert line.recv(1) == b""
        own.ping().wait(5)  # a websocket that says nothing stays


# -- walks ------------------------------------------------------------------------------------


def answer_another(page: Page, url: str, dice: random.Random) -> None:
    """Give another answer than the one that stands, at any question; the tab has it at the end."""
    number = dice.randint(12, 21)
    page.goto(f"{url}/{at_question(number)}")
    wait_until_ready(page)
    idle(page)
    before = kept(page)["checks"]
    # The one that is chosen says so in its name.
    others = re.compile("^(?!.*えらんでいます)(はい|ときどき|いいえ|わからない)")
    dice.choice(page.get_by_role("button", name=others).all()).click()
    for _ in range(50):
        if kept(page).get("checks") != before:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"the answer to question {number} did not arrive")


@pytest.mark.parametrize("screen", ["plan", "hall"])
def test_what_the_tab_hands_over_may_be_lost_on_the_way(
    server: Server, page: Page, screen: str
) -> None:
    """The line ends in that moment, and comes back to the same session, which asked already."""
    lost: list[bytes] = []

    def through(browser_side: WebSocketRoute) -> None:
        server_side = browser_side.connect_to_server()

        def sent(message: str | bytes) -> None:
            data = message.encode() if isinstance(message, str) else message
            if b"nonce" in data and not lost:
                lost.append(data)
            else:
                server_side.send(message)

        browser_side.on_message(sent)

    server.start()
    page.route_web_socket("**/_stcore/stream", through)
    if screen == "plan":
        put_into_tab(page, {"answerer": "family", "notes": MARK})
    page.goto(f"{server.url}/{screen}")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=15_000)
    assert len(lost) == 1
    if screen == "plan":
        assert kept(page)["notes"] == MARK


@pytest.mark.parametrize("seed", range(20 if FULL else 1))
def test_no_answer_is_lost_on_a_random_walk(server: Server, page: Page, seed: int) -> None:
    """Answers, screens, Back, reload, offline, a restart: what was answered stays.

    1,000 steps with ASHIBA_FULL=1.
    """
    dice = random.Random(seed)
    server.start()
    put_into_tab(page, {**FAMILY, "notes": MARK})
    page.goto(f"{server.url}/{at_question(12)}")
    wait_until_ready(page)
    settled(page)
    before = kept(page)
    for _ in range(50 if FULL else 8):
        what = dice.choice(
            ("screen", "screen", "answer", "answer", "back", "reload", "offline", "restart")
        )
        if what == "screen":
            page.goto(f"{server.url}/{dice.choice(SCREENS)}")
        elif what == "answer":
            answer_another(page, server.url, dice)
            before = kept(page)
        elif what == "offline":
            page.context.set_offline(True)
            page.wait_for_timeout(dice.choice((300, 2000)))
            page.context.set_offline(False)
            page.wait_for_timeout(1000)
        elif what == "back":
            page.go_back()
        elif what == "reload":
            page.reload()
        else:
            server.kill()
            page.wait_for_timeout(dice.choice((0, 300, 2000)))
            server.start()
            page.wait_for_timeout(1000)
        if page.url == "about:blank":
            page.goto(server.url)
        expect(page.get_by_role("button", name="消して終わる")).to_be_visible(timeout=60_000)
        idle(page)
        now = kept(page)
        for name in ("answerer", "checks", "age", "situation", "notes", "usages", "windows"):
            assert now.get(name) == before.get(name), (what, name)
