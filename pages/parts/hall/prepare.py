"""The preparation screen: which case, how long, from when, the papers, the keys. Not for the wall."""

from __future__ import annotations

import re
from datetime import time
from typing import Any

import streamlit as st

from core import Catalog
from core.room import LENGTHS, Length, Setting, read_address, read_start, timetable
from pages.parts.hall import paper, phones, room_tab
from pages.parts.kit import html, show
from pages.parts.kit.html import joined, tag
from pages.parts.kit.labels import plain_label, title_of

KEYS = (
    ("PageDown・→・Space", "次へ"),
    ("PageUp・←", "もどる"),
    ("1〜4", "多かった答え"),
    ("5", "分かれた"),
    ("B・「.」", "画面を隠す・出す"),
    ("Home", "はじめへ"),
)
USUAL_START = time(14)
MOST_WINDOWS = 3
NAME_MOST, PHONE_MOST, NEXT_MOST = 14, 13, 18
"""Characters of a window's name, of its number, and of the next day: what one line of the wall takes."""
_BREAK = re.compile(r"\s+")


def blocked() -> None:
    """A family's answers are in this tab: nothing is shown, a new window is offered."""
    st.set_page_config(page_title=title_of("会の準備", "会で使う"))
    with st.container(key="ashiba_hall_prep"):
        html.write(tag('<span data-ashiba-at="hall blocked"></span>'))
        st.title("会の準備（まだ映しません）", anchor=False)
        show.paragraphs(
            "このタブに、ご家族の答えがあります。",
            "会では、新しい窓で開きます。ここでは何も映しません。",
            "ご家族の答えは、このタブにそのまま残っています。",
            kind="caution",
        )
        html.write(
            tag(
                '<p><a class="hall-new" href="/hall" target="_blank" rel="noopener noreferrer">'
                "新しい窓で会を開く</a></p>"
                "<p>映す機械は、新しい窓が開いてからつなぎます。</p>"
            )
        )
        st.page_link("home.py", label="家族の画面にもどる")


def show_all(catalog: Catalog, told: str) -> None:
    """Everything to choose before the meeting. ``told``: what was wrong with the address."""
    st.set_page_config(page_title=title_of("会の準備", "会で使う"))
    with st.container(key="ashiba_hall_prep"):
        html.write(tag('<span data-ashiba-at="hall prepare"></span>'))
        with st.container(key="hall_prep_head", horizontal=True):
            st.title("会の準備（まだ映しません）", anchor=False)
            st.page_link("home.py", label="はじめにもどる")
        if told:
            show.tell("caution", told)
        _again(catalog)
        left, right = st.columns([2, 1], gap="medium")
        with left:
            setting, is_ready = _choose(catalog)
            _last_slide()
            paper.offer(setting, catalog)  # after what stands on the papers
            phones.offer(catalog)
        with right:
            with st.container(key="hall_side"):
                _timetable(setting, catalog)
                _keys()
            _begin(setting, is_ready=is_ready)


# -- choosing ---------------------------------------------------------------------------------


def _kept(name: str, value: Any) -> dict[str, Any]:
    """Arguments that tie a widget to what the room keeps."""
    key = f"hall_set_{name}"
    st.session_state[key] = value
    return {"key": key, "on_change": lambda: room_tab.put(name, st.session_state[key])}


def _choose(catalog: Catalog) -> tuple[Setting, bool]:
    """What is chosen, and whether it can begin: a start that is no time would be a wrong clock."""
    cases = {one.id: one for one in catalog.examples}
    kept = str(room_tab.get("pick"))
    case = kept if kept in cases else next(iter(cases))
    with st.container(key="hall_cases"):
        case = st.radio(
            "1. 例をえらぶ（架空の人です。似ていても偶然です）",
            list(cases),
            format_func=lambda one: f"**{cases[one].name} {cases[one].age}歳** {cases[one].line}",
            **_kept("pick", case),
        )
    length: Length = room_tab.get("len") if room_tab.get("len") in LENGTHS else LENGTHS[0]
    with st.container(key="hall_when", horizontal=True):
        length = st.radio(
            "2. 長さ",
            LENGTHS,
            format_func="{}分".format,
            horizontal=True,
            **_kept("len", length),
        )
        began = str(room_tab.get("start") or "14:00")[:10]
        text = st.text_input("3. 始まる時刻", max_chars=10, **_kept("start", began))
    start = read_start(text)
    if start is None:
        show.tell("caution", catalog.room.faults.start)
    setting = Setting(case=case, length=length, start=start or USUAL_START)
    return setting, start is not None


