"""わたしの町の窓口: the group's windows, the centres of the place, the lines of the country."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from core.base import Voice
from core.catalog import Centre, Hotline, WindowKind
from core.contacts import CentreChoice, LocalWindow, number_of, psychiatric_emergency
from core.handout.papers import Papers
from core.handout.press import page_count, print_pdf
from core.handout.text import Tidy, date_text
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
_LOOKED_UP = "写しで調べた日 {day}"
"""Beside a centre: nobody called it, its number was read in a stored copy of a page."""
_SHARED = "now"
"""The lines of the country that stand on every paper, whatever the safety answers were."""


def _row(name: str, tidy: Tidy, **words: str) -> dict[str, Any]:
    """One row. A number of "" leaves a line to write on, and one for the day of checking."""
    told = {"what": "", "phone": "", "hours": "", "checked": "", "source": ""} | words
    told = {key: tidy(text) for key, text in told.items()}
    told["hours"] = _TIMES.sub(lambda found: found[0].replace("\u200b", ""), told["hours"])
    return {"name": tidy(name), **told, "needs-check": False}


def _words(papers: Papers) -> WindowsWords:
    return papers.catalog.sheets.windows


def _checked(day: date | None, papers: Papers) -> str:
    return "" if day is None else _words(papers).checked_on.format(day=date_text(day))


def looked_up(day: date) -> str:
    """「写しで調べた日 2026年11月22日」, for a centre of the data (facts/centres.md)."""
    return _LOOKED_UP.format(day=date_text(day))


def _own_row(window: LocalWindow, papers: Papers, tidy: Tidy) -> dict[str, Any]:
    phone = number_of(window, papers.made_on)
    return _row(
        window.name,
        tidy,
        what=window.topic,
        phone=phone,
        hours=window.hours,
        checked=_checked(window.checked_on, papers) if phone else "",
    )


def _own(
    papers: Papers,
    kinds: Iterable[WindowKind],
    tidy: Tidy,
    without: Collection[LocalWindow] = (),
) -> list[dict[str, Any]]:
    """The group's windows of some kinds, kind by kind; not those that stand elsewhere."""
    return [
        _own_row(window, papers, tidy)
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


def _source_day(text: str, words: WindowsWords) -> str:
    """「2024年6月27日」, 「2024年6月」 or 「2024年」 from the day, month or year of a source."""
    if not text:
        return words.undated
    return "".join(
        f"{int(part)}{unit}" for part, unit in zip(text.split("-"), "年月日", strict=False)
    )


def _centre_row(centre: Centre, papers: Papers, brief: bool, tidy: Tidy) -> dict[str, Any]:
    """A centre; ``brief`` leaves out the note of one without a number."""
    words, phone = _words(papers), number_of(centre, papers.made_on)
    written = _written(centre, papers)
    if written is not None:
        return _own_row(written, papers, tidy)  # the family found the number out
    source = ""
    if centre.grade:
        source = words.source.format(
            source=centre.source,
            date=_source_day(centre.source_date, words),
            grade=words.grades[centre.grade],
        )
    row = _row(
        centre.name,
        tidy,
        # Of a contradiction the notes below the rows tell as much.
        what=centre.note if phone or not (brief or centre.status == "conflict") else "",
        phone=phone,
        hours=centre.hours if phone else "",
        checked=looked_up(centre.checked_on) if phone else "",
        source=source,
    )
    return row | {"needs-check": centre.needs_check}


def _hotline_row(line: Hotline, papers: Papers, tidy: Tidy) -> dict[str, Any]:
    row = _row(
        line.name,
        tidy,
        what=line.for_what,
        phone=line.contact,
        hours="　".join((line.hours, line.cost)),
        checked=_checked(line.checked_on, papers),
    )
    return row | {"needs-check": line.needs_check}


def _each_once(choice: CentreChoice) -> Sequence[Centre]:
    """The centres of a place. What prefecture and city run together has a row for each (広島)."""
    return [*{centre.name: centre for centre in choice.centres}.values()]


def _near(papers: Papers, choice: CentreChoice | None, brief: bool, tidy: Tidy) -> dict[str, Any]:
    """The centres of the place, or the lines to write them on, and the office's own number."""
    words, texts = _words(papers), papers.catalog.windows.texts
    voice = papers.answerer
    notes: tuple[Voice, ...] = (texts.municipal_first, texts.first_step)
    office = _row(words.office_title, tidy, what=words.office_what)
    mental = [_row(words.mental_title, tidy, what=words.mental_what)]
    if choice is None:
        rows = [_row(words.municipal_title, tidy)]
        title = words.near_title
    else:
        place = choice.designated_city or choice.prefecture
        rows = [_centre_row(centre, papers, brief, tidy) for centre in _each_once(choice)]
        if choice.mental_health:
            mental = [_centre_row(centre, papers, brief, tidy) for centre in choice.mental_health]
        title, notes = words.place_title.format(place=place), choice.notes
    return {
        "title": tidy(title),
        "rows": [*rows, *mental, office],
        "notes": [tidy(note.said_to(voice)) for note in notes if note != texts.caution],
    }


def _local(papers: Papers, windows: bool, tidy: Tidy) -> list[dict[str, Any]]:
    """#7119 of the country, and the numbers of the region: the group's own, else those of the data
    for the place, else lines and where a number can be learnt.
    """
    words, kinds = _words(papers), papers.catalog.windows.kinds
    rows = [
        _hotline_row(line, papers, tidy)
        for line in papers.catalog.hotlines
        if line.id == _EMERGENCY
    ]
    advice = _own(papers, ("emergency_advice",), tidy) if windows else []
    rows += advice or [_row(words.emergency_local, tidy)]
    night = _own(papers, ("psychiatric_emergency",), tidy) if windows else []
    if windows and papers.prefecture is not None:
        mine = {_digits(row["phone"]) for row in night}
        night += [
            _hotline_row(line, papers, tidy)
            for line in psychiatric_emergency(papers.catalog, papers.prefecture)
            if _digits(line.contact) not in mine
        ]
    if not night:
        what = f"{words.psychiatric_what}。{words.psychiatric_ask}"
        night = [_row(kinds.psychiatric_emergency, tidy, what=what)]
    return rows + night


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)


