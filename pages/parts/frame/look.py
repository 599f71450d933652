"""The look: the style sheet, and the size of the text a person chose."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pages.parts.kit import html
from pages.parts.kit.size import SIZES, chosen_size

# In a hall the room is used to the edge, and nothing but the question takes height.
PROJECTION = """
:root .stMainBlockContainer{max-width:none;padding:68px 24px 24px}
:root [data-testid="stHeader"]{height:60px;min-height:60px}
:root [data-testid="stHeader"] span{font-size:22px}
:root [data-testid="stTopNavSection"] p{font-size:22px}
:root .st-key-ashiba_parts [data-testid="stHorizontalBlock"]{flex-direction:column}
:root .st-key-ashiba_parts .stColumn{width:100%}
:root [data-testid="stVerticalBlock"]{gap:12px}
:root [data-testid="stMarkdownContainer"]{margin-bottom:0}
:root .stColumn .stButton button{padding:8px 4px}
:root h1,:root h2,:root h3{font-size:1.1rem;padding:0}
:root p,:root li,:root label{line-height:1.4}
:root .stRadio [role="radiogroup"] label{min-height:72px;padding:8px 16px}
"""


@lru_cache(maxsize=1)
def css() -> str:
    """The style sheet, without its comments and indents."""
    text = (Path(__file__).parent / "look.css").read_text(encoding="utf-8")
    while "/*" in text:
        before, _, rest = text.partition("/*")
        text = before + rest.partition("*/")[2]
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def apply() -> None:
    """Give the page the chosen text size. The style sheet itself comes with the HTML page."""
    size = chosen_size()
    rule = f"html:root{{font-size:{SIZES[size]}px!important}}"
    if size == "投影":
        # On a phone 40 px leaves no room for a sentence.
        narrow = f"html:root{{font-size:{SIZES['A+']}px!important}}"
        rule = f"{narrow}@media(min-width:768px){{{rule}{PROJECTION}}}"
    html.style(rule)
