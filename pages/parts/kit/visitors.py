"""The first page of phones in a meeting (``run.py hall``): what is safe here, and what is not.

They come over the room's network, unencrypted. The door of a family is no first button here.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.parts.kit import show, store

OPEN = "通信は暗号化されません。同じ Wi-Fi の人に、内容を読まれるおそれがあります。"
_READ = (
    ("find.py", "支援をさがす"),
    ("windows.py", "窓口"),
    ("sources.py", "出典と確認日"),
)


def first_page(enter: Callable[[str], None]) -> None:
    """What can be read here; the example to try; last and folded, the doors with their warning."""
    st.title("会で見る あしばノート", anchor=False)
    show.paragraphs(
        "会のパソコンに、会場の Wi-Fi でつながっています。",
        OPEN,
        "名前・電話番号・ご家族の答えは、ここでは入れずに、紙か、ご自宅で使うと安心です。",
        kind="caution",
    )
    st.header("読むだけのもの", anchor=False)
    for file, label in _READ:
        st.page_link(file, label=label, width="stretch")
    st.header("架空の例でためす", anchor=False)
    st.write("質問・費用・計画を、架空の家族で見てみます。ご家族の答えは入れません。")
    if st.button(
        "架空の例でためす",
        key="door_example",
        type="primary",
        width="stretch",
        on_click=enter,
        args=("example",),
    ):
        st.switch_page("check.py")
    _own(enter)
    show.paragraphs(
        "会が終わると、この画面は開けなくなります。番号や窓口は、お配りした紙にもあります。"
    )


def _own(enter: Callable[[str], None]) -> None:
    """For whoever wants to answer here all the same, after what that means."""
    with st.expander("ここで、わが家のこととして答えるとき"):
        st.write(f"{OPEN}それでも使うときは、終わりに「消して終わる」を押してください。")
        for who, label in (("family", "家族として はじめる"), ("person", "本人として はじめる")):
            if st.button(label, key=f"door_{who}", width="stretch", on_click=enter, args=(who,)):
                st.switch_page("check.py")
        if store.has_check(store.answerer()) and store.answerer() != "example":
            st.page_link("check.py", label="つづきから（この画面の答えが残っています）")


def reminder() -> None:
    """On the screens where a family answers: what a phone of the room has to know."""
    show.paragraphs(f"会場の Wi-Fi です。{OPEN}", kind="caution")
