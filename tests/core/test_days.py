"""How a day is typed: understood alike on every screen and in every file."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import said
from core.days import (
    NO_DAY,
    coming,
    dated,
    day_of,
    kept_day,
    last,
    near_day,
    read_day,
    refusal,
    too_far,
    written_day,
)
from core.tolerant import GONE, tried
from tests.core.conftest import sample

TODAY = date(2026, 11, 24)  # a Tuesday
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        "2026-12-10",
        "2026/12/10",
        "2026.12.10",
        "2026年12月10日",
        "2026年 12月 10 日",
        "２０２６年１２月１０日",
        " 2026-12-10 ",
        "2026/12/10(木)",
        "2026/12/10（木）",
        "2026年12月10日（木曜日）",
        "2026年12月10日 (木曜)",
        "2026/12/10 0:00:00",
        "2026-12-10T00:00:00.0",
        "R8.12.10",
        "r8/12/10",
        "令和8年12月10日",
        "令和 ８年１２月１０日（木）",
        "20261210",
        "２０２６１２１０",
        "26/12/10",
        "26年12月10日",
        "令8.12.10",
        "令８年12月10日",
        "2026年12月10日現在",
        "2026/12/10 確認",
        "2026-12-10に更新",
        "46366",  # days since 1899-12-30, as a spreadsheet counts
        "46366.0",
    ],
)
def test_a_day_with_its_year_is_understood_everywhere(typed: str) -> None:
    day = date(2026, 12, 10)
    assert dated(typed) == last(typed, TODAY) == coming(typed, TODAY) == day
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R1.5.1", date(2019, 5, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("H30/1/2", date(2018, 1, 2)),
    ],
)
def test_the_years_of_two_eras_are_known(typed: str, day: date) -> None:
    assert dated(typed) == day


@pytest.mark.parametrize(
    "typed",
    [
        "", "あした", "13月1日", "2月30日", "2027年2月29日", "0年1月1日", "20261310", "12月",
        "11/22/26", "2026-13", "S63.1.1", "令和8年", "11/22/2026", "12月10日ごろ", "(木)",
        "39999", "60000", "2026121", "2026", "261210",
    ],
)  # fmt: skip
def test_anything_else_is_no_day(typed: str) -> None:
    assert dated(typed) is None
    assert last(typed, TODAY) is None
    assert coming(typed, TODAY) is None
    assert not too_far(typed, TODAY)


@pytest.mark.parametrize("typed", ["2026-11", "2026/11", "2026年11月", "令和8年11月現在", "R8.11"])
def test_a_month_alone_has_been_and_is_no_day_to_come(typed: str) -> None:
    assert dated(typed) == last(typed, TODAY) == date(2026, 11, 1)
    assert coming(typed, TODAY) is None


@pytest.mark.parametrize(
    ("typed", "has_been", "will_come"),
    [
        ("11/24", date(2026, 11, 24), date(2026, 11, 24)),  # today
        ("11/25", date(2025, 11, 25), date(2026, 11, 25)),
        ("１１月２０日（金）", date(2026, 11, 20), date(2026, 11, 20)),
        (" 12-1 ", date(2025, 12, 1), date(2026, 12, 1)),
        ("1月5日", date(2026, 1, 5), date(2027, 1, 5)),
        ("8月24日", date(2026, 8, 24), date(2026, 8, 24)),  # 92 days ago
        ("8月23日", date(2026, 8, 23), date(2027, 8, 23)),  # 93 days ago: next year's
        ("2/29", date(2024, 2, 29), None),
    ],
)
def test_what_a_day_without_a_year_means_depends_on_what_is_asked(
    typed: str, has_been: date, will_come: date | None
) -> None:
    assert dated(typed) is None
    assert last(typed, TODAY) == has_been
    assert coming(typed, TODAY) == will_come


def test_the_29th_of_february_is_found_over_a_century_without_it() -> None:
    assert last("2/29", date(2103, 6, 1)) == date(2096, 2, 29)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2025年1月5日", date(2025, 1, 5)),
        ("2024年12月31日", None),  # two years back
        ("2036年12月31日", date(2036, 12, 31)),  # ten years ahead
        ("2037/1/1", None),
        ("9999/12/31", None),
        ("0001-01-01", None),
        ("H30.1.2", None),
    ],
)
def test_a_day_of_a_plan_lies_in_the_years_around_today(typed: str, day: date | None) -> None:
    assert read_day(typed, TODAY) == day
    assert too_far(typed, TODAY) == (day is None)


def test_a_day_that_is_not_taken_has_its_words() -> None:
    assert refusal("2037/1/1", TODAY) == "日にちは、2025年から2036年までで入れてください。"
    for typed in ("あした", "13月1日"):
        told = "日にちは「11月24日」や「11/24」のように入れてください。"
        assert refusal(typed, TODAY) == told
    assert "2026-11-22 の形" in NO_DAY


def test_the_examples_of_the_words_are_taken() -> None:
    told = refusal("あした", TODAY)
    for example in told.split("「")[1:]:
        assert read_day(example.split("」")[0], TODAY) == TODAY


# -- as it is written down --------------------------------------------------------------------


@pytest.mark.parametrize(
    "written", ["2026-1-5", "20260105", "2026-W01-1", "２０２６-01-05", " ", "x"]
)
def test_a_file_of_ours_holds_days_in_one_form_only(written: str) -> None:
    with pytest.raises(ValueError, match="2026-11-22 の形"):
        day_of(written)
    assert tried(written_day(), written) == (GONE, ["日付は 2026-11-22 の形で入れてください"])


@pytest.mark.parametrize(
    ("written", "right"),
    [("2036-12-31", True), ("2037-01-01", False), ("1999-01-01", True), ("2026-02-30", False)],
)
def test_a_written_day_grows_old_but_does_not_lie_far_ahead(written: str, right: bool) -> None:
    found, told = tried(written_day(TODAY), written)
    assert (found == written, not told) == (right, right)


def test_a_day_written_without_today_may_lie_anywhere() -> None:
    assert tried(written_day(), "9999-12-31") == ("9999-12-31", [])
    assert tried(written_day(), date(2026, 1, 1))[0] is GONE


@pytest.mark.parametrize(
    ("day", "kept", "near"),
    [
        (None, True, True),
        (date(2024, 12, 31), True, False),
        (date(2025, 1, 1), True, True),
        (date(2036, 12, 31), True, True),
        (date(2037, 1, 1), False, False),
    ],
)
def test_the_years_that_are_kept_and_typed(day: date | None, kept: bool, near: bool) -> None:
    assert (kept_day(day, TODAY), near_day(day, TODAY)) == (kept, near)


# -- any day, any text ------------------------------------------------------------------------


@sample(200)
@given(day=DAYS)
def test_a_day_as_it_is_said_is_read_again(day: date) -> None:
    for typed in (day.isoformat(), said.day(day), said.weekday(day, made_on=date.min)):
        assert dated(typed) == last(typed, TODAY) == coming(typed, TODAY) == day


@sample(200)
@given(today=DAYS, days=st.integers(0, 364))
def test_without_a_year_the_last_day_has_been_and_lies_less_than_a_year_back(
    today: date, days: int
) -> None:
    day = today - timedelta(days)
    assert last(f"{day.month}/{day.day}", today) == day


@sample(200)
@given(today=DAYS, days=st.integers(-92, 180))
def test_without_a_year_the_coming_day_is_the_near_one(today: date, days: int) -> None:
    day = today + timedelta(days)
    if today.year <= day.year:
        assert coming(f"{day.month}月{day.day}日", today) == day


@sample(200)
@given(typed=st.text(max_size=20), today=st.dates())
def test_reading_a_day_never_breaks(typed: str, today: date) -> None:
    for found in (dated(typed), last(typed, today), coming(typed, today), read_day(typed, today)):
        assert found is None or isinstance(found, date)
    assert refusal(typed, today).endswith("入れてください。")
