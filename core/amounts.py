"""An amount in yen as people write it, in a field, a file or a quote: 「約9,300円/月（税込）」.

Only an amount that can be nothing else is read. Of how long it is (月, 年, 回, 日) is read too, and
refused where the field asks for another span: 9,300円 of a month are not 9,300円 of a visit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Annotated, Any, Final, Literal, NamedTuple, get_args

from pydantic import BeforeValidator, Field

from core import numerals, said

MAX_YEN: Final = 1_000_000_000
"""More than any family pays in a month; a larger number is a slip of the finger."""
Span = Literal["月", "年", "回", "日"]
"""Of how long an amount is: of a month, a year, a visit, a day."""
SPANS: tuple[Span, ...] = get_args(Span)
_SPAN_SAID: dict[Span, str] = {"月": "1か月", "年": "1年", "回": "1回", "日": "1日"}

_SPAN = (
    "(?:(?:毎|[1一])?[回日]|日額|毎?年[額間]?|[1一]年間?|(?:毎|[1一][かカヵケヶ箇]|ひと)?月[額々]?)"
)
_TAX = r"\((?:消費)?税込み?\)|(?:消費)?税込み?"
_BEFORE = re.compile(rf"(?:{numerals.ABOUT}|{_TAX}|料金は?|金額は?|金|[¥\\])(?=.)")
_BEHIND = re.compile(rf"(?:{numerals.ROUGHLY}|{numerals.POLITE}|{_TAX}|也|なり)$")
_SPAN_BEFORE = re.compile(rf"/?{_SPAN}(?:に|で|あたり|当たり|につき|[:/])?(?=.)")
_SPAN_BEHIND = re.compile(rf"/{_SPAN}$|\({_SPAN}\)$")
_YEN = re.compile(r"(?:円|えん|圓|¥)$")
_DASHED = re.compile(r"(.*[¥\\金].*[0-9円])[.,]?[-ー―−–—]+(?=$|\()")
"""¥9,300- and 金9,300円－: so nobody can put a digit behind it."""
_FREE = re.compile(r"(?:無料|タダ|ただ|ゼロ)(?:です)?")
_NONE = re.compile(r"(?:特に|とくに)?(?:なし|無し|無)(?:です)?")
_UNKNOWN = re.compile(r"(?:まだ)?(?:わから|分から)(?:ない|ず|ん|ません)。?|不明|未定|[?]+")
_UNTAXED = re.compile(r"税別|税抜|税ぬき|外税|[+]税|プラス税")
_BELOW = re.compile(r"[-−▲△]|マイナス")
_OPEN = re.compile(r"(?:以上|以下|未満|以内|まで|から|[〜~])$|^[〜~]")
_UNIT = re.compile("[千百十万億]")

_ONE_AMOUNT = (
    "ここに入るのは一つの額です。"
    "幅は、「費用の見積もり」の料金（低いほう・高いほう）の欄に入れられます"
)


class TwoAmounts(ValueError):
    """Two amounts, or a range, where one belongs: says so, and which field takes a range (``where``).

    ``ends``: both in yen, where they are clear.
    """

    def __init__(self, ends: tuple[int, int] | None, where: str = "") -> None:
        self.ends = ends
        found = "幅のある額です" if ends is None else f"{'と'.join(map(said.yen, ends))}があります"
        super().__init__(f"{found}。{where or _ONE_AMOUNT}")


class _Read(NamedTuple):
    """The number in the middle of an amount, with what stood around it taken off."""

    number: str
    has_yen: bool
    span: Span | None

    @property
    def yen(self) -> int | None:
        return numerals.whole(self.number, complete=self.has_yen)


def _peeled(line: str) -> _Read:
    """What stands around the number, taken off one by one: 約, ¥, 円, 税込, 也, /月."""
    has_yen = False
    span: Span | None = None
    if len(line) > numerals.LONGEST:
        return _Read(line, has_yen, span)
    if dashed := _DASHED.match(line):
        line = dashed[1] + line[dashed.end() :]
    while True:
        if found := _BEFORE.match(line) or _BEHIND.search(line):
            pass
        elif not has_yen and (found := _YEN.search(line)):
            has_yen = True
        elif span is None and (found := _SPAN_BEFORE.match(line) or _SPAN_BEHIND.search(line)):
            span = next(one for one in SPANS if one in found[0])
        else:
            return _Read(line, has_yen, span)
        line = line[: found.start()] + line[found.end() :]


def parse_yen(text: str, spans: Collection[Span] = SPANS, *, may_be_none: bool = True) -> int:
    """Read yen as people write them: 「9,300円」, 「９３００」, 「1万5千円」, 「約/月9300円」, 「無料」.

    ``spans``: of how long the field's amount is; none: a sum that is paid once. ``may_be_none``
    False: 「なし」 may mean no limit there, and is refused.

    Returns int yen, 0 or more. Raises ValueError with a Japanese message for anything else, and
    TwoAmounts for a range.
    """
    line = numerals.plain(text)
    if _FREE.fullmatch(line) or (may_be_none and _NONE.fullmatch(line)):
        return 0
    found = _peeled(line)
    if found.yen is None or _UNTAXED.search(line):
        raise _refusal(line)
    if found.span is not None and found.span not in spans:
        asked = next((_SPAN_SAID[one] for one in SPANS if one in spans), "全部")
        raise ValueError(
            f"{_SPAN_SAID[found.span]}の額として書かれています。ここは{asked}の額で入れてください"
        )
    if found.yen > MAX_YEN:
        raise ValueError("金額が大きすぎます。けた数を確かめてください")
    return found.yen


def _refusal(line: str) -> ValueError:
    """Why a text is no amount, and what is expected."""
    if _UNTAXED.search(line):
        return ValueError("税込みの額で入れてください")
    if _NONE.fullmatch(line):
        return ValueError("「なし」では、0円かどうかがわかりません。0円なら、0 と入れてください")
    if _UNKNOWN.fullmatch(line):
        return ValueError("わからないときは、空のままにしてください")
    if numerals.whole(_peeled(line).number, complete=True) is not None:
        return ValueError("二とおりに読めます。全部の数字で入れてください（例: 15000）")
    below = _BELOW.match(_peeled(line).number)
    if below and _peeled(_peeled(line).number[below.end() :]).yen is not None:
        return ValueError("0円以上で入れてください")
    if sides := numerals.two(line, lambda side: _peeled(side).yen):
        return TwoAmounts(_ends(*sides))
    if _OPEN.search(line) and _peeled(_OPEN.sub("", line)).yen is not None:
        return TwoAmounts(None)
    return ValueError("数字で入れてください（例: 9300、9,300円、12万円）")


def _ends(low: str, high: str) -> tuple[int, int] | None:
    """Both amounts; None where the second one's unit may go with the first: 1〜2万円."""
    if _UNIT.search(high) and not _UNIT.search(low):
        return None
    first, last = _peeled(low).yen, _peeled(high).yen
    return None if first is None or last is None or max(first, last) > MAX_YEN else (first, last)


