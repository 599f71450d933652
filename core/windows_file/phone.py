"""A telephone number as it is typed, brought into the one form that is shown.

``phone`` asks for one number and nothing else, as a field does. ``found_in`` takes what stands in a
cell of a table: the first number, the words around it, and what is to be said.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple


def _one_form(cell: str) -> str:
    """Half-width digits; brackets, blanks and every kind of dash become one hyphen each."""
    text = unicodedata.normalize("NFKC", cell)
    text = re.sub(r"[‐‑‒–—―−ーｰ─━⁻₋]", "-", text)
    text = re.sub(r"^(?:TEL|電話|でんわ)[:.\s]*", "", text, flags=re.IGNORECASE)
    extension = re.search(r"[(,\s]*(?:内線|ext\.?)[:\s]*(\d{1,6})\s*\)?$", text, re.IGNORECASE)
    if extension is not None:
        text = text[: extension.start()]
    text = re.sub(r"\((?:代|代表|直通)\)|(?:代表|直通)$", "", text).strip()
    number = re.sub(r"[()\s.]+", "-", text)
    number = re.sub(r"-{2,}", "-", number).strip("-")
    return f"{number} 内線{extension[1]}" if extension is not None and number else number


def phone(cell: str) -> str:
    """The number of a cell in the form that is shown. Raises ValueError, in Japanese."""
    plain = re.sub(r"^(\d+)\.0+$", r"\1", unicodedata.normalize("NFKC", cell).strip())
    if re.fullmatch(r"\d+(\.\d+)?E\+?\d+", plain, re.IGNORECASE):
        raise ValueError(
            "表計算ソフトが数に変えた形です。列を「文字列」にして、番号を書き直してください"
        )
    if plain.startswith("+"):
        raise ValueError("国の番号（+81 など）は外して、0から書いてください")
    whole = _one_form(plain)
    number = whole.split(" ")[0]
    if re.fullmatch(r"#\d{4}|1\d\d", number):
        return whole
    if not re.fullmatch(r"\d+(-\d+){0,3}", number):
        raise ValueError("電話番号として読めません。番号を一つだけ、数字とハイフンで書いてください")
    _check_digits(number.replace("-", ""))
    return whole


def _check_digits(digits: str) -> None:
    """Raises ValueError for a number that nobody can call."""
    if digits[0] != "0":
        if len(digits) == 9 or (len(digits) == 10 and re.match(r"[5-9]0", digits)):
            raise ValueError(
                "先頭の0が消えているようです。列を「文字列」にして、0から書いてください"
            )
        raise ValueError("0から始まる番号（市外局番から）か、#と4桁、3桁の番号で書いてください")
    right = 11 if re.match(r"0[5-9]0", digits) else 10
    if len(digits) != right:
        raise ValueError(f"電話番号は{right}桁です。いま{len(digits)}桁です")


# -- the cell of a table ----------------------------------------------------------------------

_DASHES = "‐‑‒–—―−ーｰ─━⁻₋"
_NONE = re.compile(
    r"(?:電話)?(?:な\s*し|ナシ|無し?|非公開|非公表|不明|未定|未設置|なし。)|#N/?A|N/?A|#[A-Z/0]+[!?]?|0|"
    r"[\s\-.・…*/×✕()]*",
    re.IGNORECASE,
)
_FAX = re.compile(r"fax|ファック?ス|ファクシミリ", re.IGNORECASE)
_BOTH = re.compile(r"tel|電話|兼|共用|同じ", re.IGNORECASE)
_EXTENSION = re.compile(
    r"[\s(,、・]*(?:内線|ext\.?)(?:番号)?[\s:.]*(\d{1,6})(?!\d)((?:\s*[・,、/~-]\s*\d{1,6}(?!\d))*)\s*\)?",
    re.IGNORECASE,
)
_MARKS = re.compile(
    r"tel|電話番号?|でんわ|(?:ファック?ス|fax)(?!\s*(?:兼|共))|[☎☏✆📞📱;]|番号|(?<!\d):|:(?!\d)",
    re.IGNORECASE,
)
_WORDS_MOST = 40
_SEVERAL = "番号が二つ以上あります。はじめの番号を使いました"
_MENDED = "先頭の0が消えているようです。0を補いました。合っているか確かめてください"
_FAX_ONLY = "FAXの番号だけです。電話番号は空けました"


class Found(NamedTuple):
    """What stands in the cell of a number.

    ``phone``: in the form that is shown, "" for none; ``words``: what stands around it; ``told``:
    what the person who made the table should know of it.
    """

    phone: str = ""
    words: str = ""
    told: str = ""


class _Token(NamedTuple):
    number: str
    start: int
    end: int
    is_fax: bool


def found_in(cell: str) -> Found:
    """The number of a cell. Never raises: a row is not lost for its number."""
    text = unicodedata.normalize("NFKC", cell).strip()
    text = re.sub(rf"(?<=\d)\s*[{_DASHES}]\s*(?=[\d(])|^[{_DASHES}]+$", "-", text)
    if _NONE.fullmatch(text):
        return Found()
    text = re.sub(r"\+81[-. ]*(?:\(0\)|0(?=\d))?[-. ]*(?=\d)", "0", text)
    tokens = _tokens(text)
    phones = [one for one in tokens if not one.is_fax]
    if not phones:
        return Found(told=_FAX_ONLY) if tokens else _without_token(text)
    first = phones[0]
    extension = _EXTENSION.match(text, first.end)
    rest, number = text, first.number
    more = ""
    if extension is not None:
        number = f"{number} 内線{extension[1]}"
        more = extension[2].strip()
        rest = rest[: extension.start()] + "\n" * len(extension[0]) + rest[extension.end() :]
    for one in tokens:
        rest = rest[: one.start] + "\n" * (one.end - one.start) + rest[one.end :]
    words, has_digits = _words(rest)
    if more:
        words = " ".join((f"内線は{extension[1] if extension else ''}{more}", words)).strip()
    several = len({one.number for one in phones}) > 1 or has_digits
    return Found(number, words[:_WORDS_MOST], _SEVERAL if several else "")


def _tokens(text: str) -> list[_Token]:
    """The whole numbers in a text, from left to right, and which of them are of a fax."""
    groups = list(re.finditer(r"\d+", text))
    found: list[_Token] = []
    at = 0
    while at < len(groups):
        taken = _taken(text, groups, at)
        if not taken:
            at += 1
            continue
        start, end = groups[at].start(), groups[at + taken - 1].end()
        # What may follow the number, as its extension, stands behind the bracket that it stands in.
        closed = text[start - 1 : start] == "(" and text[end : end + 1] == ")"
        number = re.sub(r"\D+", "-", text[start:end])
        before = text[found[-1].end if found else 0 : start]
        is_fax = _FAX.search(before) is not None and _BOTH.search(before) is None
        found.append(_Token(number, start, end + closed, is_fax))
        at += taken
    return found


def _taken(text: str, groups: list[re.Match[str]], at: int) -> int:
    """How many groups of digits from this one on make a number that one can call; 0 for none."""
    digits = ""
    for count, group in enumerate(groups[at : at + 4], start=1):
        if count > 1:
            between = text[groups[at + count - 2].end() : group.start()]
            if not re.fullmatch(r"[-.() ]{1,3}", between):
                return 0
        digits += group[0]
        if digits[0] != "0" or digits[:2] == "00":
            return 0
        right = 11 if re.match(r"0[5-9]0", digits) else 10
        if len(digits) >= right:
            return count if len(digits) == right else 0
    return 0


def _words(rest: str) -> tuple[str, bool]:
    """(the words that are left, whether digits of a further number are among them)."""
    plain = _MARKS.sub(" ", rest)
    pieces = [one.strip(".,、・/~*※= -") for one in re.split(r"[\s()\[\]「」【】<>、,/]+", plain)]
    named = [one for one in pieces if re.search(r"[^\W\d_]", one)]
    digits = any(re.fullmatch(r"[\d-]{2,}", one) for one in pieces)
    return " ".join(dict.fromkeys(named)), digits


def _without_token(text: str) -> Found:
    """What a cell gives in which no number of ten or eleven digits stands."""
    bare = re.sub(r"\.0+$", "", text)
    digits = re.sub(r"\D", "", bare)
    is_bare = re.fullmatch(r"[\d\-. ()]+", bare) is not None
    lost_0 = len(digits) == 9 or (len(digits) == 10 and re.match(r"[5-9]0", digits) is not None)
    if is_bare and lost_0 and digits[0] != "0":
        mended = found_in(f"0{bare.lstrip('( ')}" if "(" not in bare else f"0{digits}")
        return Found(mended.phone, "", _MENDED) if mended.phone else Found(told=_MENDED)
    if not digits:
        return Found(words=_words(text)[0][:_WORDS_MOST])
    try:
        return Found(phone(text))
    except ValueError as fault:
        return Found(told=f"{fault}")
