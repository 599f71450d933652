"""支援をさがす: every service; what fits now, what misses a chosen condition, what may wait."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Annotated, Literal, NamedTuple, get_args

from pydantic import ConfigDict, Field

from core.base import Answerer, Frozen
from core.catalog import Catalog, Possible, Service
from core.cost.estimate import estimate_rest, only_services
from core.cost.request import CostRequest, MedicalHousehold, Person, Usage, WelfareHousehold
from core.money import YenRange, yen_text
from core.plan.scene import ADULT, ELDERLY

MOST_COMPARED = 3
"""So many services stand side by side at most."""

# facts/support_domain.md §4.3: いま of 足場3 is one of these steps, chosen by the situation. No file of
# data/ says which they are: J2 and J7 never stand there by themselves.
_WORK_NOW = ("J1", "J3", "J4", "J5", "J6")
_SCHOOL = "school_or_diploma"
"""The situation of a family that thinks of school."""
_NOWHERE = 9
"""The place of a service that the plan of the stage does not have."""


class Wish(Frozen):
    """What a family looks for. None and False ask for nothing; ``age`` in years."""

    stage: Literal[1, 2, 3] | None = None
    age: Annotated[int, Field(strict=True, ge=0, le=120)] | None = None
    cannot_go_out: bool = False
    free_only: bool = False
    remote: bool = False


class Reason(Frozen):
    """Why a service is not among those that fit: its kind, and plain sentences with a way on.

    "stage" says why it may wait; the other kinds are conditions of the wish that it does not meet.
    """

    kind: Literal["stage", "age", "going_out", "cost", "remote"]
    text: str


State = Literal["fits", "unmet", "waits"]
"""It fits now; it only misses a condition that was chosen; it may wait 「まだ急がなくてよい」."""
STATES: tuple[State, ...] = get_args(State)


class Found(Frozen):
    """One service. ``reasons`` is empty when it fits now."""

    service: Service
    reasons: tuple[Reason, ...]

    @property
    def state(self) -> State:
        """Which list it belongs to. The stage decides before any condition."""
        if not self.reasons:
            return "fits"
        return "waits" if self.waiting else "unmet"

    @property
    def fits(self) -> bool:
        """True when nothing speaks against it."""
        return self.state == "fits"

    @property
    def waiting(self) -> tuple[Reason, ...]:
        """Why it may wait: reasons of the stage only."""
        return tuple(one for one in self.reasons if one.kind == "stage")

    @property
    def missed(self) -> tuple[Reason, ...]:
        """The chosen conditions that it does not meet."""
        return tuple(one for one in self.reasons if one.kind != "stage")


class Limits(NamedTuple):
    """The youngest and the oldest age in years, both included. None: no limit known."""

    low: int | None
    high: int | None

    def hold(self, age: int) -> bool:
        """True when ``age`` lies within."""
        return (self.low is None or age >= self.low) and (self.high is None or age <= self.high)


def _has_own_limits(service: Service) -> bool:
    return service.age_min is not None or service.age_max is not None


def limits_of(service: Service, catalog: Catalog) -> Limits:
    """The age limits: the service's own, else the youngest age of the plan's steps that use it.

    Where every such step has one: below it the school comes first. Up to which age the plan names a
    step says nothing of the service.
    """
    if _has_own_limits(service):
        return Limits(service.age_min, service.age_max)
    steps = [s for s in catalog.plan.steps if service.id in {used.id for used in s.services}]
    lows = [step.age_min for step in steps if step.age_min is not None]
    return Limits(min(lows) if lows and len(lows) == len(steps) else None, None)


def _stage_reason(wish: Wish, service: Service, catalog: Catalog, who: Answerer) -> str:
    if not service.stages:
        return service.words("not_yet_reason", who)
    if wish.stage is None or wish.stage in service.stages:
        return ""
    if wish.stage < min(service.stages):
        return service.words("not_yet_reason", who)
    return catalog.guide.words.reasons.past.said_to(who)


def _age_reason(wish: Wish, service: Service, catalog: Catalog, who: Answerer) -> str:
    limits, age = limits_of(service, catalog), wish.age
    if age is None or limits.hold(age):
        return ""
    words = catalog.guide.words.reasons
    younger = limits.low is not None and age < limits.low
    others = service.younger_use if younger else service.older_use
    if _has_own_limits(service):
        # The first sentence says how firm the limit is: 「15〜49歳。」, 「原則18歳から64歳までです。」
        text = f"{service.words('age_note', who).split('。')[0]}。"
    else:
        text = words.younger.said_to(who).format(low=limits.low)
    there = [one for one in map(catalog.service, others) if limits_of(one, catalog).hold(age)]
    if there:
        names = "か".join(f"「{one.name}」" for one in there)
        text += words.instead.said_to(who).format(names=names)
    return text


def _going_out_reason(service: Service, catalog: Catalog, who: Answerer) -> str:
    if service.at_home != "no":
        return ""
    words = catalog.guide.words.reasons
    voice = words.going_out if service.family_alone == "no" else words.going_out_partly
    return voice.said_to(who)


def _cost_reason(
    service: Service, paid: Mapping[str, YenRange], catalog: Catalog, who: Answerer
) -> str:
    own = paid.get(service.id)
    if service.free != "no" or (own is not None and own.high == 0):
        return ""
    words = catalog.guide.words.reasons
    if own is not None:
        return words.cost_own.said_to(who).format(amount=yen_text(own))
    voice = {"welfare": words.cost_welfare, "medical": words.cost_medical}.get(
        service.cost_kind, words.cost_price
    )
    return voice.said_to(who)


def _reasons(
    wish: Wish, service: Service, paid: Mapping[str, YenRange], catalog: Catalog, who: Answerer
) -> tuple[Reason, ...]:
    out = _going_out_reason(service, catalog, who) if wish.cannot_go_out else ""
    cost = _cost_reason(service, paid, catalog, who) if wish.free_only else ""
    remote = service.words("remote", who) if wish.remote and service.remote_use == "no" else ""
    found = (
        Reason(kind="stage", text=_stage_reason(wish, service, catalog, who)),
        Reason(kind="age", text=_age_reason(wish, service, catalog, who)),
        Reason(kind="going_out", text=out),
        Reason(kind="cost", text=cost),
        Reason(kind="remote", text=remote),
    )
    return tuple(one for one in found if one.text)


def _school_steps(catalog: Catalog) -> tuple[str, ...]:
    """The steps that no situation but that of school names: they are for people of school age."""
    named: dict[str, set[str]] = {}
    for profile in catalog.plan.profiles:
        for step_id in (*profile.now, *profile.next, *profile.later):
            named.setdefault(step_id, set()).add(profile.flag)
    return tuple(step_id for step_id, flags in named.items() if flags == {_SCHOOL})


def _places(wish: Wish, catalog: Catalog) -> dict[str, int]:
    """Service → the place of the first column that has it: いま, 次 and その先 of the stage's plan.

    Below 18 the services of school stand before them; for adults none of them is in いま. From 65 the
    windows for that age are in 次.
    """
    plan = catalog.stage(wish.stage or 1)
    school = _school_steps(catalog)
    now = (*plan.now, *(_WORK_NOW if plan.number == 3 else ()))
    following = plan.next
    first: tuple[str, ...] = ()
    if wish.age is not None and wish.age < ADULT:
        first = school
    elif wish.age is not None:
        now = tuple(step_id for step_id in now if step_id not in school)
    if wish.age is not None and wish.age >= ELDERLY:
        aged = (w for w in catalog.plan.rules.by_age if w.age_min == ELDERLY)
        following += tuple(words.step for words in aged)
    places: dict[str, int] = {}
    for step in map(catalog.step, first):
        for service_id in step.met_by:
            places.setdefault(service_id, 0)
    for place, ids in enumerate((now, following, plan.later), start=1):
        for step in map(catalog.step, ids):
            for used in step.services:
                places.setdefault(used.id, place)
    return places


def find(
    wish: Wish,
    catalog: Catalog,
    answerer: Answerer = "family",
    paid: Mapping[str, YenRange] | None = None,
) -> tuple[Found, ...]:
    """Every service once, in the order of STATES: those that fit, that miss a condition, that wait.

    Ordered by where the plan of the stage (facts/support_domain.md §4.3; an unknown stage counts
    as 1) has the service, school first below 18, then by how fully it meets the wish, then as in
    services.toml. ``paid`` is what this family would pay a month in yen (``own_costs``): a service
    that costs it nothing counts as free. What matters to a family (``how_it_meets``) orders nothing.
    """
    places = _places(wish, catalog)
    amounts = paid or {}

    def order(item: tuple[int, Found]) -> tuple[int, int, int, int]:
        number, one = item
        asked = (
            (wish.cannot_go_out, one.service.at_home),
            (wish.free_only, one.service.free),
            (wish.remote, one.service.remote_use),
        )
        partly = sum(wanted and answer == "partly" for wanted, answer in asked)
        return (STATES.index(one.state), places.get(one.service.id, _NOWHERE), partly, number)

    found = [
        Found(service=service, reasons=_reasons(wish, service, amounts, catalog, answerer))
        for service in catalog.services
    ]
    return tuple(one for _, one in sorted(enumerate(found), key=order))


# --- what matters to a family ---


class Met(Frozen):
    """How one service meets one thing that matters: yes, partly or no, and what is said of it."""

    key: str
    label: str
    answer: Possible
    text: str


def how_it_meets(
    service: Service, matters: Collection[str], catalog: Catalog, answerer: Answerer = "family"
) -> tuple[Met, ...]:
    """What a service says to each of the ``matters`` (keys of ``catalog.guide.matters``).

    In the order of the guide. Raises KeyError for an unknown key.
    """
    for unknown in set(matters) - {one.key for one in catalog.guide.matters}:
        raise KeyError(unknown)
    chosen = [one for one in catalog.guide.matters if one.key in matters]
    answers: list[Possible] = [getattr(service, one.field) for one in chosen]
    return tuple(
        Met(
            key=one.key,
            label=one.label.said_to(answerer),
            answer=answer,
            text=one.answers.said(answer, answerer),
        )
        for one, answer in zip(chosen, answers, strict=True)
    )


# --- side by side ---


class Row(Frozen):
    """One question and the answer of each service, in the order they were asked for."""

    field: str
    question: str
    answers: tuple[str, ...]


def answer_of(service: Service, field: str, catalog: Catalog, answerer: Answerer) -> str:
    """What a service answers to one of ``catalog.guide.questions``."""
    if field == "family_alone":
        return catalog.guide.words.family_alone.said(service.family_alone, answerer)
    return service.words(field, answerer)


def compare(ids: Sequence[str], catalog: Catalog, answerer: Answerer = "family") -> tuple[Row, ...]:
    """Up to three services side by side, each question a row.

    Raises ValueError (in Japanese) for more than three, KeyError for an unknown id.
    """
    services = [catalog.service(one) for one in dict.fromkeys(ids)]
    if len(services) > MOST_COMPARED:
        raise ValueError(catalog.guide.words.too_many)
    return tuple(
        Row(
            field=question.field,
            question=question.label.said_to(answerer),
            answers=tuple(answer_of(s, question.field, catalog, answerer) for s in services),
        )
        for question in catalog.guide.questions
    )


# --- what it costs us ---


class OwnCost(Frozen):
    """What this family would pay a month for one service alone, in yen.

    ``amount`` None: a figure is not in force for the month; ``refusal`` says so.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    times: int
    amount: YenRange | None
    refusal: str = ""
    needs_check: bool = False


