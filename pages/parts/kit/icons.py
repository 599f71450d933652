"""The icons: few, one line thick, always beside words. Drawn here, so that no icon font is loaded.

In HTML: ``icons.icon("phone")``. On a button: its key names role and icon (``do_phone_…``, see
kit/roles.py). In a style sheet: ``mask-image: var(--i-phone)``.
"""

from __future__ import annotations

from markupsafe import Markup

from pages.parts.kit.html import tag

_LINES = {
    "menu": Markup("<path d='M4 7h16M4 12h16M4 17h16'/>"),
    "letters": Markup("<path d='M4 20L12 4l8 16M7 14.5h10' stroke-width='2.6'/>"),
    "arrow": Markup("<path d='M4 12h15M13 6l6 6-6 6'/>"),
    "back": Markup("<path d='M15 5l-7 7 7 7'/>"),
    "down": Markup("<path d='M6 9l6 6 6-6'/>"),
    "up": Markup("<path d='M6 15l6-6 6 6'/>"),
    "right": Markup("<path d='M9 5l7 7-7 7'/>"),
    "cross": Markup("<path d='M6 6l12 12M18 6L6 18'/>"),
    "tick": Markup("<path d='M5 12.5l4.5 4.5L19 7'/>"),
    "ring": Markup("<circle cx='12' cy='12' r='9'/>"),
    "ringed": Markup("<circle cx='12' cy='12' r='9'/><path d='M7.5 12.5l3 3 6-6.5'/>"),
    "box": Markup("<rect x='4' y='4' width='16' height='16' rx='3'/>"),
    "boxed": Markup(
        "<rect x='4' y='4' width='16' height='16' rx='3'/><path d='M7.5 12.5l3 3 6-6.5'/>"
    ),
    "phone": Markup(
        "<path d='M6 3h3l2 5-2.5 1.8a12 12 0 0 0 5.7 5.7L16 13l5 2v3a3 3 0 0 1-3.2 3"
        "A15.5 15.5 0 0 1 3 6.2 3 3 0 0 1 6 3z'/>"
    ),
    "chat": Markup("<path d='M4 5h16v11h-9l-4 4v-4H4z'/><path d='M8 9h8M8 12.5h5'/>"),
    "flag": Markup("<path d='M6 21V4M6 5h11l-3 4 3 4H6'/>"),
    "gate": Markup("<path d='M4 4v17M20 4v17M4 9h16M4 16h16M12 9v7'/>"),
    "people": Markup(
        "<circle cx='9' cy='8' r='3'/><path d='M3.5 20c0-4 2.5-6.5 5.5-6.5s5.5 2.5 5.5 6.5'/>"
        "<path d='M15 6.5a2.6 2.6 0 1 1 1.5 4.8M17 14c2.3.5 3.8 2.7 3.8 6'/>"
    ),
    "pause": Markup("<path d='M9 6v12M15 6v12'/>"),
    "undo": Markup("<path d='M8 5L4 9l4 4M4 9h10a5 5 0 0 1 0 10H9'/>"),
    "more": Markup("<path d='M5 12h.1M12 12h.1M19 12h.1' stroke-width='3.5'/>"),
    "way": Markup(
        "<path d='M3 15c4-7 6 3 9-2s5-5 9-3'/>"
        "<circle cx='12' cy='13' r='2.2' fill='#000' stroke='none'/>"
    ),
    "yen": Markup("<path d='M6 4l6 8 6-8M12 12v8M7 13h10M7 16.5h10'/>"),
    "list": Markup(
        "<path d='M9 6h11M9 12h11M9 18h11'/><path d='M4 5.5h1.5M4 11.5h1.5M4 17.5h1.5'/>"
    ),
    "paper": Markup("<path d='M6 3h9l4 4v14H6z'/><path d='M14 3v5h5M9 12h7M9 16h7'/>"),
    "picture": Markup(
        "<path d='M4 5h16v14H4z'/><path d='M4 16l5-5 4 4 3-2.5 4 3.5'/>"
        "<circle cx='15.5' cy='9' r='1.3'/>"
    ),
    "send": Markup("<path d='M4 12l16-8-5 16-3.5-6z'/>"),
    "print": Markup("<path d='M7 9V4h10v5M7 17H4v-8h16v8h-3M7 14h10v6H7z'/>"),
    "save": Markup("<path d='M12 4v11M7 10.5l5 5 5-5M5 20h14'/>"),
    "look": Markup("<circle cx='10.5' cy='10.5' r='6.5'/><path d='M15.5 15.5L21 21'/>"),
    "pen": Markup("<path d='M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5L17.5 10'/>"),
}
NAMES = tuple(_LINES)

_SAFE = str.maketrans({"<": "%3C", ">": "%3E", "#": "%23"})
WITH_ROLE = ("do", "leave")
"""The roles whose button may bear an icon of its own."""


def address(name: str) -> str:
    """The drawing of an icon as a ``data:`` address, black. Raises KeyError for no icon."""
    drawing = tag(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='#000' "
        "stroke-width='2.2' stroke-linecap='round' stroke-linejoin='round'>{}</svg>",
        _LINES[name],
    )
    return "data:image/svg+xml," + str(drawing).translate(_SAFE)


def icon(name: str) -> Markup:
    """An icon in the colour of the words beside it, which say what it means."""
    if name not in _LINES:
        raise KeyError(name)
    return tag('<span class="i i-{}" aria-hidden="true"></span>', name)


def css() -> str:
    """The drawings as custom properties, and which one a class or the key of a button shows."""
    drawings = "".join(f'--i-{name}:url("{address(name)}");' for name in NAMES)
    classes = "".join(f".i-{name}{{--i:var(--i-{name})}}" for name in NAMES)
    keys = "".join(
        f'[class*="st-key-{role}_{name}_"]{{--i:var(--i-{name})}}'
        for role in WITH_ROLE
        for name in NAMES
    )
    return f":root{{{drawings}}}{classes}{keys}"
