"""The check: answers become an Assessment. Safety first, then two gates. No sum, no score.

Rules: facts of the project's design, section 3 (questions Q0–Q13, R1–R6, 門1, 門2). A better
answer never lowers the stage, and the family's own fatigue (Q12, Q13) never changes it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from itertools import product
from math import prod
from typing import Annotated, Literal, NamedTuple

from pydantic import BeforeValidator

from core.base import Answerer, Frozen
from core.catalog import Catalog

Answer = Literal["yes", "sometimes", "no", "unknown"]
SafetyAnswer = Literal["now", "recent", "no", "unknown"]
Threatened = Literal["yes", "no", "unknown"]
Alert = Literal["now", "soon", "family", "money", "none"]
Notice = Literal["money", "family", "safety_unknown"]
State = Literal["met", "not_yet", "unknown"]
STATE_WORDS: dict[State, str] = {"met": "見えている", "not_yet": "まだ", "unknown": "わからない"}
Outcome = Literal["stage", "unclear", "no_difficulty"]
StageNumber = Literal[1, 2, 3]

GATE_KEYS = (
    "self_care",
    "daily_rhythm",
    "family_contact",
    "leaves_room",
    "goes_out_alone",
    "enjoys_interest",
    "contact_outside_family",
    "wish_outside",
    "keeps_routine",
    "own_words_goal",
    "recovers",
)
"""Q1–Q11, in this order everywhere below."""
FAMILY_KEYS = ("family_rest", "family_support")
"""Q12 and Q13: of the family, and never part of the stage."""
PERSON_DECIDES = ("enjoys_interest", "wish_outside", "own_words_goal")

UNCLEAR_FROM = 5
"""So many わからない among Q1–Q10 and no stage is named."""

_CAUTION: dict[str, int] = {"no": 0, "unknown": 1, "sometimes": 2, "yes": 3}
_SERIOUS: dict[str, int] = {"now": 3, "recent": 2, "unknown": 1, "no": 0}
_THREAT: dict[str, int] = {"yes": 2, "unknown": 1, "no": 0}


def _dict(value: object) -> object:
    return {} if value is None else value


class SafetyAnswers(Frozen):
    """R1–R6. A key that is left out counts as unknown; ``harmed`` (R2b), which older checks did not
    have apart, as no."""

    self_harm: SafetyAnswer = "unknown"
    violence: SafetyAnswer = "unknown"
    harmed: SafetyAnswer = "no"
    not_eating: SafetyAnswer = "unknown"
    sudden_change: SafetyAnswer = "unknown"
    money: SafetyAnswer = "unknown"
    family_limit: SafetyAnswer = "unknown"


SAFETY_KEYS = tuple(SafetyAnswers.model_fields)
"""R1, R2, R2b, R3–R6. R2 is what the person does, R2b what is done to the person."""
DANGER_KEYS = tuple(key for key in SAFETY_KEYS if key not in ("money", "family_limit"))
"""R1–R4 with R2b: 今まさに is an alert at once, 最近ある is an alert within the week."""


class ThreatenedAnswers(Frozen):
    """The follow-up of R2: is somebody hurt or afraid who is 65 or older, or under 18."""

    elderly: Threatened = "unknown"
    minor: Threatened = "unknown"


class CheckAnswers(Frozen):
    """Q1–Q13. A key that is left out counts as unknown."""

    self_care: Answer = "unknown"
    daily_rhythm: Answer = "unknown"
    family_contact: Answer = "unknown"
    leaves_room: Answer = "unknown"
    goes_out_alone: Answer = "unknown"
    enjoys_interest: Answer = "unknown"
    contact_outside_family: Answer = "unknown"
    wish_outside: Answer = "unknown"
    keeps_routine: Answer = "unknown"
    own_words_goal: Answer = "unknown"
    recovers: Answer = "unknown"
    family_rest: Answer = "unknown"
    family_support: Answer = "unknown"


ANSWER_KEYS = tuple(CheckAnswers.model_fields)


class StageCheck(Frozen):
    """All answers of the check. ``has_difficulty`` None (わからない) counts as true."""

    answerer: Answerer = "family"
    has_difficulty: bool | None = None
    threatened: Annotated[ThreatenedAnswers, BeforeValidator(_dict)] = ThreatenedAnswers()
    safety: Annotated[SafetyAnswers, BeforeValidator(_dict)] = SafetyAnswers()
    answers: Annotated[CheckAnswers, BeforeValidator(_dict)] = CheckAnswers()


class ConditionResult(Frozen):
    """One of the ten conditions. "unknown": met only if わからない counted as はい."""

    key: str
    label: str
    gate: Literal[1, 2]
    state: State


class Assessment(Frozen):
    """What the answers show. Words for it stand in data/, reasons in ``conditions``."""

    alert: Alert
    notices: frozenset[Notice]
    outcome: Outcome
    stage: StageNumber | None
    near_next: bool
    stage_range: tuple[StageNumber, StageNumber] | None
    family_first: bool
    conditions: tuple[ConditionResult, ...]
    deciding_unknowns: tuple[str, ...]


Levels = tuple[str, ...]
"""The answers Q1–Q11 in the order of GATE_KEYS, without "unknown"."""


def _conditions(levels: Levels) -> tuple[bool, ...]:
    """The ten conditions for eleven known answers: four of gate 1, then a–f of gate 2."""
    seen = [level != "no" for level in levels]
    q5, q10 = levels[4], levels[9]
    return (
        seen[0],
        sum(seen[0:4]) >= 3,
        sum(seen[4:8]) >= 2,
        seen[6] or seen[7],
        q10 == "yes",
        seen[1],
        q5 == "yes",
        seen[6],
        levels[0] == "yes",
        seen[8] or seen[10],
    )


CONDITION_KEYS = (
    "self_care",
    "home_base",
    "outward",
    "people_or_wish",
    "goal_in_own_words",
    "rhythm",
    "goes_out",
    "contact",
    "self_care_steady",
    "keeps_or_recovers",
)


def _stage(levels: Levels) -> StageNumber:
    met = _conditions(levels)
    if not all(met[:4]):
        return 1
    return 3 if all(met[4:]) else 2


def _counted(levels: Levels, unknown_as: str) -> Levels:
    return tuple(unknown_as if level == "unknown" else level for level in levels)


_TELLS_YES = (0, 4, 9)
"""Only Q1, Q5 and Q10 tell はい from ときどき; for the others いいえ and はい say all."""
_CHOICES = tuple(
    ("no", "sometimes", "yes") if i in _TELLS_YES else ("no", "yes") for i in range(len(GATE_KEYS))
)
_STEPS = tuple(prod(map(len, _CHOICES[i + 1 :])) for i in range(len(GATE_KEYS)))
"""How far apart two sets of answers stand in ``product(*_CHOICES)`` that differ by one choice."""


def _with(i: int, choice: int) -> int:
    """Which sets of answers have this choice at question i; a bit for each, the first one lowest."""
    step, turn = _STEPS[i], _STEPS[i] * len(_CHOICES[i])
    return sum(
        ((1 << step) - 1) << at for at in range(step * choice, prod(map(len, _CHOICES)), turn)
    )


class _Rule(NamedTuple):
    """The rule of the stages for every set of answers there is. It knows no family's answers."""

    reached: tuple[int, int]
    """The sets of answers that reach stage 2, and stage 3, as bits."""
    having: tuple[tuple[int, ...], ...]
    """``_with`` by question and choice."""


