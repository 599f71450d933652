"""Case: a family's answers as one value. It has no field for a name."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from core.base import Frozen
from core.cost.request import CostRequest
from core.edit import PlanEdits
from core.stage import StageCheck, more_serious

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
]


def _flags(value: Any) -> Any:
    """Flags come as a list or a set, or as {flag: true/false}."""
    if value is None:
        return frozenset()
    if isinstance(value, Mapping):
        return frozenset(flag for flag, on in value.items() if on)
    return frozenset(value) if isinstance(value, list | tuple | set) else value


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
    """What one family has answered. Everything is optional; nothing names anybody."""

    check: StageCheck | None = None
    cost: CostRequest | None = None
    situation: Annotated[frozenset[SituationFlag], BeforeValidator(_flags)] = frozenset()
    age: Annotated[int, Field(strict=True, ge=0, le=120)] | None = None
    notes: Annotated[str, Field(max_length=20_000)] = ""
    edits: PlanEdits = PlanEdits()
    """What the family changed in its plan."""
    review: Review | None = None
    """The three lines being written now."""
    history: tuple[Review, ...] = ()
    """Those of earlier days, oldest first; a day on which nothing was written is not there."""
    saved_on: date | None = None

    @property
    def known_age(self) -> int | None:
        """The person's age from the case, else from the cost request."""
        if self.age is not None or self.cost is None:
            return self.age
        return self.cost.person.age


def read_age(text: str) -> int | None:
    """A typed age in whole years (34, ３４歳); None when it is none from 0 to 120."""
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix("歳").strip()
    if plain.isascii() and plain.isdigit() and len(plain) <= 3 and int(plain) <= 120:
        return int(plain)
    return None


def check_from_answers(raw: Mapping[str, Any], answerer: str) -> StageCheck:
    """A StageCheck from what the screens keep, question by question.

    ``raw`` is {"difficulty": …, "safety": {"R1": …, "R2b": …}, "threatened": …, "answers": …}
    with the safety questions under their ids, because R2 and R2b are asked one by one and count
    as one. Raises pydantic's ValidationError for a value that is no answer.
    """
    safety = dict(raw.get("safety", {}))
    keys = {
        "self_harm": ("R1",),
        "violence": ("R2", "R2b"),
        "not_eating": ("R3",),
        "sudden_change": ("R4",),
        "money": ("R5",),
        "family_limit": ("R6",),
    }
    joined = {
        key: more_serious(*(safety.get(one) or "unknown" for one in ids))
        for key, ids in keys.items()
    }
    difficulty = {"yes": True, "no": False}.get(str(raw.get("difficulty")))
    return StageCheck.model_validate(
        {
            "answerer": answerer,
            "has_difficulty": difficulty,
            # Asked only after R2 or R2b was not ない; a taken-back answer takes it along.
            "threatened": {} if joined["violence"] == "no" else raw.get("threatened") or {},
            "safety": joined,
            "answers": raw.get("answers") or {},
        }
    )
