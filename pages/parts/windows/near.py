"""The windows of a place: choosing it, its centres, and the numbers to write in by hand."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from core import Catalog
from core.catalog import Centre, OfficialList, WindowKind
from core.contacts import CentreChoice, centres_for, designated_cities, prefectures
from core.near import AMBULANCE, CentreShown, centre_shown, centres_once, notes_of
from core.own_windows import others_of_kind, shown_window
from pages.parts.kit import danger, html, local, show, store
from pages.parts.kit.html import NOTHING, joined, tag
from pages.parts.windows import call, row

_NONE, _OUTSIDE = "えらんでいません", "市の外（ほかの市町村）"
# What the number fields of the region are called on the sheets.
_LOCAL: dict[WindowKind, str] = {
    "emergency_advice": "救急の相談（地域の番号）",
    "psychiatric_emergency": "精神科救急（地域の番号）",
}


def choose(catalog: Catalog) -> CentreChoice | None:
    """都道府県, then the designated city where there is one; None while nothing is chosen."""
    prefecture, city = local.place(catalog)
    st.selectbox(
        "住んでいる都道府県",
        [_NONE, *prefectures(catalog)],
        filter_mode=None,
        **store.bound(
            "windows_prefecture",
            prefecture or _NONE,
            lambda name: store.put({} if name == _NONE else {"prefecture": name}, "place"),
        ),
    )
    if prefecture is None:
        return None
    cities = designated_cities(catalog, prefecture)
    if cities:
        outside = _OUTSIDE if store.get("place", "city") == "" else None
        st.radio(
            "住んでいる市",
            [*cities, _OUTSIDE],
            **store.bound(
                "windows_city",
                city or outside,
                lambda name: store.put("" if name == _OUTSIDE else name, "place", "city"),
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
    notes = notes_of(choice, catalog)
    if notes.first_step:
        show.paragraphs(store.said(texts.first_step))
    for centre in centres_once(choice):
        _centre(centre, catalog)
    if choice.mental_health:
        st.header("精神保健福祉センター", anchor=False)
        st.write("こころの相談ができる、県と市の窓口です。")
        for centre in choice.mental_health:
            _centre(centre, catalog)
    show.paragraphs(*map(store.said, notes.rest))


def _centre(centre: Centre, catalog: Catalog) -> None:
    """One centre: its number, or its name, the official list and a box to write the number in."""
    with st.container(border=True, key=f"windows_centre_{catalog.centres.index(centre)}"):
        shown = centre_shown(centre, local.windows(), store.today(), catalog)
        html.write(
            tag(
                '<div class="ashiba-row"><h3>{}</h3>{}{}{}{}</div>',
                centre.name,
                show.CHECK_TAG if centre.needs_check else NOTHING,
                _number(shown),
                joined(map(_link, shown.lists)),
                _source(centre, catalog),
            )
        )
        if not shown.number:
            kind = "こころの窓口" if centre.kind == "mhw_center" else "窓口"
            row.number_field(
                f"番号を書きこむ（{centre.place}の{kind}）", "window", centre.name, catalog
            )


def _number(shown: CentreShown) -> Markup:
    """The number of a centre, or that there is none, and what is said of it."""
    if shown.whose == "centre":
        before = html.lines("かける前に確かめてください。", shown.centre.hours, shown.note)
        return row.call(shown.number) + before
    if shown.whose == "own" and shown.written is not None:
        by_hand = f"自分で書きこんだ番号です。{row.checked(shown.written.checked_on)}"
        return row.call(shown.own) + html.lines(by_hand, shown.note)
    missing = "番号は、ここには出していません。" if shown.says_missing else ""
    return html.lines(missing, shown.note)


def _source(centre: Centre, catalog: Catalog) -> Markup:
    """出典 with its date and grade, and the day on which it was looked up."""
    words, looked_up = catalog.sheets.windows, row.looked_up(centre.checked_on)
    if not centre.grade:
        return tag('<div class="ashiba-source">出典はありません。{}。</div>', looked_up)
    told = words.source.format(
        source=centre.source,
        date=centre.source_date or words.undated,
        grade=words.grades[centre.grade],
    )
    return tag('<div class="ashiba-source">{}・{}</div>', told, looked_up)


def _link(one: OfficialList) -> Markup:
    """An official list to press. Nothing of it is fetched before."""
    return tag(
        '<p>公式の一覧：<a class="ashiba-out" href="{}" target="_blank"'
        ' rel="noopener noreferrer">{}</a></p>',
        one.url,
        one.name,
    )


def ways(catalog: Catalog) -> None:
    """Three ways to find a centre, asking the group, and the official lists with address."""
    with st.expander("窓口の探し方と、公式の一覧"):
        told = joined(
            tag("<li><strong>{}</strong><br>{}</li>", store.said(way.title), store.said(way.text))
            for way in catalog.windows.ways
        )
        html.write(tag("<ol>{}</ol>", told))
        for one in catalog.windows.lists:
            html.write(
                tag(
                    '<div class="ashiba-row">{}<p>{}</p><p>{}</p>'
                    '<div class="ashiba-source">出典: {}（確認日 {}）</div></div>',
                    _link(one),
                    one.what,
                    one.url,
                    one.source,
                    one.checked_on,
                )
            )
        st.write("一覧は、押したときだけ新しい画面で開きます。")


def emergency(choice: CentreChoice | None, catalog: Catalog) -> None:
    """#7119 and 精神科救急: the country's row, the prefecture's, the group's, a field for each."""
    st.header("救急の前に聞く・精神科救急", anchor=False)
    st.write("夜や休みの日の番号は、地域で違います。役所や保健所で聞いて、書いておけます。")
    rows = joined(danger.contact_row(one) for one in catalog.hotlines if one.id == AMBULANCE)
    html.write(tag('<ul class="ashiba-phones">{}</ul>', rows))
    _region("emergency_advice", "#7119のない地域の、救急の相談", catalog)
    st.subheader(catalog.windows.kinds.psychiatric_emergency, anchor=False)
    st.write(f"{catalog.sheets.windows.psychiatric_what}の番号です。")
    call.emergency(choice, catalog)
    _region("psychiatric_emergency", "精神科救急", catalog)


def _region(kind: WindowKind, label: str, catalog: Catalog) -> None:
    windows, name = local.windows(), _LOCAL[kind]
    shown = shown_window(windows, kind, name, store.today())  # its number stands in the field
    for window in others_of_kind(windows, kind, shown):
        html.write(row.own(window, catalog))
    row.number_field(f"番号を書きこむ（{label}）", kind, name, catalog)
