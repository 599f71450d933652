"""Changing the plan on the screen: what a family does there stands in its case and on the plan."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core import Case, compose_plan, load_catalog
from core.case import check_from_answers
from core.case.packed import packed
from core.catalog import Catalog
from core.edit import LONG, OWN_MOST, SHORT, PlanEdits, add_own, read_edits
from pages.parts.kit import store, tab_case
from pages.parts.plan import cards
from tests.pages.conftest import (
    TODAY,
    assert_sound,
    case_of,
    checked,
    elements,
    labels,
    opened,
    plan_part,
    press,
    said,
    shown_html,
    texts,
)

HOSTILE = "<img src=x onerror=alert(1)> **太** $x$ :smile: \u202eabc 👨‍👩‍👧 [a](http://x)\n二行目"


def editing(case: dict[str, Any] | None = None) -> AppTest:
    """The plan of 足場1 (F1, F2 in いま)."""
    at = opened(
        case_of("family", checked("no", self_care="yes", family_rest="yes", family_support="yes"))
        | (case or {}),
        "plan.py",
    )
    assert_sound(at)
    return at


def open_step(at: AppTest, step_id: str) -> AppTest:
    return press(at, f"plan_open_{step_id}")


def add(at: AppTest, title: str, column: str = "now", who: str = "") -> AppTest:
    at.text_input(key="plan_new_title").set_value(title).run()
    at.radio(key="plan_new_column").set_value(column).run()
    at.text_input(key="plan_new_who").set_value(who).run()
    return press(at, "plan_add")


def kept(at: AppTest) -> PlanEdits:
    return read_edits(at.session_state["case"].get("edits"))


def order(at: AppTest) -> list[str]:
    """The steps of the lists, in the order of the screen."""
    prefix = "plan_open_"
    return [b.key.removeprefix(prefix) for b in at.button if (b.key or "").startswith(prefix)]


def test_each_step_has_one_button_until_a_family_wants_to_change_it() -> None:
    at = opened(case_of("family", checked("no")), "plan.py")
    assert {"F1", "F2"} <= set(order(at))
    assert not [key for key in keys(at) if key.startswith(("plan_drop_", "plan_up_", "plan_down_"))]
    assert "plan_who_F1" not in [field.key for field in at.text_input]
    open_step(at, "F1")
    assert "plan_who_F1" in [field.key for field in at.text_input]
    assert [key for key in keys(at) if key.startswith("plan_drop_")] == ["plan_drop_F1"]
    open_step(at, "F1")
    assert "plan_who_F1" not in [field.key for field in at.text_input]
    assert kept(at) == PlanEdits()


def test_an_own_step_is_added_and_the_field_is_free_for_the_next() -> None:
    at = add(editing(), "祖母に電話する", "next", "母")
    (own,) = kept(at).own
    assert (own.id, own.title, own.who) == ("own-1", "祖母に電話する", "母")
    assert at.text_input(key="plan_new_title").value == ""
    words = said(at)
    assert "費用：書いていません" in words
    assert words.count("（書いていない分を除く）") == 1
    assert "「祖母に電話する」を「次」に足しました。" in words
    column = said(at, plan_part(at, "次"))
    assert "祖母に電話する" in column
    assert "だれが： 母" in column


@pytest.mark.parametrize("title", ["", "   "])
def test_a_step_without_a_name_says_what_is_missing(title: str) -> None:
    at = add(editing(), title)
    assert "一歩の名前を入れると、足せます。" in said(at)
    assert kept(at) == PlanEdits()


def test_the_twenty_first_own_step_is_refused_in_plain_words() -> None:
    edits = PlanEdits()
    for number in range(OWN_MOST):
        edits = add_own(edits, f"用事{number}", "later")
    at = editing({"edits": edits.model_dump(mode="json")})
    assert "これ以上は足せません" in said(at)
    assert "plan_add" not in [button.key for button in at.button]
    assert len(kept(at).own) == OWN_MOST


def test_a_note_beyond_all_room_is_said_and_the_rest_stays() -> None:
    edits = PlanEdits()
    for _ in range(OWN_MOST):
        edits = add_own(edits, "用" * SHORT, "later")
    raw = edits.model_dump(mode="json")
    for entry in raw["own"]:
        entry["note"] = "あ" * LONG  # 20 × (200 + 3,000) = 64,000 of 80,000: room for five notes
    at = open_step(editing({"edits": raw}), "F1")
    before = kept(at)
    for step_id in ("F1", "F2", "F3", "O2", "O1", "R0"):
        if step_id != "F1":
            open_step(at, step_id)
        at.text_area(key=f"plan_note_{step_id}").set_value("い" * LONG).run()
        assert_sound(at)
    after = kept(at)
    assert after.own == before.own
    assert list(after.details) == ["F1", "F2", "F3", "O2", "O1"]
    assert "これ以上は足せません。いまの書きこみは入っていません。" in said(at)


def test_steps_are_dropped_and_brought_back() -> None:
    at = open_step(editing(), "F1")
    before = order(at)
    press(at, "plan_drop_F1")
    assert "F1" not in order(at)
    assert "<h3>外した一歩</h3>" in shown_html(at)
    press(at, "plan_back_F1")
    assert order(at) == before
    assert "<h3>外した一歩</h3>" not in shown_html(at)


def test_steps_move_up_down_and_to_another_column() -> None:
    at = open_step(editing(), "F1")
    assert order(at)[:2] == ["F1", "F2"]
    assert at.button(key="plan_up_F1").disabled
    press(at, "plan_down_F1")
    assert order(at)[:2] == ["F2", "F1"]
    press(at, "plan_up_F1")  # the step stays open and can be moved on at once
    assert order(at)[:2] == ["F1", "F2"]
    press(at, "plan_later_F1")
    assert order(at)[0] == "F2"
    assert order(at)[-1] == "F1"
    now, later = plan_part(at, "いま"), plan_part(at, "その先")
    title = "家族だけで支援センターに電話する"
    assert title not in said(at, now)
    assert title in said(at, later)
    assert "いつまで：" not in said(at, later)


def keys(at: AppTest) -> list[str]:
    """The buttons in the order of the screen."""
    return [button.key or "" for button in at.button]


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("drop", "「家族会に一度行ってみる」を外しました。"),
        ("next", "「家族会に一度行ってみる」を「次」にうつしました。"),
        ("later", "「家族会に一度行ってみる」を「その先」にうつしました。"),
    ],
)
def test_a_step_that_left_is_told_by_name_and_comes_back(act: str, words: str) -> None:
    at = open_step(add(editing(), "散歩", "later"), "F2")
    before, lists = order(at), kept(at)
    press(at, f"plan_{act}_F2")
    # And what it does to the sum: F2, the family group, asked 500–1,000 yen.
    told = "合計は、500円〜1,000円から、0円になりました。"
    if act == "next":
        told = "合計は、変わりません。"  # いま and 次 are both counted
    assert f'<p role="status">{words}{told}</p>' in shown_html(at)
    seen = keys(at)  # the way back comes before the steps, and stays in sight (plan.css)
    assert seen.index("plan_undo") < min(seen.index(f"plan_open_{one}") for one in order(at))
    press(at, "plan_undo")
    assert (order(at), kept(at)) == (before, lists)
    assert '<p role="status">もどしました。' in shown_html(at)
    assert words not in said(at)
    assert "plan_undo" not in keys(at)


def test_taking_back_takes_back_only_the_last_change() -> None:
    at = open_step(editing(), "F1")
    press(at, "plan_drop_F1")
    press(open_step(at, "F2"), "plan_later_F2")
    press(at, "plan_undo")
    assert kept(at).dropped == ("F1",)
    assert order(at)[0] == "F2"


def statuses(at: AppTest) -> list[str]:
    """What is read out."""
    return re.findall(r'<p role="status">(.*?)</p>', shown_html(at))


def test_a_run_that_nobody_pressed_for_takes_no_way_back() -> None:
    """A line that comes back is joined again by the page's own script (frame/js/base.js)."""
    at = open_step(editing(), "F2")
    before = order(at)
    press(at, "plan_later_F2")
    told = statuses(at)
    assert "合計は、" in told[0]
    for _ in range(2):
        press(at, "ashiba_again")
        assert statuses(at) == told
    press(at, "plan_undo")
    assert order(at) == before
    press(at, "ashiba_again")
    assert "もどしました。" in statuses(at)[0]
    press(at, "plan_open_F2")
    assert "もどしました" not in said(at)


