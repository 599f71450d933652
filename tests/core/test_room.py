"""会で使う: the slides of a meeting, from a fictional family, a length and a start.

Minutes are those of the design's table (20, 45, 60 minutes). Numbers on the wall are compared with
the same core calls as the app's, never with what the slides once said.
"""

from __future__ import annotations

import random
import shutil
from datetime import date, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import ImageFont

from core import Case, DataError, assess, compose_plan, estimate
from core.catalog import DATA, Catalog, read_catalog
from core.contacts import LocalWindow
from core.room import (
    LENGTHS,
    Length,
    NoSuchSlide,
    Setting,
    Slide,
    asked_keys,
    check_families,
    example_case,
    read_address,
    read_start,
    slides,
    timetable,
)
from core.stage import STATE_WORDS, StageCheck
from tests.core.conftest import QUESTIONS

TODAY = date(2026, 11, 26)
START = time(14, 0)
CASES = ("aoi", "haruto", "minato", "yuki", "tsubasa", "ren", "sora", "kaoru")
EACH = [(case, length) for case in CASES for length in LENGTHS]
ANSWERS = ("yes", "sometimes", "no", "unknown", "split")
MINUTES = {
    "title": (1, 1, 1),
    "rules": (2, 3, 4),
    "quiz": (0, 6, 6),
    "story": (1, 2, 3),
    "safety": (1, 1, 1),
    "question": (5, 9, 12),
    "unsure": (3, 5, 8),
    "footing": (1, 3, 3),
    "money": (1, 4, 5),
    "plan": (1, 4, 5),
    "write": (3, 5, 8),
    "windows": (1, 2, 4),
}
"""The design's table: the minutes of each part for 20, 45 and 60."""


def meeting(catalog: Catalog, case: str, length: int = 45, **more: object) -> tuple[Slide, ...]:
    return slides(case, length, START, catalog, TODAY, **more)  # type: ignore[arg-type]


def of_kind(made: tuple[Slide, ...], kind: str) -> Slide:
    return next(one for one in made if one.kind == kind)


# -- time ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("case", "length"), EACH)
def test_the_minutes_add_up_and_each_part_has_those_of_the_table(
    catalog: Catalog, case: str, length: Length
) -> None:
    made = meeting(catalog, case, length)
    place = LENGTHS.index(length)
    assert sum(one.minutes for one in made) == length
    found = {one.part: one.minutes for one in made if one.minutes}
    assert found == {part: minutes[place] for part, minutes in MINUTES.items() if minutes[place]}
    # Parts follow each other in the order of the table, none in two pieces.
    parts = list(dict.fromkeys(one.part for one in made))
    assert parts == [part for part, minutes in MINUTES.items() if minutes[place]]
    assert sum(one.part != two.part for one, two in pairwise(made)) == len(parts) - 1


def test_the_clock_is_the_end_of_the_part_counted_from_the_start(catalog: Catalog) -> None:
    made = meeting(catalog, "minato", 20)
    # 1 + 2 + 1 + 1 minutes before the questions, five for all of them.
    assert [one.clock for one in made[:4]] == [
        "14:01ごろまで",
        "14:03ごろまで",
        "14:04ごろまで",
        "14:05ごろまで",
    ]
    assert {one.clock for one in made if one.part == "question"} == {"14:10ごろまで"}
    assert made[-1].clock == "14:20ごろまで"
    assert of_kind(made, "title").span == ("14:00", "14:20")


@pytest.mark.parametrize(
    ("start", "end"),
    [(time(9, 5), "10:05"), (time(0, 0), "1:00"), (time(23, 0), "0:00"), (time(23, 59), "0:59")],
)
def test_past_the_hour_and_past_midnight_the_clock_goes_on(
    catalog: Catalog, start: time, end: str
) -> None:
    made = slides("aoi", 60, start, catalog, TODAY)
    assert made[-1].clock == f"{end}ごろまで"


