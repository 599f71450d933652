"""Every screen, with every kind of case, as it is drawn: no browser, no server."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import pairwise, product
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core import (
    Case,
    CostRequest,
    FigureNotInForce,
    compose_plan,
    estimate,
    load_catalog,
    yen_text,
)
from core.case import check_from_answers
from core.catalog import Catalog
from core.figures import month_of
from core.stage import ANSWER_KEYS
from core.walk import address_of, number_at, parted
from pages.parts.frame.index import japanese_page
from pages.parts.frame.screens import SCREENS
from pages.parts.kit.labels import title_of
from pages.parts.kit.roles import CHOSEN
from tests.core.conftest import FLAGS
from tests.core.conftest import FULL as EVERYTHING
from tests.pages.conftest import (
    MONTH,
    SALT,
    TODAY,
    assert_sound,
    case_of,
    checked,
    cost_end,
    cost_list,
    elements,
    labels,
    opened,
    plan_part,
    said,
    shown_html,
    texts,
)

FILES = tuple(screen.file for screen in SCREENS)
TITLES = {screen.file: screen.title for screen in SCREENS} | {"home.py": "あしばノート"}
ANSWERERS = ("family", "person", "example")
UNKNOWN = checked(
    "unknown",
    "unknown",
    difficulty="unknown",
    threatened={"elderly": "unknown", "minor": "unknown"},
)
FULL = {
    "age_text": "34歳",
    "age": 34,
    "situation": ["parents_elderly", "refuses_doctor"],
    "notes": "来月の例会で話す。",
    "usages_proposed": True,
    "usages": {
        "continuous_employment_b": {"times": 10, "extras_yen_per_time": "400円"},
        "psychiatric_outpatient": {"times": 2},
        "private_counselling": {"times": 1, "price_low_yen": "8,000", "price_high_yen": "9000"},
    },
    "cost": {
        "month": MONTH,
        "person": {"spouse": False, "public_assistance": False},
        "welfare": {"tax": "taxed", "income_levy_yen": "100,000円"},
        "medical": {"certificate": "have", "insurance": "national", "tax": "unknown"},
    },
}
RAWS: dict[str, dict[str, Any] | None] = {
    "nothing answered": None,
    "some answers": {
        "difficulty": "yes",
        "safety": {"R1": "no", "R2": "recent"},
        "answers": {"self_care": "sometimes"},
    },
    "all わからない": UNKNOWN,
    "everything answered": checked("yes"),
    "danger now": checked("sometimes", R1="now"),
    "money only": checked("no", R5="now"),
    "no difficulty": checked("yes", difficulty="no"),
}


def case_for(who: str, name: str) -> dict[str, Any]:
    """One of the cases above as ``who`` would have it."""
    raw = RAWS[name]
    if raw is None:
        return {"answerer": who}
    return case_of(who, raw, **(FULL if name == "everything answered" else {}))


def half(*dimensions: Iterable[Any]) -> list[tuple[Any, ...]]:
    """All combinations with ASHIBA_FULL=1; else half of them, each value with each other one.

    Of two dimensions it would leave pairs out: it is for three or more.
    """
    numbered = product(*(enumerate(values) for values in dimensions))
    assert len(dimensions) > 2
    return [
        tuple(value for _, value in case)
        for case in numbered
        if EVERYTHING or sum(at for at, _ in case) % 2 == 0
    ]


def everyone_everywhere() -> Iterator[Any]:
    """Screen × case × answerer with ASHIBA_FULL=1; else the answerers take turns, so that each
    screen has each case and each answerer, and each case each answerer.
    """
    numbered = product(enumerate(FILES), enumerate(RAWS), enumerate(ANSWERERS))
    for (a, file), (b, name), (c, who) in numbered:
        if (a + b + c) % 3 == 0 or (EVERYTHING and file != "sheet.py"):  # a sheet takes long
            yield pytest.param(file, who, name, id=f"{file[:-3]}-{who}-{name}")


@pytest.mark.parametrize(("file", "who", "name"), list(everyone_everywhere()))
def test_each_screen_stands_for_every_answerer_and_case(file: str, who: str, name: str) -> None:
    at = opened(case_for(who, name), file)
    assert_sound(at)
    title, catalog = TITLES[file], load_catalog()
    if file == "check.py":  # a question is the heading of its screen
        title = catalog.check.difficulty.text.said_to(who)  # type: ignore[arg-type]
    if file == "overview.py":  # it speaks in a voice, and safety stands before it
        danger = next(one for one in catalog.plan.dangers if one.key == "self_harm")
        words = danger.title if name == "danger now" else catalog.sheets.overview.title
        title = words.said_to(who)  # type: ignore[arg-type]
    if file == "cost.py":  # a talk: the question that comes next is the heading
        assert len(at.title) == 1
    else:
        assert [one.value for one in at.title] == [title]
    assert "<h1" not in shown_html(at)
    assert not [one for one in at.markdown if re.match(r"#\s", one.value)]
    assert (labels(at)[0], labels(at)[-1]) == ("すぐに閉じる", "消して終わる")
    assert "これは診断ではありません" in said(at)


@pytest.mark.parametrize("name", ["nothing answered", "everything answered"])
@pytest.mark.parametrize("file", FILES)
def test_headings_go_down_one_at_a_time(file: str, name: str) -> None:
    at = opened(case_for("family", name), file, q=number("result"))
    levels = []
    for element in elements(at._tree):
        kind = getattr(element, "type", "")
        if kind in ("title", "header", "subheader"):
            levels.append(int(element.tag[1]))
        elif kind == "html":
            levels += [int(level) for level in re.findall(r"<h([1-6])", element.value)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


def test_the_page_itself_holds_the_contacts(catalog: Catalog) -> None:
    """They open and dial where Streamlit never ran, or the server is gone."""
    page = japanese_page(catalog)
    before, _, after = page.partition('<div id="root">')
    assert 'id="ashiba-help-open"' in before
    for number in ("110", "119", "0120279338"):
        assert f'href="tel:{number}"' in after
    assert 'href="https://talkme.jp/"' in after
    assert "<script>" not in page


@pytest.mark.parametrize("file", FILES)
def test_each_screen_has_a_title_of_its_own(file: str) -> None:
    titles = {one.file: title_of(one.title) for one in SCREENS}
    assert len(set(titles.values())) == len(titles)
    assert title_of(TITLES[file]) == titles[file] or file == "home.py"


@pytest.mark.parametrize(
    ("chosen", "pixels"),
    [("A−", 18), ("A", 20), ("A+", 24), ("投影", 20), (None, 20), ("17px", 20), (3, 20)],
)
def test_the_letters_are_as_large_as_chosen_and_plain_for_what_is_no_size(
    chosen: Any, pixels: int
) -> None:
    at = opened({}, "home.py")
    at.session_state["text_size"] = chosen
    at.run()
    assert_sound(at)
    assert f"html:root{{font-size:{pixels}px!important}}" in shown_html(at)


def test_a_title_goes_from_the_near_to_the_far_and_says_nothing_twice() -> None:
    assert title_of("質問5", "いまの足場") == "質問5｜いまの足場｜あしばノート"
    assert title_of("あしばノート") == "あしばノート"


@pytest.mark.parametrize("who", ANSWERERS)
def test_a_door_leads_to_the_check_in_its_voice(catalog: Catalog, who: str) -> None:
    at = opened({})
    at.button(key=f"door_{who}").click().run()
    assert_sound(at)
    assert at.title[0].value == catalog.check.difficulty.text.said_to(who)  # type: ignore[arg-type]
    assert at.session_state["case"]["answerer"] == who


def test_wiping_leaves_nothing_of_the_answers() -> None:
    at = cost_list(case_for("family", "everything answered"))
    at.button(key="ashiba_wipe").click().run()
    assert_sound(at)
    assert at.session_state["case"] != {}  # it asks once
    assert "消した答えは、もどせません" in said(at)
    at.button(key="ashiba_wipe_not").click().run()
    assert at.session_state["case"] != {}
    at.button(key="ashiba_wipe").click().run()
    at.button(key="ashiba_wipe_now").click().run()
    assert_sound(at)
    assert "答えはすべて消しました" in said(at)
    assert at.session_state["case"] == {}
    at.run()
    assert "100,000" not in said(at)


def test_where_nothing_was_said_nothing_is_asked_before_the_end() -> None:
    at = opened({}, "find.py")
    at.button(key="ashiba_wipe").click().run()
    assert "答えはすべて消しました" in said(at)


def test_leaving_at_once_asks_nothing() -> None:
    at = cost_list(case_for("family", "everything answered"))
    at.button(key="ashiba_exit").click().run()
    assert at.session_state["case"] == {}


def test_that_all_is_wiped_is_said_from_the_state_and_never_from_the_address() -> None:
    at = opened(case_for("family", "everything answered"), "home.py", end="1")
    assert "消しました" not in said(at)


# -- the check --------------------------------------------------------------------------------

IDS = (
    ["Q0", "R1", "R2", "T_elderly", "T_minor", "R2b", "R3", "R4", "R5", "R6"]
    + [f"Q{n}" for n in range(1, 14)]
    + ["situation", "in_use", "result"]
)
"""Place in the walk (from 1) → what stands there."""


def number(question: str) -> str:
    """The place of a question in the walk; ``opened`` puts it into the address."""
    return str(IDS.index(question) + 1)


def place(at: AppTest) -> str:
    """Which question is shown. The address names it and holds nothing else; who is hurt or afraid
    is asked at the address of R2.
    """
    assert set(at.query_params) == {"q"}
    value = at.query_params["q"]
    found = value if isinstance(value, str) else value[0]
    assert re.fullmatch(r"[0-9a-f]{8}", found), found
    named = IDS[number_at(found, SALT, len(IDS)) - 1]
    keys = (re.match(r"(?:choose|leave_back)_q(\d+)", str(one.key)) for one in at.button)
    shown = {IDS[int(key[1]) - 1] for key in keys if key}
    if named == "R2" and shown & {"T_elderly", "T_minor"}:
        (named,) = shown
    return named


def press(at: AppTest, value: str) -> AppTest:
    """Give an answer to the question that is shown."""
    at.button(key=f"choose_q{IDS.index(place(at)) + 1}_{value}").click().run()
    assert_sound(at)
    return at


def go_on(at: AppTest, by: str = "next") -> AppTest:
    """Press 「次へ」 (or "back": 「もどる」)."""
    role = {"next": "go", "back": "leave_back"}[by]
    at.button(key=f"{role}_q{number(place(at))}").click().run()
    assert_sound(at)
    return at


def question_of(at: AppTest, catalog: Catalog, who: str) -> str:
    """The id of the question whose words are on the screen."""
    check = catalog.check
    listed = (check.difficulty, *check.safety, *check.threatened, *check.questions)
    words = said(at)
    (found,) = [one.id for one in listed if parted(one.text.said_to(who))[0] in words]  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    ("who", "safety_answer"), [("family", "unknown"), ("person", "recent"), ("example", "no")]
)
def test_all_questions_can_be_walked_by_their_buttons(
    catalog: Catalog, who: str, safety_answer: str
) -> None:
    at = opened({"answerer": who}, "check.py", q="1")
    walked = []
    while (here := place(at)) != "situation":
        walked.append(here)
        assert question_of(at, catalog, who) == here
        assert f"質問 {len(walked)} / " in said(at)
        if here.startswith("R"):
            press(at, safety_answer)
        else:
            press(at, "no" if here.startswith("T_") else "yes")
    asked = [one for one in IDS[:-3] if safety_answer != "no" or not one.startswith("T_")]
    assert walked == asked
    for following in ("in_use", "result"):
        go_on(at)
        assert place(at) == following
    raw = at.session_state["case"]["checks"][who]
    assert raw["difficulty"] == "yes"
    assert raw["safety"] == dict.fromkeys(
        ("R1", "R2", "R2b", "R3", "R4", "R5", "R6"), safety_answer
    )
    assert raw["answers"] == dict.fromkeys(ANSWER_KEYS, "yes")
    assert ("threatened" in raw) == (safety_answer != "no")
    assert "いまは「ためす」のあたり" in said(at)


def test_what_an_answer_means_is_said_where_it_stands_first() -> None:
    walked = {
        one: " ".join(labels(opened(case_of("family", checked()), "check.py", q=number(one))))
        for one in IDS
        if one.startswith("Q")
    }
    assert [one for one, words in walked.items() if "よくある" in words] == ["Q1"]
    assert [one for one, words in walked.items() if "ほとんどない" in words] == ["Q1"]


def test_every_question_counts_up_to_the_number_it_names() -> None:
    for raw, total in ((checked(), 21), (checked(R2="recent"), 23), (checked(R2b="recent"), 21)):
        at = opened(case_of("family", raw), "check.py", q=number("Q13"))
        assert f"質問 {total} / {total}" in said(at)
    # The two screens to tick say how many are left, in the same place.
    for place, words in (("situation", "あと2つ"), ("in_use", "これで最後")):
        assert words in said(opened(case_of("family", checked()), "check.py", q=number(place)))
    # Before the question on violence nobody is promised the two that may follow it.
    assert "質問 1 / 21" in said(opened({"answerer": "family"}, "check.py"))


@pytest.mark.parametrize(("place", "done"), [("R1", 2), ("situation", 22), ("in_use", 23)])
def test_the_line_of_the_way_is_as_long_as_the_part_that_is_done(place: str, done: int) -> None:
    """21 questions and the two screens to tick."""
    at = opened(case_of("family", checked()), "check.py", q=number(place))
    assert f'class="progress" aria-hidden="true"><span style="width:{100 * done / 23:.0f}%"' in (
        shown_html(at)
    )


def marked(at: AppTest) -> list[str | None]:
    """The answers that say of themselves that they are chosen."""
    return [one.key for one in at.button if CHOSEN in one.label]


def test_back_keeps_the_answers_and_marks_them() -> None:
    at = opened({"answerer": "family"}, "check.py", q="1")
    for value in ("yes", "no", "recent", "unknown", "yes", "no", "no"):
        press(at, value)
    for here, value in (
        ("R3", "no"),
        ("R2b", "no"),
        ("T_minor", "yes"),
        ("T_elderly", "unknown"),
    ):
        go_on(at, "back")
        assert place(at) == here
        assert marked(at) == [f"choose_q{number(here)}_{value}"]
    at.query_params["q"] = address_of(1, SALT)  # as the phone's own Back does
    at.run()
    assert marked(at) == ["choose_q1_yes"]


def test_of_the_situations_only_those_of_few_lie_in_a_fold(catalog: Catalog) -> None:
    at = opened(case_of("family", checked()), "check.py", q=number("situation"))
    (fold,) = [one for one in at.expander if one.label == "ほかの様子"]
    folded = {box.key for box in fold.checkbox}
    assert folded == {f"flag_{one.flag}" for one in catalog.plan.profiles if one.few}
    every = {box.key for box in at.checkbox}
    assert every - folded == {f"flag_{one.flag}" for one in catalog.plan.profiles if not one.few}


def test_back_leads_from_the_second_question_to_the_first() -> None:
    at = opened(case_of("family", checked()), "check.py", q="2")
    go_on(at, "back")
    assert place(at) == IDS[0]


def test_going_on_without_an_answer_is_not_offered() -> None:
    """わからない is an answer: where none is there yet, nothing but the answers goes on."""
    at = opened({"answerer": "family"}, "check.py", q=number("R3"))
    assert marked(at) == []
    assert f"go_q{number('R3')}" not in {one.key for one in at.button}
    press(at, "no")
    go_on(at, "back")
    assert marked(at) == [f"choose_q{number('R3')}_no"]
    go_on(at)
    assert place(at) == "R4"


@pytest.mark.parametrize("who", ANSWERERS)
def test_what_stands_in_brackets_is_a_line_below_the_question(catalog: Catalog, who: str) -> None:
    at = opened({"answerer": who}, "check.py", q=number("Q5"))
    (question,) = (one for one in catalog.check.questions if one.id == "Q5")
    asked, aside = question.text.said_to(who).removesuffix("）。").split("（")  # type: ignore[arg-type]
    assert [one.value for one in at.title] == [f"{asked}。"]
    assert f'<p class="q-aside">{aside}。</p>' in shown_html(at)


@pytest.mark.parametrize(
    ("r2", "asked"), [("no", False), ("recent", True), ("unknown", True), ("now", True)]
)
def test_who_is_hurt_or_afraid_is_asked_right_after_violence_of_the_person(
    r2: str, asked: bool
) -> None:
    at = press(opened({"answerer": "family"}, "check.py", q=number("R2")), r2)
    if r2 == "now":
        at.button(key="alert_close").click().run()
    assert place(at) == ("T_elderly" if asked else "R2b")
    if not asked:
        go_on(at, "back")
        assert place(at) == "R2"


@pytest.mark.parametrize("r2b", ["recent", "unknown"])
def test_who_is_hurt_is_not_asked_where_it_is_the_person(r2b: str) -> None:
    at = opened({"answerer": "family"}, "check.py", q=number("R2"))
    press(press(at, "no"), r2b)
    assert place(at) == "R3"
    go_on(at, "back")
    assert place(at) == "R2b"


# -- R2b: who is harmed -----------------------------------------------------------------------


@pytest.mark.parametrize("who", ["family", "person"])
def test_harm_to_the_person_is_kept_under_its_own_key(catalog: Catalog, who: str) -> None:
    at = opened({"answerer": who}, "check.py", q=number("R2b"))
    assert parted(catalog.check.safety[2].text.said_to(who))[0] in said(at)  # type: ignore[arg-type]
    press(at, "recent")
    assert at.session_state["case"]["checks"][who]["safety"] == {"R2b": "recent"}


@pytest.mark.parametrize("who", ["family", "person"])
@pytest.mark.parametrize("answer", ["now", "recent"])
def test_an_old_tab_with_only_r2b_is_read_as_harmed_and_raises_s1_not_violence(
    catalog: Catalog, who: str, answer: str
) -> None:
    raw = checked("sometimes", R2b=answer)
    found = check_from_answers(raw, who, catalog)
    assert (found.safety.harmed, found.safety.violence) == (answer, "no")
    words = said(opened(case_of(who, raw), "plan.py"))
    assert catalog.step("S1").title.said_to(who) in words  # type: ignore[arg-type]
    told = {catalog.step(one).title.said_to(who) for one in ("F4", "F5")}  # type: ignore[arg-type]
    assert not [title for title in told if title in words.split("まだしないこと")[0]]


@pytest.mark.parametrize("old", [{"R2b": "recent"}, {"R2b": "recent", "R2": "no"}])
def test_an_old_tab_with_its_follow_up_after_r2b_still_stands(old: dict[str, str]) -> None:
    raw = {"safety": old, "threatened": {"elderly": "yes", "minor": "yes"}}
    for q in [*range(1, 28), 99]:
        at = opened(case_of("family", raw, alert_open=True), "check.py", q=str(q))
        assert_sound(at)
        assert at.session_state["case"]["checks"]["family"]["safety"]["R2b"] == "recent"


FATIGUE = ("疲れ", "限界", "休んで", "背負")


@pytest.mark.parametrize("who", ["family", "person"])
@pytest.mark.parametrize("answer", ["no", "sometimes", "unknown"])
@pytest.mark.parametrize("limit", ["recent", "unknown", "now"])
def test_who_is_harmed_reads_nothing_of_the_family_s_fatigue(
    catalog: Catalog, who: str, answer: str, limit: str
) -> None:
    raw = checked(answer, R2b="recent", R6=limit, family_rest="no", family_support="no")
    at = opened(case_of(who, raw), "check.py", q=number("result"))
    assert_sound(at)
    words = said(at)
    assert not [one for one in FATIGUE if one in words]
    assert "ご家族の一歩" not in words
    assert "ご家族の相談から" not in words
    (harmed,) = (one for one in catalog.plan.dangers if one.key == "harmed")
    assert harmed.title.said_to(who) in words  # type: ignore[arg-type]
    # Without harm the same answers say it.
    told = opened(
        case_of(who, raw | {"safety": raw["safety"] | {"R2b": "no"}}),
        "check.py",
        q=number("result"),
    )
    assert [one for one in FATIGUE if one in said(told)] or limit == "now"


# -- いま使っているもの ------------------------------------------------------------------------


@pytest.mark.parametrize("who", ANSWERERS)
def test_what_is_in_use_can_be_ticked_and_nothing_is_ticked_before(
    catalog: Catalog, who: str
) -> None:
    at = opened({"answerer": who}, "check.py", q=number("in_use"))
    assert_sound(at)
    assert [one.value for one in at.title] == ["いま使っているもの"]
    asked = [mark.key for mark in catalog.plan.marks] + [one.id for one in catalog.services]
    assert sorted(str(box.key) for box in at.checkbox) == sorted(f"in_use_{one}" for one in asked)
    assert not [box for box in at.checkbox if box.value]
    assert "「ない」とは受け取りません" in said(at)


def test_what_is_in_use_is_kept_and_forgotten_again() -> None:
    at = opened({"answerer": "family"}, "check.py", q=number("in_use"))
    at.checkbox(key="in_use_doctor").check().run()
    at.checkbox(key="in_use_psychiatric_daycare").check().run()
    assert_sound(at)
    assert at.session_state["case"]["in_use"] == ["doctor", "psychiatric_daycare"]
    assert "えらんだ支援：精神科デイケア" in said(at)
    go_on(at, "back")
    assert place(at) == "situation"
    go_on(at)
    assert at.checkbox(key="in_use_doctor").value
    at.checkbox(key="in_use_doctor").uncheck().run()
    assert at.session_state["case"]["in_use"] == ["psychiatric_daycare"]
    go_on(at)
    assert place(at) == "result"


@pytest.mark.parametrize("kept", ["doctor", {"doctor": True}, 3, ["dragons", 3, None, ["x"]]])
def test_a_strange_value_of_in_use_is_left_out_and_a_tick_still_counts(kept: Any) -> None:
    at = opened({"answerer": "family", "in_use": kept}, "check.py", q=number("in_use"))
    assert_sound(at)
    assert not [box for box in at.checkbox if box.value]
    at.checkbox(key="in_use_school").check().run()
    assert_sound(at)
    assert at.session_state["case"]["in_use"] == ["school"]


def test_a_doctor_who_is_there_is_no_first_visit_in_the_plan(catalog: Catalog) -> None:
    case = case_of("family", checked("sometimes"), situation=["depressed_or_reversed_days"])
    first = catalog.step("M2").title.family
    assert first in said(opened(case, "plan.py"))
    assert first not in said(opened(case | {"in_use": ["doctor"]}, "plan.py"))


def test_the_follow_up_is_not_asked_by_its_address_either(catalog: Catalog) -> None:
    at = opened(case_of("family", checked()), "check.py", q=number("T_elderly"))
    assert_sound(at)
    assert catalog.check.threatened[0].text.family not in said(at)


def test_a_taken_back_violence_takes_its_follow_up_along(catalog: Catalog) -> None:
    """R2 changed to ない: an earlier 「65歳以上の人がいる」 no longer steers the plan."""
    hidden = checked(threatened={"elderly": "yes", "minor": "yes"})
    plans = [opened(case_of("family", raw), "plan.py") for raw in (checked(), hidden)]
    assert said(plans[0]) == said(plans[1])


@pytest.mark.parametrize(
    "address", ["0", "-3", "99", "999999", "abc", "１２", "1.5", "", "yes", "²"]
)
def test_a_strange_number_in_the_address_still_gives_a_screen(
    catalog: Catalog, address: str
) -> None:
    at = opened({}, "check.py")
    at.query_params["q"] = address
    at.run()
    assert_sound(at)
    assert [title.value for title in at.title] == [catalog.check.difficulty.text.family]


DANGERS = {
    "R1": "self_harm",
    "R2": "violence",
    "R2b": "harmed",
    "R3": "not_eating",
    "R4": "sudden_change",
    "R6": "family_limit",
}


@pytest.mark.parametrize("who", ["family", "person"])
@pytest.mark.parametrize("question", DANGERS)
def test_danger_now_shows_the_contacts_and_nothing_else(
    catalog: Catalog, who: str, question: str
) -> None:
    at = opened({"answerer": who}, "check.py", q=number(question))
    press(at, "now")
    assert at.session_state["case"]["alert_open"] == DANGERS[question]
    words = said(at)
    tight = re.sub(r"\s", "", words)  # a number is a link
    assert catalog.check.texts.alert_now.said_to(who) in tight  # type: ignore[arg-type]
    for line in catalog.hotlines_for("now"):
        assert line.name in words
        assert line.contact in words
    assert "どこで：" in words
    assert labels(at) == ["すぐに閉じる", "つなぎ直す", "落ち着いたら続きへ", "消して終わる"]
    (one,) = (one for one in catalog.plan.dangers if one.key == DANGERS[question])
    assert [title.value for title in at.title] == [one.title.said_to(who)]  # type: ignore[arg-type]
    assert not at.subheader
    assert not at.header
    assert "質問 " not in words

    at.button(key="alert_close").click().run()
    assert_sound(at)
    following = IDS[IDS.index(question) + 1]
    assert place(at) == following
    assert question_of(at, catalog, who) == following


def test_money_now_asks_on_without_the_contacts() -> None:
    at = opened({"answerer": "family"}, "check.py", q=number("R5"))
    press(at, "now")
    assert place(at) == "R6"
    assert "落ち着いたら続きへ" not in labels(at)


def test_money_now_does_not_open_again_what_was_read_and_closed() -> None:
    case = case_of("family", checked("sometimes", R1="now"), alert_open=False)
    at = opened(case, "check.py", q=number("R5"))
    press(at, "now")
    assert place(at) == "R6"
    assert "落ち着いたら続きへ" not in labels(at)


STAGES = ("ひと息つく", "ためる", "ためす")


@pytest.mark.parametrize(
    ("file", "who", "question", "answer"),
    half(["check.py", "plan.py"], ["family", "person"], DANGERS, ["yes", "no"]),
)
def test_with_danger_now_no_stage_is_shown(file: str, who: str, question: str, answer: str) -> None:
    raw = checked(answer, **{question: "now"})
    at = opened(case_of(who, raw), file, q=number("result"))
    assert_sound(at)
    words = said(at)
    # 「ためる」 is a verb too: on the plan a reason says 「力をためる前だと」.
    marks = ("{}",) if file == "check.py" else ("「{}」", "　{}")
    assert not [one for one in STAGES for mark in marks if mark.format(one) in words]
    assert not re.search("足場[123]", words)
    assert "つの条件" not in words
    assert "119" in words


@pytest.mark.parametrize(
    ("answer", "name"), [("no", "ひと息つく"), ("sometimes", "ためる"), ("yes", "ためす")]
)
@pytest.mark.parametrize("money", ["now", "recent"])
def test_money_does_not_hide_the_stage(
    catalog: Catalog, answer: str, name: str, money: str
) -> None:
    at = opened(case_of("family", checked(answer, R5=money)), "check.py", q=number("result"))
    words = said(at)
    (one,) = (one for one in catalog.plan.dangers if one.key == "money")
    now = one.now.family if money == "now" else catalog.check.texts.alert_money.family
    assert now in words
    assert f"いまは「{name}」のあたり" in words
    assert "「ためる」に入る条件" in words


def test_the_result_says_its_conditions_and_no_score(catalog: Catalog) -> None:
    at = opened(
        case_of(
            "family",
            checked("sometimes", contact_outside_family="unknown", wish_outside="no"),
        ),
        "check.py",
        q=number("result"),
    )
    words = said(at)
    for condition in catalog.check.conditions:
        assert condition.label.family in words
    assert "「ためる」に入る条件" in words
    assert not re.search("つのうち[0-9]つがそろ|そろって", words), "a count reads like a mark"
    assert catalog.check.texts.moved_back.family in words  # folded: it says something to few
    assert not re.findall(r"\d\s*点|[%％]|レベル|達成", words)
    assert "わかると足場が変わるかもしれない質問" in words


@pytest.mark.parametrize("who", ANSWERERS)
def test_only_unknown_answers_give_the_unclear_text(catalog: Catalog, who: str) -> None:
    at = opened(case_of(who, UNKNOWN), "check.py", q=number("result"))
    words = said(at)
    assert catalog.check.texts.unclear.said_to(who) in words  # type: ignore[arg-type]
    assert "のあたり" not in words
    assert catalog.check.texts.notice_safety_unknown.said_to(who) in words  # type: ignore[arg-type]


@pytest.mark.parametrize("who", ANSWERERS)
def test_no_difficulty_names_no_stage(catalog: Catalog, who: str) -> None:
    at = opened(case_of(who, checked("no", difficulty="no")), "check.py", q=number("result"))
    words = said(at)
    assert catalog.check.texts.no_difficulty.said_to(who) in words  # type: ignore[arg-type]
    assert not [name for name in STAGES if name in words]
    assert "条件" not in words


def two_answerers(who: str, **more: Any) -> dict[str, Any]:
    """A family and the person who do not agree."""
    return {
        "answerer": who,
        "checks": {"family": checked("sometimes"), "person": checked("yes", self_care="no")},
        **more,
    }


@pytest.mark.parametrize("who", ["family", "person"])
def test_two_answerers_stand_side_by_side_only_with_consent(catalog: Catalog, who: str) -> None:
    at = opened(two_answerers(who), "check.py", q=number("result"))
    assert "家族の答えと本人の答え" not in said(at)
    at.checkbox(key="ashiba_merge").check().run()
    assert_sound(at)
    words = said(at)
    assert "家族の答えと本人の答え" in words
    assert "平均はしません" in words
    html = shown_html(at)
    (table,) = re.findall(r"<table><caption>家族の答えと本人の答え.*?</table>", html, re.S)
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th><td>(.*?)</td><td>(.*?)</td></tr>", table)
    assert len(rows) == len(catalog.check.questions)
    assert rows[0] == ("身の回りのこと", "ときどき", "いいえ")
    assert {row[1:] for row in rows[1:]} == {("ときどき", "はい")}
    at.checkbox(key="ashiba_merge").uncheck().run()
    assert "家族の答えと本人の答え" not in said(at)


def test_a_fictional_family_is_never_put_beside_the_own_one() -> None:
    case = two_answerers("example", merge=True)
    case["checks"]["example"] = checked("no")
    at = opened(case, "check.py", q=number("result"))
    assert "家族の答えと本人の答え" not in said(at)
    assert not [box for box in at.checkbox if box.key == "ashiba_merge"]


def test_the_agreed_answers_decide_the_result_at_once() -> None:
    """With consent the cautious answer counts (身の回り: いいえ), and the screen shows that."""
    at = opened(two_answerers("person"), "check.py", q=number("result"))
    at.checkbox(key="ashiba_merge").check().run()
    after_click = said(at)
    assert "いまは「ひと息つく」のあたり" in after_click
    assert said(at.run()) == after_click


# -- the person's voice -----------------------------------------------------------------------

NOT_TO_THE_PERSON = ("ご本人", "ご家族", "親御さん", "お子さん")


def spoken_of(at: AppTest) -> list[str]:
    """Lines that speak of the person instead of to the person."""
    assert_sound(at)
    return sorted(
        {
            line.strip()
            for line in said(at).splitlines()
            if any(word in line for word in NOT_TO_THE_PERSON)
        }
    )


@pytest.mark.parametrize("question", IDS)
def test_the_person_s_check_speaks_to_the_person(question: str) -> None:
    raw = checked(R2="recent", answers=dict.fromkeys(ANSWER_KEYS, "sometimes"))
    at = opened(case_of("person", raw), "check.py", q=number(question))
    assert spoken_of(at) == []


@pytest.mark.parametrize(
    ("file", "answer", "safety"),
    half(
        ["check.py", "plan.py"],
        ["yes", "sometimes", "no", "unknown"],
        [{}, {"R1": "now"}, {"R1": "recent"}, {"R6": "recent"}, {"R5": "now"}, {"R3": "unknown"}],
    ),
)
def test_the_person_s_result_and_plan_speak_to_the_person(
    file: str, answer: str, safety: dict[str, str]
) -> None:
    case = case_of("person", checked(answer, **safety))
    assert spoken_of(opened(case, file, q=number("result"))) == []


def test_the_answers_side_by_side_speak_to_the_person() -> None:
    at = opened(two_answerers("person", merge=True), "check.py", q=number("result"))
    assert spoken_of(at) == []


@pytest.mark.parametrize("flag", FLAGS)
def test_the_person_s_plan_speaks_to_the_person_in_every_situation(flag: str) -> None:
    for answer in ("no", "yes"):
        at = opened(case_of("person", checked(answer), situation=[flag]), "plan.py")
        assert spoken_of(at) == []


@pytest.mark.parametrize("age", [16, 34, None])
def test_the_person_s_costs_speak_to_the_person(catalog: Catalog, age: int | None) -> None:
    usages = {service.id: {"times": 1} for service in catalog.services}
    for welfare, medical in (({}, {}), ({"tax": "taxed"}, {"certificate": "none"})):
        cost = {"month": MONTH, "person": {}, "welfare": welfare, "medical": medical}
        case = case_of("person", checked(), age=age, usages=usages, usages_proposed=True, cost=cost)
        assert spoken_of(cost_list(case)) == []


# -- the cost ---------------------------------------------------------------------------------


def costs(usages: dict[str, Any] | None = None, **parts: Any) -> dict[str, Any]:
    """A case of the cost screen; ``parts`` are welfare, medical, person, month."""
    chosen = usages or {
        "continuous_employment_b": {"times": 20},
        "psychiatric_outpatient": {"times": 1},
        "private_counselling": {"times": 2},
    }
    cost = {"month": MONTH, "welfare": {"tax": "taxed"}, "medical": {}, "person": {}} | parts
    return {"answerer": "family", "usages_proposed": True, "usages": chosen, "cost": cost}


def amounts(at: AppTest) -> list[str]:
    """The amounts in large type."""
    found = re.findall(r'<p class="ashiba-amount">(.*?)</p>', shown_html(at))
    return [re.sub("<.*?>", "", one).removeprefix("月 ") for one in found]


def alerts(at: AppTest) -> list[str]:
    """The messages at the fields."""
    return re.findall(r'role="alert">(.*?)</p>', shown_html(at))


def request_of(at: AppTest) -> CostRequest:
    """What the screen's case says, written down without the screens' own code."""
    case = at.session_state["case"]
    cost = case["cost"]

    def plain(part: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in part.items() if value not in (None, "")}

    return CostRequest.model_validate(
        {
            "month": cost["month"],
            "person": plain({"age": case.get("age"), **cost["person"]}),
            "welfare": plain(cost["welfare"]),
            "medical": plain(cost["medical"]),
            "usages": [{"service": key, **plain(one)} for key, one in case["usages"].items()],
        }
    )


@pytest.mark.parametrize(
    "typed", ["9,300円", "９３００", "９，３００円", "¥9300", " 9300 ", "9300"]
)
def test_yen_are_read_as_people_write_them(catalog: Catalog, typed: str) -> None:
    at = cost_list(costs())
    before = amounts(at)
    at.text_input(key="welfare_cap").set_value(typed).run()
    assert_sound(at)
    assert alerts(at) == []
    result = estimate(request_of(at), catalog)
    cap = result.ledger("welfare").cap
    assert cap is not None
    assert yen_text(cap) == "9,300円"
    assert "月の上限 9,300円" in said(at)
    assert amounts(at) != before


FIELDS = (
    "welfare_cap",
    "welfare_levy",
    "welfare_credits",
    "medical_cap",
    "medical_levy",
    "gross_continuous_employment_b",
    "extra_continuous_employment_b",
    "gross_psychiatric_outpatient",
    "low_private_counselling",
    "high_private_counselling",
)


SLIPS = (
    ("-500", "0円以上で入れてください"),
    ("9.5", "数字で入れてください"),
    ("99999999999999", "けた数を確かめてください"),
    ("<b>1</b>", "数字で入れてください"),
)


@pytest.mark.parametrize(
    ("key", "typed", "message"),
    [
        *((key, "たくさん", "数字で入れてください") for key in FIELDS),
        *(("welfare_levy", *slip) for slip in SLIPS),
        *(("low_private_counselling", *slip) for slip in SLIPS),
    ],
)
def test_a_slip_is_told_at_its_field_and_nothing_else_is_lost(
    key: str, typed: str, message: str
) -> None:
    case = costs(person={"spouse": True}) | {"age_text": "34", "age": 34}
    at = cost_list(case, unfold=False)
    before = amounts(at)
    at.text_input(key=key).set_value(typed).run()
    assert_sound(at)
    assert len(alerts(at)) == 1
    assert message in unescape(alerts(at)[0])
    # The message stands next to the field.
    order = [
        getattr(element, "key", None) or getattr(element, "value", "")
        for element in elements(at._tree)
        if getattr(element, "type", "") in ("text_input", "html")
    ]
    at_field = order.index(key)
    assert any('role="alert"' in str(text) for text in order[at_field + 1 : at_field + 3]), order
    # What was typed stays, and all the rest with it.
    assert at.text_input(key=key).value == typed
    case = at.session_state["case"]
    assert case["cost"]["person"]["spouse"] is True
    assert case["age"] == 34
    assert {name: one["times"] for name, one in case["usages"].items()} == {
        "continuous_employment_b": 20,
        "psychiatric_outpatient": 1,
        "private_counselling": 2,
    }
    assert amounts(at) == before, "a slip counts as わからない"


@pytest.mark.parametrize(
    ("key", "typed", "message"),
    [
        ("lump_total_private_visit", "たくさん", "数字で入れてください"),
        ("lump_months_private_visit", "0か月", "1以上"),
        ("lump_entry_private_visit", "-500", "0円以上で入れてください"),
    ],
)
def test_a_slip_in_what_is_paid_at_once_is_told_at_its_field(
    key: str, typed: str, message: str
) -> None:
    lump = {"total_yen": "60万円", "months": "6", "entry_yen": "5万円"}
    entry = {"times": 1, "mode": "lump", "lump": lump}
    at = cost_list(costs({"private_visit": entry}), unfold=False)
    assert alerts(at) == []
    at.text_input(key=key).set_value(typed).run()
    assert_sound(at)
    (told,) = alerts(at)
    assert message in unescape(told)
    assert f'data-ashiba-for="{key}"' in shown_html(at)


def test_two_slips_are_both_told() -> None:
    case = costs(welfare={"tax": "taxed", "income_levy_yen": "abc"}, medical={"tax": "unknown"})
    at = cost_list(case, unfold=False)
    at.text_input(key="medical_cap").set_value("-1").run()
    assert len(alerts(at)) == 2
    assert len(amounts(at)) == 1


def test_a_lower_end_above_the_upper_end_is_told_and_the_rest_still_stands() -> None:
    usages = {
        "continuous_employment_b": {"times": 20},
        "private_counselling": {"times": 2, "price_low_yen": "9000", "price_high_yen": "8000"},
    }
    at = cost_list(costs(usages))
    assert_sound(at)
    assert alerts(at) == ["料金の下限が上限を上回っています"]
    assert len(amounts(at)) == 1
    assert "就労継続支援B型" in said(at)


@pytest.mark.parametrize("typed", ["三十代", "-1", "200", "3４歳", "34.5"])
def test_an_age_is_read_or_refused_in_japanese(typed: str) -> None:
    at = cost_list(costs(), unfold=False)
    at.text_input(key="ashiba_age").set_value(typed).run()
    assert_sound(at)
    read = typed == "3４歳"
    assert at.session_state["case"]["age"] == (34 if read else None)
    assert bool(alerts(at)) is not read
    assert at.text_input(key="ashiba_age").value == typed


@pytest.mark.parametrize("month", ["1999-01", "2019-04", "2031-12"])
def test_a_month_without_figures_is_refused_in_japanese(catalog: Catalog, month: str) -> None:
    at = cost_list(costs(month=month))
    assert_sound(at)
    with pytest.raises(FigureNotInForce) as refused:
        estimate(request_of(at), catalog)
    assert refused.value.month == month
    words = said(at)
    assert f"{month[:4]}年{int(month[5:])}月の「" in words
    assert "金額は出さずにおきます。窓口で確かめてください。" in words
    assert f"{month[:4]}年{int(month[5:])}月" in words


def test_what_has_a_figure_stands_when_another_has_none(catalog: Catalog) -> None:
    """2031: the typical prices have ended, but a provider's own price and the cap have not."""
    usages = {
        "continuous_employment_b": {"times": 20},
        "private_counselling": {"times": 2, "price_low_yen": "8000", "price_high_yen": "8000"},
    }
    case = costs(usages, month="2031-12")
    at = cost_list(case)
    assert "金額は出さずにおきます" in said(at)
    assert amounts(at) == ["16,000円"]
    name = catalog.service("continuous_employment_b").name
    assert f"{catalog.plan.rules.total}（{name}を除く）" in said(at)
    assert f"{catalog.plan.rules.total}（まだ出せない分を除く）" in said(opened(case, "plan.py"))


