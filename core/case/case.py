"""Case: a family's answers as one value. It has no field for a name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator

from core import numerals
from core.base import Frozen
from core.catalog import Catalog, InUseMark, given_catalog
from core.cost.request import CostRequest
from core.edit import PlanEdits
from core.stage import StageCheck
from core.texts import sound
from core.tolerant import as_dict

SituationFlag = Literal[
    "stays_in_room",
    "depressed_or_reversed_days",
    "job_experience_not_lasting",
    "developmental_diagnosis",
    "parents_elderly",
    "money_trouble",
    "violence",
    "school_or_diploma",
    "goes_out",
    "refuses_doctor",
    "went_back",
    "over_50_wants_work",
    "family_exhausted",
    "lives_alone",
    "refused_elsewhere",
    "maybe_developmental",
    "private_contract_trouble",
]


IN_USE: frozenset[str] = frozenset(get_args(InUseMark))
"""The marks of 「いま使っているもの」; ids of services stand beside them."""


def _flags(value: Any) -> Any:
    """Flags come as a list or a set, or as {flag: true/false}."""
    if value is None:
        return frozenset()
    if isinstance(value, Mapping):
        value = [flag for flag, on in value.items() if on]
    if not isinstance(value, list | tuple | set | frozenset):
        return value
    if not all(isinstance(one, str) for one in value):
        raise ValueError("名前の並びで入れてください")
    return frozenset(value)


class ReviewLines(Frozen):
    """The three lines of a look back. May be empty."""

    done: str = ""
    unchanged: str = ""
    next_try: str = ""

    @property
    def written(self) -> bool:
        """True when anything stands in a line."""
        return any(text.strip() for text in (self.done, self.unchanged, self.next_try))


REVIEW_LABELS = {"done": "できたこと", "unchanged": "変わらないこと", "next_try": "次に試すこと"}
"""What the three lines are called, on the screen and on paper."""


class Review(ReviewLines):
    """One look back, and the day it was written."""

    on: date


class Case(Frozen):
    """What one family has answered. Everything is optional; nothing names anybody.

    Services are looked up in the catalogue of the validation's context, else in that of data/.
    """

    check: StageCheck | None = None
    cost: CostRequest | None = None
    situation: Annotated[frozenset[SituationFlag], BeforeValidator(_flags)] = frozenset()
    in_use: Annotated[frozenset[str], BeforeValidator(_flags)] = frozenset()
    """What the family has already: marks of ``IN_USE`` and ids of services. Empty: nothing known."""
    age: Annotated[int, Field(strict=True, ge=0, le=120)] | None = None
    notes: Annotated[str, Field(max_length=20_000)] = ""
    edits: PlanEdits = PlanEdits()
    """What the family changed in its plan."""
    review: Review | None = None
    """The three lines being written now."""
    history: tuple[Review, ...] = ()
    """Those of earlier days, oldest first; a day on which nothing was written is not there."""
    saved_on: date | None = None

    @field_validator("in_use")
    @classmethod
    def _known(cls, in_use: frozenset[str], info: ValidationInfo) -> frozenset[str]:
        for one in sorted(in_use - IN_USE):
            if one not in given_catalog(info).by_service:
                raise ValueError(f"「{sound(one)}」という、いま使っているものはありません")
        return in_use

    @property
    def known_age(self) -> int | None:
        """The person's age from the case, else from the cost request."""
        if self.age is not None or self.cost is None:
            return self.age
        return self.cost.person.age


_AROUND_AGE = re.compile(
    rf"^(?:いま|今|現在|満|{numerals.ABOUT})+|(?:{numerals.ROUGHLY}|{numerals.POLITE}|になりました)+$"
)
_OLD = re.compile("(?:歳|才|さい)$")


def read_age(text: str) -> int | None:
    """A typed age in whole years (34, ３４才, 三十四歳です); None when it is none from 0 to 120."""
    if len(text) > numerals.LONGEST:
        return None
    bare = _AROUND_AGE.sub("", numerals.plain(text))
    number = _OLD.sub("", bare)
    age = numerals.whole(number, complete=number != bare)
    return age if age is not None and age <= 120 else None


def check_from_answers(raw: Mapping[str, Any], answerer: str, catalog: Catalog) -> StageCheck:
    """A StageCheck from what the screens keep, question by question.

    ``raw`` is {"difficulty": …, "safety": {"R1": …, "R2b": …}, "threatened": …, "answers": …}: the
    safety answers stand under the ids of their questions. Until check 1.1.0 R2 and R2b shared one
    key; their answers were kept apart, so that nothing has to be moved. Raises pydantic's
    ValidationError for a value that is no answer.
    """
    raw = as_dict(raw)
    safety, said = raw.get("safety", {}), raw.get("difficulty")
    found = safety  # what is no dict, the model refuses
    if isinstance(safety, Mapping):
        found = {one.key: safety.get(one.id) or "unknown" for one in catalog.check.safety}
    violence = found["violence"] if isinstance(found, dict) else None
    return StageCheck.model_validate(
        {
            "answerer": answerer,
            "has_difficulty": True if said == "yes" else False if said == "no" else None,
            # Asked only after R2 was not ない; a taken-back answer takes it along.
            "threatened": {} if violence == "no" else raw.get("threatened") or {},
            "safety": found,
            "answers": raw.get("answers") or {},
        }
    )
