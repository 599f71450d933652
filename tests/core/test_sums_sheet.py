"""計算のひかえ: every yen of the estimate is on it, every figure has its source, nothing of the check."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from core.base import Answerer
from core.case import Case
from core.catalog import Catalog, Ledger
from core.cost.estimate import estimate
from core.cost.request import CostRequest
from core.cost.unknowns import unknown_words
from core.figures import Figures
from core.handout import sums_sheet
from core.handout.papers import Papers
from core.handout.press import page_count, print_pdf
from core.handout.sheet import Speech
from core.handout.sheets import missing_in, render_sheet_png, render_sheets_pdf
from core.handout.sums_answers import household_groups
from core.handout.sums_sheet import SumsSheet
from core.handout.text import Tidy
from core.money import YenRange
from core.plan import compose_plan
from tests.core.conftest import FLAGS, FULL, check, safety
from tests.core.test_handout import opened, text_of, type_sizes, words

TODAY = date(2026, 11, 24)
PICTURES = ("nnnn nnnn nnnnn", "yyyy nsnn snnyy", "yyyy yyyy yyyyy")

USUAL: dict[str, Any] = {
    "month": "2026-11",
    "person": {"age": 35},
    "welfare": {"tax": "exempt"},
    "medical": {
        "certificate": "have",
        "insurance": "national",
        "tax": "taxed",
        "income_levy_yen": 80_000,
        "severe_and_continuing": True,
    },
    "usages": [
        {"service": "psychiatric_outpatient", "times": 2},
        {"service": "pharmacy", "times": 2},
        {"service": "life_skills_training", "times": 8},
        {"service": "family_association", "times": 1},
        {"service": "self_reliance_consultation", "times": 1},
    ],
}
MANY: dict[str, Any] = {
    "month": "2026-11",
    "usages": [
        {"service": "psychiatric_outpatient", "times": 2},
        {"service": "pharmacy", "times": 2, "listed": False},
        {"service": "psychiatric_daycare", "times": 8},
        {"service": "psychiatric_home_nursing", "times": 4, "gross_yen_per_time": 8_250},
        {
            "service": "continuous_employment_b",
            "times": 12,
            "claim": {"units_per_time": 700, "addition": "i_i", "area": "2"},
            "meal_yen_per_time": 650,
            "meal_support": True,
            "income_yen": 15_000,
        },
        {"service": "life_skills_training", "times": 8, "absences": 2},
        {"service": "private_counselling", "times": 2, "price_low_yen": 6_000},
        {
            "service": "private_visit",
            "times": 1,
            "lump": {"total_yen": 300_000, "months": 6, "entry_yen": 50_000},
        },
        {
            "service": "correspondence_school",
            "times": 1,
            "school": "private",
            "tuition_support": True,
        },
        {"service": "family_association", "times": 1, "extras_yen_per_time": 640},
    ],
    "welfare": {
        "tax": "taxed",
        "residence": "group_home",
        "rent_yen": 42_000,
        "living_yen": 31_000,
        "credits_yen": 12_000,
        "designated_city": True,
        "others_paid_yen": 37_200,
    },
}
SUBSIDY: dict[str, Any] = USUAL | {"medical": USUAL["medical"] | {"local_subsidy": "full"}}


def papers_of(
    catalog: Catalog,
    cost: dict[str, Any] | None = None,
    answerer: Answerer = "family",
    **more: Any,
) -> Papers:
    """The papers of one family, with the first picture of the check if none is given."""
    raw: dict[str, Any] = {"check": check(PICTURES[0], answerer=answerer)} | more
    case = Case.model_validate(raw | ({} if cost is None else {"cost": cost}))
    plan = compose_plan(case, catalog, today=TODAY)
    return Papers(catalog, TODAY, answerer=answerer, plan=plan, case=case)


def printed(papers: Papers, *, filled: bool = True) -> bytes:
    return render_sheets_pdf({"sums": filled}, papers)


@pytest.fixture(scope="module")
def usual(catalog: Catalog) -> Papers:
    return papers_of(catalog, USUAL)


@pytest.fixture(scope="module")
def usual_text(usual: Papers) -> str:
    return text_of(printed(usual))


@pytest.fixture(scope="module")
def many(catalog: Catalog) -> SumsSheet:
    """The data of the sheet with many services."""
    return sums_sheet.filled(papers_of(catalog, MANY), Tidy())


def without_frame(text: str) -> str:
    """The text of a sheet without what stands at the edges of its pages."""
    return re.sub(r"2026年11月24日作成.*?ページ(計算のひかえ続き\d)?", "", text)


def yen_of(*amounts: YenRange | None) -> set[str]:
    return {f"{end:,}円" for one in amounts if one is not None for end in (one.low, one.high)}


@pytest.mark.parametrize(
    "cost", [USUAL, MANY, SUBSIDY, None], ids=["usual", "many", "subsidy", "none"]
)
def test_every_yen_of_the_estimate_is_on_the_paper(
    cost: dict[str, Any] | None, catalog: Catalog
) -> None:
    papers = papers_of(catalog, cost)
    assert papers.plan is not None
    result = papers.plan.estimate
    assert result is not None
    text = without_frame(text_of(printed(papers)))
    expected = yen_of(result.monthly, result.first_year, *(one.amount for one in result.one_offs))
    for ledger in result.ledgers:
        if ledger.lines:
            expected |= yen_of(ledger.before_cap, ledger.cap, ledger.share, ledger.payable)
        expected |= yen_of(*(line.gross for line in ledger.lines if line.gross.high and line.times))
    assert {amount for amount in expected if amount not in text} == set()
    for step in result.steps:
        assert words(step.text) in text
        assert words(step.formula) in text


def test_every_figure_stands_in_the_sources_with_value_and_day(
    usual: Papers, usual_text: str, catalog: Catalog
) -> None:
    assert usual.plan is not None
    result, text = usual.plan.estimate, usual_text
    assert result is not None
    for step in result.steps:
        for key in step.sources:
            row = catalog.figures.at(key, "2026-11")
            assert words(row.source) in text, key
            stem, _, case = (
                row.label.replace("（低め）", "").replace("（高め）", "").partition("（")
            )
            # 「自立支援医療の上限月額（低所得1）2,500円/月、（低所得2）5,000円/月」
            assert words(stem) in text, key
            assert words(case) in text, key
    # 8 days of 7,500–11,500 yen, the line of the fee table, and 10,000 yen for 中間所得2.
    assert words("生活訓練（通所）1日の総費用 7,500円〜11,500円/日") in text
    assert words("自立支援医療の上限月額（中間所得2・重度かつ継続） 10,000円/月") in text
    assert "どれも2026年11月22日確認" in text
    assert text.count("要確認") >= 4


def test_sources_of_several_days_say_their_own_day(catalog: Catalog) -> None:
    moved = [
        row.but(checked_on=date(2026, 10, 3)) if row.key.startswith("price.") else row
        for row in catalog.figures
    ]
    other = catalog.but(figures=Figures(moved))
    text = text_of(printed(papers_of(other, USUAL)))
    assert "どれも" not in text
    # Four prices from four sources; the yearly fee of 家族会 shares one of them no longer.
    assert text.count("2026年10月3日確認") == 5
    assert "2026年11月22日確認" in text


def test_each_source_stands_once_and_its_number_is_used(many: SumsSheet) -> None:
    data = many.filled
    assert data is not None
    listed = [(one.source, one.grade, one.needs_check) for one in data.sources]
    assert len(listed) == len(set(listed))
    numbers = {one.number for one in data.sources}
    used = {ref for row in (*data.services, *data.year) for ref in row.refs}
    used |= {ref for part in data.steps for line in part.lines for ref in line.refs}
    assert used == numbers
    assert [one.number for one in data.sources] == [
        str(number + 1) for number in range(len(listed))
    ]


def test_the_answers_stand_there_as_they_were_given(usual_text: str) -> None:
    for expected in (
        "年齢35歳",
        "配偶者いない",
        "生活保護受けていない",
        "本人（と配偶者）の住民税非課税",
        "自立支援医療の受給者証ある・申請する",
        "自己負担上限額わからない",
        "本人の健康保険国民健康保険",
        "同じ保険の人の住民税課税",
        "その所得割の年額80,000円",
        "重度かつ継続はい",
    ):
        assert expected in usual_text, expected
    # Folded away on the screen, and not answered: nobody was asked.
    for silent in ("負担上限月額わからない", "高額療養費の区分わからない"):
        assert silent not in usual_text, silent


def answers(catalog: Catalog, used: set[Ledger], **raw: Any) -> dict[str, dict[str, str]]:
    """What stands of each household: name → label → answer."""
    request = CostRequest.model_validate({"month": "2026-11", "usages": [], **raw})
    say = Speech(Papers(catalog=catalog, made_on=TODAY), Tidy())
    found = household_groups(estimate(request, catalog), used, catalog, say)
    return {group.name: {row.label: row.answer for row in group.rows} for group in found}


def test_what_was_folded_away_stands_there_only_where_it_was_answered(catalog: Catalog) -> None:
    taxed = {"tax": "taxed", "income_levy_yen": 150_000}
    (plain,) = answers(catalog, {"welfare"}, welfare=taxed).values()
    (told,) = answers(
        catalog, {"welfare"}, welfare=taxed | {"credits_yen": 12_000, "designated_city": True}
    ).values()
    new = {"住宅ローン・寄附金の控除": "12,000円", "政令指定都市（要確認の決まり）": "はい"}
    assert told == plain | new
    assert not plain.keys() & new.keys()


def test_a_clinic_outside_the_certificate_brings_the_answers_of_its_household(
    catalog: Catalog,
) -> None:
    visit = {"service": "psychiatric_outpatient", "times": 1, "listed": False}
    name = catalog.sheets.sums.groups["medical"].family
    person = {"public_assistance": True}
    assert name in answers(catalog, set(), person=person, usages=[visit])
    assert name not in answers(catalog, set(), person=person)


def test_prices_say_whether_they_are_the_familys_own(many: SumsSheet) -> None:
    assert many.filled is not None
    told = {row.name: (row.price, row.origin) for row in many.filled.services}
    assert told["精神科訪問看護"] == ("8,250円", "入れた料金")
    assert told["就労継続支援B型"][1] == "事業所の単位数"
    assert told["自立訓練（生活訓練）"] == ("約7,500円〜11,500円", "よくある料金")
    assert told["民間のカウンセリング"][1] == "入れた料金と、よくある料金"
    # 300,000 yen over 6 months.
    assert next(price for price, origin in told.values() if "一括" in origin) == "50,000円"
    assert told["グループホームの家賃"] == ("42,000円", "入れた家賃")
    assert told["就労継続支援B型の食事"][1] == "入れた実費"


@pytest.mark.parametrize(
    ("insurance", "answerer"),
    [
        ("employee_dependant", "person"),
        ("employee_own", "person"),
        ("employee_own", "example"),
        ("late_elderly", "family"),
        ("unknown", "family"),
    ],
)
def test_every_answer_has_its_word_in_both_voices(
    insurance: str, answerer: Answerer, catalog: Catalog
) -> None:
    at = ("employee_dependant", "employee_own", "late_elderly", "unknown").index(insurance)
    medical: dict[str, Any] = {
        "insurance": insurance,
        "certificate": ("none", "have", "unknown", "have")[at],
        "certificate_no_cap": insurance == "employee_own",
        "tax": ("exempt", "taxed", "unknown", "taxed")[at],
        "high_cost_class": ("a", "i", "u", "e")[at],
        "severe_and_continuing": (True, False, None, True)[at],
    }
    cost = USUAL | {
        "medical": medical,
        "welfare": {
            "tax": ("unknown", "taxed", "exempt", "taxed")[at],
            "residence": ("home", "group_home", "facility", "lodging_training")[at],
            "certificate_cap_yen": (None, 9_300, None, None)[at],
        },
        "person": {"age": (16, 40, 19, None)[at], "spouse": at == 1, "public_assistance": at == 2},
    }
    papers = papers_of(catalog, cost, answerer)
    text = text_of(printed(papers))
    assert missing_in(("sums",), papers) == ()
    assert ("わたしと配偶者" in text or "保護者" in text) == (answerer == "person" or at in (0, 2))
    assert ("本人と配偶者" in text) == (answerer != "person" and at in (1, 3))
    assert ("架空の例" in text) == (answerer == "example")


def test_without_cost_answers_the_plans_usual_services_are_counted_and_it_says_so(
    usual_text: str, catalog: Catalog
) -> None:
    text = text_of(printed(papers_of(catalog)))
    assert "支援は、計画に出てくるものを、よくある回数で数えました。" in text
    assert "税と保険の答えはまだない" in text
    assert "支援は、計画に出てくるもの" not in usual_text


def test_a_month_whose_figures_are_not_in_force_says_so_and_counts_the_rest(
    catalog: Catalog,
) -> None:
    cost = {
        "month": "2027-06",
        "usages": [
            {"service": "family_association", "times": 1},
            {"service": "life_skills_training", "times": 8},
        ],
    }
    text = text_of(printed(papers_of(catalog, cost)))
    assert "まだ出せない金額" in text
    assert "2027年6月の「生活訓練（通所）1日の総費用」は、まだ決まっていない" in text
    assert "自立訓練（生活訓練）は、この金額に入っていません。" in text
    assert words("障害福祉サービス まだ出せません") in text
    assert words("月 500円〜1,000円") in text


@pytest.mark.parametrize(("month", "told"), [("2027-03", False), ("2027-04", True)])
def test_rules_that_are_carried_on_are_told_on_paper(
    catalog: Catalog, month: str, told: bool
) -> None:
    work = {"service": "employment_transition", "times": 20, "gross_yen_per_time": 7_000}
    cost = {
        "month": month,
        "welfare": {"tax": "taxed", "income_levy_yen": 100_000},
        "usages": [work],
    }
    text = text_of(printed(papers_of(catalog, cost)))
    assert words("9,300円") in text
    assert (words("2026年度の決まりのまま計算しています（要確認）") in text) is told


def test_a_month_with_no_figure_at_all_shows_no_amount(catalog: Catalog) -> None:
    cost = {"month": "2027-06", "usages": [{"service": "life_skills_training", "times": 8}]}
    text = text_of(printed(papers_of(catalog, cost)))
    assert "この月に金額を出せる支援は、ありませんでした。" in text
    assert "0円" not in text


def test_safety_and_money_answers_leave_no_trace(usual: Papers, catalog: Catalog) -> None:
    grave = dict.fromkeys(("self_harm", "violence", "money", "family_limit"), "now")
    urgent = papers_of(
        catalog,
        USUAL,
        check=check(PICTURES[0], safety=safety(**grave)),
        situation=["money_trouble", "violence"],
    )
    assert printed(usual) == printed(urgent)


@pytest.mark.parametrize("flag", FLAGS)
def test_free_services_are_not_named_and_two_sides_are_usual_in_every_situation(
    flag: str, catalog: Catalog
) -> None:
    free = [one.name for one in catalog.services if one.cost_kind == "free"]
    for picture in PICTURES if FULL else (PICTURES[FLAGS.index(flag) % 3],):
        papers = papers_of(catalog, None, check=check(picture), situation=[flag])
        data = sums_sheet.filled(papers, Tidy())
        assert page_count(print_pdf({"sums": data}, TODAY)) <= 2
        assert not [name for name in free if name in str(data.filled)]


def test_a_usual_family_has_two_sides_and_many_services_run_on_with_numbers(
    usual: Papers, many: SumsSheet
) -> None:
    assert page_count(printed(usual)) == 2
    pdf = print_pdf({"sums": many}, TODAY)
    pages = [words(page.extract_text()) for page in opened(pdf).pages]
    assert 3 <= len(pages) <= 4
    assert "計算のひかえ続き1" in pages[2]
    assert f"3／{len(pages)}ページ" in pages[2]


def test_twelve_months_are_twelve_of_this_month_and_what_comes_once(catalog: Catalog) -> None:
    cost = {
        "month": "2026-11",
        "usages": [
            {
                "service": "family_association",
                "times": 1,
                "price_low_yen": 700,
                "price_high_yen": 700,
            }
        ],
    }
    text = text_of(printed(papers_of(catalog, cost)))
    # 700 × 12 = 8,400; with the yearly fee of 2,000–6,000 yen: 10,400–14,400.
    assert "いつもの月700円" in text
    assert "12か月10,400円〜14,400円" in text


# 12,000 yen × 4 times × 6 months, 50,000 yen once, 1,500 yen of travel a time.
QUOTED: dict[str, Any] = {
    "service": "private_visit",
    "times": 4,
    "lump": {"total_yen": 288_000, "months": 6, "entry_yen": 50_000, "paid_monthly": True},
    "extras_yen_per_time": 1_500,
}


def test_a_contract_paid_by_the_month_has_no_rows_of_paying_in_advance(catalog: Catalog) -> None:
    text = text_of(printed(papers_of(catalog, {"month": "2026-11", "usages": [QUOTED]})))
    assert "先払い" not in text
    # 288,000 + 50,000 + 1,500 × 4 × 6; 12,000 × 4 + 1,500 × 4, and 50,000 more at first.
    assert "民間の訪問支援の契約（6か月の全部、入るときの費用や交通費も）374,000円" in text
    assert "いつもの月54,000円" in text
    assert "はじめの月（1回だけの費用も入れて）104,000円" in text
    assert "12か月374,000円" in text
    assert "4回12,000円入れた料金" in text


def test_beside_a_contract_in_one_sum_the_rows_of_paying_in_advance_stand(catalog: Catalog) -> None:
    lump = {
        "service": "private_counselling",
        "times": 1,
        "lump": {"total_yen": 60_000, "months": 6},
    }
    text = text_of(printed(papers_of(catalog, {"month": "2026-11", "usages": [QUOTED, lump]})))
    # 104,000 and all of the 60,000, or a sixth of it.
    assert "はじめの月（契約をまとめて先払いなら）164,000円" in text
    assert "はじめの月（契約を月ごとに払うなら）114,000円" in text
    assert "12か月434,000円" in text


def test_the_paper_says_who_decides(catalog: Catalog) -> None:
    for filled in (True, False):
        text = text_of(printed(papers_of(catalog, USUAL), filled=filled))
        assert "金額は見込みです。決めるのは市区町村です。" in text
        assert "これは診断ではありません" in text


def test_the_blank_sheet_has_the_frame_and_tells_where_the_numbers_stand(catalog: Catalog) -> None:
    nothing = Papers(catalog, TODAY)
    pdf = printed(nothing, filled=False)
    text = text_of(pdf)
    assert page_count(pdf) == 2
    for expected in (
        "6月ごろに届く住民税の通知書",
        "負担上限月額",
        "自己負担上限額",
        "上限の前の合計",
        "12か月なら",
        "窓口で聞いたこと",
        "わからない",
    ):
        assert expected in text, expected
    assert text_of(printed(nothing)) == text
    person = Papers(catalog, TODAY, answerer="person")
    assert "わたし（と配偶者）の住民税" in text_of(printed(person, filled=False))


@pytest.mark.usefixtures("press_anew")
def test_letters_are_12_points_and_more_and_the_same_papers_give_the_same_bytes(
    usual: Papers, catalog: Catalog
) -> None:
    for papers, filled in ((usual, True), (Papers(catalog, TODAY), False)):
        pdf = printed(papers, filled=filled)
        assert min(type_sizes(pdf)) >= 12
        assert printed(papers, filled=filled) == pdf
        for page in opened(pdf).pages:
            for font in page["/Resources"]["/Font"].values():
                inner = font.get_object()["/DescendantFonts"][0].get_object()
                kinds = inner["/FontDescriptor"].get_object().keys()
                assert kinds & {"/FontFile2", "/FontFile3"}
        assert len(render_sheet_png("sums", papers, filled=filled, width_px=300)) == page_count(pdf)


FOUR: list[dict[str, Any]] = [
    {"service": "continuous_employment_b", "times": 12},
    {"service": "psychiatric_outpatient", "times": 2},
    {"service": "private_visit", "times": 2, "price_low_yen": 5_000, "price_high_yen": 15_000},
    {"service": "free_space", "times": 4},
]
"""One service of each ledger, and nothing else is known."""


@pytest.fixture(scope="module")
def tight(catalog: Catalog) -> Papers:
    cost = {"month": "2026-11", "medical": {"certificate": "have"}, "usages": FOUR}
    return papers_of(catalog, cost)


def test_the_roomiest_look_that_keeps_to_two_sides_is_taken(
    tight: Papers, catalog: Catalog
) -> None:
    assert sums_sheet.filled(papers_of(catalog), Tidy()).look == 0
    data = sums_sheet.filled(tight, Tidy())
    assert data.look > 0
    assert page_count(print_pdf({"sums": data}, TODAY)) == 2
    assert page_count(print_pdf({"sums": data.but(look=data.look - 1)}, TODAY)) > 2


@pytest.mark.parametrize("look", range(6))
def test_no_look_loses_an_answer_an_amount_a_step_or_a_source(tight: Papers, look: int) -> None:
    data = sums_sheet.filled(tight, Tidy())
    pdf = print_pdf({"sums": data.but(look=look)}, TODAY)
    text = without_frame(text_of(pdf))
    assert min(type_sizes(pdf)) >= 12
    assert tight.plan is not None
    result = tight.plan.estimate
    assert result is not None
    for ledger in result.ledgers:
        amounts = yen_of(ledger.before_cap, ledger.cap, ledger.share, ledger.payable)
        assert {amount for amount in amounts if amount not in text} == set()
    for step in result.steps:
        assert words(step.text) in text
        assert words(step.formula) in text
    assert data.filled is not None
    for group in data.filled.groups:
        for row in group.rows:
            assert words(row.label) in text
            assert words(row.answer) in text
    for one in data.filled.sources:
        assert words(one.source) in text
    # The caps stand in no table, the price of B型 and its source in 「数えた支援」.
    assert words("（中間所得1・重度かつ継続） 5,000円/月") in text
    assert words("約5,200円〜10,600円 よくある料金〔1〕") in text


def test_the_whole_sum_of_a_contract_stands_before_the_month(catalog: Catalog) -> None:
    lump = {"total_yen": 3_000_000, "months": 6, "entry_yen": 200_000}
    cost = {
        "month": "2026-11",
        "usages": [{"service": "private_residential", "times": 1, "lump": lump}],
    }
    text = text_of(printed(papers_of(catalog, cost)))
    whole, month = text.index("3,200,000円"), text.index("月500,000円")
    assert whole < month
    # Paid in advance, the first month is the whole sum; else 500,000 and the entry of 200,000.
    assert "はじめの月（契約をまとめて先払いなら）3,200,000円" in text
    assert "はじめの月（契約を月ごとに払うなら）700,000円" in text


def test_what_is_not_known_is_named_as_its_question_and_by_where_it_is_found(
    catalog: Catalog,
) -> None:
    grown_up = CostRequest.model_validate({"month": "2026-11", "usages": []})
    child = grown_up.but(person=grown_up.person.but(age=16))
    levy = "welfare.income_levy_yen"
    told = unknown_words(levy, grown_up, catalog)
    assert told.family == "本人（と配偶者）の住民税の所得割の年額（住民税の通知書）"
    assert told.person == "わたし（と配偶者）の住民税の所得割の年額（住民税の通知書）"
    assert unknown_words(levy, child, catalog).family.startswith("保護者の世帯の住民税の所得割")
    assert unknown_words("medical.certificate", child, catalog).family == "自立支援医療の受給者証"


def test_the_questions_to_answer_by_hand_are_questions_of_the_form(catalog: Catalog) -> None:
    fields = {one.field for one in catalog.cost_questions}
    assert set(catalog.sheets.sums.blank.fields) <= fields
