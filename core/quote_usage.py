"""A quote of a private provider as a service of the cost estimate, to the yen."""

from __future__ import annotations

from typing import Literal, TypedDict

from core import said
from core.catalog import Catalog, Service
from core.money import MAX_YEN
from core.provider import Quote, total

MOST_TIMES = 31
"""As often a month as the cost estimate asks for."""


class Contract(TypedDict):
    """The fields of ``core.cost.request.Lump``."""

    total_yen: int
    months: int
    entry_yen: int
    paid_monthly: bool


class Entry(TypedDict, total=False):
    """A service as it is filled in: fields of ``core.cost.request.Usage``, and how it is paid."""

    times: int
    mode: Literal["lump", "range"]
    lump: Contract
    price_low_yen: int
    price_high_yen: int
    extras_yen_per_time: int
    entry_yen: int


def usage_of(quote: Quote, service: Service) -> tuple[Entry | None, str]:
    """The quote as the cost screen holds ``service``, and what is to be said with it.

    None where the quote lacks something: the words then say what. With the months known it is a
    contract that holds every yen: the whole sum of the cost screen is that of the quote. Without
    them it is a price per time or month, and what is paid once stands beside it. The month comes
    to the yen to what the quote asks. A service by the month takes all travel of it together.
    """
    price, times, months = quote.price_yen, quote.times_per_month, quote.months
    if price is None:
        return None, "料金を入れると、費用に入れられます。"
    by_month = service.unit == "月"
    if times is not None and times > MOST_TIMES and not by_month:
        return None, f"費用に入れられるのは、1か月{MOST_TIMES}回までです。"
    if quote.price_kind == "per_time" and times is None:
        return None, "1か月の回数を入れると、費用に入れられます。"
    if quote.price_kind == "lump" and months is None:
        return None, "契約の月数を入れると、費用に入れられます。"
    if months is None:
        entry, told = _month_of(quote, price, by_month)
    else:
        entry, told = _contract_of(quote, price, months, by_month)
    amounts = [*entry.values(), *entry.get("lump", {}).values()]
    if any(type(amount) is int and amount > MAX_YEN for amount in amounts):
        return None, "金額のけた数を確かめると、費用に入れられます。"
    return entry, told


def _travel(quote: Quote, together: bool) -> tuple[Entry, str]:
    """The travel of a time, or (``together``) of the whole month, and what is to be said of it."""
    travel, times = quote.travel_yen_per_time, quote.times_per_month
    if not travel:
        return {}, ""
    if times is None:
        told = "回数がわからないので、交通費は1か月に1回分です。"
        return {"extras_yen_per_time": travel}, told
    if not together:
        return {"extras_yen_per_time": travel}, ""
    told = f"交通費は、{times}回分をまとめて入れます。" if times > 1 else ""
    return {"extras_yen_per_time": travel * times}, told


def _contract_of(quote: Quote, price: int, months: int, by_month: bool) -> tuple[Entry, str]:
    """A quote with its months: the whole sum, and the money that is paid once."""
    times, kind = quote.times_per_month or 1, quote.price_kind
    entry_fee, other = quote.entry_fee_yen or 0, quote.other_yen or 0
    travel, told = _travel(quote, together=by_month)
    if quote.times_per_month is None and not by_month:
        told = "回数がわからないので、1か月に1回として入れます。"
    if kind == "lump":
        whole, at_start = price + other, entry_fee
    else:
        each_month = price * times if kind == "per_time" else price
        whole, at_start = each_month * months, entry_fee + other
        once = "はじめのお金と、そのほかのお金は、はじめの月に1回だけ数えます。"
        told = f"{months}か月の契約として入れます。{once if entry_fee + other else ''}{told}"
    lump = Contract(total_yen=whole, months=months, entry_yen=at_start, paid_monthly=kind != "lump")
    return {"times": 1 if by_month else times, "mode": "lump", "lump": lump, **travel}, told


def _month_of(quote: Quote, price: int, by_month: bool) -> tuple[Entry, str]:
    """A quote whose months are not known, as a price per time: one month as it returns."""
    times, told = quote.times_per_month, ""
    together = by_month
    if quote.price_kind == "per_time":
        assert times is not None
        if by_month:
            price, times = price * times, 1
    elif times is not None and price % times == 0 and not by_month:
        price //= times
        told = "1か月の料金を、1回あたりに直して入れます。"
    else:
        together, times = True, 1
        if not by_month:
            told = f"1か月分を、1回{said.yen(price)}として入れます。"
    travel, of_travel = _travel(quote, together)
    told += of_travel
    once, of_once = _paid_once(quote, by_month)
    entry = Entry(times=times, mode="range", price_low_yen=price, price_high_yen=price)
    return {**entry, **once, **travel}, told + of_once


def _paid_once(quote: Quote, by_month: bool) -> tuple[Entry, str]:
    """What a quote without its months asks once, and what is to be said of it."""
    known = [one for one in (quote.entry_fee_yen, quote.other_yen) if one is not None]
    told = "はじめのお金と、そのほかのお金は、はじめの月に1回だけ数えます。" if sum(known) else ""
    if sum(known) or quote.entry_fee_yen is not None:
        return {"entry_yen": sum(known)}, told
    return {}, "入るときの費用は、よくある額で数えます。" if by_month else ""


def unknown_parts(quote: Quote, catalog: Catalog) -> str:
    """What the quote does not say of its money: the estimate is then the least it can be."""
    names = ("entry_fee_yen", "travel_yen_per_time", "other_yen")
    missing = total(quote).missing
    unknown = [catalog.provider.labels[name] for name in names if name in missing]
    return f"まだわからないので、入らないもの：{'・'.join(unknown)}。" if unknown else ""


__all__ = ["MOST_TIMES", "Contract", "Entry", "unknown_parts", "usage_of"]
