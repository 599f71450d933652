"""The family's file: what was answered, and how it stood each time. A small JSON text.

The family keeps it; nothing of it stays with us. It has no place for a name. Reading never trusts
it: what is right is kept, what is wrong is left out and said. What each part may hold stands in
``core.case.answers``.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from core import files, said
from core.base import Frozen
from core.case.answers import (
    NOT_SAVED,
    UNKNOWN_PART,
    Given,
    has_answers,
    read_answers,
    saved_parts,
)
from core.case.case import ReviewLines
from core.case.history import (
    DAYS,
    HISTORY_MOST,
    Comparison,
    ConditionChange,
    Snapshot,
    by_day,
    compare,
    last_time,
    past_reviews,
    read_history,
)
from core.catalog import Catalog
from core.days import day_of, written_day
from core.errors import AshibaError
from core.figures import month_of
from core.keep.quiet import TELLING, calm, snapshot_of, told_by_safety, without_safety
from core.tolerant import GONE, as_dict, depth

FORMAT, VERSION = "ashiba-note", 1
MAX_BYTES = 1_000_000
"""Bytes of a file. All that the screens take fits (some 240,000 characters of three bytes); only of
the history the oldest days may have no room. What a tab keeps is measured by it too."""
MAX_DEPTH = 12
RECORDS, SAVED_ON = "前回までの記録", "保存した日"

_MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""Version → the function that makes the next version of it. {1: to_version_2} when 2 comes."""


class CaseFileError(AshibaError):
    """The file cannot be read, or would grow too large. Japanese, with what can be done."""


class PackedCase(Frozen):
    """The text of a file. ``left_out``: one Japanese sentence for each part that lost something."""

    text: str
    left_out: tuple[str, ...] = ()


class CaseFile(Frozen):
    """What a file held. ``left_out``: one Japanese sentence for each place that lost something."""

    saved_on: date | None
    answers: dict[str, Any]
    """As the screens keep them (session_state["case"]), without "history"."""
    history: tuple[Snapshot, ...]
    left_out: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """What the file is called in a sentence: by the day on which it was saved."""
        if self.saved_on is None:
            return "保存した日のわからないファイル"
        return f"{said.day(self.saved_on)}に保存したファイル"

    @property
    def has_safety(self) -> bool:
        """True when the file holds an answer to a safety question."""
        checks = self.answers.get("checks", {})
        return any(check.get("safety") for check in checks.values())


def _days(raw: object, losses: Counter[str]) -> tuple[Snapshot, ...]:
    found = DAYS(raw, lambda _: losses.update([RECORDS]))
    return () if found is GONE else by_day(found)


# -- saving -----------------------------------------------------------------------------------


def pack_case(
    answers: Mapping[str, Any],
    catalog: Catalog,
    snapshot: Snapshot | None,
    today: date,
    with_safety: bool,
    telling: Collection[str] = TELLING,
) -> PackedCase:
    """The text of the file, for ``session_state["case"]`` (its "history" included).

    ``snapshot`` joins the history; the same day replaces, the last twelve stay, and fewer when they
    would not fit. Without ``with_safety`` the safety answers, who is threatened, the situation
    "violence", what was changed at the steps ``telling`` (see ``told_by_safety``) and their free
    services are left out, because the file may lie where the person reads it. An example is never
    saved. What is lost besides the safety answers is said in ``left_out``. Raises CaseFileError
    when so much was written that the file could not be read again.
    """
    losses: Counter[str] = Counter()
    answers = as_dict(answers)
    saved = _saved(answers)
    kept = read_answers(saved, Given(catalog), lambda name: losses.update([name]))
    told = []
    if not with_safety:
        kept, hidden = without_safety(kept, telling, catalog)
        told += [_HIDDEN] * hidden
    days = [*_days(answers.get("history") or [], losses), *([snapshot] if snapshot else [])]
    history = by_day(days)
    content: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "saved_on": today.isoformat(),
        "answers": kept,
        "history": [one.model_dump(mode="json") for one in history[-HISTORY_MOST:]],
    }
    text = _fitted(content)
    gone = len(history) - len(content["history"])
    if gone:
        told.append(f"{RECORDS}のうち、古い{gone}回分はファイルに入っていません。")
    told += [_told(name, count) for name, count in sorted(losses.items())]
    return PackedCase(text=text.decode(), left_out=tuple(told))


_HIDDEN = (
    "安全にかかわる一歩に書いたことは、ファイルに入っていません。"
    "「安全の質問の答えもファイルに入れる」に印をつけると入ります。"
)


def _saved(answers: Mapping[str, Any]) -> dict[str, Any]:
    """What of a tab a file holds: nothing of an example, nothing of what only the visit needs."""
    saved = {key: value for key, value in answers.items() if key not in NOT_SAVED}
    if isinstance(checks := saved.get("checks"), dict):
        saved["checks"] = {who: check for who, check in checks.items() if who != "example"}
    return saved


