"""Contacts to call: numbers first, each with its check date, the sources once below."""

from __future__ import annotations

import re
from html import unescape

from core.catalog import Catalog
from pages.parts import danger
from tests.pages.conftest import case_of, checked, opened, shown_html
from tests.pages.test_screens import number


def words(html: str) -> str:
    return unescape(re.sub("<.*?>", " ", html))


def test_two_numbers_stand_before_any_sentence(catalog: Catalog) -> None:
    html = danger.contents(catalog)
    sentence = html.index("いま大切なのは安全です")
    assert re.findall(r'href="tel:(\d+)"', html[:sentence]) == ["119", "110"]
    assert 'href="tel:0120279338"' in html[sentence:]


def test_each_number_keeps_its_check_date_and_the_sources_stand_once_at_the_end(
    catalog: Catalog,
) -> None:
    html = danger.contents(catalog)
    lines = catalog.hotlines_for("now")
    rows = re.findall("<li>.*?</li>", html)
    assert len(rows) == len(lines)
    for line, row in zip(lines, rows, strict=True):
        day = line.checked_on
        assert f"{day.year}年{day.month}月{day.day}日 確認" in row
        assert "出典" not in row
    assert html.count("出典:") == 1
    end = words(html[html.rindex("</li>") :])
    for source, day in {(line.source, line.checked_on) for line in lines}:
        assert end.count(f"{source}（確認日 {day}）") == 1


def test_a_list_names_each_source_once_and_none_is_lost(catalog: Catalog) -> None:
    html = danger.contact_list(catalog.hotlines)
    pairs = {(line.source, line.checked_on) for line in catalog.hotlines}
    assert html.count("（確認日 ") == len(pairs)
    assert danger.contact_list([]) == ""


def test_a_row_that_stands_alone_keeps_its_source(catalog: Catalog) -> None:
    line = catalog.hotlines[0]
    assert f"出典: {line.source}" in words(danger.contact_row(line))


def test_the_dialog_sets_its_title_in_a_size_of_its_own() -> None:
    at = opened({})
    at.button(key="ashiba_danger").click().run()
    assert "[role=dialog] h2" in shown_html(at)


def test_in_danger_the_two_numbers_and_the_three_lines_stand_before_the_other_numbers() -> None:
    raw = checked("sometimes", R1="now")
    html = shown_html(opened(case_of("family", raw), "check.py", q=number("result")))
    order = [html.index('href="tel:119"'), html.index('href="tel:110"')]
    order += [html.index("電話で言う3行"), html.index('href="tel:0120279338"')]
    assert order == sorted(order)
