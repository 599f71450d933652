"""The family's file on the screens: choosing one, saving one, and last time beside today."""

from __future__ import annotations

import ast
import json
import os
import random
import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from copy import deepcopy
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from core import load_catalog
from core.case.answers import saved_parts
from core.case_file import MAX_BYTES, NOT_SAVED, pack_case, unpack_case
from core.stage import CONDITION_KEYS
from core.walk import address_of
from pages.parts.frame.screens import PAGES, present
from pages.parts.kit import case_file, pick_file
from pages.parts.kit.labels import plain_label
from pages.parts.sheet import papers
from tests.core.test_case_file import CASE, damaged, over_full, paths, put
from tests.pages.conftest import (
    SALT,
    TODAY,
    assert_sound,
    case_of,
    checked,
    cost_list,
    elements,
    labels,
    opened,
    said,
    shown_html,
    texts,
)

FULL_RUN = os.environ.get("ASHIBA_FULL") == "1"
OCTOBER = {
    "on": "2026-10-25",
    "stage": 1,
    "near_next": True,
    "conditions": {**dict.fromkeys(CONDITION_KEYS, "not_yet"), "rhythm": "unknown"},
    "now": ["センターに電話する", "家族会に行く"],
    "monthly": {"low": 0, "high": 9300},
    "review": {"done": "手紙を書いた", "unchanged": "", "next_try": "家族会に行く"},
    "answerer": None,
}
DONE = "読みました"


# -- the file input ---------------------------------------------------------------------------


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> Callable[[object], list[bytes]]:
    """What ``on_file`` gets when the browser's part hands over a value."""
    state: dict[str, Any] = {}
    mounted: dict[str, Any] = {}
    monkeypatch.setattr(streamlit, "session_state", state)
    monkeypatch.setattr(pick_file, "_component", lambda: mounted.update)

    def hand(value: object) -> list[bytes]:
        got: list[bytes] = []
        pick_file.pick_file("ファイルをえらぶ", "pick", ".csv", 9, lambda data: got.append(data))
        state["pick"] = {"file": value}
        mounted["on_file_change"]()
        assert mounted["data"]["label"] == "ファイルをえらぶ"
        assert mounted["data"]["max_bytes"] == 9
        return got

    return hand


@pytest.mark.parametrize("data", [b"", b"a", b"12345678", b"123456789", b"\x00\xff"])
def test_the_bytes_of_a_file_arrive(handed: Callable[[object], list[bytes]], data: bytes) -> None:
    assert handed(b64encode(data).decode() or "=") == [data]


@pytest.mark.parametrize(
    "value", [None, 3, "?", "あ", "abc", {"x": 1}, b64encode(b"x" * 10).decode()]
)
def test_what_the_part_never_hands_over_is_dropped(
    handed: Callable[[object], list[bytes]], value: object
) -> None:
    assert handed(value) == []


# -- going on from a file ---------------------------------------------------------------------


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Callable[[AppTest, bytes], AppTest]:
    """Choose a file on はじめに: a button stands for the browser's file input."""
    chosen: list[bytes] = []

    def button(label: str, key: str, accept: str, limit: int, on_file: Any) -> None:
        assert (accept, limit) == (pick_file.ANY_FILE, MAX_BYTES)
        streamlit.button(label, key=f"{key}_test", on_click=lambda: on_file(chosen[-1]))

    monkeypatch.setattr(case_file, "pick_file", button)

    def press(at: AppTest, data: bytes) -> AppTest:
        chosen.append(data)
        at.button(key="ashiba_file_pick_test").click().run()
        assert_sound(at)
        return at

    return press


Choose = Callable[[AppTest, bytes], AppTest]


def saved(case: dict[str, Any], with_safety: bool = True) -> bytes:
    return pack_case(case, load_catalog(), None, TODAY, with_safety).text.encode()


def kept(at: AppTest) -> dict[str, Any]:
    """The answers of the tab, without the empty parts that screens make."""
    return {key: value for key, value in at.session_state["case"].items() if value not in ({}, [])}


