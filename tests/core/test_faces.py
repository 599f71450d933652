"""The faces of the packages, and who may read data/ by itself."""

from __future__ import annotations

import ast
import subprocess
import sys
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

import core
from core import Case, CostRequest, load_catalog
from core.case.from_answers import case_of
from core.catalog import DATA, Catalog, read_catalog
from core.cost.request import Usage, read_request

ROOT = Path(__file__).resolve().parents[2]


# -- one list of names ------------------------------------------------------------------------


def test_the_type_checker_sees_the_names_that_there_are() -> None:
    tree = ast.parse((ROOT / "core" / "__init__.py").read_text(encoding="utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    typed = {
        alias.name: node.module
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert typed == core._HOME
    assert sorted(typed) == core.__all__


@pytest.mark.parametrize("face", ["core", "core.catalog", "core.find", "core.case"])
def test_every_name_of_a_face_is_there_once(face: str) -> None:
    module = import_module(face)
    assert len(module.__all__) == len(set(module.__all__))
    for name in module.__all__:
        assert getattr(module, name) is not None


@pytest.mark.parametrize("face", ["catalog", "find"])
def test_a_face_is_all_that_others_ask_of_it(face: str) -> None:
    """What is imported from the package stands in its list; its files are imported by nobody else."""
    known = set(import_module(f"core.{face}").__all__)
    for path in sorted([*(ROOT / "core").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]):
        if path.is_relative_to(ROOT / "core" / face):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert not str(node.module).startswith(f"core.{face}."), path
                if node.module == f"core.{face}":
                    assert {alias.name for alias in node.names} <= known, path


def test_the_face_imports_only_what_is_asked_for() -> None:
    script = (
        "import sys, core\n"
        "core.CostRequest\n"
        "print(sorted(one for one in sys.modules if one.split('.')[:2] in "
        "[['core', 'plan'], ['core', 'handout'], ['core', 'find']]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


# -- who reads data/ --------------------------------------------------------------------------

EDGES = {
    "core/catalog/catalog.py",
    "core/review.py",  # a command of its own: python3 run.py review
    "core/handout/plan_sheet.py",  # missing_glyphs(plan)
}
"""What is asked without a catalogue, besides the models. All else in core is handed it."""


def _loads(path: Path) -> bool:
    """Whether a file takes load_catalog in, or calls it. A face only passes it on."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        taken = isinstance(node, ast.alias) and node.name == "load_catalog"
        called = isinstance(node, ast.Call) and ast.unparse(node.func).endswith("load_catalog")
        if called or (taken and path.name != "__init__.py"):
            return True
    return False


def _asking(folder: str) -> set[str]:
    """The files below a folder that ask for the catalogue themselves."""
    return {str(path.relative_to(ROOT)) for path in (ROOT / folder).rglob("*.py") if _loads(path)}


def test_core_is_handed_the_catalogue() -> None:
    assert _asking("core") - EDGES == set()


def test_the_parts_of_the_screens_are_handed_the_catalogue() -> None:
    """Only a screen's own file asks for it: pages/cost.py, and pages/front.py around them all."""
    screens = {str(path.relative_to(ROOT)) for path in (ROOT / "pages").glob("*.py")}
    found = _asking("pages")
    assert found - screens == set()
    assert {"pages/front.py", "pages/check.py"} <= found


# -- the catalogue that is handed in is the one that counts -----------------------------------


@pytest.fixture
def other(catalog: Catalog) -> Catalog:
    """The catalogue of another town: with a service more, and without one."""
    copy = catalog.service("psychiatric_daycare").but(id="night_care", name="精神科ナイトケア")
    services = tuple(one for one in catalog.services if one.id != "free_space")
    return catalog.but(
        services=(*services, copy), by_service={one.id: one for one in (*services, copy)}
    )


def test_a_request_is_checked_against_the_catalogue_that_is_handed_in(other: Catalog) -> None:
    raw = {"month": "2026-11", "usages": [{"service": "night_care", "times": 2}]}
    request = CostRequest.model_validate(raw, context=other)
    assert request.usages == (Usage.of("night_care", 2, other),)
    assert read_request(raw, other) == (request, ())
    with pytest.raises(ValueError, match="「night_care」という支援はありません"):
        CostRequest.model_validate(raw)


def test_what_a_service_lacks_is_refused_by_the_catalogue_that_is_handed_in(
    other: Catalog,
) -> None:
    usage = {"service": "night_care", "times": 2, "price_low_yen": 100}
    with pytest.raises(ValueError, match="公費の支援の料金は"):
        Usage.model_validate(usage, context=other)
    with pytest.raises(ValueError, match="「free_space」という支援はありません"):
        Usage.of("free_space", 1, other)
    assert Usage.model_validate({"service": "free_space", "times": 1}).service == "free_space"


def test_what_is_in_use_is_checked_against_the_catalogue_that_is_handed_in(
    other: Catalog,
) -> None:
    assert Case.model_validate({"in_use": ["night_care"]}, context=other).in_use == {"night_care"}
    for known, unknown in ((other, "free_space"), (None, "night_care")):
        with pytest.raises(ValueError, match=f"「{unknown}」という、いま使っているもの"):
            Case.model_validate({"in_use": [unknown]}, context=known)


def test_a_whole_case_stands_on_the_catalogue_that_is_handed_in(other: Catalog) -> None:
    raw = {"in_use": ["night_care"], "usages": {"night_care": {"times": "3"}}}
    case = case_of(raw, other, date(2026, 11, 26))
    assert case.in_use == {"night_care"}
    assert case.cost is not None
    assert [(one.service, one.times) for one in case.cost.usages] == [("night_care", 3)]


# -- the catalogue --------------------------------------------------------------------------------


def test_data_is_read_once() -> None:
    assert load_catalog() is load_catalog()
    assert DATA == ROOT / "data"
    fresh = read_catalog(DATA)
    assert fresh is not load_catalog()
    assert fresh.services == load_catalog().services
    assert fresh.cost_questions == load_catalog().cost_questions
