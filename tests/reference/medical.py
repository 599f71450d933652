"""医療 a second time: the certificate, the share at the counter and 高額療養費 at every age.

Rules that the facts alone do not settle:

- Below 70, 高額療養費 with a range of prices. The clinic's bills are one place, 訪問看護 and 訪問診療
  each another. A place may lie on either side of 21,000 yen: pooled when its high end reaches
  21,000, alone when its low end is below. For every such choice the least is what is alone at its
  low end, and the pooled at no less than 21,000 each up to the limit of their low total cost; the
  most is what is alone at no more than 20,990 each, and the pooled at their high end up to the
  limit of their high total cost.
- From 70 on all bills count: what one person's visits come to stops at the limit of visits and then
  at the household's; with an income as of working age at that of ア, イ, ウ.
- 非課税 goes before エ and ウ below 70, and before every class from 70 on. It never pays 3割.
- 1割 or 2割 from 70 on is 一般 or 低所得, 3割 is 現役並み. A share that fits no class says nothing.
- A full local subsidy is for the 1割 of the certificate, never for the 1割 at the counter.
- A cap on paper stands alone. A cap of the table stops at the limit of visits where that is lower,
  and stands alone in a month whose limits are not known.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction

from tests.reference.rows import (
    Plain,
    Range,
    Refused,
    ends,
    exempts_possible,
    figure,
    half_up,
    part,
    services,
    to_ten_yen,
    yen,
)

WORKING = ("a", "i", "u")


@dataclass(frozen=True)
class Standing:
    """One way to stand in the health insurance: of 70 and over or not, the share, the class."""

    old: bool
    rate: Fraction
    name: str


@dataclass(frozen=True)
class MedicalAnswer:
    """One way the household can be: its rate, its cap (None: no cap), and what limits the month.

    ``standing`` None: nothing but the cap. ``certified``: the 1割 of the certificate.
    """

    rate: Fraction
    cap: int | None
    standing: Standing | None
    certified: bool


# --- who the person is ---


def ages_possible(request: Plain) -> list[bool]:
    """Whether the rules of 70 and over can be those of the person: True, False or both."""
    age = part(request, "person").get("age")
    insurance = part(request, "medical").get("insurance", "unknown")
    if age is None:
        # Also beside 後期高齢者医療: an age below 65 counts before it.
        return [False, True]
    lines = {"late_elderly": (65,), "unknown": (65, 70)}.get(insurance, (70,))
    return sorted({age >= line for line in lines})


def standings(request: Plain, exempt: bool) -> list[Standing]:
    month = request["month"]
    found = []
    for old in ages_possible(request):
        if old:
            found += _old(request, exempt)
        else:
            rate = figure("medical.rate.insured", month)
            found += [Standing(False, rate, name) for name in _young(request, exempt)]
    return found


def _young(request: Plain, exempt: bool) -> list[str]:
    given = part(request, "medical").get("high_cost_class", "unknown")
    if given in ("unknown", "o1"):
        return ["o"] if exempt else ["e", "u", "i", "a"]
    return ["o"] if exempt and given in ("e", "u") else [given]


def _old(request: Plain, exempt: bool) -> list[Standing]:
    month, house = request["month"], part(request, "medical")
    given, share = house.get("high_cost_class", "unknown"), house.get("elderly_share", "unknown")
    if given in ("o", "o1") or (given == "e" and not exempt):
        names = [given]
    elif exempt:
        names = ["o", "o1"]
    else:
        names = [given] if given in WORKING else ["e", "a", "i", "u"]
    both = [(name, "30") for name in names if name in WORKING]
    both += [(name, low) for name in names if name not in WORKING for low in ("10", "20")]
    kept = [one for one in both if share in ("unknown", one[1])]
    rates = {"10": "over70_low", "20": "over70_mid", "30": "over70_high"}
    return [
        Standing(True, figure("medical.rate." + rates[share], month), name) for name, share in kept
    ]


def insured_rates(request: Plain, exempts: list[bool]) -> set[Fraction]:
    """The shares at the counter without a certificate."""
    return {one.rate for exempt in exempts for one in standings(request, exempt)}


# --- the certificate ---


def medical_answers(request: Plain) -> list[MedicalAnswer]:
    month, person, house = request["month"], part(request, "person"), part(request, "medical")
    ten = figure("medical.rate.certificate", month)
    printed = house.get("certificate_cap_yen")
    if printed is not None:
        return [MedicalAnswer(ten, printed, None, True)]
    if person.get("public_assistance"):
        return [MedicalAnswer(ten, yen("medical.cap.assistance", month), None, True)]
    if house.get("certificate_no_cap"):
        return [MedicalAnswer(ten, None, one, True) for one in standings(request, exempt=False)]
    answers = []
    for exempt in exempts_possible(house):
        if house.get("certificate", "unknown") != "none":
            answers += _exempt(house, month) if exempt else _taxed(request)
        if house.get("certificate", "unknown") != "have":
            for one in standings(request, exempt):
                answers.append(MedicalAnswer(one.rate, None, one, False))
    return list(dict.fromkeys(answers))


def _exempt(house: Plain, month: str) -> list[MedicalAnswer]:
    income = house.get("own_income_yen")
    if income is None:
        caps = ["low1", "low2"]
    else:
        caps = ["low1" if income <= figure("medical.low1_income_line", month) else "low2"]
    ten = figure("medical.rate.certificate", month)
    return [MedicalAnswer(ten, yen("medical.cap." + cap, month), None, True) for cap in caps]


def _taxed(request: Plain) -> list[MedicalAnswer]:
    month, house = request["month"], part(request, "medical")
    levy, severe = house.get("income_levy_yen"), house.get("severe_and_continuing")
    if levy is None:
        bands = ["mid1", "mid2", "high"]
    elif levy < figure("medical.levy.mid2_from", month):
        bands = ["mid1"]
    elif levy < figure("medical.levy.high_from", month):
        bands = ["mid2"]
    else:
        bands = ["high"]
    ten, own = figure("medical.rate.certificate", month), standings(request, exempt=False)
    answers, missing, insured_is_possible = [], None, False
    for band, heavy in itertools.product(bands, [True, False] if severe is None else [severe]):
        if heavy:
            try:
                cap = yen(f"medical.cap.{band}_heavy", month)
            except Refused as fault:
                missing = fault
                continue
            answers += [MedicalAnswer(ten, cap, one, True) for one in own]
        elif band == "high":
            insured_is_possible = True
            answers += [MedicalAnswer(one.rate, None, one, False) for one in own]
        else:
            answers += [MedicalAnswer(ten, None, one, True) for one in own]
    # The class of 20,000 yen has ended: it is left out only where a cap and 3割 both remain.
    a_cap_remains = any(answer.cap is not None for answer in answers)
    if missing is not None and not (a_cap_remains and insured_is_possible):
        raise missing
    return answers


# --- bills ---


def visits(usage: Plain, month: str, end: int) -> list[tuple[int, int]]:
    """(10割 of one time, how often) at the low (0) or the high (-1) end of its prices."""
    gross, times = usage.get("gross_yen_per_time"), usage["times"]
    if gross is not None:
        return [(gross, times)]
    stem = f"price.{usage['service']}."
    low, high = yen(stem + "low", month), yen(stem + "high", month)
    if not services()[usage["service"]].get("first_of_month"):
        return [((low, high)[end], times)]
    # The first day of the month has fees of its own; they are asked once.
    if end == 0:
        first, later = low + yen(stem + "first_low", month), low
    else:
        first, later = high + yen(stem + "monthly", month), yen(stem + "later_high", month)
    return [(first, min(times, 1)), (later, max(times - 1, 0))]


def bills_of(usage: Plain, rate: Fraction, month: str, end: int) -> int:
    """The bills of the month, each rounded to ten yen."""
    return sum(to_ten_yen(each * rate) * times for each, times in visits(usage, month, end))


def place_of(usage: Plain) -> str:
    own = services()[usage["service"]].get("bills") == "own"
    return usage["service"] if own else "clinic"


def by_place(usages: list[Plain], rate: Fraction, month: str, end: int) -> tuple[Plain, Plain]:
    """What each place asks and what it costs whole, every price at its low (0) or high (-1) end."""
    share: Plain = {}
    gross: Plain = {}
    for usage in usages:
        at = place_of(usage)
        whole = sum(each * times for each, times in visits(usage, month, end))
        share[at] = share.get(at, 0) + bills_of(usage, rate, month, end)
        gross[at] = gross.get(at, 0) + whole
    return share, gross


# --- 高額療養費 ---


def limit_of(name: str, gross: int, month: str) -> int:
    """The limit of the class for what the pooled places cost whole."""
    base = yen(f"high_cost.{name}.base", month)
    if name not in WORKING:
        return base
    over = gross - figure(f"high_cost.{name}.threshold", month)
    return base + (half_up(over * figure("high_cost.rate", month)) if over > 0 else 0)


def after_limits(usages: list[Plain], answer: MedicalAnswer, month: str) -> Range:
    """The least and the most of the month's rounded bills after the cap or 高額療養費."""
    low, low_gross = by_place(usages, answer.rate, month, 0)
    high, high_gross = by_place(usages, answer.rate, month, -1)
    least, most = sum(low.values()), sum(high.values())
    standing = answer.standing
    if answer.cap is not None:
        least, most = min(least, answer.cap), min(most, answer.cap)
        if standing is None or not standing.old:
            return least, most
    assert standing is not None
    if standing.old and answer.cap is not None and not _has_limit(standing.name, month):
        return least, most
    if standing.old:
        lowest = _old_limit(standing.name, sum(low_gross.values()), month)
        highest = _old_limit(standing.name, sum(high_gross.values()), month)
        return min(least, lowest), min(most, highest)
    if most <= limit_of(standing.name, 0, month):
        return least, most
    line = yen("high_cost.pool_minimum", month)
    # On which side of the line a place can lie: True is pooled, False is not.
    sides = [[side for side, can in _sides(low[at], high[at], line) if can] for at in low]
    found: list[int] = []
    for chosen in itertools.product(*sides):
        pooled = [at for at, side in zip(low, chosen, strict=True) if side]
        alone = [at for at in low if at not in pooled]
        cheapest = sum(max(low[at], line) for at in pooled)
        dearest = sum(high[at] for at in pooled)
        limit_low = limit_of(standing.name, sum(low_gross[at] for at in pooled), month)
        limit_high = limit_of(standing.name, sum(high_gross[at] for at in pooled), month)
        found.append(sum(low[at] for at in alone) + min(cheapest, limit_low))
        found.append(sum(min(high[at], line - 10) for at in alone) + min(dearest, limit_high))
    return ends(found)


