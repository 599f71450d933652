"""緊急カード: the numbers for danger on a card for the purse, two on a page.

The same card for everybody: nothing of the check, the plan or the situation is read here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from core.catalog import Hotline, WindowKind
from core.contacts import LocalWindow, number_of
from core.handout.papers import Papers
from core.handout.text import Tidy, date_text

NAME = "card"


def _line(line: Hotline, tidy: Tidy) -> dict[str, Any]:
    return {
        "name": tidy(line.name),
        "phone": tidy(line.contact),
        "hours": tidy(line.hours),
        "cost": tidy(line.cost),
        "checked": date_text(line.checked_on),
        "needs-check": line.needs_check,
    }


def _own(window: LocalWindow, papers: Papers, tidy: Tidy) -> dict[str, Any]:
    """An own window; without a number that may be shown there is a line to write on."""
    phone = tidy(number_of(window, papers.made_on))
    checked = window.checked_on if phone else None
    return {
        "name": tidy(window.name),
        "phone": phone,
        "hours": tidy(window.hours),
        "cost": "",
        "checked": "" if checked is None else date_text(checked),
        "needs-check": False,
    }


def _of_kind(
    kind: WindowKind, windows: Iterable[LocalWindow], papers: Papers, tidy: Tidy
) -> list[dict[str, Any]]:
    """The own windows of a kind, those with a number that may be shown first."""
    found = [_own(window, papers, tidy) for window in windows if window.kind == kind]
    return sorted(found, key=lambda one: one["phone"] == "")


def _sheet(papers: Papers, tidy: Tidy, windows: tuple[LocalWindow, ...]) -> dict[str, Any]:
    words, voice = papers.catalog.sheets.card, papers.answerer
    by_id = {line.id: line for line in papers.catalog.hotlines}
    calls = {call.hotline for call in words.calls}
    caution = papers.catalog.step("S0").caution
    return {
        "title": tidy(words.title.said_to(voice)),
        "made-on": date_text(papers.made_on),
        "version": tidy(papers.catalog.check.version),
        "example": voice == "example",
        "danger": tidy(words.danger),
        "calls": [
            {"label": tidy(call.label)} | _line(by_id[call.hotline], tidy) for call in words.calls
        ],
        "say": [tidy(one.said_to(voice)) for one in words.say],
        "unsure-title": tidy(words.unsure),
        "unsure-line": _line(by_id[words.unsure_hotline], tidy),
        "unsure": _of_kind("emergency_advice", windows, papers, tidy),
        "psychiatric-title": tidy(words.psychiatric),
        "psychiatric": _of_kind("psychiatric_emergency", windows, papers, tidy),
        "write": [tidy(line) for line in words.write],
        "talk-title": tidy(words.talk),
        "talk": [
            _line(line, tidy) for line in papers.catalog.hotlines_for("now") if line.id not in calls
        ],
        "calm": tidy(caution.said_to(voice)) if caution is not None else "",
        "may-stop": tidy(words.may_stop),
        "how-to": tidy(words.how_to.said_to(voice)),
        "keep": tidy(words.keep.said_to(voice)),
        "too-long": tidy(words.too_long),
    }


def filled(papers: Papers, tidy: Tidy) -> dict[str, Any]:
    """The card with the family's own windows for emergencies."""
    return _sheet(papers, tidy, papers.windows)


def blank(papers: Papers, tidy: Tidy) -> dict[str, Any]:
    """The same card with lines for the windows of one's own town."""
    return _sheet(papers, tidy, ())
