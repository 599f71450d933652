"""The old address of ``core.cost.otherwise``, for those who import from here."""

from core.cost.otherwise import Curve, alternatives, cap_curve, insurance_changes, pattern_costs

__all__ = ["Curve", "alternatives", "cap_curve", "insurance_changes", "pattern_costs"]
