"""How a service meets what matters to a family. Nothing is ranked by it."""

from __future__ import annotations

from collections.abc import Collection

from core.base import Answerer, Frozen
from core.catalog import Catalog, Possible, Service


class Met(Frozen):
    """How one service meets one thing that matters: yes, partly or no, and what is said of it."""

    key: str
    label: str
    answer: Possible
    text: str


def how_it_meets(
    service: Service, matters: Collection[str], catalog: Catalog, answerer: Answerer = "family"
) -> tuple[Met, ...]:
    """What a service says to each of the ``matters`` (keys of ``catalog.guide.matters``).

    In the order of the guide. Raises KeyError for an unknown key.
    """
    for unknown in set(matters) - {one.key for one in catalog.guide.matters}:
        raise KeyError(unknown)
    chosen = [one for one in catalog.guide.matters if one.key in matters]
    answers: list[Possible] = [getattr(service, one.field) for one in chosen]
    return tuple(
        Met(
            key=one.key,
            label=one.label.said_to(answerer),
            answer=answer,
            text=one.answers.said(answer, answerer),
        )
        for one, answer in zip(chosen, answers, strict=True)
    )