def test_an_empty_tab_takes_the_file_at_once(choose: Choose) -> None:
    at = choose(opened({}), saved(CASE))
    assert kept(at) == CASE
    assert f"2026年11月24日に保存したファイルを{DONE}" in said(at)
    assert "安全の質問の答えは、ファイルに入っていません" not in said(at)
    assert at.title[0].value == "わたしたちの一枚"
    assert "ashiba_file_waiting" not in at.session_state


def test_what_was_read_is_told_until_the_screen_is_left(choose: Choose) -> None:
    """The tab lets go of the case before by a run of its own: it may come after the screen's."""
    at = choose(opened({}), saved(CASE))
    at.switch_page("overview.py").run()  # an AppTest does not follow to the next screen by itself
    assert DONE in said(at)
    at.switch_page("plan.py").run()
    at.switch_page("overview.py").run()
    assert DONE not in said(at)


@pytest.mark.parametrize(
    ("case", "ways"),
    [
        ({"quotes": CASE["quotes"]}, ["民間をえらぶ", "印刷・保存"]),
        ({"windows": CASE["windows"]}, ["窓口", "印刷・保存"]),
        ({"edits": CASE["edits"]}, ["くみあわせプラン", "印刷・保存"]),
        ({"cost": CASE["cost"]}, ["費用の見積もり"]),
        ({"history": [OCTOBER]}, ["印刷・保存"]),
        (CASE, []),  # the whole is shown instead
        ({"answerer": "family"}, []),
    ],
    ids=["quotes", "windows", "edits", "cost", "history", "check", "nothing"],
)
def test_a_file_without_a_check_leads_on_to_what_it_holds(
    choose: Choose, case: dict[str, Any], ways: list[str]
) -> None:
    at = choose(opened({}), saved(case))
    told = [text for text in texts(at) if text.startswith("つづきから")]
    assert [text.removeprefix("つづきから：") for text in told] == ways


def test_without_safety_answers_the_screen_says_so(choose: Choose) -> None:
    at = choose(opened({}), saved(CASE, with_safety=False))
    assert "安全の質問の答えは、ファイルに入っていません" in said(at)
    at.switch_page("check.py").run()
    assert_sound(at)


def test_answers_in_the_tab_are_replaced_only_when_asked(choose: Choose) -> None:
    mine = case_of("person", checked("no"))
    at = choose(opened(mine), saved(CASE))
    assert kept(at) == mine
    assert "いまの答えは消えます" in said(at)
    assert DONE not in said(at)
    at.button(key="ashiba_file_leave").click().run()
    assert kept(at) == mine
    assert "いまの答えのまま続けます" in said(at)
    assert "ファイルの答えに入れかえる" not in labels(at)
    choose(at, saved(CASE))
    at.button(key="ashiba_file_use").click().run()
    assert kept(at) == CASE
    assert DONE in said(at)


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"\xff\xfe", b'{"format": "ashiba-note", "version": 9}']
)
def test_a_refused_file_changes_nothing_and_says_why(choose: Choose, data: bytes) -> None:
    mine = case_of("family", checked("no"))
    at = choose(opened(mine), data)
    assert kept(at) == mine
    assert "いまの答えは、そのままです" in said(at)
    assert "ファイル" in said(at)
    choose(at, saved(mine))
    assert "いまの答えは、そのままです" not in said(at)


def test_what_was_left_out_is_listed(choose: Choose) -> None:
    broken = json.loads(saved(CASE)) | {"colour": "red"}
    broken["answers"]["cost"]["welfare"]["tax"] = "gold"
    at = choose(opened({}), json.dumps(broken).encode())
    assert "この道具が知らない項目が1つありました" in said(at)
    assert "費用の答えに、読めないところが1つありました" in said(at)


