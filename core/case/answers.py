"""What a family said, as the tab, the file and the screens keep it: the one schema of it.

A part is added here and at its screen: a line of ``Answers`` (or of ``Visit``, where it does not go
into the file) with its name for people and what it may be. What is made of it stands in
``core.case.from_answers``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Literal, NamedTuple, TypedDict, get_args, get_type_hints

from core.base import Answerer, Frozen
from core.case.case import (
    IN_USE,
    SituationFlag,
    read_age,
)
from core.catalog import Catalog
from core.contacts import LocalWindow, designated_cities, prefectures
from core.cost.exemption import TaxFacts
from core.cost.request import (
    Claim,
    Lump,
    MedicalHousehold,
    Person,
    Usage,
    WelfareHousehold,
)
from core.cost_inputs import places_of
from core.days import written_day
from core.edit import LONG, read_edits
from core.figures import month_number
from core.memo import memo_reader
from core.provider import ANSWERS, LABELS, Quote
from core.stage import (
    ANSWER_KEYS,
    Answer,
    SafetyAnswer,
    Threatened,
    ThreatenedAnswers,
)
from core.tolerant import (
    GONE,
    UNFIT,
    By,
    Lost,
    Read,
    Then,
    as_dict,
    checked,
    fields,
    gone,
    is_deep,
    is_empty,
    kept,
    list_of,
    model,
    one_of,
    or_none,
    plain,
    reader,
    table,
    text,
    then,
    tried,
    unlike,
    whole,
)
from core.windows_file import MOST_ROWS, right_windows

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


_FORM = table(text(TYPED_MOST), plain(TEXT_MOST))
"""Fields of a form as they were typed: what is wrong in them is judged, with a word, when it is used."""


# -- what each place may hold -----------------------------------------------------------------


def _ids(of: Callable[[Catalog], Iterable[str]]) -> By:
    return By(lambda given: one_of(*of(given.catalog)))


def _written(most: int) -> By:
    return By(lambda given: text(most, cut=given.in_tab))


def _input(kind: type[Frozen], without: str = "", **apart: type[Frozen] | object) -> By:
    """The fields of an input model; in a tab as they were typed."""

    def make(given: Given) -> Read:
        if given.in_tab:
            return _FORM
        return fields(
            kind, TYPED_MOST, without, **{key: reader(one, given) for key, one in apart.items()}
        )

    return By(make)


def _checks(given: Given) -> Read:
    who = ANSWERERS if given.in_tab else ("family", "person")
    return table(one_of(*who), reader(Check, given))


def _usages(given: Given) -> Read:
    if given.in_tab:
        return table(text(TYPED_MOST), reader(AUsage, given))
    places = (one for service in given.catalog.by_service for one in places_of(service))
    return table(one_of(*places), reader(AUsage, given))


def _edits(given: Given) -> Read:
    """Changes of the plan, by the reader that the screens use."""

    def read(value: Any, lost: Lost) -> Any:
        if not isinstance(value, Mapping):
            return gone(lost)
        found, told = tried(lambda one, lost: read_edits(one, given.today, lost), value)
        for said in told:
            lost(said)
        return found.model_dump(mode="json", exclude_defaults=True) if told else value

    return plain(TEXT_MOST) if given.in_tab else read


WINDOWS = list_of(model(LocalWindow), MOST_ROWS)


def _windows(given: Given) -> Read:
    """Own windows, by the rules of the table (core.windows_file): a file must not bring in what
    nobody could have put in, as a row that stands in for a national line."""

    def read(value: Any, lost: Lost) -> Any:
        found = WINDOWS(value, lost)
        if found is GONE:
            return GONE
        if not given.in_tab:
            right = right_windows(found, given.catalog)
            for _ in found[len(right) :]:
                lost(UNFIT)
            found = right
        return [one.model_dump(mode="json", exclude_defaults=True) for one in found]

    return read


def _quotes(given: Given) -> Read:
    if given.in_tab:
        return list_of(_FORM)
    flags = (one.key for one in given.catalog.provider.flags)
    answers = table(one_of(*flags), one_of(*ANSWERS))
    return list_of(fields(Quote, TYPED_MOST, flags=answers), len(LABELS))


def _aside(given: Given) -> Read:
    def read(value: Any, lost: Lost) -> Any:
        if isinstance(value, Mapping):
            return from_tab(value, given.catalog)
        return gone(lost)

    return read


def _cities(catalog: Catalog) -> Iterable[str]:
    yield ""
    for name in prefectures(catalog):
        yield from designated_cities(catalog, name)


class Check(TypedDict, total=False):
    """The check of one answerer. The safety answers stand under the ids of their questions."""

    difficulty: Literal["yes", "no", "unknown"]
    safety: dict[
        Annotated[str, _ids(lambda data: (one.id for one in data.check.safety))], SafetyAnswer
    ]
    threatened: dict[Annotated[str, _ids(lambda _: ThreatenedAnswers.model_fields)], Threatened]
    answers: dict[Annotated[str, _ids(lambda _: ANSWER_KEYS)], Answer]


MONTH = checked(text(7), month_number)
_QUESTION = re.compile(r"[a-z_]+(\.[a-z0-9_-]+){0,2}")
"""A question about cost: "services", "welfare.tax", "usages.pharmacy-2.times"."""
_ASKED = list_of(checked(text(TYPED_MOST), lambda name: bool(_QUESTION.fullmatch(name))))


class Cost(TypedDict, total=False):
    """What the cost form asks about the family."""

    month: Annotated[str, By(lambda _: MONTH)]
    person: Annotated[Raw, _input(Person)]
    welfare: Annotated[Raw, _input(WelfareHousehold)]
    medical: Annotated[Raw, _input(MedicalHousehold)]


def with_whole_meal(entry: Raw) -> Raw:
    """A usage in which the price of a meal stands where it counts.

    Who is no 食事提供体制加算対象者 pays the whole price: older tabs and files kept it in the field
    of the other, and so does a form in which that was answered after the price.
    """
    said = as_dict(entry)
    meal = said.get("meal_yen_per_time")
    if said.get("meal_support") is not False or said.get("meal_full_yen_per_time") or not meal:
        return entry
    rest = {key: value for key, value in entry.items() if key != "meal_yen_per_time"}
    return {**rest, "meal_full_yen_per_time": meal}


AUsage = Annotated[
    Raw,
    _input(
        Usage,
        without="service",
        mode=Literal["claim", "gross", "lump", "range", "tuition"],
        claim=Annotated[Raw, _input(Claim)],
        lump=Annotated[Raw, _input(Lump)],
    ),
    Then(lambda inner: then(inner, lambda found, lost: with_whole_meal(found))),
]
"""One service, kept under its id, at a second provider under "id-2" (``places_of``); ``mode`` is the
way in which its price is put in."""


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
    cost_asked: Annotated[list[str], By(lambda _: _ASKED), Then(unlike), Called("費用の答え")]
    """Which questions about cost were answered, in order: わからない stays given, also in a file."""
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
    aside: Annotated[Raw, By(_aside)]
    """What was tried on an example, or the family's own while one is shown: a case by itself."""
    aside_of: Annotated[Any, _ANY]
    cost_talk: Annotated[Any, _ANY]
    """What comes first in the talk, and whether it goes on with what changes little."""
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


