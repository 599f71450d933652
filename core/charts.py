"""The chart of a result: a template that Altair made once, filled with a family's amounts.

The app never loads Altair and pandas: together they are 110 MB of memory. The template is made anew
by ``python -m tests.reference.charts``.
"""

from __future__ import annotations

import json
from copy import deepcopy
from functools import lru_cache
from typing import Any

from core.catalog import DATA
from core.cost.otherwise import Curve

LETTERS = 18
"""Pixels of a letter, where no other size was chosen."""
TEMPLATE = DATA / "charts" / "days.json"


@lru_cache(maxsize=1)
def _template() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(TEMPLATE.read_text(encoding="utf-8"))
    return found


def days_chart(curve: Curve, letters: int = LETTERS) -> dict[str, Any]:
    """The Vega-Lite chart of a curve, with letters of so many pixels; yen per month."""
    chart = deepcopy(_template())
    axis = chart["config"]["axis"]
    axis["labelFontSize"] = axis["titleFontSize"] = letters
    chart["layer"][0]["data"]["values"] = [
        {"days": point.days, "low": point.payable.low, "high": point.payable.high}
        for point in curve.points
    ]
    return chart
