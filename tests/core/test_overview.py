"""わたしたちの一枚: what it says of a case, and its paper."""

from __future__ import annotations

import re
from datetime import date
from itertools import product
from typing import Any

import pytest

from core import Case, Catalog, YenRange, compose_plan
from core.contacts import LocalWindow, centres_for
from core.handout.papers import Papers
from core.handout.sheets import render_sheet_png, render_sheets_pdf
from core.overview import (
    NextStep,
    Overview,
    first_sentence,
    here_on_the_way,
    look_over,
    overview,
    state_words,
    way_to,
    way_words,
)
from core.plan.call import Call, is_called
from tests.core.conftest import QUESTIONS
from tests.core.random_papers import Printed, some_papers

TODAY = date(2026, 11, 26)
UNKNOWN = dict.fromkeys(QUESTIONS, "unknown")
CALM = dict.fromkeys(
    ("self_harm", "violence", "not_eating", "sudden_change", "money", "family_limit"), "no"
)
OWN = LocalWindow(name="町の相談室", phone="0120-000-000", checked_on=date(2026, 11, 1))
"""No number of anybody: 0120-000-000 is not given to a line."""
MEETING = OWN.but(name="家族の会", kind="family_association")


def case(**parts: Any) -> Case:
    return Case.model_validate({"check": {"safety": CALM, "answers": UNKNOWN}} | parts)


def seen(catalog: Catalog, *windows: LocalWindow, **parts: Any) -> Overview:
    return overview(case(**parts), catalog, TODAY, windows)


# -- everything unknown, and nothing said at all ------------------------------------------------


def test_of_nothing_said_there_is_still_a_step_a_sum_and_a_day(catalog: Catalog) -> None:
    found = overview(Case(), catalog, TODAY)
    assert not found.begun
    assert (found.stage, found.stage_range, found.danger) == (None, None, None)
    assert found.step is not None
    assert found.step.due_on == date(2026, 12, 3)  # a Thursday, seven days on
    assert found.month is not None
    assert found.missing == ()
    assert [one.name for one in found.parts] == ["stage", "cost", "plan", "paper"]
    assert [one.state for one in found.parts] == ["none", "none", "review", "ready"]


def test_of_everything_unknown_all_three_places_are_possible_and_nobody_is_blamed(
    catalog: Catalog,
) -> None:
    found = seen(catalog)
    assert found.begun
    assert (found.stage, found.stage_range) == (None, (1, 3))
    assert found.here.at is None
    assert (found.here.middle, found.here.width) == (50, 96)
    assert "よくないという意味ではありません" in found.sentence
    told = " ".join(state_words(one, catalog) for one in found.parts)
    assert not re.search("ません|だめ|失敗|不足", told)


# -- the place -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "near", "places", "middle", "at"),
    [
        (1, False, (1, 1), 17, 1),
        (2, False, (2, 2), 50, 2),
        (3, False, (3, 3), 83, 3),
        (1, True, (1, 1), 24, 1),
        (2, True, (2, 2), 57, 2),
        (3, True, (3, 3), 83, 3),  # there is no next one to lean to
        (1, False, (1, 2), 33, None),
        (2, True, (2, 3), 66, None),
    ],
)
def test_here_is_a_field_that_leans_or_covers_all_that_may_be(
    stage: Any, near: bool, places: Any, middle: int, at: int | None
) -> None:
    here = here_on_the_way(stage, near, places)
    assert (here.middle, here.at) == (middle, at)
    left, right = here.middle - here.width / 2, here.middle + here.width / 2
    low, high = ((17, 50, 83)[one - 1] for one in places)
    assert left <= low - 7
    assert right >= high + 7
    assert left > 0
    assert right < 100


def test_the_words_of_the_picture_name_the_place_and_never_a_mark(catalog: Catalog) -> None:
    near = way_words(2, True, (2, 2), catalog)
    assert "「ためる」から「ためす」のほうへ寄ったあたり" in near
    assert "「ひと息つく」から「ためる」のあいだ" in way_words(1, False, (1, 2), catalog)
    assert "まだ決めていません" in way_words(None, False, None, catalog)
    for words in (near, way_words(3, False, (3, 3), catalog)):
        assert "行ったり来たりして、かまいません" in words
        assert not re.search("点|段|レベル|のうち", words)


# -- safety --------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["self_harm", "violence", "not_eating", "sudden_change"])
def test_in_danger_now_the_danger_stands_there_and_no_place(catalog: Catalog, key: str) -> None:
    answers = dict.fromkeys(QUESTIONS, "yes")
    found = seen(catalog, check={"safety": CALM | {key: "now"}, "answers": answers})
    assert found.danger is not None
    assert found.danger.key == key
    assert (found.stage, found.stage_range, found.near_next) == (None, None, False)
    assert found.part("stage").state == "safety"


