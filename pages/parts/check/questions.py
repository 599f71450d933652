"""One question on the screen, the two screens to tick, and the way between them."""

from __future__ import annotations

import streamlit as st

from core import Catalog, load_catalog
from core.walk import Walk, address_of, number_at, slot
from pages.parts.kit import situation, store
from pages.parts.kit.labels import title_of


def number_asked(walk: Walk) -> int:
    """The number that the address stands for; the first question for anything else."""
    number = number_at(st.query_params.get("q", ""), store.salt(), walk.last)
    return number if walk.is_asked(number) else walk.step_from(number, 1)


def go(number: int) -> None:
    """Put a place of this visit into the address, so that the phone's Back works.

    Which questions were asked tells how R2 was answered: no number stands in a browser's history.
    """
    st.query_params["q"] = address_of(number, store.salt())


def answer(walk: Walk, number: int, value: str) -> None:
    """Keep an answer and go on. 今まさに opens the contacts first."""
    who, catalog = store.answerer(), load_catalog()
    place, question, _ = walk.at(number)
    if place == "difficulty":
        store.put(value, "checks", who, "difficulty")
    else:
        store.put(value, "checks", who, place, slot(place, question))
    if place == "safety" and value == "now" and question.key != "money":
        store.put(question.key, "alert_open")
    go(Walk(catalog, store.answers_of(who)).step_from(number, 1))


def close_alert() -> None:
    """「落ち着いたら続きへ」."""
    store.put(False, "alert_open")


def story(catalog: Catalog, choose: bool) -> None:
    """The fictional family that a meeting answers for; chosen before the first question."""
    examples = {example.id: example for example in catalog.examples}
    chosen = store.get("example")
    picked = chosen if isinstance(chosen, str) and chosen in examples else catalog.examples[0].id
    if choose:
        picked = st.selectbox(
            "架空の家族をえらぶ",
            list(examples),
            format_func=lambda key: examples[key].title,
            **store.bound("ashiba_example", picked, lambda key: store.put(key, "example")),
        )
    with st.expander(f"この家族の話を読む：{examples[picked].title}", expanded=choose):
        st.write("\n\n".join(examples[picked].story))


def ask(walk: Walk, number: int) -> None:
    """One question with its large answers."""
    _, question, choices = walk.at(number)
    position, total = walk.position(number)
    st.caption(f"質問 {position} / {total}　{question.block}")
    st.header(store.said(question.text), anchor=False)
    kept = walk.answer_to(number)
    with st.container(key=f"ashiba_choices_{number}"):
        for column, choice in zip(st.columns(len(choices)), choices, strict=True):
            label = store.said(choice.label)
            column.button(
                f"✓ {label}" if choice.value == kept else label,
                key=f"q{number}_{choice.value}",
                width="stretch",
                on_click=answer,
                args=(walk, number, choice.value),
            )
    st.write("わからないままで大丈夫です。")
    with st.expander("見てわかる例"):
        st.write(store.said(question.examples))
        st.write(store.said(question.hint_unknown))
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.button(
            "もどる", key=f"back_{number}", on_click=go, args=(max(1, walk.step_from(number, -1)),)
        )
        st.button("次へ", key=f"next_{number}", on_click=go, args=(walk.step_from(number, 1),))


def ask_more(walk: Walk, number: int, catalog: Catalog) -> None:
    """Age and situations, then what is there already. Nothing has to be filled in."""
    last = number == walk.in_use
    (situation.ask_in_use if last else situation.ask)(catalog)
    back, on = (walk.step_from(number, by) for by in (-1, 1))
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.button("もどる", key=f"back_{number}", on_click=go, args=(back,))
        label = "次へ：結果" if last else "次へ"
        st.button(label, key=f"next_{number}", type="primary", on_click=go, args=(on,))


def show(walk: Walk, number: int, catalog: Catalog) -> None:
    """The questions, and after them the two screens to tick."""
    st.set_page_config(page_title=title_of(walk.title(number), "いまの足場"))
    if number == 1:
        st.caption(store.said(catalog.check.texts.header))
    if number < walk.situation:
        ask(walk, number)
    else:
        ask_more(walk, number, catalog)
    if store.answerer() == "example":
        story(catalog, choose=number == 1)  # below: a projected question keeps its answers in sight
