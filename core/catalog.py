"""Everything in data/, read once, validated, frozen."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self, TypeVar, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from core.base import Answerer, Frozen, Voice, VoiceText
from core.errors import DataError
from core.figures import Figure, Figures, Grade
from core.provider_words import ProviderWords
from core.sheet_words import SheetWords

DATA = Path(__file__).resolve().parent.parent / "data"

Ledger = Literal["welfare", "medical", "private", "other"]
CostKind = Literal["free", "welfare", "medical", "price"]
FamilyAlone = Literal["yes", "partly", "no"]
Possible = Literal["yes", "partly", "no"]
"""Yes; at some places or for some people; no."""
WindowKind = Literal["window", "emergency_advice", "psychiatric_emergency", "family_association"]
Text = Annotated[str, Field(min_length=1)]
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


class Aged(Frozen):
    """Something for certain ages in years, both ends included. None: no limit."""

    age_min: int | None = None
    age_max: int | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.age_min is not None and self.age_max is not None and self.age_min > self.age_max:
            raise ValueError("age_min は age_max より小さい数")
        return self

    def takes_age(self, age: int | None) -> bool:
        """False only when the age is known and outside the limits."""
        if age is None:
            return True
        return (self.age_min is None or age >= self.age_min) and (
            self.age_max is None or age <= self.age_max
        )


class UsualFee(Frozen):
    """What such a service usually asks once: a key of explain.toml, and keys of figures.csv."""

    key: Text
    low: Text
    high: Text
    besides: str = ""
    """What some places ask on top of the high end."""

    @property
    def figures(self) -> tuple[str, ...]:
        """The keys of figures.csv that it counts with."""
        return tuple(dict.fromkeys(key for key in (self.low, self.high, self.besides) if key))


class Service(Aged):
    """One support service: what a family asks about it, and how its cost is counted.

    ``ledger`` is where its cost is added up, ``unit`` what one of ``times`` is. The price of one
    unit stands in figures.csv under ``price.<id>.low`` / ``.typical`` / ``.high``.
    """

    id: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    name: Text
    reading: Text
    ledger: Ledger
    unit: Literal["日", "回", "月", "年"]
    cost_kind: CostKind
    asks: tuple[Literal["wages", "tuition_support"], ...] = ()
    """What the cost form asks besides what its ``cost_kind``, ``ledger`` and ``unit`` ask."""
    unit_prices: str = ""
    """The table of its price per 単位 by 地域区分 (welfare.unit_price.<table>.<area>); "": none known."""
    bills: Literal["clinic", "own"] = "clinic"
    """高額療養費: its bills count with the clinic's, or are a place of their own."""
    once: UsualFee | None = None
    lived_in: bool = False
    """One lives there: no limit of days a month."""
    quoted: bool = False
    """A quote of 民間をえらぶ may stand for it in the estimate."""
    writes_certificate: bool = False
    """Its doctor writes the 診断書 of 自立支援医療."""
    times_typical: Annotated[int, Field(ge=0, le=31)]
    stages: tuple[Literal[1, 2, 3], ...]
    role: Text
    what_happens: Text
    when_to_use: Text
    who_may_go: Text
    family_alone: FamilyAlone
    age_note: Text
    papers: Text
    cost_note: Text
    how_to_start: Text
    how_long: Text
    remote: Text
    not_this: Text
    good: Text
    """What is good about it; ``hard``: what can be hard or not fit; ``there``: what it is like there.
    The three in equal detail (IPDAS 4.0), beside the choice of not going yet."""
    hard: Text
    there: Text
    not_yet_reason: str = ""
    at_home: Possible
    """Whether it can begin while the person does not leave the house."""
    remote_use: Possible
    """Whether it works by telephone, writing or online."""
    free: Possible
    """Whether no fee is asked: everywhere, at some places, or not."""
    without_talking: Possible
    """Whether one may be there without speaking (listening, writing, doing something)."""
    accompanied: Possible
    """Whether one may come with somebody."""
    without_diagnosis: Possible
    """Whether it can be used without a diagnosis, a 手帳 or a certificate."""
    nameless: Possible
    """Whether it can begin without giving a name."""
    short: Possible
    """Whether a short time, or a visit only to look, is possible."""
    younger_use: tuple[str, ...] = ()
    """Services to use instead below the age limit; ``older_use`` above it."""
    older_use: tuple[str, ...] = ()
    person: Mapping[str, Text] = {}
    """A text above in the first person, by the name of its field, where the words differ."""
    seeds: tuple[str, ...] = ()
    grade: Grade
    confirmed: bool = True
    source: Text
    url: str = ""
    checked_on: date

    @model_validator(mode="after")
    def _of_its_kind(self) -> Self:
        only = {
            "welfare": ("wages" in self.asks or self.unit_prices or self.lived_in),
            "medical": (self.bills != "clinic" or self.writes_certificate),
            "price": ("tuition_support" in self.asks),
        }
        for kind, given in only.items():
            if given and self.cost_kind != kind:
                raise ValueError(f"この項目は cost_kind が {kind} の支援だけ")
        if self.quoted and self.ledger != "private":
            raise ValueError("quoted は ledger が private の支援だけ")
        return self

    @field_validator("person")
    @classmethod
    def _of_a_text(cls, texts: Mapping[str, str]) -> Mapping[str, str]:
        for name in texts:
            field = cls.model_fields.get(name)
            if field is None or name in ("id", "person", "source", "url"):
                raise ValueError("この支援の文の項目の名前")
        return MappingProxyType(dict(texts))

    def words(self, name: str, answerer: Answerer) -> str:
        """The text of the field ``name`` as it is said to whoever answers."""
        own = self.person.get(name) if answerer == "person" else None
        return own or str(getattr(self, name))

    @property
    def needs_check(self) -> bool:
        """True when the screen says 要確認."""
        return self.grade in ("U", "DER") or not self.confirmed

    @property
    def plain_way(self) -> Literal["gross", "range"]:
        """How its price is put in where the family is not asked for the way."""
        return "range" if self.cost_kind == "price" else "gross"

    @property
    def conditions(self) -> Mapping[str, str | Collection[str]]:
        """What the cost form asks by (``CostQuestion.when``)."""
        asks = (*self.asks, "area") if self.unit_prices else self.asks
        return {
            "cost_kind": self.cost_kind, "ledger": self.ledger, "unit": self.unit, "asks": asks
        }  # fmt: skip


