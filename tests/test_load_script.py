"""tests/benchmarks/load.py: what is reckoned there, and that each person sends words of their own.

And that a tab which comes back after a kill is found out where its answers are not all there.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from tests.benchmarks import load
from tests.benchmarks.hall import journey, returning, soak
from tests.benchmarks.hall.people import Timed, WentWrong, _Answer, _ended
from tests.benchmarks.hall.returning import Returning, Returns
from tests.benchmarks.hall.run import Long, Moment
from tests.benchmarks.hall.server import Process, Server, ServerGone, _quiet_port
from tests.benchmarks.hall.table import by_kind, growth, lives, percentile, returns
from tests.loops import run_apart

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


# -- --kill: what may be asked, and what is told ----------------------------------------------


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("--kill 1", "--soak と一緒に"),
        ("--churn 9 --kill 1", "--soak と一緒に"),
        ("--soak 4 --kill 1 --url http://127.0.0.1:1", "自分で起こすサーバーだけ"),
        ("--soak 4 --kill 1 --floor", "--floor や --churn"),
        ("--soak 4 --kill 0", "0より長く"),
        ("--soak 4 --kill 3.6", "終わりの30秒より前"),
    ],
)
def test_a_kill_that_cannot_be_is_refused_with_the_reason(
    asked: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        load.arguments(asked.split())
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_a_kill_within_a_soak_is_taken() -> None:
    assert load.arguments(["--soak", "4", "--kill", "1"]).kill == 1
    assert load.arguments(["--soak", "4"]).kill is None


def test_growth_is_told_for_each_life_from_when_it_is_warm() -> None:
    looks = [
        Moment(0, 0, 0, 80_000_000, 1),
        Moment(60, 1, 10, 99_000_000, 1),
        Moment(125, 2, 20, 100_000_000, 1),
        Moment(300, 5, 50, 102_000_000, 1),
        Moment(302, 5, 50, 0, 1),
        Moment(306, 5, 50, 81_000_000, 2),
        Moment(336, 6, 60, 95_000_000, 2),
        Moment(366, 8, 90, 94_000_000, 2),
    ]
    told = "\n".join(lives(looks))
    assert "| 1 | 5.0 | 80.0 | 100.0 | 102.0 | +2.0 | 3 | 30 |" in told
    assert "| 2 | 1.0 | 81.0 | 95.0 | 94.0 | -1.0 | 2 | 30 |" in told


def test_the_counts_of_the_returns_are_told() -> None:
    found = Returns(
        kills=2, lost=9, anew=1, same=5, other=1, repeated=3, failed=2, seconds=[0.1, 0.2]
    )
    told = "\n".join(returns(found))
    for words in ("落とした: 2 回", "切れた線 9", "戻った 6（渡したとおりに返った 5、ちがった 1）",
                  "はじめから 1", "戻れなかった 1", "途中 1", "押しなおし 3 回", "最大 200 ms"):  # fmt: skip
        assert words in told


def test_a_killed_process_is_gone_and_starts_again_at_the_same_port(tmp_path: Path) -> None:
    (tmp_path / "_stcore").mkdir()
    (tmp_path / "_stcore/health").write_text("ok", "ascii")
    port = str(_quiet_port())
    command = [sys.executable, "-m", "http.server", port, "--bind", "127.0.0.1"]
    process = Process(command, f"http://127.0.0.1:{port}", tmp_path)
    try:
        first = process.start()
        process.kill()
        assert first.memory() == 0
        with pytest.raises(ServerGone):
            process.check()
        second = process.start()
        assert second.url == first.url
        assert second.pids != first.pids
        assert second.memory() > 0
    finally:
        process.stop()


# -- --kill: a tab that comes back -------------------------------------------------------------

SCREENS = ("door", "first", "second", "end")
"""The fake app: each answer leads to the next of them."""


def pressed(
    name: str = "", *, kind: str = "質問", at: str, hidden: str = "fragment"
) -> journey.Step:
    """A press in the recording, and the screen that it leads to."""
    message = BackMsg.FromString(frame())
    run = message.rerun_script
    run.widget_states.widgets[0].id = f"$$ID-0-{journey.TAB}"
    run.query_string, run.page_script_hash, run.fragment_id = f"q={name}", "recorded", hidden
    run.cached_message_hashes.append("known")
    if name:
        run.widget_states.widgets.add(id=name, trigger_value=True)
    entering = (BackMsg(rerun_script=ClientState()).SerializeToString(),) if kind == "入る" else ()
    frames = (*entering, message.SerializeToString())
    return journey.Step(kind, frames, (f'data-ashiba-at="{at}"',))


FULL = {"case": {"a": "yes", "b": "yes", "c": "yes"}}
WALK = journey.Journey(
    (
        pressed(kind="入る", at="door", hidden=""),
        pressed("a", at="first"),
        pressed("b", at="second"),
        pressed("c", at="end"),
    ),
    (
        pressed("open", kind="消して終わる", at="end"),
        pressed("wipe", kind="消す", at="end"),
    ),
    json.dumps(FULL),
)


@dataclass
class App:
    """A stand-in for the app: asks each new line for its case, keeps answers, is killed at will.

    ``forgets``: an answer that it loses of what a tab hands over. ``mute``: it does not ask.
    ``astray``: it shows another screen to who comes back. ``kill_at``: before, within or after the
    run of a press. ``takes``: seconds of a run.
    """

    returns: Returns
    url: str = ""
    forgets: str = ""
    mute: bool = False
    astray: bool = False
    counted: bool = True
    refuses: int = 0
    takes: float = 0.0
    kill_at: dict[str, str] = field(default_factory=dict)
    lines: list[ServerConnection] = field(default_factory=list)
    came: list[list[BackMsg]] = field(default_factory=list)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[App]:
        streamlit = [Subprotocol("streamlit")]
        async with serve(
            self.talk, "127.0.0.1", 0, subprotocols=streamlit, process_request=self.door
        ) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            self.url = f"http://127.0.0.1:{port}"
            yield self
            self.kill()

    def door(self, line: ServerConnection, _request: Request) -> Response | None:
        """Not up yet, for so many tries after a kill."""
        if not self.refuses or not self.returns.kills:
            return None
        self.refuses -= 1
        return line.respond(HTTPStatus.SERVICE_UNAVAILABLE, "")

    def kill(self) -> None:
        self.returns.kills += self.counted
        for line in self.lines:
            line.transport.abort()
        self.lines.clear()

    async def talk(self, line: ServerConnection) -> None:
        self.lines.append(line)
        nonce = f"{len(self.came):08x}"
        heard: list[BackMsg] = []
        self.came.append(heard)
        session: dict[str, Any] = {}
        with suppress(ConnectionClosed):
            async for data in line:
                assert isinstance(data, bytes)
                heard.append(BackMsg.FromString(data))
                await self.run(line, nonce, session, heard[-1])

    async def run(
        self, line: ServerConnection, nonce: str, session: dict[str, Any], message: BackMsg
    ) -> None:
        widgets = message.rerun_script.widget_states.widgets
        press = next((one.id for one in widgets if one.trigger_value), "")
        when = self.kill_at.pop(press, "") if "case" in session else ""
        if when == "before":
            self.kill()
            return
        await line.send(began(f"page of {SCREENS[len(session.get('case', ''))]}"))
        await asyncio.sleep(self.takes)
        self.take(session, nonce, widgets, press)
        if when == "within":
            self.kill()
            return
        await line.send(self.said(session, nonce))
        if "case" in session:
            await line.send(self.screen(session))
        if when == "after":
            await asyncio.sleep(0.05)  # what was sent arrives
            self.kill()
            return
        done = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY)
        await line.send(done.SerializeToString())

    def take(self, session: dict[str, Any], nonce: str, widgets: Any, press: str) -> None:
        """What a tab hands over, an answer, the question before the wipe, the wipe."""
        tab = [one.json_value for one in widgets if one.id.endswith(journey.TAB)]
        answer = json.loads(tab[0])["answer"] if tab else {}
        if "case" not in session and answer.get("nonce") == nonce:
            session["case"] = json.loads(answer["text"]).get("case", {})
            session["case"].pop(self.forgets, None)
        elif "case" in session and press in ("a", "b", "c"):
            session["case"][press] = "yes"
        elif press == "open":
            session["open"] = True
        elif press == "wipe" and "open" in session:
            session["wiped"] = True

    def said(self, session: dict[str, Any], nonce: str) -> bytes:
        """To the tab: a question, what it has to keep, or that it has to forget."""
        message = ForwardMsg()
        component = message.delta.new_element.bidi_component
        component.component_name = journey.TAB
        data: dict[str, str] = {"ask": nonce}
        if "wiped" in session:
            data = {"wipe": "{}"}
        elif "case" in session or (self.mute and self.returns.kills):
            data = {"write": json.dumps({"case": session.get("case", {})})}
        component.json = json.dumps(data)
        return bytes(message.SerializeToString())

    def screen(self, session: dict[str, Any]) -> bytes:
        at = SCREENS[len(session["case"])]
        shown = "elsewhere" if self.astray and self.returns.kills else at
        message = ForwardMsg()
        message.delta.new_element.html.body = f'<span data-ashiba-at="{shown}">'
        return bytes(message.SerializeToString())


def began(page: str) -> bytes:
    message = ForwardMsg()
    message.new_session.page_script_hash = page
    message.new_session.main_script_path = "/app.py"
    return bytes(message.SerializeToString())


async def walked(app: App, person: Returning) -> list[Timed]:
    """The whole walk and its end, up to the first fault."""
    found: list[Timed] = []
    for step in (*WALK.steps, *WALK.ending):
        found.append(await person.take(step, check=step is WALK.steps[-1]))
        if found[-1].fault:
            break
    return found


def through(
    app: App, walk: Callable[[App, Returning], Awaitable[list[Timed]]] = walked
) -> list[Timed]:
    async def run() -> list[Timed]:
        async with app.running():
            person = Returning(WALK, app.url, random.Random(1), returns=app.returns)
            async with person:
                return await walk(app, person)

    return run_apart(run())


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits for a server as long as people do."""
    monkeypatch.setattr(returning, "TRIES", (0.01, 0.02))
    monkeypatch.setattr(returning, "BACK_WITHIN", 1.0)


