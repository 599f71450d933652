"""What we promise, in a real browser: help without the server, nothing lost, nothing left behind."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, WebSocketRoute, expect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from core import load_catalog
from core.walk import parted
from pages.parts.frame.idle import AFTER
from tests.browser.conftest import (
    OPENER,
    ROOT,
    _is_up,
    at_question,
    axe_faults,
    idle,
    kept_tab,
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

pytestmark = pytest.mark.browser

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

    def send(self, number: int) -> None:
        """A signal, as SIGSTOP."""
        assert self.process is not None
        os.kill(self.process.pid, number)

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


NO_WAITING = "window.ashibaSeenAfter = 0"
PHONE: Any = {"width": 360, "height": 740}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone. A killed server leaves errors of the network in the console: not looked at here."""
    with kept_tab(browser, viewport=PHONE) as one:
        one.context.add_init_script(NO_WAITING)
        one.set_default_timeout(20_000)
        yield one


TAB = "sessionStorage['ashiba-case']"


def kept(page: Page) -> dict[str, object]:
    found = json.loads(page.evaluate("sessionStorage['ashiba-case'] ?? '{}'"))
    case: dict[str, object] = found.get("case", {})
    return case


# -- help -------------------------------------------------------------------------------------


HELD = """
import os, time
import streamlit, typst
compiler = typst.Compiler
class Held:
    def __init__(self, **made_with):
        self.inner = compiler(**made_with)
    def __getattr__(self, name):
        while os.path.exists(os.environ["ASHIBA_HELD"] + ".press"):
            time.sleep(0.05)
        return getattr(self.inner, name)
typst.Compiler = Held
real = streamlit.navigation
def broken():
    raise ValueError("a screen that fails")
def held(*args, **more):
    while os.path.exists(os.environ["ASHIBA_HELD"]):
        time.sleep(0.05)
    page = real(*args, **more)
    if os.path.exists(os.environ["ASHIBA_HELD"] + ".broken"):
        page.run = broken
    return page
streamlit.navigation = held
"""
"""While a file is there: no run goes on; no screen can be drawn; no paper is made."""


FIRST_WORDS = """() => {
  const main = document.querySelector("[data-testid=stMain]")
  return main?.checkVisibility() ? getComputedStyle(main, "::before").content : ""
}"""
"""What stands on the page once Streamlit is there, and before anything of the app is."""


def help_opens(page: Page) -> None:
    """「いま危険なとき」 opens, dials and closes."""
    page.locator("#ashiba-help-open").click()
    box = page.get_by_role("dialog")
    expect(box.locator('a[href="tel:119"]')).to_be_visible()
    expect(box.locator('a[href="tel:110"]')).to_be_visible()
    expect(box.locator('a[href^="https://"]').first).to_be_attached()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()


