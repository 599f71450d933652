"""The four ledgers of one month, counted: what is paid in each, and by which lines and caps."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from core.catalog import Catalog, Ledger, Service
from core.cost import medical, private, welfare
from core.cost.household import MedicalClass, WelfareClass, medical_classes, welfare_classes
from core.cost.line import Line, plain_line, price_range
from core.cost.request import CostRequest, Usage
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


@dataclass(frozen=True)
class Month:
    """What is paid in ``month`` for ``request``. All amounts in yen per month.

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


def only_services(request: CostRequest, usages: tuple[Usage, ...]) -> CostRequest:
    """The household of a request with other services and without what its home costs."""
    home = request.welfare.model_copy(
        update={"rent_yen": None, "living_yen": 0, "others_paid_yen": 0}
    )
    return request.model_copy(update={"welfare": home, "usages": usages})


def ledger_of(service: Service) -> Ledger:
    """Where a service's own line stands (a place outside the certificate: in "other")."""
    if service.cost_kind == "welfare" or service.cost_kind == "medical":
        return service.cost_kind
    return service.ledger


# -- the lines --------------------------------------------------------------------------------


def _beside(place: str, name: str, unit: str, times: int, each: YenRange, note: str) -> Line:
    """A line outside every cap that nothing is taken off."""
    return Line(place, name, unit, times, each, each.times(times), False, False, (), note)


def _meal(
    usage: Usage,
    service: Service,
    month: str,
    classes: tuple[WelfareClass, ...] | None,
    figures: Figures,
) -> Line:
    """Meals of one service, after 食事提供体制加算 where the place has it and a class is helped."""
    name, whole = f"{service.name}の食事", YenRange.of(usage.meal_yen_per_time)
    plain = _beside(service.id, name, service.unit, usage.times, whole, "extras")
    if not usage.meal_support or service.cost_kind != "welfare" or classes is None:
        return plain
    general2 = figures.yen("welfare.cap.general2", month)
    if all(one.cap >= general2 for one in classes):
        return plain
    key = "welfare.meal_support_yen"
    support = figures.yen(key, month)
    each = welfare.meal_price(usage.meal_yen_per_time, support, general2, classes)
    line = _beside(service.id, name, service.unit, usage.times, each, "meal")
    return line._replace(needs_check=figures.at(key, month).needs_check, sources=(key,))


def _extras(
    usage: Usage,
    service: Service,
    month: str,
    classes: tuple[WelfareClass, ...] | None,
    figures: Figures,
) -> list[Line]:
    """実費 of one service: what the provider asks besides, and meals."""
    found = []
    if usage.extras_yen_per_time:
        name, each = f"{service.name}の実費", YenRange.of(usage.extras_yen_per_time)
        found.append(_beside(service.id, name, service.unit, usage.times, each, "extras"))
    if usage.meal_yen_per_time:
        found.append(_meal(usage, service, month, classes, figures))
    return found


def _home_lines(
    request: CostRequest, classes: tuple[WelfareClass, ...] | None, figures: Figures
) -> list[Line]:
    """Rent of a group home after its support, and what living there costs besides."""
    home, month = request.welfare, request.month
    found = []
    if home.residence == "group_home" and home.rent_yen is not None and classes is not None:
        key = "welfare.group_home_rent_subsidy"
        left = welfare.rent_after_subsidy(home.rent_yen, figures.yen(key, month), classes)
        rent = YenRange.of(home.rent_yen)
        line = _beside("group_home", "グループホームの家賃", "月", 1, rent, "rent")
        doubtful = figures.at(key, month).needs_check
        found.append(line._replace(before_cap=left, needs_check=doubtful, sources=(key,)))
    if home.residence != "home" and home.living_yen:
        each = YenRange.of(home.living_yen)
        found.append(_beside(home.residence, "食費・光熱水費など", "月", 1, each, "extras"))
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
    name = f"{line.name}（受給者証にない所）"
    return line._replace(name=name, note="unlisted", detail="", absent=ZERO)


def _lines(
    request: CostRequest,
    for_welfare: tuple[WelfareClass, ...] | None,
    for_medical: tuple[MedicalClass, ...] | None,
    catalog: Catalog,
) -> dict[Ledger, list[Line]]:
    """Every line of the month, by its ledger."""
    month = request.month
    lines: dict[Ledger, list[Line]] = {name: [] for name in LEDGERS}
    for usage in request.usages:
        service = catalog.by_service[usage.service]
        if service.cost_kind == "welfare":
            lines["welfare"].append(welfare.line(usage, service, month, catalog))
        elif service.cost_kind == "medical" and not usage.listed:
            lines["other"].append(_unlisted_line(usage, service, request, catalog))
        elif service.cost_kind == "medical":
            assert for_medical is not None
            lines["medical"].append(medical.line(usage, service, for_medical, month, catalog))
        else:
            lines[service.ledger].append(private.line(usage, service, month, catalog))
        if usage.extras_yen_per_time or usage.meal_yen_per_time:
            lines["other"] += _extras(usage, service, month, for_welfare, catalog.figures)
    if request.welfare.residence != "home":
        lines["other"] += _home_lines(request, for_welfare, catalog.figures)
    return lines


