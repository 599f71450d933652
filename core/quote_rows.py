"""The quotes as they are typed: one more, one taken out, one brought back.

Each function takes what the visit keeps and gives the rows of afterwards; the screens keep them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, get_args

from core.provider import LABELS, PriceKind, QuoteRow, is_empty_row, sound_quotes

Rows = list[QuoteRow]
PRICE_KINDS: tuple[PriceKind, ...] = get_args(PriceKind)


def rows_of(raw: object) -> Rows:
    """The quotes to show: those that are kept, a blank one where there is none."""
    return sound_quotes(raw) or [{}]


def mended(raw: object) -> Rows | None:
    """What has to stand there instead, so that each row has its place; None where nothing has to."""
    if raw is None:
        return None
    sound = sound_quotes(raw)
    return None if sound == raw else sound


def has_room(rows: Rows) -> bool:
    """True while one more quote may stand beside the others."""
    return len(rows) < len(LABELS)


def one_more(rows: Rows) -> Rows:
    """A blank quote behind the others."""
    return [*rows, {}]


def may_go(rows: Rows, at: int) -> bool:
    """True for a quote that can be taken out: the only one not while it is blank."""
    return len(rows) > 1 or bool(rows[at])


def without(rows: Rows, at: int) -> Rows:
    """All but the one at this place."""
    return [*rows[:at], *rows[at + 1 :]]


class BroughtBack(NamedTuple):
    """The rows with the one that was taken out, and its place."""

    rows: Rows
    at: int


def brought_back(rows: Rows, at: int, row: QuoteRow) -> BroughtBack:
    """A quote that was taken out, again at its place. Rows in which nothing was typed give way."""
    # The raw row counts: 「やく五千円」 cannot be read, but somebody typed it.
    rest = [one for one in rows if not is_empty_row(one)]
    at = min(at, len(rest))
    return BroughtBack([*rest[:at], row, *rest[at:]], at)


def title(at: int, row: Mapping[str, object]) -> str:
    """「A」, or 「A　〇〇」 where the family gave a short name."""
    name = row.get("name")
    name = name.strip() if isinstance(name, str) else ""
    return f"{LABELS[at]}　{name}" if name else LABELS[at]


def kind_of(row: Mapping[str, object]) -> PriceKind:
    """How the price is asked; by the time until somebody chose."""
    found = row.get("price_kind")
    return next((kind for kind in PRICE_KINDS if kind == found), PRICE_KINDS[0])
