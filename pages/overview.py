"""わたしたちの一枚: the whole on one screen. The home of a family that comes back."""

from __future__ import annotations

import streamlit as st

from core import StageCheck, load_catalog
from core.contacts import centres_for
from core.handout.papers import papers_of
from core.handout.sheets import render_sheet_png
from core.overview import look_over
from pages.parts.kit import alert, case_file, composed, html, local, store
from pages.parts.overview import face

catalog = load_catalog()
case = store.full_case(catalog)
prefecture, city = local.place(catalog)
day = store.today()
choice = None if prefecture is None else centres_for(catalog, prefecture, city, day)
plan = composed.plan(catalog)
seen = look_over(plan, case, catalog, local.windows(), choice)

with st.container(key="wide_overview"):
    case_file.tell_loaded()
    if seen.danger is None:
        face.title(catalog)
        html.write(face.place(seen, catalog))
        face.next_step(seen, catalog)
        html.write(face.month(seen, catalog))
    else:
        alerts = alert.of(case.check or StageCheck(), catalog)
        with st.container(key="ashiba_now"):
            alert.show_alert(seen.danger, alerts)
        html.write(alert.folds(alerts.folds_now(seen.danger), catalog))
    face.doors(seen, catalog)
    face.work_later(seen)
face.send(lambda: render_sheet_png("overview", papers_of(store.case(), catalog, day, plan))[0], day)
