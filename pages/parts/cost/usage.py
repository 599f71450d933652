"""One service on the cost screen: how often, at what price, and what comes besides.

What is asked stands in data/cost_questions.toml; of whom, in the fields of the service.
"""

from __future__ import annotations

import streamlit as st

from core import Catalog, said
from core.catalog import Service
from core.cost_form import MOST_TIMES, times_shown
from pages.parts.kit import show, store
from pages.parts.kit.fields import Faults, say
from pages.parts.kit.questions import Form, ask


def row(catalog: Catalog, service: Service, index: int, faults: Faults) -> None:
    """All questions about one service of the month. ``index``: its place among the usages."""
    way, here = ("usages", service.id), f"usages.{index}"
    _times(service)
    if service.ledger == "private" and store.get(*way, "mode") == "lump":
        st.write("契約の全部の額は、回数を変えても変わりません。")
    say(faults, here)
    say(faults, f"{here}.times", key=f"times_{service.id}")
    form = Form({"usage": way}, faults, dict(service.conditions), service, here)
    with st.expander(f"{service.name}の料金などがわかるとき"):
        ask("way", form, catalog)
        put_in = form.known["usage.mode"] or service.plain_way
        say(faults, f"{here}.{put_in}")
        ask(put_in, form, catalog)
        ask("usage", form, catalog)


def _times(service: Service) -> None:
    way = ("usages", service.id, "times")
    st.selectbox(
        f"{service.name}　1か月に何{show.counted(service.unit)}",
        range(MOST_TIMES + 1),
        format_func=lambda times: said.count(times, service.unit) if times else "使わない（0）",
        **store.bound(
            f"times_{service.id}",
            times_shown(store.get(*way)),
            lambda times: store.put(times, *way),
        ),
    )
