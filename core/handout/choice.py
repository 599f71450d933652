"""Which sheets somebody may choose, which are chosen, and what of a family is on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from core.case import from_answers
from core.case.answers import Raw, part_of
from core.catalog import Catalog
from core.edit import PlanEdits
from core.handout.papers import Papers
from core.handout.sheets import SHEETS
from core.memo import Memo

Written = Literal["blank", "safety", "typed", "nameless"]
"""What stands on the sheets of a family's own: nothing yet, safety answers, words, or no name."""


def offered(raw: Raw, catalog: Catalog) -> tuple[str, ...]:
    """The sheets for whoever answers: what is handed to the family only for the person, and never
    where the person is being hurt."""
    check = from_answers.check_for_plan(raw, catalog)
    hurt = check is not None and check.safety.harmed in ("now", "recent")
    handed = from_answers.answerer_of(raw) == "person" and not hurt
    return tuple(name for name in SHEETS if name != "handover" or handed)


def chosen(raw: Raw, catalog: Catalog) -> dict[str, bool]:
    """{sheet: True filled, False blank} in the order of the sheets; 一枚 and 計画 until one chooses."""
    kept = {"overview": "filled", "plan": "filled", **(part_of(raw, "sheets", catalog) or {})}
    how = {name: kept.get(name, "none") for name in offered(raw, catalog)}
    return {name: one == "filled" for name, one in how.items() if one != "none"}


def written_on(raw: Raw, made: Papers, names: Mapping[str, bool]) -> Written:
    """What of a family's own stands on these sheets (``names``: True filled): the gravest of it."""
    filled = {name for name, is_filled in names.items() if is_filled}
    if not filled:
        return "blank"
    memo = made.memo if "memo" in filled else Memo()
    if memo.with_safety:
        return "safety"
    changed = from_answers.edits_of(raw, made.made_on) != PlanEdits()
    typed = "plan" in filled and (raw.get("notes") or changed)
    quotes = "quotes" in filled and made.quotes
    return "typed" if typed or quotes or memo != Memo() else "nameless"