def test_a_month_that_is_past_becomes_this_month_and_is_told(choose: Choose) -> None:
    old = CASE | {"cost": {"month": "2026-10"}}
    at = choose(opened({}), saved(old))
    assert "費用の月は、今月にしました" in said(at)
    at = cost_list(at.session_state["case"])
    assert at.selectbox(key="cost_month").value == "2026-11"
    for month in ("2026-11", "2027-01"):
        at = choose(opened({}), saved(CASE | {"cost": {"month": month}}))
        assert "費用の月は" not in said(at)
        assert at.session_state["case"]["cost"]["month"] == month


def test_days_and_words_that_the_plan_does_not_take_are_told(choose: Choose) -> None:
    details = {"F1": {"who": "母" * 500}, "F2": {"due_on": "9999-12-31", "note": "会"}}
    file = json.loads(saved({}))
    file["answers"] = {"edits": {"details": details}, "review": {"on": "2023-12-01", "done": "x"}}
    at = choose(opened({}), json.dumps(file).encode())
    assert "計画に加えた変更に、読めないところが2つありました" in said(at)
    assert "見直しに" not in said(at)
    at.session_state["open_plan_review"] = True
    at.switch_page("plan.py").run()
    assert_sound(at)
    assert at.text_input(key="review_on").value == "2023年12月1日"


def test_the_lines_of_last_time_do_not_stand_in_the_fields_of_today(choose: Choose) -> None:
    lines = OCTOBER["review"] | {"on": "2026-10-25"}
    at = choose(opened({}), saved({"review": lines, "history": [OCTOBER]}))
    assert at.session_state["case"].get("review") in (None, {})
    assert at.session_state["case"]["history"] == [OCTOBER]
    assert "前回の見直しに書いたことは" in said(at)
    newer = lines | {"done": "電話した"}
    at = choose(opened({}), saved({"review": newer, "history": [OCTOBER]}))
    assert at.session_state["case"]["review"] == newer


def test_wiping_takes_the_waiting_file_along(choose: Choose) -> None:
    at = choose(opened(case_of("family", checked("no"))), saved(CASE))
    at.button(key="ashiba_exit").click().run()
    assert "ashiba_file_waiting" not in at.session_state
    assert at.session_state["case"] == {}


def test_another_family_s_file_leaves_nothing_of_the_session_before(choose: Choose) -> None:
    """What could bring back the first family's words: undo, opened steps, a search, what waits."""
    mine = case_of("person", checked("no"), quotes=[{"name": "わたしの甲"}])
    at = opened(mine, "private.py")
    at.button(key="private_remove").click().run()
    assert "private_removed" in at.session_state
    at.switch_page("home.py").run()
    at.session_state["text_size"] = "A+"
    stale = ("windows_before", "plan_open", "ashiba_made", "find_refused", "of_tomorrow")
    for key in stale:
        at.session_state[key] = "x"
    choose(at, saved(CASE))
    if "ashiba_file_use" in [button.key for button in at.button]:
        at.button(key="ashiba_file_use").click().run()
    assert_sound(at)
    assert kept(at) == CASE
    assert at.session_state["text_size"] == "A+"
    left = [key for key in (*stale, "private_removed") if key in at.session_state]
    assert left == []
    at.switch_page("private.py").run()
    assert "消した見積もりを戻す" not in labels(at)


def test_a_file_over_the_example_asks_also_for_the_sake_of_what_lies_aside(choose: Choose) -> None:
    at = choose(opened({"answerer": "example", "notes": "図書館"}), saved({"notes": "ほか"}))
    assert "いまの答えは消えます" in said(at)


def test_a_file_loaded_over_the_example_asks_when_a_family_has_answered(choose: Choose) -> None:
    at = choose(opened({**CASE, "answerer": "example"}), saved({"notes": "ほかの家族"}))
    assert "いまの答えは消えます" in said(at)
    at.button(key="ashiba_file_use").click().run()
    assert kept(at) == {"notes": "ほかの家族"}


