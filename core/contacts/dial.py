"""A telephone number as it is printed, as it is dialled, and the lines to press in large.

Two readers, because two things are read: a text in which numbers stand among words (only what our
data prints), and the number of a window by itself, as ``core.windows_file`` keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from core.catalog import Hotline

# A number as printed: 110, 118, 119, 188, 189, #9110, 0120-279-338, 0120-0-78310, 0570-078374.
_PRINTED = re.compile(r"(?<![\d-])(#\d{4}|0\d{1,4}-[\d-]{5,8}\d|11[089]|18[89])(?![\d-])")
# The number of a window, with the extension that one says there.
_OF_WINDOW = re.compile(r"(#[0-9]{4}|1[0-9]{2}|0[0-9](?:-?[0-9])+)(?: 内線[0-9]+)?")


class Piece(NamedTuple):
    """A part of a text: a number to press, or words."""

    text: str
    is_number: bool


def pieces(text: str) -> tuple[Piece, ...]:
    """``text`` in its parts; put together they are the text."""
    # Split by one group: every second part is what the group held.
    return tuple(Piece(part, at % 2 == 1) for at, part in enumerate(_PRINTED.split(text)))


def dialled(number: str) -> str:
    """A printed number as the telephone takes it in a link."""
    return number.replace("-", "").replace("#", "%23")


def number_alone(phone: str) -> str:
    """What is dialled of the number of a window, without its extension; "" where it is none."""
    found = _OF_WINDOW.fullmatch(phone)
    return found[1] if found else ""


def is_chat(line: Hotline) -> bool:
    """True for a line that is written to, at an address."""
    return line.contact.startswith("https://")


def dial_number(line: Hotline) -> str | None:
    """The number of a line as printed; None for a chat, or where only 役所の代表 is known."""
    found = _PRINTED.search(line.contact)
    return found[0] if found else None


def reaches(line: Hotline) -> bool:
    """True for a line with a number or an address of its own."""
    return bool(dial_number(line)) or is_chat(line)


def large_lines(lines: Iterable[Hotline]) -> tuple[Hotline, ...]:
    """The one or two lines to press in large: the first with a number, then a chat.

    Where the police or the ambulance come first, the next number: for when it is not that near.
    """
    found = list(lines)
    numbers = [line for line in found if dial_number(line)]
    chats = [line for line in found if is_chat(line)]
    if numbers and numbers[0].contact in ("110", "119"):
        return tuple(numbers[:2])
    return tuple(numbers[:1] + chats[:1])


def line_words(line: Hotline) -> str:
    """Name, hours and cost of a line in few words, for beside its number."""
    name, hours = (re.sub(r"（.*?）", "", one.split("。")[0]) for one in (line.name, line.hours))
    hours = re.sub(r"^電話(とメール)?は(毎日)?", "", hours)
    cost = re.sub(r"^有料（(.*)）$", r"\1", line.cost)
    check = "・要確認" if line.needs_check else ""
    return f"{name}・{hours}・{cost}{check}"
