"""くみあわせプラン as a way: what stands unopened, three tickets, gates, danger first, undo."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core import compose_plan, load_catalog
from core.case import from_answers
from core.catalog import Catalog
from core.edit import PlanEdits, add_own
from core.plan.way import TICKETS_MOST, way
from tests.pages.conftest import (
    TODAY,
    assert_sound,
    case_of,
    checked,
    elements,
    opened,
    plan_part,
    press,
    said,
    shown_html,
)

CHARACTERS_MOST = 900
"""On the whole plan unopened; the way to the PDF has 3,500 in all."""
FLAGS = [one.flag for one in load_catalog().plan.profiles]


def unopened(block: Any) -> str:
    """What one reads before anything is opened, without blanks."""
    found = []
    for one in getattr(block, "children", {}).values():
        kind = one.type
        if kind == "expander":
            found.append(one.label)
        elif kind == "html":
            found.append(
                re.sub(r"<details.*?<summary>(.*?)</summary>.*?</details>", r"\1", one.value)
            )
        elif kind in ("markdown", "title", "header"):
            found.append(one.value)
        elif kind == "button":
            found.append(re.sub(r" \*.*\*$", "", one.label))
        elif kind == "page_link":
            found.append(one.proto.label)
        else:
            found.append(unopened(one))
    return re.sub(r"\s|\*|\u2060|<[^>]*>", "", unescape("".join(found)))


def the_plan(at: AppTest) -> Any:
    """The block that has the title of the screen in it."""
    (block,) = [
        one
        for one in elements(at._tree)
        if any(getattr(c, "type", "") == "title" for c in getattr(one, "children", {}).values())
    ]
    return block


def plan_of(answer: str = "no", **more: Any) -> AppTest:
    safety = {key: value for key, value in more.items() if key.startswith("R")}
    rest = {key: value for key, value in more.items() if not key.startswith("R")}
    at = opened(case_of("family", checked(answer, **safety), **rest), "plan.py")
    assert_sound(at)
    return at


def order_of_now(at: AppTest) -> list[str]:
    """The steps of いま, as tickets or lines."""
    found = (getattr(one, "key", None) or "" for one in elements(plan_part(at, "いま")))
    return [key for key in found if key.startswith("plan_open_")]


def tickets(at: AppTest) -> list[str]:
    return re.findall(r'<p class="pl-when">.*?<h3>(.*?)</h3>', shown_html(at))


@pytest.mark.parametrize("answer", ["no", "sometimes", "yes", "unknown"])
@pytest.mark.parametrize("flag", ["", "goes_out", "parents_elderly"])
def test_the_plan_is_read_unopened_in_few_characters(answer: str, flag: str) -> None:
    at = plan_of(answer, age=34, situation=[flag] if flag else [])
    words = unopened(at._tree)
    plan = words[words.index("くみあわせプラン") : words.index("これは診断ではありません")]
    assert "まだしないこと" in plan
    assert len(plan) <= CHARACTERS_MOST, len(plan)


@pytest.mark.parametrize("answer", ["no", "sometimes", "yes"])
def test_a_ticket_says_how_to_begin_where_there_are_words_for_it(
    answer: str, catalog: Catalog
) -> None:
    raw = case_of("family", checked(answer))
    plan = compose_plan(from_answers.case_of(raw, catalog, TODAY), catalog, today=TODAY)
    says = [one.say for one in way(plan, catalog).tickets]
    assert any(says)
    quoted = re.findall(r'<p class="quote">「(.*?)」</p>', shown_html(plan_of(answer)))
    assert [unescape(one) for one in quoted] == [one for one in says if one]


@pytest.mark.parametrize("answer", ["no", "sometimes", "yes"])
def test_now_is_three_tickets_at_most_each_with_what_is_needed(answer: str) -> None:
    at = plan_of(answer)
    assert 1 <= len(tickets(at)) <= TICKETS_MOST
    now = unopened(plan_part(at, "いま"))
    # And of the part as a whole, but where it is the sum of the month just above.
    (total,) = re.findall(r'<p class="ashiba-amount">月 (.*?)</p>', shown_html(at))
    assert f"いま費用：月{re.sub('<.*?>', '', total)}" not in now
    assert now.count("費用：月") - len(tickets(at)) in (0, 1)
    assert now.count("断られたら") == now.count("直す") == len(tickets(at))
    assert "つないでいただけますか" not in now  # what then to say is folded


def test_what_a_family_puts_beside_three_tickets_stands_as_lines() -> None:
    edits = PlanEdits()
    for name in ("散歩", "手紙", "片づけ"):
        edits = add_own(edits, name, "now")
    at = plan_of("sometimes", edits=edits.model_dump(mode="json"))
    assert len(tickets(at)) == TICKETS_MOST
    now = said(at, plan_part(at, "いま"))
    folds = [one.label for one in at.expander if one.label in ("散歩", "手紙", "片づけ")]
    assert len(folds) == len(order_of_now(at)) - TICKETS_MOST > 0
    assert all(name in now for name in ("散歩", "手紙", "片づけ"))


def test_what_waits_is_a_line_and_the_signs_stand_at_their_gate(catalog: Catalog) -> None:
    at = plan_of("sometimes", age=34, situation=["goes_out"])
    ahead = unopened(plan_part(at, "次")) + unopened(plan_part(at, "その先"))
    rules = catalog.plan.rules
    for words in (rules.gate_turn.family, rules.gate_sign.family, rules.gate_consent.family):
        assert words in ahead
    assert ahead.count("疲れが2〜3日で戻る") == 1
    for words in ("だれが：", "どこへ：", "断られたら"):
        assert words not in ahead


@pytest.mark.parametrize("safe", [{"R1": "now"}, {"R4": "now"}, {"R2b": "recent"}, {"R2b": "now"}])
def test_danger_and_who_protects_come_before_the_sum_and_the_steps(safe: dict[str, str]) -> None:
    words = unopened(plan_of("sometimes", **safe)._tree)
    number = re.search(r"\d{3,4}-\d{2,3}-\d{3,4}|#\d{4}|11[09]", words)
    assert number is not None
    assert number.start() < words.index("月に払う額の合計") < words.index("費用：")


@pytest.mark.parametrize(("safe", "there"), [({"R1": "recent"}, True), ({}, False)])
def test_that_safety_goes_first_is_said_above_the_sum(safe: dict[str, str], there: bool) -> None:
    words = unopened(plan_of("sometimes", **safe)._tree)
    first = "先に、安心のことから進めます。"
    assert (first in words.split("月に払う額の合計")[0]) is there


def test_in_danger_how_to_look_back_stands_at_the_end_of_the_way() -> None:
    note = "今日のうちに一度、3日後にもう一度、様子を確かめます。"
    assert note in unopened(plan_of("sometimes", R1="now")._tree)


@pytest.mark.parametrize("more", [{}, {"R1": "now"}, {"R2b": "recent"}])
def test_headings_go_down_one_by_one(more: dict[str, str]) -> None:
    levels = []
    for one in elements(plan_of("sometimes", **more)._tree):
        if one.type in ("title", "header", "subheader"):
            levels.append({"title": 1, "header": 2, "subheader": 3}[one.type])
        elif one.type == "html":
            levels += [int(level) for level in re.findall(r"<h([1-6])", one.value)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_undo_is_one_press_away_after_each_kind_of_change() -> None:
    at = plan_of("no", family_rest="yes", family_support="yes")
    before = tickets(at)
    for key in ("plan_down_", "plan_later_", "plan_drop_"):
        first = next(b.key for b in at.button if (b.key or "").startswith("plan_open_"))
        step_id = first.removeprefix("plan_open_")
        if not any((b.key or "").startswith("plan_drop_") for b in at.button):
            press(at, first)
        press(at, f"{key}{step_id}")
        assert tickets(at) != before
        press(at, "plan_undo")
        assert tickets(at) == before


@pytest.mark.parametrize("flag", FLAGS)
def test_the_three_combinations_and_every_situation_stay_reachable(
    flag: str, catalog: Catalog
) -> None:
    at = plan_of("sometimes")
    assert f"flag_{flag}" in [box.key for box in at.checkbox]
    for one in catalog.plan.patterns:
        assert one.name in said(at)
        assert one.name not in unopened(at._tree)


def test_later_is_beside_the_sum_until_a_service_of_it_is_counted() -> None:
    case = case_of("family", checked("sometimes"), age=34)
    assert "（合計のほか）" in shown_html(opened(case, "plan.py"))
    used = case | {"usages": {"life_skills_training": {"times": 8}}, "usages_proposed": True}
    assert "（合計のほか）" not in shown_html(opened(used, "plan.py"))
    alone = case_of("family", checked("no"), age=34)  # その先 costs nothing there
    assert "（合計のほか）" not in shown_html(opened(alone, "plan.py"))


@pytest.mark.parametrize(("difficulty", "shown"), [("no", False), ("yes", True)])
def test_what_is_not_done_yet_has_no_heading_where_there_is_none(
    difficulty: str, shown: bool
) -> None:
    at = opened(case_of("family", checked(difficulty=difficulty)), "plan.py")
    assert_sound(at)
    assert ("まだしないこと" in said(at)) is shown
    assert ("その理由" in said(at)) is shown
