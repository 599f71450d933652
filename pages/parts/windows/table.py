"""A chosen table before anything of it is taken: what is understood as what, and what would go in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import streamlit as st

from core import Catalog
from core.contacts import LocalWindow
from core.days import NO_DAY, last
from core.own_windows import TableRead, counted, put_in, room_for
from core.windows_file import (
    COLUMNS,
    RowFault,
    Understood,
    WindowsRead,
    corrected,
    cut,
    gathered,
    take,
    understand,
    words_of,
)
from pages.parts.kit import html, local, show, store
from pages.parts.kit.fields import writing
from pages.parts.kit.html import joined, tag
from pages.parts.kit.turn import aside
from pages.parts.windows import row

KIND, _, _, HOURS, TOPIC, CHECKED = COLUMNS
WAITS, READ = "windows_waits", "windows_read"
"""In the visit's memory: a table that waits for an answer, and what became of the last one."""
_EXAMPLES = 12
_NONE, _AS_IT_IS = -1, -2


@dataclass
class _Waiting:
    """A table that waits: how it is understood, what is asked of it, and what would go in."""

    understood: Understood
    town: str = ""
    day: str = ""
    read: WindowsRead = field(default_factory=lambda: WindowsRead(windows=(), faults=(), notes=()))

    def look(self, catalog: Catalog) -> None:
        """Read the rows anew, after an answer."""
        today = store.today()
        with aside():
            self.read = take(
                self.understood,
                today,
                catalog,
                town=self.town,
                checked_on=last(self.day, today),
                most=None,
            )


def choose(data: bytes, catalog: Catalog) -> None:
    """What is understood of a chosen file. Nothing is taken in yet."""
    for name in (WAITS, READ):
        st.session_state.pop(name, None)
    with aside():  # a large table takes seconds
        understood = understand(data, store.today())
    day = "" if understood.day is None else understood.day.isoformat()
    waiting = _Waiting(understood, day=day)
    waiting.look(catalog)
    if understood.table is None or not (waiting.read.windows or understood.problem):
        st.session_state[READ] = TableRead(waiting.read, None)
    else:
        st.session_state[WAITS] = waiting


def preview(catalog: Catalog) -> None:
    """The table that waits for an answer; nothing where none does."""
    waiting: _Waiting | None = st.session_state.get(WAITS)
    if waiting is None:
        return

    def ask(change: Callable[[], None]) -> None:
        change()
        waiting.look(catalog)

    html.write(tag("<h3>えらんだ表</h3>"))
    _sum(waiting)
    _understood(waiting)
    if waiting.understood.problem is None:
        _town(waiting, ask)
        _day(waiting, ask)
        _go_on(waiting)
        if waiting.read.windows:
            with st.expander("入る窓口を見る"):
                _windows(waiting.read.windows)
    with st.expander("列をえらび直す", expanded=waiting.understood.problem is not None):
        _columns(waiting, ask)
    faults("使えない行", waiting.read.faults)
    faults("読みとりのメモ", waiting.read.notes)


def _sum(waiting: _Waiting) -> None:
    """How much it is, what is missing first; what would find no room before it is lost."""
    if waiting.understood.problem is not None:
        show.tell("caution", "どの列が窓口の名前か、わかりません。「列をえらび直す」でえらべます。")
        return
    windows = waiting.read.windows
    told = [counted(windows, store.today())]
    room = room_for(local.windows(), windows)
    if len(windows) > room:
        told.append(
            f"入る場所は、あと{room}件分です。町の名前でしぼると、わたしの町の窓口だけにできます。"
        )
    bad = len({one.row for one in waiting.read.faults if one.row is not None})
    if bad:
        told.append(f"使えない行が{bad}行あります。下にわけがあります。")
    show.tell("panel" if len(told) == 1 else "caution", *told, "まだ入れていません。")


_SHORT = {HOURS: "時間", TOPIC: "内容", CHECKED: "確認日"}
"""Names that stand on one line beside the columns of a phone."""
_SHOWN = 20


def _understood(waiting: _Waiting) -> None:
    """In one look: which column is read as what, with the first row as an example."""
    first = words_of(waiting.read.windows[0] if waiting.read.windows else None)
    read = {part: waiting.understood.read_for(part) for part in COLUMNS}

    def cell(part: str) -> str:
        example = cut(first.get(part, ""), _SHOWN)
        name, more = cut(read[part][0], _SHOWN), len(read[part]) - 1
        name = f"{name}ほか{more}列" if more else name
        return tag("{}{}", name, tag("<br>{}", example) if example else "")

    def head(part: str) -> str:
        return tag('<span class="ashiba-state">{}</span>', _SHORT.get(part, part))

    rows = [(head(part), cell(part)) for part in COLUMNS if read[part]]
    show.table(
        "どの列を、何として読むか",
        (tag('<span class="ashiba-state">項目</span>'), "表の列と、例"),
        rows,
    )
    empty = [part for part in COLUMNS if not read[part] and part != KIND]
    if empty:
        st.write(f"表にないもの：{'、'.join(empty)}")


Ask = Callable[[Callable[[], None]], None]