def test_who_is_harmed_reads_of_that_and_not_of_the_family_s_limit(catalog: Catalog) -> None:
    safety = CALM | {"harmed": "recent", "family_limit": "now"}
    found = seen(catalog, check={"safety": safety, "answers": UNKNOWN})
    assert found.danger is not None
    assert found.danger.key == "harmed"


def test_the_paper_says_nothing_of_the_safety_answers(catalog: Catalog) -> None:
    """The same paper whatever was answered, but for the steps that the 計画 has too."""
    for key, answer in product(("self_harm", "violence", "harmed"), ("now", "recent")):
        said = case(check={"safety": CALM | {key: answer}, "answers": UNKNOWN})
        plan = compose_plan(said, catalog, TODAY)
        found = look_over(plan, said, catalog, on_paper=True)
        assert found.danger is None
        assert found.step is not None
        assert found.step.id not in ("S0", "S1")
        papers = Papers(catalog=catalog, made_on=TODAY, plan=plan, case=said)
        text = Printed(render_sheets_pdf({"overview": True}, papers)).text
        for word in ("安全", "危険", "暴力", "死", "110", "119"):
            assert word not in text, (key, answer, word)


# -- the next step -------------------------------------------------------------------------------


def test_the_number_is_the_family_s_window_where_the_centre_is_called(catalog: Catalog) -> None:
    found = seen(catalog, OWN)
    assert found.step is not None
    assert found.step.id == "F1"
    assert found.step.call is not None
    assert (found.step.call.name, found.step.call.phone) == (OWN.name, OWN.phone)
    assert found.step.call.checked_on == OWN.checked_on


def test_the_centre_of_the_place_is_called_where_its_number_is_known(catalog: Catalog) -> None:
    choice = centres_for(catalog, "東京都", None, TODAY)
    found = overview(case(), catalog, TODAY, (), choice)
    assert found.step is not None
    assert found.step.call is not None
    assert (
        found.step.call.phone == "0120-529-528"
    )  # facts/centres.md: 東京都ひきこもりサポートネット


def test_no_number_is_put_where_none_is_known_or_none_fits(catalog: Catalog) -> None:
    bare = seen(catalog)
    assert bare.step is not None
    assert bare.step.call is None
    old = seen(catalog, OWN.but(checked_on=date(2025, 10, 25)))  # thirteen months and a day
    assert old.step is not None
    assert old.step.call is None
    # Another step than the centre's: the number of the town's window is not its own.
    at_family = seen(catalog, OWN, in_use=["support_centre"])
    assert at_family.step is not None
    assert at_family.step.id == "F2"
    assert at_family.step.call is None
    there = seen(catalog, OWN, MEETING, in_use=["support_centre"])
    assert there.step is not None
    assert there.step.call is not None
    assert there.step.call.name == MEETING.name


@pytest.mark.parametrize(
    ("say", "first"),
    [
        (
            "家族です。ききたいことがあります。本人は行けません。",
            "家族です。ききたいことがあります。",
        ),
        (
            "本人の年金について、ききたいのですが。よいですか。",
            "本人の年金について、ききたいのですが。",
        ),
        ("家族です。", "家族です。"),
        ("", ""),
    ],
)
def test_the_first_sentence_says_who_calls_and_what_for(say: str, first: str) -> None:
    assert first_sentence(say) == first


def test_two_steps_come_after_and_each_has_its_day_or_what_it_waits_for(catalog: Catalog) -> None:
    for answers in (UNKNOWN, dict.fromkeys(QUESTIONS, "no"), dict.fromkeys(QUESTIONS, "yes")):
        found = seen(catalog, check={"safety": CALM, "answers": answers})
        assert found.step is not None
        assert len(found.after) == 2
        for one in found.after:
            assert one.title != found.step.title
            assert (one.due_on is None) != (one.waits_for is None)


def test_where_nothing_is_to_be_done_now_no_step_is_said_to_follow_it(catalog: Catalog) -> None:
    found = seen(catalog, check={"has_difficulty": False, "safety": CALM})
    assert found.step is None
    assert [one.waits_for for one in found.after] == ["free"] * len(found.after)
    assert found.after


# -- the month -----------------------------------------------------------------------------------

PRIVATE = {"service": "private_visit", "times": 2, "price_low_yen": 5000, "price_high_yen": 9000}


def test_what_is_private_stands_apart_and_both_make_the_plan_s_sum(catalog: Catalog) -> None:
    meeting = {"service": "family_association", "times": 1}
    cost = {"month": "2026-11", "usages": [PRIVATE, meeting]}
    said = case(cost=cost)
    found, plan = overview(said, catalog, TODAY), compose_plan(said, catalog, TODAY)
    assert found.private == YenRange(10_000, 18_000)  # 2 × 5,000 and 2 × 9,000
    assert found.month is not None
    assert plan.total is not None
    assert found.month + found.private == plan.total
    assert found.part("cost").state == "apart"


