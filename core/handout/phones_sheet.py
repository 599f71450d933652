"""スマートフォンで見る: the address of the meeting as a QR code to hang up, with what is safe there."""

from __future__ import annotations

from collections.abc import Sequence

from core.handout.papers import Papers
from core.handout.press import print_pdf
from core.handout.sheet import Sheet, Speech
from core.handout.text import Tidy

NAME = "phones"


class PhonesSheet(Sheet):
    """What phones.typ reads. ``code``: the QR code, a row a line, "1" for dark."""

    heading: str
    code: tuple[str, ...]
    alt: str
    address: str
    lines: tuple[str, ...]


def phones_pdf(address: str, code: Sequence[str], papers: Papers) -> bytes:
    """One A4 page with the address at which phones of the room look in."""
    words, say = papers.catalog.room.papers.phones, Speech(papers, Tidy())
    sheet = PhonesSheet(
        head=say.head(words.title, made_up=False),
        shared=say.frame(),
        heading=say(words.title),
        code=tuple(code),
        alt=say(words.alt.format(address=address)),
        address=address,
        lines=say.all(words.lines),
    )
    return print_pdf({NAME: sheet}, papers.made_on)
