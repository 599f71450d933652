"""A row must not stand in for 110, 119 or a line of the country: those always stand there."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.catalog import Hotline, WindowKind
from core.texts import folded
from core.windows_file.model import NAME, PHONE


def _numbers(line: Hotline) -> set[str]:
    """A hotline's numbers as digits: two where a stroke parts them, none of an address."""
    if "://" in line.contact:
        return set()
    return {re.sub(r"[^\d#]", "", part) for part in line.contact.split("/")}


class National:
    """The lines of the country, asked of many rows."""

    def __init__(self, lines: Iterable[Hotline]) -> None:
        self._names: set[str] = set()
        self._numbers: set[str] = set()
        self._regional: set[str] = set()
        for line in lines:
            if line.pref_code or not re.search(r"\d|://", line.contact):
                continue
            self._names |= {folded(line.name), folded(line.name).split("(")[0]}
            # Only some regions have this line: there the group's row says that it is in use.
            regional = line.id == "ambulance_consult"
            (self._regional if regional else self._numbers).update(_numbers(line) - {""})

    def stands_in(self, name: str, phone: str, kind: WindowKind) -> tuple[str, str] | None:
        """(column, why not) of a row that would stand in for a number of the country, else None.

        The line of one prefecture and a window that every town has (「役所の代表電話」) are no line of
        the country: a group writes its own there.
        """
        told = "国の番号はいつも出ます"
        plain = folded(name)
        if re.search(r"(?:^|[^\w]|警察|消防|救急|救急車|緊急)(?:110|119)(?!\d)", plain):
            return NAME, f"{told}。名前から 110・119 を外すと使えます"
        if plain in self._names:
            return NAME, f"{told}。町の窓口なら、名前に地域を足すと使えます"
        digits = re.sub(r"[^\d#]", "", phone.split(" ")[0])
        if digits in self._numbers or (digits in self._regional and kind != "emergency_advice"):
            return PHONE, f"{told}。この行は要りません"
        return None