def _begin(setting: Setting, *, is_ready: bool) -> None:
    for key, label in (("full", "始める（全画面）"), ("plain", "この窓のまま始める")):
        st.button(
            label,
            key=f"hall_begin_{key}",
            type="primary" if key == "full" else "secondary",
            width="stretch",
            disabled=not is_ready,
            on_click=_start,
            args=(setting,),
        )
    with st.container(key="hall_after"):
        html.write(
            html.lines(
                "ここから先を、映します（F11でも全画面）。",
                "通知と自動ロックは、先に切っておきます。",
                "リモコンが効かないときは、画面の何もない所を一度押します。",
            )
        )


def _start(setting: Setting) -> None:
    """Begin anew: what another room said is forgotten."""
    room_tab.put("case", setting.case)
    room_tab.put("votes", {})
    _enter(setting)


def _enter(setting: Setting) -> None:
    room_tab.put("hidden", False)
    room_tab.put("last", setting.params())
    st.query_params.from_dict(setting.params())


def _again(catalog: Catalog) -> None:
    """The way back to a meeting that was left by mistake."""
    last = room_tab.get("last")
    if not isinstance(last, dict):
        return
    setting = read_address({str(key): str(one) for key, one in last.items()}, catalog)
    if not isinstance(setting, Setting):
        return
    name = next(one.name for one in catalog.examples if one.id == setting.case)
    st.button(
        plain_label(f"続きから：{name} {setting.length}分の{setting.number}枚目"),
        key="hall_again",
        on_click=_enter,
        args=(setting,),
    )


# -- the last slide ---------------------------------------------------------------------------


def _last_slide() -> None:
    """The next meeting, and up to three windows of the group. Typed here: nothing of a family's."""
    words = str(room_tab.get("next") or "")[:NEXT_MOST]
    st.text_input(
        "4. 次の会（例：12月24日（木）14:00）",
        max_chars=NEXT_MOST,
        placeholder="書かなくてもかまいません",
        **_kept("next", words),
    )
    with st.expander("5. 終わりに映す窓口（3つまで）"):
        st.write("会のあとに話せる所です。書かなければ、国の窓口が映ります。")
        kept = room_tab.typed_windows()
        for number in range(MOST_WINDOWS):
            name, phone = kept[number] if number < len(kept) else ("", "")
            with st.container(horizontal=True, key=f"hall_window_{number}"):
                for field, most, text, label in (
                    ("name", NAME_MOST, name, "名前"),
                    ("phone", PHONE_MOST, phone, "電話"),
                ):
                    key = f"hall_set_{field}_{number}"
                    st.session_state[key] = text
                    st.text_input(
                        f"{number + 1}つめの{label}",
                        max_chars=most,
                        key=key,
                        on_change=_keep_windows,
                    )


def _keep_windows() -> None:
    found = [
        [
            _BREAK.sub(" ", str(st.session_state.get(f"hall_set_{field}_{number}", ""))).strip()
            for field in ("name", "phone")
        ]
        for number in range(MOST_WINDOWS)
    ]
    room_tab.put("windows", found)


# -- what to know -----------------------------------------------------------------------------


def _timetable(setting: Setting, catalog: Catalog) -> None:
    rows = joined(
        tag('<tr><th scope="row">{}</th><td>{}</td></tr>', one.name, one.ends)
        for one in timetable(setting.case, setting.length, setting.start, catalog)
    )
    html.write(
        tag(
            '<table class="hall-times"><caption>{}分の時間割（各部の終わり）</caption>'
            "<tbody>{}</tbody></table>",
            setting.length,
            rows,
        )
    )


def _keys() -> None:
    rows = joined(tag("<dt>{}</dt><dd>{}</dd>", *one) for one in KEYS)
    html.write(tag('<dl class="hall-keys">{}</dl>', rows))
