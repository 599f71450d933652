"""Everything in data/, read once, validated, frozen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import get_args

from pydantic import ConfigDict, ValidationInfo

from core.base import Answerer, Frozen, Voice
from core.catalog.about import About, read_about
from core.catalog.area_grades import AreaGrade, read_area_grades
from core.catalog.centres import Centre, read_centres
from core.catalog.check import CheckData, read_check
from core.catalog.cost_questions import (
    CostGroup,
    CostQuestion,
    price_fields,
    read_cost_questions,
)
from core.catalog.examples import Example, read_examples
from core.catalog.explain import read_explanations
from core.catalog.figures import read_figures
from core.catalog.glossary import Term, read_glossary
from core.catalog.guide import GuideData, read_guide
from core.catalog.hotlines import Hotline, read_hotlines
from core.catalog.not_covered import NotCovered, read_not_covered
from core.catalog.plan import PlanData, StepTemplate, read_plan
from core.catalog.provider import ProviderWords, read_provider
from core.catalog.references import (
    check_about,
    check_examples,
    check_guide,
    check_plan,
    check_provider,
    check_room,
    check_services,
    check_steps,
    check_windows,
)
from core.catalog.room import RoomWords, read_room
from core.catalog.services import Service, read_services
from core.catalog.sheets import read_sheets
from core.catalog.stages import Stage, read_stages
from core.catalog.windows import WindowTexts, read_window_texts
from core.figures import Figures
from core.sheet_words import SheetWords

DATA = Path(__file__).resolve().parents[2] / "data"


class Catalog(Frozen):
    """All of data/. Read by attribute; look-ups by id below."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    services: tuple[Service, ...]
    cost_questions: tuple[CostQuestion, ...]
    figures: Figures
    check: CheckData
    stages: tuple[Stage, ...]
    plan: PlanData
    hotlines: tuple[Hotline, ...]
    centres: tuple[Centre, ...]
    area_grades: tuple[AreaGrade, ...]
    windows: WindowTexts
    provider: ProviderWords
    glossary: tuple[Term, ...]
    guide: GuideData
    about: About
    not_covered: tuple[NotCovered, ...]
    examples: tuple[Example, ...]
    room: RoomWords
    explanations: Mapping[str, Voice]
    sentences: Mapping[str, Mapping[str, str]]
    """``explanations`` by answerer, ready to be said."""
    sheets: SheetWords
    by_service: Mapping[str, Service]
    by_step: Mapping[str, StepTemplate]

    def __repr__(self) -> str:
        return f"Catalog({len(self.services)} services, {len(self.figures)} figures)"

    @cached_property
    def hard_words(self) -> tuple[re.Pattern[str], Mapping[str, tuple[Term, str]]]:
        """The words that texts explain: a pattern, longest first, and each word's term, reading."""
        words: dict[str, tuple[Term, str]] = {}
        for term in self.glossary:
            if term.in_text:
                for form, reading in term.forms.items():
                    words.setdefault(form, (term, reading))
        longest = sorted(words, key=lambda form: (-len(form), form))
        return re.compile("|".join(map(re.escape, longest))), MappingProxyType(words)

    @cached_property
    def price_fields(self) -> Mapping[str, frozenset[str]]:
        """The fields of a usage in which its price is put in, by the way of doing so (``WAYS``)."""
        return price_fields(self.cost_questions)

    def questions_of(self, group: CostGroup) -> tuple[CostQuestion, ...]:
        """The questions of one part of the cost form, in order."""
        return tuple(one for one in self.cost_questions if one.group == group)

    def service(self, service_id: str) -> Service:
        """The service of an id. Raises KeyError."""
        return self.by_service[service_id]

    def step(self, step_id: str) -> StepTemplate:
        """The step of an id. Raises KeyError."""
        return self.by_step[step_id]

    def stage(self, number: int) -> Stage:
        """The stage 1, 2 or 3."""
        return self.stages[number - 1]

    def hotlines_for(self, use: str) -> tuple[Hotline, ...]:
        """Hotlines marked for a use ("now", "soon", "family", "money", "violence", …), in order."""
        return tuple(line for line in self.hotlines if use in line.uses)


def read_catalog(folder: Path) -> Catalog:
    """Read and validate all files of ``folder``. Raises DataError at the first fault."""
    services, plan = read_services(folder), read_plan(folder)
    explanations = read_explanations(folder)
    catalog = Catalog(
        services=services,
        cost_questions=read_cost_questions(folder),
        figures=read_figures(folder),
        check=read_check(folder),
        stages=read_stages(folder),
        plan=plan,
        hotlines=read_hotlines(folder),
        centres=read_centres(folder),
        area_grades=read_area_grades(folder),
        windows=read_window_texts(folder),
        provider=read_provider(folder),
        glossary=read_glossary(folder),
        guide=read_guide(folder),
        about=read_about(folder),
        not_covered=read_not_covered(folder),
        examples=read_examples(folder),
        room=read_room(folder),
        explanations=explanations,
        sentences=MappingProxyType(
            {
                answerer: {key: voice.said_to(answerer) for key, voice in explanations.items()}
                for answerer in get_args(Answerer)
            }
        ),
        sheets=read_sheets(folder),
        by_service=MappingProxyType({one.id: one for one in services}),
        by_step=MappingProxyType({one.id: one for one in plan.steps}),
    )
    _check_references(catalog)
    return catalog


def _check_references(catalog: Catalog) -> None:
    """What one file names stands in the other."""
    services, plan, figures = catalog.services, catalog.plan, catalog.figures
    check_services(services, figures)
    check_steps(plan, catalog.stages)
    check_plan(plan, services, catalog.hotlines, catalog.check.safety)
    check_about(catalog.about, figures)
    check_guide(catalog.guide)
    check_windows(catalog.windows, catalog.centres)
    check_provider(catalog.provider, services, figures)
    check_examples(catalog.examples, catalog.check, services, plan)
    check_room(catalog.room, catalog.check, services, catalog.hotlines)


@lru_cache(maxsize=1)
def load_catalog() -> Catalog:
    """The catalogue of data/, read once for the whole process. Raises DataError."""
    return read_catalog(DATA)


def given_catalog(info: ValidationInfo) -> Catalog:
    """The catalogue that a model is checked against: the validation's ``context``, else that of data/.

    ``CostRequest.model_validate(raw)`` alone must refuse a service that there is not; core hands
    its own in: ``CostRequest.model_validate(raw, context=catalog)``.
    """
    return info.context if isinstance(info.context, Catalog) else load_catalog()
