"""run.py: what a volunteer sees when something is missing, and what is installed when."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import run
from pages.parts.kit import room

ROOT = Path(run.__file__).parent


def called_with(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: int = 0, said: str = ""
) -> list[list[str]]:
    """Point run.py at an empty folder and record what it would start."""
    calls: list[list[str]] = []

    def record(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        calls.append(command)
        return subprocess.CompletedProcess(command, code, said, "")

    monkeypatch.setattr(run, "VENV", tmp_path)
    monkeypatch.setattr("run.subprocess.run", record)
    return calls


def test_an_old_python_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("run.sys.version_info", (3, 10, 4))
    assert run.main([]) == 1
    assert "Python 3.11 以上が要ります。いまの Python は 3.10" in capsys.readouterr().err


def test_a_failed_install_names_the_network_and_keeps_no_stamp(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    called_with(monkeypatch, tmp_path, code=1, said="one\ntwo\nno route to host")
    with pytest.raises(run.Stop, match=r"(?s)インターネットにつながっているか.*no route to host"):
        run.install(ROOT / "requirements.lock")
    assert list(tmp_path.iterdir()) == []


def test_a_second_start_installs_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    calls = called_with(monkeypatch, tmp_path)
    run.install(ROOT / "requirements.lock")
    run.install(ROOT / "requirements.lock")
    assert len(calls) == 1


def test_a_changed_pin_is_installed_and_both_lists_have_their_own_stamp(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    calls = called_with(monkeypatch, tmp_path)
    run.install(ROOT / "requirements.lock")
    run.install(ROOT / "tests" / "requirements.lock")
    run.install(ROOT / "requirements.lock")
    assert len(calls) == 2
    next(tmp_path.glob("installed-app")).write_text("old", encoding="utf-8")
    run.install(ROOT / "requirements.lock")
    assert len(calls) == 3


@pytest.mark.parametrize("folder", [".", "tests"])
def test_only_what_bears_a_written_hash_is_installed_and_nothing_is_built(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: str
) -> None:
    calls = called_with(monkeypatch, tmp_path)
    run.install(ROOT / folder / "requirements.lock")
    (command,) = calls
    assert command[1:4] == ["-m", "pip", "install"]
    assert "--require-hashes" in command
    assert command[command.index("--only-binary") + 1] == ":all:"


def test_no_venv_module_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise subprocess.CalledProcessError(1, "ensurepip")

    monkeypatch.setattr(run, "VENV", tmp_path / "あたらしい フォルダー")
    monkeypatch.setattr(run, "PYTHON", tmp_path / "none")
    monkeypatch.setattr("run.venv.create", refuse)
    with pytest.raises(run.Stop, match="python3-venv"):
        run.make_venv()


def test_a_taken_port_is_stepped_over() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        assert run.free_port("127.0.0.1", port) > port


def test_two_starts_at_once_choose_two_ports(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server of the first start has not bound its port yet when the second one looks."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        first = free.getsockname()[1]
    monkeypatch.setattr(run, "_HELD", [])
    ports = [run.free_port("127.0.0.1", first) for _ in range(4)]
    for mark in run._HELD:
        mark.close()
    assert len(set(ports)) == 4


def test_a_laptop_without_network_is_told_before_the_hall(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Offline(socket.socket):
        def connect(self, _address: object) -> None:
            raise OSError("Network is unreachable")

    monkeypatch.setattr("run.socket.socket", Offline)
    with pytest.raises(run.Stop, match="ネットワークにつながっていません"):
        run.lan_address()


def served_by_the_hall(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What ``run.hall()`` would start: (arguments, options)."""
    served: list[tuple[Any, ...]] = []

    def serve(*args: object, **options: object) -> int:
        served.append((args, options))
        return 0

    monkeypatch.setattr(run, "free_port", lambda _: 8501)
    monkeypatch.setattr(run, "serve", serve)
    return served


