"""Random families on paper: 10,000 with ASHIBA_FULL=1, a fixed sample otherwise."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor

import pytest

from core import load_catalog
from core.handout.sheets import SHEETS
from tests.core.conftest import FULL
from tests.core.random_papers import LIMITS, faults
from tests.fresh import fresh_processes

OTHERS = [name for name in SHEETS if name != "plan"]
COUNT = 10_000 if FULL else len(OTHERS)  # each sheet once


def test_every_sheet_has_a_limit() -> None:
    assert LIMITS.keys() == set(SHEETS)


def _faults_of(seed: int) -> list[str]:
    catalog = load_catalog()
    other = OTHERS[seed % len(OTHERS)]
    return faults(seed, "plan", catalog) + faults(seed, other, catalog)


@pytest.mark.usefixtures("press_anew")
def test_no_random_family_breaks_a_sheet_and_nothing_of_it_is_lost() -> None:
    if FULL:
        with fresh_processes() as fresh, ProcessPoolExecutor(mp_context=fresh) as pool:
            found = [
                one for many in pool.map(_faults_of, range(COUNT), chunksize=50) for one in many
            ]
    else:
        found = [one for seed in range(COUNT) for one in _faults_of(seed)]
    assert found == []
