"""Where a server's processor time goes: py-spy looks on from outside (``pip install py-spy``).

Only the thread that holds the interpreter is counted (--gil): what waits costs nobody anything.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.conftest import ROOT

RATE = 400
"""Looks a second."""
SHOWN = 45


class NoProfiler(Exception):
    """py-spy is not there, or may not look."""


@contextmanager
def profiled(pid: int, file: Path) -> Iterator[None]:
    """While the block runs, look at the process; afterwards write the tables into ``file``.

    Raises NoProfiler.
    """
    found = shutil.which("py-spy")
    if found is None:
        raise NoProfiler("py-spy がありません（pip install py-spy、または PATH に）。")
    raw = Path(tempfile.mkdtemp(prefix="ashiba-profile-")) / "raw"
    command = [found, "record", "--pid", str(pid), "--gil", "--rate", str(RATE), "--function"]
    command += ["--full-filenames", "--format", "raw", "--output", str(raw)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as spy:
        time.sleep(1)
        yield
        spy.send_signal(signal.SIGINT)
        _, said = spy.communicate(timeout=60)
    if not raw.exists():
        raise NoProfiler(said.decode(errors="replace"))
    file.write_text("\n".join(tables(raw.read_text("utf-8").splitlines())) + "\n", "utf-8")
    shutil.rmtree(raw.parent, ignore_errors=True)


def tables(stacks: Iterable[str]) -> Iterator[str]:
    """From py-spy's raw stacks ("outermost;…;innermost number"): what of ours cost how much."""
    ours, inner, running, doing, whole = (
        Counter[str](),
        Counter[str](),
        Counter[str](),
        Counter[str](),
        0,
    )
    for line in stacks:
        stack, _, number = line.rpartition(" ")
        times, frames = int(number), stack.split(";")
        mine = [name for name in map(_ours, frames) if name]
        whole += times
        for name in set(mine):
            ours[name] += times
        inner[mine[-1] if mine else "（わたしたちのコードの外）"] += times
        running[frames[-1].split("/site-packages/")[-1]] += times
        for name in {name for one in frames if (name := _library_function(one))}:
            doing[name] += times
    for title, found in (
        ("わたしたちの関数（中で呼んだものも含めて）", ours),
        ("わたしたちの関数（いちばん内側のもの）", inner),
        ("ライブラリの関数（中で呼んだものも含めて）", doing),
        ("いちばん内側で動いていたもの", running),
    ):
        yield f"\n{title}: {whole} 回のうち"
        yield from (f"{n / max(1, whole):6.1%}  {name}" for name, n in found.most_common(SHOWN))


def _split(frame: str) -> tuple[str, str]:
    function, _, path = frame.rpartition(" (")
    return function, path.rstrip(")")


def _ours(frame: str) -> str:
    """Place and function of our own code; "" for a library's."""
    function, path = _split(frame)
    inside = path.startswith(f"{ROOT}/") and "/.venv/" not in path
    return f"{path.removeprefix(f'{ROOT}/')}:{function}" if inside else ""


def _library_function(frame: str) -> str:
    function, path = _split(frame)
    return f"{path.split('/site-packages/')[1]}:{function}" if "/site-packages/" in path else ""