@pytest.mark.parametrize("action", ["plan_open_F2", "plan_add"])
def test_what_was_told_of_a_step_is_gone_with_the_next_action(action: str) -> None:
    at = open_step(editing(), "F1")
    press(at, "plan_drop_F1")
    assert "外しました。" in said(at)
    press(at, action)
    assert "外しました。" not in said(at)
    assert "plan_undo" not in keys(at)


def test_a_change_of_the_order_is_told_and_taken_back() -> None:
    at = press(open_step(editing(), "F1"), "plan_down_F1")
    assert '<p role="status">順番を変えました。</p>' in shown_html(at)
    press(at, "plan_undo")
    assert (order(at)[:2], kept(at)) == (["F1", "F2"], PlanEdits())


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("plan_day_F1", "12/3", "の日にちを、12月3日（木）にしました。"),
        ("plan_who_F1", "姉", "の「だれが」を書きました。"),
        ("plan_note_F1", "電話した", "の「メモ」を書きました。"),
    ],
)
def test_what_is_written_is_told_and_taken_back(field: str, typed: str, words: str) -> None:
    at = open_step(editing(), "F1")
    kind = "text_area" if field.startswith("plan_note") else "text_input"
    getattr(at, kind)(key=field).set_value(typed).run()
    assert f'<p role="status">「家族だけで支援センターに電話する」{words}</p>' in shown_html(at)
    press(at, "plan_undo")
    assert kept(at) == PlanEdits()
    assert getattr(at, kind)(key=field).value == ""


