"""The 計画 on A4: two sides at most, and numbered 「続き」 pages for what a family wrote itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from core.base import Answerer
from core.case import REVIEW_LABELS
from core.catalog import Catalog, WaitsFor
from core.handout.papers import Papers
from core.handout.press import page_count, print_pdf, print_png
from core.handout.text import Tidy, date_text, day_text, monthly_text, yen_text
from core.plan import PaperWords, Plan, PlanContact, Step

NAME = "plan"
SIDES = 2
_CLOSEST = 8
"""The looks of plan.typ: 0 to 5 with a line spacing of 1.6, then 1.52, 1.45 and, where only that
spares a second sheet of paper, this one (1.4)."""
_ON_MORE_SIDES = 2
"""The roomiest look of a plan that needs a second sheet of paper whatever its look."""
_EASE = 5.7

OWN_MOST, OWN_URGENT = 3, 2
"""So many own windows stand on the plan (in danger now the national lines need the room); the sheet
わたしの町の窓口 has them all."""
NOTES_LINES = 60
NOTES_SHORT = 600
"""Longer notes never fit beside a plan on its two sides."""
NAMELESS = "（名前のない一歩）"

GATES: tuple[WaitsFor, ...] = ("turn", "sign", "consent")
"""What the steps of 次 and その先 wait for, in the order of the groups."""

_TITLES: dict[Answerer, str] = {
    "family": "わたしたちの計画",
    "person": "わたしの計画",
    "example": "わたしたちの計画",
}


def _step(step: Step, made_on: date, tidy: Tidy) -> dict[str, Any]:
    # Own steps have no words of the library; what the family wrote stands on both.
    paper = PaperWords(who=step.who, where=step.where) if step.own else step.paper
    words = {
        # A title of signs that nobody can see would be an empty heading, which PDF/UA refuses.
        "title": tidy(step.title) or NAMELESS,
        "who": tidy(paper.who),
        "where": tidy(paper.where),
        "why": tidy(paper.why),
        "say": tidy(paper.say),
        "caution": tidy(paper.caution),
        "note": tidy(step.note),
    }
    return words | {
        "length": sum(map(len, words.values())),
        "cost": monthly_text(step.cost) if step.cost_known else "",
        "due": "" if step.due_on is None else day_text(step.due_on, made_on=made_on),
    }


def _groups(steps: Sequence[Step], made_on: date, tidy: Tidy) -> list[dict[str, Any]]:
    """The steps of 次 or その先 by what they wait for; a group stands only where it has steps."""
    shown = [step for step in steps if step.on_paper]
    groups = (
        (gate, [_step(step, made_on, tidy) for step in shown if (step.waits_for or "turn") == gate])
        for gate in GATES
    )
    return [{"waits-for": gate, "steps": steps} for gate, steps in groups if steps]


def _contact(contact: PlanContact, tidy: Tidy) -> dict[str, Any]:
    words = {
        "name": tidy(contact.name),
        "phone": tidy(contact.phone),
        "hours": tidy(contact.hours),
        "cost": tidy(contact.cost),
    }
    return words | {
        "length": sum(map(len, words.values())),
        # Beside an empty line, the day of an old number would make the new one look checked.
        "checked": date_text(contact.checked_on) if contact.checked_on and contact.phone else "",
        "needs-check": contact.needs_check,
        "own": contact.own,
    }


def _cost_note(plan: Plan) -> str:
    """What the amounts rest on, and where the sum is."""
    return f"{plan.cost_basis}計算は「計算のひかえ」に。" if plan.cost_basis else ""


def _notes(text: str, tidy: Tidy) -> list[str]:
    """The lines of the notes. Hundreds of short ones run on, so that they do not fill fifty pages."""
    lines = tidy.lines(text)
    return lines if len(lines) <= NOTES_LINES else ["／".join(lines)]


_REFUSAL = re.compile("(.+?の)(「.+?」)(は、まだ.+)")


def _together(refusals: tuple[str, ...]) -> list[str]:
    """The sentences about figures that are not in force; those that differ by the name only in one."""
    named: dict[tuple[str, str], list[str]] = {}
    rest = []
    for line in refusals:
        found = _REFUSAL.fullmatch(line)
        if found is None:
            rest.append(line)
        else:
            named.setdefault((found[1], found[3]), []).append(found[2])
    return [head + "".join(names) + tail for (head, tail), names in named.items()] + rest


def _review_lines(plan: Plan, tidy: Tidy) -> list[dict[str, Any]]:
    """The three lines to look back on, with what is written already."""
    return [
        {"label": label, "lines": tidy.lines(getattr(plan.review, key, ""))}
        for key, label in REVIEW_LABELS.items()
    ]


def _reviewed(plan: Plan) -> str:
    """The day on which the lines were written; the day printed large is the next one."""
    if plan.review is None or not plan.review.written:
        return ""
    return f"{day_text(plan.review.on, made_on=plan.made_on)}に書いたこと"


def _stage(plan: Plan, tidy: Tidy) -> dict[str, Any] | None:
    """What the sheet says of the stage: nothing while there is danger now."""
    if plan.alert == "now" or not (plan.stage_name or plan.stage_sentence):
        return None
    return {
        "number": plan.stage,
        "name": tidy(plan.stage_name),
        "sentence": tidy(plan.paper_sentence or plan.stage_sentence),
    }


def _texts(plan: Plan, tidy: Tidy) -> dict[str, Any]:
    """All that comes from the plan, cleaned, for the template. Safety answers stay off it."""
    own = [contact for contact in plan.contacts if contact.own]
    most = OWN_URGENT if plan.alert == "now" else OWN_MOST
    windows = own[:most] + [one for one in plan.contacts if one.on_paper and not one.own]
    return {
        "blank": False,
        "urgent": plan.alert == "now",
        "title": _TITLES[plan.answerer],
        "example": plan.answerer == "example",
        "made-on": date_text(plan.made_on),
        "stage": _stage(plan, tidy),
        "going-on": [tidy(name) for name in plan.going_on],
        "now": [_step(step, plan.made_on, tidy) for step in plan.now if step.on_paper],
        "next": _groups(plan.next, plan.made_on, tidy),
        "later": _groups(plan.later, plan.made_on, tidy),
        "more": [tidy(title) for title in plan.more],
        "cost": {
            "now": monthly_text(plan.cost_now),
            "next": monthly_text(plan.cost_next),
            "later": monthly_text(plan.cost_later),
        },
        "total": "" if plan.total is None else yen_text(plan.total),
        "total-whole": plan.cost_whole,
        "not-yet": [
            {
                "text": tidy(one.text),
                "reason": tidy(one.reason),
                "length": len(one.text) + len(one.reason),
            }
            for one in plan.not_yet
            if one.on_paper
        ],
        "signals-forward": [tidy(line) for line in plan.paper_signals[0] or plan.signals_forward],
        "signals-back": [tidy(line) for line in plan.paper_signals[1] or plan.signals_back],
        "contacts": [_contact(contact, tidy) for contact in windows],
        "hand-boxes": 1 if len(own[:most]) % 2 else 2,
        "windows-left": len(own[most:]),
        "review-on": day_text(plan.review_on, made_on=plan.made_on),
        "review-note": tidy(plan.paper_review_note or plan.review_note),
        "review": _review_lines(plan, tidy),
        "reviewed": _reviewed(plan),
        "refusals": [tidy(line) for line in _together(plan.refusals)],
        "notes": _notes(plan.notes, tidy),
    }


def _frame(catalog: Catalog, answerer: Answerer, tidy: Tidy) -> dict[str, Any]:
    """The words of every plan: what a group of steps waits for, and the names of two lines."""
    rules = catalog.plan.rules
    gates = {"turn": rules.gate_turn, "sign": rules.gate_sign, "consent": rules.gate_consent}
    return {
        "gates": {gate: tidy(gates[gate].said_to(answerer)) for gate in GATES},
        "going-on-name": tidy(rules.going_on),
        "total-name": tidy(rules.total),
        "version": tidy(catalog.check.version),
    }


def _texts_of(plan: Plan, catalog: Catalog, tidy: Tidy) -> dict[str, Any]:
    frame = _frame(catalog, plan.answerer, tidy)
    return _texts(plan, tidy) | frame | {"cost-note": _cost_note(plan)}


def _blank_sheet(catalog: Catalog, today: date, answerer: Answerer) -> dict[str, Any]:
    lists = ("going-on", "now", "next", "later", "more", "not-yet", "contacts", "refusals", "notes")
    nothing: dict[str, Any] = {key: [] for key in (*lists, "signals-forward", "signals-back")}
    return (
        nothing
        | _frame(catalog, answerer, Tidy())
        | {
            "blank": True,
            "urgent": False,
            "title": _TITLES[answerer],
            "example": False,
            "made-on": date_text(today),
            "stage": None,
            "stages": [{"number": one.number, "name": one.name} for one in catalog.stages],
            "cost": dict.fromkeys(("now", "next", "later"), "月　　　　　　円"),
            "total": "　　　　　　円",
            "total-whole": True,
            "hand-boxes": 4,
            "windows-left": 0,
            "cost-note": "",
            "reviewed": "",
            "review": [{"label": label, "lines": []} for label in REVIEW_LABELS.values()],
            "review-on": "",
            "review-note": "",
        }
    )


def _fits(pdf: bytes) -> bool:
    return page_count(pdf) <= SIDES


def _first_look(data: dict[str, Any]) -> int:
    """Where the search begins: an estimate of the look from how much there is to set.

    Fitted by least squares to 420 plans of up to three situations; rarely off by more than one.
    """
    columns = [data["next"], data["later"]]
    steps = [step for groups in columns for group in groups for step in group["steps"]]
    headings = sum(len(groups) for groups in columns if len(groups) > 1)
    much = (
        0.0086 * sum(step["length"] for step in data["now"])
        + 0.27 * len(steps)
        + 0.0107 * sum(len(step["caution"]) for step in steps)
        + 0.27 * headings
        + 0.005 * sum(one["length"] for one in data["not-yet"])
        + 0.01 * sum(map(len, data["more"]))
        + 0.29 * sum(one["own"] for one in data["contacts"])
    )
    return int(min(max(round(much - _EASE), 0), _CLOSEST))


def _settle(data: dict[str, Any], made_on: date) -> tuple[dict[str, Any], bytes]:
    """How the sheet is set, and the sheet: the first look from the estimate on that fits.

    Notes that make it longer than two sides are left out of the search and then run on to 「続き」
    pages. A plan that is longer even without notes runs on too: nothing is cut.
    """
    notes = data["notes"]
    if sum(map(len, notes)) <= NOTES_SHORT:
        setting, pdf = _roomiest(data, made_on)
        if not notes or _fits(pdf):
            return setting, pdf
    setting, pdf = _roomiest(data | {"notes": []}, made_on)
    if notes:
        setting |= {"notes": notes}
        pdf = print_pdf({NAME: setting}, made_on)
    return setting, pdf


def _roomiest(data: dict[str, Any], made_on: date) -> tuple[dict[str, Any], bytes]:
    pages: list[int] = []
    for look in range(_first_look(data), _CLOSEST + 1):
        setting = data | {"look": look}
        pdf = print_pdf({NAME: setting}, made_on)
        if _fits(pdf):
            return setting, pdf
        pages.append(page_count(pdf))
    # Several situations at once. Nothing is cut, and crowding would not spare any paper.
    for look in range(_ON_MORE_SIDES, _CLOSEST + 1):
        setting = data | {"look": look, "grown": True}
        pdf = print_pdf({NAME: setting}, made_on)
        if page_count(pdf) <= min(pages):
            break
    return setting, pdf


def filled(papers: Papers, tidy: Tidy) -> dict[str, Any]:
    """The sheet's data, set so that it fits; the blank sheet where there is no plan."""
    if papers.plan is None:
        return blank(papers, tidy)
    setting, _ = _settle(_texts_of(papers.plan, papers.catalog, tidy), papers.plan.made_on)
    return setting