def test_in_the_hall_this_computer_projects_from_itself_and_phones_have_their_own_address(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    called_with(monkeypatch, tmp_path)
    monkeypatch.setattr(run, "lan_address", lambda: "192.0.2.7")
    served = served_by_the_hall(monkeypatch)
    assert run.hall() == 0
    ((args, options),) = served
    assert args == (
        *("0.0.0.0", 8501, "http://127.0.0.1:8501/hall"),
        *("--browser.serverAddress", "192.0.2.7"),
    )
    assert options == {"room": "http://192.0.2.7:8501"}
    said = capsys.readouterr().out
    assert "通信は暗号化されません" in said
    assert "スマートフォンで開く番地: http://192.0.2.7:8501\n" in said


def test_without_a_network_the_hall_opens_on_this_computer_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def offline() -> str:
        raise run.Stop("会場のネットワークにつながっていません。")

    monkeypatch.setattr(run, "lan_address", offline)
    served = served_by_the_hall(monkeypatch)
    assert run.hall() == 0
    assert served == [(("127.0.0.1", 8501, "http://127.0.0.1:8501/hall"), {})]
    assert "映すことは、できます" in capsys.readouterr().out


def test_the_room_s_address_is_called_the_same_here_and_in_the_app() -> None:
    assert run.ROOM == room.ADDRESS


@pytest.mark.skipif(os.name == "nt", reason="signals of a terminal")
def test_ctrl_c_ends_the_app_and_says_so_in_japanese(tmp_path: Path) -> None:
    """A stand-in for the server that does not listen to the terminal: run.py ends it."""
    (tmp_path / "streamlit_app.py").touch()
    script = (
        "import sys, run, pathlib\n"
        f"run.ROOT = pathlib.Path({str(tmp_path)!r})\n"
        "run.PYTHON = '/bin/sleep'\n"
        "run.subprocess.Popen = (lambda made: lambda command, **how:"
        " made(['/bin/sleep', '60'], **how))(run.subprocess.Popen)\n"
        "run.open_when_up = lambda url: print('up', flush=True)\n"
        "sys.exit(run.serve('127.0.0.1', 1, 'http://127.0.0.1:1'))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as started:
        assert started.stdout is not None
        assert started.stdout.readline() == "up\n"
        started.send_signal(signal.SIGINT)
        out, err = started.communicate(timeout=10)
    assert (out.strip(), err, started.returncode) == ("あしばノートを終わりました。", "", 0)


def test_a_missing_browser_is_a_failure_only_when_required(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    calls = called_with(monkeypatch, tmp_path)
    monkeypatch.setattr(run, "find_browser", lambda: None)
    monkeypatch.delenv("ASHIBA_REQUIRE_BROWSER", raising=False)
    assert run.test(full=False, pytest_args=["-q"]) == 0
    both = [one for one in calls if "pytest" in one]
    assert [one[-3:] for one in both] == [["-m", "not browser", "-q"]] * 2  # read, then run
    assert "飛ばします" in capsys.readouterr().out
    monkeypatch.setenv("ASHIBA_REQUIRE_BROWSER", "1")
    with pytest.raises(run.Stop, match="Chromium が見つかりません"):
        run.test(full=False, pytest_args=[])


@pytest.mark.parametrize("fails", ["ruff", "lint-imports", "mypy", "pytest"])
def test_each_check_runs_once_and_what_fails_fails_the_run_and_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fails: str
) -> None:
    calls: list[str] = []

    def answer(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        (name,) = {"ruff", "lint-imports", "mypy", "pytest"} & {Path(one).name for one in command}
        assert "PYTHONDONTWRITEBYTECODE" not in os.environ  # else each start compiles all of it
        if "--collect-only" in command:
            calls.append("read")
            return subprocess.CompletedProcess(command, 0, "", "")
        assert name != "pytest" or "read" in calls
        calls.append(name)
        said = f"{name} says no" if options.get("capture_output") else ""
        return subprocess.CompletedProcess(command, 3 if name == fails else 0, said, "")

    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(run, "install", lambda _: None)
    monkeypatch.setattr(run, "find_browser", lambda: "chromium")
    monkeypatch.setattr("run.subprocess.run", answer)
    assert run.test(full=False, pytest_args=[]) == 3
    assert sorted(calls) == ["lint-imports", "mypy", "pytest", "read", "ruff", "ruff"]
    assert "mypy says no" in capsys.readouterr().out  # kept back until the tests are through


def test_run_py_imports_only_the_standard_library() -> None:
    source = (ROOT / "run.py").read_text(encoding="utf-8")
    names = re.findall(r"^(?:import|from) (\w+)", source, flags=re.MULTILINE)
    assert set(names) <= sys.stdlib_module_names


def test_the_windows_starter_has_windows_line_ends_and_the_other_is_executable() -> None:
    bat = (ROOT / "start.bat").read_bytes()
    assert bat.count(b"\n") == bat.count(b"\r\n")
    assert "Python 3.11 以上" in bat.decode("utf-8")
    if os.name != "nt":
        assert os.access(ROOT / "start.command", os.X_OK)
        assert os.access(ROOT / ".ci" / "run", os.X_OK)


PIN = re.compile(
    r"([a-z0-9-]+)==([\w.]+)( ; [\w '<>=.!]+)?((?: \\\n    --hash=sha256:[0-9a-f]{64})+)"
)
CHOSEN = re.compile(r"([a-z0-9-]+)==([\w.]+)  # (\S.*)")
"""A line of the readable list: a package, its version, and what it is for."""


def lines_of(file: str) -> list[str]:
    """The lines of a list that are no comment."""
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.lstrip().startswith("#")]


def locked(folder: str) -> dict[str, str]:
    """The packages of a locked list, with their version."""
    text = "\n".join(lines_of(f"{folder}/requirements.lock"))
    return {one[1]: one[2] for one in PIN.finditer(text)}


@pytest.mark.parametrize("folder", [".", "tests"])
def test_every_requirement_is_pinned_with_hashes_and_no_index_is_named(folder: str) -> None:
    for file in ("requirements.lock", "requirements.txt"):
        assert "://" not in (ROOT / folder / file).read_text(encoding="utf-8")
    assert PIN.sub("", "\n".join(lines_of(f"{folder}/requirements.lock"))).strip() == ""
    assert len(locked(folder)) > len(lines_of(f"{folder}/requirements.txt"))


@pytest.mark.parametrize("folder", [".", "tests"])
def test_the_readable_list_says_of_each_package_its_version_and_what_it_is_for(folder: str) -> None:
    lines = lines_of(f"{folder}/requirements.txt")
    if folder == "tests":
        assert lines.pop(0) == "-r ../requirements.txt"
    found = [CHOSEN.fullmatch(line) for line in lines]
    assert found
    for line, one in zip(lines, found, strict=True):
        assert one is not None, line
        assert not one[3].isascii(), line


@pytest.mark.parametrize("folder", [".", "tests"])
def test_the_locked_list_has_what_is_asked_for(folder: str) -> None:
    chosen = "\n".join(lines_of(f"{folder}/requirements.txt"))
    asked = {one[1]: one[2] for one in CHOSEN.finditer(chosen)}
    assert asked.items() <= locked(folder).items()


def test_the_tests_run_on_the_same_packages_as_the_app() -> None:
    def pins(folder: str) -> set[str]:
        text = "\n".join(lines_of(f"{folder}/requirements.lock"))
        return {one[0] for one in PIN.finditer(text)}

    assert pins(".") <= pins("tests")


def test_the_app_and_its_image_are_installed_from_the_locked_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    installed: list[Path] = []
    monkeypatch.setattr(run, "make_venv", lambda: None)
    monkeypatch.setattr(run, "install", installed.append)
    monkeypatch.setattr(run, "start", lambda: 0)
    assert run.main([]) == 0
    assert installed == [ROOT / "requirements.lock"]
    image = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    assert "--require-hashes --only-binary :all: -r requirements.lock" in image


def test_the_suite_runs_on_all_cores_unless_the_caller_says_how(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("run.os.cpu_count", lambda: 1)
    assert run.spread(["-q"]) == ["-n", "4", "--dist", "worksteal", "-q"]
    monkeypatch.setattr("run.os.cpu_count", lambda: 16)
    assert run.spread([])[:2] == ["-n", "8"]
    assert run.spread(["-n", "0"]) == ["-n", "0"]
    assert run.spread(["--pdb"]) == ["--pdb"]


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [(["review", "--month", "2027-07"], "2027-07"), (["review"], r"20\d\d-\d\d-\d\d")],
)
def test_the_list_of_the_review_is_asked_for_a_month_or_from_today(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: list[str], asked: str
) -> None:
    calls = called_with(monkeypatch, tmp_path)
    monkeypatch.setattr("run.make_venv", lambda: None)
    monkeypatch.setattr("run.install", lambda _: None)
    assert run.main(arguments) == 0
    assert calls[0][1:3] == ["-m", "core.review"]
    assert re.fullmatch(asked, calls[0][3])


def test_a_month_belongs_to_the_review_only(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run.main(["--month", "2027-04"])
    assert "run.py review [--month 2027-04]" in capsys.readouterr().err
