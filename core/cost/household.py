"""Whose tax counts, and what cap follows: two households, two ledgers.

障害福祉サービス (障害者総合支援法施行令 第17条): the person and the spouse; under 18, and 18–19 in
a facility, the guardians' household. 自立支援医療 (同令 第35条): those in the same medical
insurance. Every unknown answer widens the tuple of possible classes.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from itertools import product
from typing import NamedTuple, get_args

from core.cost.request import CostRequest, MedicalHousehold, Person, WelfareHousehold
from core.cost_inputs import LATE_ELDERLY_FROM, OLD_FROM, ElderlyShare, HighCostClass
from core.errors import FigureNotInForce
from core.figures import Figures


class WelfareClass(NamedTuple):
    """One possible 負担上限月額. ``reason`` names the sentence that explains it."""

    reason: str
    cap: int
    low_income: bool
    """True for 生活保護 and 非課税: the rent of a group home is supported."""
    sources: tuple[str, ...]


class MedicalClass(NamedTuple):
    """One possible rate and cap of the medical ledger. ``cap`` None: no monthly cap.

    ``high_cost`` are the possible classes of 高額療養費: ア–オ as a, i, u, e, o, from 70 on with
    ``OVER_70`` before them (現役並みⅢ–Ⅰ as a, i, u, 一般 e, 低所得Ⅱ o, 低所得Ⅰ o1).
    ``by_certificate``: the 1割 of 自立支援医療, not one that the age or the income gives.
    """

    reason: str
    rate: Decimal
    cap: int | None
    high_cost: tuple[str, ...]
    sources: tuple[str, ...]
    by_certificate: bool = True


OVER_70 = "over70."
"""So begin the 高額療養費 classes of 70 and over."""


def _adult_rules(age: int | None) -> tuple[bool, ...]:
    if age is None:
        return (True, False)
    return (age >= 18,)


def _counted_levy(welfare: WelfareHousehold, month: str, figures: Figures) -> Decimal | None:
    """所得割 as compared with the lines: credits added back, 8 % cities brought back to 6 %."""
    if welfare.income_levy_yen is None:
        return None
    levy = Decimal(welfare.income_levy_yen + welfare.credits_yen)
    if welfare.designated_city:
        upper = figures.at("welfare.designated_city_numerator", month).value
        lower = figures.at("welfare.designated_city_denominator", month).value
        levy = levy * upper / lower
    return levy


def _welfare_class(reason: str, key: str, month: str, figures: Figures) -> WelfareClass:
    return WelfareClass(reason, figures.yen(key, month), False, (key,))


def _by_levy(
    levy: Decimal | None,
    line_key: str,
    below: WelfareClass,
    above: WelfareClass,
    month: str,
    figures: Figures,
) -> tuple[WelfareClass, ...]:
    if levy is None:
        return (below, above)
    return (above,) if levy >= figures.yen(line_key, month) else (below,)


def _taxed_welfare(
    welfare: WelfareHousehold, age: int | None, adult: bool, month: str, figures: Figures
) -> tuple[WelfareClass, ...]:
    levy = _counted_levy(welfare, month, figures)
    general2 = _welfare_class("general2", "welfare.cap.general2", month, figures)
    residence = welfare.residence
    if residence == "facility" and (not adult or age is None or age < 20):
        child = _welfare_class(
            "child_facility_general1", "welfare.cap.child_facility_general1", month, figures
        )
        young = _by_levy(levy, "welfare.levy.child_general2_from", child, general2, month, figures)
        return young if age is not None else (*young, general2)
    if not adult and residence == "home":
        child = _welfare_class(
            "child_home_general1", "welfare.cap.child_home_general1", month, figures
        )
        return _by_levy(levy, "welfare.levy.child_general2_from", child, general2, month, figures)
    if residence in ("group_home", "facility"):
        living = _welfare_class("general2_living", "welfare.cap.general2", month, figures)
        return (living,)
    general1 = _welfare_class("general1", "welfare.cap.adult_general1", month, figures)
    classes = _by_levy(levy, "welfare.levy.adult_general2_from", general1, general2, month, figures)
    if residence == "lodging_training":
        # 9,300 or 37,200: the rule was not found, the 受給者証 tells.
        return tuple(dict.fromkeys((*classes, general2)))
    return classes


def welfare_classes(request: CostRequest, figures: Figures) -> tuple[WelfareClass, ...]:
    """All caps that the answers allow, at least one. Raises FigureNotInForce."""
    month, person, welfare = request.month, request.person, request.home
    if welfare.certificate_cap_yen is not None:
        # A cap of 0 on the certificate is given to 生活保護 and 非課税 only.
        zero = welfare.certificate_cap_yen == 0
        return (WelfareClass("certificate", welfare.certificate_cap_yen, zero, ()),)
    if person.public_assistance:
        key = "welfare.cap.assistance"
        return (WelfareClass("assistance", figures.yen(key, month), True, (key,)),)
    classes: list[WelfareClass] = []
    if welfare.tax == "exempt" or (welfare.tax == "unknown" and not welfare.income_levy_yen):
        key = "welfare.cap.exempt"
        classes.append(WelfareClass("exempt", figures.yen(key, month), True, (key,)))
    if welfare.tax != "exempt":
        for adult in _adult_rules(person.age):
            classes.extend(_taxed_welfare(welfare, person.age, adult, month, figures))
    return tuple(dict.fromkeys(classes))


class _Asked(NamedTuple):
    """The part of a request that decides the medical classes."""

    month: str
    person: Person
    medical: MedicalHousehold


def sides_of_70(person: Person, medical: MedicalHousehold) -> tuple[bool, ...]:
    """Whether the rules of 70 and over count (True), those below (False), or either may.

    後期高齢者医療 has the rules of 70 and over, and takes people of 65 with a handicap. Below 65 the
    age goes before that insurance (a notice names both), so an unknown age leaves either open.
    """
    age, insurance = person.age, medical.insurance
    if age is None:
        return (False, True)
    if age >= OLD_FROM:
        return (True,)
    if age < LATE_ELDERLY_FROM:
        return (False,)
    return {"late_elderly": (True,), "unknown": (False, True)}.get(insurance, (False,))


def _below_70(given: str, exempt: bool) -> tuple[str, ...]:
    if exempt and given in ("e", "u", "o1"):
        # 健保法施行令 第42条第1項: 4号 (エ) leaves 非課税 out, 1号 (ウ) is who is left. Before ア and イ
        # it was not found: a printed ア or イ stays.
        return ("o",)
    if given not in ("unknown", "o1"):
        return (given,)
    return ("o",) if exempt else ("e", "u", "i", "a")


class _Counter(NamedTuple):
    """A share at the counter without the certificate: key of its figure, and the 高額療養費 classes."""

    rate: str
    high_cost: tuple[str, ...]


_OLD_SHARES = (
    ("10", "medical.rate.over70_low"),
    ("20", "medical.rate.over70_mid"),
    ("30", "medical.rate.over70_high"),
)


def _who_pays(share: str, given: str, exempt: bool) -> tuple[str, ...]:
    """The 高額療養費 classes that pay this share from 70 on: 3割 is what 現役並み pays, and only they."""
    possible: tuple[str, ...] = ("u", "i", "a") if share == "30" else ("e",)
    if exempt:
        possible = () if share == "30" else ("o", "o1")
    elif given in ("o", "o1") and share != "30":
        possible = (given,)
    if given in possible:
        return (given,)
    return possible if exempt or given == "unknown" else ()


def _from_70(given: str, share: str, exempt: bool) -> list[_Counter]:
    found = []
    for one, key in _OLD_SHARES:
        classes = _who_pays(one, given, exempt)
        if classes and share in ("unknown", one):
            found.append(_Counter(key, tuple(f"{OVER_70}{name}" for name in classes)))
    return found


class _Possible(NamedTuple):
    """All shares at the counter without the certificate, and the 高額療養費 classes among them."""

    counters: tuple[_Counter, ...]
    high_cost: tuple[str, ...]


_SIDES = ((False,), (True,), (False, True))


def _possible(sides: tuple[bool, ...], given: str, share: str, exempt: bool) -> _Possible:
    found: list[_Counter] = []
    for old in sides:
        if old:
            found += _from_70(given, share, exempt)
        else:
            found.append(_Counter("medical.rate.insured", _below_70(given, exempt)))
    names = [name for one in found for name in one.high_cost]
    return _Possible(tuple(found), tuple(dict.fromkeys(names)))


_Key = tuple[tuple[bool, ...], str, str, bool]


@lru_cache(maxsize=1)
def _table() -> dict[_Key, _Possible]:
    """``_possible`` for all answers there are. It knows no family's: each estimate reads it."""
    given, shares = get_args(HighCostClass), get_args(ElderlyShare)
    return {key: _possible(*key) for key in product(_SIDES, given, shares, (True, False))}


