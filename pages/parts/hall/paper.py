"""会の一式 on the preparation screen: how many copies, and the files."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core import Catalog
from core.contacts import prefectures
from core.handout.room_set import (
    MOST_PEOPLE,
    Place,
    RoomPaper,
    copies,
    leader_pdf,
    people_pdf,
    slides_pdf,
)
from core.room import Setting
from pages.parts.hall import room_tab
from pages.parts.kit import html, store
from pages.parts.kit.blob import blob_button
from pages.parts.kit.turn import making

_MADE, _OPEN = "hall_papers", "hall_papers_open"
_NONE = "のせない"
USUAL_PEOPLE = 12


def offer(setting: Setting, catalog: Catalog) -> None:
    """The number of people, 「紙を用意する」, and what it made."""
    kept = room_tab.get("people")
    people = kept if type(kept) is int and 1 <= kept <= MOST_PEOPLE else USUAL_PEOPLE
    with st.container(key="hall_paper", horizontal=True, vertical_alignment="bottom"):
        st.session_state["hall_set_people"] = people
        people = st.number_input(
            "6. 紙：参加する人数",
            1,
            MOST_PEOPLE,
            width=240,
            key="hall_set_people",
            on_change=lambda: room_tab.put("people", st.session_state["hall_set_people"]),
        )
        st.button("紙を用意する", key="hall_paper_make", on_click=_open)
    if st.session_state.get(_OPEN):
        with st.container(key="hall_copies"):
            _files(setting, int(people), catalog)


def _open() -> None:
    st.session_state[_OPEN] = True


def _files(setting: Setting, people: int, catalog: Catalog) -> None:
    """The three PDFs, and how to print each."""
    names = prefectures(catalog)
    place = room_tab.get("place") if room_tab.get("place") in names else _NONE
    st.session_state["hall_set_place"] = place
    place = st.selectbox(
        "窓口の紙にのせる都道府県",
        [_NONE, *names],
        key="hall_set_place",
        on_change=lambda: room_tab.put("place", st.session_state["hall_set_place"]),
    )
    leader, persons, slides = _made(setting, catalog, None if place == _NONE else str(place))
    for key, paper, told in (
        ("leader", leader, copies(leader, 1, catalog)),
        ("people", persons, copies(persons, people, catalog)),
        ("slides", slides, ("パソコンが使えない日のために。",)),
    ):
        blob_button(
            f"{paper.title}（A4で{paper.pages}ページ）を保存する",
            paper.pdf,
            f"会_{paper.title}_{setting.case}_{setting.length}分.pdf",
            "application/pdf",
            f"hall_pdf_{key}",
        )
        html.write(html.lines(*told))


def _made(
    setting: Setting, catalog: Catalog, prefecture: str | None
) -> tuple[RoomPaper, RoomPaper, RoomPaper]:
    """Made once for the same choice; a press of papers takes a moment."""
    windows, meeting = room_tab.windows(), room_tab.next_meeting()
    today = store.today()
    choice: tuple[Any, ...] = (setting, prefecture, windows, meeting, today)
    kept = st.session_state.get(_MADE)
    if kept is None or kept[0] != choice:
        with making("紙を"):
            kept = (
                choice,
                (
                    leader_pdf(setting, catalog, today),
                    people_pdf(setting, catalog, today, windows, Place(prefecture)),
                    slides_pdf(setting, catalog, today, windows, meeting),
                ),
            )
        st.session_state[_MADE] = kept
    made: tuple[RoomPaper, RoomPaper, RoomPaper] = kept[1]
    return made
