"""The front door: page, menu, look, 「いま危険なとき」, and the case of this tab. Nothing else.

The room (会で使う) is a house by itself: no menu, no footer, and not the tab's case but its own.
"""

from __future__ import annotations

import streamlit as st

from core import load_catalog
from pages.parts.frame import around, look, room, screen, screens
from pages.parts.kit import once, store, tab_case
from pages.parts.kit.labels import APP_NAME, title_of

st.set_page_config(page_title=APP_NAME, page_icon=screens.ICON, layout="centered")
catalog = load_catalog()
pages = {
    one: st.Page(one.file, title=one.title, url_path=one.address or None, default=not one.address)
    for one in screens.present()
}
menu = {
    group: [page for one, page in pages.items() if one.group == group]
    for group in ("", screens.LOOK_UP)
}
menu[""].append(
    st.Page(
        screens.HALL.file,
        title=screens.HALL.title,
        url_path=screens.HALL.address,
        visibility="hidden",
    )
)
page = st.navigation(menu, position="top")
st.set_page_config(page_title=title_of(page.title))
if page.url_path == screens.HALL.address:
    room.run(page, catalog)
    st.stop()

ready = tab_case.is_ready()
with st.container(key="ashiba_tab"):
    if ready:
        # Pressed by the page's own scripts: when somebody leaves at once, and after a lost line.
        st.button("すぐに閉じる", key="ashiba_exit", on_click=tab_case.wipe)
        st.button("つなぎ直す", key="ashiba_again", on_click=once.run_by_itself)
    else:
        tab_case.ask(catalog)
if ready and tab_case.came_back() and page == pages[screens.SCREENS[0]] and store.has_begun():
    st.switch_page(pages[screens.OVERVIEW])
look.apply()
around.header()
if ready:
    try:
        screen.show(page, catalog)
    finally:
        # Also when a screen ends early by st.stop().
        around.footer(catalog)
else:
    screen.mark(page)
    around.waiting()
