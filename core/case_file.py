"""The family's file: what was answered, and how it stood each time. A small JSON text.

The family keeps it; nothing of it stays with us. It has no place for a name. Reading never trusts
it: what is right is kept, what is wrong is left out and said.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Literal, get_args

from pydantic import Field, ValidationError

from core.base import Frozen
from core.case import IN_USE, SAFETY_IDS, Case, Review, ReviewLines, SituationFlag, read_age
from core.catalog import Catalog, load_catalog
from core.contacts import LocalWindow, designated_cities, prefectures
from core.cost.exemption import TaxFacts
from core.cost.request import Claim, Lump, MedicalHousehold, Person, Usage, WelfareHousehold
from core.edit import LONG, PlanEdits, kept_day, read_edits, without
from core.errors import AshibaError
from core.figures import month_number
from core.memo import MOST as MEMO_MOST
from core.money import MAX_YEN, YenRange
from core.plan import compose_plan
from core.provider import ANSWERS, LABELS, Quote
from core.stage import (
    ANSWER_KEYS,
    CONDITION_KEYS,
    SAFETY_KEYS,
    Answer,
    SafetyAnswer,
    SafetyAnswers,
    StageNumber,
    State,
    Threatened,
    ThreatenedAnswers,
    assess,
)
from core.texts import sound
from core.windows_file import read_windows, write_windows

FORMAT, VERSION = "ashiba-note", 1
MAX_BYTES = 1_000_000
"""Bytes of a file. All that the screens take fits (some 240,000 characters of three bytes); only of
the history the oldest days may have no room. What a tab keeps is measured by it too."""
MAX_DEPTH = 12
HISTORY_MOST = 12
NOT_SAVED = frozenset(
    {
        "alert_open",
        "aside",
        "aside_of",
        "example",
        "find",
        "history",
        "plan_days",
        "plan_new",
        "windows_new",
    }
)
"""Parts of the case that stay out of ``answers``: an open alert would tell how the safety questions
were answered, an example is nobody's (``aside``: what was tried on it), the history has its own
place in the file, what is half typed is no answer yet, and neither is what a search was narrowed
to."""
TELLING = frozenset({"S0", "S1", "M1", "M5", "F4", "F5", "W1", "W2"})
"""Steps that a safety answer puts into いま (core.plan)."""

_MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""Version → the function that makes the next version of it. {1: to_version_2} when 2 comes."""


class CaseFileError(AshibaError):
    """The file cannot be read, or would grow too large. Japanese, with what can be done."""


class Snapshot(Frozen):
    """How it stood on one day, as if every safety question had been answered with ない."""

    on: date
    stage: StageNumber | None = None
    near_next: bool = False
    conditions: dict[str, State] = Field(default_factory=dict)
    now: tuple[str, ...] = ()
    """Titles of いま, in the words of the paper."""
    monthly: YenRange | None = None
    review: ReviewLines = ReviewLines()
    answerer: Literal["family", "person"] | None = None
    """Who answered; None without a check, and in files that did not write it down yet."""


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
    def has_safety(self) -> bool:
        """True when the file holds an answer to a safety question."""
        checks = self.answers.get("checks", {})
        return any(check.get("safety") for check in checks.values())


class ConditionChange(Frozen):
    """One condition that is seen otherwise than last time. The words stand in the catalogue."""

    key: str
    before: State
    now: State


class Comparison(Frozen):
    """Last time beside today. Never a judgement."""

    before_on: date
    now_on: date
    days: int
    stage_before: StageNumber | None
    stage_now: StageNumber | None
    other_answerer: Literal["family", "person"] | None
    """Who answered last time, when it was somebody else. Two people see differently: stage and
    conditions are then not put side by side (no stage, ``changed`` empty)."""
    both_seen: bool
    """Both days have conditions, so that none changed means something."""
    changed: tuple[ConditionChange, ...]
    steps_then: tuple[str, ...]
    """Steps that stood in いま last time: the family can tick what was done."""
    monthly_before: YenRange | None
    monthly_now: YenRange | None
    review: ReviewLines
    """What was written last time."""


# -- reading what may be anything -------------------------------------------------------------
# A reader takes a value and ``lost``, gives back what may be kept or _GONE, and calls ``lost``
# once for each value it dropped.