REQUESTS: dict[str, dict[str, Any]] = {
    "nothing known": costs(welfare={}),
    "exempt": costs(welfare={"tax": "exempt"}, medical={"tax": "exempt"}),
    "a printed cap": costs(welfare={"certificate_cap_yen": "9300"}),
    "生活保護": costs(person={"public_assistance": True}),
    "group home": costs(
        {"group_home": {"times": 30}, "continuous_employment_a": {"times": 22}},
        welfare={"tax": "taxed", "residence": "group_home", "rent_yen": "45,000円"},
    ),
    "a minor": costs() | {"age": 16, "age_text": "16"},
    "medical with a known levy": costs(
        medical={
            "certificate": "have",
            "insurance": "national",
            "tax": "taxed",
            "income_levy_yen": "50,000",
            "severe_and_continuing": True,
        }
    ),
    "no certificate": costs(medical={"certificate": "none"}),
    "at 72": costs(medical={"insurance": "employee_dependant"}) | {"age": 72, "age_text": "72"},
    "at 72 without a doctor": costs(
        {"private_counselling": {"times": 2}}, medical={"insurance": "employee_dependant"}
    )
    | {"age": 72, "age_text": "72"},
    "only free": costs({"support_centre": {"times": 1}}),
    "only private": costs({"private_residential": {"times": 1}}),
    "quotes and 実費": costs(
        {
            "continuous_employment_b": {
                "times": 20,
                "gross_yen_per_time": "8,123円",
                "extras_yen_per_time": "５００",
            },
            "private_visit": {"times": 4, "price_low_yen": "7000"},
        }
    ),
}


