"""親が倒れた日の紙: one side by which others can act; nothing of the answers, no number of an account."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core import Case, Catalog, compose_plan
from core.base import Answerer
from core.contacts import LocalWindow, designated_cities, number_of, prefectures
from core.handout import parents_sheet
from core.handout.papers import Papers
from core.handout.sheets import missing_in, render_sheet_png, render_sheets_pdf
from core.handout.text import Tidy
from tests.core.conftest import FULL, IN_USE, SAFETY, check, safety
from tests.core.random_papers import Printed, squeezed
from tests.core.test_handout import HOSTILE

TODAY = date(2026, 11, 24)
TYPED = HOSTILE.replace("\ud800", "")
GROUPS = ("連絡先", "支払いと書類", "鍵と家のこと")


def a_window(name: str = "みどり市 福祉課", **changes: Any) -> LocalWindow:
    values: dict[str, Any] = {
        "name": name,
        "phone": "000-123-4567",
        "hours": "平日 9:00〜17:00",
        "checked_on": date(2026, 11, 2),
    }
    return LocalWindow(**(values | changes))


def papers_of(
    catalog: Catalog, *windows: LocalWindow, answerer: Answerer = "family", **more: Any
) -> Papers:
    place = {key: more.pop(key) for key in ("prefecture", "city") if key in more}
    asked = check("yysn nnnn nnnnn", answerer=answerer, safety=safety(**more.pop("danger", {})))
    case = Case.model_validate({"check": asked, "age": 45, **more})
    plan = compose_plan(case, catalog, TODAY, windows)
    return Papers(catalog, TODAY, answerer, plan, case, windows=windows, **place)


def printed(papers: Papers, *, filled: bool = True) -> Printed:
    return Printed(render_sheets_pdf({"parents": filled}, papers))


@pytest.mark.parametrize("answerer", ["family", "person"])
@pytest.mark.parametrize("filled", [True, False])
def test_four_groups_and_how_to_tell_the_person_stand_on_one_side(
    catalog: Catalog, filled: bool, answerer: Answerer
) -> None:
    sheet = printed(papers_of(catalog, answerer=answerer), filled=filled)
    assert len(sheet.pages) == 1
    assert sheet.spilt == []
    assert min(sheet.sizes) >= 12
    assert 14 in sheet.sizes
    assert sheet.fonts_embedded
    assert sheet.is_ua
    about = {"family": "ご本人のこと", "person": "わたしのこと"}[answerer]
    told = {
        "family": "ご本人に、だれが、どう知らせるか",
        "person": "わたしに、だれが、どう知らせるか",
    }
    order = ("親が倒れた日の紙", GROUPS[0], about, *GROUPS[1:], told[answerer])
    assert [sheet.text.index(one) for one in order] == sorted(sheet.text.index(o) for o in order)
    for expected in (
        "はじめに電話する人", "親族", "担当の人", "支援センター", "地域包括支援センター",
        "食事", "薬", "通院先", "してほしくないこと",
        "家賃", "電気・ガス・水道", "引き落としの口座", "通帳・保険証・年金の書類がある所",
        "鍵がある所", "火・ガス・水", "ペット", "だれが", "どう知らせるか",
        "これは診断ではありません",
    ):  # fmt: skip
        assert expected in sheet.text, expected


def test_no_number_of_an_account_is_asked_for_and_no_line_for_danger_is_repeated(
    catalog: Catalog,
) -> None:
    for filled in (True, False):
        text = printed(papers_of(catalog), filled=filled).text
        assert "番号や暗証番号は書きません" in text
        for other in ("口座番号", "110", "119", "#7119"):
            assert other not in text


def test_the_groups_windows_and_the_centres_of_the_place_stand_under_the_contacts(
    catalog: Catalog,
) -> None:
    papers = papers_of(
        catalog, a_window(), a_window("夜の電話", kind="psychiatric_emergency", phone="000-9"),
        prefecture="岡山県", city="岡山市",
    )  # fmt: skip
    text = printed(papers).text
    assert "みどり市福祉課000-123-4567平日9:00〜17:002026年11月2日確認" in text
    choice = papers.centres
    assert choice is not None
    for centre in choice.centres:
        assert squeezed(centre.name) in text
        assert number_of(centre, TODAY) in text
    assert "写しで調べた日2026年11月22日" in text
    assert text.index("連絡先") < text.index("000-123-4567") < text.index("ご本人のこと")
    # Emergency lines are on the card.
    assert "夜の電話" not in text
    blank = printed(papers, filled=False).text
    assert "000-123-4567" not in blank
    assert "岡山" not in blank


@pytest.mark.parametrize(
    ("checked_on", "shown"),
    [
        (date(2025, 10, 24), True),  # 13 months before 2026-11-24, to the day
        (date(2025, 10, 23), False),
        (date(2026, 11, 25), False),
        (None, False),
    ],
)
def test_an_old_or_undated_number_leaves_a_line_instead(
    checked_on: date | None, shown: bool, catalog: Catalog
) -> None:
    data = parents_sheet.filled(papers_of(catalog, a_window(checked_on=checked_on)), Tidy())
    assert ("000-123-4567" in data.model_dump_json()) == shown
    assert ("2025年" in data.model_dump_json()) == shown
    assert "みどり市 福祉課" in data.model_dump_json()


def test_the_persons_sheet_does_not_send_the_person_to_the_families_association(
    catalog: Catalog,
) -> None:
    window = a_window("みどり家族会", kind="family_association")
    assert "みどり家族会" in printed(papers_of(catalog, window)).text
    assert "みどり家族会" not in printed(papers_of(catalog, window, answerer="person")).text


def test_what_goes_on_is_a_hint_by_name(catalog: Catalog) -> None:
    papers = papers_of(catalog, in_use=["doctor", "disability_pension", "psychiatric_daycare"])
    assert papers.plan is not None
    text = printed(papers).text
    name = squeezed(catalog.plan.rules.going_on)
    assert name + squeezed("／".join(papers.plan.going_on)) in text
    assert name not in printed(papers_of(catalog)).text
    assert name not in printed(papers, filled=False).text


@pytest.mark.parametrize("answerer", ["family", "person"])
def test_nothing_of_the_answers_is_on_it(catalog: Catalog, answerer: Answerer) -> None:
    def made(**more: Any) -> bytes:
        return render_sheets_pdf(
            {"parents": True}, papers_of(catalog, a_window(), answerer=answerer, **more)
        )

    calm = made()
    assert made(danger=dict.fromkeys(SAFETY, "now"), situation=["violence"]) == calm
    assert made(situation=["parents_elderly", "money_trouble"]) == calm


def test_long_texts_many_windows_and_everything_in_use_stay_on_one_side(catalog: Catalog) -> None:
    long = [
        a_window(TYPED[:60], phone="0" * 40, hours=TYPED[60:140]),
        a_window("長" * 60, phone="1" * 40, hours="時" * 80),
        a_window("窓" * 60, phone="", hours="W" * 80),
    ]
    many = [a_window(f"窓口{n}", phone=f"000-555-000{n}") for n in range(5)]
    for windows in (long, many, [*long, *many]):
        papers = papers_of(
            catalog, *windows, in_use=[*IN_USE, *catalog.by_service], prefecture="広島県",
            city="広島市",
        )  # fmt: skip
        sheet = printed(papers)
        assert len(sheet.pages) == 1
        assert sheet.spilt == []
        assert min(sheet.sizes) >= 12
        shown = sum(squeezed(one.name)[-12:] in sheet.text for one in windows)
        left = len(windows) - shown
        assert shown >= 1
        assert (f"ほかに{left}か所は「わたしの町の窓口」の紙に" in sheet.text) == bool(left)
        assert "root:" not in sheet.text
    assert "窓口0" in printed(papers_of(catalog, *many)).text
    assert missing_in(("parents",), papers_of(catalog, long[0])) == ("😀",)


def test_every_place_goes_on_one_side(catalog: Catalog) -> None:
    places = [(name, None) for name in prefectures(catalog)]
    places += [(p, city) for p, _ in places for city in designated_cities(catalog, p)]
    for prefecture, city in places if FULL else places[::13]:
        windows = [a_window(f"窓口{n}") for n in range(3)]
        papers = papers_of(catalog, *windows, in_use=IN_USE, prefecture=prefecture, city=city)
        sheet = printed(papers)
        assert len(sheet.pages) == 1, (prefecture, city)
        assert sheet.spilt == []


@pytest.mark.usefixtures("press_anew")
def test_the_same_papers_give_the_same_bytes_and_the_example_says_so(catalog: Catalog) -> None:
    papers = papers_of(catalog, a_window(), prefecture="北海道")
    first = render_sheets_pdf({"parents": True}, papers)
    assert render_sheets_pdf({"parents": True}, papers) == first
    assert len(render_sheet_png("parents", papers, width_px=300)) == 1
    assert "架空の例" in printed(papers_of(catalog, answerer="example")).text


def test_the_step_that_asks_for_it_and_the_sheet_have_one_name(catalog: Catalog) -> None:
    title = catalog.sheets.parents.title
    assert catalog.sheets.list["parents"].title == title
    assert title in catalog.step("P2").title.family
    assert title in catalog.step("P2").papers
