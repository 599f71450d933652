"""The list of licences, docs/LICENSES.md, from what the installed packages say of themselves.

``python -m tests.reference.licenses`` writes it anew, with the packages of both locked lists.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "docs" / "LICENSES.md"
_PIN = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; (.+?))? \\$", re.MULTILINE)
_READ = {
    # Said in its LICENSE file only.
    "axe-playwright-python": "MIT License",
    # For Windows only; read in the wheel of this version.
    "colorama": "BSD License",
}
"""Licences that an installed package of this machine does not name."""
_LONGEST = 60
"""Some packages put the whole text of their licence where its name belongs."""

_HEAD = """\
# 使っている部品の条件（ライセンス）

`requirements.lock` と `tests/requirements.lock` の部品と、その条件です。条件は、入れた部品が自分で書いて
いる言葉のままです。手では直しません。`python -m tests.reference.licenses` で作り直します。

あしばノートのソースコードは MIT（`LICENSE`）です。文字（`data/fonts/`）は SIL Open Font License
1.1 です（`data/fonts/OFL-*.txt`）。部品のファイルは書きかえていません。部品の中の部品の条件は、
それぞれの部品に入っている文を見てください。
"""
_TABLE = """
## {title}

| 部品 | 版 | 条件 |
|---|---|---|
"""


def pins(folder: str = ".") -> list[tuple[str, str, str]]:
    """(name, version, where it is used) of every line of a locked list."""
    return _PIN.findall((ROOT / folder / "requirements.lock").read_text(encoding="utf-8"))


def of_tests() -> list[tuple[str, str, str]]:
    """The same of what only the tests need."""
    run = pins()
    return [one for one in pins("tests") if one not in run]


def licence_of(name: str) -> tuple[str, str] | None:
    """(installed version, licence) as the package says it; None where it is not installed."""
    try:
        found = metadata(name)
    except PackageNotFoundError:
        return ("", _READ[name]) if name in _READ else None
    named = found.get("License-Expression") or found.get("License") or ""
    if named and "\n" not in named and len(named) <= _LONGEST:
        return found["Version"], named.strip()
    classes = [one for one in found.get_all("Classifier") or [] if one.startswith("License :: ")]
    said = " / ".join(one.split(" :: ")[-1] for one in classes)
    return found["Version"], said or _READ.get(name, "（書いていません）")


def _table(title: str, listed: list[tuple[str, str, str]]) -> str:
    rows = []
    for name, version, where in listed:
        installed, licence = licence_of(name) or ("", "（この機器には入れていません）")
        if installed and installed != version:
            licence += f"（{installed} の言葉）"
        used = f"{version}（{where}）" if where else version
        rows.append(f"| {name} | {used} | {licence} |\n")
    return _TABLE.format(title=title) + "".join(rows)


def text() -> str:
    """The whole file."""
    tests = "テストだけに使うもの（配りません）"
    return _HEAD + _table("動かすもの", pins()) + _table(tests, of_tests())


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
