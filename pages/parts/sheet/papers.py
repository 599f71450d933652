"""The sheets on the screen: which ones, what is written on them, how they look."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import streamlit as st

from core import Catalog, Plan, compose_plan
from core.case.from_answers import memo_of, quotes_of
from core.handout.papers import Papers
from core.handout.press import page_count
from core.handout.sheets import SHEETS, missing_in, render_sheet_png, render_sheets_pdf
from core.memo import MOST, read_memo
from pages.parts.kit import local, show, store
from pages.parts.kit.blob import blob_button, data_image
from pages.parts.kit.fields import writing

FILLED = {"filled": "書きこみ済み", "blank": "白紙"}
_MADE = "ashiba_made"
_KEPT = 6
SHOWN = 6
"""So many pages of a sheet are shown as pictures."""


def gather(catalog: Catalog) -> Papers:
    """Everything the sheets are made from, out of the case."""
    case, windows = store.full_case(catalog), local.windows()
    prefecture, city = local.place(catalog)
    example = store.case().get("example")
    return Papers(
        catalog=catalog,
        made_on=store.today(),
        answerer=store.answerer(),
        plan=compose_plan(case, catalog, store.today(), windows),
        case=case,
        memo=memo_of(store.case(), catalog),
        windows=windows,
        prefecture=prefecture,
        city=city,
        quotes=quotes_of(store.case())[0],
        example=example if isinstance(example, str) else None,
    )


def offered() -> tuple[str, ...]:
    """The sheets for whoever answers: what is handed to the family only for the person, and never
    where the person is being hurt."""
    check = store.current_check()
    hurt = check is not None and check.safety.harmed in ("now", "recent")
    handed = store.answerer() == "person" and not hurt
    return tuple(name for name in SHEETS if name != "handover" or handed)


def chosen() -> dict[str, bool]:
    """{sheet: True filled, False blank} in the order of the sheets; the plan until one chooses."""
    kept = store.part("sheets")
    how = {name: kept.get(name, "filled" if name == "plan" else "none") for name in offered()}
    return {name: how[name] == "filled" for name in how if how[name] in ("filled", "blank")}


def choose(catalog: Catalog) -> None:
    """One tick a sheet; a ticked one is filled or blank."""
    kept, now = store.part("sheets"), chosen()

    def tick(name: str) -> Callable[[bool], None]:
        return lambda on: kept.update({name: "filled" if on else "none"})

    def fill(name: str) -> Callable[[str], None]:
        return lambda how: kept.update({name: how})

    with st.container(horizontal=True):
        st.button("ぜんぶの紙をのせる", key="sheets_all", on_click=_all, args=("filled",))
        st.button("ぜんぶ白紙でのせる", key="sheets_blank", on_click=_all, args=("blank",))
    for name in offered():
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


def _all(how: str) -> None:
    store.part("sheets").update(dict.fromkeys(offered(), how))


def _made(kind: str, make: Callable[[], Any]) -> Any:
    """What was made of the same answers on the same day before, kept for the visit only."""
    facts = json.dumps(store.case(), sort_keys=True, default=str)
    key = sha256(f"{kind}|{store.today()}|{facts}".encode()).hexdigest()
    kept: dict[str, Any] = st.session_state.setdefault(_MADE, {})
    if key not in kept:
        while len(kept) >= _KEPT:
            del kept[next(iter(kept))]
        kept[key] = make()
    return kept[key]


def tell_missing(papers: Papers, names: dict[str, bool]) -> None:
    """The characters that no font has, beside the preview."""
    written = [name for name, filled in names.items() if filled]
    missing = _made(f"missing{written}", lambda: missing_in(written, papers))
    if missing:
        shown = "　".join(missing)
        show.paragraphs(f"紙の文字にないので〓にしました：{shown}", kind="caution")


def save_all(papers: Papers, names: dict[str, bool]) -> None:
    """All chosen sheets as one PDF."""
    pdf = _made(f"pdf{names}", lambda: render_sheets_pdf(names, papers))
    st.write(f"えらんだ紙は{len(names)}種類、A4で{page_count(pdf)}ページです。")
    file = f"あしばノート_{papers.made_on:%Y-%m-%d}.pdf"
    blob_button("えらんだ紙をPDFで保存する", pdf, file, "application/pdf", "pdf", primary=True)


def preview(papers: Papers, names: dict[str, bool], catalog: Catalog) -> None:
    """One sheet as pictures, each to look at and to save."""
    titles = {name: catalog.sheets.list[name].title for name in names}
    name = st.selectbox("見本を見る紙", list(names), format_func=titles.__getitem__)
    if name is None:
        return
    filled = names[name]
    pages = _made(f"png{name}{filled}", lambda: render_sheet_png(name, papers, filled=filled))
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
        )


def spoken(plan: Plan) -> str:
    """The plan's paper in words, for those who cannot see the picture: what stands on it only."""
    parts = (("いま", plan.now), ("次", plan.next), ("その先", plan.later))
    said = {name: [step.title for step in steps if step.on_paper] for name, steps in parts}
    return "計画の紙。" + "。".join(
        f"{name}：{'、'.join(titles)}" for name, titles in said.items() if titles
    )


def memo_form(catalog: Catalog) -> None:
    """What goes on 相談メモ: matters, the one that weighs most, texts, and what may be shown."""
    words, raw = catalog.sheets.memo, store.part("memo")
    memo = read_memo(raw, words)
    labels = {worry.key: worry.label for worry in words.worries}
    st.multiselect(
        words.worries_title,
        list(labels),
        format_func=labels.__getitem__,
        placeholder="えらばなくてもかまいません",
        **store.bound(
            "memo_worries",
            [key for key in labels if key in memo.worries],
            lambda keys: raw.update(worries=keys),
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
                lambda key: raw.update(main=None if key == none else key),
            ),
        )
    texts = raw.get("texts")
    kept: dict[str, Any] = texts if isinstance(texts, dict) else {}
    raw["texts"] = kept
    fields = [
        (field.key, store.said(field.label), kept, memo.texts.get(field.key, ""))
        for field in words.fields
    ]
    fields.append(("first_question", store.said(words.first_question), raw, memo.first_question))
    fields.append(("asked_before", words.asked_before, raw, memo.asked_before))
    for key, label, where, text in fields:
        _writing(label, f"memo_{key}", text, where, key)
    _tick("質問の答えも、相談メモにのせる", "with_answers", raw, on=memo.with_answers)
    _tick("安全の質問の答えも、相談メモにのせる", "with_safety", raw, on=memo.with_safety)
    if memo.with_safety:
        show.paragraphs(
            "この紙には、安全のことがのります。置く場所に気をつけてください。", kind="caution"
        )


def _writing(label: str, key: str, text: str, where: dict[str, Any], name: str) -> None:
    def keep(value: str) -> None:
        where[name] = value

    empty = "書かなくてもかまいません"
    writing(label, MOST, key, text, keep, area=True, placeholder=empty, height=100)


def _tick(label: str, name: str, where: dict[str, Any], *, on: bool) -> None:
    def keep(value: bool) -> None:
        where[name] = value

    st.checkbox(label, **store.bound(f"memo_{name}", on, keep))
