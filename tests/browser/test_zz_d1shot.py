from tests.browser.conftest import *
from tests.browser.test_windows_table import walked, PICK, DATA
import pytest
@pytest.mark.parametrize("w,h",[(360,740),(1280,720)])
def test_shot(browser, app_url, w, h):
    with watched_page(browser, w, h) as page:
        walked(page, app_url); settled(page)
        page.locator("h3:has-text('えらんだ表')").scroll_into_view_if_needed()
        page.evaluate("[...document.querySelectorAll('h3')].find(x=>x.textContent.includes('えらんだ表')).scrollIntoView()")
        page.wait_for_timeout(500)
        page.screenshot(path=f"/tmp/d1shots/{w}_a.png")
        page.mouse.move(w/2,h/2)
        page.mouse.wheel(0,h-100); page.wait_for_timeout(500)
        page.screenshot(path=f"/tmp/d1shots/{w}_b.png")
        page.mouse.wheel(0,h-100); page.wait_for_timeout(500)
        page.screenshot(path=f"/tmp/d1shots/{w}_c.png")
