"""Whom to call for a step, and the first thing to say there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from core.base import Answerer, Frozen
from core.catalog import Catalog
from core.contacts import CentreChoice, LocalWindow, first_window, number_of
from core.plan.model import Step

_SENTENCES = re.compile("[^。]+。?")
_GREETING = 8
"""A first sentence up to so many letters (家族です。) says only who calls: the next one goes with it."""


class Call(Frozen):
    """Whom to call for a step. ``phone`` is a number of the family's windows or of data/."""

    name: str
    phone: str
    checked_on: date | None
    needs_check: bool = False


def first_sentence(say: str) -> str:
    """The first thing to say of a step's words: who calls, and what for."""
    found = _SENTENCES.findall(say)
    first = "".join(found[:1])
    return "".join(found[:2]) if len(first) <= _GREETING else first


class Spoken(Protocol):
    """A step, or its short form on the first page."""

    @property
    def id(self) -> str: ...
    @property
    def say(self) -> str: ...
    @property
    def own(self) -> bool: ...


def is_called(step: Spoken, catalog: Catalog) -> bool:
    """True where somebody is spoken to from afar; False at home, and for a family's own step."""
    return bool(step.say) and not step.own and step.id not in catalog.sheets.phone.no_call


def call_of(
    step: Step,
    catalog: Catalog,
    answerer: Answerer,
    today: date,
    windows: Sequence[LocalWindow] = (),
    choice: CentreChoice | None = None,
) -> Call | None:
    """Whom to call. A number stands only at the step whose services it surely belongs to.

    ``windows``: the family's own; ``choice``: the public centres of its place.
    """
    if step.own:
        return None
    windows_of = {catalog.service(one.id).window for one in catalog.step(step.id).services}
    if "centre" in windows_of:
        found = first_window(catalog, answerer, today, windows, choice)
        if found is not None and found.phone:
            return Call(
                name=found.name,
                phone=found.phone,
                checked_on=found.checked_on,
                needs_check=found.needs_check,
            )
    if "family_association" in windows_of and answerer != "person":
        for window in windows:
            phone = number_of(window, today)
            if window.kind == "family_association" and phone:
                return Call(name=window.name, phone=phone, checked_on=window.checked_on)
    return None