def _fitted(content: dict[str, Any]) -> bytes:
    """The text of the file. The oldest days go, in place, until it fits. Raises CaseFileError."""
    while len(text := _text_of(content)) > MAX_BYTES:
        if not content["history"]:
            raise CaseFileError(
                "書いた文が長いので、一つのファイルに入りません。文を短くすると保存できます。"
            )
        content["history"] = content["history"][1:]
    return text


def _text_of(content: dict[str, Any]) -> bytes:
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


# -- loading ----------------------------------------------------------------------------------


_OURS = "この道具で保存したファイルをえらんでください。"
_OTHER = "前に保存した別のファイルがあれば、えらんでください。"
_STARTS_MOST = 5
"""So many places are tried at which a file may begin inside a mail."""


def _json_of(data: bytes) -> dict[str, Any]:
    """The file as a dict of our format and version, or a CaseFileError.

    In whatever encoding an editor saved it, and with what a mail or a phone put around it.
    """
    if len(data) > MAX_BYTES:
        raise CaseFileError(f"ファイルが大きすぎます（{MAX_BYTES // 1_000:,}KBまで）。{_OURS}")
    if files.is_blank(data):
        raise CaseFileError("ファイルが空です。ほかのファイルをえらんでください。")
    if kind := files.kind_of(data):
        raise CaseFileError(f"{kind}のようです。{_OURS}")
    refused: CaseFileError | None = None
    for text in files.sound_texts(data):
        try:
            return _of_this_version(_object_in(text))
        except _NotOurs as fault:
            refused = refused or fault
    if refused is None:
        raise CaseFileError(f"文字として読めないファイルです。{_OURS}")
    raise CaseFileError(str(refused))


class _NotOurs(CaseFileError):
    """No file of ours stands in a text; another reading of the same bytes may hold one."""


def _object_in(text: str) -> dict[str, Any]:
    """What of a text is our file, mended where its letters were spoilt. Raises CaseFileError."""
    raw = _parsed(text)
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise _NotOurs(f"あしばノートのファイルではありません。{_OURS}")
    whole = files.mended(text)
    if whole is None:
        raise CaseFileError(f"文字が化けていて読めません。{_OTHER}")
    if whole == text:
        return raw
    again = _parsed(whole)
    return again if isinstance(again, dict) else raw


def _parsed(text: str) -> Any:
    """The JSON of a text, or the first file of ours inside it. Raises CaseFileError."""
    try:
        raw = _loaded(text)
        deep = depth(raw) > MAX_DEPTH
    except RecursionError:
        deep = True
    except ValueError:
        raise _NotOurs(f"{_looks_like(text)}{_OTHER}") from None
    if deep:
        raise _NotOurs(f"中の形が入り組みすぎていて読めません。{_OURS}")
    return raw


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as fault:
        starts = re.finditer(r'\{\s*"', text)
        for start, _ in zip(starts, range(_STARTS_MOST), strict=False):
            try:
                raw, _end = json.JSONDecoder().raw_decode(text, start.start())
            except ValueError:
                continue
            if isinstance(raw, dict) and raw.get("format") == FORMAT:
                return raw
        raise fault


def _looks_like(text: str) -> str:
    """What a text seems to be that is no JSON."""
    lines = [line for line in text.splitlines() if line.strip()][:2]
    alike = [mark for mark in ",\t;" if len({line.count(mark) for line in lines}) == 1]
    if "{" not in text and len(lines) == 2 and any(mark in lines[0] for mark in alike):
        return "表（CSV）のようです。"
    return "途中で切れているか、書きかえられていて読めません。"


def _of_this_version(raw: dict[str, Any]) -> dict[str, Any]:
    version = raw.get("version")
    if type(version) is not int or version < 1:
        raise CaseFileError(
            "ファイルの版がわからないので読めません。"
            "前に保存した別のファイルがあれば、えらんでください。"
        )
    if version > VERSION:
        raise CaseFileError(
            "この道具より新しい版のファイルです。新しい版のあしばノートで開いてください。"
        )
    for old in range(version, VERSION):
        raw = _MIGRATIONS[old](raw)
    return raw


