"""「もう、あるもの」 of the result, and how a question is parted for a small screen."""

from __future__ import annotations

import re

import pytest

from core.catalog import Catalog
from core.stage import ANSWER_KEYS, SAFETY_KEYS, CheckAnswers, StageCheck, already_there
from core.walk import parted


def check(answer: str = "no", who: str = "family", **more: object) -> StageCheck:
    """Every question the same; ``more``: a key of Q1–Q13, or of the safety questions."""
    answers = dict.fromkeys(ANSWER_KEYS, answer)
    safety = dict.fromkeys(SAFETY_KEYS, "no")
    for key, value in more.items():
        (answers if key in answers else safety)[key] = str(value)
    return StageCheck.model_validate({"answerer": who, "answers": answers, "safety": safety})


def there(catalog: Catalog, key: str, who: str = "family") -> str:
    (found,) = (one.there for one in catalog.check.questions if one.key == key)
    assert found is not None
    return found.said_to(who)  # type: ignore[arg-type]


def test_every_question_of_the_check_has_its_line_and_no_safety_question(
    catalog: Catalog,
) -> None:
    assert all(one.there is not None for one in catalog.check.questions)
    assert {one.key for one in catalog.check.questions} == set(CheckAnswers.model_fields)
    assert not any(one.there for one in (*catalog.check.safety, catalog.check.difficulty))


@pytest.mark.parametrize("who", ["family", "person"])
def test_a_line_fits_a_phone_and_names_no_number_of_answers(catalog: Catalog, who: str) -> None:
    lines = [there(catalog, one.key, who) for one in catalog.check.questions]
    assert len({*lines}) == len(lines) == 13
    for line in lines:
        assert len(line) <= 13, "one line of a phone at A+ (294 px, letters of 22 px)"
        assert not re.search(r"つのうち|点|[%％]", line)


@pytest.mark.parametrize("answer", ["sometimes", "yes"])
@pytest.mark.parametrize("key", ANSWER_KEYS)
def test_what_was_seen_is_named_also_where_it_is_the_only_thing(
    catalog: Catalog, key: str, answer: str
) -> None:
    assert already_there(check(**{key: answer}), catalog) == (there(catalog, key),)


@pytest.mark.parametrize("answer", ["no", "unknown"])
@pytest.mark.parametrize("who", ["family", "person"])
def test_where_nothing_was_seen_one_true_line_stands(
    catalog: Catalog, answer: str, who: str
) -> None:
    words = catalog.check.texts.there_always.said_to(who)  # type: ignore[arg-type]
    assert already_there(check(answer, who), catalog) == (words,)


def test_three_lines_each_of_another_part_of_the_check(catalog: Catalog) -> None:
    lines = already_there(check("yes"), catalog)
    assert lines == tuple(
        there(catalog, key) for key in ("goes_out_alone", "keeps_routine", "self_care")
    )
    blocks = {
        one.block
        for one in catalog.check.questions
        for line in lines
        if line == there(catalog, one.key)
    }
    assert len(blocks) == 3


def test_what_is_often_comes_before_what_is_sometimes(catalog: Catalog) -> None:
    lines = already_there(check("sometimes", enjoys_interest="yes", recovers="yes"), catalog)
    assert lines[:2] == (there(catalog, "enjoys_interest"), there(catalog, "recovers"))


def test_who_helps_already_is_among_the_three(catalog: Catalog) -> None:
    lines = already_there(check("yes"), catalog, ["doctor", "handbook", "free_space"])
    assert len(lines) == 3
    assert "通っている医師がいる" in lines
    assert already_there(check("no"), catalog, ["supporter"]) == ("決まった相談員がいる",)
    assert already_there(check("no"), catalog, ["handbook"]) == (
        catalog.check.texts.there_always.family,
    )


@pytest.mark.parametrize(("harmed", "named"), [("no", True), ("unknown", True), ("recent", False)])
def test_where_the_person_is_hurt_nothing_is_said_of_the_family(
    catalog: Catalog, harmed: str, named: bool
) -> None:
    seen = already_there(check(harmed=harmed, family_rest="yes"), catalog)
    assert (there(catalog, "family_rest") in seen) == named


@pytest.mark.parametrize("most", [1, 2, 3, 4])
def test_never_more_than_asked_for(catalog: Catalog, most: int) -> None:
    assert len(already_there(check("yes"), catalog, most=most)) == most


# -- a question in two lines ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "asked", "aside"),
    [
        (
            "戻りますか（ないときは「わからない」です）。",
            "戻りますか。",
            "ないときは「わからない」です。",
        ),
        (
            "出ますか（散歩も入ります。家族となら別です）。",
            "出ますか。",
            "散歩も入ります。家族となら別です。",
        ),
        ("部屋の外（居間など）で過ごしますか。", "部屋の外（居間など）で過ごしますか。", ""),
        ("ありますか。", "ありますか。", ""),
        ("", "", ""),
    ],
)
def test_what_stands_in_brackets_at_the_end_becomes_a_sentence(
    text: str, asked: str, aside: str
) -> None:
    assert parted(text) == (asked, aside)


@pytest.mark.parametrize("who", ["family", "person"])
def test_no_word_of_a_question_is_lost(catalog: Catalog, who: str) -> None:
    for one in (*catalog.check.safety, *catalog.check.questions):
        text = one.text.said_to(who)  # type: ignore[arg-type]
        asked, aside = parted(text)
        assert asked.endswith("か。")
        assert re.sub("[（）。]", "", asked + aside) == re.sub("[（）。]", "", text)
