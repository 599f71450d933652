"""Reading and writing what a family said, by the names of the schema alone."""

from __future__ import annotations

from typing import Any

import pytest

from core.case import kept
from core.case.answers import Visit

NOT_THERE = [
    ("nope",),
    ("cost", "nope"),
    ("cost", "month", "day"),
    ("age", "years"),
    ("quotes", "name"),
    ("checks", "family", "nope"),
    ("review", "somebody"),
    (),
]


def test_an_answer_stands_where_it_was_put_and_nowhere_else() -> None:
    raw: dict[str, Any] = {"notes": "のこる"}
    kept.put(raw, "yes", "cost", "person", "married")
    kept.put(raw, {"times": 4}, "usages", "day_care")
    kept.put(raw, 2, "usages", "day_care", "times")
    assert raw == {
        "notes": "のこる",
        "cost": {"person": {"married": "yes"}},
        "usages": {"day_care": {"times": 2}},
    }
    assert kept.get(raw, "usages", "day_care", "times") == 2


@pytest.mark.parametrize("way", NOT_THERE, ids=str)
def test_a_place_that_the_schema_does_not_know_is_refused(way: kept.Way) -> None:
    raw: dict[str, Any] = {}
    for use in (
        lambda: kept.get(raw, *way),
        lambda: kept.put(raw, 1, *way),
        lambda: kept.drop(raw, *way),
    ):
        with pytest.raises(kept.UnknownPlace):
            use()
    assert raw == {}


@pytest.mark.parametrize("broken", [None, 7, "text", [1]], ids=repr)
def test_what_is_broken_on_the_way_gives_way(broken: object) -> None:
    raw: dict[str, Any] = {"cost": broken}
    assert kept.get(raw, "cost", "person", "age") is None
    kept.put(raw, "34", "cost", "person", "age")
    assert raw == {"cost": {"person": {"age": "34"}}}


def test_what_is_read_is_a_copy_and_what_is_put_is_one_too() -> None:
    raw: dict[str, Any] = {}
    mine = {"times": 1}
    kept.put(raw, mine, "usages", "day_care")
    mine["times"] = 9
    kept.get(raw, "usages")["day_care"]["times"] = 8
    assert raw == {"usages": {"day_care": {"times": 1}}}


def test_rows_are_found_by_their_number() -> None:
    raw: dict[str, Any] = {"quotes": [{"name": "一"}, {"name": "二"}, {"name": "三"}]}
    kept.put(raw, "かえた", "quotes", 1, "name")
    kept.drop(raw, "quotes", 0)
    assert raw == {"quotes": [{"name": "かえた"}, {"name": "三"}]}
    assert kept.get(raw, "quotes", 2, "name") is None
    kept.drop(raw, "quotes", 2)
    with pytest.raises(IndexError):
        kept.put(raw, "x", "quotes", 5, "name")
    kept.put(raw, "次", "quotes", 2, "name")
    assert raw["quotes"][2:] == [{"name": "次"}]


def test_the_first_answer_makes_the_first_row() -> None:
    raw: dict[str, Any] = {}
    kept.put(raw, "yes", "quotes", 0, "flags", "hurry")
    assert raw == {"quotes": [{"flags": {"hurry": "yes"}}]}


def test_forgetting_what_is_not_there_does_nothing() -> None:
    raw: dict[str, Any] = {"cost": {"month": "2026-11"}}
    kept.drop(raw, "cost", "person", "age")
    kept.drop(raw, "usages", "day_care")
    assert raw == {"cost": {"month": "2026-11"}}


def test_with_an_example_all_that_is_a_family_s_own_lies_aside_and_comes_back() -> None:
    own = {name: {"x": name} for name in Visit.__annotations__.keys() - {*kept.SHARED}}
    own = {name: value for name, value in own.items() if name not in ("aside", "aside_of")}
    raw: dict[str, Any] = {"answerer": "family", **own, "windows": ["会の窓口"]}
    assert not kept.turn(raw)
    raw["answerer"] = "example"
    assert kept.turn(raw)
    assert not kept.turn(raw)
    assert own.keys().isdisjoint(raw)
    assert raw["windows"] == ["会の窓口"]
    assert {name: kept.own(raw)[name] for name in own} == own
    raw["notes"] = "例のメモ"
    raw["answerer"] = "person"
    assert kept.turn(raw)
    assert {name: raw[name] for name in own} == own
    raw["answerer"] = "example"
    assert kept.turn(raw)
    assert raw["notes"] == "例のメモ"
