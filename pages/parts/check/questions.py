"""One question on the screen, the two screens to tick, and the way between them.

Question, answers and the way back stand in the first screenful; check.css sets where.
"""

from __future__ import annotations

import re

import streamlit as st
from markupsafe import Markup

from core import Catalog
from core.catalog import Question
from core.walk import Walk, address_of, number_at, parted, slot
from pages.parts.kit import html, picture, roles, situation, store
from pages.parts.kit.html import NOTHING, joined, tag

EXAMPLES, SEE_EXAMPLES = "見てわかる例", ("例", "を見る")
_HEARD = tag(' class="heard"')
"""What those who hear the screen are told at each question, and others see at a glance."""
_FOLLOWS = "check_follows"
"""In the session: which of the questions at an address is asked, where it is not the first."""
UNKNOWN_IS_FINE = "わからないままで大丈夫です。"


def number_asked(walk: Walk) -> int:
    """The number that the address stands for; the first question for anything else."""
    entry = walk.entry(number_at(st.query_params.get("q", ""), store.salt(), walk.last))
    follows = st.session_state.get(_FOLLOWS)
    if follows is not None and walk.entry(follows) == entry and walk.is_asked(follows):
        return int(follows)
    st.session_state.pop(_FOLLOWS, None)
    return entry


def go(walk: Walk, number: int) -> None:
    """Put a place of this visit into the address, so that the phone's Back works.

    Which questions were asked tells how R2 was answered: what follows it stays at its address, and
    no number stands in a browser's history.
    """
    entry = walk.entry(number)
    st.session_state[_FOLLOWS] = number if number != entry else None
    address = address_of(entry, store.salt())
    if st.query_params.get("q") != address:  # the same again would be one more entry
        st.query_params["q"] = address


def answer(walk: Walk, number: int, value: str, catalog: Catalog) -> None:
    """Keep an answer and go on. 今まさに opens the contacts first."""
    who = store.answerer()
    place, question, _ = walk.at(number)
    if place == "difficulty":
        store.put(value, "checks", who, "difficulty")
    else:
        store.put(value, "checks", who, place, slot(place, question))
    if place == "safety" and value == "now" and question.key != "money":
        store.put(question.key, "alert_open")
    answered = Walk(catalog, store.answers_of(who, catalog))
    go(answered, answered.step_from(number, 1))


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


def _progress(name: Markup, part: Markup, done: int, of: int) -> None:
    """Where one is, and a thin line of it."""
    html.write(
        tag(
            '<div class="q-way"><p><span>{}</span>{}</p>{}</div>',
            name,
            part,
            picture.progress(done, of),
        )
    )


def _begins(walk: Walk, number: int) -> bool:
    """Whether a part of the check begins here."""
    return number == 1 or walk.at(number - 1)[1].block != walk.at(number)[1].block


def _large(label: str, *, with_small: bool) -> str:
    """An answer's words; what stands in brackets smaller, or not at all."""
    words, _, small = label.partition("（")
    return f"{words} :small[{small.removesuffix('）')}]" if small and with_small else words


def _answers(walk: Walk, number: int, catalog: Catalog) -> None:
    kept, choices = walk.answer_to(number), walk.at(number)[2]
    # What an answer means holds for every question with these answers: said once.
    first = all(walk.at(before)[2] != choices for before in range(1, number))
    for choice in choices:
        roles.choose(
            _large(store.said(choice.label), with_small=first),
            f"q{number}_{choice.value}",
            chosen=choice.value == kept,
            on_click=answer,
            args=(walk, number, choice.value, catalog),
        )


def _examples(question: Question) -> Markup:
    """What one can see. Folded on a phone, and closed again at the next question, because it is
    another piece of HTML; on a wide screen it stands open at the side (check.css).
    """
    sentences = re.findall(r"[^。]+。?", store.said(question.examples))
    return tag(
        '<details class="role-fold"><summary>{}<span{}>{}</span></summary></details>'
        '<div class="q-seen"><h2>{}</h2><ul>{}</ul><p><b>{}</b> {}</p></div>',
        SEE_EXAMPLES[0],
        _HEARD,
        SEE_EXAMPLES[1],
        EXAMPLES,
        joined(tag("<li>{}</li>", one) for one in sentences),
        UNKNOWN_IS_FINE,
        store.said(question.hint_unknown),
    )


def _way(walk: Walk, number: int, label: str = "", note: str = "") -> None:
    """「もどる」, and 「次へ」 where there is somewhere to go on to, else a ``note``."""
    back, on = (walk.step_from(number, by) for by in (-1, 1))
    with st.container(key="q_foot"):
        # Before the first question stands the door.
        way: roles.Press = (
            {"on_click": go, "args": (walk, back)} if back > 0 else roles.to("home.py")
        )
        roles.leave("もどる", f"q{number}", **way)
        if label:
            roles.go(label, f"q{number}", on_click=go, args=(walk, on))
        elif note:
            html.write(tag('<p class="q-fine">{}</p>', note))


def ask(walk: Walk, number: int, catalog: Catalog) -> None:
    """One question with its large answers."""
    _, question, _ = walk.at(number)
    position, total = walk.position(number)
    text, aside = parted(store.said(question.text))
    if number == 1:
        aside = store.said(catalog.check.texts.header)
    with st.container(key="wide_question"):
        part = tag(
            "<span{}>{}</span>", NOTHING if _begins(walk, number) else _HEARD, question.block
        )
        name = tag("<em{}>質問 </em>{} / {}", _HEARD, position, total)
        _progress(name, part, position, total + walk.last - walk.situation)
        with st.container(key="q_ask"):
            st.title(text, anchor=False)
            if aside:
                html.write(tag('<p class="q-aside">{}</p>', aside))
        with st.container(key="q_answers"):
            _answers(walk, number, catalog)
        with st.container(key="q_examples"):
            html.write(_examples(question))
        answered = walk.answer_to(number) is not None
        # Said once; the examples say it at every question.
        note = UNKNOWN_IS_FINE if number == 1 else ""
        _way(walk, number, "次へ" if answered else "", note)


def ask_more(walk: Walk, number: int, catalog: Catalog) -> None:
    """Age and situations, then what is there already. Nothing has to be filled in."""
    last = number == walk.in_use
    left = walk.last - number
    with st.container(key="wide_ticks"):
        _, total = walk.position(walk.situation - 1)
        of = total + walk.last - walk.situation
        _progress(f"あと{left}つ" if left > 1 else "これで最後", NOTHING, of - left + 1, of)
        (situation.ask_in_use if last else situation.ask)(catalog)
        _way(walk, number, "次へ：結果" if last else "次へ")


def show(walk: Walk, number: int, catalog: Catalog) -> None:
    """The questions, and after them the two screens to tick."""
    if number < walk.situation:
        ask(walk, number, catalog)
    else:
        ask_more(walk, number, catalog)
    if store.answerer() == "example":
        story(catalog, choose=number == 1)  # below: a projected question keeps its answers in sight
