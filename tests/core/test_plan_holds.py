"""The nine rules that a plan holds, whatever the answers (DESIGN.md §4, "A plan holds").

Every rule is judged here from its own words, over thousands of drawn households, and not by the
code under test. ``core.plan.contradictions`` must agree: empty for every plan, and not empty for
each plan that is broken by hand below.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import jpholiday
import pytest
from pydantic import ValidationError

from core import Case, assess, compose_plan, estimate
from core.catalog import Catalog
from core.messages import japanese_faults
from core.money import YenRange
from core.plan import contradictions
from tests.core.conftest import FLAGS, FULL, IN_USE, QUESTIONS, SAFETY, check, safety

pytestmark = pytest.mark.together  # the walk is made once

TODAY = date(2026, 11, 26)  # a Thursday on which windows are open
CASES = 50_000 if FULL else 1_000
SEED = 20261126

STAGE_1 = "snsn nnnn nnu yy"  # 土台二つ、外はまだ
STAGE_2 = "ssss ssss nnu yy"  # 門1だけ
STAGE_3 = "yyyy yyyy yyy yy"
UNCLEAR = "uuuu uuuu uuu yy"

WORK = ("J1", "J2", "J3", "J4", "J5", "J6", "J7")
BY_SIGN = frozenset({"I1", "I2", "I3", "M3", *WORK})
WELFARE_STEPS = ("I3", "J4", "J7")  # 障害福祉サービス
STEPS = frozenset(
    [
        "S0",
        "S1",
        "F1",
        "F2",
        "F3",
        "F4",
        "F5",
        "M1",
        "M2",
        "M3",
        "M4",
        "M5",
        "W1",
        "W2",
        "W3",
        "O1",
        "O2",
        "I1",
        "I2",
        "I3",
        "I4",
        "J1",
        "J2",
        "J3",
        "J4",
        "J5",
        "J6",
        "J7",
        "P1",
        "P2",
        "R0",
    ]
)
R1_TO_R4 = ("self_harm", "violence", "not_eating", "sudden_change")
CHILD_LINES = ("0120-0-78310", "0120-99-7777")

# What a mark or a service of 「いま使っているもの」 makes nothing new.
MET = {
    "support_centre": "F1",
    "family_association": "F2",
    "family_course": "F3",
    "community_care_centre": "F5",
    "health_centre": "M1",
    "psychiatric_outpatient": "M2",
    "doctor": "M2",
    "psychiatric_daycare": "M3",
    "developmental_support_centre": "M4",
    "home_visit_doctor": "M5",
    "self_reliance_consultation": "W1",
    "welfare_office": "W2",
    "disability_pension": "W3",
    "outreach_visit": "O1",
    "free_space": "I1",
    "life_skills_training": "I3",
    "youth_consultation": "I4",
    "youth_station": "J1",
    "crowd_work": "J2",
    "hello_work": "J3",
    "employment_transition": "J4",
    "correspondence_school": "J5",
    "job_preparation": "J6",
    "continuous_employment_b": "J7",
}
MEDICAL = frozenset(
    [
        "psychiatric_outpatient",
        "pharmacy",
        "psychiatric_daycare",
        "psychiatric_home_nursing",
        "home_visit_doctor",
    ]
)
BY_CERTIFICATE = frozenset(
    [
        "life_skills_training",
        "lodging_training",
        "group_home",
        "employment_transition",
        "employment_choice",
        "continuous_employment_a",
        "continuous_employment_b",
        "job_retention",
        "consultation_planning",
        "other_welfare",
    ]
)
PAPERS = frozenset(
    [
        "doctor",
        "diagnosis",
        "handbook",
        "recipient_certificate",
        "self_support_medical",
        "disability_pension",
    ]
)
EVIDENCE = PAPERS | MEDICAL | BY_CERTIFICATE
"""With one of these M3, I3 and J4 have what they need."""


# --- A plan, read from outside ---


SPOKEN = (
    "title",
    "who",
    "why",
    "where",
    "caution",
    "say",
    "papers",
    "how_long",
    "remote",
    "if_refused",
)


def said_by(step: Any) -> str:
    """Everything a step says; of one without room in the columns, its title."""
    parts = [getattr(step, part, None) for part in SPOKEN]
    return "\n".join([*(part for part in parts if part), *getattr(step, "do", ())])


def printed_by(step: Any) -> str:
    """What a step says on the paper that lies at home."""
    if not step.on_paper:
        return ""
    paper = step.paper
    return "\n".join((step.title, step.who, paper.why, paper.where, paper.say, paper.caution))


def ids(steps: Iterable[Any]) -> list[str]:
    return [step.id for step in steps]


def columns(plan: Any) -> tuple[Any, ...]:
    return (*plan.now, *plan.next, *plan.later)


def everything(plan: Any) -> tuple[Any, ...]:
    """The steps of the columns and those the columns had no room for."""
    return (*columns(plan), *plan.further)


def step_of(plan: Any, step_id: str) -> Any | None:
    return next((step for step in columns(plan) if step.id == step_id), None)


def windows_of(plan: Any) -> str:
    return "\n".join(f"{one.name} {one.phone}" for one in plan.contacts)


def whole(plan: Any) -> str:
    """Everything a plan says in its steps, its cautions and its windows."""
    cautions = (f"{one.text}\n{one.reason}" for one in plan.not_yet)
    return "\n".join([*map(said_by, everything(plan)), *cautions, windows_of(plan)])


def is_open(day: date) -> bool:
    """Monday to Friday, no holiday, not from 12/29 to 1/3."""
    year_end = (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
    return day.weekday() < 5 and not jpholiday.is_holiday(day) and not year_end


def first_open(today: date) -> date:
    while not is_open(today):
        today += timedelta(days=1)
    return today


@dataclass(frozen=True)
class Seen:
    """One household with its plan."""

    case: Case
    plan: Any
    today: date
    catalog: Catalog

    @cached_property
    def assessment(self) -> Any:
        return assess(self.case.check, self.catalog) if self.case.check else None

    @property
    def age(self) -> int | None:
        return self.case.known_age

    @property
    def alert(self) -> str:
        return self.assessment.alert if self.assessment else "none"

    @property
    def stage(self) -> int | None:
        return self.assessment.stage if self.assessment else None

    def danger(self, key: str, *how: str) -> bool:
        """Whether a danger is there, now or of late."""
        found = self.case.check and getattr(self.case.check.safety, key)
        return found in (how or ("now", "recent"))

    def answer(self, key: str) -> str:
        return getattr(self.case.check.answers, key) if self.case.check else "unknown"

    @property
    def flags(self) -> frozenset[str]:
        return self.case.situation

    @property
    def in_use(self) -> frozenset[str]:
        return self.case.in_use

    @property
    def harmed(self) -> bool:
        return self.danger("harmed")

    @property
    def in_danger(self) -> bool:
        """R1–R4, now or of late."""
        return any(self.danger(key) for key in R1_TO_R4)

    @property
    def money_now(self) -> bool:
        return self.case.check is not None and self.case.check.safety.money == "now"

    @property
    def added(self) -> frozenset[str]:
        """Services of the cost screen."""
        return (
            frozenset(one.service for one in self.case.cost.usages)
            if self.case.cost
            else frozenset()
        )


# --- The nine rules, each judged from its words ---


def against_work_windows(text: str) -> bool:
    """A まだしないこと that keeps somebody from the windows of work, and not only from haste."""
    spares = ("応募", "50歳", "お金", "先払い", "正社員", "代わり", "親が", "家族が")
    if any(word in text for word in spares):
        return False
    return bool(re.search(r"(仕事|就労|求人|ハローワーク|サポステ).*(窓口|始め|はじめ|行く)", text))


KEPT = {
    "ネット": r"ネット|通信|Wi-?Fi",
    "部屋": r"部屋",
    "期限": r"期限|いつまで",
}
SAME_MATTER = {
    "サポステ": r"サポステ|サポートステーション",
    "仕事の窓口": r"(仕事|就労).*窓口",
    "ネット": r"ネット",
    "連れ出し": r"連れ出",
    "登校": r"登校",
}


def rule_1(seen: Seen) -> Iterator[str]:
    """まだしないこと: none against a step of いま, none twice, the weighty ones stay, each fits the age."""
    texts = [one.text for one in seen.plan.not_yet]
    work = [one for one in ids(seen.plan.now) if one in WORK]
    if work:
        yield from (f"{work} beside {text}" for text in texts if against_work_windows(text))
    if len(set(texts)) < len(texts):
        yield f"twice: {texts}"
    if topics := [
        one for one, n in Counter(one.topic for one in seen.plan.not_yet).items() if n > 1
    ]:
        yield f"{topics} twice: {texts}"
    for name, words in SAME_MATTER.items():
        if len(same := [text for text in texts if re.search(words, text)]) > 1:
            yield f"{name} twice: {same}"
    if seen.stage == 1 and seen.alert != "now" and seen.plan.answerer != "person":
        yield from (
            f"足場1 without {name}: {texts}"
            for name, words in KEPT.items()
            if not any(re.search(words, text) for text in texts)
        )
    age = seen.age
    for text in texts:
        if age is not None and age >= 15 and re.search(r"15歳(になる前|未満|まで)", text):
            yield f"at {age}: {text}"
        if age is not None and age < 18 and "正社員" in text:
            yield f"at {age}: {text}"
        if age is not None and age < 45 and re.search(r"50歳|サポステ", text):
            yield f"at {age}: {text}"


def rule_2(seen: Seen) -> Iterator[str]:
    """Only the person's own steps wait for a sign, only the visit for consent."""
    for step in seen.plan.now:
        if step.waits_for is not None:
            yield f"{step.id} in いま waits for {step.waits_for}"
    for step in (*seen.plan.next, *seen.plan.later):
        right = "sign" if step.id in BY_SIGN else "consent" if step.id == "O1" else "turn"
        if step.waits_for != right:
            yield f"{step.id} waits for {step.waits_for}, not {right}"
    if "lives_alone" in seen.flags:
        for sign in (*seen.plan.signals_forward, *seen.plan.signals_back):
            if re.search(r"部屋の外|あいさつ", sign):
                yield f"cannot be seen from afar: {sign}"


