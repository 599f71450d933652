"""The words of a plan: those of the danger, of what is there, of the situation, else the library's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from core.base import Voice
from core.catalog import Catalog, Hotline, NotYet, StepTemplate, StepWording
from core.contacts import LocalWindow, number_of, protecting_lines
from core.edit import PlanEdits
from core.plan.model import Caution, PaperWords, PlainStep, PlanContact
from core.plan.scene import ELDERLY, Scene


def _of(step_id: str, wording: Iterable[StepWording]) -> Iterator[StepWording]:
    return (words for words in wording if words.step == step_id)


def asks_for_other(step_id: str, scene: Scene) -> bool:
    """Whether a situation or a mark makes it another thing than what is there already."""
    worded = [profile.wording for profile in scene.profiles]
    worded += [mark.wording for mark in scene.marks]
    return any(words.other for wording in worded for words in _of(step_id, wording))


def _layers(step_id: str, scene: Scene, catalog: Catalog, *, private: bool) -> list[StepWording]:
    """What rewords a step, the first first. Of several situations only the first that has words.

    Where a situation asks for another thing, it goes before what is there already; else what is
    there goes first (no first visit for somebody who has a doctor).
    """
    marks = [w for mark in scene.marks for w in _of(step_id, mark.wording)]
    shown = (p for p in scene.profiles if private or not p.private)
    profiles = [w for one in shown for w in _of(step_id, one.wording)]
    situation = [w for w in profiles if w.other][:1] or profiles[:1]
    aged = [
        words
        for words in catalog.plan.rules.by_age
        if words.step == step_id and scene.age is not None and words.takes_age(scene.age)
    ]
    own = [*situation, *marks] if any(w.other for w in situation) else [*marks, *situation]
    return [*own, *aged]


class StepWords:
    """The words of one step for whoever answers."""

    def __init__(self, step: StepTemplate, scene: Scene, catalog: Catalog) -> None:
        self._step, self._scene, self._rules = step, scene, catalog.plan.rules
        # At the talk about safety the person's own danger is said before the family's limit.
        dangers = sorted(scene.dangers, key=lambda one: one.key == "family_limit")
        self._danger = [w for one in dangers for w in _of(step.id, one.wording)]
        self._screen = _layers(step.id, scene, catalog, private=True)
        self._paper = _layers(step.id, scene, catalog, private=False)

    @property
    def _again(self) -> bool:
        """It cannot wait, and the family knows the window already."""
        known = set(self._step.met_by) & self._scene.in_use - {m.key for m in self._scene.marks}
        return bool(known) and not asks_for_other(self._step.id, self._scene)

    def _voice(self, name: str, layers: Sequence[StepWording]) -> str:
        found = next((v for w in layers if (v := getattr(w, name)) is not None), None)
        voice = getattr(self._step, name) if found is None else found
        if name == "say" and found is None and self._again:
            voice = self._rules.again_say
        if voice is None or isinstance(voice, str):
            return voice or ""
        return str(voice.said_to(self._scene.answerer))

    def _of_dangers(self, name: str) -> list[str]:
        """What each danger says here, each once."""
        voices = (getattr(words, name) for words in self._danger)
        said = (v.said_to(self._scene.answerer) for v in voices if v is not None)
        return list(dict.fromkeys(said))

    def _where(self) -> str:
        """Where to go, for every danger that is there; at S0 always 110 and 119."""
        found, plain = self._of_dangers("where"), self._voice("where", self._screen)
        if self._step.id == "S0" or not found:
            found.insert(0, plain)
        if self._step.id == "M1" and self._scene.in_danger:
            found += self._for_somebody()
            if "doctor" in self._scene.in_use and self._of_dangers("where"):
                found[0] = self._rules.doctor_first + found[0]
        return "。".join(found)

    def _for_somebody(self) -> list[str]:
        """Who else may be asked in danger, by the age of those who are there."""
        scene, found = self._scene, []
        afraid = scene.check.safety.violence in ("now", "recent")
        if afraid and scene.check.threatened.minor == "yes":
            found.append(self._rules.minor_afraid)
        if scene.is_minor:
            found.append(self._rules.child_line)
        return found

    def _caution(self, layers: Sequence[StepWording]) -> str:
        aged, age = self._step.age_caution, self._scene.age
        more = ""
        if aged is not None and age is not None and aged.takes_age(age):
            more = aged.text.said_to(self._scene.answerer)
        return self._voice("caution", layers) + more

    def said(self, name: str) -> str:
        """One text as the screen says it."""
        if name == "where":
            return self._where()
        if name == "caution":
            return "".join(self._of_dangers("caution")) or self._caution(self._screen)
        return next(iter(self._of_dangers(name)), "") or self._voice(name, self._screen)

    @property
    def title(self) -> str:
        """The same on all screens and papers: no private wording has a title of its own."""
        title = self._voice("title", self._paper)
        return self._rules.again_title.format(title=title) if self._again else title

    @property
    def do(self) -> tuple[str, ...]:
        """What helps in the dangers that are there, at the first step about them."""
        at = {"money": "W1", "harmed": "S1", "family_limit": "F4"}
        there = {danger.key for danger in self._scene.dangers}
        lines: list[Voice] = []
        for danger in self._scene.dangers:
            now = self._scene.is_now(danger)
            if self._step.id != ("S0" if now else at.get(danger.key, "M1")):
                continue
            beside = next((one.do for one in danger.beside if one.key in there), None)
            lines += beside or (danger.do if now else danger.do_soon or danger.do)
        return tuple(dict.fromkeys(line.said_to(self._scene.answerer) for line in lines))

    @property
    def paper(self) -> PaperWords:
        """The words as they are printed."""
        return PaperWords(
            who=self._voice("who", self._paper),
            why=self._voice("why", self._paper),
            where=self._voice("where", self._paper),
            say=self._voice("say", self._paper),
            caution=self._caution(self._paper),
        )


def titles(
    ids: Iterable[str], scene: Scene, edits: PlanEdits, catalog: Catalog
) -> tuple[PlainStep, ...]:
    """Steps by name, as the columns would call them."""
    named = []
    for step_id in ids:
        own = edits.own_step(step_id)
        title = StepWords(catalog.step(step_id), scene, catalog).title if own is None else own.title
        named.append(PlainStep(id=step_id, title=title))
    return tuple(named)


def going_on(scene: Scene, in_use: Iterable[str], catalog: Catalog) -> tuple[str, ...]:
    """What the family said that it has already, by name, in the order of the catalogue.

    With trouble about a private contract nothing private is called something to go on with.
    """
    there = set(in_use)
    if scene.contract:
        there -= {service.id for service in catalog.services if service.ledger == "private"}
    marks = [m.words.said_to(scene.answerer) for m in catalog.plan.marks if m.key in there]
    return (*marks, *(s.name for s in catalog.services if s.id in there))


def _is_said(one: NotYet, scene: Scene, catalog: Catalog) -> bool:
    """Whether a まだしないこと has a sense here."""
    if scene.harmed and one.topic in catalog.plan.rules.harmed.without:
        return False
    if one.topic == "work" and not scene.may_look_for_work:
        return False  # nobody thinks of work yet: it would only put the thought there
    return not one.while_using or bool(set(one.while_using) & scene.in_use)


def not_yet(
    scene: Scene, columns: Sequence[str], now: Iterable[str], catalog: Catalog
) -> tuple[Caution, ...]:
    """まだしないこと: one of a topic, none for another age, none against a step that stands in いま.

    ``columns``: the ids of all steps of the plan. The topics that stay in 足場1 are never against a
    step, so nothing takes them out; nothing is cut for length.
    """
    rules, answerer, standing, every = catalog.plan.rules, scene.answerer, set(now), set(columns)
    items: list[tuple[NotYet, bool]] = []
    consent = any(
        step_id in catalog.by_step and catalog.step(step_id).waits_for == "consent"
        for step_id in columns
    )
    if consent or "violence" in scene.flags:
        items.append((rules.no_forced_visit, True))
    for profile in scene.profiles:
        items += [(one, not profile.private) for one in profile.not_yet]
    if scene.assessment.outcome != "no_difficulty":
        items += [(one, True) for one in catalog.stage(scene.assessment.stage or 1).not_yet]
    found: dict[str, Caution] = {}
    for one, on_paper in items:
        text = one.text.said_to(answerer)
        against = (every if one.anywhere else standing) & set(one.against)
        if not text or not one.fits(scene.age) or against or not _is_said(one, scene, catalog):
            continue
        if one.topic in found and (found[one.topic].on_paper or not on_paper):
            continue
        found[one.topic] = Caution(
            topic=one.topic, text=text, reason=one.reason.said_to(answerer), on_paper=on_paper
        )
    return tuple(found.values())


def _national(scene: Scene, catalog: Catalog) -> Iterator[tuple[Hotline, bool]]:
    """(line, on paper): the same lines for everybody, then by age, then those of a danger.

    What stands on paper must not tell how the safety questions were answered; lines for a danger
    are on the screen only.
    """
    yield from ((line, True) for line in catalog.hotlines_for("now"))
    if scene.is_minor:
        yield from ((line, True) for line in catalog.hotlines_for("plan_child"))
    if scene.age is not None and scene.age >= ELDERLY:
        yield from ((line, True) for line in catalog.hotlines_for("plan_65"))
    if "private_contract_trouble" in scene.flags:
        yield from ((line, True) for line in catalog.hotlines_for("plan_contract"))
    uses = []
    if "violence" in scene.flags:
        uses.append("plan_violence")
    if scene.check.threatened.minor == "yes" and scene.check.safety.violence != "no":
        uses.append("plan_minor")
    if scene.harmed:
        yield from ((line, False) for line in protecting_lines(catalog, scene.age))
    for use in uses:
        yield from ((line, False) for line in catalog.hotlines_for(use))


def contacts(
    windows: Sequence[LocalWindow], scene: Scene, today: date, catalog: Catalog
) -> tuple[PlanContact, ...]:
    """The group's own windows, then the national lines.

    A window whose number is older than 13 months stands there without it.
    """
    own = [
        PlanContact(
            name=window.name,
            phone=number_of(window, today) or None,
            hours=window.hours,
            cost="",
            checked_on=window.checked_on,
            own=True,
        )
        for window in windows
        # The association of families is no place for the person to call.
        if not (scene.person and window.kind == "family_association")
    ]
    lines: dict[str, tuple[Hotline, bool]] = {}
    for line, on_paper in _national(scene, catalog):
        lines.setdefault(line.id, (line, on_paper))
    national = [
        PlanContact(
            name=line.name,
            phone=line.contact,
            hours=line.hours,
            cost=line.cost,
            checked_on=line.checked_on,
            needs_check=line.needs_check,
            on_paper=on_paper,
        )
        for line, on_paper in lines.values()
    ]
    return (*own, *national)


def stage_words(scene: Scene, catalog: Catalog) -> tuple[str | None, str]:
    """(name, sentence) of the stage; nothing while safety goes first."""
    assessment, answerer = scene.assessment, scene.answerer
    if assessment.alert == "now":
        return None, ""
    if assessment.outcome == "no_difficulty":
        return None, catalog.check.texts.no_difficulty.said_to(answerer)
    if assessment.stage is None:
        return None, catalog.check.texts.unclear.said_to(answerer)
    stage = catalog.stage(assessment.stage)
    result = stage.result
    if assessment.near_next and stage.result_near is not None:
        result = stage.result_near
    return stage.name, result.said_to(answerer)


def signals(
    scene: Scene, shown: int | None, catalog: Catalog, *, on_paper: bool = False
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(進む合図, 戻る合図): those that can be seen in this situation, else the stage's.

    In danger the stage is not shown, so its signals are not either: those of the first stand.
    ``on_paper``: those of who is being hurt would tell of it, so the stage's stand there.
    """
    own = next((p for p in scene.profiles if p.signals_forward), None)
    seen = (
        catalog.plan.rules.harmed
        if scene.harmed and not on_paper
        else own or catalog.stage(shown or 1)
    )
    forward, back = seen.signals_forward, seen.signals_back
    if scene.assessment.outcome == "no_difficulty":
        forward = back = ()  # nothing is difficult: there is nothing to watch for
    who = scene.answerer
    return tuple(v.said_to(who) for v in forward), tuple(v.said_to(who) for v in back)