def cells_of(html: str, caption: str) -> list[str]:
    """The cells (not the row heads) of the table with this caption, without their tags."""
    (table,) = re.findall(rf"<table><caption>{caption}.*?</table>", html, re.S)
    return [re.sub("<.*?>", "", one) for one in re.findall(r"<td.*?>(.*?)</td>", table)]


@pytest.mark.parametrize(
    ("name", "who"),
    [
        (name, who)
        for (a, name), (b, who) in product(enumerate(REQUESTS), enumerate(["family", "person"]))
        if EVERYTHING or (a + b) % 2 == 0  # amounts are the same in both voices
    ],
)
def test_every_amount_shown_is_the_core_s(catalog: Catalog, name: str, who: str) -> None:
    at = cost_list(REQUESTS[name] | {"answerer": who})
    assert_sound(at)
    result = estimate(request_of(at), catalog)
    monthly = yen_text(result.monthly)
    assert amounts(at) == [monthly]
    html = shown_html(at)
    (table,) = re.findall(r"<table><caption>この月に払う額.*?</table>", html, re.S)
    cells = cells_of(html, "この月に払う額")
    used = [ledger for ledger in result.ledgers if ledger.lines]
    assert cells == [*(yen_text(ledger.payable) for ledger in used), monthly]
    caps = re.findall(r"月の上限 ([\d,円〜]+)", re.sub("<.*?>", "\n", table))
    assert caps == [yen_text(ledger.cap) for ledger in used if ledger.cap is not None]
    words = said(at)
    assert ("利用料は0円の見込みです" in words) == (not result.monthly.high)
    assert ("幅があります" in words) == (not result.monthly.exact)
    assert cells_of(html, "はじめの月と、12か月")[-1] == yen_text(result.first_year)
    if result.ledger("private").lines:
        beside = cells_of(html, "受給者証・民間のあるなしで")
        assert beside[-2:] == [yen_text(result.public_monthly), monthly]
    if result.savings:
        saved = cells_of(html, "申請すると少なくなるかもしれないこと")
        assert saved == [yen_text(one.monthly) for one in result.savings]
    for step in result.steps:
        if step.formula:
            assert step.formula in words


