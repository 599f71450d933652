"""The slides on which the room answers: questions, the rest, where it split, the 足場."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple, get_args

from core.catalog import Catalog, Example
from core.room.model import Choice, Length, Numbered, Place, Reason, Row, Vote
from core.room.scene import Room, asked_keys
from core.stage import ANSWER_KEYS, STATE_WORDS, Assessment, ConditionResult
from core.walk import parted

Body = dict[str, Any]
"""The fields of a slide, without its place among the others."""
_MOST_SPLIT = 3
_MOST_REASONS = 3


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of a text, each with its 。."""
    return tuple(re.findall(r"[^。]+。?", text))


class ToldQuestion(NamedTuple):
    """A question of the check with the name in it. ``aside``: what it says in brackets, or "";
    ``behind``: the numbers of the sentences that answer it.
    """

    key: str
    text: str
    aside: str
    behind: tuple[int, ...]


def told_questions(example: Example, length: Length, catalog: Catalog) -> tuple[ToldQuestion, ...]:
    """The questions that a room is asked in so many minutes, in order."""
    words, asked = catalog.room.question, asked_keys(example, length)
    found = []
    for question in catalog.check.questions:
        if question.key not in asked:
            continue
        text = question.text.family.replace(words.unsaid, "").replace(words.named, example.name)
        text, said = parted(text)
        found.append(ToldQuestion(question.key, text, said, example.sentences(question.key)))
    return tuple(found)


def story_of(room: Room, numbers: Iterable[int] = range(1, 6)) -> tuple[Numbered, ...]:
    """Sentences of the story by their numbers."""
    return tuple(Numbered(number=at, text=room.example.story[at - 1]) for at in numbers)


def question_slides(room: Room) -> Iterable[Body]:
    """One question each, with the sentences that answer it and the five answers."""
    words = room.catalog.room.question
    questions = told_questions(room.example, room.length, room.catalog)
    for number, one in enumerate(questions, start=1):
        lines = (one.aside,) if one.aside else ()
        yield {
            "kind": "question",
            "strip": words.part.format(number=number, count=len(questions)),
            "heading": one.text,
            "lines": lines if one.behind else (*lines, words.untold),
            "story": story_of(room, one.behind),
            "key": one.key,
            "answers": _choices(one.key, room),
        }
    if len(room.asked) < len(ANSWER_KEYS):
        yield _rest(room)


def _choices(key: str, room: Room) -> tuple[Choice, ...]:
    """The five answers; the one that the room pressed is marked."""
    labels, picked = room.catalog.room.question.answers, room.votes.get(key)
    return tuple(
        Choice(key=str(at), value=vote, label=labels[vote], picked=vote == picked)
        for at, vote in enumerate(get_args(Vote), start=1)
    )


def _rest(room: Room) -> Body:
    """The questions that are not asked, by the answer that the story gives them."""
    words, labels = room.catalog.room.rest, room.catalog.room.question
    answers = room.example.answers
    rows = []
    for value, label in labels.answers.items():
        named = [
            labels.short[key]
            for key in ANSWER_KEYS
            if key not in room.asked and answers[key] == value
        ]
        if named:
            rows.append(Row(label=label, value="、".join(named)))
    return {
        "kind": "rest",
        "strip": words.part,
        "heading": words.heading,
        "rows": tuple(rows),
        "foot": words.foot,
    }


def unsure_slide(room: Room) -> Body:
    """Where the room split: the questions, large, and the sentences they are about."""
    words, labels = room.catalog.room.unsure, room.catalog.room.question.short
    if not room.split:
        return {
            "kind": "unsure",
            "strip": "",
            "heading": words.heading,
            "lines": (words.none, words.ask, words.right),
        }
    shown, left = room.split[:_MOST_SPLIT], len(room.split) - _MOST_SPLIT
    told = [room.example.sentences(key) for key in shown]
    return {
        "kind": "unsure",
        "strip": words.part.format(count=len(room.split)),
        "heading": words.heading,
        "rows": tuple(
            Row(
                label=labels[key],
                value=words.sentence.format(numbers="・".join(map(str, at))) if at else "",
            )
            for key, at in zip(shown, told, strict=True)
        ),
        "story": story_of(room, told[0]) if len(shown) == 1 else (),
        "lines": (words.why, words.right),
        "more": words.left.format(count=left) if left > 0 else "",
    }


def _reasons(seen: Assessment, room: Room) -> tuple[Reason, ...]:
    """Two conditions that are met and the one that decides; three of what there is."""
    short = room.catalog.room.footing.conditions
    gate = 1 if seen.stage in (1, None) else 2
    ranked = sorted(seen.conditions, key=lambda one: one.gate != gate)
    met = [one for one in ranked if one.state == "met"]
    # What decides: わからない where that leaves a range, else what is not there yet.
    low, high = seen.stage_range or (1, 1)
    first = "unknown" if low != high else "not_yet"
    open_ = sorted(
        (one for one in ranked if one.state != "met"),
        key=lambda one: (one.gate != gate, one.state != first),
    )
    deciding = [] if seen.stage == 3 else open_[:1]
    chosen = [*met[: _MOST_REASONS - len(deciding)], *deciding]
    for one in open_:
        if len(chosen) < _MOST_REASONS and one not in chosen and seen.stage != 3:
            chosen.append(one)
    return tuple(_reason(one, short[one.key]) for one in chosen)


def _reason(one: ConditionResult, text: str) -> Reason:
    return Reason(state=one.state, word=STATE_WORDS[one.state], text=text)


def footing_slide(room: Room) -> Body:
    """Where the family stands, about: as the room has it. With 「分かれた」 it may be a range."""
    words, seen, catalog = room.catalog.room.footing, room.seen, room.catalog
    low, high = seen.stage_range or (0, 0)
    apart = (seen.stage, seen.stage_range) != (room.told.stage, room.told.stage_range)
    if seen.stage is None:
        heading, *lines = sentences_of(catalog.check.texts.unclear.family)
        low, high = 0, 0
        heading = heading.removesuffix("。")
    elif low != high:
        names = {"low": catalog.stage(low).name, "high": catalog.stage(high).name}
        heading, lines = words.range.format(**names), [words.split]
    else:
        stage = catalog.stage(seen.stage)
        near = stage.result_near if seen.near_next else None
        heading = words.one.format(name=stage.name)
        lines = list(sentences_of((near or stage.result).family))
    return {
        "kind": "footing",
        "strip": "",
        "heading": heading,
        "places": tuple(
            Place(
                number=one.number,
                name=one.name,
                here=low <= one.number <= high,
                shape=one.shape,
                color=one.color,
            )
            for one in catalog.stages
        ),
        "lines": (*lines[:1], words.apart) if apart else tuple(lines),
        "reasons": _reasons(seen, room),
        "foot": words.foot,
    }
