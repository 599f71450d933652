"""はじめに: what is here for whom, the doors, the family's file; the rest folded."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core import load_catalog
from pages.parts.kit import case_file, html, room, show, store, visitors
from pages.parts.kit.html import tag
from pages.parts.kit.labels import WHAT

catalog = load_catalog()
DOORS = {
    "family": ("家族として はじめる", "見ていることで答えます。"),
    "person": ("本人として はじめる", "わたしのこととして答えます。"),
}
HALL = ("会で使う（架空の例）", "ご家族の答えは映しません。")
TRY = ("架空の例でためす", "ご家族の答えは出ません。入れた窓口は出ます。")
WRITTEN = ("edits", "notes", "memo", "review", "usages")
"""What family and person share in one tab; the answers of the check lie apart."""


def enter(door: str) -> None:
    """Remember whose voice the screens speak in."""
    store.put(door, "answerer")


def door(name: str, label: str, note: str, **more: Any) -> bool:
    """A button and what lies behind it. True when it was pressed."""
    with st.container(key=f"go_home_{name}"):
        pressed = st.button(label, key=f"door_{name}", width="stretch", **more)
        html.write(tag('<p class="small soft">{}</p>', note))
    return pressed


def doors() -> None:
    """Three doors, and the quiet one."""
    for name, (label, note) in DOORS.items():
        kind = "primary" if name == "family" else "secondary"
        if door(name, label, note, type=kind, on_click=enter, args=(name,)):
            st.switch_page("check.py")
    if door("hall", *HALL):
        st.switch_page("hall.py")


def example() -> None:
    """「架空の例でためす」, quiet: for whoever looks alone."""
    with st.container(key="home_try"):
        label, note = TRY
        pressed = st.button(
            label, key="door_example", type="tertiary", on_click=enter, args=("example",)
        )
        html.write(tag('<p class="small soft">{}</p>', note))
    if pressed:
        st.switch_page("check.py")


def more() -> None:
    """What this is and is not; the words it uses; its sources."""
    html.write(
        html.fold(
            "これは何か、何でないか",
            tag(
                "<ul><li>見える様子から、どの支援から始めるかを整理します。</li>"
                "<li>この家族が月に払う額を、決まりのとおりに計算します。</li>"
                "<li>診断ではありません。点数や順位は出ません。</li>"
                "<li>行くか、たのむかは、本人とご家族が決めます。</li></ul>"
            ),
            _words(),
        ),
    )
    with st.container(key="open_home_sources"):
        st.page_link("sources.py", label="出典と確認日", width="stretch")


def _words() -> str:
    names = "、".join(f"「{stage.article_name}」を「{stage.name}」" for stage in catalog.stages)
    return html.lines(
        f"もとの記事の三つの時期の名前は、この道具では言いかえています。{names}と呼びます。",
        "三つは順番の目安です。行き来してよく、進まないことは失敗ではありません。",
    )


if room.is_phone():
    visitors.first_page(enter)
    st.stop()
with st.container(key="wide_home"):
    with st.container(key="home_doors"):
        st.title("あしばノート", anchor=False)
        st.write(WHAT)
        doors()
    with st.container(key="home_more"):
        rest = st.container(key="home_rest")
        example()  # before the store is read: it lays a family's case aside, and the press with it
    with rest:
        if store.answerer() != "example" and any(store.get(one) for one in WRITTEN):
            show.paragraphs(
                "書いた一歩・メモ・費用は、「家族として」でも「本人として」でも同じものが出ます。",
                "分けたいときは、「印刷・保存」で続きのファイルを保存してから、「消して終わる」を押します。",
            )
        case_file.load_box(catalog)
        more()