OWN_WORDS = {
    "self_harm": (
        r"遠ざけ|遠く|手の届かない|離れた所|しまう|預け",
        r"ひとり|一人|1人|そば|いっしょ|一緒",
    ),
    "violence": (r"110", r"離れ|逃げ"),
    "not_eating": (r"119", r"内科", r"往診"),
    "sudden_change": (r"保健所", r"精神保健福祉センター", r"精神科救急", r"消防|警察|役所|119"),
}


def rule_3(seen: Seen) -> Iterator[str]:
    """In danger the call about safety is the first and the earliest step, with words of its own."""
    if not seen.in_danger:
        return
    now = [step for step in seen.plan.now if step.id not in ("S0", "S1")]
    if ids(seen.plan.now)[: len(seen.plan.now) - len(now)] != [
        one for one in ids(seen.plan.now) if one in ("S0", "S1")
    ]:
        yield f"S0 behind another step: {ids(seen.plan.now)}"
    if not now or now[0].id != "M1":
        yield f"M1 is not first: {ids(seen.plan.now)}"
    at_once = any(seen.danger(key, "now") for key in R1_TO_R4)
    if at_once and "S0" not in ids(seen.plan.now):
        yield f"no S0: {ids(seen.plan.now)}"
    call = step_of(seen.plan, "M1")
    if call is None:
        return
    if call.due_on != first_open(seen.today):
        yield f"M1 on {call.due_on}, today is {seen.today}"
    for step in seen.plan.now:
        if call.due_on and step.due_on and step.due_on < call.due_on:
            yield f"{step.id} on {step.due_on} before M1 on {call.due_on}"
        if step.id == "F2" and seen.alert == "now" and step.due_on:
            yield f"家族会 on {step.due_on} in danger"
    first = "\n".join(said_by(s) for s in seen.plan.now if s.id in ("S0", "S1", "M1"))
    for key, words in OWN_WORDS.items():
        if seen.danger(key):
            for one in words:
                if not re.search(one, first):
                    yield f"{key}: no {one} at S0/M1"


def rule_4(seen: Seen) -> Iterator[str]:
    """Who is hurt and who hurts never share a plan."""
    if not seen.harmed:
        return
    now = ids(seen.plan.now)
    if now[:1] != ["S1"]:
        yield f"S1 is not first: {now}"
    if shared := {"F2", "F3", "F4", "F5"} & set(now):
        yield f"{sorted(shared)} in いま"
    for step in seen.plan.now:
        if re.search(r"家族に渡", said_by(step)):
            yield f"{step.id} is for the family: {step.title}"
    shelter = step_of(seen.plan, "S1")
    known = windows_of(seen.plan) + ("\n" + said_by(shelter) if shelter else "")
    wanted = ["障害者虐待防止", "110"]
    if seen.age is not None and seen.age < 18:
        wanted.append("189")
    else:
        wanted.append("#8778|0120-279-889|DV相談")
    if seen.age is not None and seen.age >= 65:
        wanted.append("地域包括")
    yield from (f"at {seen.age} no {one}" for one in wanted if not re.search(one, known))
    if shelter is not None and shelter.on_paper is True:
        yield "S1 is on paper"
    for one in seen.plan.contacts:
        if one.on_paper and re.search(r"虐待|DV|暴力|^189$|#8778|#8891", f"{one.name}|{one.phone}"):
            yield f"{one.name} is on paper"