def test_without_a_kill_nobody_comes_back() -> None:
    app = App(Returns())
    assert [one.fault for one in through(app)] == [""] * 6
    assert (app.returns.lost, app.returns.same, app.returns.repeated) == (0, 0, 0)


@pytest.mark.parametrize("when", ["before", "within", "after"])
@pytest.mark.parametrize("press", ["a", "b", "c"])
def test_the_answers_come_back_and_the_press_is_made_again(press: str, when: str) -> None:
    app = App(Returns(), kill_at={press: when}, refuses=3)
    assert [one.fault for one in through(app)] == [""] * 6
    found = app.returns
    assert (found.kills, found.lost, found.same, found.other) == (1 + 1, 1, 1, 0)  # and at the end
    assert (found.repeated, found.under_way, len(found.seconds)) == (1, 0, 1)
    assert app.refuses == 0
    again = [
        [one.id for one in message.rerun_script.widget_states.widgets if one.trigger_value]
        for message in app.came[1]
    ]
    assert again[:3] == [[], [], [press]]


def test_on_a_new_line_the_page_says_where_it_stands_and_hands_over_its_text() -> None:
    app = App(Returns(), kill_at={"c": "within"})
    through(app)
    first, second, press = (message.rerun_script for message in app.came[1][:3])
    for sent in (first, second):
        assert (sent.page_script_hash, sent.query_string) == ("page of first", "q=c")
        assert not sent.fragment_id
        assert not sent.cached_message_hashes
    tab = json.loads(second.widget_states.widgets[0].json_value)["answer"]
    assert len(second.widget_states.widgets) == 1
    assert json.loads(tab["text"]) == {"case": {"a": "yes", "b": "yes"}}
    assert tab["nonce"] == "00000001"
    named = json.loads(app.came[0][1].rerun_script.widget_states.widgets[0].json_value)
    assert tab["id"] == named["answer"]["id"] != NAME
    assert json.loads(press.widget_states.widgets[0].json_value)["answer"] == tab
    assert press.fragment_id == "fragment"