@lru_cache(maxsize=1)
def _rule() -> _Rule:
    stages = [_stage(answers) for answers in product(*_CHOICES)]
    second, third = (sum((stage >= n) << at for at, stage in enumerate(stages)) for n in (2, 3))
    having = tuple(
        tuple(_with(i, choice) for choice in range(len(choices)))
        for i, choices in enumerate(_CHOICES)
    )
    return _Rule((second, third), having)


def _deciding(levels: Levels) -> tuple[str, ...]:
    """Keys left unknown whose answer can change the stage, given some answer to the others.

    Counted anew each time, from the rule: nobody's answers are kept for the next time.
    """
    reached, having = _rule()
    unknown = [i for i, level in enumerate(levels) if level == "unknown"]
    possible = (1 << prod(map(len, _CHOICES))) - 1
    for i, level in enumerate(levels):
        if level != "unknown":
            seen = level if level in _CHOICES[i] else "yes"
            possible &= having[i][_CHOICES[i].index(seen)]
    # The stage never falls with a better answer, so the two ends are enough.
    return tuple(
        GATE_KEYS[i]
        for i in unknown
        if any(
            (sets ^ sets >> _STEPS[i] * (len(_CHOICES[i]) - 1)) & having[i][0] & possible
            for sets in reached
        )
    )


def _near_next(levels: Levels, stage: StageNumber) -> bool:
    counted = _counted(levels, "no")
    if stage == 1:
        return any(
            counted[i] == "no" and all(_conditions((*counted[:i], "yes", *counted[i + 1 :]))[:4])
            for i in range(8)
        )
    if stage == 2:
        missing = sum(not met for met in _conditions(counted)[4:])
        return missing == 1 and counted[9] != "no"
    return False


def _alert(safety: SafetyAnswers) -> Alert:
    values = [getattr(safety, key) for key in DANGER_KEYS]
    if "now" in values or safety.family_limit == "now":
        return "now"
    if "recent" in values:
        return "soon"
    if safety.family_limit == "recent":
        return "family"
    if safety.money in ("now", "recent"):
        return "money"
    return "none"


def _notices(safety: SafetyAnswers, alert: Alert) -> frozenset[Notice]:
    notices: set[Notice] = set()
    if safety.money in ("now", "recent") and alert != "money":
        notices.add("money")
    if safety.family_limit == "recent" and alert != "family":
        notices.add("family")
    if any(getattr(safety, key) == "unknown" for key in (*DANGER_KEYS, "family_limit")):
        notices.add("safety_unknown")
    return frozenset(notices)