CostGroup = Literal[
    "person", "welfare_tax", "facts", "welfare", "medical",
    "way", "claim", "gross", "range", "lump", "usage",
]  # fmt: skip
"""Where the cost form asks: the household, the self-check of taxes, and one service: the way its
price is put in, what that way asks, and the rest."""
Answer = bool | int | str | None


class CostOption(Frozen):
    """One answer of the cost form. Without a value: the field stays not known."""

    value: Answer = None
    words: VoiceText


class CostQuestion(Frozen):
    """One question of the cost form and the field of the CostRequest that it fills in.

    ``field`` begins with the part it belongs to: person, welfare, medical, usage (one service) or
    facts (the self-check of taxes). ``{service}`` in ``key`` and ``{unit}`` in words are filled in
    where it is asked.
    """

    group: CostGroup
    fold: str = ""
    """The heading under which it is folded away; neighbours of one heading share a fold."""
    field: Annotated[str, Field(pattern=r"^(person|welfare|medical|usage|facts)(\.[a-z_]+)+$")]
    key: Text
    label: VoiceText
    help: str = ""
    options: tuple[CostOption, ...] = ()
    """In the order of the screen; the last one stands until somebody chooses. None: it is typed."""
    when: Mapping[str, tuple[Answer, ...]] = {}
    """Asked where each of these has one of the values: a field asked before, or a condition."""
    forget: tuple[str, ...] = ()
    """Fields that are taken out where its group is asked and it is not."""
    in_force: str = ""
    """Only options whose figure of this key ("{service}", "{value}") is in force are offered."""

    @field_validator("when")
    @classmethod
    def _fixed(cls, when: Mapping[str, tuple[Answer, ...]]) -> Mapping[str, tuple[Answer, ...]]:
        return MappingProxyType(dict(when))

    def is_asked(self, known: Mapping[str, Answer | Collection[str]]) -> bool:
        """Whether it is asked with these answers and conditions. No answer reads as "unknown"."""
        for name, values in self.when.items():
            found = known.get(name)
            if isinstance(found, Collection) and not isinstance(found, str):
                if not any(one in values for one in found):
                    return False
            elif ("unknown" if found is None else found) not in values:
                return False
        return True

    def offered(self, service: str, month: str, figures: Figures) -> tuple[CostOption, ...]:
        """The options that there are in the month, in order."""
        return tuple(
            one
            for one in self.options
            if one.value is None
            or not self.in_force
            or figures.has(self.in_force.format(service=service, value=one.value), month)
        )


class Choice(Frozen):
    """One answer of a question: the value kept, and the words on the button."""

    value: str
    label: Voice


class Question(Frozen):
    """One question of the check, in two voices. ``also`` texts explain what counts."""

    id: Text
    key: Text
    block: Text
    text: Voice
    examples: Voice
    hint_unknown: Voice


class Condition(Frozen):
    """One of the ten conditions of the two gates."""

    key: Text
    gate: Literal[1, 2]
    label: Voice


NotYetTopic = Literal[
    "alone", "apply", "blame", "borrow", "contract", "count", "course", "deadline", "diagnosis",
    "endure", "forced", "hide", "more", "morning", "net", "outing", "own_choice", "paid", "persuade",
    "place", "remittance", "room", "same_amount", "station", "too_late", "unasked", "work",
    "young_work",
]  # fmt: skip


class NotYet(Aged):
    """One thing not to do yet, with the reason. An empty text for the person: left out there.

    Of several with one ``topic`` only the first stands in a plan: near-equal lines are one.
    """

    topic: NotYetTopic
    text: VoiceText
    reason: VoiceText
    known_age: bool = False
    """True: said only where the age is known and fits."""
    against: tuple[str, ...] = ()
    """Steps that it speaks against: not said where one of them stands in いま."""
    anywhere: bool = False
    """True: not said where one of those steps stands anywhere in the plan."""

    while_using: tuple[str, ...] = ()
    """Said only where one of these services is in use; empty: always."""

    def fits(self, age: int | None) -> bool:
        """Whether it is said at this age."""
        return self.takes_age(age) and not (self.known_age and age is None)


class Stage(Frozen):
    """One 足場: its name, what it means, and its base plan (ids of steps)."""

    number: Literal[1, 2, 3]
    name: Text
    article_name: Text
    aim: Voice
    result: Voice
    result_near: Voice | None = None
    supporters: Text
    signals_forward: tuple[Voice, ...]
    signals_back: tuple[Voice, ...]
    not_yet: tuple[NotYet, ...]
    review_days: Annotated[int, Field(ge=1, le=120)]
    review_note: Voice
    now: tuple[str, ...]
    next: tuple[str, ...]
    later: tuple[str, ...]


class CheckTexts(Frozen):
    """Texts of the check that belong to no single question."""

    header: Voice
    unclear: Voice
    no_difficulty: Voice
    moved_back: Voice
    family_first: Voice
    alert_now: Voice
    alert_soon: Voice
    alert_family: Voice
    alert_money: Voice
    notice_money: Voice
    notice_family: Voice
    notice_safety_unknown: Voice
    safety_before_stage: Voice
    threatened_elderly: Voice
    threatened_minor: Voice
    office_closed: Voice
    memo_place: Voice
    memo_who: Voice
    memo_what: Voice
    not_counted: Voice


