"""Two processes of the app behind HAProxy: who sits where, and what a killed process costs."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from core import load_catalog
from deploy import door
from tests.balancer import Balancer, balancer, free_ports, program
from tests.browser.conftest import put_into_tab, seen, settled, until, wait_until_ready
from tests.browser.test_promises import GONE, Server, kept

pytestmark = pytest.mark.browser

# All that the line above the screen ever says.
LISTEN = """
window.ashibaSeenAfter = 0; window.heard = []
setInterval(() => {
  const text = document.getElementById("ashiba-line")?.textContent
  if (text && heard.at(-1) !== text) heard.push(text)
}, 50)
"""


@dataclass
class House:
    """The processes by their names, and what stands before them."""

    processes: dict[str, Server]
    front: Balancer


@dataclass
class Person:
    """One tab of a browser of its own."""

    context: BrowserContext
    page: Page
    lines: list[str] = field(default_factory=list)
    """The websockets that the tab opened."""

    @property
    def place(self) -> str:
        """The process to which the cookie leads."""
        return next(
            str(one["value"]) for one in self.context.cookies() if one["name"] == "ashiba_at"
        )

    def answer(self) -> None:
        self.page.get_by_role("button", name="わからない").click()


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    program()  # skips with its reason before anything is started
    monkeypatch.setenv("STREAMLIT_SERVER_COOKIE_SECRET", "the same for both")
    monkeypatch.setenv("ASHIBA_HOSTS", "ashiba.example")
    ports = free_ports(2)
    processes = {}
    for name, port in zip(("p1", "p2"), ports, strict=True):
        (tmp_path / name).mkdir()
        processes[name] = Server(tmp_path / name, port)
    door.write(tmp_path / "door", load_catalog(), {"card": b"%PDF-1.7"})
    try:
        with ThreadPoolExecutor() as pool:
            list(pool.map(Server.start, processes.values()))
        with balancer(tmp_path, tmp_path / "door", ports, PEOPLE=2, SPARE=1) as front:
            yield House(processes, front)
    finally:
        for one in processes.values():
            one.kill()


@contextmanager
def person(browser: Browser, url: str, notes: str) -> Iterator[Person]:
    """Somebody at the first question, with words of their own in the tab."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="ja-JP")
    context.add_init_script(LISTEN)
    page = context.new_page()
    page.set_default_timeout(20_000)
    one = Person(context, page)
    page.on("websocket", lambda line: one.lines.append(line.url))
    put_into_tab(page, {"answerer": "family", "notes": notes})
    page.goto(f"{url}/check")
    wait_until_ready(page)
    settled(page)
    yield one
    context.close()


def test_a_killed_process_costs_its_people_nothing_and_the_others_notice_nothing(
    browser: Browser, house: House
) -> None:
    url = house.front.url
    with person(browser, url, "ひとりめ") as first, person(browser, url, "ふたりめ") as second:
        # One sits here, one there, and a reload leads back to the same place.
        assert {first.place, second.place} == {"p1", "p2"}
        assert house.front.people() == {"p1": 1, "p2": 1}
        before = first.place
        first.page.reload()
        wait_until_ready(first.page)
        settled(first.page)
        assert first.place == before
        first.answer()
        expect(seen(first.page, "質問 2 / ").first).to_be_visible()
        until(first.page, "sessionStorage['ashiba-case'].includes('difficulty')")
        settled(first.page)

        lines = len(second.lines)
        house.processes[before].kill()  # as kill -9
        deadline = time.monotonic() + 20
        while first.place == before and time.monotonic() < deadline:
            first.page.wait_for_timeout(100)
        assert first.place == second.place
        settled(first.page)
        # They go on from their tab: the same question, all that was said.
        expect(seen(first.page, "質問 2 / ").first).to_be_visible()
        first.answer()
        third = seen(first.page, "質問 3 / ").first
        again = first.page.locator("#ashiba-told", has_text="もう一度押して")
        expect(third.or_(again).first).to_be_attached()
        if not third.is_visible():
            first.page.wait_for_timeout(1000)
            first.answer()
        expect(third).to_be_visible()
        until(first.page, "sessionStorage['ashiba-case'].includes('R1')")
        check = kept(first.page)["checks"]
        assert isinstance(check, dict)
        assert check["family"] == {"difficulty": "unknown", "safety": {"R1": "unknown"}}
        assert kept(first.page)["notes"] == "ひとりめ"
        assert "Connection error" not in first.page.inner_text("body")

        # The others notice nothing: the same line, no word, and a press counts.
        assert len(second.lines) == lines
        assert second.page.evaluate("heard") == []
        second.answer()
        expect(seen(second.page, "質問 2 / ").first).to_be_visible()
        assert kept(second.page)["notes"] == "ふたりめ"
        assert house.front.people()[second.place] == 2

        # Two places, two people: the third reads it, with the numbers.
        house.front.wait_for_the_end_of(before)
        reads_that_it_is_full(browser, url)

        # With the last one gone all read it in Japanese, and help is there.
        house.processes[second.place].kill()
        for one in (first, second):
            expect(one.page.locator("#ashiba-line")).to_contain_text(GONE)
            expect(one.page.locator("#ashiba-line")).to_contain_text(
                "答えは、この画面に残っています"
            )
        house.front.wait_for_the_end_of(second.place)
        first.page.reload()
        expect(first.page.get_by_role("heading", level=1)).to_have_text("いま、開けません")
        assert json.loads(first.page.evaluate("sessionStorage['ashiba-case']"))["case"]["notes"]


def reads_that_it_is_full(browser: Browser, url: str) -> None:
    """Somebody for whom no place is left."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="ja-JP")
    page = context.new_page()
    answer = page.goto(f"{url}/cost")
    assert answer is not None
    assert answer.status == 503
    expect(page.get_by_role("heading", level=1)).to_have_text("いま、いっぱいです")
    for number in ("119", "110"):
        expect(page.locator(f'a[href="tel:{number}"]')).to_be_visible()
    expect(page.get_by_role("link", name="緊急カード")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    small = page.locator("a.go, .ashiba-phones a").evaluate_all(
        "links => links.filter(one => one.getBoundingClientRect().height < 48).length"
    )
    assert small == 0
    with page.expect_navigation():
        page.get_by_role("link", name="もう一度開く").click()
    assert re.search(r"/cost$", page.url)
    context.close()