def test_an_answer_that_a_new_server_loses_is_a_fault_even_where_it_is_pressed_again() -> None:
    app = App(Returns(), kill_at={"b": "after"}, forgets="b")
    found = through(app)
    assert [bool(one.fault) for one in found] == [False, False, True]
    assert found[-1].kind == "戻る"
    assert "渡したとおりに返りません" in found[-1].fault
    assert '"b": "yes"' in found[-1].fault
    assert (app.returns.same, app.returns.other, app.returns.repeated) == (0, 1, 0)


@pytest.mark.parametrize(
    ("app", "said"),
    [
        (App(Returns(), mute=True), "たずねませんでした"),
        (App(Returns(), astray=True), "元の画面が来ません"),
        (App(Returns(), counted=False), "落としていないのに"),
        (App(Returns(), refuses=10_000), "サーバーが答えません"),
    ],
    ids=["mute", "astray", "uncounted", "down"],
)
def test_what_does_not_hold_is_a_fault(app: App, said: str) -> None:
    app.kill_at = {"b": "within"}
    found = through(app)
    assert [bool(one.fault) for one in found] == [False, False, True]
    assert said in found[-1].fault
    assert (app.returns.same, app.returns.failed, app.returns.under_way) == (0, 1, 0)


def test_a_line_lost_between_two_presses_is_found_again_at_once_and_nothing_is_repeated() -> None:
    async def resting(app: App, person: Returning) -> list[Timed]:
        found = [await person.take(step) for step in WALK.steps[:2]]
        app.kill()
        await person.pause(0.3, WALK.steps[2])
        assert (app.returns.same, app.returns.repeated) == (1, 0)
        assert len(app.came[1]) == 2
        return [*found, await person.take(WALK.steps[2])]

    app = App(Returns())
    assert [one.fault for one in through(app, resting)] == [""] * 3
    assert app.returns.lost == 1