def own_ground(seen: Seen) -> bool:
    """Something of the person's own that M3, I3 and J4 can stand on."""
    return bool(
        EVIDENCE & seen.in_use
        or EVIDENCE & seen.added
        or "developmental_diagnosis" in seen.flags
        or seen.answer("own_words_goal") == "yes"
    )


def rule_5(seen: Seen) -> Iterator[str]:
    """Nothing in use is proposed as new; care and training need something to stand on."""
    library = {one.id: one for one in seen.catalog.plan.steps}
    # What danger and food for today ask for is said to a window one knows as to one one does not.
    asked = {"M1", "F5"} if seen.in_danger else set()
    asked |= {"W1", "W2"} if seen.danger("money") else set()
    for step in columns(seen.plan):
        used = sorted(one for one in seen.in_use if MET.get(one) == step.id)
        if not used:
            continue
        if re.search(r"初めて|はじめて", step.title + step.say):
            yield f"{used} in use, {step.id} says 初めて"
        # The library's 言うこと is that of somebody who calls there for the first time.
        if step.say == library[step.id].say.said_to(seen.plan.answerer) and step.id not in asked:
            yield f"{used} in use, {step.id} as new: {step.title}"
    if {"doctor", "psychiatric_outpatient"} & seen.in_use and re.search(
        r"初めての(予約|受診|通院)|初診の予約", whole(seen.plan)
    ):
        yield "a doctor, and 初めての予約"
    if not own_ground(seen):
        yield from (
            f"{one} without diagnosis, doctor, certificate or wish"
            for one in (*ids(seen.plan.now), *ids(seen.plan.next))
            if one in ("M3", "I3", "J4")
        )


def rule_6(seen: Seen) -> Iterator[str]:
    """Nothing that the age does not allow, and what it asks for."""
    age, plan, now = seen.age, seen.plan, ids(seen.plan.now)
    every = ids(everything(plan))
    if age is None:
        return
    if age < 18:
        yield from (f"{one} at {age}" for one in every if one in WELFARE_STEPS)
        if seen.case.cost is None and plan.estimate and plan.estimate.ledger("welfare").lines:
            yield f"障害福祉 in the cost at {age}"
        if not any(one.phone in CHILD_LINES for one in plan.contacts):
            yield f"no child line at {age}"
        # A family that is at the youth centre already is not sent there as new (rule 5).
        if "school_or_diploma" in seen.flags and "youth_consultation" not in seen.in_use:
            before = {"S0", "S1", "F4"}
            before |= {"M1"} if seen.in_danger or "violence" in seen.flags else set()
            before |= {"W1"} if seen.danger("money") else set()
            # Somebody of 65 or older who is afraid: their window right after the talk about safety.
            before |= (
                {"F5"} if seen.in_danger and seen.case.check.threatened.elderly == "yes" else set()
            )
            # Where three more urgent steps fill いま, it is the first of those that follow.
            left = [one for one in (*now, *ids(plan.next)) if one not in before]
            if left[:1] != ["I4"]:
                yield f"school is not first at {age}: {now}"
        wish = seen.answer("own_words_goal")
        if wish in ("no", "unknown"):
            yield from (
                f"{one} at {age} without the wish"
                for one in ids(columns(plan))
                if one in ("J1", "J3")
            )
        if "school" in seen.in_use:
            yield from (f"{one} in いま at {age}, at school" for one in now if one in ("J1", "J3"))
    if age < 16:
        yield from (f"{one} at {age}" for one in every if one == "J3")
    if not 15 <= age <= 49:
        yield from (f"{one} at {age}" for one in every if one == "J1")
    if age >= 65:
        if "地域包括" not in whole(plan):
            yield f"no 地域包括 at {age}"
        if re.search(r"本人の年齢の窓口ではありません|わたしの年齢は関係しません", whole(plan)):
            yield f"地域包括 refused at {age}"
        if not BY_CERTIFICATE & (seen.in_use | seen.added):
            yield from (
                f"{one} at {age}" for one in (*now, *ids(plan.next)) if one in WELFARE_STEPS
            )


HELP_TODAY = ("緊急小口", "フードバンク", "住居確保給付金", "居住支援")


def rule_7(seen: Seen) -> Iterator[str]:
    """Food or roof now: today's window, with its four helps by name."""
    if not seen.money_now:
        return
    window = next((step for step in seen.plan.now if step.id == "W1"), None)
    if window is None:
        yield f"no W1 in いま: {ids(seen.plan.now)}"
    else:
        if window.due_on != first_open(seen.today):
            yield f"W1 on {window.due_on}, today is {seen.today}"
        yield from (f"W1 without {one}" for one in HELP_TODAY if one not in said_by(window))
    office = next((step for step in everything(seen.plan) if step.id == "W2"), None)
    if office is not None and not re.search(
        r"(その日|今日|当日|きょう)[^。]*申請", said_by(office)
    ):
        yield f"W2 does not say that one may apply the same day: {said_by(office)}"
    if (
        office is None
        and "welfare_office" not in seen.in_use
        and not (seen.case.cost and seen.case.cost.person.public_assistance)
    ):
        yield "no W2"


def rule_8(seen: Seen) -> Iterator[str]:
    """R0 always, and P1 of an old household, stand in 次 or その先."""
    after = (*ids(seen.plan.next), *ids(seen.plan.later))
    if "R0" not in after:
        yield "no R0"
    if "parents_elderly" in seen.flags and "P1" not in after:
        yield "old parents and no P1"
    if {"P1", "R0"} & set(ids(seen.plan.further)):
        yield f"pushed out: {ids(seen.plan.further)}"


def rule_9(seen: Seen) -> Iterator[str]:
    """What was added on the cost screen is in the plan's cost: one sum, one name."""
    if seen.case.cost is None or not seen.case.cost.usages:
        return
    right, found = estimate(seen.case.cost, seen.catalog), seen.plan.estimate
    if found is None:
        yield "no estimate"
        return
    if found.monthly != right.monthly:
        yield f"{found.monthly} on the plan, {right.monthly} on the cost screen"

    def lines(whose: Any) -> Counter[tuple[str, str, int]]:
        return Counter(
            (line.service, line.name, line.times)
            for ledger in ("welfare", "medical", "private", "other")
            for line in whose.ledger(ledger).lines
        )

    if lines(found) != lines(right):
        yield f"{lines(found)} on the plan, {lines(right)} on the cost screen"