# -- the ledgers ------------------------------------------------------------------------------


def _plain_ledger(name: Literal["private", "other"], lines: list[Line]) -> LedgerResult:
    total = YenRange.total(line.before_cap for line in lines) if lines else ZERO
    return LedgerResult(name, total, None, total, tuple(lines))


def _welfare_ledger(lines: list[Line], classes: tuple[WelfareClass, ...] | None) -> LedgerResult:
    if classes is None:
        return LedgerResult("welfare", ZERO, None, ZERO, tuple(lines))
    cap = welfare.cap_range(classes)
    before = YenRange.total(line.before_cap for line in lines)
    share = welfare.capped(before, cap)
    return LedgerResult("welfare", share, cap, share, tuple(lines))


def _medical_ledger(
    request: CostRequest,
    lines: list[Line],
    classes: tuple[MedicalClass, ...] | None,
    figures: Figures,
) -> LedgerResult:
    if classes is None:
        return LedgerResult("medical", ZERO, None, ZERO, tuple(lines))
    covered = request.medical.local_subsidy == "full"
    bills = medical.MonthBills(medical.bills_of(lines), request.month, figures)
    share, payable = bills.payments(classes, covered)
    caps = [one.cap for one in classes if one.cap is not None]
    cap = YenRange(min(caps), max(caps)) if len(caps) == len(classes) else None
    return LedgerResult("medical", share, cap, payable, tuple(lines))


def _households(
    request: CostRequest, used: set[str], figures: Figures
) -> tuple[tuple[WelfareClass, ...] | None, tuple[MedicalClass, ...] | None]:
    """Both households. A ledger that is not used may lack a figure; a used one may not."""
    needs_welfare = "welfare" in used or request.welfare.rent_yen is not None
    try:
        for_welfare = welfare_classes(request, figures)
    except FigureNotInForce:
        if needs_welfare:
            raise
        for_welfare = None
    try:
        for_medical = medical_classes(request, figures)
    except FigureNotInForce:
        if "medical" in used:
            raise
        for_medical = None
    return for_welfare, for_medical


def _refund_later(
    request: CostRequest,
    before_cap: YenRange,
    classes: tuple[WelfareClass, ...] | None,
    figures: Figures,
) -> YenRange:
    """高額障害福祉サービス等給付費 of the household, in yen."""
    others = request.welfare.others_paid_yen
    if not others or classes is None:
        return ZERO
    limit = figures.yen("welfare.household_limit", request.month)
    return welfare.refund_later(before_cap, others, limit, classes)


# -- the notices ------------------------------------------------------------------------------


def _notices(request: CostRequest, kinds: set[str], catalog: Catalog) -> tuple[str, ...]:
    """What the family should know besides the amounts: keys of explain.toml."""
    found = []
    if _too_many_days(request, catalog):
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
    return tuple(found)


def _too_many_days(request: CostRequest, catalog: Catalog) -> bool:
    """True for more days of one service than the month allows without a special reason."""
    most = _most_days(request.month, catalog.figures)
    if most is None:
        return False
    for usage in request.usages:
        service = catalog.by_service[usage.service]
        if (
            usage.times > most
            and service.cost_kind == "welfare"
            and service.unit == "日"
            and not service.lived_in
        ):
            return True
    return False


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


# -- the month --------------------------------------------------------------------------------


def count_month(request: CostRequest, catalog: Catalog) -> Month:
    """The ledgers of ``request.month``, in yen per month.

    Every unknown answer becomes a range from the lowest to the highest amount it allows.
    Raises FigureNotInForce when a figure that is needed has no row for the month; there is no
    fallback to an older row.
    """
    figures = catalog.figures
    used: set[str] = {
        catalog.by_service[usage.service].cost_kind for usage in request.usages if usage.listed
    }
    for_welfare, for_medical = _households(request, used, figures)
    lines = _lines(request, for_welfare, for_medical, catalog)
    of_welfare = _welfare_ledger(lines["welfare"], for_welfare)
    ledgers = (
        of_welfare,
        _medical_ledger(request, lines["medical"], for_medical, figures),
        _plain_ledger("private", lines["private"]),
        _plain_ledger("other", lines["other"]),
    )
    return Month(
        request.month,
        YenRange.total(one.payable for one in ledgers),
        ledgers,
        _refund_later(request, of_welfare.before_cap, for_welfare, figures),
        sum(usage.income_yen or 0 for usage in request.usages),
        _notices(request, used, catalog),
        for_welfare or (),
        for_medical or (),
        request,
    )
