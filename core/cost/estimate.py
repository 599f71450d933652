"""The ledgers added up: what this family pays in the month, why, and what would narrow it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from core.catalog import Catalog, Ledger, Service
from core.cost import explain, medical, welfare
from core.cost.household import MedicalClass, WelfareClass, medical_classes, welfare_classes
from core.cost.request import CostRequest, Usage
from core.errors import FigureNotInForce
from core.money import ZERO, YenRange

LEDGERS: tuple[Ledger, ...] = ("welfare", "medical", "private", "other")


@dataclass(frozen=True, slots=True)
class Line:
    """One service of a ledger. ``gross`` is yen per time (10割), or the price asked per time."""

    service: str
    name: str
    unit: str
    times: int
    gross: YenRange
    before_cap: YenRange
    """The line's share of the month before any cap, in yen."""
    typical: bool
    """True: the catalogue's typical prices, not this provider's own."""
    needs_check: bool
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LedgerResult:
    """One ledger of the month, in yen. ``share`` never passes ``cap``.

    ``cap`` None: some possibility has no cap. ``payable`` is ``share`` after a local subsidy.
    """

    name: Ledger
    share: YenRange
    cap: YenRange | None
    payable: YenRange
    lines: tuple[Line, ...]

    @property
    def before_cap(self) -> YenRange:
        """The lines added up, before the cap."""
        return sum((line.before_cap for line in self.lines), ZERO)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A field of the request that is not known, and the yen by which an answer narrows."""

    field: str
    narrows: int


@dataclass(frozen=True, slots=True)
class Saving:
    """Something to apply for (key of explain.toml), and what it saves per month in yen."""

    action: str
    monthly: YenRange


@dataclass(frozen=True)
class Estimate:
    """What the family pays in ``month``. All amounts in yen per month."""

    month: str
    monthly: YenRange
    ledgers: tuple[LedgerResult, ...]
    request: CostRequest = field(repr=False)
    _catalog: Catalog = field(repr=False, compare=False)

    def ledger(self, name: Ledger) -> LedgerResult:
        """The ledger "welfare", "medical", "private" or "other". Raises KeyError."""
        for one in self.ledgers:
            if one.name == name:
                return one
        raise KeyError(name)

    @property
    def twelve_months(self) -> YenRange:
        """This month's figures × 12. Figures of later months may differ."""
        return self.monthly.times(12)

    @property
    def public_monthly(self) -> YenRange:
        """公的だけ: everything but the private ledger."""
        return sum((one.payable for one in self.ledgers if one.name != "private"), ZERO)

    @cached_property
    def steps(self) -> tuple[explain.Explanation, ...]:
        """計算を見る: at most five lines per ledger, with the arithmetic and the figures used."""
        return explain.explain(self, self._catalog)

    @cached_property
    def unknowns(self) -> tuple[Unknown, ...]:
        """What is not known, the answer that narrows most first. Computed on demand."""
        return tuple(_unknowns(self.request, self.monthly.width, self._catalog))

    @cached_property
    def savings(self) -> tuple[Saving, ...]:
        """What to apply for, and how much a month it saves. Computed on demand."""
        return tuple(_savings(self.request, self._catalog))


def price_range(usage: Usage, service: Service, month: str, catalog: Catalog) -> YenRange:
    """Yen per time: the provider's own where given, else the catalogue's low–high of the month.

    A quote with one end missing takes the catalogue's other end, widened where it must be.
    Raises FigureNotInForce when the catalogue has no price for the month.
    """
    if usage.gross_yen_per_time is not None:
        return YenRange.of(usage.gross_yen_per_time)
    low, high = usage.price_low_yen, usage.price_high_yen
    if low is not None and high is not None:
        return YenRange(low, high)
    if service.cost_kind == "free":
        known = low if low is not None else high
        return YenRange.of(known or 0)
    figures = catalog.figures
    if low is not None:
        return YenRange(low, max(low, figures.yen(f"price.{service.id}.high", month)))
    usual = figures.yen(f"price.{service.id}.low", month)
    if high is not None:
        return YenRange(min(usual, high), high)
    return YenRange(usual, figures.yen(f"price.{service.id}.high", month))


def _line(usage: Usage, service: Service, request: CostRequest, catalog: Catalog) -> Line:
    month, figures = request.month, catalog.figures
    quoted = usage.gross_yen_per_time is not None or usage.price_low_yen is not None
    typical = not quoted and usage.price_high_yen is None and service.cost_kind != "free"
    gross = price_range(usage, service, month, catalog)
    sources: tuple[str, ...] = ()
    if typical:
        sources = (f"price.{service.id}.low", f"price.{service.id}.high")
    before = gross.times(usage.times)
    if service.cost_kind == "welfare":
        rate = figures.at("welfare.rate", month).value
        before = welfare.month_share(gross, usage.times, rate)
    elif service.cost_kind == "free" and usage.gross_yen_per_time is not None:
        before = ZERO  # 利用者負担なし: the whole fee is public
    return Line(
        service=service.id,
        name=service.name,
        unit=service.unit,
        times=usage.times,
        gross=gross,
        before_cap=before,
        typical=typical,
        needs_check=not service.confirmed
        or any(figures.at(key, month).needs_check for key in sources),
        sources=sources,
    )