class CheckData(Frozen):
    """data/check.toml: the questions, their answers, the conditions and the texts."""

    version: Text
    version_date: date
    texts: CheckTexts
    answer_choices: tuple[Choice, ...]
    safety_choices: tuple[Choice, ...]
    difficulty: Question
    difficulty_choices: tuple[Choice, ...]
    safety: tuple[Question, ...]
    threatened: tuple[Question, ...]
    threatened_choices: tuple[Choice, ...]
    questions: tuple[Question, ...]
    conditions: tuple[Condition, ...]


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
    now: tuple[str, ...]
    next: tuple[str, ...]
    later: tuple[str, ...]
    not_yet: tuple[NotYet, ...]
    wording: tuple[StepWording, ...] = ()
    signals_forward: tuple[Voice, ...] = ()
    """Signs that can be seen in this situation, instead of the stage's."""
    signals_back: tuple[Voice, ...] = ()


class Mark(Frozen):
    """One thing of 「いま使っているもの」 besides the services: a doctor, a certificate, a school."""

    key: InUseMark
    label: VoiceText
    words: VoiceText
    """As it stands in a list of what goes on."""
    means: tuple[str, ...] = ()
    """Ids of services whose use means that this is there, too."""
    next: tuple[str, ...] = ()
    """Steps worth taking once this is there."""
    wording: tuple[StepWording, ...] = ()
    """Words for steps that are nothing new with it."""


DangerKey = Literal[
    "harmed", "self_harm", "violence", "not_eating", "sudden_change", "money", "family_limit"
]


class BesideDanger(Frozen):
    """What helps in one danger while another one (``key``) is there."""

    key: DangerKey
    do: tuple[VoiceText, ...]


class Danger(Frozen):
    """The own words of one danger: on the screen of 今まさに, at S0 and M1. Never on paper."""

    key: DangerKey
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
    total: Text
    """What the sum of the month is called, on both screens and on paper."""
    gate_turn: Voice
    gate_sign: Voice
    gate_consent: Voice
    """What is said before the steps that wait for their turn, for a sign, for the consent."""
    going_on: Text
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


class Hotline(Frozen):
    """A telephone or chat window for the whole country, with source and date."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    name: Text
    contact: Text
    hours: Text
    cost: Text
    for_what: Text
    uses: tuple[str, ...]
    pref_code: Annotated[str, Field(pattern=r"^(0[1-9]|[1-3][0-9]|4[0-7])?$")] = ""
    """The prefecture of a window that is not for the whole country."""
    grade: Grade
    confirmed: bool
    source: Text
    checked_on: date

    @property
    def needs_check(self) -> bool:
        """True when the screen and the paper say 要確認."""
        return self.grade in ("U", "DER") or not self.confirmed


class Sentence(Frozen):
    """One sentence, alone in its row."""

    text: VoiceText


_PHONE = re.compile(r"0\d{1,4}-\d{1,4}-\d{3,4}")
_CENTRE = "hikikomori_center"
_SOURCE_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


class Centre(Frozen):
    """One centre of a prefecture or a designated city: data/centres.csv.

    ``grade``: A an official page of 2024 or later, B an official page that is older or undated,
    C a third party, "" no source. A number stands in the data only with grade A or B, a source
    and ``status`` "usable"; "conflict" means that the sources contradict each other.
    """

    pref_code: Annotated[str, Field(pattern=r"^(0[1-9]|[1-3][0-9]|4[0-7])$")]
    prefecture: Text
    designated_city: str
    kind: Literal["hikikomori_center", "mhw_center"]
    name: Text
    operator: str
    grade: Literal["A", "B", "C", ""]
    status: Literal["usable", "name_only", "conflict"]
    source: str
    source_url: Annotated[str, Field(pattern=r"^(https?://\S+)?$")]
    source_date: str
    """The day, month or year of the source ("2024-06-27", "2024-06", "2024"); "" undated."""
    phone: str
    hours: str
    url: Annotated[str, Field(pattern=r"^(https?://\S+)?$")]
    confirmed: bool
    note: str
    checked_on: date

    @field_validator("source")
    @classmethod
    def _sourced(cls, source: str, info: ValidationInfo) -> str:
        if info.data.get("grade") and not source:
            raise ValueError("確かさのある行には出典")
        return source

    @field_validator("source_date")
    @classmethod
    def _dated(cls, text: str) -> str:
        parts = _SOURCE_DATE.fullmatch(text)
        try:
            if text and parts is None:
                raise ValueError
            if parts is not None:
                date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1))
        except ValueError:
            raise ValueError("2026-11-22、2026-11、2026 の形の日付か、空") from None
        return text

    @field_validator("phone")
    @classmethod
    def _printable(cls, phone: str, info: ValidationInfo) -> str:
        row = info.data
        if not phone:
            if row.get("status") == "usable":
                raise ValueError("usable の行には番号")
            return phone
        if not _PHONE.fullmatch(phone) or len(phone.replace("-", "")) not in (10, 11):
            raise ValueError("0から始まる10桁か11桁の、ハイフンのある番号")
        if row.get("status") != "usable" or row.get("grade") not in ("A", "B"):
            raise ValueError("番号は、確かさが A か B の usable の行だけ")
        if not row.get("source"):
            raise ValueError("番号のある行には出典")
        return phone

    @property
    def phone_shown(self) -> str:
        """The number that may be shown and printed; "" when only the name is."""
        return self.phone if self.status == "usable" and self.grade in ("A", "B") else ""

    @property
    def page_shown(self) -> str:
        """The address of an official page, or "": a third party's page may hold an old number."""
        return self.url or (self.source_url if self.grade in ("A", "B") else "")

    @property
    def place(self) -> str:
        """The city's name, else the prefecture's."""
        return self.designated_city or self.prefecture

    @property
    def needs_check(self) -> bool:
        """True when the screen and the paper say 要確認."""
        return not self.confirmed