def _sides(low: int, high: int, line: int) -> tuple[tuple[bool, bool], tuple[bool, bool]]:
    return (True, high >= line), (False, low < line)


def _has_limit(name: str, month: str) -> bool:
    """Whether there is a row: beside a cap none is needed."""
    try:
        _old_limit(name, 0, month)
    except Refused:
        return False
    return True


def _old_limit(name: str, gross: int, month: str) -> int:
    if name in WORKING:
        return limit_of(name, gross, month)
    visits_to = yen(f"high_cost.over70.{name}.outpatient", month)
    return min(visits_to, yen(f"high_cost.over70.{name}.base", month))


# --- the ledger ---


def medical_ledger(request: Plain, usages: list[Plain]) -> Plain:
    month, house = request["month"], part(request, "medical")
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
    shares, paid = [], []
    for answer in answers:
        own = after_limits(usages, answer, month)
        shares += own
        subsidised = house.get("local_subsidy", "none") == "full" and answer.certified
        paid += [0] if subsidised else own
    return {"share": ends(shares), "payable": ends(paid), "cap": cap}


def unlisted_bills(request: Plain, usage: Plain) -> list[int]:
    """Bills of a place that is not on the certificate: no cap, no subsidy, no 高額療養費."""
    month = request["month"]
    if part(request, "person").get("public_assistance"):
        rates = {Fraction(0)}
    else:
        rates = insured_rates(request, exempts_possible(part(request, "medical")))
    return [bills_of(usage, rate, month, end) for rate in rates for end in (0, -1)]
