"""The watch that every page of these tests stands under."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import watched_page

pytestmark = pytest.mark.browser


def test_a_page_that_asks_a_foreign_host_fails_its_test(browser: Browser, app_url: str) -> None:
    watched = watched_page(browser, 360, 740, bypass_csp=True)  # which would refuse it too
    page = watched.__enter__()
    page.goto(f"{app_url}/_stcore/health")
    page.evaluate("fetch('https://foreign.invalid/a').catch(() => 0)")
    with pytest.raises(AssertionError, match=r"\['https://foreign\.invalid/a'\]"):
        watched.__exit__(None, None, None)
