"""The room (会で使う): what its address opens, what is never on it, and what its buttons do."""

from __future__ import annotations

import json
import re
from datetime import time
from html import unescape
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from core.catalog import Catalog
from core.room import LENGTHS, slides
from pages.parts.frame.server import is_open_door
from pages.parts.hall import phones, room_tab, slide, wall
from pages.parts.kit import room
from tests.core.conftest import every_other, sample
from tests.pages.conftest import (
    FRONT,
    TODAY,
    assert_sound,
    case_of,
    checked,
    labels,
    opened,
    press,
    said,
    shown_html,
)

ADDRESS = {"case": "minato", "len": "20", "start": "1400", "s": "1"}
QUESTION = "5"
"""The number of the first question in 20 minutes: after title, rules, story and safety."""


def in_room(kept: dict[str, Any] | None = None, **address: str) -> AppTest:
    """The room in a fresh tab, with what it kept of an earlier press."""
    at = AppTest.from_file(FRONT, default_timeout=30)
    at.session_state[room_tab.ROOM] = kept or {}
    at.run()
    at.switch_page("hall.py")
    for name, value in address.items():
        at.query_params[name] = value
    return at.run()


def beside(family: dict[str, Any], kept: dict[str, Any] | None = None, **address: str) -> AppTest:
    """The room in a tab whose session holds a case of the family's screens."""
    at = opened(family)
    at.session_state[room_tab.ROOM] = kept or {}
    at.switch_page("hall.py")
    for name, value in address.items():
        at.query_params[name] = value
    return at.run()


def address_of(at: AppTest) -> dict[str, str]:
    """The address as it stands; a parameter that was set by the test itself is a list."""
    pairs = dict(at.query_params).items()
    return {name: one if isinstance(one, str) else one[0] for name, one in pairs}


def strip_of(at: AppTest) -> str:
    found = re.search(r'class="hall-strip">(.*?)</div>', shown_html(at))
    assert found is not None
    return re.sub("<.*?>", "", found[1])


# -- the address ------------------------------------------------------------------------------


def test_without_an_address_the_preparation_stands_there_and_no_slide() -> None:
    at = in_room()
    assert_sound(at)
    assert at.title[0].value == "会の準備（まだ映しません）"
    assert "hall-page" not in shown_html(at)
    assert {"始める（全画面）", "この窓のまま始める", "紙を用意する"} <= set(labels(at))


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"case": "dareka"}, "その例はありません"),
        ({"len": "30"}, "20分・45分・60分"),
        ({"start": "2400"}, "始まる時刻"),
        ({"s": "0"}, "その番号の画面"),
        ({"s": "17"}, "その番号の画面"),
        ({"s": "<b>"}, "その番号の画面"),
    ],
)
def test_an_address_that_leads_nowhere_opens_the_preparation_with_a_word(
    changed: dict[str, str], word: str
) -> None:
    at = in_room(**ADDRESS | changed)
    assert_sound(at)
    assert at.title[0].value == "会の準備（まだ映しません）"
    assert word in said(at)


def test_the_address_alone_opens_the_slide_again() -> None:
    at = in_room(**ADDRESS | {"s": "16"})
    assert_sound(at)
    assert "16/16" in re.sub("<.*?>", "", shown_html(at))
    assert strip_of(at).startswith("架空の例 みなとさん")


def test_what_was_chosen_begins_the_meeting() -> None:
    at = in_room()
    at.radio(key="hall_set_pick").set_value("sora")
    at.radio(key="hall_set_len").set_value(45)
    at.text_input(key="hall_set_start").set_value("９：３０").run()
    press(at, "hall_begin_plain")
    assert address_of(at) == {"case": "sora", "len": "45", "start": "0930", "s": "1"}
    assert "9:30" in shown_html(at)
    assert "10:15" in shown_html(at)


def test_a_start_that_is_no_time_is_said() -> None:
    at = in_room()
    at.text_input(key="hall_set_start").set_value("夕方").run()
    assert_sound(at)
    assert "始まる時刻を、もう一度" in said(at)
    # Another start than hers would put wrong clocks on the wall.
    for key in ("hall_begin_full", "hall_begin_plain"):
        assert at.button(key=key).disabled
    at.text_input(key="hall_set_start").set_value("午後2時半").run()
    press(at, "hall_begin_plain")
    assert address_of(at)["start"] == "1430"


