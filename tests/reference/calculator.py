"""The estimate a second time, slow and plain, straight from the rules.

Nothing of core is used. Every unknown is answered in every way the rules tell apart, every price is
taken at its low and at its high end, each concrete case is worked out exactly, and the lowest and
the highest of them are the range. ``calculate`` takes the plain dict of a CostRequest.

Rules that the facts alone do not settle:

- 高額療養費 with a range of prices. The clinic's bills are one place and 訪問看護 another. When the
  high ends of a class without a cap are together above the smallest base of its classes, a place
  may lie on either side of 21,000 yen: pooled when its high end reaches 21,000, alone when its low
  end is below. For every such choice and class the least is what is alone at its low end, and the
  pooled at no less than 21,000 each up to the limit of their low total cost; the most is what is
  alone at no more than 20,990 each, and the pooled at their high end up to the limit of their high
  total cost.
- A free service, 計画相談支援 among them, costs what somebody says it costs, in the ledger "other".
- The 300 yen of 食事提供体制 are needed only when a possible cap is below 37,200 yen.
- Only medical services on the certificate need the medical household.
- A contract comes in a month to its whole divided by its months, every part of a yen up: however it
  is paid, and however often it is used.
"""

from __future__ import annotations

import csv
import itertools
import tomllib
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import ceil, floor
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[2] / "data"
LEDGERS = ("welfare", "medical", "private", "other")
REFUSED = "refused"

Range = tuple[int, int]
Plain = dict[str, Any]


class Refused(Exception):
    """A figure that is needed has no row in force in the month."""


# --- The data ---


