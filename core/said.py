"""How a month, a day, a count and the two ends of a range are said: here, and nowhere else."""

from __future__ import annotations

from datetime import date

WEEKDAYS = "月火水木金土日"
_FOUND_MOST = 80
"""Characters of a value in a message."""


def found(value: object, most: int = _FOUND_MOST) -> str:
    """A value that nobody can take, for a message: its first ``most`` characters.

    Its kind where it cannot be written (Python writes no number of more than 4,300 digits).
    """
    try:
        words = repr(value)
    except Exception:  # of any class that somebody hands in
        return type(value).__name__
    return words if len(words) <= most else f"{words[:most]}…"


def yen(amount: int) -> str:
    """「9,300円」."""
    return f"{amount:,}円"


def yen_span(low: int, high: int) -> str:
    """「0円〜9,300円」; 「9,300円」 where both ends are the same."""
    # Written out: an explained month says a dozen of them.
    return f"{low:,}円" if low == high else f"{low:,}円〜{high:,}円"


def yen_ends(low: int, high: int) -> tuple[str, ...]:
    """The ends for a narrow place, 「0円〜」 and 「9,300円」; one where they are the same."""
    return (yen(low),) if low == high else (f"{yen(low)}〜", yen(high))


def counted(unit: str) -> str:
    """A unit as it stands behind a number or 何: 「か月」 (never 1月, which is January)."""
    return "か月" if unit == "月" else unit


def count(number: int, unit: str) -> str:
    """「4回」, 「12日」, 「1か月」."""
    return f"{number}{counted(unit)}"


def of_place(name: str, number: int) -> str:
    """The name of a service at its second provider and later: 「薬局（2か所目）」."""
    return name if number < 2 else f"{name}（{number}か所目）"


def month(year_month: str) -> str:
    """「2026年4月」 for "2026-04"."""
    return part_of_date(year_month)


def day(on: date) -> str:
    """「2026年11月22日」."""
    return f"{on.year}年{day_of_year(on)}"


def day_of_year(on: date) -> str:
    """「11月30日」, where the year goes without saying."""
    return f"{on.month}月{on.day}日"


def short_day(on: date) -> str:
    """「11/30」, for a narrow place."""
    return f"{on.month}/{on.day}"


def weekday(on: date, *, made_on: date) -> str:
    """「11月30日(月)」, with the year when it is not the year of ``made_on``."""
    year = "" if on.year == made_on.year else f"{on.year}年"
    return f"{year}{day_of_year(on)}({WEEKDAYS[on.weekday()]})"


def wide(text: str) -> str:
    """Brackets as wide as a letter, as they stand on the screens."""
    return text.translate(_WIDE)


_WIDE = str.maketrans("()", "（）")


def part_of_date(iso: str) -> str:
    """「2024年6月27日」, 「2024年6月」 or 「2024年」 from an ISO day, month or year."""
    return "".join(
        f"{int(part)}{unit}" for part, unit in zip(iso.split("-"), "年月日", strict=False)
    )
