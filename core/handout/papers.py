"""What the sheets are made from: one value for all of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from core.base import Answerer
from core.case import Case, from_answers
from core.case.answers import Raw
from core.catalog import Catalog
from core.contacts import CentreChoice, LocalWindow, centres_for
from core.memo import Memo
from core.plan import Plan, compose_plan
from core.provider import Quote
from core.tolerant import as_dict


@dataclass(frozen=True, slots=True)
class Papers:
    """One family's plan, answers and windows on one day.

    ``plan`` and ``case`` are None where nothing was answered: every sheet can be printed blank.
    ``prefecture`` and ``city`` (designated city) choose the rows of the public centres.
    """

    catalog: Catalog
    made_on: date
    answerer: Answerer = "family"
    plan: Plan | None = None
    case: Case | None = None
    memo: Memo = field(default_factory=Memo)
    windows: tuple[LocalWindow, ...] = ()
    prefecture: str | None = None
    city: str | None = None
    example: str | None = None
    """The id of the fictional family that a meeting works with."""
    quotes: tuple[Quote, ...] = ()
    """Private quotes to set side by side."""

    @property
    def centres(self) -> CentreChoice | None:
        """The public centres of the place; None where no prefecture is chosen."""
        if self.prefecture is None:
            return None
        return centres_for(self.catalog, self.prefecture, self.city, self.made_on)


def papers_of(raw: Raw, catalog: Catalog, today: date, plan: Plan | None = None) -> Papers:
    """Everything the sheets are made from, out of what was said (``core.case.answers``).

    ``plan``: of the same answers and day, where it was composed already.
    """
    case, windows = from_answers.case_of(raw, catalog, today), from_answers.windows_of(raw)
    prefecture, city = from_answers.place_of(raw, catalog)
    example = as_dict(raw).get("example")
    return Papers(
        catalog=catalog,
        made_on=today,
        answerer=from_answers.answerer_of(raw),
        plan=plan or compose_plan(case, catalog, today, windows),
        case=case,
        memo=from_answers.memo_of(raw, catalog),
        windows=windows,
        prefecture=prefecture,
        city=city,
        quotes=from_answers.quotes_of(raw)[0],
        example=example if isinstance(example, str) else None,
    )


def spoken(plan: Plan) -> str:
    """The plan's paper in words, for those who cannot see the picture: what stands on it only."""
    shown = plan.printed
    parts = (("いま", shown.now), ("次", shown.next), ("その先", shown.later))
    said = {name: [step.title for step in steps] for name, steps in parts}
    return "計画の紙。" + "。".join(
        f"{name}：{'、'.join(titles)}" for name, titles in said.items() if titles
    )
