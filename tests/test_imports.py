"""What may know what: core knows no screen, heavy packages wait, screens hold no amounts."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CORE = sorted((ROOT / "core").rglob("*.py"))
SCREENS = sorted(one for one in (ROOT / "pages").glob("*.py") if one.name != "__init__.py")
PAGES = sorted((ROOT / "pages").rglob("*.py"))
HEAVY = {"pandas", "altair", "typst", "jpholiday"}
MOST_LINES = 150


def name_of(path: Path) -> str:
    """The path as the tests' ids show it."""
    return str(path.relative_to(ROOT))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), name_of(path))


def found_in(paths: Iterable[Path], wrong: Callable[[ast.AST], object]) -> list[str]:
    """The places of the files where something ``wrong`` stands."""
    return [
        f"{name_of(path)}:{getattr(node, 'lineno', 0)}: {ast.unparse(node)}"
        for path in paths
        for node in ast.walk(parsed(path))
        if wrong(node)
    ]


def imported(node: ast.AST) -> set[str]:
    """The top-level packages that one statement imports."""
    if isinstance(node, ast.Import):
        return {alias.name.split(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        return {node.module.split(".")[0]}
    return set()


def only_for_types(node: ast.stmt) -> bool:
    """``if TYPE_CHECKING:``, which never runs."""
    return isinstance(node, ast.If) and ast.unparse(node.test) in (
        "TYPE_CHECKING",
        "typing.TYPE_CHECKING",
    )


def at_import(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes that run when the module is imported: not the insides of functions."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.stmt) and only_for_types(child):
            continue
        yield child
        yield from at_import(child)


def test_the_walk_tells_a_function_from_the_top() -> None:
    tree = ast.parse(
        "import pandas.x\nif TYPE_CHECKING:\n    import typst\n"
        "class A:\n    import altair as alt\n    def f(self):\n        import jpholiday\n"
    )
    found = set().union(*(imported(node) for node in at_import(tree)))
    assert found == {"pandas", "altair"}
    assert imported(ast.parse("from . import streamlit").body[0]) == set()


def test_core_knows_no_screen() -> None:
    assert found_in(CORE, lambda node: imported(node) & {"streamlit", "pages"}) == []


def test_heavy_packages_are_imported_where_they_are_used() -> None:
    heavy = [
        f"{name_of(path)}: {ast.unparse(node)}"
        for path in CORE
        for node in at_import(parsed(path))
        if imported(node) & HEAVY
    ]
    assert heavy == []


def test_importing_core_and_judging_a_check_stays_light() -> None:
    """A fresh interpreter: neither the import nor a check and an estimate bring them in."""
    script = (
        "import sys\n"
        "from core import CostRequest, StageCheck, assess, estimate, load_catalog\n"
        "catalog = load_catalog()\n"
        "assess(StageCheck(), catalog)\n"
        "usages = [{'service': 'continuous_employment_b', 'times': 3}]\n"
        "request = CostRequest.model_validate({'month': '2026-11', 'usages': usages})\n"
        "estimate(request, catalog).monthly\n"
        "heavy = {'streamlit', 'pandas', 'altair', 'typst', 'jpholiday', 'numpy', 'pages'}\n"
        "print(sorted(heavy & {name.split('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


# -- amounts belong to data/ ------------------------------------------------------------------

NOT_MONEY = {
    20_000: "characters of the family's own notes",
    200_000: "characters of the case in the tab",
}
A_SUM = re.compile(r"\d,\d{3}|[1-9]\d{2,}\s*円|[1-9]\d*\s*万\s*円")
"""「1,000」, 「9300円」, 「1万円」; 「0円」 is no figure that can change."""


def docstrings(tree: ast.Module) -> set[int]:
    """Ids of the constants that only explain."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def test_a_screen_holds_no_amount_of_money() -> None:
    explains = {one for path in PAGES for one in docstrings(parsed(path))}

    def an_amount(node: ast.AST) -> bool:
        if not isinstance(node, ast.Constant) or id(node) in explains:
            return False
        value = node.value
        a_number = type(value) is int and value >= 1_000 and value not in NOT_MONEY
        return a_number or bool(isinstance(value, str) and A_SUM.search(value))

    assert found_in((p for p in PAGES if p.name != "server.py"), an_amount) == []


@pytest.mark.parametrize("path", SCREENS, ids=name_of)
def test_a_screen_stays_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_only_the_store_reads_the_clock() -> None:
    clocks = ("date.today", "datetime.now", "datetime.today", "time.time")
    others = (p for p in PAGES if p.name != "store.py")
    assert (
        found_in(
            others, lambda node: isinstance(node, ast.Attribute) and ast.unparse(node) in clocks
        )
        == []
    )


def test_core_never_reads_the_clock() -> None:
    def reads(node: ast.AST) -> bool:
        return (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("today", "now", "utcnow")
        )

    assert found_in(CORE, reads) == []


# -- a screen, its parts and what is shared ------------------------------------------------------

SHARED = ("pages.parts.kit", "pages.parts.frame")


def modules_of(tree: ast.Module) -> Iterator[str]:
    """Every module that a file imports, also one taken from a package: pages.parts.kit.html."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def foreign(screen: str, tree: ast.Module) -> list[str]:
    """What a screen imports of pages besides its own parts, kit and frame."""
    mine = (f"pages.parts.{screen}", *SHARED)
    return [
        one
        for one in modules_of(tree)
        if one.split(".")[0] == "pages" and not any(f"{one}.".startswith(f"{own}.") for own in mine)
    ]


def test_the_parts_of_another_screen_are_foreign() -> None:
    tree = ast.parse(
        "from pages.parts.kit import html\nimport pages.parts.cost.walk\n"
        "from pages.parts.hall import visitors\nfrom pages import find\n"
        "from pages.parts.costly import x\nfrom core import said\n"
    )
    assert foreign("cost", tree) == [
        "pages.parts.hall.visitors",
        "pages.find",
        "pages.parts.costly.x",
    ]


@pytest.mark.parametrize("path", SCREENS, ids=name_of)
def test_a_screen_knows_its_own_parts_only(path: Path) -> None:
    assert foreign(path.stem, parsed(path)) == []


# -- one idea a function ----------------------------------------------------------------------

LONGEST = 40


def long_functions(path: Path) -> list[str]:
    """Functions of more than LONGEST lines, their docstring and decorators not counted apart."""
    return [
        f"{name_of(path)}:{node.lineno} {node.name}: {node.end_lineno - node.lineno + 1}"
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > LONGEST
    ]


def test_no_function_is_longer_than_a_screenful() -> None:
    started = (ROOT / "streamlit_app.py", ROOT / "run.py")
    assert [one for path in (*CORE, *PAGES, *started) for one in long_functions(path)] == []