@pytest.mark.parametrize("seed", range(60 if FULL_RUN else 4))
def test_no_screen_falls_over_what_a_damaged_file_left(choose: Choose, seed: int) -> None:
    chance = random.Random(seed)
    content = json.loads(saved(CASE | {"history": [OCTOBER]}))
    for _ in range(25):
        content["answers"] = put(
            content["answers"],
            chance.choice(list(paths(content["answers"]))),
            chance.choice((None, True, 3, 10**30, 3.5, "x", "\ud800", [], ["x"], {}, {"x": [1]})),
        )
    at = choose(opened({}), json.dumps(content).encode())
    assert DONE in said(at)
    for screen in present():
        at.query_params["q"] = address_of(25, SALT)
        at.switch_page(screen.file).run()
        assert_sound(at)
        assert len(at.title) == 1


def test_a_file_damaged_in_its_bytes_leaves_the_first_screen_standing(choose: Choose) -> None:
    at = opened({})
    for seed in range(300 if FULL_RUN else 15):
        choose(at, damaged(random.Random(seed)))
        at.switch_page("home.py").run()


def test_no_screen_shows_a_family_s_words_with_the_example() -> None:
    """A meeting projects it. The windows are the group's own."""
    words = "祖母"
    case = {
        **CASE,
        "answerer": "example",
        "notes": words,
        "edits": {"own": [{"id": "own-1", "title": words}], "details": {"F1": {"note": words}}},
        "review": {"on": "2026-11-20", "done": words},
        "memo": {"asked_before": words, "texts": {"since": words}},
        "quotes": [{"name": words, "price_yen": "91919"}],
        "cost": {"welfare": {"income_levy_yen": "91919"}},
        "plan_new": {"title": words},
        "history": [OCTOBER | {"now": [words], "review": {"done": words}}],
    }
    at = opened(case)
    for screen in present():
        at.query_params["q"] = address_of(25, SALT)
        at.switch_page(screen.file).run()
        assert_sound(at)
        assert words not in said(at), screen.file
        assert "91919" not in said(at), screen.file
        if screen.file == "windows.py":
            assert at.selectbox(key="windows_prefecture").value == "えらんでいません"
    at.switch_page("home.py").run()
    at.button(key="door_family").click().run()
    assert_sound(at)
    now = at.session_state["case"]
    same = case.keys() - {"answerer", "checks", "cost", "usages"}
    assert {key: now[key] for key in same} == {key: case[key] for key in same}
    assert now["checks"]["family"] == CASE["checks"]["family"]
    assert now["cost"]["welfare"] == case["cost"]["welfare"]
    at.switch_page("private.py").run()
    assert words in said(at)


def test_the_door_of_the_example_says_that_the_windows_are_shown() -> None:
    words = said(opened({}))
    assert "ご家族の答えは出ません。入れた窓口は出ます。" in words
    at = opened({**CASE, "answerer": "example"}, "windows.py")
    assert CASE["windows"][0]["name"] in said(at)


def test_the_sheets_of_the_example_hold_no_words_of_a_family(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    quote = {"name": "祖母の紹介", "price_yen": "91919"}
    case = {"answerer": "example", "memo": {"asked_before": "祖母"}, "notes": "祖母"}
    monkeypatch.setattr(streamlit, "session_state", {"case": case | {"quotes": [quote]}})
    made = papers.gather(load_catalog())
    assert made.answerer == "example"
    assert "祖母" not in repr((made.case, made.memo, made.quotes, made.plan))
    assert "91919" not in repr((made.case, made.memo, made.quotes, made.plan))


def test_a_case_too_large_for_the_tab_is_said_on_every_screen() -> None:
    told = "答えが多いので、再読み込みすると消える部分があります。"
    lines = {"done": "あ" * 20_000}
    days = [
        OCTOBER | {"on": f"2025-{month:02}-{day:02}", "review": lines}
        for month in range(1, 13)
        for day in range(1, 6)
    ]
    case = case_of("family", checked("no"), history=days)  # 60 × 20,000 characters
    for screen in ("home.py", "windows.py"):
        at = opened(case, screen)
        assert_sound(at)
        assert told in said(at)
    assert told not in said(opened(case | {"history": days[:12]}))


def _parts_touched(path: Path) -> set[str]:
    """The parts of the case that a file of the screens reads or writes by name."""
    module = ".".join(path.relative_to(PAGES.parent).with_suffix("").parts)
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name("store"), attr="put"), args=[_, way, *_]
            ):
                pass
            case ast.Call(
                func=ast.Attribute(value=ast.Name("store"), attr="get" | "part" | "drop"),
                args=[way, *_],
            ):
                pass
            case _:
                continue
        match way:
            case ast.Constant(str(name)):
                found.add(name)
            case ast.Name(name) if name.isupper():
                constant = getattr(import_module(module), name)
                found.add(constant if isinstance(constant, str) else constant[0])
    return found


