"""data/cost_questions.toml: what the cost form asks, and where each answer goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, Field, TypeAdapter, ValidationError, field_validator

from core.base import Frozen, Voice, VoiceText
from core.catalog.kinds import Asks, CostKind, Ledger, Text, Unit
from core.catalog.reading import build, expected, rows_of, toml
from core.cost_inputs import MedicalHousehold, Person, TaxFacts, UsageFields, WelfareHousehold
from core.errors import DataError
from core.figures import Figures

CostGroup = Literal[
    "person", "welfare_tax", "facts", "welfare", "medical",
    "way", "claim", "gross", "range", "tuition", "lump", "usage",
]  # fmt: skip
"""Where the cost form asks: the household, the self-check of taxes, and one service: the way its
price is put in, what that way asks, and the rest."""
Answer = bool | int | str | None
Typed = Literal["", "yen", "times", "number"]
"""Yen, how often in the month, another number; "" where an answer is chosen."""


class CostOption(Frozen):
    """One answer of the cost form. Without a value: the field stays not known."""

    value: Answer = None
    words: VoiceText
    paper: VoiceText | None = None
    """The words of 計算のひかえ, where the screen's are too long for it."""

    @property
    def on_paper(self) -> Voice:
        """The words of the paper."""
        return self.paper or self.words


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
    paper: VoiceText | None = None
    """What it is about, on 計算のひかえ and where わからない is listed. None: the label."""
    talk: VoiceText | None = None
    """The question as it is asked alone, one at a time. None: the label."""
    follows: str = ""
    """The field whose question it goes on from: 「その…」."""
    found: str = ""
    """Where the answer can be found or asked for, in a few words."""
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

    @property
    def typed(self) -> Typed:
        """What is typed into it."""
        if self.options:
            return ""
        *_, name = self.field.split(".")
        return (
            "times"
            if name in ("absences", "meals")
            else "yen"
            if "yen_" in f"{name}_"
            else "number"
        )

    @property
    def alone(self) -> Voice:
        """The question where it is asked alone."""
        return self.talk or self.label

    @property
    def on_paper(self) -> Voice:
        """What it is about, in the words of the paper."""
        return self.paper or self.label

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


_CONDITIONS: Mapping[str, tuple[Answer, ...]] = MappingProxyType(
    {
        "by_guardians": (True, False),
        "lived_in": (True, False),
        "over_70": (True, False),
        "cost_kind": get_args(CostKind),
        "ledger": get_args(Ledger),
        "unit": get_args(Unit),
        "asks": (*get_args(Asks), "area", "certificate"),
    }
)
"""What a question may depend on besides the answers before it."""
WAYS = ("claim", "gross", "range", "tuition", "lump")
"""Ways to put in a price (usage.mode): the one field that is not in the request."""
_ASKED: Mapping[str, type[BaseModel]] = MappingProxyType(
    {
        "person": Person,
        "welfare": WelfareHousehold,
        "medical": MedicalHousehold,
        "usage": UsageFields,
        "facts": TaxFacts,
    }
)
"""What the questions fill in, by the first part of ``field``."""


def _kind_of(path: str) -> Any:
    """The type of the field at a dotted path. Raises KeyError when there is none."""
    if path == "usage.mode":
        return Literal[WAYS]
    first, *way = path.split(".")
    kind: Any = _ASKED[first]
    for name in way:
        inner = [one for one in (kind, *get_args(kind)) if hasattr(one, "model_fields")]
        if not inner:
            raise KeyError(path)
        found = inner[0].model_fields[name]
        kind = found.annotation
        if found.metadata:
            kind = Annotated[kind, *found.metadata]
    return kind


def read_cost_questions(folder: Path) -> tuple[CostQuestion, ...]:
    """The questions of the cost form: each field is there, and takes each of its options.

    Raises DataError.
    """
    file = "data/cost_questions.toml"
    known: dict[str, tuple[Answer, ...]] = dict(_CONDITIONS)
    fields: dict[str, str] = {}
    found = []
    rows = rows_of(toml(folder, "cost_questions.toml"), "question", file)
    for number, row in enumerate(rows, start=1):
        name = str(row.get("key") or f"{number}番目") if isinstance(row, dict) else f"{number}番目"
        one = build(CostQuestion, row, file, name)
        if fields.setdefault(one.key, one.field) != one.field:
            raise DataError(file, name, "key", one.key, "ほかの項目と違う key")
        _check_fields(one, file, name)
        _check_conditions(one, known, file, name)
        if one.options:
            values = tuple(_read_as(option.value) for option in one.options)
            # Asked of some only, it is unknown of the others; another row may have other options.
            known[one.field] = (*known.get(one.field, ()), *values, *("unknown",) * bool(one.when))
        found.append(one)
    return tuple(found)


_PLAIN_WAYS = ("gross", "range")
"""They stand for each other: which one a service has is not always asked (``Service.plain_way``)."""


def price_fields(questions: Iterable[CostQuestion]) -> Mapping[str, frozenset[str]]:
    """The fields of a usage that count under each of ``WAYS``, and under no other.

    Those of the way's own group, and others that are asked in some ways only.
    """
    found: dict[str, set[str]] = {way: set() for way in WAYS}
    for one in questions:
        ways = (one.group,) if one.group in WAYS else one.when.get("usage.mode", ())
        for way in ways:
            if way in WAYS:
                found[str(way)].add(one.field.split(".")[1])
    plain = set().union(*(found[way] for way in _PLAIN_WAYS))
    found |= dict.fromkeys(_PLAIN_WAYS, plain)
    return MappingProxyType({way: frozenset(fields) for way, fields in found.items()})


def _read_as(value: Answer) -> Answer:
    return "unknown" if value is None else value


def _check_fields(question: CostQuestion, file: str, row: str) -> None:
    """The fields that it fills in and forgets are there."""
    named = [("field", question.field), *(("forget", path) for path in question.forget)]
    named += [("follows", question.follows)] if question.follows else []
    for place, path in named:
        try:
            kind = _kind_of(path)
        except KeyError as fault:
            raise DataError(file, row, place, path, "費用の計算にある項目") from fault
        if place == "field":
            _check_options(question, kind, file, row)


def _check_conditions(
    question: CostQuestion, known: Mapping[str, tuple[Answer, ...]], file: str, row: str
) -> None:
    """It depends only on what is known before it, and on values that there are."""
    for condition, values in question.when.items():
        if condition not in known:
            raise DataError(file, row, "when", condition, "前に聞く項目か、決まった条件")
        for value in values:
            if value not in known[condition]:
                raise DataError(file, row, f"when.{condition}", value, "その項目の値")


def _check_options(question: CostQuestion, kind: Any, file: str, row: str) -> None:
    """The field takes each value as it is: nothing is read into it."""
    if not question.options:
        return
    reader = TypeAdapter(kind)
    for option in question.options:
        try:
            taken = reader.validate_python(option.value)
        except ValidationError as fault:
            raise DataError(
                file, row, "options", option.value, expected(fault.errors()[0])
            ) from fault
        if (type(taken), taken) != (type(option.value), option.value):
            raise DataError(file, row, "options", option.value, "この項目の値そのもの")