def _place(service_id: str) -> str:
    """Bills of one clinic are added up, its pharmacy slips too; a nursing station is its own."""
    return service_id if service_id == "psychiatric_home_nursing" else "clinic"


def _medical_payments(
    request: CostRequest,
    lines: tuple[Line, ...],
    classes: tuple[MedicalClass, ...],
    catalog: Catalog,
) -> tuple[YenRange, YenRange]:
    """(share, payable) over all possible classes."""
    ends = []
    for end in ("low", "high"):
        ends.append(
            tuple(
                medical.Bills(getattr(line.gross, end), line.times, _place(line.service))
                for line in lines
            )
        )
    figures, month = catalog.figures, request.month
    certificate_rate = figures.at("medical.rate.certificate", month).value
    shares, payables = [], []
    for one in classes:
        sums = [medical.month_share(bills, one, month, figures) for bills in ends]
        share = YenRange.around(sums)
        shares.append(share)
        covered = request.medical.local_subsidy == "full" and one.rate == certificate_rate
        payables.append(ZERO if covered else share)
    return YenRange.around(shares), YenRange.around(payables)


def _welfare_ledger(
    request: CostRequest, lines: tuple[Line, ...], classes: tuple[WelfareClass, ...]
) -> LedgerResult:
    before = sum((line.before_cap for line in lines), ZERO)
    share = welfare.capped(before, classes)
    caps = YenRange.around(YenRange.of(c.cap) for c in classes)
    return LedgerResult("welfare", share, caps, share, lines)


def _medical_ledger(
    request: CostRequest,
    lines: tuple[Line, ...],
    classes: tuple[MedicalClass, ...],
    catalog: Catalog,
) -> LedgerResult:
    share, payable = ZERO, ZERO
    if lines:
        share, payable = _medical_payments(request, lines, classes, catalog)
    caps = [c.cap for c in classes if c.cap is not None]
    cap = YenRange(min(caps), max(caps)) if caps and len(caps) == len(classes) else None
    return LedgerResult("medical", share, cap, payable, lines)


def _medical_line(line: Line, classes: tuple[MedicalClass, ...]) -> Line:
    """The line with its share before any cap, over all possible rates."""
    shares = [
        medical.bill_share(gross, one.rate) * line.times
        for one in classes
        for gross in (line.gross.low, line.gross.high)
    ]
    return Line(
        line.service,
        line.name,
        line.unit,
        line.times,
        line.gross,
        YenRange(min(shares), max(shares)),
        line.typical,
        line.needs_check,
        line.sources,
    )


def _extras(usage: Usage, service: Service) -> Line:
    gross = YenRange.of(usage.extras_yen_per_time)
    return Line(
        service=service.id,
        name=f"{service.name}の実費",
        unit=service.unit,
        times=usage.times,
        gross=gross,
        before_cap=gross.times(usage.times),
        typical=False,
        needs_check=False,
        sources=(),
    )


def _rent_line(
    request: CostRequest, classes: tuple[WelfareClass, ...], catalog: Catalog
) -> Line | None:
    rent = request.welfare.rent_yen
    if request.welfare.residence != "group_home" or rent is None:
        return None
    key = "welfare.group_home_rent_subsidy"
    subsidy = catalog.figures.yen(key, request.month)
    left = welfare.rent_after_subsidy(rent, subsidy, classes)
    return Line(
        service="group_home",
        name="グループホームの家賃",
        unit="月",
        times=1,
        gross=YenRange.of(rent),
        before_cap=left,
        typical=False,
        needs_check=catalog.figures.at(key, request.month).needs_check,
        sources=(key,),
    )


def _plain_ledger(name: Literal["private", "other"], lines: Iterable[Line]) -> LedgerResult:
    kept = tuple(lines)
    total = sum((line.before_cap for line in kept), ZERO)
    return LedgerResult(name, total, None, total, kept)


