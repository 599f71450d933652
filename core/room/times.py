"""When each part of a meeting ends, and which slides it has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from itertools import accumulate

from core.catalog import Catalog, Example, RoomPartKey
from core.room.model import LENGTHS, Length, PartTime
from core.room.scene import asked_keys, example_of
from core.stage import ANSWER_KEYS


def clock_after(start: time, minutes: int) -> str:
    """「14:05」, so many minutes after the start; past midnight it begins again."""
    hours, rest = divmod(start.hour * 60 + start.minute + minutes, 60)
    return f"{hours % 24}:{rest:02}"


def minutes_of(length: Length, catalog: Catalog) -> dict[RoomPartKey, int]:
    """The minutes of each part; a part that this length does not have is not there."""
    place = LENGTHS.index(length)
    return {one.key: one.minutes[place] for one in catalog.room.parts if one.minutes[place]}


def slides_in(part: RoomPartKey, example: Example, length: Length, catalog: Catalog) -> int:
    """How many slides a part has. It never depends on what the room said."""
    asked = len(asked_keys(example, length))
    if part == "question":
        return asked + (asked < len(ANSWER_KEYS))
    if part == "quiz":
        return 2 * len(catalog.sheets.meeting.quiz) + 1
    return 1


def ends_of(minutes: Sequence[int], start: time) -> tuple[str, ...]:
    """The clock times at which parts of so many minutes end."""
    return tuple(clock_after(start, total) for total in accumulate(minutes))


def timetable(case: str, length: int, start: time, catalog: Catalog) -> tuple[PartTime, ...]:
    """The parts of a meeting with their slides and their ends. Raises NoSuchSlide."""
    example, known = example_of(case, length, catalog)
    minutes = minutes_of(known, catalog)
    names = {one.key: one.name for one in catalog.room.parts}
    counts = [slides_in(part, example, known, catalog) for part in minutes]
    lasts, ends = accumulate(counts), ends_of(list(minutes.values()), start)
    return tuple(
        PartTime(
            part=part,
            name=names[part],
            minutes=minutes[part],
            first=last - count + 1,
            last=last,
            ends=end,
        )
        for part, count, last, end in zip(minutes, counts, lasts, ends, strict=True)
    )


def count(case: str, length: int, catalog: Catalog) -> int:
    """How many slides there are. Raises NoSuchSlide."""
    return timetable(case, length, time(), catalog)[-1].last
