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
    from core.contacts import LocalWindow
    from core.cost.estimate import Estimate, estimate, estimate_rest
    from core.cost.request import CostRequest
    from core.errors import DataError, FigureNotInForce
    from core.handout.plan_sheet import (
        missing_glyphs,
        render_blank_plan_pdf,
        render_plan_pdf,
        render_plan_png,
    )
    from core.messages import japanese_faults
    from core.money import YenRange, parse_yen, yen_text
    from core.plan import Plan, compose_plan
    from core.stage import Assessment, StageCheck, assess, merge_answers

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

_NAMES_OF = {
    "core.case": ("Case",),
    "core.catalog": ("Catalog", "load_catalog"),
    "core.contacts": ("LocalWindow",),
    "core.cost.estimate": ("Estimate", "estimate", "estimate_rest"),
    "core.cost.request": ("CostRequest",),
    "core.errors": ("DataError", "FigureNotInForce"),
    "core.handout.plan_sheet": (
        "missing_glyphs",
        "render_blank_plan_pdf",
        "render_plan_pdf",
        "render_plan_png",
    ),
    "core.messages": ("japanese_faults",),
    "core.money": ("YenRange", "parse_yen", "yen_text"),
    "core.plan": ("Plan", "compose_plan"),
    "core.stage": ("Assessment", "StageCheck", "assess", "merge_answers"),
}
_HOME = {name: module for module, names in _NAMES_OF.items() for name in names}


def __getattr__(name: str) -> Any:
    """Import a public name from its module, once (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value