@pytest.mark.parametrize(
    ("name", "captions"),
    [
        # No fee, no paper and no health insurance that could change it.
        ("only free", set()),
        ("only private", {"受給者証・民間のあるなしで"}),
        # A dependant of 72 with medical care, then without any.
        (
            "at 72",
            {"受給者証・民間のあるなしで", "健康保険が変わったとき", "年齢が変わるとき"},
        ),
        ("at 72 without a doctor", {"受給者証・民間のあるなしで"}),
    ],
)
def test_what_may_change_stands_in_one_fold_without_what_has_no_bearing(
    name: str, captions: set[str]
) -> None:
    at = opened(REQUESTS[name] | {"answerer": "family"}, "cost.py", list="")
    at.session_state["open_cost_changes"] = True
    at.run()
    assert_sound(at)
    shown = set(re.findall(r"<caption>(.*?)</caption>", shown_html(at)))
    every = {"受給者証・民間のあるなしで", "健康保険が変わったとき", "年齢が変わるとき"}
    assert shown & every == captions
    assert ("いまの答えでは、変わりません。" in said(at)) == (not captions)


def test_services_of_the_plan_come_in_once_and_can_be_dropped() -> None:
    at = cost_list(case_of("family", checked("sometimes")))
    proposed = dict(at.session_state["case"]["usages"])
    assert proposed
    for service in proposed:
        at.button(key=f"drop_{service}").click().run()
        assert_sound(at)
    assert at.session_state["case"]["usages"] == {}
    assert "使いたい支援を一つ足すと、ここに金額が出ます。" in said(at)
    at.button(key="add_continuous_employment_b").click().run()
    assert_sound(at)
    assert len(amounts(at)) == 1


