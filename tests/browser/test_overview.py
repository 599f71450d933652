"""わたしたちの一枚 in a real browser: what fits into the first screenful, and the head row."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import (
    axe_faults,
    go_to,
    put_into_tab,
    seen,
    settled,
    wait_until_ready,
    watched_page,
)
from tests.browser.test_screens import FAMILY
from tests.core.conftest import FULL, QUESTIONS

pytestmark = pytest.mark.browser

CALLS = FAMILY | {
    "situation": [],
    "checks": {
        "family": FAMILY["checks"]["family"] | {"answers": dict.fromkeys(QUESTIONS, "unknown")}
    },
}
"""A family whose next step is a call to a window with a number: the most that may stand there."""
BOTTOM = "document.querySelector('.st-key-ov_four').getBoundingClientRect().bottom"
SIDEWAYS = "document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth"


def show(page: Page, app_url: str, case: dict[str, object], size: str = "A+") -> None:
    put_into_tab(page, case, text_size=size)
    page.goto(f"{app_url}/overview")
    wait_until_ready(page)
    settled(page)


@pytest.mark.parametrize(
    ("width", "height", "size"), [(360, 740, "A+"), *([(1280, 720, "A")] if FULL else [])]
)
def test_all_of_it_is_in_the_first_screenful(
    browser: Browser, app_url: str, width: int, height: int, size: str
) -> None:
    with watched_page(browser, width, height) as page:
        show(page, app_url, CALLS, size)
        expect(page.locator("a.role-do")).to_have_attribute("href", "tel:0420001234")
        assert page.evaluate(BOTTOM) <= height
        assert page.evaluate(SIDEWAYS) <= 0
        assert axe_faults(page) == []


def test_the_head_row_is_one_line_and_nothing_in_it_lies_over_another(
    app_url: str, phone: Page
) -> None:
    show(phone, app_url, FAMILY)
    for width, height, most in ((360, 740, 56), (320, 568, 56), (740, 360, 52)):
        phone.set_viewport_size({"width": width, "height": height})
        settled(phone)
        head = phone.get_by_test_id("stHeader").bounding_box()
        assert head is not None
        assert head["height"] <= most
        right = 0.0
        for name in ("メニューを開く", "いま危険なとき", "文字"):
            box = phone.get_by_role("button", name=name, exact=True).bounding_box()
            assert box is not None
            assert box["x"] >= right, name
            assert box["y"] + box["height"] <= most + 1, name
            assert box["height"] >= 48, name
            right = box["x"] + box["width"]
        assert right <= width


def test_a_family_that_comes_back_sees_the_whole_and_still_finds_the_first_screen(
    app_url: str, phone: Page
) -> None:
    put_into_tab(phone, FAMILY)
    phone.goto(app_url)
    phone.wait_for_url("**/overview")
    wait_until_ready(phone)
    phone.get_by_role("button", name="メニューを開く").click()
    phone.get_by_role("link", name="はじめに").first.click()
    expect(phone.get_by_role("heading", name="あしばノート", level=1)).to_be_visible()


OVERLAPPING = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), lines = []
  while (texts.nextNode()) {
    const text = texts.currentNode
    if (!text.data.trim() || !text.parentElement.checkVisibility({visibilityProperty: true})) continue
    const range = document.createRange()
    range.selectNodeContents(text)
    for (const box of range.getClientRects())
      if (box.width > 2 && box.height > 2) lines.push([box, text])
  }
  const found = []
  lines.forEach(([one, text], at) => {
    for (const [other, words] of lines.slice(at + 1)) {
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left)
      const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
      if (wide > 2 && high > Math.min(one.height, other.height) / 2)
        found.push(`${text.data} / ${words.data}`)
    }
  })
  return found
}"""
"""Lines of words that lie over one another by more than half of their height."""


def test_printed_by_the_browser_it_is_words_that_do_not_lie_over_each_other(
    app_url: str, desk: Page
) -> None:
    show(desk, app_url, CALLS, "A")
    for screen, words, most in (("overview", "つぎの一歩", 1_100), ("plan", "いま", 20_000)):
        desk.emulate_media(media="screen")
        go_to(desk, screen)
        settled(desk)
        desk.emulate_media(media="print")
        for gone in ("いま危険なとき", "文字", "消して終わる"):
            expect(desk.get_by_role("button", name=gone, exact=True)).to_be_hidden()
        expect(seen(desk, words, exact=True).first).to_be_visible()
        assert desk.evaluate(OVERLAPPING) == []
        height = desk.evaluate("document.documentElement.scrollHeight")
        assert 300 < height < most, screen  # an A4 page at 96 dpi is 1,123 px
