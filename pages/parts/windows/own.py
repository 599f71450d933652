"""The windows a group or a family puts in itself: from a table, by hand, listed, saved."""

from __future__ import annotations

from html import escape

import streamlit as st

from core import Catalog
from core.contacts import LocalWindow, may_show_number
from core.windows_file import (
    MOST_BYTES,
    RowFault,
    WindowsRead,
    read_windows,
    template_csv,
    write_windows,
)
from pages.parts.kit import local, show, store
from pages.parts.kit.blob import blob_button
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
    show.paragraphs(
        "入れた窓口は、計画・電話の台本・緊急カード・わたしの町の窓口の紙にのります。",
        "使うあいだ、このタブと、サーバーのメモリに置きます。「消して終わる」で、どちらからも消えます。",
        "次も使うときは、下の「いまの窓口をCSVで保存する」で手もとに残せます。",
    )
    with st.container():
        _list(catalog)
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
        rest = (*kept[:number], *kept[number + 1 :])
        row.change(f"「{kept[number].name}」を消しました。", lambda: local.keep_windows(rest))


def _list(catalog: Catalog) -> None:
    windows = local.windows()
    if SAID in st.session_state:
        show.tell("panel", st.session_state[SAID])
    if BEFORE in st.session_state:
        st.button("一つ前にもどす", key="windows_back", on_click=_back)
    if not windows:
        st.write("まだ一つも入っていません。")
        return
    start = _start(len(windows))
    st.write(f"{len(windows)}件あります。")
    if any(one.phone and not may_show_number(one, store.today()) for one in windows):
        show.paragraphs(store.said(catalog.windows.texts.own_hidden), kind="caution")
    # Two rows may be the same throughout: the form opens once.
    of = hand.edited()
    edited = windows.index(of) if of in windows else None
    for number, window in enumerate(windows[start : start + PAGE], start=start):
        with st.container(border=True, key=f"windows_own_{number}"):
            if number == edited:
                hand.edit(catalog)
            else:
                _row(number, window, catalog)
    _pages(start, len(windows))
    name = f"窓口_{store.today():%Y-%m-%d}.csv"
    data = write_windows(windows, catalog)
    blob_button("いまの窓口をCSVで保存する", data, name, "text/csv", "windows_save")


def _row(number: int, window: LocalWindow, catalog: Catalog) -> None:
    """One window of the list, with what can be done with it."""
    st.html(row.own(window, catalog, f"{number + 1}. "))
    with st.container(horizontal=True):
        if window.phone and window.checked_on != store.today():
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


def _start(count: int) -> int:
    """The first row of the part that is shown."""
    wanted: int = st.session_state.get(_FROM, 0)
    return min(wanted, (count - 1) // PAGE * PAGE)


def _pages(start: int, count: int) -> None:
    def go(to: int) -> None:
        st.session_state[_FROM] = to

    with st.container(horizontal=True):
        if start > 0:
            st.button(f"前の{PAGE}件", key="windows_before_rows", on_click=go, args=(start - PAGE,))
        if start + PAGE < count:
            st.button(f"次の{PAGE}件", key="windows_next_rows", on_click=go, args=(start + PAGE,))


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
    outcome = st.session_state.get(_READ)
    if outcome is not None:
        _result(*outcome)


def take(data: bytes, catalog: Catalog) -> None:
    """Keep the good rows of a chosen file, and remember what was wrong with the others."""
    read = read_windows(data, store.today(), catalog)
    over = 0
    if read.windows:
        over = row.change("表の窓口を入れました。", lambda: local.add_windows(read.windows))
    st.session_state[_READ] = (read, over)


def _result(read: WindowsRead, over: int) -> None:
    told = [f"{len(read.windows) - over}件を入れました。"] if read.windows else []
    if read.faults:
        rows = len({one.row for one in read.faults if one.row is not None})
        told.append(f"使えなかった行が{rows}行あります。" if rows else "この表は読めませんでした。")
    elif not read.windows:
        told.append("窓口の行がありませんでした。見本の「例：」の行は読みません。")
    if over:
        told.append(f"{row.full()}{over}件は入っていません。")
    show.tell("caution" if read.faults or over or not read.windows else "panel", *told)
    _faults("使えなかった行（表を直して、もう一度えらべます）", read.faults)
    _faults("読みとりのメモ", read.notes)


def _faults(caption: str, faults: tuple[RowFault, ...]) -> None:
    """Row, field and reason; two columns, so that a phone has room for the reason."""
    if faults:
        rows = [
            (
                "全体" if one.row is None else f"{one.row}行目<br>{escape(one.field)}",
                escape(one.reason)
                + (f"<br>見つかったもの：{escape(one.found)}" if one.found else ""),
            )
            for one in faults
        ]
        show.table(caption, ("行と項目", "わけ"), rows)