@pytest.mark.parametrize(("case", "length"), EACH)
def test_the_timetable_says_the_slides_and_the_ends_of_the_slides(
    catalog: Catalog, case: str, length: Length
) -> None:
    made = meeting(catalog, case, length)
    for row in timetable(case, length, START, catalog):
        mine = [one for one in made if one.part == row.part]
        assert (mine[0].number, mine[-1].number) == (row.first, row.last)
        assert {one.clock for one in mine} == {f"{row.ends}ごろまで"}
        assert mine[0].minutes == row.minutes


def test_the_slides_are_numbered_and_their_number_does_not_hang_on_the_votes(
    catalog: Catalog,
) -> None:
    for case, length in EACH:
        made = meeting(catalog, case, length)
        assert [one.number for one in made] == list(range(1, len(made) + 1))
        assert {one.of for one in made} == {len(made)}
        asked = asked_keys(next(e for e in catalog.examples if e.id == case), length)
        for vote in ("split", "no"):
            voted = meeting(catalog, case, length, votes=dict.fromkeys(asked, vote))
            assert [one.kind for one in voted] == [one.kind for one in made]


# -- what stands on them ------------------------------------------------------------------------


@pytest.mark.parametrize(("case", "length"), EACH)
def test_every_slide_says_that_the_family_is_made_up(
    catalog: Catalog, case: str, length: Length
) -> None:
    name = next(one.name for one in catalog.examples if one.id == case)
    for one in meeting(catalog, case, length):
        assert one.strip.made_up == "架空の例"
        assert one.strip.who == name
        assert one.strip.part
        assert one.heading