@cache
def _rows() -> dict[str, list[tuple[Fraction, str, str]]]:
    rows: dict[str, list[tuple[Fraction, str, str]]] = {}
    with (DATA / "figures.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            entry = (Fraction(row["value"]), row["valid_from"][:7], row["valid_to"][:7])
            rows.setdefault(row["key"], []).append(entry)
    return rows


@cache
def _services() -> dict[str, Plain]:
    with (DATA / "services.toml").open("rb") as file:
        return {service["id"]: service for service in tomllib.load(file)["service"]}


def figure(key: str, month: str) -> Fraction:
    """The one value in force in the month; Refused when there is none."""
    for value, first, last in _rows().get(key, ()):
        if first <= month and (not last or month <= last):
            return value
    raise Refused(key)


def half_up(value: Fraction) -> int:
    return floor(value + Fraction(1, 2))


def to_ten_yen(value: Fraction) -> int:
    return 10 * half_up(value / 10)


def number(text: object) -> Fraction:
    """A printed rate or unit price: "10.5", "10.5%", "10.91円", Decimal."""
    plain = unicodedata.normalize("NFKC", str(text)).strip()
    return Fraction(plain.removesuffix("%").removesuffix("円"))


def ends(amounts: list[int]) -> Range:
    return min(amounts), max(amounts)


# --- Prices ---


def prices(usage: Plain, month: str) -> list[int]:
    """The low and the high price of one time."""
    gross = usage.get("gross_yen_per_time")
    if gross is not None:
        return [gross]
    low, high = usage.get("price_low_yen"), usage.get("price_high_yen")
    name = "price." + usage["service"]
    if low is None:
        catalogue_low = int(figure(name + ".low", month))
        low = catalogue_low if high is None else min(catalogue_low, high)
        if high is None:
            high = int(figure(name + ".high", month))
    elif high is None:
        high = max(low, int(figure(name + ".high", month)))
    return [low, high]


# --- 障害福祉 ---


@dataclass(frozen=True)
class WelfareAnswer:
    """One way the household can be: "printed", "assistance", "exempt" or "taxed", and its cap."""

    kind: str
    cap: int


def welfare_answers(request: Plain) -> list[WelfareAnswer]:
    month, person, house = request["month"], _part(request, "person"), _part(request, "welfare")

    def cap(name: str) -> int:
        return int(figure("welfare.cap." + name, month))

    if house.get("certificate_cap_yen") is not None:
        return [WelfareAnswer("printed", house["certificate_cap_yen"])]
    if person.get("public_assistance"):
        return [WelfareAnswer("assistance", cap("assistance"))]
    tax, levy = house.get("tax", "unknown"), house.get("income_levy_yen")
    answers = []
    if tax == "exempt" or (tax == "unknown" and not levy):
        answers.append(WelfareAnswer("exempt", cap("exempt")))
    if tax == "exempt":
        return answers
    age, residence = person.get("age"), house.get("residence", "home")
    ages = [0, 19, 20] if age is None else [age]
    for one_age in ages:
        for name in _taxed_caps(one_age, residence, house, month):
            answers.append(WelfareAnswer("taxed", cap(name)))
    return answers


def _taxed_caps(age: int, residence: str, house: Plain, month: str) -> list[str]:
    """The caps possible at this age when there is tax to pay."""
    if residence == "group_home" or (residence == "facility" and age >= 20):
        return ["general2"]
    if residence == "facility":
        line, below = "child_general2_from", "child_facility_general1"
    elif residence == "home" and age < 18:
        line, below = "child_general2_from", "child_home_general1"
    else:
        line, below = "adult_general2_from", "adult_general1"
    levy = house.get("income_levy_yen")
    if levy is None:
        return [below, "general2"]
    counted = Fraction(levy + house.get("credits_yen", 0))
    if house.get("designated_city"):
        counted *= figure("welfare.designated_city_numerator", month)
        counted /= figure("welfare.designated_city_denominator", month)
    if counted >= figure("welfare.levy." + line, month):
        return ["general2"]
    return [below, "general2"] if residence == "lodging_training" else [below]


def tenths(usage: Plain, month: str) -> list[int]:
    """The tenths that one provider can come to in the month."""
    times, absences, claim = usage["times"], usage.get("absences", 0), usage.get("claim")
    absent_units = 0
    if absences:
        most = int(figure("welfare.absence_most", month))
        absent_units = int(figure("welfare.absence_units", month)) * min(absences, most)
    tenth = figure("welfare.rate", month)
    if claim is not None:
        units = claim["units_per_time"] * times + absent_units
        units += half_up(units * _addition_rate(claim, usage["service"], month))
        return [floor(floor(units * _unit_price(claim, usage["service"], month)) * tenth)]
    absent_costs = [0]
    if absences:
        areas = ("welfare.unit_price.work.other", "welfare.unit_price.work.1")
        absent_costs = [floor(absent_units * figure(area, month)) for area in areas]
    return [
        floor((price * times + absent) * tenth)
        for price in prices(usage, month)
        for absent in absent_costs
    ]


def _addition_rate(claim: Plain, service: str, month: str) -> Fraction:
    if claim.get("addition_percent") is not None:
        return number(claim["addition_percent"]) / 100
    if claim.get("addition") is not None:
        return figure(f"welfare.addition.{service}.{claim['addition']}", month)
    return Fraction(0)


def _unit_price(claim: Plain, service: str, month: str) -> Fraction:
    if claim.get("unit_price") is not None:
        return number(claim["unit_price"])
    if service not in ("continuous_employment_a", "continuous_employment_b"):
        raise Refused("unit price of " + service)
    return figure("welfare.unit_price.work." + claim["area"], month)


def refund(own: int, others: int, month: str) -> int:
    """高額障害福祉サービス等給付費: what comes back later of the own share."""
    limit = int(figure("welfare.household_limit", month))
    total = own + others
    if others <= 0 or total <= limit:
        return 0
    return floor(Fraction((total - limit) * own, total))


# --- 医療 ---


@dataclass(frozen=True)
class MedicalAnswer:
    """One way the household can be: its rate, its cap (None: no cap) and its 高額療養費 classes."""

    rate: Fraction
    cap: int | None
    classes: tuple[str, ...]


def insured_rates(request: Plain) -> list[Fraction]:
    person, house = _part(request, "person"), _part(request, "medical")
    old = (person.get("age") or 0) >= 70 or house.get("insurance") == "late_elderly"
    names = ("over70_low", "over70_high") if old else ("insured",)
    return [figure("medical.rate." + name, request["month"]) for name in names]


def medical_answers(request: Plain) -> list[MedicalAnswer]:
    month, person, house = request["month"], _part(request, "person"), _part(request, "medical")
    ten = figure("medical.rate.certificate", month)
    printed = house.get("certificate_cap_yen")
    if printed is not None:
        return [MedicalAnswer(ten, printed, ())]
    if person.get("public_assistance"):
        return [MedicalAnswer(ten, int(figure("medical.cap.assistance", month)), ())]
    if house.get("certificate_no_cap"):
        return [MedicalAnswer(ten, None, _classes(house, exempt=False))]
    tax, levy = house.get("tax", "unknown"), house.get("income_levy_yen")
    exempts = []
    if tax == "exempt" or (tax == "unknown" and not levy):
        exempts.append(True)
    if tax != "exempt":
        exempts.append(False)
    answers = []
    for exempt in exempts:
        if house.get("certificate", "unknown") != "none":
            answers += _exempt(house, month) if exempt else _taxed(request)
        if house.get("certificate", "unknown") != "have":
            for rate in insured_rates(request):
                answers.append(MedicalAnswer(rate, None, _classes(house, exempt)))
    return answers


def _classes(house: Plain, exempt: bool) -> tuple[str, ...]:
    given = house.get("high_cost_class", "unknown")
    if given == "unknown":
        return ("o",) if exempt else ("e", "u", "i", "a")
    return ("o",) if exempt and given == "e" else (given,)


def _exempt(house: Plain, month: str) -> list[MedicalAnswer]:
    income = house.get("own_income_yen")
    if income is None:
        caps = ["low1", "low2"]
    else:
        caps = ["low1" if income <= figure("medical.low1_income_line", month) else "low2"]
    ten = figure("medical.rate.certificate", month)
    return [MedicalAnswer(ten, int(figure("medical.cap." + cap, month)), ()) for cap in caps]


def _taxed(request: Plain) -> list[MedicalAnswer]:
    month, house = request["month"], _part(request, "medical")
    levy, severe = house.get("income_levy_yen"), house.get("severe_and_continuing")
    if levy is None:
        bands = ["mid1", "mid2", "high"]
    elif levy < figure("medical.levy.mid2_from", month):
        bands = ["mid1"]
    elif levy < figure("medical.levy.high_from", month):
        bands = ["mid2"]
    else:
        bands = ["high"]
    ten, classes = figure("medical.rate.certificate", month), _classes(house, exempt=False)
    answers, missing, insured_is_possible = [], None, False
    for band, heavy in itertools.product(bands, [True, False] if severe is None else [severe]):
        if heavy:
            try:
                cap = int(figure(f"medical.cap.{band}_heavy", month))
            except Refused as fault:
                missing = fault
            else:
                answers.append(MedicalAnswer(ten, cap, ()))
        elif band == "high":
            insured_is_possible = True
            for rate in insured_rates(request):
                answers.append(MedicalAnswer(rate, None, classes))
        else:
            answers.append(MedicalAnswer(ten, None, classes))
    # The class of 20,000 yen has ended: it is left out only where a cap and 3割 both remain.
    a_cap_remains = any(answer.cap is not None for answer in answers)
    if missing is not None and not (a_cap_remains and insured_is_possible):
        raise missing
    return answers


def place_of(usage: Plain) -> str:
    return "nursing" if usage["service"] == "psychiatric_home_nursing" else "clinic"


def by_place(usages: list[Plain], rate: Fraction, month: str, end: int) -> tuple[Plain, Plain]:
    """What each place asks and what it costs whole, every price at its low (0) or high (-1) end."""
    share, gross = {"clinic": 0, "nursing": 0}, {"clinic": 0, "nursing": 0}
    for usage in usages:
        price = prices(usage, month)[end]
        share[place_of(usage)] += to_ten_yen(price * rate) * usage["times"]
        gross[place_of(usage)] += price * usage["times"]
    return share, gross


def limit_of(name: str, gross: int, month: str) -> int:
    """高額療養費: the limit of the class for what the pooled places cost whole."""
    base = int(figure(f"high_cost.{name}.base", month))
    if name not in ("a", "i", "u"):
        return base
    over = gross - figure(f"high_cost.{name}.threshold", month)
    return base + (half_up(over * figure("high_cost.rate", month)) if over > 0 else 0)


def after_limits(usages: list[Plain], answer: MedicalAnswer, month: str) -> Range:
    """The least and the most of the month's rounded bills after the cap or 高額療養費."""
    low, low_gross = by_place(usages, answer.rate, month, 0)
    high, high_gross = by_place(usages, answer.rate, month, -1)
    least, most = sum(low.values()), sum(high.values())
    if answer.cap is not None:
        return min(least, answer.cap), min(most, answer.cap)
    if most <= min(limit_of(name, 0, month) for name in answer.classes):
        return least, most
    line = int(figure("high_cost.pool_minimum", month))
    # On which side of the line a place can lie: True is pooled, False is not.
    sides = [[side for side, can in _sides(low[at], high[at], line) if can] for at in low]
    found: list[int] = []
    for chosen in itertools.product(*sides):
        pooled = [at for at, side in zip(low, chosen, strict=True) if side]
        alone = [at for at in low if at not in pooled]
        for name in answer.classes:
            cheapest = sum(max(low[at], line) for at in pooled)
            dearest = sum(high[at] for at in pooled)
            limit_low = limit_of(name, sum(low_gross[at] for at in pooled), month)
            limit_high = limit_of(name, sum(high_gross[at] for at in pooled), month)
            found.append(sum(low[at] for at in alone) + min(cheapest, limit_low))
            found.append(sum(min(high[at], line - 10) for at in alone) + min(dearest, limit_high))
    return ends(found)


def _sides(low: int, high: int, line: int) -> tuple[tuple[bool, bool], tuple[bool, bool]]:
    return (True, high >= line), (False, low < line)


# --- 民間とその他 ---


def monthly_price(usage: Plain, month: str) -> list[int]:
    """What a service without a public share can cost in the month."""
    lump = usage.get("lump")
    if lump is not None:
        return [ceil(Fraction(lump["total_yen"], lump["months"]))]
    each = prices(usage, month)
    if usage.get("tuition_support"):
        key = f"tuition_support.{usage['school']}_correspondence.yearly"
        support = floor(figure(key, month) / 12)
        each = [max(0, price - support) for price in each]
    return [price * usage["times"] for price in each]


def free_price(usage: Plain) -> list[int]:
    """A free service costs what somebody says it costs, and else nothing."""
    said = [usage.get("price_low_yen"), usage.get("price_high_yen")]
    return [price * usage["times"] for price in said if price is not None] or [0]


def meals_and_rent(request: Plain, answer: WelfareAnswer) -> int:
    """実費 that hang on the class of the welfare household."""
    month, house, total = request["month"], _part(request, "welfare"), 0
    for usage in request["usages"]:
        meal = usage.get("meal_yen_per_time", 0)
        welfare = _services()[usage["service"]]["cost_kind"] == "welfare"
        if (
            meal
            and welfare
            and usage.get("meal_support")
            and answer.cap < figure("welfare.cap.general2", month)
        ):
            meal = max(0, meal - int(figure("welfare.meal_support_yen", month)))
        total += meal * usage["times"]
    if house.get("residence") != "group_home" or not house.get("rent_yen"):
        return total
    rent = house["rent_yen"]
    printed_nought = answer.kind == "printed" and answer.cap == 0
    if answer.kind in ("assistance", "exempt") or printed_nought:
        rent -= min(int(figure("welfare.group_home_rent_subsidy", month)), rent)
    return total + rent


def unlisted_bills(request: Plain, usage: Plain) -> list[int]:
    """Bills of a place that is not on the certificate: no cap, no subsidy, no 高額療養費."""
    bills = [
        to_ten_yen(price * rate) * usage["times"]
        for price in prices(usage, request["month"])
        for rate in insured_rates(request)
    ]
    return [0] if _part(request, "person").get("public_assistance") else bills


# --- The whole month ---


def _part(request: Plain, name: str) -> Plain:
    return request.get(name) or {}


def sums(choices: list[list[int]]) -> list[int]:
    """Every sum of one choice from each."""
    found = {0}
    for choice in choices:
        found = {before + more for before in found for more in choice}
    return sorted(found)


def calculate(request: Plain) -> Plain | str:
    """The month's ranges, or "refused" when a figure that is needed is not in force."""
    try:
        return _calculate(request)
    except Refused:
        return REFUSED


def _calculate(request: Plain) -> Plain:
    month, house = request["month"], _part(request, "welfare")
    by_kind: dict[str, list[Plain]] = {"welfare": [], "medical": [], "private": [], "other": []}
    unlisted, free = [], []
    for usage in request["usages"]:
        service = _services()[usage["service"]]
        if service["cost_kind"] == "free":
            free.append(usage)
        elif service["cost_kind"] == "medical" and not usage.get("listed", True):
            unlisted.append(usage)
        elif service["cost_kind"] in ("welfare", "medical"):
            by_kind[service["cost_kind"]].append(usage)
        else:
            by_kind[service["ledger"]].append(usage)
    ledgers: dict[str, Plain] = {}

    # 障害福祉
    answers = welfare_answers(request)
    tenth_sums = sums([tenths(usage, month) for usage in by_kind["welfare"]])
    own = [min(total, answer.cap) for total in tenth_sums for answer in answers]
    ledgers["welfare"] = {
        "share": ends(own),
        "payable": ends(own),
        "cap": ends([answer.cap for answer in answers]),
    }
    refunds = [refund(amount, house.get("others_paid_yen", 0), month) for amount in own]

    # 医療
    ledgers["medical"] = _medical(request, by_kind["medical"])

    # 民間
    amounts = sums([monthly_price(usage, month) for usage in by_kind["private"]])
    ledgers["private"] = {"share": ends(amounts), "payable": ends(amounts), "cap": None}

    # その他
    fixed = sum(usage.get("extras_yen_per_time", 0) * usage["times"] for usage in request["usages"])
    if house.get("residence", "home") != "home":
        fixed += house.get("living_yen", 0)
    plain_prices = [monthly_price(usage, month) for usage in by_kind["other"]]
    plain_prices += [free_price(usage) for usage in free]
    at_home = [meals_and_rent(request, answer) + fixed for answer in answers]
    bills = [unlisted_bills(request, usage) for usage in unlisted]
    amounts = sums([*plain_prices, at_home, *bills])
    ledgers["other"] = {"share": ends(amounts), "payable": ends(amounts), "cap": None}

    return {
        "ledgers": ledgers,
        "monthly": (
            sum(ledgers[name]["payable"][0] for name in LEDGERS),
            sum(ledgers[name]["payable"][1] for name in LEDGERS),
        ),
        "refund_later": ends(refunds),
    }


def _medical(request: Plain, usages: list[Plain]) -> Plain:
    month, house = request["month"], _part(request, "medical")
    try:
        answers = medical_answers(request)
    except Refused:
        if usages:
            raise
        return {"share": (0, 0), "payable": (0, 0), "cap": None}
    caps = [answer.cap for answer in answers if answer.cap is not None]
    cap = ends(caps) if len(caps) == len(answers) else None
    if not usages:
        return {"share": (0, 0), "payable": (0, 0), "cap": cap}
    ten = figure("medical.rate.certificate", month)
    shares, paid = [], []
    for answer in answers:
        own = after_limits(usages, answer, month)
        shares += own
        subsidised = house.get("local_subsidy", "none") == "full" and answer.rate == ten
        paid += [0] if subsidised else own
    return {"share": ends(shares), "payable": ends(paid), "cap": cap}
