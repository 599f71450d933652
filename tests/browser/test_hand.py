"""The hand in a real browser: what nobody could see is not pressed; each screen begins at its top.

The waiting time of people (0.7 s) is in force here, as it is for everybody.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import (
    at_question,
    go_to,
    idle,
    put_into_tab,
    seen,
    settled,
    until,
    wait_until_ready,
    watched_page,
)
from tests.browser.test_screens import FAMILY
from tests.core.conftest import FULL, every_other

pytestmark = pytest.mark.browser

APART = 48
"""CSS pixels between what is pressed often and what wipes without a question."""
GAPS = (120, 200, 300, 400, 500)[:: 1 if FULL else 2]
"""Milliseconds between two presses of one hand; all of them with ASHIBA_FULL=1."""
SEEN = 720
"""So long (ms) somebody looks who answers quickly: hardly longer than the 0.7 s."""


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
    [
        *(("touch", 360, 740), ("touch", 320, 568), ("mouse", 1366, 650), ("touch", 412, 915)),
        *(("keyboard", 1280, 720), ("mouse", 853, 480), ("touch", 853, 480)),
    ][:: 1 if FULL else 4],
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


# Where 「わからない」 is once question, words and place are the same for so long, frame by frame.
LOOKED_AT = """([number, ms]) => new Promise(done => {
  let before = "", since = 0
  const look = now => {
    const button = [...document.querySelectorAll("button")].find(
      one => one.innerText.trim() === "わからない")
    const box = button?.getBoundingClientRect()
    const shown = `${document.querySelector("h1")?.innerText} ${box?.left} ${box?.top}`
    if (shown !== before || !document.querySelector(".q-way")?.textContent.startsWith(`質問 ${number} / `)) since = now
    before = shown
    if (now - since >= ms) done([box.left + box.width / 2, box.top + box.height / 2])
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
})"""


def test_somebody_who_answers_quickly_is_not_slowed(browser: Browser, app_url: str) -> None:
    with watched_page(browser, 360, 740, seen_after=700) as page:
        page.goto(f"{app_url}/check")
        wait_until_ready(page)
        for count in range(1, 5):
            page.mouse.click(*page.evaluate(LOOKED_AT, [count, SEEN]))
            until(
                page,
                f"document.querySelector('.q-way').textContent.startsWith('質問 {count + 1} / ')",
            )
        settled(page)
        assert answers(page) == 4


MOVED = 12
"""CSS pixels: less is no move."""
LATER = 1500
"""Milliseconds that stand for the 0.7 s, so that a slow machine presses early enough too."""


def middle(one: Locator) -> tuple[float, float]:
    one.evaluate("one => one.scrollIntoView({ block: 'center' })")  # the sum lies over the end
    box = one.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def case_of(page: Page) -> dict[str, Any]:
    """What the tab keeps of the family."""
    kept = json.loads(page.evaluate("sessionStorage['ashiba-case'] ?? '{}'"))
    case: dict[str, Any] = kept.get("case", {})
    return case


def looked_at(page: Page, one: Locator) -> tuple[float, float]:
    """Where it is, when it has been there for so long that a press counts."""
    settled(page)
    at, before = middle(one), None
    while at != before:
        page.wait_for_timeout(LATER + 400)  # a busy machine draws it later than it lays it out
        at, before = middle(one), at
    idle(page)
    return at


def height_of(one: Locator) -> float:
    """Where its middle is, without going to it."""
    box = one.bounding_box()
    assert box is not None
    return box["y"] + box["height"] / 2


def assert_stays(page: Page, one: Locator, at: tuple[float, float]) -> None:
    """It ends where it was pressed; a busy machine may draw the frame that puts it back late."""
    for _ in range(50):
        box = one.bounding_box()  # none: the screen is away for a moment
        if box and abs(box["y"] + box["height"] / 2 - at[1]) < MOVED:
            break
        page.wait_for_timeout(100)
    settled(page)
    assert abs(height_of(one) - at[1]) < MOVED


def doubled(page: Page, way: str, one: Locator) -> tuple[float, float]:
    """Two presses at one place, when the first has been looked at for long enough."""
    at = looked_at(page, one)
    press(page, way, at)
    page.wait_for_timeout(GAPS[0])
    press(page, way, at)
    return at


@pytest.mark.parametrize("way", every_other(["touch", "mouse"]))
def test_a_doubled_press_adds_and_moves_once(browser: Browser, app_url: str, way: str) -> None:
    with watched_page(browser, 360, 740, seen_after=LATER, has_touch=way == "touch") as page:
        put_into_tab(page, FAMILY)
        page.goto(f"{app_url}/cost?list")
        wait_until_ready(page)
        seen(page, "ほかの支援を足す・外す").click()
        at = doubled(page, way, page.get_by_role("button", name="足す：薬局"))
        until(page, "sessionStorage['ashiba-case'].includes('pharmacy')")
        # The list is where it was: what lies under the finger is the same service.
        assert_stays(page, page.get_by_role("button", name="外す：薬局"), at)
        assert {*case_of(page)["usages"]} == {*FAMILY["usages"], "pharmacy"}
        go_to(page, "plan")
        at = looked_at(page, page.locator("[class*=st-key-plan_open_] button").first)
        titles = page.locator(".pl-ticket h3")
        first, second, *others = titles.all_inner_texts()
        press(page, way, at)
        down = page.get_by_role("button", name="下へ", exact=True)
        at = doubled(page, way, down)
        expect(titles.first).to_have_text(second)
        assert_stays(page, down, at)
        assert titles.all_inner_texts() == [second, first, *others]


# A slow machine takes the screen away for a moment while it draws it anew, and draws no frame before
# the run is over.
EMPTY_WHILE_RUNNING = """() => {
  const frame = requestAnimationFrame
  window.requestAnimationFrame = then => frame(() => setTimeout(then, 300))
  const mark = document.querySelector("[data-ashiba-at]"), at = mark.dataset.ashibaAt
  const main = document.querySelector("[data-testid=stMain]")
  new MutationObserver(() => {
    if (!ashiba.isRunning()) return
    delete mark.dataset.ashibaAt
    main.scrollTo(0, 0)
    setTimeout(() => { mark.dataset.ashibaAt = at }, 400)
  }).observe(document, { subtree: true, attributeFilter: ["data-test-script-state"] })
}"""


@pytest.mark.parametrize("presses", [1, 2] if FULL else [2])
def test_what_was_pressed_stays_where_it_was_when_the_screen_was_away_for_a_moment(
    browser: Browser, app_url: str, presses: int
) -> None:
    """The second press of one hand meets what stands there meanwhile."""
    with watched_page(browser, 360, 740, seen_after=700) as page:
        put_into_tab(page, FAMILY)
        page.goto(f"{app_url}/plan")
        wait_until_ready(page)
        rest(page)
        page.locator("[class*=st-key-plan_open_] button").first.click()
        titles = page.locator(".pl-ticket h3")
        second = titles.nth(1).inner_text()
        down = page.get_by_role("button", name="下へ", exact=True)
        at = looked_at(page, down)
        page.evaluate(EMPTY_WHILE_RUNNING)
        page.mouse.click(*at)
        if presses > 1:
            expect(page.locator("[data-ashiba-at]")).to_have_count(0)
            page.mouse.click(*at)
        expect(titles.first).to_have_text(second)
        assert_stays(page, down, at)


# A busy machine draws all of a run at once: that it ever ran stands nowhere.
AT_ONCE = """() => {
  const set = Element.prototype.setAttribute
  Element.prototype.setAttribute = function (name, value) {
    if (name !== "data-test-script-state" || value === "notRunning") set.call(this, name, value)
  }
}"""


def test_what_was_pressed_stays_where_it_was_when_nobody_saw_the_run(
    app_url: str, phone: Page
) -> None:
    put_into_tab(phone, FAMILY)
    phone.goto(f"{app_url}/plan")
    wait_until_ready(phone)
    rest(phone)
    phone.locator("[class*=st-key-plan_open_] button").first.click()
    titles = phone.locator(".pl-ticket h3")
    second = titles.nth(1).inner_text()
    down = phone.get_by_role("button", name="下へ", exact=True)
    rest(phone)
    at = middle(down)
    phone.evaluate(AT_ONCE)
    phone.mouse.click(*at)
    expect(titles.first).to_have_text(second)
    assert_stays(phone, down, at)


@pytest.mark.parametrize("way", every_other(["mouse", "touch"]))
def test_nothing_is_saved_wiped_or_left_by_a_press_on_what_nobody_saw(
    browser: Browser, app_url: str, way: str
) -> None:
    """Parts of ours that stand in a shadow, and the exit, which asks nothing."""
    with watched_page(browser, 360, 740, seen_after=LATER, has_touch=way == "touch") as page:
        put_into_tab(page, FAMILY)
        page.goto(f"{app_url}/sheet")
        wait_until_ready(page)
        saved: list[Any] = []
        page.on("download", lambda file: saved.append(file))
        save = page.get_by_role("button", name="保存して消す")
        press(page, way, looked_at(page, page.get_by_role("button", name="消して終わる")))
        press(page, way, middle(save))
        at = looked_at(page, save)
        assert saved == []
        assert case_of(page)["usages"] == FAMILY["usages"]
        with page.expect_download(), page.expect_event("load"):
            press(page, way, at)
        leave = page.locator("a.ashiba-exit")
        press(page, way, middle(leave))
        page.wait_for_timeout(500)
        assert page.url.startswith(app_url)
        for width in (320, 360, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            button = page.get_by_role("button", name="消して終わる").bounding_box()
            box = leave.bounding_box()
            assert button is not None
            assert box is not None
            below = box["y"] >= button["y"] + button["height"]
            assert below or box["x"] - button["x"] - button["width"] >= APART, width
        press(page, way, looked_at(page, leave))
        page.wait_for_url("about:blank")


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
        for entry, heading in [*SCREENS.items()][:: 1 if FULL else 3]:
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
        ("check", "もどる", "home"),  # before the first question stands the door
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
        for words, told in (
            ("足す：薬局（処方された薬）", "薬局（処方された薬）を足しました"),
            ("外す：就労継続支援B型", "就労継続支援B型を外しました"),
        ):
            page.get_by_role("button", name=words).click()
            expect(line).to_contain_text(told)
        go_to(page, "plan")
        settled(page)
        page.locator("[class*=st-key-plan_open_] button").first.click()
        page.get_by_role("button", name="下へ", exact=True).click()
        expect(line).to_contain_text("順番を変えました")
        go_to(page, "sheet")
        settled(page)
        with page.expect_download():
            page.get_by_role("button", name="PDFを作る").click()
        expect(line).to_contain_text("「ダウンロード」に入りました")
        go_to(page, "check")
        settled(page)
        page.get_by_role("button", name="わからない").click()
        expect(line).to_contain_text("「わからない」と答えました")
        # A box of the framework in English: closed, and said otherwise.
        page.evaluate(
            """() => document.querySelector("#root").insertAdjacentHTML("beforeend",
            `<div role="dialog">Bad message format<button aria-label="Close"></button></div>`)"""
        )
        expect(line).to_contain_text("読み込み直してください")


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


def test_the_line_that_is_read_out_keeps_no_waiting_and_the_text_size_takes_the_focus(
    browser: Browser, app_url: str
) -> None:
    with watched_page(browser, 360, 740) as page:
        page.goto(app_url)
        wait_until_ready(page)
        until(page, "document.querySelector('#ashiba-told').textContent === ''")
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
