"""The real browser and the running app.

Fixtures: ``app_url`` (one server for all tests), ``fresh_app`` (starts a server of its own),
``phone`` and ``desk`` (a page of 360x740 and 1280x720), ``page`` (= ``phone``). Each page checks
at its end that nothing was asked of a foreign host and that the console had no error.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    expect,
    sync_playwright,
)

from core.walk import address_of
from run import find_browser

ROOT = Path(__file__).resolve().parents[2]
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-background-networking "
    "--disable-component-update --disable-sync --no-first-run "
    # A page lives for seconds: what makes its scripts faster takes more time than it gives back.
    "--js-flags=--single-threaded,--no-opt,--no-maglev "
    # What a tab before has compiled is taken, and not compiled anew beside the loading. The others
    # are those of Playwright that concern a page: the flag said last is the one that counts.
    "--disable-features=ScriptStreaming,PaintHolding,AvoidUnnecessaryBeforeUnloadCheckSync,"
    "ThirdPartyStoragePartitioning,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,"
    "OptimizationHints,NetworkTimeServiceQuerying"
)
NO_OTHER_HOST = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""What is asked of a foreign host fails, and only what fails is told: telling of each takes long."""
ONE_PROCESS = "--process-per-site"
"""The tabs of a context share one renderer: a process for each costs twice the processor time."""
# A machine may be busy: the time after which something that never comes is a fault.
expect.set_options(timeout=20_000)
SALT = "test"
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def _is_up(url: str) -> bool:
    """Closes its line also where the answer is late: a line left open is an error of a later test."""
    line = HTTPConnection(urlsplit(url).netloc, timeout=1)
    try:
        line.request("GET", "/_stcore/health")
        return line.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        line.close()


def at_question(number: int) -> str:
    """The address of a place in the walk."""
    return f"check?q={address_of(number, SALT)}"


@contextmanager
def running_app(folder: Path, app: Path = ROOT) -> Iterator[str]:
    """Start the app of ``app`` with ``folder`` as working directory; give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    script = str(app / "streamlit_app.py")
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    log = folder / "app.log"
    with (
        log.open("wb") as out,
        subprocess.Popen(command, cwd=folder, stdout=out, stderr=subprocess.STDOUT) as server,
    ):
        try:
            deadline = time.monotonic() + 60
            while not _is_up(url):
                if server.poll() is not None or time.monotonic() > deadline:
                    pytest.fail(f"the app did not start:\n{log.read_text(errors='replace')}")
                time.sleep(0.1)
            yield url
        finally:
            server.terminate()
            server.wait(20)


@pytest.fixture(scope="session")
def app_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of one running app, started from a foreign folder."""
    with running_app(tmp_path_factory.mktemp("elsewhere")) as url:
        yield url