def said_to_all(catalog: Catalog) -> tuple[str, ...]:
    """Cautions of the library: they stand on every paper and tell nothing."""
    cautions = (step.caution for step in catalog.plan.steps if step.caution)
    return tuple(text for one in cautions for text in (one.family, one.person) if text)


LOUD = ("死にたい", "自殺", "自傷", "暴力", "刃物", "殴", "虐待", "心中", "遠ざけ", "精神科救急")


def shape(seen: Seen) -> Iterator[str]:
    """Days only in いま, at most three, on open days; each step once, with its words."""
    plan = seen.plan
    dated = [step for step in plan.now if step.due_on]
    if len(dated) > 3:
        yield f"{len(dated)} days"
    for step in dated:
        if not is_open(step.due_on) or step.due_on < seen.today:
            yield f"{step.id} on {step.due_on}, today is {seen.today}"
    for step in (*plan.next, *plan.later):
        if step.due_on is not None:
            yield f"{step.id} has a day outside いま"
    listed = ids(everything(plan))
    if len(set(listed)) < len(listed) or not set(listed) <= STEPS:
        yield f"steps: {listed}"
    if "O1" in ids(plan.now):
        yield "a visit in いま"
    for step in columns(plan):
        if not (
            step.title.strip() and step.who.strip() and step.why.strip() and step.where.strip()
        ):
            yield f"{step.id} lacks words"
    if not is_open(plan.review_on) and plan.review_on <= seen.today:
        yield f"review on {plan.review_on}"
    for text in re.findall(r"年齢を問いません|年齢を問わず|お子さん|社会復帰|レベル", whole(plan)):
        yield f"says {text}"
    for step in columns(plan):
        printed = printed_by(step)
        for sentence in said_to_all(seen.catalog):
            printed = printed.replace(sentence, "")
        if loud := [one for one in LOUD if one in printed]:
            yield f"{step.id} on paper says {loud}"
    for one in plan.not_yet:
        if one.on_paper and (loud := [word for word in LOUD if word in one.text + one.reason]):
            yield f"まだしないこと on paper says {loud}"


RULES: dict[str, Callable[[Seen], Iterator[str]]] = {
    "1": rule_1,
    "2": rule_2,
    "3": rule_3,
    "4": rule_4,
    "5": rule_5,
    "6": rule_6,
    "7": rule_7,
    "8": rule_8,
    "9": rule_9,
    "shape": shape,
}


def broken_rules(seen: Seen) -> list[str]:
    """All rules judged: what does not hold, each with the number of its rule."""
    return [f"rule {name}: {fault}" for name, rule in RULES.items() for fault in rule(seen)]


# --- Drawn households ---

AGES = (14, 15, 16, 17, 18, 19, 44, 45, 49, 50, 63, 64, 65, 66)
LETTERS = ("yes", "sometimes", "no", "unknown")
SERVICES_ADDED = (
    ("psychiatric_outpatient", 2),
    ("psychiatric_daycare", 8),
    ("pharmacy", 2),
    ("employment_transition", 20),
    ("life_skills_training", 8),
    ("continuous_employment_b", 15),
    ("free_space", 4),
    ("private_counselling", 2),
    ("family_association", 1),
)
DAYS = tuple(date(2026, 11, 20) + timedelta(days=n) for n in range(130)) + tuple(
    date(2027, 4, 26) + timedelta(days=n) for n in range(14)
)
"""Weekends, the year's end, spring holidays; Golden Week of 2027."""


def drawn_answers(chance: random.Random) -> dict[str, str]:
    base = chance.choice((STAGE_1, STAGE_2, STAGE_3, STAGE_3, UNCLEAR, "", ""))
    if not base:
        return {key: chance.choice(LETTERS) for key in QUESTIONS}
    letters = dict(zip(QUESTIONS, base.replace(" ", ""), strict=True))
    names = {"y": "yes", "s": "sometimes", "n": "no", "u": "unknown"}
    found = {key: names[letter] for key, letter in letters.items()}
    for key in chance.sample(QUESTIONS, chance.choice((0, 0, 1, 2))):
        found[key] = chance.choice(LETTERS)
    return found


def drawn_safety(chance: random.Random) -> dict[str, str]:
    found = dict.fromkeys(SAFETY, "no")
    for key in chance.sample(SAFETY, chance.choice((0, 0, 0, 0, 1, 1, 1, 2, 3))):
        found[key] = chance.choice(("now", "recent", "unknown", "now", "recent"))
    return found


def drawn_age(chance: random.Random) -> int | None:
    roll = chance.random()
    if roll < 0.1:
        return None
    return chance.choice(AGES) if roll < 0.6 else chance.randint(10, 80)


def drawn_cost(chance: random.Random, age: int | None) -> dict[str, Any]:
    usages = [
        {"service": service, "times": chance.randint(0, most)}
        for service, most in chance.sample(SERVICES_ADDED, chance.randint(1, 3))
    ]
    tax = chance.choice(("exempt", "taxed", "unknown"))
    return {
        "month": "2026-11",
        "person": {"age": age, "public_assistance": chance.random() < 0.1},
        "welfare": {"tax": tax},
        "medical": {"tax": tax, "certificate": chance.choice(("have", "none", "unknown"))},
        "usages": usages,
    }


def drawn_case(chance: random.Random, in_use: tuple[str, ...]) -> dict[str, Any]:
    age = drawn_age(chance)
    case: dict[str, Any] = {
        "check": {
            "answerer": chance.choice(("family", "family", "person", "example")),
            "has_difficulty": chance.choice((True, True, True, True, None, False)),
            "threatened": {
                key: chance.choice(("yes", "no", "unknown")) for key in ("elderly", "minor")
            },
            "safety": drawn_safety(chance),
            "answers": drawn_answers(chance),
        },
        "situation": chance.sample(FLAGS, chance.choice((0, 1, 1, 2, 2, 3, 4))),
        "in_use": chance.sample(in_use, chance.choice((0, 0, 1, 1, 2, 3, 4))),
        "age": age,
    }
    if chance.random() < 0.15:
        case["cost"] = drawn_cost(chance, age)
    return case


@dataclass
class Walk:
    """What was found over all drawn households."""

    faults: dict[str, list[str]] = field(default_factory=dict)
    met: Counter[str] = field(default_factory=Counter)

    def note(self, name: str, fault: str, case: dict[str, Any], today: date) -> None:
        told = f"{fault}\n    {today} {json.dumps(case, ensure_ascii=False)}"
        self.faults.setdefault(name, []).append(told)