def test_a_step_of_one_s_own_that_was_added_or_erased_is_taken_back() -> None:
    at = press(add(editing(), "散歩", "next"), "plan_undo")
    assert kept(at) == PlanEdits()
    press(open_step(add(at, "手紙"), "own-1"), "plan_drop_own-1")
    press(at, "plan_erase_own-1")
    assert "「手紙」を消しました。" in said(at)
    press(at, "plan_undo")
    assert [one.title for one in kept(at).own] == ["手紙"]


def test_the_proposed_form_is_taken_back_too() -> None:
    at = add(editing(), "散歩")
    before = kept(at)
    press(press(at, "plan_reset_ask"), "plan_reset_all")
    assert kept(at) == PlanEdits()
    assert "はじめの形にもどしました。" in said(at)
    press(at, "plan_undo")
    assert kept(at) == before


def test_the_button_of_a_step_is_short_to_the_eye_and_names_it_to_the_ear() -> None:
    at = opened(case_of("family", checked("no")), "plan.py")
    found = [button.label for button in at.button if (button.key or "").startswith("plan_open_")]
    assert "直す *家族だけで支援センターに電話する*" in found
    assert len(set(found)) == len(found)


def subheadings(within: Any) -> list[str]:
    """What the gates of a part are headed by, in order."""
    words = "".join(str(one.value) for one in elements(within) if one.type == "html")
    return re.findall(r'<div class="pl-gate">.*?<h3>(.*?)</h3>', words)


def test_next_and_later_stand_behind_what_they_wait_for(catalog: Catalog) -> None:
    rules = catalog.plan.rules
    gates = {"turn": rules.gate_turn, "sign": rules.gate_sign, "consent": rules.gate_consent}
    seen = set()
    for answer, in_use in (("sometimes", ["doctor"]), ("no", []), ("yes", [])):
        case = case_of("family", checked(answer), age=34, in_use=in_use)
        at = opened(case, "plan.py")
        now, next_, later = (plan_part(at, name) for name in ("いま", "次", "その先"))
        assert subheadings(now) == []
        assert "合図が見えたら始めます" not in said(at)
        plan = compose_plan(store_case(case), catalog, today=TODAY)
        for place, steps in ((next_, plan.next), (later, plan.later)):
            words, order, heads = said(at, place), [], []
            for gate, voice in gates.items():
                titles = [step.title for step in steps if step.waits_for == gate]
                if titles:
                    heads.append(voice.family)
                    order += [voice.family, *titles]
            assert subheadings(place) == heads
            places = [words.index(one) for one in order]
            assert places == sorted(places)
            seen |= {*heads}
    assert seen == {voice.family for voice in gates.values()}


def store_case(raw: dict[str, Any]) -> Case:
    """A raw case as core's, without its cost."""
    return Case(
        check=check_from_answers(raw["checks"][raw["answerer"]], raw["answerer"], load_catalog()),
        situation=raw.get("situation", []),
        in_use=raw.get("in_use", []),
        age=raw.get("age"),
    )


def test_the_person_s_groups_speak_in_the_first_person(catalog: Catalog) -> None:
    at = opened(case_of("person", checked("no")), "plan.py")
    found = subheadings(at._tree)
    assert catalog.plan.rules.gate_consent.person in found
    assert "ご本人の了解のあと" not in found


