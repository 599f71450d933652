"""What would narrow the range, what would make it less, and the same month lived otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from typing import Any

from core.catalog import Catalog, Ledger
from core.cost import private, welfare
from core.cost.estimate import Estimate, Saving, Unknown, estimate, ledger_of, only_services
from core.cost.household import medical_classes_of, welfare_classes, welfare_classes_of
from core.cost.line import price_range, price_sources
from core.cost.medical import MonthBills, bills_of
from core.cost.request import CostRequest, MedicalHousehold, Person, Usage, WelfareHousehold
from core.cost.welfare import cap_range, capped
from core.errors import FigureNotInForce
from core.money import ZERO, YenRange

Path = tuple[str, ...]


def changed(request: CostRequest, path: Path, value: Any) -> CostRequest:
    """The request with one field set anew; ``path`` as ("medical", "tax")."""
    if path[0] == "usages":
        index = int(path[1])
        usage = request.usages[index].but(**{path[2]: value})
        usages = (*request.usages[:index], usage, *request.usages[index + 1 :])
        return request.but(usages=usages)
    part = getattr(request, path[0]).but(**{path[1]: value})
    return request.but(**{path[0]: part})


# -- unknowns ---------------------------------------------------------------------------------


def _levies(keys: Iterable[str], request: CostRequest, catalog: Catalog) -> list[int]:
    """One 所得割 on each side of every line."""
    return [0, *(catalog.figures.yen(key, request.month) for key in keys)]


_WELFARE_LINES = ("welfare.levy.adult_general2_from", "welfare.levy.child_general2_from")
_MEDICAL_LINES = ("medical.levy.mid2_from", "medical.levy.high_from")


def _welfare_questions(request: CostRequest, catalog: Catalog) -> Iterator[tuple[Path, list[Any]]]:
    home = request.welfare
    if home.certificate_cap_yen is not None or request.person.public_assistance:
        return
    if home.tax == "unknown":
        yield ("welfare", "tax"), ["exempt", "taxed"]
    if home.tax != "exempt" and home.income_levy_yen is None:
        yield ("welfare", "income_levy_yen"), _levies(_WELFARE_LINES, request, catalog)
    if home.residence == "lodging_training":
        caps = sorted({one.cap for one in welfare_classes(request, catalog.figures)})
        yield ("welfare", "certificate_cap_yen"), caps


def _medical_questions(request: CostRequest, catalog: Catalog) -> Iterator[tuple[Path, list[Any]]]:
    care, month = request.medical, request.month
    if care.certificate_cap_yen is not None or request.person.public_assistance:
        return
    if care.certificate == "unknown" and not care.certificate_no_cap:
        yield ("medical", "certificate"), ["have", "none"]
    if care.high_cost_class == "unknown":
        yield ("medical", "high_cost_class"), ["a", "i", "u", "e", "o"]
    if care.tax == "unknown":
        yield ("medical", "tax"), ["exempt", "taxed"]
    if care.certificate == "none" or care.certificate_no_cap:
        return
    if care.tax != "taxed" and care.own_income_yen is None:
        with suppress(FigureNotInForce):
            line = catalog.figures.yen("medical.low1_income_line", month)
            yield ("medical", "own_income_yen"), [line, line + 1]
    if care.tax == "exempt":
        return
    if care.income_levy_yen is None:
        yield ("medical", "income_levy_yen"), _levies(_MEDICAL_LINES, request, catalog)
    if care.severe_and_continuing is None:
        yield ("medical", "severe_and_continuing"), [True, False]


def _price_questions(request: CostRequest, catalog: Catalog) -> Iterator[tuple[Path, list[Any]]]:
    for index, usage in enumerate(request.usages):
        service = catalog.by_service[usage.service]
        if usage.claim or usage.lump or not price_sources(usage, service):
            continue
        price = price_range(usage, service, request.month, catalog)
        if not price.exact:
            typical = catalog.figures.yen(f"price.{service.id}.typical", request.month)
            yield (
                ("usages", str(index), "gross_yen_per_time"),
                [price.low, typical, price.high],
            )


def _questions(request: CostRequest, catalog: Catalog) -> Iterator[tuple[Path, list[Any]]]:
    used = {catalog.by_service[usage.service].cost_kind for usage in request.usages}
    home = request.welfare
    if "welfare" in used or home.rent_yen is not None:
        if request.person.age is None:
            yield ("person", "age"), [17, 40]
        yield from _welfare_questions(request, catalog)
    if "medical" in used:
        yield from _medical_questions(request, catalog)
    yield from _price_questions(request, catalog)


class _WhatIf:
    """The month's range after one more answer, from the ledgers that are counted already.

    An answer about a household moves only caps and rates, one about a price only its own ledger:
    the other ledgers keep their width. Where rent, meals or a place outside the certificate tie
    the ledgers together, the whole month is estimated anew.
    """

    def __init__(self, result: Estimate, catalog: Catalog) -> None:
        self._request, self._catalog = result.request, catalog
        self._width = result.monthly.width
        self._welfare, self._medical = result.ledger("welfare"), result.ledger("medical")
        self._before = self._welfare.before_cap
        self._bills = bills_of(self._medical.lines)
        self._counted = MonthBills(self._bills, result.month, catalog.figures)
        self._asked_now: dict[int, YenRange] = {}
        tied = ("rent", "meal", "unlisted")
        self._tied = any(line.note in tied for line in result.ledger("other").lines)

    def width(self, path: Path, answer: Any) -> int:
        """high − low of the month once the field at ``path`` is known. Raises FigureNotInForce."""
        if self._tied:
            return estimate(changed(self._request, path, answer), self._catalog).monthly.width
        if path[0] == "usages":
            return self._width + self._by_price(int(path[1]), answer)
        person = self._request.person
        if path[0] == "person":
            person = person.but(**{path[1]: answer})
        width = self._width
        if path[0] != "medical" and self._welfare.lines:
            home = self._request.welfare
            if path[0] == "welfare":
                home = home.but(**{path[1]: answer})
            width += self._by_cap(person, home)
        if path[0] != "welfare" and self._medical.lines:
            care = self._request.medical
            if path[0] == "medical":
                care = care.but(**{path[1]: answer})
            width += self._by_bills(self._counted, person, care)
        return width

    def _by_cap(self, person: Person, home: WelfareHousehold) -> int:
        """How much wider the welfare ledger is with these answers, in yen."""
        classes = welfare_classes_of(self._request.month, person, home, self._catalog.figures)
        return capped(self._before, cap_range(classes)).width - self._welfare.payable.width

    def _by_bills(self, bills: MonthBills, person: Person, care: MedicalHousehold) -> int:
        """How much wider the medical ledger is with these bills and answers, in yen."""
        classes = medical_classes_of(self._request.month, person, care, self._catalog.figures)
        payable = bills.payments(classes, care.local_subsidy == "full")[1]
        return payable.width - self._medical.payable.width

    def _by_price(self, index: int, gross: int) -> int:
        """How much wider a ledger is when one service asks ``gross`` yen each time, in yen."""
        usage = self._request.usages[index]
        kind = self._catalog.by_service[usage.service].cost_kind
        if kind == "medical":
            return self._by_bill(self._place_in_ledger(index, "medical"), gross)
        if index not in self._asked_now:
            self._asked_now[index] = self._asked(usage)
        before = self._asked_now[index]
        now = self._asked(usage.but(gross_yen_per_time=gross))
        if kind != "welfare":
            return now.width - before.width
        assert self._welfare.cap is not None
        low, high = self._before.low - before.low, self._before.high - before.high
        share = capped(YenRange(low + now.low, high + now.high), self._welfare.cap)
        return share.width - self._welfare.payable.width

    def _by_bill(self, place: int, gross: int) -> int:
        """How much wider the medical ledger is when the bills of one line are ``gross`` yen."""
        bill = self._bills[place]._replace(gross=YenRange.of(gross))
        bills = (*self._bills[:place], bill, *self._bills[place + 1 :])
        counted = MonthBills(bills, self._request.month, self._catalog.figures)
        return self._by_bills(counted, self._request.person, self._request.medical)

    def _asked(self, usage: Usage) -> YenRange:
        """What a line of 障害福祉 or with a price comes to before any cap, in yen."""
        service = self._catalog.by_service[usage.service]
        count = welfare.line if service.cost_kind == "welfare" else private.line
        return count(usage, service, self._request.month, self._catalog).before_cap

    def _place_in_ledger(self, index: int, name: Ledger) -> int:
        """Which line of its ledger the service at ``index`` of the request is."""
        before = [self._catalog.by_service[one.service] for one in self._request.usages[:index]]
        return sum(ledger_of(service) == name for service in before)


def unknowns(result: Estimate, catalog: Catalog) -> tuple[Unknown, ...]:
    """Each unknown field, and by how many yen an answer narrows the range in the mean.

    The mean is over one answer per case that the field decides. Most first; none that narrows
    nothing. An answer whose figure is not in force counts as narrowing nothing.
    """
    width = result.monthly.width
    if width == 0:
        return ()
    what_if = _WhatIf(result, catalog)
    found = []
    for path, answers in _questions(result.request, catalog):
        total = 0
        for answer in answers:
            try:
                total += what_if.width(path, answer)
            except FigureNotInForce:
                total += width
        narrows = width - round(total / len(answers))
        if narrows > 0:
            found.append(Unknown(".".join(path), narrows))
    return tuple(sorted(found, key=lambda one: -one.narrows))


# -- savings ----------------------------------------------------------------------------------


def known_cases(request: CostRequest, catalog: Catalog, part: str) -> list[CostRequest]:
    """The request with every unknown of one household answered in all ways that differ."""
    questions = _welfare_questions if part == "welfare" else _medical_questions
    open_fields = [
        (path, answers)
        for path, answers in questions(request, catalog)
        if path[1] not in ("certificate", "certificate_cap_yen")
    ]
    cases = []
    for answers in product(*(answers for _, answers in open_fields)):
        case = request
        for (path, _), answer in zip(open_fields, answers, strict=True):
            case = changed(case, path, answer)
        if _possible(case):
            cases.append(case)
    return cases


def _possible(request: CostRequest) -> bool:
    """False where 非課税 stands beside a levy, as it may after answering both."""
    parts = (request.welfare, request.medical)
    return not any(part.tax == "exempt" and part.income_levy_yen for part in parts)


def _saved(
    cases: Iterable[CostRequest], changes: Iterable[tuple[Path, Any]], catalog: Catalog
) -> YenRange | None:
    """How much less each case pays with the changes, from the least to the most; None if never."""
    differences = []
    for case in cases:
        after = case
        for path, value in changes:
            after = changed(after, path, value)
        try:
            now, then = estimate(case, catalog).monthly, estimate(after, catalog).monthly
        except FigureNotInForce:
            continue
        differences += [max(0, now.low - then.low), max(0, now.high - then.high)]
    if not any(differences):
        return None
    return YenRange(min(differences), max(differences))


def _fee(catalog: Catalog, month: str) -> YenRange | None:
    low, high = (f"paper.jiritsu_certificate.{end}" for end in ("low", "high"))
    if not (catalog.figures.has(low, month) and catalog.figures.has(high, month)):
        return None
    return YenRange(catalog.figures.yen(low, month), catalog.figures.yen(high, month))


CHILD_UP_TO = 18
"""こども医療費の助成 reaches to the end of the fiscal year of 18 in nearly every town (こども家庭庁
2025-12-24: 1,576 of 1,741 for outpatient visits). A birthday is never asked, so 18 still counts."""


def _child_saving(request: CostRequest, catalog: Catalog) -> Iterator[Saving]:
    """The town's subsidy for children: from nothing to all of the medical share, never counted off
    by itself (the facts of law, section 2: whether it covers psychiatric visits differs by town).
    """
    age = request.person.age
    if age is None or age > CHILD_UP_TO or request.person.public_assistance:
        return
    paid = estimate(request, catalog).ledger("medical").payable
    if paid.high:
        yield Saving("saving.child_medical", YenRange(0, paid.high))


def _medical_savings(request: CostRequest, catalog: Catalog) -> Iterator[Saving]:
    care = request.medical
    if care.certificate_cap_yen is not None or request.person.public_assistance:
        return
    cases = known_cases(request, catalog, "medical")
    if care.certificate == "none":
        fuller = [
            case
            for having in known_cases(
                changed(request, ("medical", "certificate"), "have"), catalog, "medical"
            )
            for case in [changed(having, ("medical", "certificate"), "none")]
        ]
        saved = _saved(fuller, [(("medical", "certificate"), "have")], catalog)
        if saved is not None:
            fee = _fee(catalog, request.month)
            yield Saving("saving.medical_certificate", saved, fee, needs_paper=True)
        return
    if care.severe_and_continuing is None and care.tax != "exempt":
        path = ("medical", "severe_and_continuing")
        plain = [changed(case, path, False) for case in cases]
        saved = _saved(plain, [(path, True)], catalog)
        if saved is not None:
            yield Saving("saving.severe_and_continuing", saved)
    if care.local_subsidy == "none" and care.certificate == "have":
        saved = _saved(cases, [(("medical", "local_subsidy"), "full")], catalog)
        if saved is not None:
            yield Saving("saving.local_subsidy", YenRange(0, saved.high))


def _welfare_savings(request: CostRequest, catalog: Catalog) -> Iterator[Saving]:
    home = request.welfare
    decided = home.certificate_cap_yen is not None or request.person.public_assistance
    if home.tax == "unknown" and not home.income_levy_yen and not decided:
        path = ("welfare", "tax")
        taxed = known_cases(changed(request, path, "taxed"), catalog, "welfare")
        saved = _saved(taxed, [(path, "exempt"), (("welfare", "income_levy_yen"), None)], catalog)
        if saved is not None:
            yield Saving("saving.declare_tax", saved)
    later = estimate(request, catalog).refund_later
    if later.high:
        yield Saving("saving.household_refund", later)


def _usage_savings(request: CostRequest, catalog: Catalog) -> Iterator[Saving]:
    for index, usage in enumerate(request.usages):
        service = catalog.by_service[usage.service]
        if usage.meal_yen_per_time and not usage.meal_support and service.cost_kind == "welfare":
            path = ("usages", str(index), "meal_support")
            saved = _saved([request], [(path, True)], catalog)
            if saved is not None:
                yield Saving("saving.meal_support", saved)
        if usage.school and not usage.tuition_support:
            path = ("usages", str(index), "tuition_support")
            saved = _saved([request], [(path, True)], catalog)
            if saved is not None:
                yield Saving("saving.tuition_support", saved)
        if not usage.listed:
            path = ("usages", str(index), "listed")
            saved = _saved([request], [(path, True)], catalog)
            if saved is not None:
                yield Saving("saving.list_the_place", saved)


def savings(request: CostRequest, catalog: Catalog) -> tuple[Saving, ...]:
    """What to apply for (keys of explain.toml) and what it saves a month, the most first.

    Raises FigureNotInForce like ``estimate``.
    """
    used = {catalog.by_service[usage.service].cost_kind for usage in request.usages}
    found = list(_usage_savings(request, catalog))
    if "medical" in used:
        found += _medical_savings(request, catalog)
        found += _child_saving(request, catalog)
    if "welfare" in used:
        found += _welfare_savings(request, catalog)
    return tuple(sorted(found, key=lambda one: (-one.monthly.high, one.action)))


# -- the same month lived otherwise -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Days a month, and what the family pays for them in the welfare ledger, in yen."""

    days: int
    payable: YenRange