@pytest.fixture
def fresh_app(tmp_path: Path) -> Callable[[], AbstractContextManager[str]]:
    """Starts an app that nobody has visited: ``with fresh_app() as url:``."""
    return lambda: running_app(tmp_path)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without network of its own. Missing: skipped, or failed when it is required."""
    path = os.environ.get("CHROMIUM") or find_browser()
    if path is None or shutil.which(path) is None:
        if os.environ.get("ASHIBA_REQUIRE_BROWSER") == "1":
            pytest.fail("ASHIBA_REQUIRE_BROWSER=1, but no Chromium was found")
        pytest.skip("no Chromium was found")
    flags = os.environ.get("CHROMIUM_FLAGS", FLAGS).split()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path, args=[*flags, ONE_PROCESS, NO_OTHER_HOST]
        )
        yield chromium
        chromium.close()


def _is_framework_404(message: ConsoleMessage) -> bool:
    """On /check the frontend first asks for /check/_stcore/…; the 404 is how it finds the root."""
    path = urlsplit(message.location.get("url", "")).path
    return "/_stcore/" in path and not path.startswith("/_stcore/")


IN_JAPAN: dict[str, Any] = {"locale": "ja-JP", "timezone_id": "Asia/Tokyo"}


_KEPT: dict[tuple[Browser, str], tuple[BrowserContext, Page]] = {}


def _kept_context(browser: Browser, **more: Any) -> tuple[BrowserContext, Page]:
    """One context for all pages of a kind: each is a tab of its own, as each visit is.

    Beside it a tab that stays, so that the process they share does.
    """
    kind = browser, repr(sorted(more.items()))
    if kind not in _KEPT:
        context = browser.new_context(**IN_JAPAN, **more)
        stays = context.new_page()
        stays.route("**", lambda route: route.fulfill(body=""))
        stays.goto("http://127.0.0.1/")
        _KEPT[kind] = context, stays
    return _KEPT[kind]


@contextmanager
def kept_tab(browser: Browser, **more: Any) -> Iterator[Page]:
    """A new tab of the kept context. It and what it opened is closed at the end.

    ``more``: what else the context is told, as of ``Browser.new_context`` (``user_agent`` …).
    """
    context, stays = _kept_context(browser, **more)
    try:
        yield context.new_page()
    finally:
        context.clear_cookies()
        context.set_offline(False)
        for other in context.pages:
            if other != stays:
                other.close()


DRAWS = "data-test-draws"
"""On the page while a run is under way or a fold opens, and for some frames after: things move."""
_MARK_DRAWS = f"""(() => {{
  let frames = 0
  const wait = () => {{
    if (frames-- > 0) requestAnimationFrame(wait)
    else document.documentElement.removeAttribute("{DRAWS}")
  }}
  const draws = () => {{
    const app = document.querySelector("[data-testid=stApp]")
    const waits = frames > 0
    frames = app?.dataset.testScriptState === "running" ? Infinity : 8
    document.documentElement.setAttribute("{DRAWS}", "")
    if (!waits) requestAnimationFrame(wait)
  }}
  const watched = {{ subtree: true, attributeFilter: ["data-test-script-state"] }}
  new MutationObserver(draws).observe(document, watched)
  addEventListener("toggle", draws, true)
}})()"""


@contextmanager
def watched_page(
    browser: Browser, width: int, height: int, seen_after: int = 0, **more: Any
) -> Iterator[Page]:
    """A page that fails the test at its end on a foreign request or a console error.

    ``seen_after``: so long (ms) a press on something new counts for nothing; 700 for people.
    ``more``: as of ``kept_tab``.
    """
    failed: list[str] = []
    errors: list[str] = []
    # A tab of a kept context: what it was given of the app is not asked for again.
    with kept_tab(browser, **more) as page:
        page.set_viewport_size({"width": width, "height": height})
        # Addresses of the questions that a test can know; and no waiting until a hand may press,
        # but where the hand is what is tested (test_hand.py).
        page.add_init_script(
            f"window.ashibaSeenAfter = {seen_after};"
            " try { sessionStorage.getItem('ashiba-case') ??"
            f" sessionStorage.setItem('ashiba-case', '{{\"walk\":\"{SALT}\"}}') }} catch {{}}"
        )
        page.set_default_timeout(20_000)
        # No press while the screen is still drawn: a button of the run before would press nothing.
        # (A person's press within 0.7 s counts for nothing; test_hand.py.)
        page.add_init_script(_MARK_DRAWS)
        page.add_locator_handler(page.locator(f"[{DRAWS}]"), lambda _: None)
        page.on("requestfailed", lambda request: failed.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on(
            "console",
            lambda message: (
                errors.append(message.text)
                if message.type == "error" and not _is_framework_404(message)
                else None
            ),
        )
        yield page
    foreign = [
        url
        for url in failed
        if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).hostname != "127.0.0.1"
    ]
    assert foreign == []
    assert errors == []


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page of 360x740."""
    with watched_page(browser, 360, 740) as page:
        yield page


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """A page of 1280x720."""
    with watched_page(browser, 1280, 720) as page:
        yield page


