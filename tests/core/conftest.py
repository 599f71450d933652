"""What the tests of core share: the catalogue, short ways to write a check, hypothesis settings."""

from __future__ import annotations

import os
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, ClassVar, TypeVar

import pytest
import typst
from hypothesis import configuration, settings

from core import load_catalog
from core.catalog import Catalog

# Hypothesis keeps its own small files outside the project.
configuration.set_hypothesis_home_dir(tempfile.gettempdir() + "/ashiba-hypothesis")

FULL = os.environ.get("ASHIBA_FULL") == "1"


def every_other(cases: Iterable[Any], first: int = 0) -> list[Any]:
    """All cases with ASHIBA_FULL=1, else each second one: for what a browser is slow with."""
    return [*cases] if FULL else [*cases][first::2]


T = TypeVar("T")

QUESTIONS = (
    "self_care",
    "daily_rhythm",
    "family_contact",
    "leaves_room",  # Q1–Q4 土台
    "goes_out_alone",
    "enjoys_interest",
    "contact_outside_family",
    "wish_outside",  # Q5–Q8
    "keeps_routine",
    "own_words_goal",
    "recovers",  # Q9–Q11 続ける力
    "family_rest",
    "family_support",  # Q12–Q13 家族
)
SAFETY = (
    "self_harm",
    "violence",
    "harmed",
    "not_eating",
    "sudden_change",
    "money",
    "family_limit",
)
FLAGS = (
    "stays_in_room",
    "depressed_or_reversed_days",
    "job_experience_not_lasting",
    "developmental_diagnosis",
    "parents_elderly",
    "money_trouble",
    "violence",
    "school_or_diploma",
    "goes_out",
    "refuses_doctor",
    "went_back",
    "over_50_wants_work",
    "family_exhausted",
    "lives_alone",
    "refused_elsewhere",
    "maybe_developmental",
    "private_contract_trouble",
)
IN_USE = (
    "doctor",
    "diagnosis",
    "handbook",
    "recipient_certificate",
    "self_support_medical",
    "disability_pension",
    "supporter",
    "school",
)
"""The marks of 「いま使っているもの」; ids of services stand beside them."""
LETTERS = {"y": "yes", "s": "sometimes", "n": "no", "u": "unknown"}


def sample(examples: int) -> Callable[[Callable[..., None]], Any]:
    """A fixed sample in the normal run; twenty times as many, at random, with ASHIBA_FULL=1."""
    chosen = settings(
        max_examples=examples * 20 if FULL else examples,
        derandomize=not FULL,
        deadline=None,
        database=None,
    )
    # A falsifying example prints the whole catalogue; that warning must not hide the failure.
    quiet = pytest.mark.filterwarnings("ignore:Generating overly large repr")

    def decorate(test: Callable[..., None]) -> Any:
        return quiet(chosen(test))

    return decorate


def each(cases: Mapping[str, T], holds: Callable[[T], object]) -> None:
    """Ask ``holds`` of every case; fail once, with the name and the fault of each that fails.

    For hundreds of cases of a millisecond: as tests of their own they cost more than they ask.
    """
    failed = {}
    for name, case in cases.items():
        try:
            holds(case)
        except Exception as fault:
            failed[name] = f"{type(fault).__name__}: {fault}"
    shown = "\n\n".join(f"[{name}] {why}" for name, why in failed.items())
    assert not failed, f"{len(failed)} of {len(cases)} cases fail:\n{shown}"


def answers(letters: str) -> dict[str, str]:
    """Thirteen letters (y はい, s ときどき, n いいえ, u わからない) for Q1–Q13; blanks only group."""
    plain = letters.replace(" ", "")
    assert len(plain) == 13, letters
    return {key: LETTERS[letter] for key, letter in zip(QUESTIONS, plain, strict=True)}


def safety(**changed: str) -> dict[str, str]:
    """All seven safety answers 「ない」, except the ones named."""
    assert set(changed) <= set(SAFETY), changed
    return dict.fromkeys(SAFETY, "no") | changed


def check(letters: str, **more: Any) -> dict[str, Any]:
    """A StageCheck as plain data: safe, with a difficulty, answered by the family."""
    plain: dict[str, Any] = {
        "answerer": "family",
        "has_difficulty": True,
        "safety": safety(),
        "answers": answers(letters),
    }
    return plain | more


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """Everything in data/, read once."""
    return load_catalog()


class _Remembering:
    """A typst.Compiler that sets the same words with the same options once."""

    kept: ClassVar[OrderedDict[tuple[str, str], Any]] = OrderedDict()
    most = 200  # papers: some 30 MB
    anew = typst.Compiler

    def __init__(self, **made_with: Any) -> None:
        self._made_with = made_with

    def compile(self, **options: Any) -> Any:
        self._options = options
        key = (str(self._made_with["input"]), repr(sorted(options.items())))
        if key not in self.kept:
            self.kept[key] = self.anew(**self._made_with).compile(**options)
            if len(self.kept) > self.most:
                self.kept.popitem(last=False)
        return self.kept[key]

    def query(self, *selector: str, **options: Any) -> Any:
        key = (str(self._made_with["input"]), f"{selector}{self._options}")
        if key not in self.kept:
            compiler = self.anew(**self._made_with)
            compiler.compile(**self._options)
            self.kept[key] = compiler.query(*selector, **options)
        return self.kept[key]


@pytest.fixture(scope="session", autouse=True)
def _each_paper_is_set_once() -> Iterator[None]:
    """Many tests read one paper, and setting it is most of their time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typst, "Compiler", _Remembering)
        yield


@pytest.fixture
def press_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a test of the press itself: every paper is set, also the one that was set before."""
    monkeypatch.setattr(typst, "Compiler", _Remembering.anew)
