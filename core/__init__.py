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

if TYPE_CHECKING:  # the same names for the type checker; a test keeps them equal
    from core.case import Case as Case
    from core.catalog import Catalog as Catalog
    from core.catalog import load_catalog as load_catalog
    from core.contacts import LocalWindow as LocalWindow
    from core.contacts import centres_for as centres_for
    from core.cost.estimate import Estimate as Estimate
    from core.cost.estimate import estimate as estimate
    from core.cost.estimate import estimate_rest as estimate_rest
    from core.cost.request import CostRequest as CostRequest
    from core.errors import DataError as DataError
    from core.errors import FigureNotInForce as FigureNotInForce
    from core.handout.papers import Papers as Papers
    from core.handout.plan_sheet import missing_glyphs as missing_glyphs
    from core.handout.plan_sheet import render_blank_plan_pdf as render_blank_plan_pdf
    from core.handout.plan_sheet import render_plan_pdf as render_plan_pdf
    from core.handout.plan_sheet import render_plan_png as render_plan_png
    from core.handout.sheets import missing_in as missing_in
    from core.handout.sheets import render_sheet_png as render_sheet_png
    from core.handout.sheets import render_sheets_pdf as render_sheets_pdf
    from core.messages import japanese_faults as japanese_faults
    from core.money import YenRange as YenRange
    from core.money import parse_yen as parse_yen
    from core.money import yen_text as yen_text
    from core.plan import Plan as Plan
    from core.plan import compose_plan as compose_plan
    from core.stage import Assessment as Assessment
    from core.stage import StageCheck as StageCheck
    from core.stage import assess as assess
    from core.stage import merge_answers as merge_answers
    from core.windows_file import read_windows as read_windows
    from core.windows_file import write_windows as write_windows

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
"""The face: each public name under the module that it stands in."""
_HOME = {name: module for module, names in _NAMES_OF.items() for name in names}
__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    """Import a public name from its module, once (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value
