"""Turns: one screen is made at a time, and a paper only when there is room for it.

Python does one thing at a time: twenty screens at once end no sooner than one after the other, and
the loop that sends what they made would wait for all of them at each step. Typst works without
Python's lock, so a thread is enough: a paper takes 50 ms of a core and holds up nobody's click. A
hundred at once would; the limit keeps a core for those who read.
"""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

LONG = 0.2
"""Seconds after which who makes a screen keeps nobody else from it: nobody hangs with another."""


class Screens:
    """The turn to make a screen: one at a time, as long as none takes long; in the order of coming."""

    def __init__(self, long: float = LONG) -> None:
        self._long = long
        self._lock = threading.Lock()
        self._line: deque[threading.Event] = deque()
        self._whose: threading.Event | None = None
        self._since = 0.0

    def take(self) -> threading.Event:
        """Wait for the turn; the mark to give back."""
        mark = threading.Event()
        with self._lock:
            self._line.append(mark)
        while True:
            with self._lock:
                first, left = self._line[0] is mark, self._left()
                if first and left <= 0:
                    self._line.popleft()
                    self._whose, self._since = mark, time.monotonic()
                    self._call_first()  # who is first now looks when this one takes long
                    return mark
                mark.clear()
            mark.wait(left if first else None)

    def _left(self) -> float:
        """Seconds until the next may begin."""
        return 0 if self._whose is None else self._since + self._long - time.monotonic()

    def _call_first(self) -> None:
        if self._line:
            self._line[0].set()

    def give(self, mark: threading.Event) -> None:
        """Whoever took long has lost it already."""
        with self._lock:
            if self._whose is mark:
                self._whose = None
                self._call_first()


_screens = Screens()
_mine = threading.local()


@contextmanager
def screen() -> Iterator[None]:
    """Within: a screen is made in its turn."""
    _mine.mark = _screens.take()
    try:
        yield
    finally:
        mark, _mine.mark = _mine.mark, None
        _screens.give(mark)


@contextmanager
def aside() -> Iterator[None]:
    """Within a screen: what takes long, or waits, while other screens are made."""
    mark = getattr(_mine, "mark", None)
    if mark is None:
        yield
        return
    _screens.give(mark)
    try:
        yield
    finally:
        _mine.mark = _screens.take()


Tell = Callable[[int], None]
"""Is told how many wait before; again at each look."""
LOOK = 0.5
"""Seconds after which one who waits looks again: also whether the screen was left meanwhile."""


class Turns:
    """``at_once`` may work; the others come in the order in which they asked."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._line: list[object] = []
        self._changed = threading.Condition()

    @contextmanager
    def taken(self, tell: Tell) -> Iterator[None]:
        """Wait, work, make room. Whoever leaves the line (``tell`` raises) is no longer in it."""
        ticket = object()
        with self._changed:
            self._line.append(ticket)
        try:
            while before := self._before(ticket):
                tell(before)
                self._wait(ticket)
            yield
        finally:
            with self._changed:
                self._line.remove(ticket)
                self._changed.notify_all()

    def _before(self, ticket: object) -> int:
        with self._changed:
            return max(0, self._line.index(ticket) + 1 - self._at_once)

    def _wait(self, ticket: object) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._line.index(ticket) < self._at_once, LOOK)


PRESS = Turns(max(1, (os.cpu_count() or 2) - 1))
"""The one press of this process."""


@contextmanager
def making(what: str = "") -> Iterator[None]:
    """Shows that ``what`` (「絵を」) is being made, and how many are before, while the block works."""
    place = None

    def tell(before: int) -> None:
        nonlocal place
        place = place or st.empty()
        place.write(f"前に{before}人います。順番に作ります。")

    with st.spinner(f"{what}作っています。少しお待ちください。"):
        try:
            with aside(), PRESS.taken(tell):
                yield
        finally:
            if place is not None:
                place.empty()
