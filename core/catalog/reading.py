"""How a file of data/ is read: what is wrong is named in Japanese, with file, row and field."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from core.errors import DataError

_EXPECTED = {
    "missing": "値が要ります",
    "extra_forbidden": "この項目はありません",
    "string_too_short": "空でない文字",
    "finite_number": "数",
    "less_than_equal": "{le} 以下の数",
    "greater_than_equal": "{ge} 以上の数",
    "string_pattern_mismatch": "{pattern} に合う文字",
    "literal_error": "{expected} のどれか",
    "value_error": "{error}",
    "too_short": "{min_length} 個以上",
    "too_long": "{max_length} 個まで",
}
_KINDS = {
    "date": "2026-11-22 の形の日付",
    "decimal": "数",
    "int": "整数",
    "bool": "true か false",
    "string": "文字",
    "tuple": "並び",
    "list": "並び",
    "model": "項目の組",
    "dict": "項目の組",
}
Model = TypeVar("Model", bound=BaseModel)


def expected(error: Mapping[str, Any]) -> str:
    """What a field should hold, in Japanese."""
    words = _EXPECTED.get(error["type"])
    if words is not None:
        context = {key: str(value) for key, value in error.get("ctx", {}).items()}
        return words.format_map(context).replace(" or ", " か ")
    kind = str(error["type"]).split("_")[0]
    return _KINDS.get(kind, "この項目に合う値")


def build(model: type[Model], values: object, file: str, row: str) -> Model:
    """A model from a row of a file. Raises DataError, which names the first fault."""
    try:
        return model.model_validate(values)
    except ValidationError as fault:
        first = fault.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "(行全体)"
        found = None if first["type"] == "missing" else first["input"]
        raise DataError(file, row, field, found, expected(first)) from fault


def _line_of(fault: Exception) -> str:
    found = re.search(r"at line (\d+)", str(fault))
    return f"{found[1]}行目" if found else "ファイル"


def toml(folder: Path, name: str) -> dict[str, Any]:
    """What a TOML file of ``folder`` holds. Raises DataError."""
    path = folder / name
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as fault:
        raise DataError(f"data/{name}", "ファイル", "-", "なし", "ファイルが要ります") from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise DataError(
            f"data/{name}", _line_of(fault), "-", "読めない中身", "UTF-8 の TOML"
        ) from fault


def csv_rows(folder: Path, name: str) -> list[tuple[str, dict[str, Any]]]:
    """The rows of a CSV file of ``folder``, each with its place (「3行目」). Raises DataError."""
    path = folder / name
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle, strict=True)
            rows = []
            for record in reader:
                line = f"{reader.line_num}行目"
                if None in record or any(value is None for value in record.values()):
                    raise DataError(
                        f"data/{name}", line, "(列の数)", len(record), "見出しと同じ数の列"
                    )
                rows.append((line, dict(record)))
            return rows
    except FileNotFoundError as fault:
        raise DataError(f"data/{name}", "ファイル", "-", "なし", "ファイルが要ります") from fault
    except (csv.Error, UnicodeDecodeError) as fault:
        raise DataError(f"data/{name}", "ファイル", "-", "読めない中身", "UTF-8 の CSV") from fault


def rows_of(raw: dict[str, Any], name: str, file: str) -> list[Any]:
    """The rows of [[name]], as they stand. Raises DataError when there is none."""
    rows = raw.get(name)
    if not isinstance(rows, list) or not rows:
        raise DataError(file, "ファイル", name, rows, f"[[{name}]] の並び")
    return rows


def name_of(row: Any, number: int) -> str:
    """What a row is called in a message: its id or key, else its place."""
    found = row.get("id") or row.get("key") if isinstance(row, dict) else None
    return str(found or f"{number}番目")


def unique(ids: Iterable[str], file: str) -> None:
    """Raises DataError at the first id that stands twice."""
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise DataError(file, one, "id", one, "同じ id は一度だけ")
        seen.add(one)