def _condition_results(
    levels: Levels, answerer: Answerer, catalog: Catalog
) -> tuple[ConditionResult, ...]:
    labels = {c.key: c for c in catalog.check.conditions}
    low, high = _conditions(_counted(levels, "no")), _conditions(_counted(levels, "yes"))
    results = []
    for key, sure, possible in zip(CONDITION_KEYS, low, high, strict=True):
        state: State = "met" if sure else "unknown" if possible else "not_yet"
        condition = labels[key]
        results.append(
            ConditionResult(
                key=key,
                label=condition.label.said_to(answerer),
                gate=condition.gate,
                state=state,
            )
        )
    return tuple(results)


def assess(check: StageCheck, catalog: Catalog) -> Assessment:
    """Judge a check. Never raises for a valid StageCheck.

    The stage is the cautious one: わからない counts as まだ. ``stage_range`` goes up to what it
    would be with はい. With five or more わからない among Q1–Q10 no stage is named.
    """
    alert = _alert(check.safety)
    family_first = "no" in (check.answers.family_rest, check.answers.family_support)
    notices = _notices(check.safety, alert)
    if check.has_difficulty is False and alert == "none":
        return Assessment(
            alert=alert,
            notices=notices,
            outcome="no_difficulty",
            stage=None,
            near_next=False,
            stage_range=None,
            family_first=family_first,
            conditions=(),
            deciding_unknowns=(),
        )
    levels: Levels = tuple(getattr(check.answers, key) for key in GATE_KEYS)
    low, high = _stage(_counted(levels, "no")), _stage(_counted(levels, "yes"))
    unclear = levels[:10].count("unknown") >= UNCLEAR_FROM
    return Assessment(
        alert=alert,
        notices=notices,
        outcome="unclear" if unclear else "stage",
        stage=None if unclear else low,
        near_next=not unclear and _near_next(levels, low),
        stage_range=(low, high),
        family_first=family_first,
        conditions=_condition_results(levels, check.answerer, catalog),
        deciding_unknowns=_deciding(levels),
    )


_THERE_FIRST = ("外への動き", "続ける力", "土台", "家族")
"""The parts of the check in the order in which what is there already is named."""


def already_there(
    check: StageCheck, catalog: Catalog, in_use: Collection[str] = (), most: int = 3
) -> tuple[str, ...]:
    """What is there already, at most ``most`` lines and at least one, in the answerer's voice.

    Of each part of the check one answer, はい before ときどき・少し, then what is in use (a doctor,
    a supporter), then further answers. No sum and no mark: it says what one can hold on to. Where
    the person is being hurt, nothing is said of the family.
    """
    hurt = check.safety.harmed not in ("no", "unknown")
    given = [
        (question, getattr(check.answers, question.key))
        for question in catalog.check.questions
        if not (hurt and question.key in FAMILY_KEYS)
    ]
    seen = [one for value in ("yes", "sometimes") for one, answer in given if answer == value]
    firsts = [next((one for one in seen if one.block == block), None) for block in _THERE_FIRST]
    chosen = [one for one in firsts if one is not None]
    chosen += [one for one in seen if one not in chosen]
    lines = [one.there.said_to(check.answerer) for one in chosen if one.there is not None]
    marks = [
        mark.there.said_to(check.answerer)
        for mark in catalog.plan.marks
        if mark.there is not None and mark.key in in_use
    ]
    # The first two of the answers, then somebody who helps.
    lines = list(dict.fromkeys([*lines[:2], *marks[:1], *lines[2:], *marks[1:]]))[:most]
    return tuple(lines) or (catalog.check.texts.there_always.said_to(check.answerer),)


def _pick(first: str, second: str, order: Mapping[str, int]) -> str:
    """The one that stands lower in ``order``."""
    return first if order[first] <= order[second] else second


def merge_answers(family: StageCheck, person: StageCheck) -> StageCheck:
    """One check from two answerers, with the person's consent.

    The person decides Q6, Q8 and Q10. For the rest the more cautious answer counts
    (no < unknown < sometimes < yes), for safety the more serious one.
    """
    answers = {
        key: (
            getattr(person.answers, key)
            if key in PERSON_DECIDES
            else _pick(getattr(family.answers, key), getattr(person.answers, key), _CAUTION)
        )
        for key in ANSWER_KEYS
    }
    serious = {key: -value for key, value in _SERIOUS.items()}
    threat = {key: -value for key, value in _THREAT.items()}
    both_fine = family.has_difficulty is False and person.has_difficulty is False
    difficulty = True if True in (family.has_difficulty, person.has_difficulty) else None
    return StageCheck.model_validate(
        {
            "answerer": family.answerer,
            "has_difficulty": False if both_fine else difficulty,
            "threatened": {
                key: _pick(getattr(family.threatened, key), getattr(person.threatened, key), threat)
                for key in ("elderly", "minor")
            },
            "safety": {
                key: _pick(getattr(family.safety, key), getattr(person.safety, key), serious)
                for key in SAFETY_KEYS
            },
            "answers": answers,
        }
    )