_GONE: Any = object()
Lost = Callable[[], None]
Read = Callable[[Any, Lost], Any]

TYPED_MOST, LINE_MOST, TEXT_MOST = 100, LONG, 20_000
"""Characters of a number as typed, of a short text, and of a long one."""
SHORT_MOST = 200
"""Characters of a title, and entries of a list."""


def _one_of(*values: Any) -> Read:
    def read(value: Any, lost: Lost) -> Any:
        # 1 == True, and a list has no hash.
        if any(value == one and type(value) is type(one) for one in values):
            return value
        lost()
        return _GONE

    return read


def _whole(low: int, high: int) -> Read:
    def read(value: Any, lost: Lost) -> Any:
        if type(value) is int and low <= value <= high:
            return value
        lost()
        return _GONE

    return read


def _text(most: int) -> Read:
    def read(value: Any, lost: Lost) -> Any:
        if not isinstance(value, str) or len(value) > most:
            lost()
            return _GONE
        # Half a character from a broken file would stop every later writing of the text.
        plain = sound(value)
        if plain != value:
            lost()
        return plain

    return read


def _or_none(inner: Read) -> Read:
    return lambda value, lost: None if value is None else inner(value, lost)


def _checked(inner: Read, test: Callable[[str], object]) -> Read:
    """A text that ``test`` reads without ValueError; kept as text."""

    def read(value: Any, lost: Lost) -> Any:
        text = inner(value, lost)
        if text is _GONE:
            return _GONE
        try:
            test(text)
        except ValueError:
            lost()
            return _GONE
        return text

    return read


def _day_of(text: str) -> date:
    """Only 2026-11-22; Python would also take weeks and days without dashes."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError("日付は 2026-11-22 の形で入れてください")
    return date.fromisoformat(text)


def _mapping(readers: Mapping[str, Read]) -> Read:
    """A dict of known keys."""

    def read(value: Any, lost: Lost) -> Any:
        if not isinstance(value, dict):
            lost()
            return _GONE
        kept = {}
        for key, one in value.items():
            if key not in readers:
                lost()
                continue
            found = readers[key](one, lost)
            if found is not _GONE:
                kept[key] = found
        return kept

    return read


def _list_of(inner: Read, most: int = SHORT_MOST) -> Read:
    def read(value: Any, lost: Lost) -> Any:
        if not isinstance(value, list):
            lost()
            return _GONE
        kept = [found for one in value[:most] if (found := inner(one, lost)) is not _GONE]
        for _ in value[most:]:
            lost()
        return kept

    return read


def _unlike(inner: Read) -> Read:
    """A list in which nothing stands twice."""

    def read(value: Any, lost: Lost) -> Any:
        found = inner(value, lost)
        return found if found is _GONE else list(dict.fromkeys(found))

    return read


def _plain(value: Any, lost: Lost) -> Any:
    """Any JSON without decimals: for what another reader judges afterwards."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(TEXT_MOST)(value, lost)
    if isinstance(value, int):
        return _whole(-MAX_YEN, MAX_YEN)(value, lost)
    if isinstance(value, list):
        return _list_of(_plain)(value, lost)
    if isinstance(value, dict):
        if any(sound(key) != key for key in value):
            value = {key: one for key, one in value.items() if sound(key) == key}
            lost()
        return _mapping(dict.fromkeys(value, _plain))(value, lost)
    lost()
    return _GONE


def _missing(raw: Any, kept: Any) -> int:
    """How many values of ``raw`` are not in ``kept`` as they were. Empty ones do not count."""
    if isinstance(raw, dict) and isinstance(kept, dict):
        return sum(_missing(one, kept.get(key)) for key, one in raw.items())
    if isinstance(raw, list) and isinstance(kept, list):
        return len(raw) - len(kept)  # what is kept of a list stands in its order
    if isinstance(raw, str) and isinstance(kept, str):
        return int(raw.strip() != kept)
    return int(raw != kept and not _is_empty(raw))


