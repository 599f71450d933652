"""The group's own windows as a CSV: every trap of spreadsheets, and nothing right is lost."""

from __future__ import annotations

import csv
import io
import random
import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalog import Catalog, load_catalog
from core.contacts import LocalWindow, may_show_number
from core.windows_file import (
    COLUMNS,
    MOST_BYTES,
    MOST_ROWS,
    WindowsRead,
    read_row,
    read_windows,
    template_csv,
    write_windows,
)
from tests.core.conftest import FULL, sample

TODAY = date(2026, 11, 24)
DATA = load_catalog()
HEADER = "種類,名前,電話,曜日と時間,どんな相談,確かめた日"
GOOD = "窓口,みどり市 福祉課,042-000-1234,月-金 9:00-17:00,暮らしの相談,2026-11-01"
MIDORI = LocalWindow(
    name="みどり市 福祉課",
    phone="042-000-1234",
    hours="月-金 9:00-17:00",
    checked_on=date(2026, 11, 1),
    topic="暮らしの相談",
)


def read(*rows: str, header: str = HEADER) -> WindowsRead:
    return read_windows("\r\n".join((header, *rows)).encode("utf-8-sig"), TODAY, DATA)


def with_phone(phone: str) -> WindowsRead:
    return read(f'窓口,みどり市 福祉課,"{phone}",,,2026-11-01')


def one_fault(found: WindowsRead) -> tuple[int | None, str, str]:
    (fault,) = found.faults
    assert found.windows == ()
    return fault.row, fault.field, fault.reason


# --- the template ---


def test_the_template_opens_in_a_japanese_spreadsheet() -> None:
    template = template_csv(DATA)
    assert template.startswith(b"\xef\xbb\xbf")
    lines = template.decode("utf-8-sig").split("\r\n")
    assert lines[0] == HEADER == ",".join(COLUMNS)
    assert len(lines) == 4
    assert lines[3] == ""
    assert all(line.split(",")[1].startswith("例：") for line in lines[1:3])


def test_the_example_rows_are_skipped_and_that_is_said() -> None:
    found = read_windows(template_csv(DATA) + f"{GOOD}\r\n".encode(), TODAY, DATA)
    assert found.windows == (MIDORI,)
    assert found.faults == ()
    assert [note.reason for note in found.notes] == ["「例：」で始まる2行は、読みとばしました"]


@pytest.mark.parametrize("name", ["例：福祉課", "例:福祉課", "（例）福祉課", "例 福祉課"])
def test_an_example_is_known_by_its_name(name: str) -> None:
    assert read(f"窓口,{name},,,,").windows == ()


def test_an_example_takes_the_room_of_no_window() -> None:
    rows = [f"窓口,みどり市 {number}課,,,," for number in range(MOST_ROWS)]
    found = read("窓口,例：福祉課,,,,", *rows)
    assert len(found.windows) == MOST_ROWS
    assert found.faults == ()


def test_a_monthly_meeting_is_no_example() -> None:
    assert [w.name for w in read("家族会,例会の受付,,,,").windows] == ["例会の受付"]


