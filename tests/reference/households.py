"""Households at random, each from its number alone, and the two calculators side by side.

The numbers love the lines of the rules: a yen below, on and above each of them, nought, and sums
far above every limit.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from random import Random
from typing import Any

from pydantic import ValidationError

from core import CostRequest, FigureNotInForce, estimate, load_catalog
from core.money import YenRange
from tests.fresh import fresh_processes
from tests.reference.calculator import DATA, LEDGERS, REFUSED, Plain, calculate

MONTHS = [f"{year}-{month:02d}" for year in range(2024, 2029) for month in range(1, 13)]
# All rows there are, the fiscal year into which open ones are carried on, and what is refused.
ALL_MONTHS = [month for month in MONTHS if "2024-04" <= month <= "2028-05"]
CARRIED_MONTHS = [month for month in MONTHS if "2027-02" <= month <= "2028-05"]
NEAR_MONTHS = [month for month in MONTHS if "2025-06" <= month <= "2026-12"]
WELFARE_LINES = (160_000, 280_000, 213_333, 213_334, 373_333, 373_334)
MEDICAL_LINES = (33_000, 235_000)
INCOME_LINES = (800_000, 809_000, 826_500)
CAPS = (0, 2_500, 4_600, 5_000, 9_300, 10_000, 20_000, 37_199, 37_200, 37_201)
ADDITIONS_OF_2024 = ("i", "ii", "iii", "iv")
ADDITIONS_OF_2026 = ("i_i", "i_ro", "ii_i", "ii_ro", "iii", "iv")
# 1割 and 3割 of these are 21,000 yen, or a little less or more.
POOLED = (69_950, 69_983, 70_000, 70_017, 209_940, 209_950, 210_000, 210_050)
# The 1 % of 高額療養費 starts between these.
HEAVY = (267_000, 286_000, 558_000, 597_000, 842_000, 901_000, 1_000_000, 3_000_050)


@cache
def services() -> tuple[Plain, ...]:
    with (DATA / "services.toml").open("rb") as file:
        return tuple(tomllib.load(file)["service"])


def _maybe(random: Random, chance: float) -> bool:
    return random.random() < chance


def _near(random: Random, lines: tuple[int, ...]) -> int:
    """A line or a yen beside it, nought, or anything up to twice the highest line."""
    kind = random.random()
    if kind < 0.65:
        return max(0, random.choice(lines) + random.choice((-1, 0, 1)))
    if kind < 0.8:
        return 0
    return random.randint(1, 2 * max(lines))


def _yen(random: Random) -> int:
    kind = random.random()
    if kind < 0.15:
        return random.choice((0, 1, 4, 5, 9, 10, 15, 16, 17, 45, 49, 50, 299, 300, 301))
    if kind < 0.75:
        return random.randint(0, 20_000)
    if kind < 0.93:
        return random.randint(20_000, 400_000)
    return random.randint(400_000, 20_000_000)


def _times(random: Random, unit: str) -> int:
    most = 31 if unit == "日" else 200
    kind = random.random()
    if kind < 0.08:
        return 0
    if kind < 0.85:
        return random.randint(1, 5 if unit == "月" else 23)
    return random.choice((most, random.randint(0, most)))


def _person(random: Random) -> Plain:
    person: Plain = {}
    if _maybe(random, 0.8):
        age = random.randint(0, 100)
        person["age"] = random.choice((17, 18, 19, 20, 35, 64, 65, 69, 70, 71, 74, 75, age, age))
    if _maybe(random, 0.2):
        person["spouse"] = _maybe(random, 0.5)
    if _maybe(random, 0.2):
        person["public_assistance"] = _maybe(random, 0.4)
    return person


def _tax(random: Random, part: Plain, lines: tuple[int, ...]) -> None:
    tax = random.choice(("exempt", "taxed", "taxed", "unknown", "unknown", None))
    if tax is not None:
        part["tax"] = tax
    if _maybe(random, 0.65):
        part["income_levy_yen"] = 0 if tax == "exempt" else _near(random, lines)


def _welfare(random: Random) -> Plain:
    part: Plain = {}
    if _maybe(random, 0.15):
        part["certificate_cap_yen"] = random.choice(CAPS)
    _tax(random, part, WELFARE_LINES)
    if _maybe(random, 0.25):
        part["credits_yen"] = random.choice((0, 1, 2, 20_000, random.randint(0, 200_000)))
    if _maybe(random, 0.3):
        part["designated_city"] = _maybe(random, 0.8)
    if _maybe(random, 0.7):
        kinds = ("home", "home", "group_home", "facility", "lodging_training")
        part["residence"] = random.choice(kinds)
    if _maybe(random, 0.35):
        part["rent_yen"] = random.choice((0, 9_999, 10_000, 10_001, random.randint(0, 80_000)))
    if _maybe(random, 0.2):
        part["rent_aid_yen"] = random.choice(
            (0, 1, 9_999, 10_000, 25_001, random.randint(0, 60_000))
        )
    if _maybe(random, 0.25):
        part["living_yen"] = random.randint(0, 70_000)
    if _maybe(random, 0.3):
        part["others_paid_yen"] = random.choice(
            (0, 1, 9_300, 27_900, 27_901, 37_199, 37_200, 37_201, random.randint(0, 100_000))
        )
    return part


def _medical(random: Random) -> Plain:
    part: Plain = {}
    certificate = random.choice(("have", "have", "none", "unknown", None))
    if certificate is not None:
        part["certificate"] = certificate
    if certificate != "none" and _maybe(random, 0.15):
        if _maybe(random, 0.5):
            part["certificate_cap_yen"] = random.choice(CAPS)
        else:
            part["certificate_no_cap"] = True
    if _maybe(random, 0.5):
        insurances = ("employee_dependant", "employee_own", "national", "late_elderly", "unknown")
        part["insurance"] = random.choice(insurances)
    _tax(random, part, MEDICAL_LINES)
    if _maybe(random, 0.6):
        part["own_income_yen"] = _near(random, INCOME_LINES)
    if _maybe(random, 0.75):
        part["severe_and_continuing"] = random.choice((True, False, None))
    if _maybe(random, 0.6):
        part["high_cost_class"] = random.choice(("a", "i", "u", "e", "o", "o1", "unknown"))
    if _maybe(random, 0.35):
        part["elderly_share"] = random.choice(("10", "20", "30", "unknown"))
    if _maybe(random, 0.2):
        part["local_subsidy"] = random.choice(("none", "full", "full"))
    return part


def _made_fit(person: Plain, medical: Plain) -> None:
    """What is refused together gives way: the tax to a class without tax, the share to both.

    低所得Ⅰ below 70 says nothing, so that tax stays beside it.
    """
    one, young = medical.get("high_cost_class"), (person.get("age") or 99) < 65
    taxed = medical.get("tax") == "taxed" or medical.get("income_levy_yen")
    if taxed and (one == "o" or (one == "o1" and not young)):
        medical["tax"] = "exempt"
        medical.pop("income_levy_yen", None)
    share, one = medical.get("elderly_share", "unknown"), medical.get("high_cost_class", "unknown")
    of_working_age = one in ("a", "i", "u")
    low = medical.get("tax") == "exempt" or one in ("e", "o", "o1")
    if share != "unknown" and ((share == "30" and low) or (share != "30" and of_working_age)):
        del medical["elderly_share"]


def _claim(random: Random, service: str, month: str) -> Plain:
    claim: Plain = {"units_per_time": random.choice((0, 1, 587, 5_000, random.randint(1, 1_500)))}
    if _maybe(random, 0.75):
        of_the_time = ADDITIONS_OF_2024 if month < "2026-06" else ADDITIONS_OF_2026
        known = of_the_time if _maybe(random, 0.95) else ADDITIONS_OF_2024 + ADDITIONS_OF_2026
        claim["addition"] = random.choice(known)
    if _maybe(random, 0.35):
        claim["addition_percent"] = random.choice(
            (
                "0",
                "9.3",
                "10.5%",
                "１０．９",
                "13.825",
                "100",
                f"{random.randint(0, 20_000) / 1000}",
            )
        )
    if _maybe(random, 0.3):
        claim["extra_lines"] = [
            [random.choice((0, 10, 21, 30, 150, random.randint(0, 400))), random.randint(0, 62)]
            for _ in range(random.randint(1, 3))
        ]
    if (service.startswith("continuous") and _maybe(random, 0.6)) or _maybe(random, 0.03):
        claim["area"] = random.choice(("1", "2", "3", "4", "5", "6", "7", "other"))
    else:
        claim["unit_price"] = random.choice(
            ("10", "10.91", "11.14円", "12", f"{random.randint(10_000, 12_000) / 1000}")
        )
    return claim


def _usage(random: Random, service: Plain, month: str) -> Plain:
    kind, asks = service["cost_kind"], service.get("asks", ())
    usage: Plain = {"service": service["id"], "times": _times(random, service["unit"])}
    if kind == "welfare":
        if _maybe(random, 0.4):
            usage["claim"] = _claim(random, service["id"], month)
        elif _maybe(random, 0.45):
            usage["gross_yen_per_time"] = _yen(random)
        if service["unit"] == "日" and not service.get("home") and _maybe(random, 0.35):
            usage["absences"] = random.choice((0, 1, 2, 3, 4, 5, 31))
    elif kind == "medical":
        if _maybe(random, 0.25):
            usage["times"] = random.choice((1, 1, 2))
            usage["gross_yen_per_time"] = random.choice(POOLED + HEAVY)
        elif _maybe(random, 0.5):
            usage["gross_yen_per_time"] = _yen(random)
        if _maybe(random, 0.2):
            usage["listed"] = _maybe(random, 0.3)
    elif "tuition_support" in service.get("asks", ()):
        _school(random, usage)
    else:
        if "subscription" in asks and _maybe(random, 0.35):
            usage["price_per"] = "month"
        _asked_price(random, usage, service)
    _once(random, usage, service)
    if _maybe(random, 0.2):
        usage["extras_yen_per_time"] = _yen(random)
    _meals(random, usage, service)
    if _maybe(random, 0.1):
        usage["income_yen"] = random.randint(0, 90_000)
    return usage


def _once(random: Random, usage: Plain, service: Plain) -> None:
    """What is paid once or once a year: never a part of the month."""
    if "lump" in usage:
        return
    for name in ("entry", "yearly"):
        if name in service.get("asks", ()) and _maybe(random, 0.3):
            usage[f"{name}_yen"] = random.choice((0, 1, 30_000))
    if service["id"] == "psychiatric_outpatient" and _maybe(random, 0.2):
        usage["certificate_yen"] = random.choice((0, 3_300))


def _meals(random: Random, usage: Plain, service: Plain) -> None:
    if service.get("home") or not _maybe(random, 0.25):
        return
    welfare = service["cost_kind"] == "welfare"
    if welfare and service["unit"] != "日" and "meals" not in service.get("asks", ()):
        return
    if _maybe(random, 0.8):
        usage["meal_yen_per_time"] = random.choice((0, 231, 285, 299, 300, 301, 585, 650))
    if _maybe(random, 0.4):
        usage["meals"] = random.randint(0, usage["times"] if service["unit"] != "月" else 31)
    if welfare:
        if _maybe(random, 0.7):
            usage["meal_support"] = random.choice((True, False, None))
        if _maybe(random, 0.5):
            food = usage.get("meal_yen_per_time", 0)
            usage["meal_full_yen_per_time"] = food + random.choice((0, 1, 299, 300, 301, 400))


def _school(random: Random, usage: Plain) -> None:
    """A year by unit or one price for all; what is not said is not known."""
    if _maybe(random, 0.75):
        usage["school"] = random.choice(("public", "private"))
    if _maybe(random, 0.7):
        usage["tuition_support"] = _maybe(random, 0.85)
    if _maybe(random, 0.3):
        usage["units_before"] = random.choice((0, 43, 44, 45, 46, 73, 74, 75, 200))
    if _maybe(random, 0.55):
        usage["units"] = random.choice((0, 1, 10, 25, 29, 30, 31, 74, random.randint(0, 200)))
    if _maybe(random, 0.4):
        usage.pop("lump", None)
        _price(random, usage)
        return
    if _maybe(random, 0.6):
        lines = (335, 336, 337, 10_670, 13_667, 13_668, 13_669, random.randint(0, 30_000))
        usage["yen_per_unit"] = random.choice(lines)
    if _maybe(random, 0.6):
        usage["other_yen_per_year"] = random.choice((0, 1, 133_250, random.randint(0, 900_000)))


def _asked_price(random: Random, usage: Plain, service: Plain) -> None:
    lump = service["ledger"] == "private" and "price_per" not in usage and _maybe(random, 0.2)
    if lump:
        usage["lump"] = {
            "total_yen": _yen(random),
            "months": random.choice((1, 2, 3, 6, 7, 12, 120)),
            "entry_yen": random.choice((0, 150_000)),
            "paid_monthly": _maybe(random, 0.5),
        }
        return
    _price(random, usage)


def _price(random: Random, usage: Plain) -> None:
    kind = random.random()
    if kind < 0.2:
        usage["gross_yen_per_time"] = _yen(random)
    elif kind < 0.4:
        usage["price_low_yen"], usage["price_high_yen"] = sorted((_yen(random), _yen(random)))
    elif kind < 0.5:
        usage["price_low_yen"] = _yen(random)
    elif kind < 0.6:
        usage["price_high_yen"] = _yen(random)


def _without_cap(random: Random, request: Plain) -> None:
    """Two places far above a limit that is known: 高額療養費 and its pool show to the yen."""
    request["medical"] |= {"certificate": "none", "high_cost_class": random.choice("aiueo")}
    if _maybe(random, 0.5):
        # Of 70 and over all of it counts, and visits have a limit of their own.
        request["person"]["age"] = random.choice((65, 69, 70, 75, 90))
    request["medical"].pop("certificate_cap_yen", None)
    request["medical"].pop("certificate_no_cap", None)
    nursing, visit = random.choice(POOLED), random.choice(HEAVY)
    request["usages"] = [
        {"service": "psychiatric_home_nursing", "times": 1, "gross_yen_per_time": nursing},
        {"service": "psychiatric_daycare", "times": 1, "gross_yen_per_time": visit},
    ]
    if _maybe(random, 0.3):
        del request["usages"][0]["gross_yen_per_time"]
        request["usages"][0]["times"] = random.randint(3, 8)


def _on_both_sides(random: Random, request: Plain) -> None:
    """Places at the catalogue's prices, whose range reaches over 21,000 yen or lies beside it."""
    request["month"] = random.choice(NEAR_MONTHS)
    medical = request["medical"]
    for name in ("certificate", "certificate_cap_yen", "certificate_no_cap"):
        medical.pop(name, None)
    # No certificate, 3割; a certificate without a cap, 1割; or whatever is possible.
    medical |= random.choice(({"certificate": "none"}, {"certificate_no_cap": True}, {}))
    medical["high_cost_class"] = random.choice(("a", "i", "u", "e", "o", "o1", "unknown"))
    places = [service["id"] for service in services() if service["cost_kind"] == "medical"]
    used = random.sample(places, random.choice((1, 2, 2, 3)))
    if _maybe(random, 0.6) and "psychiatric_home_nursing" not in used:
        used.append("psychiatric_home_nursing")
    request["usages"] = []
    for service in used:
        most = random.choice((10, 20, 31, 31, 100, 200))
        usage = {"service": service, "times": random.randint(1, most)}
        if _maybe(random, 0.15):
            usage |= {"times": 1, "gross_yen_per_time": random.choice(POOLED + HEAVY)}
        request["usages"].append(usage)


