"""The front door: who may come in, which addresses there are, and safe headers on every answer.

Streamlit answers only what FrontDoor lets through: its websocket, its health and settings, its own
static files. Everything else is a screen (the one HTML page) or closed, in Japanese.
"""

from __future__ import annotations

import asyncio
import gzip
import mimetypes
import os
import re
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from pages.parts.frame.index import STATIC, japanese_page, script
from pages.parts.frame.pace import paced
from pages.parts.frame.screens import HALL, present
from pages.parts.kit import room

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from core.catalog import Catalog

COMPRESSIBLE = {".js", ".css", ".html", ".json", ".svg", ".txt"}
FOREVER = "public, max-age=31536000, immutable"
STREAM = "/_stcore/stream"
PASSED = frozenset({"/_stcore/health", "/_stcore/host-config", "/favicon.png"})
"""What Streamlit answers besides its static files."""
CLOSED = frozenset(
    {"_stcore", "static", "media", "component", "app", "auth", "oauth2callback", "agent"}
)
"""First parts of addresses at which Streamlit would answer; none of ours needs them."""
HOSTS = "ASHIBA_HOSTS"
"""Environment: further host names by which the app is reached (behind a proxy), with commas."""

HEADERS = {
    "Content-Security-Policy": (
        # blob: Streamlit loads the small scripts of its own parts from there.
        "default-src 'self'; script-src 'self' blob:; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self'; frame-src 'none'; "
        "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
        "frame-ancestors 'none'; form-action 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
}


# -- who may come in --------------------------------------------------------------------------


def named_hosts() -> frozenset[str]:
    """The host names that were configured, in small letters."""
    return frozenset(
        one.strip().lower() for one in os.environ.get(HOSTS, "").split(",") if one.strip()
    )


def host_name(host: str) -> str | None:
    """The name in a Host header, without its port; None for what is no host."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # raises for a port that is none
    except ValueError:
        return None
    odd = parts.username is not None or parts.path or parts.query or parts.fragment
    return None if odd or not parts.hostname else parts.hostname.lower().rstrip(".")


def is_known_host(host: str, own_address: str | None, names: frozenset[str]) -> bool:
    """Whether a Host header names this computer: loopback, the address at which the connection
    arrived, or a configured name. No name is looked up.
    """
    name = host_name(host)
    if name is None:
        return False
    if name == "localhost" or name in names:
        return True
    try:
        address = ip_address(name)
        return address.is_loopback or (
            own_address is not None and address == ip_address(own_address)
        )
    except ValueError:
        return False


def is_open_door(own_address: str | None, room: str) -> bool:
    """Whether connections may arrive at this address of the computer.

    With ``run.py hall`` the server listens at all of them, so that a lost Wi-Fi ends nothing for
    the projecting browser: loopback and the one that phones were told are answered.
    """
    if not room or own_address is None:
        return True
    try:
        return ip_address(own_address).is_loopback or own_address == urlsplit(room).hostname
    except ValueError:
        return False


def may_enter(scope: Scope, names: frozenset[str]) -> bool:
    """Whether a request comes from our own pages: a known Host, and an Origin that is that host.

    A page of another site always sends its Origin; a name that was pointed here later (DNS
    rebinding) is no known host. A websocket without an Origin comes from no browser.
    """
    headers = Headers(scope=scope)
    hosts, origins = headers.getlist("host"), headers.getlist("origin")
    server = scope.get("server")
    own = server[0] if server else None
    if len(hosts) != 1 or not is_known_host(hosts[0], own, names):
        return False
    if not is_open_door(own, room.phones_address()):
        return False
    if not origins:
        return scope["type"] == "http"
    parts = urlsplit(origins[0])
    return len(origins) == 1 and parts.scheme in ("http", "https") and parts.netloc == hosts[0]


# -- what is answered -------------------------------------------------------------------------


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


class Answers:
    """Our own answers, made once: the page, our script, the static files of Streamlit.

    Raises UnknownStreamlit where the installed version is not the one we know.
    """

    def __init__(self, catalog: Catalog) -> None:
        text = japanese_page(catalog)
        self._page = self._both(text.encode())
        self._script_at, source = script()
        self._script = self._both(source)
        self._first = set(re.findall(r'"\./(static/[^"]+)"', text))
        self._screens = {f"/{screen.address}" for screen in (*present(), HALL)}

    @staticmethod
    def _both(body: bytes) -> tuple[bytes, bytes]:
        return body, gzip.compress(body, 9, mtime=0)

    def warm(self) -> None:
        """Compress what the first screen needs, so that a full hall costs no processor time."""
        for address, path in _static_files().items():
            if address.lstrip("/") in self._first:
                _compressed(path)

    async def answer(self, scope: Scope) -> Response | None:
        """The answer to a request; None where Streamlit answers."""
        path = scope["path"]
        if scope["method"] not in ("GET", "HEAD"):
            return PlainTextResponse(
                "ここでは読むことだけができます。", 405, {"Allow": "GET, HEAD"}
            )
        packed = "gzip" in Headers(scope=scope).get("accept-encoding", "")
        if path in self._screens:
            return self._text(self._page, packed, "text/html", "no-store")
        if path == self._script_at:
            return self._text(self._script, packed, "text/javascript", FOREVER)
        if path in _static_files() and packed:
            return await self._file(_static_files()[path])
        if path in PASSED or path.startswith("/static/"):
            return None
        if f"/{path.strip('/')}" in self._screens:
            return RedirectResponse(f"/{path.strip('/')}", 307)
        parts = path.split("/")
        if "." in parts[-1] or CLOSED & {parts[1]} or "_stcore" in parts:
            return PlainTextResponse("このページはありません。", 404)
        return RedirectResponse("/", 307)

    @staticmethod
    def _text(body: tuple[bytes, bytes], packed: bool, kind: str, keep: str) -> Response:
        headers = {"Cache-Control": keep, "Vary": "Accept-Encoding"}
        if packed:
            headers["Content-Encoding"] = "gzip"
        return Response(body[packed], 200, headers, kind)

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


class FrontDoor:
    """ASGI middleware before Streamlit. All answers carry HEADERS."""

    def __init__(self, app: ASGIApp, answers: Answers) -> None:
        self.app = app
        self._answers = answers
        self._names = named_hosts()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            if scope["path"] == STREAM and may_enter(scope, self._names):
                await self.app(scope, paced(receive), send)
            else:
                await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        if not may_enter(scope, self._names):
            refused = PlainTextResponse(
                "このアドレスからは開けません。会のパソコンに出ているアドレスを使ってください。",
                403,
            )
            await refused(scope, receive, with_headers)
            return
        answer = await self._answers.answer(scope)
        await (answer or self.app)(scope, receive, with_headers)