def lines_of(one: Slide, wide: int) -> float:
    """About how many lines of 40 pixels stand below the heading, ``wide`` pixels wide."""
    font = ImageFont.truetype(str(DATA / "fonts" / "BIZUDPGothic-Regular.ttf"), 40)

    def wraps(text: str, room: int = wide) -> int:
        return max(1, -(-int(font.getlength(text)) // room)) if text else 0

    count = sum(wraps(text) for text in (*one.lines, one.foot, one.asked))
    count += sum(wraps(told.text, wide - 60) for told in one.story)
    count += sum(wraps(reason.text, wide - 190) for reason in one.reasons)
    count += sum(wraps(row.label + "　" + row.value) for row in (*one.rows, *one.bars))
    return count + 2 * bool(one.amount or one.span) + bool(one.places) + bool(one.not_yet)


@pytest.mark.parametrize(("case", "length"), EACH)
def test_at_most_seven_lines_stand_on_a_slide(catalog: Catalog, case: str, length: Length) -> None:
    asked = asked_keys(next(e for e in catalog.examples if e.id == case), length)
    for votes in ({}, dict.fromkeys(asked, "split"), {asked[0]: "split"}):
        for one in meeting(catalog, case, length, votes=votes):
            assert lines_of(one, 1280 - 56) <= (8 if one.kind == "footing" else 7), one
            assert len(one.lines) <= 6


def test_each_sentence_of_a_story_stands_on_one_line_at_1280(catalog: Catalog) -> None:
    font = ImageFont.truetype(str(DATA / "fonts" / "BIZUDPGothic-Regular.ttf"), 40)
    for example in catalog.examples:
        for sentence in example.story:
            # 28 px free on each side, 60 for the number.
            assert font.getlength(sentence) <= 1280 - 56 - 60
            # A font without narrow letters, as on a Mac, takes 40 px for each.
            assert len(sentence) * 40 <= 1280 - 56 - 60, sentence


def test_a_story_stands_whole_at_1024_also_in_a_font_of_square_letters(catalog: Catalog) -> None:
    for example in catalog.examples:
        lines = 0
        for sentence in example.story:
            width = sum(22 if letter.isascii() else 40 for letter in sentence)
            lines += -(-width // (1024 - 56 - 60))
        # A heading of 62 and lines of 56 px between 86 and the bar at 684.
        assert 86 + 62 + 56 * lines <= 684, example.id


@pytest.mark.parametrize(("case", "length"), EACH)
def test_a_question_is_the_app_s_own_with_the_name_in_it(
    catalog: Catalog, case: str, length: Length
) -> None:
    example = next(one for one in catalog.examples if one.id == case)
    own = {question.key: question.text.family for question in catalog.check.questions}
    made = [one for one in meeting(catalog, case, length) if one.kind == "question"]
    assert [one.key for one in made] == list(asked_keys(example, length))
    assert len(made) == {20: 5, 45: 8, 60: 13}[length]
    for one in made:
        told = own[one.key].replace("ご本人", example.name).replace("（答えている方）", "")
        aside = one.lines[0].removesuffix("。") if one.lines and one.lines[0][:-1] in told else ""
        shown = one.heading.removesuffix("。") + (f"（{aside}）" if aside else "") + "。"
        assert shown == told or f"（{aside}。）" in told
        assert "ご本人" not in one.heading
        assert [choice.label for choice in one.answers] == [
            "はい",
            "ときどき",
            "いいえ",
            "わからない",
            "分かれた",
        ]
        assert [choice.key for choice in one.answers] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize(("case", "length"), EACH)
def test_every_question_names_its_sentence_or_says_that_the_story_does_not_tell(
    catalog: Catalog, case: str, length: Length
) -> None:
    example = next(one for one in catalog.examples if one.id == case)
    for one in meeting(catalog, case, length):
        if one.kind != "question":
            continue
        if length != 60 or example.answers[one.key] != "unknown":
            assert one.story
        if one.story:
            assert all(example.story[told.number - 1] == told.text for told in one.story)
        else:
            assert "話には出てきません。「わからない」も答えです。" in one.lines


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("length", [20, 45])
def test_what_is_not_asked_is_listed_with_the_answer_of_the_story(
    catalog: Catalog, case: str, length: Length
) -> None:
    example = next(one for one in catalog.examples if one.id == case)
    short, asked = catalog.room.question.short, asked_keys(example, length)
    rows = {
        row.label: row.value.split("、")
        for row in of_kind(meeting(catalog, case, length), "rest").rows
    }
    labels = {"yes": "はい", "sometimes": "ときどき", "no": "いいえ", "unknown": "わからない"}
    listed = [name for names in rows.values() for name in names]
    assert sorted(listed) == sorted(short[key] for key in QUESTIONS if key not in asked)
    for key in QUESTIONS:
        if key not in asked:
            assert short[key] in rows[labels[example.answers[key]]]


def test_safety_is_never_a_vote(catalog: Catalog) -> None:
    keys = {question.key for question in catalog.check.safety}
    for case, length in EACH:
        made = meeting(catalog, case, length, votes=dict.fromkeys(keys, "yes"))
        assert made == meeting(catalog, case, length)
        safety = of_kind(made, "safety")
        assert not safety.answers
        said = "この例では、わからないままにしておきます。"
        assert (said in safety.lines) == (case == "kaoru")
        assert any("緊急カード" in line for line in safety.lines)
        assert not any(letter.isdigit() for line in safety.lines for letter in line)


def test_each_misconception_is_asked_and_then_answered(catalog: Catalog) -> None:
    assert not [one for one in meeting(catalog, "aoi", 20) if one.part == "quiz"]
    for length in (45, 60):
        part = [one for one in meeting(catalog, "aoi", length) if one.part == "quiz"]
        assert [one.kind for one in part] == ["quiz", "quiz_answer"] * 5 + ["voices"]
        for belief, asked, told in zip(
            catalog.sheets.meeting.quiz, part[0:10:2], part[1:10:2], strict=True
        ):
            assert asked.heading == told.asked == belief.text
            assert "".join(told.lines)[:10] == belief.answer[:10]
            assert told.heading == "答えは×です"
            # What stands in brackets at the end is a source: small, and read out by nobody.
            named = belief.answer.removesuffix("）。").rpartition("（")
            is_named = belief.answer.endswith("）。")
            assert told.source == (f"出典：{named[2]}" if is_named else "")
            assert "".join(told.lines) == (f"{named[0]}。" if is_named else belief.answer)
        assert any(one.source for one in part if one.kind == "quiz_answer")


def test_the_survey_stands_with_its_numbers_and_its_source(catalog: Catalog) -> None:
    # Facts §5.1 [C F6], diamond.jp/articles/-/275609?page=2: n = 1,516, several answers.
    voices = of_kind(meeting(catalog, "aoi", 45), "voices")
    assert [row.value for row in voices.rows] == ["50.3%", "18.3%"]
    assert "居場所" in voices.rows[0].label
    assert "就職" in voices.rows[1].label
    for part in ("ひきこもりUX会議", "2019年", "1,516人"):
        assert part in voices.source
    assert catalog.room.voices.grade == "C"


# -- the numbers are the app's ------------------------------------------------------------------


def own_case(catalog: Catalog, case: str) -> Case:
    """The family built as the screens build one, from the file's own values."""
    example = next(one for one in catalog.examples if one.id == case)
    cost = example.cost.model_dump(mode="json", exclude_unset=True)
    raw = {
        "check": {
            "answerer": "example",
            "has_difficulty": True,
            "safety": dict(example.safety),
            "answers": dict(example.answers),
        },
        "cost": {"month": "2026-11", **cost},
        "situation": list(example.situation),
        "in_use": list(example.in_use),
        "age": example.age,
    }
    return Case.model_validate(raw, context=catalog)


@pytest.mark.parametrize("case", CASES)
def test_the_footing_of_the_wall_is_that_of_the_check(catalog: Catalog, case: str) -> None:
    check = own_case(catalog, case).check
    assert check is not None
    seen = assess(check, catalog)
    footing = of_kind(meeting(catalog, case), "footing")
    assert seen.alert == "none"
    here = [place.number for place in footing.places if place.here]
    assert [place.name for place in footing.places] == ["ひと息つく", "ためる", "ためす"]
    assert here == ([] if seen.stage is None else [seen.stage])
    if seen.stage is None:
        assert footing.heading == "まだ様子が見えません"
    else:
        assert seen.stage_range == (seen.stage, seen.stage)
        assert footing.heading == f"いまの足場は「{catalog.stage(seen.stage).name}」のあたり"
    states = {catalog.room.footing.conditions[one.key]: one.state for one in seen.conditions}
    assert len(footing.reasons) == 3
    for reason in footing.reasons:
        assert states[reason.text] == reason.state
        assert STATE_WORDS[reason.state] == reason.word
    assert footing.foot == "点ではありません。行き来してかまいません。"
    gates = {catalog.room.footing.conditions[one.key]: one.gate for one in seen.conditions}
    # What decides stands last, and is of the gate that is before the family; 足場3 has passed both.
    assert gates[footing.reasons[-1].text] == (1 if seen.stage in (1, None) else 2)
    assert (footing.reasons[-1].state == "met") == (seen.stage == 3)
    if seen.stage is not None:
        stage = catalog.stage(seen.stage)
        told = stage.result_near if seen.near_next else stage.result
        assert told is not None
        assert "".join(footing.lines) == told.family


@pytest.mark.parametrize(
    ("case", "stage"),
    [
        ("aoi", 1),
        ("haruto", 1),
        ("minato", 2),
        ("yuki", 2),
        ("tsubasa", 3),
        ("ren", 2),
        ("sora", 3),
        ("kaoru", None),
    ],
)
def test_each_case_stands_where_its_lesson_needs_it(
    catalog: Catalog, case: str, stage: int | None
) -> None:
    """The design's eight cases, by the rules of facts/support_domain.md §3 (two gates, no sum)."""
    check = own_case(catalog, case).check
    assert check is not None
    found = assess(check, catalog)
    assert found.stage == stage
    assert found.near_next == (case == "yuki")
    assert found.outcome == ("unclear" if case == "kaoru" else "stage")


def test_a_reason_read_aloud_after_its_word_does_not_say_the_opposite(catalog: Catalog) -> None:
    """「まだ」 and 「家での暮らしの土台がある」, read in one breath, would say that it is still there."""
    for text in catalog.room.footing.conditions.values():
        assert not text.endswith(("る", "す", "く", "た", "い")), text


@pytest.mark.parametrize("case", CASES)
def test_the_amount_of_the_wall_is_that_of_the_cost_screen(catalog: Catalog, case: str) -> None:
    cost = own_case(catalog, case).cost
    assert cost is not None
    found = estimate(cost, catalog)
    low, high = found.monthly.low, found.monthly.high
    money = of_kind(meeting(catalog, case), "money")
    assert money.amount == (f"{low:,}円" if low == high else f"{low:,}円〜{high:,}円")
    assert sum(bar.low for bar in money.bars) == low
    assert sum(bar.high for bar in money.bars) == high
    assert 1 <= len(money.bars) <= 3
    assert any("交通費" in line for line in money.lines)
    assert "2026年" in money.source
    assert ("要確認" in money.source) == found.unconfirmed


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        ("aoi", "相談は無料です。会費や参加費だけがかかります。"),
        ("haruto", "自立支援医療を使うと、軽くなることがあります。"),  # no certificate
        ("minato", "18歳以上の障害福祉サービスでは、親の収入は見ません。"),
        ("yuki", "受給者証があるかどうかで、幅が出ます。"),  # unknown
        ("sora", "ここにある支援は、どれも無料です。"),
    ],
)
def test_the_one_reason_of_the_amount_is_that_of_the_family(
    catalog: Catalog, case: str, reason: str
) -> None:
    assert of_kind(meeting(catalog, case), "money").lines[0] == reason


def with_cost(catalog: Catalog, case: str, **changed: object) -> Catalog:
    """The catalogue with other costs of one fictional family."""
    examples = tuple(
        one.model_copy(
            update={
                "cost": type(one.cost).model_validate(
                    {**one.cost.model_dump(exclude_unset=True), **changed}
                )
            }
        )
        if one.id == case
        else one
        for one in catalog.examples
    )
    return catalog.model_copy(update={"examples": examples})


def test_what_has_no_bar_of_its_own_is_summed_and_treatment_is_shown_under_its_cap(
    catalog: Catalog,
) -> None:
    told = of_kind(meeting(catalog, "minato"), "money")
    # 31 visits stay under the certificate's 5,000 yen; eight things have three bars.
    times = {"psychiatric_outpatient": 31, "pharmacy": 31, "free_space": 4, "support_centre": 1}
    times |= {
        "family_association": 1,
        "private_counselling": 1,
        "youth_station": 1,
        "life_skills_training": 8,
    }
    usages = [{"service": service, "times": count} for service, count in times.items()]
    changed = with_cost(catalog, "minato", usages=usages)
    cost = own_case(changed, "minato").cost
    assert cost is not None
    found = estimate(cost, changed)
    money = of_kind(meeting(changed, "minato"), "money")
    assert money.amount != told.amount  # a plan kept for another catalogue is not this one's
    assert len(money.bars) == 3
    assert (money.bars[1].label, money.bars[1].high) == ("通院と薬", 5000)
    assert money.bars[-1].label == "ほか"
    assert sum(bar.low for bar in money.bars) == found.monthly.low
    assert sum(bar.high for bar in money.bars) == found.monthly.high


def test_an_amount_counted_with_the_figures_of_another_year_says_so(catalog: Catalog) -> None:
    later = date(2027, 4, 1)
    cost = example_case(catalog.examples[0], catalog, later).cost
    assert cost is not None
    assert estimate(cost, catalog).carried  # 家族会: its price is known until March 2027
    money = of_kind(slides("aoi", 45, START, catalog, later), "money")
    assert money.amount
    assert "の決まりで計算" not in money.source


def test_the_welfare_part_is_free_and_the_father_s_income_is_not_looked_at(
    catalog: Catalog,
) -> None:
    # 市町村民税非課税: 負担上限月額 0円 (障害者総合支援法施行令 第17条), whatever the days.
    cost = own_case(catalog, "minato").cost
    assert cost is not None
    assert estimate(cost, catalog).ledger("welfare").payable.high == 0
    money = of_kind(meeting(catalog, "minato"), "money")
    assert next(bar for bar in money.bars if "自立訓練" in bar.label).value == "0円"
    assert "親の収入は見ません" in money.lines[0]


def test_where_a_figure_is_not_in_force_no_amount_is_shown(catalog: Catalog) -> None:
    late = slides("minato", 45, START, catalog, date(2035, 1, 10))
    money = of_kind(late, "money")
    assert money.amount == ""
    assert "まだ決まっていません" in money.heading
    assert money.lines


@pytest.mark.parametrize("case", CASES)
def test_the_steps_of_the_wall_are_those_of_the_plan(catalog: Catalog, case: str) -> None:
    plan = compose_plan(own_case(catalog, case), catalog, today=TODAY)
    wall = of_kind(meeting(catalog, case), "plan")
    short, left = catalog.room.plan.short, 0
    for column, steps in zip(wall.columns, (plan.now, plan.next, plan.later), strict=True):
        titles = ["見直す日" if s.id == "R0" else short.get(s.title, s.title) for s in steps]
        assert len(column.steps) == min(3, len(steps))
        assert [title for title in titles if title in {s.title for s in column.steps}] == [
            step.title for step in column.steps
        ]
        assert all(len(step.title) <= 12 for step in column.steps)
        left += len(steps) - len(column.steps)
        for shown in column.steps:
            step = next(s for s, title in zip(steps, titles, strict=True) if title == shown.title)
            if step.due_on is None and step.id != "R0":
                said = {"sign": "合図が見えたら", "consent": "了解のあと"}
                assert shown.due == said.get(step.waits_for or "", "")
    for shown, step in zip(wall.columns[0].steps, plan.now, strict=True):
        assert step.due_on is not None
        assert shown.due.startswith(f"{step.due_on.month}月{step.due_on.day}日(")
    review = wall.columns[2].steps[-1]
    assert review.title == "見直す日"
    assert f"{plan.review_on.month}月{plan.review_on.day}日" in review.due
    assert wall.more == (f"ほかの{left}つは、進行表にあります" if left else "")
    assert wall.not_yet is not None
    assert wall.not_yet.value in {one.text for one in plan.not_yet}


def test_what_is_not_to_be_done_yet_is_what_the_case_is_about(catalog: Catalog) -> None:
    for example in catalog.examples:
        plan = compose_plan(own_case(catalog, example.id), catalog, today=TODAY)
        texts = {one.topic: one.text for one in plan.not_yet}
        shown = of_kind(meeting(catalog, example.id), "plan").not_yet
        assert shown is not None
        assert shown.value == texts[example.not_yet]


def test_every_title_of_the_library_has_a_short_one(catalog: Catalog) -> None:
    short = catalog.room.plan.short
    titles = {step.title.family for step in catalog.plan.steps}
    for profile in catalog.plan.profiles:
        titles |= {one.title.family for one in profile.wording if one.title is not None}
    long = {title for title in titles if len(title) > 12}
    assert long <= set(short), long - set(short)


# -- what the room says -------------------------------------------------------------------------


def test_the_majority_decides_the_footing_and_nothing_else(catalog: Catalog) -> None:
    told = meeting(catalog, "minato", 20)
    said = meeting(catalog, "minato", 20, votes={"own_words_goal": "yes"})
    # Q10 はい makes gate 2 whole: 足場3.
    assert of_kind(said, "footing").heading == "いまの足場は「ためす」のあたり"
    assert "計画とお金は、話の答えで考えます。" in of_kind(said, "footing").lines
    assert "計画とお金は、話の答えで考えます。" not in of_kind(told, "footing").lines
    for kind in ("money", "plan"):
        assert of_kind(said, kind) == of_kind(told, kind)


def test_where_the_room_split_the_footing_is_a_range_said_calmly(catalog: Catalog) -> None:
    made = meeting(catalog, "minato", 20, votes={"own_words_goal": "split"})
    footing = of_kind(made, "footing")
    assert footing.heading == "「ためる」から「ためす」のあたり"
    assert [place.here for place in footing.places] == [False, True, True]
    assert footing.lines == ("分かれたままで大丈夫です。", "計画とお金は、話の答えで考えます。")
    assert [one.word for one in footing.reasons] == ["見えている", "見えている", "わからない"]
    unsure = of_kind(made, "unsure")
    assert [row.label for row in unsure.rows] == [catalog.room.question.short["own_words_goal"]]
    assert [one.number for one in unsure.story] == [5]


@pytest.mark.parametrize("seed", range(12))
def test_any_votes_give_the_footing_of_the_check_with_split_as_unknown(
    catalog: Catalog, seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(4):
        case, length = chance.choice(CASES), chance.choice(LENGTHS)
        example = next(one for one in catalog.examples if one.id == case)
        asked = asked_keys(example, length)
        votes = {key: chance.choice(ANSWERS) for key in asked if chance.random() < 0.8}
        said = {key: "unknown" if vote == "split" else vote for key, vote in votes.items()}
        check = {
            "safety": dict(example.safety),
            "answers": {**example.answers, **said},
        }
        seen = assess(StageCheck.model_validate(check), catalog)
        made = meeting(catalog, case, length, votes=votes)
        low, high = seen.stage_range or (0, 0)
        expected = [] if seen.stage is None else list(range(low, high + 1))
        footing = of_kind(made, "footing")
        assert [place.number for place in footing.places if place.here] == expected
        split = [key for key in asked if votes.get(key) == "split"]
        unsure = of_kind(made, "unsure")
        assert [row.label for row in unsure.rows] == [
            catalog.room.question.short[key] for key in split[:3]
        ]
        assert bool(unsure.more) == (len(split) > 3)
        for kind in ("money", "plan"):
            assert of_kind(made, kind) == of_kind(meeting(catalog, case, length), kind)
        picked = {one.key: [c.value for c in one.answers if c.picked] for one in made if one.key}
        assert picked == {key: [votes[key]] if key in votes else [] for key in asked}


def test_votes_on_what_is_not_asked_and_words_that_are_no_answer_count_for_nothing(
    catalog: Catalog,
) -> None:
    told = meeting(catalog, "minato", 20)
    for votes in ({"self_care": "no"}, {"own_words_goal": "maybe"}, {"nobody": "yes"}):
        assert meeting(catalog, "minato", 20, votes=votes) == told


# -- the last slide -----------------------------------------------------------------------------


def test_the_group_s_own_windows_stand_on_the_last_slide_at_most_three(catalog: Catalog) -> None:
    own = [LocalWindow(name=f"みどりの窓口{at}", phone=f"000-000-000{at}") for at in range(4)]
    last = meeting(catalog, "aoi", 20, windows=own, next_meeting="12月24日(木) 14:00")[-1]
    assert [(row.label, row.value) for row in last.rows] == [
        (one.name, one.phone) for one in own[:3]
    ]
    assert "次の会　12月24日(木) 14:00" in last.lines
    (only,) = meeting(catalog, "aoi", 20, windows=own[:1])[-1].rows
    assert only.label == own[0].name
    bare = meeting(catalog, "aoi", 20)[-1]
    numbers = {line.contact for line in catalog.hotlines}
    assert {row.value for row in bare.rows} <= numbers
    assert "紙に書いておきます" in "".join(bare.lines)


# -- the address --------------------------------------------------------------------------------

RIGHT = {"case": "aoi", "len": "20", "start": "1400", "s": "1"}


def test_an_address_is_read_and_written_back(catalog: Catalog) -> None:
    for case, length in EACH:
        last = len(meeting(catalog, case, length))
        for number in (1, last):
            setting = Setting(case=case, length=length, start=time(9, 5), number=number)
            assert read_address(setting.params(), catalog) == setting
        beyond = Setting(case=case, length=length, start=START, number=last + 1).params()
        assert read_address(beyond, catalog) == catalog.room.faults.number
    first = {key: value for key, value in RIGHT.items() if key != "s"}
    assert read_address(first, catalog) == Setting(case="aoi", length=20, start=START, number=1)
    assert read_address({}, catalog) == ""
    assert read_address({"utm": "x"}, catalog) == ""


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"case": "nobody"}, "case"),
        ({"case": ""}, "case"),
        ({"case": "AOI"}, "case"),
        ({"len": "30"}, "length"),
        ({"len": "２０"}, "length"),
        ({"len": "20.0"}, "length"),
        ({"start": "2400"}, "start"),
        ({"start": "1360"}, "start"),
        ({"start": "14:00"}, "start"),
        ({"start": "١٤٠٠"}, "start"),
        ({"start": "140"}, "start"),
        ({"start": ""}, "start"),
        ({"s": "0"}, "number"),
        ({"s": "17"}, "number"),
        ({"s": "-1"}, "number"),
        ({"s": "１"}, "number"),
        ({"s": "1e0"}, "number"),
        ({"s": "99999999999999999999"}, "number"),
        ({"s": "<b>"}, "number"),
    ],
)
def test_an_address_that_leads_nowhere_says_a_word(
    catalog: Catalog, changed: dict[str, str], fault: str
) -> None:
    found = read_address(RIGHT | changed, catalog)
    assert found == getattr(catalog.room.faults, fault)
    assert found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1400", time(14)),
        ("14:00", time(14)),
        ("９：３０", time(9, 30)),
        ("9時30分", time(9, 30)),
        ("14時", time(14)),
        ("9時半", time(9, 30)),
        ("午後2時", time(14)),
        ("午後 2:30から", time(14, 30)),
        ("午前9時半", time(9, 30)),
        ("午前12時", time(0)),
        ("午後0時", time(12)),
        ("午後12時15分", time(12, 15)),
        ("午後14時", time(14)),
        ("午前13時", None),
        ("半", None),
        ("14半", None),
        (" 0:00 ", time(0)),
        ("23:59", time(23, 59)),
        ("24:00", None),
        ("13:60", None),
        ("", None),
        ("午後", None),
        ("1:2:3", None),
    ],
)
def test_a_start_is_read_as_people_type_it(text: str, found: time | None) -> None:
    assert read_start(text) == found


