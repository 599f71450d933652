"""The HTML page in which Streamlit runs: Japanese, with our look, our scripts, and the help."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path

import streamlit
from markupsafe import escape

from core.catalog import Catalog
from pages.parts.frame import look
from pages.parts.kit import danger
from pages.parts.kit.html import tag
from pages.parts.kit.labels import APP_NAME, WAITS

STATIC = Path(streamlit.__file__).parent / "static"

# Scripts that every screen asks for only after the first ones have run: fetched beside them.
EARLY = (
    "BidiComponent",
    "_arrayReduce",
    "serialization",
    "recordbatch",
    "Button",
    "Html",
    "purify.es",
    "PageLink",
    "Radio",
)
ASKED = ("health", "host-config")
"""What Streamlit asks before it opens its line: asked beside the scripts, a way there and back less."""
SCRIPTS = (
    "base",
    "words",
    "tab",
    "blob",
    "hand",
    "help",
    "sent",
    "translated",
    "ways",
    "drafts",
    "hall",
)

NOSCRIPT = (
    "<noscript><p>この画面を出すには、ブラウザの JavaScript を有効にしてください。</p>"
    "<p>いま危険がせまっているときは110、けがや急な体調の心配は119へ電話してください。</p>"
    "</noscript>"
)
WAITING = f'<p class="ashiba-waiting" role="status">{WAITS}</p>'


class UnknownStreamlit(RuntimeError):
    """The installed Streamlit is not the one this page was made for; the words say what to do."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"入っている Streamlit {streamlit.__version__} には、{what}がありません。"
            "requirements.txt の版を入れてください（python3 run.py で入ります）。"
        )


def _early_links() -> str:
    folder = STATIC / "static" / "js"
    links = []
    for name in EARLY:
        found = [path.name for path in folder.glob(f"{name}.????????.js")]
        if len(found) != 1:
            raise UnknownStreamlit(f"部品 {name}.js")
        links.append(f'<link rel="modulepreload" crossorigin href="./static/js/{found[0]}">')
    links += [
        f'<link rel="preload" as="fetch" crossorigin href="./_stcore/{one}">' for one in ASKED
    ]
    return "".join(links)


@lru_cache(maxsize=1)
def script() -> tuple[str, bytes]:
    """(address, text) of our own script; the address changes with the text."""
    folder = Path(__file__).with_name("js")
    text = ";\n".join((folder / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    return f"/static/ashiba.{digest}.js", text.encode()


_ABOVE = (
    '<div id="ashiba-bar" role="region" aria-label="いま危険なときの電話">'
    '<button type="button" id="ashiba-help-open" aria-haspopup="dialog">'
    "いま危険なとき</button></div>"
    '<p id="ashiba-line" role="region" aria-label="つながり" hidden></p>'
    '<p id="ashiba-told" role="status" aria-live="polite"></p>'
)
"""What stands above Streamlit's part of the page, and works without it."""


def _box(catalog: Catalog) -> str:
    """The box that the button opens."""
    return tag(
        '<dialog id="ashiba-help" aria-labelledby="ashiba-help-title"><div>'
        '<h2 id="ashiba-help-title">いま危険なとき</h2>{}'
        '<button type="button" id="ashiba-help-close">とじる</button>'
        '<p><a href="about:blank" data-ashiba-exit>すぐに閉じる</a>'
        "（答えを消して、白い画面にします）</p></div></dialog>",
        danger.contents(catalog),
    )


def japanese_page(catalog: Catalog) -> str:
    """Streamlit's index.html in Japanese, with our look, without its English-only font.

    Raises UnknownStreamlit.
    """
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    address, _ = script()
    head = (
        '<meta name="google" content="notranslate">'
        f'{_early_links()}<style>{look.css()}</style><script src=".{address}"></script></head>'
    )
    changes = (
        # A translator that rewrites a question while React goes on would put answers under another.
        (r'<html lang="en">', '<html lang="ja" translate="no">'),
        (r"<title>.*?</title>", f"<title>{escape(APP_NAME)}</title>"),
        (r'<link\s+rel="preload"[^>]*SourceSans[^>]*>', ""),
        (r'<link rel="service-desc"[^>]*>', ""),
        (r"<!--.*?-->", ""),
        (r"<script>\s*window\.prerenderReady = false\s*</script>", ""),
        (r"<noscript>.*?</noscript>", NOSCRIPT),
        (r'<div id="root"></div>', f'{_ABOVE}<div id="root">{WAITING}</div>{_box(catalog)}'),
        (r"</head>", head),
    )
    for pattern, replacement in changes:
        page, count = re.subn(pattern, lambda _, new=replacement: new, page, flags=re.DOTALL)  # type: ignore[misc]
        if not count:
            raise UnknownStreamlit(f"index.html の {pattern} ")
    if re.search(r"<script(?![^>]*\bsrc=)", page):
        raise UnknownStreamlit("知っている index.html（スクリプトが増えています）")
    return page.strip()
