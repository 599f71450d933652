"""わたしの町の窓口: a number stands only where it may; everything else is a line to write on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.base import Answerer
from core.catalog import Catalog
from core.contacts import LocalWindow, designated_cities, prefectures, psychiatric_emergency
from core.handout import windows_sheet
from core.handout.papers import Papers
from core.handout.press import page_count, print_pdf
from core.handout.sheets import missing_in, render_sheet_png, render_sheets_pdf
from core.handout.text import Tidy
from tests.core.conftest import FULL
from tests.core.test_handout import HOSTILE, opened, text_of, type_sizes, words

TODAY = date(2026, 11, 24)


def a_window(name: str = "〇〇市 福祉課", **changes: Any) -> LocalWindow:
    values: dict[str, Any] = {
        "name": name,
        "phone": "000-123-4567",
        "hours": "月〜金 9:00〜12:00、13:00〜16:30",
        "topic": "ひきこもりの相談の担当",
        "checked_on": date(2026, 11, 1),
    }
    return LocalWindow(**(values | changes))


def papers_of(
    catalog: Catalog, *windows: LocalWindow, answerer: Answerer = "family", **place: Any
) -> Papers:
    return Papers(catalog, TODAY, answerer=answerer, windows=windows, **place)


def printed(papers: Papers, *, filled: bool = True) -> bytes:
    return render_sheets_pdf({"windows": filled}, papers)


def test_an_own_window_stands_there_with_number_hours_and_day(catalog: Catalog) -> None:
    text = text_of(printed(papers_of(catalog, a_window())))
    for expected in (
        "会で使っている窓口",
        "〇〇市福祉課ひきこもりの相談の担当",
        "月〜金9:00〜12:00、13:00〜16:30",
        "000-123-4567",
        "2026年11月1日確認",
    ):
        assert expected in text, expected


@pytest.mark.parametrize(
    ("checked_on", "shown"),
    [
        (date(2025, 10, 24), True),  # 13 months before 2026-11-24, to the day
        (date(2025, 10, 23), False),
        (date(2026, 11, 24), True),
        (date(2026, 11, 25), False),
        (None, False),
    ],
)
def test_an_old_or_undated_number_leaves_a_line_instead(
    checked_on: date | None, shown: bool, catalog: Catalog
) -> None:
    data = windows_sheet.filled(papers_of(catalog, a_window(checked_on=checked_on)), Tidy())
    (row,) = data.own
    assert (row.phone == "000-123-4567") == shown
    assert bool(row.checked) == shown
    assert bool(data.own_note) != shown
    assert ("000-123-4567" in data.model_dump_json()) == shown


def test_emergency_windows_of_the_group_take_the_place_of_the_lines(catalog: Catalog) -> None:
    bare = windows_sheet.filled(papers_of(catalog), Tidy()).local
    assert [row.phone for row in bare] == ["#7119", "", ""]
    own = papers_of(
        catalog,
        a_window("県の精神科救急の電話", kind="psychiatric_emergency", phone="000-333-4444"),
        a_window("県の救急の相談", kind="emergency_advice", phone="000-555-6666"),
        a_window("みどり家族会", kind="family_association", phone="000-777-8888"),
    )
    data = windows_sheet.filled(own, Tidy())
    assert [row.phone for row in data.local] == ["#7119", "000-555-6666", "000-333-4444"]
    assert [row.name for row in data.own] == ["みどり家族会"]


@pytest.mark.parametrize("place", ["熊本県", "兵庫県", "奈良県", "京都府", "愛知県", "山形県"])
def test_the_psychiatric_emergency_line_of_the_place_stands_with_hours_and_day(
    place: str, catalog: Catalog
) -> None:
    # facts/hotlines_extra.csv: six prefectures have a number that may be printed.
    (line,) = psychiatric_emergency(catalog, place)
    papers = papers_of(catalog, prefecture=place)
    (row,) = windows_sheet.filled(papers, Tidy()).local[2:]
    day = f"{line.checked_on.year}年{line.checked_on.month}月{line.checked_on.day}日確認"
    assert row.phone.replace("\u200b", "") == line.contact
    pdf = printed(papers)
    text = text_of(pdf)
    for expected in (line.name, line.contact, line.hours, line.for_what, day):
        assert words(expected) in text
    assert "番号は、消防・警察・役所の代表電話で聞けます" not in text
    assert page_count(pdf) <= 2


@pytest.mark.parametrize("place", [None, "岡山県", "東京都"])
def test_elsewhere_a_line_to_write_on_says_where_the_number_can_be_learnt(
    place: str | None, catalog: Catalog
) -> None:
    papers = papers_of(catalog, prefecture=place)
    (row,) = windows_sheet.filled(papers, Tidy()).local[2:]
    assert row.phone == ""
    for filled in (True, False):
        text = text_of(printed(papers, filled=filled))
        assert "番号は、消防・警察・役所の代表電話で聞けます" in text
        for line in psychiatric_emergency(catalog):
            assert line.contact not in text


def test_the_groups_own_number_for_the_night_stands_first_and_the_same_one_once(
    catalog: Catalog,
) -> None:
    (line,) = psychiatric_emergency(catalog, "熊本県")
    same = a_window("県の夜の電話", kind="psychiatric_emergency", phone=line.contact)
    other = same.but(phone="000-333-4444")
    for window, numbers in ((same, [line.contact]), (other, ["000-333-4444", line.contact])):
        data = windows_sheet.filled(papers_of(catalog, window, prefecture="熊本県"), Tidy())
        assert [row.phone.replace("\u200b", "") for row in data.local[2:]] == numbers


def test_the_lines_of_the_country_are_those_of_every_paper_with_cost_and_day(
    catalog: Catalog,
) -> None:
    text = text_of(printed(papers_of(catalog)))
    lines = catalog.hotlines_for("now")
    assert len(lines) >= 4
    for line in lines:
        day = f"{line.checked_on.year}年{line.checked_on.month}月{line.checked_on.day}日確認"
        for expected in (line.name, line.contact, line.hours, line.cost, day):
            assert words(expected) in text, expected


def test_a_centre_with_a_usable_number_shows_it_with_source_day_and_grade(
    catalog: Catalog,
) -> None:
    text = text_of(printed(papers_of(catalog, prefecture="愛知県", city="名古屋市")))
    # facts/centres.csv: 愛知県, grade B, source of 2022-03-01; 名古屋市: name only, grade C.
    assert "052-962-3088" in text
    assert "出典東郷町のページ（2022年3月1日、古いか日付のない公的なページ）" in text
    assert "名古屋市ひきこもり地域支援センター" in text
    assert "名古屋市の窓口は、名前だけを調べました。" in text
    assert "かける前に確かめてください" in text
    # Nobody called there.
    assert "写しで調べた日2026年11月22日" in text
    centres = text[text.index("愛知県精神保健福祉センター") : text.index("夜や休みの日")]
    assert "日確認" not in centres


def test_a_centre_of_prefecture_and_city_together_stands_once(catalog: Catalog) -> None:
    text = text_of(printed(papers_of(catalog, prefecture="広島県", city="広島市")))
    assert text.count("広島ひきこもり相談支援センター") == 1


@pytest.mark.parametrize(
    ("prefecture", "city", "note"),
    [
        ("石川県", None, "能登（穴水町）と加賀（加賀市）にもあります。"),
        ("広島県", "広島市", "西部、中部・北部、東部の3か所があります。"),
        ("佐賀県", None, "佐賀市と武雄市にあります。"),
    ],
)
def test_a_centre_without_a_number_still_has_its_note_as_long_as_it_fits(
    prefecture: str, city: str | None, note: str, catalog: Catalog
) -> None:
    assert note in text_of(printed(papers_of(catalog, prefecture=prefecture, city=city)))
    for count in range(8):
        own = [a_window(f"みどり市の窓口{number}") for number in range(count)]
        data = windows_sheet.filled(
            papers_of(catalog, *own, prefecture=prefecture, city=city), Tidy()
        )
        (row, *_) = data.near.rows
        if row.what == "":
            assert page_count(print_pdf({"windows": data}, TODAY)) <= 2
        else:
            assert note in row.what.replace("\u200b", "")


def test_a_place_whose_sources_contradict_each_other_has_a_line_and_the_reason(
    catalog: Catalog,
) -> None:
    papers = papers_of(catalog, prefecture="茨城県")
    data = windows_sheet.filled(papers, Tidy())
    assert data.near.rows[0].phone == ""
    text = text_of(printed(papers))
    assert "食い違うため、番号を出していません" in text
    assert "役所の代表電話で「ひきこもりの相談の担当へ」" in text


def test_without_a_place_the_office_is_named_with_lines_to_write(catalog: Catalog) -> None:
    text = text_of(printed(papers_of(catalog)))
    assert "役所の代表電話で「ひきこもりの相談の担当へ」" in text
    assert "精神保健福祉センター" in text
    assert text.count("確かめた日") >= 6
    for way in catalog.windows.ways:
        assert words(way.title.family) in text
    for one in catalog.windows.lists:
        assert words(one.url) in text


def test_every_number_on_the_sheet_comes_from_the_data_and_every_one_is_there(
    catalog: Catalog,
) -> None:
    places = [(name, None) for name in prefectures(catalog)]
    places += [(p, city) for p, _ in places for city in designated_cities(catalog, p)]
    known = {line.contact for line in catalog.hotlines} | {
        one.phone_shown for one in catalog.centres
    }
    for prefecture, city in places if FULL else places[::17]:
        papers = papers_of(catalog, prefecture=prefecture, city=city)
        data = windows_sheet.filled(papers, Tidy())
        pdf = print_pdf({"windows": data}, TODAY)
        rows = [*data.near.rows, *data.local, *data.national]
        text = text_of(pdf)
        for row in rows:
            assert row.phone in known | {""}
            assert words(row.phone) in text
            assert row.checked or not row.phone
        assert page_count(pdf) <= 2, (prefecture, city)


def test_an_unknown_place_is_an_error_and_no_other_place(catalog: Catalog) -> None:
    with pytest.raises(KeyError):
        windows_sheet.filled(papers_of(catalog, prefecture="江戸"), Tidy())


def test_hostile_windows_break_nothing_and_nothing_of_them_is_lost(catalog: Catalog) -> None:
    plain = HOSTILE.replace("\ud800", "")
    windows = [
        a_window(plain[at : at + 60], hours=plain[:80], topic="題" * 80, phone="0" * 40)
        for at in (0, 60)
    ]
    windows += [a_window("長" * 60, hours="1" * 80, topic="", phone="")] * 12
    papers = papers_of(catalog, *windows)
    pdf = printed(papers)
    text = text_of(pdf)
    assert text.count("題") == 160
    assert text.count("長") >= 12 * 60
    assert text.count("0" * 40) == 2
    assert text.count("1" * 80) == 12
    for survivor in ('#read("/etc/passwd")', "$x$*b*"):
        assert words(survivor) in text
    assert "root:" not in text
    assert missing_in(("windows",), papers) == ("😀",)
    pages = [words(page.extract_text()) for page in opened(pdf).pages]
    assert len(pages) > 2
    assert "わたしの町の窓口続き1" in pages[2]


def test_the_person_reads_it_in_the_first_person_and_the_example_says_so(catalog: Catalog) -> None:
    person = text_of(printed(papers_of(catalog, answerer="person", prefecture="群馬県")))
    assert "わたしの住む市区町村" in person
    assert "家族会の人に聞く" not in person
    assert "架空の例" not in person
    assert "架空の例" in text_of(printed(papers_of(catalog, answerer="example")))


def test_the_blank_sheet_is_rows_to_write_and_the_lines_of_the_country(catalog: Catalog) -> None:
    papers = papers_of(catalog, a_window(), prefecture="愛知県")
    pdf = printed(papers, filled=False)
    text = text_of(pdf)
    assert page_count(pdf) == 2
    assert "000-123-4567" not in text
    assert "052-" not in text
    assert "0120-279-338" in text
    assert text.count("確かめた日") >= 7
    assert "これは診断ではありません" in text


@pytest.mark.usefixtures("press_anew")
@pytest.mark.parametrize("filled", [True, False])
def test_letters_are_12_points_and_more_and_the_same_papers_give_the_same_bytes(
    filled: bool, catalog: Catalog
) -> None:
    papers = papers_of(catalog, a_window(), prefecture="新潟県", city="新潟市")
    pdf = printed(papers, filled=filled)
    assert min(type_sizes(pdf)) >= 12
    assert printed(papers, filled=filled) == pdf
    for page in opened(pdf).pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert inner["/FontDescriptor"].get_object().keys() & {"/FontFile2", "/FontFile3"}
    assert len(render_sheet_png("windows", papers, filled=filled, width_px=300)) == page_count(pdf)


def test_a_number_written_in_for_a_centre_stands_in_its_row_and_only_there(
    catalog: Catalog,
) -> None:
    centre = next(one for one in catalog.centres if one.prefecture == "青森県")
    assert not centre.phone_shown
    window = LocalWindow(name=centre.name, phone="000-111-2222", checked_on=TODAY)
    made = Papers(catalog=catalog, made_on=TODAY, windows=(window,), prefecture="青森県")
    text = text_of(render_sheets_pdf({"windows": True}, made))
    assert text.count("000-111-2222") == 1
    assert text.index("青森県の窓口") < text.index("000-111-2222")


def test_of_several_windows_with_a_centres_name_only_the_one_in_its_row_leaves_the_list(
    catalog: Catalog,
) -> None:
    centre = next(one for one in catalog.centres if one.prefecture == "青森県")
    assert not centre.phone_shown
    windows = [
        a_window(centre.name, phone="000-111-2222"),
        a_window(centre.name, phone="000-333-4444"),
        a_window(centre.name, phone="000-555-6666", kind="family_association"),
        a_window(centre.name, phone="000-777-8888", checked_on=date(2025, 1, 1)),
    ]
    papers = papers_of(catalog, *windows, prefecture="青森県")
    data = windows_sheet.filled(papers, Tidy())
    (near,) = [row for row in data.near.rows if row.phone]
    assert near.phone == "000-111-2222"
    # The last is too old to show: a line to write on stays for it.
    assert [row.phone for row in data.own] == ["000-333-4444", "", "000-555-6666"]
    text = text_of(printed(papers))
    for phone in ("000-111-2222", "000-333-4444", "000-555-6666"):
        assert text.count(phone) == 1
