"""deploy/: what stands in front of the app. The door's words, HAProxy's rules, the units.

The processes of the app are stand-ins here; tests/browser/test_two_processes.py has the real ones.
"""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from socket import AF_INET, SOCK_DGRAM, create_connection, socket
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.sync.server import Server, ServerConnection, serve

import run
from core import load_catalog
from core.catalog import Catalog
from core.handout.sheets import bind_sheets
from deploy import door
from pages.parts.frame.server import HEADERS
from tests.balancer import CONFIG, Balancer, balancer, free_ports, program

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"
PAPERS = {"card": b"%PDF-1.7 card", "all": b"%PDF-1.7 all"}
HALL, OTHER = "127.0.0.9", "127.0.0.8"
"""Two sources: all of 127.0.0.0/8 is this computer."""


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


@pytest.fixture(scope="module")
def pages(catalog: Catalog) -> dict[str, str]:
    return {name: door.page(head, catalog, PAPERS) for name, head in door.HEADS.items()}


# -- the pages of the door ---------------------------------------------------------------------


def rows() -> list[dict[str, str]]:
    """The lines of the whole country: for 今まさに, and those that are written to."""
    with (ROOT / "data" / "hotlines.csv").open(encoding="utf-8", newline="") as file:
        return [
            row
            for row in csv.DictReader(file)
            if not row["pref_code"]
            and ("now" in row["uses"].split(";") or row["contact"].startswith("https://"))
        ]


def test_the_numbers_of_the_door_are_those_of_the_data(pages: Mapping[str, str]) -> None:
    told = rows()
    assert {"119", "110"} < {row["contact"] for row in told}
    for name, page in pages.items():
        # In all its words: a number may also stand in what a line is for.
        words = " ".join(row["contact"] + row["for_what"] + row["hours"] for row in told)
        numbers = set(re.findall(r"(?<![\d-])(?:0\d+-[\d-]+\d|11[09])(?![\d-])", words))
        pressed = dict(re.findall(r'<a href="tel:([^"]+)">([^<]+)</a>', page))
        assert set(pressed.values()) == numbers, name
        assert all(number == said.replace("-", "") for number, said in pressed.items()), name
        written = {row["contact"] for row in told if row["contact"].startswith("https://")}
        assert set(re.findall(r'href="(https://[^"]+)"', page)) == written, name
        for row in told:
            assert row["name"] in page


def test_119_and_110_come_before_the_others_on_every_page(pages: Mapping[str, str]) -> None:
    for page in pages.values():
        assert re.findall(r'"tel:(\d+)"', page)[:2] == ["119", "110"]


@pytest.mark.parametrize("name", list(door.HEADS))
def test_a_page_of_the_door_asks_for_nothing_else(pages: Mapping[str, str], name: str) -> None:
    page = pages[name]
    assert page.startswith('<!doctype html><html lang="ja"')
    assert not re.search(r"<(script|img|link|iframe|form)|url\(|@import|\son\w+=", page)
    links = set(re.findall(r'href="([^"]*)"', page))
    other = {one for one in links if not one.startswith(("tel:", "https://", "/door/papers/"))}
    assert other == {"about:blank", "#papers", door.HEADS[name].go[1]}
    assert len(page.encode()) <= door.MOST


def test_each_page_names_each_paper(pages: Mapping[str, str], catalog: Catalog) -> None:
    for page in pages.values():
        assert re.findall(r'"/door/papers/(\w+)\.pdf"', page) == list(PAPERS)
        assert f">{catalog.sheets.list['card'].title}</a>" in page


def test_whoever_finds_no_place_reads_what_to_do_and_that_nothing_is_lost() -> None:
    for name in ("full", "down", "busy"):
        words = "".join(door.HEADS[name].lines)
        assert "待って、もう一度開いてください" in words
        assert "答えは、このタブに残っています" in words
        assert not re.search("必ず|絶対|エラー|サーバー", words + door.HEADS[name].title)


