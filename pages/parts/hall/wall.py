"""The wall: one slide, its bar, the five answers, and the way out."""

from __future__ import annotations

import streamlit as st

from core import Catalog
from core.room import Setting, Slide, Vote, slides
from pages.parts.hall import room_tab, slide
from pages.parts.kit import html, store
from pages.parts.kit.html import tag
from pages.parts.kit.labels import title_of


def show(setting: Setting, catalog: Catalog) -> None:
    """Draw the slide of the address."""
    every = shown(setting, catalog)
    one = every[setting.number - 1]
    hidden = room_tab.get("hidden") is True
    _remember(setting)
    st.set_page_config(page_title=title_of(one.strip.part, "会で使う"))
    with st.container(key="ashiba_hall"):
        html.write(
            tag('<span data-ashiba-at="hall {}{}"></span>', setting.number, hidden or ""),
            slide.drawn(one, hidden=hidden),
        )
        if one.answers and not hidden:
            _answers(setting, one)
        _bar(setting, one, hidden=hidden)


def shown(setting: Setting, catalog: Catalog) -> tuple[Slide, ...]:
    """All slides, with what the room said so far and the windows it put in."""
    return slides(
        setting.case,
        setting.length,
        setting.start,
        catalog,
        store.today(),
        room_tab.votes(setting.case),
        room_tab.windows(),
        room_tab.next_meeting(),
    )


def _remember(setting: Setting) -> None:
    """For 「続きから」. 準備へ is on the first slide only: what was seen before it is gone back to."""
    now, kept = setting.params(), room_tab.get("last")
    is_same = isinstance(kept, dict) and {**kept, "s": ""} == {**now, "s": ""}
    if setting.number > 1 or not is_same:
        room_tab.put("last", now)


def go(number: int) -> None:
    """To a slide. What was hidden is shown again."""
    st.query_params["s"] = str(number)
    room_tab.put("hidden", False)


def _hide(hidden: bool) -> None:
    room_tab.put("hidden", hidden)


def _vote(case: str, key: str, value: Vote) -> None:
    room_tab.vote(case, key, value)


def _answers(setting: Setting, one: Slide) -> None:
    with st.container(key="hall_answers", horizontal=True):
        for choice in one.answers:
            st.button(
                choice.label,
                key=f"hall_a{choice.key}",
                type="primary" if choice.picked else "secondary",
                on_click=_vote,
                args=(setting.case, one.key, choice.value),
            )


def _bar(setting: Setting, one: Slide, *, hidden: bool) -> None:
    """もどる, 次へ, 隠す, はじめ. The first slide and the last lead out, each after a question."""
    number, first, last = setting.number, setting.number == 1, setting.number == one.of
    with st.container(key="hall_bar", horizontal=True):
        st.button("もどる", key="hall_back", disabled=first, on_click=go, args=(number - 1,))
        left = False
        if last:
            left = st.button("終わる", key="hall_end")
        else:
            st.button("次へ", key="hall_next", type="primary", on_click=go, args=(number + 1,))
        word = "出す" if hidden else "隠す"
        st.button(word, key="hall_hide", on_click=_hide, args=(not hidden,))
        if first:
            left = st.button("準備へ", key="hall_prepare") or left
        else:
            st.button("はじめ", key="hall_home", on_click=go, args=(1,))
        html.write(slide.when(one))
    if left:
        _ask_to_leave()


@st.dialog("会の画面を閉じますか")
def _ask_to_leave() -> None:
    """Asks once. The answers of the room stay in the tab until another case begins."""
    if st.button("会の準備にもどる", key="hall_leave", width="stretch"):
        st.query_params.clear()
        st.rerun()
    if st.button("はじめの画面へ", key="hall_out", width="stretch"):
        st.switch_page("home.py")
    if st.button("このまま続ける", key="hall_stay", width="stretch"):
        st.rerun()
