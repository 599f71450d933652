"""The sheets look as they looked when somebody last looked at them.

Compared is where ink stands, coarsely: a changed word or number passes, a broken page does not.
After a change that is meant: ``python -m tests.reference.pictures``, and look at each picture.
"""

from __future__ import annotations

import io

from PIL import Image

from core import Catalog
from tests.reference.pictures import FOLDER, all_pictures

CELLS = (12, 17)
MOST = 14
"""How far the mean grey (0–255) of one of the 12 × 17 cells of a page may be from its reference."""


def cells(png: bytes) -> bytes:
    """The page as 12 × 17 greys."""
    picture = Image.open(io.BytesIO(png)).convert("L")
    return picture.resize(CELLS, Image.Resampling.BOX).tobytes()


def distance(one: bytes, other: bytes) -> int:
    """The largest difference of a cell."""
    return max(abs(a - b) for a, b in zip(cells(one), cells(other), strict=True))


def test_every_sheet_looks_like_its_reference_picture(catalog: Catalog) -> None:
    made = dict(all_pictures(catalog))
    kept = {path.name: path.read_bytes() for path in FOLDER.glob("*.png")}
    assert made.keys() == kept.keys()
    far = {name: distance(png, kept[name]) for name, png in made.items()}
    assert {name: value for name, value in far.items() if value > MOST} == {}


def test_the_comparison_notices_another_page(catalog: Catalog) -> None:
    kept = {path.name: path.read_bytes() for path in FOLDER.glob("*.png")}
    assert distance(kept["plan_filled_1.png"], kept["plan_filled_2.png"]) > MOST
    assert distance(kept["memo_filled_1.png"], kept["memo_blank_1.png"]) > MOST
