"""いまの足場: safety first, one question per screen, then the result with its reasons."""

from __future__ import annotations

import streamlit as st

from core import assess, load_catalog
from core.walk import Walk, slot
from pages.parts.check import result
from pages.parts.kit import alert, html, situation, store
from pages.parts.kit.html import tag

catalog = load_catalog()
who = store.answerer()
raw = store.answers_of(who)


walk = Walk(catalog, raw)


def number_asked() -> int:
    """The number in the address; the first question for anything else."""
    text = st.query_params.get("q", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1
    return min(max(number, 1), walk.last)


def go(number: int) -> None:
    """Put a number (never an answer) into the address, so that the phone's Back works."""
    st.query_params["q"] = str(number)


def answer(number: int, value: str) -> None:
    """Keep an answer and go on. 今まさに opens the contacts first."""
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


def story(choose: bool) -> None:
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


def ask(number: int) -> None:
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
                args=(number, choice.value),
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


def ask_more(number: int) -> None:
    """Age and situations, then what is there already. Nothing has to be filled in."""
    last = number == walk.in_use
    (situation.ask_in_use if last else situation.ask)(catalog)
    back, on = (walk.step_from(number, by) for by in (-1, 1))
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.button("もどる", key=f"back_{number}", on_click=go, args=(back,))
        label = "次へ：結果" if last else "次へ"
        st.button(label, key=f"next_{number}", type="primary", on_click=go, args=(on,))


def show_questions(number: int) -> None:
    """The questions, and after them the two screens to tick."""
    if number == 1:
        st.caption(store.said(catalog.check.texts.header))
    if number < walk.situation:
        ask(number)
    else:
        ask_more(number)
    if who == "example":
        story(choose=number == 1)  # below: a projected question keeps its answers in sight


number = number_asked()
if 0 < number < walk.last and not walk.is_asked(number):
    number = walk.step_from(number, 1)
# A danger just answered stands before everything else, with a title of its own.
check = store.read_check(who)
alerts = alert.of(check, catalog)
shown = alerts.opened(store.get("alert_open"))
opened = shown is not None
finished = number == walk.last and not opened
if finished:
    check = store.current_check() or check
    assessment = assess(check, catalog)
    alerts = alert.of(check, catalog)
    shown = alerts.instead_of_result()
# page.js starts each of these at its top.
html.write(tag('<span data-ashiba-at="{}-{}"></span>', number, int(opened)))
if shown is not None:
    with st.container(key="ashiba_now"):
        alert.show_alert(shown, alerts)
        if opened:
            st.button(
                "落ち着いたら続きへ", key="alert_close", width="stretch", on_click=close_alert
            )
        else:
            st.page_link("plan.py", label="落ち着いたら続きへ", width="stretch")
    if finished:
        st.write("足場の結果は、いまは出しません。落ち着いたら、計画の画面へ進めます。")
    html.write(alert.folds(alerts.folds_now(shown)))
else:
    st.title("いまの足場", anchor=False)
    if finished:
        result.show_result(check, assessment, catalog)
    else:
        show_questions(number)
if finished:
    st.button("質問にもどる", key="result_back", on_click=go, args=(walk.step_from(walk.last, -1),))