@dataclass(frozen=True, slots=True)
class Curve:
    """Days → yen for one service. ``flat_from``: more days than this cost nothing more."""

    service: str
    points: tuple[CurvePoint, ...]
    flat_from: int | None


def cap_curve(request: CostRequest, service_id: str, catalog: Catalog, most: int = 23) -> Curve:
    """What 0 to ``most`` days a month of one 障害福祉 service cost, with the rest as it is.

    Raises FigureNotInForce, KeyError for an unknown service.
    """
    catalog.service(service_id)
    index = next((i for i, usage in enumerate(request.usages) if usage.service == service_id), None)
    if index is None:
        usages = (*request.usages, Usage(service=service_id, times=0))
        request = request.but(usages=usages)
        index = len(usages) - 1
    points = []
    for days in range(most + 1):
        case = changed(request, ("usages", str(index), "times"), days)
        points.append(CurvePoint(days, estimate(case, catalog).ledger("welfare").payable))
    last = points[-1].payable
    flat = next(point.days for point in points if point.payable == last)
    return Curve(service_id, tuple(points), flat if flat < most else None)


@dataclass(frozen=True, slots=True)
class Alternative:
    """The month under another assumption (key of explain.toml), and what it costs."""

    key: str
    monthly: YenRange


def alternatives(request: CostRequest, catalog: Catalog) -> tuple[Alternative, ...]:
    """With and without each certificate, public only, with private: for side by side.

    Without a 障害福祉 受給者証 its services cannot be used: the line shows their whole cost.
    An alternative whose figure is not in force is left out.
    """
    found: list[Alternative] = []
    kinds = [(usage, catalog.by_service[usage.service]) for usage in request.usages]
    if any(service.cost_kind == "medical" for _, service in kinds):
        printed = request.medical.certificate_cap_yen is not None
        bare = request
        if printed or request.medical.certificate_no_cap:
            bare = changed(bare, ("medical", "certificate_cap_yen"), None)
            bare = changed(bare, ("medical", "certificate_no_cap"), False)
        having = request if printed else changed(request, ("medical", "certificate"), "have")
        without = changed(bare, ("medical", "certificate"), "none")
        for key, case in (("other.medical_with", having), ("other.medical_without", without)):
            with suppress(FigureNotInForce):
                found.append(Alternative(key, estimate(case, catalog).monthly))
    now = estimate(request, catalog)
    welfare = now.ledger("welfare")
    if any(service.cost_kind == "welfare" for _, service in kinds):
        whole = ZERO
        for line in welfare.lines:
            whole = (
                whole + line.gross.times(1 if line.note == "claimed" else line.times) + line.absent
            )
        found.append(Alternative("other.welfare_with", welfare.payable))
        found.append(Alternative("other.welfare_whole", whole))
    if now.ledger("private").lines:
        found.append(Alternative("other.public_only", now.public_monthly))
        found.append(Alternative("other.with_private", now.monthly))
    return tuple(found)


