"""A prefecture's list of 1,500 rows in a real browser: seen, narrowed, corrected, taken, saved."""

from __future__ import annotations

import os

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import (
    axe_faults,
    go_to,
    idle,
    seen,
    settled,
    until,
    wait_until_ready,
    watched_page,
)

pytestmark = pytest.mark.browser

FULL = os.environ.get("ASHIBA_FULL") == "1"
TABLE, PICK = "表（Excel・CSV）でまとめて入れる", "表をえらぶ"
ROWS = [
    f"999999,{number},みどり県,町{number % 30:02}市,相談センター{number},みどり県町{number % 30:02}市1-2,"
    f"042-{number // 1000:03}-{number % 1000:04}（代表）,月火水木金,09:00,17:30,年末年始を除く,予約制"
    for number in range(1500)
]
HEADER = (
    "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,名称,住所,電話番号,利用可能曜日,開始時間,"
    "終了時間,利用可能日時特記事項,備考"
)
DATA = "\r\n".join(("みどり県の相談窓口一覧", "", HEADER, *ROWS)).encode("cp932")


def typed(page: Page, label: str, text: str) -> None:
    field = page.get_by_label(label)
    field.fill(text)
    field.press("Enter")
    idle(page)


def walked(page: Page, app_url: str) -> None:
    page.goto(app_url)
    wait_until_ready(page)
    go_to(page, "windows")
    seen(page, TABLE).click()
    # A phone renames what a mail brings.
    page.get_by_label(PICK, exact=True).set_input_files(
        {"name": "list.csv.txt", "mimeType": "text/plain", "buffer": DATA}
    )
    # Seen before anything is taken, what is missing first.
    expect(seen(page, "1,500件。電話番号は0件です")).to_be_visible()
    expect(seen(page, "入る場所は、あと200件分です")).to_be_visible()
    expect(seen(page, "表にないもの：確かめた日")).to_be_visible()
    seen_as = page.get_by_role("table", name="どの列を、何として読むか")
    expect(seen_as.get_by_role("row", name="名前")).to_contain_text("名称")
    expect(seen_as.get_by_role("row", name="時間")).to_contain_text(
        "利用可能曜日ほか3列月火水木金 9:00〜17:30"
    )
    expect(seen(page, "まだ一つも入っていません")).to_be_visible()
    page.get_by_role("button", name="きょう確かめた", exact=True).click()
    expect(seen(page, "1,500件。電話番号は1,500件です")).to_be_visible()
    expect(page.get_by_role("button", name="はじめの200件を入れる")).to_be_visible()
    typed(page, "町の名前などでしぼる", "町07市")
    expect(page.get_by_role("button", name="50件を入れる", exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [360, *([1280] if FULL else [])])
def test_of_a_long_list_the_rows_of_a_town_are_taken(
    browser: Browser, app_url: str, width: int
) -> None:
    with watched_page(browser, width, 740 if width == 360 else 720, bypass_csp=True) as page:
        walked(page, app_url)
        settled(page)
        table = page.get_by_role("table", name="どの列を、何として読むか").bounding_box()
        assert table is not None
        assert table["height"] < 500  # in one look, with the sum above it
        assert axe_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        take = page.get_by_role("button", name="50件を入れる", exact=True)
        box = take.bounding_box()
        assert box is not None
        assert box["height"] >= 48
        take.click()
        expect(seen(page, "50件を入れました")).to_be_visible()
        first = page.locator(".st-key-windows_own_0")
        expect(first).to_contain_text("相談センター7")
        expect(first.get_by_role("link", name="042-000-0007")).to_be_visible()
        until(page, "(sessionStorage['ashiba-case'] ?? '').includes('042-000-0007')")
        settled(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
