"""Windows to call: centres by place, the next window after a refusal, and no number too many.

The numbers are written out here by hand from facts/centres.csv, as strings.
"""

from __future__ import annotations

import csv
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from core.catalog import DATA, Catalog, Centre, read_catalog
from core.contacts import (
    LocalWindow,
    NextWindow,
    centres_for,
    danger_lines,
    designated_cities,
    fits_age,
    may_show_number,
    next_windows,
    number_of,
    prefecture_readings,
    prefectures,
    protecting_lines,
    psychiatric_emergency,
    safety_hotlines,
)
from core.errors import DataError
from core.stage import StageCheck
from tests.core.conftest import check, safety
from tests.core.test_words import FORBIDDEN, phones, walk, without_allowed

TODAY = date(2026, 11, 24)
H, M = "hikikomori_center", "mhw_center"

# place, kind -> number: the rows of grade A or B with a number (facts §7: 19, 1, 3, 2 and 12)
SHOWN = {
    ("北海道", H): "011-863-8733",
    ("宮城県", H): "0229-23-0024",
    ("群馬県", H): "027-287-1121",
    ("東京都", H): "0120-529-528",
    ("新潟県", H): "025-284-1001",
    ("新潟市", H): "025-278-8585",
    ("浜松市", H): "053-457-2709",
    ("愛知県", H): "052-962-3088",
    ("三重県", H): "059-253-7826",
    ("滋賀県", H): "077-567-5058",
    ("大阪府", H): "06-6697-2890",
    ("鳥取県", H): "0857-20-0222",
    ("岡山県", H): "086-224-3188",
    ("岡山市", H): "086-803-1326",
    ("愛媛県", H): "089-911-3883",
    ("熊本市", H): "096-366-2220",
    ("鹿児島県", H): "099-257-8230",
    ("沖縄県", H): "098-888-1455",
    ("和歌山県", H): "073-424-1713",
    ("群馬県", M): "027-263-1166",
    ("浜松市", M): "053-457-2709",
    ("愛知県", M): "052-962-5377",
    ("滋賀県", M): "077-567-5058",
    ("宮崎県", M): "0985-32-5566",
    ("北海道", M): "011-864-7000",
    ("札幌市", M): "011-622-0556",
    ("栃木県", M): "028-673-8785",
    ("東京都", M): "03-3844-2212",
    ("神戸市", M): "078-371-1900",
    ("和歌山県", M): "073-435-5192",
    ("佐賀県", M): "0952-73-5060",
    ("倉吉市など中部", "hikikomori_branch"): "0858-27-1860",
    ("鶴岡市", "hikikomori_city"): "0235-33-8939",
    ("東大阪市", "hikikomori_city"): "06-6727-0535",
    ("綾川町", "hikikomori_city"): "087-876-1113",
    ("村山地方", "health_office"): "023-627-1184",
    ("水戸の地域", "health_office"): "029-241-0571",
}

# Grade C, contradictions, and numbers that the facts name only in passing: nowhere in data/.
NEVER = (
    "017-787-3953",  # 青森県
    "024-546-0006",  # 福島県
    "028-643-3422",  # 栃木県
    "045-752-8400",  # 横浜市
    "054-286-9219",  # 静岡県
    "075-212-7808",  # 京都市
    "078-262-8050",  # 兵庫県
    "078-977-7555",  # ほっとらいん相談
    "078-361-3521",  # 神戸市
    "#8900",  # 神戸市
    "082-942-3161",  # 広島県、広島市
    "092-582-7530",  # 福岡県
    "095-846-5115",  # 長崎県
    "096-386-1177",  # 熊本県
    "023-631-7060",  # 山形県精神保健福祉センター
    "086-803-1274",  # 岡山市こころの健康センター
    "0959-78-0780",  # 五島市
    "0836-21-1552",  # 宇部市 ひだまり
    "083-902-5980",  # 山口市 ひより
    "0834-33-8099",  # 周南市 ひなた
    "019-603-8309",  # 盛岡市保健所
    "019-629-9617",  # 岩手県精神保健福祉センター
    "072-243-5500",  # 堺市
    "099-218-4755",  # 鹿児島県精神保健福祉センター
    "011-204-6010",  # hotlines_extra.csv, printable no: 札幌市
    "019-624-6791",
    "022-384-2811",
    "018-892-3780",
    "0570-78-3147",
    "0570-041-992",
    "0570-666-990",
    "076-433-3996",
    "076-238-3300",
    "092-474-0088",
    "099-837-3458",
    "0235-23-4561",
    "0570-783-755",
    "0800-200-2326",
    "0856-25-7378",  # 石見西部
    "052-951-2881",  # あいちこころほっとライン
)


