"""What the tests of the screens share: opening a screen with a case, and reading what it says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from html import unescape
from typing import Any

import pytest
from google.protobuf.message import Message
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.scriptrunner_utils import script_run_context
from streamlit.runtime.state import SafeSessionState
from streamlit.testing.v1 import AppTest, app_test, local_script_runner
from streamlit.testing.v1.local_script_runner import LocalScriptRunner, require_widgets_deltas

from core import load_catalog
from core.catalog import Catalog
from core.stage import ANSWER_KEYS
from core.walk import address_of
from pages.parts.cost.fold import NAMES, key_of
from pages.parts.frame import cheap
from pages.parts.frame.screens import PAGES
from pages.parts.kit import store

TODAY = date(2026, 11, 24)
MONTH = "2026-11"
FRONT = str(PAGES / "front.py")
SAFETY_IDS = ("R1", "R2", "R2b", "R3", "R4", "R5", "R6")


@pytest.fixture(autouse=True)
def _a_fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screens read the clock in one place only."""
    monkeypatch.setattr(store, "today", lambda: TODAY)


def _ended(runner: LocalScriptRunner, timeout: float) -> None:
    """Wait for the run by its thread; Streamlit looks a thousand times a second."""
    if runner._script_thread is not None:
        runner._script_thread.join(timeout)
    require_widgets_deltas(runner, timeout)


@pytest.fixture(scope="session", autouse=True)
def _nothing_twice() -> Iterator[None]:
    """What each AppTest would do anew, although it changes nothing."""
    compiled = ScriptCache()
    with pytest.MonkeyPatch.context() as patched:
        # All installed packages, for parts of the screen; ours are inline.
        patched.setattr(
            BidiComponentManager, "discover_and_register_components", lambda *_, **__: None
        )
        for module in (app_test, local_script_runner):
            patched.setattr(module, "ScriptCache", lambda: compiled)
        patched.setattr(local_script_runner, "require_widgets_deltas", _ended)
        # As on the server (frame/cheap.py).
        patched.setattr(SafeSessionState, "filtered_state", property(cheap.Looked))
        # That no server is there is no news to a test.
        patched.setattr(script_run_context._LOGGER, "disabled", True)
        yield


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """Everything in data/, read once."""
    return load_catalog()


SALT = "test"
"""What makes the addresses of the questions (core.walk), where a test has to know them."""


PLAN_FOLDS = ("open_plan_edit", "open_plan_review", "open_plan_situation", "open_plan_basis")
"""What the tests of the plan look into; whoever visits finds them closed."""
_COST_FOLDS = (
    "open_cost_more",
    *(
        f"open_cost_usage_{one.id}{place}"
        for one in load_catalog().services
        for place in ("", "-2")
    ),
)
"""The same of the list of all answers about cost."""
_SCREENS: dict[str, Any] = {}
"""What st.navigation registers, the same in every visit: found out once (see ``opened``)."""


def opened(
    case: dict[str, Any], screen: str = "home.py", *, folds: bool = False, **address: str
) -> AppTest:
    """The app with a case in the tab, on one screen; ``address`` are query parameters.

    As a browser opens it by its address: the first screen is not drawn before it. A number as ``q``
    stands for a place in the walk. ``folds``: with the folds of the cost screens open.
    """
    if not _SCREENS:
        _SCREENS.update(AppTest.from_file(FRONT, default_timeout=30).run()._registered_pages)
    at = AppTest.from_file(FRONT, default_timeout=30)
    at.session_state["case"] = deepcopy(case)
    at.session_state["walk"] = SALT
    if address.get("q", "").isdecimal():
        address["q"] = address_of(int(address["q"]), SALT)
    for name in (*PLAN_FOLDS, *_COST_FOLDS, *(map(key_of, NAMES) if folds else ())):
        at.session_state[name] = True
    at._registered_pages = _SCREENS
    at.switch_page(screen)
    for name, value in address.items():
        at.query_params[name] = value
    return at.run()


def cost_list(case: dict[str, Any], *, unfold: bool = True) -> AppTest:
    """The list of all answers about cost, with what lies behind the amount unfolded."""
    return opened(case, "cost.py", folds=unfold, list="")