def test_a_step_that_waits_is_one_line_with_its_cost_until_it_is_opened() -> None:
    at = opened(case_of("family", checked("no")), "plan.py")
    folds = [one.label.replace("\u2060", "") for one in at.expander]
    assert "家族教室で関わり方を学ぶ　*0円*" in folds
    fold = next(one for one in at.expander if one.label.startswith("家族教室"))
    for words in ("だれが：", "どこへ：", "言うこと：", "断られたら："):
        assert words in said(at, fold)


def test_each_row_of_the_lists_says_what_it_waits_for(catalog: Catalog) -> None:
    words = said(editing())
    assert f"いつ：{catalog.plan.rules.gate_turn.family}" in words
    assert f"いつ：{catalog.plan.rules.gate_consent.family}" in words


def test_what_goes_on_is_named_and_the_fold_asks_for_it(catalog: Catalog) -> None:
    at = opened(case_of("family", checked("sometimes")), "plan.py")
    assert f"{catalog.plan.rules.going_on}：" not in said(at)
    (fold,) = [one for one in at.expander if one.label == "様子を直す"]
    assert "in_use_doctor" in [box.key for box in fold.checkbox]
    at.checkbox(key="in_use_doctor").check().run()
    assert_sound(at)
    assert at.session_state["case"]["in_use"] == ["doctor"]
    assert f"{catalog.plan.rules.going_on}：主治医" in said(at)


@pytest.mark.parametrize(
    ("answers", "step_id"),
    [({"R1": "now"}, "S0"), ({"R2b": "recent"}, "S1"), ({"R3": "recent"}, "M1"),
     ({"R5": "now"}, "W1"), ({"R6": "recent"}, "F4")],
)  # fmt: skip
def test_what_helps_until_somebody_is_reached_stands_at_the_first_step(
    catalog: Catalog, answers: dict[str, str], step_id: str
) -> None:
    raw = case_of("family", checked("no", **answers), age=34)
    plan = compose_plan(store_case(raw), catalog, today=TODAY)
    step = next(one for one in plan.now if one.id == step_id)
    assert step.do
    words = shown_html(opened(raw, "plan.py"))
    cards = re.findall(
        r'<div class="pl-ticket"><p class="pl-when">.*?(?=<div class="pl-more">)', words, re.S
    )
    (card,) = [one for one in cards if f">{step.title}<" in one]
    assert "それまでの間" in card
    assert card.count("<li>") == len(step.do)


@pytest.mark.parametrize(
    ("age", "there"), [(15, "児童相談所"), (34, "DV相談"), (None, "児童相談所")]
)
@pytest.mark.parametrize("who", ["family", "person"])
@pytest.mark.parametrize("harmed", ["now", "recent"])
def test_who_is_harmed_sees_who_protects_before_the_steps(
    catalog: Catalog, age: int | None, there: str, who: str, harmed: str
) -> None:
    raw = case_of(who, checked("no", R2b=harmed), age=age, age_text="" if age is None else str(age))
    at = opened(raw, "plan.py")
    plan = compose_plan(store_case(raw), catalog, today=TODAY)
    words = said(at)
    names = [one.name for one in plan.contacts if not one.on_paper]
    assert names
    start = words.index("費用：")
    for name in names:
        assert words.index(name) < start
    assert any(there in name for name in names)
    danger = next(one for one in catalog.plan.dangers if one.key == "harmed")
    sentence = (danger.now if harmed == "now" else danger.soon).said_to(who)
    assert words.index(sentence) < start
    if who == "person":
        assert not [one for one in ("ご本人", "ご家族") if one in words]


def test_nobody_else_is_told_who_protects() -> None:
    assert "守ってくれる窓口" not in said(opened(case_of("family", checked("no")), "plan.py"))


@pytest.mark.parametrize("key", ["R1", "R2", "R3", "R4", "R6"])
def test_in_danger_the_first_words_are_those_of_the_danger(catalog: Catalog, key: str) -> None:
    keys = dict(zip(("R1", "R2", "R3", "R4", "R6"), (
        "self_harm", "violence", "not_eating", "sudden_change", "family_limit"), strict=True
    ))  # fmt: skip
    words = said(opened(case_of("family", checked("no", **{key: "now"})), "plan.py"))
    danger = next(one for one in catalog.plan.dangers if one.key == keys[key])
    assert words.index(danger.title.family) < words.index(danger.now.family)
    assert words.index(danger.now.family) < words.index("費用：")
    assert "足場1" not in words


