"""The plan of the visit: composed once for all that shows it, until an answer changes."""

from __future__ import annotations

import streamlit as st

from core import Catalog, Plan, compose_plan
from pages.parts.kit import local, store

_KEPT = "plan_composed"
"""In the session alone: it goes with the case (tab_case.forget_session, wipe)."""


def plan(catalog: Catalog) -> Plan:
    """The plan of the case as it stands, with the family's own windows."""
    asked = (store.full_case(catalog), store.today(), tuple(local.windows()))
    kept = st.session_state.get(_KEPT)
    if kept is not None and kept[0] == asked and kept[1] is catalog:
        found: Plan = kept[2]
        return found
    case, day, windows = asked
    made = compose_plan(case, catalog, day, windows)
    st.session_state[_KEPT] = (asked, catalog, made)
    return made