def _classes_or_none(
    request: CostRequest, used: set[Ledger], catalog: Catalog
) -> tuple[tuple[WelfareClass, ...] | None, tuple[MedicalClass, ...] | None]:
    """Both households. A ledger that is not used may lack a figure; a used one may not."""
    needs_rent = request.welfare.rent_yen is not None
    try:
        for_welfare = welfare_classes(request, catalog.figures)
    except FigureNotInForce:
        if "welfare" in used or needs_rent:
            raise
        for_welfare = None
    try:
        for_medical = medical_classes(request, catalog.figures)
    except FigureNotInForce:
        if "medical" in used:
            raise
        for_medical = None
    return for_welfare, for_medical


def estimate(request: CostRequest, catalog: Catalog) -> Estimate:
    """What the family pays in ``request.month``, in yen per month.

    Every unknown answer becomes a range from the lowest to the highest amount it allows.
    Raises FigureNotInForce when a figure that is needed has no row for the month; there is no
    fallback to an older row (``estimate_rest`` gives what can still be said).
    """
    lines: dict[Ledger, list[Line]] = {name: [] for name in LEDGERS}
    services = [(usage, catalog.service(usage.service)) for usage in request.usages]
    used: set[Ledger] = {s.ledger for _, s in services if s.cost_kind in ("welfare", "medical")}
    for_welfare, for_medical = _classes_or_none(request, used, catalog)
    for usage, service in services:
        line = _line(usage, service, request, catalog)
        if service.cost_kind == "medical" and for_medical is not None:
            line = _medical_line(line, for_medical)
        lines[service.ledger].append(line)
        if usage.extras_yen_per_time:
            lines["other"].append(_extras(usage, service))
    if for_welfare is not None:
        rent = _rent_line(request, for_welfare, catalog)
        if rent is not None:
            lines["other"].append(rent)
    welfare_lines, medical_lines = tuple(lines["welfare"]), tuple(lines["medical"])
    ledgers = (
        LedgerResult("welfare", ZERO, None, ZERO, welfare_lines)
        if for_welfare is None
        else _welfare_ledger(request, welfare_lines, for_welfare),
        LedgerResult("medical", ZERO, None, ZERO, medical_lines)
        if for_medical is None
        else _medical_ledger(request, medical_lines, for_medical, catalog),
        _plain_ledger("private", lines["private"]),
        _plain_ledger("other", lines["other"]),
    )
    monthly = sum((one.payable for one in ledgers), ZERO)
    return Estimate(request.month, monthly, ledgers, request, catalog)


def estimate_rest(
    request: CostRequest, catalog: Catalog
) -> tuple[Estimate, tuple[FigureNotInForce, ...]]:
    """An estimate of all that can be said, and the refusals for what cannot.

    A service whose figure is not in force is left out and named in the refusals; the amounts of
    the rest stand. Never raises FigureNotInForce.
    """
    refusals: list[FigureNotInForce] = []
    kept: list[Usage] = []
    for usage in request.usages:
        try:
            estimate(request.model_copy(update={"usages": (usage,)}), catalog)
            kept.append(usage)
        except FigureNotInForce as fault:
            refusals.append(fault)
    rest = request.model_copy(update={"usages": tuple(kept)})
    try:
        return estimate(rest, catalog), tuple(refusals)
    except FigureNotInForce as fault:
        # Only the rent is left that could still need a figure.
        without = request.welfare.model_copy(update={"rent_yen": None})
        bare = rest.model_copy(update={"welfare": without})
        return estimate(bare, catalog), (*refusals, fault)


# -- what would narrow the range, and what would make it less ---------------------------------


def _changed(request: CostRequest, path: tuple[str, ...], value: Any) -> CostRequest:
    if path[0] == "usages":
        index = int(path[1])
        usage = request.usages[index].model_copy(update={path[2]: value})
        usages = (*request.usages[:index], usage, *request.usages[index + 1 :])
        return request.model_copy(update={"usages": usages})
    part = getattr(request, path[0]).model_copy(update={path[1]: value})
    return request.model_copy(update={path[0]: part})


def _levy_answers(lines: Iterable[str], request: CostRequest, catalog: Catalog) -> list[int]:
    figures = catalog.figures
    return [0, *(figures.yen(key, request.month) for key in lines)]


