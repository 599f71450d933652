"""わたしの町の窓口: the group's windows, the centres of the place, the lines of the country."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from core import said
from core.base import Frozen, Voice
from core.catalog import Centre, Hotline, WindowKind
from core.contacts import CentreChoice, LocalWindow, number_of, psychiatric_emergency
from core.handout.papers import Papers
from core.handout.press import roomiest
from core.handout.sheet import LookedSheet, Speech
from core.handout.text import Tidy
from core.sheet_words import WindowsWords

NAME = "windows"
SIDES = 2
_LOOKS = 3
"""The looks of windows.typ, from roomy to close. One page is best, two are the most."""
_WRITE = 1
_WRITE_BLANK = 2
"""Rows to write on at least; what room is left holds more of them."""
_EMERGENCY = "ambulance_consult"
_TIMES = re.compile(
    "(?:\\d\u200b?){1,2}:\u200b?\\d\u200b?\\d\u200b?〜\u200b?翌?\u200b?(?:\\d\u200b?){1,2}:\u200b?\\d\u200b?\\d"
)
_SHARED = "now"
"""The lines of the country that stand on every paper, whatever the safety answers were."""


class WindowRow(Frozen):
    """One window. A number of "" leaves a line to write on, and one for the day of checking."""

    name: str
    what: str = ""
    phone: str = ""
    hours: str = ""
    checked: str = ""
    source: str = ""
    needs_check: bool = False


class NearWindows(Frozen):
    """The centres of the place."""

    title: str
    rows: tuple[WindowRow, ...]
    notes: tuple[str, ...]


class WindowsWay(Frozen):
    """One way to find a window."""

    title: str
    text: str


class OfficialList(Frozen):
    """An official list of windows."""

    name: str
    url: str
    checked: str


class WindowsLabels(Frozen):
    """The words of the sheet."""

    own_title: str
    local_title: str
    national_title: str
    write_title: str
    ways_title: str
    lists_title: str
    name: str
    phone: str
    hours: str
    checked: str


class WindowsSheet(LookedSheet):
    """What windows.typ reads. ``write``: so many rows to write on at least."""

    words: WindowsLabels
    lead: str
    own: tuple[WindowRow, ...]
    own_note: str
    near: NearWindows
    local: tuple[WindowRow, ...]
    national: tuple[WindowRow, ...]
    ways: tuple[WindowsWay, ...]
    lists: tuple[OfficialList, ...]
    write: int = _WRITE


def _words(papers: Papers) -> WindowsWords:
    return papers.catalog.sheets.windows


def _hours(text: str) -> str:
    """The hours; 「9:00〜17:00」 stays whole."""
    return _TIMES.sub(lambda found: found[0].replace("\u200b", ""), text)


def _checked(day: date | None, papers: Papers) -> str:
    return "" if day is None else _words(papers).checked_on.format(day=said.day(day))


def looked_up(day: date, papers: Papers) -> str:
    """「写しで調べた日 2026年11月22日」, for a centre of the data (facts/centres.md)."""
    return _words(papers).looked_up.format(day=said.day(day))


def _own_row(window: LocalWindow, papers: Papers, say: Speech) -> WindowRow:
    phone = say(number_of(window, papers.made_on))
    return WindowRow(
        name=say(window.name),
        what=say(window.topic),
        phone=phone,
        hours=_hours(say(window.hours)),
        checked=_checked(window.checked_on, papers) if phone else "",
    )


def _own(
    papers: Papers,
    kinds: Iterable[WindowKind],
    say: Speech,
    without: Collection[LocalWindow] = (),
) -> list[WindowRow]:
    """The group's windows of some kinds, kind by kind; not those that stand elsewhere."""
    return [
        _own_row(window, papers, say)
        for kind in kinds
        for window in papers.windows
        if window.kind == kind and window not in without
    ]


def _written(centre: Centre, papers: Papers) -> LocalWindow | None:
    """The number that was written in for a centre under its name; None without one to show.

    The first of several: the others stay among the group's own windows. None too for a centre that
    has a number itself.
    """
    if number_of(centre, papers.made_on):
        return None
    for window in papers.windows:
        mine = window.kind == "window" and window.name == centre.name
        if mine and number_of(window, papers.made_on):
            return window
    return None


def _source(centre: Centre, words: WindowsWords) -> str:
    """Where a centre was read; its source has a day, a month or a year."""
    if not centre.grade:
        return ""
    dated = said.part_of_date(centre.source_date) if centre.source_date else words.undated
    return words.source.format(source=centre.source, date=dated, grade=words.grades[centre.grade])


def _centre_row(centre: Centre, papers: Papers, brief: bool, say: Speech) -> WindowRow:
    """A centre; ``brief`` leaves out the note of one without a number."""
    written = _written(centre, papers)
    if written is not None:
        return _own_row(written, papers, say)  # the family found the number out
    phone = number_of(centre, papers.made_on)
    # Of a contradiction the notes below the rows tell as much.
    noted = phone or not (brief or centre.status == "conflict")
    return WindowRow(
        name=say(centre.name),
        what=say(centre.note) if noted else "",
        phone=say(phone),
        hours=_hours(say(centre.hours)) if phone else "",
        checked=say(looked_up(centre.checked_on, papers)) if phone else "",
        source=say(_source(centre, _words(papers))),
        needs_check=centre.needs_check,
    )


