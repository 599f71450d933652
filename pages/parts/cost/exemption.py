"""住民税がわからないとき: a self-check from what the family knows."""

from __future__ import annotations

import streamlit as st
from pydantic import ValidationError

from core import Catalog, japanese_faults
from core.cost.exemption import ExemptionResult, TaxFacts, judge_exemption
from core.figures import month_of
from pages.parts.kit import html, show, store
from pages.parts.kit.fields import Faults
from pages.parts.kit.questions import Form, ask


def ask_facts(catalog: Catalog) -> None:
    """Questions about last year, and the verdict; a button takes it over into the answers."""
    with st.expander("住民税がわからないとき、ここでたしかめる"):
        st.write(
            store.words(
                "本人の前の年のことを聞きます。障害年金・失業の給付・親からのお金は入れません。",
                "わたしの前の年のことを聞きます。障害年金・失業の給付・親からのお金は入れません。",
            )
        )
        facts, faults = _read()
        ask("facts", Form({"facts": ("tax_facts",)}, faults), catalog)
        if facts is not None:
            _verdict(facts, catalog)


def _use(verdict: str) -> None:
    """「この答えを使う」: a levy that was typed before says nothing beside it."""
    store.put(verdict, "cost", "welfare", "tax")
    store.put(None, "cost", "welfare", "income_levy_yen")


def _read() -> tuple[TaxFacts | None, Faults]:
    """What is known of the year before; None with what is wrong, by the field of the question."""
    facts = store.part("tax_facts")
    known = {key: value for key, value in facts.items() if value not in (None, "")}
    try:
        return TaxFacts.model_validate(known), {}
    except ValidationError as fault:
        return None, {f"facts.{one.field}": one.message for one in japanese_faults(fault)}


def _verdict(facts: TaxFacts, catalog: Catalog) -> None:
    result = judge_exemption(facts, store.month(), catalog.figures)
    _say(result, catalog)
    if result.verdict != "unknown":
        st.button(
            "この答えを使う",
            key="facts_use",
            on_click=_use,
            args=(result.verdict,),
        )


def _say(result: ExemptionResult, catalog: Catalog) -> None:
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
    for key in result.sources:
        if catalog.figures.has(key, month):
            html.write(show.source_line(catalog.figures.at(key, month)))