def _missing_edits(raw: dict[str, Any], kept: dict[str, Any]) -> int:
    """As ``_missing`` for changes of the plan: own steps are found by their ids, each once."""
    left = {step["id"]: step for step in kept.get("own", ())}
    own = raw.get("own")
    steps = own if isinstance(own, list) else [own]
    count = 0
    for step in steps:
        step_id = step.get("id") if isinstance(step, dict) else None
        count += _missing(step, left.pop(step_id, None) if isinstance(step_id, str) else None)
    rest = {key: one for key, one in raw.items() if key != "own"}
    nothing: dict[type, Any] = {list: [], dict: {}}  # what is empty is not written down
    return count + _missing(rest, {key: nothing.get(type(one)) for key, one in rest.items()} | kept)


def _edits_kept(raw: object, today: date | None = None) -> dict[str, Any]:
    return read_edits(raw, today).model_dump(mode="json", exclude_defaults=True)


def _edits(value: Any, lost: Lost) -> Any:
    """Changes of the plan, by the reader that the screens use: what it would drop is counted."""
    if not isinstance(value, dict):
        lost()
        return _GONE
    plain = _plain(value, lost)
    kept = _edits_kept(plain)
    count = _missing_edits(plain, kept)
    for _ in range(count):
        lost()
    return kept if count else plain


def _windows(value: Any, lost: Lost) -> Any:
    """Own windows, by the rules of the table (core.windows_file): a file must not bring in what
    nobody could have put in, as a row that stands in for a national line."""
    found = _list_of(_plain)(value, lost)
    if found is _GONE:
        return _GONE
    windows = []
    for one in found:
        try:
            windows.append(LocalWindow.model_validate(one))
        except ValidationError:
            lost()
    # The day matters only for notes, which tell what is not shown.
    read = read_windows(write_windows(windows), date.min).windows
    for _ in windows[len(read) :]:
        lost()
    return [one.model_dump(mode="json", exclude_defaults=True) for one in read]


def _accepts(model: type[Frozen], name: str, value: Any, strict: bool) -> bool:
    try:
        model.model_validate({name: value}, strict=strict)
    except ValidationError as fault:
        return all(error["loc"][:1] != (name,) for error in fault.errors())
    except TypeError:  # a decimal where yen are asked for
        return False
    return True


def _field(model: type[Frozen], name: str) -> Read:
    """One field of an input model. A number may be text as typed, also when it is wrong there:
    the screen shows it with its message."""
    typed = _accepts(model, name, 12, strict=False)

    def read(value: Any, lost: Lost) -> Any:
        if value is None:
            return None
        if typed and isinstance(value, str):
            return _text(TYPED_MOST)(value, lost)
        fits = isinstance(value, str | int) and (not typed or not isinstance(value, bool))
        if fits and _accepts(model, name, value, strict=not typed):
            return value
        lost()
        return _GONE

    return read


def _fields(model: type[Frozen], **apart: Read) -> Read:
    """The fields of an input model; ``apart`` replaces or adds some. A usage's service is its key."""
    names = [name for name in model.model_fields if name not in apart and name != "service"]
    return _mapping({name: _field(model, name) for name in names} | apart)


# -- the parts of the case --------------------------------------------------------------------


def _checks() -> Read:
    answers = _one_of(*get_args(Answer))
    safety = _one_of(*get_args(SafetyAnswer))
    threatened = _one_of(*get_args(Threatened))
    check = _mapping(
        {
            "difficulty": _one_of("yes", "no", "unknown"),
            "safety": _mapping(dict.fromkeys(SAFETY_IDS, safety)),
            "threatened": _mapping(dict.fromkeys(("elderly", "minor"), threatened)),
            "answers": _mapping(dict.fromkeys(ANSWER_KEYS, answers)),
        }
    )
    return _mapping({"family": check, "person": check})


def _usages() -> Read:
    usage = _fields(
        Usage,
        mode=_one_of("claim", "gross", "lump", "range"),
        claim=_fields(Claim),
        lump=_fields(Lump),
    )
    return _mapping(dict.fromkeys(load_catalog().by_service, usage))


def _memo() -> Read:
    words = load_catalog().sheets.memo
    worry, text = _one_of(*(one.key for one in words.worries)), _text(MEMO_MOST)
    return _mapping(
        {
            "texts": _mapping({field.key: text for field in words.fields}),
            "worries": _unlike(_list_of(worry)),
            "main": _or_none(worry),
            "asked_before": text,
            "first_question": text,
            "with_answers": _one_of(True, False),
            "with_safety": _one_of(True, False),
        }
    )