def has_own_answers(request: CostRequest) -> bool:
    """True when the family has said anything that its cost depends on, besides the age."""
    return (
        request.person.but(age=None) != Person()
        or request.welfare != WelfareHousehold()
        or request.medical != MedicalHousehold()
    )


def own_cost(service: Service, request: CostRequest, catalog: Catalog) -> OwnCost | None:
    """One service at its usual times a month, or as the family put it in. None: nothing to pay.

    The service is counted alone: together with others the caps make it cheaper, never dearer.
    """
    if service.cost_kind == "free":
        return None
    usage = next((one for one in request.usages if one.service == service.id), None)
    if usage is None:
        usage = Usage(service=service.id, times=service.times_typical)
    if not usage.times:
        return None
    result, refused = estimate_rest(only_services(request, (usage,)), catalog)
    if refused or not result.request.usages:
        told = "".join(dict.fromkeys(one.told for one in refused))
        return OwnCost(times=usage.times, amount=None, refusal=told)
    check = any(line.needs_check for ledger in result.ledgers for line in ledger.lines)
    return OwnCost(times=usage.times, amount=result.monthly, needs_check=check)


def own_costs(request: CostRequest, catalog: Catalog) -> dict[str, YenRange]:
    """What the family would pay a month, by service; {} until it has answered anything."""
    if not has_own_answers(request):
        return {}
    amounts = {s.id: own_cost(s, request, catalog) for s in catalog.services}
    return {
        key: one.amount
        for key, one in amounts.items()
        if one is not None and one.amount is not None
    }


