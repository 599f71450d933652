"""The hand in a real browser: what nobody could see is not pressed; each screen begins at its top.

The waiting time of people (0.7 s) is in force here, as it is for everybody.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import (
    at_question,
    go_to,
    put_into_tab,
    seen,
    settled,
    until,
    wait_until_ready,
    watched_page,
)
from tests.browser.test_screens import FAMILY
from tests.core.conftest import FULL, every_other

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

GAPS = (120, 200, 300, 400, 500)[:: 1 if FULL else 2]
"""Milliseconds between two presses of one hand; all of them with ASHIBA_FULL=1."""
SEEN = 900
"""So long somebody looks who answers quickly."""


def answers(page: Page) -> int:
    """How many questions of the check have an answer in the tab."""
    kept = json.loads(page.evaluate("sessionStorage['ashiba-case'] ?? '{}'"))
    check = kept.get("case", {}).get("checks", {}).get("family", {})
    inner: dict[str, Any] = {
        f"{part} {key}": value
        for part, found in check.items()
        for key, value in (found.items() if isinstance(found, dict) else [("", found)])
    }
    return len(inner)


def rest(page: Page) -> None:
    settled(page)
    page.wait_for_timeout(SEEN)


def unknown(page: Page) -> tuple[float, float]:
    """The middle of 「わからない」."""
    box = page.get_by_role("button", name="わからない").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def press(page: Page, way: str, at: tuple[float, float]) -> None:
    if way == "touch":
        page.touchscreen.tap(*at)
    elif way == "mouse":
        page.mouse.click(*at)
    else:
        page.keyboard.press("Enter")


@pytest.mark.parametrize(
    ("way", "width", "height"),
    every_other(
        [
            *(("touch", 360, 740), ("touch", 320, 568), ("mouse", 1366, 650), ("touch", 412, 915)),
            *(("keyboard", 1280, 720), ("mouse", 853, 480), ("touch", 853, 480)),
        ]
    ),
)
def test_a_second_press_answers_no_question_that_nobody_saw(
    browser: Browser, app_url: str, way: str, width: int, height: int
) -> None:
    with watched_page(browser, width, height, seen_after=700, has_touch=way == "touch") as page:
        page.goto(f"{app_url}/check")
        wait_until_ready(page)
        for done, gap in enumerate(GAPS, 1):
            rest(page)
            if way == "keyboard":
                page.get_by_role("button", name="わからない").focus()
            page.get_by_role("button", name="わからない").scroll_into_view_if_needed()
            at = unknown(page)
            press(page, way, at)
            page.wait_for_timeout(gap)
            press(page, way, at)
            rest(page)
            assert answers(page) == done, gap


def test_somebody_who_answers_quickly_is_not_slowed(browser: Browser, app_url: str) -> None:
    with watched_page(browser, 360, 740, seen_after=700) as page:
        page.goto(f"{app_url}/check")
        wait_until_ready(page)
        rest(page)
        for count in range(1, 5):
            page.get_by_role("button", name="わからない").click()
            until(page, f"document.body.innerText.includes('質問 {count + 1} / ')")
            page.wait_for_timeout(SEEN)
            assert answers(page) == count


def test_a_key_that_is_held_down_answers_once(browser: Browser, app_url: str) -> None:
    with watched_page(browser, 1280, 720, seen_after=700) as page:
        page.goto(f"{app_url}/check")
        wait_until_ready(page)
        rest(page)
        page.get_by_role("button", name="わからない").focus()
        for _ in range(12):  # the first is a press, the others are repeats
            page.keyboard.down("Enter")
            page.wait_for_timeout(150)
        page.keyboard.up("Enter")
        rest(page)
        assert answers(page) == 1


def test_help_is_never_slowed(browser: Browser, app_url: str) -> None:
    with watched_page(browser, 360, 740, seen_after=60_000) as page:
        page.goto(app_url)
        page.locator("#ashiba-help-open").click()
        expect(page.get_by_role("dialog").locator('a[href="tel:119"]')).to_be_visible()
        page.locator("#ashiba-help-close").click()
        page.get_by_role("button", name="文字", exact=True).click()
        seen(page, "A+　大きめ").click()
        size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
        until(page, f"{size} === 24")


# -- where a screen begins --------------------------------------------------------------------

FOCUSED = "(document.activeElement?.matches('h1, h2') ? document.activeElement.innerText : '')"
VISIBLE = """(() => {
  const top = document.activeElement?.getBoundingClientRect()
  return !!top && top.top >= 56 && top.bottom <= innerHeight
})()"""
SCREENS = {  # a visit with answers begins at わたしたちの一枚
    "いまの足場": "今の暮らしで困っていること",
    "わたしたちの一枚": "わたしたちの一枚",
    "支援をさがす": "支援をさがす",
    "費用の見積もり": "の料金は",  # a talk begins with a question
    "くみあわせプラン": "くみあわせプラン",
    "民間をえらぶ": "民間をえらぶ",
    "印刷・保存": "印刷・保存",
    "窓口": "窓口",
    "出典と確認日": "出典と確認日",
    "はじめに": "あしばノート",
}


def begins_at(page: Page, heading: str) -> None:
    until(page, f"{FOCUSED}.includes({json.dumps(heading)})")
    settled(page)
    assert page.evaluate(VISIBLE), heading
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") < 120


def to_the_end(page: Page) -> None:
    page.evaluate(
        "(m => m.scrollTo(0, m.scrollHeight))(document.querySelector('[data-testid=stMain]'))"
    )
    page.wait_for_timeout(150)


@pytest.mark.parametrize("size", every_other([(360, 740), (1280, 720)]), ids=str)
def test_every_way_to_a_screen_begins_at_its_heading(
    browser: Browser, app_url: str, size: tuple[int, int]
) -> None:
    titles = []
    with watched_page(browser, *size) as page:
        put_into_tab(page, FAMILY, text_size="A+")
        page.goto(app_url)
        wait_until_ready(page)
        settled(page)
        for entry, heading in SCREENS.items():
            to_the_end(page)
            if size[0] < 768:
                page.get_by_role("button", name="メニューを開く").click()
                page.get_by_role("link", name=entry, exact=True).first.click()
            else:
                links = page.locator("[data-testid=stTopNavLink]:visible:not([inert] *)").filter(
                    has_text=entry
                )
                if links.count() == 0:
                    page.get_by_test_id("stTopNavSection").last.click()
                    links = page.get_by_test_id("stTopNavDropdownLink").filter(has_text=entry)
                links.first.click()
            begins_at(page, heading)
            titles.append(page.title())
        for _ in range(3):
            to_the_end(page)
            page.go_back()
            page.wait_for_timeout(300)
            settled(page)
            assert page.evaluate(VISIBLE), page.url
        to_the_end(page)
        page.go_forward()
        page.wait_for_timeout(300)
        settled(page)
        assert page.evaluate(VISIBLE), page.url
    assert len({*titles}) == len(titles)
    assert all(title.endswith("あしばノート") for title in titles)


def test_next_and_back_begin_at_the_heading(browser: Browser, app_url: str) -> None:
    with watched_page(browser, 360, 740) as page:
        put_into_tab(page, FAMILY, text_size="A+")
        page.goto(f"{app_url}/plan")
        wait_until_ready(page)
        settled(page)
        for words, heading in (
            ("紙にする", "印刷・保存"),
            ("計画にもどる", "くみあわせプラン"),
            ("もどる", "の料金は"),
        ):
            to_the_end(page)
            link = page.get_by_test_id("stPageLink").filter(has_text=words)
            page.get_by_role("button", name=words).or_(link).first.click()
            begins_at(page, heading)


def test_the_ways_at_the_foot_lead_where_they_say(app_url: str, phone: Page) -> None:
    put_into_tab(phone, FAMILY)
    phone.goto(app_url)
    wait_until_ready(phone)
    for screen, words, name in (
        ("find", "次へ：費用の見積もり", "cost"),
        ("windows", "もどる：くみあわせプラン", "plan"),
        ("private", "次へ：印刷・保存", "sheet"),
        ("sources", "もどる：はじめに", "home"),
    ):
        go_to(phone, screen)
        settled(phone)
        phone.get_by_role("button", name=words).click()
        until(phone, f"document.querySelector('[data-ashiba-at={name}]') !== null")


def test_each_question_begins_at_its_top_and_has_a_title(browser: Browser, app_url: str) -> None:
    with watched_page(browser, 360, 740) as page:
        put_into_tab(page, {"answerer": "family"}, text_size="A+")
        page.goto(f"{app_url}/{at_question(11)}")
        wait_until_ready(page)
        settled(page)
        titles = {page.title()}
        for _ in range(3):
            to_the_end(page)
            before = page.locator("h1").inner_text()
            page.get_by_role("button", name="わからない").click()
            until(page, f"document.querySelector('h1').innerText !== {json.dumps(before)}")
            begins_at(page, page.locator("h1").inner_text())
            titles.add(page.title())
        assert len(titles) == 4
        # A browser's history shows titles: no number in it tells how many questions were asked.
        assert not any("/" in title for title in titles)


# -- what is said -----------------------------------------------------------------------------


def test_what_was_done_is_told_by_one_line_that_is_always_there(
    browser: Browser, app_url: str
) -> None:
    with watched_page(browser, 360, 740) as page:
        put_into_tab(page, FAMILY)
        page.goto(f"{app_url}/cost?list")
        wait_until_ready(page)
        settled(page)
        line = page.locator("#ashiba-told")
        expect(line).to_have_attribute("aria-live", "polite")
        seen(page, "ほかの支援を足す・外す").click()
        settled(page)
        page.get_by_role("button", name="外す：就労継続支援B型").click()
        expect(line).to_contain_text("外しました")


def test_a_choice_keeps_the_focus_and_a_second_press_takes_it_back(
    browser: Browser, app_url: str
) -> None:
    """A chosen button is drawn anew: by keyboard one would press nothing after it."""
    choice = "無料"
    held = "document.activeElement?.innerText ?? ''"
    with watched_page(browser, 1280, 720) as page:
        put_into_tab(page, FAMILY)
        page.goto(app_url)
        wait_until_ready(page)
        go_to(page, "find")
        settled(page)
        button = page.get_by_role("button", name=choice).first
        before = button.inner_text()
        button.focus()
        for changed in (True, False):
            page.keyboard.press("Space")
            until(page, f"({held}).includes('{choice}')")
            words = json.dumps(before)
            until(page, f"({held} {'!==' if changed else '==='} {words})")
            settled(page)
            assert choice in page.evaluate(held)


def test_the_line_that_is_read_out_keeps_no_waiting_that_is_over(
    browser: Browser, app_url: str
) -> None:
    with watched_page(browser, 360, 740) as page:
        page.goto(app_url)
        wait_until_ready(page)
        until(page, "document.querySelector('#ashiba-told').textContent === ''")


def test_the_text_size_takes_the_focus(browser: Browser, app_url: str) -> None:
    with watched_page(browser, 360, 740) as page:
        page.goto(app_url)
        wait_until_ready(page)
        page.get_by_role("button", name="文字", exact=True).focus()
        page.keyboard.press("Enter")
        until(page, "document.activeElement?.closest('[data-testid=stPopoverBody]') != null")


ENGLISH = """() => [...document.querySelectorAll('[aria-label], [placeholder], [title]')]
  .flatMap(one => ['aria-label', 'placeholder', 'title'].map(name => one.getAttribute(name)))
  .filter(text => text && /[A-Za-z]{3,}/.test(text) && !/[ぁ-んァ-ヶ一-龠]/.test(text))"""


REMEMBERED = """() => [...document.querySelectorAll('input, textarea')]
  .filter(one => one.autocomplete !== 'off').map(one => one.outerHTML.slice(0, 80))"""


def test_no_name_of_a_part_is_english_and_no_field_is_remembered_by_the_browser(
    browser: Browser, app_url: str
) -> None:
    with watched_page(browser, 360, 740) as page:
        put_into_tab(page, FAMILY)
        found = {}
        page.goto(app_url)
        wait_until_ready(page)
        for screen in ("", "check", "cost", "plan", "private", "sheet", "windows", "find"):
            go_to(page, screen)
            settled(page)
            found[screen] = page.evaluate(ENGLISH) + page.evaluate(REMEMBERED)
        assert not any(found.values()), found
