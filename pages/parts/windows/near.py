"""The windows of a place: choosing it, its centres, and the numbers to write in by hand."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from core import Catalog
from core.catalog import Centre, OfficialList, WindowKind
from core.contacts import CentreChoice, centres_for, designated_cities, number_of, prefectures
from pages.parts.kit import danger, local, show, store
from pages.parts.windows import call, row

_NONE, _OUTSIDE = "えらんでいません", "市の外（ほかの市町村）"
_LIST_OF = {"hikikomori_center": "voice_station", "mhw_center": "mental_health"}
# What the number fields of the region are called on the sheets.
_LOCAL: dict[WindowKind, str] = {
    "emergency_advice": "救急の相談（地域の番号）",
    "psychiatric_emergency": "精神科救急（地域の番号）",
}


def choose(catalog: Catalog) -> CentreChoice | None:
    """都道府県, then the designated city where there is one; None while nothing is chosen."""
    raw = store.part("place")
    prefecture, city = local.place(catalog)
    st.selectbox(
        "住んでいる都道府県",
        [_NONE, *prefectures(catalog)],
        filter_mode=None,
        **store.bound(
            "windows_prefecture",
            prefecture or _NONE,
            lambda name: store.case().update(place={} if name == _NONE else {"prefecture": name}),
        ),
    )
    if prefecture is None:
        return None
    cities = designated_cities(catalog, prefecture)
    if cities:
        outside = _OUTSIDE if raw.get("city") == "" else None
        st.radio(
            "住んでいる市",
            [*cities, _OUTSIDE],
            **store.bound(
                "windows_city",
                city or outside,
                lambda name: raw.update(city="" if name == _OUTSIDE else name),
            ),
        )
    return centres_for(catalog, prefecture, city, store.today())


def centres(choice: CentreChoice | None, catalog: Catalog) -> None:
    """The centres of the place by grade, what is missing, and where to begin without a number."""
    texts = catalog.windows.texts
    if choice is None:
        show.paragraphs(store.said(texts.municipal_first), store.said(texts.first_step))
        return
    st.header(f"{choice.designated_city or choice.prefecture}の窓口", anchor=False)
    if texts.first_step in choice.notes:
        show.paragraphs(store.said(texts.first_step))
    told: set[str] = set()
    for centre in choice.centres:
        # What the prefecture and the city run together has a row for each (広島).
        if centre.name not in told:
            _centre(centre, catalog)
        told.add(centre.name)
    if choice.mental_health:
        st.header("精神保健福祉センター", anchor=False)
        st.write("こころの相談ができる、県と市の窓口です。")
        for centre in choice.mental_health:
            _centre(centre, catalog)
    rest = [store.said(note) for note in choice.notes if note != texts.first_step]
    show.paragraphs(*rest)


def _centre(centre: Centre, catalog: Catalog) -> None:
    """One centre: its number, or its name, the official list and a box to write the number in."""
    today = store.today()
    number = number_of(centre, today)
    with st.container(border=True, key=f"windows_centre_{catalog.centres.index(centre)}"):
        written = row.shown_window("window", centre.name)
        own = "" if written is None else number_of(written, today)
        lines = [f"<h3>{escape(centre.name)}</h3>"]
        if centre.needs_check:
            lines.append(show.CHECK_TAG)
        if number:
            lines += [
                row.call(number),
                "<p>かける前に確かめてください。</p>",
                show.line(centre.hours),
                show.line(centre.note),
            ]
        elif own and written is not None:
            lines += [
                row.call(own),
                f"<p>自分で書きこんだ番号です。{row.checked(written.checked_on)}</p>",
                # A note beside a number of the data speaks of that number.
                show.line(centre.note if centre.status == "name_only" else ""),
            ]
        else:
            # The note of a contradiction says by itself that there is no number.
            if centre.status != "conflict":
                lines.append("<p>番号は、ここには出していません。</p>")
            lines.append(show.line(centre.note))
        if not number:
            lines += [
                _link(one) for one in catalog.windows.lists if one.id == _LIST_OF[centre.kind]
            ]
        lines.append(_source(centre, today, catalog))
        st.html(f'<div class="ashiba-row">{"".join(lines)}</div>')
        if not number:
            kind = "こころの窓口" if centre.kind == "mhw_center" else "窓口"
            row.number_field(
                f"番号を書きこむ（{centre.place}の{kind}）", "window", centre.name, catalog
            )


def _source(centre: Centre, today: date, catalog: Catalog) -> str:
    """出典 with its date and grade, and the day on which it was looked up."""
    words, looked_up = catalog.sheets.windows, row.looked_up(centre.checked_on)
    if not centre.grade:
        return f'<div class="ashiba-source">出典はありません。{looked_up}。</div>'
    told = words.source.format(
        source=centre.source,
        date=centre.source_date or words.undated,
        grade=words.grades[centre.grade],
    )
    return f'<div class="ashiba-source">{escape(told)}・{looked_up}</div>'


def _link(one: OfficialList) -> str:
    """An official list to press. Nothing of it is fetched before."""
    return (
        f'<p>公式の一覧：<a class="ashiba-out" href="{escape(one.url)}" target="_blank"'
        f' rel="noopener noreferrer">'
        f"{escape(one.name)}</a></p>"
    )


def ways(catalog: Catalog) -> None:
    """Three ways to find a centre, asking the group, and the official lists with address."""
    with st.expander("窓口の探し方と、公式の一覧"):
        told = "".join(
            f"<li><strong>{escape(store.said(way.title))}</strong><br>"
            f"{escape(store.said(way.text))}</li>"
            for way in catalog.windows.ways
        )
        st.html(f"<ol>{told}</ol>")
        for one in catalog.windows.lists:
            st.html(
                f'<div class="ashiba-row">{_link(one)}<p>{escape(one.what)}</p>'
                f"<p>{escape(one.url)}</p>"
                f'<div class="ashiba-source">出典: {escape(one.source)}'
                f"（確認日 {one.checked_on}）</div></div>"
            )
        st.write("一覧は、押したときだけ新しい画面で開きます。")


def emergency(choice: CentreChoice | None, catalog: Catalog) -> None:
    """#7119 and 精神科救急: the country's row, the prefecture's, the group's, a field for each."""
    st.header("救急の前に聞く・精神科救急", anchor=False)
    st.write("夜や休みの日の番号は、地域で違います。役所や保健所で聞いて、書いておけます。")
    rows = [danger.contact_row(one) for one in catalog.hotlines if one.id == row.AMBULANCE]
    st.html(f'<ul class="ashiba-phones">{"".join(rows)}</ul>')
    _region("emergency_advice", "#7119のない地域の、救急の相談", catalog)
    st.subheader(catalog.windows.kinds.psychiatric_emergency, anchor=False)
    st.write(f"{catalog.sheets.windows.psychiatric_what}の番号です。")
    call.emergency(choice, catalog)
    _region("psychiatric_emergency", "精神科救急", catalog)


def _region(kind: WindowKind, label: str, catalog: Catalog) -> None:
    shown = row.shown_window(kind, _LOCAL[kind])  # its number stands in the field
    for window in local.windows():
        if window.kind == kind and window != shown:
            st.html(row.own(window, catalog))
    row.number_field(f"番号を書きこむ（{label}）", kind, _LOCAL[kind], catalog)