def _place() -> Read:
    catalog = load_catalog()
    names = prefectures(catalog)
    cities = [city for name in names for city in designated_cities(catalog, name)]
    return _mapping({"prefecture": _one_of(*names), "city": _one_of("", *cities)})


def _quotes() -> Read:
    keys = (one.key for one in load_catalog().provider.flags)
    flags = _mapping(dict.fromkeys(keys, _one_of(*ANSWERS)))
    return _list_of(_fields(Quote, flags=flags), len(LABELS))


def _sheets() -> Read:
    names = load_catalog().sheets.list
    return _mapping(dict.fromkeys(names, _one_of("filled", "blank", "none")))


_DAY = _checked(_text(10), _day_of)
_LINES = dict.fromkeys(ReviewLines.model_fields, _text(LINE_MOST))
_REVIEW = _mapping(_LINES | {"on": _DAY})
_STAGE = _one_of(*get_args(StageNumber), None)
_YEN = _whole(0, MAX_YEN)
_SNAPSHOT = _mapping(
    {
        "on": _DAY,
        "stage": _STAGE,
        "near_next": _one_of(True, False),
        "conditions": _mapping(dict.fromkeys(CONDITION_KEYS, _one_of(*get_args(State)))),
        "now": _list_of(_text(SHORT_MOST)),
        "monthly": _or_none(_mapping({"low": _YEN, "high": _YEN})),
        "review": _mapping(_LINES),
        "answerer": _one_of("family", "person", None),
    }
)


@lru_cache(maxsize=1)
def _parts() -> dict[str, tuple[str, Read]]:
    """Key in the case → (its name for people, its reader)."""
    month, services = _checked(_text(7), month_number), load_catalog().by_service
    cost = {
        "month": month,
        "person": _fields(Person),
        "welfare": _fields(WelfareHousehold),
        "medical": _fields(MedicalHousehold),
    }
    return {
        "answerer": ("答える人", _one_of("family", "person")),
        "checks": ("「いまの足場」の答え", _checks()),
        "merge": ("二人の答えを並べる印", _one_of(True, False)),
        "age": ("年齢", _or_none(_whole(0, 120))),
        "age_text": ("年齢", _text(10)),
        "situation": ("あてはまること", _unlike(_list_of(_one_of(*get_args(SituationFlag))))),
        "in_use": ("いま使っているもの", _unlike(_list_of(_one_of(*sorted(IN_USE), *services)))),
        "cost": ("費用の答え", _mapping(cost)),
        "tax_facts": ("住民税をたしかめる答え", _fields(TaxFacts)),
        "usages": ("支援と回数", _usages()),
        "usages_proposed": ("支援と回数", _one_of(True, False)),
        "notes": ("自由に書いた文", _text(TEXT_MOST)),
        "review": ("見直し", _REVIEW),
        "edits": ("計画に加えた変更", _edits),
        "windows": ("自分たちで入れた窓口", _windows),
        "sheets": ("えらんだ紙", _sheets()),
        "memo": ("相談メモ", _memo()),
        "place": ("住んでいるところ", _place()),
        "quotes": ("民間の見積もり", _quotes()),
    }


UNKNOWN_PART, RECORDS = "この道具が知らない項目", "前回までの記録"


def _read_answers(raw: Mapping[str, Any], losses: Counter[str]) -> dict[str, Any]:
    """What may be kept of a raw case; ``losses`` counts what was dropped, by name of the part."""
    parts = _parts()
    kept: dict[str, Any] = {}
    for key, value in raw.items():
        name, read = parts.get(key, (UNKNOWN_PART, None))
        found = _GONE
        if read is None:
            losses[name] += 1
        else:
            found = read(value, lambda name=name: losses.update([name]))  # type: ignore[misc]
        if found is not _GONE:
            kept[key] = found
    # The field shows the text, the sums use the number: they must say the same.
    age, typed = kept.get("age"), read_age(kept.get("age_text") or "")
    if age is None and raw.get("age") is not None:
        kept.pop("age_text", None)
    elif age is None and typed is not None:
        kept["age"] = typed
    elif age != typed:
        kept["age_text"] = str(age)
    return kept


