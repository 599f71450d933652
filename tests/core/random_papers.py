"""Random families with random texts, their sheets, and what is wrong with a printed sheet."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from random import Random
from typing import Any

import pypdf
import pypdfium2
from pypdfium2 import raw

from core import Case, Catalog, compose_plan
from core.contacts import LocalWindow, centres_for, number_of
from core.handout.papers import Papers
from core.handout.plan_sheet import OWN_MOST, OWN_URGENT
from core.handout.sheets import render_sheets_pdf
from core.handout.text import GETA, clean
from core.memo import Memo
from core.plan import Plan, PlanContact
from core.provider import Quote, read_quotes
from tests.core.conftest import FLAGS, IN_USE, QUESTIONS, SAFETY

LIMITS = {
    "overview": 1,
    "plan": 2,
    "memo": 2,
    "phone": 2,
    "card": 1,
    "windows": 2,
    "parents": 1,
    "sums": 2,
    "handover": 1,
    "meeting": 4,
    "quotes": 2,
}
"""Sides, except for what a family wrote itself."""
USED = (*IN_USE, "support_centre", "family_association", "psychiatric_daycare", "hello_work")
"""What a random family may have already."""
_PIECES = (
    "",
    "あ",
    "長い文です。" * 60,
    "漢" * 3000,
    "W" * 300,
    "😀👨‍👩‍👧🐈",
    "𠮷野家の髙橋さん①㈱ｶﾞ",
    "\x00\x07\x1b\ufeff",
    "\u202eמימין לשמאל\u202c العربية",
    '#read("/etc/passwd") <script>alert(1)</script> $x$ *b* _i_ @ref <lab> // c \\',
    "1行目\n2行目\r\n3行目",
    "か\u3099き\u0301\u200d\ufe0f",
    "＝１＋１、９，３００円",
)
PLAIN_HOURS = "平日 9:00〜17:00"
_OFTEN = (4, 4, 2, 0.3, 1, 4, 4, 4, 4, 4, 4, 4, 4)
"""A page of one letter is rare, so that ten thousand families can be printed in an hour."""
_FOOTER = re.compile(r"20\d\d年\d+月\d+日作成確かめの版\S*?これは診断ではありません\d+／\d+ページ")
_TITLES = (
    "わたしたちの計画|わたしの計画|わたしの相談メモ|相談メモ|わたしの電話の台本|電話の台本|緊急カード|"
    "わたしの町の窓口|親が倒れた日の紙|計算のひかえ|家族に渡せる紙|会の進行表|見積もりをくらべる紙"
)
_HEADER = re.compile(rf"^(?:{_TITLES})続き")


def a_text(random: Random, most: int = 3000) -> str:
    """One text as people and attackers type it."""
    pieces = random.choices(_PIECES, _OFTEN, k=random.choice((0, 1, 1, 2, 3)))
    text = "".join(pieces)
    return text[:most]


def _check(random: Random) -> dict[str, Any]:
    likely = random.choice(("yes", "sometimes", "no", "unknown", None))
    return {
        "answerer": random.choice(("family", "family", "person", "example")),
        "has_difficulty": random.choice((True, True, False, None)),
        "threatened": {"elderly": random.choice(("yes", "no", "unknown"))},
        "safety": {
            key: random.choice(("no",) * 8 + ("recent", "now", "unknown")) for key in SAFETY
        },
        "answers": {
            key: likely or random.choice(("yes", "sometimes", "no", "unknown")) for key in QUESTIONS
        },
    }


def _edits(random: Random) -> dict[str, Any]:
    own = [
        {
            "id": f"own-{number}",
            "title": a_text(random, 200) or "自分の一歩",
            "who": a_text(random, 200),
            "note": a_text(random, 2000),
        }
        for number in range(1, random.choice((1, 1, 2, 3)))
    ]
    names = [one["id"] for one in own]
    details = {
        step: {"who": a_text(random, 200), "note": a_text(random, 2000)}
        for step in random.sample(("F1", "F2", "I1", "M1", "J1", "O1"), random.choice((0, 0, 1, 2)))
    }
    return {
        "now": names[:1],
        "later": names[1:],
        "own": own,
        "details": details,
        "dropped": random.sample(("F3", "I2", "J3"), random.choice((0, 0, 1))),
    }


def a_case(random: Random, *, own_words: bool) -> Case:
    """One family. ``own_words``: with texts of its own, of any kind."""
    raw: dict[str, Any] = {
        "check": _check(random),
        "situation": random.sample(FLAGS, random.choice((0, 1, 1, 2, 3))),
        "age": random.choice((None, 14, 15, 17, 19, 34, 49, 50, 54, 65, 70)),
        "in_use": random.sample(USED, random.choice((0, 0, 1, 3, 6))),
        "cost": _cost(random),
    }
    if own_words:
        raw["notes"] = a_text(random)
        raw["edits"] = _edits(random)
        raw["review"] = {
            "on": "2026-11-22",
            "done": a_text(random, 2000),
            "next_try": a_text(random, 2000),
        }
    return Case.model_validate(raw)


def _cost(random: Random) -> dict[str, Any] | None:
    if random.random() < 0.3:
        return None
    taxed = random.choice(("exempt", "taxed", "unknown"))
    welfare: dict[str, Any] = {"tax": taxed}
    if taxed == "taxed":
        welfare["income_levy_yen"] = random.choice((0, 159_999, 160_000, 500_000))
    usages = [
        {"service": "continuous_employment_b", "times": random.randint(0, 23)},
        {"service": "psychiatric_outpatient", "times": random.randint(0, 4)},
        {"service": "private_visit", "times": random.randint(0, 4), "price_low_yen": 5000,
         "price_high_yen": random.randint(5000, 15000)},
        {"service": "free_space", "times": random.randint(0, 8)},
    ]  # fmt: skip
    return {
        "month": random.choice(("2026-11", "2026-12", "2027-03", "2027-04")),
        "person": {"age": random.choice((None, 34, 50))},
        "welfare": welfare,
        "usages": random.sample(usages, random.randint(0, 4)),
    }


def _windows(random: Random, *, own_words: bool) -> tuple[LocalWindow, ...]:
    count = random.choice((0, 0, 1, 2, 5))
    day = date(2026, 11, 22) - timedelta(days=random.randint(0, 600))
    return tuple(
        LocalWindow(
            name=(clean(a_text(random, 60)).plain.strip() if own_words else "") or f"窓口{number}",
            phone=f"000-{random.randint(1000, 9999)}-{random.randint(1000, 9999)}",
            hours=a_text(random, 80) if own_words else PLAIN_HOURS,
            checked_on=day,
            kind=random.choice(("window", "emergency_advice", "psychiatric_emergency")),
        )
        for number in range(count)
    )


def _quotes(random: Random, *, own_words: bool) -> tuple[Quote, ...]:
    rows = [
        {
            "price_kind": random.choice(("per_time", "monthly", "lump")),
            "price_yen": random.choice((0, 5_000, 15_000, 15_001, 1_200_000)),
            "times_per_month": random.choice((None, 1, 4)),
            "months": random.choice((None, 1, 12)),
            "entry_fee_yen": random.choice((None, 30_000)),
            "refund": random.choice(("yes", "no", "unknown")),
            "note": a_text(random, 500) if own_words else "",
        }
        for _ in range(random.choice((0, 1, 2, 4)))
    ]
    return read_quotes(rows)[0]


def some_papers(seed: int, catalog: Catalog) -> Papers:
    """The papers of one random family. A third of them has no words of its own."""
    random = Random(seed)
    own_words = random.random() < 2 / 3
    case = a_case(random, own_words=own_words)
    windows = _windows(random, own_words=own_words)
    today = date(2026, 1, 1) + timedelta(days=random.randint(0, 400))
    assert case.check is not None
    memo = Memo()
    if own_words:
        memo = Memo(
            texts={field.key: a_text(random) for field in catalog.sheets.memo.fields},
            worries=frozenset(random.sample([w.key for w in catalog.sheets.memo.worries], 3)),
            first_question=a_text(random),
            with_answers=random.random() < 0.5,
            with_safety=random.random() < 0.5,
        )
    centre = random.choice(catalog.centres)
    made = Papers(
        catalog=catalog,
        made_on=today,
        answerer=case.check.answerer,
        plan=compose_plan(case, catalog, today, windows),
        case=case,
        memo=memo,
        windows=windows,
        prefecture=random.choice((None, centre.prefecture)),
        quotes=_quotes(random, own_words=own_words),
    )
    return replace(made, city=centre.designated_city or None) if made.prefecture else made


def squeezed(text: str) -> str:
    """Text without the white space that line and page breaks bring."""
    return re.sub(r"[\s\u200b]", "", text)


_FOOTER_TOP = 44
"""Points from the lower edge: nothing but the footer stands below."""


def _letters_of(pdf: bytes) -> Iterator[tuple[Any, int, int]]:
    """(the letters of a page, the place of one among them, number of the page), without blanks."""
    for number, page in enumerate(pypdfium2.PdfDocument(pdf)):
        letters = page.get_textpage()
        for at in range(letters.count_chars()):
            if not chr(raw.FPDFText_GetUnicode(letters, at)).isspace():
                yield letters, at, number


def _size_of(letters: Any, at: int) -> float:
    """The height of the type of one letter in points: the font's size, scaled as it is drawn."""
    drawn = raw.FS_MATRIX()
    assert raw.FPDFText_GetMatrix(letters, at, drawn)
    return round(abs(raw.FPDFText_GetFontSize(letters, at) * drawn.d), 1)