@pytest.mark.parametrize(("case", "length"), [("nobody", 20), ("aoi", 30), ("aoi", 0)])
def test_an_unknown_case_or_length_is_refused_by_name(
    catalog: Catalog, case: str, length: int
) -> None:
    for make in (
        lambda: slides(case, length, START, catalog, TODAY),
        lambda: timetable(case, length, START, catalog),
    ):
        with pytest.raises(NoSuchSlide, match=r"[ぁ-ん]"):
            make()


# -- nothing of a family ------------------------------------------------------------------------


def test_the_slides_take_nothing_of_a_family() -> None:
    """What makes them knows no store: no module of the room reads what a family said."""
    here = Path(__file__).resolve().parents[2] / "core" / "room"
    text = "".join(path.read_text(encoding="utf-8") for path in here.glob("*.py"))
    for name in ("case.answers", "from_answers", "case.kept", "case_file", "Raw"):
        assert name not in text


def test_a_day_later_only_days_change(catalog: Catalog) -> None:
    for case in CASES:
        one = meeting(catalog, case)
        two = slides(case, 45, START, catalog, TODAY + timedelta(days=1))
        for first, second in zip(one, two, strict=True):
            if first.kind != "plan":
                assert first == second


@pytest.mark.parametrize("case", CASES)
def test_a_fictional_family_is_a_case_that_the_app_takes(catalog: Catalog, case: str) -> None:
    example = next(one for one in catalog.examples if one.id == case)
    assert example_case(example, catalog, TODAY) == own_case(catalog, case)


def test_a_family_that_the_app_would_refuse_stops_the_start_by_row_and_field(
    tmp_path: Path, catalog: Catalog
) -> None:
    assert check_families(catalog) is catalog
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("fonts"))
    path = folder / "examples.json"
    text = path.read_text(encoding="utf-8")
    days = '{"service": "life_skills_training", "times": 8}'
    assert days in text
    path.write_text(text.replace(days, days.replace("8", "32")), encoding="utf-8")
    with pytest.raises(DataError) as fault:
        check_families(read_catalog(folder))
    assert "data/examples.json の minato、項目「cost.usages.3」" in str(fault.value)
    assert "1か月の日数は31日まで" in str(fault.value)
