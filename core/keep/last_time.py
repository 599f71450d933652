"""Last time beside today, in words, and what of last time's steps was done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from core import said
from core.base import Answerer
from core.case.case import REVIEW_LABELS, Case
from core.case.history import Comparison, compare, last_time, read_history
from core.catalog import Catalog
from core.keep.quiet import snapshot_of
from core.money import YenRange
from core.stage import STATE_WORDS, StageNumber

_WHO: dict[str, str] = {"family": "家族", "person": "本人"}


class Row(NamedTuple):
    """One thing that is compared: words or an amount, before and now."""

    label: str
    before: str | YenRange
    now: str | YenRange


def beside_last_time(
    raw: Mapping[str, Any], case: Case, catalog: Catalog, today: date
) -> Comparison | None:
    """The last day before today in the history of ``raw`` beside today; None for none."""
    before = last_time(read_history(raw.get("history")), today)
    return None if before is None else compare(before, snapshot_of(case, catalog, today))


def day_words(seen: Comparison) -> str:
    """The day of last time, with the year when it is not this one."""
    day = said.day(seen.before_on)
    return day if seen.before_on.year != seen.now_on.year else day.split("年", 1)[1]


def rows(seen: Comparison, catalog: Catalog, answerer: Answerer) -> tuple[Row, ...]:
    """What is compared. Where somebody else answered, only the amount."""

    def stage(number: StageNumber | None) -> str:
        return "出していません" if number is None else catalog.stage(number).name

    def money(value: YenRange | None) -> str | YenRange:
        return "まだ出せません" if value is None else value

    labels = {one.key: one.label.said_to(answerer) for one in catalog.check.conditions}
    stages = Row("いまの足場", stage(seen.stage_before), stage(seen.stage_now))
    return (
        *([] if seen.other_answerer else [stages]),
        *(
            Row(labels[one.key], STATE_WORDS[one.before], STATE_WORDS[one.now])
            for one in seen.changed
        ),
        Row("月の費用", money(seen.monthly_before), money(seen.monthly_now)),
    )


def remarks(seen: Comparison) -> tuple[str, ...]:
    """What is said below: of who answered, else that nothing changed, and that none is better."""
    if seen.other_answerer:
        who = _WHO[seen.other_answerer]
        return (f"前回は{who}が答えました。見える所がちがうので、条件はくらべていません。",)
    same = seen.both_seen and not seen.changed
    return (
        *(["見えている条件は、前回と同じです。"] if same else []),
        "前より下がって見えても、失敗ではありません。行き来してよいものです。",
    )


def written_then(seen: Comparison) -> tuple[tuple[str, str], ...]:
    """(label, text) of the lines that were written last time."""
    lines = seen.review.model_dump().items()
    return tuple((REVIEW_LABELS[key], text) for key, text in lines if text.strip())


def done_lines(text: object) -> list[str]:
    """The lines of 「できたこと」; a tab may hold anything."""
    return text.splitlines() if isinstance(text, str) else []


def ticked(text: object, step: str, on: bool) -> str:
    """「できたこと」 with a step of last time as its last line, or without it."""
    rest = [line for line in done_lines(text) if line != step]
    return "\n".join([*rest, step] if on else rest)
