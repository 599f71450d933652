"""The screen between header and footer: what a press on it makes anew.

A fragment of Streamlit's: header, menu and footer are neither run nor sent again for an answer.
A press on these, another screen, and Back of the browser still run everything.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

import streamlit as st

from core import Catalog
from pages.parts.frame import around
from pages.parts.kit import html, lasting, once, tab_case
from pages.parts.kit.html import tag

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage


def mark(page: StreamlitPage) -> None:
    """Names the screen to the scripts of the page (frame/js), which begin it at its heading."""
    html.write(tag('<span data-ashiba-at="{}"></span>', page.url_path or "home"))


@st.fragment
def show(page: StreamlitPage, catalog: Catalog) -> None:
    """The screen, and the case into the tab; nothing of it where the visit was wiped."""
    mark(page)
    try:
        if tab_case.has_ended():
            around.ended()
        if not tab_case.is_wiped():
            around.told(page.url_path, catalog)
            copy(page).run()  # a page runs once; the fragment, many times
    finally:
        lasting.let_go()
        once.end()
        around.warn()
        with st.container(key="ashiba_keep"):
            tab_case.keep(catalog)
