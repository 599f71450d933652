"""The plan as a way in the real browser: how much there is to scroll, the number, undo in sight."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import (
    axe_faults,
    go_to,
    put_into_tab,
    settled,
    wait_until_ready,
    watched_page,
)
from tests.core.conftest import every_other
from tests.pages.conftest import case_of, checked

pytestmark = pytest.mark.browser

SCREENS_MOST = 5
WINDOW = {
    "kind": "family_association",
    "name": "みどり家族会",
    "phone": "03-0000-0000",
    "checked_on": "2026-11-01",
}
CASES = {
    "first": case_of("family", checked("no"), age=34),
    "second": case_of("family", checked("sometimes"), age=34, situation=["goes_out"]),
}
_HIGH = "document.querySelector('[data-testid=stMain]').scrollHeight"
_ASIDE = """(() => { const main = document.querySelector('[data-testid=stMain]')
  return main.scrollWidth - main.clientWidth })()"""


def on_the_plan(page: Page, app_url: str, case: str) -> None:
    put_into_tab(page, {**CASES[case], "windows": [WINDOW]}, text_size="A+")
    page.goto(app_url)
    wait_until_ready(page)
    go_to(page, "plan")
    settled(page)


@pytest.mark.parametrize("case", every_other([*CASES]))
def test_the_plan_is_five_phone_screens_and_sound(
    browser: Browser, app_url: str, case: str
) -> None:
    with watched_page(browser, 360, 740) as page:
        on_the_plan(page, app_url, case)
        assert page.evaluate(_HIGH) <= SCREENS_MOST * 740
        assert page.evaluate(_ASIDE) == 0
        assert axe_faults(page) == []
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate(_ASIDE) == 0
        page.set_viewport_size({"width": 1280, "height": 720})
        settled(page)
        now, ahead = (
            page.locator(f".st-key-plan_{one}").bounding_box() for one in ("left", "ahead")
        )
        assert now is not None
        assert ahead is not None
        assert ahead["x"] > now["x"] + now["width"]
        assert axe_faults(page) == []


def test_a_ticket_dials_changes_and_takes_back_where_one_is(phone: Page, app_url: str) -> None:
    on_the_plan(phone, app_url, "second")
    ticket = phone.locator(".st-key-plan_row_F2")
    expect(ticket.locator('a[href="tel:0300000000"]')).to_be_visible()
    ticket.get_by_role("button", name=re.compile("^直す")).click()
    expect(ticket.get_by_role("textbox", name="だれが")).to_be_visible()
    settled(phone)
    assert axe_faults(phone) == []
    ticket.get_by_role("button", name="外す").click()
    expect(ticket).to_have_count(0)
    undo = phone.locator(".st-key-plan_undo button")
    expect(undo).to_be_in_viewport()
    settled(phone)
    assert axe_faults(phone) == []
    phone.locator(".pl-end").scroll_into_view_if_needed()
    expect(undo).to_be_in_viewport()
    undo.click()
    expect(ticket).to_be_visible()
    expect(undo).to_have_count(0)


def test_every_step_can_be_put_right_by_a_hand_on_a_wide_screen(
    browser: Browser, app_url: str
) -> None:
    """「直す」 is two letters wide there; what is pressed is 48 px at least."""
    with watched_page(browser, 1280, 720) as page:
        on_the_plan(page, app_url, "first")
        sizes = page.evaluate("""[...document.querySelectorAll("[class*=st-key-plan_open_] button")]
          .filter(one => one.getClientRects().length)
          .map(one => one.getBoundingClientRect()).map(one => [one.width, one.height])""")
        assert len(sizes) >= 3
        assert [one for one in sizes if min(one) < 48] == []
