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

from core.catalog import DATA, Catalog, Guide, Service, read_catalog
from core.errors import DataError
from tests.core.test_data import ANSWERS_OF_A_SERVICE
from tests.core.test_words import FORBIDDEN, without_allowed

TEXTS = (
    *(one for one in ANSWERS_OF_A_SERVICE if one not in ("name", "reading", "source")),
    "not_yet_reason",
)
RESEARCHED = date(2026, 11, 22)

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
            for answerer in ("family", "person"):
                yield service, field, service.words(field, answerer)  # type: ignore[arg-type]


def test_every_service_answers_every_question_in_both_voices(catalog: Catalog) -> None:
    for service, field, text in services(catalog):
        if field != "not_yet_reason" or 1 not in service.stages:
            assert text.strip(), (service.id, field)
            assert text.endswith("。") or field == "role", (service.id, field)


def test_the_first_step_and_what_it_is_not_differ_from_service_to_service(
    catalog: Catalog,
) -> None:
    for field in ("role", "what_happens", "not_this"):
        texts = [getattr(service, field) for service in catalog.services]
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


# --- no number without source ---


def test_no_service_has_a_number_without_source_and_day(catalog: Catalog) -> None:
    for service in catalog.services:
        assert service.source.strip()
        assert service.checked_on <= RESEARCHED


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
        assert guide.checked_on <= RESEARCHED
        for text in guide.texts:
            assert not re.search(r"\d円", text.family + text.person), guide.id


def test_what_rests_on_the_articles_alone_is_to_be_checked_and_names_their_authors(
    catalog: Catalog,
) -> None:
    # Grade D: nobody but the articles says it.
    alone = {"centre_five", "going_along", "try_free", "team", "listening"}
    assert {guide.id for guide in guides(catalog) if guide.needs_check} == alone
    authors = {"000": "元当事者のブログ", "002": "元当事者のブログ", "003": "札幌の支援者のサイト"}
    named = 0
    for one in (*catalog.services, *guides(catalog)):
        if "元の記事" in one.source:
            assert one.seeds, one.id
            assert all(authors[seed] in one.source for seed in one.seeds), one.id
            named += 1
    assert named > 25


FREE_OF_CHARGE = {
    "family": "生活保護の人と、本人と配偶者の住民税が非課税の人は0円です（18歳以上のとき）。",
    "person": "生活保護のときと、わたしと配偶者の住民税が非課税のときは0円です（18歳以上のとき）。",
}


@pytest.mark.parametrize("who", ["family", "person"])
def test_every_welfare_service_says_in_the_same_words_who_pays_nothing(
    catalog: Catalog, who: str
) -> None:
    # facts/welfare_fees.md §1-1: 生活保護 0, 市町村民税非課税 0; §2-1: from 18 本人＋配偶者.
    welfare = [one for one in catalog.services if one.cost_kind == "welfare"]
    assert len(welfare) == 8
    for one in welfare:
        assert FREE_OF_CHARGE[who] in one.words("cost_note", who), one.id  # type: ignore[arg-type]
    assert FREE_OF_CHARGE[who] in catalog.guide.words.reasons.cost_welfare.said_to(who)  # type: ignore[arg-type]


def test_a_meaning_with_a_number_names_its_source_and_day(catalog: Catalog) -> None:
    for term in catalog.glossary:
        if re.search(r"\d", term.meaning.family + term.meaning.person):
            assert term.source.strip(), term.key
            assert term.checked_on is not None, term.key
            assert term.checked_on <= RESEARCHED, term.key


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
    ],
)
def test_a_correction_stands_at_the_service(
    catalog: Catalog, service_id: str, field: str, words: str
) -> None:
    assert words in getattr(catalog.service(service_id), field)


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
    found = [
        (f"{service.id}.{field}", who, service.words(field, who))  # type: ignore[arg-type]
        for service in catalog.services
        for field in TEXTS
        for who in ("family", "person")
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
