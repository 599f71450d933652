"""The windows of a group: put in, put right, taken out, without a screen."""

from __future__ import annotations

from datetime import date

import pytest

from core.catalog import Catalog
from core.contacts import LocalWindow
from core.own_windows import (
    CHECKED,
    HOURS,
    KIND,
    NAME,
    PHONE,
    WHOLE,
    added,
    any_hidden,
    cells_of,
    has_room,
    others_of_kind,
    page,
    read_typed,
    replaced,
    shown_window,
    take_table,
    typed_cells,
    with_number,
    without,
)
from core.windows_file import MOST_ROWS, write_windows

TODAY = date(2026, 11, 24)
OLD = date(2024, 1, 1)
PHONE_A, PHONE_B = "042-000-1234", "042-000-5678"


def window(name: str, phone: str = PHONE_A, day: date | None = TODAY, **more: str) -> LocalWindow:
    return LocalWindow.model_validate({"name": name, "phone": phone, "checked_on": day, **more})


MANY = tuple(window(f"窓口{number}") for number in range(MOST_ROWS))


def test_a_window_of_the_same_kind_and_name_gives_way_whatever_its_blanks() -> None:
    kept = (window("みどり市　福祉課"), window("みどり市 福祉課", kind="family_association"))
    new = window("みどり市福祉課", PHONE_B)
    assert added(kept, [new]) == ((kept[1], new), 0)


def test_two_numbers_of_one_place_stay_and_a_row_twice_comes_once() -> None:
    two = [window("広場"), window("広場", PHONE_B)]
    assert added((), [*two, two[0]]).windows == tuple(two)


def test_what_finds_no_room_is_counted() -> None:
    assert has_room(MANY[:-1])
    assert not has_room(MANY)
    windows, over = added(MANY[:-1], [window("一"), window("二"), window("三")])
    assert (len(windows), over) == (MOST_ROWS, 2)


def test_a_window_put_right_stands_in_its_place_and_once() -> None:
    one, two = window("一"), window("二")
    assert replaced((one, two), one, window("三")) == (window("三"), two)
    assert replaced((one, two), one, two) == (two,)


def test_taking_one_out_leaves_the_others() -> None:
    one, two = window("一"), window("二")
    assert without((one, two), 0) == (two,)
    assert without((one, two), 5) == (one, two)


@pytest.mark.parametrize(("day", "hidden"), [(TODAY, False), (OLD, True), (None, True)])
def test_a_number_that_was_not_checked_lately_is_hidden(day: date | None, hidden: bool) -> None:
    assert any_hidden((window("一", day=day), window("二", "", None)), TODAY) is hidden


@pytest.mark.parametrize(
    ("wanted", "start", "before", "after"),
    [(0, 0, None, 20), (20, 20, 0, 40), (40, 40, 20, None), (80, 40, 20, None), (-20, 0, None, 20)],
)
def test_the_list_is_shown_in_parts(
    wanted: int, start: int, before: int | None, after: int | None
) -> None:
    shown = page(MANY[:45], wanted, 20)
    assert (shown.start, shown.before, shown.after) == (start, before, after)
    assert shown.windows == MANY[:45][start : start + 20]


def test_a_full_part_is_the_last_one() -> None:
    assert page(MANY[:40], 40, 20).start == 20
    assert page(MANY[:20], 0, 20).after is None


# -- a number at its place ----------------------------------------------------------------------


def test_the_one_with_a_number_to_show_stands_at_its_place() -> None:
    old, new = window("広場", day=OLD), window("広　場", PHONE_B)
    assert shown_window((old, new), "window", "広場", TODAY) == new
    assert shown_window((old,), "window", "広場", TODAY) == old
    assert shown_window((old,), "family_association", "広場", TODAY) is None
    assert others_of_kind((old, new), "window", new) == (old,)


def test_a_typed_number_makes_a_window_that_was_checked_today(catalog: Catalog) -> None:
    read = with_number((), "emergency_advice", "救急", "０４２-000-1234", TODAY, catalog)
    assert read.written == window("救急", kind="emergency_advice")
    assert read.windows == (read.written,)


def test_a_typed_number_leaves_the_hours_and_the_others(catalog: Catalog) -> None:
    kept = (window("広場", "", None, hours="平日"), window("町"))
    read = with_number(kept, "window", "広場", PHONE_B, TODAY, catalog)
    assert read.windows == (window("広場", PHONE_B, hours="平日"), kept[1])


