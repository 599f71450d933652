"""緊急カード: the numbers for danger on a card for the purse, two on a page.

The same card for everybody: nothing of the check, the plan or the situation is read here.
"""

from __future__ import annotations

from core.base import Frozen
from core.catalog import Hotline, WindowKind
from core.contacts import LocalWindow, number_of
from core.handout.papers import Papers
from core.handout.sheet import Sheet, Speech
from core.handout.text import Tidy

NAME = "card"


class CardLine(Frozen):
    """A window on the card. ``phone`` "": a line to write on."""

    name: str
    phone: str
    hours: str
    cost: str
    checked: str
    needs_check: bool


class CardCall(Frozen):
    """One of the numbers on the front."""

    label: str
    line: CardLine


class CardLabels(Frozen):
    """The words of the card."""

    danger: str
    say: tuple[str, ...]
    unsure: str
    psychiatric: str
    write: tuple[str, ...]
    talk: str
    may_stop: str
    how_to: str
    keep: str
    too_long: str


class CardSheet(Sheet):
    """What card.typ reads."""

    words: CardLabels
    calls: tuple[CardCall, ...]
    unsure_line: CardLine
    unsure: tuple[CardLine, ...]
    psychiatric: tuple[CardLine, ...]
    talk: tuple[CardLine, ...]
    calm: str


def _line(line: Hotline, say: Speech) -> CardLine:
    return CardLine(
        name=say(line.name),
        phone=say(line.contact),
        hours=say(line.hours),
        cost=say(line.cost),
        checked=say.checked(line.checked_on),
        needs_check=line.needs_check,
    )


def _own(window: LocalWindow, say: Speech) -> CardLine:
    """An own window; without a number that may be shown there is a line to write on."""
    phone = say(number_of(window, say.made_on))
    return CardLine(
        name=say(window.name),
        phone=phone,
        hours=say(window.hours),
        cost="",
        checked=say.checked(window.checked_on if phone else None),
        needs_check=False,
    )


def _of_kind(
    kind: WindowKind, windows: tuple[LocalWindow, ...], say: Speech
) -> tuple[CardLine, ...]:
    """The own windows of a kind, those with a number that may be shown first."""
    found = [_own(window, say) for window in windows if window.kind == kind]
    return tuple(sorted(found, key=lambda one: one.phone == ""))


def _sheet(papers: Papers, tidy: Tidy, windows: tuple[LocalWindow, ...]) -> CardSheet:
    words, say = papers.catalog.sheets.card, Speech(papers, tidy)
    by_id = {line.id: line for line in papers.catalog.hotlines}
    calls = {call.hotline for call in words.calls}
    return CardSheet(
        head=say.head(words.title),
        shared=say.frame(),
        words=say.picked(CardLabels, words),
        calls=tuple(
            CardCall(label=say(call.label), line=_line(by_id[call.hotline], say))
            for call in words.calls
        ),
        unsure_line=_line(by_id[words.unsure_hotline], say),
        unsure=_of_kind("emergency_advice", windows, say),
        psychiatric=_of_kind("psychiatric_emergency", windows, say),
        talk=tuple(
            _line(line, say) for line in papers.catalog.hotlines_for("now") if line.id not in calls
        ),
        calm=say(papers.catalog.step("S0").caution),
    )


def filled(papers: Papers, tidy: Tidy) -> CardSheet:
    """The card with the family's own windows for emergencies."""
    return _sheet(papers, tidy, papers.windows)


def blank(papers: Papers, tidy: Tidy) -> CardSheet:
    """The same card with lines for the windows of one's own town."""
    return _sheet(papers, tidy, ())