def reached(seen: Seen) -> Iterator[str]:
    """What a household lets be seen, so that no rule is empty."""
    yield f"stage {seen.stage}"
    yield f"alert {seen.alert}"
    yield from (f"flag {one}" for one in seen.flags)
    yield from (f"in use {one}" for one in seen.in_use)
    yield from (f"step {one}" for one in ids(columns(seen.plan)))
    yield from (f"danger {key}" for key in (*R1_TO_R4, "harmed") if seen.danger(key))
    if set(WORK) & set(ids(seen.plan.now)):
        yield "work in いま"
    if seen.money_now:
        yield "money now"
    if seen.case.cost is not None:
        yield "cost"
    if seen.age is None:
        yield "age unknown"
    elif seen.age < 18:
        yield "under 18"
    elif seen.age >= 65:
        yield "65 and over"
    if not is_open(seen.today):
        yield "closed today"


@pytest.fixture(scope="module")
def walk(catalog: Catalog) -> Walk:
    """Every household composed once, judged by every rule."""
    chance, found = random.Random(SEED), Walk()
    in_use = (*IN_USE, *IN_USE, *sorted(catalog.by_service))
    for _ in range(CASES):
        plain, today = drawn_case(chance, in_use), chance.choice(DAYS)
        case = Case.model_validate(plain)
        seen = Seen(case, compose_plan(case, catalog, today=today), today, catalog)
        found.met.update(set(reached(seen)))
        for name, rule in RULES.items():
            for fault in rule(seen):
                found.note(name, fault, plain, today)
        told = contradictions(seen.plan, case, catalog)
        if told != ():
            found.note("contradictions", str(told), plain, today)
    return found


def none_broken(walk: Walk, name: str) -> None:
    faults = walk.faults.get(name, [])
    kinds = Counter(re.sub(r"\d+", "#", one.split("\n")[0])[:70] for one in faults)
    first = "\n".join(faults[:3])
    assert not faults, f"{len(faults)} of {CASES}: {kinds.most_common(8)}\n{first}"


def test_no_caution_speaks_against_the_plan(walk: Walk) -> None:
    none_broken(walk, "1")


def test_only_the_persons_own_steps_wait_for_a_sign(walk: Walk) -> None:
    none_broken(walk, "2")


def test_in_danger_the_call_about_safety_is_first_and_earliest(walk: Walk) -> None:
    none_broken(walk, "3")


def test_who_is_hurt_and_who_hurts_never_share_a_plan(walk: Walk) -> None:
    none_broken(walk, "4")


def test_nothing_in_use_is_proposed_as_new(walk: Walk) -> None:
    none_broken(walk, "5")


def test_every_step_and_window_fits_the_age(walk: Walk) -> None:
    none_broken(walk, "6")


def test_food_or_roof_is_for_today(walk: Walk) -> None:
    none_broken(walk, "7")


def test_what_lies_ahead_and_the_look_back_are_never_pushed_out(walk: Walk) -> None:
    none_broken(walk, "8")


def test_the_plan_and_the_cost_screen_have_one_sum(walk: Walk) -> None:
    none_broken(walk, "9")


def test_days_and_steps_are_in_shape(walk: Walk) -> None:
    none_broken(walk, "shape")


def test_a_plan_finds_no_fault_with_itself(walk: Walk) -> None:
    none_broken(walk, "contradictions")


def test_the_drawn_households_reach_every_corner(walk: Walk, catalog: Catalog) -> None:
    wanted = {f"stage {one}": 100 for one in (1, 2, 3, None)}
    wanted |= {f"alert {one}": 20 for one in ("now", "soon", "family", "money", "none")}
    wanted |= {f"flag {one}": 80 for one in FLAGS}
    wanted |= {f"in use {one}": 40 for one in IN_USE}
    wanted |= {f"in use {one}": 15 for one in catalog.by_service}
    wanted |= {f"danger {one}": 40 for one in (*R1_TO_R4, "harmed")}
    wanted |= {f"step {one}": 5 for one in STEPS}
    wanted |= dict.fromkeys(
        ("work in いま", "money now", "cost", "age unknown", "under 18", "65 and over"), 40
    )
    wanted |= {"closed today": 100}
    missed = {one: walk.met[one] for one, least in wanted.items() if walk.met[one] < least}
    assert not missed


# --- contradictions sees a plan that is broken by hand ---


def plain(letters: str = STAGE_1, *flags: str, **more: Any) -> dict[str, Any]:
    """A household as plain data: ``safety=`` and ``answerer=`` go to the check."""
    own = {key: more.pop(key) for key in ("safety", "answerer", "threatened") if key in more}
    return {"check": check(letters, **own), "situation": list(flags), "age": 30} | more


@dataclass(frozen=True)
class Good:
    """A plan without a fault, to break."""

    case: Case
    plan: Any
    catalog: Catalog

    def sees(self, **changes: Any) -> tuple[str, ...]:
        told = contradictions(self.plan.model_copy(update=changes), self.case, self.catalog)
        assert isinstance(told, tuple)
        assert all(isinstance(one, str) and one for one in told)
        return told


def good(catalog: Catalog, raw: dict[str, Any], today: date = TODAY) -> Good:
    case = Case.model_validate(raw)
    plan = compose_plan(case, catalog, today=today)
    assert contradictions(plan, case, catalog) == ()
    return Good(case, plan, catalog)


def changed(steps: Iterable[Any], step_id: str, **changes: Any) -> tuple[Any, ...]:
    """The steps with one of them set anew."""
    steps = tuple(steps)
    assert step_id in ids(steps), (step_id, ids(steps))
    return tuple(s.model_copy(update=changes) if s.id == step_id else s for s in steps)


def without(steps: Iterable[Any], *step_ids: str) -> tuple[Any, ...]:
    return tuple(step for step in steps if step.id not in step_ids)


def borrowed(catalog: Catalog, step_id: str, raw: dict[str, Any], **changes: Any) -> Any:
    """A step out of another household's plan."""
    plan = compose_plan(Case.model_validate(raw), catalog, today=TODAY)
    step = step_of(plan, step_id)
    assert step is not None, (step_id, ids(columns(plan)))
    return step.model_copy(update=changes)


def caution(catalog: Catalog, words: str, *raws: dict[str, Any]) -> Any:
    """A まだしないこと as the product itself says it to some household."""
    for raw in raws:
        plan = compose_plan(Case.model_validate(raw), catalog, today=TODAY)
        for one in plan.not_yet:
            if re.search(words, one.text):
                return one
    raise AssertionError(f"no まだしないこと with {words}")


DANGER = safety(sudden_change="recent")


