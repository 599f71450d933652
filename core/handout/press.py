"""One press for all sheets: fonts read once, data handed over as JSON, accessible PDF or PNG out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from core.handout.sheet import Sheet
from core.handout.text import FONTS

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).resolve().parent
_A4_INCHES = 210 / 25.4
_PAGES = re.compile(rb"/Type/Pages/Count (\d+)")


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def _words(sheets: Mapping[str, Sheet], *, odd: bool) -> str:
    """The data of main.typ: each sheet under its name, and once what is the same for all."""
    data: dict[str, object] = {
        name: sheet.model_dump(mode="json", exclude={"shared"}) for name, sheet in sheets.items()
    }
    data |= {
        "sheets": list(sheets),
        "odd": odd,
        "title": "・".join(sheet.head.title for sheet in sheets.values()),
        "shared": next(iter(sheets.values())).shared.model_dump(),
    }
    return json.dumps(data, ensure_ascii=False)


_SETTINGS = 11
"""typst keeps what it set, to be quick, and drops it at the 11th setting after it was last of use
(typst-py 0.15, compiler.rs: ``comemo::evict(10)``)."""
_set_since = Event()
"""Sheets were set since ``forget``."""


def forget() -> None:
    """Let go of the words of all sheets set before, which typst keeps to be quick.

    Some 15 ms; nothing at all where nothing was set since the last time.
    """
    if not _set_since.is_set():
        return
    import typst

    _set_since.clear()
    for _ in range(_SETTINGS):
        typst.Compiler(input=b"", font_paths=_fonts()).compile(format="svg")


def _compiler() -> typst.Compiler:
    import typst

    _set_since.set()
    # A Compiler lends itself to one thread at a time; the costly part, the fonts, is shared.
    return typst.Compiler(
        input=str(TEMPLATES / "main.typ"), root=str(TEMPLATES), font_paths=_fonts()
    )


def _pdf(
    compiler: typst.Compiler, sheets: Mapping[str, Sheet], made_on: date, *, odd: bool
) -> bytes:
    midnight = int(datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC).timestamp())
    words = {"data": _words(sheets, odd=odd)}
    made = compiler.compile(
        sys_inputs=words, format="pdf", pdf_standards="ua-1", timestamp=midnight
    )
    assert isinstance(made, bytes)
    return made


def print_pdf(sheets: Mapping[str, Sheet], made_on: date) -> bytes:
    """The sheets as one PDF/UA-1, in their order. The same data and day give the same bytes.

    ``sheets`` is {name of the template: what it reads}, at least one.
    """
    return _pdf(_compiler(), sheets, made_on, odd=False)


class Bound(NamedTuple):
    """Sheets in one file, to be printed on both sides. ``places``: {name: (first page, last)};
    ``blank``: the pages with nothing on them.
    """

    pdf: bytes
    places: Mapping[str, tuple[int, int]]
    blank: tuple[int, ...]


def bind(sheets: Mapping[str, Sheet], made_on: date) -> Bound:
    """As ``print_pdf``, but each sheet begins on an odd page: printed on both sides, no two share a
    sheet of paper, and the back of a single page is blank.
    """
    compiler = _compiler()
    pdf = _pdf(compiler, sheets, made_on, odd=True)
    laid = json.loads(compiler.query("<sheet-places>", field="value", one=True))
    places = {name: (first, last) for name, first, last in laid["sheets"]}
    ends = (0, *(last for _, last in places.values()))
    between = [
        page
        for end, (first, _) in zip(ends, places.values(), strict=False)
        for page in range(end + 1, first)
    ]
    return Bound(pdf, places, tuple(sorted((*between, *laid["backs"]))))


def print_png(sheets: Mapping[str, Sheet], *, width_px: int) -> tuple[bytes, ...]:
    """The sheets as pictures, one a page, each ``width_px`` wide, in sixteen greys."""
    words = {"data": _words(sheets, odd=False)}
    made = _compiler().compile(sys_inputs=words, format="png", ppi=width_px / _A4_INCHES)
    assert made is not None  # None only when typst writes to a file
    return tuple(map(_in_greys, (made,) if isinstance(made, bytes) else made))


def _in_greys(png: bytes) -> bytes:
    """The picture in sixteen greys: a quarter of the size, and the sheets have no colour."""
    from PIL import Image

    grey = Image.open(BytesIO(png)).convert("L").point(lambda level: (level + 8) // 17)
    grey = grey.convert("P")
    grey.putpalette([level * 17 for level in range(16) for _ in range(3)])
    kept = BytesIO()
    grey.save(kept, "PNG", bits=4)
    return kept.getvalue()


def page_count(pdf: bytes) -> int:
    """How many pages a PDF of this press has."""
    found = _PAGES.search(pdf)
    if found is None:
        raise ValueError("typst の PDF からページ数を読めません")
    return int(found.group(1))


_Sheet = TypeVar("_Sheet", bound=Sheet)


class Pressed(NamedTuple, Generic[_Sheet]):
    """A sheet as it is set, and as it was printed."""

    sheet: _Sheet
    pdf: bytes
    pages: int


def roomiest(
    name: str, settings: Iterable[_Sheet], made_on: date, *, sides: int
) -> Pressed[_Sheet]:
    """The first of ``settings`` that keeps to ``sides`` pages; else the first on the fewest pages.

    ``settings`` is the same sheet set from roomy to close, at least one. Each is printed to see:
    only as many are taken from an iterator as are tried.
    """
    best: Pressed[_Sheet] | None = None
    for setting in settings:
        pdf = print_pdf({name: setting}, made_on)
        tried = Pressed(setting, pdf, page_count(pdf))
        if best is None or tried.pages < best.pages:
            best = tried
        if tried.pages <= sides:
            return tried
    if best is None:
        raise ValueError("紙の組み方が一つもありません")
    return best
