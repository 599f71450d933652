"""支援をさがす as it is drawn: lines, filters, what opens, three side by side, what helps to know."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.catalog import Catalog, load_catalog
from core.edit import PlanEdits, read_edits
from core.find import Wish, find
from pages.parts.find import words as find_words
from pages.parts.find.filter import BOXES
from pages.parts.kit import show
from tests.core.test_data import SERVICES
from tests.pages.conftest import (
    assert_sound,
    case_of,
    checked,
    elements,
    opened,
    said,
    shown_html,
)

FIRST = 8
QUICK = "choose_many_find_{}"
STAGE_1 = checked("no")
STAGE_3 = checked("yes")


def at_find(case: dict[str, Any] | None = None, who: str = "family") -> AppTest:
    at = opened({"answerer": who, **(case or {})}, "find.py")
    assert_sound(at)
    return at


def plain(html: str) -> str:
    """HTML without its tags and without the readings."""
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r"<rt>.*?</rt>", "", html)))


def names(labels: list[str]) -> list[str]:
    """The names in the labels of lines."""
    return [re.sub(r"\\(.)", r"\1", found[1]) for one in labels if (found := NAME.match(one))]


NAME = re.compile(r"\*\*(.+?)\*\*")


def cards(at: AppTest) -> list[str]:
    """The names of the lines, in order."""
    return names([one.label for one in at.expander])


def line_of(at: AppTest, name: str) -> str:
    """The label of one line, without marks."""
    (found,) = (one.label for one in at.expander if names([one.label]) == [name])
    return re.sub(r"\\|\*|`", "", found)


def open_line(at: AppTest, *ids: str) -> AppTest:
    """Open the lines of these services; all for none."""
    for one in ids or [service.id for service in load_catalog().services]:
        at.session_state[f"find_line_{one}"] = True
    at.run()
    assert_sound(at)
    return at


def bodies(at: AppTest) -> dict[str, str]:
    """What stands in each opened line, by the name of the service."""
    found: dict[str, str] = {}
    for fold in at.expander:
        for name in names([fold.label]):
            parts = (one.value for one in elements(fold) if getattr(one, "type", "") == "html")
            found[name] = "".join(parts)
    return found


ALL = {"more_fitting": 60, "more_unmet": 60, "more_waiting": 60}
UNMET, WAITING = "えらんだ条件に合わないもの", "まだ急がなくてよい支援"


def headings(at: AppTest) -> list[str]:
    """The headings of the second rank, in order."""
    return [one.value for one in at.header]


def under(at: AppTest, heading: str) -> str:
    """The labels of the lines between a heading and the next."""
    parts, here = [], False
    for element in elements(at._tree):
        kind = getattr(element, "type", "")
        if kind == "header":
            here = element.value == heading
        elif here and kind == "expander":
            parts.append(element.label)
    return "\n".join(parts)


def cards_under(at: AppTest, heading: str) -> list[str]:
    """The names of the lines of one part."""
    return names(under(at, heading).split("\n"))


def compared(at: AppTest) -> list[str]:
    """The names at the head of the table of the section."""
    (head,) = re.findall(r"ashiba-compare.*?<thead>(.*?)</thead>", shown_html(at), re.S)
    return [plain(one) for one in re.findall(r"<th[^>]*>(.*?)</th>", head)][1:]


def tick(at: AppTest, service_id: str) -> AppTest:
    """「くらべる」 in the line of a service, opened for it."""
    open_line(at, service_id)
    at.button(key=QUICK.format(f"compare_{service_id}")).click().run()
    assert_sound(at)
    return at


# --- lists ---


def test_all_services_can_be_reached_by_see_all(catalog: Catalog) -> None:
    at = at_find()
    # Without a stage the private residence, the help after getting a job and the rest of the law wait.
    assert len(cards(at)) == FIRST
    every = [service.name for service in catalog.services]
    for name in ("more_fitting", "more_waiting"):
        at.button(key=f"open_find_{name}").click().run()
        assert_sound(at)
    assert sorted(cards(at)) == sorted(every)
    at.button(key="leave_up_find_more_waiting").click().run()
    assert_sound(at)
    fitting = [one for one in find(Wish(), catalog) if one.fits]
    assert len(cards(at)) == len(fitting) < len(every)
    assert WAITING not in headings(at)


def test_the_stage_and_the_age_of_the_check_are_filled_in() -> None:
    at = at_find(case_of("family", STAGE_1, age_text="34歳", age=34))
    assert at.radio(key="find_stage").value == 1
    assert at.text_input(key="ashiba_age").value == "34歳"
    assert len(cards(at)) == FIRST
    every = len(load_catalog().services)
    found = find(Wish(stage=1, age=34), load_catalog())
    fits = 17 + sum(one.fits for one in found if one.service.id not in SERVICES)  # 17 of ours
    words = said(at)
    assert f"「ひと息つく」のころに合う順です。{every}のうち、合いそうな支援は{fits}です。" in words
    assert f"まだ急がなくてよい支援（{every - fits}）" in words


def test_in_danger_no_stage_is_filled_in_and_safety_comes_first() -> None:
    at = at_find(case_of("family", checked("no", R1="now")))
    assert at.radio(key="find_stage").value == 0
    assert "いまは、安全のことが先です" in said(at)
    # Nothing is put into a plan that is about safety.
    open_line(at, "support_centre")
    assert not [one for one in at.button if "find_take" in str(one.key)]


def test_a_chosen_stage_stays_whatever_the_check_says() -> None:
    at = at_find(case_of("family", STAGE_1))
    at.radio(key="find_stage").set_value(3).run()
    assert_sound(at)
    assert cards(at)[0] in ("計画相談支援", "地域若者サポートステーション（サポステ）")
    assert at.session_state["case"]["find"]["stage"] == 3
    at.button(key="leave_cross_find_clear").click().run()
    assert at.radio(key="find_stage").value == 0


def press(at: AppTest, box: str) -> None:
    """Ask for a condition, at whichever widget stands for it."""
    if QUICK.format(box) in [one.key for one in at.button]:
        at.button(key=QUICK.format(box)).click().run()
    else:
        at.checkbox(key=f"find_{box}").check().run()
    assert_sound(at)


@pytest.mark.parametrize(
    ("box", "gone"),
    [
        ("family_only", "当事者会・ピアサポート"),
        ("cannot_go_out", "居場所・フリースペース"),
        ("free_only", "フリースクール"),
        ("remote", "精神科デイケア"),
    ],
)
def test_a_box_moves_what_does_not_fit_to_a_part_of_its_own(box: str, gone: str) -> None:
    at = at_find({"find": {"stage": 2, **ALL}})
    assert UNMET not in headings(at)
    before = int(re.findall(r"支援は(\d+)です", said(at))[0])
    assert gone in cards(at)[:before]
    press(at, box)
    after = int(re.findall(r"支援は(\d+)です", said(at))[0])
    assert gone in cards(at)[after:]
    assert len(cards(at)) == len(load_catalog().services)
    unmet, waiting = (cards_under(at, name) for name in (UNMET, WAITING))
    assert gone in unmet
    assert gone not in waiting


def test_what_is_for_the_family_alone_stays_and_what_is_partly_so_comes_later(
    catalog: Catalog,
) -> None:
    at = at_find({"find": {"stage": 2, **ALL}})
    press(at, "family_only")
    alone = {one.name: one.family_alone for one in catalog.services}
    assert "no" not in [alone[name] for name in cards_under(at, "いまに合いそうな支援")]
    assert {alone[name] for name in cards_under(at, UNMET)} == {"no"}
    press_again = at.button(key=QUICK.format("family_only"))
    assert press_again.label == "家族だけで *えらんでいます*"
    press_again.click().run()
    assert UNMET not in headings(at)


def test_the_person_is_asked_for_home_and_never_for_the_family_alone() -> None:
    at = at_find({"find": {"stage": 2, "family_only": True, **ALL}}, "person")
    assert UNMET not in headings(at)
    labels = [one.label for one in at.button if str(one.key).startswith("choose_many_find_")]
    assert labels == ["家から", "無料"]


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        ("family_only", "家族だけで"),
        ("free_only", "無料の支援だけ"),
        ("remote", "電話やオンラインで使える"),
        ("cannot_go_out", "本人が出られない"),
    ],
)
def test_a_line_names_the_condition_that_it_misses(key: str, asked: str) -> None:
    at = at_find({"find": {key: True, "stage": 0, **ALL}})
    assert f"「{asked}」：" in re.sub(r"\\", "", under(at, UNMET))


@pytest.mark.parametrize("key", ["free_only", "remote", "cannot_go_out"])
@pytest.mark.parametrize("who", ["family", "person"])
def test_a_missed_condition_is_named_and_never_called_a_reason_to_wait(key: str, who: str) -> None:
    at = open_line(at_find({"find": {"stage": 2, key: True, **ALL}}, who))
    told, waiting = bodies(at), cards_under(at, WAITING)
    for name in cards_under(at, UNMET):
        assert "いま急がなくてよい理由" not in told[name]
    assert any(f"「{BOXES[key][who == 'person']}」：" in told[n] for n in cards_under(at, UNMET))
    assert waiting
    assert all("いま急がなくてよい理由" in told[name] for name in waiting)


def test_the_first_heading_says_fitting_only_when_something_was_asked() -> None:
    # What may wait and what misses a condition stand behind their names until somebody looks.
    assert headings(at_find())[0] == "支援の一覧"
    assert WAITING not in headings(at_find())
    assert headings(at_find({"find": {"stage": 2}}))[0] == "いまに合いそうな支援"
    asked = at_find({"find": {"free_only": True, **ALL}})
    assert headings(asked)[:3] == ["いまに合いそうな支援", UNMET, WAITING]


def test_a_line_says_name_what_it_is_and_whether_the_family_may_go_alone_and_free() -> None:
    at = at_find()
    assert line_of(at, "ひきこもり地域支援センター") == (
        "ひきこもり地域支援センター ひきこもりの相談の、最初の入口 家族だけで行ける 無料"
    )
    open_line(at, "support_centre")
    box = at.button(key=QUICK.format("compare_support_centre"))
    assert box.label == "くらべる *ひきこもり地域支援センター*"


def test_to_the_person_a_line_does_not_say_whether_the_family_may_go_alone() -> None:
    at = at_find(who="person")
    assert line_of(at, "ひきこもり地域支援センター") == (
        "ひきこもり地域支援センター ひきこもりの相談の、最初の入口 無料"
    )
    assert (
        "家族だけで行ける"
        not in bodies(open_line(at, "support_centre"))["ひきこもり地域支援センター"]
    )


def test_at_fifty_the_youth_station_says_where_to_go_instead() -> None:
    at = at_find({"age": 50, "age_text": "50", "find": {"stage": 3, **ALL}})
    open_line(at, "youth_station")
    assert "15〜49歳。いまは、「ハローワーク・職業訓練」か" in said(at)


@pytest.mark.parametrize(
    "broken",
    [
        [],
        {"stage": "2", "compare": "free_space", "more_fitting": "x", "free_only": "yes"},
        {"stage": True, "compare": [1, None, "nowhere", "pharmacy"], "more_waiting": -5},
        {"stage": 9, "compare": {"a": 1}, "cannot_go_out": 1, "matters": {"free": 1}},
    ],
)
def test_a_tab_that_holds_nonsense_still_shows_the_screen(broken: Any) -> None:
    at = at_find({"find": broken})
    assert at.radio(key="find_stage").value == 0
    assert len(cards(at)) == FIRST


# --- what opens ---


def test_an_opened_line_has_role_tags_when_and_the_first_step() -> None:
    at = open_line(at_find(), "support_centre")
    told = bodies(at)["ひきこもり地域支援センター"]
    for words in (
        "どんなときに使いますか",
        "はじめの一歩は",
        "電話やネットでできる",
        "だれが使えるか・書類・続く長さなど",
        "出典:",
    ):
        assert words in told
    assert "<ruby>地域支援<rt>ちいきしえん</rt></ruby>センター" in told


def test_only_what_is_open_is_drawn() -> None:
    at = at_find({"find": ALL})
    assert set(bodies(at).values()) == {""}
    open_line(at, "free_space")
    assert [name for name, told in bodies(at).items() if told] == ["居場所・フリースペース"]


def test_nothing_that_is_asked_of_a_service_is_lost(catalog: Catalog) -> None:
    told = {name: plain(one) for name, one in bodies(open_line(at_find({"find": ALL}))).items()}
    for service in catalog.services:
        for question in catalog.guide.questions:
            assert question.label.family in told[service.name]
            if question.field != "family_alone":
                assert service.words(question.field, "family") in told[service.name]


def test_every_service_stands_with_its_source() -> None:
    at = open_line(at_find({"find": {"stage": 2, **ALL}}))
    assert len(bodies(at)) == len(load_catalog().services)
    for name, told in bodies(at).items():
        assert re.search("出典: .*確認日 20", told), name


def test_what_is_open_in_the_facts_is_marked() -> None:
    at = open_line(at_find({"find": ALL}), "employment_choice")
    assert "要確認" in bodies(at)["就労選択支援"]


def test_hard_words_get_their_reading_once_and_their_meaning_below() -> None:
    at = open_line(at_find({"find": ALL}), "employment_transition")
    told = bodies(at)["就労移行支援"].split("fd-body")[1:]
    assert all(one.count("<rt>じゅきゅうしゃしょう</rt>") <= 1 for one in told)
    assert "<strong>受給者証</strong>：福祉サービスや" in "".join(told)


def test_mark_up_in_a_text_is_escaped_before_it_gets_readings(catalog: Catalog) -> None:
    html = find_words.Reader(catalog).html("<b onclick=x>受給者証</b> & <script>")
    assert html == (
        "&lt;b onclick=x&gt;<ruby>受給者証<rt>じゅきゅうしゃしょう</rt></ruby>&lt;/b&gt; "
        "&amp; &lt;script&gt;"
    )
    assert find_words.ruby("<手>", "<て>") == "<ruby>&lt;手&gt;<rt>&lt;て&gt;</rt></ruby>"


# --- what matters, and what is good, hard and like there ---


@pytest.mark.parametrize("wish", [{}, {"stage": 2}, {"stage": 3, "free_only": True}])
def test_ticks_tell_of_every_service_and_change_neither_order_nor_number(
    wish: dict[str, Any], catalog: Catalog
) -> None:
    keys = [one.key for one in catalog.guide.matters]
    without = at_find({"age": 34, "age_text": "34", "find": {**ALL, **wish}})
    with_all = at_find({"age": 34, "age_text": "34", "find": {**ALL, **wish, "matters": keys}})
    assert cards(with_all) == cards(without)
    assert headings(with_all) == headings(without)
    (told,) = re.findall(r' role="status">(.*?)</p>', shown_html(without))
    assert f' role="status">{told}</p>' in shown_html(with_all)
    for service in catalog.services:
        for one in catalog.guide.matters:
            answer = find_words.ANSWERS[getattr(service, one.field)]
            assert f"{one.label.family}：{answer}" in line_of(with_all, service.name)
    assert not any("お金がかからない：" in line_of(without, name) for name in cards(without))


def test_a_tick_shows_the_answer_of_each_service_in_words_and_goes_again() -> None:
    at = open_line(at_find({"find": {"stage": 2, **ALL}}), "free_space", "psychiatric_daycare")
    at.checkbox(key="find_matter_no_talking").check().run()
    at.checkbox(key="find_matter_free").check().run()
    assert_sound(at)
    assert at.session_state["case"]["find"]["matters"] == ["no_talking", "free"]
    told = {name: plain(one) for name, one in bodies(at).items()}
    # In the order of the guide, not of the ticks.
    for name, words in {
        "居場所・フリースペース": (
            "お金がかからない一部かからない所もあります。",
            "話さなくてよいはい話さなくても使えます。",
        ),
        "精神科デイケア": ("お金がかからないいいえかかります。",),
    }.items():
        assert all(one in told[name] for one in words), told[name]
        places = [told[name].index(one) for one in words]
        assert places == sorted(places)
    assert "お金がかからない：一部 話さなくてよい：はい" in line_of(at, "居場所・フリースペース")
    at.checkbox(key="find_matter_no_talking").uncheck().run()
    assert at.session_state["case"]["find"]["matters"] == ["free"]
    assert not any("話さなくてよい" in one for one in bodies(at).values())


def test_a_tick_is_no_mark_and_no_colour(catalog: Catalog) -> None:
    keys = [one.key for one in catalog.guide.matters]
    html = bodies(open_line(at_find({"find": {**ALL, "matters": keys}})))
    for one in html.values():
        told = one.split("大事にしたいことでは")[1].split("</ul>")[0]
        assert told.count('class="ashiba-tag"') == len(keys)  # all alike
        assert "style=" not in told
        assert not re.search(r"[○△×◎★☆✓]|\d|点", plain(told))


@pytest.mark.parametrize(
    "broken", ["free", {"free": True}, [1, None, ["free"], "cheap"], 3, [{"a": 1}]]
)
def test_ticks_that_are_none_are_read_as_none(broken: Any) -> None:
    at = at_find({"find": {"matters": broken}})
    assert "大事にしたいことでは" not in said(at)
    at.checkbox(key="find_matter_free").check().run()
    assert_sound(at)
    assert at.session_state["case"]["find"]["matters"] == ["free"]


def test_the_filter_and_the_ticks_leave_each_other_alone() -> None:
    at = at_find({"find": {"stage": 2, "free_only": True, "matters": ["short"]}})
    at.button(key="leave_cross_find_clear").click().run()
    assert_sound(at)
    assert at.session_state["case"]["find"]["matters"] == ["short"]
    assert at.checkbox(key="find_matter_short").value is True


@pytest.mark.parametrize("who", ["family", "person"])
def test_each_service_says_what_is_good_hard_and_like_there_and_that_one_may_not_go(
    who: Any, catalog: Catalog
) -> None:
    told = bodies(open_line(at_find({"find": ALL}, who)))
    for service in catalog.services:
        pairs = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", told[service.name], re.S)
        heads = [plain(head) for head, _ in pairs]
        # One after another, alike.
        start = heads.index("そこでは、どんな様子ですか")
        assert heads[start : start + 4] == [
            "そこでは、どんな様子ですか",
            "よいところは",
            "大変なところ・合わないことは",
            "まだ行かない、という選び方もあります",
        ]
        answers = [plain(answer) for _, answer in pairs[start : start + 4]]
        for field, answer in zip(("there", "good", "hard"), answers, strict=False):
            assert service.words(field, who) in answer
        own = service.words("not_yet_reason", who)
        assert (own or "決める日は、いつでもかまいません。") in answers[3]


def test_to_wait_never_sounds_like_leaving_a_treatment(catalog: Catalog) -> None:
    told = bodies(open_line(at_find({"find": ALL})))
    for service in catalog.services:
        if service.ledger == "medical" and not service.not_yet_reason:
            assert "やめる前に医師に聞けます" in plain(told[service.name])


def test_the_comparison_holds_good_hard_there_not_yet_and_what_matters(catalog: Catalog) -> None:
    picked = ["free_space", "youth_station", "support_centre"]
    at = at_find({"find": {"compare": picked, "matters": ["short", "free"]}})
    (table,) = re.findall(r'<table class="ashiba-compare.*?</table>', shown_html(at), re.S)
    heads = [plain(one) for one in re.findall(r'<th scope="row".*?</th>', table, re.S)]
    assert heads[:2] == ["お金がかからない", "短い時間や見学だけでよい"]
    for one in ("よいところは", "大変なところ・合わないことは", catalog.guide.words.not_yet.title):
        assert heads.count(one) == 1
    rows = re.findall(r"<tr.*?</tr>", table, re.S)
    assert all(row.count("<td") == 3 for row in rows[1:])


# --- cost ---


def test_until_the_family_answered_there_are_words_and_usual_prices_only() -> None:
    words = said(open_line(at_find({"find": ALL})))
    assert "うちの答えでは、月" not in words
    assert "目安：1回" in words


def test_the_familys_own_amount_stands_at_the_service() -> None:
    case = {"age": 34, "age_text": "34", "cost": {"welfare": {"tax": "exempt"}}}
    at = open_line(at_find({**case, "find": {"stage": 3, **ALL}}), "employment_transition")
    assert "うちの答えでは、月12日で 0円" in plain(bodies(at)["就労移行支援"])
    press(at, "free_only")
    # It costs this family nothing.
    assert "就労移行支援" in cards_under(at, "いまに合いそうな支援")


def test_a_month_without_figures_says_so() -> None:
    case = {"cost": {"month": "2031-04", "welfare": {"tax": "taxed"}}, "find": {"stage": 3, **ALL}}
    words = said(open_line(at_find(case), "employment_transition"))
    assert "窓口で確かめてください" in words


# --- side by side ---


def test_three_stand_side_by_side_and_a_fourth_is_answered_with_a_sentence() -> None:
    at = at_find({"find": ALL})
    assert "3つまで並べて見られます" in said(at)
    ids = ("support_centre", "family_association", "health_centre")
    for service_id in ids:
        tick(at, service_id)
    names = ["ひきこもり地域支援センター", "ひきこもり家族会", "保健所・精神保健福祉センター"]
    assert compared(at) == names
    tick(at, "outreach_visit")
    assert "並べられるのは3つまでです。" in said(at)
    assert compared(at) == names
    assert "えらんで" not in at.button(key=QUICK.format("compare_outreach_visit")).label
    assert at.session_state["case"]["find"]["compare"] == list(ids)
    at.button(key="leave_cross_find_drop_family_association").click().run()
    assert_sound(at)
    assert "並べられるのは3つまでです。" not in said(at)
    tick(at, "outreach_visit")
    assert compared(at)[2].startswith("公的な訪問支援")


def test_unticking_takes_a_service_out_and_the_lines_stay() -> None:
    at = at_find({"find": {"compare": ["support_centre", "private_residential"], **ALL}})
    before = cards(at)
    tick(at, "support_centre")
    assert compared(at) == ["民間の宿泊型施設"]
    assert cards(at) == before


def test_the_table_opens_where_one_stands() -> None:
    at = tick(at_find(), "support_centre")
    at.button(key="open_find_table_support_centre").click().run()
    assert_sound(at)
    assert shown_html(at).count('class="ashiba-compare') == 2


# --- into the plan ---


def edits(at: AppTest) -> Any:
    """The changes of the plan that the case holds."""
    return read_edits(at.session_state["case"].get("edits"))


def test_a_service_goes_into_the_plan_and_comes_out_again() -> None:
    at = open_line(at_find({"find": {"stage": 2, **ALL}}), "private_visit")
    assert edits(at) == PlanEdits()
    at.button(key="do_list_find_take_private_visit").click().run()
    assert_sound(at)
    assert edits(at) != PlanEdits()
    assert 'class="fd-done" role="status">「' in shown_html(at)
    assert "を計画に入れました。" in said(at)
    assert "do_list_find_take_private_visit" not in [one.key for one in at.button]
    at.button(key="leave_undo_find_private_visit").click().run()
    assert_sound(at)
    assert edits(at) == PlanEdits()
    assert "計画から外しました。" in said(at)
    assert "do_list_find_take_private_visit" in [one.key for one in at.button]


def test_what_stands_in_the_plan_says_so_instead_of_going_in_twice() -> None:
    at = open_line(at_find(case_of("family", STAGE_1)), "support_centre")
    assert "計画に入っています。" in said(at)
    assert "do_list_find_take_support_centre" not in [one.key for one in at.button]


# --- what helps to know ---


def opened_guide(at: AppTest) -> AppTest:
    """The three folds below the lists."""
    for name in ("topics", "beliefs", "listening"):
        at.session_state[f"open_find_{name}"] = True
    at.run()
    assert_sound(at)
    return at


def test_all_topics_stand_with_their_source(catalog: Catalog) -> None:
    html = shown_html(opened_guide(at_find()))
    guide = catalog.guide
    for one in guide.guides:
        assert f"<summary>{one.title.family}</summary>" in unescape(html)
    for one in (*guide.guides, guide.listening):
        tag = f" {show.CHECK_TAG}" if one.needs_check else ""
        told = f"出典: {one.source}（確認日 {one.checked_on}）{tag}</div>"
        assert told in unescape(html)
    assert sum(one.needs_check for one in guide.guides) == 11


@pytest.mark.parametrize("who", ["family", "person"])
def test_the_five_misconceptions_are_asked_as_right_or_wrong(who: str) -> None:
    html = shown_html(opened_guide(at_find(who=who)))
    assert html.count("<summary>○か×か：") == 5
    assert html.count("<strong>×</strong>") == 5


def test_lines_that_listen_stand_with_number_hours_source_and_day(catalog: Catalog) -> None:
    html = shown_html(opened_guide(at_find()))
    for line in catalog.hotlines_for("listen"):
        assert unescape(line.name) in unescape(html)
    assert 'href="tel:0120279338"' in html
    assert "続けて会う" in plain(html)


# --- voices, speed ---


def test_for_the_person_everything_is_in_the_first_person() -> None:
    case = {"find": {"stage": 1, "cannot_go_out": True, **ALL}}
    at = at_find({**case, "cost": {"welfare": {"tax": "taxed"}}}, who="person")
    words = said(opened_guide(open_line(at)))
    assert not re.search("ご本人|ご家族|親御|お子", words)
    # The line for children names whom it is for; its words are those of its source.
    assert "本人" not in words.replace("18歳までの本人の話", "")
    assert "わたしの費用は" in words


@pytest.mark.parametrize("who", ["family", "person", "example"])
def test_with_all_lines_there_the_screen_stays_small(who: str, catalog: Catalog) -> None:
    case = {"find": ALL, "cost": {"welfare": {"tax": "taxed"}}}
    # What the example shows is its own: a family's answers lie aside meanwhile.
    at = at_find(case | ({"aside_of": "own"} if who == "example" else {}), who=who)
    assert sorted(cards(at)) == sorted(one.name for one in catalog.services)
    # One element a line. What is drawn is what makes a screen slow, and this machine's clock tells
    # nothing.
    drawn = sum(1 for _ in elements(at._tree))
    assert drawn <= len(catalog.services) + len(catalog.guide.matters) + 80
