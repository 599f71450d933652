"""A quote of the screen 民間をえらぶ put into 費用の見積もり, where it can be taken back."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core import Catalog
from core.catalog import Service
from core.money import MAX_YEN
from core.provider import LABELS, Quote, is_empty, total
from pages.parts import cost_form, show, store
from pages.parts.windows_row import tell

SERVICES = ("private_visit", "private_counselling", "private_residential")
"""What a quote can stand for on the cost screen; the first until somebody chose."""
MOST_TIMES = 31
"""As often a month as the field of the cost screen goes."""
_PUT, _KIND = "private_put", "private_kind_of_service"
Entry = dict[str, Any]
"""A service as the cost screen holds it."""


@dataclass(frozen=True)
class _Put:
    """A quote that was put in as ``service``.

    ``before`` and ``after``: what each service held that this changed (None: nothing). ``under``:
    what stood in its place before any quote was put there from here. ``earlier``: the quote that
    stood in before this one.
    """

    service: str
    before: dict[str, Entry | None]
    after: dict[str, Entry | None]
    under: Entry | None
    told: str
    earlier: _Put | None


def usage_of(quote: Quote, service: Service) -> tuple[Entry | None, str]:
    """The quote as the cost screen holds ``service``, and what is to be said with it.

    None where the quote lacks something: the words then say what. With the months known it is a
    contract that holds every yen: the whole sum of the cost screen is that of the quote. Without
    them a price per time or month leaves out what is paid once, and that is said. The month comes
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
        lump = {"total_yen": price + other, "months": months, "entry_yen": entry_fee}
    else:
        each_month = price * times if kind == "per_time" else price
        lump = {"total_yen": each_month * months, "months": months, "entry_yen": entry_fee + other}
        once = "はじめのお金と、そのほかのお金は、はじめの月に1回だけ数えます。"
        told = f"{months}か月の契約として入れます。{once if entry_fee + other else ''}{told}"
    contract = {**lump, "paid_monthly": kind != "lump"}
    return {"times": 1 if by_month else times, "mode": "lump", "lump": contract, **travel}, told


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
            told = f"1か月分を、1回{price:,}円として入れます。"
    travel, of_travel = _travel(quote, together)
    told += of_travel
    if (quote.entry_fee_yen or 0) + (quote.other_yen or 0):
        told += "はじめのお金と、そのほかのお金は、費用の見積もりに入りません。"
    if by_month:
        told += "入るときの費用は、よくある額で数えます。"
    entry = {"times": times, "mode": "range", "price_low_yen": price, "price_high_yen": price}
    return {**entry, **travel}, told


def _unknown_parts(quote: Quote, catalog: Catalog) -> str:
    """What the quote does not say of its money: the estimate is then the least it can be."""
    names = ("entry_fee_yen", "travel_yen_per_time", "other_yen")
    missing = total(quote).missing
    unknown = [catalog.provider.labels[name] for name in names if name in missing]
    return f"まだわからないので、入らないもの：{'・'.join(unknown)}。" if unknown else ""


def _standing() -> _Put | None:
    """What was put in last, as long as nobody changed it on the cost screen."""
    put = st.session_state.get(_PUT)
    if isinstance(put, _Put) and _now(put.service) == put.after[put.service]:
        return put
    return None


def _now(service: str) -> Entry | None:
    found: Entry | None = store.part("usages").get(service)
    return found


def _can_go_back(put: _Put) -> bool:
    """False where something was changed since: going back would undo that too."""
    return all(_now(service) == entry for service, entry in put.after.items())


def _set(service: str, entry: Entry | None) -> None:
    if entry is None:
        store.part("usages").pop(service, None)
    else:
        store.part("usages")[service] = deepcopy(entry)


def _put(label: str, entry: Entry, service: str, catalog: Catalog) -> None:
    """Put a quote in. One stands there at a time: that of another kind goes out."""
    # First what the plan proposes: the cost screen proposes nothing beside what stands there.
    here = deepcopy(_now(service))
    cost_form.propose_services(catalog)
    last, name = _standing(), catalog.service(service).name
    before, after, under = {service: here}, {service: deepcopy(entry)}, here
    told = f"見積もり{label}を、「{name}」として入れました。"
    if last is not None and last.service != service:
        before[last.service], after[last.service] = last.after[last.service], last.under
        _set(last.service, last.under)
        other = catalog.service(last.service).name
        told += (
            f"前に入れた「{other}」は、外しました。"
            if last.under is None
            else f"「{other}」は、その前の中身にもどしました。"
        )
    elif last is not None:
        under = last.under
        if here == entry:
            return  # the same again: what there is to take back stays
    _set(service, entry)
    if here is not None and here != entry:
        told += f"前に入っていた「{name}」と入れかわりました。"
    st.session_state[_PUT] = _Put(service, before, after, under, told, last)


def _take_back() -> None:
    put = _standing()
    if put is None or not _can_go_back(put):
        return
    for service, entry in put.before.items():
        _set(service, entry)
    if put.earlier is None:
        del st.session_state[_PUT]
    else:
        st.session_state[_PUT] = put.earlier


def _kind(catalog: Catalog) -> str:
    """The choice of the service that a quote goes in as; it holds for the visit."""
    current = st.session_state.get(_KIND)
    return st.radio(
        "どの支援として入れますか",
        SERVICES,
        format_func=lambda service: catalog.service(service).name,
        **store.bound(
            "private_cost_as",
            current if current in SERVICES else SERVICES[0],
            lambda service: st.session_state.update({_KIND: service}),
        ),
    )


def section(quotes: tuple[Quote, ...], catalog: Catalog) -> None:
    """A button a quote, what was put in, the way back, and the way to the cost screen."""
    written = [pair for pair in zip(LABELS, quotes, strict=False) if not is_empty(pair[1])]
    chosen = SERVICES[0]
    if written:
        st.header("費用の見積もりに入れる", anchor=False)
        st.write(
            "ここに書いた見積もりは、ボタンを押すと「費用の見積もり」に入ります。入るのは1つです。"
        )
        chosen = _kind(catalog)
    for label, quote in written:
        entry, told = usage_of(quote, catalog.service(chosen))
        if entry is None:
            st.write(f"見積もり{label}：{told}")
            continue
        st.button(
            f"見積もり{label}を費用に入れる",
            key=f"private_cost_{label}",
            on_click=_put,
            args=(label, entry, chosen, catalog),
        )
        told += _unknown_parts(quote, catalog)
        if told:
            st.write(told)
    put = _standing()
    if put is not None and _can_go_back(put):
        tell("panel", "費用の見積もりに入れました。", put.told)
        st.button(
            "費用に入れる前にもどす"
            if put.before[put.service] is None
            else "前に入っていた中身にもどす",
            key="private_cost_back",
            on_click=_take_back,
        )
    if written:
        _before_pressing(put, chosen, catalog)
    st.page_link("cost.py", label="費用の見積もりを見る")


def _before_pressing(put: _Put | None, chosen: str, catalog: Catalog) -> None:
    """What a button would replace on the cost screen."""
    if put is not None and put.service == chosen:
        return
    name, told = catalog.service(chosen).name, []
    if put is not None:
        other = catalog.service(put.service).name
        told.append(f"押すと、「{other}」に入れた分は外れて、「{name}」に入ります。")
    if _now(chosen) is not None:
        told.append(
            f"費用の見積もりには、いま「{name}」が入っています。押すと、その中身と入れかわります。"
            "入れかえたあとで、もどせます。"
        )
    if told:
        show.paragraphs(*told)
