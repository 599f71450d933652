"""data/plan.toml: the library of steps, what is in use, dangers, situations and rules."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from core.base import Frozen, Voice, VoiceText
from core.catalog.kinds import Aged, NotYet, NotYetTopic, Text
from core.catalog.reading import Model, build, name_of, rows_of, toml, unique


class StepService(Frozen):
    """A service that a step uses, with its usual count a month."""

    id: Text
    times: Annotated[int, Field(ge=0, le=31)]


WaitsFor = Literal["sign", "consent", "turn"]
"""A sign that the person is ready; the person's consent; only that the steps before are done."""


class AgedVoice(Aged):
    """A text for certain ages."""

    text: VoiceText


class StepTemplate(Aged):
    """One step of the library (facts: S0, F1…R0), in two voices."""

    id: Annotated[
        str, Field(pattern=r"^(S[01]|F[1-5]|M[1-5]|W[1-3]|O[12]|I[1-4]|J[1-7]|P[12]|R0)$")
    ]
    title: Voice
    who: Voice
    why: Voice
    where: Voice
    caution: Voice | None = None
    age_caution: AgedVoice | None = None
    """Said after the caution where the age is known and fits."""
    services: tuple[StepService, ...] = ()
    waits_for: WaitsFor = "turn"
    """What it waits for in 次 and その先."""
    met_by: tuple[str, ...] = ()
    """Marks of 「いま使っているもの」 and ids of services: with one of them it is nothing new."""
    needs: tuple[str, ...] = ()
    """Marks, ids and flags: with none of them, and without the person's own wish, not yet in 次."""
    on_paper: bool = True
    """False: on the screen only, because it tells how the safety questions were answered."""
    papers: str
    say: Voice
    how_long: str
    remote: str
    if_refused: VoiceText


class StepWording(Frozen):
    """Other words for a step in one situation; what is not given is as in the library."""

    step: Text
    other: bool = False
    """True: it asks for something else than what the family may have already."""
    title: VoiceText | None = None
    who: VoiceText | None = None
    why: VoiceText | None = None
    where: VoiceText | None = None
    caution: VoiceText | None = None
    papers: str | None = None
    say: VoiceText | None = None
    how_long: str | None = None
    remote: str | None = None
    if_refused: VoiceText | None = None


class AgedWording(StepWording, Aged):
    """Other words for a step at certain ages."""


class HarmedRules(Frozen):
    """What is otherwise where the person is being hurt."""

    without: tuple[NotYetTopic, ...]
    """Topics of まだしないこと that are not said: to leave is no fault."""
    no_steps: tuple[str, ...]
    signals_forward: tuple[Voice, ...]
    signals_back: tuple[Voice, ...]


class Profile(Frozen):
    """One situation (flag of a Case) and the plan expected for it."""

    id: Annotated[str, Field(pattern=r"^K\d+$")]
    flag: Text
    label: Voice
    private: bool = False
    """True: its words stand on the screen only. The paper lies at home, where others read it."""
    few: bool = False
    """True: it is so for few families; after the check it stands in a fold."""
    now: tuple[str, ...]
    next: tuple[str, ...]
    later: tuple[str, ...]
    not_yet: tuple[NotYet, ...]
    wording: tuple[StepWording, ...] = ()
    signals_forward: tuple[Voice, ...] = ()
    """Signs that can be seen in this situation, instead of the stage's."""
    signals_back: tuple[Voice, ...] = ()


InUseMark = Literal[
    "doctor",
    "diagnosis",
    "handbook",
    "recipient_certificate",
    "self_support_medical",
    "disability_pension",
    "supporter",
    "school",
]
"""What a family may have already, besides the services."""


class Mark(Frozen):
    """One thing of 「いま使っているもの」 besides the services: a doctor, a certificate, a school."""

    key: InUseMark
    label: VoiceText
    words: VoiceText
    """As it stands in a list of what goes on."""
    there: VoiceText | None = None
    """As a sentence of what is there already; none for papers."""
    means: tuple[str, ...] = ()
    """Ids of services whose use means that this is there, too."""
    next: tuple[str, ...] = ()
    """Steps worth taking once this is there."""
    wording: tuple[StepWording, ...] = ()
    """Words for steps that are nothing new with it."""


class BesideDanger(Frozen):
    """What helps in one danger while another one (``key``) is there."""

    key: Text
    do: tuple[VoiceText, ...]