def test_the_papers_of_the_door_are_blank_and_none_is_for_the_person_alone(
    monkeypatch: pytest.MonkeyPatch, catalog: Catalog
) -> None:
    asked: list[dict[str, bool]] = []

    def record(chosen: Mapping[str, bool], papers: Any) -> Any:
        asked.append(dict(chosen))
        assert (papers.plan, papers.case, papers.made_on) == (None, None, date(2026, 11, 26))
        return bind_sheets({"card": False}, papers) if chosen.keys() == {"card"} else papers_stub

    papers_stub = type("Stub", (), {"pdf": b"x"})
    monkeypatch.setattr(door, "bind_sheets", record)
    made = door.blank_papers(catalog, date(2026, 11, 26))
    names = list(catalog.sheets.list)
    assert set(made) == {*names, "all"} - {"handover"}
    assert made["card"].startswith(b"%PDF-1.7")
    assert not any(filled for chosen in asked for filled in chosen.values())
    assert max(map(len, asked)) == len(names) - 1


def test_a_page_too_large_for_haproxy_is_not_written(
    tmp_path: Path, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    largest = max(len(door.page(one, catalog, PAPERS).encode()) for one in door.HEADS.values())
    monkeypatch.setattr(door, "MOST", largest - 1)
    with pytest.raises(ValueError, match=r"\.html が"):
        door.write(tmp_path, catalog, PAPERS)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(door, "MOST", largest)
    assert len(door.write(tmp_path, catalog, PAPERS)) == len(door.HEADS) + len(PAPERS)


@pytest.mark.parametrize("folder", [[], ["somewhere"]])
def test_run_py_writes_the_door_where_it_is_told(
    monkeypatch: pytest.MonkeyPatch, folder: list[str]
) -> None:
    called: list[list[str]] = []

    def record(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        called.append(command)
        return subprocess.CompletedProcess(command, 0)

    for name in ("make_venv", "install"):
        monkeypatch.setattr(run, name, lambda *_: None)
    monkeypatch.setattr("run.subprocess.run", record)
    assert run.main(["door", *folder]) == 0
    assert called == [[str(run.PYTHON), "-m", "deploy.door", *folder]]
    with pytest.raises(SystemExit):
        run.main(["door", "one", "two"])


# -- stand-ins of the app, and HAProxy before them -----------------------------------------------


def _app(line: ServerConnection) -> None:
    """Says each word back."""
    with suppress(ConnectionClosed):
        for word in line:
            line.send(word)


def _answer(line: ServerConnection, request: Any) -> Any:
    """Health and pages; None lets the websocket in."""
    if request.path == "/_stcore/stream":
        return None
    answer = line.respond(200, "ok" if request.path == "/_stcore/health" else "app")
    for name, value in HEADERS.items():
        answer.headers[name] = value
    return answer


@contextmanager
def running(server: Server | Any) -> Iterator[int]:
    """Run a server in a thread; give its port."""
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.socket.getsockname()[1]
    finally:
        server.shutdown()
        thread.join(10)
        if hasattr(server, "server_close"):
            server.server_close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, catalog: Catalog) -> Path:
    """The files of the door."""
    made = tmp_path_factory.mktemp("door")
    door.write(made, catalog, PAPERS)
    return made


@pytest.fixture(scope="module")
def apps() -> Iterator[list[int]]:
    """Two stand-ins."""
    program()
    with ExitStack() as running_ones:
        yield [
            running_ones.enter_context(
                running(serve(_app, "127.0.0.1", 0, process_request=_answer, compression=None))
            )
            for _ in range(2)
        ]


def ask(
    front: Balancer, path: str = "/", source: str = "127.0.0.1", **headers: str
) -> tuple[int, HTTPMessage, str]:
    """Status, headers and words of an answer."""
    line = HTTPConnection("127.0.0.1", front.port, timeout=10, source_address=(source, 0))
    try:
        line.request("GET", path, headers={"Connection": "close", **headers})
        answer = line.getresponse()
        return answer.status, answer.headers, answer.read().decode()
    finally:
        line.close()


def join(front: Balancer, source: str = "127.0.0.1") -> ClientConnection:
    """A person comes in: a websocket. Raises InvalidStatus where there is no place."""
    address = ("127.0.0.1", front.port)
    line = create_connection(address, timeout=10, source_address=(source, 0))
    try:
        return connect(f"ws://127.0.0.1:{front.port}/_stcore/stream", sock=line, compression=None)
    except BaseException:
        line.close()
        raise


def until_free(front: Balancer, count: int) -> None:
    """Wait until HAProxy knows that ``count`` are in."""
    for _ in range(100):
        if sum(front.people().values()) == count:
            return
        time.sleep(0.05)
    pytest.fail(f"never {count}: {front.people()}")


def test_the_configuration_is_valid(folder: Path, tmp_path: Path) -> None:
    environment = {"ASHIBA_DOOR": str(folder), "ASHIBA_RUN": str(tmp_path)}
    told = {"ASHIBA_BIND": "127.0.0.1:18099", "ASHIBA_BIND_PLAIN": "127.0.0.1:18098"}
    command = [program(), "-c", "-f", str(CONFIG)]
    done = subprocess.run(command, env=environment | told, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr


def test_people_are_spread_and_every_place_can_be_taken(
    apps: list[int], folder: Path, tmp_path: Path
) -> None:
    with balancer(tmp_path, folder, apps, PEOPLE=2, SPARE=1) as front, ExitStack() as lines:
        ours = [lines.enter_context(join(front)) for _ in range(3)]
        until_free(front, 3)
        assert sorted(front.people().values()) == [1, 2]
        # One place is left: it is spare, for those who come back.
        status, headers, page = ask(front)
        assert (status, headers["Retry-After"]) == (503, "60")
        assert "いま、いっぱいです" in page
        assert 'href="tel:119"' in page
        assert "/door/papers/card.pdf" in page
        assert ask(front, Cookie="ashiba_at=p1")[2] == "app"
        ours.append(lines.enter_context(join(front)))
        until_free(front, 4)
        status, _, page = ask(front, "/check", Cookie="ashiba_at=p1")
        assert status == 503
        assert "いま、いっぱいです" in page
        for line in ours:  # who is in, is in
            line.send("いる")
            assert line.recv(5) == "いる"
        for line in ours[:3]:
            line.close()
        until_free(front, 1)
        # Three free: one is spare, one for the one who was just shown the page.
        assert ask(front)[2] == "app"


def test_a_place_is_held_for_whoever_was_just_shown_the_page(
    apps: list[int], folder: Path, tmp_path: Path
) -> None:
    with balancer(tmp_path, folder, apps, PEOPLE=2, SPARE=1) as front:
        # Four places, one of them spare.
        assert [ask(front)[0] for _ in range(5)] == [200, 200, 200, 503, 503]


def test_only_so_many_come_in_at_once(apps: list[int], folder: Path, tmp_path: Path) -> None:
    with balancer(tmp_path, folder, apps, JOINS=3) as front:
        assert [ask(front)[0] for _ in range(4)] == [200, 200, 200, 503]
        assert ask(front, Cookie="ashiba_at=p2")[0] == 200


def test_the_cookie_leads_back_to_the_same_process_and_is_locked(
    apps: list[int], folder: Path, tmp_path: Path
) -> None:
    with balancer(tmp_path, folder, apps) as front, join(front) as line:
        assert line.response is not None
        cookie = line.response.headers["Set-Cookie"]
        name, *marks = cookie.split("; ")
        assert name in ("ashiba_at=p1", "ashiba_at=p2")
        assert {"HttpOnly", "Secure", "SameSite=Strict"} <= set(marks)
        assert not [one for one in marks if one.lower().startswith(("expires", "max-age"))]


def test_with_the_app_gone_the_door_and_the_papers_stand(
    apps: list[int], folder: Path, tmp_path: Path
) -> None:
    nobody = free_ports(2)
    with (
        running(door.server_of(folder, "127.0.0.1", 0)) as papers,
        balancer(tmp_path, folder, nobody, papers=papers) as front,
    ):
        for path in ("/", "/plan", "/static/js/x.js"):
            status, headers, page = ask(front, path)
            assert status == 503
            assert "いま、開けません" in page
            assert 'href="tel:110"' in page
            assert headers["Cache-Control"] == "no-store"
        for path in ("/door", "/door/"):
            status, headers, page = ask(front, path)
            assert (status, headers["Cache-Control"]) == (200, "public, max-age=3600")
            assert 'href="tel:119"' in page
        status, headers, body = ask(front, "/door/papers/card.pdf")
        assert (status, body) == (200, PAPERS["card"].decode())
        assert headers["Content-Type"] == "application/pdf"
        assert headers["Cache-Control"] == "public, max-age=3600"
        for path in ("/door/papers/", "/door/papers/x.pdf", "/door/%2e%2e/haproxy.cfg"):
            status, headers, body = ask(front, path)
            assert (status, body) == (404, "この紙はありません。")
            assert headers["Cache-Control"] == "no-store"


def test_the_papers_are_kept_in_front(apps: list[int], folder: Path, tmp_path: Path) -> None:
    with ExitStack() as server:
        papers = server.enter_context(running(door.server_of(folder, "127.0.0.1", 0)))
        with balancer(tmp_path, folder, apps, papers=papers) as front:
            assert ask(front, "/door/papers/card.pdf")[0] == 200
            server.close()
            assert ask(front, "/door/papers/card.pdf")[2] == PAPERS["card"].decode()


def test_every_answer_has_each_safe_header_once(
    apps: list[int], folder: Path, tmp_path: Path
) -> None:
    with balancer(tmp_path, folder, apps, SOURCE_REQUESTS=20, JOINS=3) as front:
        answers = [ask(front, path) for path in ("/", "/_stcore/health", "/door")]
        answers += [ask(front) for _ in range(20)]
        assert {status for status, _, _ in answers} == {200, 429, 503}
        for _, headers, _ in answers:
            for name in set(HEADERS) - {"Permissions-Policy"}:
                assert len(headers.get_all(name, [])) == 1, (name, headers)
        for _, headers, words in answers:
            policy = headers["Content-Security-Policy"]
            assert (policy == HEADERS["Content-Security-Policy"]) == (words in ("app", "ok"))
            assert policy.startswith("default-src")


def test_what_is_logged_is_how_the_processes_are_and_nobody_s_visit(
    apps: list[int], folder: Path, tmp_path: Path
) -> None:
    with socket(AF_INET, SOCK_DGRAM) as log:
        log.bind(("127.0.0.1", 0))
        log.settimeout(2)
        told: dict[str, object] = {"LOG": f"127.0.0.1:{log.getsockname()[1]}"}
        both = [apps[0], *free_ports(1)]
        with balancer(tmp_path, folder, both, **told) as front:
            front.wait_for_the_end_of("p2")
            with join(front, OTHER):
                for path in ("/plan?q=Namae", "/door", "/_stcore/health", "/check"):
                    ask(front, path, OTHER)
        lines = []
        with suppress(TimeoutError):
            while True:
                lines.append(log.recv(65536).decode())
    text = "\n".join(lines)
    assert "Server people/p2 is DOWN" in text
    for trace in (OTHER, "plan", "Namae", "GET", "door/", "stream"):
        assert trace not in text


# -- a flood from one source --------------------------------------------------------------------


def test_who_joins_too_often_reads_why_and_all_others_go_on(
    apps: list[int], folder: Path, tmp_path: Path
) -> None:
    with balancer(tmp_path, folder, apps, SOURCE_JOINS=5) as front, ExitStack() as lines:
        inside = lines.enter_context(join(front, OTHER))
        for _ in range(5):
            lines.enter_context(join(front, HALL))
        refused = 0
        waited = []
        for _ in range(200):
            with pytest.raises(InvalidStatus) as told:
                join(front, HALL)
            refused += told.value.response.status_code == 429
            begun = time.monotonic()
            inside.send("まだ")
            assert inside.recv(5) == "まだ"
            waited.append(time.monotonic() - begun)
        assert refused == 200
        assert sorted(waited)[190] < 0.25
        status, headers, page = ask(front, source=HALL)
        assert (status, headers["Retry-After"]) == (429, "60")
        assert "同じ所からのつながりが多い" in page
        assert 'href="tel:119"' in page
        assert ask(front, source=OTHER)[2] == "app"
        assert sum(front.people().values()) == 6  # no place was taken by the flood
        lines.enter_context(join(front, OTHER))


def test_who_holds_too_many_lines_takes_no_more(
    apps: list[int], folder: Path, tmp_path: Path
) -> None:
    with balancer(tmp_path, folder, apps, SOURCE_LINES=10) as front, ExitStack() as lines:
        for _ in range(9):
            address = ("127.0.0.1", front.port)
            lines.enter_context(create_connection(address, source_address=(HALL, 0)))
        assert ask(front, source=HALL)[2] == "app"  # the tenth
        lines.enter_context(create_connection(address, source_address=(HALL, 0)))
        time.sleep(0.2)
        status, _, page = ask(front, source=HALL)
        assert status == 429
        assert "少しお待ちください" in page
        assert ask(front, source=OTHER)[2] == "app"


def test_who_asks_too_often_is_told_so(apps: list[int], folder: Path, tmp_path: Path) -> None:
    with balancer(tmp_path, folder, apps, SOURCE_REQUESTS=10) as front:
        found = [ask(front, "/_stcore/health", HALL)[0] for _ in range(12)]
        assert found == [200] * 10 + [429] * 2
        assert ask(front, "/_stcore/health", OTHER)[0] == 200


# -- the files beside it ------------------------------------------------------------------------


def test_no_file_of_deploy_names_a_package_index_or_holds_a_secret() -> None:
    for path in DEPLOY.iterdir():
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"pypi\.|pythonhosted|index-url|/simple/", text, re.I), path.name
            assert not re.search(r"COOKIE_SECRET=[0-9a-f]{8,}", text), path.name


def unit(name: str) -> list[str]:
    """The lines of a unit of systemd."""
    return (DEPLOY / name).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", ["ashiba@.service", "ashiba-door.service"])
def test_a_unit_may_write_nothing_and_reach_nobody(name: str) -> None:
    lines = set(unit(name))
    for line in (
        *("DynamicUser=yes", "ProtectSystem=strict", "ProtectHome=yes", "NoNewPrivileges=yes"),
        *("IPAddressDeny=any", "IPAddressAllow=localhost", "CapabilityBoundingSet="),
        *("LimitCORE=0", "MemorySwapMax=0", "Restart=always"),
    ):
        assert line in lines


def test_a_process_has_its_port_from_its_name_and_the_secret_from_a_file() -> None:
    text = "\n".join(unit("ashiba@.service"))
    assert "--server.port %i" in text
    assert "EnvironmentFile=/etc/ashiba/ashiba.env" in text
    assert "STREAMLIT_SERVER_COOKIE_SECRET" in (DEPLOY / "README.md").read_text("utf-8")


def test_the_ports_of_the_units_are_those_of_haproxy() -> None:
    config = CONFIG.read_text("utf-8")
    guide = (DEPLOY / "README.md").read_text("utf-8")
    for port in ("8501", "8502"):
        assert f"127.0.0.1:{port}" in config
        assert f"ashiba@{port}" in guide
    assert "127.0.0.1:8600" in config
    assert "127.0.0.1:8600" in "\n".join(unit("ashiba-door.service"))


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is missing")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    here = {"/srv/ashiba/app/.venv/bin/python": shutil.which("python3") or "/bin/true"}
    for name, real in (("ashiba@.service", "ashiba@8501.service"), ("ashiba-door.service",) * 2):
        text = "\n".join(unit(name))
        for path, there in here.items():
            text = text.replace(path, there)
        (tmp_path / real).write_text(text, encoding="utf-8")
        done = subprocess.run(
            ["systemd-analyze", "verify", "--recursive-errors=no", str(tmp_path / real)],
            capture_output=True,
            text=True,
        )
        assert not [line for line in done.stderr.splitlines() if real in line], done.stderr
