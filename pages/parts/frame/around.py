"""Header row and footer of every screen. Called by front.py, not by the screens."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from core import Catalog
from pages.parts.kit import case_file, html, room, show, store, tab_case, visitors
from pages.parts.kit.html import tag
from pages.parts.kit.labels import WAITS
from pages.parts.kit.size import SIZES, chosen_size

LABELS = {"A−": "A−　小さめ", "A": "A　ふつう", "A+": "A+　大きめ"}


def _choose_size() -> None:
    st.session_state["text_size"] = st.session_state["ashiba_text_size"]


def header() -> None:
    """The size of the text. 「いま危険なとき」 beside it stands in the page itself (index.py)."""
    with st.container(key="ashiba_head"), st.popover("文字", key="ashiba_size"):
        st.session_state["ashiba_text_size"] = chosen_size()
        st.radio(
            "文字の大きさ",
            list(SIZES),
            format_func=LABELS.__getitem__,
            key="ashiba_text_size",
            on_change=_choose_size,
        )


_TYPED = frozenset({"check", "cost", "plan", "private", "sheet", "windows"})
"""The screens on which a family's own words are typed or pressed."""


def told(screen: str, catalog: Catalog) -> None:
    """What stands above a screen: that a family is made up; that the room's network is open."""
    # Looked at without the store: it lays a family's case aside, and a pressed door were forgotten.
    case = st.session_state[tab_case.CASE]
    if case.get("answerer") == "example":
        examples = {one.id: one.name for one in catalog.examples}
        name = examples.get(str(case.get("example")), next(iter(examples.values())))
        html.write(tag('<p class="ashiba-made-up"><b>架空の例</b> {}</p>', name))
    elif screen in _TYPED and room.is_phone():
        visitors.reminder()


def waiting() -> None:
    """Stands in for the screen until the tab has handed over the case."""
    html.write(tag('<p role="status">{}</p>', WAITS))
    with st.container(key="ashiba_late"):
        st.write("長くかかるときは、はじめから使えます。")
        st.button("はじめから使う", key="ashiba_start_empty", on_click=tab_case.start_empty)


def ended() -> None:
    """What a person reads after 「消して終わる」."""
    show.tell("panel", "答えはすべて消しました。このまま画面を閉じてかまいません。")


@st.dialog("答えを消しますか")
def _ask_to_wipe(catalog: Catalog) -> None:
    """Asks once: what is wiped cannot be brought back."""
    if tab_case.is_wiped():
        st.rerun()  # the dialog runs by itself; the whole page has to forget
    st.write("消した答えは、もどせません。")
    if store.answerer() != "example":
        case_file.save_button(
            "保存して消す", "ashiba_wipe_saved", catalog, with_safety=False, then=tab_case.wipe
        )
        st.write("保存するファイルに、安全の質問の答えは入りません。")
    st.button("保存しないで消す", key="ashiba_wipe_now", width="stretch", on_click=tab_case.wipe)
    if st.button("もどる", key="ashiba_wipe_not", width="stretch"):
        st.rerun()


def warn() -> None:
    """That a reload would lose answers: above the footer, as it comes with an answer."""
    if warning := tab_case.warning():
        show.tell("panel", warning)


def footer(catalog: Catalog) -> None:
    """What happens to the answers, and the buttons that wipe them."""
    with st.container(key="ashiba_foot"):
        html.write(tag("<p>これは診断ではありません。名前は聞きません。</p>"), _where_answers_are())
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            if st.button("消して終わる", key="ashiba_wipe"):
                if store.has_answers(catalog):
                    _ask_to_wipe(catalog)
                else:
                    tab_case.wipe()
                    st.rerun()
            html.write(
                # An address, so that a keyboard reaches it; frame/js/help.js leads elsewhere.
                tag('<a class="ashiba-exit" href="/" data-ashiba-exit>すぐに閉じる</a>'),
                width="content",
            )


def _where_answers_are() -> Markup:
    """The longer words, on the spot for whoever asks."""
    return html.fold(
        "答えは、どこに残りますか",
        html.lines(
            "「消して終わる」を押すと、答えはタブからすぐ、サーバーから数秒で消えます。",
            "タブの中の答えは、タブかブラウザを閉じるまで、"
            "ブラウザがこの機器のディスクにも置きます。",
            "押さずに閉じると、サーバーのメモリに1時間ほど残ります。",
            "「すぐに閉じる」は、答えを消して、白い画面にします。",
        ),
    )
