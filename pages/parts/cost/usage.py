"""One service on the cost screen: how often, at what price, and what comes besides.

What is asked stands in data/cost_questions.toml; of whom, in the fields of the service.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core import Catalog, said
from core.cost_form import MOST_TIMES, Placed, times_shown
from pages.parts.cost import town
from pages.parts.kit import roles, store
from pages.parts.kit.fields import Faults, say
from pages.parts.kit.questions import Form, ask


def row(catalog: Catalog, placed: Placed, index: int, faults: Faults) -> None:
    """All questions about one service at one provider. ``index``: its place among the usages."""
    place, service = placed.place, placed.service
    way, here = ("usages", place), f"usages.{index}"
    times(placed)
    if service.ledger == "private" and store.get(*way, "mode") == "lump":
        st.write("契約の全部の額は、回数を変えても変わりません。")
    say(faults, here)
    say(faults, f"{here}.times", key=f"times_{place}")
    form = Form({"usage": way}, faults, dict(service.conditions), service, here, place)

    def price() -> None:
        ask("way", form, catalog)
        put_in = form.known["usage.mode"] or service.plain_way
        say(faults, f"{here}.{put_in}")
        ask(put_in, form, catalog)
        if put_in == "claim":
            town.pick(placed, catalog)
        ask("usage", form, catalog)

    roles.fold(f"{placed.name}の料金などがわかるとき", f"cost_usage_{place}", price)


def times(placed: Placed, first: Callable[[], None] = lambda: None) -> None:
    """How often a month. ``first``: called before a new count is kept."""
    way, unit = ("usages", placed.place, "times"), placed.service.unit

    def keep(count: int) -> None:
        first()
        store.put(count, *way)

    st.selectbox(
        f"{placed.name}　1か月に何{said.counted(unit)}",
        range(MOST_TIMES + 1),
        format_func=lambda times: said.count(times, unit) if times else "使わない（0）",
        **store.bound(f"times_{placed.place}", times_shown(store.get(*way)), keep),
    )
