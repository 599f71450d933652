"""The templates of the charts, made and validated by Altair: ``python -m tests.reference.charts``.

core.charts fills them; tests/core/test_charts.py makes them again and compares.
"""

from __future__ import annotations

import json
from typing import Any

import altair as alt

from core.charts import LETTERS, TEMPLATE

INK, SOLID, LIGHT = "#1b1f24", "#1a5288", "#9db8d2"


def days_template() -> dict[str, Any]:
    """Days a month → what the family pays in yen, without any days: made and validated by Altair.

    The band goes from the low to the high amount; the flat part shows where the cap holds.
    """
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


def write() -> None:
    """The template in data/charts, anew."""
    text = json.dumps(days_template(), ensure_ascii=False, indent=1)
    TEMPLATE.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    write()