def test_the_papers_are_made_after_what_stands_on_them() -> None:
    words = said(in_room())
    places = [words.index(f"{number}. ") for number in range(1, 7)]
    assert places == sorted(places)
    assert words.index("次の会（例") < words.index("終わりに映す窓口") < words.index("参加する人数")


# -- the wall ---------------------------------------------------------------------------------


def test_on_the_wall_there_is_no_menu_footer_file_or_family_door() -> None:
    at = in_room(**ADDRESS | {"s": QUESTION})
    assert set(labels(at)) == {
        *("はい", "ときどき", "いいえ", "わからない", "分かれた"),
        *("もどる", "次へ", "隠す", "はじめ", "つなぎ直す"),
    }
    words = said(at)
    for never in ("消して終わる", "家族として", "続きのファイル", "診断ではありません"):
        assert never not in words


def test_next_and_back_move_one_slide_and_the_ends_stop() -> None:
    at = in_room(**ADDRESS)
    assert at.button(key="hall_back").disabled
    for number in range(2, 17):
        press(at, "hall_next")
        assert address_of(at)["s"] == str(number)
        assert strip_of(at).startswith("架空の例 みなとさん")
    assert "hall_next" not in {one.key for one in at.button}
    press(at, "hall_back")
    assert address_of(at)["s"] == "15"
    press(at, "hall_home")
    assert address_of(at)["s"] == "1"


def test_hidden_nothing_of_the_slide_is_in_the_page_and_next_shows_again() -> None:
    at = in_room(**ADDRESS | {"s": "3"})
    assert "コンビニ" in said(at)
    press(at, "hall_hide")
    assert "コンビニ" not in said(at)
    assert strip_of(at) == "架空の例 みなとさん"
    assert at.session_state[room_tab.ROOM]["hidden"] is True
    press(at, "hall_next")
    assert "安全のことは" in said(at)


def test_the_majority_is_kept_by_question_and_pressing_twice_leaves_it() -> None:
    at = in_room(**ADDRESS | {"s": QUESTION})
    for _ in range(2):
        press(at, "hall_a5")
        (vote,) = at.session_state[room_tab.ROOM]["votes"].values()
        assert vote == "split"
    press(at, "hall_a1")
    assert [*at.session_state[room_tab.ROOM]["votes"].values()] == ["yes"]


def test_another_case_does_not_inherit_what_the_room_said() -> None:
    kept = {"case": "minato", "votes": {"keeps_routine": "split"}}
    mine = in_room(kept, **ADDRESS | {"s": "11"})
    other = in_room(kept, **ADDRESS | {"case": "tsubasa", "s": "11"})
    assert "分かれた問い 1つ" in strip_of(mine)
    assert "分かれた問い" not in strip_of(other)


def test_leaving_asks_once_and_keeps_the_way_back() -> None:
    at = in_room(**ADDRESS | {"s": "16"})
    press(at, "hall_end")
    assert {"会の準備にもどる", "はじめの画面へ", "このまま続ける"} <= set(labels(at))
    assert "hall-page" in shown_html(at)


def test_a_meeting_that_was_left_goes_on_where_it_was() -> None:
    last = ADDRESS | {"s": "7"}
    at = in_room({"last": last, "case": "minato", "votes": {"wish_outside": "yes"}})
    assert "続きから：みなとさん 20分の7枚目" in said(at)
    press(at, "hall_again")
    assert address_of(at)["s"] == "7"
    assert at.session_state[room_tab.ROOM]["votes"] == {"wish_outside": "yes"}


def test_who_left_over_the_first_slide_is_led_back_to_where_the_meeting_was() -> None:
    at = in_room()
    press(at, "hall_begin_plain")
    assert at.session_state[room_tab.ROOM]["last"]["s"] == "1"
    for _ in range(3):
        press(at, "hall_next")
    press(at, "hall_home")
    at.query_params.clear()
    at.run()
    assert "続きから：あおいさん 20分の4枚目" in said(at)
    press(at, "hall_again")
    assert address_of(at)["s"] == "4"
    press(at, "hall_back")
    assert at.session_state[room_tab.ROOM]["last"]["s"] == "3"
    at.query_params["len"] = "45"  # another meeting does not inherit the place
    at.query_params["s"] = "1"
    at.run()
    assert at.session_state[room_tab.ROOM]["last"] == ADDRESS | {"case": "aoi", "len": "45"}


