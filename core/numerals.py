"""Numbers as people write them: 9300, ９，３００, 1万5千, 1.5万, 一万五千, 二〇〇〇; counts of things.

Nothing is guessed: what has two readings (「1万5」, 「二三回」, 「5000〜8000」, ①) is not read. Amounts
are read by ``core.money.parse_yen``, ages by ``core.case.read_age``, with these parts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Final

HUGE: Final = 10**30
"""Stands for a number of more digits than anybody counts."""

_KANJI: Final = dict(zip("〇零一二三四五六七八九壱弐参", "00123456789123", strict=True))
_SMALL: Final = {"千": 1000, "百": 100, "十": 10, "拾": 10, "": 1}
_LARGE: Final = {"億": 10**8, "万": 10**4}
_DIGITS = f"0-9{''.join(_KANJI)}"
_THOUSANDS = re.compile(r"(?<![0-9,.])[0-9]{1,3}(?: [0-9]{3})+(?![0-9,.])")
_BLANK = re.compile(rf"(?<![{_DIGITS}]) | (?![{_DIGITS}])")
_KANJI_RUN = re.compile(f"[{''.join(_KANJI)}]+")
_NUMBER = r"(?>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]{1,8})?)(?![0-9,.])"
_TERM = re.compile(rf"({_NUMBER})?([億万千百十拾]?)")
_TERMS = re.compile(rf"(?:{_NUMBER}|[億万千百十拾])++")
_BETWEEN = re.compile("から|または|[〜~ー―‐‑–—−、・-]")
"""What stands between two numbers. Full-width ～ and － are ~ and - by then."""
LONGEST = 100
"""Characters of a text in which more than a bare number is looked for."""
ABOUT = "約|およそ|おおよそ|だいたい|大体|ざっと"
"""Before a number that need not be exact."""
ROUGHLY = "くらい|ぐらい|程度|ほど|前後"
"""Behind one."""
POLITE = r"です|でした|。"


# -- one form of letters ----------------------------------------------------------------------


def _is_mark(letter: str) -> bool:
    """True for ①, ², ½ and the like: NFKC would make digits of them that nobody typed."""
    return letter.isnumeric() and not letter.isdecimal() and unicodedata.category(letter) == "No"


def plain(text: str) -> str:
    """The text in one form of letters (NFKC), small, without blanks and invisible marks.

    A blank stays between two digits, unless it parts thousands (9 300): 「9300 500」 is no number.
    """
    seen = "".join(
        "\ufffd" if _is_mark(one) else one for one in text if unicodedata.category(one) != "Cf"
    )
    line = " ".join(unicodedata.normalize("NFKC", seen).split()).lower().replace("萬", "万")
    return _BLANK.sub("", _THOUSANDS.sub(lambda found: found[0].replace(" ", ""), line))


# -- one number -------------------------------------------------------------------------------


def whole(text: str, *, complete: bool = False) -> int | None:
    """The whole number of a ``plain`` text, 0 or more; None where it is none, or may be two.

    ``complete``: the word for what is counted stood behind it. 「1万5円」 is 10,005; 「1万5」 may be
    15,000 too. ``HUGE`` or more: it has more than thirty digits.
    """
    if text == "〇" and not complete:
        return None  # a bare one is a mark for はい
    runs = _KANJI_RUN.findall(text)
    if any(len(one) == 2 and int(_KANJI[one[1]]) - int(_KANJI[one[0]]) == 1 for one in runs):
        return None  # 二三: 23, or two or three
    digits = "".join(_KANJI.get(one, one) for one in text)
    if not _TERMS.fullmatch(digits):
        return None
    terms = [(number, unit) for number, unit in _TERM.findall(digits) if number or unit]
    if "." in digits and not _has_one_fraction(terms):
        return None
    if not complete and _may_lack_a_unit(terms):
        return None
    amount = _sum(terms)
    return None if amount is None or amount != int(amount) else int(amount)


def _has_one_fraction(terms: list[tuple[str, str]]) -> bool:
    """1.5万 is a number; 1.5万5千 and 9300.0 are none."""
    (first, unit), *rest = terms
    return "." in first and unit != "" and not any(number for number, _ in rest)


def _may_lack_a_unit(terms: list[tuple[str, str]]) -> bool:
    """「1万5」 is said for 15,000, 「5千3」 for 5,300, 「1億5000」 for 150,000,000."""
    if len(terms) < 2 or terms[-1][1]:
        return False
    tail, before = _decimal(terms[-1][0]), terms[-2][1]
    return tail < 10_000 if before == "億" else before not in ("十", "拾") and tail < 10


def _decimal(number: str) -> Decimal:
    digits = number.replace(",", "").lstrip("0") or "0"
    return Decimal(digits) if len(digits) <= 30 else Decimal(HUGE)


def _sum(terms: list[tuple[str, str]]) -> Decimal | None:
    """The terms added up; None where a smaller unit comes before a larger one, or twice."""
    total, section = Decimal(0), Decimal(0)
    most = room = Decimal("inf")  # below the large and the small unit before
    is_begun = False
    for number, unit in terms:
        value = _decimal(number) if number else None
        if unit in _LARGE:
            if value is not None:
                if is_begun and value >= room:
                    return None
                section, is_begun = section + value, True
            if not is_begun or section * _LARGE[unit] >= most:
                return None
            total, section, is_begun = total + section * _LARGE[unit], Decimal(0), False
            most = room = Decimal(_LARGE[unit])
            continue
        part = (Decimal(1) if value is None else value) * _SMALL[unit]
        if part >= room:
            return None
        section, room, is_begun = section + part, Decimal(_SMALL[unit]), True
    return total + section


def two(text: str, read: Callable[[str], object]) -> tuple[str, str] | None:
    """The two sides of 「5000〜8000」, 「4、5」; None where not both are what ``read`` takes.

    ``read`` gives None for what it does not take.
    """
    for found in _BETWEEN.finditer(text) if len(text) <= LONGEST else ():
        sides = text[: found.start()], text[found.end() :]
        if all(read(one) is not None for one in sides):
            return sides
    return None


# -- counts -----------------------------------------------------------------------------------

WEEKS: Final = 4
"""So many weeks a month: 週1回 is 月4回."""
TIMES, MONTHS, PEOPLE = "回|日|度", "[かカヵケヶ箇]月間?|月", "人|名"
ANY_UNIT = f"{TIMES}|{MONTHS}|{PEOPLE}|単位"
_SPAN = re.compile(r"(?:(毎週|1週間?|週)|毎月|1[かカヵケヶ箇]月|月)(?:に|で)?(?=.)")
"""Before a count of times: of a week, or of a month."""


def _counted(line: str, units: str) -> tuple[int, bool] | None:
    """The number of a plain text, and whether it is said of a week."""
    if len(line) > LONGEST:
        long = whole(line)
        return None if long is None else (long, False)
    line = re.sub(rf"(?:{ROUGHLY}|{POLITE})+$", "", re.sub(rf"^(?:{ABOUT})", "", line))
    weekly = False
    if "回" in units and (span := _SPAN.match(line) or re.search(r"/(?:(週)|月)$", line)):
        weekly = span[1] is not None
        line = re.sub(rf"^(?:{ABOUT})", "", line[: span.start()] + line[span.end() :])
    number = re.sub(f"(?:{units})$", "", line)
    found = whole(number, complete=number != line)
    return None if found is None else (found, weekly)


def read_count(text: str, units: str = ANY_UNIT, like: str = "4") -> int:
    """A count: 4, ４回, 四回, 約4回; of ``TIMES`` also 月4回, and 週1回 as four a month.

    ``units``: the words that may stand behind it; ``like``: the example of the message. Raises
    ValueError with a Japanese message.
    """
    line = plain(text)
    found = _counted(line, units)
    if found is None:
        if two(line, lambda side: _counted(side, units)):
            raise ValueError(
                f"数が二つあります。ここは一つだけ、数字で入れてください（例: {like}）"
            )
        raise ValueError(f"数字で入れてください（例: {like}）")
    count, weekly = found
    if count >= 10**9:
        raise ValueError("けた数を確かめてください")
    return count * WEEKS if weekly else count


def weekly_words(text: str) -> str:
    """What is said beside a count of a week: 「月4回として計算します」; "" for any other."""
    found = _counted(plain(text), TIMES)
    return f"月{found[0] * WEEKS}回として計算します" if found and found[1] else ""
