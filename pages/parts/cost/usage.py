"""One service on the cost screen: how often, at what price, and what comes besides.

What is asked stands in data/cost_questions.toml; of whom, in the fields of the service.
"""

from __future__ import annotations

import streamlit as st

from core import Catalog
from core.catalog import Service
from pages.parts.kit import show, store
from pages.parts.kit.fields import Faults, say
from pages.parts.kit.questions import Form, ask


def row(catalog: Catalog, service_id: str, index: int, faults: Faults) -> None:
    """All questions about one service of the month. ``index``: its place among the usages."""
    service = catalog.service(service_id)
    way, here = ("usages", service_id), f"usages.{index}"
    _times(service)
    if service.ledger == "private" and store.get(*way, "mode") == "lump":
        st.write("契約の全部の額は、回数を変えても変わりません。")
    say(faults, here, f"{here}.times")
    form = Form({"usage": way}, faults, dict(service.conditions), service, here)
    with st.expander(f"{service.name}の料金などがわかるとき"):
        ask("way", form, catalog)
        put_in = form.known["usage.mode"] or service.plain_way
        say(faults, f"{here}.{put_in}")
        ask(put_in, form, catalog)
        ask("usage", form, catalog)


def _times(service: Service) -> None:
    options, way = list(range(32)), ("usages", service.id, "times")
    current = store.get(*way)
    st.selectbox(
        f"{service.name}　1か月に何{show.counted(service.unit)}",
        options,
        format_func=lambda count: (
            f"{count}{show.counted(service.unit)}" if count else "使わない（0）"
        ),
        **store.bound(
            f"times_{service.id}",
            current if current in options else 0,
            lambda count: store.put(count, *way),
        ),
    )
