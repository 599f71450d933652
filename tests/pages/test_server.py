"""The front door without a browser: who may come in, what is answered, and the page that is made."""

from __future__ import annotations

import asyncio
import gzip
import re
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from core.catalog import Catalog
from pages.parts.frame import idle, index
from pages.parts.frame.server import HEADERS, STREAM, Answers, FrontDoor
from tests.loops import run_apart

OURS = "127.0.0.1:8501"
HALL = ("192.168.1.5", 8501)
"""The address at which a phone of the hall reaches the meeting's computer."""


@pytest.fixture(scope="module")
def answers(catalog: Catalog) -> Answers:
    """Made once: the page and the script are compressed with it."""
    return Answers(catalog)


def asked(
    answers: Answers,
    path: str = "/",
    *,
    kind: str = "http",
    method: str = "GET",
    server_at: tuple[str, int] = ("127.0.0.1", 8501),
    **headers: str | list[str],
) -> list[Any]:
    """The messages that the door sends; "streamlit" where it lets the request through."""
    sent: list[Any] = []

    async def streamlit(scope: Any, receive: Any, send: Any) -> None:
        sent.append("streamlit")
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"ok"})

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    named = {"host": OURS, **headers}
    lines = [
        (name.replace("_", "-").encode(), one.encode())
        for name, value in named.items()
        for one in ([value] if isinstance(value, str) else value)
    ]
    scope = {
        "type": kind,
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": lines,
        "server": server_at,
    }
    run_apart(FrontDoor(streamlit, answers)(scope, receive, send))
    return sent


def status(sent: list[Any]) -> int:
    """The status of the answer."""
    return int(next(one["status"] for one in sent if "status" in one))


def header(sent: list[Any], name: str) -> str | None:
    """A header of the answer."""
    start = next(one for one in sent if "status" in one)
    found = {key.decode().lower(): value.decode() for key, value in start["headers"]}
    return found.get(name.lower())


# -- who may come in --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "server_at"),
    [
        (OURS, ("127.0.0.1", 8501)),
        ("localhost:8501", ("127.0.0.1", 8501)),
        ("LOCALHOST.", ("127.0.0.1", 8501)),
        ("[::1]:8501", ("::1", 8501)),
        ("192.168.1.5:8501", HALL),
    ],
)
def test_this_computer_is_let_in_by_its_own_names(
    answers: Answers, host: str, server_at: tuple[str, int]
) -> None:
    assert status(asked(answers, host=host, server_at=server_at)) == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:8501",
        "192.168.1.6:8501",  # another computer of the same hall
        "127.0.0.1.evil.example",
        "evil@127.0.0.1",
        "127.0.0.1:x",
        "",
        ["127.0.0.1:8501", "evil.example"],
    ],
)
def test_a_name_that_was_pointed_at_this_computer_is_refused_with_the_safe_headers(
    answers: Answers, host: str | list[str]
) -> None:
    for path in ("/", "/_stcore/health", "/static/x.js"):
        sent = asked(answers, path, host=host, server_at=HALL)
        assert status(sent) == 403
        assert "streamlit" not in sent
        assert all(header(sent, name) == value for name, value in HEADERS.items())


def test_a_name_of_the_environment_is_let_in_and_no_other(
    answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert status(asked(answers, host="note.example")) == 403
    monkeypatch.setenv("ASHIBA_HOSTS", " Note.example , other.example")
    assert status(asked(answers, host="note.example:443")) == 200
    assert status(asked(answers, host="third.example")) == 403


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://127.0.0.1:9999",  # another program of this computer
        "http://localhost:8501",  # not the name by which the page was asked for
        "null",
        "file://127.0.0.1:8501",
        ["http://127.0.0.1:8501", "http://evil.example"],
    ],
)
def test_a_page_of_another_site_reaches_neither_a_file_nor_the_answers(
    answers: Answers, origin: str | list[str]
) -> None:
    assert status(asked(answers, "/_stcore/health", origin=origin)) == 403
    closed = asked(answers, STREAM, kind="websocket", origin=origin)
    assert closed == [{"type": "websocket.close", "code": 1008}]


