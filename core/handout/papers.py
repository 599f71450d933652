"""What the sheets are made from: one value for all of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from core.base import Answerer
from core.case import Case
from core.catalog import Catalog
from core.contacts import CentreChoice, LocalWindow, centres_for
from core.memo import Memo
from core.plan import Plan
from core.provider import Quote


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
