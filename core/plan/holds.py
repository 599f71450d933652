"""What a plan holds, whatever the answers: nine rules, read back from the finished plan.

They judge what stands in the plan, not how it was made. Where the family rearranged a step itself,
the step is left out: it is told beside it (``Step.guards``), never forbidden.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from core.case import Case
from core.catalog import Catalog, NotYet
from core.contacts import protecting_lines
from core.cost.estimate import estimate_rest
from core.plan.choose import FAMILY_ONLY, KEPT
from core.plan.days import next_open_day
from core.plan.model import Plan, Step
from core.plan.scene import ELDERLY, Scene, see
from core.plan.wording import asks_for_other, signals

WORK = frozenset({"work", "young_work"})
"""Topics of まだしないこと that speak against windows for work."""
SIGN = frozenset({"I1", "I2", "I3", "M3"})
ADULT_SERVICES = frozenset({"I3", "J4", "J7"})
RELIEF = ("緊急小口", "フードバンク", "住居確保給付金", "居住支援")


@dataclass(frozen=True)
class _Read:
    """A finished plan beside what it was made from."""

    plan: Plan
    case: Case
    catalog: Catalog
    scene: Scene

    @cached_property
    def touched(self) -> frozenset[str]:
        """Steps that the family arranged itself."""
        return self.case.edits.named

    @cached_property
    def now(self) -> tuple[Step, ...]:
        return tuple(s for s in self.plan.now if s.id not in self.touched)

    @cached_property
    def waiting(self) -> tuple[tuple[str, Step], ...]:
        """(次 or その先, step) as proposed."""
        parts = (("次", self.plan.next), ("その先", self.plan.later))
        return tuple((n, s) for n, part in parts for s in part if s.id not in self.touched)

    @cached_property
    def every(self) -> tuple[Step, ...]:
        return (*self.now, *(step for _, step in self.waiting))

    @cached_property
    def cautions(self) -> dict[str, NotYet]:
        """Each まだしないこと of the data by its text."""
        found = [self.catalog.plan.rules.no_forced_visit]
        for profile in self.catalog.plan.profiles:
            found += profile.not_yet
        for stage in self.catalog.stages:
            found += stage.not_yet
        return {one.text.said_to(self.plan.answerer): one for one in found}

    def topic(self, text: str) -> str:
        """What a まだしないこと is about; its own words where the data does not have it."""
        known = self.cautions.get(text)
        return text if known is None else known.topic


def _words(step: Step) -> str:
    texts = (step.title, step.who, step.why, step.where, step.caution or "", step.say)
    return "\n".join((*texts, step.papers, step.how_long, step.remote, step.if_refused))


def _cautions_fit(read: _Read) -> Iterator[str]:
    """1: no まだしないこと against a step in いま, none twice, the three of 足場1 stay, ages fit."""
    topics = [read.topic(one.text) for one in read.plan.not_yet]
    for topic in {topic for topic in topics if topics.count(topic) > 1}:
        yield f"まだしないことが重なっています：{topic}"
    standing = {step.id for step in read.plan.now}
    every = {*read.plan.ids.now, *read.plan.ids.next, *read.plan.ids.later}
    for one in read.plan.not_yet:
        known = read.cautions.get(one.text)
        there = every if known is not None and known.anywhere else standing
        against = set() if known is None else there & set(known.against)
        spoken = any(word in one.text for word in ("仕事の窓口", "求人", "働く話"))
        if against or (spoken and any(i.startswith("J") for i in standing)):
            yield f"いまの一歩と、まだしないこと「{one.text}」が食い違います"
        if known is not None and not known.fits(read.scene.age):
            yield f"まだしないこと「{one.text}」が年齢に合いません"
    assessment = read.scene.assessment
    if assessment.outcome != "no_difficulty" and (assessment.stage or 1) == 1:
        for topic in read.catalog.plan.rules.keep_in_stage_1:
            if topic not in topics:
                yield f"足場1のまだしないことが消えています：{topic}"


def _waits(read: _Read) -> Iterator[str]:
    """2: only the person's own steps wait for a sign, a visit for consent, the rest for its turn."""
    for step in read.plan.now:
        if step.waits_for is not None:
            yield f"いまの一歩が待っています：{step.id}"
    for name, step in (
        *(("次", s) for s in read.plan.next),
        *(("その先", s) for s in read.plan.later),
    ):
        sign = step.id in SIGN or step.id.startswith("J")
        right = "sign" if sign else "consent" if step.id == "O1" else "turn"
        if step.waits_for != right:
            yield f"{name}の{step.id}が待つものが違います：{step.waits_for}"
    told = signals(read.scene, read.plan.stage, read.catalog)
    if (read.plan.signals_forward, read.plan.signals_back) != told:
        yield "合図が、この状況では見えません"


