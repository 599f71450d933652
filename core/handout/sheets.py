"""All sheets by name: their data, filled or blank, as one PDF or as pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module

from core.handout.papers import Papers
from core.handout.plan_sheet import missing_glyphs, render_plan_pdf
from core.handout.press import Bound, bind, print_png
from core.handout.sheet import Sheet
from core.handout.text import Tidy
from core.sheet_words import SheetWords

SHEETS = tuple(
    name for name in SheetWords.model_fields if name not in ("list", "shared", "printing")
)
"""The names, in the order in which they go home. Each has <name>.typ and <name>_sheet.py."""


def sheet_data(name: str, papers: Papers, *, filled: bool, tidy: Tidy) -> Sheet:
    """What the template of a sheet needs. Raises KeyError for a name that is no sheet."""
    if name not in SHEETS:
        raise KeyError(name)
    module = import_module(f"core.handout.{name}_sheet")
    made: Sheet = (module.filled if filled else module.blank)(papers, tidy)
    return made


def _data(chosen: Mapping[str, bool], papers: Papers, tidy: Tidy) -> dict[str, Sheet]:
    return {
        name: sheet_data(name, papers, filled=chosen[name], tidy=tidy)
        for name in SHEETS
        if name in chosen
    }


def bind_sheets(chosen: Mapping[str, bool], papers: Papers) -> Bound:
    """The chosen sheets as one accessible A4 PDF, each on paper of its own, and where each stands:
    {name: True filled, False blank}.

    The same papers give the same bytes. Raises KeyError for a name that is no sheet, ValueError
    when none is chosen.
    """
    unknown = chosen.keys() - set(SHEETS)
    if unknown:
        raise KeyError(min(unknown))
    if not chosen:
        raise ValueError("紙を一つ以上えらんでください")
    return bind(_data(chosen, papers, Tidy()), papers.made_on)


def render_sheets_pdf(chosen: Mapping[str, bool], papers: Papers) -> bytes:
    """The file of ``bind_sheets``."""
    if dict(chosen) == {"plan": True} and papers.plan is not None:
        return render_plan_pdf(papers.plan, papers.catalog)  # already printed to see that it fits
    return bind_sheets(chosen, papers).pdf


def render_sheet_png(
    name: str, papers: Papers, *, filled: bool = True, width_px: int = 1000
) -> tuple[bytes, ...]:
    """One sheet as pictures, one a page, ``width_px`` pixels wide."""
    return print_png(
        {name: sheet_data(name, papers, filled=filled, tidy=Tidy())}, width_px=width_px
    )


def missing_in(chosen: Iterable[str], papers: Papers) -> tuple[str, ...]:
    """The characters on the filled sheets that no font of the paper has; each is printed as 〓."""
    tidy = Tidy()
    for name in chosen:
        if name == "plan" and papers.plan is not None:
            tidy.missing.update(dict.fromkeys(missing_glyphs(papers.plan)))
        else:
            sheet_data(name, papers, filled=True, tidy=tidy)
    return tuple(tidy.missing)
