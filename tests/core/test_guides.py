"""What helps to know, what may matter, the windows that protect, and what is said of the tool.

facts/law_2026-11-26.md, facts/support_domain.md, facts/hotlines_extra.csv (printable=yes).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import get_args

import pytest

from core.catalog import Catalog, FamilyAlone, Guide, Hotline, Possible, Service
from tests.core.test_words import FORBIDDEN, phones, without_allowed

CHECKED = date(2026, 11, 26)

# id: (to be checked, words of the family, words of its source)
SUBJECTS: dict[str, tuple[bool, tuple[str, ...], str]] = {
    "night_psychiatric": (False, ("かかりつけ", "何日眠れて", "消防、警察、役所"), "熊本県"),
    "abuse_prevention": (True, ("手帳がなくても", "18歳未満でも", "市区町村が決める"), "可児市"),
    "food_and_roof": (
        True,
        ("フードバンク", "緊急小口資金", "住居確保給付金", "居住支援", "生活保護の人は使えず"),
        "2024-02-09",
    ),
    "contract_trouble": (False, ("188", "法テラス", "弁護士", "一人で話し合いを"), "法テラス"),
    "three_parts": (False, ("一つ目", "二つ目", "三つ目", "限らない"), "山口県"),
    "small_steps": (True, ("あいさつ", "玄関先", "文字を一行"), "元の記事"),
    "visit_times": (False, ("東京都の", "6か月", "5回", "窓口により違う"), "港区"),
    "centre_and_taking_away": (False, ("同意：", "費用：", "時間：", "母親"), "2022-01-28"),
    "peers": (True, ("当事者会", "インターネット", "山梨県の例"), "日野市"),
    "siblings": (False, ("きょうだい", "本人の住む市区町村"), "東京都"),
    "spouse_and_small_ones": (False, ("こども家庭センター", "1,240", "妻や夫"), "福祉新聞"),
    "care_leave": (False, ("93日", "3回", "2週間以上", "2025年4月"), "厚生労働省"),
    "after_parents": (
        True,
        ("住まい：", "お金の管理：", "書類：", "連絡先：", "居住サポート住宅", "変わる途中"),
        "芦屋市",
    ),
    "maybe_developmental": (False, ("診断の前でも", "母子手帳や通知表", "何か月待つか"), "受診"),
    "doctor_at_home": (
        True,
        ("訪問診療", "断っていない", "2026年6月", "保健師", "確かめられていない"),
        "2026-03-10",
    ),
    "child_medical": (False, ("1,741のうち1,586", "1,319", "自立支援医療とどちらが先か"), "こども家庭庁"),
    "pension_deferral": (
        False,
        ("初めて診察を受けた日", "1年6か月", "50歳未満", "親は見ません", "後から直せない"),
        "大東市",
    ),
    "before_splitting": (False, ("国民健康保険料", "住民票だけ", "変える前に"), "大田区"),
    "school_age": (False, ("校内教育支援センター", "放課後等デイサービス", "こども家庭センター"), "大分"),
    "type_a_and_b": (False, ("雇用の契約", "工賃", "原則1か月"), "水戸市"),
    "other_names": (
        True,
        ("地域活動支援センター", "障害者就業・生活支援センター", "障害者雇用"),
        "未確認",
    ),
}  # fmt: skip


def guide_of(catalog: Catalog, guide_id: str) -> Guide:
    return next(one for one in catalog.guide.guides if one.id == guide_id)


def sentences(guide: Guide) -> list[str]:
    text = "".join(one.family for one in guide.texts)
    return [one for one in re.split("(?<=。)", text) if one]


@pytest.mark.parametrize("guide_id", SUBJECTS)
def test_a_new_subject_is_there_with_its_conditions_and_its_source(
    catalog: Catalog, guide_id: str
) -> None:
    to_check, words, source = SUBJECTS[guide_id]
    guide = guide_of(catalog, guide_id)
    text = guide.title.family + "".join(sentences(guide))
    for word in words:
        assert word in text, word
    assert source in guide.source
    assert guide.needs_check == to_check
    assert guide.checked_on == CHECKED


@pytest.mark.parametrize("guide_id", SUBJECTS)
def test_a_new_subject_is_two_to_five_sentences(catalog: Catalog, guide_id: str) -> None:
    assert 2 <= len(sentences(guide_of(catalog, guide_id))) <= 5


def test_no_guide_repeats_a_sentence_of_another(catalog: Catalog) -> None:
    counted = Counter(one for guide in catalog.guide.guides for one in set(sentences(guide)))
    assert [one for one, times in counted.items() if times > 1] == []


def test_a_guide_names_no_number_but_those_everybody_knows(catalog: Catalog) -> None:
    for guide in catalog.guide.guides:
        for text in guide.texts:
            assert phones(text.family + text.person) <= {"#9110"}, guide.id


def test_the_centre_has_no_age_rule_of_the_country(catalog: Catalog) -> None:
    # law §4, review A14: one centre's rule is not the country's.
    text = "".join(sentences(guide_of(catalog, "centre_operator")))
    assert "全国で同じ年齢の決まりは、ありません" in text
    assert "受け方は窓口で違います" in text
    for guide in catalog.guide.guides:
        assert not re.search("年齢を問|65歳未満", "".join(sentences(guide))), guide.id


def test_the_fee_of_a_family_talk_and_what_would_change_can_be_asked(catalog: Catalog) -> None:
    text = "".join(sentences(guide_of(catalog, "try_free")))
    assert "家族だけの受診の相談は、保険がきかない医療機関があります。" in text
    assert "使うと、暮らしがどう変わりますか" in text


def test_the_reform_of_guardianship_is_told_without_details(catalog: Catalog) -> None:
    # Its passage was not found (law §8).
    for guide in catalog.guide.guides:
        assert not re.search("補助人|後見人|保佐", "".join(sentences(guide))), guide.id


# --- what may matter ---

MATTERS = {
    "free": "free",
    "no_talking": "without_talking",
    "at_home": "at_home",
    "accompanied": "accompanied",
    "remote": "remote_use",
    "family_alone": "family_alone",
    "without_diagnosis": "without_diagnosis",
    "nameless": "nameless",
    "short": "short",
}


def test_what_may_matter_is_a_yes_partly_or_no_of_every_service(catalog: Catalog) -> None:
    assert {one.key: one.field for one in catalog.guide.matters} == MATTERS
    for one in catalog.guide.matters:
        assert Service.model_fields[one.field].annotation in (Possible, FamilyAlone), one.key
        for service in catalog.services:
            said = one.answers.said(getattr(service, one.field), "family")
            assert said.endswith("。"), (service.id, one.key)
            assert len(said) <= 34, said


def test_each_answer_of_a_matter_differs_from_the_others(catalog: Catalog) -> None:
    for one in catalog.guide.matters:
        for who in ("family", "person"):
            said = {one.answers.said(value, who) for value in get_args(Possible)}
            assert len(said) == 3, one.key
            if who == "person":
                assert "本人" not in "".join(said) + one.label.person


def test_good_hard_and_there_are_asked_of_each_service_near_the_top(catalog: Catalog) -> None:
    fields = [one.field for one in catalog.guide.questions]
    assert fields[:4] == ["what_happens", "there", "good", "hard"]
    assert len(fields) == len(set(fields))


# --- telephone lines ---

# pref_code, number, hours: facts/hotlines_extra.csv, digit for digit
PSYCHIATRIC = {
    "psy_kumamoto": (
        "43",
        "096-385-9939",
        "平日 17:00〜翌9:00、土日祝・12/29〜1/3 9:00〜翌9:00",
        date(2024, 12, 26),
    ),
    "psy_hyogo": ("28", "078-367-7210", "平日 17:00〜翌9:00、土日祝 24時間", date(2023, 2, 7)),
    "psy_nara": ("29", "0744-29-6010", "24時間365日", CHECKED),
    "psy_kyoto": ("26", "075-323-5280", "平日 17:00〜翌8:30、土日祝・年末年始 24時間", CHECKED),
    "psy_aichi": ("23", "052-681-9900", "24時間365日", CHECKED),
    "psy_yamagata": ("06", "0570-022-553", "平日 17:30〜22:00、土日祝 9:00〜22:00", CHECKED),
}


def line_of(catalog: Catalog, line_id: str) -> Hotline:
    return next(one for one in catalog.hotlines if one.id == line_id)


def test_six_prefectures_have_a_psychiatric_number_and_no_other(catalog: Catalog) -> None:
    lines = catalog.hotlines_for("psychiatric_emergency")
    assert {
        one.id: (one.pref_code, one.contact, one.hours, one.checked_on) for one in lines
    } == PSYCHIATRIC
    assert {one.id for one in catalog.hotlines if one.pref_code} == set(PSYCHIATRIC)


@pytest.mark.parametrize("line_id", PSYCHIATRIC)
def test_a_psychiatric_line_is_sure_costs_a_call_and_says_when_its_page_was_read(
    catalog: Catalog, line_id: str
) -> None:
    line = line_of(catalog, line_id)
    assert line.grade in ("A", "B")
    assert line.confirmed
    assert line.cost == "有料（通話料）"
    assert "夜間・休日の緊急の精神科医療" in line.for_what
    if line.checked_on == CHECKED:
        assert "日付なし。写しを読んだ日 2026-11-26" in line.source
    else:
        assert line.checked_on.isoformat() in line.source


def test_kyoto_says_which_part_of_the_prefecture(catalog: Catalog) -> None:
    line = line_of(catalog, "psy_kyoto")
    assert "南部・京都市" in line.name
    assert "北部は別のしくみ" in line.for_what


def test_the_other_number_of_yorisoi_names_three_prefectures_as_conflicting(
    catalog: Catalog,
) -> None:
    # law §1: the operator's page and our table differ.
    words = line_of(catalog, "yorisoi").for_what
    assert "岩手・宮城・福島からは 0120-279-226（出典が食い違うため要確認）" in words


def test_sexual_violence_has_its_line(catalog: Catalog) -> None:
    line = line_of(catalog, "sexual_violence")
    assert (line.contact, line.cost, line.grade) == ("#8891", "無料", "B")
    assert not line.needs_check
    assert line.uses == ("rights",)


def test_who_is_harmed_finds_the_windows_that_protect(catalog: Catalog) -> None:
    contacts = {one.id: one.contact for one in catalog.hotlines_for("harmed")}
    assert contacts == {
        "police": "110",
        "yorisoi": "0120-279-338",
        "dv_plus": "0120-279-889",
        "child_abuse": "189",
        "women": "#8778",
        "disability_abuse": "役所の代表電話",
    }
    assert [one.id for one in catalog.hotlines_for("plan_65")] == ["community_care"]


@pytest.mark.parametrize(
    ("line_id", "words", "source"),
    [
        ("disability_abuse", "手帳がなくても相談できます", "可児市"),
        ("community_care", "65歳以上の人", "相模原市"),
    ],
)
def test_a_window_of_the_town_has_no_number_of_its_own(
    catalog: Catalog, line_id: str, words: str, source: str
) -> None:
    line = line_of(catalog, line_id)
    assert line.contact == "役所の代表電話"
    assert line.needs_check
    assert words in line.for_what
    assert source in line.source


# --- the tool itself ---


def about_texts(catalog: Catalog) -> Iterator[str]:
    about = catalog.about
    yield from (*about.makers, *about.money, *about.how, *about.not_known)


def test_the_tool_says_who_makes_it_who_pays_when_it_is_reviewed_and_what_it_lacks(
    catalog: Catalog,
) -> None:
    about = catalog.about
    makers, money, how = "".join(about.makers), "".join(about.money), "".join(about.how)
    assert "小さな作り手のチーム" in makers
    assert "診断や助言をするものではありません" in makers
    assert "広告もありません" in money
    assert "お金を受け取っていません" in money
    assert "電話をかけて確かめてはいません" in how
    assert "相談員に読んでもらう確かめは、まだ" in how
    assert "正式なテストも、まだ" in how
    assert about.reviewed_on == CHECKED
    assert about.next_review == "2027-04"
    unknown = "".join(about.not_known)
    for word in ("空き", "待つか", "町ごと", "オンラインの初診", "人数が少なく", "心の中"):
        assert word in unknown, word


def test_what_the_facts_leave_open_is_said_in_plain_words(catalog: Catalog) -> None:
    # law §9
    told = "".join(catalog.about.not_known) + "".join(one.what for one in catalog.not_covered)
    for word in (
        "ひきこもりのための法律",
        "社会福祉法",
        "重層的支援",
        "孤独・孤立相談ダイヤル",
        "ナビダイヤル",
        "20,000円",
        "826,500円",
        "処遇改善の率",
        "宿泊型",
        "政令指定都市",
    ):
        assert word in told, word


def test_nothing_is_both_unknown_and_told_as_known(catalog: Catalog) -> None:
    topics = [one.what for one in catalog.not_covered]
    assert len(topics) == len(set(topics))
    (psychiatric,) = [one for one in topics if "精神科救急" in one]
    for place in ("熊本", "兵庫", "奈良", "京都", "愛知", "山形"):
        assert place in psychiatric


def test_the_words_about_the_tool_keep_the_rules_of_all_words(catalog: Catalog) -> None:
    for text in about_texts(catalog):
        for pattern in FORBIDDEN:
            assert not re.search(pattern, without_allowed(text)), text
        assert not phones(text), text
        for sentence in re.split("(?<=。)", text):
            assert len(sentence) <= 60, sentence
