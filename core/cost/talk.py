"""The cost as a talk: which question comes next, what can be answered, and when it stops.

The questions and their words are rows of data/cost_questions.toml. A question is named by its field
of the request ("welfare.tax", "usages.0.gross_yen_per_time").
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple

from core import said
from core.base import Voice
from core.catalog import Catalog, CostQuestion, Ledger, Service
from core.cost.estimate import Estimate
from core.cost.household import medical_classes, welfare_classes
from core.cost.line import price_range
from core.cost.month import count_month
from core.cost.request import CostRequest
from core.cost.unknowns import question_of
from core.errors import FigureNotInForce
from core.money import YenRange, yen_text

ENOUGH_YEN, ENOUGH_PART = 1_000, 10
"""It stops when an answer would narrow by less than this, or than this part of the range."""
PRICE = "gross_yen_per_time"
TIMES = "times"
OWN_MEDICAL, OWN_WELFARE = "self_support_medical", "recipient_certificate"
"""Marks of what a family has already (``Case.in_use``): the two certificates."""
_WELFARE_CAP, _MEDICAL_CAP = "welfare.certificate_cap_yen", "medical.certificate_cap_yen"
_GATE = "medical.certificate"
_AFTER_GATE = frozenset(
    f"medical.{one}"
    for one in ("tax", "income_levy_yen", "own_income_yen", "severe_and_continuing")
)
"""They say something only about those who have the certificate."""
_TUITION = frozenset(("units", "yen_per_unit", "other_yen_per_year"))


class Ask(NamedTuple):
    """A question that may come, and by how many yen an answer narrows the month in the mean."""

    field: str
    narrows: int


@dataclass(frozen=True, slots=True)
class Talk:
    """Where the talk stands. ``next``: the question to ask; None where it stops.

    ``open``: what could still be asked, in order; ``left``: how many of it are worth asking.
    """

    next: str | None
    open: tuple[Ask, ...]
    left: int


def talk(
    result: Estimate,
    catalog: Catalog,
    *,
    asked: Collection[str] = (),
    first: Iterable[str] = (),
    have: Collection[str] = (),
    go_on: bool = False,
) -> Talk:
    """What comes next after these answers.

    ``asked``: fields that were asked, also those that nobody knew; none is asked twice. ``first``:
    fields that come before all others (how often a service is used). ``have``: marks of ``Case.in_use``.
    ``go_on``: also what changes little. What cannot be counted is not asked about.
    """
    waiting = [one for one in first if one not in asked]
    found = _ordered(_open(result, catalog, asked, have), result.request, catalog, asked)
    enough = max(ENOUGH_YEN, -(-result.monthly.width // ENOUGH_PART))
    worth = [one for one in found if go_on or one.narrows >= enough]
    ahead = [*waiting, *(one.field for one in worth)]
    return Talk(ahead[0] if ahead else None, tuple(found), _about(ahead))


def _about(ahead: list[str]) -> int:
    """How many are about left: a printed cap spares the rest of its household, a tax all but one."""
    count = 0
    for part in ("welfare", "medical"):
        mine = [one for one in ahead if one.startswith(f"{part}.")]
        count += min(len(mine), 1 if mine and mine[0] in (_WELFARE_CAP, _MEDICAL_CAP) else 2)
    return count + sum(not one.startswith(("welfare.", "medical.")) for one in ahead)


# -- what is open -----------------------------------------------------------------------------


def _open(
    result: Estimate, catalog: Catalog, asked: Collection[str], have: Collection[str]
) -> list[Ask]:
    found = {one.field: one.narrows for one in result.unknowns}
    if result.monthly.exact:
        return []
    if _gate_is_open(result, asked, have):
        found = {field: yen for field, yen in found.items() if field not in _AFTER_GATE}
        answers = [{_GATE: "none"}, *_with_cap(result.request, catalog)]
        found[_GATE] = max(found.get(_GATE, 0), _narrows(result, answers, catalog))
    elif _asks_medical_cap(result, have):
        found[_MEDICAL_CAP] = _narrows(result, _with_cap(result.request, catalog), catalog)
    if _asks_welfare_cap(result, asked, have):
        caps = [{_WELFARE_CAP: cap} for cap in welfare_caps(result.request, catalog)]
        found[_WELFARE_CAP] = max(found.get(_WELFARE_CAP, 0), _narrows(result, caps, catalog))
    if OWN_MEDICAL in have:
        found.pop(_GATE, None)
    return [Ask(field, yen) for field, yen in found.items() if yen > 0 and field not in asked]


def _pays(result: Estimate, ledger: Ledger) -> bool:
    return bool(result.ledger(ledger).before_cap.high) and not (
        result.request.person.public_assistance
    )


def _gate_is_open(result: Estimate, asked: Collection[str], have: Collection[str]) -> bool:
    care = result.request.medical
    known = care.certificate != "unknown" or care.certificate_no_cap or OWN_MEDICAL in have
    printed = care.certificate_cap_yen is not None
    return _pays(result, "medical") and not (known or printed or _GATE in asked)


def _asks_medical_cap(result: Estimate, have: Collection[str]) -> bool:
    care = result.request.medical
    has_one = care.certificate == "have" or OWN_MEDICAL in have
    known = care.certificate_cap_yen is not None or care.certificate_no_cap
    return _pays(result, "medical") and has_one and not known


def _asks_welfare_cap(result: Estimate, asked: Collection[str], have: Collection[str]) -> bool:
    """Those who know nothing of their tax, or pay it, may have it on the certificate."""
    home = result.request.welfare
    may = home.tax == "taxed" or "welfare.tax" in asked or OWN_WELFARE in have
    open_cap = home.certificate_cap_yen is None and home.tax != "exempt"
    return _pays(result, "welfare") and may and open_cap


def _with_cap(request: CostRequest, catalog: Catalog) -> list[dict[str, Any]]:
    return [{_GATE: "have", _MEDICAL_CAP: cap} for cap in medical_caps(request, catalog)]


def _narrows(result: Estimate, answers: list[dict[str, Any]], catalog: Catalog) -> int:
    """By how much the month narrows in the mean over these answers, in yen."""
    width, total = result.monthly.width, 0
    for answer in answers:
        try:
            total += count_month(_answered(result.request, answer), catalog).monthly.width
        except FigureNotInForce:
            total += width
    return width - round(total / len(answers)) if answers else 0


def _answered(request: CostRequest, answer: Mapping[str, Any]) -> CostRequest:
    parts: dict[str, dict[str, Any]] = {}
    for field, value in answer.items():
        part, _, name = field.partition(".")
        parts.setdefault(part, {})[name] = value
    made = {part: getattr(request, part).but(**fields) for part, fields in parts.items()}
    return request.but(**made)


def welfare_caps(request: CostRequest, catalog: Catalog) -> tuple[int, ...]:
    """The caps that a 受給者証 of 障害福祉 may print for this person, in yen."""
    anyone = request.welfare.but(tax="unknown", income_levy_yen=None, certificate_cap_yen=None)
    classes = welfare_classes(request.but(welfare=anyone), catalog.figures)
    return tuple(sorted({one.cap for one in classes}))


def medical_caps(request: CostRequest, catalog: Catalog) -> tuple[int, ...]:
    """The caps that a 受給者証 of 自立支援医療 may print, in yen."""
    care = request.medical
    anyone = type(care)(certificate="have", insurance=care.insurance)
    classes = medical_classes(request.but(medical=anyone), catalog.figures)
    return tuple(sorted({one.cap for one in classes if one.cap}))


# -- the order --------------------------------------------------------------------------------


def _ordered(
    found: list[Ask], request: CostRequest, catalog: Catalog, asked: Collection[str]
) -> list[Ask]:
    """The most narrowing first, but: what is printed before what leads to it, the tax before its
    levy, and the whole fee of a public service, which few families know, behind the household.
    """

    def known_at_home(one: Ask) -> bool:
        return not (one.field.endswith(PRICE) and _is_public(one.field, request, catalog))

    order = sorted(found, key=lambda one: (not known_at_home(one), -one.narrows))
    homes = [one for one in order if one.field in ("welfare.rent_yen", "welfare.living_yen")]
    order = homes + [one for one in order if one not in homes]
    for cap in (_WELFARE_CAP, _MEDICAL_CAP):
        order = _before_its_household(order, cap)
    return _after_what_it_follows(order, request, catalog, asked)


def _is_public(field: str, request: CostRequest, catalog: Catalog) -> bool:
    return service_at(field, request, catalog).cost_kind in ("welfare", "medical")


def _before_its_household(order: list[Ask], cap: str) -> list[Ask]:
    mine = next((one for one in order if one.field == cap), None)
    if mine is None:
        return order
    rest = [one for one in order if one is not mine]
    part = cap.partition(".")[0]
    lives = ("welfare.rent_yen", "welfare.living_yen")
    spots = (
        at for at, one in enumerate(rest) if one.field.startswith(part) and one.field not in lives
    )
    at = next(spots, None)
    if at is None:
        return order
    return [*rest[:at], mine._replace(narrows=max(mine.narrows, rest[at].narrows)), *rest[at:]]


def _after_what_it_follows(
    order: list[Ask], request: CostRequest, catalog: Catalog, asked: Collection[str]
) -> list[Ask]:
    """The tax takes the place of its levy; whoever does not know the tax is not asked for the levy."""
    taxes = {one.field: one for one in order if one.field.endswith(".tax")}
    done: dict[str, Ask] = {}
    for one in order:
        before = _follows(one.field, request, catalog)
        if before in taxes:
            done.setdefault(before, taxes[before]._replace(narrows=one.narrows))
        elif before in asked and _is_unknown(_now(before, request)):
            continue
        done.setdefault(one.field, one)
    return list(done.values())


def _follows(field: str, request: CostRequest, catalog: Catalog) -> str:
    """The field of the household whose question this one goes on from; "" for none."""
    if field.startswith(("usages.", "person.")):
        return ""
    return question_of(field, request, catalog).follows


def _now(field: str, request: CostRequest) -> Any:
    part, _, name = field.partition(".")
    return getattr(getattr(request, part), name)


# -- a question and its answers ---------------------------------------------------------------


class Option(NamedTuple):
    """An answer: ``value`` for the field. ``unknown``: nothing was learned by it."""

    words: Voice
    value: Any
    unknown: bool = False


NO_CAP, ASSISTANCE = "no_cap", "assistance"
"""Answers that fill in another field than the one asked for (``fills``)."""


def service_at(field: str, request: CostRequest, catalog: Catalog) -> Service:
    """The service that a field "usages.0.…" is about."""
    return catalog.service(request.usages[int(field.split(".")[1])].service)


def row_of(field: str, request: CostRequest, catalog: Catalog) -> CostQuestion | None:
    """The row behind a question; None for the age, the price and how often, which have none."""
    if field.startswith("usages."):
        name = field.split(".", 2)[2]
        if name in (PRICE, TIMES):
            return None
        return question_of(f"usage.{name}", request, catalog)
    return None if field == "person.age" else question_of(field, request, catalog)


def options(field: str, request: CostRequest, catalog: Catalog) -> tuple[Option, ...]:
    """The answers to choose from; the last one says わからない. A question may be typed besides."""
    words = catalog.explanations
    unknown = Option(words["talk.unknown"], None, unknown=True)
    row = row_of(field, request, catalog)
    if field.endswith(f".{TIMES}"):
        return _times(service_at(field, request, catalog), catalog)
    if field == _WELFARE_CAP:
        caps = [_yen(cap) for cap in welfare_caps(request, catalog)]
        return (*caps, Option(words["talk.no_paper"], None, unknown=True))
    if field == _MEDICAL_CAP:
        caps = [_yen(cap) for cap in medical_caps(request, catalog)]
        none = Option(words["talk.no_cap"], NO_CAP)
        return (*caps, none, Option(words["talk.no_paper"], None, unknown=True))
    if field.endswith(f".{PRICE}"):
        return (*_prices(field, request, catalog), unknown)
    if field == "medical.own_income_yen":
        return (_yen(0), unknown)
    if row is None or not row.options:
        return (unknown,)
    known = [Option(one.words, one.value) for one in row.options if not _is_unknown(one.value)]
    if field.endswith(".tax"):
        known.append(Option(words["talk.assistance"], ASSISTANCE))
    value = "unknown" if any(one.value == "unknown" for one in row.options) else None
    return (*known, unknown._replace(value=value))


def _is_unknown(value: Any) -> bool:
    return value is None or value == "unknown"


def _yen(amount: int) -> Option:
    words = yen_text(YenRange.of(amount))
    return Option(Voice(family=words, person=words), amount)


_OFTEN = {"回": (1, 2, 4, 8), "日": (4, 8, 12, 16, 20), "月": (1,)}


def _times(service: Service, catalog: Catalog) -> tuple[Option, ...]:
    """How often a month; the usual count says so and stands for わからない too."""
    usual = max(1, service.times_typical)
    counts = sorted({*_OFTEN[service.unit], usual})
    found = []
    for count in counts:
        told = catalog.explanations["talk.usual" if count == usual else "talk.plain"]
        words = told.family.format(count=said.count(count, service.unit))
        found.append(Option(Voice(family=words, person=words), count))
    return (*found, Option(catalog.explanations["talk.unknown"], usual, unknown=True))


def _prices(field: str, request: CostRequest, catalog: Catalog) -> list[Option]:
    """The ends of what is usual, and what is typical between them."""
    usage = request.usages[int(field.split(".")[1])]
    service = catalog.service(usage.service)
    with suppress(FigureNotInForce):
        price = price_range(usage, service, request.month, catalog)
        amounts = {price.low, price.high}
        key = f"price.{service.id}.typical"
        if usage.price_per == "time" and catalog.figures.has(key, request.month):
            amounts.add(catalog.figures.yen(key, request.month))
        return [_yen(one) for one in sorted(amounts)]
    return []


def can_be_typed(field: str, request: CostRequest, catalog: Catalog) -> bool:
    """Whether an answer may be typed: an amount, a number."""
    row = row_of(field, request, catalog)
    return not field.endswith(f".{TIMES}") and (row is None or not row.options)


def fills(field: str, value: Any, request: CostRequest, catalog: Catalog) -> dict[str, Any]:
    """What an answer puts where: the fields of the request (and ``usages.0.mode``) by their path.

    What cannot stand beside it is taken out (None). ``value``: of an option, or text as typed.
    """
    part, _, name = field.partition(".")
    if name == "tax":
        if value == ASSISTANCE:
            return {"person.public_assistance": True}
        off = {"person.public_assistance": False} if request.person.public_assistance else {}
        levy = {f"{part}.income_levy_yen": None} if value != "taxed" else {}
        return {field: value, **levy, **off}
    if field == _GATE:
        gone = {_MEDICAL_CAP: None, "medical.certificate_no_cap": False} if value == "none" else {}
        return {field: value, **gone}
    if field == _MEDICAL_CAP:
        printed = None if value == NO_CAP else value
        return {
            field: printed,
            "medical.certificate_no_cap": value == NO_CAP,
            _GATE: "have",
        }
    if part == "usages":
        return _fills_usage(field, value, request, catalog)
    return {field: value}


def _fills_usage(field: str, value: Any, request: CostRequest, catalog: Catalog) -> dict[str, Any]:
    _, index, name = field.split(".", 2)
    here, service = f"usages.{index}", service_at(field, request, catalog)
    if name in _TUITION:
        return {f"{here}.mode": "tuition", field: value}
    if name != PRICE:
        return {field: value}
    if service.cost_kind == "welfare":
        return {f"{here}.mode": "gross", field: value}
    if service.cost_kind == "medical":
        return {field: value}
    return {
        f"{here}.mode": "range",
        f"{here}.price_low_yen": value,
        f"{here}.price_high_yen": value,
    }


def holds(field: str, option: Option, request: CostRequest, catalog: Catalog) -> bool:
    """Whether the request says what this option says."""
    if option.unknown and field.endswith(f".{TIMES}"):
        return False
    told = fills(field, option.value, request, catalog)
    return all(_at(request, path) == value for path, value in told.items() if not _is_way(path))


def _is_way(path: str) -> bool:
    return path.endswith(".mode")


def _at(request: CostRequest, path: str) -> Any:
    found: Any = request
    for name in path.split("."):
        found = found[int(name)] if name.isdigit() else getattr(found, name)
    return found
