"""What the server writes down: kind and place of an error. No word of a family, no session's name.

Streamlit's console handlers stand at each logger by itself, so that the filter does too.
"""

from __future__ import annotations

import logging
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
MOST = 20
"""So often in an hour the same line is written; then it is left out, however often it comes."""
IN_ALL = 200
"""So many lines in an hour; the last one says that the rest is left out."""
HOUR = 3600.0
FULL = "記録が多いので、この1時間は、もう書きません。"
_ID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.IGNORECASE)


def place_of(fault: BaseException) -> str:
    """Kind and place of an error. Its message is left out: it may repeat a family's words."""
    trace = fault.__traceback__
    place = "?"
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.is_relative_to(ROOT) and ".venv" not in file.parts:
            place = f"{file.relative_to(ROOT)}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(fault).__name__} ({place})"


class WithoutWords(logging.Filter):
    """Keeps an error's kind and place in the log and drops everything else of it.

    What is written, and what has to be remembered for it, is bounded in each hour.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._until = clock() + HOUR
        self._written: Counter[str] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[1] is not None:
            record.msg, record.args = f"画面の誤り: {place_of(record.exc_info[1])}", ()
            record.exc_info = record.exc_text = None
        elif record.levelno >= logging.WARNING:
            record.msg, record.args = _ID.sub("…", record.getMessage()), ()
        return self._has_room(record)

    def _has_room(self, record: logging.LogRecord) -> bool:
        """Whether this line is written; the last one of an hour says so instead of its words."""
        if self._clock() >= self._until:
            self._until = self._clock() + HOUR
            self._written.clear()
        line, before = f"{record.name} {record.msg}", self._written.total()
        if before >= IN_ALL or self._written[line] >= MOST:
            return False
        self._written[line] += 1
        if before == IN_ALL - 1:
            record.msg, record.args = FULL, ()
        return True


WORDS = WithoutWords()
"""The one filter of the process, so that all loggers count together."""


def quiet() -> None:
    """Put the filter on every logger of the server that there is now."""
    for name in [*logging.root.manager.loggerDict, ""]:
        if name.split(".")[0] in ("streamlit", "uvicorn", "asyncio", "websockets", ""):
            found = logging.getLogger(name)
            if not any(isinstance(one, WithoutWords) for one in found.filters):
                found.addFilter(WORDS)
