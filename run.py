"""あしばノートを始める: ``python3 run.py``。会場で: ``run.py hall``。テスト: ``run.py test [--full]``。
年に一度の見直しの一覧: ``run.py review [--month 2027-04]``。止まっても開く入口: ``run.py door [folder]``。

Uses only the standard library. Makes ``.venv`` beside this file, installs requirements.lock when it
has changed, and starts the app; a second start needs no network.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import venv
import webbrowser
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
NEEDS = (3, 11)
PORT = 8501
ROOM = "ASHIBA_ROOM"
"""Environment: the address at which phones of the room reach the app (``run.py hall``)."""
COMMANDS = ("start", "hall", "test", "review", "door")
USE = (
    "知らない指定です。使い方: run.py / run.py hall / run.py test [--full] / "
    "run.py review [--month 2027-04] / run.py door [フォルダー]"
)
BROWSERS = (
    "chromium-headless-shell",  # the same, without windows: a fifth less work for the tests
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)


class Stop(Exception):
    """Ends the run with a message in Japanese that says what can be done."""


def say(text: str) -> None:
    print(text, flush=True)


def check_python() -> None:
    """Raise Stop when this Python is too old."""
    if sys.version_info[:2] < NEEDS:
        raise Stop(
            f"Python {NEEDS[0]}.{NEEDS[1]} 以上が要ります。いまの Python は "
            f"{sys.version_info[0]}.{sys.version_info[1]} です。\n"
            "https://www.python.org/downloads/ から新しい Python を入れて、もう一度始めてください。"
        )


def quiet(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command to its end and keep what it says."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace")


def run_quietly(command: list[str], failed: str) -> None:
    """Run a command. When it fails, raise Stop with ``failed`` and the end of what it said."""
    done = quiet(command)
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-4:])
        raise Stop(f"{failed}\n（くわしい内容）\n{last}")


def make_venv() -> None:
    """Make .venv, once. A .venv that does not start (moved folder, other Python) is made anew."""
    if PYTHON.exists():
        works = subprocess.run([str(PYTHON), "-c", ""], capture_output=True).returncode == 0
        if works:
            return
        shutil.rmtree(VENV, ignore_errors=True)
    say("はじめての準備をします（.venv フォルダーを作ります）。")
    try:
        venv.create(VENV, with_pip=True)
    except (OSError, subprocess.CalledProcessError) as fault:
        shutil.rmtree(VENV, ignore_errors=True)
        raise Stop(
            "準備用のフォルダー .venv を作れませんでした。\n"
            "・空き容量が 1 GB 以上あるか、このフォルダーに書き込めるかを確かめてください。\n"
            "・Debian や Ubuntu では、先に python3-venv を入れてください"
            "（sudo apt-get install python3-venv）。\n"
            f"（くわしい内容）{fault}"
        ) from None


def wanted(lock: Path) -> str:
    """A stamp that changes with the locked list and the Python."""
    text = f"{sys.version}\n{lock.read_text(encoding='utf-8')}"
    return hashlib.sha256(text.encode()).hexdigest()


def install(lock: Path) -> None:
    """Install a locked list into .venv when it changed since the last time.

    Only what bears one of the written hashes, and no source that would run while it is built.
    """
    stamp = VENV / f"installed-{lock.parent.name if lock.parent != ROOT else 'app'}"
    want = wanted(lock)
    if stamp.exists() and stamp.read_text(encoding="utf-8") == want:
        return
    say("必要な部品を入れています。数分かかることがあります（インターネットを使います）。")
    run_quietly(
        [
            str(PYTHON),
            "-m",
            "pip",
            "install",
            "--disable-pip-version-check",
            "--require-hashes",
            "--only-binary",
            ":all:",
            "-r",
            str(lock),
        ],
        "部品を入れられませんでした。\n"
        "・インターネットにつながっているか確かめて、もう一度始めてください。\n"
        "・会社や施設のネットワークでは、止められていることがあります。\n"
        "・空き容量が 1 GB 以上あるか確かめてください。",
    )
    stamp.write_text(want, encoding="utf-8")


_HELD: list[socket.socket] = []
"""Held until this program ends: the marks of the ports that it chose (see ``free_port``)."""
_MARK = 1000


def free_port(address: str, first: int = PORT) -> int:
    """The first free port from ``first`` on. Raises Stop when twenty are taken.

    The server binds it only seconds later. Until then a mark at port + 1000 of this computer keeps
    a second start away, so that both do not choose the same.
    """
    for port in range(first, first + 20):
        mark = socket.socket()
        try:
            mark.bind(("127.0.0.1", port + _MARK))
            mark.listen(1)
            with socket.socket() as probe:
                probe.bind((address, port))
        except OSError:
            mark.close()
            continue
        _HELD.append(mark)
        return port
    raise Stop("空いているポートがありません。ほかのあしばノートを閉じてから、始めてください。")


def is_up(url: str) -> bool:
    """True when the app answers at ``url``."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{url}/_stcore/health", timeout=1) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def open_when_up(url: str) -> None:
    """Open the browser as soon as the app answers."""
    parts = urllib.parse.urlsplit(url)
    for _ in range(120):
        if is_up(f"{parts.scheme}://{parts.netloc}"):
            webbrowser.open(url)
            return
        time.sleep(0.5)