# --- forms of the file ---


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_the_usual_encodings_delimiters_and_line_ends_are_read(
    encoding: str, delimiter: str, ending: str
) -> None:
    text = ending.join((HEADER, GOOD, "")).replace(",", delimiter)
    found = read_windows(text.encode(encoding), TODAY, DATA)
    assert (found.windows, found.faults, found.notes) == ((MIDORI,), (), ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read_too(encoding: str) -> None:
    assert read_windows(f"{HEADER}\r\n{GOOD}".encode(encoding), TODAY, DATA).windows == (MIDORI,)


def test_columns_may_stand_in_any_order_with_others_between() -> None:
    found = read(
        "2026-11-01,担当は山田,みどり市 福祉課,042-000-1234",
        header="確かめた日,メモ,名前,電話",
    )
    assert found.windows == (MIDORI.but(hours="", topic=""),)
    assert [(n.row, n.reason, n.found) for n in found.notes] == [
        (None, "使わない列があります。読みとばしました", "メモ"),
        (None, "列がありません。空のまま読みました", "種類、曜日と時間、どんな相談"),
    ]


def test_a_title_and_blank_lines_above_the_header_do_no_harm() -> None:
    found = read_windows(
        f"わたしたちの窓口,,,,,\r\n,,,,,\r\n{HEADER}\r\n{GOOD}".encode(), TODAY, DATA
    )
    assert found.windows == (MIDORI,)


def test_a_legend_above_the_table_that_has_a_word_of_the_header_is_not_the_header() -> None:
    found = read(HEADER, GOOD, header="名前,この欄には窓口の名前を書きます")
    assert found.windows == (MIDORI,)
    assert found.faults == ()


def test_the_rows_are_counted_as_the_spreadsheet_counts_them() -> None:
    found = read(
        GOOD,
        ",,,,,",
        "",
        '窓口,会,,"月曜\r\n火曜",,',  # row 5 of the spreadsheet: two lines in one cell
        "窓口,,042-000-1234,,,",
    )
    assert [(f.row, f.field) for f in found.faults] == [(6, "名前")]
    assert found.windows[1].hours == "月曜 火曜"


def test_without_a_column_of_names_the_file_has_one_fault() -> None:
    found = read("みどり市,042-000-1234", "あおい市,042-000-1235", header="どこ,電話")
    assert one_fault(found) == (None, "(ファイル)", "見出しの行に「名前」の列がありません")
    assert found.faults[0].found == "どこ,電話"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "中身がありません"),
        (b"\xef\xbb\xbf\r\n", "中身がありません"),
        (b"\xff\xfe", "中身がありません"),
        (b"PK\x03\x04" + bytes(50), "まとめたファイル（ZIP）のようです"),
        (b"\xd0\xcf\x11\xe0" + bytes(50), "CSV UTF-8"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "写真や画像のようです"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "写真や画像のようです"),
        (b"%PDF-1.7\n" + bytes(50), "PDFのようです"),
        (b"<!DOCTYPE html><html><table>", "ホームページ（HTML）のようです"),
        (b'{\n "answers": {},\n "format": "ashiba-note"}', "続きのファイルのようです"),
        (b"a" * (3_000_000 + 1), "3,000 KB までです"),
    ],
)
def test_a_file_that_is_no_table_is_told_apart(data: bytes, reason: str) -> None:
    found = read_windows(data, TODAY, DATA)
    assert found.windows == ()
    (fault,) = found.faults
    assert reason in fault.reason


def test_a_file_of_exactly_the_largest_size_is_read() -> None:
    text = f"{HEADER}\n{GOOD}\n".encode()
    found = read_windows(text + b"\n" * (MOST_BYTES - len(text)), TODAY, DATA)
    assert found.windows == (MIDORI,)


@pytest.mark.parametrize(("rows", "used"), [(199, 199), (200, 200), (201, 200)])
def test_two_hundred_rows_are_read(rows: int, used: int) -> None:
    found = read(*(f"窓口,窓口その{n},,,," for n in range(rows)))
    assert len(found.windows) == used
    told = [f.reason for f in found.faults]
    assert told == (["200行までです。202行目からは読んでいません"] if rows > 200 else [])


def test_an_unclosed_quote_does_not_swallow_the_rows_below() -> None:
    found = read('窓口,"ひまわり会,042-000-9999,,,', GOOD, f'窓口,"名前, 二つ",,,,\r\n{GOOD}')
    assert [(f.row, f.reason) for f in found.faults] == [(2, '引用符（"）が閉じていません')]
    assert [w.name for w in found.windows] == ["みどり市 福祉課", "名前, 二つ", "みどり市 福祉課"]


def test_a_comma_too_many_is_a_fault_of_its_row_only() -> None:
    found = read("窓口,会,,月,火,,2026-11-01", GOOD, "窓口,会2,,,,,,,")
    assert [(f.row, f.field) for f in found.faults] == [(2, "(行全体)")]
    assert [w.name for w in found.windows] == ["みどり市 福祉課", "会2"]


