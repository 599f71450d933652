"""はじめに: what this is and is not, three doors, privacy in three lines."""

from __future__ import annotations

import streamlit as st

from core import load_catalog
from pages.parts.kit import case_file, html, show, store
from pages.parts.kit.html import tag

DOORS = {
    "family": ("家族として はじめる", "ご家族が見ていることで答えます。"),
    "person": (
        "本人として はじめる",
        "わたしのこととして答えます。文もすべて「わたし」になります。",
    ),
    "example": (
        "会で使う（架空の例）",
        "映すのは架空の家族だけです。ご家族の答えは映しません。"
        "入れた窓口は、会でも使えるように映ります。",
    ),
}


WRITTEN = ("edits", "notes", "memo", "review", "usages")
"""What family and person share in one tab; the answers of the check lie apart."""


def enter(door: str) -> None:
    """Remember whose voice the screens speak in."""
    store.put(door, "answerer")


catalog = load_catalog()
st.title("あしばノート", anchor=False)
st.write("「いまの足場」をたしかめ、費用を見積もり、A4の計画を持ち帰るための道具です。")
st.write("5分ほどの質問です。わからない、と答えても計画は作れます。")

for door, (label, note) in DOORS.items():
    pressed = st.button(
        label,
        key=f"door_{door}",
        type="primary" if door == "family" else "secondary",
        width="stretch",
        help=None,
        on_click=enter,
        args=(door,),
    )
    html.write(html.lines(note))
    if pressed:
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
