"""The questions of data/cost_questions.toml as fields of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from core import Catalog, said
from core.case.kept import Way
from core.catalog import CostGroup, CostQuestion, Service
from pages.parts.kit import store
from pages.parts.kit.fields import Faults, choice, text, weekly


@dataclass
class Form:
    """What is asked about: ``under`` is where in the case each first part of a field stands.

    ``known`` are the answers so far and the conditions (``CostQuestion.when``). ``service`` and
    ``here``: the one that is asked about, and its place in the request ("usages.0"). ``place``: the
    name of its provider ("pharmacy-2").
    """

    under: Mapping[str, Way]
    faults: Faults = field(default_factory=dict)
    known: dict[str, Any] = field(default_factory=dict)
    service: Service | None = None
    here: str = ""
    place: str = ""

    def way(self, path: str) -> Way:
        """Where in the case the field at ``path`` stands."""
        first, *rest = path.split(".")
        return (*self.under[first], *rest)

    def in_request(self, path: str) -> str:
        """Where the request, and so a fault, has the field."""
        return f"{self.here}.{path.split('.', 1)[1]}" if self.here else path


def ask(group: CostGroup, form: Form, catalog: Catalog) -> None:
    """The questions of a group that are asked with the answers so far, in order."""
    fold = ""
    inside: AbstractContextManager[Any] = nullcontext()
    for question in catalog.questions_of(group):
        if not question.is_asked(form.known):
            form.known.setdefault(question.field, None)
            for path in question.forget:
                store.drop(*form.way(path))
            continue
        if question.fold != fold:
            fold = question.fold
            inside = _fold(fold)
        with inside:
            _one(question, form, catalog)


def _fold(heading: str) -> AbstractContextManager[Any]:
    return st.expander(heading) if heading else nullcontext()


def _one(question: CostQuestion, form: Form, catalog: Catalog) -> None:
    service = form.service
    service_id, unit = (service.id, said.counted(service.unit)) if service else ("", "")
    label = store.said(question.label).format(unit=unit)
    way = form.way(question.field)
    key = question.key.format(service=form.place)
    if not question.options:
        wrong = form.faults.get(form.in_request(question.field), "")
        text(label, way, key, question.help, wrong=wrong, numeric=question.typed == "yen")
        if question.typed == "times":
            weekly(way)
        return
    offered = question.offered(service_id, store.month(), catalog.figures)
    words = {one.value: store.said(one.words).format(unit=unit) for one in offered}
    form.known[question.field] = choice(label, words, way, key, question.help)
