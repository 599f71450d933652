"""The screens with a family's answers, on a phone and a desk: they fit, can be pressed, and keep.

One visit a screen and size. What is asserted on the way: nothing foreign is asked for and no error
stands in the console (conftest), Japanese, no sideways scroll, targets of 48 px, axe finds nothing
with the folds open, and what was done last is still there after a reload.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import (
    axe_faults,
    idle,
    press_what_comes,
    put_into_tab,
    seen,
    settled,
    until,
    wait_until_ready,
    watched_page,
)
from tests.core.conftest import FULL, QUESTIONS, every_other

pytestmark = pytest.mark.browser

SIZES = {"phone": (360, 740), "desk": (1280, 720)}
SAFETY = ("R1", "R2", "R2b", "R3", "R4", "R5", "R6")
FAMILY: dict[str, Any] = {
    "answerer": "family",
    "checks": {
        "family": {
            "difficulty": "yes",
            "safety": dict.fromkeys(SAFETY, "no"),
            "answers": dict.fromkeys(QUESTIONS, "yes"),
        }
    },
    "age": 34,
    "situation": ["parents_elderly", "goes_out"],
    "cost": {"welfare": {"tax": "taxed", "income_levy_yen": "120,000円"}},
    "usages_proposed": True,
    "usages": {"continuous_employment_b": {"times": 10}},
    "place": {"prefecture": "岡山県", "city": "岡山市"},
    "windows": [
        {
            "kind": "window",
            "name": "みどり市 福祉課",
            "phone": "042-000-1234",
            "checked_on": "2026-11-01",
        }
    ],
    "quotes": [
        {
            "name": "川の会",
            "price_kind": "per_time",
            "times_per_month": "2",
            "months": "6か月",
            "entry_fee_yen": "0",
            "travel_yen_per_time": "800",
            "other_yen": "0",
            "refund": "yes",
            "cancel": "1か月前までに言う。解約料は2万円",
        },
        {"price_kind": "lump", "price_yen": "120万円", "months": "6", "refund": "no"},
    ],
    "sheets": {"plan": "filled", "memo": "filled", "quotes": "filled"},
    "notes": "犬の名前はハナ",
}


# -- what is done on each screen, and what is seen after it ------------------------------------


def tick_compare(page: Page) -> None:
    page.locator("[class*=st-key-find_line_] summary").first.click()
    press_what_comes(page.get_by_role("button", name=re.compile("^くらべる ")))
    expect(
        page.get_by_role("button", name=re.compile("^くらべる .*えらんでいます"))
    ).to_be_visible()


def compare_stands(page: Page) -> None:
    expect(page.locator("table.ashiba-compare").first).to_be_visible()


def add_step(page: Page) -> None:
    seen(page, "一歩を足す").click()
    title = page.locator(".st-key-plan_new_title input")
    title.fill("犬の散歩")
    title.press("Tab")
    idle(page)
    page.get_by_role("button", name="この一歩を足す").click()
    expect(seen(page, "「犬の散歩」を「いま」に足しました。")).to_be_visible()
    settled(page)
    opened(page, "犬の散歩")  # beside three tickets it stands as a line
    row = page.locator(".st-key-plan_row_own-1")
    expect(row).to_be_visible()
    idle(page)
    row.get_by_role("button", name=re.compile("^直す")).click()
    expect(row.get_by_role("textbox", name="だれが")).to_be_visible()


def step_stands(page: Page) -> None:
    expect(page.locator(".st-key-plan_now").get_by_text("犬の散歩").first).to_be_visible()


def type_price(page: Page) -> None:
    price = page.get_by_role("textbox", name="1回の料金")
    price.fill("１２，０００円")
    price.press("Tab")


def price_stands(page: Page) -> None:
    # 12,000×2×6 and 800×2×6
    expect(page.locator(".ashiba-quotes strong").first).to_have_text("153,600円")
    expect(page.get_by_role("textbox", name="1回の料金")).to_have_value("１２，０００円")


def choose_place(page: Page) -> None:
    page.locator(".st-key-windows_city label").filter(has_text="岡山市").click()


def place_stands(page: Page) -> None:
    expect(page.get_by_role("heading", name="岡山市の窓口")).to_be_visible()


def write_memo(page: Page) -> None:
    seen(page, "相談メモに書く").click()
    talk = page.get_by_role("textbox", name="家での会話の様子")
    talk.fill("食事のとき、天気の話を少し。")
    talk.press("Tab")


def memo_stands(page: Page) -> None:
    expect(seen(page, "4種類・A4")).to_be_visible()
    expect(page.get_by_role("textbox", name="家での会話の様子")).to_have_value(
        "食事のとき、天気の話を少し。"
    )


def type_age(page: Page) -> None:
    age = page.get_by_role("textbox", name="本人の年齢")
    age.fill("３５歳")
    age.press("Tab")
    idle(page)
    opened(page, "何日通うと、いくらになるか")
    # One name and one line of words; the letters grow with the text (A+: 24 px, 22 in a chart).
    chart = page.get_by_test_id("stVegaLiteChart")
    expect(chart).to_have_attribute("aria-label", re.compile("就労継続支援B型は"))
    assert chart.evaluate(NAMES) == []
    sizes = chart.locator("text").evaluate_all(
        "all => all.map(one => one.getAttribute('font-size'))"
    )
    assert {*sizes} == {"22px"}


def age_stands(page: Page) -> None:
    expect(page.get_by_role("textbox", name="本人の年齢")).to_have_value("３５歳")
    # The 「?」 beside a field, whose size assert_fits looked at.
    assert page.get_by_test_id("stTooltipHoverTarget").count() > 0


@dataclass(frozen=True)
class Visit:
    """One screen: what is done on it, what the tab then holds, and what is seen after a reload."""

    act: Callable[[Page], None]
    kept: str
    seen: Callable[[Page], None]
    folds: tuple[str, ...] = ()
    case: dict[str, Any] = field(default_factory=dict)
    """What differs from FAMILY before."""
    areas: int = 0
    """At least so many text areas are there then."""
    also: dict[str, Any] = field(default_factory=dict)
    """What stands in the tab beside the case."""


NAMES = """chart => [...chart.querySelectorAll("[aria-label], title, desc")]
  .filter(part => !part.closest("[aria-hidden=true]")).map(part => part.outerHTML.slice(0, 120))"""
"""What else in a chart bears a name of its own."""
VISITS = {
    "cost?list": Visit(
        type_age,
        "３５歳",
        age_stands,
        ("ほかの支援を足す・外す", "受給者証がある", "計算を見る"),
        also={"text_size": "A+"},
    ),
    "find": Visit(
        tick_compare, '"compare":["', compare_stands, ("ほかのしぼりこみ", "だれが使えるか")
    ),
    "plan": Visit(
        add_step, "犬の散歩", step_stands, ("年齢・あてはまること", "電話の窓口"), areas=1
    ),
    "private": Visit(
        type_price,
        "１２，０００円",
        price_stands,
        ("どんな所か", "気になるしるしがないか", "しるしの理由と出典"),
        areas=6,
    ),
    "windows": Visit(
        choose_place,
        '"city":"岡山市"',
        place_stands,
        ("表（Excel・CSV）でまとめて入れる",),
        {"place": {"prefecture": "岡山県"}},
    ),
    "sheet": Visit(
        write_memo, "天気の話を少し", memo_stands, ("計画の紙に、自由に書く",), areas=10
    ),
}
WALKED = ("plan", "sheet", "find", "windows")
"""Filled in, looked at and loaded again by test_journey, test_find_way and test_windows_screen too."""


# -- what holds on every screen ----------------------------------------------------------------

_LOW = """parts => parts
  .map(part => [part, part.getBoundingClientRect()])
  .filter(([part, box]) => box.width > 0 && box.height > 0 && Math.min(box.width, box.height) < 47.5)
  .map(([part, box]) => `${Math.round(box.width)}×${Math.round(box.height)} px: ${part.outerHTML.slice(0, 120)}`)"""
REMEMBERED = """() => [...document.querySelectorAll("input, textarea")]
  .filter(one => one.autocomplete !== "off").map(one => one.outerHTML.slice(0, 80))"""
"""Fields whose words a browser would offer again to whoever types there next."""
TARGETS = ", ".join(
    f"[data-testid=stMain] {one}"
    for one in (
        "[data-testid=stButton] button",
        "button[type=button]:not([aria-label])",
        "summary",
        "[role=radiogroup] label",
        "[data-testid=stCheckbox] label",
        "[data-testid=stPageLink] a",
        "[data-testid=stTextInput] input",
        "[data-testid=stTextArea] textarea",
        "[data-baseweb=select] > div",
        "[data-testid=stTooltipHoverTarget]",
        "a[href^='tel:']",
    )
)


def opened(page: Page, fold: str) -> None:
    """Open the first fold of that name, unless it is open."""
    summary = page.locator("details:not([open]) > summary").filter(has_text=fold)
    if summary.count():
        summary.first.click()


def assert_fits(page: Page, width: int) -> None:
    """Japanese, as wide as the window, every target large enough, no field remembered by the browser."""
    assert page.evaluate("document.documentElement.lang") == "ja"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width
    targets = page.locator(TARGETS)
    assert targets.count() > 5
    assert targets.evaluate_all(_LOW) == []
    assert page.evaluate(REMEMBERED) == []


@pytest.mark.parametrize(
    ("screen", "size"),
    # Each screen that no way walks over on one of the two; all with ASHIBA_FULL=1.
    [
        (screen, size)
        for at, screen in enumerate(VISITS)
        if FULL or screen not in WALKED
        for size in every_other(SIZES, at % 2)
    ],
)
def test_a_filled_screen_fits_can_be_read_by_all_and_keeps_what_is_done(
    browser: Browser, app_url: str, screen: str, size: str
) -> None:
    visit, (width, height) = VISITS[screen], SIZES[size]
    with watched_page(browser, width, height) as page:
        put_into_tab(page, FAMILY | visit.case, **visit.also)
        page.goto(f"{app_url}/{screen}")
        wait_until_ready(page)
        settled(page)
        visit.act(page)
        settled(page)
        for fold in visit.folds:
            opened(page, fold)
        settled(page)
        assert_fits(page, width)
        assert page.locator("textarea").count() >= visit.areas
        assert axe_faults(page) == []
        held = f"(sessionStorage['ashiba-case'] ?? '').includes({json.dumps(visit.kept)})"
        until(page, held)
        page.reload()
        wait_until_ready(page)
        if screen == "sheet":
            settled(page)
            opened(page, "相談メモに書く")
        visit.seen(page)
        assert page.url.startswith(f"{app_url}/{screen}")


# -- browsers inside other apps ----------------------------------------------------------------

IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Mobile/15E148"
)


@pytest.mark.parametrize(
    ("agent", "told"),
    every_other(
        [
            pytest.param(f"{IPHONE} Safari Line/15.6.0", True, id="LINE"),
            pytest.param(f"{IPHONE} [FBAN/FBIOS;FBAV/510.0]", True, id="Facebook"),
            pytest.param(f"{IPHONE} Version/18.5 Safari/604.1", False, id="Safari"),
        ]
    ),
)
def test_a_browser_inside_an_app_is_told_which_browsers_can_save(
    browser: Browser, app_url: str, agent: str, told: bool
) -> None:
    with watched_page(browser, 360, 740, user_agent=agent) as page:
        put_into_tab(page, {"notes": "犬の名前はハナ"})
        page.goto(f"{app_url}/sheet")
        wait_until_ready(page)
        settled(page)
        # Where it stands; the one line that is read out may still say it again.
        hint = page.locator("[role=status]:not(#ashiba-told)").filter(
            has_text="Safari か Chrome で開くと保存できます"
        )
        expect(hint).to_have_count(0)
        with page.expect_download():
            page.get_by_role("button", name="PDFを作る", exact=True).click()
        expect(hint).to_have_count(1 if told else 0)
        if told:
            expect(hint).to_be_visible()


# -- the menu of a phone -----------------------------------------------------------------------


def test_a_menu_left_open_does_not_hide_the_way_to_help_at_the_next_visit(
    browser: Browser, app_url: str
) -> None:
    with watched_page(browser, 360, 740) as page:
        page.goto(app_url)
        wait_until_ready(page)
        help_ = page.get_by_role("button", name="いま危険なとき")
        opener = page.get_by_role("button", name="メニューを開く")
        opener.click()
        links = page.get_by_test_id("stSidebarNavLink").first
        expect(links).to_be_in_viewport()
        page.reload()
        wait_until_ready(page)
        settled(page)
        expect(links).not_to_be_in_viewport()
        help_.click(trial=True)  # nothing lies over it
        opener.click()
        expect(links).to_be_in_viewport()
        page.keyboard.press("Escape")
        expect(links).not_to_be_in_viewport()


# -- a text that is too long -------------------------------------------------------------------


def test_a_pasted_text_that_is_too_long_is_kept_up_to_its_limit_and_the_rest_is_shown(
    browser: Browser, app_url: str
) -> None:
    with watched_page(browser, 360, 740) as page:
        put_into_tab(page, FAMILY)
        page.goto(f"{app_url}/sheet")
        wait_until_ready(page)
        settled(page)
        opened(page, "相談メモに書く")
        box = page.get_by_role("textbox").nth(1)
        box.fill("あ" * 2_990 + "😀" * 10 + "この続きは入らない")
        box.press("Tab")
        expect(
            seen(page, "ここは3,000文字までです。終わりの9文字は、入れていません。")
        ).to_be_visible()
        until(page, "(sessionStorage['ashiba-case'] ?? '').includes('😀😀😀😀😀😀😀😀😀😀')")
        seen(page, "入らなかった文を見る").click()
        expect(seen(page, "この続きは入らない")).to_be_visible()
