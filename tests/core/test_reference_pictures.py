"""The sheets look as they looked when somebody last looked at them.

Compared is where ink stands, coarsely: another digit passes, a lost line or mark does not.
After a change that is meant: ``python -m tests.reference.pictures``, and look at each picture.
"""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image

from core import Catalog
from core.handout.papers import Papers
from core.handout.sheets import render_sheet_png
from core.memo import Memo
from tests.reference.pictures import FOLDER, WIDTH, all_pictures, papers

CELLS = (40, 57)
MOST = 16
"""How far the mean grey (0–255) of one of the 40 × 57 cells of a page may be from its reference."""


def cells(png: bytes) -> bytes:
    """The page as 40 × 57 greys."""
    picture = Image.open(io.BytesIO(png)).convert("L")
    return picture.resize(CELLS, Image.Resampling.BOX).tobytes()


def distance(one: bytes, other: bytes) -> int:
    """The largest difference of a cell."""
    return max(abs(a - b) for a, b in zip(cells(one), cells(other), strict=True))


def kept() -> dict[str, bytes]:
    """The reference pictures by file name."""
    return {path.name: path.read_bytes() for path in FOLDER.glob("*.png")}


def test_every_sheet_looks_like_its_reference_picture(catalog: Catalog) -> None:
    made, references = dict(all_pictures(catalog)), kept()
    assert made.keys() == references.keys()
    far = {name: distance(png, references[name]) for name, png in made.items()}
    assert {name: value for name, value in far.items() if value > MOST} == {}


def changed(name: str, family: Papers) -> Papers:
    """The papers with one small thing gone from a sheet."""
    if name == "memo":
        return replace(family, memo=family.memo.but(worries=frozenset(), main=None))
    if name in ("windows", "parents"):
        return replace(family, windows=())
    if name == "quotes":
        return replace(family, quotes=family.quotes[:1])
    assert family.plan is not None
    paper = family.plan.paper
    fewer = paper.but(signals_back=paper.signals_back[:1])
    return replace(family, plan=family.plan.but(paper=fewer))


@pytest.mark.parametrize("name", ["plan", "memo", "windows", "parents", "quotes"])
def test_the_comparison_notices_what_is_gone(catalog: Catalog, name: str) -> None:
    family = papers(catalog)
    assert family.memo != Memo()
    pages = render_sheet_png(name, changed(name, family), width_px=WIDTH)
    references = kept()
    far = [
        distance(png, references.get(f"{name}_filled_{number}.png", pages[0]))
        for number, png in enumerate(pages, start=1)
    ]
    assert max(far) > MOST


def test_the_sheets_have_no_colour(catalog: Catalog) -> None:
    for png in kept().values():
        picture = Image.open(io.BytesIO(png)).convert("RGB")
        assert all(red == green == blue for _, (red, green, blue) in picture.getcolors(1 << 16))  # type: ignore[misc, union-attr]
