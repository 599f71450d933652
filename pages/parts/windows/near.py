"""The windows of a place: choosing it, what can be called today, what has no number yet."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup

from core import Catalog
from core.catalog import Centre, Hotline, OfficialList, WindowKind
from core.contacts import (
    CentreChoice,
    centres_for,
    designated_cities,
    dial_number,
    prefecture_readings,
)
from core.near import AMBULANCE, CentreShown, Today, notes_of, number_from, today_of
from core.own_windows import others_of_kind, shown_window
from pages.parts.kit import danger, html, local, show, store
from pages.parts.kit.html import NOTHING, joined, tag
from pages.parts.windows import call, row

_NONE, _OUTSIDE = "えらんでいません", "市の外（ほかの市町村）"
_LISTENS = "any_trouble"
"""The use of the line that listens at any hour, for any trouble."""


def choose(catalog: Catalog) -> CentreChoice | None:
    """都道府県, then the designated city where there is one; None while nothing is chosen."""
    prefecture, city = local.place(catalog)
    names = {_NONE: _NONE} | {
        name: f"{name}（{reading}）" for name, reading in prefecture_readings(catalog).items()
    }
    st.selectbox(
        "都道府県（かなでも探せます）",
        list(names),
        format_func=lambda name: names.get(name, name),
        filter_mode="contains",
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


# -- what works today ---------------------------------------------------------------------------


def today(choice: CentreChoice | None, catalog: Catalog) -> Today:
    """First what can be called: numbers of the place; where there is none, who can be asked."""
    if choice is None:
        st.header("今日、きける所", anchor=False)
        _everywhere("", catalog)
        return Today((), (), (), gap=True)
    found = today_of(choice, local.windows(), store.today(), catalog)
    place = choice.designated_city or choice.prefecture
    st.header(f"{place}の窓口", anchor=False)
    if found.gap:
        told = "ひきこもりの窓口の番号は、まだ確かめられていません。"
        html.write(tag('<p class="win-gap">{}</p>', told))
    for one in found.numbers:
        _centre(one, catalog)
    if found.numbers:
        with st.expander("ほかに、今日きける所", key="open_win_today"):
            _everywhere(choice.designated_city or "", catalog)
    else:
        _everywhere(choice.designated_city or "", catalog)
    if found.parts:
        html.write(tag("<h3>町や地域の窓口</h3>"))
    for one in found.parts:
        _centre(one, catalog)
    return found


def _everywhere(city: str, catalog: Catalog) -> None:
    """The town office with a sentence, お金と住まい, the families, the official list, one number."""
    (listens,) = catalog.hotlines_for(_LISTENS)
    (official,) = (one for one in catalog.windows.lists if one.id == "voice_station")
    families = catalog.windows.families
    meet = NOTHING  # the association of families is no place for the person
    if store.answerer() != "person":
        meet = _item(families.name, families.what, _out(families, "家族会を探す"))
    html.write(
        tag(
            '<ul class="win-today">{}{}{}{}{}</ul>',
            _item(
                f"{city or '市区町村'}の役所の代表電話",
                _say("ひきこもりの相談の担当へ、つないでください"),
                _small("番号は、広報や役所のサイトにあります。"),
            ),
            _item("全国の窓口の一覧", "", _out(official, official.name)),
            _item(
                f"{city or 'お住まいの町'}の自立相談支援機関",
                "お金・住まい・仕事の困りごとも聞く所です。",
                _say("自立相談支援機関へ、つないでください"),
            ),
            meet,
            _listening(listens),
        )
    )


def _item(title: str, what: str, *more: Markup) -> Markup:
    """One who can be asked today."""
    return tag("<li><b>{}</b>{}{}</li>", title, html.lines(what), joined(more))


def _say(words: str) -> Markup:
    return tag('<p class="quote">「{}」</p>', words)


def _small(words: str) -> Markup:
    return tag('<p class="ashiba-source">{}</p>', words)


def _out(one: OfficialList, words: str) -> Markup:
    """An address to press, of 48 px; nothing of it is fetched before."""
    return tag(
        '<a class="ashiba-out" href="{}" target="_blank" rel="noopener noreferrer">{}</a>',
        one.url,
        words,
    )


def _listening(line: Hotline) -> Markup:
    number = dial_number(line) or ""
    told = f"{line.name}・{line.hours}・{line.cost}"
    return _item("いま、だれかに話したいとき", told, row.call(number))


# -- the centres --------------------------------------------------------------------------------


def rest(found: Today, choice: CentreChoice | None, catalog: Catalog) -> None:
    """The windows whose name alone is known, each with a field for its number, and what is missing."""
    if choice is None:
        return
    texts = catalog.windows.texts
    notes = [one for one in notes_of(choice, catalog).rest if one != texts.municipal_first]
    with st.expander("番号のわからない窓口", key="win_fold_rest"):
        for one in found.others:
            _centre(one, catalog)
        show.paragraphs(*map(store.said, (texts.municipal_first, *notes)))


def _centre(shown: CentreShown, catalog: Catalog) -> None:
    """One centre: its number, or its name, the official list and a box to write the number in."""
    centre = shown.centre
    with st.container(key=f"windows_centre_{catalog.centres.index(centre)}"):
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
    centre = shown.centre
    if shown.whose == "centre":
        area = f"{centre.area}の人の窓口です。" if centre.area else ""
        told = f"{number_from(centre)}かける前に確かめてください。"
        return row.call(shown.number) + html.lines(centre.hours, area, shown.note, told)
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
    return tag("<p>公式の一覧：{}</p>", _out(one, one.name))


def ways(catalog: Catalog) -> None:
    """Three ways to find a centre, asking the group, and the official lists with address."""
    told = joined(
        tag("<li><strong>{}</strong><br>{}</li>", store.said(way.title), store.said(way.text))
        for way in catalog.windows.ways
    )
    html.write(
        html.fold(
            "窓口の探し方と、公式の一覧",
            tag("<ol>{}</ol>", told),
            _lists((*catalog.windows.lists, catalog.windows.families)),
            tag("<p>一覧は、押したときだけ新しい画面で開きます。</p>"),
        )
    )


def _lists(lists: Iterable[OfficialList]) -> Markup:
    return joined(
        tag(
            '<div class="ashiba-row">{}<p>{}</p><p>{}</p>'
            '<div class="ashiba-source">出典: {}（確認日 {}）</div></div>',
            _link(one),
            one.what,
            one.url,
            one.source,
            one.checked_on,
        )
        for one in lists
    )


# -- emergency ----------------------------------------------------------------------------------


def emergency(choice: CentreChoice | None, catalog: Catalog) -> None:
    """#7119 and 精神科救急: the country's row, the prefecture's, the group's, a field for each."""
    with st.expander("救急の前に聞く・精神科救急", key="win_fold_emergency"):
        st.write("夜や休みの日の番号は、地域で違います。役所や保健所で聞いて、書いておけます。")
        rows = joined(danger.contact_row(one) for one in catalog.hotlines if one.id == AMBULANCE)
        html.write(tag('<ul class="ashiba-phones">{}</ul>', rows))
        _region("emergency_advice", "#7119のない地域の、救急の相談", catalog)
        st.header(catalog.windows.kinds.psychiatric_emergency, anchor=False)
        st.write(f"{catalog.sheets.windows.psychiatric_what}の番号です。")
        call.emergency(choice, catalog)
        _region("psychiatric_emergency", "精神科救急", catalog)


def _region(kind: WindowKind, label: str, catalog: Catalog) -> None:
    windows, name = local.windows(), getattr(catalog.windows.regional, kind)
    shown = shown_window(windows, kind, name, store.today())  # its number stands in the field
    for window in others_of_kind(windows, kind, shown):
        html.write(row.own(window, catalog))
    row.number_field(f"番号を書きこむ（{label}）", kind, name, catalog)
