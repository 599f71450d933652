"""親が倒れた日の紙: one side by which others can act. Nothing of the answers about safety is on it."""

from __future__ import annotations

from collections.abc import Iterable

from core import said
from core.base import Frozen
from core.catalog import Centre
from core.contacts import LocalWindow, number_of
from core.handout.papers import Papers
from core.handout.press import roomiest
from core.handout.sheet import LookedSheet, Speech
from core.handout.text import Tidy
from core.handout.windows_sheet import looked_up
from core.sheet_words import ParentsGroup, ParentsLine

NAME = "parents"
OWN_MOST = 3
"""So many own windows stand here at most; the sheet わたしの町の窓口 has them all."""
NAMES_MOST = 10
"""So many names of what goes on."""
_LOOKS = 6
"""The looks of parents.typ, from roomy to close."""


class KnownWindow(Frozen):
    """A window of the group or of the place. ``facts``: hours, and the day of checking."""

    name: str
    phone: str
    facts: tuple[str, ...]


class HandLine(Frozen):
    """A line to write on. ``phone``: with room for a number. ``half``: two of them share a line."""

    label: str
    phone: bool
    half: bool


class ParentsPart(Frozen):
    """One part of the sheet."""

    title: str
    help: str
    lines: tuple[KnownWindow | HandLine, ...]
    going_on: tuple[str, ...] = ()
    more: str = ""


class ParentsLabels(Frozen):
    """The words of the sheet."""

    lead: str
    phone: str
    others: str
    keep: tuple[str, ...]


class ParentsSheet(LookedSheet):
    """What parents.typ reads. ``others``: more goes on than has room here."""

    words: ParentsLabels
    going_on_name: str
    others: bool
    groups: tuple[ParentsPart, ...]


def _window(window: LocalWindow, papers: Papers, say: Speech) -> KnownWindow:
    """A window of the group; its day of checking only beside a number."""
    phone, day = number_of(window, papers.made_on), window.checked_on
    checked = papers.catalog.sheets.parents.checked
    facts = (say(window.hours), checked.format(day=said.day(day)) if phone and day else "")
    return KnownWindow(name=say(window.name), phone=say(phone), facts=tuple(filter(None, facts)))


def _centre(centre: Centre, papers: Papers, say: Speech) -> KnownWindow:
    """A public centre of the place, with its number where one may be shown."""
    phone = number_of(centre, papers.made_on)
    facts = (say(centre.hours), looked_up(centre.checked_on, papers)) if phone else ()
    return KnownWindow(name=say(centre.name), phone=say(phone), facts=facts)


def _own(papers: Papers) -> list[LocalWindow]:
    """The group's windows to call by day. The families' association is no place for the person."""
    kinds = ("window",) if papers.answerer == "person" else ("window", "family_association")
    return [window for window in papers.windows if window.kind in kinds]


def _line(line: ParentsLine, say: Speech) -> HandLine:
    return HandLine(label=say(line.label), phone=line.phone, half=line.half)


def _contacts(
    group: ParentsGroup, own: Iterable[LocalWindow], papers: Papers, say: Speech
) -> Iterable[KnownWindow | HandLine]:
    """The lines of 連絡先: what is known stands before or instead of the lines to write on."""
    choice = papers.centres
    # What prefecture and city run together has a row for each.
    centres = {} if choice is None else {centre.name: centre for centre in choice.centres}
    for line in group.lines:
        if line.centres:
            yield from (_window(window, papers, say) for window in own)
            yield from (_centre(centre, papers, say) for centre in centres.values())
        if not (line.centres and centres):
            yield _line(line, say)


def _part(group: ParentsGroup, say: Speech) -> ParentsPart:
    """A part with nothing but lines to write on."""
    return ParentsPart(
        title=say(group.title),
        help=say(group.help),
        lines=tuple(_line(line, say) for line in group.lines),
    )


def _known_part(group: ParentsGroup, papers: Papers, most: int, say: Speech) -> ParentsPart:
    """A part with what the product knows: at most so many own windows, the centres, what goes on."""
    own, words = _own(papers), papers.catalog.sheets.parents
    going_on = papers.plan.going_on if papers.plan is not None else ()
    return _part(group, say).but(
        lines=tuple(_contacts(group, own[:most], papers, say)),
        going_on=say.all(going_on[:NAMES_MOST]),
        more=words.more.format(count=len(own) - most) if len(own) > most else "",
    )


def _sheet(papers: Papers, tidy: Tidy, *, filled: bool, most: int = OWN_MOST) -> ParentsSheet:
    words, say = papers.catalog.sheets.parents, Speech(papers, tidy)
    going_on = papers.plan.going_on if filled and papers.plan is not None else ()
    return ParentsSheet(
        head=say.head(words.title),
        shared=say.frame(),
        words=say.picked(ParentsLabels, words),
        going_on_name=say(papers.catalog.plan.rules.going_on),
        others=len(going_on) > NAMES_MOST,
        groups=tuple(
            _known_part(group, papers, most, say) if filled and group.known else _part(group, say)
            for group in words.groups
        ),
    )


def _settled(versions: Iterable[ParentsSheet], papers: Papers) -> ParentsSheet:
    """The first version, in its roomiest look, that stands on one side."""
    settings = (sheet.but(look=look) for sheet in versions for look in range(_LOOKS))
    return roomiest(NAME, settings, papers.made_on, sides=1).sheet


def filled(papers: Papers, tidy: Tidy) -> ParentsSheet:
    """The form with what the product knows already and what may lie at home.

    The group's windows, the centres of the place, the names of what the family has. One side: own
    windows that do not fit are counted and stand on わたしの町の窓口.
    """
    most = min(OWN_MOST, len(_own(papers)))
    counts = range(most, -1, -1)
    return _settled([_sheet(papers, tidy, filled=True, most=count) for count in counts], papers)


def blank(papers: Papers, tidy: Tidy) -> ParentsSheet:
    """The same form with nothing on it."""
    return _settled([_sheet(papers, tidy, filled=False)], papers)
