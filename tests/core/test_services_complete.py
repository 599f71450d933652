"""The services of the three articles, field by field; the corrections; no number without source.

What is expected stands here, from the articles (seeds) and facts/support_domain.md §2.3, §2.4, §6.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from core.base import Answerer
from core.catalog import DATA, Catalog, Guide, Service, read_catalog
from core.errors import DataError
from tests.core.test_data import ANSWERS_OF_A_SERVICE, LATEST, SERVICES
from tests.core.test_words import FORBIDDEN, without_allowed

FEATURES = ("good", "hard", "there")
"""What speaks for it, what can be hard, what it is like there: in equal detail (IPDAS 4.0)."""
TEXTS = tuple(
    dict.fromkeys(
        (
            *(one for one in ANSWERS_OF_A_SERVICE if one not in ("name", "reading", "source")),
            *FEATURES,
            "not_yet_reason",
        )
    )
)
VOICES: tuple[Answerer, ...] = ("family", "person")
RESEARCHED = date(2026, 11, 26)

# The words of the article → our service.
ARTICLES = {
    "000": {
        "ひきこもり地域支援センター": "support_centre",
        "保健所・精神保健福祉センター": "health_centre",
        "ひきこもり家族会": "family_association",
        "精神科・心療内科・ひきこもり外来": "psychiatric_outpatient",
        "居場所・フリースペース": "free_space",
        "訪問支援・アウトリーチ": "outreach_visit",
        "デイケア": "psychiatric_daycare",
        "自立訓練・生活訓練（通所型）": "life_skills_training",
        "自立訓練・生活訓練（宿泊型）": "lodging_training",
        "サポステ": "youth_station",
        "ハローワーク・職業訓練": "hello_work",
        "就労移行支援": "employment_transition",
        "就職後の定着支援": "job_retention",
        "通信制高校": "correspondence_school",
        "フリースクール": "free_school",
        "クラウドソーシング": "crowd_work",
    },
    "002": {
        "支援センター": "support_centre",
        "電話・チャット相談": "listening_line",
        "居場所": "free_space",
        "訪問": "outreach_visit",
        "家族会": "family_association",
        "家族教室": "family_course",
        "精神保健福祉センター": "health_centre",
        "医療機関": "psychiatric_outpatient",
        "サポステ": "youth_station",
        "ハローワーク": "hello_work",
        "就労移行": "employment_transition",
        "自立相談支援機関": "self_reliance_consultation",
        "生活保護の窓口": "welfare_office",
    },
    "003": {
        "支援センター": "support_centre",
        "自立相談支援機関": "self_reliance_consultation",
        "フリースペース": "free_space",
        "訪問支援": "outreach_visit",
        "就労移行支援": "employment_transition",
        "就労継続支援A型": "continuous_employment_a",
        "就労継続支援B型": "continuous_employment_b",
        "若者サポートステーション": "youth_station",
        "子ども若者総合相談センター": "youth_consultation",
        "民間の訪問支援": "private_visit",
        "民間のカウンセリング": "private_counselling",
        "生活訓練": "life_skills_training",
        "就労準備支援事業": "job_preparation",
        "生活保護": "welfare_office",
        "講座・家族会の紹介": "family_course",
    },
}


@pytest.mark.parametrize(
    ("article", "words", "service_id"),
    [(a, words, sid) for a, listed in ARTICLES.items() for words, sid in listed.items()],
)
def test_a_service_of_an_article_is_there_and_names_the_article(
    catalog: Catalog, article: str, words: str, service_id: str
) -> None:
    assert article in catalog.service(service_id).seeds, words


def services(catalog: Catalog) -> Iterator[tuple[Service, str, str]]:
    """Service, field and text in both voices."""
    for service in catalog.services:
        for field in TEXTS:
            for answerer in VOICES:
                yield service, field, service.words(field, answerer)


def test_every_service_answers_every_question_in_both_voices(catalog: Catalog) -> None:
    for service, field, text in services(catalog):
        if field != "not_yet_reason" or 1 not in service.stages:
            assert text.strip(), (service.id, field)
            assert text.endswith("。") or field == "role", (service.id, field)


def test_the_first_step_and_what_it_is_not_differ_from_service_to_service(
    catalog: Catalog,
) -> None:
    for field in ("role", "what_happens", "not_this", *FEATURES):
        texts = [getattr(catalog.service(one), field) for one in SERVICES]
        assert len(set(texts)) == len(texts), field


# 家族だけで行けるか, 家から始められるか, 電話, 無料 (facts §2.3, §4.1, medical_and_other_costs §5, §6)
ANSWERS = {
    "support_centre": ("yes", "yes", "yes", "yes"),
    "health_centre": ("yes", "yes", "yes", "yes"),
    "family_association": ("yes", "yes", "partly", "partly"),
    "self_reliance_consultation": ("yes", "yes", "yes", "yes"),
    "developmental_support_centre": ("yes", "yes", "partly", "yes"),
    "community_care_centre": ("yes", "yes", "yes", "yes"),
    "psychiatric_outpatient": ("partly", "partly", "partly", "no"),
    "free_space": ("partly", "no", "partly", "partly"),
    "outreach_visit": ("partly", "yes", "partly", "yes"),
    "youth_station": ("yes", "yes", "partly", "yes"),
    "hello_work": ("no", "no", "partly", "yes"),
    "job_preparation": ("no", "no", "partly", "yes"),
    "consultation_planning": ("partly", "partly", "partly", "yes"),
    "psychiatric_daycare": ("no", "no", "no", "no"),
    "private_counselling": ("yes", "yes", "partly", "no"),
    "listening_line": ("yes", "yes", "yes", "partly"),
    "home_visit_doctor": ("partly", "yes", "no", "no"),
    "peer_group": ("no", "partly", "partly", "partly"),
}


@pytest.mark.parametrize("service_id", ANSWERS)
def test_the_tags_of_a_service_are_those_of_the_facts(catalog: Catalog, service_id: str) -> None:
    one = catalog.service(service_id)
    assert (one.family_alone, one.at_home, one.remote_use, one.free) == ANSWERS[service_id]


def test_what_is_free_costs_nothing_in_the_estimate_either(catalog: Catalog) -> None:
    for service in catalog.services:
        if service.free == "yes":
            assert service.cost_kind == "free", service.id
        if service.cost_kind in ("welfare", "medical"):
            assert service.free == "no", service.id


def test_where_the_family_may_go_alone_it_can_begin_from_home(catalog: Catalog) -> None:
    for service in catalog.services:
        if service.family_alone == "yes":
            assert service.at_home == "yes", service.id


# --- good, hard, and what it is like there ---


def test_every_service_says_in_two_sentences_what_is_good_hard_and_there(catalog: Catalog) -> None:
    for service in catalog.services:
        for field in FEATURES:
            for answerer in VOICES:
                text = service.words(field, answerer)
                assert text.count("。") == 2, (service.id, field)
                assert text.endswith("。"), (service.id, field)


def test_no_text_of_a_service_waits_to_be_written(catalog: Catalog) -> None:
    for service, field, text in services(catalog):
        assert "準備中" not in text, (service.id, field)


def test_good_and_hard_are_of_equal_detail_and_so_is_what_it_is_like(catalog: Catalog) -> None:
    for service in catalog.services:
        for answerer in VOICES:
            good, hard, there = (len(service.words(one, answerer)) for one in FEATURES)
            assert 30 <= good <= 70, (service.id, answerer, good)
            assert 0.6 <= hard / good <= 1.7, (service.id, answerer, hard / good)
            assert 0.6 <= there / good <= 1.7, (service.id, answerer, there / good)


def test_what_is_good_is_no_advertisement_and_what_is_hard_does_not_frighten(
    catalog: Catalog,
) -> None:
    selling = re.compile(
        "おすすめ|いちばん|一番|最も|最高|だれでも|安心です|変わります|よくなります"
    )
    frightening = re.compile("危険|手遅れ|悪化|悪く|こわい|怖い|むだ|無理|だめ|後悔")
    for service in catalog.services:
        for answerer in VOICES:
            assert not selling.search(service.words("good", answerer)), service.id
            assert not frightening.search(service.words("hard", answerer)), service.id


# 話さずに, だれかと一緒に, 診断や手帳なしで, 名前なしで, 短い時間や見学だけ (facts §2.3, §5.1, law §4)
MATTERS = ("without_talking", "accompanied", "without_diagnosis", "nameless", "short")
POSSIBLE = {
    "support_centre": ("partly", "yes", "yes", "partly", "yes"),
    "health_centre": ("partly", "yes", "yes", "partly", "yes"),
    "listening_line": ("yes", "partly", "yes", "yes", "yes"),
    "developmental_support_centre": ("partly", "yes", "yes", "partly", "partly"),
    "family_association": ("yes", "yes", "yes", "partly", "yes"),
    "psychiatric_outpatient": ("partly", "yes", "yes", "no", "partly"),
    "psychiatric_daycare": ("partly", "partly", "no", "no", "yes"),
    "psychiatric_home_nursing": ("partly", "yes", "no", "no", "yes"),
    "home_visit_doctor": ("partly", "yes", "partly", "no", "no"),
    "free_space": ("yes", "partly", "yes", "partly", "yes"),
    "peer_group": ("partly", "partly", "yes", "partly", "partly"),
    "outreach_visit": ("yes", "yes", "yes", "no", "yes"),
    "youth_station": ("partly", "partly", "yes", "partly", "yes"),
    "job_preparation": ("partly", "partly", "yes", "no", "partly"),
    "continuous_employment_b": ("partly", "partly", "no", "no", "yes"),
    "diploma_exam": ("yes", "no", "yes", "no", "partly"),
}


@pytest.mark.parametrize("service_id", POSSIBLE)
def test_what_may_matter_is_answered_as_the_facts_have_it(
    catalog: Catalog, service_id: str
) -> None:
    service = catalog.service(service_id)
    assert tuple(getattr(service, one) for one in MATTERS) == POSSIBLE[service_id]


def test_what_may_matter_is_answered_for_each_service_and_not_with_one_word(
    catalog: Catalog,
) -> None:
    for field in MATTERS:
        found = {getattr(service, field) for service in catalog.services}
        assert found == {"yes", "partly", "no"} or field == "without_talking", field
    for service in catalog.services:
        assert {getattr(service, one) for one in MATTERS} != {"partly"}, service.id


def test_a_service_with_a_certificate_needs_a_diagnosis_and_a_name(catalog: Catalog) -> None:
    for service in catalog.services:
        if service.cost_kind == "welfare":
            assert (service.without_diagnosis, service.nameless) == ("no", "no"), service.id
        if service.cost_kind == "medical":
            assert service.nameless == "no", service.id


# --- ages: whose rule it is (facts/law_2026-11-26.md §4) ---


def test_a_welfare_service_begins_at_18_and_names_what_there_is_below(catalog: Catalog) -> None:
    # 放課後等デイ is one of the others: they have no age of their own.
    others = {"other_welfare"}
    welfare = [one for one in catalog.services if one.cost_kind == "welfare"]
    for service in (one for one in welfare if one.id not in others):
        assert service.age_min == 18, service.id
        assert "原則18歳から" in service.age_note, service.id
        assert service.younger_use, service.id
        for other in service.younger_use:
            assert catalog.service(other).takes_age(17), (service.id, other)
            assert catalog.service(other).cost_kind != "welfare", (service.id, other)


def test_what_stands_instead_takes_the_age_beyond_the_limit(catalog: Catalog) -> None:
    for service in catalog.services:
        if service.age_max is not None:
            assert service.older_use, service.id
            for other in service.older_use:
                assert catalog.service(other).takes_age(service.age_max + 1), (service.id, other)


@pytest.mark.parametrize(
    ("service_id", "outside", "inside"),
    [
        ("life_skills_training", (14, 17, 65), (18, 64)),
        ("lodging_training", (17, 65), (18, 64)),
        ("employment_choice", (17, 65), (18, 64)),
        ("employment_transition", (17, 65), (18, 64)),
        ("continuous_employment_a", (17, 65), (18, 64)),
        ("continuous_employment_b", (17,), (18, 65, 70)),  # no upper line named by providers
        ("group_home", (17,), (18, 65)),
        ("job_retention", (17,), (18, 65)),
        ("diploma_exam", (14,), (15, 16, 60)),  # 15 in the first year of high school
        ("youth_consultation", (40, 66), (10, 39)),
        ("youth_station", (14, 50), (15, 49)),
        ("job_preparation", (), (40, 64, 65, 70)),  # no line in the ministry's rule
        ("support_centre", (), (14, 40, 80)),
        ("community_care_centre", (), (20, 65, 80)),
        ("consultation_planning", (17,), (18, 70)),
        ("home_visit_doctor", (), (17, 20, 80)),  # the lines are the clinics' own
    ],
)
def test_a_service_takes_the_ages_of_its_own_rule(
    catalog: Catalog, service_id: str, outside: tuple[int, ...], inside: tuple[int, ...]
) -> None:
    service = catalog.service(service_id)
    assert not [age for age in outside if service.takes_age(age)]
    assert [age for age in inside if service.takes_age(age)] == list(inside)


def test_each_medical_service_tells_of_the_subsidy_of_the_towns_up_to_18(catalog: Catalog) -> None:
    # facts/law_2026-11-26.md §2: differs from town to town, so never 0 yen by itself.
    medical = [one for one in catalog.services if one.cost_kind == "medical"]
    assert len(medical) >= 5
    for service in medical:
        assert "こども医療費の助成で、0円や少しの額になることがあります" in service.cost_note
        assert "町で違います" in service.cost_note, service.id


# --- the two services of 2026-11-26 ---


def test_the_two_new_services_are_complete_and_still_to_be_checked(catalog: Catalog) -> None:
    doctor, peers = catalog.service("home_visit_doctor"), catalog.service("peer_group")
    assert (doctor.ledger, doctor.unit, doctor.cost_kind) == ("medical", "回", "medical")
    assert (doctor.times_typical, doctor.stages) == (2, (1, 2, 3))
    assert (peers.ledger, peers.unit, peers.cost_kind) == ("other", "回", "free")
    assert (peers.times_typical, peers.stages) == (1, (2, 3))
    for service in (doctor, peers):
        assert (service.grade, service.needs_check) == ("C", True)
        assert service.checked_on == RESEARCHED


def test_the_price_of_a_doctor_at_home_is_worked_out_from_the_page_and_marked(
    catalog: Catalog,
) -> None:
    # Two visits a month at 3割: 18,000–24,000 yen (facts/law_2026-11-26.md §2, weak).
    for end, value in (("low", 30_000), ("typical", 35_000), ("high", 40_000)):
        figure = catalog.figures.at(f"price.home_visit_doctor.{end}", "2026-11")
        assert figure.yen == value
        assert (figure.grade, figure.confirmed) == ("DER", False)
        assert "houmon.kawaguchi-mental.jp" in figure.source
        assert figure.checked_on == RESEARCHED


# --- no number without source ---


def test_no_service_has_a_number_without_source_and_day(catalog: Catalog) -> None:
    for service in catalog.services:
        assert service.source.strip()
        assert service.checked_on <= LATEST


def test_no_price_stands_in_the_words_of_a_service(catalog: Catalog) -> None:
    yen = re.compile(r"[\d,]+(?:万)?円")
    for service, field, text in services(catalog):
        assert set(yen.findall(text)) <= {"0円"}, (service.id, field)


def guides(catalog: Catalog) -> tuple[Guide, ...]:
    guide = catalog.guide
    return (*guide.guides, guide.misconceptions, guide.listening)


def test_no_guide_is_without_source_and_day_and_none_names_a_price(catalog: Catalog) -> None:
    for guide in guides(catalog):
        assert guide.source.strip()
        assert guide.checked_on <= LATEST
        for text in guide.texts:
            assert not re.search(r"\d円", text.family + text.person), guide.id


def test_what_rests_on_the_articles_alone_is_to_be_checked_and_names_their_authors(
    catalog: Catalog,
) -> None:
    # Grade D: nobody but the articles says it.
    alone = {"centre_five", "going_along", "try_free", "team", "listening", "small_steps"}
    weak = [guide for guide in guides(catalog) if guide.grade == "D"]
    assert {guide.id for guide in weak} == alone
    assert all(guide.needs_check for guide in weak)
    authors = {"000": "元当事者のブログ", "002": "元当事者のブログ", "003": "札幌の支援者のサイト"}
    named = 0
    everything: tuple[Service | Guide, ...] = (*catalog.services, *guides(catalog))
    for one in everything:
        if "元の記事" in one.source:
            assert one.seeds, one.id
            assert all(authors[seed] in one.source for seed in one.seeds), one.id
            named += 1
    assert named > 25


FREE_OF_CHARGE = {
    "family": "生活保護の人と、本人と配偶者の住民税が非課税の人は0円です（18歳以上のとき）。",
    "person": "生活保護のときと、わたしと配偶者の住民税が非課税のときは0円です（18歳以上のとき）。",
}


@pytest.mark.parametrize("who", VOICES)
def test_every_welfare_service_says_in_the_same_words_who_pays_nothing(
    catalog: Catalog, who: Answerer
) -> None:
    # facts/welfare_fees.md §1-1: 生活保護 0, 市町村民税非課税 0; §2-1: from 18 本人＋配偶者.
    welfare = [one for one in catalog.services if one.cost_kind == "welfare"]
    assert len([one for one in welfare if one.id in SERVICES]) == 9
    for one in welfare:
        assert FREE_OF_CHARGE[who] in one.words("cost_note", who), one.id
    assert FREE_OF_CHARGE[who] in catalog.guide.words.reasons.cost_welfare.said_to(who)


def test_a_meaning_with_a_number_names_its_source_and_day(catalog: Catalog) -> None:
    for term in catalog.glossary:
        if re.search(r"\d", term.meaning.family + term.meaning.person):
            assert term.source.strip(), term.key
            assert term.checked_on is not None, term.key
            assert term.checked_on <= LATEST, term.key


def test_no_form_of_a_word_belongs_to_two_terms(catalog: Catalog) -> None:
    forms = [form for term in catalog.glossary if term.in_text for form in term.forms]
    assert sorted(forms) == sorted(set(forms))


# --- the corrections of §2.4 ---


def said(catalog: Catalog, guide_id: str) -> str:
    guide = next(one for one in guides(catalog) if one.id == guide_id)
    return "".join(text.family for text in guide.texts)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("centre_operator", ("国の事業", "すべての都道府県と指定都市", "市区町村にも")),
        ("centre_operator", ("委託", "原則、同意なく", "命の危険や虐待", "先に確かめられます")),
        ("centre_operator", ("名前では決まらない", "役所に聞けます", "精神保健福祉センター")),
        ("centre_five", ("相談", "居場所", "訪問", "会と教室", "つなぎ", "本人の了解のあと")),
        ("going_along", ("一緒に行く", "所により違います")),
        ("window_way", ("相談", "面談", "計画", "別の窓口")),
        ("refused", ("断られたら", "どこに電話", "つないで")),
        ("two_phases", ("落ち着かせる", "一歩ためす", "順番は目安", "行き来", "決めるのは本人")),
        ("two_phases", ("居場所で落ち着くのも、一つの形",)),
        (
            "three_gains",
            ("期待できる", "安心", "続けて", "選べる", "出ることがあります", "出ないことも"),
        ),
        ("team", ("まとめ役", "相談員に")),
        ("certificate_way", ("手帳がなくても", "6か月", "障害年金", "就労選択支援が先")),
        ("try_free", ("見学", "体験", "無料", "その場で決めなくて")),
        ("online", ("電話", "メール", "オンライン")),
        ("listening", ("1回ごと", "続けて会う")),
        ("provider_choice", ("費用、実績", "本人に言わない訪問", "188")),
    ],
)
def test_a_topic_of_the_articles_is_told_with_its_correction(
    catalog: Catalog, place: str, words: tuple[str, ...]
) -> None:
    guide = next(one for one in guides(catalog) if one.id == place)
    text = guide.title.family + said(catalog, place)
    for word in words:
        assert word in text, word


@pytest.mark.parametrize(
    ("service_id", "field", "words"),
    [
        ("support_centre", "how_to_start", "まず市区町村の窓口"),
        ("support_centre", "how_long", "熊本市の例"),
        ("support_centre", "not_this", "だれに何を伝えるかは、先に確かめられます"),
        ("crowd_work", "not_this", "188"),
        ("private_residential", "not_this", "188"),
        ("youth_station", "age_note", "50歳からは"),
        ("welfare_office", "not_this", "別の窓口"),
        ("youth_consultation", "age_note", "自治体で異なります"),
        # facts/law_2026-11-26.md and review_2026-11-26.md, part A
        ("support_centre", "age_note", "年齢の上限のない所が多く、受け方は窓口で違います"),
        ("support_centre", "age_note", "学校・教育支援センター・こども家庭センター"),
        ("support_centre", "not_this", "高い料金で、了解なく連れ出す業者とは違います"),
        ("support_centre", "not_this", "了解を前提に、無料で、時間をかけます"),
        ("health_centre", "what_happens", "専門医の相談日"),
        ("community_care_centre", "age_note", "本人が65歳以上なら、本人の窓口でもあります"),
        ("psychiatric_outpatient", "what_happens", "うつ、不安症、発達障害など"),
        ("psychiatric_outpatient", "what_happens", "状態だけで病名は決まりません"),
        ("psychiatric_outpatient", "cost_note", "家族だけの受診は、自費のことがあります。先に料金"),
        ("psychiatric_outpatient", "remote", "保健所"),
        ("home_visit_doctor", "who_may_go", "嫌がっていないこと"),
        ("home_visit_doctor", "cost_note", "受給者証に書いてある医療機関なら"),
        ("home_visit_doctor", "age_note", "20歳からとする医療機関"),
        ("home_visit_doctor", "remote", "オンラインの初診は別のもの"),
        ("outreach_visit", "how_long", "東京都の例は、6か月で5回ほど"),
        ("free_space", "remote", "メタバース"),
        ("peer_group", "how_to_start", "支援センターや家族会に"),
        ("hello_work", "age_note", "「わかもの」ハローワーク"),
        ("job_preparation", "age_note", "国の決まりに、年齢の線はありません"),
        ("job_preparation", "age_note", "65歳未満とする市があります（三郷市・草加市）"),
        ("employment_choice", "how_long", "原則1か月です"),
        ("employment_transition", "age_note", "65歳になる前の5年に決定がある人"),
        ("continuous_employment_a", "what_happens", "契約のないB型は"),
        ("continuous_employment_b", "what_happens", "契約を結ぶA型は"),
        ("consultation_planning", "age_note", "障害児相談支援"),
        ("diploma_exam", "age_note", "3月31日までに16歳になる人"),
        ("crowd_work", "age_note", "保護者の同意"),
    ],
)
def test_a_correction_stands_at_the_service(
    catalog: Catalog, service_id: str, field: str, words: str
) -> None:
    assert words in getattr(catalog.service(service_id), field)


def test_no_centre_s_rule_on_age_is_told_as_the_country_s(catalog: Catalog) -> None:
    for service, field, text in services(catalog):
        assert "年齢を問" not in text, (service.id, field)


def test_nowhere_is_it_said_that_the_centre_is_a_duty_or_that_nothing_leaks_for_sure(
    catalog: Catalog,
) -> None:
    texts = [text for _, _, text in services(catalog)]
    texts += [text.family for guide in guides(catalog) for text in guide.texts]
    for text in texts:
        assert not re.search("義務|絶対|必ず|マネージャー", text)


# --- the five misconceptions: those of the meeting, said to the person too ---


def test_there_are_five_misconceptions_and_the_person_has_its_own_words_where_needed(
    catalog: Catalog,
) -> None:
    pairs = [(one.text, one.answer) for one in catalog.sheets.meeting.quiz]
    assert len(pairs) == 5
    for own in catalog.guide.person_quiz:
        text, answer = pairs[own.number - 1]
        pairs[own.number - 1] = (own.text or text, own.answer or answer)
    assert not [pair for pair in pairs if re.search("本人|ご家族", "".join(pair))]


# --- words ---


def shown(catalog: Catalog) -> list[tuple[str, str, str]]:
    """(place, family or person, text) of all that this screen takes from data/."""
    found: list[tuple[str, str, str]] = [
        (f"{service.id}.{field}", who, service.words(field, who))
        for service in catalog.services
        for field in TEXTS
        for who in VOICES
    ]
    guide = catalog.guide
    voices = [(one.id, text) for one in guides(catalog) for text in (one.title, *one.texts)]
    voices += [(question.field, question.label) for question in guide.questions]
    reasons = guide.words.reasons
    voices += [(name, getattr(reasons, name)) for name in type(reasons).model_fields]
    answers = guide.words.family_alone
    voices += [("family_alone", getattr(answers, name)) for name in ("yes", "partly", "no")]
    voices += [(term.key, term.meaning) for term in catalog.glossary]
    for place, voice in voices:
        found += [(place, "family", voice.family), (place, "person", voice.person)]
    return found


def test_no_word_to_avoid_stands_in_any_text(catalog: Catalog) -> None:
    for place, _, text in shown(catalog):
        for pattern in FORBIDDEN:
            assert not re.search(pattern, without_allowed(text)), (place, text)
        assert not re.search("べき|しましょう|！|!", text), (place, text)


def test_the_person_never_reads_about_itself_as_somebody_else(catalog: Catalog) -> None:
    for place, who, text in shown(catalog):
        if who == "person":
            assert not re.search("本人|ご家族|親御", text), (place, text)


def test_a_sentence_has_at_most_sixty_characters(catalog: Catalog) -> None:
    for place, _, text in shown(catalog):
        for sentence in re.split("(?<=。)", text):
            assert len(sentence) <= 60, (place, sentence)


# --- a broken file stops the start and says where ---


@pytest.mark.parametrize(
    ("file", "old", "new", "row", "field"),
    [
        (
            "services.toml",
            'younger_use = ["youth_consultation"]',
            'younger_use = ["nowhere"]',
            "hello_work",
            "younger_use",
        ),
        ("services.toml", "person.who_may_go", "person.who_knows", "support_centre", "person"),
        ("services.toml", 'at_home = "yes"', 'at_home = "often"', "support_centre", "at_home"),
        ("guide.toml", 'field = "papers"', 'field = "paper"', "paper", "field"),
        ("guide.toml", 'id = "team"', 'id = "online"', "online", "id"),
    ],
)
def test_a_fault_in_the_services_or_the_guide_is_named(
    tmp_path: Path, file: str, old: str, new: str, row: str, field: str
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder, ignore=shutil.ignore_patterns("fonts", "__pycache__"))
    text = (folder / file).read_text(encoding="utf-8")
    place = text.index(f'id = "{row}"') if f'id = "{row}"\nname' in text else 0
    (folder / file).write_text(text[:place] + text[place:].replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_catalog(folder)
    assert f"data/{file} の {row}、項目「{field}」" in str(caught.value)
