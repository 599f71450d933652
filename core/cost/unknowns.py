"""What is not known yet, and by how much each answer would narrow the month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal

from core.base import Voice
from core.catalog import Answer, Catalog, CostQuestion
from core.cost.household import welfare_classes
from core.cost.line import price_range, price_sources
from core.cost.month import Month, count_month
from core.cost.request import CostRequest
from core.errors import FigureNotInForce

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
    if home.residence == "lodging_training":
        caps = sorted({one.cap for one in welfare_classes(request, catalog.figures)})
        yield ("welfare", "certificate_cap_yen"), caps


def _of_medical(request: CostRequest, catalog: Catalog) -> Iterator[_Question]:
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


def _of_prices(request: CostRequest, catalog: Catalog) -> Iterator[_Question]:
    for index, usage in enumerate(request.usages):
        service = catalog.by_service[usage.service]
        if usage.claim or usage.lump or not price_sources(usage, service):
            continue
        price = price_range(usage, service, request.month, catalog)
        if not price.exact:
            typical = catalog.figures.yen(f"price.{service.id}.typical", request.month)
            path = ("usages", str(index), "gross_yen_per_time")
            yield path, [price.low, typical, price.high]


def _questions(request: CostRequest, catalog: Catalog) -> Iterator[_Question]:
    used = {catalog.by_service[usage.service].cost_kind for usage in request.usages}
    if "welfare" in used or request.welfare.rent_yen is not None:
        if request.person.age is None:
            yield ("person", "age"), [17, 40]
        yield from _of_welfare(request, catalog)
    if "medical" in used:
        yield from _of_medical(request, catalog)
    yield from _of_prices(request, catalog)


def known_cases(
    request: CostRequest, catalog: Catalog, part: Literal["welfare", "medical"]
) -> list[CostRequest]:
    """The request with every unknown of one household answered in all ways that differ."""
    questions = _of_welfare if part == "welfare" else _of_medical
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


def unknowns(counted: Month, catalog: Catalog) -> tuple[Unknown, ...]:
    """Each unknown field, and by how many yen an answer narrows the range in the mean.

    The mean is over one answer per case that the field decides; for each, the month is counted
    anew (3–5 ms of a click's 150). Most first; none that narrows nothing. An answer whose figure
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
    return tuple(sorted(found, key=lambda one: -one.narrows))


# -- its words --------------------------------------------------------------------------------


def answers_of(request: CostRequest, catalog: Catalog) -> dict[str, Answer]:
    """What was answered of the household, by the field of the question (``CostQuestion.when``)."""
    known: dict[str, Answer] = {"by_guardians": request.by_guardians}
    for one in catalog.cost_questions:
        part, _, name = one.field.partition(".")
        if part in ("person", "welfare", "medical"):
            known[one.field] = getattr(getattr(request, part), name)
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


def unknown_words(field: str, request: CostRequest, catalog: Catalog) -> Voice:
    """What is not known (``Unknown.field``), in the words of its question, and where it is found."""
    if field == "person.age":
        return catalog.explanations["unknown.person.age"]
    if field.startswith("usages."):
        usage = request.usages[int(field.split(".")[1])]
        name, words = catalog.service(usage.service).name, catalog.explanations["unknown.price"]
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
