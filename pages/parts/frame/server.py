"""What the server adds to Streamlit: Japanese HTML, safe headers, small files, known addresses."""

from __future__ import annotations

import asyncio
import gzip
import html
import mimetypes
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from pages.parts.frame import look
from pages.parts.frame.screens import APP_NAME, present

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

STATIC = Path(streamlit.__file__).parent / "static"
COMPRESSIBLE = {".js", ".css", ".html", ".json", ".svg", ".txt"}
FOREVER = "public, max-age=31536000, immutable"
# The framework's own addresses. Everything else is a screen or unknown.
FRAMEWORK = ("_stcore", "static", "media", "component", "app", "auth", "oauth2callback")

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' blob:; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self' ws: wss:; frame-src 'self' blob: data:; "
        "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
        "frame-ancestors 'none'; form-action 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

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

NOSCRIPT = (
    "<noscript><p>この画面を出すには、ブラウザの JavaScript を有効にしてください。</p>"
    "<p>いま危険がせまっているときは110、けがや急な体調の心配は119へ電話してください。</p>"
    "</noscript>"
)
WAITING = '<p class="ashiba-waiting" role="status">読み込んでいます。少しお待ちください。</p>'


def _early_links() -> str:
    folder = STATIC / "static" / "js"
    return "".join(
        f'<link rel="modulepreload" crossorigin href="./static/js/{path.name}">'
        for name in EARLY
        for path in sorted(folder.glob(f"{name}.????????.js"))
    )


def _script() -> str:
    return f"<script>{Path(__file__).with_name('page.js').read_text(encoding='utf-8')}</script>"


def japanese_page() -> str:
    """Streamlit's index.html in Japanese, with our look, without its English-only font."""
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    changes = (
        (r'<html lang="en">', '<html lang="ja">'),
        (r"<title>.*?</title>", f"<title>{html.escape(APP_NAME)}</title>"),
        (r'<link\s+rel="preload"[^>]*SourceSans[^>]*>', ""),
        (r'<link rel="service-desc"[^>]*>', ""),
        (r"<!--.*?-->", ""),
        (r"<noscript>.*?</noscript>", NOSCRIPT),
        (r'<div id="root"></div>', f'<div id="root">{WAITING}</div>'),
        (r"</head>", f"{_early_links()}<style>{look.css()}</style>{_script()}</head>"),
    )
    for pattern, replacement in changes:
        page, count = re.subn(pattern, lambda _, new=replacement: new, page, flags=re.DOTALL)  # type: ignore[misc]
        if not count:
            raise RuntimeError(f"index.html of this Streamlit has no {pattern}")
    return page.strip()


@lru_cache(maxsize=1)
def _page_bytes() -> tuple[bytes, bytes]:
    plain = japanese_page().encode()
    return plain, gzip.compress(plain, 9, mtime=0)


@lru_cache(maxsize=1)
def _static_files() -> dict[str, Path]:
    return {
        f"/static/{path.relative_to(STATIC / 'static').as_posix()}": path
        for path in (STATIC / "static").rglob("*")
        if path.suffix in COMPRESSIBLE
    }


_PACKED: dict[Path, bytes] = {}


def _compressed(path: Path) -> bytes:
    """The file, compressed once and kept."""
    if path not in _PACKED:
        _PACKED[path] = gzip.compress(path.read_bytes(), 6, mtime=0)
    return _PACKED[path]


def warm() -> None:
    """Compress what the first screen needs, so that a full hall costs no processor time."""
    page, _ = _page_bytes()
    names = set(re.findall(r'"\./(static/[^"]+)"', page.decode()))
    for address, path in _static_files().items():
        if address.lstrip("/") in names:
            _compressed(path)


def _first_segment(path: str) -> str:
    return path.lstrip("/").split("/", 1)[0]


class FrontDoor:
    """Answers screens and static files itself; passes the framework's addresses on.

    Unknown addresses go to the first screen. All answers carry HEADERS.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.addresses = {f"/{screen.address}" for screen in present()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        answer = await self._answer(scope)
        await (answer or self.app)(scope, receive, with_headers)

    async def _answer(self, scope: Scope) -> Response | None:
        """Our own answer, or None when Streamlit answers."""
        path = scope["path"]
        if scope["method"] not in ("GET", "HEAD"):
            return None
        packed = "gzip" in Headers(scope=scope).get("accept-encoding", "")
        if path in self.addresses:
            return self._page(packed)
        if path in _static_files():
            return await self._file(_static_files()[path]) if packed else None
        if _first_segment(path) in FRAMEWORK or "/_stcore/" in path or path == "/favicon.png":
            return None
        if f"/{path.strip('/')}" in self.addresses:
            return RedirectResponse(f"/{path.strip('/')}", 307)
        if "." in path.rsplit("/", 1)[-1]:
            return PlainTextResponse("このファイルはありません。", 404)
        return RedirectResponse("/", 307)

    @staticmethod
    def _page(packed: bool) -> Response:
        headers = {"Cache-Control": "no-store", "Vary": "Accept-Encoding"}
        if packed:
            headers["Content-Encoding"] = "gzip"
        return Response(_page_bytes()[packed], 200, headers, "text/html")

    @staticmethod
    async def _file(path: Path) -> Response:
        body = _PACKED.get(path) or await asyncio.to_thread(_compressed, path)
        headers = {
            "Cache-Control": FOREVER,
            "Content-Encoding": "gzip",
            "Vary": "Accept-Encoding",
        }
        kind = "text/javascript" if path.suffix == ".js" else mimetypes.guess_type(path.name)[0]
        return Response(body, 200, headers, kind or "application/octet-stream")