def test_only_our_own_page_opens_the_websocket_and_only_at_its_address(answers: Answers) -> None:
    ours = f"http://{OURS}"
    assert asked(answers, STREAM, kind="websocket", origin=ours) == ["streamlit"]
    closed = [{"type": "websocket.close", "code": 1008}]
    assert asked(answers, STREAM, kind="websocket") == closed  # a browser always says whence
    assert asked(answers, "/_stcore/other", kind="websocket", origin=ours) == closed
    assert asked(answers, STREAM, kind="websocket", origin=ours, host="evil.example") == closed


# -- what is answered -------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/_stcore/upload_file/x", "/static/x.js"])
def test_nothing_but_reading_comes_through(answers: Answers, method: str, path: str) -> None:
    sent = asked(answers, path, method=method)
    assert status(sent) == 405
    assert "streamlit" not in sent


SAFE = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.mark.parametrize("path", ["/", "/check", "/_stcore/health", "/unknown", "/run.py"])
def test_every_answer_says_what_a_browser_may_not_do(answers: Answers, path: str) -> None:
    sent = asked(answers, path)
    assert {name: header(sent, name) for name in SAFE} == SAFE
    policy = str(header(sent, "Content-Security-Policy")).split("; ")
    for rule in (
        "default-src 'self'",
        "script-src 'self' blob:",
        "connect-src 'self'",
        "frame-src 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "form-action 'none'",
    ):
        assert rule in policy
    may = str(header(sent, "Permissions-Policy")).split(", ")
    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(may)


def test_the_page_is_never_kept_and_the_script_is_for_a_year(answers: Answers) -> None:
    page = asked(answers, "/plan")
    assert header(page, "Cache-Control") == "no-store"
    address, source = index.script()
    plain, packed = asked(answers, address), asked(answers, address, accept_encoding="gzip")
    assert "max-age=31536000" in str(header(plain, "Cache-Control"))
    assert plain[-1]["body"] == gzip.decompress(packed[-1]["body"]) == source
    assert header(packed, "Content-Encoding") == "gzip"
    assert header(plain, "Content-Encoding") is None


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [("/check/", "/check"), ("//plan", "/plan"), ("/unknown", "/"), ("/あ", "/")],
)
def test_a_wrong_address_leads_to_a_screen_of_ours(
    answers: Answers, path: str, leads_to: str
) -> None:
    sent = asked(answers, path)
    assert (status(sent), header(sent, "Location")) == (307, leads_to)


@pytest.mark.parametrize(
    "path",
    ["/run.py", "/data/plan.toml", "/_stcore/metrics", "/_stcore/upload_file/x", "/media/x"],
)
def test_what_is_no_screen_is_closed(answers: Answers, path: str) -> None:
    sent = asked(answers, path)
    assert status(sent) == 404
    assert "streamlit" not in sent


# -- the page ---------------------------------------------------------------------------------


