"""The four ledgers of one month, counted: what is paid in each, and by which lines and caps."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from core import said
from core.catalog import Catalog, Ledger, Service
from core.cost import medical, private, welfare
from core.cost.household import MedicalClass, WelfareClass, medical_classes, welfare_classes
from core.cost.line import Line, plain_line, price_range
from core.cost.request import LIVED_IN, CostRequest, Usage, WelfareHousehold
from core.cost_inputs import Residence
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
    """The household of a request with other services; its home costs only with one to live in."""
    lives_in = any(usage.home for usage in usages)
    changes: dict[str, int | None] = {"others_paid_yen": 0}
    if not lives_in:
        # At home nothing is asked; elsewhere None would be a range of its own.
        nothing = None if request.welfare.residence == "home" else 0
        changes |= {"rent_yen": nothing, "living_yen": nothing}
    return request.but(welfare=request.welfare.but(**changes), usages=usages)


def ledger_of(service: Service) -> Ledger:
    """Where a service's own line stands (a place outside the certificate: in "other")."""
    if service.cost_kind == "welfare" or service.cost_kind == "medical":
        return service.cost_kind
    return service.ledger


# -- the lines --------------------------------------------------------------------------------


def _beside(place: str, name: str, unit: str, times: int, each: YenRange, note: str) -> Line:
    """A line outside every cap that nothing is taken off."""
    return Line(place, name, unit, times, each, each.times(times), False, False, (), note)


def _has_meals(usage: Usage) -> bool:
    """Whether anything was said of meals that cost something."""
    priced = usage.meal_yen_per_time or usage.meal_full_yen_per_time is not None
    return bool(usage.meals) or (usage.meals is None and bool(priced))


def _meal(usage: Usage, service: Service, month: str, figures: Figures) -> Line:
    """Meals of one service: 食材料費 or the whole price, by what the 受給者証 prints."""
    name, count = f"{service.name}の食事", usage.times if usage.meals is None else usage.meals
    food, full = usage.meal_yen_per_time, usage.meal_full_yen_per_time
    if service.cost_kind != "welfare":
        return _beside(service.id, name, service.unit, count, YenRange.of(food), "extras")
    each = welfare.meal_price(food, full, usage.meal_support, month, figures)
    unit = "回" if service.unit == "月" else service.unit
    note = "extras" if usage.meal_support is False else "meal"
    line = _beside(service.id, name, unit, count, each, note)
    if not food and full is None:
        return line._replace(
            typical=True, needs_check=True, sources=(welfare.MEAL_LOW, welfare.MEAL_HIGH)
        )
    if each.exact or (food and full is not None):
        return line
    key = welfare.MEAL_SUPPORT
    return line._replace(needs_check=figures.at(key, month).needs_check, sources=(key,))


def _extras(usage: Usage, service: Service, month: str, figures: Figures) -> list[Line]:
    """実費 of one service: what the provider asks besides, and meals."""
    found = []
    if usage.extras_yen_per_time:
        name, each = f"{service.name}の実費", YenRange.of(usage.extras_yen_per_time)
        found.append(_beside(service.id, name, service.unit, usage.times, each, "extras"))
    if _has_meals(usage):
        found.append(_meal(usage, service, month, figures))
    return found


_RENT_NAMES = {
    "group_home": "グループホームの家賃",
    "lodging_training": "宿泊型自立訓練の部屋代",
    "facility": "入所の施設の部屋代",
}
_RENT_SUBSIDY = "welfare.group_home_rent_subsidy"


def _asked_of_home(
    kind: Literal["rent", "costs"], request: CostRequest, figures: Figures
) -> tuple[YenRange, tuple[str, ...]]:
    """What a home asks a month, in yen, and the keys of the published range where nobody knows."""
    home = request.home
    known = home.rent_yen if kind == "rent" else home.living_yen
    if known is not None:
        return YenRange.of(known), ()
    if home.residence not in LIVED_IN:
        return ZERO, ()  # of a facility no range is published: a notice says so
    low, high = (f"living.{home.residence}.{kind}.{end}" for end in ("low", "high"))
    return YenRange(figures.yen(low, request.month), figures.yen(high, request.month)), (low, high)