def test_help_opens_in_a_fault_a_wait_offline_and_on_every_screen_with_the_server_gone(
    server: Server, page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three of the screens; all of them with ASHIBA_FULL=1."""
    screens = SCREENS if FULL else ("", "find", "sheet")
    held, broken = tmp_path / "held", tmp_path / "held.broken"
    monkeypatch.setenv("ASHIBA_HELD", str(held))
    server.before = HELD
    server.start()
    tabs = [page, *(page.context.new_page() for _ in screens[1:])]
    for screen, tab in zip(screens, tabs, strict=True):
        tab.goto(f"{server.url}/{screen}")
        wait_until_ready(tab)
    broken.touch()
    tabs[1].reload()
    expect(seen(tabs[1], "答えは消えていません")).to_be_visible()
    help_opens(tabs[1])
    settled(tabs[1])
    assert axe_faults(tabs[1]) == []
    broken.unlink()
    sheet, pressed = tabs[screens.index("sheet")], tmp_path / "held.press"
    pressed.touch()
    settled(sheet)
    sheet.get_by_role("button", name="PDFを作る", exact=True).click()
    expect(seen(sheet, "作っています。少しお待ちください。")).to_be_visible()
    help_opens(sheet)
    pressed.unlink()
    expect(sheet.get_by_role("heading", name="できました")).to_be_visible()
    held.touch()
    tabs[1].reload()
    until(tabs[1], f"({FIRST_WORDS})().includes('読み込んでいます')")
    help_opens(tabs[1])
    settled(page)
    page.get_by_role("button", name="家族として はじめる").click()
    until(page, "ashiba.isRunning()")
    help_opens(page)
    assert page.evaluate("ashiba.isRunning()")
    page.context.set_offline(True)
    help_opens(page)
    page.context.set_offline(False)
    if hasattr(signal, "SIGSTOP"):
        server.send(signal.SIGSTOP)  # the line is there, and nobody at its other end
        help_opens(tabs[1])
    server.kill()
    for tab in tabs:
        until(tab, "!ashiba.isConnected()")
        help_opens(tab)


ENGLISH = """
window.english = []
const painted = () => {
  for (const box of document.querySelectorAll("[role=dialog], [role=alert], [data-testid=stToast]"))
    if (/[A-Za-z]{4,}/.test(box.innerText.replace("LINE", "")) && box.checkVisibility())
      window.english.push(box.outerHTML.slice(0, 300))
}
// Two frames later it has been painted once, unless it was taken away before.
new MutationObserver(() => requestAnimationFrame(() => requestAnimationFrame(painted)))
  .observe(document, {subtree: true, childList: true, characterData: true})
"""
"""Notes each box with English words that ever stood there to be seen, however short."""

ALL_GONE = """
import asyncio, signal
def gone(*_):
    from streamlit.runtime import get_instance
    runtime = get_instance()
    loop = runtime._get_async_objs().eventloop
    for one in runtime._session_mgr.list_active_sessions():
        loop.call_soon_threadsafe(runtime.close_session, one.session.id)
        asyncio.run_coroutine_threadsafe(one.client._websocket.close(), loop)
signal.signal(signal.SIGUSR1, gone)
"""
"""At a signal the server forgets every session, as when their time is over."""


def test_a_dead_server_is_told_in_japanese_and_nothing_is_lost(server: Server, page: Page) -> None:
    page.add_init_script(ENGLISH)
    if hasattr(signal, "SIGUSR1"):
        server.before = ALL_GONE
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
    assert page.evaluate("english") == []
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

    if hasattr(signal, "SIGUSR1"):
        settled(page)
        times = page.evaluate("ashiba.joined()")
        server.send(signal.SIGUSR1)
        until(page, f"ashiba.joined() > {times} && ashiba.isConnected() && !ashiba.isJoining()")
        settled(page)
        page.get_by_role("button", name="わからない").click()
        until(page, "(sessionStorage['ashiba-case'] ?? '').includes('R2')")
        assert kept(page)["notes"] == MARK
    assert page.evaluate("english") == []


# -- a translator that does not heed translate="no" ---------------------------------------------

TRANSLATE = """() => {
  const texts = document.createTreeWalker(document.getElementById("root"), NodeFilter.SHOW_TEXT)
  const found = []
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode
    if (data.trim() && !parentElement.closest("font, style, script")) found.push(texts.currentNode)
  }
  for (const text of found) {
    const outer = document.createElement("font"), inner = document.createElement("font")
    inner.textContent = `«${text.data}»`
    outer.append(inner)
    text.replaceWith(outer)
  }
}"""
"""What the translators of browsers do with the words of a page."""


def test_a_translator_does_not_hold_a_question_while_the_answers_go_on(
    app_url: str, phone: Page
) -> None:
    questions = load_catalog().check.questions
    put_into_tab(phone, {"answerer": "family"})
    phone.goto(f"{app_url}/{at_question(14)}")  # after the difficulty, safety, who is hurt
    wait_until_ready(phone)
    settled(phone)
    for asked, after in pairwise(questions[3:7]):
        expect(phone.locator("h1")).to_contain_text(parted(asked.text.family)[0])
        phone.evaluate(TRANSLATE)
        expect(phone.get_by_role("button", name="«わからない»")).to_be_visible()
        phone.get_by_role("button", name="わからない").click()
        expect(phone.locator("h1")).to_contain_text(parted(after.text.family)[0])
        until(phone, f"sessionStorage['ashiba-case'].includes('{asked.key}')")
    check = kept(phone)["checks"]
    assert isinstance(check, dict)
    assert check["family"]["answers"] == {one.key: "unknown" for one in questions[3:6]}


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


@pytest.mark.parametrize("way", ["消して終わる", "すぐに閉じる"][: 2 if FULL else 1])
def test_a_copied_tab_is_wiped_too_and_another_case_is_not(
    browser: Browser, app_url: str, way: str
) -> None:
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
        if way == "消して終わる":
            wipe(first)
            expect(seen(first, "答えはすべて消しました")).to_be_visible()
        else:
            first.locator("a.ashiba-exit").focus()  # a keyboard reaches it
            first.keyboard.press("Enter")
            first.wait_for_url("about:blank")
            first.goto(app_url)
            wait_until_ready(first)
        expect(seen(copy, "答えはすべて消しました")).to_be_visible()
        for tab in (first, copy):
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


# -- what the server takes ----------------------------------------------------------------------

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


def kept_back(page: Page, words: bytes, most: int = 1000) -> list[bytes]:
    """From now on the first ``most`` messages to the server with these words never arrive."""
    lost: list[bytes] = []

    def through(browser_side: WebSocketRoute) -> None:
        server_side = browser_side.connect_to_server()

        def sent(message: str | bytes) -> None:
            data = message.encode() if isinstance(message, str) else message
            if words in data and len(lost) < most:
                lost.append(data)
            else:
                server_side.send(message)

        browser_side.on_message(sent)

    page.route_web_socket("**/_stcore/stream", through)
    return lost


@pytest.mark.parametrize("screen", ["plan", "hall"])
def test_what_the_tab_hands_over_may_be_lost_on_the_way(
    app_url: str, page: Page, screen: str
) -> None:
    """The line ends in that moment, and comes back to the same session, which asked already."""
    lost = kept_back(page, b"nonce", most=1)
    if screen == "plan":
        put_into_tab(page, {"answerer": "family", "notes": MARK})
    page.goto(f"{app_url}/{screen}")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=15_000)
    assert len(lost) == 1
    if screen == "plan":
        assert kept(page)["notes"] == MARK


LOST = "最後の答えは、届いていないことがあります"


def test_each_answer_that_is_lost_is_told_of_also_right_after_another_one(
    app_url: str, page: Page
) -> None:
    """A press that never arrives, the page loaded anew; the same again before that was told."""
    lost = kept_back(page, b"choose_q12_")
    put_into_tab(page, FAMILY)
    page.goto(f"{app_url}/{at_question(12)}")
    wait_until_ready(page)
    settled(page)
    before = kept(page)["checks"]
    told = page.locator("#ashiba-line", has_text=LOST)
    for count in (1, 2):
        page.get_by_role("button", name="わからない").click()
        for _ in range(100):
            if len(lost) == count:
                break
            page.wait_for_timeout(50)
        assert len(lost) == count
        if count == 2:  # of the first one; where it stood before this press, the press took it away
            expect(page.locator("#ashiba-told")).to_contain_text(LOST)
        page.reload()
        wait_until_ready(page)
    expect(told).to_be_visible()
    assert kept(page)["checks"] == before


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="a server cannot be held here")
@pytest.mark.parametrize("is_lost", [True, False][: 2 if FULL else 1])
def test_a_press_right_after_the_way_back_is_not_taken_for_the_one_before(
    server: Server, page: Page, is_lost: bool
) -> None:
    """Whether the one before is lost is said; this one takes its time, and is not called lost."""
    lost = kept_back(page, b"choose_q12_", most=int(is_lost))
    server.start()
    put_into_tab(page, FAMILY)
    page.goto(f"{server.url}/{at_question(12)}")
    wait_until_ready(page)
    settled(page)
    unknown = page.get_by_role("button", name="わからない")
    same = f"sessionStorage['ashiba-case'] === {json.dumps(page.evaluate(TAB))}"
    unknown.click()
    for _ in range(100):
        if lost or not page.evaluate(same):
            break
        page.wait_for_timeout(50)
    server.kill()
    until(page, "!ashiba.isConnected()")
    assert page.evaluate(same) == is_lost
    server.start()
    until(page, "ashiba.joined() > 0 && ashiba.isConnected() && !ashiba.isJoining()")
    server.send(signal.SIGSTOP)
    same = f"sessionStorage['ashiba-case'] === {json.dumps(page.evaluate(TAB))}"
    unknown.click()
    page.wait_for_timeout(1_500)
    told = page.locator("#ashiba-line", has_text=LOST).is_visible()
    server.send(signal.SIGCONT)
    assert told == is_lost
    until(page, f"!({same})")


LEFT = """of => {
  const one = document.querySelector(of)
  one.focus()
  one.blur()
  document.querySelector(".st-key-ashiba_again button").click()
}"""
"""The focus goes, and something is sent by the app itself: nobody pressed anything."""


@pytest.mark.parametrize(
    ("screen", "left", "told"),
    [
        (at_question(12), "[class*=st-key-choose_] button", False),
        ("cost?list", ".stTextInput input", True),
    ],
    ids=["a button", "a field"],
)
def test_a_focus_that_goes_by_itself_is_no_answer_but_leaving_a_field_may_be_one(
    app_url: str, page: Page, screen: str, left: str, told: bool
) -> None:
    """A button that is drawn anew loses the focus; what is typed is sent where the field is left."""
    lost = kept_back(page, b"ashiba_again")
    put_into_tab(page, FAMILY)
    page.goto(f"{app_url}/{screen}")
    wait_until_ready(page)
    settled(page)
    page.evaluate(LEFT, left)
    for _ in range(100):
        if lost:
            break
        page.wait_for_timeout(50)
    assert len(lost) == 1
    page.reload()
    wait_until_ready(page)
    settled(page)
    page.wait_for_timeout(1_000)
    assert page.locator("#ashiba-line", has_text=LOST).is_visible() == told


def another_answer(page: Page, url: str, dice: random.Random) -> Locator:
    """The button of another answer than the one that stands: at the question that follows by
    itself, or at any.
    """
    # The one that is chosen says so in its name.
    name = re.compile("^(?!.*えらんでいます)(はい|ときどき|いいえ|わからない)")
    others = page.get_by_role("button", name=name)
    wait_until_ready(page)
    until(page, "ashiba.isConnected() && !ashiba.isJoining()")
    settled(page)
    if "/check" not in page.url or not others.count() or dice.random() < 0.2:
        page.goto(f"{url}/{at_question(dice.randint(12, 21))}")
        wait_until_ready(page)
        settled(page)
    return dice.choice(others.all())


STEPS = (
    *("screen", "answer", "back", "reload", "offline", "restart"),
    # An answer that is on its way when this happens; one pressed when nobody is there.
    *(f"sent, {after}" for after in ("screen", "back", "reload", "offline", "restart")),
    *(("frozen", "frozen, restart") if hasattr(signal, "SIGSTOP") else ()),
    "pressed alone",
)
"""What may happen. Where an answer is pressed stands in ``answered``."""
USUALLY = ("sent, reload", "offline", "frozen, restart", "back", "pressed alone")


def happens(what: str, server: Server, page: Page, dice: random.Random) -> None:
    """One step that is no answer; at its end the server is there."""
    if what == "screen":
        page.goto(f"{server.url}/{dice.choice(SCREENS)}")
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
    in_the_app(server, page)


def in_the_app(server: Server, page: Page) -> None:
    """Back may lead out of it, and arrive there late."""
    if page.url == "about:blank":
        page.goto(server.url)


def answered(what: str, server: Server, page: Page, dice: random.Random) -> None:
    """An answer is pressed; it arrives, or the screen says that it may be lost."""
    button = another_answer(page, server.url, dice)
    before = kept(page)["checks"]
    told = page.locator("#ashiba-told")
    if what == "pressed alone":
        server.kill()
        until(page, "!ashiba.isConnected()")
        button.click(force=True)
        expect(told).to_contain_text("いまは押せません")
        server.start()
        expect(page.locator("#ashiba-line")).to_contain_text("つながりました", timeout=60_000)
        assert kept(page)["checks"] == before
        return
    if what.startswith("frozen"):  # it lies on the line, and nobody looks at it
        server.send(signal.SIGSTOP)
    button.click()
    if what == "frozen":
        page.wait_for_timeout(dice.choice((300, 2000)))
        server.send(signal.SIGCONT)
    elif what != "answer":
        page.wait_for_timeout(dice.choice((0, 30, 100)))
        happens(what.rpartition(", ")[2], server, page, dice)
    for _ in range(300):
        with suppress(Error):  # another page is on its way
            in_the_app(server, page)
            if not page.get_by_role("button", name="消して終わる").is_visible():
                page.wait_for_timeout(100)
                continue
            now = kept(page).get("checks")
            lost = page.locator("#ashiba-line", has_text=LOST).is_visible()
            if lost or now != before:
                # The line may be lost where all is as before; what needs no server arrives.
                assert now != before or what not in ("answer", "sent, offline", "frozen")
                return
        page.wait_for_timeout(100)
    state = page.evaluate("[ashiba.isConnected(), ashiba.isRunning(), ashiba.isJoining()]")
    pytest.fail(f"{what}: the answer was lost without a word: {page.url} {state}")


def walk(steps: Iterable[str], server: Server, page: Page, dice: random.Random) -> None:
    """A family with answers, to whom these steps happen one after the other."""
    page.set_viewport_size(PHONE)
    page.set_default_timeout(20_000)
    page.add_init_script(NO_WAITING)
    put_into_tab(page, {**FAMILY, "notes": MARK})
    page.goto(f"{server.url}/{at_question(12)}")
    wait_until_ready(page)
    idle(page)
    before = kept(page)
    assert before["notes"] == MARK
    for what in steps:
        is_answer = what not in STEPS[:6] or what == "answer"
        (answered if is_answer else happens)(what, server, page, dice)
        expect(page.get_by_role("button", name="消して終わる")).to_be_visible(timeout=60_000)
        idle(page)
        now = kept(page)
        if is_answer:
            before["checks"] = now["checks"]
        for name in ("answerer", "checks", "age", "situation", "notes", "usages", "windows"):
            assert now.get(name) == before.get(name), (what, name)


def test_who_was_told_to_wait_is_told_when_to_press_again_after_the_shortest_break(
    app_url: str, page: Page
) -> None:
    """A break of less than WAIT (help.js): without a press nothing is said of it."""
    page.goto(f"{app_url}/check")
    wait_until_ready(page)
    settled(page)
    state = "at => document.querySelector('[data-testid=stApp]').dataset.testConnectionState = at"
    line = page.locator("#ashiba-line")
    for pressed in (False, True):
        page.evaluate(state, "CONNECTING")
        if pressed:
            page.get_by_role("button", name="わからない").click(force=True)
            expect(page.locator("#ashiba-told")).to_contain_text("いまは押せません")
        page.evaluate(state, "CONNECTED")
        if not pressed:
            until(page, "!ashiba.isJoining()")
            page.wait_for_timeout(600)  # help.js looks every 500 ms
            expect(line).to_be_hidden()
    expect(line).to_contain_text("つながりました")


def test_after_a_second_break_it_stands_as_long_as_after_the_first(
    app_url: str, page: Page
) -> None:
    page.goto(f"{app_url}/check")
    wait_until_ready(page)
    settled(page)
    state = "at => document.querySelector('[data-testid=stApp]').dataset.testConnectionState = at"
    line, told = page.locator("#ashiba-line"), page.locator("#ashiba-told")
    for after in (4_000, 3_000):  # ms; it stands for six seconds
        page.evaluate(state, "CONNECTING")
        page.evaluate("ashiba.notNow('いまは押せません')")
        expect(told).to_contain_text("いまは押せません")
        page.evaluate(state, "CONNECTED")
        expect(line).to_contain_text("つながりました")
        expect(told).to_contain_text("つながりました")
        page.wait_for_timeout(after)
    assert line.inner_text().startswith("つながりました")


@pytest.mark.parametrize("seed", range(100 if FULL else 1))
def test_no_answer_is_lost_on_a_random_walk(server: Server, browser: Browser, seed: int) -> None:
    """Answers, screens, Back, reload, offline, a restart: what was answered stays.

    What was on its way just then stays, or the screen says so. With ASHIBA_FULL=1 1,000 walks of
    two or three steps, ten for each seed, each in a tab of its own; else one walk.
    """
    server.start()
    for number in range(10 if FULL else 1):
        dice = random.Random(f"{seed} {number}")
        steps = dice.choices(STEPS, k=dice.randint(2, 3))
        if not FULL:
            steps = [one for one in USUALLY if one in STEPS]
        with kept_tab(browser) as tab:
            try:
                walk(steps, server, tab, dice)
            except (AssertionError, Error, pytest.fail.Exception) as fault:
                at = f"{tab.url}: {tab.locator('body').inner_text()[:300]}"
                pytest.fail(f"walk {number}, {steps}: {fault}\n{at}")
