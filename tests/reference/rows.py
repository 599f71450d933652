"""The rows of data/ as they stand, and the small sums that the second calculator rests on."""

from __future__ import annotations

import csv
import tomllib
import unicodedata
from calendar import monthrange
from fractions import Fraction
from functools import cache
from math import floor
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[2] / "data"

Range = tuple[int, int]
Plain = dict[str, Any]


class Refused(Exception):
    """A figure that is needed has no row in the month, and none that may be carried on into it."""


@cache
def _rows() -> dict[str, list[tuple[Fraction, str, str]]]:
    """Key -> (value, first month, last month that may be counted with)."""
    rows: dict[str, list[tuple[Fraction, str, str]]] = {}
    with (DATA / "figures.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            last = row["valid_to"][:7] or _carried_to(row["checked_on"])
            entry = (Fraction(row["value"]), row["valid_from"][:7], last)
            rows.setdefault(row["key"], []).append(entry)
    return rows


def _carried_to(checked_on: str) -> str:
    """An open row: to March of the fiscal year of its check, and one fiscal year more, told."""
    year, month = int(checked_on[:4]), int(checked_on[5:7])
    return f"{year + (2 if month >= 4 else 1)}-03"


@cache
def services() -> dict[str, Plain]:
    with (DATA / "services.toml").open("rb") as file:
        return {service["id"]: service for service in tomllib.load(file)["service"]}


@cache
def _found(key: str, month: str) -> Fraction | None:
    fit = (value for value, first, last in _rows().get(key, ()) if first <= month <= last)
    return next(fit, None)


def figure(key: str, month: str) -> Fraction:
    """The one value in force in the month; Refused when there is none."""
    value = _found(key, month)
    if value is None:
        raise Refused(key)
    return value


def yen(key: str, month: str) -> int:
    return int(figure(key, month))


def half_up(value: Fraction) -> int:
    return floor(value + Fraction(1, 2))


def to_ten_yen(value: Fraction) -> int:
    return 10 * half_up(value / 10)


def number(text: object) -> Fraction:
    """A printed rate or unit price: "10.5", "10.5%", "10.91円", Decimal."""
    plain = unicodedata.normalize("NFKC", str(text)).strip()
    return Fraction(plain.removesuffix("%").removesuffix("円"))


def ends(amounts: list[int]) -> Range:
    return min(amounts), max(amounts)


def part(request: Plain, name: str) -> Plain:
    return request.get(name) or {}


def exempts_possible(house: Plain) -> list[bool]:
    """Whether the household can be 非課税: True, False or both."""
    tax, levy = house.get("tax", "unknown"), house.get("income_levy_yen")
    if tax == "exempt":
        return [True]
    return [True, False] if tax == "unknown" and not levy else [False]


def counted(usage: Plain, month: str) -> int:
    """How often it is used. A month has no more days than it has."""
    times: int = usage["times"]
    if services()[usage["service"]]["unit"] != "日":
        return times
    year, number_of_month = month.split("-")
    return min(times, monthrange(int(year), int(number_of_month))[1])


def residence(request: Plain) -> str:
    """Where the person lives: what is used decides, a group home before a lodging training."""
    used = [services()[usage["service"]] for usage in request["usages"] if usage["times"]]
    homes = [service.get("home") for service in used]
    for home in ("group_home", "lodging_training"):
        if home in homes:
            return home
    said: str = part(request, "welfare").get("residence", "home")
    return said