def test_a_row_with_an_unreadable_letter_is_named_and_the_others_stay() -> None:
    data = f"{HEADER}\n窓口,ひまXわり,,,,\n{GOOD}".encode().replace(b"X", b"\xff")
    found = read_windows(data, TODAY, DATA)
    assert [(f.row, f.field) for f in found.faults] == [(2, "名前")]
    assert found.windows == (MIDORI,)


# --- telephone numbers ---


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("042-000-1234", "042-000-1234"),
        ("０４２－０００－１２３４", "042-000-1234"),
        ("042ー000ー1234", "042-000-1234"),  # the long vowel mark
        ("042‐000−1234", "042-000-1234"),  # hyphen and minus of other keyboards
        ("042(000)1234", "042-000-1234"),
        ("（042）000-1234", "042-000-1234"),
        ("042 000 1234", "042-000-1234"),
        ("042　000　1234", "042-000-1234"),
        ("042.000.1234", "042-000-1234"),
        ("TEL：042-000-1234", "042-000-1234"),
        ("042-000-1234（代）", "042-000-1234"),
        ("042-000-1234（内線 56）", "042-000-1234 内線56"),
        ("0420001234", "0420001234"),
        ("'0420001234", "0420001234"),
        ("090-0000-1234", "090-0000-1234"),
        ("0120-00-1234", "0120-00-1234"),
        ("0570-000123", "0570-000123"),
        ("0800-000-1234", "0800-000-1234"),
        ("050-0000-1234", "050-0000-1234"),
        ("＃1234", "#1234"),
        ("", ""),
    ],
)
def test_a_number_is_brought_into_one_form(typed: str, shown: str) -> None:
    found = with_phone(typed)
    assert found.faults == ()
    assert found.windows[0].phone == shown


def test_a_number_wrapped_as_a_formula_is_taken_as_text() -> None:
    found = read('窓口,会,"=""0420001234""",,,2026-11-01')
    assert found.windows[0].phone == "0420001234"


LOST, SCIENCE = "先頭の0が消えているようです", "表計算ソフトが数に変えた形です"


WRONG_NUMBERS = [
    ("420001234", LOST),
    ("420001234.0", LOST),
    ("42-000-1234", LOST),
    ("9000001234", LOST),  # a mobile number
    ("4.2E+08", SCIENCE),
    ("9.01E+09", SCIENCE),
    ("９．０１Ｅ＋０９", SCIENCE),
    ("123-4567", "市外局番から"),
    ("042-000-123", "電話番号は10桁です。いま9桁です"),
    ("042-000-12345", "電話番号は10桁です。いま11桁です"),
    ("090-0000-123", "電話番号は11桁です。いま10桁です"),
    ("#12", "電話番号として読めません"),
    ("99", "0から始まる番号"),
]
TYPED_ONLY = [
    ("+81-42-000-1234", "国の番号（+81 など）は外して"),
    ("なし", "電話番号として読めません"),
    ("042-000-1234、042-000-1235", "番号を一つだけ"),
    ("042-000-1234 042-000-1235", "番号を一つだけ"),
    ("-", "電話番号として読めません"),
]


@pytest.mark.parametrize(("typed", "reason"), WRONG_NUMBERS + TYPED_ONLY)
def test_a_wrong_number_is_asked_again_where_it_was_typed(typed: str, reason: str) -> None:
    found = read_row({"名前": "みどり市 福祉課", "電話": typed}, TODAY, DATA)
    row, field, told = one_fault(found)
    assert (row, field) == (2, "電話")
    assert reason in told


@pytest.mark.parametrize(("typed", "reason"), WRONG_NUMBERS)
def test_no_row_of_a_table_is_lost_for_its_number(typed: str, reason: str) -> None:
    found = with_phone(typed)
    assert found.faults == ()
    (window,) = found.windows
    assert window.name == "みどり市 福祉課"
    (note,) = found.notes
    assert (note.row, note.field) == (2, "電話")
    assert reason in note.reason
    assert window.phone in ("", "0420001234", "042-000-1234", "09000001234")


