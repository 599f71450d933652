"""Pictures of the way and of amounts, as HTML that follows the size of the letters.

Each has one name for those who hear it, or stands beside words that say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from markupsafe import Markup

from core import Catalog, YenRange
from core.catalog import Stage
from core.overview import Place, here_on_the_way, way_words
from pages.parts.kit.html import NOTHING, joined, tag

_DRAWN = {
    "diamond": Markup("<path d='M30 3L57 30L30 57L3 30Z'/>"),
    "pentagon": Markup("<path d='M30 4L57 24L47 56L13 56L3 24Z'/>"),
    "square": Markup("<rect x='7' y='7' width='46' height='46' rx='3'/>"),
}
_SAFE = str.maketrans({"<": "%3C", ">": "%3E", "#": "%23"})
_ROAD = "M0 34C9 37 14 24 22 29S36 41 50 30S66 20 78 29S92 36 100 27"
"""To and fro, never up: from edge to edge of a box of 100 by 60."""


def _address(drawing: Markup) -> str:
    """A drawing as a ``data:`` address: st.html takes no inline svg."""
    return "data:image/svg+xml," + str(drawing).translate(_SAFE)


class Shaped(Protocol):
    """What has the shape and the colour of a place: a stage, or a place on the wall."""

    @property
    def shape(self) -> str: ...
    @property
    def color(self) -> str: ...


def shape(stage: Shaped, *, filled: bool = False) -> Markup:
    """The drawn shape of a place, in its colour; without a name of its own."""
    drawing = tag(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 60 60' fill='{}' stroke='{}' "
        "stroke-width='3.5' stroke-linejoin='round'>{}</svg>",
        stage.color if filled else "#fff",
        stage.color,
        _DRAWN[stage.shape],
    )
    return tag('<img class="shape" src="{}" alt="">', _address(drawing))


def _road(kind: str, color: str, width: int, dashes: str) -> Markup:
    drawing = tag(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 60' fill='none' "
        "preserveAspectRatio='none'><path d='{}' vector-effect='non-scaling-stroke' "
        "stroke-linecap='round' stroke='{}' stroke-width='{}' stroke-dasharray='{}'/></svg>",
        _ROAD,
        color,
        width,
        dashes,
    )
    return tag('<img class="{}" src="{}" alt="">', kind, _address(drawing))


def way(
    stage: Place | None,
    near_next: bool,
    stage_range: tuple[Place, Place] | None,
    catalog: Catalog,
) -> Markup:
    """The way with its three places and a field 「このあたり」: a field, because it is no point.

    As ``Assessment`` has them: ``stage`` None with a range: the field covers all places that the
    answers allow; without a range: no field. A picture with one name; nothing in it is read.
    """
    here = here_on_the_way(stage, near_next, stage_range)
    words, colours = catalog.sheets.overview, catalog.stage(here.at or 2)
    field = callout = NOTHING
    if here.width:
        field = tag('<span class="field"></span>')
        told = words.here if here.at else words.somewhere
        callout = tag('<span class="here" style="--n:{}"><b>{}</b></span>', len(told), told)
    return tag(
        '<div class="way{}" role="img" aria-label="{}" '
        'style="--c:{};--t:{};--x:{}%;--w:{}%">{}{}{}{}<div class="places">{}</div></div>',
        "" if here.width else " way-open",
        way_words(stage, near_next, stage_range, catalog),
        colours.color,
        colours.pale,
        here.middle,
        here.width,
        callout,
        _road("road", "#e6e1d6", 19, "none"),
        field,
        _road("road dots", "#a79f8d", 2, "1 9"),
        joined(
            _place(one, words.place.format(number=one.number), here=one.number == here.at)
            for one in catalog.stages
        ),
    )


def _place(stage: Stage, label: str, *, here: bool) -> Markup:
    return tag(
        '<span class="place{}" style="--c:{}">{}<span class="name">{}</span>'
        '<span class="number">{}</span></span>',
        " is-here" if here else "",
        stage.color,
        shape(stage, filled=here),
        stage.name,
        label,
    )


def yen_words(amount: YenRange) -> Markup:
    """An amount in large type: the figures, and smaller their 円; it breaks only at 〜."""

    def end(value: int) -> Markup:
        return tag('<span class="nb">{:,}<span class="u">円</span></span>', value)

    if amount.exact:
        return end(amount.low)
    return tag("{}<wbr>〜{}", end(amount.low), end(amount.high))


def month_bar(
    low: int, high: int, top: int | None = None, before: YenRange | None = None
) -> Markup:
    """A month's amount as a bar: solid to the low end, pale to the high end; 0 is a thin line.

    ``top``: the amount at the right edge, where several bars have one yardstick (else ``high``).
    ``before``: what it was, as a dashed outline. The amount stands beside it in words: the bar has
    no name of its own. Yen; raises ValueError where ``low`` is above ``high``.
    """
    amount, edge = YenRange(low, high), max(high, top or 0, before.high if before else 0, 1)
    shown, solid = 100 * amount.high / edge, 100 * amount.low / max(amount.high, 1)
    dashed = NOTHING
    if before is not None and before != amount:
        left = 100 * before.low / edge
        dashed = tag(
            '<span class="before" style="left:{:.1f}%;width:{:.1f}%"></span>',
            left,
            max(100 * before.high / edge - left, 0.5),
        )
    return tag(
        '<span class="bar" aria-hidden="true"><span class="high" style="width:{:.1f}%">'
        '<span class="low" style="width:{:.1f}%"></span></span>{}</span>',
        shown,
        solid,
        dashed,
    )


def bar_ends(low: int, high: int) -> Markup:
    """「少ない月」 and 「多い月」 under the ends of a bar of its own; nothing for one amount."""
    if low == high:
        return NOTHING
    place = 100 * low / high
    kind = "ends" if place >= 24 else "ends ends-low"
    return tag(
        '<span class="{}"><span style="width:{:.1f}%">少ない月</span><span>多い月</span></span>',
        kind,
        place,
    )


def bar_key() -> Markup:
    """What solid and pale mean, for several bars."""
    return tag(
        '<p class="bar-key"><span class="k low"></span>少ない月まで '
        '<span class="k high"></span>多い月まで</p>'
    )


def progress(done: int, of: int) -> Markup:
    """A thin line of how far one is; the words beside it say it."""
    return tag(
        '<span class="progress" aria-hidden="true"><span style="width:{:.0f}%"></span></span>',
        100 * done / max(of, 1),
    )


Mark = Literal["tick", "pause", "flag"]


def marked(texts: Sequence[str], icon: Mark) -> Markup:
    """A quiet list with an icon before each line: what is there, what is not done yet."""
    items = joined(
        tag('<li><span class="i i-{}" aria-hidden="true"></span><span>{}</span></li>', icon, text)
        for text in texts
    )
    return tag('<ul class="marked marked-{}">{}</ul>', icon, items)