def _danger_first(read: _Read) -> Iterator[str]:
    """3: in danger the talk about safety is the first step and the earliest, in its own words."""
    scene, plan = read.scene, read.plan
    if scene.assessment.alert == "now" and any(s.id == "F2" and s.due_on for s in read.now):
        yield "危険なときに、家族会に日にちがあります"
    private = {
        getattr(words, name).said_to(plan.answerer)
        for danger in scene.dangers
        for words in danger.wording
        for name in ("why", "where", "say", "caution")
        if getattr(words, name) is not None
    }
    for step in read.plan.now + read.plan.next + read.plan.later:
        printed = step.paper
        if step.id in read.catalog.by_step:
            template = read.catalog.by_step[step.id]
            plain = {getattr(template, name) for name in ("why", "where", "say", "caution")}
            private -= {voice.said_to(plan.answerer) for voice in plain if voice is not None}
        if private & {printed.why, printed.where, printed.say, printed.caution}:
            yield f"危険の言葉が紙に出ます：{step.id}"
    if not scene.in_danger or {"M1", "S0", "S1"} & read.touched:
        return
    talk = next((s for s in read.now if s.id not in ("S0", "S1")), None)
    if talk is None or talk.id != "M1":
        yield "危険なときの最初の一歩が、相談（M1）ではありません"
        return
    if talk.due_on != next_open_day(plan.made_on):
        yield "危険なときの相談が、開いている最初の日ではありません"
    if any(s.due_on and talk.due_on and s.due_on < talk.due_on for s in read.now):
        yield "危険なときの相談より、早い日の一歩があります"
    told = "\n".join(_words(s) for s in read.now if s.id in ("S0", "M1"))
    first = next(d for d in scene.dangers if d.key not in ("harmed", "money", "family_limit"))
    own = [words.say for words in first.wording if words.step in ("S0", "M1") and words.say]
    if not any(voice.said_to(plan.answerer) in told for voice in own):
        yield f"その危険の言葉がありません：{first.key}"


def _harmed(read: _Read) -> Iterator[str]:
    """4: who is being hurt: protection first, nothing of the family's in いま, windows by age."""
    plan, age = read.plan, read.scene.age
    if not read.scene.harmed:
        if any(step.id == "S1" for step in read.every):
            yield "S1が、守る人のいない計画にあります"
        return
    if not read.now or (read.now[0].id != "S1" and "S1" not in read.touched):
        yield "守る一歩（S1）が最初ではありません"
    for step in read.every if plan.answerer == "person" else read.now:
        handed = read.scene.handed_over if plan.answerer == "person" else FAMILY_ONLY
        if step.id in (FAMILY_ONLY if step in read.now else handed):
            yield f"家族の一歩があります：{step.id}"
    for step in read.plan.now:
        if "家族に渡せる紙" in step.title:
            yield f"家族に渡せる紙が、いまにあります：{step.id}"
    if any(step.id == "S1" and step.on_paper for step in read.every):
        yield "守る一歩が紙に出ます"
    named = {contact.name: contact for contact in plan.contacts}
    for line in protecting_lines(read.catalog, age):
        if line.name not in named:
            yield f"守る窓口がありません：{line.name}"
    paper = {line.name for line in read.catalog.hotlines_for("now")}
    paper |= {line.name for line in read.catalog.hotlines_for("plan_65")}
    paper |= {line.name for line in read.catalog.hotlines_for("plan_child")}
    for line in read.catalog.hotlines_for("harmed"):
        contact = named.get(line.name)
        if line.name not in paper and contact is not None and contact.on_paper:
            yield f"守る窓口が紙に出ます：{line.name}"


def _nothing_twice(read: _Read) -> Iterator[str]:
    """5: what is there already is not proposed as new; referrals need evidence or the wish."""
    scene = read.scene
    for step in read.every:
        template = read.catalog.by_step[step.id]
        met = set(template.met_by) & scene.in_use
        if met and step.id not in scene.urgent and not asks_for_other(step.id, scene):
            yield f"もうあるものを、新しくすすめています：{step.id}"
        if "doctor" in scene.in_use and any(
            word in _words(step) for word in ("初めての予約", "初診の予約")
        ):
            yield f"主治医がいるのに、初めての予約です：{step.id}"
    for name, step in read.waiting:
        if name == "次" and not scene.has_evidence(read.catalog.by_step[step.id]):
            yield f"診断も医師も望みもないのに、次にあります：{step.id}"


