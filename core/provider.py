"""Private providers side by side: the sum over the whole term, signs to stop at, what to ask.

Nothing here judges a provider. A quote is what a family wrote down; what it does not say is not
known, and then the sum is the least it can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import Field, ValidationError, field_validator, model_validator

from core.base import Frozen, Voice
from core.catalog import Catalog, Hotline, ProviderQuestion
from core.cost.estimate import estimate_rest, only_services
from core.cost.private import lump_month
from core.cost.request import CostRequest, CountInput, Usage
from core.errors import FigureNotInForce
from core.messages import FieldFault, japanese_faults
from core.money import YenInput, YenRange, yen_text
from core.texts import sound
from core.tolerant import either, kept, list_of, mapping, one_of, table, text, whole

LABELS = ("A", "B", "C", "D")
"""So many quotes stand side by side. The letters are ours; a provider's name is not needed."""

Answer = Literal["yes", "no", "unknown"]
ANSWERS: tuple[Answer, ...] = get_args(Answer)
PriceKind = Literal["per_time", "monthly", "lump"]
NAME, LONG = 30, 200
"""The most characters of a short name and of each free text."""
_NUMBER = 40
_HUGE = 10**12
_FLAGS = 50

Name = Annotated[str, Field(max_length=NAME)]
Written = Annotated[str, Field(max_length=LONG)]
People = Annotated[CountInput, Field(strict=True, ge=0, le=999_999)]


class Quote(Frozen):
    """One quote, as far as the family knows it. None, "" and "unknown" mean: not known yet.

    ``price_yen`` is asked per time, per month, or (``lump``) for all of ``months`` together.
    ``travel_yen_per_time`` comes with each time, ``entry_fee_yen`` once, ``other_yen`` is all the
    rest over the whole term. ``refund``: is money back laid down in writing; ``cancel``: the fee
    for ending early, until when to say so, what comes back. ``results_with`` of ``results_of`` people, as the provider counts.
    ``flags`` answers the questions of ``asked``: {key: "yes"|"no"|"unknown"}.
    """

    name: Name = ""
    price_kind: PriceKind = "per_time"
    price_yen: YenInput | None = None
    times_per_month: Annotated[CountInput, Field(strict=True, ge=1, le=200)] | None = None
    months: Annotated[CountInput, Field(strict=True, ge=1, le=120)] | None = None
    entry_fee_yen: YenInput | None = None
    travel_yen_per_time: YenInput | None = None
    other_yen: YenInput | None = None
    refund: Answer = "unknown"
    cancel: Written = ""
    subsidy: Answer = "unknown"
    visit: Answer = "unknown"
    trial: Answer = "unknown"
    first_free: Answer = "unknown"
    family_support: Answer = "unknown"
    aftercare: Answer = "unknown"
    staff: Answer = "unknown"
    results_with: People | None = None
    results_of: People | None = None
    results_what: Written = ""
    expertise: Written = ""
    consent: Written = ""
    voices: Written = ""
    note: Written = ""
    flags: dict[str, Answer] = Field(default_factory=dict)

    @field_validator("results_of")
    @classmethod
    def _somebody(cls, of: int | None) -> int | None:
        if of == 0:
            raise ValueError("1人以上の数で入れてください")
        return of

    @model_validator(mode="after")
    def _part_of_all(self) -> Self:
        with_, of = self.results_with, self.results_of
        if with_ is not None and of is not None and with_ > of:
            raise ValueError(
                "全体の人数より多くなっています。「何人のうち何人」の順を確かめてください"
            )
        return self


# -- reading what the tab holds ----------------------------------------------------------------

_TEXTS = {
    "name": NAME,
    "cancel": LONG,
    "results_what": LONG,
    "expertise": LONG,
    "consent": LONG,
    "voices": LONG,
    "note": LONG,
}
_WORDS = ("price_kind", "refund", "subsidy", "visit", "trial", "first_free")
_MORE_WORDS = ("family_support", "aftercare", "staff")


_FLAG_ANSWERS = table(text(NAME, cut=True), one_of(*ANSWERS), _FLAGS)
_LINE_OR_NUMBER = either(whole(1 - _HUGE, _HUGE - 1), text(_NUMBER, cut=True))
_ROW = mapping(
    dict.fromkeys(Quote.model_fields, _LINE_OR_NUMBER)
    | {name: text(most, cut=True) for name, most in _TEXTS.items()}
    | {"flags": _FLAG_ANSWERS}
)


