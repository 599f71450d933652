"""A quote of the screen 民間をえらぶ put into 費用の見積もり, where it can be taken back."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

import streamlit as st

from core import Catalog
from core.provider import LABELS, Quote, is_empty
from core.quote_usage import Entry, unknown_parts, usage_of
from pages.parts.kit import plan_sum, show, store

"""What a quote can stand for on the cost screen; the first until somebody chose."""
_PUT, _KIND = "private_put", "private_kind_of_service"


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
    plan_sum.propose_services(catalog)
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


def _quoted(catalog: Catalog) -> list[str]:
    """The services that a private quote can go in as."""
    return [service.id for service in catalog.services if service.quoted]


def _kind(catalog: Catalog) -> str:
    """The choice of the service that a quote goes in as; it holds for the visit."""
    current, known = st.session_state.get(_KIND), _quoted(catalog)
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
    chosen = _quoted(catalog)[0]
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
    if put is not None and _can_go_back(put):
        show.tell("panel", "費用の見積もりに入れました。", put.told)
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
