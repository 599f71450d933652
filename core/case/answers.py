"""What a family said, as the tab, the file and the screens keep it: the one schema of it.

A part is added here and at its screen: a line of ``Answers`` (or of ``Visit``, where it does not go
into the file) with its name for people and what it may be. Below it are the ways from what is kept
to the models. All of them take whatever stands there, keep what is right and never raise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Literal, NamedTuple, TypedDict, get_args, get_type_hints

from core.base import Answerer, Frozen
from core.case.case import (
    IN_USE,
    Case,
    Review,
    ReviewLines,
    SituationFlag,
    check_from_answers,
    read_age,
)
from core.case.history import past_reviews, read_history
from core.catalog import Catalog
from core.contacts import LocalWindow, designated_cities, prefectures
from core.cost.exemption import TaxFacts
from core.cost.request import (
    Claim,
    CostRequest,
    Lump,
    MedicalHousehold,
    Person,
    Usage,
    WelfareHousehold,
    read_request,
)
from core.edit import LONG, PlanEdits, day_of, kept_day, read_edits, written_day
from core.figures import month_number, month_of
from core.memo import Memo, memo_reader, read_memo
from core.messages import FieldFault
from core.provider import ANSWERS, LABELS, Quote, read_quotes
from core.stage import (
    ANSWER_KEYS,
    Answer,
    SafetyAnswer,
    StageCheck,
    Threatened,
    ThreatenedAnswers,
    merge_answers,
)
from core.tolerant import (
    GONE,
    By,
    Lost,
    Read,
    Then,
    fields,
    is_empty,
    kept,
    list_of,
    mapping,
    model,
    one_of,
    or_none,
    plain,
    reader,
    table,
    tested,
    text,
    unlike,
    whole,
)
from core.windows_file import MOST_ROWS, read_windows, write_windows

Raw = Mapping[str, Any]
"""What is kept of one family: the parts of ``Visit``, each as likely broken as not."""
ANSWERERS: tuple[Answerer, ...] = get_args(Answerer)
TYPED_MOST, TEXT_MOST = 100, 20_000
"""Characters of a number as typed, and of a long text."""
UNKNOWN_PART = "この道具が知らない項目"


class Given(NamedTuple):
    """What the readers are handed. With ``today`` no day may lie far ahead of it.

    ``in_tab``: what a screen shows as it was typed, with what is wrong in it, stays as it is.
    """

    catalog: Catalog
    today: date | None = None
    in_tab: bool = False


@dataclass(frozen=True, slots=True)
class Called:
    """In Annotated: what a part is called where something of it was lost."""

    name: str


# -- what each place may hold -----------------------------------------------------------------


def _ids(of: Callable[[Catalog], Iterable[str]]) -> By:
    return By(lambda given: one_of(*of(given.catalog)))


def _written(most: int) -> By:
    return By(lambda given: text(most, cut=given.in_tab))


def _input(kind: type[Frozen], without: str = "", **apart: type[Frozen] | object) -> By:
    """The fields of an input model. What the tab holds is judged by its reader, with a word."""

    def make(given: Given) -> Read:
        if given.in_tab:
            return table(text(TYPED_MOST), plain(TEXT_MOST))
        return fields(
            kind, TYPED_MOST, without, **{key: reader(one, given) for key, one in apart.items()}
        )

    return By(make)


def _checks(given: Given) -> Read:
    who = ANSWERERS if given.in_tab else ("family", "person")
    return table(one_of(*who), reader(Check, given))


def _usages(given: Given) -> Read:
    if given.in_tab:
        return table(text(TYPED_MOST), table(text(TYPED_MOST), plain(TEXT_MOST)))
    return table(one_of(*given.catalog.by_service), reader(AUsage, given))


def _edits(given: Given) -> Read:
    """Changes of the plan, by the reader that the screens use."""

    def read(value: Any, lost: Lost) -> Any:
        losses: list[None] = []
        found = read_edits(value, given.today, lambda: losses.append(None))
        if not isinstance(value, Mapping):
            losses = [None]
        for _ in losses:
            lost()
        if not isinstance(value, Mapping):
            return GONE
        return found.model_dump(mode="json", exclude_defaults=True) if losses else value

    return plain(TEXT_MOST) if given.in_tab else read


_WINDOWS = list_of(model(LocalWindow), MOST_ROWS)


def _windows(given: Given) -> Read:
    """Own windows, by the rules of the table (core.windows_file): a file must not bring in what
    nobody could have put in, as a row that stands in for a national line."""

    def read(value: Any, lost: Lost) -> Any:
        found = _WINDOWS(value, lost)
        if found is GONE:
            return GONE
        if not given.in_tab:
            # The day matters only for notes, which tell what is not shown.
            right = read_windows(write_windows(found, given.catalog), date.min, given.catalog)
            for _ in found[len(right.windows) :]:
                lost()
            found = right.windows
        return [one.model_dump(mode="json", exclude_defaults=True) for one in found]

    return read


def _quotes(given: Given) -> Read:
    if given.in_tab:
        return list_of(table(text(TYPED_MOST), plain(TEXT_MOST)))
    flags = (one.key for one in given.catalog.provider.flags)
    answers = table(one_of(*flags), one_of(*ANSWERS))
    return list_of(fields(Quote, TYPED_MOST, flags=answers), len(LABELS))


def _cities(catalog: Catalog) -> Iterable[str]:
    yield ""
    for name in prefectures(catalog):
        yield from designated_cities(catalog, name)


class Check(TypedDict, total=False):
    """The check of one answerer. The safety answers stand under the ids of their questions."""

    difficulty: Literal["yes", "no", "unknown"]
    safety: dict[Annotated[str, _ids(lambda data: (one.id for one in data.check.safety))], SafetyAnswer]
    threatened: dict[Annotated[str, _ids(lambda _: ThreatenedAnswers.model_fields)], Threatened]
    answers: dict[Annotated[str, _ids(lambda _: ANSWER_KEYS)], Answer]


class Cost(TypedDict, total=False):
    """What the cost form asks about the family."""

    month: Annotated[str, By(lambda _: tested(text(7), month_number))]
    person: Annotated[Raw, _input(Person)]
    welfare: Annotated[Raw, _input(WelfareHousehold)]
    medical: Annotated[Raw, _input(MedicalHousehold)]


AUsage = Annotated[
    Raw,
    _input(
        Usage,
        without="service",
        mode=Literal["claim", "gross", "lump", "range"],
        claim=Annotated[Raw, _input(Claim)],
        lump=Annotated[Raw, _input(Lump)],
    ),
]
"""One service, kept under its id; ``mode`` is the way in which its price is put in."""


class Lines(TypedDict, total=False):
    """The look back that is being written."""

    on: Annotated[str, By(lambda given: written_day(given.today))]
    done: Annotated[str, _written(LONG)]
    unchanged: Annotated[str, _written(LONG)]
    next_try: Annotated[str, _written(LONG)]


class Place(TypedDict, total=False):
    """Where the family lives, as far as a centre is chosen by it."""

    prefecture: Annotated[str, _ids(prefectures)]
    city: Annotated[str, _ids(_cities)]


class Answers(TypedDict, total=False):
    """The parts that the file keeps, and what they are called for people."""

    answerer: Annotated[
        Answerer,
        By(lambda given: one_of(*(ANSWERERS if given.in_tab else ("family", "person")))),
        Called("答える人"),
    ]
    checks: Annotated[dict[str, Check], By(_checks), Called("「いまの足場」の答え")]
    merge: Annotated[bool, Called("二人の答えを並べる印")]
    age: Annotated[int | None, By(lambda _: or_none(whole(0, 120))), Called("年齢")]
    age_text: Annotated[str, _written(10), Called("年齢")]
    situation: Annotated[list[SituationFlag], Then(unlike), Called("あてはまること")]
    in_use: Annotated[
        list[Annotated[str, _ids(lambda data: (*IN_USE, *data.by_service))]],
        Then(unlike),
        Called("いま使っているもの"),
    ]
    cost: Annotated[Cost, Called("費用の答え")]
    tax_facts: Annotated[Raw, _input(TaxFacts), Called("住民税をたしかめる答え")]
    usages: Annotated[dict[str, AUsage], By(_usages), Called("支援と回数")]
    usages_proposed: Annotated[bool, Called("支援と回数")]
    notes: Annotated[str, _written(TEXT_MOST), Called("自由に書いた文")]
    review: Annotated[Lines, Called("見直し")]
    edits: Annotated[Raw, By(_edits), Called("計画に加えた変更")]
    windows: Annotated[list[Raw], By(_windows), Called("自分たちで入れた窓口")]
    sheets: Annotated[
        dict[
            Annotated[str, _ids(lambda data: data.sheets.list)],
            Literal["filled", "blank", "none"],
        ],
        Called("えらんだ紙"),
    ]
    memo: Annotated[
        Raw,
        By(lambda given: memo_reader(given.catalog.sheets.memo, cut=given.in_tab)),
        Called("相談メモ"),
    ]
    place: Annotated[Place, Called("住んでいるところ")]
    quotes: Annotated[list[Raw], By(_quotes), Called("民間の見積もり")]


_ANY = By(lambda _: plain(TEXT_MOST))


class Visit(Answers, total=False):
    """The parts that only the tab keeps, and why."""

    alert_open: Annotated[Any, _ANY]
    """It would tell how the safety questions were answered."""
    aside: Annotated[Raw, By(lambda given: table(text(TYPED_MOST), plain(TEXT_MOST)))]
    """What was tried on an example, or the family's own while one is shown. Read when it is back."""
    aside_of: Annotated[Any, _ANY]
    example: Annotated[Any, _ANY]
    """An example is nobody's."""
    find: Annotated[Any, _ANY]
    """What a search was narrowed to is no answer."""
    history: Annotated[Any, _ANY]
    """It has a place of its own in the file."""
    plan_days: Annotated[Any, _ANY]
    plan_new: Annotated[Any, _ANY]
    windows_new: Annotated[Any, _ANY]
    """What is half typed is no answer yet."""


