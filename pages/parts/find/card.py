"""One service as a card, with everything a family asks about it below."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from core import Catalog, CostRequest, YenRange, yen_text
from core.catalog import Possible, Service
from core.find import Found, Met, Row, compare, has_own_answers, how_it_meets, own_cost
from core.money import about_hundred
from pages.parts.find import filter, words
from pages.parts.kit import show, store

NOT_YET = "まだ行かない、という選び方もあります"
ANSWERS: dict[Possible, str] = {"yes": "はい", "partly": "一部", "no": "いいえ"}
"""The mark before an answer to what matters: a word, the same to the eye and to the ear."""

_MET = (
    ":root .ashiba-met{list-style:none;margin:.2rem 0 .4rem;padding:0}"
    ":root .ashiba-met li{margin:0;padding:.1rem 0;line-height:1.5}"
)


def tags(service: Service, catalog: Catalog) -> str:
    """The worded tags as HTML."""
    words = catalog.guide.words
    texts = (
        words.tag_family.said(service.family_alone),
        words.tag_free.said(service.free),
        words.tag_remote.said(service.remote_use),
    )
    found = "".join(f'<span class="ashiba-tag">{escape(text)}</span>' for text in texts if text)
    return found + (show.CHECK_TAG if service.needs_check else "")


def card(found: Found, catalog: Catalog, request: CostRequest) -> None:
    """The card, its details, and the box 「くらべる」."""
    service, who = found.service, store.answerer()
    said = {name: service.words(name, who) for name in ("role", "when_to_use", "how_to_start")}
    reasons = [one.text for one in found.reasons]
    lines = [f"<p>{escape(said['role'])}</p>", f"<p>{tags(service, catalog)}</p>"]
    met = how_it_meets(service, filter.matters(catalog), catalog, who)
    if met:
        items = "".join(f"<li>{escape(one.label)}<br>{_answer(one)}</li>" for one in met)
        lines.append(f'<p>大事にしたいことでは</p><ul class="ashiba-met">{items}</ul>')
    if found.waiting:
        lines.append(_listed("いま急がなくてよい理由", [one.text for one in found.waiting]))
    if found.missed:
        missed = [f"「{filter.condition(one.kind)}」：{one.text}" for one in found.missed]
        lines.append(_listed("えらんだ条件では", missed))
    if found.fits:
        lines += [
            f"<p><strong>使うとき</strong>：{escape(said['when_to_use'])}</p>",
            f"<p><strong>はじめの一歩</strong>：{escape(said['how_to_start'])}</p>",
        ]
    if words.has_number(reasons or said.values()):
        lines.append(words.source_line(service))
    st.html(
        f'<div class="ashiba-card ashiba-find"><h3>{words.name(service)}</h3>{"".join(lines)}</div>'
    )
    with st.expander(f"くわしく *{service.name}*"):
        st.html(details(service, catalog, request))
    _compare_box(service, catalog)


def _answer(met: Met) -> str:
    return f'<span class="ashiba-tag">{ANSWERS[met.answer]}</span>{escape(met.text)}'


def _listed(title: str, texts: list[str]) -> str:
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f"<p>{title}</p><ul>{items}</ul>"


def styles() -> None:
    """How the cards look. The name in a label is for those who hear it: the card above shows it."""
    # A box is heard by its label as it is written: no mark-up there, so the eye gets a word of its own.
    box = ":root [class*=st-key-find_compare_] .stCheckbox label p"
    st.html(
        f"<style>{_MET}{show.QUIET_FOLDS}{box}{{font-size:0}}{box}::before{{content:'くらべる';font-size:1rem}}</style>"
    )


def _not_yet(service: Service) -> str:
    """What speaks for not going yet: the service's own reason, else a sentence for all."""
    own = service.words("not_yet_reason", store.answerer())
    if own:
        return own
    if service.ledger == "medical":
        return "決める日は、いつでもかまいません。続けている薬や治療は、やめる前に医師に聞けます。"
    return "決める日は、いつでもかまいません。今は、知っておくだけでも十分です。"


def _asked(services: Sequence[Service], catalog: Catalog) -> list[Row]:
    """The questions with the answers of each service; not going yet stands beside what is hard."""
    rows: list[Row] = []
    for row in compare([one.id for one in services], catalog, store.answerer()):
        rows.append(row)
        if row.field == "hard":
            answers = tuple(_not_yet(one) for one in services)
            rows.append(Row(field="not_yet_reason", question=NOT_YET, answers=answers))
    return rows


def details(service: Service, catalog: Catalog, request: CostRequest) -> str:
    """All questions and answers of one service as HTML."""
    reader = words.Reader(catalog)
    rows = "".join(
        f'<tr role="row"><th scope="row" role="rowheader">{escape(row.question)}</th>'
        f'<td role="cell">{reader.html(row.answers[0])}'
        f"{cost(service, request, catalog) if row.field == 'cost_note' else ''}</td></tr>"
        for row in _asked([service], catalog)
    )
    return (
        '<table class="ashiba-asked ashiba-stack" role="table">'
        f"<caption>{escape(service.name)}</caption><tbody>{rows}</tbody></table>"
        f"{reader.meanings()}{words.source_line(service)}"
    )


