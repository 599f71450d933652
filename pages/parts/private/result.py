"""Quotes side by side on the screen: the whole sum first, the signs, what to ask."""

from __future__ import annotations

from html import escape

import streamlit as st

from core import Catalog, CostRequest, FigureNotInForce, yen_text
from core.figures import month_of
from core.provider import (
    LABELS,
    Flag,
    PublicCost,
    Quote,
    all_answered,
    is_empty,
    must_stop,
    public_same_months,
    questions,
    red_flags,
    results_text,
    stop_contacts,
    total,
)
from pages.parts.kit import danger, show, store

NOT_YET = "まだ"
Row = tuple[str, str]
"""A label and its value as HTML."""


def flags_of(quotes: tuple[Quote, ...], catalog: Catalog) -> list[tuple[Flag, ...]]:
    """The signs of each quote. Where the line has no figure this month, that is said."""
    month = month_of(store.today())
    try:
        return [red_flags(quote, catalog, month) for quote in quotes]
    except FigureNotInForce as fault:
        show.paragraphs(fault.told, kind="caution")
        return [red_flags(quote, catalog, None) for quote in quotes]


def _phones(catalog: Catalog) -> None:
    st.html(danger.contact_list(stop_contacts(catalog)))


def _named(flags: list[tuple[Flag, ...]], *, stop: bool) -> list[str]:
    return [
        f"見積もり{label}：{'、'.join(store.said(one.sign) for one in found if one.stop or not stop)}"
        for label, found in zip(LABELS, flags, strict=False)
        if any(one.stop or not stop for one in found)
    ]


def stop_panel(flags: list[tuple[Flag, ...]], catalog: Catalog) -> None:
    """A framed stop where one strong sign is there; else, a quiet word and the same lines.

    Red stays for danger to life (LOOK.md), so the stop is told by its frame and its words.
    """
    words = catalog.provider.stop
    if any(must_stop(found) for found in flags):
        inner = "".join(f"<p>{escape(line)}</p>" for line in (words.title, *words.lines))
        st.html(f'<div class="ashiba-caution ashiba-stop" role="status">{inner}</div>')
        show.paragraphs(*_named(flags, stop=True))
        _phones(catalog)
        st.write(f"ほかに：{'、'.join(words.others)}。")
        st.write("身の危険を感じるときは、上の「いま危険なとき」を押せます。")
    elif any(flags):
        show.paragraphs(*_named(flags, stop=False), words.look, kind="caution")
        _phones(catalog)


def compare(
    quotes: tuple[Quote, ...],
    flags: list[tuple[Flag, ...]],
    titles: list[str],
    request: CostRequest,
    catalog: Catalog,
) -> None:
    """One column a quote on a wide screen, one under another on a phone."""
    st.header("くらべる", anchor=False)
    if all(is_empty(quote) for quote in quotes):
        st.write("料金を入れると、ここに全部の額が出ます。")
        return
    public = [public_same_months(quote, request, catalog, request.month) for quote in quotes]
    columns = [
        [*_sums(quote, one, catalog), *_place(quote, catalog), _signs(quote, found, catalog)]
        for quote, one, found in zip(quotes, public, flags, strict=True)
    ]
    cards = "".join(
        f"<section><h3>{escape(name)}</h3><dl>{''.join(map(_pair, rows))}</dl></section>"
        for name, rows in zip(titles, columns, strict=True)
    )
    rows = len(columns[0]) + 1
    st.html(f'<div class="ashiba-quotes" style="--rows:{rows}">{cards}</div>')
    _about_public(public[0], catalog)


def _pair(row: Row) -> str:
    # On a phone, what was not asked yet stands among the questions only.
    yet = ' class="ashiba-yet"' if row[1] == NOT_YET else ""
    return f"<div{yet}><dt>{escape(row[0])}</dt><dd>{row[1]}</dd></div>"


def _yen(amount: int | None, at_least: bool) -> str:
    if amount is None:
        return NOT_YET
    return f"{'少なくとも<br>' if at_least else ''}{yen_text(amount)}"


