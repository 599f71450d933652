"""One service: a line to open, and within it what a family asks first, what can be done, the rest.

A line that is closed costs one element; what is in it is drawn when somebody opens it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st
from markupsafe import Markup

from core import Catalog, CostRequest
from core.catalog import Service
from core.find import (
    Found,
    Looked,
    Met,
    Row,
    asked,
    how_it_meets,
    second_of,
    tags_of,
    tags_on_line,
)
from pages.parts.find import compare, cost, filter, take, words
from pages.parts.kit import html, store
from pages.parts.kit.html import NOTHING, joined, tag
from pages.parts.kit.labels import plain_label

_PLACE = ("what_happens", "there")
_GOOD_AND_HARD = ("good", "hard", "not_yet_reason")
_FIRST = ("when_to_use", "cost_note", "how_to_start")
_SHOWN = (*_PLACE, *_GOOD_AND_HARD, *_FIRST)


def card(found: Found, looked: Looked, catalog: Catalog, request: CostRequest) -> None:
    """The line; opened, all of the service."""
    service = found.service
    key = f"find_line_{service.id}"
    st.session_state[key] = bool(st.session_state.get(key))  # stays open also with another label
    line = st.expander(label(found, looked, catalog), key=key, on_change="rerun")
    if not line.open:
        return
    with line:
        html.write(body(found, looked, catalog, request))
        take.button(service, catalog)
        compare.box(service, looked, catalog)
        html.write(rest(service, catalog))


# -- the line ---------------------------------------------------------------------------------


def _second(found: Found) -> str:
    """Below the name: what it is, or why it is not among those that fit."""
    told = second_of(found, store.answerer())
    return (
        told.text
        if told.missed is None
        else f"「{filter.condition(told.missed.kind)}」：{told.text}"
    )


def label(found: Found, looked: Looked, catalog: Catalog) -> str:
    """Name, what it is, and tags, as the label of a fold: bold, italics, code (find.css)."""
    service = found.service
    met = how_it_meets(service, looked.matters, catalog, store.answerer())
    who = store.answerer()
    tags = list(tags_of(service, catalog, who)[: tags_on_line(who)] if found.fits else ())
    tags += [f"{one.label}：{words.ANSWERS[one.answer]}" for one in met]
    parts = [f"**{plain_label(service.name)}**", f"*{plain_label(_second(found))}*"]
    return " ".join((*parts, *(f"`{one}`" for one in tags)))


# -- what is in it ----------------------------------------------------------------------------


def body(found: Found, looked: Looked, catalog: Catalog, request: CostRequest) -> Markup:
    """What the place is, what is good and hard there, that one may wait, cost, the first step."""
    service, who = found.service, store.answerer()
    rows = {row.field: row for row in asked([service.id], catalog, who)}
    reader = words.Reader(catalog)

    def part(fields: Iterable[str]) -> Markup:
        return _listing((rows[one] for one in fields), reader, service, catalog, request)

    return tag(
        '<div class="fd-body">{}{}{}<dl>{}</dl><dl class="fd-gh">{}</dl><dl>{}</dl>{}</div>',
        _why(found, who_role=service.words("role", who)),
        _all_tags(service, catalog),
        _met(how_it_meets(service, looked.matters, catalog, who)),
        part(_PLACE),
        part(_GOOD_AND_HARD),
        part(_FIRST),
        html.fold("ことばの意味", reader.meanings()),
    )


def rest(service: Service, catalog: Catalog) -> Markup:
    """Who, age, papers, how long, on the telephone, what it is not; and the source."""
    rows = [
        row for row in asked([service.id], catalog, store.answerer()) if row.field not in _SHOWN
    ]
    reader = words.Reader(catalog)
    told = joined(_pair(row.question, reader.html(row.answers[0])) for row in rows)
    reading = _pair("名前の読み方", words.name(service))
    return tag(
        '<div class="fd-body">{}{}</div>',
        html.fold(
            "だれが使えるか・書類・続く長さなど",
            tag("<dl>{}{}</dl>", told, reading),
            reader.meanings(),
        ),
        words.source_line(service),
    )


def _listing(
    rows: Iterable[Row],
    reader: words.Reader,
    service: Service,
    catalog: Catalog,
    request: CostRequest,
) -> Markup:
    return joined(
        _pair(
            row.question,
            reader.html(row.answers[0]) + cost.cost_at(row.field, service, request, catalog),
        )
        for row in rows
    )


def _pair(question: str, answer: Markup) -> Markup:
    return tag("<div><dt>{}</dt><dd>{}</dd></div>", question, answer)


def _why(found: Found, who_role: str) -> Markup:
    """Of what does not fit now: what it is, and each reason."""
    if found.fits:
        return NOTHING
    missed = [f"「{filter.condition(one.kind)}」：{one.text}" for one in found.missed]
    return joined(
        [
            tag("<p>{}</p>", who_role),
            _listed("いま急がなくてよい理由", [one.text for one in found.waiting]),
            _listed("えらんだ条件では", missed),
        ]
    )


def _all_tags(service: Service, catalog: Catalog) -> Markup:
    """Those tags for which the line has no room."""
    who = store.answerer()
    return joined(
        tag('<span class="ashiba-tag">{}</span>', one)
        for one in tags_of(service, catalog, who)[tags_on_line(who) :]
    )


def _met(met: Sequence[Met]) -> Markup:
    items = joined(tag("<li>{}<br>{}</li>", one.label, words.answer(one)) for one in met)
    if not items:
        return NOTHING
    return tag('<p>大事にしたいことでは</p><ul class="fd-met">{}</ul>', items)


def _listed(title: str, texts: Sequence[str]) -> Markup:
    """Texts under a title; nothing for none."""
    items = joined(tag("<li>{}</li>", text) for text in texts)
    return tag("<p>{}</p><ul>{}</ul>", title, items) if items else NOTHING
