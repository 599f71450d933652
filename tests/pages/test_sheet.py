"""印刷・保存: choosing sheets, the memo, blank sheets, windows, and the file."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.catalog import Catalog
from core.handout.sheets import SHEETS
from pages.parts.sheet import papers
from tests.core.random_papers import Printed
from tests.pages.conftest import (
    assert_sound,
    case_of,
    checked,
    elements,
    labels,
    opened,
    press,
    said,
    shown_html,
    texts,
)

CASE = {"answerer": "family", "checks": {"family": checked("yes", "no")}, "age": 34}


MAKE = "do_paper_sheet_pdf"


def the_pdf(at: AppTest) -> Printed:
    """The PDF, asked for unless it was made of just these sheets."""
    if MAKE in [button.key for button in at.button]:
        press(at, MAKE)
    (found,) = [text for text in texts(at) if text.startswith("JVBERi0")]
    return Printed(base64.b64decode(found))


def with_sample(at: AppTest) -> AppTest:
    """The fold with the pictures, opened."""
    at.session_state["open_sheet_sample"] = True
    return at.run()


def case_with(**more: Any) -> dict[str, Any]:
    return json.loads(json.dumps(CASE | more))  # type: ignore[no-any-return]


@pytest.mark.parametrize("filled", ["filled", "blank"])
def test_every_sheet_can_be_chosen(catalog: Catalog, filled: str) -> None:
    sheets = dict.fromkeys(SHEETS, filled)
    at = opened(case_with(sheets=sheets), "sheet.py")
    assert_sound(at)
    # What is handed to the family is the person's to choose.
    assert f"{len(SHEETS) - 1}種類・A4" in said(at)
    pdf = the_pdf(at)
    blank = sum(not page.strip() for page in pdf.pages)
    assert f"{len(SHEETS) - 1}種類・{len(pdf.pages) - blank}ページ" in said(at)
    assert "会の進行表" in pdf.text
    assert "してもらえるとうれしいこと" not in pdf.text
    person = opened(case_with(sheets=sheets, answerer="person"), "sheet.py")
    assert f"{len(SHEETS)}種類・A4" in said(person)
    assert "してもらえるとうれしいこと" in the_pdf(person).text


@pytest.mark.parametrize("harmed", ["now", "recent"])
def test_who_is_harmed_hands_nothing_to_the_family(catalog: Catalog, harmed: str) -> None:
    checks = {"person": checked("yes", R2b=harmed)}
    sheets = dict.fromkeys(SHEETS, "filled")  # also where it was ticked before
    at = opened(case_with(sheets=sheets, checks=checks, answerer="person"), "sheet.py")
    assert_sound(at)
    keys = [box.key for box in at.checkbox]
    assert "sheet_handover" not in keys
    assert "sheet_parents" in keys
    assert f"{len(SHEETS) - 1}種類・A4" in said(at)
    text = the_pdf(at).text
    assert "してもらえるとうれしいこと" not in text
    assert "わたしが安全でいられる所" not in text
    at.button(key="sheets_all").click().run()
    assert_sound(at)
    assert "してもらえるとうれしいこと" not in the_pdf(at).text
    at = opened(case_with(checks=checks, answerer="person"), "sheet.py")
    at.button(key="sheets_all").click().run()
    assert set(at.session_state["case"]["sheets"]) == set(SHEETS) - {"handover"}


def test_ticking_a_sheet_puts_it_into_the_file_and_unticking_takes_it_out() -> None:
    at = opened(case_with(), "sheet.py")
    assert "緊急カード" not in the_pdf(at).text
    at.checkbox(key="sheet_card").check().run()
    assert_sound(at)
    assert "緊急カード" in the_pdf(at).text
    at.checkbox(key="sheet_plan").uncheck().run()
    assert "わたしたちの計画" not in the_pdf(at).text
    at.checkbox(key="sheet_card").uncheck().run()
    at.checkbox(key="sheet_overview").uncheck().run()
    assert_sound(at)
    assert "一つえらんでください" in said(at)
    assert MAKE not in [button.key for button in at.button]


def test_a_sheet_can_be_blank() -> None:
    at = opened(case_with(age=34), "sheet.py")
    at.checkbox(key="sheet_memo").check().run()
    assert "34歳" in the_pdf(at).text
    at.radio(key="how_memo").set_value("blank").run()
    assert_sound(at)
    assert "34歳" not in the_pdf(at).text
    assert at.session_state["case"]["sheets"]["memo"] == "blank"


def test_what_is_written_for_the_memo_stands_on_it() -> None:
    at = opened(case_with(sheets={"memo": "filled", "plan": "none"}), "sheet.py")
    at.text_area(key="memo_since").set_value("高校の秋から").run()
    at.multiselect(key="memo_worries").set_value(["income", "hikikomori"]).run()
    at.selectbox(key="memo_main").set_value("income").run()
    assert_sound(at)
    assert "高校の秋から" in the_pdf(at).text
    memo = at.session_state["case"]["memo"]
    assert memo["worries"] == ["income", "hikikomori"]
    assert memo["main"] == "income"


def test_what_weighs_most_can_be_left_open_again(catalog: Catalog) -> None:
    first = catalog.sheets.memo.worries[0].key
    at = opened(case_with(memo={"worries": [first], "main": first}), "sheet.py")
    assert at.selectbox(key="memo_main").value == first
    at.selectbox(key="memo_main").set_value("まだ決めない").run()
    assert_sound(at)
    assert at.session_state["case"]["memo"]["main"] is None


def test_safety_answers_come_to_the_memo_only_with_a_tick_and_a_word_of_caution() -> None:
    raw = case_with(sheets={"memo": "filled", "plan": "none"})
    raw["checks"]["family"]["safety"] = {"R1": "recent"}
    at = opened(raw, "sheet.py")
    assert "死にたい" not in the_pdf(at).text
    at.checkbox(key="memo_with_safety").check().run()
    assert_sound(at)
    assert "死にたい気持ち、自分を傷つけること最近ある" in the_pdf(at).text
    assert "置く場所に気をつけてください" in said(at)


def test_the_sample_of_a_blank_sheet_is_not_that_of_the_filled_one() -> None:
    def picture(at: AppTest) -> str:
        return next(one for one in shown_html(at).split('"') if one.startswith("data:image/png"))

    at = with_sample(opened(case_with(), "sheet.py"))
    filled = picture(at)
    at.radio(key="how_overview").set_value("blank").run()  # the first one is shown
    assert_sound(at)
    assert picture(at) != filled
    at.radio(key="how_overview").set_value("filled").run()
    assert picture(at) == filled


def test_each_page_of_the_chosen_sample_can_be_saved_as_a_picture() -> None:
    at = with_sample(opened(case_with(sheets={"plan": "filled", "card": "filled"}), "sheet.py"))
    (sample,) = [one for one in at.selectbox if one.label == "見本を見る紙"]
    sample.set_value("card").run()
    assert_sound(at)
    html = shown_html(at)
    assert html.count('src="data:image/png;base64,iVBOR') == 1
    assert 'alt="緊急カードの1ページ目"' in html
    assert "1ページ目を画像で保存する" in said(at)


def test_the_group_s_own_windows_stand_on_the_sheets() -> None:
    windows = [{"name": "みどり市の窓口", "phone": "000-1234-5678", "checked_on": "2026-11-01"}]
    at = opened(
        case_with(windows=windows, sheets={"plan": "filled", "windows": "filled"}), "sheet.py"
    )
    assert_sound(at)
    assert the_pdf(at).text.count("000-1234-5678") >= 2


# -- nothing is made before somebody asks; afterwards, what comes next --------------------------


def test_until_it_is_asked_for_no_sheet_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("bind_sheets", "render_sheet_png", "missing_in"):
        monkeypatch.setattr(papers, name, lambda *_, **__: pytest.fail("made unasked"))
    at = opened(case_with(), "sheet.py")
    at.checkbox(key="sheet_card").check().run()
    at.text_area(key="sheet_notes").set_value("犬の散歩").run()
    assert_sound(at)
    assert not [text for text in texts(at) if text.startswith(("JVBERi0", "iVBOR"))]
    assert "data:image/png" not in shown_html(at)


def test_after_the_pdf_it_is_said_that_it_is_there_and_what_comes_next() -> None:
    at = opened(case_with(), "sheet.py")
    assert at.title[0].value == "印刷・保存"
    press(at, MAKE)
    assert [one.value for one in at.title] == ["できました"]
    words = said(at)
    for next_step in (
        "家族に送る",
        "写真として保存",
        "家やコンビニで印刷",
        "わたしたちの一枚にもどる",
    ):
        assert next_step in words
    assert "その会社に送られます" in words
    assert "PDFを作る" not in labels(at)
    person = press(opened(case_of("person", checked("yes")), "sheet.py"), MAKE)
    assert "信頼できる人に送る" in said(person)
    assert "家族に送る" not in said(person)


def pressed(at: AppTest) -> list[int]:
    """What the part that saves is told: the number of an asking of this very run, else 0."""
    found = [
        json.loads(one.proto.json)
        for one in elements(at._tree)
        if "ashiba_blob" in getattr(getattr(one, "proto", None), "component_name", "")
    ]
    return [one["at_once"] for one in found if one["mime"] == "application/pdf"]


def test_the_browser_saves_it_once_for_each_time_it_is_asked_for() -> None:
    at = press(opened(case_with(), "sheet.py"), MAKE)
    assert pressed(at) == [1]
    assert pressed(at.run()) == [0]
    at.checkbox(key="sheet_card").check().run()
    assert pressed(at) == []
    press(at, MAKE)
    assert pressed(at) == [2]
    # What was made of the same sheets before is there again, and is not saved unasked.
    at.checkbox(key="sheet_card").uncheck().run()
    assert pressed(at) == [0]


def test_what_was_changed_after_the_pdf_is_not_in_it_and_it_has_to_be_asked_for_again() -> None:
    at = press(opened(case_with(), "sheet.py"), MAKE)
    at.text_area(key="sheet_notes").set_value("犬の散歩").run()
    assert at.title[0].value == "印刷・保存"
    assert "犬の散歩" in the_pdf(at).text


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, "名前は入っていません"),
        ({"notes": "ハナの散歩"}, "書いた文も、のっています"),
        ({"edits": {"own": [{"id": "own-1", "title": "犬の散歩"}]}}, "書いた文も、のっています"),
        ({"memo": {"asked_before": "祖母"}}, "名前は入っていません"),  # its sheet is not chosen
        (
            {"memo": {"asked_before": "祖母"}, "sheets": {"memo": "filled"}},
            "書いた文も、のっています",
        ),
        (
            {"memo": {"with_safety": True}, "sheets": {"memo": "filled"}},
            "安全の質問の答えも、のっています",
        ),
        ({"notes": "ハナ", "sheets": {"plan": "blank", "overview": "none"}}, "書きこむ前の紙です"),
    ],
)
def test_of_what_a_family_wrote_it_is_said_whether_it_is_on_the_paper(
    more: dict[str, Any], told: str
) -> None:
    assert told in said(opened(case_with(**more), "sheet.py"))


@pytest.mark.parametrize(
    "broken",
    [
        {"sheets": []},
        {"sheets": {"plan": 3, "poster": "filled"}},
        {"memo": "x"},
        {"memo": {"texts": [1], "worries": {"a": 1}}},
        {"windows": [{"name": ""}, 7, {"name": "あ" * 61}]},
        {"windows": {"a": 1}},
        {"place": {"prefecture": "どこか", "city": 3}},
        {"place": [1]},
        {"example": 4},
        {"review": "x", "edits": [1]},
        {"history": {"on": 3}},
    ],
)
def test_a_broken_part_of_the_case_never_stops_the_sheet(broken: dict[str, Any]) -> None:
    at = opened(case_with(**broken), "sheet.py")
    assert_sound(at)
    assert "印刷・保存" in said(at)
