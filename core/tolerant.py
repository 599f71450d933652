"""What is right stays; what is wrong is dropped alone, and named.

For whatever a tab, a file, a table, a keyboard or an older version holds. A reader keeps of a value
what fits, calls ``lost`` with what is to be said, once for each value that it drops or cuts, and
never raises, whatever the value. ``reader`` makes one of a schema that is written as types:
TypedDict, Literal, bool, list, dict, None, and Annotated with ``By`` (a reader) or ``Then`` (one
around it). ``named`` reads the fields of a form and ``sifted`` an input model, each fault at its
place.
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
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from pydantic import ValidationError

from core.base import Frozen
from core.messages import japanese_faults
from core.texts import sound

GONE: Any = object()
"""What a reader gives back for a value of which nothing may be kept."""
Lost = Callable[[str], None]
Read = Callable[[Any, Lost], Any]
DEEPEST = 32
"""So deep may lists and dicts stand in each other; nothing of ours comes near."""
LIST_MOST = 200
"""Entries of a list, unless it says otherwise."""
NO_SHAPE, UNFIT = "この項目の形が合いません", "この値は使えません"
_BIG = 10**9
_Made = TypeVar("_Made")


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


# -- asking a reader --------------------------------------------------------------------------


def tried(read: Read, value: object) -> tuple[Any, list[str]]:
    """What a reader keeps of a value, and what it said of each loss. Nothing of one ``is_deep``."""
    if is_deep(value):
        return GONE, [NO_SHAPE]
    told: list[str] = []
    return read(value, told.append), told


def kept(read: Read, value: object, otherwise: Any = None) -> Any:
    """What a reader keeps of a value, where nobody asks what was lost."""
    found, _ = tried(read, value)
    return otherwise if found is GONE else found


def named(
    readers: Mapping[str, Read], raw: Mapping[str, Any]
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """What is right of some fields, and (field, what is to be said) for each loss.

    In the order of ``readers``; a field of which there is nothing (None) is not read.
    """
    found: dict[str, Any] = {}
    faults: list[tuple[str, str]] = []
    for name, read in readers.items():
        if raw.get(name) is not None:
            one, told = tried(read, raw[name])
            faults += [(name, said) for said in told]
            if one is not GONE:
                found[name] = one
    return found, faults


def sifted(make: Callable[[], _Made], take_out: Callable[[tuple[Any, ...], str], bool]) -> _Made:
    """What ``make`` validates, after ``take_out`` took out all that pydantic refuses.

    ``take_out`` is handed the place of each fault and what is to be said of it, and gives True when
    it changed what ``make`` reads. Raises ValidationError where nothing more could be taken out.
    """
    while True:
        try:
            return make()
        except ValidationError as fault:
            words = [said.message for said in japanese_faults(fault)]
            places = [error["loc"] for error in fault.errors()]
            changed = [take_out(*one) for one in zip(places, words, strict=True)]
            if not any(changed):
                raise


def depth(value: Any) -> int:
    """How deep lists and dicts stand in each other, counted without recursion."""
    deep, level = 0, [value]
    while level := [one for one in level if type(one) in (dict, list)]:
        level = [inner for one in level for inner in (one.values() if type(one) is dict else one)]
        deep += 1
    return deep


def is_deep(value: object, most: int = DEEPEST) -> bool:
    """True where lists and dicts stand deeper in each other than ``most``, also where endlessly.

    Told without recursion: readers and copies of such a value would end in a RecursionError.
    """
    level: list[Any] = [value]
    for _ in range(most + 1):
        inside = {id(one): one for one in level if isinstance(one, Mapping | list | tuple)}
        if not inside:
            return False
        level = [
            inner
            for one in inside.values()
            for inner in (one.values() if isinstance(one, Mapping) else one)
        ]
    return True


def as_dict(value: object) -> Mapping[str, Any]:
    """The value where it has fields; anything else has none."""
    return value if isinstance(value, Mapping) else {}


def is_empty(value: Any) -> bool:
    """True for a value in which nothing was said, however deep."""
    if type(value) is dict:
        return all(is_empty(one) for one in value.values())
    return value is None or value is False or (isinstance(value, str | list) and not value)


# -- what readers are made of -----------------------------------------------------------------


def gone(lost: Lost, told: str = UNFIT) -> Any:
    """The end of a reader that keeps nothing of its value: says why, and gives GONE."""
    lost(told)
    return GONE


def as_it_is(value: Any, lost: Lost) -> Any:
    """The reader that takes anything."""
    return value


def only(test: Callable[[Any], object], told: str = UNFIT) -> Read:
    """The value as it is, where ``test`` finds it right."""
    return lambda value, lost: value if test(value) else gone(lost, told)


def then(inner: Read, more: Read) -> Read:
    """What the one reader keeps, read by the other."""

    def read(value: Any, lost: Lost) -> Any:
        found = inner(value, lost)
        return found if found is GONE else more(found, lost)

    return read


def made(make: Callable[[Any], Any], told: str = "") -> Read:
    """What ``make`` makes of the value; a ValueError's own words say why not, unless ``told``."""

    def read(value: Any, lost: Lost) -> Any:
        try:
            return make(value)
        except ValueError as fault:
            return gone(lost, told or str(fault))

    return read