def insurance_changes(request: CostRequest, catalog: Catalog) -> tuple[Alternative, ...]:
    """What if the parent turns 75 or retires: the person is judged in 国保, perhaps alone.

    Empty unless the person is a dependant of an employee insurance.
    """
    if request.medical.insurance != "employee_dependant":
        return ()
    fresh = {
        "insurance": "national",
        "income_levy_yen": None,
        "certificate_cap_yen": None,
        "certificate_no_cap": False,
        "high_cost_class": "unknown",
    }
    if request.medical.certificate_cap_yen is not None or request.medical.certificate_no_cap:
        fresh["certificate"] = "have"
    found = []
    for key, tax in (("if.national_exempt", "exempt"), ("if.national_unknown", "unknown")):
        care = request.medical.model_copy(update={**fresh, "tax": tax})
        with suppress(FigureNotInForce):
            result = estimate(request.but(medical=care), catalog)
            found.append(Alternative(key, result.monthly))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class PatternCost:
    """One of the patterns A, B, C for this family: yen per month in each part; None = refused."""

    pattern: str
    name: str
    now: YenRange | None
    next: YenRange | None
    later: YenRange | None


def pattern_costs(request: CostRequest, catalog: Catalog) -> tuple[PatternCost, ...]:
    """The combinations A, B and C with usual times, as this family would pay them."""

    def part(step_ids: tuple[str, ...]) -> YenRange | None:
        times = {used.id: used.times for one in step_ids for used in catalog.step(one).services}
        usages = tuple(Usage(service=name, times=count) for name, count in times.items())
        try:
            return estimate(only_services(request, usages), catalog).monthly
        except FigureNotInForce:
            return None

    return tuple(
        PatternCost(one.id, one.name, part(one.now), part(one.next), part(one.later))
        for one in catalog.plan.patterns
    )


__all__ = [
    "Alternative",
    "Curve",
    "CurvePoint",
    "Estimate",
    "PatternCost",
    "alternatives",
    "cap_curve",
    "changed",
    "insurance_changes",
    "known_cases",
    "pattern_costs",
    "savings",
    "unknowns",
]