def _of_table(asked: _Asked, exempt: bool) -> _Possible:
    medical = asked.medical
    sides = sides_of_70(asked.person, medical)
    return _table()[sides, medical.high_cost_class, medical.elderly_share, exempt]


def _counters(asked: _Asked, exempt: bool) -> tuple[_Counter, ...]:
    """All shares at the counter that are possible without the certificate."""
    return _of_table(asked, exempt).counters


def _high_cost(asked: _Asked, exempt: bool) -> tuple[str, ...]:
    """The classes of 高額療養費 that are possible, of both sides of 70 where the age is open."""
    return _of_table(asked, exempt).high_cost or _high_cost(_without_share(asked), exempt)


def _without_share(asked: _Asked) -> _Asked:
    """Where what is tried out contradicts the share or the class from 70 on, those are left open."""
    loose = asked.medical.but(elderly_share="unknown", high_cost_class="unknown")
    return asked._replace(medical=loose)


@lru_cache(maxsize=256)
def _uncovered(
    reason: str, counters: tuple[_Counter, ...], month: str, figures: Figures
) -> tuple[MedicalClass, ...]:
    """A class for each share at the counter. (Kept: shares of the law, nobody's answers.)"""
    return tuple(
        MedicalClass(
            reason,
            figures.at(one.rate, month).value,
            None,
            one.high_cost,
            (one.rate,),
            by_certificate=False,
        )
        for one in counters
    )


