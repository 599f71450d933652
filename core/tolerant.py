"""What is right stays; what is wrong is dropped alone, and counted.

For whatever a tab, a file or an older version holds. A schema is written as types: TypedDict,
Literal, bool, list, dict, None, and Annotated with ``By`` (a reader) or ``Then`` (one around it).
``reader`` makes of it a function that keeps of a value what fits, and calls ``lost`` once for each
value that it drops or cuts. It never raises, whatever the value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from pydantic import ValidationError

from core.base import Frozen
from core.texts import sound

GONE: Any = object()
"""What a reader gives back for a value of which nothing may be kept."""
Lost = Callable[[], None]
Read = Callable[[Any, Lost], Any]
LIST_MOST = 200
"""Entries of a list, unless it says otherwise."""
_BIG = 10**9


@dataclass(frozen=True, slots=True)
class By:
    """In Annotated: the reader of this place, made for whatever ``reader`` was handed."""

    make: Callable[[Any], Read]


@dataclass(frozen=True, slots=True)
class Then:
    """In Annotated: a reader around the one that the type makes."""

    wrap: Callable[[Read], Read]


def reader(kind: Any, given: Any = None) -> Read:
    """The reader of a type. ``given`` is handed to every ``By`` in it."""
    origin, args = get_origin(kind), get_args(kind)
    if is_typeddict(kind):
        return mapping({name: reader(one, given) for name, one in _hints(kind).items()})
    if origin is Annotated:
        by = next((mark for mark in args if isinstance(mark, By)), None)
        read = reader(args[0], given) if by is None else by.make(given)
        for mark in args[1:]:
            read = mark.wrap(read) if isinstance(mark, Then) else read
        return read
    if origin is Literal:
        return one_of(*args)
    if origin in (Union, UnionType) and NoneType in args:
        (inner,) = (one for one in args if one is not NoneType)
        return or_none(reader(inner, given))
    if origin is list:
        return list_of(reader(args[0], given))
    if origin is dict:
        return table(reader(args[0], given), reader(args[1], given))
    if kind is bool:
        return one_of(True, False)
    raise TypeError(f"no reader of {kind!r}")


@lru_cache(maxsize=64)
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def kept(read: Read, value: object, otherwise: Any = None) -> Any:
    """What a reader keeps of a value, where nobody asks what was lost."""
    found = read(value, lambda: None)
    return otherwise if found is GONE else found


def depth(value: Any) -> int:
    """How deep lists and dicts stand in each other, counted without recursion."""
    deepest, waiting = 0, [(value, 1)]
    while waiting:
        one, deep = waiting.pop()
        if isinstance(one, dict | list):
            deepest = max(deepest, deep)
            inner = one.values() if isinstance(one, dict) else one
            waiting += [(child, deep + 1) for child in inner]
    return deepest


def is_empty(value: Any) -> bool:
    """True for a value in which nothing was said, however deep."""
    if isinstance(value, dict):
        return all(is_empty(one) for one in value.values())
    return value is None or value is False or value in ("", [])


# -- single values ----------------------------------------------------------------------------


def one_of(*values: Any) -> Read:
    """One of these, of the same type: 1 is not True."""

    def read(value: Any, lost: Lost) -> Any:
        if any(value == one and type(value) is type(one) for one in values):
            return value
        lost()
        return GONE

    return read


def whole(low: int, high: int) -> Read:
    """A whole number in these bounds."""

    def read(value: Any, lost: Lost) -> Any:
        if type(value) is int and low <= value <= high:
            return value
        lost()
        return GONE

    return read


def text(most: int, cut: bool = False) -> Read:
    """A text without halves of characters. One that is too long goes, or (``cut``) ends there."""

    def read(value: Any, lost: Lost) -> Any:
        if not isinstance(value, str) or (len(value) > most and not cut):
            lost()
            return GONE
        # Half a character from a broken file would stop every later writing of the text.
        plain = sound(value)[:most]
        if plain != value:
            lost()
        return plain

    return read


def typed(most: int) -> Read:
    """A line as a field keeps it: without blanks around it, cut where the field ends too."""
    line = text(most, cut=True)

    def read(value: Any, lost: Lost) -> Any:
        found = line(value.strip() if isinstance(value, str) else value, lost)
        return found if found is GONE else found.strip()

    return read


def checked(inner: Read, test: Callable[[str], object]) -> Read:
    """A text that ``test`` reads without a ValueError and finds not False; kept as text."""

    def read(value: Any, lost: Lost) -> Any:
        found = inner(value, lost)
        if found is GONE:
            return GONE
        try:
            right = test(found) is not False
        except ValueError:
            right = False
        if not right:
            lost()
        return found if right else GONE

    return read


def either(first: Read, second: Read) -> Read:
    """What the first reader keeps without a loss, else what the second one keeps."""

    def read(value: Any, lost: Lost) -> Any:
        losses: list[None] = []
        found = first(value, lambda: losses.append(None))
        return second(value, lost) if losses else found

    return read


def or_none(inner: Read) -> Read:
    """The value, or None."""
    return lambda value, lost: None if value is None else inner(value, lost)


def unless_empty(inner: Read) -> Read:
    """Nothing at all (None, no text, an empty list) is no loss wherever it stands."""
    return lambda value, lost: GONE if value in (None, "", [], {}) else inner(value, lost)


# -- what holds others ------------------------------------------------------------------------


def mapping(readers: Mapping[str, Read], needs: Iterable[str] = ()) -> Read:
    """A dict of known keys. Without one of ``needs`` all of it goes, as one loss."""
    needed = frozenset(needs)

    def read(value: Any, lost: Lost) -> Any:
        if not isinstance(value, Mapping):
            lost()
            return GONE
        losses: list[None] = []
        found = {}
        for key, one in value.items():
            known = readers.get(key) if isinstance(key, str) else None
            inner = GONE if known is None else known(one, lambda: losses.append(None))
            if known is None:
                losses.append(None)
            if inner is not GONE:
                found[key] = inner
        if not needed <= found.keys():
            losses, found = [None], GONE
        for _ in losses:
            lost()
        return found

    return read


def table(keys: Read, values: Read, most: int = LIST_MOST) -> Read:
    """A dict whose keys are read as well; of the entries behind ``most`` none stays."""

    def read(value: Any, lost: Lost) -> Any:
        if not isinstance(value, Mapping):
            lost()
            return GONE
        found = {}
        for at, (raw_key, one) in enumerate(value.items()):
            key = keys(raw_key, lost) if at < most else GONE
            inner = GONE if key is GONE else values(one, lost)
            if inner is not GONE:
                found[key] = inner
            elif at >= most:
                lost()
        return found

    return read


def list_of(inner: Read, most: int = LIST_MOST) -> Read:
    """A list; of the entries behind ``most`` none stays."""

    def read(value: Any, lost: Lost) -> Any:
        if not isinstance(value, list | tuple):
            lost()
            return GONE
        for _ in value[most:]:
            lost()
        return [found for one in value[:most] if (found := inner(one, lost)) is not GONE]

    return read


def unlike(inner: Read, told: bool = False, key: Callable[[Any], Any] = lambda one: one) -> Read:
    """A list in which no ``key`` stands twice. The second one is a loss where it is ``told``."""

    def read(value: Any, lost: Lost) -> Any:
        found = inner(value, lost)
        if found is GONE:
            return GONE
        first: dict[Any, Any] = {}
        for one in found:
            if told and key(one) in first:
                lost()
            first.setdefault(key(one), one)
        return [*first.values()]

    return read


def plain(longest: int) -> Read:
    """Any JSON without decimals: for what another reader judges afterwards."""
    line, number = text(longest), whole(-_BIG, _BIG)

    def read(value: Any, lost: Lost) -> Any:
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, Mapping):
            return table(text(longest), read)(value, lost)
        inner = {str: line, int: number, list: list_of(read)}.get(type(value))
        if inner is not None:
            return inner(value, lost)
        lost()
        return GONE

    return read


# -- input models -----------------------------------------------------------------------------


def model(kind: type[Frozen]) -> Read:
    """A value that a model takes as it is; what is read is the model."""

    def read(value: Any, lost: Lost) -> Any:
        try:
            return kind.model_validate(value)
        except ValidationError:
            lost()
            return GONE

    return read


def _accepts(kind: type[Frozen], name: str, value: Any, strict: bool) -> bool:
    try:
        kind.model_validate({name: value}, strict=strict)
    except ValidationError as fault:
        return all(error["loc"][:1] != (name,) for error in fault.errors())
    except TypeError:  # a decimal where yen are asked for
        return False
    return True


@lru_cache(maxsize=256)
def field(kind: type[Frozen], name: str, longest: int) -> Read:
    """One field of an input model, kept raw. A number may be text as typed, also when it is wrong
    there: the screen shows it with its message."""
    is_typed, line = _accepts(kind, name, 12, strict=False), text(longest)

    def read(value: Any, lost: Lost) -> Any:
        if value is None:
            return None
        if is_typed and isinstance(value, str):
            return line(value, lost)
        fits = isinstance(value, str | int) and (not is_typed or not isinstance(value, bool))
        if fits and _accepts(kind, name, value, strict=not is_typed):
            return value
        lost()
        return GONE

    return read


def fields(kind: type[Frozen], longest: int, without: str = "", **apart: Read) -> Read:
    """The fields of an input model, kept raw; ``apart`` replaces or adds some."""
    names = kind.model_fields.keys() - {without}
    return mapping({name: field(kind, name, longest) for name in names} | apart)