def test_nothing_is_proposed_beside_what_a_family_counts_already() -> None:
    mine = {"free_school": {"times": 1}}
    at = cost_list(case_of("family", checked("sometimes"), usages=mine))
    assert_sound(at)
    assert at.session_state["case"]["usages"] == mine


def test_answers_of_the_cost_screen_survive_a_change_of_screen() -> None:
    at = cost_list(costs(), unfold=False)
    at.text_input(key="welfare_levy").set_value("123,000").run()
    at.radio(key="medical_insurance").set_value("national").run()
    at.switch_page("plan.py").run()
    at.switch_page("cost.py").run()
    assert_sound(at)
    assert at.text_input(key="welfare_levy").value == "123,000"
    assert at.radio(key="medical_insurance").value == "national"


# -- the plan ---------------------------------------------------------------------------------


def job_titles(catalog: Catalog) -> set[str]:
    """All titles that a J step can carry."""
    voices = [step.title for step in catalog.plan.steps if step.id.startswith("J")]
    voices += [
        words.title
        for profile in catalog.plan.profiles
        for words in profile.wording
        if words.step.startswith("J") and words.title is not None
    ]
    return {title for voice in voices for title in (voice.family, voice.person)}


def check_now(at: AppTest, catalog: Catalog, below_three: bool) -> None:
    """いま: at most three dates, and no J step below stage 3."""
    assert_sound(at)
    now = said(at, plan_part(at, "いま"))
    day = re.compile(r"\d月\d+日（[月火水木金土日]）")
    assert len(day.findall(now)) <= 3
    for later in ("次", "その先"):
        assert not day.findall(said(at, plan_part(at, later)))
    if below_three:
        assert not [title for title in job_titles(catalog) if title in now]


