"""見積もりをくらべる紙: up to four private quotes side by side, what to ask, when to stop."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core import said
from core.base import Frozen
from core.catalog import Hotline
from core.cost.request import CostRequest
from core.errors import FigureNotInForce
from core.figures import month_of
from core.handout.papers import Papers
from core.handout.sheet import Sheet, Speech
from core.handout.text import Tidy
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
Cell = tuple[str, ...]
"""The lines of one cell; empty: room to write."""


class QuoteColumn(Frozen):
    """The letter and the name of one quote."""

    letter: str
    name: str = ""


class QuoteRow(Frozen):
    """One line of the table.

    ``height``: lines to write by hand. ``checks``: the cells with 要確認 behind their last line.
    ``choices``: what can be marked by hand.
    """

    label: str
    cells: tuple[Cell, ...]
    checks: tuple[bool, ...]
    strong: bool = False
    height: int = 1
    choices: tuple[str, ...] = ()


class QuoteQuestion(Frozen):
    """A question, and the letters of the quotes that leave it open."""

    text: str
    letters: tuple[str, ...]


class QuoteSign(Frozen):
    """A sign to stop at, and the letters of the quotes that have it."""

    text: str
    letters: str


class QuoteContact(Frozen):
    """Where to call before and after a contract."""

    name: str
    phone: str
    hours: str
    cost: str
    checked: str
    needs_check: bool


class QuotesLabels(Frozen):
    """The words of the sheet."""

    ask_title: str
    ask_help: str
    stop_title: str
    look_title: str
    contacts_title: str


class QuotesSheet(Sheet):
    """What quotes.typ reads. ``stop``: a heading and its sentences; ``stopping``: the letters."""

    blank: bool
    words: QuotesLabels
    lead: str
    columns: tuple[QuoteColumn, ...]
    rows: tuple[QuoteRow, ...]
    notes: tuple[str, ...] = ()
    stop: tuple[str, ...] = ()
    stopping: str = ""
    questions: tuple[QuoteQuestion, ...]
    stop_signs: tuple[QuoteSign, ...]
    look_signs: tuple[QuoteSign, ...]
    signs_note: str
    own_will: str
    contacts: tuple[QuoteContact, ...]
    others: tuple[str, ...]
    before_signing: str


def _line_of(papers: Papers) -> int | None:
    try:
        return red_line(papers.catalog, month_of(papers.made_on))
    except FigureNotInForce:
        return None


def _contacts(papers: Papers, say: Speech) -> Iterable[QuoteContact]:
    by_id: dict[str, Hotline] = {line.id: line for line in papers.catalog.hotlines}
    checked = papers.catalog.sheets.quotes.checked
    for one in papers.catalog.provider.rules.paper_contacts:
        if (line := by_id.get(one)) is not None:
            yield QuoteContact(
                name=say(line.name),
                phone=say(line.contact),
                hours=say(line.hours),
                cost=say(line.cost),
                checked=say(checked.format(day=said.day(line.checked_on))),
                needs_check=line.needs_check,
            )


def _signs(
    papers: Papers, flags: Sequence[tuple[Flag, ...]], say: Speech, *, strong: bool
) -> Iterable[QuoteSign]:
    """The signs, each with the letters of the quotes that have it."""
    line = _line_of(papers)
    for one in papers.catalog.provider.flags:
        if one.strong != strong or (line is None and "{price}" in one.sign.family):
            continue
        having = [
            letter
            for letter, found in zip(LABELS, flags, strict=False)
            if any(flag.key == one.key for flag in found)
        ]
        yield QuoteSign(text=say(told(one.sign, line)), letters="・".join(having))


def _sheet(
    papers: Papers,
    say: Speech,
    rows: Iterable[QuoteRow],
    quotes: tuple[Quote, ...] = (),
    flags: Sequence[tuple[Flag, ...]] = (),
) -> QuotesSheet:
    """The sheet for quotes, or, without one, for the hand: rows, questions, signs, contacts."""
    words, stop = papers.catalog.sheets.quotes, papers.catalog.provider.stop
    stopping = [letter for letter, found in zip(LABELS, flags, strict=False) if must_stop(found)]
    return QuotesSheet(
        head=say.head(words.title),
        shared=say.frame(),
        blank=not quotes,
        words=say.picked(QuotesLabels, words),
        lead=say(words.lead if quotes else words.blank_lead),
        columns=tuple(
            QuoteColumn(letter=letter, name=say(quote.name))
            for letter, quote in zip(LABELS, quotes, strict=False)
        )
        or tuple(QuoteColumn(letter=letter) for letter in LABELS),
        rows=tuple(rows),
        stop=say.all((stop.title, *stop.lines)) if stopping else (),
        stopping="・".join(stopping),
        questions=tuple(
            QuoteQuestion(text=say(one.text), letters=tuple(one.still) if quotes else LABELS)
            for one in questions(quotes, papers.catalog)
        ),
        stop_signs=tuple(_signs(papers, flags, say, strong=True)),
        look_signs=tuple(_signs(papers, flags, say, strong=False)),
        signs_note=say(stop.signs_note),
        own_will=say(stop.own_will),
        contacts=tuple(_contacts(papers, say)),
        others=say.all(stop.others),
        before_signing=say(stop.before_signing),
    )


def _row(label: str, cells: Iterable[Cell], *, strong: bool = False, height: int = 1) -> QuoteRow:
    found = tuple(cells)
    checks = (False,) * len(found)
    return QuoteRow(label=label, cells=found, checks=checks, strong=strong, height=height)


# -- the filled sheet ----------------------------------------------------------------------------


def _ends(amount: YenRange) -> Cell:
    """The ends of a range, each on a line of its own."""
    return said.yen_ends(amount.low, amount.high)


def _sum(amount: int | None, cost: QuoteCost, papers: Papers) -> Cell:
    words = papers.catalog.sheets.quotes
    if not cost.has_price:
        return (words.no_price,)
    if amount is None:
        return ()
    return (words.at_least, yen_text(amount)) if cost.at_least else (yen_text(amount),)


def _yen(amount: int | None) -> Cell:
    return () if amount is None else (yen_text(amount),)


def _price(quote: Quote, papers: Papers) -> Cell:
    kind = papers.catalog.provider.kinds[quote.price_kind]
    return (kind, *_yen(quote.price_yen))


def _term(quote: Quote) -> Cell:
    times = (
        () if quote.times_per_month is None else (f"月{said.count(quote.times_per_month, '回')}",)
    )
    term = times if quote.months is None else (*times, said.count(quote.months, "月"))
    return ("・".join(term),) if term else ()


def _criterion(key: str, quote: Quote, papers: Papers, say: Speech) -> Cell:
    if key == "results":
        return say.tidy.lines(results_text(quote))
    value = getattr(quote, key)
    if value in ("yes", "no"):
        return (say(papers.catalog.provider.answers[value]),)
    return () if value == "unknown" else say.tidy.lines(value)


def _public(quote: Quote, public: PublicCost, papers: Papers) -> Cell:
    """The same months in public support; one month, and that it is one, where they are unknown."""
    if is_empty(quote):
        return ()
    if not public.has_sum:
        return (papers.catalog.provider.public.not_yet,)
    cell = _ends(public.whole)
    if public.at_least:
        cell = (papers.catalog.sheets.quotes.at_least, yen_text(public.whole.low))
    return cell if quote.months is not None else (f"{said.count(1, '月')} {cell[0]}", *cell[1:])


def _public_row(
    quotes: tuple[Quote, ...], public: Sequence[PublicCost], papers: Papers
) -> QuoteRow:
    pairs = list(zip(quotes, public, strict=True))
    row = _row(
        papers.catalog.sheets.quotes.public, (_public(quote, one, papers) for quote, one in pairs)
    )
    checks = tuple(one.is_doubtful and not is_empty(quote) for quote, one in pairs)
    return row.but(checks=checks)


def _public_words(public: PublicCost, papers: Papers, say: Speech) -> Cell:
    words, provider = papers.catalog.sheets.quotes, papers.catalog.provider.public
    counted = words.month.format(month=said.month(public.month))
    basis = provider.usual if public.usual else provider.own
    part = provider.part if public.at_least and public.has_sum else ""
    check = provider.check if public.is_doubtful else ""
    line = f"{words.public_title}：{basis}{provider.note}{part}{check}{public.told}（{counted}）"
    return say.all((line, *public.refusals))


def _sums(
    written: tuple[Quote, ...], public: Sequence[PublicCost], papers: Papers
) -> Iterable[QuoteRow]:
    """The rows of yen, the whole sum first."""
    words, costs = papers.catalog.sheets.quotes, [total(quote) for quote in written]
    yield _row(words.whole, (_sum(one.whole, one, papers) for one in costs), strong=True)
    yield _row(words.monthly, (_sum(one.monthly, one, papers) for one in costs))
    yield _public_row(written, public, papers)
    yield _row(words.price, (_price(one, papers) for one in written))
    yield _row(words.term, (_term(one) for one in written))
    yield _row(words.entry, (_yen(one.entry_fee_yen) for one in written))
    yield _row(words.travel, (_yen(one.travel_yen_per_time) for one in written))
    yield _row(words.other, (_yen(one.other_yen) for one in written))


def filled(papers: Papers, tidy: Tidy) -> QuotesSheet:
    """The quotes that were written, the whole sum first. Without one, the blank sheet."""
    written = tuple(papers.quotes[: len(LABELS)])
    while written and is_empty(written[-1]):
        written = written[:-1]
    if not written:
        return blank(papers, tidy)
    say, catalog = Speech(papers, tidy), papers.catalog
    request: CostRequest | None = None if papers.case is None else papers.case.cost
    month = month_of(papers.made_on) if request is None else request.month
    line_month = None if _line_of(papers) is None else month_of(papers.made_on)
    public = [public_same_months(quote, request, catalog, month) for quote in written]
    flags = [red_flags(quote, catalog, line_month) for quote in written]
    criteria = [
        _row(say(one.label), (_criterion(one.key, quote, papers, say) for quote in written))
        for one in catalog.provider.criteria
    ]
    rows = (*_sums(written, public, papers), *criteria)
    sheet = _sheet(papers, say, rows, written, flags)
    return sheet.but(notes=_public_words(public[0], papers, say))


# -- the blank sheet -----------------------------------------------------------------------------


def _hand_rows(papers: Papers, say: Speech) -> Iterable[QuoteRow]:
    words, provider = papers.catalog.sheets.quotes, papers.catalog.provider
    empty: tuple[Cell, ...] = ((),) * len(LABELS)
    yield _row(words.name, empty)
    yield _row(words.whole, empty, strong=True, height=2)
    for name in (
        words.monthly, words.price, words.term, words.entry, words.travel, words.other
    ):  # fmt: skip
        yield _row(name, empty)
    choices = tuple(provider.answers[one] for one in ("yes", "no"))
    for one in provider.criteria:
        if one.kind == "choice":
            yield _row(say(one.label), empty).but(choices=choices)
        else:
            yield _row(say(one.label), empty, height=2)


def blank(papers: Papers, tidy: Tidy) -> QuotesSheet:
    """Four columns to write by hand, the same questions and signs."""
    say = Speech(papers, tidy)
    return _sheet(papers, say, _hand_rows(papers, say))
