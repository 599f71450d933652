"""会の進行表: twenty minutes of a meeting, with the words to read out. No family's answers on it."""

from __future__ import annotations

from typing import Any

from core.handout.papers import Papers
from core.handout.text import Tidy, date_text

NAME = "meeting"


def filled(papers: Papers, tidy: Tidy) -> dict[str, Any]:
    """The running order with the fictional family of the day (``papers.example``, else the first)."""
    words = papers.catalog.sheets.meeting
    stories = {example.id: example for example in papers.catalog.examples}
    story = stories.get(papers.example or "", papers.catalog.examples[0])
    starts = [sum(part.minutes for part in words.parts[:at]) for at in range(len(words.parts))]
    return words.model_dump(mode="json") | {
        "blank": False,
        "made-on": date_text(papers.made_on),
        "version": tidy(papers.catalog.check.version),
        "parts": [
            part.model_dump() | {"from": start, "to": start + part.minutes}
            for part, start in zip(words.parts, starts, strict=True)
        ],
        "story": {"title": tidy(story.title), "lines": [tidy(line) for line in story.story]},
    }


def blank(papers: Papers, tidy: Tidy) -> dict[str, Any]:
    """The same frame for a meeting's own running order."""
    lead = papers.catalog.sheets.meeting.blank_lead
    return filled(papers, tidy) | {"blank": True, "story": None, "parts": [], "lead": lead}
