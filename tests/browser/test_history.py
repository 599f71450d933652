"""What a browser's own history keeps of a walk: it must tell no answer to a safety question."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import (
    at_question,
    put_into_tab,
    settled,
    until,
    wait_until_ready,
    watched_page,
)

pytestmark = pytest.mark.browser

ENTRY = "`${history.length} ${document.title}`"
HEADING = "document.querySelector('h1')?.innerText"


def entries(page: Page, url: str, presses: tuple[str, ...]) -> list[str]:
    """From the question on self-harm on: the number of entries, and the title, after each press."""
    put_into_tab(page, {"answerer": "family"})
    page.goto(f"{url}/{at_question(2)}")
    wait_until_ready(page)
    settled(page)
    found = [page.evaluate(ENTRY)]
    for words in presses:
        before = page.evaluate(HEADING)
        page.get_by_role("button", name=words, exact=True).click()
        until(page, f"{HEADING} !== {before!r} && {HEADING} !== undefined")
        settled(page)
        found.append(page.evaluate(ENTRY))
    return found


def test_a_browser_s_history_is_the_same_whatever_was_said_of_violence(
    browser: Browser, app_url: str
) -> None:
    walks = []
    for presses in (
        ("ない", "ない"),
        ("今まさに", "落ち着いたら続きへ", "最近ある", "いる", "わからない"),
    ):
        with watched_page(browser, 360, 740) as page:
            walks.append(entries(page, app_url, presses))
            page.go_back()
            until(page, f"({HEADING} ?? '').includes('手を上げる')")
    calm, alarmed = walks
    assert [*dict.fromkeys(alarmed)] == calm
    assert len({one.partition(" ")[2] for one in calm}) == 3  # each has a title of its own