AROUND = [
    # cell, number, in the hours, in the topic, part of what is said
    ("042-000-1234（代表）", "042-000-1234", "", "電話：代表", ""),
    ("代表 042-000-1234", "042-000-1234", "", "電話：代表", ""),
    ("042-000-1234直通", "042-000-1234", "", "電話：直通", ""),
    ("042-000-1234（FAX兼用）", "042-000-1234", "", "電話：FAX兼用", ""),
    ("TEL/FAX 042-000-1234", "042-000-1234", "", "", ""),
    ("TEL042-000-1234 FAX042-000-1235", "042-000-1234", "", "", ""),
    ("FAX 042-000-1235 TEL 042-000-1234", "042-000-1234", "", "", ""),
    ("FAX 042-000-1235", "", "", "", "FAXの番号だけです"),
    ("☎042-000-1234", "042-000-1234", "", "", ""),
    ("042-000-1234（内線56・57）", "042-000-1234 内線56", "", "電話：内線は56・57", ""),
    ("障害福祉課 042-000-1234", "042-000-1234", "", "電話：障害福祉課", ""),
    ("福祉課（042-000-1234）", "042-000-1234", "", "電話：福祉課", ""),
    ("(042)000-1234 福祉課", "042-000-1234", "", "電話：福祉課", ""),
    ("福祉課（042-000-1234）内線56", "042-000-1234 内線56", "", "電話：福祉課", ""),
    ("福祉課（042-000-1234内線56）", "042-000-1234 内線56", "", "電話：福祉課", ""),
    ("センター 042ー000ー1234", "042-000-1234", "", "電話：センター", ""),
    ("042-000-1234 ※平日のみ", "042-000-1234", "平日のみ", "", ""),
    ("042-000-1234（24時間）", "042-000-1234", "24時間", "", ""),
    ("042-000-1234、042-000-1235", "042-000-1234", "", "", "はじめの番号を使いました"),
    ("042-000-1234\n042-000-1235", "042-000-1234", "", "", "はじめの番号を使いました"),
    ("042-000-1234・1235", "042-000-1234", "", "", "はじめの番号を使いました"),
    ("+81-42-000-1234", "042-000-1234", "", "", ""),
    ("+81 (0)42 000 1234", "042-000-1234", "", "", ""),
    ("なし", "", "", "", ""),
    ("－", "", "", "", ""),
    ("―", "", "", "", ""),
    ("非公開", "", "", "", ""),
    ("#N/A", "", "", "", ""),
    ("#REF!", "", "", "", ""),
    ("お問合せフォームから", "", "", "電話：お問合せフォームから", ""),
]


@pytest.mark.parametrize(("cell", "number", "hours", "topic", "told"), AROUND)
def test_the_words_around_a_number_go_to_the_note(
    cell: str, number: str, hours: str, topic: str, told: str
) -> None:
    found = with_phone(cell)
    assert found.faults == ()
    (window,) = found.windows
    assert (window.phone, window.hours, window.topic) == (number, hours, topic)
    assert [told in note.reason for note in found.notes] == ([True] if told else [])


def test_a_fault_says_where_why_and_what_in_one_sentence() -> None:
    (fault,) = with_phone("123-4567").notes
    assert fault.sentence == (
        "2行目の「電話」：0から始まる番号（市外局番から）か、#と4桁、3桁の番号で書いてください"
        "（見つかったもの：123-4567）"
    )


# --- numbers of the country ---