def _home_lines(
    request: CostRequest, classes: tuple[WelfareClass, ...] | None, figures: Figures
) -> list[Line]:
    """Rent after its support, and what living there costs besides; what nobody knows as a range."""
    month, where = request.month, request.residence
    found = []
    asked, keys = _asked_of_home("rent", request, figures)
    if asked.high:
        line = _beside(where, _RENT_NAMES[where], "月", 1, asked, "extras")
        left = asked
        if where == "group_home" and classes is not None:
            subsidy, aid = figures.yen(_RENT_SUBSIDY, month), request.welfare.rent_aid_yen
            left = welfare.rent_after_subsidy(asked, subsidy, aid, classes)
            keys = (*keys, _RENT_SUBSIDY)
            line = line._replace(note="rent", before_cap=left)
        found.append(_of_figures(line, keys, month, figures))
    asked, keys = _asked_of_home("costs", request, figures)
    if asked.high:
        line = _beside(where, "食費・光熱水費など", "月", 1, asked, "extras")
        found.append(_of_figures(line, keys, month, figures))
    return found


def _of_figures(line: Line, keys: tuple[str, ...], month: str, figures: Figures) -> Line:
    """The line with the figures it was counted with; from a published range it is a usual price."""
    return line._replace(
        typical=any(key.startswith("living.") for key in keys),
        needs_check=any(figures.at(key, month).needs_check for key in keys),
        sources=keys,
    )


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


def _of_usage(
    usage: Usage,
    request: CostRequest,
    for_medical: tuple[MedicalClass, ...] | None,
    catalog: Catalog,
) -> list[tuple[Ledger, Line]]:
    """The lines of one service at one provider, each with its ledger."""
    month, service = request.month, catalog.by_service[usage.service]
    found: list[tuple[Ledger, Line]] = []
    if service.cost_kind == "welfare":
        found.append(("welfare", welfare.line(usage, service, month, catalog)))
    elif service.cost_kind == "medical" and not usage.listed:
        found.append(("other", _unlisted_line(usage, service, request, catalog)))
    elif service.cost_kind == "medical":
        assert for_medical is not None
        found.append(("medical", medical.line(usage, service, for_medical, month, catalog)))
    else:
        found.append((service.ledger, private.line(usage, service, month, catalog)))
    if usage.extras_yen_per_time or _has_meals(usage):
        found += [("other", one) for one in _extras(usage, service, month, catalog.figures)]
    return found


def _lines(
    request: CostRequest,
    for_welfare: tuple[WelfareClass, ...] | None,
    for_medical: tuple[MedicalClass, ...] | None,
    catalog: Catalog,
) -> dict[Ledger, list[Line]]:
    """Every line of the month, by its ledger. A second provider of a service is named as such."""
    lines: dict[Ledger, list[Line]] = {name: [] for name in LEDGERS}
    seen: dict[str, int] = {}
    for usage in request.usages:
        number = seen[usage.service] = seen.get(usage.service, 0) + 1
        for ledger, line in _of_usage(usage, request, for_medical, catalog):
            if number > 1:
                line = line._replace(name=said.of_place(line.name, number))
            lines[ledger].append(line)
    if request.residence != "home":
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
    """Both households. A ledger that is not used may lack a figure; a used one may not.

    What an unused one is counted with is nothing that the month rests on (``figures.plain``).
    """
    lives_in = request.residence == "group_home" and request.welfare.rent_yen != 0
    needs_welfare = "welfare" in used or lives_in
    try:
        for_welfare = welfare_classes(request, figures if needs_welfare else figures.plain)
    except FigureNotInForce:
        if needs_welfare:
            raise
        for_welfare = None
    try:
        for_medical = medical_classes(request, figures if "medical" in used else figures.plain)
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
    if not others or classes is None or not before_cap.high:
        return ZERO
    limit = figures.yen("welfare.household_limit", request.month)
    return welfare.refund_later(before_cap, others, limit, classes)


# -- the notices ------------------------------------------------------------------------------