def _read_snapshot(raw: Any, lost: Lost) -> Any:
    kept = _SNAPSHOT(raw, lost)
    if kept is _GONE:
        return _GONE
    if "on" not in kept:
        lost()
        return _GONE
    monthly = kept.pop("monthly", None)
    if monthly and len(monthly) == 2 and monthly["low"] <= monthly["high"]:
        kept["monthly"] = monthly
    elif monthly is not None:
        lost()
    return Snapshot.model_validate(kept)


def _by_day(found: Iterable[Snapshot]) -> tuple[Snapshot, ...]:
    """In the order of the days, one a day (the later one)."""
    by_day = {one.on: one for one in found}
    return tuple(by_day[day] for day in sorted(by_day))


def _read_history(raw: Any, losses: Counter[str]) -> tuple[Snapshot, ...]:
    found = _list_of(_read_snapshot)(raw, lambda: losses.update([RECORDS]))
    return () if found is _GONE else _by_day(found)


def read_history(raw: object) -> tuple[Snapshot, ...]:
    """The snapshots of ``case["history"]``, the last twelve days, oldest first.

    What cannot be read is left out.
    """
    return () if raw is None else _read_history(raw, Counter())[-HISTORY_MOST:]


def past_reviews(history: Iterable[Snapshot], today: date) -> tuple[Review, ...]:
    """What was written at the looks back of days before ``today``."""
    return tuple(
        Review(on=one.on, **one.review.model_dump())
        for one in history
        if one.on < today and one.review.written
    )


# -- saving -----------------------------------------------------------------------------------


def _without_safety(value: Any) -> Any:
    """The same without safety answers, and without what only follows from one."""
    hidden = ("safety", "threatened", "violence", "S0", "S1")
    if isinstance(value, dict):
        kept = {key: one for key, one in value.items() if key not in hidden and one not in hidden}
        return {key: _without_safety(one) for key, one in kept.items()}
    if isinstance(value, list):
        return [_without_safety(one) for one in value if one not in hidden]
    return value


def _is_empty(value: Any) -> bool:
    if isinstance(value, dict):
        return all(_is_empty(one) for one in value.values())
    return value is None or value in ("", [], False)


def has_answers(raw: Mapping[str, Any]) -> bool:
    """True when a case holds anything a family would miss."""
    kept = _read_answers(raw, Counter())
    settings = ("answerer", "merge", "usages_proposed")
    return any(not _is_empty(value) for key, value in kept.items() if key not in settings)


def pack_case(
    answers: Mapping[str, Any],
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
    kept = _read_answers(
        {
            key: {who: check for who, check in value.items() if who != "example"}
            if key == "checks" and isinstance(value, dict)
            else value
            for key, value in answers.items()
            if key not in NOT_SAVED
        },
        losses,
    )
    told = []
    if not with_safety:
        if "edits" in kept:
            kept["edits"], hidden = _without_steps(kept["edits"], telling)
            if hidden:
                told.append(
                    "安全にかかわる一歩に書いたことは、ファイルに入っていません。"
                    "「安全の質問の答えもファイルに入れる」に印をつけると入ります。"
                )
        if "usages" in kept:
            # The cost screen proposed them. They are free: no amount changes, and no word is lost.
            kept["usages"] = _without_services(kept["usages"], telling)
        kept = _without_safety(kept)
    days = [*_read_history(answers.get("history") or [], losses), *([snapshot] if snapshot else [])]
    history = _by_day(days)
    content: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "saved_on": today.isoformat(),
        "answers": kept,
        "history": [one.model_dump(mode="json") for one in history[-HISTORY_MOST:]],
    }
    while len(text := _text_of(content)) > MAX_BYTES:
        if not content["history"]:
            raise CaseFileError(
                "書いた文が長いので、一つのファイルに入りません。文を短くすると保存できます。"
            )
        content["history"] = content["history"][1:]
    gone = len(history) - len(content["history"])
    if gone:
        told.append(f"{RECORDS}のうち、古い{gone}回分はファイルに入っていません。")
    told += [_told(name, count) for name, count in sorted(losses.items())]
    return PackedCase(text=text.decode(), left_out=tuple(told))