def test_seen_a_caution_against_work_beside_a_step_of_work(catalog: Catalog) -> None:
    plan = good(catalog, plain(STAGE_3, "job_experience_not_lasting"))
    assert set(WORK) & set(ids(plan.plan.now))
    line = caution(
        catalog,
        r"(仕事|就労).*窓口",
        plain(STAGE_1, "stays_in_room"),
        plain(STAGE_2, "depressed_or_reversed_days"),
        plain(STAGE_1, "depressed_or_reversed_days"),
    )
    assert plan.sees(not_yet=(*plan.plan.not_yet, line))


def test_seen_a_caution_said_twice(catalog: Catalog) -> None:
    plan = good(catalog, plain())
    assert plan.sees(not_yet=(*plan.plan.not_yet, plan.plan.not_yet[0]))


@pytest.mark.parametrize("words", KEPT.values(), ids=KEPT.keys())
def test_seen_a_weighty_caution_cut_at_stage_1(catalog: Catalog, words: str) -> None:
    plan = good(catalog, plain(STAGE_1, "stays_in_room"))
    left = tuple(one for one in plan.plan.not_yet if not re.search(words, one.text))
    assert len(left) < len(plan.plan.not_yet)
    assert plan.sees(not_yet=left)


def test_seen_a_caution_that_does_not_fit_the_age(catalog: Catalog) -> None:
    plan = good(catalog, plain(STAGE_1))
    line = caution(
        catalog,
        "サポステ",
        plain(STAGE_1, "parents_elderly", age=54),
        plain(STAGE_3, "over_50_wants_work", age=54),
    )
    assert plan.sees(not_yet=(*plan.plan.not_yet, line))


def test_seen_two_cautions_on_one_matter(catalog: Catalog) -> None:
    plan = good(catalog, plain(STAGE_1))
    first = plan.plan.not_yet[0]
    again = first.model_copy(update={"text": first.text.replace("こと", "のは、まだ")})
    assert plan.sees(not_yet=(*plan.plan.not_yet, again))


def test_seen_signs_that_nobody_sees_from_afar(catalog: Catalog) -> None:
    plan = good(catalog, plain(STAGE_1, "lives_alone"))
    assert plan.sees(signals_forward=("あいさつが返る", "部屋の外の時間が増える"))
    assert plan.sees(signals_back=("部屋の外に出なくなる",))


@pytest.mark.parametrize("step_id", ["F3", "O2", "R0"])
@pytest.mark.parametrize("waits_for", ["sign", "consent", None])
def test_seen_a_familys_step_that_waits_for_the_person(
    catalog: Catalog, step_id: str, waits_for: str | None
) -> None:
    plan = good(catalog, plain(STAGE_1, "stays_in_room"))
    column = "next" if step_id in ids(plan.plan.next) else "later"
    steps = changed(getattr(plan.plan, column), step_id, waits_for=waits_for)
    assert plan.sees(**{column: steps})


@pytest.mark.parametrize("waits_for", ["sign", "turn", None])
def test_seen_a_visit_that_does_not_wait_for_consent(
    catalog: Catalog, waits_for: str | None
) -> None:
    plan = good(catalog, plain(STAGE_1, "stays_in_room"))
    column = "next" if "O1" in ids(plan.plan.next) else "later"
    assert plan.sees(**{column: changed(getattr(plan.plan, column), "O1", waits_for=waits_for)})


def test_seen_a_persons_step_that_waits_for_its_turn_only(catalog: Catalog) -> None:
    plan = good(catalog, plain(STAGE_1, "depressed_or_reversed_days"))
    column = "next" if "I1" in ids(plan.plan.next) else "later"
    assert plan.sees(**{column: changed(getattr(plan.plan, column), "I1", waits_for="turn")})


def test_seen_a_waiting_step_in_now(catalog: Catalog) -> None:
    plan = good(catalog, plain(STAGE_2, "goes_out"))
    assert plan.sees(now=changed(plan.plan.now, "I1", waits_for="sign"))


@pytest.mark.parametrize("key", R1_TO_R4)
@pytest.mark.parametrize("answer", ["now", "recent"])
def test_seen_a_call_about_safety_that_is_late_or_behind(
    catalog: Catalog, key: str, answer: str
) -> None:
    plan = good(catalog, plain(STAGE_1, "family_exhausted", safety=safety(**{key: answer})))
    now = plan.plan.now
    call = step_of(plan.plan, "M1")
    assert call is not None
    assert plan.sees(now=changed(now, "M1", due_on=TODAY + timedelta(days=1)))
    assert plan.sees(now=changed(now, "M1", due_on=None))
    assert plan.sees(now=without(now, "M1"))
    assert plan.sees(now=(*without(now, "M1"), call))


@pytest.mark.parametrize("key", R1_TO_R4)
@pytest.mark.parametrize("answer", ["now", "recent"])
def test_seen_a_danger_without_words_of_its_own(catalog: Catalog, key: str, answer: str) -> None:
    plan = good(catalog, plain(STAGE_1, safety=safety(**{key: answer})))
    mute = dict.fromkeys(("why", "where", "say", "if_refused"), "電話で相談できます。")
    now = tuple(
        step.model_copy(update=mute | {"caution": None, "do": ()})
        if step.id in ("S0", "M1")
        else step
        for step in plan.plan.now
    )
    assert plan.sees(now=now)


def test_seen_the_family_group_before_the_call_about_safety(catalog: Catalog) -> None:
    plan = good(catalog, plain(STAGE_1, safety=DANGER))
    group = borrowed(catalog, "F2", plain(), due_on=None, waits_for=None)
    left = {one: without(getattr(plan.plan, one), "F2") for one in ("next", "later", "further")}
    assert plan.sees(now=(group, *without(plan.plan.now, "F2")), **left)


def test_seen_another_step_with_an_earlier_day_in_danger(catalog: Catalog) -> None:
    saturday = date(2026, 11, 28)
    plan = good(catalog, plain(STAGE_1, "family_exhausted", safety=DANGER), today=saturday)
    other = next(step.id for step in plan.plan.now if step.id not in ("S0", "M1"))
    assert plan.sees(now=changed(plan.plan.now, other, due_on=date(2026, 11, 27)))


def test_seen_the_family_group_with_a_day_in_danger_now(catalog: Catalog) -> None:
    plan = good(catalog, plain(STAGE_1, safety=safety(not_eating="now")))
    group = borrowed(catalog, "F2", plain(), due_on=date(2026, 11, 30), waits_for=None)
    rest = without(plan.plan.now, "F2")
    left = {one: without(getattr(plan.plan, one), "F2") for one in ("next", "later", "further")}
    assert plan.sees(now=(*rest, group), **left)