# -- reading all of it ------------------------------------------------------------------------


@lru_cache(maxsize=2)
def _parts(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


NOT_SAVED = frozenset(_parts(Visit).keys() - _parts(Answers).keys())
"""Parts of the case that stay out of the file's answers."""


def saved_parts() -> dict[str, str]:
    """The parts that the file keeps: their key, and their name for people."""
    marks = {key: get_args(kind) for key, kind in _parts(Answers).items()}
    return {
        key: next(mark.name for mark in found if isinstance(mark, Called))
        for key, found in marks.items()
    }


def _part(raw: Raw, name: str, catalog: Catalog) -> Any:
    """One part as the screens take it; None where nothing of it is right."""
    if raw.get(name) is None:
        return None
    return kept(reader(_parts(Visit)[name], Given(catalog, in_tab=True)), raw[name])


def read_answers(raw: Raw, given: Given, lost: Callable[[str], None]) -> dict[str, Any]:
    """What the file may keep of the answers; ``lost`` is told the name of the part, each time."""
    names, parts = saved_parts(), _parts(Answers)
    found: dict[str, Any] = {}
    for key, value in raw.items():
        if key not in parts:
            lost(UNKNOWN_PART)
            continue
        one = reader(parts[key], given)(value, lambda name=names[key]: lost(name))  # type: ignore[misc]
        if one is not GONE:
            found[key] = one
    # The field shows the text, the sums use the number: they must say the same.
    age, typed = found.get("age"), read_age(found.get("age_text") or "")
    if age is None and raw.get("age") is not None:
        found.pop("age_text", None)
    elif age is None and typed is not None:
        found["age"] = typed
    elif age != typed:
        found["age_text"] = str(age)
    return found


def from_tab(raw: Raw, catalog: Catalog) -> dict[str, Any]:
    """The case that a tab kept across a reload, also one of an older version.

    Of a part that we know stays what is right; one that we do not know waits for the version that
    wrote it.
    """
    known = {key: _part(raw, key, catalog) for key in _parts(Visit).keys() & raw.keys()}
    found = {key: known[key] if key in known else value for key, value in raw.items()}
    return {key: value for key, value in found.items() if value is not None}


def has_answers(raw: Raw, catalog: Catalog) -> bool:
    """True when a case holds anything a family would miss."""
    settings = ("answerer", "merge", "usages_proposed")
    found = read_answers(raw, Given(catalog), lambda _: None)
    return any(not is_empty(value) for key, value in found.items() if key not in settings)


# -- the check --------------------------------------------------------------------------------


def answerer_of(raw: Raw) -> Answerer:
    """Whose voice the screens speak in. A family until somebody chose."""
    return next((one for one in ANSWERERS if raw.get("answerer") == one), "family")


def has_check(raw: Raw, who: str) -> bool:
    """True when this answerer has answered anything of the check."""
    checks = raw.get("checks")
    return isinstance(checks, Mapping) and bool(checks.get(who))


def read_check(raw: object, catalog: Catalog) -> dict[str, Any]:
    """The answers of one answerer, as they are kept: each that is none is left out."""
    found: dict[str, Any] = kept(reader(Check, Given(catalog)), raw, {})
    return found


def check_of(raw: Raw, who: str, catalog: Catalog) -> StageCheck:
    """The check of one answerer. A value that is no answer counts as わからない."""
    checks = raw.get("checks")
    mine = checks.get(who) if isinstance(checks, Mapping) else None
    return check_from_answers(read_check(mine, catalog), who, catalog)


def check_for_plan(raw: Raw, catalog: Catalog) -> StageCheck | None:
    """The check the plan is made from: one answerer's, or both merged with consent."""
    who = answerer_of(raw)
    if who != "example" and raw.get("merge") and has_check(raw, "family") and has_check(raw, "person"):
        family = check_of(raw, "family", catalog)
        merged = merge_answers(family, check_of(raw, "person", catalog))
        if who == "family":
            # Whoever hurts never sees by default that the person told of it.
            merged = merged.but(safety=merged.safety.but(harmed=family.safety.harmed))
        return merged.but(answerer=who)
    return check_of(raw, who, catalog) if has_check(raw, who) else None


# -- the costs --------------------------------------------------------------------------------

_PRICES = {"claim": ("claim",), "lump": ("lump",)}
"""Ways to put in a price (``mode``) besides the plain one, and the fields that then count."""
_PLAIN_PRICES = ("gross_yen_per_time", "price_low_yen", "price_high_yen")
_ALL_PRICES = frozenset((*_PLAIN_PRICES, *(one for names in _PRICES.values() for one in names)))


def cost_month(raw: Raw, today: date) -> str:
    """The month the cost is asked for; this month where none was chosen."""
    found = kept(reader(_parts(Cost)["month"]), _dict(raw.get("cost")).get("month"))
    return found if isinstance(found, str) else month_of(today)


def _dict(value: object) -> Raw:
    return value if isinstance(value, Mapping) else {}


def _filled(values: object) -> dict[str, Any]:
    """The fields in which something stands."""
    return {
        key: value
        for key, value in _dict(values).items()
        if value not in (None, "") and isinstance(value, str | int)
    }


def _usage(entry: Raw) -> dict[str, Any]:
    """The fields of one usage under the chosen way of putting in its price; the rest waits."""
    mode = entry.get("mode")
    mine = _PRICES.get(mode, _PLAIN_PRICES) if isinstance(mode, str) else _PLAIN_PRICES
    counts = {
        key: value
        for key, value in entry.items()
        if key != "mode" and (key in mine or key not in _ALL_PRICES)
    }
    parts = {key: _filled(value) for key, value in counts.items() if isinstance(value, Mapping)}
    return _filled(counts) | parts


def request_of(
    raw: Raw, catalog: Catalog, today: date
) -> tuple[CostRequest, tuple[FieldFault, ...]]:
    """The cost request as far as it is right, and the faults by field."""
    cost = _dict(raw.get("cost"))
    # The field of the age is the only one that asks for it: a file may hold another beside it.
    person = {**_dict(cost.get("person")), "age": raw.get("age")}
    return read_request(
        {
            "month": cost_month(raw, today),
            "person": {key: value for key, value in person.items() if value not in (None, "")},
            "welfare": _filled(cost.get("welfare")),
            "medical": _filled(cost.get("medical")),
            "usages": [
                {"service": service, **_usage(entry)}
                for service, entry in _dict(raw.get("usages")).items()
                if service in catalog.by_service and isinstance(entry, Mapping)
            ],
        }
    )


# -- everything else --------------------------------------------------------------------------


def in_use_of(raw: Raw, catalog: Catalog) -> list[str]:
    """What the family ticked as there already: marks and ids of services."""
    found: list[str] = _part(raw, "in_use", catalog) or []
    return found


def edits_of(raw: Raw, today: date) -> PlanEdits:
    """What the family changed in its plan."""
    return read_edits(raw.get("edits"), today)


def review_of(raw: Raw, today: date) -> Review | None:
    """The review being written; None while neither a day nor a line is there."""
    found = kept(reader(Lines, Given(None, today, in_tab=True)), raw.get("review"), {})
    day = found.pop("on", None)
    if day is None and not any(found.values()):
        return None
    return Review(on=today if day is None else day_of(day), **found)


def memo_of(raw: Raw, catalog: Catalog) -> Memo:
    """What stands on the 相談メモ."""
    return read_memo(raw.get("memo"), catalog.sheets.memo)


def quotes_of(raw: Raw) -> tuple[tuple[Quote, ...], tuple[FieldFault, ...]]:
    """The quotes of private providers, and the faults by place and field."""
    return read_quotes(raw.get("quotes"))


def windows_of(raw: Raw) -> tuple[LocalWindow, ...]:
    """The group's own windows; what is none is left out."""
    return tuple(kept(_WINDOWS, raw.get("windows"), ()))


def place_of(raw: Raw, catalog: Catalog) -> tuple[str | None, str | None]:
    """(prefecture, designated city) as chosen; None for what is not chosen or not known."""
    found = _part(raw, "place", catalog) or {}
    prefecture, city = found.get("prefecture"), found.get("city")
    if prefecture is None:
        return None, None
    return prefecture, city if city in designated_cities(catalog, prefecture) else None


def case_of(raw: Raw, catalog: Catalog, today: date) -> Case:
    """Everything that was answered, as core's Case."""
    cost, _ = request_of(raw, catalog, today)
    return Case(
        check=check_for_plan(raw, catalog),
        cost=cost,
        situation=frozenset(_part(raw, "situation", catalog) or ()),
        in_use=frozenset(in_use_of(raw, catalog)),
        age=cost.person.age,
        notes=_part(raw, "notes", catalog) or "",
        edits=edits_of(raw, today),
        review=review_of(raw, today),
        history=past_reviews(read_history(raw.get("history")), today),
    )
