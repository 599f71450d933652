"""What was said in one visit, read and written by the names of ``core.case.answers`` alone.

The screens hand in the plain dict that the tab keeps; they never change it themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import lru_cache
from itertools import pairwise
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints, is_typeddict

from core.case.answers import Visit

Way = tuple[str | int, ...]
"""From part to part down to one answer: ("cost", "person", "married"), ("quotes", 0, "name")."""

SHARED = frozenset({"answerer", "checks", "example", "sheets", "windows", "windows_new"})
"""What an example and a family both use: a meeting needs its own windows, and ``checks`` holds each
answerer's apart. Everything else is the family's own, also where it lives."""
_ASIDE, _ASIDE_OF = "aside", "aside_of"


class UnknownPlace(LookupError):
    """A place that the schema does not know: a slip in a screen, never a family's."""


class _Place(NamedTuple):
    """What may stand below a place of the schema."""

    names: Mapping[str, _Place]
    any_name: _Place | None = None
    any_row: _Place | None = None


_FREE = _Place({})
"""The fields of a form: what may stand there, at any depth, its reader says."""


@lru_cache(maxsize=1)
def _schema() -> _Place:
    return _place(Visit)


def _place(kind: Any) -> _Place:
    if get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if is_typeddict(kind):
        hints = get_type_hints(kind, include_extras=True)
        return _Place({name: _place(below) for name, below in hints.items()})
    if get_origin(kind) is list:
        return _Place({}, any_row=_place(get_args(kind)[0]))
    if get_origin(kind) is dict:
        return _Place({}, any_name=_place(get_args(kind)[1]))
    return _FREE if kind is Any or get_origin(kind) is Mapping else _Place({})


def _is_known(way: Way) -> bool:
    """Whether the schema has this place. What is remembered is the schema: no way that was gone."""
    place: _Place | None = _schema()
    for name in way:
        if place is None or place is _FREE:
            break
        row = place.any_row if isinstance(name, int) else None
        place = place.names.get(str(name)) or place.any_name or row
    return bool(way) and place is not None


def _checked(way: Way) -> Way:
    if not _is_known(way):
        raise UnknownPlace(" → ".join(map(str, way)))
    return way


def get(raw: Mapping[str, Any], *way: str | int) -> Any:
    """What stands at a place, as a copy; None where nothing does. Raises UnknownPlace."""
    return deepcopy(_at(raw, _checked(way)))


def _at(found: Any, way: Way) -> Any:
    for name in way:
        if isinstance(name, int):
            found = found[name] if isinstance(found, list) and 0 <= name < len(found) else None
        else:
            found = found.get(name) if isinstance(found, dict) else None
    return found


def put(raw: dict[str, Any], value: Any, *way: str | int) -> None:
    """Keep ``value`` at a place; what is broken on the way there gives way. Raises UnknownPlace.

    A row of a list has to be there, or comes next: an index beyond that raises IndexError.
    """
    place: Any = raw
    for name, below in pairwise(_checked(way)):
        empty: Any = [] if isinstance(below, int) else {}
        if isinstance(place, list) and name == len(place):
            place.append(empty)
        if not isinstance(_at(place, (name,)), type(empty)):
            place[name] = empty
        place = place[name]
    place[way[-1]] = deepcopy(value)


def drop(raw: dict[str, Any], *way: str | int) -> None:
    """Forget what stands at a place; nothing where nothing does. Raises UnknownPlace."""
    *before, last = _checked(way)
    place = _at(raw, tuple(before))
    if isinstance(place, dict):
        place.pop(last, None)
    elif isinstance(place, list) and isinstance(last, int) and 0 <= last < len(place):
        del place[last]


def turn(raw: dict[str, Any]) -> bool:
    """Lay aside what is not of the answerer of now; True when something changed its place.

    With the example everything that is a family's own lies aside and stands there empty, so that no
    screen and no sheet can show it; it is back when somebody answers as family or person. What was
    tried on the example lies aside then.
    """
    is_example = raw.get("answerer") == "example"
    if is_example == (raw.get(_ASIDE_OF) == "own"):
        return False
    back = raw.pop(_ASIDE, None)
    mine = {key: raw.pop(key) for key in [*raw] if key not in SHARED | {_ASIDE_OF}}
    if isinstance(back, dict):
        raw.update((key, value) for key, value in back.items() if key not in SHARED)
    raw[_ASIDE], raw[_ASIDE_OF] = mine, "own" if is_example else "example"
    return True


def own(raw: dict[str, Any]) -> dict[str, Any]:
    """The answers of the family, also while the example is shown. To look at only."""
    aside = raw.get(_ASIDE)
    if raw.get(_ASIDE_OF) != "own" or not isinstance(aside, dict):
        return raw
    return {**{key: value for key, value in raw.items() if key in SHARED}, **aside}
