"""What is typed and not yet left is given back after a restart. (A reload: test_promises.py.)"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import put_into_tab, seen, settled, until, wait_until_ready
from tests.browser.test_promises import GONE, Server, kept, page, server
from tests.core.conftest import every_other

__all__ = ["page", "server"]  # fixtures
pytestmark = pytest.mark.browser

TYPED = "まだ書いている途中"


@pytest.mark.parametrize("left", every_other([False, True]))
def test_a_restart_gives_back_what_was_being_typed(server: Server, page: Page, left: bool) -> None:
    server.start()
    put_into_tab(page, {"answerer": "family"})
    page.goto(f"{server.url}/sheet")
    wait_until_ready(page)
    settled(page)
    seen(page, "計画の紙に、自由に書く").click()
    notes = page.get_by_role("textbox", name="自由に書く")
    notes.press_sequentially(TYPED)
    server.kill()
    if left:
        notes.blur()  # nobody hears of it any more
    expect(page.locator("#ashiba-line")).to_contain_text(GONE)
    server.start()
    expect(page.locator("#ashiba-line")).to_contain_text("つながりました", timeout=60_000)
    until(page, f"(sessionStorage['ashiba-case'] ?? '').includes('{TYPED}')")
    assert kept(page)["notes"] == TYPED
    # The case has it: nothing waits any more, that another family could be given.
    until(page, "!('ashiba-drafts' in sessionStorage)")
