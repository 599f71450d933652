"""The chart of the days: a template of Altair's, filled without Altair."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import altair as alt
import pytest

from core import CostRequest, estimate
from core.catalog import Catalog
from core.charts import LETTERS, TEMPLATE, days_chart
from core.cost.otherwise import Curve
from core.cost.shown import days_curve
from tests.reference.charts import days_template

WORK = {"service": "employment_transition", "times": 20, "gross_yen_per_time": 7_000}


def curve(catalog: Catalog, **welfare: Any) -> Curve:
    request = CostRequest.model_validate(
        {"month": "2026-11", "person": {"age": 34}, "welfare": welfare, "usages": [WORK]}
    )
    found = days_curve(estimate(request, catalog), catalog)
    assert found is not None
    return found.curve


def test_the_template_is_what_altair_makes_today() -> None:
    assert json.loads(TEMPLATE.read_text(encoding="utf-8")) == days_template()


@pytest.mark.parametrize(
    "welfare",
    [
        {"tax": "taxed", "income_levy_yen": 100_000},
        {"tax": "exempt"},
        {},
        {"certificate_cap_yen": 37_200},
    ],
)
def test_a_filled_chart_is_valid_vega_lite(catalog: Catalog, welfare: dict[str, Any]) -> None:
    chart = days_chart(curve(catalog, **welfare), 25)
    made = alt.LayerChart.from_dict(chart, validate=True)
    assert made.to_dict()["layer"]


def test_the_chart_has_the_family_s_amounts_and_letters(catalog: Catalog) -> None:
    found = curve(catalog, tax="taxed", income_levy_yen=100_000)
    chart = days_chart(found, 25)
    rows = chart["layer"][0]["data"]["values"]
    assert [row["days"] for row in rows] == [point.days for point in found.points]
    # A tenth of 7,000 yen a day, and the cap of 9,300 from the fourteenth day on.
    assert {"days": 13, "low": 9_100, "high": 9_100} in rows
    assert {"days": 14, "low": 9_300, "high": 9_300} in rows
    assert {chart["config"]["axis"][name] for name in ("labelFontSize", "titleFontSize")} == {25}


def test_one_family_s_chart_leaves_nothing_in_the_next(catalog: Catalog) -> None:
    first = days_chart(curve(catalog, tax="taxed", income_levy_yen=100_000), 25)
    second = days_chart(curve(catalog, tax="exempt"))
    assert {row["high"] for row in second["layer"][0]["data"]["values"]} == {0}
    assert second["config"]["axis"]["labelFontSize"] == LETTERS
    assert max(row["high"] for row in first["layer"][0]["data"]["values"]) == 9_300


_SCREEN = """
import streamlit as st
from core import CostRequest, estimate, load_catalog
from core.charts import days_chart
from core.cost.shown import days_curve
work = {"service": "employment_transition", "times": 20}
catalog = load_catalog()
request = CostRequest.model_validate({"month": "2026-11", "usages": [work]})
found = days_curve(estimate(request, catalog), catalog)
st.vega_lite_chart(None, days_chart(found.curve), theme=None, alt="x")
"""
_SHOWN = f"""
import sys
from streamlit.testing.v1 import AppTest
shown = AppTest.from_string({_SCREEN!r}).run(timeout=30)
assert not shown.exception and len(shown.main.children) == 1
print(sorted({{"altair", "pandas"}} & set(sys.modules)))
"""


def test_a_shown_chart_loads_neither_altair_nor_pandas() -> None:
    """110 MB of a server that 300 people share."""
    done = subprocess.run(
        [sys.executable, "-c", _SHOWN], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
