"""What is looked for on the screen, as the visit keeps it: filters, what matters, what is compared.

Whatever stands there is read; what is none of it counts as not chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Annotated, Literal, NamedTuple, TypedDict, get_args

from core.base import Answerer, Frozen
from core.catalog import Catalog
from core.find.side_by_side import MOST_COMPARED
from core.find.wish import STATES, Found, State, Wish
from core.stage import Assessment
from core.tolerant import By, Read, Then, kept, list_of, one_of, reader, unlike, whole

Box = Literal["family_only", "cannot_go_out", "free_only", "remote"]
BOXES: tuple[Box, ...] = get_args(Box)
"""The conditions that are ticked."""
ANY = 0
"""No stage is looked for."""
More = Literal["more_fitting", "more_unmet", "more_waiting"]
FIRST: Mapping[More, int] = MappingProxyType(
    {"more_fitting": 8, "more_unmet": 0, "more_waiting": 0}
)
"""So many lines of a list are shown at first; 「ぜんぶ見る」 shows the rest."""
_ASKED_BY: Mapping[str, Box] = MappingProxyType(
    {
        "family": "family_only",
        "going_out": "cannot_go_out",
        "cost": "free_only",
        "remote": "remote",
    }
)
_MOST_CARDS = 10_000


def _some(names: Iterable[str]) -> Read:
    return list_of(one_of(*names))


_CARDS = By(lambda _: whole(0, _MOST_CARDS))


class _Kept(TypedDict, total=False):
    """The places of a visit's "find"."""

    stage: Literal[0, 1, 2, 3]
    family_only: bool
    cannot_go_out: bool
    free_only: bool
    remote: bool
    matters: Annotated[list[str], By(lambda data: _some(one.key for one in data.guide.matters))]
    compare: Annotated[list[str], By(lambda data: _some(data.by_service)), Then(unlike)]
    more_fitting: Annotated[int, _CARDS]
    more_unmet: Annotated[int, _CARDS]
    more_waiting: Annotated[int, _CARDS]


class Looked(Frozen):
    """What is looked for. ``stage``: None while nobody chose one, ANY where none is wanted."""

    stage: Literal[0, 1, 2, 3] | None = None
    family_only: bool = False
    cannot_go_out: bool = False
    free_only: bool = False
    remote: bool = False
    matters: tuple[str, ...] = ()
    compare: tuple[str, ...] = ()
    more_fitting: int = 0
    more_unmet: int = 0
    more_waiting: int = 0

    def ticked(self, box: Box) -> bool:
        """Whether this condition is asked for."""
        return bool(getattr(self, box))

    def shown(self, name: More) -> int:
        """How many lines of a list are shown."""
        return max(int(getattr(self, name)), FIRST[name])

    def stage_by(self, assessment: Assessment | None) -> int:
        """The stage looked for: the chosen one, else that of the check; ANY for none.

        While danger comes first, the check asks for no stage.
        """
        if self.stage is not None:
            return self.stage
        if assessment is None or assessment.alert == "now":
            return ANY
        return assessment.stage or ANY

    def wish(
        self, assessment: Assessment | None, age: int | None, answerer: Answerer = "family"
    ) -> Wish:
        """What ``find`` takes. ``age`` in years, None when not known.

        The person goes by itself: for it nothing asks where a family may go alone.
        """
        boxes = {box: self.ticked(box) for box in BOXES}
        boxes["family_only"] = self.family_only and answerer != "person"
        stage = self.stage_by(assessment) or None
        return Wish.model_validate({"stage": stage, "age": age, **boxes})

    def mattering(self, key: str, on: bool) -> list[str]:
        """What matters after ``key`` was ticked or not."""
        return [*(one for one in self.matters if one != key), *([key] if on else ())]

    def compared(self, service: str, on: bool) -> Compared:
        """What is compared after a service was ticked or not. A fourth is not taken."""
        rest = [one for one in self.compare if one != service]
        if on and len(rest) == MOST_COMPARED:
            return Compared(rest, is_full=True)
        return Compared([*rest, service] if on else rest, is_full=False)


class Compared(NamedTuple):
    """The services side by side, and whether one was refused because there were enough."""

    services: list[str]
    is_full: bool


def read_looked(raw: object, catalog: Catalog) -> Looked:
    """What a visit keeps. Matters stand in the order of the guide; three services are compared."""
    found = kept(reader(_Kept, catalog), raw, {})
    ticked = found.get("matters", ())
    found["matters"] = [one.key for one in catalog.guide.matters if one.key in ticked]
    found["compare"] = found.get("compare", [])[:MOST_COMPARED]
    return Looked.model_validate(found)


def box_of(kind: str) -> Box | None:
    """The box that asked for a condition (``Reason.kind``); None for the age."""
    return _ASKED_BY.get(kind)


def by_state(found: Iterable[Found]) -> dict[State, list[Found]]:
    """The services of each list: those that fit, that miss a condition, that may wait."""
    lists: dict[State, list[Found]] = {state: [] for state in STATES}
    for one in found:
        lists[one.state].append(one)
    return lists


__all__ = [
    "ANY",
    "BOXES",
    "FIRST",
    "Box",
    "Compared",
    "Looked",
    "More",
    "box_of",
    "by_state",
    "read_looked",
]