@pytest.mark.parametrize("step_id", ["F2", "F3", "F4", "F5"])
def test_seen_a_step_with_the_family_in_the_plan_of_who_is_hurt(
    catalog: Catalog, step_id: str
) -> None:
    plan = good(catalog, plain(STAGE_1, safety=safety(harmed="recent")))
    source = plain(STAGE_1, "family_exhausted", "parents_elderly", age=52)
    step = borrowed(catalog, step_id, source, due_on=None, waits_for=None)
    left = {one: without(getattr(plan.plan, one), step_id) for one in ("next", "later", "further")}
    assert plan.sees(now=(*without(plan.plan.now, step_id), step), **left)


def test_seen_a_safe_place_that_is_not_first(catalog: Catalog) -> None:
    plan = good(catalog, plain(STAGE_1, safety=safety(harmed="now")))
    first, *rest = plan.plan.now
    assert first.id == "S1"
    assert rest
    assert plan.sees(now=(*rest, first))
    assert plan.sees(now=tuple(rest))


def test_seen_a_paper_for_the_family_in_the_plan_of_who_is_hurt(catalog: Catalog) -> None:
    plan = good(catalog, plain(STAGE_1, answerer="person", safety=safety(harmed="recent")))
    last = plan.plan.now[-1]
    title = f"家族に渡せる紙：{last.title}"
    assert plan.sees(now=changed(plan.plan.now, last.id, title=title))


@pytest.mark.parametrize("age", [16, 34, 70])
def test_seen_a_plan_of_who_is_hurt_without_windows(catalog: Catalog, age: int) -> None:
    plan = good(catalog, plain(STAGE_1, age=age, safety=safety(harmed="recent")))
    bare = changed(plan.plan.now, "S1", where="", why="", caution=None, say="", if_refused="")
    assert plan.sees(contacts=(), now=bare)


def test_seen_a_window_that_protects_on_the_paper(catalog: Catalog) -> None:
    plan = good(catalog, plain(STAGE_1, age=34, safety=safety(harmed="recent")))
    assert not all(one.on_paper for one in plan.plan.contacts)
    assert plan.sees(contacts=tuple(one.but(on_paper=True) for one in plan.plan.contacts))


def test_seen_what_is_in_use_proposed_as_new(catalog: Catalog) -> None:
    raw = plain(STAGE_2, in_use=["doctor", "psychiatric_daycare"], age=47)
    plan = good(catalog, raw)
    daycare = borrowed(catalog, "M3", plain(STAGE_2, in_use=["doctor"], age=47), waits_for="sign")
    assert plan.sees(next=(*without(plan.plan.next, "M3"), daycare))


def test_seen_a_first_appointment_for_somebody_with_a_doctor(catalog: Catalog) -> None:
    plan = good(catalog, plain(STAGE_1, "depressed_or_reversed_days", in_use=["doctor"]))
    steps = columns(plan.plan)
    last = steps[-1].id
    column = next(one for one in ("now", "next", "later") if last in ids(getattr(plan.plan, one)))
    said = changed(getattr(plan.plan, column), last, title="精神科の初めての予約をとる")
    assert plan.sees(**{column: said})


@pytest.mark.parametrize("step_id", ["M3", "I3", "J4"])
def test_seen_care_and_training_without_ground(catalog: Catalog, step_id: str) -> None:
    plan = good(catalog, plain(STAGE_2))
    step = borrowed(
        catalog,
        step_id,
        plain(STAGE_2, "developmental_diagnosis", in_use=["doctor", "recipient_certificate"]),
        waits_for="sign",
    )
    assert plan.sees(
        next=(*plan.plan.next, step),
        later=without(plan.plan.later, step_id),
        further=without(plan.plan.further, step_id),
    )


@pytest.mark.parametrize(
    ("step_id", "age"),
    [
        ("J4", 16),
        ("J4", 17),
        ("J3", 15),
        ("J3", 14),
        ("I3", 17),
        ("J7", 16),
        ("J1", 50),
        ("J1", 14),
    ],
)
def test_seen_a_step_that_the_age_does_not_allow(catalog: Catalog, step_id: str, age: int) -> None:
    plan = good(catalog, plain(STAGE_3, age=age, in_use=["doctor", "diagnosis"]))
    stage = STAGE_3 if step_id in ("J1", "J3") else STAGE_2
    flags = ("job_experience_not_lasting",) if stage == STAGE_3 else ("developmental_diagnosis",)
    source = plain(stage, *flags, age=30)
    step = borrowed(catalog, step_id, source, waits_for="sign")
    assert plan.sees(later=(*without(plan.plan.later, step_id), step))


def test_seen_a_window_that_refuses_who_is_65(catalog: Catalog) -> None:
    plan = good(catalog, plain(STAGE_1, age=67))
    assert "地域包括" in whole(plan.plan)
    steps = {
        one: tuple(
            step.model_copy(update={part: mute(getattr(step, part)) for part in SPOKEN})
            for step in getattr(plan.plan, one)
        )
        for one in ("now", "next", "later")
    }
    contacts = tuple(one for one in plan.plan.contacts if "地域包括" not in one.name)
    assert plan.sees(contacts=contacts, further=(), **steps)


def mute(text: str | None) -> str | None:
    return text and text.replace("地域包括支援センター", "窓口").replace("地域包括", "窓口")


def test_seen_a_plan_under_18_without_a_child_line(catalog: Catalog) -> None:
    plan = good(catalog, plain(STAGE_1, age=16))
    left = tuple(one for one in plan.plan.contacts if one.phone not in CHILD_LINES)
    assert len(left) < len(plan.plan.contacts)
    assert plan.sees(contacts=left)


def test_seen_a_school_that_does_not_come_first(catalog: Catalog) -> None:
    plan = good(catalog, plain(STAGE_1, "school_or_diploma", age=15))
    school = step_of(plan.plan, "I4")
    rest = without(plan.plan.now, "I4")
    assert school is not None
    assert rest
    assert plan.sees(now=(*rest, school))


def test_seen_money_that_waits(catalog: Catalog) -> None:
    plan = good(catalog, plain(STAGE_1, safety=safety(money="now")))
    now = plan.plan.now
    assert plan.sees(now=changed(now, "W1", due_on=date(2026, 11, 30)))
    assert plan.sees(now=changed(now, "W1", due_on=None))
    assert plan.sees(now=without(now, "W1"))


