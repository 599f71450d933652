"""What the result of the check says: where the family stands, what that means, what else to know.

Which of the texts of data/check.toml are said; their place on the screen is the screen's.
"""

from __future__ import annotations

from typing import NamedTuple

from core.alerts import Alerts
from core.catalog import Catalog
from core.stage import Assessment


def is_calm(assessment: Assessment) -> bool:
    """Nothing about safety, money or the family's limit stands before the place."""
    return assessment.alert == "none" and not assessment.notices


def places_named(assessment: Assessment, catalog: Catalog) -> tuple[str, ...]:
    """The names of the places where the family may stand, one or two; () where none is said."""
    if assessment.outcome != "stage" or assessment.stage is None:
        return ()
    ends = assessment.stage_range or (assessment.stage, assessment.stage)
    return tuple(catalog.stage(one).name for one in dict.fromkeys(ends))


def meaning(alerts: Alerts, assessment: Assessment) -> tuple[str, ...]:
    """What the place means, or why none is said, in the voice of whoever answers."""
    texts, who = alerts.catalog.check.texts, alerts.answerer
    if assessment.outcome == "no_difficulty":
        return (texts.no_difficulty.said_to(who),)
    # Who hurts may be of the family: no sentence then sends it to its own rest and talk first.
    quiet = alerts.is_harmed and who != "person"
    if assessment.stage is None:
        return ((texts.safety_before_stage if quiet else texts.unclear).said_to(who),)
    stage = alerts.catalog.stage(assessment.stage)
    words = (stage.result_near if assessment.near_next else None) or stage.result
    told = [texts.safety_before_stage] if assessment.alert == "soon" else []
    if not quiet:
        told.append(words)
    return tuple(one.said_to(who) for one in told)


class Notes(NamedTuple):
    """What else there is to know, below the next step.

    ``planned_for``: the place that the plan is made for where the answers leave several; "" else.
    ``moved_back``: what it means to stand elsewhere than last time.
    """

    family_first: bool
    planned_for: str
    moved_back: bool


def notes(alerts: Alerts, assessment: Assessment, *, was_here_before: bool) -> Notes:
    """What is noted of a result. ``was_here_before``: a file with a last time was opened."""
    low, high = assessment.stage_range or (0, 0)
    planned_for = ""
    if assessment.stage is not None and low != high:
        planned_for = alerts.catalog.stage(assessment.stage).name
    return Notes(
        family_first=assessment.family_first and not alerts.is_harmed,
        planned_for=planned_for,
        moved_back=was_here_before and assessment.outcome != "no_difficulty",
    )