@pytest.mark.parametrize(
    "kept",
    [
        {"votes": [1], "case": "minato", "windows": "x", "next": 7, "people": "many"},
        {"votes": {"x": {"y": 1}}, "windows": [[1], [2, 3], None], "hidden": "yes"},
        {"pick": ["a"], "len": "45", "start": {"a": 1}, "last": {"case": 3}, "place": []},
    ],
)
def test_whatever_a_tab_kept_the_room_opens(kept: dict[str, Any]) -> None:
    for address in ({}, ADDRESS | {"s": "16"}):
        assert_sound(in_room(json.loads(json.dumps(kept)), **address))


# -- nothing of a family's --------------------------------------------------------------------


MARK = "しるし"


@pytest.mark.parametrize("address", [{}, ADDRESS, ADDRESS | {"s": "16"}])
def test_with_a_family_s_answers_in_the_tab_a_new_window_is_offered_and_nothing_shown(
    address: dict[str, str],
) -> None:
    case = case_of("family", checked(), notes=MARK)
    at = beside(case, **address)
    assert_sound(at)
    assert "このタブに、ご家族の答えがあります" in said(at)
    assert "hall-page" not in shown_html(at)
    assert MARK not in said(at)
    assert re.search(
        r'href="/hall" target="_blank" rel="noopener noreferrer">新しい窓で会を開く', shown_html(at)
    )


def test_what_is_nobody_s_answer_does_not_close_the_room() -> None:
    windows = [{"name": "市の窓口", "phone": "", "kind": "window"}]
    case = {"answerer": "example", "checks": {"example": checked()}, "windows": windows}
    for kept in ({}, {"answerer": "family"}, case):
        at = beside(kept)
        assert at.title[0].value == "会の準備（まだ映しません）"


FREE = st.text(alphabet="ぁあいうえおアイウカンXYZ<&", min_size=4, max_size=12).map(
    lambda text: f"⟦{text}⟧"
)


@sample(5)
@given(notes=FREE, memo=FREE, done=FREE, number=st.integers(1, 16))
def test_no_slide_holds_a_word_of_any_family(notes: str, memo: str, done: str, number: int) -> None:
    """Neither a family's own words, nor the windows that it put in (they do not close the room)."""
    family = case_of(
        "family",
        checked(),
        notes=notes,
        memo={"first_question": memo},
        review={"on": "2026-11-01", "done": done},
    )
    windows = {"windows": [{"name": memo, "phone": "", "kind": "window"}]}
    for case, is_shown in ((family, False), (windows, True)):
        at = beside(case, {"case": "minato"}, **ADDRESS | {"s": str(number)})
        assert ("hall-page" in shown_html(at)) is is_shown
        everything = unescape(said(at) + shown_html(at))
        assert not [one for one in (notes, memo, done) if one in everything]


