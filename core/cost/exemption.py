"""住民税非課税の自己判定: from what a family knows, for one person (the spouse apart).

The resident tax of a year counts for service months from July to the next June. The lines differ
by 級地 and dependants; a tax-law 障害者 (手帳), a minor and others have a line of their own
(地方税法 第295条).
"""

from __future__ import annotations

from typing import Literal

from core.base import Frozen
from core.cost_inputs import TaxFacts
from core.figures import Figures

__all__ = ["GRADES", "ExemptionResult", "TaxFacts", "Verdict", "judge_exemption"]

Verdict = Literal["exempt", "taxed", "unknown"]
GRADES = (1, 2, 3)


class ExemptionResult(Frozen):
    """The verdict for one person, the lines it used, and whether a return should be filed."""

    verdict: Verdict
    declare_first: bool
    """No return was filed: the office may take the highest class until 0円申告 is made."""
    sources: tuple[str, ...]


def _line_keys(facts: TaxFacts, kind: str, month: str, figures: Figures) -> tuple[list[str], bool]:
    """Keys of the lines that may apply, and whether all of them are in force."""
    grades = GRADES if facts.grade is None else (facts.grade,)
    keys = [f"tax.exempt_{kind}.grade{grade}.{facts.dependants}" for grade in grades]
    known = [key for key in keys if figures.has(key, month)]
    return known, len(known) == len(keys)


def judge_exemption(facts: TaxFacts, month: str, figures: Figures) -> ExemptionResult:
    """Whether the person is 住民税非課税 in the service month.

    "unknown" where the facts or the lines do not decide; never a guess. No income at all is
    exempt everywhere.
    """
    declare = facts.declared is False
    if facts.income_yen == 0 or (facts.income_yen is None and facts.salary_yen == 0):
        return ExemptionResult(verdict="exempt", declare_first=declare, sources=())
    amount, kind = facts.income_yen, "income"
    if amount is None:
        amount, kind = facts.salary_yen, "salary"
    if amount is None:
        return ExemptionResult(verdict="unknown", declare_first=declare, sources=())
    keys, complete = _line_keys(facts, kind, month, figures)
    towns = [figures.yen(key, month) for key in keys]
    own_key = f"tax.exempt_{kind}.disabled"
    own = 0
    if facts.disabled is not False and figures.has(own_key, month):
        own = figures.yen(own_key, month)
        keys.append(own_key)
    elif facts.disabled is not False:
        complete = False  # without the higher line, nobody is surely taxed
    # Both lines may apply to one person; the higher one counts.
    surely = min((max(line, own if facts.disabled else 0) for line in towns), default=0)
    if not complete:
        surely = own if facts.disabled else 0
    at_most = max((max(line, own) for line in towns), default=0)
    verdict: Verdict = "unknown"
    if amount <= surely:
        verdict = "exempt"
    elif complete and amount > at_most:
        verdict = "taxed"
    return ExemptionResult(verdict=verdict, declare_first=declare, sources=tuple(keys))
