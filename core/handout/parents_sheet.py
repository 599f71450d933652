"""親が倒れた日の紙: one side by which others can act. Nothing of the answers about safety is on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.catalog import Centre
from core.contacts import LocalWindow, number_of
from core.handout.papers import Papers
from core.handout.press import page_count, print_pdf
from core.handout.text import Tidy, date_text
from core.handout.windows_sheet import looked_up
from core.sheet_words import ParentsGroup, ParentsLine, ParentsWords

NAME = "parents"
OWN_MOST = 3
"""So many own windows stand here at most; the sheet わたしの町の窓口 has them all."""
NAMES_MOST = 10
"""So many names of what goes on."""
_LOOKS = 6
"""The looks of parents.typ, from roomy to close."""


def _words(papers: Papers) -> ParentsWords:
    return papers.catalog.sheets.parents


def _window(window: LocalWindow, papers: Papers, tidy: Tidy) -> dict[str, Any]:
    """A window of the group; its day of checking only beside a number."""
    phone = number_of(window, papers.made_on)
    day = window.checked_on
    return {
        "name": tidy(window.name),
        "phone": tidy(phone),
        "facts": [
            text
            for text in (tidy(window.hours), f"{date_text(day)}確認" if phone and day else "")
            if text
        ],
    }


def _centre(centre: Centre, papers: Papers, tidy: Tidy) -> dict[str, Any]:
    """A public centre of the place, with its number where one may be shown."""
    phone = number_of(centre, papers.made_on)
    day = centre.checked_on
    return {
        "name": tidy(centre.name),
        "phone": tidy(phone),
        "facts": [tidy(centre.hours), looked_up(day)] if phone and day is not None else [],
    }


def _own(papers: Papers) -> list[LocalWindow]:
    """The group's windows to call by day. The families' association is no place for the person."""
    kinds = ("window",) if papers.answerer == "person" else ("window", "family_association")
    return [window for window in papers.windows if window.kind in kinds]


def _line(line: ParentsLine, papers: Papers, tidy: Tidy) -> dict[str, Any]:
    return {
        "label": tidy(line.label.said_to(papers.answerer)),
        "phone": line.phone,
        "half": line.half,
    }


def _contacts(
    group: ParentsGroup, own: Sequence[LocalWindow], papers: Papers, tidy: Tidy
) -> list[dict[str, Any]]:
    """The lines of 連絡先: what is known stands before or instead of the lines to write on."""
    choice = papers.centres
    # What prefecture and city run together has a row for each.
    centres = {} if choice is None else {centre.name: centre for centre in choice.centres}
    lines = []
    for line in group.lines:
        if line.centres:
            lines += [_window(window, papers, tidy) for window in own]
            lines += [_centre(centre, papers, tidy) for centre in centres.values()]
        if not (line.centres and centres):
            lines.append(_line(line, papers, tidy))
    return lines


def _sheet(papers: Papers, tidy: Tidy, *, filled: bool, most: int = OWN_MOST) -> dict[str, Any]:
    words, voice = _words(papers), papers.answerer
    own = _own(papers) if filled else []
    going_on = papers.plan.going_on if filled and papers.plan is not None else ()
    names = [tidy(name) for name in going_on[:NAMES_MOST]]
    groups = []
    for group in words.groups:
        known = group.known and filled
        lines = [_line(line, papers, tidy) for line in group.lines]
        if known:
            lines = _contacts(group, own[:most], papers, tidy)
        groups.append(
            {
                "title": tidy(group.title.said_to(voice)),
                "help": tidy(group.help.said_to(voice)),
                "lines": lines,
                "going-on": names if known else [],
                "more": words.more.format(count=len(own) - most)
                if known and len(own) > most
                else "",
            }
        )
    return {
        "title": tidy(words.title),
        "made-on": date_text(papers.made_on),
        "version": tidy(papers.catalog.check.version),
        "example": voice == "example",
        "lead": tidy(words.lead.said_to(voice)),
        "phone": tidy(words.phone),
        "going-on": tidy(papers.catalog.plan.rules.going_on),
        "others": len(going_on) > NAMES_MOST,
        "groups": groups,
        "keep": [tidy(label) for label in words.keep],
        "look": 0,
    }


def _settled(versions: Sequence[dict[str, Any]], papers: Papers) -> dict[str, Any]:
    """The first version, in its roomiest look, that stands on one side."""
    for data in versions:
        for look in range(_LOOKS):
            setting = data | {"look": look}
            if page_count(print_pdf({NAME: setting}, papers.made_on)) == 1:
                return setting
    return setting


def filled(papers: Papers, tidy: Tidy) -> dict[str, Any]:
    """The form with what the product knows already and what may lie at home.

    The group's windows, the centres of the place, the names of what the family has. One side: own
    windows that do not fit are counted and stand on わたしの町の窓口.
    """
    most = min(OWN_MOST, len(_own(papers)))
    return _settled(
        [_sheet(papers, tidy, filled=True, most=count) for count in range(most, -1, -1)], papers
    )


def blank(papers: Papers, tidy: Tidy) -> dict[str, Any]:
    """The same form with nothing on it."""
    return _settled([_sheet(papers, tidy, filled=False)], papers)
