"""What the server holds of a family: gone with the run that wipes, or that another case takes over."""

from __future__ import annotations

import ast
import asyncio
import time
import weakref
from collections import OrderedDict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.testing.v1 import AppTest

from core.handout import press as sheets_press
from pages.parts.kit import memory
from tests.loops import run_apart
from tests.pages.conftest import case_of, checked, opened, press

MINE = "祖母の手紙"


def metadata(at: AppTest) -> list[Any]:
    """What the session holds of the widgets of its runs, their callbacks with it."""
    state = at._session_state._state
    return [*state._new_widget_state.widget_metadata.values()]


def held(at: AppTest) -> list[str]:
    """The widgets whose callbacks still hold a word of the family."""
    found = []
    for one in metadata(at):
        cells = getattr(one.callback, "__closure__", None) or ()
        inside = [cell.cell_contents for cell in cells]
        if MINE in repr((inside, one.callback_args, one.callback_kwargs)):
            found.append(one.id)
    return found


def on_the_plan() -> AppTest:
    """A plan that was just changed: its way back carries the steps of the family."""
    edits = {"own": [{"id": "own-1", "title": MINE}], "now": ["own-1"]}
    at = opened(case_of("family", checked("no"), edits=edits), "plan.py")
    press(at, "plan_open_own-1")
    press(at, "plan_drop_own-1")
    assert held(at)
    return at


def test_after_a_wipe_no_callback_holds_a_word_of_the_family() -> None:
    at = on_the_plan()
    press(at, "ashiba_exit")
    assert held(at) == []
    assert not [one.id for one in metadata(at) if "plan_" in one.id]


def test_while_an_example_is_shown_no_callback_holds_a_word_of_the_family() -> None:
    at = on_the_plan().switch_page("home.py").run()
    press(at, "door_example")
    assert held(at) == []


def test_the_sheets_that_were_set_are_let_go_with_the_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """typst keeps their words beside Python's; tests/browser/test_wiped.py reads all the memory."""
    told: list[str] = []
    monkeypatch.setattr(sheets_press, "forget", lambda: told.append("forget"))
    at = opened(case_of("family", checked("no")), "plan.py")
    assert told == []
    press(at, "ashiba_exit")
    assert told == ["forget"]


def test_nothing_is_set_to_let_go_of_sheets_where_none_were() -> None:
    sheets_press._set_since.clear()
    began = time.perf_counter()
    for _ in range(1_000):
        sheets_press.forget()
    assert time.perf_counter() - began < 1


def test_only_a_wiped_session_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[str] = []
    monkeypatch.setattr(memory, "close_soon", lambda: closed.append("soon"))
    at = opened(case_of("family", checked("no")), "plan.py")
    assert closed == []
    press(at, "ashiba_exit")
    assert closed == ["soon"]


def test_a_session_is_closed_on_the_server_s_loop_after_its_last_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A moment later, so that the browser still hears that all is wiped."""
    closed: list[str] = []
    server = SimpleNamespace(close_session=closed.append)
    fake = SimpleNamespace(exists=lambda: True, get_instance=lambda: server)
    monkeypatch.setattr(memory, "runtime", fake)
    monkeypatch.setattr(memory, "get_script_run_ctx", lambda: SimpleNamespace(session_id="s1"))
    monkeypatch.setattr(memory, "AFTER", 0.05)
    monkeypatch.setattr(memory, "_loop", None)
    memory.close_soon()  # no server was started: a test, or the script by itself

    async def serve() -> list[list[str]]:
        memory.start()
        await asyncio.to_thread(memory.close_soon)
        seen = [[*closed]]
        await asyncio.sleep(0.2)
        return [*seen, [*closed]]

    assert run_apart(serve()) == [[], ["s1"]]


def test_a_tab_that_opens_the_app_again_lets_its_earlier_sessions_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A copied tab that is still open stays, and so does every other tab."""
    closed: list[str] = []
    awake = {"copied"}
    server = SimpleNamespace(
        close_session=closed.append, is_active_session=lambda one: one in awake
    )
    fake = SimpleNamespace(exists=lambda: True, get_instance=lambda: server)
    monkeypatch.setattr(memory, "runtime", fake)
    monkeypatch.setattr(memory, "_tabs", OrderedDict())
    monkeypatch.setattr(memory, "_loop", None)

    async def serve() -> None:
        memory.start()
        for tab, session in (("a", "first"), ("b", "other"), ("a", "copied"), ("a", "third")):
            context = SimpleNamespace(session_id=session)
            monkeypatch.setattr(memory, "get_script_run_ctx", lambda found=context: found)
            await asyncio.to_thread(memory.entered, tab)
            await asyncio.sleep(0)

    run_apart(serve())
    assert closed == ["first"]


def test_a_wiped_session_takes_what_sleeps_of_its_own_tab_along_and_of_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    closed: list[str] = []
    server = SimpleNamespace(close_session=closed.append, is_active_session=lambda _: False)
    fake = SimpleNamespace(exists=lambda: True, get_instance=lambda: server)
    tabs = OrderedDict({"other": {"stays"}, "own": {"sleeps", "s1"}, "third": {"stays too"}})
    monkeypatch.setattr(memory, "runtime", fake)
    monkeypatch.setattr(memory, "_tabs", tabs)
    monkeypatch.setattr(memory, "_loop", None)
    monkeypatch.setattr(memory, "AFTER", 0.05)
    monkeypatch.setattr(memory, "get_script_run_ctx", lambda: SimpleNamespace(session_id="s1"))

    async def serve() -> None:
        memory.start()
        await asyncio.to_thread(memory.close_soon)
        await asyncio.sleep(0.2)

    run_apart(serve())
    assert closed == ["sleeps", "s1"]


