"""The family's file on the screens: save, go on from one, and last time beside today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import escape

import streamlit as st

from core import Catalog, Plan, YenRange, load_catalog
from core.case import REVIEW_LABELS
from core.case_file import (
    MAX_BYTES,
    CaseFile,
    CaseFileError,
    Comparison,
    ConditionChange,
    ReviewLines,
    Snapshot,
    compare,
    has_answers,
    last_time,
    pack_case,
    read_history,
    resume,
    snapshot_of,
    told_by_safety,
    unpack_case,
)
from pages.parts.kit import show, store, tab_case
from pages.parts.kit.blob import blob_button
from pages.parts.kit.labels import plain_label
from pages.parts.kit.pick_file import pick_file

FILE_NAME = "あしばノート_{day}.json"
# What came of the last file, why it was refused, and a file that waits for an answer.
_SAID, _REFUSED, _WAITING = "ashiba_file_said", "ashiba_file_refused", "ashiba_file_waiting"


def _today_is() -> Snapshot:
    catalog = load_catalog()
    return snapshot_of(store.full_case(catalog), catalog, store.today())


# -- saving -----------------------------------------------------------------------------------


def save_box() -> None:
    """「続きのファイル」: what it is, whether safety answers go in, and the button.

    An example is not saved.
    """
    st.header("続きのファイル", anchor=False)
    if store.answerer() == "example":
        st.write("架空の例は保存しません。家族か本人として答えると、ここで保存できます。")
        return
    st.write(
        "答えを入れた小さなファイルです。次のときに「はじめに」でえらぶと、続きから始められます。"
    )
    st.write(
        store.words(
            "開いた人は、だれでも中を読めます。本人が見ることもあると思って、置く場所をえらんでください。",
            "開いた人は、だれでも中を読めます。わたしだけが使う場所に置くと安心です。",
        )
    )
    with_safety = st.checkbox("安全の質問の答えもファイルに入れる", key="ashiba_file_safety")
    day, catalog = store.today(), load_catalog()
    telling = told_by_safety(store.full_case(catalog), catalog, day)
    try:
        packed = pack_case(store.case(), catalog, _today_is(), day, with_safety, telling)
    except CaseFileError as fault:
        show.fault(str(fault))
        return
    if packed.left_out:
        show.paragraphs(*packed.left_out, kind="caution")
    # The words come with the bytes: who presses before the tick has arrived sees what is saved.
    label = "続きのファイルを保存する" + ("（安全の答えも）" if with_safety else "")
    name = FILE_NAME.format(day=day.isoformat())
    blob_button(label, packed.text.encode(), name, "application/json", "case_file")


# -- going on ---------------------------------------------------------------------------------


def _take(data: bytes) -> None:
    """What was read of a chosen file. Nothing is overwritten without asking."""
    for name in (_SAID, _REFUSED, _WAITING):
        st.session_state.pop(name, None)
    try:
        read = unpack_case(data, load_catalog(), store.today())
    except CaseFileError as fault:
        st.session_state[_REFUSED] = str(fault)
        return
    if has_answers(store.own_case(), load_catalog()):
        st.session_state[_WAITING] = read
    else:
        _use(read)


def _use(read: CaseFile) -> None:
    """Put the file in the place of the answers of this tab, and forget what belonged to them."""
    tab_case.forget_session()
    found = resume(read, store.today())
    case = store.case()
    case.clear()
    case.update(found.case)
    told = [f"{_saved(read)}を読みました。", *read.left_out]
    if found.month_is_past:
        told.append("費用の月は、今月にしました。")
    if found.review_is_past:
        told.append("前回の見直しに書いたことは、「前回とくらべる」で読めます。")
    if found.safety_is_missing:
        told.append(
            "安全の質問の答えは、ファイルに入っていません。「いまの足場」で、もう一度答えられます。"
        )
    st.session_state[_SAID] = told


def _leave() -> None:
    """「いまの答えのまま続ける」."""
    st.session_state.pop(_WAITING, None)
    st.session_state[_SAID] = ["いまの答えのまま続けます。ファイルは使っていません。"]


def _saved(read: CaseFile) -> str:
    if read.saved_on is None:
        return "保存した日のわからないファイル"
    day = read.saved_on
    return f"{day.year}年{day.month}月{day.day}日に保存したファイル"


_SCREENS = (
    ("plan.py", "くみあわせプラン", ("edits", "review", "situation", "age")),
    ("cost.py", "費用の見積もり", ("cost", "usages")),
    ("private.py", "民間をえらぶ", ("quotes",)),
    ("windows.py", "窓口", ("windows", "place")),
    ("sheet.py", "印刷・保存", ("history", "notes", "memo", "edits", "quotes", "windows")),
)
"""Where one goes on without a check: screen, its words, the parts of the case that it shows."""


def _ways_on() -> None:
    """Links to the screens that show what the file held."""
    case = store.case()
    filled = {name for name in case if has_answers({name: case[name]}, load_catalog())}
    if case.get("history"):
        filled.add("history")
    for screen, words, parts in _SCREENS:
        if filled.intersection(parts):
            st.page_link(screen, label=f"つづきから：{words}")


def load_box() -> None:
    """「続きから」 on はじめに: choose the file, read what came of it, ask before overwriting."""
    waiting = st.session_state.get(_WAITING)
    if _SAID in st.session_state:
        show.tell("panel", *st.session_state[_SAID])
    if waiting is not None:
        show.tell(
            "caution",
            f"{_saved(waiting)}です。",
            "この画面には、いまの答えがあります。入れかえると、いまの答えは消えます。",
            *waiting.left_out,
        )
        st.button(
            "ファイルの答えに入れかえる",
            key="ashiba_file_use",
            width="stretch",
            on_click=_use,
            args=(waiting,),
        )
        st.button(
            "いまの答えのまま続ける", key="ashiba_file_leave", width="stretch", on_click=_leave
        )
    elif store.has_check(store.answerer()):
        st.page_link("check.py", label="つづきから（この画面の答えが残っています）")
    elif _SAID in st.session_state:
        _ways_on()
    with st.expander("前に保存したファイルから続ける"):
        st.write("「印刷・保存」で保存したファイルをえらびます。中は、この画面で読むだけです。")
        pick_file(
            "続きのファイルをえらぶ",
            "ashiba_file_pick",
            ".json,application/json",
            MAX_BYTES,
            _take,
        )
        if _REFUSED in st.session_state:
            show.tell("caution", st.session_state[_REFUSED], "いまの答えは、そのままです。")


# -- last time --------------------------------------------------------------------------------


def compare_box(plan: Plan, catalog: Catalog) -> None:
    """「前回とくらべる」, when the case has a day before today. Nothing while danger is now."""
    if plan.alert == "now" or store.answerer() == "example":
        return
    before = last_time(read_history(store.case().get("history")), store.today())
    if before is None:
        return
    seen = compare(before, _today_is())
    st.header("前回とくらべる", anchor=False)
    show.table(
        f"前回から{seen.days}日たちました",
        ("くらべること", f"前回（{_day(seen.before_on)}）→ いま"),
        _rows(seen, catalog),
        state=1,
    )
    if seen.other_answerer:
        who = {"family": "家族", "person": "本人"}[seen.other_answerer]
        st.write(f"前回は{who}が答えました。見える所がちがうので、条件はくらべていません。")
    else:
        if seen.both_seen and not seen.changed:
            st.write("見えている条件は、前回と同じです。")
        st.write("前より下がって見えても、失敗ではありません。行き来してよいものです。")
    if seen.steps_then:
        _steps_then(seen.steps_then)
    if seen.review.written:
        _review_then(seen.review)


def _review_then(review: ReviewLines) -> None:
    """What was written last time, with its line breaks."""
    written = "".join(
        f"<p>{REVIEW_LABELS[key]}：{show.own_words(text)}</p>"
        for key, text in review.model_dump().items()
        if text.strip()
    )
    st.html(f'<div class="ashiba-panel"><p>前回の見直し</p>{written}</div>')


def _day(day: date) -> str:
    """With the year when it is not this one."""
    year = "" if day.year == store.today().year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def _arrow(before: str, now: str) -> str:
    return before if before == now else f"{before}<br>→ {now}"


def _rows(seen: Comparison, catalog: Catalog) -> list[tuple[str, str]]:
    def stage(number: int | None) -> str:
        return "出していません" if number is None else escape(catalog.stage(number).name)

    def money(value: YenRange | None) -> str:
        return "まだ出せません" if value is None else show.yen_cell(value)

    def change(one: ConditionChange) -> tuple[str, str]:
        label = next(c.label for c in catalog.check.conditions if c.key == one.key)
        return escape(store.said(label)), _arrow(show.STATES[one.before], show.STATES[one.now])

    stages = _arrow(stage(seen.stage_before), stage(seen.stage_now))
    return [
        *([] if seen.other_answerer else [("いまの足場", stages)]),
        *(change(one) for one in seen.changed),
        ("月の費用", _arrow(money(seen.monthly_before), money(seen.monthly_now))),
    ]


def _steps_then(steps: tuple[str, ...]) -> None:
    """The steps of last time; a tick writes the step into 「できたこと」 of the review."""
    st.subheader("前回の「いま」の一歩", anchor=False)
    done = REVIEW_LABELS["done"]
    st.write(f"したものに印をつけると、今回の見直しの「{done}」に入ります。")

    def lines() -> list[str]:
        text = store.part("review").get("done")
        return text.splitlines() if isinstance(text, str) else []

    def keep(step: str) -> Callable[[bool], None]:
        def changed(on: bool) -> None:
            # Read anew: another tick may have come with the same run.
            review, rest = store.part("review"), [line for line in lines() if line != step]
            review["done"] = "\n".join([*rest, step] if on else rest)
            review.setdefault("on", store.today().isoformat())

        return changed

    for number, step in enumerate(dict.fromkeys(steps)):
        label = plain_label(step)
        st.checkbox(label, **store.bound(f"ashiba_then_{number}", step in lines(), keep(step)))


__all__ = ["compare_box", "load_box", "save_box"]
