"""Windows to call: hotlines of the country, centres of a place, and the group's own windows."""

from core.contacts.after import first_window, next_windows
from core.contacts.centres import (
    CentreChoice,
    centres_for,
    designated_cities,
    prefecture_readings,
    prefectures,
)
from core.contacts.dial import (
    dial_number,
    dialled,
    is_chat,
    large_lines,
    line_words,
    number_alone,
    pieces,
    reaches,
)
from core.contacts.lines import (
    danger_lines,
    fits_age,
    protecting_lines,
    psychiatric_emergency,
    safety_hotlines,
)
from core.contacts.model import LocalWindow, NextWindow
from core.contacts.number import NUMBER_MONTHS, may_show_number, number_of

__all__ = [
    "NUMBER_MONTHS",
    "CentreChoice",
    "LocalWindow",
    "NextWindow",
    "centres_for",
    "danger_lines",
    "designated_cities",
    "dial_number",
    "dialled",
    "first_window",
    "fits_age",
    "is_chat",
    "large_lines",
    "line_words",
    "may_show_number",
    "next_windows",
    "number_alone",
    "number_of",
    "pieces",
    "prefecture_readings",
    "prefectures",
    "protecting_lines",
    "psychiatric_emergency",
    "reaches",
    "safety_hotlines",
]