def serve(address: str, port: int, shown: str, *options: str, room: str = "") -> int:
    """Run the app until it is closed. Returns its exit code.

    ``room``: where phones reach it (pages/parts/kit/room.py). Ctrl+C is heard by this program
    alone, and ends the app with it.
    """
    command = [
        *(str(PYTHON), "-m", "streamlit", "run", str(ROOT / "streamlit_app.py")),
        *("--server.address", address, "--server.port", str(port), *options),
    ]
    for name in ("SIGTERM", "SIGHUP"):  # leave no server behind
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    alone: dict[str, Any] = (
        {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
        if os.name == "nt"
        else {"start_new_session": True}
    )
    environment = {**os.environ, ROOM: room} if room else None
    # Its own words are English; what goes wrong is said on the other stream.
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, **alone
    )
    try:
        threading.Thread(target=open_when_up, args=(shown,), daemon=True).start()
        # Windows hears no Ctrl+C while it waits for a process.
        while process.poll() is None:
            time.sleep(0.2)
        return process.returncode
    except KeyboardInterrupt:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        say("\nあしばノートを終わりました。")
        return 0


def start(at: str = "") -> int:
    """Start on this computer only. ``at``: the screen to begin with."""
    port = free_port("127.0.0.1")
    url = f"http://127.0.0.1:{port}{at}"
    say(f"あしばノートを始めます。ブラウザが開かないときは、この番地を開いてください: {url}")
    say("終わるときは、この窓で Ctrl+C を押してください。")
    return serve("127.0.0.1", port, url)


def lan_address() -> str:
    """This computer's address in the room's network. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            address = str(probe.getsockname()[0])
        except OSError:
            address = "127.0.0.1"
    if address.startswith("127."):
        raise Stop(
            "会場のネットワークにつながっていません。Wi-Fi などにつないでから始めてください。"
        )
    return address


def hall() -> int:
    """Start for a meeting: this computer projects, phones of the same network may look in.

    The projecting browser uses loopback, so that a lost Wi-Fi does not end the meeting. Without any
    network it is the usual start.
    """
    try:
        address = lan_address()
    except Stop as stop:
        say(f"{stop}\nこのパソコンで映すことは、できます。スマートフォンからは開けません。")
        return start(at="/hall")
    port = free_port("0.0.0.0")
    url, own = f"http://{address}:{port}", f"http://127.0.0.1:{port}"
    say("ご注意: 会場のほかの機器からも、この道具を開けるようになります。")
    say("・通信は暗号化されません。同じ Wi-Fi の人に、内容を読まれるおそれがあります。")
    say("・店や公共の Wi-Fi では使わず、会の人だけのネットワークで使ってください。")
    say("・ご家族の答えは、会場では紙か、それぞれのご自宅で入れると安心です。")
    say("・開けないときは、このパソコンのファイアウォールで許可が要ることがあります。\n")
    qr = "import sys, segno; segno.make(sys.argv[1], micro=False).terminal(compact=True)"
    subprocess.run([str(PYTHON), "-c", qr, url], check=False)
    say(f"\nスマートフォンで開く番地: {url}\n映すパソコンの番地: {own}/hall")
    say("終わるときは、この窓で Ctrl+C を押してください。")
    options = ("--browser.serverAddress", address)
    return serve("0.0.0.0", port, f"{own}/hall", *options, room=url)


def find_browser() -> str | None:
    """The browser for the browser tests."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def spread(pytest_args: list[str]) -> list[str]:
    """The arguments of pytest, on twice as many workers as cores (two cores at least), busy to the end.

    A browser's test mostly waits: three workers of four begin with those (tests/conftest.py), and
    whoever is done takes over what another has left. (loadgroup counts anew after each test what is
    left: 10 s for 10,000.)
    """
    if any(one.startswith(("-n", "--numprocesses", "--pdb")) for one in pytest_args):
        return pytest_args
    workers = 2 * max(2, min(os.cpu_count() or 1, 4))
    return ["-n", str(workers), "--dist", "worksteal", *pytest_args]