def test_who_was_given_nothing_yet_begins_anew() -> None:
    async def entering(app: App, person: Returning) -> list[Timed]:
        await person.join()
        while not app.lines:
            await asyncio.sleep(0.01)
        app.kill()
        return await walked(app, person)

    app = App(Returns())
    assert [one.fault for one in through(app, entering)] == [""] * 6
    assert (app.returns.anew, app.returns.same, app.returns.repeated) == (1, 0, 0)
    assert app.returns.under_way == 0


def test_the_question_before_the_wipe_is_opened_again() -> None:
    app = App(Returns(), kill_at={"wipe": "within"})
    assert [one.fault for one in through(app)] == [""] * 6
    triggers = [message.rerun_script.widget_states.widgets[-1].id for message in app.came[1]]
    assert triggers[2:] == ["open", "wipe"]


def test_a_tab_that_has_forgotten_has_nothing_to_hand_over() -> None:
    app = App(Returns(), kill_at={"wipe": "after"})
    assert [one.fault for one in through(app)] == [""] * 6
    assert (app.returns.lost, len(app.came)) == (0, 1)


def test_a_soak_kills_a_press_under_way_and_starts_the_server_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, seconds in (("DOWN", 0.05), ("LAST", 0.5), ("INTO_IT", 0.0)):
        monkeypatch.setattr(soak, name, seconds)

    class Ours(Process):
        def start(self) -> Server:
            return Server(self.url)

    async def run() -> tuple[App, Long, list[Moment]]:
        async with App(Returns(), takes=0.02).running() as app:
            process = Ours((), app.url, Path())
            monkeypatch.setattr(process, "kill", app.kill)
            app.counted = False  # the soak itself counts
            long = Long(WALK, [process.start()], 0.2, len(WALK.steps), [], app.returns)
            looks = await soak.Soak(long, process, 0.4).run(2, 1.5 / 60, 0.1)
            return app, long, looks

    app, long, looks = run_apart(run())
    assert [one.fault for one in long.timed if one.fault] == []
    assert app.returns.kills == max(look.life for look in looks) - 1 > 0
    assert app.returns.same + app.returns.anew == app.returns.lost
    assert app.returns.repeated + app.returns.anew >= app.returns.kills