class WindowMessages(Frozen):
    """Sentences of the windows. ``{place}`` and ``{cities}`` are filled in by core.contacts."""

    caution: Voice
    first_step: Voice
    municipal_first: Voice
    city_first: Voice
    name_only: Voice
    unnamed: Voice
    conflict: Voice
    no_mental_health: Voice
    own_hidden: Voice
    prepare: Voice
    refused: Voice


class WindowKinds(Frozen):
    """The names of the kinds of own windows, on the screen and in the CSV."""

    window: Text
    emergency_advice: Text
    psychiatric_emergency: Text
    family_association: Text

    def label(self, kind: WindowKind) -> str:
        """The name of a kind."""
        return str(getattr(self, kind))


class Way(Frozen):
    """One way to find a centre."""

    id: Text
    title: VoiceText
    text: VoiceText


class OfficialList(Frozen):
    """An official list. Its address is shown and printed, never fetched."""

    id: Text
    name: Text
    url: Annotated[str, Field(pattern=r"^https://\S+$")]
    what: Text
    grade: Grade
    source: Text
    checked_on: date


class ScriptLine(Frozen):
    """One line of the telephone script."""

    label: VoiceText
    line: Voice


class ChainWindow(Frozen):
    """A kind of window that exists nearly everywhere, for the call after a refusal.

    An own window whose name holds one of ``words`` stands for it. A name of "" is left out.
    """

    id: Text
    name: VoiceText
    what: VoiceText
    words: Annotated[tuple[Text, ...], Field(min_length=1)]


class CsvExample(Frozen):
    """One example row of the template for own windows. Never read back."""

    kind: WindowKind
    name: Annotated[str, Field(pattern=r"^例：")]
    phone: Text
    hours: Text
    topic: Text
    checked_on: Text


class WindowTexts(Frozen):
    """data/windows.toml: ways to find a window, official lists, the script and the next windows."""

    texts: WindowMessages
    kinds: WindowKinds
    ways: tuple[Way, ...]
    lists: tuple[OfficialList, ...]
    script: tuple[ScriptLine, ...]
    expect: tuple[Sentence, ...]
    chain: tuple[ChainWindow, ...]
    csv_examples: tuple[CsvExample, ...]


class Term(Frozen):
    """One entry of the glossary: the code's English, the law's Japanese, its reading, its meaning.

    ``also``: shorter forms that stand in texts, with their readings. ``in_text`` False: a word
    that means something else in ordinary sentences, so it is never explained there. A meaning
    with a number names its source and the day of the check.
    """

    key: Text
    japanese: Text
    reading: Text
    meaning: VoiceText
    also: Mapping[str, Text] = {}
    in_text: bool = True
    source: str = ""
    checked_on: date | None = None

    @property
    def forms(self) -> Mapping[str, str]:
        """Each form that may stand in a text, with its reading: without what is in brackets."""
        name, reading = self.japanese.split("（")[0], self.reading.split("（")[0]
        return {self.japanese: self.reading, name: reading, **self.also}


class GuideQuestion(Frozen):
    """One thing that a family asks about a service; ``field`` is where the answer stands."""

    field: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    label: VoiceText


class PossibleWords(Frozen):
    """The three answers of a ``Possible`` in words."""

    yes: VoiceText
    partly: VoiceText
    no: VoiceText

    def said(self, value: Possible, answerer: Answerer) -> str:
        """The words of one answer."""
        voice: Voice = getattr(self, value)
        return voice.said_to(answerer)


class TagWords(Frozen):
    """A worded tag: for everywhere, and for some places. What is "no" has no tag."""

    yes: Text
    partly: Text

    def said(self, value: Possible) -> str:
        """The words of the tag, or ""."""
        return "" if value == "no" else str(getattr(self, value))


class FindReasons(Frozen):
    """Why a service may wait. ``{…}`` is filled in by core.find."""

    past: Voice
    younger: VoiceText
    instead: VoiceText
    going_out: Voice
    going_out_partly: Voice
    cost_own: Voice
    cost_welfare: Voice
    cost_medical: Voice
    cost_price: Voice


class FindWords(Frozen):
    """Words of the search for a service: answers, tags, reasons."""

    family_alone: PossibleWords
    tag_family: TagWords
    tag_free: TagWords
    tag_remote: TagWords
    reasons: FindReasons
    too_many: Text


class Guide(Frozen):
    """Something good to know, as a short text, with its source."""

    id: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    title: VoiceText
    texts: Annotated[tuple[VoiceText, ...], Field(min_length=1)]
    seeds: tuple[str, ...] = ()
    grade: Grade
    confirmed: bool = True
    source: Text
    checked_on: date

    @property
    def needs_check(self) -> bool:
        """True when the screen says 要確認."""
        return self.grade in ("U", "DER") or not self.confirmed


class PersonQuiz(Frozen):
    """A misconception of data/sheets.toml in the first person, by its place (from 1)."""

    number: Annotated[int, Field(ge=1)]
    text: str = ""
    answer: str = ""


class Matter(Frozen):
    """Something that may matter to a person or a family in a service, and how each answer is said.

    ``field`` is the ``Possible`` of a Service that tells. Shown for every service, never ranked.
    """

    key: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    field: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    label: VoiceText
    answers: PossibleWords


class GuideData(Frozen):
    """data/guide.toml: the questions about a service, words of the search, and what helps to know."""

    words: FindWords
    matters: Annotated[tuple[Matter, ...], Field(min_length=1)]
    questions: Annotated[tuple[GuideQuestion, ...], Field(min_length=1)]
    guides: Annotated[tuple[Guide, ...], Field(min_length=1)]
    misconceptions: Guide
    listening: Guide
    person_quiz: tuple[PersonQuiz, ...]


