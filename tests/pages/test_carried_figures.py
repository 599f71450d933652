"""After the fiscal year ends: what the screens say of figures that nobody has checked since."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.kit import store
from tests.pages.conftest import assert_sound, cost_list, said

TOLD = "2026年度の決まりのまま計算しています（要確認）"
WORK = {"employment_transition": {"mode": "gross", "times": 20, "gross_yen_per_time": "7000"}}
TAXED = {"tax": "taxed", "income_levy_yen": "100000"}


def at_cost(month: str, usages: dict[str, Any]) -> AppTest:
    """The cost screen in a month, with services put in."""
    cost = {"month": month, "welfare": TAXED}
    at = cost_list({"cost": cost, "usages": usages, "usages_proposed": True})
    assert_sound(at)
    return at


@pytest.mark.parametrize(
    ("month", "told", "amount"), [("2027-03", False, True), ("2027-04", True, True)]
)
def test_the_cost_screen_says_whose_year_the_rules_are(
    month: str, told: bool, amount: bool
) -> None:
    words = said(at_cost(month, WORK))
    assert (TOLD in words) is told
    assert ("9,300円" in words) is amount


def test_a_later_month_shows_no_amount_but_what_is_missing() -> None:
    words = said(at_cost("2028-04", WORK))
    assert "2028年4月の「負担上限月額" in words
    assert "金額は出さずにおきます。窓口で確かめてください。" in words
    assert "この月に払うのは" not in words


def test_on_the_first_of_april_the_last_sure_month_can_be_chosen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(store, "today", lambda: date(2027, 4, 1))
    at = at_cost("2027-04", WORK)
    (months,) = [one for one in at.selectbox if one.label == "どの月の費用ですか"]
    assert (months.options[0], months.options[1]) == ("2027年3月", "2027年4月")
    assert months.options[-1] == "2028年3月"
    months.select_index(0).run()
    assert TOLD not in said(at)


def test_the_plan_and_the_sources_say_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "today", lambda: date(2027, 4, 1))
    at = at_cost("2027-04", WORK)
    at.switch_page("plan.py").run()
    assert_sound(at)
    assert TOLD in said(at)
    at.switch_page("sources.py").run()
    words = said(at)
    assert TOLD in words
    assert "2024-04-01から、2026年度の決まりのまま" in words


CLAIM = {
    "continuous_employment_b": {
        "mode": "claim",
        "times": 22,
        "claim": {"units_per_time": "637", "addition": "i_i"},
    }
}
TOWN = "町の名前から地域区分を入れる（事業所のある町）"


def area(at: AppTest) -> Any:
    case = at.session_state["case"]
    return case["usages"]["continuous_employment_b"]["claim"].get("area")


def test_a_town_fills_in_the_area_and_names_its_source() -> None:
    at = at_cost("2026-11", CLAIM)
    (town,) = [one for one in at.selectbox if one.label == TOWN]
    town.select("神奈川県横浜市").run()
    assert_sound(at)
    assert area(at) == "2"
    assert "神奈川県横浜市は2級地 … 出典: 障害福祉サービス等報酬改定検討チーム" in said(at)
    # 637 × 22 = 14,014; + 10.5 % = 15,485; × 10.91 = 168,941 (ADR 0045)
    assert "168,941円" in said(at)
    (level,) = [one for one in at.radio if one.label == "事業所のある所の地域区分"]
    level.set_value("3").run()
    assert area(at) == "3"
    assert "神奈川県横浜市は" not in said(at)


@pytest.mark.parametrize(
    ("month", "usages"),
    [
        ("2027-04", CLAIM),  # the table has ended
        ("2026-11", {"employment_transition": {"mode": "claim", "times": 20, "claim": {}}}),
    ],
)
def test_without_a_table_no_town_is_asked_for(month: str, usages: dict[str, Any]) -> None:
    assert TOWN not in [one.label for one in at_cost(month, usages).selectbox]
