"""The list of the April review: what ends, what is old, what is open, and the sources to open."""

from __future__ import annotations

from datetime import date

import pytest

from core.catalog import Catalog
from core.figures import Figures
from core.review import TITLES, ToReview, april_after, lines_of, main, to_review

APRIL = "2027-04"


def kinds(catalog: Catalog, month: str = APRIL) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in to_review(catalog, month):
        found.setdefault(one.kind, []).append(one.key)
    return found


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2026, 11, 26), "2027-04"),
        (date(2027, 3, 31), "2027-04"),
        (date(2027, 4, 1), "2027-04"),
        (date(2027, 4, 30), "2027-04"),
        (date(2027, 5, 1), "2028-04"),
    ],
)
def test_the_next_review_is_in_april(today: date, month: str) -> None:
    assert april_after(today) == month


def test_each_row_of_figures_stands_in_the_list_where_the_month_needs_it(catalog: Catalog) -> None:
    found = kinds(catalog)
    # ends in March 2027, nothing after it
    assert "welfare.unit_price.work.1" in found["ended"]
    assert "medical.cap.high_heavy" in found["ended"]
    # ends in June and July 2027
    assert "medical.low1_income_line" in found["ending"]
    assert "high_cost.u.base" in found["ending"]
    # open, last checked in fiscal year 2026
    assert {"welfare.rate", "welfare.cap.general2"} <= set(found["recheck"])
    # its row of July 2027 is there already, and ends after the year
    assert not any("tax.exempt_salary.grade1.0" in keys for keys in found.values())


def test_before_april_what_is_only_open_is_not_old_yet(catalog: Catalog) -> None:
    found = kinds(catalog, "2027-03")
    assert "recheck" not in found
    assert "welfare.days_less" in found["unconfirmed"]
    assert "welfare.rate" not in [key for keys in found.values() for key in keys]


def test_a_row_that_was_looked_at_leaves_the_list(catalog: Catalog) -> None:
    rows = [
        one.but(checked_on=date(2027, 4, 3)) if one.key == "welfare.rate" else one
        for one in catalog.figures
    ]
    after = catalog.model_copy(update={"figures": Figures(rows)})
    assert "welfare.rate" not in kinds(after)["recheck"]
    assert "welfare.cap.general2" in kinds(after)["recheck"]


def test_no_figure_that_april_cannot_count_with_is_missing(catalog: Catalog) -> None:
    listed = {one.key for one in to_review(catalog, APRIL)}
    for key in {one.key for one in catalog.figures}:
        now, then = (catalog.figures.has(key, month) for month in ("2027-03", APRIL))
        if now and (not then or catalog.figures.at(key, APRIL).needs_check):
            assert key in listed, key


def test_windows_and_towns_and_services_stand_with_their_check_dates(catalog: Catalog) -> None:
    found = to_review(catalog, APRIL)
    windows = [one for one in found if one.kind == "windows"]
    assert len(windows) == len(catalog.hotlines) + len(catalog.centres)
    assert {one.checked_on for one in windows} <= {
        one.checked_on for one in (*catalog.hotlines, *catalog.centres)
    }
    assert sum(one.kind == "services" for one in found) == len(catalog.services)
    towns = [one for one in found if one.kind == "towns"]
    assert all("2027年3月まで" in one.until for one in towns)
    assert all("https://" in one.url for one in towns)


def test_the_printed_list_names_each_source_once_a_kind_with_its_address(catalog: Catalog) -> None:
    found = to_review(catalog, APRIL)
    lines = [*lines_of(found)]
    assert sum("[ ]" in line for line in lines) == len(found)
    assert lines[0].startswith(f"■ {TITLES['ended']}")
    sources = {(one.kind, one.source, one.url) for one in found}
    assert sum("出典:" in line for line in lines) == len(sources)
    assert any("https://www.mhlw.go.jp/content/001684450.pdf" in line for line in lines)
    assert any("要確認" in line for line in lines)


def test_nothing_to_look_at_is_said() -> None:
    assert [*lines_of(())] == ["見直すものはありません。"]


def test_a_row_without_a_source_is_said_to_have_none() -> None:
    bare = ToReview("windows", "x", "窓口", "番号なし", "", date(2026, 1, 1), "", "", True)
    assert "  出典: （出典なし）" in [*lines_of((bare,))]


def test_the_command_prints_the_month_and_refuses_another_text(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([APRIL]) == 0
    assert capsys.readouterr().out.startswith("2027年4月の見直し\n■ ")
    assert main(["2026-11-26"]) == 0
    assert capsys.readouterr().out.startswith("2027年4月の見直し\n■ ")
    for wrong in (["来年"], ["2026-13"], ["2026-11-31"], []):
        assert main(wrong) == 2
        assert "2027-04 の形" in capsys.readouterr().err