def _after_a_row_has_ended(random: Random, request: Plain) -> None:
    """Meals and medical services when 300 yen and 20,000 yen have ended: needed, or not?"""
    request["month"] = random.choice([month for month in ALL_MONTHS if month >= "2027-03"])
    if _maybe(random, 0.5):
        if _maybe(random, 0.6):
            request["welfare"]["certificate_cap_yen"] = random.choice(CAPS)
        usage = {"service": "continuous_employment_b", "times": random.randint(0, 23)}
        usage |= {"gross_yen_per_time": _yen(random), "meal_yen_per_time": 285}
        if _maybe(random, 0.5):
            usage["meal_full_yen_per_time"] = 650
        request["usages"] = [usage | {"meal_support": random.choice((True, False, None))}]
        return
    request["usages"] = [
        {"service": "pharmacy", "times": 1, "gross_yen_per_time": _yen(random), "listed": listed}
        for listed in random.choice(((False,), (False, False), (True,), (True, False)))
    ]


def _below_the_cap(random: Random, request: Plain) -> None:
    """One claim of a taxed household: the units, the rate and the price show to the yen."""
    request["welfare"] = {"certificate_cap_yen": 37_200}
    service = random.choice([s for s in services() if s["cost_kind"] == "welfare"])
    claim = _claim(random, service["id"], request["month"])
    claim["units_per_time"] = random.randint(200, 1_300)
    claim.pop("addition_percent", None)
    request["usages"] = [{"service": service["id"], "times": random.randint(8, 23), "claim": claim}]


