"""会の一式: the papers for who leads, for each who comes, and the slides on paper."""

from __future__ import annotations

from datetime import date, time
from math import hypot
from typing import Any

import pypdfium2
import pypdfium2.raw as raw
import pytest
from pydantic import ValidationError

from core.catalog import Catalog
from core.contacts import LocalWindow
from core.handout import meeting_sheet, story_sheet
from core.handout.papers import Papers
from core.handout.press import print_pdf
from core.handout.room_set import RoomPaper, copies, leader_pdf, people_pdf, slides_pdf
from core.handout.text import Tidy
from core.room import LENGTHS, NoSuchSlide, Setting, slides, told_questions
from tests.core.conftest import every_other
from tests.core.random_papers import Printed, squeezed

TODAY = date(2026, 11, 26)
CASES = ("aoi", "haruto", "minato", "yuki", "tsubasa", "ren", "sora", "kaoru")
EACH = [(case, length) for case in CASES for length in LENGTHS]


def of(case: str = "minato", length: int = 45) -> Setting:
    return Setting.model_validate({"case": case, "length": length, "start": time(14, 0)})


def height(letters: Any, at: int) -> int:
    """The points of a letter that lies on its side."""
    drawn = raw.FS_MATRIX()
    assert raw.FPDFText_GetMatrix(letters, at, drawn)
    return round(raw.FPDFText_GetFontSize(letters, at) * hypot(drawn.c, drawn.d))


@pytest.fixture(scope="module")
def people(catalog: Catalog) -> RoomPaper:
    return people_pdf(of(), catalog, TODAY)


@pytest.fixture(scope="module")
def leader(catalog: Catalog) -> RoomPaper:
    return leader_pdf(of(), catalog, TODAY)


def assert_each_on_an_odd_page(paper: RoomPaper) -> None:
    """No two sheets share a sheet of paper; what lies between them is blank."""
    pages = Printed(paper.pdf).pages
    assert len(pages) == paper.pages
    end = 0
    for title, first, last in paper.sheets.values():
        assert first % 2 == 1
        assert first - end in (1, 2)
        assert all(not page.strip() for page in pages[end : first - 1])
        if title != "答えの札":
            assert title in pages[first - 1] or title == "約束のポスター"
            assert f"1／{last - first + 1}ページ" in pages[first - 1]
            assert f"{last - first + 1}／{last - first + 1}ページ" in pages[last - 1]
        end = last
    assert end == len(pages)


def test_who_leads_gets_the_running_order_and_the_poster(
    catalog: Catalog, leader: RoomPaper
) -> None:
    paper = leader
    assert list(paper.sheets) == ["meeting", "rules"]
    assert_each_on_an_odd_page(paper)
    printed = Printed(paper.pdf)
    assert printed.is_ua
    poster = printed.pages[paper.sheets["rules"][1] - 1]
    for line in (*catalog.room.rules.lines, catalog.room.rules.agree):
        assert squeezed(line) in poster
    assert paper.sheets["rules"][1] == paper.sheets["rules"][2]


def test_the_running_order_says_when_each_part_of_today_ends(
    catalog: Catalog, leader: RoomPaper
) -> None:
    # 45 minutes from 14:00: 1 + 3 + 6 + 2 + 1 + 9 + 5 + 3 + 4 + 4 + 5 + 2.
    ends = [
        "14:01",
        "14:04",
        "14:10",
        "14:12",
        "14:13",
        "14:22",
        "14:27",
        "14:30",
        "14:34",
        "14:38",
        "14:43",
        "14:45",
    ]
    sides = "".join(Printed(leader.pdf).pages[:2])
    assert [sides.count(f"{end}ごろまで") for end in ends] == [1] * len(ends)
    assert sides.count("ごろまで") == len(ends)
    # The other meetings of the sheet have no day: 20 minutes have no ○×.
    short = meeting_sheet.filled(Papers(catalog, TODAY, example="aoi"), Tidy(), of("aoi", 20))
    assert {one.name: one.ends for one in short.parts}["○×"] == "なし"
    undated = meeting_sheet.filled(Papers(catalog, TODAY, example="aoi"), Tidy())
    assert {one.ends for one in undated.parts} == {""}


def test_each_who_comes_gets_six_sheets_and_nothing_is_filled_in(people: RoomPaper) -> None:
    paper = people
    assert list(paper.sheets) == ["story", "answers", "plan", "memo", "windows", "card"]
    assert_each_on_an_odd_page(paper)
    printed = Printed(paper.pdf)
    assert printed.is_ua
    # The answers are on the leader's paper only: nobody reads them before the room has answered.
    assert "話が答えていること" not in printed.text


def test_the_cards_are_four_words_in_72_points_with_a_blank_back(people: RoomPaper) -> None:
    paper = people
    _, first, last = paper.sheets["answers"]
    pages = Printed(paper.pdf).pages
    assert first == last
    for word in ("はい", "ときどき", "いいえ", "わからない"):
        assert pages[first - 1].count(word) == 1
    assert len(pages[first - 1]) == len("はいときどきいいえわからない")
    assert pages[first].strip() == ""
    letters = pypdfium2.PdfDocument(paper.pdf)[first - 1].get_textpage()
    drawn = range(len(letters.get_text_range()))
    assert {height(letters, at) for at in drawn if letters.get_text_range(at, 1).strip()} == {72}


