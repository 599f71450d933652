"""The number of a window: shown while it is fresh."""

from __future__ import annotations

from datetime import date

from core.catalog import Centre
from core.contacts.model import LocalWindow

NUMBER_MONTHS = 13
"""A number older than this is not shown: windows change in April, and a year has one April."""


def may_show_number(window: LocalWindow | Centre, today: date) -> bool:
    """True when a window's number was checked at most 13 months ago, and not in the future.

    The day 13 months later still counts. A number without a day of checking is never shown
    (facts/centres.md §6).
    """
    phone = window.phone_shown if isinstance(window, Centre) else window.phone
    checked = window.checked_on
    if not phone or checked is None or checked > today:
        return False
    last = (checked.year * 12 + checked.month + NUMBER_MONTHS, checked.day)
    return (today.year * 12 + today.month, today.day) <= last


def number_of(window: LocalWindow | Centre, today: date) -> str:
    """The number to show and print on ``today``; "" for a line to write it in by hand."""
    if not may_show_number(window, today):
        return ""
    return window.phone_shown if isinstance(window, Centre) else window.phone
