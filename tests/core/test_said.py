"""How months, days, counts and ranges are said: the same on every screen and paper."""

from __future__ import annotations

from datetime import date

import pytest

from core import said
from core.money import YenRange, yen_text


@pytest.mark.parametrize(
    ("low", "high", "ends"),
    [(0, 0, ("0円",)), (9_300, 9_300, ("9,300円",)), (0, 9_300, ("0円〜", "9,300円"))],
)
def test_the_ends_of_a_range_are_said_once_where_they_are_the_same(
    low: int, high: int, ends: tuple[str, ...]
) -> None:
    assert said.yen_ends(low, high) == ends
    assert said.yen_span(low, high) == "".join(ends) == yen_text(YenRange(low, high))


@pytest.mark.parametrize(
    ("number", "unit", "told"), [(4, "回", "4回"), (12, "日", "12日"), (1, "月", "1か月")]
)
def test_a_count_of_months_is_no_month_of_the_year(number: int, unit: str, told: str) -> None:
    assert said.count(number, unit) == told


def test_a_month_and_a_part_of_a_date_have_no_leading_noughts() -> None:
    assert said.month("2027-04") == "2027年4月"
    assert said.part_of_date("2024-06-07") == "2024年6月7日"
    assert said.part_of_date("2024") == "2024年"
    assert said.day(date(2026, 1, 2)) == "2026年1月2日"


def test_a_day_has_its_year_only_where_it_is_another_one() -> None:
    monday = date(2026, 11, 30)
    assert said.weekday(monday, made_on=date(2026, 11, 22)) == "11月30日(月)"
    assert said.weekday(monday, made_on=date(2027, 1, 4)) == "2026年11月30日(月)"


def test_a_day_without_its_year_and_in_a_narrow_place() -> None:
    assert said.day_of_year(date(2026, 12, 3)) == "12月3日"
    assert said.short_day(date(2026, 12, 3)) == "12/3"
    assert said.counted("月") == "か月"
    assert said.counted("日") == "日"


def test_a_number_of_thousands_of_digits_is_refused_in_our_words() -> None:
    # Python itself writes none of more than 4,300 digits, and says so in English.
    with pytest.raises(ValueError, match=r"^下限 … 円が上限 9300 円を上回っています$"):
        YenRange(10**5000, 9300)
    with pytest.raises(ValueError, match="桁が多すぎて"):
        yen_text(10**5000)
    with pytest.raises(ValueError, match="桁が多すぎて"):
        yen_text(YenRange(0, 10**5000))


class Unwritable:
    def __repr__(self) -> str:
        raise RuntimeError


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ([10**5000], "list"),
        ({"a": 10**5000}, "dict"),
        (Unwritable(), "Unwritable"),
        ("あ" * 30_000, "'" + "あ" * 79 + "…"),
        (1.5, "1.5"),
    ],
)
def test_a_value_that_is_refused_is_shown_in_short_or_by_its_kind(value: object, told: str) -> None:
    with pytest.raises(TypeError) as fault:
        YenRange(0, value)  # type: ignore[arg-type]
    assert str(fault.value) == f"上限は整数(円)で入れてください: {told}"
