"""あしばノートを始める: ``python3 run.py``。会場で: ``run.py hall``。テスト: ``run.py test [--full]``。

Uses only the standard library. Makes ``.venv`` beside this file, installs requirements.txt when it
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
import urllib.request
import venv
import webbrowser
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
NEEDS = (3, 11)
PORT = 8501
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


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


def run_quietly(command: list[str], failed: str) -> None:
    """Run a command. When it fails, raise Stop with ``failed`` and the end of what it said."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace")
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


def wanted(requirements: Path) -> str:
    """A stamp that changes with the requirements, the files they name, and the Python."""
    parts = [sys.version]
    for file in (ROOT / "requirements.txt", requirements):
        parts.append(file.read_text(encoding="utf-8"))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def install(requirements: Path) -> None:
    """Install into .venv when the requirements changed since the last time.

    Only what bears one of the written hashes, and no source that would run while it is built.
    """
    stamp = VENV / f"installed-{requirements.parent.name if requirements.parent != ROOT else 'app'}"
    want = wanted(requirements)
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
            str(requirements),
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
    for _ in range(120):
        if is_up(url):
            webbrowser.open(url)
            return
        time.sleep(0.5)


def serve(address: str, port: int, shown: str, *options: str) -> int:
    """Run the app until it is closed. Returns its exit code."""
    command = [
        *(str(PYTHON), "-m", "streamlit", "run", str(ROOT / "streamlit_app.py")),
        *("--server.address", address, "--server.port", str(port), *options),
    ]
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # leave no server behind
    process = subprocess.Popen(command, cwd=ROOT)
    threading.Thread(target=open_when_up, args=(shown,), daemon=True).start()
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.terminate()
        process.wait()
        say("あしばノートを終わりました。")
        return 0


def start() -> int:
    """Start on this computer only."""
    port = free_port("127.0.0.1")
    url = f"http://127.0.0.1:{port}"
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
    """Start for a meeting: phones in the same network can open the app."""
    address = lan_address()
    port = free_port(address)
    url = f"http://{address}:{port}"
    say("ご注意: 会場のほかの機器からも、この画面を開けるようになります。")
    say("・通信は暗号化されません。同じ Wi-Fi の人に、内容を読まれるおそれがあります。")
    say("・店や公共の Wi-Fi では使わず、会の人だけのネットワークで使ってください。")
    say("・ご家族の答えは、会場では紙か、それぞれのご自宅で入れると安心です。")
    say("・開けないときは、このパソコンのファイアウォールで許可が要ることがあります。\n")
    qr = "import sys, segno; segno.make(sys.argv[1], micro=False).terminal(compact=True)"
    subprocess.run([str(PYTHON), "-c", qr, url], check=False)
    say(f"\nスマートフォンで開く番地: {url}\n終わるときは、この窓で Ctrl+C を押してください。")
    return serve(address, port, url, "--browser.serverAddress", address)


def find_browser() -> str | None:
    """The browser for the browser tests."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def spread(pytest_args: list[str]) -> list[str]:
    """The arguments of pytest, on all cores (two at least), busy to the end.

    worksteal: the browser tests, first by name, begin on one core; whoever is done takes over what
    the other has left. (loadgroup counts anew after each test what is left: 10 s for 10,000.)
    """
    if any(one.startswith(("-n", "--numprocesses", "--pdb")) for one in pytest_args):
        return pytest_args
    workers = max(2, min(os.cpu_count() or 1, 4))
    return ["-n", str(workers), "--dist", "worksteal", *pytest_args]


def test(full: bool, pytest_args: list[str]) -> int:
    """Format, lint, types, import rules, tests. Returns the first exit code that is not 0."""
    install(ROOT / "tests" / "requirements.txt")
    if full:
        os.environ["ASHIBA_FULL"] = "1"
    if find_browser() is None:
        if os.environ.get("ASHIBA_REQUIRE_BROWSER") == "1":
            raise Stop("ASHIBA_REQUIRE_BROWSER=1 ですが、Chromium が見つかりません。")
        say("Chromium が見つからないので、ブラウザのテストは飛ばします。")
        pytest_args = ["-m", "not browser", *pytest_args]
    scripts = PYTHON.parent
    steps = [
        [str(PYTHON), "-m", "ruff", "check", "."],
        [str(PYTHON), "-m", "ruff", "format", "--check", "."],
        [str(PYTHON), "-m", "mypy"],
        [str(scripts / "lint-imports")],
        [str(PYTHON), "-m", "pytest", *spread(pytest_args)],
    ]
    results = []
    for command in steps:
        say(f"--- {Path(command[0]).name if len(command) == 1 else ' '.join(command[2:])}")
        results.append(subprocess.run(command, cwd=ROOT).returncode)
    return next((code for code in results if code), 0)


def main(arguments: list[str]) -> int:
    """Read the command line and do it. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="run.py", description="あしばノートを始めます。")
    parser.add_argument("command", nargs="?", choices=("start", "hall", "test"), default="start")
    parser.add_argument("--full", action="store_true", help="テストをすべての数で行う")
    options, rest = parser.parse_known_args(arguments)
    if options.command != "test" and (rest or options.full):
        parser.error("知らない指定です。使い方: run.py / run.py hall / run.py test [--full]")
    try:
        check_python()
        make_venv()
        install(ROOT / "requirements.txt")
        if options.command == "test":
            return test(options.full, rest)
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