def test_the_numbers_fit_the_person_s_age() -> None:
    lines = {}
    for age in (15, 34):
        at = opened(case_of("family", checked("no"), age=age, age_text=str(age)), "plan.py")
        (fold,) = [one for one in at.expander if one.label == "電話の窓口"]
        lines[age] = said(at, fold)
    assert "チャイルドライン" in lines[15]
    assert "チャイルドライン" not in lines[34]


def test_a_step_that_is_taken_or_brought_back_is_told() -> None:
    at = press(open_step(editing(), "F2"), "plan_drop_F2")
    press(at, "plan_back_F2")
    assert "計画にもどしました。合計は、0円から、500円〜1,000円になりました。" in said(at)
    add(at, "散歩", "next")
    assert "「次」に足しました。合計は、変わりません。" in said(at)


def test_what_not_to_do_yet_stands_unfolded_and_its_reasons_folded() -> None:
    raw = case_of("family", checked("no"))
    words = shown_html(opened(raw, "plan.py"))
    (strip,) = re.findall(r'<section class="pl-not">.*?</section>', words, re.S)
    seen, folded = strip.split("<details", 1)
    for one in compose_plan(store_case(raw), load_catalog(), today=TODAY).not_yet:
        assert f"<span>{one.text}</span>" in seen
        assert one.reason not in seen
        assert one.reason in folded


def test_who_note_and_day_are_kept_and_shown() -> None:
    at = open_step(editing(), "F1")
    at.text_input(key="plan_who_F1").set_value("姉").run()
    at.text_area(key="plan_note_F1").set_value("火曜の昼に\n電話した").run()
    at.text_input(key="plan_day_F1").set_value("１２/３").run()
    assert_sound(at)
    assert at.text_input(key="plan_day_F1").value == "2026年12月3日"
    detail = kept(at).detail("F1")
    assert (detail.who, detail.note) == ("姉", "火曜の昼に\n電話した")
    assert detail.due_on == date(2026, 12, 3)
    now = said(at, plan_part(at, "いま"))
    for words in (" 姉 ", "12月3日（木）", "メモ： 火曜の昼に\n電話した"):
        assert words in now
    at.switch_page("sheet.py").run()
    at.switch_page("plan.py").run()
    assert_sound(at)
    assert kept(at).detail("F1") == detail


def test_a_day_may_be_emptied_and_ours_stands_again() -> None:
    at = open_step(editing(), "F1")
    before = said(at, plan_part(at, "いま"))
    at.text_input(key="plan_day_F1").set_value("12/3").run()
    at.text_input(key="plan_day_F1").set_value("").run()
    assert_sound(at)
    assert kept(at) == PlanEdits()
    assert said(at, plan_part(at, "いま")) == before


def test_a_text_that_is_no_day_waits_in_the_field_with_an_example() -> None:
    at = open_step(editing(), "F1")
    at.text_input(key="plan_day_F1").set_value("12/3").run()
    at.text_input(key="plan_day_F1").set_value("来週の火曜").run()
    assert_sound(at)
    assert at.text_input(key="plan_day_F1").value == "来週の火曜"
    assert "日にちは「11月24日」や「11/24」のように入れてください。" in said(at)
    assert kept(at).detail("F1").due_on == date(2026, 12, 3)
    at.text_input(key="plan_day_F1").set_value("12月8日").run()
    assert "のように入れてください" not in said(at)
    assert kept(at).detail("F1").due_on == date(2026, 12, 8)


@pytest.mark.parametrize("text", ["9999/12/31", "2037-01-01", "2024年12月31日"])
def test_a_day_in_a_year_far_off_says_which_years_are_taken(text: str) -> None:
    at = open_step(editing(), "F1")
    at.text_input(key="plan_day_F1").set_value(text).run()
    assert_sound(at)
    assert at.text_input(key="plan_day_F1").value == text
    assert "日にちは、2025年から2036年までで入れてください。" in said(at)
    assert kept(at) == PlanEdits()
    at.switch_page("sheet.py").run()
    assert_sound(at)


