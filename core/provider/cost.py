"""What a quote costs: the whole sum over the term first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from core.cost.private import lump_month
from core.money import yen_text
from core.provider.model import Quote


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


class _Charge(NamedTuple):
    """What one field asks in yen (None: not known), and whether each time, each month, or once."""

    field: str
    price: int | None
    by_time: bool
    by_month: bool


def _charges(quote: Quote) -> tuple[_Charge, ...]:
    kind = quote.price_kind
    return (
        _Charge("price_yen", quote.price_yen, kind == "per_time", kind != "lump"),
        _Charge("travel_yen_per_time", quote.travel_yen_per_time, True, True),
        _Charge("entry_fee_yen", quote.entry_fee_yen, False, False),
        _Charge("other_yen", quote.other_yen, False, False),
    )


def _part(charge: _Charge, price: int, quote: Quote) -> tuple[Part, int]:
    """The part of the sum, and what of it returns each month."""
    times, months = quote.times_per_month or 1, quote.months or 1
    formula, amount = yen_text(price), price
    if price and charge.by_time:
        formula, amount = f"{formula}×{times}回", amount * times
    a_month = amount if charge.by_month else 0
    if price and charge.by_month:
        formula, amount = f"{formula}×{months}か月", amount * months
    return Part(charge.field, formula, amount), a_month


def _missing(quote: Quote) -> tuple[str, ...]:
    """The fields that are not known and would raise the sum."""
    charges = _charges(quote)
    found = {one.field for one in charges if one.price is None}
    if quote.times_per_month is None and any(one.price and one.by_time for one in charges):
        found.add("times_per_month")
    if quote.months is None and any(one.price and one.by_month for one in charges):
        found.add("months")
    return tuple(name for name in Quote.model_fields if name in found)


def total(quote: Quote) -> QuoteCost:
    """The whole sum over the term, then per month and per time, in yen.

    An unknown part counts as nothing; unknown months or times a month count as one, the least they
    can be (DESIGN §6: the whole sum first).
    """
    known = [(one, one.price) for one in _charges(quote) if one.price is not None]
    counted = [_part(one, price, quote) for one, price in known]
    parts = tuple(part for part, _ in counted)
    whole, months = sum(part.amount for part in parts), quote.months
    monthly = per_time = None
    if months is not None:
        monthly = lump_month(whole, months)
        if quote.times_per_month is not None:
            per_time = lump_month(whole, months * quote.times_per_month)
    elif quote.price_kind != "lump":
        monthly = sum(a_month for _, a_month in counted)
    return QuoteCost(whole, months, monthly, per_time, parts, _missing(quote))