def by_type(readers: Mapping[type, Read]) -> Read:
    """The reader of exactly this type: True is no int."""

    def read(value: Any, lost: Lost) -> Any:
        inner = readers.get(type(value))
        return gone(lost, NO_SHAPE) if inner is None else inner(value, lost)

    return read


def _shaped(shape: Any, inner: Read) -> Read:
    return lambda value, lost: (
        inner(value, lost) if isinstance(value, shape) else gone(lost, NO_SHAPE)
    )


# -- single values ----------------------------------------------------------------------------


def one_of(*values: Any) -> Read:
    """One of these, of the same type: 1 is not True."""
    return only(lambda value: any(type(value) is type(one) and value == one for one in values))


def whole(low: int, high: int, told: str = UNFIT) -> Read:
    """A whole number in these bounds."""
    return only(lambda value: type(value) is int and low <= value <= high, told)


def text(most: int, cut: bool = False) -> Read:
    """A text without halves of characters. One that is too long goes, or (``cut``) ends there."""
    told = f"{most:,}文字までにしてください"

    def read(value: str, lost: Lost) -> Any:
        if len(value) > most and not cut:
            return gone(lost, told)
        # Half a character from a broken file would stop every later writing of the text.
        plain = sound(value)[:most]
        if plain != value:
            lost(told)
        return plain

    return _shaped(str, read)


def typed(most: int, cut: bool = True) -> Read:
    """A line as a field keeps it: without blanks around it, cut where the field ends too."""
    line = then(text(most, cut), lambda found, lost: found.strip())
    return _shaped(str, lambda value, lost: line(value.strip(), lost))


def checked(inner: Read, test: Callable[[str], object]) -> Read:
    """A text that ``test`` reads without a ValueError and finds not False; kept as text."""

    def same(found: str) -> str:
        if test(found) is False:
            raise ValueError(UNFIT)
        return found

    return then(inner, made(same))


def or_none(inner: Read) -> Read:
    """The value, or None."""
    return lambda value, lost: None if value is None else inner(value, lost)


def unless_empty(inner: Read) -> Read:
    """Nothing at all (None, no text, an empty list) is no loss wherever it stands."""
    return lambda value, lost: (
        GONE
        if value is None or (isinstance(value, str | list | dict) and not value)
        else inner(value, lost)
    )


# -- what holds others ------------------------------------------------------------------------


def mapping(readers: Mapping[str, Read], needs: Iterable[str] = ()) -> Read:
    """A dict of known keys. Without one of ``needs`` all of it goes, as one loss."""
    needed, unknown = frozenset(needs), only(lambda _: False)

    def read(value: Mapping[str, Any], lost: Lost) -> Any:
        told: list[str] = []
        every = {key: readers.get(key, unknown)(one, told.append) for key, one in value.items()}
        found = {key: one for key, one in every.items() if one is not GONE}
        if not needed <= found.keys():
            return gone(lost)
        for said in told:
            lost(said)
        return found

    return _shaped(Mapping, read)


def table(keys: Read, values: Read, most: int = LIST_MOST) -> Read:
    """A dict whose keys are read as well; of the entries behind ``most`` none stays."""

    def read(value: Mapping[Any, Any], lost: Lost) -> Any:
        found = {}
        for at, (raw, one) in enumerate(value.items()):
            key = keys(raw, lost) if at < most else gone(lost)
            if key is not GONE and (inner := values(one, lost)) is not GONE:
                found[key] = inner
        return found

    return _shaped(Mapping, read)


def list_of(inner: Read, most: int = LIST_MOST) -> Read:
    """A list; of the entries behind ``most`` none stays."""

    def read(value: list[Any], lost: Lost) -> Any:
        every = [inner(one, lost) if at < most else gone(lost) for at, one in enumerate(value)]
        return [one for one in every if one is not GONE]

    return _shaped((list, tuple), read)


def unlike(inner: Read, told: bool = False, key: Callable[[Any], Any] = lambda one: one) -> Read:
    """A list in which no ``key`` stands twice. The second one is a loss where it is ``told``."""

    def read(found: list[Any], lost: Lost) -> Any:
        first: dict[Any, Any] = {}
        for one in found:
            if told and key(one) in first:
                lost(UNFIT)
            first.setdefault(key(one), one)
        return [*first.values()]

    return then(inner, read)


def plain(longest: int) -> Read:
    """Any JSON without decimals: for what another reader judges afterwards."""
    line = text(longest)
    readers = {NoneType: as_it_is, bool: as_it_is, str: line, int: whole(-_BIG, _BIG)}
    anything = by_type(readers)
    # Both hold what they themselves are a part of.
    readers |= {list: list_of(anything), dict: table(line, anything)}
    return anything


# -- input models -----------------------------------------------------------------------------


def model(kind: type[Frozen]) -> Read:
    """A value that a model takes as it is; what is read is the model."""
    return made(lambda value: kind.model_validate(value), UNFIT)


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
    is_typed = _accepts(kind, name, 12, strict=False)
    right = only(lambda value: _accepts(kind, name, value, strict=not is_typed))
    as_typed: dict[type, Read] = {str: text(longest), int: right}
    return or_none(by_type(as_typed if is_typed else {str: right, int: right, bool: right}))


def fields(kind: type[Frozen], longest: int, without: str = "", **apart: Read) -> Read:
    """The fields of an input model, kept raw; ``apart`` replaces or adds some."""
    names = kind.model_fields.keys() - {without}
    return mapping({name: field(kind, name, longest) for name in names} | apart)
