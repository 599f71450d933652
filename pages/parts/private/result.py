"""Quotes side by side on the screen: the whole sum first, the signs, what to ask."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from core import Catalog, CostRequest, said, yen_text
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
    results_text,
    signs_of,
    stop_contacts,
    total,
)
from pages.parts.kit import danger, html, show, store
from pages.parts.kit.html import NOTHING, joined, tag

NOT_YET = "まだ"
Row = tuple[str, str]
"""A label and its value: words, or Markup."""
_BREAK = Markup("<br>")


def flags_of(quotes: tuple[Quote, ...], catalog: Catalog) -> list[tuple[Flag, ...]]:
    """The signs of each quote. Where the line has no figure this month, that is said."""
    flags, fault = signs_of(quotes, catalog, month_of(store.today()))
    if fault is not None:
        show.paragraphs(fault.told, kind="caution")
    return flags


def _phones(catalog: Catalog) -> None:
    html.write(danger.contact_list(stop_contacts(catalog), catalog))


def _named(flags: list[tuple[Flag, ...]], *, stop: bool) -> list[str]:
    """The signs of each quote that has one; ``stop``: only those that are enough to stop."""
    found = [[store.said(one.sign) for one in mine if one.stop or not stop] for mine in flags]
    pairs = zip(LABELS, found, strict=False)
    return [f"見積もり{label}：{'、'.join(signs)}" for label, signs in pairs if signs]


def stop_panel(flags: list[tuple[Flag, ...]], catalog: Catalog) -> None:
    """A framed stop where one strong sign is there; else, a quiet word and the same lines.

    Red stays for danger to life (LOOK.md), so the stop is told by its frame and its words.
    """
    words = catalog.provider.stop
    if any(must_stop(found) for found in flags):
        html.write(
            tag(
                '<div class="ashiba-caution ashiba-stop" role="status">{}</div>',
                html.lines(words.title, *words.lines),
            )
        )
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
    cards = joined(
        tag("<section><h3>{}</h3><dl>{}</dl></section>", name, joined(map(_pair, rows)))
        for name, rows in zip(titles, columns, strict=True)
    )
    rows = len(columns[0]) + 1
    html.write(tag('<div class="ashiba-quotes" style="--rows:{}">{}</div>', rows, cards))
    _about_public(public[0], catalog)


def _pair(row: Row) -> Markup:
    # On a phone, what was not asked yet stands among the questions only.
    yet = Markup(' class="ashiba-yet"') if row[1] == NOT_YET else NOTHING
    return tag("<div{}><dt>{}</dt><dd>{}</dd></div>", yet, *row)


def _yen(amount: int | None, at_least: bool) -> str:
    if amount is None:
        return NOT_YET
    return tag("少なくとも<br>{}", yen_text(amount)) if at_least else yen_text(amount)


def _sums(quote: Quote, public: PublicCost, catalog: Catalog) -> list[Row]:
    cost, labels = total(quote), catalog.provider.labels
    known, least = cost.has_price, cost.at_least
    whole = tag("<strong>{}</strong>", _yen(cost.whole, least))
    sums = joined(
        (tag("{}<br>{}", labels[part.field], part.formula) for part in cost.parts if part.amount),
        _BREAK,
    )
    missing = "・".join(labels[name] for name in cost.missing)
    # Where the months are not known there is no same term: one month stands there.
    term = "1か月" if quote.months is None else f"同じ{said.count(quote.months, '月')}"
    return [
        (
            f"全部で（{said.count(cost.months, '月')}）" if cost.months else "全部で",
            whole if known else "料金がわかると出ます",
        ),
        ("1か月あたり", _yen(cost.monthly, least) if known else NOT_YET),
        (f"公的な支援なら（{term}）", NOT_YET if is_empty(quote) else _public(public, catalog)),
        ("1回あたり", _yen(cost.per_time, least) if known else NOT_YET),
        ("料金のきめ方", catalog.provider.kinds[quote.price_kind]),
        ("内訳", sums or NOT_YET),
        ("まだわからないもの", missing or "なし"),
    ]


def _public(public: PublicCost, catalog: Catalog) -> str:
    if not public.has_sum:
        return catalog.provider.public.not_yet
    return tag(
        "{}{}<br>{}",
        _yen(public.whole.low, True) if public.at_least else show.yen_cell(public.whole),
        tag(" {}", show.CHECK_TAG) if public.is_doubtful else NOTHING,
        # 「2026年11月の決まりで計算」
        catalog.sheets.quotes.month.format(month=said.month(public.month)),
    )


def _place(quote: Quote, catalog: Catalog) -> list[Row]:
    words = catalog.provider
    rows: list[Row] = []
    for one in words.criteria:
        value = getattr(quote, one.key) if one.kind != "results" else results_text(quote)
        label = store.said(one.label)
        if value in ("", "unknown"):
            rows.append((label, NOT_YET))
        elif one.kind == "choice":
            rows.append((label, words.answers[value]))
        else:
            rows.append((label, tag('<span class="ashiba-own">{}</span>', value)))
    return rows


def _signs(quote: Quote, found: Sequence[Flag], catalog: Catalog) -> Row:
    signs = [store.said(one.sign) for one in found]
    if not all_answered(quote, catalog):
        signs.append("まだ答えていない項目があります")
    elif not signs:
        signs.append("答えた中にはありません")
    return "気になるしるし", joined(signs, _BREAK)


def _about_public(public: PublicCost, catalog: Catalog) -> None:
    words = catalog.provider.public
    show.paragraphs(
        f"公的な支援の額：{words.usual if public.usual else words.own}",
        words.note,
        *((words.part,) if public.at_least and public.has_sum else ()),
        *((words.check,) if public.is_doubtful else ()),
        *((public.told,) if public.told else ()),
        *public.refusals,
    )


def to_ask(quotes: tuple[Quote, ...], catalog: Catalog) -> None:
    """「きいてみること」: what to ask before signing, and which quotes have no answer yet."""
    st.header("きいてみること", anchor=False)
    st.write("見学や電話のときに、そのまま読めます。紙にもできます。")
    bare = all(is_empty(quote) for quote in quotes)
    items = joined(
        tag("<li>{}{}</li>", store.said(one.text), _still(one.still))
        for one in questions(() if bare else quotes, catalog)
    )
    html.write(tag('<ol class="ashiba-ask">{}</ol>', items))
    show.paragraphs(catalog.provider.stop.before_signing)
    with st.expander("しるしの理由と出典"):
        _about_signs(catalog)


def _still(labels: Sequence[str]) -> Markup:
    if not labels:
        return NOTHING
    return tag("<br><small>まだの見積もり：{}</small>", "・".join(labels))


def _about_signs(catalog: Catalog) -> None:
    """Each sign with its reason and source."""
    signs = joined(
        tag(
            '<li>{}。{}<div class="ashiba-source">出典: {}</div></li>',
            store.said(one.sign).replace("{price}", "目安"),
            store.said(one.why),
            one.source,
        )
        for one in catalog.provider.flags
    )
    stop = catalog.provider.stop
    html.write(tag("<p>{} {}</p><ul>{}</ul>", stop.signs_note, show.CHECK_TAG, signs))
    html.write(tag('<div class="ashiba-source">裁判などの出典: {}</div>', stop.source))
