"""What a walk through the app is made of: steps, the frames the browser sent, what must follow.

A journey is recorded once (record.py) and walked by many (people.py). Each of them has an age and
an amount of tax of its own, so that no result kept for one answers for all.
"""

from __future__ import annotations

import base64
import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

AGE, LEVY = "34", "123457"
"""What the recorded family typed; each person of a run types numbers of its own."""
MARK = re.compile(rb'data-ashiba-at="([^"]+)"')
_NONCE = re.compile(rb'"ask": ?"([0-9a-f]{8})"')
_GIVEN = re.compile(
    rb'\\?"nonce\\?":\\?"([0-9a-f]{8})\\?".*\\?"id\\?":\\?"([0-9-]+)\\?"', re.DOTALL
)
TAB = "ashiba_tab_case"
"""The component that keeps the case in the tab (pages/parts/kit/tab_case.py)."""
_PRESSES = frozenset({"trigger_value", "string_trigger_value", "chat_input_value"})
"""Values that hold for one run only."""


@dataclass(frozen=True)
class Step:
    """One press: its kind, what the browser sent, and what the answer has to hold.

    ``seen``: words that stand in the server's messages when the right screen came.
    ``elements``: kinds of elements that came, with their numbers, for the floor.
    """

    kind: str
    frames: tuple[bytes, ...]
    seen: tuple[str, ...] = ()
    size: int = 0
    elements: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Journey:
    """``text``: what the tab keeps at its end; "" where there is no tab (the floor)."""

    steps: tuple[Step, ...]
    ending: tuple[Step, ...] = ()
    text: str = ""

    def save(self, file: Path) -> None:
        file.write_text(json.dumps(asdict(self), default=_as_text, ensure_ascii=False), "utf-8")


def _as_text(value: object) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    raise TypeError(type(value))


def read(file: Path) -> Journey:
    """A journey that was saved. A change of the app since then is found when it is walked."""
    raw = json.loads(file.read_text("utf-8"))

    def steps(name: str) -> tuple[Step, ...]:
        return tuple(
            Step(
                one["kind"],
                tuple(base64.b64decode(frame) for frame in one["frames"]),
                tuple(one["seen"]),
                one["size"],
                one["elements"],
            )
            for one in raw[name]
        )

    return Journey(steps("steps"), steps("ending"), raw["text"])


# -- one person's own frames ------------------------------------------------------------------


@dataclass(frozen=True)
class Own:
    """What one person types."""

    age: str
    levy: str

    @property
    def words(self) -> dict[str, str]:
        return {AGE: self.age, LEVY: self.levy}


def own(dice: random.Random) -> Own:
    """An age of two figures and an amount of six."""
    return Own(str(dice.randint(20, 59)), str(dice.randint(100_000, 199_999)))


def typed(frame: bytes, words: Mapping[str, str]) -> bytes:
    """The frame with what this person typed in the place of what was recorded."""
    message = BackMsg.FromString(frame)
    for widget in message.rerun_script.widget_states.widgets:
        if widget.WhichOneof("value") == "string_value" and widget.string_value in words:
            widget.string_value = words[widget.string_value]
    own: bytes = message.SerializeToString()
    return own


def expected(text: str, words: Mapping[str, str]) -> Any:
    """The case that this person's tab has to hold at the end."""

    def change(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: change(one) for name, one in value.items()}
        if isinstance(value, list):
            return [change(one) for one in value]
        if isinstance(value, int) and str(value) in words:
            return int(words[str(value)])
        return words.get(value, value) if isinstance(value, str) else value

    return change(json.loads(text))


def given(frames: Iterable[bytes]) -> tuple[bytes, bytes] | None:
    """The nonce and the name of the tab in a recording; None where no tab was asked."""
    for frame in frames:
        if found := _GIVEN.search(frame):
            return found[1], found[2]
    return None


def asked(message: bytes) -> bytes | None:
    """The nonce with which the server asks this person's tab."""
    found = _NONCE.search(message)
    return found[1] if found else None


def other_name(name: bytes, dice: random.Random) -> bytes:
    """The name of another tab, as long as this one: a frame keeps its length."""
    return re.sub(rb"\d", lambda _: str(dice.randint(1, 9)).encode("ascii"), name)


# -- a tab that finds back to a server that knows nothing of it --------------------------------


def standing(frame: bytes, page: str) -> bytes:
    """What the page sends first on a new line: ``frame`` without its press.

    ``page``: the hash of the screen it stands on, which a press on the menu has left already. A
    new server knows no fragment, and has to send everything.
    """
    message = BackMsg.FromString(frame)
    run = message.rerun_script
    run.page_script_hash = page
    run.ClearField("fragment_id")
    run.ClearField("cached_message_hashes")
    fields = [one for one in run.widget_states.widgets if one.WhichOneof("value") not in _PRESSES]
    del run.widget_states.widgets[:]
    run.widget_states.widgets.extend(fields)
    return bytes(message.SerializeToString())


def handed_over(nonce: bytes, text: str, name: bytes) -> str:
    """The tab's answer to the server, as pages/parts/frame/js/tab.js gives it."""
    answer = {"nonce": nonce.decode(), "text": text, "id": name.decode(), "times": 0}
    return json.dumps({"answer": answer}, ensure_ascii=False, separators=(",", ":"))


def tab_part(frames: Iterable[bytes]) -> str:
    """The id of the part that speaks for the tab, from the frame in which it first answers; "" for none."""
    for frame in frames:
        for widget in BackMsg.FromString(frame).rerun_script.widget_states.widgets:
            if widget.id.endswith(f"-{TAB}"):
                return str(widget.id)
    return ""


def with_answer(frame: bytes, answer: str, part: str, *, alone: bool = False) -> bytes:
    """The frame with another answer of the tab, where it has one. ``alone``: with that and no other
    state: nothing else stands on the page. ``part``: see ``tab_part``.
    """
    message = BackMsg.FromString(frame)
    widgets = message.rerun_script.widget_states.widgets
    if alone:
        # (A busy browser may have let the part's state go: then the frame has none.)
        del widgets[:]
        widgets.add(id=part)
    for widget in widgets:
        if widget.id == part:
            widget.json_value = answer
    return bytes(message.SerializeToString())


def page_of(message: bytes) -> str:
    """The hash of the page that a run is of, from the message that begins it."""
    page: str = ForwardMsg.FromString(message).new_session.page_script_hash
    return page


# -- what came back ---------------------------------------------------------------------------


def tab_data(message: bytes) -> dict[str, Any]:
    """What the server says to the tab in this message; nothing in most of them."""
    if TAB.encode("ascii") not in message:
        return {}
    component = ForwardMsg.FromString(message).delta.new_element.bidi_component
    if component.component_name != TAB or not component.json:
        return {}
    data: dict[str, Any] = json.loads(component.json)
    return data


def kept_text(messages: Iterable[bytes]) -> str | None:
    """What the server gave the tab to keep, the last of it; None for nothing."""
    found = None
    for message in messages:
        found = tab_data(message).get("write", found)
    return found


def kinds(messages: Iterable[bytes]) -> dict[str, int]:
    """How many elements of which kind came."""
    found: dict[str, int] = {}
    for kind in _kinds(messages):
        found[kind] = found.get(kind, 0) + 1
    return found


def _kinds(messages: Iterable[bytes]) -> Iterator[str]:
    for one in messages:
        message = ForwardMsg.FromString(one)
        if message.WhichOneof("type") != "delta":
            continue
        kind = message.delta.WhichOneof("type")
        yield message.delta.new_element.WhichOneof("type") if kind == "new_element" else str(kind)
