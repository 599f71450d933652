"""One service as a card, with everything a family asks about it below."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from core import Catalog, CostRequest, YenRange, said
from core.catalog import Possible, Service
from core.find import (
    Found,
    Looked,
    Met,
    asked,
    has_usual_price,
    how_it_meets,
    own_cost_said,
    usual_price,
)
from pages.parts.find import filter, words
from pages.parts.kit import html, show, store
from pages.parts.kit.html import NOTHING, joined, tag

ANSWERS: dict[Possible, str] = {"yes": "はい", "partly": "一部", "no": "いいえ"}
"""The mark before an answer to what matters: a word, the same to the eye and to the ear."""


def _tags(service: Service, catalog: Catalog) -> Markup:
    """The worded tags."""
    words = catalog.guide.words
    texts = (
        words.tag_family.said(service.family_alone),
        words.tag_free.said(service.free),
        words.tag_remote.said(service.remote_use),
    )
    found = joined(tag('<span class="ashiba-tag">{}</span>', text) for text in texts if text)
    return found + (show.CHECK_TAG if service.needs_check else NOTHING)


def card(found: Found, catalog: Catalog, request: CostRequest) -> None:
    """The card, its details, and the box 「くらべる」."""
    service, who = found.service, store.answerer()
    looked = filter.looked(catalog)
    told = {name: service.words(name, who) for name in ("role", "when_to_use", "how_to_start")}
    lines = [html.lines(told["role"]), tag("<p>{}</p>", _tags(service, catalog))]
    lines.append(_met(how_it_meets(service, looked.matters, catalog, who)))
    lines.append(_listed("いま急がなくてよい理由", [one.text for one in found.waiting]))
    missed = [f"「{filter.condition(one.kind)}」：{one.text}" for one in found.missed]
    lines.append(_listed("えらんだ条件では", missed))
    if found.fits:
        lines += [
            tag("<p><strong>使うとき</strong>：{}</p>", told["when_to_use"]),
            tag("<p><strong>はじめの一歩</strong>：{}</p>", told["how_to_start"]),
        ]
    if words.has_number([one.text for one in found.reasons] or told.values()):
        lines.append(words.source_line(service))
    html.write(
        tag(
            '<div class="ashiba-card ashiba-find"><h3>{}</h3>{}</div>',
            words.name(service),
            joined(lines),
        )
    )
    with st.expander(f"くわしく *{service.name}*"):
        html.write(_details(service, catalog, request))
    _compare_box(service, looked, catalog)


def _met(met: Sequence[Met]) -> Markup:
    items = joined(tag("<li>{}<br>{}</li>", one.label, _answer(one)) for one in met)
    if not items:
        return NOTHING
    return tag('<p>大事にしたいことでは</p><ul class="ashiba-met">{}</ul>', items)


def _answer(met: Met) -> Markup:
    return tag('<span class="ashiba-tag">{}</span>{}', ANSWERS[met.answer], met.text)


def _listed(title: str, texts: Sequence[str]) -> Markup:
    """Texts under a title; nothing for none."""
    items = joined(tag("<li>{}</li>", text) for text in texts)
    return tag("<p>{}</p><ul>{}</ul>", title, items) if items else NOTHING


def styles() -> None:
    """How the cards look. The name in a label is for those who hear it: the card above shows it."""
    # A box is heard by its label as it is written: no mark-up there, so the eye gets a word of its own.
    box = Markup(":root [class*=st-key-find_compare_] .stCheckbox label p")
    html.write(
        tag(
            "<style>:root .ashiba-met{{list-style:none;margin:.2rem 0 .4rem;padding:0}}"
            ":root .ashiba-met li{{margin:0;padding:.1rem 0;line-height:1.5}}"
            "{folds}{box}{{font-size:0}}{box}::before{{content:'くらべる';font-size:1rem}}</style>",
            folds=show.QUIET_FOLDS,
            box=box,
        )
    )


def _details(service: Service, catalog: Catalog, request: CostRequest) -> Markup:
    """All questions and answers of one service."""
    reader = words.Reader(catalog)
    rows = joined(
        tag(
            '<tr role="row"><th scope="row" role="rowheader">{}</th><td role="cell">{}{}</td></tr>',
            row.question,
            reader.html(row.answers[0]),
            _cost_at(row.field, service, request, catalog),
        )
        for row in asked([service.id], catalog, store.answerer())
    )
    return tag(
        '<table class="ashiba-asked ashiba-stack" role="table">'
        "<caption>{}</caption><tbody>{}</tbody></table>{}{}",
        service.name,
        rows,
        reader.meanings(),
        words.source_line(service),
    )


def _cost_at(field: str, service: Service, request: CostRequest, catalog: Catalog) -> Markup:
    """Below the words about cost: the family's own amount, else the usual price."""
    if field != "cost_note":
        return NOTHING
    own = own_cost_said(service, request, catalog)
    if own is None:
        return _price(service, request.month, catalog)
    if own.amount is None:
        return tag("<br>{}", own.refusal or "この月の額は、まだ出せません。")
    return tag(
        "<br><strong>{}、月{}で {}</strong>{}"
        '<div class="ashiba-source">この支援だけを使う月の額です。{}'
        "理由と出典は「費用の見積もり」にあります。</div>",
        store.words("うちの答えでは", "わたしの答えでは"),
        said.count(own.times, service.unit),
        _kept(own.amount),
        tag(" {}", show.CHECK_TAG) if own.needs_check else NOTHING,
        own.told,
    )