def sound_quotes(raw: object) -> list[dict[str, Any]]:
    """What the tab holds, in a shape that fields can show: at most four, texts and ints only.

    What was typed stays as it was typed, also when it is wrong. Anything else is left out.
    """
    rows = kept(list_of(_ROW), raw, [])[: len(LABELS)]
    return [{"flags": {}} | row for row in rows]


def _field(name: str, value: object) -> tuple[Any, str]:
    """A value to validate (None: nothing to keep) and what is to be said about it."""
    if name == "flags":
        return kept(_FLAG_ANSWERS, value, {}), ""
    if isinstance(value, str):
        text, most = sound(value).strip(), _TEXTS.get(name, _NUMBER)
        if not text:
            return None, ""
        if len(text) <= most:
            return text, ""
        told = f"{most}文字までにしてください"
        return (text[:most] if name in _TEXTS else None), told
    if type(value) is int and name not in (*_TEXTS, *_WORDS, *_MORE_WORDS):
        return (value, "") if abs(value) < _HUGE else (None, "けた数を確かめてください")
    return None, "この項目の形が合いません"


def read_quote(raw: object) -> tuple[Quote, tuple[FieldFault, ...]]:
    """A quote from what the screen holds: what is right is kept, what is wrong is listed.

    A faulty field counts as not known. Keys that a quote does not have are left out. Never raises.
    """
    if not isinstance(raw, Mapping):
        return Quote(), ()
    right: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for name in Quote.model_fields:
        if raw.get(name) is None:
            continue
        value, told = _field(name, raw[name])
        if value is not None:
            right[name] = value
        if told:
            faults[name] = told
    while True:
        try:
            read = Quote.model_validate(right)
        except ValidationError as fault:
            for error, said in zip(fault.errors(), japanese_faults(fault), strict=True):
                # The two numbers of the results contradict each other: neither counts.
                names = [str(error["loc"][0])] if error["loc"] else ["results_of", "results_with"]
                faults.setdefault(names[0], said.message)
                for name in names:
                    right.pop(name, None)
            continue
        return read, tuple(FieldFault(field=key, message=faults[key]) for key in faults)


def read_quotes(raw: object) -> tuple[tuple[Quote, ...], tuple[FieldFault, ...]]:
    """All quotes of the tab; a fault's field carries its place ("0.price_yen"). Never raises."""
    quotes, faults = [], list[FieldFault]()
    for at, one in enumerate(sound_quotes(raw)):
        quote, found = read_quote(one)
        quotes.append(quote)
        faults += [
            FieldFault(field=f"{at}.{fault.field}", message=fault.message) for fault in found
        ]
    return tuple(quotes), tuple(faults)


def is_empty(quote: Quote) -> bool:
    """True while nothing was written in it. A way of pricing alone is nothing yet."""
    return quote.but(price_kind="per_time", flags={}) == Quote() and not any(
        answer != "unknown" for answer in quote.flags.values()
    )


def is_empty_row(raw: Mapping[str, object]) -> bool:
    """True while nothing was typed into a row of the tab, not even something that cannot be read."""
    flags = raw.get("flags")
    if isinstance(flags, Mapping) and any(answer != "unknown" for answer in flags.values()):
        return False
    typed = (raw.get(name) for name in Quote.model_fields if name not in ("price_kind", "flags"))
    return all(
        not value.strip() or value == "unknown" if isinstance(value, str) else value is None
        for value in typed
    )


# -- the sum -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the sum in yen: the field it comes from, and its arithmetic."""

    field: str
    formula: str
    amount: int


@dataclass(frozen=True, slots=True)
class QuoteCost:
    """What a quote costs, in yen: the whole term first.

    ``missing``: fields that are not known and would raise ``whole``; it is then the least it can
    be (``at_least``). ``monthly`` and ``per_time`` are the whole divided, rounded up as
    ``lump_month`` does, so that the parts never come to less than the whole. Without ``months``,
    ``monthly`` is what returns each month; None where even that is not known.
    """

    whole: int
    months: int | None
    monthly: int | None
    per_time: int | None
    parts: tuple[Part, ...]
    missing: tuple[str, ...]

    @property
    def at_least(self) -> bool:
        """True when the sum can only be higher."""
        return bool(self.missing)

    @property
    def has_price(self) -> bool:
        """True when the price itself is known: without it there is no sum to show."""
        return "price_yen" not in self.missing