@pytest.mark.parametrize("name", HELP_TODAY)
def test_seen_a_window_for_money_that_does_not_name_the_help(catalog: Catalog, name: str) -> None:
    plan = good(catalog, plain(STAGE_1, safety=safety(money="now")))
    window = step_of(plan.plan, "W1")
    words = {
        key: value.replace(name, "…")
        for key in ("title", "who", "why", "where", "caution", "say", "papers", "how_long")
        if isinstance(value := getattr(window, key), str)
    }
    assert plan.sees(now=changed(plan.plan.now, "W1", **words))


def test_seen_an_office_that_does_not_say_the_same_day(catalog: Catalog) -> None:
    plan = good(catalog, plain(STAGE_1, safety=safety(money="now")))
    column = next(one for one in ("now", "next", "later") if "W2" in ids(getattr(plan.plan, one)))
    words = dict.fromkeys(("why", "where", "caution", "say", "how_long", "if_refused"), "話を聞く")
    assert plan.sees(**{column: changed(getattr(plan.plan, column), "W2", **words)})


@pytest.mark.parametrize("step_id", ["R0", "P1"])
def test_seen_what_is_pushed_out(catalog: Catalog, step_id: str) -> None:
    plan = good(catalog, plain(STAGE_1, "parents_elderly", "money_trouble", age=52))
    step = step_of(plan.plan, step_id)
    left = {one: without(getattr(plan.plan, one), step_id) for one in ("next", "later")}
    assert plan.sees(**left)
    assert plan.sees(**left, further=(*plan.plan.further, step))


COST: dict[str, Any] = {
    "month": "2026-11",
    "person": {"age": 30},
    "welfare": {"tax": "taxed", "income_levy_yen": 0},
    "medical": {"certificate": "have", "tax": "exempt", "own_income_yen": 0},
    "usages": [
        {"service": "employment_transition", "times": 20, "gross_yen_per_time": 10_500},
        {"service": "psychiatric_outpatient", "times": 2, "gross_yen_per_time": 4_570},
    ],
}


def test_seen_another_sum_than_the_cost_screens(catalog: Catalog) -> None:
    plan = good(catalog, plain(STAGE_2, cost=COST))
    assert plan.plan.estimate.monthly == YenRange(10_220, 10_220)
    fewer = {**COST, "usages": COST["usages"][:1]}
    other = good(catalog, plain(STAGE_2, cost=fewer)).plan.estimate
    assert plan.sees(estimate=other)
    assert plan.sees(estimate=None)


# --- What a household may and may not say it uses ---


def letters_in(text: str) -> list[str]:
    return re.findall(r"[A-Za-z]+", text)


@pytest.mark.parametrize("unknown", ["taxi", "support_center", "Doctor", "医師"])
def test_an_unknown_thing_in_use_is_refused_in_japanese(unknown: str) -> None:
    with pytest.raises(ValidationError) as fault:
        Case.model_validate({"in_use": ["doctor", unknown]})
    (told,) = japanese_faults(fault.value)
    assert told.field.startswith("in_use")
    assert unknown in told.message
    assert letters_in(told.message.replace(unknown, "")) == []


@pytest.mark.parametrize("unknown", ["taxi", "money", 7])
def test_an_unknown_situation_is_refused_in_japanese(unknown: object) -> None:
    with pytest.raises(ValidationError) as fault:
        Case.model_validate({"situation": ["goes_out", unknown]})
    (told,) = japanese_faults(fault.value)
    assert told.field.startswith("situation")
    assert letters_in(told.message.replace(str(unknown), "")) == []


@pytest.mark.parametrize("name", ["in_use", "situation"])
@pytest.mark.parametrize(
    "broken", ["doctor", 3, [{}], [None], [["doctor"]], {"doctor": True, 3: True}]
)
def test_a_form_that_is_no_list_of_names_is_refused_in_japanese(broken: object, name: str) -> None:
    with pytest.raises(ValidationError) as fault:
        Case.model_validate({name: broken})
    told = japanese_faults(fault.value)
    assert told
    assert [one for one in told if letters_in(one.message)] == []


@pytest.mark.parametrize("name", ["situation", "in_use"])
def test_names_come_as_a_list_a_set_a_table_or_nothing(name: str) -> None:
    first, second = ("goes_out", "lives_alone") if name == "situation" else ("doctor", "free_space")
    forms: tuple[object, ...] = (
        [first, second],
        (second, first),
        {first, second},
        {first: True, second: True, ("went_back" if name == "situation" else "school"): False},
        [first, second, first],
    )
    for form in forms:
        assert getattr(Case.model_validate({name: form}), name) == {first, second}
    nothing: tuple[object, ...] = (None, [], {}, set())
    for empty in nothing:
        assert getattr(Case.model_validate({name: empty}), name) == frozenset()
    assert getattr(Case(), name) == frozenset()


def test_every_mark_and_every_service_may_be_in_use(catalog: Catalog) -> None:
    known = {*IN_USE, *catalog.by_service}
    assert Case.model_validate({"in_use": sorted(known)}).in_use == known


def test_the_order_of_what_is_in_use_does_not_matter(catalog: Catalog) -> None:
    chance = random.Random(SEED)
    in_use = (*IN_USE, *sorted(catalog.by_service))
    for _ in range(40):
        raw = drawn_case(chance, in_use)
        raw["in_use"] = chance.sample(in_use, 6)
        turned = {
            **raw,
            "in_use": list(reversed(raw["in_use"])),
            "situation": list(reversed(raw["situation"])),
        }
        plans = [
            compose_plan(Case.model_validate(one), catalog, today=TODAY) for one in (raw, turned)
        ]
        assert plans[0] == plans[1]


MANY = """
import json, sys
from datetime import date
from core import Case, compose_plan, load_catalog
raw = json.loads(sys.argv[1])
plan = compose_plan(Case.model_validate(raw), load_catalog(), today=date(2026, 11, 26))
steps = [[s.id, s.title, s.why, s.where, s.say, str(s.due_on), s.waits_for]
         for s in (*plan.now, *plan.next, *plan.later)], [s.id for s in plan.further]
rest = [[n.text, n.reason] for n in plan.not_yet], [[c.name, c.phone] for c in plan.contacts]
print(json.dumps([steps, rest, list(plan.signals_forward), str(plan.review_on)]))
"""


def test_a_plan_is_the_same_in_every_process() -> None:
    # A set of names has another order in every process; a plan must not show it.
    flags = ["stays_in_room", "parents_elderly", "money_trouble", "goes_out", "refuses_doctor"]
    raw = plain(
        STAGE_2,
        *flags,
        age=47,
        in_use=["doctor", "supporter", "free_space", "handbook", "pharmacy", "support_centre"],
    )
    root = Path(__file__).parents[2]
    said = {
        subprocess.run(
            [sys.executable, "-c", MANY, json.dumps(raw)],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1
