"""The estimate a second time, slow and plain, straight from the rules.

Nothing of core is used. Every unknown is answered in every way the rules tell apart, every price is
taken at its low and at its high end, each concrete case is worked out exactly, and the lowest and
the highest of them are the range. ``calculate`` takes the plain dict of a CostRequest.

The rules stand in ``welfare``, ``medical`` and ``school``, the figures in ``rows``. Here are those of
private and other services, which the facts alone do not settle:

- A free service, 計画相談支援 among them, costs what somebody says it costs, in the ledger "other".
- Only medical services on the certificate need the medical household.
- A contract comes in a month to its whole divided by its months, every part of a yen up: however it
  is paid, and however often it is used.
- A price of a month is paid once in a month in which the place is used at all. Where it is not known
  and none is published, it is what the times cost.
- What is paid once or once a year is no part of a month.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from tests.reference.medical import medical_ledger, unlisted_bills
from tests.reference.rows import DATA, Plain, Refused, counted, ends, part, services, yen
from tests.reference.school import school_months
from tests.reference.welfare import (
    WelfareAnswer,
    living_costs,
    meal_costs,
    refund,
    tenths,
    welfare_answers,
)

__all__ = ["DATA", "LEDGERS", "REFUSED", "Plain", "Refused", "calculate"]

LEDGERS = ("welfare", "medical", "private", "other")
REFUSED = "refused"


# --- 民間とその他 ---


def prices(usage: Plain, low_key: str, high_key: str, month: str, times: int = 1) -> list[int]:
    """The low and the high price; an end that nobody gave is the row's, ``times`` of it."""
    gross = usage.get("gross_yen_per_time")
    if gross is not None:
        return [gross]
    low, high = usage.get("price_low_yen"), usage.get("price_high_yen")
    if low is None:
        usual = yen(low_key, month) * times
        low = usual if high is None else min(usual, high)
        if high is None:
            high = yen(high_key, month) * times
    elif high is None:
        high = max(low, yen(high_key, month) * times)
    return [low, high]


def monthly_price(usage: Plain, month: str) -> list[int]:
    """What a service without a public share can cost in the month."""
    service, times = services()[usage["service"]], counted(usage, month)
    lump = usage.get("lump")
    if lump is not None:
        return [ceil(Fraction(lump["total_yen"], lump["months"]))]
    if "tuition_support" in service.get("asks", ()):
        return school_months(usage, month)
    stem = f"price.{usage['service']}."
    if usage.get("price_per") != "month":
        return [each * times for each in prices(usage, stem + "low", stem + "high", month)]
    published = service.get("by_month")
    if published is not None:
        each = prices(usage, published["low"], published["high"], month)
    else:
        each = prices(usage, stem + "low", stem + "high", month, times)
    return [one if times else 0 for one in each]


def free_price(usage: Plain, month: str) -> list[int]:
    """A free service costs what somebody says it costs, and else nothing.

    A whole fee (10割) is somebody else's to pay, but where the family asks its own price.
    """
    said = [usage.get("price_low_yen"), usage.get("price_high_yen")]
    if "own_price" in services()[usage["service"]].get("asks", ()):
        said.append(usage.get("gross_yen_per_time"))
    times = counted(usage, month)
    if usage.get("price_per") == "month":
        times = min(times, 1)
    return [price * times for price in said if price is not None] or [0]


# --- The whole month ---


def sums(choices: list[list[int]]) -> list[int]:
    """Every sum of one choice from each."""
    found = {0}
    for choice in choices:
        found = {before + more for before in found for more in {*choice}}
    return sorted(found)


def calculate(request: Plain) -> Plain | str:
    """The month's ranges, or "refused" when a figure that is needed is not in force."""
    try:
        return _calculate(request)
    except Refused:
        return REFUSED


def _answers_if_known(request: Plain) -> list[WelfareAnswer]:
    """Where nothing is used, a cap that has no row is left open."""
    try:
        return welfare_answers(request)
    except Refused:
        return []


def _calculate(request: Plain) -> Plain:
    month, house = request["month"], part(request, "welfare")
    by_kind: dict[str, list[Plain]] = {"welfare": [], "medical": [], "private": [], "other": []}
    unlisted, free = [], []
    for usage in request["usages"]:
        service = services()[usage["service"]]
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
    used = by_kind["welfare"]
    answers = welfare_answers(request) if used else _answers_if_known(request)
    tenth_sums = ends(sums([[*ends(tenths(usage, month))] for usage in used]))
    own = [min(total, answer.cap) for total in tenth_sums for answer in answers] or [0]
    ledgers["welfare"] = {
        "share": ends(own),
        "payable": ends(own),
        "cap": ends([answer.cap for answer in answers]) if answers else None,
    }
    refunds = [refund(amount, house.get("others_paid_yen", 0), month) for amount in own]

    # 医療
    ledgers["medical"] = medical_ledger(request, by_kind["medical"])

    # 民間
    amounts = sums([monthly_price(usage, month) for usage in by_kind["private"]])
    ledgers["private"] = {"share": ends(amounts), "payable": ends(amounts), "cap": None}

    # その他
    fixed = sum(
        usage.get("extras_yen_per_time", 0) * counted(usage, month) for usage in request["usages"]
    )
    choices = [monthly_price(usage, month) for usage in by_kind["other"]]
    choices += [free_price(usage, month) for usage in free]
    choices += [unlisted_bills(request, usage) for usage in unlisted]
    choices += [meal_costs(usage, month) for usage in request["usages"]]
    choices += [living_costs(request)]
    amounts = [fixed + amount for amount in ends(sums([[*ends(one)] for one in choices]))]
    ledgers["other"] = {"share": ends(amounts), "payable": ends(amounts), "cap": None}

    return {
        "ledgers": ledgers,
        "monthly": (
            sum(ledgers[name]["payable"][0] for name in LEDGERS),
            sum(ledgers[name]["payable"][1] for name in LEDGERS),
        ),
        "refund_later": ends(refunds),
    }
