"""What is looked for: stage, age, three boxes, what matters. Kept in the case, read back with care."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from core import Assessment, Catalog
from core.find import MOST_COMPARED, Wish
from pages.parts.kit import situation, store

STEPS = {"more_fitting": 8, "more_unmet": 4, "more_waiting": 4}
"""So many cards of a list are shown at first, and so many more each time."""

ANY = 0
BOXES = {
    "cannot_go_out": ("本人が出られない", "わたしは、いま外に出られない"),
    "free_only": ("無料の支援だけ", "無料の支援だけ"),
    "remote": ("電話やオンラインで使える", "電話やオンラインで使える"),
}


def part() -> dict[str, Any]:
    """What the tab holds of this screen."""
    return store.part("find")


def stage(assessment: Assessment | None) -> int:
    """The stage looked for: the chosen one, else that of the check; 0 for none."""
    kept = part().get("stage")
    if type(kept) is int and kept in (ANY, 1, 2, 3):
        return kept
    if assessment is None or assessment.alert == "now":
        return ANY
    return assessment.stage or ANY


CONDITIONS = {"going_out": "cannot_go_out", "cost": "free_only", "remote": "remote"}
"""The kind of a reason, and the box that asked for it."""


def condition(kind: str) -> str:
    """What was asked for, as it stands at the filter."""
    return store.words(*BOXES[CONDITIONS[kind]]) if kind in CONDITIONS else "年齢"


def wish(assessment: Assessment | None, age: int | None) -> Wish:
    """What core looks for."""
    ticked = {name: part().get(name) is True for name in BOXES}
    return Wish.model_validate({"stage": stage(assessment) or None, "age": age, **ticked})


def form(catalog: Catalog, assessment: Assessment | None) -> None:
    """The filters."""
    names = {one.number: f"足場{one.number}　{one.name}" for one in catalog.stages}
    with st.expander("しぼりこむ（足場・年齢・無料・電話など）"):
        st.radio(
            "足場",
            [ANY, *names],
            format_func=lambda number: names.get(number, "きめない"),
            **store.bound(
                "find_stage", stage(assessment), lambda number: part().update(stage=number)
            ),
        )
        situation.age()
        for name, (family, person) in BOXES.items():
            st.checkbox(
                store.words(family, person),
                **store.bound(
                    f"find_{name}",
                    part().get(name) is True,
                    lambda on, name=name: part().update({name: on}),
                ),
            )
        st.button("しぼりこみをやめる", key="find_clear", on_click=_clear)


def _clear() -> None:
    part().update(dict.fromkeys(BOXES, False), stage=ANY)


def matters(catalog: Catalog) -> list[str]:
    """What was ticked as mattering: known keys, in the order of the guide."""
    kept = part().get("matters")
    ticked = kept if isinstance(kept, list) else []
    return [one.key for one in catalog.guide.matters if one.key in ticked]


def matters_form(catalog: Catalog) -> None:
    """「大事にしたいこと」: what each card then answers. It moves nothing and leaves nothing out."""
    ticked = matters(catalog)

    def keep(key: str, on: bool) -> None:
        part()["matters"] = [*(one for one in ticked if one != key), *([key] if on else ())]

    with st.expander("大事にしたいこと"):
        st.write("印をつけると、支援ごとの答えが出ます。順番は変わりません。")
        for one in catalog.guide.matters:
            st.checkbox(
                store.said(one.label),
                **store.bound(
                    f"find_matter_{one.key}",
                    one.key in ticked,
                    partial(keep, one.key),
                ),
            )


def shown(name: str) -> int:
    """How many cards of a list are shown."""
    count = part().get(name)
    return max(count, STEPS[name]) if type(count) is int else STEPS[name]


def more(name: str, left: int) -> None:
    """「もっと見る」 under a list of which ``left`` are not shown yet."""
    if left > 0:
        st.button(
            f"もっと見る（あと{left}）",
            key=f"find_{name}",
            width="stretch",
            on_click=lambda: part().update({name: shown(name) + STEPS[name]}),
        )


def chosen(catalog: Catalog) -> list[str]:
    """The services to compare: known ones, three at most."""
    kept = part().get("compare")
    ids = kept if isinstance(kept, list) else []
    known = [one for one in ids if isinstance(one, str) and one in catalog.by_service]
    return list(dict.fromkeys(known))[:MOST_COMPARED]


def choose(catalog: Catalog, service_id: str, on: bool) -> None:
    """Tick or untick a service. A fourth is not taken; the three stay."""
    kept = [one for one in chosen(catalog) if one != service_id]
    full = on and len(kept) == MOST_COMPARED
    st.session_state["find_refused"] = service_id if full else None
    part()["compare"] = [*kept, service_id] if on and not full else kept
