"""相談メモ: what a family wants to say at the window, to read out or to hand over."""

from __future__ import annotations

from typing import Any

from core.handout.papers import Papers
from core.handout.press import page_count, print_pdf
from core.handout.text import Tidy, date_text
from core.memo import Memo
from core.stage import StageCheck

NAME = "memo"
SIDES = 2


def _frame(papers: Papers, tidy: Tidy) -> dict[str, Any]:
    words = papers.catalog.sheets.memo
    voice = papers.answerer
    return {
        "title": words.title.said_to(voice),
        "made-on": date_text(papers.made_on),
        "version": tidy(papers.catalog.check.version),
        "example": voice == "example",
        "person": voice == "person",
        "lead": words.lead,
        "age": "",
        "in-use-title": words.in_use_title,
        "marks": [
            {"label": tidy(mark.words.said_to(voice)), "chosen": False}
            for mark in papers.catalog.plan.marks
        ],
        "services-label": words.services,
        "services": [],
        "short": _fields(papers, tidy, short=True, written=False),
        "worries-title": words.worries_title,
        "worries-help": words.worries_help,
        "worries": [
            {"label": worry.label, "chosen": False, "main": False} for worry in words.worries
        ],
        "fields": _fields(papers, tidy, short=False, written=False),
        "first-question": {"label": words.first_question.said_to(voice), "lines": []},
        "asked-before": {"label": words.asked_before, "lines": []},
        "answers-title": words.answers_title,
        "answers": [],
        "safety-title": words.safety_title,
        "safety": [],
        "talked-title": words.talked_title,
        "talked-lines": list(words.talked_lines),
        "share-title": words.share_title,
        "share-choices": list(words.share_choices),
        "blank": True,
        "tight": False,
    }


def _fields(papers: Papers, tidy: Tidy, *, short: bool, written: bool) -> list[dict[str, Any]]:
    """The questions with room to write, and what was written."""
    return [
        {
            "label": field.label.said_to(papers.answerer),
            "lines": tidy.lines(papers.memo.texts.get(field.key)) if written else [],
        }
        for field in papers.catalog.sheets.memo.fields
        if field.short == short
    ]


def _in_use(papers: Papers, tidy: Tidy) -> dict[str, Any]:
    """What the family has already: the marks to tick, and services by name in the data's order."""
    there = papers.case.in_use if papers.case is not None else frozenset()
    return {
        "marks": [
            {"label": tidy(mark.words.said_to(papers.answerer)), "chosen": mark.key in there}
            for mark in papers.catalog.plan.marks
        ],
        "services": [tidy(one.name) for one in papers.catalog.services if one.id in there],
    }


def _worries(memo: Memo, papers: Papers) -> list[dict[str, Any]]:
    """The matters with their marks. A private one is marked only where safety may be shown."""
    shown = {
        worry.key
        for worry in papers.catalog.sheets.memo.worries
        if worry.key in memo.worries and (memo.with_safety or not worry.private)
    }
    return [
        {
            "label": worry.label,
            "chosen": worry.key in shown,
            "main": worry.key in shown & {memo.main},
        }
        for worry in papers.catalog.sheets.memo.worries
    ]


def _answers(check: StageCheck, papers: Papers) -> list[dict[str, str]]:
    """The questions that were answered with more than わからない, in a few words."""
    said = {
        choice.value: choice.label.said_to(papers.answerer)
        for choice in papers.catalog.check.answer_choices
    }
    return [
        {"text": label, "answer": said[getattr(check.answers, key)]}
        for key, label in papers.catalog.sheets.memo.answer_labels.items()
        if getattr(check.answers, key) != "unknown"
    ]


def _safety(check: StageCheck, papers: Papers) -> list[dict[str, str]]:
    """What was answered with 今まさに or 最近ある, in a few words."""
    said = {
        choice.value: choice.label.said_to(papers.answerer)
        for choice in papers.catalog.check.safety_choices
    }
    return [
        {"text": label, "answer": said[getattr(check.safety, key)]}
        for key, label in papers.catalog.sheets.memo.safety_labels.items()
        if getattr(check.safety, key) in ("now", "recent")
    ]


def filled(papers: Papers, tidy: Tidy) -> dict[str, Any]:
    """The memo with what the family wrote and ticked; safety answers only when it ticked them."""
    data, memo = _frame(papers, tidy), papers.memo
    check = papers.case.check if papers.case is not None else None
    age = papers.case.known_age if papers.case is not None else None
    data |= {
        "blank": False,
        "age": "" if age is None else f"{age}歳",
        "worries": _worries(memo, papers),
        "fields": _fields(papers, tidy, short=False, written=True),
        "short": _fields(papers, tidy, short=True, written=True),
        "first-question": data["first-question"] | {"lines": tidy.lines(memo.first_question)},
        "asked-before": data["asked-before"] | {"lines": tidy.lines(memo.asked_before)},
    }
    data |= _in_use(papers, tidy)
    if check is not None and memo.with_answers:
        data["answers"] = _answers(check, papers)
    if check is not None and memo.with_safety:
        data["safety"] = _safety(check, papers)
    return _settled(data, papers)


def _settled(data: dict[str, Any], papers: Papers) -> dict[str, Any]:
    """Set closely only where that spares a page beyond the two sides."""
    tight = data | {"tight": True}
    pages = page_count(print_pdf({NAME: data}, papers.made_on))
    if pages <= SIDES or page_count(print_pdf({NAME: tight}, papers.made_on)) >= pages:
        return data
    return tight


def blank(papers: Papers, tidy: Tidy) -> dict[str, Any]:
    """The same form with nothing on it."""
    return _frame(papers, tidy)