@pytest.mark.parametrize("flag", [*FLAGS, "all of them"])
def test_now_has_three_dates_at_most_and_no_work_too_early(catalog: Catalog, flag: str) -> None:
    situation = list(FLAGS) if flag == "all of them" else [flag]
    stages = ("no", "sometimes", "yes")
    if not EVERYTHING and flag != "all of them":  # the situations take turns
        stages = (stages[FLAGS.index(flag) % 3],)
    for answer in stages:
        raw = checked(answer, family_rest="no")
        at = opened(case_of("family", raw, situation=situation), "plan.py")
        check_now(at, catalog, below_three=answer != "yes")


@pytest.mark.parametrize("question", ["R1", "R2", "R3", "R4", "R5", "R6"])
@pytest.mark.parametrize("answer", ["now", "recent"])
def test_urgent_plans_have_three_dates_at_most(
    catalog: Catalog, question: str, answer: str
) -> None:
    raw = checked("sometimes", family_rest="no", **{question: answer})
    raw["threatened"] = {"elderly": "yes", "minor": "yes"}
    at = opened(case_of("family", raw, situation=list(FLAGS)), "plan.py")
    check_now(at, catalog, below_three=True)


@pytest.mark.parametrize("who", ANSWERERS)
def test_the_plan_shown_is_the_core_s(catalog: Catalog, who: str) -> None:
    case = case_of(who, checked("yes"), situation=["goes_out", "parents_elderly"])
    if who == "example":
        case["aside_of"] = "own"  # chosen for the example; a family's own would lie aside
    at = opened(case, "plan.py")
    stage_check = {
        "answerer": who,
        "has_difficulty": True,
        "safety": dict.fromkeys(
            ("self_harm", "violence", "not_eating", "sudden_change", "money", "family_limit"), "no"
        ),
        "answers": dict.fromkeys(ANSWER_KEYS, "yes"),
    }
    plain = {
        "check": stage_check,
        "situation": case["situation"],
        "cost": {"month": month_of(TODAY), "usages": []},
    }
    plan = compose_plan(Case.model_validate(plain), catalog, today=TODAY)
    for name, steps in (("いま", plan.now), ("次", plan.next), ("その先", plan.later)):
        column = said(at, plan_part(at, name))
        for step in steps:
            assert step.title in column
            assert step.where in column
            assert step.cost is not None
            assert f"費用：月 {yen_text(step.cost)}" in column
    words = said(at)
    for text in (
        *plan.signals_forward,
        *plan.signals_back,
        *(one.text for one in plan.not_yet),
        plan.review_note,
    ):
        assert text in words
    assert re.search(rf"{plan.review_on.month}月{plan.review_on.day}日（.） *に見直す", words)


