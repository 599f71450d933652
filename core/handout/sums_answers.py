"""The answers behind a sum: those that a family gave, and room to write them by hand."""

from __future__ import annotations

from core.base import Frozen
from core.catalog import Ledger
from core.cost.estimate import Estimate
from core.cost.request import CostRequest, MedicalHousehold, WelfareHousehold
from core.handout.sheet import Speech
from core.money import yen_text
from core.sheet_words import SumsWords


class AnswerRow(Frozen):
    """A label and what was answered."""

    label: str
    answer: str


class AnswerGroup(Frozen):
    """The answers of one household."""

    name: str
    rows: tuple[AnswerRow, ...]


class _S:
    def __init__(self, words: SumsWords, say: Speech) -> None:
        self.words, self.say = words, say

    def label(self, key: str) -> str:
        return self.say(self.words.labels[key])

    def value(self, key: str) -> str:
        return self.say(self.words.values[key])

    def yen(self, amount: int | None) -> str:
        return self.value("unknown") if amount is None else yen_text(amount)


def _rows(rows) -> tuple[AnswerRow, ...]:
    return tuple(AnswerRow(label=a, answer=b) for a, b in rows)


def _person(request: CostRequest, say: _S) -> list:
    person = request.person
    return [
        (say.label("age"), say.value("unknown") if person.age is None else f"{person.age}歳"),
        (say.label("spouse"), say.value(f"spouse_{person.spouse}".lower())),
        (
            say.label("public_assistance"),
            say.value(f"public_assistance_{person.public_assistance}".lower()),
        ),
    ]


def _tax(tax: str, say: _S) -> str:
    return say.value("unknown" if tax == "unknown" else f"tax_{tax}")


def _welfare(request: CostRequest, say: _S) -> list:
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


def _medical(request: CostRequest, say: _S) -> list:
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



def unasked(request: CostRequest) -> bool:
    """True when nobody has said anything of taxes, insurance and the household yet."""
    plain = CostRequest(month=request.month, usages=())
    return request.but(usages=(), person=request.person.but(age=None)) == plain


def person_group(request: CostRequest, words: SumsWords, say: Speech) -> AnswerGroup:
    """The answers about the person who uses the services."""
    rows = _rows(_person(request, _S(words, say)))
    return AnswerGroup(name=say(words.groups["person"]), rows=rows)


def household_groups(
    result: Estimate, used: set[Ledger], words: SumsWords, say: Speech
) -> tuple[AnswerGroup, ...]:
    """The answers of each household that the estimate looked at, or that somebody filled in.

    Where all of them are わからない because nobody was asked, a sentence says so instead.
    """
    request = result.request
    if unasked(request):
        return ()
    notes = {line.note for line in result.ledger("other").lines}
    s = _S(words, say)
    groups = []
    if "welfare" in used or request.welfare != WelfareHousehold() or notes & {"rent", "meal"}:
        groups.append(AnswerGroup(name=say(words.groups["welfare"]), rows=_rows(_welfare(request, s))))
    if "medical" in used or request.medical != MedicalHousehold() or "unlisted" in notes:
        groups.append(AnswerGroup(name=say(words.groups["medical"]), rows=_rows(_medical(request, s))))
    return tuple(groups)