def centre(catalog: Catalog, place: str, kind: str = H) -> Centre:
    """The one row of a prefecture or of a city."""
    (found,) = (c for c in catalog.centres if c.place == place and c.kind == kind)
    return found


# --- the data ---


def test_the_rows_of_each_kind_are_those_of_the_facts(catalog: Catalog) -> None:
    kinds = [c.kind for c in catalog.centres]
    assert {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)} == {  # facts §7
        H: 67,
        M: 17,
        "hikikomori_branch": 1,
        "hikikomori_city": 4,
        "npo_commissioned": 1,
        "health_office": 3,
    }


# place, kind -> grade: the facts' column "confidence" of every number that came or changed.
GRADES = {
    ("和歌山県", H): "B",
    ("北海道", M): "B",
    ("札幌市", M): "B",
    ("栃木県", M): "B",
    ("東京都", M): "B",
    ("神戸市", M): "B",
    ("和歌山県", M): "A",
    ("佐賀県", M): "A",
    ("宮崎県", M): "B",
    ("倉吉市など中部", "hikikomori_branch"): "A",
    ("鶴岡市", "hikikomori_city"): "A",
    ("東大阪市", "hikikomori_city"): "B",
    ("綾川町", "hikikomori_city"): "B",
    ("村山地方", "health_office"): "A",
    ("水戸の地域", "health_office"): "A",
}


@pytest.mark.parametrize("place", GRADES)
def test_no_grade_is_higher_than_that_of_the_facts(
    catalog: Catalog, place: tuple[str, str]
) -> None:
    found = centre(catalog, *place)
    assert (found.grade, found.checked_on) == (GRADES[place], date(2026, 11, 26))
    assert not found.needs_check


def test_the_two_lines_of_one_house_are_two_rows(catalog: Catalog) -> None:
    # facts §7: what looked like a contradiction are two telephones of one office.
    choice = centres_for(catalog, "和歌山県", today=date(2026, 11, 27))
    assert [c.phone_shown for c in choice.centres] == ["073-424-1713"]
    assert [c.phone_shown for c in choice.mental_health] == ["073-435-5192"]
    assert (choice.whole[0].source_date, choice.mental_health[0].source_date) == (
        "2020-10",
        "2020-05",
    )


def test_a_window_of_a_town_stands_apart_and_is_no_centre_of_the_whole(catalog: Catalog) -> None:
    choice = centres_for(catalog, "山形県", today=date(2026, 11, 27))
    assert [c.area for c in choice.parts] == ["鶴岡市", "村山地方"]
    assert not any(c.is_of_a_part for c in (*choice.centres, *choice.mental_health))
    # The prefecture itself still has no number, and that is said; the number there is cautioned.
    assert "役所の代表電話で" in said(choice.notes)
    assert "かける前に確かめてください" in said(choice.notes)
    assert centres_for(catalog, "群馬県").parts == ()


def test_every_shown_number_is_the_one_of_the_facts(catalog: Catalog) -> None:
    shown = {(c.place, c.kind): c.phone_shown for c in catalog.centres if c.phone_shown}
    assert shown == SHOWN


def test_no_number_of_a_third_party_or_of_a_contradiction_is_anywhere_in_the_data() -> None:
    files = [p for p in DATA.iterdir() if p.suffix in (".csv", ".toml", ".json")]
    assert DATA / "centres.csv" in files
    for file in files:
        text = file.read_text(encoding="utf-8")
        digits = re.sub(r"(?<=\d)-(?=\d)", "", text)
        for number in NEVER:
            assert number not in text, (file.name, number)
            if not number.startswith("#"):
                assert number.replace("-", "") not in digits, (file.name, number)


def test_each_number_has_a_source_a_page_a_grade_and_a_day(catalog: Catalog) -> None:
    for one in catalog.centres:
        if one.phone:
            assert one.source, one.name
            assert one.source_url.startswith("http"), one.name
            assert one.grade in ("A", "B"), one.name
            assert one.checked_on in (date(2026, 11, 22), date(2026, 11, 26))


def test_the_words_beside_a_number_hold_no_other_number(catalog: Catalog) -> None:
    for one in catalog.centres:
        beside = " ".join((one.name, one.operator, one.hours, one.source, one.note))
        assert phones(beside) == set(), one.name


