"""Faults of input as Japanese sentences, each at its field. Never pydantic's English."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from core.base import Frozen


class FieldFault(Frozen):
    """One fault: the path of the field ("welfare.income_levy_yen") and a Japanese sentence."""

    field: str
    message: str


def _sentence(error: Any) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    if kind == "missing":
        return "この項目を入れてください"
    if kind == "extra_forbidden":
        return "この項目は使えません"
    if kind in ("int_type", "int_parsing", "int_from_float"):
        return "整数で入れてください"
    if kind == "greater_than_equal":
        return f"{context['ge']}以上の数で入れてください"
    if kind == "less_than_equal":
        return f"{context['le']:,}以下の数で入れてください"
    if kind in ("literal_error", "enum"):
        return "選択肢から選んでください"
    if kind in ("date_parsing", "date_from_datetime_parsing", "date_type"):
        return "日付は 2026-11-22 の形で入れてください"
    if kind in ("bool_type", "bool_parsing"):
        return "はい・いいえで答えてください"
    if kind == "string_too_long":
        return f"{context['max_length']:,}文字までにしてください"
    if kind.endswith("_type"):
        return "この項目の形が合いません"
    return "この値は使えません"


def japanese_faults(fault: ValidationError) -> tuple[FieldFault, ...]:
    """All faults of a ValidationError, with Japanese messages, in the order of the fields."""
    return tuple(
        FieldFault(field=".".join(str(part) for part in error["loc"]), message=_sentence(error))
        for error in fault.errors()
    )
