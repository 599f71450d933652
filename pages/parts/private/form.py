"""One quote on the screen 民間をえらぶ: its price, what kind of place, the signs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from core import Catalog, YenRange
from core.provider import (
    LABELS,
    LONG,
    NAME,
    Quote,
    asked,
    is_empty_row,
    sound_quotes,
    total,
)
from pages.parts.kit import show, store
from pages.parts.kit.fields import UNKNOWN, Faults, choice, say, text, writing
from pages.parts.kit.labels import plain_label

_OPEN, _REMOVED = "private_open", "private_removed"
ANSWERS = {"yes": "はい", "no": "いいえ", "unknown": UNKNOWN}
SIGNS = "気になるしるしがないか"


class _Blank(dict[str, Any]):
    """The fields of the first quote while the tab holds none: nothing is stored by looking at them.

    ``keep`` puts what is typed into the case.
    """

    def __init__(self, keep: Callable[[str, Any], None]) -> None:
        super().__init__()
        self._keep = keep

    def __setitem__(self, name: str, value: Any) -> None:
        super().__setitem__(name, value)
        self._keep(name, value)


def _first() -> dict[str, Any]:
    """The first quote in the case, made when it is not there."""
    case = store.case()
    if not case.get("quotes"):
        case["quotes"] = [{}]
    first: dict[str, Any] = case["quotes"][0]
    return first


def _keep_first(name: str, value: Any) -> None:
    _first()[name] = value


def _keep_flag(key: str, value: Any) -> None:
    _first().setdefault("flags", {})[key] = value


def entries() -> list[dict[str, Any]]:
    """The quotes of the tab, in a shape that the fields can show; a blank one to begin with."""
    case = store.case()
    if "quotes" in case:
        case["quotes"] = sound_quotes(case["quotes"])
        if case["quotes"]:
            found: list[dict[str, Any]] = case["quotes"]
            return found
    return [_Blank(_keep_first)]


def title(at: int, entry: dict[str, Any]) -> str:
    """「A」, or 「A　〇〇」 where the family gave a short name."""
    name = str(entry.get("name") or "").strip()
    return f"{LABELS[at]}　{name}" if name else LABELS[at]


def opened(count: int) -> int:
    """Which quote is being written."""
    at = st.session_state.get(_OPEN)
    return at if isinstance(at, int) and 0 <= at < count else 0


def _open(at: int) -> None:
    st.session_state[_OPEN] = at


def _add() -> None:
    case = store.case()
    case["quotes"] = [*(case.get("quotes") or [{}]), {}]
    _open(len(case["quotes"]) - 1)


def _remove(at: int) -> None:
    rows = entries()
    st.session_state[_REMOVED] = (at, rows.pop(at))
    _open(max(0, at - 1))


def _bring_back() -> None:
    at, entry = st.session_state.pop(_REMOVED)
    # The raw row counts: 「やく五千円」 cannot be read, but somebody typed it.
    rows = [one for one in entries() if not is_empty_row(one)]
    at = min(at, len(rows))
    rows.insert(at, entry)
    store.case()["quotes"] = rows
    _open(at)


def chooser(rows: list[dict[str, Any]]) -> int:
    """Which quote to write, and the button for one more. Gives the place of the open one."""
    at = opened(len(rows))
    if len(rows) > 1:
        with st.container(key="ashiba_answers_quotes"):
            st.radio(
                "書く見積もり",
                range(len(rows)),
                format_func=lambda one: plain_label(title(one, rows[one])),
                **store.bound("private_which", at, _open),
            )
    removed = st.session_state.get(_REMOVED)
    if removed and len(rows) < len(LABELS):
        st.button("消した見積もりを戻す", key="private_back", on_click=_bring_back)
    return at


def add_button(rows: list[dict[str, Any]]) -> None:
    """One more quote, up to four."""
    if len(rows) < len(LABELS):
        st.button("見積もりを足す", key="private_add", on_click=_add)
    else:
        st.write("見積もりは4つまで並べられます。")


def remove_button(at: int, rows: list[dict[str, Any]]) -> None:
    """Take the open quote out; it can be brought back."""
    if len(rows) > 1 or rows[at]:
        st.button(f"見積もり{LABELS[at]}を消す", key="private_remove", on_click=_remove, args=(at,))


def write(at: int, entry: dict[str, Any], quote: Quote, faults: Faults, catalog: Catalog) -> None:
    """All fields of one quote."""
    here = str(at)
    st.header(f"見積もり{LABELS[at]}", anchor=False)
    _line("よび名（書かなくてもかまいません）", entry, "name", f"private_name_{at}")
    _price(at, entry, here, faults, catalog)
    _sum(quote, catalog)
    with (
        st.expander("どんな所か（助成・見学・実績・職員など）"),
        st.container(key="ashiba_answers_place"),
    ):
        _place(at, entry, here, faults, catalog)
    with st.expander(SIGNS), st.container(key="ashiba_answers_signs"):
        _signs(at, entry, quote, catalog)


def _price(at: int, entry: dict[str, Any], here: str, faults: Faults, catalog: Catalog) -> None:
    kinds = catalog.provider.kinds
    kind = entry.get("price_kind")
    kind = kind if kind in kinds else "per_time"
    st.radio(
        "料金のきめ方",
        list(kinds),
        format_func=kinds.__getitem__,
        **store.bound(
            f"private_kind_{at}",
            kind,
            _keeper(entry, "price_kind"),
        ),
    )
    labels = catalog.provider.labels
    whole = {"per_time": "1回の料金", "monthly": "1か月の料金", "lump": "まとめて払う額（全部で）"}
    names = {**labels, "price_yen": whole[kind]}
    helps = {
        "price_yen": "見積もりの税込みの額です。「万円」でも書けます。",
        "times_per_month": "泊まる契約なら、空のままで大丈夫です。",
        "entry_fee_yen": "なければ 0",
        "travel_yen_per_time": "なければ 0",
        "other_yen": "なければ 0",
    }
    for name in labels:
        text(names[name], entry, name, f"private_{name}_{at}", helps.get(name, ""))
        say(faults, f"{here}.{name}")
    asks = {one.key: store.said(one.ask) for one in catalog.provider.criteria}
    with st.container(key="ashiba_answers_refund"):
        choice(asks["refund"], ANSWERS, entry, "refund", f"private_refund_{at}")
    _area(asks["cancel"], entry, "cancel", f"private_cancel_{at}")


def _sum(quote: Quote, catalog: Catalog) -> None:
    cost = total(quote)
    if not cost.has_price:
        return
    least = "少なくとも " if cost.at_least else ""
    show.amount(YenRange.of(cost.whole), before=f"全部で {least}")
    if cost.missing:
        names = "・".join(catalog.provider.labels[name] for name in cost.missing)
        st.write(f"まだわからないもの：{names}。わかると、額がふえることがあります。")


def _place(at: int, entry: dict[str, Any], here: str, faults: Faults, catalog: Catalog) -> None:
    for one in catalog.provider.criteria:
        if one.key in ("refund", "cancel"):
            continue  # they stand with the price
        label, key = store.said(one.ask), f"private_{one.key}_{at}"
        if one.kind == "choice":
            choice(label, ANSWERS, entry, one.key, key)
        elif one.kind == "text":
            _area(label, entry, one.key, key)
        elif one.kind == "results":
            text(
                "実績：全体は何人ですか", entry, "results_of", f"private_of_{at}", "数えた人の全部"
            )
            say(faults, f"{here}.results_of")
            text("そのうち何人ですか", entry, "results_with", f"private_with_{at}")
            say(faults, f"{here}.results_with")
            _area("何を数えた人数ですか", entry, "results_what", f"private_what_{at}")


def _signs(at: int, entry: dict[str, Any], quote: Quote, catalog: Catalog) -> None:
    st.write("聞いた話や、書いてあることから答えます。わからないままで大丈夫です。")
    blank = isinstance(entry, _Blank)
    flags = _Blank(_keep_flag) if blank else entry.setdefault("flags", {})
    for key, words in asked(quote, catalog):
        choice(store.said(words), ANSWERS, flags, key, f"private_flag_{key}_{at}")


def _keeper(entry: dict[str, Any], name: str) -> Callable[[str], None]:
    def keep(value: str) -> None:
        entry[name] = value.strip()

    return keep


def _line(label: str, entry: dict[str, Any], name: str, key: str) -> None:
    value = str(entry.get(name) or "")
    writing(label, NAME, key, value, _keeper(entry, name), placeholder="空ならA・B")


def _area(label: str, entry: dict[str, Any], name: str, key: str) -> None:
    value, empty = str(entry.get(name) or ""), "わからないときは空のまま"
    keep = _keeper(entry, name)
    writing(label, LONG, key, value, keep, area=True, placeholder=empty, height=100)