def total(quote: Quote) -> QuoteCost:
    """The whole sum over the term, then per month and per time, in yen.

    An unknown part counts as nothing; unknown months or times a month count as one, the least they
    can be (DESIGN §6: the whole sum first).
    """
    times, months = quote.times_per_month or 1, quote.months or 1
    parts: list[Part] = []
    missing: set[str] = set()
    each_month = 0

    def add(field: str, price: int | None, *, by_time: bool, by_month: bool) -> int:
        if price is None:
            missing.add(field)
            return 0
        formula, amount = yen_text(price), price
        if price and by_time:
            formula, amount = f"{formula}×{times}回", amount * times
            if quote.times_per_month is None:
                missing.add("times_per_month")
        a_month = amount if by_month else 0
        if price and by_month:
            formula, amount = f"{formula}×{months}か月", amount * months
            if quote.months is None:
                missing.add("months")
        parts.append(Part(field, formula, amount))
        return a_month

    kind = quote.price_kind
    each_month += add(
        "price_yen", quote.price_yen, by_time=kind == "per_time", by_month=kind != "lump"
    )
    each_month += add("travel_yen_per_time", quote.travel_yen_per_time, by_time=True, by_month=True)
    add("entry_fee_yen", quote.entry_fee_yen, by_time=False, by_month=False)
    add("other_yen", quote.other_yen, by_time=False, by_month=False)
    whole = sum(part.amount for part in parts)
    monthly: int | None = None
    per_time: int | None = None
    if quote.months is not None:
        monthly = lump_month(whole, quote.months)
        if quote.times_per_month is not None:
            per_time = lump_month(whole, quote.months * quote.times_per_month)
    elif kind != "lump":
        monthly = each_month
    order = tuple(name for name in Quote.model_fields if name in missing)
    return QuoteCost(whole, quote.months, monthly, per_time, tuple(parts), order)


# -- the same months in public support -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PublicCost:
    """``months`` of public support in yen, for this family. ``usual``: the catalogue's set.

    ``month`` ("2026-11"): whose figures are used. ``services`` are ids. ``refused``: services whose
    figure is not in force, left out of the sum. ``needs_check``: a figure behind it is 要確認.
    """

    months: int
    month: str
    monthly: YenRange
    services: tuple[str, ...]
    usual: bool
    refused: tuple[FigureNotInForce, ...]
    needs_check: bool

    @property
    def whole(self) -> YenRange:
        """The months together, at the figures of the one month: of what could be counted."""
        return self.monthly.times(self.months)

    @property
    def at_least(self) -> bool:
        """True when a figure is missing: ``whole.low`` is then the least, and no end is known."""
        return bool(self.refused)

    @property
    def has_sum(self) -> bool:
        """False when a figure is missing and what could be counted comes to nothing.

        A 0円 would then stand for what nobody knows.
        """
        return not self.refused or self.whole.low > 0

    @property
    def refusals(self) -> tuple[str, ...]:
        """Each missing figure said once, in Japanese."""
        return tuple(dict.fromkeys(fault.told for fault in self.refused))

    @property
    def is_doubtful(self) -> bool:
        """True when 要確認 stands beside the sum that is shown."""
        return self.needs_check and self.has_sum


def public_same_months(
    quote: Quote, request: CostRequest | None, catalog: Catalog, month: str
) -> PublicCost:
    """What the quote's months (unknown: one) cost in public support for this family, low–high.

    The services of ``request`` that are not private, as its household pays them; where none of them
    is 障害福祉 or medical (a family association alone is no public support), the usual set of
    data/provider.toml. Rent and papers that are paid once are not counted.
    """
    asked = CostRequest(month=month, usages=()) if request is None else request.but(month=month)
    usages = tuple(
        used
        for used in asked.usages
        if used.times and catalog.service(used.service).ledger != "private"
    )
    usual = not any(
        catalog.service(used.service).ledger in ("welfare", "medical") for used in usages
    )
    if usual:
        usages = tuple(
            Usage(service=one.id, times=one.times) for one in catalog.provider.public.services
        )
    result, refused = estimate_rest(only_services(asked, usages), catalog)
    counted = tuple(used.service for used in result.request.usages)
    return PublicCost(
        quote.months or 1, month, result.monthly, counted, usual, refused, result.unconfirmed
    )