@pytest.mark.parametrize(
    "row",
    [
        "窓口,けいさつ,110,,,2026-11-01",
        "窓口,救急車,１１９,,,2026-11-01",
        "窓口,110,042-000-1234,,,2026-11-01",
        "窓口,110番,042-000-1234,,,2026-11-01",
        "窓口,警察１１０番,042-000-1234,,,2026-11-01",
        "窓口,救急（119）,042-000-1234,,,2026-11-01",
        "窓口,警察,042-000-1234,,,2026-11-01",
        "窓口,よりそいホットライン,042-000-1234,,,2026-11-01",
        "窓口,#いのちSOS,042-000-1234,,,2026-11-01",
        "窓口,児童相談所に,189,,,2026-11-01",
        "窓口,警察の相談,＃９１１０,,,2026-11-01",
        "窓口,救急の相談,#7119,,,2026-11-01",
    ],
)
def test_the_numbers_of_the_country_cannot_be_written_over(row: str) -> None:
    found = read(row, GOOD)
    assert found.windows == (MIDORI,)
    (fault,) = found.faults
    assert fault.reason.startswith("国の番号はいつも出ます")


def test_every_number_of_the_country_is_refused(catalog: Catalog) -> None:
    # Not the lines of one prefecture, nor the windows that every town has: a group writes its own.
    for line in catalog.hotlines:
        if "://" in line.contact or line.pref_code or not re.search(r"\d", line.contact):
            continue
        for number in line.contact.split(" / "):
            for form in (number, number.replace("-", "")):
                row = f'窓口,町の窓口,"{form}",,,2026-11-01'
                assert "国の番号はいつも出ます" in one_fault(read(row))[2], (line.id, form)


@pytest.mark.parametrize(
    ("name", "phone"),
    [
        ("熊本県精神科救急情報センター", "096-385-9939"),
        ("京都府精神科救急情報センター", "075-323-5280"),
        ("兵庫県精神科救急情報センター（神戸市も同じ）", "078-367-7210"),
        ("市町村の障害者虐待防止センター", "042-000-1234"),
        ("住んでいる地域の地域包括支援センター", "042-000-5678"),
    ],
)
def test_a_group_may_write_down_the_line_of_its_prefecture_and_of_its_town(
    name: str, phone: str
) -> None:
    for kind in ("窓口", "精神科救急"):
        found = read(f"{kind},{name},{phone},,,2026-11-01")
        assert found.faults == ()
        assert [(one.name, one.phone) for one in found.windows] == [(name, phone)]


def test_a_chat_of_the_country_cannot_be_given_a_number() -> None:
    (fault,) = read("窓口,あなたのいばしょ,042-000-1234,,,2026-11-01").faults
    assert fault.reason.startswith("国の番号はいつも出ます")


@pytest.mark.parametrize("name", ["いじめ110番", "みどり市1190番地の会", "法テラス（みどり）"])
def test_a_name_that_only_looks_like_one_is_used(name: str) -> None:
    assert read(f"窓口,{name},042-000-1234,,,2026-11-01").faults == ()


def test_where_7119_is_in_use_the_group_may_say_so() -> None:
    found = read("救急の相談（#7119）,県の救急の相談,#7119,24時間,,2026-11-01")
    assert [(w.kind, w.phone) for w in found.windows] == [("emergency_advice", "#7119")]


# --- the other cells ---


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("窓口", "window"),
        ("", "window"),
        ("救急の相談（#7119）", "emergency_advice"),
        ("救急の相談(＃7119)", "emergency_advice"),
        ("救急の相談", "emergency_advice"),
        ("精神科 救急", "psychiatric_emergency"),
        ("家族会", "family_association"),
    ],
)
def test_the_kind_is_read_by_its_japanese_name(typed: str, kind: str) -> None:
    found = read(f"{typed},みどりの会,,,,")
    assert found.windows[0].kind == kind
    assert found.notes == ()


def test_an_unknown_kind_becomes_a_window_and_that_is_said() -> None:
    found = read("役所,みどり市,,,,")
    assert found.windows[0].kind == "window"
    (note,) = found.notes
    assert (note.row, note.field, note.found) == (2, "種類", "役所")
    assert note.reason == "この種類はありません。「窓口」として読みました"


