"""What all tests share: their order on several workers, and what the garbage collector leaves alone."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from typing import TypeVar

import pytest

# Pytest's copies of the test files, thousands of tests and the modules live to the end of the run.
# Looking through them again and again takes a third of the collection.
gc.disable()

One = TypeVar("One")


def shares(
    long: Sequence[One], short: Sequence[One], workers: int, together: Sequence[One] = ()
) -> list[One]:
    """The order in which the shares begin with the long ones, but for the first of each four.

    The long ones mostly wait: beside them somebody always works. xdist's worksteal gives each
    worker as many tests of one piece as another, the first ones first; what is taken over from
    another is its last. So ``together`` stay on the first worker, and the short ones stay in their
    order, at the end, where they fill what time is left.
    """
    order: list[One] = []
    begin = [worker for worker in range(workers) if worker % 4 or workers == 1]
    left, taken = len(together) + len(long) + len(short), 0
    for worker in range(workers):
        size = left // (workers - worker)
        mine = long[begin.index(worker) :: len(begin)] if worker in begin else ()
        dealt = [*(together if worker == 0 else ()), *mine]
        filled = short[taken : taken + max(0, size - len(dealt))]
        order += [*dealt, *filled]
        left -= size
        taken += len(filled)
    return [*order, *short[taken:]]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On several workers: a browser's test mostly waits, so that most of them begin with those.

    Tests marked ``together`` share what is dear to make: they run on one worker.
    """
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    if workers > 1:
        kinds: dict[str, list[pytest.Item]] = {"browser": [], "together": [], "": []}
        for one in items:
            kind = next((name for name in kinds if name and one.get_closest_marker(name)), "")
            kinds[kind].append(one)
        items[:] = shares(kinds["browser"], kinds[""], workers, kinds["together"])


def pytest_collection_finish(session: pytest.Session) -> None:
    """From here on it works on what the tests themselves make, and seldom: the catalogue stays."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()
