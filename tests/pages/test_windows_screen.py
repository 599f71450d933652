"""窓口: the centres of a place, numbers written in by hand, the script, and the group's own table."""

from __future__ import annotations

import csv
import io
import json
import re
from base64 import b64decode
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from core.catalog import Catalog
from core.contacts import designated_cities, prefectures
from core.handout.sheets import render_sheets_pdf
from core.windows_file import COLUMNS
from pages.parts.kit import store
from pages.parts.kit.pick_file import ANY_FILE
from pages.parts.sheet import papers
from pages.parts.windows import own as own_windows
from tests.core.test_handout import text_of
from tests.core.test_words import FORBIDDEN, without_allowed
from tests.pages.conftest import (
    TODAY,
    assert_sound,
    elements,
    labels,
    opened,
    said,
    shown_html,
)

HEADER = ",".join(COLUMNS)
GOOD = "窓口,みどり市 福祉課,042-000-1234,月-金 9:00-17:00,暮らしの相談,2026-11-01"
OLD = "窓口,あお市 保健所,042-000-5678,,,2025-10-23"
"""One day more than 13 months before 2026-11-24."""
BROKEN = "窓口,110番,042-000-1239,,,2026-11-01"
HOSPITAL = "精神科救急,みどり県の夜間の番号,042-000-7777,毎日 17:00-翌9:00,,2026-11-01"


def window(name: str = "みどり市 福祉課", **more: Any) -> dict[str, Any]:
    return {"name": name, "phone": "042-000-1234", "checked_on": "2026-11-01", **more}


def screen(prefecture: str | None = None, city: str | None = None, **case: Any) -> AppTest:
    """The screen at a place."""
    if prefecture is not None:
        case["place"] = {"prefecture": prefecture} | ({} if city is None else {"city": city})
    at = opened(case, "windows.py")
    assert_sound(at)
    return at


def cards(at: AppTest) -> list[str]:
    """The HTML of the centres, in order."""
    return [
        html
        for html in html_parts(at)
        if 'class="ashiba-row"><h3>' in html and "ashiba-source" in html
    ]


def html_parts(at: AppTest) -> list[str]:
    return [one.value for one in elements(at._tree) if getattr(one, "type", "") == "html"]


def fields(at: AppTest) -> dict[str, Any]:
    """The text fields by label."""
    return {one.label: one for one in at.text_input}


def own(at: AppTest) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = at.session_state["case"].get("windows", [])
    return found


def digits(number: str) -> str:
    return number.replace("-", "")


# -- the place --------------------------------------------------------------------------------


def test_at_first_nothing_is_chosen_and_the_first_step_is_said(catalog: Catalog) -> None:
    at = screen()
    chooser = at.selectbox(key="windows_prefecture")
    assert chooser.value == chooser.options[0] == "えらんでいません"
    assert len(chooser.options) == 48
    assert cards(at) == []
    assert "「ひきこもりの相談の担当へ、つないでください」" in said(at)


def today_part(at: AppTest) -> str:
    """The list of what can be asked today."""
    (found,) = [html for html in html_parts(at) if '<ul class="win-today">' in html]
    return found


def test_a_prefecture_is_found_by_its_kanji_or_as_it_sounds() -> None:
    options = screen().selectbox(key="windows_prefecture").options
    assert "和歌山県（わかやま）" in options
    assert options[1] == "北海道（ほっかいどう）"
    assert options[-1] == "沖縄県（おきなわ）"
    readings = [re.fullmatch(r"[一-龥]+（([ぁ-ん]+)）", one) for one in options[1:]]
    assert len({one[1] for one in readings if one}) == 47


def test_first_stands_what_can_be_asked_today(catalog: Catalog) -> None:
    listed = today_part(screen())
    for words in ("役所の代表電話", "自立相談支援機関へ、つないでください", "KHJ", "よりそい"):
        assert words in listed
    assert catalog.windows.families.url in listed
    assert 'href="https://hikikomori-voice-station.mhlw.go.jp/support/"' in listed
    assert 'href="tel:0120279338"' in listed  # hotlines.csv: yorisoi


@pytest.mark.parametrize(
    ("prefecture", "gap", "city"),
    [
        ("青森県", True, None),
        ("東京都", False, None),
        ("神奈川県", True, "横浜市"),
    ],
)
def test_the_gap_is_one_line_and_what_works_stands_open(
    prefecture: str, gap: bool, city: str | None
) -> None:
    at = screen(prefecture, city)
    told = "ひきこもりの窓口の番号は、まだ確かめられていません。"
    assert shown_html(at).count(told) == int(gap)
    assert ("ほかに、今日きける所" in [one.label for one in at.expander]) is not gap
    assert f"{city or 'お住まいの町'}の自立相談支援機関" in today_part(at)