@pytest.mark.parametrize(("column", "most"), [("名前", 60), ("曜日と時間", 80), ("どんな相談", 80)])
def test_a_long_cell_is_cut_and_said_and_the_longest_is_not(column: str, most: int) -> None:
    def row(length: int) -> WindowsRead:
        cells = {"名前": "会", "曜日と時間": "", "どんな相談": ""} | {column: "あ" * length}
        return read(f"窓口,{cells['名前']},,{cells['曜日と時間']},{cells['どんな相談']},")

    def kept(found: WindowsRead) -> str:
        (one,) = found.windows
        return {"名前": one.name, "曜日と時間": one.hours, "どんな相談": one.topic}[column]

    assert kept(row(most)) == "あ" * most
    assert row(most).notes == ()
    longer = row(most + 1)
    assert kept(longer) == "あ" * (most - 1) + "…"
    assert [(note.field, note.reason) for note in longer.notes] == [
        (column, f"長いので、はじめの{most}文字までにしました")
    ]
    typed = read_row({"名前": "会", column: "あ" * (most + 1)}, TODAY, DATA)
    assert one_fault(typed)[1] == column


def test_all_faults_of_a_row_are_told_at_once() -> None:
    cells = {"名前": "", "電話": "420001234", "曜日と時間": "あ" * 81}
    found = read_row(cells, TODAY, DATA)
    assert [f.field for f in found.faults] == ["名前", "曜日と時間", "電話"]


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-22",
        "2026/11/22",
        "2026.11.22",
        "2026年11月22日",
        "２０２６年１１月２２日",
        "R8.11.22",
        "r8/11/22",
        "令和8年11月22日",
        "令和８年１１月２２日",
        "2026/11/22 0:00:00",
        "2026-11-22T00:00:00",
        "2026/11/22（日）",
        "11月22日",
        "11/22",
        "20261122",
        "26/11/22",
        "令8.11.22",
        "2026年11月22日現在",
        "46348",  # days since 1899-12-30
    ],
)
def test_the_day_is_read_in_the_usual_forms(typed: str) -> None:
    found = read(f"窓口,会,042-000-1234,,,{typed}")
    assert found.windows[0].checked_on == date(2026, 11, 22)
    assert found.notes == ()


@pytest.mark.parametrize(
    ("typed", "day", "reason"),
    [
        ("", None, "確かめた日がありません。番号は出しません"),
        ("2026-02-30", None, "日付として読めません"),
        ("22日", None, "年から"),
        ("きのう", None, "日付として読めません"),
        ("2026-11-25", date(2026, 11, 25), "確かめた日が今日より先です。番号は出しません"),
        ("2025-10-23", date(2025, 10, 23), "確かめた日から13か月を過ぎています"),
    ],
)
def test_a_row_without_a_fresh_day_is_used_without_its_number(
    typed: str, day: date | None, reason: str
) -> None:
    found = read(f"窓口,会,042-000-1234,,,{typed}")
    (window,) = found.windows
    assert window.checked_on == day
    assert window.phone == "042-000-1234"  # kept for the file, not for the screen
    assert not may_show_number(window, TODAY)
    (note,) = found.notes
    assert (note.row, note.field) == (2, "確かめた日")
    assert reason in note.reason
    assert found.faults == ()


@pytest.mark.parametrize("typed", ["2025-10-24", "2025-10-25", "2026-11-24"])
def test_a_day_inside_thirteen_months_needs_no_note(typed: str) -> None:
    found = read(f"窓口,会,042-000-1234,,,{typed}")
    assert found.notes == ()
    assert may_show_number(found.windows[0], TODAY)


def test_without_a_number_no_day_is_asked_for() -> None:
    assert read("窓口,会,,,,").notes == ()


def test_a_row_typed_on_the_screen_meets_the_same_rules() -> None:
    cells = {"種類": "窓口", "名前": "みどり市, 福祉課", "電話": "０４２－０００－１２３４"}
    found = read_row(cells | {"確かめた日": "R8.11.1"}, TODAY, DATA)
    assert [(w.name, w.phone) for w in found.windows] == [("みどり市, 福祉課", "042-000-1234")]
    assert read_row(cells | {"電話": "420001234"}, TODAY, DATA).faults[0].field == "電話"
    assert read_row({}, TODAY, DATA).windows == ()


