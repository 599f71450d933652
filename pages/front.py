"""The front door: page, menu, look, 「いま危険なとき」, and the case of this tab. Nothing else."""

from __future__ import annotations

import streamlit as st

from pages.parts.frame import around, look, screens
from pages.parts.kit import tab_case

st.set_page_config(page_title=screens.APP_NAME, page_icon=screens.ICON, layout="centered")
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
keeper = st.container(key="ashiba_tab")

with keeper:
    ready = tab_case.load_once()
look.apply()
around.header()

if not ready:
    around.waiting()
    st.stop()

try:
    if tab_case.is_wiped() or "end" in st.query_params:
        around.ended()
    if not tab_case.is_wiped():
        page.run()
finally:
    # Also when a screen ends early by st.stop().
    around.footer()
    with keeper:
        tab_case.keep()
