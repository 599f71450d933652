"""民間をえらぶ: quotes side by side, the whole sum first, signs to stop at, what to ask."""

from __future__ import annotations

import streamlit as st

from core import load_catalog
from core.provider import read_quotes
from pages.parts import private_cost, private_form, private_result, show, store

catalog = load_catalog()
st.title("民間をえらぶ", anchor=False)
st.write("見積もりを4つまで並べて、契約の前にくらべられます。わかるところだけで大丈夫です。")

rows = private_form.entries()
quotes, faults = read_quotes(rows)
flags = private_result.flags_of(quotes, catalog)
private_result.stop_panel(flags, catalog)
own_will = store.said(catalog.provider.stop.own_will)
# Once it was read, it makes room at the top for the form of a further quote.
if len(rows) == 1:
    show.paragraphs(own_will)

at = private_form.chooser(rows)
private_form.add_button(rows)  # here the form of the new one opens in sight
by_field = {one.field: one.message for one in faults}
private_form.write(at, rows[at], quotes[at], by_field, catalog)
private_form.remove_button(at, rows)

if len(rows) > 1:
    show.paragraphs(own_will)
request, _ = store.request(catalog)
titles = [private_form.title(place, row) for place, row in enumerate(rows)]
private_result.compare(quotes, flags, titles, request, catalog)
private_cost.section(quotes, catalog)
private_result.to_ask(quotes, catalog)
show.go_on(("sheet.py", "印刷・保存"), ("plan.py", "くみあわせプラン"))
