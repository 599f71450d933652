"""tests/benchmarks/load.py: what is reckoned there, and that each person sends words of their own."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.benchmarks.hall import journey
from tests.benchmarks.hall.people import Timed, WentWrong, _Answer, _ended
from tests.benchmarks.hall.run import Moment
from tests.benchmarks.hall.table import by_kind, growth, percentile

NONCE, NAME = "0a1b2c3d", "1871223374-3056573375-1637833153-61137941"


def frame(**typed: str) -> bytes:
    """What a browser sends: the tab's answer, and a text for each name."""
    message = BackMsg()
    widgets = message.rerun_script.widget_states.widgets
    tab = {"answer": {"nonce": NONCE, "text": '{"walk":"test"}', "id": NAME}}
    widgets.add(id="tab", json_value=json.dumps(tab, separators=(",", ":")))
    for name, words in typed.items():
        widgets.add(id=name, string_value=words)
    return bytes(message.SerializeToString())


def texts(data: bytes) -> dict[str, str]:
    widgets = BackMsg.FromString(data).rerun_script.widget_states.widgets
    return {one.id: one.string_value for one in widgets}


def kept(case: dict[str, object]) -> bytes:
    """What the server sends for the tab to keep."""
    message = ForwardMsg()
    component = message.delta.new_element.bidi_component
    component.component_name = journey.TAB
    component.json = json.dumps({"write": json.dumps(case)})
    return bytes(message.SerializeToString())


@pytest.mark.parametrize(
    ("share", "found"),
    # Nearest rank of 1…20: ceil(0.5×20)=10, ceil(0.95×20)=19, ceil(0.951×20)=20.
    [(0.5, 10), (0.95, 19), (0.951, 20), (1.0, 20), (0.01, 1)],
)
def test_a_percentile_is_the_smallest_that_so_many_do_not_exceed(share: float, found: int) -> None:
    values = list(range(1, 21))
    random.Random(1).shuffle(values)
    assert percentile(values, share) == found


@pytest.mark.parametrize(("values", "share"), [([], 0.5), ([1.0], 0.0), ([1.0], 1.01)])
def test_a_percentile_of_nothing_is_refused(values: list[float], share: float) -> None:
    with pytest.raises(ValueError):
        percentile(values, share)


def test_each_person_types_an_age_and_an_amount_of_their_own() -> None:
    words = {journey.AGE: "57", journey.LEVY: "199999"}
    sent = journey.typed(frame(age=journey.AGE, levy=journey.LEVY, note="3457"), words)
    assert texts(sent) == {"tab": "", "age": "57", "levy": "199999", "note": "3457"}


def test_the_nonce_and_the_name_of_the_tab_are_found_and_replaced_in_the_frame() -> None:
    assert journey.given([b"", frame()]) == (NONCE.encode(), NAME.encode())
    other = journey.other_name(NAME.encode(), random.Random(1))
    assert len(other) == len(NAME)
    assert other.count(b"-") == 3
    assert other != NAME.encode()
    sent = frame().replace(NONCE.encode(), b"ffffffff").replace(NAME.encode(), other)
    assert journey.given([sent]) == (b"ffffffff", other)
    assert journey.given([b"no tab"]) is None


def test_the_question_to_the_tab_is_found_in_what_the_server_sends() -> None:
    assert journey.asked(b'..{"ask": "0a1b2c3d"}..') == b"0a1b2c3d"
    assert journey.asked(b'..{"write": "0a1b2c3d"}..') is None


def test_the_case_at_the_end_is_this_persons_own() -> None:
    recorded = {"age_text": "34", "age": 34, "cost": {"levy": ["123457"]}, "open": True, "n": 1}
    words = {journey.AGE: "57", journey.LEVY: "199999"}
    wanted = journey.expected(json.dumps(recorded), words)
    assert wanted == {
        "age_text": "57", "age": 57, "cost": {"levy": ["199999"]}, "open": True, "n": 1,
    }  # fmt: skip
    text = journey.kept_text([kept({"age": 1}), b"other", kept(wanted)])
    assert text is not None
    assert journey.expected(text, {}) == wanted
    assert journey.kept_text([b"other"]) is None


def test_a_run_that_gives_way_to_another_is_not_over() -> None:
    def finished(how: ForwardMsg.ScriptFinishedStatus.ValueType) -> bytes:
        return bytes(ForwardMsg(script_finished=how).SerializeToString())

    assert _ended(finished(ForwardMsg.FINISHED_SUCCESSFULLY))
    assert _ended(finished(ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY))
    assert not _ended(finished(ForwardMsg.FINISHED_EARLY_FOR_RERUN))
    assert not _ended(ForwardMsg(ref_hash="a").SerializeToString())
    with pytest.raises(WentWrong):
        _ended(finished(ForwardMsg.FINISHED_WITH_COMPILE_ERROR))


def test_a_screen_that_says_it_failed_is_a_fault_and_what_came_is_counted() -> None:
    answer = _Answer({b"plan"})
    answer.take(b"the plan")
    assert (answer.size, answer.messages, answer.wanted) == (8, 1, set())
    with pytest.raises(WentWrong):
        answer.take("この画面を出せませんでした。".encode())


def test_a_saved_journey_is_read_as_it_was(tmp_path: Path) -> None:
    step = journey.Step("質問", (frame(age="34"), b"\x00\xff"), ("見出し",), 12, {"html": 2})
    saved = journey.Journey((step,), (step,), "{}")
    file = tmp_path / "journey.json"
    saved.save(file)
    assert journey.read(file) == saved


def test_growth_is_reckoned_from_the_middle_to_the_end() -> None:
    looks = [
        Moment(0, 0, 0, 100_000_000),
        Moment(60, 5, 50, 140_000_000),
        Moment(121, 9, 90, 143_500_000),
    ]
    assert "真ん中から +3.5 MB（4 人、40 回）" in growth(looks)


def test_presses_stand_in_the_order_in_which_they_come() -> None:
    timed = [Timed("入る", 1), Timed("質問", 2), Timed("入る", 3)]
    assert {kind: [one.ms for one in found] for kind, found in by_kind(timed).items()} == {
        "入る": [1, 3],
        "質問": [2],
    }