def cost(service: Service, request: CostRequest, catalog: Catalog) -> str:
    """Below the words about cost: the family's own amount, else the usual price, as HTML."""
    own = own_cost(service, request, catalog) if has_own_answers(request) else None
    if own is None:
        return _price(service, request.month, catalog)
    if own.amount is None:
        return f"<br>{escape(own.refusal or 'この月の額は、まだ出せません。')}"
    tag = f" {show.CHECK_TAG}" if own.needs_check else ""
    mine = store.words("うちの答えでは", "わたしの答えでは")
    return (
        f"<br><strong>{mine}、月{own.times}{show.counted(service.unit)}で "
        f"{_kept(own.amount)}</strong>{tag}"
        '<div class="ashiba-source">この支援だけを使う月の額です。'
        "理由と出典は「費用の見積もり」にあります。</div>"
    )


def _kept(amount: YenRange, before: str = "") -> str:
    """An amount as HTML whose ends are never broken across lines."""
    words = f"{before}{yen_text(amount)}"
    parts = words.replace("〜", "〜\n").split("\n")
    return "".join(f'<span class="ashiba-keep">{escape(part)}</span>' for part in parts)


def _price(service: Service, month: str, catalog: Catalog) -> str:
    """The usual price of what has no rule of the state, with its source."""
    if service.cost_kind != "price":
        return ""
    low, high = (f"price.{service.id}.{end}" for end in ("low", "high"))
    if not (catalog.figures.has(low, month) and catalog.figures.has(high, month)):
        return "<br>この月の料金の目安は、まだ確かめていません。"
    ends = (about_hundred(catalog.figures.yen(key, month)) for key in (low, high))
    each = f"1{show.counted(service.unit)}"
    return (
        f"<br><strong>目安：{each} {_kept(YenRange(*ends), '約')}</strong>"
        f"{show.source_line(catalog.figures.at(high, month))}"
    )


# --- side by side ---


def _compare_box(service: Service, catalog: Catalog) -> None:
    picked = filter.chosen(catalog)
    st.checkbox(
        f"くらべる：{service.name}",
        **store.bound(
            f"find_compare_{service.id}",
            service.id in picked,
            lambda on: filter.choose(catalog, service.id, on),
        ),
    )
    if st.session_state.get("find_refused") == service.id:
        show.fault(catalog.guide.words.too_many)
    if service.id in picked and st.button("くらべる表を見る", key=f"find_table_{service.id}"):
        _open_table(catalog)


@st.dialog("くらべる", width="large")
def _open_table(catalog: Catalog) -> None:
    """The table where one stands, without a way down the screen."""
    request, _ = store.request(catalog)
    st.html(table(filter.chosen(catalog), catalog, request))
    if st.button("とじる", key="find_table_close", width="stretch"):
        st.rerun()


def table(ids: list[str], catalog: Catalog, request: CostRequest) -> str:
    """Up to three services side by side as HTML; on a phone one under another."""
    services = [catalog.service(one) for one in ids]
    reader = words.Reader(catalog)

    def cell(service: Service, field: str, answer: str) -> str:
        added = cost(service, request, catalog) if field == "cost_note" else ""
        # The name stands in the cell only where the row of names is folded away.
        return (
            f'<td role="cell"><b class="ashiba-narrow">{escape(service.name)}</b>'
            f"{reader.html(answer)}{added}</td>"
        )

    heads = "".join(
        f'<th scope="col" role="columnheader">{words.name(one)}</th>' for one in services
    )
    rows = "".join(
        f'<tr role="row"><th scope="row" role="rowheader">{escape(row.question)}</th>'
        + "".join(cell(*one) for one in zip(services, [row.field] * 3, row.answers, strict=False))
        + "</tr>"
        for row in _asked(services, catalog)
    )
    rows = _compared_matters(services, catalog) + rows
    sources = "".join(
        f"<p><strong>{escape(one.name)}</strong></p>{words.source_line(one)}" for one in services
    )
    return (
        '<table class="ashiba-compare ashiba-stack" role="table"><caption>えらんだ支援を並べて見る</caption>'
        f'<thead><tr role="row"><th scope="col" role="columnheader">問い</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>{reader.meanings()}{sources}"
    )


def _compared_matters(services: Sequence[Service], catalog: Catalog) -> str:
    """What matters as the first rows of the comparison."""
    matters, who = filter.matters(catalog), store.answerer()
    rows = []
    for met in zip(*(how_it_meets(one, matters, catalog, who) for one in services), strict=True):
        cells = "".join(
            f'<td role="cell"><b class="ashiba-narrow">{escape(service.name)}</b>{_answer(one)}</td>'
            for service, one in zip(services, met, strict=True)
        )
        head = f'<th scope="row" role="rowheader">{escape(met[0].label)}</th>'
        rows.append(f'<tr role="row">{head}{cells}</tr>')
    return "".join(rows)


def compare_section(catalog: Catalog, request: CostRequest) -> None:
    """「くらべる」: the table, and a button to take each one out."""
    st.header("くらべる", anchor=False)
    picked = filter.chosen(catalog)
    if not picked:
        st.write("カードの「くらべる」に印をつけると、3つまで並べて見られます。")
        return
    st.html(table(picked, catalog, request))
    for one in picked:
        st.button(
            f"外す：{catalog.service(one).name}",
            key=f"find_drop_{one}",
            on_click=filter.choose,
            args=(catalog, one, False),
        )
