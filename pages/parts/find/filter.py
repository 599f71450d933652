"""What is looked for: stage, age, three boxes, what matters. Kept in the case, read back with care."""

from __future__ import annotations

from functools import partial

import streamlit as st

from core import Assessment, Catalog
from core.find import ANY, Box, Looked, More, box_of, read_looked
from pages.parts.kit import roles, situation, store

BOXES: dict[Box, tuple[str, str]] = {
    "family_only": ("家族だけで", ""),
    "cannot_go_out": ("本人が出られない", "わたしは、いま外に出られない"),
    "free_only": ("無料の支援だけ", "無料の支援だけ"),
    "remote": ("電話やオンラインで使える", "電話やオンラインで使える"),
}
"""The words of each box, for a family and for the person; "" where it asks nothing of the person."""
_QUICK: dict[Box, tuple[str, str]] = {
    "family_only": ("家族だけで", ""),
    "cannot_go_out": ("", "家から"),
    "free_only": ("無料", "無料"),
}
"""Those that stand open, in one word."""


def looked(catalog: Catalog) -> Looked:
    """What the visit holds of this screen."""
    return read_looked(store.get("find"), catalog)


def condition(kind: str) -> str:
    """What was asked for, as it stands at the filter."""
    box = box_of(kind)
    return "年齢" if box is None else store.words(*BOXES[box])


def _quick() -> dict[Box, str]:
    told = {box: store.words(*voices) for box, voices in _QUICK.items()}
    return {box: word for box, word in told.items() if word}


def quick(catalog: Catalog) -> None:
    """The two choices that most people look for."""
    now = looked(catalog)
    with st.container(key="find_quick"):
        for name, word in _quick().items():
            on = now.ticked(name)
            roles.choose(
                word,
                f"find_{name}",
                chosen=on,
                many=True,
                on_click=store.put,
                args=(not on, "find", name),
            )


def form(catalog: Catalog, assessment: Assessment | None) -> None:
    """The other filters."""
    names = {one.number: f"足場{one.number}　{one.name}" for one in catalog.stages}
    now = looked(catalog)
    with st.expander("ほかのしぼりこみ", key="find_fold_filter"):
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
        for name, voices in BOXES.items():
            if name in _quick() or not store.words(*voices):
                continue
            st.checkbox(
                store.words(*voices),
                **store.bound(
                    f"find_{name}",
                    now.ticked(name),
                    lambda on, name=name: store.put(on, "find", name),
                ),
            )
        roles.leave("しぼりこみをやめる", "find_clear", "cross", on_click=_clear)


def _clear() -> None:
    for name in BOXES:
        store.put(False, "find", name)
    store.put(ANY, "find", "stage")


def matters_form(catalog: Catalog) -> None:
    """「大事にしたいこと」: what each card then answers. It moves nothing and leaves nothing out."""
    now = looked(catalog)

    def keep(key: str, on: bool) -> None:
        store.put(now.mattering(key, on), "find", "matters")

    with st.expander("大事にしたいこと", key="find_fold_matters"):
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


def more(name: More, label: str, count: int) -> None:
    """A line that shows all ``count`` services of a list."""
    roles.unfold(label, f"find_{name}", on_click=store.put, args=(count, "find", name))


def less(name: More) -> None:
    """Folds a list again."""
    roles.leave(
        "この一覧をとじる", f"find_{name}", "up", on_click=store.put, args=(0, "find", name)
    )


def choose(catalog: Catalog, service_id: str, on: bool) -> None:
    """Tick or untick a service. A fourth is not taken; the three stay."""
    services, is_full = looked(catalog).compared(service_id, on)
    st.session_state["find_refused"] = service_id if is_full else None
    store.put(services, "find", "compare")
