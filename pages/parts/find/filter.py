"""What is looked for: stage, age, three boxes, what matters. Kept in the case, read back with care."""

from __future__ import annotations

from functools import partial

import streamlit as st

from core import Assessment, Catalog
from core.find import ANY, Box, Looked, More, box_of, read_looked
from pages.parts.kit import situation, store

BOXES: dict[Box, tuple[str, str]] = {
    "cannot_go_out": ("本人が出られない", "わたしは、いま外に出られない"),
    "free_only": ("無料の支援だけ", "無料の支援だけ"),
    "remote": ("電話やオンラインで使える", "電話やオンラインで使える"),
}
"""The words of each box, for a family and for the person."""


def looked(catalog: Catalog) -> Looked:
    """What the visit holds of this screen."""
    return read_looked(store.get("find"), catalog)


def condition(kind: str) -> str:
    """What was asked for, as it stands at the filter."""
    box = box_of(kind)
    return "年齢" if box is None else store.words(*BOXES[box])


def form(catalog: Catalog, assessment: Assessment | None) -> None:
    """The filters."""
    names = {one.number: f"足場{one.number}　{one.name}" for one in catalog.stages}
    now = looked(catalog)
    with st.expander("しぼりこむ（足場・年齢・無料・電話など）"):
        st.radio(
            "足場",
            [ANY, *names],
            format_func=lambda number: names.get(number, "きめない"),
            **store.bound(
                "find_stage",
                now.stage_by(assessment),
                lambda number: store.put(number, "find", "stage"),
            ),
        )
        situation.age()
        for name, (family, person) in BOXES.items():
            st.checkbox(
                store.words(family, person),
                **store.bound(
                    f"find_{name}",
                    now.ticked(name),
                    lambda on, name=name: store.put(on, "find", name),
                ),
            )
        st.button("しぼりこみをやめる", key="find_clear", on_click=_clear)


def _clear() -> None:
    for name in BOXES:
        store.put(False, "find", name)
    store.put(ANY, "find", "stage")


def matters_form(catalog: Catalog) -> None:
    """「大事にしたいこと」: what each card then answers. It moves nothing and leaves nothing out."""
    now = looked(catalog)

    def keep(key: str, on: bool) -> None:
        store.put(now.mattering(key, on), "find", "matters")

    with st.expander("大事にしたいこと"):
        st.write("印をつけると、支援ごとの答えが出ます。順番は変わりません。")
        for one in catalog.guide.matters:
            st.checkbox(
                store.said(one.label),
                **store.bound(
                    f"find_matter_{one.key}",
                    one.key in now.matters,
                    partial(keep, one.key),
                ),
            )


def more(name: More, left: int, catalog: Catalog) -> None:
    """「もっと見る」 under a list of which ``left`` are not shown yet."""
    if left > 0:
        count = looked(catalog).shown_more(name)
        st.button(
            f"もっと見る（あと{left}）",
            key=f"find_{name}",
            width="stretch",
            on_click=store.put,
            args=(count, "find", name),
        )


def choose(catalog: Catalog, service_id: str, on: bool) -> None:
    """Tick or untick a service. A fourth is not taken; the three stay."""
    services, is_full = looked(catalog).compared(service_id, on)
    st.session_state["find_refused"] = service_id if is_full else None
    store.put(services, "find", "compare")
