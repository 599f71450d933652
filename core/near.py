"""The windows to call as a screen shows them: of a place, with the number of each, and of the country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from core import said
from core.base import Voice
from core.catalog import Catalog, Centre, Hotline, OfficialList
from core.contacts import CentreChoice, LocalWindow, number_of, reaches
from core.own_windows import Windows, shown_window

AMBULANCE = "ambulance_consult"
"""The id of #7119 among the hotlines: it stands beside the number of the region."""
_LIST_OF = {"mhw_center": "mental_health"}
_LIST = "voice_station"
"""The official list in which centres stand; of one kind there is another."""


# -- the centres of a place ---------------------------------------------------------------------


def centres_once(choice: CentreChoice) -> tuple[Centre, ...]:
    """The centres of a place. What the prefecture and the city run together has a row for each (広島)."""
    first: dict[str, Centre] = {}
    for centre in choice.centres:
        first.setdefault(centre.name, centre)
    return tuple(first.values())


@dataclass(frozen=True, slots=True)
class CentreShown:
    """What is shown of a centre: its number, else that of an own window (``written``), else neither.

    ``note`` is what the data says of it; "" where it would speak of another number.
    ``says_missing``: that there is no number still has to be said. ``lists``: where to look for one.
    """

    centre: Centre
    number: str
    written: LocalWindow | None
    own: str
    lists: tuple[OfficialList, ...]

    @property
    def whose(self) -> Literal["centre", "own", "none"]:
        """Whose number is shown."""
        return "centre" if self.number else "own" if self.own else "none"

    @property
    def note(self) -> str:
        """A note beside an own number stays only where it does not speak of the data's number."""
        if self.whose == "own" and self.centre.status != "name_only":
            return ""
        return self.centre.note

    @property
    def says_missing(self) -> bool:
        """The note of a contradiction says by itself that there is no number."""
        return self.whose == "none" and self.centre.status != "conflict"


def centre_shown(centre: Centre, kept: Windows, today: date, catalog: Catalog) -> CentreShown:
    """A centre with the number that may be shown of it today. ``kept``: the own windows."""
    number = number_of(centre, today)
    written = shown_window(kept, "window", centre.name, today)
    own = "" if written is None else number_of(written, today)
    lists = tuple(
        one for one in catalog.windows.lists if one.id == _LIST_OF.get(centre.kind, _LIST)
    )
    return CentreShown(centre, number, written, own, () if number else lists)


class Today(NamedTuple):
    """What of a place can be called today, and what has no number yet.

    ``parts``: windows with a number for single towns and regions. ``gap``: no centre of this field
    has a number, the place's nor the prefecture's.
    """

    numbers: tuple[CentreShown, ...]
    parts: tuple[CentreShown, ...]
    others: tuple[CentreShown, ...]
    gap: bool


def today_of(choice: CentreChoice, kept: Windows, today: date, catalog: Catalog) -> Today:
    """The centres, the mental health centres and the windows of towns: those with a number first.

    ``kept``: the own windows; a number that was written in counts.
    """
    rows = (*centres_once(choice), *choice.mental_health, *choice.parts)
    shown = [centre_shown(one, kept, today, catalog) for one in rows]
    found = [one for one in shown if one.whose != "none"]
    return Today(
        numbers=tuple(one for one in found if not one.centre.is_of_a_part),
        parts=tuple(one for one in found if one.centre.is_of_a_part),
        others=tuple(one for one in shown if one.whose == "none"),
        gap=not any(one.centre in choice.centres for one in found),
    )


def number_from(centre: Centre) -> str:
    """「2020年10月の資料にある番号です。」: how old the page is on which a number stands."""
    dated = said.part_of_date(centre.source_date) if centre.source_date else "日付のない"
    return (
        f"{dated}の資料にある番号です。" if centre.source_date else f"{dated}資料にある番号です。"
    )


class Notes(NamedTuple):
    """What is said of a place: whether where to begin comes first, and all the rest."""

    first_step: bool
    rest: tuple[Voice, ...]


def notes_of(choice: CentreChoice, catalog: Catalog) -> Notes:
    """What is missing at a place; where no centre has a number, where to begin comes first."""
    first = catalog.windows.texts.first_step
    return Notes(first in choice.notes, tuple(one for one in choice.notes if one != first))


# -- the lines of the country -------------------------------------------------------------------

Lines = tuple[Hotline, ...]


class National(NamedTuple):
    """The lines of the country: of each group, those that every town has, and all others."""

    groups: tuple[Lines, ...]
    towns: Lines
    others: Lines


def national_lines(catalog: Catalog, groups: Sequence[Sequence[str]]) -> National:
    """The lines by what they are for; what stands in the first group is not said again.

    The line of one prefecture stands with that prefecture, #7119 beside the number of the region. A
    line that reaches nobody by itself is a window that every town has.
    """
    everywhere = [one for one in catalog.hotlines if not one.pref_code]
    lines = [one for one in everywhere if reaches(one)]
    found: list[Lines] = []
    told = {AMBULANCE}
    for uses in groups:
        mine = tuple(one for one in lines if set(uses) & set(one.uses))
        told |= {one.id for one in mine}
        found.append(tuple(one for one in mine if not found or one not in found[0]))
    towns = tuple(one for one in everywhere if not reaches(one))
    return National(tuple(found), towns, tuple(one for one in lines if one.id not in told))
