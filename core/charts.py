"""Altair charts from results. Altair and pandas are imported only when a chart is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.cost.estimate import Estimate
from core.money import yen_text

if TYPE_CHECKING:
    import altair as alt

INK, SOLID, LIGHT, DASH = "#1b1f24", "#1a5288", "#9db8d2", "#1b1f24"


def _bars(result: Estimate) -> list[dict[str, object]]:
    return [
        {
            "name": line.name,
            "low": line.before_cap.low,
            "high": line.before_cap.high,
            "amount": yen_text(line.before_cap),
        }
        for ledger in result.ledgers
        for line in ledger.lines
        if line.before_cap.high > 0
    ]


def share_chart(result: Estimate, cap_words: str) -> alt.LayerChart | None:
    """Range bars per service before any cap, and the welfare cap as a dashed line.

    None when nothing costs anything. ``cap_words`` is what stands at the dashed line. Solid up to
    the low end, lighter to the high end; the amount stands at the bar's end; yen per month.
    """
    import altair as alt
    import pandas as pd

    rows = _bars(result)
    if not rows:
        return None
    frame = pd.DataFrame(rows)
    widest = max(line["high"] for line in rows)  # type: ignore[type-var]
    axis = alt.Axis(
        format=",",
        title="円（月）",
        labelFontSize=18,
        titleFontSize=18,
        labelColor=INK,
        titleColor=INK,
        tickCount=4,
        grid=False,
    )
    scale = alt.Scale(domainMin=0, domainMax=int(widest) * 1.7, nice=False)  # type: ignore[call-overload]
    x = alt.X("low:Q", axis=axis, scale=scale)
    y = alt.Y(
        "name:N",
        sort=None,
        axis=alt.Axis(title=None, labelFontSize=18, labelColor=INK, labelLimit=190),
    )
    base = alt.Chart(frame)
    solid = base.mark_bar(color=SOLID, height=22).encode(x=x, y=y)
    light = base.mark_bar(color=LIGHT, height=22).encode(
        x=alt.X("low:Q", axis=axis, scale=scale), x2="high:Q", y=y
    )
    text = base.mark_text(align="left", dx=6, fontSize=18, color=INK).encode(
        x=alt.X("high:Q", axis=axis, scale=scale), y=y, text="amount:N"
    )
    layers: list[alt.Chart] = [light, solid, text]
    cap = result.ledger("welfare").cap
    if cap is not None and cap.exact and result.ledger("welfare").lines:
        rule = alt.Chart(pd.DataFrame({"cap": [cap.high], "words": [cap_words]}))
        layers.append(
            rule.mark_rule(color=DASH, strokeDash=[6, 4], strokeWidth=2).encode(
                x=alt.X("cap:Q", axis=axis, scale=scale)
            )
        )
    return (
        alt.layer(*layers)
        .properties(height=min(220, 46 * len(rows) + 40), width="container")
        .configure_view(stroke=None)
    )
