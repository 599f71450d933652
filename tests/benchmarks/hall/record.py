"""One real walk in Chromium, with what it sent over the websocket."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Locator, Page, WebSocket, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg

from run import find_browser
from tests.benchmarks.hall.journey import AGE, LEVY, MARK, Journey, Step, kinds
from tests.browser.conftest import FLAGS, go_to, idle, seen, settled, wait_until_ready, watched_page
from tests.browser.test_counted_walk import NUMBER, answer, answer_cost, button, changed

ANSWERS_MOST = 40
"""More questions than that: the walk goes in a circle."""


class NoJourney(Exception):
    """The walk in the browser did not go as it should."""


@dataclass
class Tab:
    """A page whose presses are written down. ``press`` is what the counted walk calls, too."""

    page: Page
    kind: str = "入る"
    steps: list[tuple[str, list[bytes], list[bytes], list[str]]] = field(default_factory=list)
    _sockets: list[WebSocket] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.begin(self.kind)
        self.page.on("websocket", self._listen)

    def begin(self, kind: str) -> None:
        """What is sent from now on belongs to a press of this kind."""
        self.kind = kind
        self.steps.append((kind, [], [], []))

    def press(self, what: Locator) -> None:
        idle(self.page)
        self.begin(self.kind)
        what.first.click()

    def rest(self) -> None:
        """Wait, then write down the heading that stands there."""
        settled(self.page)
        heading = self.page.evaluate("document.querySelector('h1')?.innerText ?? ''")
        self.steps[-1][3].append(heading.strip())

    def _listen(self, socket: WebSocket) -> None:
        self._sockets.append(socket)
        if len(self._sockets) > 1:
            return  # the page after 「消して終わる」
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, frame: bytes | str) -> None:
        data = frame if isinstance(frame, bytes) else frame.encode()
        kind = BackMsg.FromString(data).WhichOneof("type")
        if kind != "rerun_script":
            raise NoJourney(f"a frame of a kind that is not replayed: {kind}")
        self.steps[-1][1].append(data)

    def _received(self, frame: bytes | str) -> None:
        if isinstance(frame, bytes):
            self.steps[-1][2].append(frame)


def _step(kind: str, sent: list[bytes], came: list[bytes], headings: list[str]) -> Step:
    """What must come again: the last mark of a screen, and its heading where it came as one."""
    whole = b"".join(came)
    marks = [mark.decode() for mark in MARK.findall(whole)]
    words = [f'data-ashiba-at="{marks[-1]}"'] if marks else []
    words += [one for one in headings if one and one.encode() in whole]
    return Step(kind, tuple(sent), tuple(words), len(whole), kinds(came))


def _steps(tab: Tab, start: int = 0) -> tuple[Step, ...]:
    return tuple(_step(*one) for one in tab.steps[start:] if one[1])


@contextmanager
def _chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or find_browser()
    if path is None:
        raise NoJourney("Chromium がありません。")
    flags = os.environ.get("CHROMIUM_FLAGS", FLAGS).split()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


def record(url: str, walk: Callable[[Tab], None], end: Callable[[Tab], None] | None) -> Journey:
    """Walk once in a browser. ``end``: how the person leaves (「消して終わる」).

    Raises NoJourney, or what Playwright raises, when a screen does not come.
    """
    with _chromium() as browser, watched_page(browser, 360, 740) as page:
        tab = Tab(page)
        page.goto(url)
        tab.rest()
        walk(tab)
        steps, count = _steps(tab), len(tab.steps)
        text = page.evaluate("sessionStorage.getItem('ashiba-case') ?? ''")
        if end is not None:
            end(tab)
        return Journey(steps, _steps(tab, count), text if end is not None else "")


# -- the walk of a family ---------------------------------------------------------------------


def family(tab: Tab) -> None:
    """Door, 21 answers, result, cost with an answer and the picture, plan, sheets, find, windows."""
    page = tab.page
    tab.kind = "はじめる"
    changed(page, lambda: tab.press(button(page, "家族として はじめる")))
    _answers(tab)
    _ticks(tab)
    _press(tab, "結果", button(page, "次へ：結果"))
    _cost(tab)
    _press(tab, "計画", page.get_by_role("button", name="次へ：くみあわせプラン"))
    _press(tab, "印刷・保存", button(page, "紙にする"))
    for kind, address in (("さがす", "find"), ("窓口", "windows")):
        tab.begin(kind)
        go_to(page, address)
        tab.rest()


def _answers(tab: Tab) -> None:
    tab.kind = "質問"
    for _ in range(ANSWERS_MOST):
        if not seen(tab.page, NUMBER).count():
            return
        answer(tab)  # type: ignore[arg-type]
        tab.rest()
    raise NoJourney("the questions do not end")


def _ticks(tab: Tab) -> None:
    """About the person, and what is in use."""
    page = tab.page
    _type(tab, "年齢を入れる", page.get_by_role("textbox", name="本人の年齢"), AGE)
    _press(tab, "様子をえらぶ", seen(page, "外出はできる。人との関わりは少し"))
    _press(tab, "使っているものへ", button(page, "次へ"))
    _press(tab, "使っているものをえらぶ", seen(page, "通っている医師（主治医）がいる"))


def _cost(tab: Tab) -> None:
    """The talk's first answer, then the list with what a known tax changes, then the picture."""
    page = tab.page
    _press(tab, "費用", button(page, "かかる費用を見る"))
    tab.kind = "費用の答え"
    answer_cost(tab)  # type: ignore[arg-type]
    tab.rest()
    _press(tab, "費用の一覧", page.get_by_role("button", name="一覧で直す"))
    _press(tab, "一覧でえらぶ", seen(page, "課税（かかる）", exact=True))
    levy = page.get_by_role("textbox", name="市町村民税の所得割").first
    _type(tab, "一覧で額を入れる", levy, LEVY)
    _press(tab, "費用の絵", page.get_by_role("button", name="払う額の絵を見る"))


def _press(tab: Tab, kind: str, what: Locator) -> None:
    tab.kind = kind
    tab.press(what)
    tab.rest()


def _type(tab: Tab, kind: str, what: Locator, words: str) -> None:
    idle(tab.page)
    tab.begin(kind)
    what.fill(words)
    what.press("Tab")
    tab.rest()


def wipe(tab: Tab) -> None:
    """「消して終わる」: the server lets go of the session soon after."""
    page = tab.page
    _press(tab, "消して終わる", button(page, "消して終わる"))
    tab.kind = "消す"
    with page.expect_event("load"):
        tab.press(button(page, "保存しないで消す"))
    wait_until_ready(page)
