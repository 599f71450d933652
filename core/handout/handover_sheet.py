"""家族に渡せる紙: what the family may do for itself, in words to the family.

The same for everybody, so that it tells nothing of what the person answered: the steps of the
library, and room for what the person wants to say.
"""

from __future__ import annotations

from typing import Any

from core.catalog import StepTemplate
from core.handout.papers import Papers
from core.handout.text import Tidy, date_text

NAME = "handover"


def _step(step: StepTemplate, tidy: Tidy) -> dict[str, str]:
    return {
        "title": tidy(step.title.family),
        "why": tidy(step.why.family),
        "who": tidy(step.who.family),
        "where": tidy(step.where.family),
        "say": tidy(step.say.family),
    }


def blank(papers: Papers, tidy: Tidy) -> dict[str, Any]:
    """The steps that the family can take without the person."""
    words = papers.catalog.sheets.handover
    return words.model_dump(mode="json") | {
        "made-on": date_text(papers.made_on),
        "version": tidy(papers.catalog.check.version),
        "steps": [_step(papers.catalog.step(one), tidy) for one in words.steps],
    }


filled = blank
