"""Several sheets in one file, 会の進行表, and what a wrong choice is told."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest

from core import Case, Catalog, compose_plan, render_plan_pdf
from core.handout.papers import Papers
from core.handout.press import page_count
from core.handout.sheets import SHEETS, render_sheet_png, render_sheets_pdf
from tests.core.conftest import check
from tests.core.random_papers import Printed

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def papers(catalog: Catalog) -> Papers:
    case = Case.model_validate({"check": check("yysn nnnn nnnnn"), "age": 34})
    plan = compose_plan(case, catalog, TODAY)
    return Papers(catalog=catalog, made_on=TODAY, plan=plan, case=case)


def test_all_sheets_stand_in_one_file_in_their_order_each_with_its_own_pages(
    papers: Papers, catalog: Catalog
) -> None:
    alone = {name: Printed(render_sheets_pdf({name: True}, papers)) for name in SHEETS}
    together = Printed(render_sheets_pdf(dict.fromkeys(reversed(SHEETS), True), papers))
    expected = [page for name in SHEETS for page in alone[name].pages]
    assert [page for page in together.pages if page] == expected
    assert re.findall(r"(\d+)／(\d+)ページ", together.text) == [
        (str(number), str(len(one.pages)))
        for one in alone.values()
        for number in range(1, len(one.pages) + 1)
    ]
    assert min(together.sizes) >= 12
    assert together.is_ua


def test_every_sheet_can_be_printed_blank_without_any_answer(catalog: Catalog) -> None:
    nothing = Papers(catalog=catalog, made_on=TODAY)
    for name in SHEETS:
        blank = Printed(render_sheets_pdf({name: False}, nothing))
        filled = Printed(render_sheets_pdf({name: True}, nothing))
        assert "これは診断ではありません" in blank.text
        assert "2026年11月22日作成" in filled.text
        assert len(blank.pages) <= 2
        assert blank.fonts_embedded


def test_the_plan_alone_is_the_plan_of_the_public_call(papers: Papers, catalog: Catalog) -> None:
    assert papers.plan is not None
    assert render_sheets_pdf({"plan": True}, papers) == render_plan_pdf(papers.plan, catalog)


@pytest.mark.usefixtures("press_anew")
def test_the_same_papers_give_the_same_bytes(papers: Papers) -> None:
    chosen = {"plan": True, "memo": False, "card": True}
    assert render_sheets_pdf(chosen, papers) == render_sheets_pdf(chosen, papers)


def test_each_sheet_is_a_picture_of_its_pages(papers: Papers) -> None:
    for name in SHEETS:
        pictures = render_sheet_png(name, papers, width_px=300)
        assert len(pictures) == page_count(render_sheets_pdf({name: True}, papers))
        for picture in pictures:
            assert picture.startswith(b"\x89PNG")
            assert abs(int.from_bytes(picture[16:20], "big") - 300) <= 1


def test_no_sheet_or_an_unknown_one_is_refused(papers: Papers) -> None:
    with pytest.raises(ValueError, match="紙を一つ以上えらんでください"):
        render_sheets_pdf({}, papers)
    with pytest.raises(KeyError, match="poster"):
        render_sheets_pdf({"plan": True, "poster": True}, papers)


def test_every_sheet_can_be_named_where_it_is_chosen(catalog: Catalog) -> None:
    assert set(catalog.sheets.list) >= set(SHEETS)


def test_the_meeting_tells_the_slides_and_the_minutes_of_each_part_for_three_lengths(
    catalog: Catalog,
) -> None:
    text = Printed(render_sheets_pdf({"meeting": True}, Papers(catalog, TODAY))).text
    for place, (length, last) in enumerate(((20, 16), (45, 30), (60, 34))):
        assert f"{length}分の会" in text
        found = re.findall(r"画面(\d+)(?:〜(\d+))?・(\d+)分", text)
        # The table stands row by row: a part without minutes in this length says なし.
        rows = [found[0:3], found[3:6], [None, *found[6:8]]]
        rows += [found[at : at + 3] for at in range(8, len(found), 3)]
        mine = [row[place] for row in rows if row[place]]
        assert sum(int(minutes) for _, _, minutes in mine) == length
        ends = [(int(first), int(end or first)) for first, end, _ in mine]
        assert ends[0][0] == 1
        assert ends[-1][1] == last
        assert all(one[1] + 1 == two[0] for one, two in pairwise(ends))


def test_the_meeting_has_the_rules_the_five_beliefs_and_a_fictional_family(
    catalog: Catalog,
) -> None:
    example = catalog.examples[1]
    text = Printed(
        render_sheets_pdf({"meeting": True}, Papers(catalog, TODAY, example=example.id))
    ).text
    for expected in (
        "名前や場所は言いません",
        "席を立っても大丈夫",
        "くらべません",
        "求められてから",
        "写真をとらず",
        "命の危険があるときだけ",
    ):
        assert expected in text
    assert len(catalog.sheets.meeting.quiz) == 5
    for one in catalog.sheets.meeting.quiz:
        assert one.text in text
        assert one.answer in text
    for told in (example.name, "架空", *example.story, *example.teaches):
        assert told in text


def test_no_answer_of_a_family_is_on_the_sheet_of_the_meeting(
    papers: Papers, catalog: Catalog
) -> None:
    empty = Papers(catalog=catalog, made_on=TODAY)
    assert render_sheets_pdf({"meeting": True}, papers) == render_sheets_pdf(
        {"meeting": True}, empty
    )


def test_what_is_handed_to_the_family_speaks_to_it_and_tells_nothing_of_the_answers(
    papers: Papers, catalog: Catalog
) -> None:
    pdf = render_sheets_pdf({"handover": True}, papers)
    text = Printed(pdf).text
    for expected in (
        "家族会に一度行ってみる",
        "家族です。",
        "してもらえるとうれしいこと",
        "しないでほしいこと",
    ):
        assert expected in text
    assert pdf == render_sheets_pdf({"handover": True}, Papers(catalog=catalog, made_on=TODAY))
