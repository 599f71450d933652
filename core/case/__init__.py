"""What a family said: as models (``case``), as the screens keep it (``answers``), day by day
(``history``)."""

from core.case.case import (
    IN_USE,
    REVIEW_LABELS,
    Case,
    Review,
    ReviewLines,
    SituationFlag,
    check_from_answers,
    read_age,
)

__all__ = [
    "IN_USE",
    "REVIEW_LABELS",
    "Case",
    "Review",
    "ReviewLines",
    "SituationFlag",
    "check_from_answers",
    "read_age",
]
