"""費用の見積もり: a talk, one question at a time; then the picture of what is paid."""

from __future__ import annotations

from core import load_catalog
from pages.parts.cost import end, question, walk
from pages.parts.kit import plan_sum, store

catalog = load_catalog()
proposed = bool(store.get("usages_proposed") or store.part("usages"))
plan_sum.propose_services(catalog)
if not proposed:
    walk.ask_first(walk.SERVICES)
here = walk.look(catalog)
field = walk.shown(here)
changed = plan_sum.change(here.plan, here.request, catalog)
if field == walk.LIST:
    end.show_list(here, changed, catalog)
elif field == walk.END:
    end.show_end(here, changed, catalog)
else:
    question.ask(field, here, changed, catalog)
