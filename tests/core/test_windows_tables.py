"""Tables of windows in the shapes that towns and groups give them: each is read, none loses a row.

The shapes are those of the 推奨データセット and its kin; the towns and the numbers (000) are made up.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Sequence
from datetime import date, time
from typing import Any

import openpyxl
import pytest

from core.catalog import load_catalog
from core.own_windows import counted
from core.windows_file import (
    COLUMNS,
    WindowsRead,
    corrected,
    gathered,
    read_windows,
    sheet,
    take,
    understand,
    write_windows,
)
from core.windows_file.sheet import CELLS_MOST, ROWS_MOST
from tests.core.conftest import FULL, each

TODAY = date(2026, 11, 24)
DATA = load_catalog()
Expected = tuple[str, str, str, str]
"""Name, number, hours, topic."""
A, B = "みどり市相談室", "あお町福祉センター"
PA, PB = "042-000-1234", "042-000-5678"
TWO: tuple[Expected, Expected] = ((A, PA, "", ""), (B, PB, "", ""))


def lines(*rows: str, encoding: str = "utf-8", mark: str = ",", end: str = "\r\n") -> bytes:
    return end.join(row.replace(",", mark) for row in rows).encode(encoding)


def plain(heading_name: str, heading_phone: str, **how: Any) -> bytes:
    """The two windows under two headings."""
    return lines(f"{heading_name},{heading_phone}", f"{A},{PA}", f"{B},{PB}", "", **how)


def xlsx(*rows: Sequence[Any], before: Sequence[Sequence[Any]] = ()) -> bytes:
    """An .xlsx with these rows; ``before``: a first sheet with other rows."""
    book = openpyxl.Workbook()
    if before:
        for row in before:
            book.active.append(row)
        sheet = book.create_sheet("窓口")
    else:
        sheet = book.active
    for row in rows:
        sheet.append(row)
    found = io.BytesIO()
    book.save(found)
    return found.getvalue()


OPEN_DATA = (
    "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,名称,名称_カナ,名称_通称,住所,方書,緯度,経度,"
    "電話番号,内線番号,法人番号,団体名,利用可能曜日,開始時間,終了時間,利用可能日時特記事項,URL,備考"
)
OPEN_ROW = (
    "990001,1,みどり県,みどり市,みどり市相談室,ミドリシソウダンシツ,,みどり市一丁目1-1,2階,35.0,139.0,"
    "042-000-1234,56,9000000000001,みどり市,月火水木金,08:30,17:15:00,祝日と年末年始を除く,https://example.jp/,予約制"
)
CARE = (
    "全国地方公共団体コード,ID,地方公共団体名,介護サービス事業所名称,介護サービス事業所名称_カナ,事業の開始年月日,"
    "所在地_連結表記,電話番号,FAX番号,法人の名称,利用可能曜日,利用可能曜日特記事項,定員,備考"
)
CARE_ROW = (
    "990001,1,みどり市,みどり市相談室,ミドリ,2001-04-01,みどり市一丁目1,042-000-1234,042-000-9999,"
    "社会福祉法人みどり,月火,祝日は休み,10,予約制"
)

NAMES = (
    "名前", "名称", "施設名", "施設名称", "窓口名", "機関名", "事業所名", "相談窓口", "窓口", "団体名",
    "医療機関名", "センター名", "名前（必須）", "１．名称", "●施設名", "施設名等", "名 称", "支所名称",
    "Name", "実施機関名", "担当課",
)  # fmt: skip
PHONES = (
    "電話", "電話番号", "TEL", "ＴＥＬ", "連絡先", "連絡先電話番号", "電話番号（代表）", "電話番号※ハイフンあり",
    "電話番号_ハイフンあり", "tel番号", "お問い合わせ先", "telephoneNumber", "電話番号・FAX番号", "TEL/FAX",
    "代表電話番号", "電話番号1", "予約電話番号",
)  # fmt: skip
TABLES: dict[str, tuple[bytes, tuple[Expected, ...]]] = {
    **{f"name as {one}": (plain(one, "電話番号"), TWO) for one in NAMES},
    **{f"phone as {one}": (plain("名称", one), TWO) for one in PHONES},
    **{
        f"in {one}": (plain("名称", "電話番号", encoding=one), TWO)
        for one in ("utf-8-sig", "utf-16", "utf-16-le", "cp932", "euc_jp", "iso2022_jp")
    },
    "tabs": (plain("名称", "電話番号", mark="\t"), TWO),
    "semicolons": (plain("名称", "電話番号", mark=";"), TWO),
    "utf-16 with tabs": (plain("名称", "電話番号", mark="\t", encoding="utf-16"), TWO),
    "line ends of an old Mac": (plain("名称", "電話番号", end="\r"), TWO),
    "open data": (
        lines(OPEN_DATA, OPEN_ROW, encoding="cp932"),
        ((A, f"{PA} 内線56", "月火水木金 8:30〜17:15 祝日と年末年始を除く", "予約制"),),
    ),
    "care offices": (
        lines(CARE, CARE_ROW),
        ((A, PA, "月火 祝日は休み", "予約制"),),
    ),
    "department of a town": (
        lines("市町村名,担当課,電話番号", "みどり市,福祉課,042-000-1234", "あお町,あお町民生課,042-000-5678"),
        (("みどり市 福祉課", PA, "", ""), ("あお町民生課", PB, "", "")),
    ),
    "towns only": (
        lines("市区町村名,電話番号", "みどり市,042-000-1234"),
        (("みどり市", PA, "", ""),),
    ),
    "a title, a day and blank lines above": (
        lines("相談窓口の一覧,,", "令和8年4月1日現在,,", ",,", "名称,電話番号,備考", f"{A},{PA},予約制"),
        ((A, PA, "", "予約制"),),
    ),
    "a title of twelve lines": (
        lines(*(f"説明その{n},," for n in range(12)), "名称,電話番号", f"{A},{PA}"),
        ((A, PA, "", ""),),
    ),
    "notes below": (
        lines(
            "名称,電話番号,備考", f"{A},{PA},", f"{B},{PB},", ",,", "※番号は変わることがあります,,",
            "（注）祝日は休み,,", "注1：予約制,,", "出典：みどり市,,", "# 2026年,,",
        ),
        TWO,
    ),
    "headings between the rows": (
        lines("No,名称,電話番号", "北部,,", f"1,{A},{PA}", "南部,,", f"2,{B},{PB}"),
        TWO,
    ),
    "the header again on each page": (
        lines("名称,電話番号", f"{A},{PA}", "名称,電話番号", f"{B},{PB}"),
        TWO,
    ),
    "line breaks in the headings": (
        lines('"施設\r\n名称","電話\r\n番号","受付\r\n時間"', f"{A},{PA},9-17時", f'{B},{PB},"月\r\n火"'),
        ((A, PA, "9-17時", ""), (B, PB, "月 火", "")),
    ),
    "line breaks in the title": (
        lines('"相談窓口\r\n一覧",', "名称,電話番号", f"{A},{PA}"),
        ((A, PA, "", ""),),
    ),
    "a column of faxes first": (
        lines("名称,FAX番号,電話番号", f"{A},042-000-9999,{PA}"),
        ((A, PA, "", ""),),
    ),
    "a number under no heading that is known": (
        lines("名称,かける所,郵便番号", f"{A},{PA},000-0000", f"{B},{PB},000-0001"),
        TWO,
    ),
    "several columns of a topic": (
        lines("名称,電話番号,相談内容,対象者,備考", f"{A},{PA},暮らし,どなたでも,予約制"),
        ((A, PA, "", "暮らし／どなたでも／予約制"),),
    ),
    "days and hours apart": (
        lines("名称,電話番号,受付曜日,受付時間", f"{A},{PA},月〜金,9:00〜17:00"),
        ((A, PA, "月〜金 9:00〜17:00", ""),),
    ),
    "only an end of the hours": (
        lines("名称,電話番号,開始時間,終了時間", f"{A},{PA},9:00,", f"{B},{PB},,17:00"),
        ((A, PA, "9:00", ""), (B, PB, "〜17:00", "")),
    ),
    "a mark of the separator": (
        lines("sep=;", "名称;電話番号", f"{A};{PA}"),
        ((A, PA, "", ""),),
    ),
    "empty columns on the left": (
        lines(",,名称,電話番号", f",,{A},{PA}"),
        ((A, PA, "", ""),),
    ),
    "fifty columns": (
        lines(",".join(f"x{n}" for n in range(50)) + ",名称,電話番号", "," * 50 + f"{A},{PA}"),
        ((A, PA, "", ""),),
    ),
    "numbers that lost their zero": (
        lines("名称,電話番号", f"{A},420001234", f"{B},9000005678"),
        ((A, "0420001234", "", ""), (B, "09000005678", "", "")),
    ),
    "kana of half width": (
        lines("名称,電話番号", "ﾐﾄﾞﾘ相談室,042-000-1234", encoding="cp932"),
        (("ﾐﾄﾞﾘ相談室", PA, "", ""),),
    ),
    "an xlsx": (
        xlsx(["名称", "電話番号"], [A, PA], [B, PB]),
        TWO,
    ),
    "an xlsx with a title, a blank row and numbers as numbers": (
        xlsx(["窓口の一覧"], [], ["施設\n名称", "電話番号", "開始時間", "終了時間"],
             [A, 420001234, time(8, 30), time(17, 15)]),
        ((A, "0420001234", "8:30〜17:15", ""),),
    ),
    "an xlsx whose second sheet is the table": (
        xlsx(["名称", "電話番号"], [A, PA], [B, PB], before=[["この表について"], ["作成", "みどり市"]]),
        TWO,
    ),
    "an xlsx of open data": (
        xlsx(OPEN_DATA.split(","), OPEN_ROW.split(",")),
        ((A, f"{PA} 内線56", "月火水木金 8:30〜17:15 祝日と年末年始を除く", "予約制"),),
    ),
}  # fmt: skip


def rows_of(read: WindowsRead) -> tuple[Expected, ...]:
    return tuple((one.name, one.phone, one.hours, one.topic) for one in read.windows)


def test_there_are_sixty_shapes_and_each_is_read() -> None:
    assert len(TABLES) >= 60

    def holds(case: tuple[bytes, tuple[Expected, ...]]) -> None:
        data, expected = case
        read = read_windows(data, TODAY, DATA)
        assert read.faults == ()
        assert rows_of(read) == expected

    each(TABLES, holds)


def shaken(data: bytes, dice: random.Random) -> bytes:
    """A table as other hands leave it: further columns, blanks, quotes, lines around, no header."""
    text = data.decode("utf-8")
    rows = text.split("\r\n")
    how = dice.randrange(6)
    if how == 0:
        rows = [f"{row},{dice.choice(['', 'x', '※', '1'])}" for row in rows if row]
    elif how == 1:
        rows = [dice.choice(["一覧", "", ",,", "令和8年4月1日現在"]), *rows]
    elif how == 2:
        rows = [*rows, dice.choice(["※注意", "（注）休み", ",,", "出典：みどり市", "合計"])]
    elif how == 3:
        rows = [row.replace(",", dice.choice([" ,", "　,", ", "])) for row in rows]
    elif how == 4:
        rows = [",".join(f'"{cell}"' for cell in row.split(",")) for row in rows if row]
    else:
        rows = [f",{row}" for row in rows if row]
    encoding = dice.choice(["utf-8", "utf-8-sig", "cp932", "utf-16", "euc_jp"])
    return dice.choice(["\r\n", "\n", "\r"]).join(rows).encode(encoding, errors="replace")


def test_tables_that_other_hands_went_over_lose_no_row() -> None:
    dice = random.Random(20261126)
    for _ in range(10_000 if FULL else 150):
        name, phone = dice.choice(NAMES), dice.choice(PHONES)
        data = shaken(plain(name, phone), dice)
        read = read_windows(data, TODAY, DATA)
        assert rows_of(read) == TWO, (name, phone, data)


def test_real_tables_with_random_bytes_changed_never_raise() -> None:
    dice = random.Random(20261127)
    tables = [data for data, _ in TABLES.values()]
    for _ in range(10_000 if FULL else 150):
        data = bytearray(dice.choice(tables))
        for _ in range(dice.randint(1, 20)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        read = read_windows(bytes(data), TODAY, DATA)
        assert read.windows or read.faults or read.notes


# -- what is told -----------------------------------------------------------------------------


def test_what_is_read_as_what_is_told_by_the_headings_of_the_table() -> None:
    seen = understand(lines(OPEN_DATA, OPEN_ROW), TODAY)
    assert seen.problem is None
    assert [seen.read_for(part) for part in COLUMNS] == [
        (),
        ("名称",),
        ("電話番号", "内線番号"),
        ("利用可能曜日", "開始時間", "終了時間", "利用可能日時特記事項"),
        ("備考",),
        (),
    ]


def test_a_column_can_be_put_right_and_taken_out() -> None:
    seen = understand(lines("施設名,正式な名前,電話番号", f"みどり,{A},{PA}"), TODAY)
    seen = corrected(seen, "名前", 1)
    assert rows_of(take(seen, TODAY, DATA)) == ((A, PA, "", ""),)
    seen = corrected(seen, "電話", None)
    assert rows_of(take(seen, TODAY, DATA)) == ((A, "", "", ""),)
    nothing = corrected(seen, "名前", None)
    assert take(nothing, TODAY, DATA).windows == ()
    assert "「名前」の列がありません" in take(nothing, TODAY, DATA).faults[0].reason


def test_a_table_without_known_headings_waits_for_its_columns() -> None:
    seen = understand(lines("どこ,何番", f"{A},{PA}"), TODAY)
    assert seen.problem is not None
    assert seen.headings == ("どこ", "何番")
    assert rows_of(take(corrected(seen, "名前", 0), TODAY, DATA)) == ((A, PA, "", ""),)


def test_a_hundred_and_seventy_two_rows_without_a_day_are_told_in_one_line() -> None:
    rows = (f"相談室{n},042-000-{n:04}" for n in range(172))
    read = read_windows(lines("名称,電話番号", *rows), TODAY, DATA)
    assert counted(read.windows, TODAY) == (
        "172件。電話番号は0件です。ほかの172件は、番号を確かめた日がないか古いので、番号が出ません。"
    )
    (day,) = [one for one in gathered(read.notes) if one.first.field == "確かめた日"]
    assert (day.rows, day.first.row) == (172, 2)


def test_one_day_of_checking_serves_the_rows_that_have_none() -> None:
    data = lines("名称,電話番号,更新日", f"{A},{PA},", f"{B},{PB},2025/1/5")
    read = take(understand(data, TODAY), TODAY, DATA, checked_on=date(2026, 11, 1))
    assert [one.checked_on for one in read.windows] == [date(2026, 11, 1), date(2025, 1, 5)]


@pytest.mark.parametrize(
    ("above", "day"),
    [
        ("令和8年4月1日現在", date(2026, 4, 1)),
        ("（R8.4.1時点）", date(2026, 4, 1)),
        ("2026年11月1日 更新", date(2026, 11, 1)),
        ("2026年11月25日現在", None),  # tomorrow
        ("令和8年度", None),
    ],
)
def test_a_day_above_the_table_is_proposed(above: str, day: date | None) -> None:
    seen = understand(lines(f"窓口の一覧{above},", "名称,電話番号", f"{A},{PA}"), TODAY)
    assert seen.day == day


@pytest.mark.parametrize(
    ("wanted", "found"),
    # 「い1」 stands in the rows 1 and 10 to 19.
    [("", 90), ("あ市", 30), ("あ市 あ3", 1), ("ない町", 0), ("い　い1", 11), ("い１", 11)],
)
def test_only_the_rows_with_the_wanted_words_are_taken(wanted: str, found: int) -> None:
    rows = (f"{town}市,{town}{n},042-000-{n:04}" for town in "あいう" for n in range(30))
    seen = understand(lines("市町村名,名称,電話番号", *rows), TODAY)
    assert len(take(seen, TODAY, DATA, town=wanted, most=None).windows) == found


@pytest.mark.parametrize(("most", "used"), [(9, 9), (10, 10), (11, 10), (None, 10)])
def test_more_rows_than_are_wanted_are_told(most: int | None, used: int) -> None:
    data = lines("名称,電話番号", *(f"相談室{n},042-000-{n:04}" for n in range(10)))
    read = take(understand(data, TODAY), TODAY, DATA, most=most)
    assert len(read.windows) == used
    assert [one.reason for one in read.faults] == (
        ["9行までです。11行目からは読んでいません"] if most == 9 else []
    )


# -- xlsx -------------------------------------------------------------------------------------


def test_a_day_of_a_sheet_is_a_day_of_checking() -> None:
    data = xlsx(["名称", "電話番号", "確認日"], [A, PA, date(2026, 11, 1)], [B, PB, 46327])
    read = read_windows(data, TODAY, DATA)
    # 46327 days after 1899-12-30
    assert [one.checked_on for one in read.windows] == [date(2026, 11, 1)] * 2
    assert read.notes[-1].field != "確かめた日"


def bomb(size: int, parts: int = 1) -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", b" " * size)
        for number in range(parts - 1):
            made.writestr(f"xl/{number}.xml", b"")
    return found.getvalue()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (bomb(20_000_001), "開くと大きすぎる表です"),
        (bomb(1, parts=501), "開くと大きすぎる表です"),
        (bomb(10), "開けませんでした"),
        (xlsx(["名称"], [A])[:-200], "まとめたファイル（ZIP）のようです"),
    ],
)
def test_a_sheet_that_is_none_is_refused_in_one_sentence(data: bytes, told: str) -> None:
    (fault,) = read_windows(data, TODAY, DATA).faults
    assert told in fault.reason


def test_a_cell_far_away_does_not_fill_the_memory() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["名称", "電話番号"])
    sheet.append([A, PA])
    sheet.cell(row=1_048_576, column=1, value="x")
    found = io.BytesIO()
    book.save(found)
    read = read_windows(found.getvalue(), TODAY, DATA)
    assert rows_of(read) == ((A, PA, "", ""),)
    assert any(f"{ROWS_MOST:,}行まで" in one.reason for one in read.notes)
    assert CELLS_MOST >= ROWS_MOST * 40


@pytest.mark.parametrize(
    ("columns", "hours", "is_missing"),
    [("", "", True), (",開始時間,終了時間", ",8:30,17:15", False), (",開始時間", ",8:30", False)],
)
def test_hours_are_missing_only_where_no_column_tells_of_them(
    columns: str, hours: str, is_missing: bool
) -> None:
    notes = read_windows(lines(f"名称,電話番号{columns}", f"{A},{PA}{hours}"), TODAY, DATA).notes
    (told,) = [one for one in notes if "列がありません" in one.reason]
    assert ("曜日と時間" in told.sentence) == is_missing


def test_which_sheet_was_read_is_said_where_there_are_several() -> None:
    rows = ["名称", "電話番号"], [A, PA]
    for data, told in (
        (xlsx(*rows), []),
        (xlsx(*rows, before=[["目次"]]), ["「窓口」のシートを読みました"]),
    ):
        notes = read_windows(data, TODAY, DATA).notes
        assert [one.reason for one in notes if "シート" in one.reason] == told


@pytest.mark.parametrize(("most", "rows"), [(5, 1), (6, 2), (7, 2)])
def test_a_sheet_is_read_up_to_the_last_cell_that_has_room(
    monkeypatch: pytest.MonkeyPatch, most: int, rows: int
) -> None:
    """Two rows of three cells."""
    monkeypatch.setattr(sheet, "CELLS_MOST", most)
    ((_, read, more),) = sheet.sheets(xlsx(["名称", "電話番号", "時間"], [A, PA, "9時"]))
    assert (len(read), more) == (rows, rows < 2)


def test_the_reader_of_sheets_is_loaded_only_for_a_sheet() -> None:
    import subprocess
    import sys

    script = (
        "import sys; from datetime import date; from core import load_catalog;"
        "from core.windows_file import read_windows;"
        "read_windows('名称,電話番号\\nみどり,042-000-1234'.encode(), date(2026, 1, 1), load_catalog());"
        "assert 'openpyxl' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


# -- out and in again -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["9-17", "5/6", "９－１７", "11月", "11月20日", "1-2-3", "9:00", "5%", "1,000", "1E5", "007", "12",
     "TRUE", "R8.11.1", "令和8年11月1日", "5-Jan", "Mar-1", "¥100", "2026年11月", "1.5", "9:00 AM", "=1"],
)  # fmt: skip
def test_what_a_spreadsheet_would_change_is_marked_and_comes_back(text: str) -> None:
    (window,) = read_windows(
        lines("名称,電話番号,受付時間", f'{A},{PA},"{text}"'), TODAY, DATA
    ).windows
    out = write_windows([window], DATA)
    assert f"'{window.hours}" in out.decode("utf-8-sig")
    assert read_windows(out, TODAY, DATA).windows == (window,)


@pytest.mark.parametrize("text", ["9:00-17:00", "月-金 9-17", "平日", "24時間", "5/6と5/7", PA])
def test_what_a_spreadsheet_leaves_alone_has_no_mark(text: str) -> None:
    (window,) = read_windows(
        lines("名称,電話番号,受付時間", f"{A},{PA},{text}"), TODAY, DATA
    ).windows
    assert "'" not in write_windows([window], DATA).decode("utf-8-sig")