def test_a_day_at_the_end_of_time_in_the_tab_breaks_no_screen() -> None:
    edits = {"details": {"F1": {"who": "姉", "due_on": "9999-12-31"}}}
    review = {"on": "9999-12-31", "done": "話した"}
    days = [{"on": "9999-12-31"}, {"on": "0001-01-01", "stage": 1}]
    at = editing({"edits": edits, "review": review, "history": days})
    assert at.text_input(key="review_on").value == "2026年11月24日"
    at.switch_page("sheet.py").run()
    assert_sound(at)


def test_an_own_step_is_added_beside_one_of_the_highest_id() -> None:
    at = editing({"edits": {"own": [{"id": "own-9999", "title": "祖母に電話"}]}})
    add(at, "散歩")
    assert [step.id for step in kept(at).own] == ["own-9999", "own-1"]


def test_a_dropped_own_step_can_be_erased_to_make_room() -> None:
    edits = PlanEdits()
    for number in range(OWN_MOST):
        edits = add_own(edits, f"用事{number}", "later")
    at = editing({"edits": edits.model_dump(mode="json")})
    press(open_step(at, "own-3"), "plan_drop_own-3")
    press(open_step(at, "F1"), "plan_drop_F1")
    assert "自分の一歩を消すと、また足せます" in said(at)
    assert "plan_erase_F1" not in [button.key for button in at.button]
    press(at, "plan_erase_own-3")
    assert "「用事2」を消しました。" in said(at)
    assert "用事2" not in said(at.run())
    add(at, "散歩")
    assert kept(at).own[-1].title == "散歩"
    assert len(kept(at).own) == OWN_MOST
    assert kept(at).dropped == ("F1",)


def test_a_new_own_step_takes_no_mistyped_day_of_an_erased_one() -> None:
    at = open_step(add(editing(), "散歩"), "own-1")
    at.text_input(key="plan_day_own-1").set_value("来週の火曜").run()
    press(at, "plan_drop_own-1")
    press(at, "plan_erase_own-1")
    add(at, "手紙")
    assert [step.id for step in kept(at).own] == ["own-1"]  # the id is free again
    if "plan_day_own-1" not in [field.key for field in at.text_input]:
        open_step(at, "own-1")
    assert at.text_input(key="plan_day_own-1").value == ""
    assert "のように入れてください" not in said(at)


def test_only_what_goes_on_paper_is_said_to() -> None:
    told = "書いたことは、計画の紙にものります。"
    at = opened(case_of("family", checked("no", R1="now")), "plan.py")
    assert told not in said(open_step(at, "S0"))
    assert told in said(open_step(at, "M1"))


def test_a_day_of_another_year_is_shown_with_its_year() -> None:
    edits = {"details": {"F1": {"due_on": "2030-03-04"}}}
    at = editing({"edits": edits})
    assert "2030年3月4日（月）" in said(at, plan_part(at, "いま"))


def test_the_day_to_look_back_has_its_year_when_it_is_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # 24 November and 21 December of 2026; every stage looks back after some weeks.
    words = said(opened(case_of("family", checked("no")), "plan.py"))
    assert re.search(r"12月\d+日（[月火水木金]） *に見直す", words)
    monkeypatch.setattr(store, "today", lambda: date(2026, 12, 21))
    words = said(opened(case_of("family", checked("no")), "plan.py"))
    assert re.search(r"2027年1月\d+日（[月火水木金]） *に見直す", words)


def test_below_the_way_stands_what_the_amounts_rest_on() -> None:
    at = opened(case_of("family", checked("no"), cost={"month": "2027-01"}), "plan.py")
    words = said(at)
    place = words.index("費用は2027年1月の決まりによる、使い始めたあとの1か月の目安です。")
    assert words.index("まだしないこと") < place
    assert "計算を見る：費用の見積もり" in words


def test_what_waits_to_be_confirmed_is_said_below_the_columns(catalog: Catalog) -> None:
    told = "要確認の数字も使っています。"
    found = set()
    for more in ({}, {"edits": {"dropped": ["F2"]}}, {"situation": ["refuses_doctor"]}):
        for answer in ("no", "sometimes", "yes"):
            raw = case_of("family", checked(answer), **more)
            at = opened(raw, "plan.py")
            case = Case(
                check=check_from_answers(checked(answer), "family", catalog),
                situation=more.get("situation", []),
                edits=read_edits(more.get("edits")),
            )
            plan = compose_plan(case, catalog, today=TODAY)
            assert (told in said(at)) == plan.cost_unconfirmed
            found.add(plan.cost_unconfirmed)
    assert found == {True, False}