class About(Frozen):
    """data/about.toml: who made the tool, who pays, when it was and is next reviewed, what it does
    not know.
    """

    makers: Annotated[tuple[Text, ...], Field(min_length=1)]
    money: Annotated[tuple[Text, ...], Field(min_length=1)]
    how: Annotated[tuple[Text, ...], Field(min_length=1)]
    """How the texts were made and checked."""
    not_known: Annotated[tuple[Text, ...], Field(min_length=1)]
    reviewed_on: date
    next_review: Annotated[str, Field(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]
    """The month ("YYYY-MM") in which everything is looked through next."""


class NotCovered(Frozen):
    """Something the tool does not compute or say, and whom to ask instead."""

    what: Text
    ask: Text


class Example(Frozen):
    """A fictional family for a meeting: nobody's own answers are ever projected."""

    id: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    title: Text
    story: tuple[Text, ...]


class Catalog(Frozen):
    """All of data/. Read by attribute; look-ups by id below."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    services: tuple[Service, ...]
    cost_questions: tuple[CostQuestion, ...]
    figures: Figures
    check: CheckData
    stages: tuple[Stage, ...]
    plan: PlanData
    hotlines: tuple[Hotline, ...]
    centres: tuple[Centre, ...]
    windows: WindowTexts
    provider: ProviderWords
    glossary: tuple[Term, ...]
    guide: GuideData
    about: About
    not_covered: tuple[NotCovered, ...]
    examples: tuple[Example, ...]
    explanations: Mapping[str, Voice]
    sentences: Mapping[str, Mapping[str, str]]
    """``explanations`` by answerer, ready to be said."""
    sheets: SheetWords
    by_service: Mapping[str, Service]
    by_step: Mapping[str, StepTemplate]

    def __repr__(self) -> str:
        return f"Catalog({len(self.services)} services, {len(self.figures)} figures)"

    @cached_property
    def hard_words(self) -> tuple[re.Pattern[str], Mapping[str, tuple[Term, str]]]:
        """The words that texts explain: a pattern, longest first, and each word's term, reading."""
        words: dict[str, tuple[Term, str]] = {}
        for term in self.glossary:
            if term.in_text:
                for form, reading in term.forms.items():
                    words.setdefault(form, (term, reading))
        longest = sorted(words, key=lambda form: (-len(form), form))
        return re.compile("|".join(map(re.escape, longest))), MappingProxyType(words)

    def questions_of(self, group: CostGroup) -> tuple[CostQuestion, ...]:
        """The questions of one part of the cost form, in order."""
        return tuple(one for one in self.cost_questions if one.group == group)

    def service(self, service_id: str) -> Service:
        """The service of an id. Raises KeyError."""
        return self.by_service[service_id]

    def step(self, step_id: str) -> StepTemplate:
        """The step of an id. Raises KeyError."""
        return self.by_step[step_id]

    def stage(self, number: int) -> Stage:
        """The stage 1, 2 or 3."""
        return self.stages[number - 1]

    def hotlines_for(self, use: str) -> tuple[Hotline, ...]:
        """Hotlines marked for a use ("now", "soon", "family", "money", "violence", …), in order."""
        return tuple(line for line in self.hotlines if use in line.uses)


_EXPECTED = {
    "missing": "値が要ります",
    "extra_forbidden": "この項目はありません",
    "string_too_short": "空でない文字",
    "finite_number": "数",
    "less_than_equal": "{le} 以下の数",
    "greater_than_equal": "{ge} 以上の数",
    "string_pattern_mismatch": "{pattern} に合う文字",
    "literal_error": "{expected} のどれか",
    "value_error": "{error}",
    "too_short": "{min_length} 個以上",
    "too_long": "{max_length} 個まで",
}
_KINDS = {
    "date": "2026-11-22 の形の日付",
    "decimal": "数",
    "int": "整数",
    "bool": "true か false",
    "string": "文字",
    "tuple": "並び",
    "list": "並び",
    "model": "項目の組",
    "dict": "項目の組",
}

_Model = TypeVar("_Model", bound=BaseModel)


def _expected(error: Mapping[str, Any]) -> str:
    """What a field should hold, in Japanese."""
    words = _EXPECTED.get(error["type"])
    if words is not None:
        context = {key: str(value) for key, value in error.get("ctx", {}).items()}
        return words.format_map(context).replace(" or ", " か ")
    kind = str(error["type"]).split("_")[0]
    return _KINDS.get(kind, "この項目に合う値")


def _build(model: type[_Model], values: object, file: str, row: str) -> _Model:
    try:
        return model.model_validate(values)
    except ValidationError as fault:
        first = fault.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "(行全体)"
        found = None if first["type"] == "missing" else first["input"]
        raise DataError(file, row, field, found, _expected(first)) from fault


def _line_of(fault: Exception) -> str:
    found = re.search(r"at line (\d+)", str(fault))
    return f"{found[1]}行目" if found else "ファイル"


def _toml(folder: Path, name: str) -> dict[str, Any]:
    path = folder / name
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as fault:
        raise DataError(f"data/{name}", "ファイル", "-", "なし", "ファイルが要ります") from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise DataError(
            f"data/{name}", _line_of(fault), "-", "読めない中身", "UTF-8 の TOML"
        ) from fault


def _csv(folder: Path, name: str) -> list[tuple[str, dict[str, Any]]]:
    path = folder / name
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle, strict=True)
            rows = []
            for record in reader:
                line = f"{reader.line_num}行目"
                if None in record or any(value is None for value in record.values()):
                    raise DataError(
                        f"data/{name}", line, "(列の数)", len(record), "見出しと同じ数の列"
                    )
                rows.append((line, dict(record)))
            return rows
    except FileNotFoundError as fault:
        raise DataError(f"data/{name}", "ファイル", "-", "なし", "ファイルが要ります") from fault
    except (csv.Error, UnicodeDecodeError) as fault:
        raise DataError(f"data/{name}", "ファイル", "-", "読めない中身", "UTF-8 の CSV") from fault


def _list(raw: dict[str, Any], name: str, file: str) -> list[Any]:
    rows = raw.get(name)
    if not isinstance(rows, list) or not rows:
        raise DataError(file, "ファイル", name, rows, f"[[{name}]] の並び")
    return rows