def test_the_person_is_sent_to_no_association_of_families() -> None:
    assert "家族会" not in today_part(screen("青森県", answerer="person"))


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last rows were looked up on 2026-11-26."""
    monkeypatch.setattr(store, "today", lambda: date(2026, 11, 27))


@pytest.mark.usefixtures("later")
def test_the_two_lines_of_wakayama_stand_each_with_the_age_of_its_source() -> None:
    centre, mind = cards(screen("和歌山県"))
    # facts/centres.csv, two rows of 2026-11-26
    assert 'href="tel:0734241713"' in centre
    assert "2020年10月の資料にある番号です。" in centre
    assert 'href="tel:0734355192"' in mind
    assert "2020年5月の資料にある番号です。" in mind


@pytest.mark.usefixtures("later")
def test_windows_of_towns_stand_below_what_is_for_all_with_whom_they_are_for() -> None:
    at = screen("山形県")
    html = shown_html(at)
    assert "<h3>町や地域の窓口</h3>" in html
    assert html.index("win-today") < html.index('href="tel:0235338939"')  # 鶴岡市
    assert "鶴岡市の人の窓口です。" in html
    assert 'href="tel:0236271184"' in html  # 村山保健所
    assert "町や地域の窓口" not in said(screen("群馬県"))


@pytest.mark.usefixtures("later")
def test_a_mental_health_centre_with_a_number_stands_before_who_else_can_be_asked() -> None:
    html = shown_html(screen("栃木県"))
    assert "まだ確かめられていません。" in html
    assert html.index('href="tel:0286738785"') < html.index("win-today")


def test_choosing_a_prefecture_shows_its_number_with_source_and_date() -> None:
    at = screen()
    at.selectbox(key="windows_prefecture").select("東京都").run()
    assert_sound(at)
    assert at.session_state["case"]["place"] == {"prefecture": "東京都"}
    card = cards(at)[0]
    # facts/centres.csv: 東京都, grade B, source 港区, undated, checked 2026-11-22.
    assert 'href="tel:0120529528"' in card
    for words in (
        "かける前に確かめてください",
        "月〜金 10:00〜17:00",
        "港区のページ",
        "2026年11月22日に、写しで調べました",
    ):
        assert words in card
    assert "確認日" not in card
    assert "番号を書きこむ（東京都の窓口）" not in fields(at)
    assert "windows_city" not in [radio.key for radio in at.radio]


def test_a_prefecture_with_a_name_only_leads_to_the_official_list_and_a_box() -> None:
    at = screen("埼玉県")
    card = cards(at)[0]
    assert "埼玉県ひきこもり相談サポートセンター" in card
    assert "tel:" not in card
    assert "要確認" in card
    assert 'href="https://hikikomori-voice-station.mhlw.go.jp/support/"' in card
    assert 'rel="noopener noreferrer"' in card
    assert "tobuyomiuri" not in shown_html(at)
    assert "「ひきこもりの相談の担当へ、つないでください」" in said(at)
    assert "番号を書きこむ（埼玉県の窓口）" in fields(at)


def test_a_prefecture_without_any_source_is_still_no_blank_screen() -> None:
    at = screen("秋田県")
    (card,) = cards(at)
    assert "秋田県のひきこもりの相談窓口" in card
    assert "出典はありません" in card
    assert "tel:" not in card


def test_every_centre_shows_its_note(catalog: Catalog) -> None:
    for prefecture, city in (
        ("石川県", None),
        ("兵庫県", "神戸市"),
        ("広島県", "広島市"),
        ("佐賀県", None),
    ):
        shown = cards(screen(prefecture, city))
        rows = [
            one
            for one in catalog.centres
            if one.prefecture == prefecture and one.designated_city in ("", city or "")
        ]
        assert any(one.note and not one.phone for one in rows)
        for one in rows:
            assert any(one.name in card and one.note in card for card in shown), one.name


def test_a_centre_of_prefecture_and_city_together_stands_once() -> None:
    at = screen("広島県", "広島市")
    assert ["広島ひきこもり相談支援センター" in card for card in cards(at)] == [True]
    fields(at)["番号を書きこむ（広島市の窓口）"].set_value("082-000-1234").run()
    assert_sound(at)
    assert 'href="tel:0820001234"' in cards(at)[0]


def test_every_designated_city_has_its_screen(catalog: Catalog) -> None:
    at = screen()
    for prefecture in prefectures(catalog):
        cities = designated_cities(catalog, prefecture)
        if cities:
            at.selectbox(key="windows_prefecture").select(prefecture).run()
        for city in cities:
            at.radio(key="windows_city").set_value(city).run()
            assert_sound(at)
            assert next(header.value for header in at.header) == f"{city}の窓口"


def test_a_note_stays_beside_a_number_written_in_by_hand() -> None:
    at = screen("石川県")
    fields(at)["番号を書きこむ（石川県の窓口）"].set_value("076-000-1234").run()
    assert_sound(at)
    card = cards(at)[0]
    assert 'href="tel:0760001234"' in card
    assert "能登（穴水町）と加賀（加賀市）にもあります。" in card


def test_where_the_sources_contradict_each_other_no_number_stands(catalog: Catalog) -> None:
    at = screen("茨城県")
    assert "出典どうしが食い違うため、番号を出していません" in said(at)
    assert not [card for card in cards(at) if "茨城県ひきこもり" in card and "tel:" in card]
    assert "「ひきこもりの相談の担当へ、つないでください」" in said(at)


def test_the_designated_city_is_asked_for_and_comes_first() -> None:
    at = screen("北海道")
    city = at.radio(key="windows_city")
    assert city.value is None
    assert city.options == ["札幌市", "市の外（ほかの市町村）"]
    assert "札幌市に住んでいるときは、市の窓口が先です" in said(at)
    at.radio(key="windows_city").set_value("札幌市").run()
    assert_sound(at)
    assert at.session_state["case"]["place"] == {"prefecture": "北海道", "city": "札幌市"}
    assert next(header.value for header in at.header) == "札幌市の窓口"
    # What has a number stands first.
    assert 'href="tel:0118638733"' in cards(at)[0]
    assert any("札幌市ひきこもり地域支援センター" in card for card in cards(at))
    at.radio(key="windows_city").set_value("市の外（ほかの市町村）").run()
    assert_sound(at)
    assert at.radio(key="windows_city").value == "市の外（ほかの市町村）"
    assert next(header.value for header in at.header) == "北海道の窓口"
    assert "札幌市ひきこもり地域支援センター" not in "".join(cards(at))


def test_another_prefecture_forgets_the_city() -> None:
    at = screen("北海道", "札幌市")
    at.selectbox(key="windows_prefecture").select("東京都").run()
    assert at.session_state["case"]["place"] == {"prefecture": "東京都"}
    at.selectbox(key="windows_prefecture").select("えらんでいません").run()
    assert_sound(at)
    assert cards(at) == []


@pytest.mark.usefixtures("later")
def test_every_place_stands_and_shows_only_numbers_that_may_be_shown(catalog: Catalog) -> None:
    """All 47 prefectures through one session; the numbers are those of the rows A and B."""
    at = screen()
    for prefecture in prefectures(catalog):
        at.selectbox(key="windows_prefecture").select(prefecture).run()
        assert_sound(at)
        rows = [
            one
            for one in catalog.centres
            if one.prefecture == prefecture and not one.designated_city
        ]
        shown = "".join(cards(at))
        assert [one.name in shown for one in rows] == [True] * len(rows)
        allowed = {
            digits(one.phone) for one in rows if one.grade in ("A", "B") and one.status == "usable"
        }
        assert set(_dialled(shown)) == allowed


def _dialled(html: str) -> list[str]:
    return [part.split('"')[0] for part in html.split('href="tel:')[1:]]


def test_mental_health_centres_stand_after_the_centres() -> None:
    at = screen("群馬県")
    assert 'href="tel:0272631166"' in cards(at)[1]
    assert "まだ調べられていません。下の全国の一覧" in said(screen("秋田県"))


def test_the_ways_to_find_a_window_and_the_official_lists_are_there(catalog: Catalog) -> None:
    words = said(screen())
    for way in catalog.windows.ways:
        assert way.text.family in words
    for one in catalog.windows.lists:
        assert one.url in words
        assert f"確認日 {one.checked_on}" in words


# -- numbers written in by hand ---------------------------------------------------------------


def test_a_number_written_at_a_centre_becomes_an_own_window_of_today() -> None:
    at = screen("埼玉県")
    fields(at)["番号を書きこむ（埼玉県の窓口）"].set_value("０４８（０００）１２３４").run()
    assert_sound(at)
    name = "埼玉県ひきこもり相談サポートセンター"
    assert own(at) == [{"name": name, "phone": "048-000-1234", "checked_on": TODAY.isoformat()}]
    assert 'href="tel:0480001234"' in cards(at)[0]
    assert "自分で書きこんだ番号" in cards(at)[0]
    # The first call of the script goes there.
    assert "はじめの電話" in said(at)
    fields(at)["番号を書きこむ（埼玉県の窓口）"].set_value("").run()
    assert_sound(at)
    assert own(at) == []
    assert "tel:0480001234" not in shown_html(at)


def test_a_wrong_number_stays_in_its_field_with_the_reason() -> None:
    at = screen("埼玉県")
    label = "番号を書きこむ（埼玉県の窓口）"
    fields(at)[label].set_value("048-000-1234").run()
    fields(at)[label].set_value("48-000").run()
    assert_sound(at)
    assert fields(at)[label].value == "48-000"
    assert "この番号は、まだ入っていません" in said(at)
    assert [one["phone"] for one in own(at)] == ["048-000-1234"]
    fields(at)[label].set_value("048-000-5678").run()
    assert "まだ入っていません" not in said(at)
    assert [one["phone"] for one in own(at)] == ["048-000-5678"]


SAITAMA = "埼玉県ひきこもり相談サポートセンター"
SAITAMA_FIELD = "番号を書きこむ（埼玉県の窓口）"


def test_a_new_number_at_a_centre_leaves_the_other_windows_of_its_name() -> None:
    first = window(SAITAMA, phone="048-000-0001", hours="月-金", topic="はじめての人")
    second = window(SAITAMA, phone="048-000-0002")
    families = window(SAITAMA, phone="048-000-0003", kind="family_association")
    at = screen("埼玉県", windows=[first, second, families])
    assert 'href="tel:0480000001"' in cards(at)[0]
    fields(at)[SAITAMA_FIELD].set_value("048-000-9999").run()
    assert_sound(at)
    new = first | {"phone": "048-000-9999", "checked_on": TODAY.isoformat()}
    assert own(at) == [new, second, families]
    click(at, "windows_back")
    assert own(at) == [first, second, families]
    assert fields(at)[SAITAMA_FIELD].value == "048-000-0001"


def test_a_number_taken_out_at_a_centre_leaves_hours_and_topic_and_comes_back() -> None:
    first = window(SAITAMA, phone="048-000-0001", hours="月-金", topic="はじめての人")
    other = window("みどり市 福祉課")
    at = screen("埼玉県", windows=[first, other])
    fields(at)[SAITAMA_FIELD].set_value("").run()
    assert_sound(at)
    assert own(at) == [{"name": SAITAMA, "hours": "月-金", "topic": "はじめての人"}, other]
    assert fields(at)[SAITAMA_FIELD].value == ""
    assert "の番号を消しました" in said(at)
    # Written in again, it is the same window.
    fields(at)[SAITAMA_FIELD].set_value("048-000-0005").run()
    assert [(one["phone"], one.get("topic")) for one in own(at)] == [
        ("048-000-0005", "はじめての人"),
        ("042-000-1234", None),
    ]
    fields(at)[SAITAMA_FIELD].set_value("").run()
    click(at, "windows_back")
    assert own(at)[0]["phone"] == "048-000-0005"


def test_at_a_centre_stands_the_number_that_may_be_shown_and_an_old_one_is_kept() -> None:
    old = window(SAITAMA, phone="048-000-0001", checked_on="2025-01-01")
    at = screen("埼玉県", windows=[old, window(SAITAMA, phone="048-000-0002")])
    assert 'href="tel:0480000002"' in cards(at)[0]
    fields(at)[SAITAMA_FIELD].set_value("").run()
    assert own(at) == [old]
    # What is not shown is not taken out by emptying a wrong number.
    fields(at)[SAITAMA_FIELD].set_value("48").run()
    fields(at)[SAITAMA_FIELD].set_value("").run()
    assert_sound(at)
    assert own(at) == [old]


def test_a_number_that_finds_no_room_stays_in_its_field() -> None:
    at = screen("埼玉県", windows=[window(f"窓口{number}") for number in range(200)])
    fields(at)[SAITAMA_FIELD].set_value("048-000-1234").run()
    assert_sound(at)
    assert fields(at)[SAITAMA_FIELD].value == "048-000-1234"
    assert "窓口は200件までです" in said(at)
    assert len(own(at)) == 200


def test_a_second_number_of_the_region_stands_as_a_row_of_its_own() -> None:
    name = "精神科救急（地域の番号）"
    rows = [
        window(name, phone=f"042-000-777{number}", kind="psychiatric_emergency")
        for number in (1, 2)
    ]
    at = screen(windows=rows)
    assert fields(at)["番号を書きこむ（精神科救急）"].value == "042-000-7771"
    emergency = [html for html in html_parts(at) if "tel:0420007772" in html]
    assert len(emergency) == 2  # here, and in the list of own windows


@pytest.mark.parametrize("number", ["110", "119", "0120-279-338"])
def test_a_national_number_does_not_stand_in_for_a_centre(number: str) -> None:
    at = screen("埼玉県")
    fields(at)["番号を書きこむ（埼玉県の窓口）"].set_value(number).run()
    assert_sound(at)
    assert own(at) == []
    assert "国の番号はいつも出ます" in said(at)


def test_the_numbers_of_the_region_are_local_fields() -> None:
    at = screen()
    assert 'href="tel:%237119"' in shown_html(at)
    fields(at)["番号を書きこむ（#7119のない地域の、救急の相談）"].set_value("#7119").run()
    assert_sound(at)
    fields(at)["番号を書きこむ（精神科救急）"].set_value("042-000-7777").run()
    assert_sound(at)
    assert [(one["kind"], one["phone"]) for one in own(at)] == [
        ("emergency_advice", "#7119"),
        ("psychiatric_emergency", "042-000-7777"),
    ]
    assert fields(at)["番号を書きこむ（精神科救急）"].value == "042-000-7777"


# -- the script and the lines of the country --------------------------------------------------


@pytest.mark.parametrize("who", ["family", "person", "example"])
def test_the_script_is_said_in_the_voice_of_who_calls(catalog: Catalog, who: str) -> None:
    words = said(screen("東京都", answerer=who))
    for one in catalog.windows.script:
        assert one.line.said_to(who) in words  # type: ignore[arg-type]
    assert catalog.windows.texts.refused.said_to(who) in words  # type: ignore[arg-type]


def test_the_person_reads_the_screen_in_the_first_person(catalog: Catalog) -> None:
    at = screen("埼玉県", answerer="person", windows=[window(kind="family_association")])
    words = said(at)
    assert "わたしが話せる所から" in words
    assert "本人です。ひきこもりのことで" in words
    assert "家族です。" not in words
    assert "ご家族" not in words
    # The association of families is no next window for the person (facts §4.4).
    following = next(html for html in html_parts(at) if "断られたら、次の窓口" in html)
    assert "家族会" not in following
    assert "みどり市" not in following


@pytest.mark.parametrize("who", ["family", "person"])
def test_the_words_of_the_screen_are_those_of_the_house(who: str) -> None:
    words = without_allowed(said(screen("埼玉県", answerer=who, windows=[window()])))
    assert [found[0] for rule in FORBIDDEN if (found := re.search(rule, words))] == []


def test_after_a_refusal_the_next_windows_do_not_hold_the_first_one() -> None:
    at = screen("東京都", windows=[window()])
    parts = html_parts(at)
    first = next(html for html in parts if "はじめの電話" in html)
    following = next(html for html in parts if "断られたら、次の窓口" in html)
    assert "みどり市 福祉課" in first
    assert "みどり市 福祉課" not in following
    assert "東京都ひきこもりサポートネット" in following


def test_every_national_line_stands_with_hours_cost_and_date(catalog: Catalog) -> None:
    # The line of one prefecture is none of the country: it stands where that prefecture is chosen.
    at = screen()
    html, words = shown_html(at), said(at)
    for line in (one for one in catalog.hotlines if not one.pref_code):
        for text in (line.name, line.cost, line.for_what.split("。")[0]):
            assert text in words, line.id
        day = line.checked_on
        assert f"{day.year}年{day.month}月{day.day}日 確認" in words
    for number in ("110", "119"):
        assert f'href="tel:{number}"' in html


def section(at: AppTest, title: str) -> str:
    """The words in the fold of this name, in HTML parts and texts."""
    (fold,) = [one for one in at.expander if one.label == title]
    kinds = ("html", "markdown")
    return "\n".join(one.value for one in elements(fold) if getattr(one, "type", "") in kinds)


# facts/hotlines_extra.csv: the prefectures whose psychiatric emergency may be printed
EMERGENCY = {
    "熊本県": "096-385-9939",
    "兵庫県": "078-367-7210",
    "奈良県": "0744-29-6010",
    "京都府": "075-323-5280",
    "愛知県": "052-681-9900",
    "山形県": "0570-022-553",
}
ASK = "消防・警察・役所の代表で聞けます"
PLACE = "救急の前に聞く・精神科救急"


@pytest.mark.parametrize(("prefecture", "number"), EMERGENCY.items())
def test_the_psychiatric_emergency_of_a_prefecture_stands_there_and_nowhere_else(
    prefecture: str, number: str
) -> None:
    at = screen(prefecture)
    here = section(at, PLACE)
    assert f'href="tel:{digits(number)}"' in here
    assert "確認日 20" in here
    assert ASK not in here
    for other in set(EMERGENCY.values()) - {number}:
        assert digits(other) not in shown_html(at)
    (country,) = [html for html in html_parts(at) if "<summary>全国の電話</summary>" in html]
    assert digits(number) not in country


@pytest.mark.parametrize("prefecture", [None, "東京都", "沖縄県"])
def test_where_no_psychiatric_emergency_is_known_it_says_whom_to_ask(
    prefecture: str | None,
) -> None:
    at = screen(prefecture)
    assert ASK in section(at, PLACE)
    for number in EMERGENCY.values():
        assert digits(number) not in shown_html(at)


def test_a_window_of_every_town_is_asked_for_at_the_office_and_has_no_number(
    catalog: Catalog,
) -> None:
    at = screen()
    (country,) = [html for html in html_parts(at) if "<summary>全国の電話</summary>" in html]
    words = country.split("人とのあいだの困りごと</summary>")[1].split("<details")[0]
    assert "役所の代表電話で「つないでください」とたのめます" in words
    for name in ("市町村の障害者虐待防止センター", "住んでいる地域の地域包括支援センター"):
        assert name in words
        assert said(at).count(name) == 1
    assert "<summary>そのほか</summary>" not in country


# -- the table --------------------------------------------------------------------------------

Load = Callable[..., AppTest]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Load:
    """Choose a table: a button stands for the browser's file input."""
    chosen: list[bytes] = []

    def button(label: str, key: str, accept: str, limit: int, on_file: Any) -> None:
        assert (accept, limit) == (ANY_FILE, 3_000_000)
        streamlit.button(label, key=f"{key}_test", on_click=lambda: on_file(chosen[-1]))

    monkeypatch.setattr(own_windows, "pick_file", button)

    def press(at: AppTest, data: bytes, take: bool = True) -> AppTest:
        chosen.append(data)
        before = own(at)
        at.button(key="windows_pick_test").click().run()
        assert_sound(at)
        if take and "windows_table_take" in [one.key for one in at.button]:
            assert own(at) == before  # nothing is taken before it was seen
            at.button(key="windows_table_take").click().run()
            assert_sound(at)
        return at

    return press


