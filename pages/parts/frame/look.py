"""The look: the style sheet, and the size of the text a person chose."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pages.parts.kit import html, icons
from pages.parts.kit.labels import WAITS
from pages.parts.kit.size import SIZES, chosen_size

SHEETS = ("tokens", "look", "roles", "pictures", "head")
LAST = ("hall", "print")


@lru_cache(maxsize=1)
def css() -> str:
    """The style sheets without comments and indents: tokens first, then what all screens share,
    what a screen has of its own (pages/parts/<screen>/*.css), the room, and paper.
    """
    folder = Path(__file__).parent
    own = sorted(one for one in folder.parent.glob("*/*.css") if one.parent != folder)
    files = [*(folder / f"{name}.css" for name in SHEETS), *own]
    files += [folder / f"{name}.css" for name in LAST]
    said = f':root {{ --waits: "{WAITS}" }}\n'
    return compact(said + icons.css() + "\n".join(one.read_text(encoding="utf-8") for one in files))


def compact(text: str) -> str:
    """A style sheet without comments, indents and empty lines."""
    while "/*" in text:
        before, _, rest = text.partition("/*")
        text = before + rest.partition("*/")[2]
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def apply() -> None:
    """Give the page the chosen text size. The style sheet itself comes with the HTML page."""
    html.style(f"html:root{{font-size:{SIZES[chosen_size()]}px!important}}")
