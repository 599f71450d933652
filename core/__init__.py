"""あしばノート: all logic. No Streamlit below here.

>>> from core import load_catalog, StageCheck, assess
>>> assess(StageCheck(), load_catalog()).outcome
'unclear'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.case import Case
from core.catalog import Catalog, load_catalog
from core.contacts import LocalWindow
from core.cost.estimate import Estimate, estimate, estimate_rest
from core.cost.request import CostRequest
from core.errors import DataError, FigureNotInForce
from core.messages import japanese_faults
from core.money import YenRange, parse_yen, yen_text
from core.plan import Plan, compose_plan
from core.stage import Assessment, StageCheck, assess, merge_answers

if TYPE_CHECKING:
    from core.handout.plan_sheet import (
        missing_glyphs,
        render_blank_plan_pdf,
        render_plan_pdf,
        render_plan_png,
    )

__all__ = [
    "Assessment",
    "Case",
    "Catalog",
    "CostRequest",
    "DataError",
    "Estimate",
    "FigureNotInForce",
    "LocalWindow",
    "Plan",
    "StageCheck",
    "YenRange",
    "assess",
    "compose_plan",
    "estimate",
    "estimate_rest",
    "japanese_faults",
    "load_catalog",
    "merge_answers",
    "missing_glyphs",
    "parse_yen",
    "render_blank_plan_pdf",
    "render_plan_pdf",
    "render_plan_png",
    "yen_text",
]

_PAPER = ("missing_glyphs", "render_blank_plan_pdf", "render_plan_pdf", "render_plan_png")
"""What prints: imported when it is first asked for, so that the screens start without it."""


def __getattr__(name: str) -> Any:
    if name not in _PAPER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from core.handout import plan_sheet

    return getattr(plan_sheet, name)
