"""A template and the model of its data name the same fields, and no words stand in a template."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any, get_args

import pytest
from pydantic import BaseModel, ValidationError

from core.handout.press import TEMPLATES
from core.handout.sheet import Head, Shared, Sheet
from core.handout.sheets import SHEETS

_COMMENT = re.compile(r"(?m)^\s*//.*$|\s// .*$")
_PATTERN = re.compile(r'regex\("[^"\n]*"\)')
_JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠々]")
_MADE = re.compile(r"#let\s+([a-z][a-z-]*)")
"""What a template defines itself."""
_ROWS = r"(?:one|step|row|it|line|group|part|ledger|d|w|f|hand|head|shared)"
"""The names under which the templates know data."""
_LOOKS = re.compile(r"\b([a-z]+):\s")
"""The fields of dictionaries that a template makes itself, as of its looks."""


def source(name: str) -> str:
    """A template without its comments."""
    return _COMMENT.sub("", (TEMPLATES / f"{name}.typ").read_text(encoding="utf-8"))


def model_of(name: str) -> type[Sheet]:
    """The model of a sheet."""
    found: type[Sheet] = getattr(
        import_module(f"core.handout.{name}_sheet"), f"{name.capitalize()}Sheet"
    )
    return found


def inside(kind: Any) -> Iterator[type[BaseModel]]:
    """The models in a type, and those in their fields."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
        for field in kind.model_fields.values():
            yield from inside(field.annotation)
    for part in get_args(kind):
        yield from inside(part)


def reads(text: str, name: str) -> set[str]:
    """The fields that a template reads of one name; a call, as ``.len()``, is none."""
    return set(re.findall(rf"(?<![\w-])(?<!\w\.){name}\.([a-z_]+)(?![\w(-])", text))


@pytest.mark.parametrize("name", SHEETS)
def test_a_template_reads_the_fields_of_its_model_and_all_of_them(name: str) -> None:
    text, model = source(name), model_of(name)
    own = model.model_fields.keys() - {"shared"}
    assert reads(text, "d") == own


@pytest.mark.parametrize("name", SHEETS)
def test_a_template_reads_each_field_of_the_models_inside(name: str) -> None:
    text = source(name)
    read = set(re.findall(r"\.([a-z_]+)", text))
    for part in set(inside(model_of(name))) - {Head, Shared, model_of(name)}:
        assert part.model_fields.keys() - read == set(), part.__name__


@pytest.mark.parametrize("name", SHEETS)
def test_a_template_reads_nothing_of_its_data_that_no_model_has(name: str) -> None:
    text = source(name)
    known = {field for part in inside(model_of(name)) for field in part.model_fields}
    made = set(_LOOKS.findall(text)) | {"text"}  # ``it.text``: of a found pattern
    assert reads(text, _ROWS) - known - made == set()


@pytest.mark.parametrize(
    ("field", "model"),
    [(f"{name}.words", model_of(name).model_fields["words"].annotation) for name in SHEETS]
    + [("shared", Shared), ("head", Head)],
)
def test_the_words_of_a_sheet_are_those_that_it_sets(field: str, model: type[BaseModel]) -> None:
    if "." in field:
        text, variable = source(field.split(".")[0]), "w"
    else:
        text, variable = "\n".join(map(source, ("main", "sheet", *SHEETS))), field
    assert reads(text, variable) == model.model_fields.keys()


@pytest.mark.parametrize("name", ["main", "sheet", *SHEETS])
def test_no_words_stand_in_a_template_only_marks_and_patterns(name: str) -> None:
    assert _JAPANESE.findall(_PATTERN.sub("", source(name))) == []


def test_a_sheet_takes_no_field_that_it_does_not_know_and_cannot_be_changed() -> None:
    head = Head(title="題", footer=())
    with pytest.raises(ValidationError):
        head.title = "別の題"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Head.model_validate({"title": "題", "footer": (), "subtitle": ""})
