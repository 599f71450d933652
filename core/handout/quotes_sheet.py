"""見積もりをくらべる紙: up to four private quotes side by side, what to ask, when to stop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.base import Voice
from core.catalog import Hotline
from core.cost.request import CostRequest
from core.errors import FigureNotInForce
from core.figures import month_of
from core.handout.papers import Papers
from core.handout.text import Tidy, date_text
from core.money import YenRange, yen_text
from core.provider import (
    LABELS,
    Flag,
    PublicCost,
    Quote,
    QuoteCost,
    is_empty,
    must_stop,
    public_same_months,
    questions,
    red_flags,
    red_line,
    results_text,
    told,
    total,
)

NAME = "quotes"
Cell = list[str]
"""The lines of one cell; empty: room to write."""


def _line_of(papers: Papers) -> int | None:
    try:
        return red_line(papers.catalog, month_of(papers.made_on))
    except FigureNotInForce:
        return None


def _contact(line: Hotline, papers: Papers, tidy: Tidy) -> dict[str, Any]:
    checked = papers.catalog.sheets.quotes.checked.format(day=date_text(line.checked_on))
    return {
        "name": tidy(line.name),
        "phone": tidy(line.contact),
        "hours": tidy(line.hours),
        "cost": tidy(line.cost),
        "checked": tidy(checked),
        "needs-check": line.needs_check,
    }


def _having(key: str, flags: Sequence[tuple[Flag, ...]]) -> list[str]:
    """The letters of the quotes that have a sign."""
    return [
        letter
        for letter, found in zip(LABELS, flags, strict=False)
        if any(flag.key == key for flag in found)
    ]


def _frame(
    papers: Papers,
    tidy: Tidy,
    quotes: tuple[Quote, ...] = (),
    flags: Sequence[tuple[Flag, ...]] = (),
) -> dict[str, Any]:
    """What both sheets have: questions, signs with the letters of the quotes, contacts."""
    words, provider = papers.catalog.sheets.quotes, papers.catalog.provider
    by_id = {line.id: line for line in papers.catalog.hotlines}
    line = _line_of(papers)

    def said(voice: Voice) -> str:
        return tidy(voice.said_to(papers.answerer))

    def signs(*, strong: bool) -> list[dict[str, str]]:
        found = [one for one in provider.flags if one.strong == strong]
        known = [one for one in found if line is not None or "{price}" not in one.sign.family]
        return [
            {"text": said(told(one.sign, line)), "letters": "・".join(_having(one.key, flags))}
            for one in known
        ]

    return {
        "title": tidy(words.title),
        "made-on": date_text(papers.made_on),
        "version": tidy(papers.catalog.check.version),
        "example": papers.answerer == "example",
        "ask-title": tidy(words.ask_title),
        "ask-help": tidy(words.ask_help),
        "questions": [
            {"text": said(one.text), "letters": list(one.still)}
            for one in questions(quotes, papers.catalog)
        ],
        "stop-title": tidy(words.stop_title),
        "stop-signs": signs(strong=True),
        "look-title": tidy(words.look_title),
        "look-signs": signs(strong=False),
        "signs-note": tidy(provider.stop.signs_note),
        "own-will": said(provider.stop.own_will),
        "contacts-title": tidy(words.contacts_title),
        "contacts": [
            _contact(by_id[one], papers, tidy)
            for one in provider.rules.paper_contacts
            if one in by_id
        ],
        "others": [tidy(one) for one in provider.stop.others],
        "before-signing": tidy(provider.stop.before_signing),
    }


def _row(label: str, cells: list[Cell], *, strong: bool = False, height: int = 1) -> dict[str, Any]:
    """A row. ``checks``: the cells with 要確認 behind their last line."""
    checks = [False] * len(cells)
    return {"label": label, "cells": cells, "strong": strong, "height": height, "checks": checks}


def _labels(papers: Papers, tidy: Tidy) -> list[tuple[str, str]]:
    """The criteria: key and name."""
    return [
        (one.key, tidy(one.label.said_to(papers.answerer)))
        for one in papers.catalog.provider.criteria
    ]


# -- the filled sheet ----------------------------------------------------------------------------


def _ends(amount: YenRange) -> Cell:
    """The ends of a range, each on a line of its own."""
    if amount.exact:
        return [yen_text(amount.low)]
    return [f"{yen_text(amount.low)}〜", yen_text(amount.high)]


def _sum(amount: int | None, cost: QuoteCost, papers: Papers) -> Cell:
    words = papers.catalog.sheets.quotes
    if not cost.has_price:
        return [words.no_price]
    if amount is None:
        return []
    return [words.at_least, yen_text(amount)] if cost.at_least else [yen_text(amount)]


def _yen(amount: int | None) -> Cell:
    return [] if amount is None else [yen_text(amount)]


def _price(quote: Quote, papers: Papers) -> Cell:
    kind = papers.catalog.provider.kinds[quote.price_kind]
    return [kind, *_yen(quote.price_yen)]


def _term(quote: Quote) -> Cell:
    times = [] if quote.times_per_month is None else [f"月{quote.times_per_month}回"]
    term = times + ([] if quote.months is None else [f"{quote.months}か月"])
    return ["・".join(term)] if term else []


def _criterion(key: str, quote: Quote, papers: Papers, tidy: Tidy) -> Cell:
    if key == "results":
        return tidy.lines(results_text(quote))
    value = getattr(quote, key)
    answers = papers.catalog.provider.answers
    if value in ("yes", "no"):
        return [tidy(answers[value])]
    return [] if value == "unknown" else tidy.lines(value)


def _public(quote: Quote, public: PublicCost, papers: Papers) -> Cell:
    """The same months in public support; one month, and that it is one, where they are unknown."""
    if is_empty(quote):
        return []
    if not public.has_sum:
        return [papers.catalog.provider.public.not_yet]
    if public.at_least:
        cell = [papers.catalog.sheets.quotes.at_least, yen_text(public.whole.low)]
    else:
        cell = _ends(public.whole)
    return cell if quote.months is not None else [f"1か月 {cell[0]}", *cell[1:]]


def _public_row(
    quotes: tuple[Quote, ...], public: Sequence[PublicCost], papers: Papers
) -> dict[str, Any]:
    pairs = list(zip(quotes, public, strict=True))
    cells = [_public(quote, one, papers) for quote, one in pairs]
    checks = [one.is_doubtful and not is_empty(quote) for quote, one in pairs]
    return _row(papers.catalog.sheets.quotes.public, cells) | {"checks": checks}


def _public_words(public: PublicCost, papers: Papers, tidy: Tidy) -> list[str]:
    words, provider = papers.catalog.sheets.quotes, papers.catalog.provider.public
    year, number = public.month.split("-")
    counted = words.month.format(month=f"{year}年{int(number)}月")
    said = provider.usual if public.usual else provider.own
    part = provider.part if public.at_least and public.has_sum else ""
    check = provider.check if public.is_doubtful else ""
    return [
        tidy(f"{words.public_title}：{said}{provider.note}{part}{check}（{counted}）"),
        *(tidy(told) for told in public.refusals),
    ]


def filled(papers: Papers, tidy: Tidy) -> dict[str, Any]:
    """The quotes that were written, the whole sum first. Without one, the blank sheet."""
    written = tuple(papers.quotes[: len(LABELS)])
    while written and is_empty(written[-1]):
        written = written[:-1]
    if not written:
        return blank(papers, tidy)
    words = papers.catalog.sheets.quotes
    request: CostRequest | None = None if papers.case is None else papers.case.cost
    month = month_of(papers.made_on) if request is None else request.month
    line_month = None if _line_of(papers) is None else month_of(papers.made_on)
    costs = [total(quote) for quote in written]
    public = [public_same_months(quote, request, papers.catalog, month) for quote in written]
    flags = [red_flags(quote, papers.catalog, line_month) for quote in written]
    sums = [
        _row(words.whole, [_sum(one.whole, one, papers) for one in costs], strong=True),
        _row(words.monthly, [_sum(one.monthly, one, papers) for one in costs]),
        _public_row(written, public, papers),
        _row(words.price, [_price(one, papers) for one in written]),
        _row(words.term, [_term(one) for one in written]),
        _row(words.entry, [_yen(one.entry_fee_yen) for one in written]),
        _row(words.travel, [_yen(one.travel_yen_per_time) for one in written]),
        _row(words.other, [_yen(one.other_yen) for one in written]),
    ]
    rows = [
        _row(label, [_criterion(key, quote, papers, tidy) for quote in written])
        for key, label in _labels(papers, tidy)
    ]
    stop = papers.catalog.provider.stop
    stopping = [letter for letter, found in zip(LABELS, flags, strict=False) if must_stop(found)]
    return _frame(papers, tidy, written, flags) | {
        "blank": False,
        "lead": tidy(words.lead),
        "columns": [
            {"letter": letter, "name": tidy(quote.name)}
            for letter, quote in zip(LABELS, written, strict=False)
        ],
        "rows": sums + rows,
        "notes": _public_words(public[0], papers, tidy),
        "stop": [tidy(line) for line in (stop.title, *stop.lines)] if stopping else [],
        "stopping": "・".join(stopping),
    }


# -- the blank sheet -----------------------------------------------------------------------------


def blank(papers: Papers, tidy: Tidy) -> dict[str, Any]:
    """Four columns to write by hand, the same questions and signs."""
    words = papers.catalog.sheets.quotes
    names = (
        (words.whole, 2),
        (words.monthly, 1),
        (words.price, 1),
        (words.term, 1),
        (words.entry, 1),
        (words.travel, 1),
        (words.other, 1),
    )
    empty: list[Cell] = [[] for _ in LABELS]
    kinds = {one.key: one.kind for one in papers.catalog.provider.criteria}
    choices = [papers.catalog.provider.answers[one] for one in ("yes", "no")]
    rows = [_row(words.name, empty)]
    rows += [_row(name, empty, strong=height > 1, height=height) for name, height in names]
    for key, label in _labels(papers, tidy):
        row = _row(label, empty, height=1 if kinds[key] == "choice" else 2)
        rows.append(row | {"choices": choices if kinds[key] == "choice" else []})
    frame = _frame(papers, tidy)
    return frame | {
        "questions": [one | {"letters": list(LABELS)} for one in frame["questions"]],
        "blank": True,
        "lead": tidy(words.blank_lead),
        "columns": [{"letter": letter, "name": ""} for letter in LABELS],
        "rows": rows,
        "notes": [],
        "stop": [],
    }