def part_of(raw: Raw, name: str, catalog: Catalog) -> Any:
    """One part as the screens take it; None where nothing of it is right."""
    value = as_dict(raw).get(name)
    if value is None:
        return None
    return kept(reader(_parts(Visit)[name], Given(catalog, in_tab=True)), value)


def read_answers(raw: Raw, given: Given, lost: Callable[[str], None]) -> dict[str, Any]:
    """What the file may keep of the answers; ``lost`` is told the name of the part, each time."""
    names, parts = saved_parts(), _parts(Answers)
    found: dict[str, Any] = {}
    for key, value in as_dict(raw).items():
        if key not in parts:
            lost(UNKNOWN_PART)
            continue
        one, told = tried(reader(parts[key], given), value)
        for _ in told:
            lost(names[key])
        if one is not GONE:
            found[key] = one
    # The field shows the text, the sums use the number: they must say the same.
    age, typed = found.get("age"), read_age(found.get("age_text") or "")
    if age is None and as_dict(raw).get("age") is not None:
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
    raw = as_dict(raw)
    known = {key: part_of(raw, key, catalog) for key in _parts(Visit).keys() & raw.keys()}
    found = {key: known.get(key, value) for key, value in raw.items()}
    return {key: one for key, one in found.items() if one is not None and not is_deep(one)}


SETTINGS = frozenset({"answerer", "merge", "usages_proposed", "cost_asked"})
"""Parts that say how the screens go on: nothing that a family would miss."""


def has_answers(raw: Raw, catalog: Catalog) -> bool:
    """True when a case holds anything a family would miss."""
    found = read_answers(raw, Given(catalog), lambda _: None)
    return any(not is_empty(value) for key, value in found.items() if key not in SETTINGS)
