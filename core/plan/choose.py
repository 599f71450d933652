"""Which steps stand where: いま, 次, その先. Rules: facts §4 of the design (library, profiles, order)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from core.catalog import Catalog, StepTemplate
from core.plan.days import NOW_DATED
from core.plan.scene import ELDERLY, Scene
from core.plan.wording import asks_for_other

NEXT_MOST, LATER_MOST = 4, 5
"""So many steps stand in 次 and その先; those of KEPT always find room."""
KEPT = frozenset({"P1", "P2", "R0"})
FAMILY_ONLY = frozenset({"F2", "F3", "F4", "F5"})
JOB_AID_FROM = 50
"""From here on 就労準備支援 is the main way to work (facts §4.1, J6)."""

_NOW, _NEXT, _LATER = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Chosen:
    """The ids of いま, 次, その先, and those without room."""

    now: tuple[str, ...]
    next: tuple[str, ...]
    later: tuple[str, ...]
    more: tuple[str, ...]


def _is_work(step_id: str) -> bool:
    return step_id.startswith("J")


def _is_there(step: StepTemplate, scene: Scene) -> bool:
    """Whether the family has it already, so that it would be proposed as new."""
    met = set(step.met_by) & scene.in_use
    return bool(met) and step.id not in scene.urgent and not asks_for_other(step.id, scene)


def _takes(step: StepTemplate, scene: Scene) -> bool:
    """Whether a step is for somebody of this age; below 18 the school comes before any work."""
    if not step.takes_age(scene.age):
        return False
    return step.id == "J5" or not _is_work(step.id) or scene.may_look_for_work


def _first_job(scene: Scene, catalog: Catalog) -> str | None:
    """The one J step of stage 3 when no situation names one; None where nothing fits or is new."""
    wished = []
    if scene.is_minor or "school_or_diploma" in scene.flags:
        wished.append("J5")
    if scene.flags & {"developmental_diagnosis", "depressed_or_reversed_days"}:
        wished.append("J4")
    if scene.age is not None:
        wished.append("J1")
    for step_id in (*wished, "J3", "J6"):
        step = catalog.step(step_id)
        if _takes(step, scene) and not _is_there(step, scene):
            return step_id
    return None


def _wanted(scene: Scene, catalog: Catalog) -> dict[str, int]:
    """Step id → column, before the guards. A situation's place goes before the stage's."""
    columns = _by_situation(scene)
    if scene.assessment.outcome == "no_difficulty":
        columns.setdefault("F1", _NEXT)
        columns.setdefault("R0", _LATER)
        return columns
    if scene.is_minor:
        columns["I4"] = _NOW
    stage = catalog.stage(scene.assessment.stage or 1)
    for column, ids in enumerate((stage.now, stage.next, stage.later)):
        for step_id in ids:
            columns.setdefault(step_id, column)
    if stage.number == 1 and scene.body_or_mind:
        columns["M2" if "doctor" in scene.in_use else "M1"] = _NOW
    if stage.number == 3:
        _add_work(columns, scene, catalog)
    return columns


def _by_situation(scene: Scene) -> dict[str, int]:
    """What this family's situations, age, dangers and what it has already ask for."""
    columns: dict[str, int] = {}
    for profile in scene.profiles:
        for column, ids in enumerate((profile.now, profile.next, profile.later)):
            for step_id in ids:
                columns[step_id] = min(column, columns.get(step_id, column))
    if scene.age is not None and scene.age >= ELDERLY:
        columns.setdefault("F5", _NOW if "lives_alone" in scene.flags else _NEXT)
    safety = scene.check.safety
    if {safety.self_harm, safety.sudden_change} & {"now", "recent"}:
        columns.setdefault("M2", _NEXT)
    for mark in scene.marks:
        for step_id in mark.next:
            columns.setdefault(step_id, _NEXT)
    return columns


