"""The parts of わたしたちの一枚. What there is to say: core.overview; its words: data/sheets.toml."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st
from markupsafe import Markup

from core import Catalog, YenRange, said
from core.overview import Later, NextStep, Overview, PartName, state_words, way_to
from core.plan.way import due_words
from pages.parts.kit import danger, html, picture, roles, show, store
from pages.parts.kit.blob import blob_button, data_image
from pages.parts.kit.html import NOTHING, joined, tag
from pages.parts.kit.icons import icon
from pages.parts.kit.labels import plain_label
from pages.parts.kit.turn import making

_DOORS: dict[PartName, str] = {
    "stage": "check.py",
    "cost": "cost.py",
    "plan": "plan.py",
    "paper": "sheet.py",
}
"""The screen behind each part."""
_SHORT = 12
"""Letters of a title that have room in one line of a phone."""
_PICTURE = "ashiba_overview_picture"


def _day(day: date | None, seen: Overview, catalog: Catalog) -> str:
    """「12月3日（木）まで」."""
    if day is None:
        return ""
    return said.wide(due_words(day, catalog, made_on=seen.made_on))


def title(catalog: Catalog) -> None:
    """The heading."""
    with st.container(key="ov_title"):
        st.title(store.said(catalog.sheets.overview.title), anchor=False)


def place(seen: Overview, catalog: Catalog) -> Markup:
    """The way, and on a wide screen what it means."""
    return tag(
        '<div class="ov-way">{}<p class="small soft ov-wide">{}{}</p></div>',
        picture.way(seen.stage, seen.near_next, seen.stage_range, catalog),
        seen.sentence,
        catalog.sheets.overview.to_and_fro,
    )


def next_step(seen: Overview, catalog: Catalog) -> None:
    """The next step: day, title, the number to press, the first sentence; then what comes after."""
    words, step = catalog.sheets.overview, seen.step
    with st.container(key="ov_next"):
        if step is None:
            html.write(tag('<p class="ov-when">{}</p><p>{}</p>', words.next, words.no_step))
        else:
            html.write(_head(step, seen, catalog))
            _way_to(step, catalog)
            if step.say:
                html.write(tag('<p class="quote">「{}」</p>', step.say))
        if seen.after:
            html.write(_after(seen, catalog))


def _head(step: NextStep, seen: Overview, catalog: Catalog) -> Markup:
    return tag(
        '<p class="ov-when"><span class="nb">{}{}</span><b class="nb">{}</b></p><h2{}>{}</h2>{}',
        icon("flag"),
        catalog.sheets.overview.next,
        _day(step.due_on, seen, catalog),
        tag(' class="ov-long"') if len(step.title) > _SHORT else NOTHING,
        show.own_words(step.title),
        NOTHING if step.call is None else _dial(step),
    )


def _dial(step: NextStep) -> Markup:
    """The number to press, and whose it is."""
    call = step.call
    assert call is not None
    link = danger.dial_link(
        call.phone, tag('{}<span class="nb">{}</span>', icon("phone"), call.phone)
    )
    told = "" if call.checked_on is None else f"（{said.day(call.checked_on)} 確認）"
    check = show.CHECK_TAG if call.needs_check else NOTHING
    return tag('{}<p class="ashiba-source">{}{} {}</p>', link, call.name, told, check)


def _way_to(step: NextStep, catalog: Catalog) -> None:
    """Where no number is known: to the windows; where nobody is called: to the plan."""
    way = way_to(step, catalog)
    if way == "number":
        return
    if way == "plan":
        with st.container(key="go_overview_plan"):
            st.page_link("plan.py", label="計画でくわしく見る", width="stretch")
        return
    with st.container(key="do_phone_overview"):
        st.page_link("windows.py", label="電話番号をさがす", width="stretch")


def _after(seen: Overview, catalog: Catalog) -> Markup:
    words = catalog.sheets.overview

    def when(one: Later) -> str:
        if one.due_on is not None:
            return _day(one.due_on, seen, catalog)
        return "" if one.waits_for is None else str(getattr(words.waits, one.waits_for))

    rows = joined(
        tag("<div><dt>{}</dt><dd>{}</dd></div>", when(one), show.own_words(one.title))
        for one in seen.after
    )
    return tag('<dl class="ov-after ov-wide">{}</dl>', rows)


def month(seen: Overview, catalog: Catalog) -> Markup:
    """What a month costs, what is not in it, and the figures that are missing."""
    words = catalog.sheets.overview
    amount = tag("{}", words.month_none) if seen.month is None else picture.yen_words(seen.month)
    head = tag(
        '<p class="ov-amount"><span class="small nb">{}<span class="ov-wide">（{}）</span></span>'
        '<span class="yen">{}</span></p>',
        words.month,
        words.month_what,
        amount,
    )
    return tag(
        '<section class="ov-month">{}{}{}</section>',
        head,
        _bar(seen.month),
        _remarks(seen, catalog),
    )


def _bar(amount: YenRange | None) -> Markup:
    if amount is None:
        return NOTHING
    return picture.month_bar(amount.low, amount.high) + picture.bar_ends(amount.low, amount.high)


def _remarks(seen: Overview, catalog: Catalog) -> Markup:
    """What is private stands apart; what is missing is named, also on a phone."""
    words = catalog.sheets.overview
    private = NOTHING
    if seen.private is not None:
        amount = said.yen_span(seen.private.low, seen.private.high)
        private = tag('<p class="small ov-wide">{}</p>', words.private.format(amount=amount))
    name = f"{words.missing}（{len(seen.missing)}つ）"
    missing = html.fold(name, html.lines(*seen.missing))
    return tag('<div class="ov-remarks">{}{}</div>', private, missing)


def doors(seen: Overview, catalog: Catalog) -> None:
    """The four parts, each with what is open, as ways to their screens."""
    names = catalog.sheets.overview.parts
    with st.container(key="ov_four"):
        for part in seen.parts:
            name, state = getattr(names, part.name), state_words(part, catalog)
            with st.container(key=f"ov_door_{part.name}"):
                st.page_link(
                    _DOORS[part.name], label=f"{name} *{plain_label(state)}*", width="stretch"
                )


def work_later(seen: Overview) -> None:
    """Why a work service is counted while work waits: below what belongs to the first screenful."""
    if seen.work_later:
        html.write(tag('<p class="small ov-later">{}</p>', seen.work_later))


def send(picture_of: Callable[[], bytes], day: date) -> None:
    """「絵として送る」: the paper as a picture, made when it is asked for."""
    if not st.session_state.get(_PICTURE):
        roles.unfold("絵として送る", "overview_picture", on_click=_ask_for_picture)
        return
    with making("絵を"):
        png = picture_of()
    st.write("紙と同じ一枚です。家族や、電話で助けてくれる人に送れます。名前は入っていません。")
    blob_button(
        "絵を保存する",
        png,
        f"わたしたちの一枚_{day:%Y-%m-%d}.png",
        "image/png",
        "overview_png",
        done="できました。写真かダウンロードの場所から、送れます。",
        icon="picture",
    )
    data_image(png, "わたしたちの一枚の紙。中身は、この画面の上と同じです。")


def _ask_for_picture() -> None:
    st.session_state[_PICTURE] = True