def _living(random: Random, request: Plain) -> None:
    """Somebody lives where the service is; rent and the rest are known or not."""
    home = random.choice(("group_home", "group_home", "lodging_training"))
    usage: Plain = {"service": home, "times": random.choice((0, 1, 28, 29, 30, 31))}
    if _maybe(random, 0.7):
        usage["gross_yen_per_time"] = random.choice((0, 1_900, 4_000, _yen(random)))
    work = random.choice([s for s in services() if s["cost_kind"] == "welfare"])
    request["usages"] = [usage, _usage(random, work, request["month"])]


def household(seed: int) -> Plain:
    """The request number ``seed``: always the same one, and always valid."""
    random = Random(seed)
    request: Plain = {
        "month": random.choice(NEAR_MONTHS if _maybe(random, 0.7) else ALL_MONTHS),
        "person": _person(random),
        "welfare": _welfare(random),
        "medical": _medical(random),
    }
    if _maybe(random, 0.08):
        request["month"] = random.choice(CARRIED_MONTHS)
    _fill(random, request)
    _made_fit(request["person"], request["medical"])
    return request


def _fill(random: Random, request: Plain) -> None:
    """The usages of the request, and what goes with them."""
    kinds_of_request = (
        (0.06, _without_cap), (0.08, _below_the_cap), (0.12, _on_both_sides),
        (0.03, _after_a_row_has_ended), (0.07, _living),
    )  # fmt: skip
    kind = random.random()
    for chance, fill in kinds_of_request:
        if kind < chance:
            fill(random, request)
            return
        kind -= chance
    used = random.choices((0, 1, 2, 3, 4), (2, 30, 35, 23, 10))[0]
    # One kind of service in most households, so that the ledgers fill up.
    kinds = random.sample(("welfare", "medical", "free", "price"), random.choice((1, 2, 4)))
    chosen = [service for service in services() if service["cost_kind"] in kinds]
    request["usages"] = [
        _usage(random, random.choice(chosen), request["month"]) for _ in range(used)
    ]