# --- writing ---

DIGITS = st.integers(0, 9999).map(lambda n: f"{n:04d}")
PHONES = st.one_of(
    st.just(""),
    DIGITS.map(lambda n: f"042-111-{n}"),
    DIGITS.map(lambda n: f"042111{n}"),
    DIGITS.map(lambda n: f"090-1111-{n}"),
    DIGITS.map(lambda n: f"042-111-{n} 内線5"),
)
LETTERS = st.one_of(
    st.characters(codec="utf-8"),
    st.sampled_from(" \t\r\n'\"`=+-@＝＋－＠,;|0123あ例：（）\u200b\ufeff"),
)


def seen(text: str) -> str:
    """What of a text a table keeps: one line, no marks that nobody sees."""
    spaced = "".join(
        " " if c.isspace() else "" if unicodedata.category(c) in ("Cc", "Cf") else c for c in text
    )
    return " ".join(spaced.split())


def texts(most: int) -> st.SearchStrategy[str]:
    return st.text(LETTERS, max_size=most)


WINDOWS = st.builds(
    LocalWindow,
    name=texts(30).filter(lambda t: seen(t) != "" and "\ufffd" not in t),
    phone=PHONES,
    hours=texts(20).filter(lambda t: "\ufffd" not in t),
    topic=texts(20).filter(lambda t: "\ufffd" not in t),
    checked_on=st.none() | st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    kind=st.sampled_from(
        ["window", "emergency_advice", "psychiatric_emergency", "family_association"]
    ),
)


def is_usable(window: LocalWindow) -> bool:
    """False for names that reading sets aside: examples and numbers of the country."""
    name = seen(window.name).strip("（(【「'\"")
    return not name.startswith("例") and not any(n in name for n in ("11", "１１"))


@sample(200)
@given(st.lists(WINDOWS.filter(is_usable), max_size=5))
def test_what_is_written_is_read_back(windows: list[LocalWindow]) -> None:
    found = read_windows(write_windows(windows, DATA), TODAY, DATA)
    assert found.faults == ()
    assert list(found.windows) == [
        w.but(name=seen(w.name), hours=seen(w.hours), topic=seen(w.topic)) for w in windows
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "utf-16"])
def test_what_is_written_survives_another_encoding(encoding: str) -> None:
    windows = (MIDORI, MIDORI.but(name="=1+1 の会", kind="family_association", checked_on=None))
    text = write_windows(windows, DATA).decode("utf-8-sig")
    found = read_windows(text.encode(encoding), TODAY, DATA)
    assert [w.name for w in found.windows] == ["みどり市 福祉課", "=1+1 の会"]
    assert [w.kind for w in found.windows] == ["window", "family_association"]


DANGER = "=+-@＝＋－＠\t\r\n"


@sample(200)
@given(
    st.lists(WINDOWS, min_size=1, max_size=3),
    st.sampled_from(DANGER),
    st.sampled_from(["", " ", "　", "'", '"', "\u200b", " '\" "]),
)
def test_no_written_cell_is_computed_by_a_spreadsheet(
    windows: list[LocalWindow], mark: str, before: str
) -> None:
    hostile = LocalWindow(
        name=f"{before}{mark}cmd|'/c calc'!A1",
        hours=f"{before}{mark}HYPERLINK(1)",
        topic=f"{before}{mark}1",
    )
    text = write_windows([*windows, hostile], DATA).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline="")):
        assert len(row) == 6
        for cell in row:
            inner = cell.lstrip(" 　'\"‘’“”\u200b\ufeff")
            if inner[:1] and inner[0] in DANGER:
                assert cell.startswith("'"), cell
            assert not cell[:1] or cell[0] not in DANGER


