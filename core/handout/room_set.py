"""会の一式: two PDFs for a meeting with a fictional family, the slides as a third, copies in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, NamedTuple

from pydantic import Field, TypeAdapter

from core.catalog import Catalog
from core.contacts import LocalWindow
from core.handout import answers_sheet, meeting_sheet, rules_sheet, slides_sheet, story_sheet
from core.handout.papers import Papers
from core.handout.press import bind, page_count, print_pdf
from core.handout.sheet import Sheet
from core.handout.sheets import sheet_data
from core.handout.text import Tidy
from core.room import Setting, slides
from core.room.scene import example_of

MOST_PEOPLE = 40
_People = TypeAdapter(Annotated[int, Field(strict=True, ge=1, le=MOST_PEOPLE)])
_ONE_SIDED = ("answers",)
"""Their back stays blank."""
_TWO_UP = ("card",)
"""Two of them stand on a sheet of paper."""


class Place(NamedTuple):
    """The group's own prefecture and designated city, for わたしの町の窓口."""

    prefecture: str | None = None
    city: str | None = None


_ANYWHERE = Place()


class RoomPaper(NamedTuple):
    """One PDF of the set, and the pages of each of its sheets: {name: (title, first, last)}."""

    title: str
    pdf: bytes
    pages: int
    sheets: Mapping[str, tuple[str, int, int]]


def _paper(title: str, sheets: Mapping[str, Sheet], made_on: date) -> RoomPaper:
    """Each sheet begins on an odd page: what goes to different hands shares no sheet of paper."""
    bound = bind(sheets, made_on)
    places = {name: (sheets[name].head.title, *place) for name, place in bound.places.items()}
    return RoomPaper(title, bound.pdf, page_count(bound.pdf), places)


def _papers(
    setting: Setting, catalog: Catalog, today: date, windows: Sequence[LocalWindow], place: Place
) -> Papers:
    example_of(setting.case, setting.length, catalog)
    return Papers(
        catalog=catalog,
        made_on=today,
        answerer="family",
        windows=tuple(windows),
        prefecture=place.prefecture,
        city=place.city,
        example=setting.case,
    )


def leader_pdf(setting: Setting, catalog: Catalog, today: date) -> RoomPaper:
    """For who leads: 会の進行表 and 約束のポスター. Raises NoSuchSlide for an unknown case."""
    papers, tidy = _papers(setting, catalog, today, (), _ANYWHERE), Tidy()
    sheets: dict[str, Sheet] = {
        "meeting": meeting_sheet.filled(papers, tidy, setting),
        "rules": rules_sheet.filled(papers, tidy),
    }
    return _paper(catalog.room.papers.leader, sheets, today)


def people_pdf(
    setting: Setting,
    catalog: Catalog,
    today: date,
    windows: Sequence[LocalWindow] = (),
    place: Place = _ANYWHERE,
) -> RoomPaper:
    """For each who comes: 今日の話と問い, 答えの札, and the blank sheets to take home.

    ``windows`` are the group's own. Nothing of a family's answers is on any of them.
    """
    papers, tidy = _papers(setting, catalog, today, windows, place), Tidy()
    sheets: dict[str, Sheet] = {
        "story": story_sheet.made(papers, tidy, setting.length),
        "answers": answers_sheet.filled(papers, tidy),
    }
    for name, filled in (("plan", False), ("memo", False), ("windows", True), ("card", True)):
        sheets[name] = sheet_data(name, papers, filled=filled, tidy=tidy)
    return _paper(catalog.room.papers.people, sheets, today)


def slides_pdf(
    setting: Setting,
    catalog: Catalog,
    today: date,
    windows: Sequence[LocalWindow] = (),
    next_meeting: str = "",
) -> RoomPaper:
    """The slides on paper, as they are projected before anybody has answered."""
    papers = _papers(setting, catalog, today, windows, _ANYWHERE)
    shown = slides(
        setting.case, setting.length, setting.start, catalog, today, {}, windows, next_meeting
    )
    sheet = slides_sheet.made(papers, Tidy(), shown)
    pdf = print_pdf({"slides": sheet}, today)
    return RoomPaper(sheet.head.title, pdf, page_count(pdf), {})


def copies(paper: RoomPaper, people: int, catalog: Catalog) -> tuple[str, ...]:
    """How to print a PDF for so many people (1 to 40), in words: 「…：1〜4ページを20部、両面」.

    Raises ValidationError for another number.
    """
    _People.validate_python(people)
    words, told = catalog.room.papers, []
    for name, (title, first, last) in paper.sheets.items():
        span = words.pages_once if first == last else words.pages_span
        pages = span.format(pages=first, first=first, last=last)
        form, count = words.both_sides, people
        if name in _TWO_UP:
            form, count = words.two_up, -(-people // 2)
        elif first == last or name in _ONE_SIDED:
            form = words.one_side
        told.append(form.format(sheet=title, pages=pages, count=count))
    return tuple(told)


__all__ = [
    "MOST_PEOPLE",
    "Place",
    "RoomPaper",
    "copies",
    "leader_pdf",
    "people_pdf",
    "slides_pdf",
]
