"""The windows a group or a family puts in itself: from a table, by hand, listed, saved."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core import Catalog
from core.contacts import LocalWindow
from core.own_windows import (
    Page,
    TableRead,
    any_hidden,
    may_be_checked,
    page,
    take_table,
    without,
)
from core.windows_file import MOST_BYTES, RowFault, template_csv, write_windows
from pages.parts.kit import html, local, show, store
from pages.parts.kit.blob import blob_button
from pages.parts.kit.html import tag
from pages.parts.kit.pick_file import pick_file
from pages.parts.windows import hand, row
from pages.parts.windows.row import BEFORE, SAID

ACCEPT = ".csv,.tsv,.txt,text/csv,text/plain,text/comma-separated-values"
PAGE = 20
_READ = "windows_read"
_FROM = "windows_from"


def section(catalog: Catalog) -> None:
    """What the group uses: the list, the table to fill in and load, one window by hand."""
    st.header(store.words("会や家で使う窓口", "わたしや会が使う窓口"), anchor=False)
    with st.container():
        _list(catalog)
    html.write(
        html.fold(
            "入れた窓口は、どこに出て、どこに残りますか",
            html.lines(
                "入れた窓口は、計画・電話の台本・緊急カード・わたしの町の窓口の紙にのります。",
                "使うあいだ、このタブと、サーバーのメモリに置きます。「消して終わる」で、どちらからも消えます。",
                "次も使うときは、「いまの窓口をCSVで保存する」で手もとに残せます。",
            ),
        )
    )
    with st.expander("表（CSV）でまとめて入れる"):
        _table(catalog)
    with st.expander("一つずつ入れる"):
        hand.new(catalog)


# -- the list ---------------------------------------------------------------------------------


def _back() -> None:
    local.keep_windows(st.session_state.pop(BEFORE, local.windows()))
    st.session_state.pop(_READ, None)
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
    st.write("見本を保存し、Excel などで書いて、CSV の形で保存します。そのファイルをえらびます。")
    blob_button(
        "見本の表を保存する",
        template_csv(catalog),
        "窓口の見本.csv",
        "text/csv",
        "windows_template",
    )
    pick_file(
        "書いた表をえらぶ", "windows_pick", ACCEPT, MOST_BYTES, lambda data: take(data, catalog)
    )
    st.write("同じ種類で同じ名前の窓口は、新しい方に入れかわります。ほかは残ります。")
    outcome: TableRead | None = st.session_state.get(_READ)
    if outcome is not None:
        _result(outcome)


def take(data: bytes, catalog: Catalog) -> None:
    """Keep the good rows of a chosen file, and remember what was wrong with the others."""
    taken = take_table(local.windows(), data, store.today(), catalog)
    if taken.windows is not None:
        row.change("表の窓口を入れました。", taken.windows)
    st.session_state[_READ] = taken


def _result(taken: TableRead) -> None:
    told = []
    if taken.read.windows:
        told.append(f"{taken.put_in}件を入れました。")
    if taken.bad_rows:
        told.append(f"使えなかった行が{taken.bad_rows}行あります。")
    if taken.is_unreadable:
        told.append("この表は読めませんでした。")
    if taken.is_empty:
        told.append("窓口の行がありませんでした。見本の「例：」の行は読みません。")
    if taken.over:
        told.append(f"{row.full()}。{taken.over}件は入っていません。")
    show.tell("panel" if taken.is_whole else "caution", *told)
    _faults("使えなかった行（表を直して、もう一度えらべます）", taken.read.faults)
    _faults("読みとりのメモ", taken.read.notes)


def _faults(caption: str, faults: Sequence[RowFault]) -> None:
    """Row, field and reason; two columns, so that a phone has room for the reason."""
    if faults:
        show.table(caption, ("行と項目", "わけ"), [(_place(one), _reason(one)) for one in faults])


def _place(one: RowFault) -> str:
    return "全体" if one.row is None else tag("{}行目<br>{}", one.row, one.field)


def _reason(one: RowFault) -> str:
    return tag("{}<br>見つかったもの：{}", one.reason, one.found) if one.found else one.reason
