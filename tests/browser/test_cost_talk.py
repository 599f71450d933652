"""The talk about cost in a real browser: from nothing to an exact amount, and how long it is."""

from __future__ import annotations

import re
from typing import Any

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
from tests.core.conftest import FULL

pytestmark = pytest.mark.browser

SIZES = ((360, 740, "A+"), (740, 360, "A"), (1280, 720, "A"))
MOST_ANSWERS, MOST_SCREENS = 12, 5
ANSWERS = (
    ("住民税がかかっていますか", "非課税"),
    ("受給者証がありますか", "ある・これから申請する"),
    ("月の上限がありますか", "5,000円"),
    ("外来の料金は", "4,570円"),
    ("家族会の料金は", "500円"),
    ("ひと月に何回", "2回"),
    ("ひと月に何日", "8日"),
)
"""Words of a question, and the printed answer."""
END = "次へ：くみあわせプラン"


def start(page: Page, app_url: str, size: str, **case: Any) -> None:
    put_into_tab(page, {"answerer": "family", **case}, text_size=size)
    page.goto(f"{app_url}/overview")
    wait_until_ready(page)
    go_to(page, "cost")
    settled(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()
    settled(page)


def screens(page: Page) -> float:
    """Phone screens from the top of the screen to the end of its own part."""
    bottom = page.evaluate(
        "document.querySelector('[data-testid=stMain]').scrollTop"
        " + document.querySelector('.st-key-wide_cost_end').getBoundingClientRect().bottom"
    )
    return float(bottom) / page.viewport_size["height"]  # type: ignore[index]


def foot_is_in_sight(page: Page) -> bool:
    box = page.locator(".st-key-c_amount .ashiba-amount").bounding_box()
    return box is not None and box["y"] + box["height"] <= page.viewport_size["height"]  # type: ignore[index]


def test_from_nothing_to_an_exact_amount_on_a_phone(browser: Browser, app_url: str) -> None:
    with watched_page(browser, 360, 740) as page:
        start(page, app_url, "A+")
        # 通院 and 就労移行; 家族会 is there already. One answer: which services.
        press(page, "精神科・心療内科")
        press(page, "就労移行支援")
        assert foot_is_in_sight(page)
        assert axe_faults(page) == []
        press(page, "次へ")
        answers, changed = 1, 0
        while True:
            if page.get_by_role("button", name=END).count():
                if not page.get_by_role("button", name="続けて聞く").count():
                    break
                assert screens(page) <= MOST_SCREENS
                press(page, "続けて聞く")
            assert foot_is_in_sight(page)
            title = page.get_by_role("heading", level=1).first.inner_text()
            (words,) = [told for asked, told in ANSWERS if asked in title.replace("\n", "")]
            press(page, words)
            answers += 1
            if not page.get_by_role("button", name=END).count():
                changed += 1
                expect(page.locator(".st-key-c_amount [role=status]")).to_contain_text(f"「{words}")
            assert answers <= MOST_ANSWERS
        assert changed >= 3
        # 460 × 2 + 500; nothing for 就労移行 without tax.
        expect(seen(page, "月 1,420円")).to_be_visible()
        assert screens(page) <= MOST_SCREENS
        assert axe_faults(page) == []
        page.go_back()
        settled(page)
        expect(page.get_by_role("heading", level=1).first).to_contain_text("料金は")


FAMILY: dict[str, Any] = {
    "age": 34,
    "age_text": "34",
    "usages_proposed": True,
    "usages": {"psychiatric_outpatient": {"times": 2}, "private_visit": {"times": 2}},
    "cost": {"medical": {"certificate": "have"}},
}


@pytest.mark.parametrize(("width", "height", "size"), SIZES if FULL else SIZES[:1])
def test_question_answers_and_amount_are_in_the_first_screenful(
    browser: Browser, app_url: str, width: int, height: int, size: str
) -> None:
    with watched_page(browser, width, height) as page:
        start(page, app_url, size, **FAMILY)
        press(page, "10,000円")
        expect(page.get_by_role("heading", level=1)).to_contain_text("月の上限がありますか")
        for one in (".st-key-c_answers", ".st-key-c_amount"):
            bottom = page.evaluate(
                f"document.querySelector('{one}').getBoundingClientRect().bottom"
            )
            assert bottom <= height + 1, one
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
        assert page.evaluate("document.activeElement.tagName") == "H1"


def test_an_amount_that_cannot_be_read_is_told_at_its_field(browser: Browser, app_url: str) -> None:
    with watched_page(browser, 360, 740) as page:
        start(page, app_url, "A+", **FAMILY)
        seen(page, "ほかの金額を入れる").click()
        field = page.get_by_role("textbox", name="料金（円）")
        expect(field).to_have_attribute("inputmode", "numeric")  # the keyboard of a phone
        field.fill("たくさん")
        field.press("Tab")
        expect(seen(page, "数字で入れてください").first).to_be_visible()
        settled(page)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(re.compile("数字で入れてください"))
        assert axe_faults(page) == []
        field = page.get_by_role("textbox", name="料金（円）")
        field.fill("8,000")
        field.press("Tab")
        settled(page)
        expect(field).not_to_have_attribute("aria-invalid", "true")
        expect(field).not_to_have_attribute("aria-describedby", re.compile("."))
        press(page, "この金額にする")
        expect(seen(page, "「8,000」で").first).to_be_visible()


def test_on_a_very_small_screen_the_amount_is_not_over_the_question(
    browser: Browser, app_url: str
) -> None:
    with watched_page(browser, 320, 256) as page:
        start(page, app_url, "A", **FAMILY)
        style = (
            "getComputedStyle(document.querySelector('.st-key-c_amount').parentElement).position"
        )
        assert page.evaluate(style) == "static"
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 320