@pytest.mark.parametrize(("hours", "stays"), [("平日", 1), ("", 0)])
def test_nothing_typed_takes_the_shown_number_out(hours: str, stays: int, catalog: Catalog) -> None:
    kept = (window("広場", hours=hours),)
    read = with_number(kept, "window", "広場", "  ", TODAY, catalog)
    assert read.cleared == kept[0]
    assert read.windows is not None
    assert [(one.phone, one.hours) for one in read.windows] == [("", hours)] * stays


def test_nothing_typed_leaves_a_number_that_is_not_shown(catalog: Catalog) -> None:
    kept = (window("広場", day=OLD),)
    assert with_number(kept, "window", "広場", "", TODAY, catalog) == (None, None, None, (), False)


def test_what_is_no_number_changes_nothing_and_says_why(catalog: Catalog) -> None:
    read = with_number((), "window", "広場", "でんわ", TODAY, catalog)
    assert read.windows is None
    assert read.faults


def test_a_number_for_a_new_window_needs_room(catalog: Catalog) -> None:
    assert with_number(MANY, "window", "広場", PHONE_A, TODAY, catalog).is_full
    read = with_number(MANY, "window", MANY[0].name, PHONE_B, TODAY, catalog)
    assert read.written == window(MANY[0].name, PHONE_B)


# -- typed by hand ------------------------------------------------------------------------------


def test_a_window_and_its_cells_say_the_same(catalog: Catalog) -> None:
    one = window("広場", hours="平日", topic="話", kind="family_association")
    assert read_typed(cells_of(one, catalog), TODAY, catalog).window == one


def test_what_no_field_can_hold_is_empty_and_an_untouched_day_is_today() -> None:
    assert typed_cells({NAME: ["x"], KIND: 3}, TODAY)[NAME] == ""
    assert typed_cells({}, TODAY)[CHECKED] == "2026-11-24"
    assert typed_cells({CHECKED: ""}, TODAY)[CHECKED] == ""


def test_what_is_wrong_stands_at_its_field(catalog: Catalog) -> None:
    typed = read_typed(typed_cells({PHONE: "でんわ"}, TODAY), TODAY, catalog)
    assert not typed.is_right
    assert {NAME, PHONE} <= typed.wrong.keys()
    assert HOURS not in typed.wrong


def test_a_day_that_cannot_be_read_is_asked_again(catalog: Catalog) -> None:
    cells = typed_cells({NAME: "広場", PHONE: PHONE_A, CHECKED: "きのう"}, TODAY)
    typed = read_typed(cells, TODAY, catalog)
    assert typed.window is not None
    assert list(typed.wrong) == [CHECKED]
    assert not typed.is_right


def test_a_row_that_is_skipped_as_an_example_is_told_as_a_whole(catalog: Catalog) -> None:
    typed = read_typed(typed_cells({NAME: "例：広場"}, TODAY), TODAY, catalog)
    assert typed.window is None
    assert list(typed.wrong) == [WHOLE]


# -- a table ------------------------------------------------------------------------------------


def test_a_table_is_put_beside_what_is_there(catalog: Catalog) -> None:
    data = write_windows([window("一"), window("二")], catalog)
    taken = take_table((window("一", PHONE_B), window("三")), data, TODAY, catalog)
    assert taken.windows == (window("三"), window("一"), window("二"))
    assert (taken.put_in, taken.bad_rows, taken.is_whole) == (2, 0, True)


def test_a_table_that_finds_no_room_says_how_many(catalog: Catalog) -> None:
    taken = take_table(MANY, write_windows([window("一")], catalog), TODAY, catalog)
    assert (taken.put_in, taken.over, taken.is_whole) == (0, 1, False)


def test_bad_rows_are_counted_once_each(catalog: Catalog) -> None:
    data = "名前,電話\n広場,042-000-1234\n,042-000-1235\n町,110\n".encode()
    taken = take_table((), data, TODAY, catalog)
    assert (taken.put_in, taken.bad_rows, taken.is_unreadable) == (1, 2, False)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", "あ,い\n".encode(), b"%PDF-1.7"])
def test_a_file_that_is_no_table_changes_nothing(data: bytes, catalog: Catalog) -> None:
    taken = take_table((window("一"),), data, TODAY, catalog)
    assert taken.windows is None
    assert (taken.is_unreadable, taken.is_empty, taken.is_whole) == (True, False, False)


def test_a_table_of_examples_is_empty(catalog: Catalog) -> None:
    taken = take_table((), "名前,電話\n例：広場,\n".encode(), TODAY, catalog)
    assert (taken.is_empty, taken.is_unreadable) == (True, False)
