"""出典と確認日: who made the tool, who pays, when it is reviewed, what it does not know; every source."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from core.catalog import Catalog
from tests.pages.conftest import MONTH, assert_sound, opened, said, shown_html


@pytest.fixture
def at() -> AppTest:
    return opened({}, "sources.py")


def test_the_screen_is_sound_and_begins_with_the_tool_itself(at: AppTest) -> None:
    assert_sound(at)
    assert [one.value for one in at.header] == ["この道具のこと", "使っている数字と文の出典"]
    heads = re.findall(r"<h3>(.*?)</h3>", shown_html(at))
    assert heads[:3] == ["だれが作ったか", "お金のこと", "見直し"]


def test_all_that_is_said_of_the_tool_stands_there(at: AppTest, catalog: Catalog) -> None:
    words, about = said(at), catalog.about
    for text in (*about.makers, *about.money, *about.how, *about.not_known):
        assert text in words
    labels = [one.label for one in at.expander]
    assert labels[:2] == ["どう作り、どう確かめたか", "この道具にわからないこと"]


def test_the_review_days_are_written_as_people_say_them(at: AppTest) -> None:
    words = said(at)
    assert "見直した日：2026年11月26日" in words
    assert "次の見直し：2027年4月" in words
    assert "2027-04" not in words


def test_nobody_pays_for_a_mention_and_no_worker_has_read_it_yet(at: AppTest) -> None:
    words = said(at)
    assert "のせている支援や事業者から、お金を受け取っていません" in words
    assert "窓口の相談員に読んでもらう確かめは、まだしていません" in words


def test_every_figure_service_and_line_stands_with_its_source(
    at: AppTest, catalog: Catalog
) -> None:
    words = said(at)
    figures = catalog.figures.in_force(MONTH)
    assert f"2026年11月に使っている数字は{len(figures)}個です。" in words
    told = [(one.source, one.checked_on) for one in figures]
    told += [(one.source, one.checked_on) for one in catalog.services]
    told += [(one.source, one.checked_on) for one in catalog.hotlines]
    for source, day in told:
        assert source in words
        assert f"確認日 {day}" in words


def test_no_group_of_figures_bears_the_name_of_its_key(at: AppTest) -> None:
    groups = [one.label for one in at.expander if one.label.endswith("個）")]
    assert groups
    assert [one for one in groups if re.search("[a-z]", one)] == []


def test_what_is_not_covered_names_whom_to_ask(at: AppTest, catalog: Catalog) -> None:
    words = said(at)
    for one in catalog.not_covered:
        assert one.what in words
        assert one.ask in words