def test_a_row_of_a_third_party_holds_only_a_name_and_at_most_an_official_page(
    catalog: Catalog,
) -> None:
    rows = [c for c in catalog.centres if c.grade in ("C", "")]
    # facts §2, §7: C with number 13, C name 20, blank 6; mhw C 5; 五島, 宇部, 盛岡. The name of the
    # two 広島 rows stands on the prefecture's page of 2025-10-01.
    assert len(rows) == 33 - 2 + 6 + 5 + 3
    for one in rows:
        assert (one.phone, one.hours, one.operator, one.status) == ("", "", "", "name_only")
        assert one.needs_check
        assert not one.url or re.search(r"//[^/]*(pref|city)\.[a-z]+\.(lg\.)?jp/", one.url), one.url


def test_where_sources_contradict_each_other_there_is_no_number(catalog: Catalog) -> None:
    row = centre(catalog, "茨城県")
    assert (row.status, row.phone, row.hours) == ("conflict", "", "")
    assert row.needs_check
    assert row.note.startswith("出典どうしが食い違うため、番号を出していません。")


def test_a_number_that_we_completed_or_saw_on_another_host_is_to_be_checked(
    catalog: Catalog,
) -> None:
    to_check = {c.place for c in catalog.centres if c.phone_shown and c.needs_check}
    assert to_check == {"大阪府", "鳥取県"}  # facts §4.6, §4.7
    assert "要確認" in centre(catalog, "大阪府").note


def test_the_twenty_designated_cities_are_there(catalog: Catalog) -> None:
    cities = {c.designated_city for c in catalog.centres if c.kind == H and c.designated_city}
    assert cities == {
        "札幌市",
        "仙台市",
        "さいたま市",
        "千葉市",
        "横浜市",
        "川崎市",
        "相模原市",
        "新潟市",
        "静岡市",
        "浜松市",
        "名古屋市",
        "京都市",
        "大阪市",
        "堺市",
        "神戸市",
        "岡山市",
        "広島市",
        "北九州市",
        "福岡市",
        "熊本市",
    }


# --- looking up a place ---


def test_prefectures_stand_in_the_order_of_their_codes(catalog: Catalog) -> None:
    names = prefectures(catalog)
    assert len(names) == 47
    assert (names[0], names[12], names[25], names[46]) == ("北海道", "東京都", "京都府", "沖縄県")


def test_designated_cities_of_a_prefecture(catalog: Catalog) -> None:
    assert designated_cities(catalog, "神奈川県") == ("横浜市", "川崎市", "相模原市")
    assert designated_cities(catalog, "群馬県") == ()


def said(notes: tuple[object, ...]) -> str:
    return "\n".join(str(getattr(note, "family", "")) for note in notes)


def test_the_row_of_the_city_comes_before_the_row_of_the_prefecture(catalog: Catalog) -> None:
    choice = centres_for(catalog, "新潟県", "新潟市")
    assert [c.phone_shown for c in choice.centres] == ["025-278-8585", "025-284-1001"]
    assert "かける前に確かめてください" in said(choice.notes)
    assert "代表電話" not in said(choice.notes)


def test_without_a_city_the_cities_are_named_as_the_nearer_window(catalog: Catalog) -> None:
    choice = centres_for(catalog, "神奈川県")
    assert choice.city == ()
    assert [c.prefecture for c in choice.whole] == ["神奈川県"]
    assert "横浜市・川崎市・相模原市に住んでいるときは、市の窓口が先です。" in said(choice.notes)
    assert "市の窓口が先です" not in said(centres_for(catalog, "群馬県").notes)


def test_where_no_number_may_be_shown_the_first_step_is_said(catalog: Catalog) -> None:
    choice = centres_for(catalog, "神奈川県", "横浜市")
    assert [c.phone_shown for c in choice.centres] == ["", ""]
    assert "横浜市の窓口は、名前だけを調べました。" in said(choice.notes)
    assert "神奈川県の窓口は、名前だけを調べました。" in said(choice.notes)
    assert "役所の代表電話で「ひきこもりの相談の担当へ」" in said(choice.notes)
    assert "かける前に確かめてください" not in said(choice.notes)


def test_a_contradiction_is_said(catalog: Catalog) -> None:
    notes = said(centres_for(catalog, "茨城県").notes)
    assert "茨城県は、出典どうしが食い違うため、番号を出していません。" in notes
    assert "役所の代表電話" in notes


def test_a_centre_whose_name_is_unknown_is_said_to_exist(catalog: Catalog) -> None:
    choice = centres_for(catalog, "秋田県")
    assert choice.whole[0].name == "秋田県のひきこもりの相談窓口（名前は要確認）"
    assert "秋田県にも窓口があります。名前と番号は、まだ調べられていません。" in said(choice.notes)


