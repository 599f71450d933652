"""A quote of the screen 民間をえらぶ put into 費用の見積もり, where it can be taken back."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import streamlit as st

from core import Catalog
from core.provider import LABELS, Quote, is_empty
from pages.parts import cost_form, show, store
from pages.parts.windows_row import tell

SERVICE = "private_visit"
MOST_TIMES = 31
"""As often a month as the field of the cost screen goes."""
_PUT = "private_put"
"""(what was put in, what stood there before or None, what is said of it)."""


def usage_of(quote: Quote) -> tuple[dict[str, Any] | None, str]:
    """The quote as the cost screen holds a service, and what is to be said with it.

    None where the quote lacks something: the words then say what. A lump holds every yen of the
    contract; a price per time or month leaves out what is paid once, and that is said. The month
    comes to the yen to what the quote asks: a price per month that its times do not divide, or whose
    times are not known, is held as one time with the month's travel.
    """
    price, times, months = quote.price_yen, quote.times_per_month, quote.months
    if price is None:
        return None, "料金を入れると、費用に入れられます。"
    if times is not None and times > MOST_TIMES:
        return None, f"費用に入れられるのは、1か月{MOST_TIMES}回までです。"
    travel = quote.travel_yen_per_time
    extras = {} if not travel else {"extras_yen_per_time": travel}
    once = (quote.entry_fee_yen or 0) + (quote.other_yen or 0)
    if quote.price_kind == "lump":
        if months is None:
            return None, "契約の月数を入れると、費用に入れられます。"
        lump = {
            "total_yen": price + (quote.other_yen or 0),
            "months": months,
            "entry_yen": quote.entry_fee_yen or 0,
        }
        told = "回数がわからないので、交通費は1か月に1回分です。" if travel and not times else ""
        return {"times": times or 1, "mode": "lump", "lump": lump, **extras}, told
    told = ""
    if quote.price_kind == "monthly":
        if times is not None and price % times == 0:
            price //= times
            told = "1か月の料金を、1回あたりに直して入れます。"
        else:
            extras = {} if not travel else {"extras_yen_per_time": travel * (times or 1)}
            told = f"1か月分を、1回{price:,}円として入れます。"
            if travel:
                told += (
                    f"交通費は、{times}回分をまとめて入れます。"
                    if times
                    else "回数がわからないので、交通費は1か月に1回分です。"
                )
            times = 1
    if times is None:
        return None, "1か月の回数を入れると、費用に入れられます。"
    if once:
        told += "はじめのお金と、そのほかのお金は、費用の見積もりに入りません。"
    entry = {"times": times, "mode": "range", "price_low_yen": price, "price_high_yen": price}
    return {**entry, **extras}, told


def _put(label: str, entry: dict[str, Any], catalog: Catalog) -> None:
    # First what the plan proposes: the cost screen proposes nothing beside what stands there.
    before = deepcopy(store.part("usages").get(SERVICE))
    cost_form.propose_services(catalog)
    store.part("usages")[SERVICE] = deepcopy(entry)
    name = catalog.service(SERVICE).name
    told = f"見積もり{label}を、「{name}」として入れました。"
    if before is not None and before != entry:
        told += f"前に入っていた「{name}」と入れかわりました。"
    st.session_state[_PUT] = (entry, before, told)


def _take_back() -> None:
    _, before, _ = st.session_state.pop(_PUT)
    if before is None:
        store.part("usages").pop(SERVICE, None)
    else:
        store.part("usages")[SERVICE] = before


def section(quotes: tuple[Quote, ...], catalog: Catalog) -> None:
    """A button a quote, what was put in, the way back, and the way to the cost screen."""
    written = [pair for pair in zip(LABELS, quotes, strict=False) if not is_empty(pair[1])]
    if written:
        st.header("費用の見積もりに入れる", anchor=False)
        st.write(
            "ここに書いた見積もりは、ボタンを押すと「費用の見積もり」に入ります。入るのは1つです。"
        )
    for label, quote in written:
        entry, told = usage_of(quote)
        if entry is None:
            st.write(f"見積もり{label}：{told}")
            continue
        st.button(
            f"見積もり{label}を費用に入れる",
            key=f"private_cost_{label}",
            on_click=_put,
            args=(label, entry, catalog),
        )
        if told:
            st.write(told)
    put = st.session_state.get(_PUT)
    # Once it was changed on the cost screen, going back would undo that too.
    if put is not None and store.part("usages").get(SERVICE) == put[0]:
        tell("panel", "費用の見積もりに入れました。", put[2])
        st.button(
            "費用に入れる前にもどす" if put[1] is None else "前に入っていた中身にもどす",
            key="private_cost_back",
            on_click=_take_back,
        )
    elif written and SERVICE in store.part("usages"):
        name = catalog.service(SERVICE).name
        show.paragraphs(
            f"費用の見積もりには、いま「{name}」が入っています。押すと、その中身と入れかわります。"
            "入れかえたあとで、もどせます。"
        )
    st.page_link("cost.py", label="費用の見積もりを見る")
