"""見積もりをくらべる紙: the whole sum first, nothing written is lost, 188 where one should stop."""

from __future__ import annotations

from typing import Any

import pytest

from core import Case
from core.base import Answerer
from core.catalog import Catalog
from core.handout import quotes_sheet
from core.handout.papers import Papers
from core.handout.press import page_count
from core.handout.quotes_sheet import QuoteRow
from core.handout.sheets import SHEETS, missing_in, render_sheets_pdf
from core.handout.text import Tidy
from core.provider import LONG, NAME, Quote
from tests.core.test_handout import HOSTILE, TODAY, opened, text_of, type_sizes, words

CALM: dict[str, Any] = {
    "name": "川の会",
    "price_yen": 10_000,
    "times_per_month": 2,
    "months": 6,
    "entry_fee_yen": 0,
    "travel_yen_per_time": 800,
    "other_yen": 0,
    "refund": "yes",
    "cancel": "1か月前まで。2万円",
    "subsidy": "no",
    "visit": "yes",
    "trial": "yes",
    "first_free": "no",
    "family_support": "yes",
    "aftercare": "yes",
    "staff": "yes",
    "results_with": 12,
    "results_of": 30,
    "results_what": "月1回より多く外出",
    "expertise": "公認心理師1名、経験10年",
    "consent": "はじめに手紙で本人にきく",
    "voices": "例会で二人に聞いた",
    "note": "駅から歩いて10分",
}
LUMP = {"price_kind": "lump", "price_yen": 5_700_000, "months": 3, "flags": {"hurry": "yes"}}
VOICES: tuple[Answerer, ...] = ("family", "person", "example")


def papers(catalog: Catalog, *raw: dict[str, Any], who: Answerer = "family", **more: Any) -> Papers:
    quotes = tuple(Quote.model_validate(one) for one in raw)
    return Papers(catalog=catalog, made_on=TODAY, answerer=who, quotes=quotes, **more)


def printed(sheet: Papers, *, filled: bool = True) -> bytes:
    return render_sheets_pdf({"quotes": filled}, sheet)


def test_it_is_the_last_of_the_sheets() -> None:
    assert SHEETS[-1] == "quotes"


@pytest.mark.parametrize(
    ("count", "who"), [(1, "family"), (2, "person"), (3, "example"), (4, "family"), (4, "person")]
)
def test_one_to_four_full_quotes_go_on_two_sides(
    catalog: Catalog, count: int, who: Answerer
) -> None:
    pdf = printed(papers(catalog, *[CALM] * count, who=who))
    text = text_of(pdf)
    assert page_count(pdf) == 2
    # 10,000×2×6 + 800×2×6 = 129,600; /6 = 21,600 a month.
    assert text.count("129,600円") == count
    assert text.count("21,600円") == count
    assert text.index("129,600円") < text.index("21,600円") < text.index("10,000円")
    for written in (
        "川の会",
        "1か月前まで。2万円",
        "公認心理師1名、経験10年",
        "例会で二人に聞いた",
        "駅から歩いて10分",
    ):
        assert text.count(written) == count
    assert text.count("30人のうち12人（月1回より多く外出）") == count
    assert "架空の例" in text if who == "example" else "架空の例" not in text


def test_four_quotes_with_every_sign_go_on_two_sides_too(catalog: Catalog) -> None:
    flags = {one.key: "yes" for one in catalog.provider.flags if one.ask is not None}
    full = CALM | {"price_kind": "lump", "price_yen": 5_700_000, "refund": "no", "flags": flags}
    pdf = printed(papers(catalog, CALM, LUMP, full, CALM))
    assert page_count(pdf) == 2
    text = text_of(pdf)
    assert "住所がわからない寮C" in text
    assert "まとめて先に払う契約B・C" in text
    assert "1回の料金が15,000円より高い契約" not in text


def test_a_strong_sign_says_stop_above_the_sums_with_188(catalog: Catalog) -> None:
    calm, stop = text_of(printed(papers(catalog, CALM))), text_of(printed(papers(catalog, LUMP)))
    title = words(catalog.provider.stop.title)
    assert title not in calm
    assert stop.index(title) < stop.index("消費者ホットライン188") < stop.index("全部で払う額")
    assert "「今すぐ」「今日だけ」という勧めA" in stop
    assert "まとめて先に払う契約A" in stop
    assert "まとめて先に払う契約A" not in calm