def test_a_name_that_may_have_changed_is_not_printed(catalog: Catalog) -> None:
    # facts/centres.csv, 福島県: name, operator and number may well have changed since 2014.
    (row,) = centres_for(catalog, "福島県").whole
    assert row.name == "福島県のひきこもりの相談窓口（名前は要確認）"
    assert (row.grade, row.source, row.phone, row.url) == ("", "", "", "")


def test_mental_health_centres_stand_apart(catalog: Catalog) -> None:
    hamamatsu = centres_for(catalog, "静岡県", "浜松市")
    assert [c.name for c in hamamatsu.mental_health] == ["浜松市精神保健福祉センター"]
    assert all(c.kind == H for c in hamamatsu.centres)
    # the prefecture has none of its own in the data
    assert "静岡県の精神保健福祉センターは" in said(centres_for(catalog, "静岡県").notes)
    assert "岩手県精神保健福祉センターの窓口は、名前だけを" in said(
        centres_for(catalog, "岩手県").notes
    )


def test_every_place_has_a_row_and_a_way_to_a_number(catalog: Catalog) -> None:
    for prefecture in prefectures(catalog):
        for city in (None, *designated_cities(catalog, prefecture)):
            choice = centres_for(catalog, prefecture, city)
            assert choice.whole
            assert bool(choice.city) == (city is not None)
            shown = any(c.phone_shown for c in choice.centres)
            assert shown == ("役所の代表電話で" not in said(choice.notes))
            for note in choice.notes:
                assert "{" not in note.family + note.person


def test_numbers_that_grew_old_are_missed_in_the_notes(catalog: Catalog) -> None:
    later = centres_for(catalog, "群馬県", today=date(2027, 12, 23))
    assert "役所の代表電話で" in said(later.notes)
    assert "役所の代表電話で" not in said(centres_for(catalog, "群馬県", today=TODAY).notes)


def test_an_unknown_place_is_refused(catalog: Catalog) -> None:
    with pytest.raises(KeyError):
        centres_for(catalog, "江戸")
    with pytest.raises(KeyError):
        centres_for(catalog, "新潟県", "横浜市")


# --- how long a number may be shown ---


@pytest.mark.parametrize(
    ("checked", "today", "shown"),
    [
        # 13 months after 2025-10-24 is 2026-11-24
        (date(2025, 10, 25), date(2026, 11, 24), True),
        (date(2025, 10, 24), date(2026, 11, 24), True),
        (date(2025, 10, 23), date(2026, 11, 24), False),
        # the 31st: the last day of November still counts
        (date(2025, 10, 31), date(2026, 11, 30), True),
        (date(2025, 10, 31), date(2026, 12, 1), False),
        # over the turn of the year
        (date(2025, 12, 5), date(2027, 1, 5), True),
        (date(2025, 12, 5), date(2027, 1, 6), False),
        # today and tomorrow
        (date(2026, 11, 24), date(2026, 11, 24), True),
        (date(2026, 11, 25), date(2026, 11, 24), False),
        (None, date(2026, 11, 24), False),
        (date.max, date.max, True),
        (date.min, date.max, False),
    ],
)
def test_a_number_is_shown_for_thirteen_months(
    checked: date | None, today: date, shown: bool
) -> None:
    window = LocalWindow(name="福祉課", phone="000-000-0000", checked_on=checked)
    assert may_show_number(window, today) is shown
    assert number_of(window, today) == ("000-000-0000" if shown else "")


def test_without_a_number_there_is_nothing_to_show() -> None:
    assert not may_show_number(LocalWindow(name="福祉課", checked_on=TODAY), TODAY)


def test_the_numbers_of_centres_grow_old_too(catalog: Catalog) -> None:
    tokyo = centre(catalog, "東京都")  # checked on 2026-11-22
    assert number_of(tokyo, date(2027, 12, 22)) == "0120-529-528"
    assert number_of(tokyo, date(2027, 12, 23)) == ""
    assert number_of(centre(catalog, "茨城県"), TODAY) == ""


# --- the next windows after a refusal ---


def names(found: tuple[NextWindow, ...]) -> list[str]:
    return [window.name for window in found]


TOWN, HEALTH, SELF, FAMILIES, OFFICE = (
    "市区町村の福祉課・社会福祉協議会",
    "保健所・精神保健福祉センター",
    "自立相談支援機関",
    "家族会",
    "役所の代表電話",
)


