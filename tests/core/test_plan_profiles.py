"""The fourteen situations of facts §4.6 alone and in pairs, written from the facts' own table.

The rows below are §4.6 turned into step ids (§4.1); the words of まだしないこと are what its last
column says, each as the alternatives a sentence may use. Order of several: §4.6's last line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations
from typing import Any

import pytest

from core import Case, compose_plan
from core.catalog import Catalog
from tests.core.conftest import FLAGS, check, every_other, safety

TODAY = date(2026, 11, 24)
STAGES = {
    1: "snsn nnnn nnu yy",
    2: "ssss ssss nnu yy",
    3: "yyyy yyyy yyy yy",
    0: "uuuu uuuu uuu yy",
}
WORK = frozenset({"J1", "J2", "J3", "J4", "J5", "J6"})
Words = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Row:
    """One row of §4.6: いま, in the order of its arrows; 次 / その先; まだしないこと."""

    flag: str
    stage: int
    age: int
    now: tuple[str, ...]
    after: tuple[str, ...]
    not_yet: Words


ROWS = (
    # K1 F1 → F2 | O2, F3 → O1 | I1, J系, 無断の訪問
    Row("stays_in_room", 1, 28, ("F1", "F2"), ("O2", "F3", "O1"),
        (("居場所",), ("仕事", "求人"), ("断りのない訪問", "無断"))),
    # K2 M1 → M2 (+F1, from the plan of foothold 1) | I1 → J4 | 朝型の強制, J系を今
    Row("depressed_or_reversed_days", 1, 33, ("M1", "M2"), ("I1", "J4"),
        (("朝",), ("仕事",))),
    # K3 J1 | J2 → J3 | 正社員応募を急ぐ
    Row("job_experience_not_lasting", 3, 26, ("J1",), ("J2", "J3"), (("正社員",),)),
    # K4 M4, 主治医 | I1/I3 → J4 | 診断だけで就労を決める
    Row("developmental_diagnosis", 2, 29, ("M4", "M2"), ("I3", "J4"), (("診断",),)),
    # K5 F5, F1 | W1, I2, P1 | J1(50歳以上), 「遅い」
    Row("parents_elderly", 1, 54, ("F5", "F1"), ("W1", "I2", "P1"),
        (("サポステ",), ("遅い",))),
    # K6 W1 (要れば W2) | F1, stage plan | 有料の民間, 借入れ
    Row("money_trouble", 2, 45, ("W1",), ("F1",), (("民間",), ("借入れ",))),
    # K7 S0, M1/#9110, 65歳以上はF5 | F1, F4 | がまん, F3を家族だけで, 引き出し業者
    Row("violence", 1, 31, ("S0", "M1"), ("F1", "F4"),
        (("がまん",), ("家族教室", "家族だけ"), ("連れ出", "連れ出し"))),
    # K8 I4, 学校 | フリースクール/I1 → J5 | 就労窓口(15歳未満), 登校の期限
    Row("school_or_diploma", 2, 16, ("I4",), ("J5",), (("登校",),)),
    # K9 I1 見学 | I2, I3 → J1 見学(≤49) | 回数目標
    Row("goes_out", 2, 41, ("I1",), ("I3", "J1"), (("回数",),)),
    # K10 F1, M1 | M2 | だまして受診
    Row("refuses_doctor", 1, 24, ("F1", "M1"), ("M2",), (("かくして", "だまし"),)),
    # K11 休む, 前の担当へ | M1, I1少量 | 例Cの続き, 責める
    Row("went_back", 1, 35, ("F1",), ("M1", "I1"), (("訓練や仕事",), ("責める",))),
    # K12 J3, W1→J6 | | J1
    Row("over_50_wants_work", 3, 53, ("J3", "W1", "J6"), (), (("サポステ",),)),
    # K13 F4, F2, 別窓口 | F1 再挑戦は会の人と | 一人で抱える
    Row("family_exhausted", 1, 36, ("F4", "F2"), ("F1",), (("一人で抱え",),)),
    # K13 was two facts: tired out, and refused elsewhere (another window, with somebody of the group)
    Row("refused_elsewhere", 1, 36, ("F1", "F2"), (), (("相談をやめる",),)),
    # Not in the facts' table: review A17
    Row("maybe_developmental", 2, 22, ("M4",), ("I1",), (("家族だけで決める",),)),
    Row("private_contract_trouble", 1, 36, ("F1",), ("W1",), (("お金を払う",),)),
    # K14 本人の市区町村へ家族から | O2, 連絡の約束 | 突然の訪問, 仕送り停止の脅し
    Row("lives_alone", 0, 38, ("F1",), ("O2",), (("知らせずに", "突然"), ("仕送り",))),
)  # fmt: skip


def plan_of(
    catalog: Catalog, *flags: str, stage: int = 1, age: int | None = 30, **more: Any
) -> Any:
    plain = {"check": check(STAGES[stage], **more), "situation": list(flags), "age": age}
    return compose_plan(Case.model_validate(plain), catalog, today=TODAY)


def ids(steps: Any) -> list[str]:
    return [step.id for step in steps]


def everywhere(plan: Any) -> set[str]:
    return {*ids(plan.now), *ids(plan.next), *ids(plan.later), *ids(plan.further)}


def test_the_table_has_every_situation_once() -> None:
    assert sorted(row.flag for row in ROWS) == sorted(FLAGS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.flag)
def test_a_situation_alone_has_the_steps_of_its_row(catalog: Catalog, row: Row) -> None:
    plan = plan_of(catalog, row.flag, stage=row.stage, age=row.age)
    now, after = ids(plan.now), ids(plan.next) + ids(plan.later)
    assert set(row.now) <= set(now)
    assert set(row.after) <= set(after)


def test_k2_keeps_the_familys_call_beside_the_doctor(catalog: Catalog) -> None:
    assert ids(plan_of(catalog, "depressed_or_reversed_days", stage=1).now) == ["M1", "M2", "F1"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.flag)
def test_a_situation_alone_says_everything_its_row_leaves_for_later(
    catalog: Catalog, row: Row
) -> None:
    plan = plan_of(catalog, row.flag, stage=row.stage, age=row.age)
    said = [one.text for one in plan.not_yet]
    for words in row.not_yet:
        assert [text for text in said if any(word in text for word in words)], (words, said)


# S0 > W1(urgent) > F4/F5 > M > F1/F2 > I > J
RANK = {"S0": 0, "F4": 2, "F5": 2, "M1": 3, "M2": 3, "M3": 3, "M4": 3, "F1": 4, "F2": 4}
RANK |= {f"I{n}": 5 for n in range(1, 5)} | {f"J{n}": 6 for n in range(1, 7)}


def in_stated_order(
    now: list[str], urgent: bool, school: bool = False, contract: bool = False
) -> bool:
    rank = RANK | {"W1": 1} if urgent else dict(RANK)
    if school:
        rank["I4"] = 1  # in school age the school's own windows come first
    if contract:
        rank["F1"] = 1  # 188 before the days for withdrawing run out
    ranks = [rank[one] for one in now if one in rank]
    return ranks == sorted(ranks)


CONTRACT = "private_contract_trouble"
PAIRS = list(combinations(FLAGS, 2))


@pytest.fixture(scope="module")
def plan_of_pair(catalog: Catalog) -> Callable[[tuple[str, ...], int], Any]:
    """The plan of two situations at a stage and 45 years, which several tests read, made once."""
    return cache(lambda pair, stage: plan_of(catalog, *pair, stage=stage, age=45))


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("money", ["no", "now"])
def test_every_pair_of_situations_keeps_the_order_and_three_dates(
    catalog: Catalog,
    plan_of_pair: Callable[[tuple[str, ...], int], Any],
    stage: int,
    money: str,
) -> None:
    # With money now the pairs take turns: each at two of the four stages.
    for pair in PAIRS if money == "no" else every_other(PAIRS, first=stage % 2):
        if money == "no":
            plan = plan_of_pair(pair, stage)
        else:
            plan = plan_of(catalog, *pair, stage=stage, age=45, safety=safety(money=money))
        now = ids(plan.now)
        assert in_stated_order(now, money == "now", contract=CONTRACT in pair), (pair, now)
        assert sum(step.due_on is not None for step in plan.now) <= 3, pair
        assert len(now) - ("S0" in now) <= 3, pair
        if stage != 3:
            assert not WORK & set(now), pair
        if money == "now":
            assert next(one for one in now if one != "S0") == "W1", (pair, now)


@pytest.mark.parametrize("stage", STAGES)
def test_no_pair_of_situations_loses_a_step_of_either(
    plan_of_pair: Callable[[tuple[str, ...], int], Any], stage: int
) -> None:
    # 45 years: J1 is open (15–49) and J6 too; F5 needs a parent of 65, which the row of K5 says.
    rows = {row.flag: row for row in ROWS}
    for pair in PAIRS:
        plan = plan_of_pair(pair, stage)
        wanted = {one for flag in pair for one in (*rows[flag].now, *rows[flag].after)}
        wanted.discard("I4")  # 子ども・若者の窓口: up to 39
        assert wanted <= everywhere(plan), (pair, wanted - everywhere(plan))


@pytest.mark.parametrize("age", [14, 19, 49, 50, 54, 65])
def test_every_pair_keeps_the_order_and_the_limits_of_age(catalog: Catalog, age: int) -> None:
    stage = 1 + age % 3
    # The pairs take turns; the two ages around a line have the same pairs.
    for pair in every_other(PAIRS, first=[14, 19, 49, 50, 54, 65].index(age) // 2 % 2):
        plan = plan_of(catalog, *pair, stage=stage, age=age)
        now, every = ids(plan.now), everywhere(plan)
        assert in_stated_order(
            now,
            urgent=False,
            school=age <= 18 and "school_or_diploma" in pair,
            contract=CONTRACT in pair,
        ), (
            pair,
            now,
        )
        assert sum(step.due_on is not None for step in plan.now) <= 3, pair
        if not 15 <= age <= 49:
            assert "J1" not in every, pair
        if "parents_elderly" in pair:
            assert "F5" in every, pair


@pytest.mark.parametrize("stage", STAGES)
def test_all_fourteen_at_once_still_make_a_plan_in_order(catalog: Catalog, stage: int) -> None:
    plan = plan_of(catalog, *FLAGS, stage=stage, age=45)
    assert ids(plan.now)[0] == "S0"
    assert in_stated_order(ids(plan.now), urgent=False, contract=True)
    assert len(plan.now) <= 4


# --- Ages (§4.1, §4.6): J1 is for 15–49, J6 below 65, F5 for parents of 65 and more ---


@pytest.mark.parametrize(
    ("age", "station"), [(15, False), (17, False), (18, True), (49, True), (50, False), (54, False)]
)
def test_the_way_to_work_of_k9_follows_the_age(catalog: Catalog, age: int, station: bool) -> None:
    # Below 18 the school comes first; work only with the person's own wish.
    plan = plan_of(catalog, "goes_out", stage=2, age=age)
    assert ("J1" in everywhere(plan)) is station
    if age >= 50:
        assert "J6" in everywhere(plan)


def test_under_15_no_window_for_work_is_proposed_but_learning_is(catalog: Catalog) -> None:
    # K8: 就労窓口(15歳未満) is for later. J2 is no window: the facts give it no age.
    plan = plan_of(catalog, *FLAGS, stage=3, age=14)
    assert not {"J1", "J3", "J4", "J6"} & everywhere(plan)
    assert {"I4", "J5"} <= everywhere(plan_of(catalog, "school_or_diploma", stage=2, age=14))


@pytest.mark.parametrize("age", [54, 60, 64])
def test_k12_has_its_three_ways_from_50_to_64(catalog: Catalog, age: int) -> None:
    assert {"J3", "W1", "J6"} <= set(
        ids(plan_of(catalog, "over_50_wants_work", stage=3, age=age).now)
    )


@pytest.mark.parametrize("age", [64, 65, 70])
def test_preparation_for_work_has_no_age_line_of_the_country(catalog: Catalog, age: int) -> None:
    # law_2026-11-26.md §4: 「65歳未満」 is a city's rule, so it is told from 65 on.
    plan = plan_of(catalog, "over_50_wants_work", stage=3, age=age)
    (step,) = [one for one in (*plan.now, *plan.next, *plan.later) if one.id == "J6"]
    assert ("65歳から" in (step.caution or "")) is (age >= 65)
    assert "J3" in ids(plan.now)  # without an age limit


@pytest.mark.parametrize("elderly", ["yes", "no", "unknown"])
def test_k7_calls_the_care_centre_only_for_someone_of_65_or_more(
    catalog: Catalog, elderly: str
) -> None:
    found = {"safety": safety(violence="recent"), "threatened": {"elderly": elderly, "minor": "no"}}
    plan = plan_of(catalog, "violence", **found)
    assert ("F5" in ids(plan.now)) is (elderly == "yes")


@pytest.mark.parametrize("stage", [1, 2])
def test_k11_rests_first_and_calls_whoever_knew_them(catalog: Catalog, stage: int) -> None:
    plan = plan_of(catalog, "went_back", stage=stage)
    first = next(step for step in plan.now if step.id == "F1")
    assert "休み" in first.title
    assert "前の担当" in first.title
    assert not WORK & set(ids(plan.now))


def test_only_who_was_refused_tries_another_window_with_someone_of_the_group(
    catalog: Catalog,
) -> None:
    refused = plan_of(catalog, "refused_elsewhere")
    (again,) = [step for step in refused.now if step.id == "F1"]
    assert "会の人" in again.title
    assert "続きませんでした" in again.say
    tired = plan_of(catalog, "family_exhausted")
    (first,) = [step for step in (*tired.next, *tired.later) if step.id == "F1"]
    assert "続きませんでした" not in first.say
    assert "別の窓口" in again.title
    assert again.if_refused  # §4.4, line 6


def test_k14_calls_the_town_where_the_person_lives(catalog: Catalog) -> None:
    plan = plan_of(catalog, "lives_alone", stage=0)
    (call,) = [step for step in plan.now if step.id == "F1"]
    assert "本人が住む" in call.title


def test_where_all_of_now_is_there_only_what_waits_its_turn_moves_up(catalog: Catalog) -> None:
    """I2, a try in 次, waits for a sign of the person: nobody is pushed into it."""
    there = ["family_association", "support_centre", "welfare_office", "free_space"]
    there += ["correspondence_school", "developmental_support_centre", "outreach_visit"]
    raw = {"check": check(STAGES[2]), "situation": ["goes_out"], "in_use": there, "age": 52}
    plan = compose_plan(Case.model_validate(raw, context=catalog), catalog, today=TODAY)
    assert "I2" in ids(plan.next)
    assert [catalog.step(one).waits_for for one in ids(plan.now)] == ["turn"]


@pytest.mark.parametrize("stage", [1, 2])
def test_after_trouble_with_a_contract_trust_in_a_home_visit_comes_later(
    catalog: Catalog, stage: int
) -> None:
    assert "O1" in ids(plan_of(catalog, stage=stage).next)
    assert "O1" in ids(plan_of(catalog, CONTRACT, stage=stage).later)


@pytest.mark.parametrize(
    ("flag", "first"),
    [("money_trouble", "W1"), ("family_exhausted", "F4"), ("parents_elderly", "F5")],
)
def test_work_takes_the_last_place_of_now_and_never_that_of_what_comes_first(
    catalog: Catalog, flag: str, first: str
) -> None:
    plan = plan_of(catalog, "stays_in_room", flag, stage=3, age=30)
    assert ids(plan.now) == [first, "F1", "J1"]
    assert ids(plan.next)[0] == "F2"  # it made room


# --- The stage base plan (§4.3) and the patterns (§4.2) ---


@pytest.mark.parametrize(
    ("stage", "now", "after"),
    [(1, {"F1", "F2"}, {"F3", "O2", "O1"}), (2, {"F2", "I1", "I2"}, {"M3", "I3", "O1"})],
)
def test_the_stage_alone_has_its_row(
    catalog: Catalog, stage: int, now: set[str], after: set[str]
) -> None:
    plan = plan_of(catalog, stage=stage)
    assert now <= set(ids(plan.now))
    assert after <= {*ids(plan.next), *ids(plan.later)}


@pytest.mark.parametrize("flag", ["stays_in_room", "depressed_or_reversed_days"])
def test_only_now_has_dates_and_a_home_visit_never_has_one(catalog: Catalog, flag: str) -> None:
    for stage in STAGES:
        plan = plan_of(catalog, flag, stage=stage)
        assert not [step for step in (*plan.next, *plan.later) if step.due_on]
        assert "O1" not in ids(plan.now)
