"""What the choice of steps and words looks at: the answers, the situation, what is there already."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from core.base import Answerer
from core.case import Case
from core.catalog import Catalog, Danger, Mark, Profile, StepTemplate
from core.stage import DANGER_KEYS, Assessment, StageCheck, assess

TALK_DANGERS = tuple(key for key in DANGER_KEYS if key != "harmed")
"""R1–R4: the talk about safety (M1) comes first and on the first open day."""
SCHOOL_AGE = 18
"""Up to this age the school's own windows come before those for work."""
ADULT, ELDERLY = 18, 65
WORKS_FROM = 16
"""Below 18 and from this age on, windows for work may stand, with the person's own wish."""


@dataclass(frozen=True)
class Scene:
    """One family as the plan sees it."""

    check: StageCheck
    assessment: Assessment
    flags: frozenset[str]
    in_use: frozenset[str]
    """What is there already, with what follows from it (a day care means a doctor)."""
    age: int | None
    profiles: tuple[Profile, ...]
    dangers: tuple[Danger, ...]
    """The dangers that are there, the most serious first."""
    marks: tuple[Mark, ...]
    """What is there already besides services."""

    @property
    def answerer(self) -> Answerer:
        """Whose voice the plan speaks in."""
        return self.check.answerer

    @property
    def person(self) -> bool:
        """Whether the person answers."""
        return self.answerer == "person"

    @cached_property
    def handed_over(self) -> frozenset[str]:
        """The family's steps, which in the person's plan are 「家族に渡せる紙」."""
        own = self.person and self.age is not None and self.age >= ELDERLY
        return frozenset({"F2", "F3", "F4"} if own else {"F2", "F3", "F4", "F5"})

    @cached_property
    def harmed(self) -> bool:
        """The person is being hurt: protection first, and nothing of the family's in いま."""
        return self.check.safety.harmed in ("now", "recent")

    @cached_property
    def in_danger(self) -> bool:
        """One of R1–R4, now or of late."""
        return any(getattr(self.check.safety, key) in ("now", "recent") for key in TALK_DANGERS)

    @cached_property
    def danger_now(self) -> bool:
        """One of R1–R4 or the family's own limit, now."""
        keys = (*TALK_DANGERS, "family_limit")
        return any(getattr(self.check.safety, key) == "now" for key in keys)

    def is_now(self, danger: Danger) -> bool:
        """Whether a danger is there now, at S0; those of money and of the harmed have own steps."""
        if danger.key in ("money", "harmed"):
            return False
        return bool(getattr(self.check.safety, danger.key) == "now")

    @property
    def contract(self) -> bool:
        """Trouble with a private contract: the days in which one may withdraw run out."""
        return "private_contract_trouble" in self.flags

    @property
    def hurried(self) -> bool:
        """The days of いま are near ones."""
        return (
            self.urgent_talk
            or self.money_urgent
            or self.contract
            or self.assessment.alert == "family"
        )

    @property
    def urgent_talk(self) -> bool:
        """Somebody has to be talked to within days."""
        return self.assessment.alert in ("now", "soon", "money")

    @property
    def money_now(self) -> bool:
        """No food or roof today."""
        return self.check.safety.money == "now"

    @property
    def money_urgent(self) -> bool:
        """Money is short now: W1 goes before everything but safety."""
        return self.assessment.alert == "money" or "money" in self.assessment.notices

    @property
    def may_work_now(self) -> bool:
        """J steps may stand in いま: stage 3, and no danger."""
        return self.assessment.stage == 3 and self.assessment.alert not in ("now", "soon")

    @property
    def own_wish(self) -> bool:
        """The person says in own words what it wants (Q10 はい)."""
        return self.check.answers.own_words_goal == "yes"

    @cached_property
    def body_or_mind(self) -> bool:
        """Something about body or mind asks for a talk with the health centre."""
        safety = self.check.safety
        return (
            self.check.answers.self_care == "no"
            or bool(self.flags & {"depressed_or_reversed_days", "refuses_doctor"})
            or any(
                getattr(safety, key) in ("now", "recent")
                for key in ("self_harm", "not_eating", "sudden_change")
            )
        )

    @property
    def elderly(self) -> bool:
        """Somebody for whom 地域包括 is the window: a parent, who is threatened, or the person."""
        return (
            self.check.threatened.elderly == "yes"
            or "parents_elderly" in self.flags
            or (self.age is not None and self.age >= ELDERLY)
        )

    @property
    def is_minor(self) -> bool:
        """Below 18, and known."""
        return self.age is not None and self.age < ADULT

    @property
    def school_first(self) -> bool:
        """The school's windows come first: no school, at an age of school."""
        return "school_or_diploma" in self.flags and self.age is not None and self.age <= SCHOOL_AGE

    @property
    def lead(self) -> str | None:
        """The family's step that goes first when the family itself is worn out or alone."""
        if not self.assessment.family_first:
            return None
        if self.check.answers.family_rest == "no" and not self.harmed:
            return "F4"
        return "F1"

    @cached_property
    def today(self) -> frozenset[str]:
        """Steps that cannot wait: due today, or on the next open day."""
        found = set[str]()
        if self.harmed:
            found.add("S1")
        if self.in_danger:
            found.add("M1")
        if self.money_now:
            found |= {"W1", "W2"}
        if self.assessment.alert == "family" or self.check.safety.family_limit == "now":
            found.add("F4")
        return frozenset(found)

    @property
    def may_look_for_work(self) -> bool:
        """Below 18 only from 16 on, out of school as far as known, and with the own wish."""
        if not self.is_minor:
            return True
        of_age = self.age is not None and self.age >= WORKS_FROM
        return of_age and self.own_wish and "school" not in self.in_use

    @property
    def goes_out(self) -> bool:
        """The person leaves the house alone."""
        return "goes_out" in self.flags or self.check.answers.goes_out_alone == "yes"

    @cached_property
    def urgent(self) -> frozenset[str]:
        """The steps that stand in いま whatever the stage and whatever is there already."""
        alert, found = self.assessment.alert, set(self.today)
        if self.danger_now:
            found.add("S0")
        if self.harmed:
            found.add("F1")
        if alert in ("now", "soon") and not self.harmed:
            found.add("M1")
        if alert == "family" or self.check.safety.family_limit in ("now", "recent"):
            found.add("F4")
        if self.money_urgent:
            found.add("W1")
        if self.lead is not None:
            found.add(self.lead)
        if self.school_first:
            found.add("I4")
        if self.check.threatened.elderly == "yes":
            found.add("F5")
        if self.harmed:
            found -= {"F2", "F3", "F4", "F5"}
        return frozenset(found)

    def has_evidence(self, step: StepTemplate) -> bool:
        """Whether a step that needs a doctor, a diagnosis or a certificate has one, or the wish."""
        return not step.needs or self.own_wish or bool(set(step.needs) & (self.in_use | self.flags))


