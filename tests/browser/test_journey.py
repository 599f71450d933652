"""The whole way of a family in a real browser: door, check, cost, plan, paper.

With ASHIBA_PICTURES=<folder> every screen is saved there as a picture (the README's come so).
"""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect
from pypdf import PdfReader

from tests.browser.conftest import (
    at_question,
    axe_faults,
    go_to,
    idle,
    put_into_tab,
    seen,
    settled,
    until,
    wait_until_ready,
    watched_page,
    wipe,
)
from tests.browser.test_hand import FOCUSED, VISIBLE
from tests.browser.test_screens import assert_fits as assert_all_fits
from tests.core.conftest import FULL, every_other

pytestmark = pytest.mark.browser

SIZES = {"phone": (360, 740), "desk": (1280, 720)}
NUMBER = re.compile(r"質問\s+(\d+) / (\d+)")
# 足場2: everything of gate 1 is there, the wish for work is not.
ANSWERS = {
    "ご本人かご家族が、今の暮らしで困っている": "ある",
    "安全": "ない",
    "土台": "はい",
    "外への動き": "ときどき・少し",
    "続ける力": "いいえ",
    "家族": "いいえ",
}


def picture(page: Page, name: str) -> None:
    """Save the whole screen when pictures were asked for."""
    folder = os.environ.get("ASHIBA_PICTURES")
    if not folder:
        return
    size = page.viewport_size
    assert size is not None
    script = "document.querySelector('[data-testid=stMain]')?.scrollHeight ?? 0"
    tall = {"width": size["width"], "height": max(size["height"], int(page.evaluate(script)))}
    page.set_viewport_size(tall)  # type: ignore[arg-type]
    settled(page)
    path = Path(folder)
    path.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path / f"{size['width']}_{name}.png")
    page.set_viewport_size(size)


def assert_fits(page: Page) -> None:
    """Japanese, as wide as the window, and no answer in the address."""
    assert page.evaluate("document.documentElement.lang") == "ja"
    size = page.viewport_size
    assert size is not None
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert (
        page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= size["width"]
    )
    assert re.fullmatch(r"http://[^/]+/[a-z]*(\?(q=[0-9a-f]{8}|list=))?", page.url)


def tab_keeps(page: Page, words: str, present: bool = True) -> None:
    """Wait until the tab's own store holds ``words`` (or no longer does): a run ends with it."""
    held = f"JSON.stringify(sessionStorage).includes({json.dumps(words)})"
    until(page, held if present else f"!{held}")


def position(page: Page) -> int:
    """The number of the question on the screen."""
    words = seen(page, NUMBER).first.inner_text()
    found = NUMBER.search(words)
    assert found is not None
    return int(found[1])


def answer_one(page: Page) -> None:
    """Answer the question on the screen and wait for what follows."""
    idle(page)
    words = seen(page, NUMBER).first.inner_text()
    block = page.locator(".q-way span").nth(1).inner_text()
    button = ANSWERS.get(block, "ある")
    # What the words mean (「はい よくある」) stands beside them where a part begins.
    page.get_by_role("button", name=re.compile(f"^{button}")).click()
    expect(seen(page, words, exact=True)).to_have_count(0)


def answer_all(page: Page) -> None:
    """From the first question to the screen after the last."""
    picture(page, "check")
    last = page.get_by_role("heading", name="あてはまること", level=1)
    while not last.is_visible():
        idle(page)
        assert_fits(page)
        if position(page) == 9:
            reload_keeps_the_answers(page)
            picture(page, "question")
        answer_one(page)
        expect(seen(page, NUMBER).or_(last).first).to_be_visible()
    expect(seen(page, NUMBER)).to_have_count(0)


def reload_keeps_the_answers(page: Page) -> None:
    """F5 in the middle: the same question, and the answer before it is still ticked."""
    address = page.url
    tab_keeps(page, '\\"R6\\"')
    page.reload()
    expect(seen(page, NUMBER).first).to_be_visible()
    assert page.url == address
    assert position(page) == 9
    page.go_back()
    expect(page.get_by_role("button", name="ない えらんでいます")).to_be_visible()
    page.go_forward()
    expect(seen(page, "質問 9 / ").first).to_be_visible()