def _hotline_row(line: Hotline, papers: Papers, say: Speech) -> WindowRow:
    return WindowRow(
        name=say(line.name),
        what=say(line.for_what),
        phone=say(line.contact),
        hours=_hours(say("　".join((line.hours, line.cost)))),
        checked=_checked(line.checked_on, papers),
        needs_check=line.needs_check,
    )


def _each_once(choice: CentreChoice) -> tuple[Centre, ...]:
    """The centres of a place. What prefecture and city run together has a row for each (広島)."""
    return tuple({centre.name: centre for centre in choice.centres}.values())


def _near(papers: Papers, choice: CentreChoice | None, brief: bool, say: Speech) -> NearWindows:
    """The centres of the place, or the lines to write them on, and the office's own number."""
    words, texts = _words(papers), papers.catalog.windows.texts
    title = words.near_title
    notes: tuple[Voice, ...] = (texts.municipal_first, texts.first_step)
    rows = [WindowRow(name=say(words.municipal_title))]
    mental = [WindowRow(name=say(words.mental_title), what=say(words.mental_what))]
    if choice is not None:
        parts = (one for one in choice.parts if number_of(one, papers.made_on))
        near = (*_each_once(choice), *parts)
        rows = [_centre_row(centre, papers, brief, say) for centre in near]
        if choice.mental_health:
            mental = [_centre_row(centre, papers, brief, say) for centre in choice.mental_health]
        title = words.place_title.format(place=choice.designated_city or choice.prefecture)
        notes = choice.notes
    office = WindowRow(name=say(words.office_title), what=say(words.office_what))
    return NearWindows(
        title=say(title),
        rows=(*rows, *mental, office),
        notes=say.all(note for note in notes if note != texts.caution),
    )


def _local(papers: Papers, windows: bool, say: Speech) -> Iterator[WindowRow]:
    """#7119 of the country, and the numbers of the region: the group's own, else those of the data
    for the place, else lines and where a number can be learnt.
    """
    words, kinds = _words(papers), papers.catalog.windows.kinds
    for line in papers.catalog.hotlines:
        if line.id == _EMERGENCY:
            yield _hotline_row(line, papers, say)
    advice = _own(papers, ("emergency_advice",), say) if windows else []
    yield from advice or [WindowRow(name=say(words.emergency_local))]
    night = _own(papers, ("psychiatric_emergency",), say) if windows else []
    if windows and papers.prefecture is not None:
        mine = {_digits(row.phone) for row in night}
        night += [
            _hotline_row(line, papers, say)
            for line in psychiatric_emergency(papers.catalog, papers.prefecture)
            if _digits(line.contact) not in mine
        ]
    what = say(f"{words.psychiatric_what}。{words.psychiatric_ask}")
    yield from night or [WindowRow(name=say(kinds.psychiatric_emergency), what=what)]


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)


def _lead(papers: Papers, choice: CentreChoice | None) -> str | Voice:
    caution = papers.catalog.windows.texts.caution
    cautious = choice is not None and caution in choice.notes
    return caution if cautious else _words(papers).lead


def _sheet(
    papers: Papers, choice: CentreChoice | None, windows: bool, tidy: Tidy, brief: bool = False
) -> WindowsSheet:
    words, found, say = _words(papers), papers.catalog.windows, Speech(papers, tidy)
    # A number written in for a centre stands in that centre's row; every other row stays.
    centres = () if choice is None else (*_each_once(choice), *choice.mental_health)
    placed = [window for one in centres if (window := _written(one, papers)) is not None]
    own = _own(papers, ("window", "family_association"), say, placed) if windows else []
    hidden = windows and any(
        window.phone and not number_of(window, papers.made_on) for window in papers.windows
    )
    return WindowsSheet(
        head=say.head(words.title),
        shared=say.frame(),
        words=say.picked(WindowsLabels, words),
        lead=say(_lead(papers, choice)),
        own=tuple(own),
        own_note=say(words.own_hidden) if hidden else "",
        near=_near(papers, choice, brief, say),
        local=tuple(_local(papers, windows, say)),
        national=tuple(
            _hotline_row(line, papers, say) for line in papers.catalog.hotlines_for(_SHARED)
        ),
        ways=tuple(WindowsWay(title=say(way.title), text=say(way.text)) for way in found.ways),
        lists=tuple(
            OfficialList(
                name=say(one.name), url=say(one.url), checked=_checked(one.checked_on, papers)
            )
            for one in found.lists
        ),
    )


def _settled(versions: Iterable[WindowsSheet], papers: Papers) -> WindowsSheet:
    """The first version, in its roomiest look, on two sides; else on as few pages as may be."""
    settings = (sheet.but(look=look) for sheet in versions for look in range(_LOOKS))
    return roomiest(NAME, settings, papers.made_on, sides=SIDES).sheet


def filled(papers: Papers, tidy: Tidy) -> WindowsSheet:
    """The group's windows, the centres of the place and the lines of the country.

    A number stands only where it may be shown on the day of the paper; else a line to write on.
    Notes of centres without a number are left out where they would not fit. With many own windows
    it runs on to 「続き」 pages. Raises KeyError for a place that the data does not have.
    """
    choice = papers.centres
    whole = _sheet(papers, choice, True, tidy)
    brief = _sheet(papers, choice, True, tidy, brief=True)
    return _settled((whole, brief) if brief != whole else (whole,), papers)


def blank(papers: Papers, tidy: Tidy) -> WindowsSheet:
    """Rows to write on, and the lines of the country."""
    return _settled((_sheet(papers, None, False, tidy).but(write=_WRITE_BLANK),), papers)
