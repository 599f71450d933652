"""Signs to stop at, and whom to call then. Nothing here judges a provider."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.base import Voice
from core.catalog import Catalog, Hotline
from core.errors import FigureNotInForce
from core.money import yen_text
from core.provider.model import Quote


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


def signs_of(
    quotes: Iterable[Quote], catalog: Catalog, month: str
) -> tuple[list[tuple[Flag, ...]], FigureNotInForce | None]:
    """The signs of each quote; where the line has no figure for the month, that, and those besides."""
    found = list(quotes)
    try:
        return [red_flags(one, catalog, month) for one in found], None
    except FigureNotInForce as fault:
        return [red_flags(one, catalog, None) for one in found], fault


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
