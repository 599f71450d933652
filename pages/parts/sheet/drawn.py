"""A small drawing of a sheet of paper: no family's, and so the same for all."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

from pages.parts.kit.html import joined, tag

_SAFE = str.maketrans({"<": "%3C", ">": "%3E", "#": "%23"})
_TICKETS = (58, 86, 114)
_LINE = Markup("<path d='M{} {}h{}' stroke='{}' stroke-width='4'/>")
_SHAPES = (
    ("#5b4b8a", "M28 35l6 6-6 6-6-6z"),
    ("#2f6f73", "M60 34l7 5-2.5 8.5h-9L53 39z"),
    ("#8a5a2b", "M87 36h10v10H87z"),
)


@lru_cache(maxsize=1)
def paper() -> Markup:
    """The drawing as a picture without a name: the words beside it say what it is."""
    shapes = joined(
        tag("<path d='{}' fill='#fff' stroke='{}' stroke-width='1.8'/>", path, color)
        for color, path in _SHAPES
    )
    tickets = joined(
        tag(
            "<rect x='14' y='{}' width='92' height='24' rx='2' stroke='#2f6f73'/>{}{}",
            top,
            _LINE.format(19, top + 8, 30, "#2f6f73"),
            _LINE.format(19, top + 16, 68, "#c9c5bb"),
        )
        for top in _TICKETS
    )
    drawing = tag(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 120 170' fill='none'>"
        "<rect x='1' y='1' width='118' height='168' rx='2' fill='#fff' stroke='#7d786c' "
        "stroke-width='1.5'/>{}<path d='M14 28h92' stroke='#c9c5bb'/>"
        "<path d='M16 42c14-8 26 7 44 0s26-6 46 0' stroke='#e6e1d6' stroke-width='6'/>{}{}{}</svg>",
        _LINE.format(14, 19, 40, "#1b1f24"),
        shapes,
        tickets,
        _LINE.format(14, 152, 60, "#c9c5bb"),
    )
    return tag(
        '<img class="sheet-drawn" src="{}" alt="">',
        "data:image/svg+xml," + str(drawing).translate(_SAFE),
    )
