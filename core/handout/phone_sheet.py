"""電話の台本: six lines to read out, the next windows after a refusal, and the calls of the plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from core.contacts import NextWindow, first_window, next_windows
from core.handout.papers import Papers
from core.handout.text import Tidy, date_text, day_text
from core.handout.windows_sheet import looked_up
from core.plan import Step

NAME = "phone"
CALLS_MOST = 3
_SENTENCES = re.compile("[^。]+。?")
_CHOICES = re.compile("〔(.+?)〕")
_EITHER_OR = 2
"""Two choices are either this or that. One or more than two leave room for the own word."""


def _choices(piece: str, tidy: Tidy) -> dict[str, Any]:
    """Choices to put a circle around. A 〇 in one is room to write."""
    choices = piece.split("・")
    return {
        "text": "",
        "choices": [[tidy(half) for half in choice.split("〇")] for choice in choices],
        "open": len(choices) != _EITHER_OR and "〇" not in piece,
    }


def _sentences(line: str, tidy: Tidy) -> list[list[dict[str, Any]]]:
    """A line of the script, sentence by sentence, each cut at its 〔…〕."""
    sentences = []
    for sentence in _SENTENCES.findall(line):
        pieces = enumerate(_CHOICES.split(sentence))
        sentences.append(
            [
                _choices(piece, tidy) if at % 2 else {"text": tidy(piece), "choices": []}
                for at, piece in pieces
                if piece
            ]
        )
    return sentences


def _window(window: NextWindow, tidy: Tidy) -> dict[str, Any]:
    """A window; its day of checking only beside a number that stands there.

    Nobody called a centre of the data: it gets the day on which a copy of its page was read.
    """
    words = {
        "name": tidy(window.name),
        "phone": tidy(window.phone),
        "hours": tidy(window.hours),
        "what": tidy(window.what),
    }
    checked, source = window.checked_on if words["phone"] else None, ""
    if checked is not None and window.origin == "centre":
        source = tidy(f"出典 {window.source}　{looked_up(checked)}")
        checked = None
    return words | {
        "source": source,
        "checked": "" if checked is None else date_text(checked),
        "needs-check": bool(words["phone"]) and window.needs_check,
        "length": sum(map(len, words.values())),
    }


def _call(step: Step, papers: Papers, tidy: Tidy) -> dict[str, Any]:
    words = {
        "title": tidy(step.title),
        "where": tidy(step.paper.where),
        "say": tidy(step.paper.say),
        "bring": tidy(step.papers),
    }
    return words | {
        "due": "" if step.due_on is None else day_text(step.due_on, made_on=papers.made_on),
        "length": sum(map(len, words.values())),
    }


def _calls(papers: Papers, tidy: Tidy) -> list[dict[str, Any]]:
    """The first steps of いま for which somebody is called. What is no matter for paper stays off."""
    if papers.plan is None:
        return []
    at_home = papers.catalog.sheets.phone.no_call
    calls = [
        step
        for step in papers.plan.now
        if step.on_paper and step.paper.say and step.id not in at_home
    ]
    return [_call(step, papers, tidy) for step in calls[:CALLS_MOST]]


def _sheet(
    papers: Papers,
    tidy: Tidy,
    first: NextWindow | None,
    following: Sequence[NextWindow],
    calls: list[dict[str, Any]],
) -> dict[str, Any]:
    words, windows = papers.catalog.sheets.phone, papers.catalog.windows
    voice = papers.answerer
    shown = [window for window in (first, *following) if window is not None and window.phone]
    ours = any(window.origin == "centre" for window in shown)
    return {
        "title": tidy(words.title.said_to(voice)),
        "made-on": date_text(papers.made_on),
        "version": tidy(papers.catalog.check.version),
        "example": voice == "example",
        "lead": tidy(words.lead.said_to(voice)),
        "prepare": tidy(windows.texts.prepare.said_to(voice)),
        "first-title": tidy(words.first),
        "first": None if first is None else _window(first, tidy),
        "start": tidy(words.start),
        "script": [
            {
                "label": tidy(one.label.said_to(voice)),
                "sentences": _sentences(one.line.said_to(voice), tidy),
            }
            for one in windows.script
        ],
        "ask": tidy(words.ask),
        "ask-lines": [tidy(line) for line in words.ask_lines],
        "next-title": tidy(words.next_title),
        "next": [_window(window, tidy) for window in following],
        "refused": tidy(windows.texts.refused.said_to(voice)),
        "caution": tidy(windows.texts.caution.said_to(voice)) if ours else "",
        "calls-title": tidy(words.plan_title if calls else words.own_title),
        "calls": calls,
        "labels": {
            "where": tidy(words.where),
            "say": tidy(words.say),
            "bring": tidy(words.bring),
        },
        "expect-title": tidy(words.expect_title),
        "expect": [tidy(one.text.said_to(voice)) for one in windows.expect],
    }


def filled(papers: Papers, tidy: Tidy) -> dict[str, Any]:
    """The script with the family's windows and the first calls of its plan.

    Raises KeyError for a place that the data does not have.
    """
    known = (papers.catalog, papers.answerer, papers.made_on, papers.windows, papers.centres)
    first = first_window(*known)
    following = next_windows(*known, refused=() if first is None else (first.name,))
    calls = _calls(papers, tidy)
    if any(window.origin == "centre" and window.phone for window in following):
        calls = calls[: CALLS_MOST - 1]  # the source and the day of the number need the room
    return _sheet(papers, tidy, first, following, calls)


def blank(papers: Papers, tidy: Tidy) -> dict[str, Any]:
    """The same script with lines instead of the family's windows and plan."""
    following = next_windows(papers.catalog, papers.answerer, papers.made_on)
    return _sheet(papers, tidy, None, following, [])