def _ages(read: _Read) -> Iterator[str]:
    """6: no adults' service below 18, school first in school age, the windows of the age."""
    scene, age = read.scene, read.scene.age
    if age is None:
        return
    for step in read.every:
        young = (
            (step.id in ADULT_SERVICES and age < 18)
            or (step.id == "J3" and age < 16)
            or (step.id in ("J1", "J3", "J6") and age < 18 and not scene.own_wish)
        )
        if young or not read.catalog.by_step[step.id].takes_age(age):
            yield f"年齢に合わない一歩です：{step.id}"
    safety = {"S0", "S1", "M1", "W1"} | (
        {"F5"} if scene.check.threatened.elderly == "yes" else set()
    )
    ids = [step.id for step in read.now if step.id not in safety]
    moved = "I4" in read.touched
    # In danger, safety may take all the room of いま.
    if scene.school_first and not moved and ids and ids[0] != "I4":
        yield "学校の年なのに、学校の窓口が最初ではありません"
    names = {contact.name for contact in read.plan.contacts}
    lines = read.catalog.hotlines_for("plan_child")
    if age < 18 and not names & {line.name for line in lines}:
        yield "18歳未満なのに、子どもの窓口がありません"
    if age < 45 and any("サポステ" in one.text for one in read.plan.not_yet):
        yield "サポステの年齢の注意が、45歳より前にあります"
    named = {s.id for s in read.every} | {s.id for s in read.plan.further} | read.touched
    there = not scene.in_use.isdisjoint(read.catalog.step("F5").met_by)
    hurt = scene.harmed and read.plan.answerer == "person"  # then it is among the windows
    if age >= ELDERLY and not ("F5" in named or there or hurt):
        yield "65歳からの窓口（地域包括）がありません"
    care = {line.name for line in read.catalog.hotlines_for("plan_65")}
    if age >= ELDERLY and not care <= {contact.name for contact in read.plan.contacts}:
        yield "65歳からの窓口（地域包括）が、窓口の欄にありません"


def _food_and_roof(read: _Read) -> Iterator[str]:
    """7: no food or roof today: W1 today, with the four names; W2 says one may apply that day."""
    if not read.scene.money_now or "W1" in read.touched:
        return
    ask = next((step for step in read.now if step.id == "W1"), None)
    if ask is None:
        yield "今日のお金の相談（W1）がありません"
        return
    dated = [step for step in read.plan.now if step.due_on is not None]
    crowded = len(dated) >= 3 and any(step.id in read.touched for step in dated)
    if ask.due_on != next_open_day(read.plan.made_on) and not crowded:
        yield "今日のお金の相談が、今日（開いている最初の日）ではありません"
    for name in RELIEF:
        if name not in _words(ask):
            yield f"今日のお金の相談に、名前がありません：{name}"
    for step in read.every:
        if step.id == "W2" and "その日" not in _words(step):
            yield "生活保護の一歩に、その日に申請できることがありません"


def _kept(read: _Read) -> Iterator[str]:
    """8: what is for later is never pushed out by length."""
    for step in read.plan.further:
        if step.id in KEPT and step.id not in read.touched:
            yield f"先の一歩が、列から押し出されています：{step.id}"
    there = {*read.plan.ids.now, *read.plan.ids.next, *read.plan.ids.later}
    wanted = {"R0"} | {
        step_id
        for profile in read.scene.profiles
        for step_id in (*profile.now, *profile.next, *profile.later)
        if step_id in KEPT
    }
    for step_id in wanted - there - read.touched:
        if read.catalog.by_step[step_id].takes_age(read.scene.age):
            yield f"先の一歩がありません：{step_id}"


def _one_sum(read: _Read) -> Iterator[str]:
    """9: what is counted on the cost screen is in the plan or offered for it; one sum."""
    request = read.case.cost
    if request is None or not request.usages:
        return
    estimate, _ = estimate_rest(request, read.catalog)
    if read.plan.total != estimate.monthly:
        yield "計画の合計と、費用の画面の合計が違います"
    used = {offer.service for offer in read.plan.offers}
    for step in (*read.plan.now, *read.plan.next, *read.plan.later):
        own = read.case.edits.own_step(step.id)
        if own is not None:
            used.add(own.service)
        else:
            used |= {one.id for one in read.catalog.by_step[step.id].services}
    for usage in request.usages:
        service = read.catalog.service(usage.service)
        if usage.times and service.cost_kind != "free" and service.id not in used:
            yield f"費用に入れた支援が、計画にありません：{service.name}"


RULES: tuple[Callable[[_Read], Iterator[str]], ...] = (
    _cautions_fit,
    _waits,
    _danger_first,
    _harmed,
    _nothing_twice,
    _ages,
    _food_and_roof,
    _kept,
    _one_sum,
)
"""The rules in the order of the contract (DESIGN §4)."""


def contradictions(plan: Plan, case: Case, catalog: Catalog) -> tuple[str, ...]:
    """What of the nine rules does not hold in a plan, as Japanese sentences; () for a sound plan."""
    read = _Read(plan, case, catalog, see(case, catalog))
    return tuple(
        f"規則{number}：{told}" for number, rule in enumerate(RULES, start=1) for told in rule(read)
    )