def _dangers(check: StageCheck, catalog: Catalog) -> tuple[Danger, ...]:
    found = [d for d in catalog.plan.dangers if getattr(check.safety, d.key) in ("now", "recent")]
    return tuple(sorted(found, key=lambda d: getattr(check.safety, d.key) != "now"))


def see(case: Case, catalog: Catalog) -> Scene:
    """A case as the plan sees it."""
    check = case.check or StageCheck()
    assessment = assess(check, catalog)
    flags: set[str] = set(case.situation)
    if check.safety.violence in ("now", "recent"):
        flags.add("violence")
    if check.safety.harmed in ("now", "recent"):
        flags.discard("violence")  # who is hurt and who hurts never share a plan
    if assessment.alert == "money" or "money" in assessment.notices:
        flags.add("money_trouble")
    if check.safety.family_limit in ("now", "recent"):
        flags.add("family_exhausted")
    in_use = set(case.in_use)
    in_use |= {mark.key for mark in catalog.plan.marks if in_use & set(mark.means)}
    return Scene(
        check=check,
        assessment=assessment,
        flags=frozenset(flags),
        in_use=frozenset(in_use),
        age=case.known_age,
        profiles=tuple(p for p in catalog.plan.profiles if p.flag in flags),
        dangers=_dangers(check, catalog),
        marks=tuple(mark for mark in catalog.plan.marks if mark.key in in_use),
    )
