"""Altair charts from results. Altair and pandas are imported only when a chart is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.cost.estimate import Estimate
from core.cost.otherwise import Curve
from core.money import yen_text

if TYPE_CHECKING:
    import altair as alt

INK, SOLID, LIGHT = "#1b1f24", "#1a5288", "#9db8d2"

MOST_BARS = 5
ROW, AXIS = 76, 64
"""Pixels: one service (its words and its bar), and the axis below all of them."""
LETTERS = 18
"""Pixels of a letter, where no other size was chosen; ROW and AXIS are for this size."""


def _bars(result: Estimate) -> list[dict[str, object]]:
    return [
        {
            "name": line.name,
            "low": line.before_cap.low,
            "high": line.before_cap.high,
            "label": f"{line.name}\n{yen_text(line.before_cap)}",
        }
        for ledger in result.ledgers
        for line in ledger.lines
        if line.before_cap.high > 0
    ][:MOST_BARS]


def share_chart(result: Estimate, letters: int = LETTERS) -> alt.LayerChart | None:
    """Range bars per service before any cap, and the welfare cap as a dashed line.

    None when nothing costs anything. Name and amount stand above each bar, so that a narrow phone
    has the whole width for it; solid up to the low end, lighter to the high end; yen per month.
    """
    import altair as alt
    import pandas as pd

    rows = _bars(result)
    if not rows:
        return None
    order = [str(row["name"]) for row in rows]
    axis = alt.Axis(
        format=",d",
        title="円（1か月）",
        labelFontSize=letters,
        titleFontSize=letters,
        titleFontWeight="normal",
        labelColor=INK,
        titleColor=INK,
        tickCount=3,
        gridColor="#c9c5bb",
        domainColor=INK,
    )
    frame = pd.DataFrame([{**row, "zero": 0} for row in rows])
    base = alt.Chart(frame).encode(y=alt.Y("name:N", sort=order, axis=None))
    low = alt.X("low:Q", axis=axis, scale=alt.Scale(domainMin=0))
    light = base.mark_bar(color=LIGHT, height=14, yOffset=27 * letters // LETTERS).encode(
        x=low, x2="high:Q"
    )
    solid = base.mark_bar(color=SOLID, height=14, yOffset=27 * letters // LETTERS).encode(
        x="zero:Q", x2="low:Q"
    )
    lines = base.encode(x="zero:Q", text="label:N")
    written: dict[str, Any] = {
        "align": "left",
        "baseline": "top",
        "yOffset": -34 * letters // LETTERS,
        "xOffset": 2,
        "fontSize": letters,
        "lineHeight": letters * 4 // 3,
        "lineBreak": "\n",
        "clip": True,  # else a long name would push the bars together
    }
    words = lines.mark_text(color=INK, **written)
    # The dashed line of the cap runs behind the words, not through them.
    around = lines.mark_text(color="white", stroke="white", strokeWidth=6, **written)
    layers = [light, solid]
    welfare = result.ledger("welfare")
    if welfare.lines and welfare.cap is not None and welfare.cap.exact:
        cap = alt.Chart(pd.DataFrame({"cap": [welfare.cap.high]}))
        rule = cap.mark_rule(color=INK, strokeDash=[6, 4], strokeWidth=2)
        layers.append(rule.encode(x="cap:Q"))
    layers += [around, words]
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .properties(height=(ROW * len(rows) + AXIS) * letters // LETTERS, width="container")
        .configure_view(stroke=None)
        .configure(padding={"left": 5, "right": 24, "top": 5, "bottom": 5})
        .configure_mark(aria=False)
        .configure_axis(aria=False)
    )
    return chart


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