def test_only_now_asks_for_a_day() -> None:
    at = open_step(editing(), "F3")
    assert "plan_day_F3" not in [field.key for field in at.text_input]
    press(at, "plan_now_F3")
    assert "plan_day_F3" in [field.key for field in at.text_input]


def test_a_guard_stands_beside_the_step_and_blocks_nothing(catalog: Catalog) -> None:
    at = open_step(editing(), "O1")
    press(at, "plan_now_O1")
    guard = catalog.plan.rules.guard_visit_now.family
    assert f"ご注意：{guard}" in said(at)
    now = said(at, plan_part(at, "いま"))
    assert guard in now
    assert "訪問をたのむ" in now


def test_safety_that_was_dropped_stands_above_the_whole_plan(catalog: Catalog) -> None:
    raw = checked("no", R2="now")
    at = opened(case_of("family", raw), "plan.py")
    guard = catalog.plan.rules.guard_safety.family
    assert guard not in said(at)
    press(open_step(at, "S0"), "plan_drop_S0")
    assert guard in said(at)
    press(at, "plan_back_S0")
    assert guard not in said(at)


def test_the_amount_of_a_column_follows_the_changes() -> None:
    at = open_step(editing(), "F2")

    # F1 is free; F2, the family group, asks 500–1,000 yen. As long as all of the month's sum stands
    # in いま, it is not said there again.
    def part(name: str) -> str:
        return "".join(said(at, plan_part(at, name)).split())

    assert part("いま").startswith("いま12月")
    press(at, "plan_next_F2")
    assert part("いま").startswith("いま費用：月0円")
    assert part("次").startswith("次費用：月500円〜1,000円")


def test_the_proposed_form_comes_back_in_two_ways() -> None:
    at = add(editing(), "散歩", "now")
    open_step(at, "F1")
    at.text_area(key="plan_note_F1").set_value("電話ずみ").run()
    press(at, "plan_down_F1")
    press(at, "plan_reset_order")
    assert order(at)[:3] == ["F1", "F2", "own-1"]
    assert kept(at).detail("F1").note == "電話ずみ"
    press(at, "plan_reset_ask")
    assert "消したすぐ後だけ、もどせます。" in said(at)
    press(at, "plan_reset_no")
    assert kept(at).own
    press(at, "plan_reset_ask")
    press(at, "plan_reset_all")
    assert kept(at) == PlanEdits()
    assert "own-1" not in order(at)
    assert "plan_reset_ask" not in [button.key for button in at.button]


@pytest.mark.parametrize("text", [HOSTILE, "あ" * 3_000, "&lt;b&gt; ' \" ` _x_ #h ~~z~~"])
def test_any_text_of_a_family_is_shown_as_text(text: str) -> None:
    at = add(editing(), text, "now", text)
    open_step(at, "own-1")
    at.text_area(key="plan_note_own-1").set_value(text).run()
    assert_sound(at)
    assert kept(at).own[0].note == text
    for _ in range(2):
        html = shown_html(at)
        assert "<img src=x" not in html
        assert "onerror=alert" not in html or "&lt;img" in html
        markdown = [getattr(one, "value", "") for one in (*at.markdown, *at.header, *at.caption)]
        marked = [*labels(at), *(one.label for one in at.expander), *markdown]
        assert not [one for one in marked if text[:12] in str(one)]
        open_step(at, "own-1")
    assert text[:20].split("\n")[0].split("<")[0] in said(at)


def test_an_own_step_can_be_renamed_but_keeps_its_name_when_emptied() -> None:
    at = open_step(add(editing(), "散歩"), "own-1")
    at.text_input(key="plan_title_own-1").set_value("川まで散歩").run()
    at.text_input(key="plan_where_own-1").set_value("川").run()
    at.text_input(key="plan_title_own-1").set_value(" ").run()
    assert_sound(at)
    assert (kept(at).own[0].title, kept(at).own[0].where) == ("川まで散歩", "川")


@pytest.mark.parametrize("who", ["family", "person", "example"])
def test_the_person_changes_the_plan_in_its_own_voice(who: str) -> None:
    at = opened(case_of(who, checked("yes")), "plan.py")
    step_id = order(at)[0]
    open_step(at, step_id)
    words = said(at)
    if who == "person":
        assert not [word for word in ("ご本人", "ご家族", "お子") if word in words]
    for word in ("必ず", "絶対", "べき", "失敗し", "None"):
        assert word not in words


