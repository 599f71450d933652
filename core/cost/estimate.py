"""The ledgers added up: what this family pays in the month, and why."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from core.catalog import Catalog, Ledger, Service
from core.cost import explain, medical, private, welfare
from core.cost.household import MedicalClass, WelfareClass, medical_classes, welfare_classes
from core.cost.line import Line, plain_line, price_range
from core.cost.request import CostRequest, Lump, Usage
from core.errors import FigureNotInForce
from core.figures import Figures
from core.money import ZERO, YenRange

LEDGERS: tuple[Ledger, ...] = ("welfare", "medical", "private", "other")


class LedgerResult(NamedTuple):
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
        if len(self.lines) == 1:
            return self.lines[0].before_cap
        return YenRange.total(line.before_cap for line in self.lines)

    @property
    def in_order(self) -> tuple[tuple[Line, YenRange], ...]:
        """What each line takes of the share when the bills come in the order of the lines."""
        low, high = self.share.low, self.share.high
        taken = []
        for line in self.lines:
            first, last = min(line.before_cap.low, low), min(line.before_cap.high, high)
            low, high = low - first, high - last
            taken.append((line, YenRange(min(first, last), max(first, last))))
        return tuple(taken)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A field of the request that is not known, and the yen by which an answer narrows."""

    field: str
    narrows: int