def test(full: bool, pytest_args: list[str]) -> int:
    """Format, lint, import rules, tests, types. Returns the first exit code that is not 0.

    Beside them the types are checked, and told after the tests; and the test files are read once, so
    that the workers find them compiled and need not all do the same.
    """
    install(ROOT / "tests" / "requirements.lock")
    if full:
        os.environ["ASHIBA_FULL"] = "1"
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # each start of the app would compile all of it
    if find_browser() is None:
        if os.environ.get("ASHIBA_REQUIRE_BROWSER") == "1":
            raise Stop("ASHIBA_REQUIRE_BROWSER=1 ですが、Chromium が見つかりません。")
        say("Chromium が見つからないので、ブラウザのテストは飛ばします。")
        pytest_args = ["-m", "not browser", *pytest_args]
    python = str(PYTHON)
    steps = [
        [python, "-m", "ruff", "check", "."],
        [python, "-m", "ruff", "format", "--check", "."],
        [str(PYTHON.parent / "lint-imports")],
        [python, "-m", "pytest", *spread(pytest_args)],
    ]
    results = []
    with ThreadPoolExecutor(2) as beside:
        read = beside.submit(quiet, [python, "-m", "pytest", "--collect-only", "-q", *pytest_args])
        types = beside.submit(quiet, [python, "-m", "mypy"])
        for command in steps:
            if command is steps[-1]:
                read.result()  # what is wrong with a file, the tests say again
            say(f"--- {Path(command[0]).name if len(command) == 1 else ' '.join(command[2:])}")
            results.append(subprocess.run(command, cwd=ROOT).returncode)
        checked = types.result()
    say(f"--- mypy\n{checked.stdout}{checked.stderr}")
    results.append(checked.returncode)
    return next((code for code in results if code), 0)


def review(month: str | None) -> int:
    """What the review of the month (None: of the next April) has to look at. Returns the exit code."""
    asked = month or time.strftime("%Y-%m-%d")
    return subprocess.run([str(PYTHON), "-m", "core.review", asked], cwd=ROOT).returncode


def door(folder: list[str]) -> int:
    """Write the static door (deploy/README.md). Returns the exit code."""
    return subprocess.run([str(PYTHON), "-m", "deploy.door", *folder], cwd=ROOT).returncode


def main(arguments: list[str]) -> int:
    """Read the command line and do it. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="run.py", description="あしばノートを始めます。")
    parser.add_argument("command", nargs="?", choices=COMMANDS, default="start")
    parser.add_argument("--full", action="store_true", help="テストをすべての数で行う")
    parser.add_argument("--month", help="見直しの月（例: 2027-04。なければ次の4月）")
    options, rest = parser.parse_known_args(arguments)
    allowed = {"test": len(rest), "door": 1}.get(options.command, 0)
    if len(rest) > allowed or (options.full and options.command != "test"):
        parser.error(USE)
    if options.month and options.command != "review":
        parser.error(USE)
    try:
        check_python()
        make_venv()
        install(ROOT / "requirements.lock")
        if options.command == "test":
            return test(options.full, rest)
        if options.command == "door":
            return door(rest)
        if options.command == "review":
            return review(options.month)
        return hall() if options.command == "hall" else start()
    except Stop as stop:
        print(f"\n{stop}", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        say("\nやめました。")
        return 130


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may not know every letter; never fail for that.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