def _town(waiting: _Waiting, ask: Ask) -> None:
    writing(
        "町の名前などでしぼる（空なら、ぜんぶの行）",
        40,
        "windows_table_town",
        waiting.town,
        lambda text: ask(lambda: setattr(waiting, "town", text)),
        wrong="この言葉のある行はありません。"
        if waiting.town.strip() and not waiting.read.windows
        else "",
        placeholder="例：みどり市",
        autocomplete="off",
    )


def _day(waiting: _Waiting, ask: Ask) -> None:
    """One day of checking for all rows that have none; asked where it matters."""
    needed = waiting.day or any(one.phone and not one.checked_on for one in waiting.read.windows)
    if not needed:
        return

    def put(text: str) -> None:
        ask(lambda: setattr(waiting, "day", text))

    today = store.today()
    wrong = bool(waiting.day.strip()) and last(waiting.day, today) is None
    writing(
        "番号を確かめた日（日付のない行に使います）",
        30,
        "windows_table_day",
        waiting.day,
        put,
        wrong=f"{NO_DAY}。" if wrong else "",
        is_one=True,
        placeholder=f"例：{today.isoformat()}",
        autocomplete="off",
    )
    st.write("町のページで、番号を見た日です。空のままだと、番号は出ません。")
    if waiting.day != today.isoformat():
        st.button(
            "きょう確かめた", key="windows_table_today", on_click=put, args=(today.isoformat(),)
        )


def _go_on(waiting: _Waiting) -> None:
    windows = waiting.read.windows
    room = room_for(local.windows(), windows)
    count = min(len(windows), room)
    first = "はじめの" if count < len(windows) else ""
    with st.container(horizontal=True):
        if count:
            st.button(
                f"{first}{count}件を入れる",
                key="windows_table_take",
                type="primary",
                on_click=_take,
                args=(waiting,),
            )
        st.button(
            "入れずにやめる",
            key="windows_table_leave",
            on_click=lambda: st.session_state.pop(WAITS, None),
        )


def _take(waiting: _Waiting) -> None:
    taken = put_in(local.windows(), waiting.read)
    if taken.windows is not None:
        row.change("表の窓口を入れました。", taken.windows)
    st.session_state.pop(WAITS, None)
    st.session_state[READ] = taken


def _windows(windows: Sequence[LocalWindow]) -> None:
    """The first of what would go in."""
    html.write(
        joined(
            tag("<p>{}<br>{}</p>", one.name, one.phone or "番号はありません")
            for one in windows[:_EXAMPLES]
        )
    )
    if len(windows) > _EXAMPLES:
        st.write(f"ほかに{len(windows) - _EXAMPLES:,}件あります。")


def _columns(waiting: _Waiting, ask: Ask) -> None:
    """For each column of ours the column of the table; several stand joined as they are."""
    understood = waiting.understood
    headings = understood.headings
    for part in COLUMNS:
        now = understood.read_for(part)
        options = [_NONE, *range(len(headings))]
        current = headings.index(now[0]) if len(now) == 1 else _NONE
        if len(now) > 1:
            options, current = [_AS_IT_IS, *options], _AS_IT_IS
        names = {_NONE: "（使わない）", _AS_IT_IS: "、".join(now), **dict(enumerate(headings))}

        def keep(chosen: int, part: str = part) -> None:
            if chosen != _AS_IT_IS:
                at = None if chosen == _NONE else chosen
                ask(lambda: setattr(waiting, "understood", corrected(understood, part, at)))

        st.selectbox(
            f"「{part}」の列",
            options,
            format_func=names.__getitem__,
            **store.bound(f"windows_table_{part}", current, keep),
        )


# -- what became of it ------------------------------------------------------------------------


def result() -> None:
    """What became of the last table; nothing where there was none."""
    taken: TableRead | None = st.session_state.get(READ)
    if taken is None:
        return
    told = []
    if taken.put_in:
        told.append(f"{taken.put_in}件を入れました。")
        told.append(counted(taken.read.windows[: taken.put_in], store.today()))
    if taken.bad_rows:
        told.append(f"使えなかった行が{taken.bad_rows}行あります。")
    if taken.is_unreadable:
        told.append("この表は読めませんでした。")
    if taken.is_empty:
        told.append("窓口の行がありませんでした。見本の「例：」の行は読みません。")
    if taken.over:
        told.append(f"{row.full()}。{taken.over:,}件は入っていません。")
    show.tell("panel" if taken.is_whole else "caution", *told)
    faults("使えなかった行（表を直して、もう一度えらべます）", taken.read.faults)
    faults("読みとりのメモ", taken.read.notes)


def faults(caption: str, found: Sequence[RowFault]) -> None:
    """Row, field and reason, what says the same once; a phone has room for the reason."""
    if found:
        rows = [(_place(one.first, one.rows), _reason(one.first)) for one in gathered(found)]
        show.table(caption, ("行と項目", "わけ"), rows)


def _place(one: RowFault, rows: int) -> str:
    if one.row is None:
        return "全体"
    more = f"など{rows:,}行" if rows > 1 else ""
    return tag("{}行目{}<br>{}", one.row, more, one.field)


def _reason(one: RowFault) -> str:
    return tag("{}<br>見つかったもの：{}", one.reason, one.found) if one.found else one.reason


__all__ = ["READ", "WAITS", "choose", "faults", "preview", "result"]