def test_every_part_that_a_screen_writes_is_in_the_file_or_left_out_on_purpose() -> None:
    """A new part of the case has to be added to core/case/answers.py, or a family would lose it."""
    written = set().union(*map(_parts_touched, PAGES.rglob("*.py")))
    assert {"checks", "usages", "age", "notes", "windows_new"} <= written
    assert written <= set(saved_parts()) | NOT_SAVED


# -- saving and comparing ---------------------------------------------------------------------


def boxes() -> None:
    """A screen with both boxes, as 印刷・保存 has them."""
    from core import compose_plan, load_catalog
    from pages.parts.kit import case_file, store

    catalog = load_catalog()
    plan = compose_plan(store.full_case(catalog), catalog, today=store.today())
    case_file.save_box(catalog)
    case_file.compare_box(plan, catalog)


def with_boxes(case: dict[str, Any]) -> AppTest:
    at = AppTest.from_function(boxes, default_timeout=30)
    at.session_state["case"] = deepcopy(case)
    at.run()
    assert_sound(at)
    return at


def offered(at: AppTest, label: str = "続きのファイルを保存する") -> tuple[str, bytes]:
    """Name and bytes of the file that the button saves; the button says what is in it."""
    found = [
        json.loads(element.proto.json)
        for element in at.main.children.values()
        if "ashiba_blob" in getattr(getattr(element, "proto", None), "component_name", "")
    ]
    assert [one["label"] for one in found] == [label]
    assert found[0]["mime"] == "application/json"
    return found[0]["name"], b64decode(found[0]["base64"])


def test_the_button_saves_a_file_of_the_day_without_safety_until_ticked() -> None:
    at = with_boxes(CASE)
    name, data = offered(at)
    assert name == "あしばノート_2026-11-24.json"
    read = unpack_case(data, load_catalog())
    assert not read.has_safety
    assert "violence" not in data.decode()
    assert [one.on for one in read.history] == [TODAY]
    box = at.checkbox(key="ashiba_file_safety")
    assert box.value is False
    box.check().run()
    read = unpack_case(offered(at, "続きのファイルを保存する（安全の答えも）")[1], load_catalog())
    assert read.has_safety
    assert read.answers == {**CASE}


def in_the_dialog(at: AppTest) -> list[dict[str, Any]]:
    """What the buttons of 「消して終わる」 save."""
    at.button(key="ashiba_wipe").click().run()
    assert_sound(at)
    assert "消した答えは、もどせません" in said(at)
    protos = [getattr(element, "proto", None) for element in elements(at._tree)]
    return [
        json.loads(proto.json)
        for proto in protos
        if "ashiba_blob" in getattr(proto, "component_name", "")
    ]


def test_what_is_saved_before_the_end_holds_no_safety_answer() -> None:
    (found,) = in_the_dialog(opened(CASE, "plan.py"))
    assert found["label"] == "保存して消す"
    assert found["tells"]
    read = unpack_case(b64decode(found["base64"]), load_catalog())
    assert read.answers["checks"]["person"]["answers"] == CASE["checks"]["person"]["answers"]
    assert not read.has_safety
    assert "violence" not in b64decode(found["base64"]).decode()


