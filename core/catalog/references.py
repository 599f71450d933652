"""What a file of data/ names must stand in another one. Each check raises DataError."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from core.catalog.about import About
from core.catalog.centres import Centre
from core.catalog.check import CheckData, Question
from core.catalog.examples import Example
from core.catalog.guide import GuideData
from core.catalog.hotlines import Hotline
from core.catalog.kinds import Possible
from core.catalog.plan import InUseMark, PlanData
from core.catalog.provider import ProviderWords
from core.catalog.room import RoomWords
from core.catalog.services import Service
from core.catalog.stages import Stage
from core.catalog.windows import WindowTexts
from core.errors import DataError
from core.figures import Figures

_SERVICES, _PLAN, _GUIDE = "data/services.toml", "data/plan.toml", "data/guide.toml"
_A_SERVICE, _A_STEP = "services.toml にある id", "[[steps]] にある id"
_A_LINE, _A_FIGURE = "hotlines.csv にある id", "figures.csv にある key"
_A_DANGER = "check.toml の safety の key"
_A_MARK, _A_NEED = "marks の key か支援の id", "marks の key、支援の id、状況の flag"

# -- services ---------------------------------------------------------------------------------


def check_services(services: tuple[Service, ...], figures: Figures) -> None:
    """The services and the rows of figures.csv that a service names."""
    ids, keys = {service.id for service in services}, set(figures.keys())
    for service in services:
        _check_counting(service, keys)
        for name in ("younger_use", "older_use"):
            for other in getattr(service, name):
                if other not in ids:
                    raise DataError(_SERVICES, service.id, name, other, _A_SERVICE)


def _check_counting(service: Service, keys: set[str]) -> None:
    """The rows that it is counted with."""
    for key in service.price_keys:
        if key not in keys:
            raise DataError("data/figures.csv", service.id, "key", None, f"{key} の行")
    table = service.unit_prices
    if table and f"welfare.unit_price.{table}.other" not in keys:
        raise DataError(_SERVICES, service.id, "unit_prices", table, "figures.csv にある単価の表")
    for name, usual in (("once", service.once), ("by_month", service.by_month)):
        for key in usual.figures if usual is not None else ():
            if key not in keys:
                raise DataError(_SERVICES, service.id, name, key, _A_FIGURE)


def check_windows(texts: WindowTexts, centres: tuple[Centre, ...]) -> None:
    """The prefectures of centres.csv, each with its reading."""
    file, names = "data/windows.toml", {centre.prefecture for centre in centres}
    for name in sorted(texts.readings.keys() - names):
        raise DataError(file, "readings", name, None, "centres.csv にある都道府県")
    for name in sorted(names - texts.readings.keys()):
        raise DataError(file, "readings", name, None, "読み方（ひらがな）")


def check_about(about: About, figures: Figures) -> None:
    """The groups of figures.csv, each with its name."""
    keys = figures.keys()
    prefixes = {key.split(".")[0] for key in keys}
    for prefix in sorted(prefixes ^ about.figure_groups.keys()):
        expected = "名前" if prefix in prefixes else "figures.csv の key のはじめ"
        raise DataError("data/about.toml", "figure_groups", prefix, None, expected)


def check_guide(guide: GuideData) -> None:
    """The fields of a service that are asked about."""
    for question in guide.questions:
        if question.field not in Service.model_fields:
            raise DataError(_GUIDE, question.field, "field", question.field, "支援の項目の名前")
    for matter in guide.matters:
        known = Service.model_fields.get(matter.field)
        if known is None or get_args(known.annotation) != get_args(Possible):
            expected = "支援の yes・partly・no の項目"
            raise DataError(_GUIDE, matter.key, "field", matter.field, expected)


def check_provider(words: ProviderWords, services: tuple[Service, ...], figures: Figures) -> None:
    """The public services beside a private provider, and the row of the red line."""
    file = "data/provider.toml"
    public = {service.id for service in services if service.ledger != "private"}
    for one in words.public.services:
        if one.id not in public:
            raise DataError(file, "public", "services", one.id, "民間でない支援の id")
    if words.rules.red_line not in set(figures.keys()):
        raise DataError(file, "rules", "red_line", words.rules.red_line, _A_FIGURE)


# -- the plan ---------------------------------------------------------------------------------


def check_steps(plan: PlanData, stages: tuple[Stage, ...]) -> None:
    """Every step that a stage, a situation or the order names is in the library, and all in order."""
    steps = {step.id for step in plan.steps}
    for file, row, listed in _listed(plan, stages):
        for step_id in listed:
            if step_id not in steps:
                raise DataError(file, row, "steps", step_id, _A_STEP)
    for missing in sorted(steps - set(plan.rules.order)):
        raise DataError(_PLAN, "rules", "order", missing, "すべての step の id")
    topics = {one.topic for one in stages[0].not_yet}
    for topic in plan.rules.keep_in_stage_1:
        if topic not in topics:
            raise DataError(_PLAN, "rules", "keep_in_stage_1", topic, "足場1の not_yet の topic")


def _listed(plan: PlanData, stages: tuple[Stage, ...]) -> Iterator[tuple[str, str, Iterable[str]]]:
    """(file, row, the steps that it lists)."""
    for stage in stages:
        spoken = tuple(one for caution in stage.not_yet for one in caution.against)
        listed = spoken + stage.now + stage.next + stage.later
        yield "data/stages.toml", f"足場{stage.number}", listed
    for profile in plan.profiles:
        worded = tuple(wording.step for wording in profile.wording)
        yield _PLAN, profile.id, profile.now + profile.next + profile.later + worded
    for pattern in plan.patterns:
        yield _PLAN, pattern.id, pattern.now + pattern.next + pattern.later
    yield _PLAN, "rules", plan.rules.order


def check_plan(
    plan: PlanData,
    services: tuple[Service, ...],
    hotlines: tuple[Hotline, ...],
    safety: tuple[Question, ...],
) -> None:
    """What steps, marks, dangers and situations name; every mark and danger; no private title."""
    asked = {question.key for question in safety}
    _check_all_there(plan, asked)
    ids: set[str] = {service.id for service in services}
    marks: set[str] = {mark.key for mark in plan.marks}
    known = {
        _A_MARK: marks | ids,
        _A_NEED: marks | ids | {profile.flag for profile in plan.profiles},
        _A_SERVICE: ids,
        _A_STEP: {step.id for step in plan.steps},
        _A_LINE: {line.id for line in hotlines},
        _A_DANGER: asked,
    }
    for row, field, names, where in _named_in_plan(plan):
        for name in names:
            if name not in known[where]:
                raise DataError(_PLAN, row, field, name, where)
    _check_private_titles(plan)


def _check_all_there(plan: PlanData, asked: set[str]) -> None:
    marks: set[str] = {mark.key for mark in plan.marks}
    dangers: set[str] = {danger.key for danger in plan.dangers}
    for unasked in sorted(dangers - asked):
        raise DataError(_PLAN, unasked, "key", unasked, _A_DANGER)
    for part, keys, there in (
        ("marks", set(get_args(InUseMark)), marks),
        ("dangers", asked, dangers),
    ):
        for missing in sorted(keys - there):
            raise DataError(_PLAN, part, "key", None, f"{missing} の行")


def _named_in_plan(plan: PlanData) -> Iterator[tuple[str, str, Iterable[str], str]]:
    """(row, field, what it names, where that must stand) of the parts of a plan."""
    for step in plan.steps:
        yield step.id, "services", (used.id for used in step.services), _A_SERVICE
        yield step.id, "met_by", step.met_by, _A_MARK
        yield step.id, "needs", step.needs, _A_NEED
    for mark in plan.marks:
        yield mark.key, "means", mark.means, _A_SERVICE
        yield mark.key, "next", mark.next, _A_STEP
        yield mark.key, "wording", (words.step for words in mark.wording), _A_STEP
    for danger in plan.dangers:
        yield danger.key, "beside", (one.key for one in danger.beside), _A_DANGER
        yield danger.key, "wording", (words.step for words in danger.wording), _A_STEP
        yield danger.key, "lines", danger.lines, _A_LINE
    for profile in plan.profiles:
        against = (one for caution in profile.not_yet for one in caution.against)
        yield profile.id, "against", against, _A_STEP
    rules = plan.rules
    yield "rules", "against", rules.no_forced_visit.against, _A_STEP
    yield "rules", "by_age", (words.step for words in rules.by_age), _A_STEP
    yield "rules", "harmed", rules.harmed.no_steps, _A_STEP


def _check_private_titles(plan: PlanData) -> None:
    """A step has one name on all screens and papers: private words give it no other."""
    private = [(str(one.key), one.wording) for one in plan.dangers]
    private += [(one.id, one.wording) for one in plan.profiles if one.private]
    for row, wording in private:
        for words in wording:
            if words.title is not None:
                raise DataError(_PLAN, row, "title", words.title.family, "なし（紙と同じ名前）")


# -- the room ---------------------------------------------------------------------------------


def _same_keys(file: str, row: str, field: str, found: Iterable[str], expected: set[str]) -> None:
    """Exactly the expected keys: the first that is too much or missing is named."""
    given = set(found)
    for key in sorted(given - expected):
        raise DataError(file, row, field, key, "check.toml にある key")
    for key in sorted(expected - given):
        raise DataError(file, row, field, None, f"{key} の答え")


def check_examples(
    examples: tuple[Example, ...],
    check: CheckData,
    services: tuple[Service, ...],
    plan: PlanData,
) -> None:
    """The questions, situations and services that a fictional family names, and all questions."""
    file = "data/examples.json"
    asked = {question.key for question in check.questions}
    ids: set[str] = {service.id for service in services}
    known = {
        "behind": (asked, "check.toml の questions の key"),
        "ask20": (asked, "check.toml の questions の key"),
        "ask45": (asked, "check.toml の questions の key"),
        "situation": ({profile.flag for profile in plan.profiles}, "plan.toml の flag"),
        "in_use": (ids | {mark.key for mark in plan.marks}, _A_MARK),
        "cost.usages": (ids, _A_SERVICE),
    }
    for one in examples:
        _same_keys(file, one.id, "answers", one.answers, asked)
        _same_keys(file, one.id, "safety", one.safety, {q.key for q in check.safety})
        named: dict[str, Iterable[str]] = {
            name: getattr(one, name) for name in known if name != "cost.usages"
        }
        named["cost.usages"] = [usage.service for usage in one.cost.usages]
        for field, names in named.items():
            there, expected = known[field]
            for name in names:
                if name not in there:
                    raise DataError(file, one.id, field, name, expected)
        for field in ("ask20", "ask45"):
            _once(file, one.id, field, getattr(one, field))


def _once(file: str, row: str, field: str, names: tuple[str, ...]) -> None:
    for at, name in enumerate(names):
        if name in names[:at]:
            raise DataError(file, row, field, name, "同じ key は一度だけ")


def check_room(
    room: RoomWords,
    check: CheckData,
    services: tuple[Service, ...],
    hotlines: tuple[Hotline, ...],
) -> None:
    """The questions, conditions, services and lines that the room has words for."""
    file = "data/room.toml"
    _same_keys(file, "question", "short", room.question.short, {q.key for q in check.questions})
    conditions = {one.key for one in check.conditions}
    _same_keys(file, "footing", "conditions", room.footing.conditions, conditions)
    ids, lines = {service.id for service in services}, {line.id for line in hotlines}
    for name in room.money.services:
        if name not in ids:
            raise DataError(file, "money", "services", name, _A_SERVICE)
    for name in room.windows.hotlines:
        if name not in lines:
            raise DataError(file, "windows", "hotlines", name, _A_LINE)