def _sums(quote: Quote, public: PublicCost, catalog: Catalog) -> list[Row]:
    cost, labels = total(quote), catalog.provider.labels
    known = cost.has_price
    least = cost.at_least
    whole = f"<strong>{_yen(cost.whole, least)}</strong>" if known else "料金がわかると出ます"
    sums = "<br>".join(
        f"{escape(labels[part.field])}<br>{part.formula}" for part in cost.parts if part.amount
    )
    missing = "・".join(labels[name] for name in cost.missing)
    # Where the months are not known there is no same term: one month stands there.
    term = "1か月" if quote.months is None else f"同じ{quote.months}か月"
    return [
        (f"全部で（{cost.months}か月）" if cost.months else "全部で", whole),
        ("1か月あたり", _yen(cost.monthly, least) if known else NOT_YET),
        (f"公的な支援なら（{term}）", NOT_YET if is_empty(quote) else _public(public, catalog)),
        ("1回あたり", _yen(cost.per_time, least) if known else NOT_YET),
        ("料金のきめ方", escape(catalog.provider.kinds[quote.price_kind])),
        ("内訳", sums or NOT_YET),
        ("まだわからないもの", escape(missing) or "なし"),
    ]


def _public(public: PublicCost, catalog: Catalog) -> str:
    if not public.has_sum:
        return escape(catalog.provider.public.not_yet)
    whole = _yen(public.whole.low, True) if public.at_least else show.yen_cell(public.whole)
    check = f" {show.CHECK_TAG}" if public.is_doubtful else ""
    return f"{whole}{check}<br>{_by_month(public, catalog)}"


def _by_month(public: PublicCost, catalog: Catalog) -> str:
    """「2026年11月の決まりで計算」."""
    year, month = public.month.split("-")
    return escape(catalog.sheets.quotes.month.format(month=f"{year}年{int(month)}月"))


def _place(quote: Quote, catalog: Catalog) -> list[Row]:
    words = catalog.provider
    rows = []
    for one in words.criteria:
        value = getattr(quote, one.key) if one.kind != "results" else results_text(quote)
        label = store.said(one.label)
        if value in ("", "unknown"):
            rows.append((label, NOT_YET))
        elif one.kind == "choice":
            rows.append((label, words.answers[value]))
        else:
            rows.append((label, f'<span class="ashiba-own">{escape(value)}</span>'))
    return rows


def _signs(quote: Quote, found: tuple[Flag, ...], catalog: Catalog) -> Row:
    signs = [escape(store.said(one.sign)) for one in found]
    if not all_answered(quote, catalog):
        signs.append("まだ答えていない項目があります")
    elif not signs:
        signs.append("答えた中にはありません")
    return "気になるしるし", "<br>".join(signs)


def _about_public(public: PublicCost, catalog: Catalog) -> None:
    words = catalog.provider.public
    show.paragraphs(
        f"公的な支援の額：{words.usual if public.usual else words.own}",
        words.note,
        *((words.part,) if public.at_least and public.has_sum else ()),
        *((words.check,) if public.is_doubtful else ()),
        *public.refusals,
    )


def to_ask(quotes: tuple[Quote, ...], catalog: Catalog) -> None:
    """「きいてみること」: what to ask before signing, and which quotes have no answer yet."""
    st.header("きいてみること", anchor=False)
    st.write("見学や電話のときに、そのまま読めます。紙にもできます。")
    bare = all(is_empty(quote) for quote in quotes)
    items = "".join(
        f"<li>{escape(store.said(one.text))}"
        + (f"<br><small>まだの見積もり：{'・'.join(one.still)}</small>" if one.still else "")
        + "</li>"
        for one in questions(() if bare else quotes, catalog)
    )
    st.html(f'<ol class="ashiba-ask">{items}</ol>')
    show.paragraphs(catalog.provider.stop.before_signing)
    with st.expander("しるしの理由と出典"):
        signs = "".join(
            f"<li>{escape(store.said(one.sign)).replace('{price}', '目安')}。"
            f"{escape(store.said(one.why))}"
            f'<div class="ashiba-source">出典: {escape(one.source)}</div></li>'
            for one in catalog.provider.flags
        )
        note = escape(catalog.provider.stop.signs_note)
        st.html(f"<p>{note} {show.CHECK_TAG}</p><ul>{signs}</ul>")
        source = escape(catalog.provider.stop.source)
        st.html(f'<div class="ashiba-source">裁判などの出典: {source}</div>')
