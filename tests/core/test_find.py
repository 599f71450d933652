"""What is found for whom, in which order, with which reason to wait; words made easy."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from core import CostRequest, load_catalog
from core.catalog import Catalog
from core.find import (
    STATES,
    Found,
    Wish,
    compare,
    easy,
    find,
    furigana,
    has_own_answers,
    how_it_meets,
    limits_of,
    own_cost,
    own_costs,
)
from core.money import YenRange
from tests.core.conftest import sample

CATALOG = load_catalog()
IDS = [service.id for service in CATALOG.services]
WISHES = st.builds(
    Wish,
    stage=st.sampled_from([None, 1, 2, 3]),
    age=st.none() | st.integers(0, 120),
    cannot_go_out=st.booleans(),
    free_only=st.booleans(),
    remote=st.booleans(),
)


def found(service_id: str, who: str = "family", **wish: Any) -> Found:
    """What is said about one service."""
    results = find(Wish.model_validate(wish), CATALOG, who)  # type: ignore[arg-type]
    return next(one for one in results if one.service.id == service_id)


def kinds(service_id: str, **wish: Any) -> set[str]:
    """Why it may wait."""
    return {one.kind for one in found(service_id, **wish).reasons}


def order(**wish: Any) -> list[str]:
    """The ids of those that fit, in order."""
    return [one.service.id for one in find(Wish.model_validate(wish), CATALOG) if one.fits]


# --- three lists: fits, misses a chosen condition, may wait ---


@pytest.mark.parametrize(
    ("service_id", "wish", "state"),
    [
        ("psychiatric_outpatient", {}, "fits"),
        ("psychiatric_outpatient", {"free_only": True}, "unmet"),
        ("psychiatric_daycare", {"stage": 2, "remote": True}, "unmet"),
        ("free_space", {"stage": 2, "cannot_go_out": True}, "unmet"),
        ("youth_station", {"stage": 3, "age": 49}, "fits"),
        ("youth_station", {"stage": 3, "age": 50}, "unmet"),
        ("youth_station", {"stage": 1}, "waits"),
        ("youth_station", {"stage": 1, "age": 50}, "waits"),  # the stage decides first
        ("private_residential", {}, "waits"),  # its own not_yet_reason
        ("family_course", {"stage": 3}, "waits"),
    ],
)
def test_only_the_stage_makes_a_service_wait(
    service_id: str, wish: dict[str, Any], state: str
) -> None:
    assert found(service_id, **wish).state == state


@sample(100)
@given(WISHES)
def test_each_reason_is_of_the_stage_or_of_a_condition_that_was_chosen(wish: Wish) -> None:
    asked = {
        "age": wish.age is not None,
        "going_out": wish.cannot_go_out,
        "cost": wish.free_only,
        "remote": wish.remote,
    }
    results = find(wish, CATALOG)
    assert [STATES.index(one.state) for one in results] == sorted(
        STATES.index(one.state) for one in results
    )
    for one in results:
        assert one.waiting + one.missed == one.reasons
        assert all(asked[reason.kind] for reason in one.missed)
        assert (one.state == "waits") == any(reason.kind == "stage" for reason in one.reasons)
        assert one.fits == (one.state == "fits") == (not one.reasons)


# --- nothing is left out, nothing waits without a reason ---


@sample(100)
@given(WISHES, st.sampled_from(["family", "person", "example"]))
def test_every_service_is_there_once_and_those_that_fit_come_first(wish: Wish, who: Any) -> None:
    results = find(wish, CATALOG, who)
    assert sorted(one.service.id for one in results) == sorted(IDS)
    fits = [one.fits for one in results]
    assert fits == sorted(fits, reverse=True)
    assert all(reason.text.strip() for one in results for reason in one.reasons)
    assert results == find(wish, CATALOG, who)


@sample(60)
@given(WISHES)
def test_asking_for_less_never_loses_a_service_that_fitted(wish: Wish) -> None:
    narrow = {one.service.id for one in find(wish, CATALOG) if one.fits}
    for field, value in {"stage": None, "age": None, "cannot_go_out": False}.items():
        wider = {one.service.id for one in find(wish.but(**{field: value}), CATALOG) if one.fits}
        assert narrow <= wider


def test_a_private_residence_and_help_after_getting_a_job_never_fit_and_say_why() -> None:
    for stage, home, free in product((None, 1, 2, 3), (False, True), (False, True)):
        ids = order(stage=stage, cannot_go_out=home, free_only=free)
        assert not {"private_residential", "job_retention"} & set(ids)
        (reason, *_) = found("job_retention", stage=stage).reasons
        assert "働き始めてからの支援です" in reason.text


# --- stage: the places of the plan (facts §4.3) ---


@pytest.mark.parametrize(
    ("stage", "first"),
    [
        (None, ["support_centre", "family_association"]),
        (1, ["support_centre", "family_association", "family_course", "outreach_visit"]),
        (2, ["family_association", "free_space"]),
    ],
)
def test_what_the_plan_has_now_comes_first(stage: int | None, first: list[str]) -> None:
    assert order(stage=stage)[: len(first)] == first


def test_at_the_third_stage_one_of_the_work_or_school_services_comes_first() -> None:
    # いま: J1 / J3 / J4 / J5 / J6 のうち一つ
    work = {"youth_station", "hello_work", "employment_transition", "consultation_planning"}
    work |= {"correspondence_school", "job_preparation"}
    assert set(order(stage=3)[:6]) == work


@pytest.mark.parametrize("service_id", ["youth_station", "hello_work", "continuous_employment_b"])
def test_work_may_wait_at_the_first_two_stages_and_says_why(service_id: str) -> None:
    assert kinds(service_id, stage=1) == kinds(service_id, stage=2) == {"stage"}
    assert found(service_id, stage=3).fits
    assert "間に合います" in found(service_id, stage=1).reasons[0].text


def test_what_belongs_to_an_earlier_stage_is_not_called_too_early() -> None:
    (reason,) = found("family_course", stage=3).reasons
    assert "急いで使わなくても大丈夫" in reason.text


# --- school first in school age, and not on top for anybody older (review A10) ---

SCHOOL = ("youth_consultation", "correspondence_school", "free_school", "diploma_exam")


@pytest.mark.parametrize(
    ("age", "stage", "first"),
    [
        (14, 1, ["youth_consultation", "support_centre"]),
        (14, 2, ["youth_consultation", "free_school"]),
        (14, 3, ["youth_consultation", "correspondence_school", "free_school"]),
        (17, 3, [*SCHOOL, "youth_station"]),
    ],
)
def test_below_18_the_school_comes_first(age: int, stage: int, first: list[str]) -> None:
    assert order(age=age, stage=stage)[: len(first)] == first


@pytest.mark.parametrize("age", [18, 30, 50, 66, 80])
@pytest.mark.parametrize("stage", [None, 1, 2, 3])
def test_from_18_no_school_stands_on_top(age: int, stage: int | None) -> None:
    ids = order(age=age, stage=stage)
    assert not {"correspondence_school", "free_school", "diploma_exam"} & set(ids[:8])


@pytest.mark.parametrize("stage", [1, 2, 3])
def test_from_65_the_window_for_that_age_is_among_the_first(stage: int) -> None:
    assert "community_care_centre" in order(age=65, stage=stage)[:5]
    assert "community_care_centre" not in order(age=64, stage=stage)[:5]


def test_no_work_or_training_for_those_under_18_or_over_64_is_said_to_fit() -> None:
    for age in (14, 17, 65, 70):
        fits = set(order(age=age, stage=3)) | set(order(age=age, stage=2))
        assert not {"life_skills_training", "lodging_training", "employment_transition"} & fits
        assert not {"employment_choice", "continuous_employment_a"} & fits
    for age in (14, 17):
        assert not {"group_home", "continuous_employment_b"} & set(order(age=age, stage=3))


# --- age: one year before, at and after each limit ---


@pytest.mark.parametrize(
    ("service_id", "ages"),
    [
        ("youth_station", {14: False, 15: True, 16: True, 48: True, 49: True, 50: False}),
        ("employment_transition", {17: False, 18: True, 19: True, 63: True, 64: True, 65: False}),
        # law_2026-11-26.md §4: 16 by the end of the fiscal year; no national line for 就労準備. Of the
        # plan's own steps J3 and J6 only the youngest age counts: below it the school comes first.
        ("diploma_exam", {14: False, 15: True, 16: True, 90: True}),
        ("hello_work", {15: False, 16: True, 50: True, 70: True}),
        ("job_preparation", {15: False, 16: True, 64: True, 65: True, 90: True}),
        ("consultation_planning", {17: False, 18: True, 64: True, 66: True}),
        ("life_skills_training", {17: False, 18: True, 64: True, 65: False}),
        ("group_home", {17: False, 18: True, 65: True}),
        ("support_centre", {0: True, 14: True, 50: True, 120: True}),
        ("community_care_centre", {14: True, 64: True, 65: True}),  # the parent's age counts
    ],
)
def test_an_age_limit_holds_from_its_first_to_its_last_year(
    service_id: str, ages: dict[int, bool]
) -> None:
    for age, fits in ages.items():
        assert ("age" not in kinds(service_id, age=age, stage=3)) is fits, age
    assert "age" not in kinds(service_id, stage=3)  # not known is never outside


@pytest.mark.parametrize(
    ("service_id", "age", "instead"),
    [
        ("youth_station", 14, ("15〜49歳", "子ども・若者総合相談センター")),
        ("youth_station", 50, ("15〜49歳。いまは", "ハローワーク", "自立相談支援機関")),
        ("employment_transition", 17, ("原則18歳から", "子ども・若者総合相談センター")),
        ("employment_transition", 65, ("原則18歳から64歳まで", "ハローワーク")),
        ("life_skills_training", 70, ("原則18歳から64歳まで", "地域包括支援センター")),
        ("youth_consultation", 45, ("39歳ごろまで", "ひきこもり地域支援センター")),
        ("hello_work", 15, ("16歳ごろから", "学校への相談が先", "子ども・若者総合相談センター")),
        ("diploma_exam", 14, ("16歳になる人", "子ども・若者総合相談センター")),
    ],
)
def test_outside_the_age_it_says_what_there_is_instead(
    service_id: str, age: int, instead: tuple[str, ...]
) -> None:
    (reason,) = (one for one in found(service_id, age=age).reasons if one.kind == "age")
    for words in instead:
        assert words in reason.text


def test_an_age_in_principle_is_never_told_as_a_firm_line(catalog: Catalog) -> None:
    for age in (10, 14, 17, 65, 90):
        for one in find(Wish(age=age, stage=3), catalog):
            for reason in one.reasons:
                if reason.kind == "age" and "原則" in one.service.age_note:
                    assert reason.text.startswith("原則"), (one.service.id, age)


def test_what_stands_instead_takes_the_age_just_outside(catalog: Catalog) -> None:
    for service in catalog.services:
        low, high = limits_of(service, catalog)
        for other in service.younger_use:
            assert low is not None
            assert limits_of(catalog.service(other), catalog).hold(low - 1), service.id
        for other in service.older_use:
            assert high is not None
            assert limits_of(catalog.service(other), catalog).hold(high + 1), service.id


def test_one_step_for_every_age_takes_the_limit_of_the_others_away(catalog: Catalog) -> None:
    service = catalog.service("hello_work")
    at_work, for_all = catalog.by_step["J3"], catalog.by_step["F1"]
    assert (at_work.age_min, for_all.age_min) == (16, None)
    assert limits_of(service, catalog).low == 16
    both = for_all.but(services=(*for_all.services, *at_work.services))
    steps = tuple(both if one.id == "F1" else one for one in catalog.plan.steps)
    wider = catalog.but(plan=catalog.plan.but(steps=steps))
    assert limits_of(service, wider) == (None, None)


@pytest.mark.parametrize("age", [-1, 121, 34.5, "34"])
def test_an_age_that_is_none_is_refused(age: Any) -> None:
    with pytest.raises(ValidationError):
        Wish(age=age)


# --- 「本人が出られない」, free, telephone and online ---


def test_who_cannot_go_out_gets_what_the_family_begins_or_what_comes_home() -> None:
    ids = order(cannot_go_out=True)
    for service_id in ("support_centre", "family_association", "outreach_visit", "listening_line"):
        assert service_id in ids
    assert "psychiatric_outpatient" in ids  # many see the family first (facts E8)
    for service_id in ("free_space", "psychiatric_daycare", "hello_work", "lodging_training"):
        assert service_id not in ids
    assert "見学から始められる" in found("free_space", cannot_go_out=True).reasons[0].text


def test_free_only_keeps_what_asks_no_fee_and_tells_how_the_rest_gets_cheaper() -> None:
    ids = order(free_only=True)
    assert {"support_centre", "outreach_visit", "job_preparation", "free_space"} <= set(ids)
    for service_id in ("private_visit", "employment_transition", "psychiatric_outpatient"):
        assert kinds(service_id, free_only=True) == {"cost"}
    text = found("employment_transition", free_only=True).reasons[0].text
    assert "住民税が非課税の人は0円です" in text
    assert "自立支援医療" in found("psychiatric_outpatient", free_only=True).reasons[0].text


def test_a_service_that_costs_this_family_nothing_counts_as_free() -> None:
    for high, fits in ((0, True), (1, False)):
        paid = {"employment_transition": YenRange(0, high)}
        results = find(Wish(free_only=True), CATALOG, "family", paid)
        one = next(r for r in results if r.service.id == "employment_transition")
        assert one.fits is fits
    assert "月0円〜1円" in one.reasons[0].text


def test_remote_keeps_telephone_writing_and_online() -> None:
    ids = order(remote=True)
    assert {"support_centre", "listening_line", "crowd_work", "private_counselling"} <= set(ids)
    assert kinds("psychiatric_daycare", remote=True) == {"remote"}
    # what works everywhere stands before what works at some places, within one place of the plan
    assert ids.index("health_centre") < ids.index("youth_consultation")


def test_several_reasons_are_all_named() -> None:
    assert kinds("youth_station", stage=1, age=50) == {"stage", "age"}
    assert kinds("lodging_training", stage=1, cannot_go_out=True, free_only=True, remote=True) == {
        "stage",
        "going_out",
        "cost",
        "remote",
    }


def test_the_person_reads_reasons_about_itself() -> None:
    wish = Wish(stage=1, age=70, cannot_go_out=True, free_only=True, remote=True)
    for one in find(wish, CATALOG, "person"):
        for reason in one.reasons:
            assert "本人" not in reason.text
            assert "ご家族" not in reason.text


# --- what matters: told of each service, never ranked ---

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


def test_nine_things_may_matter_and_each_asks_one_field(catalog: Catalog) -> None:
    assert {one.key: one.field for one in catalog.guide.matters} == MATTERS


@pytest.mark.parametrize("who", ["family", "person", "example"])
def test_every_service_answers_everything_that_may_matter(who: Any, catalog: Catalog) -> None:
    words = {one.key: one for one in catalog.guide.matters}
    for service in catalog.services:
        told = how_it_meets(service, tuple(MATTERS), catalog, who)
        assert [one.key for one in told] == list(MATTERS)
        for one in told:
            assert one.answer == getattr(service, MATTERS[one.key])
            assert one.label == words[one.key].label.said_to(who)
            assert one.text == words[one.key].answers.said(one.answer, who)
            assert one.text.endswith("。")


def test_what_matters_is_told_in_the_order_of_the_guide_and_each_once(catalog: Catalog) -> None:
    service = catalog.service("listening_line")
    told = how_it_meets(service, ["short", "free", "short"], catalog)
    assert [(one.key, one.answer) for one in told] == [("free", "partly"), ("short", "yes")]
    assert how_it_meets(service, (), catalog) == ()
    with pytest.raises(KeyError, match="cheap"):
        how_it_meets(service, ["free", "cheap"], catalog)


def test_the_three_answers_to_one_matter_differ(catalog: Catalog) -> None:
    for one in catalog.guide.matters:
        for who in ("family", "person"):
            said = {one.answers.said(value, who) for value in ("yes", "partly", "no")}
            assert len(said) == 3, one.key


# --- side by side ---


def test_three_services_answer_each_question_in_the_order_they_were_chosen() -> None:
    ids = ("free_space", "youth_station", "support_centre")
    rows = compare(ids, CATALOG)
    assert [row.field for row in rows] == [one.field for one in CATALOG.guide.questions]
    by_field = {row.field: row.answers for row in rows}
    assert all(len(answers) == 3 and all(answers) for answers in by_field.values())
    assert by_field["age_note"][1].startswith("15〜49歳")
    assert by_field["family_alone"][2] == "家族だけで行けます。"
    assert by_field["family_alone"][0] != by_field["family_alone"][2]


def test_a_family_asks_who_alone_age_papers_cost_long_start_and_what_it_is_not() -> None:
    fields = {one.field for one in CATALOG.guide.questions}
    assert fields >= {
        "who_may_go",
        "family_alone",
        "age_note",
        "papers",
        "cost_note",
        "how_long",
        "how_to_start",
        "remote",
        "not_this",
        "what_happens",
        "when_to_use",
        "there",
        "good",
        "hard",
    }


def test_none_one_and_the_same_twice_can_be_compared_and_a_fourth_cannot() -> None:
    assert all(row.answers == () for row in compare((), CATALOG))
    assert all(len(row.answers) == 1 for row in compare(("pharmacy", "pharmacy"), CATALOG))
    with pytest.raises(ValueError, match="3つまで"):
        compare(IDS[:4], CATALOG)
    with pytest.raises(KeyError):
        compare(("nowhere",), CATALOG)


# --- what it costs us ---


def request(**parts: Any) -> CostRequest:
    return CostRequest.model_validate({"month": "2026-11", "usages": [], **parts})


def test_until_something_is_answered_there_is_no_amount_of_our_own() -> None:
    assert not has_own_answers(request())
    assert not has_own_answers(request(person={"age": 34}))
    assert own_costs(request(), CATALOG) == {}
    assert has_own_answers(request(welfare={"tax": "exempt"}))
    assert has_own_answers(request(medical={"certificate": "have"}))


def test_exempt_means_zero_for_welfare_services() -> None:
    amounts = own_costs(request(person={"age": 34}, welfare={"tax": "exempt"}), CATALOG)
    for service_id in ("employment_transition", "continuous_employment_b", "life_skills_training"):
        assert amounts[service_id] == YenRange(0, 0)


def test_a_taxed_person_pays_a_tenth_up_to_the_cap() -> None:
    # 就労移行, 12日: low 5,100 × 12 = 61,200 -> 6,120 a month; high 15,500 × 12 = 186,000 -> 18,600,
    # capped at 9,300 (所得割 below 160,000); typical months start between, so both ends lie within.
    taxed = request(person={"age": 34}, welfare={"tax": "taxed", "income_levy_yen": 100_000})
    one = own_cost(CATALOG.service("employment_transition"), taxed, CATALOG)
    assert one is not None
    assert one.times == 12
    assert one.amount is not None
    assert one.amount.high == 9_300
    assert 4_600 <= one.amount.low <= 6_120


def test_the_familys_own_times_and_price_count() -> None:
    own = request(
        welfare={"tax": "exempt"},
        usages=[{"service": "private_visit", "times": 3, "price_low_yen": 8000}],
    )
    one = own_cost(CATALOG.service("private_visit"), own, CATALOG)
    assert one is not None
    assert one.times == 3
    assert one.amount is not None
    assert one.amount.low == 24_000  # 3 × 8,000


def test_what_is_free_or_not_monthly_has_no_amount() -> None:
    some = request(welfare={"tax": "exempt"})
    assert own_cost(CATALOG.service("support_centre"), some, CATALOG) is None
    assert own_cost(CATALOG.service("diploma_exam"), some, CATALOG) is None


def test_a_month_without_figures_is_said_and_not_guessed() -> None:
    late = CostRequest.model_validate(
        {"month": "2031-04", "usages": [], "welfare": {"tax": "taxed"}}
    )
    one = own_cost(CATALOG.service("employment_transition"), late, CATALOG)
    assert one is not None
    assert one.amount is None
    assert "窓口で確かめてください" in one.refusal


# --- easy words ---


def test_the_longest_word_is_explained_and_each_term_once() -> None:
    text = "就労移行支援の受給者証は、受給者証の窓口で。自立支援医療受給者証も。"
    words = easy(text, CATALOG)
    assert [(one.word, one.reading) for one in words] == [
        ("就労移行支援", "しゅうろういこうしえん"),
        ("受給者証", "じゅきゅうしゃしょう"),
    ]
    assert all(text[one.start :].startswith(one.word) for one in words)
    assert easy(text, CATALOG, known=frozenset({"recipient_certificate"})) == words[:1]
    assert easy("", CATALOG) == ()


def test_a_word_that_means_something_else_in_a_sentence_is_left_alone() -> None:
    assert easy("単位を集めて卒業します。", CATALOG) == ()


@sample(60)
@given(st.lists(st.sampled_from(["就労移行支援", "<b>", "手帳", "と", "&", "非課税", "🙂"])))
def test_words_stand_where_they_are_said_to_stand(parts: list[str]) -> None:
    text = "".join(parts)
    words = easy(text, CATALOG)
    at = 0
    for one in words:
        assert one.start >= at
        assert text[one.start : one.start + len(one.word)] == one.word
        at = one.start + len(one.word)
    assert len({one.key for one in words}) == len(words)


@pytest.mark.parametrize(
    ("word", "reading", "pieces"),
    [
        ("就労移行支援", "しゅうろういこうしえん", (("就労移行支援", "しゅうろういこうしえん"),)),
        (
            "ひきこもり地域支援センター",
            "ひきこもりちいきしえんせんたー",
            (("ひきこもり", ""), ("地域支援", "ちいきしえん"), ("センター", "")),
        ),
        ("サポステ", "さぽすて", (("サポステ", ""),)),
        ("家族", "まったくべつ", (("家族", "まったくべつ"),)),
        ("手帳（青）", "てちょう", (("手帳（青）", "てちょう"),)),
    ],
)
def test_only_what_needs_a_reading_gets_one(
    word: str, reading: str, pieces: tuple[tuple[str, str], ...]
) -> None:
    assert furigana(word, reading) == pieces


def test_every_name_and_every_word_of_the_glossary_fits_its_reading(catalog: Catalog) -> None:
    names = [(one.name, one.reading) for one in catalog.services]
    names += [pair for term in catalog.glossary for pair in term.forms.items()]
    for word, reading in names:
        pieces = furigana(word, reading)
        assert "".join(piece for piece, _ in pieces) == word
        for piece, above in pieces:
            assert not any("一" <= char <= "鿿" for char in above), (word, reading)
            if any("一" <= char <= "鿿" for char in piece):
                assert above, word