def test_a_price_above_the_line_is_named_without_the_stop(catalog: Catalog) -> None:
    text = text_of(printed(papers(catalog, CALM | {"price_yen": 15_001})))
    assert words(catalog.provider.stop.title) not in text
    assert "1回の料金が15,000円より高いA" in text


def test_what_is_not_known_is_the_least_and_is_asked(catalog: Catalog) -> None:
    text = text_of(printed(papers(catalog, {"price_yen": 8_000, "months": 2}, CALM)))
    # 8,000×1×2
    assert "少なくとも16,000円" in text
    assert "料金がまだ" in text_of(printed(papers(catalog, {"note": "電話した"})))


def test_the_public_months_stand_beside_the_sum(catalog: Catalog) -> None:
    usages = [{"service": "continuous_employment_b", "times": 12, "gross_yen_per_time": 7_250}]
    cost = {"month": "2026-11", "welfare": {"certificate_cap_yen": 9_300}, "usages": usages}
    case = Case.model_validate({"cost": cost})
    text = text_of(printed(papers(catalog, CALM, case=case)))
    # 7,250×12×0.1 = 8,700 a month; six months 52,200.
    assert "52,200円" in text
    assert words(catalog.provider.public.own) in text
    assert words(catalog.provider.public.usual) in text_of(printed(papers(catalog, CALM)))


def test_where_a_figure_of_the_month_is_missing_no_sum_stands_beside_the_private_one(
    catalog: Catalog,
) -> None:
    case = Case.model_validate({"cost": {"month": "2027-08", "usages": []}})
    text = text_of(printed(papers(catalog, CALM, case=case)))
    assert "公的な支援なら（同じ月数）まだ出せません" in text
    assert "2027年8月の「生活訓練" in text
    usages = [
        {"service": "continuous_employment_b", "times": 12, "gross_yen_per_time": 7_250},
        {"service": "life_skills_training", "times": 8},
    ]
    cost = {"month": "2027-08", "welfare": {"certificate_cap_yen": 9_300}, "usages": usages}
    text = text_of(printed(papers(catalog, CALM, case=Case.model_validate({"cost": cost}))))
    # 7,250×12×0.1 = 8,700 a month; six months 52,200, and 生活訓練 on top.
    assert "公的な支援なら（同じ月数）少なくとも52,200円" in text
    assert words(catalog.provider.public.part) in text
    assert "2027年8月の「生活訓練" in text


def public_row(catalog: Catalog, *raw: dict[str, Any], **more: Any) -> QuoteRow:
    """The row 「公的な支援なら」."""
    rows = quotes_sheet.filled(papers(catalog, *raw, **more), Tidy()).rows
    (row,) = [one for one in rows if one.label == catalog.sheets.quotes.public]
    return row


def b_case(**usage: Any) -> Case:
    """Twelve days of B under a cap of 9,300 yen."""
    used = {"service": "continuous_employment_b", "times": 12, **usage}
    cost = {"month": "2026-11", "welfare": {"certificate_cap_yen": 9_300}, "usages": [used]}
    return Case.model_validate({"cost": cost})


def test_beside_an_unconfirmed_public_sum_stands_that_it_needs_checking(catalog: Catalog) -> None:
    # The catalogue's prices of B are DER in data/figures.csv; 7,250 yen is the family's own answer.
    assert public_row(catalog, CALM, LUMP, case=b_case()).checks == (True, True)
    sure = b_case(gross_yen_per_time=7_250)
    assert public_row(catalog, CALM, LUMP, case=sure).checks == (False, False)
    text = text_of(printed(papers(catalog, CALM, case=b_case())))
    # 5,200×12×0.1 = 6,240, ×6 = 37,440; 10,600×12×0.1 = 12,720, stopped at 9,300, ×6 = 55,800.
    assert "37,440円〜55,800円要確認" in text
    assert words(catalog.provider.public.check) in text
    assert "2026年11月の決まりで計算" in text
    text = text_of(printed(papers(catalog, CALM, case=sure)))
    assert "52,200円要確認" not in text
    assert words(catalog.provider.public.check) not in text


