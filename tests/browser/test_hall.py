"""The room in a real browser: every slide whole, keys alone, and nothing of a family's on the wall."""

from __future__ import annotations

import json
import re
from datetime import date, time
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from core import load_catalog
from core.room import LENGTHS, Slide, slides
from pages.parts.hall.slide import drawn
from tests.browser.conftest import axe_faults, put_into_tab, settled, until, watched_page
from tests.browser.test_screens import FAMILY
from tests.core.conftest import FULL, every_other

pytestmark = pytest.mark.browser

TODAY = date(2026, 11, 26)
MARK = "しるしのある言葉"
SIZES = {(1280, 720): 48, (1024, 768): 48, (1280, 600): 40}
"""Width and height of the wall, and how large a heading is there."""
LAST = 16
"""Slides of a meeting of 20 minutes."""
NUMBER = "document.querySelector('.hall-when')?.textContent.trim().split('/')[0] === '{}'"


def at_slide(page: Page, number: int) -> None:
    """Wait until the slide of a number is drawn and may be pressed."""
    until(page, NUMBER.format(number))
    until(page, "document.querySelector('[data-test-script-state=notRunning]') !== null")


def opened(page: Page, app_url: str, number: int, case: str = "minato", length: int = 20) -> None:
    page.goto(f"{app_url}/hall?case={case}&len={length}&start=1400&s={number}")
    at_slide(page, number)


def votes(page: Page) -> dict[str, str]:
    kept = page.evaluate("sessionStorage['ashiba-hall'] ?? '{}'")
    return dict(json.loads(kept).get("votes", {}))


# -- every slide is whole ---------------------------------------------------------------------

# Draws one slide where another stood; says what is not as it has to be.
_DRAW = """([all, heading]) => all.flatMap(([name, html, asks]) => {
  document.querySelector(".hall-page").outerHTML = html
  const body = document.querySelector(".hall-body"), room = body.getBoundingClientRect()
  const bar = document.querySelector(".st-key-hall_bar").getBoundingClientRect()
  const answers = document.querySelector(".st-key-hall_answers").getBoundingClientRect()
  const floor = asks ? answers.top : Math.min(room.bottom, bar.top)
  const size = one => parseFloat(getComputedStyle(one).fontSize), faults = []
  const found = { push: fault => faults.push([name, ...fault]) }
  const strip = document.querySelector(".hall-strip")
  if (!strip.innerText.startsWith("架空の例") || strip.scrollWidth > strip.clientWidth)
    found.push(["strip", strip.innerText])
  for (const one of body.querySelectorAll("*")) {
    const box = one.getBoundingClientRect(), text = one.innerText ?? ""
    if (!box.width || one.closest(".heard")) continue
    if (box.bottom > floor + 1) found.push(["below", text, box.bottom - floor])
    if (box.right > innerWidth - 24) found.push(["right", text, box.right])
    if (![...one.childNodes].some(part => part.nodeType === 3 && part.data.trim())) continue
    if (size(one) < 27.9) found.push(["small", text, size(one)])
    if (one.closest(".hall-small, .hall-tag, .hall-column, .hall-number, small, table")) continue
    if (size(one) < 39.9) found.push(["sentence", text, size(one)])
    if (one.tagName === "H1" && size(one) !== heading) found.push(["heading", text, size(one)])
  }
  return faults
})"""


def every_slide(case: str) -> list[tuple[str, Slide]]:
    """The slides of a case with their names: as the story has it, and with all 「分かれた」."""
    catalog = load_catalog()
    split = dict.fromkeys(catalog.examples[0].answers, "split")
    return [
        (f"{case} {length} {one.number} {one.kind}", one)
        for length in (LENGTHS if FULL else (20, 60))
        for said in ({}, split)
        for one in slides(case, length, time(14), catalog, TODAY, said)
    ]


@pytest.mark.parametrize("size", every_other(SIZES), ids=lambda one: f"{one[0]}x{one[1]}")
def test_every_slide_is_whole_and_can_be_read_from_the_last_row(
    browser: Browser, app_url: str, size: tuple[int, int]
) -> None:
    cases = [one.id for one in load_catalog().examples]
    with watched_page(browser, *size) as page:
        opened(page, app_url, 5)
        assert page.evaluate(
            "document.documentElement.scrollHeight <= innerHeight"
            " && document.querySelector('[data-testid=stMain]').scrollHeight <= innerHeight + 1"
        )
        for name in (
            ".st-key-hall_bar button",
            ".st-key-hall_answers button",
            "#ashiba-bar button",
        ):
            for box in page.locator(name).evaluate_all(
                "all => all.map(one => one.getBoundingClientRect().toJSON())"
            ):
                assert box["top"] >= 0, name
                assert box["bottom"] <= size[1] - 10, name
                assert box["right"] <= size[0] - 20, name
        mine = list(SIZES).index(size)
        for case in cases if FULL else cases[mine :: len(SIZES)]:
            shown = [
                (name, str(drawn(one, hidden=False)), bool(one.answers))
                for name, one in every_slide(case)
            ]
            assert page.evaluate(_DRAW, [shown, SIZES[size]]) == []