def _add_work(columns: dict[str, int], scene: Scene, catalog: Catalog) -> None:
    """Stage 3: the ways to work by age, and one of them in いま where none stands there yet."""
    if scene.age is not None and scene.age >= JOB_AID_FROM:
        columns.setdefault("J6", _NEXT)
    if scene.is_minor:
        columns.setdefault("J1", _NEXT)
    jobs_now = (catalog.step(i) for i, column in columns.items() if _is_work(i) and column == _NOW)
    if any(_takes(one, scene) and not _is_there(one, scene) for one in jobs_now):
        return
    job = _first_job(scene, catalog)
    if job is not None:
        columns[job] = _NOW


def _does_not_fit(step_id: str, scene: Scene) -> bool:
    """Steps that make no sense in this situation."""
    alone = scene.person and "lives_alone" in scene.flags  # the household is elsewhere
    return (
        (step_id == "F5" and not scene.elderly)
        or (step_id == "M5" and scene.goes_out)
        or (alone and step_id in ("F2", "F3"))
    )


def _not_now(step: StepTemplate, scene: Scene) -> bool:
    """Steps for which いま is too early: today is for safety, for food, for the contract, for rest."""
    danger = scene.assessment.alert == "now" or (
        scene.assessment.alert == "soon" and scene.in_danger
    )
    if (
        danger
        and step.id[0] in "IOP"
        and not (step.id == "I4" and (scene.is_minor or scene.school_first))
    ):
        return True
    if step.id == "F2":
        return danger or scene.money_now
    if step.id == "M2":
        return "refuses_doctor" in scene.flags
    return step.id == "I2" and bool(scene.flags & {"private_contract_trouble", "went_back"})


def _guarded(columns: dict[str, int], scene: Scene, catalog: Catalog) -> dict[str, int]:
    """The guards: nothing that is there already, ages, no work in いま below stage 3, consent before a
    visit, evidence before a referral, only safety and talks in いま while there is danger now, and
    nothing of the family's where the person is being hurt.
    """
    kept: dict[str, int] = {}
    for step_id, wish in columns.items():
        step, column = catalog.step(step_id), wish
        if _does_not_fit(step_id, scene) or _is_there(step, scene):
            continue
        if not _takes(step, scene):
            instead = catalog.step("J3")
            if step_id == "J1" and _takes(instead, scene) and not _is_there(instead, scene):
                place = column if scene.may_work_now else _LATER
                kept["J3"] = min(place, kept.get("J3", place))
            continue
        if scene.harmed and step_id in catalog.plan.rules.harmed.no_steps:
            continue
        if scene.harmed and step_id in FAMILY_ONLY:
            if step_id in scene.handed_over and scene.person:
                continue  # nothing is handed to those who may hurt
            column = max(column, _NEXT)
        if _is_work(step_id) and not scene.may_work_now:
            column = _NEXT if scene.assessment.stage == 3 and column != _LATER else _LATER
        if step.waits_for == "consent":
            column = _LATER if column == _NOW else column
        if column == _NEXT and not scene.has_evidence(step):
            column = _LATER
        if _not_now(step, scene):
            column = max(column, _NEXT)
        if scene.contract and step.waits_for == "consent":
            column = _LATER  # trust in visits comes after the trouble with one
        kept[step_id] = min(column, kept.get(step_id, column))
    return kept


def _some(*ids: str | None, when: bool = True) -> frozenset[str]:
    """These ids where something holds, else none."""
    return frozenset(one for one in ids if one is not None) if when else frozenset()


def _ranks(
    first: Sequence[Collection[str]], last: Collection[str], catalog: Catalog
) -> dict[str, tuple[int, int]]:
    """Step → its rank: the groups of ``first`` in order, then the others, then ``last``."""
    ranks = {}
    for place, step_id in enumerate(catalog.plan.rules.order):
        group = next((n for n, ids in enumerate(first) if step_id in ids), len(first))
        after = group == len(first) and step_id in last
        ranks[step_id] = (group + after, place)
    return ranks


def _knows_the_way(scene: Scene) -> bool:
    """The call goes to somebody who knows the matter, or to 188: before other windows."""
    return scene.contract or "supporter" in scene.in_use