@dataclass(frozen=True, slots=True)
class Saving:
    """Something to apply for (key of explain.toml), and what it saves per month in yen.

    ``fee`` is what the paper for it costs once; None when it needs none, or its price is unknown.
    """

    action: str
    monthly: YenRange
    fee: YenRange | None = None
    needs_paper: bool = False

    @property
    def months_to_recover(self) -> int | None:
        """After how many months the fee is saved even at worst; None when it may never be."""
        if self.fee is None:
            return None if self.needs_paper else 0
        return -(-self.fee.high // self.monthly.low) if self.monthly.low else None


@dataclass(frozen=True, slots=True)
class OneOff:
    """A cost that comes once (or once a year), in yen: key of explain.toml and the service."""

    key: str
    service: str
    amount: YenRange
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contract:
    """A private price to look at before signing, in yen.

    ``lump``: it has a whole sum. ``whole`` is that sum over ``months``: with the entry fee, and with
    ``extras``, the travel and meals of all the months. ``paid_monthly``: nothing of it is paid in
    advance. ``red_flag``: paid in one sum, or a price per time above the usual range. The screens
    then name 188.
    """

    service: str
    whole: YenRange
    months: int
    entry: YenRange
    lump: bool
    red_flag: bool
    paid_monthly: bool = False
    extras: int = 0

    @property
    def maybe_in_advance(self) -> bool:
        """True where the whole sum may be asked for at once."""
        return self.lump and not self.paid_monthly

    @property
    def monthly(self) -> int:
        """Without entry fee and extras, by its months: as it stands in the estimate of a month."""
        return private.lump_month(self.whole.high - self.entry.high - self.extras, self.months)

    @property
    def monthly_with_all(self) -> int:
        """The whole sum by its months: as core.provider counts."""
        return private.lump_month(self.whole.high, self.months)


@dataclass(frozen=True)
class Estimate:
    """What the family pays in ``month``. All amounts in yen per month.

    ``refund_later`` comes back on application (高額障害福祉サービス等給付費) and is not taken off
    ``monthly``. ``income`` is 工賃 and wages, beside the cost. ``notices`` are keys of explain.toml.
    """

    month: str
    monthly: YenRange
    ledgers: tuple[LedgerResult, ...]
    refund_later: YenRange
    income: int
    notices: tuple[str, ...]
    welfare_classes: tuple[WelfareClass, ...] = field(repr=False)
    medical_classes: tuple[MedicalClass, ...] = field(repr=False)
    """The classes that the answers allow; empty where a figure of an unused ledger is missing."""
    request: CostRequest = field(repr=False)
    _catalog: Catalog = field(repr=False, compare=False)

    def ledger(self, name: Ledger) -> LedgerResult:
        """The ledger "welfare", "medical", "private" or "other". Raises KeyError."""
        for one in self.ledgers:
            if one.name == name:
                return one
        raise KeyError(name)

    @property
    def unconfirmed(self) -> bool:
        """True when a price, a rate or a cap behind an amount is still 要確認."""
        figures = self._catalog.figures
        classes: dict[str, tuple[WelfareClass | MedicalClass, ...]]
        classes = {"welfare": self.welfare_classes, "medical": self.medical_classes}
        for one in self.ledgers:
            if not one.before_cap.high:
                continue
            keys = [key for group in classes.get(one.name, ()) for key in group.sources]
            if any(line.needs_check for line in one.lines if line.before_cap.high) or any(
                figures.at(key, self.month).needs_check for key in keys
            ):
                return True
        return False

    @property
    def twelve_months(self) -> YenRange:
        """This month's figures × 12. Figures of later months may differ."""
        return self.monthly.times(12)

    @property
    def public_monthly(self) -> YenRange:
        """公的だけ: everything but the private ledger."""
        return sum((one.payable for one in self.ledgers if one.name != "private"), ZERO)

    @cached_property
    def one_offs(self) -> tuple[OneOff, ...]:
        """Costs that come once: papers, entry and yearly fees."""
        return _one_offs(self.request, self._catalog)

    @property
    def first_month(self) -> YenRange:
        """The usual month and all that comes once."""
        return sum((one.amount for one in self.one_offs), self.monthly)

    @property
    def first_month_in_advance(self) -> YenRange:
        """The first month when every contract that may be is paid whole in it.

        Those paid by the month, and all other services, as in ``first_month``.
        """
        return self.first_month + YenRange.of(_still_owed(self.request, 1))

    @property
    def first_year_in_advance(self) -> YenRange:
        """The first year when every contract that may be is paid whole in its first month."""
        return self.first_year + YenRange.of(_still_owed(self.request, 12))

    @property
    def first_year(self) -> YenRange:
        """Twelve usual months and all that comes once.

        A contract, with its travel, for its own months only: over, it costs nothing more.
        """
        year = sum((one.amount for one in self.one_offs), self.twelve_months)
        over = 0
        for usage in self.request.usages:
            if usage.lump is not None and usage.lump.months <= 12:
                total, months = usage.lump.total_yen, usage.lump.months
                over += private.lump_month(total, months) * 12 - total
                over += private.extras_of_contract(usage, 12 - months)
        return YenRange(year.low - over, year.high - over)

    @cached_property
    def contracts(self) -> tuple[Contract, ...]:
        """Private prices, and contracts with their whole sums."""
        return _contracts(self.request, self._catalog)

    @cached_property
    def steps(self) -> tuple[explain.Explanation, ...]:
        """計算を見る: at most five lines per ledger, with the arithmetic and the figures used."""
        return explain.explain(self, self._catalog)

    @cached_property
    def unknowns(self) -> tuple[Unknown, ...]:
        """What is not known, the answer that narrows most first. Computed on demand."""
        from core.cost.compare import unknowns

        return unknowns(self, self._catalog)

    @cached_property
    def savings(self) -> tuple[Saving, ...]:
        """What to apply for and how much a month it saves, the most first. Computed on demand."""
        from core.cost.compare import savings

        return savings(self.request, self._catalog)


def _still_owed(request: CostRequest, months: int) -> int:
    """What is left after ``months`` equal payments of the contracts not paid by the month, in yen."""
    left = 0
    for usage in request.usages:
        if usage.lump is not None and not usage.lump.paid_monthly:
            total = usage.lump.total_yen
            left += max(0, total - private.lump_month(total, usage.lump.months) * months)
    return left


def ledger_of(service: Service) -> Ledger:
    """Where a service's own line stands (a place outside the certificate: in "other")."""
    if service.cost_kind == "welfare" or service.cost_kind == "medical":
        return service.cost_kind
    return service.ledger


def _extra_line(service: Service, name: str, times: int, each: YenRange, note: str) -> Line:
    return Line(
        service.id, name, service.unit, times, each, each.times(times), False, False, (), note
    )


def _extras(
    usage: Usage,
    service: Service,
    request: CostRequest,
    classes: tuple[WelfareClass, ...] | None,
    catalog: Catalog,
) -> list[Line]:
    """実費 of one service: what the provider asks besides, and meals."""
    found = []
    if usage.extras_yen_per_time:
        each = YenRange.of(usage.extras_yen_per_time)
        found.append(_extra_line(service, f"{service.name}の実費", usage.times, each, "extras"))
    if not usage.meal_yen_per_time:
        return found
    name, meal = f"{service.name}の食事", YenRange.of(usage.meal_yen_per_time)
    if not usage.meal_support or service.cost_kind != "welfare" or classes is None:
        found.append(_extra_line(service, name, usage.times, meal, "extras"))
        return found
    figures, month = catalog.figures, request.month
    key = "welfare.meal_support_yen"
    supported = [one for one in classes if one.cap < figures.yen("welfare.cap.general2", month)]
    if not supported:
        found.append(_extra_line(service, name, usage.times, meal, "extras"))
        return found
    each = welfare.meal_price(
        usage.meal_yen_per_time,
        figures.yen(key, month),
        figures.yen("welfare.cap.general2", month),
        classes,
    )
    doubtful = figures.at(key, month).needs_check
    found.append(
        Line(
            service.id,
            name,
            service.unit,
            usage.times,
            each,
            each.times(usage.times),
            False,
            doubtful,
            (key,),
            "meal",
        )
    )
    return found


def _home_lines(
    request: CostRequest, classes: tuple[WelfareClass, ...] | None, catalog: Catalog
) -> list[Line]:
    """Rent of a group home after its support, and what living there costs besides."""
    home, month = request.welfare, request.month
    found = []
    if home.residence == "group_home" and home.rent_yen is not None and classes is not None:
        key = "welfare.group_home_rent_subsidy"
        subsidy = catalog.figures.yen(key, month)
        left = welfare.rent_after_subsidy(home.rent_yen, subsidy, classes)
        doubtful = catalog.figures.at(key, month).needs_check
        rent = YenRange.of(home.rent_yen)
        found.append(
            Line(
                "group_home",
                "グループホームの家賃",
                "月",
                1,
                rent,
                left,
                False,
                doubtful,
                (key,),
                "rent",
            )
        )
    if home.residence != "home" and home.living_yen:
        each = YenRange.of(home.living_yen)
        found.append(
            Line(
                home.residence,
                "食費・光熱水費など",
                "月",
                1,
                each,
                each,
                False,
                False,
                (),
                "extras",
            )
        )
    return found


def _unlisted_line(usage: Usage, service: Service, request: CostRequest, catalog: Catalog) -> Line:
    """A clinic or pharmacy that is not on the certificate: the usual share, outside the cap."""
    if request.person.public_assistance:
        # 医療扶助 pays whatever place it names.
        gross = price_range(usage, service, request.month, catalog)
        return plain_line(
            usage, service, ZERO, request.month, catalog, gross=gross, note="unlisted"
        )
    bare = request.medical.model_copy(
        update={"certificate": "none", "certificate_cap_yen": None, "certificate_no_cap": False}
    )
    classes = medical_classes(request.model_copy(update={"medical": bare}), catalog.figures)
    line = medical.line(usage, service, classes, request.month, catalog)
    return Line(
        line.service,
        f"{line.name}（受給者証にない所）",
        line.unit,
        line.times,
        line.gross,
        line.before_cap,
        line.typical,
        line.needs_check,
        line.sources,
        "unlisted",
    )


def _plain_ledger(name: Literal["private", "other"], lines: list[Line]) -> LedgerResult:
    total = YenRange.total(line.before_cap for line in lines) if lines else ZERO
    return LedgerResult(name, total, None, total, tuple(lines))


def _welfare_ledger(
    lines: tuple[Line, ...], classes: tuple[WelfareClass, ...] | None
) -> LedgerResult:
    if classes is None:
        return LedgerResult("welfare", ZERO, None, ZERO, lines)
    cap = welfare.cap_range(classes)
    before = YenRange.total(line.before_cap for line in lines)
    share = welfare.capped(before, cap)
    return LedgerResult("welfare", share, cap, share, lines)


def _medical_ledger(
    request: CostRequest,
    lines: tuple[Line, ...],
    classes: tuple[MedicalClass, ...] | None,
    catalog: Catalog,
) -> LedgerResult:
    if classes is None:
        return LedgerResult("medical", ZERO, None, ZERO, lines)
    covered = request.medical.local_subsidy == "full"
    bills = medical.MonthBills(medical.bills_of(lines), request.month, catalog.figures)
    share, payable = bills.payments(classes, covered)
    caps = [one.cap for one in classes if one.cap is not None]
    cap = YenRange(min(caps), max(caps)) if len(caps) == len(classes) else None
    return LedgerResult("medical", share, cap, payable, lines)


def _households(
    request: CostRequest, used: set[str], catalog: Catalog
) -> tuple[tuple[WelfareClass, ...] | None, tuple[MedicalClass, ...] | None]:
    """Both households. A ledger that is not used may lack a figure; a used one may not."""
    needs_welfare = "welfare" in used or request.welfare.rent_yen is not None
    try:
        for_welfare = welfare_classes(request, catalog.figures)
    except FigureNotInForce:
        if needs_welfare:
            raise
        for_welfare = None
    try:
        for_medical = medical_classes(request, catalog.figures)
    except FigureNotInForce:
        if "medical" in used:
            raise
        for_medical = None
    return for_welfare, for_medical


def _notices(request: CostRequest, kinds: set[str], catalog: Catalog) -> tuple[str, ...]:
    """What the family should know besides the amounts: keys of explain.toml."""
    found = []
    most = _most_days(request.month, catalog.figures)
    for usage in request.usages:
        service = catalog.by_service[usage.service]
        if (
            most is not None
            and usage.times > most
            and service.cost_kind == "welfare"
            and service.unit == "日"
            and service.id not in ("group_home", "lodging_training")
        ):
            found.append("notice.days_limit")
    home = request.welfare
    decided = home.certificate_cap_yen is not None or request.person.public_assistance
    if "welfare" in kinds and not decided:
        if home.residence == "lodging_training":
            found.append("notice.lodging_training")
        if home.designated_city:
            found.append("notice.designated_city")
        if home.tax == "unknown":
            found.append("notice.not_declared")
    if "welfare" in kinds and _unusual_cap(home.certificate_cap_yen, request.month, catalog):
        found.append("notice.unusual_cap")
    return tuple(dict.fromkeys(found))


_CAPS = ("assistance", "exempt", "adult_general1", "child_home_general1", "general2")


def _unusual_cap(cap: int | None, month: str, catalog: Catalog) -> bool:
    """True for a printed cap that is none of the law's: perhaps a slip, perhaps 移行防止."""
    if cap is None:
        return False
    keys = [f"welfare.cap.{one}" for one in _CAPS]
    known = [catalog.figures.yen(key, month) for key in keys if catalog.figures.has(key, month)]
    return bool(known) and cap not in known


@lru_cache(maxsize=256)
def _most_days(month: str, figures: Figures) -> int | None:
    """Days of use in the month without a special reason; None when no rule is in force."""
    if not figures.has("welfare.days_less", month):
        return None
    days = monthrange(int(month[:4]), int(month[5:]))[1]
    return days - figures.yen("welfare.days_less", month)


def estimate(request: CostRequest, catalog: Catalog) -> Estimate:
    """What the family pays in ``request.month``, in yen per month.

    Every unknown answer becomes a range from the lowest to the highest amount it allows.
    Raises FigureNotInForce when a figure that is needed has no row for the month; there is no
    fallback to an older row (``estimate_rest`` gives what can still be said).
    """
    month = request.month
    lines: dict[str, list[Line]] = {name: [] for name in LEDGERS}
    services = [(usage, catalog.by_service[usage.service]) for usage in request.usages]
    used: set[str] = {service.cost_kind for usage, service in services if usage.listed}
    for_welfare, for_medical = _households(request, used, catalog)
    for usage, service in services:
        if service.cost_kind == "welfare":
            lines["welfare"].append(welfare.line(usage, service, month, catalog))
        elif service.cost_kind == "medical" and not usage.listed:
            lines["other"].append(_unlisted_line(usage, service, request, catalog))
        elif service.cost_kind == "medical":
            assert for_medical is not None
            line = medical.line(usage, service, for_medical, month, catalog)
            lines["medical"].append(line)
        else:
            lines[service.ledger].append(private.line(usage, service, month, catalog))
        if usage.extras_yen_per_time or usage.meal_yen_per_time:
            lines["other"] += _extras(usage, service, request, for_welfare, catalog)
    if request.welfare.residence != "home":
        lines["other"] += _home_lines(request, for_welfare, catalog)
    welfare_ledger = _welfare_ledger(tuple(lines["welfare"]), for_welfare)
    ledgers = (
        welfare_ledger,
        _medical_ledger(request, tuple(lines["medical"]), for_medical, catalog),
        _plain_ledger("private", lines["private"]),
        _plain_ledger("other", lines["other"]),
    )
    refund = ZERO
    if request.welfare.others_paid_yen and for_welfare is not None:
        limit = catalog.figures.yen("welfare.household_limit", month)
        refund = welfare.refund_later(
            welfare_ledger.before_cap, request.welfare.others_paid_yen, limit, for_welfare
        )
    return Estimate(
        month,
        YenRange.total(one.payable for one in ledgers),
        ledgers,
        refund,
        sum(usage.income_yen or 0 for usage in request.usages),
        _notices(request, used, catalog),
        for_welfare or (),
        for_medical or (),
        request,
        catalog,
    )


def _one_offs(request: CostRequest, catalog: Catalog) -> tuple[OneOff, ...]:
    figures, month = catalog.figures, request.month

    def between(low: str, high: str, key: str, service: str) -> list[OneOff]:
        if not (figures.has(low, month) and figures.has(high, month)):
            return []
        amount = YenRange(figures.yen(low, month), figures.yen(high, month))
        return [OneOff(key, service, amount, (low, high))]

    found: list[OneOff] = []
    for usage in request.usages:
        if usage.lump is not None:
            entry = YenRange.of(usage.lump.entry_yen)
            if entry.high:
                found.append(OneOff("once.entry", usage.service, entry, ()))
        elif usage.service == "private_residential" and usage.times:
            low, high = (f"fee.private_residential.entry.{end}" for end in ("low", "high"))
            for one in between(low, high, "once.entry", usage.service):
                # Some places ask for furniture besides.
                key = "fee.private_residential.equipment"
                most = one.amount.high + figures.yen(key, month)
                amount = YenRange(one.amount.low, most)
                found.append(OneOff(one.key, one.service, amount, (*one.sources, key)))
        elif usage.service == "free_school" and usage.times:
            key = "fee.free_school.entry"
            found += between(key, key, "once.entry", usage.service)
        elif usage.service == "family_association" and usage.times:
            low, high = (f"fee.family_association.yearly.{end}" for end in ("low", "high"))
            found += between(low, high, "once.yearly", usage.service)
    used = {catalog.by_service[usage.service].cost_kind for usage in request.usages}
    care = request.medical
    decided = care.certificate_cap_yen is not None or care.certificate_no_cap
    if "medical" in used and care.certificate == "have" and not decided:
        low, high = (f"paper.jiritsu_certificate.{end}" for end in ("low", "high"))
        for one in between(low, high, "once.certificate", "psychiatric_outpatient"):
            # Nothing for those who have the certificate already.
            found.append(OneOff(one.key, one.service, YenRange(0, one.amount.high), one.sources))
    return tuple(found)


def _contracts(request: CostRequest, catalog: Catalog) -> tuple[Contract, ...]:
    month = request.month
    found = []
    for usage in request.usages:
        service = catalog.by_service[usage.service]
        if service.ledger != "private":
            continue
        lump = usage.lump
        if lump is not None and not lump.paid_monthly:
            found.append(_with_whole_sum(usage, lump, red_flag=True))
            continue
        usual = _usual_per_time(service, month, catalog)
        if lump is not None:
            # Multiplied, not divided: a price a part of a yen above the line is above it.
            times = lump.months * max(1, usage.times)
            above = usual is not None and lump.total_yen > usual * times
            found.append(_with_whole_sum(usage, lump, red_flag=above))
            continue
        price = private.line(usage, service, month, catalog)
        above = usual is not None and price.gross.high > usual and not price.typical
        found.append(Contract(service.id, price.before_cap, 1, ZERO, False, above))
    return tuple(found)


def _usual_per_time(service: Service, month: str, catalog: Catalog) -> int | None:
    """The most that a time usually costs; None where it is not asked by the time, or not known."""
    key = "seed.private_per_time.high"
    if service.unit != "回" or not catalog.figures.has(key, month):
        return None
    return catalog.figures.yen(key, month)


def _with_whole_sum(usage: Usage, lump: Lump, *, red_flag: bool) -> Contract:
    extras = private.extras_of_contract(usage, lump.months)
    return Contract(
        usage.service,
        YenRange.of(lump.total_yen + lump.entry_yen + extras),
        lump.months,
        YenRange.of(lump.entry_yen),
        True,
        red_flag,
        lump.paid_monthly,
        extras,
    )


def only_services(request: CostRequest, usages: tuple[Usage, ...]) -> CostRequest:
    """The household of a request with other services and without what its home costs."""
    home = request.welfare.model_copy(
        update={"rent_yen": None, "living_yen": 0, "others_paid_yen": 0}
    )
    return request.model_copy(update={"welfare": home, "usages": usages})


def estimate_rest(
    request: CostRequest, catalog: Catalog
) -> tuple[Estimate, tuple[FigureNotInForce, ...]]:
    """An estimate of all that can be said, and the refusals for what cannot.

    A service whose figure is not in force is left out and named in the refusals; the amounts of
    the rest stand. Never raises FigureNotInForce.
    """
    try:
        return estimate(request, catalog), ()
    except FigureNotInForce:
        pass  # find out below which parts are refused
    refusals: list[FigureNotInForce] = []
    kept: list[Usage] = []
    for usage in request.usages:
        try:
            estimate(only_services(request, (usage,)), catalog)
            kept.append(usage)
        except FigureNotInForce as fault:
            refusals.append(fault)
    rest = request.model_copy(update={"usages": tuple(kept)})
    try:
        return estimate(rest, catalog), tuple(refusals)
    except FigureNotInForce as fault:
        # Only the rent or the household's refund is left that could still need a figure.
        refusals.append(fault)
        return estimate(only_services(request, tuple(kept)), catalog), tuple(refusals)
