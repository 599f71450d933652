"""The list of licences, docs/LICENSES.md, from what the installed packages say of themselves.

``python -m tests.reference.licenses`` writes it anew, with the packages of requirements.txt.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "docs" / "LICENSES.md"
_PIN = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; (.+?))? \\$", re.MULTILINE)
_LONGEST = 60
"""Some packages put the whole text of their licence where its name belongs."""

_HEAD = """\
# 使っている部品の条件（ライセンス）

`requirements.txt` の部品と、その条件です。条件は、入れた部品が自分で書いている言葉のままです。
手では直しません。`python -m tests.reference.licenses` で作り直します。

あしばノートのソースコードは MIT（`LICENSE`）です。文字（`data/fonts/`）は SIL Open Font License
1.1 です（`data/fonts/OFL-*.txt`）。部品のファイルは書きかえていません。部品の中の部品の条件は、
それぞれの部品に入っている文を見てください。

| 部品 | 版 | 条件 |
|---|---|---|
"""


def pins() -> list[tuple[str, str, str]]:
    """(name, version, where it is used) of every line of requirements.txt."""
    return _PIN.findall((ROOT / "requirements.txt").read_text(encoding="utf-8"))


def licence_of(name: str) -> tuple[str, str] | None:
    """(installed version, licence) as the package says it; None where it is not installed."""
    try:
        found = metadata(name)
    except PackageNotFoundError:
        return None
    named = found.get("License-Expression") or found.get("License") or ""
    if named and "\n" not in named and len(named) <= _LONGEST:
        return found["Version"], named.strip()
    classes = [one for one in found.get_all("Classifier") or [] if one.startswith("License :: ")]
    said = " / ".join(one.split(" :: ")[-1] for one in classes)
    return found["Version"], said or "（書いていません）"


def text() -> str:
    """The whole file."""
    rows = []
    for name, version, where in pins():
        installed, licence = licence_of(name) or ("", "（この機器には入れていません）")
        if installed and installed != version:
            licence += f"（{installed} の言葉）"
        used = f"{version}（{where}）" if where else version
        rows.append(f"| {name} | {used} | {licence} |\n")
    return _HEAD + "".join(rows)


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