def _unique(ids: Iterable[str], file: str) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise DataError(file, one, "id", one, "同じ id は一度だけ")
        seen.add(one)


def _services(folder: Path) -> tuple[Service, ...]:
    file = "data/services.toml"
    rows = _list(_toml(folder, "services.toml"), "service", file)
    services = tuple(
        _build(Service, row, file, str(row.get("id", f"{number}番目")))
        for number, row in enumerate(rows, start=1)
    )
    _unique((s.id for s in services), file)
    return services


_CONDITIONS: Mapping[str, tuple[Answer, ...]] = MappingProxyType(
    {
        "by_guardians": (True, False),
        "cost_kind": get_args(CostKind),
        "ledger": get_args(Ledger),
        "unit": get_args(Service.model_fields["unit"].annotation),
        "asks": ("wages", "tuition_support", "area"),
    }
)
"""What a question may depend on besides the answers before it."""
WAYS = ("claim", "gross", "range", "lump")
"""Ways to put in a price (usage.mode): the one field that is not in the request."""


def _asked_models() -> Mapping[str, type[BaseModel]]:
    """What the questions fill in. These stand above the catalogue and use it: looked up by name."""
    request = import_module("core.cost.request")
    return {
        "person": request.Person,
        "welfare": request.WelfareHousehold,
        "medical": request.MedicalHousehold,
        "usage": request.Usage,
        "facts": import_module("core.cost.exemption").TaxFacts,
    }


def _kind_of(path: str, models: Mapping[str, type[BaseModel]]) -> Any:
    """The type of the field at a dotted path. Raises KeyError when there is none."""
    if path == "usage.mode":
        return Literal[WAYS]
    first, *way = path.split(".")
    kind: Any = models[first]
    for name in way:
        inner = [one for one in (kind, *get_args(kind)) if hasattr(one, "model_fields")]
        if not inner:
            raise KeyError(path)
        found = inner[0].model_fields[name]
        kind = found.annotation
        if found.metadata:
            kind = Annotated[kind, *found.metadata]
    return kind


def _cost_questions(folder: Path) -> tuple[CostQuestion, ...]:
    """The questions of the cost form: each field is there, and takes each of its options."""
    file, models = "data/cost_questions.toml", _asked_models()
    raw = _toml(folder, "cost_questions.toml")
    known: dict[str, tuple[Answer, ...]] = dict(_CONDITIONS)
    fields: dict[str, str] = {}
    found = []
    for number, row in enumerate(_list(raw, "question", file), start=1):
        name = str(row.get("key") or f"{number}番目") if isinstance(row, dict) else f"{number}番目"
        one = _build(CostQuestion, row, file, name)
        if fields.setdefault(one.key, one.field) != one.field:
            raise DataError(file, name, "key", one.key, "ほかの項目と違う key")
        for place, path in (("field", one.field), *(("forget", path) for path in one.forget)):
            try:
                kind = _kind_of(path, models)
            except KeyError as fault:
                raise DataError(file, name, place, path, "費用の計算にある項目") from fault
            if place == "field":
                _check_options(one, kind, file, name)
        for condition, values in one.when.items():
            if condition not in known:
                raise DataError(file, name, "when", condition, "前に聞く項目か、決まった条件")
            for value in values:
                if value not in known[condition]:
                    raise DataError(file, name, f"when.{condition}", value, "その項目の値")
        if one.options:
            known[one.field] = tuple(_read_as(option.value) for option in one.options)
        found.append(one)
    return tuple(found)


def _read_as(value: Answer) -> Answer:
    return "unknown" if value is None else value


def _check_options(question: CostQuestion, kind: Any, file: str, row: str) -> None:
    """The field takes each value as it is: nothing is read into it."""
    if not question.options:
        return
    reader = TypeAdapter(kind)
    for option in question.options:
        try:
            taken = reader.validate_python(option.value)
        except ValidationError as fault:
            expected = _expected(fault.errors()[0])
            raise DataError(file, row, "options", option.value, expected) from fault
        if (type(taken), taken) != (type(option.value), option.value):
            raise DataError(file, row, "options", option.value, "この項目の値そのもの")


def _figures(folder: Path) -> Figures:
    file = "data/figures.csv"
    rows = []
    for line, record in _csv(folder, "figures.csv"):
        if record.get("valid_to") == "":
            record["valid_to"] = None
        rows.append(_build(Figure, record, file, line))
    figures = Figures(rows)
    for before, after in figures.overlaps():
        raise DataError(
            file,
            after.key,
            "valid_from",
            after.valid_from.isoformat(),
            f"{before.valid_from} からの行の valid_to より後",
        )
    return figures


def _hotlines(folder: Path) -> tuple[Hotline, ...]:
    file = "data/hotlines.csv"
    lines = []
    for line, record in _csv(folder, "hotlines.csv"):
        record["uses"] = tuple(part for part in record.get("uses", "").split(";") if part)
        lines.append(_build(Hotline, record, file, line))
    _unique((h.id for h in lines), file)
    return tuple(lines)


def _centres(folder: Path) -> tuple[Centre, ...]:
    """All centres. Each prefecture has its own row, so that nobody who looks finds nothing."""
    file = "data/centres.csv"
    centres: list[Centre] = []
    names: dict[str, str] = {}
    for line, record in _csv(folder, "centres.csv"):
        centre = _build(Centre, record, file, line)
        known = names.setdefault(centre.pref_code, centre.prefecture)
        if known != centre.prefecture:
            raise DataError(file, line, "prefecture", centre.prefecture, f"この番号の県は {known}")
        centres.append(centre)
    _unique((f"{c.place} {c.kind} {c.name}" for c in centres), file)
    whole = {c.pref_code for c in centres if not c.designated_city and c.kind == _CENTRE}
    for number in range(1, 48):
        if f"{number:02d}" not in whole:
            raise DataError(file, "ファイル", "pref_code", None, f"{number:02d} の県の行")
    return tuple(centres)


