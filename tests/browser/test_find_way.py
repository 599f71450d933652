"""支援をさがす and 窓口 on a phone: a few screens, one line a service, and what works today first."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import (
    axe_faults,
    go_to,
    press_what_comes,
    put_into_tab,
    seen,
    settled,
    until,
    wait_until_ready,
    watched_page,
)
from tests.browser.test_screens import assert_fits

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 360, 740
# Where the footer of every screen begins, in screens of a phone.
_SCREENS = """() => {
  const main = document.querySelector("[data-testid=stMain]")
  const foot = document.querySelector(".st-key-ashiba_foot").getBoundingClientRect().top
  return (foot + main.scrollTop) / innerHeight
}"""
_ENGLISH = """[...document.querySelectorAll('[aria-label]')]
  .map(one => one.getAttribute('aria-label')).filter(one => /^[A-Za-z ]{3,}$/.test(one))"""
_CHARACTERS = """() => document.querySelector("[data-testid=stMain]").innerText
  .replace(/\\s/g, "").length"""


def at_large(page: Page, app_url: str, screen: str) -> Page:
    """A family that has begun, with the largest letters, on a screen."""
    put_into_tab(page, {"answerer": "family"}, text_size="A+")
    page.goto(f"{app_url}/sources")
    wait_until_ready(page)
    go_to(page, screen)
    settled(page)
    return page


def test_a_parent_finds_a_service_reads_it_puts_it_in_the_plan_and_compares(
    browser: Browser, app_url: str
) -> None:
    with watched_page(browser, WIDTH, HEIGHT, bypass_csp=True) as page:
        at_large(page, app_url, "find")
        # 2026-11-26: 21.9 screens and 2,965 characters.
        assert page.evaluate(_SCREENS) <= 6
        assert page.evaluate(_CHARACTERS) <= 1_500
        small = "font => font < 18"
        tags = "[...document.querySelectorAll('[class*=st-key-find_list_] summary code')]"
        fonts = f"{tags}.map(one => parseFloat(getComputedStyle(one).fontSize))"
        assert page.evaluate(f"{fonts}.length") > 0
        page.evaluate("document.documentElement.style.setProperty('font-size', '18px')")  # A−
        assert page.evaluate(f"{fonts}.filter({small})") == []
        page.evaluate("document.documentElement.style.removeProperty('font-size')")
        expect(seen(page, "ひきこもり地域支援センター").first).to_be_in_viewport()
        # What is in a line is made when it is opened.
        expect(seen(page, "よいところは")).to_have_count(0)
        line = page.locator(".st-key-find_line_family_association")
        line.locator("summary").first.click()
        for words in ("何をしてくれますか", "よいところは", "大変なところ", "はじめの一歩は"):
            expect(line.get_by_text(words).first).to_be_visible()
        settled(page)
        take = line.get_by_role("button", name="計画に入れる")
        if take.count():
            take.click()
            expect(line.get_by_text(re.compile("を計画に入れました"))).to_be_visible()
        else:
            expect(line.get_by_text("計画に入っています。")).to_be_visible()
        press_what_comes(line.get_by_role("button", name=re.compile("^くらべる ")))
        expect(page.locator("table.ashiba-compare")).to_be_visible()
        settled(page)
        assert_fits(page, WIDTH)
        assert axe_faults(page) == []
        page.reload()
        expect(page.locator("table.ashiba-compare")).to_be_visible()


def test_all_services_and_what_may_wait_are_there_at_a_tap(phone: Page, app_url: str) -> None:
    at_large(phone, app_url, "find")
    lines = phone.locator("[class*=st-key-find_line_] summary")
    expect(lines).to_have_count(8)
    phone.get_by_role("button", name=re.compile("^ぜんぶ見る")).click()
    phone.get_by_role("button", name=re.compile("^まだ急がなくてよい支援")).click()
    settled(phone)
    assert lines.count() >= 38
    phone.get_by_role("button", name=re.compile("^家族だけで")).click()
    expect(phone.get_by_role("button", name="家族だけで えらんでいます")).to_be_visible()
    expect(
        phone.get_by_role("button", name=re.compile("^えらんだ条件に合わないもの"))
    ).to_be_visible()


def test_the_first_screenful_of_the_windows_works_and_a_prefecture_is_typed_as_it_sounds(
    browser: Browser, app_url: str
) -> None:
    with watched_page(browser, WIDTH, HEIGHT, bypass_csp=True) as page:
        at_large(page, app_url, "windows")
        official = page.get_by_role("link", name=re.compile("VOICE")).first
        expect(official).to_be_in_viewport(ratio=1)
        box = official.bounding_box()
        assert box is not None
        assert box["height"] >= 48
        assert page.evaluate(_SCREENS) <= 4
        field = page.get_by_role("combobox", name="都道府県")
        field.click()
        until(page, f"{_ENGLISH}.join() === ''")  # the hidden "Dismiss" of an open list too
        field.press_sequentially("ぱり")
        expect(page.get_by_text(re.compile("見つかりません"))).to_be_visible()
        expect(page.get_by_text("No results")).to_have_count(0)
        field.fill("とうきょう")
        page.get_by_role("option", name="東京都（とうきょう）").click()
        number = page.locator('a[href="tel:0120529528"]').first  # centres.csv: 東京都
        expect(number).to_be_in_viewport(ratio=1)
        settled(page)
        assert axe_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH
