"""core.estimate against the second calculator in tests/reference, household by household."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.reference.calculator import REFUSED, calculate
from tests.reference.households import apart, household, told

FULL = bool(os.environ.get("CI_FULL")) or os.environ.get("ASHIBA_FULL") == "1"
HOUSEHOLDS = 1_000_000 if FULL else 3_000


def test_both_calculators_agree() -> None:
    found = apart(HOUSEHOLDS)
    assert not found, told(HOUSEHOLDS, found)


def test_the_sample_reaches_answers_and_refusals() -> None:
    """Guard against a sample in which nothing is computed."""
    answers = [calculate(household(seed)) for seed in range(500)]
    worked_out = [answer for answer in answers if not isinstance(answer, str)]
    assert answers.count(REFUSED) >= 20
    assert len(worked_out) >= 350
    for name in ("welfare", "medical", "private", "other"):
        paid = [a for a in worked_out if a["ledgers"][name]["payable"][1] > 0]
        assert len(paid) >= 50, name
    assert sum(answer["refund_later"][1] > 0 for answer in worked_out) >= 5


def test_fresh_processes_run_no_script_that_stands_in_the_place_of_main(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = ModuleType("__main__")
    script.__file__ = str(tmp_path / "app.py")
    Path(script.__file__).write_text("raise SystemExit('an app outside its server')")
    monkeypatch.setitem(sys.modules, "__main__", script)
    assert apart(1) == []
    assert sys.modules["__main__"] is script
