"""The front door: page, menu, look, 「いま危険なとき」, and the case of this tab. Nothing else."""

from __future__ import annotations

import streamlit as st

from pages.parts.frame import around, look, screens
from pages.parts.kit import html, tab_case
from pages.parts.kit.html import tag
from pages.parts.kit.labels import APP_NAME, title_of

st.set_page_config(page_title=APP_NAME, page_icon=screens.ICON, layout="centered")
page = st.navigation(
    [
        st.Page(
            screen.file,
            title=screen.title,
            url_path=screen.address or None,
            default=not screen.address,
        )
        for screen in screens.present()
    ],
    position="top",
)
st.set_page_config(page_title=title_of(page.title))
keeper = st.container(key="ashiba_tab")

with keeper:
    ready = tab_case.load_once()
look.apply()
# The scripts of the page (frame/js) begin each screen at its heading.
html.write(tag('<span data-ashiba-at="{}"></span>', page.url_path or "home"))
around.header()

if not ready:
    around.waiting()
    st.stop()

try:
    if tab_case.has_ended():
        around.ended()
    if not tab_case.is_wiped():
        page.run()
finally:
    # Also when a screen ends early by st.stop().
    around.footer()
    with keeper:
        # Pressed by the page's own scripts: when somebody leaves at once, and after a lost line.
        st.button("すぐに閉じる", key="ashiba_exit", on_click=tab_case.wipe)
        st.button("つなぎ直す", key="ashiba_again")
        tab_case.keep()
