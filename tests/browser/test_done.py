"""はじめに and 印刷・保存 in a real browser: what fits on a phone, and 「できました」 after the PDF."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import (
    axe_faults,
    put_into_tab,
    seen,
    settled,
    wait_until_ready,
    watched_page,
)
from tests.browser.test_screens import FAMILY

pytestmark = pytest.mark.browser

PHONE, WIDE = (360, 740), (1280, 720)
SCREENS = "document.querySelector('[data-testid=stMain]').scrollHeight / 740"
SIDEWAYS = "document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth"
# Characters of the screen without the foot, which is the same everywhere.
LETTERS = """() => {
  const plain = one => one.innerText.replace(/\\s/g, "").length
  const foot = document.querySelector(".st-key-ashiba_foot")
  return plain(document.querySelector(".stMainBlockContainer")) - plain(foot)
}"""
FEW = FAMILY | {"sheets": {}, "notes": ""}
"""A family that has chosen no sheets, and written nothing."""


def show(page: Page, url: str, case: dict[str, object]) -> None:
    put_into_tab(page, case, text_size="A+")
    page.goto(url)
    wait_until_ready(page)
    settled(page)


def below(page: Page, name: str) -> float:
    """The lower edge of a button."""
    box = page.get_by_role("button", name=name).bounding_box()
    assert box is not None
    assert box["height"] >= 48
    return box["y"] + box["height"]


def at_each_size(page: Page) -> None:
    """Nothing for axe, no sideways scroll: phone, on its side, wide, and the phone again."""
    for width, height in ((740, 360), WIDE, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        settled(page)
        assert page.evaluate(SIDEWAYS) <= 0, width
        assert axe_faults(page) == [], width


def test_the_first_screen_has_its_three_doors_in_the_first_screenful(
    browser: Browser, app_url: str
) -> None:
    with watched_page(browser, *PHONE, bypass_csp=True) as page:
        show(page, app_url, {})
        for name in ("家族として はじめる", "本人として はじめる", "会で使う（架空の例）"):
            assert below(page, name) <= 740, name
        assert page.evaluate(LETTERS) <= 450
        assert page.evaluate(SCREENS) <= 2
        assert page.evaluate(SIDEWAYS) <= 0
        for fold in ("答えは、どこに残りますか", "これは何か、何でないか"):
            seen(page, fold).click()
        expect(seen(page, "この機器のディスクにも置きます")).to_be_visible()
        at_each_size(page)


def test_the_pdf_is_one_press_and_then_it_is_said_what_comes_next(
    browser: Browser, app_url: str
) -> None:
    with watched_page(browser, *PHONE, bypass_csp=True) as page:
        show(page, f"{app_url}/sheet", FEW)
        assert below(page, "PDFを作る") <= 740
        assert page.evaluate(SCREENS) <= 3
        assert page.evaluate(LETTERS) <= 300
        assert page.locator('img[src^="data:image/png"]').count() == 0
        at_each_size(page)
        with page.expect_download() as waiting:
            page.get_by_role("button", name="PDFを作る").click()
        assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF-")
        title = page.get_by_role("heading", name="できました", level=1)
        expect(title).to_be_focused()
        expect(seen(page, "「ダウンロード」に入りました。")).to_be_visible()
        settled(page)
        assert below(page, "家族に送る") <= 740
        for words in ("写真として保存", "家やコンビニで印刷"):
            expect(seen(page, words)).to_be_in_viewport()
        assert page.evaluate(SCREENS) <= 3
        assert page.evaluate(LETTERS) <= 300
        at_each_size(page)

        # Sheets can be chosen one after the other: the fold stays open, the screen where it is.
        seen(page, "紙をえらぶ", exact=True).click()
        page.wait_for_timeout(1_000)  # the fold grows, and the page with it
        for number, name in enumerate(("電話の台本（", "緊急カード（"), start=3):
            seen(page, name).click()
            expect(seen(page, f"{number}種類・A4")).to_be_attached()
            settled(page)
            expect(seen(page, name)).to_be_in_viewport()
        with page.expect_download():
            page.get_by_role("button", name="PDFを作る").click()
        expect(title).to_be_focused()
        settled(page)
        # Once more by hand.
        with page.expect_download():
            page.get_by_role("button", name="もう一度保存する").click()


def test_sending_goes_by_the_device_s_own_way_or_says_how_else(
    browser: Browser, app_url: str
) -> None:
    with watched_page(browser, *PHONE) as page:
        page.add_init_script(
            "window.sent = []; navigator.canShare = ({ files }) => files.length === 1;"
            "navigator.share = async ({ files }) => {"
            " if (window.sent.length) throw new DOMException('', 'NotAllowedError');"
            " window.sent.push(`${files[0].name} ${files[0].type} ${files[0].size > 10000}`) }"
        )
        show(page, f"{app_url}/sheet", FEW)
        with page.expect_download() as waiting:
            page.get_by_role("button", name="PDFを作る").click()
        name = waiting.value.suggested_filename
        send = page.get_by_role("button", name="家族に送る")
        send.click()
        assert page.evaluate("window.sent") == [f"{name} application/pdf true"]
        how = seen(page, "この機器では、ここから送れません")
        expect(how).to_have_count(0)
        send.click()  # the device refuses
        expect(how).to_be_visible()
