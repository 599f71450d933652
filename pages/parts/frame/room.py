"""The frame of the room: no menu, no size, no footer; the tab hands over the room's own answers.

Called by front.py in place of the head and foot of the other screens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.hall import room_tab
from pages.parts.kit import html
from pages.parts.kit.html import tag
from pages.parts.kit.labels import WAITS

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

    from core import Catalog


def run(page: StreamlitPage, catalog: Catalog) -> None:
    """Show the room, as soon as the tab has said what it keeps of it."""
    keeper = st.container(key="ashiba_tab")
    with keeper:
        ready = room_tab.load_once(catalog)
    if not ready:
        with st.container(key="ashiba_hall_waiting"):
            html.write(tag('<p role="status">{}</p>', WAITS))
        return
    try:
        page.run()
    finally:
        with keeper:
            st.button("つなぎ直す", key="ashiba_again")  # pressed by frame/js after a lost line
            room_tab.keep(catalog)
