"""Age, situation and what is in use: what changes the steps besides the thirteen questions."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core import Catalog
from core.case import read_age
from core.groups import GROUPS, services_by_group
from pages.parts.kit import show, store
from pages.parts.kit.fields import writing

_AGE_MOST = 10
"""Characters of an age as core.case.answers keeps it."""
_FEW = "situation_few_open"
_NO_AGE = "年齢は0から120の数字で入れてください。いまは「わからない」として計算します。"


def age() -> None:
    """The person's age as text, so that わからない is an empty field."""

    def keep(text: str) -> None:
        store.put(text, "age_text")
        store.put(read_age(text), "age")

    text = str(store.get("age_text") or "")
    writing(
        store.words("本人の年齢", "わたしの年齢"),
        _AGE_MOST,
        "ashiba_age",
        text,
        keep,
        wrong=_NO_AGE if text.strip() and read_age(text) is None else "",
        is_one=True,
        numeric=True,
        placeholder="わからないときは空のまま",
    )


def flags(catalog: Catalog, *, few_folded: bool = False) -> None:
    """The situations of this family, each a box to tick. ``few_folded``: those of few in a fold,
    which stands open once one of them is ticked.
    """
    chosen = store.get("situation")
    ticked: list[str] = chosen if isinstance(chosen, list) else []

    def toggle(flag: str, on: bool) -> None:
        kept = [one for one in ticked if one != flag]
        store.put([*kept, flag] if on else kept, "situation")

    few = [one.flag for one in catalog.plan.profiles if few_folded and one.few]
    boxes = st.container(key="ashiba_ticks_situation")
    if few:
        # It does not close under the hand that takes the last tick out of it.
        is_open = bool(st.session_state.get(_FEW)) or any(one in ticked for one in few)
        st.session_state[_FEW] = is_open
        fold = st.expander("ほかの様子", expanded=is_open, key="open_few")
        folded = fold.container(key="ashiba_ticks_few")
    for profile in catalog.plan.profiles:
        flag = profile.flag
        (folded if flag in few else boxes).checkbox(
            store.said(profile.label),
            **store.bound(f"flag_{flag}", flag in ticked, lambda on, flag=flag: toggle(flag, on)),
        )


def _fold(number: int) -> dict[str, Any]:
    """One fold is open at a time: whoever opens the next one has the screen short again."""

    def opened() -> None:
        for other in range(len(GROUPS)):
            if other != number:
                st.session_state[f"open_in_use_{other}"] = False

    return {"key": f"open_in_use_{number}", "on_change": opened}


def in_use(catalog: Catalog) -> None:
    """What this family has already: eight marks in sight, the services in folds.

    A missing tick says nothing. Also for the fold of the plan screen.
    """
    ticked = store.in_use(catalog)

    def toggle(one: str, on: bool) -> None:
        kept = [other for other in store.in_use(catalog) if other != one]
        store.put([*kept, one] if on else kept, "in_use")

    def box(one: str, label: str) -> None:
        st.checkbox(
            label,
            **store.bound(f"in_use_{one}", one in ticked, lambda on, one=one: toggle(one, on)),
        )

    with st.container(key="ashiba_ticks_in_use"):
        for mark in catalog.plan.marks:
            box(mark.key, store.said(mark.label))
    for number, (group, services) in enumerate(services_by_group(catalog).items()):
        fold = st.expander(getattr(catalog.guide.groups, group), **_fold(number))
        with fold, st.container(key=f"ashiba_ticks_group_{number}"):
            for service in services:
                box(service.id, service.name)
    names = [catalog.service(one).name for one in ticked if one in catalog.by_service]
    if names:
        st.write("えらんだ支援：" + "、".join(names))


def ask(catalog: Catalog) -> None:
    """The screen after the questions: age and situations."""
    st.title("あてはまること", anchor=False)
    st.write("えらばなくても、計画は作れます。")
    age()
    flags(catalog, few_folded=True)


def ask_in_use(catalog: Catalog) -> None:
    """The screen after that: 「いま使っているもの」."""
    st.title("いま使っているもの", anchor=False)
    st.write("えらばなくても、「ない」とは受け取りません。")
    in_use(catalog)
    marks = "。".join(store.said(mark.label) for mark in catalog.plan.marks)
    show.hard_words(marks, catalog, store.answerer())
