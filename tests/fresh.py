"""Fresh processes of a test: they begin with the modules they need, and nothing else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.context import SpawnContext
from types import ModuleType


@contextmanager
def fresh_processes() -> Iterator[SpawnContext]:
    """What makes them. A fork of a process with threads is refused by newer versions of Python.

    Streamlit's AppTest leaves its script in the place of ``__main__``, and every fresh process would
    run that first. (It cannot: a pool would start one after the other for ever.)
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield get_context("spawn")
    finally:
        sys.modules["__main__"] = main