def table(*rows: str, encoding: str = "utf-8-sig") -> bytes:
    return "\r\n".join((HEADER, *rows)).encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_good_table_is_taken_as_excel_writes_it(load: Load, encoding: str) -> None:
    at = load(screen(), table(GOOD, HOSPITAL, encoding=encoding))
    assert "2件を入れました" in said(at)
    assert [(one["name"], one["phone"]) for one in own(at)] == [
        ("みどり市 福祉課", "042-000-1234"),
        ("みどり県の夜間の番号", "042-000-7777"),
    ]
    assert "2件あります" in said(at)
    assert 'href="tel:0420001234"' in shown_html(at)


def test_good_rows_are_kept_and_bad_ones_listed_with_row_field_and_reason(load: Load) -> None:
    at = load(screen(), table(GOOD, BROKEN, OLD))
    assert [one["name"] for one in own(at)] == ["みどり市 福祉課", "あお市 保健所"]
    faults = next(html for html in html_parts(at) if "<caption>使えなかった行" in html)
    for text in ("3行目", "名前", "国の番号はいつも出ます", "見つかったもの：110番"):
        assert text in faults
    notes = next(html for html in html_parts(at) if "読みとりのメモ" in html)
    assert "確かめた日から13か月を過ぎています。番号は出しません" in notes
    html = shown_html(at)
    assert "0420005678" not in html
    assert "042-000-5678" not in html
    assert "番号は、出していません" in said(at)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "中身がありません"),
        (b"PK\x03\x04rest", "まとめたファイル（ZIP）のようです"),
        (b"%PDF-1.7 x", "PDFのようです"),
        (b"\x00\xff\xfe\x81", "見出しの行に"),
        ("ほかの文です。\r\n表ではありません。".encode("cp932"), "見出しの行に"),
    ],
)
def test_what_is_no_table_is_said_and_nothing_is_lost(load: Load, data: bytes, told: str) -> None:
    at = load(screen(windows=[window()]), data)
    assert "この表は読めませんでした" in said(at)
    assert told in said(at)
    assert [one["name"] for one in own(at)] == ["みどり市 福祉課"]
    assert "一つ前にもどす" not in labels(at)