def _sheet(
    papers: Papers, choice: CentreChoice | None, windows: bool, tidy: Tidy, brief: bool = False
) -> dict[str, Any]:
    words, found, voice = _words(papers), papers.catalog.windows, papers.answerer
    # A number written in for a centre stands in that centre's row; every other row stays.
    centres = () if choice is None else (*_each_once(choice), *choice.mental_health)
    placed = [window for one in centres if (window := _written(one, papers)) is not None]
    own = _own(papers, ("window", "family_association"), tidy, placed) if windows else []
    hidden = windows and any(
        window.phone and not number_of(window, papers.made_on) for window in papers.windows
    )
    lead = words.lead
    if choice is not None and found.texts.caution in choice.notes:
        lead = found.texts.caution.said_to(voice)
    return {
        "title": tidy(words.title),
        "lead": tidy(lead),
        "made-on": date_text(papers.made_on),
        "version": tidy(papers.catalog.check.version),
        "example": voice == "example",
        "words": {
            key: value for key, value in words.model_dump().items() if isinstance(value, str)
        },
        "own": own,
        "own-note": tidy(words.own_hidden) if hidden else "",
        "near": _near(papers, choice, brief, tidy),
        "local": _local(papers, windows, tidy),
        "national": [
            _hotline_row(line, papers, tidy) for line in papers.catalog.hotlines_for(_SHARED)
        ],
        "ways": [
            {"title": tidy(way.title.said_to(voice)), "text": tidy(way.text.said_to(voice))}
            for way in found.ways
        ],
        "lists": [
            {
                "name": tidy(one.name),
                "url": tidy(one.url),
                "what": tidy(one.what),
                "checked": _checked(one.checked_on, papers),
            }
            for one in found.lists
        ],
        "write": _WRITE,
        "look": 0,
    }


def _settled(versions: Sequence[dict[str, Any]], papers: Papers) -> dict[str, Any]:
    """The first version, in its roomiest look, on two sides; else on as few pages as may be."""
    tried = [data | {"look": look} for data in versions for look in range(_LOOKS)]
    pages: list[int] = []
    for data in tried:
        pages.append(page_count(print_pdf({NAME: data}, papers.made_on)))
        if pages[-1] <= SIDES:
            break
    return tried[pages.index(min(pages))]


def filled(papers: Papers, tidy: Tidy) -> dict[str, Any]:
    """The group's windows, the centres of the place and the lines of the country.

    A number stands only where it may be shown on the day of the paper; else a line to write on.
    Notes of centres without a number are left out where they would not fit. With many own windows
    it runs on to 「続き」 pages. Raises KeyError for a place that the data does not have.
    """
    choice = papers.centres
    whole = _sheet(papers, choice, True, tidy)
    brief = _sheet(papers, choice, True, tidy, brief=True)
    return _settled((whole, brief) if brief != whole else (whole,), papers)


def blank(papers: Papers, tidy: Tidy) -> dict[str, Any]:
    """Rows to write on, and the lines of the country."""
    return _settled((_sheet(papers, None, False, tidy) | {"write": _WRITE_BLANK},), papers)