def _notices(request: CostRequest, kinds: set[str], catalog: Catalog) -> tuple[str, ...]:
    """What the family should know besides the amounts: keys of explain.toml."""
    found = _of_days(request, catalog)
    if any(usage.times and usage.tuition_support for usage in request.usages):
        found.append("notice.tuition_support")
    home, where = request.welfare, request.residence
    decided = home.certificate_cap_yen is not None or request.person.public_assistance
    if "welfare" in kinds and not decided:
        if where == "lodging_training":
            found.append("notice.lodging_training")
        if home.designated_city:
            found.append("notice.designated_city")
        if home.tax == "unknown":
            found.append("notice.not_declared")
    if "welfare" in kinds and _unusual_cap(home.certificate_cap_yen, request.month, catalog):
        found.append("notice.unusual_cap")
    if "medical" in kinds and request.too_young_for_insurance:
        found.append("notice.late_elderly_age")
    return (*found, *_of_home(home, where))


def _of_home(home: WelfareHousehold, where: Residence) -> Iterator[str]:
    """What was said of the home and is not counted, or is counted otherwise than it was said."""
    if where != home.residence != "home":
        yield "notice.lives_in"
    if where == "facility":
        yield "notice.facility_living"
    if where == "home" and (home.rent_yen or home.living_yen):
        yield "notice.home_not_counted"
    if where != "group_home" and home.rent_aid_yen:
        yield "notice.rent_aid_not_counted"


def _of_days(request: CostRequest, catalog: Catalog) -> list[str]:
    """More days than the month has, or more places to go to than it allows without a reason."""
    gone, lived, longest = 0, 0, 0
    for usage in request.usages:
        service = catalog.by_service[usage.service]
        if service.unit == "日" and service.cost_kind == "welfare":
            longest = max(longest, usage.times)
            if service.lived_in:
                lived += usage.times
            else:
                gone += usage.times
    found = []
    limit = _most_days(request.month, catalog.figures.plain) if gone else None
    if limit is not None and gone > limit:
        found.append("notice.days_limit")
    if longest and max(longest, lived) > days_of(request.month):
        found.append("notice.month_days")
    return found


_CAPS = ("assistance", "exempt", "adult_general1", "child_home_general1", "general2")


def _unusual_cap(cap: int | None, month: str, catalog: Catalog) -> bool:
    """True for a printed cap that is none of the law's: perhaps a slip, perhaps 移行防止."""
    if cap is None:
        return False
    keys = [f"welfare.cap.{one}" for one in _CAPS]
    figures = catalog.figures.plain
    known = [figures.yen(key, month) for key in keys if figures.has(key, month)]
    return bool(known) and cap not in known


@lru_cache(maxsize=256)
def _most_days(month: str, figures: Figures) -> int | None:
    """Days of use in the month without a special reason; None when no rule is in force."""
    if not figures.has("welfare.days_less", month):
        return None
    return days_of(month) - figures.yen("welfare.days_less", month)


# -- the month --------------------------------------------------------------------------------


def days_of(month: str) -> int:
    """The days of a month ("2027-02": 28)."""
    return monthrange(int(month[:4]), int(month[5:]))[1]


def _fitted(request: CostRequest, catalog: Catalog) -> CostRequest:
    """The request with no more days of a service than the month has; a notice tells of it."""
    most = days_of(request.month)
    if all(usage.times <= most for usage in request.usages):
        return request
    usages = (
        usage.but(times=most, meals=None if usage.meals is None else min(usage.meals, most))
        if usage.times > most and catalog.by_service[usage.service].unit == "日"
        else usage
        for usage in request.usages
    )
    return request.but(usages=tuple(usages))


def count_month(request: CostRequest, catalog: Catalog) -> Month:
    """The ledgers of ``request.month``, in yen per month.

    Every unknown answer becomes a range from the lowest to the highest amount it allows.
    Raises FigureNotInForce when a figure that is needed has no row for the month; there is no
    fallback to an older row.
    """
    asked, request = request, _fitted(request, catalog)
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
        _notices(asked, used, catalog),
        for_welfare or (),
        for_medical or (),
        asked,
    )
