"""Quotes from what the tab keeps: what is right is kept, what is wrong is named at its field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_origin

from core.messages import FieldFault
from core.provider.model import ANSWERS, LABELS, NAME, Answer, Quote
from core.texts import sound
from core.tolerant import (
    GONE,
    Read,
    by_type,
    kept,
    list_of,
    made,
    mapping,
    named,
    one_of,
    sifted,
    table,
    text,
    then,
    typed,
    whole,
)

QuoteRow = dict[str, str | int | dict[str, Answer]]
"""A quote as it was typed, for the fields of the screen."""
_NUMBER, _HUGE, _FLAGS = 40, 10**12, 50
"""Characters of a number as typed, more than any number, and answers about signs."""
_LONGEST = {
    name: mark.max_length
    for name, field in Quote.model_fields.items()
    for mark in field.metadata
    if hasattr(mark, "max_length")
}
"""The fields that hold a text, and its most characters."""
_CHOICES = [
    name for name, field in Quote.model_fields.items() if get_origin(field.annotation) is Literal
]
_FLAG_ANSWERS = table(text(NAME, cut=True), one_of(*ANSWERS), _FLAGS)


# -- as it was typed --------------------------------------------------------------------------

_ROW = mapping(
    dict.fromkeys(
        Quote.model_fields,
        by_type({int: whole(1 - _HUGE, _HUGE - 1), str: text(_NUMBER, cut=True)}),
    )
    | {name: text(most, cut=True) for name, most in _LONGEST.items()}
    | {"flags": _FLAG_ANSWERS}
)


def sound_quotes(raw: object) -> list[QuoteRow]:
    """What the tab holds, in a shape that fields can show: at most four, texts and ints only.

    What was typed stays as it was typed, also when it is wrong. Anything else is left out.
    """
    rows: list[QuoteRow] = kept(list_of(_ROW), raw, [])
    return [{"flags": {}} | row for row in rows[: len(LABELS)]]


def is_empty_row(raw: Mapping[str, object]) -> bool:
    """True while nothing was typed into a row of the tab, not even something that cannot be read."""
    if any(answer != "unknown" for answer in kept(_FLAG_ANSWERS, raw.get("flags"), {}).values()):
        return False
    typed = (raw.get(name) for name in Quote.model_fields if name not in ("price_kind", "flags"))
    return all(
        value is None or (isinstance(value, str) and value.strip() in ("", "unknown"))
        for value in typed
    )


# -- as it counts -----------------------------------------------------------------------------


def _line(most: int, cut: bool = False) -> Read:
    """A line without blanks around it; where nothing else stands, nothing was said."""
    line = then(made(sound), typed(most, cut))
    return then(line, lambda found, lost: found or GONE)


_FIELDS: dict[str, Read] = {
    name: by_type(
        {
            str: _line(_NUMBER),
            int: whole(1 - _HUGE, _HUGE - 1, "けた数を確かめてください"),
        }
    )
    for name in Quote.model_fields
}
_FIELDS |= {name: by_type({str: _line(_NUMBER)}) for name in _CHOICES}
_FIELDS |= {name: by_type({str: _line(most, cut=True)}) for name, most in _LONGEST.items()}
_FIELDS["flags"] = lambda value, lost: kept(_FLAG_ANSWERS, value, {})


def read_quote(raw: object) -> tuple[Quote, tuple[FieldFault, ...]]:
    """A quote from what the screen holds: what is right is kept, what is wrong is listed.

    A faulty field counts as not known. Keys that a quote does not have are left out. Never raises.
    """
    if not isinstance(raw, Mapping):
        return Quote(), ()
    right, told = named(_FIELDS, raw)
    faults: dict[str, str] = {}

    def name(field: str, said: str) -> None:
        faults.setdefault(field, said)

    def take_out(place: tuple[Any, ...], said: str) -> bool:
        # The two numbers of the results contradict each other: neither counts.
        fields = [str(place[0])] if place else ["results_of", "results_with"]
        name(fields[0], said)
        taken = [right.pop(one, None) for one in fields]
        return any(one is not None for one in taken)

    for one in told:
        name(*one)
    quote = sifted(lambda: Quote.model_validate(right), take_out)
    return quote, tuple(FieldFault(field=key, message=said) for key, said in faults.items())


def read_quotes(raw: object) -> tuple[tuple[Quote, ...], tuple[FieldFault, ...]]:
    """All quotes of the tab; a fault's field carries its place ("0.price_yen"). Never raises."""
    quotes, faults = [], list[FieldFault]()
    for at, one in enumerate(sound_quotes(raw)):
        quote, found = read_quote(one)
        quotes.append(quote)
        faults += [fault.but(field=f"{at}.{fault.field}") for fault in found]
    return tuple(quotes), tuple(faults)