def test_without_what_is_private_nothing_is_said_of_it(catalog: Catalog) -> None:
    found = seen(catalog, cost={"month": "2026-11", "usages": []})
    assert found.private is None
    assert found.part("cost").state == "none"


def test_an_amount_that_cannot_be_said_names_the_figure_that_is_missing(catalog: Catalog) -> None:
    usages = [{"service": "employment_transition", "times": 8}]
    found = seen(catalog, cost={"month": "2035-01", "usages": usages})
    assert found.part("cost").state == "missing"
    assert not found.whole
    assert found.missing
    assert any("2035年1月" in one and "「" in one for one in found.missing)
    assert found.step is not None  # the plan stands all the same


# -- the paper -----------------------------------------------------------------------------------


def papers_of(said: Case, catalog: Catalog, **more: Any) -> Papers:
    plan = compose_plan(said, catalog, TODAY, more.get("windows", ()))
    return Papers(catalog=catalog, made_on=TODAY, plan=plan, case=said, **more)


def test_the_paper_is_one_side_and_says_the_step_the_day_the_number_and_the_month(
    catalog: Catalog,
) -> None:
    cost = {"month": "2026-11", "usages": [PRIVATE]}
    papers = papers_of(case(cost=cost), catalog, windows=(OWN,))
    printed = Printed(render_sheets_pdf({"overview": True}, papers))
    assert len(printed.pages) == 1
    assert printed.is_ua
    assert min(printed.sizes) >= 12
    for words in ("家族だけで支援センターに電話する", "12月3日(木)", OWN.phone, OWN.name):
        assert words in printed.text, words
    for words in ("家族です。ひきこもりの相談は、こちらでよいですか。", "10,000円〜18,000円"):
        assert words in printed.text, words
    assert "これは診断ではありません" in printed.text


def test_the_paper_is_the_first_of_the_set(catalog: Catalog) -> None:
    papers = papers_of(case(), catalog)
    both = Printed(render_sheets_pdf({"plan": True, "overview": True}, papers))
    assert "わたしたちの一枚" in both.pages[0]


def test_the_blank_paper_has_the_way_and_no_amount(catalog: Catalog) -> None:
    printed = Printed(render_sheets_pdf({"overview": False}, papers_of(case(), catalog)))
    assert len(printed.pages) == 1
    for name in ("ひと息つく", "ためる", "ためす"):
        assert name in printed.text
    assert "円" not in re.sub("丸", "", printed.text)


def test_it_can_be_sent_as_a_picture(catalog: Catalog) -> None:
    pages = render_sheet_png("overview", papers_of(case(), catalog), width_px=400)
    assert len(pages) == 1
    assert pages[0].startswith(b"\x89PNG")


@pytest.mark.usefixtures("press_anew")
@pytest.mark.parametrize("seed", range(4))
def test_no_family_s_paper_is_longer_than_a_side(catalog: Catalog, seed: int) -> None:
    papers = some_papers(seed, catalog)
    printed = Printed(render_sheets_pdf({"overview": True}, papers))
    assert len(printed.pages) == 1
    assert printed.spilt == []


def test_a_work_service_that_is_counted_and_waits_is_said_on_screen_and_paper(
    catalog: Catalog,
) -> None:
    work = {"service": "employment_transition", "times": 12}
    unknown = seen(catalog, cost={"month": "2026-11", "usages": [work]})
    assert unknown.work_later.startswith("費用に入れた就労移行支援は、通い始めたあとの額です。")
    assert seen(catalog, cost={"month": "2026-11", "usages": [PRIVATE]}).work_later == ""
    found = case(cost={"month": "2026-11", "usages": [work]})
    printed = Printed(render_sheets_pdf({"overview": True}, papers_of(found, catalog)))
    assert len(printed.pages) == 1
    assert "通い始めたあとの額です" in printed.text


def test_nobody_is_called_for_a_step_at_home_or_one_of_the_family_s_own(catalog: Catalog) -> None:
    at_home = next(iter(catalog.sheets.phone.no_call))
    step = NextStep(
        id="F1",
        title="架空の一歩",
        who="ご家族",
        where="",
        due_on=None,
        call=None,
        say="「家族です。」",
        own=False,
    )
    call = Call(name="架空の窓口", phone="0120-000-000", checked_on=None)
    for one, called, helps in (
        (step, True, "windows"),
        (step.but(call=call), True, "number"),
        (step.but(say=""), False, "plan"),
        (step.but(own=True), False, "plan"),
        (step.but(id=at_home), False, "plan"),
    ):
        assert is_called(one, catalog) == called, one
        assert way_to(one, catalog) == helps, one
