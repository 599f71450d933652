"""The answers behind a sum, in the words of data/cost_questions.toml: given, or to write by hand."""

from __future__ import annotations

from collections.abc import Iterator

from core import said
from core.base import Frozen
from core.catalog import Answer, Catalog, CostGroup, CostQuestion, Ledger
from core.cost.estimate import Estimate
from core.cost.request import CostRequest, MedicalHousehold, WelfareHousehold
from core.cost.unknowns import answers_of, question_of
from core.handout.sheet import Speech
from core.money import yen_text

_PERSON: tuple[CostGroup, ...] = ("person",)
_WELFARE: tuple[CostGroup, ...] = ("welfare_tax", "welfare")
_MEDICAL: tuple[CostGroup, ...] = ("medical",)


class AnswerRow(Frozen):
    """A label and what was answered."""

    label: str
    answer: str


class AnswerGroup(Frozen):
    """The answers of one household."""

    name: str
    rows: tuple[AnswerRow, ...]


class HandRow(Frozen):
    """One answer to write by hand: boxes to tick, or a line before a unit."""

    label: str
    choices: tuple[str, ...] = ()
    unit: str = ""


class HandGroup(Frozen):
    """The answers of one household, to write by hand."""

    name: str
    rows: tuple[HandRow, ...]


def _label(question: CostQuestion, catalog: Catalog, say: Speech) -> str:
    label = say(question.on_paper)
    return catalog.sheets.sums.follows.format(label=label) if question.follows else label


def _no_printed_cap(question: CostQuestion, request: CostRequest) -> bool:
    """上限額なし is printed where a certificate has its cap: it has no question of its own."""
    of_cap = question.field == "medical.certificate_cap_yen"
    return of_cap and request.medical.certificate_no_cap


def _answer(question: CostQuestion, answer: Answer, catalog: Catalog, say: Speech) -> str:
    for option in question.options:
        if option.value == answer:
            return say(option.on_paper)
    return yen_text(answer) if isinstance(answer, int) else say(catalog.sheets.sums.unknown)


def _rows(
    groups: tuple[CostGroup, ...], request: CostRequest, catalog: Catalog, say: Speech
) -> Iterator[AnswerRow]:
    """What was asked, with the answers. What was folded away stands here where it was answered."""
    known = answers_of(request, catalog)
    nothing = answers_of(CostRequest(month=request.month, usages=()), catalog)
    for question in (one for group in groups for one in catalog.questions_of(group)):
        answer, label = known[question.field], _label(question, catalog, say)
        shown = question.is_asked(known)
        if question.fold:
            shown = answer != nothing[question.field]
        if _no_printed_cap(question, request):
            yield AnswerRow(label=label, answer=say(catalog.sheets.sums.no_printed_cap))
        elif shown:
            yield AnswerRow(label=label, answer=_answer(question, answer, catalog, say))


def unasked(request: CostRequest) -> bool:
    """True when nobody has said anything of taxes, insurance and the household yet."""
    plain = CostRequest(month=request.month, usages=())
    return request.but(usages=(), person=request.person.but(age=None)) == plain


def person_group(request: CostRequest, catalog: Catalog, say: Speech) -> AnswerGroup:
    """The answers about the person who uses the services."""
    words, age = catalog.sheets.sums, request.person.age
    first = AnswerRow(
        label=say(catalog.explanations["unknown.person.age"]),
        answer=say(words.unknown) if age is None else said.count(age, words.age_unit),
    )
    rows = _rows(_PERSON, request, catalog, say)
    return AnswerGroup(name=say(words.groups["person"]), rows=(first, *rows))


def household_groups(
    result: Estimate, used: set[Ledger], catalog: Catalog, say: Speech
) -> Iterator[AnswerGroup]:
    """The answers of each household that the estimate looked at, or that somebody filled in.

    Where all of them are わからない because nobody was asked, a sentence says so instead.
    """
    request, words = result.request, catalog.sheets.sums
    if unasked(request):
        return
    notes = {line.note for line in result.ledger("other").lines}
    if "welfare" in used or request.welfare != WelfareHousehold() or notes & {"rent", "meal"}:
        rows = tuple(_rows(_WELFARE, request, catalog, say))
        yield AnswerGroup(name=say(words.groups["welfare"]), rows=rows)
    if "medical" in used or request.medical != MedicalHousehold() or "unlisted" in notes:
        rows = tuple(_rows(_MEDICAL, request, catalog, say))
        yield AnswerGroup(name=say(words.groups["medical"]), rows=rows)


def hand_groups(catalog: Catalog, month: str, say: Speech) -> Iterator[HandGroup]:
    """The same questions with boxes to tick and lines to write on."""
    words = catalog.sheets.sums
    nobody = CostRequest(month=month, usages=())
    age = HandRow(label=say(catalog.explanations["unknown.person.age"]), unit=words.age_unit)
    for part, name in words.groups.items():
        fields = [field for field in words.blank.fields if field.startswith(f"{part}.")]
        asked = [question_of(field, nobody, catalog) for field in fields]
        rows = [
            HandRow(
                label=_label(one, catalog, say),
                choices=say.all(option.on_paper for option in one.options),
                unit="" if one.options else words.blank.yen,
            )
            for one in asked
        ]
        yield HandGroup(name=say(name), rows=(age, *rows) if part == "person" else tuple(rows))
