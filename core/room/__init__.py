"""会で使う: a fictional family, a length and a start become slides. Pure; nothing of a family's own.

``slides`` makes them, ``timetable`` says when each part ends, ``read_address`` reads where the
projector stands.
"""

from __future__ import annotations

from core.room.address import Setting, read_address, read_start
from core.room.asked import ToldQuestion, told_questions
from core.room.compose import slides
from core.room.model import (
    LENGTHS,
    Bar,
    Choice,
    Column,
    Kind,
    Length,
    NoSuchSlide,
    Numbered,
    PartTime,
    Place,
    PlanStep,
    Reason,
    Row,
    Slide,
    Strip,
    Vote,
)
from core.room.scene import asked_keys, check_families, example_case
from core.room.times import timetable

__all__ = [
    "LENGTHS",
    "Bar",
    "Choice",
    "Column",
    "Kind",
    "Length",
    "NoSuchSlide",
    "Numbered",
    "PartTime",
    "Place",
    "PlanStep",
    "Reason",
    "Row",
    "Setting",
    "Slide",
    "Strip",
    "ToldQuestion",
    "Vote",
    "asked_keys",
    "check_families",
    "example_case",
    "read_address",
    "read_start",
    "slides",
    "timetable",
    "told_questions",
]
