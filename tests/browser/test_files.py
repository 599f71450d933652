"""The family's file in a real browser: save, wipe, load; what is refused; the file input itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FileChooser, Locator, Page, expect

from core.case_file import MAX_BYTES
from tests.browser.conftest import (
    SALT,
    axe_faults,
    go_to,
    press_what_comes,
    seen,
    settled,
    until,
    wait_until_ready,
    watched_page,
    wipe,
)
from tests.core.test_case_file import CASE, full_case

pytestmark = pytest.mark.browser

OPEN = "前に保存したファイルから続ける"
PICK = "続きのファイルをえらぶ"
SAVE = "続きのファイルを保存する"


def put_into_tab(page: Page, app_url: str, case: dict[str, Any]) -> None:
    """Open the app as a tab that already holds ``case``; put in once, so that wiping lasts."""
    text = json.dumps(json.dumps({"case": case, "walk": SALT}, ensure_ascii=False))
    page.add_init_script(
        "if (!sessionStorage.test) { sessionStorage.test = '1';"
        f" sessionStorage.setItem('ashiba-case', {text}) }}"
    )
    page.goto(app_url)
    wait_until_ready(page)


def tab_case(page: Page) -> dict[str, Any]:
    """The answers that the tab keeps, without the empty parts that screens make."""
    kept = page.evaluate("JSON.parse(sessionStorage['ashiba-case'] ?? '{}').case ?? {}")
    return {key: value for key, value in kept.items() if value not in ({}, [], None)}


def file_input(page: Page) -> Locator:
    """The file input, in its opened place."""
    seen(page, OPEN).click()
    return page.get_by_label(PICK)


def written(folder: Path, data: bytes) -> Path:
    path = folder / "file.json"
    path.write_bytes(data)
    return path


def test_a_saved_file_brings_the_answers_back_after_wiping(
    app_url: str, phone: Page, tmp_path: Path
) -> None:
    # Next to come may be any month: the app's own day is the real one here.
    case = {key: value for key, value in CASE.items() if key not in ("cost", "review")}
    put_into_tab(phone, app_url, case)
    go_to(phone, "sheet")
    settled(phone)
    seen(phone, "続きのファイル", exact=True).click()
    seen(phone, "安全の質問の答えもファイルに入れる").click()
    with phone.expect_download() as waiting:
        phone.get_by_role("button", name=f"{SAVE}（安全の答えも）").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    assert file.name.startswith("あしばノート_20")
    assert json.loads(file.read_text("utf-8"))["answers"]["notes"] == CASE["notes"]

    wipe(phone)
    assert tab_case(phone) == {}
    wait_until_ready(phone)
    file_input(phone).set_input_files(file)
    expect(seen(phone, "に保存したファイルを読みました")).to_be_visible()
    until(phone, "(sessionStorage['ashiba-case'] ?? '').includes('continuous_employment_b')")
    back = tab_case(phone)
    assert [one["on"] for one in back.pop("history")] == [file.stem[-10:]]
    back.pop("cost", None)
    assert back == case
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_largest_case_survives_a_reload(app_url: str, phone: Page) -> None:
    put_into_tab(phone, app_url, full_case("あ"))
    before = tab_case(phone)
    assert len(before["history"]) == 12
    phone.reload()
    wait_until_ready(phone)
    go_to(phone, "windows")
    after = tab_case(phone)
    assert {key: after[key] for key in before} == before
    expect(seen(phone, "再読み込みすると")).to_have_count(0)


def test_a_browser_that_keeps_nothing_says_so_once(app_url: str, phone: Page) -> None:
    phone.add_init_script("Storage.prototype.setItem = () => { throw new Error('full') }")
    phone.goto(app_url)
    wait_until_ready(phone)
    expect(seen(phone, "再読み込みすると")).to_have_count(0)  # nothing to lose yet
    phone.get_by_role("button", name="家族として はじめる").click()
    expect(seen(phone, "再読み込みすると、答えが消えます。")).to_be_visible()


def test_the_same_file_can_be_chosen_twice_and_answers_are_asked_for(
    app_url: str, phone: Page, tmp_path: Path
) -> None:
    put_into_tab(phone, app_url, {"answerer": "person", "notes": "わたしのメモ"})
    saved = {"format": "ashiba-note", "version": 1, "saved_on": "2026-11-22"}
    file = written(tmp_path, json.dumps(saved | {"answers": CASE, "history": []}).encode())
    file_input(phone).set_input_files(file)
    expect(seen(phone, "いまの答えは消えます")).to_be_visible()
    press_what_comes(phone.get_by_role("button", name="いまの答えのまま続ける"))
    expect(seen(phone, "いまの答えのまま続けます")).to_be_visible()
    assert tab_case(phone)["notes"] == "わたしのメモ"
    pick = phone.get_by_label(PICK)
    if not pick.is_visible():
        seen(phone, OPEN).click()
    pick.set_input_files(file)
    press_what_comes(phone.get_by_role("button", name="ファイルの答えに入れかえる"))
    expect(seen(phone, "2026年11月22日に保存したファイルを読みました")).to_be_visible()
    until(phone, "(sessionStorage['ashiba-case'] ?? '').includes('continuous_employment_b')")
    assert tab_case(phone)["notes"] == CASE["notes"]


def test_a_file_over_the_limit_is_refused_in_the_browser(
    app_url: str, phone: Page, tmp_path: Path
) -> None:
    frames: list[int] = []
    phone.on(
        "websocket", lambda socket: socket.on("framesent", lambda data: frames.append(len(data)))
    )
    phone.goto(app_url)
    wait_until_ready(phone)
    pick = file_input(phone)
    pick.set_input_files(written(tmp_path, b"x" * (MAX_BYTES + 1)))
    expect(seen(phone, "ファイルが大きすぎます（1,000KBまで）")).to_be_visible()
    assert max(frames, default=0) < 10_000
    # One byte less is handed over, and the server says what it is.
    pick.set_input_files(written(tmp_path, b"x" * MAX_BYTES))
    expect(seen(phone, "途中で切れているか")).to_be_visible()
    expect(seen(phone, "ファイルが大きすぎます")).to_have_count(0)
    assert max(frames) > MAX_BYTES
    pick.set_input_files(written(tmp_path, b""))
    expect(seen(phone, "ファイルが空です")).to_be_visible()
    assert tab_case(phone) == {}


def test_the_input_is_large_named_and_reached_by_the_keyboard(app_url: str, phone: Page) -> None:
    opened: list[FileChooser] = []
    phone.on("filechooser", lambda chooser: opened.append(chooser))
    phone.goto(app_url)
    wait_until_ready(phone)
    pick = file_input(phone)
    expect(pick).to_be_visible()
    box = pick.bounding_box()
    assert box is not None
    assert box["height"] >= 48
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    phone.keyboard.press("Tab")  # from the opened place to what is in it
    assert pick.evaluate("one => one === one.getRootNode().activeElement")
    label = pick.locator("xpath=..")
    assert label.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    phone.keyboard.press("Enter")
    for _ in range(50):
        if opened:
            break
        phone.wait_for_timeout(100)
    assert [one.is_multiple() for one in opened] == [False]


def test_axe_finds_nothing_in_the_opened_place(browser: Browser, app_url: str) -> None:
    with watched_page(browser, 360, 740, bypass_csp=True) as page:
        page.goto(app_url)
        wait_until_ready(page)
        pick = file_input(page)
        pick.set_input_files({"name": "x", "mimeType": "", "buffer": b"x" * (MAX_BYTES + 1)})
        expect(seen(page, "ファイルが大きすぎます")).to_be_visible()
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            settled(page)
            assert axe_faults(page) == [], width
