"""Which sheets somebody may choose, and which are chosen."""

from __future__ import annotations

from core.case import from_answers
from core.case.answers import Raw, part_of
from core.catalog import Catalog
from core.handout.sheets import SHEETS


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
