"""Fields: a message is tied to its field, a long paste is kept up to the end, numbers bring digits."""

from __future__ import annotations

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.catalog import load_catalog
from pages.parts.kit.fields import NUMBER
from tests.pages.conftest import assert_sound, cost_list, opened, said, shown_html

CATALOG = load_catalog()
COSTS: dict[str, Any] = {
    "answerer": "family",
    "usages": {
        "continuous_employment_b": {"times": 20, "mode": "gross"},
        "private_counselling": {"times": 2, "mode": "range"},
    },
    "usages_proposed": True,
}


def told_at(at: AppTest) -> dict[str, str]:
    """What is said at each field, by the key of its widget."""
    found = re.findall(
        r'<p class="ashiba-caution" id="fault-([^"]+)" data-ashiba-for="([^"]+)" role="alert">(.*?)</p>',
        shown_html(at),
    )
    assert all(one == other for one, other, _ in found)
    assert len({one for one, _, _ in found}) == len(found)
    return {one: words for one, _, words in found}


@pytest.mark.parametrize(
    ("screen", "key", "typed", "told"),
    [
        ("cost.py", "ashiba_age", "三十代", "0から120"),
        ("cost.py", "welfare_levy", "高い", "数字で入れて"),
        ("cost.py", "facts_salary", "月9300円", "ここは1年の額で"),
        ("cost.py", "low_private_counselling", "5000〜8000", "「高いほう」の欄に"),
        ("cost.py", "high_private_counselling", "5000〜8000", "「低いほう」の欄に"),
        ("private.py", "private_price_yen_0", "5000〜8000", "料金（低いほう・高いほう）の欄"),
        ("private.py", "private_times_per_month_0", "4〜5回", "数が二つ"),
        ("private.py", "private_of_0", "おおぜい", "数字で入れて"),
    ],
)
def test_what_is_wrong_is_tied_to_its_field(screen: str, key: str, typed: str, told: str) -> None:
    at = cost_list(COSTS, unfold=False) if screen == "cost.py" else opened(COSTS, screen)
    at.text_input(key=key).set_value(typed).run()
    assert_sound(at)
    assert told in told_at(at)[key]
    assert at.text_input(key=key).value == typed
    at.text_input(key=key).set_value("").run()
    assert key not in told_at(at)


def test_the_name_of_a_window_in_japanese_makes_no_broken_id() -> None:
    at = opened({"answerer": "family"}, "windows.py")
    fields = [one for one in at.text_input if str(one.key).startswith("windows_number_")]
    assert fields
    fields[0].set_value("高い").run()
    assert_sound(at)
    (key,) = told_at(at)
    assert re.fullmatch(r"windows_number_[a-z_]+_\d+", key)
    assert "この番号は、まだ入っていません" in told_at(at)[key]


def test_a_long_paste_stays_up_to_the_end_and_half_a_number_is_never_read() -> None:
    at = opened(COSTS, "private.py")
    pasted = "教材費とカウンセリングと交通費をあわせた合計の料金は、月々で 9300円になります。"
    pasted = "あ" * (NUMBER - len("合計9300")) + "合計9300" + pasted
    at.text_input(key="private_price_yen_0").set_value(pasted).run()
    assert_sound(at)
    value = at.text_input(key="private_price_yen_0").value
    assert len(value) == NUMBER
    assert value == pasted[: NUMBER - 1] + "…"
    told = told_at(at)["private_price_yen_0"]
    assert f"ここは{NUMBER}文字までです" in told
    assert "数字で入れてください" in told
    digits = "1" * 5 + "0" * NUMBER
    at.text_input(key="private_price_yen_0").set_value(digits).run()
    assert "料金がわかると出ます" in said(at) or "料金を入れると" in said(at)
    at.text_input(key="private_price_yen_0").set_value("5千円").run()
    assert told_at(at) == {}


def test_an_age_too_long_is_not_read_from_its_beginning() -> None:
    at = cost_list(COSTS, unfold=False)
    at.text_input(key="ashiba_age").set_value("34歳です。妹は31歳です").run()
    assert_sound(at)
    assert at.session_state["case"]["age"] is None
    assert "ここは10文字までです" in told_at(at)["ashiba_age"]


def test_a_count_of_a_week_says_what_it_is_read_as() -> None:
    at = opened({"answerer": "family"}, "private.py")
    at.text_input(key="private_price_yen_0").set_value("5千円").run()
    at.text_input(key="private_times_per_month_0").set_value("週1回").run()
    at.text_input(key="private_months_0").set_value("6か月").run()
    assert_sound(at)
    assert "月4回として計算します" in said(at)
    assert "120,000円" in said(at)
    at.text_input(key="private_times_per_month_0").set_value("月4回").run()
    assert "として計算します" not in said(at)
    assert "120,000円" in said(at)


def inside_numbers(at: AppTest) -> set[str]:
    """The keys of the fields that bring the keyboard of numbers."""
    found = set()

    def look(block: Any, inside: bool) -> None:
        for child in getattr(block, "children", {}).values():
            key = getattr(getattr(child, "proto", None), "id", "") or ""
            here = inside or "ashiba_number_" in key
            if here and getattr(child, "type", "") == "text_input":
                found.add(child.key)
            look(child, here)

    look(at.main, inside=False)
    return found


def test_amounts_and_the_age_bring_the_keyboard_of_numbers() -> None:
    shown = inside_numbers(cost_list(COSTS, unfold=False))
    assert "ashiba_age" in shown
    assert {key for key in shown if key != "ashiba_age"} <= {
        one.key.format(service=service)
        for one in CATALOG.cost_questions
        if one.typed == "yen"
        for service in COSTS["usages"]
    }
    assert {"welfare_levy", "low_private_counselling", "facts_salary"} <= shown
    at = opened({"answerer": "family"}, "private.py")
    assert {"private_price_yen_0", "private_other_yen_0"} <= inside_numbers(at)
    assert "private_times_per_month_0" not in inside_numbers(at)


def test_each_cost_question_that_is_typed_has_its_kind() -> None:
    kinds = {one.field: one.typed for one in CATALOG.cost_questions if one.typed}
    assert {field for field, kind in kinds.items() if kind != "yen"} == {
        "usage.claim.units_per_time",
        "usage.claim.unit_price",
        "usage.claim.extra_lines",
        "usage.lump.months",
        "usage.absences",
        "usage.meals",
        "usage.units",
        "usage.units_before",
    }
    assert kinds["usage.absences"] == "times"
