"""The first screenful of the check: question, answers, way back; the result with its next step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from core import load_catalog
from core.walk import Walk
from tests.browser.conftest import (
    at_question,
    axe_faults,
    go_to,
    put_into_tab,
    seen,
    settled,
    until,
    wait_until_ready,
    watched_page,
)
from tests.core.conftest import FULL, every_other
from tests.pages.conftest import checked

pytestmark = pytest.mark.browser

SIZES = {"phone": (360, 740), "landscape": (740, 360), "desk": (1280, 720)}
VOICES = ("family", "person")
TWO_SCREENS = 2 * 740
MOST_LETTERS = 350
"""Characters of the result before anything is opened, without the footer."""
IN_ALL_CASES = {
    "nothing of it is there": checked("no"),
    "about the middle": checked("sometimes"),
    "all of it is there": checked("yes"),
    "a range": checked("sometimes", contact_outside_family="unknown", wish_outside="no"),
}
# The lower edges of what has to be seen, and how wide the page is.
EDGES = """() => {
  const of = one => one.getBoundingClientRect()
  const answers = [...document.querySelectorAll(".st-key-q_answers button")].map(of)
  const foot = of(document.querySelector(".st-key-leave_back_q" + NUMBER + " button"))
  const title = of(document.querySelector("h1"))
  return {
    top: title.top,
    bottom: Math.max(title.bottom, foot.bottom, ...answers.map(one => one.bottom)),
    right: Math.max(...answers.map(one => one.right)),
    low: Math.min(...answers.map(one => one.height)),
    rows: new Set(answers.map(one => Math.round(one.top))).size,
    wide: document.querySelector("[data-testid=stMain]").scrollWidth,
  }
}"""


def case_of(who: str, raw: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"answerer": who, **({} if raw is None else {"checks": {who: raw}})}


def longest(who: str, most: int = 2) -> list[int]:
    """The questions with the longest texts, by their place in the walk."""
    walk = Walk(load_catalog(), {})
    lengths = {
        number: len(walk.at(number)[1].text.said_to(who))  # type: ignore[arg-type]
        for number in range(1, walk.situation)
    }
    return sorted(lengths, key=lambda one: -lengths[one])[:most]


@pytest.fixture(params=VOICES if FULL else VOICES[:1])
def answering(request: pytest.FixtureRequest, browser: Browser, app_url: str) -> Iterator[Any]:
    """A page at A+ where everything was answered, so that 「次へ」 stands too."""
    who = request.param
    with watched_page(browser, *SIZES["phone"], bypass_csp=True) as page:
        raw = checked("sometimes", "recent", threatened={"elderly": "no", "minor": "no"})
        put_into_tab(page, case_of(who, raw), text_size="A+")
        page.goto(f"{app_url}/{at_question(1)}")
        wait_until_ready(page)
        yield page, who


def ask(page: Page, number: int) -> None:
    go_to(page, at_question(number))
    until(page, f"document.querySelector('[data-ashiba-at=\"{number}-0\"]') !== null")
    settled(page)


def test_a_question_and_all_its_answers_stand_in_the_first_screenful(answering: Any) -> None:
    page, who = answering
    for number in longest(who):
        ask(page, number)
        for at, (name, (width, height)) in enumerate(SIZES.items()):
            page.set_viewport_size({"width": width, "height": height})
            settled(page)
            found = page.evaluate(EDGES.replace("NUMBER", str(number)))
            where = (number, name, found)
            assert found["top"] >= 52, where
            assert found["bottom"] <= height, where
            assert found["right"] <= width, where
            assert found["wide"] <= width, where
            assert found["low"] >= 48, where
            assert found["rows"] == {"phone": 4, "landscape": 2, "desk": 1}[name], where
            expect(page.get_by_role("button", name="次へ", exact=True)).to_be_in_viewport()
            # The examples stand open where there is room, and folded where there is none.
            shown = page.locator(".q-seen").is_visible()
            assert shown == (name == "desk"), where
            if FULL or at == number % len(SIZES):
                assert axe_faults(page) == [], where


def test_examples_that_were_opened_are_closed_again_at_the_next_question(
    app_url: str, phone: Page
) -> None:
    phone.goto(f"{app_url}/{at_question(12)}")
    wait_until_ready(phone)
    settled(phone)
    opened = phone.locator(".q-seen")
    for _ in range(2):
        expect(opened).to_be_hidden()
        seen(phone, "例を見る").first.click()
        expect(opened).to_be_visible()
        assert phone.evaluate("document.querySelector('.role-fold').open")
        phone.get_by_role("button", name="わからない").click()
        until(phone, "document.querySelector('.q-seen')?.getClientRects().length === 0")
        settled(phone)
    expect(opened).to_be_hidden()


HEIGHT = """() => {
  const foot = document.querySelector(".st-key-ashiba_foot").getBoundingClientRect()
  return foot.top + document.querySelector("[data-testid=stMain]").scrollTop
}"""


@pytest.mark.parametrize("answering", VOICES[:1], indirect=True)
def test_the_two_screens_to_tick_are_at_most_two_phone_screens_with_everything_open(
    answering: Any,
) -> None:
    page, _ = answering
    walk = Walk(load_catalog(), {})
    ask(page, walk.situation)
    page.locator(".st-key-open_few summary").click()  # what is so for few
    settled(page)
    assert page.evaluate(HEIGHT) <= TWO_SCREENS
    ask(page, walk.in_use)
    words = page.locator(".st-key-wide_ticks details.role-fold")
    words.locator("summary").click()  # to read, for whoever asks: it may be longer
    expect(words.get_by_text("受給者証").first).to_be_visible()
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 360
    words.locator("summary").click()
    folds = page.locator(".st-key-wide_ticks .stExpander summary")
    for at in every_other(range(folds.count())):
        folds.nth(at).click()
        settled(page)
        # One at a time: opening one closes the one before.
        expect(page.locator(".st-key-wide_ticks .stExpander details[open]")).to_have_count(1)
        assert page.evaluate(HEIGHT) <= TWO_SCREENS, at
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 360
    assert axe_faults(page) == []


WORDS = """() => {
  const plain = one => one.innerText.replace(/\\s/g, "").length
  const foot = document.querySelector(".st-key-ashiba_foot")
  return plain(document.querySelector(".stMainBlockContainer")) - plain(foot)
}"""


@pytest.mark.parametrize(
    ("name", "who"),
    [(one, who) for one in IN_ALL_CASES for who in VOICES]
    if FULL
    else [("a range", "family")],  # two places take more room than one
)
def test_the_result_and_its_next_step_stand_in_the_first_screenful(
    browser: Browser, app_url: str, name: str, who: str
) -> None:
    with watched_page(browser, *SIZES["phone"], bypass_csp=True) as page:
        put_into_tab(page, case_of(who, IN_ALL_CASES[name]), text_size="A+")
        page.goto(f"{app_url}/{at_question(26)}")
        wait_until_ready(page)
        settled(page)
        button = page.get_by_role("button", name="かかる費用を見る")
        step, box = page.locator(".r-step").bounding_box(), button.bounding_box()
        assert step is not None
        assert box is not None
        assert step["y"] + step["height"] <= 740
        # The names of two places make a second line of the heading.
        more = 36 if name == "a range" else 0
        assert box["y"] + box["height"] <= 740 + more
        assert page.evaluate(WORDS) <= MOST_LETTERS
        expect(page.get_by_role("img", name="三つの場所の道")).to_be_visible()
        for words in ("つのうち", "点"):
            expect(seen(page, words)).to_have_count(0)
        assert axe_faults(page) == []
        seen(page, "なぜ、このあたりなのか").click()
        expect(page.get_by_role("table").first).to_be_visible()
        page.set_viewport_size({"width": SIZES["desk"][0], "height": SIZES["desk"][1]})
        settled(page)
        assert axe_faults(page) == []
        # Two columns: what is there and the next step stand beside the place.
        place, there = (page.locator(one).bounding_box() for one in (".way", ".r-there"))
        assert place is not None
        assert there is not None
        assert there["x"] >= place["x"] + place["width"]
        button.click()
        until(page, "document.querySelector('[data-ashiba-at=cost]') !== null")