def _without_certificate(
    asked: _Asked, reason: str, exempt: bool, figures: Figures
) -> tuple[MedicalClass, ...]:
    return _uncovered(reason, _counters(asked, exempt), asked.month, figures)


_BANDS = (
    ("mid1", "medical.cap.mid1_heavy"),
    ("mid2", "medical.cap.mid2_heavy"),
    ("high", "medical.cap.high_heavy"),
)


def _bands(levy: int | None, month: str, figures: Figures) -> tuple[tuple[str, str], ...]:
    if levy is None:
        return _BANDS
    if levy >= figures.yen("medical.levy.high_from", month):
        return _BANDS[2:]
    return _BANDS[1:2] if levy >= figures.yen("medical.levy.mid2_from", month) else _BANDS[:1]


def _taxed_medical(asked: _Asked, rate: Decimal, figures: Figures) -> list[MedicalClass]:
    medical, month = asked.medical, asked.month
    heavy_known = medical.severe_and_continuing
    high_cost = _high_cost(asked, exempt=False)
    classes: list[MedicalClass] = []
    refused: FigureNotInForce | None = None
    for band, key in _bands(medical.income_levy_yen, month, figures):
        if heavy_known is not False:
            try:
                cap = figures.yen(key, month)
                classes.append(MedicalClass(f"{band}_heavy", rate, cap, high_cost, (key,)))
            except FigureNotInForce as fault:
                refused = fault
        if heavy_known is True:
            continue
        if band == "high":
            classes += _without_certificate(asked, "high_not_heavy", False, figures)
        else:
            classes.append(MedicalClass(band, rate, None, high_cost, ()))
    if refused is not None:
        # Nobody knows yet what 一定所得以上 pays. Where other answers reach from a low cap up to
        # the full share, the range holds it anyway; else there is no honest number.
        low = any(c.cap is not None for c in classes)
        full = any(c.reason == "high_not_heavy" for c in classes)
        if not (low and full):
            raise refused
    return classes


def _exempt_medical(asked: _Asked, rate: Decimal, figures: Figures) -> list[MedicalClass]:
    medical, month = asked.medical, asked.month
    high_cost = _high_cost(asked, exempt=True)
    names: tuple[str, ...] = ("low1", "low2")
    line_key = "medical.low1_income_line"
    sources: tuple[str, ...] = ()
    if medical.own_income_yen is not None:
        below = medical.own_income_yen <= figures.yen(line_key, month)
        names, sources = (("low1",) if below else ("low2",)), (line_key,)
    return [
        MedicalClass(
            name,
            rate,
            figures.yen(f"medical.cap.{name}", month),
            high_cost,
            (f"medical.cap.{name}", *sources),
        )
        for name in names
    ]


def medical_classes(request: CostRequest, figures: Figures) -> tuple[MedicalClass, ...]:
    """All rates and caps that the answers allow, at least one.

    Raises FigureNotInForce, for example for 一定所得以上 × 重度かつ継続 after 2027-03.
    """
    return _medical_classes(_Asked(request.month, request.person, request.medical), figures)


def _medical_classes(asked: _Asked, figures: Figures) -> tuple[MedicalClass, ...]:
    month, person, medical = asked
    rate_key = "medical.rate.certificate"
    rate = figures.at(rate_key, month).value
    exempt_only = medical.tax == "exempt"
    if medical.certificate_cap_yen is not None:
        # What is printed wins over everything, 高額療養費 included.
        return (MedicalClass("certificate", rate, medical.certificate_cap_yen, (), (rate_key,)),)
    if person.public_assistance:
        key = "medical.cap.assistance"
        return (MedicalClass("assistance", rate, figures.yen(key, month), (), (key,)),)
    may_be_exempt = exempt_only or (medical.tax == "unknown" and not medical.income_levy_yen)
    if medical.certificate_no_cap:
        high_cost = _high_cost(asked, exempt=False)
        return (MedicalClass("certificate_no_cap", rate, None, high_cost, (rate_key,)),)
    classes: list[MedicalClass] = []
    if medical.certificate != "none":
        if may_be_exempt:
            classes += _exempt_medical(asked, rate, figures)
        if not exempt_only:
            classes += _taxed_medical(asked, rate, figures)
    if medical.certificate != "have":
        if may_be_exempt:
            classes += _without_certificate(asked, "no_certificate", True, figures)
        if not exempt_only:
            classes += _without_certificate(asked, "no_certificate", False, figures)
    if not classes:
        return _medical_classes(_without_share(asked), figures)
    return tuple(classes)
