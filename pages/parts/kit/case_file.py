"""The family's file on the screens: save, go on from one, and last time beside today."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from core import Catalog, Plan, YenRange
from core.case import REVIEW_LABELS, history
from core.case_file import (
    MAX_BYTES,
    CaseFile,
    CaseFileError,
    Comparison,
    pack_case,
    resume,
    snapshot_of,
    told_by_safety,
    unpack_case,
    ways_on,
)
from core.keep import last_time
from pages.parts.kit import html, show, store
from pages.parts.kit.blob import blob_button
from pages.parts.kit.html import joined, tag
from pages.parts.kit.labels import plain_label
from pages.parts.kit.lasting import lasting
from pages.parts.kit.pick_file import ANY_FILE, pick_file

FILE_NAME = "あしばノート_{day}.json"
# What came of the last file, why it was refused, and a file that waits for an answer.
_SAID, _REFUSED, _WAITING = "ashiba_file_said", "ashiba_file_refused", "ashiba_file_waiting"
_TAKEN = "ashiba_file_taken"


# -- saving -----------------------------------------------------------------------------------


def save_box(catalog: Catalog) -> None:
    """What the file is, whether safety answers go in, and the button. An example is not saved."""
    if store.answerer() == "example":
        st.write("架空の例は保存しません。家族か本人として答えると、ここで保存できます。")
        return
    st.write("答えを入れたファイルです。次のとき「はじめに」でえらぶと、続きから始められます。")
    st.write(
        store.words(
            "開けば、だれでも読めます。本人が見ることもあると思って、置く場所をえらんでください。",
            "開けば、だれでも読めます。わたしだけが使う場所に置くと安心です。",
        )
    )
    with_safety = st.checkbox("安全の質問の答えもファイルに入れる", key="ashiba_file_safety")
    # The words come with the bytes: who presses before the tick has arrived sees what is saved.
    label = "続きのファイルを保存する" + ("（安全の答えも）" if with_safety else "")
    save_button(label, "case_file", catalog, with_safety=with_safety)


def save_button(
    label: str,
    key: str,
    catalog: Catalog,
    *,
    with_safety: bool,
    then: Callable[[], None] | None = None,
) -> None:
    """The button that saves the file, and what does not go into it; ``then`` follows a saving."""
    day, case = store.today(), store.full_case(catalog)
    today, telling = snapshot_of(case, catalog, day), told_by_safety(case, catalog, day)
    try:
        packed = pack_case(store.case(), catalog, today, day, with_safety, telling)
    except CaseFileError as fault:
        show.fault(str(fault))
        return
    if packed.left_out:
        show.paragraphs(*packed.left_out, kind="caution")
    name = FILE_NAME.format(day=day.isoformat())
    done = "できました。次は「はじめに」の「前に保存したファイルから続ける」でえらびます。"
    blob_button(label, packed.text.encode(), name, "application/json", key, done=done, then=then)


# -- going on ---------------------------------------------------------------------------------


def _take(catalog: Catalog, data: bytes) -> None:
    """What was read of a chosen file. Nothing is overwritten without asking."""
    for name in (_SAID, _REFUSED, _WAITING):
        st.session_state.pop(name, None)
    try:
        read = unpack_case(data, catalog, store.today())
    except CaseFileError as fault:
        st.session_state[_REFUSED] = str(fault)
        return
    if store.has_answers(catalog):
        st.session_state[_WAITING] = read
    else:
        _use(read)


def _use(read: CaseFile) -> None:
    """Put the file in the place of the answers of this tab, and forget what belonged to them."""
    found = resume(read, store.today())
    store.begin_with(found.case)
    st.session_state[_SAID] = found.told
    st.session_state[_TAKEN] = True


def _leave() -> None:
    """「いまの答えのまま続ける」."""
    st.session_state.pop(_WAITING, None)
    st.session_state[_SAID] = ["いまの答えのまま続けます。ファイルは使っていません。"]


def tell_loaded() -> None:
    """What became of a file that was just taken: on the screen that follows, until it is left.

    The tab may ask for one more run, of the new case, that nobody pressed for.
    """
    if words := lasting("file_said", None, lambda: tuple(st.session_state.pop(_SAID, ()))):
        show.tell("panel", *words)


_SCREENS = {
    "plan": "くみあわせプラン",
    "cost": "費用の見積もり",
    "private": "民間をえらぶ",
    "windows": "窓口",
    "sheet": "印刷・保存",
}


def _ways_on(catalog: Catalog) -> None:
    """Links to the screens that show what the file held."""
    for screen in ways_on(store.case(), catalog):
        st.page_link(f"{screen}.py", label=f"つづきから：{_SCREENS[screen]}")


def load_box(catalog: Catalog) -> None:
    """「続きから」 on はじめに: choose the file, read what came of it, ask before overwriting."""
    waiting = st.session_state.get(_WAITING)
    if st.session_state.pop(_TAKEN, False) and store.has_begun():
        st.switch_page("overview.py")
    if _SAID in st.session_state:
        show.tell("panel", *st.session_state[_SAID])
    if waiting is not None:
        show.tell(
            "caution",
            f"{waiting.called}です。",
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
        st.page_link("overview.py", label="つづきから（この画面の答えが残っています）")
    elif _SAID in st.session_state:
        _ways_on(catalog)
    with st.expander("前に保存したファイルから続ける", key="open_file"):
        st.write("「印刷・保存」で保存したファイルをえらびます。中は、この画面で読むだけです。")
        pick_file(
            "続きのファイルをえらぶ",
            "ashiba_file_pick",
            ANY_FILE,
            MAX_BYTES,
            partial(_take, catalog),
        )
        if _REFUSED in st.session_state:
            show.tell("caution", st.session_state[_REFUSED], "いまの答えは、そのままです。")


# -- last time --------------------------------------------------------------------------------


def can_compare(plan: Plan) -> bool:
    """Whether there is a day before today to set beside it. Never while danger is now."""
    if plan.alert == "now" or store.answerer() == "example":
        return False
    return (
        history.last_time(history.read_history(store.case().get("history")), store.today())
        is not None
    )


def compare_box(plan: Plan, catalog: Catalog) -> None:
    """Last time beside today, where ``can_compare``; else nothing."""
    if not can_compare(plan):
        return
    case = store.full_case(catalog)
    seen = last_time.beside_last_time(store.case(), case, catalog, store.today())
    if seen is None:
        return
    show.table(
        f"前回から{seen.days}日たちました",
        ("くらべること", f"前回（{last_time.day_words(seen)}）→ いま"),
        [
            (one.label, _arrow(_cell(one.before), _cell(one.now)))
            for one in last_time.rows(seen, catalog, store.answerer())
        ],
        state=1,
    )
    for words in last_time.remarks(seen):
        st.write(words)
    if seen.steps_then:
        _steps_then(seen.steps_then)
    if seen.review.written:
        _review_then(seen)


def _review_then(seen: Comparison) -> None:
    """What was written last time, with its line breaks."""
    written = joined(
        tag("<p>{}：{}</p>", label, show.own_words(text))
        for label, text in last_time.written_then(seen)
    )
    html.write(tag('<div class="ashiba-panel"><p>前回の見直し</p>{}</div>', written))


def _cell(value: str | YenRange) -> str:
    return show.yen_cell(value) if isinstance(value, YenRange) else value


def _arrow(before: str, now: str) -> str:
    return before if before == now else tag("{}<br>→ {}", before, now)


def _steps_then(steps: tuple[str, ...]) -> None:
    """The steps of last time; a tick writes the step into 「できたこと」 of the review."""
    st.header("前回の「いま」の一歩", anchor=False)
    done = REVIEW_LABELS["done"]
    st.write(f"したものに印をつけると、今回の見直しの「{done}」に入ります。")

    def keep(step: str) -> Callable[[bool], None]:
        def changed(on: bool) -> None:
            # Read anew: another tick may have come with the same run.
            store.keep_line("done", last_time.ticked(store.get("review", "done"), step, on))

        return changed

    there = last_time.done_lines(store.get("review", "done"))
    for number, step in enumerate(dict.fromkeys(steps)):
        bound = store.bound(f"ashiba_then_{number}", step in there, keep(step))
        st.checkbox(plain_label(step), **bound)


__all__ = ["can_compare", "compare_box", "load_box", "save_box"]