def test_the_untouched_template_says_that_it_holds_examples_only(load: Load) -> None:
    at = screen()
    at = load(at, file_of(at, "windows_template"))
    assert own(at) == []
    assert "窓口の行がありませんでした" in said(at)


def test_a_second_table_replaces_what_it_names_and_keeps_the_rest(load: Load) -> None:
    at = load(screen(windows=[window("むらさき市 社協")]), table(GOOD))
    again = GOOD.replace("042-000-1234", "042-000-4321")
    at = load(at, table(again))
    assert [(one["name"], one["phone"]) for one in own(at)] == [
        ("むらさき市 社協", "042-000-1234"),
        ("みどり市 福祉課", "042-000-4321"),
    ]
    at.button(key="windows_back").click().run()
    assert_sound(at)
    assert [one["phone"] for one in own(at)] == ["042-000-1234", "042-000-1234"]


def test_going_back_one_step_takes_back_the_written_number_and_nothing_else(load: Load) -> None:
    at = load(screen("埼玉県"), table(GOOD))
    assert "一つ前にもどす" in labels(at)
    fields(at)["番号を書きこむ（埼玉県の窓口）"].set_value("048-000-1234").run()
    assert_sound(at)
    assert [one["phone"] for one in own(at)] == ["042-000-1234", "048-000-1234"]
    assert "に番号を書きこみました" in said(at)
    click(at, "windows_back")
    assert [one["phone"] for one in own(at)] == ["042-000-1234"]
    assert "tel:0480001234" not in shown_html(at)
    assert "一つ前にもどす" not in labels(at)