def unpack_case(data: bytes, catalog: Catalog, today: date | None = None) -> CaseFile:
    """Read a file in any usual encoding. With ``today`` days far ahead of it go too.

    Raises CaseFileError when it is no file of ours, broken, larger than MAX_BYTES, nested deeper
    than MAX_DEPTH or of a newer version. Otherwise each wrong value is dropped alone and counted
    in ``left_out``; everything else is kept.
    """
    raw = _json_of(data)
    losses: Counter[str] = Counter()
    for key in raw.keys() - {"format", "version", "saved_on", "answers", "history"}:
        losses[UNKNOWN_PART] += key in raw
    day = written_day()(raw.get("saved_on"), lambda _: losses.update([SAVED_ON]))
    answers = raw.get("answers")
    if not isinstance(answers, dict):
        losses["答え"] += 1
        answers = {}
    given = Given(catalog, today)
    kept = read_answers(answers, given, lambda name: losses.update([name]))
    history = _days(raw.get("history", []), losses)
    losses[RECORDS] += len(history[:-HISTORY_MOST])
    return CaseFile(
        saved_on=None if day is GONE else day_of(day),
        answers=kept,
        history=history[-HISTORY_MOST:],
        left_out=tuple(_told(name, count) for name, count in sorted((+losses).items())),
    )


class Resumed(Frozen):
    """A file put in the place of what a tab held, and what there is to say of it."""

    case: dict[str, Any]
    """As the screens keep it, its "history" included."""
    month_is_past: bool = False
    """The month of the costs was one that is over: it is this month's again."""
    review_is_past: bool = False
    """The lines of the look back stand in the history; the next one starts with empty fields."""
    safety_is_missing: bool = False
    """A check came without the answers to its safety questions."""
    told: tuple[str, ...] = ()
    """What there is to say, a sentence each, with what was left out of the file."""


def resume(read: CaseFile, today: date) -> Resumed:
    """What the screens go on from, after a file of an earlier day."""
    case = deepcopy(read.answers)
    if read.history:
        case["history"] = [one.model_dump(mode="json") for one in read.history]
    month_is_past = case.get("cost", {}).get("month", month_of(today)) < month_of(today)
    if month_is_past:
        del case["cost"]["month"]
    before = last_time(read.history, today)
    lines = {key: text for key, text in case.get("review", {}).items() if key != "on"}
    review_is_past = (
        before is not None
        and any(lines.values())
        and lines.items() <= before.review.model_dump().items()
    )
    if review_is_past:
        del case["review"]
    found = Resumed(
        case=case,
        month_is_past=month_is_past,
        review_is_past=review_is_past,
        safety_is_missing=bool(case.get("checks")) and not read.has_safety,
    )
    return found.but(told=_what_came_of(read, found))


def _what_came_of(read: CaseFile, found: Resumed) -> tuple[str, ...]:
    told = [f"{read.called}を読みました。", *read.left_out]
    if found.month_is_past:
        told.append("費用の月は、今月にしました。")
    if found.review_is_past:
        told.append("前回の見直しに書いたことは、「前回とくらべる」で読めます。")
    if found.safety_is_missing:
        told.append(
            "安全の質問の答えは、ファイルに入っていません。「いまの足場」で、もう一度答えられます。"
        )
    return tuple(told)


SCREENS_OF: dict[str, tuple[str, ...]] = {
    "plan": ("edits", "review", "situation", "age"),
    "cost": ("cost", "usages"),
    "private": ("quotes",),
    "windows": ("windows", "place"),
    "sheet": ("history", "notes", "memo", "edits", "quotes", "windows"),
}
"""Where one goes on without a check, and the parts of the case that stand there."""


def ways_on(raw: Mapping[str, Any], catalog: Catalog) -> tuple[str, ...]:
    """The screens, in order, that show something of a case: "plan", "cost", "private", …"""
    raw = as_dict(raw)
    filled = {name for name in raw if has_answers({name: raw[name]}, catalog)}
    if raw.get("history"):
        filled.add("history")
    return tuple(screen for screen, parts in SCREENS_OF.items() if filled.intersection(parts))


def _told(name: str, count: int) -> str:
    if name == UNKNOWN_PART:
        return f"{name}が{count}つありました。それは使いません。"
    if name == saved_parts()["windows"]:
        return f"{name}に、決まりに合わないものが{count}つありました。それは使いません。"
    if name == saved_parts()["edits"]:
        # A text that is too long is cut there, as at its field.
        return f"{name}に、読めないところが{count}つありました。そこは、空けるか、途中までにしてあります。"
    return f"{name}に、読めないところが{count}つありました。そこは空けてあります。"


__all__ = [
    "HISTORY_MOST",
    "MAX_BYTES",
    "NOT_SAVED",
    "TELLING",
    "CaseFile",
    "CaseFileError",
    "Comparison",
    "ConditionChange",
    "PackedCase",
    "Resumed",
    "ReviewLines",
    "Snapshot",
    "calm",
    "compare",
    "has_answers",
    "last_time",
    "pack_case",
    "past_reviews",
    "read_history",
    "resume",
    "snapshot_of",
    "told_by_safety",
    "unpack_case",
    "ways_on",
]
