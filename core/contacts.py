"""Windows to call: hotlines of the country, centres of a place, and the group's own windows."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from core.base import Answerer, Frozen, Voice
from core.catalog import Catalog, Centre, Danger, Hotline, WindowKind
from core.stage import StageCheck
from core.texts import folded

NUMBER_MONTHS = 13
"""A number older than this is not shown: windows change in April, and a year has one April."""


class LocalWindow(Frozen):
    """A window that the group or the family put in itself. Kept for the visit only."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    phone: Annotated[str, Field(max_length=40)] = ""
    hours: Annotated[str, Field(max_length=80)] = ""
    checked_on: date | None = None
    kind: WindowKind = "window"
    topic: Annotated[str, Field(max_length=80)] = ""


class CentreChoice(Frozen):
    """The centres of one place, the nearest first, and what is said about them."""

    prefecture: str
    designated_city: str | None
    city: tuple[Centre, ...]
    whole: tuple[Centre, ...]
    """The prefecture's own rows; never empty."""
    mental_health: tuple[Centre, ...]
    """精神保健福祉センター, apart: they are no centres of this field, and most are not in the data."""
    notes: tuple[Voice, ...]

    @property
    def centres(self) -> tuple[Centre, ...]:
        """The city's rows, then the prefecture's."""
        return (*self.city, *self.whole)


class NextWindow(Frozen):
    """One window to call after a refusal. ``phone`` "": the family writes it in by hand."""

    name: str
    phone: str
    hours: str
    what: str
    origin: Literal["own", "centre", "chain"]
    checked_on: date | None
    needs_check: bool
    source: str = ""
    """Where the number of a public centre stands, with the day of that page where it has one."""
    is_families: bool = False
    """An association of families: not the first door after a refusal."""


def fits_age(line: Hotline, age: int | None) -> bool:
    """Whether a line that protects is for somebody of this age; all where it is not known."""
    if age is None or not {"plan_minor", "plan_65"} & set(line.uses):
        return True
    return "plan_minor" in line.uses if age < 18 else age >= 65 and "plan_65" in line.uses


def protecting_lines(catalog: Catalog, age: int | None = None) -> tuple[Hotline, ...]:
    """The windows that protect a person who is being hurt, by the person's age."""
    uses = ("harmed", "plan_minor", "plan_65")
    listed = {line.id: line for use in uses for line in catalog.hotlines_for(use)}
    return tuple(line for line in listed.values() if fits_age(line, age))


def safety_hotlines(
    check: StageCheck, first: str, catalog: Catalog, age: int | None = None
) -> tuple[Hotline, ...]:
    """The hotlines that fit the safety answers: those of ``first`` ("now", "soon", …), then by topic.

    R2 adds the lines for violence, R2b those that protect (by the person's ``age`` where it is
    known), a threatened person under 18 the child lines.
    """
    uses = [first]
    if check.safety.violence in ("now", "recent"):
        uses.append("violence")
    if check.threatened.minor == "yes" and check.safety.violence != "no":
        uses.append("minor")
    if age is not None and age < 18:
        uses.append("plan_child")
    listed = [line for use in uses for line in catalog.hotlines_for(use)]
    if check.safety.harmed in ("now", "recent"):
        listed += protecting_lines(catalog, age)
    lines = list({line.id: line for line in listed}.values())
    if check.safety.violence == "now":
        lines.sort(key=lambda line: line.contact != "110")  # the police first
    return tuple(lines)


def danger_lines(danger: Danger, catalog: Catalog, age: int | None = None) -> tuple[Hotline, ...]:
    """The lines that fit one danger, the one to call first in front, by the person's age."""
    by_id = {line.id: line for line in catalog.hotlines}
    return tuple(line for one in danger.lines if fits_age(line := by_id[one], age))


