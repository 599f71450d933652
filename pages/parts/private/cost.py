"""A quote of the screen 民間をえらぶ put into 費用の見積もり, where it can be taken back."""

from __future__ import annotations

import streamlit as st

from core import Catalog
from core.provider import LABELS, Quote, is_empty
from core.quote_put import PutIn, QuotePut, put_in, quoted_services, standing, take_back
from core.quote_usage import Entry, unknown_parts, usage_of
from pages.parts.kit import plan_sum, show, store

_PUT, _KIND = "private_put", "private_kind_of_service"


def _standing() -> QuotePut | None:
    """What was put in last, as long as nobody changed it on the cost screen."""
    return standing(st.session_state.get(_PUT), store.part("usages"))


def _keep(found: PutIn) -> None:
    store.put(found.usages, "usages")
    st.session_state[_PUT] = found.put


def _put(label: str, entry: Entry, service: str, catalog: Catalog) -> None:
    here = store.get("usages", service)
    # First what the plan proposes: the cost screen proposes nothing beside what stands there.
    plan_sum.propose_services(catalog)
    found = put_in(store.part("usages"), label, service, entry, here, _standing())
    if found is not None:
        _keep(found)


def _take_back() -> None:
    put = _standing()
    if put is not None and put.can_go_back(store.part("usages")):
        _keep(take_back(put, store.part("usages")))


def _told(put: QuotePut, catalog: Catalog) -> str:
    """What was put in, and what went out for it."""
    name = catalog.service(put.service).name
    told = f"見積もり{put.label}を、「{name}」として入れました。"
    out = put.moved_out
    if out is not None:
        other = catalog.service(out.service).name
        told += (
            f"前に入れた「{other}」は、外しました。"
            if out.under is None
            else f"「{other}」は、その前の中身にもどしました。"
        )
    return told + (f"前に入っていた「{name}」と入れかわりました。" if put.replaced else "")


def _kind(catalog: Catalog) -> str:
    """The choice of the service that a quote goes in as; it holds for the visit."""
    current = st.session_state.get(_KIND)
    known = [service.id for service in quoted_services(catalog)]
    return st.radio(
        "どの支援として入れますか",
        known,
        format_func=lambda service: catalog.service(service).name,
        **store.bound(
            "private_cost_as",
            current if current in known else known[0],
            lambda service: st.session_state.update({_KIND: service}),
        ),
    )


def section(quotes: tuple[Quote, ...], catalog: Catalog) -> None:
    """A button a quote, what was put in, the way back, and the way to the cost screen."""
    written = [pair for pair in zip(LABELS, quotes, strict=False) if not is_empty(pair[1])]
    chosen = quoted_services(catalog)[0].id
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
        told += unknown_parts(quote, catalog)
        if told:
            st.write(told)
    put = _standing()
    if put is not None and put.can_go_back(store.part("usages")):
        show.tell("panel", "費用の見積もりに入れました。", _told(put, catalog))
        st.button(
            "費用に入れる前にもどす" if put.was_empty else "前に入っていた中身にもどす",
            key="private_cost_back",
            on_click=_take_back,
        )
    if written:
        _before_pressing(put, chosen, catalog)
    st.page_link("cost.py", label="費用の見積もりを見る")


def _before_pressing(put: QuotePut | None, chosen: str, catalog: Catalog) -> None:
    """What a button would replace on the cost screen."""
    if put is not None and put.service == chosen:
        return
    name, told = catalog.service(chosen).name, []
    if put is not None:
        other = catalog.service(put.service).name
        told.append(f"押すと、「{other}」に入れた分は外れて、「{name}」に入ります。")
    if chosen in store.part("usages"):
        told.append(
            f"費用の見積もりには、いま「{name}」が入っています。押すと、その中身と入れかわります。"
            "入れかえたあとで、もどせます。"
        )
    if told:
        show.paragraphs(*told)