def test_two_numbers_of_one_place_both_stay(load: Load) -> None:
    at = load(screen(), table(GOOD, GOOD.replace("1234", "1235"), GOOD))
    assert [one["phone"] for one in own(at)] == ["042-000-1234", "042-000-1235"]


def test_more_windows_than_there_is_room_for_are_said(load: Load) -> None:
    kept = [window(f"窓口{number}") for number in range(199)]
    at = load(screen(windows=kept), table(GOOD, HOSPITAL))
    assert len(own(at)) == 200
    assert "窓口は200件までです。1件は入っていません" in said(at)


def test_a_row_is_taken_out_and_comes_back() -> None:
    at = screen(windows=[window("あか"), window("あお"), window("きいろ")])
    at.button(key="windows_drop_1").click().run()
    assert_sound(at)
    assert [one["name"] for one in own(at)] == ["あか", "きいろ"]
    assert "「あお」を消しました" in said(at)
    at.button(key="windows_back").click().run()
    assert_sound(at)
    assert [one["name"] for one in own(at)] == ["あか", "あお", "きいろ"]
    assert "一つ前にもどす" not in labels(at)


def test_a_long_list_is_shown_in_parts() -> None:
    at = screen(windows=[window(f"窓口{number}") for number in range(45)])
    seen = [label for label in labels(at) if label.endswith("番を消す")]
    assert seen == [f"{number}番を消す" for number in range(1, 21)]
    at.button(key="windows_next_rows").click().run()
    at.button(key="windows_next_rows").click().run()
    assert_sound(at)
    seen = [label for label in labels(at) if label.endswith("番を消す")]
    assert seen == [f"{number}番を消す" for number in range(41, 46)]
    for number in (44, 43, 42, 41, 40):
        at.button(key=f"windows_drop_{number}").click().run()
    assert_sound(at)
    assert "40番を消す" in labels(at)


