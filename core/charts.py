"""The chart of a result: a template that Altair made once, filled with a family's amounts.

``python -m core.charts`` makes the template anew (data/charts/days.json). The app itself never loads
Altair and pandas: together they are 110 MB of memory, and half a second of each chart.
"""

from __future__ import annotations

import json
from copy import deepcopy
from functools import lru_cache
from typing import Any

from core.catalog.catalog import DATA
from core.cost.otherwise import Curve

INK, SOLID, LIGHT = "#1b1f24", "#1a5288", "#9db8d2"

LETTERS = 18
"""Pixels of a letter, where no other size was chosen."""
TEMPLATE = DATA / "charts" / "days.json"


def days_template() -> dict[str, Any]:
    """Days a month → what the family pays in yen, without any days: made and validated by Altair.

    The band goes from the low to the high amount; the flat part shows where the cap holds.
    """
    import altair as alt

    days = alt.X("days:Q", axis=alt.Axis(title="1か月の日数", tickCount=6, format="d"))
    yen = alt.Axis(title="円（1か月）", tickCount=4, format=",d", titleAnchor="start")
    base = alt.Chart(alt.NamedData(name="days")).encode(x=days)
    band = base.mark_area(color=LIGHT, opacity=0.7).encode(y=alt.Y("low:Q", axis=yen), y2="high:Q")
    high = base.mark_line(color=SOLID, strokeWidth=3).encode(y="high:Q")
    low = base.mark_line(color=SOLID, strokeWidth=3).encode(y="low:Q")
    chart = (
        alt.layer(alt.layer(band, low, high))
        .properties(height=220, width="container")
        .configure_view(stroke=None)
        .configure_mark(aria=False)  # the whole chart has one name, given by the screen
        .configure_axis(
            aria=False,
            domainColor=INK,
            gridColor="#c9c5bb",
            labelColor=INK,
            labelFontSize=LETTERS,
            titleColor=INK,
            titleFontSize=LETTERS,
            titleFontWeight="normal",
        )
    )
    made: dict[str, Any] = chart.to_dict()
    # The days go to the inner layer: for those of the outer one Streamlit would load pandas.
    del made["data"]
    made["layer"][0]["data"] = {"values": []}
    return made


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


if __name__ == "__main__":
    TEMPLATE.parent.mkdir(exist_ok=True)
    text = json.dumps(days_template(), ensure_ascii=False, indent=1)
    TEMPLATE.write_text(f"{text}\n", encoding="utf-8")