def test_the_plan_says_which_figures_are_missing() -> None:
    at = opened(case_of("family", checked("yes")) | costs(month="1999-01"), "plan.py")
    assert_sound(at)
    words = said(at)
    assert "1999年1月の「" in words
    assert "金額は出さずにおきます。窓口で確かめてください。" in words
    assert "まだ出せません" in words


def test_a_situation_ticked_on_the_plan_changes_it() -> None:
    at = opened(case_of("family", checked("sometimes")), "plan.py")
    before = said(at)
    at.checkbox(key="flag_parents_elderly").check().run()
    at.checkbox(key="flag_money_trouble").check().run()
    assert_sound(at)
    assert at.session_state["case"]["situation"] == ["parents_elderly", "money_trouble"]
    assert said(at) != before
    at.checkbox(key="flag_parents_elderly").uncheck().run()
    assert at.session_state["case"]["situation"] == ["money_trouble"]


# -- the sheet --------------------------------------------------------------------------------

NOTES = {
    "3,000 characters": ("今日は少し話せた。" * 334, ()),
    "emoji and mark-up": ("#let x = <b>1</b> $y$ 𠮷野家と髙橋さん👍 花見🌸\n" * 5, ("👍", "🌸")),
}


@pytest.mark.parametrize("name", NOTES)
def test_a_sheet_is_drawn_whatever_is_written(name: str) -> None:
    notes, replaced = NOTES[name]
    at = opened(
        {"answerer": "family"} | {"notes": notes, "sheets": {"overview": "none"}}, "sheet.py"
    )
    at.button(key="do_paper_sheet_pdf").click().run()
    for fold in ("open_sheet_sample", "open_sheet_file"):
        at.session_state[fold] = True
    at.run()
    assert_sound(at)
    words = said(at)
    if replaced:
        # Beside the file, and beside the picture.
        told = {one for one in words.splitlines() if "紙の文字にないので〓にしました" in one}
        (line,) = told
        assert line.strip() == f"紙の文字にないので〓にしました：{'　'.join(replaced)}"
    else:
        assert "〓" not in words
    html = shown_html(at)
    assert html.count('src="data:image/png;base64,iVBOR') >= 1
    assert 'alt="計画の紙。いま：' in html
    assert any(text.startswith("JVBERi0") for text in texts(at)), "a PDF for the button"
    for label in (
        "もう一度保存する",
        "1ページ目を画像で保存する",
        "続きのファイルを保存する",
    ):
        assert label in words


def test_what_is_typed_on_the_sheet_is_kept() -> None:
    at = opened({}, "sheet.py")
    at.text_area(key="sheet_notes").set_value("一行目\n二行目🌸").run()
    assert_sound(at)
    assert at.session_state["case"]["notes"] == "一行目\n二行目🌸"
    assert at.text_area(key="sheet_notes").value == "一行目\n二行目🌸"


# -- the sources ------------------------------------------------------------------------------


def test_the_sources_list_every_figure_in_force(catalog: Catalog) -> None:
    at = opened({}, "sources.py")
    assert_sound(at)
    figures = catalog.figures.in_force(MONTH)
    doubtful = [one for one in figures if one.needs_check]
    words = said(at)
    assert f"{len(figures)}個です" in words
    assert f"そのうち{len(doubtful)}個は、まだ確かめきれていません（要確認）" in words
    html = shown_html(at)
    tables = re.findall(r"<table>.*?</table>", html, re.S)
    (unsure,) = [one for one in tables if "<caption>要確認の数字</caption>" in one]
    assert unsure.count("<tr>") == len(doubtful) + 1
    captions = ("要確認の数字", "支援の説明の出典", "電話番号の出典", "この道具が扱わないこと")
    grouped = [t for t in tables if not any(f"<caption>{c}</caption>" in t for c in captions)]
    assert sum(one.count("<tr>") - 1 for one in grouped) == len(figures)
    plain = unescape(html)
    for figure in figures:
        assert figure.label in plain
        assert figure.source in plain
        assert f"確認日 {figure.checked_on}" in plain
    for line in catalog.hotlines:
        assert line.contact in plain
    for one in catalog.not_covered:
        assert one.what in plain