def psychiatric_emergency(catalog: Catalog, prefecture: str | None = None) -> tuple[Hotline, ...]:
    """The prefectures' psychiatric emergency lines of the data; with ``prefecture`` only its own.

    Only a few prefectures have one whose number could be confirmed: () says nothing of the others.
    """
    lines = catalog.hotlines_for("psychiatric_emergency")
    if prefecture is None:
        return lines
    codes = {centre.pref_code for centre in catalog.centres if centre.prefecture == prefecture}
    return tuple(line for line in lines if line.pref_code in codes)


def may_show_number(window: LocalWindow | Centre, today: date) -> bool:
    """True when a window's number was checked at most 13 months ago, and not in the future.

    The day 13 months later still counts. A number without a day of checking is never shown
    (facts/centres.md §6).
    """
    phone = window.phone_shown if isinstance(window, Centre) else window.phone
    checked = window.checked_on
    if not phone or checked is None or checked > today:
        return False
    last = (checked.year * 12 + checked.month + NUMBER_MONTHS, checked.day)
    return (today.year * 12 + today.month, today.day) <= last


def number_of(window: LocalWindow | Centre, today: date) -> str:
    """The number to show and print on ``today``; "" for a line to write it in by hand."""
    if not may_show_number(window, today):
        return ""
    return window.phone_shown if isinstance(window, Centre) else window.phone


def prefectures(catalog: Catalog) -> tuple[str, ...]:
    """The 47 prefectures in the order of their JIS codes."""
    names = {centre.pref_code: centre.prefecture for centre in catalog.centres}
    return tuple(names[code] for code in sorted(names))


def designated_cities(catalog: Catalog, prefecture: str) -> tuple[str, ...]:
    """The designated cities of a prefecture, in the order of the data; mostly none."""
    return tuple(
        dict.fromkeys(
            centre.designated_city
            for centre in catalog.centres
            if centre.prefecture == prefecture and centre.designated_city
        )
    )


def _filled(voice: Voice, **words: str) -> Voice:
    return Voice(
        family=voice.family.format_map(words),
        person=voice.person.format_map(words),
    )


def _notes(choice: CentreChoice, today: date | None, catalog: Catalog) -> tuple[Voice, ...]:
    texts = catalog.windows.texts
    cities = designated_cities(catalog, choice.prefecture)
    notes = [texts.municipal_first]
    if cities and choice.designated_city is None:
        notes.append(_filled(texts.city_first, cities="・".join(cities)))
    for centre in (*choice.centres, *choice.mental_health):
        place = centre.name if centre.kind == "mhw_center" else centre.place
        if centre.status == "conflict":
            notes.append(_filled(texts.conflict, place=place))
        elif not centre.grade:
            notes.append(_filled(texts.unnamed, place=place))
        elif not centre.phone_shown:
            notes.append(_filled(texts.name_only, place=place))
    if not choice.mental_health:
        notes.append(_filled(texts.no_mental_health, place=choice.prefecture))
    shown = [
        centre.phone_shown if today is None else number_of(centre, today)
        for centre in (*choice.centres, *choice.mental_health)
    ]
    if not any(shown[: len(choice.centres)]):
        notes.append(texts.first_step)
    if any(shown):
        notes.append(texts.caution)
    return tuple(notes)


def centres_for(
    catalog: Catalog,
    prefecture: str,
    designated_city: str | None = None,
    today: date | None = None,
) -> CentreChoice:
    """The centres of a place: the city's rows first, then the prefecture's. Never empty.

    ``notes`` say in two voices what is missing (only the name is known, the sources contradict
    each other) and whom to call instead. With ``today``, a number older than 13 months counts as
    missing in the notes. Raises KeyError for a place that the data does not have.
    """
    rows = [centre for centre in catalog.centres if centre.prefecture == prefecture]
    if not rows:
        raise KeyError(prefecture)
    if designated_city is not None and designated_city not in designated_cities(
        catalog, prefecture
    ):
        raise KeyError(designated_city)
    near = [c for c in rows if designated_city is not None and c.designated_city == designated_city]
    far = [c for c in rows if not c.designated_city]
    choice = CentreChoice(
        prefecture=prefecture,
        designated_city=designated_city,
        city=tuple(c for c in near if c.kind == "hikikomori_center"),
        whole=tuple(c for c in far if c.kind == "hikikomori_center"),
        mental_health=tuple(c for c in (*near, *far) if c.kind == "mhw_center"),
        notes=(),
    )
    return choice.but(notes=_notes(choice, today, catalog))


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)