def _household_answers(
    request: CostRequest, catalog: Catalog
) -> Iterator[tuple[tuple[str, ...], list[Any]]]:
    """Each unknown field of the two households with one answer per case that it can decide."""
    person, home, care = request.person, request.welfare, request.medical
    month, figures = request.month, catalog.figures
    if person.age is None:
        yield ("person", "age"), [17, 40]
    if home.certificate_cap_yen is None and not person.public_assistance:
        if home.tax == "unknown":
            yield ("welfare", "tax"), ["exempt", "taxed"]
        if home.tax != "exempt" and home.income_levy_yen is None:
            keys = ("welfare.levy.adult_general2_from", "welfare.levy.child_general2_from")
            yield ("welfare", "income_levy_yen"), _levy_answers(keys, request, catalog)
        if home.residence == "lodging_training":
            caps = sorted({c.cap for c in welfare_classes(request, figures)})
            yield ("welfare", "certificate_cap_yen"), caps
    if care.certificate_cap_yen is not None or person.public_assistance:
        return
    if care.certificate == "unknown" and not care.certificate_no_cap:
        yield ("medical", "certificate"), ["have", "none"]
    if care.high_cost_class == "unknown":
        yield ("medical", "high_cost_class"), ["a", "i", "u", "e", "o"]
    if care.certificate == "none" or care.certificate_no_cap:
        return
    if care.tax == "unknown":
        yield ("medical", "tax"), ["exempt", "taxed"]
    if care.tax != "taxed" and care.own_income_yen is None:
        line = figures.yen("medical.low1_income_line", month)
        yield ("medical", "own_income_yen"), [line, line + 1]
    if care.tax != "exempt":
        if care.income_levy_yen is None:
            keys = ("medical.levy.mid2_from", "medical.levy.high_from")
            yield ("medical", "income_levy_yen"), _levy_answers(keys, request, catalog)
        if care.severe_and_continuing is None:
            yield ("medical", "severe_and_continuing"), [True, False]


def _price_answers(
    request: CostRequest, catalog: Catalog
) -> Iterator[tuple[tuple[str, ...], list[Any]]]:
    for index, usage in enumerate(request.usages):
        service = catalog.service(usage.service)
        price = price_range(usage, service, request.month, catalog)
        if price.exact or usage.gross_yen_per_time is not None:
            continue
        if usage.price_low_yen is None and usage.price_high_yen is None:
            typical = catalog.figures.yen(f"price.{service.id}.typical", request.month)
            path = ("usages", str(index), "gross_yen_per_time")
            yield path, [price.low, typical, price.high]


def _unknowns(request: CostRequest, width: int, catalog: Catalog) -> list[Unknown]:
    if width == 0:
        return []
    found = []
    questions = [*_price_answers(request, catalog)]
    # Without its figure an answer would not narrow anything.
    with suppress(FigureNotInForce):
        questions += list(_household_answers(request, catalog))
    for path, answers in questions:
        widths = []
        for answer in answers:
            try:
                widths.append(estimate(_changed(request, path, answer), catalog).monthly.width)
            except FigureNotInForce:
                widths.append(width)
        narrows = width - round(sum(widths) / len(widths))
        if narrows > 0:
            found.append(Unknown(".".join(path), narrows))
    return sorted(found, key=lambda one: -one.narrows)


def _savings(request: CostRequest, catalog: Catalog) -> list[Saving]:
    """What the certificate of 自立支援医療 would save against the full share at the counter."""
    uses_medical = any(
        catalog.service(usage.service).cost_kind == "medical" for usage in request.usages
    )
    if not uses_medical or request.medical.certificate != "none":
        return []
    if request.person.public_assistance:
        return []
    differences = []
    for case in _known_cases(request, catalog):
        try:
            without = estimate(case, catalog).ledger("medical").payable
            having = estimate(_changed(case, ("medical", "certificate"), "have"), catalog)
        except FigureNotInForce:
            continue
        with_it = having.ledger("medical").payable
        differences.append(YenRange.of(max(0, without.low - with_it.low)))
        differences.append(YenRange.of(max(0, without.high - with_it.high)))
    if not any(one.high for one in differences):
        return []
    return [Saving("apply_medical_certificate", YenRange.around(differences))]


def _known_cases(request: CostRequest, catalog: Catalog) -> list[CostRequest]:
    """The request with each unknown of the medical household answered, one by one in full."""
    cases = [request]
    care = request.medical
    if care.tax == "unknown":
        taxes = ["taxed"] if care.income_levy_yen else ["exempt", "taxed"]
        cases = [_changed(one, ("medical", "tax"), tax) for one in cases for tax in taxes]
    answers: list[tuple[str, list[Any]]] = []
    keys = ("medical.levy.mid2_from", "medical.levy.high_from")
    if care.income_levy_yen is None:
        answers.append(("income_levy_yen", _levy_answers(keys, request, catalog)))
    if care.severe_and_continuing is None:
        answers.append(("severe_and_continuing", [True, False]))
    for name, values in answers:
        cases = [
            _changed(one, ("medical", name), value)
            for one in cases
            for value in (values if one.medical.tax != "exempt" else [None])
        ]
    if care.own_income_yen is None and catalog.figures.has(
        "medical.low1_income_line", request.month
    ):
        line = catalog.figures.yen("medical.low1_income_line", request.month)
        cases = [
            _changed(one, ("medical", "own_income_yen"), value)
            for one in cases
            for value in ((line, line + 1) if one.medical.tax == "exempt" else (None,))
        ]
    return cases