class Slept:
    """A session that nobody came back to."""

    session = SimpleNamespace(id="slept")


def test_a_session_whose_hour_is_over_is_let_go_without_another_visitor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = MemorySessionStorage(ttl_seconds=60 * 60)
    slept = Slept()
    store.save(slept)  # type: ignore[arg-type]
    server = SimpleNamespace(_session_mgr=SimpleNamespace(_session_storage=store))
    monkeypatch.setattr(memory.runtime, "exists", lambda: True)
    monkeypatch.setattr(memory.runtime, "get_instance", lambda: server)
    monkeypatch.setattr(memory, "_loop", None)
    kept = weakref.ref(slept)
    del slept
    memory.sweep()
    assert kept() is not None  # its hour is not over
    later = time.monotonic() + 60 * 60 + 1
    monkeypatch.setattr(store._cache, "_timer", lambda: later, raising=False)
    memory.sweep()
    assert kept() is None


KEPT = {
    # read from the files of the app, or asked of Python's types
    "core/case/answers.py:_parts": "parts of the schema",
    "core/case/kept.py:_schema": "places of the schema",
    "core/catalog/catalog.py:load_catalog": "data/",
    "core/charts.py:_template": "data/",
    "core/find/words.py:furigana": "words of the glossary with their readings",
    "core/handout/press.py:_fonts": "fonts",
    "core/handout/text.py:_coverage": "fonts",
    "core/tolerant.py:_hints": "types of the schema",
    "core/tolerant.py:field": "fields of the schema",
    "pages/parts/frame/index.py:script": "our script",
    "pages/parts/frame/look.py:css": "our look",
    "pages/parts/frame/server.py:_static_files": "files of Streamlit",
    "pages/parts/hall/room_tab.py:_component": "a part of the page",
    "pages/parts/kit/blob.py:_component": "a part of the page",
    "pages/parts/kit/pick_file.py:_component": "a part of the page",
    "pages/parts/kit/tab_case.py:_component": "a part of the page",
    "pages/parts/sheet/drawn.py:paper": "pictures of the app",
    # counted from public figures
    "core/cost/household.py:_uncovered": "shares of the law, by month",
    "core/cost/household.py:_table": "the shares and classes of the law, for all answers there are",
    "core/cost/explain.py:_percent": "rates of data/figures.csv",
    "core/cost/medical.py:_least_visits": "limits of the classes of the law, by month",
    "core/cost/medical.py:_smallest_limit": "limits of the classes of the law, by month",
    "core/cost/month.py:_most_days": "months",
    "core/stage.py:_rule": "the rule of the stages, for all answers there are",
    # filled while the process lives
    "core/case_file.py:_MIGRATIONS": "steps from one version of the file to the next",
    "core/room/scene.py:_kept": "plans of the made-up families, by day",
    "pages/parts/frame/cheap.py:_themes": "config.toml",
    "pages/parts/frame/server.py:_PACKED": "files of Streamlit",
    "pages/parts/kit/html.py:_pieces": "forms of mark-up in the code, all of them literals",
    "pages/parts/kit/memory.py:_tabs": "random names of tabs and sessions, none of a family",
}
"""What the process remembers for as long as it lives, and why that is no family's."""


_FILLED = frozenset({"dict", "list", "set", "OrderedDict", "Counter", "defaultdict", "deque"})


def _is_cached(one: ast.AST) -> bool:
    """A function whose answers are remembered for the process."""
    if not isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    marks = [ast.unparse(mark) for mark in one.decorator_list]
    known = ("lru_cache", "functools.cache", "st.cache")
    return any(mark == "cache" or mark.startswith(known) for mark in marks)


def _is_store(value: ast.expr | None) -> bool:
    """Something empty, to be filled later."""
    if isinstance(value, ast.Call):
        return ast.unparse(value.func).split(".")[-1] in _FILLED and not value.args
    return (isinstance(value, ast.Dict) and not value.keys) or (
        isinstance(value, ast.List) and not value.elts
    )


def remembered(file: Path, at: str) -> list[str]:
    """The caches of a file, and the stores that stand in its module."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    found = [one.name for one in ast.walk(tree) if _is_cached(one)]  # type: ignore[attr-defined]
    for one in tree.body:
        if isinstance(one, ast.Assign | ast.AnnAssign) and _is_store(one.value):
            found.append(ast.unparse(one.targets[0] if isinstance(one, ast.Assign) else one.target))
    return [f"{at}:{name}" for name in found]


def test_nothing_outlives_a_visit_but_what_is_nobody_s() -> None:
    """A cache keyed by what a family said would keep it after the wipe, until others push it out."""
    root = Path(__file__).resolve().parents[2]
    files = [*(root / "core").rglob("*.py"), *(root / "pages").rglob("*.py")]
    found = [one for file in files for one in remembered(file, file.relative_to(root).as_posix())]
    assert sorted(found) == sorted(KEPT)