# -- signs to stop at ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Flag:
    """One sign that is there. ``stop``: this one alone is enough to stop. In two voices."""

    key: str
    stop: bool
    sign: Voice
    why: Voice
    source: str


def red_line(catalog: Catalog, month: str) -> int:
    """The price per time in yen above which one looks twice. Raises FigureNotInForce."""
    return catalog.figures.yen(catalog.provider.rules.red_line, month)


def _above(quote: Quote, line: int) -> bool:
    """True when a time costs more than ``line``. A month's price is shared by its times."""
    price, times = quote.price_yen, quote.times_per_month
    if price is None or quote.price_kind == "lump":
        return False
    if quote.price_kind == "per_time":
        return price > line
    return times is not None and price > line * times


def _there(key: str, quote: Quote, line: int | None) -> bool:
    if key == "lump" and quote.price_kind == "lump":
        return True
    if key == "no_refund":
        return quote.refund == "no"
    if key == "price_above":
        return line is not None and _above(quote, line)
    return quote.flags.get(key) == "yes"


def asked(quote: Quote, catalog: Catalog) -> tuple[tuple[str, Voice], ...]:
    """The signs to ask about (key, question), without those that other answers already tell."""
    return tuple(
        (one.key, one.ask)
        for one in catalog.provider.flags
        if one.ask is not None and not (one.key == "lump" and quote.price_kind == "lump")
    )


def red_flags(quote: Quote, catalog: Catalog, month: str | None) -> tuple[Flag, ...]:
    """The signs that are there, in the order of data/provider.toml.

    From the answers はい; from the fields: a lump, no clause for money back, a price per time above
    the line in force in ``month``. ``month`` None: the price is not looked at. わからない is no
    sign. Raises FigureNotInForce where the line has no figure for the month.
    """
    line = None if month is None else red_line(catalog, month)
    found = []
    for one in catalog.provider.flags:
        if _there(one.key, quote, line):
            found.append(Flag(one.key, one.strong, told(one.sign, line), one.why, one.source))
    return tuple(found)


def all_answered(quote: Quote, catalog: Catalog) -> bool:
    """True when every sign has はい or いいえ: only then is 「ありません」 more than not asked yet."""
    flags = [quote.flags.get(key, "unknown") for key, _ in asked(quote, catalog)]
    return "unknown" not in (*flags, quote.refund) and quote.price_yen is not None


def told(voice: Voice, line: int | None) -> Voice:
    """A sign with the line's amount filled in."""
    price = "ふつう" if line is None else yen_text(line)
    return Voice(
        family=voice.family.replace("{price}", price), person=voice.person.replace("{price}", price)
    )


def must_stop(flags: Iterable[Flag]) -> bool:
    """True when one strong sign is there: one is enough."""
    return any(flag.stop for flag in flags)


def stop_contacts(catalog: Catalog) -> tuple[Hotline, ...]:
    """The national lines for contracts, with source and check date: only rows of hotlines.csv."""
    return catalog.hotlines_for(catalog.provider.rules.contacts)


# -- what to ask ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question to take along, and the letters of the quotes that have no answer yet."""

    text: Voice
    still: tuple[str, ...]


def _unknown(quote: Quote, field: str) -> bool:
    return getattr(quote, field) in (None, "", "unknown")


def _is_open(question: ProviderQuestion, quote: Quote) -> bool:
    # Where no field keeps the answer, nobody but the family knows whether it was asked.
    return not question.fills or any(_unknown(quote, field) for field in question.fills)


def questions(quotes: Iterable[Quote], catalog: Catalog) -> tuple[OpenQuestion, ...]:
    """All questions in their order; ``still`` names the quotes in which an answer is missing."""
    written = list(zip(LABELS, quotes, strict=False))
    return tuple(
        OpenQuestion(one.text, tuple(label for label, quote in written if _is_open(one, quote)))
        for one in catalog.provider.questions
    )


def results_text(quote: Quote) -> str:
    """「30人のうち12人（就職した人）」; a number without the whole says so; "" when not known."""
    with_, of = quote.results_with, quote.results_of
    what = f"（{quote.results_what}）" if quote.results_what else ""
    if with_ is not None and of is not None:
        return f"{of:,}人のうち{with_:,}人{what}"
    if with_ is not None:
        return f"{with_:,}人{what}。何人のうちかは、まだ"
    if of is not None:
        return f"{of:,}人{what}。そのうち何人かは、まだ"
    return quote.results_what
