"""The 地域区分 by the name of the town where the provider stands, beside the question for it."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from core import Catalog
from core.catalog import AreaGrade
from core.cost_form import Placed, towns_offered
from pages.parts.kit import html, show, store
from pages.parts.kit.html import NOTHING, tag


def pick(placed: Placed, catalog: Catalog) -> None:
    """A list of towns; the one that is chosen answers the question for the 地域区分.

    Only for services whose table of 単価 is known, and while the table of towns holds. The name of
    the town is kept nowhere but in the field itself.
    """
    towns = {one.name: one for one in towns_offered(store.month(), catalog)}
    if not placed.service.unit_prices or not towns:
        return
    key, way = f"town_{placed.place}", ("usages", placed.place, "claim", "area")
    chosen = towns.get(st.session_state.get(key) or "")
    if chosen is not None and store.get(*way) != chosen.area:
        st.session_state[key] = None  # the 級地 was answered otherwise since
        chosen = None

    def fill() -> None:
        town = towns.get(st.session_state[key] or "")
        if town is not None:
            store.put(town.area, *way)

    st.selectbox(
        "町の名前から地域区分を入れる（事業所のある町）",
        [*towns],
        index=None,
        placeholder="町を選ぶ",
        key=key,
        on_change=fill,
        help="ここにない町は、事業所の紙を見るか、事業所に聞いてください。",
    )
    if chosen is not None:
        html.write(_source(chosen))


def _source(town: AreaGrade) -> Markup:
    """Which 地域区分 a town has, and from where that is known."""
    return tag(
        '<div class="ashiba-source">{}は{}級地 … 出典: {}（確認日 {}）{}{}</div>',
        town.name,
        town.area,
        town.source,
        town.checked_on,
        tag(" {}", show.CHECK_TAG) if town.needs_check else NOTHING,
        f" {town.note}" if town.needs_check else "",
    )