def cost_end(case: dict[str, Any]) -> AppTest:
    """The end of the talk about cost: the picture of what is paid, and all behind it unfolded."""
    return opened(case, "cost.py", folds=True, q=address_of("cost end", SALT))


def to_cost_list(at: AppTest) -> AppTest:
    """From another screen to the list of all answers about cost."""
    at.switch_page("cost.py")
    at.query_params["list"] = ""
    return at.run()


def checked(answer: str = "yes", safe: str = "no", **more: Any) -> dict[str, Any]:
    """Raw answers of one answerer: every question of the check the same, safety all ``safe``.

    ``more``: an id of a safety question (R1 …), a key of Q1–Q13, or a whole part of the raw.
    """
    raw: dict[str, Any] = {
        "difficulty": "yes",
        "safety": dict.fromkeys(SAFETY_IDS, safe),
        "answers": dict.fromkeys(ANSWER_KEYS, answer),
    }
    for name, value in more.items():
        place = raw["safety"] if name in SAFETY_IDS else raw["answers"]
        (place if name in place else raw)[name] = value
    return raw


def case_of(who: str, raw: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A case with the answers of one answerer."""
    return {"answerer": who, "checks": {who: raw}, **more}


# -- reading a screen -------------------------------------------------------------------------


def elements(block: Any) -> Iterator[Any]:
    """Everything on the screen, in order."""
    for child in getattr(block, "children", {}).values():
        yield child
        yield from elements(child)


_NOT_WORDS = {"id", "js_content", "css_content", "html_content", "component_name", "spec"}


def _strings(message: Message) -> Iterator[str]:
    for field, value in message.ListFields():
        if field.name in _NOT_WORDS:
            continue
        if field.name == "json":
            yield from (one for one in json.loads(value).values() if isinstance(one, str))
            continue
        values = [value] if isinstance(value, str | Message) else value
        if not hasattr(values, "__iter__"):
            continue
        for one in values:
            if isinstance(one, str):
                yield one
            elif isinstance(one, Message):
                yield from _strings(one)


def texts(at: AppTest, within: Any = None) -> list[str]:
    """Every text of the screen: words, labels, options, help, placeholders, alternative texts.

    Without the style sheet, scripts, and the part that keeps the case in the tab.
    """
    found = []
    for element in elements(at._tree if within is None else within):
        proto = getattr(element, "proto", None)
        if not isinstance(proto, Message):
            continue
        if "ashiba_tab_case" in getattr(proto, "component_name", ""):
            continue
        found += [text for text in _strings(proto) if not text.startswith("<style>")]
    return found


def said(at: AppTest, within: Any = None) -> str:
    """All texts as one, without mark-up, pictures and files."""
    plain = re.sub(r"[A-Za-z0-9+/=]{200,}", "", "\n".join(texts(at, within)))
    plain = re.sub(r"</?em\b[^>]*>", "", plain)  # within a line
    return unescape(re.sub(r"<br>|</?[a-z][^>]*?>", " ", plain))


def plan_part(at: AppTest, name: str) -> Any:
    """The part 「いま」, 「次」 or 「その先」 of the plan: the block that has it as its heading."""
    (found,) = [
        block
        for block in elements(at._tree)
        if any(
            f"<h2>{name}</h2>" in str(getattr(one, "value", ""))
            for one in getattr(block, "children", {}).values()
        )
    ]
    return found


def shown_html(at: AppTest) -> str:
    """The HTML parts of the screen."""
    return "\n".join(
        element.value for element in elements(at._tree) if getattr(element, "type", "") == "html"
    )


def labels(at: AppTest) -> list[str]:
    """The words on the buttons."""
    return [button.label for button in at.button]


def assert_sound(at: AppTest) -> None:
    """No exception, nothing of the framework's or pydantic's English."""
    assert not at.exception, [one.value for one in at.exception]
    english = re.findall(
        r"Traceback|\b[A-Z]\w+Error\b|Input should|validation error|Exception|\bNone\b|\bnan\b",
        said(at),
    )
    assert not english


def press(at: AppTest, key: str) -> AppTest:
    """Press a button by its key."""
    at.button(key=key).click().run()
    assert_sound(at)
    return at