def _own(windows: Sequence[LocalWindow], answerer: Answerer, today: date) -> list[NextWindow]:
    # Emergency windows answer no refusal; the association of families is no place for the person.
    kinds = {"window"} if answerer == "person" else {"window", "family_association"}
    return [
        NextWindow(
            name=window.name,
            phone=number_of(window, today),
            hours=window.hours,
            what=window.topic,
            origin="own",
            checked_on=window.checked_on,
            needs_check=False,
            is_families=window.kind == "family_association",
        )
        for window in windows
        if window.kind in kinds
    ]


def _nearest(choice: CentreChoice, gone: set[str], today: date) -> list[NextWindow]:
    """The nearest centre that has not refused. One only: the windows that follow are other doors."""
    return [
        NextWindow(
            name=centre.name,
            phone=number_of(centre, today),
            hours=centre.hours,
            what=centre.note,
            origin="centre",
            checked_on=centre.checked_on,
            needs_check=centre.needs_check,
            source=f"{centre.source}（{centre.source_date or '日付なし'}）",
        )
        for centre in choice.centres
        if folded(centre.name) not in gone
    ][:1]


def first_window(
    catalog: Catalog,
    answerer: Answerer,
    today: date,
    own: Sequence[LocalWindow] = (),
    choice: CentreChoice | None = None,
) -> NextWindow | None:
    """Where the first call goes: an own window, else the place's centre; None where neither is known."""
    windows = [window for window in own if window.kind == "window"]
    found = next_windows(catalog, answerer, today, own=windows, choice=choice, most=1)
    return next((window for window in found if window.origin != "chain"), None)


def next_windows(
    catalog: Catalog,
    answerer: Answerer,
    today: date,
    own: Sequence[LocalWindow] = (),
    choice: CentreChoice | None = None,
    refused: Collection[str] = (),
    most: int = 3,
) -> tuple[NextWindow, ...]:
    """The next windows to call: one own window, the place's centre, then the kinds of every town.

    Further own windows come last: a public office has to be among the next three.
    Nothing comes twice: neither a name, nor a number, nor a kind of window that an own window
    already stands for. ``refused`` holds names that have said no. The chain of facts §4.4; for the
    person without the association of families.
    """
    gone = {folded(name) for name in refused}
    found: list[NextWindow] = []
    numbers: set[str] = set()

    def add(window: NextWindow) -> None:
        number = _digits(window.phone)
        if folded(window.name) in gone or (number and number in numbers):
            return
        gone.add(folded(window.name))
        numbers.add(number)
        found.append(window)

    mine = _own(own, answerer, today)
    first = next(
        (one for one in mine if folded(one.name) not in gone and not one.is_families), None
    )
    if first is not None:
        add(first)
    for window in _nearest(choice, gone, today) if choice is not None else ():
        add(window)
    own_names = [window.name for window in found if window.origin == "own"]
    # 「（県精神保健福祉センター内）」 tells where a centre is, not what it is.
    named = [re.sub(r"\(.*?\)", "", folded(one)) for one in (*own_names, *refused)]
    for kind in catalog.windows.chain:
        name = kind.name.said_to(answerer)
        covered = any(word in one for word in kind.words for one in named)
        if name and not covered:
            add(
                NextWindow(
                    name=name,
                    phone="",
                    hours="",
                    what=kind.what.said_to(answerer),
                    origin="chain",
                    checked_on=None,
                    needs_check=False,
                )
            )
    for window in mine:
        add(window)
    return tuple(found[:most])
