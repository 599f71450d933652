"""The Altair chart of a result. Altair and pandas are imported only when a chart is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.cost.otherwise import Curve

if TYPE_CHECKING:
    import altair as alt

INK, SOLID, LIGHT = "#1b1f24", "#1a5288", "#9db8d2"

LETTERS = 18
"""Pixels of a letter, where no other size was chosen."""


def curve_chart(curve: Curve, letters: int = LETTERS) -> alt.LayerChart:
    """Days a month → what the family pays: the flat part shows where the cap holds.

    The band goes from the low to the high amount; yen per month.
    """
    import altair as alt
    import pandas as pd

    frame = pd.DataFrame(
        [
            {"days": point.days, "low": point.payable.low, "high": point.payable.high}
            for point in curve.points
        ]
    )
    style: dict[str, Any] = {
        "labelFontSize": letters,
        "titleFontSize": letters,
        "titleFontWeight": "normal",
        "labelColor": INK,
        "titleColor": INK,
        "gridColor": "#c9c5bb",
        "domainColor": INK,
    }
    days = alt.X("days:Q", axis=alt.Axis(title="1か月の日数", tickCount=6, format="d", **style))
    yen = alt.Axis(title="円（1か月）", tickCount=4, format=",d", titleAnchor="start", **style)
    base = alt.Chart(frame).encode(x=days)
    band = base.mark_area(color=LIGHT, opacity=0.7).encode(y=alt.Y("low:Q", axis=yen), y2="high:Q")
    high = base.mark_line(color=SOLID, strokeWidth=3).encode(y="high:Q")
    low = base.mark_line(color=SOLID, strokeWidth=3).encode(y="low:Q")
    chart: alt.LayerChart = (
        alt.layer(band, low, high)
        .properties(height=220, width="container")
        .configure_view(stroke=None)
        .configure_mark(aria=False)  # the whole chart has one name, given by the screen
        .configure_axis(aria=False)
    )
    return chart
