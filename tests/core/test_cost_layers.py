"""Month under Estimate: what stands on the counted month alone, and the order that is held."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core import CostRequest, estimate
from core.catalog import Catalog
from core.cost.estimate import Estimate
from core.cost.explain import explain
from core.cost.month import Month, count_month, only_services
from core.cost.once import contracts, one_offs
from core.cost.savings import savings
from core.cost.unknowns import unknowns

ROOT = Path(__file__).resolve().parents[2]

REQUESTS = {
    "nothing known": {
        "usages": [
            {"service": "continuous_employment_b", "times": 12},
            {"service": "psychiatric_outpatient", "times": 2},
            {"service": "private_residential", "times": 1},
        ]
    },
    "a contract and a certificate": {
        "person": {"age": 30},
        "medical": {"certificate": "have", "tax": "taxed", "income_levy_yen": 33_000},
        "usages": [
            {"service": "psychiatric_outpatient", "times": 2, "gross_yen_per_time": 4_570},
            {"service": "private_visit", "times": 2, "lump": {"total_yen": 600_000, "months": 7}},
        ],
    },
    "no service": {"welfare": {"residence": "group_home", "rent_yen": 40_000}, "usages": []},
}


def asked(name: str) -> CostRequest:
    return CostRequest.model_validate({"month": "2026-11", **REQUESTS[name]})


@pytest.mark.parametrize("name", REQUESTS)
def test_all_that_an_estimate_says_stands_on_the_counted_month(catalog: Catalog, name: str) -> None:
    request = asked(name)
    whole, counted = estimate(request, catalog), count_month(request, catalog)
    assert type(counted) is Month
    assert isinstance(whole, Estimate)
    assert {key: getattr(whole, key) for key in vars(counted)} == vars(counted)
    assert whole.steps == explain(counted, catalog)
    assert whole.unknowns == unknowns(counted, catalog)
    assert whole.savings == savings(counted, catalog)
    assert whole.one_offs == one_offs(request, catalog)
    assert whole.contracts == contracts(request, catalog)


def test_services_alone_bring_nothing_of_the_home_and_of_what_others_paid(catalog: Catalog) -> None:
    """The person's 9,300 and 37,200 of the others are 9,300 above the limit of 37,200: for the
    person, 9,300 × 9,300 ÷ 46,500 = 1,860 comes back.
    """
    home = {"certificate_cap_yen": 9_300, "others_paid_yen": 37_200}
    home |= {"residence": "group_home", "rent_yen": 40_000, "living_yen": 20_000}
    work = {"service": "continuous_employment_b", "times": 20, "gross_yen_per_time": 7_250}
    request = CostRequest.model_validate({"month": "2026-11", "welfare": home, "usages": [work]})
    lived = count_month(request, catalog)
    assert (lived.refund_later.high, lived.monthly.high) == (1_860, 9_300 + 40_000 + 20_000)
    alone = count_month(only_services(request, request.usages), catalog)
    assert (alone.refund_later.high, alone.monthly.high) == (0, 9_300)


# -- the order of the modules, as the import linter holds it ----------------------------------

LATE = "\n\ndef _late() -> None:\n    from {} import {}  # noqa\n"
ONLY_TYPED = "\n\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from {} import {}\n"
PLAIN = "\n\nfrom {} import {}\n"

WRONG = (
    ("core.cost.unknowns", LATE, "core.cost.estimate", "estimate"),
    ("core.cost.explain", ONLY_TYPED, "core.cost.estimate", "Estimate"),
    ("core.cost.month", PLAIN, "core.cost.once", "OneOff"),
    ("core.cost.welfare", PLAIN, "core.cost.medical", "MonthBills"),
    ("core.cost.request", PLAIN, "core.cost.line", "Line"),
    ("core.stage", PLAIN, "core.cost.request", "CostRequest"),
    ("core.contacts.model", LATE, "core.provider", "Quote"),
    ("core.plan.price", LATE, "core.handout.text", "seeds"),
    ("core.figures", PLAIN, "core.catalog", "Catalog"),
    ("core.cost_inputs", LATE, "core.cost.request", "Usage"),
    ("core.catalog.cost_questions", LATE, "core.cost.request", "Usage"),
    ("core.catalog.plan", PLAIN, "core.catalog.catalog", "Catalog"),
    ("core.catalog.stages", ONLY_TYPED, "core.catalog.plan", "PlanData"),
    ("core.catalog.reading", LATE, "core.catalog.kinds", "Aged"),
    ("core.find.wish", PLAIN, "core.find.reasons", "Limits"),
)
"""A wrong import each: from below to above, or to a neighbour."""


@pytest.fixture(scope="module")
def linted(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, str]:
    """The linter's answer to a copy of the house with every wrong import, and a new module, in it."""
    house = tmp_path_factory.mktemp("house")
    for name in ("core", "pages"):
        shutil.copytree(ROOT / name, house / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", house)
    for module, shape, above, name in WRONG:
        file = house.joinpath(*module.split(".")).with_suffix(".py")
        with file.open("a", encoding="utf-8") as end:
            end.write(shape.format(above, name))
    for folder in ("cost", "catalog", "find"):
        new = house / "core" / folder / f"new_in_{folder}.py"
        new.write_text('"""A module without a row."""\n')
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=house,
        env={**os.environ, "PYTHONPATH": str(house), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(("module", "above"), [(one[0], one[2]) for one in WRONG])
def test_an_import_against_the_order_is_refused(
    linted: tuple[int, str], module: str, above: str
) -> None:
    code, said = linted
    assert code == 1
    assert re.search(rf"{re.escape(module)} -> {re.escape(above)} \(", said), said


@pytest.mark.parametrize("folder", ["cost", "catalog", "find"])
def test_a_module_without_a_place_in_the_order_is_refused(
    linted: tuple[int, str], folder: str
) -> None:
    assert f"new_in_{folder}" in linted[1]
