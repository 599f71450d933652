"""SECURITY.md: each promise names a test that is there. And what the code as a whole promises."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

import pytest

from core.walk import address_of, number_at
from pages.parts.kit import memory
from tests.reference import licenses

ROOT = Path(__file__).resolve().parents[1]
DOC = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
PROVEN = ("約束とテスト", "おそれとテスト")
"""The headings whose tables name a test in each row."""


def rows_below(heading: str) -> list[list[str]]:
    """The cells of the table below a heading, without its first two lines."""
    part = DOC.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


NAMED = [
    found for heading in PROVEN for row in rows_below(heading) for found in TEST.findall(row[-1])
]


@lru_cache
def names_in(file: str) -> frozenset[str]:
    """The tests at the top of a file, read and not imported."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"), file)
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize(("file", "name"), sorted(set(NAMED)))
def test_a_test_that_is_named_is_there(file: str, name: str) -> None:
    assert name in names_in(file)


@pytest.mark.parametrize("heading", PROVEN)
def test_each_row_names_nothing_but_tests(heading: str) -> None:
    rows = rows_below(heading)
    assert len(rows) >= 10
    for row in rows:
        assert TEST.search(row[-1]), row[0]
        assert TEST.sub("", row[-1]).strip() == "", row[0]


def test_no_test_is_named_outside_the_tables() -> None:
    assert len(NAMED) == DOC.count("::")


@pytest.mark.parametrize(
    "word",
    ["本物のスマートフォン", "読み上げソフト", "Windows、macOS", "0で上書き", "swap", "次の始まり"],
)
def test_what_was_not_looked_at_is_said(word: str) -> None:
    assert word in " ".join(cell for row in rows_below("まだ確かめていないこと") for cell in row)


def test_nobody_is_sent_to_an_address_that_is_not_there() -> None:
    assert "この置き場の issue" in DOC
    assert not re.search(r"://|\S@\S", DOC)


# -- the words on the screen ------------------------------------------------------------------


def test_the_hour_in_the_words_is_that_of_the_settings() -> None:
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["disconnectedSessionTTL"] == 60 * 60
    assert memory.AFTER <= 5  # 「数秒」
    footer = (ROOT / "pages/parts/frame/around.py").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for text in (footer, readme, DOC):
        assert "1時間ほど" in text
        assert "数秒で" in text
    assert memory.EVERY <= 60  # 「1時間ほど」


# -- what the code as a whole promises ----------------------------------------------------------

CODE = [
    ROOT / "streamlit_app.py",
    *sorted((ROOT / "core").rglob("*.py")),
    *sorted((ROOT / "pages").rglob("*.py")),
]
WRITES = {"write_text", "write_bytes", "mkdir", "touch", "rename", "symlink_to", "hardlink_to"}
STORES = {"tempfile", "shelve", "sqlite3", "dbm", "shutil", "pickle"}
CALLS_OUT = {
    *("socket", "ssl", "http", "ftplib", "smtplib", "subprocess", "multiprocessing"),
    *("urllib.request", "requests", "httpx", "aiohttp", "websockets", "webbrowser"),
}


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> set[str]:
    """The modules that a file imports, by their full names."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def writing(tree: ast.Module) -> list[str]:
    """The calls that would make or change a file."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
        mode = [one.value for one in node.args if isinstance(one, ast.Constant)]
        mode += [one.value.value for one in node.keywords if isinstance(one.value, ast.Constant)]
        opens = name == "open" and any(re.fullmatch(r"[rbt]*[wax+][rbt+]*", str(m)) for m in mode)
        if name in WRITES or opens:
            found.append(ast.unparse(node))
    return found


def test_a_writing_call_is_known_when_it_is_seen() -> None:
    text = (
        "open(p, 'w')\np.open(mode='ab')\np.write_text(x)\nst.write('x')\nopen(p)\np.open('rb')\n"
    )
    assert writing(ast.parse(text)) == ["open(p, 'w')", "p.open(mode='ab')", "p.write_text(x)"]


def test_the_app_writes_no_file() -> None:
    for path in CODE:
        tree = tree_of(path)
        assert writing(tree) == [], path
        assert not {name.split(".")[0] for name in imports(tree)} & STORES, path


def test_the_app_has_no_means_to_call_out() -> None:
    for path in CODE:
        names = imports(tree_of(path))
        assert not (names | {name.split(".")[0] for name in names}) & CALLS_OUT, path


def test_the_same_question_has_another_address_in_each_visit() -> None:
    last = 40
    one, other = ([address_of(place, salt) for place in range(1, last + 1)] for salt in ("a", "b"))
    assert not set(one) & set(other)
    assert not [word for word in one if re.fullmatch(r"\d{1,3}|R\d\w?|Q\d+", word)]
    assert number_at(one[11], "a", last) == 12
    assert number_at(one[11], "b", last) == 1


# -- licences ---------------------------------------------------------------------------------


def test_every_pinned_package_is_listed_with_its_licence() -> None:
    text = licenses.FILE.read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| ([a-z0-9-]+ \| [\w.]+)\S*.* \| (.+) \|$", text, re.MULTILINE))
    every = [*licenses.pins(), *licenses.of_tests()]
    assert set(listed) == {f"{name} | {version}" for name, version, _ in every}
    # The locked list of the tests has the app's in it.
    lock = (ROOT / "tests" / "requirements.lock").read_text(encoding="utf-8")
    assert len(listed) == len(re.findall(r"^[a-z0-9-]+==", lock, re.MULTILINE))
    for place, said in listed.items():
        name, version = place.split(" | ")
        assert "いません" not in said, place
        found = licenses.licence_of(name)
        if found is not None and found[0] == version:
            assert said == found[1], "python -m tests.reference.licenses"
