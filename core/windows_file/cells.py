"""One cell of a table, as a spreadsheet writes it and as it is safe to open in one."""

from __future__ import annotations

import re
import unicodedata

_DANGEROUS = "=+-@＝＋－＠\t\r\n"


def tidy(text: str) -> str:
    """One line without control marks and without blanks around it."""
    if text.isprintable():
        return " ".join(text.split())
    spaced = "".join(
        " " if one.isspace() else one
        for one in text
        if one.isspace() or unicodedata.category(one) not in ("Cc", "Cf", "Cs")
    )
    return " ".join(spaced.split())


def cut(text: str, most: int = 40) -> str:
    """The beginning of a text, to show what was found."""
    plain = tidy(text)
    return plain if len(plain) <= most else plain[:most] + "…"


def _bare(text: str) -> str:
    """``text`` without the blanks, quotes and invisible marks in front that spreadsheets skip."""
    for place, one in enumerate(text):
        quoted = one in "'\"`‘’“”＂＇"
        unseen = one.isspace() or unicodedata.category(one) in ("Cc", "Cf")
        if one in "\t\r\n" or not (quoted or unseen):
            return text[place:]
    return ""


_MADE = re.compile(
    r"[\d\s\-/.:,%¥\\$€£年月日時分秒]+(?:[ap]m?)?|(?:[¥\\$€£]\s*)?\d[\d.,]*e[+-]?\d+|true|false|"
    r"(?:明治|大正|昭和|平成|令和|[mtshr])[\d元]+[-/.年][\d\-/.月日]+|"
    r"[\d\s\-/,.]*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\d\s\-/,.]*",
    re.IGNORECASE,
)
_LEFT_ALONE = re.compile(r"0\d{1,4}-\d{1,4}-\d{3,4}|0\d{3}-\d{6}|\d{1,2}:\d\d ?- ?\d{1,2}:\d\d")
"""A telephone number with its hyphens, and hours from when to when: no day and no number."""


def _acts(text: str) -> bool:
    """True for a cell that a spreadsheet would compute, or make a number or a day of."""
    bare = _bare(text)
    if bare[:1] == "":
        return False
    if bare[0] in _DANGEROUS:
        return True
    plain = unicodedata.normalize("NFKC", bare).strip()
    return _LEFT_ALONE.fullmatch(plain) is None and _MADE.fullmatch(plain) is not None


def guarded(text: str) -> str:
    """A cell that is safe to open: with an apostrophe in front where a spreadsheet would act."""
    return f"'{text}" if _acts(text) else text


def unguarded(text: str) -> str:
    """The cell as it was before ``guarded``; ="…" of a spreadsheet counts as its text."""
    wrapped = re.fullmatch(r'="(.*)"', text)
    if wrapped is not None:
        return wrapped[1]
    return text[1:] if text[:1] == "'" and _acts(text[1:]) else text
