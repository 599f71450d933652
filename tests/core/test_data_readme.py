"""data/README.md: every file of data/ with its source and its licence, and no other."""

from __future__ import annotations

import re
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"


def test_every_file_of_data_stands_there_with_source_and_licence() -> None:
    text = (DATA / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE)
    there = {f"{one.name}/" if one.is_dir() else one.name for one in DATA.iterdir()}
    assert [name for name, *_ in rows] == sorted(there - {"README.md"})
    for name, what, source, licence in rows:
        assert all(one.strip() for one in (what, source)), name
        assert re.search(r"MIT|事実の転記|Open Font License", licence), name


def test_a_file_whose_licence_is_that_of_facts_names_a_source_in_each_row() -> None:
    for name in ("area_grades.csv", "centres.csv", "figures.csv", "hotlines.csv"):
        head = (DATA / name).read_text(encoding="utf-8-sig").split("\n")[0]
        assert "source" in head.split(","), name
