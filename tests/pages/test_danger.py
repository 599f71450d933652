"""Contacts to call: numbers first, each with its check date, the sources once below."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core import compose_plan
from core.base import Answerer
from core.case import from_answers
from core.catalog import Catalog, Danger
from core.contacts import is_chat
from pages.parts.kit import danger
from tests.pages.conftest import (
    TODAY,
    assert_sound,
    case_of,
    checked,
    elements,
    opened,
    said,
    shown_html,
)
from tests.pages.test_screens import number, press


def words(html: str) -> str:
    return unescape(re.sub("<.*?>", " ", html))


def test_two_numbers_stand_before_any_sentence(catalog: Catalog) -> None:
    html = danger.contents(catalog)
    sentence = html.index("いま大切なのは安全です")
    assert re.findall(r'href="tel:(\d+)"', html[:sentence]) == ["119", "110"]
    assert 'href="tel:0120279338"' in html[sentence:]


def test_each_number_keeps_its_check_date_and_the_sources_stand_once_at_the_end(
    catalog: Catalog,
) -> None:
    html = danger.contents(catalog)
    now = catalog.hotlines_for("now")
    chats = [one for one in catalog.hotlines if is_chat(one) and one not in now]
    assert chats
    lines = (*now, *chats)
    rows = re.findall("<li>.*?</li>", html)
    assert len(rows) == len(lines)
    for line, row in zip(lines, rows, strict=True):
        day = line.checked_on
        assert f"{day.year}年{day.month}月{day.day}日 確認" in row
        assert "出典:" not in row
    assert html.count("出典:") == 1
    end = words(html[html.rindex("</li>") :])
    for source, day in {(line.source, line.checked_on) for line in lines}:
        assert end.count(f"{source}（確認日 {day}）") == 1


def test_a_list_names_each_source_once_and_none_is_lost(catalog: Catalog) -> None:
    html = danger.contact_list(catalog.hotlines, catalog)
    pairs = {(line.source, line.checked_on) for line in catalog.hotlines}
    assert html.count("（確認日 ") == len(pairs)
    assert danger.contact_list([], catalog) == ""


def test_a_row_that_stands_alone_keeps_its_source(catalog: Catalog) -> None:
    line = catalog.hotlines[0]
    assert f"出典: {line.source}" in words(danger.contact_row(line))


# -- 「今まさに」: each danger's own screen -------------------------------------------------------

WHO: tuple[Answerer, ...] = ("family", "person")
PROTECT = "守ってくれる窓口"
QUESTIONS = {
    "self_harm": "R1",
    "violence": "R2",
    "harmed": "R2b",
    "not_eating": "R3",
    "sudden_change": "R4",
    "family_limit": "R6",
}
FIRST = {
    "self_harm": "0120061338",
    "violence": "110",
    "harmed": "110",
    "not_eating": "119",
    "sudden_change": "0570064556",
    "family_limit": "0120061338",
}
"""The line that fits, written from ../shared/LOOK.md and data/hotlines.csv, not from the code."""
SECOND = {
    "self_harm": "https://talkme.jp/",
    "violence": "tel:%239110",
    "not_eating": "tel:%237119",
    "harmed": "tel:0120279338",
    "family_limit": "https://talkme.jp/",
}


def kind(catalog: Catalog, key: str) -> Danger:
    return next(one for one in catalog.plan.dangers if one.key == key)


def sentences(one: Danger, who: Answerer) -> list[str]:
    told = (one.title, one.now, one.soon, *one.do, *one.do_soon, *one.more)
    return [text.said_to(who) for text in told]


def alert(who: str, key: str, **more: Any) -> AppTest:
    """The screen right after 今まさに."""
    raw = checked("sometimes", **{QUESTIONS[key]: "now"})
    at = opened(case_of(who, raw, alert_open=key, **more), "check.py", q=number("Q1"))
    assert_sound(at)
    return at


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("key", QUESTIONS)
def test_each_danger_now_has_its_sentence_the_line_that_fits_and_no_word_of_another(
    catalog: Catalog, who: Answerer, key: str
) -> None:
    at = alert(who, key)
    one, told = kind(catalog, key), re.sub(r"\s", "", said(at))  # a number is a link: no blanks
    assert [title.value for title in at.title] == [one.title.said_to(who)]
    html = shown_html(at)
    panel = html[html.index('<div class="ashiba-now">') : html.index("<details")]
    order = [panel.index(escape(one.now.said_to(who))), panel.index(f'href="tel:{FIRST[key]}"')]
    order += [panel.index(escape(text.said_to(who))) for text in one.do]
    order += [panel.rindex('href="tel:119"'), panel.rindex('href="tel:110"')]
    assert order == sorted(order)
    large = re.findall(r'<a class="ashiba-dial[^>]*? href="([^"]+)"', panel)
    assert large == [f"tel:{FIRST[key]}", *([SECOND[key]] if key in SECOND else [])]
    for text in one.more:
        assert text.said_to(who) in told
    for other in catalog.plan.dangers:
        mine = sentences(one, who)
        foreign = [text for text in sentences(other, who) if text not in mine]
        assert not [text for text in foreign if text in told]
    shown = words(html[html.index('<div class="ashiba-now">') : html.rindex("</details>")])
    assert not re.search("[A-Za-z]{4,}", re.sub(r"https?://\S+", "", shown))


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("key", QUESTIONS)
def test_all_the_rest_is_closed_and_opens_without_the_server(who: str, key: str) -> None:
    html = shown_html(alert(who, key))
    below = html[html.index("<details") : html.rindex("</details>")]
    assert "<details open" not in below
    for words in ("電話で言う3行", "ほかの電話・チャット", "ほかにできること"):
        assert below.count(f"<summary>{words}</summary>") == 1
    for words in ("どこで：", "だれが：", "何が：", "役所が閉まっているとき", "出典:", "確認"):
        assert words in below
        assert words not in html[: html.index("<details")]


def test_a_chat_is_a_real_link_that_tells_nobody_where_it_was_pressed(catalog: Catalog) -> None:
    html = shown_html(alert("person", "self_harm"))
    links = re.findall(r'<a class="[^"]*" href="https://[^>]*>', html)
    assert links
    for link in links:
        assert 'rel="noopener noreferrer"' in link
        assert 'target="_blank"' in link
    for line in catalog.hotlines:
        assert is_chat(line) == ("文字で話す" in danger.contact_row(line))


@pytest.mark.parametrize(
    ("age", "second", "listed", "absent"),
    [
        (
            16,
            "tel:189",
            {"189", "0120078310", "0120997777"},
            {"住んでいる地域の地域包括支援センター"},
        ),
        (34, "tel:0120279338", {"%238778"}, {"住んでいる地域の地域包括支援センター", "虐待対応"}),
        (70, "tel:0120279338", {"%238778"}, {"虐待対応"}),
        (None, "tel:0120279338", {"189", "%238778"}, set()),
    ],
)
@pytest.mark.parametrize("who", WHO)
def test_who_is_harmed_sees_the_windows_of_the_own_age(
    who: str, age: int | None, second: str, listed: set[str], absent: set[str]
) -> None:
    at = alert(who, "harmed", age=age)
    html, told = shown_html(at), said(at)
    assert set(re.findall(r'href="tel:([^"]+)"', html)) >= listed
    assert "市町村の障害者虐待防止センター" in told
    assert not [words for words in absent if words in told]
    assert f'ashiba-quiet" href="{second}"' in html
    assert ("住んでいる地域の地域包括支援センター" in told) == (age is None or age >= 65)
    assert "家族に渡せる紙" not in told


def test_after_a_sudden_change_the_own_prefecture_s_emergency_line_stands_first(
    catalog: Catalog,
) -> None:
    lines = catalog.hotlines_for("psychiatric_emergency")
    names = ("奈良県", "熊本県", "兵庫県", "京都府", "愛知県", "山形県")

    def order(**more: Any) -> list[str]:
        html = shown_html(alert("family", "sudden_change", **more))
        fold = html[html.index("精神科救急の電話</summary>") :].split("</details>")[0]
        assert [line for line in lines if line.name not in unescape(fold)] == []
        return re.findall(r'<p class="ashiba-pref">(.*?)</p>', fold)

    assert sorted(order()) == sorted(names)
    assert order(place={"prefecture": "奈良県"})[0] == "奈良県"
    assert sorted(order(place={"prefecture": ["x"]})) == sorted(names)
    told = said(alert("family", "sudden_change", place={"prefecture": "東京都"}))
    assert "東京都の番号は、ここにはありません" in told
    assert "精神科救急の電話" not in said(alert("family", "not_eating"))


def test_lines_of_one_prefecture_never_stand_among_those_of_the_country(catalog: Catalog) -> None:
    html = danger.contact_list(catalog.hotlines, catalog)
    country = html[: html.index('<p class="ashiba-pref">')]
    for line in catalog.hotlines:
        assert (line.name in unescape(country)) == (not line.pref_code)
    assert "ashiba-pref" not in danger.contents(catalog)


def test_the_danger_just_answered_stands_first_and_the_result_has_the_most_serious(
    catalog: Catalog,
) -> None:
    raw = checked("sometimes", R1="now", R3="now")
    eating, harm = kind(catalog, "not_eating"), kind(catalog, "self_harm")
    at = opened(case_of("family", raw, alert_open="not_eating"), "check.py", q=number("R4"))
    assert at.title[0].value == eating.title.family
    for opened_as in (True, "x", ["x"]):  # an older tab, or none of ours
        at = opened(case_of("family", raw, alert_open=opened_as), "check.py", q=number("R4"))
        assert at.title[0].value == harm.title.family
    at = opened(case_of("family", raw), "check.py", q=number("result"))
    assert at.title[0].value == harm.title.family
    told = said(at)  # the other one can be opened
    assert eating.title.family in told
    assert eating.now.family in told


def test_a_danger_answered_after_another_one_opens_its_own_words(catalog: Catalog) -> None:
    raw = checked("sometimes", R1="now")
    at = opened(case_of("family", raw, alert_open=False), "check.py", q=number("R3"))
    press(at, "now")
    assert at.title[0].value == kind(catalog, "not_eating").title.family


@pytest.mark.parametrize("who", ["family", "person"])
@pytest.mark.parametrize("key", [one for one in QUESTIONS if one != "family_limit"])
def test_the_plan_shows_the_panel_of_the_danger_that_was_answered(
    catalog: Catalog, who: Answerer, key: str
) -> None:
    at = opened(case_of(who, checked("sometimes", **{QUESTIONS[key]: "now"})), "plan.py")
    assert_sound(at)
    (warm,) = re.findall(r'<p class="ashiba-warm">(.*?)</p>', shown_html(at))
    assert unescape(warm) == kind(catalog, key).now.said_to(who)


def test_only_windows_that_stand_on_no_paper_are_shown_as_protecting(catalog: Catalog) -> None:
    raw = case_of("person", checked("sometimes", R2b="recent"), age=34)
    at = opened(raw, "plan.py")
    plan = compose_plan(from_answers.case_of(raw, catalog, TODAY), catalog, TODAY)
    parts = [*elements(at._tree)]
    head = next(n for n, one in enumerate(parts) if getattr(one, "value", "") == PROTECT)
    below = unescape(next(one.value for one in parts[head:] if one.type == "html"))
    shown = {one.name: f"<strong>{one.name}</strong>" in below for one in plan.contacts}
    assert shown == {one.name: not one.on_paper for one in plan.contacts}
    assert set(shown.values()) == {True, False}


def test_an_alert_left_open_without_a_danger_asks_on(catalog: Catalog) -> None:
    for left in (True, "self_harm"):
        at = opened(case_of("family", checked(), alert_open=left), "check.py", q=number("R4"))
        (asked,) = (one for one in catalog.check.safety if one.id == "R4")
        assert asked.text.family.startswith(at.title[0].value.removesuffix("。"))
        assert "質問 " in said(at)


def test_a_danger_now_is_never_followed_by_a_stage_also_with_harm_and_a_limit(
    catalog: Catalog,
) -> None:
    raw = checked("sometimes", R2b="recent", R6="now")
    for who in WHO:
        at = opened(case_of(who, raw), "check.py", q=number("result"))
        assert at.title[0].value == kind(catalog, "harmed").title.said_to(who)
        assert not re.search("足場[123]", said(at))


# -- of late, and money ------------------------------------------------------------------------


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("key", QUESTIONS)
def test_a_danger_of_late_says_what_helps_above_its_lines(
    catalog: Catalog, who: Answerer, key: str
) -> None:
    raw = checked("sometimes", **{QUESTIONS[key]: "recent"})
    at = opened(case_of(who, raw), "check.py", q=number("result"))
    assert_sound(at)
    one, html = kind(catalog, key), shown_html(at)
    first = html.index(f'href="tel:{FIRST[key]}"')
    for text in one.do_soon or one.do:
        assert html.index(escape(text.said_to(who))) < first
    family = catalog.check.texts.alert_family.said_to(who)
    sentence = family if key == "family_limit" else one.soon.said_to(who)
    assert html.index(escape(sentence)) < first
    assert "足場2" in said(at)
    others = [other for other in catalog.plan.dangers if other.key not in (key, "money")]
    assert not [other.key for other in others if other.title.said_to(who) in said(at)]


def test_an_age_that_a_tab_made_up_counts_as_not_known() -> None:
    for age in ("16", [16], 300, True):
        assert 'ashiba-quiet" href="tel:0120279338"' in shown_html(
            alert("person", "harmed", age=age)
        )


def test_after_talk_of_dying_the_screen_says_to_keep_means_away() -> None:
    case = case_of("family", checked("sometimes", R1="recent"))
    told = said(opened(case, "check.py", q=number("result")))
    assert "手のとどかない所へ遠ざけます" in told
    assert "そばにいる時間を増やし" in told
    now = said(alert("family", "self_harm"))
    assert "手のとどかない所へ遠ざけます" in now
    assert "一人にせず" in now


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("one", ["self_harm", "sudden_change"])
def test_two_dangers_together_say_nothing_that_would_bring_the_one_into_the_other(
    catalog: Catalog, who: Answerer, one: str
) -> None:
    for other in kind(catalog, one).beside:
        raw = checked("sometimes", **{QUESTIONS[one]: "now", QUESTIONS[other.key]: "recent"})
        told = said(opened(case_of(who, raw, alert_open=one), "check.py", q=number("Q1")))
        instead = [text.said_to(who) for text in other.do]
        plain = [text.said_to(who) for text in kind(catalog, one).do]
        assert not [text for text in instead if text not in told]
        assert not [text for text in plain if text in told and text not in "".join(instead)]


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("beside", [{}, {"R1": "recent"}, {"R4": "now"}])
def test_food_or_roof_now_names_what_may_be_asked_for(
    catalog: Catalog, who: Answerer, beside: dict[str, str]
) -> None:
    raw = checked("sometimes", R5="now", **beside)
    at = opened(case_of(who, raw), "check.py", q=number("result"))
    assert_sound(at)
    told = said(at)
    for name in ("緊急小口資金", "フードバンク", "住居確保給付金", "居住支援"):
        assert name in told
    assert kind(catalog, "money").now.said_to(who) in told
    assert "今週のうちに" not in told
