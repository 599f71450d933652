"""What a heading of a table means: the words that towns and groups write above their columns.

The 推奨データセット (自治体標準オープンデータセット, digital agency) and its kin: 名称, 電話番号, 内線番号,
利用可能曜日, 開始時間, 終了時間, 利用可能日時特記事項, 備考, 市区町村名.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from core.texts import folded
from core.windows_file.model import CHECKED, HOURS, KIND, NAME, PHONE, TOPIC

EXTENSION, START, END, TOWN = "内線", "開始", "終了", "町"
"""What a column may hold besides a column of ours."""
Uses = Mapping[str, tuple[int, ...]]
"""For each column of ours, and those above: the columns of the table that are read for it."""

_WORDS: dict[str, str] = {
    KIND: "種類",
    NAME: (
        "名前 窓口名 窓口の名前 窓口名称 相談窓口名 相談窓口 窓口 名称 施設名 施設名称 施設の名称 施設名等 施設 "
        "機関名 機関名称 相談機関名 相談機関 事業所名 事業所名称 事業所の名称 事業所 医療機関名 病院名 "
        "センター名 センター名称 会の名前 会名 支援機関名 関係機関名 担当窓口 担当課 担当課名 担当部署 "
        "課名 部署名 部署 所属 支部名 団体名称 団体名 name"
    ),
    PHONE: (
        "電話 電話番号 tel tel番号 tel. でんわ 連絡先電話番号 相談電話番号 相談電話 代表電話番号 代表電話 "
        "問い合わせ電話番号 問合せ電話番号 お問い合わせ電話番号 予約電話番号 telephonenumber telephone phone "
        "phonenumber 電話連絡先 連絡先番号 連絡先 連絡先等 問い合わせ先 問合せ先 お問い合わせ先 お問合せ先"
    ),
    EXTENSION: "内線番号 内線 電話内線",
    HOURS: (
        "曜日と時間 受付時間 受付日時 受付曜日 受付日 利用可能曜日 利用可能日時 利用可能時間 利用可能日時特記事項 "
        "特記事項 相談時間 相談日時 相談日 相談曜日 開館時間 開館日時 開所時間 開所日 開設時間 開設日 開設日時 "
        "開催日時 営業時間 営業日 営業曜日 営業日時 診療時間 対応時間 対応日時 利用時間 利用日時 窓口時間 "
        "受付 曜日 時間 日時 openinghours"
    ),
    START: "開始時間 開始時刻 利用開始時間 受付開始時間 受付開始時刻 開館開始時間 starttime",
    END: "終了時間 終了時刻 利用終了時間 受付終了時間 受付終了時刻 開館終了時間 endtime",
    TOPIC: (
        "どんな相談 相談内容 主な相談内容 内容 対象 対象者 相談対象 備考 備考欄 業務内容 事業内容 支援内容 "
        "活動内容 サービス内容 提供サービス 概要 説明 description"
    ),
    CHECKED: (
        "確かめた日 確認日 確認年月日 最終確認日 更新日 更新年月日 最終更新日 最終更新 情報更新日 "
        "データ更新日 調査日 時点 基準日 updated"
    ),
    TOWN: (
        "市区町村名 市区町村 市町村名 市町村 自治体名 自治体 地方公共団体名 所在地_市区町村 区市町村名 区市町村 "
        "町名 地域 地区"
    ),
}
_KNOWN = {
    word: (part, place)
    for part, words in _WORDS.items()
    for place, word in enumerate(words.lower().split())
}
_NEVER = re.compile(
    r"カナ|かな|ふりがな|フリガナ|ヨミ|よみ|英[語字名]|通称|略称|ローマ字|コード|法人|住所|郵便|メール|mail|"
    r"url|hp|画像|ライセンス|緯度|経度|有無|地図|備考.+数|町字|都道府県"
)
_FAX = re.compile(r"fax|ファック?ス|ファクシミリ")
_BY_START = (PHONE, HOURS, TOPIC, CHECKED, NAME)
_BY_END = (NAME, PHONE, HOURS)
_ONE = (KIND, NAME, PHONE, EXTENSION, CHECKED, START, END, TOWN)
_OFFICES = re.compile(r"課|部署|窓口|担当|係|所属")
EXACT = 90
_LONGEST = 40


class Meaning(NamedTuple):
    """What a heading says of its column, and how surely (the more, the surer)."""

    part: str
    sure: int


def meaning_of(heading: str) -> Meaning | None:
    """The meaning of one heading; None for a column that nothing of ours is read from."""
    if len(heading) > 3 * _LONGEST:
        return None
    whole = folded(heading).lower()
    if not whole or len(whole) > _LONGEST:
        return None
    if whole in _KNOWN:
        part, place = _KNOWN[whole]
        return Meaning(part, 200 - place)
    # 「名前（必須）」「２．電話番号※」「●受付時間」
    bare = re.sub(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】|[※*].*$|必須|任意", "", whole)
    bare = re.sub(r"^[\W\d_]+|[\W_]+$", "", bare)
    if _FAX.search(bare) and not re.search(r"tel|電話", bare):
        return None
    if bare in _KNOWN:
        part, place = _KNOWN[bare]
        return Meaning(part, 140 - place)
    first = re.split(r"[/・、,&及]|および|または", bare)[0]
    if first in _KNOWN and not _NEVER.search(first):
        return Meaning(_KNOWN[first][0], EXACT - 1)
    return None if _NEVER.search(bare) else _by_part(bare)


def _any_of(parts: Sequence[str]) -> str:
    """A pattern of the known words of these parts, the longest first."""
    words = (word for word, (part, _) in _KNOWN.items() if part in parts and len(word) >= 2)
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_STARTS = re.compile(f"({_any_of(_BY_START)}).")
_ENDS = re.compile(f".({_any_of(_BY_END)})$")
_NO_NAME = re.compile(r"番号$|数$|日$|区分|種[別類]|分類")


def _by_part(bare: str) -> Meaning | None:
    """By a known word at the beginning (「電話番号ハイフンあり」) or at the end (「支所名称」)."""
    for found, sure in ((_STARTS.match(bare), 60), (_ENDS.search(bare), 50)):
        if found is None:
            continue
        part = _KNOWN[found[1]][0]
        if part != NAME or not _NO_NAME.search(bare):
            return Meaning(part, sure + len(found[1]))
    return None


def uses_of(header: Sequence[str]) -> tuple[dict[str, tuple[int, ...]], int]:
    """(which columns are read for what, how well the row fits as a header)."""
    found: dict[str, list[tuple[int, int]]] = {}
    for at, heading in enumerate(header):
        meaning = meaning_of(heading)
        if meaning is not None:
            found.setdefault(meaning.part, []).append((-meaning.sure, at))
    uses = {
        part: (min(places)[1],) if part in _ONE else tuple(sorted(at for _, at in places))
        for part, places in found.items()
    }
    fit = sum(2 if max(-sure for sure, _ in places) >= EXACT else 1 for places in found.values())
    return uses, fit


def is_office(heading: str) -> bool:
    """True for a column of departments, whose names say little without the town's."""
    return _OFFICES.search(folded(heading)) is not None


__all__ = [
    "END",
    "EXACT",
    "EXTENSION",
    "START",
    "TOWN",
    "Meaning",
    "Uses",
    "is_office",
    "meaning_of",
    "uses_of",
]
