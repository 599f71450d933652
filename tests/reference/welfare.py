"""障害福祉 a second time: the household, the tenths of each provider, rent and meals.

Rules that the facts alone do not settle:

- Who is not known to have tax to pay may have none; where all is open, age 0, 19 and 20 are tried.
- A town's aid for the rent and 補足給付 are taken off the rent of a group home only.
- A meal: the place prints 食材料費, 300 yen lie between it and the whole price. What is not known
  of the two lies in that span of the other; where both are open but the meals are counted, the
  published prices are the range. Without a price and without a count nothing is asked.
- Days called off late, beside a whole fee: 94 units each in any area, with or without 処遇改善.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from tests.reference.rows import (
    Plain,
    Refused,
    counted,
    exempts_possible,
    figure,
    half_up,
    number,
    part,
    residence,
    services,
    yen,
)


@dataclass(frozen=True)
class WelfareAnswer:
    """One way the household can be: its cap."""

    cap: int


def welfare_answers(request: Plain) -> list[WelfareAnswer]:
    month, person, house = request["month"], part(request, "person"), part(request, "welfare")
    if house.get("certificate_cap_yen") is not None:
        return [WelfareAnswer(house["certificate_cap_yen"])]
    if person.get("public_assistance"):
        return [WelfareAnswer(yen("welfare.cap.assistance", month))]
    answers = []
    if True in exempts_possible(house):
        answers.append(WelfareAnswer(yen("welfare.cap.exempt", month)))
    if False not in exempts_possible(house):
        return answers
    age = person.get("age")
    ages = [0, 19, 20] if age is None else [age]
    for one_age in ages:
        for name in _taxed_caps(one_age, residence(request), house, month):
            answers.append(WelfareAnswer(yen("welfare.cap." + name, month)))
    return list(dict.fromkeys(answers))


def _taxed_caps(age: int, home: str, house: Plain, month: str) -> list[str]:
    """The caps possible at this age when there is tax to pay."""
    if home == "group_home" or (home == "facility" and age >= 20):
        return ["general2"]
    if home == "facility":
        line, below = "child_general2_from", "child_facility_general1"
    elif home == "home" and age < 18:
        line, below = "child_general2_from", "child_home_general1"
    else:
        line, below = "adult_general2_from", "adult_general1"
    levy = house.get("income_levy_yen")
    if levy is None:
        return [below, "general2"]
    weighed = Fraction(levy + house.get("credits_yen", 0))
    if house.get("designated_city"):
        weighed *= figure("welfare.designated_city_numerator", month)
        weighed /= figure("welfare.designated_city_denominator", month)
    if weighed >= figure("welfare.levy." + line, month):
        return ["general2"]
    return [below, "general2"] if home == "lodging_training" else [below]


# --- 1割 ---


def tenths(usage: Plain, month: str) -> list[int]:
    """The tenths that one provider can come to in the month."""
    times, absences, claim = counted(usage, month), usage.get("absences", 0), usage.get("claim")
    absent_units = 0
    if absences:
        most = yen("welfare.absence_most", month)
        absent_units = yen("welfare.absence_units", month) * min(absences, most)
    tenth = figure("welfare.rate", month)
    if claim is not None:
        units = claim["units_per_time"] * times + absent_units
        units += sum(each * count for each, count in claim.get("extra_lines", ()))
        units += half_up(units * _addition_rate(claim, usage["service"], month))
        return [floor(floor(units * _unit_price(claim, usage["service"], month)) * tenth)]
    absent_costs = _absent_costs(absent_units, month) if absences else [0]
    return [
        floor((price * times + absent) * tenth)
        for price in welfare_prices(usage, month)
        for absent in absent_costs
    ]


def _absent_costs(units: int, month: str) -> list[int]:
    """The least (no 処遇改善, その他の地域) and the most (the highest rate, 1級地)."""
    added = units + half_up(units * figure("welfare.absence_addition.most", month))
    return [
        floor(units * figure("welfare.unit_price.work.other", month)),
        floor(added * figure("welfare.unit_price.work.1", month)),
    ]


def welfare_prices(usage: Plain, month: str) -> list[int]:
    gross = usage.get("gross_yen_per_time")
    if gross is not None:
        return [gross]
    return [yen(f"price.{usage['service']}.{end}", month) for end in ("low", "high")]


def _addition_rate(claim: Plain, service: str, month: str) -> Fraction:
    if claim.get("addition_percent") is not None:
        return number(claim["addition_percent"]) / 100
    if claim.get("addition") is not None:
        return figure(f"welfare.addition.{service}.{claim['addition']}", month)
    return Fraction(0)


def _unit_price(claim: Plain, service: str, month: str) -> Fraction:
    if claim.get("unit_price") is not None:
        return number(claim["unit_price"])
    table = services()[service].get("unit_prices")
    if table is None:
        raise Refused("unit price of " + service)
    return figure(f"welfare.unit_price.{table}.{claim['area']}", month)


def refund(own: int, others: int, month: str) -> int:
    """高額障害福祉サービス等給付費: what comes back later of the own share."""
    if others <= 0 or own <= 0:
        return 0
    limit = yen("welfare.household_limit", month)
    total = own + others
    if total <= limit:
        return 0
    return floor(Fraction((total - limit) * own, total))


# --- 実費 ---


def meal_costs(usage: Plain, month: str) -> list[int]:
    """What the month's meals at one place can come to."""
    times = counted(usage, month)
    meals = usage.get("meals")
    meals = times if meals is None else meals
    if services()[usage["service"]]["unit"] == "日":
        meals = min(meals, times)
    food, full = usage.get("meal_yen_per_time", 0), usage.get("meal_full_yen_per_time")
    if services()[usage["service"]]["cost_kind"] != "welfare":
        return [food * meals]
    if not food and full is None:
        if not usage.get("meals"):
            return [0]
        return [yen(f"welfare.meal.{end}", month) * meals for end in ("low", "high")]
    if usage.get("meals") == 0:
        return [0]
    supported, between = usage.get("meal_support"), 0
    if (supported is not True and full is None) or (
        supported is not False and not food and full is not None
    ):
        between = yen("welfare.meal_support_yen", month)
    costs = []
    if supported is not False:
        costs += [food] if food else [max(0, full - between), full]
    if supported is not True:
        costs += [food, food + between] if full is None else [full]
    return [cost * meals for cost in costs]


