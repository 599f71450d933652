"""費用の見積もり: a contract in one sum, a list that stays open while services are added, and the
one sum that the plan names too (DESIGN §4, rule 9).
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core import CostRequest, estimate, load_catalog, yen_text
from core.catalog import Catalog
from core.cost.otherwise import pattern_costs
from core.cost.shown import days_curve
from core.edit import add_own, read_edits
from core.provider import Quote, public_same_months
from core.said import yen_ends
from tests.pages.conftest import (
    MONTH,
    assert_sound,
    case_of,
    checked,
    cost_end,
    cost_list,
    elements,
    labels,
    opened,
    press,
    said,
    shown_html,
    to_cost_list,
)


def contract(entry: str = "30万円", months: str = "6", **more: Any) -> dict[str, Any]:
    """A family with a contract of 5,000,000 yen, and ``more`` usages."""
    lump = {"total_yen": "500万円", "months": months, "entry_yen": entry}
    usages = {"private_visit": {"times": 1, "mode": "lump", "lump": lump}, **more}
    return {
        "answerer": "family",
        "usages_proposed": True,
        "usages": usages,
        "cost": {"month": MONTH, "welfare": {"tax": "exempt"}, "medical": {}, "person": {}},
    }


def at_cost(case: dict[str, Any]) -> AppTest:
    at = cost_list(case)
    assert_sound(at)
    return at


def amounts(at: AppTest) -> list[str]:
    found = re.findall(r'<p class="ashiba-amount">(.*?)</p>', shown_html(at))
    return [re.sub("<.*?>", "", one) for one in found]


def test_the_whole_sum_comes_first_then_the_month_then_the_public_support() -> None:
    at = cost_end(contract(life_skills_training={"times": 8}))
    # 5,000,000 + 300,000, before the month.
    assert amounts(at) == ["5,300,000円", "月 833,334円"]
    words = said(at)
    order = ("6か月の全部で", "1か月あたり833,334円", "同じ6か月、公的な支援なら、0円です")
    places = [words.index(one) for one in order]
    assert places == sorted(places)
    assert "数えた支援: 自立訓練（生活訓練）" in words


def test_a_month_of_the_contract_is_not_called_a_price_per_time() -> None:
    words = said(at_cost(contract()))
    assert "民間の訪問支援 契約の1か月あたり 833,334円" in words
    assert not re.search(r"1回 ?833,334円", words)
    assert "民間の訪問支援 1回" not in words


def test_why_two_screens_give_two_amounts_is_said_where_they_differ() -> None:
    # (5,000,000 + 300,000) / 6 = 883,333.3…, rounded up.
    assert "「民間をえらぶ」では、入るときの費用も月で割るので、883,334円と出ます" in said(
        at_cost(contract())
    )
    assert "「民間をえらぶ」では" not in said(at_cost(contract(entry="")))


def test_the_first_month_holds_the_whole_when_it_is_paid_in_advance() -> None:
    rows = year_rows(at_cost(contract()))
    ahead = "はじめの月契約をまとめて先払いなら（1回だけの費用も入れて）"
    spread = "はじめの月契約を月ごとに払うなら（1回だけの費用も入れて）"
    assert rows[ahead] == "5,300,000円"
    assert rows[spread] == "1,133,334円"  # 833,334 + 300,000
    assert rows["12か月"] == "5,300,000円"
    assert rows["いつもの月"] == "833,334円"


def year_rows(at: AppTest) -> dict[str, str]:
    """The rows of 「はじめの月と、12か月」: words → amount."""
    return rows_below(at, "はじめの月と、12か月")


def rows_below(at: AppTest, caption: str) -> dict[str, str]:
    """The rows of the one table whose caption begins so: words → amount, the ends one by one."""
    (table,) = re.findall(f"<caption>{caption}.*?</table>", shown_html(at))
    return {
        re.sub("<.*?>", "", head): re.sub("<.*?>", "", cell)
        for head, cell in re.findall(r"<th scope=\"row\">(.*?)</th><td.*?>(.*?)</td>", table)
    }


def test_the_three_combinations_stand_with_what_each_part_costs_a_month(catalog: Catalog) -> None:
    at = cost_end(contract())
    home = CostRequest.model_validate({"month": MONTH, "usages": [], "welfare": {"tax": "exempt"}})
    found = pattern_costs(home, catalog)
    assert [one.pattern for one in found] == ["A", "B", "C"]
    for one in found:
        parts = {"いま": one.now, "次": one.next, "その先": one.later}
        assert rows_below(at, f"{one.pattern} ") == {
            part: "まだ出せません" if cost is None else "".join(yen_ends(cost.low, cost.high))
            for part, cost in parts.items()
        }


def test_what_so_many_days_cost_stands_as_a_table_beside_the_curve(catalog: Catalog) -> None:
    at = cost_end(contract(continuous_employment_b={"times": 20}))
    # 生活保護 and 非課税 pay nothing; 課税 up to 9,300 yen: no levy is known.
    assert {*rows_below(at, "就労継続支援B型の日数と").values()} == {"0円"}
    taxed = contract(continuous_employment_b={"times": 20})
    taxed["cost"]["welfare"] = {"tax": "taxed", "income_levy_yen": "120000"}
    home = {"tax": "taxed", "income_levy_yen": 120_000}
    usage = {"service": "continuous_employment_b", "times": 20}
    asked = CostRequest.model_validate({"month": MONTH, "usages": [usage], "welfare": home})
    found = days_curve(estimate(asked, catalog), catalog)
    assert found is not None
    assert rows_below(cost_end(taxed), "就労継続支援B型の日数と") == {
        f"{point.days}日": "".join(yen_ends(point.payable.low, point.payable.high))
        for point in found.chosen
    }


def by_month(times: int = 4, total: str = "288,000", **more: Any) -> dict[str, Any]:
    """12,000 yen × 4 times × 6 months, 50,000 yen once, 1,500 yen of travel a time."""
    lump = {"total_yen": total, "months": "6", "entry_yen": "5万円", "paid_monthly": True}
    entry = {"times": times, "mode": "lump", "lump": lump, "extras_yen_per_time": "1,500"}
    return contract() | {"usages": {"private_visit": entry, **more}}


def test_a_contract_paid_by_the_month_is_shown_whole_and_never_in_advance() -> None:
    at = cost_end(by_month())
    # 288,000 + 50,000 + 1,500 × 4 × 6; 12,000 × 4 + 1,500 × 4 a month.
    assert amounts(at) == ["374,000円", "月 54,000円"]
    words = said(at)
    assert "6か月の全部で（入るときの費用と、交通費などの実費も入れて）" in words
    assert "1か月あたり48,000円です。交通費などの実費が、ほかに1か月6,000円です。" in words
    # 374,000 / 6 = 62,333.3…
    assert "交通費などの実費も月で割るので、62,334円と出ます" in words
    assert "先払い" not in words
    assert year_rows(at) == {
        "いつもの月": "54,000円",
        "民間の訪問支援：入るときの費用": "50,000円",
        "はじめの月（1回だけの費用も入れて）": "104,000円",
        "12か月": "374,000円",
    }
    assert "民間の訪問支援 4回" in words
    assert "民間の訪問支援 1回 12,000円" in words
    # 12,000 a time is no price above the usual.
    assert "ふつうより高い料金" not in words


def test_times_that_do_not_divide_the_month_of_a_contract_still_show() -> None:
    # 600,000 / 6 = 100,000 a month for 7 times: 14,285.7… a time, below 15,000.
    words = said(at_cost(by_month(times=7, total="60万円")))
    assert "民間の訪問支援 1か月（7回）" in words
    assert "民間の訪問支援 1か月 100,000円" in words
    assert "1回 100,000円" not in words
    assert "ふつうより高い料金" not in words
    # For 6 times it is 16,666.6… a time.
    assert "ふつうより高い料金" in said(at_cost(by_month(times=6, total="60万円")))


def test_how_a_contract_is_paid_is_asked_and_changes_the_first_month() -> None:
    at = at_cost(contract())
    paid = at.radio(key="lump_paid_monthly_private_visit")
    assert paid.label == "月ごとに払う契約ですか"
    assert paid.value is False
    assert "契約の全部の額は、回数を変えても変わりません。" in said(at)
    paid.set_value(True).run()
    assert_sound(at)
    assert at.session_state["case"]["usages"]["private_visit"]["lump"]["paid_monthly"] is True
    # 833,334 + 300,000; nothing in advance.
    assert year_rows(at)["はじめの月（1回だけの費用も入れて）"] == "1,133,334円"
    assert "先払い" not in said(at)


def test_the_public_support_beside_a_contract_says_its_month_and_what_needs_checking() -> None:
    catalog = load_catalog()
    usages = {"continuous_employment_b": {"times": 12}}
    case = contract(**usages)
    case["cost"]["welfare"] = {"certificate_cap_yen": "9,300"}
    words = said(at_cost(case))
    # B asks 5,200 to 10,600 (DER): a tenth of 12 days, ×6 months; the upper end stops at 9,300.
    assert (
        "同じ6か月、公的な支援なら、37,440円〜55,800円です（要確認）。2026年11月の決まりで計算。"
        in words
    )
    assert catalog.provider.public.check in words
    # What the family asked for itself needs no checking.
    case["usages"]["continuous_employment_b"]["gross_yen_per_time"] = "7,250"
    words = said(at_cost(case))
    assert "公的な支援なら、52,200円です。2026年11月の決まりで計算。" in words
    assert catalog.provider.public.check not in words


@pytest.mark.parametrize("months", ["12", "13"])
def test_a_contract_longer_than_a_year_tells_both_years(months: str) -> None:
    html = shown_html(at_cost(contract(months=months)))
    assert ("12か月<br><small>契約をまとめて先払いなら" in html) is (months == "13")


def test_without_public_support_the_usual_set_is_counted_as_on_the_private_screen() -> None:
    catalog = load_catalog()
    at = at_cost(contract())
    request = {"month": MONTH, "usages": [], "welfare": {"tax": "exempt"}}
    usual = public_same_months(Quote(months=6), CostRequest.model_validate(request), catalog, MONTH)
    words = said(at)
    assert "公的な支援をまだえらんでいないので、よくある組み合わせです" in words
    for service in usual.services:
        assert catalog.service(service).name in words


def test_a_price_per_time_shows_no_whole_sum() -> None:
    at = at_cost(contract() | {"usages": {"private_visit": {"times": 2, "price_low_yen": "8000"}}})
    assert len(amounts(at)) == 1
    assert "契約は" not in said(at)
    assert "まとめて先払い" not in said(at)


# -- the list of services that can be added -----------------------------------------------------


def place_of(at: AppTest, label: str) -> list[int]:
    """The way through the tree to a fold: what keeps it the same for the browser."""

    def search(block: Any, way: list[int]) -> list[int] | None:
        for index, child in getattr(block, "children", {}).items():
            if getattr(child, "label", "") == label:
                return [*way, index]
            found = search(child, [*way, index])
            if found:
                return found
        return None

    found = search(at._tree, [])
    assert found
    return found


def test_several_services_can_be_added_without_opening_the_list_again() -> None:
    at = at_cost(contract() | {"usages": {}})
    fold = "ほかの支援を足す・外す"
    before = place_of(at, fold)
    for service in ("private_visit", "life_skills_training", "psychiatric_outpatient"):
        at.button(key=f"add_{service}").click().run()
        assert_sound(at)
        assert place_of(at, fold) == before
    at.button(key="drop_private_visit").click().run()
    assert place_of(at, fold) == before
    assert list(at.session_state["case"]["usages"]) == [
        "life_skills_training",
        "psychiatric_outpatient",
    ]
    assert any(getattr(one, "type", "") == "selectbox" for one in elements(at._tree))


def asked_whose_tax(age: int, residence: str = "home") -> AppTest:
    """The cost screen of a person of this age who uses 自立訓練 and pays no tax."""
    return at_cost(
        {
            "answerer": "family",
            "age": age,
            "age_text": str(age),
            "usages_proposed": True,
            "usages": {"life_skills_training": {"times": 8}},
            "cost": {"month": MONTH, "welfare": {"tax": "exempt", "residence": residence}},
        }
    )


OWN_TAX, GUARDIANS_TAX = "本人（と配偶者）の住民税", "保護者の世帯の住民税"


@pytest.mark.parametrize(
    ("age", "residence", "asked"),
    [
        (17, "home", GUARDIANS_TAX),
        (18, "home", OWN_TAX),
        (19, "home", OWN_TAX),
        (19, "facility", GUARDIANS_TAX),
        (20, "facility", OWN_TAX),
    ],
)
def test_whose_tax_is_asked_counted_and_explained_is_the_same(
    age: int, residence: str, asked: str
) -> None:
    at = asked_whose_tax(age, residence)
    labels = [radio.label for radio in at.radio]
    words = said(at)
    assert (OWN_TAX in labels, GUARDIANS_TAX in labels) == (
        asked == OWN_TAX,
        asked == GUARDIANS_TAX,
    )
    # The sentence under the amount, and the last line of 計算を見る.
    assert ("収入は見ません（通院の助成は別です）" in words) == (asked == OWN_TAX)
    assert ("保護者の世帯の住民税を見ます" in words) == (asked == GUARDIANS_TAX)


def test_what_is_not_known_yet_is_named_as_the_guardians_where_they_count() -> None:
    for age, guardians in ((17, True), (18, False)):
        at = asked_whose_tax(age)
        at.radio(key="welfare_tax").set_value("unknown").run()
        assert_sound(at)
        words = said(at)
        assert ("保護者の世帯の住民税（住民税の通知書・課税証明書）" in words) == guardians, age
        assert ("本人（と配偶者）の住民税（住民税の通知書・課税証明書）" in words) == (
            not guardians
        ), age


def test_the_own_self_check_of_taxes_is_not_offered_where_the_guardians_count() -> None:
    for age, offered in ((17, False), (18, True)):
        at = asked_whose_tax(age)
        at.radio(key="welfare_tax").set_value("unknown").run()
        assert_sound(at)
        shown = [one.label for one in at.expander]
        assert ("住民税がわからないとき、ここでたしかめる" in shown) == offered, age


def test_the_days_of_one_service_say_which_other_services_are_in_the_amount() -> None:
    case = contract()
    case["usages"] = {
        "life_skills_training": {"times": 8},
        "employment_transition": {"times": 12},
    }
    case["cost"]["welfare"] = {"tax": "taxed"}
    words = said(at_cost(case))
    assert "どの日数の額にも、就労移行支援 12日の分が入っています" in words
    del case["usages"]["employment_transition"]
    assert "どの日数の額にも" not in said(at_cost(case))


def test_each_price_of_a_doctors_paper_has_its_source_and_day() -> None:
    at = at_cost(contract(life_skills_training={"times": 8}))
    words, catalog = said(at), load_catalog()
    papers = [one for one in catalog.figures.in_force(MONTH) if one.key.startswith("paper.")]
    assert len(papers) == 10
    for one in papers:
        assert f"出典: {one.source}（確認日 {one.checked_on}）" in words


# -- one sum ----------------------------------------------------------------------------------

NAME = "月に払う額の合計"


def total(at: AppTest) -> str:
    """The sum under its name: above everything else, on both screens in the same words."""
    assert_sound(at)
    found = re.findall(rf'<p>{NAME}</p><p class="ashiba-amount">月 (.*?)</p>', shown_html(at))
    assert len(found) == 1, found
    return re.sub("<.*?>", "", found[0])


def go(at: AppTest, screen: str) -> AppTest:
    at = to_cost_list(at) if screen == "cost.py" else at.switch_page(screen).run()
    assert_sound(at)
    return at


def both(at: AppTest) -> str:
    """The sum, read on the plan, on the cost screen, and on the plan again."""
    seen = {total(go(at, screen)) for screen in ("plan.py", "cost.py", "plan.py")}
    assert len(seen) == 1, seen
    return seen.pop()


def told(at: AppTest) -> str:
    """What is read out politely."""
    return "".join(re.findall(r'<p role="status">(.*?)</p>', shown_html(at)))


def stage_2(**more: Any) -> dict[str, Any]:
    """Steps with fees in いま and 次: 家族会, 居場所, デイケア, 生活訓練."""
    raw = checked("sometimes")
    return case_of("family", raw, age=34, situation=["goes_out"], in_use=["doctor"], **more)


@pytest.mark.parametrize("who", ["family", "person", "example"])
@pytest.mark.parametrize("answer", ["yes", "sometimes", "no", "unknown"])
def test_plan_and_cost_screen_name_one_sum(who: str, answer: str) -> None:
    at = opened(case_of(who, checked(answer)), "plan.py")
    first = total(at)
    assert total(go(at, "cost.py")) == first
    assert total(go(at, "plan.py")) == first


@pytest.mark.parametrize("flag", ["refuses_doctor", "developmental_diagnosis", "school_or_diploma"])
@pytest.mark.parametrize("safe", ["no", "now"])
def test_one_sum_also_in_a_situation_and_in_danger(flag: str, safe: str) -> None:
    raw = checked("sometimes", R1=safe, R5=safe)
    at = opened(case_of("family", raw, age=17, situation=[flag]), "plan.py")
    first = total(at)
    assert both(at) == first


def test_one_sum_for_every_usual_profile(catalog: Catalog) -> None:
    for profile in catalog.plan.profiles:
        case = case_of("family", checked("yes"), age=34, situation=[profile.flag])
        first = total(opened(case, "plan.py"))
        assert total(cost_list(case)) == first, profile.flag


def test_one_sum_after_adding_dropping_and_changing_a_count() -> None:
    at = opened(stage_2(), "plan.py")
    first = both(at)
    press(go(at, "cost.py"), "add_private_visit")
    added = total(at)
    assert added != first
    assert told(at) == f"民間の訪問支援を足しました。{NAME}は、{first}から、{added}になりました。"
    assert both(at) == added
    press(go(at, "cost.py"), "drop_private_visit")
    assert told(at) == f"民間の訪問支援を外しました。{NAME}は、{added}から、{first}になりました。"
    assert both(at) == first
    go(at, "cost.py").selectbox(key="times_free_space").set_value(8).run()
    changed = total(at)
    assert told(at) == f"{NAME}は、{first}から、{changed}になりました。"
    assert both(at) == changed
    at = go(at, "cost.py").selectbox(key="times_free_space").set_value(0).run()
    assert both(at) == total(at)


def test_an_answer_that_changes_nothing_says_so() -> None:
    at = cost_list(stage_2())
    assert told(at) == ""
    at.selectbox(key="cost_month").set_value("2026-12").run()
    assert told(at) == f"{NAME}は、変わりません。"


@pytest.mark.parametrize("first_cost", [False, True])
def test_one_sum_after_a_change_of_the_plan(first_cost: bool) -> None:
    at = opened(stage_2(), "plan.py")
    before = both(at) if first_cost else total(at)
    go(at, "plan.py")
    press(press(at, "plan_open_M3"), "plan_drop_M3")
    assert (total(at) == before) is first_cost  # the cost screen keeps what it counts
    press(press(at, "plan_open_J7"), "plan_next_J7")
    seen = total(at)
    assert both(at) == seen
    words = said(at)
    if first_cost:
        # What the sum counts without a step, and the step that it does not count.
        assert (
            "合計に入っていて、計画の一歩にないもの：精神科デイケア（月 2,500円〜27,200円）"
            in words
        )
        assert "計画の一歩にあって、合計に入っていないもの：就労継続支援B型" in words
    else:
        assert "計画の一歩にあって" not in words
        assert "計画の一歩にないもの" not in words


def test_a_step_that_the_sum_does_not_count_is_added_with_one_press() -> None:
    at = cost_list(stage_2())
    assert "add_from_plan" not in [button.key for button in at.button]
    go(at, "plan.py")
    press(press(at, "plan_open_J7"), "plan_next_J7")
    before = total(go(at, "cost.py"))
    press(at, "add_from_plan")
    assert "計画の一歩から足す" not in labels(at)
    assert "就労継続支援B型を足しました。" in told(at)
    assert total(at) != before
    assert both(at) == total(at)


def test_what_is_counted_without_a_step_is_offered_on_both_screens_and_taken_in() -> None:
    at = press(cost_list(stage_2()), "add_private_visit")
    offer = "合計に入っていて、計画の一歩にないもの：民間の訪問支援（月 10,000円〜30,000円）"
    for screen in ("cost.py", "plan.py"):
        assert offer in said(go(at, screen))
        assert "計画にも入れる：民間の訪問支援" in labels(at)
    before = total(at)
    press(at, "take_in_private_visit")
    assert "「民間の訪問支援」を計画に入れました。" in told(at)
    assert offer not in said(at)
    assert both(at) == before
    (own,) = read_edits(at.session_state["case"]["edits"]).own
    assert (own.title, own.service) == ("民間の訪問支援", "private_visit")
    (fold,) = [one.label for one in at.expander if one.label.startswith("民間の訪問支援")]
    assert fold.replace("\u2060", "") == "民間の訪問支援　*10,000円〜30,000円*"


def test_a_dropped_step_comes_back_and_keeps_its_name() -> None:
    at = cost_list(stage_2())
    go(at, "plan.py")
    press(press(at, "plan_open_M3"), "plan_drop_M3")
    title = "主治医に、デイケアの見学をきく"
    press(at, "take_in_psychiatric_daycare")
    assert f"「{title}」を計画に入れました。" in told(at)
    edits = read_edits(at.session_state["case"].get("edits"))
    assert (edits.own, edits.dropped) == ((), ())


def test_a_plan_that_is_full_says_so_and_changes_nothing() -> None:
    edits = read_edits({})
    for number in range(20):
        edits = add_own(edits, f"用事{number}", "later")
    at = cost_list(stage_2(edits=edits.model_dump(mode="json")))
    press(press(at, "add_private_visit"), "take_in_private_visit")
    assert "計画には、これ以上入れられません。" in told(at)
    assert len(read_edits(at.session_state["case"]["edits"]).own) == 20
    assert "計画にも入れる：民間の訪問支援" in labels(at)


def test_without_any_service_the_sum_is_the_plan_s() -> None:
    at = cost_list(stage_2())
    first = total(at)
    for service in [*at.session_state["case"]["usages"]]:
        press(at, f"drop_{service}")
    html = shown_html(at)
    assert f"<p>{NAME}（計画の「いま」と「次」で数えています）</p>" in html
    assert total(go(at, "plan.py")) == first
    press(go(at, "cost.py"), "add_from_plan")
    assert total(at) == first


def test_what_a_family_typed_for_the_example_is_never_told_of_another() -> None:
    at = press(cost_list(stage_2()), "add_private_visit")
    at.session_state["case"]["answerer"] = "example"
    at.run()
    assert told(at) == ""


def test_a_month_whose_figures_are_not_known_is_named_alike_on_both_screens() -> None:
    at = opened(stage_2(cost={"month": "2027-06"}), "plan.py")
    assert_sound(at)
    go(at, "cost.py")
    seen = {first_amount(at), first_amount(go(at, "plan.py"))}
    assert len(seen) == 1
    assert "500円" in seen.pop()


def first_amount(at: AppTest) -> str:
    """The sum with what is said of it in brackets: a part of it may not be known."""
    found = re.findall(rf"<p>{NAME}.*?を除く）</p><p[^>]*>(.*?)</p>", shown_html(at))
    return re.sub("<.*?>", "", found[0])


# -- which services are medical is the catalogue's to say -----------------------------------------


@pytest.mark.parametrize(
    "service", [one.id for one in load_catalog().services if one.cost_kind == "medical"]
)
def test_every_medical_service_asks_for_the_subsidy_is_counted_and_shown(
    catalog: Catalog, service: str
) -> None:
    at = at_cost({"usages_proposed": True, "usages": {service: {"times": 8}}})
    words = said(at)
    assert "自立支援医療の受給者証" in words
    assert f"{catalog.service(service).name} 8{catalog.service(service).unit}" in words
    assert total(at) != "0円"
    at.radio(key="medical_certificate").set_value("have").run()
    text = at.text_input(key="medical_cap").set_value("2500").run()
    assert_sound(text)
    assert total(at).endswith("2,500円")


def test_without_a_medical_service_the_subsidy_is_not_asked() -> None:
    at = at_cost({"usages_proposed": True, "usages": {"private_visit": {"times": 2}}})
    assert "自立支援医療の受給者証" not in said(at)


# -- amounts in their columns ----------------------------------------------------------------------


def rows_of(at: AppTest, caption: str) -> list[list[str]]:
    """The cells of each row of a table, heads first, as words."""
    (table,) = re.findall(rf"<caption>{caption}</caption>.*?</table>", shown_html(at))
    return [
        [re.sub("<.*?>", "", cell) for cell in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row)]
        for row in re.findall(r"<tr>(.*?)</tr>", table)
    ]


def test_a_doctors_fee_stands_beside_what_to_do_and_the_saving_in_its_column(
    catalog: Catalog,
) -> None:
    care = {"certificate": "none", "tax": "taxed", "income_levy_yen": "20,000"}
    usages = {"psychiatric_outpatient": {"times": 4}, "psychiatric_daycare": {"times": 12}}
    case = {"age": 34, "age_text": "34", "usages_proposed": True, "usages": usages}
    at = at_cost({**case, "cost": {"month": MONTH, "medical": care}})
    asked = CostRequest.model_validate(
        {
            "month": MONTH,
            "person": {"age": 34},
            "medical": {**care, "income_levy_yen": 20_000},
            "usages": [{"service": name, **entry} for name, entry in usages.items()],
        }
    )
    savings = estimate(asked, catalog).savings
    assert any(one.fee and one.fee != one.monthly for one in savings)
    heads, *rows = rows_of(at, "申請すると少なくなるかもしれないこと")
    assert heads == ["すること", "月に減る額"]
    for (words, amount), one in zip(rows, savings, strict=True):
        assert amount == yen_text(one.monthly)
        assert words.startswith(catalog.explanations[one.action].family)
        told = "" if one.fee is None else f"診断書の料金 {yen_text(one.fee)}（1回・要確認）"
        assert told in words
        assert ("診断書の料金" in words) == (one.fee is not None)