@pytest.mark.parametrize(("case", "length"), every_other(EACH))
def test_the_story_and_its_questions_stand_on_the_sheet_of_the_day(
    catalog: Catalog, case: str, length: int
) -> None:
    setting = of(case, length)
    papers = Papers(catalog, TODAY, example=case)
    sheet = story_sheet.made(papers, Tidy(), setting.length)
    printed = Printed(print_pdf({"story": sheet}, TODAY))
    example = next(one for one in catalog.examples if one.id == case)
    text = printed.text
    for sentence in example.story:
        assert squeezed(sentence) in text
    asked = told_questions(example, setting.length, catalog)
    assert len(asked) == {20: 5, 45: 8, 60: 13}[length]
    for question in asked:
        assert squeezed(question.text) in text
    assert text.count("わからない") >= len(asked)
    assert "架空の例" in text
    assert "似ていても偶然です" in text
    assert len(printed.pages) <= (2 if length == 60 else 1)
    assert printed.spilt == []


def test_copies_are_told_in_words_for_so_many_people(catalog: Catalog) -> None:
    paper = RoomPaper(
        "参加する人の紙",
        b"",
        8,
        {
            "story": ("今日の話と問い", 1, 4),
            "answers": ("答えの札", 5, 5),
            "card": ("緊急カード", 7, 7),
        },
    )
    assert copies(paper, 20, catalog) == (
        "今日の話と問い：1〜4ページを20部、両面",
        "答えの札：5ページを20部、片面",
        "緊急カード：7ページを10部、片面（切って2人分）",
    )
    assert "を1部、" in copies(paper, 1, catalog)[2]
    assert "を20部、" in copies(paper, 39, catalog)[2]
    assert "を40部、" in copies(paper, 40, catalog)[0]
    for people in (0, 41, -1, True, "20", 2.0):
        with pytest.raises(ValidationError):
            copies(paper, people, catalog)  # type: ignore[arg-type]


@pytest.mark.parametrize(("case", "length"), [("minato", 20), ("aoi", 45), ("kaoru", 60)])
def test_the_slides_on_paper_are_the_slides(catalog: Catalog, case: str, length: int) -> None:
    own = (LocalWindow(name="みどりの窓口", phone="000-000-0000"),)
    setting = of(case, length)
    paper = slides_pdf(setting, catalog, TODAY, own, "12月24日(木)")
    made = slides(case, length, setting.start, catalog, TODAY, {}, own, next_meeting="12月24日(木)")
    printed = Printed(paper.pdf)
    assert printed.is_ua
    assert paper.pages == len(printed.pages) == len(made)
    for page, slide in zip(printed.pages, made, strict=True):
        assert "架空の例" in page
        for word in slide.words:
            assert squeezed(word) in page, (slide.number, word)
        assert f"{slide.number}/{slide.of}" in page


def test_the_group_s_own_windows_are_on_the_papers_and_nobody_s_answers(
    catalog: Catalog, leader: RoomPaper
) -> None:
    own = (LocalWindow(name="みどり市 福祉の窓口", phone="000-000-0000"),)
    text = Printed(people_pdf(of(), catalog, TODAY, own).pdf).text
    assert squeezed("みどり市 福祉の窓口") in text
    assert squeezed("みどり市 福祉の窓口") not in Printed(leader.pdf).text


def test_the_same_day_gives_the_same_bytes(catalog: Catalog, leader: RoomPaper) -> None:
    assert leader_pdf(of(), catalog, TODAY).pdf == leader.pdf


def test_an_unknown_case_has_no_papers(catalog: Catalog) -> None:
    for make in (leader_pdf, people_pdf, slides_pdf):
        with pytest.raises(NoSuchSlide):
            make(of("nobody"), catalog, TODAY)


def test_nothing_on_the_papers_is_smaller_than_12_points(
    catalog: Catalog, leader: RoomPaper
) -> None:
    for paper in (leader, slides_pdf(of(length=20), catalog, TODAY)):
        assert min(Printed(paper.pdf).sizes) >= 12


@pytest.mark.parametrize("case", CASES)
def test_the_running_order_keeps_to_two_sheets_of_paper(catalog: Catalog, case: str) -> None:
    papers = Papers(catalog, TODAY, example=case)
    sheet = meeting_sheet.filled(papers, Tidy(), of(case))
    printed = Printed(print_pdf({"meeting": sheet}, TODAY))
    assert len(printed.pages) == 4
    assert printed.spilt == []
    example = next(one for one in catalog.examples if one.id == case)
    # The story, its answers, its plan and what it teaches lie open together on the third side.
    for words in (*example.story, *example.teaches):
        assert squeezed(words) in printed.pages[2]
