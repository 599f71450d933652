"""支援をさがす as it is drawn: filters, cards, readings, three side by side, what helps to know."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.catalog import Catalog, load_catalog
from pages.parts.find import card as find_card
from pages.parts.find import words as find_words
from pages.parts.find.filter import BOXES
from pages.parts.kit import show
from tests.pages.conftest import (
    assert_sound,
    case_of,
    checked,
    elements,
    opened,
    said,
    shown_html,
)

FIRST, WAIT = 8, 4
STAGE_1 = checked("no")
STAGE_3 = checked("yes")


def at_find(case: dict[str, Any] | None = None, who: str = "family") -> AppTest:
    at = opened({"answerer": who, **(case or {})}, "find.py")
    assert_sound(at)
    return at


def plain(html: str) -> str:
    """HTML without its tags and without the readings."""
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r"<rt>.*?</rt>", "", html)))


def cards(at: AppTest) -> list[str]:
    """The names on the cards, in order."""
    found = re.findall(r'ashiba-find"><h3>(.*?)</h3>', shown_html(at))
    return [plain(name) for name in found]


UNMET, WAITING = "えらんだ条件に合わないもの", "まだ急がなくてよい支援"


def headings(at: AppTest) -> list[str]:
    """The headings of the second rank, in order."""
    return [one.value for one in at.header]


def under(at: AppTest, heading: str) -> str:
    """The HTML between a heading and the next."""
    parts, here = [], False
    for element in elements(at._tree):
        kind = getattr(element, "type", "")
        if kind == "header":
            here = element.value == heading
        elif here and kind == "html":
            parts.append(element.value)
    return "\n".join(parts)


def cards_under(at: AppTest, heading: str) -> list[str]:
    """The names on the cards of one part."""
    return [plain(one) for one in re.findall(r'ashiba-find"><h3>(.*?)</h3>', under(at, heading))]


def compared(at: AppTest) -> list[str]:
    """The names at the head of the table of the section."""
    (head,) = re.findall(r"ashiba-compare.*?<thead>(.*?)</thead>", shown_html(at), re.S)
    return [plain(one) for one in re.findall(r"<th[^>]*>(.*?)</th>", head)][1:]


def tick(at: AppTest, service_id: str) -> AppTest:
    box = at.checkbox(key=f"find_compare_{service_id}")
    (box.uncheck() if box.value else box.check()).run()
    assert_sound(at)
    return at


# --- lists ---


def test_all_services_can_be_reached_by_more(catalog: Catalog) -> None:
    at = at_find()
    # Without a stage the private residence, the help after getting a job and the other welfare ones wait.
    assert len(cards(at)) == FIRST + 3
    while [key for key in (b.key for b in at.button) if key == "find_more_fitting"]:
        at.button(key="find_more_fitting").click().run()
        assert_sound(at)
    assert sorted(cards(at)) == sorted(service.name for service in catalog.services)


def test_the_stage_and_the_age_of_the_check_are_filled_in() -> None:
    at = at_find(case_of("family", STAGE_1, age_text="34歳", age=34))
    assert at.radio(key="find_stage").value == 1
    assert at.text_input(key="ashiba_age").value == "34歳"
    assert len(cards(at)) == FIRST + WAIT
    words = said(at)
    every = len(load_catalog().services)
    assert f"{every}の支援のうち、いまに合いそうな支援は17です。" in words
    assert "いま急がなくてよい理由" in words


def test_in_danger_no_stage_is_filled_in_and_safety_comes_first() -> None:
    at = at_find(case_of("family", checked("no", R1="now")))
    assert at.radio(key="find_stage").value == 0
    assert "いまは、安全のことが先です" in said(at)


def test_a_chosen_stage_stays_whatever_the_check_says() -> None:
    at = at_find(case_of("family", STAGE_1))
    at.radio(key="find_stage").set_value(3).run()
    assert_sound(at)
    assert cards(at)[0] in ("計画相談支援", "地域若者サポートステーション（サポステ）")
    assert at.session_state["case"]["find"]["stage"] == 3
    at.button(key="find_clear").click().run()
    assert at.radio(key="find_stage").value == 0


@pytest.mark.parametrize(
    ("key", "gone"),
    [
        ("find_cannot_go_out", "居場所・フリースペース"),
        ("find_free_only", "フリースクール"),
        ("find_remote", "精神科デイケア"),
    ],
)
def test_a_box_moves_what_does_not_fit_to_a_part_of_its_own(key: str, gone: str) -> None:
    at = at_find({"find": {"stage": 2, "more_fitting": 40, "more_unmet": 40, "more_waiting": 40}})
    assert "えらんだ条件に合わないもの" not in headings(at)
    names = cards(at)
    before = int(re.findall(r"支援は(\d+)です", said(at))[0])
    assert gone in names[:before]
    at.checkbox(key=key).check().run()
    assert_sound(at)
    after = int(re.findall(r"支援は(\d+)です", said(at))[0])
    assert gone in cards(at)[after:]
    assert len(cards(at)) == len(load_catalog().services)
    unmet, waiting = (cards_under(at, name) for name in (UNMET, WAITING))
    assert gone in unmet
    assert gone not in waiting


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        ("free_only", "無料の支援だけ"),
        ("remote", "電話やオンラインで使える"),
        ("cannot_go_out", "本人が出られない"),
    ],
)
def test_a_card_names_the_condition_that_it_misses_as_it_stands_at_the_box(
    key: str, asked: str
) -> None:
    at = opened({"find": {key: True, "stage": 0}}, "find.py")
    assert at.checkbox(key=f"find_{key}").label == asked
    assert f"「{asked}」：" in said(at)


@pytest.mark.parametrize("key", ["free_only", "remote", "cannot_go_out"])
@pytest.mark.parametrize("who", ["family", "person"])
def test_a_missed_condition_is_named_and_never_called_a_reason_to_wait(key: str, who: str) -> None:
    at = at_find({"find": {"stage": 2, key: True, "more_unmet": 40, "more_waiting": 40}}, who)
    unmet, waiting = under(at, UNMET), under(at, WAITING)
    assert "いま急がなくてよい理由" not in unmet
    assert f"「{BOXES[key][who == 'person']}」：" in unmet
    for card in waiting.split("ashiba-find")[1:]:
        assert "いま急がなくてよい理由" in card


def test_the_first_heading_says_fitting_only_when_something_was_asked() -> None:
    # 「くらべる」 and the rest follow in every case.
    assert headings(at_find())[:2] == ["支援の一覧", WAITING]
    assert headings(at_find({"find": {"stage": 2}}))[:2] == ["いまに合いそうな支援", WAITING]
    asked = at_find({"find": {"free_only": True}})
    assert headings(asked)[:3] == ["いまに合いそうな支援", UNMET, WAITING]


def test_the_labels_of_a_card_are_short_to_the_eye_and_keep_the_name_for_the_ear() -> None:
    at = at_find()
    folds = [one.label for one in at.expander if one.label.startswith("くわしく")]
    boxes = [one.label for one in at.checkbox if one.label.startswith("くらべる")]
    assert folds[0] == "くわしく *ひきこもり地域支援センター*"
    assert boxes[0] == "くらべる：ひきこもり地域支援センター"
    style = "\n".join(one.value for one in elements(at._tree) if one.type == "html")
    assert "summary em{position:absolute" in style
    assert "label p{font-size:0}" in style


def test_at_fifty_the_youth_station_says_where_to_go_instead() -> None:
    at = at_find({"age": 50, "age_text": "50", "find": {"stage": 3, "more_waiting": 40}})
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
    assert len(cards(at)) == FIRST + 3


# --- cards ---


def test_a_card_has_name_role_tags_when_and_the_first_step() -> None:
    html = shown_html(at_find())
    card = next(one for one in html.split('<div class="ashiba-card') if "地域支援" in one)
    for words in ("最初の入口", "家族だけで行ける", "無料", "使うとき", "はじめの一歩"):
        assert words in card
    assert "<ruby>地域支援<rt>ちいきしえん</rt></ruby>センター" in card


def test_every_card_and_table_with_a_number_stands_with_its_source() -> None:
    at = at_find({"find": {"stage": 2, "more_fitting": 40, "more_waiting": 40}})
    blocks = re.findall(
        r'<div class="ashiba-card ashiba-find">.*?(?=<div class="ashiba-card ashiba-find">|$)',
        shown_html(at),
        re.S,
    )
    assert len(blocks) == len(load_catalog().services)
    for element in elements(at._tree):
        if getattr(element, "type", "") != "html":
            continue
        html = element.value
        if "ashiba-find" in html or "ashiba-asked" in html:
            text = plain(re.sub(r'<div class="ashiba-source">.*?</div>', "", html))
            if re.search(r"\d", text):
                assert "出典:" in html, text
                assert "確認日 20" in html


def test_what_is_open_in_the_facts_is_marked() -> None:
    at = at_find({"find": {"more_fitting": 40}})
    card = next(one for one in shown_html(at).split("ashiba-find") if "就労選択支援" in one)
    assert "要確認" in card


def test_hard_words_get_their_reading_once_and_their_meaning_below() -> None:
    at = at_find({"find": {"more_fitting": 40}})
    (table,) = [one for one in shown_html(at).split("<table") if "<caption>就労移行支援<" in one]
    assert table.count("<rt>じゅきゅうしゃしょう</rt>") == 1
    assert "<strong>受給者証</strong>：福祉サービスや" in table


def test_mark_up_in_a_text_is_escaped_before_it_gets_readings(catalog: Catalog) -> None:
    html = find_words.Reader(catalog).html("<b onclick=x>受給者証</b> & <script>")
    assert html == (
        "&lt;b onclick=x&gt;<ruby>受給者証<rt>じゅきゅうしゃしょう</rt></ruby>&lt;/b&gt; "
        "&amp; &lt;script&gt;"
    )
    assert find_words.ruby("<手>", "<て>") == "<ruby>&lt;手&gt;<rt>&lt;て&gt;</rt></ruby>"


# --- what matters, and what is good, hard and like there ---


def blocks(at: AppTest) -> dict[str, str]:
    """The words on each card by the name of the service."""
    parts = shown_html(at).split('<div class="ashiba-card ashiba-find">')[1:]
    names = cards(at)
    return {name: plain(part.split("</div>")[0]) for name, part in zip(names, parts, strict=True)}


ALL = {"more_fitting": 40, "more_unmet": 40, "more_waiting": 40}


@pytest.mark.parametrize("wish", [{}, {"stage": 2}, {"stage": 3, "free_only": True}])
def test_ticks_tell_of_every_service_and_change_neither_order_nor_number(
    wish: dict[str, Any], catalog: Catalog
) -> None:
    keys = [one.key for one in catalog.guide.matters]
    without = at_find({"age": 34, "age_text": "34", "find": {**ALL, **wish}})
    with_all = at_find({"age": 34, "age_text": "34", "find": {**ALL, **wish, "matters": keys}})
    assert cards(with_all) == cards(without)
    assert headings(with_all) == headings(without)
    (told,) = re.findall(r'<p role="status">(.*?)</p>', shown_html(without))
    assert f'<p role="status">{told}</p>' in shown_html(with_all)
    by_name = {service.name: service for service in catalog.services}
    for name, words in blocks(with_all).items():
        for one in catalog.guide.matters:
            assert (
                f"{one.label.family}{find_card.ANSWERS[getattr(by_name[name], one.field)]}" in words
            )
    assert not any("大事にしたいことでは" in words for words in blocks(without).values())


def test_a_tick_shows_the_answer_of_each_card_in_words_and_goes_again() -> None:
    at = at_find({"find": {"stage": 2, **ALL}})
    at.checkbox(key="find_matter_no_talking").check().run()
    at.checkbox(key="find_matter_free").check().run()
    assert_sound(at)
    assert at.session_state["case"]["find"]["matters"] == ["no_talking", "free"]
    told = blocks(at)
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
    at.checkbox(key="find_matter_no_talking").uncheck().run()
    assert at.session_state["case"]["find"]["matters"] == ["free"]
    assert not any("話さなくてよい" in words for words in blocks(at).values())


def test_a_tick_is_no_mark_and_no_colour(catalog: Catalog) -> None:
    keys = [one.key for one in catalog.guide.matters]
    html = shown_html(at_find({"find": {**ALL, "matters": keys}}))
    tags = {plain(one) for one in re.findall(r'<span class="ashiba-tag">(.*?)</span>', html)}
    assert set(find_card.ANSWERS.values()) <= tags
    for part in html.split("大事にしたいことでは")[1:]:
        told = part.split("</ul>")[0]
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
    at.button(key="find_clear").click().run()
    assert_sound(at)
    assert at.session_state["case"]["find"]["matters"] == ["short"]
    assert at.checkbox(key="find_matter_short").value is True


def table_of(at: AppTest, name: str) -> str:
    """The folded table of one service."""
    (found,) = [one for one in shown_html(at).split("<table") if f"<caption>{name}<" in one]
    return found.split("</table>")[0]


@pytest.mark.parametrize("who", ["family", "person"])
def test_each_service_says_what_is_good_hard_and_like_there_and_that_one_may_not_go(
    who: Any, catalog: Catalog
) -> None:
    at = at_find({"find": ALL}, who)
    for service in catalog.services:
        rows = re.findall(r"<tr.*?</tr>", table_of(at, service.name), re.S)
        heads = [plain(re.findall(r"<th.*?</th>", row, re.S)[0]) for row in rows]
        # One row each, alike, one after another.
        start = heads.index("そこでは、どんな様子ですか")
        assert heads[start : start + 4] == [
            "そこでは、どんな様子ですか",
            "よいところは",
            "大変なところ・合わないことは",
            "まだ行かない、という選び方もあります",
        ]
        told = [plain(row) for row in rows[start : start + 4]]
        for field, row in zip(("there", "good", "hard"), told, strict=False):
            assert service.words(field, who) in row
        own = service.words("not_yet_reason", who)
        assert (own or "決める日は、いつでもかまいません。") in told[3]


def test_to_wait_never_sounds_like_leaving_a_treatment(catalog: Catalog) -> None:
    at = at_find({"find": ALL})
    for service in catalog.services:
        if service.ledger == "medical" and not service.not_yet_reason:
            assert "やめる前に医師に聞けます" in plain(table_of(at, service.name))


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
    words = said(at_find({"find": {"more_fitting": 40}}))
    assert "うちの答えでは、月" not in words
    assert "目安：1回" in words


def test_the_familys_own_amount_stands_at_the_service() -> None:
    case = {"age": 34, "age_text": "34", "cost": {"welfare": {"tax": "exempt"}}}
    at = at_find({**case, "find": {"stage": 3}})
    table = next(one for one in shown_html(at).split("<table") if "<caption>就労移行支援<" in one)
    assert "うちの答えでは、月12日で 0円" in plain(table)
    at.checkbox(key="find_free_only").check().run()
    assert "就労移行支援" in cards(at)[:FIRST]  # it costs this family nothing


def test_a_month_without_figures_says_so() -> None:
    case = {"cost": {"month": "2031-04", "welfare": {"tax": "taxed"}}, "find": {"stage": 3}}
    words = said(at_find(case))
    assert "窓口で確かめてください" in words


# --- side by side ---


def test_three_stand_side_by_side_and_a_fourth_is_answered_with_a_sentence() -> None:
    at = at_find()
    assert "3つまで並べて見られます" in said(at)
    ids = ("support_centre", "family_association", "health_centre")
    for service_id in ids:
        tick(at, service_id)
    names = ["ひきこもり地域支援センター", "ひきこもり家族会", "保健所・精神保健福祉センター"]
    assert compared(at) == names
    tick(at, "outreach_visit")
    assert "並べられるのは3つまでです。" in said(at)
    assert compared(at) == names
    assert at.checkbox(key="find_compare_outreach_visit").value is False
    assert at.session_state["case"]["find"]["compare"] == list(ids)
    at.button(key="find_drop_family_association").click().run()
    assert_sound(at)
    assert "並べられるのは3つまでです。" not in said(at)
    tick(at, "outreach_visit")
    assert compared(at)[2].startswith("公的な訪問支援")


def test_unticking_takes_a_service_out_and_the_cards_stay() -> None:
    at = at_find({"find": {"compare": ["support_centre", "private_residential"]}})
    before = cards(at)
    tick(at, "support_centre")
    assert compared(at) == ["民間の宿泊型施設"]
    assert cards(at) == before


def test_the_table_opens_where_one_stands() -> None:
    at = tick(at_find(), "support_centre")
    at.button(key="find_table_support_centre").click().run()
    assert_sound(at)
    assert shown_html(at).count('class="ashiba-compare') == 2


# --- what helps to know ---


def test_all_topics_stand_with_their_source(catalog: Catalog) -> None:
    at = at_find()
    names = [expander.label for expander in at.expander]
    guide = catalog.guide
    for one in guide.guides:
        assert one.title.family in names
    html = shown_html(at)
    for one in (*guide.guides, guide.listening):
        tag = f" {show.CHECK_TAG}" if one.needs_check else ""
        told = f"出典: {one.source}（確認日 {one.checked_on}）{tag}</div>"
        assert told in unescape(html)
    assert sum(one.needs_check for one in guide.guides) == 11


@pytest.mark.parametrize("who", ["family", "person"])
def test_the_five_misconceptions_are_asked_as_right_or_wrong(who: str) -> None:
    at = at_find(who=who)
    asked = [e.label for e in at.expander if e.label.startswith("○か×か：")]
    assert len(asked) == 5
    assert shown_html(at).count("<strong>×</strong>") == 5


def test_lines_that_listen_stand_with_number_hours_source_and_day(catalog: Catalog) -> None:
    html = shown_html(at_find())
    for line in catalog.hotlines_for("listen"):
        assert unescape(line.name) in unescape(html)
    assert 'href="tel:0120279338"' in html
    assert "続けて会う" in plain(html)


# --- voices, speed ---


def test_for_the_person_everything_is_in_the_first_person() -> None:
    case = {"find": {"stage": 1, "more_fitting": 40, "more_waiting": 40, "cannot_go_out": True}}
    words = said(at_find({**case, "cost": {"welfare": {"tax": "taxed"}}}, who="person"))
    assert not re.search("ご本人|ご家族|親御|お子", words)
    # The line for children names whom it is for; its words are those of its source.
    assert "本人" not in words.replace("18歳までの本人の話", "")
    assert "わたしの費用は" in words


@pytest.mark.parametrize("who", ["family", "person", "example"])
def test_with_all_cards_open_the_screen_stays_small_and_draws_each_card_once(
    who: str, catalog: Catalog
) -> None:
    case = {"find": {"more_fitting": 40, "more_waiting": 40}, "cost": {"welfare": {"tax": "taxed"}}}
    # What the example shows is its own: a family's answers lie aside meanwhile.
    at = at_find(case | ({"aside_of": "own"} if who == "example" else {}), who=who)
    cards = [e.label for e in at.expander if e.label.startswith("くわしく")]
    assert sorted(cards) == sorted(f"くわしく *{one.name}*" for one in catalog.services)
    # Four elements a card: its text, its fold, the details in it, the box. What is drawn is what
    # makes a screen slow, and this machine's clock tells nothing.
    # Beside them two elements a text of what helps to know, and one a box of what matters.
    drawn = sum(1 for _ in elements(at._tree))
    guide = catalog.guide
    assert drawn <= 4 * len(cards) + 2 * len(guide.guides) + len(guide.matters) + 60
