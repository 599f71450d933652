"""The windows a group or a family puts in itself: from a table, by hand, listed, saved."""

from __future__ import annotations

import streamlit as st

from core import Catalog
from core.contacts import LocalWindow
from core.own_windows import Page, any_hidden, may_be_checked, page, without
from core.windows_file import MOST_BYTES, template_csv, write_windows
from pages.parts.kit import html, local, show, store
from pages.parts.kit.blob import blob_button
from pages.parts.kit.pick_file import ANY_FILE, pick_file
from pages.parts.windows import hand, row, table
from pages.parts.windows.row import BEFORE, SAID

PAGE = 20
_FROM = "windows_from"


def section(catalog: Catalog) -> None:
    """What the group uses: the list, the table to fill in and load, one window by hand."""
    st.header(store.words("会や家で使う窓口", "わたしや会が使う窓口"), anchor=False)
    with st.container():
        _list(catalog)
    html.write(
        html.fold(
            "どこに出て、どこに残りますか",
            html.lines(
                "入れた窓口は、計画・電話の台本・緊急カード・わたしの町の窓口の紙にのります。",
                "使うあいだ、このタブと、サーバーのメモリに置きます。「消して終わる」で、どちらからも消えます。",
                "次も使うときは、「いまの窓口をCSVで保存する」で手もとに残せます。",
            ),
        )
    )
    with st.expander("表（Excel・CSV）でまとめて入れる"):
        _table(catalog)
    with st.expander("一つずつ入れる"):
        hand.new(catalog)


# -- the list ---------------------------------------------------------------------------------


def _back() -> None:
    local.keep_windows(st.session_state.pop(BEFORE, local.windows()))
    st.session_state.pop(table.READ, None)
    st.session_state[SAID] = "一つ前にもどしました。"


def _drop(number: int) -> None:
    kept = local.windows()
    if number < len(kept):
        row.change(f"「{kept[number].name}」を消しました。", without(kept, number))


def _list(catalog: Catalog) -> None:
    windows = local.windows()
    if SAID in st.session_state:
        show.tell("panel", st.session_state[SAID])
    if BEFORE in st.session_state:
        st.button("一つ前にもどす", key="windows_back", on_click=_back)
    if not windows:
        st.write("まだ一つも入っていません。")
        return
    shown = page(windows, st.session_state.get(_FROM, 0), PAGE)
    st.write(f"{len(windows)}件あります。")
    if any_hidden(windows, store.today()):
        show.paragraphs(store.said(catalog.windows.texts.own_hidden), kind="caution")
    # Two rows may be the same throughout: the form opens once.
    of = hand.edited()
    edited = windows.index(of) if of in windows else None
    for number, window in enumerate(shown.windows, start=shown.start):
        with st.container(border=True, key=f"windows_own_{number}"):
            if number == edited:
                hand.edit(catalog)
            else:
                _row(number, window, catalog)
    _pages(shown)
    name = f"窓口_{store.today():%Y-%m-%d}.csv"
    data = write_windows(windows, catalog)
    blob_button("いまの窓口をCSVで保存する", data, name, "text/csv", "windows_save")


def _row(number: int, window: LocalWindow, catalog: Catalog) -> None:
    """One window of the list, with what can be done with it."""
    html.write(row.own(window, catalog, f"{number + 1}. "))
    with st.container(horizontal=True):
        if may_be_checked(window, store.today()):
            st.button(
                f"{number + 1}番をきょう確かめた",
                key=f"windows_today_{number}",
                on_click=hand.checked_today,
                args=(window, catalog),
            )
        st.button(
            f"{number + 1}番を直す",
            key=f"windows_edit_{number}",
            on_click=hand.start,
            args=(window, catalog),
        )
        st.button(
            f"{number + 1}番を消す", key=f"windows_drop_{number}", on_click=_drop, args=(number,)
        )


def _pages(shown: Page) -> None:
    def go(to: int) -> None:
        st.session_state[_FROM] = to

    with st.container(horizontal=True):
        if shown.before is not None:
            st.button(f"前の{PAGE}件", key="windows_before_rows", on_click=go, args=(shown.before,))
        if shown.after is not None:
            st.button(f"次の{PAGE}件", key="windows_next_rows", on_click=go, args=(shown.after,))


# -- the table --------------------------------------------------------------------------------


def _table(catalog: Catalog) -> None:
    st.write(
        "町が出している窓口の一覧か、見本に書いた表をえらびます。Excel（.xlsx）でも CSV でも読めます。"
        "何をどう読んだかを見てから、入れます。"
    )
    blob_button(
        "見本の表を保存する",
        template_csv(catalog),
        "窓口の見本.csv",
        "text/csv",
        "windows_template",
    )
    pick_file(
        "表をえらぶ",
        "windows_pick",
        ANY_FILE,
        MOST_BYTES,
        lambda data: table.choose(data, catalog),
    )
    table.preview(catalog)
    st.write("同じ種類で同じ名前の窓口は、新しい方に入れかわります。ほかは残ります。")
    table.result()
