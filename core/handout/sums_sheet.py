"""計算のひかえ: the estimate as a clerk would check it: answers, sums, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from core import said
from core.base import Frozen
from core.catalog import Catalog, Ledger
from core.cost.estimate import Estimate, LedgerResult, estimate_rest, ledger_of
from core.cost.explain import Explanation, explain, notice_words
from core.cost.line import Line
from core.cost.request import Usage
from core.cost.unknowns import unknown_words
from core.figures import month_of
from core.handout.papers import Papers
from core.handout.press import roomiest
from core.handout.sheet import LookedSheet, Speech
from core.handout.sums_answers import (
    AnswerGroup,
    HandGroup,
    hand_groups,
    household_groups,
    person_group,
    unasked,
)
from core.handout.sums_sources import SourceRow, Sources, sources_of, tabled
from core.handout.text import Tidy
from core.money import YenRange, about_hundred, yen_text
from core.plan import Plan
from core.sheet_words import SumsWords

NAME = "sums"
SIDES = 2
_LOOKS = 6
"""The looks of sums.typ, from roomy to close. The first that keeps to two sides is taken."""
_HARDLY_FIT = (1_500, 1_900, 2_200)
"""From so many letters on, the search skips the roomiest look, the next, the third. Of 420 families
none had more than 1,406, 1,786 and 2,100 in them."""
_UNKNOWNS = 3

Ends = tuple[str, ...]
"""The ends of a range for a narrow cell; one where they are the same."""


class SumsContract(Frozen):
    """The whole sum of a contract."""

    name: str
    amount: str


class LedgerRow(Frozen):
    """One kind of cost. ``none``: what stands there instead of cells."""

    name: str
    cells: tuple[Ends, ...]
    none: str


class LedgerTable(Frozen):
    """The kinds of cost side by side, and their sum."""

    heads: tuple[str, ...]
    rows: tuple[LedgerRow, ...]
    total: Ends


class ServiceRow(Frozen):
    """What was counted, its price and where the price comes from. ``refs``: numbers of sources."""

    name: str
    times: str
    price: str
    origin: str
    refs: tuple[str, ...]


class SumStep(Frozen):
    """One line of the calculation."""

    text: str
    formula: str
    refs: tuple[str, ...]


class LedgerSteps(Frozen):
    """The lines of the calculation of one kind of cost."""

    name: str
    lines: tuple[SumStep, ...]


class YearRow(Frozen):
    """One amount of the twelve months."""

    name: str
    amount: str
    refs: tuple[str, ...] = ()


class UnknownRow(Frozen):
    """What is not known yet, and by how much an answer would narrow the amount."""

    text: str
    narrows: str


class FilledSums(Frozen):
    """The sheet with an estimate. ``amount``: empty where nothing could be counted."""

    month: str
    amount: Ends
    contracts: tuple[SumsContract, ...]
    basis: tuple[str, ...]
    ledgers: LedgerTable | None
    unknown: str
    person: AnswerGroup
    groups: tuple[AnswerGroup, ...]
    services_heads: tuple[str, ...]
    services: tuple[ServiceRow, ...]
    steps: tuple[LedgerSteps, ...]
    year: tuple[YearRow, ...]
    unknowns: tuple[UnknownRow, ...]
    refusals: tuple[str, ...]
    notices: tuple[str, ...]
    sources: tuple[SourceRow, ...]
    all_checked: str


class HandPaper(Frozen):
    """A number, and where it stands on which paper."""

    name: str
    where: str


class HandLabels(Frozen):
    """The words of the sheet to fill in by hand."""

    lead: str
    month: str
    services_heads: tuple[str, ...]
    ledgers_heads: tuple[str, ...]
    asked_title: str
    asked: tuple[str, ...]
    papers_title: str
    yen: str


class HandSums(Frozen):
    """The sheet to fill in by hand."""

    words: HandLabels
    groups: tuple[HandGroup, ...]
    papers: tuple[HandPaper, ...]
    ledgers: tuple[str, ...]


class SumsLabels(Frozen):
    """The words of both."""

    lead: str
    result_title: str
    a_month: str
    ledgers_title: str
    total: str
    answers_title: str
    services_title: str
    services_note: str
    steps_title: str
    steps_note: str
    year_title: str
    year_note: str
    unknowns_title: str
    refusals_title: str
    notices_title: str
    sources_title: str
    footnote: str


class SumsSheet(LookedSheet):
    """What sums.typ reads: one of ``filled`` and ``hand``."""

    words: SumsLabels
    filled: FilledSums | None = None
    hand: HandSums | None = None


def _ends(amount: YenRange) -> Ends:
    return said.yen_ends(amount.low, amount.high)


# -- the amounts ------------------------------------------------------------------------------


def _cap(ledger: LedgerResult, result: Estimate, words: SumsWords) -> Ends:
    if ledger.cap is not None:
        return _ends(ledger.cap)
    mixed = ledger.name == "medical" and any(c.cap is not None for c in result.medical_classes)
    return (words.no_cap_sure if mixed else words.no_cap,)


def _ledgers(result: Estimate, left_out: set[Ledger], words: SumsWords) -> LedgerTable:
    """One row a ledger. 上限のあと stands apart only where a subsidy makes 払う額 another amount."""
    apart = any(one.share != one.payable for one in result.ledgers)
    rows = []
    for ledger in result.ledgers:
        cells: tuple[Ends, ...] = ()
        if ledger.lines:
            share = (_ends(ledger.share),) if apart else ()
            cap = _cap(ledger, result, words)
            cells = (_ends(ledger.before_cap), cap, *share, _ends(ledger.payable))
        none = words.not_yet if ledger.name in left_out else words.unused
        rows.append(LedgerRow(name=words.ledgers[ledger.name], cells=cells, none=none))
    return LedgerTable(
        heads=tuple(head for at, head in enumerate(words.ledgers_heads) if apart or at != 3),
        rows=tuple(rows),
        total=_ends(result.monthly),
    )


def _origin(line: Line, usage: Usage | None, words: SumsWords) -> str:
    if line.typical and line.note in _BESIDE:
        return words.origins["typical"]
    if line.note in ("claimed", "lump", "rent"):
        return words.origins[line.note]
    if line.note in ("extras", "meal"):
        return words.origins["extras"]
    if line.typical:
        return words.origins["typical"]
    if usage is not None and (usage.price_low_yen is None) != (usage.price_high_yen is None):
        return words.origins["half"]
    return words.origins["own"]


_BESIDE = ("extras", "meal", "rent")
"""Lines that stand beside the line of a service."""


def _counted(result: Estimate) -> Iterator[tuple[Line, Usage | None]]:
    """The lines that cost something, each with what the family put in for it."""
    asked: dict[str, list[Usage]] = {}
    for one in result.request.usages:
        asked.setdefault(one.service, []).append(one)
    for ledger in result.ledgers:
        for line in ledger.lines:
            queue = asked.get(line.service, [])
            usage = queue.pop(0) if line.note not in _BESIDE and queue else None
            if line.gross.high and line.times:
                yield line, usage


def _services(
    result: Estimate, sources: Sources, papers: Papers, say: Speech
) -> Iterator[ServiceRow]:
    """What was counted, line by line, with the price and where it comes from. Free ones stay off."""
    words = papers.catalog.sheets.sums
    for line, usage in _counted(result):
        # A facility that one lives in is no service of the catalogue.
        service = papers.catalog.by_service.get(line.service)
        free = service is not None and service.cost_kind == "free"
        if free and line.note not in _BESIDE and not line.before_cap.high:
            continue
        price = yen_text(line.gross)
        yield ServiceRow(
            name=say(line.name),
            times=said.count(line.times, line.unit),
            price=f"約{price}" if line.typical else price,
            origin=_origin(line, usage, words),
            refs=sources.refs(line.sources),
        )


def _steps(
    steps: Iterable[Explanation], result: Estimate, sources: Sources, words: SumsWords, say: Speech
) -> Iterator[LedgerSteps]:
    """The lines of the calculation, ledger by ledger."""
    for ledger in result.ledgers:
        lines = tuple(
            SumStep(text=say(step.text), formula=say(step.formula), refs=sources.refs(step.sources))
            for step in steps
            if step.ledger == ledger.name
        )
        if lines:
            yield LedgerSteps(name=words.ledgers[ledger.name], lines=lines)


# -- the year ---------------------------------------------------------------------------------


def _once(result: Estimate, sources: Sources, catalog: Catalog, say: Speech) -> Iterator[YearRow]:
    """What comes once, by name."""
    for one in result.one_offs:
        name = say(catalog.explanations[one.key])
        if one.key != "once.certificate":
            name = say(f"{catalog.service(one.service).name}の{name}")
        yield YearRow(name=name, amount=yen_text(one.amount), refs=sources.refs(one.sources))


def _year(result: Estimate, sources: Sources, catalog: Catalog, say: Speech) -> Iterator[YearRow]:
    words = catalog.sheets.sums

    def row(name: str, amount: YenRange) -> YearRow:
        return YearRow(name=name, amount=yen_text(amount))

    yield row(words.year_usual, result.monthly)
    yield from _once(result, sources, catalog, say)
    if any(one.maybe_in_advance for one in result.contracts):
        yield row(words.year_first_ahead, result.first_month_in_advance)
        yield row(words.year_first_spread, result.first_month)
    elif result.one_offs:
        yield row(words.year_first, result.first_month)
    longer = result.first_year_in_advance != result.first_year
    if longer:
        yield row(words.year_whole_ahead, result.first_year_in_advance)
    yield row(words.year_whole_spread if longer else words.year_whole, result.first_year)


def _contracts(result: Estimate, catalog: Catalog, say: Speech) -> Iterator[SumsContract]:
    """The whole sums of contracts, travel included: they go before any month."""
    words = catalog.sheets.sums
    for one in result.contracts:
        if one.lump:
            others = one.entry.high or one.extras
            name = words.contract_with_others if others else words.contract
            name = name.format(name=catalog.service(one.service).name, months=one.months)
            yield SumsContract(name=say(name), amount=yen_text(one.whole))


def _unknowns(result: Estimate, catalog: Catalog, say: Speech) -> Iterator[UnknownRow]:
    words = catalog.sheets.sums
    for one in result.unknowns[:_UNKNOWNS]:
        narrows = words.unknown_narrows.format(amount=yen_text(about_hundred(one.narrows)))
        text = say(unknown_words(one.field, result.request, catalog))
        yield UnknownRow(text=text, narrows=say(narrows))


# -- the sheet --------------------------------------------------------------------------------


class _Refused(NamedTuple):
    """Figures that are not in force, and the services left out for them: names, ledgers."""

    told: tuple[str, ...]
    names: str
    ledgers: set[Ledger]


def _refused(papers: Papers, plan: Plan, result: Estimate) -> _Refused:
    cost = papers.case.cost if papers.case is not None else None
    if cost is None or not cost.usages:
        return _Refused(tuple(plan.refusals), "", set())
    _, refused = estimate_rest(cost, papers.catalog)
    counted = {usage.service for usage in result.request.usages}
    gone = dict.fromkeys(one.service for one in cost.usages if one.service not in counted)
    services = [papers.catalog.service(service) for service in gone]
    return _Refused(
        tuple(dict.fromkeys(fault.told for fault in refused)),
        "・".join(service.name for service in services),
        {ledger_of(service) for service in services},
    )


def _used(result: Estimate, left_out: set[Ledger]) -> set[Ledger]:
    """The ledgers that the month needs, whether or not their amounts can be said."""
    return {one.name for one in result.ledgers if one.lines} | left_out


def _basis(papers: Papers, result: Estimate, refused: _Refused) -> Iterator[str]:
    """What the amount rests on, in sentences."""
    words = papers.catalog.sheets.sums
    cost = papers.case.cost if papers.case is not None else None
    if refused.names:
        yield words.left_out.format(names=refused.names)
    if not any(one.lines for one in result.ledgers):
        yield words.nothing_counted
    elif result.monthly.high == 0:
        yield words.zero
    elif not result.monthly.exact:
        yield words.spread
    usual = cost is None or not cost.usages
    if usual:
        yield words.usual_services
    at_home = usual or _used(result, refused.ledgers) & {"welfare", "medical"}
    if unasked(result.request) and at_home:
        yield words.usual_home
    if result.income:
        yield words.income.format(amount=yen_text(result.income))
    if result.refund_later.high:
        yield words.refund.format(amount=yen_text(result.refund_later))


def _bare(papers: Papers, say: Speech) -> SumsSheet:
    words = papers.catalog.sheets.sums
    return SumsSheet(
        head=say.head(words.title), shared=say.frame(), words=say.picked(SumsLabels, words)
    )


def _filled(papers: Papers, plan: Plan, result: Estimate, say: Speech) -> FilledSums:
    catalog, words = papers.catalog, papers.catalog.sheets.sums
    steps = explain(result, catalog, papers.answerer)
    sources = sources_of(result, steps, catalog)
    refused = _refused(papers, plan, result)
    counted = any(ledger.lines for ledger in result.ledgers)
    all_on = sources.checked_on
    used = _used(result, refused.ledgers)
    return FilledSums(
        month=words.month.format(month=said.month(result.month)),
        amount=_ends(result.monthly) if counted else (),
        contracts=tuple(_contracts(result, catalog, say)),
        basis=say.all(_basis(papers, result, refused)),
        ledgers=_ledgers(result, refused.ledgers, words) if counted else None,
        unknown=say(words.unknown),
        person=person_group(result.request, catalog, say),
        groups=tuple(household_groups(result, used, catalog, say)),
        services_heads=say.all(words.services_heads),
        services=tuple(_services(result, sources, papers, say)),
        steps=tuple(_steps(steps, result, sources, words, say)),
        year=tuple(_year(result, sources, catalog, say)) if counted else (),
        unknowns=tuple(_unknowns(result, catalog, say)),
        refusals=say.all(refused.told),
        notices=say.all(notice_words(key, result.month, catalog) for key in result.notices),
        sources=tuple(sources.listed(words, say, tabled(result))),
        all_checked="" if all_on is None else words.all_checked.format(day=said.day(all_on)),
    )


def filled(papers: Papers, tidy: Tidy) -> SumsSheet:
    """The estimate of the plan, in the roomiest look that keeps to two sides.

    With more services than a family uses at once, it runs on to 「続き」 pages, as few as there may
    be. Blank where nothing was answered. Nothing of the check is on it: services without a fee are
    not named.
    """
    plan = papers.plan
    if plan is None or plan.estimate is None:
        return blank(papers, tidy)
    say = Speech(papers, tidy)
    found = _filled(papers, plan, plan.estimate, say)
    sheet = _bare(papers, say).but(filled=found)
    looks = (sheet.but(look=look) for look in range(_first_look(found), _LOOKS))
    return roomiest(NAME, looks, papers.made_on, sides=SIDES).sheet


def _letters(value: object) -> int:
    """How many letters there are in a value of plain data."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return _letters(tuple(value.values()))
    return sum(map(_letters, value)) if isinstance(value, tuple) else 0


def _first_look(found: FilledSums) -> int:
    """Where the search begins, from how much there is to set."""
    much = {"steps", "sources", "services", "unknowns", "groups", "year"}
    letters = _letters(found.model_dump(include=much))
    return sum(letters >= most for most in _HARDLY_FIT)


def blank(papers: Papers, tidy: Tidy) -> SumsSheet:
    """The same frame to fill in at a counter, with the places where the numbers stand."""
    say, words = Speech(papers, tidy), papers.catalog.sheets.sums
    hand = words.blank
    return _bare(papers, say).but(
        hand=HandSums(
            words=say.picked(HandLabels, hand),
            groups=tuple(hand_groups(papers.catalog, month_of(papers.made_on), say)),
            papers=tuple(
                HandPaper(name=say(one.name), where=say(one.where)) for one in hand.papers
            ),
            ledgers=say.all(words.ledgers.values()),
        )
    )
