"""What the screens of plan and cost say of the one sum of the month, and of what it leaves out."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from core import said
from core.catalog import Catalog
from core.cost.request import CostRequest
from core.cost.shown import not_counted
from core.edit import PlanEdits
from core.money import YenRange, yen_text
from core.plan.model import Offer, Plan, Step
from core.plan.price import usual_times

NOT_YET = "まだ出せません"
"""Said where an amount has no figure in force, or nothing of it could be counted."""
UNCHANGED = "変わりませんでした。"


def amount_words(amount: YenRange | None) -> str:
    """「0円〜9,300円」, or that there is none yet."""
    return NOT_YET if amount is None else yen_text(amount)


def counted(plan: Plan) -> bool:
    """False where nothing of the sum could be counted."""
    return plan.estimate is not None and (plan.cost_whole or bool(plan.estimate.request.usages))


def sum_name(catalog: Catalog, besides: str = "") -> str:
    """The name of the sum. ``besides``: what has to be said of it in the same breath."""
    return catalog.plan.rules.total + (f"（{besides}）" if besides else "")


def sum_ends(plan: Plan) -> tuple[str, ...]:
    """The sum as one end or two, each for a line of its own; () where nothing was counted."""
    if plan.total is None or not counted(plan):
        return ()
    return said.yen_ends(plan.total.low, plan.total.high)


def besides(plan: Plan, request: CostRequest, catalog: Catalog) -> str:
    """What has to be said of the sum in the same breath."""
    if not request.usages:
        return "計画の「いま」と「次」で数えています"
    if plan.estimate is None:
        return ""
    names = "・".join(
        catalog.service(one).name for one in dict.fromkeys(not_counted(request, plan.estimate))
    )
    return f"{names}を除く" if names else ""


def beside_the_sum(plan: Plan, catalog: Catalog) -> str:
    """What is said of その先 where the sum has none of its services with a fee; else "".

    Its parts would add up to more than the sum.
    """
    paid = {
        one for one in _services_of(plan.later, catalog) if catalog.service(one).cost_kind != "free"
    }
    estimate = plan.estimate
    counted = set() if estimate is None else {one.service for one in estimate.request.usages}
    return catalog.plan.rules.besides if paid and not paid & counted else ""


def work_later(plan: Plan, catalog: Catalog) -> str:
    """Why a work service stands in the sum while まだしないこと speaks of work; "" where none does.

    A service whose step stands in いま or 次 explains itself.
    """
    if plan.estimate is None or not any(one.topic == "work" for one in plan.not_yet):
        return ""
    planned = _services_of((*plan.now, *plan.next), catalog)
    counted = dict.fromkeys(one.service for one in plan.estimate.request.usages)
    services = [catalog.service(one) for one in counted if one not in planned]
    names = "・".join(one.name for one in services if one.work)
    words = catalog.plan.rules.work_counted.said_to(plan.answerer)
    return words.format(names=names) if names else ""


def _services_of(steps: Iterable[Step], catalog: Catalog) -> set[str]:
    """The services of these steps; a family's own step has none."""
    return {
        one.id
        for step in steps
        if step.id in catalog.by_step
        for one in catalog.by_step[step.id].services
    }


def change_words(before: YenRange | None, plan: Plan, catalog: Catalog) -> str:
    """What became of the sum; "" where one of the two is not known."""
    name = catalog.plan.rules.total
    if before is None or plan.total is None:
        return ""
    if before == plan.total:
        return f"{name}は、変わりません。"
    return f"{name}は、{yen_text(before)}から、{yen_text(plan.total)}になりました。"


def answer_words(before: YenRange, after: YenRange, words: str) -> str:
    """What an answer did to the sum: 「非課税」で、多い月が12,400円下がりました。"""
    low, high = after.low - before.low, after.high - before.high
    if not low and not high:
        return f"「{words}」で、{UNCHANGED}"
    if after.exact and not before.exact:
        return f"「{words}」で、{said.yen(after.low)}に決まりました。"
    if low and high and before.holds(after):
        return f"「{words}」で、幅が{said.yen(before.width - after.width)}せまくなりました。"
    ends = [f"少ない月が{_by(low)}"] * bool(low) + [f"多い月が{_by(high)}"] * bool(high)
    if before.exact and after.exact:
        return f"「{words}」で、{_by(high)}ました。"
    return f"「{words}」で、{'、'.join(reversed(ends))}ました。"


def _by(yen: int) -> str:
    return f"{said.yen(abs(yen))}{'上がり' if yen > 0 else '下がり'}"


def offer_words(offers: Iterable[Offer]) -> str:
    """What is counted and has no step: by name and amount."""
    return "。".join(f"{one.name}（月 {amount_words(one.cost)}）" for one in offers)


def left_out(
    plan: Plan, edits: PlanEdits, counted: Collection[str], catalog: Catalog
) -> dict[str, int]:
    """Service → times of the steps in いま and 次 that the sum does not count; with a fee or not."""
    usual = usual_times(plan, edits, catalog)
    return {one: times for one, times in usual.items() if one not in counted}


def paid_names(services: Iterable[str], catalog: Catalog) -> tuple[str, ...]:
    """The names of those with a fee."""
    found = (catalog.service(one) for one in services)
    return tuple(one.name for one in found if one.cost_kind != "free")
