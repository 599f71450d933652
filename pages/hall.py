"""会で使う: the room. The preparation screen, and one slide at a time for the wall.

Everything shown is fictional; the address says all of it: /hall?case=aoi&len=20&start=1400&s=1.
"""

from __future__ import annotations

import streamlit as st

from core import load_catalog
from core.room import read_address
from pages.parts.hall import prepare, room_tab, wall

catalog = load_catalog()
if room_tab.holds_family(catalog):
    prepare.blocked()
else:
    found = read_address(st.query_params, catalog)
    if isinstance(found, str):
        prepare.show_all(catalog, told=found)
    else:
        wall.show(found, catalog)
