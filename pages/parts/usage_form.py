"""One service on the cost screen: how often, at what price, and what comes besides."""

from __future__ import annotations

from typing import Any

import streamlit as st

from core import Catalog, load_catalog
from core.catalog import Service
from pages.parts import show, store
from pages.parts.fields import Faults, choice, say, text

YES_NO = {True: "はい", False: "いいえ・わからない"}
ADDITIONS = {
    "i_i": "Ⅰイ",
    "i_ro": "Ⅰロ",
    "ii_i": "Ⅱイ",
    "ii_ro": "Ⅱロ",
    "i": "Ⅰ",
    "ii": "Ⅱ",
    "iii": "Ⅲ",
    "iv": "Ⅳ",
    None: "なし・わからない",
}


AREAS = {
    **{str(number): f"{number}級地" for number in range(1, 8)},
    "other": "そのほかの地域",
    None: "わからない（単価を入れる）",
}


def row(catalog: Catalog, service_id: str, index: int, faults: Faults) -> None:
    """All questions about one service of the month. ``index``: its place among the usages."""
    service = catalog.service(service_id)
    entry = store.part("usages")[service_id]
    here = f"usages.{index}"
    _times(service, entry)
    if service.ledger == "private" and entry.get("mode") == "lump":
        st.write("契約の全部の額は、回数を変えても変わりません。")
    say(faults, here, f"{here}.times")
    with st.expander(f"{service.name}の料金などがわかるとき"):
        _price(service, entry, here, faults)
        if service.cost_kind == "welfare":
            _welfare_details(service, entry, here, faults)
        if service.cost_kind == "medical":
            places = {False: "書いていない", True: "書いてある・わからない"}
            choice(
                "この病院・薬局は受給者証に書いてありますか",
                places,
                entry,
                "listed",
                f"listed_{service.id}",
            )
        if service.id == "correspondence_school":
            _school(entry)
        text("交通費など、1回の実費", entry, "extras_yen_per_time", f"extra_{service.id}")
        say(faults, f"{here}.extras_yen_per_time")


def _times(service: Service, entry: dict[str, Any]) -> None:
    options = list(range(32))
    current = entry.get("times", 0)
    st.selectbox(
        f"{service.name}　1か月に何{show.counted(service.unit)}",
        options,
        format_func=lambda count: (
            f"{count}{show.counted(service.unit)}" if count else "使わない（0）"
        ),
        **store.bound(
            f"times_{service.id}",
            current if current in options else 0,
            lambda count: entry.update(times=count),
        ),
    )


def _price(service: Service, entry: dict[str, Any], here: str, faults: Faults) -> None:
    unit = f"1{show.counted(service.unit)}"
    mode = "range" if service.cost_kind == "price" else "gross"
    if service.cost_kind == "welfare":
        ways = {"claim": "単位数から計算する", "gross": f"{unit}の総額を入れる"}
        mode = choice("料金の入れかた", ways, entry, "mode", f"mode_{service.id}")
    elif service.ledger == "private":
        ways = {"lump": "一括や、月数のきまった契約", "range": f"{unit}ごとの料金"}
        mode = choice("料金の払いかた", ways, entry, "mode", f"mode_{service.id}")
    if mode == "gross":
        name = f"{unit}の総額（1割や3割になる前の額）"
        text(name, entry, "gross_yen_per_time", f"gross_{service.id}")
        say(faults, f"{here}.gross_yen_per_time")
    elif mode == "range":
        text(f"{unit}の料金（低いほう）", entry, "price_low_yen", f"low_{service.id}")
        say(faults, f"{here}.price_low_yen")
        text(f"{unit}の料金（高いほう）", entry, "price_high_yen", f"high_{service.id}")
        say(faults, f"{here}.price_high_yen")
    elif mode == "claim":
        _claim(service, entry, here, faults)
    elif mode == "lump":
        _lump(service, entry, here, faults)


def _sub(entry: dict[str, Any], name: str) -> dict[str, Any]:
    found = entry.get(name)
    if not isinstance(found, dict):
        found = entry[name] = {}
    return found


def _claim(service: Service, entry: dict[str, Any], here: str, faults: Faults) -> None:
    claim = _sub(entry, "claim")
    here = f"{here}.claim"
    say(faults, here)
    text("1日の単位数（基本と加算の合計）", claim, "units_per_time", f"units_{service.id}")
    say(faults, f"{here}.units_per_time")
    choice("処遇改善加算の区分", _additions(service), claim, "addition", f"addition_{service.id}")
    area = None
    if service.id.startswith("continuous_employment"):
        area = choice("事業所のある所の地域区分", AREAS, claim, "area", f"area_{service.id}")
    else:
        claim.pop("area", None)
    if area is not None:
        claim.pop("unit_price", None)
        return
    text("1単位の単価（円）", claim, "unit_price", f"unit_price_{service.id}", "例: 10.91")
    say(faults, f"{here}.unit_price")


def _additions(service: Service) -> dict[str | None, str]:
    """The kinds of 処遇改善加算 whose rate is known for this service in the month."""
    figures, month = load_catalog().figures, store.month()
    return {
        kind: words
        for kind, words in ADDITIONS.items()
        if kind is None or figures.has(f"welfare.addition.{service.id}.{kind}", month)
    }


def _lump(service: Service, entry: dict[str, Any], here: str, faults: Faults) -> None:
    lump = _sub(entry, "lump")
    here = f"{here}.lump"
    text("契約の全部の額", lump, "total_yen", f"lump_total_{service.id}")
    say(faults, here, f"{here}.total_yen")
    text("契約の月数", lump, "months", f"lump_months_{service.id}")
    say(faults, f"{here}.months")
    text("入るときの費用", lump, "entry_yen", f"lump_entry_{service.id}")
    say(faults, f"{here}.entry_yen")
    choice(
        "月ごとに払う契約ですか", YES_NO, lump, "paid_monthly", f"lump_paid_monthly_{service.id}"
    )


def _welfare_details(service: Service, entry: dict[str, Any], here: str, faults: Faults) -> None:
    if service.unit == "日":
        text("急に休む日（1か月）", entry, "absences", f"absences_{service.id}")
        say(faults, f"{here}.absences")
    text("1回の食事代", entry, "meal_yen_per_time", f"meal_{service.id}")
    say(faults, f"{here}.meal_yen_per_time")
    choice(
        "食事提供体制の加算がある事業所ですか",
        YES_NO,
        entry,
        "meal_support",
        f"meal_support_{service.id}",
    )
    if service.id.startswith("continuous_employment"):
        text("もらう工賃・給料（1か月）", entry, "income_yen", f"income_{service.id}")
        say(faults, f"{here}.income_yen")


def _school(entry: dict[str, Any]) -> None:
    schools = {"public": "公立", "private": "私立", None: "わからない"}
    school = choice("学校の種類", schools, entry, "school", "school_kind")
    if school is None:
        entry.pop("tuition_support", None)
        return
    choice(
        "就学支援金を使いますか（申請が要ります）", YES_NO, entry, "tuition_support", "school_aid"
    )
