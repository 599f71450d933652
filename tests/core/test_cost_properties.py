"""What holds of every month, whatever is asked: blanks, more use, and one fact said twice.

The known households are all known: each field holds what may be true together, prices lie where they
are published. Blanks are the fields whose blank means 「わからない」.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

import pytest
from pydantic import ValidationError

from core import CostRequest, FigureNotInForce, estimate, load_catalog
from core.catalog import Catalog, Service
from core.cost.estimate import Estimate
from core.cost.request import read_request
from tests.core.conftest import FULL
from tests.reference.households import household

Plain = dict[str, Any]
Path = tuple[str | int, ...]

MANY = 20_000 if FULL else 350
B, TRANSITION, HOME, SCHOOL = (
    "continuous_employment_b", "employment_transition", "group_home", "correspondence_school",
)  # fmt: skip
VISIT, DAYCARE, NURSE = "psychiatric_outpatient", "psychiatric_daycare", "psychiatric_home_nursing"


def found(raw: Plain, catalog: Catalog) -> Estimate:
    return estimate(CostRequest.model_validate(raw, context=catalog), catalog)


# --- a blank in any field --------------------------------------------------------------------------

MONTHS = ("2026-06", "2026-07", "2026-08", "2026-11", "2027-02", "2027-03")
AGES = (17, 18, 19, 20, 64, 65, 69, 70, 74, 75)
LEVIES = (0, 32_999, 33_000, 159_999, 160_000, 234_999, 235_000, 279_999, 280_000, 400_000)
SHARES = {"a": ("30",), "i": ("30",), "u": ("30",), "e": ("10", "20"), "o": ("10", "20"), "o1": ("10", "20")}  # fmt: skip


class Known:
    """One household in which everything is known, and the fields that may be blanked."""

    def __init__(self, random: Random, catalog: Catalog) -> None:
        self.random, self.catalog = random, catalog
        self.month = random.choice(MONTHS)
        self.blanks: dict[Path, object] = {}
        services = random.sample(catalog.services, random.randint(1, 3))
        self.raw: Plain = {
            "month": self.month,
            "person": {
                "age": random.choice((random.choice(AGES), random.randint(0, 100))),
                "public_assistance": random.random() < 0.08,
            },
            "usages": [self._usage(place, one) for place, one in enumerate(services)],
        }
        self.blank("person", "age")
        self.raw["welfare"] = self._welfare(
            {one["service"] for one in self.raw["usages"] if one["times"]}
        )
        self.raw["medical"] = self._medical()

    def blank(self, *path: str | int, of: object = None) -> None:
        self.blanks[path] = of

    def between(self, low: int, high: int) -> int:
        return self.random.choice((low, high, self.random.randint(low, high)))

    def figure(self, key: str) -> int:
        return self.catalog.figures.yen(key, self.month)

    # -- the households --

    def _welfare(self, used: set[str]) -> Plain:
        random = self.random
        exempt = random.random() < 0.4
        said = random.choice(("home", "home", "group_home", "facility", "lodging_training"))
        homes = {self.catalog.service(one).home for one in used}
        where = next((one for one in (HOME, "lodging_training") if one in homes), said)
        part: Plain = {
            "tax": "exempt" if exempt else "taxed",
            "income_levy_yen": 0 if exempt else random.choice(LEVIES),
            "designated_city": random.random() < 0.2,
            "residence": said,
            "others_paid_yen": random.choice((0, 0, 9_300, 37_200)),
        }
        self.blank("welfare", "tax", of="unknown")
        self.blank("welfare", "income_levy_yen")
        # What a facility costs is not published: a notice names it, and a blank is nothing.
        if where in (HOME, "lodging_training"):
            for field, what in (("rent_yen", "rent"), ("living_yen", "costs")):
                stem = f"living.{where}.{what}"
                part[field] = self.between(self.figure(f"{stem}.low"), self.figure(f"{stem}.high"))
                self.blank("welfare", field)
        if random.random() < 0.15:
            # The cap is printed, and what it rests on is not known.
            part |= {"tax": "unknown", "income_levy_yen": None}
            caps = (37_200,) if where == HOME else (9_300, 37_200)
            assisted = self.raw["person"]["public_assistance"]
            part["certificate_cap_yen"] = 0 if assisted else random.choice((0, *caps))
            self.blank("welfare", "certificate_cap_yen")
        return part

    def _medical(self) -> Plain:
        random, age = self.random, self.raw["person"]["age"]
        insurances = ["employee_dependant", "employee_own", "national", "late_elderly"]
        insurance = random.choice(insurances)
        old = age >= (65 if insurance == "late_elderly" else 70)
        exempt = random.random() < 0.4
        low = ("o", "o1") if old else ("o",)
        one = random.choice(low if exempt else ("a", "i", "u", "e"))
        part: Plain = {
            "certificate": random.choice(("have", "none")),
            "insurance": insurance,
            "tax": "exempt" if exempt else "taxed",
            "income_levy_yen": 0 if exempt else random.choice(LEVIES),
            "own_income_yen": random.choice((0, 826_500, 826_501, 2_000_000)),
            "severe_and_continuing": random.random() < 0.5,
            "high_cost_class": one,
            "elderly_share": random.choice(SHARES[one]),
            "local_subsidy": random.choice(("none", "none", "full")),
        }
        for field in part.keys() - {"local_subsidy"}:
            unknown = None if field.endswith("_yen") or field.startswith("severe") else "unknown"
            self.blank("medical", field, of=unknown)
        if random.random() < 0.15 and not self.raw["person"]["public_assistance"]:
            part |= {
                "certificate": "have", "tax": "unknown", "income_levy_yen": None,
                "own_income_yen": None, "severe_and_continuing": None,
                "high_cost_class": "unknown", "elderly_share": "unknown",
            }  # fmt: skip
            if random.random() < 0.7:
                part["certificate_cap_yen"] = random.choice((2_500, 5_000, 10_000, 20_000))
                if self.month > "2027-03":
                    part["certificate_cap_yen"] = 5_000
                self.blank("medical", "certificate_cap_yen")
            else:
                part["certificate_no_cap"] = True
                self.blank("medical", "certificate_no_cap", of=False)
        return part

    # -- the usages --

    def _usage(self, place: int, service: Service) -> Plain:
        random = self.random
        times = random.randint(0, {"日": 31, "回": 12, "月": 2}[service.unit])
        usage: Plain = {"service": service.id, "times": times}
        if service.cost_kind in ("welfare", "medical"):
            self._gross(usage, place, service)
        elif service.id == SCHOOL:
            self._school(usage, place)
        elif service.cost_kind == "price":
            self._price(usage, place, service)
        if service.has_meals and random.random() < 0.6:
            self._meals(usage, place, service)
        usual = service.usual_once(usage.get("price_per", "time"))
        if usual is not None:
            low, high = self.figure(usual.low), self.figure(usual.high)
            name = "yearly_yen" if usual.key == "once.yearly" else "entry_yen"
            usage[name] = self.between(low, high)
            self.blank("usages", place, name)
        return usage

    def _gross(self, usage: Plain, place: int, service: Service) -> None:
        low, high = (self.figure(f"price.{service.id}.{end}") for end in ("low", "high"))
        if service.first_of_month:
            # All visits of the month at one price: what the first one asks besides is in it.
            stem, times = f"price.{service.id}.", usage["times"]
            low += -(-self.figure(f"{stem}first_low") // max(times, 1)) + 50
            later = self.figure(f"{stem}later_high")
            high += self.figure(f"{stem}monthly") - later
            high = later + high // max(times, 1) - 50
        usage["gross_yen_per_time"] = self.between(low, high)
        self.blank("usages", place, "gross_yen_per_time")

    def _price(self, usage: Plain, place: int, service: Service) -> None:
        stem, times = f"price.{service.id}.", 1
        if "subscription" in service.asks and self.random.random() < 0.5:
            usage["price_per"] = "month"
            if service.by_month is None:
                times = usage["times"]
            else:
                stem = f"price.{service.id}.month."
        low, high = self.figure(f"{stem}low") * times, self.figure(f"{stem}high") * times
        first, last = sorted((self.between(low, high), self.between(low, high)))
        usage |= {"price_low_yen": first, "price_high_yen": last}
        self.blank("usages", place, "price_low_yen")
        self.blank("usages", place, "price_high_yen")

    def _meals(self, usage: Plain, place: int, service: Service) -> None:
        usage["meals"] = self.random.randint(0, usage["times"] if service.unit == "日" else 22)
        food = self.between(231, 285)
        usage["meal_yen_per_time"] = food
        usage["meal_full_yen_per_time"] = self.between(food, food + 300)
        usage["meal_support"] = self.random.choice((True, False))
        self.blank("usages", place, "meal_yen_per_time", of=0)
        self.blank("usages", place, "meal_full_yen_per_time")
        self.blank("usages", place, "meal_support")

    def _school(self, usage: Plain, place: int) -> None:
        """A year as it is published: its units, their price and the whole."""
        random = self.random
        while True:
            school = random.choice(("public", "private"))
            stem = f"fee.correspondence_school.{school}."
            units = random.randint(1, 30)
            each = random.randint(
                self.figure(f"{stem}per_unit.low"), self.figure(f"{stem}per_unit.high")
            )
            low, high = self.figure(f"{stem}yearly.low"), self.figure(f"{stem}yearly.high")
            other = random.randint(0, high)
            if low <= units * each + other <= high:
                break
        usage |= {
            "school": school, "units": units, "yen_per_unit": each, "other_yen_per_year": other,
            "tuition_support": random.random() < 0.7,
            "units_before": random.choice((0, 0, 50, 74)),
        }  # fmt: skip
        for field in ("school", "units", "yen_per_unit", "other_yen_per_year"):
            self.blank("usages", place, field)


def blanked(raw: Plain, blanks: dict[Path, object]) -> Plain:
    copy = deepcopy(raw)
    for path, value in blanks.items():
        place: Any = copy
        for part in path[:-1]:
            place = place[part]
        place[path[-1]] = value
    return copy


def holds(wide: Estimate, known: Estimate) -> bool:
    """Every range of the one lies in the same range of the other."""
    ledgers = ("welfare", "medical", "private", "other")
    return (
        all(wide.ledger(one).share.holds(known.ledger(one).share) for one in ledgers)
        and all(wide.ledger(one).payable.holds(known.ledger(one).payable) for one in ledgers)
        and wide.monthly.holds(known.monthly)
        and wide.refund_later.holds(known.refund_later)
        and wide.first_year.holds(known.first_year)
    )


def test_a_blank_in_any_field_holds_every_known_case(catalog: Catalog) -> None:
    tried: set[str] = set()
    for seed in range(MANY):
        random = Random(seed)
        known = Known(random, catalog)
        exact = found(known.raw, catalog)
        fields = random.sample([*known.blanks], random.randint(1, len(known.blanks)))
        for chosen in (fields[:1], fields):
            raw = blanked(known.raw, {path: known.blanks[path] for path in chosen})
            assert holds(found(raw, catalog), exact), (seed, chosen, known.raw)
        tried |= {str(path[-1]) for path in fields}
    assert len(tried) >= 24, sorted(tried)


@pytest.mark.parametrize("age", range(101))
def test_a_blank_age_holds_every_age(catalog: Catalog, age: int) -> None:
    random = Random(age)
    for _ in range(3):
        known = Known(random, catalog)
        known.raw["person"]["age"] = age
        old = age >= (65 if known.raw["medical"]["insurance"] == "late_elderly" else 70)
        if not old and known.raw["medical"].get("high_cost_class") == "o1":
            known.raw["medical"]["high_cost_class"] = "o"
        blank = blanked(known.raw, {("person", "age"): None})
        assert holds(found(blank, catalog), found(known.raw, catalog)), known.raw


# --- more use, a higher fee ------------------------------------------------------------------------

MORE = {
    "times", "gross_yen_per_time", "extras_yen_per_time", "absences", "meals", "units_per_time",
    "yen_per_unit", "other_yen_per_year", "units", "units_before", "total_yen", "rent_yen",
    "living_yen", "meal_yen_per_time", "meal_full_yen_per_time", "price_low_yen", "price_high_yen",
    "certificate_cap_yen",
}  # fmt: skip


def numbers(place: Any, before: Path = ()) -> list[Path]:
    """Every field of use or of a fee that stands in the request."""
    entries = place.items() if isinstance(place, dict) else enumerate(place)
    ways: list[Path] = []
    for key, value in entries:
        if isinstance(value, dict | list):
            ways += numbers(value, (*before, key))
        elif key in MORE and value is not None:
            ways.append((*before, key))
    return ways


def raised(raw: Plain, path: Path, by: int) -> Plain:
    more = deepcopy(raw)
    place: Any = more
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] += by
    if path[-1] == "price_low_yen" and "price_high_yen" in place:
        place["price_high_yen"] = max(place["price_low_yen"], place["price_high_yen"])
    if path[-1] == "meal_yen_per_time" and place.get("meal_full_yen_per_time") is not None:
        food = place["meal_yen_per_time"]
        place["meal_full_yen_per_time"] = max(food, place["meal_full_yen_per_time"])
    return more


def by_the_line_of_21000_yen(raw: Plain) -> bool:
    """高額療養費 below 70: a place whose bills reach 21,000 yen counts with the others from there on.

    So one more visit, or a dearer one, can bring the month down. The law makes it so.
    """
    age = raw.get("person", {}).get("age")
    kinds = {usage["service"] for usage in raw["usages"] if usage.get("listed", True)}
    places = kinds & {NURSE, "home_visit_doctor"}
    clinic = kinds & {VISIT, DAYCARE, "pharmacy"}
    return (age is None or age < 70) and len(places) + bool(clinic) >= 2


def by_a_move(raw: Plain, path: Path) -> bool:
    """The first day in a group home or a lodging training makes it the home.

    Its 補足給付 and its published rent take the place of the home that was said before.
    """
    if path[-1] != "times":
        return False
    usage = raw["usages"][path[1]]
    return load_catalog().service(usage["service"]).lived_in and not usage["times"]


def by_what_a_blank_means(raw: Plain, path: Path) -> bool:
    """食材料費 0 is 「わからない」: from there to 1 a range becomes an amount."""
    return path[-1] == "meal_yen_per_time" and not raw["usages"][path[1]]["meal_yen_per_time"]


def by_the_whole_of_a_year(raw: Plain, path: Path) -> bool:
    """A school of which one price for all, or the usual year, is known, but not what is no tuition.

    More tuition is then more of the same whole, and 就学支援金 pays tuition.
    """
    if path[-1] not in ("units", "yen_per_unit"):
        return False
    return raw["usages"][path[1]].get("other_yen_per_year") is None


def may_cost_less(raw: Plain, path: Path) -> bool:
    medical = path[-1] in ("times", "gross_yen_per_time") and by_the_line_of_21000_yen(raw)
    rules = (by_a_move, by_what_a_blank_means, by_the_whole_of_a_year)
    return medical or any(rule(raw, path) for rule in rules)


def test_more_use_or_a_higher_fee_never_costs_less_but_by_law(catalog: Catalog) -> None:
    seen: set[str] = set()
    for seed in range(MANY * 2):
        raw, random = household(seed), Random(seed)
        ways = [path for path in numbers(raw) if not may_cost_less(raw, path)]
        if not ways:
            continue
        path = random.choice(ways)
        more = raised(
            raw, path, random.choice((1, 1, 10, 5_000) if "yen" in str(path[-1]) else (1, 2))
        )
        try:
            before, after = found(raw, catalog), found(more, catalog)
        except (ValidationError, FigureNotInForce):
            continue
        assert before.monthly.low <= after.monthly.low, (seed, path)
        assert before.monthly.high <= after.monthly.high, (seed, path)
        seen.add(str(path[-1]))
    assert len(seen) >= 14, sorted(seen)


def test_the_line_of_21000_yen_is_what_the_law_makes_cheaper(catalog: Catalog) -> None:
    def month(nurse: int) -> int:
        bills = {DAYCARE: 1_000_000, NURSE: nurse}
        usages = [
            {"service": one, "times": 1, "gross_yen_per_time": each} for one, each in bills.items()
        ]
        care = {"certificate": "none", "tax": "exempt", "high_cost_class": "o"}
        raw = {"month": "2026-11", "person": {"age": 40}, "medical": care, "usages": usages}
        return found(raw, catalog).monthly.high

    # オ 36,900. 20,990 is paid besides; 21,000 is pooled.
    assert month(69_970) == 36_900 + 20_990
    assert month(70_000) == 36_900


# --- one fact said twice ---------------------------------------------------------------------------


def asked(usage: Plain | None = None, month: str = "2026-11", **parts: Any) -> Plain:
    usages = [] if usage is None else [usage]
    return {"month": month, "person": {"age": 34}, "usages": usages} | parts


def used(service: str, times: int = 1, **more: Any) -> Plain:
    return {"service": service, "times": times} | more


CLAIM = {"units_per_time": 637, "unit_price": "10"}
LUMP = {"total_yen": 60_000, "months": 6, "entry_yen": 10_000}
PRICE = {"price_low_yen": 1_000, "price_high_yen": 1_000}
OLD = {"age": 72}
TWICE: dict[str, tuple[Plain, tuple[str, str]]] = {
    "no tax and a levy, welfare": (
        asked(welfare={"tax": "exempt", "income_levy_yen": 1}), ("非課税", "所得割"),
    ),
    "no tax and a levy, medical": (
        asked(medical={"tax": "exempt", "income_levy_yen": 1}), ("非課税", "所得割"),
    ),
    "a cap and none": (
        asked(medical={"certificate_cap_yen": 5_000, "certificate_no_cap": True}),
        ("上限額あり", "上限額なし"),
    ),
    "no certificate and its cap": (
        asked(medical={"certificate": "none", "certificate_cap_yen": 5_000}),
        ("受給者証がない", "上限額"),
    ),
    "no certificate and no cap on it": (
        asked(medical={"certificate": "none", "certificate_no_cap": True}),
        ("受給者証がない", "上限額"),
    ),
    "a class without tax and tax": (
        asked(medical={"tax": "taxed", "high_cost_class": "o"}), ("区分", "住民税"),
    ),
    "a class without tax and a levy": (
        asked(medical={"income_levy_yen": 1, "high_cost_class": "o"}), ("区分", "住民税"),
    ),
    "低所得Ⅰ and tax from 70 on": (
        asked(person=OLD, medical={"tax": "taxed", "high_cost_class": "o1"}), ("区分", "住民税"),
    ),
    "no tax and 3割": (
        asked(person=OLD, medical={"tax": "exempt", "elderly_share": "30"}),
        ("住民税", "窓口の割合"),
    ),
    "一般 and 3割": (
        asked(person=OLD, medical={"high_cost_class": "e", "elderly_share": "30"}),
        ("区分", "窓口の割合"),
    ),
    "現役並み and 2割": (
        asked(person=OLD, medical={"high_cost_class": "u", "elderly_share": "20"}),
        ("区分", "窓口の割合"),
    ),
    "units and a whole fee": (
        asked(used(B, claim=CLAIM, gross_yen_per_time=1)), ("1回の総額", "単位"),
    ),
    "an area and a unit price": (
        asked(used(B, claim=CLAIM | {"area": "1"})), ("地域区分", "単価"),
    ),
    "a whole fee and a price": (
        asked(used("private_visit", gross_yen_per_time=1, **PRICE)), ("1回の総額", "下限と上限"),
    ),
    "a public fee as a price": (asked(used(B, **PRICE)), ("料金", "1回の総額")),
    "a lower price above the higher": (
        asked(used("private_visit", price_low_yen=2, price_high_yen=1)), ("下限", "上限"),
    ),
    "a contract and a price": (
        asked(used("private_visit", lump=LUMP, **PRICE)), ("一括", "1回ごと"),
    ),
    "a contract and a subscription": (
        asked(used("private_visit", lump=LUMP, price_per="month")), ("月ごと", "契約"),
    ),
    "an entry fee and the contract's": (
        asked(used("private_visit", lump=LUMP, entry_yen=1)), ("入るときの費用", "契約"),
    ),
    "a school's month and its unit": (
        asked(used(SCHOOL, yen_per_unit=1, **PRICE)), ("1か月の料金", "1単位の授業料"),
    ),
    "a school's month and its other fees": (
        asked(used(SCHOOL, other_yen_per_year=1, **PRICE)), ("1か月の料金", "ほかの費用"),
    ),
    "a school's yearly fee and its other fees": (
        asked(used(SCHOOL, yearly_yen=1)), ("1年ごとの費用", "授業料のほかの費用"),
    ),
    "more meals than days": (asked(used(B, 4, meals=5)), ("食事のある回数", "1か月に使う回数")),
    "食材料費 above the whole price": (
        asked(used(B, meal_yen_per_time=2, meal_full_yen_per_time=1)),
        ("食材料費だけの額", "加算のない人の額"),
    ),
    "a meal where one lives": (
        asked(used(HOME, 30, meal_yen_per_time=300)), ("食費", "食費・光熱水費など"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TWICE)
def test_what_contradicts_itself_is_refused_by_both_names(catalog: Catalog, case: str) -> None:
    raw, names = TWICE[case]
    with pytest.raises(ValidationError) as caught:
        CostRequest.model_validate(raw)
    said = caught.value.errors()[0]["msg"]
    for name in names:
        assert name in said
    # The screens say the same, and keep what they can.
    request, faults = read_request(deepcopy(raw), catalog)
    assert any(names[0] in fault.message and names[1] in fault.message for fault in faults)
    assert request.month == raw["month"]


def paid(raw: Plain, catalog: Catalog) -> Any:
    result = found(raw, catalog)
    return result.monthly, result.ledger("welfare").cap


TAXED = {"tax": "taxed", "income_levy_yen": 0}
LIVING = {"rent_yen": 30_000, "living_yen": 30_000}
BILL = used(DAYCARE, 1, gross_yen_per_time=1_000_000)
SAME: dict[str, tuple[Plain, Plain]] = {
    "a group home used, and another residence said": (
        asked(used(HOME, 30), welfare=TAXED | LIVING | {"residence": "home"}),
        asked(used(HOME, 30), welfare=TAXED | LIVING | {"residence": HOME}),
    ),
    "a lodging training used, and a facility said": (
        asked(used("lodging_training", 30), welfare=TAXED | LIVING | {"residence": "facility"}),
        asked(used("lodging_training", 30), welfare=TAXED | LIVING | {"residence": "lodging_training"}),
    ),
    "a printed cap, and a tax that would give another": (
        asked(used(B, 20), welfare={"certificate_cap_yen": 9_300, "tax": "exempt"}),
        asked(used(B, 20), welfare={"certificate_cap_yen": 9_300} | TAXED),
    ),
    "a printed cap of medicine, and a class that would give another": (
        asked(BILL, medical={"certificate": "have", "certificate_cap_yen": 5_000, "tax": "taxed"}),
        asked(BILL, medical={"certificate": "have", "certificate_cap_yen": 5_000, "tax": "exempt"}),
    ),
    "no tax, and エ or オ": (
        asked(BILL, medical={"certificate": "none", "tax": "exempt", "high_cost_class": "e"}),
        asked(BILL, medical={"certificate": "none", "tax": "exempt", "high_cost_class": "o"}),
    ),
    "a rate printed, and a kind that would give another": (
        asked(used(B, 20, claim=CLAIM | {"addition_percent": "10.5", "addition": "iv"})),
        asked(used(B, 20, claim=CLAIM | {"addition_percent": "10.5"})),
    ),
    "a person of 40 in 後期高齢者医療: the age counts": (
        asked(BILL, medical={"certificate": "none", "insurance": "late_elderly"}),
        asked(BILL, medical={"certificate": "none", "insurance": "national"}),
    ),
    "the entry fee of a contract said twice": (
        asked(used("private_visit", lump=LUMP, entry_yen=10_000)),
        asked(used("private_visit", lump=LUMP)),
    ),
    "a whole fee or one price from and to": (
        asked(used("family_course", 2, gross_yen_per_time=1_500)),
        asked(used("family_course", 2, price_low_yen=1_500, price_high_yen=1_500)),
    ),
    "a month's price, or the same by the time": (
        asked(used("private_counselling", 1, price_per="month", **PRICE)),
        asked(used("private_counselling", 1, **PRICE)),
    ),
    "units of a school, or what they come to in a month": (
        asked(used(SCHOOL, units=24, yen_per_unit=5_000, other_yen_per_year=0)),
        asked(used(SCHOOL, price_low_yen=10_000, price_high_yen=10_000)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SAME)
def test_one_fact_said_twice_is_one_amount(catalog: Catalog, case: str) -> None:
    once, again = SAME[case]
    assert paid(once, catalog) == paid(again, catalog)


def test_days_beyond_the_month_are_the_days_of_the_month(catalog: Catalog) -> None:
    for month in ("2026-11", "2026-12", "2027-02"):
        last = monthrange(int(month[:4]), int(month[5:]))[1]
        costs = {
            days: paid(asked(used(HOME, days), month=month, welfare=TAXED | LIVING), catalog)
            for days in (last, 31)
        }
        assert costs[last] == costs[31]


def test_every_refusal_is_in_japanese(catalog: Catalog) -> None:
    check: Callable[[str], bool] = str.isascii
    for raw, _ in TWICE.values():
        _, faults = read_request(deepcopy(raw), catalog)
        assert not any(check(fault.message) for fault in faults)


def test_a_year_of_a_school_may_round_more_at_its_low_end(catalog: Catalog) -> None:
    # 20 × 190 = 3,800 of tuition, all paid; besides 15,000 − 3,800 to 50,000 − 3,800 a year.
    usage = used(SCHOOL, school="public", tuition_support=True, units=20, yen_per_unit=190)
    year = found(asked(usage), catalog).first_year
    assert (year.low, year.high) == (11_200, 46_200)


def test_two_printed_prices_of_a_meal_need_no_figure(catalog: Catalog) -> None:
    # The 300 yen between them end in 2027-03; printed are 285 and 585.
    meal = {"meal_yen_per_time": 285, "meal_full_yen_per_time": 585}
    usage = used(B, 10, gross_yen_per_time=0, **meal)
    month = found(asked(usage, month="2027-04"), catalog).ledger("other").payable
    assert (month.low, month.high) == (2_850, 5_850)
    one = used(B, 10, gross_yen_per_time=0, meal_yen_per_time=285)
    with pytest.raises(FigureNotInForce):
        found(asked(one, month="2027-04"), catalog)