def blank(papers: Papers, tidy: Tidy) -> dict[str, Any]:
    """The same sheet with lines to fill in by hand: いま 3, 次 2, その先 2."""
    sheet = _blank_sheet(papers.catalog, papers.made_on, papers.answerer)
    setting, _ = _settle(sheet, papers.made_on)
    return setting


def render_plan_pdf(plan: Plan, catalog: Catalog) -> bytes:
    """The plan as an accessible A4 PDF; the same plan gives the same bytes.

    Two sides at most, except for 「続き」 pages with what the family wrote itself. With
    ``plan.alert`` "now" no stage is on it; answers to the safety questions never are.
    """
    _, pdf = _settle(_texts_of(plan, catalog, Tidy()), plan.made_on)
    return pdf


def render_plan_png(plan: Plan, catalog: Catalog, *, width_px: int = 1000) -> tuple[bytes, ...]:
    """The same sheet as pictures for the preview, one a page, ``width_px`` pixels wide."""
    setting, _ = _settle(_texts_of(plan, catalog, Tidy()), plan.made_on)
    return print_png({NAME: setting}, width_px=width_px)


def render_blank_plan_pdf(catalog: Catalog, today: date, *, answerer: Answerer = "family") -> bytes:
    """The same sheet with lines to fill in by hand: いま 3, 次 2, その先 2."""
    _, pdf = _settle(_blank_sheet(catalog, today, answerer), today)
    return pdf


def missing_glyphs(plan: Plan) -> tuple[str, ...]:
    """The characters of the plan that no font of the paper has; each is printed as 〓."""
    tidy = Tidy()
    _texts(plan, tidy)
    return tuple(tidy.missing)
