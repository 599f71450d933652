"""あしばノート: all logic. No Streamlit below here.

>>> from core import load_catalog, StageCheck, assess
>>> assess(StageCheck(), load_catalog()).outcome
'unclear'

Each name is imported when it is first asked for: who only estimates does not load the plan, and
who only reads the screens does not load the press.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.case import Case
    from core.catalog import Catalog, load_catalog
    from core.contacts import LocalWindow, centres_for
    from core.cost.estimate import Estimate, estimate, estimate_rest
    from core.cost.request import CostRequest
    from core.errors import DataError, FigureNotInForce
    from core.handout.papers import Papers
    from core.handout.plan_sheet import (
        missing_glyphs,
        render_blank_plan_pdf,
        render_plan_pdf,
        render_plan_png,
    )
    from core.handout.sheets import missing_in, render_sheet_png, render_sheets_pdf
    from core.messages import japanese_faults
    from core.money import YenRange, parse_yen, yen_text
    from core.plan import Plan, compose_plan
    from core.stage import Assessment, StageCheck, assess, merge_answers
    from core.windows_file import read_windows, write_windows

__all__ = [
    "Assessment",
    "Case",
    "Catalog",
    "CostRequest",
    "DataError",
    "Estimate",
    "FigureNotInForce",
    "LocalWindow",
    "Papers",
    "Plan",
    "StageCheck",
    "YenRange",
    "assess",
    "centres_for",
    "compose_plan",
    "estimate",
    "estimate_rest",
    "japanese_faults",
    "load_catalog",
    "merge_answers",
    "missing_glyphs",
    "missing_in",
    "parse_yen",
    "read_windows",
    "render_blank_plan_pdf",
    "render_plan_pdf",
    "render_plan_png",
    "render_sheet_png",
    "render_sheets_pdf",
    "write_windows",
    "yen_text",
]

_NAMES_OF = {
    "core.case": ("Case",),
    "core.catalog": ("Catalog", "load_catalog"),
    "core.contacts": ("LocalWindow", "centres_for"),
    "core.cost.estimate": ("Estimate", "estimate", "estimate_rest"),
    "core.cost.request": ("CostRequest",),
    "core.errors": ("DataError", "FigureNotInForce"),
    "core.handout.papers": ("Papers",),
    "core.handout.plan_sheet": (
        "missing_glyphs",
        "render_blank_plan_pdf",
        "render_plan_pdf",
        "render_plan_png",
    ),
    "core.handout.sheets": ("missing_in", "render_sheet_png", "render_sheets_pdf"),
    "core.messages": ("japanese_faults",),
    "core.money": ("YenRange", "parse_yen", "yen_text"),
    "core.plan": ("Plan", "compose_plan"),
    "core.stage": ("Assessment", "StageCheck", "assess", "merge_answers"),
    "core.windows_file": ("read_windows", "write_windows"),
}
_HOME = {name: module for module, names in _NAMES_OF.items() for name in names}


def __getattr__(name: str) -> Any:
    """Import a public name from its module, once (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value
