"""One change of the plan: what it did in words, and its way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from core.edit import (
    ALL,
    LONG,
    Columns,
    EditsFull,
    PlanEdits,
    add_own,
    bring_back,
    drop,
    erase_own,
    move_down,
    move_to,
    moves_a_step,
    set_detail,
    set_own,
    told,
    undone,
)

IDS = Columns(now=("F1", "F2", "own-1"), next=("F3",), later=("R0",))
TITLES = {"F1": "電話する", "F2": "会に行く", "F3": "教室", "R0": "見直す"}
DAY = date(2026, 11, 24)

Change = Callable[[PlanEdits], PlanEdits]
START = set_detail(add_own(PlanEdits(), "散歩", "now", who="母"), IDS, "F2", note="火曜")

CHANGES: dict[str, tuple[Change, str]] = {
    "add": (lambda e: add_own(e, "手紙", "next"), "「手紙」を「次」に足しました。"),
    "drop": (lambda e: drop(e, "F1"), "「電話する」を外しました。"),
    "move": (lambda e: move_to(e, IDS, "F1", "later"), "「電話する」を「その先」にうつしました。"),
    "order": (lambda e: move_down(e, IDS, "F1"), "順番を変えました。"),
    "day": (
        lambda e: set_detail(e, IDS, "F1", due_on=date(2026, 12, 24)),
        "「電話する」の日にちを、12月24日（木）にしました。",
    ),
    "other year": (
        lambda e: set_detail(e, IDS, "F1", due_on=date(2027, 1, 7)),
        "「電話する」の日にちを、2027年1月7日（木）にしました。",
    ),
    "who": (lambda e: set_detail(e, IDS, "F1", who="姉"), "「電話する」の「だれが」を書きました。"),
    "own who": (
        lambda e: set_detail(e, IDS, "own-1", who="父"),
        "「散歩」の「だれが」を書きました。",
    ),
    "note gone": (
        lambda e: set_detail(e, IDS, "F2", note=""),
        "「会に行く」の「メモ」を消しました。",
    ),
    "name": (lambda e: set_own(e, "own-1", title="川へ"), "「散歩」の名前を、「川へ」にしました。"),
    "where": (lambda e: set_own(e, "own-1", where="川"), "「散歩」の「どこへ」を書きかえました。"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_said_in_one_sentence(name: str) -> None:
    change, words = CHANGES[name]
    assert told(START, change(START), TITLES, DAY) == words
    assert told(START, START, TITLES, DAY) == ""


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_taken_back_leaves_everything_as_it_was(name: str) -> None:
    after = CHANGES[name][0](START)
    assert after != START
    assert undone(after, START, after) == START


TOUCHED = {
    "day": "F1",
    "other year": "F1",
    "who": "F1",
    "note gone": "F2",
    "own who": "own-1",
    "name": "own-1",
    "where": "own-1",
    "order": "now",
    "move": "now",
    "add": "new",
    "drop": "dropped",
}


@pytest.mark.parametrize(
    ("name", "later"),
    [(one, other) for one in CHANGES for other in CHANGES if TOUCHED[one] != TOUCHED[other]],
)
def test_what_was_done_since_stays(name: str, later: str) -> None:
    """Of two changes that touch different things, taking back the first leaves the second."""
    after = CHANGES[name][0](START)
    both = CHANGES[later][0](after)
    assert undone(both, START, after) == CHANGES[later][0](START)


def test_dropping_and_bringing_back_and_erasing_are_said() -> None:
    dropped = drop(START, "own-1")
    assert (
        told(dropped, bring_back(dropped, "own-1"), TITLES, DAY) == "「散歩」を計画にもどしました。"
    )
    erased = erase_own(dropped, "own-1")
    assert told(dropped, erased, TITLES, DAY) == "「散歩」を消しました。"
    assert undone(erased, dropped, erased) == dropped


def test_a_day_that_is_emptied_is_ours_again() -> None:
    before = set_detail(START, IDS, "F1", due_on=date(2026, 12, 3))
    after = set_detail(before, IDS, "F1", due_on=None)
    assert told(before, after, TITLES, DAY) == "「電話する」の日にちを、はじめの形にもどしました。"


def test_a_long_title_is_cut_and_stands_on_one_line() -> None:
    after = add_own(START, "あ" * 24 + "\nい")
    assert told(START, after, TITLES, DAY) == f"「{'あ' * 24}…」を「いま」に足しました。"


def test_only_what_comes_goes_or_changes_its_part_may_change_the_sum() -> None:
    moving = {name for name, (change, _) in CHANGES.items() if moves_a_step(START, change(START))}
    assert moving == {"add", "drop", "move"}


def test_what_has_no_room_any_more_is_refused() -> None:
    edits = PlanEdits()
    for number in range(1, 18):
        edits = set_detail(edits, IDS, f"F{number}", note="あ" * LONG)
    full = edits  # 17 × 3,000 = 51,000 of 80,000
    for number in range(18, 26):
        full = set_detail(full, IDS, f"F{number}", note="あ" * LONG)  # 25 × 3,000 = 75,000
    after = set_detail(full, IDS, "F1", note="")
    since = set_detail(
        set_detail(after, IDS, "F26", note="い" * LONG), IDS, "F27", note="い" * LONG
    )
    assert since.characters == 78_000
    with pytest.raises(EditsFull):
        undone(since, full, after)
    assert ALL == 80_000