def _in_order(scene: Scene, catalog: Catalog) -> dict[str, tuple[int, int]]:
    """The order in which steps are read."""
    first = (
        _some("S1"),
        _some("S0"),
        _some("M1", when=scene.in_danger),
        _some("F5", when=scene.check.threatened.elderly == "yes" and scene.in_danger),
        _some("W1", when=scene.money_urgent),
        _some("I4", when=scene.school_first),
        _some(scene.lead) | _some("F1", when=_knows_the_way(scene)),
    )
    # In the person's own plan the person's steps go first.
    return _ranks(first, scene.handed_over if scene.person else (), catalog)


def _stays(scene: Scene, catalog: Catalog) -> dict[str, tuple[int, int]]:
    """Who keeps a place in いま when there are too many: the lowest."""
    afraid = scene.in_danger or "violence" in scene.flags
    urgent = scene.urgent | {step_id for profile in scene.profiles for step_id in profile.now}
    handed = scene.handed_over if scene.person else frozenset[str]()
    first = (
        _some("S1", "S0"),
        _some("M1", when=afraid)  # the talk about safety never waits behind anything
        | _some("F5", when=scene.check.threatened.elderly == "yes" and scene.in_danger),
        _some("W1", when=scene.money_urgent),
        _some("I4", when=scene.school_first),
        _some(scene.lead) | _some("W2", when=scene.money_now) | _some("F1", when=scene.contract),
        urgent - handed,
    )
    return _ranks(first, handed, catalog)


def _fit(ids: list[str], room: int, named: Collection[str]) -> tuple[list[str], list[str]]:
    """(those that stay, those that do not fit): steps of a situation stay before the stage's own."""
    free = [i for i in ids if i not in KEPT]
    leaving = [i for i in reversed(free) if i not in named]
    leaving += [i for i in reversed(free) if i in named]
    gone = set(leaving[: max(0, len(ids) - room)])
    return [i for i in ids if i not in gone], [i for i in ids if i in gone]


def _first_turn(
    now: list[str], next_: list[str], later: list[str], scene: Scene, catalog: Catalog
) -> str | None:
    """Where everything of いま is there already: the first step that only waits its turn."""
    if now or scene.assessment.outcome == "no_difficulty":
        return None
    turn = (i for i in (*next_, *later) if catalog.step(i).waits_for == "turn")
    return next(turn, None)


def choose(scene: Scene, catalog: Catalog) -> Chosen:
    """Which steps stand where, after the order and the guards."""
    wanted = _wanted(scene, catalog) | dict.fromkeys(scene.urgent, _NOW)
    columns = _guarded(wanted, scene, catalog)
    read, stays = _in_order(scene, catalog), _stays(scene, catalog)
    now, next_, later = (
        sorted((i for i, c in columns.items() if c == column), key=read.__getitem__)
        for column in (_NOW, _NEXT, _LATER)
    )
    moved = _first_turn(now, next_, later, scene, catalog)
    if moved is not None:
        now = [moved]
        next_, later = ([i for i in part if i != moved] for part in (next_, later))
    room = NOW_DATED + ("S0" in now)
    staying = set(sorted(now, key=stays.__getitem__)[:room])
    in_turn = [i for i in now if i not in staying]
    now = [i for i in now if i in staying]
    danger = scene.assessment.alert in ("now", "soon")
    work = [i for i in in_turn if _is_work(i)]
    first_of_all = scene.urgent | ({"S0", "M1"} if danger or "violence" in scene.flags else set())
    may_wait = [i for i in now if i not in first_of_all]
    if work and may_wait and not danger and not any(map(_is_work, now)):
        # Stage 3: the person's own wish keeps one place in いま, but nothing urgent makes room.
        in_turn = [may_wait[-1], *(i for i in in_turn if i != work[0])]
        now = [*(i for i in now if i != may_wait[-1]), work[0]]
    named = {i for p in scene.profiles for i in (*p.now, *p.next, *p.later)} | set(in_turn)
    unproven = [i for i in in_turn if not scene.has_evidence(catalog.step(i))]
    next_, over = _fit([i for i in in_turn if i not in unproven] + next_, NEXT_MOST, named)
    later, more = _fit(unproven + over + later, LATER_MOST, named)
    return Chosen(tuple(now), tuple(next_), tuple(later), tuple(more))


__all__ = ["KEPT", "Chosen", "choose"]