def test_by_hand_a_window_goes_in_and_a_wrong_one_says_why_at_its_field() -> None:
    at = screen()
    fields(at)["電話"].set_value("42-000").run()
    at.button(key="windows_add").click().run()
    assert_sound(at)
    words = said(at)
    assert "名前がありません" in words
    assert "0から始まる番号" in words or "先頭の0が消えている" in words
    assert own(at) == []
    fields(at)["名前"].set_value("みどり家族会").run()
    fields(at)["電話"].set_value("042-000-1234").run()
    at.radio(key="windows_new_kind").set_value("家族会").run()
    at.button(key="windows_add").click().run()
    assert_sound(at)
    assert own(at) == [
        {
            "name": "みどり家族会",
            "phone": "042-000-1234",
            "checked_on": TODAY.isoformat(),
            "kind": "family_association",
        }
    ]
    assert "「みどり家族会」を入れました" in said(at)
    assert fields(at)["名前"].value == ""


def test_a_day_of_checking_that_cannot_be_read_is_said() -> None:
    at = screen()
    fields(at)["名前"].set_value("みどり市").run()
    fields(at)["電話"].set_value("042-000-1234").run()
    fields(at)["番号を確かめた日"].set_value("先週").run()
    at.button(key="windows_add").click().run()
    assert_sound(at)
    assert "日付として読めません" in said(at)
    assert "tel:0420001234" not in shown_html(at)
    # Nothing typed is lost: the form stays, and the day is asked again.
    assert own(at) == []
    assert fields(at)["電話"].value == "042-000-1234"
    fields(at)["番号を確かめた日"].set_value("11/20").run()
    at.button(key="windows_add").click().run()
    assert_sound(at)
    assert [one["checked_on"] for one in own(at)] == ["2026-11-20"]
    assert "tel:0420001234" in shown_html(at)


def test_a_name_like_an_example_is_not_swallowed() -> None:
    at = screen()
    fields(at)["名前"].set_value("例：みどり市").run()
    at.button(key="windows_add").click().run()
    assert_sound(at)
    assert own(at) == []
    assert "読みとばしました" in said(at)
    assert fields(at)["名前"].value == "例：みどり市"


def file_of(at: AppTest, key: str) -> bytes:
    """The bytes that a save button holds."""
    for element in elements(at._tree):
        proto = getattr(element, "proto", None)
        if key in getattr(proto, "id", "") and hasattr(proto, "json"):
            return b64decode(json.loads(proto.json)["base64"])
    raise AssertionError(key)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "\t="])
def test_a_saved_table_is_safe_to_open_in_a_spreadsheet(load: Load, start: str) -> None:
    evil = window(f"{start}HYPERLINK(1)", hours=f"{start}1+1", topic=f"{start}cmd|x", phone="")
    at = screen(windows=[evil, window()])
    data = file_of(at, "windows_save")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0] == list(COLUMNS)
    cells = [cell for row in rows[1:] for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "＝", "\t", "\r")]
    # Loaded again on another day's visit, the good one is whole.
    again = load(screen(), data)
    assert own(again)[-1] == window()


# -- before it is taken -----------------------------------------------------------------------

TOWNS = "\r\n".join(
    ["窓口の一覧（令和8年11月1日現在）,,,", "市町村名,名称,電話番号（代表）,備考"]
    + [
        f"{town}市,{town}相談室{n},042-000-{n:04},予約制"
        for town in "あいうえお"
        for n in range(60)
    ]
).encode("cp932")