def _windows(folder: Path) -> WindowTexts:
    file = "data/windows.toml"
    texts = _build(WindowTexts, _toml(folder, "windows.toml"), file, "ファイル")
    for ids in (texts.ways, texts.lists, texts.chain):
        _unique((one.id for one in ids), file)
    return texts


def _provider(folder: Path, services: tuple[Service, ...], figures: Figures) -> ProviderWords:
    file = "data/provider.toml"
    words = _build(ProviderWords, _toml(folder, "provider.toml"), file, "ファイル")
    public = {service.id for service in services if service.ledger != "private"}
    known = set(figures.keys())
    for one in words.public.services:
        if one.id not in public:
            raise DataError(file, "public", "services", one.id, "民間でない支援の id")
    if words.rules.red_line not in known:
        raise DataError(file, "rules", "red_line", words.rules.red_line, "figures.csv にある key")
    return words


def _name_of(row: Any, number: int) -> str:
    found = row.get("id") or row.get("key") if isinstance(row, dict) else None
    return str(found or f"{number}番目")


def _rows(model: type[_Model], raw: dict[str, Any], name: str, file: str) -> tuple[_Model, ...]:
    """The rows of [[name]], each validated under its own id."""
    return tuple(
        _build(model, row, file, _name_of(row, number))
        for number, row in enumerate(_list(raw, name, file), start=1)
    )


