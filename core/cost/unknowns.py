"""What is not known yet, and by how much each answer would narrow the month."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal

from core.base import Voice
from core.catalog import Answer, Catalog, CostQuestion
from core.cost.household import sides_of_70, welfare_classes
from core.cost.line import price_range, price_sources
from core.cost.month import Month, count_month
from core.cost.request import LIVED_IN, CostRequest, Usage
from core.cost.school import KINDS, MONTHS, is_school, kinds_of, usual_keys
from core.cost_inputs import OLD_FROM
from core.errors import FigureNotInForce
from core.figures import Figures

Path = tuple[str, ...]
_Question = tuple[Path, list[Any]]
"""A field that is not known, and one answer for each case that it decides."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A field of the request that is not known, and the yen by which an answer narrows."""

    field: str
    narrows: int


def changed(request: CostRequest, path: Path, value: Any) -> CostRequest:
    """The request with one field set anew; ``path`` as ("medical", "tax")."""
    if path[0] == "usages":
        index = int(path[1])
        usage = request.usages[index].but(**{path[2]: value})
        usages = (*request.usages[:index], usage, *request.usages[index + 1 :])
        return request.but(usages=usages)
    part = getattr(request, path[0]).but(**{path[1]: value})
    return request.but(**{path[0]: part})


def _levies(keys: Iterable[str], request: CostRequest, catalog: Catalog) -> list[int]:
    """One 所得割 on each side of every line."""
    return [0, *(catalog.figures.yen(key, request.month) for key in keys)]


_WELFARE_LINES = ("welfare.levy.adult_general2_from", "welfare.levy.child_general2_from")
_MEDICAL_LINES = ("medical.levy.mid2_from", "medical.levy.high_from")


def _of_welfare(request: CostRequest, catalog: Catalog) -> Iterator[_Question]:
    home = request.welfare
    if home.certificate_cap_yen is not None or request.person.public_assistance:
        return
    if home.tax == "unknown":
        yield ("welfare", "tax"), ["exempt", "taxed"]
    if home.tax != "exempt" and home.income_levy_yen is None:
        yield ("welfare", "income_levy_yen"), _levies(_WELFARE_LINES, request, catalog)
    if request.residence == "lodging_training":
        caps = sorted({one.cap for one in welfare_classes(request, catalog.figures)})
        yield ("welfare", "certificate_cap_yen"), caps


def _of_home(request: CostRequest, catalog: Catalog) -> Iterator[_Question]:
    """Rent, and food and power, of a home that one lives in: the ends of the published range."""
    where, month = request.residence, request.month
    if where not in LIVED_IN:
        return
    for name, kind in (("rent_yen", "rent"), ("living_yen", "costs")):
        if getattr(request.welfare, name) is None:
            keys = (f"living.{where}.{kind}.{end}" for end in ("low", "high"))
            with suppress(FigureNotInForce):
                yield ("welfare", name), [catalog.figures.yen(key, month) for key in keys]


_FIRST = frozenset(("welfare.rent_yen", "welfare.living_yen"))
"""Unknowns that stand first: what living away from home costs is more than any share."""


def _classes(request: CostRequest) -> list[Any]:
    """The 高額療養費 classes that may be; from 70 on those that go with the tax and the share."""
    care = request.medical
    if sides_of_70(request.person, care) != (True,):
        return ["a", "i", "u", "e", "o"]
    taxed = {"30": ["a", "i", "u"], "unknown": ["a", "i", "u", "e"]}.get(care.elderly_share, ["e"])
    exempt = [] if care.elderly_share == "30" else ["o", "o1"]
    return (taxed if care.tax != "exempt" else []) + (exempt if care.tax != "taxed" else [])


def _of_70(request: CostRequest) -> Iterator[_Question]:
    """The share at the counter from 70 on, and the insurance where it decides about that."""
    care, sides = request.medical, sides_of_70(request.person, request.medical)
    if len(sides) > 1 and request.person.age is not None:
        yield ("medical", "insurance"), ["national", "late_elderly"]
    working = care.high_cost_class in ("a", "i", "u")
    if sides == (True,) and care.elderly_share == "unknown" and not working:
        low = care.tax == "exempt" or care.high_cost_class != "unknown"
        yield ("medical", "elderly_share"), ["10", "20"] if low else ["10", "20", "30"]


