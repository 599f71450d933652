"""What is right stays, what is wrong is dropped alone and counted: the engine by itself."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal, TypedDict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from core.contacts import LocalWindow
from core.cost.request import Claim, Person, WelfareHousehold
from core.money import parse_yen
from core.tolerant import (
    GONE,
    By,
    Lost,
    Read,
    Then,
    as_it_is,
    by_type,
    checked,
    depth,
    fields,
    is_empty,
    kept,
    list_of,
    made,
    mapping,
    model,
    named,
    one_of,
    only,
    or_none,
    plain,
    reader,
    sifted,
    table,
    text,
    then,
    tried,
    typed,
    unless_empty,
    unlike,
    whole,
)
from tests.core.conftest import sample


def read(how: Read, value: object) -> tuple[Any, int]:
    """(what was kept, how many values were lost)."""
    found, told = tried(how, value)
    assert all(told)
    return found, len(told)


NUMBER = whole(0, 9)
GREEN = one_of("green", 1)


@pytest.mark.parametrize(
    ("how", "value", "found"),
    [
        (GREEN, "green", ("green", 0)),
        (GREEN, 1, (1, 0)),
        (GREEN, True, (GONE, 1)),
        (GREEN, ["green"], (GONE, 1)),
        (NUMBER, 9, (9, 0)),
        (NUMBER, 10, (GONE, 1)),
        (NUMBER, True, (GONE, 1)),
        (NUMBER, 3.0, (GONE, 1)),
        (or_none(NUMBER), None, (None, 0)),
        (or_none(NUMBER), "x", (GONE, 1)),
        (text(3), "あいう", ("あいう", 0)),
        (text(3), "あいうえ", (GONE, 1)),
        (text(3, cut=True), "あいうえ", ("あいう", 1)),
        (text(3), "a\ud800", ("a\ufffd", 1)),
        (text(3), 5, (GONE, 1)),
        (typed(3), " あ ", ("あ", 0)),
        (typed(3), "あ いう", ("あ い", 1)),
        (typed(3), "あい うえ", ("あい", 1)),
        (typed(3), None, (GONE, 1)),
        (checked(text(3), int), "12", ("12", 0)),
        (checked(text(3), int), "x", (GONE, 1)),
        (checked(text(3), str.isdigit), "x", (GONE, 1)),
        (checked(text(3), int), "1234", (GONE, 1)),
        (unless_empty(NUMBER), "", (GONE, 0)),
        (unless_empty(NUMBER), [], (GONE, 0)),
        (unless_empty(NUMBER), 0, (0, 0)),
        (unless_empty(NUMBER), False, (GONE, 1)),
        (by_type({int: NUMBER, str: text(2)}), 3, (3, 0)),
        (by_type({int: NUMBER, str: text(2)}), "三", ("三", 0)),
        (by_type({int: NUMBER, str: text(2)}), [], (GONE, 1)),
        (by_type({int: NUMBER, str: text(2)}), True, (GONE, 1)),
        (as_it_is, [1.5], ([1.5], 0)),
        (only(str.isdigit), "12", ("12", 0)),
        (only(str.isdigit), "x", (GONE, 1)),
        (made(int), "12", (12, 0)),
        (made(int), "x", (GONE, 1)),
        (then(text(3), made(int)), "12", (12, 0)),
        (then(text(3), made(int)), "1234", (GONE, 1)),
        (list_of(NUMBER), [1, "x", 2, 99], ([1, 2], 2)),
        (list_of(NUMBER, 2), [1, 2, 3, 4], ([1, 2], 2)),
        (list_of(NUMBER), "12", (GONE, 1)),
        (unlike(list_of(NUMBER)), [1, 2, 1], ([1, 2], 0)),
        (unlike(list_of(NUMBER), told=True), [1, 2, 1, "x"], ([1, 2], 2)),
        (unlike(list_of(NUMBER)), 3, (GONE, 1)),
        (mapping({"a": NUMBER}), {"a": 1, "b": 2}, ({"a": 1}, 1)),
        (mapping({"a": NUMBER}), {"a": "x", 3: 4}, ({}, 2)),
        (mapping({"a": NUMBER}), [], (GONE, 1)),
        (mapping({"a": NUMBER, "b": NUMBER}, needs=("a",)), {"b": 1}, (GONE, 1)),
        # One entry that cannot stand is one loss, whatever else is wrong in it.
        (mapping({"a": NUMBER}, needs=("a",)), {"a": "x", "c": 1}, (GONE, 1)),
        (table(GREEN, NUMBER), {"green": 1, "red": 2, 1: "x"}, ({"green": 1}, 2)),
        (table(text(9), NUMBER, 1), {"x": 1, "y": 2}, ({"x": 1}, 1)),
        (table(GREEN, NUMBER), None, (GONE, 1)),
        (plain(3), {"a": [1, None, True, "x"], "b": 2.5}, ({"a": [1, None, True, "x"]}, 1)),
        (plain(3), {"a": "long"}, ({}, 1)),
        (plain(3), 10**12, (GONE, 1)),
    ],
)  # fmt: skip
def test_a_reader_keeps_what_fits_and_counts_each_loss(
    how: Read, value: object, found: tuple[Any, int]
) -> None:
    assert read(how, value) == found


def test_the_first_of_two_alike_is_the_one_that_stays() -> None:
    by_id = unlike(list_of(table(text(9), NUMBER)), told=True, key=lambda one: one["id"])
    rows = [{"id": 1, "n": 1}, {"id": 1, "n": 2}, {"id": 2}]
    assert read(by_id, rows) == ([{"id": 1, "n": 1}, {"id": 2}], 1)


class Inner(TypedDict, total=False):
    """A part of a part."""

    colour: Literal["red", "green"]
    on: bool


class Outer(TypedDict, total=False):
    """All that a type can say."""

    inner: Inner
    by_name: dict[Literal["a", "b"], Inner]
    numbers: Annotated[list[Annotated[int, By(lambda most: whole(0, most))]], Then(unlike)]
    maybe: bool | None


def test_a_schema_of_types_is_read_place_by_place() -> None:
    raw = {
        "inner": {"colour": "red", "on": 1},
        "by_name": {"a": {"on": True}, "c": {"on": True}, "b": "x"},
        "numbers": [3, 3, 9, "x"],
        "maybe": None,
        "later": {"version": 9},
    }
    found = {
        "inner": {"colour": "red"},
        "by_name": {"a": {"on": True}},
        "numbers": [3],
        "maybe": None,
    }
    assert read(reader(Outer, 5), raw) == (found, 6)
    assert read(reader(Outer, 5), found) == (found, 0)


def test_a_type_that_nobody_taught_it_stops_the_start() -> None:
    with pytest.raises(TypeError, match="no reader"):
        reader(set[int])


@pytest.mark.parametrize(
    ("kind", "raw", "found"),
    [
        (Person, {"spouse": True, "age": "三十"}, ({"spouse": True, "age": "三十"}, 0)),
        (Person, {"spouse": "x", "colour": 1}, ({}, 2)),
        (WelfareHousehold, {"rent_yen": "3万円", "tax": "gold"}, ({"rent_yen": "3万円"}, 1)),
        (WelfareHousehold, {"rent_yen": 1.5, "tax": None}, ({"tax": None}, 1)),
        (Claim, {"unit_price": "10.91", "units_per_time": True}, ({"unit_price": "10.91"}, 1)),
    ],
)
def test_the_fields_of_an_input_model_are_kept_as_typed(
    kind: Any, raw: dict[str, Any], found: tuple[Any, int]
) -> None:
    assert read(fields(kind, 20), raw) == found


def test_a_model_is_taken_whole_or_not_at_all() -> None:
    assert read(model(LocalWindow), {"name": "会"}) == (LocalWindow(name="会"), 0)
    assert read(model(LocalWindow), {"name": ""}) == (GONE, 1)


def test_what_nobody_asks_for_has_another_value() -> None:
    assert kept(NUMBER, 3) == 3
    assert kept(NUMBER, "x") is None
    assert kept(NUMBER, "x", 0) == 0


# -- what is wrong is named -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "value", "told"),
    [
        (text(3), "あいうえ", "3文字までにしてください"),
        (text(1_000, cut=True), "あ" * 1_001, "1,000文字までにしてください"),
        (text(3), 5, "この項目の形が合いません"),
        (list_of(NUMBER), {}, "この項目の形が合いません"),
        (by_type({int: NUMBER}), True, "この項目の形が合いません"),
        (GREEN, "red", "この値は使えません"),
        (whole(0, 9, "けた数を確かめてください"), 10, "けた数を確かめてください"),
        (made(parse_yen), "高い", "数字で入れてください（例: 9300、9,300円、12万円）"),
        (made(parse_yen, "だめです"), "高い", "だめです"),
        (checked(text(9), parse_yen), "-5", "0円以上で入れてください"),
    ],
)
def test_each_loss_has_its_words(how: Read, value: object, told: str) -> None:
    assert tried(how, value)[1] == [told]


def test_the_fields_of_a_form_are_read_one_by_one_and_each_fault_has_its_field() -> None:
    def choosy(value: str, lost: Lost) -> str:
        lost("長すぎます")
        lost("読めません")
        return value

    form = {"yen": made(parse_yen), "name": text(3), "note": choosy, "kind": GREEN}
    found, faults = named(form, {"note": "x", "yen": "高い", "name": "会", "kind": None, "old": 1})
    assert found == {"name": "会", "note": "x"}
    assert faults == [
        ("yen", "数字で入れてください（例: 9300、9,300円、12万円）"),
        ("note", "長すぎます"),
        ("note", "読めません"),
    ]


def test_an_input_model_is_sifted_until_only_what_is_right_is_left() -> None:
    raw = {"age": 999, "spouse": "maybe", "public_assistance": True}
    told: list[tuple[str, str]] = []

    def take_out(place: tuple[Any, ...], said: str) -> bool:
        told.append((place[0], said))
        return raw.pop(place[0], None) is not None

    assert sifted(lambda: Person.model_validate(raw), take_out) == Person(public_assistance=True)
    assert told == [
        ("age", "120以下の数で入れてください"),
        ("spouse", "はい・いいえで答えてください"),
    ]


def test_two_faults_of_a_part_that_goes_as_a_whole_are_one_turn() -> None:
    """The second fault finds nothing left to take out: that is no end yet."""
    raw: dict[str, Any] = {"spouse": True, "claim": {"units_per_time": "x", "addition": 3}}

    class Both(Person):
        claim: Claim | None = None

    assert sifted(
        lambda: Both.model_validate(raw), lambda place, said: raw.pop(place[0], None) is not None
    ) == Both(spouse=True)


def test_what_cannot_be_taken_out_stays_an_error() -> None:
    with pytest.raises(ValidationError):
        sifted(lambda: LocalWindow.model_validate({"phone": "1"}), lambda place, said: False)


# -- shapes -----------------------------------------------------------------------------------


def test_depth_is_counted_without_recursion() -> None:
    deep: Any = 1
    for _ in range(100_000):
        deep = [deep]
    assert depth(deep) == 100_000
    while isinstance(deep, list):  # so that freeing it needs no recursion either
        deep = deep[0]
    assert depth({"a": [1, {"b": 2}]}) == 3


@pytest.mark.parametrize("value", [None, "", [], {}, False, {"a": {"b": [], "c": None}}])
def test_nothing_said_is_empty(value: object) -> None:
    assert is_empty(value)


@pytest.mark.parametrize("value", [0, "x", [""], True, {"a": {"b": 0}}])
def test_anything_said_is_not(value: object) -> None:
    assert not is_empty(value)


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["inner", "by_name", "numbers", "maybe", "colour", "on", "a"]), inner
        )
    ),
    max_leaves=12,
)


@given(ANY)
@sample(300)
def test_whatever_comes_what_is_kept_is_kept_again_without_a_loss(raw: Any) -> None:
    for how in (reader(Outer, 5), plain(5), fields(WelfareHousehold, 5)):
        found, _ = read(how, raw)
        if found is not GONE:
            json.dumps(found)
            assert read(how, found) == (found, 0)