def test_of_an_example_nothing_is_offered_for_saving_before_the_end() -> None:
    case = case_of("example", checked("no"))
    case["checks"]["family"] = checked("no")  # a family answered in this tab before
    assert in_the_dialog(opened(case, "plan.py")) == []


def test_an_example_cannot_be_saved_or_compared() -> None:
    at = with_boxes(case_of("example", checked("yes"), history=[OCTOBER]))
    assert "架空の例は保存しません" in said(at)
    assert not at.checkbox
    assert "前回とくらべる" not in said(at)


def test_too_much_text_is_told_at_the_button() -> None:
    at = with_boxes(over_full())
    assert "文を短くすると保存できます" in said(at)


def test_what_a_file_leaves_out_is_said_at_the_button() -> None:
    days = [OCTOBER | {"on": f"2025-{month:02}-01"} for month in range(1, 13)]
    edits = {"details": {"M1": {"note": "保健所に電話"}}}
    # With self-care not seen M1 would stand there in any case, and tell nothing.
    raw = checked("no", R1="recent", self_care="yes")
    at = with_boxes(case_of("family", raw, history=days, edits=edits))
    assert "古い1回分はファイルに入っていません" in said(at)  # twelve days and today
    assert "安全にかかわる一歩に書いたことは、ファイルに入っていません" in said(at)
    assert "保健所に電話" not in offered(at)[1].decode()
    at.checkbox(key="ashiba_file_safety").check().run()
    assert "安全にかかわる一歩" not in said(at)
    assert "保健所に電話" in offered(at, "続きのファイルを保存する（安全の答えも）")[1].decode()


def test_a_file_saved_without_safety_after_the_cost_screen_names_no_service_of_safety() -> None:
    alarm = {"R1": "now", "R5": "now", "R6": "now", "threatened": {"elderly": "yes"}}
    # A family that rests and has support: F4 is in its plan only because of R6.
    raw = checked("no", family_rest="yes", family_support="yes", **alarm)
    at = opened(case_of("family", raw), "cost.py")
    assert_sound(at)
    telling = {"self_reliance_consultation", "welfare_office", "community_care_centre"}
    # The health centre is M1's; self-care that is not seen asks for M1 without any danger.
    case = at.session_state["case"]
    assert telling & case["usages"].keys()
    saved = unpack_case(offered(with_boxes(case))[1], load_catalog()).answers["usages"]
    assert not saved.keys() & {*telling, "listening_line"}
    at = opened(case_of("family", checked("sometimes", R1="recent")), "cost.py")
    case = at.session_state["case"]
    assert "health_centre" in case["usages"]
    assert (
        "health_centre"
        not in unpack_case(offered(with_boxes(case))[1], load_catalog()).answers["usages"]
    )


@pytest.mark.parametrize("who", ["family", "person"])
@pytest.mark.parametrize("harmed", ["now", "recent"])
def test_a_file_without_safety_tells_nothing_of_who_is_harmed(who: str, harmed: str) -> None:
    """Not in answers, steps, services, windows or the day's record; with the tick it is there."""
    edits = {"now": ["S1", "F1"], "details": {"S1": {"note": "祖母の家へ"}}, "dropped": ["M1"]}
    raw = checked("no", R2b=harmed, self_care="yes")
    at = opened(case_of(who, raw, age=34, age_text="34", edits=edits), "cost.py")
    at = with_boxes(at.session_state["case"])
    text = offered(at)[1].decode()
    for word in ("R2b", "harmed", "S1", "safety", "祖母の家", "安全でいられる", "8778", "虐待"):
        assert word not in text, word
    assert not unpack_case(text.encode(), load_catalog()).has_safety
    at.checkbox(key="ashiba_file_safety").check().run()
    whole = offered(at, "続きのファイルを保存する（安全の答えも）")[1]
    read = unpack_case(whole, load_catalog())
    assert read.answers["checks"][who]["safety"]["R2b"] == harmed
    assert read.answers["edits"]["details"]["S1"] == {"note": "祖母の家へ"}
    for day in read.history:  # the record of a day is calm in any file
        assert "安全でいられる" not in "".join(day.now)


