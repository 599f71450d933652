"""The front door: who may come in, what is closed, and what the log keeps."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.catalog import Catalog
from pages.parts.frame import index, logs
from pages.parts.frame.screens import SCREENS
from pages.parts.frame.server import HEADERS, HOSTS, Answers, FrontDoor, is_known_host
from tests.loops import run_apart

OWN = ("192.168.3.7", 8501)
"""The address at which the connections of these tests arrive."""


@pytest.fixture(scope="module")
def answers(catalog: Catalog) -> Answers:
    return Answers(catalog)


@pytest.fixture(autouse=True)
def _no_names_are_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def looked_up(*_: object, **__: object) -> None:
        raise AssertionError("a name was looked up")

    for name in ("getaddrinfo", "gethostbyname", "gethostbyaddr", "create_connection"):
        monkeypatch.setattr(socket, name, looked_up)


class Inside:
    """Stands in for Streamlit: remembers what was let through."""

    def __init__(self) -> None:
        self.let_in: list[str] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.let_in.append(scope["path"])
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"inside"})
        else:
            await send({"type": "websocket.accept"})


def asked(
    answers: Answers, kind: str = "http", path: str = "/", method: str = "GET", **headers: str
) -> tuple[list[dict[str, Any]], list[str]]:
    """(what was sent, what was let through to Streamlit)."""
    sent: list[dict[str, Any]] = []
    inside = Inside()

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": f"{kind}.request"}

    scope = {
        "type": kind,
        "path": path,
        "method": method,
        "server": OWN,
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    run_apart(FrontDoor(inside, answers)(scope, receive, send))  # type: ignore[arg-type]
    return sent, inside.let_in


def status(sent: list[dict[str, Any]]) -> int:
    return int(sent[0]["status"])


KNOWN = ["localhost", "localhost:8501", "127.0.0.1:8501", "[::1]:8501", "192.168.3.7:8501"]
FOREIGN = [
    "evil.example",
    "evil.example:8501",
    "192.168.3.8:8501",
    "localhost.evil.example",
    "127.0.0.1.evil.example:8501",
    "user@127.0.0.1:8501",
    "127.0.0.1:port",
    "",
    "[::1",
    "10.0.0.1",
]


@pytest.mark.parametrize("host", KNOWN)
def test_this_computer_is_known_by_its_own_addresses(answers: Answers, host: str) -> None:
    assert status(asked(answers, host=host)[0]) == 200
    same = f"http://{host}"
    sent, let_in = asked(answers, "websocket", "/_stcore/stream", host=host, origin=same)
    assert let_in == ["/_stcore/stream"]
    assert sent[0]["type"] == "websocket.accept"


@pytest.mark.parametrize("host", FOREIGN)
def test_a_host_that_is_not_this_computer_gets_nothing(answers: Answers, host: str) -> None:
    sent, let_in = asked(answers, host=host)
    assert (status(sent), let_in) == (403, [])
    sent, let_in = asked(
        answers, "websocket", "/_stcore/stream", host=host, origin=f"http://{host}"
    )
    assert let_in == []
    assert sent == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://localhost:9999",
        "https://localhost:8501.evil.example",
        "null",
        "file://",
        "ftp://localhost:8501",
        "",
    ],
)
def test_a_page_of_another_site_gets_nothing(answers: Answers, origin: str) -> None:
    for kind, path in (
        ("websocket", "/_stcore/stream"),
        ("http", "/"),
        ("http", "/_stcore/health"),
    ):
        _, let_in = asked(answers, kind, path, host="localhost:8501", origin=origin)
        assert let_in == []
    assert status(asked(answers, host="localhost:8501", origin=origin)[0]) == 403


def test_a_websocket_without_an_origin_comes_from_no_browser(answers: Answers) -> None:
    assert asked(answers, "websocket", "/_stcore/stream", host="localhost:8501")[1] == []


def test_a_request_with_two_hosts_or_none_is_refused(answers: Answers) -> None:
    assert status(asked(answers)[0]) == 403


def test_a_configured_name_is_known_behind_a_proxy(
    answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert status(asked(answers, host="note.example.jp")[0]) == 403
    monkeypatch.setenv(HOSTS, "note.example.jp, Other.example")
    assert status(asked(answers, host="note.example.jp")[0]) == 200
    assert status(asked(answers, host="other.example:443")[0]) == 200
    assert not is_known_host("third.example", None, frozenset({"note.example.jp"}))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/_stcore/upload_file/a/b", "/_stcore/health"])
def test_nothing_can_be_sent_to_the_server(answers: Answers, path: str, method: str) -> None:
    sent, let_in = asked(answers, path=path, method=method, host="localhost")
    assert (status(sent), let_in) == (405, [])


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/upload_file/a/b",
        "/_stcore/metrics",
        "/_stcore/script-health-check",
        "/_stcore/agent/mcp",
        "/_stcore/bidi-components/x/y.js",
        "/media/abc.png",
        "/component/x/index.html",
        "/auth/login",
        "/oauth2callback",
        "/app/static/x",
        "/check/_stcore/health",
        "/run.py",
        "/static.txt",
    ],
)
def test_what_the_app_does_not_need_is_closed_in_japanese(answers: Answers, path: str) -> None:
    sent, let_in = asked(answers, path=path, host="localhost")
    assert (status(sent), let_in) == (404, [])
    assert "ありません" in sent[1]["body"].decode()


def test_another_websocket_address_is_closed(answers: Answers) -> None:
    for path in ("/", "/_stcore/health", "/check/_stcore/stream"):
        assert (
            asked(answers, "websocket", path, host="localhost", origin="http://localhost")[1] == []
        )


@pytest.mark.parametrize("path", ["/", "/unknown", "/run.py", "/_stcore/health"])
def test_every_answer_is_headed_safely(answers: Answers, path: str) -> None:
    sent, _ = asked(answers, path=path, host="localhost")
    found = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    for name, value in HEADERS.items():
        assert found[name.lower()] == value
    policy = found["content-security-policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "'unsafe-inline'" not in scripts
    assert "'unsafe-eval'" not in policy
    assert "connect-src 'self';" in policy


@pytest.mark.parametrize("screen", SCREENS, ids=lambda one: one.file)
def test_every_screen_is_the_one_page(answers: Answers, screen: Any) -> None:
    sent, let_in = asked(answers, path=f"/{screen.address}", host="localhost")
    assert (status(sent), let_in) == (200, [])
    assert b"ashiba-help-open" in sent[1]["body"]


# -- the Streamlit we know --------------------------------------------------------------------


@pytest.mark.parametrize("name", index.EARLY)
def test_a_part_that_this_streamlit_lacks_refuses_the_start_by_name(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(index, "EARLY", (*index.EARLY[:3], f"{name}Gone"))
    with pytest.raises(index.UnknownStreamlit, match=f"{name}Gone"):
        index.japanese_page(catalog)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<html lang="en">', '<html lang="fr">'),
        ('<div id="root"></div>', '<div id="other"></div>'),
        ("</body>", "<script>x = 1</script></body>"),
        ("<noscript>", "<no>"),
    ],
)
def test_a_page_that_we_do_not_know_refuses_the_start(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, old: str, new: str
) -> None:
    text = (index.STATIC / "index.html").read_text("utf-8")
    assert old in text
    (tmp_path / "static").symlink_to(index.STATIC / "static")
    (tmp_path / "index.html").write_text(text.replace(old, new), "utf-8")
    monkeypatch.setattr(index, "STATIC", tmp_path)
    with pytest.raises(index.UnknownStreamlit, match="requirements"):
        index.japanese_page(catalog)


# -- the log ----------------------------------------------------------------------------------


@pytest.fixture
def written() -> Callable[..., list[str]]:
    """Writes with a logger that bears the filter, and gives what came through."""
    found: list[str] = []
    logger = logging.Logger("streamlit.test")
    handler = logging.Handler()
    handler.emit = lambda record: found.append(handler.format(record))  # type: ignore[method-assign]
    logger.addHandler(handler)
    logger.addFilter(logs.WithoutWords())

    def write(*args: Any, **more: Any) -> list[str]:
        logger.warning(*args, **more)
        return found

    return write


def test_an_error_keeps_its_kind_and_place_and_loses_its_words(
    written: Callable[..., list[str]],
) -> None:
    try:
        raise ValueError("母の名前")
    except ValueError as fault:
        (line,) = written("it said %s", "母の名前", exc_info=fault)
    assert "母の名前" not in line
    assert "ValueError (tests/pages/test_front_door.py:" in line
    assert "Traceback" not in line


def test_no_name_of_a_session_is_written(written: Callable[..., list[str]]) -> None:
    name = "0f8fad5b-d9cb-469f-a165-70867728950e"
    (line,) = written("Session %s is gone", name)
    assert line == "Session … is gone"


def test_the_same_line_is_written_only_so_often(written: Callable[..., list[str]]) -> None:
    for _ in range(logs.MOST + 30):
        found = written("again")
    assert len(found) == logs.MOST
    assert written("another")[-1] == "another"


def test_however_many_kinds_of_lines_there_are_an_hour_s_log_ends_and_says_so() -> None:
    now = [0.0]
    words = logs.WithoutWords(clock=lambda: now[0])

    def write(text: str) -> str | None:
        record = logging.LogRecord("streamlit", logging.WARNING, "", 0, text, (), None)
        return record.getMessage() if words.filter(record) else None

    first = [write(f"kind {n}") for n in range(logs.IN_ALL + 1_000)]
    lines = [one for one in first if one is not None]
    assert lines[: logs.IN_ALL - 1] == [f"kind {n}" for n in range(logs.IN_ALL - 1)]
    assert lines[logs.IN_ALL - 1 :] == [logs.FULL]
    assert len(words._written) <= logs.IN_ALL  # what is left out is not remembered either
    now[0] = logs.HOUR - 0.1
    assert write("late") is None
    now[0] = logs.HOUR
    assert write("another hour") == "another hour"


def test_all_loggers_of_the_server_count_together() -> None:
    names = ("streamlit.one_test", "uvicorn.one_test")
    loggers = [logging.getLogger(name) for name in names]
    logs.quiet()
    assert [one.filters for one in loggers] == [[logs.WORDS], [logs.WORDS]]
