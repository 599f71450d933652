"""The order of the questions: what is asked, what is skipped, what comes next."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from core.catalog import Catalog, Choice, Question

HURTS = "R2"
"""The safety question that is followed by who is hurt or afraid. Not R2b: there it is the person."""

_ASIDE = re.compile(r"（([^（）]+)）。$")


def parted(text: str) -> tuple[str, str]:
    """A question, and as a sentence of its own what stands in brackets at its end ("" for none)."""
    found = _ASIDE.search(text)
    if found is None:
        return text, ""
    return f"{text[: found.start()]}。", f"{found[1].removesuffix('。')}。"


class Walk:
    """The questions in their order, for the answers ``raw`` of one answerer.

    Numbers start at 1. After the last question come ``situation`` (age and situations), ``in_use``
    (what is there already) and the result, ``last``.
    """

    def __init__(self, catalog: Catalog, raw: dict[str, Any]) -> None:
        check = catalog.check
        listed = [("difficulty", check.difficulty, check.difficulty_choices)]
        for question in check.safety:
            listed.append(("safety", question, check.safety_choices))
            if question.id == HURTS:
                listed += [("threatened", q, check.threatened_choices) for q in check.threatened]
        listed += [("answers", question, check.answer_choices) for question in check.questions]
        self._listed: list[tuple[str, Question, tuple[Choice, ...]]] = listed
        self._raw = raw
        self.situation = len(listed) + 1
        self.in_use = self.situation + 1
        self.last = self.in_use + 1

    def at(self, number: int) -> tuple[str, Question, tuple[Choice, ...]]:
        """(place in the answers, question, its choices)."""
        return self._listed[number - 1]

    def title(self, number: int) -> str:
        """A short name, for a browser's title and so for its history: of ``entry``, as the address."""
        number = self.entry(number)
        if number >= self.last:
            return "結果"
        if number >= self.situation:
            return "あてはまること" if number == self.situation else "いま使っているもの"
        always = [one for one in range(1, number + 1) if self.at(one)[0] != "threatened"]
        return f"質問{len(always)}"

    def entry(self, number: int) -> int:
        """The place under which this one stands in the address, and so in a browser's history.

        Who is hurt or afraid stands under R2, which is always asked: an entry of its own, or a name,
        would tell how R2 was answered.
        """
        while number < self.situation and self.at(number)[0] == "threatened":
            number -= 1
        return number

    def answer_to(self, number: int) -> str | None:
        """The answer kept for a question, or None."""
        place, question, _ = self.at(number)
        if place == "difficulty":
            return self._raw.get("difficulty")
        kept = self._raw.get(place)
        return kept.get(slot(place, question)) if isinstance(kept, dict) else None

    def _hurts(self, unanswered: str) -> bool:
        """Whether R2 is not ない; ``unanswered`` counts where there is no answer."""
        safety = self._raw.get("safety") or {}
        return (safety.get(HURTS) or unanswered) != "no"

    def is_asked(self, number: int) -> bool:
        """Who is hurt or afraid is asked only where R2 is not ない (no answer: わからない)."""
        if number >= self.situation or self.at(number)[0] != "threatened":
            return True
        return self._hurts("unknown")

    def step_from(self, number: int, by: int) -> int:
        """The next number that is asked, forwards (1) or backwards (-1); ``last`` is the result."""
        number += by
        while 0 < number < self.last and not self.is_asked(number):
            number += by
        return number

    def position(self, number: int) -> tuple[int, int]:
        """(which of the asked questions this is, how many are asked).

        The two that follow R2 count once R2 was answered with more than ない.
        """
        follow = self._hurts("no")
        asked = [
            one
            for one in range(1, self.situation)
            if self.at(one)[0] != "threatened" or follow or one == number
        ]
        return sum(one <= number for one in asked), len(asked)


def slot(place: str, question: Question) -> str:
    """Safety answers stand under their ids, as they always did; the others under the key."""
    return question.id if place == "safety" else question.key


def address_of(number: int | str, salt: str) -> str:
    """The word in the address for a place of a walk: another one in each visit."""
    return hashlib.blake2b(f"{salt} {number}".encode(), digest_size=4).hexdigest()


def number_at(address: str, salt: str, last: int) -> int:
    """The place that a word in the address stands for; the first for anything else."""
    places = range(1, last + 1)
    return next((one for one in places if address_of(one, salt) == address), 1)
