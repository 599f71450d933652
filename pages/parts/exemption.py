"""住民税がわからないとき: a self-check from what the family knows."""

from __future__ import annotations

from typing import Any

import streamlit as st
from pydantic import ValidationError

from core import japanese_faults, load_catalog
from core.cost.exemption import ExemptionResult, TaxFacts, judge_exemption
from core.figures import month_of
from pages.parts import show, store
from pages.parts.fields import UNKNOWN, choice, text


def ask(home: dict[str, Any]) -> None:
    """Questions about last year, and the verdict; a button takes it over into the answers."""
    with st.expander("住民税がわからないとき、ここでたしかめる"):
        facts = store.part("tax_facts")
        st.write(
            store.words(
                "本人の前の年のことを聞きます。障害年金・失業の給付・親からのお金は入れません。",
                "わたしの前の年のことを聞きます。障害年金・失業の給付・親からのお金は入れません。",
            )
        )
        text("給料・工賃などの収入（1年）", facts, "salary_yen", "facts_salary", "なければ 0")
        choice(
            "障害者手帳がありますか",
            {True: "はい", False: "いいえ", None: UNKNOWN},
            facts,
            "disabled",
            "facts_disabled",
        )
        choice(
            "住んでいる町の級地（生活保護の級地。役所で聞けます）",
            {1: "1級地", 2: "2級地", 3: "3級地", None: UNKNOWN},
            facts,
            "grade",
            "facts_grade",
        )
        choice(
            "住民税の申告か、年末調整をしましたか",
            {True: "はい", False: "いいえ", None: UNKNOWN},
            facts,
            "declared",
            "facts_declared",
        )
        _verdict(home, facts)


def _verdict(home: dict[str, Any], facts: dict[str, Any]) -> None:
    known = {key: value for key, value in facts.items() if value not in (None, "")}
    try:
        read = TaxFacts.model_validate(known)
    except ValidationError as fault:
        show.fault(japanese_faults(fault)[0].message)
        return
    month = store.part("cost").get("month") or month_of(store.today())
    result = judge_exemption(read, month, load_catalog().figures)
    _say(result)
    if result.verdict != "unknown":
        st.button(
            "この答えを使う",
            key="facts_use",
            on_click=home.update,
            kwargs={"tax": result.verdict, "income_levy_yen": None},
        )


def _say(result: ExemptionResult) -> None:
    words = {
        "exempt": "住民税は非課税の見込みです。",
        "taxed": "住民税は課税の見込みです。",
        "unknown": "これだけでは決まりません。幅のまま計算できます。役所の課税証明書で確かめられます。",
    }
    show.paragraphs(words[result.verdict], "配偶者がいるときは、配偶者の税も別に見ます。")
    if result.declare_first:
        show.paragraphs(
            "申告をしていないと、役所が判断できないことがあります。「0円申告」を役所で聞けます。",
            kind="caution",
        )
    month = month_of(store.today())
    figures = load_catalog().figures
    for key in result.sources:
        if figures.has(key, month):
            st.html(show.source_line(figures.at(key, month)))