# --- Side by side ---


def _pair(found: YenRange | None) -> tuple[int, int] | None:
    return None if found is None else (found.low, found.high)


def estimated(request: Plain) -> Plain | str:
    """core's answer in the form of the second calculator."""
    try:
        result = estimate(CostRequest.model_validate(request), load_catalog())
    except FigureNotInForce:
        return REFUSED
    ledgers = {}
    for name in LEDGERS:
        ledger = result.ledger(name)  # type: ignore[arg-type]
        ledgers[name] = {
            "share": _pair(ledger.share),
            "payable": _pair(ledger.payable),
            "cap": _pair(ledger.cap),
        }
    return {
        "ledgers": ledgers,
        "monthly": _pair(result.monthly),
        "refund_later": _pair(result.refund_later),
    }


def differs(request: Plain) -> bool:
    return estimated(request) != calculate(request)


BATCH = 500
CORES = 2


def _apart_from(first: int) -> list[int]:
    try:
        return [seed for seed in range(first, first + BATCH) if differs(household(seed))]
    except Exception as fault:
        # A fault of several parts cannot be read by the other process, which would wait for ever.
        raise RuntimeError(f"{type(fault).__name__}: {fault}") from None


def apart(wanted: int) -> list[int]:
    """The numbers below ``wanted`` of the households on which the two calculators part."""
    with fresh_processes() as fresh, fresh.Pool(CORES) as pool:
        batches = pool.imap_unordered(_apart_from, range(0, wanted, BATCH))
        return sorted(seed for batch in batches for seed in batch if seed < wanted)