def _without_steps(raw: Any, ids: Collection[str]) -> tuple[Any, bool]:
    """(the changes of the plan without some steps, whether words or a day went with them)."""
    edits = read_edits(raw)
    touched = edits.named.intersection(ids)
    if not touched:
        return raw, False
    hidden = any(edits.detail(one).written for one in touched)
    return without(edits, touched).model_dump(mode="json", exclude_defaults=True), hidden


def _without_services(usages: dict[str, Any], ids: Collection[str]) -> dict[str, Any]:
    """The usages without the free services that only some steps use."""
    catalog = load_catalog()
    used: dict[bool, set[str]] = {True: set(), False: set()}
    for step in catalog.plan.steps:
        used[step.id in ids].update(one.id for one in step.services)
    only = used[True] - used[False]
    return {
        name: entry
        for name, entry in usages.items()
        if name not in only or catalog.service(name).cost_kind != "free"
    }


def _text_of(content: dict[str, Any]) -> bytes:
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


# -- loading ----------------------------------------------------------------------------------


def _depth(value: Any) -> int:
    """How deep lists and dicts stand in each other, counted without recursion."""
    deepest, waiting = 0, [(value, 1)]
    while waiting:
        one, depth = waiting.pop()
        if isinstance(one, dict | list):
            deepest = max(deepest, depth)
            inner = one.values() if isinstance(one, dict) else one
            waiting += [(child, depth + 1) for child in inner]
    return deepest


def _json_of(data: bytes) -> dict[str, Any]:
    """The file as a dict of our format and version, or a CaseFileError."""
    if len(data) > MAX_BYTES:
        raise CaseFileError(
            f"ファイルが大きすぎます（{MAX_BYTES // 1_000}KBまで）。"
            "この道具で保存したファイルをえらんでください。"
        )
    if not data.strip():
        raise CaseFileError("ファイルが空です。ほかのファイルをえらんでください。")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CaseFileError(
            "文字として読めないファイルです。この道具で保存したファイルをえらんでください。"
        ) from None
    try:
        raw = json.loads(text)
        deep = _depth(raw) > MAX_DEPTH
    except RecursionError:
        deep = True
    except ValueError:
        raise CaseFileError(
            "途中で切れているか、書きかえられていて読めません。"
            "前に保存した別のファイルがあれば、えらんでください。"
        ) from None
    if deep:
        raise CaseFileError(
            "中の形が入り組みすぎていて読めません。この道具で保存したファイルをえらんでください。"
        )
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise CaseFileError(
            "あしばノートのファイルではありません。この道具で保存したファイルをえらんでください。"
        )
    return _of_this_version(raw)


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


def _near_days(kept: dict[str, Any], today: date, losses: Counter[str]) -> None:
    """Take out the days that the screens would not show: those far ahead. Past ones stay."""
    review, edits = kept.get("review", {}), kept.get("edits", {})
    if "on" in review and not kept_day(_day_of(review["on"]), today):
        del review["on"]
        losses[_parts()["review"][0]] += 1
    near = _edits_kept(edits, today)
    count = _missing_edits(edits, near)
    if count:
        kept["edits"] = near
        losses[_parts()["edits"][0]] += count


def unpack_case(data: bytes, today: date | None = None) -> CaseFile:
    """Read a file (UTF-8, with or without BOM). With ``today`` days far ahead of it go too.

    Raises CaseFileError when it is no file of ours, broken, larger than MAX_BYTES, nested deeper
    than MAX_DEPTH or of a newer version. Otherwise each wrong value is dropped alone and counted
    in ``left_out``; everything else is kept.
    """
    raw = _json_of(data)
    losses: Counter[str] = Counter()
    for key in raw.keys() - {"format", "version", "saved_on", "answers", "history"}:
        losses[UNKNOWN_PART] += key in raw
    day = _DAY(raw.get("saved_on"), lambda: losses.update(["保存した日"]))
    answers = raw.get("answers")
    if not isinstance(answers, dict):
        losses["答え"] += 1
        answers = {}
    kept = _read_answers(answers, losses)
    if today is not None:
        _near_days(kept, today, losses)
    history = _read_history(raw.get("history", []), losses)
    losses[RECORDS] += len(history[:-HISTORY_MOST])
    return CaseFile(
        saved_on=None if day is _GONE else _day_of(day),
        answers=kept,
        history=history[-HISTORY_MOST:],
        left_out=tuple(_told(name, count) for name, count in sorted((+losses).items())),
    )