class Printed:
    """A sheet as it was printed: its words, its sizes of type, its fonts, what is in the footer.

    Read with PDFium, eight times as fast as pypdf and with the same words.
    """

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf
        self.pages = [
            squeezed(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(pdf)
        ]
        self.text = "".join(self.pages)
        self.is_ua = b"<pdfuaid:part>1</pdfuaid:part>" in pdf

    @cached_property
    def sizes(self) -> set[float]:
        """The sizes in points at which letters stand on the pages, after any scaling."""
        return {_size_of(letters, at) for letters, at, _ in _letters_of(self.pdf)}

    @cached_property
    def low(self) -> list[str]:
        """What stands where the footer is, page by page."""
        found = [""] * len(self.pages)
        for letters, at, page in _letters_of(self.pdf):
            if letters.get_charbox(at, loose=True)[3] < _FOOTER_TOP:
                found[page] += chr(raw.FPDFText_GetUnicode(letters, at))
        return [squeezed(low) for low in found]

    @cached_property
    def fonts_embedded(self) -> bool:
        """True when every font of every page lies in the file."""
        return all(
            font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            .keys() & {"/FontFile2", "/FontFile3"}
            for page in pypdf.PdfReader(io.BytesIO(self.pdf)).pages
            for font in page["/Resources"].get("/Font", {}).values()
        )  # fmt: skip

    @property
    def spilt(self) -> list[str]:
        """What runs into the footer or below the page; an empty list when nothing does."""
        return [
            low
            for low, page in zip(self.low, self.pages, strict=True)
            if page and not _FOOTER.fullmatch(low)
        ]


def own_words_of(name: str, papers: Papers) -> Iterator[str]:
    """The words of the family that a sheet has to carry."""
    if name == "plan":
        plan, case = papers.plan, papers.case
        assert plan is not None
        assert case is not None
        yield case.notes
        for step in (*plan.now, *plan.next, *plan.later):
            if step.on_paper:
                yield step.note
                if step.own:
                    yield step.title
                    yield step.who
        if case.review is not None:
            yield from (case.review.done, case.review.unchanged, case.review.next_try)
        for window in _own_on_plan(plan):
            if window.hours != PLAIN_HOURS:
                yield from (window.name, window.hours)
    elif name == "memo":
        yield from papers.memo.texts.values()
        yield papers.memo.first_question
    elif name == "windows":
        for window in papers.windows:
            yield window.name
            yield window.hours
    elif name == "quotes":
        yield from (quote.note for quote in papers.quotes)


def numbers_of(name: str, papers: Papers) -> Iterator[str]:
    """The amounts, days and telephone numbers that a sheet has to carry, as they are printed."""
    plan, day = papers.plan, papers.made_on
    assert plan is not None
    if name == "plan":
        yield from _plan_numbers(plan)
    if name in ("card", "windows"):
        for line in papers.catalog.hotlines_for("now"):
            yield line.contact
    if name == "windows":
        yield from (number_of(window, day) for window in papers.windows)
        if papers.prefecture:
            choice = centres_for(papers.catalog, papers.prefecture, papers.city, day)
            yield from (number_of(centre, day) for centre in choice.centres)
    if name == "card":
        local = ("emergency_advice", "psychiatric_emergency")
        yield from (number_of(one, day) for one in papers.windows if one.kind in local)
    if name == "phone":
        first = [one for one in papers.windows if one.kind == "window"][:1]
        yield from (number_of(one, day) for one in first)
    if name == "parents":
        choice = papers.centres
        yield from (number_of(centre, day) for centre in (choice.centres if choice else ()))
    if name == "sums" and plan.estimate is not None and plan.estimate.monthly.high:
        for end in (plan.estimate.monthly.low, plan.estimate.monthly.high):
            yield f"{end:,}円"
    if name == "quotes":
        for quote in papers.quotes:
            if quote.price_yen is not None:
                yield f"{quote.price_yen:,}円"


def _own_on_plan(plan: Plan) -> list[PlanContact]:
    """The windows of the 会 that the plan names; the others stand on their own sheet."""
    most = OWN_URGENT if plan.alert == "now" else OWN_MOST
    return [contact for contact in plan.contacts if contact.own][:most]


def _plan_numbers(plan: Plan) -> Iterator[str]:
    for cost in (plan.cost_now, plan.cost_next, plan.cost_later):
        if cost is not None:
            yield f"{cost.low:,}円"
            yield f"{cost.high:,}円"
    for step in plan.now:
        if step.due_on is not None and step.on_paper:
            yield f"{step.due_on.month}月{step.due_on.day}日("
        if step.cost is not None and step.cost_known and step.on_paper:
            yield f"{step.cost.high:,}円"
    if plan.total is not None:
        yield f"{plan.total.low:,}円"
        yield f"{plan.total.high:,}円"
    yield f"{plan.review_on.month}月{plan.review_on.day}日("
    for contact in (*_own_on_plan(plan), *(one for one in plan.contacts if not one.own)):
        if contact.on_paper and contact.phone:
            yield squeezed(clean(contact.phone).plain)


def sides_of(name: str, papers: Papers) -> int:
    """So many sides a sheet may have without words of the family's own.

    A plan of several situations may need a third: no まだしないこと is dropped for length.
    """
    case = papers.case
    if name != "plan" or case is None or case.check is None:
        return LIMITS[name]
    safety = case.check.safety
    more = sum(
        getattr(safety, key) in ("now", "recent") for key in ("violence", "money", "family_limit")
    )
    told = len(papers.plan.refusals) if papers.plan is not None else 0
    return LIMITS[name] + (len(case.situation) + more + told > 1)


def body_of(printed: Printed, sides: int) -> str:
    """The words of a sheet without its headers and footers."""
    pages = []
    for number, page in enumerate(filter(None, printed.pages), start=1):
        plain = _FOOTER.sub("", page)
        if number > sides:
            plain = _HEADER.sub("", plain, count=1).removeprefix(str(number - sides))
        pages.append(plain)
    return "".join(pages)


def is_there(text: str, printed: str) -> bool:
    """True when the text stands on the sheet, piece by piece, each whole or broken once by a page."""
    pieces = [text[at : at + 40] for at in range(0, len(text), 40)]
    return all(
        piece in printed
        or any(piece[:at] in printed and piece[at:] in printed for at in range(1, len(piece)))
        for piece in pieces
    )


def faults(seed: int, name: str, catalog: Catalog) -> list[str]:
    """What is wrong with the sheet of a random family; an empty list when all is well."""
    papers = some_papers(seed, catalog)
    pdf = render_sheets_pdf({name: True}, papers)
    printed = Printed(pdf)
    found = []
    texts = [squeezed(clean(text).plain) for text in own_words_of(name, papers)]
    # A family chooses how many windows it keeps.
    own = any(texts) or (name in ("windows", "card", "phone") and papers.windows)
    pages = [page for page in printed.pages if page]  # the back of the card is blank
    if len(pages) > LIMITS[name]:
        if not own and len(pages) > sides_of(name, papers):
            found.append(f"{len(pages)} pages")
        for number, page in enumerate(pages[LIMITS[name] :], start=1):
            if f"続き{number}" not in page:
                found.append(f"page {number + LIMITS[name]} is not numbered 続き{number}")
    body = body_of(printed, LIMITS[name]).replace("／", "")
    found += [f"lost: {text}" for text in texts if not is_there(text.replace("／", ""), body)]
    found += [f"runs into the footer: {low}" for low in printed.spilt]
    for number in numbers_of(name, papers):
        if number not in printed.text:
            found.append(f"number not found: {number}")
    if not printed.sizes or min(printed.sizes) < 12:
        found.append(f"type of {min(printed.sizes, default=0)} points")
    if not printed.fonts_embedded:
        found.append("a font is not embedded")
    if not printed.is_ua:
        found.append("not PDF/UA-1")
    if "これは診断ではありません" not in printed.text:
        found.append("これは診断ではありません is missing")
    if "root:" in printed.text or "😀" in printed.text:
        found.append("mark-up was read, or an emoji was drawn")
    if any("😀" in text for text in own_words_of(name, papers)) and GETA not in printed.text:
        found.append("a missing character has no mark")
    if seed % 10 == 0 and render_sheets_pdf({name: True}, papers) != pdf:
        found.append("the same papers gave other bytes")
    return [f"seed {seed}, {name}: {one}" for one in found]
