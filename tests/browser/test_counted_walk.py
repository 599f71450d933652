"""The way of a family from the door to the PDF, counted: presses, characters, phone screens.

As a new user presses: an answer to every question, the talk about cost, the plan, the paper; nothing
is unfolded. The head row, the way back and the foot are the same everywhere and counted once. The
numbers are printed (``pytest -s``); the limits are those of the project's design.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import idle, seen, settled, watched_page

pytestmark = pytest.mark.browser

LETTERS_MOST = 3_000
"""Characters to read on the whole way, at the usual size of the letters: what stood on a screen before
(もどる, わからない, the answers' words) is read once."""
SHOWN_MOST = 3_500
"""The same with each line counted again on each screen: the limit of the design."""
READING_MOST = 12
"""Phone screens (360x740) at A+ that are there to be read: all but those where an answer is given."""
QUESTION_MOST, TICKS_MOST = 1.0, 2.0
"""A question and its answers, and a screen on which several are ticked, in phone screens at A+."""
COST_ANSWERS_MOST, COST_SCREENS_MOST, PLAN_SCREENS_MOST = 12, 5, 5
STEPS_MOST = 60
"""A walk that is longer goes in a circle."""

NUMBER = re.compile(r"質問\s+(\d+) / (\d+)")
ANSWERS = {
    "ご本人かご家族が、今の暮らしで困っている": "ある",
    "安全": "ない",
    "土台": "はい",
}
"""By the part of the check; else ときどき・少し, else いいえ."""
SOMETIMES = ("外への動き", "ときどき・少し"), ("", "いいえ")
COST_CHOICES = ("非課税", "ある・これから申請する", "わからない")
"""What is chosen in the talk about cost where it is offered; else the first answer."""

# At the usual size, then at A+: characters and height of what is shown, without the foot. The head
# row lies over the page and is part of its height.
MEASURE = """() => {
  const main = document.querySelector("[data-testid=stMain]")
  const box = document.querySelector(".stMainBlockContainer")
  const foot = document.querySelector(".st-key-ashiba_foot")
  // Words for those who hear the screen are no letters that are read.
  const heard = [...box.querySelectorAll("em, span, p")].filter(
    one => getComputedStyle(one).clipPath === "inset(50%)" && one.style.display !== "none")
  heard.forEach(one => one.style.setProperty("display", "none", "important"))
  const plain = one => one ? one.innerText.replace(/\\s/g, "").length : 0
  const around = [foot, document.querySelector(".st-key-ashiba_head"),
    ...document.querySelectorAll('[class*="st-key-leave_back_"]')]
  const same = around.reduce((sum, one) => sum + plain(one), 0)
  const letters = plain(box) - same
  const lines = box.innerText.slice(0, box.innerText.lastIndexOf(foot.innerText.trim().slice(0, 9)))
  document.documentElement.style.setProperty("font-size", "24px", "important")
  const gaps = parseFloat(getComputedStyle(foot).marginTop) + 24 // above the foot
  const height = foot.getBoundingClientRect().top + main.scrollTop - gaps
  const found = {
    letters, foot: same, height, all: main.scrollHeight,
    lines: lines.split("\\n").map(one => one.replace(/\\s/g, "")),
    title: document.querySelector("h1")?.innerText ?? "",
  }
  document.documentElement.style.removeProperty("font-size")
  heard.forEach(one => one.style.removeProperty("display"))
  return found
}"""


@dataclass(frozen=True)
class Seen:
    """One state of the screen. ``height`` in px at A+, without the foot."""

    part: str
    title: str
    letters: int
    new: int
    """Characters of lines that stood on no screen before: もどる is read once."""
    height: float
    question: bool

    @property
    def screens(self) -> float:
        return self.height / 740


@dataclass
class Walk:
    """What was seen and pressed so far."""

    page: Page
    states: list[Seen] = field(default_factory=list)
    lines: set[str] = field(default_factory=set)
    presses: int = 0
    foot: int = 0
    foot_height: float = 0

    def look(self, part: str, *, question: bool = False) -> None:
        settled(self.page)
        found = self.page.evaluate(MEASURE)
        new = set(found["lines"]) - self.lines
        self.lines |= new
        words = (found["letters"], sum(map(len, new)))
        self.states.append(Seen(part, found["title"], *words, found["height"], question))
        self.foot = max(self.foot, found["foot"])
        self.foot_height = max(self.foot_height, found["all"] - found["height"])

    def press(self, what: Locator) -> None:
        self.presses += 1
        idle(self.page)
        what.first.click()

    def of(self, part: str) -> list[Seen]:
        return [one for one in self.states if one.part == part]

    def told(self) -> Iterator[str]:
        """The numbers, a line a part, then a line a state."""
        for part in dict.fromkeys(one.part for one in self.states):
            states = self.of(part)
            letters, height = sum(one.letters for one in states), sum(one.screens for one in states)
            new = sum(one.new for one in states)
            yield f"{part}: {len(states)} states, {letters} characters ({new} new), {height:.1f} screens"
        yield (
            f"foot: {self.foot} characters, {self.foot_height / 740:.1f} screens; "
            f"presses {self.presses}, characters {self.letters} "
            f"({self.new_letters} new), "
            f"screens to read {self.reading:.1f}"
        )
        for one in self.states:
            yield f"   {one.part} {one.letters:4} {one.screens:.2f} {one.title[:40]}"

    def screens(self, part: str) -> float:
        return sum(one.screens for one in self.of(part))

    def highest(self, part: str) -> float:
        return max(one.screens for one in self.of(part))

    @property
    def letters(self) -> int:
        return sum(one.letters for one in self.states) + self.foot

    @property
    def new_letters(self) -> int:
        return sum(one.new for one in self.states) + self.foot

    @property
    def reading(self) -> float:
        read = sum(one.screens for one in self.states if not one.question)
        return read + self.foot_height / 740


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def changed(page: Page, press: Callable[[], None]) -> None:
    """Press, and wait until another screen or question stands there."""
    at = "[...document.querySelectorAll('[data-ashiba-at]')].map(o => o.dataset.ashibaAt).join()"
    before = page.evaluate(at)
    press()
    for _ in range(200):
        if page.evaluate(at) not in (before, ""):
            return settled(page)
        page.wait_for_timeout(100)
    pytest.fail(f"nothing followed: {before}")


def answer(walk: Walk) -> None:
    """One question of the check."""
    page = walk.page
    part = page.locator(".q-way span").nth(1).inner_text()
    name = ANSWERS.get(part) or next(words for start, words in SOMETIMES if part.startswith(start))
    # What the words mean (「はい よくある」) stands beside them where a part begins.
    choice = page.get_by_role("button", name=re.compile(f"^{name}"))
    changed(page, lambda: walk.press(choice if choice.count() else button(page, "ある")))


def the_check(walk: Walk) -> None:
    page = walk.page
    for _ in range(STEPS_MOST):
        if not seen(page, NUMBER).count():
            break
        walk.look("check", question=True)
        answer(walk)
    for name in ("次へ", "次へ：結果"):
        walk.look("ticks", question=True)
        changed(page, lambda name=name: walk.press(button(page, name)))  # type: ignore[misc]
    walk.look("result")
    changed(page, lambda: walk.press(button(page, "かかる費用を見る")))


def answer_cost(walk: Walk) -> None:
    """One question of the talk about cost: the services as proposed, a known choice, else わからない.

    Who does not know says so: the talk has to be short for these, too.
    """
    page = walk.page
    many = page.locator("[class*=st-key-choose_many_]").count()
    choices = page.locator(".st-key-c_answers [class*=st-key-choose_] button:visible").all()
    wanted = [one for word in COST_CHOICES for one in choices if word in one.inner_text()]
    pick = button(page, "次へ") if many or not choices else (wanted or choices[:1])[0]
    changed(page, lambda: walk.press(pick))


def the_cost(walk: Walk) -> None:
    page = walk.page
    to_plan = page.get_by_role("button", name="次へ：くみあわせプラン")
    for _ in range(STEPS_MOST):
        if to_plan.count():
            break
        ticks = page.locator("[class*=st-key-choose_many_]").count()
        walk.look("ticks" if ticks else "cost", question=True)
        answer_cost(walk)
    walk.look("cost end")
    changed(page, lambda: walk.press(to_plan))


def the_paper(walk: Walk) -> bytes:
    page = walk.page
    walk.look("plan")
    changed(page, lambda: walk.press(button(page, "紙にする")))
    walk.look("sheet")
    with page.expect_download() as waiting:
        walk.press(button(page, "PDFを作る"))
    expect(page.get_by_role("heading", name="できました", level=1)).to_be_visible()
    walk.look("done")
    return Path(waiting.value.path()).read_bytes()


def test_the_way_of_a_family_to_its_pdf_is_short(browser: Browser, app_url: str) -> None:
    with watched_page(browser, 360, 740) as page:
        page.goto(app_url)
        expect(page.get_by_role("heading", name="あしばノート", level=1)).to_be_visible()
        walk = Walk(page)
        walk.look("door")
        changed(page, lambda: walk.press(button(page, "家族として はじめる")))
        the_check(walk)
        the_cost(walk)
        pdf = the_paper(walk)
        told = "\n".join(walk.told())
        print(f"\n{told}")
    assert pdf.startswith(b"%PDF-")
    single = [one for part in ("check", "cost") for one in walk.of(part)]
    too_high = [one.title for one in single if one.screens > QUESTION_MOST]
    limits = {
        "answers about cost": (len(walk.of("cost")) + 1, COST_ANSWERS_MOST),
        "screens of what is paid": (walk.screens("cost end"), COST_SCREENS_MOST),
        "screens of the plan": (walk.screens("plan"), PLAN_SCREENS_MOST),
        "screens of a screen to tick": (walk.highest("ticks"), TICKS_MOST),
        "characters": (walk.new_letters, LETTERS_MOST),
        "characters shown": (walk.letters, SHOWN_MOST),
        "screens to read": (walk.reading, READING_MOST),
    }
    over = {name: (found, most) for name, (found, most) in limits.items() if found > most}
    assert (too_high, over) == ([], {}), told
