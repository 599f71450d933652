"""Last time beside today, in words; and what of its steps was done."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core import Case, YenRange
from core.case_file import Comparison, ConditionChange, ReviewLines, Snapshot
from core.catalog import Catalog
from core.keep.last_time import (
    Row,
    beside_last_time,
    day_words,
    done_lines,
    remarks,
    rows,
    ticked,
    written_then,
)

TODAY = date(2026, 11, 22)


def seen(**more: Any) -> Comparison:
    """Nothing answered on either day, but what is given."""
    plain: dict[str, Any] = {
        "before_on": date(2026, 10, 25),
        "now_on": TODAY,
        "days": 28,
        "stage_before": None,
        "stage_now": None,
        "other_answerer": None,
        "both_seen": False,
        "changed": (),
        "steps_then": (),
        "monthly_before": None,
        "monthly_now": None,
        "review": ReviewLines(),
    }
    return Comparison(**plain | more)


def test_only_a_day_before_today_is_compared(catalog: Catalog) -> None:
    def found(*days: str) -> Comparison | None:
        history = [Snapshot(on=date.fromisoformat(day)).model_dump(mode="json") for day in days]
        return beside_last_time({"history": history}, Case(), catalog, TODAY)

    assert found() is None
    assert found("2026-11-22") is None
    last = found("2026-09-01", "2026-10-25", "2026-11-22")
    assert last is not None
    assert (last.before_on, last.days) == (date(2026, 10, 25), 28)


@pytest.mark.parametrize("history", [None, "x", 3, [{}], {"on": 1}])
def test_a_history_that_is_none_is_compared_with_nothing(catalog: Catalog, history: object) -> None:
    assert beside_last_time({"history": history}, Case(), catalog, TODAY) is None


@pytest.mark.parametrize(
    ("day", "told"), [(date(2026, 1, 2), "1月2日"), (date(2025, 12, 31), "2025年12月31日")]
)
def test_the_day_has_its_year_when_it_is_another(day: date, told: str) -> None:
    assert day_words(seen(before_on=day)) == told


def test_each_thing_is_said_as_it_was_and_is(catalog: Catalog) -> None:
    condition = catalog.check.conditions[0]
    change = ConditionChange(key=condition.key, before="unknown", now="met")
    found = seen(stage_before=1, stage_now=2, changed=(change,), monthly_now=YenRange(0, 9_300))
    for who in ("family", "person"):
        assert rows(found, catalog, who) == (
            Row("いまの足場", catalog.stage(1).name, catalog.stage(2).name),
            Row(condition.label.said_to(who), "わからない", "見えている"),
            Row("月の費用", "まだ出せません", YenRange(0, 9_300)),
        )


def test_of_another_answerer_only_the_amount_is_compared(catalog: Catalog) -> None:
    found = seen(other_answerer="person", both_seen=False)
    assert [row.label for row in rows(found, catalog, "family")] == ["月の費用"]
    (words,) = remarks(found)
    assert words.startswith("前回は本人が答えました")


def test_nothing_is_called_better_and_the_same_only_where_both_days_were_seen() -> None:
    for both, changed, told in ((True, (), 2), (False, (), 1)):
        words = remarks(seen(both_seen=both, changed=changed))
        assert len(words) == told
        assert words[-1].startswith("前より下がって見えても、失敗ではありません")
    change = ConditionChange(key="self_care", before="met", now="not_yet")
    assert len(remarks(seen(both_seen=True, changed=(change,)))) == 1


def test_of_the_look_back_only_what_was_written_is_shown() -> None:
    lines = written_then(seen(review=ReviewLines(done="一行\n二行", unchanged=" ")))
    assert [text for _, text in lines] == ["一行\n二行"]


@pytest.mark.parametrize(
    ("before", "on", "after"),
    [
        ("", True, "電話する"),
        ("散歩した", True, "散歩した\n電話する"),
        ("散歩した\n電話する", True, "散歩した\n電話する"),
        ("電話する\n散歩した", False, "散歩した"),
        ("散歩した", False, "散歩した"),
        (None, True, "電話する"),
        (3, True, "電話する"),
    ],
)
def test_a_tick_is_the_last_line_once_or_none(before: object, on: bool, after: str) -> None:
    assert ticked(before, "電話する", on) == after
    assert ("電話する" in done_lines(after)) is on
