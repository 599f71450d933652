"""The sheets on the screen: which ones, what is written on them, how they look."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import streamlit as st

from core import Catalog
from core.case import from_answers
from core.handout import choice
from core.handout.papers import Papers, papers_of, spoken
from core.handout.press import Bound
from core.handout.sheets import bind_sheets, missing_in, render_sheet_png
from core.memo import MOST
from pages.parts.kit import composed, show, store
from pages.parts.kit.blob import blob_button, data_image
from pages.parts.kit.fields import writing
from pages.parts.kit.turn import making

T = TypeVar("T")
FILLED = {"filled": "書きこみ済み", "blank": "白紙"}
_MADE = "ashiba_made"
_KEPT = 6
SHOWN = 6
"""So many pages of a sheet are shown as pictures."""


class _Made(NamedTuple):
    """What was made of the papers of one day, kept for the visit only."""

    kind: str
    papers: Papers
    made: Any


def gather(catalog: Catalog) -> Papers:
    """Everything the sheets are made from, out of the case."""
    return papers_of(store.case(), catalog, store.today(), composed.plan(catalog))


def chosen(catalog: Catalog) -> dict[str, bool]:
    """{sheet: True filled, False blank} in the order of the sheets; 一枚 and 計画 until one chooses."""
    return choice.chosen(store.case(), catalog)


def choose(catalog: Catalog) -> None:
    """One tick a sheet; a ticked one is filled or blank."""
    now, offered = chosen(catalog), choice.offered(store.case(), catalog)

    def tick(name: str) -> Callable[[bool], None]:
        return lambda on: store.put("filled" if on else "none", "sheets", name)

    def fill(name: str) -> Callable[[str], None]:
        return lambda how: store.put(how, "sheets", name)

    def fill_all(how: str) -> None:
        for name in offered:
            store.put(how, "sheets", name)

    with st.container(horizontal=True):
        st.button("ぜんぶの紙をのせる", key="sheets_all", on_click=fill_all, args=("filled",))
        st.button("ぜんぶ白紙でのせる", key="sheets_blank", on_click=fill_all, args=("blank",))
    for name in offered:
        line = catalog.sheets.list[name]
        st.checkbox(
            f"{line.title}（{line.what}）",
            **store.bound(f"sheet_{name}", name in now, tick(name)),
        )
        if name in now:
            st.radio(
                f"{line.title}の紙",
                list(FILLED),
                format_func=FILLED.__getitem__,
                horizontal=True,
                label_visibility="collapsed",
                **store.bound(f"how_{name}", "filled" if now[name] else "blank", fill(name)),
            )


# -- what is made, and only when somebody asks -------------------------------------------------


def _there(kind: str, papers: Papers) -> _Made | None:
    """What was made of the same papers before, as long as it is kept."""
    kept: list[_Made] = st.session_state.setdefault(_MADE, [])
    return next((one for one in kept if one.kind == kind and one.papers == papers), None)


def _made(kind: str, papers: Papers, make: Callable[[], T]) -> T:
    """As ``_there``; made now where it is not."""
    found = _there(kind, papers)
    with st.container():  # always there, so that what follows keeps its place without the spinner
        if found is None:
            with making():
                found = _Made(kind, papers, make())
        kept = st.session_state[_MADE]
        kept[:] = [*kept, found][-_KEPT:]
    made: T = found.made
    return made


def _pdf_of(names: dict[str, bool]) -> str:
    return f"pdf{names}"


def make_pdf(papers: Papers, names: dict[str, bool]) -> Bound:
    """All chosen sheets as one PDF."""
    return _made(_pdf_of(names), papers, lambda: bind_sheets(names, papers))


def pdf_there(papers: Papers, names: dict[str, bool]) -> Bound | None:
    """The PDF of just these sheets and answers, when it was made; None when it has to be asked for."""
    found = _there(_pdf_of(names), papers) if names else None
    return None if found is None else found.made


def tell_missing(papers: Papers, names: dict[str, bool]) -> None:
    """The characters that no font has, beside what was made."""
    written = [name for name, filled in names.items() if filled]
    missing = _made(f"missing{written}", papers, lambda: missing_in(written, papers))
    if missing:
        shown = "　".join(missing)
        show.paragraphs(f"紙の文字にないので〓にしました：{shown}", kind="caution")


def preview(papers: Papers, names: dict[str, bool], catalog: Catalog) -> None:
    """One sheet as pictures, each to look at and to save."""
    titles = {name: catalog.sheets.list[name].title for name in names}
    name = st.selectbox("見本を見る紙", list(names), format_func=titles.__getitem__)
    if name is None:
        return
    filled = names[name]
    tell_missing(papers, {name: filled})
    pages = _made(
        f"png{name}{filled}", papers, lambda: render_sheet_png(name, papers, filled=filled)
    )
    if len(pages) > SHOWN:
        st.write(f"長い紙なので、見本は{SHOWN}ページまでです。PDFには、すべて入っています。")
    for number, png in enumerate(pages[:SHOWN], start=1):
        words = f"{titles[name]}の{number}ページ目"
        if number == 1 and name == "plan" and filled and papers.plan is not None:
            words = spoken(papers.plan)
        data_image(png, words)
        blob_button(
            f"{number}ページ目を画像で保存する",
            png,
            f"{titles[name]}_{papers.made_on:%Y-%m-%d}_{number}.png",
            "image/png",
            f"png_{name}_{number}",
            icon="picture",
        )
    st.write("絵を長く押しても、写真に入れられます。")


# -- what is written by hand -------------------------------------------------------------------


def notes_form() -> None:
    """The free text of the plan."""
    writing(
        "自由に書く（計画の紙にのります）",
        20_000,
        "sheet_notes",
        str(store.get("notes") or ""),
        lambda text: store.put(text, "notes"),
        area=True,
        placeholder="書かなくてもかまいません",
    )


def memo_form(catalog: Catalog) -> None:
    """What goes on 相談メモ: matters, the one that weighs most, texts, and what may be shown."""
    words, memo = catalog.sheets.memo, from_answers.memo_of(store.case(), catalog)
    if "memo" not in chosen(catalog):
        st.write("書いたことは、「紙をえらぶ」で相談メモに印をつけると、紙になります。")
    labels = {worry.key: worry.label for worry in words.worries}
    st.multiselect(
        words.worries_title,
        list(labels),
        format_func=labels.__getitem__,
        placeholder="えらばなくてもかまいません",
        **store.bound(
            "memo_worries",
            [key for key in labels if key in memo.worries],
            lambda keys: store.put(keys, "memo", "worries"),
        ),
    )
    if memo.worries:
        none = "まだ決めない"
        options = [none, *(key for key in labels if key in memo.worries)]
        st.selectbox(
            "一番のこと（紙では二重丸）",
            options,
            format_func=lambda key: labels.get(key, key),
            **store.bound(
                "memo_main",
                memo.main or none,
                lambda key: store.put(None if key == none else key, "memo", "main"),
            ),
        )
    for field in words.fields:
        _writing(store.said(field.label), memo.texts.get(field.key, ""), "texts", field.key)
    _writing(store.said(words.first_question), memo.first_question, "first_question")
    _writing(words.asked_before, memo.asked_before, "asked_before")
    _tick("質問の答えも、相談メモにのせる", "with_answers", on=memo.with_answers)
    _tick("安全の質問の答えも、相談メモにのせる", "with_safety", on=memo.with_safety)
    if memo.with_safety:
        show.paragraphs(
            "この紙には、安全のことがのります。置く場所に気をつけてください。", kind="caution"
        )


def _writing(label: str, text: str, *way: str) -> None:
    writing(
        label,
        MOST,
        f"memo_{way[-1]}",
        text,
        lambda value: store.put(value, "memo", *way),
        area=True,
        placeholder="書かなくてもかまいません",
        height=100,
    )


def _tick(label: str, name: str, *, on: bool) -> None:
    st.checkbox(
        label, **store.bound(f"memo_{name}", on, lambda value: store.put(value, "memo", name))
    )
