"""The fields of what a family is asked about cost: nearly everything may be unknown.

They stand below the catalogue, whose data/cost_questions.toml names them one by one. What needs the
catalogue, as which service has units, is checked in ``core.cost.request``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from core import numerals, said
from core.amounts import YenAMonth, YenATime, YenAYear, YenCap, YenInput, YenOnce
from core.base import Frozen

Tax = Literal["exempt", "taxed", "unknown"]
Residence = Literal["home", "group_home", "facility", "lodging_training"]
LIVED_IN: tuple[Residence, ...] = ("group_home", "lodging_training")
"""Residences that a service gives (its ``home`` in services.toml): the first of two counts."""
Certificate = Literal["have", "none", "unknown"]
Insurance = Literal["employee_dependant", "employee_own", "national", "late_elderly", "unknown"]
HighCostClass = Literal["a", "i", "u", "e", "o", "o1", "unknown"]
ElderlyShare = Literal["10", "20", "30", "unknown"]
OLD_FROM = 70
"""From this age on 高額療養費 and the share at the counter have rules of their own (from the month after
the birthday; a birthday is never asked)."""
CHILD_UP_TO = 18
"""こども医療費の助成 reaches to the end of the fiscal year of 18 in nearly every town (こども家庭庁
2025-12-24: 1,576 of 1,741 for outpatient visits). A birthday is never asked, so 18 still counts."""
LATE_ELDERLY_FROM = 65
"""後期高齢者医療 begins at 75, with a recognised handicap at this age: nobody younger is in it."""


def _rate(value: object) -> object:
    if isinstance(value, float):
        raise TypeError(f"率と単価は文字か Decimal で入れてください: {said.found(value)}")
    if not isinstance(value, str):
        return value
    found = _RATE.fullmatch(numerals.plain(value))
    if found is None:
        raise ValueError("数字で入れてください（例: 10.91）")
    return found[1]


_RATE = re.compile(r"約?[¥\\]?([0-9]{1,9}(?:\.[0-9]{1,9})?)(?:%|パーセント|円)?")
Rate = Annotated[Decimal, BeforeValidator(_rate), Field(ge=0, le=100, decimal_places=3)]
"""A rate or a unit price: Decimal or text, never a float (TypeError)."""


def _count(units: str, like: str = "4") -> Callable[[object], object]:
    return lambda value: (
        numerals.read_count(value, units, like) if isinstance(value, str) else value
    )


CountInput = Annotated[int, BeforeValidator(_count(numerals.ANY_UNIT))]
"""A count: int, or text such as 「４回」. Add the bounds with ``Field(strict=True, …)``."""
TimesInput = Annotated[int, BeforeValidator(_count(numerals.TIMES))]
"""A count of times a month, also 「週1回」: four."""
MonthsInput = Annotated[int, BeforeValidator(_count(numerals.MONTHS, "6か月"))]
"""A count of months."""
UnitsInput = Annotated[int, BeforeValidator(_count("単位", "586"))]
"""A count of 単位."""
PeopleInput = Annotated[int, BeforeValidator(_count(numerals.PEOPLE, "30人"))]
"""A count of people."""


def _exempt_pays_no_levy(tax: Tax, levy: int | None) -> None:
    if tax == "exempt" and levy:
        raise ValueError(
            "「非課税」と「所得割が1円以上」は両立しません。通知書の所得割の欄を見てください"
        )


class Person(Frozen):
    """The person who uses the services. ``age`` in years, None when not known."""

    age: Annotated[int, Field(strict=True, ge=0, le=120)] | None = None
    spouse: bool = False
    public_assistance: bool = False


class WelfareHousehold(Frozen):
    """障害福祉: the taxes of the person and the spouse (under 18: the guardians' household).

    ``income_levy_yen`` is 市町村民税所得割 as printed, ``credits_yen`` what 住宅ローン控除 and
    寄附金控除 took off it. ``certificate_cap_yen`` is 負担上限月額 on a 受給者証. Where somebody lives
    in a group home, a lodging training or a facility, ``rent_yen`` is its rent and ``living_yen`` what
    it asks for food, power and the like (実費), a month; None: not known. ``rent_aid_yen`` is the
    town's own aid for the rent, besides 補足給付. A used group home decides ``residence``
    (``core.cost.request.CostRequest.residence``).
    ``others_paid_yen`` is what others of the same household (the spouse; 補装具; 介護保険 of the same
    person) pay in the month after their own caps: it counts for 高額障害福祉サービス等給付費.
    """

    certificate_cap_yen: YenCap | None = None
    tax: Tax = "unknown"
    income_levy_yen: YenAYear | None = None
    credits_yen: YenAYear = 0
    designated_city: bool = False
    residence: Residence = "home"
    rent_yen: YenAMonth | None = None
    rent_aid_yen: YenAMonth = 0
    living_yen: YenAMonth | None = None
    others_paid_yen: YenAMonth = 0

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _exempt_pays_no_levy(self.tax, self.income_levy_yen)
        return self


class MedicalHousehold(Frozen):
    """自立支援医療: the taxes of those in the same medical insurance.

    Employee insurance: the insured person alone; 国保: all its members added up.
    ``own_income_yen`` is the person's receipts of the year before (障害年金 included).
    ``high_cost_class``: ア–オ; from 70 on "a", "i", "u" are 現役並みⅢ, Ⅱ, Ⅰ, "e" is 一般, "o" 低所得Ⅱ and
    "o1" 低所得Ⅰ (below 70 "o1" says nothing). ``elderly_share`` is the share at the counter (1割, 2割,
    3割) from 70 on; below it says nothing.
    """

    certificate: Certificate = "unknown"
    certificate_cap_yen: YenCap | None = None
    certificate_no_cap: bool = False
    insurance: Insurance = "unknown"
    tax: Tax = "unknown"
    income_levy_yen: YenAYear | None = None
    own_income_yen: YenAYear | None = None
    severe_and_continuing: bool | None = None
    high_cost_class: HighCostClass = "unknown"
    elderly_share: ElderlyShare = "unknown"
    local_subsidy: Literal["none", "full"] = "none"

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _exempt_pays_no_levy(self.tax, self.income_levy_yen)
        printed = self.certificate_cap_yen is not None
        if printed and self.certificate_no_cap:
            raise ValueError("「上限額あり」と「上限額なし」は、どちらか一つにしてください")
        if self.certificate == "none" and (printed or self.certificate_no_cap):
            raise ValueError("受給者証がないときは、受給者証の上限額は入れられません")
        return self


Area = Literal["1", "2", "3", "4", "5", "6", "7", "other"]
"""級地 of the provider's place (not of the user's home)."""


ExtraLine = tuple[
    Annotated[UnitsInput, Field(strict=True, ge=0, le=5000)],
    Annotated[TimesInput, Field(strict=True, ge=0, le=200)],
]
"""単位 of one 加算, and how often it comes in the month."""
_EXTRA = re.compile(r"\D*?([0-9]{1,4})(?:単位)?[x×*]([0-9]{1,3})(?:回|日|食|片道)?")
_BETWEEN = re.compile(r"[、,;・/\n]|と")


def _extra_lines(value: object) -> object:
    """Typed as 「送迎 21×44、食事 30×22」; other values as they are."""
    if not isinstance(value, str):
        return value
    parts = [numerals.plain(one) for one in _BETWEEN.split(value)]
    found = [_EXTRA.fullmatch(one) for one in parts if one]
    if not found or not all(found):
        raise ValueError("「21×44、30×22」のように、単位×1か月の回数で入れてください")
    return tuple((int(one[1]), int(one[2])) for one in found if one is not None)


ExtraLines = Annotated[tuple[ExtraLine, ...], BeforeValidator(_extra_lines), Field(max_length=12)]
"""加算 with counts of their own."""


class Claim(Frozen):
    """The units on a 障害福祉 provider's paper, when the family has it: exact to the yen.

    ``units_per_time`` are 基本報酬 and 加算 of one day or visit in 単位. ``addition`` is the kind of
    処遇改善加算 ("i", "ii", "iii", "iv"; from 2026-06 "i_i", "i_ro", "ii_i", "ii_ro", "iii", "iv"),
    looked up for the service and the month; None means none is charged. ``addition_percent`` is the
    printed rate ("10.5") and goes before ``addition``. ``unit_price`` is the printed yen per unit
    ("10.91") and goes before ``area``, whose table is known for 就労継続支援 only. ``extra_lines`` are
    加算 with counts of their own (送迎, 食事, 初期, 上限額管理): (単位, count in the month) each; all
    units of the month are added up before anything is rounded.
    """

    units_per_time: Annotated[UnitsInput, Field(strict=True, ge=0, le=5000)]
    addition: Literal["i", "ii", "iii", "iv", "i_i", "i_ro", "ii_i", "ii_ro"] | None = None
    addition_percent: Rate | None = None
    area: Area | None = None
    unit_price: Rate | None = None
    extra_lines: ExtraLines = ()

    @model_validator(mode="after")
    def _one_price(self) -> Self:
        if (self.area is None) == (self.unit_price is None):
            raise ValueError("地域区分か1単位の単価の、どちらか一つを入れてください")
        if self.unit_price is not None and not 10 <= self.unit_price <= 12:
            raise ValueError("1単位の単価は10円から12円の間で入れてください")
        return self


class Lump(Frozen):
    """A contract for ``months`` months: ``total_yen`` for all of them, ``entry_yen`` once at the start.

    ``paid_monthly``: it is paid month by month (or visit by visit), so never in advance. False: in
    one sum, or how is not known. Travel is no part of it (``Usage.extras_yen_per_time``).
    """

    total_yen: YenOnce
    months: Annotated[MonthsInput, Field(strict=True, ge=1, le=120)]
    entry_yen: YenOnce = 0
    paid_monthly: bool = False


MOST_PLACES = 9
"""Providers of one kind at most that the screens offer."""


def service_of(place: object) -> str:
    """The service of one of its places: "pharmacy" of "pharmacy", of "pharmacy-2" too; "" of no text."""
    return place.partition("-")[0] if isinstance(place, str) else ""


def places_of(service: str) -> tuple[str, ...]:
    """The names of its providers in order: "pharmacy", "pharmacy-2", …"""
    return (service, *(f"{service}-{number}" for number in range(2, MOST_PLACES + 1)))


class UsageFields(Frozen):
    """One service used in the month, by one provider; ``core.cost.request.Usage`` holds its rules.

    ``times`` is in the catalogue's unit. ``gross_yen_per_time`` is the whole fee before any share
    (総額, 10割) of a 障害福祉 or medical service; ``claim`` gives the same from units.
    ``price_low_yen`` / ``price_high_yen`` is what a private or other provider asks per time. None
    means: use the catalogue's low–high. ``absences`` are days called off late (欠席時対応加算, four a
    month are charged at most). ``meals`` are the times with a meal; None: each of ``times``.
    ``meal_yen_per_time`` is a meal as the place prints it, where it has 食事提供体制 the 食材料費 alone;
    ``meal_support`` whether the 受給者証 prints 食事提供体制加算対象者; ``meal_full_yen_per_time`` is the
    whole price that the others pay there, None: not known. ``listed`` False: a clinic or pharmacy that is not on the
    certificate. ``income_yen`` is 工賃 or wages of the month, shown beside the cost and never taken
    off it.

    ``price_per`` "month": the price is that of a month, whatever the times (a subscription).
    ``entry_yen`` (入会金・入学金・登録料) is paid once, ``yearly_yen`` (年会費) once a year,
    ``certificate_yen`` is this doctor's 診断書; None: the usual one, 0 counts as 0.

    A 通信制高校: ``units`` of this year at ``yen_per_unit``, ``other_yen_per_year`` is all that is no
    tuition (施設費・スクーリング・教材), ``units_before`` those that had the support in years before.
    None: not known. ``school`` and ``tuition_support``: 高等学校等就学支援金.
    """

    service: str
    times: Annotated[CountInput, Field(strict=True, ge=0, le=200)]
    price_per: Literal["time", "month"] = "time"
    gross_yen_per_time: YenInput | None = None
    price_low_yen: YenInput | None = None
    price_high_yen: YenInput | None = None
    extras_yen_per_time: YenInput = 0
    entry_yen: YenOnce | None = None
    yearly_yen: YenAYear | None = None
    certificate_yen: YenOnce | None = None
    claim: Claim | None = None
    absences: Annotated[TimesInput, Field(strict=True, ge=0, le=31)] = 0
    meals: Annotated[TimesInput, Field(strict=True, ge=0, le=200)] | None = None
    meal_yen_per_time: YenATime = 0
    meal_full_yen_per_time: YenATime | None = None
    meal_support: bool | None = None
    listed: bool = True
    lump: Lump | None = None
    school: Literal["public", "private"] | None = None
    units: Annotated[UnitsInput, Field(strict=True, ge=0, le=200)] | None = None
    yen_per_unit: YenOnce | None = None
    other_yen_per_year: YenAYear | None = None
    tuition_support: bool = False
    units_before: Annotated[UnitsInput, Field(strict=True, ge=0, le=200)] = 0
    income_yen: YenAMonth | None = None


class TaxFacts(Frozen):
    """What is known of one person's year before. ``income_yen`` is 合計所得金額, ``salary_yen`` 給与収入.

    Pensions for disability, unemployment benefits and money from parents do not count.
    ``disabled``: holds a 手帳 (a 受給者証 alone is not enough). ``grade``: 級地 of the town.
    ``declared`` False: no tax return was filed.
    """

    income_yen: YenAYear | None = None
    salary_yen: YenAYear | None = None
    disabled: bool | None = None
    dependants: Annotated[int, Field(strict=True, ge=0, le=3)] = 0
    grade: Literal[1, 2, 3] | None = None
    declared: bool | None = None
