"""What all tests share: the garbage collector leaves alone what stays to the end."""

from __future__ import annotations

import gc

import pytest

# Pytest's copies of the test files, thousands of tests and the modules live to the end of the run.
# Looking through them again and again takes a third of the collection.
gc.disable()


def pytest_collection_finish(session: pytest.Session) -> None:
    """From here on it works on what the tests themselves make, and seldom: the catalogue stays."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()
