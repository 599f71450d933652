"""A telephone number as it is typed, brought into the one form that is shown."""

from __future__ import annotations

import re
import unicodedata


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
