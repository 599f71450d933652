"""What the server writes down: kind and place of an error. No word of a family, no session's name.

Streamlit's console handlers stand at each logger by itself, so that the filter does too.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
MOST = 20
"""So often the same line is written; then it is left out, however often it comes."""
_KINDS = 500
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
    """Keeps an error's kind and place in the log and drops everything else of it."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: Counter[str] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[1] is not None:
            record.msg, record.args = f"画面の誤り: {place_of(record.exc_info[1])}", ()
            record.exc_info = record.exc_text = None
        elif record.levelno >= logging.WARNING:
            record.msg, record.args = _ID.sub("…", record.getMessage()), ()
        line = f"{record.name} {record.msg}"
        if len(self._seen) > _KINDS:
            self._seen.clear()
        self._seen[line] += 1
        return self._seen[line] <= MOST


def quiet() -> None:
    """Put the filter on every logger of the server that there is now."""
    words = WithoutWords()
    for name in [*logging.root.manager.loggerDict, ""]:
        if name.split(".")[0] in ("streamlit", "uvicorn", "asyncio", "websockets", ""):
            found = logging.getLogger(name)
            if not any(isinstance(one, WithoutWords) for one in found.filters):
                found.addFilter(words)