def test_before_anything_is_taken_it_is_shown_what_is_read_as_what(load: Load) -> None:
    at = load(screen(windows=[window()]), TOWNS, take=False)
    seen = next(html for html in html_parts(at) if "どの列を、何として読むか" in html)
    for text in (
        "名称<br>あ相談室0",
        "電話番号（代表）<br>042-000-0000",
        "備考<br>予約制",
    ):
        assert text in seen
    words = said(at)
    assert "300件。電話番号は300件です" in words
    assert "入る場所は、あと199件分です" in words
    assert at.text_input(key="windows_table_day").value == "2026-11-01"
    assert "はじめの199件を入れる" in labels(at)
    assert [one["name"] for one in own(at)] == ["みどり市 福祉課"]
    click(at, "windows_table_leave")
    assert "どの列を、何として読むか" not in shown_html(at)
    assert [one["name"] for one in own(at)] == ["みどり市 福祉課"]


def test_only_the_rows_of_a_town_are_taken(load: Load) -> None:
    at = load(screen(), TOWNS, take=False)
    at.text_input(key="windows_table_town").set_value("え市").run()
    assert "60件を入れる" in labels(at)
    click(at, "windows_table_take")
    assert {one["name"][0] for one in own(at)} == {"え"}
    assert len(own(at)) == 60
    assert "60件を入れました" in said(at)
    click(at, "windows_back")
    assert own(at) == []


def test_a_town_that_is_not_there_is_said(load: Load) -> None:
    at = load(screen(), TOWNS, take=False)
    at.text_input(key="windows_table_town").set_value("ない町").run()
    assert_sound(at)
    assert "この言葉のある行はありません" in said(at)
    assert "windows_table_take" not in [one.key for one in at.button]


def test_without_a_day_the_missing_numbers_are_told_and_one_day_serves_all(load: Load) -> None:
    data = "名称,電話番号\n" + "\n".join(f"相談室{n},042-000-{n:04}" for n in range(172))
    at = load(screen(), data.encode(), take=False)
    assert "172件。電話番号は0件です" in said(at)
    notes = next(html for html in html_parts(at) if "<caption>読みとりのメモ" in html)
    assert notes.count("確かめた日がありません") == 1
    assert "2行目など172行" in notes
    at.text_input(key="windows_table_day").set_value("きのう").run()
    assert "日付として読めません" in said(at)
    click(at, "windows_table_today")
    assert "172件。電話番号は172件です" in said(at)
    click(at, "windows_table_take")
    assert {one["checked_on"] for one in own(at)} == {TODAY.isoformat()}


def test_a_column_can_be_put_right(load: Load) -> None:
    data = "どこ,かける所,備考\nみどり相談室,042-000-1234,予約制\n".encode()
    at = load(screen(), data, take=False)
    assert "どの列が窓口の名前か、わかりません" in said(at)
    assert "windows_table_take" not in [one.key for one in at.button]
    at.selectbox(key="windows_table_名前").select(0).run()
    assert_sound(at)
    click(at, "windows_table_today")
    at.selectbox(key="windows_table_どんな相談").select(-1).run()
    click(at, "windows_table_take")
    today = TODAY.isoformat()
    assert own(at) == [{"name": "みどり相談室", "phone": "042-000-1234", "checked_on": today}]


# -- putting a window right -------------------------------------------------------------------


FULL = window(hours="月-金 9:00-17:00", topic="暮らし", checked_on="2025-10-01", kind="window")


def typed(at: AppTest, name: str, value: str) -> None:
    at.text_input(key=f"windows_edit_{name}").set_value(value).run()
    assert_sound(at)


def click(at: AppTest, key: str) -> AppTest:
    at.button(key=key).click().run()
    assert_sound(at)
    return at


def test_a_window_is_put_right_in_its_place_with_its_values_in_the_form() -> None:
    at = screen(windows=[window("あか"), FULL, window("きいろ")])
    click(at, "windows_edit_1")
    shown = {name: at.text_input(key=f"windows_edit_{name}").value for name in COLUMNS[1:]}
    assert list(shown.values()) == [
        "みどり市 福祉課",
        "042-000-1234",
        "月-金 9:00-17:00",
        "暮らし",
        "2025-10-01",
    ]
    assert at.radio(key="windows_edit_kind").value == "窓口"
    at.radio(key="windows_edit_kind").set_value("家族会").run()
    typed(at, "名前", "みどり家族会")
    click(at, "windows_edit_today")
    click(at, "windows_edit_save")
    assert [one["name"] for one in own(at)] == ["あか", "みどり家族会", "きいろ"]
    assert own(at)[1] == {
        "name": "みどり家族会",
        "phone": "042-000-1234",
        "hours": "月-金 9:00-17:00",
        "topic": "暮らし",
        "checked_on": TODAY.isoformat(),
        "kind": "family_association",
    }
    assert "「みどり家族会」を直しました" in said(at)
    assert "windows_edit_save" not in [one.key for one in at.button]
    click(at, "windows_back")
    assert [one["name"] for one in own(at)] == ["あか", "みどり市 福祉課", "きいろ"]


def test_a_wrong_correction_says_why_at_its_field_and_changes_nothing() -> None:
    at = screen(windows=[FULL])
    click(at, "windows_edit_0")
    typed(at, "電話", "042-000")
    click(at, "windows_edit_save")
    assert "電話番号は10桁です。いま6桁です" in said(at)
    assert at.text_input(key="windows_edit_電話").value == "042-000"
    assert own(at)[0]["phone"] == "042-000-1234"
    typed(at, "電話", "042-000-4321")
    click(at, "windows_edit_save")
    assert own(at)[0]["phone"] == "042-000-4321"