def test_a_number_without_hyphens_keeps_its_zero_in_a_spreadsheet() -> None:
    data = write_windows([MIDORI.but(phone="0420001234")], DATA)
    assert "'0420001234" in data.decode("utf-8-sig")
    assert read_windows(data, TODAY, DATA).windows[0].phone == "0420001234"


def test_an_empty_list_is_a_table_with_a_header() -> None:
    assert write_windows([], DATA) == b"\xef\xbb\xbf" + f"{HEADER}\r\n".encode()
    assert read_windows(write_windows([], DATA), TODAY, DATA) == WindowsRead(
        windows=(), faults=(), notes=()
    )


# --- any bytes ---


@sample(300)
@given(st.binary(max_size=400))
def test_no_bytes_raise(data: bytes) -> None:
    for start in (b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", f"{HEADER}\r\n".encode()):
        found = read_windows(start + data, TODAY, DATA)
        for fault in (*found.faults, *found.notes):
            assert fault.reason
            assert len(fault.found) <= 41


ROWS = [
    f'窓口,"みどり市, 第{n}課",042-000-{n:04d},月〜金,"暮らし""の""相談",2026-11-{n % 20 + 1:02d}'
    for n in range(20)
]


def broken(row: bytes, dice: random.Random) -> bytes:
    """``row`` with one to four bytes changed, dropped, doubled or put in; never a line end."""
    content = bytearray(row)
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(content)) if content else 0
        how = dice.randrange(4)
        mark = dice.choice([*b"\",;'\t=+-@ 0\x00\xff\x80\xe3", dice.randrange(256)])
        mark = 32 if mark in (10, 13) else mark
        if how == 0 and content:
            content[at] = mark
        elif how == 1 and content:
            del content[at]
        elif how == 2:
            content[at:at] = bytes([mark])
        else:
            content[at:at] = content[at : at + dice.randrange(40)]
    return bytes(content)


def test_rows_that_were_not_touched_stay_when_others_break() -> None:
    dice = random.Random(20261124)
    for _ in range(10_000 if FULL else 300):
        touched = set(dice.sample(range(20), dice.randint(1, 6)))
        rows = [
            broken(row.encode(), dice) if n in touched else row.encode()
            for n, row in enumerate(ROWS)
        ]
        found = read_windows(b"\r\n".join([HEADER.encode(), *rows]), TODAY, DATA)
        kept = {(w.name, w.phone) for w in found.windows}
        for n in set(range(20)) - touched:
            assert (f"みどり市, 第{n}課", f"042-000-{n:04d}") in kept, (touched, rows)
        if any(n + 1 in touched for n in touched):
            continue  # two broken neighbours may form one cell of two lines, counted as one row
        faulty = {f.row for f in found.faults if f.row is not None}
        assert faulty <= {n + 2 for n in touched}


def test_a_whole_file_with_random_bytes_changed_never_raises() -> None:
    dice = random.Random(20261122)
    whole = "\r\n".join([HEADER, *ROWS])
    files = [whole.encode(e) for e in ("utf-8", "utf-8-sig", "cp932", "utf-16")]
    for _ in range(10_000 if FULL else 300):
        data = bytearray(dice.choice(files))
        for _ in range(dice.randint(1, 30)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        found = read_windows(bytes(data[: dice.randint(0, len(data))]), TODAY, DATA)
        assert len(found.windows) <= 200


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("11/22", date(2026, 11, 22)),  # today
        ("11/23", date(2025, 11, 23)),  # tomorrow's name: the last such day
        ("１１月２０日", date(2026, 11, 20)),
        ("11月20日(金)", date(2026, 11, 20)),
        ("2/29", date(2024, 2, 29)),
        ("2/30", None),
        ("13/1", None),
    ],
)
def test_a_typed_day_without_a_year_is_the_last_such_day(typed: str, day: date | None) -> None:
    cells = {"名前": "みどり市", "電話": "042-000-1234", "確かめた日": typed}
    read = read_row(cells, date(2026, 11, 22), DATA)
    assert [one.checked_on for one in read.windows] == [day]