# -- a broken case ----------------------------------------------------------------------------

BROKEN: dict[str, dict[str, Any]] = {
    "checks is text": {"checks": "x"},
    "checks is a list": {"checks": [1, 2]},
    "an answerer's checks are text": {"checks": {"family": "x"}},
    "an answerer's checks are a list": {"checks": {"family": [["safety", "now"]]}},
    "safety is text": {"checks": {"family": {"safety": "now"}}},
    "safety is a number": {"checks": {"family": {"difficulty": 1, "safety": 3}}},
    "answers are a list": {"checks": {"family": {"answers": ["yes"]}}},
    "answers are text": {"checks": {"family": checked(answers="yes")}},
    "threatened is a list": {"checks": {"family": checked(R2="now", threatened=["yes"])}},
    "an unknown answer": {"checks": {"family": checked(self_care="maybe")}},
    "an unknown safety answer": {"checks": {"family": checked(R1="perhaps")}},
    "a safety answer that is a list": {"checks": {"family": checked(R1=["now"])}},
    "an unknown question": {"checks": {"family": {"answers": {"iq": "yes"}}}},
    "answers that are numbers": {"checks": {"family": checked(self_care=1)}},
    "a difficulty that is a dict": {"checks": {"family": {"difficulty": {}}}},
    "an unknown answerer": {"answerer": "robot"},
    "an answerer that is a list": {"answerer": ["family"]},
    "an unknown example": {"answerer": "example", "example": "nobody"},
    "an example that is a list": {"answerer": "example", "example": ["aoi"]},
    "merge is text": two_answerers("family", merge="yes"),
    "merge with broken checks": {
        "merge": True,
        "checks": {"family": "x", "person": {"answers": {"self_care": 5}}},
    },
    "usages is text": {"usages": "x"},
    "usages is a list": {"usages": [{"service": "free_space"}]},
    "an unknown service": {"usages": {"magic": {"times": 1}, "free_space": {"times": 2}}},
    "a usage that is a number": {"usages": {"free_space": 3}},
    "a usage that is a list": {"usages": {"continuous_employment_b": [3]}},
    "negative times": {"usages": {"continuous_employment_b": {"times": -1}}},
    "times that are text": {"usages": {"continuous_employment_b": {"times": "x"}}},
    "times that are a list": {"usages": {"continuous_employment_b": {"times": [1]}}},
    "times that are missing": {"usages": {"continuous_employment_b": {}}},
    "a price with cents": {"usages": {"private_visit": {"times": 1, "price_low_yen": 10.5}}},
    "a key nobody knows": {"usages": {"free_space": {"times": 1, "colour": "red"}}},
    "cost is text": {"cost": "x"},
    "cost is a list": {"cost": []},
    "cost parts are text": {"cost": {"person": "x", "welfare": "y", "medical": "z"}},
    "cost parts are lists": {"cost": {"person": [], "welfare": [1], "medical": [2]}},
    "cost parts are null": {"cost": {"person": None, "welfare": None, "medical": None}},
    "a month that is no month": {"cost": {"month": "2026-13"}},
    "a month that is a word": {"cost": {"month": "bald"}},
    "a month that is a number": {"cost": {"month": 202611}},
    "a month that is a list": {"cost": {"month": ["2026-11"]}},
    "unknown choices": {
        "cost": {
            "person": {"spouse": "maybe"},
            "welfare": {"tax": "some", "residence": "castle"},
            "medical": {"insurance": 4},
        }
    },
    "choices that are lists": {"cost": {"welfare": {"tax": ["exempt"]}, "person": {"spouse": {}}}},
    "a levy that is a list": {"cost": {"welfare": {"tax": "taxed", "income_levy_yen": [1]}}},
    "a levy with cents": {"cost": {"welfare": {"tax": "taxed", "income_levy_yen": 1.5}}},
    "exempt with a levy": {"cost": {"welfare": {"tax": "exempt", "income_levy_yen": "5000"}}},
    "an age that is text": {"age": "34", "age_text": 34},
    "an age that is a list": {"age": [34], "age_text": [34]},
    "an age of 300": {"age": 300, "age_text": "300"},
    "a situation that is text": {"situation": "violence"},
    "a situation that is a dict": {"situation": {"violence": True}},
    "unknown situations": {"situation": ["dragons", 3, None, ["x"]]},
    "notes that are a list": {"notes": ["x"]},
    "notes that are a number": {"notes": 5},
    "notes too long": {"notes": "あ" * 20_001},
    "alert_open is text": {"alert_open": "x"},
    "alert_open is a list": {"alert_open": ["self_harm"]},
    "alert_open of an answer that is gone": {"alert_open": "self_harm"},
    "in_use is text": {"in_use": "doctor"},
    "in_use holds anything": {"in_use": ["dragons", 3, None, ["x"], {}]},
}
BROKEN_ON = [one for one in FILES if one not in ("sheet.py", "sources.py")]
ALERTS = {"threatened is a list": "みんなの安全を、先に"}
"""The broken cases whose result is 「今まさに」, and its title."""
WITH_MEDICINE = {"usages_proposed": True, "usages": {"psychiatric_outpatient": {"times": 2}}}


def _title_of_broken(file: str, name: str, q: str) -> str:
    """The heading, as a pattern: of a question, of what is ticked, of a danger or the result."""
    if file == "overview.py" and name in ALERTS:
        return re.escape(ALERTS[name])
    if file != "check.py":
        return re.escape(TITLES[file])
    if q == "result":
        return re.escape(ALERTS[name]) if name in ALERTS else "いまの足場|いまは「.*」のあたり"
    return {"in_use": "いま使っているもの", "R1": "「?死にたい.*"}[q]


@pytest.mark.parametrize(
    ("name", "file"),
    # Each case on two of the eight screens, in turn; on all of them with ASHIBA_FULL=1.
    [
        (name, file)
        for at, name in enumerate(BROKEN)
        for file in (BROKEN_ON if EVERYTHING else BROKEN_ON[at % 8 :: 8])
    ],
)
def test_a_broken_case_never_breaks_a_screen(name: str, file: str) -> None:
    case = WITH_MEDICINE | BROKEN[name]
    asked = ("result", "in_use", "R1") if file == "check.py" else ("result",)
    for q in asked:
        at = opened(case, file, **({"q": number(q)} if file == "check.py" else {}))
        assert_sound(at)
        (title,) = (one.value for one in at.title)
        if file == "cost.py":  # a question of the talk, then all of it
            assert_sound(cost_list(case))
            assert_sound(cost_end(case))
            continue
        assert re.fullmatch(_title_of_broken(file, name, q), title)


@pytest.mark.parametrize(
    "name", ["notes that are a number", "an age that is text", "a month that is no month"]
)
def test_a_broken_case_never_breaks_the_sheet(name: str) -> None:
    assert_sound(opened(BROKEN[name], "sheet.py"))


@pytest.mark.parametrize("name", ["checks is text", "answers are a list", "an unknown answer"])
def test_a_broken_check_can_be_answered_again(name: str) -> None:
    at = opened(BROKEN[name], "check.py", q="1")
    press(at, "yes")
    at.query_params["q"] = address_of(int(number("Q1")), SALT)
    at.run()
    press(at, "sometimes")
    assert at.session_state["case"]["checks"]["family"]["answers"]["self_care"] == "sometimes"
