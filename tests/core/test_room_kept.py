"""What a room said, read back from a tab in which anything may stand."""

from __future__ import annotations

from typing import Any

import pytest

from core.room.kept import (
    MOST_CHARACTERS,
    next_meeting,
    pack,
    typed_windows,
    unpack,
    votes_on,
    windows_of,
)


@pytest.mark.parametrize("text", [None, 3, "", "x", "[1]", "[" * 9_000, '"x"'])
def test_what_we_did_not_write_is_an_empty_room(text: object) -> None:
    assert unpack(text) == {}


def test_a_room_comes_back_as_it_was_up_to_its_size() -> None:
    room = {"case": "aoi", "votes": {"self_care": "yes"}, "next": "12月24日"}
    assert unpack(pack(room)) == room
    assert pack({}) == ""
    room = {"x": "y" * (MOST_CHARACTERS - len('{"x":""}'))}
    assert len(pack(room)) == MOST_CHARACTERS
    assert unpack(pack(room)) == room
    assert pack({"x": f"{room['x']}y"}) == ""
    assert unpack(f"{pack(room)} ") == {}


def test_votes_are_of_this_family_and_of_answers_there_are() -> None:
    kept: dict[str, Any] = {"case": "aoi", "votes": {"a": "yes", "b": "maybe", "c": "split"}}
    assert votes_on(kept, "aoi") == {"a": "yes", "c": "split"}
    assert votes_on(kept, "minato") == {}
    assert votes_on({"case": "aoi", "votes": ["yes"]}, "aoi") == {}


def test_a_window_without_a_name_is_typed_and_not_shown() -> None:
    kept = {"windows": [["みどり", "0120"], ["", "1"], ["x"], "xy", ["n" * 61, "p" * 41]]}
    assert typed_windows(kept)[:2] == [("みどり", "0120"), ("", "1")]
    assert [(one.name, one.phone) for one in windows_of(kept)] == [
        ("みどり", "0120"),
        ("n" * 60, "p" * 40),
    ]
    assert windows_of({"windows": "みどり"}) == ()


def test_when_the_group_meets_again_is_its_own_words() -> None:
    assert next_meeting({"next": "12月24日"}) == "12月24日"
    assert next_meeting({}) == next_meeting({"next": None}) == ""
    assert len(next_meeting({"next": "x" * 41})) == 40
