"""The case as the text of a tab: all of it, or what has room, the days before first to go."""

from __future__ import annotations

import json

from core.case.packed import is_empty, packed, text_of


def test_all_of_it_has_room_and_what_is_empty_is_not_kept() -> None:
    found = packed({"answerer": "person", "memo": {}, "notes": "", "edits": None}, {"s": "A+"}, 99)
    assert found.whole
    assert json.loads(found.text) == {"s": "A+", "case": {"answerer": "person"}}
    assert packed({}, {}, 99) == ("", True)
    assert text_of({}) == ""


def test_at_the_limit_it_is_whole_and_one_character_more_is_not() -> None:
    case = {"notes": "あ" * 10}
    most = len(text_of({"case": case}))
    assert packed(case, {}, most).whole
    assert not packed(case, {}, most - 1).whole


def test_the_days_before_go_first_then_the_largest_part() -> None:
    case = {"answerer": "family", "history": ["x" * 30], "notes": "y" * 60, "memo": {"a": "z" * 40}}

    def kept(most: int) -> set[str]:
        found = packed(case, {}, most)
        assert len(found.text) <= most
        return set(json.loads(found.text).get("case", {}))

    whole = len(text_of({"case": case}))
    assert kept(whole) == set(case)
    assert kept(whole - 1) == {"answerer", "notes", "memo"}
    assert kept(120) == {"answerer", "memo"}
    assert kept(50) == {"answerer"}
    assert set(case) == {"answerer", "history", "notes", "memo"}  # the visit itself loses nothing


def test_a_case_with_empty_parts_only_is_empty() -> None:
    assert is_empty({"memo": {}, "notes": "", "age": None, "windows": []})
    assert not is_empty({"age": 0})
    assert not is_empty({"merge": False})
