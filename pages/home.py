"""はじめに: what this is and is not, the doors, privacy in three lines."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core import load_catalog
from pages.parts.hall import visitors
from pages.parts.kit import case_file, html, room, show, store
from pages.parts.kit.html import tag

DOORS = {
    "family": ("家族として はじめる", "ご家族が見ていることで答えます。"),
    "person": (
        "本人として はじめる",
        "わたしのこととして答えます。文もすべて「わたし」になります。",
    ),
}
HALL = (
    "会で使う（架空の例）",
    "会で映す画面と紙です。映すのは架空の家族だけで、ご家族の答えは映しません。",
)
TRY = (
    "架空の例でためす",
    "質問・費用・計画を、一人で見てみるときに。ご家族の答えは出ません。入れた窓口は出ます。",
)
WRITTEN = ("edits", "notes", "memo", "review", "usages")
"""What family and person share in one tab; the answers of the check lie apart."""


def enter(door: str) -> None:
    """Remember whose voice the screens speak in."""
    store.put(door, "answerer")


def door(name: str, label: str, note: str, **more: Any) -> bool:
    """A large button and what lies behind it. True when it was pressed."""
    pressed = st.button(label, key=f"door_{name}", width="stretch", **more)
    html.write(html.lines(note))
    return pressed


catalog = load_catalog()
if room.is_phone():
    visitors.first_page(enter)
    st.stop()
st.title("あしばノート", anchor=False)
st.write("「いまの足場」をたしかめ、費用を見積もり、A4の計画を持ち帰るための道具です。")
st.write("5分ほどの質問です。わからない、と答えても計画は作れます。")

for name, (label, note) in DOORS.items():
    kind = "primary" if name == "family" else "secondary"
    if door(name, label, note, type=kind, on_click=enter, args=(name,)):
        st.switch_page("check.py")
if door("hall", *HALL):
    st.switch_page("hall.py")
if door("example", *TRY, type="tertiary", on_click=enter, args=("example",)):
    st.switch_page("check.py")

if store.answerer() != "example" and any(store.get(one) for one in WRITTEN):
    show.paragraphs(
        "このタブで書いた一歩・メモ・費用は、「家族として」でも「本人として」でも同じものが出ます。",
        "分けたいときは、「印刷・保存」で続きのファイルを保存してから、「消して終わる」を押します。",
    )

case_file.load_box()

show.paragraphs(
    "名前は聞きません。答えは、このタブと、サーバーのメモリにあります。",
    "タブの中の答えは、タブかブラウザを閉じるまで、ブラウザがこの機器のディスクにも置きます。",
    "「消して終わる」を押すと、答えはタブからすぐ、サーバーから数秒で消えます。",
)
st.header("これは何か、何でないか", anchor=False)
html.write(
    tag(
        "<ul><li>見える様子から、どの支援から始めるかを整理します。</li>"
        "<li>この家族が月に払う額を、決まりのとおりに計算します。</li>"
        "<li>診断ではありません。点数や順位は出ません。</li>"
        "<li>行くか、たのむかは、本人とご家族が決めます。</li></ul>"
    )
)
with st.expander("この道具の言葉のもと"):
    names = "、".join(f"「{stage.article_name}」を「{stage.name}」" for stage in catalog.stages)
    st.write(f"もとの記事の三つの時期の名前は、この道具では言いかえています。{names}と呼びます。")
    st.write("三つは順番の目安です。行き来してよく、進まないことは失敗ではありません。")
st.page_link("sources.py", label="出典と確認日を見る")
