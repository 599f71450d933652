"""A meeting as slides: pure, from a fictional case, a length and a start. No family's word is in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, time

from core.catalog import Catalog, RoomPartKey
from core.contacts import LocalWindow
from core.room.asked import (
    Body,
    footing_slide,
    question_slides,
    sentences_of,
    story_of,
    unsure_slide,
)
from core.room.counted import money_slide, plan_slide
from core.room.model import Row, Slide, Strip
from core.room.scene import Room
from core.room.times import clock_after, minutes_of

_SOURCE = re.compile(r"（([^（）]+)）。$")
MOST_WINDOWS = 3


def _title(room: Room, start: time) -> Body:
    words, example = room.catalog.room.title, room.example
    return {
        "kind": "title",
        "heading": words.heading,
        "span": (clock_after(start, 0), clock_after(start, room.length)),
        "lines": (
            words.who.format(name=example.name, age=example.age),
            room.catalog.room.fiction,
            words.own,
        ),
    }


def _rules(room: Room) -> Body:
    words = room.catalog.room.rules
    return {"kind": "rules", "heading": words.heading, "lines": words.lines, "foot": words.agree}


def _quiz(room: Room) -> Iterable[Body]:
    """Each belief asked, then answered; then what people who know have said."""
    words, beliefs = room.catalog.room.quiz, room.catalog.sheets.meeting.quiz
    for number, one in enumerate(beliefs, start=1):
        strip = words.part.format(number=number, count=len(beliefs))
        yield {
            "kind": "quiz",
            "strip": strip,
            "heading": one.text,
            "lines": (words.ask,),
            "foot": words.silent,
        }
        source = _SOURCE.search(one.answer)
        answer = one.answer if source is None else one.answer[: source.start()] + "。"
        yield {
            "kind": "quiz_answer",
            "strip": strip,
            "asked": one.text,
            "heading": words.answer,
            "lines": sentences_of(answer),
            "source": words.source.format(source=source[1]) if source else "",
        }
    yield _voices(room)


def _voices(room: Room) -> Body:
    words = room.catalog.room.voices
    return {
        "kind": "voices",
        "strip": words.part,
        "heading": words.heading,
        "rows": tuple(Row(label=one.text, value=f"{one.percent}%") for one in words.rows),
        "foot": words.foot,
        "source": room.catalog.room.quiz.source.format(source=words.source),
    }


def _story(room: Room) -> Body:
    words, example = room.catalog.room.story, room.example
    heading = words.heading.format(name=example.name, age=example.age)
    return {"kind": "story", "heading": heading, "story": story_of(room)}


def _safety(room: Room) -> Body:
    words = room.catalog.room.safety
    open_ = "unknown" in room.example.safety.values()
    return {
        "kind": "safety",
        "heading": words.heading,
        "lines": (words.home, words.unknown if open_ else words.none, words.leave, words.card),
        "foot": words.press,
    }


def _write(room: Room) -> Body:
    words = room.catalog.room.write
    return {"kind": "write", "heading": words.heading, "lines": words.lines, "hidden": True}


def _windows(room: Room, windows: Sequence[LocalWindow], next_meeting: str) -> Body:
    words = room.catalog.room.windows
    own = tuple(Row(label=one.name, value=one.phone) for one in windows[:MOST_WINDOWS])
    lines = {line.id: line for line in room.catalog.hotlines}
    national = tuple(Row(label=lines[one].name, value=lines[one].contact) for one in words.hotlines)
    day = words.next.format(words=next_meeting) if next_meeting.strip() else words.open
    return {
        "kind": "windows",
        "heading": words.heading,
        "rows": own or national,
        "lines": (words.paper if own else words.town, day),
        "foot": words.review,
    }


def slides(
    case: str,
    length: int,
    start: time,
    catalog: Catalog,
    today: date,
    votes: Mapping[str, str] | None = None,
    windows: Sequence[LocalWindow] = (),
    next_meeting: str = "",
) -> tuple[Slide, ...]:
    """All slides of a meeting of ``length`` minutes (20, 45, 60) that begins at ``start``.

    ``case`` is the id of a fictional family. ``votes``: {key of a question: answer of the most, or
    "split"}; they decide only the slides on 足場 and どこで迷ったか, amount and plan stay the case's
    own. ``windows``: the group's own, the first three are shown. ``next_meeting``: words for the next
    day. The number of slides never depends on ``votes``. Raises NoSuchSlide for an unknown case or
    length, DataError for a family that the app itself would refuse.
    """
    room = Room.of(case, length, catalog, today, votes or {})
    bodies: dict[RoomPartKey, Callable[[], Iterable[Body]]] = {
        "title": lambda: [_title(room, start)],
        "rules": lambda: [_rules(room)],
        "quiz": lambda: _quiz(room),
        "story": lambda: [_story(room)],
        "safety": lambda: [_safety(room)],
        "question": lambda: question_slides(room),
        "unsure": lambda: [unsure_slide(room)],
        "footing": lambda: [footing_slide(room)],
        "money": lambda: [money_slide(room)],
        "plan": lambda: [plan_slide(room)],
        "write": lambda: [_write(room)],
        "windows": lambda: [_windows(room, windows, next_meeting)],
    }
    return _numbered(room, start, bodies)


def _numbered(
    room: Room, start: time, bodies: Mapping[RoomPartKey, Callable[[], Iterable[Body]]]
) -> tuple[Slide, ...]:
    """The slides in their order, each with its number, its clock and its strip."""
    words, found, passed = room.catalog.room, [], 0
    for part, minutes in minutes_of(room.length, room.catalog).items():
        passed += minutes
        clock = words.until.format(clock=clock_after(start, passed))
        for at, body in enumerate(bodies[part]()):
            found.append({**body, "part": part, "minutes": 0 if at else minutes, "clock": clock})
    names = {one.key: one.name for one in words.parts}
    return tuple(
        Slide.model_validate(
            {
                **slide,
                "number": number,
                "of": len(found),
                "strip": Strip(
                    made_up=words.made_up,
                    who=room.example.name,
                    part=slide.get("strip") or names[slide["part"]],
                ),
            }
        )
        for number, slide in enumerate(found, start=1)
    )
