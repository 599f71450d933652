"""窓口 in a real browser: the table saved, filled in, loaded; numbers to press; nothing fetched."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import (
    axe_faults,
    press_what_comes,
    seen,
    settled,
    until,
    wait_until_ready,
    watched_page,
    wipe,
)
from tests.browser.test_screens import assert_fits

pytestmark = pytest.mark.browser

TABLE = "表（Excel・CSV）でまとめて入れる"
PICK = "表をえらぶ"


def opened(page: Page, app_url: str) -> Page:
    page.goto(f"{app_url}/windows")
    wait_until_ready(page)
    settled(page)
    return page


def saved(page: Page, button: str, folder: Path) -> bytes:
    """The file that a button hands to the browser."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert path.suffix == ".csv"
    return path.read_bytes()


def filled_in(template: bytes, today: str) -> bytes:
    """The template as Excel on a Japanese Windows saves it, with a good row and a wrong one."""
    lines = template.decode("utf-8-sig").rstrip("\r\n").split("\r\n")
    good = f"窓口,みどり市 福祉課,042-000-1234,月-金 9:00-17:00,暮らしの相談,{today}"
    wrong = f"窓口,110番,042-000-1239,,,{today}"
    return "\r\n".join((*lines, good, wrong, "")).encode("cp932")


def choose_prefecture(page: Page, name: str) -> None:
    """By typing it: the list shows what fits."""
    field = page.get_by_role("combobox", name="都道府県")
    field.click()
    field.press_sequentially(name)
    page.get_by_role("option", name=name).click()
    expect(page.get_by_role("heading", name=f"{name}の窓口")).to_be_visible()


def test_the_template_filled_in_with_excel_comes_back_as_rows(
    app_url: str, phone: Page, tmp_path: Path
) -> None:
    opened(phone, app_url)
    seen(phone, TABLE).click()
    template = saved(phone, "見本の表を保存する", tmp_path)
    assert template.startswith(b"\xef\xbb\xbf")
    today = phone.evaluate("new Date().toLocaleDateString('sv')")
    file = tmp_path / "windows.csv"
    file.write_bytes(filled_in(template, today))
    pick = phone.get_by_label(PICK, exact=True)
    box = pick.bounding_box()
    assert box is not None
    assert box["height"] >= 48
    pick.set_input_files(file)
    press_what_comes(phone.get_by_role("button", name="1件を入れる", exact=True))
    expect(seen(phone, "1件を入れました")).to_be_visible()
    number = phone.locator(".st-key-windows_own_0").get_by_role("link", name="042-000-1234")
    expect(number).to_have_attribute("href", "tel:0420001234")
    # The template's two examples stand in the rows 2 and 3, so the wrong one is row 5.
    expect(phone.get_by_role("row", name="5行目")).to_contain_text("国の番号はいつも出ます")
    expect(seen(phone, PICK, exact=True)).to_be_visible()  # the place stays opened
    until(phone, "(sessionStorage['ashiba-case'] ?? '').includes('042-000-1234')")
    settled(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360

    # What is saved is what was loaded, and it can be loaded on another visit.
    back = saved(phone, "いまの窓口をCSVで保存する", tmp_path)
    assert "みどり市 福祉課,042-000-1234" in back.decode("utf-8-sig")
    wipe(phone)
    settled(phone)
    opened(phone, app_url)
    expect(seen(phone, "まだ一つも入っていません")).to_be_visible()
    seen(phone, TABLE).click()
    phone.get_by_label(PICK, exact=True).set_input_files(
        {"name": "back.csv", "mimeType": "text/csv", "buffer": back}
    )
    press_what_comes(phone.get_by_role("button", name="1件を入れる", exact=True))
    expect(phone.locator(".st-key-windows_own_0")).to_contain_text("みどり市 福祉課")


def test_a_number_is_written_in_where_none_may_be_shown(app_url: str, phone: Page) -> None:
    opened(phone, app_url)
    choose_prefecture(phone, "青森県")
    official = phone.get_by_role("link", name="ひきこもりVOICE STATION（厚生労働省）").first
    expect(official).to_be_in_viewport()
    expect(official).to_have_attribute("target", "_blank")
    expect(official).to_have_attribute("rel", "noopener noreferrer")
    seen(phone, "番号のわからない窓口").click()
    field = phone.get_by_label("番号を書きこむ（青森県の窓口）")
    field.fill("048-000")
    field.press("Enter")
    expect(seen(phone, "この番号は、まだ入っていません")).to_be_visible()
    expect(field).to_have_value("048-000")
    field.fill("048-000-1234")
    field.press("Enter")
    link = phone.locator('h3:has-text("青森県") ~ .ashiba-call a[href="tel:0480001234"]')
    expect(link.first).to_be_visible()
    expect(seen(phone, "まだ入っていません")).to_have_count(0)
    for fold in ("全国の電話", "話を聞いてほしいとき"):
        phone.locator("details.role-fold > summary").filter(has_text=fold).first.click()
    links = phone.locator('[data-testid="stMain"] a[href^="tel:"]:visible, a.ashiba-out:visible')
    settled(phone)
    heights = links.evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert len(heights) > 5
    assert min(heights) >= 48
    # A phone that reloads by itself keeps the place and the number.
    until(phone, "(sessionStorage['ashiba-case'] ?? '').includes('048-000-1234')")
    phone.reload()
    wait_until_ready(phone)
    expect(link.first).to_be_visible()
    expect(field).to_have_value("048-000-1234")


def test_axe_finds_nothing_with_everything_opened(browser: Browser, app_url: str) -> None:
    with watched_page(browser, 360, 740, bypass_csp=True) as page:
        opened(page, app_url)
        choose_prefecture(page, "北海道")
        seen(page, TABLE).click()
        table = (
            "種類,名前,電話,確かめた日\n窓口,みどり市,042-000-1234,\n窓口,,042,\n窓口,あお市,042,"
        )
        page.get_by_label(PICK, exact=True).set_input_files(
            {"name": "x.csv", "mimeType": "text/csv", "buffer": table.encode("cp932")}
        )
        expect(seen(page, "まだ入れていません")).to_be_visible()
        settled(page)
        assert axe_faults(page) == []
        page.get_by_role("button", name="2件を入れる", exact=True).click()
        expect(seen(page, "2件を入れました")).to_be_visible()
        settled(page)
        folded = page.locator("details:not([open]) > summary:visible")
        while folded.count():
            folded.last.click()
            settled(page)
        expect(folded).to_have_count(0)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            settled(page)
            assert axe_faults(page) == []
            assert_fits(page, width)
        page.reload()
        expect(page.get_by_role("heading", name="北海道の窓口")).to_be_visible()