class Danger(Frozen):
    """The own words of one danger: on the screen of 今まさに, at S0 and M1. Never on paper."""

    key: Text
    """The key of its safety question in data/check.toml."""
    title: Voice
    now: Voice
    """One warm sentence, when it is now."""
    soon: Voice
    """One sentence when it was of late."""
    do: tuple[VoiceText, ...]
    """What helps until somebody is reached, in few words."""
    do_soon: tuple[VoiceText, ...] = ()
    """The same where it was of late; empty: as ``do``."""
    beside: tuple[BesideDanger, ...] = ()
    """What helps instead where another danger is there too, so that no two lines disagree."""
    lines: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Ids of the hotlines that fit, the one to call first in front."""
    more: tuple[VoiceText, ...] = ()
    """What may be opened: who else helps, and how to learn a number."""
    wording: tuple[StepWording, ...] = ()


class Pattern(Frozen):
    """One of the three combinations of the source article, in our own words."""

    id: Literal["A", "B", "C"]
    name: Text
    for_whom: Text
    profile: Text
    now: tuple[str, ...]
    next: tuple[str, ...]
    later: tuple[str, ...]
    guard: Text


class PlanRules(Frozen):
    """The order of steps, the days until a dated step, and the review days of each alert.

    ``guard_…``: what is said beside a step where a family's own arrangement goes another way.
    """

    order: tuple[str, ...]
    due_days: tuple[int, int, int]
    due_days_urgent: tuple[int, int, int]
    review_days_now: int
    review_days_soon: int
    review_days_money: int
    review_note_now: Voice
    review_note_soon: Voice
    review_note_money: Voice
    cost_basis: Text
    cost_unconfirmed: Text
    cost_outside: Text
    cost_left_out: Text
    total: Text
    """What the sum of the month is called, on both screens and on paper."""
    besides: Text
    """Said of その先 where the sum has none of it."""
    gate_turn: Voice
    gate_free: Voice
    gate_sign: Voice
    gate_consent: Voice
    """What is said before the steps that wait for their turn (free: nothing is before them), for a
    sign, for the consent."""
    going_on: Text
    work_counted: Voice
    """Joins a service of work in the sum with 「仕事の話はまだ」: ``{names}``."""
    again_title: Text
    again_say: Voice
    """A step that cannot wait at a window that is in use already. ``{title}`` is the step's own."""
    no_forced_visit: NotYet
    by_age: tuple[AgedWording, ...] = ()
    harmed: HarmedRules
    minor_afraid: Text
    child_line: Text
    doctor_first: Text
    """What is added to where M1 is asked: a child who is afraid, a person under 18, a doctor."""
    guard_work_stage: Voice
    guard_work_safety: Voice
    guard_visit_now: Voice
    guard_age: Voice
    guard_dates: Voice
    guard_day_past: Voice
    guard_day_closed: Voice
    guard_safety: Voice
    keep_in_stage_1: tuple[NotYetTopic, ...]
    """Topics of まだしないこと that stay in 足場1, whatever else there is to say."""


class PlanData(Frozen):
    """data/plan.toml: the step library, what is in use, dangers, profiles, patterns and rules."""

    rules: PlanRules
    steps: tuple[StepTemplate, ...]
    marks: tuple[Mark, ...]
    dangers: tuple[Danger, ...]
    profiles: tuple[Profile, ...]
    patterns: tuple[Pattern, ...]


def _rows(model: type[Model], raw: dict[str, Any], name: str, file: str) -> tuple[Model, ...]:
    """The rows of [[name]], each validated under its own id."""
    return tuple(
        build(model, row, file, name_of(row, number))
        for number, row in enumerate(rows_of(raw, name, file), start=1)
    )


def read_plan(folder: Path) -> PlanData:
    """The plan's data, each id once. Raises DataError."""
    file = "data/plan.toml"
    raw = toml(folder, "plan.toml")
    plan = build(
        PlanData,
        {
            **raw,
            "steps": _rows(StepTemplate, raw, "steps", file),
            "marks": _rows(Mark, raw, "marks", file),
            "dangers": _rows(Danger, raw, "dangers", file),
            "profiles": _rows(Profile, raw, "profiles", file),
            "patterns": _rows(Pattern, raw, "patterns", file),
        },
        file,
        "ファイル",
    )
    unique((step.id for step in plan.steps), file)
    unique((profile.id for profile in plan.profiles), file)
    unique((profile.flag for profile in plan.profiles), file)
    unique((mark.key for mark in plan.marks), file)
    unique((danger.key for danger in plan.dangers), file)
    return plan
