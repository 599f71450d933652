"""Whatever is handed to a public entry, it raises only what its words say.

Sound values with weird ones put in at random places, in whole or in part: what a changed address, a
broken tab, an old file or a wrong caller might bring. 100,000 inputs for each with ASHIBA_FULL=1,
fewer for what is slow.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

import core
from core import Case, CostRequest, LocalWindow, StageCheck, compose_plan, estimate_rest
from core.case import answers, from_answers, kept
from core.case.case import Review, check_from_answers
from core.case.history import Snapshot, read_history
from core.case_file import CaseFileError, pack_case, unpack_case, ways_on
from core.catalog import load_catalog
from core.cost.request import Usage, read_request
from core.cost_form import offered_services, times_shown
from core.cost_inputs import TaxFacts
from core.edit import PlanEdits, read_edits
from core.find import read_looked
from core.handout.papers import papers_of
from core.keep.last_time import done_lines, ticked
from core.memo import Memo, read_memo
from core.messages import japanese_faults
from core.own_windows import read_typed, take_table, typed_cells
from core.provider import Quote, is_empty_row, read_quote, read_quotes, sound_quotes
from core.quote_rows import kind_of, mended, rows_of, title
from core.tolerant import is_deep
from core.windows_file import COLUMNS, read_windows
from tests.core.conftest import FULL, check
from tests.core.test_case_file import CASE

CATALOG, TODAY = load_catalog(), date(2026, 11, 22)
INPUTS = 100_000 if FULL else 16
"""For each entry that is quick."""


# -- weird values -----------------------------------------------------------------------------


def deep(levels: int, leaf: Any = 1) -> Any:
    for level in range(levels):
        leaf = [leaf] if level % 2 else {"a": leaf}
    return leaf


def endless() -> list[Any]:
    inside: list[Any] = []
    inside.append(inside)
    return inside


DEEP, DEEPER = deep(3_000), deep(100_000)


class Strange(str):
    """A text that is none of the plain ones."""


SINGLE: tuple[Callable[[], Any], ...] = (
    lambda: None, lambda: True, lambda: False, lambda: 0, lambda: -1, lambda: 10**5_000,
    lambda: -(10**30), lambda: 2**63, lambda: 1.5, lambda: -0.0, lambda: 1e308,
    lambda: float("inf"), lambda: float("-inf"), lambda: float("nan"), lambda: 10.0,
    lambda: Decimal("NaN"), lambda: Decimal("sNaN"), lambda: Decimal("Infinity"),
    lambda: Decimal("9.5"), lambda: Fraction(1, 3), lambda: 1j,
    lambda: "", lambda: " ", lambda: "\ud800", lambda: "あ\udfffい", lambda: "\0", lambda: "\u202e",
    lambda: "9" * 5_000, lambda: "-1", lambda: "NaN", lambda: "1e999", lambda: "１2", lambda: "①",
    lambda: "あ" * 30_000, lambda: Strange("no"), lambda: "no", lambda: "now", lambda: "{}",
    lambda: "5000〜8000", lambda: "週1回", lambda: "2026-13-45", lambda: "0000-00", lambda: "9999-12",
    lambda: b"no", lambda: b"\xff\xfe", lambda: bytearray(b"x"), lambda: (), lambda: (1, "a"),
    lambda: ("no",), list, dict, lambda: [{}], lambda: [[]], lambda: [None],
    lambda: {"a": {}}, lambda: {1: 2}, lambda: {None: None}, lambda: {(): ()}, lambda: {b"a": 1},
    lambda: {"\ud800": "\ud800"}, lambda: {True: True}, lambda: {1.5: float("nan")}, set,
    lambda: {1, "a"}, lambda: frozenset({"no"}), lambda: range(3), lambda: object(), lambda: int,
    lambda: (lambda: None), lambda: TODAY, lambda: datetime(2026, 11, 22, 1, 2, tzinfo=UTC), lambda: date.max,
    lambda: deep(30), lambda: DEEP, lambda: DEEPER, endless, lambda: iter([1]),
    lambda: memoryview(b"ab"), lambda: ..., lambda: ValueError("x"),
)  # fmt: skip


def weird(rng: random.Random, level: int = 0) -> Any:
    if level < 3 and rng.random() < 0.25:
        some = [weird(rng, level + 1) for _ in range(rng.randint(0, 3))]
        return some if rng.random() < 0.5 else {rng.choice("abc"): one for one in some}
    return rng.choice(SINGLE)()


KEYS: tuple[Any, ...] = (1, None, (), b"a", "\ud800", True, 1.5, "", "no", "x" * 500, TODAY)


def spoiled(value: Any, rng: random.Random, share: float) -> Any:
    """A sound value with weird ones at some places."""
    if rng.random() < share:
        return weird(rng)
    if isinstance(value, dict):
        found = {key: spoiled(one, rng, share) for key, one in value.items()}
        if rng.random() < share:
            found[rng.choice(KEYS)] = weird(rng)
        return found
    if isinstance(value, list):
        found_list = [spoiled(one, rng, share) for one in value]
        if rng.random() < share:
            found_list.insert(rng.randint(0, len(found_list)), weird(rng))
        return found_list
    return value


# -- the entries ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    """What is called, a sound value for it, what it may raise, and which values it is said to take.

    ``slow``: by how much fewer inputs it is tried.
    """

    call: Callable[[Any], object]
    sound: Any
    raises: tuple[type[Exception], ...] = ()
    takes: Callable[[Any], bool] = lambda value: True
    slow: int = 1


def is_mapping(value: Any) -> bool:
    return isinstance(value, Mapping)


def is_dict(value: Any) -> bool:
    return isinstance(value, dict)


COST = {
    "month": "2026-11",
    "person": {"age": 34, "spouse": False},
    "welfare": {"tax": "taxed", "income_levy_yen": 120_000, "rent_yen": "3万円"},
    "medical": {"certificate": "have", "certificate_cap_yen": "5千円"},
    "usages": [
        {"service": "continuous_employment_b", "times": 10, "gross_yen_per_time": "7,250円"},
        {
            "service": "continuous_employment_b",
            "times": 3,
            "claim": {"units_per_time": "600単位", "unit_price": "10.91"},
        },
        {
            "service": "private_visit",
            "times": "4回",
            "price_low_yen": "5千円",
            "price_high_yen": 8000,
        },
        {"service": "private_counselling", "times": 1, "lump": {"total_yen": "12万", "months": 6}},
    ],
}
QUOTE = {
    "name": "川の会",
    "price_kind": "monthly",
    "price_yen": "月1万5千円",
    "times_per_month": "週1回",
    "months": "6か月",
    "entry_fee_yen": "無料",
    "results_with": "12人",
    "results_of": 30,
    "note": "き",
    "flags": {"hurry": "yes"},
}
HISTORY = [
    {
        "on": "2026-10-25",
        "stage": 1,
        "conditions": {"self_care": "met"},
        "now": ["電話する"],
        "monthly": {"low": 0, "high": 9300},
        "review": {"done": "電話した"},
    }
]
CHECK = CASE["checks"]["family"]
WHOLE = {**CASE, "history": HISTORY, "find": {"free_only": True, "compare": ["pharmacy"]}}
WHOLE_CASE = {
    "check": check("yyyy yynu nnn ss"),
    "cost": COST,
    "situation": ["violence"],
    "in_use": ["doctor", "pharmacy"],
    "age": 34,
    "edits": CASE["edits"],
    "review": {"on": "2026-11-20", "done": "電話した"},
    "history": [{"on": "2026-11-20", "done": "電話した"}],
}
ROW = dict(
    zip(COLUMNS, ("窓口", "みどり", "042-000-1234", "平日", "相談", "11月20日"), strict=True)
)


ROW_OF_OURS = {
    "name": "みどり",
    "phone": "042-000-1234",
    "hours": "平日 9-17",
    "topic": "=1+1",
    "checked_on": "2026-11-20",
}


def model(kind: Any) -> Callable[[Any], object]:
    return lambda raw: kind.model_validate(raw, context=CATALOG)


def by_name(kind: Any) -> Callable[[Any], object]:
    return lambda raw: kind(**raw)


def has_names(value: Any) -> bool:
    return is_dict(value) and all(isinstance(key, str) for key in value)


def whole_way(raw: Any) -> None:
    """From what the tab holds to the plan and the sum, as a screen goes."""
    case = answers.from_tab(raw, CATALOG)
    kept.turn(case)
    request, _ = from_answers.request_of(case, CATALOG, TODAY)
    compose_plan(from_answers.case_of(case, CATALOG, TODAY), CATALOG, today=TODAY)
    estimate_rest(request, CATALOG)
    pack_case(case, CATALOG, None, TODAY, with_safety=False)


def file_of(raw: Any) -> bytes:
    try:
        return json.dumps(raw).encode()
    except (TypeError, ValueError, RecursionError):
        return repr(type(raw)).encode()


def table_of(cells: Any) -> bytes:
    """The bytes of a table with these cells, as some editor or a broken disk might leave them."""
    texts = [one for one in cells.values() if isinstance(one, str)] if is_dict(cells) else []
    rows = ",".join(COLUMNS), ",".join(texts), "\t".join(texts)
    data = "\r\n".join(rows).encode(("utf-8", "utf-16")[len(texts) % 2], "surrogatepass")
    return b"\0".join((data, bytes(cells))) if isinstance(cells, bytes | bytearray) else data


def typed_row(cells: Any) -> object:
    return read_typed(typed_cells(cells, TODAY), TODAY, CATALOG)


def each_way(value: Any) -> None:
    raw = answers.from_tab(value, CATALOG)  # as the screens hold it
    for way in (
        ("age",),
        ("cost", "welfare", "tax"),
        ("quotes", 0, "name"),
        ("usages", "a", "times"),
    ):
        kept.get(raw, *way)
        kept.put(raw, "x", *way)
        kept.drop(raw, *way)


MODELS: dict[str, tuple[Any, Any]] = {
    "Case": (Case, WHOLE_CASE),
    "CostRequest": (CostRequest, COST),
    "Usage": (Usage, COST["usages"][2]),
    "StageCheck": (StageCheck, check("yyyy yynu nnn ss")),
    "LocalWindow": (LocalWindow, {"name": "みどり", "checked_on": "2026-11-20"}),
    "Quote": (Quote, QUOTE),
    "PlanEdits": (PlanEdits, CASE["edits"]),
    "Snapshot": (Snapshot, HISTORY[0]),
    "Review": (Review, WHOLE_CASE["review"]),
    "TaxFacts": (TaxFacts, {"salary_yen": "103万円", "grade": 2}),
    "Memo": (Memo, {"worries": ["health"], "texts": {"days": "夜おそい"}}),
}
NO_YEN = (ValidationError, TypeError)
"""A model refuses; a decimal where yen belong is a TypeError everywhere (core.money)."""


def is_text(value: Any) -> bool:
    return isinstance(value, str)


def is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and not is_deep(value)


def plan_of(raw: Any) -> core.Plan:
    return compose_plan(from_answers.case_of(raw, CATALOG, TODAY), CATALOG, today=TODAY)


def request_from(raw: Any) -> CostRequest:
    return CostRequest.model_validate(raw, context=CATALOG)


def check_from(raw: Any) -> StageCheck:
    return StageCheck.model_validate(raw, context=CATALOG)


def merged(raw: Any) -> StageCheck:
    one = check_from(raw)
    return core.merge_answers(one, core.merge_answers(StageCheck(), one))


def faults_of(raw: Any) -> tuple[Any, ...]:
    try:
        Case.model_validate(raw, context=CATALOG)
    except ValidationError as fault:
        return core.japanese_faults(fault)
    return ()


def written(raw: Any) -> bytes:
    return core.write_windows(from_answers.windows_of({"windows": raw}), CATALOG)


def sheets_of(raw: Any) -> bytes:
    return core.render_sheets_pdf({"plan": True, "memo": True}, papers_of(raw, CATALOG, TODAY))


def blank_in_the_voice_of(raw: Any) -> bytes:
    who = from_answers.answerer_of(raw)
    return core.render_blank_plan_pdf(CATALOG, TODAY, answerer=who)


FACE: dict[str, Entry] = {
    "assess": Entry(
        lambda raw: core.assess(check_from(raw), CATALOG), check("yyyy yynu nnn ss"), NO_YEN
    ),
    "merge_answers": Entry(merged, check("yyyy yynu nnn ss"), NO_YEN),
    "estimate": Entry(
        lambda raw: core.estimate(request_from(raw), CATALOG),
        COST,
        (*NO_YEN, core.FigureNotInForce),
        slow=10,
    ),
    "estimate_rest": Entry(
        lambda raw: estimate_rest(request_from(raw), CATALOG), COST, NO_YEN, slow=10
    ),
    "compose_plan": Entry(plan_of, WHOLE, slow=10),
    "centres_for": Entry(
        lambda raw: core.centres_for(CATALOG, *raw), ["東京都", None], (KeyError,), is_pair
    ),
    "parse_yen": Entry(core.parse_yen, "約9,300円/月（税込）", (ValueError,), is_text),
    "YenRange": Entry(
        lambda raw: core.YenRange(*raw).times(3), [0, 9300], (ValueError, TypeError), is_pair
    ),
    "yen_text": Entry(
        lambda raw: core.yen_text(core.YenRange(*raw)),
        [0, 9300],
        (ValueError, TypeError),
        is_pair,
    ),
    "japanese_faults": Entry(faults_of, WHOLE_CASE, (TypeError,)),
    "write_windows": Entry(written, [ROW_OF_OURS]),
    "Papers": Entry(lambda raw: papers_of(raw, CATALOG, TODAY).centres, WHOLE, slow=10),
    "missing_glyphs": Entry(lambda raw: core.missing_glyphs(plan_of(raw)), WHOLE, slow=20),
    "missing_in": Entry(
        lambda raw: core.missing_in(["plan", "memo"], papers_of(raw, CATALOG, TODAY)),
        WHOLE,
        slow=20,
    ),
    "render_plan_pdf": Entry(
        lambda raw: core.render_plan_pdf(plan_of(raw), CATALOG), WHOLE, slow=500
    ),
    "render_plan_png": Entry(
        lambda raw: core.render_plan_png(plan_of(raw), CATALOG, width_px=300), WHOLE, slow=1_000
    ),
    "render_blank_plan_pdf": Entry(blank_in_the_voice_of, WHOLE, slow=1_000),
    "render_sheets_pdf": Entry(sheets_of, WHOLE, slow=1_000),
    "render_sheet_png": Entry(
        lambda raw: core.render_sheet_png("memo", papers_of(raw, CATALOG, TODAY), width_px=300),
        WHOLE,
        slow=1_000,
    ),
}
ENTRIES: dict[str, Entry] = {
    **{name: Entry(model(kind), sound, NO_YEN) for name, (kind, sound) in MODELS.items()},
    **{
        f"{name}(**)": Entry(by_name(kind), sound, NO_YEN, has_names)
        for name, (kind, sound) in MODELS.items()
    },
    **FACE,
    "read_request": Entry(lambda raw: read_request(raw, CATALOG), COST, (ValidationError,)),
    "read_quote": Entry(read_quote, QUOTE),
    "read_quotes": Entry(read_quotes, [QUOTE, QUOTE]),
    "sound_quotes": Entry(sound_quotes, [QUOTE]),
    "is_empty_row": Entry(is_empty_row, QUOTE, (), is_mapping),
    "quote rows": Entry(lambda raw: (rows_of(raw), mended(raw)), [QUOTE]),
    "quote title": Entry(lambda raw: (title(0, raw), kind_of(raw)), QUOTE, (), is_mapping),
    "read_edits": Entry(lambda raw: read_edits(raw, TODAY), CASE["edits"]),
    "read_memo": Entry(lambda raw: read_memo(raw, CATALOG.sheets.memo), CASE["memo"]),
    "read_history": Entry(read_history, HISTORY),
    "read_looked": Entry(lambda raw: read_looked(raw, CATALOG), WHOLE["find"]),
    "check_from_answers": Entry(
        lambda raw: check_from_answers(raw, "family", CATALOG),
        CHECK,
        (ValidationError,),
    ),
    "read_check": Entry(lambda raw: from_answers.read_check(raw, CATALOG), CHECK),
    "check_of": Entry(lambda raw: from_answers.check_of(raw, "family", CATALOG), WHOLE),
    "check_for_plan": Entry(lambda raw: from_answers.check_for_plan(raw, CATALOG), WHOLE),
    "answerer_of": Entry(from_answers.answerer_of, WHOLE),
    "cost_month": Entry(lambda raw: from_answers.cost_month(raw, TODAY), WHOLE),
    "with_whole_meal": Entry(answers.with_whole_meal, WHOLE["usages"]["continuous_employment_b"]),
    "request_of": Entry(lambda raw: from_answers.request_of(raw, CATALOG, TODAY), WHOLE),
    "case_of": Entry(lambda raw: from_answers.case_of(raw, CATALOG, TODAY), WHOLE),
    "review_of": Entry(lambda raw: from_answers.review_of(raw, CATALOG, TODAY), WHOLE),
    "quotes_of": Entry(from_answers.quotes_of, WHOLE),
    "windows_of": Entry(from_answers.windows_of, WHOLE),
    "place_of": Entry(lambda raw: from_answers.place_of(raw, CATALOG), WHOLE),
    "in_use_of": Entry(lambda raw: from_answers.in_use_of(raw, CATALOG), WHOLE),
    "memo_of": Entry(lambda raw: from_answers.memo_of(raw, CATALOG), WHOLE),
    "edits_of": Entry(lambda raw: from_answers.edits_of(raw, TODAY), WHOLE),
    "from_tab": Entry(lambda raw: answers.from_tab(raw, CATALOG), WHOLE),
    "has_answers": Entry(lambda raw: answers.has_answers(raw, CATALOG), WHOLE, slow=10),
    "ways_on": Entry(lambda raw: ways_on(raw, CATALOG), WHOLE, slow=10),
    "the whole way": Entry(whole_way, WHOLE, (CaseFileError,), slow=20),
    "pack_case": Entry(
        lambda raw: pack_case(raw, CATALOG, None, TODAY, with_safety=True),
        WHOLE,
        (CaseFileError,),
        slow=2,
    ),
    "unpack_case": Entry(
        lambda raw: unpack_case(file_of(raw), CATALOG, TODAY),
        {"format": "ashiba-note", "version": 1, "saved_on": "2026-11-22", "answers": CASE},
        (CaseFileError,),
    ),
    "turn": Entry(kept.turn, WHOLE, (), is_dict),
    "own": Entry(kept.own, WHOLE, (), is_dict),
    "get, put, drop": Entry(each_way, WHOLE, slow=5),
    "read_typed": Entry(typed_row, ROW, (), is_mapping),
    "read_windows": Entry(lambda raw: read_windows(table_of(raw), TODAY, CATALOG), ROW),
    "take_table": Entry(lambda raw: take_table((), table_of(raw), TODAY, CATALOG), ROW),
    "times_shown": Entry(times_shown, 4),
    "offered_services": Entry(
        lambda raw: offered_services(raw, CATALOG), {"pharmacy": {}}, (), is_dict
    ),
    "done_lines": Entry(lambda raw: (done_lines(raw), ticked(raw, "a", on=True)), "a\nb"),
}


def show(value: Any) -> str:
    try:
        return repr(value)[:2_000]
    except Exception as fault:
        return f"<{type(value).__name__}: {fault}>"


def is_said(fault: Exception, raises: tuple[type[Exception], ...]) -> bool:
    """One of the errors that the entry may raise, with words for people."""
    if isinstance(fault, ValidationError):
        return ValidationError in raises and all(one.message for one in japanese_faults(fault))
    if type(fault) is ValueError:
        return ValueError in raises and re.search("[ぁ-ん]", str(fault)) is not None
    if isinstance(fault, TypeError):
        return TypeError in raises and re.search("整数|文字か Decimal", str(fault)) is not None
    return isinstance(fault, raises)


def tried(name: str, entry: Entry, count: int) -> None:
    rng = random.Random(f"{name} 20261126")
    for number in range(count):
        value = spoiled(entry.sound, rng, rng.choice((0.01, 0.05, 0.2)))
        if not entry.takes(value):
            continue
        try:
            entry.call(value)
        except Exception as fault:
            if not is_said(fault, entry.raises):
                told = f"{type(fault).__name__}: {str(fault)[:300]}"
                pytest.fail(f"{name}, input {number}: {told}\n{show(value)}")


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_raises_only_what_it_says(name: str) -> None:
    entry = ENTRIES[name]
    count = -(-INPUTS // entry.slow)
    # A whole case takes ten times as long as a part of it.
    tried(name, entry, -(-count // 10) if FULL and entry.sound is WHOLE else count)


MADE = {
    "load_catalog": "takes nothing",
    "Catalog": "made of data/ by load_catalog",
    "Assessment": "made by assess",
    "Estimate": "made by estimate",
    "Plan": "made by compose_plan",
    "DataError": "raised by the readers of data/, with words of theirs",
    "FigureNotInForce": "raised by Figures, with a month of a request",
}
"""Names of core's face that nobody hands anything to, and why."""


def test_every_name_of_core_is_tried() -> None:
    assert set(core.__all__) - ENTRIES.keys() == MADE.keys()


@pytest.mark.parametrize("name", ENTRIES)
def test_the_sound_value_is_taken(name: str) -> None:
    ENTRIES[name].call(deepcopy(ENTRIES[name].sound))
