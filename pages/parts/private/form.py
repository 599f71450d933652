"""One quote on the screen 民間をえらぶ: its price, what kind of place, the signs."""

from __future__ import annotations

from functools import partial

import streamlit as st

from core import Catalog, YenRange
from core.provider import LABELS, LONG, NAME, PriceKind, Quote, QuoteRow, asked, total
from core.quote_rows import (
    Rows,
    brought_back,
    has_room,
    kind_of,
    may_go,
    mended,
    one_more,
    rows_of,
    title,
    without,
)
from pages.parts.kit import show, store
from pages.parts.kit.fields import UNKNOWN, Faults, choice, text, weekly, writing
from pages.parts.kit.labels import plain_label

_OPEN, _REMOVED = "private_open", "private_removed"
SIGNS = "気になるしるしがないか"
_PRICE: dict[PriceKind, str] = {
    "per_time": "1回の料金",
    "monthly": "1か月の料金",
    "lump": "まとめて払う額（全部で）",
}
_HELPS = {
    "price_yen": "見積もりの税込みの額です。「万円」でも書けます。",
    "times_per_month": "泊まる契約なら、空のままで大丈夫です。",
    "entry_fee_yen": "なければ 0",
    "travel_yen_per_time": "なければ 0",
    "other_yen": "なければ 0",
}


def entries() -> Rows:
    """The quotes of the tab, in a shape that the fields can show; a blank one to begin with."""
    sound = mended(store.get("quotes"))
    if sound is not None:
        store.put(sound, "quotes")
    return rows_of(store.get("quotes"))


def _opened(count: int) -> int:
    """Which quote is being written."""
    at: int = st.session_state.get(_OPEN, 0)
    return at if 0 <= at < count else 0


def _open(at: int) -> None:
    st.session_state[_OPEN] = at


def _add() -> None:
    rows = one_more(entries())
    store.put(rows, "quotes")
    _open(len(rows) - 1)


def _remove(at: int) -> None:
    rows = entries()
    st.session_state[_REMOVED] = (at, rows[at])
    store.put(without(rows, at), "quotes")
    _open(max(0, at - 1))


def _bring_back() -> None:
    rows, at = brought_back(entries(), *st.session_state.pop(_REMOVED))
    store.put(rows, "quotes")
    _open(at)


def chooser(rows: Rows) -> int:
    """Which quote to write, and the button for one more. Gives the place of the open one."""
    at = _opened(len(rows))
    if len(rows) > 1:
        with st.container(key="ashiba_answers_quotes"):
            st.radio(
                "書く見積もり",
                range(len(rows)),
                format_func=lambda one: plain_label(title(one, rows[one])),
                **store.bound("private_which", at, _open),
            )
    if st.session_state.get(_REMOVED) and has_room(rows):
        st.button("消した見積もりを戻す", key="private_back", on_click=_bring_back)
    return at


def add_button(rows: Rows) -> None:
    """One more quote, up to four."""
    if has_room(rows):
        st.button("見積もりを足す", key="private_add", on_click=_add)
    else:
        st.write("見積もりは4つまで並べられます。")


def remove_button(at: int, rows: Rows) -> None:
    """Take the open quote out; it can be brought back."""
    if may_go(rows, at):
        st.button(f"見積もり{LABELS[at]}を消す", key="private_remove", on_click=_remove, args=(at,))


def write(at: int, row: QuoteRow, quote: Quote, faults: Faults, catalog: Catalog) -> None:
    """All fields of one quote."""
    st.header(f"見積もり{LABELS[at]}", anchor=False)
    _line("よび名（書かなくてもかまいません）", at, "name", f"private_name_{at}")
    _price(at, kind_of(row), faults, catalog)
    _sum(quote, catalog)
    with (
        st.expander("どんな所か（助成・見学・実績・職員など）"),
        st.container(key="ashiba_answers_place"),
    ):
        _place(at, faults, catalog)
    with st.expander(SIGNS), st.container(key="ashiba_answers_signs"):
        _signs(at, quote, catalog)