def begins_at(page: Page, heading: str) -> None:
    """The heading is there, in view and focused."""
    until(page, f"{FOCUSED}.includes({json.dumps(heading)}) && {VISIBLE}")


def go_on(page: Page, words: str, heading: str, *, and_back: bool = FULL) -> None:
    """Press 「次へ」 and wait for the next screen; then Back and Forward, as on every way.

    In the normal run only where it is asked for: test_hand.py goes back over every screen.
    """
    idle(page)
    before = page.locator("h1").first.inner_text()
    page.get_by_role("button", name=words).click()
    expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()
    begins_at(page, heading)
    if and_back:
        page.go_back()
        begins_at(page, before)
        page.go_forward()
        begins_at(page, heading)
    idle(page)


def saved(page: Page, button: str) -> bytes:
    """What the browser saves when the button is pressed."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button, exact=True).click()
    return Path(waiting.value.path()).read_bytes()


@pytest.mark.parametrize("size", every_other(SIZES))
def test_a_family_comes_from_the_door_to_the_paper(
    browser: Browser, app_url: str, size: str
) -> None:
    width, height = SIZES[size]
    with watched_page(browser, width, height) as page:
        page.goto(app_url)
        expect(page.get_by_role("heading", name="あしばノート", level=1)).to_be_visible()
        assert_fits(page)
        picture(page, "home")
        page.get_by_role("button", name="家族として はじめる").click()
        expect(seen(page, NUMBER).first).to_be_visible()
        answer_all(page)
        idle(page)
        page.get_by_role("textbox", name="本人の年齢").fill("３４歳")
        page.get_by_role("textbox", name="本人の年齢").press("Tab")
        idle(page)
        seen(page, "外出はできる。人との関わりは少し").click()
        picture(page, "situation")
        idle(page)
        page.get_by_role("button", name="次へ", exact=True).click()
        expect(page.get_by_role("heading", name="いま使っているもの")).to_be_visible()
        idle(page)
        seen(page, "通っている医師（主治医）がいる").click()
        tab_keeps(page, '\\"in_use\\":[\\"doctor\\"]')
        assert_fits(page)
        picture(page, "in_use")
        page.reload()
        expect(page.get_by_role("checkbox", name="通っている医師")).to_be_checked()
        idle(page)
        page.get_by_role("button", name="次へ：結果").click()
        expect(seen(page, "足場2").first).to_be_visible()
        assert_fits(page)
        picture(page, "result")

        go_on(page, "かかる費用を見る", "どの支援の費用を見ますか。", and_back=True)
        assert_fits(page)
        picture(page, "cost_talk")
        go_on(page, "一覧で直す", "費用の答えの一覧")
        expect(page.get_by_role("textbox", name="本人の年齢")).to_have_value("３４歳")
        seen(page, "課税（かかる）", exact=True).first.click()
        idle(page)
        levy = page.get_by_role("textbox", name="市町村民税の所得割").first
        levy.fill("１２０，０００円")
        levy.press("Tab")
        settled(page)
        seen(page, "計算を見る").click()
        expect(seen(page, "月の上限 9,300円").first).to_be_visible()
        tab_keeps(page, "１２０，０００円")
        assert_fits(page)
        page.reload()
        wait_until_ready(page)
        settled(page)
        seen(page, "計算を見る").click()
        expect(seen(page, "月の上限 9,300円").first).to_be_visible()
        idle(page)
        expect(levy).to_have_value("１２０，０００円")
        levy.fill("たくさん")
        levy.press("Tab")
        expect(seen(page, "数字で入れてください").first).to_be_visible()
        expect(seen(page, "この月に払う額")).to_be_visible()
        levy.fill("120000")
        levy.press("Tab")
        expect(seen(page, "数字で入れてください")).to_have_count(0)
        settled(page)
        go_on(page, "払う額の絵を見る", "費用の見積もり")
        settled(page)
        assert_fits(page)
        picture(page, "cost")

        go_on(page, "次へ：くみあわせプラン", "くみあわせプラン")
        expect(seen(page, "まだしないこと").first).to_be_visible()
        assert_fits(page)
        page.reload()
        expect(seen(page, "足場2").first).to_be_visible()
        settled(page)
        assert_all_fits(page, width)
        picture(page, "plan")

        go_on(page, "紙にする", "印刷・保存", and_back=True)
        settled(page)
        seen(page, "計画の紙に、自由に書く").click()
        notes = page.get_by_role("textbox", name="自由に書く")
        notes.fill("犬の名前はハナ。𠮷野さんに話す。😀")
        notes.press("Tab")
        tab_keeps(page, "犬の名前はハナ")
        settled(page)
        assert_all_fits(page, width)
        picture(page, "sheet")
        pdf = PdfReader(io.BytesIO(saved(page, "PDFを作る")))
        expect(page.get_by_role("heading", name="できました", level=1)).to_be_visible()
        expect(seen(page, "紙の文字にないので〓にしました")).to_be_visible()
        picture(page, "done")
        assert len(pdf.pages) <= 4  # 一枚 with a blank back, and the two sides of the plan
        text = "".join(sheet.extract_text() for sheet in pdf.pages)
        for words in ("いま", "その先", "まだしないこと", "これは診断ではありません", "ハナ"):
            assert words in text
        idle(page)
        seen(page, "紙をえらぶ", exact=True).click()
        seen(page, "緊急カード（").click()
        expect(seen(page, "3種類・A4")).to_be_visible()
        tab_keeps(page, '\\"card\\"')
        page.reload()
        expect(seen(page, "3種類・A4")).to_be_visible()
        settled(page)
        pdf = PdfReader(io.BytesIO(saved(page, "PDFを作る")))
        assert "緊急カード" in "".join(sheet.extract_text() for sheet in pdf.pages)
        settled(page)
        seen(page, "写真として保存").click()
        expect(page.locator('img[src^="data:image/png"]').first).to_be_visible()
        settled(page)
        png = saved(page, "1ページ目を画像で保存する")
        assert png.startswith(b"\x89PNG")

        go_to(page, "sources")
        expect(page.get_by_role("heading", name="出典と確認日", level=1)).to_be_visible()
        assert_fits(page)
        picture(page, "sources")


def test_danger_now_shows_the_contacts_and_no_stage(app_url: str, phone: Page) -> None:
    phone.goto(f"{app_url}/{at_question(2)}")
    expect(seen(phone, NUMBER).first).to_be_visible()
    idle(phone)
    phone.get_by_role("button", name="今まさに").click()
    expect(phone.get_by_role("link", name="119")).to_be_visible()
    assert "今まさに" not in phone.url
    tab_keeps(phone, '\\"alert_open\\":\\"self_harm\\"')
    phone.reload()
    expect(phone.get_by_role("link", name="119")).to_be_visible()
    idle(phone)
    phone.get_by_role("button", name="落ち着いたら続きへ").click()
    expect(seen(phone, NUMBER).first).to_be_visible()
    tab_keeps(phone, '\\"alert_open\\":false')
    phone.goto(f"{app_url}/{at_question(26)}")
    expect(phone.get_by_role("link", name="119")).to_be_visible()
    expect(seen(phone, "足場の結果は、いまは出しません")).to_be_visible()
    for name in ("ひと息つく", "ためる", "ためす", "条件"):
        expect(seen(phone, name)).to_have_count(0)


NOW = {
    "R1": ("self_harm", "0120061338"),
    "R2": ("violence", "110"),
    "R2b": ("harmed", "110"),
    "R3": ("not_eating", "%237119"),
    "R4": ("sudden_change", "0570064556"),
    "R6": ("family_limit", "0120061338"),
}
"""Each danger and the line that fits it."""


def in_danger(page: Page, app_url: str, question: str, who: str) -> None:
    """The screen after 今まさに, with the letters A+."""
    case = {
        "answerer": who,
        "checks": {who: {"difficulty": "yes", "safety": {question: "now"}}},
        "alert_open": NOW[question][0],
    }
    put_into_tab(page, case, text_size="A+")
    page.goto(f"{app_url}/{at_question(7)}")
    wait_until_ready(page)
    settled(page)


@pytest.mark.parametrize(
    ("question", "who"),
    # Half of the dangers, in one of the two voices each; all with ASHIBA_FULL=1.
    [
        (one, who)
        for at, one in every_other(enumerate(NOW))
        for who in every_other(("family", "person"), at // 2 % 2)
    ],
)
def test_in_danger_all_that_helps_stands_in_one_phone_screen(
    browser: Browser, app_url: str, question: str, who: str
) -> None:
    with watched_page(browser, 360, 740) as page:
        in_danger(page, app_url, question, who)
        assert_fits(page)
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "24px"
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0
        places = [
            page.get_by_role("heading", level=1),
            page.locator(".ashiba-warm"),
            page.locator(f".ashiba-dial[href='tel:{NOW[question][1]}']"),
            page.locator(".ashiba-do"),
            page.locator(".ashiba-pair"),
            page.get_by_role("button", name="落ち着いたら続きへ"),
        ]
        below = 0.0
        for place in places:
            box = place.bounding_box()
            assert box is not None
            assert box["y"] >= below - 0.5, "in this order, nothing over another"
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 360.5
            below = box["y"] + box["height"]
        assert below <= 740, "and no scrolling"
        links = page.locator(".ashiba-pair a")
        assert [link.get_attribute("href") for link in links.all()] == ["tel:119", "tel:110"]
        for link in page.locator(".ashiba-now a").all():
            box = link.bounding_box()
            assert box is not None
            assert box["height"] >= 47.5


@pytest.mark.parametrize("question", [*NOW] if FULL else ["R2", "R6"])
def test_in_danger_in_landscape_the_numbers_are_a_short_scroll_away(
    browser: Browser, app_url: str, question: str
) -> None:
    with watched_page(browser, 740, 360) as page:
        in_danger(page, app_url, question, "person")
        assert_fits(page)
        first = page.locator(".ashiba-dial").first.bounding_box()
        second = page.locator(".ashiba-pair").bounding_box()
        assert first is not None
        assert second is not None
        assert first["y"] + first["height"] <= 360
        assert second["y"] + second["height"] <= 360 + 60


def test_in_danger_the_folds_open_when_the_server_is_gone(
    browser: Browser, fresh_app: Callable[[], AbstractContextManager[str]]
) -> None:
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        with fresh_app() as url:
            in_danger(page, url, "R4", "family")
        seen(page, "夜や休日：精神科救急の電話").click()
        expect(page.get_by_role("link", name="0744-29-6010")).to_be_visible()
        expect(page.locator(".ashiba-dial").first).to_be_visible()


@pytest.mark.parametrize(
    ("question", "answer"), every_other([("R1", "now"), ("R4", "now"), ("R2b", "recent")])
)
def test_axe_finds_nothing_in_danger_with_the_folds_open(
    browser: Browser, app_url: str, question: str, answer: str
) -> None:
    with watched_page(browser, *SIZES["phone"], bypass_csp=True) as page:
        raw = {"difficulty": "yes", "safety": {question: answer}}
        put_into_tab(page, {"answerer": "person", "checks": {"person": raw}})
        page.goto(f"{app_url}/{at_question(26)}")
        wait_until_ready(page)
        settled(page)
        for fold in page.locator("details.ashiba-fold:not([open]) > summary").all()[::-1]:
            fold.click()
        for width, height in every_other(SIZES.values(), int(answer == "now")):
            page.set_viewport_size({"width": width, "height": height})
            settled(page)
            assert axe_faults(page) == [], (width, height)


def test_wiping_leaves_nothing_in_the_tab(app_url: str, phone: Page) -> None:
    phone.goto(f"{app_url}/check")
    expect(seen(phone, NUMBER).first).to_be_visible()
    idle(phone)
    phone.get_by_role("button", name="ある", exact=True).click()
    expect(seen(phone, "質問 2 / ").first).to_be_visible()
    tab_keeps(phone, "difficulty")
    idle(phone)
    wipe(phone)
    assert "difficulty" not in phone.evaluate("JSON.stringify(sessionStorage)")
    assert "difficulty" not in phone.evaluate("JSON.stringify(localStorage)")
    settled(phone)
    phone.goto(f"{app_url}/check")
    expect(seen(phone, NUMBER).first).to_be_visible()
    settled(phone)
    expect(seen(phone, "えらんでいます")).to_have_count(0)


def test_a_new_question_and_the_result_start_at_their_top(app_url: str, phone: Page) -> None:
    top = "document.querySelector('[data-testid=stMain]').scrollTop"
    phone.goto(f"{app_url}/{at_question(12)}")
    expect(seen(phone, NUMBER).first).to_be_visible()
    settled(phone)
    here = position(phone)
    seen(phone, "例を見る").first.click()
    settled(phone)
    phone.get_by_role("button", name="もどる").scroll_into_view_if_needed()
    assert phone.evaluate(top) > 0
    phone.get_by_role("button", name="わからない").click()
    expect(seen(phone, f"質問 {here + 1} / ").first).to_be_visible()
    until(phone, f"{top} === 0")
    settled(phone)
    assert phone.evaluate(top) == 0
    phone.goto(f"{app_url}/{at_question(25)}")
    button = phone.get_by_role("button", name="次へ：結果")
    expect(button).to_be_attached()
    settled(phone)
    button.scroll_into_view_if_needed()
    button.click()
    expect(phone.get_by_role("button", name="かかる費用を見る")).to_be_attached()
    until(phone, f"{top} === 0")
    settled(phone)
    assert phone.evaluate(top) == 0


ON_ALL_SIZES = (
    ((360, 740), (1280, 720)),
    ((320, 568), (1366, 650)),
    ((412, 915), (853, 480)),
)
"""Two of the sizes for each screen, in turn."""


def test_axe_finds_nothing(browser: Browser, app_url: str) -> None:
    """On each screen; and in the boxes that lie over it, and with the line lost."""
    lines: list[WebSocketRoute] = []
    gone = False

    def through(line: WebSocketRoute) -> None:
        if gone:
            line.close()
        else:
            lines.append(line)
            line.connect_to_server()

    with watched_page(browser, *SIZES["phone"], bypass_csp=True) as page:
        page.route_web_socket("**/_stcore/stream", through)
        page.goto(app_url)
        wait_until_ready(page)
        here = ["check", at_question(26), "", at_question(25), "find", "cost", "plan", "private"]
        screens = [*here, "sheet", "windows", "sources"]
        for at, address in enumerate(screens[:: 1 if FULL else 4]):
            go_to(page, address)
            # In the normal run every fourth screen, each at one of the six sizes.
            for width, height in every_other(ON_ALL_SIZES[at % len(ON_ALL_SIZES)], at % 2):
                page.set_viewport_size({"width": width, "height": height})
                settled(page)
                assert axe_faults(page) == [], (address, width)
        page.set_viewport_size({"width": 320, "height": 568})
        page.locator("#ashiba-help-open").click()
        expect(page.get_by_role("dialog")).to_be_visible()
        assert axe_faults(page) == []
        page.keyboard.press("Escape")
        go_to(page, "check")
        settled(page)
        page.get_by_role("button", name="ある", exact=True).click()
        tab_keeps(page, "difficulty")
        settled(page)
        page.get_by_role("button", name="消して終わる").click()
        expect(page.get_by_role("button", name="保存しないで消す")).to_be_visible()
        settled(page)
        assert axe_faults(page) == []
        page.get_by_role("button", name="もどる", exact=True).last.click()
        settled(page)
        gone = True
        lines[-1].close()
        expect(page.locator("#ashiba-line")).to_contain_text("つながりが切れています")
        assert axe_faults(page) == []
