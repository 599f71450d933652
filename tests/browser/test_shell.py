"""The server and the frame around every screen."""

from __future__ import annotations

import gzip
import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager
from email.message import Message
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import (
    at_question,
    idle,
    keep_in_tab,
    put_into_tab,
    seen,
    settled,
    until,
    wait_until_ready,
    watched_page,
)
from tests.core.conftest import FULL
from tests.pages.conftest import checked

pytestmark = pytest.mark.browser


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)


def ask(url: str, **headers: str) -> tuple[int, Message[str, str], bytes]:
    """Status, headers and body, without following a redirect."""
    request = urllib.request.Request(url, headers=headers)
    try:
        with OPENER.open(request, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.headers, answer.read()


def script_of(app_url: str) -> str:
    """The address of the main script named in the page."""
    _, _, body = ask(app_url)
    found = re.search(rb'src="\./(static/js/index[^"]+)"', body)
    assert found is not None
    return f"{app_url}/{found[1].decode()}"


@pytest.mark.parametrize("address", ["/", "/?x=1"])
def test_the_page_is_japanese_before_any_script_runs(app_url: str, address: str) -> None:
    status, headers, body = ask(app_url + address)
    html = body.decode()
    assert status == 200
    assert '<html lang="ja" translate="no">' in html
    assert "<title>あしばノート</title>" in html
    assert "<noscript><p>この画面を出すには" in html
    assert "You need to enable JavaScript" not in html
    assert headers["Cache-Control"] == "no-store"


def test_a_cold_deep_link_is_japanese_and_has_our_menu(
    fresh_app: Callable[[], AbstractContextManager[str]], desk: Page
) -> None:
    with fresh_app() as url:
        desk.goto(f"{url}/check")
        wait_until_ready(desk)
        settled(desk)
        assert desk.evaluate("document.documentElement.lang") == "ja"
        menu = desk.get_by_test_id("stTopNavLink").all_inner_texts()
        assert "はじめに" in menu
        assert not any("front" in entry or "home" in entry for entry in menu)
        desk.goto("about:blank")  # before the app ends: nothing asks for it any more


def test_what_streamlit_asks_first_is_asked_once_and_beside_the_scripts(
    app_url: str, desk: Page
) -> None:
    # Its line waits for two answers; on a slow line each way there and back is a third of a second.
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url))
    desk.goto(app_url)
    wait_until_ready(desk)
    for name in ("health", "host-config"):
        url = f"{app_url}/_stcore/{name}"
        assert asked.count(url) == 1
        kind = desk.evaluate("url => performance.getEntriesByName(url)[0].initiatorType", url)
        assert kind == "link"


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/unknown"])
def test_every_answer_carries_the_safe_headers(app_url: str, path: str) -> None:
    _, headers, _ = ask(app_url + path)
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "http" not in policy
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_scripts_are_compressed_and_kept_for_a_year(app_url: str) -> None:
    url = script_of(app_url)
    _, packed_headers, packed = ask(url, **{"Accept-Encoding": "gzip"})
    status, plain_headers, plain = ask(url)
    assert status == 200
    assert packed_headers["Content-Encoding"] == "gzip"
    assert plain_headers["Content-Encoding"] is None
    assert gzip.decompress(packed) == plain
    assert len(packed) * 2 < len(plain)
    for headers in (packed_headers, plain_headers):
        assert "immutable" in headers["Cache-Control"]
        assert "max-age=31536000" in headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/unknown", "/nothing/here", "/%E3%81%82"])
def test_an_unknown_address_leads_to_the_first_screen(app_url: str, path: str) -> None:
    status, headers, _ = ask(app_url + path)
    assert (status, headers["Location"]) == (307, "/")


def test_a_slash_too_many_is_taken_away(app_url: str) -> None:
    status, headers, _ = ask(f"{app_url}/check/")
    assert (status, headers["Location"]) == (307, "/check")


@pytest.mark.parametrize("path", ["/static/../streamlit_app.py", "/%2e%2e/run.py", "/run.py"])
def test_files_of_the_project_are_not_served(app_url: str, path: str) -> None:
    status, _, body = ask(app_url + path)
    assert status in (400, 404)
    assert b"import" not in body


def test_the_first_load_stays_small(app_url: str, browser: Browser) -> None:
    with watched_page(browser, 360, 740, color_scheme="light") as phone:  # that was never here
        first_load_is_small(app_url, phone)


