"""民間をえらぶ: what a family types stands in its case, the whole sum comes first, 188 when it should."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from core import CostRequest, YenRange, load_catalog
from core.cost.estimate import Estimate, estimate
from core.provider import LABELS, PriceKind, Quote, total
from core.quote_usage import MOST_TIMES, usage_of
from pages.parts.cost.fold import NAMES, key_of
from pages.parts.kit.labels import plain_label
from tests.core.conftest import sample
from tests.pages.conftest import assert_sound, elements, labels, opened, press, said, shown_html

SCREEN = "private.py"
HOSTILE = "<img src=x onerror=alert(1)> **太** $x$ :smile: \u202eabc 👨‍👩‍👧 [a](http://x)"
CALM: dict[str, Any] = {
    "name": "川の会",
    "price_kind": "per_time",
    "price_yen": "10,000円",
    "times_per_month": "2",
    "months": "6か月",
    "entry_fee_yen": "0",
    "travel_yen_per_time": "800",
    "other_yen": "０",
    "refund": "yes",
}

QUOTED_AS = ("private_visit", "private_counselling", "private_residential")


def screen(*quotes: Any, **more: Any) -> AppTest:
    at = opened({"quotes": list(quotes), **more} if quotes else more, SCREEN)
    assert_sound(at)
    return at


def kept(at: AppTest) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = at.session_state["case"]["quotes"]
    return found


def public_cell(at: AppTest) -> str:
    """What stands for public support beside the first quote."""
    found = re.search(r"<dt>公的な支援なら[^<]*</dt><dd>(.*?)</dd>", shown_html(at))
    assert found is not None
    return re.sub(r"<[^>]+>", " ", found[1]).strip()


def stops(at: AppTest) -> bool:
    return 'class="ashiba-caution ashiba-stop"' in shown_html(at)


def test_an_empty_screen_asks_little_and_shows_no_alarm() -> None:
    at = screen()
    assert not stops(at)
    assert 'href="tel:188"' not in shown_html(at)
    assert "料金を入れると、ここに全部の額が出ます。" in said(at)
    assert "きいてみること" in said(at)
    assert "本人の了解のない連れ出しは支援ではありません" in said(at)
    assert labels(at).count("見積もりを足す") == 1


def test_a_typed_quote_is_kept_and_its_whole_sum_comes_first() -> None:
    at = screen()
    at.text_input(key="private_price_yen_0").set_value("１万円").run()
    at.text_input(key="private_times_per_month_0").set_value("2").run()
    at.text_input(key="private_months_0").set_value("6").run()
    assert_sound(at)
    # 10,000×2×6
    assert "少なくとも 120,000円" in said(at)
    assert "まだわからないもの：はじめにかかるお金（入会金など）・1回の交通費" in said(at)
    for name in ("entry_fee_yen", "travel_yen_per_time", "other_yen"):
        at.text_input(key=f"private_{name}_0").set_value("0").run()
    html = shown_html(at)
    assert html.index("全部で（6か月）") < html.index("1か月あたり") < html.index("公的な支援なら")
    assert "<strong>120,000円</strong>" in html
    assert kept(at)[0]["price_yen"] == "１万円"
    at.switch_page("home.py").run()
    at.switch_page(SCREEN).run()
    assert_sound(at)
    assert at.text_input(key="private_price_yen_0").value == "１万円"


def test_what_is_wrong_is_said_at_its_field_and_stays_as_typed() -> None:
    at = screen(CALM)
    for wrong, words in (("高い", "数字で入れてください"), ("-5", "0円以上"), ("9" * 15, "けた数")):
        at.text_input(key="private_price_yen_0").set_value(wrong).run()
        assert_sound(at)
        assert words in said(at)
        assert kept(at)[0]["price_yen"] == wrong
        assert "料金がわかると出ます" in said(at)
    assert kept(at)[0]["months"] == "6か月"


def test_quotes_are_added_up_to_four_and_one_taken_out_can_come_back() -> None:
    at = screen(CALM)
    for number in range(1, len(LABELS)):
        press(at, "private_add")
        assert len(kept(at)) == number + 1
        at.text_input(key=f"private_price_yen_{number}").set_value(f"{number}000").run()
    assert "見積もりを足す" not in labels(at)
    assert "見積もりは4つまで" in said(at)
    at.radio(key="private_which").set_value(0).run()
    press(at, "private_remove")
    assert [one.get("price_yen") for one in kept(at)] == ["1000", "2000", "3000"]
    press(at, "private_back")
    assert [one.get("price_yen") for one in kept(at)] == ["10,000円", "1000", "2000", "3000"]
    assert at.text_input(key="private_name_0").value == "川の会"


def test_what_cannot_be_read_is_not_lost_when_a_quote_is_brought_back() -> None:
    at = screen(CALM, {"price_yen": "やく五千円"}, {"name": "", "refund": "unknown"})
    press(at, "private_remove")
    press(at, "private_back")
    # The third was empty: it goes.
    assert [one["price_yen"] for one in kept(at)] == ["10,000円", "やく五千円"]
    at = screen({}, {}, {"months": "半年"}, CALM)
    at.radio(key="private_which").set_value(3).run()
    press(at, "private_remove")
    press(at, "private_back")
    assert [one.get("months") for one in kept(at)] == ["半年", "6か月"]
    assert at.radio(key="private_which").value == 1
    assert at.text_input(key="private_name_1").value == "川の会"


def test_taking_out_the_only_quote_leaves_an_empty_one() -> None:
    at = press(screen(CALM), "private_remove")
    assert kept(at) == []
    press(at, "private_back")
    assert [one["name"] for one in kept(at)] == ["川の会"]


def test_one_strong_sign_stops_with_188_and_an_answer_of_no_does_not() -> None:
    at = screen(CALM)
    assert not stops(at)
    at.radio(key="private_flag_hurry_0").set_value("no").run()
    assert not stops(at)
    at.radio(key="private_flag_hurry_0").set_value("yes").run()
    assert_sound(at)
    assert stops(at)
    html = shown_html(at)
    assert 'href="tel:188"' in html
    assert 'href="tel:0570078374"' in html
    assert "弁護士会の法律相談" in said(at)
    assert "見積もりA：「今すぐ」「今日だけ」という勧め" in said(at)


@pytest.mark.parametrize(
    ("price", "seen"), [("14,999", False), ("15,000", False), ("15,001", True)]
)
def test_a_price_above_the_line_names_188_without_alert_colours(price: str, seen: bool) -> None:
    at = screen(CALM | {"price_yen": price})
    assert not stops(at)
    assert ('href="tel:188"' in shown_html(at)) == seen


def test_a_lump_and_no_money_back_stop() -> None:
    assert stops(screen(CALM | {"price_kind": "lump", "price_yen": "570万円", "months": "3"}))
    assert stops(screen(CALM | {"refund": "no"}))
    assert stops(screen(CALM, CALM | {"flags": {"before_meeting": "yes"}}))


def test_beside_a_stop_only_the_signs_are_named_that_are_enough_to_stop() -> None:
    at = screen(CALM | {"flags": {"hurry": "yes", "no_details": "yes"}})
    assert stops(at)
    assert "<p>見積もりA：「今すぐ」「今日だけ」という勧め</p>" in shown_html(at)


def test_how_many_of_how_many_are_kept_each_in_its_place() -> None:
    at = screen(CALM)
    at.text_input(key="private_of_0").set_value("30").run()
    at.text_input(key="private_with_0").set_value("12").run()
    assert_sound(at)
    assert (kept(at)[0]["results_of"], kept(at)[0]["results_with"]) == ("30", "12")
    assert "30人のうち12人" in said(at)


def test_each_quote_stands_beside_its_own_months_of_public_support() -> None:
    usages = {"continuous_employment_b": {"times": 12, "gross_yen_per_time": "7,250"}}
    cost = {"welfare": {"certificate_cap_yen": "9,300"}}
    at = screen(CALM, CALM | {"months": "12"}, usages=usages, usages_proposed=True, cost=cost)
    cells = re.findall(r"<dt>公的な支援なら（同じ(\d+か月)）</dt><dd>(.*?)</dd>", shown_html(at))
    # 7,250×12×0.1 = 8,700 a month.
    assert [months for months, _ in cells] == ["6か月", "12か月"]
    assert ["52,200円" in cells[0][1], "104,400円" in cells[1][1]] == [True, True]


def test_the_same_months_of_public_support_follow_the_familys_own_answers() -> None:
    usages = {"continuous_employment_b": {"times": 12, "gross_yen_per_time": "7,250"}}
    cost = {"welfare": {"certificate_cap_yen": "9,300"}}
    at = screen(CALM, usages=usages, usages_proposed=True, cost=cost)
    # 7,250×12×0.1 = 8,700 a month, ×6
    assert "52,200円" in said(at)
    assert "費用の見積もりに入っている支援" in said(at)


def test_the_public_sum_says_its_month_and_whether_it_needs_checking() -> None:
    usages = {"continuous_employment_b": {"times": 12}}
    cost = {"month": "2026-11", "welfare": {"certificate_cap_yen": "9,300"}}
    at = screen(CALM, CALM, usages=usages, usages_proposed=True, cost=cost)
    # The catalogue's prices of B, 5,200–10,600, are DER in data/figures.csv:
    # 5,200×12×0.1×6 = 37,440; 10,600×12×0.1 = 12,720, stopped at 9,300, ×6 = 55,800.
    cell = public_cell(at)
    assert "37,440円〜" in cell
    assert "55,800円" in cell
    assert "要確認" in cell
    assert "2026年11月の決まりで計算" in cell
    assert "要確認の額には" in said(at)
    sure = {"continuous_employment_b": {"times": 12, "gross_yen_per_time": "7,250"}}
    at = screen(CALM, usages=sure, usages_proposed=True, cost=cost)
    assert "2026年11月の決まりで計算" in public_cell(at)
    assert "要確認" not in public_cell(at)
    assert "要確認の額には" not in said(at)


def test_without_the_months_one_month_of_public_support_is_called_so() -> None:
    usages = {"continuous_employment_b": {"times": 12, "gross_yen_per_time": "7,250"}}
    cost = {"month": "2026-11", "welfare": {"certificate_cap_yen": "9,300"}}
    at = screen(CALM | {"months": ""}, {}, usages=usages, usages_proposed=True, cost=cost)
    html = shown_html(at)
    assert "<dt>公的な支援なら（1か月）</dt>" in html
    # 7,250×12×0.1
    assert "8,700円" in public_cell(at)
    # Beside what is empty no sum stands.
    assert html.count("2026年11月の決まりで計算") == 1


def test_where_the_month_has_no_figures_it_is_said() -> None:
    at = screen(CALM, cost={"month": "2020-01"})
    assert "この道具に入っていません" in said(at)


def test_no_sum_of_nothing_stands_where_a_figure_of_the_month_is_missing() -> None:
    # 生活訓練 has prices up to 2027-03; the rest of the usual set is free.
    at = screen(CALM, cost={"month": "2027-08"})
    assert public_cell(at) == "まだ出せません"
    assert "2027年8月の「生活訓練（通所）1日の総費用」は、まだ決まっていない" in said(at)
    assert "まだ決まっていない額は、入っていません" not in said(at)


def test_what_could_be_counted_is_the_least_where_a_figure_is_missing() -> None:
    usages = {
        "continuous_employment_b": {"times": 12, "gross_yen_per_time": "7,250"},
        "life_skills_training": {"times": 8},
    }
    cost = {"month": "2027-08", "welfare": {"certificate_cap_yen": "9,300"}}
    at = screen(CALM, usages=usages, usages_proposed=True, cost=cost)
    # 7,250×12×0.1 = 8,700 a month, ×6, and 生活訓練 on top.
    assert public_cell(at).startswith("少なくとも 52,200円")
    assert "まだ決まっていない額は、入っていません。" in said(at)
    assert "2027年8月の「生活訓練" in said(at)


def test_the_terms_of_ending_early_are_written_and_stand_beside_the_others() -> None:
    at = screen(CALM)
    at.text_area(key="private_cancel_0").set_value("1か月前まで。解約料は2万円").run()
    assert_sound(at)
    assert kept(at)[0]["cancel"] == "1か月前まで。解約料は2万円"
    html = shown_html(at)
    assert html.index("返金の決まり") < html.index("解約料・期限・返る額")
    assert '<span class="ashiba-own">1か月前まで。解約料は2万円</span>' in html


@pytest.mark.parametrize("who", ["family", "person", "example"])
def test_each_voice(who: str) -> None:
    at = screen(CALM, CALM | {"refund": "no"}, answerer=who)
    words = said(at)
    if who == "person":
        assert not [word for word in ("本人", "ご家族", "お子") if word in words]
        assert "わたしに会う前に" in words
    assert "None" not in words


def test_what_a_family_writes_is_shown_as_text_only() -> None:
    at = screen(CALM | {"name": HOSTILE[:30], "note": HOSTILE, "expertise": HOSTILE})
    html = shown_html(at)
    assert "<img src=x" not in html
    assert "&lt;img src=x" in html


def test_the_own_name_of_a_quote_is_no_markdown_in_the_choice_of_quotes() -> None:
    at = screen(CALM | {"name": "*甲* :red[乙]"}, CALM | {"name": "![x](https://a.jp/b)"})
    first, second = at.radio(key="private_which").options
    assert first == "A　\\*甲\\* \\:red\\[乙\\]"
    assert "![" not in second
    assert "](" not in second
    # A link is looked for once more when the backslashes are gone.
    assert "https://" not in second.replace("\\", "")


@pytest.mark.parametrize(
    "text",
    ["ふつうの名前", "川の会（西）", "[a](b) <b> $x$ `c` ~d~ #1 1. - + | {e} _f_ ! \\ & : >", ""],
)
def test_a_plain_label_shows_the_characters_that_were_written(text: str) -> None:
    shown = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", plain_label(text))
    assert shown.replace("\u2060", "") == text


@pytest.mark.parametrize(
    "text",
    ["https://a.jp", "WWW.a.jp", "a@b.jp", ":material/home:", ":streamlit:", "a -> b", "a -- b"],
)
def test_no_address_no_icon_and_no_arrow_is_made_of_a_plain_label(text: str) -> None:
    assert text not in plain_label(text).replace("\\", "")


def test_a_plain_label_stands_on_one_line() -> None:
    assert plain_label(" 甲\r\n\n  乙\u2028丙\t") == "甲 乙 丙"


@pytest.mark.parametrize(
    "broken",
    [
        "x",
        5,
        {"0": CALM},
        [None, 3, "x", []],
        [{name: [1] for name in Quote.model_fields}],
        [{name: {"a": 1} for name in Quote.model_fields}],
        [dict.fromkeys(Quote.model_fields, "�")],
        [dict.fromkeys(Quote.model_fields, "9" * 5000)],
        [dict.fromkeys(Quote.model_fields, -1)],
        [dict.fromkeys(Quote.model_fields, True)],
        [{"price_yen": 1.5, "price_kind": "lump", "flags": {"hurry": ["yes"], "old": "yes"}}],
        [CALM] * 9,
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_broken_tab_still_shows_the_screen(broken: Any) -> None:
    at = opened({"quotes": broken}, SCREEN)
    assert_sound(at)
    assert at.title[0].value == "民間をえらぶ"
    assert len(kept(at)) <= 4
    at.text_input(key="private_price_yen_0").set_value("8000").run()
    assert_sound(at)
    assert kept(at)[0]["price_yen"] == "8000"


def test_no_sign_is_said_only_where_every_sign_was_answered() -> None:
    at = screen(CALM)
    assert "まだ答えていない項目があります" in said(at)
    assert "答えた中にはありません" not in said(at)
    keys = [
        one.key.removeprefix("private_flag_") for one in at.radio if "_flag_" in (one.key or "")
    ]
    flags = {key.removesuffix("_0"): "no" for key in keys}
    assert len(flags) == 13
    at = screen(CALM | {"flags": flags})
    assert "答えた中にはありません" in said(at)
    assert "まだ答えていない項目があります" not in said(at)


def test_looking_at_the_screen_stores_no_quote() -> None:
    at = screen()
    assert not at.session_state["case"].get("quotes")
    at.switch_page("cost.py").run()
    at.switch_page(SCREEN).run()
    assert_sound(at)
    assert not at.session_state["case"].get("quotes")


@pytest.mark.parametrize(
    ("key", "typed", "stored"),
    [
        ("private_name_0", "川の会", {"name": "川の会"}),
        ("private_months_0", "6", {"months": "6"}),
    ],
)
def test_the_first_words_make_the_quote(key: str, typed: str, stored: dict[str, str]) -> None:
    at = screen()
    at.text_input(key=key).set_value(typed).run()
    assert_sound(at)
    assert [{k: v for k, v in one.items() if k != "flags"} for one in kept(at)] == [stored]


def test_the_first_choice_alone_makes_the_quote() -> None:
    at = screen()
    at.radio(key="private_flag_hurry_0").set_value("yes").run()
    assert_sound(at)
    assert kept(at)[0]["flags"] == {"hurry": "yes"}
    assert stops(at)
    at = screen()
    at.radio(key="private_kind_0").set_value("lump").run()
    assert_sound(at)
    assert kept(at)[0]["price_kind"] == "lump"
    at = screen()
    at.text_area(key="private_cancel_0").set_value("1か月前まで").run()
    assert_sound(at)
    assert kept(at)[0]["cancel"] == "1か月前まで"


def test_two_fields_at_once_and_one_more_quote_lose_nothing() -> None:
    at = screen()
    at.text_input(key="private_price_yen_0").set_value("8000")
    at.radio(key="private_flag_hurry_0").set_value("no")
    at.text_input(key="private_months_0").set_value("3")
    press(at, "private_add")
    first, second = kept(at)
    assert (first["price_yen"], first["months"], first["flags"]) == ("8000", "3", {"hurry": "no"})
    assert not any(second.values())


def test_the_form_of_a_new_quote_stands_right_below_the_button() -> None:
    at = press(screen(CALM), "private_add")
    order = [getattr(one, "label", "") or getattr(one, "value", "") for one in elements(at._tree)]
    place = order.index("見積もりを足す")
    assert order[place + 1] == "見積もりB"
    assert "書く見積もり" in order[:place]
    # What stood above for the first quote is still on the screen.
    assert "本人の了解のない連れ出しは支援ではありません" in said(at)


# -- into the cost estimate -------------------------------------------------------------------


def usages(at: AppTest) -> dict[str, Any]:
    found: dict[str, Any] = at.session_state["case"]["usages"]
    return found


def private_only(**more: Any) -> dict[str, Any]:
    """A family whose cost screen holds nothing that is not put in here."""
    return {"usages": {}, "usages_proposed": True, "cost": {"month": "2026-11"}, **more}


def listed(at: AppTest) -> AppTest:
    """The list of all answers about cost, as the same visit."""
    at.query_params["list"] = ""
    at.switch_page("cost.py").run()
    for name in NAMES:
        at.session_state[key_of(name)] = True
    return at.run()


def at_cost(at: AppTest) -> str:
    assert_sound(listed(at))
    return re.sub(r"<[^>]+>", "", shown_html(at))


def test_a_price_per_time_enters_the_cost_with_its_travel() -> None:
    at = screen(CALM, **private_only())
    assert "費用の見積もりに入れました。" not in said(at)
    press(at, "private_cost_A")
    assert "費用の見積もりに入れました。" in said(at)
    assert "入れかわりました" not in said(at)
    # (10,000 + 800) × 2
    assert "月 21,600円" in at_cost(at)
    # 10,000 × 2 × 6
    assert at.text_input(key="lump_total_private_visit").value == "120000"
    assert at.radio(key="lump_paid_monthly_private_visit").value is True
    assert at.selectbox(key="times_private_visit").value == 2


def test_without_the_months_a_price_per_time_enters_as_such() -> None:
    at = screen(CALM | {"months": "", "entry_fee_yen": "5000"}, **private_only())
    assert "はじめのお金と、そのほかのお金は、はじめの月に1回だけ数えます" in said(at)
    press(at, "private_cost_A")
    assert usages(at)["private_visit"]["entry_yen"] == 5_000
    assert "月 21,600円" in at_cost(at)
    assert at.text_input(key="low_private_visit").value == "10000"
    assert at.selectbox(key="times_private_visit").value == 2


QUOTED = CALM | {
    "price_yen": "12,000円",
    "times_per_month": "4",
    "entry_fee_yen": "50,000円",
    "travel_yen_per_time": "1,500",
    "other_yen": "",
}


def test_a_quote_for_months_stands_whole_in_the_cost_with_all_that_is_paid_once() -> None:
    at = screen(QUOTED, **private_only())
    words = said(at)
    # 12,000×4×6 + 50,000 + 1,500×4×6
    assert "少なくとも 374,000円" in words
    assert "6か月の契約として入れます。" in words
    assert "はじめの月に1回だけ数えます" in words
    assert "まだわからないので、入らないもの：そのほか" in words
    press(at, "private_cost_A")
    told = at_cost(at)
    assert "374,000円" in told
    # 12,000×4 + 1,500×4, and 50,000 more in the first month.
    assert "月 54,000円" in told
    assert "はじめの月（1回だけの費用も入れて）104,000円" in told
    assert "12か月374,000円" in told
    assert "先払い" not in told


def test_a_lump_enters_the_cost_whole() -> None:
    lump = {"price_kind": "lump", "price_yen": "500万円", "months": "6", "entry_fee_yen": "30万円"}
    at = screen(CALM | lump | {"travel_yen_per_time": "0", "other_yen": "4万円"}, **private_only())
    press(at, "private_cost_A")
    told = at_cost(at)
    # 5,000,000 + 40,000 + 300,000; a month 5,040,000 / 6.
    assert "5,340,000円" in told
    assert "月 840,000円" in told


MONTHLY = {
    "price_kind": "monthly",
    "months": "",
    "travel_yen_per_time": "",
    "entry_fee_yen": "5000",
}


@pytest.mark.parametrize(
    ("change", "told", "price", "times"),
    # Without the months.
    [
        ({"times_per_month": "4"}, "1回あたりに直して入れます", "2500", 4),
        # 10,000 / 3 = 3,333.3…
        ({"times_per_month": "3"}, "1か月分を、1回10,000円として入れます", "10000", 1),
        ({"times_per_month": ""}, "1か月分を、1回10,000円として入れます", "10000", 1),
    ],
)
def test_a_monthly_price_enters_to_the_yen_and_it_is_said_how(
    change: dict[str, str], told: str, price: str, times: int
) -> None:
    at = screen(CALM | MONTHLY | change, **private_only())
    assert told in said(at)
    assert "切り上げ" not in said(at)
    assert "はじめのお金と、そのほかのお金は、はじめの月に1回だけ数えます" in said(at)
    press(at, "private_cost_A")
    assert "月 10,000円" in at_cost(at)
    assert at.text_input(key="low_private_visit").value == price
    assert at.selectbox(key="times_private_visit").value == times


def test_a_monthly_price_that_its_times_do_not_divide_takes_all_its_travel_along() -> None:
    at = screen(CALM | MONTHLY | {"times_per_month": "3", "travel_yen_per_time": "800"})
    assert "交通費は、3回分をまとめて入れます" in said(at)
    at = screen(CALM | MONTHLY | {"times_per_month": "", "travel_yen_per_time": "800"})
    assert "回数がわからないので、交通費は1か月に1回分です" in said(at)


def put_in(quote: Quote, service: str) -> Estimate:
    """The estimate with nothing but the quote in it."""
    entry, _ = usage_of(quote, load_catalog().service(service))
    assert entry is not None
    fields = {key: value for key, value in entry.items() if key != "mode"}
    usage = {"service": service, **fields}
    request = CostRequest.model_validate({"month": "2026-11", "usages": [usage]})
    return estimate(request, load_catalog())


@sample(60)
@given(
    service=st.sampled_from(QUOTED_AS),
    kind=st.sampled_from(["per_time", "monthly"]),
    price=st.integers(0, 3_000_000),
    times=st.none() | st.integers(1, MOST_TIMES),
    travel=st.none() | st.integers(0, 20_000),
)
def test_a_month_put_into_the_cost_is_the_month_of_the_quote(
    service: str, kind: PriceKind, price: int, times: int | None, travel: int | None
) -> None:
    if kind == "per_time":
        times = times or 1
    quote = Quote(
        price_kind=kind, price_yen=price, times_per_month=times, travel_yen_per_time=travel
    )
    result = put_in(quote, service)
    each_month = price * (times or 1) if kind == "per_time" else price
    assert result.monthly == YenRange.of(each_month + (travel or 0) * (times or 1))
    assert result.monthly == YenRange.of(total(quote).monthly or 0)


@sample(120)
@given(
    service=st.sampled_from(QUOTED_AS),
    kind=st.sampled_from(["per_time", "monthly", "lump"]),
    price=st.integers(0, 2_000_000),
    times=st.none() | st.integers(1, MOST_TIMES),
    months=st.integers(1, 15),
    once=st.tuples(*[st.none() | st.integers(0, 500_000)] * 2),
    travel=st.none() | st.integers(0, 20_000),
)
def test_the_whole_sum_put_into_the_cost_is_that_of_the_quote(
    service: str,
    kind: PriceKind,
    price: int,
    times: int | None,
    months: int,
    once: tuple[int | None, int | None],
    travel: int | None,
) -> None:
    if kind == "per_time":
        times = times or 1
    quote = Quote(
        price_kind=kind,
        price_yen=price,
        times_per_month=times,
        months=months,
        entry_fee_yen=once[0],
        other_yen=once[1],
        travel_yen_per_time=travel,
    )
    result, whole = put_in(quote, service), total(quote).whole
    (contract,) = result.contracts
    assert contract.whole == YenRange.of(whole)
    assert contract.monthly_with_all == total(quote).monthly
    if months <= 12:
        assert result.first_year == result.first_year_in_advance == YenRange.of(whole)
    if kind == "lump":
        assert contract.red_flag
        return
    # Paid by the month: what is paid once comes first, then equal months.
    assert result.first_month_in_advance == result.first_month
    paid = result.first_month + result.monthly.times(months - 1)
    assert paid == YenRange.of(whole)
    by_time = price / 1 if kind == "per_time" else price / (times or 1)
    dear = by_time > 15_000 and service != "private_residential"
    assert contract.red_flag == dear


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"price_yen": ""}, "料金を入れると"),
        ({"times_per_month": ""}, "1か月の回数を入れると"),
        ({"times_per_month": "32"}, "1か月31回まで"),
        ({"price_kind": "lump", "months": ""}, "契約の月数を入れると"),
        # 900,000,000 × 2 × 6 is no sum that the cost screen takes.
        ({"price_yen": "900000000"}, "けた数を確かめると"),
    ],
)
def test_what_is_missing_for_the_cost_is_said(change: dict[str, str], told: str) -> None:
    at = screen(CALM | change, **private_only())
    assert told in said(at)
    assert "見積もりAを費用に入れる" not in labels(at)


def test_what_stood_in_the_cost_is_told_and_comes_back() -> None:
    mine = {"times": 4, "price_low_yen": "7000"}
    at = screen(CALM, CALM | {"price_yen": "9000"}, **private_only(usages={"private_visit": mine}))
    assert "その中身と入れかわります" in said(at)
    press(at, "private_cost_B")
    assert "前に入っていた「民間の訪問支援」と入れかわりました" in said(at)
    # 9,000 × 2 × 6
    assert usages(at)["private_visit"]["lump"]["total_yen"] == 108_000
    press(at, "private_cost_back")
    assert usages(at) == {"private_visit": mine}
    assert "費用の見積もりに入れました。" not in said(at)
    press(at, "private_cost_A")
    listed(at)
    at.selectbox(key="times_private_visit").set_value(1).run()
    at.switch_page(SCREEN).run()
    assert_sound(at)
    # A change made on the cost screen is not undone from here.
    assert "前に入っていた中身にもどす" not in labels(at)
    assert usages(at)["private_visit"]["times"] == 1


def choose(at: AppTest, service: str) -> AppTest:
    at.radio(key="private_cost_as").set_value(service).run()
    assert_sound(at)
    return at


def test_a_quote_goes_in_as_the_kind_of_support_that_was_chosen() -> None:
    at = screen(CALM, **private_only())
    kinds = at.radio(key="private_cost_as")
    assert kinds.label == "どの支援として入れますか"
    # One that is added stands behind ours.
    assert kinds.options[:3] == ["民間の訪問支援", "民間のカウンセリング", "民間の宿泊型施設"]
    press(choose(at, "private_counselling"), "private_cost_A")
    assert "見積もりAを、「民間のカウンセリング」として入れました" in said(at)
    assert set(usages(at)) == {"private_counselling"}
    at_cost(at)
    assert "民間のカウンセリングの契約は、6か月の全部で" in said(at)
    # Remembered for the visit.
    at.switch_page(SCREEN).run()
    assert at.radio(key="private_cost_as").value == "private_counselling"
    press(at, "private_cost_back")
    assert usages(at) == {}


def test_a_place_to_live_is_put_in_by_the_month_and_not_by_the_time() -> None:
    monthly = {"price_kind": "monthly", "price_yen": "18万円", "entry_fee_yen": "30万円"}
    at = screen(CALM | monthly | {"times_per_month": "3"}, **private_only())
    press(choose(at, "private_residential"), "private_cost_A")
    entry = usages(at)["private_residential"]
    # 180,000 × 6; the travel of 3 times is 800 × 3.
    assert (entry["times"], entry["lump"]["total_yen"]) == (1, 1_080_000)
    assert entry["extras_yen_per_time"] == 2_400
    told = at_cost(at)
    # 1,080,000 + 300,000 + 2,400 × 6
    assert "1,394,400円" in told
    assert "月 182,400円" in told
    assert "ふつうより高い料金" not in told


def test_without_its_months_a_place_to_live_takes_the_usual_money_at_the_start() -> None:
    monthly = {"price_kind": "monthly", "price_yen": "18万円", "months": ""}
    at = choose(screen(CALM | monthly, **private_only()), "private_residential")
    assert "よくある額で数えます" not in said(at)  # an entry fee of 0 is known
    unknown = CALM | monthly | {"entry_fee_yen": ""}
    at = choose(screen(unknown, **private_only()), "private_residential")
    assert "入るときの費用は、よくある額で数えます" in said(at)


def test_a_quote_put_in_again_as_another_kind_takes_the_first_one_out() -> None:
    at = press(screen(CALM, **private_only()), "private_cost_A")
    first = usages(at)["private_visit"]
    choose(at, "private_counselling")
    assert (
        "押すと、「民間の訪問支援」に入れた分は外れて、「民間のカウンセリング」に入ります"
        in said(at)
    )
    press(at, "private_cost_A")
    assert "前に入れた「民間の訪問支援」は、外しました" in said(at)
    assert usages(at) == {"private_counselling": first}
    press(at, "private_cost_back")
    assert usages(at) == {"private_visit": first}
    # And what was put in before is taken back as before.
    press(at, "private_cost_back")
    assert usages(at) == {}
    assert "費用の見積もりに入れました。" not in said(at)


def test_what_stood_there_before_any_quote_comes_back_when_the_quote_moves() -> None:
    mine = {"times": 4, "price_low_yen": "7000"}
    at = screen(CALM, CALM | {"price_yen": "9000"}, **private_only(usages={"private_visit": mine}))
    press(press(at, "private_cost_A"), "private_cost_B")
    press(choose(at, "private_counselling"), "private_cost_B")
    # Not quote A, which B had replaced: only one quote stands there at a time.
    assert usages(at)["private_visit"] == mine
    assert usages(at)["private_counselling"]["lump"]["total_yen"] == 108_000
    assert "「民間の訪問支援」は、その前の中身にもどしました" in said(at)
    # What was changed since is not undone from here.
    at.session_state["case"]["usages"]["private_visit"] = {"times": 2}
    at.run()
    assert "private_cost_back" not in {button.key for button in at.button}
    press(choose(at, "private_residential"), "private_cost_B")
    assert set(usages(at)) == {"private_visit", "private_residential"}
    assert usages(at)["private_visit"] == {"times": 2}


def test_what_stands_under_the_chosen_kind_is_told_before_it_is_replaced() -> None:
    mine = {"times": 1, "price_low_yen": "7000"}
    at = screen(CALM, **private_only(usages={"private_counselling": mine}))
    assert "その中身と入れかわります" not in said(at)
    choose(at, "private_counselling")
    assert "いま「民間のカウンセリング」が入っています" in said(at)
    press(at, "private_cost_A")
    press(at, "private_cost_back")
    assert usages(at) == {"private_counselling": mine}


def test_the_same_quote_pressed_twice_is_taken_back_at_once() -> None:
    at = press(press(screen(CALM, **private_only()), "private_cost_A"), "private_cost_A")
    press(at, "private_cost_back")
    assert usages(at) == {}


def test_the_public_months_stay_the_same_when_a_quote_was_put_in() -> None:
    association = {"family_association": {"times": 1}}
    at = screen(CALM, **private_only(usages=association))
    before = public_cell(at)
    assert before == public_cell(screen(CALM, **private_only()))
    assert public_cell(press(at, "private_cost_A")) == before


def test_a_quote_put_in_first_does_not_keep_the_proposal_away() -> None:
    at = press(screen(CALM), "private_cost_A")
    assert at.session_state["case"]["usages_proposed"] is True
    plain = opened({}, "cost.py").session_state["case"]["usages"]
    assert set(usages(at)) == {*plain, "private_visit"}
    press(at, "private_cost_back")
    assert set(usages(at)) == set(plain) - {"private_visit"}