def test_without_anything_the_chain_of_every_town_follows(catalog: Catalog) -> None:
    assert names(next_windows(catalog, "family", TODAY)) == [TOWN, HEALTH, SELF]
    assert names(next_windows(catalog, "family", TODAY, most=9)) == [
        TOWN,
        HEALTH,
        SELF,
        FAMILIES,
        OFFICE,
    ]


def test_the_person_is_not_sent_to_the_association_of_families(catalog: Catalog) -> None:
    own = [LocalWindow(name="〇〇家族会", kind="family_association")]
    found = next_windows(catalog, "person", TODAY, own=own, most=9)
    assert names(found) == [TOWN, HEALTH, SELF, OFFICE]
    assert "家族" not in " ".join(window.what for window in found)


def test_the_association_of_families_is_never_the_first_door(catalog: Catalog) -> None:
    club = LocalWindow(name="〇〇の会", kind="family_association")
    town = LocalWindow(name="みどり市 ひきこもり窓口")
    found = names(next_windows(catalog, "family", TODAY, own=[club, town], most=9))
    assert found[0] == town.name
    assert found[-1] == club.name
    alone = names(next_windows(catalog, "family", TODAY, own=[club], most=9))
    assert alone[:3] == [TOWN, HEALTH, SELF]
    assert club.name in alone


def test_own_windows_come_first_then_the_centre_then_the_chain(catalog: Catalog) -> None:
    own = [
        LocalWindow(
            name="みどり市 ひきこもり窓口",
            phone="000-111-2222",
            hours="月〜金",
            topic="なんでも",
            checked_on=TODAY,
        )
    ]
    found = next_windows(
        catalog, "family", TODAY, own=own, choice=centres_for(catalog, "新潟県", "新潟市")
    )
    assert [(w.origin, w.name, w.phone) for w in found] == [
        ("own", "みどり市 ひきこもり窓口", "000-111-2222"),
        ("centre", "新潟市ひきこもり相談支援センター", "025-278-8585"),
        ("chain", TOWN, ""),
    ]
    assert (found[0].hours, found[0].what) == ("月〜金", "なんでも")


def test_who_refused_is_left_out_and_the_prefecture_follows_the_city(catalog: Catalog) -> None:
    found = next_windows(
        catalog,
        "family",
        TODAY,
        choice=centres_for(catalog, "新潟県", "新潟市"),
        refused=["新潟市 ひきこもり相談支援センター", TOWN],
    )
    assert names(found) == [
        "新潟県ひきこもり地域支援センター（県精神保健福祉センター内）",
        HEALTH,
        SELF,
    ]


def test_a_centre_inside_another_house_does_not_stand_for_that_house(catalog: Catalog) -> None:
    found = next_windows(
        catalog,
        "family",
        TODAY,
        refused=["新潟県ひきこもり地域支援センター（県精神保健福祉センター内）"],
    )
    assert HEALTH in names(found)


@pytest.mark.parametrize(
    ("own", "covered"),
    [
        ("〇〇市 社協", TOWN),
        ("〇〇市 障害福祉課", TOWN),
        ("〇〇保健所", HEALTH),
        ("くらしの自立相談センター", SELF),
        ("〇〇親の会", FAMILIES),
    ],
)
def test_an_own_window_stands_for_its_kind(catalog: Catalog, own: str, covered: str) -> None:
    found = next_windows(catalog, "family", TODAY, own=[LocalWindow(name=own)], most=9)
    assert names(found)[0] == own
    assert covered not in names(found)
    assert len(found) == 5


def test_the_same_window_twice_is_shown_once(catalog: Catalog) -> None:
    own = [
        LocalWindow(name="県の窓口", phone="025-284-1001", checked_on=TODAY),
        LocalWindow(name="県の　窓口"),
    ]
    found = next_windows(
        catalog, "family", TODAY, own=own, choice=centres_for(catalog, "新潟県"), most=9
    )
    assert names(found) == ["県の窓口", TOWN, HEALTH, SELF, FAMILIES, OFFICE]


def test_emergency_windows_are_no_answer_to_a_refusal(catalog: Catalog) -> None:
    own = [
        LocalWindow(name="夜間の精神科救急", kind="psychiatric_emergency"),
        LocalWindow(name="県の救急の相談", kind="emergency_advice"),
    ]
    assert names(next_windows(catalog, "family", TODAY, own=own)) == [TOWN, HEALTH, SELF]