def _kept(amount: YenRange, before: str = "") -> Markup:
    """An amount whose ends are never broken across lines."""
    first, *last = said.yen_ends(amount.low, amount.high)
    return joined(
        tag('<span class="ashiba-keep">{}</span>', end) for end in (f"{before}{first}", *last)
    )


def _price(service: Service, month: str, catalog: Catalog) -> Markup:
    """The usual price of what has no rule of the state, with its source."""
    if not has_usual_price(service):
        return NOTHING
    price = usual_price(service, month, catalog)
    if price is None:
        return tag("<br>この月の料金の目安は、まだ確かめていません。")
    return tag(
        "<br><strong>目安：{} {}</strong>{}",
        said.count(1, service.unit),
        _kept(price.each, "約"),
        show.source_line(price.figure),
    )


# --- side by side ---


def _compare_box(service: Service, looked: Looked, catalog: Catalog) -> None:
    st.checkbox(
        f"くらべる：{service.name}",
        **store.bound(
            f"find_compare_{service.id}",
            service.id in looked.compare,
            lambda on: filter.choose(catalog, service.id, on),
        ),
    )
    if st.session_state.get("find_refused") == service.id:
        show.fault(catalog.guide.words.too_many, f"find_compare_{service.id}")
    if service.id in looked.compare and st.button(
        "くらべる表を見る", key=f"find_table_{service.id}"
    ):
        _open_table(catalog)


@st.dialog("くらべる", width="large")
def _open_table(catalog: Catalog) -> None:
    """The table where one stands, without a way down the screen."""
    request, _ = store.request(catalog)
    html.write(_table(filter.looked(catalog), catalog, request))
    if st.button("とじる", key="find_table_close", width="stretch"):
        st.rerun()


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
            _cell(one, reader.html(answer) + _cost_at(row.field, one, request, catalog))
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
        _row(row[0].label, [_cell(*one) for one in zip(services, map(_answer, row), strict=True)])
        for row in zip(*met, strict=True)
    ]


def compare_section(catalog: Catalog, request: CostRequest) -> None:
    """「くらべる」: the table, and a button to take each one out."""
    st.header("くらべる", anchor=False)
    looked = filter.looked(catalog)
    if not looked.compare:
        st.write("カードの「くらべる」に印をつけると、3つまで並べて見られます。")
        return
    html.write(_table(looked, catalog, request))
    for one in looked.compare:
        st.button(
            f"外す：{catalog.service(one).name}",
            key=f"find_drop_{one}",
            on_click=filter.choose,
            args=(catalog, one, False),
        )