def told(wanted: int, found: list[int]) -> str:
    """How many parted, and the shortest of the first few made as small as can be."""
    reports = [difference(smallest(household(seed))) for seed in found[:5]]
    return "\n".join(
        [f"{wanted} households, {len(found)} differences", *sorted(reports, key=len)[:1]]
    )


def parted(request: Plain) -> dict[str, tuple[Any, Any]]:
    """Where the two answers part: name -> (core, second calculator). Empty when they agree."""
    theirs, ours = estimated(request), calculate(request)
    if isinstance(theirs, str) or isinstance(ours, str):
        return {} if theirs == ours else {"answer": (theirs, ours)}
    flat_ours = dict(_flat(ours))
    return {
        name: (value, flat_ours[name]) for name, value in _flat(theirs) if value != flat_ours[name]
    }


def difference(request: Plain) -> str:
    """The request and where the two answers part, for a person to read."""
    lines = [
        f"{name}: core {theirs}, second calculator {ours}"
        for name, (theirs, ours) in parted(request).items()
    ]
    return "\n".join([f"request: {request}", *lines])


def _flat(result: Plain, before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in result.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def _parts_alike(request: Plain, names: set[str]) -> bool:
    """True when the answers still part, and nowhere but at ``names``."""
    try:
        found = parted(request).keys()
    except ValidationError:
        return False
    return bool(found) and found <= names


def _smaller(request: Plain) -> Iterator[Plain]:
    """Every request that is one step simpler."""
    for path in list(_paths(request)):
        # The month and the list of usages stay; one usage keeps its service and its times.
        if path in (("month",), ("usages",)):
            continue
        less = deepcopy(request)
        place: Any = less
        for step in path[:-1]:
            place = place[step]
        value = place[path[-1]]
        if path[-1] not in ("service", "times", "units_per_time", "unit_price", "area"):
            del place[path[-1]]
            yield less
        if isinstance(value, int) and not isinstance(value, bool):
            for less_value in sorted({0, 1, value // 2, value // 1000 * 1000, value - 1}):
                if 0 <= less_value < value:
                    changed = deepcopy(request)
                    place = changed
                    for step in path[:-1]:
                        place = place[step]
                    place[path[-1]] = less_value
                    yield changed


def _paths(place: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    entries = place.items() if isinstance(place, dict) else enumerate(place)
    for key, value in entries:
        yield (*before, key)
        if isinstance(value, dict | list):
            yield from _paths(value, (*before, key))


def smallest(request: Plain, steps: int = 2_000) -> Plain:
    """A request that still differs and of which no single part can be left out."""
    names = set(parted(request))
    tried, found = 0, True
    while found and tried < steps:
        found = False
        for less in _smaller(request):
            tried += 1
            if _parts_alike(less, names):
                request, found = less, True
                break
    return request
