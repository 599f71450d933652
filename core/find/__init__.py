"""支援をさがす: every service; what fits now, what misses a chosen condition, what may wait."""

from core.find.beliefs import Belief, beliefs
from core.find.costs import (
    OwnCost,
    UsualPrice,
    has_own_answers,
    has_usual_price,
    own_cost,
    own_cost_said,
    own_costs,
    usual_price,
)
from core.find.line import second_of, tags_of, tags_on_line
from core.find.looked import (
    ANY,
    BOXES,
    FIRST,
    Box,
    Compared,
    Looked,
    More,
    box_of,
    by_state,
    read_looked,
)
from core.find.matters import Met, how_it_meets
from core.find.planned import stands_in
from core.find.reasons import Limits, limits_of
from core.find.search import find
from core.find.side_by_side import MOST_COMPARED, Row, answer_of, asked, compare
from core.find.wish import STATES, Found, Reason, State, Wish
from core.find.words import HardWord, easy, furigana

__all__ = [
    "ANY",
    "BOXES",
    "FIRST",
    "MOST_COMPARED",
    "STATES",
    "Belief",
    "Box",
    "Compared",
    "Found",
    "HardWord",
    "Limits",
    "Looked",
    "Met",
    "More",
    "OwnCost",
    "Reason",
    "Row",
    "State",
    "UsualPrice",
    "Wish",
    "answer_of",
    "asked",
    "beliefs",
    "box_of",
    "by_state",
    "compare",
    "easy",
    "find",
    "furigana",
    "has_own_answers",
    "has_usual_price",
    "how_it_meets",
    "limits_of",
    "own_cost",
    "own_cost_said",
    "own_costs",
    "read_looked",
    "second_of",
    "stands_in",
    "tags_of",
    "tags_on_line",
    "usual_price",
]
