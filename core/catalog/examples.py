"""data/examples.json: the fictional families of a meeting, with what their stories answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from core.base import Frozen
from core.catalog.kinds import NotYetTopic, Text
from core.catalog.reading import build, name_of, unique
from core.cost_inputs import MedicalHousehold, Person, UsageFields, WelfareHousehold
from core.errors import DataError

FILE = "data/examples.json"
Number = Annotated[int, Field(strict=True, ge=1, le=5)]
"""The number of a sentence of the story."""


class ExampleCost(Frozen):
    """What the family uses or tries in a month, without the month: that is the day's."""

    person: Person
    welfare: WelfareHousehold = WelfareHousehold()
    medical: MedicalHousehold = MedicalHousehold()
    usages: Annotated[tuple[UsageFields, ...], Field(min_length=1)]


class Example(Frozen):
    """A fictional family for a meeting: nobody's own answers are ever projected.

    ``answers`` and ``safety`` are keyed as in data/check.toml. ``behind`` has, for each question
    that the story speaks of, the numbers of its sentences; what it does not speak of is "unknown".
    """

    id: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    name: Text
    age: Annotated[int, Field(strict=True, ge=15, le=80)]
    line: Text
    """Who this is, in a few words."""
    story: Annotated[tuple[Text, ...], Field(min_length=5, max_length=5)]
    answers: Mapping[str, Literal["yes", "sometimes", "no", "unknown"]]
    behind: Mapping[str, Annotated[tuple[Number, ...], Field(min_length=1, max_length=2)]]
    ask20: Annotated[tuple[str, ...], Field(min_length=4, max_length=6)]
    """The questions that decide most, for twenty minutes."""
    ask45: Annotated[tuple[str, ...], Field(min_length=8, max_length=8)]
    safety: Mapping[str, Literal["no", "unknown"]]
    situation: tuple[str, ...] = ()
    in_use: tuple[str, ...] = ()
    cost: ExampleCost
    conditions: Text
    """What the amount is counted with, in one line."""
    not_yet: NotYetTopic
    """Which まだしないこと of its plan stands on the wall."""
    teaches: Annotated[tuple[Text, ...], Field(min_length=1, max_length=2)]

    @property
    def title(self) -> str:
        """「あおいさん（架空） 22歳・部屋にいることが多い」."""
        return f"{self.name}（架空） {self.age}歳・{self.line}"

    @model_validator(mode="after")
    def _told(self) -> Self:
        for key, answer in self.answers.items():
            if answer != "unknown" and key not in self.behind:
                raise ValueError(f"answers の {key} に、もとになる話の文の番号（behind）")
        for field in ("ask20", "ask45"):
            for key in getattr(self, field):
                if key not in self.behind:
                    raise ValueError(f"{field} の {key} に、もとになる話の文の番号（behind）")
        if self.cost.person.age != self.age:
            raise ValueError(f"cost.person.age も {self.age}")
        return self

    def sentences(self, key: str) -> tuple[int, ...]:
        """The numbers of the sentences that a question is answered from; none: it is not told."""
        return tuple(self.behind.get(key, ()))


def read_examples(folder: Path) -> tuple[Example, ...]:
    """All examples, each id once. Raises DataError."""
    try:
        rows = json.loads((folder / "examples.json").read_text(encoding="utf-8"))
    except FileNotFoundError as fault:
        raise DataError(FILE, "ファイル", "-", "なし", "ファイルが要ります") from fault
    except ValueError as fault:
        raise DataError(FILE, "ファイル", "-", "読めない中身", "UTF-8 の JSON") from fault
    if not isinstance(rows, list) or not rows:
        raise DataError(FILE, "ファイル", "-", rows, "架空の家族の並び")
    examples = tuple(
        build(Example, row, FILE, name_of(row, number)) for number, row in enumerate(rows, start=1)
    )
    unique((e.id for e in examples), FILE)
    return examples