@pytest.mark.parametrize("number", ["5", "11", "12", "16"])
def test_what_else_the_tab_holds_changes_nothing_on_the_wall(
    monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    """Windows put in at home, an example tried there with its answers: neither words nor votes,
    nor the title of the window."""
    titles: list[str] = []
    real = wall.st.set_page_config
    monkeypatch.setattr(
        wall.st, "set_page_config", lambda **said: (titles.append(said["page_title"]), real(**said))
    )
    tried = case_of("example", checked(), example="minato")
    tried["windows"] = [{"name": MARK, "phone": "000-000-0000", "kind": "window"}]
    kept = {"case": "minato"}
    both, last = [], []
    for case in (tried, {}):
        both.append(beside(case, dict(kept), **ADDRESS | {"s": number}))
        last.append(titles[-1])
    pages = [shown_html(at) for at in both]
    assert "hall-page" in pages[0]
    assert pages[0] == pages[1]
    kinds = [[(one.key, one.proto.type) for one in at.button] for at in both]
    assert kinds[0] == kinds[1]
    assert last[0] == last[1]
    assert MARK not in "".join(titles)


def test_the_room_writes_nothing_into_a_family_s_case() -> None:
    at = beside({}, **ADDRESS | {"s": QUESTION})
    press(at, "hall_a3")
    press(at, "hall_next")
    assert at.session_state["case"] == {}


# -- every slide drawn ------------------------------------------------------------------------


@pytest.mark.parametrize("length", LENGTHS)
def test_every_word_of_every_slide_is_drawn(catalog: Catalog, length: int) -> None:
    """But 隠す: there the strip alone."""
    for example in every_other(catalog.examples):
        for votes in ({}, dict.fromkeys(example.answers, "split")):
            for one in slides(example.id, length, time(14), catalog, TODAY, votes):
                words = unescape(re.sub("<.*?>", "", slide.drawn(one, hidden=False)))
                bar = unescape(re.sub("<.*?>", "", slide.when(one)))
                shown = words + bar + "".join(f"{c.key}{c.label}{c.value}" for c in one.answers)
                states = {reason.state for reason in one.reasons}
                missing = [text for text in one.words if text not in shown and text not in states]
                assert not missing, (example.id, length, one.number, one.kind)


def test_what_is_typed_for_the_last_slide_stays_words(catalog: Catalog) -> None:
    kept = {"windows": [["<b>市</b>の窓口", "0123-45-6789"]], "next": "12月24日<i>"}
    at = in_room(kept, **ADDRESS | {"s": "16"})
    assert_sound(at)
    page = shown_html(at)
    assert "&lt;b&gt;市&lt;/b&gt;の窓口" in page
    assert "12月24日&lt;i&gt;" in page


# -- door, phones -----------------------------------------------------------------------------


def test_the_door_of_the_first_screen_leads_to_the_room() -> None:
    at = opened({})
    assert at.button(key="door_hall").label == "会で使う（架空の例）"
    at.session_state[room_tab.ROOM] = {}
    press(at, "door_hall")
    assert at.title[0].value == "会の準備（まだ映しません）"
    assert at.session_state["case"] == {}


@pytest.mark.parametrize("screen", ["home.py", "check.py", "cost.py", "plan.py", "sheet.py"])
def test_an_example_that_is_tried_at_home_is_called_made_up_on_each_screen(screen: str) -> None:
    at = opened(case_of("example", checked(), example="sora"), screen)
    assert_sound(at)
    assert "<b>架空の例</b> そらさん" in shown_html(at)


LAN = "http://192.168.1.5:8501"


@pytest.mark.parametrize(
    ("host", "phone"),
    [
        ("192.168.1.5:8501", True),
        ("127.0.0.1:8501", False),
        ("localhost:8501", False),
        ("[::1]:8501", False),
        ("10.0.0.4", True),
    ],
)
def test_a_phone_is_who_comes_over_the_room_s_network(host: str, phone: bool) -> None:
    assert room.is_phone_host(host, LAN) is phone


def test_the_first_page_of_a_phone_is_not_the_family_s_door(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(room, "is_phone", lambda: True)
    at = opened({})
    assert_sound(at)
    words = said(at)
    assert words.index("暗号化されません") < words.index("支援をさがす")
    hidden = {"すぐに閉じる", "つなぎ直す"}  # for the page's own scripts
    assert next(one for one in labels(at) if one not in hidden) == "架空の例でためす"
    press(at, "door_family")
    assert "会場の Wi-Fi です" in said(at)


def test_the_qr_code_stands_on_the_preparation_and_holds_the_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "run.py hall" in said(in_room())
    monkeypatch.setenv(room.ADDRESS, LAN)
    at = in_room()
    assert_sound(at)
    assert f'alt="{LAN} のQRコード"' in shown_html(at)
    assert unquote(phones.segno.make(LAN, micro=False).svg_data_uri(scale=6, border=4)) in unquote(
        unescape(shown_html(at))
    )


@pytest.mark.parametrize(
    ("arrived", "room_address", "is_open"),
    [
        ("127.0.0.1", LAN, True),
        ("::1", LAN, True),
        ("192.168.1.5", LAN, True),
        ("10.8.0.2", LAN, False),
        ("10.8.0.2", "", True),
        (None, LAN, True),
        ("odd", LAN, False),
    ],
)
def test_in_the_hall_only_loopback_and_the_told_address_are_open(
    arrived: str | None, room_address: str, is_open: bool
) -> None:
    assert is_open_door(arrived, room_address) is is_open


def test_the_papers_are_made_at_a_press_with_their_copies_in_words() -> None:
    at = in_room({"people": 20})
    press(at, "hall_paper_make")
    words = said(at)
    assert "20部" in words
    assert "10部" in words  # 緊急カード: two a sheet
    assert "進める人の紙" in words
