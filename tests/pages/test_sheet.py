"""印刷・保存: choosing sheets, the memo, blank sheets, windows, and the file."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.catalog import Catalog
from core.handout.sheets import SHEETS
from tests.core.random_papers import Printed
from tests.pages.conftest import assert_sound, checked, opened, said, shown_html, texts

CASE = {"answerer": "family", "checks": {"family": checked("yes", "no")}, "age": 34}


def the_pdf(at: AppTest) -> Printed:
    """The PDF that the large button saves."""
    (found,) = [text for text in texts(at) if text.startswith("JVBERi0")]
    return Printed(base64.b64decode(found))


def case_with(**more: Any) -> dict[str, Any]:
    return json.loads(json.dumps(CASE | more))  # type: ignore[no-any-return]


@pytest.mark.parametrize("filled", ["filled", "blank"])
def test_every_sheet_can_be_chosen(catalog: Catalog, filled: str) -> None:
    sheets = dict.fromkeys(SHEETS, filled)
    at = opened(case_with(sheets=sheets), "sheet.py")
    assert_sound(at)
    words = said(at)
    # What is handed to the family is the person's to choose.
    assert f"えらんだ紙は{len(SHEETS) - 1}種類" in words
    pdf = the_pdf(at)
    assert f"A4で{len(pdf.pages)}ページです" in words
    assert "会の進行表" in pdf.text
    assert "してもらえるとうれしいこと" not in pdf.text
    person = opened(case_with(sheets=sheets, answerer="person"), "sheet.py")
    assert f"えらんだ紙は{len(SHEETS)}種類" in said(person)
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
    assert f"えらんだ紙は{len(SHEETS) - 1}種類" in said(at)
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
    assert "のせる紙を、一つえらんでください" in said(at)


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

    at = opened(case_with(), "sheet.py")
    filled = picture(at)
    at.radio(key="how_overview").set_value("blank").run()  # the first one is shown
    assert_sound(at)
    assert picture(at) != filled
    at.radio(key="how_overview").set_value("filled").run()
    assert picture(at) == filled


def test_each_page_of_the_chosen_sample_can_be_saved_as_a_picture() -> None:
    at = opened(case_with(sheets={"plan": "filled", "card": "filled"}), "sheet.py")
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
