"""「くらべる」: two or three services side by side."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from core import Catalog, CostRequest
from core.catalog import Service
from core.find import Looked, asked, how_it_meets
from pages.parts.find import cost, filter, words
from pages.parts.kit import html, roles, show, store
from pages.parts.kit.html import joined, tag
from pages.parts.kit.labels import plain_label


def box(service: Service, looked: Looked, catalog: Catalog) -> None:
    """The box within an opened service; the name in it is for those who hear it."""
    on = service.id in looked.compare
    roles.choose(
        f"くらべる *{plain_label(service.name)}*",
        f"find_compare_{service.id}",
        chosen=on,
        many=True,
        on_click=filter.choose,
        args=(catalog, service.id, not on),
    )
    if st.session_state.get("find_refused") == service.id:
        show.fault(catalog.guide.words.too_many, f"choose_many_find_compare_{service.id}")
    if on and roles.unfold("くらべる表を見る", f"find_table_{service.id}"):
        open_table(catalog)


@st.dialog("くらべる", width="large")
def open_table(catalog: Catalog) -> None:
    """The table where one stands, without a way down the screen."""
    request, _ = store.request(catalog)
    html.write(_table(filter.looked(catalog), catalog, request))
    if st.button("とじる", key="find_table_close", width="stretch"):
        st.rerun()


def section(catalog: Catalog, request: CostRequest) -> None:
    """The table, and a button to take each one out."""
    looked = filter.looked(catalog)
    if not looked.compare:
        html.write(
            tag(
                '<p class="small soft">{}</p>',
                "ひらいて「くらべる」に印をつけると、3つまで並べて見られます。",
            )
        )
        return
    st.header("くらべる", anchor=False)
    html.write(_table(looked, catalog, request))
    for one in looked.compare:
        roles.leave(
            f"外す：{plain_label(catalog.service(one).name)}",
            f"find_drop_{one}",
            "cross",
            on_click=filter.choose,
            args=(catalog, one, False),
        )


def _cell(service: Service, inner: Markup) -> Markup:
    """A cell. The name stands in it only where the row of names is folded away."""
    return tag('<td role="cell"><b class="ashiba-narrow">{}</b>{}</td>', service.name, inner)


def _row(head: str, cells: Sequence[Markup]) -> Markup:
    return tag(
        '<tr role="row"><th scope="row" role="rowheader">{}</th>{}</tr>', head, joined(cells)
    )


def _table(looked: Looked, catalog: Catalog, request: CostRequest) -> Markup:
    """Up to three services side by side; on a phone one under another."""
    services = [catalog.service(one) for one in looked.compare]
    reader = words.Reader(catalog)
    heads = joined(
        tag('<th scope="col" role="columnheader">{}</th>', words.name(one)) for one in services
    )
    rows = [*_matters(services, looked, catalog)]
    for row in asked(looked.compare, catalog, store.answerer()):
        answers = zip(services, row.answers, strict=True)
        cells = [
            _cell(one, reader.html(answer) + cost.cost_at(row.field, one, request, catalog))
            for one, answer in answers
        ]
        rows.append(_row(row.question, cells))
    sources = joined(
        tag("<p><strong>{}</strong></p>{}", one.name, words.source_line(one)) for one in services
    )
    return tag(
        '<table class="ashiba-compare ashiba-stack" role="table">'
        "<caption>えらんだ支援を並べて見る</caption>"
        '<thead><tr role="row"><th scope="col" role="columnheader">問い</th>{}</tr></thead>'
        "<tbody>{}</tbody></table>{}{}",
        heads,
        joined(rows),
        reader.meanings(),
        sources,
    )


def _matters(services: Sequence[Service], looked: Looked, catalog: Catalog) -> list[Markup]:
    """What matters as the first rows of the comparison."""
    met = (how_it_meets(one, looked.matters, catalog, store.answerer()) for one in services)
    return [
        _row(
            row[0].label,
            [_cell(*one) for one in zip(services, map(words.answer, row), strict=True)],
        )
        for row in zip(*met, strict=True)
    ]
