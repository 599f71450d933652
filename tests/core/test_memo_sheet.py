"""相談メモ: what was written stands on it, and safety answers only when they were ticked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import Case, Catalog
from core.handout.papers import Papers
from core.handout.sheets import missing_in, render_sheets_pdf, sheet_data
from core.handout.text import Tidy
from core.memo import MOST, Memo, read_memo
from tests.core.conftest import IN_USE, QUESTIONS, SAFETY, check, safety, sample
from tests.core.random_papers import Printed
from tests.core.test_data import SERVICES

TODAY = date(2026, 11, 22)
EVERY = check("ysny ysny ysny y", safety=dict.fromkeys(SAFETY, "recent"))
DANGER = check("ysnu ysnu ysnu y", safety=safety(violence="recent", self_harm="now", money="now"))


def papers(catalog: Catalog, memo: Memo | None = None, **more: Any) -> Papers:
    case = Case.model_validate({"check": DANGER, "age": 34})
    return Papers(
        **{"catalog": catalog, "made_on": TODAY, "case": case, "memo": memo or Memo()} | more
    )


def printed(made: Papers, *, filled: bool = True) -> Printed:
    return Printed(render_sheets_pdf({"memo": filled}, made))


def test_what_a_family_wrote_stands_on_the_memo(catalog: Catalog) -> None:
    memo = Memo(
        texts={"since": "高校2年の秋から", "hope": "朝、あいさつできたら"},
        first_question="家族だけでもよいですか",
        asked_before="市の福祉課",
    )
    text = printed(papers(catalog, memo)).text
    for expected in (
        "高校2年の秋から",
        "朝、あいさつできたら",
        "家族だけでもよいですか",
        "市の福祉課",
        "34歳",
    ):
        assert expected in text


def test_the_six_fields_of_the_source_and_the_matters_of_the_intake_form_are_there(
    catalog: Catalog,
) -> None:
    # Facts §4.4: six fields; the standard form lists sixteen matters.
    words = catalog.sheets.memo
    assert [field.key for field in words.fields if not field.short] == [
        "since",
        "talk",
        "days",
        "strengths",
        "how_far",
        "hope",
    ]
    assert len(words.worries) == 16
    text = printed(papers(catalog), filled=False).text
    for worry in words.worries:
        assert worry.label in text
    for field in words.fields:
        assert field.label.family in text


USED = ("doctor", "disability_pension", "psychiatric_daycare", "family_association")


def used(catalog: Catalog, *in_use: str, asked: dict[str, Any] = DANGER, **more: Any) -> Papers:
    case = Case.model_validate({"check": asked, "age": 34, "in_use": in_use})
    return papers(catalog, case=case, **more)


@pytest.mark.parametrize("voice", ["family", "person"])
def test_what_is_in_use_is_ticked_where_a_worker_looks_first(catalog: Catalog, voice: str) -> None:
    made = used(catalog, *USED, answerer=voice)
    data = sheet_data("memo", made, filled=True, tidy=Tidy())
    marks = catalog.plan.marks
    assert [mark.key for mark in marks] == list(IN_USE)
    assert [one.label for one in data.marks] == [
        mark.words.said_to(made.answerer) for mark in marks
    ]
    ticked = [mark.key for mark, one in zip(marks, data.marks, strict=True) if one.chosen]
    assert ticked == ["doctor", "disability_pension"]
    text = printed(made).text
    names = [catalog.service(one).name for one in USED[2:]]
    assert set(data.services) == set(names)
    assert "使っている支援" + "／".join(data.services) in text
    places = ["年齢", "いま使っているもの", "使っている支援", "はじめて受診した所と年月"]
    places.append("相談したいこと")
    assert [text.index(one) for one in places] == sorted(text.index(one) for one in places)


def test_nothing_is_presumed_where_nothing_was_ticked_and_the_blank_sheet_has_the_same_boxes(
    catalog: Catalog,
) -> None:
    for made, filled in ((used(catalog), True), (used(catalog, *USED), False)):
        data = sheet_data("memo", made, filled=filled, tidy=Tidy())
        assert len(data.marks) == 8
        assert not any(one.chosen for one in data.marks)
        assert data.services == ()
        text = printed(made, filled=filled).text
        for mark in catalog.plan.marks:
            assert mark.words.family in text
        assert "使っている支援" in text
        assert "はじめて受診した所と年月" in text
        assert "精神科デイケア" not in text


def test_the_first_clinic_and_its_month_stand_there_as_written(catalog: Catalog) -> None:
    # Facts, law §3: the first medical day decides about 障害年金.
    memo = read_memo({"texts": {"first_visit": "県立病院 2019年5月"}}, catalog.sheets.memo)
    text = printed(papers(catalog, memo)).text
    assert "はじめて受診した所と年月県立病院2019年5月" in text


def test_with_everything_in_use_and_all_answers_it_keeps_to_two_sides(catalog: Catalog) -> None:
    every = used(
        catalog, *IN_USE, *[*SERVICES][::3],
        asked=EVERY, memo=Memo(with_answers=True, with_safety=True),
    )  # fmt: skip
    sheet = printed(every)
    assert len(sheet.pages) <= 2
    assert sheet.spilt == []


def test_safety_answers_are_on_it_only_when_ticked(catalog: Catalog) -> None:
    without = printed(papers(catalog)).text
    ticked = printed(papers(catalog, Memo(with_safety=True))).text
    for label in catalog.sheets.memo.safety_labels.values():
        assert label not in without
    assert "暴力やひどい言葉、物をこわすこと最近ある" in ticked
    assert "死にたい気持ち、自分を傷つけること今まさに" in ticked
    # Answered with ない: not listed.
    assert catalog.sheets.memo.safety_labels["not_eating"] not in ticked


def test_every_question_and_every_safety_question_has_its_few_words(catalog: Catalog) -> None:
    assert tuple(catalog.sheets.memo.answer_labels) == QUESTIONS
    assert tuple(catalog.sheets.memo.safety_labels) == SAFETY


def test_the_answers_are_on_it_only_when_ticked_and_unknown_ones_never(catalog: Catalog) -> None:
    labels = catalog.sheets.memo.answer_labels
    assert "見ていてわかる様子" not in printed(papers(catalog)).text
    text = printed(papers(catalog, Memo(with_answers=True))).text
    assert labels["self_care"] + "はい（よくある）" in text
    assert labels["daily_rhythm"] + "ときどき・少し" in text
    assert labels["family_contact"] + "いいえ（ほとんどない）" in text
    assert labels["leaves_room"] not in text


def test_a_private_matter_is_marked_only_where_safety_may_be_shown(catalog: Catalog) -> None:
    def marked(memo: Memo) -> set[str]:
        data = sheet_data("memo", papers(catalog, memo), filled=True, tidy=Tidy())
        return {one.label for one in data.worries if one.chosen}

    chosen = frozenset({"violence", "income"})
    assert marked(Memo(worries=chosen)) == {"収入・生活費"}
    assert marked(Memo(worries=chosen, with_safety=True)) == {"収入・生活費", "DV・虐待"}


def test_the_person_writes_in_the_first_person(catalog: Catalog) -> None:
    text = printed(papers(catalog, answerer="person")).text
    assert "わたしの相談メモ" in text
    assert "わたしは、これからどうしたいか" in text
    assert "続柄" not in text


@pytest.mark.parametrize("filled", [True, False])
def test_it_has_two_sides_at_most_and_no_letter_under_12_points(
    catalog: Catalog, filled: bool
) -> None:
    memo = Memo(with_answers=True, with_safety=True)
    sheet = printed(papers(catalog, memo), filled=filled)
    assert len(sheet.pages) <= 2
    assert min(sheet.sizes) >= 12
    assert sheet.fonts_embedded
    assert sheet.is_ua


def test_long_words_of_a_family_run_on_and_are_numbered(catalog: Catalog) -> None:
    memo = Memo(texts={"since": "長" * MOST, "hope": "😀"})
    sheet = printed(papers(catalog, memo))
    assert sheet.text.count("長") >= MOST
    assert "相談メモ続き1" in sheet.pages[2]
    assert missing_in(["memo"], papers(catalog, memo)) == ("😀",)


@sample(60)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["texts", "worries", "main", "with_safety", "since", "first_question"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=8,
    )
)
def test_anything_the_tab_may_hold_is_read_as_a_memo(catalog: Catalog, raw: object) -> None:
    memo = read_memo(raw, catalog.sheets.memo)
    assert memo.main is None or memo.main in memo.worries


def test_reading_keeps_what_is_right_and_leaves_out_the_rest(catalog: Catalog) -> None:
    raw = {
        "texts": {"since": "春から", "name": "花子", "hope": 7},
        "worries": ["income", "nothing", 3],
        "main": "nothing",
        "with_safety": "yes",
        "first_question": "あ" * (MOST + 1),
    }
    memo = read_memo(raw, catalog.sheets.memo)
    assert memo.texts == {"since": "春から"}
    assert memo.worries == {"income"}
    assert memo.main is None
    assert memo.with_safety is False
    assert len(memo.first_question) == MOST


def test_half_a_character_in_a_tab_leaves_the_memo_standing(catalog: Catalog) -> None:
    raw = {"texts": {"since": "春\ud800から"}, "asked_before": "\udfff", "first_question": "😀"}
    memo = read_memo(raw, catalog.sheets.memo)
    assert memo.texts == {"since": "春\ufffdから"}
    assert (memo.asked_before, memo.first_question) == ("\ufffd", "😀")