def test_what_is_in_use_and_a_step_for_a_service_come_back_from_a_file() -> None:
    own = {"id": "own-1", "title": "民間の訪問支援", "service": "private_visit"}
    raw = case_of("family", checked("sometimes"), in_use=["doctor", "pharmacy"])
    raw |= {"edits": {"own": [own], "moved": {"own-1": "next"}}, "usages_proposed": True}
    raw |= {"usages": {"private_visit": {"times": 2}}}
    read = unpack_case(offered(with_boxes(raw))[1], load_catalog())
    assert read.left_out == ()
    assert read.answers["in_use"] == ["doctor", "pharmacy"]
    assert read.answers["edits"] == raw["edits"]
    words = said(opened(read.answers, "plan.py"))
    assert f"{load_catalog().plan.rules.going_on}：主治医、薬局" in words
    assert "計画の一歩にないもの" not in words  # its step stands for it


@pytest.mark.parametrize("alarm", ["now", "recent"])
def test_the_file_is_the_same_whatever_the_safety_answers(alarm: str) -> None:
    """Also the stage, the conditions and いま of the day tell nothing of them."""
    raw = checked("sometimes", safe=alarm, threatened={"elderly": "yes", "minor": "yes"})
    files = [
        offered(with_boxes(case_of("family", one, situation=["goes_out"])))[1]
        for one in (checked("sometimes"), raw)
    ]
    assert files[0] == files[1]


def test_last_time_stands_beside_today() -> None:
    at = with_boxes(case_of("family", checked("sometimes"), history=[OCTOBER]))
    words = said(at)
    assert "前回から30日たちました" in words  # 25 October to 24 November
    assert "前回（10月25日）→ いま" in words
    rows = re.findall(r'<th scope="row">(.*?)</th><td.*?>(.*?)</td>', shown_html(at))
    table = dict(rows)
    # All ときどき: gate 1 is met, of gate 2 goal, going out alone and steady self-care are not.
    assert table["いまの足場"] == "ひと息つく<br>→ ためる"
    assert table["身の回りのことが、ときどきでもできている"] == "まだ<br>→ 見えている"
    assert table["日中に起きている時間が、ときどきでも決まっている"] == "わからない<br>→ 見えている"
    assert "一人で家の外に出ることが、よくある" not in table
    assert "9,300円" in table["月の費用"]
    assert "前より下がって見えても、失敗ではありません" in words
    assert "できたこと： 手紙を書いた" in words
    assert "次に試すこと： 家族会に行く" in words
    assert "変わらないこと：" not in words


@pytest.mark.parametrize(
    ("who", "before", "words"), [("family", "person", "本人"), ("person", "family", "家族")]
)
def test_after_somebody_else_answered_the_conditions_are_not_compared(
    who: str, before: str, words: str
) -> None:
    day = OCTOBER | {"answerer": before}
    at = with_boxes(case_of(who, checked("sometimes"), history=[day]))
    told = said(at)
    assert f"前回は{words}が答えました。見える所がちがうので、条件はくらべていません。" in told
    assert "前より下がって見えても" not in told
    assert "前回から30日たちました" in told
    assert "できたこと： 手紙を書いた" in told
    assert at.checkbox(key="ashiba_then_0").label == "センターに電話する"
    rows = re.findall(r'<th scope="row">(.*?)</th>', shown_html(at))
    assert rows == ["月の費用"]


def test_the_lines_of_last_time_keep_their_line_breaks_and_their_marks() -> None:
    review = OCTOBER["review"] | {"done": "手紙を書いた\n<b>会</b>に行った"}
    at = with_boxes(case_of("family", checked("no"), history=[OCTOBER | {"review": review}]))
    own = '<bdi class="ashiba-own">手紙を書いた\n&lt;b&gt;会&lt;/b&gt;に行った</bdi>'
    assert f"<p>できたこと：{own}</p>" in shown_html(at)


