"""The combination plan: composed as a whole (``compose_plan``), read back as a whole
(``contradictions``).
"""

from __future__ import annotations

from core.plan.compose import compose_plan
from core.plan.days import is_open_day, next_open_day
from core.plan.holds import contradictions
from core.plan.model import Caution, Offer, OnPaper, PaperWords, PlainStep, Plan, PlanContact, Step
from core.plan.price import steps_of

__all__ = [
    "Caution",
    "Offer",
    "OnPaper",
    "PaperWords",
    "PlainStep",
    "Plan",
    "PlanContact",
    "Step",
    "compose_plan",
    "contradictions",
    "is_open_day",
    "next_open_day",
    "steps_of",
]
