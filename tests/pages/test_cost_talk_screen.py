"""The talk about cost on the screen: one question, what the answer did, back, the list, the end."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.case.answers import from_tab
from core.case_file import pack_case, resume, unpack_case
from core.catalog import Catalog
from core.cost import once, otherwise, savings
from pages.parts.cost.question import TYPE_OR_UNKNOWN
from pages.parts.kit.roles import CHOSEN
from tests.pages.conftest import (
    MONTH,
    assert_sound,
    case_of,
    checked,
    cost_end,
    labels,
    opened,
    press,
    said,
    shown_html,
    to_cost_list,
)

NAME = "月に払う額の合計"
FAMILY: dict[str, Any] = {
    "answerer": "family",
    "age": 34,
    "age_text": "34",
    "usages_proposed": True,
    "usages": {
        "psychiatric_outpatient": {"times": 2},
        "employment_transition": {"times": 8},
        "family_association": {"times": 1},
    },
    "cost": {"month": MONTH},
}
PRIVATE = {**FAMILY, "usages": FAMILY["usages"] | {"private_visit": {"times": 2}}}


def question(at: AppTest) -> str:
    (title,) = at.title
    return str(title.value)


def answer(at: AppTest, words: str) -> AppTest:
    """Press the answer with these words."""
    found = [one for one in at.button if one.label.split(" ")[0] == words]
    assert len(found) == 1, (words, labels(at))
    found[0].click().run()
    assert_sound(at)
    return at


def told(at: AppTest) -> str:
    return "".join(re.findall(r'<p (?:class="ce-told" )?role="status">(.*?)</p>', shown_html(at)))


def total(at: AppTest) -> str:
    (found,) = re.findall(rf'<p>{NAME}</p><p class="ashiba-amount">月 (.*?)</p>', shown_html(at))
    return re.sub("<.*?>", "", found)


# -- one question at a time -----------------------------------------------------------------------


def test_a_question_stands_alone_with_the_amount_of_now() -> None:
    at = opened(FAMILY, "cost.py")
    assert question(at) == "本人（と配偶者）に、住民税がかかっていますか。"
    # 通院: a tenth of 4,280 to 9,070 or three tenths, twice: 860 to 5,440; 家族会 500 to 1,000;
    # 就労移行: a tenth of 5,100 to 15,500 on eight days, and nothing without tax.
    assert total(at) == "1,360円〜18,840円"
    assert not at.radio or [one.label for one in at.radio] == ["文字の大きさ"]
    assert told(at) == ""


def test_the_foot_says_what_an_answer_did_also_nothing() -> None:
    at = answer(opened(FAMILY, "cost.py"), "非課税")
    assert total(at) == "1,360円〜6,440円"
    assert told(at) == "「非課税」で、多い月が12,400円下がりました。"
    assert "前の「多い月」" in said(at)
    answer(at, "ある・これから申請する")
    assert told(at) == "「ある・これから申請する」で、変わりませんでした。"


def test_it_stops_where_little_is_left_says_so_and_goes_on_if_wished() -> None:
    at = opened(FAMILY, "cost.py")
    for words in ("非課税", "ある・これから申請する", "5,000円"):
        answer(at, words)
    assert question(at) == "費用の見積もり"
    assert "続けて聞く（多くて960円の差）" in labels(at)
    press(at, "open_cost_further")
    assert question(at).endswith("の料金は、1回いくらですか。")
    for _ in range(2):
        here = question(at)
        answer(at, "500円" if here.startswith("ひきこもり家族会") else "4,570円")
    assert question(at) == "費用の見積もり"
    assert total(at) == "1,420円"  # 460 × 2 + 500
    assert not [one for one in labels(at) if one.startswith("続けて聞く")]
    assert told(at).endswith("に決まりました。")


def test_back_leads_to_the_question_before_and_shows_its_answer() -> None:
    at = answer(opened(FAMILY, "cost.py"), "課税")
    press(at, "leave_back_cost")
    assert question(at) == "本人（と配偶者）に、住民税がかかっていますか。"
    assert [one for one in labels(at) if "えらんでいます" in one] == [
        "課税 :small[かかる] *えらんでいます*"
    ]
    before = total(at)
    press(at, "go_cost_on")
    assert total(at) == before
    press(at, "leave_back_cost")
    answer(at, "非課税")
    assert at.session_state["case"]["cost"]["welfare"]["tax"] == "exempt"


def test_the_address_of_a_question_tells_nothing_and_leads_back() -> None:
    at = opened(FAMILY, "cost.py")
    answer(at, "非課税")
    word = at.query_params["q"]
    word = word[0] if isinstance(word, list) else word
    assert re.fullmatch(r"[0-9a-f]{8}", word)
    second = question(at)
    answer(at, "ない")
    at.query_params["q"] = word
    assert question(at.run()) == second
    at.query_params["q"] = "nowhere"
    assert_sound(at.run())


# -- which services -------------------------------------------------------------------------------


WHICH = "どの支援の費用を見ますか。"


def test_with_a_file_back_from_the_first_question_leads_to_the_services_and_on_again() -> None:
    at = opened(FAMILY, "cost.py")
    first = question(at)
    press(at, "leave_back_cost")
    assert question(at) == WHICH
    assert "いくつでも、えらべます。" in said(at)
    press(at, "choose_many_service_continuous_employment_b")
    press(at, "go_cost_services")
    # What is new is asked first; back from it are the services, before all that was asked.
    assert question(at).startswith("就労継続支援B型は、ひと月に何")
    press(at, "leave_back_cost")
    assert question(at) == WHICH
    press(at, "choose_many_service_continuous_employment_b")
    press(at, "go_cost_services")
    assert question(at) == first


def test_an_answer_of_not_known_stays_given_in_the_file(catalog: Catalog) -> None:
    """わからない is not asked again, neither after a reload nor from a file; of an old file it is."""
    at = opened(FAMILY, "cost.py")
    first = question(at)
    answer(at, "わからない")
    second = question(at)
    assert second != first
    case = at.session_state["case"]
    assert question(opened(from_tab(case, catalog), "cost.py")) == second
    day = date(2026, 11, 22)
    packed = pack_case(case, catalog, None, day, False, frozenset())
    loaded = resume(unpack_case(packed.text.encode(), catalog, day), day).case
    assert question(opened(loaded, "cost.py")) == second
    before = {key: one for key, one in loaded.items() if key != "cost_asked"}
    assert question(opened(before, "cost.py")) == first


def test_the_sums_at_the_end_have_their_day_in_words() -> None:
    at = cost_end(FAMILY)
    assert re.search(r"決まりで、\d{4}年\d{1,2}月\d{1,2}日に計算しました。", said(at))


def test_the_end_leads_to_the_services() -> None:
    at = cost_end(FAMILY)
    press(at, "open_cost_which")
    assert question(at) == WHICH


def test_what_the_plan_put_in_says_so() -> None:
    at = opened(case_of("family", checked(), age=34), "cost.py")
    assert question(at) == WHICH
    assert "計画の支援に、印があります。" in said(at)
    assert "いくつでも" not in said(at)


@pytest.mark.parametrize(("difficulty", "is_ticked"), [("yes", True), ("no", False)])
def test_a_box_is_said_to_be_ticked_only_where_one_is(difficulty: str, is_ticked: bool) -> None:
    at = opened(case_of("family", checked(difficulty=difficulty), age=34), "cost.py")
    assert question(at) == WHICH
    ticked = [one for one in labels(at) if CHOSEN in one]
    assert bool(ticked) == is_ticked
    assert ("計画の支援に、印があります。" in said(at)) == is_ticked
    assert ("いくつでも、えらべます。" in said(at)) == (not is_ticked)


def test_who_comes_with_nothing_chooses_services_first_then_how_often() -> None:
    at = opened({"answerer": "family"}, "cost.py")
    assert question(at) == "どの支援の費用を見ますか。"
    press(at, "choose_many_service_employment_transition")
    assert told(at).startswith("就労移行支援を足しました。")
    press(at, "choose_many_service_psychiatric_outpatient")
    press(at, "choose_many_service_psychiatric_outpatient")
    assert told(at).startswith("精神科・心療内科・ひきこもり外来を外しました。")
    press(at, "go_cost_services")
    assert question(at) == "就労移行支援は、ひと月に何日くらい使いますか。"
    answer(at, "8日")
    assert at.session_state["case"]["usages"]["employment_transition"]["times"] == 8
    assert question(at) == "本人（と配偶者）に、住民税がかかっていますか。"


def test_what_the_plan_proposes_is_ticked_and_not_asked_again() -> None:
    at = opened(case_of("family", checked("sometimes"), age=34, in_use=["doctor"]), "cost.py")
    proposed = [one for one in labels(at) if "えらんでいます" in one]
    assert proposed
    press(at, "go_cost_services")
    assert "ひと月に何" not in question(at)


def test_without_any_service_the_end_says_what_to_do() -> None:
    at = opened({**FAMILY, "usages": {}}, "cost.py")
    assert question(at) == "どの支援の費用を見ますか。"
    press(at, "go_cost_services")
    assert "使いたい支援を一つ足すと、ここに金額が出ます。" in said(at)


# -- what is typed --------------------------------------------------------------------------------


def test_what_is_wrong_stands_at_its_field_and_nothing_goes_on() -> None:
    case = {**FAMILY, "cost": {"month": MONTH, "welfare": {"tax": "exempt"}}}
    at = answer(opened(case, "cost.py"), "ある・これから申請する")
    at.text_input(key="medical_cap").set_value("たくさん").run()
    assert 'data-ashiba-for="medical_cap"' in shown_html(at)
    assert "数字で入れてください" in said(at)
    asked = question(at)
    press(at, "do_tick_cost_typed")
    assert question(at) == asked
    at.text_input(key="medical_cap").set_value("").run()
    press(at, "do_tick_cost_typed")
    assert TYPE_OR_UNKNOWN in said(at)
    at.text_input(key="medical_cap").set_value("7,500円").run()
    press(at, "do_tick_cost_typed")
    assert question(at) != asked
    assert at.session_state["case"]["cost"]["medical"]["certificate_cap_yen"] == "7,500円"


def test_a_price_that_was_typed_stands_in_the_list() -> None:
    at = opened(PRIVATE, "cost.py")
    assert question(at) == "民間の訪問支援の料金は、1回いくらですか。"
    at.text_input(key="talk_price_private_visit").set_value("8,000").run()
    press(at, "do_tick_cost_typed")
    to_cost_list(at)
    assert at.text_input(key="low_private_visit").value == "8,000"
    assert at.text_input(key="high_private_visit").value == "8,000"


def test_an_age_is_typed_or_not_known() -> None:
    # A child's cap is 4,600 yen, a grown-up's 9,300; a tenth of 5,100 × 20 days passes both.
    cost = {"month": MONTH, "welfare": {"tax": "taxed", "income_levy_yen": "1"}}
    usages = {"employment_transition": {"times": 20}}
    asked = {"cost_asked": ["welfare.certificate_cap_yen"]}
    case = {**FAMILY, "age": None, "age_text": "", "usages": usages, "cost": cost, **asked}
    at = opened(case, "cost.py")
    assert question(at) == "本人は、何歳ですか。"
    press(at, "go_cost_typed")
    assert TYPE_OR_UNKNOWN in said(at)
    at.text_input(key="ashiba_age").set_value("34歳").run()
    press(at, "go_cost_typed")
    assert at.session_state["case"]["age"] == 34
    assert question(at) != "本人は、何歳ですか。"


# -- the end --------------------------------------------------------------------------------------


def test_several_without_a_fee_are_one_line_with_their_names_in_it() -> None:
    """Beside something that is paid; two of them, as one needs no fold."""
    usages = {"support_centre": {"times": 1}, "health_centre": {"times": 1}}
    usages["family_association"] = {"times": 1}
    html = shown_html(cost_end({**FAMILY, "usages": usages}))
    (free,) = re.findall(r'<li class="paid-free">(.*?)</li>', html, re.S)
    assert "<summary>利用料0円の支援 2つ</summary>" in free
    inside = free.partition("</summary>")[2]
    for name in ("ひきこもり地域支援センター", "保健所・精神保健福祉センター"):
        assert name in inside
    one = {"support_centre": {"times": 1}, "family_association": {"times": 1}}
    alone = shown_html(cost_end({**FAMILY, "usages": one}))
    assert "paid-free" not in alone
    assert "ひきこもり地域支援センター</small>" in alone


def test_the_end_shows_all_that_is_paid_the_largest_first_private_apart() -> None:
    case = {**PRIVATE, "cost": {"month": MONTH, "welfare": {"tax": "exempt"}}}
    html = shown_html(cost_end(case))
    names = re.findall(r'<span class="p-name">(.*?) <small>', html)
    # 860–5,440; 500–1,000; 0; then the private part.
    assert names == [
        "精神科・心療内科・ひきこもり外来",
        "ひきこもり家族会",
        "就労移行支援",
        "民間の訪問支援",
    ]
    amounts = [re.sub("<.*?>", "", one) for one in re.findall(r'<b class="p-yen">(.*?)</b>', html)]
    assert amounts == ["860円〜5,440円", "500円〜1,000円", "0円", "10,000円〜30,000円"]
    assert "民間をのぞくと" in html
    assert "1,360円〜6,440円" in re.sub("<.*?>", "", html)


def test_the_bars_of_the_end_show_both_ends_by_one_yardstick() -> None:
    """1,000–4,000 yen and 2,000–8,000 yen: half as long, and each solid for a quarter."""
    usages = {
        "private_visit": {"times": 1, "price_low_yen": "2000", "price_high_yen": "8000"},
        "private_counselling": {"times": 1, "price_low_yen": "1000", "price_high_yen": "4000"},
    }
    case = {"answerer": "family", "usages_proposed": True, "usages": usages}
    html = shown_html(cost_end(case))
    bars = re.findall(
        r'class="high" style="width:([\d.]+)%"><span class="low" style="width:([\d.]+)%', html
    )
    assert bars[-2:] == [("100.0", "25.0"), ("50.0", "25.0")]


def test_what_lies_in_a_closed_fold_is_not_counted(
    monkeypatch: pytest.MonkeyPatch, catalog: Catalog
) -> None:
    counted: list[str] = []
    for module, name in ((savings, "savings"), (otherwise, "alternatives"), (once, "one_offs")):
        real = getattr(module, name)

        def watched(*args: Any, real: Any = real, name: str = name) -> Any:
            counted.append(name)
            return real(*args)

        monkeypatch.setattr(module, name, watched)
    at = opened({**FAMILY, "cost": {"month": MONTH, "welfare": {"tax": "exempt"}}}, "cost.py")
    for words in ("ある・これから申請する", "5,000円"):
        answer(at, words)
    assert question(at) == "費用の見積もり"
    assert counted == []
    at.session_state["open_cost_less"] = True
    assert_sound(at.run())
    assert counted == ["savings"]


@pytest.mark.parametrize("who", ["family", "person", "example"])
def test_plan_and_talk_and_end_name_one_sum(who: str) -> None:
    at = opened(case_of(who, checked("sometimes")), "cost.py")
    first = total(at)
    assert total(at.switch_page("plan.py").run()) == first
    at.switch_page("cost.py").run()
    for _ in range(12):
        if question(at) == "費用の見積もり":
            break
        go = [one.key for one in at.button if one.key == "go_cost_services"]
        press(at, go[0]) if go else answer(
            at, next(one for one in labels(at) if "わからない" in one)
        )
    assert question(at) == "費用の見積もり"
    last = total(at)
    assert total(at.switch_page("plan.py").run()) == last


def test_a_hard_word_of_a_question_opens_on_the_spot(catalog: Catalog) -> None:
    """非課税 stands in the question about the tax; the services have no such word."""
    html = shown_html(opened(FAMILY, "cost.py"))
    (folded,) = re.findall(r"<summary>ことばの説明</summary>(.*?)</details>", html, re.S)
    words = re.findall(r"<b>(.*?)</b>（.*?）<br>(.*?)</p>", folded)
    assert [word for word, _ in words] == ["配偶者", "非課税"]
    meanings = {one.meaning.family for one in catalog.glossary}
    assert {meaning for _, meaning in words} <= meanings
    first = opened(case_of("family", checked(), age=34), "cost.py")
    assert question(first) == WHICH
    assert "ことばの説明" not in said(first)