@pytest.mark.parametrize(
    "broken",
    [
        {"edits": "x"},
        {"edits": {"own": 5, "details": [1], "moved": {"F1": []}}},
        {"edits": {"own": [{"id": "own-1", "title": "\ud800"}]}},
        {"plan_days": "x"},
        {"plan_days": {"F1": 5}},
        {"plan_new": {"title": 5, "column": "roof"}},
        {"plan_new": 5},
        {"review": "x"},
        {"review": {"on": 5, "done": ["a"], "unchanged": "\udfff"}},
    ],
    ids=str,
)
def test_a_broken_tab_still_shows_a_plan_that_can_be_changed(broken: dict[str, Any]) -> None:
    at = editing(broken)
    open_step(at, "F1")
    assert "F1" in order(at)


# -- the review --------------------------------------------------------------------------------


def test_the_three_lines_of_the_review_are_kept_with_their_day() -> None:
    at = opened(case_of("family", checked("no")), "plan.py")
    assert "review" not in json.loads(_packed(at)).get("case", {})
    for name, text in (("done", "電話できた"), ("unchanged", HOSTILE), ("next_try", "会へ")):
        at.text_area(key=f"review_{name}").set_value(text).run()
        assert_sound(at)
    assert at.text_input(key="review_on").value == "2026年11月24日"  # the day it was written
    at.text_input(key="review_on").set_value("12/24").run()
    at.switch_page("home.py").run()
    at.switch_page("plan.py").run()
    assert_sound(at)
    assert at.session_state["case"]["review"] == {
        "on": "2026-12-24",
        "done": "電話できた",
        "unchanged": HOSTILE,
        "next_try": "会へ",
    }
    assert at.text_area(key="review_unchanged").value == HOSTILE
    found = [text for text in texts(at) if text in ("できたこと", "変わらないこと", "次に試すこと")]
    assert found == ["できたこと", "変わらないこと", "次に試すこと"]


def test_a_line_added_later_leaves_the_day_of_the_look_back() -> None:
    at = opened({"review": {"on": "2026-11-20", "done": "話した"}}, "plan.py")
    at.text_area(key="review_next_try").set_value("休む").run()
    assert_sound(at)
    kept = {"on": "2026-11-20", "done": "話した", "next_try": "休む"}
    assert at.session_state["case"]["review"] == kept


def test_each_column_has_its_own_steps_and_its_own_amount() -> None:
    plan = compose_plan(store_case(case_of("family", checked("sometimes"))), load_catalog(), TODAY)
    assert len({plan.cost_now, plan.cost_next, plan.cost_later}) == 3
    assert cards.part("now", plan) == (plan.now, plan.cost_now)
    assert cards.part("next", plan) == (plan.next, plan.cost_next)
    assert cards.part("later", plan) == (plan.later, plan.cost_later)


def test_an_emptied_day_of_the_look_back_is_today_s_again() -> None:
    at = opened({"review": {"on": "2026-11-20", "done": "話した"}}, "plan.py")
    at.text_input(key="review_on").set_value("").run()
    assert_sound(at)
    assert at.session_state["case"]["review"] == {"on": "2026-11-24", "done": "話した"}


def test_a_review_day_that_is_no_day_says_so_and_keeps_the_lines() -> None:
    at = opened(case_of("family", checked("no")), "plan.py")
    at.text_area(key="review_done").set_value("話した").run()
    at.text_input(key="review_on").set_value("こんど").run()
    assert_sound(at)
    assert "のように入れてください" in said(at)
    assert at.session_state["case"]["review"]["done"] == "話した"


def _packed(at: AppTest) -> str:
    """What the tab would keep of this visit."""
    return packed(at.session_state["case"], {}, tab_case.MAX_CHARACTERS).text or "{}"


def test_a_full_plan_fits_into_the_tab() -> None:
    edits = PlanEdits()
    for _ in range(OWN_MOST):
        edits = add_own(edits, "用" * SHORT)
    raw = edits.model_dump(mode="json", exclude_defaults=True)
    for entry in raw["own"]:
        entry["note"] = "\n" * 1 + "あ" * (LONG - 1)
    full = read_edits(raw).model_dump(mode="json", exclude_defaults=True)
    review = dict.fromkeys(("done", "unchanged", "next_try"), "あ" * LONG)
    at = opened({"edits": full, "review": review, "notes": "あ" * 20_000}, "plan.py")
    assert_sound(at)
    assert packed(at.session_state["case"], {}, tab_case.MAX_CHARACTERS - 1).whole
