"""Private providers side by side: the sum over the whole term, signs to stop at, what to ask.

Nothing here judges a provider. A quote is what a family wrote down; what it does not say is not
known, and then the sum is the least it can be.
"""

from core.provider.ask import OpenQuestion, questions
from core.provider.cost import Part, QuoteCost, total
from core.provider.model import (
    ANSWERS,
    LABELS,
    LONG,
    NAME,
    Answer,
    PriceKind,
    Quote,
    is_empty,
    results_text,
)
from core.provider.public import PublicCost, public_same_months
from core.provider.read import QuoteRow, is_empty_row, read_quote, read_quotes, sound_quotes
from core.provider.signs import (
    Flag,
    all_answered,
    asked,
    must_stop,
    red_flags,
    red_line,
    signs_of,
    stop_contacts,
    told,
)

__all__ = [
    "ANSWERS",
    "LABELS",
    "LONG",
    "NAME",
    "Answer",
    "Flag",
    "OpenQuestion",
    "Part",
    "PriceKind",
    "PublicCost",
    "Quote",
    "QuoteCost",
    "QuoteRow",
    "all_answered",
    "asked",
    "is_empty",
    "is_empty_row",
    "must_stop",
    "public_same_months",
    "questions",
    "read_quote",
    "read_quotes",
    "red_flags",
    "red_line",
    "results_text",
    "signs_of",
    "sound_quotes",
    "stop_contacts",
    "told",
    "total",
]