def test_axe_finds_nothing_in_the_room(browser: Browser, app_url: str) -> None:
    with watched_page(browser, 1280, 720) as page:
        page.goto(f"{app_url}/hall")
        expect(page.get_by_role("button", name="始める（全画面）")).to_be_visible()
        assert axe_faults(page) == []
        opened(page, app_url, 5)
        assert axe_faults(page) == []
        for number in range(6, 16):
            page.keyboard.press("PageDown")
            at_slide(page, number)
            if number in (12, 14, 15):  # 足場, 計画, 書く (dark)
                assert axe_faults(page) == [], number
        page.keyboard.press("b")
        until(page, "document.querySelector('.hall-hidden') !== null")
        assert axe_faults(page) == []


# -- keys -------------------------------------------------------------------------------------


def tab_to(page: Page, key: str) -> None:
    """By Tab alone to a button."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.closest('.st-key-{key}') !== null"):
            return
    pytest.fail(f"no Tab leads to {key}")


def test_a_meeting_of_twenty_minutes_goes_from_the_door_to_the_end_with_keys_alone(
    browser: Browser, app_url: str
) -> None:
    with watched_page(browser, 1280, 720) as page:
        page.goto(app_url)
        expect(page.get_by_role("button", name="会で使う（架空の例）")).to_be_visible()
        tab_to(page, "door_hall")
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="この窓のまま始める")).to_be_visible()
        tab_to(page, "hall_begin_plain")
        page.keyboard.press("Enter")
        at_slide(page, 1)
        assert page.locator("kbd").count() == 0
        forward = ("PageDown", "Space", "ArrowRight", "ArrowDown")
        answers = iter(("5", "1", "2", "3", "4"))
        for number in range(2, LAST + 1):
            page.keyboard.press(forward[number % 4])
            at_slide(page, number)
            assert page.locator(".hall-strip").inner_text().startswith("架空の例")
            if page.locator(".st-key-hall_answers").count():
                page.keyboard.press(next(answers))
                until(
                    page, "document.querySelector('.st-key-hall_answers [kind=primary]') !== null"
                )
        assert sorted(votes(page).values()) == ["no", "sometimes", "split", "unknown", "yes"]
        page.keyboard.press("PageDown")  # the last: no key leaves the room
        page.keyboard.press("Escape")
        page.wait_for_timeout(300)
        at_slide(page, LAST)
        for key, number in (("PageUp", 15), ("ArrowLeft", 14), ("ArrowUp", 13), ("Home", 1)):
            page.keyboard.press(key)
            at_slide(page, number)
        for key in ("b", "."):  # hides, shows
            page.keyboard.press(key)
            until(page, f"!!document.querySelector('.hall-hidden') === {str(key == 'b').lower()}")


def test_help_is_one_press_away_and_the_keys_rest_while_it_is_open(
    browser: Browser, app_url: str
) -> None:
    with watched_page(browser, 1280, 600) as page:
        opened(page, app_url, 4)
        page.locator("#ashiba-help-open").click()
        box = page.locator("#ashiba-help")
        # The way back is in sight, however long the numbers are.
        expect(page.locator("#ashiba-help-close")).to_be_in_viewport(ratio=1)
        expect(box.locator('a[href="tel:119"]')).to_be_visible()
        expect(box.get_by_text("すぐに閉じる")).to_be_hidden()
        page.keyboard.press("PageDown")
        page.wait_for_timeout(300)
        at_slide(page, 4)
        page.locator("#ashiba-help-close").click()
        page.keyboard.press("PageDown")
        at_slide(page, 5)


def test_a_held_key_and_a_doubled_press_move_one_slide_and_a_second_one_moves_on(
    browser: Browser, app_url: str
) -> None:
    with watched_page(browser, 1280, 720, seen_after=700) as page:
        opened(page, app_url, 1)
        for _ in range(8):  # the first is a press, the others are repeats
            page.keyboard.down("PageDown")
            page.wait_for_timeout(60)
        page.keyboard.up("PageDown")
        at_slide(page, 2)
        page.wait_for_timeout(300)
        for number in (3, 4):  # a remote is quick
            page.keyboard.press("PageDown")
            at_slide(page, number)
            page.wait_for_timeout(280)
        page.evaluate("addEventListener('click', e => (window.clicks ??= []).push(e.timeStamp))")
        for _ in range(5):
            settled(page)
            page.wait_for_timeout(300)
            words = page.locator(".hall-when").inner_text()
            number = int(words.strip().partition("/")[0])
            box = page.locator(".st-key-hall_next button").bounding_box()
            assert box is not None
            page.mouse.dblclick(box["x"] + 20, box["y"] + 20)
            if page.evaluate("window.clicks.at(-1) - window.clicks.at(-2) < 200"):
                break
            # The machine was too slow for a doubled press: those were two.
        at_slide(page, number + 1)
        settled(page)
        at_slide(page, number + 1)


def test_a_reload_a_lost_line_and_a_second_window_lose_nothing(
    browser: Browser, app_url: str
) -> None:
    with watched_page(browser, 1280, 720) as page:
        page.add_init_script(
            "window.lines = []; window.WebSocket = class extends WebSocket {"
            " constructor(...all) { super(...all); window.lines.push(this) } }"
        )
        opened(page, app_url, 5)
        page.keyboard.press("5")
        until(page, "(sessionStorage['ashiba-hall'] ?? '').includes('split')")
        kept = votes(page)
        page.reload()
        at_slide(page, 5)
        expect(page.locator(".st-key-hall_a5 button")).to_have_attribute("kind", "primary")
        page.evaluate("window.lines.forEach(line => line.close())")
        until(page, "document.querySelector('[data-test-connection-state=CONNECTED]') === null")
        page.keyboard.press("PageDown")  # without a line: nothing
        until(page, "document.querySelector('[data-test-connection-state=CONNECTED]') !== null")
        until(page, "!ashiba.isJoining()")
        at_slide(page, 5)
        page.keyboard.press("PageDown")
        at_slide(page, 6)
        other = page.context.new_page()
        opened(other, app_url, 5)
        other.keyboard.press("1")
        until(other, "(sessionStorage['ashiba-hall'] ?? '').includes('yes')")
        other.close()
        page.keyboard.press("PageUp")
        at_slide(page, 5)
        assert votes(page) == kept


# -- nothing of a family's --------------------------------------------------------------------


def test_a_family_s_tab_shows_no_slide_and_a_new_window_knows_nothing_of_it(
    browser: Browser, app_url: str
) -> None:
    family: dict[str, Any] = {**FAMILY, "notes": MARK}
    with watched_page(browser, 1280, 720) as page:
        frames: list[str] = []
        page.on(
            "websocket",
            lambda line: line.on("framesent", lambda sent: frames.append(repr(sent))),
        )
        put_into_tab(page, family)
        page.goto(f"{app_url}/hall?case=minato&len=20&start=1400&s=3")
        expect(page.get_by_text("このタブに、ご家族の答えがあります")).to_be_visible()
        assert page.locator(".hall-page").count() == 0
        assert axe_faults(page) == []
        assert MARK not in page.content()
        # What the tab holds does not even reach the server.
        assert not [one for one in frames if MARK.encode().hex() in one or "continuous" in one]
        with page.context.expect_page() as found:
            page.get_by_role("link", name="新しい窓で会を開く").click()
        room = found.value
        expect(room.get_by_role("button", name="この窓のまま始める")).to_be_visible()
        assert MARK not in room.evaluate("JSON.stringify({...sessionStorage})")
        room.wait_for_timeout(750)  # a hand may not press at once what has just come
        room.get_by_role("button", name="この窓のまま始める").click()
        for number in range(1, 5):
            at_slide(room, number)
            assert MARK not in room.content(), number
            room.wait_for_timeout(260)
            room.keyboard.press("PageDown")
        room.close()
        page.get_by_role("link", name="家族の画面にもどる").click()
        expect(page.get_by_role("button", name="消して終わる")).to_be_visible()
        assert page.evaluate("JSON.parse(sessionStorage['ashiba-case']).case.notes") == MARK


def test_leaving_asks_once_and_the_letters_are_as_before(browser: Browser, app_url: str) -> None:
    letters = "getComputedStyle(document.querySelector('h1')).fontSize"
    with watched_page(browser, 1280, 720) as page:
        page.goto(app_url)
        expect(page.get_by_role("button", name="会で使う（架空の例）")).to_be_visible()
        before = page.evaluate(letters)
        page.get_by_role("button", name="会で使う（架空の例）").click()
        page.get_by_role("button", name="始める（全画面）").click()
        at_slide(page, 1)
        until(page, "document.fullscreenElement !== null")
        page.get_by_role("button", name="準備へ").click()
        expect(page.get_by_role("dialog", name="会の画面を閉じますか")).to_be_visible()
        expect(page.locator("[role=dialog] svg:visible")).to_have_count(0)  # one cross, not two
        page.keyboard.press("PageDown")  # the keys rest here too
        page.get_by_role("button", name="はじめの画面へ").click()
        page.wait_for_url(re.compile(r"^http://[^/]+/$"))
        expect(page.get_by_role("button", name="家族として はじめる")).to_be_visible()
        assert page.evaluate(letters) == before
        until(page, "document.fullscreenElement === null")