def _plan(folder: Path) -> PlanData:
    file = "data/plan.toml"
    raw = _toml(folder, "plan.toml")
    plan = _build(
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
    _unique((step.id for step in plan.steps), file)
    _unique((profile.id for profile in plan.profiles), file)
    _unique((profile.flag for profile in plan.profiles), file)
    _unique((mark.key for mark in plan.marks), file)
    _unique((danger.key for danger in plan.dangers), file)
    return plan


def _explanations(raw: dict[str, Any]) -> dict[str, Voice]:
    """Sentences of the sum. A plain text is said to everybody alike."""
    file = "data/explain.toml"
    return {
        key: _build(Sentence, {"text": text}, file, key).text
        for key, text in dict(raw.get("text", {})).items()
    }


def _examples(folder: Path) -> tuple[Example, ...]:
    file = "data/examples.json"
    try:
        rows = json.loads((folder / "examples.json").read_text(encoding="utf-8"))
    except FileNotFoundError as fault:
        raise DataError(file, "ファイル", "-", "なし", "ファイルが要ります") from fault
    except ValueError as fault:
        raise DataError(file, "ファイル", "-", "読めない中身", "UTF-8 の JSON") from fault
    if not isinstance(rows, list) or not rows:
        raise DataError(file, "ファイル", "-", rows, "架空の家族の並び")
    examples = tuple(
        _build(Example, row, file, f"{number}番目") for number, row in enumerate(rows, start=1)
    )
    _unique((e.id for e in examples), file)
    return examples


def _check_references(
    services: tuple[Service, ...],
    stages: tuple[Stage, ...],
    plan: PlanData,
    figures: Figures,
    hotlines: tuple[Hotline, ...],
) -> None:
    service_ids = {s.id for s in services}
    step_ids = {s.id for s in plan.steps}
    keys = set(figures.keys())
    file = "data/plan.toml"
    for step in plan.steps:
        for used in step.services:
            if used.id not in service_ids:
                raise DataError(file, step.id, "services", used.id, "services.toml にある id")
    places: list[tuple[str, str, tuple[str, ...]]] = []
    topics = {one.topic for one in stages[0].not_yet}
    for topic in plan.rules.keep_in_stage_1:
        if topic not in topics:
            raise DataError(file, "rules", "keep_in_stage_1", topic, "足場1の not_yet の topic")
    for stage in stages:
        spoken = tuple(one for caution in stage.not_yet for one in caution.against)
        places.append(("data/stages.toml", f"足場{stage.number}", spoken))
        places.append(("data/stages.toml", f"足場{stage.number}", stage.now + stage.next))
        places.append(("data/stages.toml", f"足場{stage.number}", stage.later))
    for profile in plan.profiles:
        listed = profile.now + profile.next + profile.later
        listed += tuple(wording.step for wording in profile.wording)
        places.append((file, profile.id, listed))
    for pattern in plan.patterns:
        places.append((file, pattern.id, pattern.now + pattern.next + pattern.later))
    places.append((file, "rules", plan.rules.order))
    for where, row, listed in places:
        for step_id in listed:
            if step_id not in step_ids:
                raise DataError(where, row, "steps", step_id, "[[steps]] にある id")
    for missing in step_ids - set(plan.rules.order):
        raise DataError(file, "rules", "order", missing, "すべての step の id")
    _check_plan(plan, service_ids, step_ids, hotlines)
    for service in services:
        if service.cost_kind == "free":
            continue
        for end in ("low", "typical", "high"):
            key = f"price.{service.id}.{end}"
            if key not in keys:
                raise DataError("data/figures.csv", service.id, "key", None, f"{key} の行")
    _check_counting(services, keys)


def _check_counting(services: tuple[Service, ...], keys: set[str]) -> None:
    """The rows of figures.csv that a service names to be counted with."""
    file = "data/services.toml"
    for service in services:
        table = service.unit_prices
        if table and f"welfare.unit_price.{table}.other" not in keys:
            raise DataError(file, service.id, "unit_prices", table, "figures.csv にある単価の表")
        for key in service.once.figures if service.once else ():
            if key not in keys:
                raise DataError(file, service.id, "once", key, "figures.csv にある key")


def _named_in_plan(plan: PlanData) -> Iterator[tuple[str, str, Iterable[str], str]]:
    """(row, field, what it names, where that must stand) of the parts of a plan."""
    for step in plan.steps:
        yield step.id, "met_by", step.met_by, "marks の key か支援の id"
        yield step.id, "needs", step.needs, "marks の key、支援の id、状況の flag"
    for mark in plan.marks:
        yield mark.key, "means", mark.means, "services.toml にある id"
        yield mark.key, "next", mark.next, "[[steps]] にある id"
        yield mark.key, "wording", (w.step for w in mark.wording), "[[steps]] にある id"
    for danger in plan.dangers:
        yield danger.key, "wording", (w.step for w in danger.wording), "[[steps]] にある id"
        yield danger.key, "lines", danger.lines, "hotlines.csv にある id"
    for profile in plan.profiles:
        against = (one for caution in profile.not_yet for one in caution.against)
        yield profile.id, "against", against, "[[steps]] にある id"
    forced = plan.rules.no_forced_visit
    yield "rules", "against", forced.against, "[[steps]] にある id"
    yield "rules", "by_age", (w.step for w in plan.rules.by_age), "[[steps]] にある id"
    yield "rules", "harmed", plan.rules.harmed.no_steps, "[[steps]] にある id"


def _check_plan(
    plan: PlanData, services: set[str], steps: set[str], hotlines: tuple[Hotline, ...]
) -> None:
    """What the steps, marks, dangers and situations name must exist; private words have no title."""
    file = "data/plan.toml"
    marks: set[str] = {mark.key for mark in plan.marks}
    dangers: set[str] = {danger.key for danger in plan.dangers}
    for part, keys, there in (("marks", InUseMark, marks), ("dangers", DangerKey, dangers)):
        for missing in sorted(set(get_args(keys)) - there):
            raise DataError(file, part, "key", None, f"{missing} の行")
    known = {
        "marks の key か支援の id": marks | services,
        "marks の key、支援の id、状況の flag": marks | services | {p.flag for p in plan.profiles},
        "services.toml にある id": services,
        "[[steps]] にある id": steps,
        "hotlines.csv にある id": {line.id for line in hotlines},
    }
    for row, field, names, where in _named_in_plan(plan):
        for name in names:
            if name not in known[where]:
                raise DataError(file, row, field, name, where)
    private = [(str(one.key), one.wording) for one in plan.dangers]
    private += [(one.id, one.wording) for one in plan.profiles if one.private]
    for row, wording in private:
        for words in wording:
            if words.title is not None:
                # A step has one name on all screens and papers.
                raise DataError(file, row, "title", words.title.family, "なし（紙と同じ名前）")


def _check_guide(services: tuple[Service, ...], guide: GuideData) -> None:
    """What stands instead of a service, and what is asked about it, must exist."""
    ids = {service.id for service in services}
    for service in services:
        for name in ("younger_use", "older_use"):
            for other in getattr(service, name):
                if other not in ids:
                    raise DataError(
                        "data/services.toml", service.id, name, other, "services.toml にある id"
                    )
    for question in guide.questions:
        if question.field not in Service.model_fields:
            raise DataError(
                "data/guide.toml", question.field, "field", question.field, "支援の項目の名前"
            )
    for matter in guide.matters:
        known = Service.model_fields.get(matter.field)
        if known is None or get_args(known.annotation) != get_args(Possible):
            raise DataError(
                "data/guide.toml",
                matter.key,
                "field",
                matter.field,
                "支援の yes・partly・no の項目",
            )
    _unique((one.key for one in guide.matters), "data/guide.toml")
    _unique((one.id for one in guide.guides), "data/guide.toml")


def read_catalog(folder: Path) -> Catalog:
    """Read and validate all files of ``folder``. Raises DataError at the first fault."""
    services = _services(folder)
    figures = _figures(folder)
    check = _build(CheckData, _toml(folder, "check.toml"), "data/check.toml", "ファイル")
    stage_rows = _list(_toml(folder, "stages.toml"), "stage", "data/stages.toml")
    stages = tuple(
        _build(Stage, row, "data/stages.toml", f"{number}番目")
        for number, row in enumerate(stage_rows, start=1)
    )
    if tuple(stage.number for stage in stages) != (1, 2, 3):
        raise DataError("data/stages.toml", "ファイル", "number", len(stages), "1、2、3 の順")
    plan = _plan(folder)
    hotlines = _hotlines(folder)
    _check_references(services, stages, plan, figures, hotlines)
    glossary = tuple(
        _build(Term, row, "data/glossary.toml", str(row.get("key")))
        for row in _list(_toml(folder, "glossary.toml"), "term", "data/glossary.toml")
    )
    _unique((term.key for term in glossary), "data/glossary.toml")
    explanations = _explanations(_toml(folder, "explain.toml"))
    sheets = _build(SheetWords, _toml(folder, "sheets.toml"), "data/sheets.toml", "ファイル")
    guide = _build(GuideData, _toml(folder, "guide.toml"), "data/guide.toml", "ファイル")
    _check_guide(services, guide)
    not_covered = _list(_toml(folder, "not_covered.toml"), "not_covered", "data/not_covered.toml")
    return Catalog(
        services=services,
        cost_questions=_cost_questions(folder),
        figures=figures,
        check=check,
        stages=stages,
        plan=plan,
        hotlines=hotlines,
        centres=_centres(folder),
        windows=_windows(folder),
        provider=_provider(folder, services, figures),
        glossary=glossary,
        guide=guide,
        about=_build(About, _toml(folder, "about.toml"), "data/about.toml", "ファイル"),
        not_covered=tuple(
            _build(NotCovered, row, "data/not_covered.toml", str(row.get("what")))
            for row in not_covered
        ),
        examples=_examples(folder),
        explanations=MappingProxyType(explanations),
        sheets=sheets,
        sentences=MappingProxyType(
            {
                answerer: {key: voice.said_to(answerer) for key, voice in explanations.items()}
                for answerer in get_args(Answerer)
            }
        ),
        by_service=MappingProxyType({s.id: s for s in services}),
        by_step=MappingProxyType({s.id: s for s in plan.steps}),
    )


@lru_cache(maxsize=1)
def load_catalog() -> Catalog:
    """The catalog of data/, read once for the whole process. Raises DataError."""
    return read_catalog(DATA)
