"""Amounts, ages and counts as people type them: what is read, and what is refused with which words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.amounts import MAX_YEN, SPANS, Span, TwoAmounts, parse_yen
from core.case import read_age
from core.catalog import load_catalog
from core.cost.request import read_request
from core.cost_inputs import MedicalHousehold, TaxFacts
from core.numerals import MONTHS, PEOPLE, TIMES, plain, read_count, weekly_words, whole
from core.provider import read_quote
from tests.core.conftest import each, sample

CATALOG = load_catalog()

READ = {
    "5千円": 5_000,
    "1万5千円": 15_000,
    "1.5万円": 15_000,
    "約9300円": 9_300,
    "約/月9300円": 9_300,
    "9,300円/月": 9_300,
    "月9300円": 9_300,
    "月額9,300円（税込）です": 9_300,
    "9,300円（月額）": 9_300,
    "1か月 9,300円": 9_300,
    "ひと月9300円": 9_300,
    "9,300円也": 9_300,
    "金五千円也": 5_000,
    "￥9,300-": 9_300,
    "￥９，３００－": 9_300,
    "￥9,300ー": 9_300,
    "¥9300": 9_300,
    "\\9300": 9_300,
    "¥ 9,300": 9_300,
    "9 300 円": 9_300,
    "五千円": 5_000,
    "一万五千円": 15_000,
    "二〇〇〇円": 2_000,
    "十五万": 150_000,
    "千円": 1_000,
    "15千円": 15_000,
    "１２万３，０００円": 123_000,
    "1億2000万": 120_000_000,
    "一億円": 100_000_000,
    "1万5円": 10_005,
    "1万50": 10_050,
    "9,300円（税込）": 9_300,
    "（税込み）9300": 9_300,
    "9300円くらい": 9_300,
    "だいたい5千円ほど": 5_000,
    "1回5000円": 5_000,
    "一日千円": 1_000,
    "年12万円": 120_000,
    "無料": 0,
    "なし": 0,
    "特になし": 0,
    "0円": 0,
    "０": 0,
    "ゼロ": 0,
    "〇円": 0,
    "　9300　": 9_300,
    "\u200b9300\ufeff": 9_300,
    "0009300": 9_300,
    str(MAX_YEN): MAX_YEN,
    "10億": MAX_YEN,
}
NO_NUMBER = "数字で入れてください（例: 9300、9,300円、12万円）"
REFUSED = {
    "": NO_NUMBER,
    "  ": NO_NUMBER,
    "高い": NO_NUMBER,
    "（税込）": NO_NUMBER,
    "円": NO_NUMBER,
    "月": NO_NUMBER,
    "万円": NO_NUMBER,
    "9.5": NO_NUMBER,
    "9.300円": NO_NUMBER,
    "9,30円": NO_NUMBER,
    "12,3450": NO_NUMBER,
    "9300 500": NO_NUMBER,
    "9300円円": NO_NUMBER,
    "9300-": NO_NUMBER,
    "①9300": NO_NUMBER,
    "9²": NO_NUMBER,
    "½": NO_NUMBER,
    "二三千円": NO_NUMBER,
    "1.5万5千": NO_NUMBER,
    "5千1200": NO_NUMBER,
    "月4回": NO_NUMBER,
    "1e5": NO_NUMBER,
    "NaN": NO_NUMBER,
    "inf": NO_NUMBER,
    "\ud800": NO_NUMBER,
    "9300\ud800": NO_NUMBER,
    "\0": NO_NUMBER,
    "9300…": NO_NUMBER,
    "1" * 60 + "x": NO_NUMBER,
    "-1": "0円以上で入れてください",
    "−5円": "0円以上で入れてください",
    "▲500": "0円以上で入れてください",
    "マイナス5千円": "0円以上で入れてください",
    "¥-500": "0円以上で入れてください",
    str(MAX_YEN + 1): "けた数を確かめて",
    "11億": "けた数を確かめて",
    "9" * 6_000: "けた数を確かめて",
    "9300円（税別）": "税込みの額で",
    "9,300円+税": "税込みの額で",
    "〇": "二とおりに読めます",
    "1万5": "二とおりに読めます",
    "5千3": "二とおりに読めます",
    "1億5000": "二とおりに読めます",
    "わからない": "空のままに",
    "？": "空のままに",
    "5000〜8000": "5,000円と8,000円があります",
    "5000～8000円": "5,000円と8,000円があります",
    "5000-8000": "5,000円と8,000円があります",
    "5,000円から8,000円": "5,000円と8,000円があります",
    "月1万〜2万円": "10,000円と20,000円があります",
    "1〜2万円": "幅のある額です",
    "5000円〜": "幅のある額です",
    "5000円以上": "幅のある額です",
    "〜8000円": "幅のある額です",
}


def refused(text: str, spans: tuple[Span, ...] = SPANS) -> str:
    with pytest.raises(ValueError) as fault:
        parse_yen(text, spans)
    told = str(fault.value)
    assert not re.search("[A-Za-z]{3,}", told), told
    return told


def test_an_amount_is_read_as_people_write_it() -> None:
    def holds(one: tuple[str, int]) -> None:
        assert parse_yen(one[0]) == one[1]

    each({text: (text, yen) for text, yen in READ.items()}, holds)


def test_what_is_no_amount_or_has_two_readings_is_refused_with_what_is_expected() -> None:
    def holds(one: tuple[str, str]) -> None:
        assert one[1] in refused(one[0])

    each({text[:20] or "empty": (text, told) for text, told in REFUSED.items()}, holds)


def test_a_range_names_the_field_that_takes_one() -> None:
    assert "料金（低いほう・高いほう）の欄" in refused("5000〜8000")
    with pytest.raises(TwoAmounts) as fault:
        parse_yen("5千円〜8千円")
    assert fault.value.ends == (5_000, 8_000)


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("price_low_yen", "ここには低いほうだけを入れて、もう一つは「高いほう」の欄に"),
        ("price_high_yen", "ここには高いほうだけを入れて、もう一つは「低いほう」の欄に"),
        ("extras_yen_per_time", "ここに入るのは一つの額です"),
    ],
)
def test_at_the_ends_of_a_range_it_is_said_where_the_second_number_goes(
    field: str, told: str
) -> None:
    used = {"service": "private_visit", "times": 4, field: "5000〜8000"}
    found, faults = read_request({"month": "2026-11", "usages": [used]}, CATALOG)
    assert [one.field for one in faults] == [f"usages.0.{field}"]
    assert told in faults[0].message
    assert "5,000円と8,000円" in faults[0].message
    assert found.usages[0].price_low_yen is None


@pytest.mark.parametrize(
    ("text", "spans", "told"),
    [
        ("月9300円", ("回", "日"), "1か月の額として書かれています。ここは1回の額で"),
        ("9300円/回", ("月",), "1回の額として書かれています。ここは1か月の額で"),
        ("月9300円", ("年",), "ここは1年の額で"),
        ("年12万円", (), "1年の額として書かれています。ここは全部の額で"),
    ],
)
def test_an_amount_of_another_span_is_refused(
    text: str, spans: tuple[Span, ...], told: str
) -> None:
    assert told in refused(text, spans)


def test_each_field_knows_of_how_long_its_amount_is() -> None:
    assert TaxFacts.model_validate({"salary_yen": "年100万円"}).salary_yen == 1_000_000
    _, faults = read_request(
        {
            "month": "2026-11",
            "welfare": {"income_levy_yen": "月9300円", "rent_yen": "月3万円"},
            "usages": [{"service": "private_visit", "times": 4, "price_low_yen": "月9300円"}],
        },
        CATALOG,
    )
    assert {one.field: one.message for one in faults} == {
        "welfare.income_levy_yen": "1か月の額として書かれています。ここは1年の額で入れてください",
        "usages.0.price_low_yen": "1か月の額として書かれています。ここは1回の額で入れてください",
    }
    for kind, told in (("per_time", "1回の額で"), ("lump", "全部の額で")):
        _, (fault,) = read_quote({"price_kind": kind, "price_yen": "月9300円"})
        assert told in fault.message
    quote, faults = read_quote({"price_kind": "monthly", "price_yen": "月9300円"})
    assert (quote.price_yen, faults) == (9_300, ())


def test_a_service_of_the_month_takes_an_amount_of_the_month() -> None:
    for service in CATALOG.services:
        if service.cost_kind != "price":
            continue
        used = {"service": service.id, "times": 1, "price_low_yen": "月5千円"}
        found, faults = read_request({"month": "2026-11", "usages": [used]}, CATALOG)
        is_right = service.unit == "月"
        assert (found.usages[0].price_low_yen == 5_000, not faults) == (is_right, is_right)


def test_none_is_no_limit_or_no_yen_where_a_limit_is_asked() -> None:
    asked = {"month": "2026-11", "medical": {"certificate_cap_yen": "なし"}, "usages": []}
    found, (fault,) = read_request(asked, CATALOG)
    assert found.medical.certificate_cap_yen is None
    assert "0円かどうか" in fault.message
    assert MedicalHousehold.model_validate({"certificate_cap_yen": "0円"}).certificate_cap_yen == 0


# -- ages -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "age"),
    [
        *((text, 34) for text in ("34", "34才", "34歳", "34歳です", "３４歳", "三十四歳", "満34歳")),
        *((text, 34) for text in ("34さい", "34 歳", "いま34歳です。", "約34歳", "34歳くらい", "034")),
        ("二十歳", 20), ("百五歳", 105), ("0", 0), ("120歳", 120), ("一二〇", 120),
        *((text, None) for text in ("", " ", "121", "-1", "34.5", "30代", "34〜35", "三四歳", "①")),
        *((text, None) for text in ("3 4", "34歳5", "高い", "NaN", "\ud800", "9" * 5_000, "34…")),
    ],
)  # fmt: skip
def test_an_age_is_read_as_people_write_it(text: str, age: int | None) -> None:
    assert read_age(text) == age


# -- counts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "units", "count", "told"),
    [
        *(
            (text, TIMES, 4, "")
            for text in ("4", "４回", "四回", "月4回", "月に4回", "4回/月", "約4回")
        ),
        *((text, TIMES, 4, "") for text in ("1か月4回", "毎月4回です", "4日", "4回くらい", " 4 ")),
        *(
            (text, TIMES, 4, "月4回として計算します")
            for text in (
                "週1回",
                "週一回",
                "週に1回",
                "毎週1回",
                "1回/週",
                "週1",
                "週1日",
                "1週間に1回",
            )
        ),
        ("週2回", TIMES, 8, "月8回として計算します"),
        ("週10回", TIMES, 40, "月40回として計算します"),
        *((text, MONTHS, 6, "") for text in ("6", "６か月", "6ヶ月", "6カ月間", "六ヵ月", "6月")),
        ("1,200人", PEOPLE, 1_200, ""),
        ("三十名", PEOPLE, 30, ""),
    ],
)
def test_a_count_is_read_and_a_count_of_a_week_is_said(
    text: str, units: str, count: int, told: str
) -> None:
    assert read_count(text, units) == count
    assert weekly_words(text) == told


@pytest.mark.parametrize(
    ("text", "units", "told"),
    [
        *(
            (text, TIMES, "数が二つあります")
            for text in ("4〜5回", "4、5回", "4-5", "月4〜5回", "4・5回")
        ),
        *(
            (text, TIMES, "数字で入れてください")
            for text in ("", "たくさん", "四五回", "4.5", "-4")
        ),
        *((text, TIMES, "数字で入れてください") for text in ("6か月", "①", "月", "NaN", "\ud800")),
        *((text, MONTHS, "（例: 6か月）") for text in ("4回", "週1回", "月4回")),
        ("9" * 5_000, TIMES, "けた数を"),
    ],
)
def test_a_count_of_two_readings_is_refused_in_words(text: str, units: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        read_count(text, units, "6か月" if units == MONTHS else "4")


def test_a_count_of_a_quote_that_is_too_large_in_the_month_is_refused() -> None:
    assert read_quote({"times_per_month": "週50回"})[0].times_per_month == 200
    assert read_quote({"times_per_month": "週51回"})[1][0].message == "200以下の数で入れてください"


# -- any amount, in each way ------------------------------------------------------------------

_DIGITS = "〇一二三四五六七八九"


def kanji(number: int) -> str:
    """The number in kanji: 一万五千."""
    if number == 0:
        return "〇"
    found = ""
    for unit, name in ((10**8, "億"), (10**4, "万"), (1, "")):
        part = number // unit % 10**4
        text = ""
        for small, small_name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit = part // small % 10
            if digit:
                text += ("" if digit == 1 and small > 1 else _DIGITS[digit]) + small_name
        found += text + name if part else ""
    return found


def in_man(number: int) -> str:
    """1万5,000円 as 1万5000; below that as it is."""
    oku, man, rest = number // 10**8, number // 10**4 % 10**4, number % 10**4
    parts = [f"{part}{name}" for part, name in ((oku, "億"), (man, "万"), (rest, "")) if part]
    return "".join(parts) or "0"


def with_fraction(number: int) -> str:
    """1.5万; whole thousands of yen and more have a short one."""
    whole_part, rest = divmod(number, 10**4)
    return f"{whole_part}.{rest:04}".rstrip("0").rstrip(".") + "万"


WAYS = {
    "digits": str,
    "commas": "{:,}".format,
    "blanks": lambda yen: f"{yen:,}".replace(",", " "),
    "full width": lambda yen: f"{yen:,}".translate(
        {ord(a): ord(a) + 0xFEE0 for a in "0123456789,"}
    ),
    "kanji": kanji,
    "kanji digits": lambda yen: "".join(_DIGITS[int(one)] for one in f"{yen:05}"),
    "万": in_man,
    "1.5万": with_fraction,
}
AROUND = (
    "{}円", "約{}円", "月{}円", "{}円/月", "約/月{}円", "{}円也", "¥{}円", "{}円（税込）", " {} 円 ",
    "（税込）{}円です", "{}えん", "月額 {}円くらい", "1か月{}円", "金{}円也", "{}円（月額）",
)  # fmt: skip


@sample(150)
@given(
    yen=st.integers(0, MAX_YEN) | st.integers(0, 100_000) | st.sampled_from((0, 1, 9_999, 10_000)),
    around=st.sampled_from(AROUND),
)
def test_any_amount_reads_back_the_same_in_each_way(yen: int, around: str) -> None:
    for name, way in WAYS.items():
        assert parse_yen(around.format(way(yen))) == yen, (name, around.format(way(yen)))
    for marked in (f"￥{yen:,}-", f"¥{yen}", f"￥ {yen:,}.-", str(yen), f"{yen:,}"):
        assert parse_yen(marked) == yen


@sample(150)
@given(number=st.integers(0, 10**8 - 1))
def test_without_a_word_behind_it_a_number_reads_back_or_is_not_read(number: int) -> None:
    for way in (kanji, in_man):
        text = plain(way(number))
        assert whole(text) in (number, None)
        assert whole(text, complete=True) == number


@sample(300)
@given(
    text=st.text(max_size=40) | st.text("0123456789万千百十億,.円約月/〜-一二三¥( )", max_size=12)
)
def test_no_text_breaks_a_reader(text: str) -> None:
    assert read_age(text) is None or 0 <= (read_age(text) or 0) <= 120
    weekly_words(text)
    for read in (parse_yen, read_count):
        told = ""
        try:
            assert 0 <= read(text) <= MAX_YEN
        except ValueError as fault:
            told = str(fault)
        assert not re.search("[A-Za-z]{3,}", told), told


@pytest.mark.parametrize(
    ("before", "last"), [("1億", 9_999), ("1万", 9), ("5千", 9)], ids=["億", "万", "千"]
)
def test_only_a_tail_that_could_bear_the_next_unit_may_be_two_amounts(
    before: str, last: int
) -> None:
    """「1億9999」 may lack its 万; 「1億10000」 cannot."""
    assert whole(f"{before}{last}") is None
    over = whole(f"{before}{last + 1}")
    assert over == (whole(before) or 0) + last + 1