def test_a_step_of_last_time_is_no_markdown_and_is_written_down_as_it_is() -> None:
    step = "**太** [a](http://x) :smile: $x$"
    at = with_boxes(case_of("family", checked("no"), history=[OCTOBER | {"now": [step]}]))
    box = at.checkbox(key="ashiba_then_0")
    assert box.label == plain_label(step) != step
    box.check().run()
    assert at.session_state["case"]["review"]["done"] == step


def test_another_year_is_named() -> None:
    at = with_boxes(case_of("family", checked("no"), history=[OCTOBER | {"on": "2025-12-01"}]))
    assert "前回（2025年12月1日）→ いま" in said(at)


def test_nothing_changed_is_said_without_a_judgement() -> None:
    at = with_boxes(
        case_of(
            "family",
            checked("no"),
            history=[OCTOBER | {"conditions": dict.fromkeys(CONDITION_KEYS, "not_yet")}],
        )
    )
    assert "見えている条件は、前回と同じです" in said(at)


def test_a_step_of_last_time_can_be_ticked_as_done() -> None:
    at = with_boxes(
        case_of("family", checked("no"), history=[OCTOBER], review={"done": "散歩した"})
    )
    first = at.checkbox(key="ashiba_then_0")
    assert first.label == "センターに電話する"
    first.check().run()
    review = at.session_state["case"]["review"]
    assert review == {"done": "散歩した\nセンターに電話する", "on": "2026-11-24"}
    at.checkbox(key="ashiba_then_1").check().run()
    at.checkbox(key="ashiba_then_0").uncheck().run()
    assert review["done"] == "散歩した\n家族会に行く"
    assert at.checkbox(key="ashiba_then_1").value is True


def test_two_ticks_that_come_together_are_both_kept() -> None:
    at = with_boxes(case_of("family", checked("no"), history=[OCTOBER]))
    at.checkbox(key="ashiba_then_0").check()
    at.checkbox(key="ashiba_then_1").check()
    at.run()
    lines = at.session_state["case"]["review"]["done"].splitlines()
    assert sorted(lines) == ["センターに電話する", "家族会に行く"]


@pytest.mark.parametrize("history", [[], None, "x", [{}], [OCTOBER | {"on": "2026-11-24"}]])
def test_without_a_day_before_today_nothing_is_compared(history: object) -> None:
    at = with_boxes(case_of("family", checked("no"), history=history))
    assert "前回とくらべる" not in said(at)
    assert "前回から" not in said(at)


def test_while_danger_is_now_nothing_is_compared() -> None:
    at = with_boxes(case_of("family", checked("sometimes", R1="now"), history=[OCTOBER]))
    assert "前回" not in said(at)
    assert all(name not in said(at) for name in ("ひと息つく", "ためる", "足場"))
    read = unpack_case(offered(at)[1], load_catalog())
    assert read.history[-1].on == TODAY
    assert read.history[-1].stage == 2
    assert read.history[-1].conditions["self_care"] == "met"


def test_a_day_without_a_stage_is_shown_as_such() -> None:
    bare = {"on": "2026-10-25"}
    at = with_boxes(case_of("family", checked("sometimes"), history=[bare]))
    table = dict(re.findall(r'<th scope="row">(.*?)</th><td.*?>(.*?)</td>', shown_html(at)))
    assert table["いまの足場"] == "出していません<br>→ ためる"
    assert table["月の費用"].startswith("まだ出せません<br>→ ")
    assert len(table) == 2
    assert "前回と同じ" not in said(at)


def test_the_person_s_boxes_speak_in_the_first_person() -> None:
    at = with_boxes(case_of("person", checked("sometimes"), history=[OCTOBER]))
    words = said(at)
    assert "わたしだけが使う場所" in words
    assert "ご本人" not in words
    assert "ご家族" not in words