def test_a_correction_can_be_left_and_the_form_below_keeps_its_words() -> None:
    at = screen(windows=[FULL])
    at.text_input(key="windows_new_名前").set_value("あお市").run()
    click(at, "windows_edit_0")
    typed(at, "名前", "ちがう名前")
    click(at, "windows_edit_close")
    assert [one["name"] for one in own(at)] == ["みどり市 福祉課"]
    assert at.text_input(key="windows_new_名前").value == "あお市"
    click(at, "windows_edit_0")
    assert at.text_input(key="windows_edit_名前").value == "みどり市 福祉課"


def test_one_press_checks_a_window_today_and_its_number_is_back() -> None:
    at = screen(windows=[FULL])
    assert "tel:0420001234" not in shown_html(at)
    click(at, "windows_today_0")
    assert own(at)[0]["checked_on"] == TODAY.isoformat()
    assert "tel:0420001234" in shown_html(at)
    assert "確かめた日を、きょうにしました" in said(at)
    assert "1番をきょう確かめた" not in labels(at)
    click(at, "windows_back")
    assert own(at)[0]["checked_on"] == "2025-10-01"


def test_a_window_that_no_row_may_hold_is_not_checked_by_one_press() -> None:
    at = screen(windows=[window("あか", phone="javascript:x", checked_on="2025-01-01")])
    click(at, "windows_today_0")
    assert own(at)[0]["checked_on"] == "2025-01-01"
    assert "電話番号として読めません" in said(at)
    assert at.text_input(key="windows_edit_電話").value == "javascript:x"


# -- the windows elsewhere --------------------------------------------------------------------


def test_loaded_windows_stand_on_the_plan_and_on_the_sheets(
    load: Load, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = load(screen("埼玉県"), table(GOOD, OLD, HOSPITAL))
    case = at.session_state["case"]
    monkeypatch.setattr(streamlit, "session_state", {"case": case})
    made = papers.gather(catalog)
    assert [one.name for one in made.windows] == [
        "みどり市 福祉課",
        "あお市 保健所",
        "みどり県の夜間の番号",
    ]
    assert made.prefecture == "埼玉県"
    assert made.plan is not None
    assert [one.phone for one in made.plan.contacts if one.own][:2] == ["042-000-1234", None]
    text = text_of(render_sheets_pdf({"phone": True, "card": True, "windows": True}, made))
    assert text.count("042-000-1234") >= 2  # the first call, and the group's windows
    assert text.count("042-000-7777") >= 2  # the card, and the region's numbers
    assert "042-000-5678" not in text
    assert "あお市" in text


def test_wiping_forgets_the_windows(load: Load) -> None:
    at = load(screen("埼玉県"), table(GOOD, BROKEN))
    at.button(key="ashiba_exit").click().run()
    assert_sound(at)
    assert at.session_state["case"] == {}
    at = load(screen("埼玉県"), table(GOOD, BROKEN), take=False)
    at.button(key="ashiba_exit").click().run()
    for name in (
        "windows_read",
        "windows_waits",
        "windows_before",
        "windows_said",
        "windows_typed",
    ):
        assert name not in at.session_state


# -- what a tab may hold ----------------------------------------------------------------------

HOSTILE: list[Any] = [
    "text",
    3,
    {"a": 1},
    [None, 3, "x", [], {}],
    [{"name": ""}, {"name": "x" * 61}, {"name": ["x"]}, {"name": "半\ud800"}],
    [{"name": "x", "unknown": 1}, {"name": "x", "checked_on": "someday"}],
    [{"name": "x", "kind": "castle"}, {"name": "x", "phone": 110}],
    [window("<script>alert(1)</script>", phone="<img src=x onerror=1>", hours="![x](http://a/b)")],
    [window("**太字** :red[赤] $x$", phone="javascript:alert(1)", topic="\n\t\0")],
    [window("あした", checked_on="2026-11-25"), window("昔", checked_on="0001-01-01")],
    [window(f"窓口{number}") for number in range(500)],
]


@pytest.mark.parametrize("raw", HOSTILE)
def test_broken_windows_never_break_the_screen(raw: Any) -> None:
    at = screen("埼玉県", windows=raw, windows_new=raw)
    html = shown_html(at)
    for mark in ("<script", "<img src=x", 'javascript:alert(1)"'):
        assert mark not in html
    for day in ("あした", "昔"):
        assert f"「{day}」" not in html
    at.button(key="windows_add").click().run()
    assert_sound(at)


@pytest.mark.parametrize(
    "raw",
    [{"名前": "x" * 1000, "電話": "1" * 1000}, {"種類": 3, "名前": ["x"], "確かめた日": None}],
)
def test_a_broken_half_typed_window_never_breaks_the_screen(raw: dict[str, Any]) -> None:
    at = screen(windows_new=raw)
    at.button(key="windows_add").click().run()
    assert_sound(at)
    assert own(at) == []


@pytest.mark.parametrize(
    "raw",
    ["text", 3, ["x"], {"prefecture": 3}, {"prefecture": "みどり県"}, {"prefecture": ["東京都"]}]
    + [{"prefecture": "北海道", "city": bad} for bad in (3, ["札幌市"], "横浜市", None)],
)
def test_a_broken_place_never_breaks_the_screen(raw: Any) -> None:
    assert_sound(opened({"place": raw}, "windows.py"))


def test_a_number_of_tomorrow_or_of_no_day_is_not_shown() -> None:
    rows = [window("あした", checked_on="2026-11-25"), window("日なし", checked_on=None)]
    at = screen(windows=rows)
    assert "tel:0420001234" not in shown_html(at)
    at = screen(windows=[window(checked_on="2025-10-24")])  # 13 months before, to the day
    assert "tel:0420001234" in shown_html(at)
