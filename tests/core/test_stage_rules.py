"""The check: safety first, two gates, no sum (rules: facts/support_domain.md §3)."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from core import StageCheck, assess, merge_answers
from core.catalog import Catalog
from tests.core.conftest import QUESTIONS, SAFETY, answers, check, safety, sample

# Q1–Q4 土台 | Q5–Q8 外への動き | Q9–Q11 続ける力 | Q12–Q13 家族
ALL_YES = "yyyy yyyy yyy yy"
JUST_OPENS_GATE_1 = "sssn nsns nnn yy"  # Q1,Q2,Q3 | Q6,Q8
CONDITION_KEYS = (
    "self_care",
    "home_base",
    "outward",
    "people_or_wish",
    "goal_in_own_words",
    "rhythm",
    "goes_out",
    "contact",
    "self_care_steady",
    "keeps_or_recovers",
)


def assessed(catalog: Catalog, plain: dict[str, Any]) -> Any:
    return assess(StageCheck.model_validate(plain), catalog)


def states(result: Any) -> dict[str, str]:
    return {condition.key: condition.state for condition in result.conditions}


# --- The rules once more, written here from §3.5 only, to compare the code with. ---

GOOD = ("yes", "sometimes")


def conditions_by_the_book(a: dict[str, str]) -> dict[str, bool]:
    q = [a.get(key, "unknown") for key in QUESTIONS]
    good = [answer in GOOD for answer in q]
    return {
        "self_care": good[0],
        "home_base": sum(good[0:4]) >= 3,
        "outward": sum(good[4:8]) >= 2,
        "people_or_wish": good[6] or good[7],
        "goal_in_own_words": q[9] == "yes",
        "rhythm": good[1],
        "goes_out": q[4] == "yes",
        "contact": good[6],
        "self_care_steady": q[0] == "yes",
        "keeps_or_recovers": good[8] or good[10],
    }


def stage_by_the_book(a: dict[str, str]) -> int:
    met = list(conditions_by_the_book(a).values())
    if not all(met[:4]):
        return 1
    return 3 if all(met[4:]) else 2


def near_by_the_book(a: dict[str, str]) -> bool:
    stage = stage_by_the_book(a)
    if stage == 1:
        return any(
            stage_by_the_book(a | {key: "yes"}) > 1
            for key in QUESTIONS[:8]
            if a.get(key, "unknown") not in GOOD
        )
    if stage == 2:
        missing = [k for k, met in list(conditions_by_the_book(a).items())[4:] if not met]
        return len(missing) == 1 and a.get("own_words_goal", "unknown") in GOOD
    return False


def unknowns_as_yes(a: dict[str, str]) -> dict[str, str]:
    full = {key: a.get(key, "unknown") for key in QUESTIONS}
    return {key: "yes" if answer == "unknown" else answer for key, answer in full.items()}


def unknown_count(a: dict[str, str]) -> int:
    return sum(a.get(key, "unknown") == "unknown" for key in QUESTIONS[:10])


GRAVE = ("self_harm", "violence", "harmed", "not_eating", "sudden_change")


def alert_by_the_book(s: dict[str, str]) -> str:
    grave = [s.get(k, "no" if k == "harmed" else "unknown") for k in GRAVE]
    family, money = s.get("family_limit", "unknown"), s.get("money", "unknown")
    if "now" in grave or family == "now":
        return "now"
    if "recent" in grave:
        return "soon"
    if family == "recent":
        return "family"
    return "money" if money in ("now", "recent") else "none"


any_answer = st.sampled_from(["yes", "sometimes", "no", "unknown"])
some_answers = st.fixed_dictionaries(dict.fromkeys(QUESTIONS, any_answer))
known_answers = st.fixed_dictionaries(
    {key: st.sampled_from(["yes", "sometimes", "no"]) for key in QUESTIONS}
)
# Mostly good answers, so that gates 1 and 2 are really reached.
good_answers = st.fixed_dictionaries(
    {key: st.sampled_from(["yes", "yes", "yes", "sometimes", "no", "unknown"]) for key in QUESTIONS}
)
clear_answers = st.one_of(good_answers, some_answers).filter(lambda a: unknown_count(a) < 5)
some_safety = st.fixed_dictionaries(
    {key: st.sampled_from(["now", "recent", "no", "no", "unknown"]) for key in SAFETY}
)


# --- Gate 1 ---


def test_the_smallest_set_that_opens_gate_1_gives_stage_2(catalog: Catalog) -> None:
    # Q1, Q2, Q3 ときどき (3 of 4), Q6 and Q8 ときどき (2 of 4, one of them Q8).
    assert assessed(catalog, check(JUST_OPENS_GATE_1)).stage == 2


@pytest.mark.parametrize(
    ("letters", "why"),
    [
        ("nyyy yyyy yyy yy", "Q1 is いいえ although everything else is はい"),
        ("yynn yyyy yyy yy", "only 2 of Q1–Q4"),
        ("yyyy nynn yyy yy", "only 1 of Q5–Q8, and it is Q6"),
        ("yyyy nnyn yyy yy", "only 1 of Q5–Q8, although it is Q7"),
        ("yyyy nnny yyy yy", "only 1 of Q5–Q8, although it is Q8"),
        ("yyyy yynn yyy yy", "2 of Q5–Q8, but neither Q7 nor Q8"),
    ],
)
def test_stage_1_when_one_condition_of_gate_1_is_missing(
    catalog: Catalog, letters: str, why: str
) -> None:
    assert assessed(catalog, check(letters)).stage == 1, why


@pytest.mark.parametrize(
    "letters",
    [
        "sssn nsns nnn yy",
        "ssns nsns nnn yy",
        "snss nsns nnn yy",
        "ssss nsns nnn yy",
        "sssn snsn nnn yy",
        "sssn snns nnn yy",
        "sssn nssn nnn yy",
        "sssn nnss nnn yy",
    ],
)
def test_sometimes_is_enough_for_gate_1_in_each_combination(catalog: Catalog, letters: str) -> None:
    assert assessed(catalog, check(letters)).stage == 2


def test_q2_to_q4_without_q1_do_not_open_gate_1(catalog: Catalog) -> None:
    # 3 of 4 is fulfilled by Q2, Q3, Q4; Q1 itself is asked for as well.
    result = assessed(catalog, check("nsss ssss nnn yy"))
    assert (result.stage, states(result)["home_base"], states(result)["self_care"]) == (
        1,
        "met",
        "not_yet",
    )


# --- Gate 2 ---


def test_all_yes_is_stage_3_and_nothing_comes_after_it(catalog: Catalog) -> None:
    result = assessed(catalog, check(ALL_YES))
    assert (result.stage, result.near_next, result.stage_range) == (3, False, (3, 3))
    assert set(states(result).values()) == {"met"}


def test_the_smallest_set_that_opens_gate_2_gives_stage_3(catalog: Catalog) -> None:
    # はい where はい is asked (Q1, Q5, Q10), ときどき elsewhere, いいえ where nothing is asked.
    assert assessed(catalog, check("yssn ynsn syn yy")).stage == 3
    assert assessed(catalog, check("yssn ynsn nys yy")).stage == 3


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"own_words_goal": "sometimes"}, "goal_in_own_words"),
        ({"daily_rhythm": "no"}, "rhythm"),
        ({"goes_out_alone": "sometimes"}, "goes_out"),
        ({"goes_out_alone": "no"}, "goes_out"),
        ({"contact_outside_family": "no"}, "contact"),
        ({"self_care": "sometimes"}, "self_care_steady"),
        ({"keeps_routine": "no", "recovers": "no"}, "keeps_or_recovers"),
    ],
)
def test_stage_2_at_the_door_of_3_when_exactly_one_of_a_to_f_is_missing(
    catalog: Catalog, changed: dict[str, str], missing: str
) -> None:
    result = assessed(catalog, check(ALL_YES, answers=answers(ALL_YES) | changed))
    assert (result.stage, result.near_next) == (2, True)
    assert [key for key, state in states(result).items() if state != "met"] == [missing]


@pytest.mark.parametrize(
    "changed",
    [
        {"daily_rhythm": "sometimes"},
        {"contact_outside_family": "sometimes"},
        {"keeps_routine": "no", "recovers": "sometimes"},
        {"keeps_routine": "sometimes", "recovers": "no"},
    ],
)
def test_sometimes_is_enough_for_b_d_and_f(catalog: Catalog, changed: dict[str, str]) -> None:
    assert assessed(catalog, check(ALL_YES, answers=answers(ALL_YES) | changed)).stage == 3


def test_nobody_who_never_spoke_of_work_is_called_near_stage_3(catalog: Catalog) -> None:
    # Only a is missing, but Q10 is いいえ.
    result = assessed(catalog, check("yyyy yyyy yny yy"))
    assert (result.stage, result.near_next) == (2, False)


def test_two_missing_conditions_of_gate_2_are_not_near(catalog: Catalog) -> None:
    result = assessed(catalog, check("yyyy syyy ysy yy"))  # a (ときどき) and c (ときどき)
    assert (result.stage, result.near_next) == (2, False)


# --- Between 1 and 2 ---


@pytest.mark.parametrize(
    ("letters", "near"),
    [
        ("nsss ssss nnn yy", True),  # Q1
        ("ssnn ssss nnn yy", True),  # Q3 or Q4 gives 3 of 4
        ("ssss snnn nnn yy", True),  # Q7 or Q8 gives 2 of 4 and the people
        ("ssss ssnn nnn yy", True),  # Q7 or Q8
        ("ssss nnsn nnn yy", True),  # any other of Q5–Q8
        ("ssss nnnn nnn yy", False),  # two are missing
        ("ssnn snnn nnn yy", False),  # one at home and one outside
        ("nsnn ssss nnn yy", False),  # Q1, and still only 2 of 4
        ("nssn ssss nnn yy", True),  # Q1 gives 3 of 4 at once
        ("sssu snnu nnn yy", True),  # a わからない can be the one
    ],
)
def test_the_door_of_2_is_near_when_one_more_circle_opens_gate_1(
    catalog: Catalog, letters: str, near: bool
) -> None:
    result = assessed(catalog, check(letters))
    assert (result.stage, result.near_next) == (1, near)


# --- わからない ---


def test_four_unknowns_still_give_a_stage_and_five_do_not(catalog: Catalog) -> None:
    four = assessed(catalog, check("uuuu yyyy yyy yy"))
    five = assessed(catalog, check("uuuu uyyy yyy yy"))
    assert (four.outcome, four.stage, four.stage_range) == ("stage", 1, (1, 3))
    assert (five.outcome, five.stage, five.near_next, five.stage_range) == (
        "unclear",
        None,
        False,
        (1, 3),
    )


def test_unknowns_in_q11_to_q13_do_not_make_the_picture_unclear(catalog: Catalog) -> None:
    # Four of Q1–Q10, and Q11, Q12, Q13: seven in all, but only Q1–Q10 are counted.
    result = assessed(catalog, check("uuuu yyyy yyu uu"))
    assert result.outcome == "stage"


def test_an_empty_check_is_unclear_with_all_ten_conditions_shown(catalog: Catalog) -> None:
    result = assessed(catalog, {"answerer": "family", "safety": {}, "answers": {}})
    assert (result.outcome, result.stage, result.stage_range) == ("unclear", None, (1, 3))
    assert result.alert == "none"
    assert set(result.notices) == {"safety_unknown"}
    assert states(result) == dict.fromkeys(CONDITION_KEYS, "unknown")


def test_one_deciding_unknown_is_named_and_idle_ones_are_not(catalog: Catalog) -> None:
    # Q4, Q5, Q8, Q11 unknown. Home has 3 of 4 already; outside only Q6.
    # Q8=はい gives Q6+Q8: gate 1 opens. Q5=はい alone lacks Q7/Q8; with Q8 it is not needed.
    result = assessed(catalog, check("sssu uynu snu yy"))
    assert (result.stage, result.stage_range) == (1, (1, 2))
    assert set(result.deciding_unknowns) == {"wish_outside"}


def test_two_unknowns_that_only_together_open_the_gate_both_decide(catalog: Catalog) -> None:
    # Home 2 of 4 with Q4 unknown; outside Q6 with Q8 unknown: both are needed.
    result = assessed(catalog, check("ssnu nynu nnn yy"))
    assert (result.stage, result.stage_range) == (1, (1, 2))
    assert set(result.deciding_unknowns) == {"leaves_room", "wish_outside"}


@sample(150)
@given(a=clear_answers)
def test_the_stage_its_range_and_its_door_follow_the_two_gates(
    catalog: Catalog, a: dict[str, str]
) -> None:
    result = assessed(catalog, check(ALL_YES, answers=a))
    assert result.outcome == "stage"
    assert result.stage == stage_by_the_book(a)
    assert result.stage_range == (stage_by_the_book(a), stage_by_the_book(unknowns_as_yes(a)))
    assert result.near_next == near_by_the_book(a)


@sample(100)
@given(a=some_answers)
def test_each_condition_is_met_not_yet_or_unknown_as_the_answers_say(
    catalog: Catalog, a: dict[str, str]
) -> None:
    result = assessed(catalog, check(ALL_YES, answers=a))
    sure, hoped = conditions_by_the_book(a), conditions_by_the_book(unknowns_as_yes(a))
    expected = {key: "met" if sure[key] else "unknown" if hoped[key] else "not_yet" for key in sure}
    assert tuple(c.key for c in result.conditions) == CONDITION_KEYS
    assert states(result) == expected


@sample(100)
@given(a=some_answers)
def test_five_or_more_unknowns_make_the_picture_unclear_and_fewer_never_do(
    catalog: Catalog, a: dict[str, str]
) -> None:
    result = assessed(catalog, check(ALL_YES, answers=a))
    unclear = unknown_count(a) >= 5
    assert (result.outcome == "unclear") == unclear
    assert (result.stage is None) == unclear
    assert result.stage_range == (stage_by_the_book(a), stage_by_the_book(unknowns_as_yes(a)))


@sample(100)
@given(a=clear_answers)
def test_the_deciding_unknowns_are_those_whose_answer_can_still_change_the_stage(
    catalog: Catalog, a: dict[str, str]
) -> None:
    result = assessed(catalog, check(ALL_YES, answers=a))
    open_keys = [key for key in QUESTIONS[:11] if a[key] == "unknown"]
    deciding = set()
    for key in open_keys:
        others = [other for other in open_keys if other != key]
        for filled in product(("yes", "no"), repeat=len(others)):
            rest = a | dict(zip(others, filled, strict=True))
            if stage_by_the_book(rest | {key: "yes"}) != stage_by_the_book(rest | {key: "no"}):
                deciding.add(key)
                break
    assert set(result.deciding_unknowns) == deciding


@sample(150)
@given(a=clear_answers, data=st.data())
def test_whatever_the_unknowns_turn_out_to_be_the_stage_lies_in_the_range(
    catalog: Catalog, a: dict[str, str], data: st.DataObject
) -> None:
    before = assessed(catalog, check(ALL_YES, answers=a))
    known = {
        key: data.draw(st.sampled_from(["yes", "sometimes", "no"]), key)
        if answer == "unknown"
        else answer
        for key, answer in a.items()
    }
    after = assessed(catalog, check(ALL_YES, answers=known))
    low, high = before.stage_range
    assert low <= after.stage <= high


@sample(200)
@given(a=known_answers, key=st.sampled_from(QUESTIONS[:11]))
def test_a_better_answer_never_lowers_the_stage(
    catalog: Catalog, a: dict[str, str], key: str
) -> None:
    better = {"no": "sometimes", "sometimes": "yes", "yes": "yes"}[a[key]]
    before = assessed(catalog, check(ALL_YES, answers=a)).stage
    after = assessed(catalog, check(ALL_YES, answers=a | {key: better})).stage
    assert after >= before


@sample(100)
@given(a=some_answers, rest=any_answer, support=any_answer)
def test_the_familys_own_tiredness_never_changes_the_stage(
    catalog: Catalog, a: dict[str, str], rest: str, support: str
) -> None:
    tired = a | {"family_rest": rest, "family_support": support}
    one = assessed(catalog, check(ALL_YES, answers=a))
    other = assessed(catalog, check(ALL_YES, answers=tired))
    assert (one.outcome, one.stage, one.near_next, one.stage_range) == (
        other.outcome,
        other.stage,
        other.near_next,
        other.stage_range,
    )
    assert one.conditions == other.conditions
    assert other.family_first == (rest == "no" or support == "no")


@sample(100)
@given(a=some_answers, left_out=st.sets(st.sampled_from(QUESTIONS)))
def test_a_question_left_out_counts_as_unknown(
    catalog: Catalog, a: dict[str, str], left_out: set[str]
) -> None:
    said = a | dict.fromkeys(left_out, "unknown")
    silent = {key: answer for key, answer in a.items() if key not in left_out}
    assert assessed(catalog, check(ALL_YES, answers=said)) == assessed(
        catalog, check(ALL_YES, answers=silent)
    )


@pytest.mark.parametrize(
    ("letters", "first"),
    [
        (ALL_YES, False),
        ("yyyy yyyy yyy ny", True),
        ("yyyy yyyy yyy yn", True),
        ("yyyy yyyy yyy nn", True),
        ("yyyy yyyy yyy ss", False),
        ("yyyy yyyy yyy uu", False),
    ],
)
def test_the_family_comes_first_only_when_q12_or_q13_is_no(
    catalog: Catalog, letters: str, first: bool
) -> None:
    result = assessed(catalog, check(letters))
    assert (result.family_first, result.stage) == (first, 3)


# --- Safety ---


@pytest.mark.parametrize("key", GRAVE)
def test_danger_now_is_now_and_danger_of_late_is_soon(catalog: Catalog, key: str) -> None:
    assert assessed(catalog, check(ALL_YES, safety=safety(**{key: "now"}))).alert == "now"
    assert assessed(catalog, check(ALL_YES, safety=safety(**{key: "recent"}))).alert == "soon"


def test_a_family_at_its_limit_is_now_or_family(catalog: Catalog) -> None:
    assert assessed(catalog, check(ALL_YES, safety=safety(family_limit="now"))).alert == "now"
    recent = assessed(catalog, check(ALL_YES, safety=safety(family_limit="recent")))
    assert (recent.alert, set(recent.notices)) == ("family", set())


@pytest.mark.parametrize("when", ["now", "recent"])
def test_money_has_its_own_branch_and_is_never_now(catalog: Catalog, when: str) -> None:
    result = assessed(catalog, check(ALL_YES, safety=safety(money=when)))
    assert (result.alert, set(result.notices), result.stage) == ("money", set(), 3)


@pytest.mark.parametrize(
    ("given_answers", "alert", "notices"),
    [
        (safety(self_harm="now", violence="recent", money="now"), "now", {"money"}),
        (safety(self_harm="recent", money="recent"), "soon", {"money"}),
        (safety(violence="recent", family_limit="recent"), "soon", {"family"}),
        (
            safety(violence="recent", family_limit="recent", money="now"),
            "soon",
            {"family", "money"},
        ),
        (safety(family_limit="recent", money="now"), "family", {"money"}),
        (safety(family_limit="now", money="now"), "now", {"money"}),
        (safety(self_harm="now", family_limit="recent"), "now", {"family"}),
        (safety(self_harm="now", family_limit="now"), "now", set()),
        (safety(money="recent", self_harm="unknown"), "money", {"safety_unknown"}),
        (safety(money="unknown"), "none", set()),
        (safety(family_limit="unknown"), "none", {"safety_unknown"}),
        (safety(), "none", set()),
    ],
)
def test_the_gravest_is_the_alert_and_the_rest_stays_as_a_notice(
    catalog: Catalog, given_answers: dict[str, str], alert: str, notices: set[str]
) -> None:
    result = assessed(catalog, check(ALL_YES, safety=given_answers))
    assert (result.alert, set(result.notices)) == (alert, notices)


@sample(200)
@given(s=some_safety)
def test_alert_and_notices_follow_the_order_now_soon_family_money(
    catalog: Catalog, s: dict[str, str]
) -> None:
    result = assessed(catalog, check(ALL_YES, safety=s))
    expected = set()
    if s["money"] in ("now", "recent") and alert_by_the_book(s) != "money":
        expected.add("money")
    if s["family_limit"] == "recent" and alert_by_the_book(s) != "family":
        expected.add("family")
    if "unknown" in [s[key] for key in SAFETY if key != "money"]:
        expected.add("safety_unknown")
    assert (result.alert, set(result.notices)) == (alert_by_the_book(s), expected)
    assert result.stage == 3  # still filled; the screens do not show it when the alert is now


@pytest.mark.parametrize("key", SAFETY)
def test_a_safety_question_left_out_counts_as_unknown(catalog: Catalog, key: str) -> None:
    silent = {k: v for k, v in safety().items() if k != key}
    # harmed is newer than the others: a check without it was made before it was asked.
    said = safety(**{key: "no" if key == "harmed" else "unknown"})
    assert assessed(catalog, check(ALL_YES, safety=silent)) == assessed(
        catalog, check(ALL_YES, safety=said)
    )


# --- Q0 ---


def test_no_difficulty_and_no_danger_gives_no_stage_at_all(catalog: Catalog) -> None:
    result = assessed(catalog, check(ALL_YES, has_difficulty=False))
    assert (result.outcome, result.stage, result.near_next) == ("no_difficulty", None, False)
    assert result.stage_range is None
    assert len(result.conditions) == 0
    assert len(result.deciding_unknowns) == 0


@pytest.mark.parametrize(
    "found",
    [{"self_harm": "recent"}, {"money": "recent"}, {"family_limit": "recent"}, {"violence": "now"}],
)
def test_no_difficulty_does_not_hold_against_a_safety_answer(
    catalog: Catalog, found: dict[str, str]
) -> None:
    result = assessed(catalog, check(ALL_YES, has_difficulty=False, safety=safety(**found)))
    assert (result.outcome, result.stage, len(result.conditions)) == ("stage", 3, 10)


def test_an_unanswered_q0_counts_as_a_difficulty(catalog: Catalog) -> None:
    assert assessed(catalog, check(ALL_YES, has_difficulty=None)).outcome == "stage"


# --- Words and shapes ---


def test_no_condition_is_worded_as_a_score(catalog: Catalog) -> None:
    labels = [condition.label for condition in assessed(catalog, check(ALL_YES)).conditions]
    assert len(labels) == 10
    for label in labels:
        said = label if isinstance(label, str) else label.family + label.person
        assert said
        assert not any(word in said for word in ("点数", "%", "％", "レベル", "達成", "合格"))


@pytest.mark.parametrize(
    "broken",
    [
        {"answerer": "neighbour"},
        {"answers": {"self_care": "maybe"}},
        {"answers": {"shoe_size": "yes"}},
        {"safety": {"self_harm": "yes"}},
        {"safety": {"weather": "now"}},
        {"threatened": {"elderly": "now"}},
        {"threatened": {"cat": "yes"}},
        {"name": "山田"},
    ],
)
def test_a_check_with_an_unknown_key_or_answer_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        StageCheck.model_validate(check(ALL_YES) | broken)


def test_check_and_assessment_cannot_be_changed_afterwards(catalog: Catalog) -> None:
    given_check = StageCheck.model_validate(check(ALL_YES))
    with pytest.raises(ValidationError):
        given_check.has_difficulty = False  # type: ignore[misc]
    with pytest.raises(ValidationError):
        assess(given_check, catalog).stage = 1  # type: ignore[misc]


# --- Two answerers ---


def merged(family: dict[str, Any], person: dict[str, Any]) -> Any:
    return merge_answers(StageCheck.model_validate(family), StageCheck.model_validate(person))


def plain_answers(merged_check: Any) -> dict[str, str]:
    dumped = merged_check.model_dump(mode="json")["answers"]
    return {key: dumped.get(key, "unknown") for key in QUESTIONS}


@pytest.mark.parametrize("key", ["enjoys_interest", "wish_outside", "own_words_goal"])
@pytest.mark.parametrize("persons", ["yes", "sometimes", "no", "unknown"])
@pytest.mark.parametrize("familys", ["yes", "sometimes", "no", "unknown"])
def test_what_the_person_feels_is_answered_by_the_person(
    key: str, persons: str, familys: str
) -> None:
    family = check(ALL_YES, answers=answers(ALL_YES) | {key: familys})
    person = check(ALL_YES, answerer="person", answers=answers(ALL_YES) | {key: persons})
    assert plain_answers(merged(family, person))[key] == persons


CAUTIOUS = {"no": 0, "unknown": 1, "sometimes": 2, "yes": 3}


@sample(100)
@given(a=some_answers, b=some_answers)
def test_for_the_other_questions_the_more_cautious_answer_counts(
    a: dict[str, str], b: dict[str, str]
) -> None:
    result = plain_answers(
        merged(check(ALL_YES, answers=a), check(ALL_YES, answerer="person", answers=b))
    )
    for key in QUESTIONS:
        if key in ("enjoys_interest", "wish_outside", "own_words_goal"):
            assert result[key] == b[key]
        else:
            assert result[key] == min(a[key], b[key], key=CAUTIOUS.__getitem__)


def test_an_answer_the_person_left_out_is_unknown_in_the_merged_check() -> None:
    person = answers(ALL_YES)
    del person["wish_outside"], person["self_care"]
    result = plain_answers(
        merged(check(ALL_YES), check(ALL_YES, answerer="person", answers=person))
    )
    assert (result["wish_outside"], result["self_care"]) == ("unknown", "unknown")


SERIOUS = {"no": 0, "unknown": 1, "recent": 2, "now": 3}


@sample(100)
@given(a=some_safety, b=some_safety)
def test_the_more_serious_safety_answer_counts(
    catalog: Catalog, a: dict[str, str], b: dict[str, str]
) -> None:
    both = merged(check(ALL_YES, safety=a), check(ALL_YES, answerer="person", safety=b))
    result = both.model_dump(mode="json")["safety"]
    for key in SAFETY:
        assert result[key] == max(a[key], b[key], key=SERIOUS.__getitem__)
    order = ("none", "money", "family", "soon", "now")
    heard = order.index(assess(both, catalog).alert)
    assert heard == max(order.index(alert_by_the_book(a)), order.index(alert_by_the_book(b)))


@pytest.mark.parametrize(
    ("family", "person", "expected"),
    [(False, False, False), (True, False, True), (False, True, True), (True, True, True)],
)
def test_there_is_no_difficulty_only_when_both_say_so(
    family: bool, person: bool, expected: bool
) -> None:
    result = merged(
        check(ALL_YES, has_difficulty=family),
        check(ALL_YES, answerer="person", has_difficulty=person),
    )
    assert result.has_difficulty is expected


@pytest.mark.parametrize(("family", "person"), [(None, False), (False, None), (None, None)])
def test_an_unanswered_q0_of_either_is_never_merged_into_no_difficulty(
    family: bool | None, person: bool | None
) -> None:
    result = merged(
        check(ALL_YES, has_difficulty=family),
        check(ALL_YES, answerer="person", has_difficulty=person),
    )
    assert result.has_difficulty is not False


def test_a_threatened_old_or_young_person_named_by_either_stays_named() -> None:
    result = merged(
        check(ALL_YES, threatened={"elderly": "yes", "minor": "no"}),
        check(ALL_YES, answerer="person", threatened={"elderly": "no", "minor": "yes"}),
    )
    assert (result.threatened.elderly, result.threatened.minor) == ("yes", "yes")


@sample(100)
@given(a=known_answers, b=known_answers)
def test_merging_never_gives_a_higher_stage_than_the_familys_view_with_the_persons_wishes(
    catalog: Catalog, a: dict[str, str], b: dict[str, str]
) -> None:
    persons = {key: b[key] for key in ("enjoys_interest", "wish_outside", "own_words_goal")}
    both = merged(check(ALL_YES, answers=a), check(ALL_YES, answerer="person", answers=b))
    assert assess(both, catalog).stage <= stage_by_the_book(a | persons)
    assert assess(both, catalog).stage <= stage_by_the_book(b)