def _price(at: int, kind: PriceKind, faults: Faults, catalog: Catalog) -> None:
    kinds = catalog.provider.kinds
    st.radio(
        "料金のきめ方",
        list(kinds),
        format_func=kinds.__getitem__,
        **store.bound(
            f"private_kind_{at}",
            kind,
            lambda value: store.put(value, "quotes", at, "price_kind"),
        ),
    )
    names = {**catalog.provider.labels, "price_yen": _PRICE[kind]}
    for name in catalog.provider.labels:
        way = ("quotes", at, name)
        text(
            names[name],
            way,
            f"private_{name}_{at}",
            _HELPS.get(name, ""),
            wrong=faults.get(f"{at}.{name}", ""),
            numeric="_yen" in name,
        )
        if name == "times_per_month":
            weekly(way)
    asks = {one.key: store.said(one.ask) for one in catalog.provider.criteria}
    with st.container(key="ashiba_answers_refund"):
        choice(asks["refund"], _answers(catalog), ("quotes", at, "refund"), f"private_refund_{at}")
    _area(asks["cancel"], at, "cancel", f"private_cancel_{at}")


def _answers(catalog: Catalog) -> dict[str, str]:
    """はい and いいえ as on paper; what is open there is not known here."""
    return {**catalog.provider.answers, "unknown": UNKNOWN}


def _sum(quote: Quote, catalog: Catalog) -> None:
    cost = total(quote)
    if not cost.has_price:
        return
    least = "少なくとも " if cost.at_least else ""
    show.amount(YenRange.of(cost.whole), before=f"全部で {least}")
    if cost.missing:
        names = "・".join(catalog.provider.labels[name] for name in cost.missing)
        st.write(f"まだわからないもの：{names}。わかると、額がふえることがあります。")


def _place(at: int, faults: Faults, catalog: Catalog) -> None:
    answers = _answers(catalog)
    for one in catalog.provider.criteria:
        if one.key in ("refund", "cancel"):
            continue  # they stand with the price
        label, key = store.said(one.ask), f"private_{one.key}_{at}"
        if one.kind == "choice":
            choice(label, answers, ("quotes", at, one.key), key)
        elif one.kind == "text":
            _area(label, at, one.key, key)
        elif one.kind == "results":
            _results(at, faults)


def _results(at: int, faults: Faults) -> None:
    of, mine = ("quotes", at, "results_of"), ("quotes", at, "results_with")
    wrong_of, wrong_mine = (faults.get(f"{at}.{way[2]}", "") for way in (of, mine))
    text("実績：全体は何人ですか", of, f"private_of_{at}", "数えた人の全部", wrong=wrong_of)
    text("そのうち何人ですか", mine, f"private_with_{at}", wrong=wrong_mine)
    _area("何を数えた人数ですか", at, "results_what", f"private_what_{at}")


def _signs(at: int, quote: Quote, catalog: Catalog) -> None:
    st.write("聞いた話や、書いてあることから答えます。わからないままで大丈夫です。")
    answers = _answers(catalog)
    for key, words in asked(quote, catalog):
        way = ("quotes", at, "flags", key)
        choice(store.said(words), answers, way, f"private_flag_{key}_{at}")


def _written(at: int, name: str) -> str:
    return str(store.get("quotes", at, name) or "")


def _keep(at: int, name: str, value: str) -> None:
    store.put(value.strip(), "quotes", at, name)


def _line(label: str, at: int, name: str, key: str) -> None:
    keep = partial(_keep, at, name)
    writing(label, NAME, key, _written(at, name), keep, placeholder="空ならA・B")


def _area(label: str, at: int, name: str, key: str) -> None:
    keep, empty = partial(_keep, at, name), "わからないときは空のまま"
    writing(label, LONG, key, _written(at, name), keep, area=True, placeholder=empty, height=100)
