"""民間をえらぶ: quotes side by side, the whole sum first, signs to stop at, what to ask."""

from __future__ import annotations

import streamlit as st

from core import load_catalog
from core.provider import read_quotes
from core.quote_rows import title
from pages.parts.kit import show, store
from pages.parts.private import cost, form, result

catalog = load_catalog()
st.title("民間をえらぶ", anchor=False)
st.write("見積もりを4つまで並べて、契約の前にくらべられます。わかるところだけで大丈夫です。")

rows = form.entries()
quotes, faults = read_quotes(rows)
flags = result.flags_of(quotes, catalog)
result.stop_panel(flags, catalog)
own_will = store.said(catalog.provider.stop.own_will)
# Once it was read, it makes room at the top for the form of a further quote.
if len(rows) == 1:
    show.paragraphs(own_will)

at = form.chooser(rows)
form.add_button(rows)  # here the form of the new one opens in sight
by_field = {one.field: one.message for one in faults}
form.write(at, rows[at], quotes[at], by_field, catalog)
form.remove_button(at, rows)

if len(rows) > 1:
    show.paragraphs(own_will)
request, _ = store.request(catalog)
titles = [title(place, row) for place, row in enumerate(rows)]
result.compare(quotes, flags, titles, request, catalog)
cost.section(quotes, catalog)
result.to_ask(quotes, catalog)
show.go_on(("sheet.py", "印刷・保存"), ("plan.py", "くみあわせプラン"))