def _told(name: str, count: int) -> str:
    if name == UNKNOWN_PART:
        return f"{name}が{count}つありました。それは使いません。"
    if name == _parts()["windows"][0]:
        return f"{name}に、決まりに合わないものが{count}つありました。それは使いません。"
    if name == _parts()["edits"][0]:
        # A text that is too long is cut there, as at its field.
        return f"{name}に、読めないところが{count}つありました。そこは、空けるか、途中までにしてあります。"
    return f"{name}に、読めないところが{count}つありました。そこは空けてあります。"


# -- comparing --------------------------------------------------------------------------------


def calm(case: Case) -> Case:
    """The case as if every safety question had been answered with ない.

    What is made of it tells nothing of how they were answered.
    """
    check = case.check and case.check.but(
        safety=SafetyAnswers.model_validate(dict.fromkeys(SAFETY_KEYS, "no")),
        threatened=ThreatenedAnswers(),
    )
    return case.but(check=check, situation=case.situation - {"violence"})


def _proposed(case: Case, catalog: Catalog, today: date) -> set[str]:
    plan = compose_plan(case.but(edits=PlanEdits()), catalog, today)
    return {*plan.ids.now, *plan.ids.next, *plan.ids.later, *(one.id for one in plan.further)}


def told_by_safety(case: Case, catalog: Catalog, today: date) -> frozenset[str]:
    """The steps that would tell how the safety questions were answered, for ``pack_case``."""
    alarmed = _proposed(case, catalog, today)
    return frozenset((alarmed | TELLING) - _proposed(calm(case), catalog, today))


def snapshot_of(case: Case, catalog: Catalog, today: date) -> Snapshot:
    """How it stands today, fit to lie at home: made of the ``calm`` case in any file.

    So a later file without safety answers tells nothing either. Steps in いま that only a safety
    answer brings are not in it; with no check answered there is no stage. Amounts: yen per month.
    """
    quiet, told = calm(case), told_by_safety(case, catalog, today)
    plan = compose_plan(quiet.but(edits=without(case.edits, told)), catalog, today)
    seen = None if quiet.check is None else assess(quiet.check, catalog)
    lines = {} if case.review is None else case.review.model_dump(exclude={"on"})
    who = None if case.check is None else case.check.answerer
    return Snapshot(
        on=today,
        stage=seen and seen.stage,
        near_next=seen is not None and seen.near_next,
        conditions={one.key: one.state for one in seen.conditions} if seen else {},
        now=tuple(step.title for step in plan.now if step.on_paper),
        monthly=plan.estimate and plan.estimate.monthly,
        review=ReviewLines(**lines),
        answerer=None if who not in ("family", "person") else who,
    )


def last_time(history: Iterable[Snapshot], today: date) -> Snapshot | None:
    """The newest snapshot of a day before today, or None."""
    return max((one for one in history if one.on < today), key=lambda one: one.on, default=None)


def compare(before: Snapshot, now: Snapshot) -> Comparison:
    """Put two days side by side. ``days`` is how far they lie apart; nothing is called better."""
    other = before.answerer if now.answerer not in (None, before.answerer) else None
    return Comparison(
        before_on=before.on,
        now_on=now.on,
        days=(now.on - before.on).days,
        stage_before=None if other else before.stage,
        stage_now=None if other else now.stage,
        other_answerer=other,
        both_seen=bool(before.conditions and now.conditions) and not other,
        changed=tuple(
            ConditionChange(key=key, before=before.conditions[key], now=now.conditions[key])
            for key in CONDITION_KEYS
            if not other
            and key in before.conditions
            and key in now.conditions
            and before.conditions[key] != now.conditions[key]
        ),
        steps_then=before.now,
        monthly_before=before.monthly,
        monthly_now=now.monthly,
        review=before.review,
    )


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
    "ReviewLines",
    "Snapshot",
    "calm",
    "compare",
    "has_answers",
    "last_time",
    "pack_case",
    "past_reviews",
    "read_history",
    "snapshot_of",
    "told_by_safety",
    "unpack_case",
]
