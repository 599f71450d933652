"""What people believe of staying at home, and what is so."""

from __future__ import annotations

from typing import NamedTuple

from core.base import Answerer
from core.catalog import Catalog


class Belief(NamedTuple):
    """A sentence that is often heard, and the answer to it."""

    text: str
    answer: str


def beliefs(catalog: Catalog, answerer: Answerer = "family") -> tuple[Belief, ...]:
    """Those of the meeting's sheet; for the person, some in the first person instead."""
    found = [Belief(one.text, one.answer) for one in catalog.sheets.meeting.quiz]
    if answerer == "person":
        for own in catalog.guide.person_quiz:
            told = found[own.number - 1]
            found[own.number - 1] = Belief(own.text or told.text, own.answer or told.answer)
    return tuple(found)