@pytest.fixture
def streamlit_s(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the parts of Streamlit's page that we look at, to be changed."""
    js = tmp_path / "static" / "js"
    js.mkdir(parents=True)
    for path in (index.STATIC / "static" / "js").iterdir():
        (js / path.name).touch()
    page = (index.STATIC / "index.html").read_text(encoding="utf-8")
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    monkeypatch.setattr(index, "STATIC", tmp_path)
    return tmp_path


def test_a_streamlit_without_one_of_the_early_parts_is_not_started_with(
    catalog: Catalog, streamlit_s: Path
) -> None:
    index.japanese_page(catalog)
    (gone,) = (streamlit_s / "static" / "js").glob("Radio.????????.js")
    gone.unlink()
    with pytest.raises(index.UnknownStreamlit, match="部品 Radio"):
        index.japanese_page(catalog)


@pytest.mark.parametrize(
    ("known", "changed"),
    [
        ('<html lang="en">', '<html lang="fr">'),
        ('<div id="root"></div>', '<div id="app"></div>'),
        ("<noscript>", "<no-script>"),
        ("</head>", "<script>let more</script></head>"),
    ],
)
def test_a_streamlit_whose_page_is_another_is_not_started_with(
    catalog: Catalog, streamlit_s: Path, known: str, changed: str
) -> None:
    file = streamlit_s / "index.html"
    page = file.read_text(encoding="utf-8")
    assert known in page
    file.write_text(page.replace(known, changed), encoding="utf-8")
    with pytest.raises(index.UnknownStreamlit, match=r"requirements\.txt の版"):
        index.japanese_page(catalog)


def test_the_page_has_its_words_before_any_script_and_asks_nobody_else(catalog: Catalog) -> None:
    page = index.japanese_page(catalog)
    assert '<html lang="ja" translate="no">' in page
    assert "<title>あしばノート</title>" in page
    assert "JavaScript を有効に" in page
    assert "You need to enable JavaScript" not in page
    assert 'id="ashiba-help-title">いま危険なとき' in page
    fetched = re.findall(r'<(?:script|link|img)[^>]*\b(?:src|href)="([^"]+)"', page)
    assert fetched
    assert [one for one in fetched if not one.startswith(("./", "data:"))] == []


def test_another_text_of_our_script_stands_at_another_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The browser keeps it for a year: an address must never come to hold another text."""
    monkeypatch.setattr(index, "__file__", str(tmp_path / "index.py"))
    (tmp_path / "js").mkdir()
    addresses = []
    for text in ("let a = 1", "let a = 2"):
        for name in index.SCRIPTS:
            (tmp_path / "js" / f"{name}.js").write_text(text, encoding="utf-8")
        index.script.cache_clear()
        addresses.append(index.script()[0])
    index.script.cache_clear()
    assert addresses[0] != addresses[1]


# -- lines that say half of what they want ------------------------------------------------------

WHOLE = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
PATIENCE = 0.3
"""Seconds for a head in these tests."""


async def _answered(scope: Any, receive: Any, send: Any) -> None:
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]}
    )
    await send({"type": "http.response.body", "body": b"ok"})


async def _ended_after(*parts: bytes) -> float | None:
    """Seconds from the last part until the server ends the line; None where it does not.

    Each whole request in a part is answered before the next part is sent.
    """
    config = uvicorn.Config(_answered, port=0, log_level="critical", lifespan="off")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    come, go = await asyncio.open_connection("127.0.0.1", port)
    loop, ended = asyncio.get_running_loop(), None
    for part in parts:
        go.write(part)
        began = loop.time()
        for _ in range(part.count(WHOLE)):
            await come.readuntil(b"ok")
        await asyncio.sleep(0.05)  # each part is read by itself
    with suppress(TimeoutError):
        await asyncio.wait_for(come.read(), 3 * PATIENCE)
        ended = loop.time() - began
    go.close()
    server.should_exit = server.force_exit = True
    await serving
    return ended


@pytest.mark.parametrize(
    "parts",
    [
        (b"GET / HT",),
        (WHOLE, b"GET / HT"),
        (WHOLE, WHOLE, b"G"),
        (WHOLE, b"G", b"E", b"T"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n", b"half"),
    ],
    ids=["the first", "the second", "the third", "in drops", "a body"],
)
def test_a_line_that_sends_half_a_request_is_ended(
    parts: tuple[bytes, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("connection_made", "data_received"):  # put back afterwards
        monkeypatch.setattr(AutoHTTPProtocol, name, getattr(AutoHTTPProtocol, name))
    monkeypatch.setattr(idle, "AFTER", PATIENCE)
    idle.end_half_open()
    ended = run_apart(_ended_after(*parts))
    assert ended is not None
    assert ended < 2.5 * PATIENCE


@pytest.mark.parametrize("parts", [(WHOLE,), (WHOLE, b"GET / HT", WHOLE[8:])])
def test_a_line_whose_requests_are_whole_stays(
    parts: tuple[bytes, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server's own clock for quiet lines (5 s) is another."""
    for name in ("connection_made", "data_received"):
        monkeypatch.setattr(AutoHTTPProtocol, name, getattr(AutoHTTPProtocol, name))
    monkeypatch.setattr(idle, "AFTER", PATIENCE)
    idle.end_half_open()
    assert run_apart(_ended_after(*parts)) is None


def test_the_settings_let_nobody_else_speak_to_the_app_and_bound_what_is_sent() -> None:
    root = Path(__file__).resolve().parents[2]
    settings = tomllib.loads((root / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert settings["client"]["allowedOrigins"] == []
    server = settings["server"]
    assert (server["maxMessageSize"], server["maxWidgetStateSize"]) == (8, 8)
    assert (server["maxUploadSize"], server["websocketPingInterval"]) == (1, 20)
    assert server["address"] == "127.0.0.1"