# -- fields of input models -------------------------------------------------------------------


def _reader(*spans: Span, may_be_none: bool = True) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if isinstance(value, float):
            raise TypeError(f"円は整数で入れてください(小数は使えません): {said.found(value)}")
        if isinstance(value, str):
            return parse_yen(value, spans, may_be_none=may_be_none)
        return value

    return read


_YEN_FIELD = Field(strict=True, ge=0, le=MAX_YEN)
YenInput = Annotated[int, BeforeValidator(_reader(*SPANS)), _YEN_FIELD]
"""A yen field of an input model: int ≥ 0, or text that ``parse_yen`` reads. Float: TypeError."""
YenAMonth = Annotated[int, BeforeValidator(_reader("月")), _YEN_FIELD]
"""The same, of a month."""
YenAYear = Annotated[int, BeforeValidator(_reader("年")), _YEN_FIELD]
"""The same, of a year."""
YenATime = Annotated[int, BeforeValidator(_reader("回", "日")), _YEN_FIELD]
"""The same, of a visit or a day."""
YenOnce = Annotated[int, BeforeValidator(_reader()), _YEN_FIELD]
"""The same, of a sum that is paid once."""
YenCap = Annotated[int, BeforeValidator(_reader("月", may_be_none=False)), _YEN_FIELD]
"""A limit of a month. 「なし」 may mean that there is none, and is refused."""