def test_an_old_number_is_left_for_the_pen(catalog: Catalog) -> None:
    own = [LocalWindow(name="市の窓口", phone="000-111-2222", checked_on=date(2025, 1, 1))]
    assert next_windows(catalog, "family", TODAY, own=own)[0].phone == ""


def test_there_are_always_three_for_everybody_everywhere(catalog: Catalog) -> None:
    for prefecture in prefectures(catalog):
        choice = centres_for(catalog, prefecture)
        for answerer in ("family", "person"):
            found = next_windows(
                catalog, answerer, TODAY, choice=choice, refused=[choice.whole[0].name]
            )
            assert len(set(names(found))) == 3


# --- the texts ---


def test_the_script_has_six_lines_in_both_voices(catalog: Catalog) -> None:
    script = catalog.windows.script
    assert len(script) == 6
    assert script[0].line.family.startswith("家族です。")
    assert script[0].line.person.startswith("本人です。")
    assert "家族だけでも相談できますか" in script[1].line.family
    assert "つないでいただけますか" in script[5].line.person


def test_the_ways_the_lists_and_what_to_expect_are_there(catalog: Catalog) -> None:
    windows = catalog.windows
    assert [way.id for way in windows.ways] == ["list_site", "search", "office", "group"]
    assert {one.id: one.url for one in windows.lists} == {
        "voice_station": "https://hikikomori-voice-station.mhlw.go.jp/support/",
        "mental_health": "https://www.zmhwc.jp/centerlist.html",
        "youth": "https://www.cfa.go.jp/policies/youth/kyougikai-soudancenter/",
    }
    assert "1か月ほど" in windows.expect[0].text.family
    assert windows.kinds.label("window") == "窓口"
    assert windows.kinds.label("emergency_advice") == "救急の相談（#7119）"
    assert windows.kinds.label("psychiatric_emergency") == "精神科救急"
    assert windows.kinds.label("family_association") == "家族会"


def texts(catalog: Catalog) -> list[tuple[str, str]]:
    shown = list(walk(catalog.windows, "windows"))
    for one in catalog.centres:
        shown += [(f"centres.{one.name}.note", one.note), (f"centres.{one.name}.hours", one.hours)]
    return shown


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_no_text_of_the_windows_has_a_word_to_avoid(catalog: Catalog, pattern: str) -> None:
    found = [p for p, text in texts(catalog) if re.search(pattern, without_allowed(text))]
    assert found == []


def test_the_sentences_are_short_and_the_person_speaks_for_itself(catalog: Catalog) -> None:
    for path, text in texts(catalog):
        assert text == text.strip(), path
        assert max(len(part) for part in re.split("(?<=。)", text)) <= 60, path
        if path.endswith(".person"):
            assert not re.search("ご本人|ご家族|お住まい|あなた|家族会", text), path
            assert "本人" not in text.replace("本人です。", ""), path


# --- broken files ---


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy, ignore=shutil.ignore_patterns("fonts", "__pycache__"))
    return copy


