"""What the bytes of a file are: the text in them, or the name of what they seem to be.

One tolerance for every file that a person chooses, whatever its name says.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

SHEET, OLD_SHEET = "Excel の表", "古い形か、パスワードのついた Excel の表"
_BOM8, _BOMS16 = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")
_BLANK = b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"
_STARTS = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "写真や画像"),
    (b"\xff\xd8\xff", "写真や画像"),
    (b"GIF8", "写真や画像"),
    (b"BM", "写真や画像"),
    (b"\xd0\xcf\x11\xe0", OLD_SHEET),
    (b"{\\rtf", "文書"),
    (b"\x1f\x8b", "まとめたファイル（圧縮）"),
    (b"7z\xbc\xaf", "まとめたファイル（圧縮）"),
    (b"Rar!", "まとめたファイル（圧縮）"),
)
_IN_ZIP = (
    ("xl/", SHEET),
    ("word/", "Word の文書"),
    ("ppt/", "PowerPoint の文書"),
    ("content.xml", "LibreOffice の文書"),
    ("Index/", "Numbers の表"),
)


def is_blank(data: bytes) -> bool:
    """True where nothing but blanks, marks of an encoding and padding stands."""
    return not data.strip(_BLANK)


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as found:
            names = found.namelist()
    except Exception:  # whatever a broken archive makes zipfile raise
        names = []
    for start, kind in _IN_ZIP:
        if any(name.startswith(start) for name in names):
            return kind
    return "まとめたファイル（ZIP）"


def kind_of(data: bytes) -> str:
    """What a file seems to be, in Japanese, where it is no plain text; else ""."""
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(data)
    for start, kind in _STARTS:
        if data.startswith(start) and (start != b"BM" or b"\0" in data[:20]):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "写真や画像"
    if data[4:8] == b"ftyp":
        return "写真や動画"
    if re.match(rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype\s+html|<html\b)", data[:200], re.IGNORECASE):
        return "ホームページ（HTML）"
    return ""


_ODD = re.compile("[ｦ-ﾟ\ue000-\uf8ff\ufffd]")


def odd_letters(text: str) -> int:
    """How many letters of a text stand there mostly because it was read in a wrong encoding."""
    return len(_ODD.findall(text))


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith(_BOMS16):
        return ("utf-16",)
    if data.startswith(_BOM8):
        return ("utf-8-sig",)
    if b"\0" in data[:200].rstrip(b"\0"):
        return ("utf-16-le", "utf-16-be", "utf-8", "cp932")
    if b"\x1b$" in data:
        return ("iso2022_jp_ext", "iso2022_jp_3", "utf-8", "cp932")
    return ("utf-8", "cp932", "euc_jp")


def _plain(text: str) -> str:
    """Without doubled marks of an encoding in front and padding behind."""
    return text.lstrip("\ufeff").rstrip("\0")


def sound_texts(data: bytes) -> Iterator[str]:
    """The text of a file in each encoding that fits all of it, the likeliest first."""
    found: list[str] = []
    for encoding in _encodings(data):
        # Half a character of padding at the end spoils no file.
        whole = data[: len(data) // 2 * 2] if encoding.startswith("utf-16") else data
        try:
            text = _plain(whole.decode(encoding))
        except UnicodeDecodeError:
            continue
        if encoding not in ("cp932", "euc_jp"):
            yield text
        else:
            found.append(text)
    # What is EUC reads as half-width letters in the other, seldom the other way round.
    yield from sorted(found, key=odd_letters)


def texts(data: bytes) -> Iterator[str]:
    """``sound_texts``, and then the text with marks where it cannot be read."""
    yield from sound_texts(data)
    for encoding in _encodings(data):
        yield _plain(data.decode(encoding, errors="replace"))


# -- text that was read in the wrong encoding and saved again ------------------------------------

_JAPANESE = re.compile("[ぁ-んァ-ヶ一-龯]")
_SPOILT_932 = re.compile("[縺繧繝縲]")
_SPOILT_1252 = re.compile("[ãäåæçèé][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_LOST_MOST = 3


def _as_1252(text: str) -> bytes:
    """Windows' Latin letters as bytes; what has none there stands for itself."""
    found = bytearray()
    for one in text:
        try:
            found += one.encode("cp1252")
        except UnicodeEncodeError:
            found += one.encode("latin-1")
    return bytes(found)


def mended(text: str) -> str | None:
    """A text as it was before its UTF-8 was read as another encoding.

    ``text`` itself where nothing is wrong with it; None where it is spoilt beyond mending.
    """
    latin = len(_SPOILT_1252.findall(text))
    if latin and not _JAPANESE.search(text):
        try:
            return _as_1252(text).decode("utf-8")
        except UnicodeError:
            return None if latin > _LOST_MOST else text
    # Each of these is a rare character; in a spoilt text every second one is.
    rare = len(_SPOILT_932.findall(text))
    if rare:
        try:
            return text.encode("cp932").decode("utf-8")
        except UnicodeError:
            if rare > _LOST_MOST:
                return None
    return None if text.count("\ufffd") > _LOST_MOST else text


__all__ = [
    "OLD_SHEET",
    "SHEET",
    "is_blank",
    "kind_of",
    "mended",
    "odd_letters",
    "sound_texts",
    "texts",
]
