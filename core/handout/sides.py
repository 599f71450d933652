"""How the chosen sheets are printed, in words: 「両面」 or 「片面」, and the pages of each."""

from __future__ import annotations

from core.catalog import Catalog
from core.handout.press import Bound

ONE_SIDED = frozenset({"card", "handover"})
"""Nothing is printed on the back: a card is cut out, and 家族に渡せる紙 goes to other hands."""


def how_to_print(bound: Bound, catalog: Catalog) -> tuple[str, ...]:
    """Sentences for the screen. Several sheets: that all go on both sides at once, and which pages
    are blank for it. Then one line a sheet: 「計画：3〜4ページ、両面」.
    """
    words, told = catalog.sheets.printing, []
    if len(bound.places) > 1:
        told.append(words.together)
    if bound.blank:
        told.append(words.blank.format(pages="、".join(map(str, bound.blank))))
    for name, (first, last) in bound.places.items():
        span = words.pages_once if first == last else words.pages_span
        form = words.one_side if first == last or name in ONE_SIDED else words.both_sides
        sheet = catalog.sheets.list[name].title
        told.append(form.format(sheet=sheet, pages=span.format(first=first, last=last)))
    return tuple(told)