def first_load_is_small(app_url: str, phone: Page) -> None:
    received = [0]
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))

    def add(event: dict[str, float]) -> None:
        received[0] += int(event["encodedDataLength"])

    network = phone.context.new_cdp_session(phone)
    network.send("Network.enable")
    network.on("Network.loadingFinished", add)
    phone.goto(app_url)
    wait_until_ready(phone)
    assert 100_000 < received[0] < 1_200_000
    # Fonts are those of the machine: Streamlit's own would be 171 KB for half a second.
    assert not [url for url in asked if url.endswith((".woff2", ".ttf"))]


def test_the_only_cookie_is_the_framework_s(app_url: str, phone: Page) -> None:
    phone.goto(app_url)
    wait_until_ready(phone)
    assert {cookie["name"] for cookie in phone.context.cookies()} == {"_streamlit_xsrf"}


def test_the_danger_button_lists_numbers_to_press(app_url: str, phone: Page) -> None:
    phone.goto(app_url)
    phone.get_by_role("button", name="いま危険なとき").click()
    dialog = phone.get_by_role("dialog")
    expect(dialog.locator('a[href="tel:119"]')).to_be_visible()
    expect(dialog.locator('a[href="tel:110"]')).to_be_visible()
    dialog.get_by_text("とじる", exact=True).click()
    expect(dialog).to_be_hidden()


def test_no_sideways_scroll_on_a_phone(app_url: str, phone: Page) -> None:
    phone.goto(app_url)
    wait_until_ready(phone)
    phone.get_by_role("button", name="文字", exact=True).click()
    for size in ("A−　小さめ", "A+　大きめ", "A　ふつう"):
        seen(phone, size).click()
        settled(phone)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360, size
        wide = phone.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
        assert wide <= 360, size


def test_targets_of_the_frame_are_48_px_high(app_url: str, phone: Page) -> None:
    phone.goto(app_url)
    wait_until_ready(phone)
    settled(phone)
    for name in ("いま危険なとき", "文字", "消して終わる"):
        box = phone.get_by_role("button", name=name).bounding_box()
        assert box is not None
        assert box["height"] >= 48


def test_the_text_size_survives_a_reload(app_url: str, phone: Page) -> None:
    phone.goto(app_url)
    phone.get_by_role("button", name="文字", exact=True).click()
    seen(phone, "A+　大きめ").click()
    rem = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    until(phone, f"{rem} === 24")
    until(phone, "(sessionStorage.getItem('ashiba-case') ?? '').includes('A+')")
    phone.reload()
    wait_until_ready(phone)
    until(phone, f"{rem} === 24")


def test_a_kept_case_comes_back_and_is_saved_and_wiped_by_one_press(
    app_url: str, phone: Page
) -> None:
    put_into_tab(phone, {"notes": "ためし"})
    phone.goto(app_url)
    wait_until_ready(phone)
    phone.evaluate("localStorage.setItem('ashiba-saved', 'x')")
    for _ in range(2):
        settled(phone)
        notes = "JSON.parse(sessionStorage.getItem('ashiba-case')).case.notes"
        assert phone.evaluate(notes) == "ためし"
        phone.reload()
        wait_until_ready(phone)
    settled(phone)

    phone.get_by_role("button", name="消して終わる").click()
    with phone.expect_download() as saving, phone.expect_event("load"):
        phone.get_by_role("button", name="保存して消す").click()
    saved = json.loads(Path(saving.value.path()).read_text("utf-8"))
    assert "ためし" in json.dumps(saved, ensure_ascii=False)
    expect(seen(phone, "答えはすべて消しました")).to_be_visible()
    wait_until_ready(phone)
    settled(phone)
    assert "ためし" not in phone.evaluate("JSON.stringify({...sessionStorage})")
    assert phone.evaluate("localStorage.getItem('ashiba-saved')") is None


# What of a store can be read, tests/core/test_answers.py asks; here all of them with ASHIBA_FULL=1.
@pytest.mark.parametrize(
    "broken",
    ['{"case": 7}', *(["{", "[]", '{"case": {}}', "x" * 300_000, '"x"'] if FULL else [])],
)
def test_a_broken_store_starts_empty(app_url: str, phone: Page, broken: str) -> None:
    keep_in_tab(phone, broken)
    phone.goto(app_url)
    wait_until_ready(phone)
    settled(phone)
    expect(phone.get_by_role("heading", name="あしばノート", level=1)).to_be_visible()