def test_without_the_months_the_public_sum_says_that_it_is_of_one_month(catalog: Catalog) -> None:
    case = b_case(gross_yen_per_time=7_250)
    row = public_row(catalog, CALM | {"months": None}, CALM, case=case)
    # 7,250×12×0.1 = 8,700 a month; six months 52,200.
    assert row.cells == (("1か月 8,700円",), ("52,200円",))
    row = public_row(catalog, {"price_yen": 8_000}, case=b_case())
    assert row.cells == (("1か月 6,240円〜", "9,300円"),)


def test_an_empty_quote_between_others_has_no_public_sum_but_room_to_write(
    catalog: Catalog,
) -> None:
    row = public_row(catalog, {}, CALM, {"price_kind": "lump"}, CALM, case=b_case())
    assert [bool(cell) for cell in row.cells] == [False, True, False, True]
    assert row.checks == (False, True, False, True)


@pytest.mark.parametrize("who", VOICES)
@pytest.mark.parametrize("filled", [True, False])
def test_every_question_sign_and_number_can_be_read(
    catalog: Catalog, who: Answerer, filled: bool
) -> None:
    pdf = printed(papers(catalog, CALM, LUMP, who=who), filled=filled)
    text = text_of(pdf)
    assert page_count(pdf) == 2
    for one in catalog.provider.questions:
        assert words(one.text.said_to(who)) in text
    for flag in catalog.provider.flags:
        assert words(flag.sign.said_to(who)).replace("{price}", "15,000円") in text
    for expected in (
        "一つでもあれば、いったん止まる",
        "消費者ホットライン188",
        "法テラス0570-078374",
        "2026年11月22日確認",
        "弁護士会の法律相談",
        "ひきこもり地域支援センター",
        "2026年11月22日作成",
        "これは診断ではありません",
        "2／2ページ",
    ):
        assert expected in text, expected
    if who == "person":
        assert "本人" not in text.replace(CALM["consent"], "")


def test_the_blank_sheet_has_four_columns_and_keeps_nothing_of_the_quotes(catalog: Catalog) -> None:
    text = text_of(printed(papers(catalog, CALM, LUMP), filled=False))
    assert "川の会" not in text
    assert "129,600" not in text
    assert "ABCD" in text
    assert text.count("はいいいえ") == 4 * 8  # eight criteria are はい or いいえ
    for one in catalog.provider.criteria:
        assert words(one.label.family) in text


@pytest.mark.parametrize("raw", [(), ({},), ({"price_kind": "lump"}, {})])
def test_without_a_quote_the_filled_sheet_is_the_blank_one(
    catalog: Catalog, raw: tuple[dict[str, Any], ...]
) -> None:
    assert printed(papers(catalog, *raw)) == printed(papers(catalog), filled=False)


def test_long_and_hostile_texts_run_on_and_none_is_lost(catalog: Catalog) -> None:
    hostile = HOSTILE.replace("\ud800", "")[:LONG]
    long = CALM | {
        "name": hostile[:NAME],
        "results_what": "績" * LONG,
        "cancel": "解" * LONG,
        "expertise": hostile,
        "consent": "意" * LONG,
        "voices": "声" * LONG,
        "note": "W" * LONG,
    }
    sheet = papers(catalog, long, long, LUMP, long)
    text = text_of(printed(sheet))
    for letter in "績解意声W":
        assert text.count(letter) >= 3 * LONG
    assert "#read(" in text
    assert "〓" in text
    assert "root:" not in text
    assert missing_in(["quotes"], sheet) == ("😀",)
    assert page_count(printed(papers(catalog, LUMP | {"price_yen": 10**9}, CALM))) == 2


@pytest.mark.parametrize("filled", [True, False])
def test_no_letter_is_smaller_than_12_points_and_the_file_is_tagged(
    catalog: Catalog, filled: bool
) -> None:
    pdf = printed(papers(catalog, CALM, LUMP, CALM, CALM), filled=filled)
    assert min(type_sizes(pdf)) >= 12
    reader = opened(pdf)
    assert reader.trailer["/Root"]["/Lang"].startswith("ja")
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert inner["/FontDescriptor"].get_object().keys() & {"/FontFile2", "/FontFile3"}


@pytest.mark.usefixtures("press_anew")
def test_the_same_quotes_give_the_same_bytes(catalog: Catalog) -> None:
    sheet = papers(catalog, CALM, LUMP)
    assert printed(sheet) == printed(sheet)
    assert printed(sheet) != printed(papers(catalog, CALM))