def set_cells(folder: Path, line: int, **cells: str) -> None:
    """Change cells of one line of centres.csv (2 is the first below the header)."""
    path = folder / "centres.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.reader(handle))
    for column, value in cells.items():
        rows[line - 1][rows[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows(rows)


# line 2: 北海道, usable, B. line 3: 札幌市, name_only, C. line 4: 青森県, name_only, C.
FAULTS: dict[str, tuple[int, dict[str, str], tuple[str, str, str, str]]] = {
    "a_number_of_a_third_party": (
        3,
        {"phone": "011-000-0000"},
        ("3行目", "phone", "'011-000-0000'", "番号は、確かさが A か B の usable の行だけ"),
    ),
    "a_number_of_a_third_party_called_usable": (
        3,
        {"phone": "011-000-0000", "status": "usable"},
        ("3行目", "phone", "'011-000-0000'", "番号は、確かさが A か B の usable の行だけ"),
    ),
    "a_number_beside_a_contradiction": (
        2,
        {"status": "conflict"},
        ("2行目", "phone", "'011-863-8733'", "番号は、確かさが A か B の usable の行だけ"),
    ),
    "a_number_without_a_source": (
        2,
        {"source": ""},
        ("2行目", "source", "''", "確かさのある行には出典"),
    ),
    "a_usable_row_without_a_number": (
        2,
        {"phone": ""},
        ("2行目", "phone", "''", "usable の行には番号"),
    ),
    "a_number_without_its_area": (
        2,
        {"phone": "863-8733"},
        ("2行目", "phone", "'863-8733'", "0から始まる10桁か11桁の、ハイフンのある番号"),
    ),
    "a_number_with_a_digit_too_few": (
        2,
        {"phone": "011-863-873"},
        ("2行目", "phone", "'011-863-873'", "0から始まる10桁か11桁の、ハイフンのある番号"),
    ),
    "a_number_in_wide_digits": (
        2,
        {"phone": "０１１-863-8733"},
        ("2行目", "phone", "'０１１-863-8733'", "ハイフンのある番号"),
    ),
    "a_day_that_does_not_exist": (
        2,
        {"source_date": "2024-02-30"},
        ("2行目", "source_date", "'2024-02-30'", "2026-11-22、2026-11、2026 の形の日付か、空"),
    ),
    "a_date_in_words": (
        2,
        {"source_date": "2024年"},
        ("2行目", "source_date", "'2024年'", "2026-11-22、2026-11、2026 の形の日付か、空"),
    ),
    "no_day_of_checking": (
        2,
        {"checked_on": ""},
        ("2行目", "checked_on", "''", "2026-11-22 の形の日付"),
    ),
    "an_unknown_grade": (
        2,
        {"grade": "D"},
        ("2行目", "grade", "'D'", "'A', 'B', 'C' か '' のどれか"),
    ),
    "an_unknown_status": (
        2,
        {"status": "たぶん"},
        ("2行目", "status", "'たぶん'", "'usable', 'name_only' か 'conflict' のどれか"),
    ),
    "a_town_among_the_centres": (
        2,
        {"area": "みどり市"},
        ("2行目", "area", "'みどり市'", "町や地域の窓口の行には町か地域の名前、ほかの行は空"),
    ),
    "a_window_of_a_town_without_the_town": (
        3,
        {"kind": "hikikomori_city"},
        ("3行目", "area", "''", "町や地域の窓口の行には町か地域の名前、ほかの行は空"),
    ),
    "no_name": (2, {"name": ""}, ("2行目", "name", "''", "空でない文字")),
    "an_address_that_is_none": (
        2,
        {"url": "www.example.jp"},
        ("2行目", "url", "'www.example.jp'", "に合う文字"),
    ),
    "a_prefecture_under_another_code": (
        3,
        {"prefecture": "青森県"},
        ("3行目", "prefecture", "'青森県'", "この番号の県は 北海道"),
    ),
    "a_code_above_47": (2, {"pref_code": "48"}, ("2行目", "pref_code", "'48'", "に合う文字")),
    "a_prefecture_without_its_row": (
        4,
        {"designated_city": "青森市"},
        ("ファイル", "pref_code", "None", "02 の県の行"),
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_wrong_centre_is_named_with_file_row_field_found_and_expected(
    folder: Path, name: str
) -> None:
    line, cells, (row, field, found, expected) = FAULTS[name]
    set_cells(folder, line, **cells)
    with pytest.raises(DataError) as caught:
        read_catalog(folder)
    text = str(caught.value)
    assert text.startswith(
        f"データの誤り: data/centres.csv の {row}、項目「{field}」。見つかった値: {found}。"
    )
    assert expected in text.split("期待する値: ")[1]


@pytest.mark.parametrize("file", ["centres.csv", "windows.toml"])
def test_a_missing_file_is_named(folder: Path, file: str) -> None:
    (folder / file).unlink()
    with pytest.raises(DataError, match=f"data/{file} の ファイル"):
        read_catalog(folder)


def test_a_script_line_in_one_voice_is_named(folder: Path) -> None:
    path = folder / "windows.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(', person = "本人です。', ', persons = "本人です。', 1), "utf-8")
    with pytest.raises(DataError) as caught:
        read_catalog(folder)
    assert (caught.value.file, caught.value.field) == ("data/windows.toml", "script.0.line.person")


def test_two_official_lists_with_one_id_are_refused(folder: Path) -> None:
    path = folder / "windows.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('id = "youth"', 'id = "mental_health"'), "utf-8")
    with pytest.raises(DataError, match="同じ id は一度だけ"):
        read_catalog(folder)


# --- lines that protect, and the psychiatric emergency of a prefecture (law_2026-11-26.md §1) ---

# facts/hotlines_extra.csv, kind psychiatric_emergency, printable yes
EMERGENCY = {
    "山形県": "0570-022-553",
    "愛知県": "052-681-9900",
    "京都府": "075-323-5280",
    "兵庫県": "078-367-7210",
    "奈良県": "0744-29-6010",
    "熊本県": "096-385-9939",
}


def test_each_prefecture_has_its_own_psychiatric_emergency_or_none(catalog: Catalog) -> None:
    for prefecture in prefectures(catalog):
        found = [line.contact for line in psychiatric_emergency(catalog, prefecture)]
        assert found == ([EMERGENCY[prefecture]] if prefecture in EMERGENCY else []), prefecture
    every = {line.contact for line in psychiatric_emergency(catalog)}
    assert every == set(EMERGENCY.values())
    assert psychiatric_emergency(catalog, "どこでもない県") == ()


def test_a_line_of_one_prefecture_is_among_no_lines_of_the_country(catalog: Catalog) -> None:
    local = {line.id for line in catalog.hotlines if line.pref_code}
    assert local == {line.id for line in psychiatric_emergency(catalog)}
    for use in {use for line in catalog.hotlines for use in line.uses} - {"psychiatric_emergency"}:
        assert not local & {line.id for line in catalog.hotlines_for(use)}, use


@pytest.mark.parametrize(
    ("age", "there", "gone"),
    [
        (None, {"police", "disability_abuse", "child_abuse", "community_care", "women"}, set()),
        (17, {"police", "disability_abuse", "child_abuse", "dv_plus"}, {"community_care"}),
        (18, {"police", "disability_abuse", "women"}, {"child_abuse", "community_care"}),
        (64, {"police", "disability_abuse"}, {"child_abuse", "community_care"}),
        (65, {"police", "disability_abuse", "community_care"}, {"child_abuse"}),
    ],
)
def test_who_is_hurt_sees_the_windows_of_its_age(
    catalog: Catalog, age: int | None, there: set[str], gone: set[str]
) -> None:
    harmed = next(one for one in catalog.plan.dangers if one.key == "harmed")
    for lines in (protecting_lines(catalog, age), danger_lines(harmed, catalog, age)):
        ids = [line.id for line in lines]
        assert ids[0] == "police"
        assert there <= set(ids)
        assert not gone & set(ids)
        assert len(set(ids)) == len(ids)
        assert all(fits_age(line, age) for line in lines)


def asked(**answers: str) -> StageCheck:
    """A check with these safety answers, else nothing out of the ordinary."""
    return StageCheck.model_validate(check("yyyy yyyy yyy yy", safety=safety(**answers)))


def test_being_hurt_adds_the_lines_that_protect_and_violence_those_of_violence(
    catalog: Catalog,
) -> None:
    calm = {line.id for line in safety_hotlines(asked(), "now", catalog)}
    assert "disability_abuse" not in calm
    assert "police_consult" not in calm
    hurt = [line.id for line in safety_hotlines(asked(harmed="recent"), "now", catalog, 40)]
    assert {"disability_abuse", "women", "dv_plus"} <= set(hurt)
    assert not {"child_abuse", "community_care"} & set(hurt)
    violent = [line.id for line in safety_hotlines(asked(violence="now"), "now", catalog)]
    assert violent[0] == "police"
    assert "police_consult" in violent
    assert "disability_abuse" not in violent


def test_below_18_the_lines_for_children_are_there(catalog: Catalog) -> None:
    lines = {"kodomo_sos", "childline"}
    young = {line.id for line in safety_hotlines(asked(self_harm="recent"), "soon", catalog, 16)}
    grown = {line.id for line in safety_hotlines(asked(self_harm="recent"), "soon", catalog, 18)}
    assert lines <= young
    assert not lines & grown


@pytest.mark.parametrize(
    ("key", "first"),
    [
        ("self_harm", "inochi_sos"),
        ("harmed", "police"),
        ("violence", "police"),
        ("not_eating", "ambulance"),
        ("family_limit", "inochi_sos"),
    ],
)
def test_the_line_that_fits_a_danger_stands_first(catalog: Catalog, key: str, first: str) -> None:
    danger = next(one for one in catalog.plan.dangers if one.key == key)
    assert danger_lines(danger, catalog)[0].id == first
    # A danger of every age and place: never a line of one prefecture only.
    assert not any(line.pref_code for line in danger_lines(danger, catalog))


def test_a_prefecture_is_found_as_it_sounds(catalog: Catalog) -> None:
    """Each under its own name: a row too many or too few would move them all."""
    found = prefecture_readings(catalog)
    assert tuple(found) == prefectures(catalog)
    assert len(set(found.values())) == 47
    known = {"北海道": "ほっかいどう", "東京都": "とうきょう", "大阪府": "おおさか"}
    known |= {"愛知県": "あいち", "愛媛県": "えひめ", "大分県": "おおいた", "沖縄県": "おきなわ"}
    assert {name: found[name] for name in known} == known
