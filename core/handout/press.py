"""One press for all sheets: fonts read once, data handed over as JSON, accessible PDF or PNG out."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

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


def _compile(sheets: Mapping[str, Mapping[str, Any]], **options: Any) -> bytes | list[bytes]:
    import typst

    # A Compiler lends itself to one thread at a time; the costly part, the fonts, is shared.
    compiler = typst.Compiler(
        input=str(TEMPLATES / "main.typ"), root=str(TEMPLATES), font_paths=_fonts()
    )
    title = "・".join(str(data["title"]) for data in sheets.values())
    words = json.dumps({**sheets, "sheets": list(sheets), "title": title}, ensure_ascii=False)
    made = compiler.compile(sys_inputs={"data": words}, **options)
    assert made is not None  # None only when typst writes to a file
    return made


def print_pdf(sheets: Mapping[str, Mapping[str, Any]], made_on: date) -> bytes:
    """The sheets as one PDF/UA-1, in their order. The same data and day give the same bytes.

    ``sheets`` is {name of the template: its data}; each data has a "title".
    """
    midnight = int(datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC).timestamp())
    made = _compile(sheets, format="pdf", pdf_standards="ua-1", timestamp=midnight)
    assert isinstance(made, bytes)
    return made


def print_png(sheets: Mapping[str, Mapping[str, Any]], *, width_px: int) -> tuple[bytes, ...]:
    """The sheets as pictures, one a page, each ``width_px`` wide, in sixteen greys."""
    made = _compile(sheets, format="png", ppi=width_px / _A4_INCHES)
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
