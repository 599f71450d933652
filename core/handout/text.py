"""Text made fit for the paper: whatever a family types, the sheet is still made.

An accessible PDF stops at a character that no font can draw, and typst does not break a long Latin
word. Both are mended here, before the text reaches a template. Nothing is folded by NFKC: ① stays ①.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path

from core import money
from core.base import Frozen
from core.catalog import DATA
from core.money import YenRange

FONTS = DATA / "fonts"
GETA = "〓"
"""What printers set for a character they do not have."""

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef\u180b-\u180f]")
_UNBREAKABLE = re.compile(
    "[\u0021-\u2e7fーぁぃぅぇぉっゃゅょァィゥェォッャュョ！？、。，．・：；〜～）」』】〕］｝（「『【〔［｛"
    "\uff61-\uff9f]{17,}"
)
_HALF_MARKS = re.compile("(?<=.)(?<!\u200b)[\uff9e\uff9f]")
_EVERY = 12
# あ゙ keeps its mark as a letter of its own. Other marks that no letter took in become 〓: drawn over
# a letter, they would stand at each such letter of the sheet when its text is read out or copied.
_SPACING_MARKS = {0x3099: "\u309b", 0x309A: "\u309c"}
_LONGEST = 16
_MARKS = "、。，．・／/〜～"
_NO_START = _MARKS + "：:）)」』】-"
_ZWSP = "\u200b"
_JOINER = "\u2060"
_ADDRESS = re.compile(r"(?:https?://|www\.|mailto:)[!-~]+|[!-~]+@[!-~]+")


class CleanText(Frozen):
    """Text that the fonts can set.

    ``text`` may hold U+200B (a place to break a long word), U+2060 (no break after the hyphen of an
    address: where it is copied, a hyphen at the end of a line is lost) and \\n (a line break). The
    first two are not printed (see main.typ). ``missing`` are the characters replaced by 〓, each once,
    in order; ``cut`` is True when ``limit`` shortened it.
    """

    text: str
    missing: tuple[str, ...] = ()
    cut: bool = False

    @property
    def plain(self) -> str:
        """The text without the invisible break places and joiners."""
        return self.text.replace(_ZWSP, "").replace(_JOINER, "")


class _Coverage:
    """The characters that the vendored fonts can draw."""

    def __init__(self, path: Path) -> None:
        pairs = [line.split("-") for line in path.read_text(encoding="ascii").split()]
        self._first = [int(first, 16) for first, _ in pairs]
        self._last = [int(last, 16) for _, last in pairs]

    def __contains__(self, character: str) -> bool:
        point = ord(character)
        place = bisect_right(self._first, point) - 1
        return place >= 0 and point <= self._last[place]


@lru_cache(maxsize=1)
def _coverage() -> _Coverage:
    return _Coverage(FONTS / "coverage.txt")


def _printable(character: str) -> str:
    """The character, a space for odd spaces, or nothing for category C (but \\n stays)."""
    if character == "\n":
        return character
    if character == "\t":
        return " "
    category = unicodedata.category(character)
    if category == "Zs" and character != "\u3000":
        return " "
    return "" if category[0] == "C" else character


def _soften(found: re.Match[str]) -> str:
    """Break places in a run: after a mark such as 、 where there is one, else every 12 letters."""
    run, parts = found.group(), []
    while len(run) > _LONGEST:
        at = max((run.rfind(mark, 0, _LONGEST) + 1 for mark in _MARKS), default=0)
        # Not before a mark that must not start a line, and not after a short first part.
        if at < _EVERY // 2 or run[at] in _NO_START:
            at = _EVERY
        while at > 0 and _JOINER in run[at - 1 : at + 1]:
            at -= 1
        at = at or _EVERY
        parts.append(run[:at])
        run = run[at:]
    return _ZWSP.join([*parts, run])


def clean(text: str, *, limit: int | None = None) -> CleanText:
    """Make ``text`` safe for a sheet. Never raises for a ``str``.

    NFC; line ends become \\n, a tab and odd spaces a space; the rest of category C (controls, bidi
    overrides, lone surrogates) and variation selectors go; what no font can draw, and a mark that
    no letter took in, becomes 〓 and is listed. A run of more than 16 characters that no line may break gets U+200B every 12.
    ``limit``: at most this many characters, the last one then 「…」.
    """
    ended = _LINE_ENDS.sub("\n", _SELECTORS.sub("", text))
    # Controls go first: without them a letter and its mark may come together.
    composed = unicodedata.normalize("NFC", "".join(filter(None, map(_printable, ended))))
    composed = composed.translate(_SPACING_MARKS)
    covered = _coverage()
    missing = dict.fromkeys(
        c for c in composed if c != "\n" and (c not in covered or unicodedata.combining(c))
    )
    whole = "".join(GETA if c in missing else c for c in composed).strip("\n")
    cut = limit is not None and len(whole) > limit
    if limit is not None and cut:
        whole = whole[: max(limit - 1, 0)] + "…"
    whole = _ADDRESS.sub(lambda found: found[0].replace("-", "-" + _JOINER), whole)
    # A half-width voiced mark is set apart from its letter: joined, both would be read out twice.
    softened = _HALF_MARKS.sub(lambda found: _ZWSP + found[0], _UNBREAKABLE.sub(_soften, whole))
    return CleanText(text=softened, missing=tuple(missing), cut=cut)


class Tidy:
    """Cleans the texts of a sheet one by one and remembers what no font can draw (``missing``)."""

    def __init__(self) -> None:
        self.missing: dict[str, None] = {}

    def __call__(self, text: str | None) -> str:
        """The text as the sheet sets it; "" where nothing of it can be seen."""
        cleaned = clean(text or "")
        self.missing.update(dict.fromkeys(cleaned.missing))
        return cleaned.text if cleaned.plain.strip() else ""

    def lines(self, text: str | None) -> tuple[str, ...]:
        """The lines of a text that have something on them."""
        return tuple(line for line in self(text).split("\n") if line.strip())


def yen_text(amount: YenRange | None) -> str:
    """「0円」, 「9,300円」, 「0円〜9,300円」; None (no figure in force): 「費用はまだ出せません」."""
    return "費用はまだ出せません" if amount is None else money.yen_text(amount)


def monthly_text(amount: YenRange | None) -> str:
    """As ``yen_text``, with 「月」 before an amount."""
    return yen_text(amount) if amount is None else f"月 {yen_text(amount)}"
