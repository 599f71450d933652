"""Where the next call goes, after a refusal too."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import islice

from core.base import Answerer
from core.catalog import Catalog
from core.contacts.centres import CentreChoice
from core.contacts.model import LocalWindow, NextWindow
from core.contacts.number import number_of
from core.texts import folded


def _own(windows: Sequence[LocalWindow], answerer: Answerer, today: date) -> list[NextWindow]:
    # Emergency windows answer no refusal; the association of families is no place for the person.
    kinds = {"window"} if answerer == "person" else {"window", "family_association"}
    return [
        NextWindow(
            name=window.name,
            phone=number_of(window, today),
            hours=window.hours,
            what=window.topic,
            origin="own",
            checked_on=window.checked_on,
            needs_check=False,
            is_families=window.kind == "family_association",
        )
        for window in windows
        if window.kind in kinds
    ]


def _nearest(choice: CentreChoice, gone: set[str], today: date) -> list[NextWindow]:
    """The nearest centre that has not refused. One only: the windows that follow are other doors."""
    return [
        NextWindow(
            name=centre.name,
            phone=number_of(centre, today),
            hours=centre.hours,
            what=centre.note,
            origin="centre",
            checked_on=centre.checked_on,
            needs_check=centre.needs_check,
            source=f"{centre.source}（{centre.source_date or '日付なし'}）",
        )
        for centre in choice.centres
        if folded(centre.name) not in gone
    ][:1]


def first_window(
    catalog: Catalog,
    answerer: Answerer,
    today: date,
    own: Sequence[LocalWindow] = (),
    choice: CentreChoice | None = None,
) -> NextWindow | None:
    """Where the first call goes: an own window, else the place's centre; None where neither is known."""
    windows = [window for window in own if window.kind == "window"]
    found = next_windows(catalog, answerer, today, own=windows, choice=choice, most=1)
    return next((window for window in found if window.origin != "chain"), None)


def _chain(catalog: Catalog, answerer: Answerer, names: Collection[str]) -> list[NextWindow]:
    """The kinds of windows of every town, without those that ``names`` stand for."""
    # 「（県精神保健福祉センター内）」 tells where a centre is, not what it is.
    named = [re.sub(r"\(.*?\)", "", folded(one)) for one in names]
    found = []
    for kind in catalog.windows.chain:
        name = kind.name.said_to(answerer)
        if name and not any(word in one for word in kind.words for one in named):
            window = NextWindow(
                name=name,
                phone="",
                hours="",
                what=kind.what.said_to(answerer),
                origin="chain",
                checked_on=None,
                needs_check=False,
            )
            found.append(window)
    return found


def _each_once(windows: Iterable[NextWindow], refused: set[str]) -> tuple[NextWindow, ...]:
    """Each name and each number once, without the names that refused."""
    gone, numbers = set(refused), set[str]()
    found: list[NextWindow] = []
    for window in windows:
        name, number = folded(window.name), re.sub(r"\D", "", window.phone)
        if name not in gone and (not number or number not in numbers):
            gone.add(name)
            numbers.add(number)
            found.append(window)
    return tuple(found)


def next_windows(
    catalog: Catalog,
    answerer: Answerer,
    today: date,
    own: Sequence[LocalWindow] = (),
    choice: CentreChoice | None = None,
    refused: Collection[str] = (),
    most: int = 3,
) -> tuple[NextWindow, ...]:
    """The next windows to call: one own window, the place's centre, then the kinds of every town.

    Further own windows come last: a public office has to be among the next three.
    Nothing comes twice: neither a name, nor a number, nor a kind of window that an own window
    already stands for. ``refused`` holds names that have said no. The chain of facts §4.4; for the
    person without the association of families.
    """
    mine = _own(own, answerer, today)
    gone = {folded(name) for name in refused}
    asked = (one for one in mine if folded(one.name) not in gone and not one.is_families)
    first = [*islice(asked, 1)]
    names = [window.name for window in first]
    known = gone | {folded(name) for name in names}
    near = [] if choice is None else _nearest(choice, known, today)
    doors = _chain(catalog, answerer, (*names, *refused))
    return _each_once((*first, *near, *doors, *mine), gone)[:most]