@pytest.fixture
def page(phone: Page) -> Page:
    """The usual page: a phone."""
    return phone


def wait_until_ready(page: Page) -> None:
    """The footer stands only under a screen whose case has arrived."""
    expect(page.get_by_role("button", name="消して終わる")).to_be_visible()


def seen(page: Page, text: str | re.Pattern[str], *, exact: bool = False) -> Locator:
    """What stands on the page with ``text``; not the status line, which says some of it again."""
    return page.locator(":not(#ashiba-told)").and_(page.get_by_text(text, exact=exact))


def until(page: Page, expression: str) -> None:
    """Wait until the expression is true. (wait_for_function needs eval, which the CSP forbids.)"""
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never true: {expression}")


def go_to(page: Page, address: str) -> None:
    """To another screen of the app, as by a link of it: the page itself stays."""
    page.evaluate(
        "to => { history.pushState({}, '', to); dispatchEvent(new PopStateEvent('popstate')) }",
        f"/{address}",
    )
    name = address.partition("?")[0] or "home"
    until(page, f"document.querySelector('[data-ashiba-at={name}]') !== null")
    wait_until_ready(page)


def idle(page: Page) -> None:
    """Wait until no run is under way: a button of the run before would press nothing."""
    until(page, "document.querySelector('[data-test-script-state=notRunning]') !== null")


# What the framework says of itself, and how much stands on the screen; null while it works.
_AT_REST = """() => {
  const app = document.querySelector("[data-testid=stApp]")
  const idle = app?.dataset.testScriptState === "notRunning"
  if (!idle || document.querySelector("[data-testid=stStatusWidget]")) return null
  return `${document.body.innerText.length} ${document.getElementsByTagName("*").length}`
}"""


def settled(page: Page) -> None:
    """Wait until nothing is drawn any more: no run under way, and the same twice, 300 ms apart."""
    before = None
    for _ in range(100):
        now = page.evaluate(_AT_REST)
        if now is not None and now == before:
            return
        before = now
        page.wait_for_timeout(300)
    pytest.fail("the screen never came to rest")


def press_what_comes(button: Locator) -> None:
    """Press what a run is about to bring: not while what stands above it still moves."""
    expect(button).to_be_visible()
    settled(button.page)
    button.click()


def put_into_tab(page: Page, case: dict[str, Any], **also: Any) -> None:
    """From its first page on, the tab holds ``case``; put in once, so that changes last.

    A script of the page itself, because what is written into a running screen's store may be
    overwritten by that screen. ``also``: what else stands beside the case (``text_size``).
    """
    keep_in_tab(page, json.dumps({"case": case, "walk": SALT, **also}))


def keep_in_tab(page: Page, text: str) -> None:
    """As ``put_into_tab``, with any text at the place of the case."""
    page.add_init_script(
        "try { if (!sessionStorage.test) { sessionStorage.test = '1';"
        f" sessionStorage.setItem('ashiba-case', {json.dumps(text)}) }} }} catch {{}}"
    )


def wipe(page: Page) -> None:
    """「消して終わる」, and wait for the fresh page that says so."""
    page.get_by_role("button", name="消して終わる").click()
    with page.expect_event("load"):
        page.get_by_role("button", name="保存しないで消す").click()
    page.wait_for_url(re.compile(r"^http://[^/]+/$"))
    expect(seen(page, "答えはすべて消しました")).to_be_visible()


def axe_faults(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds on the screen as it stands: (rule, the first three places).

    What is in order is not gathered, nor style sheets for rules that axe runs only when told to.
    """
    import axe_playwright_python

    script = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
    if page.evaluate("typeof axe === 'undefined'"):  # its half a million letters once for a page
        page.evaluate(script)
    only = "{ resultTypes: ['violations'], preload: false }"
    found = page.evaluate(f"async () => (await axe.run(document, {only})).violations")
    return [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in found]