def test_a_tab_that_refuses_storage_still_works(app_url: str, phone: Page) -> None:
    phone.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', {get() { throw new Error('no') }})"
    )
    phone.goto(app_url)
    wait_until_ready(phone)


def test_a_phone_s_menu_closes_after_a_choice_and_speaks_japanese(
    app_url: str, phone: Page
) -> None:
    phone.goto(app_url)
    wait_until_ready(phone)
    phone.get_by_role("button", name="メニューを開く").click()
    phone.get_by_role("link", name="出典と確認日").first.click()
    phone.wait_for_url("**/sources")
    expect(phone.get_by_role("button", name="メニューを閉じる")).not_to_be_visible()
    wait_until_ready(phone)
    settled(phone)
    labels = phone.locator("[aria-label]").evaluate_all(
        "parts => parts.map(part => part.getAttribute('aria-label'))"
    )
    assert [label for label in labels if label.isascii() and label.isalpha()] == []


def test_the_screens_that_the_menu_has_no_room_for_stand_behind_a_japanese_word(
    app_url: str, desk: Page
) -> None:
    desk.set_viewport_size({"width": 900, "height": 720})
    desk.goto(app_url)
    more = desk.get_by_test_id("stTopNavSection").filter(has_text="ほか")
    expect(more).to_have_text(re.compile(r"ほか\d+つ"))
    more.click()
    desk.get_by_role("menuitem", name="出典と確認日").click()
    expect(desk.get_by_role("heading", name="出典と確認日", level=1)).to_be_visible()


def test_an_answer_is_sent_the_screen_alone_and_the_frame_stays_as_it_is(
    app_url: str, phone: Page
) -> None:
    came: list[bytes] = []

    def hear(data: str | bytes) -> None:
        came.append(data if isinstance(data, bytes) else data.encode())

    phone.on("websocket", lambda line: line.on("framereceived", hear))
    phone.goto(f"{app_url}/{at_question(12)}")
    wait_until_ready(phone)
    settled(phone)
    foot = phone.locator(".st-key-ashiba_foot")
    assert "消して終わる".encode() in b"".join(came)
    foot.evaluate("one => { one.testedBefore = true }")
    title = phone.get_by_role("heading", level=1)
    before = title.inner_text()
    came.clear()
    phone.get_by_role("button", name="わからない").click()
    expect(title).not_to_have_text(before)
    idle(phone)
    sent = b"".join(came)
    assert title.inner_text().encode() in sent
    assert "消して終わる".encode() not in sent
    assert "小さめ".encode() not in sent  # the sizes of the text, in the head
    assert len(sent) < 20_000  # a usual press
    assert foot.evaluate("one => one.testedBefore")
    # The answer is in the tab, and what stands around it still works.
    until(phone, "(sessionStorage['ashiba-case'] ?? '').includes('unknown')")
    phone.get_by_role("button", name="消して終わる").click()
    expect(phone.get_by_role("dialog")).to_be_visible()


def test_the_size_of_the_text_stays_over_answers_and_screens(app_url: str, phone: Page) -> None:
    """It is chosen around the screen, and an answer runs the screen alone."""
    size = "getComputedStyle(document.documentElement).fontSize"
    phone.goto(f"{app_url}/{at_question(12)}")
    wait_until_ready(phone)
    phone.get_by_role("button", name="文字").click()
    phone.get_by_text("A+　大きめ").click()
    until(phone, f"{size} === '24px'")
    phone.keyboard.press("Escape")
    settled(phone)
    phone.get_by_role("button", name="わからない").click()
    settled(phone)
    assert phone.evaluate(size) == "24px"
    phone.reload()
    wait_until_ready(phone)
    until(phone, f"{size} === '24px'")


def test_the_title_of_a_danger_stands_whole_below_the_head(app_url: str, phone: Page) -> None:
    put_into_tab(phone, {"answerer": "family", "checks": {"family": checked(safe="now")}})
    phone.goto(f"{app_url}/{at_question(26)}")
    wait_until_ready(phone)
    for width, height in ((360, 740), (740, 360), (1280, 720)):
        phone.set_viewport_size({"width": width, "height": height})
        settled(phone)
        title = phone.get_by_role("heading", level=1).bounding_box()
        head = phone.locator("#ashiba-help-open").bounding_box()
        assert title is not None
        assert head is not None
        assert title["y"] >= head["y"] + head["height"], width