# --- hard words ---

_NEEDS_READING = re.compile(r"[^぀-ヿ・（）()「」、。〜\s]+")


class HardWord(Frozen):
    """A hard word at ``start`` of a text: the word as it stands, its reading, its meaning."""

    key: str
    start: int
    word: str
    reading: str
    meaning: str
    source: str = ""
    checked_on: str = ""


def easy(
    text: str,
    catalog: Catalog,
    answerer: Answerer = "family",
    known: frozenset[str] = frozenset(),
) -> tuple[HardWord, ...]:
    """The hard words of ``text`` in their order, longest first, each term of the glossary once.

    ``known``: keys of terms that were explained before and are left out.
    """
    pattern, forms = catalog.hard_words
    seen, found = set(known), []
    for match in pattern.finditer(text):
        term, reading = forms[match[0]]
        if term.key in seen:
            continue
        seen.add(term.key)
        found.append(
            HardWord(
                key=term.key,
                start=match.start(),
                word=match[0],
                reading=reading,
                meaning=term.meaning.said_to(answerer),
                source=term.source,
                checked_on="" if term.checked_on is None else term.checked_on.isoformat(),
            )
        )
    return tuple(found)


@lru_cache(maxsize=2048)
def furigana(word: str, reading: str) -> tuple[tuple[str, str], ...]:
    """A word in pieces, each with its reading; "" for what is read as it stands.

    >>> furigana("居場所づくり", "いばしょづくり")
    (('居場所', 'いばしょ'), ('づくり', ''))

    A word that does not fit its reading comes back whole with the whole reading.
    """
    pieces: list[tuple[str, bool]] = []
    at = 0
    for run in _NEEDS_READING.finditer(word):
        if run.start() > at:
            pieces.append((word[at : run.start()], False))
        pieces.append((run[0], True))
        at = run.end()
    if at < len(word):
        pieces.append((word[at:], False))
    pattern = "".join("(.+?)" if hard else re.escape(_hiragana(piece)) for piece, hard in pieces)
    fitting = re.fullmatch(pattern, _hiragana(reading))
    if fitting is None:
        return ((word, reading),)
    readings = iter(fitting.groups())
    return tuple((piece, next(readings) if hard else "") for piece, hard in pieces)


def _hiragana(text: str) -> str:
    """Katakana as hiragana; everything else as it stands."""
    return "".join(chr(ord(one) - 0x60) if "ァ" <= one <= "ヶ" else one for one in text)