def living_costs(request: Plain) -> list[int]:
    """Rent, food and power of a month where somebody lives in a group home or the like."""
    month, house, home = request["month"], part(request, "welfare"), residence(request)
    if home == "home":
        return [0]
    rents = _known_or_published(house.get("rent_yen"), home, "rent", month)
    if home == "group_home":
        eased = _rent_eased(request)
        rents = [_rent_left(rent, house, one, month) for rent in rents for one in eased]
    costs = _known_or_published(house.get("living_yen"), home, "costs", month)
    return [rent + cost for rent in rents for cost in costs]


def _known_or_published(known: int | None, home: str, what: str, month: str) -> list[int]:
    if known is not None:
        return [known]
    if home == "facility":
        return [0]
    return [yen(f"living.{home}.{what}.{end}", month) for end in ("low", "high")]


def _rent_eased(request: Plain) -> list[bool]:
    """Whether there is 補足給付: for 生活保護 and 非課税, whom a printed cap of nought tells too."""
    house = part(request, "welfare")
    printed = house.get("certificate_cap_yen")
    if printed is not None:
        return [printed == 0]
    if part(request, "person").get("public_assistance"):
        return [True]
    return exempts_possible(house)


def _rent_left(rent: int, house: Plain, eased: bool, month: str) -> int:
    """Who is eased in a year whose rules nobody knows is not known of anybody: so it is asked."""
    help_of_the_month = yen("welfare.group_home_rent_subsidy", month) if rent else 0
    if eased:
        rent -= min(help_of_the_month, rent)
    return max(0, rent - house.get("rent_aid_yen", 0))
