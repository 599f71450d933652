"""The dangers of one check, for whoever reads: which stands first, its lines, what may be opened.

Never on paper. The words stand in the catalogue, the lines in core.contacts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from core.base import Answerer, Frozen, Voice
from core.catalog import Catalog, Danger, Hotline, Question
from core.contacts import danger_lines, psychiatric_emergency, safety_hotlines
from core.stage import StageCheck

Uses = Literal["now", "soon", "family", "money"]
"""The use of the hotlines that stand behind those of a danger."""


class Fold(Frozen):
    """What may be opened below a danger: each part that is not empty, in this order."""

    title: str
    words: tuple[str, ...] = ()
    large: tuple[Hotline, ...] = ()
    """The lines of which one or two are pressed in large."""
    do: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    lines: tuple[Hotline, ...] = ()
    first: str | None = None
    """The prefecture whose lines stand in front."""
    inside: tuple[Fold, ...] = ()


@dataclass(frozen=True, slots=True)
class Alerts:
    """The answers of a check to the safety questions, and what is known of who is told.

    ``age`` of the person, where it is known; ``place``: the prefecture, where it was chosen.
    """

    check: StageCheck
    catalog: Catalog
    answerer: Answerer = "family"
    age: int | None = None
    place: str | None = None

    def _said(self, texts: Iterable[Voice]) -> tuple[str, ...]:
        return tuple(text.said_to(self.answerer) for text in texts)

    # -- which --------------------------------------------------------------------------------

    @property
    def is_harmed(self) -> bool:
        """Somebody does harm to the person: then nothing is said of the family's own need."""
        return self.check.safety.harmed in ("now", "recent")

    def answered(self, *answers: str) -> tuple[Danger, ...]:
        """The dangers answered so, the most serious first; ``answers`` in the order they count.

        Money has a branch of its own.
        """
        return tuple(
            one
            for answer in answers
            for one in self.catalog.plan.dangers
            if one.key != "money" and getattr(self.check.safety, one.key) == answer
        )

    def danger(self, key: str) -> Danger:
        """The danger of this key, answered or not."""
        return next(one for one in self.catalog.plan.dangers if one.key == key)

    def opened(self, opened: object) -> Danger | None:
        """The danger whose 「今まさに」 stands open: the one just answered, else the most serious.

        ``opened`` is what the case holds: a key, True (an older tab), or nothing.
        """
        now = self.answered("now")
        if not opened or not now:
            return None
        return next((one for one in now if one.key == opened), now[0])

    def instead_of_result(self) -> Danger | None:
        """The danger that stands in the place of the result: the most serious that is now.

        Who is harmed reads of that, and not of a limit of those who may do the harm.
        """
        one = self.opened(True)
        if one is not None and one.key == "family_limit" and self.is_harmed:
            return self.danger("harmed")
        return one

    def others(self, one: Danger, *answers: str) -> tuple[Danger, ...]:
        """The further dangers, to be opened; none of the family's limit for who is harmed."""
        quiet = {one.key, "family_limit" if self.is_harmed else one.key}
        return tuple(other for other in self.answered(*answers) if other.key not in quiet)

    def left_open(self) -> tuple[Question, ...]:
        """The safety questions answered with わからない, of which something may be said."""
        quiet = "family_limit" if self.is_harmed else ""
        return tuple(
            one
            for one in self.catalog.check.safety
            if one.key != quiet and getattr(self.check.safety, one.key) == "unknown"
        )

    # -- what is said of one ------------------------------------------------------------------

    def sentence(self, one: Danger) -> str:
        """The warm sentence of a danger: of now, or of late."""
        is_now = getattr(self.check.safety, one.key) == "now"
        return (one.now if is_now else one.soon).said_to(self.answerer)

    def lines(self, one: Danger) -> tuple[Hotline, ...]:
        """The lines of a danger. After the first: those for the person's age; last where it is
        open."""
        lines = danger_lines(one, self.catalog, self.age)

        def later(line: Hotline) -> bool:
            return bool({"plan_minor", "plan_65"} & set(line.uses)) is (self.age is None)

        return (*lines[:1], *sorted(lines[1:], key=later))

    def to_do(self, one: Danger) -> tuple[str, ...]:
        """What helps in a danger; other words where another one is there too, or it is past."""
        answers = self.check.safety.model_dump().items()
        here = {key for key, answer in answers if answer in ("now", "recent")}
        is_now = getattr(self.check.safety, one.key) == "now"
        beside = next((other.do for other in one.beside if other.key in here), None)
        return self._said(beside or (one.do if is_now else one.do_soon or one.do))

    def more(self, one: Danger) -> tuple[str, ...]:
        """Who else helps in a danger, and how to learn a number."""
        return self._said(one.more)

    def all_lines(self, one: Danger, uses: Uses) -> tuple[Hotline, ...]:
        """The lines of a danger, then those of every danger of the answers; each once."""
        rest = safety_hotlines(self.check, uses, self.catalog, self.age)
        return tuple({line.id: line for line in (*self.lines(one), *rest)}.values())

    def afraid(self) -> tuple[str, ...]:
        """Whom to call for somebody old or young who is hurt or afraid."""
        texts = self.catalog.check.texts
        told = {"elderly": texts.threatened_elderly, "minor": texts.threatened_minor}
        if self.check.safety.violence not in ("now", "recent"):
            return ()
        return self._said(
            voice for name, voice in told.items() if getattr(self.check.threatened, name) == "yes"
        )

    # -- what may be opened, in order ---------------------------------------------------------

    def folds_now(self, one: Danger) -> tuple[Fold, ...]:
        """Below 「今まさに」."""
        texts = self.catalog.check.texts
        call = (texts.alert_now, texts.memo_place, texts.memo_who, texts.memo_what)
        afraid = self.afraid() if one.key == "violence" else ()
        more = (*self.more(one), *afraid, texts.office_closed.said_to(self.answerer))
        return (
            Fold(title="電話で言う3行", words=self._said(call)),
            *self.emergency(one),
            self.other_lines(one, "now"),
            Fold(title="ほかにできること", words=more),
            *(self._other(other) for other in self.others(one, "now", "recent")),
            *([self._money()] if self.check.safety.money == "now" else []),
        )

    def folds_of_late(self, one: Danger, uses: Uses) -> tuple[Fold, ...]:
        """Below a danger that is not of this moment."""
        return (
            self.other_lines(one, uses),
            Fold(title="ほかにできること", words=(*self.more(one), *self.afraid())),
            *self.emergency(one),
            *(self._other(other) for other in self.others(one, "recent")),
        )

    def other_lines(self, one: Danger, uses: Uses) -> Fold:
        """All lines that fit, the danger's own first."""
        return Fold(title="ほかの電話・チャット", lines=self.all_lines(one, uses))

    def emergency(self, one: Danger) -> tuple[Fold, ...]:
        """夜や休日の精神科救急: the chosen prefecture's number first, the others under their names."""
        if one.key != "sudden_change":
            return ()
        told = ""
        if self.place is not None and not psychiatric_emergency(self.catalog, self.place):
            told = f"{self.place}の番号は、ここにはありません。消防・警察・役所の代表で聞けます。"
        return (
            Fold(
                title="夜や休日：精神科救急の電話",
                words=(told,) if told else (),
                lines=psychiatric_emergency(self.catalog),
                first=self.place,
            ),
        )

    def _other(self, one: Danger) -> Fold:
        """A further danger of the answers: its sentence, its lines, what to do."""
        return Fold(
            title=one.title.said_to(self.answerer),
            words=(self.sentence(one),),
            large=self.lines(one),
            do=self.to_do(one),
            more=self.more(one),
            inside=self.emergency(one),
        )

    def _money(self) -> Fold:
        """The names one may ask for, and where."""
        one = self.danger("money")
        return Fold(
            title=one.title.said_to(self.answerer),
            words=(one.now.said_to(self.answerer),),
            do=self.to_do(one),
            more=self.more(one),
        )


__all__ = ["Alerts", "Fold", "Uses"]
