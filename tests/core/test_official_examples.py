"""Worked examples that the notices and the published pages print, with their own numbers.

Every expected number is written as in facts/welfare_fees.md and facts/medical_and_other_costs.md.
The docstrings and ids name the example.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from core import CostRequest, estimate
from core.catalog import Catalog
from core.cost.estimate import Estimate, LedgerResult
from core.cost.exemption import TaxFacts, judge_exemption
from core.cost.medical import high_cost_limit
from core.cost.otherwise import cap_curve
from core.cost.welfare import claim_cost
from core.errors import FigureNotInForce
from core.money import YenRange, round_units

VISIT = "psychiatric_outpatient"
DAYCARE = "psychiatric_daycare"
NURSE = "psychiatric_home_nursing"
EXEMPT = {"tax": "exempt"}
GENERAL1 = {"tax": "taxed", "income_levy_yen": 159_999}
GENERAL2 = {"tax": "taxed", "income_levy_yen": 160_000}


def yen(amount: int) -> YenRange:
    return YenRange(amount, amount)


def result(
    catalog: Catalog,
    *usages: dict[str, Any],
    month: str = "2026-11",
    person: dict[str, Any] | None = None,
    welfare: dict[str, Any] | None = None,
    medical: dict[str, Any] | None = None,
) -> Estimate:
    asked = {
        "month": month,
        "person": {"age": 30} | (person or {}),
        "welfare": welfare or {},
        "medical": medical or {},
        "usages": list(usages),
    }
    return estimate(CostRequest.model_validate(asked), catalog)


def claim(units: int, times: int, service: str = "continuous_employment_b", **more: Any) -> Any:
    """A usage from units; the price is 10.00 yen per unit unless another is given."""
    absences = {"absences": more.pop("absences")} if "absences" in more else {}
    price = {} if "area" in more or "unit_price" in more else {"unit_price": "10.00"}
    units_of_day = {"units_per_time": units} | price | more
    return {"service": service, "times": times, "claim": units_of_day} | absences


def gross(service: str, times: int, each: int, **more: Any) -> dict[str, Any]:
    return {"service": service, "times": times, "gross_yen_per_time": each} | more


# --- 端数処理の例（留意事項通知、事務処理要領） -------------------------------------------------


def test_the_notice_rounds_587_units_at_seventy_percent_to_411() -> None:
    """留意事項通知の例: 587単位 × 0.70 = 410.9 → 411単位。"""
    assert round_units(Decimal(587) * Decimal("0.70")) == 411


def test_the_notice_rounds_411_units_at_one_and_a_half_to_617() -> None:
    """留意事項通知の例: 411単位 × 1.5 = 616.5 → 617単位（最後に一度だけ丸めると616で合わない）。"""
    each_time = round_units(round_units(Decimal(587) * Decimal("0.70")) * Decimal("1.5"))
    only_at_the_end = round_units(Decimal(587) * Decimal("0.70") * Decimal("1.5"))
    assert (each_time, only_at_the_end) == (617, 616)


def test_617_units_four_times_at_1120_cost_27641_yen(catalog: Catalog) -> None:
    """事務処理要領の例: 617 × 4 = 2,468単位 × 11.20円 = 27,641.6 → 27,641円。"""
    found = result(catalog, claim(617, 4, unit_price="11.20"), welfare=GENERAL1).ledger("welfare")
    assert (found.lines[0].gross, found.share) == (yen(27_641), yen(2_764))
    assert claim_cost(lines=[(617, 4)], addition_rate="0", unit_price="11.20").total_units == 2_468


def test_587_units_six_times_get_528_units_of_addition_at_fifteen_percent(
    catalog: Catalog,
) -> None:
    """処遇改善加算の例: 587 × 6 = 3,522単位、× 15% = 528.3 → 528単位（あわせて4,050単位）。"""
    usage = claim(587, 6, addition_percent="15")
    found = result(catalog, usage, welfare=GENERAL1).ledger("welfare")
    assert (found.lines[0].gross, found.share) == (yen(40_500), yen(4_050))
    asked = claim_cost(lines=[(587, 6)], addition_rate="0.15", unit_price="10.00")
    assert asked.total_units - 3_522 == 528


# --- 22日利用の月額（welfare_fees §4-6） --------------------------------------------------------

TABLE = """
name | service | units | rate | price | base | addition | total | cost | tenth | exempt | general1 | general2 | capped_on
生活訓練20人以下・R6率13.8% | life_skills_training | 776 | 13.8 | 10.00 | 17072 | 2356 | 19428 | 194280 | 19428 | 0 | 9300 | 19428 | 11
生活訓練20人以下・加算なし | life_skills_training | 776 | 0 | 10.00 | 17072 | 0 | 17072 | 170720 | 17072 | 0 | 9300 | 17072 | 12
就労移行3-4割・10.3% | employment_transition | 879 | 10.3 | 10.00 | 19338 | 1992 | 21330 | 213300 | 21330 | 0 | 9300 | 21330 | 10
就労移行0割・10.3% | employment_transition | 479 | 10.3 | 10.00 | 10538 | 1085 | 11623 | 116230 | 11623 | 0 | 9300 | 11623 | 18
就労移行5割以上・1級地 | employment_transition | 1210 | 10.3 | 11.18 | 26620 | 2742 | 29362 | 328267 | 32826 | 0 | 9300 | 32826 | 7
A型105点以上・9.6% | continuous_employment_a | 666 | 9.6 | 10.00 | 14652 | 1407 | 16059 | 160590 | 16059 | 0 | 9300 | 16059 | 13
B型(Ⅱ)2万〜2.5万・R8 10.5% | continuous_employment_b | 637 | 10.5 | 10.00 | 14014 | 1471 | 15485 | 154850 | 15485 | 0 | 9300 | 15485 | 14
B型(Ⅲ)1万未満・R8 10.5% | continuous_employment_b | 490 | 10.5 | 10.00 | 10780 | 1132 | 11912 | 119120 | 11912 | 0 | 9300 | 11912 | 18
"""
_HEAD, *_ROWS = ([cell.strip() for cell in row.split("|")] for row in TABLE.strip().splitlines())
ROW = _HEAD[1:]
AS_TEXT = ("service", "rate", "price")
MONTHS_OF_22_DAYS = [
    pytest.param(
        *(cell if name in AS_TEXT else int(cell) for name, cell in zip(ROW, cells, strict=True)),
        id=title,
    )
    for title, *cells in _ROWS
]
CURVE = ("service", "units", "rate", "price", "capped_on")


@pytest.mark.parametrize(ROW, MONTHS_OF_22_DAYS)
def test_a_published_month_of_22_days(
    catalog: Catalog,
    service: str,
    units: int,
    rate: str,
    price: str,
    base: int,
    addition: int,
    total: int,
    cost: int,
    tenth: int,
    exempt: int,
    general1: int,
    general2: int,
    capped_on: int,
) -> None:
    """22日利用の月額: 単位 → 加算 → 総費用 → 1割 → 非課税・一般1・一般2、上限に届く日。"""
    fraction = Decimal(rate) / 100
    without = claim_cost(lines=[(units, 22)], addition_rate="0", unit_price=price)
    whole = claim_cost(lines=[(units, 22)], addition_rate=fraction, unit_price=price)
    assert without.total_units == base
    assert whole.total_units - without.total_units == addition
    assert (whole.total_units, whole.cost_yen, whole.ten_percent_yen) == (total, cost, tenth)

    usage = claim(units, 22, service, addition_percent=rate, unit_price=price)
    for household, pays in ((EXEMPT, exempt), (GENERAL1, general1), (GENERAL2, general2)):
        month = result(catalog, usage, welfare=household).ledger("welfare")
        assert (month.lines[0].gross, month.before_cap, month.payable) == (
            yen(cost),
            yen(tenth),
            yen(pays),
        )


@pytest.mark.parametrize(
    ("service", "units", "rate", "price", "capped_on"),
    [
        pytest.param(*(row.values[ROW.index(name)] for name in CURVE), id=row.id)
        for row in MONTHS_OF_22_DAYS
    ],
)
def test_the_published_day_on_which_general1_reaches_its_cap(
    catalog: Catalog, service: str, units: int, rate: str, price: str, capped_on: int
) -> None:
    """一般1で上限9,300円に届く日数（welfare_fees §4-6 の最後の列）。"""
    usage = claim(units, 22, service, addition_percent=rate, unit_price=price)
    asked = CostRequest.model_validate(
        {"month": "2026-11", "person": {"age": 30}, "welfare": GENERAL1, "usages": [usage]}
    )
    curve = cap_curve(asked, service, catalog)
    assert curve.flat_from == capped_on
    assert curve.points[capped_on - 1].payable.high < 9_300
    assert curve.points[capped_on].payable == yen(9_300)
    assert [point.days for point in curve.points] == list(range(24))


@pytest.mark.parametrize("price", ["11.16", "11.18", "11.20"])
def test_in_grade_one_776_units_reach_the_cap_on_the_tenth_day(
    catalog: Catalog, price: str
) -> None:
    """生活訓練20人以下（13.8%）は1級地なら10日で9,300円（係数58〜60%のどれでも）。"""
    usage = claim(776, 22, "life_skills_training", addition_percent="13.8", unit_price=price)
    asked = CostRequest.model_validate(
        {"month": "2026-11", "person": {"age": 30}, "welfare": GENERAL1, "usages": [usage]}
    )
    assert cap_curve(asked, "life_skills_training", catalog).flat_from == 10


# --- 単価と加算率（§4-3、§4-4） ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("area", "tenth"),
    [
        ("1", 1_114),
        ("2", 1_091),
        ("3", 1_086),
        ("4", 1_068),
        ("5", 1_057),
        ("6", 1_034),
        ("7", 1_017),
        ("other", 1_000),
    ],
)
@pytest.mark.parametrize("service", ["continuous_employment_a", "continuous_employment_b"])
def test_the_unit_price_of_each_area_for_continuous_employment(
    catalog: Catalog, service: str, area: str, tenth: int
) -> None:
    """告示539号の単価（就労継続A・B）: 1,000単位の1割が 1,114円 … 1,000円。"""
    usage = claim(1_000, 1, service, area=area)
    assert result(catalog, usage, welfare=GENERAL1).ledger("welfare").share == yen(tenth)


def test_no_area_price_is_guessed_for_a_service_whose_table_is_not_confirmed(
    catalog: Catalog,
) -> None:
    """生活訓練・就労移行の単価の係数は not confirmed。1級地11.14円を当てはめない。"""
    with pytest.raises(FigureNotInForce, match="就労移行支援"):
        result(catalog, claim(879, 1, "employment_transition", area="1"), welfare=GENERAL1)


R6, R8 = "2026-05", "2026-06"
B = "continuous_employment_b"
PAID_PER_1000_UNITS = [
    # B型 令和6年度 9.3 / 9.1 / 7.6 / 6.2
    *[(B, R6, kind, n) for kind, n in [("i", 93), ("ii", 91), ("iii", 76), ("iv", 62)]],
    # B型 令和8年6月から 10.5 / 10.9 / 10.3 / 10.7 / 8.8 / 7.4
    *[(B, R8, kind, n) for kind, n in [("i_i", 105), ("i_ro", 109), ("ii_i", 103)]],
    *[(B, R8, kind, n) for kind, n in [("ii_ro", 107), ("iii", 88), ("iv", 74)]],
    # ほかのサービス（令和6年度）
    *[
        (service, R6, kind, n)
        for service, numbers in {
            "continuous_employment_a": (96, 94, 79, 63),
            "life_skills_training": (138, 134, 98, 80),
            "lodging_training": (138, 134, 98, 80),
            "employment_transition": (103, 101, 86, 69),
            "employment_choice": (103, 101, 86, 69),
            "group_home": (147, 144, 128, 105),
        }.items()
        for kind, n in zip(("i", "ii", "iii", "iv"), numbers, strict=True)
    ],
    *[("job_retention", R6, kind, n) for kind, n in [("i", 103), ("iii", 86), ("iv", 69)]],
]


@pytest.mark.parametrize(("service", "month", "kind", "added"), PAID_PER_1000_UNITS)
def test_the_addition_rate_of_each_service_and_kind(
    catalog: Catalog, service: str, month: str, kind: str, added: int
) -> None:
    """処遇改善加算の率: 1,000単位につく加算の単位数（10.00円なら1割の円と同じ）。"""
    usage = claim(1_000, 1, service, addition=kind)
    found = result(catalog, usage, month=month, welfare=GENERAL1).ledger("welfare")
    assert found.share == yen(1_000 + added)


@pytest.mark.parametrize(
    ("service", "month", "kind"),
    [
        (B, R8, "i"),  # the old kind ends
        (B, R6, "i_ro"),  # the new kind has not begun
        (B, "2024-05", "i"),
        (B, "2027-04", "iii"),
        ("life_skills_training", R8, "i"),  # R8 rates of other services: not confirmed
        ("employment_transition", R8, "i_i"),
        ("job_retention", R6, "ii"),  # there is no such kind
    ],
)
def test_an_addition_that_is_not_in_force_is_refused_never_carried_over(
    catalog: Catalog, service: str, month: str, kind: str
) -> None:
    """R6の率を2026年6月以降に使わない（落とし穴17）。"""
    with pytest.raises(FigureNotInForce, match=month):
        result(catalog, claim(1_000, 1, service, addition=kind), month=month, welfare=GENERAL1)


@pytest.mark.parametrize(("absences", "tenth"), [(0, 0), (1, 94), (4, 376), (5, 376), (31, 376)])
def test_an_absence_costs_94_units_and_at_most_four_are_charged(
    catalog: Catalog, absences: int, tenth: int
) -> None:
    """欠席時対応加算: 94単位（約940円、1割94円）、月4回まで。"""
    found = result(catalog, claim(637, 0, absences=absences), welfare=GENERAL1)
    assert found.ledger("welfare").payable == yen(tenth)


# --- 負担上限月額の表（§1-1） -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "welfare", "cap"),
    [
        pytest.param({"public_assistance": True}, {}, 0, id="生活保護"),
        pytest.param({}, EXEMPT, 0, id="低所得"),
        pytest.param({}, GENERAL1, 9_300, id="一般1・成人・居宅"),
        pytest.param({}, GENERAL2, 37_200, id="一般2・成人"),
        pytest.param({}, GENERAL1 | {"residence": "group_home"}, 37_200, id="課税のGH"),
        pytest.param({}, GENERAL1 | {"residence": "facility"}, 37_200, id="課税・20歳以上の入所"),
        pytest.param(
            {"age": 17}, {"tax": "taxed", "income_levy_yen": 279_999}, 4_600, id="一般1・児童・居宅"
        ),
        pytest.param(
            {"age": 17},
            {"tax": "taxed", "income_levy_yen": 279_999, "residence": "facility"},
            9_300,
            id="一般1・児童・入所",
        ),
        pytest.param(
            {"age": 19},
            {"tax": "taxed", "income_levy_yen": 279_999, "residence": "facility"},
            9_300,
            id="一般1・20歳未満の入所",
        ),
        pytest.param(
            {"age": 17}, {"tax": "taxed", "income_levy_yen": 280_000}, 37_200, id="一般2・児童"
        ),
    ],
)
@pytest.mark.parametrize("month", ["2024-04", "2025-04", "2026-04", "2026-11"])
def test_the_table_of_monthly_caps(
    catalog: Catalog, month: str, person: dict[str, Any], welfare: dict[str, Any], cap: int
) -> None:
    """負担上限月額の表。令和6〜8年度で変更なし。"""
    found = result(
        catalog, gross(B, 1, 1_000_000), month=month, person=person, welfare=welfare
    ).ledger("welfare")
    assert (found.cap, found.payable) == (yen(cap), yen(cap))


def test_housing_loan_and_donation_credits_are_added_back_before_comparing(
    catalog: Catalog,
) -> None:
    """松戸市・市川市: 住宅ローン控除・寄附金控除を足し戻してから16万円と比べる。"""
    welfare = {"tax": "taxed", "income_levy_yen": 150_000, "credits_yen": 10_000}
    found = result(catalog, gross(B, 1, 1_000_000), welfare=welfare).ledger("welfare")
    assert found.cap == yen(37_200)


# --- 高額障害福祉サービス等給付費（§3） ---------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "others", "back"),
    [
        # 八雲町の例: 4,000円と36,000円、あわせて40,000円。2,800円を 280円 と 2,520円 に按分。
        pytest.param(4_000, 36_000, 280, id="八雲町・280円"),
        pytest.param(36_000, 4_000, 2_520, id="八雲町・2,520円"),
        pytest.param(18_600, 18_600, 0, id="基準額37,200円ちょうど"),
    ],
)
def test_the_refund_above_37200_yen_is_shared_by_what_each_paid(
    catalog: Catalog, own: int, others: int, back: int
) -> None:
    """八雲町: 世帯の合計が37,200円をこえた分を、負担額で按分して償還。"""
    welfare = GENERAL2 | {"others_paid_yen": others}
    found = result(catalog, gross(B, 1, own * 10), welfare=welfare)
    assert found.ledger("welfare").payable == yen(own)
    assert found.refund_later == yen(back)
    assert found.monthly == yen(own)  # it comes back later and is not taken off the month


def test_a_couple_both_general1_gets_nothing_back(catalog: Catalog) -> None:
    """夫婦とも一般1（9,300 + 9,300 = 18,600円）では37,200円に届かず償還なし。"""
    welfare = GENERAL1 | {"others_paid_yen": 9_300}
    found = result(catalog, gross(B, 1, 1_000_000), person={"spouse": True}, welfare=welfare)
    assert (found.ledger("welfare").payable, found.refund_later) == (yen(9_300), yen(0))


# --- 実費: 家賃、食事、就学支援金（§6） ---------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "rent", "left"),
    [
        pytest.param(EXEMPT, 30_000, 20_000, id="非課税・家賃3万円"),
        pytest.param(EXEMPT, 60_000, 50_000, id="非課税・家賃6万円"),
        pytest.param(EXEMPT, 9_500, 0, id="非課税・家賃1万円未満は実額"),
        pytest.param(GENERAL1, 30_000, 30_000, id="課税・補足給付なし"),
    ],
)
def test_the_rent_subsidy_of_a_group_home(
    catalog: Catalog, known: dict[str, Any], rent: int, left: int
) -> None:
    """GH家賃の補足給付: 生活保護・低所得に月1万円まで。課税の人は0円。"""
    welfare = known | {"residence": "group_home", "rent_yen": rent, "living_yen": 0}
    assert result(catalog, welfare=welfare).ledger("other").payable == yen(left)


def test_the_rent_subsidy_of_kitashiobara_is_10000_yen_for_each_person(catalog: Catalog) -> None:
    """北塩原村の実績: 81件で81万円。家賃が1万円をこえる1件につき1万円。"""
    left = [
        result(
            catalog,
            person={"public_assistance": True},
            welfare={"residence": "group_home", "rent_yen": rent, "living_yen": 0},
        )
        .ledger("other")
        .payable.low
        for rent in (10_000, 25_000, 40_000)
    ]
    assert [rent - one for rent, one in zip((10_000, 25_000, 40_000), left, strict=True)] == [
        10_000
    ] * 3


@pytest.mark.parametrize(
    ("supported", "price"),
    [
        pytest.param(True, yen(285), id="加算の対象者 285円"),
        pytest.param(False, yen(585), id="そのほかの人 585円"),
        pytest.param(None, YenRange(285, 585), id="わからない"),
    ],
)
def test_a_meal_of_585_yen_is_285_yen_where_the_certificate_prints_the_meal_support(
    catalog: Catalog, supported: bool | None, price: YenRange
) -> None:
    """食事提供体制加算の実例（向陽園）: 585円 → 285円（差300円）。"""
    prices = {"meal_yen_per_time": 285, "meal_full_yen_per_time": 585, "meal_support": supported}
    usage = gross(B, 1, 7_250, **prices)
    assert result(catalog, usage, welfare=EXEMPT).ledger("other").payable == price


@pytest.mark.parametrize(
    ("school", "each", "left"),
    [
        pytest.param("private", 13_669, 3, id="私立通信 13,668円/単位をこえる1円 × 30単位"),
        pytest.param("private", 13_668, 0, id="私立通信・支援金と同額"),
        pytest.param("private", 10_670, 0, id="私立通信・支援金より安い"),
        pytest.param("public", 337, 3, id="公立通信 336円/単位をこえる1円 × 30単位"),
        pytest.param("public", 336, 0, id="公立通信・支援金と同額"),
    ],
)
def test_the_tuition_support_of_a_correspondence_school(
    catalog: Catalog, school: str, each: int, left: int
) -> None:
    """高等学校等就学支援金 R8: 私立通信 1単位13,668円、公立通信 336円、1年30単位。30円 ÷ 12 = 2.5。"""
    usage = {
        "service": "correspondence_school",
        "times": 1,
        "units": 30,
        "yen_per_unit": each,
        "other_yen_per_year": 0,
        "school": school,
        "tuition_support": True,
    }
    assert result(catalog, usage, month="2026-04").ledger("other").payable == yen(left)
    with pytest.raises(FigureNotInForce):
        result(catalog, usage, month="2026-03")  # the ceilings of R8 begin in April


# --- 自立支援医療の区分（medical §0、§1） -------------------------------------------------------


def outpatient(catalog: Catalog, *usages: dict[str, Any], **more: Any) -> LedgerResult:
    month = more.pop("month", "2026-11")
    return result(catalog, *usages, month=month, medical=more).ledger("medical")


@pytest.mark.parametrize(
    ("known", "severe", "cap"),
    [
        pytest.param(EXEMPT | {"own_income_yen": 826_500}, False, 2_500, id="低所得1"),
        pytest.param(EXEMPT | {"own_income_yen": 826_501}, False, 5_000, id="低所得2"),
        pytest.param({"tax": "taxed", "income_levy_yen": 32_999}, True, 5_000, id="中間所得1重度"),
        pytest.param({"tax": "taxed", "income_levy_yen": 33_000}, True, 10_000, id="中間所得2重度"),
        pytest.param({"tax": "taxed", "income_levy_yen": 235_000}, True, 20_000, id="一定以上重度"),
    ],
)
def test_the_table_of_classes_with_a_cap(
    catalog: Catalog, known: dict[str, Any], severe: bool, cap: int
) -> None:
    """自立支援医療(精神通院)の区分: 2,500 / 5,000 / 5,000 / 10,000 / 20,000円。"""
    found = outpatient(
        catalog,
        gross(DAYCARE, 20, 15_000),
        certificate="have",
        severe_and_continuing=severe,
        **known,
    )
    assert (found.cap, found.payable) == (yen(cap), yen(cap))


@pytest.mark.parametrize("levy", [32_999, 33_000])
def test_the_middle_classes_without_severe_and_continuing_pay_ten_percent_without_cap(
    catalog: Catalog, levy: int
) -> None:
    """落とし穴4: 重度かつ継続でない中間所得1・2に、5,000円・10,000円の上限はない。"""
    found = outpatient(
        catalog,
        gross(DAYCARE, 20, 15_000),
        certificate="have",
        tax="taxed",
        income_levy_yen=levy,
        severe_and_continuing=False,
        high_cost_class="u",
    )
    assert (found.cap, found.payable) == (None, yen(30_000))


def test_public_assistance_pays_nothing_at_the_psychiatric_clinic(catalog: Catalog) -> None:
    """生活保護は0円（公開コードに多い2,500円の誤りをくり返さない）。"""
    found = result(catalog, gross(DAYCARE, 20, 15_000), person={"public_assistance": True}).ledger(
        "medical"
    )
    assert found.payable == yen(0)


def test_the_transitional_class_of_20000_yen_runs_to_march_2027(catalog: Catalog) -> None:
    """経過的特例（一定所得以上×重度かつ継続）は令和9年3月31日まで。そのあとは決まっていない。"""
    known: dict[str, Any] = {
        "certificate": "have",
        "tax": "taxed",
        "income_levy_yen": 235_000,
        "severe_and_continuing": True,
    }
    day = gross(DAYCARE, 20, 15_000)
    assert outpatient(catalog, day, month="2027-03", **known).payable == yen(20_000)
    with pytest.raises(FigureNotInForce, match="2027-04"):
        outpatient(catalog, day, month="2027-04", **known)


@pytest.mark.parametrize(
    ("month", "line"),
    [
        ("2024-04", 800_000),
        ("2025-06", 800_000),
        ("2025-07", 809_000),
        ("2025-12", 809_000),
        ("2026-01", 809_000),
        ("2026-06", 809_000),
        ("2026-07", 826_500),
        ("2027-06", 826_500),
    ],
)
def test_the_low1_line_of_each_month(catalog: Catalog, month: str, line: int) -> None:
    """低所得1の線: 80万円（〜2025-06）、80.9万円（〜2026-06）、82.65万円（〜2027-06、要確認）。"""
    for income, cap in ((line, 2_500), (line + 1, 5_000)):
        found = outpatient(
            catalog,
            gross(DAYCARE, 20, 15_000),
            month=month,
            certificate="have",
            tax="exempt",
            own_income_yen=income,
        )
        assert found.payable == yen(cap)


def test_the_low1_line_from_july_2026_is_marked_as_not_confirmed(catalog: Catalog) -> None:
    """826,500円は介護の並びからの推定。要確認と出る。2025年までの線は確認ずみ。"""
    doubtful = {
        month: catalog.figures.at("medical.low1_income_line", month).needs_check
        for month in ("2025-06", "2025-12", "2026-01", "2026-07")
    }
    assert doubtful == {"2025-06": False, "2025-12": False, "2026-01": True, "2026-07": True}


# --- 1回の診療の表（medical §3.2） --------------------------------------------------------------

# points, at the counter at 30 %, at 10 %
VISITS = [
    pytest.param((291, 2, 390, 60), 7_430, 2_230, 740, id="初診・低"),
    pytest.param((291, 2, 17, 550, 60), 9_200, 2_760, 920, id="初診・標準"),
    pytest.param((1_484,), 14_840, 4_450, 1_480, id="初診・60分と検査"),
    pytest.param((76, 2, 290, 60), 4_280, 1_280, 430, id="再診・低"),
    pytest.param((76, 2, 4, 315, 60), 4_570, 1_370, 460, id="再診・標準"),
    pytest.param((577,), 5_770, 1_730, 580, id="再診・30分以上"),
    pytest.param((907,), 9_070, 2_720, 910, id="再診・心理支援と時間外"),
    pytest.param((700, 50, 76, 2, 4), 8_320, 2_500, 830, id="デイケア大"),
    pytest.param((590, 50, 76, 2, 4), 7_220, 2_170, 720, id="デイケア小"),
    pytest.param((330, 20, 76, 2, 4), 4_320, 1_300, 430, id="ショートケア大"),
    pytest.param((275, 20, 76, 2, 4), 3_770, 1_130, 380, id="ショートケア小"),
    pytest.param((1_000, 50, 76, 2, 4), 11_320, 3_400, 1_130, id="デイ・ナイト・ケア"),
]


@pytest.mark.parametrize(("points", "fee", "at_thirty", "at_ten"), VISITS)
def test_the_table_of_typical_visits(
    catalog: Catalog, points: tuple[int, ...], fee: int, at_thirty: int, at_ten: int
) -> None:
    """1回の総額 → 窓口の3割・1割（10円単位の四捨五入）。"""
    visit = gross(VISIT, 1, sum(points) * 10)
    taxed: dict[str, Any] = {"tax": "taxed", "income_levy_yen": 0, "high_cost_class": "e"}
    without = outpatient(catalog, visit, certificate="none", **taxed)
    having = outpatient(catalog, visit, certificate="have", severe_and_continuing=False, **taxed)
    assert without.lines[0].gross == yen(fee)
    assert (without.payable, having.payable) == (yen(at_thirty), yen(at_ten))
    # Not known whether there is a certificate: from one to the other.
    either = outpatient(catalog, visit, certificate="unknown", severe_and_continuing=False, **taxed)
    assert either.payable == YenRange(at_ten, at_thirty)


@pytest.mark.parametrize(
    ("service", "low", "typical", "high"),
    [
        (VISIT, 4_280, 4_570, 9_070),
        (DAYCARE, 3_770, 8_320, 11_320),
        ("pharmacy", 2_000, 4_000, 10_000),
    ],
)
def test_the_open_price_of_a_visit_is_the_published_range(
    catalog: Catalog, service: str, low: int, typical: int, high: int
) -> None:
    """既定のスライダー: 再診 4,280〜4,570〜9,070円など。"""
    taxed: dict[str, Any] = {"tax": "taxed", "income_levy_yen": 0, "high_cost_class": "e"}
    line = outpatient(catalog, {"service": service, "times": 1}, certificate="none", **taxed).lines
    assert line[0].gross == YenRange(low, high)
    assert catalog.figures.yen(f"price.{service}.typical", "2026-11") == typical


# --- 訪問看護の月（medical §3.3） ---------------------------------------------------------------

# The first visit of a month: 5,550 + 7,710 + 60 = 13,320, and 1,050 (ベースアップ評価料) a month;
# a later one: 5,550 + 3,010 + 20 = 8,580.
FIRST, LATER = 13_320 + 1_050, 8_580


@pytest.mark.parametrize(
    ("visits", "whole", "at_ten", "at_thirty"),
    [(4, 40_110, 4_010, 12_030), (8, 74_430, 7_440, 22_330)],
)
def test_a_month_of_home_nursing_on_one_bill_is_the_published_sum(
    catalog: Catalog, visits: int, whole: int, at_ten: int, at_thirty: int
) -> None:
    """訪問看護4回 40,110円 → 4,010円 / 12,030円。8回 74,430円 → 7,440円 / 22,330円。"""
    month = gross(NURSE, 1, FIRST + (visits - 1) * LATER)
    taxed: dict[str, Any] = {"tax": "taxed", "income_levy_yen": 0, "high_cost_class": "e"}
    having = outpatient(catalog, month, certificate="have", severe_and_continuing=False, **taxed)
    without = outpatient(catalog, month, certificate="none", **taxed)
    assert having.lines[0].gross == yen(whole)
    assert (having.payable, without.payable) == (yen(at_ten), yen(at_thirty))


@pytest.mark.parametrize(
    ("visits", "at_ten", "at_thirty"),
    # Bill by bill: 1,437 → 1,440 and 858 → 860; 4,311 → 4,310 and 2,574 → 2,570. The published
    # month (4,010 and 12,030; 7,440 and 22,330) rounds only once, so it differs by 10 to 30 yen.
    [(4, 1_440 + 3 * 860, 4_310 + 3 * 2_570), (8, 1_440 + 7 * 860, 4_310 + 7 * 2_570)],
)
def test_a_month_of_home_nursing_bill_by_bill_differs_from_the_published_sum_by_the_rounding(
    catalog: Catalog, visits: int, at_ten: int, at_thirty: int
) -> None:
    """訪問看護を1回ずつの請求で足すと、4,020円 / 12,020円、7,460円 / 22,300円。"""
    bills = (gross(NURSE, 1, FIRST), gross(NURSE, visits - 1, LATER))
    taxed: dict[str, Any] = {"tax": "taxed", "income_levy_yen": 0, "high_cost_class": "e"}
    having = outpatient(catalog, *bills, certificate="have", severe_and_continuing=False, **taxed)
    without = outpatient(catalog, *bills, certificate="none", **taxed)
    assert (having.payable, without.payable) == (yen(at_ten), yen(at_thirty))
    published = {4: (4_010, 12_030), 8: (7_440, 22_330)}[visits]
    assert 0 < abs(having.payable.low - published[0]) <= 50
    assert 0 < abs(without.payable.low - published[1]) <= 50


# --- 高額療養費（medical §0、§2） ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("month", "cost_class", "whole", "limit"),
    [
        # 2026年7月まで: 基準 + (M − 境) × 1%
        pytest.param("2026-07", "a", 1_000_000, 254_180, id="旧ア 252,600+158,000×1%"),
        pytest.param("2026-07", "i", 1_000_000, 171_820, id="旧イ 167,400+442,000×1%"),
        pytest.param("2026-07", "u", 1_000_000, 87_430, id="旧ウ 80,100+733,000×1%"),
        pytest.param("2026-07", "e", 1_000_000, 57_600, id="旧エ"),
        pytest.param("2026-07", "o", 1_000_000, 35_400, id="旧オ"),
        # 2026年8月から
        pytest.param("2026-08", "a", 1_000_000, 271_290, id="新ア 270,300+99,000×1%"),
        pytest.param("2026-08", "i", 1_000_000, 183_130, id="新イ 179,100+403,000×1%"),
        pytest.param("2026-08", "u", 1_000_000, 92_940, id="新ウ 85,800+714,000×1%"),
        pytest.param("2026-08", "e", 1_000_000, 61_500, id="新エ"),
        pytest.param("2026-08", "o", 1_000_000, 36_900, id="新オ"),
        # below the line the 1 % is nothing, never less
        pytest.param("2026-07", "u", 100_000, 80_100, id="旧ウ・境より下"),
        pytest.param("2026-07", "u", 266_900, 80_100, id="旧ウ・境の100円下"),
        pytest.param("2026-08", "u", 285_900, 85_800, id="新ウ・境の100円下"),
        pytest.param("2026-08", "u", 100_000, 85_800, id="新ウ・境より下"),
    ],
)
def test_the_limit_of_the_high_cost_table(
    catalog: Catalog, month: str, cost_class: str, whole: int, limit: int
) -> None:
    """高額療養費の自己負担限度額: 2026年7月までの表と、8月からの表。"""
    assert high_cost_limit(cost_class, whole, month, catalog.figures) == limit


@pytest.mark.parametrize(
    ("cost_class", "many", "annual"),
    [
        ("a", 140_100, 1_680_000),
        ("i", 93_000, 1_110_000),
        ("u", 44_400, 530_000),
        ("e", 44_400, 530_000),
        ("o", 24_600, 290_000),
    ],
)
def test_the_other_columns_of_the_high_cost_table(
    catalog: Catalog, cost_class: str, many: int, annual: int
) -> None:
    """多数回該当（据え置き）と、2026年8月からの年間上限。"""
    figures = catalog.figures
    for month in ("2026-07", "2026-08"):
        assert figures.yen(f"high_cost.{cost_class}.many", month) == many
    assert figures.yen(f"high_cost.{cost_class}.annual", "2026-08") == annual
    assert not figures.has(f"high_cost.{cost_class}.annual", "2026-07")


@pytest.mark.parametrize(
    ("cost_class", "paid"), [("e", 56_000), ("u", 56_000), ("o", 36_900)], ids=["エ", "ウ", "オ"]
)
def test_twenty_days_of_daycare_pass_only_the_limit_of_a_tax_exempt_household(
    catalog: Catalog, cost_class: str, paid: int
) -> None:
    """デイケア20日（総額約19万円 = 9,330円 × 20）は3割で56,000円。エ・ウには届かず、オの36,900円で止まる。"""
    tax = EXEMPT if cost_class == "o" else {"tax": "taxed"}
    found = outpatient(
        catalog,
        gross(DAYCARE, 20, 9_330),  # 2,799 → 2,800 yen a day
        certificate="none",
        high_cost_class=cost_class,
        **tax,
    )
    assert found.payable == yen(paid)


def test_a_tax_exempt_household_is_class_o_even_when_e_was_chosen(catalog: Catalog) -> None:
    """非課税（オ）はエより優先。"""
    found = outpatient(
        catalog, gross(DAYCARE, 20, 9_330), certificate="none", high_cost_class="e", **EXEMPT
    )
    assert found.payable == yen(36_900)


# --- 実際の分布（welfare_fees §7）と、非課税の線（§2-2） ----------------------------------------


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("stat.zero_payers_percent", "92.7"),
        ("stat.low_income_percent", "77.5"),
        ("stat.assistance_percent", "15.2"),
        ("stat.all_average", "567"),  # 5.6億 ÷ 98.8万人
        ("stat.general1_average", "5714"),  # 3.2億 ÷ 5.6万人
        ("stat.general2_average", "15000"),  # 2.4億 ÷ 1.6万人
    ],
)
def test_the_published_distribution_of_what_people_pay(
    catalog: Catalog, key: str, value: str
) -> None:
    """令和4年12月: 92.7%が0円（低所得77.5% + 生活保護15.2%）。"""
    assert catalog.figures.at(key, "2026-11").value == Decimal(value)


@pytest.mark.parametrize(
    ("salary", "verdict"),
    [
        pytest.param(2_043_999, "exempt", id="所得1,348,000円"),
        pytest.param(2_044_000, "taxed", id="所得1,350,800円"),
    ],
)
def test_a_salary_of_a_disabled_person_is_exempt_up_to_2043999_yen(
    catalog: Catalog, salary: int, verdict: str
) -> None:
    """障害者の135万円の線: 給与2,043,999円は非課税、2,044,000円は課税。"""
    facts = TaxFacts(salary_yen=salary, disabled=True, grade=1)
    assert judge_exemption(facts, "2026-11", catalog.figures).verdict == verdict


# --- 二つの世帯、二つの台帳（medical §8） -------------------------------------------------------


def test_one_adult_child_pays_nothing_for_training_and_10000_yen_for_daycare(
    catalog: Catalog,
) -> None:
    """落とし穴1: 同じ月に、就労移行は0円、デイケアは上限10,000円。"""
    found = result(
        catalog,
        gross("employment_transition", 22, 10_500),
        gross(DAYCARE, 20, 8_320),
        welfare=EXEMPT,
        medical={
            "certificate": "have",
            "insurance": "employee_dependant",
            "tax": "taxed",
            "income_levy_yen": 33_000,
            "severe_and_continuing": True,
        },
    )
    assert found.ledger("welfare").payable == yen(0)
    assert found.ledger("medical").payable == yen(10_000)
    assert found.monthly == yen(10_000)


def test_planning_consultation_is_free_even_with_its_fee_given(catalog: Catalog) -> None:
    """計画相談支援は利用者負担なし（総費用があっても1割を掛けない、落とし穴21）。"""
    found = result(catalog, gross("consultation_planning", 1, 15_720), welfare=GENERAL2)
    assert found.monthly == yen(0)