def _of_medical(request: CostRequest, catalog: Catalog) -> Iterator[_Question]:
    care, month = request.medical, request.month
    if care.certificate_cap_yen is not None or request.person.public_assistance:
        return
    if care.certificate == "unknown" and not care.certificate_no_cap:
        yield ("medical", "certificate"), ["have", "none"]
    if care.high_cost_class == "unknown":
        yield ("medical", "high_cost_class"), _classes(request)
    yield from _of_70(request)
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


def _of_school(index: int, usage: Usage, month: str, figures: Figures) -> Iterator[_Question]:
    """What of a school is not known: its kind, its units, what each costs, what comes besides."""
    here = ("usages", str(index))
    if usage.school is None:
        yield (*here, "school"), [*KINDS]
    prices = (usage.price_low_yen, usage.price_high_yen, usage.gross_yen_per_time)
    divided = (usage.units, usage.yen_per_unit, usage.other_yen_per_year)
    priced = any(one is not None for one in prices)
    kinds = kinds_of(usage)
    yearly = sorted(figures.yen(key, month) for one in kinds for key in usual_keys(one, "yearly"))
    if not priced and not usage.tuition_support and divided == (None, None, None):
        ends = [-(-yearly[0] // MONTHS), -(-yearly[-1] // MONTHS)]
        yield (*here, "gross_yen_per_time"), [ends[0], sum(ends) // 2, ends[1]]
        return
    if usage.units is None and (usage.tuition_support or not priced):
        yield (*here, "units"), [20, 25, 30]
    if priced:
        return
    if usage.yen_per_unit is None:
        keys = [key for one in kinds for key in usual_keys(one, "per_unit")]
        yield (*here, "yen_per_unit"), sorted(figures.yen(key, month) for key in keys)
    if usage.other_yen_per_year is None:
        yield (*here, "other_yen_per_year"), [0, yearly[0] // 2, yearly[0]]


def _of_prices(request: CostRequest, catalog: Catalog) -> Iterator[_Question]:
    for index, usage in enumerate(request.usages):
        service = catalog.by_service[usage.service]
        if is_school(service):
            yield from _of_school(index, usage, request.month, catalog.figures)
            continue
        if usage.claim or usage.lump or not price_sources(usage, service):
            continue
        price = price_range(usage, service, request.month, catalog)
        if not price.exact:
            typical = (price.low + price.high) // 2
            if usage.price_per == "time":
                typical = catalog.figures.yen(f"price.{service.id}.typical", request.month)
            path = ("usages", str(index), "gross_yen_per_time")
            yield path, [price.low, typical, price.high]


def _of_meals(request: CostRequest, catalog: Catalog) -> Iterator[_Question]:
    """食事提供体制加算対象者 or not, where somebody has meals."""
    for index, usage in enumerate(request.usages):
        priced = usage.meal_yen_per_time or usage.meal_full_yen_per_time
        has_meals = catalog.by_service[usage.service].has_meals
        if usage.meal_support is None and priced and has_meals:
            yield ("usages", str(index), "meal_support"), [True, False]


def _ages(request: CostRequest, used: Collection[str]) -> list[int]:
    """One age on each side of 18 (障害福祉) and of 70 (medicine), where they count; [] if it is known."""
    ages: set[int] = set()
    if request.person.age is None and ("welfare" in used or request.residence == "group_home"):
        ages |= {17, 40}
    if "medical" in used and len(sides_of_70(request.person, request.medical)) > 1:
        ages |= {40, OLD_FROM}
    return sorted(ages) if request.person.age is None else []


def _questions(request: CostRequest, catalog: Catalog) -> Iterator[_Question]:
    used = {catalog.by_service[usage.service].cost_kind for usage in request.usages}
    yield from _of_home(request, catalog)
    if "welfare" in used or request.residence == "group_home":
        yield from _of_welfare(request, catalog)
    ages = _ages(request, used)
    if ages:
        yield ("person", "age"), ages
    if "medical" in used:
        yield from _of_medical(request, catalog)
    yield from _of_prices(request, catalog)
    yield from _of_meals(request, catalog)


_NO_CASES = ("certificate", "certificate_cap_yen", "insurance", "elderly_share")
"""What stays open in ``known_cases``: a range in each of them says enough."""


def known_cases(
    request: CostRequest, catalog: Catalog, part: Literal["welfare", "medical"]
) -> list[CostRequest]:
    """The request with every unknown of one household answered in all ways that differ."""
    questions = _of_welfare if part == "welfare" else _of_medical
    open_fields = [
        (path, answers) for path, answers in questions(request, catalog) if path[1] not in _NO_CASES
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


def unknowns(counted: Month, catalog: Catalog) -> tuple[Unknown, ...]:
    """Each unknown field, and by how many yen an answer narrows the range in the mean.

    The mean is over one answer per case that the field decides; for each, the month is counted
    anew (3–5 ms of a click's 150). What a home costs first, then most first; none that narrows nothing. An answer whose figure
    is not in force counts as narrowing nothing.
    """
    width = counted.monthly.width
    if width == 0:
        return ()
    found = []
    for path, answers in _questions(counted.request, catalog):
        total = 0
        for answer in answers:
            try:
                answered = changed(counted.request, path, answer)
                total += count_month(answered, catalog).monthly.width
            except FigureNotInForce:
                total += width
        narrows = width - round(total / len(answers))
        if narrows > 0:
            found.append(Unknown(".".join(path), narrows))
    return tuple(sorted(found, key=lambda one: (one.field not in _FIRST, -one.narrows)))


# -- its words --------------------------------------------------------------------------------


def answers_of(request: CostRequest, catalog: Catalog) -> dict[str, Answer]:
    """What was answered of the household, by the field of the question (``CostQuestion.when``)."""
    lives_in = any(one.home for one in request.usages)
    known: dict[str, Answer] = {
        "by_guardians": request.by_guardians,
        "lived_in": lives_in,
        "over_70": request.over_70,
    }
    for one in catalog.cost_questions:
        part, _, name = one.field.partition(".")
        if part in ("person", "welfare", "medical"):
            known[one.field] = getattr(getattr(request, part), name)
    known["welfare.residence"] = request.residence
    return known


def question_of(field: str, request: CostRequest, catalog: Catalog) -> CostQuestion:
    """The question that fills in a field, as this household is asked it.

    The first one where it is not asked. Raises KeyError for a field that no question fills in.
    """
    known = answers_of(request, catalog)
    rows = [one for one in catalog.cost_questions if one.field == field]
    if not rows:
        raise KeyError(field)
    return next((one for one in rows if one.is_asked(known)), rows[0])


def _of_service(name: str, question: CostQuestion) -> Voice:
    """What is not known of one service, and where it is found."""
    found = f"（{question.found}）" if question.found else ""
    words = question.on_paper
    return Voice(family=f"{name}の{words.family}{found}", person=f"{name}の{words.person}{found}")


def unknown_words(field: str, request: CostRequest, catalog: Catalog) -> Voice:
    """What is not known (``Unknown.field``), in the words of its question, and where it is found."""
    if field == "person.age":
        return catalog.explanations["unknown.person.age"]
    if field.startswith("usages."):
        _, index, what = field.split(".", 2)
        name = catalog.service(request.usages[int(index)].service).name
        if what != "gross_yen_per_time":
            return _of_service(name, question_of(f"usage.{what}", request, catalog))
        words = catalog.explanations["unknown.price"]
        return Voice(family=words.family.format(name=name), person=words.person.format(name=name))
    question = question_of(field, request, catalog)
    words = question.on_paper
    if question.follows:
        first = question_of(question.follows, request, catalog).on_paper
        words = Voice(
            family=f"{first.family}の{words.family}", person=f"{first.person}の{words.person}"
        )
    found = f"（{question.found}）" if question.found else ""
    return Voice(family=words.family + found, person=words.person + found)
