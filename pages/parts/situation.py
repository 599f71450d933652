"""Age and situation: what changes the steps besides the thirteen questions."""

from __future__ import annotations

import streamlit as st

from core import Catalog
from core.case import read_age
from pages.parts import show, store


def age() -> None:
    """The person's age as text, so that わからない is an empty field."""

    def keep(text: str) -> None:
        store.case()["age_text"] = text
        store.case()["age"] = read_age(text)

    text = st.text_input(
        store.words("本人の年齢", "わたしの年齢"),
        placeholder="わからないときは空のまま",
        max_chars=10,
        **store.bound("ashiba_age", str(store.case().get("age_text") or ""), keep),
    )
    if text.strip() and read_age(text) is None:
        show.fault("年齢は0から120の数字で入れてください。いまは「わからない」として計算します。")


def flags(catalog: Catalog) -> None:
    """The situations of this family, each a box to tick."""
    chosen = store.case().get("situation")
    ticked: list[str] = chosen if isinstance(chosen, list) else []

    def toggle(flag: str, on: bool) -> None:
        kept = [one for one in ticked if one != flag]
        store.case()["situation"] = [*kept, flag] if on else kept

    for profile in catalog.plan.profiles:
        flag = profile.flag
        st.checkbox(
            store.said(profile.label),
            **store.bound(f"flag_{flag}", flag in ticked, lambda on, flag=flag: toggle(flag, on)),
        )
