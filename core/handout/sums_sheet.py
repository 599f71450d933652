"""計算のひかえ: the estimate as a clerk would check it: answers, sums, sources."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from core.base import Answerer, Voice
from core.catalog import Catalog, Ledger
from core.cost.estimate import Estimate, LedgerResult, estimate_rest, ledger_of
from core.cost.explain import Explanation, explain
from core.cost.line import Line
from core.cost.request import CostRequest, MedicalHousehold, Usage, WelfareHousehold
from core.figures import Figure
from core.handout.papers import Papers
from core.handout.press import page_count, print_pdf
from core.handout.text import Tidy, date_text
from core.money import YenRange, about_hundred, yen_text
from core.plan import Plan
from core.sheet_words import SumsWords

NAME = "sums"
SIDES = 2
_LOOKS = 6
"""The looks of sums.typ, from roomy to close. The first that keeps to two sides is taken."""
_HARDLY_FIT = (2_900, 3_900, 4_600)
"""From so many letters on, the search skips the roomiest look, the next, the third."""
_UNKNOWNS = 3

_Row = tuple[str, str]
"""A label and what was answered."""


class _Speech:
    """The words of the sheet in one voice, fit for the paper."""

    def __init__(self, papers: Papers, tidy: Tidy) -> None:
        self.words: SumsWords = papers.catalog.sheets.sums
        self.answerer: Answerer = papers.answerer
        self.tidy = tidy
        self._sentences = papers.catalog.sentences[papers.answerer]

    def _of(self, voices: Mapping[str, Voice], key: str) -> str:
        return self.tidy(voices[key].said_to(self.answerer))

    def label(self, key: str) -> str:
        return self._of(self.words.labels, key)

    def value(self, key: str) -> str:
        return self._of(self.words.values, key)

    def group(self, key: str) -> str:
        return self._of(self.words.groups, key)

    def yen(self, amount: int | None) -> str:
        return self.value("unknown") if amount is None else yen_text(amount)

    def told(self, key: str) -> str:
        """A sentence of data/explain.toml."""
        return self.tidy(self._sentences[key])


def _month(month: str) -> str:
    return f"{month[:4]}年{int(month[5:])}月"


def _ends(amount: YenRange) -> list[str]:
    """The ends of a range for a narrow cell; one when they are the same."""
    if amount.exact:
        return [yen_text(amount)]
    return [f"{yen_text(amount.low)}〜", yen_text(amount.high)]


# -- the answers ------------------------------------------------------------------------------


def _person(request: CostRequest, say: _Speech) -> list[_Row]:
    person = request.person
    return [
        (say.label("age"), say.value("unknown") if person.age is None else f"{person.age}歳"),
        (say.label("spouse"), say.value(f"spouse_{person.spouse}".lower())),
        (
            say.label("public_assistance"),
            say.value(f"public_assistance_{person.public_assistance}".lower()),
        ),
    ]


def _tax(tax: str, say: _Speech) -> str:
    return say.value("unknown" if tax == "unknown" else f"tax_{tax}")


def _welfare(request: CostRequest, say: _Speech) -> list[_Row]:
    home = request.welfare
    whose = "guardians_tax" if request.by_guardians else "welfare_tax"
    rows = [(say.label(whose), _tax(home.tax, say))]
    if home.tax != "exempt":
        rows.append((say.label("welfare_levy"), say.yen(home.income_levy_yen)))
    if home.credits_yen:
        rows.append((say.label("credits"), yen_text(home.credits_yen)))
    if home.designated_city:
        rows.append((say.label("designated_city"), say.value("yes")))
    rows.append((say.label("welfare_cap"), say.yen(home.certificate_cap_yen)))
    if home.residence != "home":
        rows.append((say.label("residence"), say.value(f"residence_{home.residence}")))
    if home.rent_yen is not None:
        rows.append((say.label("rent"), yen_text(home.rent_yen)))
    for key, amount in (("living", home.living_yen), ("others_paid", home.others_paid_yen)):
        if amount:
            rows.append((say.label(key), yen_text(amount)))
    return rows


def _medical(request: CostRequest, say: _Speech) -> list[_Row]:
    care, unknown = request.medical, say.value("unknown")
    certificate = unknown
    if care.certificate != "unknown":
        certificate = say.value(f"certificate_{care.certificate}")
    rows = [(say.label("certificate"), certificate)]
    if care.certificate_no_cap:
        rows.append((say.label("medical_cap"), say.value("no_cap")))
    elif care.certificate != "none":
        rows.append((say.label("medical_cap"), say.yen(care.certificate_cap_yen)))
    insurance = unknown if care.insurance == "unknown" else say.value(f"insurance_{care.insurance}")
    rows.append((say.label("insurance"), insurance))
    rows.append((say.label("medical_tax"), _tax(care.tax, say)))
    if care.tax != "exempt":
        rows.append((say.label("medical_levy"), say.yen(care.income_levy_yen)))
    if care.tax != "taxed":
        rows.append((say.label("own_income"), say.yen(care.own_income_yen)))
    heavy = {True: "yes", False: "no", None: "unknown"}[care.severe_and_continuing]
    rows.append((say.label("severe_and_continuing"), say.value(heavy)))
    level = unknown if care.high_cost_class == "unknown" else None
    rows.append((say.label("high_cost_class"), level or say.value(f"class_{care.high_cost_class}")))
    if care.local_subsidy == "full":
        rows.append((say.label("local_subsidy"), say.value("subsidy_full")))
    return rows


def _unasked(request: CostRequest) -> bool:
    """True when nobody has said anything of taxes, insurance and the household yet."""
    plain = CostRequest(month=request.month, usages=())
    return request.but(usages=(), person=request.person.but(age=None)) == plain


def _used(result: Estimate, left_out: set[Ledger]) -> set[Ledger]:
    """The ledgers that the month needs, whether or not their amounts can be said."""
    return {one.name for one in result.ledgers if one.lines} | left_out


def _groups(result: Estimate, used: set[Ledger], say: _Speech) -> list[dict[str, Any]]:
    """The answers of each household that the estimate looked at, or that somebody filled in.

    Where all of them are わからない because nobody was asked, a sentence says so instead.
    """
    request = result.request
    if _unasked(request):
        return []
    notes = {line.note for line in result.ledger("other").lines}
    groups = []
    if "welfare" in used or request.welfare != WelfareHousehold() or notes & {"rent", "meal"}:
        groups.append({"name": say.group("welfare"), "rows": _welfare(request, say)})
    if "medical" in used or request.medical != MedicalHousehold() or "unlisted" in notes:
        groups.append({"name": say.group("medical"), "rows": _medical(request, say)})
    return groups


# -- the amounts ------------------------------------------------------------------------------


def _cap(ledger: LedgerResult, result: Estimate, words: SumsWords) -> list[str]:
    if ledger.cap is not None:
        return _ends(ledger.cap)
    mixed = ledger.name == "medical" and any(c.cap is not None for c in result.medical_classes)
    return [words.no_cap_sure if mixed else words.no_cap]


def _ledgers(result: Estimate, left_out: set[Ledger], say: _Speech) -> dict[str, Any]:
    """One row a ledger. 上限のあと stands apart only where a subsidy makes 払う額 another amount."""
    words = say.words
    apart = any(one.share != one.payable for one in result.ledgers)
    heads = [head for at, head in enumerate(words.ledgers_heads) if apart or at != 3]
    rows = []
    for ledger in result.ledgers:
        cells: list[list[str]] = []
        if ledger.lines:
            cells = [_ends(ledger.before_cap), _cap(ledger, result, words)]
            cells += [_ends(ledger.share)] if apart else []
            cells += [_ends(ledger.payable)]
        none = words.not_yet if ledger.name in left_out else words.unused
        rows.append({"name": words.ledgers[ledger.name], "cells": cells, "none": none})
    return {
        "heads": heads,
        "rows": rows,
        "total": {"name": words.total, "amount": _ends(result.monthly)},
    }


def _times(line: Line) -> str:
    return f"{line.times}{'か月' if line.unit == '月' else line.unit}"


def _origin(line: Line, usage: Usage | None, words: SumsWords) -> str:
    if line.note in ("claimed", "lump", "rent"):
        return words.origins[line.note]
    if line.note in ("extras", "meal"):
        return words.origins["extras"]
    if line.typical:
        return words.origins["typical"]
    if usage is not None and (usage.price_low_yen is None) != (usage.price_high_yen is None):
        return words.origins["half"]
    return words.origins["own"]


def _services(
    result: Estimate, numbers: Mapping[str, int], catalog: Catalog, say: _Speech
) -> list[dict[str, Any]]:
    """What was counted, line by line, with the price and where it comes from. Free ones stay off."""
    asked: dict[str, list[Usage]] = {}
    for one in result.request.usages:
        asked.setdefault(one.service, []).append(one)
    rows = []
    for ledger in result.ledgers:
        for line in ledger.lines:
            queue = asked.get(line.service, [])
            own_line = line.note not in ("extras", "meal", "rent")
            usage = queue.pop(0) if own_line and queue else None
            if not line.gross.high or not line.times:
                continue
            if (
                own_line
                and catalog.service(line.service).cost_kind == "free"
                and not line.before_cap.high
            ):
                continue
            price = yen_text(line.gross)
            rows.append(
                {
                    "name": say.tidy(line.name),
                    "times": _times(line),
                    "price": f"約{price}" if line.typical else price,
                    "origin": _origin(line, usage, say.words),
                    "refs": _refs(line.sources, numbers),
                }
            )
    return rows


# -- the sum and its sources ------------------------------------------------------------------


def _checked(day: date, words: str) -> str:
    return words.format(day=date_text(day))


class _Sources:
    """The sources in the order in which the sheet names them, each once."""

    def __init__(self, month: str, catalog: Catalog) -> None:
        self._month, self._figures = month, catalog.figures
        self.numbers: dict[str, int] = {}
        self._rows: dict[tuple[object, ...], list[Figure]] = {}

    def add(self, keys: Iterable[str]) -> None:
        for key in keys:
            if key in self.numbers or not self._figures.has(key, self._month):
                continue
            row = self._figures.at(key, self._month)
            same = (row.source, row.grade, row.confirmed, row.checked_on)
            self._rows.setdefault(same, []).append(row)
            self.numbers[key] = [*self._rows].index(same) + 1

    @property
    def checked_on(self) -> date | None:
        """The day on which all of them were checked; None when the days differ."""
        days = {rows[0].checked_on for rows in self._rows.values()}
        return days.pop() if len(days) == 1 else None

    def listed(self, say: _Speech, tabled: Collection[str]) -> list[dict[str, Any]]:
        """The rows of the list. ``short``: without the figures whose amounts stand in a table."""
        one_day, listed = self.checked_on is not None, []
        for number, rows in enumerate(self._rows.values(), start=1):
            first = rows[0]
            listed.append(
                {
                    "number": str(number),
                    "source": say.tidy(first.source),
                    "figures": [say.tidy(text) for text in _figures(rows)],
                    "short": [
                        say.tidy(text)
                        for text in _figures([row for row in rows if row.key not in tabled])
                    ],
                    "grade": say.tidy(say.words.grades[first.grade]),
                    "checked": "" if one_day else _checked(first.checked_on, say.words.checked),
                    "needs-check": first.needs_check,
                }
            )
        return listed


def _tabled(result: Estimate) -> set[str]:
    """The figures whose amounts stand, with the number of the source, in a table of the sheet."""
    prices = {
        key
        for ledger in result.ledgers
        for line in ledger.lines
        if line.typical and line.gross.high and line.times
        for key in line.sources
        if key.startswith("price.")
    }
    return prices | {key for one in result.one_offs for key in one.sources}


def _value(row: Figure) -> str:
    if row.unit == "割合":
        return f"{(row.value * 100).normalize():f}%"
    if row.unit.startswith("割合"):
        return f"{row.value:f}"
    return f"{row.value:,f}{row.unit}"


_LOW, _HIGH = "（低め）", "（高め）"


def _figures(rows: list[Figure]) -> list[str]:
    """The figures of one source with their values; a low and a high one as a range.

    A figure for another case of the one before, 「…の上限（低所得2）」, is named by its case alone.
    """
    told: dict[str, str] = {}
    for row in rows:
        low = row.label.removesuffix(_HIGH) + _LOW
        if row.label.endswith(_HIGH) and low in told:
            base, amount, unit = row.label.removesuffix(_HIGH), told.pop(low), row.unit[1:]
            told[base] = f"{amount.removesuffix(unit)}〜{_value(row)}"
        else:
            told[row.label] = _value(row)
    listed, last = [], ""
    for label, amount in told.items():
        stem, _, case = label.partition("（")
        listed.append(f"（{case} {amount}" if case and stem == last else f"{label} {amount}")
        last = stem
    return listed


def _refs(keys: Iterable[str], numbers: Mapping[str, int]) -> list[str]:
    return [str(number) for number in sorted({numbers[key] for key in keys if key in numbers})]


def _steps(
    steps: tuple[Explanation, ...], result: Estimate, numbers: Mapping[str, int], say: _Speech
) -> list[dict[str, Any]]:
    """The lines of the calculation, ledger by ledger."""
    found = []
    for ledger in result.ledgers:
        lines = [
            {
                "text": say.tidy(step.text),
                "formula": say.tidy(step.formula),
                "refs": _refs(step.sources, numbers),
            }
            for step in steps
            if step.ledger == ledger.name
        ]
        if lines:
            found.append({"name": say.words.ledgers[ledger.name], "lines": lines})
    return found


def _year(
    result: Estimate, numbers: Mapping[str, int], catalog: Catalog, say: _Speech
) -> list[dict[str, Any]]:
    words = say.words

    def row(name: str, amount: YenRange, sources: Iterable[str] = ()) -> dict[str, Any]:
        return {"name": name, "amount": yen_text(amount), "refs": _refs(sources, numbers)}

    rows = [row(words.year_usual, result.monthly)]
    for one in result.one_offs:
        name = say.told(one.key)
        if one.key != "once.certificate":
            name = say.tidy(f"{catalog.service(one.service).name}の{name}")
        rows.append(row(name, one.amount, one.sources))
    if any(one.maybe_in_advance for one in result.contracts):
        rows.append(row(words.year_first_ahead, result.first_month_in_advance))
        rows.append(row(words.year_first_spread, result.first_month))
    elif result.one_offs:
        rows.append(row(words.year_first, result.first_month))
    longer = result.first_year_in_advance != result.first_year
    if longer:
        rows.append(row(words.year_whole_ahead, result.first_year_in_advance))
    rows.append(row(words.year_whole_spread if longer else words.year_whole, result.first_year))
    return rows


def _contracts(result: Estimate, catalog: Catalog, say: _Speech) -> list[dict[str, str]]:
    """The whole sums of contracts, travel included: they go before any month."""
    listed = []
    for one in result.contracts:
        if not one.lump:
            continue
        others = one.entry.high or one.extras
        words = say.words.contract_with_others if others else say.words.contract
        name = words.format(name=catalog.service(one.service).name, months=one.months)
        listed.append({"name": say.tidy(name), "amount": yen_text(one.whole)})
    return listed


def _unknowns(result: Estimate, catalog: Catalog, say: _Speech) -> list[dict[str, str]]:
    words, found = say.words, []
    for one in result.unknowns[:_UNKNOWNS]:
        if one.field.startswith("usages."):
            usage = result.request.usages[int(one.field.split(".")[1])]
            text = words.unknown_price.format(name=catalog.service(usage.service).name)
        else:
            text = say.told(result.request.unknown_key(one.field))
        narrows = words.unknown_narrows.format(amount=yen_text(about_hundred(one.narrows)))
        found.append({"text": say.tidy(text), "narrows": say.tidy(narrows)})
    return found


# -- the sheet --------------------------------------------------------------------------------


def _frame(papers: Papers, tidy: Tidy) -> dict[str, Any]:
    words = papers.catalog.sheets.sums
    return {
        "title": tidy(words.title),
        "made-on": date_text(papers.made_on),
        "version": tidy(papers.catalog.check.version),
        "example": papers.answerer == "example",
        "words": {
            key: value for key, value in words.model_dump().items() if isinstance(value, str)
        },
        "look": 0,
    }


class _Refused(NamedTuple):
    """Figures that are not in force, and the services left out for them: names, ledgers."""

    told: list[str]
    names: str
    ledgers: set[Ledger]


def _refused(papers: Papers, plan: Plan, result: Estimate) -> _Refused:
    cost = papers.case.cost if papers.case is not None else None
    if cost is None or not cost.usages:
        return _Refused(list(plan.refusals), "", set())
    _, refused = estimate_rest(cost, papers.catalog)
    counted = {usage.service for usage in result.request.usages}
    gone = dict.fromkeys(one.service for one in cost.usages if one.service not in counted)
    services = [papers.catalog.service(service) for service in gone]
    return _Refused(
        list(dict.fromkeys(fault.told for fault in refused)),
        "・".join(service.name for service in services),
        {ledger_of(service) for service in services},
    )


def _basis(papers: Papers, result: Estimate, refused: _Refused, say: _Speech) -> list[str]:
    """What the amount rests on, in sentences."""
    words, cost = say.words, papers.case.cost if papers.case is not None else None
    told = []
    if refused.names:
        told.append(words.left_out.format(names=refused.names))
    if not any(one.lines for one in result.ledgers):
        told.append(words.nothing_counted)
    elif result.monthly.high == 0:
        told.append(words.zero)
    elif not result.monthly.exact:
        told.append(words.spread)
    usual = cost is None or not cost.usages
    if usual:
        told.append(words.usual_services)
    if _unasked(result.request) and (
        usual or _used(result, refused.ledgers) & {"welfare", "medical"}
    ):
        told.append(words.usual_home)
    if result.income:
        told.append(words.income.format(amount=yen_text(result.income)))
    if result.refund_later.high:
        told.append(words.refund.format(amount=yen_text(result.refund_later)))
    return [say.tidy(text) for text in told]


def _sheet(papers: Papers, plan: Plan, result: Estimate, tidy: Tidy) -> dict[str, Any]:
    catalog, say = papers.catalog, _Speech(papers, tidy)
    steps = explain(result, catalog, papers.answerer)
    sources = _Sources(result.month, catalog)
    for ledger in result.ledgers:
        for line in ledger.lines:
            sources.add(line.sources)
    for step in steps:
        sources.add(step.sources)
    for one in result.one_offs:
        sources.add(one.sources)
    refused = _refused(papers, plan, result)
    counted = any(ledger.lines for ledger in result.ledgers)
    return _frame(papers, tidy) | {
        "blank": False,
        "unknown": say.value("unknown"),
        "month": _month(result.month),
        "amount": _ends(result.monthly) if counted else [],
        "contracts": _contracts(result, catalog, say),
        "basis": _basis(papers, result, refused, say),
        "ledgers": _ledgers(result, refused.ledgers, say) if counted else None,
        "person": {"name": say.group("person"), "rows": _person(result.request, say)},
        "groups": _groups(result, _used(result, refused.ledgers), say),
        "services-heads": [tidy(head) for head in say.words.services_heads],
        "services": _services(result, sources.numbers, catalog, say),
        "steps": _steps(steps, result, sources.numbers, say),
        "year": _year(result, sources.numbers, catalog, say) if counted else [],
        "unknowns": _unknowns(result, catalog, say),
        "refusals": [tidy(text) for text in refused.told],
        "notices": [say.told(key) for key in result.notices],
        "sources": sources.listed(say, _tabled(result)),
        "all-checked": ""
        if sources.checked_on is None
        else _checked(sources.checked_on, say.words.all_checked),
    }


def filled(papers: Papers, tidy: Tidy) -> dict[str, Any]:
    """The estimate of the plan, in the roomiest look that keeps to two sides.

    With more services than a family uses at once, it runs on to 「続き」 pages, as few as there may
    be. Blank where nothing was answered. Nothing of the check is on it: services without a fee are
    not named.
    """
    plan = papers.plan
    if plan is None or plan.estimate is None:
        return blank(papers, tidy)
    data = _sheet(papers, plan, plan.estimate, tidy)
    pages: dict[int, int] = {}
    for look in range(_first_look(data), _LOOKS):
        pages[look] = page_count(print_pdf({NAME: data | {"look": look}}, papers.made_on))
        if pages[look] <= SIDES:
            break
    return data | {"look": min(pages, key=lambda look: (pages[look], look))}


def _first_look(data: Mapping[str, Any]) -> int:
    """Where the search begins, from how much there is to set."""
    parts = ("steps", "sources", "services", "unknowns", "groups", "year")
    length = len(str([data[part] for part in parts]))
    return sum(length >= much for much in _HARDLY_FIT)


def blank(papers: Papers, tidy: Tidy) -> dict[str, Any]:
    """The same frame to fill in at a counter, with the places where the numbers stand."""
    say = _Speech(papers, tidy)
    words = say.words.blank
    rows: dict[str, list[dict[str, Any]]] = {"person": [], "welfare": [], "medical": []}
    for row in words.rows:
        rows[row.part].append(
            {
                "label": tidy(row.label.said_to(papers.answerer)),
                "choices": [tidy(choice) for choice in row.choices],
                "unit": row.unit,
            }
        )
    return _frame(papers, tidy) | {
        "blank": True,
        "lead": tidy(words.lead),
        "month": words.month,
        "groups": [{"name": say.group(part), "rows": listed} for part, listed in rows.items()],
        "papers-title": tidy(words.papers_title),
        "papers": [{"name": tidy(one.name), "where": tidy(one.where)} for one in words.papers],
        "services-heads": list(words.services_heads),
        "ledgers-heads": list(words.ledgers_heads),
        "ledgers": list(say.words.ledgers.values()),
        "asked-title": tidy(words.asked_title),
        "asked": [tidy(line) for line in words.asked],
    }
