"""Header row and footer of every screen. Called by front.py, not by the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.frame import look
from pages.parts.kit import danger, tab_case

if TYPE_CHECKING:
    from core.catalog import Catalog

LABELS = {"A−": "A−　小さめ", "A": "A　ふつう", "A+": "A+　大きめ", "投影": "投影（会場で）"}


def _choose_size() -> None:
    st.session_state["text_size"] = st.session_state["ashiba_text_size"]


def header(catalog: Catalog) -> None:
    """「いま危険なとき」 and the size of the text."""
    with st.container(key="ashiba_head", horizontal=True, horizontal_alignment="distribute"):
        pressed = st.button("いま危険なとき", key="ashiba_danger")
        with st.popover("文字サイズ", key="ashiba_size"):
            st.session_state["ashiba_text_size"] = look.chosen_size()
            st.radio(
                "文字の大きさ",
                list(look.SIZES),
                format_func=LABELS.__getitem__,
                key="ashiba_text_size",
                on_change=_choose_size,
            )
    if pressed:
        danger.show(catalog)


def waiting() -> None:
    """Stands in for the screen until the tab has handed over the case."""
    st.html('<p role="status">読み込んでいます。少しお待ちください。</p>')
    with st.container(key="ashiba_late"):
        st.write("長くかかるときは、はじめから使えます。")
        st.button("はじめから使う", key="ashiba_start_empty", on_click=tab_case.start_empty)


def ended() -> None:
    """What a person reads after 「消して終わる」."""
    st.html(
        '<div class="ashiba-panel" role="status"><p>答えはすべて消しました。'
        "このまま画面を閉じてかまいません。</p></div>"
    )


def footer() -> None:
    """What happens to the answers, and the button that wipes them."""
    with st.container(key="ashiba_foot"):
        st.html(
            "<p>これは診断ではありません。名前は聞きません。答えは「消して終わる」ですぐ消えます。"
            "押さずに閉じると、最長1時間ほどサーバーのメモリに残ることがあります。</p>"
        )
        if warning := tab_case.warning():
            st.html(f'<p role="status">{warning}</p>')
        st.button("消して終わる", key="ashiba_wipe", on_click=tab_case.wipe)
